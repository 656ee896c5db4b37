//! Entries for tests: they chain as a ledger's do; their envelopes are none.

use crate::chain::{Entry, Header};
use crate::crypto::hash::{blake3, sha256};
use crate::model::{EntryHash, Origin, RecordDigest, Seq, Sha256Digest, StreamId};
use crate::port::{ReadLedger, StreamHead, Tip};

pub(super) fn origin() -> Origin {
    Origin::new("test.example/ledger").unwrap()
}

/// The entry after `tip`, in `stream` after `head`.
pub(super) fn entry(tip: &Tip, stream: &StreamId, head: Option<StreamHead>, envelope: &[u8]) -> Entry {
    let head = head.unwrap_or(StreamHead { count: 0, last: EntryHash::NONE });
    let header = Header {
        origin: origin(),
        sequence: Seq(tip.size),
        previous: tip.last,
        recorded: tip.recorded.unwrap_or_else(|| "2026-03-20T01:15:04.120Z".parse().unwrap()),
        stream: stream.clone(),
        number: head.count,
        stream_previous: head.last,
        record_blake3: RecordDigest(blake3(envelope)),
        record_sha256: Sha256Digest(sha256(envelope)),
    };
    Entry::read(header.to_text().into_bytes(), envelope.to_vec()).unwrap()
}

pub(super) fn tip_after(entry: &Entry) -> Tip {
    let header = entry.header();
    Tip { size: header.sequence.0 + 1, last: entry.hash(), recorded: Some(header.recorded) }
}

/// Which stream the entry with a sequence number goes to: a registry, many short decisions, one long.
pub(super) fn stream_for(seq: u64) -> StreamId {
    match seq % 7 {
        _ if seq == 0 => StreamId::Registry,
        0 => StreamId::Registry,
        1..=3 => "decision/long".parse().unwrap(),
        4 => "profile/one".parse().unwrap(),
        _ => format!("decision/d{:05}", seq / 20).parse().unwrap(),
    }
}

/// Makes entries after one another, remembering what is needed to.
#[derive(Debug, Clone)]
pub(super) struct Maker {
    pub(super) tip: Tip,
    heads: std::collections::BTreeMap<StreamId, StreamHead>,
}

impl Default for Maker {
    fn default() -> Self {
        Self { tip: Tip::EMPTY, heads: std::collections::BTreeMap::new() }
    }
}

impl Maker {
    /// Goes on where a store stands.
    pub(super) fn after(store: &dyn ReadLedger) -> Self {
        let mut maker = Self::default();
        let size = store.tip().unwrap().size;
        for stored in store.entries(Seq::FIRST, usize::try_from(size).unwrap()).unwrap() {
            maker.note(&stored.entry);
        }
        maker
    }

    pub(super) fn note(&mut self, entry: &Entry) {
        self.tip = tip_after(entry);
        let head = StreamHead { count: entry.header().number + 1, last: entry.hash() };
        self.heads.insert(entry.header().stream.clone(), head);
    }

    pub(super) fn make(&mut self) -> Entry {
        let stream = stream_for(self.tip.size);
        let envelope = format!("{{\"number\":{}}}", self.tip.size);
        self.make_in(&stream, envelope.as_bytes())
    }

    pub(super) fn make_in(&mut self, stream: &StreamId, envelope: &[u8]) -> Entry {
        let entry = entry(&self.tip, stream, self.heads.get(stream).copied(), envelope);
        self.note(&entry);
        entry
    }

    pub(super) fn group(&mut self, count: usize) -> Vec<Entry> {
        (0..count).map(|_| self.make()).collect()
    }
}
