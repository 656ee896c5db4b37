//! The demonstration as a newcomer runs it, and the commands it ends with on the folder it leaves behind.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

use jiff::ToSpan as _;
use jiff::civil::Date;

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

/// The findings of a document, by the decision they are about: the codes of the rules.
fn codes<'a>(document: &'a serde_json::Value, decision: &str) -> BTreeSet<&'a str> {
    let findings = document["findings"].as_array().unwrap().iter();
    findings.filter(|one| one["decision"] == decision).map(|one| one["code"].as_str().unwrap()).collect()
}

#[test]
fn the_demonstration_finds_every_tampering_and_leaves_a_folder_to_try_things_on() {
    let here = tempfile::tempdir().unwrap();
    let here = here.path();
    let played = liuhen(here, &["demo", "--format", "json"]);
    assert_eq!(played.status.code(), Some(0), "{}", String::from_utf8_lossy(&played.stderr));
    let document: serde_json::Value = serde_json::from_slice(&played.stdout).unwrap();
    assert_eq!((&document["exit"], &document["records"]), (&20.into(), &33.into()));
    assert_eq!(document["verdict"], "procedure-findings");
    assert_eq!(document["cases"].as_array().map(Vec::len), Some(14));
    let tampered = document["tampered"].as_array().unwrap();
    assert_eq!(tampered.len(), 7);
    for one in tampered {
        assert_eq!(one["found"], true, "{one}");
        assert!(!one["findings"].as_array().unwrap().contains(&"procedure-finding".into()), "{one}");
        assert!(here.join("liuhen-demo/tampered").join(one["name"].as_str().unwrap()).is_dir());
    }

    // Every command it tells to try, word for word, with the exit code that it says.
    let told = liuhen(here, &["demo", "--dir", "again"]);
    let text = String::from_utf8(told.stdout).unwrap();
    let commands: Vec<&str> = text.lines().filter_map(|line| line.trim().strip_prefix("liuhen ")).collect();
    assert!(commands.len() >= 10, "{text}");
    for told in ["decision audit", "findings", "verify", "receipt verify"] {
        assert!(commands.iter().any(|line| line.contains(told)), "{told}\n{text}");
    }
    for line in commands {
        let (line, expect) = line.split_once("  # ").unwrap();
        let words: Vec<&str> = line.split(' ').collect();
        let expected = expect.rsplit_once("exit ").map_or(0, |(_, code)| code.parse().unwrap());
        let output = liuhen(here, &words);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(expected), "{line}: {said}");
    }

    // A folder that is there is not written into.
    assert_eq!(liuhen(here, &["demo"]).status.code(), Some(1));
}

#[test]
fn one_decision_is_clean_and_of_the_other_an_inspector_reads_what_is_wrong() {
    let here = tempfile::tempdir().unwrap();
    let here = here.path();
    for (language, serious) in [("en", "serious"), ("zh", "严重")] {
        let told = liuhen(here, &["--lang", language, "demo", "--dir", language]);
        assert_eq!(told.status.code(), Some(0), "{}", String::from_utf8_lossy(&told.stderr));
        let text = String::from_utf8(told.stdout).unwrap();
        let ledger = format!("{language}/ledger");
        let audit = |decision: &str| {
            let output = liuhen(here, &["--ledger", &ledger, "decision", "audit", decision, "--format", "json"]);
            let document = serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap();
            (output.status.code(), document)
        };
        let (exit, clean) = audit("2026-003");
        assert_eq!((exit, codes(&clean, "2026-003").len()), (Some(0), 0), "{clean}");
        assert_eq!((&clean["checked"], &clean["profile"]["id"]), (&true.into(), &"cn-order-713".into()));

        let (exit, hurried) = audit("2026-004");
        assert_eq!(exit, Some(20));
        let found = codes(&hurried, "2026-004");
        assert!(found.len() >= 10, "{found:?}");
        for finding in hurried["findings"].as_array().unwrap() {
            // Its code, what it rests on and why it was recorded all the same stand on the screen.
            let (code, article) = (finding["code"].as_str().unwrap(), finding["article"][language].as_str().unwrap());
            let head = text.lines().find(|line| line.contains(&format!("  {code}  "))).expect(code);
            assert!(head.contains(article), "{head}");
            assert_eq!(head.contains(serious), finding["severity"] == "serious", "{head}");
            assert_eq!(finding["despite"].as_array().unwrap().is_empty(), finding["severity"] != "serious", "{code}");
            for despite in finding["despite"].as_array().unwrap() {
                assert!(text.contains(despite["reason"].as_str().unwrap()), "{despite}");
            }
        }

        let trust = format!("{language}/trust.toml");
        let verified = liuhen(here, &["--ledger", &ledger, "verify", "--trust", &trust, "--format", "json"]);
        assert_eq!(verified.status.code(), Some(20));
        let report: serde_json::Value = serde_json::from_slice(&verified.stdout).unwrap();
        let rules: BTreeSet<&str> = report["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| {
                assert_eq!(
                    (&one["code"], &one["decision"]),
                    (&"procedure-finding".into(), &"2026-004".into()),
                    "{one}"
                );
                one["rule"].as_str().unwrap()
            })
            .collect();
        assert_eq!(rules, found, "what the audit finds, and nothing else");
    }
}

/// The day of the last record in the demonstration's ledger.
fn last_day(here: &Path) -> Date {
    let shown = liuhen(here, &["--ledger", "liuhen-demo/ledger", "decision", "audit", "2026-003", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_slice(&shown.stdout).unwrap();
    document["as_of"].as_str().unwrap().parse().unwrap()
}

#[test]
fn recording_goes_on_where_the_demonstration_ends() {
    let here = tempfile::tempdir().unwrap();
    let here = here.path();
    assert_eq!(liuhen(here, &["demo"]).status.code(), Some(0));
    let correction = |occurred: Date| {
        let form = format!(
            r##"
kind = "correction"
decision = "2026-003"
office = "handling-unit"
occurred = {occurred}
[body]
corrects = "#4"
changes = [{{ field = "received_by", wrong = "2", right = "3" }}]
ground = "again"
"##
        );
        std::fs::write(here.join("form.toml"), form).unwrap();
        let ledger = ["--ledger", "liuhen-demo/ledger"];
        liuhen(here, &[&ledger[..], &["step", "add", "form.toml", "--key", "handling-unit"]].concat())
    };
    let last = last_day(here);
    // What would be found at fault is said before anybody signs.
    let refused = correction(last.checked_sub(200.days()).unwrap());
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(1), "{said}");
    assert!(said.contains("--despite 'A23=REASON'"), "{said}");

    let added = correction(last);
    assert_eq!(added.status.code(), Some(0), "{}", String::from_utf8_lossy(&added.stderr));
    let ledger = ["--ledger", "liuhen-demo/ledger"];
    let verify =
        [&ledger[..], &["verify", "--trust", "liuhen-demo/trust.toml", "--known-head", "liuhen-demo/known-head"]];
    let verified = liuhen(here, &verify.concat());
    assert_eq!(verified.status.code(), Some(20), "{}", String::from_utf8_lossy(&verified.stdout));
}

/// What a page quotes of what the program says, line by line, without the numbers and days, which differ from run to run.
fn quoted(page: &str) -> Vec<String> {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
    let blocks = text.split("```text\n").skip(1).filter_map(|rest| rest.split("```").next());
    blocks.flat_map(str::lines).map(without_numbers).filter(|line| !line.trim().is_empty()).collect()
}

fn without_numbers(text: &str) -> String {
    text.replace(|one: char| one.is_ascii_digit(), "0")
}

#[test]
fn what_the_first_page_quotes_is_what_the_demonstration_says() {
    let here = tempfile::tempdir().unwrap();
    for (language, page) in [("en", "README.md"), ("zh", "docs/README.zh-CN.md")] {
        let told = liuhen(here.path(), &["--lang", language, "demo", "--dir", language]);
        let said = without_numbers(&String::from_utf8(told.stdout).unwrap());
        let quoted = quoted(page);
        assert!(quoted.len() > 10, "{page}");
        for line in quoted {
            let whole =
                said.lines().any(|one| line.strip_suffix('…').map_or(one == line, |part| one.starts_with(part)));
            assert!(whole || line.trim() == "…", "{page}: {line}");
        }
    }
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
    let last = last_day(here.path());
    let here = here.path().join("liuhen-demo");
    let type_in = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let mut command = Command::new(env!("CARGO_BIN_EXE_liuhen"));
        command.args(&words).current_dir(&here).env_remove("LIUHEN_KEYS").env("LIUHEN_LEDGER", "ledger");
        command.env("LIUHEN_STATE_DIR", here.join("state")).env("LIUHEN_LANG", "en").env("LIUHEN_PASSPHRASE", "云溪县");
        let output = command.output().unwrap();
        // The decision that was run badly is in the ledger: the verdict on the whole says so.
        let expected =
            if words[0] == "verify" || words[..2] == ["bundle", "verify"] || words[..2] == ["decision", "audit"] {
                20
            } else {
                0
            };
        assert_eq!(output.status.code(), Some(expected), "{line}: {}", String::from_utf8_lossy(&output.stderr));
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
            let received = last.checked_sub(25.days()).unwrap();
            let opinion = OPINION.replace("OCCURRED", &last.to_string()).replace("RECEIVED", &received.to_string());
            std::fs::write(here.join("opinion.toml"), opinion).unwrap();
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
occurred = OCCURRED
[body]
number = "云司审〔2026〕9号"
draft = "#14"
received = RECEIVED
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
