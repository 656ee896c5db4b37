//! The executing unit reports (执行情况报告): Order 713, art. 34. `occurred` is the day of the report, `period` what it
//! reports on.

use super::schema::{Field, Form, KindSpec, any_sense, list, optional, perhaps_with, required};
use crate::model::office::{EXECUTING_UNIT, HANDLING_UNIT};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "execution-report",
    stage: Some(Stage::Execution),
    opens: false,
    signers: &[EXECUTING_UNIT, HANDLING_UNIT],
    fields: &[
        required("unit", Form::Line),
        required("period", Form::Line),
        required("progress", Form::Text),
        optional("tasks", list(&Form::Table(TASKS))),
        optional("funds", Form::Text),
        optional("problems", Form::Text),
    ],
    documents: &[perhaps_with("report")],
    sense: any_sense,
};

/// How far each task is that was assigned.
const TASKS: &[Field] = &[
    required("task", Form::Text),
    required("state", Form::Choice(&["done", "under-way", "not-begun", "delayed"])),
    optional("note", Form::Text),
];
