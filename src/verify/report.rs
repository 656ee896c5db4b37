//! What a verification came to: every check with its outcome, what was found, the facts, the verdict. One report, drawn
//! by others as text, JSON or a page.

use std::collections::BTreeMap;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

pub(super) use super::check::{Check, NotChecked};
use super::code::Code;
pub(super) use super::gather::Gathered;
use super::procedure::ProcedureReport;
use crate::model::{
    DecisionId, KeyId, KindName, OfficeId, Origin, PersonId, RecordDigest, RecordedTime, StreamId, TreeHash,
};
use crate::port::Locus;
use crate::procedure::Voice;

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
    /// The decision whose procedure it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<DecisionId>,
    /// The code of the rule of procedure that is broken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
}

impl Finding {
    /// A finding without more words.
    pub const fn new(code: Code, place: Place) -> Self {
        Self { code, place, expected: None, found: None, details: None, decision: None, rule: None }
    }

    /// What should stand there and what does.
    #[must_use]
    pub fn against(mut self, expected: impl ToString, found: impl ToString) -> Self {
        self.expected = Some(shortened(expected.to_string()));
        self.found = Some(shortened(found.to_string()));
        self
    }

    /// The rule of procedure that a decision breaks.
    #[must_use]
    pub fn breaking(mut self, decision: &DecisionId, rule: &str) -> Self {
        self.decision = Some(decision.clone());
        self.rule = Some(shortened(rule.to_owned()));
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

/// Whose word is proven, and what they said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Proven {
    /// Who.
    pub person: PersonId,
    /// In which decision.
    pub decision: DecisionId,
    /// The decision's title, where its opening is carried.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What they said, in the order it was recorded.
    pub said: Vec<Word>,
}

/// A record that tells what somebody said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Word {
    /// Its place.
    #[serde(flatten)]
    pub received: Received,
    /// Whose word it is: theirs where they signed it, else the recorder's or somebody else's.
    pub voice: Voice,
    /// Who signed it, as the registry that is carried knows them.
    pub signatories: Vec<Signed>,
}

/// Who signed a word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signed {
    /// The office they signed in.
    pub office: OfficeId,
    /// The key.
    pub key: KeyId,
    /// Whose key it is; `None` where what is carried does not tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// The entry that appointed them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<u64>,
}

/// What was judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// A whole ledger.
    Ledger,
    /// One receipt.
    Receipt,
    /// The proof of somebody's word.
    Word,
    /// Two checkpoints and the proof between them.
    Consistency,
    /// One decision's bundle.
    Bundle,
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
    /// Whose word a proof is for, and what they said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub word: Option<Proven>,
    /// Every check, made or not.
    pub checks: Vec<CheckResult>,
    /// What was found, in the order of the log; at most [`FINDINGS_KEPT_MAX`].
    pub findings: Vec<Finding>,
    /// What is told and condemns nothing; at most [`FINDINGS_KEPT_MAX`].
    pub notes: Vec<Finding>,
    /// How often each code was found, those not kept above among them.
    pub counts: BTreeMap<Code, u64>,
    /// What judging the procedure came to; whoever draws the report has the words for it.
    #[serde(skip)]
    pub procedure: Option<ProcedureReport>,
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

/// A report lists so many findings and counts the rest: whoever fills a ledger with faults does not fill the memory of
/// who judges it.
pub const FINDINGS_KEPT_MAX: usize = 1_000;

/// A text quoted in a finding, in characters: enough for any digest, name or sentence; a record is not copied.
pub(super) const QUOTED_CHARS_MAX: usize = 400;

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
}
