//! Which documents and openings belong into a bundle: those that its whole rows cite.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use super::names;
use crate::chain::{Row, RowError, RowKind, Rows};
use crate::format::{Attachment, Content, Envelope, Opening, Record};
use crate::model::{EvidenceDigest, Sha256Digest};
use crate::port::{StoreError, StoreErrorKind};

/// A document that a row cites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitedDocument {
    /// Its file in the bundle.
    pub path: String,
    /// What the first record that cites it calls it.
    pub called: String,
    /// Its size in bytes, as that record says.
    pub size: u64,
    /// The place of that record in the ledger.
    pub sequence: u64,
}

/// Everything that the rows cite.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cited {
    /// The documents, by their digests.
    pub documents: BTreeMap<EvidenceDigest, CitedDocument>,
    /// The openings, by their commitments, each with the place of the first record that cites it and what it calls the
    /// document.
    pub openings: BTreeMap<Sha256Digest, (u64, String)>,
}

/// How an opening is found, by its commitment.
pub type Openings<'a> = &'a dyn Fn(&Sha256Digest) -> Result<Option<Vec<u8>>, StoreError>;

impl Cited {
    /// Gathers what `rows` cite. Sealed attachments in `withheld`, each with the place of its record, and those in `erased` are
    /// left out; so is a document that only they lead to.
    /// What cannot be read cites nothing: that is found by whoever judges.
    ///
    /// # Errors
    /// [`StoreError`], where the rows cannot be read to their end.
    pub fn by(
        rows: impl Read,
        withheld: &BTreeSet<(u64, Sha256Digest)>,
        erased: &BTreeSet<Sha256Digest>,
        opening: Openings<'_>,
    ) -> Result<Self, StoreError> {
        let mut rows = Rows::new(rows);
        let mut cited = Self::default();
        while let Some(read) = rows.next_row().map_err(of_row)? {
            if read.row.kind != RowKind::Whole {
                continue;
            }
            let Some((sequence, attachments)) = attachments(&read.bytes, &read.row) else { continue };
            for one in &attachments {
                match one.content {
                    Content::Open { blake3, .. } => cited.document(blake3, one, sequence),
                    Content::Sealed(sealed) if withheld.contains(&(sequence, sealed)) || erased.contains(&sealed) => {}
                    Content::Sealed(sealed) => {
                        cited.openings.entry(sealed).or_insert_with(|| (sequence, one.name.clone()));
                        let opening = opening(&sealed)?.and_then(|bytes| Opening::read(&bytes).ok());
                        if let Some(opening) = opening.filter(|opening| opening.commitment() == sealed) {
                            cited.document(opening.blake3, one, sequence);
                        }
                    }
                }
            }
        }
        Ok(cited)
    }

    fn document(&mut self, digest: EvidenceDigest, by: &Attachment, sequence: u64) {
        self.documents.entry(digest).or_insert_with(|| CitedDocument {
            path: names::evidence_path(&digest, &by.name),
            called: by.name.clone(),
            size: by.size,
            sequence,
        });
    }

    /// How many bytes the documents have, as the records say.
    pub fn bytes(&self) -> u64 {
        self.documents.values().map(|one| one.size).fold(0, u64::saturating_add)
    }
}

fn attachments(bytes: &[u8], row: &Row) -> Option<(u64, Vec<Attachment>)> {
    let header = crate::chain::Header::read(row.header_bytes(bytes)).ok()?;
    let frame = crate::chain::Frame::find(bytes).ok()?;
    let envelope = Envelope::read(frame.envelope_bytes(bytes)).ok()?;
    Some((header.sequence.0, Record::read(&envelope.payload).ok()?.attachments))
}

/// The rows could not be read on.
pub(super) fn of_row(error: RowError) -> StoreError {
    let kind = match error {
        RowError::Form { .. } => StoreErrorKind::Corrupt,
        RowError::Read(_) => StoreErrorKind::Unavailable,
    };
    StoreError::caused(kind, format!("read {}", names::ENTRIES), error)
}
