//! The papers go to the archives (归档移交): Order 713, art. 33. `occurred` is the day of the handover by the register;
//! `handed_over_on` the day the papers themselves went over, where that was another.

use super::schema::{COUNT, Form, KindSpec, any_sense, optional, perhaps_with, required};
use crate::model::office::{ARCHIVIST, GOVERNMENT_OFFICE, HANDLING_UNIT};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "archive-handover",
    stage: Some(Stage::Archiving),
    opens: false,
    signers: &[ARCHIVIST, HANDLING_UNIT, GOVERNMENT_OFFICE],
    fields: &[
        required("receiver", Form::Line),
        optional("handed_over_on", Form::Day),
        optional("reference_number", Form::Line),
        required("items", COUNT),
        required("retention", Form::Choice(&["permanent", "30-years", "10-years"])),
        optional("retention_basis", Form::Line),
    ],
    documents: &[perhaps_with("handover-list"), perhaps_with("file-contents"), perhaps_with("file-note")],
    sense: any_sense,
};
