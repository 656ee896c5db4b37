//! The demonstration: a ledger of an invented county, founded with fresh keys; published real cases entered late; one
//! illustrative decision from its opening to its publication, and one that was run badly and recorded all the same; what
//! an inspector finds in their procedure; a verification; and then what an insider would do, each time found.

mod cast;
mod founding;
pub mod insider;
mod play;
mod showing;
mod story;
mod tampering;

pub use play::{Played, PlayedDecision, PlayedStep, play};
pub use showing::{Audited, steps_table};
pub use tampering::{TAMPERINGS, Tampering};
