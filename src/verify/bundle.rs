//! Judging a decision's bundle, offline: the same examination of every entry as in a ledger, by the same registry and the
//! same rules of procedure; in place of a whole log, each row's own path to the checkpoint's root, and what shows that no
//! record of the decision is missing: its numbers, its links, the headers behind its last one, the export's own record.
//!
//! What only a whole ledger tells is listed as not checked: that the ledger as a whole is sound, and records of other
//! decisions that are cited.

use std::collections::{HashMap, HashSet};
use std::io::BufReader;

use jiff::SignedDuration;

use super::anchors;
use super::bundle_claims::Claims;
use super::code::Code;
use super::documents::Documents;
use super::erasures::{Erasures, Marked};
use super::examine::{Authority, Examiner, Seen};
use super::judge::{Policy, Progress, ReadError};
use super::passes::doubt;
use super::procedure::{self, Procedure, Tally};
use super::report::{Check, Facts, Finding, Gathered, NotChecked, Place, Report, Subject};
use crate::chain::{
    Header, Path, PathError, Paths, ReadRow, RowError, RowKind, Rows, SignedCheckpoint, leaf_hash, verify_inclusion,
};
use crate::crypto::hash::fingerprint;
use crate::format::limits::CLOCK_SKEW_SECONDS_MAX;
use crate::format::{Contents, Nonce, Record, Verifiers};
use crate::model::{EntryHash, Origin, RecordDigest, RecordedTime, Seq, StreamId};
use crate::port::{
    BagFault, BagFaultKind, BagLooked, ReadBundle, ReadEvidence, ReadLedger, StoreError, StoreErrorKind,
};
use crate::registry::Registry;

/// Judges a bundle. Every byte a verdict rests on is read; nothing is written.
///
/// # Errors
/// [`ReadError`] where the bag cannot be read at all. What is missing or wrong in it is a finding.
pub fn run_bundle<S: ReadBundle>(
    source: &S,
    policy: &Policy,
    progress: &dyn Fn(Progress),
) -> Result<Report, ReadError> {
    let fail = |what| move |source| ReadError { what, source };
    let mut out = Gathered::default();
    let looked = source.look(&mut |fault| out.add(bag_finding(fault))).map_err(fail("the bag"))?;
    match looked {
        Some(looked) => out.looked(Check::Bag, looked.files),
        None => out.skip(Check::Bag, NotChecked::NotKept),
    }
    let contents = contents(source, &mut out);
    let checkpoint = there(source.checkpoint(), &mut out).flatten();
    let checkpoint = anchors::read_checkpoint(checkpoint.as_deref(), &mut out);
    let checkpoint = checkpoint.map(|signed| with_later(source, signed, &mut out));

    let mut documents = Documents::new(source);
    if let Some(contents) = &contents {
        documents.withhold(contents.withheld.iter().filter_map(|one| one.attachment).collect());
    }
    let examiner = Examiner { documents, seed: policy.seed };
    let mut pass = Pass::new(contents.as_ref(), checkpoint.as_ref(), &examiner);
    pass.rows(source, progress, &mut out);
    let Pass { registry, mut facts, claims, tally, origin, names_profiles, marked, end, .. } = pass;
    let judge = Procedure::new(source, registry.as_ref(), &policy.holidays);
    let documents = &examiner.documents;
    Erasures { marked, documents, procedure: &judge, registry: registry.as_ref(), decisions: 1 }.judge(
        &mut |out, take| glance(source, &examiner, &mut |seen| take(seen, ROWS_FILE, out)),
        usize::MAX,
        &mut out,
    );
    if let (Some(contents), Some(origin)) = (&contents, &origin)
        && contents.origin != *origin
    {
        let finding = Finding::new(Code::ContentsDiffer, Place::whole(CONTENTS_FILE));
        out.add(finding.against(origin, &contents.origin));
    }
    claims.finish(contents.as_ref(), registry.as_ref(), checkpoint.as_ref(), &mut out);
    seal(source, contents.as_ref(), registry.as_ref(), end.size, &mut out);

    let attested = anchors::judge_bundle(checkpoint.as_ref(), registry.as_ref(), origin.as_ref(), policy, &mut out);
    match &registry {
        None => {
            for check in [Check::Authority, Check::Doubt] {
                out.skip(check, NotChecked::NoRegistry);
            }
        }
        Some(registry) if registry.has_compromised_keys() => {
            let mut take = |seen: &Seen| doubt(registry, &attested, seen, ROWS_FILE, &mut out);
            glance(source, &examiner, &mut take);
        }
        Some(_) => out.looked(Check::Doubt, end.whole),
    }
    out.skip(Check::OutsideTime, NotChecked::NoTimeAuthority);
    let withheld =
        contents.as_ref().is_some_and(|contents| contents.withheld.iter().any(|one| one.attachment.is_none()));
    let tally = Tally { last: procedure::last_day(end.recorded), ..tally };
    let print = |hash: &EntryHash| fingerprint(&policy.seed, &hash.0);
    let procedure = match (names_profiles, withheld) {
        (_, true) => {
            out.skip(Check::Procedure, NotChecked::Withheld);
            None
        }
        (true, false) => Some(procedure::judge_all(&judge, tally, &print, &mut out)),
        (false, false) => {
            out.skip(Check::Procedure, NotChecked::NoProfile);
            None
        }
    };

    facts.origin = origin;
    if let Some(signed) = &checkpoint {
        (facts.size, facts.root) = (signed.checkpoint().size, Some(signed.checkpoint().root));
    }
    facts.decisions = 1;
    facts.records = out.items(Check::Records);
    facts.signatures = out.items(Check::Signatures);
    facts.evidence_bytes = looked.map_or_else(|| examiner.documents.bytes(), |looked| looked.bytes);
    anchors::show(registry.as_ref(), checkpoint.as_ref(), &mut facts);
    Ok(Report { procedure, ..out.report(Subject::Bundle, facts, None) })
}

/// Judges a whole ledger that lies in a bag: as a ledger, and every file of the bag against its manifests, which `look` reads.
///
/// # Errors
/// [`ReadError`] where the bag or the ledger cannot be read at all.
pub fn run_whole<S: ReadLedger + ReadEvidence>(
    source: &S,
    look: Look<'_>,
    policy: &Policy,
    progress: &dyn Fn(Progress),
) -> Result<Report, ReadError> {
    let mut out = Gathered::default();
    let looked =
        look(&mut |fault| out.add(bag_finding(fault))).map_err(|source| ReadError { what: "the bag", source })?;
    out.looked(Check::Bag, looked.files);
    Ok(out.into_bag_of(super::judge::run(source, policy, progress)?))
}

/// Reads every file of a bag and tells what is wrong with them.
pub type Look<'a> = &'a dyn Fn(&mut dyn FnMut(BagFault)) -> Result<BagLooked, StoreError>;

/// What the pass over the rows came to.
struct End {
    /// How many entries the checkpoint covers.
    size: u64,
    /// How many whole rows there were.
    whole: u64,
    /// When the last row was recorded.
    recorded: Option<RecordedTime>,
}

/// A row that was read: its place and hash, for the next one.
struct Before {
    sequence: u64,
    hash: EntryHash,
    recorded: RecordedTime,
}

/// The end of a stream so far.
struct StreamEnd {
    next: u64,
    last: EntryHash,
}

/// A record that can be cited.
struct Cited {
    stream: StreamId,
    recorded: RecordedTime,
}

/// The pass over the rows. It remembers every record of the bundle, which is one decision's and the registry's.
struct Pass<'a, S: ?Sized> {
    contents: Option<&'a Contents>,
    checkpoint: Option<&'a SignedCheckpoint>,
    examiner: &'a Examiner<'a, S>,
    keys: Verifiers,
    registry: Option<Registry>,
    origin: Option<Origin>,
    before: Option<Before>,
    streams: HashMap<StreamId, StreamEnd>,
    nonces: HashSet<(StreamId, Nonce)>,
    records: HashMap<RecordDigest, Cited>,
    /// What is cited and no earlier row, and by whom. It may be a record of another decision.
    elsewhere: HashMap<RecordDigest, Place>,
    /// How many documents the contents call lacking are.
    lacking: usize,
    claims: Claims,
    marked: Marked,
    tally: Tally,
    names_profiles: bool,
    facts: Facts,
    end: End,
}

impl<'a, S: ReadBundle> Pass<'a, S> {
    fn new(
        contents: Option<&'a Contents>,
        checkpoint: Option<&'a SignedCheckpoint>,
        examiner: &'a Examiner<'a, S>,
    ) -> Self {
        let size = checkpoint.map_or(0, |signed| signed.checkpoint().size);
        Self {
            contents,
            checkpoint,
            examiner,
            keys: Verifiers::default(),
            registry: None,
            origin: None,
            before: None,
            streams: HashMap::new(),
            nonces: HashSet::new(),
            records: HashMap::new(),
            elsewhere: HashMap::new(),
            lacking: 0,
            claims: Claims::default(),
            marked: Marked::default(),
            tally: Tally::default(),
            names_profiles: false,
            facts: Facts::default(),
            end: End { size, whole: 0, recorded: None },
        }
    }

    /// Reads all rows, and beside them their paths.
    fn rows(&mut self, source: &'a S, progress: &dyn Fn(Progress), out: &mut Gathered) {
        let Some(rows) = there(source.rows(), out) else { return };
        let mut paths =
            there(source.proofs(), out).map(|proofs| NextPath::new(Paths::new(BufReader::new(proofs)), out));
        let mut rows = Rows::new(rows);
        let mut next = next_row(&mut rows, out);
        let mut read = 0;
        while let Some(row) = next {
            next = next_row(&mut rows, out);
            self.row(&row, next.is_none(), paths.as_mut(), out);
            read += 1;
            progress(Progress { pass: 1, entries: read, expected: None });
        }
        if let Some(path) = paths.and_then(|paths| paths.next) {
            let place = Place { seq: Some(path.sequence), ..Place::whole(PROOFS_FILE) };
            out.add(Finding::new(Code::PathUnasked, place));
        }
        if read == 0 && out.found(Code::RowsBroken) == 0 {
            out.add(Finding::new(Code::RowsBroken, Place::whole(ROWS_FILE)).saying("there are none"));
        }
        self.tail(out);
        let listed = self.contents.map_or(0, |contents| contents.lacking.len());
        if listed != self.lacking {
            let finding = Finding::new(Code::ContentsDiffer, Place::whole(CONTENTS_FILE)).saying("lacking");
            out.add(finding.against(self.lacking, listed));
        }
    }

    fn row(&mut self, read: &ReadRow, last: bool, paths: Option<&mut NextPath<'_>>, out: &mut Gathered) {
        let header_bytes = read.row.header_bytes(&read.bytes);
        let at = Header::read(header_bytes)
            .map_or_else(|_| self.before.as_ref().map_or(0, |before| before.sequence + 1), |header| header.sequence.0);
        let mut keys = std::mem::take(&mut self.keys);
        let authority = match &self.registry {
            Some(registry) => Authority::Registry(registry),
            None if at == 0 => Authority::Founding,
            None => Authority::None,
        };
        let locus = (ROWS_FILE, read.offset);
        let (seen, record, entitled, founded) = if read.row.kind == RowKind::Whole {
            let one = self.examiner.examine(&read.bytes, at, locus, authority, &mut keys, out);
            (one.seen, one.record, one.entitled, one.founded)
        } else {
            (self.examiner.header(header_bytes, at, locus, out), None, false, None)
        };
        self.keys = keys;
        let Some(header) = seen.header.clone() else { return };
        self.marked.take(&seen);
        let place = || seen.place(ROWS_FILE);
        if let Some(place) = self.elsewhere.remove(&header.record_blake3) {
            out.add(Finding::new(Code::BasisUnknown, place).saying(header.record_blake3));
        }
        self.follow(&seen, &header, out);
        self.place_of(&header, read.row.kind, &place, out);
        if read.row.kind != RowKind::Other || last {
            self.prove(&seen, &header, header_bytes, paths, out);
        }
        if header.stream == StreamId::Registry
            && let Some(record) = &record
        {
            self.registry_row(record, (at, entitled, founded), &place, out);
        }
        if read.row.kind != RowKind::Other {
            self.stream(&seen, &header, record.as_ref(), out);
        }
        if procedure::is_read_again(&header.stream) && read.row.kind == RowKind::Whole {
            self.tally.add(seen.prints.entry);
        }
        if let Some(record) = &record {
            self.end.whole += 1;
            self.facts.late += u64::from(record.late.is_some());
            self.facts.attachments += record.attachments.len() as u64;
            self.names_profiles |= procedure::names_profile(record);
            self.lacking += self.lacks(header.sequence.0, record);
        }
        self.claims.row(&header, read.row.kind, record.as_ref(), entitled);
        self.facts.first_recorded.get_or_insert(header.recorded);
        (self.facts.last_recorded, self.end.recorded) = (Some(header.recorded), Some(header.recorded));
        self.before = Some(Before { sequence: header.sequence.0, hash: seen.hash, recorded: header.recorded });
    }

    /// How many of the documents that the contents call lacking this record cites, and they are not here.
    fn lacks(&self, at: u64, record: &Record) -> usize {
        let listed = self.contents.map(|contents| &contents.lacking[..]).unwrap_or_default();
        let lacks = |name: &str| {
            let mut named = record.attachments.iter().filter(|one| one.name == name);
            named.any(|one| self.examiner.documents.lacks(one))
        };
        listed.iter().filter(|one| one.sequence == at && lacks(&one.name)).count()
    }

    /// Rows ascend; those that follow each other in the ledger are chained.
    fn follow(&mut self, seen: &Seen, header: &Header, out: &mut Gathered) {
        out.looked(Check::Chain, 1);
        out.looked(Check::RecordedOrder, 1);
        let finding = |code| Finding::new(code, seen.place(ROWS_FILE));
        let origin = self.origin.get_or_insert_with(|| header.origin.clone());
        if header.origin != *origin {
            out.add(finding(Code::OriginDiffers).against(origin, &header.origin));
        }
        let Some(before) = &self.before else {
            if header.sequence.0 == 0 && header.previous != EntryHash::NONE {
                out.add(finding(Code::ChainBroken).against(EntryHash::NONE, header.previous));
            }
            return;
        };
        if header.sequence.0 <= before.sequence {
            out.add(finding(Code::SequenceGap).against(format!("> {}", before.sequence), header.sequence));
        } else if header.sequence.0 == before.sequence + 1 && header.previous != before.hash {
            out.add(finding(Code::ChainBroken).against(before.hash, header.previous));
        }
        if header.recorded < before.recorded {
            out.add(finding(Code::RecordedBackwards).against(format!("≥ {}", before.recorded), header.recorded));
        }
    }

    /// Of another decision there are headers alone; of everything else, nothing is left out without a word.
    fn place_of(&self, header: &Header, kind: RowKind, place: &dyn Fn() -> Place, out: &mut Gathered) {
        out.looked(Check::Rows, 1);
        let own = self.contents.map(|contents| &contents.decision);
        let of_another = header.stream.decision().is_some_and(|decision| own.is_some_and(|own| own != decision));
        let right = match kind {
            RowKind::Other => of_another,
            RowKind::Whole => !of_another,
            // Whoever reads the rest has to know what was opened, and by which profile.
            RowKind::Withheld => header.stream.decision().is_some() && !of_another && header.number > 0,
        };
        if !right {
            out.add(Finding::new(Code::RowMisplaced, place()));
        }
    }

    /// The row's leaf is under the checkpoint, at its place.
    fn prove(
        &self,
        seen: &Seen,
        header: &Header,
        header_bytes: &[u8],
        paths: Option<&mut NextPath<'_>>,
        out: &mut Gathered,
    ) {
        let Some(paths) = paths else { return };
        let finding = |code| Finding::new(code, seen.place(ROWS_FILE));
        let Some(path) = paths.take(header.sequence.0, out) else {
            if !paths.broken {
                out.add(finding(Code::PathMissing));
            }
            return;
        };
        let Some(said) = self.checkpoint.map(SignedCheckpoint::checkpoint) else { return };
        out.looked(Check::Inclusion, 1);
        let leaf = leaf_hash(header_bytes);
        if let Err(error) = verify_inclusion(header.sequence.0, said.size, &leaf, &path.hashes, &said.root) {
            out.add(finding(Code::NotIncluded).saying(error));
        }
    }

    fn registry_row(
        &mut self,
        record: &Record,
        (at, entitled, founded): (u64, bool, Option<Registry>),
        place: &dyn Fn() -> Place,
        out: &mut Gathered,
    ) {
        if at == 0 {
            self.registry = founded;
            if self.registry.is_none() && out.found(Code::NotFounded) == 0 {
                out.add(Finding::new(Code::NotFounded, place()));
            }
        } else if let (true, Some(registry)) = (entitled, &mut self.registry)
            && let Err(error) = registry.apply(record, Seq(at))
        {
            // Judged a moment ago by the same rules.
            out.add(Finding::new(Code::RegistryRule, place()).saying(error));
        }
    }

    /// The row's place in its stream, and what its record says of others.
    fn stream(&mut self, seen: &Seen, header: &Header, record: Option<&Record>, out: &mut Gathered) {
        let finding = |code| Finding::new(code, seen.place(ROWS_FILE));
        for check in [Check::Streams, Check::Nonces, Check::Basis] {
            out.looked(check, 1);
        }
        let end = self.streams.get(&header.stream);
        let (next, last) = end.map_or((0, EntryHash::NONE), |end| (end.next, end.last));
        if header.number != next {
            out.add(finding(Code::StreamNumber).against(next, header.number));
        } else if header.stream_previous != last {
            out.add(finding(Code::StreamLink).against(last, header.stream_previous));
        }
        let end = StreamEnd { next: header.number.saturating_add(1), last: seen.hash };
        self.streams.insert(header.stream.clone(), end);
        if let Some(record) = record {
            if !self.nonces.insert((header.stream.clone(), record.nonce)) {
                out.add(finding(Code::NonceRepeated));
            }
            self.basis(seen, header, record, out);
        }
        let cited = Cited { stream: header.stream.clone(), recorded: header.recorded };
        self.records.entry(header.record_blake3).or_insert(cited);
    }

    fn basis(&mut self, seen: &Seen, header: &Header, record: &Record, out: &mut Gathered) {
        let skew = SignedDuration::from_secs(CLOCK_SKEW_SECONDS_MAX);
        let mut of_own = header.number == 0;
        for digest in &record.basis {
            let Some(cited) = self.records.get(digest) else {
                // It may be a record of another decision, which a bundle does not hold.
                out.skip(Check::Basis, NotChecked::NotCarried);
                self.elsewhere.entry(*digest).or_insert_with(|| seen.place(ROWS_FILE));
                continue;
            };
            of_own |= cited.stream == header.stream;
            if cited.recorded.timestamp().duration_since(record.signed_at.timestamp()) > skew {
                let finding = Finding::new(Code::SignedBeforeBasis, seen.place(ROWS_FILE));
                out.add(finding.against(format!("≥ {}", cited.recorded), record.signed_at).saying(digest));
            }
        }
        if !of_own {
            out.add(Finding::new(Code::BasisOutsideStream, seen.place(ROWS_FILE)));
        }
    }

    /// From the decision's last record to the end of the tree every entry has its row: no later record was left off.
    fn tail(&self, out: &mut Gathered) {
        out.looked(Check::Complete, 1);
        let Some(before) = &self.before else { return };
        let shown = self.claims.tail_is_whole() && before.sequence + 1 == self.end.size;
        if self.checkpoint.is_some() && !shown {
            let finding = Finding::new(Code::TailMissing, Place::whole(ROWS_FILE));
            out.add(finding.against(self.end.size, before.sequence + 1));
        }
    }
}

/// The paths, one ahead.
struct NextPath<'a> {
    paths: Paths<BufReader<Box<dyn std::io::Read + Send + 'a>>>,
    next: Option<Path>,
    broken: bool,
}

impl<'a> NextPath<'a> {
    fn new(paths: Paths<BufReader<Box<dyn std::io::Read + Send + 'a>>>, out: &mut Gathered) -> Self {
        let mut this = Self { paths, next: None, broken: false };
        this.step(out);
        this
    }

    fn step(&mut self, out: &mut Gathered) {
        self.next = match self.paths.next_path() {
            Ok(next) => next,
            Err(error) => {
                let code = if matches!(error, PathError::Read(_)) { Code::BagUnreadable } else { Code::PathForm };
                out.add(Finding::new(code, Place::whole(PROOFS_FILE)).saying(error));
                self.broken = true;
                None
            }
        };
    }

    /// The path of this entry; those of earlier ones, which nobody asked for, are told.
    fn take(&mut self, sequence: u64, out: &mut Gathered) -> Option<Path> {
        while let Some(early) = self.next.take_if(|path| path.sequence < sequence) {
            let place = Place { seq: Some(early.sequence), ..Place::whole(PROOFS_FILE) };
            out.add(Finding::new(Code::PathUnasked, place));
            self.step(out);
        }
        let found = self.next.take_if(|path| path.sequence == sequence)?;
        self.step(out);
        Some(found)
    }
}

fn next_row<R: std::io::Read>(rows: &mut Rows<R>, out: &mut Gathered) -> Option<ReadRow> {
    match rows.next_row() {
        Ok(row) => row,
        Err(error) => {
            let code = if matches!(error, RowError::Read(_)) { Code::BagUnreadable } else { Code::RowsBroken };
            out.add(Finding::new(code, Place::whole(ROWS_FILE)).saying(error));
            None
        }
    }
}

/// Reads all whole rows once more, without what costs.
fn glance<S: ReadBundle>(source: &S, examiner: &Examiner<'_, S>, take: &mut dyn FnMut(&Seen)) {
    // What cannot be read has been told by the first pass.
    let Ok(rows) = source.rows() else { return };
    let mut rows = Rows::new(rows);
    while let Ok(Some(read)) = rows.next_row() {
        let header = Header::read(read.row.header_bytes(&read.bytes));
        if let (RowKind::Whole, Ok(header)) = (read.row.kind, header) {
            take(&examiner.glance(&read.bytes, header.sequence.0, read.offset));
        }
    }
}

/// What is there; what is not is told, by its path where the bag has not been looked at.
fn there<T>(read: Result<T, StoreError>, out: &mut Gathered) -> Option<T> {
    match read {
        Ok(read) => Some(read),
        // Looking at the bag has told it.
        Err(error) if error.kind == StoreErrorKind::NotFound && out.found(Code::BagFileMissing) > 0 => None,
        Err(error) => {
            out.add(Finding::new(Code::BagUnreadable, Place::default()).saying(error));
            None
        }
    }
}

fn contents<S: ReadBundle>(source: &S, out: &mut Gathered) -> Option<Contents> {
    let bytes = there(source.contents(), out)?;
    match Contents::read(&bytes) {
        Ok(contents) => Some(contents),
        Err(error) => {
            out.add(Finding::new(Code::ContentsForm, Place::whole(CONTENTS_FILE)).saying(error));
            None
        }
    }
}

/// The checkpoint with the cosignatures that were added later.
fn with_later<S: ReadBundle>(source: &S, signed: SignedCheckpoint, out: &mut Gathered) -> SignedCheckpoint {
    let mut signed = signed;
    for (file, bytes) in there(source.later_checkpoints(), out).unwrap_or_default() {
        match SignedCheckpoint::parse(&bytes) {
            Ok(later) if later.checkpoint() == signed.checkpoint() => {
                let known = signed.note().signatures().to_vec();
                for signature in later.note().signatures().iter().filter(|one| !known.contains(one)) {
                    match signed.with_signature(signature) {
                        Ok(more) => signed = more,
                        Err(error) => out.add(Finding::new(Code::AnchorForm, Place::whole(&file)).saying(error)),
                    }
                }
            }
            Ok(later) => {
                let (expected, found) = (signed.checkpoint().root, later.checkpoint().root);
                out.add(Finding::new(Code::AnchorForm, Place::whole(&file)).against(expected, found));
            }
            Err(error) => out.add(Finding::new(Code::AnchorForm, Place::whole(&file)).saying(error)),
        }
    }
    signed
}

/// Who has sealed the bundle, and whether they could.
fn seal<S: ReadBundle>(
    source: &S,
    contents: Option<&Contents>,
    registry: Option<&Registry>,
    size: u64,
    out: &mut Gathered,
) {
    let Some(Some(bytes)) = there(source.seal(), out) else {
        return out.skip(Check::Seal, NotChecked::NotSealed);
    };
    out.looked(Check::Seal, 1);
    super::bundle_claims::seal(&bytes, contents, registry, size, out);
}

fn bag_finding(fault: BagFault) -> Finding {
    let code = match fault.what {
        BagFaultKind::Missing => Code::BagFileMissing,
        BagFaultKind::Unlisted => Code::BagFileUnlisted,
        BagFaultKind::Differs => Code::BagFileDiffers,
        BagFaultKind::Form => Code::BagForm,
        BagFaultKind::Unsafe => Code::BagUnsafe,
        BagFaultKind::Unreadable => Code::BagUnreadable,
        BagFaultKind::Repacked => Code::BagRepacked,
    };
    let place = if fault.file.is_empty() { Place::default() } else { Place::whole(fault.file) };
    let finding = Finding::new(code, place);
    match (fault.expected, fault.found) {
        (Some(expected), Some(found)) => finding.against(expected, found),
        (Some(what), None) | (None, Some(what)) => finding.saying(what),
        (None, None) => finding,
    }
}

const CONTENTS_FILE: &str = "data/bundle.json";
const ROWS_FILE: &str = "data/ledger/entries";
const PROOFS_FILE: &str = "data/ledger/proofs";
