//! A check has found something wrong (问题登记): what, against which rule, in which records.

use super::schema::{Form, KindSpec, any_sense, list, optional, perhaps_with, required};
use crate::model::office::{GOVERNMENT_OFFICE, INSPECTOR};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "problem-found",
    stage: Some(Stage::Supervision),
    opens: false,
    signers: &[INSPECTOR, GOVERNMENT_OFFICE],
    fields: &[
        optional("number", Form::Line),
        required("problem", Form::Text),
        optional("rule", Form::Line),
        optional("records", list(&Form::Record)),
        optional("demands", list(&Form::Text)),
        optional("due", Form::Day),
    ],
    documents: &[perhaps_with("problem-list")],
    sense: any_sense,
};
