//! A decision's archive bundle: the part of a ledger that belongs into it, its files, its manifests, and reading it again.
//! Floor 6.
//!
//! In scope: which entries, documents and openings a bundle holds ([`Excerpt`], [`Cited`]), the decision's file as data for
//! whoever draws it ([`Volume`]), the layout ([`names`]), BagIt 1.0 (RFC 8493: [`manifest`], [`info`]) stricter than stock
//! tools ([`look`]), writing ([`mod@export`]) and reading ([`Bag`]).
//! Out of scope: judging what the rows say ([`verify`](crate::verify) reads an excerpt and a bag through the same door),
//! drawing pages ([`render`](crate::render)), folders and archive files ([`store`](crate::store)).

pub mod bag;
pub mod cited;
pub mod compare;
pub mod excerpt;
pub mod export;
pub mod info;
pub mod manifest;
pub mod names;
pub mod volume;

mod look;
mod streams;

pub use bag::Bag;
pub use cited::{Cited, CitedDocument};
pub use excerpt::{Excerpt, ExcerptError};
pub use export::{ExportError, Exported, Pages, Sealer, Watch, export, export_whole};
pub use info::BagInfo;
pub use volume::{Judged, Sources, Volume, WithheldRecord};
