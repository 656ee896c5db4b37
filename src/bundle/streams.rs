//! The streams that a bundle answers for, and where their entries are: what lets rules and pages read a bundle as they read a
//! ledger.

use std::io::Read;

use super::cited::of_row;
use crate::chain::{Header, RowKind, Rows};
use crate::model::{EntryHash, RecordedTime, StreamId};
use crate::port::{StoreError, StreamHead, Tip};

/// Where a whole row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RowPlace {
    pub(super) sequence: u64,
    pub(super) offset: u64,
    pub(super) length: usize,
}

/// The whole rows, stream by stream.
#[derive(Debug, Clone, Default)]
pub(super) struct Streams {
    /// Each with its name, ascending by name, and the places of its whole rows, ascending.
    streams: Vec<(String, StreamId, Vec<RowPlace>)>,
    tip: Option<Tip>,
}

impl Streams {
    /// Reads all rows through. Where they cannot be read on, what came before is known: the judge finds the rest.
    pub(super) fn of(rows: impl Read) -> Result<Self, StoreError> {
        let mut rows = Rows::new(rows);
        let mut streams = Self::default();
        loop {
            let read = match rows.next_row() {
                Ok(Some(read)) => read,
                Ok(None) => return Ok(streams),
                Err(error @ crate::chain::RowError::Read(_)) => return Err(of_row(error)),
                Err(_) => return Ok(streams),
            };
            let bytes = read.row.header_bytes(&read.bytes);
            let Ok(header) = Header::read(bytes) else { continue };
            streams.tip = Some(Tip {
                size: header.sequence.0.saturating_add(1),
                last: crate::chain::entry_hash(bytes),
                recorded: Some(header.recorded),
            });
            if read.row.kind == RowKind::Whole {
                let place = RowPlace { sequence: header.sequence.0, offset: read.offset, length: read.bytes.len() };
                streams.add(header.stream, place);
            }
        }
    }

    fn add(&mut self, stream: StreamId, place: RowPlace) {
        let name = stream.to_string();
        match self.streams.binary_search_by(|(known, ..)| known.as_str().cmp(&name)) {
            Ok(at) => self.streams[at].2.push(place),
            Err(at) => self.streams.insert(at, (name, stream, vec![place])),
        }
    }

    /// The last row's entry.
    pub(super) fn tip(&self) -> Tip {
        self.tip.unwrap_or(Tip { size: 0, last: EntryHash::NONE, recorded: None::<RecordedTime> })
    }

    /// The names after `after`, at most `count`.
    pub(super) fn after(&self, after: Option<&StreamId>, count: usize) -> Vec<StreamId> {
        let after = after.map(ToString::to_string);
        let later = self.streams.iter().filter(|(name, ..)| after.as_ref().is_none_or(|after| name > after));
        later.take(count).map(|(_, stream, _)| stream.clone()).collect()
    }

    /// The places of a stream's whole rows.
    pub(super) fn places(&self, stream: &StreamId) -> &[RowPlace] {
        let name = stream.to_string();
        let found = self.streams.binary_search_by(|(known, ..)| known.as_str().cmp(&name));
        found.map_or(&[], |at| &self.streams[at].2)
    }

    /// `count` of them from the `from`-th on.
    pub(super) fn some(&self, stream: &StreamId, from: u64, count: usize) -> &[RowPlace] {
        let places = self.places(stream);
        let from = usize::try_from(from).unwrap_or(usize::MAX).min(places.len());
        &places[from..places.len().min(from.saturating_add(count))]
    }

    /// Those whose place in the ledger is `from` or later, at most `count`.
    pub(super) fn at_or_after(&self, from: u64, count: usize) -> Vec<RowPlace> {
        let all = self.streams.iter().flat_map(|(_, _, places)| places);
        let mut later: Vec<RowPlace> = all.filter(|place| place.sequence >= from).copied().collect();
        later.sort_unstable_by_key(|place| place.sequence);
        later.truncate(count);
        later
    }

    /// The end of a stream.
    pub(super) fn head(&self, stream: &StreamId, last: Option<EntryHash>) -> Option<StreamHead> {
        let count = self.places(stream).len() as u64;
        Some(StreamHead { count, last: last? })
    }
}
