//! A second verifier, written in Python from `docs/format` alone (`tests/independent`), against ours: the published vectors,
//! every ledger in `tests/broken`, and some hundreds of ledgers, receipts and bundles with one thing changed. Both must come to
//! the same verdict; the procedure, which the second does not judge, is set aside.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::Deserialize;
use serde_json::{Value as Json, json};

use crate::python;

/// Intact, and intact with findings of procedure: one to a verifier that does not judge the procedure.
const PROCEDURE: i64 = 20;

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(path)
}

/// The interpreter with what the second verifier takes: TOML (Python 3.11) and Ed25519.
fn interpreter() -> Option<PathBuf> {
    let found = python::with("cryptography==48.0.0", "cryptography, tomllib");
    if found.is_none() {
        eprintln!("NOT RUN: the independent verifier; nothing but this program has judged these ledgers and bundles");
    }
    found
}

/// What a script in `tests/independent` prints.
fn run(python: &Path, script: &str, arguments: &[&str]) -> Json {
    let mut command = Command::new(python);
    // No compiled files beside the sources; UTF-8 whatever the locale.
    command.args(["-B", "-X", "utf8"]).arg(here("independent").join(script)).args(arguments).stdin(Stdio::null());
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{script} {arguments:?}: {said}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Something to judge, and what the inspector brings.
#[derive(Debug, Deserialize)]
struct Case {
    name: String,
    what: String,
    path: String,
    trust: Option<String>,
    heads: Vec<String>,
    /// Whether the entries that are at fault are compared too.
    #[serde(default)]
    entries: bool,
}

impl Case {
    fn brought(&self) -> Vec<&str> {
        let trust = self.trust.iter().flat_map(|trust| ["--trust", trust]);
        trust.chain(self.heads.iter().flat_map(|head| ["--known-head", head])).collect()
    }

    /// Our exit code, and the entries at fault.
    fn ours(&self, state: &Path) -> (i64, BTreeSet<i64>) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_liuhen"));
        match &*self.what {
            "ledger" => command.args(["verify", "--threads", "1", "--ledger", &self.path]),
            what => command.args([what, "verify", &self.path]),
        };
        command.args(self.brought()).args(["--format", "json"]);
        let output = command.env_clear().env("LIUHEN_STATE_DIR", state).stdin(Stdio::null()).output().unwrap();
        let report: Json = serde_json::from_slice(&output.stdout).unwrap_or_default();
        let findings = report["findings"].as_array().map(Vec::as_slice).unwrap_or_default();
        let entries = findings.iter().filter_map(|finding| finding["seq"].as_i64()).collect();
        (output.status.code().unwrap().into(), entries)
    }
}

/// What the second verifier says of each.
fn theirs(python: &Path, cases: &[Case], place: &Path) -> Vec<Json> {
    let asked: Vec<Vec<&str>> =
        cases.iter().map(|case| [&[&*case.what, &*case.path], &case.brought()[..]].concat()).collect();
    let file = place.join("asked.json");
    fs::write(&file, json!(asked).to_string()).unwrap();
    let answers = run(python, "liuhen_verify.py", &["batch", file.to_str().unwrap()]);
    let answers = answers.as_array().unwrap().clone();
    assert_eq!(answers.len(), cases.len());
    answers
}

fn agree(ours: i64, theirs: &Json) -> bool {
    let theirs = theirs["exit"].as_i64().unwrap();
    ours == theirs || (ours == PROCEDURE && theirs < PROCEDURE)
}

#[test]
fn the_vectors_are_judged_as_the_pages_say() {
    let Some(python) = interpreter() else { return };
    let judged = run(&python, "corpus.py", &["vectors"]);
    assert_eq!(judged["otherwise"], json!([]));
    let vectors: Json = serde_json::from_slice(&fs::read(here("vectors/v1/negative.json")).unwrap()).unwrap();
    assert_eq!(judged["negative"], json!(vectors["refused"].as_array().unwrap().len()));
}

#[test]
fn both_find_what_insiders_have_done() {
    let Some(python) = interpreter() else { return };
    let place = tempfile::tempdir().unwrap();
    let mut cases = Vec::new();
    let mut expected = Vec::new();
    for entry in fs::read_dir(here("broken")).unwrap() {
        let folder = entry.unwrap().path();
        let Ok(bytes) = fs::read(folder.join("expected.json")) else { continue };
        let said: Json = serde_json::from_slice(&bytes).unwrap();
        // That this program says so is seen where the folders are made.
        expected.push(said["exit"].as_i64().unwrap());
        let file = |name: &str| folder.join(name).to_str().unwrap().to_owned();
        cases.push(Case {
            name: file(""),
            what: "ledger".into(),
            path: file("ledger"),
            trust: Some(file("trust.toml")),
            heads: folder.join("known-head").exists().then(|| file("known-head")).into_iter().collect(),
            entries: false,
        });
    }
    assert!(cases.len() > 90, "{} folders", cases.len());
    let mut faults = String::new();
    for ((case, expected), theirs) in cases.iter().zip(expected).zip(theirs(&python, &cases, place.path())) {
        if !agree(expected, &theirs) {
            faults.push_str(&format!("{}: {expected}, and the other says\n{}\n", case.name, theirs["report"]));
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn both_judge_what_is_made_for_them_alike() {
    let Some(python) = interpreter() else { return };
    let place = tempfile::tempdir().unwrap();
    let made = run(&python, "corpus.py", &["make", place.path().to_str().unwrap(), env!("CARGO_BIN_EXE_liuhen")]);
    let cases: Vec<Case> = serde_json::from_value(made).unwrap();
    let theirs = theirs(&python, &cases, place.path());
    let next = AtomicUsize::new(0);
    let told = Mutex::new((String::new(), BTreeMap::<i64, usize>::new()));
    let judge = || {
        let state = tempfile::tempdir().unwrap();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let (Some(case), Some(theirs)) = (cases.get(at), theirs.get(at)) else { return };
            // One high-water mark each: what this machine has seen of another case says nothing of this one.
            let (exit, entries) = case.ours(&state.path().join(at.to_string()));
            let same: BTreeSet<i64> = theirs["entries"].as_array().unwrap().iter().filter_map(Json::as_i64).collect();
            let mut told = told.lock().unwrap();
            *told.1.entry(exit).or_default() += 1;
            if !agree(exit, theirs) || (case.entries && entries != same) {
                told.0.push_str(&format!(
                    "{}: {exit} {entries:?}, and the other says\n{}\n",
                    case.name, theirs["report"]
                ));
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(judge);
        }
    });
    let (faults, verdicts) = told.into_inner().unwrap();
    assert!(faults.is_empty(), "\n{faults}");
    assert!(cases.len() > 350, "{} cases", cases.len());
    // Not one verdict over and over.
    for exit in [0, 10, 21, 30, 31, 40, 41] {
        assert!(verdicts.contains_key(&exit), "no case ends with {exit}: {verdicts:?}");
    }
}
