//! A report on the hearing (听证报告): Order 713, art. 16 to 18. `occurred` is the day it was made.

use super::hearing_record::STANCES;
use super::schema::{COUNT, Field, Form, KindSpec, any_sense, list, optional, required, with};
use crate::model::office::{HANDLING_UNIT, HEARING_CHAIR, HEARING_ORGANISER};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "hearing-report",
    stage: Some(Stage::Hearing),
    opens: false,
    signers: &[HEARING_ORGANISER, HEARING_CHAIR, HANDLING_UNIT],
    fields: &[
        required("record", Form::Record),
        optional("for", COUNT),
        optional("against", COUNT),
        required("views", list(&Form::Table(VIEWS))),
        optional("suggestions", list(&Form::Text)),
    ],
    documents: &[with("report")],
    sense: any_sense,
};

/// What was said, and what becomes of it; a view that nothing became of is a finding.
const VIEWS: &[Field] = &[
    required("view", Form::Text),
    optional("side", Form::Choice(STANCES)),
    optional("handling", Form::Choice(&["adopted", "partly", "rejected"])),
    optional("reason", Form::Text),
];
