//! Somebody has looked into the papers (查阅登记). `occurred` is when they did.

use super::schema::{Form, KindSpec, any_sense, optional, perhaps_with, required};
use crate::model::office::{ARCHIVIST, GOVERNMENT_OFFICE, INSPECTOR, RECORDER};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "access",
    stage: Some(Stage::Supervision),
    opens: false,
    signers: &[ARCHIVIST, GOVERNMENT_OFFICE, RECORDER, INSPECTOR],
    fields: &[
        required("unit", Form::Line),
        // Fewer than the two that inspectors have to be is a finding.
        required("persons", Form::Int { min: 1, max: PERSONS_MAX }),
        required("purpose", Form::Text),
        required("scope", Form::Text),
        optional("approved_by", Form::Person),
        optional("copied", Form::Bool),
    ],
    documents: &[perhaps_with("introduction-letter")],
    sense: any_sense,
};

/// More people than any room for readers holds.
const PERSONS_MAX: i64 = 10_000;
