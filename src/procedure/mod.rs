//! Procedure as data (程序即数据): a profile says what a lawful decision looks like, a history says what happened, and the
//! judge holds one against the other. Floor 3.
//!
//! In scope: reading profiles ([`Profile`]), a decision as rules may look at it ([`History`]), the closed set of rule kinds
//! ([`rules`]), counting days, findings and what is still open ([`Judgement`]).
//! Out of scope: bytes, signatures and authority (whoever makes a [`History`] has read and checked them), clocks (the day
//! as of which is judged comes in), texts for people beyond those a profile brings ([`render`](crate::render)).
//!
//! What is irregular happened all the same: nothing here refuses a record. A rule that cannot be decided says so, and
//! never counts as kept.

pub mod annual;
pub mod built_in;
pub mod days;
mod deadline;
pub mod deliberated;
pub mod disclosure;
pub mod draft;
pub mod erasure;
pub mod finding;
pub mod flaw;
pub mod foresight;
pub mod head_decision;
pub mod history;
pub mod holidays;
pub mod judge;
mod meeting;
pub mod profile;
pub mod progress;
pub mod refs;
pub mod rules;
pub mod said;
pub mod stand;
pub mod whole;
pub mod written_rule;

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;

pub use annual::{Annual, By, Figure, Figures, Tallied};
pub use days::{CannotCount, Convention, Counted, Due, Stopped, Unit, Verdict};
pub use deliberated::{Bodies, Deliberated};
pub use disclosure::Withhold;
pub use erasure::{ErasureRule, MayNotErase, may_erase};
pub use finding::{Finding, Nature, Open, Severity, Standing, Undecided};
pub use flaw::Flaw;
pub use head_decision::{HeadBasis, Weighed};
pub use history::{Document, History, Resolution, Signer, Step};
pub use holidays::{DayKind, HolidayTable, Holidays, TableError};
pub use judge::{Judgement, judge};
pub use profile::{Profile, ProfileError, Rule, Text};
pub use said::{Arg, Said, Saying};
pub use stand::{Stand, Voice};
pub use whole::Whole;
pub use written_rule::WrittenRule;
