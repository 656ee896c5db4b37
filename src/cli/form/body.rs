//! The body of a form: TOML into data, held against its kind, with the line of each field.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::page::Page;
use super::problem::FormWrong;
use super::{Declared, Lines, RecordRef, moment_text};
use crate::crypto::hash;
use crate::model::kind::{Field, Form as FieldForm, KindSpec, Shape, Wrong};
use crate::model::{DecisionId, RecordDigest, Value};

/// What the rest of a form says that its body is read by.
pub(super) struct Reading<'a> {
    /// Where the form stands.
    pub(super) at: &'a str,
    /// Its kind.
    pub(super) spec: &'static KindSpec,
    /// The decision that `#12` is meant in.
    pub(super) here: Option<&'a DecisionId>,
    /// The paths declared missing, where it is late.
    pub(super) missing: Option<&'a [String]>,
    /// The lines they are declared on.
    pub(super) declared: &'a Declared,
}

/// Reads the body and notes everything that is wrong with it. References stay as written.
pub(super) fn read(page: &mut Page, lines: &mut Lines, table: &DeTable<'_>, reading: &Reading<'_>) -> Value {
    let Reading { at, spec, here, missing, declared } = *reading;
    let body = fields(page, lines, Some(spec.fields), table, &format!("{at}body"));
    // A reference that can be read is as good as the digest it will become, and two references are as good as two; one that
    // cannot is left and found wrong.
    let mut probe = body.clone();
    each_record(spec.fields, &mut probe, "", &mut |text, _| {
        let stands_for = |named: String| RecordDigest(hash::blake3(named.as_bytes()));
        match RecordRef::read(text, here) {
            Some(RecordRef::Digest(digest)) => Some(digest),
            Some(reference) => Some(stands_for(reference.to_string())),
            None => (here.is_none() && text.starts_with('#')).then(|| stands_for(text.to_owned())),
        }
    });
    for problem in spec.check(&probe, missing) {
        let field = if problem.path.is_empty() { format!("{at}body") } else { format!("{at}body.{}", problem.path) };
        if page.has(&field) {
            continue;
        }
        let line = declared.line_of(&problem).unwrap_or_else(|| nearest(lines, &field));
        let what = match problem.what {
            Wrong::Form(Shape::Record) => match standing(&body, &problem.path) {
                Some(Value::Text(text)) => FormWrong::Reference(text.clone()),
                _ => FormWrong::Body(Wrong::Form(Shape::Record)),
            },
            // As it was written, not as what stands for it here.
            Wrong::Twice(named) => FormWrong::Body(Wrong::Twice(match standing(&body, &problem.path) {
                Some(Value::Text(text)) => text.clone(),
                _ => named,
            })),
            other => FormWrong::Body(other),
        };
        page.add(line, field, what);
    }
    body
}

/// Puts digests in place of references. `find` sees each reference with its path and answers what it leads to; where
/// it answers nothing, the text stays.
pub(super) fn each_record(
    fields: &[Field],
    value: &mut Value,
    path: &str,
    find: &mut dyn FnMut(&str, &str) -> Option<RecordDigest>,
) {
    let Value::Table(entries) = value else { return };
    for (name, value) in entries {
        if let Some(field) = fields.iter().find(|field| field.name == name) {
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            each_in(&field.form, value, &path, find);
        }
    }
}

fn each_in(form: &FieldForm, value: &mut Value, path: &str, find: &mut dyn FnMut(&str, &str) -> Option<RecordDigest>) {
    match (form, value) {
        (FieldForm::Record, Value::Text(text)) => {
            if let Some(digest) = find(text, path) {
                *text = digest.to_string();
            }
        }
        (FieldForm::List { of, .. }, Value::List(items)) => {
            for (place, item) in items.iter_mut().enumerate() {
                each_in(of, item, &format!("{path}[{place}]"), find);
            }
        }
        (FieldForm::Table(fields), value) => each_record(fields, value, path, find),
        _ => {}
    }
}

/// The line of a field, or of the nearest thing it stands in.
pub(super) fn nearest(lines: &Lines, field: &str) -> usize {
    let mut field = field;
    loop {
        if let Some(line) = lines.get(field) {
            return *line;
        }
        match field.rfind(['.', '[']) {
            Some(cut) => field = &field[..cut],
            None => return 1,
        }
    }
}

/// What stands at a path of field names and indices.
fn standing<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(value, |value, step| match step.split_once('[') {
        None => value.get(step),
        Some((name, place)) => match value.get(name)? {
            Value::List(items) => items.get(place.trim_end_matches(']').parse::<usize>().ok()?),
            _ => None,
        },
    })
}

fn fields(
    page: &mut Page,
    lines: &mut Lines,
    known: Option<&'static [Field]>,
    table: &DeTable<'_>,
    path: &str,
) -> Value {
    let place = |name: &str| known.and_then(|known| known.iter().position(|field| field.name == name));
    // The order of the kind, whatever order they were written in: one form has one spelling.
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| place(key.get_ref()).unwrap_or(usize::MAX));
    let mut written = Vec::with_capacity(entries.len());
    for (key, value) in entries {
        let name = key.get_ref().to_string();
        let path = format!("{path}.{name}");
        let line = page.line(key.span().start);
        lines.insert(path.clone(), line);
        let form = known.zip(place(&name)).map(|(known, place)| &known[place].form);
        if let Some(value) = read_value(page, lines, form, value, &path, line) {
            written.push((name, value));
        }
    }
    Value::Table(written)
}

fn read_value(
    page: &mut Page,
    lines: &mut Lines,
    form: Option<&'static FieldForm>,
    value: &Spanned<DeValue<'_>>,
    path: &str,
    line: usize,
) -> Option<Value> {
    Some(match value.get_ref() {
        DeValue::Boolean(yes) => Value::Bool(*yes),
        DeValue::String(text) => {
            if text.trim().is_empty() {
                page.add(line, path, FormWrong::Empty);
                return None;
            }
            Value::Text(text_of(form, text))
        }
        DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
            Ok(number) => Value::Int(number),
            Err(_) => {
                page.add(line, path, FormWrong::Body(Wrong::Range { min: i64::MIN, max: i64::MAX }));
                return None;
            }
        },
        DeValue::Float(_) => {
            page.add(line, path, FormWrong::Fraction);
            return None;
        }
        datetime @ DeValue::Datetime(_) => Value::Text(moment_text(datetime)?),
        DeValue::Array(items) => {
            let of = match form {
                Some(FieldForm::List { of, .. }) => Some(*of),
                _ => None,
            };
            let mut list = Vec::with_capacity(items.len());
            for (place, item) in items.iter().enumerate() {
                let path = format!("{path}[{place}]");
                let line = page.line(item.span().start);
                lines.insert(path.clone(), line);
                // An item that cannot be read keeps its place, so that the others keep their numbers.
                list.push(read_value(page, lines, of, item, &path, line).unwrap_or(Value::Table(Vec::new())));
            }
            Value::List(list)
        }
        DeValue::Table(table) => {
            let known = match form {
                Some(FieldForm::Table(fields)) => Some(*fields),
                _ => None,
            };
            fields(page, lines, known, table, path)
        }
    })
}

/// A text as it is kept: what editors leave at its end is no part of it.
fn text_of(form: Option<&FieldForm>, text: &str) -> String {
    match form {
        Some(FieldForm::Text) => text.trim_end().to_owned(),
        _ => text.to_owned(),
    }
}
