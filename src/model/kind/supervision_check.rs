//! The organ checks how its decision is carried out (督查): Order 713, art. 34.

use super::schema::{Form, KindSpec, any_sense, list, optional, perhaps_with, required};
use crate::model::office::{GOVERNMENT_OFFICE, ORGAN_SEAL};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "supervision-check",
    stage: Some(Stage::Execution),
    opens: false,
    signers: &[GOVERNMENT_OFFICE, ORGAN_SEAL],
    fields: &[
        required("checked_unit", Form::Line),
        required("findings", Form::Text),
        optional("demands", list(&Form::Text)),
        optional("due", Form::Day),
    ],
    documents: &[perhaps_with("report")],
    sense: any_sense,
};
