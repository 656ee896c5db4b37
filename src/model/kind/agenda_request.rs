//! A matter is submitted to the meeting (提请审议): Order 713, art. 29. `occurred` is the day of the request.

use super::meeting_opened::PACKAGE;
use super::schema::{Form, KindSpec, any_sense, list, optional, perhaps_with, required};
use crate::model::office::HANDLING_UNIT;
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "agenda-request",
    stage: Some(Stage::Submission),
    opens: false,
    signers: &[HANDLING_UNIT],
    fields: &[
        required("subject", Form::Line),
        optional("number", Form::Line),
        required("draft", Form::Record),
        // What was handed in, complete or not; what art. 29 asks for depends on the steps that were taken.
        required("package", list(&Form::Choice(PACKAGE))),
        // The leader in charge, who lets the matter go to the meeting.
        optional("approved_by", Form::Person),
        optional("units_invited", list(&Form::Line)),
    ],
    documents: &[perhaps_with("request"), perhaps_with("agenda-approval"), perhaps_with("materials")],
    sense: any_sense,
};
