//! Receipts and consistency: what anybody can check without the ledger.

use super::read::{ReadError, latest_checkpoint};
use crate::chain::{
    BadWordProof, ProveError, SignedCheckpoint, TlogProof, consistency_proof, inclusion_proof, write_frame,
};
use crate::model::{Seq, TreeHash};
use crate::port::{ReadLedger, StoreError};

/// Why there is no proof.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProofError {
    /// It could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// There is no such proof, or the store could not answer.
    #[error(transparent)]
    Prove(#[from] ProveError<StoreError>),
    /// What would be proven cannot be written down.
    #[error(transparent)]
    Word(#[from] BadWordProof),
    /// The ledger has no checkpoint.
    #[error("the ledger has no checkpoint yet")]
    NoCheckpoint,
    /// The entry is not under the latest checkpoint.
    #[error("entry {seq} is not under the latest checkpoint, which covers {size}")]
    NotCovered {
        /// The entry.
        seq: Seq,
        /// How many entries the checkpoint covers.
        size: u64,
    },
}

/// A receipt for an entry: its frame, the proof that it is in the tree, the signed checkpoint. Complete offline.
///
/// # Errors
/// [`ProofError`].
pub fn receipt<S: ReadLedger + ?Sized>(store: &S, seq: Seq) -> Result<TlogProof, ProofError> {
    let checkpoint = latest_checkpoint(store)?.ok_or(ProofError::NoCheckpoint)?;
    receipt_under(store, seq, checkpoint)
}

/// A receipt for an entry under a checkpoint that is the latest, or was.
///
/// # Errors
/// [`ProofError`].
pub fn receipt_under<S: ReadLedger + ?Sized>(
    store: &S,
    seq: Seq,
    checkpoint: SignedCheckpoint,
) -> Result<TlogProof, ProofError> {
    let size = checkpoint.checkpoint().size;
    if seq.0 >= size {
        return Err(ProofError::NotCovered { seq, size });
    }
    let stored = store.entries(seq, 1).map_err(ReadError::from)?;
    let stored = stored.into_iter().next().ok_or(ProofError::NotCovered { seq, size })?;
    let mut frame = Vec::new();
    write_frame(&stored.entry, &mut frame);
    let proof = inclusion_proof(seq.0, size, &mut |node| store.node(node))?;
    Ok(TlogProof { extra: Some(frame), index: seq.0, proof, checkpoint })
}

/// The proof that the tree of `old` entries is a beginning of the one under the latest checkpoint, and that checkpoint.
///
/// # Errors
/// [`ProofError`].
pub fn consistency<S: ReadLedger + ?Sized>(
    store: &S,
    old: u64,
) -> Result<(Vec<TreeHash>, SignedCheckpoint), ProofError> {
    let checkpoint = latest_checkpoint(store)?.ok_or(ProofError::NoCheckpoint)?;
    let proof = consistency_proof(old, checkpoint.checkpoint().size, &mut |node| store.node(node))?;
    Ok((proof, checkpoint))
}
