//! The responsible unit answers the legality opinion (修改说明): Order 713, art. 28. It says suggestion by suggestion what
//! became of it, and which version of the draft came of that.

use super::schema::{Field, Form, KindSpec, any_sense, list, optional, perhaps_with, required};
use crate::model::office::HANDLING_UNIT;
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "draft-response",
    stage: Some(Stage::LegalityReview),
    opens: false,
    signers: &[HANDLING_UNIT],
    fields: &[
        required("opinion", Form::Record),
        required("rows", list(&Form::Table(ROWS))),
        // The version that came of it: the one reviewed, where nothing was changed.
        required("draft", Form::Record),
    ],
    documents: &[perhaps_with("response"), perhaps_with("comparison")],
    sense: any_sense,
};

/// A rejection without a reason is a finding.
const ROWS: &[Field] = &[
    required("suggestion", Form::Text),
    required("outcome", Form::Choice(&["adopted", "partly", "rejected"])),
    optional("how", Form::Text),
    optional("reason", Form::Text),
];
