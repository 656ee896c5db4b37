//! Judging a ledger: one full pass over the log, light passes where they are needed, and then what only the end tells.

use std::collections::HashMap;
use std::sync::Arc;

use super::anchors;
use super::code::Code;
use super::documents::Documents;
use super::erasures::{Erasures, Marked};
use super::exact::Suspects;
use super::examine::{Authority, Examiner, Seen, says_registry};
use super::folder;
use super::known::KnownHead;
use super::links::Links;
use super::log::{Log, Stretch, Watch};
use super::memory::{Bits, Full, Memory, PASS_ENTRIES_MAX};
use super::passes::{Passes, doubt};
use super::pipeline::{Line, in_order};
use super::procedure::{self, Procedure, Tally};
use super::report::{Check, Facts, Finding, Gathered, NotChecked, Report, Subject};
use super::tiles::Tiles;
use super::trust::Trust;
use crate::crypto::hash::fingerprint;
use crate::format::Verifiers;
use crate::model::{EntryHash, Seq};
use crate::port::{ReadEvidence, ReadLedger, StoreError, StoreErrorKind};
use crate::procedure::Holidays;
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
    /// The holidays by which days are counted: those that are built in, and what the inspector brings.
    pub holidays: Holidays,
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

/// The same of the records alone: no document and no opening is read, and nothing is said of them. For whoever acts on one
/// record and asks first whether anything is against it.
///
/// # Errors
/// As [`run`].
pub fn run_records<S: ReadLedger + ReadEvidence>(
    source: &S,
    policy: &Policy,
    progress: &dyn Fn(Progress),
) -> Result<Report, ReadError> {
    run_on(source, Documents::unread(source), policy, progress, PASS_ENTRIES_MAX)
}

/// The whole with another bound on what one pass remembers.
pub(super) fn run_in_shares<S: ReadLedger + ReadEvidence>(
    source: &S,
    policy: &Policy,
    progress: &dyn Fn(Progress),
    most: usize,
) -> Result<Report, ReadError> {
    run_on(source, Documents::new(source), policy, progress, most)
}

fn run_on<S: ReadLedger + ReadEvidence>(
    source: &S,
    documents: Documents<'_, S>,
    policy: &Policy,
    progress: &dyn Fn(Progress),
    most: usize,
) -> Result<Report, ReadError> {
    let fail = |what| move |source| ReadError { what, source };
    let checkpoint = source.checkpoint().map_err(fail("the checkpoint"))?;
    let marker = match source.marker() {
        // Over any size a marker can have: it was read, and is none.
        Err(error) if error.kind == StoreErrorKind::Corrupt => Some(Vec::new()),
        marker => marker.map_err(fail("the marker"))?,
    };
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
    if documents.are_unread() {
        for check in [Check::Attachments, Check::Openings] {
            out.skip(check, NotChecked::NotCarried);
        }
    }
    let examiner = Examiner { documents, seed: policy.seed };
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
        marked: Marked::default(),
        facts: Facts::default(),
        decisions: Tally::default(),
        names_profiles: false,
        out,
    };
    in_order(policy.threads, &mut full, &|keys, job| work(&examiner, keys, job));
    let FullPass {
        log,
        registry,
        links,
        tiles,
        memory,
        mut suspects,
        marked,
        mut facts,
        decisions,
        names_profiles,
        mut out,
        ..
    } = full;
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
    let judge = Procedure::new(source, registry.as_deref(), &policy.holidays).up_to(size);
    let (documents, decisions_seen) = (&examiner.documents, links.decisions);
    let (registered, withheld) = (registry.as_deref(), &HashMap::new());
    Erasures { marked, documents, procedure: &judge, registry: registered, decisions: decisions_seen, withheld }.judge(
        &mut |out, take| passes.light(out, take),
        most,
        &mut out,
    );
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
    // Not built into this version: the report says so, and pins nothing on it.
    out.skip(Check::OutsideTime, NotChecked::NoTimeAuthority);
    let decisions = Tally { last: procedure::last_day(links.recorded), ..decisions };
    let print = |hash: &EntryHash| fingerprint(&policy.seed, &hash.0);
    let procedure = if names_profiles {
        Some(procedure::judge_all(&judge, decisions, &print, &mut out))
    } else {
        out.skip(Check::Procedure, NotChecked::NoProfile);
        None
    };

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
    anchors::show(judged.registry, judged.checkpoint, &mut facts);
    Ok(Report { procedure, ..out.report(Subject::Ledger, facts, None) })
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
    /// Whether one of its records adopts a profile or pins one.
    names_profile: bool,
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
        names_profile: false,
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
            done.names_profile |= procedure::names_profile(&record);
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
    /// Where sealed attachments are amiss, and where erasures stand.
    marked: Marked,
    facts: Facts,
    /// The entries of decisions and of calendars, to be found again by the rules of procedure.
    decisions: Tally,
    /// Whether any decision names a profile, or any was adopted: only then is there a procedure to judge.
    names_profiles: bool,
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
        self.names_profiles |= done.names_profile;
        self.out.merge(done.out);
        let Self { links, tiles, out, decisions, marked, .. } = self;
        let mut completed = Vec::new();
        for seen in &done.seen {
            marked.take(seen);
            if seen.header.as_ref().is_some_and(|header| procedure::is_read_again(&header.stream)) {
                decisions.add(seen.prints.entry);
            }
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
