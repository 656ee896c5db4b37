//! What is found when a ledger is opened: how far the log goes, what of it is torn, whether the index can be believed.
//!
//! Entries beyond the checkpoint are kept where they are whole and chain: they were durable before a checkpoint could be
//! signed, and the ledger signs one. What follows them is not an entry and was never acknowledged; it is moved aside. A
//! log that holds fewer entries than its checkpoint covers was rolled back or damaged, and is not written to.
//!
//! With an index that can be believed only what follows its last entry is read, so that opening a ledger of ten million
//! entries costs what opening an empty one does.

use std::path::Path;

use super::catalog::{Bound, Catalog, MemoryCatalog, Placed};
use super::durable::Disk;
use super::group::Group;
use super::index::{Index, IndexError};
use super::ledger_folder::{Progress, Watch};
use super::segments::{Position, STRETCH_BYTES, Segments, show};
use super::tiles::Tiles;
use crate::chain::{Checkpoint, Frame, Header, check_digests, entry_hash};
use crate::model::{EntryHash, Origin};
use crate::port::{StoreError, StoreErrorKind, Tip};

/// A point between two entries of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Point {
    /// The entries before it.
    pub tip: Tip,
    /// Where the last of them begins.
    pub start: Position,
    /// Where it ends.
    pub end: Position,
}

impl Point {
    /// Before the first entry.
    pub(super) const START: Self = Self { tip: Tip::EMPTY, start: Position::START, end: Position::START };

    /// As the index notes it.
    pub(super) const fn bound(&self) -> Bound {
        Bound { size: self.tip.size, last: self.tip.last.0, start: self.start, end: self.end }
    }
}

/// What opening for writing goes by.
pub(super) struct Opening<'a> {
    pub(super) disk: &'a Disk,
    pub(super) root: &'a Path,
    /// The ledger's name; an entry of another ledger does not belong in this log.
    pub(super) origin: &'a Origin,
    /// What the checkpoint says, where there is one that can be read.
    pub(super) checkpoint: Option<&'a Checkpoint>,
    pub(super) watch: &'a Watch,
}

/// From what the catalogue is made.
#[derive(Debug, Clone, Copy)]
enum Source {
    /// The index as it is.
    Index,
    /// An empty index.
    FreshIndex,
    /// Memory, where sled will not do.
    Memory,
}

/// Why a walk through the log came to a stop.
struct Stop {
    at: Position,
    error: StoreError,
}

impl Opening<'_> {
    /// Finds the end of the log, moves aside what is torn, brings the catalogue up to it.
    ///
    /// # Errors
    /// `Corrupt` where the log was rolled back or damaged; then nothing has been changed.
    pub(super) fn resume(&self, log: &mut Segments) -> Result<(Point, Catalog), StoreError> {
        log.check_gap()?;
        let mut source = Source::Index;
        loop {
            match self.resume_from(source, log)? {
                Ok(done) => return Ok(done),
                Err(IndexError::Held) => source = Source::Memory,
                Err(_) if matches!(source, Source::Index) => {
                    Index::discard(self.disk, self.root);
                    source = Source::FreshIndex;
                }
                Err(_) => source = Source::Memory,
            }
        }
    }

    /// The same from one source. An error of the index is answered inside: another source may do.
    #[allow(clippy::type_complexity, reason = "an error of the store ends it, an error of the index does not")]
    fn resume_from(
        &self,
        source: Source,
        log: &mut Segments,
    ) -> Result<Result<(Point, Catalog), IndexError>, StoreError> {
        let (mut catalog, from) = match source {
            Source::Index | Source::FreshIndex => {
                let opened = Index::open(self.disk, self.root).and_then(|index| {
                    let from = believable(&index, log)?;
                    Ok((index, from))
                });
                match opened {
                    Ok((index, from)) => (Catalog::Index(index), from),
                    Err(useless) => return Ok(Err(useless)),
                }
            }
            Source::Memory => (Catalog::Memory(MemoryCatalog::default()), Point::START),
        };
        let covered = self.checkpoint.map_or(0, |checkpoint| checkpoint.size);
        let group = Group::read(self.disk, self.root)?;

        let mut pending: Vec<Placed> = Vec::new();
        // Where the group that was noted last begins, and how many of `pending` come before it.
        let mut before_group: Option<(Point, usize)> = None;
        let mut useless = None;
        let (found, stop) = self.walk(log, from, covered, &mut |before, after, placed| {
            if group.is_some_and(|group| group.start == placed.at) && before.tip.size >= covered {
                before_group = Some((*before, pending.len()));
            }
            pending.push(placed);
            if !group.is_some_and(|group| group.holds(after.end)) {
                before_group = None;
            }
            if pending.len() >= BATCH && before_group.is_none() {
                if let Err(error) = catalog.add(&pending, &after.bound()) {
                    useless = Some(error);
                    return false;
                }
                pending.clear();
            }
            true
        })?;
        if let Some(useless) = useless {
            return Ok(Err(useless));
        }

        let mut end = found;
        // A walk that ended inside the group did not find it whole.
        let torn = if let Some((before, count)) = before_group {
            pending.truncate(count);
            end = before;
            group.map(|group| group.start)
        } else {
            stop.as_ref().map(|stop| stop.at)
        };
        if end.tip.size < covered {
            let what = format!(
                "the log holds {} entries and its checkpoint covers {covered}: it was rolled back or damaged; it is",
                end.tip.size
            );
            return Err(match stop {
                Some(stop) => StoreError::caused(StoreErrorKind::Corrupt, what, stop.error),
                None => StoreError::new(StoreErrorKind::Corrupt, what),
            });
        }
        if let Some(torn) = torn {
            // A tail tears in the last segment. Without a checkpoint nothing tells a torn tail from damage in the midst but
            // that nothing whole follows it.
            let midst = torn.segment != log.end().segment
                || self.checkpoint.is_none() && before_group.is_none() && log.any_frame_after(torn)?;
            if midst {
                let what = format!("the log at {}, with entries after it,", show(torn));
                return Err(match stop {
                    Some(stop) => StoreError::caused(StoreErrorKind::Corrupt, what, stop.error),
                    None => StoreError::new(StoreErrorKind::Corrupt, what),
                });
            }
            self.check_covered(log)?;
            log.move_aside(torn)?;
        }
        if !pending.is_empty()
            && let Err(useless) = catalog.add(&pending, &end.bound())
        {
            return Ok(Err(useless));
        }
        if let Catalog::Index(index) = &catalog {
            index.mark_open();
        }
        Ok(Ok((end, catalog)))
    }

    /// Refuses where what the checkpoint covers is not what it was: then it is not known either what follows it.
    fn check_covered(&self, log: &Segments) -> Result<(), StoreError> {
        let Some(said) = self.checkpoint else { return Ok(()) };
        if Tiles::open(self.disk, self.root, log, said.size, Some(said.root))?.agree() {
            return Ok(());
        }
        let what = format!("the log, whose first {} entries are not those of its checkpoint,", said.size);
        Err(StoreError::new(StoreErrorKind::Corrupt, what))
    }

    /// Walks the log from a point on, each entry chained to the one before it, and calls `each` with the points around it
    /// until that says to stop. From the checkpoint on the digests are checked too: a power cut can leave a hole in the
    /// midst of an entry that was never acknowledged.
    fn walk(
        &self,
        log: &Segments,
        from: Point,
        covered: u64,
        each: &mut dyn FnMut(&Point, &Point, Placed) -> bool,
    ) -> Result<(Point, Option<Stop>), StoreError> {
        let mut here = from;
        let of = log.bytes();
        for stretch in log.stretches(from.end, STRETCH_BYTES) {
            let stretch = stretch?;
            for (at, bytes) in stretch.positions() {
                let (header, last) = match self.chained(bytes, &here.tip, covered) {
                    Ok(chained) => chained,
                    Err(why) => {
                        let what = format!("the entry at {}, which {why},", show(at));
                        let error = StoreError::new(StoreErrorKind::Corrupt, what);
                        return Ok((here, Some(Stop { at, error })));
                    }
                };
                let tip = Tip { size: header.sequence.0 + 1, last, recorded: Some(header.recorded) };
                let end = Position { offset: at.offset + bytes.len() as u64, ..at };
                let next = Point { tip, start: at, end };
                let placed = Placed { stream: header.stream, number: header.number, at };
                if !each(&here, &next, placed) {
                    return Ok((next, None));
                }
                here = next;
            }
            (self.watch)(Progress::Cataloguing { done: log.bytes_before(here.end), of });
            if let Some(torn) = stretch.broken {
                return Ok((here, Some(Stop { at: torn.at, error: torn.error() })));
            }
        }
        Ok((here, None))
    }

    /// The header of the frame and its hash, if it follows `tip`; otherwise what is against it.
    fn chained(&self, bytes: &[u8], tip: &Tip, covered: u64) -> Result<(Header, EntryHash), &'static str> {
        let frame = Frame::find(bytes).map_err(|_| "is no frame")?;
        let header_bytes = frame.header_bytes(bytes);
        let header = Header::read(header_bytes).map_err(|_| "has no header")?;
        if header.origin != *self.origin {
            return Err("is of another ledger");
        }
        if header.sequence.0 != tip.size || header.previous != tip.last {
            return Err("does not follow the one before it");
        }
        if tip.recorded.is_some_and(|recorded| header.recorded < recorded) {
            return Err("was recorded before the one before it");
        }
        if header.sequence.0 >= covered && check_digests(&header, frame.envelope_bytes(bytes)).is_err() {
            return Err("holds another record than it says");
        }
        Ok((header, entry_hash(header_bytes)))
    }
}

/// The point up to which an index can be believed; see [`super::index`] for what that takes.
pub(super) fn believable(index: &Index, log: &Segments) -> Result<Point, IndexError> {
    let Some(bound) = index.bound()? else { return Ok(Point::START) };
    let (header, end) = log.frames().header(bound.start).map_err(|_| IndexError::Contradiction("the log"))?;
    let last = entry_hash(header.to_text().as_bytes());
    if header.sequence.0 + 1 != bound.size || last.0 != bound.last || end != bound.end {
        return Err(IndexError::Contradiction("the log"));
    }
    // Where the log goes on, no stamp can name its last entry.
    let nothing_after = if end == log.end() { bound.size } else { u64::MAX };
    if !index.is_continuous(nothing_after, last) {
        return Err(IndexError::Contradiction("its stamp"));
    }
    let tip = Tip { size: bound.size, last, recorded: Some(header.recorded) };
    Ok(Point { tip, start: bound.start, end })
}

/// A catalogue of the first `size` entries in memory, by reading the whole log. Only the line that names the stream is
/// looked at; whether an entry is what it says is checked where it is read.
pub(super) fn catalogue_in_memory(log: &Segments, size: u64, watch: &Watch) -> Result<MemoryCatalog, StoreError> {
    let mut catalog = MemoryCatalog::default();
    let (mut left, of) = (size, log.bytes());
    for stretch in log.stretches(Position::START, STRETCH_BYTES) {
        let stretch = stretch?;
        for (at, bytes) in stretch.positions() {
            if left == 0 {
                return Ok(catalog);
            }
            if let Some(stream) = stream_line(bytes) {
                catalog.add(stream, at);
            }
            left -= 1;
        }
        watch(Progress::Cataloguing { done: log.bytes_before(stretch.at) + stretch.bytes.len() as u64, of });
    }
    Ok(catalog)
}

/// What stands in the line `stream …` of a frame.
fn stream_line(frame: &[u8]) -> Option<&str> {
    let line = frame.split(|&byte| byte == b'\n').nth(STREAM_LINE)?;
    std::str::from_utf8(line.strip_prefix(b"stream ")?).ok()
}

/// The sixth line of a header names the stream.
const STREAM_LINE: usize = 5;
/// So many entries go into the index at once while it is made: a few megabytes of memory.
const BATCH: usize = 4096;
