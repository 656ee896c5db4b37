//! The system's clock. There is no other in the shipped program: a clock that can be told the time can be told a lie.
#![expect(clippy::disallowed_methods, reason = "the one place where the system's clock is read")]

use jiff::Timestamp;

use crate::port::Clock;

/// The system's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}
