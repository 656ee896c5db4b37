//! How people name a record: `#12`, the record of that number in this decision; `2026-003#12`, in another one; or the
//! 64 digits of its BLAKE3.

use std::fmt;

use crate::model::{DecisionId, RecordDigest};

/// A record by the name a person gave it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordRef {
    /// The record of this number in this decision; numbers count from 0, as in the entry's header.
    Number(DecisionId, u64),
    /// The last record of this decision, as far as it goes now.
    Latest(DecisionId),
    /// The record whose envelope has this digest.
    Digest(RecordDigest),
}

impl RecordRef {
    /// Reads a reference; `here` is the decision that `#12` is meant in. `None` where it is none.
    pub fn read(text: &str, here: Option<&DecisionId>) -> Option<Self> {
        let Some((decision, number)) = text.split_once('#') else {
            return text.parse().ok().map(Self::Digest);
        };
        let decision = if decision.is_empty() { here?.clone() } else { DecisionId::new(decision).ok()? };
        let number: u64 = number.parse().ok().filter(|parsed: &u64| parsed.to_string() == number)?;
        Some(Self::Number(decision, number))
    }
}

impl fmt::Display for RecordRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(decision, number) => write!(f, "{decision}#{number}"),
            Self::Latest(decision) => write!(f, "{decision}"),
            Self::Digest(digest) => write!(f, "{digest}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_reads_as_people_write_it() {
        let here = DecisionId::new("2026-001").unwrap();
        let read = |text: &str| RecordRef::read(text, Some(&here)).map(|reference| reference.to_string());
        let digest = "0a".repeat(32);
        assert_eq!(read("#12").as_deref(), Some("2026-001#12"));
        assert_eq!(read("2026-003#0").as_deref(), Some("2026-003#0"));
        assert_eq!(read(&digest), Some(digest.clone()));
        for bad in ["", "#", "12", "#012", "#-1", "#+1", "# 1", "a b#1", "#1#2", &digest[1..], &digest.to_uppercase()] {
            assert_eq!(read(bad), None, "{bad}");
        }
        assert_eq!(RecordRef::read("#12", None), None);
    }
}
