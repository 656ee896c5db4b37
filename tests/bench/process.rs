//! Commands as processes on a ledger of a million records against the same on one of a hundred: what a recorder waits for
//! must not grow with the ledger. Run: `cargo bench --bench process` (`-- 100000` for a smaller large one).
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a bench touches files, and may panic")]
#![allow(clippy::print_stdout, reason = "a bench prints its figures")]

mod field;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use field::{Field, fresh, median, tell, time};
use liuhen::crypto::pem::{Protection, public_to_pem, secret_to_pem};
use liuhen::crypto::{SecretKey, Signer as _};

const FORM: &str = r##"
kind = "comment-announcement"
decision = "bench-0"
office = "handling-unit"
occurred = 2026-01-05
[body]
title = "公告"
from = 2026-01-06
to = 2026-02-06
channels = ["government-site"]
draft = "#0"
ways = ["letter"]
"##;

fn main() {
    let size: u64 = std::env::args().filter_map(|arg| arg.parse().ok()).next().unwrap_or(1_000_000);
    let (small, large) = (made("process-small", 100), made("process-large", size));
    for (what, command) in [
        ("step add", vec!["step", "add", "form.toml", "--key", "unit"]),
        ("decision show", vec!["decision", "show", "bench-0"]),
        ("receipt get", vec!["receipt", "get", "bench-0#5"]),
    ] {
        let (mut ours, mut floor, mut peak) = (Vec::new(), Vec::new(), 0);
        for round in 0..24 {
            let (bare, _) = once(&small, &command, round);
            let (our_time, memory) = once(&large, &command, round);
            if round >= 4 {
                floor.push(bare);
                ours.push(our_time);
            }
            peak = peak.max(memory);
        }
        tell(&format!("`{what}` on {size} records against 100"), median(ours), median(floor), "at most 2");
        println!("peak memory of `{what}` on {size} records: {:.1} MiB (aim: under 64)", peak as f64 / 1024.0);
    }
    std::fs::remove_dir_all(small).unwrap();
    std::fs::remove_dir_all(large).unwrap();
}

fn made(name: &str, size: u64) -> PathBuf {
    let dir = fresh(name);
    let mut field = Field::found(&dir);
    field.grow_to(size);
    let keys = dir.join("keys");
    std::fs::create_dir(&keys).unwrap();
    let write = |name: &str, key: &SecretKey| {
        std::fs::write(keys.join(format!("{name}.pub.pem")), public_to_pem(&key.public())).unwrap();
        let secret = secret_to_pem(key, Protection::Open).unwrap();
        std::fs::write(keys.join(format!("{name}.key.pem")), secret.as_bytes()).unwrap();
    };
    write("ledger", &field.ledger_key);
    write("unit", &field.unit);
    std::fs::write(dir.join("form.toml"), FORM).unwrap();
    dir
}

/// One run as a process: how long, and the peak of memory in KiB as `/usr/bin/time` gives it (0 where it is not there).
fn once(dir: &Path, words: &[&str], round: usize) -> (Duration, u64) {
    let timer = Path::new("/usr/bin/time");
    let measured = timer.is_file() && round < 4;
    let mut command = match measured {
        true => {
            let mut command = Command::new(timer);
            command.args(["-f", "%M", env!("CARGO_BIN_EXE_liuhen")]);
            command
        }
        false => Command::new(env!("CARGO_BIN_EXE_liuhen")),
    };
    command.args(words).arg("--ledger").arg(dir.join("ledger")).current_dir(dir);
    if words[0] == "receipt" {
        command.arg("--out").arg(format!("receipt-{round}"));
    }
    command.env("LIUHEN_STATE_DIR", dir.join("state")).env("LIUHEN_LANG", "en");
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    let (took, output) = time(|| command.output().unwrap());
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{words}");
    let memory = if measured { words.lines().last().and_then(|line| line.trim().parse().ok()).unwrap_or(0) } else { 0 };
    (took, memory)
}
