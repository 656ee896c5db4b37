//! Procedure as people meet it, by running the real program: what a step would be found at fault for before it is signed,
//! where a decision stands, what was found at fault, and the same in the verification of the whole ledger.
#![expect(clippy::disallowed_methods, reason = "tests look at files")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use serde_json::{Value, json};

/// A small profile: what must stand before the meeting, what must lie on the table, how long comments are open, what is
/// looked at.
const PROFILE: &str = r#"profile = "v1"
id = "small"
title = { zh = "小程序规则", en = "A small profile" }
levels = ["county"]
effective_from = 2019-09-01
legal_basis = ["invented"]
calendar = "cn"

[[stage]]
stage = "initiation"
kinds = ["decision-open"]
[[stage]]
stage = "drafting"
kinds = ["draft-version"]
[[stage]]
stage = "participation"
kinds = ["comment-announcement", "comment-summary"]
[[stage]]
stage = "legality-review"
kinds = ["review-submission", "legality-opinion"]
[[stage]]
stage = "deliberation"
kinds = ["meeting-opened", "position"]

[[rule]]
code = "A02"
kind = "present"
article = { zh = "第二十五条", en = "art. 25" }
severity = "serious"
text = { zh = "未经合法性审查不得提交讨论。", en = "No discussion without a legality review." }
resolve = { zh = "审查后重新提交讨论。", en = "Have it reviewed, and discuss it again." }
any = ["legality-opinion"]
by = "meeting-opened"
same_draft = true

[[rule]]
code = "A14"
kind = "package"
article = { zh = "第二十九条", en = "art. 29" }
severity = "medium"
text = { zh = "上会材料应当齐全。", en = "The papers are complete." }
resolve = { zh = "补齐材料。", en = "Add the papers." }

[[rule]]
code = "A23"
kind = "declared-late"
article = { zh = "无", en = "none" }
severity = "signal"
nature = "record"
text = { zh = "补录的记录应当查看。", en = "Late entries are looked at." }
resolve = { zh = "说明情况。", en = "Explain." }
"#;

/// A ledger that has adopted the profile: one decision opened under it, up to its draft, and one without a profile. Made once
/// for all tests; whoever changes it takes a [`copy`].
static LEDGER: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    for key in ["root", "ledger", "office", "unit", "reviewer", "recorder", "archivist"] {
        good(here, &["key", "new", key, "--no-passphrase"]);
    }
    let init = ["init", "ledger", "--origin", "test.example/ledger", "--organ", "Invented County"];
    let root = ["--root", "root-holder=root", "--threshold", "1", "--ledger-key", "ledger"];
    good(here, &[&init[..], &root].concat());
    for (office, person, key) in [
        ("government-office", "bai", "office"),
        ("handling-unit", "wu", "unit"),
        ("legality-reviewer", "lin", "reviewer"),
        ("recorder", "jiang", "recorder"),
        ("archivist", "shen", "archivist"),
    ] {
        let whom = ["office", "appoint", "--office", office, "--person", person, "--key", key];
        let what = ["--organ", "Invented County", "--title", "invented", "--from", "2024-01-01", "--document", "No. 1"];
        good(here, &[&whom[..], &what, &["--by", "root", "--ledger", "ledger"]].concat());
    }
    fs::write(here.join("draft.txt"), "draft\n").unwrap();
    fs::write(here.join("opinion.txt"), "opinion\n").unwrap();
    fs::write(here.join("small.toml"), PROFILE).unwrap();
    record(here, "before.toml", &open("2024-000", "before there was a profile"), "office", &["--no-profile"]);
    good(here, &["profile", "adopt", "small.toml", "--document", "No. 2", "--by", "root", "--ledger", "ledger"]);
    record(here, "open.toml", &open("2024-001", "停车收费方案"), "office", &[]);
    record(here, "draft.toml", &draft("2024-001"), "unit", &[]);
    fs::write(here.join("meeting.toml"), MEETING).unwrap();
    folder
});

fn open(decision: &str, title: &str) -> String {
    format!(
        "kind = \"decision-open\"\ndecision = \"{decision}\"\noffice = \"government-office\"\noccurred = 2024-03-04\n\
         [body]\ntitle = \"{title}\"\nmatter = \"public-policy\"\norgan = \"Invented County\"\nlevel = \"county\"\n\
         handling_units = [{{ unit = \"traffic\", lead = true }}]\nproposal_source = \"department\"\n\
         affects_public = true\ntechnical = false\nrisky = false\naffects_market = false\n"
    )
}

fn draft(decision: &str) -> String {
    format!(
        "kind = \"draft-version\"\ndecision = \"{decision}\"\noffice = \"handling-unit\"\noccurred = 2024-03-05\n\
         [body]\nversion = \"V1\"\nchanges = \"first draft\"\n[[attachment]]\nfile = \"draft.txt\"\nrole = \"draft\"\n"
    )
}

const MEETING: &str = "kind = \"meeting-opened\"\ndecision = \"2024-001\"\noffice = \"recorder\"\noccurred = 2024-03-06\n\
     [body]\nmeeting_kind = \"executive-meeting\"\nnumber = \"18\"\nplace = \"hall\"\nchair = \"li\"\n\
     recorder = \"jiang\"\ndraft = \"#1\"\npackage = [\"draft\"]\n\
     [[body.roster]]\nperson = \"wang\"\noffice = \"member\"\nattendance = \"present\"\n\
     [[body.agenda]]\nitem = 1\nsubject = \"parking\"\n";

fn record(here: &Path, name: &str, form: &str, key: &str, more: &[&str]) {
    fs::write(here.join(name), form).unwrap();
    let noun: &[&str] = if form.contains("decision-open") { &["decision", "open"] } else { &["step", "add"] };
    good(here, &[noun, &[name, "--key", key, "--ledger", "ledger"], more].concat());
}

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

/// Runs the program in `here`, deaf to the environment the tests run in.
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
    copy_into(LEDGER.path(), folder.path());
    folder
}

/// A copy in which the meeting was held without the opinion, knowingly.
fn met() -> tempfile::TempDir {
    let folder = copy();
    record(folder.path(), "meeting.toml", MEETING, "recorder", &["--despite", "A02=the head ordered it"]);
    folder
}

fn size(here: &Path) -> u64 {
    good(here, &["log", "--ledger", "ledger", "--format", "json"]).json()["entries"].as_array().unwrap().len() as u64
}

fn codes(findings: &Value) -> Vec<&str> {
    findings.as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect()
}

#[test]
fn a_grave_step_is_not_signed_without_a_reason_and_the_recorder_is_told_what_to_type() {
    let folder = copy();
    let here = folder.path();
    let before = size(here);
    let add = |more: &[&str]| {
        run(here, &[&["step", "add", "meeting.toml", "--key", "recorder", "--ledger", "ledger"], more].concat())
    };
    let refused = add(&["--lang", "zh"]);
    assert_eq!((refused.code, refused.out.as_str()), (1, ""), "{refused:?}");
    for part in [
        "严重  A02  程序瑕疵",
        "第二十五条",
        "拟登记的 2024-001#2 会议开始",
        "没有合法性审查意见的记录",
        "中  A14",
        "--despite 'A02=理由'",
        "[[despite]]",
    ] {
        assert!(refused.err.contains(part), "{part}: {}", refused.err);
    }
    assert!(!refused.err.contains("A14=理由"), "what is not grave needs no reason: {}", refused.err);
    let json = add(&["--format", "json"]).json();
    assert_eq!((&json["id"], codes(&json["findings"])), (&"error-serious".into(), vec!["A02", "A14"]));
    assert_eq!(json["findings"][0]["records"][0]["to_come"], true);
    assert_eq!(size(here), before, "nothing was stored");

    let done = add(&["--despite", "A02=the head ordered it", "--format", "json"]);
    assert_eq!(done.code, 0, "{done:?}");
    assert_eq!(codes(&done.json()["findings"]), ["A02", "A14"], "what was told before signing stands in the answer");
    let shown = good(here, &["decision", "show", "2024-001", "--ledger", "ledger", "--format", "json"]).json();
    assert_eq!(shown["records"][2]["despite"], json!([{"rule": "A02", "reason": "the head ordered it"}]));
}

#[test]
fn the_form_may_give_the_reason_and_a_reason_for_no_rule_is_refused() {
    let folder = copy();
    let here = folder.path();
    let add = |form: &str, more: &[&str]| {
        fs::write(here.join("meeting.toml"), form).unwrap();
        run(here, &[&["step", "add", "meeting.toml", "--key", "recorder", "--ledger", "ledger"], more].concat())
    };
    let with = |rule: &str| format!("{MEETING}[[despite]]\nrule = \"{rule}\"\nreason = \"ordered\"\n");
    for refused in [add(&with("A99"), &[]), add(MEETING, &["--despite", "A99=x"])] {
        assert!(refused.code == 1 && refused.err.contains("no rule with the code A99"), "{refused:?}");
        assert!(refused.err.contains("A02 A14 A23"), "{refused:?}");
    }
    assert_eq!(add(MEETING, &["--despite", "A02"]).code, 2, "a rule without a reason");
    let done = add(&with("A02"), &[]);
    assert!(done.code == 0 && done.err.contains("ordered"), "{done:?}");
}

#[test]
fn an_envelope_is_not_prepared_either_before_there_is_a_reason() {
    let folder = copy();
    let here = folder.path();
    let words = ["step", "prepare", "meeting.toml", "--as", "recorder", "--out", "m.json", "--ledger", "ledger"];
    let refused = run(here, &words);
    assert!(refused.code == 1 && refused.err.contains("--despite 'A02=REASON'"), "{refused:?}");
    assert!(!here.join("m.json").exists());
    good(here, &[&words[..], &["--despite", "A02=ordered"]].concat());
    assert!(fs::read_to_string(here.join("m.json")).unwrap().contains("signatures"));
}

#[test]
fn what_is_in_order_is_signed_without_a_word_and_where_no_profile_is_pinned_nothing_is_said() {
    let folder = copy();
    let here = folder.path();
    fs::write(here.join("opinion.toml"), opinion()).unwrap();
    let said = good(here, &["step", "add", "opinion.toml", "--key", "reviewer", "--ledger", "ledger"]);
    assert!(!said.err.contains("findings"), "{said:?}");
    let met = MEETING.replace("package = [\"draft\"]", "package = [\"draft\", \"legality-opinion\"]");
    fs::write(here.join("meeting.toml"), met).unwrap();
    let said = good(here, &["step", "add", "meeting.toml", "--key", "recorder", "--ledger", "ledger"]);
    assert!(!said.err.contains("A02") && !said.err.contains("A14"), "{said:?}");
    let audit = good(here, &["decision", "audit", "2024-001", "--ledger", "ledger", "--format", "json"]).json();
    assert_eq!((&audit["findings"], &audit["kept"]), (&json!([]), &3.into()));

    let without = MEETING.replace("2024-001", "2024-000").replace("#1", "#0");
    let without = without.replace("draft = \"#0\"", "draft = \"2024-001#1\"");
    fs::write(here.join("without.toml"), without).unwrap();
    let said = good(here, &["step", "add", "without.toml", "--key", "recorder", "--ledger", "ledger"]);
    assert!(!said.err.contains("A02"), "{said:?}");
}

/// A legality opinion on the draft that is on its way.
fn opinion() -> String {
    "kind = \"legality-opinion\"\ndecision = \"2024-001\"\noffice = \"legality-reviewer\"\noccurred = 2024-03-05\n\
     [body]\nnumber = \"No. 7\"\ndraft = \"#1\"\nreceived = 2024-03-05\nauthority = \"lawful\"\nprocedure = \"lawful\"\n\
     content = \"lawful\"\nconclusion = \"lawful\"\nsuggestions = []\nrisk_notes = []\ncounsel = []\n\
     reviewer = \"lin\"\nissuer = \"lin\"\n[[attachment]]\nfile = \"opinion.txt\"\nrole = \"opinion\"\n"
        .to_owned()
}

#[test]
fn the_status_says_what_is_open_who_signs_it_and_what_the_meeting_would_lack() {
    let zh = on(&["decision", "status", "2024-001", "--lang", "zh", "--as-of", "2024-03-05"]);
    assert_eq!(zh.code, 0, "{zh:?}");
    for part in [
        "2024-001  停车收费方案",
        "small  小程序规则",
        "2024-03-05",
        "已办  草案拟订",
        "待办  合法性审查",
        "未到  公众参与",
        "由谁签署  合法性审查部门",
        "须先于    会议开始",
        "上会（会议开始）",
        "拟登记的 2024-001#2 会议开始",
        "没有：合法性审查意见",
    ] {
        assert!(zh.out.contains(part), "{part}: {}", zh.out);
    }
    let status = on(&["decision", "status", "2024-001", "--as-of", "2024-03-05", "--format", "json"]).json();
    assert_eq!(status["schema"], "liuhen/decision-status/v1");
    assert_eq!(status["open"][0]["offices"], json!(["legality-reviewer"]));
    assert_eq!((&status["open"][0]["before"], &status["findings"]), (&"meeting-opened".into(), &0.into()));
    assert_eq!(codes(&status["at_meeting"]["missing"]), ["A02", "A14"]);
    let stages: Vec<_> = status["stages"].as_array().unwrap().iter().map(|one| one["standing"].as_str()).collect();
    assert_eq!(stages, ["done", "done", "ahead", "open", "ahead"].map(Some));
    // By the clock where no day is named, and it is said which day that is.
    let today = on(&["decision", "status", "2024-001", "--format", "json"]).json();
    assert!(today["as_of"].as_str().unwrap() > "2024-03-05", "{today}");
    assert_eq!(on(&["decision", "status", "2024-009"]).code, 1);
    let without = on(&["decision", "status", "2024-000"]);
    assert!(without.code == 0 && without.out.contains("was not checked"), "{without:?}");
    assert!(without.err.contains("--profile"), "{without:?}");
}

#[test]
fn an_audit_shows_a_finding_with_its_reason_and_its_answer_and_never_drops_it() {
    let folder = met();
    let here = folder.path();
    let audit = |more: &[&str]| run(here, &[&["decision", "audit", "2024-001", "--ledger", "ledger"], more].concat());
    let zh = audit(&["--lang", "zh"]);
    assert_eq!(zh.code, 20, "{zh:?}");
    for part in ["1. 严重  A02", "明知仍登记  #2  the head ordered it", "审查后重新提交讨论。", "严重 1、中 1"]
    {
        assert!(zh.out.contains(part), "{part}: {}", zh.out);
    }
    let answer = "kind = \"finding-resolution\"\ndecision = \"2024-001\"\noffice = \"legality-reviewer\"\n\
                  occurred = 2024-03-20\n[body]\nrule = \"A02\"\nway = \"explained\"\ntext = \"reviewed on 8 March\"\n";
    record(here, "answer.toml", answer, "reviewer", &[]);
    let after = audit(&["--format", "json"]);
    assert_eq!(after.code, 20, "an answer takes no finding away");
    let document = after.json();
    assert_eq!(document["schema"], "liuhen/decision-audit/v1");
    assert_eq!(codes(&document["findings"]), ["A02", "A14"]);
    let finding = &document["findings"][0];
    assert_eq!(finding["despite"], json!([{"record": "2024-001#2", "reason": "the head ordered it"}]));
    assert_eq!(finding["resolutions"], json!([{"record": "2024-001#3", "way": "explained"}]));
    assert_eq!((&finding["article"]["zh"], &finding["article"]["en"]), (&"第二十五条".into(), &"art. 25".into()));
    assert_eq!(finding["records"][0], json!({"name": "2024-001#2", "number": 2, "kind": "meeting-opened"}));
    assert_eq!(finding["found"]["id"], "present-none");
    assert!(finding["expected"]["zh"].as_str().unwrap().contains("合法性审查意见"));
    assert!(audit(&[]).out.contains("answered"), "the answer stands beside it");
}

#[test]
fn a_decision_without_a_profile_is_not_checked_and_can_be_judged_by_one_that_is_named() {
    let plain = on(&["decision", "audit", "2024-000"]);
    assert!(plain.code == 0 && plain.out.contains("its procedure was not checked"), "{plain:?}");
    assert!(plain.err.contains("--profile cn-order-713"), "{plain:?}");
    assert_eq!(on(&["decision", "audit", "2024-000", "--format", "json"]).json()["checked"], false);

    let folder = met();
    let here = folder.path();
    let mild = PROFILE.replace("severity = \"serious\"", "severity = \"signal\"").replace("\"small\"", "\"mild\"");
    let mild = mild.replace("severity = \"medium\"", "severity = \"signal\"");
    fs::write(here.join("mild.toml"), mild).unwrap();
    let audit = ["decision", "audit", "2024-001", "--ledger", "ledger", "--profile", "mild.toml"];
    let by_another = run(here, &audit);
    assert_eq!(by_another.code, 0, "signals alone: {by_another:?}");
    assert!(by_another.out.contains("the one the decision pinned: small"), "{by_another:?}");
    let json = run(here, &[&audit[..], &["--format", "json"]].concat()).json();
    assert_eq!((&json["profile"]["id"], &json["profile"]["by_another"]), (&"mild".into(), &true.into()));
    assert_eq!(json["severities"], json!({"signal": 2, "medium": 0, "serious": 0}));
    let built_in = run(here, &["decision", "audit", "2024-001", "--ledger", "ledger", "--profile", "cn-order-713"]);
    assert!(built_in.code == 20 && built_in.out.contains("cn-order-713"), "{built_in:?}");
    assert_eq!(on(&["decision", "audit", "2024-001", "--profile", "no-such"]).code, 1);
    assert_eq!(on(&["decision", "audit", "2024-009"]).code, 1);
}

#[test]
fn the_verification_of_the_ledger_has_the_procedure_of_every_decision() {
    let folder = met();
    let here = folder.path();
    good(here, &["trust", "show", "--out", "trust.toml", "--ledger", "ledger"]);
    let verify =
        |more: &[&str]| run(here, &[&["verify", "--ledger", "ledger", "--trust", "trust.toml"], more].concat());
    let json = verify(&["--format", "json"]);
    assert_eq!(json.code, 20, "{json:?}");
    let report = json.json();
    assert_eq!(report["schema"], "liuhen/report/v1");
    let procedure = &report["procedure"];
    assert_eq!((&procedure["judged"], &procedure["without_profile"]), (&1.into(), &1.into()));
    assert_eq!(procedure["severities"], json!({"signal": 0, "medium": 1, "serious": 1}));
    assert_eq!(procedure["counts"], json!({"A02": 1, "A14": 1}));
    assert_eq!(codes(&procedure["findings"]), ["A02", "A14"]);
    assert_eq!(procedure["findings"][0]["despite"][0]["reason"], "the head ordered it");
    let found = report["findings"].as_array().unwrap().iter().find(|one| one["code"] == "procedure-finding").unwrap();
    assert_eq!((&found["decision"], &found["rule"]), (&"2024-001".into(), &"A02".into()));
    let zh = verify(&["--lang", "zh"]).out;
    for part in ["程序评判", "严重 1、中 1", "1. 严重  A02", "2024-001#2 会议开始", "退出码 20"] {
        assert!(zh.contains(part), "{part}: {zh}");
    }
    // A table of holidays is read as `calendar` reads it.
    fs::write(here.join("table.toml"), "year = 2024\n").unwrap();
    assert_eq!(verify(&["--table", "table.toml"]).code, 2);
}

#[test]
fn findings_are_searched_in_all_decisions_by_severity_rule_office_and_day() {
    let folder = met();
    let here = folder.path();
    let search = |more: &[&str]| {
        let said = run(here, &[&["findings", "--ledger", "ledger", "--format", "json"], more].concat());
        let document = said.json();
        assert_eq!(document["schema"], "liuhen/findings/v1");
        let found: Vec<String> = codes(&document["findings"]).into_iter().map(str::to_owned).collect();
        assert_eq!(document["searched"]["found"], found.len());
        assert_eq!(said.code, if found.is_empty() { 0 } else { 20 }, "{more:?}");
        found
    };
    assert_eq!(search(&[]), ["A02", "A14"]);
    assert_eq!(search(&["--severity", "serious"]), ["A02"]);
    assert_eq!(search(&["--severity", "medium"]), ["A02", "A14"]);
    assert_eq!(search(&["--rule", "A14"]), ["A14"]);
    assert_eq!(search(&["--rule", "A14,A02"]), ["A02", "A14"]);
    assert_eq!(search(&["--office", "recorder"]), ["A02", "A14"]);
    assert_eq!(search(&["--office", "handling-unit"]), [""; 0]);
    assert_eq!(search(&["--since", "2024-01-01"]), ["A02", "A14"]);
    assert_eq!(search(&["--since", "2999-01-01"]), [""; 0]);
    assert_eq!(search(&["--decision", "2024-001"]), ["A02", "A14"]);
    assert_eq!(search(&["--decision", "2024-000"]), [""; 0]);
    let text = run(here, &["findings", "--ledger", "ledger"]);
    assert!(text.code == 20 && text.out.contains("decisions judged: 1, not judged: 1"), "{text:?}");
    let slip = run(here, &["findings", "--rule", "A2", "--ledger", "ledger"]);
    assert!(slip.code == 0 && slip.err.contains("rule with the code A2"), "a slip of the pen is said: {slip:?}");
    assert_eq!(on(&["findings", "--decision", "2024-009"]).code, 1);
    assert_eq!(on(&["findings", "--severity", "grave"]).code, 2);
}

#[test]
fn a_record_that_does_not_hold_ends_an_audit_as_it_ends_every_look_at_the_decision() {
    let folder = met();
    let here = folder.path();
    let raw = good(here, &["step", "show", "2024-001#2", "--raw", "--ledger", "ledger"]).out;
    let at = raw.find("\"sig\":\"").unwrap() + 10;
    let other = if &raw[at..=at] == "A" { "B" } else { "A" };
    let altered = format!("{}{other}{}", &raw[..at], &raw[at + 1..]);
    let path = here.join("ledger/log/000000.log");
    let log = fs::read_to_string(&path).unwrap();
    fs::write(path, log.replacen(&raw, &altered, 1)).unwrap();
    for noun in ["audit", "status", "show"] {
        let said = run(here, &["decision", noun, "2024-001", "--ledger", "ledger"]);
        assert_eq!(said.code, 40, "{noun}: {said:?}");
    }
}

#[test]
fn a_decision_shows_which_text_was_shown_reviewed_and_decided_on() {
    let folder = copy();
    let here = folder.path();
    record(here, "opinion.toml", &opinion(), "reviewer", &[]);
    let zh = good(here, &["decision", "show", "2024-001", "--ledger", "ledger", "--lang", "zh"]).out;
    assert!(zh.contains("草案同一性") && zh.contains("V1  #1  2024-03-05  BLAKE3 "), "{zh}");
    let json = good(here, &["decision", "show", "2024-001", "--ledger", "ledger", "--format", "json"]).json();
    assert_eq!(
        json["draft"]["milestones"][1],
        json!({"question": "reviewed", "versions": ["2024-001#1"], "changed": []})
    );
    assert_eq!(json["draft"]["about"][0]["version"], "2024-001#1");
    let bare = good(here, &["decision", "show", "2024-000", "--ledger", "ledger", "--format", "json"]).json();
    assert_eq!(bare["draft"], Value::Null);
}
