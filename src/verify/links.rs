//! What is judged entry after entry: numbers, the chain, the ledger's clock, the tree and its roots along the way.

use super::code::Code;
use super::examine::Seen;
use super::report::{Check, Finding, Gathered};
use crate::chain::{CompactRange, NodeId};
use crate::model::{EntryHash, Origin, RecordedTime, TreeHash};

/// The chain as far as it has been followed.
pub(super) struct Links {
    /// The ledger's name, as the first readable header says.
    pub(super) origin: Option<Origin>,
    /// When the first was recorded.
    pub(super) first_recorded: Option<RecordedTime>,
    /// When the last was recorded.
    pub(super) recorded: Option<RecordedTime>,
    /// How many decisions have begun.
    pub(super) decisions: u64,
    next: u64,
    last: EntryHash,
    tree: CompactRange,
    /// Sizes at which the root is asked for, ascending, and the roots found.
    wanted: Vec<(u64, Option<TreeHash>)>,
}

impl Links {
    /// The start of the chain. The roots at `sizes` are kept on the way.
    pub(super) fn new(mut sizes: Vec<u64>) -> Self {
        sizes.sort_unstable();
        sizes.dedup();
        Self {
            origin: None,
            first_recorded: None,
            recorded: None,
            decisions: 0,
            next: 0,
            last: EntryHash::NONE,
            tree: CompactRange::new(),
            wanted: sizes.into_iter().map(|size| (size, None)).collect(),
        }
    }

    /// Follows the chain by one entry. Every perfect subtree it completes is reported.
    pub(super) fn follow(
        &mut self,
        seen: &Seen,
        file: &str,
        out: &mut Gathered,
        completed: impl FnMut(NodeId, TreeHash),
    ) {
        out.looked(Check::Log, 1);
        out.looked(Check::Chain, 1);
        out.looked(Check::RecordedOrder, 1);
        let mut next = self.next.saturating_add(1);
        if let Some(header) = &seen.header {
            let finding = |code| Finding::new(code, seen.place(file));
            let origin = self.origin.get_or_insert_with(|| header.origin.clone());
            if header.origin != *origin {
                out.add(finding(Code::OriginDiffers).against(origin, &header.origin));
            }
            if header.sequence.0 != self.next {
                out.add(finding(Code::SequenceGap).against(self.next, header.sequence));
                // From here on the entry's own word is followed, so that one gap is one finding.
                next = header.sequence.0.saturating_add(1);
            }
            if header.previous != self.last {
                out.add(finding(Code::ChainBroken).against(self.last, header.previous));
            }
            if let Some(last) = self.recorded.filter(|last| header.recorded < *last) {
                out.add(finding(Code::RecordedBackwards).against(format!("≥ {last}"), header.recorded));
            }
            self.first_recorded.get_or_insert(header.recorded);
            self.recorded = Some(header.recorded);
            self.decisions += u64::from(header.number == 0 && header.stream.decision().is_some());
        }
        (self.next, self.last) = (next, seen.hash);
        self.grow(seen.leaf, completed);
    }

    fn grow(&mut self, leaf: TreeHash, mut completed: impl FnMut(NodeId, TreeHash)) {
        self.tree.push_with(leaf, |level, index, hash| completed(NodeId { level, index }, hash));
        let size = self.tree.size();
        if let Ok(at) = self.wanted.binary_search_by_key(&size, |(wanted, _)| *wanted) {
            self.wanted[at].1 = Some(self.tree.root());
        }
    }

    /// How many entries have been followed.
    pub(super) const fn size(&self) -> u64 {
        self.tree.size()
    }

    /// The root over all of them.
    pub(super) fn root(&self) -> TreeHash {
        self.tree.root()
    }

    /// The root over the first `size`, where that was asked for and so many were there.
    pub(super) fn root_at(&self, size: u64) -> Option<TreeHash> {
        let at = self.wanted.binary_search_by_key(&size, |(wanted, _)| *wanted).ok()?;
        self.wanted[at].1
    }
}
