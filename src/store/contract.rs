//! One contract, held against every store through the ports. A new store adds itself to [`on_every_store`].

use std::collections::BTreeMap;

use super::sample::{Maker, all, folder, stream_for};
use super::{LedgerFolder, MemoryLedger};
use crate::chain::{CompactRange, Entry, NodeId, write_frame};
use crate::crypto::hash::dual;
use crate::model::{EntryHash, EvidenceDigest, Seq, Sha256Digest, StreamId, TreeHash};
use crate::port::{
    DestroyEvidence, ReadEvidence, ReadLedger, StoreErrorKind, StreamHead, Tip, WriteEvidence, WriteLedger,
};

trait Store: ReadLedger + WriteLedger + ReadEvidence + WriteEvidence + DestroyEvidence {}
impl<S: ReadLedger + WriteLedger + ReadEvidence + WriteEvidence + DestroyEvidence> Store for S {}

/// Runs a case on each store, empty; `reopen` closes and opens one that outlives its process.
fn on_every_store(case: impl Fn(Box<dyn Store>, &dyn Fn(Box<dyn Store>) -> Box<dyn Store>)) {
    case(Box::new(MemoryLedger::new()), &|store| store);
    for roll_at in [super::segments::SEGMENT_BYTES, 4 << 10] {
        let folder = folder();
        let root = folder.path().join("ledger");
        let disk = || super::durable::Disk::new(super::durable::Access::Write);
        let store = LedgerFolder::create_on(disk(), &root, &super::sample::origin(), roll_at).unwrap();
        case(Box::new(store), &|store| {
            drop(store);
            Box::new(LedgerFolder::write_on(disk(), &root, std::sync::Arc::new(|_| ()), roll_at).unwrap())
        });
    }
}

fn commit(store: &mut dyn Store, maker: &mut Maker, count: usize) -> Vec<Entry> {
    let tip = maker.tip;
    let group = maker.group(count);
    store.commit(&tip, &group).unwrap();
    group
}

#[test]
fn an_empty_store_has_nothing() {
    on_every_store(|store, reopen| {
        let store = reopen(store);
        assert_eq!(store.tip().unwrap(), Tip::EMPTY);
        assert_eq!(store.checkpoint().unwrap(), None);
        assert_eq!(store.chunks().unwrap().count(), 0);
        assert!(store.read_back().unwrap().is_empty());
        assert_eq!(store.entries(Seq::FIRST, 10).unwrap(), []);
        assert_eq!(store.stream_head(&StreamId::Registry).unwrap(), None);
        assert_eq!(store.stream(&StreamId::Registry, 0, 10).unwrap(), []);
        assert_eq!(store.streams(None, 10).unwrap(), []);
        assert_eq!(store.node(NodeId::leaf(0)).unwrap_err().kind, StoreErrorKind::NotFound);
        assert!(store.evidence(&EvidenceDigest([1; 32])).unwrap().is_none());
        assert_eq!(store.opening(&Sha256Digest([1; 32])).unwrap(), None);
    });
}

#[test]
fn what_is_committed_is_read_back_in_order() {
    on_every_store(|mut store, reopen| {
        let mut maker = Maker::default();
        let mut written = commit(&mut *store, &mut maker, 1);
        for size in [1, 5, 20, 1, 3] {
            let group = commit(&mut *store, &mut maker, size);
            let mut frames = Vec::new();
            group.iter().for_each(|entry| write_frame(entry, &mut frames));
            assert!(store.read_back().unwrap() == frames);
            written.extend(group);
            assert_eq!(store.tip().unwrap(), maker.tip);
            assert_eq!(all(&*store), written);
        }
        let store = reopen(store);
        assert_eq!(store.tip().unwrap(), maker.tip);
        assert_eq!(all(&*store), written);
        for from in 0..written.len() {
            let read = store.entries(Seq(from as u64), 3).unwrap();
            assert_eq!(read.len(), (written.len() - from).min(3));
            assert!(read.iter().zip(&written[from..]).all(|(read, written)| read.entry == *written));
        }
        assert_eq!(store.entries(Seq(31), 3).unwrap(), []);
        assert_eq!(store.entries(Seq(u64::MAX), 3).unwrap(), []);
    });
}

#[test]
fn a_commit_on_another_head_changes_nothing() {
    on_every_store(|mut store, _| {
        let mut maker = Maker::default();
        let before = maker.tip;
        let written = commit(&mut *store, &mut maker, 3);
        let group = maker.clone().group(2);
        for other in [before, Tip { last: EntryHash([9; 32]), ..maker.tip }, Tip { size: 9, ..maker.tip }] {
            assert_eq!(store.commit(&other, &group).unwrap_err().kind, StoreErrorKind::HeadMoved);
        }
        assert_eq!(all(&*store), written);
        store.commit(&maker.tip, &group).unwrap();
        assert_eq!(store.tip().unwrap().size, 5);
    });
}

#[test]
fn a_group_that_does_not_continue_the_log_is_refused_whole() {
    on_every_store(|mut store, _| {
        let mut maker = Maker::default();
        let written = commit(&mut *store, &mut maker, 3);
        let good = maker.clone().group(3);
        let swapped = [good[0].clone(), good[2].clone(), good[1].clone()];
        let gap = [good[0].clone(), good[2].clone()];
        let late = good[1..].to_vec();
        for group in [&swapped[..], &gap, &late] {
            assert_eq!(store.commit(&maker.tip, group).unwrap_err().kind, StoreErrorKind::Corrupt);
            assert_eq!(all(&*store), written);
        }
        store.commit(&maker.tip, &[]).unwrap();
        store.commit(&maker.tip, &good).unwrap();
        assert_eq!(all(&*store).len(), 6);
    });
}

#[test]
fn streams_keep_their_order_and_their_ends() {
    on_every_store(|mut store, reopen| {
        let mut maker = Maker::default();
        for (round, size) in [1, 40, 1, 200, 7].into_iter().enumerate() {
            commit(&mut *store, &mut maker, size);
            // Before the index has been brought up as well as after.
            if round % 2 == 1 {
                store.settle();
            }
            check_streams(&*store);
        }
        let store = reopen(store);
        check_streams(&*store);
    });
}

fn check_streams(store: &dyn Store) {
    let mut expected: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
    for entry in all(store) {
        assert_eq!(entry.header().stream, stream_for(entry.header().sequence.0));
        expected.entry(entry.header().stream.to_string()).or_default().push(entry);
    }
    for (name, entries) in &expected {
        let stream: StreamId = name.parse().unwrap();
        let head = StreamHead { count: entries.len() as u64, last: entries.last().unwrap().hash() };
        assert_eq!(store.stream_head(&stream).unwrap(), Some(head));
        for (from, count) in [(0, usize::MAX), (0, 1), (1, 2), (entries.len() - 1, 5), (entries.len(), 5)] {
            let read: Vec<_> = store.stream(&stream, from as u64, count).unwrap();
            let read: Vec<_> = read.into_iter().map(|stored| stored.entry).collect();
            let until = entries.len().min(from.saturating_add(count));
            assert_eq!(read, entries[from.min(until)..until], "{name} from {from}");
        }
    }
    let names: Vec<StreamId> = expected.keys().map(|name| name.parse().unwrap()).collect();
    assert_eq!(store.streams(None, usize::MAX).unwrap(), names);
    let mut paged: Vec<StreamId> = Vec::new();
    loop {
        let page = store.streams(paged.last(), 3).unwrap();
        if page.is_empty() {
            break;
        }
        paged.extend(page);
    }
    assert_eq!(paged, names);
    let nobody: StreamId = "decision/nobody".parse().unwrap();
    assert_eq!(store.stream_head(&nobody).unwrap(), None);
    assert_eq!(store.stream(&nobody, 0, 5).unwrap(), []);
    assert_eq!(store.streams(Some(&StreamId::Registry), 5).unwrap(), []);
}

#[test]
fn the_log_comes_in_whole_frames_from_its_start() {
    on_every_store(|mut store, reopen| {
        let mut maker = Maker::default();
        let mut written = commit(&mut *store, &mut maker, 1);
        // Records of every size up to several stretches in all.
        for at in 0..60_usize {
            let tip = maker.tip;
            let envelope = vec![b'x'; at * at * 20];
            let entry = maker.make_in(&"decision/large".parse().unwrap(), &envelope);
            store.commit(&tip, std::slice::from_ref(&entry)).unwrap();
            written.push(entry);
        }
        let store = reopen(store);
        let mut read = Vec::new();
        let mut loci = Vec::new();
        for chunk in store.chunks().unwrap() {
            let chunk = chunk.unwrap();
            assert_eq!(chunk.broken, None);
            assert_eq!(chunk.frames.first().map(|first| first.start), Some(0));
            assert!(chunk.frames.windows(2).all(|pair| pair[0].end == pair[1].start));
            assert_eq!(chunk.frames.last().map(|last| last.end), Some(chunk.bytes.len()));
            for range in &chunk.frames {
                let bytes = &chunk.bytes[range.clone()];
                let frame = crate::chain::Frame::find(bytes).unwrap();
                let (header, envelope) = (frame.header_bytes(bytes), frame.envelope_bytes(bytes));
                read.push(Entry::read(header.to_vec(), envelope.to_vec()).unwrap());
                loci.push((chunk.locus.file.clone(), chunk.locus.offset + range.start as u64));
            }
        }
        assert_eq!(read, written);
        let stored = store.entries(Seq::FIRST, usize::MAX).unwrap();
        let said: Vec<_> = stored.into_iter().map(|stored| (stored.locus.file, stored.locus.offset)).collect();
        assert_eq!(loci, said, "an entry is where its frame is");
    });
}

/// MTH of RFC 6962 for a perfect subtree.
fn perfect(leaves: &[TreeHash]) -> TreeHash {
    match leaves {
        [leaf] => *leaf,
        _ => crate::chain::node_hash(&perfect(&leaves[..leaves.len() / 2]), &perfect(&leaves[leaves.len() / 2..])),
    }
}

#[test]
fn nodes_are_those_of_the_tree_over_the_headers() {
    on_every_store(|mut store, reopen| {
        let mut maker = Maker::default();
        let mut leaves: Vec<TreeHash> = Vec::new();
        for size in [1, 2, 255, 256, 257, 511, 512, 513, 1100] {
            let group = commit(&mut *store, &mut maker, size - leaves.len());
            leaves.extend(group.iter().map(Entry::leaf));
            store.publish(b"no checkpoint").unwrap();
            store.settle();
            if size % 2 == 0 {
                store = reopen(store);
            }
            for level in 0..12_u8 {
                for (index, part) in leaves.chunks_exact(1 << level).enumerate() {
                    // Every node up high, samples low down.
                    if level > 5 || index % 37 == 0 || leaves.len() - index < 4 {
                        let node = NodeId { level, index: index as u64 };
                        assert_eq!(store.node(node).unwrap(), perfect(part), "{node:?} of {size}");
                    }
                }
                let beyond = NodeId { level, index: (leaves.len() >> level) as u64 };
                assert_eq!(store.node(beyond).unwrap_err().kind, StoreErrorKind::NotFound, "{beyond:?} of {size}");
            }
            assert_eq!(store.node(NodeId { level: 63, index: 0 }).unwrap_err().kind, StoreErrorKind::NotFound);
        }
    });
}

#[test]
fn the_latest_checkpoint_is_kept() {
    on_every_store(|mut store, reopen| {
        let mut maker = Maker::default();
        commit(&mut *store, &mut maker, 1);
        for text in ["one", "two", "a longer one", &"long".repeat(200), "short"] {
            store.publish(text.as_bytes()).unwrap();
            assert_eq!(store.checkpoint().unwrap().as_deref(), Some(text.as_bytes()));
        }
        assert_eq!(reopen(store).checkpoint().unwrap().as_deref(), Some(&b"short"[..]));
    });
}

#[test]
fn a_document_is_kept_once_under_its_digest() {
    on_every_store(|mut store, reopen| {
        for size in [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, (5 << 20) + 123] {
            let bytes: Vec<u8> = (0..size).map(|at: usize| (at * 7 + at / 251) as u8).collect();
            let stored = store.put_evidence(&mut &bytes[..]).unwrap();
            let digest = dual(&bytes);
            assert_eq!((stored.blake3.0, stored.sha256, stored.size), (digest.blake3, digest.sha256, size as u64));
            assert!(!stored.known);
            let again = store.put_evidence(&mut &bytes[..]).unwrap();
            assert_eq!(again, crate::port::StoredEvidence { known: true, ..stored });
            store = reopen(store);
            let mut read = Vec::new();
            store.evidence(&stored.blake3).unwrap().unwrap().read_to_end(&mut read).unwrap();
            assert!(read == bytes, "{size} bytes");
            assert!(store.evidence_path(&stored.blake3).contains(&stored.blake3.to_string()));
        }
    });
}

#[test]
fn a_document_that_cannot_be_read_is_not_stored() {
    struct Failing(usize);
    impl std::io::Read for Failing {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            if self.0 == 0 {
                return Err(std::io::Error::other("the drive was pulled out"));
            }
            let count = into.len().min(self.0);
            self.0 -= count;
            Ok(count)
        }
    }
    on_every_store(|mut store, _| {
        for good in [0, 1000, 3 << 20] {
            assert!(store.put_evidence(&mut Failing(good)).is_err());
            let digest = EvidenceDigest(dual(&vec![0; good]).blake3);
            assert!(store.evidence(&digest).unwrap().is_none());
        }
        // The store is none the worse for it.
        assert_eq!(store.put_evidence(&mut &b"x"[..]).unwrap().size, 1);
    });
}

#[test]
fn an_opening_is_kept_under_its_commitment() {
    on_every_store(|mut store, reopen| {
        let (one, other) = (Sha256Digest([1; 32]), Sha256Digest([2; 32]));
        store.put_opening(&one, b"{}").unwrap();
        store.put_opening(&one, b"{}").unwrap();
        store.put_opening(&other, b"[]").unwrap();
        let store = reopen(store);
        assert_eq!(store.opening(&one).unwrap().as_deref(), Some(&b"{}"[..]));
        assert_eq!(store.opening(&other).unwrap().as_deref(), Some(&b"[]"[..]));
        assert!(store.opening_path(&one).ends_with(".json") || store.opening_path(&one).starts_with("memory:"));
    });
}

#[test]
fn what_is_destroyed_is_gone_and_nothing_else() {
    on_every_store(|mut store, reopen| {
        let sizes = [0, 1, 3 << 20];
        let stored = sizes.map(|size| store.put_evidence(&mut &vec![size as u8 + 1; size][..]).unwrap().blake3);
        let (one, other) = (Sha256Digest([1; 32]), Sha256Digest([2; 32]));
        store.put_opening(&one, b"{}").unwrap();
        store.put_opening(&other, b"[]").unwrap();
        for document in &stored[..2] {
            assert!(store.destroy_evidence(document).unwrap());
            assert!(!store.destroy_evidence(document).unwrap(), "a second time");
        }
        assert!(store.destroy_opening(&one).unwrap() && !store.destroy_opening(&one).unwrap());
        let mut store = reopen(store);
        assert!(stored[..2].iter().all(|document| store.evidence(document).unwrap().is_none()));
        assert!(store.opening(&one).unwrap().is_none());
        assert!(store.evidence(&stored[2]).unwrap().is_some() && store.opening(&other).unwrap().is_some());
        assert!(store.destroy_evidence(&stored[2]).unwrap());
    });
}

#[test]
fn the_tree_of_a_store_is_the_tree_of_its_entries() {
    on_every_store(|mut store, reopen| {
        let mut maker = Maker::default();
        commit(&mut *store, &mut maker, 700);
        let store = reopen(store);
        let mut tree = CompactRange::new();
        all(&*store).iter().for_each(|entry| tree.push(entry.leaf()));
        let nodes = crate::chain::nodes_for_range_root(700).into_iter().map(|node| store.node(node).unwrap()).collect();
        assert_eq!(CompactRange::from_parts(700, nodes).unwrap().root(), tree.root());
    });
}
