//! Sealed attachments: the record binds a salted commitment; salt and digests (the *opening*) are kept outside the
//! chain, so that a personal document can be withheld, or erased with authority, and every signature still verifies.

use serde::{Deserialize, Serialize};

use crate::crypto::hash::sha256;
use crate::model::digest::hex;
use crate::model::{EvidenceDigest, Sha256Digest};

/// What opens a sealed attachment: 32 random bytes and both digests of the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// 32 random bytes, in hex: without them nobody can test a guess at the document.
    pub salt: Sha256Digest,
    /// BLAKE3 of the document.
    pub blake3: EvidenceDigest,
    /// SHA-256 of the document.
    pub sha256: Sha256Digest,
}

/// Bytes that are not an opening as it is written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an opening: {0}")]
pub struct OpeningError(String);

impl Opening {
    /// The commitment that stands in the record: SHA-256 of
    /// `liuhen sealed v1 LF salt LF blake3 LF sha256 LF`, each in hex.
    pub fn commitment(&self) -> Sha256Digest {
        let text = format!("liuhen sealed v1\n{}\n{}\n{}\n", hex(&self.salt.0), self.blake3, self.sha256);
        Sha256Digest(sha256(text.as_bytes()))
    }

    /// The opening's file: one line of JSON.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// Reads an opening's file; only the one spelling is read, so that no byte of it is without meaning.
    ///
    /// # Errors
    /// [`OpeningError`].
    pub fn read(bytes: &[u8]) -> Result<Self, OpeningError> {
        let opening: Self = serde_json::from_slice(bytes).map_err(|e| OpeningError(e.to_string()))?;
        if opening.to_bytes() == bytes { Ok(opening) } else { Err(OpeningError("not in its one spelling".into())) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commitment_is_what_sha256sum_gives() {
        // printf 'liuhen sealed v1\n%s\n%s\n%s\n' 00…00 11…11 22…22 | sha256sum
        let opening = Opening {
            salt: Sha256Digest([0; 32]),
            blake3: EvidenceDigest([0x11; 32]),
            sha256: Sha256Digest([0x22; 32]),
        };
        assert_eq!(opening.commitment().to_string(), EXPECTED);
    }

    #[test]
    fn every_byte_of_an_opening_has_a_meaning() {
        let opening = Opening {
            salt: Sha256Digest([7; 32]),
            blake3: EvidenceDigest([0x11; 32]),
            sha256: Sha256Digest([0x22; 32]),
        };
        let bytes = opening.to_bytes();
        assert_eq!(Opening::read(&bytes), Ok(opening.clone()));
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            let same = Opening::read(&changed).is_ok_and(|other| other.commitment() == opening.commitment());
            assert!(!same, "byte {at}");
        }
    }

    const EXPECTED: &str = "a98fdba05323a147bb5393782918ade1143c9efa687f8d3469acbb5cd02a4039";
}
