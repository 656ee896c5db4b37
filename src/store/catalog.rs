//! Which entries a stream has and where they lie: the one thing that cannot be found in the log without reading all of
//! it. Kept in sled where there is one to write to, else made in memory from the log.

use std::collections::BTreeMap;

use super::index::{Index, IndexError};
use super::segments::Position;
use crate::model::StreamId;

/// An entry's place in its stream and in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Placed {
    /// The stream.
    pub stream: StreamId,
    /// Its number there.
    pub number: u64,
    /// Where its frame begins.
    pub at: Position,
}

/// How far the log has been catalogued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(super) struct Bound {
    /// How many entries.
    pub size: u64,
    /// The hash of the last.
    pub last: [u8; 32],
    /// Where the last begins.
    pub start: Position,
    /// Where it ends.
    pub end: Position,
}

/// Where the entries of streams lie.
#[derive(Debug)]
pub(super) enum Catalog {
    /// In sled.
    Index(Index),
    /// In memory.
    Memory(MemoryCatalog),
}

impl Catalog {
    /// How many entries a stream has.
    pub(super) fn count(&self, stream: &StreamId) -> Result<u64, IndexError> {
        match self {
            Self::Index(index) => index.count(stream),
            Self::Memory(memory) => Ok(memory.count(stream)),
        }
    }

    /// Where `count` entries of a stream lie, from number `from` on; fewer at its end.
    pub(super) fn positions(&self, stream: &StreamId, from: u64, count: usize) -> Result<Vec<Position>, IndexError> {
        match self {
            Self::Index(index) => index.positions(stream, from, count),
            Self::Memory(memory) => Ok(memory.positions(stream, from, count)),
        }
    }

    /// The streams after `after` in the order of their names, at most `count`.
    pub(super) fn streams(&self, after: Option<&StreamId>, count: usize) -> Result<Vec<StreamId>, IndexError> {
        match self {
            Self::Index(index) => index.streams(after, count),
            Self::Memory(memory) => Ok(memory.streams(after, count)),
        }
    }

    /// Adds entries in their order, as one.
    pub(super) fn add(&mut self, placed: &[Placed], bound: &Bound) -> Result<(), IndexError> {
        match self {
            Self::Index(index) => index.add(placed, bound),
            Self::Memory(memory) => {
                placed.iter().for_each(|one| memory.add(&one.stream.to_string(), one.at));
                Ok(())
            }
        }
    }
}

/// A catalogue in memory: 16 bytes an entry, and made by reading the whole log (about a second for each gigabyte).
/// For reading where nothing may be written, and for going on when the index fails.
#[derive(Debug, Clone, Default)]
pub(super) struct MemoryCatalog(BTreeMap<String, Vec<Position>>);

impl MemoryCatalog {
    /// Adds the next entry of a stream.
    pub(super) fn add(&mut self, stream: &str, at: Position) {
        match self.0.get_mut(stream) {
            Some(positions) => positions.push(at),
            None => _ = self.0.insert(stream.to_owned(), vec![at]),
        }
    }

    /// How many entries a stream has.
    pub(super) fn count(&self, stream: &StreamId) -> u64 {
        self.0.get(&stream.to_string()).map_or(0, |positions| positions.len() as u64)
    }

    /// Where `count` entries of a stream lie, from number `from` on.
    pub(super) fn positions(&self, stream: &StreamId, from: u64, count: usize) -> Vec<Position> {
        let Some(found) = self.0.get(&stream.to_string()) else { return Vec::new() };
        let from = usize::try_from(from).unwrap_or(usize::MAX);
        found.iter().skip(from).take(count).copied().collect()
    }

    /// The streams after `after` in the order of their names.
    pub(super) fn streams(&self, after: Option<&StreamId>, count: usize) -> Vec<StreamId> {
        use std::ops::Bound::{Excluded, Unbounded};
        let after = after.map(ToString::to_string);
        let from = after.as_deref().map_or(Unbounded, Excluded);
        let names = self.0.range::<str, _>((from, Unbounded)).map(|(name, _)| name);
        names.filter_map(|name| name.parse().ok()).take(count).collect()
    }
}
