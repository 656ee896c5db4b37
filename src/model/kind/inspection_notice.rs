//! An inspection is announced (监督检查通知): Order 713, art. 8 and 38. `occurred` is when the notice came: what is entered
//! after it is seen to be.

use super::schema::{Form, KindSpec, any_sense, list, optional, perhaps_with, required};
use crate::model::office::{GOVERNMENT_OFFICE, INSPECTOR, ORGAN_SEAL};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "inspection-notice",
    stage: Some(Stage::Supervision),
    opens: false,
    signers: &[INSPECTOR, GOVERNMENT_OFFICE, ORGAN_SEAL],
    fields: &[
        required("authority", Form::Line),
        optional("number", Form::Line),
        required("subject", Form::Text),
        optional("demands", list(&Form::Text)),
        optional("due", Form::Day),
    ],
    documents: &[perhaps_with("inspection-notice")],
    sense: any_sense,
};
