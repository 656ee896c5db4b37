//! Who assesses the risks, and how (风险评估方案): Order 713, art. 22 and 23. `occurred` is the day it was settled.

use super::risk_report::METHODS;
use super::schema::{Form, KindSpec, any_sense, optional, perhaps_with, required, some};
use crate::model::office::{HANDLING_UNIT, RISK_ASSESSOR};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "risk-plan",
    stage: Some(Stage::RiskAssessment),
    opens: false,
    signers: &[RISK_ASSESSOR, HANDLING_UNIT],
    fields: &[
        required("assessor", Form::Line),
        required("third_party", Form::Bool),
        optional("draft", Form::Record),
        required("methods", some(&Form::Choice(METHODS))),
        optional("reasons", Form::Text),
    ],
    documents: &[perhaps_with("plan"), perhaps_with("commission")],
    sense: any_sense,
};
