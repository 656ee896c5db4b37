//! The high-water mark: how far this machine has seen a ledger go, kept outside the ledger, so that a store put back to
//! an earlier state refuses to be written to.

use super::error::StoreError;
use crate::model::{EntryHash, TreeHash};

/// How far a ledger had gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HighWaterMark {
    /// How many entries it had.
    pub size: u64,
    /// The hash of its last entry.
    pub last: EntryHash,
    /// The root of its tree.
    pub root: TreeHash,
}

/// Where marks are kept, by the hash of a ledger's entry 0 (two ledgers of one name are two ledgers).
pub trait HighWater {
    /// The mark of a ledger, where there is one.
    ///
    /// # Errors
    /// [`StoreError`].
    fn mark(&self, ledger: &EntryHash) -> Result<Option<HighWaterMark>, StoreError>;

    /// Puts the mark to `mark`. It need not survive a power cut: a mark that is too low refuses less, never wrongly.
    ///
    /// # Errors
    /// [`StoreError`].
    fn raise(&self, ledger: &EntryHash, mark: &HighWaterMark) -> Result<(), StoreError>;

    /// The path by which a person finds the mark, for messages.
    fn mark_path(&self, ledger: &EntryHash) -> String;
}
