//! The legality reviewer takes in what was sent, sends it back or asks for more (收件、退回、补正): Order 713, art. 26.
//! `occurred` is when that was done.

use super::schema::{Form, KindSpec, any_sense, optional, perhaps_with, required};
use crate::model::office::LEGALITY_REVIEWER;
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "review-receipt",
    stage: Some(Stage::LegalityReview),
    opens: false,
    signers: &[LEGALITY_REVIEWER],
    fields: &[
        required("submission", Form::Record),
        required("result", Form::Choice(&["accepted", "returned", "supplement-asked"])),
        optional("what", Form::Text),
        optional("due", Form::Day),
    ],
    documents: &[perhaps_with("supplement-notice")],
    sense: any_sense,
};
