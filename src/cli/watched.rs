//! A bag that tells how much of it has been read, so that whoever waits for twenty gigabytes to be hashed sees it.

use std::io::{self, Read};
use std::sync::{Mutex, PoisonError};

use super::context::Context;
use super::progress::Progress;
use crate::port::{BagFile, ReadBag, StoreError};
use crate::render::Message;

/// A bag, and a bar over the bytes that are read of it.
pub struct Watched<'a> {
    files: &'a dyn ReadBag,
    total: u64,
    read: Mutex<(u64, Progress)>,
}

impl<'a> Watched<'a> {
    /// Watches a bag until it has been read through once; what is read again does not count.
    ///
    /// # Errors
    /// [`StoreError`], where its files cannot be listed.
    pub fn new(context: &Context, files: &'a dyn ReadBag) -> Result<Self, StoreError> {
        let total = files.files()?.iter().fold(0_u64, |all, file| all.saturating_add(file.size));
        let bar = context.progress_in_bytes(&Message::new("progress-reading"), Some(total));
        Ok(Self { files, total, read: Mutex::new((0, bar)) })
    }

    fn count(&self, bytes: usize) {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        read.0 = read.0.saturating_add(bytes as u64).min(self.total);
        let done = read.0;
        read.1.at(done);
    }
}

impl ReadBag for Watched<'_> {
    fn files(&self) -> Result<Vec<BagFile>, StoreError> {
        self.files.files()
    }

    fn open(&self, path: &str, offset: u64) -> Result<Option<Box<dyn Read + Send + '_>>, StoreError> {
        let opened = self.files.open(path, offset)?;
        Ok(opened.map(|from| Box::new(Counted { from, of: self }) as Box<dyn Read + Send>))
    }

    fn oddities(&self) -> Result<Vec<String>, StoreError> {
        self.files.oddities()
    }
}

struct Counted<'a> {
    from: Box<dyn Read + Send + 'a>,
    of: &'a Watched<'a>,
}

impl Read for Counted<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.from.read(into)?;
        self.of.count(count);
        Ok(count)
    }
}
