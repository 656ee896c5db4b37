//! Documents and openings: content-addressed, put in before the record that cites them.

use std::io::Read;

use super::error::StoreError;
use crate::crypto::DualDigest;
use crate::model::{EvidenceDigest, Sha256Digest};

/// A document as it was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoredEvidence {
    /// BLAKE3: its name in the store.
    pub blake3: EvidenceDigest,
    /// SHA-256.
    pub sha256: Sha256Digest,
    /// Its size in bytes.
    pub size: u64,
    /// Whether it was there already.
    pub known: bool,
}

/// A document that was read through: its digests and size, computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measured {
    /// Both digests.
    pub dual: DualDigest,
    /// Its size in bytes.
    pub size: u64,
}

/// Reading documents and openings.
pub trait ReadEvidence: Sync {
    /// Opens a document to be read from its start; `None` where it is not there. What comes out is not checked: whoever
    /// reads it to judge computes the digests.
    ///
    /// # Errors
    /// [`StoreError`].
    fn evidence(&self, digest: &EvidenceDigest) -> Result<Option<Box<dyn Read + Send + '_>>, StoreError>;

    /// What this very process computed as it read the document through to its end: whoever copies or checks manifests has
    /// read it already, and it need not be read again. Never what a store *says* of a document.
    fn measured(&self, digest: &EvidenceDigest) -> Option<Measured> {
        let _ = digest;
        None
    }

    /// The bytes of the opening of a sealed attachment, by its commitment; `None` where it is not there.
    ///
    /// # Errors
    /// [`StoreError`].
    fn opening(&self, sealed: &Sha256Digest) -> Result<Option<Vec<u8>>, StoreError>;

    /// The path by which a person finds a document, for messages.
    fn evidence_path(&self, digest: &EvidenceDigest) -> String;

    /// The path by which a person finds an opening, for messages.
    fn opening_path(&self, sealed: &Sha256Digest) -> String;
}

/// Putting documents and openings in.
pub trait WriteEvidence {
    /// Stores a document from a stream of any length in constant memory, computing both digests in the same pass. Once it
    /// returns, the document is durable under its BLAKE3 digest. A document that is there already is not written again.
    ///
    /// # Errors
    /// [`StoreError`]; nothing under the document's name is left behind then.
    fn put_evidence(&mut self, from: &mut dyn Read) -> Result<StoredEvidence, StoreError>;

    /// Stores an opening under its commitment, durably.
    ///
    /// # Errors
    /// [`StoreError`].
    fn put_opening(&mut self, sealed: &Sha256Digest, bytes: &[u8]) -> Result<(), StoreError>;
}

/// Destroying documents and openings: the only thing that is ever removed. Whoever asks has checked the authority to.
///
/// A store promises that the bytes cannot be had from it any more once it returns, and that it survives a power cut. What
/// the medium beneath keeps (copies on write, spare sectors, snapshots, backups) is beyond its reach.
pub trait DestroyEvidence {
    /// Destroys a document; answers whether there was one.
    ///
    /// # Errors
    /// [`StoreError`]; the document may then be there whole, in part, or not at all, and can be destroyed again.
    fn destroy_evidence(&mut self, digest: &EvidenceDigest) -> Result<bool, StoreError>;

    /// Destroys the opening of a sealed attachment; answers whether there was one.
    ///
    /// # Errors
    /// As for a document.
    fn destroy_opening(&mut self, sealed: &Sha256Digest) -> Result<bool, StoreError>;
}
