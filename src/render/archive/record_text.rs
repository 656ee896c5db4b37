//! An item as plain text, in Chinese: what it says field by field, when, who signed it, which documents it has. For media
//! where people read files one by one and there is no page of the whole.
//!
//! In scope: everything that the page says of an item. Out of scope: another language, and proof: that is in the signed
//! records, and the text says so.

use super::desk::{Desk, occurred};
use super::file_list::Group;
use crate::bundle::volume::{Document, Filed, Item, Signatory, State, What};
use crate::model::RecordDigest;
use crate::render::body::{Part, lines, parts};
use crate::render::messages::Value;
use crate::render::said::legal_time;
use crate::render::{Language, harmless, text as words_of, words};

/// The text of an item: UTF-8, lines end in CR LF.
pub(super) fn text(desk: &Desk<'_>, item: &Item) -> String {
    let mut all = vec![Part::value(say("archive-cover-decision"), desk.volume.decision.as_str())];
    all.push(Part::value(say("register-title-of"), desk.name()));
    all.push(Part::value(say("archive-col-record"), format!("#{}", item.number)));
    all.push(Part::value(say("archive-col-title"), desk.title_of(LANGUAGE, item)));
    all.push(Part::value(say("archive-col-stage"), Group::of(item).words(LANGUAGE)));
    if let Some(file) = &desk.volume.cover.reference {
        all.push(Part::value(say("archive-col-reference"), item.reference(file)));
    }
    let mut out = Vec::new();
    paragraph(&all, &mut out);
    match &item.what {
        What::Record(filed) => {
            let names = |record: &RecordDigest| desk.cited(LANGUAGE, record);
            paragraph(&parts(LANGUAGE, filed.kind.name, &filed.body, &names), &mut out);
            paragraph(&circumstances(desk, filed), &mut out);
        }
        What::Withheld { withheld, by } => {
            let basis = words::choice(LANGUAGE, "basis", &withheld.basis);
            let said = vec![say("archive-record-no-body"), basis, decided(desk, *by)];
            paragraph(&[Part::Items { label: say("archive-col-remarks"), items: said }], &mut out);
        }
        What::Unreadable => {
            paragraph(&[Part::value(say("archive-col-remarks"), say("archive-record-unreadable"))], &mut out);
        }
    }
    paragraph(
        &[
            Part::value(say("archive-timeline-recorded"), legal_time(item.recorded)),
            Part::value(say("archive-record-place"), format!("@{}", item.seq)),
            Part::value("BLAKE3", item.record.to_string()),
        ],
        &mut out,
    );
    out.push(NOTE.to_owned());
    out.iter().map(|line| format!("{}\r\n", harmless(line.trim_end()))).collect()
}

fn circumstances(desk: &Desk<'_>, filed: &Filed) -> Vec<Part> {
    let mut all = vec![Part::value(say("archive-timeline-occurred"), occurred(&filed.occurred))];
    let signed = filed.signatories.iter().flat_map(signatory).collect();
    all.push(Part::Items { label: say("archive-record-signed-by"), items: signed });
    if let Some(late) = &filed.late {
        all.push(Part::value(say("archive-remark-late"), late.reason.as_str()));
        if !late.missing.is_empty() {
            let fields = late.missing.join("、");
            let said = words_of(LANGUAGE, "archive-notes-late-missing", &[("fields", fields.into())]);
            all.push(Part::value("", said));
        }
    }
    let mut several = |id: &'static str, items: Vec<String>| {
        if !items.is_empty() {
            all.push(Part::Items { label: say(id), items });
        }
    };
    several("archive-notes-despite", filed.despite.iter().map(|one| format!("{}  {}", one.rule, one.reason)).collect());
    several("archive-record-documents", filed.documents.iter().map(|one| document(desk, one)).collect());
    several(
        "archive-notes-corrected",
        filed.corrected_by.iter().map(|number| desk.record(LANGUAGE, *number)).collect(),
    );
    let cited = |record: &RecordDigest| desk.cited(LANGUAGE, record).unwrap_or_else(|| record.to_string());
    several("archive-record-basis", filed.basis.iter().map(cited).collect());
    all
}

/// `云溪县人民政府 何铮 副县长`, and below `密钥 1a2b…`.
fn signatory(one: &Signatory) -> [String; 2] {
    let title = one.title.clone().unwrap_or_else(|| words::office(LANGUAGE, one.office.as_str()));
    let person = one.person.as_ref().map(ToString::to_string);
    let who: Vec<String> = one.organ.clone().into_iter().chain(person).chain([title]).collect();
    [who.join(" "), format!("{} {}", say("archive-record-key"), one.key)]
}

/// Its name, what it is, and where it stands with it.
fn document(desk: &Desk<'_>, document: &Document) -> String {
    let mut said: Vec<String> = Vec::new();
    if let Some(told) = &document.told {
        let role = words::document(LANGUAGE, &told.role);
        said.push(format!("{}（{role}，{} 字节）", told.name, told.size));
    }
    let of = |id: &str, values: &[(&str, Value<'_>)]| words_of(LANGUAGE, id, values);
    said.push(match &document.state {
        State::Present { sha256, .. } => format!("SHA-256 {sha256}"),
        State::Sealed { sha256, .. } => format!("{} SHA-256 {sha256}", say("archive-document-sealed")),
        State::Withheld { basis, by, .. } => {
            let basis = words::choice(LANGUAGE, "basis", basis);
            of("archive-document-withheld", &[("basis", basis.into()), ("by", decided(desk, *by).into())])
        }
        State::Erased { by, .. } => of("archive-document-erased", &[("by", desk.record(LANGUAGE, *by).into())]),
        State::Lacking => say("archive-document-lacking"),
    });
    said.join(" ")
}

fn decided(desk: &Desk<'_>, by: Option<u64>) -> String {
    match by {
        Some(by) => words_of(LANGUAGE, "archive-notes-by", &[("record", desk.record(LANGUAGE, by).into())]),
        None => say("archive-notes-by-elsewhere"),
    }
}

/// Lines, and a blank one behind them.
fn paragraph(all: &[Part], out: &mut Vec<String>) {
    out.extend(lines(LANGUAGE, all, 0).iter().map(|line| line.iter().map(|piece| piece.text.as_str()).collect()));
    out.push(String::new());
}

fn say(id: &str) -> String {
    words_of(LANGUAGE, id, &[])
}

/// Whoever gets such a medium is an archive in China.
const LANGUAGE: Language = Language::Zh;

const NOTE: &str = "本文件由程序按签名记录生成，供阅读；作为依据的是“其他/签名记录”中的记录本身。";
