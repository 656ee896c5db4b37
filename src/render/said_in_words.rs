//! What a person said, as the proof of their word has it, for a terminal: each record with its body in words.

use super::body::{lines, parts};
use super::tone::{Piece, Tone};
use super::{Language, text, words};
use crate::model::RecordDigest;
use crate::procedure::Voice;
use crate::render::report_text::voice;
use crate::verify::{Carried, Opened};

/// The words, line by line, with an empty line after each.
pub fn said_in_words(language: Language, opened: &Opened) -> Vec<Vec<Piece>> {
    let mut out = Vec::new();
    let names = |digest: &RecordDigest| cited(language, opened, digest);
    for (word, carried) in &opened.said {
        let Some(record) = &carried.record else { continue };
        let kind = record.kind.as_str();
        let tone = if word.voice == Voice::Signed { Tone::Faint } else { Tone::Warn };
        out.push(vec![
            Piece::new(Tone::Strong, format!("{} {}  ", name_of(carried), words::kind(language, kind))),
            Piece::new(tone, format!("{}: {}", text(language, "report-fact-voice", &[]), voice(language, word.voice))),
        ]);
        if let Ok(body) = record.body_value() {
            out.extend(lines(language, &parts(language, kind, &body, &names), 2));
        }
        out.push(Vec::new());
    }
    out
}

/// `2026-003#17`.
pub(super) fn name_of(carried: &Carried) -> String {
    let stream = &carried.header.stream;
    let name = stream.decision().map_or_else(|| stream.to_string(), ToString::to_string);
    format!("{name}#{}", carried.header.number)
}

/// What a cited record is called, where the proof holds it.
pub(super) fn cited(language: Language, opened: &Opened, digest: &RecordDigest) -> Option<String> {
    let all = opened.context.iter().chain(opened.said.iter().map(|(_, carried)| carried));
    let cited = all.into_iter().find(|one| one.header.record_blake3 == *digest)?;
    let kind = cited.record.as_ref().map(|record| words::kind(language, record.kind.as_str()));
    Some(format!("{} {}", name_of(cited), kind.unwrap_or_default()))
}
