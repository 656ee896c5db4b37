//! Walking through a stream, or the whole ledger, a page at a time: memory does not grow with what is walked through.

use super::error::CliError;
use super::refusal;
use crate::model::{Seq, StreamId};
use crate::port::{ReadLedger, StoreError, StoreErrorKind, StoredEntry};

/// The entries of a stream, or of the whole ledger, read a page at a time.
pub struct Entries<'a, S> {
    store: &'a S,
    stream: Option<StreamId>,
    next: u64,
    end: u64,
    count: usize,
    page: std::vec::IntoIter<StoredEntry>,
    past_damage: bool,
}

impl<'a, S: ReadLedger> Entries<'a, S> {
    /// From entry `from` on, `count` of them; without `from`, the last `count`; without either, all.
    ///
    /// # Errors
    /// There is no such stream (exit 1), or the store cannot be read.
    pub fn new(
        store: &'a S,
        stream: Option<StreamId>,
        from: Option<u64>,
        count: Option<u64>,
    ) -> Result<Self, CliError> {
        let fail = |error| refusal::store(&error);
        let total = match &stream {
            None => store.tip().map_err(fail)?.size,
            Some(stream) => match store.stream_head(stream).map_err(fail)? {
                Some(head) => head.count,
                None => return Err(CliError::refused("cause-no-such-stream").show("stream", stream)),
            },
        };
        let count = count.unwrap_or(total);
        let next = match (from, &stream) {
            (None, _) => total.saturating_sub(count),
            (Some(from), None) => from.min(total),
            (Some(from), Some(stream)) => first_at(store, stream, total, Seq(from)).map_err(fail)?,
        };
        let end = total.min(next.saturating_add(count));
        Ok(Self { store, stream, next, end, count: PAGE, page: Vec::new().into_iter(), past_damage: false })
    }

    /// Goes on behind a damaged entry: its error stands in its place, so that whoever counts knows which it is.
    #[must_use]
    pub const fn past_damage(mut self) -> Self {
        self.past_damage = true;
        self
    }

    fn read(&self, count: usize) -> Result<Vec<StoredEntry>, StoreError> {
        match &self.stream {
            None => self.store.entries(Seq(self.next), count),
            Some(stream) => self.store.stream(stream, self.next, count),
        }
    }
}

impl<S: ReadLedger> Iterator for Entries<'_, S> {
    type Item = Result<StoredEntry, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(stored) = self.page.next() {
            return Some(Ok(stored));
        }
        let left = usize::try_from(self.end.saturating_sub(self.next)).unwrap_or(usize::MAX);
        if left == 0 {
            return None;
        }
        let mut read = self.read(self.count.min(left));
        // A page with damage in it is read entry by entry, to show what stands before.
        if self.count > 1 && matches!(&read, Err(error) if error.kind == StoreErrorKind::Corrupt) {
            self.count = 1;
            read = self.read(1);
        }
        match read {
            Ok(page) => {
                self.next += page.len() as u64;
                self.page = page.into_iter();
                self.page.next().map(Ok)
            }
            Err(error) => {
                let goes_on = self.past_damage && error.kind == StoreErrorKind::Corrupt;
                self.next = if goes_on { self.next + 1 } else { self.end };
                Some(Err(error))
            }
        }
    }
}

/// The number of the first record of a stream that stands at `from` or later.
fn first_at<S: ReadLedger>(store: &S, stream: &StreamId, total: u64, from: Seq) -> Result<u64, StoreError> {
    let (mut low, mut high) = (0, total);
    while low < high {
        let middle = low + (high - low) / 2;
        let at = store.stream(stream, middle, 1)?.first().map(|stored| stored.entry.header().sequence);
        if at.is_some_and(|at| at < from) { low = middle + 1 } else { high = middle }
    }
    Ok(low)
}

/// How many entries are read at once.
const PAGE: usize = 256;
