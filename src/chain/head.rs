//! The head: the last link, and the only place that makes the next one.

use super::entry::{Entry, Header};
use crate::model::{EntryHash, Origin, RecordDigest, RecordedTime, Seq};
use crate::registry::Authorised;

/// The end of the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The ledger.
    pub origin: Origin,
    /// How many entries there are.
    pub size: u64,
    /// The hash of the last; [`EntryHash::NONE`] where there is none.
    pub last: EntryHash,
    /// When the last was recorded.
    pub recorded: Option<RecordedTime>,
}

/// The place a record gets in its stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StreamPlace {
    /// Its number, from 0.
    pub number: u64,
    /// The hash of the entry before it in the stream; [`EntryHash::NONE`] for number 0.
    pub previous: EntryHash,
}

/// A time before that of the last entry: `recorded` never decreases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the clock says {now}, the last entry was recorded at {last}")]
pub struct ClockBehind {
    /// What the clock says.
    pub now: RecordedTime,
    /// When the last entry was recorded.
    pub last: RecordedTime,
}

impl Head {
    /// Chains an authorised record: the entry, and the head after it. Nothing is read, written or remembered.
    ///
    /// # Errors
    /// [`ClockBehind`].
    pub fn extend(
        self,
        record: Authorised,
        place: StreamPlace,
        now: RecordedTime,
    ) -> Result<(Entry, Self), ClockBehind> {
        if let Some(last) = self.recorded.filter(|last| now < *last) {
            return Err(ClockBehind { now, last });
        }
        let (envelope, record, digests) = record.into_parts();
        let header = Header {
            origin: self.origin.clone(),
            sequence: Seq(self.size),
            previous: self.last,
            recorded: now,
            stream: record.stream,
            number: place.number,
            stream_previous: place.previous,
            record_blake3: RecordDigest(digests.blake3),
            record_sha256: digests.sha256,
        };
        let entry = Entry::make(header, envelope);
        let head = Self { origin: self.origin, size: self.size + 1, last: entry.hash(), recorded: Some(now) };
        Ok((entry, head))
    }
}
