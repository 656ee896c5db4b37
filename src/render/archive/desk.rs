//! What every part of a page needs of the volume: the names of its records, their titles, whose they are, in both languages.

use std::collections::BTreeMap;

use crate::bundle::Volume;
use crate::bundle::volume::{Filed, Item, What};
use crate::model::{Moment, Occurred, RecordDigest, Stage};
use crate::render::gist::gist;
use crate::render::html::Html;
use crate::render::messages::Value;
use crate::render::said::RecordNames;
use crate::render::{Language, text, words};

/// A volume and the names of what is in it.
pub(super) struct Desk<'a> {
    pub(super) volume: &'a Volume,
    kinds: BTreeMap<u64, &'static str>,
}

impl<'a> Desk<'a> {
    pub(super) fn new(volume: &'a Volume) -> Self {
        Self { volume, kinds: volume.kinds() }
    }

    /// The names of the records, for sentences.
    pub(super) fn names(&self) -> RecordNames<'_> {
        RecordNames::new(&self.volume.decision, &self.kinds)
    }

    /// `#7 合法性审查意见`.
    pub(super) fn record(&self, language: Language, number: u64) -> String {
        self.names().in_short(language, number)
    }

    /// The same for a record that is cited by its digest; `None` where it is not of this decision.
    pub(super) fn cited(&self, language: Language, record: &RecordDigest) -> Option<String> {
        self.volume.number_of(record).map(|number| self.record(language, number))
    }

    /// 案卷题名; the decision's id where there is none.
    pub(super) fn name(&self) -> &str {
        self.volume.cover.title.as_deref().unwrap_or(self.volume.decision.as_str())
    }

    /// 题名 of an item.
    pub(super) fn title_of(&self, language: Language, item: &Item) -> String {
        match &item.what {
            What::Withheld { .. } => text(language, "archive-title-withheld", &[]),
            What::Unreadable => text(language, "archive-title-unreadable", &[]),
            What::Record(filed) => {
                let kind = words::kind(language, filed.kind.name);
                let names = |record: &RecordDigest| self.cited(language, record);
                let gist = gist(language, filed.kind.name, &filed.body, &names);
                if gist.is_empty() {
                    kind
                } else {
                    text(language, "archive-title", &[("kind", kind.into()), ("gist", shortened(&gist).into())])
                }
            }
        }
    }

    /// 责任者 of an item: each organ or person once.
    pub(super) fn responsible(&self, filed: &Filed) -> String {
        let mut all: Vec<String> = Vec::new();
        for one in &filed.signatories {
            let who = match (&one.organ, &one.person) {
                (Some(organ), Some(person)) if person.as_str().starts_with(organ.as_str()) => organ.clone(),
                (Some(organ), Some(person)) => format!("{organ} {person}"),
                (Some(organ), None) => organ.clone(),
                (None, Some(person)) => person.to_string(),
                (None, None) => words::office(Language::Zh, one.office.as_str()),
            };
            if !all.contains(&who) {
                all.push(who);
            }
        }
        all.join("；")
    }

    /// Adds a link to a record's place on the page, under its name.
    pub(super) fn link(&self, number: u64, html: &mut Html) {
        html.mark("<a").attribute("href", &format!("#r{number}")).mark(">").text(&format!("#{number} "));
        if let Some(kind) = self.kinds.get(&number) {
            each(html, |language| words::kind(language, kind));
        }
        html.mark("</a>");
    }

    /// Adds the title of an item: whole in Chinese; in English what kind of record it is, and of what it says the words
    /// that are English, since its own words stand there already.
    pub(super) fn title(&self, item: &Item, html: &mut Html) {
        let (zh, en) = (self.title_of(Language::Zh, item), self.title_of(Language::En, item));
        let (kind, gist) = en.split_once(": ").unwrap_or((&en, ""));
        let own: Vec<&str> = gist.split(" · ").filter(|part| !part.is_empty() && !part.chars().any(is_han)).collect();
        let said_in_chinese = own.iter().all(|part| zh.contains(part));
        let en = if said_in_chinese { kind.to_owned() } else { format!("{kind}: {}", own.join(" · ")) };
        html.pair(&zh, &en);
    }

    /// Links to several records.
    pub(super) fn links(&self, numbers: impl IntoIterator<Item = u64>, html: &mut Html) {
        for (place, number) in numbers.into_iter().enumerate() {
            if place > 0 {
                html.mark("<br>");
            }
            self.link(number, html);
        }
    }
}

/// Adds a sentence whose values are the same in both languages.
pub(super) fn say(html: &mut Html, id: &'static str, values: &[(&str, Value<'_>)]) {
    html.pair(&text(Language::Zh, id, values), &text(Language::En, id, values));
}

/// Adds what is said in each language.
pub(super) fn each(html: &mut Html, said: impl Fn(Language) -> String) {
    html.pair(&said(Language::Zh), &said(Language::En));
}

/// Adds the heading of a part, which begins a page.
pub(super) fn part(html: &mut Html, anchor: &'static str, id: &'static str) {
    html.mark("<h2").attribute("id", anchor).mark(">").both(id).mark("</h2>\n");
}

/// Adds a paragraph for each language.
pub(super) fn paragraph(html: &mut Html, id: &'static str, values: &[(&str, Value<'_>)]) {
    for language in [Language::Zh, Language::En] {
        html.mark("<p").attribute("lang", language.tag()).mark(">");
        html.text(&text(language, id, values)).mark("</p>\n");
    }
}

/// Adds a row of a form: a label, and what `value` adds.
pub(super) fn row(html: &mut Html, label: &'static str, value: impl FnOnce(&mut Html)) {
    html.mark("<tr><th>").both(label).mark("</th><td>");
    value(html);
    html.mark("</td></tr>\n");
}

/// Adds a row of a form with a text, or with the words that it was not filled in.
pub(super) fn row_of(html: &mut Html, label: &'static str, value: Option<&str>) {
    row(html, label, |html| self::value(html, value));
}

/// Adds a text, or the words that it was not filled in.
pub(super) fn value(html: &mut Html, value: Option<&str>) {
    match value {
        Some(value) => html.text(value),
        None => html.mark("<span class=\"faint\">").both("archive-not-filled").mark("</span>"),
    };
}

/// Adds the head of a list: labels, each with its width.
pub(super) fn head(html: &mut Html, columns: &[(&'static str, &'static str)]) {
    html.mark("<colgroup>");
    for (_, width) in columns {
        html.mark("<col").attribute("style", &format!("width:{width}")).mark(">");
    }
    html.mark("</colgroup>\n<thead><tr>");
    for (label, _) in columns {
        html.mark("<th>").both(label).mark("</th>");
    }
    html.mark("</tr></thead>\n<tbody>\n");
}

fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

/// `S8 合法性审查`.
pub(super) fn stage(language: Language, stage: Stage) -> String {
    format!("S{} {}", stage.number(), words::stage(language, stage))
}

/// A moment as a reader where the law counts its days wants it: the day, and the time to the minute where it is known.
pub(super) fn moment(moment: Moment) -> String {
    match moment {
        Moment::Day(day) => day.to_string(),
        Moment::Instant(..) => {
            // `2026-03-04T07:35:00+08:00` → `2026-03-04 07:35`; an offset that is not China's stays.
            let whole = moment.to_string();
            let (time, offset) = whole.split_at(whole.len().min(16));
            let offset = offset.get(3..).filter(|offset| *offset != "+08:00").unwrap_or_default();
            format!("{}{offset}", time.replacen('T', " ", 1))
        }
    }
}

/// When something happened, in one line.
pub(super) fn occurred(occurred: &Occurred) -> String {
    let (from, to) = (moment(occurred.from), moment(occurred.to));
    match to.strip_prefix(&*occurred.from.date().to_string()) {
        _ if from == to => from,
        // The same day: the day once.
        Some(time) if !time.is_empty() => format!("{from}–{}", time.trim_start()),
        _ => format!("{from} – {to}"),
    }
}

/// Bytes as people say them: `3.2 MB`.
pub(super) fn size(bytes: u64) -> String {
    let mut unit = 0;
    let mut tenths = bytes.saturating_mul(10);
    while tenths >= 10_000 && unit + 1 < UNITS.len() {
        tenths /= 1_000;
        unit += 1;
    }
    if unit == 0 { format!("{bytes} {}", UNITS[0]) } else { format!("{}.{} {}", tenths / 10, tenths % 10, UNITS[unit]) }
}

/// A title is a line: what is longer stands in full with the item.
pub(super) fn shortened(text: &str) -> String {
    match text.char_indices().nth(TITLE_CHARS_MAX) {
        None => text.to_owned(),
        Some((at, _)) => format!("{}…", &text[..at]),
    }
}

/// Decimal units, as carriers and file managers have them.
const UNITS: &[&str] = &["B", "kB", "MB", "GB", "TB"];

/// Three lines of the column for titles.
const TITLE_CHARS_MAX: usize = 90;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_times_are_short() {
        for (bytes, words) in
            [(0, "0 B"), (999, "999 B"), (1_000, "1.0 kB"), (2_345_678, "2.3 MB"), (u64::MAX, "1844674.4 TB")]
        {
            assert_eq!(size(bytes), words);
        }
        let at = |from: &str, to: &str| occurred(&Occurred { from: from.parse().unwrap(), to: to.parse().unwrap() });
        assert_eq!(at("2026-03-04", "2026-03-04"), "2026-03-04");
        assert_eq!(at("2026-03-04", "2026-03-09"), "2026-03-04 – 2026-03-09");
        assert_eq!(at("2026-03-04T07:35:00+08:00", "2026-03-04T07:38:00+08:00"), "2026-03-04 07:35–07:38");
        assert_eq!(at("2026-03-04T07:35:00+00:00", "2026-03-04T07:35:00+00:00"), "2026-03-04 07:35+00:00");
    }

    #[test]
    fn a_long_title_ends_in_a_mark() {
        assert_eq!(shortened(&"长".repeat(90)), "长".repeat(90));
        assert_eq!(shortened(&"长".repeat(91)), format!("{}…", "长".repeat(90)));
    }
}
