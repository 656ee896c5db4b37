//! One writer at a time. The lock is the system's, on the empty file `lock`, and goes with the process that held it:
//! there is nothing to clean up after a crash, and nothing in the file that could lie.

use std::fs::{File, TryLockError};
use std::path::Path;

use super::durable::Disk;
use crate::port::{StoreError, StoreErrorKind};

/// The file's name.
pub(super) const LOCK_FILE: &str = "lock";

/// Holding it is being the writer.
#[derive(Debug)]
pub(super) struct WriterLock {
    _held: File,
}

impl WriterLock {
    /// Becomes the writer of the ledger in `folder`.
    ///
    /// # Errors
    /// `InUse` where somebody else is.
    pub(super) fn take(disk: &Disk, folder: &Path) -> Result<Self, StoreError> {
        let path = folder.join(LOCK_FILE);
        let file = disk.open_lock(&path)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _held: file }),
            Err(TryLockError::WouldBlock) => Err(StoreError::new(StoreErrorKind::InUse, folder.display().to_string())),
            Err(TryLockError::Error(error)) => {
                Err(StoreError::caused(StoreErrorKind::Unavailable, format!("lock {}", path.display()), error))
            }
        }
    }
}
