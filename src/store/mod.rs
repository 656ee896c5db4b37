//! stub
use crate::chain::{Entry, merkle::NodeId, tile::TilePath};
use crate::model::*;
use crate::port::*;
use std::path::Path;
#[allow(missing_docs)]
pub struct LedgerFolder;
#[allow(missing_docs)]
pub struct HighWaterFolder;
#[allow(missing_docs)]
impl HighWaterFolder {
    pub fn new(_p: std::path::PathBuf) -> Self {
        Self
    }
}
impl HighWater for HighWaterFolder {
    fn mark(&self, _l: &EntryHash) -> Result<Option<HighWaterMark>, StoreError> {
        todo!()
    }
    fn raise(&self, _l: &EntryHash, _m: &HighWaterMark) -> Result<(), StoreError> {
        todo!()
    }
    fn mark_path(&self, _l: &EntryHash) -> String {
        todo!()
    }
}
#[allow(missing_docs)]
impl LedgerFolder {
    pub fn create(_d: &Path, _o: &Origin) -> Result<Self, StoreError> {
        todo!()
    }
    pub fn open_for_writing(_d: &Path) -> Result<Self, StoreError> {
        todo!()
    }
    pub fn open_for_reading(_d: &Path) -> Result<Self, StoreError> {
        todo!()
    }
}
impl ReadLedger for LedgerFolder {
    fn checkpoint(&self) -> Result<Option<Vec<u8>>, StoreError> {
        todo!()
    }
    fn tip(&self) -> Result<Tip, StoreError> {
        todo!()
    }
    fn chunks(&self) -> Result<Box<dyn Iterator<Item = Result<Chunk, StoreError>> + Send + '_>, StoreError> {
        todo!()
    }
    fn entries(&self, _f: Seq, _c: usize) -> Result<Vec<StoredEntry>, StoreError> {
        todo!()
    }
    fn stream_head(&self, _s: &StreamId) -> Result<Option<StreamHead>, StoreError> {
        todo!()
    }
    fn stream(&self, _s: &StreamId, _f: u64, _c: usize) -> Result<Vec<StoredEntry>, StoreError> {
        todo!()
    }
    fn streams(&self, _a: Option<&StreamId>, _c: usize) -> Result<Vec<StreamId>, StoreError> {
        todo!()
    }
    fn node(&self, _n: NodeId) -> Result<TreeHash, StoreError> {
        todo!()
    }
    fn tile(&self, _p: &TilePath) -> Result<Option<Vec<u8>>, StoreError> {
        todo!()
    }
    fn marker(&self) -> Result<Option<Vec<u8>>, StoreError> {
        todo!()
    }
    fn files(&self) -> Result<Box<dyn Iterator<Item = Result<String, StoreError>> + '_>, StoreError> {
        todo!()
    }
}
impl WriteLedger for LedgerFolder {
    fn commit(&mut self, _e: &Tip, _g: &[Entry]) -> Result<(), StoreError> {
        todo!()
    }
    fn publish(&mut self, _c: &[u8]) -> Result<(), StoreError> {
        todo!()
    }
    fn settle(&mut self) {}
}

impl ReadEvidence for LedgerFolder {
    fn evidence(&self, _d: &EvidenceDigest) -> Result<Option<Box<dyn std::io::Read + Send + '_>>, StoreError> {
        todo!()
    }
    fn opening(&self, _s: &Sha256Digest) -> Result<Option<Vec<u8>>, StoreError> {
        todo!()
    }
    fn evidence_path(&self, _d: &EvidenceDigest) -> String {
        todo!()
    }
    fn opening_path(&self, _s: &Sha256Digest) -> String {
        todo!()
    }
}
impl WriteEvidence for LedgerFolder {
    fn put_evidence(&mut self, _f: &mut dyn std::io::Read) -> Result<StoredEvidence, StoreError> {
        todo!()
    }
    fn put_opening(&mut self, _s: &Sha256Digest, _b: &[u8]) -> Result<(), StoreError> {
        todo!()
    }
}
