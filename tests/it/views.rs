//! The views of accountability, by running the real program on a ledger it has made itself: who answered for what, what a
//! person signed, the figures of a year.
#![expect(clippy::disallowed_methods, reason = "tests look at files")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use serde_json::{Value, json};

/// A ledger of three decisions and a catalogue, made once for all tests; whoever changes it takes a [`copy`].
static LEDGER: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    for key in ["root", "ledger"].iter().chain(OFFICES.iter().map(|(_, _, key)| key)) {
        good(here, &["key", "new", key, "--no-passphrase"]);
    }
    let founding = ["--origin", "test.example/views", "--organ", "虚构县人民政府", "--root", "root-holder=root"];
    good(here, &[&["init", "ledger", "--threshold", "1", "--ledger-key", "ledger"], &founding[..]].concat());
    for (office, person, key) in OFFICES {
        let who =
            ["--office", office, "--person", person, "--key", key, "--organ", "虚构县人民政府", "--title", "虚构"];
        let by = ["--from", "2024-01-01", "--document", "1号", "--by", "root", "--ledger", "ledger"];
        good(here, &[&["office", "appoint"], &who[..], &by].concat());
    }
    fs::write(here.join("draft.txt"), "draft\n").unwrap();
    for (at, (form, key)) in FORMS.iter().enumerate() {
        let file = format!("{at}.toml");
        fs::write(here.join(&file), form).unwrap();
        let opens = form.contains("decision-open") || form.contains("kind = \"catalogue\"");
        let noun: &[&str] = if opens { &["decision", "open"] } else { &["step", "add"] };
        good(here, &[noun, &[&file, "--key", key, "--ledger", "ledger"]].concat());
    }
    folder
});

const OFFICES: &[(&str, &str, &str)] = &[
    ("government-office", "白苇", "office"),
    ("handling-unit", "吴桐", "unit"),
    ("member", "王川", "wang"),
    ("member", "赵禾", "zhao"),
    ("recorder", "江离", "recorder"),
    ("legality-reviewer", "章恪", "reviewer"),
    ("archivist", "鲁文", "archivist"),
    ("head", "周远", "head"),
];

const FORMS: &[(&str, &str)] = &[
    (
        r#"kind = "catalogue"
decision = "C-2024"
office = "government-office"
occurred = 2023-12-20
[body]
title = "2024年度目录"
year = 2024
organ = "虚构县人民政府"
level = "county"
items = [{ number = "1", title = "停车收费", handling_unit = "城管局" }, { number = "2", title = "公园规划", handling_unit = "城管局" }]
[[attachment]]
file = "draft.txt"
role = "catalogue"
"#,
        "office",
    ),
    (
        r#"kind = "decision-open"
decision = "2024-001"
office = "government-office"
occurred = 2024-03-04
[body]
title = "停车收费方案"
matter = "public-policy"
organ = "虚构县人民政府"
level = "county"
handling_units = [{ unit = "城管局", lead = true }]
proposal_source = "department"
catalogue_year = 2024
catalogue_item = "1"
affects_public = true
technical = false
risky = false
affects_market = false
"#,
        "office",
    ),
    (
        r##"kind = "draft-version"
decision = "2024-001"
office = "handling-unit"
occurred = 2024-03-05
[body]
version = "V1"
changes = "初稿"
[[attachment]]
file = "draft.txt"
role = "draft"
"##,
        "unit",
    ),
    (
        r##"kind = "comment-announcement"
decision = "2024-001"
office = "handling-unit"
occurred = 2024-03-06
[body]
title = "公告"
from = 2024-03-06
to = 2024-04-05
channels = ["government-site"]
draft = "#1"
ways = ["letter"]
"##,
        "unit",
    ),
    (
        r##"kind = "comment-summary"
decision = "2024-001"
office = "handling-unit"
occurred = 2024-04-08
basis = ["#2"]
[body]
announcement = "#2"
received = 4
adoption = [{ opinion = "1", outcome = "adopted" }, { opinion = "2", outcome = "rejected", reason = "无据" }, { opinion = "3", outcome = "adopted" }]
"##,
        "unit",
    ),
    (
        r##"kind = "legality-opinion"
decision = "2024-001"
office = "legality-reviewer"
occurred = 2024-04-20
[body]
number = "审〔2024〕1号"
draft = "#1"
received = 2024-04-09
authority = "lawful"
procedure = "lawful"
content = "lawful"
conclusion = "lawful"
suggestions = []
risk_notes = []
counsel = []
reviewer = "章恪"
issuer = "钱未"
[[attachment]]
file = "draft.txt"
role = "opinion"
"##,
        "reviewer",
    ),
    (
        r##"kind = "meeting-opened"
decision = "2024-001"
office = "recorder"
occurred = 2024-05-06
[body]
meeting_kind = "executive-meeting"
number = "18"
place = "会议室"
chair = "周远"
recorder = "江离"
draft = "#1"
roster = [{ person = "周远", office = "head", attendance = "present" }, { person = "王川", office = "member", attendance = "present" }, { person = "赵禾", office = "member", attendance = "present" }, { person = "孙默", office = "member", attendance = "absent" }]
agenda = [{ item = 1, subject = "停车收费" }]
"##,
        "recorder",
    ),
    (
        r##"kind = "position"
decision = "2024-001"
office = "member"
occurred = 2024-05-06
[body]
meeting = "#5"
person = "赵禾"
position = "defer"
declined = true
"##,
        "zhao",
    ),
    (
        r##"kind = "position"
decision = "2024-001"
office = "member"
occurred = 2024-05-06
[body]
meeting = "#5"
person = "赵禾"
position = "agree"
"##,
        "zhao",
    ),
    (
        r##"kind = "position"
decision = "2024-001"
office = "member"
occurred = 2024-05-06
[body]
meeting = "#5"
person = "王川"
position = "disagree"
reasons = [{ ground = "cost", text = "先建成公共停车场，再行收费。" }]
"##,
        "wang",
    ),
    (
        r##"kind = "minuted-position"
decision = "2024-001"
office = "recorder"
occurred = 2024-05-06
[body]
meeting = "#5"
person = "孙默"
position = "reserve"
reasons = [{ ground = "risk", text = "风险未评估。" }]
"##,
        "recorder",
    ),
    (
        r##"kind = "head-decision"
decision = "2024-001"
office = "head"
occurred = 2024-05-06
[body]
meeting = "#5"
outcome = "passed"
draft = "#1"
differs_from_majority = false
tally = { agree = 1, agree_after_changes = 0, disagree = 1, defer = 0, reserve = 1, abstain = 0 }
"##,
        "head",
    ),
    (
        r##"kind = "correction"
decision = "2024-001"
office = "handling-unit"
occurred = 2024-05-08
[body]
corrects = "#3"
ground = "笔误"
changes = [{ field = "received", wrong = "4", right = "3" }]
"##,
        "unit",
    ),
    (
        r#"kind = "decision-open"
decision = "2019-007"
office = "archivist"
occurred = { from = 2018-11-01, to = 2019-02-01 }
[body]
title = "旧城改造"
matter = "project"
level = "county"
[late]
reason = "据档案补录"
missing = ["organ", "handling_units", "proposal_source", "affects_public", "technical", "risky", "affects_market"]
"#,
        "archivist",
    ),
    (
        r##"kind = "comment-summary"
decision = "2019-007"
office = "archivist"
occurred = 2019-03-01
[body]
received = 7
[late]
reason = "据档案补录"
missing = ["announcement", "adoption"]
"##,
        "archivist",
    ),
    (
        r##"kind = "position"
decision = "2019-007"
office = "archivist"
occurred = 2019-03-02
[body]
person = "王川"
position = "abstain"
declined = true
[late]
reason = "据会议记录补录"
missing = ["meeting"]
"##,
        "archivist",
    ),
];

#[derive(Debug)]
struct Said {
    code: i32,
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
    good(LEDGER.path(), &[&["--ledger", "ledger"], words].concat())
}

fn json_of(words: &[&str]) -> Value {
    on(&[words, &["--format", "json"]].concat()).json()
}

/// The log of the ledger in a folder of its own, for a test that changes it.
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
    copy_into(&LEDGER.path().join("ledger"), &folder.path().join("ledger"));
    folder
}

/// Changes one character of a record's signature in the log.
fn alter_signature(here: &Path, name: &str) {
    let raw = on(&["step", "show", name, "--raw"]).out;
    let at = raw.find("\"sig\":\"").unwrap() + 10;
    let other = if &raw[at..=at] == "A" { "B" } else { "A" };
    let path = here.join("ledger/log/000000.log");
    let log = fs::read_to_string(&path).unwrap();
    fs::write(path, log.replacen(&raw, &format!("{}{other}{}", &raw[..at], &raw[at + 1..]), 1)).unwrap();
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn names(rows: &Value) -> Vec<&str> {
    list(rows).iter().map(|row| row["name"].as_str().unwrap()).collect()
}

fn figure<'a>(document: &'a Value, name: &str) -> &'a Value {
    list(&document["figures"]).iter().find(|one| one["figure"] == name).unwrap_or_else(|| panic!("{name}"))
}

/// The places a terminal gives the text before `part`.
fn place(line: &str, part: &str) -> usize {
    let before = &line[..line.find(part).unwrap_or_else(|| panic!("{part}: {line}"))];
    before.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

#[test]
fn each_step_is_shown_with_who_answers_when_and_on_which_basis() {
    let who = json_of(&["who", "2024-001"]);
    assert_eq!((&who["schema"], &who["title"]), (&"liuhen/who/v1".into(), &"停车收费方案".into()));
    let steps = list(&who["steps"]);
    assert_eq!(steps.len(), 12);
    let summary = &steps[3];
    assert_eq!((&summary["kind"], &summary["signatories"][0]["person"]), (&"comment-summary".into(), &"吴桐".into()));
    assert_eq!(summary["signatories"][0]["organ"], "虚构县人民政府");
    assert_eq!(summary["occurred"]["to"], "2024-04-08");
    assert!(list(&summary["basis"]).iter().any(|one| one["name"] == "2024-001#2"), "{summary}");
    assert_eq!(summary["corrected_by"], json!(["2024-001#11"]));
    // Recorded long after: every day of the lag is told, although nobody called it late.
    assert!(summary["lag_days"].as_i64().unwrap() > 365 && summary.get("late").is_none(), "{summary}");
    assert!(steps.iter().all(|step| step["against"].is_null() && step["in_doubt"] == false));
    let unit = list(&who["answerable"]).iter().find(|one| one["person"] == "吴桐").unwrap();
    assert_eq!(unit["steps"], json!(["2024-001#1", "2024-001#2", "2024-001#3", "2024-001#11"]));
    assert_eq!(unit["key"].as_str().unwrap().len(), 64);
}

#[test]
fn a_position_is_shown_in_the_voice_that_tells_it() {
    let steps = json_of(&["who", "2024-001"])["steps"].clone();
    let told = |number: usize| (steps[number]["voice"].clone(), steps[number]["stand"]["dissents"].clone());
    assert_eq!(told(8), ("signed".into(), true.into()));
    assert_eq!(told(9), ("minuted".into(), true.into()));
    assert_eq!(told(7), ("signed".into(), false.into()));
    // Both positions stay, and the first points at the one that counts.
    assert_eq!((&steps[6]["changed_by"], &steps[7]["changed_by"]), (&"2024-001#7".into(), &Value::Null));
    let late = json_of(&["who", "2019-007"])["steps"][2].clone();
    assert_eq!((&late["voice"], &late["late"]["reason"]), (&"entered".into(), &"据会议记录补录".into()));
    let zh = on(&["who", "2024-001", "--lang", "zh"]).out;
    for part in [
        "不同意见：不同意",
        "孙默：保留意见（记录人按会议记录所载登记，非孙默本人签署）",
        "其后已改变：以 2024-001#7 为准",
        "已由 2024-001#11 更正",
    ] {
        assert!(zh.contains(part), "{part}: {zh}");
    }
    let en = on(&["who", "2019-007"]).out;
    assert!(en.contains("王川: abstain (entered by somebody else, not signed by 王川)"), "{en}");
    assert!(en.contains("entered late: 据会议记录补录"), "{en}");
}

#[test]
fn a_decision_never_shows_what_somebody_else_entered_as_what_the_member_signed() {
    let show = |words: &[&str]| on(&[&["decision", "show", "2019-007"], words].concat()).out;
    let zh = show(&["--lang", "zh"]);
    for part in ["王川 · 弃权（由他人登记，非本人签名）", "弃权（由他人登记）  1  王川 #2"]
    {
        assert!(zh.contains(part), "{part}: {zh}");
    }
    let en = show(&[]);
    for part in
        ["(entered by somebody else, not signed by the person named)", "abstain (entered by somebody else)  1  王川 #2"]
    {
        assert!(en.contains(part), "{part}: {en}");
    }
    let voice = |decision: &str, number: usize| {
        json_of(&["decision", "show", decision])["records"][number]["position"]["voice"].clone()
    };
    assert_eq!(voice("2019-007", 2), "entered");
    assert_eq!((voice("2024-001", 8), voice("2024-001", 9)), ("signed".into(), "minuted".into()));
    // What a member signed is told without an addition.
    let signed = on(&["decision", "show", "2024-001", "--lang", "zh"]).out;
    assert!(signed.contains("王川 · ") && !signed.contains("由他人登记"), "{signed}");
}

#[test]
fn columns_line_up_whatever_the_characters() {
    let zh = on(&["who", "2024-001", "--lang", "zh"]).out;
    let lines: Vec<&str> = zh.lines().collect();
    let office = place(lines[2], "职务");
    assert_eq!(place(lines[3], "政府办公厅"), office, "{zh}");
    assert_eq!(place(lines.iter().find(|line| line.contains("#9")).unwrap(), "会议记录人"), office, "{zh}");
    let person = on(&["person", "孙默", "--lang", "zh"]).out;
    let heading = person.lines().find(|line| line.contains("提到时的身份")).unwrap();
    let row = person.lines().find(|line| line.contains("  2024-001#5  会议开始")).unwrap();
    assert_eq!(place(heading, "提到时的身份"), place(row, "应到及列席人员"), "{person}");
    let annual = on(&["annual", "2024", "--lang", "zh"]).out;
    let count = |title: &str| {
        let line = annual.lines().find(|line| line.trim_start().starts_with(title)).unwrap();
        place(line, line.trim_start()[title.len()..].trim_start().split(' ').next().unwrap())
    };
    assert_eq!(count("收到意见"), count("有处理结果的意见"), "{annual}");
}

#[test]
fn a_person_is_shown_with_their_dissents_first_and_what_they_did_not_sign_apart() {
    let wang = json_of(&["person", "王川"]);
    assert_eq!(wang["schema"], "liuhen/person/v1");
    assert_eq!((&wang["offices"][0]["office"], &wang["offices"][0]["scope"]), (&"member".into(), &"all".into()));
    assert_eq!(names(&wang["dissents"]), ["2024-001#8"]);
    assert_eq!(names(&wang["not_signed"]), ["2019-007#2"]);
    assert_eq!(wang["not_signed"][0]["voice"], "entered");
    assert_eq!(names(&wang["signed"][0]["records"]), ["2024-001#8"]);
    assert_eq!(names(&wang["named_in"]), ["2024-001#5"]);
    let zh = on(&["person", "王川", "--lang", "zh"]).out;
    let at = |part: &str| zh.find(part).unwrap_or_else(|| panic!("{part}: {zh}"));
    assert!(
        at("先建成公共停车场，再行收费。") < at("非王川本人签署") && at("非王川本人签署") < at("停车收费方案"),
        "{zh}"
    );
    // A dissent that was taken back is shown, and says so.
    let zhao = json_of(&["person", "赵禾"]);
    assert_eq!(
        (names(&zhao["dissents"]), &zhao["dissents"][0]["changed_by"]),
        (vec!["2024-001#6"], &"2024-001#7".into())
    );
    assert_eq!(zhao["dissents"][0]["stand"]["declined"], true);
    assert!(on(&["person", "赵禾"]).out.contains("2024-001#7 counts in its place"));
}

#[test]
fn whoever_held_no_key_is_found_by_what_others_recorded() {
    let issuer = json_of(&["person", "钱未"]);
    assert_eq!((list(&issuer["offices"]).len(), list(&issuer["signed"]).len()), (0, 0));
    assert_eq!(names(&issuer["named_in"]), ["2024-001#4"]);
    assert_eq!(issuer["named_in"][0]["named_as"][0]["field"], "issuer");
    assert_eq!(issuer["named_in"][0]["signatories"][0]["person"], "章恪");
    let absent = json_of(&["person", "孙默"]);
    assert_eq!((names(&absent["not_signed"]), names(&absent["named_in"])), (vec!["2024-001#9"], vec!["2024-001#5"]));
    assert_eq!(absent["named_in"][0]["named_as"][0]["details"]["attendance"], "absent");
    let text = on(&["person", "孙默"]).out;
    assert!(text.contains("minuted by the recorder, not signed by 孙默") && text.contains("absent"), "{text}");
    let nobody = run(LEDGER.path(), &["--ledger", "ledger", "person", "无名"]);
    assert_eq!(nobody.code, 1, "{nobody:?}");
    assert_eq!(run(LEDGER.path(), &["--ledger", "ledger", "person", "两 字"]).code, 2);
    // Root holders sign in the registry.
    let root = json_of(&["person", "root-holder"]);
    assert_eq!((&root["offices"][0]["office"], &root["signed"][0]["stream"]), (&"root".into(), &"registry".into()));
    assert_eq!(list(&root["signed"][0]["records"]).len(), OFFICES.len() + 1);
}

#[test]
fn the_figures_of_a_year_are_the_sums_of_their_entries() {
    let annual = json_of(&["annual", "2024"]);
    assert_eq!((&annual["schema"], &annual["read"]), (&"liuhen/annual/v1".into(), &3.into()));
    for (name, count) in [
        ("catalogue-items", 2),
        ("catalogue-opened", 1),
        ("catalogue-not-opened", 1),
        ("opened", 1),
        ("decided", 1),
        ("published", 0),
        ("consultations", 1),
        ("opinions-received", 4),
        ("opinions-handled", 3),
        ("opinions-unaccounted", 1),
        ("legality-opinions", 1),
        ("meetings", 1),
        ("positions-signed", 2),
        ("positions-minuted", 1),
        ("positions-changed", 1),
        ("dissents-signed", 1),
        ("dissents-minuted", 1),
        ("hearings", 0),
    ] {
        assert_eq!(figure(&annual, name)["count"], count, "{name}");
    }
    for one in list(&annual["figures"]) {
        let sum: i64 = list(&one["entries"]).iter().filter_map(|entry| entry["count"].as_i64()).sum();
        assert_eq!(one["count"], sum, "{one}");
        for by in list(&one["by"]) {
            let parts: i64 = list(&by["parts"]).iter().filter_map(|part| part["count"].as_i64()).sum();
            assert_eq!(one["count"], parts, "{one}");
        }
        for entry in list(&one["entries"]) {
            let shown = json_of(&["step", "show", entry["name"].as_str().unwrap()]);
            assert_eq!(shown["digests"]["record_blake3"], entry["record"], "{entry}");
        }
    }
    let outcomes = &figure(&annual, "opinions-handled")["by"][0]["parts"];
    assert_eq!(*outcomes, json!([{"value": "adopted", "count": 2}, {"value": "rejected", "count": 1}]));
    let received = &figure(&annual, "opinions-received")["entries"][0];
    assert_eq!((&received["name"], &received["corrected_by"]), (&"2024-001#3".into(), &json!(["2024-001#11"])));
    assert_eq!(figure(&annual, "catalogue-not-opened")["entries"][0]["parts"], json!(["2 公园规划"]));
}

#[test]
fn a_late_entry_counts_in_the_year_of_its_fact_and_what_it_does_not_tell_is_said() {
    let annual = json_of(&["annual", "2019"]);
    let opened = figure(&annual, "opened");
    assert_eq!((&opened["count"], &opened["late"]), (&1.into(), &1.into()));
    assert_eq!((&opened["entries"][0]["late"], &opened["entries"][0]["began"]), (&true.into(), &2018.into()));
    assert_eq!(figure(&annual, "opinions-received")["count"], 7);
    let handled = figure(&annual, "opinions-handled");
    assert_eq!((&handled["count"], &handled["not_told"]), (&0.into(), &1.into()));
    assert_eq!(
        (&handled["entries"][0]["count"], &handled["entries"][0]["not_told"]),
        (&Value::Null, &"adoption".into())
    );
    assert_eq!(figure(&annual, "dissents-entered")["count"], 1);
    assert_eq!(figure(&annual, "dissents-signed")["count"], 0);
    let zh = on(&["annual", "2019", "--entries", "--lang", "zh"]).out;
    for part in ["补录 1 条", "无从得知", "2019-007#1", "2018 年开始", "采纳情况表"] {
        assert!(zh.contains(part), "{part}: {zh}");
    }
    assert!(!on(&["annual", "2019"]).out.contains("began in 2018"), "entries are listed when asked for");
    let before = json_of(&["annual", "2018"]);
    assert_eq!(before["elsewhere"], json!([{"name": "2019-007#0", "sequence": 22, "year": 2019}]));
    assert_eq!(figure(&json_of(&["annual", "2024", "--profile", "cn-order-713"]), "opened")["count"], 0);
    assert_eq!(run(LEDGER.path(), &["--ledger", "ledger", "annual", "24"]).code, 2);
}

#[test]
fn a_record_that_cannot_be_read_is_named_and_hides_no_other() {
    let folder = copy();
    let here = folder.path();
    alter_signature(here, "2024-001#8");
    let ask = |words: &[&str]| run(here, &[&["--ledger", "ledger"], words].concat());
    let json_of = |words: &[&str]| {
        let said = ask(&[words, &["--format", "json"]].concat());
        assert_eq!(said.code, 40, "{said:?}");
        said.json()
    };
    let who = json_of(&["who", "2024-001"]);
    assert_eq!((list(&who["steps"]).len(), &who["unreadable"]), (12, &json!(["2024-001#8"])));
    assert!(who["steps"][8]["unreadable"].is_string() && who["steps"][9]["voice"] == "minuted", "{who}");
    let person = json_of(&["person", "王川"]);
    assert_eq!((names(&person["named_in"]), &person["unreadable"]), (vec!["2024-001#5"], &json!(["2024-001#8"])));
    let annual = json_of(&["annual", "2024"]);
    assert_eq!(
        (&figure(&annual, "dissents-signed")["count"], &annual["unreadable"]),
        (&0.into(), &json!(["2024-001#8"]))
    );
    for words in [&["who", "2024-001"][..], &["person", "无名"], &["annual", "2024"]] {
        let text = ask(words);
        assert!(text.code == 40 && text.err.contains("verify"), "{words:?}: {text:?}");
    }
    assert!(ask(&["person", "无名"]).err.contains("2024-001#8"));
    assert_eq!(ask(&["who", "2019-007"]).code, 0);
    assert_eq!(ask(&["who", "2024-009"]).code, 1);
}

#[test]
fn a_dissent_whose_signature_does_not_hold_is_shown_as_such_by_every_view() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    good(here, &["demo"]);
    // The reasons of a dissent reworded, the log chained anew and signed with the ledger key.
    let ledger = "liuhen-demo/tampered/reasons-softened/ledger";
    let ledger = if here.join(ledger).is_dir() { ledger } else { "liuhen-demo/tampered/reasons-softened" };
    for (words, at) in [
        (&["who", "2026-003"][..], "/steps/21/against"),
        (&["person", "秦屿"], "/dissents/0/against"),
        (&["annual", "2026"], ""),
    ] {
        let said = run(here, &[&["--ledger", ledger, "--format", "json"], words].concat());
        assert!(said.code == 40 && said.err.contains("2026-003#21"), "{words:?}: {said:?}");
        let json = said.json();
        let against = match at {
            "" => list(&figure(&json, "dissents-signed")["entries"])
                .iter()
                .find(|entry| entry["name"] == "2026-003#21")
                .map(|entry| entry["against"].clone()),
            at => json.pointer(at).cloned(),
        };
        assert!(against.is_some_and(|against| against.is_string()), "{words:?}: {json}");
        assert_eq!(run(here, &[&["--ledger", ledger], words].concat()).code, 40);
    }
    assert!(run(here, &["--ledger", ledger, "annual", "2026"]).out.contains("do not hold: 1"));
    assert_eq!(run(here, &["--ledger", ledger, "person", "何铮"]).code, 0);
}
