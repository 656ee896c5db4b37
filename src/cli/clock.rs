//! The system's clock. There is no other in the shipped program: a clock that can be told the time can be told a lie.
#![expect(clippy::disallowed_methods, reason = "the one place where the system's clock is read")]

use jiff::Timestamp;

/// The system's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl SystemClock {
    /// Now.
    pub fn now(self) -> Timestamp {
        Timestamp::now()
    }
}
