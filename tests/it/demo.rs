//! The demonstration as a newcomer runs it, and the commands it ends with on the folder it leaves behind.

use std::path::Path;
use std::process::{Command, Output};

fn liuhen(here: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_liuhen"))
        .args(words)
        .current_dir(here)
        .env("LIUHEN_STATE_DIR", here.join("state"))
        .env("LIUHEN_LANG", "en")
        .env_remove("LIUHEN_LEDGER")
        .env_remove("LIUHEN_KEYS")
        .output()
        .unwrap()
}

#[test]
fn the_demonstration_finds_every_tampering_and_leaves_a_folder_to_try_things_on() {
    let here = tempfile::tempdir().unwrap();
    let here = here.path();
    let played = liuhen(here, &["demo", "--format", "json"]);
    assert_eq!(played.status.code(), Some(0), "{}", String::from_utf8_lossy(&played.stderr));
    let document: serde_json::Value = serde_json::from_slice(&played.stdout).unwrap();
    assert_eq!((&document["exit"], &document["records"]), (&0.into(), &30.into()));
    assert_eq!(document["cases"].as_array().map(Vec::len), Some(14));
    let tampered = document["tampered"].as_array().unwrap();
    assert_eq!(tampered.len(), 7);
    for one in tampered {
        assert_eq!(one["found"], true, "{one}");
        assert!(here.join("liuhen-demo/tampered").join(one["name"].as_str().unwrap()).is_dir());
    }

    // Every command it tells to try, word for word, with the exit code it is there to show.
    let told = liuhen(here, &["demo", "--dir", "again"]);
    let text = String::from_utf8(told.stdout).unwrap();
    let commands: Vec<&str> = text.lines().filter_map(|line| line.trim().strip_prefix("liuhen ")).collect();
    assert!(commands.len() >= 7, "{text}");
    for line in commands {
        let words: Vec<&str> = line.split(' ').collect();
        let expected = match line {
            line if line.contains("dissent-removed") => 40,
            line if line.contains("rolled-back") => 31,
            _ => 0,
        };
        let output = liuhen(here, &words);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(expected), "{line}: {said}");
    }

    // A folder that is there is not written into.
    assert_eq!(liuhen(here, &["demo"]).status.code(), Some(1));
}

#[test]
fn recording_goes_on_where_the_demonstration_ends() {
    let here = tempfile::tempdir().unwrap();
    let here = here.path();
    assert_eq!(liuhen(here, &["demo"]).status.code(), Some(0));
    std::fs::write(
        here.join("form.toml"),
        r##"
kind = "correction"
decision = "2026-003"
office = "handling-unit"
occurred = 2026-01-05
[body]
corrects = "#4"
changes = [{ field = "received_by", wrong = "2", right = "3" }]
ground = "again"
"##,
    )
    .unwrap();
    let ledger = ["--ledger", "liuhen-demo/ledger"];
    let add = [&ledger[..], &["step", "add", "form.toml", "--key", "handling-unit"]].concat();
    let added = liuhen(here, &add);
    assert_eq!(added.status.code(), Some(0), "{}", String::from_utf8_lossy(&added.stderr));
    let verify =
        [&ledger[..], &["verify", "--trust", "liuhen-demo/trust.toml", "--known-head", "liuhen-demo/known-head"]];
    let verified = liuhen(here, &verify.concat());
    assert_eq!(verified.status.code(), Some(0), "{}", String::from_utf8_lossy(&verified.stdout));
}
