//! The Merkle tree of RFC 6962 §2.1 over SHA-256, and the little of it that is needed to append.
//!
//! A leaf and a node are hashed under different first bytes, so that no node can pass for a leaf. A tree of `n` leaves splits
//! at the largest power of two below `n`; every subtree of `2^level` leaves whose place is a multiple of `2^level` is
//! *perfect*: it never changes again, and only perfect subtrees are ever stored, each under its [`NodeId`].
//!
//! In scope: hashing, the right edge ([`CompactRange`]), which stored nodes a root is made of.
//! Out of scope: proofs ([`proof`](super::proof)), how nodes lie in files ([`tile`](super::tile)).

use sha2::{Digest as _, Sha256};

use crate::model::TreeHash;

/// The place of a perfect subtree: it spans the leaves from `index << level` on, `1 << level` of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId {
    /// Height above the leaves; a leaf is at level 0.
    pub level: u8,
    /// Which one at its level, from the left, from 0.
    pub index: u64,
}

impl NodeId {
    /// The node of one leaf.
    pub const fn leaf(index: u64) -> Self {
        Self { level: 0, index }
    }
}

/// The right edge of a tree: its size and the roots of the perfect subtrees it falls into, largest first. That is all one
/// needs to append and to know the root; at most 63 hashes whatever the size.
///
/// ```
/// use liuhen::chain::{CompactRange, EMPTY_ROOT, leaf_hash, node_hash};
///
/// let mut tree = CompactRange::new();
/// assert_eq!(tree.root(), EMPTY_ROOT);
/// let (a, b) = (leaf_hash(b"a"), leaf_hash(b"b"));
/// tree.push(a);
/// tree.push(b);
/// assert_eq!(tree.root(), node_hash(&a, &b));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CompactRange {
    size: u64,
    hashes: Vec<TreeHash>,
}

impl CompactRange {
    /// The empty tree.
    pub const fn new() -> Self {
        Self { size: 0, hashes: Vec::new() }
    }

    /// A tree of `size` leaves from the hashes of [`nodes_for_range_root`], in that order.
    ///
    /// # Errors
    /// [`BadRange`] where the number of hashes does not belong to the size, or the size is beyond [`TREE_SIZE_MAX`].
    pub fn from_parts(size: u64, hashes: Vec<TreeHash>) -> Result<Self, BadRange> {
        if size > TREE_SIZE_MAX {
            return Err(BadRange::TooLarge { size });
        }
        if hashes.len() != size.count_ones() as usize {
            return Err(BadRange::Hashes { size, expected: size.count_ones(), found: hashes.len() });
        }
        Ok(Self { size, hashes })
    }

    /// Appends one leaf hash.
    pub fn push(&mut self, leaf: TreeHash) {
        self.push_with(leaf, |_, _, _| {});
    }

    /// Appends one leaf hash and reports every perfect subtree it completes, the leaf itself first, as `(level, index,
    /// hash)`. What is reported over the life of a tree is exactly what has to be stored to prove anything about it.
    pub fn push_with(&mut self, leaf: TreeHash, mut completed: impl FnMut(u8, u64, TreeHash)) {
        let (mut level, mut index, mut hash) = (0, self.size, leaf);
        completed(level, index, hash);
        // An odd place has its left sibling at the end of the edge: the two make a node one level up.
        while index & 1 == 1 {
            let Some(left) = self.hashes.pop() else { break };
            hash = node_hash(&left, &hash);
            (level, index) = (level + 1, index >> 1);
            completed(level, index, hash);
        }
        self.hashes.push(hash);
        self.size += 1;
    }

    /// The root of the tree as it stands; [`EMPTY_ROOT`] for no leaves.
    pub fn root(&self) -> TreeHash {
        fold_root(&self.hashes)
    }

    /// How many leaves.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The roots of the perfect subtrees, largest first.
    pub fn hashes(&self) -> &[TreeHash] {
        &self.hashes
    }
}

/// Parts that make no tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BadRange {
    /// Another number of hashes than the size has bits set.
    #[error("a tree of {size} leaves has {expected} hashes at its right edge, not {found}")]
    Hashes {
        /// The size given.
        size: u64,
        /// How many hashes belong to it.
        expected: u32,
        /// How many were given.
        found: usize,
    },
    /// More leaves than [`TREE_SIZE_MAX`].
    #[error("a tree of {size} leaves is beyond the limit of {TREE_SIZE_MAX}")]
    TooLarge {
        /// The size given.
        size: u64,
    },
}

/// The hash of a leaf: SHA-256 of a zero byte and the entry's bytes (RFC 6962 §2.1).
pub fn leaf_hash(entry: &[u8]) -> TreeHash {
    TreeHash(Sha256::new().chain_update([0]).chain_update(entry).finalize().into())
}

/// The hash of a node: SHA-256 of a one byte and both children (RFC 6962 §2.1).
pub fn node_hash(left: &TreeHash, right: &TreeHash) -> TreeHash {
    TreeHash(Sha256::new().chain_update([1]).chain_update(left.0).chain_update(right.0).finalize().into())
}

/// The perfect subtrees a tree of `size` leaves falls into, largest first: the nodes its root is made of.
pub fn nodes_for_range_root(size: u64) -> Vec<NodeId> {
    nodes_of_range(0, size)
}

/// The same for the leaves `start..end` of a larger tree, where `start` is a multiple of the smallest power of two that is
/// not below `end - start`: every subtree of RFC 6962 is such a range.
pub(super) fn nodes_of_range(start: u64, end: u64) -> Vec<NodeId> {
    let mut nodes = Vec::new();
    let (mut at, mut left) = (start, end.saturating_sub(start));
    while left > 0 {
        let level = left.ilog2();
        // A level is below 64: it is the logarithm of a u64.
        #[expect(clippy::cast_possible_truncation, reason = "the logarithm of a u64 is below 64")]
        nodes.push(NodeId { level: level as u8, index: at >> level });
        at += 1 << level;
        left -= 1 << level;
    }
    nodes
}

/// One root over the roots of perfect subtrees, largest first: they hang on the right spine of the tree.
pub(super) fn fold_root(hashes: &[TreeHash]) -> TreeHash {
    let Some((last, rest)) = hashes.split_last() else { return EMPTY_ROOT };
    rest.iter().rfold(*last, |right, left| node_hash(left, &right))
}

/// The root of a tree without leaves: SHA-256 of nothing (RFC 6962 §2.1).
pub const EMPTY_ROOT: TreeHash = TreeHash([
    0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24, 0x27, 0xae, 0x41,
    0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
]);

/// The largest tree this program reads or makes. At this size an inclusion proof has 62 hashes and a consistency proof at
/// most 63, which is what the wire formats allow, and no arithmetic on sizes can overflow.
pub const TREE_SIZE_MAX: u64 = 1 << 62;

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// MTH exactly as RFC 6962 §2.1 words it.
    pub(in crate::chain) fn naive_root(leaves: &[TreeHash]) -> TreeHash {
        match leaves {
            [] => EMPTY_ROOT,
            [leaf] => *leaf,
            _ => {
                let split = leaves.len().next_power_of_two() / 2;
                node_hash(&naive_root(&leaves[..split]), &naive_root(&leaves[split..]))
            }
        }
    }

    /// Leaf hashes of `entry-0`, `entry-1` …: the leaves of the published vectors.
    pub(in crate::chain) fn entries(count: u64) -> Vec<TreeHash> {
        (0..count).map(|i| leaf_hash(format!("entry-{i}").as_bytes())).collect()
    }

    #[test]
    fn the_empty_root_is_the_digest_of_nothing() {
        assert_eq!(EMPTY_ROOT.0, crate::crypto::hash::sha256(b""));
        assert_eq!(CompactRange::new().root(), EMPTY_ROOT);
    }

    #[test]
    fn roots_of_the_cross_checked_vectors() {
        let leaves = entries(7);
        assert_eq!(leaves[0].to_string(), "40766b2033429026f53d54502679a839706b4741f8dcaf3a8bba5f41b5ffe075");
        for (size, root) in [
            (2, "2f27a5082c1d42afa488ac350a9fc4390c084f54f71ecdff859e98db8429b479"),
            (3, "a64bf26e09128f6fe2fe6f8b2d8c801e166b57c047a7cd9b2b809e7a96a2f1cb"),
            (5, "1aa68d3074905a581f84cbbd0f753794904fd80451bc4c13e69d9a53bc59502c"),
            (7, "9139601cc1ca8ab2a7a0c2c134c04845f2b1ba549a83d6c845cfcda439cc585d"),
        ] {
            let mut tree = CompactRange::new();
            leaves[..size].iter().for_each(|&leaf| tree.push(leaf));
            assert_eq!(tree.root().to_string(), root, "size {size}");
        }
    }

    #[test]
    fn the_right_edge_gives_the_root_of_the_whole_tree() {
        let leaves = entries(130);
        let mut tree = CompactRange::new();
        for (i, &leaf) in leaves.iter().enumerate() {
            assert_eq!(tree.root(), naive_root(&leaves[..i]), "size {i}");
            tree.push(leaf);
        }
    }

    #[test]
    fn what_is_reported_is_every_perfect_subtree_once() {
        let leaves = entries(64);
        let mut seen = std::collections::BTreeMap::new();
        let mut tree = CompactRange::new();
        for &leaf in &leaves {
            tree.push_with(leaf, |level, index, hash| {
                assert_eq!(seen.insert(NodeId { level, index }, hash), None, "reported twice");
            });
        }
        assert_eq!(seen.len(), 127);
        for (node, hash) in seen {
            let start = (node.index << node.level) as usize;
            assert_eq!(hash, naive_root(&leaves[start..start + (1 << node.level)]), "{node:?}");
        }
    }

    #[test]
    fn a_tree_resumes_from_the_nodes_it_names() {
        let leaves = entries(70);
        let mut tree = CompactRange::new();
        for size in 0..leaves.len() {
            let nodes = nodes_for_range_root(size as u64);
            let hashes = nodes
                .iter()
                .map(|node| {
                    let start = (node.index << node.level) as usize;
                    naive_root(&leaves[start..start + (1 << node.level)])
                })
                .collect();
            assert_eq!(CompactRange::from_parts(size as u64, hashes), Ok(tree.clone()), "size {size}");
            tree.push(leaves[size]);
        }
    }

    #[test]
    fn parts_that_do_not_belong_together_are_refused() {
        let leaf = leaf_hash(b"x");
        assert_eq!(CompactRange::from_parts(3, vec![leaf]), Err(BadRange::Hashes { size: 3, expected: 2, found: 1 }));
        assert_eq!(CompactRange::from_parts(0, vec![leaf]), Err(BadRange::Hashes { size: 0, expected: 0, found: 1 }));
        let size = TREE_SIZE_MAX + 1;
        assert_eq!(CompactRange::from_parts(size, vec![leaf; 2]), Err(BadRange::TooLarge { size }));
        assert!(CompactRange::from_parts(TREE_SIZE_MAX, vec![leaf]).is_ok());
    }

    #[test]
    fn a_node_cannot_pass_for_a_leaf() {
        let (a, b) = (leaf_hash(b"a"), leaf_hash(b"b"));
        assert_ne!(node_hash(&a, &b), leaf_hash(&[a.0, b.0].concat()));
        assert_ne!(node_hash(&a, &b), node_hash(&b, &a));
    }
}
