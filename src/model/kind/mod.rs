//! The catalogue of decision record kinds, as data: one file a kind, one line in [`all`].
//!
//! In scope: what each kind's body holds, which office signs it, which documents belong to it, and finding everything
//! that is wrong with a body at once. A new kind is a file here, a line in the list below, and its texts.
//! Out of scope: the kinds of the registry and of profiles ([`registry`](crate::registry)); whether the order, the
//! numbers and the periods are lawful (a matter of procedure profiles): an irregular fact is recorded as it was.
//!
//! Two rules hold for every kind. When the fact itself happened stands in the record's `occurred` and not in its body;
//! a body only holds *other* days (a legality opinion occurs when it is given, and holds the day it was asked for).
//! And nothing in a body is personal data of citizens: it has numbers and groups, and the lists are sealed attachments.

mod check;
pub mod problem;
pub mod schema;
mod sense;

mod access;
mod accountability;
mod adjustment;
mod adoption_notice;
mod agenda_request;
mod agreement_signed;
mod archive_check;
mod archive_handover;
mod ballot;
mod comment_announcement;
mod comment_summary;
mod correction;
mod decision_open;
mod draft_version;
mod enforcement_decision;
mod evaluation_report;
mod evaluation_start;
mod execution_assignment;
mod execution_report;
mod expert_opinion;
mod extraction;
mod filing;
mod finding_resolution;
mod head_decision;
mod hearing_notice;
mod hearing_record;
mod inspection_notice;
mod interpretation;
mod legality_opinion;
mod meeting_closed;
mod meeting_notice;
mod meeting_opened;
mod minuted_position;
mod minutes_issued;
mod npc_report;
mod objection;
mod party_report;
mod position;
mod problem_found;
mod problem_report;
mod public_feedback;
mod publication;
mod rectification;
mod risk_report;
mod speech;
mod superior_approval;
mod supervision_check;
mod suspension;
mod termination;

pub use problem::{Problem, Shape, Wrong};
pub use schema::{Document, Field, Form, KindSpec, Need};

use super::KindName;

/// The kind that begins a decision, and only begins it.
pub const OPENING: &str = "decision-open";

/// Every kind, in the order a dossier meets them.
pub const fn all() -> &'static [&'static KindSpec] {
    ALL
}

/// The kind of this name.
pub fn find(name: &KindName) -> Option<&'static KindSpec> {
    named(name.as_str())
}

/// The kind of this name, where the name is a plain text.
pub fn named(name: &str) -> Option<&'static KindSpec> {
    ALL.iter().copied().find(|spec| spec.name == name)
}

const ALL: &[&KindSpec] = &[
    &decision_open::SPEC,
    &draft_version::SPEC,
    &comment_announcement::SPEC,
    &comment_summary::SPEC,
    &hearing_notice::SPEC,
    &hearing_record::SPEC,
    &expert_opinion::SPEC,
    &risk_report::SPEC,
    &legality_opinion::SPEC,
    &agenda_request::SPEC,
    &meeting_notice::SPEC,
    &meeting_opened::SPEC,
    &speech::SPEC,
    &position::SPEC,
    &minuted_position::SPEC,
    &ballot::SPEC,
    &head_decision::SPEC,
    &meeting_closed::SPEC,
    &minutes_issued::SPEC,
    &party_report::SPEC,
    &npc_report::SPEC,
    &superior_approval::SPEC,
    &publication::SPEC,
    &interpretation::SPEC,
    &adoption_notice::SPEC,
    &execution_assignment::SPEC,
    &execution_report::SPEC,
    &supervision_check::SPEC,
    &problem_report::SPEC,
    &public_feedback::SPEC,
    &objection::SPEC,
    &suspension::SPEC,
    &adjustment::SPEC,
    &termination::SPEC,
    &evaluation_start::SPEC,
    &evaluation_report::SPEC,
    &archive_handover::SPEC,
    &archive_check::SPEC,
    &inspection_notice::SPEC,
    &access::SPEC,
    &extraction::SPEC,
    &problem_found::SPEC,
    &rectification::SPEC,
    &finding_resolution::SPEC,
    &accountability::SPEC,
    &filing::SPEC,
    &agreement_signed::SPEC,
    &enforcement_decision::SPEC,
    &correction::SPEC,
];

#[cfg(test)]
mod tests;
