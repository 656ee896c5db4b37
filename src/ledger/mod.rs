//! Writing: found, open, append, prove. Floor 6.
//!
//! In scope: the life of a record from a signed envelope to its acknowledgement, in the order of `docs/architecture.md`.
//! Out of scope: judging ([`verify`](crate::verify) never trusts this room), repairing (nothing here alters an entry),
//! any store by name.

pub mod append;
pub mod append_error;
pub mod erase;
pub mod found;
mod many_hands;
pub mod open;
pub mod prove;
mod read;
mod read_back;
mod stream_memory;
pub mod word;

#[cfg(test)]
mod tests;

pub use append::{Acknowledged, Submission};
pub use append_error::{AppendError, BadBasis, BadTime};
pub use erase::EraseError;
pub use found::{FoundError, found};
pub use open::{Ledger, OpenError};
pub use prove::{ProofError, consistency, receipt};
pub use read::{ReadError, RecordView, latest_checkpoint, record_at, registry_of, stream_records};
pub use word::WordEntries;
