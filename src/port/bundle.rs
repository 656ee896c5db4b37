//! A decision's bundle, as whoever judges it reads it: rows and proofs in place of a whole log. The part of a ledger that is
//! about to be exported answers the same door as the bundle that came of it.

use std::io::Read;

use super::error::StoreError;
use super::evidence::ReadEvidence;
use super::ledger::ReadLedger;

/// Reading a bundle. Of [`ReadLedger`] it answers for the streams it holds: the decision's, the registry's and those that
/// belong to the whole ledger; there is no log, tile, node or marker.
pub trait ReadBundle: ReadLedger + ReadEvidence {
    /// The bytes of `bundle.json`.
    ///
    /// # Errors
    /// [`StoreError`]; `NotFound` where there is none.
    fn contents(&self) -> Result<Vec<u8>, StoreError>;

    /// The rows, ascending by sequence, as [`chain::Rows`](crate::chain::Rows) reads them.
    ///
    /// # Errors
    /// [`StoreError`]; `NotFound` where there are none.
    fn rows(&self) -> Result<Box<dyn Read + Send + '_>, StoreError>;

    /// The paths, as [`chain::Paths`](crate::chain::Paths) reads them.
    ///
    /// # Errors
    /// [`StoreError`]; `NotFound` where there are none.
    fn proofs(&self) -> Result<Box<dyn Read + Send + '_>, StoreError>;

    /// The seal's bytes; `None` where the bundle is not sealed.
    ///
    /// # Errors
    /// [`StoreError`].
    fn seal(&self) -> Result<Option<Vec<u8>>, StoreError>;

    /// Checkpoints that were added later, of the same tree, with cosignatures: the file's path and its bytes.
    ///
    /// # Errors
    /// [`StoreError`].
    fn later_checkpoints(&self) -> Result<Vec<(String, Vec<u8>)>, StoreError>;

    /// How many time tokens were added later.
    ///
    /// # Errors
    /// [`StoreError`].
    fn time_tokens(&self) -> Result<u64, StoreError>;

    /// Reads every file of the bag and holds it against the manifests; `each` is told what is wrong. Returns how many
    /// files and bytes were looked at; `None` where there is no bag, because it is about to be made.
    ///
    /// # Errors
    /// [`StoreError`].
    fn look(&self, each: &mut dyn FnMut(BagFault)) -> Result<Option<BagLooked>, StoreError>;
}

/// How much of a bag was looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BagLooked {
    /// Files.
    pub files: u64,
    /// Bytes in them.
    pub bytes: u64,
}

/// Something about a bag's files that is not as it must be (RFC 8493, and what this program asks beyond it).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BagFault {
    /// The file.
    pub file: String,
    /// What.
    pub what: BagFaultKind,
    /// What should be.
    pub expected: Option<String>,
    /// What is.
    pub found: Option<String>,
}

/// What can be wrong with a file of a bag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum BagFaultKind {
    /// A manifest, or this program's own layout, asks for it and it is not there.
    Missing,
    /// It is there and no manifest lists it, or it has no place in a bundle.
    Unlisted,
    /// It has another digest than a manifest says.
    Differs,
    /// It is not in its form: a manifest, the declaration, the bag's metadata.
    Form,
    /// It is no plain file, or its path leads out of the bag or stands there twice.
    Unsafe,
    /// It could not be read.
    Unreadable,
    /// The wrapping is not as this program writes it; the content may be sound.
    Repacked,
}
