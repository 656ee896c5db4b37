//! The meeting ends (会议结束): from here nothing can be added to it. `occurred` is when it ended. Outcome and dissent are
//! those of its record (会议记录); the issued summary (会议纪要) is another document and a record of its own,
//! [`minutes_issued`](super::minutes_issued), so that the two can be compared.

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
    ],
    documents: &[with("minutes"), perhaps_with("recording")],
    sense: any_sense,
};
