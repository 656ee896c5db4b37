//! The head suspends the execution (中止执行): Order 713, art. 37. In urgency the head may do so first; what the law asks
//! for has to follow.

use super::schema::{Form, KindSpec, any_sense, optional, perhaps_with, required};
use crate::model::office::HEAD;
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "suspension",
    stage: Some(Stage::Adjustment),
    opens: false,
    signers: &[HEAD],
    fields: &[
        required("reasons", Form::Text),
        required("urgent", Form::Bool),
        optional("until", Form::Day),
        // The report that gave rise to it (art. 35).
        optional("problem", Form::Record),
    ],
    documents: &[perhaps_with("decision")],
    sense: any_sense,
};
