//! Everything in a bundle that is for people: the page, the plain text, the lists, the report of the four-property test.
//! Chinese and English stand side by side, since a file outlives whoever chose a language for it.
//!
//! In scope: drawing a [`Volume`] and a [`FourProperties`]; the same ones give the same bytes. Out of scope: what of a
//! decision a file may show ([`bundle::volume`](crate::bundle::volume)), what the test comes to, where the files lie.
//!
//! Pages are drawn, not signed: what counts are the records, and every page says so.

use std::io;

use crate::bundle::Volume;
use crate::verify::FourProperties;

mod checking;
mod cover;
mod desk;
pub mod eep;
mod file_list;
mod file_list_csv;
mod file_list_xml;
mod findings;
mod four_properties;
mod meeting;
mod note_sheet;
mod readme;
mod record;
mod record_text;
mod register;
mod style;
mod timeline;
pub mod transfer_2012;

#[cfg(test)]
mod tests;

use super::Language;
pub use register::register_page;

use super::html::{Html, page};
use desk::Desk;

/// The files of a bundle that are for people: their paths in the bag, and their bytes.
///
/// # Errors
/// [`io::Error`], where a list cannot be written; nothing but the writers of CSV and XML has one, and they write to memory.
pub fn pages(volume: &Volume, four: &FourProperties) -> io::Result<Vec<(String, Vec<u8>)>> {
    let named = |name: &str, bytes: Vec<u8>| (format!("data/{name}"), bytes);
    Ok(vec![
        named("README.txt", readme::text(volume, four).into_bytes()),
        named("index.html", index(volume, four).into_bytes()),
        named("file-list.csv", file_list_csv::bytes(volume)?),
        named("file-list.xml", file_list_xml::bytes(volume)?),
        named("four-properties.json", four_properties::json(four).into_bytes()),
        named("four-properties.html", four_properties_page(volume, four).into_bytes()),
    ])
}

/// The report of the four-property test by itself, as data.
pub fn four_properties_json(four: &FourProperties) -> String {
    four_properties::json(four)
}

/// The page of the whole file.
pub fn index(volume: &Volume, four: &FourProperties) -> String {
    let desk = Desk::new(volume);
    let mut html = Html::new();
    cover::draw(&desk, four, &mut html);
    file_list::draw(&desk, &mut html);
    timeline::draw(&desk, &mut html);
    meeting::draw(&desk, &mut html);
    findings::draw(&desk, &mut html);
    note_sheet::draw(&desk, &mut html);
    four_properties::summary(&desk, four, &mut html);
    record::draw(&desk, &mut html);
    checking::draw(&mut html);
    let kind = super::text(Language::Zh, "archive-page-kind", &[]);
    page(&format!("{} · {kind}", desk.name()), style::STYLE, &html)
}

/// The report of the four-property test, with places for signatures.
pub fn four_properties_page(volume: &Volume, four: &FourProperties) -> String {
    let desk = Desk::new(volume);
    let mut html = Html::new();
    four_properties::draw(&desk, four, &mut html);
    let title = super::text(Language::Zh, "four-title", &[]);
    page(&format!("{} · {title}", desk.name()), style::STYLE, &html)
}
