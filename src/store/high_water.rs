//! High-water marks in a folder of this machine, outside any ledger: `heads/<hash of entry 0>`.
//!
//! A mark is one small text of fixed length, overwritten in place and never synced. It need not survive a power cut: a
//! mark that is too low refuses less, never wrongly; and a sync for it would double the cost of an append.

use std::path::PathBuf;

use super::durable::{Access, Disk, Privacy, SECTOR_BYTES};
use crate::model::EntryHash;
use crate::port::{HighWater, HighWaterMark, StoreError, StoreErrorKind};

/// The marks of this machine.
#[derive(Debug, Clone)]
pub struct HighWaterFolder {
    folder: PathBuf,
}

impl HighWaterFolder {
    /// The marks under `state`, the folder in which this program keeps what belongs to this machine.
    pub fn new(state: impl Into<PathBuf>) -> Self {
        Self { folder: state.into().join(HEADS_FOLDER) }
    }

    fn path(&self, ledger: &EntryHash) -> PathBuf {
        self.folder.join(ledger.to_string())
    }
}

impl HighWater for HighWaterFolder {
    fn mark(&self, ledger: &EntryHash) -> Result<Option<HighWaterMark>, StoreError> {
        let path = self.path(ledger);
        let Some(bytes) = Disk::new(Access::Read).read(&path, SECTOR_BYTES as u64)? else { return Ok(None) };
        let corrupt = || StoreError::new(StoreErrorKind::Corrupt, format!("high-water mark {}", path.display()));
        from_text(&bytes).ok_or_else(corrupt).map(Some)
    }

    fn raise(&self, ledger: &EntryHash, mark: &HighWaterMark) -> Result<(), StoreError> {
        let (path, text) = (self.path(ledger), to_text(mark));
        let disk = Disk::new(Access::Write);
        if !disk.overwrite(&path, text.as_bytes())? {
            disk.create_folder(&self.folder)?;
            disk.replace(&path, text.as_bytes(), Privacy::Shared)?;
        }
        Ok(())
    }

    fn mark_path(&self, ledger: &EntryHash) -> String {
        self.path(ledger).display().to_string()
    }
}

fn to_text(mark: &HighWaterMark) -> String {
    // The size has all the digits a size can have, so that the text never changes its length.
    format!("{TITLE}\nsize {:020}\nlast {}\nroot {}\n", mark.size, mark.last, mark.root)
}

fn from_text(bytes: &[u8]) -> Option<HighWaterMark> {
    let mut lines = std::str::from_utf8(bytes).ok()?.lines();
    lines.next().filter(|title| *title == TITLE)?;
    let mark = HighWaterMark {
        size: lines.next()?.strip_prefix("size ")?.parse().ok()?,
        last: lines.next()?.strip_prefix("last ")?.parse().ok()?,
        root: lines.next()?.strip_prefix("root ")?.parse().ok()?,
    };
    (to_text(&mark).as_bytes() == bytes).then_some(mark)
}

const HEADS_FOLDER: &str = "heads";
const TITLE: &str = "liuhen high-water mark v1";

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "the tests damage files")]

    use super::*;
    use crate::model::TreeHash;

    fn mark(size: u64) -> HighWaterMark {
        HighWaterMark { size, last: EntryHash([7; 32]), root: TreeHash([9; 32]) }
    }

    #[test]
    fn a_mark_is_kept_for_each_ledger() {
        let state = tempfile::tempdir().unwrap();
        let marks = HighWaterFolder::new(state.path());
        let (one, other) = (EntryHash([1; 32]), EntryHash([2; 32]));
        assert_eq!(marks.mark(&one).unwrap(), None);
        marks.raise(&one, &mark(9)).unwrap();
        marks.raise(&one, &mark(1_000_000)).unwrap();
        marks.raise(&other, &mark(3)).unwrap();
        let again = HighWaterFolder::new(state.path());
        assert_eq!(again.mark(&one).unwrap(), Some(mark(1_000_000)));
        assert_eq!(again.mark(&other).unwrap(), Some(mark(3)));
        assert!(marks.mark_path(&one).ends_with(&one.to_string()));
    }

    #[test]
    fn a_mark_is_overwritten_in_place() {
        assert_eq!(to_text(&mark(0)).len(), to_text(&mark(u64::MAX)).len());
        assert!(to_text(&mark(0)).len() <= SECTOR_BYTES);
    }

    #[test]
    fn a_damaged_mark_is_no_mark() {
        let state = tempfile::tempdir().unwrap();
        let marks = HighWaterFolder::new(state.path());
        let ledger = EntryHash([1; 32]);
        marks.raise(&ledger, &mark(9)).unwrap();
        for damage in [&b""[..], b"liuhen", &[0; 180], &[b'x'; 2000]] {
            std::fs::write(marks.mark_path(&ledger), damage).unwrap();
            assert_eq!(marks.mark(&ledger).unwrap_err().kind, StoreErrorKind::Corrupt);
        }
        marks.raise(&ledger, &mark(9)).unwrap();
        assert_eq!(marks.mark(&ledger).unwrap(), Some(mark(9)));
    }
}
