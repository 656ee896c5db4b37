//! What must be remembered of every entry to judge the later ones: streams and their ends, nonces, records that can be
//! cited. It is kept as fingerprints of 8 bytes under a key nobody could know beforehand, about 60 bytes an entry; a ledger
//! of more entries than fit is judged in several passes, each remembering another share of the fingerprints.
//!
//! A fingerprint accuses nobody: what looks wrong is suspected, and judged again in full by [`exact`](super::exact).

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hash, Hasher};

use super::code::Code;
use super::examine::Seen;
use crate::format::limits::CLOCK_SKEW_SECONDS_MAX;

/// What one pass remembers: the fingerprints that are `share` modulo `shares`.
pub(super) struct Memory {
    share: u64,
    shares: u64,
    most: usize,
    /// When the first entry was recorded, in unix seconds: later ones are kept as seconds since then.
    epoch: Option<i64>,
    streams: HashMap<Print, End, ByPrint>,
    nonces: HashSet<Print, ByPrint>,
    records: HashMap<Print, Cited, ByPrint>,
}

/// The end of a stream so far.
#[derive(Clone, Copy)]
struct End {
    next: u32,
    last: Print,
}

/// A record that can be cited.
#[derive(Clone, Copy)]
struct Cited {
    stream: Print,
    /// Seconds since the epoch, rounded up; a ledger that runs for more than 136 years is only checked that far.
    recorded: u32,
}

/// A fingerprint in two halves, so that an entry of a table takes 20 bytes and not 24.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Print([u32; 2]);

impl Print {
    const fn new(print: u64) -> Self {
        Self([print as u32, (print >> 32) as u32])
    }
}

impl Hash for Print {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(u64::from(self.0[0]) | u64::from(self.0[1]) << 32);
    }
}

/// A fingerprint is its own hash: it comes out of a keyed digest.
#[derive(Default)]
struct Itself(u64);

impl Hasher for Itself {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }

    fn write_u64(&mut self, print: u64) {
        self.0 = print;
    }
}

type ByPrint = BuildHasherDefault<Itself>;

/// A pass was to remember more than it may: the log is longer than was thought.
pub(super) struct Full;

impl Memory {
    /// The memory of one pass of `shares`, of at most `most` entries, with room for `expected` from the start.
    pub(super) fn new(share: u64, shares: u64, most: usize, expected: usize) -> Self {
        let room = expected.min(most).min(PASS_ENTRIES_MAX);
        Self {
            share,
            shares,
            most,
            epoch: None,
            streams: HashMap::default(),
            nonces: HashSet::with_capacity_and_hasher(room, ByPrint::default()),
            records: HashMap::with_capacity_and_hasher(room, ByPrint::default()),
        }
    }

    /// Takes note of the next entry, and says what looks wrong with it against those before it. `own` remembers from pass
    /// to pass which entries stand on one of their own stream; the last pass judges that.
    ///
    /// # Errors
    /// [`Full`].
    pub(super) fn take(&mut self, seen: &Seen, own: &mut Bits) -> Result<Option<Code>, Full> {
        let Some(header) = &seen.header else { return Ok(None) };
        if self.records.len() >= self.most || self.streams.len() >= self.most || self.nonces.len() >= self.most {
            return Err(Full);
        }
        let seconds = header.recorded.timestamp().as_second();
        let epoch = *self.epoch.get_or_insert(seconds);
        let mut suspected = None;
        let prints = &seen.prints;
        let stream = Print::new(prints.stream);

        if self.mine(prints.stream) {
            let (next, last) = self.streams.get(&stream).map_or((0, None), |end| (u64::from(end.next), Some(end.last)));
            let linked = match last {
                Some(last) => last == Print::new(prints.stream_previous),
                None => header.stream_previous == crate::model::EntryHash::NONE,
            };
            if header.number != next {
                suspected = Some(Code::StreamNumber);
            } else if !linked {
                suspected = Some(Code::StreamLink);
            }
            let next = u32::try_from(header.number.saturating_add(1)).unwrap_or(u32::MAX);
            self.streams.insert(stream, End { next, last: Print::new(prints.entry) });
        }

        if let Some(said) = &seen.said {
            if self.mine(prints.nonce) && !self.nonces.insert(Print::new(prints.nonce)) {
                suspected = Some(Code::NonceRepeated);
            }
            let mut of_own = false;
            for &cited in &prints.basis {
                if !self.mine(cited) {
                    continue;
                }
                match self.records.get(&Print::new(cited)) {
                    None => suspected = Some(Code::BasisUnknown),
                    Some(cited) => {
                        of_own |= cited.stream == stream;
                        let recorded = epoch.saturating_add(i64::from(cited.recorded));
                        if recorded.saturating_sub(said.signed_at.timestamp().as_second()) > CLOCK_SKEW_SECONDS_MAX {
                            suspected = suspected.or(Some(Code::SignedBeforeBasis));
                        }
                    }
                }
            }
            of_own |= self.shares > 1 && own.get(seen.at);
            if self.shares > 1 && of_own {
                own.set(seen.at);
            }
            if self.share + 1 == self.shares && !of_own && header.number > 0 {
                suspected = suspected.or(Some(Code::BasisOutsideStream));
            }
        }

        if self.mine(prints.record) {
            let recorded = u32::try_from(seconds.saturating_sub(epoch).saturating_add(1)).unwrap_or(u32::MAX);
            self.records.entry(Print::new(prints.record)).or_insert(Cited { stream, recorded });
        }
        Ok(suspected)
    }

    const fn mine(&self, print: u64) -> bool {
        self.shares == 1 || print % self.shares == self.share
    }
}

/// One bit an entry.
#[derive(Default)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    pub(super) fn get(&self, at: u64) -> bool {
        self.0.get((at / 64) as usize).is_some_and(|word| word >> (at % 64) & 1 == 1)
    }

    pub(super) fn set(&mut self, at: u64) {
        let word = (at / 64) as usize;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (at % 64);
    }
}

/// How many entries one pass remembers. Three tables of 2^21 places, 21, 21 and 9 bytes each, take 107 MB in the worst case
/// (every entry a decision of its own), and hold up to 1.8 million entries before they would double.
pub(super) const PASS_ENTRIES_MAX: usize = 1_500_000;
