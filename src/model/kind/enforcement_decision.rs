//! A major decision in law enforcement is made (重大行政执法决定). The party is named in the decision itself, which should be
//! sealed where it is a citizen, and not in the body.

use super::schema::{Form, KindSpec, any_sense, list, optional, perhaps_with, required, with};
use crate::model::office::{HANDLING_UNIT, HEAD, ORGAN_SEAL};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "enforcement-decision",
    stage: Some(Stage::Execution),
    opens: false,
    signers: &[ORGAN_SEAL, HEAD, HANDLING_UNIT],
    fields: &[
        required("number", Form::Line),
        required("subject", Form::Line),
        optional("legal_basis", list(&Form::Line)),
        // The day the decision bears; `occurred` is when it was made out.
        required("decided_on", Form::Day),
        optional("served_on", Form::Day),
        required("draft", Form::Record),
    ],
    documents: &[with("decision"), perhaps_with("service-receipt")],
    sense: any_sense,
};
