//! The four properties of electronic archives are checked (四性检测): authenticity, integrity, usability, security.

use super::schema::{Form, KindSpec, any_sense, optional, perhaps_with, required};
use crate::model::office::{ARCHIVIST, GOVERNMENT_OFFICE};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "archive-check",
    stage: Some(Stage::Archiving),
    opens: false,
    signers: &[ARCHIVIST, GOVERNMENT_OFFICE],
    fields: &[
        optional("handover", Form::Record),
        required("authenticity", Form::Choice(RESULTS)),
        required("integrity", Form::Choice(RESULTS)),
        required("usability", Form::Choice(RESULTS)),
        required("security", Form::Choice(RESULTS)),
        optional("notes", Form::Text),
    ],
    documents: &[perhaps_with("report")],
    sense: any_sense,
};

/// `open` where it could not be checked: that is no pass.
const RESULTS: &[&str] = &["passed", "failed", "open"];
