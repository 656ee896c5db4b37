//! Holding a body against its kind. Run on every record that is verified: nothing is allocated while nothing is wrong.

use std::fmt::Write as _;

use super::problem::{Problem, Shape, Wrong};
use super::schema::{Document, Field, Form, KindSpec, LINE_CHARS_MAX, Need, PROBLEMS_MAX, TEXT_CHARS_MAX};
use crate::model::digest::unhex32;
use crate::model::{DecisionId, Moment, OfficeId, PersonId, ProfileId, Value};

/// See [`KindSpec::check`].
pub(super) fn body(spec: &KindSpec, body: &Value, missing: Option<&[String]>) -> Vec<Problem> {
    let missing = missing.unwrap_or(&[]);
    let mut found = Found { missing, problems: Vec::new() };
    table(spec.fields, body, &Trail::Start, &mut found);
    for (place, path) in missing.iter().enumerate() {
        if missing[..place].contains(path) {
            found.problems.push(Problem::new(path, Wrong::DeclaredTwice));
        } else if let Some(role) = path.strip_prefix(DOCUMENTS) {
            if !spec.documents.iter().any(|document| document.role == role) {
                found.problems.push(Problem::new(path, Wrong::DeclaredUnknown));
            }
        } else if spec.field(path).is_none() || !is_well_indexed(spec, path) {
            found.problems.push(Problem::new(path, Wrong::DeclaredUnknown));
        } else if is_present(body, path) {
            found.problems.push(Problem::new(path, Wrong::DeclaredButPresent));
        }
    }
    let before = found.problems.len();
    (spec.sense)(body, &mut found.problems);
    // What a late entry declares unknown cannot be held against it.
    if !missing.is_empty() && found.problems.len() > before {
        let mut sense = found.problems.split_off(before);
        sense.retain(|problem| !is_declared(&problem.path, missing));
        found.problems.append(&mut sense);
    }
    if found.problems.len() >= PROBLEMS_MAX {
        found.problems.truncate(PROBLEMS_MAX);
        found.problems.push(Problem::new("", Wrong::More));
    }
    found.problems
}

/// See [`KindSpec::check_documents`].
pub(super) fn documents<'a>(
    spec: &KindSpec,
    attached: impl Iterator<Item = &'a str> + Clone,
    missing: Option<&[String]>,
) -> Vec<Problem> {
    let declared = |role: &str| missing.unwrap_or(&[]).iter().any(|path| path.strip_prefix(DOCUMENTS) == Some(role));
    let wrong = |&Document { role, need }: &Document| match (attached.clone().any(|r| r == role), declared(role)) {
        (true, true) => Some(Problem::new(format!("{DOCUMENTS}{role}"), Wrong::DeclaredButPresent)),
        (false, false) if need == Need::Required => Some(Problem::new(format!("{DOCUMENTS}{role}"), Wrong::Missing)),
        _ => None,
    };
    spec.documents.iter().filter_map(wrong).collect()
}

/// What the paths of documents begin with.
const DOCUMENTS: &str = "attachments.";

struct Found<'a> {
    missing: &'a [String],
    problems: Vec<Problem>,
}

impl Found<'_> {
    fn add(&mut self, trail: &Trail<'_>, what: Wrong) {
        if self.problems.len() < PROBLEMS_MAX {
            self.problems.push(Problem { path: trail.to_path(), what });
        }
    }
}

/// Where the check stands: a path that is only spelled out when something is wrong.
enum Trail<'a> {
    Start,
    Field(&'a Self, &'a str),
    Row(&'a Self, usize),
}

impl Trail<'_> {
    fn to_path(&self) -> String {
        let mut path = String::new();
        self.write(&mut path);
        path
    }

    fn write(&self, to: &mut String) {
        match self {
            Self::Start => {}
            Self::Field(above, name) => {
                above.write(to);
                if !to.is_empty() {
                    to.push('.');
                }
                // An unknown field's name comes from outside and may be of any length.
                to.extend(name.chars().take(NAME_SHOWN_MAX).flat_map(char::escape_debug));
            }
            Self::Row(above, place) => {
                above.write(to);
                let _ = write!(to, "[{place}]");
            }
        }
    }
}

/// How much of an unknown field's name is shown.
const NAME_SHOWN_MAX: usize = 80;

fn table(fields: &'static [Field], value: &Value, at: &Trail<'_>, found: &mut Found<'_>) {
    let Value::Table(entries) = value else {
        return found.add(at, Wrong::Form(Shape::Table));
    };
    // A kind has fewer than 128 fields (a test says so), so one word remembers which were seen.
    let mut seen = 0_u128;
    for (name, value) in entries {
        let here = Trail::Field(at, name);
        match fields.iter().position(|field| field.name == name) {
            Some(place) => {
                seen |= 1 << place;
                form(&fields[place].form, value, &here, found);
            }
            None => found.add(&here, Wrong::Unknown),
        }
    }
    for (place, field) in fields.iter().enumerate() {
        if field.need == Need::Required && seen & (1 << place) == 0 {
            let here = Trail::Field(at, field.name);
            if found.missing.is_empty() || !is_declared(&here.to_path(), found.missing) {
                found.add(&here, Wrong::Missing);
            }
        }
    }
}

fn form(form: &'static Form, value: &Value, at: &Trail<'_>, found: &mut Found<'_>) {
    match (form, value) {
        (Form::Bool, Value::Bool(_)) => {}
        (&Form::Int { min, max }, &Value::Int(number)) => {
            if !(min..=max).contains(&number) {
                found.add(at, Wrong::Range { min, max });
            }
        }
        (Form::List { of, least }, Value::List(items)) => {
            if items.len() < *least {
                found.add(at, Wrong::TooFew { least: *least });
            }
            for (place, item) in items.iter().enumerate() {
                self::form(of, item, &Trail::Row(at, place), found);
            }
        }
        (Form::Table(fields), Value::Table(_)) => table(fields, value, at, found),
        (_, Value::Text(words)) => {
            if let Some(wrong) = text(form, words) {
                found.add(at, wrong);
            }
        }
        _ => found.add(at, Wrong::Form(shape(form))),
    }
}

fn text(form: &'static Form, words: &str) -> Option<Wrong> {
    let good = match form {
        Form::Line => return line(words, LINE_CHARS_MAX, Shape::Line, |c| !c.is_control()),
        Form::Text => return line(words, TEXT_CHARS_MAX, Shape::Text, |c| !c.is_control() || c == '\n' || c == '\t'),
        Form::Choice(choices) => {
            return (!choices.contains(&words)).then_some(Wrong::Choice { choices });
        }
        Form::Day => day(words).is_some(),
        Form::Moment => words.parse::<Moment>().is_ok(),
        Form::Record | Form::Digest => unhex32(words.as_bytes()).is_ok(),
        Form::Person => PersonId::holds(words),
        Form::Office => OfficeId::holds(words),
        Form::Decision => DecisionId::holds(words),
        Form::Profile => ProfileId::holds(words),
        Form::Int { .. } | Form::Bool | Form::List { .. } | Form::Table(_) => false,
    };
    (!good).then(|| Wrong::Form(shape(form)))
}

fn line(words: &str, max: usize, shape: Shape, shown: fn(char) -> bool) -> Option<Wrong> {
    if words.len() > max && words.chars().count() > max {
        Some(Wrong::TooLong { max })
    } else if words.trim().is_empty() {
        Some(Wrong::Form(shape))
    } else if !words.chars().all(|c| shown(c) && !turns_direction(c)) {
        Some(Wrong::HiddenCharacters)
    } else {
        None
    }
}

/// Characters that make the eye read another order than the one that was signed, and line ends no editor shows.
const fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
}

/// A day of the calendar in its one spelling.
fn day(words: &str) -> Option<Moment> {
    if words.len() == 10 { words.parse().ok() } else { None }
}

const fn shape(form: &Form) -> Shape {
    match form {
        Form::Line => Shape::Line,
        Form::Text | Form::Choice(_) => Shape::Text,
        Form::Int { .. } => Shape::Int,
        Form::Bool => Shape::Bool,
        Form::Day => Shape::Day,
        Form::Moment => Shape::Moment,
        Form::Record => Shape::Record,
        Form::Digest => Shape::Digest,
        Form::Person => Shape::Person,
        Form::Office => Shape::Office,
        Form::Decision => Shape::Decision,
        Form::Profile => Shape::Profile,
        Form::List { .. } => Shape::List,
        Form::Table(_) => Shape::Table,
    }
}

/// Whether a path is declared missing: itself, its column, or something it lies in.
fn is_declared(path: &str, missing: &[String]) -> bool {
    missing.iter().any(|declared| covers(declared, path))
}

/// `roster.title` covers `roster[4].title`; `roster[4].title` covers only itself.
fn covers(declared: &str, path: &str) -> bool {
    let mut of_path = path.split('.');
    for step in declared.split('.') {
        let Some(other) = of_path.next() else { return false };
        if step != other && other.split_once('[').is_none_or(|(name, _)| name != step) {
            return false;
        }
    }
    true
}

/// Whether every `[…]` in a path is a number in its one spelling, at the end of a step that is a list.
fn is_well_indexed(spec: &KindSpec, path: &str) -> bool {
    path.match_indices('[').all(|(at, _)| {
        let rest = path[at + 1..].split('.').next().unwrap_or_default();
        let spelled = rest
            .strip_suffix(']')
            .is_some_and(|number| number.parse::<usize>().is_ok_and(|place| place.to_string() == number));
        spelled && spec.field(&path[..at]).is_some_and(|field| matches!(field.form, Form::List { .. }))
    })
}

/// Whether something stands at a path; for a column, in any row.
fn is_present(value: &Value, path: &str) -> bool {
    let (step, rest) = path.split_once('.').map_or((path, None), |(step, rest)| (step, Some(rest)));
    let (name, place) = match step.split_once('[') {
        Some((name, place)) => (name, place.trim_end_matches(']').parse::<usize>().ok()),
        None => (step, None),
    };
    let Some(inner) = value.get(name) else { return false };
    let beyond = |value: &Value| rest.is_none_or(|rest| is_present(value, rest));
    match (inner, place) {
        (Value::List(items), Some(place)) => items.get(place).is_some_and(beyond),
        (Value::List(items), None) if rest.is_some() => items.iter().any(beyond),
        (inner, _) => beyond(inner),
    }
}
