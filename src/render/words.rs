//! The names of kinds, stages, offices, fields, choices and documents in the reader's language; what is wrong with a
//! field, as a sentence. A name nobody wrote shows as its slug: a profile may know offices that this program does not.

use super::Language;
use super::messages::{Value, find, text};
use crate::model::Stage;
use crate::model::kind::{Problem, Wrong};

/// A kind's title.
pub fn kind(language: Language, name: &str) -> String {
    named(language, "kind", name)
}

/// What a kind is, in one line.
pub fn kind_help(language: Language, name: &str) -> String {
    find(language, &format!("kind-{name}.help"), &[]).unwrap_or_default()
}

/// A stage's title.
pub fn stage(language: Language, stage: Stage) -> String {
    named(language, "stage", stage.slug())
}

/// An office's title.
pub fn office(language: Language, slug: &str) -> String {
    named(language, "office", slug)
}

/// A document's title, by the role it is attached in.
pub fn document(language: Language, role: &str) -> String {
    named(language, "document", role)
}

/// A field's label. `path` as in a problem; its indices are passed over.
pub fn field(language: Language, kind: &str, path: &str) -> String {
    of_field(language, kind, path, "").unwrap_or_else(|| last(&plain(path)).to_owned())
}

/// What to write into a field, in one line.
pub fn field_help(language: Language, kind: &str, path: &str) -> String {
    of_field(language, kind, path, ".help").unwrap_or_default()
}

/// A choice's label: as it reads in this field, else as everywhere, else as the stage of that name.
pub fn choice(language: Language, path: &str, value: &str) -> String {
    let plain = plain(path);
    [format!("choice-{}-{value}", last(&plain)), format!("choice-{value}"), format!("stage-{value}")]
        .iter()
        .find_map(|id| find(language, id, &[]))
        .unwrap_or_else(|| value.to_owned())
}

/// What is wrong, to be read after the field's name.
pub fn wrong(language: Language, wrong: &Wrong) -> String {
    let code = format!("wrong-{}", wrong.code());
    let say = |values: &[(&str, Value<'_>)]| text(language, &code, values);
    let whole = |number: i64| Value::from(number.to_string());
    match wrong {
        Wrong::Form(shape) => say(&[("shape", named(language, "shape", shape.slug()).into())]),
        Wrong::TooLong { max } => say(&[("max", max.to_string().into())]),
        Wrong::Range { min, max } => say(&[("min", whole(*min)), ("max", whole(*max))]),
        Wrong::Choice { choices } => say(&[("choices", choices.join(" | ").into())]),
        Wrong::TooFew { least } => say(&[("least", least.to_string().into())]),
        Wrong::Backwards { start } => say(&[("start", (*start).into())]),
        Wrong::Silent { declined } => say(&[("declined", (*declined).into())]),
        Wrong::Excluded { by } => say(&[("by", (*by).into())]),
        Wrong::Twice(name) => say(&[("name", name.clone().into())]),
        _ => say(&[]),
    }
}

/// A problem of a body as a line: where, under which label, what.
pub fn problem(language: Language, kind: &str, problem: &Problem) -> String {
    let what = wrong(language, &problem.what);
    if problem.path.is_empty() {
        return text(language, "wrong-whole", &[("what", what.into())]);
    }
    let label = match problem.path.strip_prefix("attachments.") {
        Some(role) => document(language, role),
        None => field(language, kind, &problem.path),
    };
    text(
        language,
        "wrong-at",
        &[("path", problem.path.as_str().into()), ("label", label.into()), ("what", what.into())],
    )
}

fn named(language: Language, what: &str, slug: &str) -> String {
    find(language, &format!("{what}-{slug}"), &[]).unwrap_or_else(|| slug.to_owned())
}

/// The text of a field: as it reads in this place of this kind, else as everywhere.
fn of_field(language: Language, kind: &str, path: &str, part: &str) -> Option<String> {
    let plain = plain(path);
    find(language, &format!("field-{kind}-{}{part}", plain.replace('.', "-")), &[])
        .or_else(|| find(language, &format!("field-{}{part}", last(&plain)), &[]))
}

/// A path without its indices.
fn plain(path: &str) -> String {
    path.split('.').map(|step| step.split_once('[').map_or(step, |(name, _)| name)).collect::<Vec<_>>().join(".")
}

fn last(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::kind::{Field, Form, Shape, all};
    use crate::model::office::OFFICES;

    /// Every field of every kind with its path.
    fn each_field(see: &mut dyn FnMut(&str, &str, &Field)) {
        fn within(kind: &str, at: &str, fields: &[Field], see: &mut dyn FnMut(&str, &str, &Field)) {
            for field in fields {
                let path = if at.is_empty() { field.name.to_owned() } else { format!("{at}.{}", field.name) };
                see(kind, &path, field);
                within(kind, &path, field.form.fields().unwrap_or(&[]), see);
            }
        }
        for spec in all() {
            within(spec.name, "", spec.fields, see);
        }
    }

    fn is_in_language(language: Language, text: &str) -> bool {
        let han = text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        !text.is_empty() && han == (language == Language::Zh)
    }

    #[test]
    fn everything_has_its_name_in_both_languages() {
        for language in Language::ALL {
            let good = |id: String, words: Option<String>| {
                assert!(words.is_some_and(|words| is_in_language(language, &words)), "{language:?}: {id}");
            };
            for spec in all() {
                good(format!("kind {}", spec.name), find(language, &format!("kind-{}", spec.name), &[]));
                good(format!("help of {}", spec.name), Some(kind_help(language, spec.name)));
                for document in spec.documents {
                    let id = format!("document-{}", document.role);
                    good(id.clone(), find(language, &id, &[]));
                }
            }
            for office in OFFICES {
                good((*office).to_owned(), find(language, &format!("office-{office}"), &[]));
            }
            for stage in Stage::ALL {
                good(stage.to_string(), find(language, &format!("stage-{stage}"), &[]));
            }
            for code in Wrong::CODES {
                good((*code).to_owned(), find(language, &format!("wrong-{code}"), &[]));
            }
            for shape in Shape::ALL {
                let id = format!("shape-{}", shape.slug());
                let words = find(language, &id, &[]);
                assert!(words.is_some_and(|words| !words.is_empty()), "{language:?}: {id}");
            }
            each_field(&mut |kind, path, field| {
                good(format!("{kind} {path}"), of_field(language, kind, path, ""));
                good(format!("help of {kind} {path}"), of_field(language, kind, path, ".help"));
                if let Form::Choice(choices) | Form::List { of: Form::Choice(choices), .. } = &field.form {
                    for one in *choices {
                        let words = choice(language, path, one);
                        assert!(words != *one || language == Language::En, "{kind} {path}: {one}");
                        good(format!("{kind} {path}: {one}"), Some(words));
                    }
                }
            });
        }
    }

    #[test]
    fn every_particular_name_of_a_field_is_used() {
        let mut used = std::collections::BTreeSet::new();
        each_field(&mut |kind, path, _| {
            used.insert(format!("field-{kind}-{}", path.replace('.', "-")));
            used.insert(format!("field-{}", last(path)));
        });
        let file = include_str!("messages/en/kinds.ftl");
        for id in file.lines().filter_map(|line| line.split_once(" = ")).map(|(id, _)| id) {
            assert!(!id.starts_with("field-") || used.contains(id), "{id} names no field");
        }
    }

    #[test]
    fn a_problem_says_where_and_what_in_the_readers_language() {
        let backwards = Problem::new("to", Wrong::Backwards { start: "from" });
        assert_eq!(problem(Language::En, "comment-announcement", &backwards), "to (To): lies before from");
        assert_eq!(problem(Language::Zh, "comment-announcement", &backwards), "to（征求意见截止日期）：早于 from");
        let draft = Problem::new("attachments.draft", Wrong::Missing);
        assert_eq!(problem(Language::Zh, "draft-version", &draft), "attachments.draft（草案正文）：没有填写");
        let more = Problem::new("", Wrong::More);
        assert_eq!(problem(Language::Zh, "draft-version", &more), "正文：还有更多问题，未逐一列出");
        assert_eq!(problem(Language::En, "draft-version", &more), "the body has more problems than are listed");
        let row = Problem::new("roster[2].title", Wrong::Form(Shape::Line));
        assert_eq!(problem(Language::En, "meeting-opened", &row), "roster[2].title (Title): is not a line of text");
    }

    #[test]
    fn what_nobody_named_shows_its_slug() {
        assert_eq!(office(Language::Zh, "village-committee"), "village-committee");
        assert_eq!(kind(Language::En, "ledger-found-2"), "ledger-found-2");
        assert_eq!(field(Language::En, "x", "a[0].b"), "b");
    }
}
