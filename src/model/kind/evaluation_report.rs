//! The evaluation after the decision (后评估报告): Order 713, art. 36. `occurred` is the day of the report.

use super::schema::{COUNT, Form, KindSpec, any_sense, list, optional, required, some, with};
use crate::model::office::{EVALUATOR, GOVERNMENT_OFFICE, HANDLING_UNIT};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "evaluation-report",
    stage: Some(Stage::Evaluation),
    opens: false,
    signers: &[EVALUATOR, HANDLING_UNIT, GOVERNMENT_OFFICE],
    fields: &[
        optional("start", Form::Record),
        required("evaluator", Form::Line),
        required("methods", some(&Form::Choice(METHODS))),
        optional("questionnaires", COUNT),
        optional("satisfaction_percent", Form::Int { min: 0, max: 100 }),
        optional("goals_met", Form::Choice(&["met", "partly-met", "not-met"])),
        required("public_heard", Form::Bool),
        optional("groups_heard", list(&Form::Choice(GROUPS))),
        required("conclusion", Form::Text),
        required("proposal", Form::Choice(&["continue", "improve", "adjust", "stop"])),
        optional("published", Form::Bool),
    ],
    documents: &[with("report")],
    sense: any_sense,
};

const METHODS: &[&str] = &[
    "questionnaire",
    "visits",
    "symposium",
    "interviews",
    "website-comments",
    "expert-consultation",
    "data-analysis",
    "other",
];

/// Whom art. 36 wants to take part.
const GROUPS: &[&str] = &[
    "public",
    "congress-deputies",
    "cppcc-members",
    "peoples-organisations",
    "grassroots-organisations",
    "social-organisations",
];
