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
pub mod hands;
pub mod mention;
pub mod problem;
pub mod schema;
mod sense;

// S0 to S8: until the draft goes to the meeting.
mod alternatives;
mod catalogue;
mod catalogue_adjustment;
mod comment_announcement;
mod comment_registered;
mod comment_summary;
mod cost_benefit;
mod counsel_opinion;
mod decision_open;
mod draft_response;
mod draft_version;
mod expert_adoption;
mod expert_declaration;
mod expert_meeting;
mod expert_opinion;
mod expert_selection;
mod fair_competition_review;
mod hearing_delivery;
mod hearing_notice;
mod hearing_participants;
mod hearing_record;
mod hearing_report;
mod legality_opinion;
mod legality_recheck;
mod matter_closed;
mod participation_activity;
mod proposal;
mod research;
mod review_receipt;
mod review_submission;
mod risk_plan;
mod risk_report;
mod risk_survey;
mod study;
mod unit_opinion;

// S9 to S17, other procedures, and corrections of any of them.
mod access;
mod accountability;
mod adjustment;
mod adoption_notice;
mod agenda_request;
mod agreement_signed;
mod archive_check;
mod archive_export;
mod archive_handover;
mod ballot;
mod correction;
mod disclosure_review;
mod enforcement_decision;
mod erasure;
mod evaluation_report;
mod evaluation_start;
mod execution_assignment;
mod execution_report;
mod extraction;
mod filing;
mod finding_resolution;
mod head_decision;
mod inspection_notice;
mod interpretation;
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
mod speech;
mod superior_approval;
mod supervision_check;
mod suspension;
mod termination;

pub use mention::Mention;
pub use problem::{Problem, Shape, Wrong};
pub use schema::{Document, Field, Form, KindSpec, Need};

use super::KindName;

/// Every kind, in the order a dossier meets them.
pub const fn all() -> &'static [&'static KindSpec] {
    ALL
}

/// The kind of this name.
pub fn find(name: &KindName) -> Option<&'static KindSpec> {
    named(name.as_str())
}

/// Whether a stream `decision/<id>` begins with a record of this kind. It begins with one that opens, and only begins so.
pub fn opens(name: &KindName) -> bool {
    find(name).is_some_and(|spec| spec.opens)
}

/// The kind of this name, where the name is a plain text.
pub fn named(name: &str) -> Option<&'static KindSpec> {
    ALL.get(place(name)?).copied()
}

/// Where the kind of this name stands in [`all`]. Every rule asks for kinds by their names and every record has one: the
/// name is found by its hash, in a table that is made while compiling.
pub fn place(name: &str) -> Option<usize> {
    let mut slot = hash(name.as_bytes());
    loop {
        let at = usize::from(PLACES[slot % SLOTS]).checked_sub(1)?;
        if ALL[at].name == name {
            return Some(at);
        }
        slot += 1;
    }
}

/// FNV-1a, 32 bits: short, and enough for names that stand in this file and in no message.
const fn hash(name: &[u8]) -> usize {
    let (mut hash, mut at) = (0x811c_9dc5_u32, 0);
    while at < name.len() {
        hash = (hash ^ name[at] as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    (hash ^ hash >> 16) as usize
}

/// For each slot the place of the kind whose name hashes there, or to a slot before it that was taken; counted from 1, so
/// that 0 is nothing.
static PLACES: [u8; SLOTS] = {
    let (mut places, mut at) = ([0; SLOTS], 0);
    while at < ALL.len() {
        let mut slot = hash(ALL[at].name.as_bytes());
        while places[slot % SLOTS] != 0 {
            slot += 1;
        }
        at += 1;
        places[slot % SLOTS] = at as u8;
    }
    places
};

/// Some three slots for each kind: most names are found at the first look, and there is always an empty one to stop at.
const SLOTS: usize = 256;
const _: () = assert!(ALL.len() < SLOTS / 2, "the places fit into a byte, and the table is never full");

const ALL: &[&KindSpec] = &[
    // S0 catalogue
    &catalogue::SPEC,
    &catalogue_adjustment::SPEC,
    // S1 initiation
    &decision_open::SPEC,
    &proposal::SPEC,
    &study::SPEC,
    &matter_closed::SPEC,
    // S2 drafting
    &research::SPEC,
    &cost_benefit::SPEC,
    &draft_version::SPEC,
    &alternatives::SPEC,
    &unit_opinion::SPEC,
    // S3 public participation
    &comment_announcement::SPEC,
    &comment_registered::SPEC,
    &comment_summary::SPEC,
    &participation_activity::SPEC,
    // S4 hearing
    &hearing_notice::SPEC,
    &hearing_participants::SPEC,
    &hearing_delivery::SPEC,
    &hearing_record::SPEC,
    &hearing_report::SPEC,
    // S5 expert review
    &expert_selection::SPEC,
    &expert_declaration::SPEC,
    &expert_meeting::SPEC,
    &expert_opinion::SPEC,
    &expert_adoption::SPEC,
    // S6 risk assessment
    &risk_plan::SPEC,
    &risk_survey::SPEC,
    &risk_report::SPEC,
    // S7 fair-competition review
    &fair_competition_review::SPEC,
    // S8 legality review
    &review_submission::SPEC,
    &review_receipt::SPEC,
    &counsel_opinion::SPEC,
    &legality_opinion::SPEC,
    &draft_response::SPEC,
    &legality_recheck::SPEC,
    // S9 submission
    &agenda_request::SPEC,
    &meeting_notice::SPEC,
    // S10 collective deliberation
    &meeting_opened::SPEC,
    &speech::SPEC,
    &position::SPEC,
    &minuted_position::SPEC,
    &ballot::SPEC,
    &head_decision::SPEC,
    &meeting_closed::SPEC,
    &minutes_issued::SPEC,
    // S11 before issue
    &party_report::SPEC,
    &npc_report::SPEC,
    &superior_approval::SPEC,
    // S12 publication
    &publication::SPEC,
    &interpretation::SPEC,
    &adoption_notice::SPEC,
    // S13 execution
    &execution_assignment::SPEC,
    &execution_report::SPEC,
    &supervision_check::SPEC,
    &problem_report::SPEC,
    &public_feedback::SPEC,
    &objection::SPEC,
    // S14 suspension, adjustment, end
    &suspension::SPEC,
    &adjustment::SPEC,
    &termination::SPEC,
    // S15 evaluation
    &evaluation_start::SPEC,
    &evaluation_report::SPEC,
    // S16 archiving
    &archive_handover::SPEC,
    &archive_check::SPEC,
    &archive_export::SPEC,
    &disclosure_review::SPEC,
    &erasure::SPEC,
    // S17 supervision
    &inspection_notice::SPEC,
    &access::SPEC,
    &extraction::SPEC,
    &problem_found::SPEC,
    &rectification::SPEC,
    &finding_resolution::SPEC,
    &accountability::SPEC,
    // of other procedures
    &filing::SPEC,
    &agreement_signed::SPEC,
    &enforcement_decision::SPEC,
    // of any stage
    &correction::SPEC,
];

#[cfg(test)]
mod tests;
