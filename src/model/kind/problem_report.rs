//! Something has come up in the execution (异常情况报告): Order 713, art. 35. `occurred` is the day of the report, `found_on`
//! the day it was found: between them lies how promptly it was reported.

use super::schema::{Form, KindSpec, any_sense, optional, perhaps_with, required};
use crate::model::office::{EXECUTING_UNIT, HANDLING_UNIT};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "problem-report",
    stage: Some(Stage::Execution),
    opens: false,
    signers: &[EXECUTING_UNIT, HANDLING_UNIT],
    fields: &[
        required("unit", Form::Line),
        required("found_on", Form::Day),
        // The three situations of art. 35.
        required("kind", Form::Choice(&["problem", "major-change", "force-majeure"])),
        required("problem", Form::Text),
        optional("measures", Form::Text),
    ],
    documents: &[perhaps_with("report")],
    sense: any_sense,
};
