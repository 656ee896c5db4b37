//! A procedure profile in the reader's language: what a rule asks for, where it applies, what is wrong with one.
//!
//! In scope: the words for kinds of rule, parameters, conditions and mistakes. Out of scope: what a judgement found.

use toml::Value;

use super::body::Part;
use super::judgement::in_language;
use super::messages::{Value as Given, find, text};
use super::{Language, words};
use crate::model::kind::{self, Form};
use crate::model::office::OFFICES;
use crate::procedure::written_rule::in_order;
use crate::procedure::{Profile, ProfileError, Rule, Withhold, WrittenRule};

/// What a kind of rule looks at; its name where nobody wrote that.
pub fn rule_kind(language: Language, slug: &str) -> String {
    find(language, &format!("rule-kind-{slug}"), &[]).unwrap_or_else(|| slug.to_owned())
}

/// What a parameter is called; its name where nobody wrote that.
pub fn parameter(language: Language, key: &str) -> String {
    find(language, &format!("rule-param-{}", key.replace('_', "-")), &[]).unwrap_or_else(|| key.to_owned())
}

/// A mistake in a profile: on which line, in which rule, what is wrong, what to do.
pub fn mistake(language: Language, error: &ProfileError) -> String {
    let id = format!("profile-flaw-{}", error.flaw().slug());
    let names = error.names();
    let name = |nth: usize| (*names.get(nth).unwrap_or(&"")).to_owned();
    let rest = names.get(1..).unwrap_or_default().join(", ");
    let values: &[(&str, Given<'_>)] = &[
        ("name", name(0).into()),
        ("other", name(1).into()),
        ("rest", rest.into()),
        ("words", error.what.as_str().into()),
    ];
    let what = text(language, &id, values);
    let advice = text(language, &format!("{id}.advice"), values);
    let line = error.line.to_string();
    let rule = error.rule.as_deref().unwrap_or_default();
    let values: &[(&str, Given<'_>)] =
        &[("line", line.into()), ("rule", rule.into()), ("what", what.into()), ("advice", advice.into())];
    text(language, if rule.is_empty() { "profile-mistake" } else { "profile-mistake-in-rule" }, values)
}

/// What a rule asks for, in parts.
pub fn explained(language: Language, rule: &Rule, written: &WrittenRule) -> Vec<Part> {
    let say = |id: &str| text(language, id, &[]);
    let comma = say("word-comma");
    let slug = rule.kind.slug();
    let kind =
        text(language, "profile-kind-of-rule", &[("words", rule_kind(language, slug).into()), ("slug", slug.into())]);
    let mut parts = vec![
        Part::value(say("profile-article"), in_language(language, &rule.article)),
        Part::value(say("profile-rule-kind"), kind),
    ];
    let of_field = written.text("field");
    for (key, value) in written.parameters() {
        parts.push(Part::value(parameter(language, key), value_in_words(language, of_field, value, &comma)));
    }
    let conditions = |key: &str| -> Vec<String> {
        written.conditions(key).into_iter().map(|one| condition(language, one)).collect()
    };
    let (when, unless) = (conditions("when"), conditions("unless"));
    if when.is_empty() && unless.is_empty() {
        parts.push(Part::value(say("profile-applies"), say("profile-always")));
    }
    for (id, items) in [("profile-when", when), ("profile-unless", unless)] {
        if !items.is_empty() {
            parts.push(Part::Items { label: say(id), items });
        }
    }
    parts.push(Part::value(say("profile-resolve"), in_language(language, &rule.resolve)));
    parts
}

/// What a profile says beside its rules: what a public version withholds, and who signs that something is destroyed.
pub fn beside_the_rules(language: Language, profile: &Profile) -> Vec<Part> {
    let say = |id: &str, values: &[(&str, Given<'_>)]| text(language, id, values);
    let comma = say("word-comma", &[]);
    let mut parts = Vec::new();
    if !profile.withhold.is_empty() {
        let items = profile.withhold.iter().map(|one| withheld(language, one)).collect();
        parts.push(Part::Items { label: say("profile-withhold", &[]), items });
    }
    let mut items = vec![say("profile-erasure-always", &[])];
    if let Some(rule) = &profile.erasure {
        for group in &rule.offices {
            let offices: Vec<String> = group.iter().map(|office| words::office(language, office.as_str())).collect();
            items.push(say("profile-erasure-group", &[("offices", offices.join(&comma).into())]));
        }
        if rule.threshold > 0 {
            items.push(say("profile-erasure-persons", &[("count", rule.threshold.to_string().into())]));
        }
    }
    parts.push(Part::Items { label: say("profile-erasure", &[]), items });
    parts
}

fn withheld(language: Language, one: &Withhold) -> String {
    let comma = text(language, "word-comma", &[]);
    let kinds: Vec<String> = one.kinds.iter().map(|kind| words::kind(language, kind.name())).collect();
    let documents: Vec<String> = one.documents.iter().map(|role| words::document(language, role)).collect();
    let (id, what) = match (one.kinds.is_empty(), one.documents.is_empty()) {
        (_, true) => ("profile-withhold-records", &kinds),
        (true, false) => ("profile-withhold-documents", &documents),
        (false, false) => ("profile-withhold-documents-of", &documents),
    };
    let values: &[(&str, Given<'_>)] = &[
        ("what", what.join(&comma).into()),
        ("kinds", kinds.join(&comma).into()),
        ("ground", words::choice(language, "basis", one.basis.slug()).into()),
        ("article", in_language(language, &one.article).into()),
    ];
    text(language, id, values)
}

/// A condition, in words.
pub fn condition(language: Language, written: &str) -> String {
    let (negated, rest) = match written.strip_prefix("not ") {
        Some(rest) => (true, rest),
        None => (false, written),
    };
    let say = |id: &str, values: &[(&str, Given<'_>)]| text(language, id, values);
    let said = match rest.split_once(" = ") {
        Some((field, word)) => {
            let word = choice(language, field, word).unwrap_or_else(|| word.to_owned());
            say("condition-says", &[("field", reference(language, field).into()), ("word", word.into())])
        }
        None if rest.contains('.') => say("condition-holds", &[("field", reference(language, rest).into())]),
        None => say("condition-there", &[("kind", reference(language, rest).into())]),
    };
    if negated { say("condition-not", &[("what", said.into())]) } else { said }
}

/// A kind of record, a field of one, an office: by their names. What is none of these stays as written.
fn reference(language: Language, written: &str) -> String {
    if let Some(spec) = kind::named(written) {
        return words::kind(language, spec.name);
    }
    if OFFICES.contains(&written) {
        return words::office(language, written);
    }
    let Some((spec, path)) = written.split_once('.').and_then(|(kind, path)| Some((kind::named(kind)?, path))) else {
        return written.to_owned();
    };
    let field = match path {
        "recorded" => text(language, "profile-recorded", &[]),
        path => words::field(language, spec.name, path),
    };
    let values: &[(&str, Given<'_>)] = &[("kind", words::kind(language, spec.name).into()), ("field", field.into())];
    text(language, "profile-field-of", values)
}

/// A word that a field says, by its label; `None` where the field says no such word.
fn choice(language: Language, field: &str, word: &str) -> Option<String> {
    let (kind, path) = field.split_once('.')?;
    let form = &kind::named(kind)?.field(path)?.form;
    let (Form::Choice(choices) | Form::List { of: Form::Choice(choices), .. }) = form else { return None };
    choices.contains(&word).then(|| words::choice(language, path, word))
}

fn value_in_words(language: Language, of_field: &str, value: &Value, comma: &str) -> String {
    match value {
        Value::String(word) => choice(language, of_field, word)
            .or_else(|| find(language, &format!("rule-value-{word}"), &[]))
            .unwrap_or_else(|| match word.contains(" = ") || word.starts_with("not ") {
                true => condition(language, word),
                false => reference(language, word),
            }),
        Value::Boolean(yes) => text(language, if *yes { "word-yes" } else { "word-no" }, &[]),
        Value::Array(items) => {
            let items = items.iter().map(|item| value_in_words(language, of_field, item, comma));
            items.collect::<Vec<_>>().join(comma)
        }
        Value::Table(table) => {
            let one = |(key, value): (&str, &Value)| {
                let value = match value.as_str() {
                    Some(written) if key == "when" => condition(language, written),
                    _ => value_in_words(language, of_field, value, comma),
                };
                format!("{} {value}", parameter(language, key))
            };
            in_order(table).into_iter().map(one).collect::<Vec<_>>().join(" ")
        }
        plain => plain.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::procedure::Flaw;
    use crate::procedure::rules::RuleKind;

    #[test]
    fn every_kind_of_rule_and_every_mistake_has_its_words() {
        for language in Language::ALL {
            for slug in RuleKind::SLUGS {
                assert!(find(language, &format!("rule-kind-{slug}"), &[]).is_some(), "{language:?}: {slug}");
            }
            for flaw in Flaw::ALL {
                for part in ["", ".advice"] {
                    let id = format!("profile-flaw-{}{part}", flaw.slug());
                    assert!(find(language, &id, &[]).is_some(), "{language:?}: {id}");
                }
            }
        }
    }

    #[test]
    fn conditions_are_said_in_words() {
        for (written, en, zh) in [
            ("hearing-record", "there is", "有"),
            ("not decision-open.risky", "not the case", "不属于"),
            ("head-decision.outcome = deferred", "says", "为"),
        ] {
            let (in_en, in_zh) = (condition(Language::En, written), condition(Language::Zh, written));
            assert!(in_en.contains(en) && in_zh.contains(zh), "{in_en} / {in_zh}");
            assert!(!in_zh.contains("decision") && !in_zh.contains("hearing"), "{in_zh}");
        }
        assert_eq!(reference(Language::En, "nothing.here"), "nothing.here");
    }

    #[test]
    fn a_mistake_names_its_line_its_rule_and_what_to_do() {
        let error =
            ProfileError { line: 7, rule: Some("A1".into()), what: "there is no kind of record `nothing`".into() };
        for language in Language::ALL {
            let told = mistake(language, &error);
            for part in ["7", "A1", "nothing", "liuhen step kinds"] {
                assert!(told.contains(part), "{told}");
            }
        }
        assert!(!mistake(Language::Zh, &error).contains("there is"));
        assert!(!mistake(Language::En, &ProfileError { rule: None, ..error }).contains("A1"));
    }
}
