//! A decision leaves the ledger as a file of an archive (案卷). Floor 6.
//!
//! In scope: the file as data, for whoever draws it ([`Volume`]).
//! Out of scope: judging ([`verify`](crate::verify)), drawing ([`render`](crate::render)), where the bytes lie
//! ([`store`](crate::store)).

pub mod volume;

pub use volume::{Judged, Sources, Volume, WithheldRecord};
