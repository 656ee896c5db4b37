//! The meeting ends (会议结束): from here nothing can be added to it. `occurred` is when it ended. The record (会议记录) and
//! the issued minutes (会议纪要) are two documents; what each says of outcome and dissent is stated apart, so that they
//! can be compared.

use super::head_decision::OUTCOMES;
use super::schema::{COUNT, Form, KindSpec, any_sense, list, optional, perhaps_with, required, with};
use crate::model::office::{GOVERNMENT_OFFICE, HEAD, RECORDER};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "meeting-closed",
    stage: Some(Stage::Deliberation),
    opens: false,
    signers: &[RECORDER, GOVERNMENT_OFFICE, HEAD],
    fields: &[
        required("meeting", Form::Record),
        // How many records of this decision belong to the meeting, from `meeting-opened` to this one inclusive.
        required("records", COUNT),
        required("outcome", Form::Choice(OUTCOMES)),
        required("dissents", COUNT),
        optional("attendee_statements", list(&Form::Text)),
        optional("issued_number", Form::Line),
        optional("issued_outcome", Form::Choice(OUTCOMES)),
        optional("issued_dissents", COUNT),
    ],
    documents: &[with("minutes"), perhaps_with("issued-minutes"), perhaps_with("recording")],
    sense: any_sense,
};
