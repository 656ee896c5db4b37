//! What can be made again is made again, whatever became of it: the index, the tiles. And who may open what beside whom.

#![expect(clippy::disallowed_methods, reason = "tests damage files")]

use std::path::Path;

use super::LedgerFolder;
use super::durable::{Access, Disk};
use super::sample::{Kept, copy_tree, folder, origin, picture};
use crate::chain::NodeId;
use crate::model::{Origin, Seq, StreamId};
use crate::port::{ReadLedger, StoreErrorKind, WriteEvidence, WriteLedger};

fn kept() -> Kept {
    Kept::with(&[1, 3, 40, 300])
}

const SIZE: usize = 344;

fn files_under(path: &Path) -> Vec<std::path::PathBuf> {
    picture(path).into_keys().filter(|path| path.is_file()).collect()
}

#[test]
fn an_index_that_is_deleted_is_made_again() {
    let kept = kept();
    std::fs::remove_dir_all(kept.root().join("index")).unwrap();
    kept.check(&kept.open().unwrap(), SIZE);
    kept.check(&kept.open().unwrap(), SIZE);
}

#[test]
fn an_index_of_garbage_is_made_again() {
    let beginning = kept();
    for name in ["db", "conf", "liuhen-closed"] {
        let file = beginning.root().join("index").join(name);
        let good = std::fs::read(&file).unwrap_or_else(|_| panic!("no {name}"));
        let flipped: Vec<u8> = good.iter().map(|byte| byte ^ 0x55).collect();
        let mut holed = good.clone();
        let third = good.len() / 3;
        holed[third..2 * third].fill(0);
        for garbage in [&b""[..], b"garbage", &flipped, &holed, &good[..good.len() / 2]] {
            let mut kept = beginning.copy();
            std::fs::write(kept.root().join("index").join(name), garbage).unwrap();
            let mut store = kept.open().unwrap();
            kept.check(&store, SIZE);
            kept.commit(&mut store, 2).unwrap();
            drop(store);
            kept.check(&kept.open().unwrap(), SIZE + 2);
        }
    }
}

#[test]
fn an_index_behind_the_log_catches_up_or_is_made_again() {
    let mut kept = kept();
    let old = kept.folder.path().join("old-index");
    copy_tree(&kept.root().join("index"), &old);
    let mut store = kept.open().unwrap();
    kept.commit(&mut store, 5).unwrap();
    drop(store);
    for other_boot in [false, true] {
        std::fs::remove_dir_all(kept.root().join("index")).unwrap();
        copy_tree(&old, &kept.root().join("index"));
        if other_boot {
            let stamp = kept.root().join("index/liuhen-closed");
            let text = std::fs::read_to_string(&stamp).unwrap();
            let words: Vec<&str> = text.split(' ').collect();
            std::fs::write(&stamp, format!("{} {} another-boot\n", words[0], words[1])).unwrap();
        }
        kept.check(&kept.open().unwrap(), SIZE + 5);
    }
}

#[test]
fn an_index_ahead_of_the_log_is_made_again() {
    let beginning = kept();
    let mut ahead = beginning.copy();
    let mut store = ahead.open().unwrap();
    ahead.commit(&mut store, 5).unwrap();
    drop(store);
    let old = beginning.copy();
    std::fs::remove_dir_all(old.root().join("index")).unwrap();
    copy_tree(&ahead.root().join("index"), &old.root().join("index"));
    old.check(&old.open().unwrap(), SIZE);
}

#[test]
fn an_index_of_another_ledger_is_made_again() {
    let (one, other) = (kept(), Kept::with(&[344]));
    std::fs::remove_dir_all(one.root().join("index")).unwrap();
    copy_tree(&other.root().join("index"), &one.root().join("index"));
    one.check(&one.open().unwrap(), SIZE);
}

#[test]
fn an_index_after_a_power_cut_is_not_believed() {
    // What sled holds is bound to the log, but the log has grown since it was closed, in an earlier boot: it may have holes.
    let kept = kept();
    super::index::tests::forget_a_stream(&kept.root(), &"decision/long".parse().unwrap());
    let stamp = kept.root().join("index/liuhen-closed");
    std::fs::write(&stamp, format!("44 {} another-boot\n", kept.written[43].hash())).unwrap();
    kept.check(&kept.open().unwrap(), SIZE);
}

#[test]
fn values_of_another_version_mean_made_again() {
    let kept = kept();
    super::index::tests::age_every_value(&kept.root());
    kept.check(&kept.open().unwrap(), SIZE);
}

#[test]
fn positions_that_are_wrong_are_found_out_where_they_are_read() {
    let kept = kept();
    super::index::tests::swap_positions(&kept.root(), &"decision/long".parse().unwrap());
    let store = kept.open().unwrap();
    kept.check(&store, SIZE);
    assert!(!kept.root().join("index").exists(), "it would be found wrong again");
    drop(store);
    kept.check(&kept.open().unwrap(), SIZE);
    assert!(kept.root().join("index/db").is_file());
}

#[test]
fn an_index_that_somebody_holds_is_done_without() {
    let mut kept = kept();
    let held = super::index::tests::hold(&kept.root());
    let mut store = kept.open().unwrap();
    kept.check(&store, SIZE);
    kept.commit(&mut store, 3).unwrap();
    kept.check(&store, SIZE + 3);
    drop(store);
    assert!(kept.root().join("index/db").is_file(), "it was not taken away from its holder");
    drop(held);
    kept.check(&kept.open().unwrap(), SIZE + 3);
}

#[test]
fn there_is_one_writer() {
    let kept = kept();
    let store = kept.open().unwrap();
    assert_eq!(kept.open().unwrap_err().kind, StoreErrorKind::InUse);
    // Readers do not mind.
    kept.check(&LedgerFolder::open_for_reading(kept.root()).unwrap(), SIZE);
    kept.check(&LedgerFolder::open_for_browsing(kept.root()).unwrap(), SIZE);
    drop(store);
    assert!(kept.open().is_ok());
}

#[test]
fn a_reader_sees_the_ledger_as_it_was_when_it_was_opened() {
    let mut kept = kept();
    let reader = LedgerFolder::open_for_reading(kept.root()).unwrap();
    let mut store = kept.open().unwrap();
    kept.commit(&mut store, 7).unwrap();
    assert_eq!(reader.tip().unwrap().size, SIZE as u64);
    assert_eq!(reader.entries(Seq(SIZE as u64 - 1), 10).unwrap().len(), 1);
    let frames: usize = reader.chunks().unwrap().map(|chunk| chunk.unwrap().frames.len()).sum();
    assert_eq!(frames, SIZE);
    kept.check(&LedgerFolder::open_for_reading(kept.root()).unwrap(), SIZE + 7);
}

#[test]
fn reading_writes_nothing_at_all() {
    let mut kept = kept();
    let mut store = kept.open().unwrap();
    kept.commit_only(&mut store, 2).unwrap();
    drop(store);
    // Also where there would be something to repair.
    let log = kept.root().join("log/000000.log");
    let length = std::fs::metadata(&log).unwrap().len();
    std::fs::OpenOptions::new().write(true).open(&log).unwrap().set_len(length - 5).unwrap();
    std::fs::remove_dir_all(kept.root().join("tile")).unwrap();
    let before = picture(&kept.root());
    let mut reader = LedgerFolder::open_for_reading(kept.root()).unwrap();
    kept.check(&reader, SIZE + 1);
    let last = reader.chunks().unwrap().last().unwrap().unwrap();
    assert_eq!(last.broken.unwrap().why, crate::chain::FrameError::Cut);
    assert!(reader.files().unwrap().count() > 3);
    assert!(reader.marker().unwrap().is_some());
    for outcome in [
        reader.commit(&reader.tip().unwrap(), &kept.maker.clone().group(1)),
        reader.publish(b"x"),
        reader.put_evidence(&mut &b"x"[..]).map(drop),
    ] {
        assert_eq!(outcome.unwrap_err().kind, StoreErrorKind::Unavailable);
    }
    reader.settle();
    drop(reader);
    assert!(picture(&kept.root()) == before, "something was written");
}

#[test]
fn the_parts_of_a_ledger_that_are_not_there_are_not_missed_by_a_reader() {
    let kept = kept();
    for name in ["index", "tile", "evidence", "openings"] {
        let _not_all_are_there = std::fs::remove_dir_all(kept.root().join(name));
    }
    for name in ["lock", "checkpoint", "liuhen.toml", "log/group"] {
        std::fs::remove_file(kept.root().join(name)).unwrap();
    }
    let reader = LedgerFolder::open_for_reading(kept.root()).unwrap();
    kept.check(&reader, SIZE);
    assert_eq!(reader.marker().unwrap(), None);
    assert_eq!(reader.checkpoint().unwrap(), None);
}

#[test]
fn what_is_no_ledger_is_not_opened() {
    let folder = folder();
    for dir in [folder.path().to_owned(), folder.path().join("absent")] {
        assert_eq!(LedgerFolder::open_for_reading(&dir).unwrap_err().kind, StoreErrorKind::NotFound);
        assert_eq!(LedgerFolder::open_for_writing(&dir).unwrap_err().kind, StoreErrorKind::NotFound);
    }
    assert_eq!(picture(folder.path()).len(), 0, "asking left something behind");
}

#[test]
fn a_ledger_is_not_made_where_something_is() {
    let kept = kept();
    let before = picture(&kept.root());
    assert!(LedgerFolder::create(kept.root(), &origin()).is_err());
    assert!(picture(&kept.root()) == before);
    let folder = folder();
    std::fs::write(folder.path().join("thesis.doc"), "x").unwrap();
    assert!(LedgerFolder::create(folder.path(), &origin()).is_err());
    assert_eq!(picture(folder.path()).len(), 1);
    let quoted = Origin::new("a\"b").unwrap();
    assert!(LedgerFolder::create(folder.path().join("new"), &quoted).is_err());
}

#[test]
fn a_marker_or_an_entry_of_another_ledger_is_not_written_beside() {
    let kept = kept();
    let path = kept.root().join("liuhen.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("test.example", "rest.example")).unwrap();
    std::fs::remove_dir_all(kept.root().join("index")).unwrap();
    assert_eq!(kept.open().unwrap_err().kind, StoreErrorKind::Corrupt);
    std::fs::write(&path, "format = 7\n").unwrap();
    assert_eq!(kept.open().unwrap_err().kind, StoreErrorKind::Corrupt);
}

#[test]
fn a_missing_segment_shows() {
    let mut kept = Kept::with(&[1]);
    let disk = || Disk::new(Access::Write);
    let small = 4 << 10;
    let mut store = LedgerFolder::write_on(disk(), &kept.root(), std::sync::Arc::new(|_| ()), small).unwrap();
    for _ in 0..10 {
        kept.commit(&mut store, 3).unwrap();
    }
    drop(store);
    assert!(kept.root().join("log/000003.log").is_file());
    kept.check(&LedgerFolder::open_for_reading(kept.root()).unwrap(), 31);
    std::fs::remove_file(kept.root().join("log/000001.log")).unwrap();
    assert_eq!(kept.open().unwrap_err().kind, StoreErrorKind::Corrupt);
    let reader = LedgerFolder::open_for_reading(kept.root()).unwrap();
    let chunks: Vec<_> = reader.chunks().unwrap().collect();
    assert_eq!(chunks.len(), 2);
    assert!(chunks[0].is_ok());
    assert!(chunks[1].as_ref().unwrap_err().to_string().contains("log/000001.log"));
}

#[test]
fn an_altered_entry_is_not_handed_out() {
    let kept = kept();
    let log = kept.root().join("log/000000.log");
    let mut bytes = std::fs::read(&log).unwrap();
    // In the envelope of the first entry.
    let at = bytes.windows(10).position(|window| window == b"{\"number\":").unwrap();
    bytes[at + 3] ^= 1;
    std::fs::write(&log, &bytes).unwrap();
    let reader = LedgerFolder::open_for_reading(kept.root()).unwrap();
    assert_eq!(reader.entries(Seq::FIRST, 1).unwrap_err().kind, StoreErrorKind::Corrupt);
    assert_eq!(reader.stream(&StreamId::Registry, 0, 1).unwrap_err().kind, StoreErrorKind::Corrupt);
    assert_eq!(reader.entries(Seq(1), 5).unwrap().len(), 5);
}

fn tiles(kept: &Kept) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let files = files_under(&kept.root().join("tile")).into_iter();
    files.map(|path| (path.strip_prefix(kept.root()).unwrap().to_owned(), std::fs::read(&path).unwrap())).collect()
}

#[test]
fn the_files_are_the_full_tiles_and_the_partial_ones_above() {
    let mut kept = Kept::with(&[1, 254]);
    assert!(!kept.root().join("tile").exists());
    let mut store = kept.open().unwrap();
    let names = |kept: &Kept| -> Vec<String> {
        tiles(kept).into_iter().map(|(path, _)| path.to_str().unwrap().to_owned()).collect()
    };
    kept.commit(&mut store, 1).unwrap();
    assert_eq!(names(&kept), ["tile/0/000", "tile/1/000.p/1"]);
    kept.commit(&mut store, 255).unwrap();
    assert_eq!(names(&kept), ["tile/0/000", "tile/1/000.p/1"]);
    kept.commit(&mut store, 600).unwrap();
    assert_eq!(names(&kept), ["tile/0/000", "tile/0/001", "tile/0/002", "tile/0/003", "tile/1/000.p/4"]);
    let leaves: Vec<u8> = kept.written[256..512].iter().flat_map(|entry| entry.leaf().0).collect();
    assert_eq!(tiles(&kept)[1].1, leaves);
    let path = "tile/0/001".parse().unwrap();
    assert_eq!(store.tile(&path).unwrap().as_ref(), Some(&leaves));
    assert_eq!(store.tile(&"tile/0/004".parse().unwrap()).unwrap(), None);
}

#[test]
fn tiles_that_are_lost_or_wrong_are_made_again() {
    let beginning = Kept::with(&[1, 1029, 20]);
    let good = tiles(&beginning);
    assert_eq!(good.len(), 5);
    let check = |kept: &Kept, what: &str| {
        let check_nodes = |store: &LedgerFolder| {
            kept.check(store, 1050);
            for index in 0..4 {
                let leaf = kept.written[index * 256 + 77].leaf();
                assert_eq!(store.node(NodeId::leaf(index as u64 * 256 + 77)).unwrap(), leaf, "{what}");
            }
        };
        check_nodes(&LedgerFolder::open_for_reading(kept.root()).unwrap());
        check_nodes(&kept.open().unwrap());
    };
    let kept = beginning.copy();
    std::fs::remove_dir_all(kept.root().join("tile")).unwrap();
    check(&kept, "all gone");
    assert!(tiles(&kept) == good);
    for (path, bytes) in &good {
        for damage in 0..3 {
            let kept = beginning.copy();
            let file = kept.root().join(path);
            match damage {
                0 => std::fs::remove_file(&file).unwrap(),
                1 => std::fs::write(&file, &bytes[..bytes.len() - 1]).unwrap(),
                _ => {
                    let mut bytes = bytes.clone();
                    bytes[31] ^= 1;
                    std::fs::write(&file, bytes).unwrap();
                }
            }
            check(&kept, &format!("{path:?} {damage}"));
        }
    }
}

#[test]
fn a_ledger_past_a_full_tile_of_the_second_level_opens_and_proves() {
    let mut kept = Kept::with(&[1]);
    let mut store = kept.open().unwrap();
    let mut tree = crate::chain::CompactRange::new();
    let mut nodes = Vec::new();
    while kept.written.len() < 65_537 {
        let count = (65_537 - kept.written.len()).min(8192);
        kept.commit_only(&mut store, count).unwrap();
        store.publish(b"later").unwrap();
        store.settle();
    }
    for entry in &kept.written {
        tree.push_with(entry.leaf(), |level, index, hash| {
            if level > 6 || index % 5003 == 0 {
                nodes.push((NodeId { level, index }, hash));
            }
        });
    }
    store.publish(&super::sample::checkpoint(&kept.written)).unwrap();
    drop(store);
    assert!(kept.root().join("tile/1/000").is_file() && kept.root().join("tile/2/000.p/1").is_file());
    assert!(!kept.root().join("tile/1/000.p").exists(), "a superseded tile was left");
    // A full tile of the first level is missing, and one of the leaves: both are hashed anew.
    std::fs::remove_file(kept.root().join("tile/1/000")).unwrap();
    std::fs::remove_file(kept.root().join("tile/0/100")).unwrap();
    for store in [kept.open().unwrap(), LedgerFolder::open_for_reading(kept.root()).unwrap()] {
        for &(node, hash) in &nodes {
            assert_eq!(store.node(node).unwrap(), hash, "{node:?}");
        }
        let found = store.entries(Seq(54_321), 2).unwrap();
        assert!(found[0].entry == kept.written[54_321] && found[1].entry == kept.written[54_322]);
    }
}
