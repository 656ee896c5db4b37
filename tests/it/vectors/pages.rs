//! The pages in `docs` quote vectors: a line `<!-- vector: PATH -->` before a fenced block says which. ` spread` after the
//! path asks for JSON over several lines, ` at POINTER` for one text in a JSON file. `<!-- file: PATH -->` quotes a file.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value as Json;

use super::{kinds, spread, writing};

fn quoted(files: &BTreeMap<String, Vec<u8>>, what: &str) -> String {
    let mut words = what.split(' ');
    let path = words.next().unwrap();
    let bytes = files.get(path).unwrap_or_else(|| panic!("no vector {path}"));
    let mut text = match (words.next(), words.next()) {
        (None, _) => String::from_utf8(bytes.clone()).unwrap(),
        (Some("spread"), None) => spread(bytes),
        (Some("at"), Some(pointer)) => {
            let json: Json = serde_json::from_slice(bytes).unwrap();
            match json.pointer(pointer).unwrap_or_else(|| panic!("nothing at {pointer} in {path}")) {
                Json::String(text) => text.clone(),
                other => serde_json::to_string_pretty(other).unwrap(),
            }
        }
        _ => panic!("`{what}` is no quotation"),
    };
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

/// The page with every quotation as it must be, and how many there are.
fn corrected(page: &str, files: &BTreeMap<String, Vec<u8>>) -> (String, usize) {
    let (mut out, mut count) = (String::new(), 0);
    let mut lines = page.split_inclusive('\n');
    while let Some(line) = lines.next() {
        out.push_str(line);
        if line.trim() == "<!-- generated: kinds -->" {
            let end = lines.by_ref().find(|line| line.trim() == "<!-- /generated -->").unwrap();
            write!(out, "\n{}{end}", kinds::tables()).unwrap();
        }
        if let Some(path) = line.trim().strip_prefix("<!-- file: ").and_then(|rest| rest.strip_suffix(" -->")) {
            out.push_str(lines.next().unwrap());
            for _ in lines.by_ref().take_while(|line| !line.starts_with("```")) {}
            let file = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
            writeln!(out, "{file}```").unwrap();
            count += 1;
            continue;
        }
        let Some(what) = line.trim().strip_prefix("<!-- vector: ").and_then(|rest| rest.strip_suffix(" -->")) else {
            continue;
        };
        let fence = lines.next().unwrap();
        assert!(fence.starts_with("```"), "a quotation of {what} is followed by a fenced block");
        out.push_str(fence);
        for _ in lines.by_ref().take_while(|line| !line.starts_with("```")) {}
        writeln!(out, "{}```", quoted(files, what)).unwrap();
        count += 1;
    }
    (out, count)
}

/// Holds every page of docs/format against the vectors.
pub(crate) fn compare(files: &BTreeMap<String, Vec<u8>>) {
    let mut count = 0;
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/format")).unwrap() {
        let path = entry.unwrap().path();
        let page = fs::read_to_string(&path).unwrap();
        let (corrected, quotations) = corrected(&page, files);
        count += quotations;
        if writing() {
            fs::write(&path, &corrected).unwrap();
        } else {
            assert!(page == corrected, "{} does not quote the vectors verbatim", path.display());
        }
    }
    assert!(count >= 10, "only {count} quotations: the pages are not where they were");
}
