//! A decision matter is opened (决策启动): Order 713, art. 3, 10 and 11. The first record of a decision's stream.

use super::schema::{Field, Form, KindSpec, YEAR, any_sense, list, optional, perhaps_with, required, some};
use crate::model::office::{GOVERNMENT_OFFICE, HEAD, ORGAN_SEAL};
use crate::model::stage::{STAGE_SLUGS, Stage};

pub(super) static SPEC: KindSpec = KindSpec {
    name: "decision-open",
    stage: Some(Stage::Initiation),
    opens: true,
    signers: &[ORGAN_SEAL, HEAD, GOVERNMENT_OFFICE],
    fields: &[
        required("title", Form::Line),
        // The five kinds of matter of art. 3, in its order.
        required("matter", Form::Choice(&["public-policy", "plan", "resources", "project", "other"])),
        optional("matter_note", Form::Text),
        required("organ", Form::Line),
        required("level", Form::Choice(LEVELS)),
        required("handling_units", some(&Form::Table(HANDLING_UNITS))),
        required("proposal_source", Form::Choice(SOURCES)),
        optional("proposed_on", Form::Day),
        optional("issue", Form::Text),
        optional("study_conclusion", Form::Text),
        optional("decided_by", Form::Line),
        optional("catalogue_year", YEAR),
        optional("catalogue_item", Form::Line),
        // What the matter is like decides which steps it must go through; the opener answers for the answers.
        required("affects_public", Form::Bool),
        required("technical", Form::Bool),
        required("risky", Form::Bool),
        required("affects_market", Form::Bool),
        optional("npc_report_due", Form::Bool),
        optional("exploratory", Form::Bool),
        optional("non_public_basis", Form::Text),
        optional("steps_planned", list(&Form::Choice(STAGE_SLUGS))),
        optional("steps_waived", list(&Form::Table(STEPS_WAIVED))),
        optional("profile", Form::Table(PROFILE)),
        optional("amends", Form::Decision),
    ],
    documents: &[perhaps_with("proposal"), perhaps_with("study"), perhaps_with("approval")],
    sense: any_sense,
};

/// The organs of art. 2, and those that follow the Order by reference (art. 42).
pub(super) const LEVELS: &[&str] = &["province", "city", "county", "department", "township", "subdistrict"];

/// Who proposed it: the three ways of art. 10, the third in two.
pub(super) const SOURCES: &[&str] = &["leader", "department", "deputy", "citizen"];

/// More than one lead, or none among several, is against art. 11; it happens, and is recorded.
const HANDLING_UNITS: &[Field] = &[required("unit", Form::Line), required("lead", Form::Bool)];

const STEPS_WAIVED: &[Field] = &[required("step", Form::Choice(STAGE_SLUGS)), required("reason", Form::Text)];

/// The procedure profile the decision is judged by: its id and the BLAKE3 of its file.
const PROFILE: &[Field] = &[required("id", Form::Profile), required("blake3", Form::Digest)];
