//! Who carries the decision out (执行单位指定、任务分解): Order 713, art. 34.

use super::schema::{Field, Form, KindSpec, any_sense, list, optional, perhaps_with, required, some};
use crate::model::office::{GOVERNMENT_OFFICE, HEAD, ORGAN_SEAL};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "execution-assignment",
    stage: Some(Stage::Execution),
    opens: false,
    signers: &[ORGAN_SEAL, HEAD, GOVERNMENT_OFFICE],
    fields: &[
        required("units", some(&Form::Table(UNITS))),
        required("tasks", list(&Form::Table(TASKS))),
        optional("publication", Form::Record),
    ],
    documents: &[perhaps_with("assignment")],
    sense: any_sense,
};

const UNITS: &[Field] = &[required("unit", Form::Line), required("lead", Form::Bool)];

const TASKS: &[Field] = &[required("task", Form::Text), required("unit", Form::Line), optional("due", Form::Day)];
