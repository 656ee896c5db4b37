//! A finding of the procedure rules is answered (处置说明): it is never deleted, and this says what became of it and who
//! answers for that.

use super::schema::{Form, KindSpec, any_sense, optional, perhaps_with, required};
use crate::model::office::{GOVERNMENT_OFFICE, HANDLING_UNIT, INSPECTOR, LEGALITY_REVIEWER};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "finding-resolution",
    stage: Some(Stage::Supervision),
    opens: false,
    signers: &[INSPECTOR, LEGALITY_REVIEWER, HANDLING_UNIT, GOVERNMENT_OFFICE],
    fields: &[
        required("rule", Form::Line),
        // The record that the finding is about.
        optional("record", Form::Record),
        required("way", Form::Choice(&["remedied", "explained", "accepted-risk", "not-a-fault"])),
        required("text", Form::Text),
        optional("remedied_by", Form::Record),
    ],
    documents: &[perhaps_with("proof")],
    sense: any_sense,
};
