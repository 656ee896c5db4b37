//! The note sheet (卷内备考表): what the records themselves declare of the file, what its compiler adds, and the places where
//! the compiler and the checker sign.

use super::desk::{Desk, each, part, row_of};
use crate::bundle::volume::Note;
use crate::model::kind;
use crate::render::html::Html;
use crate::render::judgement::in_language;
use crate::render::messages::Value;
use crate::render::said::{any_of, legal_time};
use crate::render::{Language, text, words};

pub(super) fn draw(desk: &Desk<'_>, html: &mut Html) {
    part(html, "notes", "archive-part-notes");
    html.mark("<h3>").both("archive-notes-heading").mark("</h3>\n");
    let notes = &desk.volume.notes;
    if notes.is_empty() {
        html.mark("<p>").both("archive-notes-none").mark("</p>\n");
    }
    for (heading, is) in SORTS {
        let of_sort: Vec<&Note> = notes.iter().filter(|note| is(note)).collect();
        if of_sort.is_empty() {
            continue;
        }
        html.mark("<h4>").both(heading).mark("</h4>\n<ul class=\"notes\">\n");
        for (numbers, basis, by) in withheld_together(&of_sort) {
            html.mark("<li>");
            each(html, |language| withheld(desk, language, &numbers, basis, by));
            html.mark("</li>\n");
        }
        for note in of_sort.into_iter().filter(|note| !matches!(note, Note::Withheld { .. })) {
            html.mark("<li>");
            match note {
                // The reason is its owner's words and stands once.
                Note::Despite { number, rule, reason } => {
                    desk.link(*number, html);
                    html.text(&format!("　{rule}：{}", one_line(reason)));
                }
                _ => {
                    html.pair(&said(desk, Language::Zh, note), &said(desk, Language::En, note));
                }
            }
            html.mark("</li>\n");
        }
        html.mark("</ul>\n");
    }
    let description = &desk.volume.cover.description;
    if let Some(note) = &description.note {
        html.mark("<h4>").both("archive-notes-archivist").mark("</h4>\n<p>").text(note).mark("</p>\n");
    }
    html.mark("<table class=\"form\">\n");
    for (label, value) in [
        ("archive-notes-compiled-by", &description.compiled_by),
        ("archive-notes-compiled-on", &description.compiled_on),
        ("archive-notes-checked-by", &description.checked_by),
        ("archive-notes-checked-on", &description.checked_on),
    ] {
        match value {
            Some(value) => row_of(html, label, Some(value)),
            // Left blank to be signed on paper.
            None => row_of(html, label, Some("")),
        }
    }
    html.mark("</table>\n");
}

type IsSort = fn(&Note) -> bool;

/// The sorts of notes, in the order of the sheet.
const SORTS: &[(&str, IsSort)] = &[
    ("archive-notes-late", |note| matches!(note, Note::Late { .. })),
    ("archive-notes-corrected", |note| matches!(note, Note::Corrected { .. })),
    ("archive-notes-lacking", |note| matches!(note, Note::Lacking { .. })),
    ("archive-notes-unreadable", |note| matches!(note, Note::Unreadable { .. })),
    ("archive-notes-withheld", |note| matches!(note, Note::Withheld { .. } | Note::WithheldDocuments { .. })),
    ("archive-notes-erased", |note| matches!(note, Note::Erased { .. })),
    ("archive-notes-changed", |note| matches!(note, Note::Changed { .. })),
    ("archive-notes-despite", |note| matches!(note, Note::Despite { .. })),
    ("archive-notes-awaited", |note| matches!(note, Note::Awaited(_))),
];

/// A note as a sentence.
pub(super) fn said(desk: &Desk<'_>, language: Language, note: &Note) -> String {
    let record = |number: u64| Value::from(desk.record(language, number));
    let comma = text(language, "word-comma", &[]);
    let decided = |by: &Option<u64>| decided(desk, language, *by);
    let ground = |basis: &str| Value::from(words::choice(language, "basis", basis));
    match note {
        Note::Late { number, reason, occurred, recorded, missing } => {
            let values = [
                ("record", record(*number)),
                ("recorded", legal_time(*recorded).into()),
                ("occurred", super::desk::occurred(occurred).into()),
                ("reason", one_line(reason).into()),
            ];
            let mut said = text(language, "archive-notes-late-words", &values);
            if !missing.is_empty() {
                let kind = desk.volume.item(*number).and_then(|item| item.filed()).map_or("", |filed| filed.kind.name);
                let labels: Vec<String> = missing.iter().map(|path| label(language, kind, path)).collect();
                let fields = [("fields", labels.join(&comma).into())];
                said = format!("{said}。{}", text(language, "archive-notes-late-missing", &fields));
            }
            said
        }
        Note::Corrected { number, by, changes, ground } => {
            let kind = number.and_then(|number| desk.volume.item(number)).and_then(|item| item.filed());
            let kind = kind.map_or("", |filed| filed.kind.name);
            let change = |[field, wrong, right]: &[String; 3]| {
                let values = [
                    ("field", label(language, kind, field).into()),
                    ("wrong", one_line(wrong).into()),
                    ("right", one_line(right).into()),
                ];
                text(language, "archive-notes-change", &values)
            };
            let changes: Vec<String> = changes.iter().map(change).collect();
            let unknown = || text(language, "archive-unknown", &[]);
            let corrected = number.map_or_else(unknown, |number| desk.record(language, number));
            let values = [
                ("record", corrected.into()),
                ("by", format!("#{by}").into()),
                ("changes", changes.join(&text(language, "word-semicolon", &[])).into()),
                ("ground", ground.as_deref().map_or_else(unknown, one_line).into()),
            ];
            text(language, "archive-notes-corrected-words", &values)
        }
        Note::Despite { number, rule, reason } => {
            format!("{} {rule}: {}", desk.record(language, *number), one_line(reason))
        }
        Note::Lacking { number, name } => text(
            language,
            "archive-notes-lacking-words",
            &[("record", record(*number)), ("name", name.as_str().into())],
        ),
        Note::Withheld { number, basis, by } => withheld(desk, language, &[*number], basis, *by),
        Note::WithheldDocuments { number, documents, basis, by } => {
            let values = [
                ("record", record(*number)),
                ("documents", documents.to_string().into()),
                ("basis", ground(basis)),
                ("by", decided(by).into()),
            ];
            text(language, "archive-notes-withheld-documents-words", &values)
        }
        Note::Erased { number, name, by } => {
            let values = [("record", record(*number)), ("name", name.as_str().into()), ("by", record(*by))];
            text(language, "archive-notes-erased-words", &values)
        }
        Note::Changed { person, from, to } => {
            let position = |word: &Option<String>| match word {
                Some(word) => words::choice(language, "position", word),
                None => text(language, "archive-unknown", &[]),
            };
            let values = [
                ("person", person.as_str().into()),
                ("from", position(&from.1).into()),
                ("first", from.0.to_string().into()),
                ("to", position(&to.1).into()),
                ("last", to.0.to_string().into()),
            ];
            text(language, "archive-notes-changed-words", &values)
        }
        Note::Awaited(open) => {
            let kinds: Vec<String> = open.kinds.iter().map(|kind| words::kind(language, kind)).collect();
            let values = [
                ("kinds", any_of(language, &kinds).into()),
                ("text", in_language(language, &open.text).into()),
                ("article", in_language(language, &open.article).into()),
            ];
            text(language, "archive-notes-awaited-words", &values)
        }
        Note::Unreadable { number } => {
            text(language, "archive-notes-unreadable-words", &[("number", number.to_string().into())])
        }
    }
}

/// Where it was decided that something is withheld.
fn decided(desk: &Desk<'_>, language: Language, by: Option<u64>) -> String {
    match by {
        Some(by) => text(language, "archive-notes-by", &[("record", desk.record(language, by).into())]),
        None => text(language, "archive-notes-by-elsewhere", &[]),
    }
}

/// That records are withheld, on one ground by one decision.
fn withheld(desk: &Desk<'_>, language: Language, numbers: &[u64], basis: &str, by: Option<u64>) -> String {
    let values = [
        ("records", runs(numbers).join(&text(language, "word-comma", &[])).into()),
        ("basis", words::choice(language, "basis", basis).into()),
        ("by", decided(desk, language, by).into()),
    ];
    text(language, "archive-notes-withheld-words", &values)
}

/// The withheld records, those of one ground and one decision together, in the order of their first numbers.
fn withheld_together<'a>(notes: &[&'a Note]) -> Vec<(Vec<u64>, &'a str, Option<u64>)> {
    let mut all: Vec<(Vec<u64>, &str, Option<u64>)> = Vec::new();
    for note in notes {
        let Note::Withheld { number, basis, by } = note else { continue };
        match all.iter_mut().find(|(_, ground, decision)| ground == basis && decision == by) {
            Some((numbers, _, _)) => numbers.push(*number),
            None => all.push((vec![*number], basis, *by)),
        }
    }
    all
}

/// Numbers in ascending order, three or more in a row as one: `#17–#25`, `#27`.
fn runs(numbers: &[u64]) -> Vec<String> {
    let follows = |one: &u64, next: &u64| one.checked_add(1) == Some(*next);
    let run = |run: &[u64]| match run {
        [first, _, .., last] => vec![format!("#{first}–#{last}")],
        few => few.iter().map(|number| format!("#{number}")).collect(),
    };
    numbers.chunk_by(follows).flat_map(run).collect()
}

/// A field or document by its label; as it was written where the kind does not know it.
fn label(language: Language, kind: &str, path: &str) -> String {
    match path.strip_prefix("attachments.") {
        Some(role) => words::document(language, role),
        None if kind::named(kind).is_some_and(|spec| spec.field(path).is_some()) => words::field(language, kind, path),
        None => path.to_owned(),
    }
}

fn one_line(text: &str) -> String {
    text.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_withheld_records_are_one_line_for_each_ground_and_decision() {
        let note = |number: u64, basis: &str| Note::Withheld { number, basis: basis.into(), by: Some(33) };
        let notes: Vec<Note> = [17, 18, 19, 21, 22, 30].map(|number| note(number, "process-information")).into();
        let other = note(20, "trade-secret");
        let all: Vec<&Note> = notes.iter().chain([&other]).collect();
        let together = withheld_together(&all);
        assert_eq!(together.len(), 2);
        assert_eq!(runs(&together[0].0), ["#17–#19", "#21", "#22", "#30"]);
        assert_eq!((&together[1].0[..], together[1].1), (&[20][..], "trade-secret"));
    }
}
