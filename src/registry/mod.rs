//! Who may sign: the stream `registry` folded into state, and authority judged at a sequence number. Floor 3.
//!
//! In scope: root holders and their threshold, appointments and their ends, the ledger key, [`Authorised`].
//! Out of scope: whether a step was due (rules of procedure are data, not authority), today's clock.

pub mod adoption;
pub mod authorise;
pub mod calendar;
pub mod event;
pub mod rule;
pub mod state;

pub use adoption::{ADOPT_PROFILE, AdoptProfile, PROFILE_ROLE};
pub use authorise::{Authorised, AuthorityError, read_signed};
pub use calendar::{ADOPT_CALENDAR, AdoptCalendar, CALENDAR_ROLE};
pub use event::{
    Appoint, EndAppointment, EndReason, Event, EventError, Holder, HolderKind, LedgerFound, RootSet, RotateLedgerKey,
    RotateRoot, Scope,
};
pub use rule::BrokenRule;
pub use state::{Appointment, End, Registry};
