//! A head somebody outside the ledger knows: a checkpoint, a receipt or a proof of their word that
//! they kept, or a line in their trust file.

use crate::chain::{BadCheckpoint, BadTlogProof, BadWordProof, SignedCheckpoint, TlogProof, WordProof, word_proof};
use crate::model::{Origin, TreeHash};

/// So many entries had this root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownHead {
    size: u64,
    root: TreeHash,
    from: String,
    signed: Option<SignedCheckpoint>,
}

/// Bytes that hold no head.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KnownHeadError {
    /// Neither a checkpoint nor a receipt.
    #[error("neither a checkpoint nor a receipt")]
    Checkpoint(#[source] BadCheckpoint),
    /// A receipt that is none.
    #[error("not a receipt")]
    Receipt(#[source] BadTlogProof),
    /// A proof of somebody's word that is none.
    #[error("not a proof of somebody's word")]
    Word(#[source] BadWordProof),
    /// A checkpoint of an empty ledger.
    #[error("a head of size 0 says nothing")]
    Empty,
}

impl KnownHead {
    /// A head that somebody noted down.
    pub fn noted(size: u64, root: TreeHash, from: &str) -> Self {
        Self { size, root, from: from.to_owned(), signed: None }
    }

    /// Reads the file of a checkpoint, of a receipt or of a proof of somebody's word; `from` is what it is called in the report.
    ///
    /// # Errors
    /// [`KnownHeadError`].
    pub fn read(bytes: &[u8], from: &str) -> Result<Self, KnownHeadError> {
        let signed = if bytes.starts_with(RECEIPT) {
            TlogProof::parse(bytes).map_err(KnownHeadError::Receipt)?.checkpoint
        } else if bytes.starts_with(word_proof::OPENING) {
            WordProof::parse(bytes).map_err(KnownHeadError::Word)?.checkpoint().clone()
        } else {
            SignedCheckpoint::parse(bytes).map_err(KnownHeadError::Checkpoint)?
        };
        let (size, root) = (signed.checkpoint().size, signed.checkpoint().root);
        if size == 0 {
            return Err(KnownHeadError::Empty);
        }
        Ok(Self { size, root, from: from.to_owned(), signed: Some(signed) })
    }

    /// Over how many entries.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Their root.
    pub const fn root(&self) -> TreeHash {
        self.root
    }

    /// Where it was read, for the report.
    pub fn from(&self) -> &str {
        &self.from
    }

    /// The ledger it is of, where it says so.
    pub fn origin(&self) -> Option<&Origin> {
        self.signed.as_ref().map(|signed| &signed.checkpoint().origin)
    }

    /// The checkpoint, where it came as one.
    pub const fn signed(&self) -> Option<&SignedCheckpoint> {
        self.signed.as_ref()
    }
}

/// What every receipt begins with.
const RECEIPT: &[u8] = b"c2sp.org/tlog-proof@";
