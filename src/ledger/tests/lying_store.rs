//! A store that keeps other bytes than it was given.

use super::*;
use crate::chain::{Entry, NodeId, TilePath};
use crate::model::{Seq, TreeHash};
use crate::port::{Chunk, ReadLedger, StoreError, StoredEntry, StreamHead, Tip, WriteLedger};

/// The store in memory, of which a bit comes back otherwise once `lies`.
struct Lying {
    kept: MemoryLedger,
    lies: bool,
}

impl ReadLedger for Lying {
    fn checkpoint(&self) -> Result<Option<Vec<u8>>, StoreError> {
        self.kept.checkpoint()
    }
    fn tip(&self) -> Result<Tip, StoreError> {
        self.kept.tip()
    }
    fn chunks(&self) -> Result<Box<dyn Iterator<Item = Result<Chunk, StoreError>> + Send + '_>, StoreError> {
        self.kept.chunks()
    }
    fn entries(&self, from: Seq, count: usize) -> Result<Vec<StoredEntry>, StoreError> {
        self.kept.entries(from, count)
    }
    fn stream_head(&self, stream: &StreamId) -> Result<Option<StreamHead>, StoreError> {
        self.kept.stream_head(stream)
    }
    fn stream(&self, stream: &StreamId, from: u64, count: usize) -> Result<Vec<StoredEntry>, StoreError> {
        self.kept.stream(stream, from, count)
    }
    fn streams(&self, after: Option<&StreamId>, count: usize) -> Result<Vec<StreamId>, StoreError> {
        self.kept.streams(after, count)
    }
    fn node(&self, node: NodeId) -> Result<TreeHash, StoreError> {
        self.kept.node(node)
    }
    fn tile(&self, path: &TilePath) -> Result<Option<Vec<u8>>, StoreError> {
        self.kept.tile(path)
    }
    fn marker(&self) -> Result<Option<Vec<u8>>, StoreError> {
        self.kept.marker()
    }
    fn files(&self) -> Result<Box<dyn Iterator<Item = Result<String, StoreError>> + '_>, StoreError> {
        self.kept.files()
    }
}

impl WriteLedger for Lying {
    fn commit(&mut self, expected: &Tip, group: &[Entry]) -> Result<(), StoreError> {
        self.kept.commit(expected, group)
    }
    fn read_back(&self) -> Result<Vec<u8>, StoreError> {
        let mut bytes = self.kept.read_back()?;
        if self.lies {
            let last = bytes.len() - 20;
            bytes[last] ^= 1;
        }
        Ok(bytes)
    }
    fn publish(&mut self, checkpoint: &[u8]) -> Result<(), StoreError> {
        self.kept.publish(checkpoint)
    }
    fn settle(&mut self) {
        self.kept.settle();
    }
}

#[test]
fn what_reads_back_otherwise_gets_no_checkpoint() {
    let (ledger, marks, _) = founded();
    let signed = ledger.store().checkpoint().unwrap();
    let mut ledger = Ledger::open(Lying { kept: ledger.into_store(), lies: true }, &marks).unwrap();
    let group = vec![opening("2026-001", 1).submission(), opening("2026-002", 2).submission()];
    let refused = ledger.append(group, &[&key(1)], &now(), &marks);
    assert!(matches!(refused, Err(AppendError::ReadBack { seq: Seq(5) })), "{refused:?}");
    assert_eq!(ledger.store().checkpoint().unwrap(), signed);
    // Nor does it go on: only opening anew tells what is there.
    ledger.store_mut().lies = false;
    let poisoned = ledger.append(vec![opening("2026-003", 3).submission()], &[&key(1)], &now(), &marks);
    assert!(matches!(poisoned, Err(AppendError::Poisoned)));
}

#[test]
fn a_founding_that_reads_back_otherwise_gets_no_checkpoint() {
    let (kept, ..) = founded();
    let first = kept.store().entries(Seq::FIRST, 1).unwrap();
    let envelope = first[0].entry.envelope().to_vec();
    let marks = MemoryMarks::default();
    let refused = found(Lying { kept: MemoryLedger::new(), lies: true }, envelope, &key(1), &now(), &marks);
    assert!(matches!(refused.err(), Some(FoundError::Append(AppendError::ReadBack { seq: Seq::FIRST }))));
}
