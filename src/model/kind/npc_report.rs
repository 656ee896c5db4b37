//! A report to the people's congress or its standing committee (向人大报告): Order 713, art. 8; due before issue where other
//! law says so. `occurred` is the day of the report, `submitted` the day it was handed in, `heard` the day it was heard.

use super::schema::{Form, KindSpec, any_sense, optional, perhaps_with, required};
use crate::model::office::{GOVERNMENT_OFFICE, ORGAN_SEAL};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "npc-report",
    stage: Some(Stage::BeforeIssue),
    opens: false,
    signers: &[ORGAN_SEAL, GOVERNMENT_OFFICE],
    fields: &[
        required("number", Form::Line),
        required("submitted", Form::Day),
        required(
            "body",
            Form::Choice(&["congress", "standing-committee", "council-of-chairpersons", "presidium", "other"]),
        ),
        optional("draft", Form::Record),
        optional("heard", Form::Day),
        optional("opinion", Form::Text),
    ],
    documents: &[perhaps_with("request"), perhaps_with("reply")],
    sense: any_sense,
};
