//! Proof that a ledger went on where an earlier checkpoint of it left off, as one text file that needs no ledger to be
//! checked: the hashes, then both checkpoints byte for byte as they were signed.
//!
//! ```text
//! liuhen consistency v1
//! BJ19zbVrz+vTEzBMmDnxlqPUtu873AsIKY+TrIGR8Kg=    RFC 6962 §2.1.2, in its order; none where nothing was added
//! …
//!
//! ledger.example/gov42                            the earlier checkpoint
//! …
//!
//! ledger.example/gov42                            the later one
//! …
//! ```
//!
//! A checkpoint has one empty line, before its signatures, so the empty lines divide the file into five parts.
//! Out of scope: whether the proof holds ([`verify_consistency`](super::verify_consistency)), whose signatures count.

use std::fmt;

use super::checkpoint::{BadCheckpoint, SignedCheckpoint};
use super::line::{read_hash, write_base64};
use super::note::NOTE_BYTES_MAX;
use crate::model::TreeHash;

/// Two checkpoints and the hashes that lead from one to the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrowthProof {
    /// The earlier checkpoint.
    pub old: SignedCheckpoint,
    /// The later checkpoint.
    pub new: SignedCheckpoint,
    /// The proof (RFC 6962 §2.1.2).
    pub hashes: Vec<TreeHash>,
}

/// Bytes that are no such file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BadGrowthProof {
    /// Longer than [`GROWTH_PROOF_BYTES_MAX`], not UTF-8, another first line, or not five parts.
    #[error("it does not begin with `{FIRST_LINE}`, or has not the parts that belong to it")]
    Form,
    /// A line before the checkpoints.
    #[error("a line of the proof is no SHA-256 hash in base64, or there are more than {HASHES_MAX}")]
    Hash,
    /// One of the checkpoints.
    #[error("the {which} checkpoint is none")]
    Checkpoint {
        /// `earlier` or `later`.
        which: &'static str,
        /// What is wrong with it.
        #[source]
        source: BadCheckpoint,
    },
}

impl GrowthProof {
    /// Reads a proof. Nothing is verified.
    ///
    /// # Errors
    /// [`BadGrowthProof`].
    pub fn parse(bytes: &[u8]) -> Result<Self, BadGrowthProof> {
        let text = std::str::from_utf8(bytes).ok().filter(|text| text.len() <= GROWTH_PROOF_BYTES_MAX);
        let parts: Vec<&str> = text.ok_or(BadGrowthProof::Form)?.split("\n\n").collect();
        let [head, old_text, old_signatures, new_text, new_signatures] = parts[..] else {
            return Err(BadGrowthProof::Form);
        };
        let mut lines = head.split('\n');
        if lines.next() != Some(FIRST_LINE) {
            return Err(BadGrowthProof::Form);
        }
        let hashes: Vec<_> = lines.map(read_hash).collect::<Option<_>>().ok_or(BadGrowthProof::Hash)?;
        if hashes.len() > HASHES_MAX {
            return Err(BadGrowthProof::Hash);
        }
        let read = |which, text: String| {
            SignedCheckpoint::parse(text.as_bytes()).map_err(|source| BadGrowthProof::Checkpoint { which, source })
        };
        Ok(Self {
            old: read("earlier", format!("{old_text}\n\n{old_signatures}\n"))?,
            new: read("later", format!("{new_text}\n\n{new_signatures}"))?,
            hashes,
        })
    }
}

impl fmt::Display for GrowthProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{FIRST_LINE}")?;
        for hash in &self.hashes {
            writeln!(f, "{}", write_base64(&hash.0))?;
        }
        write!(f, "\n{}\n{}", self.old, self.new)
    }
}

/// What every such file begins with.
const FIRST_LINE: &str = "liuhen consistency v1";

/// How many hashes there may be: two for each level of a tree of 2^63 leaves are more than any proof has.
const HASHES_MAX: usize = 126;

/// How long such a file may be: the hashes, two of the longest notes, and 64 bytes for the first line and the divisions.
pub const GROWTH_PROOF_BYTES_MAX: usize = HASHES_MAX * 45 + 2 * NOTE_BYTES_MAX + 64;

#[cfg(test)]
mod tests {
    use super::super::checkpoint::Checkpoint;
    use super::super::merkle::{CompactRange, leaf_hash};
    use super::*;
    use crate::crypto::SecretKey;
    use crate::model::Origin;

    fn signed(size: u8) -> SignedCheckpoint {
        let mut tree = CompactRange::new();
        for leaf in 0..size {
            tree.push(leaf_hash(&[leaf]));
        }
        let origin = Origin::new("test.example/ledger").unwrap();
        let checkpoint = Checkpoint { origin, size: size.into(), root: tree.root() };
        SignedCheckpoint::sign(&checkpoint, &[&SecretKey::from_seed(&[9; 32])]).unwrap()
    }

    fn proof(hashes: usize) -> GrowthProof {
        GrowthProof { old: signed(3), new: signed(7), hashes: vec![TreeHash([5; 32]); hashes] }
    }

    #[test]
    fn a_proof_reads_as_it_is_written() {
        for hashes in [0, 1, 3, HASHES_MAX] {
            let proof = proof(hashes);
            assert_eq!(GrowthProof::parse(proof.to_string().as_bytes()), Ok(proof));
        }
    }

    #[test]
    fn a_proof_has_one_spelling() {
        let text = proof(2).to_string();
        for at in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= 1;
            if let Ok(read) = GrowthProof::parse(&bytes) {
                assert_eq!(read.to_string().into_bytes(), bytes, "byte {at}");
            }
            assert!(GrowthProof::parse(&text.as_bytes()[..at]).is_err(), "cut at {at}");
        }
    }

    #[test]
    fn what_is_no_proof_is_refused() {
        assert_eq!(GrowthProof::parse(b""), Err(BadGrowthProof::Form));
        assert_eq!(GrowthProof::parse(signed(3).to_string().as_bytes()), Err(BadGrowthProof::Form));
        let text = proof(1).to_string();
        for (changed, error) in [
            (text.replace("v1", "v2"), BadGrowthProof::Form),
            (text.replace("BQUF", "BQU"), BadGrowthProof::Hash),
            (proof(HASHES_MAX + 1).to_string(), BadGrowthProof::Hash),
            (format!("{text}\n\n"), BadGrowthProof::Form),
        ] {
            assert_eq!(GrowthProof::parse(changed.as_bytes()), Err(error), "{changed}");
        }
        assert!(matches!(
            GrowthProof::parse(text.replacen("\n3\n", "\nx\n", 1).as_bytes()),
            Err(BadGrowthProof::Checkpoint { which: "earlier", .. })
        ));
    }
}
