//! The bundles among the test vectors: a full and a public version of one decision, sealed, its export recorded. Made anew and
//! held against what lies there; `LIUHEN_WRITE_VECTORS=1` writes them.

use std::path::{Path, PathBuf};

use liuhen::format::contents::Version;

use super::attacks::record_export;
use super::public::reviewed;
use super::{MapBag, bundle, codes, judged};
use crate::book;

fn place(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/bundles").join(name)
}

fn made() -> [(&'static str, MapBag); 2] {
    let seal = Some(("archivist", "archivist"));
    let mut full = reviewed();
    record_export(&mut full.book, "full");
    let mut public = reviewed();
    record_export(&mut public.book, "public");
    [
        ("full", bundle(&full.book, Version::Full, Vec::new(), seal)),
        ("public", bundle(&public.book, Version::Public, public.withheld.clone(), seal)),
    ]
}

#[test]
fn the_bundles_among_the_vectors_are_those_the_program_makes() {
    for (name, bag) in made() {
        let place = place(name);
        if std::env::var_os("LIUHEN_WRITE_VECTORS").is_some() {
            let _ = std::fs::remove_dir_all(&place);
            book::write(&bag.files, &place);
        }
        let lying = book::read(&place);
        let names = |files: &book::Files| files.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&lying), names(&bag.files), "{name}");
        for (path, bytes) in &bag.files {
            assert!(lying[path] == *bytes, "{name}/{path} is another");
        }
        let report = judged(&bag);
        let notes = if name == "full" { vec![] } else { vec!["record-withheld", "attachment-withheld"] };
        assert_eq!((report.exit, codes(&report)), (0, notes), "{:?}", report.findings);
    }
}
