//! The legality review's opinion (合法性审查意见书): Order 713, art. 25 to 28. `occurred` is the day it was given,
//! `received` the day the draft came in: between them lie the seven working days of art. 26.

use super::problem::{Problem, Wrong};
use super::schema::{Field, Form, KindSpec, list, optional, required, with};
use super::sense::{is_backwards, rows};
use crate::model::Value;
use crate::model::office::LEGALITY_REVIEWER;
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "legality-opinion",
    stage: Some(Stage::LegalityReview),
    opens: false,
    signers: &[LEGALITY_REVIEWER],
    fields: &[
        required("number", Form::Line),
        required("draft", Form::Record),
        required("received", Form::Day),
        optional("supplements", list(&Form::Table(SUPPLEMENTS))),
        // The three questions of art. 27; each must be answered.
        required("authority", Form::Choice(ANSWERS)),
        optional("authority_note", Form::Text),
        required("procedure", Form::Choice(ANSWERS)),
        optional("procedure_note", Form::Text),
        required("content", Form::Choice(ANSWERS)),
        optional("content_note", Form::Text),
        required("conclusion", Form::Choice(CONCLUSIONS)),
        required("suggestions", list(&Form::Text)),
        required("risk_notes", list(&Form::Text)),
        // Counsel must be heard (art. 28); an empty list says that nobody was.
        required("counsel", list(&Form::Table(COUNSEL))),
        required("reviewer", Form::Person),
        optional("checker", Form::Person),
        required("issuer", Form::Person),
        optional("earlier_opinion", Form::Record),
    ],
    documents: &[with("opinion")],
    sense,
};

/// Four outcomes: an exploratory reform may go to discussion with its legal risk stated (art. 25).
pub(super) const CONCLUSIONS: &[&str] = &["lawful", "lawful-after-changes", "unlawful", "exploratory-reform"];

/// Who gives legal advice (art. 28).
pub(super) const CAPACITIES: &[&str] = &["legal-counsel", "government-lawyer"];

const ANSWERS: &[&str] = &["lawful", "changes-needed", "unlawful", "no-clear-rule"];

/// Asked for more material, and when it came: whether the clock stops meanwhile is local.
const SUPPLEMENTS: &[Field] =
    &[required("asked", Form::Day), optional("answered", Form::Day), required("what", Form::Text)];

const COUNSEL: &[Field] = &[
    required("counsel", Form::Person),
    required("capacity", Form::Choice(CAPACITIES)),
    required("given", Form::Day),
    required("opinion", Form::Text),
];

fn sense(body: &Value, problems: &mut Vec<Problem>) {
    for (place, row) in rows(body, "supplements").iter().enumerate() {
        if is_backwards(row, "asked", "answered") {
            problems.push(Problem::new(format!("supplements[{place}].answered"), Wrong::Backwards { start: "asked" }));
        }
    }
}
