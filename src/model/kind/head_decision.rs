//! The head decides (行政首长的决定): Order 713, art. 30. Against the majority of members the head must say why, at the
//! meeting; a decision without the reason is recorded and becomes a finding.

use super::schema::{COUNT, Field, Form, KindSpec, PLACE, any_sense, list, optional, perhaps_with, required};
use crate::model::office::HEAD;
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "head-decision",
    stage: Some(Stage::Deliberation),
    opens: false,
    signers: &[HEAD],
    fields: &[
        required("meeting", Form::Record),
        // The item of its agenda, where it has several.
        optional("item", PLACE),
        required("outcome", Form::Choice(OUTCOMES)),
        // The version that was decided on.
        required("draft", Form::Record),
        required("tally", Form::Table(TALLY)),
        required("differs_from_majority", Form::Bool),
        optional("reasons", Form::Text),
        optional("conditions", list(&Form::Text)),
        optional("turn", PLACE),
        optional("executing_units", list(&Form::Line)),
    ],
    documents: &[perhaps_with("decision")],
    sense: any_sense,
};

/// The outcomes that rules of procedure know.
pub(super) const OUTCOMES: &[&str] =
    &["passed", "passed-in-principle", "passed-after-changes", "not-passed", "deferred", "discuss-again", "shelved"];

/// The members' positions as the head counted them; the signed positions may say otherwise, and then that is a finding.
const TALLY: &[Field] = &[
    required("agree", COUNT),
    required("agree_after_changes", COUNT),
    required("disagree", COUNT),
    required("defer", COUNT),
    required("reserve", COUNT),
    required("abstain", COUNT),
];
