//! Every call of the real program to the system, failing in turn: `strace` lets the n-th `openat`, `write`, `fdatasync` and
//! so on of one command fail with EIO, then with ENOSPC, then kills the program at it. Afterwards the ledger must be sound as
//! it lies there, hold everything that was acknowledged and no part of what was not, and open for writing again.
//!
//! A call that fails *after* it took effect cannot be made this way; the store's own tests do that.

#![cfg(target_os = "linux")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use liuhen::crypto::{Protection, Signer as _, public_to_pem, secret_to_pem};
use liuhen::ledger::Ledger;
use liuhen::store::{HighWaterFolder, LedgerFolder};

use crate::book::{self, Book, Chapter, DECISION, Files, LEDGER, json, key};

/// The calls that change files, or without which nothing can be.
const CALLS: &str =
    "openat,write,pwrite64,fdatasync,fsync,?rename,?renameat,?renameat2,ftruncate,?mkdir,?mkdirat,?unlink,flock";

const FAULTS: [&str; 3] = ["error=EIO", "error=ENOSPC", "signal=KILL"];

/// One command on one ledger.
struct Scene {
    /// The folder of the machine: ledger, keys, state, envelopes.
    files: Files,
    words: Vec<&'static str>,
    /// Only calls on paths with one of these in them fail.
    on: &'static [&'static str],
    /// How many entries there were, and how many there are when the command is done.
    before: u64,
    after: u64,
}

/// Ten years before the story, so that the program's own clock is later than any of its times.
const LONG_AGO: i64 = -7300;

impl Scene {
    /// Two drafts appended as one group to a small ledger.
    fn small() -> Self {
        Self::of(Book::story_from(LONG_AGO, Chapter::Opened), 2, &["ledger/", "state/"])
    }

    /// A draft appended as entry 255, which completes the first tile.
    fn at_a_tile() -> Self {
        let mut book = Book::story_from(LONG_AGO, Chapter::Opened);
        while book.lines.len() < 255 {
            add_draft(&mut book);
        }
        Self::of(book, 1, &["ledger/tile", "ledger/checkpoint"])
    }

    fn of(mut book: Book, more: usize, on: &'static [&'static str]) -> Self {
        let place = tempfile::tempdir().unwrap();
        let before = book.lines.len();
        // The documents are there before the records that cite them.
        let mut with_documents = book.clone();
        (0..more).for_each(|_| add_draft(&mut with_documents));
        book.evidence = with_documents.evidence.clone();
        drop(book.lay_down(&place.path().join("ledger"), &marks(place.path())));
        let mut files = book::read(place.path());
        let secret = key(LEDGER);
        let pem = secret_to_pem(&secret, Protection::Open).unwrap();
        files.insert("keys/ledger.key.pem".into(), pem.as_bytes().to_vec());
        files.insert("keys/ledger.pub.pem".into(), public_to_pem(&secret.public()).into());
        let mut words = vec!["append", "--ledger", "ledger", "--ledger-key", "ledger", "--quiet"];
        for (line, name) in with_documents.lines[before..].iter().zip(["first.json", "second.json"]) {
            files.insert(name.into(), line.envelope.clone());
            words.push(name);
        }
        Self { files, words, on, before: before as u64, after: (before + more) as u64 }
    }

    /// The command under strace, in a folder.
    fn run(&self, folder: &Path, options: &[&str]) -> std::process::Output {
        let mut command = Command::new("strace");
        command.args(["-f", "-qq"]).args(options).arg(env!("CARGO_BIN_EXE_liuhen")).args(&self.words);
        command.current_dir(folder).env_clear().env("LC_ALL", "C").env("PATH", std::env::var_os("PATH").unwrap());
        command.env("LIUHEN_STATE_DIR", "state").env("LIUHEN_KEYS", "keys").stdin(Stdio::null());
        command.output().unwrap()
    }

    /// Which calls reach the ledger: name and number among the calls of that name, as strace counts them (by thread).
    fn calls(&self) -> BTreeSet<(String, usize)> {
        let place = tempfile::tempdir().unwrap();
        book::write(&self.files, place.path());
        let log = place.path().join("calls");
        let trace = format!("trace={CALLS}");
        let output = self.run(place.path(), &["-y", "-o", log.to_str().unwrap(), "-e", &trace]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        self.check(place.path(), true, "without a fault");
        let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
        let mut calls = BTreeSet::new();
        for line in fs::read_to_string(log).unwrap().lines() {
            let mut words = line.splitn(2, ' ');
            let (Some(thread), Some(rest)) = (words.next(), words.next()) else { continue };
            let Some((name, arguments)) = rest.trim_start().split_once('(') else { continue };
            if name.contains(' ') {
                // The rest of a call that another thread's line has cut in two.
                continue;
            }
            let count = counts.entry((thread.to_owned(), name.to_owned())).or_default();
            *count += 1;
            if self.on.iter().any(|path| arguments.contains(path)) {
                calls.insert((name.to_owned(), *count));
            }
        }
        calls
    }

    /// Lets each call fail in each way; gives how many times that was.
    fn fail_each(&self) -> usize {
        let calls = self.calls();
        let cases: Vec<(&(String, usize), &str)> =
            calls.iter().flat_map(|call| FAULTS.map(|fault| (call, fault))).collect();
        let next = AtomicUsize::new(0);
        let fail_some = || {
            while let Some(((call, number), fault)) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                let place = tempfile::tempdir().unwrap();
                book::write(&self.files, place.path());
                let (trace, inject) = (format!("trace={call}"), format!("inject={call}:{fault}:when={number}"));
                let output = self.run(place.path(), &["-o", "/dev/null", "-e", &trace, "-e", &inject]);
                let what = format!("{inject}: {:?} {}", output.status, String::from_utf8_lossy(&output.stderr));
                // The disk is at fault and not we: told as such, and no panic.
                if !fault.starts_with("signal") {
                    assert!(matches!(output.status.code(), Some(0 | 3)), "{what}");
                }
                self.check(place.path(), output.status.success(), &what);
            }
        };
        std::thread::scope(|scope| {
            scope.spawn(fail_some);
            fail_some();
        });
        cases.len()
    }

    /// Sound as it lies there, and after it was opened; what was acknowledged is there, what was not as a whole or not at
    /// all.
    fn check(&self, folder: &Path, acknowledged: bool, what: &str) {
        let dir = folder.join("ledger");
        let report = book::judged(&dir);
        assert_eq!(report.exit, 0, "{what}\nas it lies there: {:?}", report.findings);
        let (marks, ledger_key) = (marks(folder), key(LEDGER));
        let store = LedgerFolder::open_for_writing(&dir).unwrap_or_else(|error| panic!("{what}\nopening: {error}"));
        let mut ledger = Ledger::open(store, &marks).unwrap_or_else(|error| panic!("{what}\nopening: {error}"));
        ledger.complete(&[&ledger_key], &marks).unwrap_or_else(|error| panic!("{what}\ncompleting: {error}"));
        let size = ledger.size();
        drop(ledger);
        assert!(size == self.after || size == self.before && !acknowledged, "{what}\n{size} entries");
        let report = book::judged(&dir);
        assert_eq!((report.exit, report.ledger.size), (0, size), "{what}\nopened: {:?}", report.findings);
    }
}

fn marks(folder: &Path) -> HighWaterFolder {
    HighWaterFolder::new(folder.join("state"))
}

fn add_draft(book: &mut Book) {
    let body = json(r#"{"version":"又一稿","changes":"文字调整。"}"#);
    let mut draft = book.statement(DECISION, "draft-version", body, &[("handling-unit", "unit")]);
    draft.attachments = vec![book.document("draft", "草案\n")];
    book.say(draft, &["unit"]);
}

/// Whether `strace` is here and may trace. Where it may not, the test says so loudly and looks at nothing.
fn strace_is_here() -> bool {
    let traced = Command::new("strace").args(["-o", "/dev/null", "true"]).output();
    let here = traced.is_ok_and(|output| output.status.success());
    if !here {
        eprintln!("NOT RUN: strace is not installed or may not trace; no call to the system was made to fail");
    }
    here
}

#[test]
fn every_call_may_fail_while_a_group_is_appended() {
    if strace_is_here() {
        let tried = Scene::small().fail_each();
        assert!(tried > 30, "only {tried} faults were tried");
    }
}

#[test]
fn every_call_may_fail_while_a_tile_is_written() {
    if strace_is_here() {
        let tried = Scene::at_a_tile().fail_each();
        assert!(tried > 15, "only {tried} faults were tried");
    }
}
