//! The list of items as CSV (RFC 4180), for spreadsheets. UTF-8 with a byte-order mark: without it, the spreadsheet programs
//! that archives use take it for another encoding.

use std::io;

use super::desk::Desk;
use super::file_list::{Group, listed, remarks, title};
use crate::bundle::Volume;
use crate::render::{Language, text};

/// The file.
pub(super) fn bytes(volume: &Volume) -> io::Result<Vec<u8>> {
    let desk = Desk::new(volume);
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(BYTE_ORDER_MARK.to_vec());
    let heading = |id: &&str| format!("{} {}", text(Language::Zh, id, &[]), text(Language::En, id, &[]));
    csv.write_record(COLUMNS.iter().map(heading)).map_err(io::Error::from)?;
    let secrecy = volume.cover.description.secrecy.as_deref().unwrap_or_default();
    for one in listed(&desk) {
        let said = remarks(Language::Zh, one.item).join("；");
        let row = [
            one.place.to_string(),
            guarded(&one.reference),
            guarded(one.document_number),
            guarded(&one.responsible),
            guarded(&title(&desk, Language::Zh, one.item)),
            one.day(),
            guarded(secrecy),
            String::new(),
            guarded(&said),
            format!("#{}", one.item.number),
            guarded(&Group::of(one.item).words(Language::Zh)),
            one.item.recorded.to_string(),
            one.item.record.to_string(),
            one.files.join(" "),
        ];
        csv.write_record(&row).map_err(io::Error::from)?;
    }
    csv.into_inner().map_err(|error| io::Error::other(error.to_string()))
}

/// A text that no spreadsheet takes for a formula: what begins like one gets an apostrophe before it. Whoever named a
/// document must not be able to run something on the archivist's machine.
fn guarded(text: &str) -> String {
    let text = crate::render::harmless(text);
    if text.trim_start().starts_with(FORMULA) { format!("'{text}") } else { text.into_owned() }
}

/// What a formula begins with, also in the wide form that Chinese input methods write.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The columns, by the ids of their labels.
const COLUMNS: &[&str] = &[
    "archive-col-place",
    "archive-col-reference",
    "archive-col-document-number",
    "archive-col-responsible",
    "archive-col-title",
    "archive-col-date",
    "archive-col-secrecy",
    "archive-col-page",
    "archive-col-remarks",
    "archive-col-record",
    "archive-col-stage",
    "archive-col-recorded",
    "archive-col-digest",
    "archive-col-files",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_becomes_a_formula() {
        for hostile in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "＝1", "－1"] {
            assert_eq!(guarded(hostile), format!("'{hostile}"));
        }
        assert_eq!(guarded("\t=1"), "\\t=1", "a tab is written out");
        assert_eq!(guarded("云府发〔2026〕3号"), "云府发〔2026〕3号");
    }
}
