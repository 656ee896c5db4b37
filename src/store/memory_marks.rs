//! High-water marks in memory: for tests, examples, and ledgers that no machine keeps.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::model::EntryHash;
use crate::port::{HighWater, HighWaterMark, StoreError};

/// Marks that are forgotten with the process.
#[derive(Debug, Default)]
pub struct MemoryMarks(Mutex<HashMap<EntryHash, HighWaterMark>>);

impl HighWater for MemoryMarks {
    fn mark(&self, ledger: &EntryHash) -> Result<Option<HighWaterMark>, StoreError> {
        Ok(self.0.lock().unwrap_or_else(PoisonError::into_inner).get(ledger).copied())
    }

    fn raise(&self, ledger: &EntryHash, mark: &HighWaterMark) -> Result<(), StoreError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(*ledger, *mark);
        Ok(())
    }

    fn mark_path(&self, _: &EntryHash) -> String {
        "memory".to_owned()
    }
}
