//! Walking through the names of the streams, a page at a time: memory does not grow with the ledger.

use crate::model::StreamId;
use crate::port::{ReadLedger, StoreError};

/// The streams of a ledger, in the order of their names.
pub struct Streams<'a, S> {
    store: &'a S,
    last: Option<StreamId>,
    page: std::vec::IntoIter<StreamId>,
    done: bool,
}

impl<'a, S: ReadLedger> Streams<'a, S> {
    /// All of them.
    pub fn of(store: &'a S) -> Self {
        Self { store, last: None, page: Vec::new().into_iter(), done: false }
    }

    /// Those of decisions.
    pub fn of_decisions(store: &'a S) -> impl Iterator<Item = Result<StreamId, StoreError>> + use<'a, S> {
        Self::of(store).filter(|stream| stream.as_ref().map_or(true, |stream| stream.decision().is_some()))
    }
}

impl<S: ReadLedger> Iterator for Streams<'_, S> {
    type Item = Result<StreamId, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(stream) = self.page.next() {
                return Some(Ok(stream));
            }
            if self.done {
                return None;
            }
            match self.store.streams(self.last.as_ref(), PAGE) {
                Ok(page) => {
                    self.done = page.len() < PAGE;
                    self.last = page.last().cloned();
                    self.page = page.into_iter();
                }
                Err(error) => {
                    self.done = true;
                    return Some(Err(error));
                }
            }
        }
    }
}

/// How many names are asked for at once.
const PAGE: usize = 256;
