//! Inclusion and consistency proofs: made as RFC 6962 §2.1.1 and §2.1.2 define them, judged as RFC 9162 §2.1.3.2 and
//! §2.1.4.2 say. Maker and judge share no step, so that a mistake in one is seen by the other.
//!
//! A proof that proves nothing is refused: of an entry beyond the tree, of growth that is none, with a hash too many or too few.
//! Out of scope: where the nodes come from (a closure answers), proofs as text ([`tlog_proof`](super::tlog_proof)).

use std::ops::Range;

use super::merkle::{EMPTY_ROOT, NodeId, TREE_SIZE_MAX, fold_root, node_hash, nodes_of_range};
use crate::model::TreeHash;

/// A proof that could not be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProveError<E> {
    /// There is nothing of the kind to prove.
    #[error("there is no such proof")]
    NoSuchProof(#[source] BadProof),
    /// A node of the tree could not be had.
    #[error("a node of the tree could not be read")]
    Node(#[source] E),
}

/// A proof that does not hold, or cannot exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BadProof {
    /// The entry lies beyond the tree.
    #[error("there is no entry {index} in a tree of {size}")]
    BeyondTree {
        /// The entry asked for.
        index: u64,
        /// The tree it should be in.
        size: u64,
    },
    /// Hashing up the proof leads to another root.
    #[error("the proof does not lead to the root of the tree of {size}")]
    OtherRoot {
        /// The size of the tree whose root was not met.
        size: u64,
    },
    /// The tree did not grow but shrink.
    #[error("a tree of {new} cannot continue a tree of {old}")]
    Shrunk {
        /// The size of the earlier tree.
        old: u64,
        /// The size of the later tree.
        new: u64,
    },
    /// A tree beyond [`TREE_SIZE_MAX`].
    #[error("a tree of {size} is beyond the limit of {TREE_SIZE_MAX}")]
    TooLarge {
        /// The size given.
        size: u64,
    },
    /// A hash too many or too few.
    #[error("the proof must have {expected} hashes and has {found}")]
    WrongLength {
        /// How many hashes such a proof has.
        expected: usize,
        /// How many it has.
        found: usize,
    },
}

/// Proves that leaf `index` is in the tree of `size`: the siblings from the leaf up to the child of the root. `node` answers
/// with the hash of a perfect subtree of that tree.
///
/// # Errors
/// [`ProveError::NoSuchProof`] where `index` is not below `size`; [`ProveError::Node`] with what `node` answered.
pub fn inclusion_proof<E>(
    index: u64,
    size: u64,
    node: &mut dyn FnMut(NodeId) -> Result<TreeHash, E>,
) -> Result<Vec<TreeHash>, ProveError<E>> {
    let path = inclusion_path(index, size).map_err(ProveError::NoSuchProof)?;
    hashes_of(path, node)
}

/// Proves that the tree of `new` leaves begins with the tree of `old`. Empty where both are the same, or `old` is 0.
///
/// # Errors
/// [`ProveError::NoSuchProof`] where `new` is below `old`; [`ProveError::Node`] with what `node` answered.
pub fn consistency_proof<E>(
    old: u64,
    new: u64,
    node: &mut dyn FnMut(NodeId) -> Result<TreeHash, E>,
) -> Result<Vec<TreeHash>, ProveError<E>> {
    let path = consistency_path(old, new).map_err(ProveError::NoSuchProof)?;
    hashes_of(path, node)
}

/// Checks that `leaf` is leaf `index` of the tree of `size` with root `root` (RFC 9162 §2.1.3.2).
///
/// # Errors
/// [`BadProof`] says why it is not shown.
pub fn verify_inclusion(
    index: u64,
    size: u64,
    leaf: &TreeHash,
    proof: &[TreeHash],
    root: &TreeHash,
) -> Result<(), BadProof> {
    let expected = inclusion_path(index, size)?.len();
    if proof.len() != expected {
        return Err(BadProof::WrongLength { expected, found: proof.len() });
    }
    let (mut at, mut last, mut hash) = (index, size - 1, *leaf);
    for sibling in proof {
        if at & 1 == 1 || at == last {
            hash = node_hash(sibling, &hash);
            // At the right edge a node without right sibling is lifted until it is one.
            while at & 1 == 0 && at != 0 {
                (at, last) = (at >> 1, last >> 1);
            }
        } else {
            hash = node_hash(&hash, sibling);
        }
        (at, last) = (at >> 1, last >> 1);
    }
    if last == 0 && hash == *root { Ok(()) } else { Err(BadProof::OtherRoot { size }) }
}

/// The perfect subtrees that an inclusion proof shows: the leaf, its siblings, and what they are hashed to. They never change,
/// so that two proofs of one ledger, of whatever sizes and leaves, never show two hashes for one of them. The proof must
/// have been [verified](verify_inclusion).
pub fn shown_nodes(index: u64, size: u64, leaf: &TreeHash, proof: &[TreeHash]) -> Vec<(NodeId, TreeHash)> {
    let mut shown = vec![(NodeId::leaf(index), *leaf)];
    let Some(last) = size.checked_sub(1) else { return shown };
    let (mut at, mut last, mut level, mut hash) = (index, last, 0_u8, *leaf);
    let perfect = |level: u8, index: u64| {
        index.checked_add(1).and_then(|end| end.checked_shl(level.into())).is_some_and(|end| end <= size)
    };
    for sibling in proof {
        if at & 1 == 1 || at == last {
            hash = node_hash(sibling, &hash);
            while at & 1 == 0 && at != 0 {
                (at, last, level) = (at >> 1, last >> 1, level.saturating_add(1));
            }
            // What stands to the left is always perfect.
            if let Some(left) = at.checked_sub(1) {
                shown.push((NodeId { level, index: left }, *sibling));
            }
        } else {
            hash = node_hash(&hash, sibling);
            if perfect(level, at + 1) {
                shown.push((NodeId { level, index: at + 1 }, *sibling));
            }
        }
        (at, last, level) = (at >> 1, last >> 1, level.saturating_add(1));
        if perfect(level, at) {
            shown.push((NodeId { level, index: at }, hash));
        }
    }
    shown
}

/// Checks that the tree of `new_size` with `new_root` begins with the tree of `old_size` with `old_root` (RFC 9162 §2.1.4.2).
/// Every tree continues the empty one, whose root is [`EMPTY_ROOT`], and itself: for both the proof is empty.
///
/// # Errors
/// [`BadProof`] says why it is not shown; [`BadProof::OtherRoot`] names the tree whose root was not met.
pub fn verify_consistency(
    old_size: u64,
    old_root: &TreeHash,
    new_size: u64,
    new_root: &TreeHash,
    proof: &[TreeHash],
) -> Result<(), BadProof> {
    let expected = consistency_path(old_size, new_size)?.len();
    if proof.len() != expected {
        return Err(BadProof::WrongLength { expected, found: proof.len() });
    }
    for (size, root) in [(old_size, old_root), (new_size, new_root)] {
        if size == 0 && *root != EMPTY_ROOT {
            return Err(BadProof::OtherRoot { size });
        }
    }
    if old_size == 0 {
        return Ok(());
    }
    if old_size == new_size {
        return if old_root == new_root { Ok(()) } else { Err(BadProof::OtherRoot { size: new_size }) };
    }
    // A perfect old tree is a node of the new one, and its root opens the path unsaid.
    let mut path = old_size.is_power_of_two().then_some(old_root).into_iter().chain(proof);
    let Some(first) = path.next() else { return Err(BadProof::WrongLength { expected, found: 0 }) };
    let shift = (old_size - 1).trailing_ones();
    let (mut at, mut last) = ((old_size - 1) >> shift, (new_size - 1) >> shift);
    let (mut old_hash, mut new_hash) = (*first, *first);
    for sibling in path {
        if last == 0 {
            return Err(BadProof::OtherRoot { size: new_size });
        }
        if at & 1 == 1 || at == last {
            old_hash = node_hash(sibling, &old_hash);
            new_hash = node_hash(sibling, &new_hash);
            while at & 1 == 0 && at != 0 {
                (at, last) = (at >> 1, last >> 1);
            }
        } else {
            new_hash = node_hash(&new_hash, sibling);
        }
        (at, last) = (at >> 1, last >> 1);
    }
    if old_hash != *old_root {
        return Err(BadProof::OtherRoot { size: old_size });
    }
    if last == 0 && new_hash == *new_root { Ok(()) } else { Err(BadProof::OtherRoot { size: new_size }) }
}

/// PATH(m, D[n]) of RFC 6962 §2.1.1 as leaf ranges, the leaf's sibling first.
fn inclusion_path(index: u64, size: u64) -> Result<Vec<Range<u64>>, BadProof> {
    if size > TREE_SIZE_MAX {
        return Err(BadProof::TooLarge { size });
    }
    if index >= size {
        return Err(BadProof::BeyondTree { index, size });
    }
    let mut path = Vec::new();
    let mut tree = 0..size;
    while tree.end - tree.start > 1 {
        let split = split_of(&tree);
        if index < split {
            path.push(split..tree.end);
            tree.end = split;
        } else {
            path.push(tree.start..split);
            tree.start = split;
        }
    }
    path.reverse();
    Ok(path)
}

/// PROOF(m, D[n]) of RFC 6962 §2.1.2 as leaf ranges.
fn consistency_path(old: u64, new: u64) -> Result<Vec<Range<u64>>, BadProof> {
    if new > TREE_SIZE_MAX {
        return Err(BadProof::TooLarge { size: new });
    }
    if old > new {
        return Err(BadProof::Shrunk { old, new });
    }
    if old == 0 || old == new {
        return Ok(Vec::new());
    }
    let mut path = Vec::new();
    let mut tree = 0..new;
    while tree.end != old {
        let split = split_of(&tree);
        if old <= split {
            path.push(split..tree.end);
            tree.end = split;
        } else {
            path.push(tree.start..split);
            tree.start = split;
        }
    }
    // The old tree itself is known to who asks; a subtree of it is not.
    if tree.start != 0 {
        path.push(tree);
    }
    path.reverse();
    Ok(path)
}

/// Where a tree of two leaves or more falls into two: at the largest power of two below its size.
const fn split_of(tree: &Range<u64>) -> u64 {
    tree.start + (1 << (tree.end - tree.start - 1).ilog2())
}

fn hashes_of<E>(
    path: Vec<Range<u64>>,
    node: &mut dyn FnMut(NodeId) -> Result<TreeHash, E>,
) -> Result<Vec<TreeHash>, ProveError<E>> {
    path.into_iter()
        .map(|range| {
            let parts: Result<Vec<_>, E> = nodes_of_range(range.start, range.end).into_iter().map(&mut *node).collect();
            parts.map(|parts| fold_root(&parts)).map_err(ProveError::Node)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::convert::Infallible;

    use super::super::merkle::tests::{entries, naive_root};
    use super::super::merkle::{CompactRange, leaf_hash};
    use super::*;

    const SIZES: u64 = 41;

    /// A store of all perfect nodes; asking for any other is a mistake of the maker.
    fn store(leaves: &[TreeHash]) -> impl FnMut(NodeId) -> Result<TreeHash, Infallible> + use<> {
        let mut nodes = HashMap::new();
        let mut tree = CompactRange::new();
        for &leaf in leaves {
            tree.push_with(leaf, |level, index, hash| {
                nodes.insert(NodeId { level, index }, hash);
            });
        }
        move |node| Ok(nodes[&node])
    }

    fn flipped(hash: &TreeHash) -> TreeHash {
        let mut other = *hash;
        other.0[31] ^= 1;
        other
    }

    /// Every proof near this one: one hash changed, dropped, doubled, or one put at either end.
    fn mutants(proof: &[TreeHash]) -> Vec<Vec<TreeHash>> {
        let mut all = Vec::new();
        for at in 0..proof.len() {
            let mut changed = proof.to_vec();
            changed[at] = flipped(&changed[at]);
            all.push(changed);
            let mut dropped = proof.to_vec();
            let hash = dropped.remove(at);
            all.push(dropped);
            let mut doubled = proof.to_vec();
            doubled.insert(at, hash);
            all.push(doubled);
        }
        all.push([&[leaf_hash(b"more")], proof].concat());
        all.push([proof, &[leaf_hash(b"more")]].concat());
        all
    }

    #[test]
    fn what_a_proof_shows_are_nodes_of_the_tree_whatever_its_size() {
        let leaves = entries(SIZES);
        let mut of_all = store(&leaves);
        for size in 1..=SIZES {
            let tree = &leaves[..size as usize];
            for index in 0..size {
                let proof = inclusion_proof(index, size, &mut store(tree)).unwrap();
                let shown = shown_nodes(index, size, &tree[index as usize], &proof);
                for (node, hash) in &shown {
                    assert_eq!(of_all(*node), Ok(*hash), "{node:?} by {index} of {size}");
                }
                // The leaf, every sibling that is perfect, and each perfect subtree that the leaf is in.
                let within = (1..8).filter(|level| (index >> level) < size >> level).count();
                let left = proof.iter().filter(|hash| shown.iter().any(|(_, known)| known == *hash)).count();
                assert_eq!(shown.len(), 1 + within + left, "{index} of {size}");
                assert!(proof.len() - left <= 1, "at most the right edge is not perfect: {index} of {size}");
            }
        }
    }

    #[test]
    fn every_entry_of_every_tree_is_proved_and_nothing_near_it() {
        let leaves = entries(SIZES);
        for size in 1..=SIZES {
            let tree = &leaves[..size as usize];
            let root = naive_root(tree);
            let mut nodes = store(tree);
            for index in 0..size {
                let leaf = tree[index as usize];
                let proof = inclusion_proof(index, size, &mut nodes).unwrap();
                assert_eq!(verify_inclusion(index, size, &leaf, &proof, &root), Ok(()), "{index} of {size}");
                for wrong in mutants(&proof) {
                    assert!(verify_inclusion(index, size, &leaf, &wrong, &root).is_err(), "{index} of {size}");
                }
                assert!(verify_inclusion(index, size, &flipped(&leaf), &proof, &root).is_err());
                assert!(verify_inclusion(index, size, &leaf, &proof, &flipped(&root)).is_err());
                for other in (0..size).filter(|&other| other != index) {
                    assert!(verify_inclusion(other, size, &leaf, &proof, &root).is_err(), "{index} as {other}");
                }
            }
        }
    }

    #[test]
    fn every_growth_is_proved_and_nothing_near_it() {
        let leaves = entries(SIZES);
        let mut nodes = store(&leaves);
        let roots: Vec<_> = (0..=SIZES as usize).map(|size| naive_root(&leaves[..size])).collect();
        for new in 0..=SIZES {
            for old in 0..=new {
                let (old_root, new_root) = (&roots[old as usize], &roots[new as usize]);
                let proof = consistency_proof(old, new, &mut nodes).unwrap();
                assert_eq!(verify_consistency(old, old_root, new, new_root, &proof), Ok(()), "{old} to {new}");
                for wrong in mutants(&proof) {
                    assert!(verify_consistency(old, old_root, new, new_root, &wrong).is_err(), "{old} to {new}");
                }
                assert!(verify_consistency(old, &flipped(old_root), new, new_root, &proof).is_err(), "{old} to {new}");
                // Of the empty tree every tree is a continuation, also one with a root nobody knows.
                let other_new = verify_consistency(old, old_root, new, &flipped(new_root), &proof);
                assert_eq!(other_new.is_ok(), old == 0 && new != 0, "{old} to {new}");
            }
        }
    }

    #[test]
    fn a_rewritten_past_has_no_proof() {
        let honest = entries(20);
        let mut rewritten = entries(33);
        rewritten[5] = leaf_hash(b"another");
        let mut nodes = store(&rewritten);
        for old in 6..=20 {
            let proof = consistency_proof(old, 33, &mut nodes).unwrap();
            let old_root = naive_root(&honest[..old as usize]);
            let outcome = verify_consistency(old, &old_root, 33, &naive_root(&rewritten), &proof);
            // A perfect old tree opens the path, so there it is the new root that is missed.
            let size = if old.is_power_of_two() { 33 } else { old };
            assert_eq!(outcome, Err(BadProof::OtherRoot { size }), "from {old}");
        }
    }

    #[test]
    fn proofs_of_nothing_are_refused() {
        let leaf = leaf_hash(b"x");
        assert_eq!(verify_inclusion(0, 0, &leaf, &[], &leaf), Err(BadProof::BeyondTree { index: 0, size: 0 }));
        assert_eq!(verify_inclusion(1, 1, &leaf, &[], &leaf), Err(BadProof::BeyondTree { index: 1, size: 1 }));
        assert_eq!(
            verify_consistency(0, &EMPTY_ROOT, 1, &leaf, &[leaf]),
            Err(BadProof::WrongLength { expected: 0, found: 1 })
        );
        assert_eq!(verify_consistency(2, &leaf, 1, &leaf, &[]), Err(BadProof::Shrunk { old: 2, new: 1 }));
        assert_eq!(verify_consistency(0, &leaf, 1, &leaf, &[]), Err(BadProof::OtherRoot { size: 0 }));
        assert_eq!(verify_consistency(0, &leaf, 0, &leaf, &[]), Err(BadProof::OtherRoot { size: 0 }));
        let size = u64::MAX;
        assert_eq!(verify_inclusion(0, size, &leaf, &[leaf; 64], &leaf), Err(BadProof::TooLarge { size }));
        assert_eq!(verify_consistency(1, &leaf, size, &leaf, &[leaf; 64]), Err(BadProof::TooLarge { size }));
        let mut none = |_| -> Result<TreeHash, Infallible> { unreachable!("no node belongs to this") };
        assert!(matches!(inclusion_proof(3, 3, &mut none), Err(ProveError::NoSuchProof(_))));
        assert!(matches!(consistency_proof(4, 3, &mut none), Err(ProveError::NoSuchProof(_))));
    }

    #[test]
    fn a_node_that_cannot_be_read_stops_the_proof() {
        let mut broken = |_| Err::<TreeHash, _>("the disk");
        assert_eq!(inclusion_proof(0, 2, &mut broken), Err(ProveError::Node("the disk")));
        assert_eq!(consistency_proof(1, 2, &mut broken), Err(ProveError::Node("the disk")));
    }

    #[test]
    fn the_largest_tree_keeps_to_the_lengths_of_the_wire_formats() {
        let mut any = |_| Ok::<_, Infallible>(EMPTY_ROOT);
        assert_eq!(inclusion_proof(0, TREE_SIZE_MAX, &mut any).unwrap().len(), 62);
        assert_eq!(consistency_proof(1, TREE_SIZE_MAX, &mut any).unwrap().len(), 62);
        assert_eq!(consistency_proof(3, TREE_SIZE_MAX, &mut any).unwrap().len(), 63);
        let last = TREE_SIZE_MAX - 1;
        let proof = [EMPTY_ROOT; 62];
        assert_eq!(
            verify_inclusion(last, TREE_SIZE_MAX, &EMPTY_ROOT, &proof, &EMPTY_ROOT),
            Err(BadProof::OtherRoot { size: TREE_SIZE_MAX })
        );
    }
}
