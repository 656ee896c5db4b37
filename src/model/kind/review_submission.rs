//! The draft is sent for legality review (送审): Order 713, art. 26. `occurred` is when it was sent.

use super::schema::{Form, KindSpec, any_sense, list, optional, perhaps_with, required};
use crate::model::office::HANDLING_UNIT;
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "review-submission",
    stage: Some(Stage::LegalityReview),
    opens: false,
    signers: &[HANDLING_UNIT],
    fields: &[
        required("draft", Form::Record),
        // The day the letter bears.
        optional("submitted_on", Form::Day),
        // Too little is sent back by the reviewer, and stays a fact.
        required("materials", list(&Form::Choice(MATERIALS))),
        optional("internal_review", Form::Text),
        // Art. 26 asks for an account of the procedure performed.
        optional("steps_performed", Form::Text),
    ],
    documents: &[perhaps_with("submission-letter"), perhaps_with("review-materials")],
    sense: any_sense,
};

const MATERIALS: &[&str] = &[
    "draft",
    "explanation",
    "legal-basis",
    "procedure-statement",
    "unit-opinions",
    "comment-summary",
    "hearing-report",
    "expert-opinions",
    "expert-adoption",
    "risk-report",
    "fair-competition-review",
    "internal-review",
    "other",
];
