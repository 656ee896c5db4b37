//! A group authorised on every core. Signatures are most of what a group costs, and each stands by itself: who may sign
//! changes only with a record of the registry, and a group with one of these is not worked on here.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::append::Submission;
use crate::chain::Entry;
use crate::format::Verifiers;
use crate::model::{Seq, StreamId};
use crate::registry::{Authorised, Registry};

/// Authorises the records of a group, of which the first is to stand at `from`, on all cores. `None` where that does not do:
/// the group is small, there is one core, a record is of the registry, or one has no authority. Going through them one by
/// one then tells which, since an earlier one may have changed who may sign.
pub(super) fn authorise_together(
    registry: &Registry,
    group: &[Submission],
    from: u64,
    verifiers: &mut Verifiers,
) -> Option<Vec<Authorised>> {
    // How many cores there are is asked of the system, which takes a while to answer: not for a small group.
    let hands = if group.len() < GROUP_FROM { 1 } else { std::thread::available_parallelism().map_or(1, usize::from) };
    if hands < 2 {
        return None;
    }
    let next = AtomicUsize::new(0);
    let work = |mut verifiers: Verifiers| {
        let mut done = Vec::with_capacity(group.len() / hands + PIECE);
        loop {
            let start = next.fetch_add(PIECE, Ordering::Relaxed);
            let Some(piece) = group.get(start..group.len().min(start + PIECE)).filter(|piece| !piece.is_empty()) else {
                return Some((done, verifiers));
            };
            for (place, one) in (start..).zip(piece) {
                let at = Seq(from + place as u64);
                let authorised = registry.authorise(one.envelope.clone(), at, &mut verifiers).ok();
                let Some(authorised) = authorised.filter(|one| one.record().stream != StreamId::Registry) else {
                    // Nobody needs the rest any more.
                    next.store(group.len(), Ordering::Relaxed);
                    return None;
                };
                done.push((place, authorised));
            }
        }
    };
    let parts: Option<Vec<_>> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..hands)
            .map(|_| {
                let known = verifiers.clone();
                scope.spawn(|| work(known))
            })
            .collect();
        let own = work(verifiers.clone());
        // A panic of one is one of all.
        let others =
            others.into_iter().map(|hand| hand.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        std::iter::once(own).chain(others).collect()
    });
    let mut all: Vec<Option<Authorised>> = vec![None; group.len()];
    for (done, known) in parts? {
        for (place, authorised) in done {
            all[place] = Some(authorised);
        }
        verifiers.absorb(known);
    }
    all.into_iter().collect()
}

/// Does something, and meanwhile computes the leaves that a group adds to the tree: a commit mostly waits for the disk.
pub(super) fn while_hashing<T>(group: &[Entry], work: impl FnOnce() -> T) -> T {
    if group.len() < GROUP_FROM {
        return work();
    }
    std::thread::scope(|scope| {
        scope.spawn(|| group.iter().for_each(|entry| _ = entry.leaf()));
        work()
    })
}

/// Below this many records, starting threads costs more than it saves.
const GROUP_FROM: usize = 32;

/// So many records are taken at a time: few enough that all end together, though one core was busy with something else.
const PIECE: usize = 16;
