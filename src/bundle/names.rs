//! The names of a bundle's files. All are ASCII, so that no medium, tool or normal form of Unicode changes them; what people
//! called a document stands in the records and on the pages.

use crate::model::digest::unhex32;
use crate::model::{EvidenceDigest, Sha256Digest};

/// The declaration (RFC 8493, section 2.1.1).
pub const BAGIT: &str = "bagit.txt";
/// The bag's metadata (section 2.2.2).
pub const BAG_INFO: &str = "bag-info.txt";
/// The manifests of the payload.
pub const MANIFESTS: [&str; 2] = ["manifest-sha256.txt", "manifest-sha512.txt"];
/// The manifests of everything else.
pub const TAG_MANIFESTS: [&str; 2] = ["tagmanifest-sha256.txt", "tagmanifest-sha512.txt"];
/// The seal.
pub const SEAL: &str = "seal.json";
/// Where cosigned checkpoints and time tokens are added later.
pub const ANCHORS: &str = "anchors/";
/// What the bundle says of itself.
pub const CONTENTS: &str = "data/bundle.json";
/// The checkpoint.
pub const CHECKPOINT: &str = "data/ledger/checkpoint";
/// The rows.
pub const ENTRIES: &str = "data/ledger/entries";
/// The paths.
pub const PROOFS: &str = "data/ledger/proofs";
/// The documents.
pub const EVIDENCE: &str = "data/evidence/";
/// The openings.
pub const OPENINGS: &str = "data/openings/";
/// The pages that a bundle must have, for people.
pub const PAGES: [&str; 2] = ["data/README.txt", "data/index.html"];
/// What every bundle has, besides its tag manifests.
pub const REQUIRED: [&str; 10] =
    [BAGIT, BAG_INFO, MANIFESTS[0], MANIFESTS[1], CONTENTS, CHECKPOINT, ENTRIES, PROOFS, PAGES[0], PAGES[1]];

/// What the bag of a whole ledger has, besides its tag manifests.
pub const REQUIRED_IN_WHOLE: [&str; 7] =
    [BAGIT, BAG_INFO, MANIFESTS[0], MANIFESTS[1], WHOLE_MARKER, "data/checkpoint", "data/log/000000.log"];

/// The ledger's marker, in the bag of a whole ledger: what tells it from a decision's bundle.
pub const WHOLE_MARKER: &str = "data/liuhen.toml";

/// What the declaration says, byte for byte.
pub const BAGIT_TEXT: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// The file of a document: its digest, and the ending of what people called it where that is a short plain one, so that
/// it opens with a click.
pub fn evidence_path(digest: &EvidenceDigest, called: &str) -> String {
    match ending(called) {
        Some(ending) => format!("{EVIDENCE}{digest}.{ending}"),
        None => format!("{EVIDENCE}{digest}"),
    }
}

/// The file of an opening.
pub fn opening_path(sealed: &Sha256Digest) -> String {
    format!("{OPENINGS}{sealed}.json")
}

/// The digest that a document's file is named after.
pub fn evidence_digest(path: &str) -> Option<EvidenceDigest> {
    let name = path.strip_prefix(EVIDENCE)?;
    let (digest, rest) = name.split_at_checked(64)?;
    let plain = rest.is_empty() || rest.strip_prefix('.').is_some_and(is_ending);
    plain.then(|| unhex32(digest.as_bytes()).ok().map(EvidenceDigest))?
}

fn ending(called: &str) -> Option<String> {
    let (_, ending) = called.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    is_ending(&ending).then_some(ending)
}

fn is_ending(text: &str) -> bool {
    (1..=ENDING_CHARS_MAX).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
}

/// Whether a file of this name has a place in a bundle.
pub fn has_a_place(path: &str) -> bool {
    if REQUIRED.contains(&path) || TAG_MANIFESTS.contains(&path) || path == SEAL {
        return true;
    }
    if let Some(name) = path.strip_prefix(OPENINGS) {
        return name.strip_suffix(".json").is_some_and(|digest| unhex32(digest.as_bytes()).is_ok());
    }
    if path.starts_with(EVIDENCE) {
        return evidence_digest(path).is_some();
    }
    if let Some(name) = path.strip_prefix(ANCHORS) {
        return later_checkpoint(path) || name.strip_suffix(".tsr").is_some_and(is_page_name);
    }
    // Further pages for people, such as a file list in another form.
    path.strip_prefix("data/")
        .and_then(|name| name.rsplit_once('.'))
        .is_some_and(|(name, ending)| is_page_name(name) && matches!(ending, "txt" | "html" | "csv" | "xml" | "json"))
}

/// Whether a file of a ledger's folder goes into the bag of the whole ledger: what is truth, and the tiles; not what is
/// made again from the log, nor what a writer keeps for itself.
pub fn is_of_whole(path: &str) -> bool {
    match path.split_once('/') {
        None => matches!(path, "liuhen.toml" | "checkpoint"),
        Some(("log", name)) => name.ends_with(".log"),
        Some((folder, _)) => matches!(folder, "tile" | "evidence" | "openings"),
    }
}

/// Whether a file of this name has a place in the bag of a whole ledger. What lies below `data/` is judged as the ledger's
/// folder is.
pub fn has_a_place_in_whole(path: &str) -> bool {
    [BAGIT, BAG_INFO].contains(&path)
        || MANIFESTS.contains(&path)
        || TAG_MANIFESTS.contains(&path)
        || path.strip_prefix("data/").is_some_and(is_of_whole)
}

/// Whether it is a checkpoint that was added later.
pub fn later_checkpoint(path: &str) -> bool {
    path.strip_prefix(ANCHORS).and_then(|name| name.strip_suffix(".checkpoint")).is_some_and(is_page_name)
}

/// Whether it is a time token that was added later.
pub fn time_token(path: &str) -> bool {
    path.strip_prefix(ANCHORS).and_then(|name| name.strip_suffix(".tsr")).is_some_and(is_page_name)
}

fn is_page_name(name: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    (1..=PAGE_NAME_CHARS_MAX).contains(&name.len()) && name.bytes().all(plain)
}

/// The longest ending that file managers know is `markdown`.
const ENDING_CHARS_MAX: usize = 8;

/// Any page's name; short enough for every archive format.
const PAGE_NAME_CHARS_MAX: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_keeps_a_plain_ending_and_nothing_else_of_its_name() {
        let digest = EvidenceDigest([0xab; 32]);
        let hex = digest.to_string();
        for (called, ending) in [
            ("停车费方案.PDF", ".pdf"),
            ("a.tar.gz", ".gz"),
            ("no ending", ""),
            ("trap.p/../df", ""),
            ("long.abcdefghi", ""),
            ("文.文", ""),
            ("dot.", ""),
        ] {
            let path = evidence_path(&digest, called);
            assert_eq!(path, format!("data/evidence/{hex}{ending}"));
            assert_eq!(evidence_digest(&path), Some(digest));
            assert!(has_a_place(&path));
        }
    }

    #[test]
    fn only_files_of_a_bundle_have_a_place() {
        let hex = "ab".repeat(32);
        for path in REQUIRED.iter().chain(&TAG_MANIFESTS).chain(&[SEAL, "data/file-list.csv", "anchors/time-1.tsr"]) {
            assert!(has_a_place(path), "{path}");
        }
        for path in [
            "data/evil.exe",
            "data/Index.html",
            "data/sub/index.html",
            "README.txt",
            "fetch.txt",
            "manifest-md5.txt",
            "anchors/x.sh",
            "anchors/../x.tsr",
            &format!("data/evidence/{hex}.PDF"),
            &format!("data/evidence/{hex}/x"),
            &format!("data/evidence/{}", &hex[1..]),
            &format!("data/openings/{hex}"),
            &format!("data/evidence/{hex}."),
        ] {
            assert!(!has_a_place(path), "{path}");
        }
        assert!(later_checkpoint("anchors/checkpoint-1.checkpoint") && !later_checkpoint("anchors/x.tsr"));
    }
}
