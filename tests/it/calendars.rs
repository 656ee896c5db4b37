//! Holiday tables that a ledger adopts, by running the real program: what is adopted counts before what is built in, and a later
//! table alters no old verdict. The facts are of 2012, a year no table is built in for.

use std::fs;

use serde_json::Value;

use crate::recording::{Machine, draft, opening};

const OFFICES: [&str; 2] = ["government-office", "handling-unit"];

/// Four working days from the opening to the draft.
const PROFILE: &str = r#"profile = "v1"
id = "here"
title = { zh = "测试", en = "Test" }
levels = ["county"]
effective_from = 2012-01-01
legal_basis = ["无"]
calendar = "cn"

[[rule]]
code = "H.days"
kind = "period"
from = "decision-open"
to = "draft-version"
least = 4
unit = "working"
article = { zh = "第一条", en = "art. 1" }
severity = "medium"
text = { zh = "要", en = "must" }
resolve = { zh = "补", en = "mend" }
"#;

/// The table of 2012 by a source, with these days off.
fn table(source: &str, off: &str) -> String {
    format!("calendar = \"cn\"\nyear = 2012\nsource = \"{source}\"\noff = [\n2012-05-01,\n{off}]\non = []\n")
}

/// From 25 April to 2 May 2012 there are four working days after the first, by a table with May Day off.
fn first() -> String {
    table("first", "")
}

/// By this one there are two.
fn second() -> String {
    table("second", "2012-04-27,\n2012-04-30,\n")
}

impl Machine {
    fn adopt_table(&self, name: &str, text: &str) {
        self.write(name, text);
        self.good(&["calendar", "adopt", name, "--document", "文1", "--by", "root"]);
    }

    /// A decision opened on 25 April 2012, with a draft of 2 May.
    fn decision(&self, decision: &str) {
        self.write("open.toml", &opening(decision).replace("2026-01-20", "2012-04-25"));
        self.good(&["decision", "open", "open.toml", "--key", "government-office"]);
        self.write("草案.txt", decision);
        let form = draft("", "").replace("2026-003", decision).replace("2026-01-20", "2012-05-02");
        self.write("draft.toml", &form);
        self.good(&["step", "add", "draft.toml", "--key", "handling-unit"]);
    }

    /// What an audit says: how many rules are kept, broken and not decided.
    fn audited(&self, decision: &str, words: &[&str]) -> (u64, usize, usize) {
        let said = self.run(&[&["decision", "audit", decision], words].concat()).json();
        let count = |name: &str| said[name].as_array().unwrap_or_else(|| panic!("{said}")).len();
        (said["kept"].as_u64().unwrap(), count("findings"), count("undecided"))
    }

    /// The codes a verification tells, findings and notes, with the rule or the stream each is about.
    fn verified(&self) -> (i32, Vec<String>) {
        let said = self.run(&["verify"]);
        let report = said.json();
        let all = ["findings", "notes"].iter().flat_map(|list| report[list].as_array().unwrap().clone());
        let text = |one: &Value| {
            let about = one["rule"].as_str().or(one["stream"].as_str()).unwrap_or_default().to_owned();
            format!("{} {about}", one["code"].as_str().unwrap())
        };
        (said.code, all.map(|one| text(&one)).collect())
    }
}

const KEPT: (u64, usize, usize) = (1, 0, 0);
const BROKEN: (u64, usize, usize) = (0, 1, 0);
const CANNOT_DECIDE: (u64, usize, usize) = (0, 0, 1);

fn with_a_decision() -> Machine {
    let m = Machine::founded(&OFFICES);
    m.write("here.toml", PROFILE);
    m.good(&["profile", "adopt", "here.toml", "--document", "文1", "--by", "root"]);
    m.decision("2012-001");
    m
}

#[test]
fn a_later_table_does_not_alter_an_old_verdict() {
    let m = with_a_decision();
    assert_eq!(m.audited("2012-001", &[]), CANNOT_DECIDE, "there is no table");

    // The first table that comes after the opening decides it; by it everybody judges, whatever program they have.
    m.adopt_table("first.toml", &first());
    assert_eq!(m.audited("2012-001", &[]), KEPT);
    assert!(!m.verified().1.iter().any(|one| one.contains("H.days")));
    let said = m.run(&["decision", "audit", "2012-001"]).json();
    assert_eq!(
        (&said["holiday_tables"][0]["year"], &said["holiday_tables"][0]["entry"]),
        (&2012.into(), &6.into()),
        "{said}"
    );

    m.adopt_table("second.toml", &second());
    assert_eq!(m.audited("2012-001", &[]), KEPT, "it was counted by the first");
    m.decision("2012-002");
    assert_eq!(m.audited("2012-002", &[]), BROKEN, "it was opened under the second");
    assert_eq!(m.run(&["findings"]).json()["findings"].as_array().unwrap().len(), 1);
    let status = m.run(&["decision", "status", "2012-002"]).json();
    assert_eq!(status["findings"], 1, "{status}");
    let (code, told) = m.verified();
    assert_eq!(code, 20);
    assert!(told.contains(&"calendar-differs calendar/cn".to_owned()), "{told:?}");
    assert_eq!(told.iter().filter(|one| one.ends_with("H.days")).count(), 1, "{told:?}");

    // That there are two is shown wherever a decision is counted by one of them.
    for decision in ["2012-001", "2012-002"] {
        let said = m.run_as("text", &["decision", "audit", decision]);
        assert!(said.out.contains("another one counts other days"), "{said:?}");
    }
    // What an inspector brings goes before both, and that is said.
    let brought = m.run(&["decision", "audit", "2012-001", "--table", "second.toml"]);
    assert!(brought.err.contains("takes the place of the one the ledger adopted"), "{brought:?}");
    assert_eq!(m.audited("2012-001", &["--table", "second.toml"]), BROKEN);
    assert_eq!(m.audited("2012-002", &["--table", "first.toml"]), KEPT);
}

#[test]
fn before_a_step_is_signed_it_is_counted_as_it_will_be_judged() {
    let m = with_a_decision();
    m.adopt_table("second.toml", &second());
    m.write("open.toml", &opening("2012-002").replace("2026-01-20", "2012-04-25"));
    m.good(&["decision", "open", "open.toml", "--key", "government-office"]);
    let form = draft("", "").replace("2026-003", "2012-002").replace("2026-01-20", "2012-05-02");
    m.write("draft.toml", &form);
    let said = m.good(&["step", "add", "draft.toml", "--key", "handling-unit"]);
    assert_eq!(said.json()["findings"][0]["code"], "H.days", "{said:?}");
}

#[test]
fn days_are_counted_by_the_tables_of_the_ledger_at_hand() {
    let m = with_a_decision();
    m.run(&["calendar", "2012-04-25", "--days", "4", "--working"]).refused(1, "error-no-holiday-table");
    m.adopt_table("first.toml", &first());
    m.adopt_table("second.toml", &second());
    let last = |from: &str| {
        let said = m.good(&["calendar", from, "--days", "4", "--working"]).json();
        let table = &said["tables"][0];
        (said["end"]["last"]["date"].as_str().unwrap().to_owned(), table["adopted_at_entry"].as_u64().unwrap())
    };
    assert_eq!(last("2012-04-25"), ("2012-05-04".to_owned(), 7), "by the table in force now");
    assert_eq!(last("2012-001#0"), ("2012-05-02".to_owned(), 6), "by the one its decision is counted by");
}

#[test]
fn a_bad_table_is_refused_with_its_line_and_nothing_is_stored() {
    let m = Machine::founded(&OFFICES);
    let before = m.state();
    let off = "2012-05-01,\n";
    for (text, line) in [
        (first().replace("year = 2012", "year = 2011"), Some(5)),
        (first().replace(off, "2012-05-01,\n2012-05-01,\n"), Some(6)),
        (first().replace("on = []", "on = [2012-05-02]"), Some(7)),
        (first().replace(off, ""), Some(4)),
        (first().replace("\"cn\"", "\"xx\""), Some(1)),
        (first().replace("source", "sauce"), Some(3)),
        (first().replace("on = []", "on = ["), None),
        (String::new(), None),
    ] {
        m.write("bad.toml", &text);
        let adopt = ["calendar", "adopt", "bad.toml", "--document", "文1", "--by", "root"];
        let said = m.run(&adopt).refused(1, "error-not-a-holiday-table");
        let causes = said["causes"].to_string();
        assert!(line.is_none_or(|line| causes.contains(&format!("line {line}:"))), "{line:?}: {said}");
    }
    let absent = m.run(&["calendar", "adopt", "no.toml", "--document", "文1", "--by", "root"]);
    assert_eq!(absent.code, 3, "{absent:?}");
    m.write("first.toml", &first());
    let by = |key: &str| m.run(&["calendar", "adopt", "first.toml", "--document", "文1", "--by", key]);
    assert_eq!(by("handling-unit").code, 1);
    assert_eq!(m.run(&["calendar", "2012-04-25", "--days", "1", "list"]).code, 2);
    assert_eq!(m.state(), before);
}

#[test]
fn a_table_is_adopted_once_and_shown_with_where_it_differs() {
    let m = Machine::founded(&OFFICES);
    let none = m.good(&["calendar", "list"]).json();
    assert_eq!((none["adopted"].as_array().map(Vec::len), &none["built_in"][0]["year"]), (Some(0), &2013.into()));
    m.adopt_table("first.toml", &first());
    let adopt = ["calendar", "adopt", "first.toml", "--document", "文1", "--by", "root"];
    m.run(&adopt).refused(1, "error-calendar-in-force");
    m.write("second.toml", &second());
    let said = m.good(&["calendar", "adopt", "second.toml", "--document", "文2", "--by", "root"]);
    assert!(said.err.contains("counts other days: 2012-04-27, 2012-04-30"), "{said:?}");
    let listed = m.good(&["calendar", "list"]).json();
    let one = |at: usize| &listed["adopted"][at];
    assert_eq!(
        (&one(0)["in_force"], &one(1)["in_force"], &one(1)["source"]),
        (&false.into(), &true.into(), &"second".into())
    );
    assert_eq!(one(1)["differs"][0]["days"].as_array().map(Vec::len), Some(2), "{listed}");
    let text = m.run_as("text", &["calendar", "list"]).out;
    assert!(text.contains("counts other days than that of @3: 2012-04-27, 2012-04-30"), "{text}");
    // One that differs from a table that is built in is shown beside it.
    m.adopt_table("2026.toml", &first().replace("2012", "2026"));
    let text = m.run_as("text", &["calendar", "list", "--lang", "zh"]).out;
    assert!(text.contains("与程序自带的不同"), "{text}");
    // The record is read like any other.
    let record = m.good(&["step", "show", "calendar/cn#1"]).json();
    assert_eq!((&record["kind"], &record["attachments"][0]["role"]), (&"adopt-calendar".into(), &"calendar".into()));
    let shown = m.run_as("text", &["step", "show", "calendar/cn#1", "--lang", "zh"]).out;
    assert!(shown.contains("启用工作日历") && shown.contains("文2") && shown.contains("cn 2012"), "{shown}");
    assert!(m.run_as("text", &["log"]).out.contains("Holiday table adopted"));
}

#[test]
fn an_adoption_that_travelled_is_held_against_the_ledger_again() {
    let m = Machine::founded(&OFFICES);
    m.write("first.toml", &first());
    let adopt = ["calendar", "adopt", "first.toml", "--document", "文1", "--by", "root", "--prepare"];
    for file in ["one.json", "two.json"] {
        m.good(&[&adopt[..], &[file]].concat());
        m.good(&["sign", file, "--key", "root"]);
    }
    m.good(&["append", "one.json"]);
    m.run(&["append", "two.json"]).refused(1, "error-calendar-in-force");
    m.write("first.toml", &second());
    m.good(&[&adopt[..], &["three.json"]].concat());
    m.good(&["sign", "three.json", "--key", "root"]);
    fs::remove_dir_all(m.path("ledger/evidence")).unwrap();
    m.run(&["append", "three.json"]).refused(1, "error-calendar-text");
}

#[test]
fn a_table_that_is_lost_is_found_and_its_year_is_not_decided() {
    let m = with_a_decision();
    m.adopt_table("first.toml", &first());
    assert_eq!(m.audited("2012-001", &[]), KEPT);
    let listed = m.good(&["calendar", "list"]).json();
    let digest = listed["adopted"][0]["blake3"].as_str().unwrap();
    fs::remove_file(m.path("ledger/evidence").join(&digest[..2]).join(digest)).unwrap();
    assert_eq!(m.audited("2012-001", &[]), CANNOT_DECIDE);
    let (code, told) = m.verified();
    assert_eq!(code, 40);
    assert!(told.contains(&"calendar-unreadable calendar/cn".to_owned()), "{told:?}");
    assert!(m.good(&["calendar", "list"]).json()["adopted"][0]["unreadable"].is_string());
    // A new adoption of the same days is not in the way of it, and the lost one still stands for what it counted.
    m.adopt_table("again.toml", &first().replace("first", "again"));
    assert_eq!(m.audited("2012-001", &[]), CANNOT_DECIDE);
}
