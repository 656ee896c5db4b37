//! One writer at a time. The lock is the system's, on the empty file `lock`, and goes with the process that held it:
//! there is nothing to clean up after a crash, and nothing in the file that could lie.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::time::Duration;

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

/// Waits a little until a lock on a file that was held in this process is let go of: the index engine does so when the last
/// of its threads ends, some time after it was closed. Whoever opens the ledger next would find the index held.
pub(super) fn wait_until_free(disk: &Disk, path: &Path) {
    let Ok(Some(file)) = disk.forgiving().open(path) else { return };
    for _ in 0..WAITS_MAX {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => std::thread::sleep(WAIT),
            Ok(()) | Err(TryLockError::Error(_)) => return,
        }
    }
}

/// Half a second in all: threads of our own end in far less, and somebody else may hold it for longer.
const WAITS_MAX: u32 = 500;
const WAIT: Duration = Duration::from_millis(1);
