//! What a verification came to: every check with its outcome, what was found, the facts, the verdict. One report, drawn
//! by others as text, JSON or a page.

use std::collections::BTreeMap;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::code::Code;
use crate::model::{KeyId, KindName, Origin, RecordDigest, RecordedTime, StreamId, TreeHash};
use crate::port::Locus;

/// The version of the report's JSON form. Fields are only ever added under one version.
pub const REPORT_V1: &str = "liuhen/report/v1";

/// What it all comes to; the number is the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    // In the order of badness: the worst of all that was found is the verdict.
    /// 0: integrity, authority, procedure and everything the trust file asks for.
    Sound,
    /// 10: intact, but nothing, or too little, from outside vouches for it.
    Unanchored,
    /// 20: intact, with findings of procedure.
    ProcedureFindings,
    /// 21: intact, with authority in doubt.
    AuthorityInDoubt,
    /// 41: something could not be read, and nothing worse was found in what could. Above what is merely doubtful, since
    /// nobody knows what lies in it; below what is proven.
    Unreadable,
    /// 31: shorter than a known head.
    RolledBack,
    /// 30: contradicts a known head: somebody kept two stories. Above `RolledBack`, which may be an honest restore.
    Diverged,
    /// 40: something was altered, forged or is missing. Above all: a record is at fault and can be named.
    Invalid,
}

impl Verdict {
    /// All of them, the mildest first.
    pub const ALL: [Self; 8] = [
        Self::Sound,
        Self::Unanchored,
        Self::ProcedureFindings,
        Self::AuthorityInDoubt,
        Self::Unreadable,
        Self::RolledBack,
        Self::Diverged,
        Self::Invalid,
    ];

    /// The exit code.
    pub const fn exit(self) -> u8 {
        match self {
            Self::Sound => 0,
            Self::Unanchored => 10,
            Self::ProcedureFindings => 20,
            Self::AuthorityInDoubt => 21,
            Self::Diverged => 30,
            Self::RolledBack => 31,
            Self::Invalid => 40,
            Self::Unreadable => 41,
        }
    }

    /// The word for it in reports.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sound => "sound",
            Self::Unanchored => "unanchored",
            Self::ProcedureFindings => "procedure-findings",
            Self::AuthorityInDoubt => "authority-in-doubt",
            Self::Diverged => "diverged",
            Self::RolledBack => "rolled-back",
            Self::Invalid => "invalid",
            Self::Unreadable => "unreadable",
        }
    }
}

impl Serialize for Verdict {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.word())
    }
}

macro_rules! checks {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)+) => {
        /// What is looked at.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Check {
            $($(#[$doc])* $name,)+
        }

        impl Check {
            /// All of them, in the order a report lists them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The check's name in reports.
            pub const fn text(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }
        }
    };
}

checks! {
    /// The receipt's form, and that it carries its entry.
    Receipt = "receipt";
    /// The file that says what the folder is.
    Marker = "marker";
    /// The files that lie in the folder.
    Files = "files";
    /// The log is whole entries from its start to the checkpoint's last one.
    Log = "log";
    /// Each entry has its one spelling, its place, and names the entry before it.
    Chain = "chain";
    /// The ledger's clock never goes back.
    RecordedOrder = "recorded-order";
    /// Each entry has its place in its stream and names the one before it there.
    Streams = "streams";
    /// Both digests of each envelope.
    Digests = "digests";
    /// Each envelope is strictly of its form.
    Envelopes = "envelopes";
    /// Each record is strictly of its form and of its kind.
    Records = "records";
    /// No record stands twice in its stream.
    Nonces = "nonces";
    /// Each record stands on earlier ones.
    Basis = "basis";
    /// The times that signers claim can be true.
    Times = "times";
    /// Each signatory has signed, and nobody else.
    Signatures = "signatures";
    /// The registry's own rules: founding, thresholds, one key one person.
    Registry = "registry";
    /// Each signatory held the office, at that point of the ledger.
    Authority = "authority";
    /// No record was signed with a key that may have been in other hands.
    Doubt = "doubt";
    /// The documents that records cite.
    Attachments = "attachments";
    /// The openings of sealed attachments.
    Openings = "openings";
    /// The checkpoint's form and origin.
    Checkpoint = "checkpoint";
    /// The ledger key's signature under the checkpoint.
    CheckpointSignature = "checkpoint-signature";
    /// The log has the root that the checkpoint says.
    Tree = "tree";
    /// The entry is under the checkpoint.
    Inclusion = "inclusion";
    /// The later checkpoint continues the earlier one.
    Consistency = "consistency";
    /// The stored hash tiles.
    Tiles = "tiles";
    /// The ledger is the one the inspector trusts.
    Trust = "trust";
    /// The heads, receipts and checkpoints the inspector knows.
    KnownHeads = "known-heads";
    /// Enough trusted witnesses have cosigned the checkpoint.
    Witnesses = "witnesses";
    /// A time authority's word on when the checkpoint was there.
    OutsideTime = "outside-time";
    /// Whether the steps were taken as the procedure asks.
    Procedure = "procedure";
}

impl Serialize for Check {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.text())
    }
}

/// Why a check was not made. It never counts as passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotChecked {
    /// No trust file was given.
    NoTrust,
    /// The inspector knows no earlier head.
    NoKnownHead,
    /// The trust file names no witnesses.
    NoWitnesses,
    /// The trust file names no time authority.
    NoTimeAuthority,
    /// The trust file gives no more than the ledger key's id.
    NoLedgerKey,
    /// No procedure profile has been adopted.
    NoProfile,
    /// There is no registry to judge by: the founding does not hold.
    NoRegistry,
    /// There is no checkpoint to hold it against.
    NoCheckpoint,
    /// The store keeps nothing of the kind.
    NotKept,
    /// The log could not be read to the checkpoint's last entry.
    LogIncomplete,
    /// So many tiles are missing or cut short; they can be made again from the log.
    TilesMissing(u64),
    /// What is at hand does not tell: a receipt carries no registry.
    NotCarried,
}

impl NotChecked {
    /// Every reason.
    pub const ALL: [Self; 12] = [
        Self::NoTrust,
        Self::NoKnownHead,
        Self::NoWitnesses,
        Self::NoTimeAuthority,
        Self::NoLedgerKey,
        Self::NoProfile,
        Self::NoRegistry,
        Self::NoCheckpoint,
        Self::NotKept,
        Self::LogIncomplete,
        Self::TilesMissing(0),
        Self::NotCarried,
    ];

    /// The reason's name in reports.
    pub const fn text(self) -> &'static str {
        match self {
            Self::NoTrust => "no-trust",
            Self::NoKnownHead => "no-known-head",
            Self::NoWitnesses => "no-witnesses",
            Self::NoTimeAuthority => "no-time-authority",
            Self::NoLedgerKey => "no-ledger-key",
            Self::NoProfile => "no-profile",
            Self::NoRegistry => "no-registry",
            Self::NoCheckpoint => "no-checkpoint",
            Self::NotKept => "not-kept",
            Self::LogIncomplete => "log-incomplete",
            Self::TilesMissing(_) => "tiles-missing",
            Self::NotCarried => "not-carried",
        }
    }
}

/// What a check came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Looked and found wanting, so many times.
    Failed(u64),
    /// Could not be looked at, or not fully, and why. Never counts as passed.
    NotChecked(NotChecked),
    /// Looked at this many items, all sound.
    Passed(u64),
}

/// A check and what it came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckResult {
    /// What was looked at.
    pub check: Check,
    /// What it came to.
    pub outcome: Outcome,
}

impl Serialize for CheckResult {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("check", &self.check)?;
        match self.outcome {
            Outcome::Failed(findings) => {
                map.serialize_entry("outcome", "failed")?;
                map.serialize_entry("findings", &findings)?;
            }
            Outcome::NotChecked(reason) => {
                map.serialize_entry("outcome", "not-checked")?;
                map.serialize_entry("reason", reason.text())?;
                if let NotChecked::TilesMissing(missing) = reason {
                    map.serialize_entry("missing", &missing)?;
                }
            }
            Outcome::Passed(items) => {
                map.serialize_entry("outcome", "passed")?;
                map.serialize_entry("items", &items)?;
            }
        }
        map.end()
    }
}

/// Where something was found; what is not known is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The entry's place in the log, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seq: Option<u64>,
    /// Its stream, as its header says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stream: Option<StreamId>,
    /// Its number in the stream, as its header says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<u64>,
    /// The file, relative to the ledger.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The offset in the file, in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<u64>,
    /// The digest the record is cited by, as its header says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<RecordDigest>,
}

impl Place {
    /// A place in a file.
    pub fn file(locus: &Locus) -> Self {
        Self { file: Some(locus.file.clone()), offset: Some(locus.offset), ..Self::default() }
    }

    /// A file as a whole.
    pub fn whole(file: impl Into<String>) -> Self {
        Self { file: Some(file.into()), ..Self::default() }
    }
}

/// Something found, with all that is needed to look at it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What.
    pub code: Code,
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// What should stand there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// What stands there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
    /// More, in the words of whoever found it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub details: Option<String>,
}

impl Finding {
    /// A finding without more words.
    pub const fn new(code: Code, place: Place) -> Self {
        Self { code, place, expected: None, found: None, details: None }
    }

    /// What should stand there and what does.
    #[must_use]
    pub fn against(mut self, expected: impl ToString, found: impl ToString) -> Self {
        self.expected = Some(shortened(expected.to_string()));
        self.found = Some(shortened(found.to_string()));
        self
    }

    /// More words.
    #[must_use]
    pub fn saying(mut self, details: impl ToString) -> Self {
        self.details = Some(shortened(details.to_string()));
        self
    }
}

/// What a report tells of the ledger, however the checks went. Key ids are what the ledger says of itself: shown, for an
/// inspector to compare with what they hold, and counted for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Facts {
    /// Its name, as entry 0 says.
    pub origin: Option<Origin>,
    /// The organ whose ledger it is.
    pub organ: Option<String>,
    /// How many entries were judged.
    pub size: u64,
    /// The root of the tree over them.
    pub root: Option<TreeHash>,
    /// When the first was recorded.
    pub first_recorded: Option<RecordedTime>,
    /// When the last was recorded.
    pub last_recorded: Option<RecordedTime>,
    /// How many decisions there are.
    pub decisions: u64,
    /// How many records could be read.
    pub records: u64,
    /// How many of them were entered late.
    pub late: u64,
    /// How many signatures verify.
    pub signatures: u64,
    /// How many attachments the records cite.
    pub attachments: u64,
    /// How many bytes of the log were read.
    pub log_bytes: u64,
    /// How many bytes of documents were read.
    pub evidence_bytes: u64,
    /// The ledger keys, oldest first.
    pub ledger_keys: Vec<KeyId>,
    /// The keys of the root holders now.
    pub root_keys: Vec<KeyId>,
    /// How many of them must sign.
    pub root_threshold: Option<usize>,
    /// Names of those who cosigned the checkpoint, trusted or not.
    pub cosigners: Vec<String>,
}

/// What a receipt is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Received {
    /// The entry's place in the ledger.
    pub seq: u64,
    /// Its stream.
    pub stream: StreamId,
    /// Its number there.
    pub number: u64,
    /// When it was recorded.
    pub recorded: RecordedTime,
    /// The digest the record is cited by.
    pub record: RecordDigest,
    /// The kind of record; `None` where it cannot be read.
    pub kind: Option<KindName>,
    /// Who has signed: `office key-id`.
    pub signed: Vec<String>,
}

/// What was judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// A whole ledger.
    Ledger,
    /// One receipt.
    Receipt,
    /// Two checkpoints and the proof between them.
    Consistency,
}

/// What a verification came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// [`REPORT_V1`].
    pub schema: &'static str,
    /// What was judged.
    pub subject: Subject,
    /// What it comes to.
    pub verdict: Verdict,
    /// The verdict's exit code.
    pub exit: u8,
    /// The ledger.
    pub ledger: Facts,
    /// The entry a receipt is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received: Option<Received>,
    /// Every check, made or not.
    pub checks: Vec<CheckResult>,
    /// What was found, in the order of the log; at most [`FINDINGS_KEPT_MAX`].
    pub findings: Vec<Finding>,
    /// What is told and condemns nothing; at most [`FINDINGS_KEPT_MAX`].
    pub notes: Vec<Finding>,
    /// How often each code was found, those not kept above among them.
    pub counts: BTreeMap<Code, u64>,
}

impl Report {
    /// How many findings there are that are not listed.
    pub fn unlisted(&self) -> u64 {
        let all: u64 = self.counts.iter().filter(|(code, _)| code.verdict().is_some()).map(|(_, n)| n).sum();
        all.saturating_sub(self.findings.len() as u64)
    }

    /// What a check came to; `None` where it is none of this subject's.
    pub fn outcome(&self, check: Check) -> Option<Outcome> {
        self.checks.iter().find(|one| one.check == check).map(|one| one.outcome)
    }
}

/// Gathers what is found while it is found, in memory that does not grow.
#[derive(Debug, Clone)]
pub(super) struct Gathered {
    findings: Vec<Finding>,
    notes: Vec<Finding>,
    counts: BTreeMap<Code, u64>,
    looked: [u64; Check::ALL.len()],
    skipped: BTreeMap<Check, NotChecked>,
}

impl Default for Gathered {
    fn default() -> Self {
        Self {
            findings: Vec::new(),
            notes: Vec::new(),
            counts: BTreeMap::new(),
            looked: [0; Check::ALL.len()],
            skipped: BTreeMap::new(),
        }
    }
}

impl Gathered {
    /// Takes a finding or a note.
    pub(super) fn add(&mut self, finding: Finding) {
        *self.counts.entry(finding.code).or_default() += 1;
        let list = if finding.code.verdict().is_some() { &mut self.findings } else { &mut self.notes };
        if list.len() < FINDINGS_KEPT_MAX {
            list.push(finding);
        }
    }

    /// Counts findings that are not kept.
    pub(super) fn count(&mut self, code: Code, times: u64) {
        if times > 0 {
            *self.counts.entry(code).or_default() += times;
        }
    }

    /// So many more items were looked at.
    pub(super) const fn looked(&mut self, check: Check, items: u64) {
        self.looked[check as usize] += items;
    }

    /// How many items a check has looked at.
    pub(super) const fn items(&self, check: Check) -> u64 {
        self.looked[check as usize]
    }

    /// The check cannot be made, or not fully. The first reason stands.
    pub(super) fn skip(&mut self, check: Check, why: NotChecked) {
        self.skipped.entry(check).or_insert(why);
    }

    /// How often a code was found.
    pub(super) fn found(&self, code: Code) -> u64 {
        self.counts.get(&code).copied().unwrap_or(0)
    }

    /// Takes what another gathered later in the log.
    pub(super) fn merge(&mut self, later: Self) {
        for (list, more) in [(&mut self.findings, later.findings), (&mut self.notes, later.notes)] {
            let room = FINDINGS_KEPT_MAX - list.len();
            list.extend(more.into_iter().take(room));
        }
        for (code, times) in later.counts {
            self.count(code, times);
        }
        for (mine, more) in self.looked.iter_mut().zip(later.looked) {
            *mine += more;
        }
        for (check, why) in later.skipped {
            self.skip(check, why);
        }
    }

    /// The report, over the checks that `subject` has.
    pub(super) fn report(mut self, subject: Subject, ledger: Facts, received: Option<Received>) -> Report {
        let made = |check: &&Check| match subject {
            Subject::Ledger => !matches!(check, Check::Receipt | Check::Inclusion | Check::Consistency),
            Subject::Receipt => RECEIPT_CHECKS.contains(check),
            Subject::Consistency => CONSISTENCY_CHECKS.contains(check),
        };
        let checks: Vec<CheckResult> = Check::ALL.iter().filter(made).map(|&check| self.result(check)).collect();
        let found = self.counts.keys().filter_map(|code| code.verdict());
        // Nothing from outside vouches for a ledger that is judged without a trust file: intact is all that can be said.
        let anchors = checks.iter().filter_map(|one| match (one.check, one.outcome) {
            (Check::Trust, Outcome::NotChecked(_)) => Some(Verdict::Unanchored),
            (_, Outcome::NotChecked(NotChecked::NoLedgerKey)) => Some(Verdict::Unanchored),
            _ => None,
        });
        let verdict = found.chain(anchors).max().unwrap_or(Verdict::Sound);
        self.findings.sort_by_key(|finding| finding.place.seq.unwrap_or(u64::MAX));
        self.notes.sort_by_key(|finding| finding.place.seq.unwrap_or(u64::MAX));
        Report {
            schema: REPORT_V1,
            subject,
            verdict,
            exit: verdict.exit(),
            ledger,
            received,
            checks,
            findings: self.findings,
            notes: self.notes,
            counts: self.counts,
        }
    }

    fn result(&self, check: Check) -> CheckResult {
        let failed = self.counts.iter().filter(|(code, _)| code.check() == check && code.verdict().is_some());
        let failed: u64 = failed.map(|(_, times)| times).sum();
        let outcome = match (failed, self.skipped.get(&check)) {
            (0, None) => Outcome::Passed(self.items(check)),
            (0, Some(why)) => Outcome::NotChecked(*why),
            (failed, _) => Outcome::Failed(failed),
        };
        CheckResult { check, outcome }
    }
}

const RECEIPT_CHECKS: &[Check] = &[
    Check::Receipt,
    Check::Digests,
    Check::Envelopes,
    Check::Records,
    Check::Times,
    Check::Signatures,
    Check::Authority,
    Check::Checkpoint,
    Check::CheckpointSignature,
    Check::Inclusion,
    Check::Trust,
    Check::KnownHeads,
    Check::Witnesses,
];

const CONSISTENCY_CHECKS: &[Check] =
    &[Check::Checkpoint, Check::CheckpointSignature, Check::Consistency, Check::Trust, Check::Witnesses];

/// A report lists so many findings and counts the rest: whoever fills a ledger with faults does not fill the memory of
/// who judges it.
pub const FINDINGS_KEPT_MAX: usize = 1_000;

/// A text quoted in a finding, in characters: enough for any digest, name or sentence; a record is not copied.
const QUOTED_CHARS_MAX: usize = 400;

fn shortened(text: String) -> String {
    match text.char_indices().nth(QUOTED_CHARS_MAX) {
        None => text,
        Some((at, _)) => format!("{}…", &text[..at]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verdict_has_the_number_that_was_promised() {
        let exits: Vec<u8> = Verdict::ALL.iter().map(|verdict| verdict.exit()).collect();
        assert_eq!(exits, [0, 10, 20, 21, 41, 31, 30, 40]);
        assert!(Verdict::ALL.is_sorted(), "the worst wins by order");
    }

    #[test]
    fn the_worst_wins_and_a_note_condemns_nothing() {
        let verdict = |codes: &[Code]| {
            let mut gathered = Gathered::default();
            for code in codes {
                gathered.add(Finding::new(*code, Place::default()));
            }
            gathered.report(Subject::Ledger, Facts::default(), None).verdict
        };
        assert_eq!(verdict(&[]), Verdict::Sound);
        assert_eq!(verdict(&[Code::FileUnknown, Code::LateUnsaid]), Verdict::Sound);
        assert_eq!(verdict(&[Code::WitnessQuorum, Code::AuthorityInDoubt]), Verdict::AuthorityInDoubt);
        assert_eq!(verdict(&[Code::HeadRolledBack, Code::HeadDiverged]), Verdict::Diverged);
        assert_eq!(verdict(&[Code::HeadDiverged, Code::SignatureBad, Code::LogUnreadable]), Verdict::Invalid);
    }

    #[test]
    fn a_check_that_was_not_made_has_not_passed() {
        let mut gathered = Gathered::default();
        gathered.looked(Check::Tiles, 4);
        gathered.skip(Check::Tiles, NotChecked::TilesMissing(1));
        gathered.skip(Check::Trust, NotChecked::NoTrust);
        let report = gathered.report(Subject::Ledger, Facts::default(), None);
        assert_eq!(report.outcome(Check::Tiles), Some(Outcome::NotChecked(NotChecked::TilesMissing(1))));
        assert_eq!(report.outcome(Check::Receipt), None);
        assert_eq!(report.verdict, Verdict::Unanchored);
    }

    #[test]
    fn memory_does_not_grow_with_the_findings() {
        let mut gathered = Gathered::default();
        for _ in 0..3 {
            let mut part = Gathered::default();
            for seq in 0..900 {
                let place = Place { seq: Some(seq), ..Place::default() };
                part.add(Finding::new(Code::SignatureBad, place).saying("x".repeat(10_000)));
            }
            gathered.merge(part);
        }
        let report = gathered.report(Subject::Ledger, Facts::default(), None);
        assert_eq!(report.findings.len(), FINDINGS_KEPT_MAX);
        assert_eq!(report.unlisted(), 1_700);
        assert_eq!(report.outcome(Check::Signatures), Some(Outcome::Failed(2_700)));
        assert!(report.findings[0].details.as_ref().unwrap().chars().count() <= QUOTED_CHARS_MAX + 1);
    }
}
