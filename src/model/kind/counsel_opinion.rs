//! The opinion of a legal counsel or government lawyer (法律顾问、公职律师意见): Order 713, art. 28. It is counsel's own word
//! and signed by nobody else.

use super::legality_opinion::{CAPACITIES, CONCLUSIONS};
use super::schema::{Form, KindSpec, any_sense, optional, perhaps_with, required};
use crate::model::office::LEGAL_COUNSEL;
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "counsel-opinion",
    stage: Some(Stage::LegalityReview),
    opens: false,
    signers: &[LEGAL_COUNSEL],
    fields: &[
        required("counsel", Form::Person),
        required("capacity", Form::Choice(CAPACITIES)),
        optional("organisation", Form::Line),
        required("draft", Form::Record),
        required("opinion", Form::Text),
        optional("conclusion", Form::Choice(CONCLUSIONS)),
    ],
    documents: &[perhaps_with("opinion")],
    sense: any_sense,
};
