//! A version of the draft (决策草案): Order 713, art. 12 and 13. Every later record says which version it is about.

use super::schema::{Field, Form, KindSpec, any_sense, list, optional, perhaps_with, required, with};
use crate::model::office::HANDLING_UNIT;
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "draft-version",
    stage: Some(Stage::Drafting),
    opens: false,
    signers: &[HANDLING_UNIT],
    fields: &[
        required("version", Form::Line),
        required("changes", Form::Text),
        optional("previous", Form::Record),
        optional("substantive", Form::Bool),
        optional("because", list(&Form::Table(BECAUSE))),
        optional("legal_basis", list(&Form::Line)),
        optional("alternatives", Form::Text),
        optional("units_consulted", list(&Form::Table(UNITS_CONSULTED))),
    ],
    documents: &[with("draft"), perhaps_with("explanation"), perhaps_with("comparison")],
    sense: any_sense,
};

/// Which record gave rise to which change.
const BECAUSE: &[Field] = &[required("change", Form::Text), required("record", Form::Record)];

/// Affected departments and lower governments (art. 13), with what they answered.
const UNITS_CONSULTED: &[Field] = &[
    required("unit", Form::Line),
    optional("asked", Form::Day),
    optional("answered", Form::Day),
    required("answer", Form::Choice(ANSWERS)),
    optional("opinion", Form::Text),
    optional("handling", Form::Text),
];

/// How a unit that is asked answers.
pub(super) const ANSWERS: &[&str] = &["agree", "agree-after-changes", "disagree", "no-answer"];
