//! What was done about a problem (整改记录). `occurred` is the day of the report on it.

use super::problem::{Problem, Wrong};
use super::schema::{Form, KindSpec, optional, perhaps_with, required};
use crate::model::Value;
use crate::model::office::{EXECUTING_UNIT, GOVERNMENT_OFFICE, HANDLING_UNIT, LEGALITY_REVIEWER, ORGAN_SEAL};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "rectification",
    stage: Some(Stage::Supervision),
    opens: false,
    signers: &[HANDLING_UNIT, EXECUTING_UNIT, GOVERNMENT_OFFICE, LEGALITY_REVIEWER, ORGAN_SEAL],
    fields: &[
        optional("problem", Form::Record),
        optional("unit", Form::Line),
        required("measures", Form::Text),
        required("result", Form::Choice(&["completed", "partly-completed", "under-way", "not-completed"])),
        optional("completed", Form::Day),
        optional("note", Form::Text),
    ],
    documents: &[perhaps_with("report"), perhaps_with("proof")],
    sense,
};

fn sense(body: &Value, problems: &mut Vec<Problem>) {
    // The day on which something was completed that is not.
    if matches!(body.text("result"), Some("under-way" | "not-completed")) && body.get("completed").is_some() {
        problems.push(Problem::new("completed", Wrong::Excluded { by: "result" }));
    }
}
