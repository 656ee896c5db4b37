//! A contract of the government is signed (合同签订), in the version that was reviewed and decided on, or another.

use super::schema::{Form, KindSpec, YUAN, any_sense, optional, perhaps_with, required, some, with};
use crate::model::office::{GOVERNMENT_OFFICE, HANDLING_UNIT, HEAD, ORGAN_SEAL};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "agreement-signed",
    stage: Some(Stage::Execution),
    opens: false,
    signers: &[ORGAN_SEAL, HEAD, HANDLING_UNIT, GOVERNMENT_OFFICE],
    fields: &[
        required("number", Form::Line),
        required("title", Form::Line),
        required("parties", some(&Form::Line)),
        optional("amount_yuan", YUAN),
        // The day the contract bears.
        required("signed_on", Form::Day),
        optional("signed_by", Form::Person),
        required("draft", Form::Record),
    ],
    documents: &[with("agreement"), perhaps_with("authorisation")],
    sense: any_sense,
};
