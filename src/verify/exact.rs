//! Judges in full what a fingerprint made suspect: the same rules as [`memory`](super::memory), over whole names and digests,
//! for the suspects alone.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::SignedDuration;

use super::code::Code;
use super::examine::Seen;
use super::report::{Finding, Gathered};
use crate::format::Nonce;
use crate::format::limits::CLOCK_SKEW_SECONDS_MAX;
use crate::model::{EntryHash, RecordDigest, RecordedTime, StreamId};

/// Entries that are suspected, with what of the ledger is needed to judge them.
#[derive(Default)]
pub(super) struct Suspects {
    entries: HashSet<u64>,
    /// Streams of suspects, with the number and the hash the next entry must give.
    streams: HashMap<StreamId, (u64, EntryHash)>,
    /// Nonces of suspects, with the first entry that has them.
    nonces: HashMap<(StreamId, Nonce), Option<u64>>,
    /// Records that suspects cite, with where and when they were recorded.
    cited: HashMap<RecordDigest, Option<(StreamId, RecordedTime)>>,
    /// Suspected, and too many to be judged again.
    beyond: BTreeMap<Code, u64>,
}

impl Suspects {
    /// Takes down an entry that looks wrong.
    pub(super) fn add(&mut self, seen: &Seen, code: Code) {
        if self.entries.contains(&seen.at) {
            return;
        }
        if self.entries.len() >= SUSPECTS_MAX {
            *self.beyond.entry(code).or_default() += 1;
            return;
        }
        self.entries.insert(seen.at);
        if let Some(header) = &seen.header {
            self.streams.insert(header.stream.clone(), (0, EntryHash::NONE));
            if let Some(said) = &seen.said {
                self.nonces.insert((header.stream.clone(), said.nonce), None);
                self.cited.extend(said.basis.iter().map(|digest| (*digest, None)));
            }
        }
    }

    /// Whether nobody is suspected.
    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Goes over the next entry: judges it where it is a suspect, and notes what of it later suspects need.
    pub(super) fn take(&mut self, seen: &Seen, file: &str, out: &mut Gathered) {
        let Some(header) = &seen.header else { return };
        if self.entries.contains(&seen.at) {
            self.judge(seen, file, out);
        }
        if let Some(end) = self.streams.get_mut(&header.stream) {
            *end = (header.number.saturating_add(1), seen.hash);
        }
        if let Some(said) = &seen.said
            && let Some(first) = self.nonces.get_mut(&(header.stream.clone(), said.nonce))
        {
            first.get_or_insert(seen.at);
        }
        if let Some(cited) = self.cited.get_mut(&header.record_blake3) {
            cited.get_or_insert_with(|| (header.stream.clone(), header.recorded));
        }
    }

    fn judge(&self, seen: &Seen, file: &str, out: &mut Gathered) {
        let Some(header) = &seen.header else { return };
        let finding = |code| Finding::new(code, seen.place(file));
        if let Some((next, last)) = self.streams.get(&header.stream) {
            if header.number != *next {
                out.add(finding(Code::StreamNumber).against(next, header.number));
            }
            if header.stream_previous != *last {
                out.add(finding(Code::StreamLink).against(last, header.stream_previous));
            }
        }
        let Some(said) = &seen.said else { return };
        if let Some(Some(first)) = self.nonces.get(&(header.stream.clone(), said.nonce)) {
            out.add(finding(Code::NonceRepeated).saying(format!("entry {first}")));
        }
        let skew = SignedDuration::from_secs(CLOCK_SKEW_SECONDS_MAX);
        let mut of_own = false;
        for digest in &said.basis {
            match self.cited.get(digest).and_then(Option::as_ref) {
                None => out.add(finding(Code::BasisUnknown).saying(digest)),
                Some((stream, recorded)) => {
                    of_own |= *stream == header.stream;
                    if recorded.timestamp().duration_since(said.signed_at.timestamp()) > skew {
                        let finding = finding(Code::SignedBeforeBasis).saying(digest);
                        out.add(finding.against(format!("≥ {recorded}"), said.signed_at));
                    }
                }
            }
        }
        if !of_own && header.number > 0 {
            out.add(finding(Code::BasisOutsideStream));
        }
    }

    /// Counts those who were too many to be judged again.
    pub(super) fn finish(self, out: &mut Gathered) {
        for (code, times) in self.beyond {
            out.count(code, times);
        }
    }
}

/// So many suspects are judged again, as many as a report lists; with a key nobody knows, more than a handful means that
/// the ledger really is full of faults.
const SUSPECTS_MAX: usize = super::report::FINDINGS_KEPT_MAX;
