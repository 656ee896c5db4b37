//! Reading TOML key by key, with lines, noting what is wrong and going on.

use std::str::FromStr;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::problem::{FormProblem, FormWrong};
use crate::format::limits::REASON_CHARS_MAX;
use crate::model::Moment;
use crate::model::id::BadName;
use crate::model::kind::schema::{LINE_CHARS_MAX, PROBLEMS_MAX};
use crate::model::kind::{Need, Shape, Wrong};

/// The most bytes a form may have: four times what the record made from it may have, for comments and white space.
pub(in crate::cli) const FORM_BYTES_MAX: usize = 4 << 20;

/// A page of TOML and what is wrong with it.
pub(in crate::cli) struct Page {
    starts: Vec<usize>,
    problems: Vec<FormProblem>,
}

/// The bytes of a form as text: UTF-8, with or without the mark some editors put in front.
pub(in crate::cli) fn text(bytes: &[u8]) -> Result<&str, FormProblem> {
    let wrong = |line, what| FormProblem { line, field: String::new(), what };
    if bytes.len() > FORM_BYTES_MAX {
        return Err(wrong(1, FormWrong::TooLarge { max: FORM_BYTES_MAX }));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        wrong(1 + before.iter().filter(|&&byte| byte == b'\n').count(), FormWrong::NotUtf8)
    })
}

/// Reads a page with `read`; everything that is wrong comes out in the order of the lines.
pub(in crate::cli) fn parse<T>(
    text: &str,
    read: impl FnOnce(&mut Page, &DeTable<'_>) -> Option<T>,
) -> Result<T, Vec<FormProblem>> {
    // Lines end as the record's do, whichever system the form was written on.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let mut page = Page { starts, problems: Vec::new() };
    let (table, errors) = DeTable::parse_recoverable(&text);
    for error in errors {
        let line = error.span().map_or(1, |span| page.line(span.start));
        page.add(line, "", FormWrong::Syntax(error.message().to_owned()));
    }
    if !page.problems.is_empty() {
        // What the reader made of a broken page is a guess; to judge it would add wrong accusations to right ones.
        return Err(page.problems);
    }
    let value = read(&mut page, table.get_ref());
    page.problems.sort_by_key(|problem| problem.line);
    match value {
        Some(value) if page.problems.is_empty() => Ok(value),
        _ => Err(page.problems),
    }
}

impl Page {
    /// The line of a place in the text, from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        self.starts.partition_point(|&start| start <= at)
    }

    pub(in crate::cli) fn add(&mut self, line: usize, field: impl Into<String>, what: FormWrong) {
        // Nobody reads more; and a page of a million mistakes costs no more than one of a thousand.
        if self.problems.len() < PROBLEMS_MAX {
            self.problems.push(FormProblem { line, field: field.into(), what });
        }
    }

    /// Whether something is wrong with this very field already.
    pub(super) fn has(&self, field: &str) -> bool {
        self.problems.iter().any(|problem| problem.field == field)
    }

    /// A day or a moment.
    pub(super) fn moment(&mut self, value: &DeValue<'_>, line: usize, path: &str) -> Option<Moment> {
        if value.as_str().is_some_and(|text| text.trim().is_empty()) {
            self.add(line, path, FormWrong::Empty);
            return None;
        }
        let moment = super::moment(value);
        if moment.is_none() {
            self.add(line, path, FormWrong::Body(Wrong::Form(Shape::Moment)));
        }
        moment
    }
}

/// The keys of one table. What nobody asked for by the end means nothing, and is said so.
pub(in crate::cli) struct Keys<'t, 'i> {
    table: &'t DeTable<'i>,
    at: String,
    line: usize,
    asked: Vec<&'static str>,
    lines: Vec<(&'static str, usize)>,
}

/// A key's table with its line and path.
type Inner<'t, 'i> = (&'t DeTable<'i>, usize, String);

impl<'t, 'i> Keys<'t, 'i> {
    /// The keys of `table`, which stands at `at` on `line`.
    pub(in crate::cli) fn new(table: &'t DeTable<'i>, at: &str, line: usize) -> Self {
        Self { table, at: at.to_owned(), line, asked: Vec::new(), lines: Vec::new() }
    }

    /// The path of a key here.
    pub(in crate::cli) fn path(&self, name: &str) -> String {
        if self.at.is_empty() { name.to_owned() } else { format!("{}.{name}", self.at) }
    }

    /// The line this table stands on.
    pub(in crate::cli) const fn line(&self) -> usize {
        self.line
    }

    /// The line a key stands on, where it is there and was asked for.
    pub(super) fn line_of(&self, name: &str) -> Option<usize> {
        self.lines.iter().find(|(known, _)| *known == name).map(|(_, line)| *line)
    }

    fn take(&mut self, page: &Page, name: &'static str) -> Option<(&'t DeValue<'i>, usize)> {
        self.asked.push(name);
        let key: Spanned<DeString<'_>> = Spanned::new(0..0, DeString::Borrowed(name));
        let (key, value) = self.table.get_key_value(&key)?;
        let line = page.line(key.span().start);
        self.lines.push((name, line));
        Some((value.get_ref(), line))
    }

    /// A key that must be there.
    pub(super) fn required(&mut self, page: &mut Page, name: &'static str) -> Option<(&'t DeValue<'i>, usize)> {
        let found = self.take(page, name);
        if found.is_none() {
            page.add(self.line, self.path(name), FormWrong::Body(Wrong::Missing));
        }
        found
    }

    fn as_line(&self, page: &mut Page, name: &str, value: &'t DeValue<'i>, line: usize) -> Option<&'t str> {
        self.as_words(page, name, value, line, Shape::Line, LINE_CHARS_MAX)
    }

    fn as_words(
        &self,
        page: &mut Page,
        name: &str,
        value: &'t DeValue<'i>,
        line: usize,
        shape: Shape,
        max: usize,
    ) -> Option<&'t str> {
        let wrong = match value.as_str() {
            None => FormWrong::Body(Wrong::Form(shape)),
            Some(text) if text.trim().is_empty() => FormWrong::Empty,
            Some(text) if text.chars().count() > max => FormWrong::Body(Wrong::TooLong { max }),
            Some(text) if text.chars().any(|c| c.is_control() && (shape == Shape::Line || c != '\n')) => {
                FormWrong::Body(Wrong::HiddenCharacters)
            }
            Some(text) => return Some(text),
        };
        page.add(line, self.path(name), wrong);
        None
    }

    /// A line of text that must be there.
    pub(in crate::cli) fn required_text(&mut self, page: &mut Page, name: &'static str) -> Option<(&'t str, usize)> {
        let (value, line) = self.required(page, name)?;
        self.as_line(page, name, value, line).map(|text| (text, line))
    }

    /// A line of text that may be there.
    pub(in crate::cli) fn optional_text(&mut self, page: &mut Page, name: &'static str) -> Option<String> {
        let (value, line) = self.take(page, name)?;
        self.as_line(page, name, value, line).map(str::to_owned)
    }

    /// Words, over several lines where need be, that must be there.
    pub(in crate::cli) fn required_words(&mut self, page: &mut Page, name: &'static str) -> Option<String> {
        let (value, line) = self.required(page, name)?;
        self.as_words(page, name, value, line, Shape::Text, REASON_CHARS_MAX).map(|text| text.trim_end().to_owned())
    }

    /// Words that may be there.
    pub(in crate::cli) fn optional_words(&mut self, page: &mut Page, name: &'static str) -> Option<String> {
        let (value, line) = self.take(page, name)?;
        self.as_words(page, name, value, line, Shape::Text, REASON_CHARS_MAX).map(|text| text.trim_end().to_owned())
    }

    /// A name of some kind that must be there.
    pub(in crate::cli) fn name<T: FromStr<Err = BadName>>(
        &mut self,
        page: &mut Page,
        name: &'static str,
        shape: Shape,
    ) -> Option<T> {
        let (text, line) = self.required_text(page, name)?;
        let good = text.parse().ok();
        if good.is_none() {
            page.add(line, self.path(name), FormWrong::Body(Wrong::Form(shape)));
        }
        good
    }

    /// A name of some kind that may be there, with its line.
    pub(in crate::cli) fn optional_name<T: FromStr<Err = BadName>>(
        &mut self,
        page: &mut Page,
        name: &'static str,
        shape: Shape,
    ) -> Option<(T, usize)> {
        let (value, line) = self.take(page, name)?;
        let good = self.as_line(page, name, value, line)?.parse().ok();
        if good.is_none() {
            page.add(line, self.path(name), FormWrong::Body(Wrong::Form(shape)));
        }
        good.map(|good| (good, line))
    }

    /// A day or a moment that must be there.
    pub(super) fn moment(&mut self, page: &mut Page, name: &'static str) -> Option<Moment> {
        let (value, line) = self.required(page, name)?;
        page.moment(value, line, &self.path(name))
    }

    /// Yes or no, where it is there.
    pub(super) fn bool(&mut self, page: &mut Page, name: &'static str) -> Option<bool> {
        let (value, line) = self.take(page, name)?;
        let yes = value.as_bool();
        if yes.is_none() {
            page.add(line, self.path(name), FormWrong::Body(Wrong::Form(Shape::Bool)));
        }
        yes
    }

    /// Lines of text with the line each stands on, where they are there.
    pub(super) fn texts_with_lines(&mut self, page: &mut Page, name: &'static str) -> Option<Vec<(String, usize)>> {
        let (value, line) = self.take(page, name)?;
        let Some(items) = value.as_array() else {
            page.add(line, self.path(name), FormWrong::Body(Wrong::Form(Shape::List)));
            return None;
        };
        let mut texts = Vec::new();
        for (place, item) in items.iter().enumerate() {
            let line = page.line(item.span().start);
            if let Some(text) = self.as_line(page, &format!("{name}[{place}]"), item.get_ref(), line) {
                texts.push((text.to_owned(), line));
            }
        }
        Some(texts)
    }

    /// A table.
    pub(in crate::cli) fn table(
        &mut self,
        page: &mut Page,
        name: &'static str,
        need: Need,
    ) -> Option<(&'t DeTable<'i>, usize)> {
        let (value, line) = match need {
            Need::Required => self.required(page, name)?,
            Need::Optional => self.take(page, name)?,
        };
        let table = value.as_table();
        if table.is_none() {
            page.add(line, self.path(name), FormWrong::Body(Wrong::Form(Shape::Table)));
        }
        table.map(|table| (table, line))
    }

    /// Tables, perhaps none (`[[name]]`).
    pub(in crate::cli) fn tables(&mut self, page: &mut Page, name: &'static str) -> Vec<Inner<'t, 'i>> {
        let Some((value, line)) = self.take(page, name) else { return Vec::new() };
        let Some(items) = value.as_array() else {
            page.add(line, self.path(name), FormWrong::Body(Wrong::Form(Shape::List)));
            return Vec::new();
        };
        let mut tables = Vec::new();
        for (place, item) in items.iter().enumerate() {
            let (line, path) = (page.line(item.span().start), format!("{}[{place}]", self.path(name)));
            match item.get_ref().as_table() {
                Some(table) => tables.push((table, line, path)),
                None => page.add(line, path, FormWrong::Body(Wrong::Form(Shape::Table))),
            }
        }
        tables
    }

    /// Notes every key that nobody asked for.
    pub(in crate::cli) fn finish(self, page: &mut Page) {
        for key in self.table.keys() {
            if !self.asked.contains(&&**key.get_ref()) {
                let shown: String = key.get_ref().chars().take(KEY_SHOWN_MAX).collect();
                page.add(page.line(key.span().start), self.path(&shown), FormWrong::UnknownKey);
            }
        }
    }
}

/// How much of a key that means nothing is shown.
const KEY_SHOWN_MAX: usize = 80;
