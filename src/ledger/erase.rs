//! Carrying out an erasure: destroying openings and documents of sealed attachments. What is to be destroyed is found out
//! first, in a [`Plan`] that can be shown; then it is done, the documents before the openings, since only an opening tells
//! which document it is. Cut off anywhere in between, the same again ends it.
//!
//! In scope: what an order comes to in this store, and whether others cite the same bytes. Out of scope: whether the
//! erasure gives authority to destroy; whoever calls this has seen to that.

use std::collections::{BTreeMap, BTreeSet};

use crate::chain::{Frame, FrameError, Header};
use crate::format::{Attachment, Content, Envelope, Opening, Record};
use crate::model::{EvidenceDigest, RecordDigest, Seq, Sha256Digest, StreamId};
use crate::port::{DestroyEvidence, ReadEvidence, ReadLedger, StoreError, StoreErrorKind};
use crate::procedure::erasure::Order;

/// Why an order cannot be carried out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EraseError {
    /// The store could not answer or destroy.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It names an open attachment: its digests stand in the signed record, and what they name cannot be taken back.
    #[error("`{name}` is an open attachment; only sealed ones are erased")]
    Open {
        /// The attachment's name.
        name: String,
    },
    /// It names what the record has not sealed.
    #[error("the record has no sealed attachment `{sealed}`")]
    NotSealed {
        /// The commitment.
        sealed: Sha256Digest,
    },
    /// An entry could not be read, so that nobody can say whether it cites the same bytes.
    #[error("entry {seq} cannot be read: whether it cites the same document is not known")]
    Unreadable {
        /// The entry.
        seq: Seq,
    },
}

/// What carrying out an order comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Each attachment that is to be destroyed, in the order's order.
    pub targets: Vec<Target>,
    /// Other openings of the documents that go, which no record cites: left behind by a record that was never entered. They go
    /// too: whoever has one could still say what the document was, and no erasure can ever name it.
    pub strays: Vec<Stray>,
}

/// An opening that no record cites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stray {
    /// The commitment it is named after.
    pub sealed: Sha256Digest,
    /// The document it names.
    pub document: EvidenceDigest,
}

/// A sealed attachment that is to be destroyed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// What the record says of it.
    pub attachment: Attachment,
    /// Its commitment.
    pub sealed: Sha256Digest,
    /// What is there of it.
    pub found: Found,
}

/// What is there of an attachment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Nothing: the opening is gone, and with it what tells the document.
    Gone,
    /// A file that is no opening of this seal. It goes; which document it told of nobody can say.
    Unreadable,
    /// Its opening.
    Opening {
        /// The document it names.
        document: EvidenceDigest,
        /// Which record else cites the same bytes, openly or sealed; the document stays then.
        cited_by: Option<Citer>,
    },
}

/// A record that cites a document, by its stream and its number there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citer(pub StreamId, pub u64);

/// Finds out what an order comes to. `cited` is the record it names.
///
/// # Errors
/// [`EraseError`]; nothing has been touched.
pub fn plan<S: ReadLedger + ReadEvidence>(store: &S, cited: &Record, order: &Order) -> Result<Plan, EraseError> {
    let named = named(cited, order)?;
    let mut targets = Vec::with_capacity(order.sealed.len());
    for (sealed, attachment) in order.sealed.iter().zip(named) {
        let attachment = attachment.clone();
        let found = match read_opening(store, sealed)? {
            None => Found::Gone,
            Some(None) => Found::Unreadable,
            Some(Some(opening)) => Found::Opening { document: opening.blake3, cited_by: None },
        };
        targets.push(Target { attachment, sealed: *sealed, found });
    }
    let documents = targets.iter().filter_map(Target::document);
    let wanted = documents.map(|document| (document, None)).collect();
    let mut others = Others { wanted, ours: &order.sealed, cited: BTreeSet::new() };
    let mut strays = Vec::new();
    if !others.wanted.is_empty() {
        others.look_in_records(store)?;
        strays = others.strays(store)?;
    }
    for target in &mut targets {
        if let Found::Opening { document, cited_by } = &mut target.found {
            *cited_by = others.wanted.get(document).cloned().flatten();
        }
    }
    strays.retain(|stray| others.wanted.get(&stray.document) == Some(&None));
    Ok(Plan { targets, strays })
}

/// Destroys what was planned. What is gone already is no error: the same again ends what was cut off.
///
/// # Errors
/// [`StoreError`]; part may be done, and the same again does the rest.
pub fn carry_out<S: DestroyEvidence>(store: &mut S, plan: &Plan) -> Result<(), StoreError> {
    for target in &plan.targets {
        if let Found::Opening { document, cited_by: None } = &target.found {
            store.destroy_evidence(document)?;
        }
    }
    // Before the openings that lead to them again.
    for stray in &plan.strays {
        store.destroy_opening(&stray.sealed)?;
    }
    for target in &plan.targets {
        store.destroy_opening(&target.sealed)?;
    }
    Ok(())
}

impl Target {
    /// The document that its opening names.
    pub const fn document(&self) -> Option<EvidenceDigest> {
        match &self.found {
            Found::Opening { document, .. } => Some(*document),
            Found::Gone | Found::Unreadable => None,
        }
    }
}

/// The attachments of `cited` that an order names, in the order's order.
///
/// # Errors
/// [`EraseError`]: one is open, or is none of the record's.
pub fn named<'a>(cited: &'a Record, order: &Order) -> Result<Vec<&'a Attachment>, EraseError> {
    order.sealed.iter().map(|sealed| attachment_of(cited, sealed)).collect()
}

fn attachment_of<'a>(cited: &'a Record, named: &Sha256Digest) -> Result<&'a Attachment, EraseError> {
    let mut open = None;
    for one in &cited.attachments {
        match one.content {
            Content::Sealed(sealed) if sealed == *named => return Ok(one),
            Content::Open { blake3, sha256 } if sha256 == *named || blake3.0 == named.0 => open = Some(one),
            Content::Sealed(_) | Content::Open { .. } => {}
        }
    }
    Err(match open {
        Some(open) => EraseError::Open { name: open.name.clone() },
        None => EraseError::NotSealed { sealed: *named },
    })
}

/// An opening; `Some(None)` where what lies there does not open this seal.
fn read_opening<S: ReadEvidence + ?Sized>(
    store: &S,
    sealed: &Sha256Digest,
) -> Result<Option<Option<Opening>>, StoreError> {
    let bytes = match store.opening(sealed) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Ok(None),
        Err(error) if error.kind == StoreErrorKind::Corrupt => return Ok(Some(None)),
        Err(error) => return Err(error),
    };
    let opening = Opening::read(&bytes).ok();
    Ok(Some(opening.filter(|opening| opening.commitment() == *sealed)))
}

/// Who else cites the documents that are to go: the first that is met.
struct Others<'a> {
    wanted: BTreeMap<EvidenceDigest, Option<Citer>>,
    ours: &'a [Sha256Digest],
    /// The other commitments to them that records cite.
    cited: BTreeSet<Sha256Digest>,
}

impl Others<'_> {
    fn note(&mut self, document: &EvidenceDigest, header: &Header) {
        if let Some(known @ None) = self.wanted.get_mut(document) {
            *known = Some(Citer(header.stream.clone(), header.number));
        }
    }

    /// Which of the documents that are to go another opening names.
    fn named_in<S: ReadEvidence>(
        &self,
        store: &S,
        sealed: &Sha256Digest,
    ) -> Result<Option<EvidenceDigest>, StoreError> {
        if self.ours.contains(sealed) {
            return Ok(None);
        }
        // By its content, whether it opens its seal or not: what it names was meant.
        let bytes = match store.opening(sealed) {
            Err(error) if error.kind == StoreErrorKind::Corrupt => None,
            answer => answer?,
        };
        let named = bytes.and_then(|bytes| Opening::read(&bytes).ok()).map(|opening| opening.blake3);
        Ok(named.filter(|document| self.wanted.contains_key(document)))
    }

    /// Every record of the ledger, of whatever stream.
    fn look_in_records<S: ReadLedger + ReadEvidence>(&mut self, store: &S) -> Result<(), EraseError> {
        let mut seq = 0;
        for chunk in store.chunks()? {
            let chunk = chunk?;
            for frame in &chunk.frames {
                let bytes = &chunk.bytes[frame.clone()];
                let (header, record) = read(bytes).ok_or(EraseError::Unreadable { seq: Seq(seq) })?;
                for one in &record.attachments {
                    match one.content {
                        Content::Open { blake3, .. } => self.note(&blake3, &header),
                        Content::Sealed(sealed) => {
                            if let Some(document) = self.named_in(store, &sealed)? {
                                self.note(&document, &header);
                                self.cited.insert(sealed);
                            }
                        }
                    }
                }
                seq += 1;
            }
            match chunk.broken {
                // A write that was cut off: it was never acknowledged, and cites nothing yet.
                None => {}
                Some(broken) if matches!(broken.why, FrameError::Cut) => {}
                Some(_) => return Err(EraseError::Unreadable { seq: Seq(seq) }),
            }
        }
        Ok(())
    }

    /// The openings in the store that name one of the documents and that no record cites.
    fn strays<S: ReadLedger + ReadEvidence>(&self, store: &S) -> Result<Vec<Stray>, EraseError> {
        let mut strays = Vec::new();
        for file in store.files()? {
            let file = file?;
            let name = file.rsplit('/').next().and_then(|name| name.strip_suffix(".json"));
            let Some(sealed) = name.and_then(|name| name.parse::<Sha256Digest>().ok()) else { continue };
            if store.opening_path(&sealed) != file || self.cited.contains(&sealed) {
                continue;
            }
            if let Some(document) = self.named_in(store, &sealed)? {
                strays.push(Stray { sealed, document });
            }
        }
        Ok(strays)
    }
}

fn read(frame: &[u8]) -> Option<(Header, Record)> {
    let found = Frame::find(frame).ok()?;
    let header = Header::read(found.header_bytes(frame)).ok()?;
    let envelope = Envelope::read(found.envelope_bytes(frame)).ok()?;
    Some((header, Record::read(&envelope.payload).ok()?))
}

/// The record an order names, by its digest, among the records of its stream before `before`.
///
/// # Errors
/// [`super::ReadError`].
pub fn cited<S: ReadLedger + ?Sized>(
    store: &S,
    stream: &StreamId,
    digest: &RecordDigest,
    before: u64,
) -> Result<Option<super::RecordView>, super::ReadError> {
    let mut found = None;
    super::stream_records(store, stream, |view| {
        if view.number() < before && view.digest() == *digest {
            found = Some(view);
        }
    })?;
    Ok(found)
}
