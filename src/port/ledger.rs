//! Reading and writing a ledger's entries.

use super::error::StoreError;
use crate::chain::merkle::NodeId;
use crate::chain::tile::TilePath;
use crate::chain::{Entry, FrameError};
use crate::model::{EntryHash, RecordedTime, Seq, StreamId, TreeHash};

/// The end of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tip {
    /// How many entries there are.
    pub size: u64,
    /// The hash of the last; [`EntryHash::NONE`] where there is none.
    pub last: EntryHash,
    /// When the last was recorded.
    pub recorded: Option<RecordedTime>,
}

impl Tip {
    /// An empty ledger's.
    pub const EMPTY: Self = Self { size: 0, last: EntryHash::NONE, recorded: None };
}

/// The end of a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StreamHead {
    /// How many entries it has; the number of the next.
    pub count: u64,
    /// The hash of its last entry.
    pub last: EntryHash,
}

/// Where bytes stand, for a person to find them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locus {
    /// The file, relative to the ledger.
    pub file: String,
    /// The offset in it, in bytes.
    pub offset: u64,
}

/// An entry and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEntry {
    /// The entry; both digests of its envelope have been checked.
    pub entry: Entry,
    /// Where.
    pub locus: Locus,
}

/// A stretch of the log as it lies there: whole frames, none of them believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// Where it begins.
    pub locus: Locus,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Where each whole frame lies in them, in order; the frames touch.
    pub frames: Vec<std::ops::Range<usize>>,
    /// What follows the last frame and is none; nothing comes after such a chunk.
    pub broken: Option<Broken>,
}

/// Where the log stops being frames.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Where.
    pub locus: Locus,
    /// Why. [`FrameError::Cut`] at the very end of the log is a torn tail: never acknowledged.
    pub why: FrameError,
    /// How many bytes lie there.
    pub bytes: u64,
}

/// Reading. What is read is what is stored; whoever reads to judge checks it.
pub trait ReadLedger: Sync {
    /// The bytes of the latest signed checkpoint; `None` where there is none.
    ///
    /// # Errors
    /// [`StoreError`].
    fn checkpoint(&self) -> Result<Option<Vec<u8>>, StoreError>;

    /// The end of the log, as far as it has been made durable.
    ///
    /// # Errors
    /// [`StoreError`].
    fn tip(&self) -> Result<Tip, StoreError>;

    /// The whole log from its start in stretches of about a megabyte, straight from where it rests, without any index.
    ///
    /// # Errors
    /// [`StoreError`], also from the iterator.
    #[allow(clippy::type_complexity, reason = "an iterator that may fail at its start and at each step")]
    fn chunks(&self) -> Result<Box<dyn Iterator<Item = Result<Chunk, StoreError>> + Send + '_>, StoreError>;

    /// `count` entries from `from` on, fewer at the end.
    ///
    /// # Errors
    /// [`StoreError`].
    fn entries(&self, from: Seq, count: usize) -> Result<Vec<StoredEntry>, StoreError>;

    /// The end of a stream; `None` where it has no entries.
    ///
    /// # Errors
    /// [`StoreError`].
    fn stream_head(&self, stream: &StreamId) -> Result<Option<StreamHead>, StoreError>;

    /// `count` entries of a stream from number `from` on, fewer at the end. The cost grows with the stream, not the ledger.
    ///
    /// # Errors
    /// [`StoreError`].
    fn stream(&self, stream: &StreamId, from: u64, count: usize) -> Result<Vec<StoredEntry>, StoreError>;

    /// The streams after `after` in the order of their names, at most `count`.
    ///
    /// # Errors
    /// [`StoreError`].
    fn streams(&self, after: Option<&StreamId>, count: usize) -> Result<Vec<StreamId>, StoreError>;

    /// A perfect subtree's hash.
    ///
    /// # Errors
    /// [`StoreError`] of kind `NotFound` where the subtree is not yet perfect.
    fn node(&self, node: NodeId) -> Result<TreeHash, StoreError>;

    /// The bytes of a stored tile; `None` where it is not there, or the store keeps no tiles as files.
    ///
    /// # Errors
    /// [`StoreError`].
    fn tile(&self, path: &TilePath) -> Result<Option<Vec<u8>>, StoreError>;

    /// The marker that says what the store is; `None` where the store keeps none as a file.
    ///
    /// # Errors
    /// [`StoreError`].
    fn marker(&self) -> Result<Option<Vec<u8>>, StoreError>;

    /// The paths of all files of the ledger, relative to it, with `/` between; none where the store keeps no files.
    ///
    /// # Errors
    /// [`StoreError`].
    #[allow(clippy::type_complexity, reason = "an iterator that may fail at its start and at each step")]
    fn files(&self) -> Result<Box<dyn Iterator<Item = Result<String, StoreError>> + '_>, StoreError>;
}

/// Writing. There is one writer at a time, and a failed write leaves the store refusing everything until opened anew.
pub trait WriteLedger: ReadLedger {
    /// Adds a group of entries if the end of the log is still `expected`, as one: all of them or none. Returns only after
    /// they are durable.
    ///
    /// # Errors
    /// [`StoreErrorKind::HeadMoved`](super::StoreErrorKind::HeadMoved) where the end is another; otherwise the group may or
    /// may not be there, and opening anew tells.
    fn commit(&mut self, expected: &Tip, group: &[Entry]) -> Result<(), StoreError>;

    /// The frames of the group committed last, one after the other, read again from where they now rest; nothing before the
    /// first commit. Whoever chained the group compares.
    ///
    /// # Errors
    /// [`StoreError`].
    fn read_back(&self) -> Result<Vec<u8>, StoreError>;

    /// Keeps a signed checkpoint as the latest, after everything it covers (tiles too) is in place. A power cut may leave
    /// an earlier one, never a torn one.
    ///
    /// # Errors
    /// [`StoreError`].
    fn publish(&mut self, checkpoint: &[u8]) -> Result<(), StoreError>;

    /// Brings what can be rebuilt (the index) up to the log. Called after a commit has been acknowledged; a failure costs
    /// time at the next opening and nothing else.
    fn settle(&mut self);
}
