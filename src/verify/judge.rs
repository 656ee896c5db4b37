//! Judging a ledger: one full pass over the log, light passes where they are needed, and then what only the end tells.

use std::sync::Arc;

use super::anchors;
use super::code::Code;
use super::documents::Documents;
use super::exact::Suspects;
use super::examine::{Authority, Examiner, Seen, says_registry};
use super::folder;
use super::known::KnownHead;
use super::links::Links;
use super::memory::{Bits, Full, Memory, PASS_ENTRIES_MAX};
use super::pipeline::{Line, in_order};
use super::report::{Check, Facts, Finding, Gathered, NotChecked, Place, Report, Subject};
use super::tiles::Tiles;
use super::trust::Trust;
use crate::chain::FrameError;
use crate::format::Verifiers;
use crate::model::Seq;
use crate::port::{Broken, Chunk, ReadEvidence, ReadLedger, StoreError};
use crate::registry::Registry;

/// What a ledger is judged by.
#[derive(Debug, Clone)]
pub struct Policy {
    /// What the inspector believes; without it a sound ledger is intact and unanchored.
    pub trust: Option<Trust>,
    /// Heads the inspector knows, besides those of the trust file.
    pub known_heads: Vec<KnownHead>,
    /// How many threads work beside the one that calls.
    pub threads: usize,
    /// 32 random bytes, drawn anew for each run: the key of the fingerprints that entries are remembered by, so that nobody
    /// can have prepared two with the same.
    pub seed: [u8; 32],
}

/// How far a run has come, for whoever waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Which pass over the log, from 1.
    pub pass: u32,
    /// How many entries it has handed out.
    pub entries: u64,
    /// How many the checkpoint says there are, where there is one.
    pub expected: Option<u64>,
}

/// A ledger that could not be judged at all.
#[derive(Debug, thiserror::Error)]
#[error("{what} could not be read")]
pub struct ReadError {
    /// What was to be read.
    pub what: &'static str,
    /// What the store says.
    #[source]
    pub source: StoreError,
}

/// Judges a ledger. Every byte a verdict rests on is read again; nothing is written; memory stays bounded.
///
/// The checkpoint that is read first is the snapshot that is judged: a writer may go on meanwhile. Entries beyond it are
/// counted and not judged, unless a known head covers them.
///
/// # Errors
/// [`ReadError`] where checkpoint, marker or the list of files cannot be read at all. What cannot be read later on is a
/// finding.
pub fn run<S: ReadLedger + ReadEvidence>(
    source: &S,
    policy: &Policy,
    progress: &dyn Fn(Progress),
) -> Result<Report, ReadError> {
    run_in_shares(source, policy, progress, PASS_ENTRIES_MAX)
}

/// The same with another bound on what one pass remembers.
pub(super) fn run_in_shares<S: ReadLedger + ReadEvidence>(
    source: &S,
    policy: &Policy,
    progress: &dyn Fn(Progress),
    most: usize,
) -> Result<Report, ReadError> {
    let fail = |what| move |source| ReadError { what, source };
    let checkpoint = source.checkpoint().map_err(fail("the checkpoint"))?;
    let marker = source.marker().map_err(fail("the marker"))?;
    let mut out = Gathered::default();
    let partial_tiles = folder::look(source, &mut out).map_err(fail("the list of files"))?;

    let checkpoint = anchors::read_checkpoint(checkpoint.as_deref(), &mut out);
    let covered = checkpoint.as_ref().map(|signed| signed.checkpoint().size);
    let heads = anchors::known_heads(policy);
    let sizes: Vec<u64> = heads.iter().map(|head| head.size()).chain(covered).collect();
    // Entries beyond the checkpoint are judged as far as somebody knows of them: a power cut may leave an older checkpoint
    // than the receipts that were given out.
    let limit = covered.map_or(u64::MAX, |_| sizes.iter().copied().max().unwrap_or(u64::MAX));

    let expected = source.tip().map_or(0, |tip| tip.size).min(limit);
    let expected = usize::try_from(expected).unwrap_or(usize::MAX);
    let examiner = Examiner { documents: Documents::new(source), seed: policy.seed };
    let log = Log::open(source, limit, Watch { progress, pass: 1, expected: covered });
    let mut full = FullPass {
        log,
        examiner: &examiner,
        registry: None,
        founded: false,
        keys: Verifiers::default(),
        links: Links::new(sizes),
        tiles: Tiles::new(source, partial_tiles),
        memory: Some(Memory::new(0, 1, most, expected)),
        own: Bits::default(),
        suspects: Suspects::default(),
        facts: Facts::default(),
        out,
    };
    in_order(policy.threads, &mut full, &|keys, job| work(&examiner, keys, job));
    let FullPass { log, registry, links, tiles, memory, mut suspects, mut facts, mut out, .. } = full;
    let end = log.end;
    let size = links.size();

    tiles.finish(&mut out);
    let mut passes = Passes { source, examiner: &examiner, threads: policy.threads, limit: size, progress, pass: 1 };
    if memory.is_none() {
        suspects = passes.in_shares(most, &mut out);
    }
    if !suspects.is_empty() {
        passes.light(&mut out, |seen, file, out| suspects.take(seen, file, out));
    }
    suspects.finish(&mut out);
    for check in [Check::Streams, Check::Nonces, Check::Basis] {
        out.looked(check, size);
    }

    let origin = registry.as_ref().map(|registry| registry.origin().clone()).or_else(|| links.origin.clone());
    folder::marker(marker.as_deref(), origin.as_ref(), &mut out);
    let judged = anchors::Judged {
        checkpoint: checkpoint.as_ref(),
        registry: registry.as_deref(),
        origin: origin.as_ref(),
        links: &links,
        heads: &heads,
        whole: end.unreadable.is_none() && covered.is_none_or(|covered| covered <= size),
    };
    end.tell(size, covered, &mut out);
    let attested = anchors::judge(&judged, policy, &mut out);
    match registry.as_deref() {
        None => {
            for check in [Check::Authority, Check::Doubt] {
                out.skip(check, NotChecked::NoRegistry);
            }
        }
        Some(registry) if registry.has_compromised_keys() => {
            passes.light(&mut out, |seen, file, out| doubt(registry, &attested, seen, file, out));
        }
        Some(_) => out.looked(Check::Doubt, size),
    }
    // Neither is built into this version: the report says so, and pins nothing on it.
    out.skip(Check::OutsideTime, NotChecked::NoTimeAuthority);
    out.skip(Check::Procedure, NotChecked::NoProfile);

    facts.origin.clone_from(&origin);
    facts.size = size;
    facts.root = Some(links.root());
    facts.first_recorded = links.first_recorded;
    facts.last_recorded = links.recorded;
    facts.decisions = links.decisions;
    facts.records = out.items(Check::Records);
    facts.signatures = out.items(Check::Signatures);
    facts.log_bytes = log.bytes;
    facts.evidence_bytes = examiner.documents.bytes();
    anchors::show(&judged, &mut facts);
    Ok(out.report(Subject::Ledger, facts, None))
}

/// A piece of work: a stretch of the log, and the registry after it.
struct Job {
    stretch: Stretch,
    registry: Option<Arc<Registry>>,
    /// Entries that have been examined already, at their place in the stretch.
    examined: Vec<(usize, Seen)>,
}

/// What came of it.
struct Done {
    file: String,
    seen: Vec<Seen>,
    late: u64,
    attachments: u64,
    out: Gathered,
}

/// Examines a stretch. Authority is judged by the registry *after* it: the registry keeps its whole past, and says of any
/// earlier entry what it said there. Registry records themselves have been judged before, each at its own place.
fn work<S: ReadEvidence + ?Sized>(examiner: &Examiner<'_, S>, keys: &mut Verifiers, job: Job) -> Done {
    let Job { stretch, registry, examined } = job;
    let authority = registry.as_deref().map_or(Authority::None, Authority::Registry);
    let mut done = Done {
        file: stretch.chunk.locus.file.clone(),
        seen: Vec::with_capacity(stretch.count),
        late: 0,
        attachments: 0,
        out: Gathered::default(),
    };
    let mut examined = examined.into_iter().peekable();
    for place in 0..stretch.count {
        if let Some((_, seen)) = examined.next_if(|(at, _)| *at == place) {
            done.seen.push(seen);
            continue;
        }
        let (bytes, at, offset) = stretch.frame(place);
        let one = examiner.examine(bytes, at, (&done.file, offset), authority, keys, &mut done.out);
        let mut seen = one.seen;
        if let Some(record) = one.record {
            done.late += u64::from(record.late.is_some());
            done.attachments += record.attachments.len() as u64;
            seen.said = Some(record.into());
        }
        done.seen.push(seen);
    }
    done
}

/// Both ends of the full pass.
struct FullPass<'a, S: ReadLedger + ReadEvidence> {
    log: Log<'a>,
    examiner: &'a Examiner<'a, S>,
    registry: Option<Arc<Registry>>,
    founded: bool,
    keys: Verifiers,
    links: Links,
    tiles: Tiles<'a, S>,
    /// `None` once it was full: then it is done again in shares.
    memory: Option<Memory>,
    own: Bits,
    suspects: Suspects,
    facts: Facts,
    out: Gathered,
}

impl<S: ReadLedger + ReadEvidence> Line for FullPass<'_, S> {
    type Job = Job;
    type Done = Done;

    fn next(&mut self) -> Option<Job> {
        let stretch = self.log.next()?;
        let mut examined = Vec::new();
        for place in 0..stretch.count {
            let (bytes, at, offset) = stretch.frame(place);
            // Entry 0 founds the ledger or nothing does.
            if at == 0 || says_registry(bytes) {
                let seen = self.registry_entry(bytes, at, (&stretch.chunk.locus.file, offset));
                examined.push((place, seen));
            }
        }
        Some(Job { stretch, registry: self.registry.clone(), examined })
    }

    fn take(&mut self, done: Done) {
        self.facts.late += done.late;
        self.facts.attachments += done.attachments;
        self.out.merge(done.out);
        let Self { links, tiles, out, .. } = self;
        let mut completed = Vec::new();
        for seen in &done.seen {
            links.follow(seen, &done.file, out, |node, hash| completed.push((node, hash)));
            for (node, hash) in completed.drain(..) {
                tiles.take(node, hash, out);
            }
            let Some(memory) = &mut self.memory else { continue };
            match memory.take(seen, &mut self.own) {
                Ok(None) => {}
                Ok(Some(code)) => self.suspects.add(seen, code),
                Err(Full) => {
                    self.memory = None;
                    self.suspects = Suspects::default();
                }
            }
        }
    }
}

impl<S: ReadLedger + ReadEvidence> FullPass<'_, S> {
    /// Examines an entry of the registry at its own place, and lets it change the registry where it is entitled to.
    fn registry_entry(&mut self, bytes: &[u8], at: u64, locus: (&str, u64)) -> Seen {
        let authority = match &self.registry {
            Some(registry) => Authority::Registry(registry),
            None if at == 0 => Authority::Founding,
            None => Authority::None,
        };
        let one = self.examiner.examine(bytes, at, locus, authority, &mut self.keys, &mut self.out);
        let mut seen = one.seen;
        if at == 0 {
            self.founded = one.founded.is_some();
            self.registry = one.founded.map(Arc::new);
            if !self.founded && self.out.found(Code::NotFounded) == 0 {
                self.out.add(Finding::new(Code::NotFounded, seen.place(locus.0)));
            }
        } else if let (true, Some(registry), Some(record)) = (one.entitled, &mut self.registry, &one.record)
            && let Err(error) = Arc::make_mut(registry).apply(record, Seq(at))
        {
            // Judged a moment ago by the same rules.
            self.out.add(Finding::new(Code::RegistryRule, seen.place(locus.0)).saying(error));
        }
        if let Some(record) = one.record {
            self.facts.late += u64::from(record.late.is_some());
            self.facts.attachments += record.attachments.len() as u64;
            seen.said = Some(record.into());
        }
        seen
    }
}

/// Light passes over entries that have been examined: no digests, no signatures.
struct Passes<'a, S: ReadLedger + ReadEvidence> {
    source: &'a S,
    examiner: &'a Examiner<'a, S>,
    threads: usize,
    limit: u64,
    progress: &'a dyn Fn(Progress),
    pass: u32,
}

impl<S: ReadLedger + ReadEvidence> Passes<'_, S> {
    fn light(&mut self, out: &mut Gathered, take: impl FnMut(&Seen, &str, &mut Gathered)) {
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
    fn in_shares(&mut self, most: usize, out: &mut Gathered) -> Suspects {
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

struct LightPass<'a, F> {
    log: Log<'a>,
    take: F,
    out: &'a mut Gathered,
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
fn doubt(registry: &Registry, attested: &[(u64, u64)], seen: &Seen, file: &str, out: &mut Gathered) {
    out.looked(Check::Doubt, 1);
    let (Some(header), Some(said)) = (&seen.header, &seen.said) else { return };
    for signatory in &said.offices {
        let Some(end) = registry.doubt(&signatory.key, Seq(seen.at), header.recorded) else { continue };
        let since = end.since.map(|since| since.bounds().0.as_second());
        let before = |&(size, seconds): &(u64, u64)| {
            size > seen.at && since.is_some_and(|since| i64::try_from(seconds).is_ok_and(|seconds| seconds < since))
        };
        if attested.iter().any(before) {
            continue;
        }
        let since = end.since.map(|since| since.to_string()).unwrap_or_default();
        let finding = Finding::new(Code::AuthorityInDoubt, seen.place(file));
        let finding = finding.against(format!("< {since}"), header.recorded);
        out.add(finding.saying(format!("{} {} (entry {})", signatory.office, signatory.key.id(), end.at)));
    }
}

/// The log as it is read: stretches of whole frames up to a limit, and what comes after it.
struct Log<'a> {
    chunks: Option<Chunks<'a>>,
    watch: Watch<'a>,
    limit: u64,
    handed: u64,
    bytes: u64,
    end: End,
}

type Chunks<'a> = Box<dyn Iterator<Item = Result<Chunk, StoreError>> + Send + 'a>;

struct Watch<'a> {
    progress: &'a dyn Fn(Progress),
    pass: u32,
    expected: Option<u64>,
}

/// Whole frames to be judged.
struct Stretch {
    chunk: Chunk,
    /// The place of the first in the log.
    from: u64,
    /// How many are judged.
    count: usize,
}

impl Stretch {
    /// A frame's bytes, its place in the log and its offset in the file.
    fn frame(&self, place: usize) -> (&[u8], u64, u64) {
        let range = self.chunk.frames[place].clone();
        let offset = self.chunk.locus.offset + range.start as u64;
        (self.chunk.bytes.get(range).unwrap_or_default(), self.from + place as u64, offset)
    }
}

/// How the log ended.
#[derive(Default)]
struct End {
    beyond: u64,
    broken: Option<Broken>,
    unreadable: Option<String>,
}

impl<'a> Log<'a> {
    fn open<S: ReadLedger>(source: &'a S, limit: u64, watch: Watch<'a>) -> Self {
        let (chunks, unreadable) = match source.chunks() {
            Ok(chunks) => (Some(chunks), None),
            Err(error) => (None, Some(error.to_string())),
        };
        let end = End { unreadable, ..End::default() };
        Self { chunks, watch, limit, handed: 0, bytes: 0, end }
    }

    fn next(&mut self) -> Option<Stretch> {
        loop {
            let chunk = match self.chunks.as_mut()?.next() {
                None => {
                    self.chunks = None;
                    return None;
                }
                Some(Err(error)) => {
                    self.chunks = None;
                    self.end.unreadable = Some(error.to_string());
                    return None;
                }
                Some(Ok(chunk)) => chunk,
            };
            let from = self.handed;
            let room = usize::try_from(self.limit - from).unwrap_or(usize::MAX);
            let count = chunk.frames.len().min(room);
            self.handed += count as u64;
            self.bytes += chunk.bytes.len() as u64;
            self.end.beyond += (chunk.frames.len() - count) as u64;
            if let Some(broken) = &chunk.broken {
                self.end.broken = Some(broken.clone());
                self.chunks = None;
            }
            if self.end.beyond >= BEYOND_COUNTED_MAX {
                self.chunks = None;
            }
            let Watch { progress, pass, expected } = self.watch;
            progress(Progress { pass, entries: self.handed, expected });
            if count > 0 {
                return Some(Stretch { chunk, from, count });
            }
        }
    }
}

impl End {
    /// Says how the log ended, `size` entries having been judged of the `covered` ones of the checkpoint.
    fn tell(self, size: u64, covered: Option<u64>, out: &mut Gathered) {
        let short = covered.filter(|covered| size < *covered);
        match &self.broken {
            // What lies after the last acknowledged entry was never promised to anybody: a write that was cut off.
            Some(broken) if short.is_none() && (covered.is_some() || broken.why == FrameError::Cut) => {
                let finding = Finding::new(Code::LogTornTail, Place::file(&broken.locus));
                out.add(finding.saying(format!("{} bytes: {}", broken.bytes, broken.why)));
            }
            Some(broken) => {
                let place = Place { seq: Some(size), ..Place::file(&broken.locus) };
                out.add(Finding::new(Code::LogBroken, place).saying(format!("{} bytes: {}", broken.bytes, broken.why)));
            }
            None => {}
        }
        let beyond = self.beyond + covered.map_or(0, |covered| size.saturating_sub(covered));
        if beyond > 0 {
            let place = Place { seq: covered, ..Place::default() };
            let more = if self.beyond >= BEYOND_COUNTED_MAX { "≥ " } else { "" };
            out.add(Finding::new(Code::LogBeyondCheckpoint, place).saying(format!("{more}{beyond}")));
        }
        if let Some(why) = self.unreadable {
            let place = Place { seq: Some(size), ..Place::default() };
            out.add(Finding::new(Code::LogUnreadable, place).saying(why));
        } else if let Some(covered) = short {
            let place = Place { seq: Some(size), ..Place::default() };
            out.add(Finding::new(Code::LogShort, place).against(covered, size));
        }
    }
}

/// So many entries beyond the checkpoint are counted; a writer who never stops does not keep the judge reading.
const BEYOND_COUNTED_MAX: u64 = 100_000;
