//! Light passes over entries that have been examined: no digests, no signatures, only what a first pass could not yet know.

use super::code::Code;
use super::exact::Suspects;
use super::examine::{Examiner, Seen};
use super::judge::Progress;
use super::log::{Log, Stretch, Watch};
use super::memory::{Bits, Memory};
use super::pipeline::{Line, in_order};
use super::report::{Check, Finding, Gathered, Place};
use crate::format::Signatory;
use crate::model::{RecordedTime, Seq};
use crate::port::{ReadEvidence, ReadLedger};
use crate::registry::Registry;

/// Light passes over entries that have been examined: no digests, no signatures.
pub(super) struct Passes<'a, S: ReadLedger + ReadEvidence> {
    pub(super) source: &'a S,
    pub(super) examiner: &'a Examiner<'a, S>,
    pub(super) threads: usize,
    pub(super) limit: u64,
    pub(super) progress: &'a dyn Fn(Progress),
    pub(super) pass: u32,
}

impl<S: ReadLedger + ReadEvidence> Passes<'_, S> {
    pub(super) fn light(&mut self, out: &mut Gathered, take: impl FnMut(&Seen, &str, &mut Gathered)) {
        self.pass += 1;
        let watch = Watch { progress: self.progress, pass: self.pass, expected: Some(self.limit) };
        let log = Log::open(self.source, self.limit, watch);
        let mut line = LightPass { log, take, out };
        let examiner = self.examiner;
        in_order::<_, ()>(self.threads, &mut line, &|(), stretch: Stretch| {
            let seen = (0..stretch.count).map(|place| {
                let (bytes, at, offset) = stretch.frame(place);
                examiner.glance(bytes, at, offset)
            });
            (seen.collect::<Vec<_>>(), stretch.chunk.locus.file.clone())
        });
        let LightPass { log, out, .. } = line;
        if log.handed < self.limit {
            // It could be read a moment ago.
            let why = log.end.unreadable.unwrap_or_else(|| "the log changed while it was read".into());
            out.add(Finding::new(Code::LogUnreadable, Place::default()).saying(why));
        }
    }

    /// Remembers the whole log share by share.
    pub(super) fn in_shares(&mut self, most: usize, out: &mut Gathered) -> Suspects {
        let mut suspects = Suspects::default();
        let mut own = Bits::default();
        // Fingerprints fall into shares evenly, nearly: a tenth of room.
        let share = (most as u64 * 9 / 10).max(1);
        let shares = self.limit.div_ceil(share).max(2);
        for at in 0..shares {
            let mut memory = Memory::new(at, shares, usize::MAX, most);
            self.light(out, |seen, _, _| {
                // Bounded by its share: only the first pass, which remembers everything, can be full.
                if let Ok(Some(code)) = memory.take(seen, &mut own) {
                    suspects.add(seen, code);
                }
            });
        }
        suspects
    }
}

pub(super) struct LightPass<'a, F> {
    pub(super) log: Log<'a>,
    pub(super) take: F,
    pub(super) out: &'a mut Gathered,
}

impl<F: FnMut(&Seen, &str, &mut Gathered)> Line for LightPass<'_, F> {
    type Job = Stretch;
    type Done = (Vec<Seen>, String);

    fn next(&mut self) -> Option<Stretch> {
        self.log.next()
    }

    fn take(&mut self, (seen, file): Self::Done) {
        for one in &seen {
            (self.take)(one, &file, self.out);
        }
    }
}

/// Finds records signed with a key that was later declared compromised since before then. A witnessed head that covers the
/// record and is older than that takes the doubt away.
pub(super) fn doubt(registry: &Registry, attested: &[(u64, u64)], seen: &Seen, file: &str, out: &mut Gathered) {
    out.looked(Check::Doubt, 1);
    let (Some(header), Some(said)) = (&seen.header, &seen.said) else { return };
    doubt_of(registry, attested, (Seq(seen.at), header.recorded), &said.offices, &|| seen.place(file), out);
}

/// The same for one record, by its place and when it was recorded. `attested` are sizes that trusted witnesses have seen, each with its unix time.
pub(super) fn doubt_of(
    registry: &Registry,
    attested: &[(u64, u64)],
    (at, recorded): (Seq, RecordedTime),
    offices: &[Signatory],
    place: &dyn Fn() -> Place,
    out: &mut Gathered,
) {
    for signatory in offices {
        let Some(end) = registry.doubt(&signatory.key, at, recorded) else { continue };
        let since = end.since.map(|since| since.bounds().0.as_second());
        let before = |&(size, seconds): &(u64, u64)| {
            size > at.0 && since.is_some_and(|since| i64::try_from(seconds).is_ok_and(|seconds| seconds < since))
        };
        if attested.iter().any(before) {
            continue;
        }
        let since = end.since.map(|since| since.to_string()).unwrap_or_default();
        let finding = Finding::new(Code::AuthorityInDoubt, place()).against(format!("< {since}"), recorded);
        out.add(finding.saying(format!("{} {} (entry {})", signatory.office, signatory.key.id(), end.at)));
    }
}
