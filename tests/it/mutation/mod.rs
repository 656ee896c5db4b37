//! No byte of a ledger is without meaning: whatever is changed, cut off or taken away in a folder that the real store has
//! written, the verdict is no longer sound, and the record at fault is named. What may change unseen stands in a list, with
//! its reason.

mod golden;

use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};

use liuhen::ledger::Ledger;
use liuhen::store::{LedgerFolder, MemoryMarks};
use liuhen::verify::{Check, Code, NotChecked, Outcome, Report};

use crate::book::{self, Files};
use golden::{Golden, LOG, WITNESS};

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

impl Golden {
    /// Tries every mutation, each thread with a copy of its own; gives what `wrong` says of those it minds.
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
            let again = self.judge(place.path(), &[]).unwrap();
            assert_eq!((again.exit, again.notes), (0, Vec::new()), "all put back: {:?}", again.findings);
            minded
        };
        let minded: Vec<String> = std::thread::scope(|scope| {
            let others = std::thread::available_parallelism().map_or(1, usize::from).saturating_sub(1);
            let others: Vec<_> = (0..others).map(|_| scope.spawn(try_some)).collect();
            let mut minded = try_some();
            minded.extend(others.into_iter().flat_map(|other| other.join().unwrap()));
            minded
        });
        let shown: String = minded.iter().take(40).map(String::as_str).collect();
        assert!(minded.is_empty(), "{} of {} mutations:\n{shown}", minded.len(), mutations.len());
    }

    /// Flips these places of a file, and where a letter stands there, makes it a capital too.
    fn flips(&self, path: &str, places: impl Iterator<Item = usize>) -> Vec<Mutation> {
        let mut flips = Vec::new();
        for at in places {
            let mut flip = |mask| flips.push(Mutation { path: path.to_owned(), change: Change::Flip(at, mask) });
            flip(ONE_BIT);
            // In an envelope a second pattern tells nothing new: it is bound by digest, whatever stands in it.
            if self.files[path][at].is_ascii_lowercase() && (path != LOG || !self.is_envelope(at)) {
                flip(CAPITAL);
            }
        }
        flips
    }

    /// Flips, each of which must be found and named.
    fn try_flips(&self, flips: &[Mutation]) {
        let witness = self.text("checkpoint").find(WITNESS).unwrap();
        self.try_all(flips, &|mutation, judged| {
            let Ok(report) = judged else { return true };
            if is_unheeded(&mutation.path) {
                return report.exit != 0;
            }
            let Change::Flip(at, _) = mutation.change else { return true };
            let entry = self.frames.iter().position(|frame| mutation.path == LOG && frame.contains(&at));
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
}

/// One thing done to one file.
#[derive(Debug, Clone)]
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
    let golden = Golden::small();
    let whole = book::quick_folder();
    book::write(&golden.files, whole.path());
    let report = golden.judge(whole.path(), &golden.kept.iter().collect::<Vec<_>>()).unwrap();
    assert_eq!((report.exit, report.ledger.size), (0, 3), "{:?}", report.findings);
    assert_eq!(report.notes, [], "the store knows its own files");
    let documents = golden.files.iter().filter(|(path, _)| path.starts_with("evidence/"));
    let bytes = (golden.files[LOG].len() as u64, documents.map(|(_, bytes)| bytes.len() as u64).sum());
    assert_eq!((report.ledger.log_bytes, report.ledger.evidence_bytes), bytes, "all of it was read");
    let held = |part: &str| golden.files.iter().any(|(path, bytes)| path.starts_with(part) && !bytes.is_empty());
    for part in ["checkpoint", "evidence/", "liuhen.toml", "log/0", "log/group", "openings/", "tile/"] {
        assert!(held(part), "{part}");
    }

    let flips = |(path, bytes): (&String, &Vec<u8>)| golden.flips(path, 0..bytes.len());
    let flips: Vec<Mutation> = golden.files.iter().flat_map(flips).collect();
    golden.try_flips(&flips);
}

#[test]
fn bytes_here_and_there_have_a_meaning_among_many_kinds_of_record() {
    let golden = Golden::rich();
    let whole = book::quick_folder();
    book::write(&golden.files, whole.path());
    let report = golden.judge(whole.path(), &golden.kept.iter().collect::<Vec<_>>()).unwrap();
    assert_eq!((report.exit, report.ledger.size, report.ledger.late), (0, 9, 1), "{:?}", report.findings);
    let log = golden.flips(LOG, (0..golden.files[LOG].len()).step_by(61));
    golden.try_flips(&[log, golden.flips("checkpoint", 0..golden.files["checkpoint"].len())].concat());
}

#[test]
fn bytes_of_a_full_tile_have_a_meaning_and_the_whole_of_it_has_none() {
    let golden = Golden::long();
    let tiles: Vec<_> = golden.files.keys().filter(|path| path.starts_with("tile/")).collect();
    assert_eq!(tiles, ["tile/0/000", "tile/0/001.p/5", "tile/1/000.p/1"]);
    let places = [0, 31, 32, 4099, 256 * 32 - 1];
    golden
        .try_flips(&[golden.flips(tiles[0], places.into_iter()), golden.flips(tiles[2], [0, 31].into_iter())].concat());
    let change = |change| Mutation { path: tiles[0].clone(), change };
    golden.try_all(&[Change::Remove, Change::Cut(0), Change::Cut(4096)].map(change), &|_, judged| {
        judged.is_ok_and(|report| {
            let told = matches!(report.outcome(Check::Tiles), Some(Outcome::NotChecked(NotChecked::TilesMissing(1))));
            report.exit != 0 || !told
        })
    });
}

#[test]
fn nothing_can_be_cut_off_or_taken_away() {
    let golden = Golden::small();
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
fn a_file_that_is_not_the_ledgers_is_told_and_condemns_nothing() {
    let golden = Golden::small();
    let place = book::quick_folder();
    book::write(&golden.files, place.path());
    fs::write(place.path().join("notes.txt"), b"x").unwrap();
    let report = golden.judge(place.path(), &[]).unwrap();
    let notes: Vec<_> = report.notes.iter().map(|note| (note.code, note.place.file.as_deref())).collect();
    assert_eq!((report.exit, notes), (0, vec![(Code::FileUnknown, Some("notes.txt"))]));
}

#[test]
fn nothing_can_be_added_to_a_file() {
    let golden = Golden::small();
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
    let golden = Golden::rich();
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
    let golden = Golden::rich();
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
