//! Forms as people write them: good ones, and every way of going wrong.

use super::*;
use crate::model::RecordDigest;
use crate::render::Language;
use crate::render::template::template;

const ANNOUNCEMENT: &str = r##"
kind = "comment-announcement"
decision = "2026-003"
office = "handling-unit"
occurred = 2026-03-20
basis = ["#1", "2025-001#4"]

[late]
reason = """
补录：当时
没有登记。
"""
missing = ["ways"]

[[despite]]
rule = "comment.short"
reason = "防汛"

[[attachment]]
file = "材料/公告.pdf"
role = "announcement"

[[attachment]]
file = "截图.PNG"
role = "page-capture"
name = "网页截图"
media_type = "image/x-test"
sealed = true

[body]
to = "2026-04-20"
from = 2026-03-20
title = "征求意见"
channels = ["government-site"]
claimed_days = 30
draft = "#2"
explanation_published = true
"##;

fn problems(text: &str) -> Vec<String> {
    match Form::parse(text) {
        Ok(form) => panic!("{form:?}"),
        Err(problems) => problems.iter().map(|one| format!("{} {} {}", one.line, one.field, one.what.code())).collect(),
    }
}

fn digest(number: u64) -> RecordDigest {
    RecordDigest([number as u8 + 1; 32])
}

/// A ledger in which every decision has records 0 to 9, the latest of which is 9.
fn find(reference: &RecordRef) -> Option<RecordDigest> {
    match reference {
        RecordRef::Number(_, number) => (*number < 10).then(|| digest(*number)),
        RecordRef::Latest(_) => Some(digest(9)),
        RecordRef::Digest(known) => Some(*known),
    }
}

#[test]
fn a_form_is_read_as_it_was_meant() {
    let form = Form::parse(ANNOUNCEMENT).unwrap();
    assert_eq!(
        (form.kind.name, form.decision.as_str(), form.office.as_str()),
        ("comment-announcement", "2026-003", "handling-unit")
    );
    assert_eq!(form.occurred, Occurred::at("2026-03-20".parse().unwrap()));
    assert_eq!(form.late.as_ref().map(|late| late.reason.as_str()), Some("补录：当时\n没有登记。"));
    assert_eq!(form.despite.len(), 1);
    let names: Vec<_> = form
        .attachments
        .iter()
        .map(|one| (one.file.as_str(), one.name.as_str(), one.media_type.as_str(), one.sealed))
        .collect();
    assert_eq!(
        names,
        [("材料/公告.pdf", "公告.pdf", "application/pdf", false), ("截图.PNG", "网页截图", "image/x-test", true)]
    );
    assert_eq!(
        serde_json::to_string(&form.body).unwrap(),
        r##"{"title":"征求意见","from":"2026-03-20","to":"2026-04-20","claimed_days":30,"channels":["government-site"],"draft":"#2","explanation_published":true}"##
    );
    let resolved = form.resolve(&mut |reference| find(reference)).unwrap();
    assert_eq!(resolved.stream.to_string(), "decision/2026-003");
    assert_eq!(resolved.body.text("draft"), Some(digest(2).to_string().as_str()));
    assert_eq!(resolved.basis, [digest(1), digest(4), digest(2)]);
    let missing = resolved.late.map(|late| late.missing).unwrap_or_default();
    assert_eq!(form.kind.check(&resolved.body, Some(&missing)), []);
}

#[test]
fn without_a_basis_a_record_stands_on_the_latest_and_on_what_it_names() {
    let form = Form::parse(&ANNOUNCEMENT.replace("basis = [", "# [")).unwrap();
    assert_eq!(form.resolve(&mut |r| find(r)).unwrap().basis, [digest(9), digest(2)]);
    let same =
        Form::parse(&ANNOUNCEMENT.replace("basis = [", "# [").replace("draft = \"#2\"", "draft = \"#9\"")).unwrap();
    assert_eq!(same.resolve(&mut |r| find(r)).unwrap().basis, [digest(9)]);
    let first = |reference: &RecordRef| match reference {
        RecordRef::Latest(_) => None,
        other => find(other),
    };
    assert_eq!(form.resolve(&mut |r| first(r)).unwrap().basis, [digest(2)]);
}

#[test]
fn references_that_lead_nowhere_are_named_with_their_lines() {
    let text = ANNOUNCEMENT.replace("\"#1\"", "\"#11\"").replace("draft = \"#2\"", "draft = \"#12\"");
    let problems = Form::parse(&text).unwrap().resolve(&mut |r| find(r)).unwrap_err();
    let said: Vec<_> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "line 6: `basis[0]` the ledger has no record 2026-003#11",
            "line 36: `body.draft` the ledger has no record 2026-003#12"
        ]
    );
}

#[test]
fn everything_wrong_is_said_at_once_with_its_line() {
    let text = r##"kind = "comment-announcement"
decision = "2026/003"
occurred = 2026-03-20T09:15:00
basis = ["1", 5]
colour = "red"
[late]
missing = ["nothing"]
[[despite]]
rule = ""
[[attachment]]
file = "a.pdf"
role = "announcement"
size = 3
[body]
title = ""
from = 2026-03-20
to = 2026-03-19
channels = ["pigeon"]
claimed_days = 1.5
draft = "2"
extra = true
"##;
    assert_eq!(
        problems(text),
        [
            "1 office missing",
            "2 decision form",
            "3 occurred form",
            "4 basis[1] form",
            "4 basis[0] reference",
            "5 colour unknown-key",
            "6 late.reason missing",
            "7 body.nothing declared-unknown",
            "8 despite[0].reason missing",
            "9 despite[0].rule empty",
            "13 attachment[0].size unknown-key",
            "14 body.ways missing",
            "15 body.title empty",
            "17 body.to backwards",
            "18 body.channels[0] choice",
            "19 body.claimed_days fraction",
            "20 body.draft reference",
            "21 body.extra unknown",
        ]
    );
}

#[test]
fn what_is_no_toml_is_said_with_its_line_and_nothing_is_guessed() {
    let found = problems("kind = \"position\"\noffice = \ndecision = 2026-003x\n");
    assert!(found.len() >= 2 && found.iter().all(|one| one.ends_with(" syntax")), "{found:?}");
    assert!(found[0].starts_with("2 "), "{found:?}");
    assert_eq!(problems("kind = \"position\"\nkind = \"position\"\n"), ["2  syntax"]);
}

#[test]
fn an_empty_form_says_what_is_missing() {
    let found = problems("");
    assert_eq!(
        found,
        ["1 kind missing", "1 decision missing", "1 office missing", "1 occurred missing", "1 body missing"]
    );
    assert_eq!(problems("kind = \"wishes\"\n")[0], "1 kind unknown-kind");
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    // 决策 as GB 18030 has it.
    let found = Form::read_bytes(b"kind = \"position\"\n# \xbe\xf6\xb2\xdf\n").unwrap_err();
    assert_eq!((found[0].line, found[0].what.code()), (2, "not-utf8"));
    let long = vec![b' '; page::FORM_BYTES_MAX + 1];
    assert_eq!(Form::read_bytes(&long).unwrap_err()[0].what.code(), "too-large");
}

#[test]
fn windows_line_ends_and_marks_make_no_difference() {
    let windows = format!("\u{feff}{}", ANNOUNCEMENT.replace('\n', "\r\n"));
    let (one, other) = (Form::parse(ANNOUNCEMENT).unwrap(), Form::read_bytes(windows.as_bytes()).unwrap());
    assert_eq!(one.body, other.body);
    assert_eq!(one.late, other.late);
}

#[test]
fn times_are_taken_as_toml_has_them() {
    let occurred = |written: &str| {
        let text = ANNOUNCEMENT.replacen("occurred = 2026-03-20", &format!("occurred = {written}"), 1);
        Form::parse(&text).map(|form| (form.occurred.from.to_string(), form.occurred.to.to_string()))
    };
    let both = |text: &str| (text.to_owned(), text.to_owned());
    for written in [
        "2026-03-20T09:15:00+08:00",
        "\"2026-03-20T09:15:00+08:00\"",
        "2026-03-20 09:15:00+08:00",
        "2026-03-20T09:15+08:00",
    ] {
        assert_eq!(occurred(written), Ok(both("2026-03-20T09:15:00+08:00")), "{written}");
    }
    assert_eq!(
        occurred("{ from = 2026-03-20, to = 2026-03-21 }"),
        Ok(("2026-03-20".to_owned(), "2026-03-21".to_owned()))
    );
    for bad in ["{ from = 2026-03-21, to = 2026-03-20 }", "{ from = 2026-03-21 }", "12", "\"today\"", "\"2026-02-30\""]
    {
        assert!(occurred(bad).is_err(), "{bad}");
    }
}

#[test]
fn rows_are_named_with_the_line_they_begin_on() {
    let text = r##"kind = "comment-summary"
decision = "x"
office = "handling-unit"
occurred = 2026-03-20
[body]
announcement = "#3"
received = 2
[[body.adoption]]
opinion = "1"
outcome = "adopted"
[[body.adoption]]
opinion = "2"
outcome = "lost"
[[body.adoption]]
outcome = "rejected"
"##;
    assert_eq!(problems(text), ["13 body.adoption[1].outcome choice", "14 body.adoption[2].opinion missing"]);
}

#[test]
fn a_document_that_belongs_to_the_kind_must_be_there() {
    let text = r##"kind = "draft-version"
decision = "x"
office = "handling-unit"
occurred = 2026-03-20
[body]
version = "1"
changes = "初稿"
"##;
    assert_eq!(problems(text), ["1 attachments.draft missing"]);
    assert!(Form::parse(&text.replace("[body]", "[[attachment]]\nfile = \"a.pdf\"\nrole = \"draft\"\n[body]")).is_ok());
    let late = text.replace("[body]", "[late]\nreason = \"遗失\"\nmissing = [\"attachments.draft\"]\n[body]");
    assert!(Form::parse(&late).is_ok());
}

#[test]
fn a_form_of_nonsense_never_stops_the_program() {
    for text in
        ["[body]\n", "body = 3", "late = 1\nattachment = 2\ndespite = [3]", "[[body]]", "basis = \"#1\"", "a.b.c = []"]
    {
        assert!(Form::parse(text).is_err(), "{text}");
    }
    let deep = format!("kind = \"position\"\n[body]\nx = {}{}", "[".repeat(5_000), "]".repeat(5_000));
    assert!(Form::parse(&deep).is_err());
}

/// A template with every empty place filled in by what its field wants, optional parts and all.
fn filled_in(page: &str, spec: &KindSpec) -> String {
    let mut table = String::new();
    let mut out = String::new();
    for line in page.lines() {
        let line = match line.strip_prefix('#') {
            Some(rest) if !rest.starts_with(' ') && !rest.is_empty() => rest,
            Some(_) => continue,
            None => line,
        };
        if line.starts_with('[') {
            table = line.trim_matches(['[', ']']).to_owned();
        }
        let Some((name, _)) = line.split_once(" = ").filter(|(_, value)| *value == "\"\"" || *value == "[\"\"]") else {
            out.push_str(line);
            out.push('\n');
            continue;
        };
        let path = format!("{table}.{name}");
        let value = match path.strip_prefix("body.").and_then(|path| spec.field(path)) {
            Some(field) => toml_of(&field.form),
            None => match path.as_str() {
                ".decision" => "\"2026-003\"".to_owned(),
                ".office" => "\"handling-unit\"".to_owned(),
                ".occurred" => "2026-03-20".to_owned(),
                "late.missing" => "[]".to_owned(),
                _ => "\"一行字\"".to_owned(),
            },
        };
        // Reasons and their refusal exclude each other; so do some outcomes and what stands beside them here.
        let value = match (spec.name, path.as_str()) {
            (_, "body.declined") => "false".to_owned(),
            ("fair-competition-review", "body.drafter_conclusion") => "\"exception\"".to_owned(),
            _ => value,
        };
        out.push_str(&format!("{name} = {value}\n"));
    }
    out
}

fn toml_of(form: &kind::Form) -> String {
    match form {
        kind::Form::Int { min, .. } => min.to_string(),
        kind::Form::Bool => "true".to_owned(),
        kind::Form::Day => "2026-03-20".to_owned(),
        kind::Form::Moment => "2026-03-20T09:15:00+08:00".to_owned(),
        kind::Form::Choice(choices) => format!("\"{}\"", choices[0]),
        kind::Form::Record => "\"#3\"".to_owned(),
        kind::Form::Digest => format!("\"{}\"", "0a".repeat(32)),
        kind::Form::Office => "\"member\"".to_owned(),
        kind::Form::Decision | kind::Form::Profile => "\"2026-001\"".to_owned(),
        kind::Form::List { of, .. } => format!("[{}]", toml_of(of)),
        _ => "\"李明\"".to_owned(),
    }
}

#[test]
fn a_template_filled_in_is_a_good_form_and_an_empty_one_says_what_is_empty() {
    for spec in kind::all() {
        for language in Language::ALL {
            let page = template(spec, language);
            let filled = filled_in(&page, spec);
            let form = Form::parse(&filled).unwrap_or_else(|problems| panic!("{}\n{filled}\n{problems:#?}", spec.name));
            let resolved = form.resolve(&mut |reference| find(reference)).unwrap();
            assert_eq!(spec.check(&resolved.body, Some(&[])), [], "{}", spec.name);
            let empty = Form::parse(&page).unwrap_err();
            for problem in &empty {
                assert_eq!(problem.what, FormWrong::Empty, "{}: {problem}", spec.name);
                let told = problem.told(language, Some(spec.name));
                assert!(!told.contains('⟨') && told.contains(&problem.field), "{told}");
            }
            for field in spec.fields.iter().filter(|field| field.need == Need::Required) {
                let path = format!("body.{}", field.name);
                assert!(empty.iter().any(|problem| problem.field.starts_with(&path)), "{}: {path}", spec.name);
            }
        }
    }
}

#[test]
fn every_problem_has_its_words_in_both_languages() {
    let wrongs = [
        FormWrong::Syntax("x".into()),
        FormWrong::NotUtf8,
        FormWrong::TooLarge { max: 1 },
        FormWrong::Empty,
        FormWrong::UnknownKey,
        FormWrong::UnknownKind("x".into()),
        FormWrong::Fraction,
        FormWrong::Reference("x".into()),
        FormWrong::NoSuchRecord(RecordRef::Digest(digest(1))),
        FormWrong::Body(Wrong::Missing),
    ];
    for what in wrongs {
        for (language, field) in Language::ALL.into_iter().zip(["", "record[2].body.to"]) {
            let told = FormProblem { line: 7, field: field.into(), what: what.clone() }.told(language, None);
            assert!(told.contains('7') && !told.contains('⟨') && !told.contains('$'), "{told}");
        }
    }
}

#[test]
fn every_key_has_its_label_and_every_label_its_key() {
    let (form, dossier) = (include_str!("mod.rs"), include_str!("../dossier.rs"));
    let code: String = [form, dossier].iter().filter_map(|file| file.split("#[cfg(test)]").next()).collect();
    let labels: std::collections::BTreeSet<_> = include_str!("../../render/messages/en/forms.ftl")
        .lines()
        .filter_map(|line| line.strip_prefix("form-key-")?.split_once(" = "))
        .map(|(key, _)| key.trim_end_matches("-help"))
        .collect();
    for key in &labels {
        assert!(code.contains(&format!("\"{key}\"")), "{key} is no key");
    }
    for asked in code.split("page, \"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(labels.contains(asked), "{asked} has no label");
    }
}

#[test]
fn two_references_stand_for_two_records_and_one_written_twice_for_one() {
    let review = |records: &[&str]| {
        let rows: String = records
            .iter()
            .map(|record| format!("[[body.items]]\nrecord = \"{record}\"\nbasis = \"trade-secret\"\nreason = \"x\"\n"))
            .collect();
        format!(
            "kind = \"disclosure-review\"\ndecision = \"2026-003\"\noffice = \"head\"\noccurred = 2026-03-20\n[body]\n\
             examined_by = \"x\"\nsecrecy_checked = true\n{rows}"
        )
    };
    let digest = "0a".repeat(32);
    assert!(Form::parse(&review(&["#1", "#2", "2026-001#1", &digest])).is_ok());
    for again in ["#1", "2026-003#1", &digest] {
        assert_eq!(problems(&review(&["#1", &digest, again])), ["17 body.items[2].record twice"], "{again}");
    }
    // It is told as it was written.
    let Err(told) = Form::parse(&review(&["#1", "#1"])) else { panic!("two rows are one") };
    assert!(format!("{:?}", told[0].what).contains("\"#1\""), "{told:?}");
}
