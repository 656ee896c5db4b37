//! The issued summary of the meeting (会议纪要): another document than its record (会议记录), with a number, signed off and
//! sent out. What it says of outcome, dissent and conditions is stated here, so that the two can be compared.

use super::head_decision::OUTCOMES;
use super::schema::{COUNT, Form, KindSpec, any_sense, list, optional, required, with};
use crate::model::office::{GOVERNMENT_OFFICE, HEAD, ORGAN_SEAL};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "minutes-issued",
    stage: Some(Stage::Deliberation),
    opens: false,
    signers: &[GOVERNMENT_OFFICE, ORGAN_SEAL, HEAD],
    fields: &[
        required("meeting", Form::Record),
        required("number", Form::Line),
        required("issuer", Form::Person),
        // The day the paper bears; `occurred` is when it was sent out.
        required("issued_on", Form::Day),
        optional("recipients", list(&Form::Line)),
        required("outcome", Form::Choice(OUTCOMES)),
        required("dissents", COUNT),
        optional("conditions", list(&Form::Text)),
    ],
    documents: &[with("issued-minutes")],
    sense: any_sense,
};
