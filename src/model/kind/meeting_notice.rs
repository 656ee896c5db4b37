//! The members are called to the meeting (会议通知), with its agenda and, in good time, its papers. `occurred` is when the
//! notice was issued, `sent` when the last of them had been sent it.

use super::meeting_opened::{AGENDA, MEETINGS};
use super::schema::{COUNT, Form, KindSpec, any_sense, list, optional, perhaps_with, required, some};
use crate::model::office::{GOVERNMENT_OFFICE, RECORDER};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "meeting-notice",
    stage: Some(Stage::Submission),
    opens: false,
    signers: &[GOVERNMENT_OFFICE, RECORDER],
    fields: &[
        optional("meeting_kind", Form::Choice(MEETINGS)),
        optional("meeting_number", Form::Line),
        optional("meeting_time", Form::Moment),
        required("sent", Form::Moment),
        optional("materials_sent", Form::Moment),
        required("recipients", COUNT),
        required("agenda", some(&Form::Table(AGENDA))),
        // The version that the members were sent.
        optional("draft", Form::Record),
        // Who is called without being a member (列席).
        optional("units_invited", list(&Form::Line)),
    ],
    documents: &[perhaps_with("meeting-notice"), perhaps_with("agenda"), perhaps_with("materials")],
    sense: any_sense,
};
