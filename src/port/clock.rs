//! Where time comes from.

use jiff::Timestamp;

/// A clock. The ledger asks it once a commit.
pub trait Clock {
    /// Now.
    fn now(&self) -> Timestamp;
}

/// A moment is a clock that stands still: what tests and vectors use.
impl Clock for Timestamp {
    fn now(&self) -> Timestamp {
        *self
    }
}
