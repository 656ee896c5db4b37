//! Reading a ledger for people and for the writer: the registry, a stream's records, the latest checkpoint. What a
//! verdict rests on is read by [`verify`](crate::verify) instead, byte by byte.

use crate::chain::{BadCheckpoint, SignedCheckpoint};
use crate::format::{Envelope, EnvelopeError, Record, RecordError, Verifiers};
use crate::model::{RecordDigest, Seq, StreamId};
use crate::port::{ReadLedger, StoreError, StoredEntry};
use crate::registry::{AuthorityError, Registry, read_signed};

/// What could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The store could not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A stored envelope is none.
    #[error("entry {seq} holds no envelope")]
    Envelope {
        /// The entry.
        seq: Seq,
        /// What is wrong with it.
        #[source]
        source: EnvelopeError,
    },
    /// A stored record is none.
    #[error("entry {seq} holds no record")]
    Record {
        /// The entry.
        seq: Seq,
        /// What is wrong with it.
        #[source]
        source: RecordError,
    },
    /// A record in the registry has no authority: the ledger is not fit to be written to.
    #[error("entry {seq} of the registry has no authority")]
    Registry {
        /// The entry.
        seq: Seq,
        /// What is against it.
        #[source]
        source: AuthorityError,
    },
    /// The stored checkpoint is none.
    #[error("the stored checkpoint cannot be read")]
    Checkpoint(#[from] BadCheckpoint),
    /// The ledger has no entry 0.
    #[error("the ledger has not been founded")]
    NotFounded,
}

/// A record with its place.
#[derive(Debug, Clone)]
pub struct RecordView {
    /// The entry and where it stands.
    pub stored: StoredEntry,
    /// The record.
    pub record: Record,
}

impl RecordView {
    /// Decodes a stored entry.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn of(stored: StoredEntry) -> Result<Self, ReadError> {
        let seq = stored.entry.header().sequence;
        let envelope = Envelope::read(stored.entry.envelope()).map_err(|source| ReadError::Envelope { seq, source })?;
        let record = Record::read(&envelope.payload).map_err(|source| ReadError::Record { seq, source })?;
        Ok(Self { stored, record })
    }

    /// Its place in the ledger.
    pub const fn seq(&self) -> Seq {
        self.stored.entry.header().sequence
    }

    /// Its number in its stream.
    pub const fn number(&self) -> u64 {
        self.stored.entry.header().number
    }

    /// The digest others cite it by.
    pub const fn digest(&self) -> RecordDigest {
        self.stored.entry.header().record_blake3
    }
}

/// How many entries of a stream are read at once.
const PAGE: usize = 256;

/// Calls `each` with every record of a stream, in order.
///
/// # Errors
/// [`ReadError`].
pub fn stream_records<S: ReadLedger + ?Sized>(
    store: &S,
    stream: &StreamId,
    mut each: impl FnMut(RecordView),
) -> Result<(), ReadError> {
    let mut from = 0;
    loop {
        let page = store.stream(stream, from, PAGE)?;
        from += page.len() as u64;
        let done = page.len() < PAGE;
        for stored in page {
            each(RecordView::of(stored)?);
        }
        if done {
            return Ok(());
        }
    }
}

/// The record at a place; `None` beyond the end.
///
/// # Errors
/// [`ReadError`].
pub fn record_at<S: ReadLedger + ?Sized>(
    store: &S,
    stream: &StreamId,
    number: u64,
) -> Result<Option<RecordView>, ReadError> {
    store.stream(stream, number, 1)?.into_iter().next().map(RecordView::of).transpose()
}

/// The registry as the ledger now has it, every signature in it checked: whoever can write to the store still cannot
/// appoint anybody.
///
/// # Errors
/// [`ReadError`].
pub fn registry_of<S: ReadLedger + ?Sized>(store: &S, keys: &mut Verifiers) -> Result<Registry, ReadError> {
    let mut registry: Option<Registry> = None;
    let mut from = 0;
    loop {
        let page = store.stream(&StreamId::Registry, from, PAGE)?;
        from += page.len() as u64;
        let done = page.len() < PAGE;
        for stored in page {
            let seq = stored.entry.header().sequence;
            let fail = |source| ReadError::Registry { seq, source };
            let record = read_signed(stored.entry.envelope(), keys).map_err(fail)?;
            match &mut registry {
                None => registry = Some(Registry::found(&record).map_err(fail)?),
                Some(known) => {
                    known.judge(&record, seq).map_err(fail)?;
                    known.apply(&record, seq).map_err(fail)?;
                }
            }
        }
        if done {
            return registry.ok_or(ReadError::NotFounded);
        }
    }
}

/// The latest signed checkpoint; `None` where there is none.
///
/// # Errors
/// [`ReadError`].
pub fn latest_checkpoint<S: ReadLedger + ?Sized>(store: &S) -> Result<Option<SignedCheckpoint>, ReadError> {
    Ok(store.checkpoint()?.map(|bytes| SignedCheckpoint::parse(&bytes)).transpose()?)
}
