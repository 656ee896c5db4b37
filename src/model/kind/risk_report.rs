//! The risk assessment's report (风险评估报告): Order 713, art. 22 to 24. `occurred` is the day it was made.

use super::schema::{Field, Form, KindSpec, any_sense, list, optional, required, some, with};
use crate::model::office::{HANDLING_UNIT, RISK_ASSESSOR};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "risk-report",
    stage: Some(Stage::RiskAssessment),
    opens: false,
    signers: &[RISK_ASSESSOR, HANDLING_UNIT],
    fields: &[
        required("assessor", Form::Line),
        required("third_party", Form::Bool),
        required("draft", Form::Record),
        required("methods", some(&Form::Choice(METHODS))),
        required("risks", list(&Form::Table(RISKS))),
        required("contingency", Form::Text),
        // Not controllable: the draft must be adjusted and assessed again before anybody decides (art. 24).
        required("conclusion", Form::Choice(&["controllable", "not-controllable"])),
        required("level", Form::Choice(LEVELS)),
        optional("reasons", Form::Text),
        optional("earlier_report", Form::Record),
        optional("existing_assessment", Form::Line),
        optional("filing_number", Form::Line),
    ],
    documents: &[with("report")],
    sense: any_sense,
};

pub(super) const METHODS: &[&str] = &[
    "public-opinion-tracking",
    "visits",
    "consultation",
    "questionnaire",
    "public-notice",
    "symposium",
    "quantitative",
    "other",
];

const LEVELS: &[&str] = &["low", "medium", "high"];

/// Risk points with their measures (art. 23).
const RISKS: &[Field] = &[
    required("risk", Form::Text),
    optional("cause", Form::Text),
    optional("likelihood", Form::Choice(LEVELS)),
    optional("impact", Form::Choice(LEVELS)),
    required("level", Form::Choice(LEVELS)),
    required("measure", Form::Text),
];
