//! Inspectors take over data or papers (调取、提取笔录): Supervision Law, art. 18 and 28. `occurred` is when they did; the
//! record signed on the spot is the document.

use super::schema::{COUNT, Field, Form, KindSpec, any_sense, list, optional, perhaps_with, required, with};
use crate::model::office::INSPECTOR;
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "extraction",
    stage: Some(Stage::Supervision),
    opens: false,
    signers: &[INSPECTOR],
    fields: &[
        required("case", Form::Line),
        required("object", Form::Line),
        required("content", Form::Text),
        required("place", Form::Line),
        required("method", Form::Text),
        required("process", Form::Text),
        optional("investigators", COUNT),
        optional("witnesses", COUNT),
        optional("holder_signed", Form::Bool),
        optional("files", list(&Form::Table(FILES))),
    ],
    documents: &[with("minutes"), perhaps_with("data-list"), perhaps_with("recording")],
    sense: any_sense,
};

/// The list of electronic data (电子数据清单).
const FILES: &[Field] = &[required("file", Form::Line), optional("digest", Form::Digest), optional("note", Form::Text)];
