use super::rows::is_reference;
use super::*;
use crate::verify::Outcome;
use crate::verify::report::CheckResult;
use crate::verify::tests::{Book, judged};

/// A report in which every check there is was made and passed.
fn sound() -> Report {
    let mut report = judged(&Book::small().write());
    report.checks = Check::ALL.iter().map(|&check| CheckResult { check, outcome: Outcome::Passed(3) }).collect();
    report
}

fn with(check: Check, outcome: Outcome) -> Report {
    let mut report = sound();
    report.checks.iter_mut().filter(|one| one.check == check).for_each(|one| one.outcome = outcome);
    report
}

fn examined(media_type: &str, is: Recognised) -> Examined {
    Examined { place: "data/evidence/00.txt".into(), media_type: media_type.into(), is }
}

fn facts() -> FileFacts {
    let both = |number| Counted { attested: Some(number), counted: Some(number) };
    FileFacts {
        reference: Some("J019-WS·2026·Y-001".into()),
        item_references: vec!["J019-WS·2026·Y-001-001".into(), "J019-WS·2026·Y-001-002".into()],
        held_already: Some(false),
        texts: 20,
        records: both(2),
        bytes: both(0),
        process: Some(Process { decided: 40, ..Process::default() }),
        documents: Some(vec![examined("text/plain", Recognised::Text)]),
        duplicates: vec![],
        special_characters: vec![],
        gaps: vec![],
        lacking: vec![],
        declared_missing: vec![],
        unfilled: vec![],
    }
}

fn item<'a>(test: &'a FourProperties, item: &str) -> &'a TestItem {
    test.items.iter().find(|one| one.item == item).unwrap_or_else(|| panic!("{item}"))
}

fn came_to(report: &Report, facts: &FileFacts, name: &str) -> &'static str {
    item(&FourProperties::of(Occasion::Intake, report, facts), name).outcome.slug()
}

#[test]
fn of_a_sound_file_only_what_a_person_must_say_is_open() {
    let test = FourProperties::of(Occasion::Intake, &sound(), &facts());
    for item in &test.items {
        let expected = match (item.by, item.item) {
            (By::Person, _) => "open",
            (By::Program, "target-database") => "not-applicable",
            (By::Program, _) => "passed",
        };
        assert_eq!(item.outcome.slug(), expected, "{item:?}");
    }
    let by_program = test.items.iter().filter(|one| one.by == By::Program).count();
    assert!(by_program * 5 >= test.items.len() * 4, "four fifths: {by_program} of {}", test.items.len());
    assert_eq!(test.outcome(Property::Security), "open");
    let counts = test.counts(None);
    assert_eq!(counts.passed + counts.failed + counts.open + counts.not_applicable, test.items.len() as u64);
}

#[test]
fn every_check_that_an_item_rests_on_fails_it_and_opens_it_when_it_was_not_made() {
    let whole = FourProperties::of(Occasion::Intake, &sound(), &facts());
    let mut met = 0;
    for one in &whole.items {
        for name in &one.rests_on {
            let Some(&check) = Check::ALL.iter().find(|check| check.text() == name) else { continue };
            met += 1;
            let failed = with(check, Outcome::Failed(2));
            assert_eq!(came_to(&failed, &facts(), one.item), "failed", "{name}: {}", one.item);
            let unmade = with(check, Outcome::NotChecked(NotChecked::NoTrust));
            assert_eq!(came_to(&unmade, &facts(), one.item), "open", "{name}: {}", one.item);
            let mut without = sound();
            without.checks.retain(|one| one.check != check);
            assert_eq!(came_to(&without, &facts(), one.item), "open", "{name}: {}", one.item);
        }
    }
    assert!(met > 30, "{met}");
}

#[test]
fn each_fact_fails_or_opens_its_item() {
    let base = facts;
    let said = |which: &str| vec![which.to_owned()];
    let document = |media_type: &str, is| FileFacts { documents: Some(vec![examined(media_type, is)]), ..base() };
    let process = |process: Process| FileFacts { process: Some(process), ..base() };
    let counted = |attested, counted| Counted { attested, counted };
    let cases: Vec<(&str, FileFacts, &str)> = vec![
        ("special-characters", FileFacts { texts: 0, ..base() }, "open"),
        ("special-characters", FileFacts { special_characters: said("#1 title"), ..base() }, "failed"),
        ("reference-code", FileFacts { reference: None, ..base() }, "open"),
        ("reference-code", FileFacts { reference: Some("J019 WS".into()), ..base() }, "failed"),
        ("reference-code", FileFacts { item_references: said("?"), ..base() }, "failed"),
        ("duplicates", FileFacts { duplicates: said("云府发〔2026〕3号"), ..base() }, "failed"),
        ("held-already", FileFacts { held_already: None, ..base() }, "open"),
        ("held-already", FileFacts { held_already: Some(true), ..base() }, "failed"),
        ("properties", document("application/pdf", Recognised::Jpeg), "failed"),
        ("properties", document("application/x-strange", Recognised::Jpeg), "open"),
        ("properties", FileFacts { documents: None, ..base() }, "open"),
        ("linked", FileFacts { lacking: said("报告"), ..base() }, "failed"),
        ("records", FileFacts { records: counted(Some(3), Some(2)), ..base() }, "failed"),
        ("records", FileFacts { records: counted(None, Some(2)), ..base() }, "open"),
        ("bytes", FileFacts { bytes: counted(Some(3), None), ..base() }, "open"),
        ("fields", FileFacts { declared_missing: said("#1 unit"), ..base() }, "open"),
        ("description", FileFacts { unfilled: vec!["fonds"], ..base() }, "open"),
        ("process", FileFacts { process: None, ..base() }, "open"),
        ("process", process(Process { absent: said("A01"), ..Process::default() }), "failed"),
        ("process", process(Process { undecided: said("A01"), ..Process::default() }), "open"),
        ("scope", process(Process { awaited: said("A22"), ..Process::default() }), "open"),
        ("continuous", FileFacts { gaps: vec![7], ..base() }, "failed"),
        ("documents", FileFacts { lacking: said("报告"), ..base() }, "failed"),
        ("formats", document("application/pdf", Recognised::Pdf), "open"),
        ("formats", FileFacts { documents: None, ..base() }, "open"),
        ("containers", document("application/zip", Recognised::Encrypted), "failed"),
        ("containers", document("application/x-rar", Recognised::Archive), "failed"),
        ("containers", FileFacts { documents: None, ..base() }, "open"),
    ];
    for (name, facts, expected) in cases {
        assert_eq!(came_to(&sound(), &facts, name), expected, "{name}: {facts:?}");
    }
}

#[test]
fn before_the_bag_is_there_what_is_asked_of_it_is_open_and_says_so() {
    let report = with(Check::Bag, Outcome::NotChecked(NotChecked::NotKept));
    let test = FourProperties::of(Occasion::Export, &report, &facts());
    assert_eq!(item(&test, "layout").outcome, TestOutcome::Open(vec![Why::NoBag]));
}

#[test]
fn what_waits_for_intake_is_told_from_what_waits_for_a_person() {
    let mut report = with(Check::Bag, Outcome::NotChecked(NotChecked::NotKept));
    report.checks.iter_mut().filter(|one| one.check == Check::Seal).for_each(|one| {
        one.outcome = Outcome::NotChecked(NotChecked::NotSealed);
    });
    let facts = FileFacts { held_already: None, ..facts() };
    let test = FourProperties::of(Occasion::Export, &report, &facts);
    assert_eq!(item(&test, "unchanged").outcome, TestOutcome::Open(vec![Why::NoBag, Why::SealLater]));
    assert_eq!(item(&test, "held-already").outcome, TestOutcome::Open(vec![Why::AtIntake("held-already")]));
    let counts = test.counts(None);
    let by_person = test.items.iter().filter(|one| one.by == By::Person).count() as u64;
    assert_eq!((counts.to_person(), counts.at_intake), (by_person, counts.open - by_person));
    assert!(counts.at_intake >= 7, "{counts:?}");
    // Without a reference code there is nothing to look for; and at intake a missing seal is no matter of waiting.
    let bare = FileFacts { reference: None, ..facts };
    let test = FourProperties::of(Occasion::Export, &report, &bare);
    assert_eq!(item(&test, "held-already").outcome, TestOutcome::Open(vec![Why::NotGiven("held-already")]));
    let test = FourProperties::of(Occasion::Intake, &report, &bare);
    let unsealed = Why::NotChecked(Check::Seal, NotChecked::NotSealed);
    assert_eq!(item(&test, "unchanged").outcome, TestOutcome::Open(vec![Why::NoBag, unsealed]));
}

#[test]
fn what_is_said_of_an_item_stands_with_it_and_passes_nothing() {
    let mut test = FourProperties::of(Occasion::Intake, &sound(), &facts());
    for (name, said) in [("viruses", " ClamAV 1.4：无 "), ("carrier", "  "), ("digests", "好")] {
        test.hear(name, said);
    }
    let said = Why::Said("ClamAV 1.4：无".into());
    assert_eq!(item(&test, "viruses").outcome, TestOutcome::Open(vec![Why::Person, said]));
    assert_eq!(item(&test, "carrier").outcome, TestOutcome::Open(vec![Why::Person]), "nothing was said");
    assert_eq!(item(&test, "digests").outcome.slug(), "passed", "what a program found nobody talks over");
    let json = serde_json::to_value(&test).unwrap();
    let viruses = json["items"].as_array().unwrap().iter().find(|one| one["item"] == "viruses").unwrap();
    assert_eq!(viruses["why"][1], serde_json::json!({"reason": "said", "said": "ClamAV 1.4：无"}));
    assert_eq!(viruses["outcome"], "open");
}

#[test]
fn reference_codes_have_their_form() {
    for good in ["J019-ZY·JC·CC·2019·D30-001-001", "Z109-WS·2011·Y·办公室-0001", "J019-WS-1-2-3"] {
        assert!(is_reference(good), "{good}");
    }
    for bad in [
        "",
        "J019",
        "J019-001",
        "J 19-WS-001",
        "J019--001",
        "J019-WS··Y-001",
        "J019-WS-一",
        "J·19-WS-001",
        "a-b-c-d-e-1",
    ] {
        assert!(!is_reference(bad), "{bad}");
    }
}

#[test]
fn the_document_is_a_promise() {
    let mut facts = facts();
    facts.lacking = vec!["报告".into()];
    let test = FourProperties::of(Occasion::Export, &sound(), &facts);
    let json: serde_json::Value = serde_json::from_str(&serde_json::to_string(&test).unwrap()).unwrap();
    assert_eq!(json["schema"], FOUR_PROPERTIES_V1);
    assert_eq!(
        (&json["occasion"], &json["verdict"], &json["authenticity"]),
        (&"export".into(), &"sound".into(), &"failed".into())
    );
    let items = json["items"].as_array().unwrap();
    let of = |name: &str| items.iter().find(|one| one["item"] == name).unwrap();
    assert_eq!(of("documents")["faults"][0], serde_json::json!({"fact": "lacking", "which": "报告"}));
    assert_eq!(of("antivirus")["why"][0], serde_json::json!({"reason": "person"}));
    assert_eq!(of("lengths")["number_inferred"], true);
    assert_eq!(of("lengths")["looked_at"], 6);
    let again = FourProperties::of(Occasion::Export, &sound(), &facts);
    assert_eq!(serde_json::to_string(&again).unwrap(), serde_json::to_string(&test).unwrap());
}
