//! The decision is ended before it is carried out (终止执行): Order 713, art. 37.

use super::schema::{Form, KindSpec, any_sense, optional, perhaps_with, required};
use crate::model::office::{GOVERNMENT_OFFICE, HEAD, ORGAN_SEAL};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "termination",
    stage: Some(Stage::Adjustment),
    opens: false,
    signers: &[ORGAN_SEAL, HEAD, GOVERNMENT_OFFICE],
    fields: &[
        required("reasons", Form::Text),
        optional("meeting", Form::Record),
        // The suspension that it makes final.
        optional("suspension", Form::Record),
    ],
    documents: &[perhaps_with("decision")],
    sense: any_sense,
};
