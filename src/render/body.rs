//! A record's body in words: every field under its label, choices by their names, records that are cited by theirs.
//!
//! In scope: which words stand for what, in the order people fill the fields in; drawing them as lines. A field that its
//! kind does not know is shown under its own name: nothing of a body is left out. Out of scope: whether the body is as it
//! must be ([`kind`]), who may see it.

use super::table::{Column, Table, places};
use super::tone::{Piece, Tone};
use super::wrap::wrapped;
use super::{Language, text, words};
use crate::model::kind::{self, Field, Form};
use crate::model::{RecordDigest, Value};

/// Gives a cited record its name, such as `#3 草案版本`; `None` where the reader does not know it.
pub type Names<'a> = &'a dyn Fn(&RecordDigest) -> Option<String>;

/// A piece of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// One value under its label; it may have several lines.
    Value {
        /// The field's label.
        label: String,
        /// The value in words.
        value: String,
    },
    /// Several values under one label, perhaps none.
    Items {
        /// The field's label.
        label: String,
        /// The values in words.
        items: Vec<String>,
    },
    /// Rows of short cells.
    Rows {
        /// The field's label.
        label: String,
        /// The labels of the columns.
        headings: Vec<String>,
        /// The cells; empty where a row has no such field.
        rows: Vec<Vec<String>>,
    },
    /// Rows that hold too much for a line, or one table: each with parts of its own.
    Groups {
        /// The field's label.
        label: String,
        /// Whether they are rows to be counted.
        counted: bool,
        /// The parts of each.
        groups: Vec<Vec<Self>>,
    },
}

impl Part {
    /// One value under its label.
    pub fn value(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self::Value { label: label.into(), value: value.into() }
    }
}

/// The body of a record of this kind, in parts.
pub fn parts(language: Language, kind: &str, body: &Value, names: Names<'_>) -> Vec<Part> {
    let fields = kind::named(kind).map_or(&[][..], |spec| spec.fields);
    Reader { language, kind, names }.table(fields, body, "")
}

/// One field of a body in words, where it is there and is a single value.
pub fn field_in_words(
    language: Language,
    kind: &str,
    field: &'static Field,
    body: &Value,
    names: Names<'_>,
) -> Option<String> {
    let value = body.get(field.name)?;
    match value {
        Value::List(_) | Value::Table(_) => None,
        plain => Some(Reader { language, kind, names }.plain(&field.form, plain, field.name)),
    }
}

/// Parts as lines, each beginning `indent` places in.
pub fn lines(language: Language, parts: &[Part], indent: usize) -> Vec<Vec<Piece>> {
    let mut out = Vec::new();
    draw(language, parts, indent, &mut out);
    out
}

struct Reader<'a> {
    language: Language,
    kind: &'a str,
    names: Names<'a>,
}

impl Reader<'_> {
    fn table(&self, fields: &'static [Field], table: &Value, path: &str) -> Vec<Part> {
        let Value::Table(entries) = table else {
            return vec![Part::value("", as_written(table))];
        };
        let known = fields.iter().filter_map(|field| Some((field, table.get(field.name)?)));
        let mut parts: Vec<Part> =
            known.map(|(field, value)| self.part(field, value, &join(path, field.name))).collect();
        let unknown = entries.iter().filter(|(name, _)| !fields.iter().any(|field| field.name == name));
        parts.extend(unknown.map(|(name, value)| Part::value(name.as_str(), as_written(value))));
        parts
    }

    fn part(&self, field: &'static Field, value: &Value, path: &str) -> Part {
        let label = words::field(self.language, self.kind, path);
        match (&field.form, value) {
            (Form::Table(fields), Value::Table(_)) => {
                Part::Groups { label, counted: false, groups: vec![self.table(fields, value, path)] }
            }
            (Form::List { of: Form::Table(fields), .. }, Value::List(rows)) if !rows.is_empty() => {
                match self.rows(fields, rows, path) {
                    Some(cells) => {
                        let heading = |field: &Field| words::field(self.language, self.kind, &join(path, field.name));
                        Part::Rows { label, headings: fields.iter().map(heading).collect(), rows: cells }
                    }
                    None => {
                        let groups = rows.iter().map(|row| self.table(fields, row, path)).collect();
                        Part::Groups { label, counted: true, groups }
                    }
                }
            }
            (Form::List { of, .. }, Value::List(items)) => {
                Part::Items { label, items: items.iter().map(|item| self.plain(of, item, path)).collect() }
            }
            (form, value) => Part::Value { label, value: self.plain(form, value, path) },
        }
    }

    /// Rows as cells, where all of it fits a table and no row holds anything its kind does not know.
    fn rows(&self, fields: &'static [Field], rows: &[Value], path: &str) -> Option<Vec<Vec<String>>> {
        let mut widths = vec![0; fields.len()];
        let mut cells = Vec::with_capacity(rows.len());
        for row in rows {
            let Value::Table(entries) = row else { return None };
            if entries.iter().any(|(name, _)| !fields.iter().any(|field| field.name == name)) {
                return None;
            }
            let mut line = Vec::with_capacity(fields.len());
            for (field, width) in fields.iter().zip(&mut widths) {
                let cell = match row.get(field.name) {
                    None => String::new(),
                    Some(Value::List(_) | Value::Table(_)) => return None,
                    Some(value) => self.plain(&field.form, value, &join(path, field.name)),
                };
                if cell.contains('\n') {
                    return None;
                }
                *width = places(&cell).max(*width);
                line.push(cell);
            }
            cells.push(line);
        }
        let taken: usize = widths.iter().map(|width| width + STEP).sum();
        (taken <= ROW_PLACES_MAX).then_some(cells)
    }

    fn plain(&self, form: &Form, value: &Value, path: &str) -> String {
        match (form, value) {
            (Form::Choice(choices), Value::Text(word)) if choices.contains(&word.as_str()) => {
                words::choice(self.language, path, word)
            }
            (Form::Office, Value::Text(slug)) => words::office(self.language, slug),
            (Form::Record, Value::Text(digest)) => {
                digest.parse().ok().and_then(|digest| (self.names)(&digest)).unwrap_or_else(|| digest.clone())
            }
            (_, Value::Bool(yes)) => yes_or_no(self.language, *yes),
            (_, other) => as_written(other),
        }
    }
}

/// Yes or no in the reader's language.
pub fn yes_or_no(language: Language, yes: bool) -> String {
    text(language, if yes { "word-yes" } else { "word-no" }, &[])
}

/// A value as it stands in the record, a text without its quotation marks.
fn as_written(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        // Texts, numbers, lists and tables: all of them JSON can hold.
        other => serde_json::to_string(other).unwrap_or_default(),
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

fn draw(language: Language, parts: &[Part], indent: usize, out: &mut Vec<Vec<Piece>>) {
    let labelled = |part: &Part| match part {
        Part::Value { label, .. } | Part::Items { label, .. } => places(label),
        Part::Rows { .. } | Part::Groups { .. } => 0,
    };
    let width = parts.iter().map(labelled).max().unwrap_or(0);
    for part in parts {
        match part {
            Part::Value { label, value } => under(label, width, &wrapped(value, room(indent, width)), indent, out),
            Part::Items { label, items } if items.is_empty() => {
                under(label, width, &[text(language, "word-none", &[])], indent, out);
            }
            Part::Items { label, items } => {
                let lines: Vec<String> = items.iter().flat_map(|item| wrapped(item, room(indent, width))).collect();
                under(label, width, &lines, indent, out);
            }
            Part::Rows { label, headings, rows } => {
                let inner = titled(label, indent, out);
                // A column that no row has anything in only takes room.
                let used: Vec<usize> =
                    (0..headings.len()).filter(|&at| rows.iter().any(|row| !row[at].is_empty())).collect();
                let mut table = Table::new(used.iter().map(|&at| Column::new(headings[at].as_str())));
                for row in rows {
                    table.row(used.iter().map(|&at| row[at].as_str()));
                }
                out.extend(indented(table.lines(), inner));
            }
            Part::Groups { label, counted, groups } => {
                let inner = titled(label, indent, out);
                for (place, group) in groups.iter().enumerate() {
                    if *counted {
                        let mark = format!("{}.", place + 1);
                        out.push(vec![Piece::plain(" ".repeat(inner)), Piece::new(Tone::Faint, mark)]);
                    }
                    draw(language, group, if *counted { inner + STEP } else { inner }, out);
                }
            }
        }
    }
}

/// A label on a line of its own, where there is one; returns where what belongs to it begins.
fn titled(label: &str, indent: usize, out: &mut Vec<Vec<Piece>>) -> usize {
    if label.is_empty() {
        return indent;
    }
    out.push(vec![Piece::plain(" ".repeat(indent)), Piece::new(Tone::Faint, label)]);
    indent + STEP
}

/// Lines under a label, all beginning at the same place.
fn under(label: &str, width: usize, lines: &[String], indent: usize, out: &mut Vec<Vec<Piece>>) {
    for (at, line) in lines.iter().enumerate() {
        let label = if at == 0 { label } else { "" };
        // Where nothing has a label, nothing stands clear of one.
        let gap = if width == 0 { 0 } else { width - places(label) + STEP };
        let mut pieces = vec![Piece::plain(" ".repeat(indent))];
        if !label.is_empty() {
            pieces.push(Piece::new(Tone::Faint, label));
        }
        pieces.push(Piece::plain(format!("{}{line}", " ".repeat(gap))));
        out.push(pieces);
    }
}

/// Lines moved to the right.
pub fn indented(lines: Vec<Vec<Piece>>, indent: usize) -> impl Iterator<Item = Vec<Piece>> {
    lines.into_iter().map(move |mut line| {
        line.insert(0, Piece::plain(" ".repeat(indent)));
        line
    })
}

const fn room(indent: usize, width: usize) -> usize {
    let left = LINE_PLACES.saturating_sub(indent + width + STEP);
    if left < LINE_PLACES_MIN { LINE_PLACES_MIN } else { left }
}

/// How far each level is moved to the right.
const STEP: usize = 2;

/// What fits a terminal of ordinary width, and a printed page.
const LINE_PLACES: usize = 100;

/// The widest row that is drawn as one; what is wider is drawn field by field.
const ROW_PLACES_MAX: usize = 84;

/// Narrower than this nobody reads a sentence.
const LINE_PLACES_MIN: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;

    fn value(json: &str) -> Value {
        serde_json::from_str(json).unwrap()
    }

    fn drawn(language: Language, kind: &str, json: &str) -> String {
        let known = |digest: &RecordDigest| (digest.0 == [1; 32]).then(|| "#3 X".to_owned());
        let lines = lines(language, &parts(language, kind, &value(json), &known), 2);
        lines.iter().map(|line| line.iter().map(|piece| piece.text.as_str()).collect::<String>() + "\n").collect()
    }

    #[test]
    fn fields_stand_under_their_labels_in_the_order_of_the_form() {
        let json = r#"{"position":"disagree","person":"李明","meeting":"MEET","declined":false,
            "reasons":[{"ground":"cost","text":"一\n二"}],"conditions":[]}"#;
        let json = json.replace("MEET", &"01".repeat(32));
        let zh = drawn(Language::Zh, "position", &json);
        let lines: Vec<&str> = zh.lines().collect();
        assert!(lines[0].ends_with("#3 X"), "{zh}");
        assert!(lines[1].ends_with("李明"), "{zh}");
        assert!(lines[2].ends_with("不同意"), "{zh}");
        assert_eq!(lines[3].trim(), words::field(Language::Zh, "position", "reasons"), "{zh}");
        assert_eq!(lines[4], "    1.", "{zh}");
        assert!(lines[5].starts_with("      ") && lines[6].ends_with('一') && lines[7].trim() == "二", "{zh}");
        let en = drawn(Language::En, "position", &json);
        assert!(en.contains("disagree") || en.contains("Disagree") || en.contains("against"), "{en}");
        assert!(
            en.lines().any(|line| line.ends_with("  no")) && en.lines().any(|line| line.ends_with("  none")),
            "{en}"
        );
    }

    #[test]
    fn short_rows_are_a_table_without_empty_columns() {
        let json = r#"{"roster":[{"person":"李明","office":"head","attendance":"present"},
            {"person":"王","office":"member","attendance":"absent"}]}"#;
        let zh = drawn(Language::Zh, "meeting-opened", json);
        assert!(
            zh.lines().count() == 4 && !zh.contains(&words::field(Language::Zh, "meeting-opened", "roster.reason"))
        );
        let long = json.replace(r#""absent""#, &format!(r#""absent","reason":"{}""#, "公务".repeat(30)));
        let long = drawn(Language::Zh, "meeting-opened", &long);
        assert!(long.contains("    2.\n"), "{long}");
        let json = r#"{"representatives":[{"group":"市民","due":3,"present":2},{"group":"专家","due":1,"present":1}]}"#;
        let zh = drawn(Language::Zh, "hearing-record", json);
        assert_eq!(zh.lines().count(), 4, "{zh}");
        assert!(zh.lines().nth(2).unwrap().ends_with('2'), "{zh}");
    }

    #[test]
    fn what_a_kind_does_not_know_is_shown_all_the_same() {
        let en = drawn(Language::En, "position", r#"{"person":"x","strange":[1,{"a":true}],"position":"never"}"#);
        assert!(en.contains("strange") && en.contains(r#"[1,{"a":true}]"#), "{en}");
        assert!(en.contains("never"), "{en}");
        let en = drawn(Language::En, "no-such-kind", r#"{"b":"x\u001b[2J","a":7}"#);
        assert_eq!(en.lines().next(), Some("  b  x\u{1b}[2J"), "made harmless by whoever prints it");
        // A body that is no table is shown as it stands.
        assert_eq!(drawn(Language::En, "position", r#"["x"]"#), "  [\"x\"]\n");
        // A row that is not a table, or has a field too many, keeps the list from being drawn as a table.
        for odd in [r#""text""#, r#"{"group":"g","due":1,"present":1,"more":2}"#] {
            let json = format!(r#"{{"representatives":[{odd}]}}"#);
            assert!(matches!(
                parts(Language::En, "hearing-record", &value(&json), &|_| None)[0],
                Part::Groups { counted: true, .. }
            ));
        }
    }

    #[test]
    fn every_kind_draws_an_empty_body_as_nothing() {
        for spec in kind::all() {
            assert_eq!(parts(Language::Zh, spec.name, &value("{}"), &|_| None), []);
        }
    }

    #[test]
    fn a_long_text_is_broken_into_lines_and_none_of_it_is_lost() {
        let long = "经集体讨论，建议修改后再行提交。".repeat(30);
        let zh = drawn(Language::Zh, "draft-version", &format!(r#"{{"changes":"{long}"}}"#));
        assert!(zh.lines().count() > 5 && zh.lines().all(|line| places(line) <= LINE_PLACES), "{zh}");
        let joined: String = zh.lines().map(str::trim).collect();
        assert!(joined.ends_with(&long), "{zh}");
    }
}
