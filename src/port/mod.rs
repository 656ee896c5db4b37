//! The doors: what the rooms above ask of a store, a clock, a high-water mark. Traits and their plain argument types
//! only. Floor 5.
//!
//! In scope: the promises a store makes; they are tested by one contract that every store passes.
//! Out of scope: any store ([`store`](crate::store)).

pub mod bag;
pub mod bundle;
pub mod clock;
pub mod error;
pub mod evidence;
pub mod high_water;
pub mod ledger;

pub use bag::{BagFile, ReadBag, WriteBag};
pub use bundle::{BagFault, BagFaultKind, BagLooked, ReadBundle};
pub use clock::Clock;
pub use error::{StoreError, StoreErrorKind};
pub use evidence::{DestroyEvidence, Measured, ReadEvidence, StoredEvidence, WriteEvidence};
pub use high_water::{HighWater, HighWaterMark};
pub use ledger::{Broken, Chunk, Locus, ReadLedger, StoredEntry, StreamHead, Tip, WriteLedger};
