//! Entries for tests: they chain as a ledger's do; their envelopes are none. And what tests do to folders.

#![expect(clippy::disallowed_methods, reason = "tests copy and damage folders")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::LedgerFolder;
use super::durable::{Access, Disk};
use super::segments::SEGMENT_BYTES;
use crate::chain::{Checkpoint, CompactRange, Entry, Header, SignedCheckpoint};
use crate::crypto::SecretKey;
use crate::crypto::hash::{blake3, sha256};
use crate::model::{EntryHash, Origin, RecordDigest, Seq, Sha256Digest, StreamId};
use crate::port::{ReadLedger, StoreError, StreamHead, Tip, WriteLedger};

pub(super) fn origin() -> Origin {
    Origin::new("test.example/ledger").unwrap()
}

/// The entry after `tip`, in `stream` after `head`.
pub(super) fn entry(tip: &Tip, stream: &StreamId, head: Option<StreamHead>, envelope: &[u8]) -> Entry {
    let head = head.unwrap_or(StreamHead { count: 0, last: EntryHash::NONE });
    let header = Header {
        origin: origin(),
        sequence: Seq(tip.size),
        previous: tip.last,
        recorded: tip.recorded.unwrap_or_else(|| "2026-03-20T01:15:04.120Z".parse().unwrap()),
        stream: stream.clone(),
        number: head.count,
        stream_previous: head.last,
        record_blake3: RecordDigest(blake3(envelope)),
        record_sha256: Sha256Digest(sha256(envelope)),
    };
    Entry::read(header.to_text().into_bytes(), envelope.to_vec()).unwrap()
}

pub(super) fn tip_after(entry: &Entry) -> Tip {
    let header = entry.header();
    Tip { size: header.sequence.0 + 1, last: entry.hash(), recorded: Some(header.recorded) }
}

/// Which stream the entry with a sequence number goes to: a registry, many short decisions, one long.
pub(super) fn stream_for(seq: u64) -> StreamId {
    match seq % 7 {
        _ if seq == 0 => StreamId::Registry,
        0 => StreamId::Registry,
        1..=3 => "decision/long".parse().unwrap(),
        4 => "profile/one".parse().unwrap(),
        _ => format!("decision/d{:05}", seq / 20).parse().unwrap(),
    }
}

/// Makes entries after one another, remembering what is needed to.
#[derive(Debug, Clone)]
pub(super) struct Maker {
    pub(super) tip: Tip,
    heads: BTreeMap<StreamId, StreamHead>,
}

impl Default for Maker {
    fn default() -> Self {
        Self { tip: Tip::EMPTY, heads: BTreeMap::new() }
    }
}

impl Maker {
    pub(super) fn note(&mut self, entry: &Entry) {
        self.tip = tip_after(entry);
        let head = StreamHead { count: entry.header().number + 1, last: entry.hash() };
        self.heads.insert(entry.header().stream.clone(), head);
    }

    pub(super) fn make(&mut self) -> Entry {
        let stream = stream_for(self.tip.size);
        let envelope = format!("{{\"number\":{}}}", self.tip.size);
        self.make_in(&stream, envelope.as_bytes())
    }

    pub(super) fn make_in(&mut self, stream: &StreamId, envelope: &[u8]) -> Entry {
        let entry = entry(&self.tip, stream, self.heads.get(stream).copied(), envelope);
        self.note(&entry);
        entry
    }

    pub(super) fn group(&mut self, count: usize) -> Vec<Entry> {
        (0..count).map(|_| self.make()).collect()
    }
}

/// An empty folder, in memory where the system has such a place: thousands of syncs cost nothing there.
pub(super) fn folder() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

/// All entries of a store.
pub(super) fn all(store: &dyn ReadLedger) -> Vec<Entry> {
    store.entries(Seq::FIRST, usize::MAX).unwrap().into_iter().map(|stored| stored.entry).collect()
}

/// A signed checkpoint over these entries.
pub(super) fn checkpoint(entries: &[Entry]) -> Vec<u8> {
    let mut tree = CompactRange::new();
    entries.iter().for_each(|entry| tree.push(entry.leaf()));
    let checkpoint = Checkpoint { origin: origin(), size: tree.size(), root: tree.root() };
    let key = SecretKey::from_seed(&[1; 32]);
    SignedCheckpoint::sign(&checkpoint, &[&key]).unwrap().to_text().as_bytes().to_vec()
}

/// A ledger in a folder of its own, with what was written to it.
pub(super) struct Kept {
    pub(super) folder: tempfile::TempDir,
    pub(super) maker: Maker,
    pub(super) written: Vec<Entry>,
}

impl Kept {
    /// A ledger to which these groups were committed, each under a checkpoint.
    pub(super) fn with(groups: &[usize]) -> Self {
        let folder = folder();
        let mut store = LedgerFolder::create(folder.path().join("ledger"), &origin()).unwrap();
        let mut kept = Self { folder, maker: Maker::default(), written: Vec::new() };
        for &count in groups {
            kept.commit(&mut store, count).unwrap();
        }
        kept
    }

    /// The ledger's folder.
    pub(super) fn root(&self) -> std::path::PathBuf {
        self.folder.path().join("ledger")
    }

    /// A copy of it, so that many things can be done to one beginning.
    pub(super) fn copy(&self) -> Self {
        let folder = folder();
        copy_tree(&self.root(), &folder.path().join("ledger"));
        Self { folder, maker: self.maker.clone(), written: self.written.clone() }
    }

    /// Forgets all but the first `size` entries of what was written.
    pub(super) fn rewind(&mut self, size: usize) {
        self.written.truncate(size);
        self.maker = Maker::default();
        self.written.iter().for_each(|entry| self.maker.note(entry));
    }

    /// Leaves it no index, and none that could be opened: opening it thousands of times is quick then.
    pub(super) fn spoil_index(&self) {
        std::fs::remove_dir_all(self.root().join("index")).unwrap();
        std::fs::write(self.root().join("index"), "not a folder").unwrap();
    }

    /// Opens it for writing.
    pub(super) fn open(&self) -> Result<LedgerFolder, StoreError> {
        LedgerFolder::open_for_writing(self.root())
    }

    /// Opens it for writing on a disk with a plan of failures.
    pub(super) fn open_on(&self, faults: &Arc<super::faults::Faults>) -> Result<LedgerFolder, StoreError> {
        let disk = Disk::with_faults(Access::Write, faults.clone());
        LedgerFolder::write_on(disk, &self.root(), Arc::new(|_| ()), SEGMENT_BYTES)
    }

    /// Commits a group, publishes a checkpoint, settles.
    pub(super) fn commit(&mut self, store: &mut LedgerFolder, count: usize) -> Result<(), StoreError> {
        self.commit_only(store, count)?;
        store.publish(&checkpoint(&self.written))?;
        store.settle();
        Ok(())
    }

    /// Commits a group and stops there, as a process does that is cut off.
    pub(super) fn commit_only(&mut self, store: &mut LedgerFolder, count: usize) -> Result<(), StoreError> {
        let tip = self.maker.tip;
        let group = self.maker.group(count);
        self.written.extend(group.iter().cloned());
        store.commit(&tip, &group)
    }

    /// Checks that an open store ends after the first `size` of what was written, and has their tree.
    pub(super) fn check_end(&self, store: &LedgerFolder, size: usize) {
        let written = &self.written[..size];
        assert_eq!(store.tip().unwrap(), written.last().map_or(Tip::EMPTY, tip_after));
        let last = store.entries(Seq(size as u64 - 1), 9).unwrap();
        assert!(last.len() == 1 && last[0].entry == written[size - 1]);
        let mut tree = CompactRange::new();
        written.iter().for_each(|entry| tree.push(entry.leaf()));
        let nodes = crate::chain::nodes_for_range_root(size as u64);
        let nodes = nodes.into_iter().map(|node| store.node(node).unwrap()).collect();
        assert_eq!(CompactRange::from_parts(size as u64, nodes), Ok(tree));
    }

    /// Checks that an open store holds the first `size` of what was written, and answers everything about it.
    pub(super) fn check(&self, store: &LedgerFolder, size: usize) {
        let written = &self.written[..size];
        self.check_end(store, size);
        assert!(all(store) == written, "the entries differ");
        let mut streams: BTreeMap<String, Vec<&Entry>> = BTreeMap::new();
        for entry in written {
            streams.entry(entry.header().stream.to_string()).or_default().push(entry);
        }
        let names: Vec<String> = store.streams(None, usize::MAX).unwrap().iter().map(ToString::to_string).collect();
        assert_eq!(names, streams.keys().cloned().collect::<Vec<_>>());
        for (name, entries) in streams {
            let stream = name.parse().unwrap();
            let head = StreamHead { count: entries.len() as u64, last: entries.last().unwrap().hash() };
            assert_eq!(store.stream_head(&stream).unwrap(), Some(head), "{name}");
            let read = store.stream(&stream, 0, usize::MAX).unwrap();
            assert!(read.iter().map(|stored| &stored.entry).eq(entries), "{name}");
        }
    }
}

pub(super) fn copy_tree(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_tree(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// Every file under a folder with its bytes and the time it was last changed.
pub(super) fn picture(root: &Path) -> BTreeMap<std::path::PathBuf, (Vec<u8>, std::time::SystemTime)> {
    let mut all = BTreeMap::new();
    for entry in std::fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        let changed = path.metadata().unwrap().modified().unwrap();
        if path.is_dir() {
            all.extend(picture(&path));
            all.insert(path, (Vec::new(), changed));
        } else {
            all.insert(path.clone(), (std::fs::read(&path).unwrap(), changed));
        }
    }
    all
}
