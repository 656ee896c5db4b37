//! Alternatives are compared (比选方案): Order 713, art. 12, where views diverge. `occurred` is the day they were offered, or
//! one of them was chosen.

use super::problem::{Problem, Wrong};
use super::schema::{Field, Form, KindSpec, optional, perhaps_with, required, some};
use super::sense::{rows, twice};
use crate::model::Value;
use crate::model::office::HANDLING_UNIT;
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "alternatives",
    stage: Some(Stage::Drafting),
    opens: false,
    signers: &[HANDLING_UNIT],
    fields: &[
        required("draft", Form::Record),
        required("options", some(&Form::Table(OPTIONS))),
        optional("chosen", Form::Line),
        optional("reasons", Form::Text),
    ],
    documents: &[perhaps_with("alternatives")],
    sense,
};

const OPTIONS: &[Field] = &[
    required("name", Form::Line),
    required("gist", Form::Text),
    optional("for", Form::Text),
    optional("against", Form::Text),
];

fn sense(body: &Value, problems: &mut Vec<Problem>) {
    let names = rows(body, "options").iter().map(|row| row.text("name"));
    // Two of one name: which was chosen, nobody could say.
    twice(names.clone(), |place| format!("options[{place}].name"), problems);
    // Where a late entry has lost a name, it may be the one.
    let mut listed = names.clone().peekable();
    let unlisted = |chosen| listed.peek().is_some() && listed.all(|name| name.is_some_and(|name| name != chosen));
    if body.text("chosen").is_some_and(unlisted) {
        problems.push(Problem::new("chosen", Wrong::NotAmong { list: "options" }));
    }
}
