//! Whole logs in which one thing is wrong between entries: each is put into a folder with a checkpoint that is right for
//! it, so that the fault is the only one, and the verifier must find it under its own code.
//!
//! Headers are written here line by line, and not by the library.

use std::collections::HashMap;
use std::fs;

use liuhen::chain::{Checkpoint, CompactRange, Marker, SignedCheckpoint, leaf_hash};
use liuhen::crypto::hash::dual;
use liuhen::model::Origin;
use liuhen::model::digest::hex;
use liuhen::store::LedgerFolder;
use liuhen::verify::{self, Policy, Report};
use serde_json::{Value as Json, json};

use super::example::{self, DRAFT, Example, LIST, ORIGIN, key, signed};

/// A log, and the codes of all that is wrong with it.
pub(crate) struct Log {
    name: &'static str,
    why: &'static str,
    bytes: Vec<u8>,
    codes: &'static [&'static str],
}

/// Writes a log line by line, each header following the one before it unless a change says otherwise.
#[derive(Default)]
struct Forge {
    bytes: Vec<u8>,
    count: u64,
    last: Option<String>,
    streams: HashMap<String, (u64, String)>,
}

impl Forge {
    /// Adds an envelope; in its header `changes` replace the values of lines, by their words.
    fn add(&mut self, envelope: &[u8], stream: &str, recorded: &str, changes: &[(&str, &str)]) {
        let zeros = "0".repeat(64);
        let digests = dual(envelope);
        let (number, before) = self.streams.get(stream).cloned().unwrap_or((0, zeros.clone()));
        let mut lines = vec![
            ("origin", ORIGIN.to_owned()),
            ("sequence", self.count.to_string()),
            ("previous", self.last.clone().unwrap_or(zeros)),
            ("recorded", recorded.to_owned()),
            ("stream", stream.to_owned()),
            ("number", number.to_string()),
            ("stream-previous", before),
            ("record-blake3", hex(&digests.blake3)),
            ("record-sha256", digests.sha256.to_string()),
        ];
        for (word, value) in changes {
            lines.iter_mut().find(|(known, _)| known == word).unwrap().1 = (*value).to_owned();
        }
        let lines: String = lines.iter().map(|(word, value)| format!("{word} {value}\n")).collect();
        let header = format!("liuhen entry v1\n{lines}");
        let hash = hex(&dual(header.as_bytes()).blake3);
        self.bytes.extend_from_slice(format!("{header}record {}\n", envelope.len()).as_bytes());
        self.bytes.extend_from_slice(envelope);
        self.bytes.extend_from_slice(b"\n\n");
        self.count += 1;
        self.last = Some(hash.clone());
        self.streams.insert(stream.to_owned(), (number + 1, hash));
    }

    /// Adds an entry of the example as it is.
    fn add_made(&mut self, made: &example::Made, changes: &[(&str, &str)]) {
        let header = made.entry.header();
        self.add(made.entry.envelope(), &header.stream.to_string(), &header.recorded.to_string(), changes);
    }

    fn of(example: &Example, entries: std::ops::Range<usize>) -> Self {
        let mut forge = Self::default();
        example.entries[entries].iter().for_each(|made| forge.add_made(made, &[]));
        forge
    }
}

/// The record of an entry with pieces replaced, signed anew.
fn resigned(made: &example::Made, changes: &[(&str, &str)]) -> Vec<u8> {
    let mut record = String::from_utf8(made.record.clone()).unwrap();
    for (from, to) in changes {
        let changed = record.replacen(from, to, 1);
        assert_ne!(changed, record, "{from}");
        record = changed;
    }
    signed(record.as_bytes(), &made.signers).to_bytes()
}

/// The log of the first six entries with something else in place of the last, and perhaps more after it.
pub(crate) fn logs(example: &Example) -> Vec<Log> {
    let made = |at: usize| &example.entries[at];
    let zeros = "0".repeat(64);
    let mut all = Vec::new();
    let mut push = |name, why, forge: Forge, codes| all.push(Log { name, why, bytes: forge.bytes, codes });
    let header = |at: usize, changes: &[(&str, &str)]| {
        let mut forge = Forge::of(example, 0..at);
        forge.add_made(made(at), changes);
        forge
    };
    let record = |changes: &[(&str, &str)]| {
        let mut forge = Forge::of(example, 0..5);
        forge.add(&resigned(made(5), changes), example::DECISION, "2026-03-03T06:31:00.000Z", &[]);
        forge
    };

    push("sound", "nothing is wrong", Forge::of(example, 0..6), &[]);
    push("sequence-gap", "sequence 6 follows 4", header(5, &[("sequence", "6")]), &["sequence-gap"]);
    push(
        "chain-broken",
        "`previous` is not the hash of the entry before",
        header(5, &[("previous", &zeros)]),
        &["chain-broken"],
    );
    let back = header(3, &[("recorded", "2026-03-02T01:30:00.124Z")]);
    push("recorded-backwards", "a millisecond before the entry before it", back, &["recorded-backwards"]);
    push("stream-number", "number 2 follows 0 in its stream", header(5, &[("number", "2")]), &["stream-number"]);
    push(
        "stream-link",
        "`stream-previous` is not the hash of the entry before in its stream",
        header(5, &[("stream-previous", &zeros)]),
        &["stream-link"],
    );
    push(
        "origin-of-a-header",
        "one header is of another ledger",
        header(5, &[("origin", "yunqi.example")]),
        &["origin-differs", "record-origin"],
    );
    let other = hex(&[7; 32]);
    push(
        "record-blake3",
        "the header has another BLAKE3 of the envelope",
        header(5, &[("record-blake3", &other)]),
        &["digest-blake3"],
    );
    push(
        "record-sha256",
        "the header has another SHA-256 of the envelope",
        header(5, &[("record-sha256", &other)]),
        &["digest-sha256"],
    );

    let mut unfounded = Forge::default();
    unfounded.add_made(made(1), &[]);
    push("not-founded", "the first entry is no founding", unfounded, &["basis-unknown", "not-founded"]);

    let basis = made(4).cited();
    push(
        "basis-unknown",
        "a cited record is nowhere before",
        record(&[(&basis, &zeros)]),
        &["basis-outside-stream", "basis-unknown"],
    );
    push(
        "basis-empty",
        "a record that is not the first of its stream stands on nothing",
        record(&[(&format!("[\"{basis}\"]"), "[]")]),
        &["basis-outside-stream"],
    );
    push(
        "basis-elsewhere",
        "it stands on the registry alone",
        record(&[(&basis, &made(1).cited())]),
        &["basis-outside-stream"],
    );
    let twice = {
        let mut forge = Forge::of(example, 0..6);
        forge.add(made(5).entry.envelope(), example::DECISION, "2026-03-03T06:32:00.000Z", &[]);
        forge
    };
    push("record-twice", "one record is entered twice", twice, &["nonce-repeated"]);
    let again = {
        let mut forge = Forge::of(example, 0..6);
        let spaced = [made(5).entry.envelope(), b" "].concat();
        forge.add(&spaced, example::DECISION, "2026-03-03T06:32:00.000Z", &[]);
        forge
    };
    push("record-twice-in-other-bytes", "the same record in an envelope with a space more", again, &["nonce-repeated"]);

    let signed_at = |to: &str| record(&[("2026-03-03T06:30:00.000Z", to)]);
    push(
        "signed-600-s-after",
        "signed 600 s after it was recorded: two honest clocks",
        signed_at("2026-03-03T06:41:00.000Z"),
        &[],
    );
    push(
        "signed-601-s-after",
        "signed more than 600 s after it was recorded",
        signed_at("2026-03-03T06:41:00.001Z"),
        &["signed-after-recorded"],
    );
    push(
        "signed-600-s-before-its-basis",
        "signed 600 s before what it stands on was recorded",
        signed_at("2026-03-03T01:51:07.500Z"),
        &[],
    );
    push(
        "signed-601-s-before-its-basis",
        "signed more than 600 s before what it stands on was recorded",
        signed_at("2026-03-03T01:51:07.499Z"),
        &["signed-before-basis"],
    );
    let occurred = |day: &str| {
        record(&[(
            "{\"from\":\"2026-03-03\",\"to\":\"2026-03-03\"}",
            &format!("{{\"from\":\"{day}\",\"to\":\"{day}\"}}"),
        )])
    };
    push(
        "occurred-tomorrow",
        "the fact is of a day that begins nowhere on earth before 10:00 UTC",
        occurred("2026-03-04"),
        &["occurred-after-signed"],
    );
    push("occurred-later", "signed before the fact began", occurred("2026-03-05"), &["occurred-after-signed"]);

    let mut first = Forge::of(example, 0..5);
    let changed = resigned(made(5), &[("decision/2026-003", "decision/2026-004"), (&format!("[\"{basis}\"]"), "[]")]);
    first.add(&changed, "decision/2026-004", "2026-03-03T06:31:00.000Z", &[]);
    push("decision-not-opened", "a decision begins with a kind that does not open", first, &["decision-opening"]);
    let mut reopened = Forge::of(example, 0..5);
    let nonce = |number: usize| serde_json::to_value(example::nonce(number)).unwrap().as_str().unwrap().to_owned();
    let changed = resigned(made(4), &[(&nonce(4), &nonce(99)), (&made(1).cited(), &basis)]);
    reopened.add(&changed, example::DECISION, "2026-03-03T06:31:00.000Z", &[]);
    push("decision-opened-twice", "a second `decision-open` in one stream", reopened, &["decision-opening"]);
    let mut moved = Forge::of(example, 0..5);
    moved.add(made(4).entry.envelope(), "decision/2026-004", "2026-03-03T06:31:00.000Z", &[]);
    push(
        "record-in-another-stream",
        "the record is for another stream than its header says",
        moved,
        &["record-stream"],
    );

    let mut garbage = Forge::of(example, 0..5);
    garbage.bytes.extend_from_slice(b"\n");
    garbage.add_made(made(5), &[]);
    push("between-frames", "an empty line between two frames", garbage, &["log-broken", "log-short"]);
    all
}

/// The logs as a file.
pub(crate) fn to_json(example: &Example) -> Json {
    let one = |log: &Log| {
        let text = String::from_utf8(log.bytes.clone()).unwrap();
        json!({ "name": log.name, "why": log.why, "codes": log.codes, "log": text })
    };
    json!({ "logs": logs(example).iter().map(one).collect::<Vec<_>>() })
}

/// Puts a log into a folder with all that belongs to it, and has it judged.
fn judge(log: &Log) -> Report {
    let folder = tempfile::tempdir().unwrap();
    let put = |path: &str, bytes: &[u8]| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    };
    let marker = Marker { origin: Origin::new(ORIGIN).unwrap() };
    put("liuhen.toml", marker.to_text().as_bytes());
    put("log/000000.log", &log.bytes);
    for document in [DRAFT, LIST] {
        let name = hex(&dual(document.as_bytes()).blake3);
        put(&format!("evidence/{}/{name}", &name[..2]), document.as_bytes());
    }
    let sealed = example::opening().commitment().to_string();
    put(&format!("openings/{}/{sealed}.json", &sealed[..2]), &example::opening().to_bytes());
    // The tree over all headers, wherever they stand.
    let mut tree = CompactRange::new();
    let text = std::str::from_utf8(&log.bytes).unwrap();
    for (at, _) in text.match_indices("liuhen entry v1\n") {
        let end = at + text[at..].find("record ").unwrap();
        tree.push(leaf_hash(&text.as_bytes()[at..end]));
    }
    let checkpoint = Checkpoint { origin: Origin::new(ORIGIN).unwrap(), size: tree.size(), root: tree.root() };
    let signed = SignedCheckpoint::sign(&checkpoint, &[&key("ledger")]).unwrap();
    put("checkpoint", signed.to_text().as_bytes());
    let source = LedgerFolder::open_for_reading(folder.path()).unwrap();
    let policy = Policy {
        trust: None,
        known_heads: vec![],
        threads: 1,
        seed: [3; 32],
        holidays: liuhen::procedure::Holidays::built_in().clone(),
    };
    verify::run(&source, &policy, &|_| ()).unwrap()
}

#[test]
fn what_is_wrong_between_entries_is_found_under_its_code() {
    for log in logs(&Example::build()) {
        let report = judge(&log);
        let mut found: Vec<_> = report.findings.iter().map(|finding| finding.code.text()).collect();
        found.sort_unstable();
        found.dedup();
        assert_eq!(found, log.codes, "{}: {:?}", log.name, report.findings);
    }
}
