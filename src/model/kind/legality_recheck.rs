//! What changed after the legality review is reviewed again (复核): Order 713, art. 25 and 28. Without it the version that
//! was reviewed and the version that is discussed are not the same.

use super::schema::{Form, KindSpec, any_sense, optional, perhaps_with, required};
use crate::model::office::LEGALITY_REVIEWER;
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "legality-recheck",
    stage: Some(Stage::LegalityReview),
    opens: false,
    signers: &[LEGALITY_REVIEWER],
    fields: &[
        required("opinion", Form::Record),
        required("draft", Form::Record),
        required("conclusion", Form::Choice(&["lawful", "lawful-after-changes", "unlawful"])),
        // Which changes it covers: what it does not, is not reviewed.
        required("covers", Form::Text),
        optional("number", Form::Line),
        optional("reviewer", Form::Person),
        optional("issuer", Form::Person),
    ],
    documents: &[perhaps_with("opinion")],
    sense: any_sense,
};
