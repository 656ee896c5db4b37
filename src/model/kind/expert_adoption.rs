//! What became of the experts' opinions (专家意见研究采纳情况): Order 713, art. 29(3). `occurred` is the day it was settled.

use super::schema::{Field, Form, KindSpec, any_sense, list, optional, perhaps_with, required};
use crate::model::office::HANDLING_UNIT;
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "expert-adoption",
    stage: Some(Stage::ExpertReview),
    opens: false,
    signers: &[HANDLING_UNIT],
    fields: &[required("rows", list(&Form::Table(ROWS)))],
    documents: &[perhaps_with("adoption-table")],
    sense: any_sense,
};

/// One row an opinion, or one each of its suggestions. A rejection without a reason is a finding.
const ROWS: &[Field] = &[
    required("opinion", Form::Record),
    optional("suggestion", Form::Text),
    required("outcome", Form::Choice(&["adopted", "partly", "rejected"])),
    optional("reason", Form::Text),
    optional("changed", Form::Line),
];
