//! The commands that read and judge, by running the real program on a ledger it has made itself.
#![expect(clippy::disallowed_methods, reason = "tests look at files")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use serde_json::Value;

/// A ledger of one decision and another one, made once for all tests; whoever changes it takes a [`copy`].
static LEDGER: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    for key in ["root", "ledger", "office", "unit", "wang", "zhao", "recorder", "stranger"] {
        good(here, &["key", "new", key, "--no-passphrase"]);
    }
    good(
        here,
        &[
            "init",
            "ledger",
            "--origin",
            "test.example/ledger",
            "--organ",
            "Invented County",
            "--root",
            "root-holder=root",
            "--threshold",
            "1",
            "--ledger-key",
            "ledger",
        ],
    );
    for (office, person, key) in [
        ("government-office", "bai", "office"),
        ("handling-unit", "wu", "unit"),
        ("member", "wang", "wang"),
        ("member", "zhao", "zhao"),
        ("recorder", "jiang", "recorder"),
    ] {
        good(
            here,
            &[
                "office",
                "appoint",
                "--office",
                office,
                "--person",
                person,
                "--organ",
                "Invented County",
                "--title",
                "invented",
                "--key",
                key,
                "--from",
                "2024-01-01",
                "--document",
                "No. 1",
                "--by",
                "root",
                "--ledger",
                "ledger",
            ],
        );
    }
    fs::write(here.join("draft.txt"), "draft\n").unwrap();
    for (name, form, key) in FORMS {
        fs::write(here.join(name), form).unwrap();
        let noun: &[&str] = if form.contains("decision-open") { &["decision", "open"] } else { &["step", "add"] };
        good(here, &[noun, &[name, "--key", key, "--ledger", "ledger"]].concat());
        // What an inspector kept on the way.
        if *name == "draft.toml" {
            good(here, &["checkpoint", "show", "--out", "kept", "--ledger", "ledger"]);
        }
    }
    good(here, &["trust", "show", "--out", "trust.toml", "--ledger", "ledger"]);
    folder
});

const FORMS: &[(&str, &str, &str)] = &[
    (
        "open.toml",
        "kind = \"decision-open\"\ndecision = \"2024-001\"\noffice = \"government-office\"\noccurred = 2024-03-04\n\
         [body]\ntitle = \"停车收费方案\"\nmatter = \"public-policy\"\norgan = \"Invented County\"\nlevel = \"county\"\n\
         handling_units = [{ unit = \"traffic\", lead = true }]\nproposal_source = \"department\"\n\
         affects_public = true\ntechnical = false\nrisky = false\naffects_market = false\n",
        "office",
    ),
    (
        "draft.toml",
        "kind = \"draft-version\"\ndecision = \"2024-001\"\noffice = \"handling-unit\"\noccurred = 2024-03-05\n\
         [body]\nversion = \"V1\"\nchanges = \"first draft\"\n[[attachment]]\nfile = \"draft.txt\"\nrole = \"draft\"\n",
        "unit",
    ),
    (
        "other.toml",
        "kind = \"decision-open\"\ndecision = \"2024-002\"\noffice = \"government-office\"\noccurred = 2024-03-05\n\
         [body]\ntitle = \"second matter\"\nmatter = \"plan\"\norgan = \"Invented County\"\nlevel = \"county\"\n\
         handling_units = [{ unit = \"traffic\", lead = true }]\nproposal_source = \"leader\"\n\
         affects_public = false\ntechnical = false\nrisky = false\naffects_market = false\n\
         [late]\nreason = \"entered from the archive\"\n",
        "office",
    ),
    (
        "meeting.toml",
        "kind = \"meeting-opened\"\ndecision = \"2024-001\"\noffice = \"recorder\"\noccurred = 2024-03-06\n\
         [body]\nmeeting_kind = \"executive-meeting\"\nnumber = \"18\"\nplace = \"hall\"\nchair = \"li\"\nrecorder = \"jiang\"\n\
         draft = \"#1\"\n[[body.roster]]\nperson = \"wang\"\noffice = \"member\"\nattendance = \"present\"\n\
         [[body.agenda]]\nitem = 1\nsubject = \"parking\"\n",
        "recorder",
    ),
    (
        "agree.toml",
        "kind = \"position\"\ndecision = \"2024-001\"\noffice = \"member\"\noccurred = 2024-03-06\n\
         [body]\nmeeting = \"#2\"\nperson = \"zhao\"\nposition = \"agree\"\n",
        "zhao",
    ),
    (
        "disagree.toml",
        "kind = \"position\"\ndecision = \"2024-001\"\noffice = \"member\"\noccurred = 2024-03-06\n\
         [body]\nmeeting = \"#2\"\nperson = \"wang\"\nposition = \"disagree\"\n\
         reasons = [{ ground = \"cost\", text = \"先建成公共停车场，再行收费。\" }]\n",
        "wang",
    ),
    (
        "correction.toml",
        "kind = \"correction\"\ndecision = \"2024-001\"\noffice = \"handling-unit\"\noccurred = 2024-03-07\n\
         [body]\ncorrects = \"#1\"\nground = \"a slip of the pen\"\n\
         changes = [{ field = \"version\", wrong = \"V1\", right = \"first draft\" }]\n",
        "unit",
    ),
];

#[derive(Debug)]
struct Said {
    code: i32,
    raw: Vec<u8>,
    out: String,
    err: String,
}

impl Said {
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|cause| panic!("{cause}: {self:?}"))
    }
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
            raw: output.stdout,
        }
    }
}

/// Runs the program in `here`, deaf to the environment the tests run in, eight hours east of Greenwich.
fn run(here: &Path, words: &[&str]) -> Said {
    let mut command = Command::new(env!("CARGO_BIN_EXE_liuhen"));
    command.args(words).current_dir(here).env_clear().env("LC_ALL", "C").env("TZ", "CST-8").stdin(Stdio::null());
    command.env("LIUHEN_KEYS", "keys").env("LIUHEN_STATE_DIR", "state").output().unwrap().into()
}

fn good(here: &Path, words: &[&str]) -> Said {
    let said = run(here, words);
    assert_eq!(said.code, 0, "{words:?}: {said:?}");
    said
}

/// Runs the program on the ledger all tests share.
fn on(words: &[&str]) -> Said {
    run(LEDGER.path(), &[&["--ledger", "ledger"], words].concat())
}

/// The ledger and what belongs to it, for a test that changes them.
fn copy() -> tempfile::TempDir {
    fn copy_into(from: &Path, to: &Path) {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            let target = to.join(entry.file_name());
            if entry.path().is_dir() { copy_into(&entry.path(), &target) } else { drop(fs::copy(entry.path(), target)) }
        }
    }
    let folder = tempfile::tempdir().unwrap();
    for part in ["ledger", "keys"] {
        copy_into(&LEDGER.path().join(part), &folder.path().join(part));
    }
    for file in ["kept", "trust.toml"] {
        fs::copy(LEDGER.path().join(file), folder.path().join(file)).unwrap();
    }
    folder
}

/// Replaces bytes in the log without changing its length.
fn alter(here: &Path, from: &str, to: &str) {
    assert_eq!(from.len(), to.len());
    let path = here.join("ledger/log/000000.log");
    let log = fs::read_to_string(&path).unwrap();
    assert!(log.contains(from), "{from}");
    fs::write(path, log.replacen(from, to, 1)).unwrap();
}

/// Changes one character of a record's signature in the log.
fn alter_signature(here: &Path, name: &str) {
    let raw = on(&["step", "show", name, "--raw"]).out;
    let at = raw.find("\"sig\":\"").unwrap() + 10;
    let other = if &raw[at..=at] == "A" { "B" } else { "A" };
    alter(here, &raw, &format!("{}{other}{}", &raw[..at], &raw[at + 1..]));
}

fn names(document: &Value) -> Vec<&str> {
    document["entries"].as_array().unwrap().iter().map(|entry| entry["name"].as_str().unwrap()).collect()
}

#[test]
fn the_log_lists_every_entry_in_order_with_who_signed() {
    let said = on(&["log", "--lang", "zh"]);
    let lines: Vec<&str> = said.out.lines().collect();
    assert_eq!((said.code, lines.len()), (0, 14), "{said:?}");
    assert!(lines[1].contains("@0") && lines[1].contains("建账") && lines[1].contains("root-holder"), "{said:?}");
    assert!(lines[1].contains(" +08:00  registry#0"), "{said:?}");
    assert!(lines[9].contains("2024-002#0") && lines[9].contains("  补录  "), "{said:?}");
    assert!(lines[13].contains("@12") && lines[13].contains("2024-001#5") && lines[13].ends_with(" wu"), "{said:?}");
    assert_eq!(lines.iter().filter(|line| line.contains("补录")).count(), 2, "heading and one entry: {said:?}");
}

#[test]
fn the_log_can_be_narrowed_to_a_stream_a_beginning_and_a_number() {
    let list = |words: &[&str]| {
        let said = on(&[&["log", "--format", "json"], words].concat());
        assert_eq!((said.code, &said.json()["schema"]), (0, &"liuhen/log/v1".into()), "{said:?}");
        names(&said.json()).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(list(&["--count", "2"]), ["2024-001#4", "2024-001#5"]);
    assert_eq!(list(&["--from", "7", "--count", "2"]), ["2024-001#1", "2024-002#0"]);
    assert_eq!(list(&["--decision", "2024-001", "--from", "7", "--count", "2"]), ["2024-001#1", "2024-001#2"]);
    assert_eq!(list(&["--registry", "--count", "1"]), ["registry#5"]);
    assert_eq!(list(&["--from", "99"]), [""; 0]);
    assert_eq!(list(&["--count", "0"]), [""; 0]);
    assert_eq!(on(&["log", "--decision", "2024-009"]).code, 1);
    assert_eq!(on(&["log", "--decision", "2024-001", "--registry"]).code, 2);
}

#[test]
fn decisions_are_listed_with_their_titles_and_numbers() {
    let said = on(&["decision", "list", "--format", "json"]);
    let list = said.json();
    assert_eq!(list["decisions"][0]["decision"], "2024-001");
    assert_eq!((&list["decisions"][0]["title"], &list["decisions"][0]["records"]), (&"停车收费方案".into(), &6.into()));
    assert_eq!(list["decisions"].as_array().unwrap().len(), 2);
    let text = on(&["decision", "list"]).out;
    assert!(text.lines().count() == 3 && text.contains("second matter"), "{text}");
}

#[test]
fn a_decision_shows_dissent_with_its_reasons_and_points_at_corrections() {
    let zh = on(&["decision", "show", "2024-001", "--lang", "zh"]);
    assert_eq!(zh.code, 0, "{zh:?}");
    for part in [
        "wang · 不同意",
        "成本",
        "先建成公共停车场，再行收费。",
        "不同意  1  wang #4",
        "同意  1",
        "已由以下记录更正",
        "2024-001#1 草案版本 · 版本号：V1 → first draft",
    ] {
        assert!(zh.out.contains(part), "{part}: {}", zh.out);
    }
    let json = on(&["decision", "show", "2024-001", "--format", "json"]).json();
    let records = json["records"].as_array().unwrap();
    assert_eq!((records.len(), &json["title"]), (6, &"停车收费方案".into()));
    assert_eq!(
        (&records[3]["position"]["dissents"], &records[4]["position"]["dissents"]),
        (&false.into(), &true.into())
    );
    assert_eq!(records[4]["position"]["reasons"][0]["ground"], "cost");
    assert_eq!(records[5]["corrects"], "2024-001#1");
    assert_eq!(records[1]["corrected_by"], serde_json::json!(["2024-001#5"]));
    assert_eq!(records[4]["signatories"][0]["person"], "wang");
    assert_eq!(on(&["decision", "show", "2024-009"]).code, 1);
    let late = on(&["decision", "show", "2024-002"]);
    assert!(late.out.contains("entered from the archive"), "{late:?}");
}

#[test]
fn what_the_minutes_say_of_a_member_is_never_shown_as_the_members_word() {
    let folder = copy();
    let here = folder.path();
    let form = "kind = \"minuted-position\"\ndecision = \"2024-001\"\noffice = \"recorder\"\noccurred = 2024-03-06\n\
                [body]\nmeeting = \"#2\"\nperson = \"sun\"\nposition = \"disagree\"\n\
                reasons = [{ ground = \"risk\", text = \"not assessed\" }]\n";
    fs::write(here.join("minuted.toml"), form).unwrap();
    good(here, &["step", "add", "minuted.toml", "--key", "recorder", "--ledger", "ledger"]);
    let show = |more: &[&str]| good(here, &[&["decision", "show", "2024-001", "--ledger", "ledger"], more].concat());
    let zh = show(&["--lang", "zh"]).out;
    for part in [
        "会议记录所载表态",
        "sun · 不同意（会议记录所载，非本人签名）",
        "not assessed",
        "不同意  1  wang #4\n",
        "不同意（会议记录所载）  1  sun #6",
    ] {
        assert!(zh.contains(part), "{part}: {zh}");
    }
    let en = show(&[]).out;
    assert!(en.contains("disagree (as minuted)  1  sun #6"), "{en}");
    let json = show(&["--format", "json"]).json();
    let voice = |number: usize| json["records"][number]["position"]["voice"].as_str();
    assert_eq!((voice(4), voice(6), voice(5)), (Some("signed"), Some("minuted"), None));
    let log = good(here, &["log", "--lang", "zh", "--ledger", "ledger"]).out;
    assert!(log.lines().last().is_some_and(|line| line.contains("会议记录所载表态")), "{log}");
}

#[test]
fn days_are_counted_from_the_last_day_of_a_record() {
    // The draft is of 2024-03-05; day 30 is the Tomb-sweeping holiday, and the Sunday after it was worked.
    let said = on(&["calendar", "2024-001#1", "--days", "30", "--format", "json"]);
    assert_eq!(said.code, 0, "{said:?}");
    let json = said.json();
    assert_eq!((&json["record"], &json["from"]["date"]), (&"2024-001#1".into(), &"2024-03-05".into()));
    assert_eq!(
        (&json["end"]["counted"]["date"], &json["end"]["last"]["date"]),
        (&"2024-04-04".into(), &"2024-04-07".into())
    );
    assert_eq!(on(&["calendar", "2024-001#99", "--days", "30"]).code, 1);
}

#[test]
fn a_record_is_shown_whole_by_each_of_its_names() {
    let by_name = on(&["step", "show", "2024-001#1"]);
    assert_eq!(by_name.code, 0, "{by_name:?}");
    assert_eq!(by_name.out, on(&["step", "show", "@7"]).out);
    let json = on(&["step", "show", "@7", "--format", "json"]).json();
    let attachment = &json["attachments"][0];
    for part in [
        json["digests"]["record_blake3"].as_str().unwrap(),
        json["digests"]["entry"].as_str().unwrap(),
        json["signatories"][0]["key"].as_str().unwrap(),
        attachment["blake3"].as_str().unwrap(),
        "2024-001#0 Decision opened",
        "first draft",
        "draft.txt",
        "each signatory held the office",
    ] {
        assert!(by_name.out.contains(part), "{part}: {}", by_name.out);
    }
    assert_eq!(json["body"]["version"], "V1");
    assert_eq!(json["corrected_by"][0], "2024-001#5");
    let appointed = on(&["step", "show", "registry#3"]);
    assert!(appointed.out.contains("wang") && appointed.out.contains("No. 1"), "{appointed:?}");
    for (name, code) in [("2024-001#6", 1), ("2024-009#0", 1), ("@13", 1), ("x", 2), ("2024-001#01", 2)] {
        assert_eq!(on(&["step", "show", name]).code, code, "{name}");
    }
}

#[test]
fn the_raw_envelope_is_the_one_that_was_signed() {
    let raw = on(&["step", "show", "2024-001#4", "--raw"]);
    let json = on(&["step", "show", "2024-001#4", "--format", "json"]).json();
    assert_eq!(blake3::hash(&raw.raw).to_hex().as_str(), json["digests"]["record_blake3"]);
    assert_eq!(raw.raw.len() as u64, json["place"]["envelope_bytes"]);
    let log = fs::read(LEDGER.path().join("ledger/log/000000.log")).unwrap();
    assert!(log.windows(raw.raw.len()).any(|window| window == raw.raw), "verbatim");
    assert_eq!(on(&["step", "show", "2024-001#4", "--raw", "--format", "json"]).raw, raw.raw);
}

#[test]
fn what_is_damaged_is_told_and_what_stands_before_it_is_shown() {
    let place = copy();
    // One character of a signature of the last record but one: the digests of its envelope no longer fit.
    alter_signature(place.path(), "2024-001#4");
    let log = run(place.path(), &["log", "--ledger", "ledger"]);
    assert_eq!(log.code, 40, "{log:?}");
    assert!(log.out.contains("2024-001#3") && !log.out.contains("2024-001#4"), "{log:?}");
    let list = run(place.path(), &["decision", "list", "--ledger", "ledger", "--format", "json"]);
    assert_eq!(list.json()["decisions"].as_array().unwrap().len(), 2, "{list:?}");
    let cut = run(place.path(), &["log", "--ledger", "ledger", "--format", "json"]);
    assert!(cut.code == 40 && serde_json::from_str::<Value>(&cut.out).is_err(), "{cut:?}");
    let verdict = run(place.path(), &["verify", "--ledger", "ledger", "--trust", "trust.toml", "--format", "json"]);
    assert_eq!((verdict.code, &verdict.json()["verdict"]), (40, &"invalid".into()), "{verdict:?}");
    assert_eq!(verdict.json()["findings"][0]["seq"], 11);
}

#[test]
fn a_damaged_registry_costs_the_names_and_hides_nothing_else() {
    let place = copy();
    alter_signature(place.path(), "registry#3");
    let show = run(place.path(), &["decision", "show", "2024-001", "--ledger", "ledger"]);
    assert_eq!(show.code, 0, "{show:?}");
    assert!(show.err.starts_with("warning: the registry cannot be read"), "{show:?}");
    assert!(show.out.contains("先建成公共停车场，再行收费。") && !show.out.contains(" wu "), "{show:?}");
    let step = run(place.path(), &["step", "show", "2024-001#4", "--ledger", "ledger"]);
    // However the lines are broken.
    let told = step.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("offices were not checked"), "{step:?}");
    let log = run(place.path(), &["log", "--ledger", "ledger"]);
    assert!(log.code == 40 && log.out.contains("registry#2") && !log.out.contains("registry#3"), "{log:?}");
    assert_eq!(run(place.path(), &["trust", "show", "--ledger", "ledger"]).code, 40);
}

#[test]
fn verify_answers_with_its_exit_code() {
    let sound = on(&["verify", "--trust", "trust.toml", "--known-head", "kept", "--format", "json"]);
    assert_eq!(
        (sound.code, &sound.json()["verdict"], &sound.json()["schema"]),
        (0, &"sound".into(), &"liuhen/report/v1".into())
    );
    assert_eq!(on(&["verify"]).code, 10);
    let text = on(&["verify", "--trust", "trust.toml", "--threads", "1", "--lang", "zh"]);
    assert!(text.code == 0 && text.out.contains("退出码 0") && text.err.is_empty(), "{text:?}");
    assert_eq!(on(&["verify", "--threads", "0"]).code, 2);
    assert_eq!(on(&["verify", "--trust", "nowhere"]).code, 3);
    assert_eq!(on(&["verify", "--known-head", "nowhere"]).code, 3);
    assert_eq!(on(&["verify", "--trust", "kept"]).code, 2);
    assert_eq!(on(&["verify", "--known-head", "trust.toml"]).code, 2);
}

#[test]
fn where_there_is_no_ledger_there_is_a_verdict_of_its_own() {
    let place = tempfile::tempdir().unwrap();
    for words in [&["verify"][..], &["verify", "--ledger", "nowhere"], &["verify", "--ledger", "."]] {
        let said = run(place.path(), words);
        assert_eq!((said.code, said.out.as_str()), (41, ""), "{said:?}");
        assert!(said.err.starts_with("error: "), "{said:?}");
    }
    let json = run(place.path(), &["verify", "--format", "json"]).json();
    assert_eq!(json["kind"], "unreadable");
    // To look something up where nothing is, is an accident and no verdict.
    assert_eq!(run(place.path(), &["log"]).code, 3);
}

#[test]
fn a_ledger_without_its_marker_is_judged_all_the_same() {
    let place = copy();
    fs::remove_file(place.path().join("ledger/liuhen.toml")).unwrap();
    let said = run(place.path(), &["verify", "--ledger", "ledger", "--trust", "trust.toml", "--format", "json"]);
    assert_eq!(said.json()["ledger"]["size"], 13, "{said:?}");
}

#[test]
fn verifying_writes_nothing_into_the_ledger() {
    fn listed(folder: &Path, into: &mut Vec<(String, Vec<u8>)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                into.push((path.display().to_string(), Vec::new()));
                listed(&path, into);
            } else {
                into.push((path.display().to_string(), fs::read(&path).unwrap()));
            }
        }
        into.sort();
    }
    let place = copy();
    let (mut before, mut after) = (Vec::new(), Vec::new());
    listed(&place.path().join("ledger"), &mut before);
    good(place.path(), &["verify", "--ledger", "ledger", "--trust", "trust.toml"]);
    good(place.path(), &["checkpoint", "consistency", "kept", "--ledger", "ledger", "--trust", "trust.toml"]);
    listed(&place.path().join("ledger"), &mut after);
    assert_eq!(before, after);
}

#[test]
fn the_trust_file_is_what_the_ledger_says_of_itself() {
    let json = on(&["trust", "show", "--format", "json"]).json();
    assert_eq!((&json["origin"], &json["root_threshold"]), (&"test.example/ledger".into(), &1.into()));
    assert_eq!(json["root_holders"][0]["person"], "root-holder");
    assert_eq!(json["head"]["size"], 13);
    let text = on(&["trust", "show"]);
    assert_eq!(json["trust_file"], text.out.as_str());
    assert_eq!(fs::read_to_string(LEDGER.path().join("trust.toml")).unwrap(), text.out);
    assert_eq!(on(&["trust", "show", "--out", "trust.toml"]).code, 1, "nothing is overwritten");
}

#[test]
fn a_checkpoint_is_shown_kept_and_checked_without_its_ledger() {
    let place = copy();
    let here = place.path();
    let shown = good(here, &["checkpoint", "show", "--ledger", "ledger", "--format", "json"]).json();
    assert_eq!((&shown["size"], &shown["signatures"][0]["verifies"]), (&13.into(), &true.into()));
    good(here, &["checkpoint", "show", "--ledger", "ledger", "--out", "now"]);
    assert_eq!(fs::read(here.join("now")).unwrap(), fs::read(here.join("ledger/checkpoint")).unwrap());
    assert_eq!(fs::read_to_string(here.join("now")).unwrap(), shown["checkpoint"].as_str().unwrap());
    let check = |words: &[&str]| run(here, &[&["checkpoint", "verify", "now"], words].concat()).code;
    assert_eq!(check(&["--trust", "trust.toml"]), 0);
    assert_eq!(check(&["--key", "ledger"]), 0);
    let vkey = good(here, &["trust", "show", "--ledger", "ledger", "--format", "json"]).json();
    assert_eq!(check(&["--key", vkey["ledger_key"].as_str().unwrap()]), 0);
    assert_eq!(check(&["--key", "stranger"]), 40);
    assert_eq!(check(&[]), 10);
    assert_eq!(check(&["--ledger", "ledger"]), 10);
    assert_eq!(check(&["--key", "nobody"]), 3);
    assert_eq!(run(here, &["checkpoint", "verify", "trust.toml", "--key", "ledger"]).code, 41);
    assert_eq!(run(here, &["checkpoint", "verify", "nowhere", "--key", "ledger"]).code, 3);
    let altered = fs::read_to_string(here.join("now")).unwrap().replacen("\n13\n", "\n14\n", 1);
    fs::write(here.join("now"), altered).unwrap();
    assert_eq!(check(&["--trust", "trust.toml"]), 40);
}

#[test]
fn growth_is_proven_with_the_ledger_and_checked_without_it() {
    let place = copy();
    let here = place.path();
    let trusted = ["--trust", "trust.toml"];
    let with = |words: &[&str]| run(here, &[&["checkpoint", "consistency"], words, &trusted].concat());
    let proven = with(&["kept", "--ledger", "ledger", "--out", "growth"]);
    assert_eq!(proven.code, 0, "{proven:?}");
    assert_eq!(with(&["kept", "--proof", "growth"]).code, 0);
    good(here, &["checkpoint", "show", "--ledger", "ledger", "--out", "now"]);
    assert_eq!(with(&["kept", "now", "--proof", "growth"]).code, 0);
    assert_eq!(with(&["kept", "now", "--ledger", "ledger"]).code, 0);
    assert_eq!(with(&["now", "now"]).code, 0, "nothing was added, so nothing needs a proof");
    assert_eq!(run(here, &["checkpoint", "consistency", "kept", "--proof", "growth"]).code, 10);
    // The other way round the ledger has been put back.
    assert_eq!(with(&["now", "kept"]).code, 31);
    // One hash another, and the proof proves nothing.
    let text = fs::read_to_string(here.join("growth")).unwrap();
    let hash = text.lines().nth(1).unwrap();
    let other = format!("{}{}", if hash.starts_with('A') { 'B' } else { 'A' }, &hash[1..]);
    fs::write(here.join("forged"), text.replacen(hash, &other, 1)).unwrap();
    assert_eq!(with(&["kept", "--proof", "forged"]).code, 40);
    assert_eq!(with(&["kept", "--proof", "kept"]).code, 41);
    assert_eq!(with(&["kept", "--proof", "nowhere"]).code, 3);
    assert_eq!(with(&["kept", "--ledger", "ledger", "--out", "growth"]).code, 1, "nothing is overwritten");
}

#[test]
fn a_ledger_put_back_is_told_from_one_that_was_rewritten() {
    let place = copy();
    let here = place.path();
    good(here, &["checkpoint", "show", "--ledger", "ledger", "--out", "now"]);
    // The log as it was when the earlier checkpoint was kept.
    let log = fs::read_to_string(here.join("ledger/log/000000.log")).unwrap();
    let end = log.find("liuhen entry v1\norigin test.example/ledger\nsequence 8\n").unwrap();
    fs::write(here.join("ledger/log/000000.log"), &log[..end]).unwrap();
    fs::copy(here.join("kept"), here.join("ledger/checkpoint")).unwrap();
    let json = ["--format", "json", "--ledger", "ledger"];
    let back = run(here, &[&["checkpoint", "consistency", "now", "--trust", "trust.toml"], &json[..]].concat());
    assert_eq!((back.code, &back.json()["id"]), (31, &"error-checkpoint-rolled-back".into()), "{back:?}");
    let judged = run(here, &["verify", "--ledger", "ledger", "--trust", "trust.toml", "--known-head", "now"]);
    assert_eq!(judged.code, 31, "{judged:?}");
}

#[test]
fn another_history_under_the_same_key_is_told_from_a_continuation() {
    let place = copy();
    let here = place.path();
    let founding = ["--origin", "test.example/ledger", "--organ", "Invented County", "--root", "root-holder=root"];
    good(here, &[&["init", "other", "--threshold", "1", "--ledger-key", "ledger"], &founding[..]].concat());
    // More entries than the kept checkpoint covers.
    for office in ["head", "member", "expert", "evaluator", "attendee", "archivist", "inspector", "recorder"] {
        let who = ["--person", "wang", "--organ", "o", "--title", "t", "--key", "wang", "--from", "2024-01-01"];
        let by = ["--document", "d", "--by", "root", "--ledger", "other"];
        good(here, &[&["office", "appoint", "--office", office], &who[..], &by].concat());
    }
    let json = ["--ledger", "other", "--format", "json"];
    for trust in [&["--trust", "trust.toml"][..], &[]] {
        let said = run(here, &[&["checkpoint", "consistency", "kept"], &json[..], trust].concat());
        assert_eq!((said.code, &said.json()["id"]), (30, &"error-diverged".into()), "{said:?}");
        assert!(said.json()["causes"][0].as_str().unwrap().contains("is signed by a key of this ledger"), "{said:?}");
    }
    assert_eq!(run(here, &["verify", "--ledger", "other", "--known-head", "kept"]).code, 30);
    // Two checkpoints of one size under one key are evidence by themselves.
    good(here, &["checkpoint", "show", "--ledger", "other", "--out", "second"]);
    let kept = fs::read_to_string(here.join("kept")).unwrap();
    let size = kept.lines().nth(1).unwrap();
    assert_eq!((size, fs::read_to_string(here.join("second")).unwrap().lines().nth(1).unwrap()), ("8", "9"));
    // A checkpoint that nobody trusted has signed accuses nobody.
    let forged = kept.replacen("\n8\n", "\n7\n", 1);
    fs::write(here.join("forged"), forged).unwrap();
    let said = run(here, &["checkpoint", "consistency", "forged", "--ledger", "ledger", "--trust", "trust.toml"]);
    assert_eq!(said.code, 40, "{said:?}");
}

#[test]
fn a_receipt_is_complete_offline() {
    let place = copy();
    let here = place.path();
    let got = good(here, &["receipt", "get", "2024-001#4", "--ledger", "ledger", "--format", "json"]).json();
    assert_eq!((&got["file"], &got["sequence"]), (&"2024-001-4.tlog-proof".into(), &11.into()));
    let receipt = here.join("2024-001-4.tlog-proof");
    fs::remove_dir_all(here.join("ledger")).unwrap();
    let check = |words: &[&str]| run(here, &[&["receipt", "verify", "2024-001-4.tlog-proof"], words].concat());
    let sound = check(&["--trust", "trust.toml", "--format", "json"]);
    assert_eq!((sound.code, &sound.json()["received"]["kind"]), (0, &"position".into()), "{sound:?}");
    assert_eq!(check(&[]).code, 10);
    let text = fs::read_to_string(&receipt).unwrap();
    fs::write(&receipt, text.replacen("index 11", "index 10", 1)).unwrap();
    assert_eq!(check(&["--trust", "trust.toml"]).code, 40);
    assert_eq!(run(here, &["receipt", "verify", "nowhere"]).code, 3);
    assert_eq!(run(here, &["receipt", "verify", "trust.toml"]).code, 40);
}

#[test]
fn a_receipt_overwrites_nothing_and_is_for_a_record_that_is_there() {
    let place = copy();
    let here = place.path();
    let get = |words: &[&str]| run(here, &[&["receipt", "get", "--ledger", "ledger"], words].concat()).code;
    assert_eq!(get(&["registry#1", "--out", "r"]), 0);
    assert_eq!(get(&["@1", "--out", "r"]), 1);
    assert_eq!(get(&["2024-001#99"]), 1);
    assert_eq!(get(&["nonsense"]), 2);
}
