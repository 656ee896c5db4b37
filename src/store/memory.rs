//! A ledger in memory: for tests, and for a first look at the crate. It keeps the same promises as the others except that
//! nothing outlives it.

use std::collections::{BTreeMap, HashMap};
use std::io::Read;

use super::group::check_group;
use super::segments::{STRETCH_BYTES, cut_into_frames};
use crate::chain::{CompactRange, Entry, NodeId, TilePath, write_frame};
use crate::crypto::hash::dual;
use crate::model::{EvidenceDigest, Seq, Sha256Digest, StreamId, TreeHash};
use crate::port::{
    Chunk, DestroyEvidence, Locus, ReadEvidence, ReadLedger, StoreError, StoreErrorKind, StoredEntry, StoredEvidence,
    StreamHead, Tip, WriteEvidence, WriteLedger,
};

/// A ledger in memory.
#[derive(Debug, Clone, Default)]
pub struct MemoryLedger {
    entries: Vec<StoredEntry>,
    streams: BTreeMap<String, Vec<usize>>,
    tree: CompactRange,
    nodes: HashMap<NodeId, TreeHash>,
    bytes: u64,
    /// How many entries the group committed last has.
    latest: usize,
    checkpoint: Option<Vec<u8>>,
    evidence: HashMap<EvidenceDigest, Vec<u8>>,
    openings: HashMap<Sha256Digest, Vec<u8>>,
}

impl MemoryLedger {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    fn stream_entries(&self, stream: &StreamId) -> &[usize] {
        self.streams.get(&stream.to_string()).map_or(&[], Vec::as_slice)
    }
}

impl ReadLedger for MemoryLedger {
    fn checkpoint(&self) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.checkpoint.clone())
    }

    fn tip(&self) -> Result<Tip, StoreError> {
        let Some(last) = self.entries.last() else { return Ok(Tip::EMPTY) };
        let (last, recorded) = (last.entry.hash(), Some(last.entry.header().recorded));
        Ok(Tip { size: self.entries.len() as u64, last, recorded })
    }

    fn chunks(&self) -> Result<Box<dyn Iterator<Item = Result<Chunk, StoreError>> + Send + '_>, StoreError> {
        let mut next = 0;
        Ok(Box::new(std::iter::from_fn(move || {
            let first = self.entries.get(next)?;
            let mut bytes = Vec::new();
            while bytes.len() < STRETCH_BYTES
                && let Some(stored) = self.entries.get(next)
            {
                write_frame(&stored.entry, &mut bytes);
                next += 1;
            }
            let (frames, _) = cut_into_frames(&bytes);
            Some(Ok(Chunk { locus: first.locus.clone(), bytes, frames, broken: None }))
        })))
    }

    fn entries(&self, from: Seq, count: usize) -> Result<Vec<StoredEntry>, StoreError> {
        let from = usize::try_from(from.0).unwrap_or(usize::MAX);
        Ok(self.entries.iter().skip(from).take(count).cloned().collect())
    }

    fn stream_head(&self, stream: &StreamId) -> Result<Option<StreamHead>, StoreError> {
        let entries = self.stream_entries(stream);
        Ok(entries.last().map(|&at| StreamHead { count: entries.len() as u64, last: self.entries[at].entry.hash() }))
    }

    fn stream(&self, stream: &StreamId, from: u64, count: usize) -> Result<Vec<StoredEntry>, StoreError> {
        let from = usize::try_from(from).unwrap_or(usize::MAX);
        let entries = self.stream_entries(stream).iter().skip(from).take(count);
        Ok(entries.map(|&at| self.entries[at].clone()).collect())
    }

    fn streams(&self, after: Option<&StreamId>, count: usize) -> Result<Vec<StreamId>, StoreError> {
        let after = after.map(ToString::to_string);
        let names = self.streams.keys().filter(|name| after.as_ref().is_none_or(|after| *name > after));
        Ok(names.filter_map(|name| name.parse().ok()).take(count).collect())
    }

    fn node(&self, node: NodeId) -> Result<TreeHash, StoreError> {
        let not_there = || {
            let what = format!("node {} of level {}", node.index, node.level);
            StoreError::new(StoreErrorKind::NotFound, what)
        };
        self.nodes.get(&node).copied().ok_or_else(not_there)
    }

    fn tile(&self, _path: &TilePath) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(None)
    }

    fn marker(&self) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(None)
    }

    fn files(&self) -> Result<Box<dyn Iterator<Item = Result<String, StoreError>> + '_>, StoreError> {
        Ok(Box::new(std::iter::empty()))
    }
}

impl WriteLedger for MemoryLedger {
    fn commit(&mut self, expected: &Tip, group: &[Entry]) -> Result<(), StoreError> {
        if self.tip()? != *expected {
            return Err(StoreError::new(StoreErrorKind::HeadMoved, "commit to memory"));
        }
        check_group(expected, group)?;
        self.latest = group.len();
        for entry in group {
            let locus = Locus { file: "memory".into(), offset: self.bytes };
            let mut frame = Vec::new();
            write_frame(entry, &mut frame);
            self.bytes += frame.len() as u64;
            let nodes = &mut self.nodes;
            self.tree.push_with(entry.leaf(), |level, index, hash| {
                nodes.insert(NodeId { level, index }, hash);
            });
            self.streams.entry(entry.header().stream.to_string()).or_default().push(self.entries.len());
            self.entries.push(StoredEntry { entry: entry.clone(), locus });
        }
        Ok(())
    }

    fn read_back(&self) -> Result<Vec<u8>, StoreError> {
        let mut bytes = Vec::new();
        let latest = self.entries.iter().skip(self.entries.len() - self.latest);
        latest.for_each(|stored| write_frame(&stored.entry, &mut bytes));
        Ok(bytes)
    }

    fn publish(&mut self, checkpoint: &[u8]) -> Result<(), StoreError> {
        self.checkpoint = Some(checkpoint.to_vec());
        Ok(())
    }

    fn settle(&mut self) {}
}

impl ReadEvidence for MemoryLedger {
    fn evidence(&self, digest: &EvidenceDigest) -> Result<Option<Box<dyn Read + Send + '_>>, StoreError> {
        Ok(self.evidence.get(digest).map(|bytes| Box::new(bytes.as_slice()) as Box<dyn Read + Send>))
    }

    fn opening(&self, sealed: &Sha256Digest) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.openings.get(sealed).cloned())
    }

    fn evidence_path(&self, digest: &EvidenceDigest) -> String {
        format!("memory:evidence/{digest}")
    }

    fn opening_path(&self, sealed: &Sha256Digest) -> String {
        format!("memory:openings/{sealed}")
    }
}

impl WriteEvidence for MemoryLedger {
    fn put_evidence(&mut self, from: &mut dyn Read) -> Result<StoredEvidence, StoreError> {
        let mut bytes = Vec::new();
        from.read_to_end(&mut bytes).map_err(|error| {
            StoreError::caused(StoreErrorKind::Unavailable, "read the document to be stored", error)
        })?;
        let digest = dual(&bytes);
        let (blake3, size) = (EvidenceDigest(digest.blake3), bytes.len() as u64);
        let known = self.evidence.insert(blake3, bytes).is_some();
        Ok(StoredEvidence { blake3, sha256: digest.sha256, size, known })
    }

    fn put_opening(&mut self, sealed: &Sha256Digest, bytes: &[u8]) -> Result<(), StoreError> {
        self.openings.insert(*sealed, bytes.to_vec());
        Ok(())
    }
}

impl DestroyEvidence for MemoryLedger {
    fn destroy_evidence(&mut self, digest: &EvidenceDigest) -> Result<bool, StoreError> {
        Ok(self.evidence.remove(digest).is_some())
    }

    fn destroy_opening(&mut self, sealed: &Sha256Digest) -> Result<bool, StoreError> {
        Ok(self.openings.remove(sealed).is_some())
    }
}
