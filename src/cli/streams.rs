//! The streams of the decisions of a ledger, a page of names at a time: memory does not grow with their number.

use crate::model::StreamId;
use crate::port::{ReadLedger, StoreError};

/// The streams of decisions, a page of names at a time.
pub struct Decisions<'a, S> {
    store: &'a S,
    last: Option<StreamId>,
    page: std::vec::IntoIter<StreamId>,
    done: bool,
}

impl<'a, S: ReadLedger> Decisions<'a, S> {
    /// Those of a store, in the order of their names.
    pub fn of(store: &'a S) -> Self {
        Self { store, last: None, page: Vec::new().into_iter(), done: false }
    }
}

impl<S: ReadLedger> Iterator for Decisions<'_, S> {
    type Item = Result<StreamId, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(stream) = self.page.find(|stream| stream.decision().is_some()) {
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

/// How many streams are asked for at once.
const PAGE: usize = 256;
