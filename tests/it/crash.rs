//! A writer that is killed at any moment loses nothing it has acknowledged. The test program runs itself as a writer, which
//! appends and says what was acknowledged; it is killed with SIGKILL at seeded moments, some two hundred times. Each time
//! the ledger must be sound as it lies there, hold every acknowledged record, and go on.
//!
//! Nothing waits for a clock: a writer is killed after so many acknowledgements and so much idle work, both drawn from a
//! seed; some are killed while they open, with the index missing or damaged.
//!
//! A killed process tears no single call. What a failing call does is in `faults`; what a power cut does, in the store.

#![cfg(unix)]

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write};
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use jiff::SignedDuration;
use liuhen::crypto::Signer;
use liuhen::crypto::hash::sha256;
use liuhen::ledger::{Ledger, Submission};
use liuhen::model::{RecordDigest, Seq, StreamId};
use liuhen::port::{ReadLedger as _, StoreErrorKind, WriteEvidence as _};
use liuhen::store::{HighWaterFolder, LedgerFolder};
use liuhen::verify::Code;

use crate::book::{self, Book, Chapter, DECISION, LEDGER, ORIGIN, json, key, moment, payload, signed};

/// Where the test program, run as a writer, finds its folder.
const WRITER: &str = "LIUHEN_TEST_WRITER";
/// The test below, by which the program runs itself.
const ITSELF: &str = "crash::what_was_acknowledged_outlives_its_writer";

/// Each ledger is written and killed so many times; there is one for each seed.
const KILLS: usize = 24;
const SEEDS: u64 = 8;
/// The ledger of this seed begins just below 256 entries, so that it writes tiles.
const LONG: u64 = 3;

#[test]
fn what_was_acknowledged_outlives_its_writer() {
    if let Some(folder) = std::env::var_os(WRITER) {
        return write_for_ever(Path::new(&folder));
    }
    let outcomes: Vec<Outcome> = std::thread::scope(|scope| {
        let half =
            |odd| move || (0..SEEDS).filter(|seed| seed % 2 == odd).map(kill_again_and_again).collect::<Vec<_>>();
        let other = scope.spawn(half(1));
        let mut all = half(0)();
        all.extend(other.join().unwrap());
        all
    });
    let sum = |part: fn(&Outcome) -> usize| outcomes.iter().map(part).sum::<usize>();
    assert_eq!(sum(|one| one.kills), KILLS * SEEDS as usize);
    assert!(sum(|one| one.acknowledged) > 100, "the writers were killed before they did anything");
}

struct Outcome {
    kills: usize,
    acknowledged: usize,
}

/// Kills writers of one ledger, looking at it after each.
fn kill_again_and_again(seed: u64) -> Outcome {
    let place = book::quick_folder();
    let (folder, ledger) = (place.path(), place.path().join("ledger"));
    drop(Book::story(Chapter::Opened).lay_down(&ledger, &marks(folder)));
    if seed == LONG {
        write(folder, Some(250), &mut std::io::sink());
    }
    let mut random = Random(seed + 1);
    let mut acknowledged: Vec<(u64, RecordDigest)> = Vec::new();
    for kill in 0..KILLS {
        let what = format!("seed {seed}, kill {kill}");
        match random.below(5) {
            0 => fs::remove_dir_all(ledger.join("index")).unwrap_or_default(),
            1 => damage(&ledger.join("index"), &mut random),
            _ => {}
        }
        let said = kill_one(folder, random.below(7), random.below(10_000), &what);
        acknowledged.extend(said.lines().filter_map(acknowledgement));
        check(&ledger, &acknowledged, &what);
    }
    // And what is left is a ledger like any other.
    write(folder, Some(2), &mut std::io::sink());
    let report = book::judged(&ledger);
    let strange = report.counts.keys().find(|code| **code != Code::FileUnknown);
    assert_eq!((report.exit, strange), (0, None), "seed {seed}");
    Outcome { kills: KILLS, acknowledged: acknowledged.len() }
}

/// Runs a writer until it has acknowledged so many records and the idle work is done, and kills it. Gives what it said.
fn kill_one(folder: &Path, acknowledgements: u64, idle: u64, what: &str) -> String {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([ITSELF, "--exact", "--nocapture", "--test-threads=1"]).env(WRITER, folder);
    let mut writer = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
    let mut reader = BufReader::new(writer.stdout.take().unwrap());
    let (mut said, mut left) = (String::new(), acknowledgements);
    loop {
        let from = said.len();
        assert!(reader.read_line(&mut said).unwrap() > 0, "{what}: the writer ended by itself: {said}");
        let line = &said[from..];
        left -= u64::from(acknowledgement(line).is_some());
        // With none to wait for, it is killed while it opens.
        if left == 0 && (acknowledgements > 0 || line.contains("opening")) {
            break;
        }
    }
    std::hint::black_box((0..idle).fold([0; 32], |digest, _| sha256(&digest)));
    writer.kill().unwrap();
    reader.read_to_string(&mut said).unwrap();
    let status = writer.wait().unwrap();
    assert_eq!(status.signal(), Some(9), "{what}: the writer ended by itself: {said}");
    // A line that was cut off was not said.
    said.truncate(said.rfind('\n').map_or(0, |end| end + 1));
    said
}

fn acknowledgement(line: &str) -> Option<(u64, RecordDigest)> {
    let (seq, record) = line.trim_end().strip_prefix("acknowledged ")?.split_once(' ')?;
    Some((seq.parse().unwrap(), record.parse().unwrap()))
}

/// The ledger as it lies there is sound and holds what was acknowledged.
fn check(ledger: &Path, acknowledged: &[(u64, RecordDigest)], what: &str) {
    let report = book::judged(ledger);
    assert_eq!(report.exit, 0, "{what}: {:?}", report.findings);
    let entries = LedgerFolder::open_for_reading(ledger).unwrap().entries(Seq::FIRST, usize::MAX).unwrap();
    for (seq, record) in acknowledged {
        let found = usize::try_from(*seq).ok().and_then(|at| entries.get(at));
        let found = found.map(|stored| stored.entry.header().record_blake3);
        assert_eq!(found.as_ref(), Some(record), "{what}: entry {seq} was acknowledged");
        assert!(*seq < report.ledger.size, "{what}: entry {seq} was acknowledged and is not judged");
    }
}

/// Changes a byte in each file of the index.
fn damage(index: &Path, random: &mut Random) {
    for (path, mut bytes) in book::read(index) {
        if let Some(last) = (bytes.len() as u64).checked_sub(1) {
            let at = usize::try_from(random.below(last + 1)).unwrap();
            bytes[at] ^= 0x55;
            fs::write(index.join(path), bytes).unwrap();
        }
    }
}

fn write_for_ever(folder: &Path) {
    write(folder, None, &mut std::io::stdout());
}

fn marks(folder: &Path) -> HighWaterFolder {
    HighWaterFolder::new(folder.join("state"))
}

/// Opens a ledger that this process may just have closed. A program that another test starts at that moment holds the lock with
/// it, from its fork to its exec.
fn opened(ledger: &Path) -> LedgerFolder {
    for _ in 0..1_000_000 {
        match LedgerFolder::open_for_writing(ledger) {
            Err(error) if error.kind == StoreErrorKind::InUse => std::thread::yield_now(),
            opened => return opened.unwrap(),
        }
    }
    panic!("the lock of {} is held for ever", ledger.display());
}

/// Opens the ledger, completes what was cut off, and appends drafts, every fifth time two as one; says what is acknowledged.
fn write(folder: &Path, until: Option<u64>, say: &mut dyn Write) {
    let (marks, ledger_key) = (marks(folder), key(LEDGER));
    let signers: [&dyn Signer; 1] = [&ledger_key];
    // Whoever runs these tests has said something on the same line.
    writeln!(say, "\nopening").unwrap();
    let mut ledger = Ledger::open(opened(&folder.join("ledger")), &marks).unwrap();
    ledger.complete(&signers, &marks).unwrap();
    let begun = ledger.size();
    while until.is_none_or(|more| ledger.size() < begun + more) {
        let size = ledger.size();
        let mut group = Vec::new();
        // Two in a group both stand on what was there: nobody has signed after what is recorded at the same moment.
        let basis = last_record(&ledger);
        let more = if size.is_multiple_of(5) { 2 } else { 1 };
        for at in size..size + more {
            let (envelope, document) = draft(at, basis);
            ledger.store_mut().put_evidence(&mut document.as_bytes()).unwrap();
            group.push(Submission::new(envelope));
        }
        let now = moment(i64::try_from(size + more).unwrap()) + SignedDuration::from_secs(40);
        for one in ledger.append(group, &signers, &now, &marks).unwrap() {
            writeln!(say, "acknowledged {} {}", one.seq, one.record).unwrap();
        }
    }
}

/// A draft to be entry `at`, standing on `basis`, and its document.
fn draft(at: u64, basis: RecordDigest) -> (Vec<u8>, String) {
    let mut book = Book::new(ORIGIN);
    book.wait(i64::try_from(at).unwrap());
    let body = json(&format!(r#"{{"version":"{at}","changes":"又一稿。"}}"#));
    let mut draft = book.statement(DECISION, "draft-version", body, &[("handling-unit", "unit")]);
    let document = format!("第 {at} 稿\n");
    draft.attachments = vec![book.document("draft", &document)];
    draft.basis = vec![basis];
    (signed(payload(draft), &["unit"]), document)
}

fn last_record(ledger: &Ledger<LedgerFolder>) -> RecordDigest {
    let stream: StreamId = DECISION.parse().unwrap();
    let count = ledger.store().stream_head(&stream).unwrap().unwrap().count;
    ledger.store().stream(&stream, count - 1, 1).unwrap()[0].entry.header().record_blake3
}

/// Numbers that look random and are the same each time (xorshift64*).
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11) % end
    }
}
