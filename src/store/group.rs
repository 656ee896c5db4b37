//! What is being written, so that a group is there as a whole or not at all, also after a crash in its midst.
//!
//! A frame checks itself, a row of frames does not say where its group ends. So before a group of more than one entry is
//! written, its place and length are noted in `log/group`, durably; one sync more for a group, none for a single entry.
//! A log that ends, or breaks, inside the place noted last holds a group that was never acknowledged. The note stays
//! afterwards, since a group that is there whole needs none. The note of one that is not is taken back before anything else
//! is written, so that it cannot be held against what comes to stand in its place; until then it stays, also where the
//! ledger was put back and is not written to: it tells of what once was there.

use std::path::Path;

use super::durable::{Disk, Privacy, SECTOR_BYTES};
use super::segments::{LOG_FOLDER, Position};
use crate::chain::Entry;
use crate::port::{StoreError, StoreErrorKind, Tip};

/// The place of the group written last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Group {
    /// Where it begins.
    pub start: Position,
    /// How many bytes it has.
    pub bytes: u64,
}

impl Group {
    /// No group.
    pub(super) const NONE: Self = Self { start: Position::START, bytes: 0 };

    /// Whether a log that ends at `end` holds all of it.
    pub(super) const fn is_before(&self, end: Position) -> bool {
        end.segment > self.start.segment
            || end.segment == self.start.segment && self.start.offset + self.bytes <= end.offset
    }

    /// Whether a position lies in it, its end not included.
    pub(super) const fn holds(&self, at: Position) -> bool {
        at.segment == self.start.segment && self.start.offset <= at.offset && at.offset - self.start.offset < self.bytes
    }

    /// Notes it, durably, before it is written.
    pub(super) fn note(&self, disk: &Disk, root: &Path) -> Result<(), StoreError> {
        let path = root.join(LOG_FOLDER).join(GROUP_FILE);
        let text = self.to_text();
        if disk.overwrite_durably(&path, text.as_bytes())? {
            return Ok(());
        }
        disk.replace(&path, text.as_bytes(), Privacy::Shared)
    }

    /// The note; `None` where there is none that can be read: then no group was being written.
    pub(super) fn read(disk: &Disk, root: &Path) -> Result<Option<Self>, StoreError> {
        let path = root.join(LOG_FOLDER).join(GROUP_FILE);
        match disk.read(&path, SECTOR_BYTES as u64) {
            Ok(bytes) => Ok(bytes.and_then(|bytes| Self::from_text(&bytes))),
            // Longer than any note.
            Err(error) if error.kind == StoreErrorKind::Corrupt => Ok(None),
            // That it cannot be read does not mean that there is none.
            Err(error) => Err(error),
        }
    }

    fn to_text(self) -> String {
        // Of one length, so that it can be overwritten in place.
        format!(
            "the group written last begins in segment {:010} at byte {:020} and has {:020} bytes\n",
            self.start.segment, self.start.offset, self.bytes
        )
    }

    fn from_text(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        let mut numbers = text.split(' ').filter_map(|word| word.parse::<u64>().ok());
        let (segment, offset, bytes) = (numbers.next()?, numbers.next()?, numbers.next()?);
        let group = Self { start: Position { segment: u32::try_from(segment).ok()?, offset }, bytes };
        (group.to_text() == text).then_some(group)
    }
}

/// Checks that a group continues the log at `expected`, and gives the tip after it.
pub(super) fn check_group(expected: &Tip, group: &[Entry]) -> Result<Tip, StoreError> {
    let mut tip = *expected;
    for entry in group {
        let header = entry.header();
        let later = tip.recorded.is_none_or(|recorded| recorded <= header.recorded);
        if header.sequence.0 != tip.size || header.previous != tip.last || !later {
            let what = format!("the group to be committed, whose entry {} does not continue it,", header.sequence);
            return Err(StoreError::new(StoreErrorKind::Corrupt, what));
        }
        tip = Tip { size: tip.size + 1, last: entry.hash(), recorded: Some(header.recorded) };
    }
    Ok(tip)
}

/// The file's name.
const GROUP_FILE: &str = "group";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_reads_as_it_is_written_and_no_other_way() {
        let group = Group { start: Position { segment: 3, offset: 12_345 }, bytes: 678 };
        let text = group.to_text();
        assert!(text.len() <= SECTOR_BYTES);
        assert_eq!(Group::from_text(text.as_bytes()), Some(group));
        assert_eq!(Group::from_text(&text.as_bytes()[1..]), None);
        assert_eq!(Group::from_text(text.replace("12345", "+2345").as_bytes()), None);
        assert_eq!(Group::from_text(b""), None);
    }

    #[test]
    fn a_group_holds_its_bytes_and_no_more() {
        let group = Group { start: Position { segment: 3, offset: 10 }, bytes: 5 };
        for (segment, offset, held) in [(3, 9, false), (3, 10, true), (3, 14, true), (3, 15, false), (2, 12, false)] {
            assert_eq!(group.holds(Position { segment, offset }), held, "{segment}:{offset}");
        }
        for (segment, offset, whole) in [(2, 99, false), (3, 10, false), (3, 14, false), (3, 15, true), (4, 0, true)] {
            assert_eq!(group.is_before(Position { segment, offset }), whole, "{segment}:{offset}");
        }
        assert!(Group::NONE.is_before(Position::START) && !Group::NONE.holds(Position::START));
    }
}
