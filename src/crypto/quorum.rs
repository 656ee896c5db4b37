//! How many of whom: one function for root holders, offices and witnesses, so that one rule has one home.

use std::collections::BTreeSet;

/// So many distinct members of a set must have signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quorum<K: Ord> {
    members: BTreeSet<K>,
    threshold: usize,
}

/// A threshold that can never be met, or is met by nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a threshold of {threshold} among {members} distinct members cannot be")]
pub struct BadQuorum {
    /// How many were asked for.
    pub threshold: usize,
    /// How many there are, each counted once.
    pub members: usize,
}

impl<K: Ord> Quorum<K> {
    /// `threshold` of `members`, each counted once.
    ///
    /// # Errors
    /// [`BadQuorum`] for a threshold of 0 or above the number of distinct members.
    pub fn new(members: impl IntoIterator<Item = K>, threshold: usize) -> Result<Self, BadQuorum> {
        let members: BTreeSet<K> = members.into_iter().collect();
        if threshold == 0 || threshold > members.len() {
            return Err(BadQuorum { threshold, members: members.len() });
        }
        Ok(Self { members, threshold })
    }

    /// Whether enough *distinct* members are among `signed`. One key listed twice counts once; strangers count nothing.
    pub fn met_by<'a>(&self, signed: impl IntoIterator<Item = &'a K>) -> bool
    where
        K: 'a,
    {
        let counted: BTreeSet<&K> = signed.into_iter().filter(|key| self.members.contains(key)).collect();
        counted.len() >= self.threshold
    }

    /// Those who count.
    pub const fn members(&self) -> &BTreeSet<K> {
        &self.members
    }

    /// How many must sign.
    pub const fn threshold(&self) -> usize {
        self.threshold
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_member_counts_once_and_strangers_not_at_all() {
        let two_of_three = Quorum::new([1, 2, 3], 2).unwrap();
        assert!(two_of_three.met_by(&[1, 3]));
        assert!(!two_of_three.met_by(&[1, 1, 1]));
        assert!(!two_of_three.met_by(&[1, 4, 5]));
        assert!(!two_of_three.met_by(&[]));
    }

    #[test]
    fn a_threshold_nobody_or_everybody_meets_is_refused() {
        assert_eq!(Quorum::new([1, 2], 0), Err(BadQuorum { threshold: 0, members: 2 }));
        assert_eq!(Quorum::new([1, 1], 2), Err(BadQuorum { threshold: 2, members: 1 }));
    }
}
