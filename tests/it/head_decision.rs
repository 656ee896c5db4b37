//! The head's decision by running the real program: the form is filled in from the positions as they stand, and asks for reasons
//! exactly where the outcome differs from the majority.

use serde_json::Value;

use crate::recording::{Machine, draft, head, opening};

const OFFICES: [&str; 4] = ["government-office", "handling-unit", "recorder", "head"];
const MEMBERS: [&str; 3] = ["a", "b", "c"];

/// A profile with the two rules about the head's decision: what outcomes need, and what the tally must be.
const PROFILE: &str = r#"profile = "v1"
id = "here"
title = { zh = "测试", en = "Test" }
levels = ["county"]
effective_from = 2026-01-01
legal_basis = ["无"]

[[rule]]
code = "H16"
kind = "majority"
mode = "head-decides"
article = { zh = "第一条", en = "art. 1" }
severity = "serious"
text = { zh = "要", en = "must" }
resolve = { zh = "补", en = "mend" }

[[rule]]
code = "H30"
kind = "tally"
article = { zh = "第二条", en = "art. 2" }
severity = "medium"
text = { zh = "要", en = "must" }
resolve = { zh = "补", en = "mend" }
"#;

/// A meeting on the draft at which `a` and `b` are against it and the minutes say that `c` is for it.
fn met(profile: Option<&str>) -> Machine {
    let m = Machine::founded(&OFFICES);
    for member in MEMBERS {
        m.key(member);
        m.appoint("member", member);
    }
    if let Some(profile) = profile {
        m.write("here.toml", profile);
        m.good(&["profile", "adopt", "here.toml", "--document", "文1", "--by", "root"]);
    }
    m.write("open.toml", &opening("2026-003"));
    m.good(&["decision", "open", "open.toml", "--key", "government-office"]);
    m.write("草案.txt", "草案");
    m.add(&draft("", ""), &["--key", "handling-unit"]);
    let seat = |person: &str, office: &str| {
        format!("[[body.roster]]\nperson = \"{person}\"\noffice = \"{office}\"\nattendance = \"present\"\n")
    };
    let roster: String = MEMBERS.iter().map(|member| seat(member, "member")).collect();
    m.add(
        &format!(
            "{}[body]\nmeeting_kind = \"executive-meeting\"\nnumber = \"第1次\"\nplace = \"P\"\nchair = \"head\"\n\
             recorder = \"recorder\"\ndraft = \"#1\"\n{}{roster}[[body.agenda]]\nitem = 1\nsubject = \"别的\"\n\
             [[body.agenda]]\nitem = 2\nsubject = \"方案\"\ndecision = \"2026-003\"\n",
            head("meeting-opened", "recorder"),
            seat("head", "head")
        ),
        &["--key", "recorder"],
    );
    let says = |kind: &str, office: &str, person: &str, position: &str| {
        format!(
            "{}[body]\nmeeting = \"#2\"\nperson = \"{person}\"\nposition = \"{position}\"\n{}",
            head(kind, office),
            if position == "agree" { "" } else { "declined = true\n" }
        )
    };
    m.add(&says("position", "member", "a", "agree"), &["--key", "a"]);
    m.add(&says("position", "member", "a", "disagree"), &["--key", "a"]);
    m.add(&says("position", "member", "b", "defer"), &["--key", "b"]);
    m.add(&says("minuted-position", "recorder", "c", "agree"), &["--key", "recorder"]);
    m
}

/// The form for an outcome, the day written in, and what programs are told of it.
fn form(m: &Machine, words: &[&str]) -> (String, Value) {
    let told = m.good(&[&["step", "template", "head-decision", "--decision", "2026-003"], words].concat()).json();
    let form = told["form"].as_str().unwrap().replace("occurred = \"\"", "occurred = 2026-01-20");
    (form, told)
}

/// The problems a form is refused for: code and line.
fn refused(m: &Machine, form: &str, words: &[&str]) -> Vec<(String, usize)> {
    m.write("head.toml", form);
    let before = m.state();
    let said = m.run(&[&["step", "add", "head.toml", "--key", "head"], words].concat()).refused(1, "error-form");
    assert_eq!(m.state(), before, "nothing was stored");
    let problems = said["problems"].as_array().unwrap();
    let one = |one: &Value| (one["code"].as_str().unwrap().to_owned(), one["line"].as_u64().unwrap() as usize);
    problems.iter().map(one).collect()
}

fn add(m: &Machine, form: &str, words: &[&str]) -> Vec<String> {
    m.write("head.toml", form);
    let said = m.good(&[&["step", "add", "head.toml", "--key", "head"], words].concat()).json();
    let findings = said["findings"].as_array().cloned().unwrap_or_default();
    findings.iter().map(|one| one["code"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn the_form_is_built_from_the_positions_as_they_stand() {
    let m = met(None);
    let (form, told) = form(&m, &["--outcome", "deferred"]);
    let table: toml::Table = toml::from_str(&form).unwrap_or_else(|error| panic!("{error}\n{form}"));
    let body = &table["body"];
    let text = |name: &str| body[name].as_str().unwrap().to_owned();
    assert_eq!(
        (table["decision"].as_str(), text("meeting"), text("draft")),
        (Some("2026-003"), "#2".into(), "#1".into())
    );
    assert_eq!(body["item"].as_integer(), Some(2), "{form}");
    let tally: Vec<i64> = ["agree", "agree_after_changes", "disagree", "defer", "reserve", "abstain"]
        .iter()
        .map(|field| body["tally"][field].as_integer().unwrap())
        .collect();
    assert_eq!(tally, [1, 0, 1, 1, 0, 0], "the last word of each");
    let basis: Vec<&str> = table["basis"].as_array().unwrap().iter().filter_map(|one| one.as_str()).collect();
    assert_eq!(basis, ["#2", "#1", "#4", "#5", "#6"]);
    assert!(form.contains("# c (#6, minuted, not signed by c)") && form.contains("# a (#4)\n"), "{form}");
    assert_eq!((&told["counted"], &told["minuted"], &told["silent"]), (&3.into(), &1.into(), &0.into()), "{told}");
    assert_eq!((&told["approve"], &told["oppose"]), (&1.into(), &2.into()));

    // The form as it is, with the day of the fact, is the record.
    assert_eq!(add(&m, &form, &[]), Vec::<String>::new());
    let shown = m.good(&["step", "show", "2026-003#7"]).json();
    assert_eq!(shown["body"]["outcome"], "deferred");
    m.run(&["step", "template", "head-decision", "--decision", "2026-003"]).refused(1, "error-no-meeting-waits");
    m.good(&["step", "template", "head-decision", "--decision", "2026-003", "--meeting", "#2"]);
}

#[test]
fn reasons_are_asked_for_exactly_where_the_outcome_differs() {
    for (profile, code) in [(None, "A16"), (Some(PROFILE), "H16")] {
        let m = met(profile);
        let (agrees, told) = form(&m, &["--outcome", "not-passed"]);
        assert_eq!(told["differs_from_majority"], false);
        assert!(agrees.contains("\ndiffers_from_majority = false\n") && !agrees.contains("\nreasons = "), "{agrees}");
        assert!(!agrees.contains("#reasons"), "{agrees}");

        let (differs, told) = form(&m, &["--outcome", "passed"]);
        assert_eq!(told["differs_from_majority"], true);
        assert!(differs.contains("\ndiffers_from_majority = true\n") && differs.contains("\nreasons = \"\"\n"));
        let line = 1 + differs.lines().position(|line| line == "reasons = \"\"").unwrap();
        assert_eq!(refused(&m, &differs, &[]), [("empty".to_owned(), line)]);
        // Without the line, or said to agree, it is refused all the same; the line is that of the body.
        let without = differs.replace("reasons = \"\"\n", "");
        let line = 1 + without.lines().position(|line| line == "[body]").unwrap();
        assert_eq!(refused(&m, &without, &[]), [("against-majority".to_owned(), line)]);
        let agreed = without.replace("differs_from_majority = true", "differs_from_majority = false");
        assert_eq!(refused(&m, &agreed, &[])[0].0, "against-majority");
        m.write("head.toml", &without);
        let prepare = ["step", "prepare", "head.toml", "--as", "head", "--out", "head.json"];
        m.run(&prepare).refused(1, "error-form");
        // That none were given is a fact too, said and found.
        let despite = format!("{code}=会上未说明理由");
        let found = add(&m, &without, &["--despite", &despite]);
        assert_eq!(found.iter().any(|one| one == "H16"), profile.is_some(), "{found:?}");
        // Whoever gives reasons is asked for nothing more.
        let (again, _) = form(&m, &["--outcome", "passed", "--meeting", "#2"]);
        assert_eq!(add(&m, &again.replace("reasons = \"\"", "reasons = \"防汛期限已到\""), &[]), Vec::<String>::new());
    }
}

#[test]
fn without_an_outcome_the_form_says_which_would_differ() {
    let m = met(Some(PROFILE));
    let (form, told) = form(&m, &[]);
    assert_eq!(told["differs_from_majority"], Value::Null);
    assert!(form.contains("give the reasons: passed passed-in-principle passed-after-changes\n"), "{form}");
    assert!(form.contains("write false: not-passed deferred discuss-again shelved\n"), "{form}");
    assert!(form.contains("\n#reasons = \"\"\n") && form.contains("\noutcome = \"\"\n"), "{form}");
    let said = m.good(&["step", "template", "head-decision", "--decision", "2026-003", "--lang", "zh"]).json();
    assert!(said["form"].as_str().unwrap().contains("会议记录所载，非c本人签署"), "{said}");
}

#[test]
fn a_tally_written_otherwise_is_told_before_signing_and_not_refused() {
    let m = met(Some(PROFILE));
    let (form, _) = form(&m, &["--outcome", "deferred"]);
    let changed = form.replace("\nagree = 1\n", "\nagree = 2\n").replace("\ndefer = 1\n", "\ndefer = 0\n");
    assert_ne!(changed, form);
    assert_eq!(add(&m, &changed, &[]), ["H30"]);
}

#[test]
fn what_cannot_be_filled_in_is_said() {
    let m = met(None);
    let template = |words: &[&str]| m.run(&[&["step", "template"], words].concat());
    let (head, decision) = ("head-decision", ["--decision", "2026-003"]);
    template(&[&[head][..], &decision, &["--meeting", "#1"]].concat()).refused(1, "error-no-such-meeting");
    template(&[&[head][..], &decision, &["--meeting", "the first"]].concat()).refused(1, "error-no-such-meeting");
    template(&[head, "--decision", "2026-009"]).refused(1, "cause-no-such-stream");
    template(&[&["position"][..], &decision, &["--outcome", "passed"]].concat()).refused(2, "error-template-option");
    assert_eq!(template(&[&[head][..], &decision, &["--outcome", "perhaps"]].concat()).code, 2);
    let other = template(&[&["position"][..], &decision].concat()).json();
    assert!(other["form"].as_str().unwrap().contains("\ndecision = \"2026-003\"\n"), "{other}");
}
