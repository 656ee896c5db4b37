//! Research for the draft (调研): Order 713, art. 12. `occurred` is from its first day to its last.

use super::schema::{COUNT, Form, KindSpec, any_sense, list, optional, perhaps_with, required};
use crate::model::office::HANDLING_UNIT;
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "research",
    stage: Some(Stage::Drafting),
    opens: false,
    signers: &[HANDLING_UNIT],
    fields: &[
        required("way", Form::Choice(WAYS)),
        required("unit", Form::Line),
        optional("places", list(&Form::Line)),
        optional("participants", COUNT),
        required("findings", Form::Text),
    ],
    documents: &[perhaps_with("report"), perhaps_with("research-materials")],
    sense: any_sense,
};

const WAYS: &[&str] =
    &["field-visit", "symposium", "interview", "questionnaire", "study-tour", "study-of-documents", "other"];
