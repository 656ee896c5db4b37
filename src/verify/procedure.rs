//! The procedure of every decision: histories out of entries, each judged by the profile it pinned when it was opened.
//!
//! Decisions are read stream by stream, each once, so that memory does not grow with the ledger. A stream is found through
//! the store's own ordering, which nobody has checked; so what is read is held against the full pass by a sum of keyed
//! fingerprints over the entries of all decisions, and of the holiday tables they are counted by. Where the two differ
//! nothing is vouched for.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;

use super::calendars::{self, Calendars};
use super::code::Code;
use super::gather::Gathered;
use super::report::{Check, FINDINGS_KEPT_MAX, Finding, NotChecked, Place};
use crate::crypto::PublicKey;
use crate::format::{Content, Envelope, Record};
use crate::model::{DecisionId, EvidenceDigest, ProfileId, RecordDigest, RecordedTime, Seq, StreamId, Value, kind};
use crate::port::{ReadEvidence, ReadLedger, StoreError, StoreErrorKind, StoredEntry};
use crate::procedure::history::{LateEntry, day_of};
use crate::procedure::profile::PROFILE_BYTES_MAX;
use crate::procedure::{
    Bodies, Deliberated, Document, History, Holidays, Judgement, Profile, Severity, Signer, Step, judge,
};
use crate::registry::{AdoptProfile, Registry};

/// What a decision is judged by, or why it is not.
#[derive(Debug, Clone)]
pub enum Pinned {
    /// This profile.
    Profile(Arc<Profile>, EvidenceDigest),
    /// It names none.
    None,
    /// It names one whose text is not there, or is none.
    Unreadable(ProfileId, String),
}

/// A decision, judged.
#[derive(Debug, Clone)]
pub struct Judged {
    /// Its records.
    pub history: History,
    /// What it was judged by.
    pub pinned: Pinned,
    /// Whether the profile it names was in force when it was opened.
    pub adoption: Adoption,
    /// The holidays that its periods are counted by.
    pub holidays: Arc<Holidays>,
    /// What that came to; empty where there is no profile.
    pub judgement: Judgement,
}

/// How the profile that a decision names stood when it was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adoption {
    /// It was in force.
    InForce,
    /// Another text of the same profile had been adopted after it.
    Superseded(Seq),
    /// It had not been adopted.
    NotAdopted,
    /// None is named, though the ledger had adopted profiles.
    NotNamed,
    /// None is named, and there was none.
    NoneThere,
}

/// What judging the procedure of all decisions came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProcedureReport {
    /// How many decisions were judged by a profile.
    pub judged: u64,
    /// How many name none.
    pub without_profile: u64,
    /// How many rules were kept, over all decisions.
    pub kept: u64,
    /// How many could not be decided.
    pub undecided: u64,
    /// What was found, decision by decision; at most [`FINDINGS_KEPT_MAX`].
    pub findings: Vec<Found>,
    /// How often each rule was broken; rules beyond the thousandth are counted under ``.
    pub counts: BTreeMap<String, u64>,
    /// How many findings there are of each severity.
    pub severities: BTreeMap<Severity, u64>,
    /// Bodies at which nobody ever dissented: counted over all decisions, and no findings.
    pub unanimous: Vec<Deliberated>,
}

/// A rule that a decision breaks, with what is needed to name the records it speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The decision.
    pub decision: DecisionId,
    /// What was found.
    pub finding: crate::procedure::Finding,
    /// The kinds of the records it names, by their numbers.
    pub kinds: BTreeMap<u64, &'static str>,
}

/// Judges decisions one by one; remembers the profiles it has read.
pub struct Procedure<'a, S: ?Sized> {
    source: &'a S,
    registry: Option<&'a Registry>,
    holidays: &'a Holidays,
    profiles: Mutex<HashMap<EvidenceDigest, Result<Arc<Profile>, String>>>,
    adoptions: Mutex<Option<Arc<Vec<Adopted>>>>,
    calendars: Mutex<Option<Arc<Calendars>>>,
    /// By how many tables had been adopted when a decision was opened.
    counted_by: Mutex<HashMap<usize, Arc<Holidays>>>,
    /// How many entries of the ledger there are for it.
    limit: u64,
}

/// A profile that was adopted.
#[derive(Debug, Clone)]
pub struct Adopted {
    /// The entry.
    pub at: Seq,
    /// What it says.
    pub what: AdoptProfile,
}

impl<'a, S: ReadLedger + ReadEvidence + ?Sized> Procedure<'a, S> {
    /// Judges decisions of `source`. Without a registry no persons are known. `holidays` are those at hand: where the ledger
    /// has adopted tables of its own, those go before, but not before what was brought.
    pub fn new(source: &'a S, registry: Option<&'a Registry>, holidays: &'a Holidays) -> Self {
        Self {
            source,
            registry,
            holidays,
            profiles: Mutex::default(),
            adoptions: Mutex::default(),
            calendars: Mutex::default(),
            counted_by: Mutex::default(),
            limit: u64::MAX,
        }
    }

    /// The same of the first `limit` entries alone.
    #[must_use]
    pub(super) fn up_to(self, limit: u64) -> Self {
        Self { limit, ..self }
    }

    /// Reads and judges a decision by the profile it pinned; `None` where there is no such decision.
    ///
    /// # Errors
    /// [`StoreError`], where its records cannot be read.
    pub fn decision(&self, id: &DecisionId, as_of: Option<Date>) -> Result<Option<Judged>, StoreError> {
        match self.history(id)? {
            Some(history) => self.judged(history, as_of).map(Some),
            None => Ok(None),
        }
    }

    /// Judges a history by the profile it pinned.
    ///
    /// # Errors
    /// [`StoreError`], where the adoptions cannot be read.
    pub fn judged(&self, history: History, as_of: Option<Date>) -> Result<Judged, StoreError> {
        let (pinned, adoption) = match history.opening() {
            Some(opening) => (self.pinned(opening), self.adoption(opening)?),
            None => (Pinned::None, Adoption::NoneThere),
        };
        let holidays = self.holidays_of(&history)?;
        let judgement = match &pinned {
            Pinned::Profile(profile, _) => judge(profile, &history, &holidays, as_of),
            Pinned::None | Pinned::Unreadable(..) => Judgement::default(),
        };
        Ok(Judged { history, pinned, adoption, holidays, judgement })
    }

    /// A decision's records; `None` where there is no such decision.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn history(&self, id: &DecisionId) -> Result<Option<History>, StoreError> {
        self.read(id, |_| {})
    }

    fn read(&self, id: &DecisionId, mut each: impl FnMut(&StoredEntry)) -> Result<Option<History>, StoreError> {
        let stream = StreamId::Decision(id.clone());
        let mut steps = Vec::new();
        let mut number = 0;
        loop {
            let entries = self.source.stream(&stream, number, STRETCH)?;
            let whole = entries.len() < STRETCH;
            steps.reserve(entries.len());
            for stored in entries {
                number += 1;
                if stored.entry.header().sequence.0 >= self.limit {
                    continue;
                }
                each(&stored);
                steps.extend(step(&stored, self.registry));
            }
            if whole {
                return Ok((number > 0).then(|| History::new(id.clone(), steps)));
            }
        }
    }

    /// The profile that a decision pins.
    pub fn pinned_by(&self, history: &History) -> Pinned {
        history.opening().map_or(Pinned::None, |opening| self.pinned(opening))
    }

    /// The profile that an opening names.
    fn pinned(&self, opening: &Step) -> Pinned {
        self.pinned_in(&opening.body)
    }

    /// The profile that a decision pinned when it was opened.
    ///
    /// # Errors
    /// [`StoreError`], where its first record cannot be read.
    pub fn pinned_at_opening(&self, id: &DecisionId) -> Result<Pinned, StoreError> {
        let first = self.source.stream(&StreamId::Decision(id.clone()), 0, 1)?;
        let body = first.first().and_then(record_of).and_then(|record| record.body_value().ok());
        Ok(body.map_or(Pinned::None, |body| self.pinned_in(&body)))
    }

    /// The profile that the body of an opening names.
    pub fn pinned_in(&self, opening: &Value) -> Pinned {
        let Some((id, digest)) = named(opening) else { return Pinned::None };
        let known = lock(&self.profiles).get(&digest).cloned();
        let profile = known.unwrap_or_else(|| {
            let read = self.profile(&digest).map(Arc::new);
            lock(&self.profiles).insert(digest, read.clone());
            read
        });
        match profile {
            Ok(profile) if profile.id == id => Pinned::Profile(profile, digest),
            Ok(profile) => Pinned::Unreadable(id, format!("the text with this digest is the profile `{}`", profile.id)),
            Err(why) => Pinned::Unreadable(id, why),
        }
    }

    /// Reads a profile out of the evidence, by the digest of its text.
    fn profile(&self, digest: &EvidenceDigest) -> Result<Profile, String> {
        let text = self.text(digest)?;
        Profile::read(&text).map_err(|errors| errors.first().map(ToString::to_string).unwrap_or_default())
    }

    /// The text of a profile, by its digest.
    ///
    /// # Errors
    /// In words: it is not there, or not what its digest says.
    pub fn text(&self, digest: &EvidenceDigest) -> Result<String, String> {
        calendars::text(self.source, digest, PROFILE_BYTES_MAX)
    }

    /// The holiday tables that the ledger has adopted.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn calendars(&self) -> Result<Arc<Calendars>, StoreError> {
        self.calendars_heard(|_| {})
    }

    /// The same; `each` is told of every entry of their streams, where they have not been read before.
    fn calendars_heard(&self, each: impl FnMut(&StoredEntry)) -> Result<Arc<Calendars>, StoreError> {
        if let Some(known) = &*lock(&self.calendars) {
            return Ok(Arc::clone(known));
        }
        let all = Arc::new(Calendars::read(self.source, self.limit, each)?);
        *lock(&self.calendars) = Some(Arc::clone(&all));
        Ok(all)
    }

    /// The holidays by which a decision is counted: by the tables that were in force when it was opened.
    ///
    /// # Errors
    /// [`StoreError`], where the adoptions cannot be read.
    pub fn holidays_of(&self, history: &History) -> Result<Arc<Holidays>, StoreError> {
        let opened = history.opening().map_or(Seq(u64::MAX), |opening| Seq(opening.seq));
        let calendars = self.calendars()?;
        let key = calendars.before(opened);
        let mut known = lock(&self.counted_by);
        if let Some(holidays) = known.get(&key) {
            return Ok(Arc::clone(holidays));
        }
        let holidays = Arc::new(calendars.holidays(self.holidays, opened));
        if known.len() >= HOLIDAYS_KEPT_MAX {
            known.clear();
        }
        known.insert(key, Arc::clone(&holidays));
        Ok(holidays)
    }

    /// All adoptions of profiles, in the order of the ledger.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn adoptions(&self) -> Result<Arc<Vec<Adopted>>, StoreError> {
        if let Some(known) = &*lock(&self.adoptions) {
            return Ok(Arc::clone(known));
        }
        let mut all = Vec::new();
        let mut after = last_decision();
        loop {
            let streams = self.source.streams(after.as_ref(), STRETCH)?;
            let Some(last) = streams.last() else { break };
            after = Some(last.clone());
            for stream in streams.iter().filter(|stream| matches!(stream, StreamId::Profile(_))) {
                for stored in self.source.stream(stream, 0, ADOPTIONS_MAX)? {
                    if let Some(what) = record_of(&stored).and_then(|record| AdoptProfile::read(&record).ok()) {
                        all.push(Adopted { at: stored.entry.header().sequence, what });
                    }
                }
            }
        }
        all.sort_by_key(|one| one.at);
        let all = Arc::new(all);
        *lock(&self.adoptions) = Some(Arc::clone(&all));
        Ok(all)
    }

    fn adoption(&self, opening: &Step) -> Result<Adoption, StoreError> {
        let adoptions = self.adoptions()?;
        let before = || adoptions.iter().filter(|one| one.at.0 < opening.seq);
        Ok(match named(&opening.body) {
            // What cannot name a profile, such as a yearly catalogue, is not at fault for naming none.
            None if opening.kind.field("profile").is_none() => Adoption::NoneThere,
            None if before().next().is_some() => Adoption::NotNamed,
            None => Adoption::NoneThere,
            Some((id, digest)) => match before().rfind(|one| one.what.profile == id) {
                Some(last) if last.what.blake3 == digest => Adoption::InForce,
                Some(last) if before().any(|one| one.what.profile == id && one.what.blake3 == digest) => {
                    Adoption::Superseded(last.at)
                }
                _ => Adoption::NotAdopted,
            },
        })
    }
}

/// The profile that an opening pins: its id and the digest of its text.
fn named(opening: &Value) -> Option<(ProfileId, EvidenceDigest)> {
    let pinned = opening.get("profile")?;
    Some((ProfileId::new(pinned.text("id")?).ok()?, pinned.text("blake3")?.parse().ok()?))
}

pub(super) fn record_of(stored: &StoredEntry) -> Option<Record> {
    let envelope = Envelope::read(stored.entry.envelope()).ok()?;
    Record::read(&envelope.payload).ok()
}

/// The last name that a decision's stream can have. Streams of profiles come after those of decisions, so that whoever
/// looks for them need not pass over every decision.
fn last_decision() -> Option<StreamId> {
    DecisionId::new(&"z".repeat(DECISION_ID_CHARS_MAX)).ok().map(StreamId::Decision)
}

/// Where a record stands in its decision, or would stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// Its number in the decision.
    pub number: u64,
    /// Its place in the ledger.
    pub seq: u64,
    /// What others cite it by.
    pub record: RecordDigest,
    /// When it was entered.
    pub recorded: RecordedTime,
}

/// A record as rules look at it; `None` where it cannot be read, which is found elsewhere.
pub fn step(stored: &StoredEntry, registry: Option<&Registry>) -> Option<Step> {
    let header = stored.entry.header();
    let (number, seq) = (header.number, header.sequence.0);
    let at = Placed { number, seq, record: header.record_blake3, recorded: header.recorded };
    step_at(record_of(stored)?, at, registry)
}

/// A record as rules look at it, at its place; `None` where nobody knows its kind.
pub fn step_at(record: Record, at: Placed, registry: Option<&Registry>) -> Option<Step> {
    let spec = kind::find(&record.kind)?;
    let body = record.body_value().unwrap_or(Value::Table(Vec::new()));
    let person = |key: &PublicKey| registry.and_then(|registry| registry.person(key)).cloned();
    Some(Step {
        number: at.number,
        seq: at.seq,
        record: at.record,
        kind: spec,
        recorded: at.recorded,
        signed_at: record.signed_at,
        occurred: record.occurred,
        signers: record
            .offices
            .into_iter()
            .map(|one| Signer { person: person(&one.key), office: one.office, key: one.key })
            .collect(),
        basis: record.basis,
        body,
        documents: record
            .attachments
            .into_iter()
            .map(|one| Document {
                role: one.role,
                name: one.name,
                digest: match one.content {
                    Content::Open { blake3, .. } => Some(blake3.to_string()),
                    Content::Sealed(_) => None,
                },
                sealed: match one.content {
                    Content::Open { .. } => None,
                    Content::Sealed(sealed) => Some(sealed),
                },
            })
            .collect(),
        late: record.late.map(|late| LateEntry { reason: late.reason, missing: late.missing }),
        despite: record.despite.into_iter().map(|one| (one.rule, one.reason)).collect(),
    })
}

/// What the full pass saw of the decisions, and of the holiday tables they are counted by: how many entries, and the sum of
/// their fingerprints.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) entries: u64,
    pub(super) sum: u64,
    pub(super) last: Option<Date>,
}

impl Tally {
    pub(super) fn add(&mut self, print: u64) {
        self.entries += 1;
        self.sum = self.sum.wrapping_add(print);
    }
}

/// Whether the entries of a stream are read again to judge procedure.
pub(super) const fn is_read_again(stream: &StreamId) -> bool {
    matches!(stream, StreamId::Decision(_) | StreamId::Calendar(_))
}

/// Whether a record adopts a profile, or pins one as it opens a decision.
pub(super) fn names_profile(record: &Record) -> bool {
    match record.stream {
        StreamId::Profile(_) => true,
        StreamId::Decision(_) if kind::opens(&record.kind) => {
            record.body_value().is_ok_and(|body| body.get("profile").is_some())
        }
        StreamId::Decision(_) | StreamId::Registry | StreamId::Calendar(_) => false,
    }
}

/// Judges the procedure of every decision, by all tables of holidays.
pub(super) fn judge_all<S: ReadLedger + ReadEvidence + ?Sized>(
    procedure: &Procedure<'_, S>,
    seen: Tally,
    print: &dyn Fn(&crate::model::EntryHash) -> u64,
    out: &mut Gathered,
) -> ProcedureReport {
    let mut report = ProcedureReport::default();
    let mut bodies = Bodies::default();
    let mut read = Tally { last: seen.last, ..Tally::default() };
    let calendars = procedure.calendars_heard(|stored| read.add(print(&stored.entry.hash())));
    let outcome = calendars.and_then(|calendars| {
        calendars.tell(out);
        each_decision(procedure.source, |id| {
            let history = procedure.read(id, |stored| read.add(print(&stored.entry.hash())))?;
            let Some(history) = history.filter(|history| history.opening().is_some()) else { return Ok(()) };
            let mut judged = procedure.judged(history, seen.last)?;
            std::mem::take(&mut judged.judgement.deliberated).into_iter().for_each(|one| bodies.add(one));
            report.take(id, judged, out);
            Ok(())
        })
    });
    report.unanimous = bodies.unanimous().cloned().collect();
    // A store that leaves records out of their streams, or puts others in, has hidden them from the rules. Where the log
    // itself is damaged it cannot do otherwise, and that has been found.
    let unread = match outcome {
        Ok(()) if read == seen => None,
        Ok(()) => Some((NotChecked::StreamsDiffer, String::new())),
        Err(error) => Some((NotChecked::StreamsUnreadable, error.to_string())),
    };
    if let Some((why, what)) = unread {
        out.skip(Check::Procedure, why);
        if !out.is_condemned() {
            out.add(Finding::new(Code::StreamsUnreadable, Place::default()).saying(what));
        }
    }
    report
}

/// Calls `each` for every decision, in the order of their names.
///
/// # Errors
/// [`StoreError`], the store's or that of `each`.
pub fn each_decision<S: ReadLedger + ?Sized>(
    source: &S,
    mut each: impl FnMut(&DecisionId) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut after: Option<StreamId> = None;
    loop {
        let streams = source.streams(after.as_ref(), STRETCH)?;
        let Some(last) = streams.last() else { return Ok(()) };
        // Streams come in the order of their names, which is not that of the enum.
        if after.as_ref().is_some_and(|after| after.to_string() >= last.to_string()) {
            return Err(StoreError::new(StoreErrorKind::Corrupt, "the order of the streams"));
        }
        for id in streams.iter().filter_map(StreamId::decision) {
            each(id)?;
        }
        after = Some(last.clone());
    }
}

impl ProcedureReport {
    /// How many findings there are, listed or not.
    pub fn found(&self) -> u64 {
        self.severities.values().sum()
    }

    /// How many findings are not listed.
    pub fn unlisted(&self) -> u64 {
        self.found().saturating_sub(self.findings.len() as u64)
    }

    fn take(&mut self, id: &DecisionId, judged: Judged, out: &mut Gathered) {
        let place = |step: Option<&Step>| Place {
            seq: step.map(|step| step.seq),
            stream: Some(StreamId::Decision(id.clone())),
            number: step.map(|step| step.number),
            record: step.map(|step| step.record),
            ..Place::default()
        };
        let opening = || place(judged.history.opening());
        match (&judged.pinned, judged.adoption) {
            (Pinned::Unreadable(_, why), _) => {
                out.add(Finding::new(Code::ProfileUnreadable, opening()).saying(why));
            }
            (_, Adoption::NotNamed) => out.add(Finding::new(Code::ProfileNotNamed, opening())),
            (_, Adoption::NotAdopted) => out.add(Finding::new(Code::ProfileNotAdopted, opening())),
            (_, Adoption::Superseded(at)) => {
                out.add(Finding::new(Code::ProfileSuperseded, opening()).saying(format!("@{at}")));
            }
            (_, Adoption::InForce | Adoption::NoneThere) => {}
        }
        if let Pinned::Profile(..) = judged.pinned {
            self.judged += 1;
        } else {
            self.without_profile += 1;
            return;
        }
        let judgement = judged.judgement;
        let decided = judgement.kept + judgement.findings.len() as u64;
        out.looked(Check::Procedure, decided);
        self.kept += judgement.kept;
        self.undecided += judgement.undecided.len() as u64;
        for finding in judgement.findings {
            let at = finding.records.first().and_then(|&number| judged.history.step(number));
            let code = match finding.severity {
                Severity::Signal => Code::ProcedureSignal,
                Severity::Medium | Severity::Serious => Code::ProcedureFinding,
            };
            out.add(Finding::new(code, place(at)).breaking(id, &finding.code));
            *self.severities.entry(finding.severity).or_default() += 1;
            let known = self.counts.contains_key(&*finding.code) || self.counts.len() < CODES_KEPT_MAX;
            *self.counts.entry(if known { finding.code.to_string() } else { String::new() }).or_default() += 1;
            if self.findings.len() < FINDINGS_KEPT_MAX {
                let kinds = judged.history.kinds_of(finding.numbers());
                self.findings.push(Found { decision: id.clone(), finding, kinds });
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The day as of which a ledger is judged: that of its last entry. Nobody's clock decides what is overdue.
pub(super) fn last_day(recorded: Option<crate::model::RecordedTime>) -> Option<Date> {
    recorded.map(day_of)
}

/// Entries or streams read at once.
const STRETCH: usize = 256;

/// How long an id of a decision may be.
const DECISION_ID_CHARS_MAX: usize = 64;

/// A profile is adopted anew a few times in a decade.
const ADOPTIONS_MAX: usize = 10_000;

/// Tables are adopted once a year: few decisions in a row are counted by different ones.
const HOLIDAYS_KEPT_MAX: usize = 64;

/// A profile is a text from outside and may have any number of rules.
const CODES_KEPT_MAX: usize = 1_000;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chain::{NodeId, TilePath};
    use crate::model::{Sha256Digest, TreeHash};
    use crate::port::{Chunk, StreamHead, Tip};

    /// A store that knows the names of its streams and nothing else.
    struct Names(Vec<String>);

    fn nothing<T>() -> Result<T, StoreError> {
        Err(StoreError::new(StoreErrorKind::Unavailable, "only names are here"))
    }

    impl ReadLedger for Names {
        fn checkpoint(&self) -> Result<Option<Vec<u8>>, StoreError> {
            nothing()
        }
        fn tip(&self) -> Result<Tip, StoreError> {
            nothing()
        }
        fn chunks(&self) -> Result<Box<dyn Iterator<Item = Result<Chunk, StoreError>> + Send + '_>, StoreError> {
            nothing()
        }
        fn entries(&self, _: Seq, _: usize) -> Result<Vec<StoredEntry>, StoreError> {
            nothing()
        }
        fn stream_head(&self, _: &StreamId) -> Result<Option<StreamHead>, StoreError> {
            nothing()
        }
        fn stream(&self, stream: &StreamId, _: u64, _: usize) -> Result<Vec<StoredEntry>, StoreError> {
            if matches!(stream, StreamId::Profile(_)) { Ok(Vec::new()) } else { nothing() }
        }
        fn streams(&self, after: Option<&StreamId>, count: usize) -> Result<Vec<StreamId>, StoreError> {
            let after = after.map(ToString::to_string);
            let names = self.0.iter().filter(|name| after.as_ref().is_none_or(|after| *name > after));
            Ok(names.filter_map(|name| name.parse().ok()).take(count).collect())
        }
        fn node(&self, _: NodeId) -> Result<TreeHash, StoreError> {
            nothing()
        }
        fn tile(&self, _: &TilePath) -> Result<Option<Vec<u8>>, StoreError> {
            nothing()
        }
        fn marker(&self) -> Result<Option<Vec<u8>>, StoreError> {
            nothing()
        }
        fn files(&self) -> Result<Box<dyn Iterator<Item = Result<String, StoreError>> + '_>, StoreError> {
            nothing()
        }
    }

    impl ReadEvidence for Names {
        fn evidence(&self, _: &EvidenceDigest) -> Result<Option<Box<dyn std::io::Read + Send + '_>>, StoreError> {
            nothing()
        }
        fn opening(&self, _: &Sha256Digest) -> Result<Option<Vec<u8>>, StoreError> {
            nothing()
        }
        fn evidence_path(&self, _: &EvidenceDigest) -> String {
            String::new()
        }
        fn opening_path(&self, _: &Sha256Digest) -> String {
            String::new()
        }
    }

    /// As many decisions as fill more than one page, two profiles and the registry, in the order of their names.
    fn names() -> Names {
        let decisions = (0..=STRETCH).map(|number| format!("decision/{number:04}"));
        let others = ["profile/one", "profile/two", "registry"].map(str::to_owned);
        Names(decisions.chain(others).collect())
    }

    #[test]
    fn every_decision_is_met_once_whatever_other_streams_come_after() {
        let mut met = Vec::new();
        each_decision(&names(), |id| {
            met.push(id.to_string());
            Ok(())
        })
        .unwrap();
        assert_eq!((met.len(), met.first().map(String::as_str)), (STRETCH + 1, Some("0000")));
        met.dedup();
        assert_eq!(met.len(), STRETCH + 1);
    }

    #[test]
    fn adoptions_are_found_without_passing_over_the_decisions() {
        let names = names();
        let after = names.streams(last_decision().as_ref(), STRETCH).unwrap();
        assert_eq!(after.len(), 3);
        let procedure = Procedure::new(&names, None, Holidays::built_in());
        assert_eq!(procedure.adoptions().unwrap().len(), 0);
    }
}
