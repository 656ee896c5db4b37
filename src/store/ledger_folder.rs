//! A ledger in a folder: the log, its tiles, its checkpoint, its evidence and the index, as one store.
//!
//! ```text
//! liuhen.toml          what the folder is; written once
//! log/000000.log …     the entries; the truth
//! log/group            where the group written last lies
//! log/torn-0 …         torn tails that were moved aside
//! checkpoint           the latest signed checkpoint
//! tile/…               hash tiles; can be made again
//! evidence/ab/abcd…    documents
//! openings/ab/….json   openings of sealed documents
//! index/               sled; can be made again
//! lock                 one writer
//! ```
//!
//! A commit is one write and one sync of the log; a group of several entries is noted before, which costs one sync more.
//! Tiles are written and synced where the log crosses a multiple of 256 entries, before the checkpoint that covers them.
//! The checkpoint is overwritten in place without a sync: after a power cut an earlier one is completed from the log.
//!
//! There are three ways in. For *writing*: one at a time, with the index. For *reading*: writes nothing at all, needs no
//! lock, works on a read-only medium and beside a writer; streams are found by reading the whole log once, about a second
//! for a gigabyte. For *browsing*: the same, but in a large ledger the index is used where nobody else holds it.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::catalog::{Catalog, Placed};
use super::durable::{Access, Disk, Privacy};
use super::evidence_folder::EvidenceFolder;
use super::group::{Group, check_group};
use super::index::{Index, IndexError};
use super::lock::{LOCK_FILE, WriterLock};
use super::opening::{Opening, Point, believable, catalogue_in_memory};
use super::segments::{LOG_FOLDER, Position, SEGMENT_BYTES, STRETCH_BYTES, Segments, read_entry, show};
use super::tiles::{Tiles, read_tile};
use crate::chain::marker::MARKER_FILE;
use crate::chain::{Checkpoint, Entry, Frame, Marker, NodeId, SignedCheckpoint, TilePath, write_frame};
use crate::model::{EvidenceDigest, Origin, Seq, Sha256Digest, StreamId, TreeHash};
use crate::port::{
    Chunk, DestroyEvidence, ReadEvidence, ReadLedger, StoreError, StoreErrorKind, StoredEntry, StoredEvidence,
    StreamHead, Tip, WriteEvidence, WriteLedger,
};

/// How far something long has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Progress {
    /// The log is read to find the entries of its streams.
    Cataloguing {
        /// Bytes read.
        done: u64,
        /// Bytes to be read.
        of: u64,
    },
    /// A document is stored.
    Storing {
        /// Bytes stored.
        done: u64,
    },
}

/// Who hears of [`Progress`].
pub type Watch = Arc<dyn Fn(Progress) + Send + Sync>;

/// A ledger in a folder. Opened for reading, it answers every attempt to write with an error and changes nothing.
pub struct LedgerFolder {
    root: PathBuf,
    disk: Disk,
    watch: Watch,
    evidence: EvidenceFolder,
    log: Segments,
    /// The end of the log.
    end: Point,
    checkpoint: Option<Vec<u8>>,
    /// Made when it is first needed in a store opened for reading, or again after it has failed.
    catalog: Mutex<Option<Catalog>>,
    /// The same.
    tiles: Mutex<Option<Tiles>>,
    /// Entries that are durable and not yet catalogued.
    unsettled: Vec<Placed>,
    /// The note of the group written last is of one that is not there.
    stale_note: bool,
    /// Where the group committed last begins: it is read again right away.
    latest: Option<(Seq, Position)>,
    /// Whether the index may be used though the store is open for reading.
    browsing: bool,
    _lock: Option<WriterLock>,
}

impl std::fmt::Debug for LedgerFolder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LedgerFolder").field("root", &self.root).field("end", &self.end).finish_non_exhaustive()
    }
}

impl LedgerFolder {
    /// Makes an empty ledger in a folder that is not there or empty, and opens it for writing.
    ///
    /// # Errors
    /// `Unavailable` where the folder holds something, or the origin cannot be written in its marker; [`StoreError`].
    pub fn create(dir: impl AsRef<Path>, origin: &Origin) -> Result<Self, StoreError> {
        Self::create_on(Disk::new(Access::Write), dir.as_ref(), origin, SEGMENT_BYTES)
    }

    /// Opens a ledger for writing. What a crash left unfinished is finished or moved aside; what can be made again is.
    ///
    /// # Errors
    /// `InUse` where somebody else is writing, `NotFound` where there is no ledger, `Corrupt` where the log was rolled back
    /// or damaged; [`StoreError`].
    pub fn open_for_writing(dir: impl AsRef<Path>) -> Result<Self, StoreError> {
        Self::open_for_writing_with(dir, Arc::new(|_| ()))
    }

    /// The same, with somebody to hear how far it has come.
    ///
    /// # Errors
    /// As [`LedgerFolder::open_for_writing`].
    pub fn open_for_writing_with(dir: impl AsRef<Path>, watch: Watch) -> Result<Self, StoreError> {
        Self::write_on(Disk::new(Access::Write), dir.as_ref(), watch, SEGMENT_BYTES)
    }

    /// Opens a ledger, or a copy of one, for reading as it now is. Writes nothing at all and takes no lock.
    ///
    /// # Errors
    /// `NotFound` where there is no ledger; [`StoreError`].
    pub fn open_for_reading(dir: impl AsRef<Path>) -> Result<Self, StoreError> {
        Self::read_on(Disk::new(Access::Read), dir.as_ref(), false)
    }

    /// Opens a ledger for reading, using the index of a large one where nobody else holds it. sled writes files of its own
    /// in the folder `index` then; nothing else is written.
    ///
    /// # Errors
    /// As [`LedgerFolder::open_for_reading`].
    pub fn open_for_browsing(dir: impl AsRef<Path>) -> Result<Self, StoreError> {
        Self::read_on(Disk::new(Access::Read), dir.as_ref(), true)
    }

    /// Lets somebody hear how far long work has come.
    pub fn set_watch(&mut self, watch: Watch) {
        self.watch = watch;
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.root
    }

    pub(super) fn create_on(disk: Disk, root: &Path, origin: &Origin, roll_at: u64) -> Result<Self, StoreError> {
        let text = Marker { origin: origin.clone() }.to_text();
        if Marker::read(text.as_bytes()).is_err() {
            let what = format!("name a ledger in a folder `{origin}`, which holds a quotation mark or a backslash");
            return Err(StoreError::new(StoreErrorKind::Unavailable, what));
        }
        // What an interrupted creation left is gone on with; anything else is not ours to write into.
        let ours = |name: &str| {
            let folders = [LOG_FOLDER, "evidence", "openings", LOCK_FILE];
            folders.contains(&name) || name.starts_with(MARKER_FILE) && name != MARKER_FILE
        };
        let strange = disk.list(root)?.into_iter().find(|(name, _)| !ours(name));
        let log = disk.list(&root.join(LOG_FOLDER))?.into_iter().next();
        if let Some((name, _)) = strange.or(log) {
            let what = format!("make a ledger in {}, which holds `{name}`", root.display());
            return Err(StoreError::new(StoreErrorKind::Unavailable, what));
        }
        disk.create_folder(root)?;
        disk.create_folder(&root.join(LOG_FOLDER))?;
        EvidenceFolder::new(&disk, root).create()?;
        disk.replace(&root.join(MARKER_FILE), text.as_bytes(), Privacy::Shared)?;
        Self::write_on(disk, root, Arc::new(|_| ()), roll_at)
    }

    pub(super) fn write_on(disk: Disk, root: &Path, watch: Watch, roll_at: u64) -> Result<Self, StoreError> {
        let marker = disk.read(&root.join(MARKER_FILE), MARKER_BYTES_MAX)?;
        let marker = marker.ok_or_else(|| no_ledger(root))?;
        let marker = Marker::read(&marker).map_err(|bad| {
            StoreError::caused(StoreErrorKind::Corrupt, root.join(MARKER_FILE).display().to_string(), bad)
        })?;
        let lock = WriterLock::take(&disk, root)?;
        for unfinished in UNFINISHED {
            // Left by a writer that was cut off; of no use to anybody, and of no harm where it stays.
            let _stays = disk.forgiving().remove(&root.join(unfinished));
        }
        let checkpoint = read_checkpoint(&disk, root)?;
        // A checkpoint that cannot be read is the ledger's to judge; here it covers nothing.
        let said = checkpoint.as_deref().and_then(|bytes| SignedCheckpoint::parse(bytes).ok());
        let said = said.as_ref().map(SignedCheckpoint::checkpoint);
        let mut log = Segments::open(&disk, root, roll_at)?;
        let opening = Opening { disk: &disk, root, origin: &marker.origin, checkpoint: said, watch: &watch };
        let (end, catalog) = opening.resume(&mut log)?;
        let stale_note = Group::read(&disk, root)?.is_some_and(|group| !group.is_before(end.end));
        let mut tiles = open_tiles(&disk, root, &log, said, end.tip.size)?;
        if tiles.agree() {
            tiles.write()?;
        }
        Ok(Self {
            root: root.to_owned(),
            evidence: EvidenceFolder::new(&disk, root),
            disk,
            watch,
            log,
            end,
            checkpoint,
            catalog: Mutex::new(Some(catalog)),
            tiles: Mutex::new(Some(tiles)),
            unsettled: Vec::new(),
            stale_note,
            latest: None,
            browsing: false,
            _lock: Some(lock),
        })
    }

    pub(super) fn read_on(disk: Disk, root: &Path, browsing: bool) -> Result<Self, StoreError> {
        if !disk.is_folder(&root.join(LOG_FOLDER))? && disk.length(&root.join(MARKER_FILE))?.is_none() {
            return Err(no_ledger(root));
        }
        // The checkpoint first: beside a writer, the log then holds at least what the checkpoint covers.
        let checkpoint = read_checkpoint(&disk, root)?;
        let log = Segments::open(&disk, root, SEGMENT_BYTES)?;
        let end = match log.last_frame()? {
            None => Point::START,
            Some((start, header)) => {
                let (_, end) = log.frames().header(start)?;
                let last = crate::chain::entry_hash(header.to_text().as_bytes());
                let tip = Tip { size: header.sequence.0 + 1, last, recorded: Some(header.recorded) };
                Point { tip, start, end }
            }
        };
        Ok(Self {
            root: root.to_owned(),
            evidence: EvidenceFolder::new(&disk, root),
            disk,
            watch: Arc::new(|_| ()),
            log,
            end,
            checkpoint,
            catalog: Mutex::new(None),
            tiles: Mutex::new(None),
            unsettled: Vec::new(),
            stale_note: false,
            latest: None,
            browsing,
            _lock: None,
        })
    }

    /// Asks the catalogue. Where it fails it is made again in memory, and asked once more.
    fn ask<T>(&self, ask: impl Fn(&Catalog) -> Result<T, IndexError>) -> Result<T, StoreError> {
        self.disk.check()?;
        let mut held = lock(&self.catalog);
        let catalog = match held.take() {
            Some(catalog) => catalog,
            None => self.make_catalog()?,
        };
        let (catalog, answer) = match ask(&catalog) {
            Ok(answer) => (catalog, answer),
            Err(_) => {
                drop(catalog);
                self.discard_index();
                let again = self.catalog_in_memory()?;
                let answer = ask(&again).map_err(|error| {
                    StoreError::caused(StoreErrorKind::Corrupt, format!("the index of {}", self.root.display()), error)
                })?;
                (again, answer)
            }
        };
        *held = Some(catalog);
        Ok(answer)
    }

    fn make_catalog(&self) -> Result<Catalog, StoreError> {
        if self.browsing && self.log.bytes() >= BROWSING_FROM_BYTES {
            let index = Index::open(&self.disk, &self.root)
                .and_then(|index| Ok((believable(&index, &self.log)? == self.end).then_some(index)));
            if let Ok(Some(index)) = index {
                return Ok(Catalog::Index(index));
            }
        }
        self.catalog_in_memory()
    }

    fn catalog_in_memory(&self) -> Result<Catalog, StoreError> {
        let settled = self.end.tip.size - self.unsettled.len() as u64;
        catalogue_in_memory(&self.log, settled, &self.watch).map(Catalog::Memory)
    }

    /// Sees to it that an index which was found wrong is made again at the next opening.
    fn discard_index(&self) {
        if self.disk.may_write() {
            Index::discard(&self.disk, &self.root);
        }
    }

    /// How many entries a stream has.
    fn count(&self, stream: &StreamId) -> Result<u64, StoreError> {
        let settled = self.ask(|catalog| catalog.count(stream))?;
        Ok(settled + self.unsettled.iter().filter(|placed| placed.stream == *stream).count() as u64)
    }

    fn positions(&self, stream: &StreamId, from: u64, count: usize) -> Result<Vec<Position>, StoreError> {
        let mut positions = self.ask(|catalog| catalog.positions(stream, from, count))?;
        let rest = self.unsettled.iter().filter(|placed| placed.stream == *stream && placed.number >= from);
        let wanted = count - positions.len().min(count);
        positions.extend(rest.take(wanted).map(|placed| placed.at));
        Ok(positions)
    }

    /// Reads entries of a stream at their positions; `None` where one of them is not there.
    fn read_stream(&self, stream: &StreamId, from: u64, count: usize) -> Result<Option<Vec<StoredEntry>>, StoreError> {
        let mut reader = self.log.frames();
        let mut entries = Vec::new();
        for (number, at) in (from..).zip(self.positions(stream, from, count)?) {
            let header = match reader.header(at) {
                Ok((header, _)) => header,
                Err(error) if error.kind == StoreErrorKind::Corrupt => return Ok(None),
                Err(error) => return Err(error),
            };
            if header.stream != *stream || header.number != number {
                return Ok(None);
            }
            entries.push(reader.entry(at)?);
        }
        Ok(Some(entries))
    }

    /// Does something with a stream, and where the catalogue turns out wrong, once more with one made from the log.
    fn with_stream<T>(
        &self,
        stream: &StreamId,
        read: impl Fn() -> Result<Option<T>, StoreError>,
    ) -> Result<T, StoreError> {
        if let Some(done) = read()? {
            return Ok(done);
        }
        let wrong = lock(&self.catalog).take();
        if let Some(Catalog::Index(index)) = wrong {
            drop(index);
            self.discard_index();
        }
        let again = self.catalog_in_memory()?;
        *lock(&self.catalog) = Some(again);
        let what = || format!("the numbering of `{stream}` in the log");
        read()?.ok_or_else(|| StoreError::new(StoreErrorKind::Corrupt, what()))
    }
}

impl ReadLedger for LedgerFolder {
    fn checkpoint(&self) -> Result<Option<Vec<u8>>, StoreError> {
        self.disk.check()?;
        Ok(self.checkpoint.clone())
    }

    fn tip(&self) -> Result<Tip, StoreError> {
        self.disk.check()?;
        Ok(self.end.tip)
    }

    fn chunks(&self) -> Result<Box<dyn Iterator<Item = Result<Chunk, StoreError>> + Send + '_>, StoreError> {
        self.disk.check()?;
        let stretches = self.log.stretches(Position::START, STRETCH_BYTES);
        Ok(Box::new(stretches.map(|stretch| stretch.map(super::segments::Stretch::into_chunk))))
    }

    fn entries(&self, from: Seq, count: usize) -> Result<Vec<StoredEntry>, StoreError> {
        self.disk.check()?;
        let left = usize::try_from(self.end.tip.size.saturating_sub(from.0)).unwrap_or(usize::MAX);
        let count = count.min(left);
        let mut entries = Vec::with_capacity(count.min(STRETCH_BYTES / 256));
        if count == 0 {
            return Ok(entries);
        }
        let start = match self.latest {
            Some((seq, at)) if seq == from => at,
            _ => self.log.find(from)?,
        };
        let size = STRETCH_BYTES.min(count.saturating_mul(ENTRY_BYTES_USUAL));
        for stretch in self.log.stretches(start, size) {
            let stretch = stretch?;
            for (at, bytes) in stretch.positions() {
                let torn = |why| super::segments::Torn { at, why, bytes: bytes.len() as u64 }.error();
                let stored = read_entry(bytes, &Frame::find(bytes).map_err(torn)?, at)?;
                if stored.entry.header().sequence.0 != from.0 + entries.len() as u64 {
                    let what = format!("the order of entries at {}", show(at));
                    return Err(StoreError::new(StoreErrorKind::Corrupt, what));
                }
                entries.push(stored);
                if entries.len() == count {
                    return Ok(entries);
                }
            }
            if let Some(torn) = stretch.broken {
                return Err(torn.error());
            }
        }
        Err(StoreError::new(StoreErrorKind::Corrupt, "the log, which has become shorter,"))
    }

    fn stream_head(&self, stream: &StreamId) -> Result<Option<StreamHead>, StoreError> {
        // The hash is that of the bytes which lie there: what the index says is never more than where to look.
        self.with_stream(stream, || {
            let count = self.count(stream)?;
            if count == 0 {
                return Ok(Some(None));
            }
            let last = self.read_stream(stream, count - 1, 1)?;
            let last = last.and_then(|entries| entries.first().map(|stored| stored.entry.hash()));
            Ok(last.map(|last| Some(StreamHead { count, last })))
        })
    }

    fn stream(&self, stream: &StreamId, from: u64, count: usize) -> Result<Vec<StoredEntry>, StoreError> {
        self.with_stream(stream, || self.read_stream(stream, from, count))
    }

    fn streams(&self, after: Option<&StreamId>, count: usize) -> Result<Vec<StreamId>, StoreError> {
        let settled = self.ask(|catalog| catalog.streams(after, count))?;
        let after = after.map(ToString::to_string);
        let mut names: Vec<(String, StreamId)> = settled.into_iter().map(|id| (id.to_string(), id)).collect();
        let fresh = self.unsettled.iter().map(|placed| (placed.stream.to_string(), placed.stream.clone()));
        names.extend(fresh.filter(|(name, _)| after.as_ref().is_none_or(|after| name > after)));
        names.sort_by(|(one, _), (other, _)| one.cmp(other));
        names.dedup();
        Ok(names.into_iter().map(|(_, id)| id).take(count).collect())
    }

    fn node(&self, node: NodeId) -> Result<TreeHash, StoreError> {
        self.disk.check()?;
        let mut held = lock(&self.tiles);
        let mut tiles = match held.take() {
            Some(tiles) => tiles,
            None => {
                let said = self.checkpoint.as_deref().and_then(|bytes| SignedCheckpoint::parse(bytes).ok());
                let said = said.as_ref().map(SignedCheckpoint::checkpoint);
                open_tiles(&self.disk, &self.root, &self.log, said, self.end.tip.size)?
            }
        };
        let answer = tiles.node(&self.log, node);
        *held = Some(tiles);
        answer
    }

    fn tile(&self, path: &TilePath) -> Result<Option<Vec<u8>>, StoreError> {
        read_tile(&self.disk, &self.root, path)
    }

    fn marker(&self) -> Result<Option<Vec<u8>>, StoreError> {
        self.disk.read(&self.root.join(MARKER_FILE), MARKER_BYTES_MAX)
    }

    fn files(&self) -> Result<Box<dyn Iterator<Item = Result<String, StoreError>> + '_>, StoreError> {
        self.disk.check()?;
        // What is left to look at, the next last.
        let mut left: Vec<(String, bool)> = vec![(String::new(), true)];
        Ok(Box::new(std::iter::from_fn(move || {
            while let Some((path, folder)) = left.pop() {
                if !folder {
                    return Some(Ok(path));
                }
                match self.disk.list(&self.root.join(&path)) {
                    Ok(names) => left.extend(names.into_iter().rev().map(|(name, folder)| {
                        let inside = if path.is_empty() { name } else { format!("{path}/{name}") };
                        (inside, folder)
                    })),
                    Err(error) => return Some(Err(error)),
                }
            }
            None
        })))
    }
}

impl WriteLedger for LedgerFolder {
    fn commit(&mut self, expected: &Tip, group: &[Entry]) -> Result<(), StoreError> {
        self.disk.check_writable()?;
        if self.end.tip != *expected {
            return Err(StoreError::new(StoreErrorKind::HeadMoved, format!("commit to {}", self.root.display())));
        }
        let tip = check_group(expected, group)?;
        if group.is_empty() {
            return Ok(());
        }
        let mut frames = Vec::new();
        let mut starts = Vec::with_capacity(group.len());
        for entry in group {
            starts.push(frames.len() as u64);
            write_frame(entry, &mut frames);
        }
        let first = self.log.next(frames.len() as u64);
        if group.len() > 1 {
            self.stale_note = true; // until it is there whole
            Group { start: first, bytes: frames.len() as u64 }.note(&self.disk, &self.root)?;
        } else if self.stale_note {
            Group::NONE.note(&self.disk, &self.root)?;
        }
        let first = self.log.append(&frames)?;
        self.stale_note = false;

        let position = |start: u64| Position { offset: first.offset + start, ..first };
        for (entry, &start) in group.iter().zip(&starts) {
            let header = entry.header();
            let placed = Placed { stream: header.stream.clone(), number: header.number, at: position(start) };
            self.unsettled.push(placed);
        }
        if let Some(tiles) = lock(&self.tiles).as_mut() {
            group.iter().for_each(|entry| tiles.push(entry.leaf()));
        }
        self.latest = Some((Seq(expected.size), first));
        let start = position(starts.last().copied().unwrap_or(0));
        self.end = Point { tip, start, end: position(frames.len() as u64) };
        Ok(())
    }

    fn read_back(&self) -> Result<Vec<u8>, StoreError> {
        self.disk.check()?;
        match self.latest {
            Some((_, first)) => self.log.read_to_end_of_segment(first),
            None => Ok(Vec::new()),
        }
    }

    fn publish(&mut self, checkpoint: &[u8]) -> Result<(), StoreError> {
        self.disk.check_writable()?;
        let mut tiles = lock(&self.tiles);
        if let Some(tiles) = tiles.as_mut() {
            tiles.write()?;
        }
        let path = self.root.join(CHECKPOINT_FILE);
        if !self.disk.overwrite(&path, checkpoint)? {
            self.disk.replace(&path, checkpoint, Privacy::Shared)?;
        }
        if let Some(tiles) = tiles.as_mut() {
            tiles.remove_superseded();
        }
        drop(tiles);
        self.checkpoint = Some(checkpoint.to_vec());
        Ok(())
    }

    fn settle(&mut self) {
        if self.unsettled.is_empty() || self.disk.check().is_err() {
            return;
        }
        let placed = std::mem::take(&mut self.unsettled);
        let catalog = self.catalog.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = catalog
            && kept.add(&placed, &self.end.bound()).is_err()
        {
            // It is made again in memory when it is next asked, and on disk at the next opening.
            *catalog = None;
            self.discard_index();
        }
    }
}

impl ReadEvidence for LedgerFolder {
    fn evidence(&self, digest: &EvidenceDigest) -> Result<Option<Box<dyn Read + Send + '_>>, StoreError> {
        Ok(self.evidence.evidence(digest)?.map(|file| file as Box<dyn Read + Send>))
    }

    fn opening(&self, sealed: &Sha256Digest) -> Result<Option<Vec<u8>>, StoreError> {
        self.evidence.opening(sealed)
    }

    fn evidence_path(&self, digest: &EvidenceDigest) -> String {
        EvidenceFolder::evidence_path(digest)
    }

    fn opening_path(&self, sealed: &Sha256Digest) -> String {
        EvidenceFolder::opening_path(sealed)
    }
}

impl WriteEvidence for LedgerFolder {
    fn put_evidence(&mut self, from: &mut dyn Read) -> Result<StoredEvidence, StoreError> {
        let watch = &self.watch;
        self.evidence.put(from, &|done| watch(Progress::Storing { done }))
    }

    fn put_opening(&mut self, sealed: &Sha256Digest, bytes: &[u8]) -> Result<(), StoreError> {
        self.evidence.put_opening(sealed, bytes)
    }
}

impl DestroyEvidence for LedgerFolder {
    fn destroy_evidence(&mut self, digest: &EvidenceDigest) -> Result<bool, StoreError> {
        self.evidence.destroy(digest)
    }

    fn destroy_opening(&mut self, sealed: &Sha256Digest) -> Result<bool, StoreError> {
        self.evidence.destroy_opening(sealed)
    }
}

impl Drop for LedgerFolder {
    fn drop(&mut self) {
        self.settle();
        let catalog = self.catalog.get_mut().unwrap_or_else(PoisonError::into_inner).take();
        // After a failure the index gets no stamp, and is made again.
        if let Some(Catalog::Index(index)) = catalog
            && self.disk.may_write()
            && self.disk.check().is_ok()
        {
            index.close();
        }
    }
}

/// The tiles of the log: those of the checkpoint from their files, checked against its root, and what lies beyond it from
/// the log.
fn open_tiles(
    disk: &Disk,
    root: &Path,
    log: &Segments,
    said: Option<&Checkpoint>,
    size: u64,
) -> Result<Tiles, StoreError> {
    let (covered, expected) = said.map_or((0, None), |said| (said.size.min(size), Some(said.root)));
    let mut tiles = Tiles::open(disk, root, log, covered, expected)?;
    tiles.extend(log, size)?;
    Ok(tiles)
}

/// The checkpoint's bytes. It may be overwritten at this moment: what reads alike twice was not torn. Of a file that is over
/// the bound as much is read as shows that it is none: whoever judges must be able to say so.
fn read_checkpoint(disk: &Disk, root: &Path) -> Result<Option<Vec<u8>>, StoreError> {
    let path = root.join(CHECKPOINT_FILE);
    let read = || {
        let Some(file) = disk.open(&path)? else { return Ok(None) };
        let mut bytes = Vec::new();
        disk.read_at(&file, &path, 0, CHECKPOINT_BYTES_MAX + 1, &mut bytes)?;
        Ok(Some(bytes))
    };
    let mut bytes = read()?;
    for _ in 0..CHECKPOINT_READS_MAX {
        let again = read()?;
        if again == bytes {
            break;
        }
        bytes = again;
    }
    Ok(bytes)
}

fn no_ledger(root: &Path) -> StoreError {
    StoreError::new(StoreErrorKind::NotFound, format!("a ledger in {}", root.display()))
}

/// A mutex whose holder panicked holds nothing half done here: it is taken out while it is worked on.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

const CHECKPOINT_FILE: &str = "checkpoint";
/// What a writer writes beside a file, to put it in its place. Those of tiles and openings go with the next writing of
/// the same.
const UNFINISHED: [&str; 4] = ["checkpoint.new", "liuhen.toml.new", "log/group.new", "evidence/incoming.new"];
/// A note with as many signatures as its format allows is smaller.
const CHECKPOINT_BYTES_MAX: usize = 1 << 20;
/// A checkpoint that changes this often while it is read is read as it comes.
const CHECKPOINT_READS_MAX: usize = 8;
/// A marker's fixed words and an origin.
const MARKER_BYTES_MAX: u64 = 1 << 10;
/// A log below this is read faster than sled opens.
const BROWSING_FROM_BYTES: u64 = 32 << 20;
/// What an entry takes in the log when nothing is known of it.
const ENTRY_BYTES_USUAL: usize = 4 << 10;
