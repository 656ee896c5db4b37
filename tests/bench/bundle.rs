//! A decision of 200 records with 2 GiB of documents, exported and verified as processes, against copying the documents with
//! `cp` and hashing them with `sha256sum`, and against the BagIt tool of the Library of Congress where Python has it.
//! Run: `cargo bench --bench bundle` (`-- 512` for so many MiB; it needs five times that on disk).
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a bench touches files, and may panic")]
#![allow(clippy::print_stdout, reason = "a bench prints its figures")]

mod field;

use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use field::{Field, fresh, median, tell, time};
use liuhen::format::{Attachment, Content};
use liuhen::port::WriteEvidence as _;

const DOCUMENTS: u64 = 20;
const ROUNDS: usize = 3;

fn main() {
    let mib: u64 = std::env::args().filter_map(|arg| arg.parse().ok()).next().unwrap_or(2048);
    let dir = fresh("bundle");
    let mut field = Field::found(&dir);
    field.records_of_a_decision = 200;
    for number in 0..DOCUMENTS {
        let mut content = Noise { left: (mib << 20) / DOCUMENTS, at: number };
        let stored = field.ledger.store_mut().put_evidence(&mut content).unwrap();
        field.attachments.push(Attachment {
            name: format!("document-{number}.pdf"),
            role: "announcement".into(),
            media_type: "application/pdf".into(),
            size: stored.size,
            content: Content::Open { blake3: stored.blake3, sha256: stored.sha256 },
        });
    }
    field.grow_to(3 + 200);
    drop(field);
    let evidence = dir.join("ledger/evidence");
    let bagit = ran(Command::new("python3").args(["-c", "import bagit"])).1;

    let mut times: [Vec<Duration>; 7] = Default::default();
    for _ in 0..ROUNDS {
        for gone in ["bag", "copy", "theirs"] {
            let _ = std::fs::remove_dir_all(dir.join(gone));
        }
        times[0].push(must(liuhen(&dir).args(["bundle", "export", "bench-0", "--out", "bag", "--unrecorded"])));
        // Without a trust file a sound bundle is unanchored: exit 10.
        times[1].push(ran(liuhen(&dir).args(["bundle", "verify", "bag"])).0);
        times[2].push(must(Command::new("cp").arg("-r").arg(&evidence).arg(dir.join("copy"))) + must(&mut sync()));
        times[3].push(must(
            Command::new("sh").arg("-c").arg("find copy -type f -print0 | xargs -0 sha256sum").current_dir(&dir),
        ));
        if bagit {
            must(Command::new("cp").arg("-r").arg(&evidence).arg(dir.join("theirs")));
            let make = ["-m", "bagit", "--quiet", "--sha256", "--sha512", "theirs"];
            times[4].push(must(Command::new("python3").args(make).current_dir(&dir)));
            let validate = |bag: &str| {
                must(Command::new("python3").args(["-m", "bagit", "--quiet", "--validate", bag]).current_dir(&dir))
            };
            times[5].push(validate("theirs"));
            times[6].push(validate("bag"));
        }
    }
    let [export, verify, copy, hash, bag, validate, ours] = times;
    println!("200 records, {DOCUMENTS} documents of together {mib} MiB");
    let floor = median(copy) + median(hash.clone());
    tell("export, against `cp -r`, `sync` and `sha256sum`", median(export.clone()), floor, "told");
    tell("verify, against `sha256sum`", median(verify.clone()), median(hash), "told");
    if bagit {
        tell("export, against the BagIt tool after a copy", median(export), median(bag), "told");
        tell("verify, against the BagIt tool on its own bag", median(verify.clone()), median(validate), "told");
        tell("verify, against the BagIt tool on ours", median(verify), median(ours), "told");
    } else {
        println!("NOT RUN: Python has no package bagit");
    }
    std::fs::remove_dir_all(dir).unwrap();
}

/// So many bytes that no two documents share.
struct Noise {
    left: u64,
    at: u64,
}

impl Read for Noise {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = buffer.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
        for byte in &mut buffer[..count] {
            self.at = self.at.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = (self.at >> 33) as u8;
        }
        self.left -= count as u64;
        Ok(count)
    }
}

fn liuhen(dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_liuhen"));
    command.current_dir(dir).env("LIUHEN_LEDGER", dir.join("ledger")).env("LIUHEN_STATE_DIR", dir.join("state"));
    command
}

fn sync() -> Command {
    Command::new("sync")
}

/// How long it ran, and whether it ended well.
fn ran(command: &mut Command) -> (Duration, bool) {
    let (took, ended) = time(|| command.stdout(Stdio::null()).stderr(Stdio::null()).status());
    (took, ended.is_ok_and(|status| status.success()))
}

fn must(command: &mut Command) -> Duration {
    let (took, well) = ran(command);
    assert!(well, "{command:?}");
    took
}
