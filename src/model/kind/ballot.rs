//! A question was put to the vote (表决), where the rules of the place decide by votes; Order 713 does not. The figures
//! are those of the count, and whether they carry the question is a matter of the procedure profile.

use super::problem::{Problem, Wrong};
use super::schema::{COUNT, Field, Form, KindSpec, list, optional, perhaps_with, required};
use super::sense::{rows, twice};
use crate::model::Value;
use crate::model::office::{GOVERNMENT_OFFICE, HEAD, RECORDER};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "ballot",
    stage: Some(Stage::Deliberation),
    opens: false,
    signers: &[RECORDER, GOVERNMENT_OFFICE, HEAD],
    fields: &[
        required("meeting", Form::Record),
        required("question", Form::Text),
        optional("draft", Form::Record),
        required("named", Form::Bool),
        required("agree", COUNT),
        required("disagree", COUNT),
        required("abstain", COUNT),
        optional("invalid", COUNT),
        // As the chair declared it; the figures may say otherwise, and then that is a finding.
        optional("declared", Form::Choice(&["passed", "not-passed"])),
        optional("counted_by", list(&Form::Person)),
        optional("rows", list(&Form::Table(ROWS))),
    ],
    documents: &[perhaps_with("ballots"), perhaps_with("count-sheet")],
    sense,
};

/// Who voted how; rows that do not add up to the figures are a fact.
const ROWS: &[Field] = &[
    required("person", Form::Person),
    required("vote", Form::Choice(&["agree", "disagree", "abstain", "invalid"])),
    optional("reason", Form::Text),
];

fn sense(body: &Value, problems: &mut Vec<Problem>) {
    let rows = rows(body, "rows");
    // A secret ballot with names was not secret, or these are not its votes.
    if body.get("named") == Some(&Value::Bool(false)) && !rows.is_empty() {
        problems.push(Problem::new("rows", Wrong::Excluded { by: "named" }));
    }
    twice(rows.iter().map(|row| row.text("person")), |place| format!("rows[{place}].person"), problems);
}
