//! Where bytes rest: a ledger in a folder, a ledger in memory, the high-water marks of a machine, bags. Floor 7.
//!
//! The log is the evidence: append-only text files, written once, synced before anything is acknowledged
//! ([`segments`]). Everything else in the folder is made from it and can be made again: hash tiles ([`tiles`]), the index
//! of streams ([`index`]). Documents rest beside it under their digests ([`evidence_folder`]).
//!
//! In scope: what is written in which order and synced when ([`ledger_folder`]), what is found after a crash, one writer
//! at a time ([`lock`]). Out of scope: whether what is stored is true ([`verify`](crate::verify)), who may write it
//! ([`registry`](crate::registry)), signing ([`ledger`](crate::ledger)). A store verifies no signature.

mod archive_folder;
mod bag_folder;
mod bag_tar;
mod catalog;
mod durable;
mod evidence_folder;
mod group;
mod high_water;
mod index;
mod ledger_folder;
mod lock;
mod memory;
mod memory_marks;
mod opening;
mod segments;
mod tiles;

#[cfg(test)]
mod after_crashes;
#[cfg(test)]
mod contract;
#[cfg(test)]
mod damage;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod sample;

pub use archive_folder::{ArchiveFolder, Brought, Checked, FOUR_PROPERTIES, Holding, RECEIPT, REGISTER_PAGE, Taking};
pub use bag_folder::{BagFolder, NewBagFolder, PARTIAL};
pub use bag_tar::{BagTar, NewBagTar};
pub use high_water::HighWaterFolder;
pub use ledger_folder::{LedgerFolder, Progress, Watch};
pub use memory::MemoryLedger;
pub use memory_marks::MemoryMarks;
