//! A bag: files under names, written once and read often. A folder or a single archive file, behind one door.

use std::io::Read;

use super::error::StoreError;

/// A file of a bag, as its holder lists it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct BagFile {
    /// Its path in the bag, with `/` between, as it stands there: nothing is normalised.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    /// Whether it is a plain file. Links, devices and whatever else a medium can hold are listed and never followed.
    pub plain: bool,
}

/// Reading a bag. What is read is what is stored; whoever reads to judge checks it.
pub trait ReadBag: Sync {
    /// All files, ascending by path. A path that stands there twice is listed twice.
    ///
    /// # Errors
    /// [`StoreError`]; [`StoreErrorKind::Corrupt`](super::StoreErrorKind::Corrupt) where it is no bag at all.
    fn files(&self) -> Result<Vec<BagFile>, StoreError>;

    /// Opens a plain file to be read from `offset`; `None` where it is not there.
    ///
    /// # Errors
    /// [`StoreError`].
    fn open(&self, path: &str, offset: u64) -> Result<Option<Box<dyn Read + Send + '_>>, StoreError>;

    /// What in the bag's own wrapping is not as this program writes it, in words; nothing in a folder. It changes no
    /// content, and a bag that was packed again by another tool has it.
    ///
    /// # Errors
    /// [`StoreError`].
    fn oddities(&self) -> Result<Vec<String>, StoreError>;
}

/// Writing a bag, file after file. Until [`finish`](Self::finish) has returned there is nothing under the bag's name.
pub trait WriteBag {
    /// Writes a file from a stream of any length in constant memory.
    ///
    /// # Errors
    /// [`StoreError`]; the bag cannot be finished then.
    fn put(&mut self, path: &str, from: &mut dyn Read) -> Result<(), StoreError>;

    /// Makes everything durable and gives the bag its name.
    ///
    /// # Errors
    /// [`StoreError`]; nothing stands under the bag's name then.
    fn finish(self: Box<Self>) -> Result<(), StoreError>;
}
