//! Each kind takes a body that is as it must be, and each check has a body in which it fails.

use super::schema::{LINE_CHARS_MAX, PROBLEMS_MAX};
use super::*;
use crate::model::Value;
use crate::model::office::OFFICES;
use crate::model::stage::Stage;

/// A body with every field in it, each with a value of its form.
pub(crate) fn filled(fields: &[Field]) -> Value {
    Value::Table(fields.iter().map(|field| (field.name.to_owned(), value(&field.form))).collect())
}

fn value(form: &Form) -> Value {
    match form {
        Form::Line => text("一行字"),
        Form::Text => text("几句话。\n\t再一行。"),
        Form::Int { min, .. } => Value::Int(*min),
        Form::Bool => Value::Bool(true),
        Form::Day => text("2026-03-20"),
        Form::Moment => text("2026-03-20T09:15:00+08:00"),
        Form::Choice(choices) => text(choices[0]),
        Form::Record | Form::Digest => text(&"0a".repeat(32)),
        Form::Person => text("李明"),
        Form::Office => text("member"),
        Form::Decision => text("2026-003"),
        Form::Profile => text("cn-order-713"),
        Form::List { of, .. } => Value::List(vec![value(of)]),
        Form::Table(fields) => filled(fields),
    }
}

fn text(words: &str) -> Value {
    Value::Text(words.to_owned())
}

/// A full body that also makes sense.
fn good(spec: &KindSpec) -> Value {
    let mut body = filled(spec.fields);
    if matches!(spec.name, "position" | "minuted-position") {
        set(&mut body, "declined", Value::Bool(false));
    }
    if spec.name == "fair-competition-review" {
        set(&mut body, "drafter_conclusion", text("exception"));
    }
    body
}

fn entries(body: &mut Value) -> &mut Vec<(String, Value)> {
    match body {
        Value::Table(entries) => entries,
        other => panic!("{other:?} is no table"),
    }
}

fn set(body: &mut Value, name: &str, value: Value) {
    let entries = entries(body);
    match entries.iter_mut().find(|(key, _)| key == name) {
        Some((_, place)) => *place = value,
        None => entries.push((name.to_owned(), value)),
    }
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn said(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(|problem| format!("{}: {}", problem.path, problem.what.code())).collect()
}

fn spec(name: &str) -> &'static KindSpec {
    named(name).unwrap()
}

#[test]
fn the_catalogue_is_well_made() {
    fn fields(of: &[Field], at: &str) {
        assert!(!of.is_empty() && of.len() < 128, "{at}");
        for (place, field) in of.iter().enumerate() {
            let at = format!("{at}.{}", field.name);
            assert!(field.name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'), "{at}");
            assert!(field.name != "attachments", "{at}: paths of documents begin so");
            assert!(of[..place].iter().all(|other| other.name != field.name), "{at}");
            form(&field.form, &at);
        }
    }
    fn form(of: &Form, at: &str) {
        match of {
            Form::Choice(choices) => {
                assert!(choices.len() > 1, "{at}");
                for (place, choice) in choices.iter().enumerate() {
                    assert!(
                        choice.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
                        "{at}: {choice}"
                    );
                    assert!(!choices[..place].contains(choice), "{at}: {choice}");
                }
            }
            Form::Int { min, max } => assert!(min < max, "{at}"),
            Form::List { of: Form::List { .. }, .. } => panic!("{at}: a list of lists has no TOML anybody can write"),
            Form::List { of, .. } => form(of, at),
            Form::Table(inner) => fields(inner, at),
            _ => {}
        }
    }
    for (place, spec) in all().iter().enumerate() {
        assert!(KindName::holds(spec.name), "{}", spec.name);
        assert!(all()[..place].iter().all(|other| other.name != spec.name), "{}", spec.name);
        assert_eq!(find(&KindName::new(spec.name).unwrap()).map(|found| found.name), Some(spec.name));
        assert!(
            !spec.signers.is_empty() && spec.signers.iter().all(|office| OFFICES.contains(office)),
            "{}",
            spec.name
        );
        // What they do themselves, and to correct it.
        let archives = matches!(spec.stage, None | Some(Stage::Archiving | Stage::Supervision));
        assert!(archives || !spec.signers.contains(&"archivist"), "{}: the archivist signs what is late", spec.name);
        fields(spec.fields, spec.name);
    }
    assert!(named("nothing").is_none());
}

#[test]
fn a_full_body_is_good_and_so_is_the_least_one() {
    for spec in all() {
        let mut body = good(spec);
        assert_eq!(spec.check(&body, None), [], "{}", spec.name);
        entries(&mut body).retain(|(name, _)| spec.field(name).is_some_and(|field| field.need == Need::Required));
        assert_eq!(spec.check(&body, None), [], "{}", spec.name);
        assert_eq!(spec.check(&body, Some(&[])), [], "{}", spec.name);
    }
}

#[test]
fn every_required_field_is_missed_unless_declared() {
    for spec in all() {
        for field in spec.fields.iter().filter(|field| field.need == Need::Required) {
            let mut body = good(spec);
            entries(&mut body).retain(|(name, _)| name != field.name);
            assert_eq!(said(&spec.check(&body, None)), [format!("{}: missing", field.name)], "{}", spec.name);
            let declared = [field.name.to_owned()];
            assert_eq!(spec.check(&body, Some(&declared)), [], "{} {}", spec.name, field.name);
            assert_eq!(
                said(&spec.check(&good(spec), Some(&declared))),
                [format!("{}: declared-but-present", field.name)],
                "{}",
                spec.name
            );
        }
    }
}

#[test]
fn every_field_refuses_what_is_not_its_form() {
    for spec in all() {
        for field in spec.fields {
            for wrong in [json("[[]]"), json("\" \""), json("-5"), json("{\"x\":1}")] {
                let mut body = good(spec);
                set(&mut body, field.name, wrong.clone());
                assert!(
                    spec.check(&body, None).iter().any(|problem| problem.path.starts_with(field.name)),
                    "{}.{} took {wrong:?}",
                    spec.name,
                    field.name
                );
            }
        }
    }
}

#[test]
fn everything_wrong_is_said_at_once() {
    let body = json(
        r#"{"title":"","from":"2026-02-30","to":"2026-03-01","claimed_days":-1,"channels":["pigeon"],"ways":[],
            "draft":"12","extra":1}"#,
    );
    assert_eq!(
        said(&spec("comment-announcement").check(&body, None)),
        [
            "title: form",
            "from: form",
            "claimed_days: range",
            "channels[0]: choice",
            "ways: too-few",
            "draft: form",
            "extra: unknown"
        ]
    );
    assert_eq!(said(&spec("position").check(&json("[]"), None)), [": form"]);
}

#[test]
fn hidden_characters_and_long_texts_are_refused() {
    let spec = spec("decision-open");
    let with = |words: &str| {
        let mut body = good(spec);
        set(&mut body, "title", text(words));
        said(&spec.check(&body, None))
    };
    assert_eq!(with("关于\u{202e}的决定"), ["title: hidden-characters"]);
    assert_eq!(with("两\n行"), ["title: hidden-characters"]);
    assert_eq!(with(&"长".repeat(LINE_CHARS_MAX)), [""; 0]);
    assert_eq!(with(&"长".repeat(LINE_CHARS_MAX + 1)), ["title: too-long"]);
    let mut body = good(spec);
    set(&mut body, "issue", text("一\r\n二"));
    assert_eq!(said(&spec.check(&body, None)), ["issue: hidden-characters"]);
}

#[test]
fn rows_are_named_by_their_place() {
    let spec = spec("comment-summary");
    let mut body = good(spec);
    set(&mut body, "adoption", json(r#"[{"opinion":"1","outcome":"adopted"},{"opinion":"2","outcome":"lost","x":1}]"#));
    assert_eq!(said(&spec.check(&body, None)), ["adoption[1].outcome: choice", "adoption[1].x: unknown"]);
}

#[test]
fn a_missing_column_and_a_missing_cell_are_told_apart() {
    let spec = spec("meeting-opened");
    let mut body = good(spec);
    let roster = r#"[{"person":"甲","office":"head","attendance":"present"},{"person":"乙","office":"member"},{"person":"丙","office":"member"}]"#;
    set(&mut body, "roster", json(roster));
    let check = |missing: &[&str]| {
        let missing: Vec<String> = missing.iter().map(|&path| path.to_owned()).collect();
        said(&spec.check(&body, Some(&missing)))
    };
    assert_eq!(check(&["roster[1].attendance"]), ["roster[2].attendance: missing"]);
    assert_eq!(check(&["roster[1].attendance", "roster[2].attendance"]), [""; 0]);
    assert_eq!(check(&["roster.attendance"]), ["roster.attendance: declared-but-present"]);
    assert_eq!(check(&["roster.title", "roster[1].attendance", "roster[2].attendance"]), [""; 0]);
    let many = ["roster[01].attendance", "roster[x].attendance", "chair[0]", "nothing", "attachments.nothing"];
    let unknown = check(&many);
    for path in many {
        assert!(unknown.contains(&format!("{path}: declared-unknown")), "{path} in {unknown:?}");
    }
    let twice = check(&["roster[1].attendance", "roster[2].attendance", "roster[1].attendance"]);
    assert_eq!(twice, ["roster[1].attendance: declared-twice"]);
}

#[test]
fn documents_must_be_attached_or_declared_missing() {
    let spec = spec("draft-version");
    let declared = ["attachments.draft".to_owned()];
    assert_eq!(spec.check_documents(["draft", "map"].into_iter(), None), []);
    assert_eq!(said(&spec.check_documents(["map"].into_iter(), None)), ["attachments.draft: missing"]);
    assert_eq!(spec.check_documents(["map"].into_iter(), Some(&declared)), []);
    assert_eq!(spec.check(&good(spec), Some(&declared)), []);
    assert_eq!(
        said(&spec.check_documents(["draft"].into_iter(), Some(&declared))),
        ["attachments.draft: declared-but-present"]
    );
}

#[test]
fn dissent_is_never_silent() {
    let spec = spec("position");
    let position = |position: &str, rest: &str| {
        let meeting = "0a".repeat(32);
        let body = format!(r#"{{"meeting":"{meeting}","person":"李明","position":"{position}"{rest}}}"#);
        said(&spec.check(&json(&body), None))
    };
    let reasons = r#","reasons":[{"ground":"risk","text":"未评估"}]"#;
    assert_eq!(position("agree", ""), [""; 0]);
    for dissent in ["agree-after-changes", "disagree", "defer", "reserve", "abstain"] {
        assert_eq!(position(dissent, ""), ["reasons: silent"], "{dissent}");
        assert_eq!(position(dissent, r#","reasons":[]"#), ["reasons: silent"], "{dissent}");
        assert_eq!(position(dissent, r#","declined":false"#), ["reasons: silent"], "{dissent}");
        assert_eq!(position(dissent, r#","declined":true"#), [""; 0], "{dissent}");
        assert_eq!(position(dissent, reasons), [""; 0], "{dissent}");
    }
    assert_eq!(position("disagree", &format!(r#"{reasons},"declined":true"#)), ["reasons: excluded"]);
    let late = json(&format!(r#"{{"meeting":"{}","person":"李明","position":"disagree"}}"#, "0a".repeat(32)));
    assert_eq!(spec.check(&late, Some(&["reasons".to_owned()])), []);
}

#[test]
fn an_end_before_its_start_means_nothing() {
    let change = |kind: &str, changes: &[(&str, Value)]| {
        let mut body = good(spec(kind));
        for (name, value) in changes {
            set(&mut body, name, value.clone());
        }
        said(&spec(kind).check(&body, None))
    };
    assert_eq!(change("comment-announcement", &[("to", text("2026-03-19"))]), ["to: backwards"]);
    assert_eq!(change("hearing-notice", &[("registration_to", text("2026-03-19"))]), ["registration_to: backwards"]);
    let supplements = json(r#"[{"asked":"2026-03-20","answered":"2026-03-19","what":"说明"}]"#);
    assert_eq!(change("legality-opinion", &[("supplements", supplements)]), ["supplements[0].answered: backwards"]);
    let published = [("published", Value::Bool(false))];
    assert_eq!(change("publication", &published), ["channels: excluded"]);
    let twice = json(
        r#"[{"person":"甲","office":"head","attendance":"present"},{"person":"甲","office":"member","attendance":"absent"}]"#,
    );
    assert_eq!(change("meeting-opened", &[("roster", twice)]), ["roster[1].person: twice"]);
}

#[test]
fn what_stands_beside_an_outcome_that_excludes_it_means_nothing() {
    let change = |kind: &str, changes: &[(&str, Value)]| {
        let mut body = good(spec(kind));
        for (name, value) in changes {
            set(&mut body, name, value.clone());
        }
        said(&spec(kind).check(&body, None))
    };
    for outcome in ["not-started", "withdrawn"] {
        assert_eq!(change("matter-closed", &[("outcome", text(outcome))]), ["exclusion: excluded"], "{outcome}");
    }
    assert_eq!(
        change("unit-opinion", &[("answer", text("no-answer"))]),
        ["answered: excluded", "opinion: excluded", "adopted: excluded"]
    );
    assert_eq!(change("unit-opinion", &[("answered", text("2026-03-19"))]), ["answered: backwards"]);
    let exception = ["exception_ground: excluded", "exception_until: excluded", "exception_condition: excluded"];
    let (drafter, regulator) = ("drafter_conclusion", "regulator_conclusion");
    for conclusion in ["no-effect", "complies", "does-not-comply"] {
        let both = [(drafter, text(conclusion)), (regulator, text(conclusion))];
        assert_eq!(change("fair-competition-review", &both), exception, "{conclusion}");
        // They need not agree: one who finds an exception is enough to say on which ground.
        for one in [drafter, regulator] {
            let but_one = [&both[..], &[(one, text("exception"))]].concat();
            assert_eq!(change("fair-competition-review", &but_one), [""; 0], "{one}");
        }
    }
    let mut unasked = good(spec("fair-competition-review"));
    set(&mut unasked, drafter, text("complies"));
    entries(&mut unasked).retain(|(name, _)| name != regulator);
    assert_eq!(said(&spec("fair-competition-review").check(&unasked, None)), exception);
}

#[test]
fn an_item_that_is_added_has_its_title() {
    let with = |rows: &str| {
        let mut body = good(spec("catalogue-adjustment"));
        set(&mut body, "changes", json(rows));
        body
    };
    let rows =
        r#"[{"number":"1","action":"removed"},{"number":"9","action":"added"},{"number":"2","action":"changed"}]"#;
    let spec = spec("catalogue-adjustment");
    assert_eq!(said(&spec.check(&with(rows), None)), ["changes[1].title: missing"]);
    assert_eq!(spec.check(&with(rows), Some(&["changes[1].title".to_owned()])), []);
    assert_eq!(spec.check(&with(r#"[{"number":"9","action":"added","title":"排水规划"}]"#), None), []);
}

#[test]
fn one_of_the_alternatives_is_chosen() {
    let check = |options: &str, chosen: &str, missing: &[&str]| {
        let mut body = good(spec("alternatives"));
        set(&mut body, "options", json(options));
        set(&mut body, "chosen", text(chosen));
        let missing: Vec<String> = missing.iter().map(|&path| path.to_owned()).collect();
        said(&spec("alternatives").check(&body, Some(&missing)))
    };
    let two = r#"[{"name":"甲","gist":"扩建"},{"name":"乙","gist":"新建"}]"#;
    assert_eq!(check(two, "乙", &[]), [""; 0]);
    assert_eq!(check(two, "丙", &[]), ["chosen: not-among"]);
    let alike = r#"[{"name":"甲","gist":"扩建"},{"name":"甲","gist":"新建"}]"#;
    assert_eq!(check(alike, "甲", &[]), ["options[1].name: twice"]);
    let lost = r#"[{"name":"甲","gist":"扩建"},{"gist":"新建"}]"#;
    assert_eq!(check(lost, "丙", &["options[1].name"]), [""; 0]);
}

#[test]
fn an_expert_stands_once() {
    let check = |kind: &str, experts: &str| {
        let mut body = good(spec(kind));
        set(&mut body, "experts", json(experts));
        said(&spec(kind).check(&body, None))
    };
    let row = |name: &str| format!(r#"{{"expert":"{name}","organisation":"某大学","own_department":false}}"#);
    let rows = |a: &str, b: &str| format!("[{},{}]", row(a), row(b));
    assert_eq!(check("expert-selection", &rows("甲", "乙")), [""; 0]);
    assert_eq!(check("expert-selection", &rows("甲", "甲")), ["experts[1].expert: twice"]);
    assert_eq!(check("expert-meeting", r#"["甲","乙"]"#), [""; 0]);
    assert_eq!(check("expert-meeting", r#"["甲","乙","甲"]"#), ["experts[2]: twice"]);
}

#[test]
fn two_kinds_open_a_stream() {
    let opening: Vec<&str> = all().iter().filter(|spec| spec.opens).map(|spec| spec.name).collect();
    assert_eq!(opening, ["catalogue", "decision-open"]);
    for (name, opening) in [("catalogue", true), ("draft-version", false), ("nothing", false)] {
        assert_eq!(opens(&KindName::new(name).unwrap()), opening, "{name}");
    }
}

#[test]
fn an_own_word_names_its_person() {
    for spec in all() {
        if let Some(field) = spec.own_word().map(|name| spec.field(name)) {
            let field = field.unwrap_or_else(|| panic!("{}", spec.name));
            assert!(field.need == Need::Required && matches!(field.form, Form::Person), "{}", spec.name);
        }
    }
}

#[test]
fn what_cannot_both_be_so_means_nothing() {
    let change = |kind: &str, changes: &[(&str, Value)]| {
        let mut body = good(spec(kind));
        for (name, value) in changes {
            set(&mut body, name, value.clone());
        }
        said(&spec(kind).check(&body, None))
    };
    // A member who is only an observer would count towards a quorum, or not.
    let roster = |office: &str, role: &str| {
        let row = format!(r#"[{{"person":"甲","office":"{office}","role":"{role}","attendance":"present"}}]"#);
        change("meeting-opened", &[("roster", json(&row))])
    };
    for office in ["head", "member"] {
        for role in ["attendee", "observer"] {
            assert_eq!(roster(office, role), ["roster[0].role: excluded"], "{office} {role}");
        }
        assert_eq!(roster(office, "presenter"), [""; 0], "{office}");
        assert_eq!(roster(office, "recorder"), [""; 0], "{office}");
    }
    assert_eq!(roster("attendee", "observer"), [""; 0]);
    // Two third turns; a turn that ends before it begins.
    let turn = |turn: u8, times: &str| {
        format!(r#"{{"turn":{turn},"person":"甲","capacity":"member","gist":"同意。"{times}}}"#)
    };
    let turns = |rows: [String; 2]| change("speech", &[("turns", json(&format!("[{}]", rows.join(","))))]);
    assert_eq!(turns([turn(3, ""), turn(4, "")]), [""; 0]);
    assert_eq!(turns([turn(3, ""), turn(3, "")]), ["turns[1].turn: twice"]);
    let times = r#","from":"2026-03-20T09:15:00+08:00","to":"2026-03-20T09:10:00+08:00""#;
    assert_eq!(turns([turn(3, times), turn(4, "")]), ["turns[0].to: backwards"]);
    // A secret ballot with names; one person with two votes.
    assert_eq!(change("ballot", &[("named", Value::Bool(false))]), ["rows: excluded"]);
    let rows = json(r#"[{"person":"甲","vote":"agree"},{"person":"甲","vote":"disagree"}]"#);
    assert_eq!(change("ballot", &[("rows", rows)]), ["rows[1].person: twice"]);
    // The number, day and text of a reply that has not come; the day of an approval that was refused.
    let none_yet = [("reply", text("none-yet"))];
    let excluded = ["reply_number: excluded", "replied: excluded", "reply_text: excluded"];
    assert_eq!(change("party-report", &none_yet), excluded);
    assert_eq!(change("party-report", &[("reply", text("rejected"))]), [""; 0]);
    for result in ["rejected", "none-yet"] {
        assert_eq!(change("superior-approval", &[("result", text(result))]), ["approved: excluded"], "{result}");
    }
    // The day on which something was completed that is not.
    for result in ["under-way", "not-completed"] {
        assert_eq!(change("rectification", &[("result", text(result))]), ["completed: excluded"], "{result}");
    }
    assert_eq!(change("rectification", &[("result", text("partly-completed"))]), [""; 0]);
}

#[test]
fn nothing_is_withheld_or_erased_twice() {
    let (record, one, other) = ("0a".repeat(32), "0b".repeat(32), "0c".repeat(32));
    let review = |rows: &[Option<&str>]| {
        let mut body = good(spec("disclosure-review"));
        let row = |attachment: &Option<&str>| {
            let attachment = attachment.map(|sealed| format!(r#","attachment":"{sealed}""#)).unwrap_or_default();
            format!(r#"{{"record":"{record}"{attachment},"basis":"personal-privacy","reason":"身份证号码"}}"#)
        };
        let rows: Vec<String> = rows.iter().map(row).collect();
        set(&mut body, "items", json(&format!("[{}]", rows.join(","))));
        said(&spec("disclosure-review").check(&body, None))
    };
    assert_eq!(review(&[]), [""; 0], "everything is published");
    assert_eq!(review(&[Some(&one), Some(&other), None]), [""; 0]);
    assert_eq!(review(&[Some(&one), Some(&other), Some(&one)]), ["items[2].attachment: twice"]);
    assert_eq!(review(&[None, None]), ["items[1].record: twice"]);
    let mut erasure = good(spec("erasure"));
    set(&mut erasure, "sealed", json(&format!(r#"["{one}","{other}","{one}"]"#)));
    assert_eq!(said(&spec("erasure").check(&erasure, None)), ["sealed[2]: twice"]);
    set(&mut erasure, "sealed", json("[]"));
    assert_eq!(said(&spec("erasure").check(&erasure, None)), ["sealed: too-few"]);
}

#[test]
fn an_export_attests_at_least_one_row_of_each() {
    let mut export = good(spec("archive-export"));
    assert_eq!(said(&spec("archive-export").check(&export, None)), [""; 0]);
    for field in ["records", "registry_records"] {
        let before = export.clone();
        set(&mut export, field, Value::Int(0));
        assert_eq!(said(&spec("archive-export").check(&export, None)), [format!("{field}: range")]);
        export = before;
    }
}

#[test]
fn what_was_minuted_has_the_fields_of_a_position_and_is_nobodys_own_word() {
    let (signed, minuted) = (spec("position"), spec("minuted-position"));
    assert_eq!(format!("{:?}", signed.fields), format!("{:?}", minuted.fields));
    assert!(signed.signers.iter().all(|office| !minuted.signers.contains(office)));
    assert_eq!((signed.own_word(), minuted.own_word()), (Some("person"), None));
    assert_eq!(spec("objection").own_word(), Some("person"));
    for spec in all() {
        assert!(spec.own_word().is_none_or(|field| spec.field(field).is_some()), "{}", spec.name);
    }
    let silent = json(&format!(r#"{{"meeting":"{}","person":"李明","position":"disagree"}}"#, "0a".repeat(32)));
    assert_eq!(said(&minuted.check(&silent, None)), ["reasons: silent"], "in the minutes neither");
}

#[test]
fn the_irregular_is_recorded() {
    // Published by a township: thirty days claimed, twenty-six or twenty-seven given.
    let mut claims = good(spec("comment-announcement"));
    set(&mut claims, "from", text("2024-05-20"));
    set(&mut claims, "to", text("2024-06-15"));
    set(&mut claims, "claimed_days", Value::Int(30));
    assert_eq!(spec("comment-announcement").check(&claims, None), []);
    // Seventy opinions, none answered; a rejection without a reason.
    let mut summary = good(spec("comment-summary"));
    set(&mut summary, "received", Value::Int(70));
    set(&mut summary, "adoption", json(r#"[{"opinion":"1","outcome":"rejected"}]"#));
    assert_eq!(spec("comment-summary").check(&summary, None), []);
    // Two leading units; more representatives than were due; a decision against the majority without a reason.
    let mut open = good(spec("decision-open"));
    set(&mut open, "handling_units", json(r#"[{"unit":"甲局","lead":true},{"unit":"乙局","lead":true}]"#));
    assert_eq!(spec("decision-open").check(&open, None), []);
    let mut hearing = good(spec("hearing-record"));
    set(&mut hearing, "representatives", json(r#"[{"group":"居民","due":3,"present":5}]"#));
    assert_eq!(spec("hearing-record").check(&hearing, None), []);
    let mut decision = good(spec("head-decision"));
    entries(&mut decision).retain(|(name, _)| name != "reasons");
    assert_eq!(spec("head-decision").check(&decision, None), []);
    // A year without matters; a single alternative; more questionnaires back than went out; nobody asked the regulator.
    let mut catalogue = good(spec("catalogue"));
    set(&mut catalogue, "items", json("[]"));
    assert_eq!(spec("catalogue").check(&catalogue, None), []);
    assert_eq!(spec("alternatives").check(&good(spec("alternatives")), None), []);
    let mut poll = good(spec("participation-activity"));
    set(&mut poll, "sent_out", Value::Int(100));
    set(&mut poll, "returned", Value::Int(120));
    assert_eq!(spec("participation-activity").check(&poll, None), []);
    let alone = json(&format!(r#"{{"draft":"{}","drafter_conclusion":"does-not-comply"}}"#, "0a".repeat(32)));
    assert_eq!(spec("fair-competition-review").check(&alone, None), []);
    // A reply before the report; a decision served before it was made.
    let mut report = good(spec("party-report"));
    set(&mut report, "replied", text("2026-03-01"));
    assert_eq!(spec("party-report").check(&report, None), []);
    let mut served = good(spec("enforcement-decision"));
    set(&mut served, "served_on", text("2026-03-01"));
    assert_eq!(spec("enforcement-decision").check(&served, None), []);
    // Votes that do not add up; an evaluator who may not be one; one inspector alone; a major change without a new decision.
    let mut ballot = good(spec("ballot"));
    set(&mut ballot, "agree", Value::Int(9));
    assert_eq!(spec("ballot").check(&ballot, None), []);
    let evaluation = good(spec("evaluation-start"));
    assert_eq!(evaluation.get("did_pre_assessment"), Some(&Value::Bool(true)));
    assert_eq!(spec("evaluation-start").check(&evaluation, None), []);
    let mut access = good(spec("access"));
    set(&mut access, "persons", Value::Int(1));
    assert_eq!(spec("access").check(&access, None), []);
    let mut major = good(spec("adjustment"));
    entries(&mut major).retain(|(name, _)| name != "new_decision");
    assert_eq!(spec("adjustment").check(&major, None), []);
}

#[test]
fn a_hostile_body_is_given_up_on() {
    let spec = spec("comment-summary");
    let mut body = good(spec);
    set(&mut body, "adoption", Value::List(vec![Value::Int(1); 50_000]));
    let problems = spec.check(&body, None);
    assert_eq!(problems.len(), PROBLEMS_MAX + 1);
    assert_eq!(problems.last().map(|problem| &problem.what), Some(&Wrong::More));
    let mut long = good(spec);
    set(&mut long, &"\n长".repeat(10_000), Value::Int(1));
    assert!(spec.check(&long, None)[0].path.len() < 1_000);
}

#[test]
fn problems_read_as_sentences() {
    let problem = Problem::new("from", Wrong::Form(Shape::Day));
    assert_eq!(problem.to_string(), "`from` is not a day of the calendar (2026-03-20)");
    assert_eq!(Problem::new("", Wrong::Form(Shape::Table)).to_string(), "the body is not a table");
    for (place, shape) in Shape::ALL.into_iter().enumerate() {
        assert!(Shape::ALL[..place].iter().all(|other| other.slug() != shape.slug()));
    }
}

proptest::proptest! {
    /// Whatever comes from outside is answered, never a panic; and what is answered is bounded.
    #[test]
    fn no_body_stops_the_check(body in any_value(), missing in proptest::collection::vec("[a-z_.\\[\\]0-9]{0,12}", 0..4)) {
        for spec in all() {
            let problems = spec.check(&body, Some(&missing));
            proptest::prop_assert!(problems.len() <= PROBLEMS_MAX + 1);
            let whole = Value::Table(spec.fields.iter().map(|field| (field.name.to_owned(), body.clone())).collect());
            proptest::prop_assert!(spec.check(&whole, Some(&missing)).len() <= PROBLEMS_MAX + 1);
        }
    }
}

fn any_value() -> impl proptest::strategy::Strategy<Value = Value> {
    use proptest::prelude::*;
    let leaf = prop_oneof![
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::Int),
        any::<String>().prop_map(Value::Text),
        Just(text("2026-03-20")),
        Just(text("other")),
    ];
    leaf.prop_recursive(4, 32, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::List),
            proptest::collection::vec(("(person|from|to|asked|[a-z]{1,6})", inner), 0..4).prop_map(Value::Table),
        ]
    })
}
