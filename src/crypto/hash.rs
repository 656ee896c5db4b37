//! BLAKE3 and SHA-256 of the same bytes in one pass. Everything the ledger keeps is covered by both, so that a break
//! in one of them rewrites nothing.

use sha2::{Digest as _, Sha256};

use crate::model::Sha256Digest;

/// Both digests of the same bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DualDigest {
    /// BLAKE3, 32 bytes.
    pub blake3: [u8; 32],
    /// SHA-256 (FIPS 180-4).
    pub sha256: Sha256Digest,
}

/// Computes both digests of bytes that come in parts.
#[derive(Debug, Clone, Default)]
pub struct DualHasher {
    blake3: blake3::Hasher,
    sha256: Sha256,
    size: u64,
}

impl DualHasher {
    /// Takes the next part.
    pub fn update(&mut self, part: &[u8]) {
        self.blake3.update(part);
        self.sha256.update(part);
        self.size += part.len() as u64;
    }

    /// How many bytes have been taken.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Both digests of all parts.
    pub fn finish(self) -> DualDigest {
        DualDigest { blake3: *self.blake3.finalize().as_bytes(), sha256: Sha256Digest(self.sha256.finalize().into()) }
    }
}

/// Both digests of `bytes`.
pub fn dual(bytes: &[u8]) -> DualDigest {
    DualDigest { blake3: blake3(bytes), sha256: Sha256Digest(sha256(bytes)) }
}

/// BLAKE3 of `bytes`.
pub fn blake3(bytes: &[u8]) -> [u8; 32] {
    *blake3::hash(bytes).as_bytes()
}

/// SHA-256 of `bytes`.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// 8 bytes of `bytes` under a key (keyed BLAKE3): tells things apart in little memory. Nobody who does not know the key
/// can prepare two things with one fingerprint.
pub fn fingerprint(key: &[u8; 32], bytes: &[u8]) -> u64 {
    let [a, b, c, d, e, f, g, h, ..] = *blake3::keyed_hash(key, bytes).as_bytes();
    u64::from_le_bytes([a, b, c, d, e, f, g, h])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::digest::hex;

    #[test]
    fn both_digests_are_those_of_their_standards() {
        // FIPS 180-4 example "abc"; BLAKE3's published value for the empty input.
        assert_eq!(hex(&sha256(b"abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(hex(&blake3(b"")), "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262");
    }

    #[test]
    fn a_fingerprint_depends_on_key_and_bytes() {
        let known = fingerprint(&[1; 32], b"a");
        assert_eq!(fingerprint(&[1; 32], b"a"), known);
        assert_ne!(fingerprint(&[2; 32], b"a"), known);
        assert_ne!(fingerprint(&[1; 32], b"b"), known);
    }

    #[test]
    fn parts_give_the_same_as_the_whole() {
        let bytes: Vec<u8> = (0..10_000u32).flat_map(u32::to_le_bytes).collect();
        for cut in [0, 1, 63, 64, 65, 1023, 1024, 9999] {
            let mut parts = DualHasher::default();
            parts.update(&bytes[..cut]);
            parts.update(&bytes[cut..]);
            assert_eq!(parts.size(), bytes.len() as u64);
            assert_eq!(parts.finish(), dual(&bytes), "cut at {cut}");
        }
    }
}
