//! The pass over a bundle's rows: each row examined as an entry of a ledger is, in its place, under its own path to the
//! checkpoint's root; and what a later pass needs of it.

use std::collections::{HashMap, HashSet};
use std::io::BufReader;

use jiff::SignedDuration;

use super::bundle_claims::Claims;
use super::code::Code;
use super::erasures::Marked;
use super::examine::{Authority, Examiner, Seen};
use super::judge::Progress;
use super::procedure::{self, Tally};
use super::report::{Check, Facts, Finding, Gathered, NotChecked, Place};
use crate::chain::{
    Header, Path, PathError, Paths, ReadRow, RowError, RowKind, Rows, SignedCheckpoint, leaf_hash, verify_inclusion,
};
use crate::format::limits::CLOCK_SKEW_SECONDS_MAX;
use crate::format::{Contents, Nonce, Record, Verifiers};
use crate::model::{EntryHash, Origin, RecordDigest, RecordedTime, Seq, StreamId};
use crate::port::{ReadBundle, StoreError, StoreErrorKind};
use crate::registry::Registry;

/// What the pass over the rows came to.
pub(super) struct End {
    /// How many entries the checkpoint covers.
    pub(super) size: u64,
    /// How many whole rows there were.
    pub(super) whole: u64,
    /// When the last row was recorded.
    pub(super) recorded: Option<RecordedTime>,
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
pub(super) struct Pass<'a, S: ?Sized> {
    contents: Option<&'a Contents>,
    checkpoint: Option<&'a SignedCheckpoint>,
    examiner: &'a Examiner<'a, S>,
    keys: Verifiers,
    pub(super) registry: Option<Registry>,
    pub(super) origin: Option<Origin>,
    before: Option<Before>,
    streams: HashMap<StreamId, StreamEnd>,
    nonces: HashSet<(StreamId, Nonce)>,
    records: HashMap<RecordDigest, Cited>,
    /// What is cited and no earlier row, and by whom. It may be a record of another decision.
    elsewhere: HashMap<RecordDigest, Place>,
    /// How many documents the contents call lacking are.
    lacking: usize,
    pub(super) claims: Claims,
    pub(super) marked: Marked,
    /// The decision's withheld rows, with their places.
    pub(super) withheld: HashMap<RecordDigest, u64>,
    pub(super) tally: Tally,
    pub(super) names_profiles: bool,
    pub(super) facts: Facts,
    pub(super) end: End,
}

impl<'a, S: ReadBundle> Pass<'a, S> {
    pub(super) fn new(
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
            withheld: HashMap::new(),
            tally: Tally::default(),
            names_profiles: false,
            facts: Facts::default(),
            end: End { size, whole: 0, recorded: None },
        }
    }

    /// Reads all rows, and beside them their paths.
    pub(super) fn rows(&mut self, source: &'a S, progress: &dyn Fn(Progress), out: &mut Gathered) {
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
        if read.row.kind == RowKind::Withheld {
            self.withheld.insert(header.record_blake3, at);
        }
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

/// What is there; what is not is told, by its path where the bag has not been looked at.
pub(super) fn there<T>(read: Result<T, StoreError>, out: &mut Gathered) -> Option<T> {
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

pub(super) const CONTENTS_FILE: &str = "data/bundle.json";
pub(super) const ROWS_FILE: &str = "data/ledger/entries";
pub(super) const PROOFS_FILE: &str = "data/ledger/proofs";
