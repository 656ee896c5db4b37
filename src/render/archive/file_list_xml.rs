//! The list of items as XML 1.0, for programs that take in the file: the same columns, and every document with its digests.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::desk::Desk;
use super::file_list::{Group, Listed, listed, remarks, title};
use crate::bundle::Volume;
use crate::bundle::volume::{Document, State, What};
use crate::render::{Language, harmless};

/// The version of the form; fields are only ever added under one version.
pub(super) const FILE_LIST_V1: &str = "liuhen/file-list/v1";

/// Writes to memory.
pub(super) type Xml = Writer<Vec<u8>>;

/// The file.
pub(super) fn bytes(volume: &Volume) -> io::Result<Vec<u8>> {
    let desk = Desk::new(volume);
    let mut xml = begun()?;
    let cover = &volume.cover;
    let root = xml
        .create_element("file-list")
        .with_attribute(("schema", FILE_LIST_V1))
        .with_attribute(("decision", volume.decision.as_str()))
        .with_attribute(("version", volume.version.word()));
    root.write_inner_content(|xml| {
        element(xml, "title", desk.name())?;
        element(xml, "reference", cover.reference.as_deref().unwrap_or_default())?;
        element(xml, "ledger", volume.origin.as_str())?;
        element(xml, "retention", cover.period.retention.word())?;
        element(xml, "secrecy", cover.description.secrecy.as_deref().unwrap_or_default())?;
        for one in listed(&desk) {
            item(&desk, &one, xml)?;
        }
        Ok(())
    })?;
    Ok(ended(xml))
}

/// A document with its declaration.
pub(super) fn begun() -> io::Result<Xml> {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    Ok(xml)
}

/// Its bytes, ending in LF.
pub(super) fn ended(xml: Xml) -> Vec<u8> {
    let mut bytes = xml.into_inner();
    bytes.push(b'\n');
    bytes
}

/// An element with a text. What XML 1.0 cannot hold, such as a control character, is written out.
pub(super) fn element(xml: &mut Xml, name: &str, text: &str) -> io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(&lawful(text)))?;
    Ok(())
}

/// A text that XML 1.0 can hold (section 2.2): control characters and what reorders a line written out, lines kept.
pub(super) fn lawful(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(|line| harmless(line).replace(NOT_IN_XML, "\u{fffd}")).collect();
    lines.join("\n")
}

fn item(desk: &Desk<'_>, one: &Listed<'_>, xml: &mut Xml) -> io::Result<()> {
    let item = one.item;
    let state = match &item.what {
        What::Record(_) => "present",
        What::Withheld { .. } => "withheld",
        What::Unreadable => "unreadable",
    };
    let place = one.place.to_string();
    let number = item.number.to_string();
    let element_of = xml
        .create_element("item")
        .with_attribute(("place", place.as_str()))
        .with_attribute(("record", number.as_str()))
        .with_attribute(("state", state));
    element_of.write_inner_content(|xml| {
        element(xml, "reference", &one.reference)?;
        element(xml, "document-number", one.document_number)?;
        element(xml, "responsible", &one.responsible)?;
        element(xml, "title", &title(desk, Language::Zh, item))?;
        element(xml, "date", &one.day())?;
        element(xml, "page", "")?;
        element(xml, "remarks", &remarks(Language::Zh, item).join("；"))?;
        element(xml, "stage", &Group::of(item).words(Language::Zh))?;
        element(xml, "recorded", &item.recorded.to_string())?;
        element(xml, "blake3", &item.record.to_string())?;
        if let What::Withheld { withheld, by } = &item.what {
            element(xml, "withheld-on", &withheld.basis)?;
            element(xml, "withheld-by", &by.map(|number| format!("#{number}")).unwrap_or_default())?;
        }
        for document in item.filed().map_or(&[][..], |filed| &filed.documents) {
            self::document(document, xml)?;
        }
        Ok(())
    })?;
    Ok(())
}

fn document(document: &Document, xml: &mut Xml) -> io::Result<()> {
    let state = match document.state {
        State::Present { .. } => "present",
        State::Sealed { .. } => "sealed",
        State::Withheld { .. } => "withheld",
        State::Erased { .. } => "erased",
        State::Lacking => "lacking",
    };
    xml.create_element("document").with_attribute(("state", state)).write_inner_content(|xml| {
        if let Some(told) = &document.told {
            element(xml, "name", &told.name)?;
            element(xml, "role", &told.role)?;
            element(xml, "media-type", &told.media_type)?;
            element(xml, "bytes", &told.size.to_string())?;
        }
        match &document.state {
            State::Present { path, blake3, sha256 } | State::Sealed { path, blake3, sha256, .. } => {
                element(xml, "path", path)?;
                element(xml, "blake3", &blake3.to_string())?;
                element(xml, "sha256", &sha256.to_string())?;
            }
            State::Withheld { basis, .. } => element(xml, "withheld-on", basis)?,
            State::Erased { by, .. } => element(xml, "erased-by", &format!("#{by}"))?,
            State::Lacking => {}
        }
        Ok(())
    })?;
    Ok(())
}

/// Characters outside the range of XML 1.0 that are no control characters.
const NOT_IN_XML: [char; 2] = ['\u{fffe}', '\u{ffff}'];
