//! Longer ledgers: tiles, several passes, faults in number.

use super::super::FINDINGS_KEPT_MAX;
use super::super::judge::run_in_shares;
use super::super::{NotChecked, ReadError};
use super::*;

/// 600 entries in three decisions; signed records are dear in tests, so most are the same kind.
fn long() -> Book {
    let mut book = Book::small();
    for id in ["2026-002", "2026-003"] {
        let open = book.open(id);
        book.say(open, &[HEAD]);
    }
    for at in book.lines.len()..600 {
        let position = book.position(["2026-001", "2026-002", "2026-003"][at % 3], "王芳");
        book.say(position, &[MEMBER]);
    }
    book
}

#[test]
fn tiles_are_compared_and_named() {
    let book = long();
    let whole = book.write();
    let report = judged(&whole);
    assert_eq!((found(&report), report.outcome(Check::Tiles)), (vec![], Some(Outcome::Passed(3))));

    let path = |text: &str| text.parse::<TilePath>().unwrap();
    let mut shelf = whole.clone();
    shelf.tiles.get_mut(&path("tile/0/001")).unwrap()[3 * 32 + 5] ^= 1;
    let report = judged(&shelf);
    assert_eq!((found(&report), report.exit), (vec![Code::TileDiffers], 40));
    assert_eq!((report.findings[0].place.seq, report.findings[0].place.offset), (Some(256 + 3), Some(3 * 32 + 5)));
    let mut shelf = whole.clone();
    shelf.tiles.get_mut(&path("tile/1/000.p/2")).unwrap()[40] ^= 1;
    assert_eq!(found(&judged(&shelf)), [Code::TileDiffers]);

    let mut shelf = whole.clone();
    shelf.tiles.remove(&path("tile/0/000"));
    shelf.tiles.get_mut(&path("tile/0/001")).unwrap().truncate(100);
    let report = judged(&shelf);
    assert_eq!((found(&report), report.exit), (vec![], 0), "they can be made again");
    assert_eq!(report.outcome(Check::Tiles), Some(Outcome::NotChecked(NotChecked::TilesMissing(2))));

    // A tile that a wider one has superseded is looked at too.
    let mut shelf = whole.clone();
    let narrow = shelf.tiles[&path("tile/1/000.p/2")][..32].to_vec();
    shelf.tiles.insert(path("tile/1/000.p/1"), narrow);
    assert_eq!(judged(&shelf).outcome(Check::Tiles), Some(Outcome::Passed(4)));
    shelf.tiles.insert(path("tile/1/000.p/1"), vec![0; 32]);
    assert_eq!(found(&judged(&shelf)), [Code::TileDiffers]);

    // An entry changed in the log, everything after it made to fit: the tile names it.
    let mut book = book;
    book.lines[300].header.recorded = book.lines[299].header.recorded;
    book.relink();
    let mut shelf = book.write();
    shelf.tiles = whole.tiles;
    let report = judged(&shelf);
    let tile = report.findings.iter().find(|finding| finding.code == Code::TileDiffers).unwrap();
    assert_eq!(tile.place.seq, Some(300));
}

#[test]
fn a_store_without_tiles_or_files_says_so() {
    let mut shelf = Book::small().write();
    (shelf.marker, shelf.no_files) = (None, true);
    let report = judged(&shelf);
    for check in [Check::Tiles, Check::Marker, Check::Files] {
        assert_eq!(report.outcome(check), Some(Outcome::NotChecked(NotChecked::NotKept)), "{check:?}");
    }
    assert_eq!(report.exit, 0);
}

/// The same ledger in any number of shares and threads, with chunks of any size: the same report.
#[test]
fn passes_threads_and_chunks_change_nothing() {
    let mut book = long();
    // One of each thing that only the memory of all entries shows.
    let again = book.lines[20].clone();
    book.enter(&again.header.stream, again.envelope);
    let mut draft = book.draft("2026-002");
    draft.basis = vec![RecordDigest([7; 32])];
    book.say(draft, &[UNIT]);
    let mut draft = book.draft("2026-003");
    draft.basis.push(book.lines[500].digest());
    draft.signed_at = time(300, 0).parse().unwrap();
    book.say(draft, &[UNIT]);
    let mut shelf = book.write();
    let one = judged(&shelf);
    assert_eq!(
        found(&one),
        [Code::NonceRepeated, Code::BasisUnknown, Code::BasisOutsideStream, Code::SignedBeforeBasis]
    );
    for (threads, most, chunk_bytes) in [(1, 1_500_000, 100), (2, 200, 4_000), (3, 50, 50_000), (2, 7, 1_000_000)] {
        shelf.chunk_bytes = chunk_bytes;
        let policy = Policy { threads, ..policy() };
        let other = run_in_shares(&shelf, &policy, &|_| {}, most).unwrap();
        assert_eq!(other, one, "{threads} threads, {most} at once");
    }
}

#[test]
fn a_ledger_full_of_faults_does_not_fill_the_memory() {
    let mut book = Book::small();
    let line = book.lines[6].clone();
    for _ in 0..1_200 {
        book.lines.push(line.clone());
    }
    book.relink();
    let report = judged(&book.write());
    assert_eq!(report.counts.get(&Code::NonceRepeated), Some(&1_200));
    assert_eq!(report.findings.len(), FINDINGS_KEPT_MAX);
    assert_eq!(report.unlisted(), 200);
}

#[test]
fn progress_is_told_and_ends_at_the_end() {
    let told = std::cell::RefCell::new(Vec::new());
    run(&Book::small().write(), &policy(), &|progress| told.borrow_mut().push(progress)).unwrap();
    let last = told.borrow().last().copied().unwrap();
    assert_eq!((last.pass, last.entries, last.expected), (1, 7, Some(7)));
}

#[test]
fn a_store_that_does_not_answer_at_all_is_an_error_and_no_verdict() {
    let mut shelf = Book::small().write();
    shelf.silent = true;
    let ReadError { what, .. } = run(&shelf, &policy(), &|_| {}).unwrap_err();
    assert_eq!(what, "the checkpoint");
}
