//! The printed page of a proof of somebody's word: A4, Chinese and English side by side, made from the proof alone, so that
//! the same file always gives the same page. It says what was said, in which meeting, when it was signed and recorded,
//! who signed and who had let them in, under which checkpoint; it has the proof as QR codes and the steps by hand.
//!
//! What the minutes say is headed as such before anything else is read. The page vouches for nothing itself: whoever doubts
//! it checks the file, or scans the codes.

use super::body::{Part, parts};
use super::by_hand::{JOIN, STEPS};
use super::gist::gist;
use super::html::{Html, page as html_page};
use super::local_time::local_time;
use super::messages::Value;
use super::qr::{self, Correction};
use super::said::legal_zone;
use super::said_in_words::{cited, name_of};
use super::{Language, text, words};
use crate::chain::{KeyName, NoteKey, TlogProof};
use crate::crypto::hash::sha256;
use crate::format::{Content, Record};
use crate::model::digest::hex;
use crate::model::{RecordDigest, Value as Body};
use crate::procedure::Voice;
use crate::registry::{Appointment, EndReason, HolderKind};
use crate::verify::{Carried, Opened, Word};

/// The page of a proof. `bytes` are the file's, `name` is what it is called.
pub fn page(opened: &Opened, bytes: &[u8], name: &str) -> String {
    let digest = sha256(bytes);
    let mut html = Html::new();
    let codes = qr::pieces(bytes, &digest);
    cover(opened, name, &digest, !codes.is_empty(), &mut html);
    heading("proof-said", &mut html);
    for (at, (word, carried)) in opened.said.iter().enumerate() {
        said(opened, at, word, carried, &mut html);
    }
    speaks_of(opened, &mut html);
    who(opened, &mut html);
    checkpoint(opened, &mut html);
    limits(&mut html);
    single_code(opened, &mut html);
    steps(opened, &mut html);
    pieces(&codes, &mut html);
    let title =
        format!("{} · {} · {}", opened.proof.person(), opened.proof.decision(), text(Language::Zh, "proof-title", &[]));
    html_page(&title, STYLE, &html)
}

/// The SHA-256 of a file, in hex, as the page has it.
pub fn sha256_of(bytes: &[u8]) -> String {
    hex(&sha256(bytes))
}

fn heading(id: &'static str, html: &mut Html) {
    html.mark("<h2>").both(id).mark("</h2>\n");
}

fn paragraph(id: &'static str, html: &mut Html) {
    for language in LANGUAGES {
        html.mark("<p").attribute("lang", language.tag()).mark(">").text(&text(language, id, &[])).mark("</p>\n");
    }
}

/// A row of a table: a label in both languages, and a value that is the same in both.
fn row(id: &'static str, value: &str, html: &mut Html) {
    html.mark("<tr><th>").both(id).between("</th><td>", value, "</td></tr>\n");
}

fn code_row(id: &'static str, value: &str, html: &mut Html) {
    html.mark("<tr><th>").both(id).between("</th><td><code>", value, "</code></td></tr>\n");
}

fn cover(opened: &Opened, name: &str, digest: &[u8; 32], drawn: bool, html: &mut Html) {
    html.mark("<h1>").both("proof-title").mark("</h1>\n<table>\n");
    row("proof-person", opened.proof.person().as_str(), html);
    let proven = opened.report.word.as_ref();
    let title = proven.and_then(|proven| proven.title.as_deref()).unwrap_or_default();
    row("proof-decision", format!("{} {title}", opened.proof.decision()).trim_end(), html);
    row("proof-organ", opened.registry.organ(), html);
    row("proof-file", name, html);
    code_row("proof-file-sha256", &hex(digest), html);
    html.mark("</table>\n");
    paragraph("proof-purpose", html);
    if drawn {
        paragraph("proof-keep-both", html);
    }
}

/// What was said, whole.
fn said(opened: &Opened, at: usize, word: &Word, carried: &Carried, html: &mut Html) {
    let Some(record) = &carried.record else { return };
    let kind = record.kind.as_str();
    html.mark("<h3>").text(&name_of(carried)).mark(" ");
    html.pair(&words::kind(Language::Zh, kind), &words::kind(Language::En, kind)).mark("</h3>\n");
    let person = opened.proof.person().as_str();
    let banner = match word.voice {
        Voice::Signed => "proof-voice-signed",
        Voice::Minuted => "proof-voice-minuted",
        Voice::Entered => "proof-voice-entered",
    };
    warning_or_not(word.voice != Voice::Signed, &|language| text(language, banner, &[("person", person.into())]), html);
    if let Some(later) = changed_by(opened, at) {
        warning_or_not(true, &|language| text(language, "proof-changed", &[("by", later.clone().into())]), html);
    }
    html.mark("<table>\n");
    body(opened, kind, &record.body_value().unwrap_or(Body::Table(Vec::new())), html);
    html.mark("</table>\n<table>\n");
    circumstances(record, carried, html);
    for one in &word.signatories {
        let office = |language| words::office(language, one.office.as_str());
        html.mark("<tr><th>").both("proof-signed-by").mark("</th><td>");
        html.pair(&office(Language::Zh), &office(Language::En));
        if let Some(person) = &one.person {
            html.between(" ", person.as_str(), "");
        }
        html.between("<br><code>", &one.key.to_string(), "</code></td></tr>\n");
    }
    row("proof-place", &format!("{} · @{}", carried.header.stream, carried.header.sequence), html);
    code_row("proof-blake3", &carried.header.record_blake3.to_string(), html);
    code_row("proof-sha256", &carried.header.record_sha256.to_string(), html);
    html.mark("</table>\n");
}

fn warning_or_not(warns: bool, sentence: &dyn Fn(Language) -> String, html: &mut Html) {
    html.mark(if warns { "<p class=\"warn\">" } else { "<p>" });
    html.pair(&sentence(Language::Zh), &sentence(Language::En)).mark("</p>\n");
}

/// When it happened, was signed and recorded, and what was known to be irregular.
fn circumstances(record: &Record, carried: &Carried, html: &mut Html) {
    let zone = legal_zone();
    let occurred = &record.occurred;
    let span = if occurred.from == occurred.to {
        occurred.from.to_string()
    } else {
        format!("{} / {}", occurred.from, occurred.to)
    };
    row("proof-occurred", &span, html);
    let time = |at: jiff::Timestamp, utc: &str| format!("{} ({utc})", local_time(at, &zone));
    row("proof-signed-at", &time(record.signed_at.timestamp(), &record.signed_at.to_string()), html);
    let recorded = carried.header.recorded;
    row("proof-recorded", &time(recorded.timestamp(), &recorded.to_string()), html);
    if let Some(late) = &record.late {
        row("proof-late", &late.reason, html);
    }
    for despite in &record.despite {
        row("proof-despite", &format!("{}: {}", despite.rule, despite.reason), html);
    }
    for one in &record.attachments {
        let digest = match &one.content {
            Content::Open { sha256, .. } => format!("SHA-256 {sha256}"),
            Content::Sealed(sealed) => format!("sealed {sealed}"),
        };
        row("proof-attachment", &format!("{}\n{digest}", one.name), html);
    }
}

/// The later position of the same person at the same meeting, in the same voice: it counts in place of this one.
fn changed_by(opened: &Opened, at: usize) -> Option<String> {
    let meeting = |carried: &Carried| {
        let record = carried.record.as_ref()?;
        Some((record.kind.clone(), record.body_value().ok()?.text("meeting")?.to_owned()))
    };
    let (word, carried) = &opened.said[at];
    let of_this = meeting(carried)?;
    let mut later = opened.said[at + 1..].iter().rev();
    let (_, last) = later.find(|(other, one)| other.voice == word.voice && meeting(one).as_ref() == Some(&of_this))?;
    Some(name_of(last))
}

/// A body field by field: each label in both languages, each value once where both say the same.
fn body(opened: &Opened, kind: &str, body: &Body, html: &mut Html) {
    let flat = |language: Language| {
        let names = |digest: &RecordDigest| cited(language, opened, digest);
        let mut lines = Vec::new();
        flatten(language, &parts(language, kind, body, &names), 0, &mut lines);
        lines
    };
    let (zh, en) = (flat(Language::Zh), flat(Language::En));
    // Both come from one body and have one shape; should that ever fail, each is shown by itself and nothing is lost.
    if zh.len() == en.len() {
        for (zh, en) in zh.iter().zip(&en) {
            line((&zh.label, &en.label), (&zh.value, &en.value), zh.depth, html);
        }
    } else {
        zh.iter().chain(&en).for_each(|one| line((&one.label, &one.label), (&one.value, &one.value), one.depth, html));
    }
}

fn line(label: (&str, &str), value: (&str, &str), depth: usize, html: &mut Html) {
    // What fills a good part of a page begins where there is room, and goes on overleaf.
    let long = value.0.chars().count().max(value.1.chars().count()) > LONG_CHARS;
    html.mark(if long { "<tr class=\"long\"><th" } else { "<tr><th" });
    html.attribute("style", &format!("padding-left: {}mm", 2 + depth * 4)).mark(">");
    html.pair(label.0, label.1).mark("</th><td>").pair(value.0, value.1).mark("</td></tr>\n");
}

struct Line {
    depth: usize,
    label: String,
    value: String,
}

fn flatten(language: Language, parts: &[Part], depth: usize, out: &mut Vec<Line>) {
    for part in parts {
        match part {
            Part::Value { value, .. } if value.is_empty() => {}
            Part::Value { label, value } => out.push(Line { depth, label: label.clone(), value: value.clone() }),
            Part::Items { label, items } => {
                let value = if items.is_empty() { text(language, "word-none", &[]) } else { items.join("\n") };
                out.push(Line { depth, label: label.clone(), value });
            }
            Part::Rows { label, headings, rows } => {
                out.push(Line { depth, label: label.clone(), value: String::new() });
                for (place, row) in rows.iter().enumerate() {
                    out.push(numbered(place, depth));
                    let cells = headings.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
                    out.extend(cells.map(|(label, value)| Line {
                        depth: depth + 2,
                        label: label.clone(),
                        value: value.clone(),
                    }));
                }
            }
            Part::Groups { label, counted, groups } => {
                out.push(Line { depth, label: label.clone(), value: String::new() });
                for (place, group) in groups.iter().enumerate() {
                    if *counted {
                        out.push(numbered(place, depth));
                    }
                    flatten(language, group, depth + 2, out);
                }
            }
        }
    }
}

fn numbered(place: usize, depth: usize) -> Line {
    Line { depth: depth + 1, label: format!("{}.", place + 1), value: String::new() }
}

/// The decision's opening and the meeting, in a line each.
fn speaks_of(opened: &Opened, html: &mut Html) {
    if opened.context.is_empty() {
        return;
    }
    heading("proof-context", html);
    html.mark("<table>\n");
    for one in &opened.context {
        let Some(record) = &one.record else { continue };
        let kind = record.kind.as_str();
        let body = record.body_value().unwrap_or(Body::Table(Vec::new()));
        html.between("<tr><th>", &name_of(one), " ");
        html.pair(&words::kind(Language::Zh, kind), &words::kind(Language::En, kind)).mark("</th><td>");
        let gist = |language| gist(language, kind, &body, &|_| None);
        html.pair(&gist(Language::Zh), &gist(Language::En));
        html.between("<br>", &record.occurred.from.to_string(), "</td></tr>\n");
    }
    html.mark("</table>\n");
}

/// Whose keys signed, and who let them in.
fn who(opened: &Opened, html: &mut Html) {
    heading("proof-who", html);
    let mut keys: Vec<_> = opened.said.iter().flat_map(|(word, _)| &word.signatories).map(|one| one.key).collect();
    keys.sort_unstable();
    keys.dedup();
    let mut held: Vec<_> = opened.registry.appointments().filter(|one| keys.contains(&one.appoint.key.id())).collect();
    held.sort_by_key(|one| one.since);
    html.mark("<table>\n");
    for one in held {
        appointment(one, html);
    }
    html.mark("</table>\n<p>").both("proof-root").mark("</p>\n<table>\n");
    for (at, root) in opened.registry.roots() {
        let holders: Vec<String> =
            root.holders.iter().map(|holder| format!("{} {}", holder.person, holder.key.id())).collect();
        let values = |language| {
            let (needed, all) = (root.threshold.to_string(), root.holders.len().to_string());
            text(language, "proof-threshold", &[("needed", needed.into()), ("all", all.into())])
        };
        html.between("<tr><th>@", &at.to_string(), " ").pair(&values(Language::Zh), &values(Language::En));
        html.between("</th><td><code>", &holders.join("\n"), "</code></td></tr>\n");
    }
    html.mark("</table>\n");
}

/// An appointment, and its end where the proof has it.
fn appointment(held: &Appointment, html: &mut Html) {
    let appoint = &held.appoint;
    html.mark("<tr><th>");
    html.between("", appoint.person.as_str(), " ");
    if appoint.holder == HolderKind::Seal {
        html.both("event-seal").mark(" ");
    }
    let office = |language| words::office(language, appoint.office.as_str());
    html.mark("<br>").pair(&office(Language::Zh), &office(Language::En)).mark("</th><td>");
    html.between("", &format!("{} {}", appoint.organ, appoint.title), "<br>");
    html.between("<code>", &appoint.key.id().to_string(), "</code><br>");
    let said = |id: &str, values: &[(&str, Value<'_>)], html: &mut Html| {
        html.pair(&text(Language::Zh, id, values), &text(Language::En, id, values));
    };
    let (from, document) = (appoint.from.to_string().into(), appoint.document.clone().into());
    said("proof-appointed", &[("entry", held.since.to_string().into()), ("from", from), ("document", document)], html);
    if let Some(end) = &held.end {
        let reason = match end.reason {
            EndReason::Retired => "office-reason-retired",
            EndReason::Superseded => "office-reason-superseded",
            EndReason::Lost => "office-reason-lost",
            EndReason::Compromised => "office-reason-compromised",
        };
        html.mark("<br>");
        said("proof-ended", &[("entry", end.at.to_string().into())], html);
        html.both(reason);
    }
    html.mark("</td></tr>\n");
}

fn checkpoint(opened: &Opened, html: &mut Html) {
    heading("proof-checkpoint", html);
    let signed = opened.proof.checkpoint();
    html.mark("<table>\n");
    row("proof-origin", signed.checkpoint().origin.as_str(), html);
    row("proof-size", &signed.checkpoint().size.to_string(), html);
    let name = KeyName::from(&signed.checkpoint().origin);
    for (at, key) in opened.registry.ledger_keys() {
        let value = format!("@{at} {}\n{}", key.id(), NoteKey::new(name.clone(), *key));
        code_row("proof-ledger-key", &value, html);
    }
    html.between("</table>\n<pre>", signed.to_text(), "</pre>\n");
    paragraph("proof-checkpoint-note", html);
}

/// What it shows and what it does not.
fn limits(html: &mut Html) {
    heading("proof-shows", html);
    paragraph("proof-shows-this", html);
    paragraph("proof-shows-not", html);
}

/// The proof of the last word, without its record, in one code; and the header that is its leaf.
fn single_code(opened: &Opened, html: &mut Html) {
    let Some((_, last)) = opened.said.last() else { return };
    let index = last.header.sequence.0;
    let Some(proof) = opened.proof.entries().iter().find(|one| one.index == index) else { return };
    heading("proof-code", html);
    paragraph("proof-code-note", html);
    html.between("<pre>", &last.header.to_text(), "</pre>\n");
    let proof = TlogProof { extra: None, ..proof.clone() };
    match qr::code(&proof.to_string(), Correction::Medium).or_else(|| qr::code(&proof.to_string(), Correction::Low)) {
        Some(code) => drop(html.mark("<figure>").add(&code).mark("</figure>\n")),
        None => paragraph("proof-code-too-long", html),
    }
}

/// The commands, for the entry of the last word.
fn steps(opened: &Opened, html: &mut Html) {
    heading("proof-by-hand", html);
    paragraph("proof-by-hand-note", html);
    let last = opened.said.last().map_or(0, |(_, carried)| carried.header.sequence.0);
    html.mark("<ol>\n");
    for step in STEPS {
        html.mark("<li>");
        paragraph(step.id, html);
        let commands = step.commands.replacen("n=N\n", &format!("n={last}\n"), 1);
        html.between("<pre class=\"sh\">", &commands, "</pre></li>\n");
    }
    html.mark("<li>");
    paragraph("proof-step-others", html);
    let entries: Vec<String> = opened.proof.entries().iter().map(|one| one.index.to_string()).collect();
    html.between("<p><code>", &entries.join(" "), "</code></p></li>\n</ol>\n");
}

/// The whole file as codes, so that the paper is enough.
fn pieces(pieces: &[String], html: &mut Html) {
    html.mark("<section class=\"pieces\">\n");
    heading("proof-pieces", html);
    if pieces.is_empty() {
        paragraph("proof-pieces-too-many", html);
    } else {
        paragraph("proof-pieces-note", html);
        html.between("<pre class=\"join\">", JOIN, "</pre>\n").mark("<div class=\"codes\">\n");
        for (place, piece) in pieces.iter().enumerate() {
            let Some(code) = qr::code(piece, Correction::Medium) else { continue };
            let caption = format!("{} / {}", place + 1, pieces.len());
            html.mark("<figure>").add(&code).between("<figcaption>", &caption, "</figcaption></figure>\n");
        }
        html.mark("</div>\n");
    }
    html.mark("</section>\n");
}

/// A dozen lines of a value.
const LONG_CHARS: usize = 300;

/// Chinese first: that is whom the page is for.
const LANGUAGES: [Language; 2] = [Language::Zh, Language::En];

const STYLE: &str = "\
th { width: 32%; }
figure { margin: 0 auto; width: 80mm; text-align: center; break-inside: avoid; }
figure svg { width: 80mm; height: 80mm; display: block; }
figcaption { font-size: 8pt; line-height: 4mm; }
.pieces { break-before: page; }
.codes { display: grid; grid-template-columns: 80mm 80mm; justify-content: space-between; }
ol { padding-left: 6mm; }
li pre { font-size: 7.5pt; break-inside: avoid; }
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_word_goes_on_overleaf() {
        for (chars, long) in [(LONG_CHARS, false), (LONG_CHARS + 1, true)] {
            let (mut html, text) = (Html::new(), "长".repeat(chars));
            line(("理由", "Reasons"), (&text, &text), 1, &mut html);
            assert_eq!(html.as_str().starts_with("<tr class=\"long\">"), long, "{chars}");
        }
    }
}
