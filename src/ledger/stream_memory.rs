//! What the writer must know of a stream to add to it: its end, its nonces, its records. Loaded once for each stream
//! that is written to; its size is that of the decision, not of the ledger.

use std::collections::{HashMap, HashSet};

use super::read::{ReadError, stream_records};
use crate::chain::head::StreamPlace;
use crate::format::{Nonce, Record};
use crate::model::{EntryHash, RecordDigest, RecordedTime, StreamId};
use crate::port::ReadLedger;

/// What is known of one stream.
#[derive(Debug, Clone)]
pub(super) struct StreamMemory {
    place: StreamPlace,
    nonces: HashSet<Nonce>,
    records: HashMap<RecordDigest, RecordedTime>,
}

impl StreamMemory {
    /// Reads what there is of `stream`.
    pub(super) fn load<S: ReadLedger + ?Sized>(store: &S, stream: &StreamId) -> Result<Self, ReadError> {
        let place = StreamPlace { number: 0, previous: EntryHash::NONE };
        let mut memory = Self { place, nonces: HashSet::new(), records: HashMap::new() };
        stream_records(store, stream, |view| {
            let header = view.stored.entry.header();
            memory.note(&view.record, header.record_blake3, view.stored.entry.hash(), header.recorded);
        })?;
        Ok(memory)
    }

    /// The place of the next record.
    pub(super) const fn place(&self) -> StreamPlace {
        self.place
    }

    /// Whether a record with this nonce stands in the stream.
    pub(super) fn has_nonce(&self, nonce: &Nonce) -> bool {
        self.nonces.contains(nonce)
    }

    /// When a record of the stream was recorded.
    pub(super) fn recorded(&self, record: &RecordDigest) -> Option<RecordedTime> {
        self.records.get(record).copied()
    }

    /// Takes note of the record that now stands at [`StreamMemory::place`].
    pub(super) fn note(&mut self, record: &Record, digest: RecordDigest, entry: EntryHash, recorded: RecordedTime) {
        self.place = StreamPlace { number: self.place.number + 1, previous: entry };
        self.nonces.insert(record.nonce);
        self.records.insert(digest, recorded);
    }
}
