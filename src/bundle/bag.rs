//! A bag, read as a bundle: the same door as the part of a ledger it was made of. Opening it believes nothing; what its files
//! are held against is in [`look`].

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Read;
use std::sync::{Mutex, PoisonError};

use super::cited::Cited;
use super::excerpt::no_log;
use super::streams::{RowPlace, Streams};
use super::{look, names};
use crate::chain::merkle::NodeId;
use crate::chain::note::NOTE_BYTES_MAX;
use crate::chain::tile::TilePath;
use crate::chain::{Entry, Frame};
use crate::format::Contents;
use crate::format::contents::CONTENTS_BYTES_MAX;
use crate::format::seal::SEAL_BYTES_MAX;
use crate::model::{EvidenceDigest, Seq, Sha256Digest, StreamId, TreeHash};
use crate::port::{
    BagFault, BagFile, BagLooked, Chunk, Locus, Measured, ReadBag, ReadBundle, ReadEvidence, ReadLedger, StoreError,
    StoreErrorKind, StoredEntry, StreamHead, Tip,
};

/// A bag that is read as a bundle.
pub struct Bag<'a, B: ?Sized> {
    pub(super) files: &'a B,
    /// Every file, ascending.
    pub(super) list: Vec<BagFile>,
    /// The documents' files by what they are named after; the first of several.
    documents: BTreeMap<EvidenceDigest, String>,
    streams: Streams,
    measured: Mutex<HashMap<EvidenceDigest, Measured>>,
}

impl<'a, B: ReadBag + ?Sized> Bag<'a, B> {
    /// Opens a bag. A bag without rows, or with bytes that are none, opens too: the judge says what is wrong with it.
    ///
    /// # Errors
    /// [`StoreError`], where it cannot be read.
    pub fn open(files: &'a B) -> Result<Self, StoreError> {
        let list = files.files()?;
        if list.len() > FILES_MAX {
            return Err(StoreError::new(StoreErrorKind::Corrupt, format!("a bag of more than {FILES_MAX} files")));
        }
        let mut documents = BTreeMap::new();
        for file in list.iter().filter(|file| file.plain) {
            if let Some(digest) = names::evidence_digest(&file.path) {
                documents.entry(digest).or_insert_with(|| file.path.clone());
            }
        }
        let streams = match files.open(names::ENTRIES, 0)? {
            Some(rows) => Streams::of(rows)?,
            None => Streams::default(),
        };
        Ok(Self { files, list, documents, streams, measured: Mutex::default() })
    }

    /// Looks at the bag of a whole ledger: every file against the manifests, and that nothing else lies there.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn look_at_whole(&self, each: &mut dyn FnMut(BagFault)) -> Result<BagLooked, StoreError> {
        look::look_at_whole(self, each)
    }

    /// Whether it is the bag of a whole ledger, and no decision's bundle.
    pub fn is_whole(&self) -> bool {
        self.list.iter().any(|file| file.path == names::WHOLE_MARKER)
    }

    /// Whether it holds plain files alone, none twice, none under a name that leads out of it.
    pub fn stays_inside(&self) -> bool {
        let inside = |file: &BagFile| file.plain && !look::leads_out(&file.path);
        self.list.iter().all(inside) && self.list.windows(2).all(|two| two[0].path != two[1].path)
    }

    /// How many bytes its files have.
    pub fn bytes(&self) -> u64 {
        self.list.iter().fold(0, |all, file| all.saturating_add(file.size))
    }

    /// The documents and openings that the rows cite, but for those that are withheld or have no opening here.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn cited(&self) -> Result<Cited, StoreError> {
        let contents = self.contents().ok().and_then(|bytes| Contents::read(&bytes).ok());
        let withheld = contents.map(|contents| contents.withheld_attachments()).unwrap_or_default();
        Cited::by(self.rows()?, &withheld, &BTreeSet::new(), &|sealed| self.opening(sealed))
    }

    pub(super) fn measure(&self, digest: EvidenceDigest, measured: Measured) {
        self.measured.lock().unwrap_or_else(PoisonError::into_inner).insert(digest, measured);
    }

    /// A file's bytes; `None` where it is not there.
    pub(super) fn read(&self, path: &str, most: usize) -> Result<Option<Vec<u8>>, StoreError> {
        let Some(from) = self.files.open(path, 0)? else { return Ok(None) };
        let fail = |error| StoreError::caused(StoreErrorKind::Unavailable, format!("read {path}"), error);
        let mut bytes = Vec::new();
        from.take(most as u64 + 1).read_to_end(&mut bytes).map_err(fail)?;
        if bytes.len() > most {
            return Err(StoreError::new(StoreErrorKind::Corrupt, format!("{path} is over {most} bytes")));
        }
        Ok(Some(bytes))
    }

    fn stream_of(&self, path: &str) -> Result<Box<dyn Read + Send + '_>, StoreError> {
        self.files.open(path, 0)?.ok_or_else(|| StoreError::new(StoreErrorKind::NotFound, format!("open {path}")))
    }

    fn fetch(&self, places: &[RowPlace]) -> Result<Vec<StoredEntry>, StoreError> {
        let mut found = Vec::with_capacity(places.len());
        for place in places {
            let what = || format!("read {} at {}", names::ENTRIES, place.offset);
            let gone = || StoreError::new(StoreErrorKind::NotFound, what());
            let mut bytes = vec![0; place.length];
            let mut from = self.files.open(names::ENTRIES, place.offset)?.ok_or_else(gone)?;
            from.read_exact(&mut bytes)
                .map_err(|error| StoreError::caused(StoreErrorKind::Unavailable, what(), error))?;
            let corrupt = |error| StoreError::caused(StoreErrorKind::Corrupt, what(), error);
            let frame =
                Frame::find(&bytes).map_err(|error| StoreError::caused(StoreErrorKind::Corrupt, what(), error))?;
            let entry = Entry::read(frame.header_bytes(&bytes).to_vec(), frame.envelope_bytes(&bytes).to_vec());
            let locus = Locus { file: names::ENTRIES.into(), offset: place.offset };
            found.push(StoredEntry { entry: entry.map_err(corrupt)?, locus });
        }
        Ok(found)
    }
}

impl<B: ReadBag + ?Sized> ReadBundle for Bag<'_, B> {
    fn contents(&self) -> Result<Vec<u8>, StoreError> {
        let gone = || StoreError::new(StoreErrorKind::NotFound, format!("open {}", names::CONTENTS));
        self.read(names::CONTENTS, CONTENTS_BYTES_MAX)?.ok_or_else(gone)
    }

    fn rows(&self) -> Result<Box<dyn Read + Send + '_>, StoreError> {
        self.stream_of(names::ENTRIES)
    }

    fn proofs(&self) -> Result<Box<dyn Read + Send + '_>, StoreError> {
        self.stream_of(names::PROOFS)
    }

    fn seal(&self) -> Result<Option<Vec<u8>>, StoreError> {
        self.read(names::SEAL, SEAL_BYTES_MAX)
    }

    fn later_checkpoints(&self) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        let mut found = Vec::new();
        for file in self.list.iter().filter(|file| file.plain && names::later_checkpoint(&file.path)) {
            if let Some(bytes) = self.read(&file.path, NOTE_BYTES_MAX)? {
                found.push((file.path.clone(), bytes));
            }
        }
        Ok(found)
    }

    fn time_tokens(&self) -> Result<u64, StoreError> {
        Ok(self.list.iter().filter(|file| names::time_token(&file.path)).count() as u64)
    }

    fn look(&self, each: &mut dyn FnMut(BagFault)) -> Result<Option<BagLooked>, StoreError> {
        look::look(self, each).map(Some)
    }
}

impl<B: ReadBag + ?Sized> ReadEvidence for Bag<'_, B> {
    fn evidence(&self, digest: &EvidenceDigest) -> Result<Option<Box<dyn Read + Send + '_>>, StoreError> {
        match self.documents.get(digest) {
            Some(path) => self.files.open(path, 0),
            None => Ok(None),
        }
    }

    fn measured(&self, digest: &EvidenceDigest) -> Option<Measured> {
        self.measured.lock().unwrap_or_else(PoisonError::into_inner).get(digest).copied()
    }

    fn opening(&self, sealed: &Sha256Digest) -> Result<Option<Vec<u8>>, StoreError> {
        self.read(&names::opening_path(sealed), OPENING_BYTES_MAX)
    }

    fn evidence_path(&self, digest: &EvidenceDigest) -> String {
        self.documents.get(digest).cloned().unwrap_or_else(|| format!("{}{digest}", names::EVIDENCE))
    }

    fn opening_path(&self, sealed: &Sha256Digest) -> String {
        names::opening_path(sealed)
    }
}

impl<B: ReadBag + ?Sized> ReadLedger for Bag<'_, B> {
    fn checkpoint(&self) -> Result<Option<Vec<u8>>, StoreError> {
        self.read(names::CHECKPOINT, NOTE_BYTES_MAX)
    }

    fn tip(&self) -> Result<Tip, StoreError> {
        Ok(self.streams.tip())
    }

    fn chunks(&self) -> Result<Box<dyn Iterator<Item = Result<Chunk, StoreError>> + Send + '_>, StoreError> {
        Err(no_log())
    }

    fn entries(&self, from: Seq, count: usize) -> Result<Vec<StoredEntry>, StoreError> {
        self.fetch(&self.streams.at_or_after(from.0, count))
    }

    fn stream_head(&self, stream: &StreamId) -> Result<Option<StreamHead>, StoreError> {
        let last = self.fetch(self.streams.places(stream).last().map_or(&[], std::slice::from_ref))?;
        Ok(self.streams.head(stream, last.first().map(|stored| stored.entry.hash())))
    }

    fn stream(&self, stream: &StreamId, from: u64, count: usize) -> Result<Vec<StoredEntry>, StoreError> {
        self.fetch(self.streams.some(stream, from, count))
    }

    fn streams(&self, after: Option<&StreamId>, count: usize) -> Result<Vec<StreamId>, StoreError> {
        Ok(self.streams.after(after, count))
    }

    fn node(&self, _: NodeId) -> Result<TreeHash, StoreError> {
        Err(no_log())
    }

    fn tile(&self, _: &TilePath) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(None)
    }

    fn marker(&self) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(None)
    }

    fn files(&self) -> Result<Box<dyn Iterator<Item = Result<String, StoreError>> + '_>, StoreError> {
        Ok(Box::new(self.list.iter().map(|file| Ok(file.path.clone()))))
    }
}

/// A decision has hundreds of files; a bag with more than so many is somebody's attempt to exhaust us.
pub const FILES_MAX: usize = 1 << 20;

/// An opening's file is below that.
const OPENING_BYTES_MAX: usize = 4096;
