//! What a record says, in one line: the two or three fields a reader looks for first.

use super::body::{Names, field_in_words};
use super::{Language, text, words};
use crate::model::kind::{self, Field, Form};
use crate::model::{RecordDigest, Value};
use crate::registry::Event;

/// A body in one line; empty where it has none of the fields looked for. A kind without a row in [`TELLING`] is told by
/// its first fields that must be there.
pub fn gist(language: Language, kind: &str, body: &Value, names: Names<'_>) -> String {
    let Some(spec) = kind::named(kind) else { return String::new() };
    let say = |field: &'static Field| {
        let words = field_in_words(language, kind, field, body, names)?;
        let plain = matches!(
            field.form,
            Form::Line | Form::Text | Form::Choice(_) | Form::Person | Form::Office | Form::Record | Form::Decision
        );
        let words = first_line(&words);
        Some(if plain { words } else { format!("{} {words}", words::field(language, kind, field.name)) })
    };
    let field = |name: &str| spec.fields.iter().find(|field| field.name == name);
    let mut told: Vec<String> = match TELLING.iter().find(|(name, _)| *name == kind) {
        Some((_, telling)) => telling
            .iter()
            .filter_map(|tell| match tell {
                Tell::Field(name) => say(field(name)?),
                Tell::Where(name, wanted) => {
                    (body.get(name) == Some(&Value::Bool(*wanted))).then(|| field(name).and_then(say)).flatten()
                }
            })
            .collect(),
        None => spec.fields.iter().filter(|field| is_telling(field)).take(FIELDS_MAX).filter_map(say).collect(),
    };
    told.extend(rows(body, "changes").filter_map(|change| changed(language, change)));
    told.join(" · ")
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
    /// The field, where it says so.
    Where(&'static str, bool),
}

use Tell::{Field as F, Where};

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
    ("meeting-opened", &[F("number"), F("meeting_kind"), F("chair")]),
    ("position", &[F("person"), F("position")]),
    ("head-decision", &[F("outcome"), Where("differs_from_majority", true)]),
    ("meeting-closed", &[F("outcome"), F("dissents")]),
    ("publication", &[F("number"), F("title"), Where("published", false)]),
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

/// What a correction changes: wrong → right.
fn changed(language: Language, change: &Value) -> Option<String> {
    let part = |name| change.text(name).map(first_line).map(Into::into);
    let values = [("field", part("field")?), ("wrong", part("wrong")?), ("right", part("right")?)];
    Some(text(language, "gist-change", &values))
}

fn first_line(text: &str) -> String {
    match text.split_once('\n') {
        Some((first, _)) => format!("{first} …"),
        None => text.to_owned(),
    }
}

/// How many fields tell what a record of a kind without a row of its own says.
const FIELDS_MAX: usize = 2;

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
            for Tell::Field(name) | Tell::Where(name, _) in *telling {
                assert!(spec.field(name).is_some(), "{kind}: {name}");
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
