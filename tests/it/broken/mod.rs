//! What insiders would do, each as a folder in `tests/broken`: a ledger as it would be found, and what must be said of it.
//! Each is done as well as somebody can who holds the store and the ledger key: chained anew, under a fresh checkpoint.
//! Whose other keys it takes, its `expected.json` says. Another implementation can be held against the same folders.
//!
//! `LIUHEN_WRITE_BROKEN=1 cargo test --test it broken` writes the folders anew; they come out the same byte for byte.

mod anchors;
mod authority;
mod bytes;
mod evidence;
mod expected;
mod history;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use liuhen::store::LedgerFolder;
use liuhen::verify::{self, Code, Finding, KnownHead, Policy, Report, Trust};

use crate::book::{self, Book, Chapter, Files};
use expected::{Expected, Need, Sought};

/// A ledger somebody has been at.
pub(crate) struct Broken {
    /// The ledger's files.
    pub(crate) files: Files,
    /// What the inspector believes.
    pub(crate) trust: String,
    /// A checkpoint or receipt the inspector has kept.
    pub(crate) known_head: Option<Vec<u8>>,
    /// What must be said of it.
    pub(crate) expected: Expected,
}

impl Broken {
    /// The book as it stands, under a fresh checkpoint, and what must be found in it.
    fn of(book: &Book, attack: &str, code: Code, seq: usize) -> Self {
        let header = &book.lines[seq].header;
        let sought = Sought::entry(code, seq as u64, header.stream.to_string(), header.number);
        Self::found(book.files(), attack, sought)
    }

    /// The files as they stand, and what must be found in them.
    fn found(files: Files, attack: &str, sought: Sought) -> Self {
        let expected = Expected::new(attack, sought);
        Self { files, trust: Book::trust(), known_head: None, expected }
    }

    /// These files in the place of the book's.
    fn with_files(mut self, files: Files) -> Self {
        self.files = files;
        self
    }

    /// The first thing is found in this file.
    fn at(mut self, file: &str) -> Self {
        self.expected.file = Some(file.to_owned());
        self
    }

    /// And that is found as well, at another place of the same ledger.
    fn and(mut self, book: &Book, code: Code, seq: usize) -> Self {
        let header = &book.lines[seq].header;
        self.expected.also(Sought::entry(code, seq as u64, header.stream.to_string(), header.number));
        self
    }

    /// And that is found as well, in a file as a whole.
    fn and_in(mut self, code: Code, file: &str) -> Self {
        self.expected.also(Sought::file(code, file));
        self
    }

    /// It takes a head that somebody outside has kept.
    fn known(mut self, head: impl ToString) -> Self {
        self.known_head = Some(head.to_string().into_bytes());
        self.expected.needs.push(Need::KnownHead);
        self
    }

    /// It takes to know the founders.
    fn trusting(mut self, trust: impl Into<String>) -> Self {
        self.trust = trust.into();
        self.expected.needs.push(Need::Trust);
        self
    }

    /// Everything as it lies in `tests/broken/<name>`.
    fn folder(&self) -> Files {
        let mut folder: Files =
            self.files.iter().map(|(path, bytes)| (format!("ledger/{path}"), bytes.clone())).collect();
        folder.insert("expected.json".into(), self.expected.to_json());
        folder.insert("trust.toml".into(), self.trust.clone().into());
        if let Some(head) = &self.known_head {
            folder.insert("known-head".into(), head.clone());
        }
        folder
    }
}

/// An attack and how it is made.
type Attack = (&'static str, fn() -> Broken);

fn attacks() -> Vec<Attack> {
    [history::ATTACKS, authority::ATTACKS, bytes::ATTACKS, evidence::ATTACKS, anchors::ATTACKS].concat()
}

/// Attacks whose ledgers are too large to lie in the tree; they are made where they are judged.
fn large() -> Vec<Attack> {
    [bytes::LARGE, anchors::LARGE].concat()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken")
}

fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().unwrap().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Judges the ledger in `case/ledger` by what lies beside it, leaving out what is not to be brought.
fn judge(case: &Path, without: Option<Need>) -> Report {
    let trust = fs::read_to_string(case.join("trust.toml")).unwrap();
    let head = fs::read(case.join("known-head")).ok().filter(|_| without != Some(Need::KnownHead));
    let policy = Policy {
        trust: (without != Some(Need::Trust)).then(|| Trust::parse(&trust).unwrap()),
        known_heads: head.iter().map(|head| KnownHead::read(head, "known-head").unwrap()).collect(),
        threads: 1,
        seed: [7; 32],
        holidays: liuhen::procedure::Holidays::built_in().clone(),
    };
    let store = LedgerFolder::open_for_reading(case.join("ledger")).unwrap();
    verify::run(&store, &policy, &|_| ()).unwrap()
}

/// Says where a report is not exactly what is expected; empty where it is.
fn differences(report: &Report, expected: &Expected) -> String {
    let mut said = String::new();
    if (report.verdict.word(), report.exit) != (expected.verdict.as_str(), expected.exit) {
        said = format!("verdict {} ({}), expected {}\n", report.verdict.word(), report.exit, expected.verdict);
    }
    if report.unlisted() > 0 {
        said.push_str("findings that are not listed\n");
    }
    let mut left: Vec<&Finding> = report.findings.iter().chain(&report.notes).collect();
    for one in expected.all() {
        match left.iter().position(|finding| one.is(finding)) {
            Some(at) => drop(left.remove(at)),
            None => said.push_str(&format!("missing: {one:?}\n")),
        }
    }
    for one in left {
        said.push_str(&format!("unexpected: {one:?}\n"));
    }
    said
}

fn judged_as_expected(name: &str, case: &Path, faults: &mut String) {
    let expected = Expected::read(&fs::read(case.join("expected.json")).unwrap());
    let said = differences(&judge(case, None), &expected);
    if !said.is_empty() {
        faults.push_str(&format!("{name}:\n{said}"));
    }
    // What an attack is said to need is needed: without it, it is not found. And nothing else is.
    for need in [Need::Trust, Need::KnownHead] {
        let found = judge(case, Some(need)).counts.keys().any(|code| code.text() == expected.code);
        if found == expected.needs.contains(&need) {
            let how = if found { "found" } else { "not found" };
            faults.push_str(&format!("{name}: {how} without {need:?}\n"));
        }
    }
}

#[test]
fn every_attack_is_found_for_what_it_is() {
    let mut faults = String::new();
    for name in names_in(&folder()) {
        judged_as_expected(&name, &folder().join(&name), &mut faults);
    }
    for (name, make) in large() {
        let case = tempfile::tempdir().unwrap();
        book::write(&make().folder(), case.path());
        judged_as_expected(name, case.path(), &mut faults);
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn the_program_says_the_same() {
    for name in names_in(&folder()) {
        let case = folder().join(&name);
        let expected = Expected::read(&fs::read(case.join("expected.json")).unwrap());
        let state = tempfile::tempdir().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_liuhen"));
        command.args(["verify", "--ledger", "ledger", "--trust", "trust.toml", "--format", "json", "--threads", "1"]);
        if case.join("known-head").exists() {
            command.args(["--known-head", "known-head"]);
        }
        command.current_dir(&case).env_clear().env("LIUHEN_STATE_DIR", state.path()).stdin(Stdio::null());
        let output = command.output().unwrap();
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(expected.exit.into()), "{name}");
        assert_eq!((&report["verdict"], &report["exit"]), (&expected.verdict.into(), &expected.exit.into()), "{name}");
        let told = ["findings", "notes"].iter().flat_map(|list| report[list].as_array().unwrap());
        let first = told.clone().any(|one| {
            let seq = one.get("seq").and_then(serde_json::Value::as_u64);
            one["code"] == expected.code && seq == expected.seq
        });
        assert!(first, "{name}: {:?}", told.collect::<Vec<_>>());
    }
}

#[test]
fn the_folders_are_those_their_makers_make() {
    let made: BTreeMap<&str, Files> = attacks().iter().map(|(name, make)| (*name, make().folder())).collect();
    assert_eq!(made.len(), attacks().len(), "two attacks of one name");
    if std::env::var_os("LIUHEN_WRITE_BROKEN").is_some_and(|value| value == "1") {
        for name in names_in(&folder()) {
            fs::remove_dir_all(folder().join(name)).unwrap();
        }
        for (name, files) in &made {
            book::write(files, &folder().join(name));
        }
    }
    assert_eq!(names_in(&folder()), made.keys().copied().collect::<Vec<_>>());
    for (name, files) in &made {
        let there = book::read(&folder().join(name));
        assert_eq!(there.keys().collect::<Vec<_>>(), files.keys().collect::<Vec<_>>(), "{name}");
        for (path, bytes) in files {
            assert!(there[path] == *bytes, "{name}/{path} is not as it is made");
        }
    }
    let bytes: usize = made.values().flat_map(BTreeMap::values).map(Vec::len).sum();
    assert!(bytes < 1_000_000, "{bytes} bytes lie in the tree");
}

#[test]
fn the_story_is_sound_until_somebody_tampers_with_it() {
    for chapter in [
        Chapter::Founded,
        Chapter::Offices,
        Chapter::Opened,
        Chapter::Drafted,
        Chapter::Reviewed,
        Chapter::Met,
        Chapter::Dissented,
        Chapter::Decided,
    ] {
        let case = tempfile::tempdir().unwrap();
        book::write(&Book::story(chapter).files(), &case.path().join("ledger"));
        fs::write(case.path().join("trust.toml"), Book::trust()).unwrap();
        let report = judge(case.path(), None);
        assert_eq!((report.exit, report.counts.len()), (0, 0), "{chapter:?}: {:?}", report.findings);
    }
}

/// What no attack here shows, each with its reason.
const NOT_SHOWN: &[(Code, &str)] = &[
    (Code::FileUnknown, "a stray file proves nothing"),
    (Code::LogTornTail, "a write that was cut off is no attack; see `mutation` and `crash`"),
    (Code::LogBeyondCheckpoint, "the same"),
    (Code::LedgerEmpty, "there is nothing to tamper with"),
    (Code::MarkerMissing, "a file that is gone; see `altered`"),
    (Code::LogUnreadable, "a disk that fails; see the tests of `verify`"),
    (Code::AttachmentUnreadable, "the same"),
    (Code::OpeningUnreadable, "the same"),
    (Code::EnvelopeOversized, "no frame of a log is that long; of receipts"),
    (Code::CheckpointNotTrusted, "only of a checkpoint or receipt without its ledger"),
    (Code::ProcedureFinding, "a decision made wrongly is no ledger tampered with; see `procedure`"),
    (Code::ProcedureSignal, "the same"),
    (Code::ProfileNotNamed, "the same"),
    (Code::ProfileNotAdopted, "the same"),
    (Code::ProfileSuperseded, "the same"),
    (Code::ProfileUnreadable, "the same"),
    (Code::CalendarUnreadable, "the same; see `calendars`"),
    (Code::CalendarDiffers, "the same"),
    (Code::StreamsUnreadable, "a store that does not give its log by streams; see the tests of `verify`"),
    (Code::BagFileMissing, "of bundles"),
    (Code::BagFileUnlisted, "of bundles"),
    (Code::BagFileDiffers, "of bundles"),
    (Code::BagForm, "of bundles"),
    (Code::BagUnsafe, "of bundles"),
    (Code::BagUnreadable, "of bundles"),
    (Code::BagRepacked, "of bundles"),
    (Code::ContentsForm, "of bundles"),
    (Code::ContentsDiffer, "of bundles"),
    (Code::SealForm, "of bundles"),
    (Code::SealOffice, "of bundles"),
    (Code::RowsBroken, "of bundles"),
    (Code::RowMisplaced, "of bundles"),
    (Code::PathForm, "of bundles"),
    (Code::PathMissing, "of bundles"),
    (Code::PathUnasked, "of bundles"),
    (Code::TailMissing, "of bundles"),
    (Code::ExportMisstates, "of bundles"),
    (Code::RecordWithheld, "of bundles"),
    (Code::AttachmentWithheld, "of bundles"),
    (Code::WithheldUnlisted, "of bundles"),
    (Code::WithheldUnauthorised, "of bundles"),
    (Code::WithheldPresent, "of bundles"),
    (Code::WithheldUnknown, "of bundles"),
    (Code::WithheldInFull, "of bundles"),
    (Code::AnchorForm, "of bundles"),
    (Code::ReceiptForm, "of receipts"),
    (Code::ReceiptWithoutEntry, "of receipts"),
    (Code::ReceiptIndex, "of receipts"),
    (Code::ProofForm, "of proofs of somebody's word"),
    (Code::ProofWithoutFounding, "of proofs of somebody's word"),
    (Code::ProofWithoutWord, "of proofs of somebody's word"),
    (Code::ProofStray, "of proofs of somebody's word"),
    (Code::TrustRootNotCarried, "of proofs of somebody's word"),
    (Code::NotIncluded, "of receipts"),
    (Code::NotConsistent, "of consistency proofs"),
    (Code::CheckpointsDiverge, "of consistency proofs"),
];

#[test]
fn every_code_is_shown_by_an_attack_or_left_out_for_a_reason() {
    let mut shown: Vec<String> = Vec::new();
    for (_, make) in attacks().into_iter().chain(large()) {
        let expected = make().expected;
        shown.extend(expected.all().into_iter().map(|one| one.code));
    }
    let is_shown = |code: Code| shown.iter().any(|text| text == code.text());
    for code in Code::ALL {
        let left_out = NOT_SHOWN.iter().any(|(other, _)| other == code);
        assert!(is_shown(*code) != left_out, "{}", code.text());
    }
}
