//! A bundle of the decision leaves the ledger (归档导出), and which rows it holds is attested: with it, a bundle whose end was
//! cut off is seen to be short, by anybody who has a later record or the receipt of this one. `occurred` is when the
//! figures were taken.

use super::schema::{Form, KindSpec, any_sense, optional, perhaps_with, required};
use crate::model::office::{ARCHIVIST, GOVERNMENT_OFFICE, HANDLING_UNIT};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "archive-export",
    stage: Some(Stage::Archiving),
    opens: false,
    signers: &[ARCHIVIST, GOVERNMENT_OFFICE, HANDLING_UNIT],
    fields: &[
        required("version", Form::Choice(&["full", "public"])),
        // Of the decision, before this one.
        required("records", ROWS),
        required("last", Form::Record),
        // Of the registry, at that time.
        required("registry_records", ROWS),
        required("registry_last", Form::Digest),
        optional("receiver", Form::Line),
        optional("reference_number", Form::Line),
    ],
    documents: &[perhaps_with("handover-list"), perhaps_with("file-contents")],
    sense: any_sense,
};

/// A number of records of a stream that has begun.
const ROWS: Form = Form::Int { min: 1, max: 1_000_000_000 };
