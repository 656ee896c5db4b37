//! Rules as data: what a place's procedure asks of a decision. Floor 3.
//!
//! In scope: counting days by the calendar of the State.
//! Out of scope: today's date (a day comes in as a value), files (texts come in as values), authority
//! ([`registry`](crate::registry): whether somebody may sign and whether a step was due are two questions).

pub mod days;
pub mod holidays;

pub use days::{CannotCount, Convention, Counted, Due, Stopped, Unit, Verdict};
pub use holidays::{DayKind, HolidayTable, Holidays, TableError};
