//! Every sentence the program says, by id, in every language: Fluent files under `messages/`, one a subject.
//!
//! Looking a sentence up never fails: an id nobody wrote shows itself, so a gap is seen and does not stop the work.
//! The tests at the foot see to it that there is no gap: both languages have the same ids with the same variables.

use std::sync::LazyLock;

pub use fluent_bundle::FluentValue as Value;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};

use super::tone::harmless;
use super::{Language, words};
use crate::model::KindName;
use crate::model::kind::Problem;

/// The sentence `id` in `language`; `id.attribute` names an attribute of a message.
///
/// Values may come from a ledger that lies, so control characters in them are made visible. A missing id is shown
/// between `⟨` and `⟩`.
pub fn text(language: Language, id: &str, values: &[(&str, Value<'_>)]) -> String {
    find(language, id, values).unwrap_or_else(|| format!("⟨{id}⟩"))
}

/// Like [`text`], but `None` where nobody wrote the sentence: for what may be left out, such as an example.
pub fn find(language: Language, id: &str, values: &[(&str, Value<'_>)]) -> Option<String> {
    let bundle = match language {
        Language::En => &*EN,
        Language::Zh => &*ZH,
    };
    let (id, attribute) = id.split_once('.').map_or((id, None), |(id, attribute)| (id, Some(attribute)));
    let message = bundle.get_message(id)?;
    let pattern = match attribute {
        None => message.value()?,
        Some(attribute) => message.get_attribute(attribute)?.value(),
    };
    let args: FluentArgs<'_> = values
        .iter()
        .map(|(name, value)| match value {
            Value::String(text) => (*name, Value::from(harmless(text).into_owned())),
            other => (*name, other.clone()),
        })
        .collect();
    // A variable nobody gave stands in the sentence as `{$name}`; that is all an error here can mean.
    let mut errors = Vec::new();
    Some(bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned())
}

/// A sentence not yet said: its id and its values, to be put into words when the language is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    id: &'static str,
    values: Vec<(&'static str, Given)>,
}

/// What is given for a variable of a sentence.
#[derive(Debug, Clone, PartialEq)]
enum Given {
    Value(Value<'static>),
    /// A sentence within the sentence, said in the same language.
    Said(Box<Message>),
    /// What is wrong with the body of a record of this kind.
    Problems(KindName, Vec<Problem>),
}

impl Message {
    /// The sentence `id`, as yet without values.
    pub const fn new(id: &'static str) -> Self {
        Self { id, values: Vec::new() }
    }

    /// Gives the value of one variable.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value<'static>>) -> Self {
        self.values.push((name, Given::Value(value.into())));
        self
    }

    /// Gives another sentence for one variable.
    #[must_use]
    pub fn say(mut self, name: &'static str, said: Self) -> Self {
        self.values.push((name, Given::Said(Box::new(said))));
        self
    }

    /// Gives for one variable what is wrong with the body of a record of this kind.
    #[must_use]
    pub fn problems(mut self, name: &'static str, kind: &KindName, problems: &[Problem]) -> Self {
        self.values.push((name, Given::Problems(kind.clone(), problems.to_vec())));
        self
    }

    /// Gives the value of one variable: whatever can be shown.
    #[must_use]
    pub fn show(self, name: &'static str, value: impl std::fmt::Display) -> Self {
        self.with(name, value.to_string())
    }

    /// The id.
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// The id, and those of the sentences within it.
    pub fn ids(&self) -> Vec<&'static str> {
        let within = self.values.iter().flat_map(|(_, given)| match given {
            Given::Said(message) => message.ids(),
            Given::Value(_) | Given::Problems(..) => Vec::new(),
        });
        std::iter::once(self.id).chain(within).collect()
    }

    /// The sentence in `language`.
    pub fn text(&self, language: Language) -> String {
        let said = |given: &Given| match given {
            Given::Value(value) => value.clone(),
            Given::Said(message) => message.text(language).into(),
            Given::Problems(kind, problems) => {
                let line = |one| words::problem(language, kind.as_str(), one);
                let lines: Vec<String> = problems.iter().map(line).collect();
                lines.join(&text(language, "word-semicolon", &[])).into()
            }
        };
        let values: Vec<(&str, Value<'_>)> = self.values.iter().map(|(name, given)| (*name, said(given))).collect();
        text(language, self.id, &values)
    }
}

/// Names each subject once; both languages must have its file.
macro_rules! subjects {
    ($($subject:literal),+ $(,)?) => {
        const EN_FILES: &[(&str, &str)] = &[$(($subject, include_str!(concat!("messages/en/", $subject, ".ftl")))),+];
        const ZH_FILES: &[(&str, &str)] = &[$(($subject, include_str!(concat!("messages/zh/", $subject, ".ftl")))),+];
    };
}

// A new subject is a new line here and a file in each language's folder.
subjects! {
    "archive",
    "bundle",
    "calendar",
    "common",
    "demo",
    "errors",
    "forms",
    "help",
    "help_bundle",
    "help_recording",
    "help_reading",
    "help_registry",
    "keys",
    "kinds",
    "kinds_after",
    "kinds_before",
    "ledger",
    "procedure",
    "procedure_rules_a",
    "procedure_rules_b",
    "profile",
    "proof",
    "recording",
    "reading",
    "refusals",
    "verify",
    "views",
}

static EN: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(Language::En, EN_FILES));
static ZH: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(Language::Zh, ZH_FILES));

fn bundle(language: Language, files: &[(&str, &str)]) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(language.tag().parse().into_iter().collect());
    // Isolation marks are invisible characters: they break what people copy from the terminal.
    bundle.set_use_isolating(false);
    for (_, source) in files {
        // What is wrong with a file is found by the tests below; at run time the good part of it is used.
        let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    /// Id (with `.attribute` where it is one) → the variables it names, by reading the files as text.
    fn outline(files: &[(&str, &str)]) -> BTreeMap<String, BTreeSet<String>> {
        let mut outline = BTreeMap::<String, BTreeSet<String>>::new();
        for (subject, source) in files {
            let (mut id, mut current) = (String::new(), String::new());
            for line in source.lines().filter(|line| !line.starts_with('#')) {
                let name = line.trim_start().split(" =").next().unwrap_or_default();
                if line.starts_with(|c: char| c.is_ascii_lowercase()) {
                    id = name.to_owned();
                    current = id.clone();
                    assert!(!outline.contains_key(&current), "{subject}: `{current}` stands twice");
                } else if let Some(attribute) = name.strip_prefix('.') {
                    current = format!("{id}.{attribute}");
                }
                let variables = outline.entry(current.clone()).or_default();
                for part in line.split('$').skip(1) {
                    let end = part.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(part.len());
                    variables.insert(part[..end].to_owned());
                }
            }
        }
        outline.remove("");
        outline
    }

    #[test]
    fn every_file_is_sound_fluent() {
        for (language, files) in [(Language::En, EN_FILES), (Language::Zh, ZH_FILES)] {
            let mut bundle = FluentBundle::new_concurrent(vec![language.tag().parse().unwrap()]);
            for (subject, source) in files {
                let resource = FluentResource::try_new((*source).to_owned())
                    .unwrap_or_else(|(_, errors)| panic!("{language:?} {subject}: {errors:?}"));
                bundle.add_resource(resource).unwrap_or_else(|e| panic!("{language:?} {subject}: {e:?}"));
            }
        }
    }

    #[test]
    fn both_languages_say_the_same_things_about_the_same_values() {
        let (en, zh) = (outline(EN_FILES), outline(ZH_FILES));
        let only = |a: &BTreeMap<_, _>, b: &BTreeMap<String, _>| {
            a.keys().filter(|id| !b.contains_key(*id)).cloned().collect::<Vec<String>>()
        };
        assert_eq!(only(&en, &zh), Vec::<String>::new(), "only in English");
        assert_eq!(only(&zh, &en), Vec::<String>::new(), "only in Chinese");
        for (id, variables) in &en {
            assert_eq!(Some(variables), zh.get(id), "variables of `{id}`");
        }
    }

    #[test]
    fn no_sentence_is_empty() {
        for (language, files) in [(Language::En, EN_FILES), (Language::Zh, ZH_FILES)] {
            for id in outline(files).keys() {
                let sentence = find(language, id, &[]).unwrap_or_else(|| panic!("{language:?}: `{id}` has no text"));
                assert!(!sentence.trim().is_empty(), "{language:?}: `{id}`");
            }
        }
    }

    #[test]
    fn a_sentence_nobody_wrote_shows_its_id() {
        assert_eq!(text(Language::Zh, "nobody-wrote-this", &[]), "⟨nobody-wrote-this⟩");
        assert_eq!(find(Language::En, "error-label.nothing", &[]), None);
    }

    #[test]
    fn values_bring_no_invisible_characters_into_a_sentence() {
        let message = Message::new("error-bug").show("what", "a\u{1b}[31m\u{202e}b\nc");
        assert_eq!(message.text(Language::En), "this is a bug of ours: a\\u{1b}[31m\\u{202e}b\\nc");
        assert!(!message.text(Language::Zh).contains('\u{2068}'), "no isolation marks");
    }
}
