//! No byte of a ledger is without meaning: whatever is changed, cut off or taken away in a folder that the real store has
//! written, the verdict is no longer sound, and the record at fault is named. What may change unseen stands in a list, with
//! its reason.

use std::fs;
use std::ops::Range;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use liuhen::chain::{CosignerKey, Frame, KeyName, SignedCheckpoint, cosign, entry_hash, leaf_hash};
use liuhen::crypto::Signer;
use liuhen::format::Late;
use liuhen::ledger::{Ledger, Submission, found};
use liuhen::model::Origin;
use liuhen::port::{HighWater as _, HighWaterMark, ReadLedger as _, WriteEvidence as _, WriteLedger as _};
use liuhen::registry::{EndReason, RotateLedgerKey};
use liuhen::store::{LedgerFolder, MemoryMarks};
use liuhen::verify::{self, Code, KnownHead, Policy, Report, Trust};

use crate::book::{self, Book, DECISION, Files, LEDGER, ORIGIN, ROOTS, end, key, payload, public, signed};

/// What may change without changing the verdict.
const UNHEEDED: &[(&str, &str)] = &[
    ("lock", "an empty file for the system to lock; it says nothing"),
    ("log/group", "where the writer began its last group; it goes by it after a crash, the judge never does"),
    ("index/", "made again from the log where it is missing or wrong; the judge never reads it"),
];

/// What may besides be missing or of another length without changing the verdict.
const REBUILDABLE: (&str, &str) = (
    "tile/",
    "made again from the log; one that is missing or of another length is not read, one with a wrong byte condemns",
);

fn is_unheeded(path: &str) -> bool {
    UNHEEDED.iter().any(|(unheeded, _)| path == *unheeded || unheeded.ends_with('/') && path.starts_with(unheeded))
}

fn is_harmless(path: &str) -> bool {
    is_unheeded(path) || path.starts_with(REBUILDABLE.0)
}

/// A ledger as the store writes it, with everything in it that a small one can have.
struct Golden {
    files: Files,
    /// Where each entry lies in the log.
    frames: Vec<Range<usize>>,
    trust: Trust,
    /// The checkpoint after each commit, as somebody may have kept it.
    kept: Vec<SignedCheckpoint>,
}

const LOG: &str = "log/000000.log";
const WITNESS: &str = "witness.example/yunxi-archive";

impl Golden {
    /// Nine entries: a founding, appointments in a group, a decision, a draft with an open and a sealed document, a change
    /// of the ledger key, an opinion entered late with its document, an appointment's end. A witness has cosigned.
    fn new() -> Self {
        let place = book::quick_folder();
        let dir = place.path().join("ledger");
        let marks = MemoryMarks::default();
        let keys = [LEDGER, "ledger-2"].map(key);
        let signers: Vec<&dyn Signer> = keys.iter().map(|key| key as &dyn Signer).collect();
        let mut kept = Vec::new();

        // The book says what is signed; the ledger gives it its place and comes to the same.
        let mut book = Book::founded(ORIGIN, &ROOTS, LEDGER);
        let store = LedgerFolder::create(&dir, &Origin::new(ORIGIN).unwrap()).unwrap();
        let founding = book.lines[0].envelope.clone();
        let now = book.lines[0].header.recorded.timestamp();
        let (mut ledger, _) = found(store, founding, signers[0], &now, &marks).unwrap();
        let mut done = 1;
        let mut append = |ledger: &mut Ledger<LedgerFolder>, book: &Book| {
            let group: Vec<_> = book.lines[done..].iter().map(|line| Submission::new(line.envelope.clone())).collect();
            done = book.lines.len();
            let now = book.lines[done - 1].header.recorded.timestamp();
            ledger.append(group, &signers, &now, &marks).unwrap();
            kept.push(SignedCheckpoint::parse(&ledger.store().checkpoint().unwrap().unwrap()).unwrap());
        };
        book.appoint("周远", "head", "head");
        book.appoint("吴桐", "handling-unit", "unit");
        append(&mut ledger, &book);
        let open = book.open(DECISION);
        book.say(open, &["head"]);
        append(&mut ledger, &book);
        let draft = book.draft(DECISION);
        book.say(draft, &["unit"]);
        let rotate = RotateLedgerKey { ledger_key: public("ledger-2"), document: "云府办函〔2026〕11号".into() };
        book.registry("rotate-ledger-key", &rotate, &ROOTS[..2]);
        store_documents(ledger.store_mut(), &book);
        append(&mut ledger, &book);
        book.appoint("章恪", "legality-reviewer", "reviewer");
        append(&mut ledger, &book);
        book.wait(200);
        let mut opinion = book.opinion(DECISION, "unlawful");
        opinion.late =
            Some(Late { reason: "原件遗失，凭副本补录。".into(), missing: vec!["counsel".into()] });
        let mut body = serde_json::to_string(&opinion.body).unwrap();
        body = body.replacen(",\"counsel\":[]", "", 1);
        opinion.body = book::json(&body);
        store_documents(ledger.store_mut(), &book);
        book.enter(&DECISION.parse().unwrap(), signed(payload(opinion), &["reviewer"]));
        append(&mut ledger, &book);
        book.registry("end-appointment", &end("周远", "head", "head", EndReason::Retired, None), &ROOTS[1..]);
        append(&mut ledger, &book);

        let checkpoint = kept.last().unwrap();
        let line = cosign(checkpoint, KeyName::new(WITNESS).unwrap(), 1_790_000_000, &key("witness")).unwrap();
        let cosigned = checkpoint.with_signature(&line).unwrap();
        let mut store = ledger.into_store();
        store.publish(cosigned.to_text().as_bytes()).unwrap();
        drop(store);

        let mut files = book::read(&dir);
        files.retain(|path, _| !path.starts_with("index/"));
        let (mut frames, mut leaves, mut at) = (Vec::new(), Vec::new(), 0);
        while at < files[LOG].len() {
            let rest = &files[LOG][at..];
            let frame = Frame::find(rest).unwrap();
            leaves.extend_from_slice(&leaf_hash(frame.header_bytes(rest)).0);
            frames.push(at..at + frame.total());
            at += frame.total();
        }
        // As a copy made for publishing has it.
        files.insert(format!("tile/0/000.p/{}", frames.len()), leaves);
        let vkey = CosignerKey::new(KeyName::new(WITNESS).unwrap(), public("witness"));
        let trust = Book::trust().replacen("root_threshold = 2\n", "root_threshold = 2\nquorum = 1\n", 1);
        let trust = Trust::parse(&format!("{trust}\n[[witness]]\nvkey = \"{vkey}\"\n")).unwrap();
        Self { files, frames, trust, kept }
    }

    fn text(&self, path: &str) -> &str {
        std::str::from_utf8(&self.files[path]).unwrap()
    }

    /// Whether this byte of the log belongs to an envelope.
    fn is_envelope(&self, at: usize) -> bool {
        let frame = self.frames.iter().find(|frame| frame.contains(&at)).unwrap();
        let found = Frame::find(&self.files[LOG][frame.start..]).unwrap();
        (found.envelope..found.envelope + found.length).contains(&(at - frame.start))
    }

    /// The marks of a machine that has seen the whole ledger.
    fn marks(&self) -> MemoryMarks {
        let marks = MemoryMarks::default();
        let last = entry_hash(self.header(self.frames.len() - 1));
        let root = self.kept.last().unwrap().checkpoint().root;
        let mark = HighWaterMark { size: self.frames.len() as u64, last, root };
        marks.raise(&entry_hash(self.header(0)), &mark).unwrap();
        marks
    }

    fn header(&self, entry: usize) -> &[u8] {
        let bytes = &self.files[LOG][self.frames[entry].clone()];
        Frame::find(bytes).unwrap().header_bytes(bytes)
    }

    fn judge(&self, folder: &Path, known: &[&SignedCheckpoint]) -> Result<Report, String> {
        let head = |known: &&SignedCheckpoint| KnownHead::read(known.to_text().as_bytes(), "kept").unwrap();
        let known_heads = known.iter().map(head).collect();
        let policy = Policy {
            trust: Some(self.trust.clone()),
            known_heads,
            threads: 1,
            seed: [7; 32],
            holidays: liuhen::procedure::Holidays::built_in().clone(),
        };
        let store = LedgerFolder::open_for_reading(folder).map_err(|error| format!("not opened: {error}"))?;
        verify::run(&store, &policy, &|_| ()).map_err(|error| format!("not judged: {error}"))
    }

    /// Tries every mutation on two threads, each with a copy of its own; gives what `wrong` says of those it minds.
    fn try_all(&self, mutations: &[Mutation], wrong: &(dyn Fn(&Mutation, Result<Report, String>) -> bool + Sync)) {
        let next = AtomicUsize::new(0);
        let try_some = || {
            let place = book::quick_folder();
            book::write(&self.files, place.path());
            let mut minded = Vec::new();
            while let Some(mutation) = mutations.get(next.fetch_add(1, Ordering::Relaxed)) {
                let path = place.path().join(&mutation.path);
                match mutation.applied(&self.files[&mutation.path]) {
                    Some(bytes) => fs::write(&path, bytes).unwrap(),
                    None => fs::remove_file(&path).unwrap(),
                }
                let judged = self.judge(place.path(), &[]);
                let told = judged.as_ref().map_or_else(Clone::clone, |report| {
                    let codes: Vec<_> = report.counts.keys().map(|code| code.text()).collect();
                    format!("exit {}: {}", report.exit, codes.join(" "))
                });
                if wrong(mutation, judged) {
                    minded.push(format!("{mutation:?} -> {told}\n"));
                }
                fs::write(&path, &self.files[&mutation.path]).unwrap();
            }
            minded
        };
        let minded: Vec<String> = std::thread::scope(|scope| {
            let other = scope.spawn(try_some);
            let mut minded = try_some();
            minded.extend(other.join().unwrap());
            minded
        });
        let shown: String = minded.iter().take(40).map(String::as_str).collect();
        assert!(minded.is_empty(), "{} of {} mutations:\n{shown}", minded.len(), mutations.len());
    }
}

fn store_documents(store: &mut LedgerFolder, book: &Book) {
    for bytes in book.evidence.values() {
        store.put_evidence(&mut bytes.as_slice()).unwrap();
    }
    for (sealed, bytes) in &book.openings {
        store.put_opening(sealed, bytes).unwrap();
    }
}

/// One thing done to one file.
#[derive(Debug)]
struct Mutation {
    path: String,
    change: Change,
}

#[derive(Debug, Clone, Copy)]
enum Change {
    /// The bits of the mask are flipped in one byte.
    Flip(usize, u8),
    /// Cut off to so many bytes.
    Cut(usize),
    /// So many of this byte are added.
    Grow(usize, u8),
    Remove,
}

impl Mutation {
    fn applied(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let mut bytes = bytes.to_vec();
        match self.change {
            Change::Flip(at, mask) => bytes[at] ^= mask,
            Change::Cut(length) => bytes.truncate(length),
            Change::Grow(more, byte) => bytes.resize(bytes.len() + more, byte),
            Change::Remove => return None,
        }
        Some(bytes)
    }
}

/// Makes another letter or digit.
const ONE_BIT: u8 = 0x01;
/// Makes capitals of small letters: two spellings of one digest.
const CAPITAL: u8 = 0x20;

#[test]
fn every_byte_has_a_meaning() {
    let golden = Golden::new();
    let whole = book::quick_folder();
    book::write(&golden.files, whole.path());
    let report = golden.judge(whole.path(), &golden.kept.iter().collect::<Vec<_>>()).unwrap();
    assert_eq!((report.exit, report.ledger.size, report.ledger.late), (0, 9, 1), "{:?}", report.findings);
    assert_eq!(report.notes, [], "the store knows its own files");

    let mut mutations = Vec::new();
    for (path, bytes) in &golden.files {
        for at in 0..bytes.len() {
            let flip = |mask| Mutation { path: path.clone(), change: Change::Flip(at, mask) };
            mutations.push(flip(ONE_BIT));
            // In an envelope a second pattern tells nothing new: it is bound by digest, whatever stands in it.
            if path != LOG || !golden.is_envelope(at) {
                mutations.push(flip(CAPITAL));
            }
        }
    }
    let witness = golden.text("checkpoint").find(WITNESS).unwrap();
    golden.try_all(&mutations, &|mutation, judged| {
        let Ok(report) = judged else { return true };
        if is_unheeded(&mutation.path) {
            return report.exit != 0;
        }
        let Change::Flip(at, _) = mutation.change else { return true };
        let entry = golden.frames.iter().position(|frame| mutation.path == LOG && frame.contains(&at));
        // An entry is named itself, or through the next, which names it; a file is named by its path or by who cites it.
        let named = report.findings.iter().any(|finding| match entry {
            Some(entry) => finding.place.seq.is_some_and(|seq| seq == entry as u64 || seq == entry as u64 + 1),
            None => finding.place.file.as_deref() == Some(&mutation.path),
        });
        // A witness's line that is another's, or nobody's, is no forgery: it is not the word that was asked for.
        let exit = if mutation.path == "checkpoint" && at >= witness { [40, 10] } else { [40, 40] };
        !exit.contains(&report.exit) || !named
    });
}

#[test]
fn nothing_can_be_cut_off_or_taken_away() {
    let golden = Golden::new();
    let mut mutations = Vec::new();
    for (path, bytes) in &golden.files {
        let cuts = (0..bytes.len()).map(Change::Cut);
        mutations.extend(cuts.chain([Change::Remove]).map(|change| Mutation { path: path.clone(), change }));
    }
    golden.try_all(&mutations, &|mutation, judged| {
        let Ok(report) = judged else { return true };
        // Cut right after the ledger key's line, the checkpoint only lacks its witness: that is told as what it is.
        let lacks_witness = mutation.path == "checkpoint" && report.exit == 10;
        !lacks_witness && report.exit != if is_harmless(&mutation.path) { 0 } else { 40 }
    });
}

#[test]
fn nothing_can_be_added_to_a_file() {
    let golden = Golden::new();
    let mut mutations = Vec::new();
    for path in golden.files.keys() {
        for change in [Change::Grow(1, b'\n'), Change::Grow(1, 0), Change::Grow(700, b' '), Change::Grow(5 << 20, b'x')]
        {
            mutations.push(Mutation { path: path.clone(), change });
        }
    }
    golden.try_all(&mutations, &|mutation, judged| {
        // What follows the last acknowledged entry was promised to nobody: a write that was cut off, and told.
        let told = |report: &Report| report.notes.iter().any(|note| note.code == Code::LogTornTail);
        match judged {
            Ok(report) if mutation.path == LOG => report.exit != 0 || !told(&report),
            Ok(report) if is_harmless(&mutation.path) => report.exit != 0,
            Ok(report) => report.exit != 40,
            Err(_) => true,
        }
    });
}

/// Whether a ledger refuses to be written to; nothing in it may have changed then but the index and the lock.
fn refuses(golden: &Golden, files: &Files, marks: &MemoryMarks) -> bool {
    let place = book::quick_folder();
    book::write(files, place.path());
    let opened = LedgerFolder::open_for_writing(place.path()).map_err(|error| error.to_string());
    let refused = match opened {
        Err(_) => true,
        Ok(store) => Ledger::open(store, marks).is_err(),
    };
    let mut there = book::read(place.path());
    there.retain(|path, _| !path.starts_with("index/") && path != "lock");
    let before: Files = files.iter().filter(|(path, _)| *path != "lock").map(|(p, b)| (p.clone(), b.clone())).collect();
    assert!(!refused || there == before, "a ledger that was refused has been changed: {:?}", golden.frames);
    refused
}

#[test]
fn a_log_that_was_cut_is_not_written_to() {
    let golden = Golden::new();
    let marks = MemoryMarks::default();
    assert!(!refuses(&golden, &golden.files, &marks), "the ledger as it was");
    // At every border between entries and beside it, and every so often in between: opening costs more than judging.
    let borders = golden.frames.iter().flat_map(|frame| [frame.start, frame.start + 1, frame.end - 1]);
    let between = (0..golden.files[LOG].len()).step_by(977);
    for length in borders.chain(between) {
        let mut files = golden.files.clone();
        files.get_mut(LOG).unwrap().truncate(length);
        assert!(refuses(&golden, &files, &marks), "cut to {length} bytes");
    }
}

#[test]
fn a_ledger_that_was_put_back_is_known_by_whoever_kept_a_head() {
    let golden = Golden::new();
    let marks = golden.marks();
    let last = golden.kept.last().unwrap();
    for earlier in &golden.kept[..golden.kept.len() - 1] {
        let size = usize::try_from(earlier.checkpoint().size).unwrap();
        let mut files = golden.files.clone();
        files.get_mut(LOG).unwrap().truncate(golden.frames[size].start);
        files.insert("checkpoint".into(), earlier.to_text().into());
        files.retain(|path, _| !path.starts_with("tile/"));
        let place = book::quick_folder();
        book::write(&files, place.path());
        // The witness has seen the last one alone.
        assert_eq!(golden.judge(place.path(), &[]).unwrap().exit, 10, "{size} entries, to who knows nothing");
        assert_eq!(golden.judge(place.path(), &[last]).unwrap().exit, 31, "{size} entries");
        assert!(refuses(&golden, &files, &marks), "{size} entries, on the machine that has seen more");
        assert!(!refuses(&golden, &files, &MemoryMarks::default()), "{size} entries, on another machine");
    }
}
