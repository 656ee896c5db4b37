//! The risks are looked into on the spot (风险调查): Order 713, art. 23. `occurred` is from the first day to the last.

use super::risk_report::METHODS;
use super::schema::{COUNT, Form, KindSpec, any_sense, list, optional, perhaps_with, required, some};
use crate::model::office::{HANDLING_UNIT, RISK_ASSESSOR};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "risk-survey",
    stage: Some(Stage::RiskAssessment),
    opens: false,
    signers: &[RISK_ASSESSOR, HANDLING_UNIT],
    fields: &[
        required("methods", some(&Form::Choice(METHODS))),
        required("draft", Form::Record),
        optional("places", list(&Form::Line)),
        optional("participants", COUNT),
        optional("sent_out", COUNT),
        optional("returned", COUNT),
        required("findings", Form::Text),
    ],
    documents: &[perhaps_with("survey-materials"), perhaps_with("list")],
    sense: any_sense,
};
