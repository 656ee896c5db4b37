//! Somebody outside has said how the execution goes (公众反映登记): Order 713, art. 35. `received_on` is the day it came in,
//! `occurred` the day it was dealt with. By number and kind of author, never by name.

use super::schema::{Form, KindSpec, any_sense, optional, perhaps_with, required};
use crate::model::office::{EXECUTING_UNIT, GOVERNMENT_OFFICE, HANDLING_UNIT};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "public-feedback",
    stage: Some(Stage::Execution),
    opens: false,
    signers: &[EXECUTING_UNIT, HANDLING_UNIT, GOVERNMENT_OFFICE],
    fields: &[
        optional("number", Form::Line),
        required("received_on", Form::Day),
        required(
            "way",
            Form::Choice(&["letter", "telephone", "e-mail", "website", "in-person", "hotline", "deputy", "other"]),
        ),
        optional("author_kind", Form::Choice(&["citizen", "legal-person", "organisation", "anonymous"])),
        required("gist", Form::Text),
        optional("handling", Form::Text),
    ],
    documents: &[perhaps_with("feedback"), perhaps_with("reply")],
    sense: any_sense,
};
