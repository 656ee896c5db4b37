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

/// What a page tells to type, block by block, without remarks. The shell takes a `#` within a word for no remark either.
fn told_to_type(page: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
    let blocks = text.split("```sh\n").skip(1).map(|rest| rest.split("```").next().unwrap_or_default());
    let commands = |block: &str| {
        let lines = block.lines().filter_map(|line| line.split(" #").next()?.trim().strip_prefix("liuhen "));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    blocks.map(commands).filter(|block| !block.is_empty()).collect()
}

#[test]
fn what_the_first_page_tells_to_type_works_where_the_demonstration_ends() {
    let blocks = told_to_type("README.md");
    assert_eq!(blocks, told_to_type("docs/README.zh-CN.md"), "one page in two languages");
    let [record, inspect, archive] = &blocks[..] else { panic!("{blocks:?}") };
    let here = tempfile::tempdir().unwrap();
    let played = liuhen(here.path(), &["demo"]);
    assert_eq!(played.status.code(), Some(0), "{}", String::from_utf8_lossy(&played.stderr));
    let here = here.path().join("liuhen-demo");
    let type_in = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let mut command = Command::new(env!("CARGO_BIN_EXE_liuhen"));
        command.args(words).current_dir(&here).env_remove("LIUHEN_KEYS").env("LIUHEN_LEDGER", "ledger");
        command.env("LIUHEN_STATE_DIR", here.join("state")).env("LIUHEN_LANG", "en").env("LIUHEN_PASSPHRASE", "云溪县");
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    };

    for line in record {
        type_in(line);
        // What a person does between the commands: they are given the office, they fill the form in.
        if line.starts_with("key new ") {
            type_in(
                "office appoint --office legality-reviewer --person 张可 --key zhangke --organ 县司法局 --title 审查员 \
                 --from 2020-01-01 --document 文1 --by root-1,root-2",
            );
        } else if line.starts_with("step template ") {
            std::fs::write(here.join("opinion.toml"), OPINION).unwrap();
            std::fs::write(here.join("opinion.txt"), "同意。\n").unwrap();
        }
    }
    // The demonstration has entered this case already, so it goes by another name here.
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/cases/C5.toml");
    let case = std::fs::read_to_string(case).unwrap().replacen("decision = \"C5\"", "decision = \"C5-again\"", 1);
    std::fs::write(here.join("C5.toml"), case).unwrap();
    // An inspector checks the receipt and the head that they were given before.
    archive.iter().chain(inspect).for_each(|line| type_in(line));
}

const OPINION: &str = r##"
kind = "legality-opinion"
decision = "2026-003"
office = "legality-reviewer"
occurred = 2020-01-03
[body]
number = "云司审〔2026〕9号"
draft = "#13"
received = 2020-01-02
authority = "lawful"
procedure = "lawful"
content = "lawful"
conclusion = "lawful"
suggestions = []
risk_notes = []
counsel = []
reviewer = "张可"
issuer = "张可"
[[attachment]]
file = "opinion.txt"
role = "opinion"
"##;
