//! Something is filed with another organ (备案): a normative document, a risk assessment, the decision itself.

use super::schema::{Form, KindSpec, any_sense, optional, perhaps_with, required};
use crate::model::office::{GOVERNMENT_OFFICE, HANDLING_UNIT, LEGALITY_REVIEWER, ORGAN_SEAL};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "filing",
    stage: Some(Stage::Publication),
    opens: false,
    signers: &[ORGAN_SEAL, GOVERNMENT_OFFICE, HANDLING_UNIT, LEGALITY_REVIEWER],
    fields: &[
        required("what", Form::Line),
        required("filed_with", Form::Line),
        // The day it was handed in; `occurred` is when the other organ had it on file.
        required("filed_on", Form::Day),
        optional("number", Form::Line),
    ],
    documents: &[perhaps_with("filing-report"), perhaps_with("reply")],
    sense: any_sense,
};
