//! The part of a ledger that belongs into a decision's bundle: every entry of the decision, of the registry and of the
//! streams that hold for the whole ledger, up to one checkpoint; of the entries that follow the decision's last one, the
//! headers, so that it shows that nothing of the decision was left off at the end.

use std::collections::{BTreeSet, HashMap};
use std::io::{self, Read};
use std::sync::{Mutex, PoisonError};

use super::cited::Cited;
use super::streams::{RowPlace, Streams};
use crate::chain::merkle::NodeId;
use crate::chain::tile::TilePath;
use crate::chain::{
    BadCheckpoint, PROOFS_V1, Path, ProveError, RowKind, SignedCheckpoint, inclusion_proof, write_bare_row, write_frame,
};
use crate::format::Contents;
use crate::model::{DecisionId, EvidenceDigest, Seq, Sha256Digest, StreamId, TreeHash};
use crate::port::{
    BagFault, BagLooked, Chunk, Measured, ReadBundle, ReadEvidence, ReadLedger, StoreError, StoreErrorKind,
    StoredEntry, StreamHead, Tip,
};

/// Why no bundle can be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExcerptError {
    /// The ledger could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no such decision under the checkpoint.
    #[error("there is no decision {0} under the latest checkpoint")]
    NoDecision(DecisionId),
    /// The ledger has no checkpoint.
    #[error("the ledger has no checkpoint yet")]
    NoCheckpoint,
    /// The checkpoint is none.
    #[error("the ledger's checkpoint cannot be read")]
    Checkpoint(#[from] BadCheckpoint),
    /// An entry has no proof.
    #[error("entry {sequence} cannot be proven")]
    Proof {
        /// Its place in the ledger.
        sequence: u64,
        /// Why.
        #[source]
        source: ProveError<StoreError>,
    },
    /// What is to be withheld is no record of this decision.
    #[error("entry {0} is to be withheld and is no record of this decision")]
    WithheldElsewhere(u64),
}

/// The part of a ledger that belongs into a bundle.
pub struct Excerpt<'a, S: ?Sized> {
    source: &'a S,
    contents: Contents,
    checkpoint: Vec<u8>,
    size: u64,
    /// The rows of the bundle's own streams, ascending.
    own: Vec<(u64, RowKind)>,
    /// From here on every entry up to the checkpoint has a row.
    tail: u64,
    streams: Streams,
    measured: Mutex<HashMap<EvidenceDigest, Measured>>,
    /// The commitments of sealed attachments that were erased with authority.
    erased: BTreeSet<Sha256Digest>,
}

impl<'a, S: ReadLedger + ReadEvidence + ?Sized> Excerpt<'a, S> {
    /// Takes out of `source` what `contents` names, under its latest checkpoint.
    ///
    /// # Errors
    /// [`ExcerptError`].
    pub fn of(source: &'a S, contents: Contents) -> Result<Self, ExcerptError> {
        let checkpoint = source.checkpoint()?.ok_or(ExcerptError::NoCheckpoint)?;
        let size = SignedCheckpoint::parse(&checkpoint)?.checkpoint().size;
        let decision = StreamId::Decision(contents.decision.clone());
        let withheld: BTreeSet<u64> =
            contents.withheld.iter().filter(|one| one.attachment.is_none()).map(|one| one.sequence).collect();
        let mut own = Vec::new();
        let mut of_decision = BTreeSet::new();
        sequences(source, &decision, size, |sequence| {
            of_decision.insert(sequence);
            let kind = if withheld.contains(&sequence) { RowKind::Withheld } else { RowKind::Whole };
            own.push((sequence, kind));
        })?;
        let Some(&last) = of_decision.last() else {
            return Err(ExcerptError::NoDecision(contents.decision));
        };
        if let Some(elsewhere) = withheld.iter().find(|sequence| !of_decision.contains(sequence)) {
            return Err(ExcerptError::WithheldElsewhere(*elsewhere));
        }
        for stream in common_streams(source)? {
            sequences(source, &stream, size, |sequence| own.push((sequence, RowKind::Whole)))?;
        }
        own.sort_unstable();
        let (streams, measured) = (Streams::default(), Mutex::default());
        let erased = BTreeSet::new();
        let mut excerpt = Self { source, contents, checkpoint, size, own, tail: last + 1, streams, measured, erased };
        excerpt.streams = Streams::of(excerpt.row_stream())?;
        Ok(excerpt)
    }

    /// The same, where these sealed attachments were erased with authority: nobody asks for them.
    #[must_use]
    pub fn without(self, erased: BTreeSet<Sha256Digest>) -> Self {
        Self { erased, ..self }
    }

    /// What the bundle says of itself.
    pub const fn contents_said(&self) -> &Contents {
        &self.contents
    }

    /// How many entries the checkpoint covers.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The documents and openings that belong into the bundle.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn cited(&self) -> Result<Cited, StoreError> {
        let withheld = self.contents.withheld_attachments();
        Cited::by(self.row_stream(), &withheld, &self.erased, &|sealed| self.source.opening(sealed))
    }

    /// Takes note of a document's digests, computed as it was copied.
    pub(super) fn measure(&self, digest: EvidenceDigest, measured: Measured) {
        self.measured.lock().unwrap_or_else(PoisonError::into_inner).insert(digest, measured);
    }

    /// The rows, ascending: this bundle's own, and from the tail on all others between them.
    fn places(&self) -> impl Iterator<Item = (u64, RowKind)> + Send + '_ {
        let kind = |sequence| match self.own.binary_search_by_key(&sequence, |(own, _)| *own) {
            Ok(at) => self.own[at].1,
            Err(_) => RowKind::Other,
        };
        let head = self.own.iter().copied().take_while(|(sequence, _)| *sequence < self.tail);
        head.chain((self.tail..self.size).map(move |sequence| (sequence, kind(sequence))))
    }

    fn row_stream(&self) -> Spool<'_> {
        let mut places = self.places();
        let mut page: Vec<StoredEntry> = Vec::new();
        Spool::new(move || {
            let Some((sequence, kind)) = places.next() else { return Ok(None) };
            let known = page.iter().position(|stored| stored.entry.header().sequence.0 == sequence);
            let stored = match known {
                Some(known) => page.swap_remove(known),
                None => {
                    // The tail is read in stretches; elsewhere rows are far apart.
                    let count = if sequence >= self.tail { PAGE } else { 1 };
                    page = self.source.entries(Seq(sequence), count)?;
                    let gone = || StoreError::new(StoreErrorKind::NotFound, format!("entry {sequence}"));
                    if page.is_empty() {
                        return Err(gone());
                    }
                    page.swap_remove(0)
                }
            };
            let mut bytes = Vec::new();
            match kind {
                RowKind::Whole => write_frame(&stored.entry, &mut bytes),
                RowKind::Withheld | RowKind::Other => write_bare_row(stored.entry.header_bytes(), kind, &mut bytes),
            }
            Ok(Some(bytes))
        })
    }

    fn proof_stream(&self) -> Spool<'_> {
        // The last row's path holds the tail: each header in it names the one before.
        let last = self.size.saturating_sub(1);
        let others = self.own.last().is_none_or(|(own, _)| *own < last).then_some(last);
        let mut sequences = self.own.iter().map(|(sequence, _)| *sequence).chain(others);
        let mut begun = false;
        Spool::new(move || {
            if !std::mem::replace(&mut begun, true) {
                return Ok(Some(format!("{PROOFS_V1}\n").into_bytes()));
            }
            let Some(sequence) = sequences.next() else { return Ok(None) };
            let hashes = inclusion_proof(sequence, self.size, &mut |node| self.source.node(node));
            let hashes = hashes.map_err(|source| {
                let why = ExcerptError::Proof { sequence, source };
                StoreError::caused(StoreErrorKind::Unavailable, format!("prove entry {sequence}"), why)
            })?;
            Ok(Some(Path { sequence, hashes }.to_line().into_bytes()))
        })
    }

    fn fetch(&self, places: &[RowPlace]) -> Result<Vec<StoredEntry>, StoreError> {
        let mut found = Vec::with_capacity(places.len());
        for place in places {
            found.extend(self.source.entries(Seq(place.sequence), 1)?);
        }
        Ok(found)
    }
}

/// The streams that hold for the whole ledger: all that are no decision's.
fn common_streams<S: ReadLedger + ?Sized>(source: &S) -> Result<Vec<StreamId>, StoreError> {
    let mut found = Vec::new();
    let mut after: Option<StreamId> = None;
    loop {
        let page = source.streams(after.as_ref(), PAGE)?;
        if page.is_empty() {
            return Ok(found);
        }
        for stream in page {
            after = Some(stream.clone());
            if stream.decision().is_some() {
                // Names come in their order: those of all decisions follow each other and can be passed over.
                after = StreamId::last_decision();
                break;
            }
            found.push(stream);
        }
    }
}

fn sequences<S: ReadLedger + ?Sized>(
    source: &S,
    stream: &StreamId,
    size: u64,
    mut each: impl FnMut(u64),
) -> Result<(), StoreError> {
    let mut from = 0;
    loop {
        let page = source.stream(stream, from, PAGE)?;
        from += page.len() as u64;
        for stored in &page {
            let sequence = stored.entry.header().sequence.0;
            if sequence < size {
                each(sequence);
            }
        }
        if page.len() < PAGE {
            return Ok(());
        }
    }
}

/// Bytes that are made piece by piece as they are read.
struct Spool<'a> {
    make: Box<dyn FnMut() -> Result<Option<Vec<u8>>, StoreError> + Send + 'a>,
    piece: Vec<u8>,
    at: usize,
}

impl<'a> Spool<'a> {
    fn new(make: impl FnMut() -> Result<Option<Vec<u8>>, StoreError> + Send + 'a) -> Self {
        Self { make: Box::new(make), piece: Vec::new(), at: 0 }
    }
}

impl Read for Spool<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.piece.len() {
            match (self.make)().map_err(io::Error::other)? {
                Some(piece) => (self.piece, self.at) = (piece, 0),
                None => return Ok(0),
            }
        }
        let count = buffer.len().min(self.piece.len() - self.at);
        buffer[..count].copy_from_slice(&self.piece[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

impl<S: ReadLedger + ReadEvidence + ?Sized> ReadBundle for Excerpt<'_, S> {
    fn contents(&self) -> Result<Vec<u8>, StoreError> {
        Ok(self.contents.to_bytes())
    }

    fn rows(&self) -> Result<Box<dyn Read + Send + '_>, StoreError> {
        Ok(Box::new(self.row_stream()))
    }

    fn proofs(&self) -> Result<Box<dyn Read + Send + '_>, StoreError> {
        Ok(Box::new(self.proof_stream()))
    }

    fn seal(&self) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(None)
    }

    fn later_checkpoints(&self) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        Ok(Vec::new())
    }

    fn time_tokens(&self) -> Result<u64, StoreError> {
        Ok(0)
    }

    fn look(&self, _: &mut dyn FnMut(BagFault)) -> Result<Option<BagLooked>, StoreError> {
        Ok(None)
    }
}

impl<S: ReadLedger + ReadEvidence + ?Sized> ReadEvidence for Excerpt<'_, S> {
    fn evidence(&self, digest: &EvidenceDigest) -> Result<Option<Box<dyn Read + Send + '_>>, StoreError> {
        self.source.evidence(digest)
    }

    fn measured(&self, digest: &EvidenceDigest) -> Option<Measured> {
        self.measured.lock().unwrap_or_else(PoisonError::into_inner).get(digest).copied()
    }

    fn opening(&self, sealed: &Sha256Digest) -> Result<Option<Vec<u8>>, StoreError> {
        if self.contents.withheld.iter().any(|one| one.attachment == Some(*sealed)) {
            return Ok(None);
        }
        self.source.opening(sealed)
    }

    fn evidence_path(&self, digest: &EvidenceDigest) -> String {
        self.source.evidence_path(digest)
    }

    fn opening_path(&self, sealed: &Sha256Digest) -> String {
        self.source.opening_path(sealed)
    }
}

impl<S: ReadLedger + ReadEvidence + ?Sized> ReadLedger for Excerpt<'_, S> {
    fn checkpoint(&self) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(Some(self.checkpoint.clone()))
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
        Ok(Box::new(std::iter::empty()))
    }
}

/// A bundle has rows, and neither a log nor a whole tree.
pub(super) fn no_log() -> StoreError {
    StoreError::new(StoreErrorKind::NotFound, "a bundle holds no log")
}

/// How many entries are read at once.
const PAGE: usize = 256;
