//! An expert declares interests and promises confidentiality (利害关系声明及保密承诺): Order 713, art. 19 and 20. It is the
//! expert's own word and signed by nobody else.

use super::schema::{Form, KindSpec, any_sense, optional, perhaps_with, required};
use crate::model::office::EXPERT;
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "expert-declaration",
    stage: Some(Stage::ExpertReview),
    opens: false,
    signers: &[EXPERT],
    fields: &[
        required("expert", Form::Person),
        required("organisation", Form::Line),
        required("interest", Form::Choice(&["none", "declared"])),
        optional("interest_note", Form::Text),
        required("confidentiality", Form::Bool),
    ],
    documents: &[perhaps_with("declaration")],
    sense: any_sense,
};
