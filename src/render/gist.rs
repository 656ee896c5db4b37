//! What a record says, in one line: the two or three fields a reader looks for first.

use super::body::{Names, field_in_words};
use super::{Language, text, words};
use crate::model::kind::{self, Field, Form};
use crate::model::{Moment, RecordDigest, Value};
use crate::registry::Event;

/// A body in one line; empty where it has none of the fields looked for. A kind without a row in [`TELLING`] is told by
/// its first fields that must be there.
pub fn gist(language: Language, kind: &str, body: &Value, names: Names<'_>) -> String {
    let Some(spec) = kind::named(kind) else { return String::new() };
    let under_label = |field: &'static Field| {
        let words = field_in_words(language, kind, field, body, names)?;
        let words = if matches!(field.form, Form::Moment) { to_the_minute(&words) } else { words };
        Some(format!("{} {}", words::field(language, kind, field.name), first_line(&words)))
    };
    let say = |field: &'static Field| {
        let plain = matches!(
            field.form,
            Form::Line | Form::Text | Form::Choice(_) | Form::Person | Form::Office | Form::Record | Form::Decision
        );
        if !plain {
            return under_label(field);
        }
        field_in_words(language, kind, field, body, names).map(|words| first_line(&words))
    };
    let field = |name: &str| spec.fields.iter().find(|field| field.name == name);
    let mut told: Vec<String> = match TELLING.iter().find(|(name, _)| *name == kind) {
        Some((_, telling)) => telling
            .iter()
            .filter_map(|tell| match tell {
                Tell::Field(name) => say(field(name)?),
                Tell::Labelled(name) => under_label(field(name)?),
                Tell::Each(list, column) => each(language, body, list, column),
                Tell::Where(name, wanted) => {
                    (body.get(name) == Some(&Value::Bool(*wanted))).then(|| field(name).and_then(say)).flatten()
                }
            })
            .collect(),
        None => spec.fields.iter().filter(|field| is_telling(field)).take(FIELDS_MAX).filter_map(say).collect(),
    };
    told.extend(rows(body, "changes").filter_map(|change| changed(language, change)));
    let told = told.join(" · ");
    // Nobody may take what a recorder minuted for what a member signed, wherever this line stands alone.
    if kind == MINUTED && !told.is_empty() {
        return text(language, "gist-minuted", &[("said", told.into())]);
    }
    told
}

/// A registry record in one line.
pub fn event_gist(language: Language, event: &Event) -> String {
    let holds = |person: &str, office: &str, id: &str| {
        text(language, id, &[("person", person.to_owned().into()), ("office", words::office(language, office).into())])
    };
    match event {
        Event::LedgerFound(found) => found.organ.clone(),
        Event::Appoint(appoint) => holds(appoint.person.as_str(), appoint.office.as_str(), "gist-appoint"),
        Event::EndAppointment(end) => holds(end.person.as_str(), end.office.as_str(), "gist-end"),
        Event::RotateRoot(rotate) => {
            rotate.root.holders.iter().map(|holder| holder.person.as_str()).collect::<Vec<_>>().join(&text(
                language,
                "word-comma",
                &[],
            ))
        }
        Event::RotateLedgerKey(rotate) => rotate.ledger_key.id().to_string(),
    }
}

/// The record that a correction corrects.
pub fn corrected(kind: &str, body: &Value) -> Option<RecordDigest> {
    (kind == "correction").then(|| body.text("corrects")?.parse().ok()).flatten()
}

enum Tell {
    /// The field, where it is there.
    Field(&'static str),
    /// The field under its label, where its value alone would not say what it is about.
    Labelled(&'static str),
    /// The field, where it says so.
    Where(&'static str, bool),
    /// One field of each row of a list: who spoke, which units.
    Each(&'static str, &'static str),
}

use Tell::{Each, Field as F, Labelled, Where};

/// What is told of each kind.
const TELLING: &[(&str, &[Tell])] = &[
    ("catalogue", &[F("title")]),
    ("catalogue-adjustment", &[F("party_consent_number")]),
    ("decision-open", &[F("title")]),
    ("proposal", &[F("source"), F("proposer"), F("issue")]),
    ("study", &[F("unit"), F("conclusion")]),
    ("matter-closed", &[F("outcome"), F("exclusion")]),
    ("research", &[F("way"), F("findings")]),
    ("cost-benefit", &[F("unit"), F("conclusion")]),
    ("draft-version", &[F("version"), F("changes")]),
    ("alternatives", &[F("chosen")]),
    ("unit-opinion", &[F("unit"), F("answer")]),
    ("comment-announcement", &[F("title"), F("from"), F("to")]),
    ("comment-registered", &[F("number"), F("gist")]),
    ("comment-summary", &[F("received"), F("adoption_note")]),
    ("participation-activity", &[F("way"), F("conclusion")]),
    ("hearing-notice", &[F("title"), F("hearing_day")]),
    ("hearing-participants", &[F("method"), F("list_published")]),
    ("hearing-delivery", &[F("delivered_on"), F("recipients")]),
    ("hearing-record", &[F("place"), F("chair"), F("signed")]),
    ("hearing-report", &[F("for"), F("against")]),
    ("expert-selection", &[F("way"), F("pool")]),
    ("expert-declaration", &[F("expert"), F("interest"), Where("confidentiality", false)]),
    ("expert-meeting", &[F("place"), F("chair"), F("conclusion")]),
    ("expert-opinion", &[F("expert"), F("conclusion")]),
    ("risk-plan", &[F("assessor"), F("third_party")]),
    ("risk-survey", &[F("findings")]),
    ("risk-report", &[F("assessor"), F("conclusion"), F("level")]),
    ("fair-competition-review", &[F("drafter_conclusion"), F("regulator_conclusion"), F("exception_ground")]),
    ("review-submission", &[F("draft")]),
    ("review-receipt", &[F("result"), F("what")]),
    ("counsel-opinion", &[F("counsel"), F("conclusion")]),
    ("legality-opinion", &[F("number"), F("conclusion")]),
    ("draft-response", &[F("opinion")]),
    ("legality-recheck", &[F("conclusion"), F("covers")]),
    ("agenda-request", &[F("subject")]),
    ("meeting-notice", &[F("meeting_number"), F("meeting_kind"), F("recipients")]),
    ("meeting-opened", &[F("number"), F("meeting_kind"), F("chair")]),
    ("speech", &[Each("turns", "person")]),
    ("position", &[F("person"), F("position")]),
    (MINUTED, &[F("person"), F("position")]),
    ("ballot", &[F("question"), F("agree"), F("disagree"), F("abstain"), Labelled("declared")]),
    ("head-decision", &[F("outcome"), Where("differs_from_majority", true)]),
    ("meeting-closed", &[F("outcome"), F("dissents")]),
    ("minutes-issued", &[F("number"), F("outcome"), F("dissents")]),
    ("party-report", &[F("number"), F("reply")]),
    ("publication", &[F("number"), F("title"), Where("published", false)]),
    ("adoption-notice", &[F("published_on"), F("summary")]),
    ("execution-assignment", &[Each("units", "unit")]),
    ("supervision-check", &[F("checked_unit"), F("findings")]),
    ("problem-report", &[F("kind"), F("problem")]),
    ("public-feedback", &[F("way"), F("gist")]),
    ("objection", &[F("person"), F("objection"), Labelled("answer")]),
    ("suspension", &[F("reasons"), Where("urgent", true)]),
    ("adjustment", &[F("reasons"), Where("major", true)]),
    ("termination", &[F("reasons")]),
    ("archive-handover", &[F("receiver"), F("items"), Labelled("retention")]),
    ("archive-check", &[Labelled("authenticity"), Labelled("integrity"), Labelled("usability"), Labelled("security")]),
    ("archive-export", &[F("version"), Labelled("records")]),
    ("disclosure-review", &[F("examined_by"), Where("secrecy_checked", false)]),
    ("erasure", &[F("ground"), F("record")]),
    ("inspection-notice", &[F("authority"), F("subject")]),
    ("access", &[F("unit"), F("persons"), F("purpose")]),
    ("problem-found", &[F("problem"), F("rule")]),
    ("rectification", &[F("measures"), F("result")]),
    ("finding-resolution", &[F("rule"), F("way"), F("text")]),
    ("accountability", &[F("against"), F("outcome")]),
    ("correction", &[F("corrects")]),
];

fn is_telling(field: &Field) -> bool {
    field.need == kind::Need::Required && matches!(field.form, Form::Line | Form::Choice(_) | Form::Person)
}

fn rows<'a>(body: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    match body.get(name) {
        Some(Value::List(rows)) => rows.iter(),
        _ => [].iter(),
    }
}

/// One field of the rows of a list, as they stand, each once.
fn each(language: Language, body: &Value, list: &str, column: &str) -> Option<String> {
    let mut values: Vec<String> = Vec::new();
    for value in rows(body, list).filter_map(|row| row.text(column)).map(first_line) {
        if values.contains(&value) {
            continue;
        }
        if values.len() == ROWS_MAX {
            values.push("…".into());
            break;
        }
        values.push(value);
    }
    (!values.is_empty()).then(|| values.join(&text(language, "word-comma", &[])))
}

/// What a correction changes: wrong → right.
fn changed(language: Language, change: &Value) -> Option<String> {
    let part = |name| change.text(name).map(first_line);
    // Which kind is corrected does not stand here: a field has the label that it has in every kind.
    let field = part("field")?;
    let field = match field.strip_prefix("attachments.") {
        Some(role) => words::document(language, role),
        None => words::field(language, "", &field),
    };
    let values = [("field", field.into()), ("wrong", part("wrong")?.into()), ("right", part("right")?.into())];
    Some(text(language, "gist-change", &values))
}

/// `2026-08-14T09:00:00+08:00` as `2026-08-14 09:00`, whose parts no line is broken in; an offset that is not China's stays.
fn to_the_minute(words: &str) -> String {
    let (Ok(Moment::Instant(..)), Some((day, time))) = (words.parse(), words.split_once('T')) else {
        return words.to_owned();
    };
    let minute = time.get(..5).unwrap_or(time);
    let offset = time.find(['+', '-', 'Z']).map_or("", |at| &time[at..]);
    format!("{day} {minute}{}", if offset == "+08:00" { "" } else { offset })
}

fn first_line(text: &str) -> String {
    match text.split_once('\n') {
        Some((first, _)) => format!("{first} …"),
        None => text.to_owned(),
    }
}

/// How many fields tell what a record of a kind without a row of its own says.
const FIELDS_MAX: usize = 2;

/// How many rows of a list are told; a line holds no more.
const ROWS_MAX: usize = 12;

/// The kind that says what the minutes say of a member.
const MINUTED: &str = "minuted-position";

#[cfg(test)]
mod tests {
    use super::*;

    fn told(language: Language, kind: &str, json: &str) -> String {
        gist(language, kind, &serde_json::from_str(json).unwrap(), &|_| Some("#2".into()))
    }

    #[test]
    fn the_fields_that_tell_exist() {
        for (kind, telling) in TELLING {
            let spec = kind::named(kind).unwrap_or_else(|| panic!("{kind}"));
            for tell in *telling {
                let path = match tell {
                    F(name) | Labelled(name) | Where(name, _) => (*name).to_owned(),
                    Each(list, column) => format!("{list}.{column}"),
                };
                assert!(spec.field(&path).is_some(), "{kind}: {path}");
            }
        }
    }

    #[test]
    fn a_record_is_told_in_one_line() {
        assert_eq!(told(Language::Zh, "position", r#"{"person":"李明","position":"disagree"}"#), "李明 · 不同意");
        assert_eq!(told(Language::En, "draft-version", r#"{"version":"V2","changes":"a\nb"}"#), "V2 · a …");
        let head = |differs| format!(r#"{{"outcome":"passed","differs_from_majority":{differs}}}"#);
        assert!(told(Language::Zh, "head-decision", &head(true)).contains(" · "));
        assert!(!told(Language::Zh, "head-decision", &head(false)).contains(" · "));
    }

    #[test]
    fn what_was_minuted_is_never_told_as_what_was_signed() {
        let json = r#"{"person":"李明","position":"disagree"}"#;
        for language in Language::ALL {
            let (signed, minuted) = (told(language, "position", json), told(language, MINUTED, json));
            assert!(minuted.contains(&signed) && minuted != signed, "{minuted}");
        }
        assert_eq!(told(Language::Zh, MINUTED, json), "李明 · 不同意（会议记录所载，非本人签名）");
    }

    #[test]
    fn rows_and_choices_are_told_with_what_they_are_about() {
        let turn = |person: &str| format!(r#"{{"person":"{person}"}}"#);
        let turns = [turn("甲"), turn("乙"), turn("甲")].join(",");
        assert_eq!(told(Language::Zh, "speech", &format!(r#"{{"turns":[{turns}]}}"#)), "甲、乙");
        let many: Vec<String> = (0..20).map(|place| turn(&place.to_string())).collect();
        assert!(told(Language::En, "speech", &format!(r#"{{"turns":[{}]}}"#, many.join(","))).ends_with("11, …"));
        let check = r#"{"authenticity":"passed","security":"open"}"#;
        assert_eq!(told(Language::Zh, "archive-check", check), "真实性 通过 · 安全性 未检测");
    }

    #[test]
    fn a_time_is_told_to_the_minute() {
        let json = |time: &str| format!(r#"{{"title":"x","hearing_day":"{time}"}}"#);
        let told = |time| told(Language::En, "hearing-notice", &json(time));
        assert!(told("2026-08-14T09:00:00+08:00").ends_with("2026-08-14 09:00"));
        assert!(told("2026-08-14T09:00:00+00:00").ends_with("2026-08-14 09:00+00:00"));
        assert!(told("2026-08-14").ends_with("2026-08-14"));
    }

    #[test]
    fn a_correction_names_the_field_as_people_do() {
        let json =
            |field: &str| format!(r#"{{"changes":[{{"field":"{field}","wrong":"12","right":"21"}}],"ground":"g"}}"#);
        let told = |field: &str| told(Language::Zh, "correction", &json(field));
        assert!(told("received_by").starts_with("按途径分列"), "{}", told("received_by"));
        assert!(told("no_such_field").starts_with("no_such_field"), "as it was written where nobody knows it");
        let report = words::document(Language::Zh, "draft");
        assert!(report != "draft" && told("attachments.draft").starts_with(&report));
    }

    #[test]
    fn a_correction_says_what_it_changes() {
        let json = format!(
            r#"{{"corrects":"{}","changes":[{{"field":"received","wrong":"12","right":"21"}}],"ground":"g"}}"#,
            "0a".repeat(32)
        );
        let zh = told(Language::Zh, "correction", &json);
        assert!(zh.starts_with("#2 · ") && zh.contains("12") && zh.contains("21"), "{zh}");
        let body = serde_json::from_str(&json).unwrap();
        assert_eq!(corrected("correction", &body), Some(RecordDigest([10; 32])));
        assert_eq!(corrected("position", &body), None);
    }

    #[test]
    fn nothing_to_tell_is_an_empty_line() {
        assert_eq!(told(Language::En, "no-such-kind", r#"{"title":"x"}"#), "");
        for spec in kind::all() {
            assert_eq!(told(Language::En, spec.name, "{}"), "");
            assert_eq!(told(Language::En, spec.name, "[]"), "");
        }
    }
}
