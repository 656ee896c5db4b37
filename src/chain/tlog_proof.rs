//! Proof that one entry is in the ledger, in one text file that needs no network: C2SP
//! [tlog-proof](https://c2sp.org/tlog-proof).
//!
//! ```text
//! c2sp.org/tlog-proof@v1
//! extra ZW50cnktMw==                              optional, base64: for a receipt, the entry itself
//! index 3
//! BJ19zbVrz+vTEzBMmDnxlqPUtu873AsIKY+TrIGR8Kg=    siblings, from the leaf's to the root's child
//! …
//!
//! ledger.example/gov42                            a signed checkpoint, with its cosignatures
//! …
//! ```
//!
//! Out of scope: what the leaf is the hash of, what `extra` holds, how many cosignatures are enough
//! ([`CosignerKey::verify`](super::cosignature::CosignerKey::verify) judges each).

use std::fmt;

use super::checkpoint::{BadCheckpoint, SignedCheckpoint};
use super::frame::FRAME_BYTES_MAX;
use super::line::{read_base64, read_decimal, read_hash, write_base64};
use super::note::{NOTE_BYTES_MAX, VerifyNoteError};
use super::proof::{BadProof, verify_inclusion};
use crate::crypto::PublicKey;
use crate::model::TreeHash;

/// An entry's place, its path to the root, and the checkpoint that signs the root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlogProof {
    /// Whatever goes along. **Not** covered by any signature: it counts only as far as the leaf is computed from it.
    pub extra: Option<Vec<u8>>,
    /// The entry's number in the ledger, from 0.
    pub index: u64,
    /// The siblings from the leaf's up to the child of the root.
    pub proof: Vec<TreeHash>,
    /// The checkpoint the path leads to.
    pub checkpoint: SignedCheckpoint,
}

impl TlogProof {
    /// Reads a proof. Nothing is verified.
    ///
    /// # Errors
    /// [`BadTlogProof`] says what is wrong with its form.
    pub fn parse(bytes: &[u8]) -> Result<Self, BadTlogProof> {
        if bytes.len() > TLOG_PROOF_BYTES_MAX {
            return Err(BadTlogProof::TooLong { bytes: bytes.len() });
        }
        let text = std::str::from_utf8(bytes).map_err(|_| BadTlogProof::NotText)?;
        // Neither the head nor a checkpoint's text has an empty line, so the first one divides them.
        let (head, checkpoint) = text.split_once("\n\n").ok_or(BadTlogProof::NoCheckpoint)?;
        let mut lines = head.split('\n').peekable();
        if lines.next() != Some(FIRST_LINE) {
            return Err(BadTlogProof::FirstLine);
        }
        let extra = match lines.next_if(|line| line.starts_with("extra")) {
            Some(line) => Some(line.strip_prefix("extra ").and_then(read_base64).ok_or(BadTlogProof::Extra)?),
            None => None,
        };
        if extra.as_ref().is_some_and(|extra| extra.len() > EXTRA_BYTES_MAX) {
            return Err(BadTlogProof::Extra);
        }
        let index = lines.next().and_then(|line| line.strip_prefix("index "));
        let index = index.and_then(read_decimal).ok_or(BadTlogProof::Index)?;
        let proof = lines.map(read_hash).collect::<Option<Vec<_>>>().ok_or(BadTlogProof::Hash)?;
        if proof.len() > PROOF_HASHES_MAX {
            return Err(BadTlogProof::TooManyHashes { found: proof.len() });
        }
        let checkpoint = SignedCheckpoint::parse(checkpoint.as_bytes()).map_err(BadTlogProof::Checkpoint)?;
        Ok(Self { extra, index, proof, checkpoint })
    }

    /// Checks that `leaf` is entry [`index`](Self::index) of the ledger whose key is `ledger_key`, at the checkpoint.
    /// Whether the checkpoint's origin is the one wanted, and who cosigned it, is for the caller.
    ///
    /// # Errors
    /// [`VerifyTlogProofError`] says what does not hold.
    pub fn verify(&self, leaf: TreeHash, ledger_key: &PublicKey) -> Result<(), VerifyTlogProofError> {
        self.checkpoint.verify_by(ledger_key).map_err(VerifyTlogProofError::Checkpoint)?;
        let checkpoint = self.checkpoint.checkpoint();
        verify_inclusion(self.index, checkpoint.size, &leaf, &self.proof, &checkpoint.root)
            .map_err(VerifyTlogProofError::Inclusion)
    }
}

impl fmt::Display for TlogProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{FIRST_LINE}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", write_base64(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        for hash in &self.proof {
            writeln!(f, "{}", write_base64(&hash.0))?;
        }
        write!(f, "\n{}", self.checkpoint)
    }
}

/// Bytes that are no proof of this kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BadTlogProof {
    /// What follows the empty line is no checkpoint.
    #[error("the checkpoint is out of form")]
    Checkpoint(#[source] BadCheckpoint),
    /// The `extra` line.
    #[error("the extra line is not base64 of at most {EXTRA_BYTES_MAX} bytes")]
    Extra,
    /// Another first line: another format, or another version of it.
    #[error("the first line is not `{FIRST_LINE}`")]
    FirstLine,
    /// A line between index and checkpoint.
    #[error("a line of the proof is no SHA-256 hash in base64")]
    Hash,
    /// The `index` line.
    #[error("there is no index line with a decimal number")]
    Index,
    /// No empty line after the hashes.
    #[error("no checkpoint follows the proof")]
    NoCheckpoint,
    /// Not UTF-8.
    #[error("a proof is UTF-8 text")]
    NotText,
    /// Longer than [`TLOG_PROOF_BYTES_MAX`].
    #[error("a proof of {bytes} bytes is beyond the limit of {TLOG_PROOF_BYTES_MAX}")]
    TooLong {
        /// How long it is.
        bytes: usize,
    },
    /// More hashes than [`PROOF_HASHES_MAX`].
    #[error("a proof has at most {PROOF_HASHES_MAX} hashes, not {found}")]
    TooManyHashes {
        /// How many there are.
        found: usize,
    },
}

/// A proof that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyTlogProofError {
    /// The checkpoint is not signed by that key.
    #[error("the checkpoint of the proof does not hold")]
    Checkpoint(#[source] VerifyNoteError),
    /// The path does not lead from the leaf to the root.
    #[error("the entry is not shown to be in the ledger")]
    Inclusion(#[source] BadProof),
}

/// What every proof begins with.
const FIRST_LINE: &str = "c2sp.org/tlog-proof@v1";

/// How many hashes a proof may have: as many as a tree of 2^63 leaves has levels.
pub const PROOF_HASHES_MAX: usize = 63;

/// How many bytes `extra` may hold: one entry as it lies in the log, with the largest record.
pub const EXTRA_BYTES_MAX: usize = FRAME_BYTES_MAX;

/// How long a proof may be: `extra` in base64 (2.1 MB), 63 hashes of 45 bytes, the longest checkpoint note, and 128
/// bytes for the fixed words and the index.
pub const TLOG_PROOF_BYTES_MAX: usize = EXTRA_BYTES_MAX.div_ceil(3) * 4 + PROOF_HASHES_MAX * 45 + NOTE_BYTES_MAX + 128;

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::super::checkpoint::Checkpoint;
    use super::super::checkpoint::tests::{SEVEN_SIGNED, ledger, seven};
    use super::super::cosignature::tests::{WITNESS_VKEY, witness};
    use super::super::cosignature::{CosignerKey, cosign};
    use super::super::merkle::tests::{entries, naive_root};
    use super::super::merkle::{CompactRange, NodeId, leaf_hash};
    use super::super::note_key::KeyName;
    use super::super::proof::inclusion_proof;
    use super::*;
    use crate::crypto::Signer as _;

    /// Proof of entry 3 of seven, cosigned, as two other programs made and accepted it.
    const VECTOR: &str = "c2sp.org/tlog-proof@v1
extra ZW50cnktMw==
index 3
BJ19zbVrz+vTEzBMmDnxlqPUtu873AsIKY+TrIGR8Kg=
LyelCCwdQq+kiKw1Cp/EOQwIT1T3Hs3/hZ6Y24QptHk=
5CnFtcyqlSPDcpfxhGdm+QMTfoIZXFGZ5r5XEw0QBsg=

ledger.example/gov42
7
kTlgHMHKirKnoMLBNMBIRfKxulSag9bIRc/NpDnMWF0=

— ledger.example/gov42 OGxRYjOGIGKLLCLSL4NUseDTeIYlSavAoK37HgiTZZbfrTcJavCugKKXFedLNZEqdxKXJu6BZsE8tIIU2df18OSdUQk=
— witness.example/inspector1 6djaXQAAAABpVbkAf2ysFEc4k4y4pvFXTvW8jy1jYX6dwwlu6rj3hJviMbiyUlQrJQYcgCkyGe46Zqe1KJ9bZvstFrAw7lUBDA8ZCA==
";

    fn path(index: u64, leaves: &[TreeHash]) -> Vec<TreeHash> {
        let mut nodes = std::collections::HashMap::new();
        let mut tree = CompactRange::new();
        for &leaf in leaves {
            tree.push_with(leaf, |level, index, hash| {
                nodes.insert(NodeId { level, index }, hash);
            });
        }
        inclusion_proof(index, leaves.len() as u64, &mut |node| Ok::<_, Infallible>(nodes[&node])).unwrap()
    }

    fn vector() -> TlogProof {
        TlogProof::parse(VECTOR.as_bytes()).unwrap()
    }

    #[test]
    fn the_cross_checked_vector_is_made_byte_for_byte() {
        let signed = SignedCheckpoint::sign(&seven(), &[&ledger()]).unwrap();
        let name = KeyName::new("witness.example/inspector1").unwrap();
        let line = cosign(&signed, name, 1_767_225_600, &witness()).unwrap();
        let made = TlogProof {
            extra: Some(b"entry-3".to_vec()),
            index: 3,
            proof: path(3, &entries(7)),
            checkpoint: signed.with_signature(&line).unwrap(),
        };
        assert_eq!(made.to_string(), VECTOR);
        assert_eq!(vector(), made);
    }

    #[test]
    fn the_cross_checked_vector_verifies_and_no_other_leaf_does() {
        let (proof, key) = (vector(), ledger().public());
        assert_eq!(proof.verify(leaf_hash(b"entry-3"), &key), Ok(()));
        assert_eq!(WITNESS_VKEY.parse::<CosignerKey>().unwrap().verify(&proof.checkpoint), Ok(1_767_225_600));
        let wrong = proof.verify(leaf_hash(b"entry-4"), &key);
        assert_eq!(wrong, Err(VerifyTlogProofError::Inclusion(BadProof::OtherRoot { size: 7 })));
        let stranger = proof.verify(leaf_hash(b"entry-3"), &witness().public());
        assert!(matches!(stranger, Err(VerifyTlogProofError::Checkpoint(VerifyNoteError::NotSigned { .. }))));
    }

    #[test]
    fn a_proof_of_another_place_or_length_does_not_verify() {
        let (leaf, key) = (leaf_hash(b"entry-3"), ledger().public());
        let verify = |change: fn(&mut TlogProof)| {
            let mut proof = vector();
            change(&mut proof);
            proof.verify(leaf, &key)
        };
        let inclusion = |error| Err(VerifyTlogProofError::Inclusion(error));
        assert_eq!(verify(|p| p.index = 2), inclusion(BadProof::OtherRoot { size: 7 }));
        assert_eq!(verify(|p| p.index = 7), inclusion(BadProof::BeyondTree { index: 7, size: 7 }));
        assert_eq!(verify(|p| p.proof.truncate(2)), inclusion(BadProof::WrongLength { expected: 3, found: 2 }));
        assert_eq!(verify(|p| p.proof.push(p.proof[0])), inclusion(BadProof::WrongLength { expected: 3, found: 4 }));
        assert_eq!(verify(|p| p.proof[1].0[0] ^= 1), inclusion(BadProof::OtherRoot { size: 7 }));
        // What goes along is not signed.
        assert_eq!(verify(|p| p.extra = None), Ok(()));
    }

    #[test]
    fn a_proof_without_extra_and_without_hashes_reads_as_it_is_written() {
        let leaves = entries(1);
        let checkpoint = Checkpoint { size: 1, root: naive_root(&leaves), ..seven() };
        let checkpoint = SignedCheckpoint::sign(&checkpoint, &[&ledger()]).unwrap();
        let proof = TlogProof { extra: None, index: 0, proof: vec![], checkpoint };
        let text = proof.to_string();
        assert!(text.starts_with("c2sp.org/tlog-proof@v1\nindex 0\n\nledger.example/gov42\n1\n"), "{text}");
        assert_eq!(TlogProof::parse(text.as_bytes()), Ok(proof.clone()));
        assert_eq!(proof.verify(leaves[0], &ledger().public()), Ok(()));
    }

    #[test]
    fn texts_out_of_form_are_refused() {
        let change = |from: &str, to: &str| {
            let text = VECTOR.replacen(from, to, 1);
            assert_ne!(text, VECTOR, "{from:?}");
            TlogProof::parse(text.as_bytes()).unwrap_err()
        };
        assert_eq!(TlogProof::parse(b""), Err(BadTlogProof::NoCheckpoint));
        assert_eq!(TlogProof::parse(b"\xff"), Err(BadTlogProof::NotText));
        assert_eq!(TlogProof::parse(SEVEN_SIGNED.as_bytes()), Err(BadTlogProof::FirstLine));
        assert_eq!(change("@v1", "@v2"), BadTlogProof::FirstLine);
        assert_eq!(change("@v1\n", "@v1\r\n"), BadTlogProof::FirstLine);
        assert_eq!(change("c2sp", "\u{feff}c2sp"), BadTlogProof::FirstLine);
        assert_eq!(change("ZW50cnktMw==", "ZW50cnktMw"), BadTlogProof::Extra);
        assert_eq!(change("ZW50cnktMw==", "ZW50cnktMx=="), BadTlogProof::Extra);
        assert_eq!(change("extra ", "extra"), BadTlogProof::Extra);
        assert_eq!(change("extra ", "extra  "), BadTlogProof::Extra);
        assert_eq!(change("extra ", "Extra "), BadTlogProof::Index);
        assert_eq!(change("extra ZW50cnktMw==\n", "extra AA==\nextra AA==\n"), BadTlogProof::Index);
        assert_eq!(change("index 3", "index 03"), BadTlogProof::Index);
        assert_eq!(change("index 3", "index -3"), BadTlogProof::Index);
        assert_eq!(change("index 3", "index 3 "), BadTlogProof::Index);
        assert_eq!(change("index 3\n", ""), BadTlogProof::Index);
        assert_eq!(change("index 3\n", "index 3\nindex 3\n"), BadTlogProof::Hash);
        assert_eq!(change("BJ19", "BJ1"), BadTlogProof::Hash);
        assert_eq!(change("8Kg=\n", "8Kh=\n"), BadTlogProof::Hash);
        assert_eq!(change("\n\nledger", "\nledger"), BadTlogProof::Hash);
        assert!(matches!(change("\n\nledger", "\n\n\nledger"), BadTlogProof::Checkpoint(_)));
        assert!(matches!(change("\n7\n", "\n07\n"), BadTlogProof::Checkpoint(BadCheckpoint::Size)));
        assert!(matches!(change("\n— witness", "\n\n— witness"), BadTlogProof::Checkpoint(_)));
    }

    #[test]
    fn a_proof_has_its_limits() {
        let mut proof = vector();
        proof.proof = vec![leaf_hash(b"x"); 63];
        proof.extra = Some(vec![0xff; EXTRA_BYTES_MAX]);
        assert_eq!(TlogProof::parse(proof.to_string().as_bytes()).as_ref(), Ok(&proof));
        proof.proof.push(leaf_hash(b"x"));
        assert_eq!(TlogProof::parse(proof.to_string().as_bytes()), Err(BadTlogProof::TooManyHashes { found: 64 }));
        proof.proof.clear();
        proof.extra = Some(vec![0xff; EXTRA_BYTES_MAX + 1]);
        assert_eq!(TlogProof::parse(proof.to_string().as_bytes()), Err(BadTlogProof::Extra));
        let bytes = TLOG_PROOF_BYTES_MAX + 1;
        assert_eq!(TlogProof::parse(&vec![b'a'; bytes]), Err(BadTlogProof::TooLong { bytes }));
    }

    #[test]
    fn every_flipped_bit_is_noticed_or_is_of_no_weight() {
        let (leaf, key) = (leaf_hash(b"entry-3"), ledger().public());
        let witness: CosignerKey = WITNESS_VKEY.parse().unwrap();
        // `extra` is not signed; it says so. A witness that signs by another name is a stranger, so its word is missing.
        let extra = VECTOR.find("ZW50").unwrap()..VECTOR.find("\nindex").unwrap();
        for at in 0..VECTOR.len() {
            for bit in 0..8 {
                let mut bytes = VECTOR.as_bytes().to_vec();
                bytes[at] ^= 1 << bit;
                let Ok(read) = TlogProof::parse(&bytes) else { continue };
                let holds = read.verify(leaf, &key).is_ok() && witness.verify(&read.checkpoint).is_ok();
                assert!(!holds || extra.contains(&at), "bit {bit} of byte {at}");
            }
        }
    }
}
