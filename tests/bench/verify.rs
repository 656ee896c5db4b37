//! Full verification against strict Ed25519 verification of the same signatures plus both digests of the same bytes, on
//! as many threads. Run: `cargo bench --bench verify` (100,000 records; `-- 1000000` for a million, which takes minutes
//! and 2 GB of disk). The peak of memory is that of `liuhen verify` as a process, read from `/proc`.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a bench touches files, and may panic")]
#![allow(clippy::print_stdout, reason = "a bench prints its figures")]

mod field;

use std::process::{Command, Stdio};

use field::{Field, fresh, median, tell, time};
use liuhen::crypto::{PublicKey, dual};
use liuhen::format::{Envelope, Record, envelope::pae};
use liuhen::model::Seq;
use liuhen::port::ReadLedger as _;
use liuhen::store::LedgerFolder;
use liuhen::verify::{self, Policy, Trust, Verdict};

fn main() {
    let size: u64 = std::env::args().filter_map(|arg| arg.parse().ok()).next().unwrap_or(100_000);
    let dir = fresh("verify");
    let mut field = Field::found(&dir);
    field.grow_to(size);
    let trust = Trust::describe(field.ledger.registry(), None);
    std::fs::write(dir.join("trust.toml"), &trust).unwrap();
    drop(field);

    let store = LedgerFolder::open_for_reading(dir.join("ledger")).unwrap();
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    let policy = || Policy {
        trust: Some(Trust::parse(&trust).unwrap()),
        known_heads: vec![],
        threads,
        seed: [7; 32],
        holidays: liuhen::procedure::Holidays::built_in().clone(),
    };

    // The floor works on a sample that fits in memory and is counted up: its cost is that of its parts.
    let sample = size.min(50_000);
    let mut parts = Vec::new();
    let mut from = 3;
    while from < sample {
        for stored in store.entries(Seq(from), 1000).unwrap() {
            let envelope = Envelope::read(stored.entry.envelope()).unwrap();
            let record = Record::read(&envelope.payload).unwrap();
            let mut bytes = stored.entry.header_bytes().to_vec();
            bytes.extend_from_slice(stored.entry.envelope());
            parts.push((record.offices[0].key, pae(&envelope.payload), envelope.signatures[0].sig, bytes));
        }
        from += 1000;
    }
    let (mut ours, mut floor) = (Vec::new(), Vec::new());
    let rounds = if size > 200_000 { 3 } else { 5 };
    for _ in 0..rounds {
        let (bare, ()) = time(|| floor_of(&parts, threads));
        floor.push(bare.mul_f64(size as f64 / parts.len() as f64));
        let (our_time, report) = time(|| verify::run(&store, &policy(), &|_| ()).unwrap());
        assert_eq!(report.verdict, Verdict::Sound, "{:?}", report.findings.first());
        ours.push(our_time);
    }
    tell(&format!("verification of {size} records"), median(ours), median(floor), "at most 1.25");
    println!("peak memory of `liuhen verify` on {size} records: {} MiB (aim: under 128)", peak(&dir) / 1024);
    std::fs::remove_dir_all(dir).unwrap();
}

type Part = (PublicKey, Vec<u8>, liuhen::crypto::Signature, Vec<u8>);

fn floor_of(parts: &[Part], threads: usize) {
    std::thread::scope(|scope| {
        for share in parts.chunks(parts.len().div_ceil(threads)) {
            scope.spawn(move || {
                let mut known: Option<(PublicKey, liuhen::crypto::Verifier)> = None;
                for (key, message, signature, bytes) in share {
                    if known.as_ref().is_none_or(|(known, _)| known != key) {
                        known = Some((*key, key.verifier().unwrap()));
                    }
                    known.as_ref().unwrap().1.verify(message, signature).unwrap();
                    std::hint::black_box(dual(bytes));
                }
            });
        }
    });
}

/// The peak of memory of the program as a process, in KiB.
fn peak(dir: &std::path::Path) -> u64 {
    let mut child = Command::new(env!("CARGO_BIN_EXE_liuhen"))
        .args(["--no-progress", "--ledger"])
        .arg(dir.join("ledger"))
        .arg("verify")
        .arg("--trust")
        .arg(dir.join("trust.toml"))
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut highest = 0;
    while child.try_wait().unwrap().is_none() {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let now = line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0);
        highest = highest.max(now);
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    highest
}
