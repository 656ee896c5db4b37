//! What is found after every call to the system has failed once before it took effect and once after, and after the log
//! has been cut at every byte: what was acknowledged is there, what was not is there whole or not at all.

#![expect(clippy::disallowed_methods, reason = "tests cut files")]

use std::sync::Arc;

use super::LedgerFolder;
use super::durable::{Access, Disk};
use super::faults::{Fault, Faults};
use super::sample::{Kept, folder, origin, picture};
use super::segments::SEGMENT_BYTES;
use crate::crypto::hash::dual;
use crate::model::{EvidenceDigest, Seq, Sha256Digest, StreamId};
use crate::port::{DestroyEvidence, ReadEvidence, ReadLedger, StoreError, StoreErrorKind, WriteEvidence, WriteLedger};

/// Lets each call of `work` fail in turn, before and after it took effect, until `work` answers that it has fewer. What
/// became of it `work` checks by itself.
fn with_every_fault(mut work: impl FnMut(&Arc<Faults>, &dyn Fn(), usize, &str) -> bool) {
    for fault in [Fault::Before, Fault::After] {
        let mut at = 0;
        loop {
            let faults = Arc::new(Faults::default());
            let arm = || faults.plan(Some((at, fault)));
            if !work(&faults, &arm, at, &format!("{fault:?} call {at}")) {
                break;
            }
            at += 1;
        }
        assert!(at > 2, "nothing was tried");
    }
}

/// Whether the call that was to fail was ever made.
fn reached(faults: &Faults, at: usize) -> bool {
    faults.calls().len() > at
}

fn refuses_everything(store: &mut LedgerFolder, what: &str) {
    let unavailable = |outcome: Result<(), StoreError>| {
        assert_eq!(outcome.expect_err(what).kind, StoreErrorKind::Unavailable, "{what}");
    };
    unavailable(store.tip().map(drop));
    unavailable(store.checkpoint().map(drop));
    unavailable(store.chunks().map(drop));
    unavailable(store.entries(Seq::FIRST, 1).map(drop));
    unavailable(store.stream_head(&StreamId::Registry).map(drop));
    unavailable(store.stream(&StreamId::Registry, 0, 1).map(drop));
    unavailable(store.streams(None, 1).map(drop));
    unavailable(store.node(crate::chain::NodeId::leaf(0)).map(drop));
    unavailable(store.marker().map(drop));
    unavailable(store.files().map(drop));
    unavailable(store.commit(&crate::port::Tip::EMPTY, &[]));
    unavailable(store.publish(b"x"));
    unavailable(store.put_evidence(&mut &b"x"[..]).map(drop));
    unavailable(store.put_opening(&Sha256Digest([1; 32]), b"x"));
    store.settle();
}

#[test]
fn a_commit_whose_every_call_fails_leaves_all_of_it_or_none() {
    // A single entry, a group, and a group that completes a tile, its partial tile superseding one.
    for (before, group, index) in [(vec![1, 2], 1, true), (vec![1, 2], 3, false), (vec![1, 300, 210], 5, false)] {
        let beginning = Kept::with(&before);
        let size = beginning.written.len();
        if !index {
            beginning.spoil_index();
        }
        with_every_fault(|faults, arm, at, what| {
            let mut kept = beginning.copy();
            let mut store = kept.open_on(faults).unwrap();
            arm();
            let outcome = kept.commit(&mut store, group);
            if outcome.is_err() {
                refuses_everything(&mut store, what);
            }
            // Closing has calls of its own.
            drop(store);
            let reached = reached(faults, at);
            faults.plan(None);

            let again = kept.open().unwrap();
            let found = again.tip().unwrap().size as usize;
            assert!(found == size + group || outcome.is_err() && found == size, "{what}: {found} entries");
            let unfinished = |path: &std::path::PathBuf| path.to_string_lossy().ends_with(".new");
            assert!(!picture(&kept.root()).keys().any(unfinished), "{what}: something unfinished was left");
            if size < 100 {
                kept.check(&again, found);
            }
            kept.check_end(&again, found);
            drop(again);
            kept.check_end(&LedgerFolder::open_for_reading(kept.root()).unwrap(), found);
            goes_on(kept, found);
            reached
        });
    }
}

/// A store that was opened anew takes what comes next.
fn goes_on(mut kept: Kept, found: usize) {
    kept.rewind(found);
    let mut store = kept.open().unwrap();
    kept.commit(&mut store, 2).unwrap();
    drop(store);
    kept.check_end(&kept.open().unwrap(), found + 2);
}

#[test]
fn an_opening_whose_every_call_fails_changes_nothing_for_the_next() {
    let mut beginning = Kept::with(&[1, 2, 260]);
    let mut store = beginning.open().unwrap();
    beginning.commit_only(&mut store, 1).unwrap();
    beginning.commit_only(&mut store, 3).unwrap();
    drop(store);
    // A torn group to be moved aside, tiles and index to be made again.
    let log = beginning.root().join("log/000000.log");
    let length = std::fs::metadata(&log).unwrap().len();
    std::fs::OpenOptions::new().write(true).open(&log).unwrap().set_len(length - 10).unwrap();
    std::fs::remove_dir_all(beginning.root().join("tile")).unwrap();
    beginning.spoil_index();
    with_every_fault(|faults, arm, at, what| {
        let kept = beginning.copy();
        arm();
        let opened = kept.open_on(faults);
        let reached = reached(faults, at);
        faults.plan(None);
        drop(opened);
        let store = kept.open().unwrap();
        kept.check_end(&store, 264);
        assert!(kept.root().join("tile/0/000").is_file() && kept.root().join("tile/1/000.p/1").is_file(), "{what}");
        let torn: Vec<_> = std::fs::read_dir(kept.root().join("log"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.starts_with("torn-") && !name.ends_with(".new"))
            .collect();
        assert!(!torn.is_empty(), "{what}");
        reached
    });
}

#[test]
fn a_creation_whose_every_call_fails_can_be_gone_on_with() {
    with_every_fault(|faults, arm, at, what| {
        let folder = folder();
        let root = folder.path().join("ledger");
        arm();
        let disk = Disk::with_faults(Access::Write, faults.clone());
        let created = LedgerFolder::create_on(disk, &root, &origin(), SEGMENT_BYTES);
        let reached = reached(faults, at);
        faults.plan(None);
        drop(created);
        let store = LedgerFolder::open_for_writing(&root).or_else(|_| LedgerFolder::create(&root, &origin()));
        assert_eq!(store.expect(what).tip().unwrap().size, 0);
        reached
    });
}

#[test]
fn a_document_whose_every_call_fails_is_there_whole_or_not_at_all() {
    let beginning = Kept::with(&[1]);
    let bytes: Vec<u8> = (0..(1 << 20) + 17).map(|at: u32| (at % 253) as u8).collect();
    let digest = EvidenceDigest(dual(&bytes).blake3);
    let read = |store: &LedgerFolder| {
        let mut read = Vec::new();
        let mut file = store.evidence(&digest).unwrap()?;
        file.read_to_end(&mut read).unwrap();
        Some(read)
    };
    with_every_fault(|faults, arm, at, what| {
        let kept = beginning.copy();
        let mut store = kept.open_on(faults).unwrap();
        arm();
        let stored = store.put_evidence(&mut &bytes[..]);
        let opening = stored.as_ref().map_or(Ok(()), |_| store.put_opening(&Sha256Digest([7; 32]), b"{}"));
        let reached = reached(faults, at);
        faults.plan(None);
        drop(store);
        let mut store = kept.open().unwrap();
        let found = read(&store);
        assert!(found.as_ref().is_none_or(|found| *found == bytes), "{what}");
        assert!(found.is_some() || stored.is_err(), "{what}");
        let found = store.opening(&Sha256Digest([7; 32])).unwrap();
        assert!(found.as_deref().is_none_or(|found| found == b"{}"), "{what}");
        assert!(found.is_some() || stored.is_err() || opening.is_err(), "{what}");
        store.put_evidence(&mut &bytes[..]).unwrap();
        assert!(read(&store).as_ref() == Some(&bytes), "{what}");
        reached
    });
}

#[test]
fn a_destruction_whose_every_call_fails_can_be_done_again() {
    let beginning = Kept::with(&[1]);
    let bytes: Vec<u8> = (0..(1 << 20) + 17).map(|at: u32| (at % 253) as u8 + 1).collect();
    let digest = EvidenceDigest(dual(&bytes).blake3);
    let sealed = Sha256Digest([7; 32]);
    let mut store = beginning.open().unwrap();
    store.put_evidence(&mut &bytes[..]).unwrap();
    store.put_opening(&sealed, b"{}").unwrap();
    let path = store.evidence_path(&digest);
    drop(store);
    with_every_fault(|faults, arm, at, what| {
        let kept = beginning.copy();
        let mut store = kept.open_on(faults).unwrap();
        arm();
        let done = store.destroy_evidence(&digest).and_then(|_| store.destroy_opening(&sealed));
        let reached = reached(faults, at);
        faults.plan(None);
        drop(store);
        let mut store = kept.open().unwrap();
        // As long as the document is there as it was, the opening that tells of it is there too.
        if store.opening(&sealed).unwrap().is_none() {
            assert!(store.evidence(&digest).unwrap().is_none(), "{what}");
        }
        assert!(done.is_err() || store.opening(&sealed).unwrap().is_none(), "{what}");
        store.destroy_evidence(&digest).unwrap();
        store.destroy_opening(&sealed).unwrap();
        assert!(store.evidence(&digest).unwrap().is_none() && store.opening(&sealed).unwrap().is_none(), "{what}");
        assert!(!kept.root().join(&path).exists(), "{what}");
        reached
    });
}

#[test]
fn a_document_is_overwritten_before_its_name_goes() {
    let kept = Kept::with(&[1]);
    let mut store = kept.open().unwrap();
    let digest = store.put_evidence(&mut &b"a personal document"[..]).unwrap().blake3;
    let path = kept.root().join(store.evidence_path(&digest));
    // Another name for the same bytes, as a backup of hard links has.
    let other = kept.root().join("other-name");
    std::fs::hard_link(&path, &other).unwrap();
    assert!(store.destroy_evidence(&digest).unwrap());
    assert!(!path.exists());
    assert_eq!(std::fs::read(&other).unwrap(), [0; 19]);
    // A link is taken away; what it leads to is not the store's.
    #[cfg(unix)]
    {
        std::fs::write(&other, b"not of this ledger").unwrap();
        std::os::unix::fs::symlink(&other, &path).unwrap();
        assert!(store.destroy_evidence(&digest).unwrap());
        assert_eq!(std::fs::read(&other).unwrap(), b"not of this ledger");
        assert!(std::fs::symlink_metadata(&path).is_err());
    }
}

/// A ledger with entries beyond its checkpoint, one by one and then a group, and no index that could be opened: so that
/// opening it thousands of times is quick.
fn beyond_the_checkpoint() -> (Kept, u64) {
    let mut kept = Kept::with(&[1, 2]);
    let covered = std::fs::metadata(kept.root().join("log/000000.log")).unwrap().len();
    let mut store = kept.open().unwrap();
    kept.commit_only(&mut store, 1).unwrap();
    kept.commit_only(&mut store, 2).unwrap();
    drop(store);
    kept.spoil_index();
    (kept, covered)
}

fn frame_ends(kept: &Kept) -> Vec<u64> {
    let mut ends = vec![0];
    for entry in &kept.written {
        let mut frame = Vec::new();
        crate::chain::write_frame(entry, &mut frame);
        ends.push(ends.last().unwrap() + frame.len() as u64);
    }
    ends
}

#[test]
fn a_log_cut_at_any_byte_beyond_the_checkpoint_opens() {
    let (kept, covered) = beyond_the_checkpoint();
    let ends = frame_ends(&kept);
    let path = kept.root().join("log/000000.log");
    let whole = std::fs::read(&path).unwrap();
    let note = std::fs::read(kept.root().join("log/group")).unwrap();
    assert_eq!(whole.len() as u64, ends[6]);
    for cut in covered..=ends[6] {
        std::fs::write(&path, &whole[..cut as usize]).unwrap();
        std::fs::write(kept.root().join("log/group"), &note).unwrap();
        let store = kept.open().unwrap();
        // The single entry is there where it is whole; the group of two only where both are.
        let size = if cut == ends[6] { 6 } else { 3 + usize::from(cut >= ends[4]) };
        assert_eq!(store.tip().unwrap().size, size as u64, "cut at {cut}");
        if cut % 97 == 0 || ends.contains(&cut) {
            kept.check(&store, size);
        }
        drop(store);
        // Nothing is destroyed.
        let kept_bytes = std::fs::read(&path).unwrap();
        let torn = kept.root().join("log/torn-0");
        let aside = if torn.exists() { std::fs::read(&torn).unwrap() } else { Vec::new() };
        assert_eq!(kept_bytes.len() as u64, ends[size]);
        assert!([kept_bytes, aside].concat() == whole[..cut as usize], "cut at {cut}");
        if torn.exists() {
            std::fs::remove_file(torn).unwrap();
        }
    }
}

#[test]
fn a_log_cut_before_its_checkpoint_is_not_written_to() {
    let (kept, covered) = beyond_the_checkpoint();
    let path = kept.root().join("log/000000.log");
    let whole = std::fs::read(&path).unwrap();
    for cut in [0, 1, 700, covered - 1, frame_ends(&kept)[2]] {
        std::fs::write(&path, &whole[..cut as usize]).unwrap();
        assert_eq!(kept.open().unwrap_err().kind, StoreErrorKind::Corrupt, "cut at {cut}");
        assert_eq!(std::fs::read(&path).unwrap(), whole[..cut as usize]);
        assert!(!kept.root().join("log/torn-0").exists());
    }
    std::fs::remove_file(&path).unwrap();
    assert_eq!(kept.open().unwrap_err().kind, StoreErrorKind::Corrupt);
}

#[test]
fn a_hole_in_what_was_never_acknowledged_is_moved_aside() {
    let (beginning, covered) = beyond_the_checkpoint();
    let ends = frame_ends(&beginning);
    // In the single entry, in the envelope of the group's first, in its second: blocks that never reached the disk.
    for (from, size) in [(covered + 10, 3), (ends[5] - 8, 4), (ends[5] + 20, 4)] {
        let kept = beginning.copy();
        let path = kept.root().join("log/000000.log");
        let mut bytes = std::fs::read(&path).unwrap();
        bytes[from as usize..from as usize + 5].fill(0);
        std::fs::write(&path, &bytes).unwrap();
        let store = kept.open().unwrap();
        kept.check(&store, size);
        drop(store);
        assert_eq!(std::fs::read(kept.root().join("log/torn-0")).unwrap(), bytes[ends[size] as usize..]);
    }
}

/// A ledger whose last group, of two, the power went from in its writing: `written` bytes of it are there. Where it begins
/// is where the next entry will.
fn group_torn_after(written: u64) -> Kept {
    let (mut kept, _) = beyond_the_checkpoint();
    let log = std::fs::OpenOptions::new().write(true).open(kept.root().join("log/000000.log")).unwrap();
    log.set_len(frame_ends(&kept)[4] + written).unwrap();
    kept.rewind(4);
    kept
}

#[test]
fn the_note_of_a_torn_group_is_not_held_against_what_follows() {
    let ends = frame_ends(&beyond_the_checkpoint().0);
    let (first, whole) = (ends[5] - ends[4], ends[6] - ends[4]);
    for written in [0, 1, first - 1, first, first + 1, whole - 1] {
        // What follows may be shorter than the group, as long, or longer; its checkpoint is lost with the power.
        for count in [1, 2, 3] {
            let mut kept = group_torn_after(written);
            let mut store = kept.open().unwrap();
            for _ in 0..count {
                kept.commit_only(&mut store, 1).unwrap();
            }
            drop(store);
            kept.check(&kept.open().unwrap(), 4 + count);
            goes_on(kept, 4 + count);
        }
    }
}

#[test]
fn an_entry_in_the_place_of_a_torn_group_is_kept_once_it_is_durable_whatever_failed_before() {
    let first = frame_ends(&beyond_the_checkpoint().0)[5] - frame_ends(&beyond_the_checkpoint().0)[4];
    for written in [0, first - 1, first] {
        let beginning = group_torn_after(written);
        with_every_fault(|faults, arm, at, what| {
            let mut kept = beginning.copy();
            arm();
            let mut durable = false;
            // Whatever fails, the ledger is opened anew and the entry tried again.
            if let Ok(mut store) = kept.open_on(faults) {
                durable = kept.commit_only(&mut store, 1).is_ok();
            }
            let reached = reached(faults, at);
            faults.plan(None);
            let found = kept.open().unwrap().tip().unwrap().size as usize;
            assert!(found == 5 || found == 4 && !durable, "{what}: {found} entries");
            if found == 4 {
                kept.rewind(4);
                let mut store = kept.open().unwrap();
                kept.commit_only(&mut store, 1).unwrap();
                drop(store);
            }
            kept.check(&kept.open().unwrap(), 5);
            reached
        });
    }
}

#[test]
fn the_note_of_a_torn_group_is_taken_back_durably_before_anything_is_written_in_its_place() {
    let mut kept = group_torn_after(7);
    let faults = Arc::new(Faults::default());
    let mut store = kept.open_on(&faults).unwrap();
    kept.commit_only(&mut store, 1).unwrap();
    let calls = faults.calls();
    let place = |call: &str| calls.iter().position(|made| made == call).unwrap_or_else(|| panic!("no `{call}`"));
    let order = [place("cut 000000.log"), place("write group"), place("sync group"), place("write 000000.log")];
    assert!(order.is_sorted(), "{calls:?}");
    drop(store);
    // Nothing is left to take back.
    kept.open_on(&faults).unwrap();
    assert_eq!(faults.calls().iter().filter(|made| *made == "write group").count(), 1);
}

#[test]
fn damage_in_what_the_checkpoint_covers_is_not_written_to() {
    let (kept, covered) = beyond_the_checkpoint();
    let path = kept.root().join("log/000000.log");
    let whole = std::fs::read(&path).unwrap();
    // A header: the chain shows it.
    for at in [covered - 300, frame_ends(&kept)[1] + 30] {
        let mut bytes = whole.clone();
        bytes[at as usize] ^= 1;
        std::fs::write(&path, &bytes).unwrap();
        assert_eq!(kept.open().unwrap_err().kind, StoreErrorKind::Corrupt, "byte {at}");
        assert_eq!(std::fs::read(&path).unwrap(), bytes);
    }
}

#[test]
fn without_a_checkpoint_only_a_torn_tail_is_moved_aside() {
    let (kept, covered) = beyond_the_checkpoint();
    std::fs::remove_file(kept.root().join("checkpoint")).unwrap();
    let path = kept.root().join("log/000000.log");
    let whole = std::fs::read(&path).unwrap();
    let mut bytes = whole.clone();
    bytes[covered as usize - 300] ^= 1;
    std::fs::write(&path, &bytes).unwrap();
    assert_eq!(kept.open().unwrap_err().kind, StoreErrorKind::Corrupt);
    std::fs::write(&path, &whole[..covered as usize + 100]).unwrap();
    kept.check(&kept.open().unwrap(), 3);
}

#[test]
fn a_segment_created_before_a_power_cut_may_be_empty() {
    let (kept, _) = beyond_the_checkpoint();
    std::fs::write(kept.root().join("log/000001.log"), "").unwrap();
    kept.check(&LedgerFolder::open_for_reading(kept.root()).unwrap(), 6);
    let store = kept.open().unwrap();
    kept.check(&store, 6);
    drop(store);
    goes_on(kept, 6);
}
