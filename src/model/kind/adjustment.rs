//! The decision is adjusted (调整): Order 713, art. 37. A major adjustment goes through the procedure again and so is a
//! decision of its own, named here; it names this one as what it `amends`.

use super::schema::{Form, KindSpec, any_sense, optional, perhaps_with, required};
use crate::model::office::{GOVERNMENT_OFFICE, HEAD, ORGAN_SEAL};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "adjustment",
    stage: Some(Stage::Adjustment),
    opens: false,
    signers: &[ORGAN_SEAL, HEAD, GOVERNMENT_OFFICE],
    fields: &[
        required("reasons", Form::Text),
        required("major", Form::Bool),
        optional("changes", Form::Text),
        // A major one without it is a finding, not a mistake of the form.
        optional("new_decision", Form::Decision),
        // The suspension that ends with it.
        optional("suspension", Form::Record),
        optional("meeting", Form::Record),
    ],
    documents: &[perhaps_with("decision")],
    sense: any_sense,
};
