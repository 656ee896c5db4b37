//! The published cases, entered as dossiers by the program, read back from the ledger and judged: each gives what its table
//! expects, under the profile of its level.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use liuhen::model::{DecisionId, Value, kind};
use liuhen::procedure::days::{Convention, Verdict};
use liuhen::procedure::{
    Arg, Document, Finding, History, Holidays, Judgement, Nature, Profile, Severity, Standing, Step, built_in, judge,
};
use liuhen::store::LedgerFolder;
use liuhen::verify::procedure::Procedure;

use crate::recording::Machine;

/// Every case as it stands in a ledger after `liuhen import dossier`.
fn histories() -> &'static BTreeMap<String, History> {
    static ALL: LazyLock<BTreeMap<String, History>> = LazyLock::new(|| {
        let machine = Machine::founded(&["archivist"]);
        let ids: Vec<String> = cases().iter().map(|case| case["id"].as_str().unwrap().to_owned()).collect();
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/cases");
        let files: Vec<String> = ids.iter().map(|id| format!("{folder}/{id}.toml")).collect();
        let import = ["import", "dossier"].into_iter().chain(files.iter().map(String::as_str));
        machine.good(&import.chain(["--key", "archivist"]).collect::<Vec<_>>());
        let ledger = LedgerFolder::open_for_reading(machine.path("ledger")).unwrap();
        let procedure = Procedure::new(&ledger, None, Holidays::built_in());
        let read = |id: String| {
            let history = procedure.history(&DecisionId::new(&id).unwrap()).unwrap().unwrap();
            (id, history)
        };
        ids.into_iter().map(read).collect()
    });
    &ALL
}

fn cases() -> Vec<toml::Table> {
    let table: toml::Table = toml::from_str(include_str!("../cases/published.toml")).unwrap();
    table["case"].as_array().unwrap().iter().map(|case| case.as_table().unwrap().clone()).collect()
}

fn history(id: &str) -> &'static History {
    &histories()[id]
}

fn profile(id: &str) -> Profile {
    built_in::profile(id).unwrap()
}

/// The profile of a case's level.
fn of_level(case: &toml::Table) -> Profile {
    profile(if case["level"].as_str() == Some("township") { "cn-township" } else { "cn-order-713" })
}

/// Judges as of the day the last record was entered.
fn judged(profile: &Profile, history: &History) -> Judgement {
    judge(profile, history, Holidays::built_in(), history.last_recorded_day())
}

fn findings(profile: &str, id: &str) -> Vec<Finding> {
    judged(&self::profile(profile), history(id)).findings
}

fn of_rule(findings: &[Finding], code: &str) -> Option<Finding> {
    let mut of_rule = findings.iter().filter(|finding| &*finding.code == code);
    let first = of_rule.next().cloned();
    assert!(of_rule.next().is_none(), "{code} once only");
    first
}

/// The numbers a finding names, in order.
fn numbers(finding: &Finding) -> Vec<i64> {
    let number = |arg: &Arg| match arg {
        Arg::Int(number) => Some(*number),
        _ => None,
    };
    finding.found.args.iter().filter_map(number).collect()
}

#[test]
fn each_case_gives_what_its_table_expects_and_nothing_else() {
    for case in cases() {
        let id = case["id"].as_str().unwrap();
        let found = judged(&of_level(&case), history(id)).findings;
        let expect = case.get("expect").and_then(toml::Value::as_table);
        let expects = |key: &str| expect.is_some_and(|expect| expect.contains_key(key));
        let verdict = expect.and_then(|expect| expect.get("verdict")).and_then(toml::Value::as_str);
        // Every record is a late entry and says so: a signal, and no fault.
        let mut codes = vec!["A23.late"];
        codes.extend((verdict.is_some_and(|verdict| verdict != Verdict::Met.word())).then_some("A05"));
        codes.extend(expects("mismatch").then_some("A05.claimed"));
        codes.extend(expects("contradiction").then_some("A24.registration"));
        codes.extend(expects("signal").then_some("A29"));
        codes.sort_unstable();
        let mut are: Vec<&str> = found.iter().map(|finding| &*finding.code).collect();
        are.sort_unstable();
        assert_eq!(are, codes, "{id}");
        let signal = of_rule(&found, "A23.late").unwrap();
        assert_eq!((signal.severity, signal.nature), (Severity::Signal, Nature::Record), "{id}");
    }
}

#[test]
fn periods_are_counted_both_ways_and_judged() {
    let mut judged_periods = 0;
    for case in cases() {
        let Some(expect) = case.get("expect").filter(|expect| expect.get("natural").is_some()) else { continue };
        let (id, number) = (case["id"].as_str().unwrap(), |key: &str| expect[key].as_integer().unwrap());
        let announcement = history(id).of("comment-announcement").next().unwrap();
        let day = |field: &str| announcement.moment(field).unwrap().date();
        let days = Convention::default().length(day("from"), day("to"), &[], Holidays::built_in()).unwrap();
        assert_eq!(
            (i64::from(days.natural), i64::from(days.inclusive)),
            (number("natural"), number("inclusive")),
            "{id}"
        );
        let verdict = Convention::default().verdict_least(days, 30);
        assert_eq!(Some(verdict.word()), expect["verdict"].as_str(), "{id}");
        let found = of_rule(&judged(&of_level(&case), history(id)).findings, "A05");
        let standing = match verdict {
            Verdict::Met => None,
            Verdict::Borderline => Some(Standing::Borderline),
            Verdict::Short => Some(Standing::Broken),
        };
        assert_eq!(found.as_ref().map(|finding| finding.standing), standing, "{id}");
        if let Some(finding) = found {
            assert_eq!(numbers(&finding), [number("natural"), number("inclusive")], "{id}");
        }
        judged_periods += 1;
    }
    assert_eq!(judged_periods, 7);
}

#[test]
fn an_announcement_of_thirty_days_that_are_twenty_six() {
    let finding = of_rule(&findings("cn-township", "C4"), "A05.claimed").unwrap();
    assert_eq!(finding.nature, Nature::Record);
    assert!(finding.expected.args.contains(&Arg::Int(30)), "the announcement claims 30 days");
    assert_eq!(numbers(&finding), [26, 27]);
    assert_eq!(of_rule(&findings("cn-order-713", "C2"), "A05.claimed"), None, "30 with the first day");
}

#[test]
fn a_consultation_nobody_answered_is_a_signal_and_no_fault() {
    let finding = of_rule(&findings("cn-order-713", "C3"), "A29").unwrap();
    assert_eq!(finding.severity, Severity::Signal);
    assert_eq!(finding.found.saying.id, "rush-no-comment");
}

#[test]
fn a_notice_dated_after_its_own_deadline_contradicts_itself() {
    let finding = of_rule(&findings("cn-order-713", "C18"), "A24.registration").unwrap();
    assert_eq!((finding.severity, finding.nature), (Severity::Serious, Nature::Record));
    assert_eq!(of_rule(&findings("cn-order-713", "C12"), "A24.registration"), None);
}

#[test]
fn hearings_are_announced_so_many_days_before() {
    for (id, kept_in_chizhou, kept_in_yunnan) in [("C12", true, true), ("C18", false, false)] {
        let case = cases().into_iter().find(|case| case["id"].as_str() == Some(id)).unwrap();
        let notice = history(id).of("hearing-notice").next().unwrap();
        let (announced, held) = (notice.occurred.from.date(), notice.moment("hearing_day").unwrap().date());
        let days = Convention::default().length_before(announced, held, Holidays::built_in()).unwrap();
        assert_eq!(Some(i64::from(days.natural)), case["expect"]["notice_days_before"].as_integer(), "{id}");
        for (place, kept) in [("cn-chizhou", kept_in_chizhou), ("cn-yunnan-hearing", kept_in_yunnan)] {
            let found = of_rule(&findings(place, id), "A08.planned");
            assert_eq!(found.is_none(), kept, "{id} {place}");
        }
    }
}

#[test]
fn representatives_are_the_sum_of_their_groups() {
    let mut summed = 0;
    for case in cases() {
        let Some(sum) = case.get("expect").and_then(|expect| expect.get("sum")) else { continue };
        let id = case["id"].as_str().unwrap();
        let notice = history(id).of("hearing-notice").next().unwrap();
        assert_eq!(notice.int("representatives"), sum.as_integer(), "{id}");
        let profile = of_level(&case);
        assert_eq!(of_rule(&judged(&profile, history(id)).findings, "A08.groups"), None, "{id}");
        let one_more = changed(history(id), "hearing-notice", |step| {
            set(step, "representatives", Value::Int(sum.as_integer().unwrap() + 1));
        });
        let finding = of_rule(&judged(&profile, &one_more).findings, "A08.groups").unwrap();
        assert_eq!(numbers(&finding), [sum.as_integer().unwrap()], "{id}");
        summed += 1;
    }
    assert_eq!(summed, 2);
}

#[test]
fn sixteen_of_twenty_one_are_interested_parties_or_public() {
    let case = cases().into_iter().find(|case| case["id"].as_str() == Some("C14")).unwrap();
    assert_eq!(case["expect"]["interested_or_public_share"].as_str(), Some("16/21"));
    assert_eq!(of_rule(&findings("cn-yunnan-hearing", "C14"), "A08.quota"), None, "a third is asked for");
    let text = built_in::text("cn-yunnan-hearing").unwrap();
    let asking = |share: &str| {
        let mut table: toml::Table = text.parse().unwrap();
        let rules = table["rule"].as_array_mut().unwrap();
        let quota = rules.iter_mut().find(|rule| rule["code"].as_str() == Some("A08.quota")).unwrap();
        quota.as_table_mut().unwrap().insert("least".into(), share.into());
        Profile::read(&toml::to_string(&table).unwrap()).unwrap()
    };
    assert_eq!(of_rule(&judged(&asking("16/21"), history("C14")).findings, "A08.quota"), None);
    let finding = of_rule(&judged(&asking("17/21"), history("C14")).findings, "A08.quota").unwrap();
    assert_eq!(numbers(&finding), [16, 21]);
}

#[test]
fn a_form_with_identity_card_numbers_is_sealed_and_never_in_a_body() {
    let case = cases().into_iter().find(|case| case["id"].as_str() == Some("C16")).unwrap();
    assert!(case["expect"]["personal_data"].as_str().unwrap().contains("sealed attachment, never in a body"));
    let with_form = |sealed: bool| {
        changed(history("C16"), "hearing-notice", |step| {
            let (role, name) = ("registration-form".to_owned(), "报名表".to_owned());
            step.documents.push(Document {
                role,
                name,
                digest: (!sealed).then(|| "0b".repeat(32)),
                sealed: sealed.then_some(liuhen::model::Sha256Digest([0x0b; 32])),
            });
        })
    };
    let profile = of_level(&case);
    assert_eq!(of_rule(&judged(&profile, &with_form(true)).findings, "A36"), None);
    assert!(of_rule(&judged(&profile, &with_form(false)).findings, "A36").is_some());
    let notice = history("C16").of("hearing-notice").next().unwrap();
    let missing = notice.late.as_ref().map(|late| &*late.missing);
    assert_eq!(notice.kind.check(&notice.body, missing), []);
    let mut said = notice.clone();
    set(&mut said, "identity_card", Value::Text("X".into()));
    let problems = said.kind.check(&said.body, missing);
    assert!(problems.iter().any(|problem| problem.path == "identity_card"), "{problems:?}");
    assert!(kind::all().iter().all(|spec| spec.field("identity_card").is_none()));
}

/// A history in which the record of a kind is changed.
fn changed(history: &History, kind: &str, change: impl Fn(&mut Step)) -> History {
    let mut steps = history.steps().to_vec();
    steps.iter_mut().filter(|step| step.kind.name == kind).for_each(change);
    History::new(history.decision().clone(), steps)
}

fn set(step: &mut Step, field: &str, value: Value) {
    let Value::Table(fields) = &mut step.body else { panic!("a body is a table") };
    match fields.iter_mut().find(|(known, _)| known == field) {
        Some((_, place)) => *place = value,
        None => fields.push((field.to_owned(), value)),
    }
}
