//! Opening for writing: the checkpoint, the tail of the log and the high-water mark must tell one story.

use std::collections::HashMap;

use super::append_error::AppendError;
use super::read::{ReadError, registry_of};
use super::stream_memory::StreamMemory;
use crate::chain::head::Head;
use crate::chain::{BadCheckpoint, CompactRange, SignedCheckpoint, nodes_for_range_root};
use crate::crypto::Signer;
use crate::format::Verifiers;
use crate::model::{EntryHash, Seq, StreamId, TreeHash};
use crate::port::{HighWater, HighWaterMark, ReadLedger, StoreError, WriteLedger};
use crate::registry::Registry;

/// Why a ledger does not open for writing.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// It could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The log is shorter than the ledger's own checkpoint, or than this machine has seen it: rolled back.
    #[error("the log has {found} entries, {known} are known to have been there ({by})")]
    RolledBack {
        /// How many there are.
        found: u64,
        /// How many there were.
        known: u64,
        /// Who knows: the checkpoint or the high-water mark, with its path.
        by: String,
    },
    /// The log is another than the ledger's own checkpoint, or this machine, knows.
    #[error("the first {size} entries have the root {found}, known is {known} ({by})")]
    Diverged {
        /// Over how many entries.
        size: u64,
        /// The root of the log.
        found: TreeHash,
        /// The root that is known.
        known: TreeHash,
        /// Who knows: the checkpoint or the high-water mark, with its path.
        by: String,
    },
    /// The checkpoint is missing or unreadable, and no high-water mark of this machine vouches for the log.
    #[error("the checkpoint is missing or cannot be read, and no high-water mark vouches for the log")]
    NoCheckpoint(#[source] Option<BadCheckpoint>),
    /// The checkpoint is not signed by the ledger key.
    #[error("the checkpoint is not signed by the ledger key in force")]
    CheckpointSignature,
}

impl From<StoreError> for OpenError {
    fn from(source: StoreError) -> Self {
        Self::Read(source.into())
    }
}

/// An open ledger: the single place that holds the current head. One writer; after a failed commit it refuses to append.
pub struct Ledger<S> {
    pub(super) store: S,
    pub(super) registry: Registry,
    pub(super) head: Head,
    pub(super) tree: CompactRange,
    pub(super) first: EntryHash,
    pub(super) published: u64,
    pub(super) streams: HashMap<StreamId, StreamMemory>,
    pub(super) verifiers: Verifiers,
    pub(super) poisoned: bool,
}

impl<S: WriteLedger> Ledger<S> {
    /// Opens a ledger for writing. Whole entries beyond the checkpoint are kept: they were durable before a checkpoint
    /// could be signed, and [`Ledger::complete`] signs one.
    ///
    /// # Errors
    /// [`OpenError`]; nothing has been written then.
    pub fn open(store: S, marks: &dyn HighWater) -> Result<Self, OpenError> {
        let mut verifiers = Verifiers::default();
        let registry = registry_of(&store, &mut verifiers)?;
        let tip = store.tip()?;
        let first = store.entries(Seq::FIRST, 1)?.first().map(|stored| stored.entry.hash());
        let first = first.ok_or(OpenError::Read(ReadError::NotFounded))?;

        let mark = marks.mark(&first)?;
        if let Some(mark) = &mark {
            let by = || format!("high-water mark {}", marks.mark_path(&first));
            agree(&store, tip.size, mark.size, mark.root, by)?;
        }
        let checkpoint = match store.checkpoint()?.map(|bytes| SignedCheckpoint::parse(&bytes)) {
            Some(Ok(signed)) => Ok(signed),
            Some(Err(bad)) => Err(Some(bad)),
            None => Err(None),
        };
        let published = match checkpoint {
            Ok(signed) => {
                let (size, root) = (signed.checkpoint().size, signed.checkpoint().root);
                agree(&store, tip.size, size, root, || "its own checkpoint".into())?;
                let (key, before) = registry.ledger_keys_at(size);
                let by_both = signed.verify_by(&key).is_ok() && before.is_none_or(|key| signed.verify_by(&key).is_ok());
                if signed.checkpoint().origin != *registry.origin() || !by_both {
                    return Err(OpenError::CheckpointSignature);
                }
                size
            }
            // A founding that was cut off before its first checkpoint: entry 0 is signed by all root holders and vouches
            // for itself.
            Err(_) if tip.size == 1 => 0,
            // This machine has seen the ledger this far: a checkpoint lost with the power is signed again.
            Err(_) if mark.is_some() => 0,
            Err(bad) => return Err(OpenError::NoCheckpoint(bad)),
        };
        let tree = right_edge(&store, tip.size)?;
        let head = Head { origin: registry.origin().clone(), size: tip.size, last: tip.last, recorded: tip.recorded };
        let streams = HashMap::new();
        Ok(Self { store, registry, head, tree, first, published, streams, verifiers, poisoned: false })
    }

    /// Signs a checkpoint for entries that are durable and have none yet, after a process was cut off between the two.
    /// Does nothing where there are none.
    ///
    /// # Errors
    /// [`AppendError`].
    pub fn complete(&mut self, signers: &[&dyn Signer], marks: &dyn HighWater) -> Result<bool, AppendError> {
        if self.published == self.head.size {
            return Ok(false);
        }
        self.publish(signers, marks)?;
        Ok(true)
    }

    /// Who may sign.
    pub const fn registry(&self) -> &Registry {
        &self.registry
    }

    /// The store, for reading and for putting evidence in.
    pub const fn store(&self) -> &S {
        &self.store
    }

    /// The store, for putting evidence in.
    pub const fn store_mut(&mut self) -> &mut S {
        &mut self.store
    }

    /// How many entries there are.
    pub const fn size(&self) -> u64 {
        self.head.size
    }

    /// The hash of entry 0: which ledger this is.
    pub const fn first(&self) -> EntryHash {
        self.first
    }

    /// Where the ledger now stands, for the high-water mark.
    pub fn mark(&self) -> HighWaterMark {
        HighWaterMark { size: self.head.size, last: self.head.last, root: self.tree.root() }
    }

    /// Gives the store back.
    pub fn into_store(self) -> S {
        self.store
    }
}

/// The right edge of the tree over the first `size` entries.
pub(super) fn right_edge<S: ReadLedger + ?Sized>(store: &S, size: u64) -> Result<CompactRange, StoreError> {
    let hashes = nodes_for_range_root(size).into_iter().map(|node| store.node(node)).collect::<Result<_, _>>()?;
    CompactRange::from_parts(size, hashes)
        .map_err(|bad| StoreError::caused(crate::port::StoreErrorKind::Corrupt, "the tree", bad))
}

fn agree<S: ReadLedger + ?Sized>(
    store: &S,
    found: u64,
    known: u64,
    root: TreeHash,
    by: impl Fn() -> String,
) -> Result<(), OpenError> {
    if known > found {
        return Err(OpenError::RolledBack { found, known, by: by() });
    }
    let here = right_edge(store, known)?.root();
    if here != root {
        return Err(OpenError::Diverged { size: known, found: here, known: root, by: by() });
    }
    Ok(())
}
