//! The catalogue in sled. This file alone names sled and bincode.
//!
//! sled 0.34.7 asks the disk to flush far less often than its interface promises, so that a power cut can leave it with
//! entries missing and no error. It therefore holds nothing that is not in the log, and what it holds is believed only
//! under two conditions:
//!
//! - It is bound to the log: size, hash and place of the last entry it knows are those of the bytes that lie there.
//! - No power cut lies between. When it is closed it is flushed, its file is synced, and a stamp is written with the size
//!   and hash it then has. sled writes only after the log has grown and was synced; so where the stamp still names the
//!   last entry of the log, nothing has been written since. Where it does not (the process was killed), it is believed
//!   within the same boot of the machine, since without a power cut the system keeps what was written.
//!
//! Otherwise it is made again. Values are bincode in one configuration, each behind a byte that gives its version; they are
//! never signed, hashed or handed out.

use std::any::Any;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::catalog::{Bound, Placed};
use super::durable::{Disk, Privacy};
use super::lock::wait_until_free;
use super::segments::Position;
use crate::model::{EntryHash, StreamId};

/// The catalogue in sled.
pub(super) struct Index {
    db: sled::Db,
    disk: Disk,
    folder: PathBuf,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("folder", &self.folder).finish_non_exhaustive()
    }
}

/// Why the index is of no use. Never a reason to fail: it is made again.
#[derive(Debug, thiserror::Error)]
pub(super) enum IndexError {
    /// Another process, or an earlier handle in this one, holds it.
    #[error("the index is held by another process")]
    Held,
    /// sled says so.
    #[error("the index engine")]
    Engine(#[source] sled::Error),
    /// sled has panicked.
    #[error("the index engine panicked: {0}")]
    Panic(String),
    /// A value is not as this version writes it.
    #[error("a value in the index is of another version, or damaged")]
    Value,
    /// It contradicts itself or the log.
    #[error("the index contradicts {0}")]
    Contradiction(&'static str),
}

/// What the stamp says.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stamp {
    size: u64,
    last: EntryHash,
    boot: String,
}

impl Index {
    /// Opens the index of a ledger, or an empty one where there is none. Answers it with how far it can be believed.
    ///
    /// # Errors
    /// [`IndexError`]: it does not open.
    pub(super) fn open(disk: &Disk, root: &Path) -> Result<Self, IndexError> {
        let folder = root.join(INDEX_FOLDER);
        let config = sled::Config::new()
            .path(&folder)
            .cache_capacity(CACHE_BYTES)
            // It is flushed when it is closed; between, it may lag behind the log as it likes.
            .flush_every_ms(None);
        let db = guarded(|| config.open())?;
        Ok(Self { db, disk: disk.forgiving(), folder })
    }

    /// Removes the index of a ledger, so that an empty one can be opened.
    pub(super) fn discard(disk: &Disk, root: &Path) {
        // Whatever cannot be removed fails to open next, and then the catalogue is made in memory.
        let _gone_or_unusable = disk.forgiving().remove_tree(&root.join(INDEX_FOLDER));
    }

    /// How far the log has been catalogued; `None` where the index is empty.
    ///
    /// # Errors
    /// [`IndexError`].
    pub(super) fn bound(&self) -> Result<Option<Bound>, IndexError> {
        self.get(BOUND_KEY)
    }

    /// Whether no power cut can lie between now and the last time it was closed; `size` and `last` are the end of the log.
    pub(super) fn is_continuous(&self, size: u64, last: EntryHash) -> bool {
        let Some(stamp) = self.stamp() else { return false };
        (stamp.size == size && stamp.last == last) || (!stamp.boot.is_empty() && stamp.boot == self.boot())
    }

    /// Notes that it is in use in this boot of the machine. What it was when it was last closed still stands in the stamp: the
    /// log says whether it has been written since.
    pub(super) fn mark_open(&self) {
        let stamp = self.stamp().unwrap_or(Stamp { size: 0, last: EntryHash::NONE, boot: String::new() });
        self.write_stamp(&Stamp { boot: self.boot(), ..stamp });
    }

    /// How many entries a stream has.
    ///
    /// # Errors
    /// [`IndexError`].
    pub(super) fn count(&self, stream: &StreamId) -> Result<u64, IndexError> {
        Ok(self.get(&count_key(stream))?.unwrap_or(0))
    }

    /// Where `count` entries of a stream lie, from number `from` on; fewer at its end.
    ///
    /// # Errors
    /// [`IndexError`].
    pub(super) fn positions(&self, stream: &StreamId, from: u64, count: usize) -> Result<Vec<Position>, IndexError> {
        let end = self.count(stream)?.min(from.saturating_add(count as u64));
        let mut positions = Vec::new();
        let mut at = from;
        while at < end {
            let chunk: Vec<Position> = self.get(&chunk_key(stream, at / CHUNK))?.ok_or(IndexError::Value)?;
            let here = end.min((at / CHUNK + 1) * CHUNK);
            let (first, past) = ((at % CHUNK) as usize, (at % CHUNK + (here - at)) as usize);
            positions.extend_from_slice(chunk.get(first..past).ok_or(IndexError::Contradiction("itself"))?);
            at = here;
        }
        Ok(positions)
    }

    /// The streams after `after` in the order of their names, at most `count`.
    ///
    /// # Errors
    /// [`IndexError`].
    pub(super) fn streams(&self, after: Option<&StreamId>, count: usize) -> Result<Vec<StreamId>, IndexError> {
        let mut from = after.map_or_else(|| COUNT.to_vec(), count_key);
        if after.is_some() {
            // The least key above: names never hold a zero byte.
            from.push(0);
        }
        guarded(|| {
            let mut streams = Vec::new();
            for key in self.db.range(from.as_slice()..).keys().take(count) {
                let key = key?;
                let Some(name) = key.strip_prefix(COUNT) else { break };
                let name = std::str::from_utf8(name).ok().and_then(|name| name.parse().ok());
                streams.push(name.ok_or(IndexError::Value)?);
            }
            Ok::<_, IndexError>(streams)
        })
    }

    /// Adds entries in their order, as one; entries that are there already are put there again.
    ///
    /// # Errors
    /// [`IndexError`]; nothing has been added then.
    pub(super) fn add(&self, placed: &[Placed], bound: &Bound) -> Result<(), IndexError> {
        let mut counts: BTreeMap<&StreamId, u64> = BTreeMap::new();
        let mut chunks: BTreeMap<Vec<u8>, Vec<Position>> = BTreeMap::new();
        for one in placed {
            let count = match counts.get(&one.stream) {
                Some(count) => *count,
                None => self.count(&one.stream)?,
            };
            if one.number > count {
                return Err(IndexError::Contradiction("the numbers of a stream"));
            }
            let key = chunk_key(&one.stream, one.number / CHUNK);
            if !chunks.contains_key(&key) {
                chunks.insert(key.clone(), self.get(&key)?.unwrap_or_default());
            }
            let chunk = chunks.entry(key).or_default();
            let place = (one.number % CHUNK) as usize;
            if place > chunk.len() {
                return Err(IndexError::Contradiction("itself"));
            }
            chunk.truncate(place);
            chunk.push(one.at);
            counts.insert(&one.stream, one.number + 1);
        }
        let mut batch = sled::Batch::default();
        for (stream, count) in counts {
            batch.insert(count_key(stream), value(&count)?);
        }
        for (key, chunk) in chunks {
            batch.insert(key, value(&chunk)?);
        }
        batch.insert(BOUND_KEY, value(bound)?);
        guarded(|| self.db.apply_batch(batch))
    }

    /// Closes it so that it can be believed next time. Any failure means that it will be made again.
    pub(super) fn close(self) {
        let Self { db, disk, folder } = self;
        let bound = get_from(&db, BOUND_KEY);
        if guarded(|| db.flush()).is_err() {
            return;
        }
        // sled flushes what is left, and syncs, where its last handle goes.
        let closed = guarded(|| {
            drop(db);
            Ok::<_, IndexError>(())
        });
        wait_until_free(&disk, &folder.join(SLED_FILE));
        if closed.is_err() || disk.sync_file(&folder.join(SLED_FILE)).is_err() {
            return;
        }
        if let Ok(Some(Bound { size, last, .. })) = bound {
            let stamp = Stamp { size, last: EntryHash(last), boot: boot(&disk) };
            write_stamp(&disk, &folder, &stamp);
        }
    }

    fn get<T: DeserializeOwned>(&self, key: &[u8]) -> Result<Option<T>, IndexError> {
        get_from(&self.db, key)
    }

    fn boot(&self) -> String {
        boot(&self.disk)
    }

    fn stamp(&self) -> Option<Stamp> {
        let bytes = self.disk.read(&self.folder.join(STAMP_FILE), STAMP_BYTES_MAX).ok()??;
        Stamp::from_text(&bytes)
    }

    fn write_stamp(&self, stamp: &Stamp) {
        write_stamp(&self.disk, &self.folder, stamp);
    }
}

impl From<sled::Error> for IndexError {
    fn from(error: sled::Error) -> Self {
        // sled has no kind for it; its version is pinned, and a test holds these words.
        if error.to_string().contains("could not acquire lock") { Self::Held } else { Self::Engine(error) }
    }
}

impl Stamp {
    fn to_text(&self) -> String {
        format!("{} {} {}\n", self.size, self.last, self.boot)
    }

    fn from_text(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        let mut words = text.strip_suffix('\n')?.splitn(3, ' ');
        let stamp = Self {
            size: words.next()?.parse().ok()?,
            last: words.next()?.parse().ok()?,
            boot: words.next()?.to_owned(),
        };
        (stamp.to_text() == text).then_some(stamp)
    }
}

fn write_stamp(disk: &Disk, folder: &Path, stamp: &Stamp) {
    let _lost_means_made_again = disk.replace(&folder.join(STAMP_FILE), stamp.to_text().as_bytes(), Privacy::Shared);
}

/// Which boot of the machine this is; empty where the system does not say.
fn boot(disk: &Disk) -> String {
    let id = disk.read(Path::new(BOOT_ID), STAMP_BYTES_MAX).ok().flatten().unwrap_or_default();
    String::from_utf8_lossy(&id).trim().to_owned()
}

fn get_from<T: DeserializeOwned>(db: &sled::Db, key: &[u8]) -> Result<Option<T>, IndexError> {
    let Some(bytes) = guarded(|| db.get(key))? else { return Ok(None) };
    let Some((&VALUE_VERSION, rest)) = bytes.split_first() else { return Err(IndexError::Value) };
    match bincode::serde::decode_from_slice(rest, bincode_config()) {
        Ok((value, read)) if read == rest.len() => Ok(Some(value)),
        _ => Err(IndexError::Value),
    }
}

fn value<T: Serialize>(value: &T) -> Result<Vec<u8>, IndexError> {
    let mut bytes = vec![VALUE_VERSION];
    bytes.extend(bincode::serde::encode_to_vec(value, bincode_config()).map_err(|_| IndexError::Value)?);
    Ok(bytes)
}

/// The one configuration; the limit keeps a damaged length from asking for memory.
const fn bincode_config() -> impl bincode::config::Config {
    bincode::config::standard().with_limit::<VALUE_BYTES_MAX>()
}

/// sled panics on some damage: that is one more way of not opening.
fn guarded<T, E: Into<IndexError>>(work: impl FnOnce() -> Result<T, E>) -> Result<T, IndexError> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(outcome) => outcome.map_err(Into::into),
        Err(panic) => Err(IndexError::Panic(panic_text(&*panic))),
    }
}

fn panic_text(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(ToString::to_string);
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}

fn count_key(stream: &StreamId) -> Vec<u8> {
    [COUNT, stream.to_string().as_bytes()].concat()
}

fn chunk_key(stream: &StreamId, chunk: u64) -> Vec<u8> {
    [POSITIONS, stream.to_string().as_bytes(), b"\0", &chunk.to_be_bytes()].concat()
}

/// The folder sled lives in.
pub(super) const INDEX_FOLDER: &str = "index";
/// sled's own file.
const SLED_FILE: &str = "db";
const STAMP_FILE: &str = "liuhen-closed";
const STAMP_BYTES_MAX: u64 = 256;
/// Linux's name for this run of the machine.
const BOOT_ID: &str = "/proc/sys/kernel/random/boot_id";
/// How far the log has been catalogued.
const BOUND_KEY: &[u8] = b"b";
/// Before a stream's name: how many entries it has.
const COUNT: &[u8] = b"s";
/// Before a stream's name, a zero byte and a number: where its entries lie, [`CHUNK`] at a time.
const POSITIONS: &[u8] = b"p";
/// So many positions in a value: an entry more rewrites at most a few hundred bytes.
const CHUNK: u64 = 64;
/// Values of another version are not read.
const VALUE_VERSION: u8 = 1;
const VALUE_BYTES_MAX: usize = 1 << 16;
/// sled's own cache; the system's is better and is not ours to hold.
const CACHE_BYTES: u64 = 8 << 20;

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::store::durable::Access;

    /// The engine lets go of its lock when the last of its threads ends, a little after the store was dropped.
    fn opened(root: &Path) -> sled::Db {
        let attempts = std::iter::repeat_with(|| sled::open(root.join(INDEX_FOLDER))).take(2000);
        attempts.inspect(|_| std::thread::yield_now()).find_map(Result::ok).expect("the index opens in the end")
    }

    /// Holds the index, as another process does.
    pub(in crate::store) fn hold(root: &Path) -> impl Sized + use<> {
        opened(root)
    }

    fn value_of(db: &sled::Db, key: &[u8]) -> Vec<u8> {
        db.get(key).unwrap().unwrap().to_vec()
    }

    /// As a power cut does: what one stream has is lost, without an error.
    pub(in crate::store) fn forget_a_stream(root: &Path, stream: &StreamId) {
        let db = opened(root);
        db.insert(count_key(stream), value(&3_u64).unwrap()).unwrap();
    }

    /// Gives every value the version before this one.
    pub(in crate::store) fn age_every_value(root: &Path) {
        let db = opened(root);
        for key in db.iter().keys().map(|key| key.unwrap()).collect::<Vec<_>>() {
            let mut bytes = value_of(&db, &key);
            bytes[0] -= 1;
            db.insert(key, bytes).unwrap();
        }
    }

    /// Lets two entries of a stream change places.
    pub(in crate::store) fn swap_positions(root: &Path, stream: &StreamId) {
        let db = opened(root);
        let key = chunk_key(stream, 0);
        let mut positions: Vec<Position> = get_from(&db, &key).unwrap().unwrap();
        positions.swap(0, 1);
        db.insert(key, value(&positions).unwrap()).unwrap();
    }

    fn placed(stream: &str, number: u64, offset: u64) -> Placed {
        Placed { stream: stream.parse().unwrap(), number, at: Position { segment: 0, offset } }
    }

    fn bound(size: u64) -> Bound {
        Bound { size, last: [size as u8; 32], start: Position::START, end: Position::START }
    }

    fn index(root: &Path) -> Index {
        Index::open(&Disk::new(Access::Write), root).unwrap()
    }

    #[test]
    fn positions_are_found_across_values() {
        let folder = super::super::sample::folder();
        let index = index(folder.path());
        let stream: StreamId = "decision/a".parse().unwrap();
        // A name that begins with the other's, so that their keys are neighbours.
        let all: Vec<Placed> = (0..200).map(|n| placed("decision/a", n, n * 10)).collect();
        let other: Vec<Placed> = (0..70).map(|n| placed("decision/a-b", n, n)).collect();
        for part in all.chunks(37) {
            index.add(part, &bound(1)).unwrap();
        }
        index.add(&other, &bound(2)).unwrap();
        assert_eq!(index.count(&stream).unwrap(), 200);
        for (from, count) in [(0, 200), (0, 1000), (63, 2), (64, 64), (127, 66), (199, 5), (200, 5)] {
            let found = index.positions(&stream, from, count).unwrap();
            let until = 200.min(from + count as u64);
            let expected: Vec<u64> = (from..until).map(|n| n * 10).collect();
            assert_eq!(found.iter().map(|at| at.offset).collect::<Vec<_>>(), expected, "{from} {count}");
        }
        assert_eq!(index.positions(&"decision/none".parse().unwrap(), 0, 5).unwrap(), []);
        assert_eq!(index.streams(None, 9).unwrap().len(), 2);
        assert_eq!(index.streams(Some(&stream), 9).unwrap(), ["decision/a-b".parse().unwrap()]);
    }

    #[test]
    fn adding_again_changes_nothing_and_a_gap_is_refused() {
        let folder = super::super::sample::folder();
        let index = index(folder.path());
        let all: Vec<Placed> = (0..5).map(|n| placed("registry", n, n)).collect();
        index.add(&all, &bound(5)).unwrap();
        index.add(&all, &bound(5)).unwrap();
        assert_eq!(index.positions(&StreamId::Registry, 0, 9).unwrap().len(), 5);
        assert!(matches!(index.add(&[placed("registry", 6, 6)], &bound(6)), Err(IndexError::Contradiction(_))));
        assert_eq!(index.bound().unwrap(), Some(bound(5)));
    }

    #[test]
    fn it_is_believed_after_a_close_and_within_one_boot() {
        let folder = super::super::sample::folder();
        let first = index(folder.path());
        first.add(&[placed("registry", 0, 0)], &bound(1)).unwrap();
        let last = EntryHash([1; 32]);
        assert!(!first.is_continuous(1, last), "it was never closed");
        first.close();
        let second = index(folder.path());
        assert!(second.is_continuous(1, last));
        write_stamp(&second.disk, &second.folder, &Stamp { size: 1, last, boot: "another".into() });
        assert!(second.is_continuous(1, last), "closed with this end");
        assert!(!second.is_continuous(2, last), "the log has grown, and power was cut");
        second.mark_open();
        assert!(second.is_continuous(2, last) != second.boot().is_empty(), "the same boot");
        for garbage in [&b""[..], b"1", b"1 2 3\n"] {
            second.disk.replace(&second.folder.join(STAMP_FILE), garbage, Privacy::Shared).unwrap();
            assert!(!second.is_continuous(1, last));
        }
    }

    #[test]
    fn an_index_that_is_held_is_told_from_one_that_is_broken() {
        let folder = super::super::sample::folder();
        let _held = index(folder.path());
        let disk = Disk::new(Access::Write);
        assert!(matches!(Index::open(&disk, folder.path()), Err(IndexError::Held)));
    }

    #[test]
    fn a_panic_is_an_error() {
        let outcome: Result<(), IndexError> = guarded(|| -> Result<(), IndexError> { panic!("planned") });
        assert!(matches!(outcome, Err(IndexError::Panic(text)) if text == "planned"));
    }
}
