//! An evaluation after the decision begins (启动后评估): Order 713, art. 36.

use super::schema::{Form, KindSpec, any_sense, optional, perhaps_with, required};
use crate::model::office::{GOVERNMENT_OFFICE, HEAD, ORGAN_SEAL};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "evaluation-start",
    stage: Some(Stage::Evaluation),
    opens: false,
    signers: &[ORGAN_SEAL, HEAD, GOVERNMENT_OFFICE],
    fields: &[
        // The three grounds of art. 36, and the regular evaluation of local rules.
        required("ground", Form::Choice(&["below-expectation", "many-opinions", "thought-necessary", "regular"])),
        required("evaluator", Form::Line),
        required("third_party", Form::Bool),
        // Who did the main assessment before the decision may not evaluate it afterwards; it happens, and is recorded.
        required("did_pre_assessment", Form::Bool),
        optional("plan", Form::Text),
        optional("due", Form::Day),
    ],
    documents: &[perhaps_with("commission")],
    sense: any_sense,
};
