//! No byte, no file and no name of a bundle changes unseen.

use std::sync::atomic::{AtomicUsize, Ordering};

use liuhen::format::contents::Version;

use super::{MapBag, ROWS, bundle, codes, judged};
use crate::book::{Book, DECISION, story};

/// As little as has one of everything: a founding, an appointment, a decision opened with an open and a sealed document.
fn small(seal: bool) -> MapBag {
    let mut book = Book::founded(crate::book::ORIGIN, &crate::book::ROOTS, crate::book::LEDGER);
    book.appoint("周远", "head", "head");
    book.appoint("档案员", "archivist", "archivist");
    let mut open = book.open(DECISION);
    open.attachments = vec![book.document("draft", story::DRAFT), book.sealed("sign-in-sheet", story::LIST)];
    book.say(open, &["head"]);
    bundle(&book, Version::Full, Vec::new(), seal.then_some(("archivist", "archivist")))
}

/// Tries changed bundles on all threads; `wrong` says what is wrong with how one was judged.
fn try_all(
    bags: usize,
    make: &(dyn Fn(usize) -> (String, MapBag) + Sync),
    wrong: &(dyn Fn(&str, &MapBag) -> Option<String> + Sync),
) {
    let next = AtomicUsize::new(0);
    let some = || {
        let mut minded = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= bags {
                return minded;
            }
            let (what, bag) = make(at);
            minded.extend(wrong(&what, &bag).map(|why| format!("{what}: {why}\n")));
        }
    };
    let minded: Vec<String> = std::thread::scope(|scope| {
        let others: Vec<_> =
            (1..std::thread::available_parallelism().map_or(1, usize::from)).map(|_| scope.spawn(some)).collect();
        let mut minded = some();
        minded.extend(others.into_iter().flat_map(|other| other.join().unwrap()));
        minded
    });
    let shown: String = minded.iter().take(40).map(String::as_str).collect();
    assert!(minded.is_empty(), "{} of {bags}:\n{shown}", minded.len());
}

/// Condemned, and one finding names the file.
fn named(what: &str, bag: &MapBag) -> Option<String> {
    let report = judged(bag);
    let path = what.split(' ').next().unwrap_or_default();
    let names = |file: &Option<String>| file.as_deref().is_some_and(|file| path == file);
    let file = report.findings.iter().any(|finding| names(&finding.place.file));
    (report.exit != 40 || !file).then(|| format!("exit {}: {}", report.exit, codes(&report).join(" ")))
}

/// Condemned, whatever is named.
fn condemned(_: &str, bag: &MapBag) -> Option<String> {
    let report = judged(bag);
    (report.exit != 40).then(|| format!("exit {}: {}", report.exit, codes(&report).join(" ")))
}

#[test]
fn a_bundle_as_it_is_made_is_sound() {
    for seal in [false, true] {
        let bag = small(seal);
        let report = judged(&bag);
        assert_eq!((report.exit, codes(&report)), (0, vec![]), "{:?}", report.findings);
        assert_eq!(bag.clone().remade(), bag, "manifests have one spelling");
    }
}

#[test]
fn no_byte_of_any_file_changes_unseen() {
    let bag = small(true);
    let places: Vec<(&String, usize)> =
        bag.files.iter().flat_map(|(path, bytes)| (0..bytes.len()).map(move |at| (path, at))).collect();
    try_all(
        places.len(),
        &|at| {
            let (path, place) = places[at];
            let mut changed = bag.clone();
            changed.files.get_mut(path).unwrap()[place] ^= 1;
            (format!("{path} {place}"), changed)
        },
        &|what, bag| {
            // A changed digest in a manifest shows as the file that it is of, a changed path as a file that is missing.
            if what.contains("manifest") { condemned(what, bag) } else { named(what, bag) }
        },
    );
}

#[test]
fn no_byte_that_a_record_vouches_for_changes_even_where_all_manifests_are_made_anew() {
    let bag = small(false);
    let vouched = |path: &str| {
        path.starts_with("data/ledger/") || path.starts_with("data/evidence/") || path.starts_with("data/openings/")
    };
    let places: Vec<(&String, usize)> = bag
        .files
        .iter()
        .filter(|(path, _)| vouched(path))
        .flat_map(|(path, bytes)| (0..bytes.len()).map(move |at| (path, at)))
        .collect();
    assert!(places.iter().any(|(path, _)| *path == ROWS));
    try_all(
        places.len(),
        &|at| {
            let (path, place) = places[at];
            let mut changed = bag.clone();
            changed.files.get_mut(path).unwrap()[place] ^= 1;
            (format!("{path} {place}"), changed.remade())
        },
        &condemned,
    );
}

#[test]
fn files_that_are_taken_away_added_or_renamed_are_named() {
    let bag = small(true);
    let paths: Vec<&String> = bag.files.keys().collect();
    try_all(
        paths.len(),
        &|at| {
            let mut changed = bag.clone();
            changed.files.remove(paths[at]);
            // Without it nobody knows that there was a seal; the manifests do.
            (format!("{} taken away", paths[at]), changed)
        },
        &named,
    );
    try_all(
        paths.len(),
        &|at| {
            let mut changed = bag.clone();
            let bytes = changed.files.remove(paths[at]).unwrap();
            let new = format!("{}x", paths[at]);
            changed.files.insert(new.clone(), bytes);
            (format!("{new} renamed"), changed)
        },
        &named,
    );
    let added =
        ["data/evil.exe", "data/more.txt", "README", "data/evidence/x", "anchors/x.tsr", "fetch.txt", "data/ledger/x"];
    try_all(
        added.len(),
        &|at| {
            let mut changed = bag.clone();
            changed.files.insert(added[at].into(), b"x".to_vec());
            (format!("{} added", added[at]), changed)
        },
        &named,
    );
    for (path, plain) in
        [("data/link", false), ("../../etc/passwd", true), ("data/../x", true), ("data/index.html", true)]
    {
        let mut changed = bag.clone();
        changed.odd.push((path.into(), plain));
        assert!(codes(&judged(&changed)).contains(&"bag-unsafe"), "{path}");
    }
}
