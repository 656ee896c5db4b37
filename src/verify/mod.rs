//! Judges a ledger: reads every byte of it through [`port::ReadLedger`](crate::port::ReadLedger) and
//! [`port::ReadEvidence`](crate::port::ReadEvidence), and returns a [`Report`]. Floor 6.
//!
//! In scope: the chain, the tree, signatures and authority, documents and openings, what the inspector knows and trusts
//! ([`Trust`], [`KnownHead`]); receipts, proofs of somebody's word and consistency proofs without a ledger.
//! Out of scope: repairing (nothing is ever written), the writer's own view of things ([`ledger`](crate::ledger) is not
//! asked and not believed), drawing ([`render`](crate::render)).
//!
//! Every check is listed with its outcome; one that was not made says why and never counts as passed. Memory does not grow
//! with the ledger, nor with what is wrong with it.

pub mod bundle;
pub mod calendars;
pub mod check;
pub mod code;
pub mod consistency;
pub mod document_format;
pub mod four_properties;
pub mod judge;
pub mod known;
pub mod procedure;
pub mod receipt;
pub mod report;
pub mod trust;
pub mod word_proof;

mod anchors;
mod bundle_claims;
mod bundle_pass;
mod documents;
mod erasures;
mod exact;
mod examine;
mod folder;
mod gather;
mod links;
mod log;
mod memory;
mod passes;
mod pipeline;
mod tiles;

#[cfg(test)]
pub(crate) mod tests;

pub use bundle::{run_bundle, run_whole};
pub use calendars::{AdoptedTable, Calendars};
pub use check::{Check, NotChecked};
pub use code::Code;
pub use consistency::verify_growth;
pub use document_format::{Keeping, Recognised, Recogniser};
pub use four_properties::{FileFacts, FourProperties, Occasion, Property};
pub use judge::{Policy, Progress, ReadError, run, run_records};
pub use known::{KnownHead, KnownHeadError};
pub use procedure::{Adopted, Adoption, Found, Judged, Pinned, Procedure, ProcedureReport, each_decision};
pub use receipt::{Carried, verify_receipt};
pub use report::{
    CheckResult, FINDINGS_KEPT_MAX, Facts, Finding, Outcome, Place, Proven, REPORT_V1, Received, Report, Signed,
    Subject, Verdict, Word,
};
pub use trust::{TRUST_V1, Trust, TrustError, Witnesses};
pub use word_proof::{Opened, open_word_proof, verify_word_proof};
