//! The demonstration: a ledger of an invented county, founded with fresh keys; published real cases entered late; one
//! illustrative decision from its opening to its publication; a verification; and then what an insider would do, each
//! time found.

mod cast;
pub mod insider;
mod play;
mod story;
mod tampering;

pub use play::{Played, play};
pub use tampering::{TAMPERINGS, Tampering};
