//! Digests, each with a type of its own: one cannot be passed where another is meant.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A text that is not 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected 64 lower-case hexadecimal digits")]
pub struct NotADigest;

/// Writes bytes in lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        out.push(char::from(DIGITS[usize::from(byte >> 4)]));
        out.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    out
}

/// Reads exactly 64 lower-case hexadecimal digits; upper case is refused, so that a digest has one spelling.
pub fn unhex32(text: &[u8]) -> Result<[u8; 32], NotADigest> {
    let text: &[u8; 64] = text.try_into().map_err(|_| NotADigest)?;
    let (mut out, mut strays) = ([0; 32], 0);
    for (place, pair) in out.iter_mut().zip(text.as_chunks::<2>().0) {
        let (high, low) = (NIBBLES[usize::from(pair[0])], NIBBLES[usize::from(pair[1])]);
        *place = high << 4 | low;
        strays |= high | low;
    }
    if strays & STRAY == 0 { Ok(out) } else { Err(NotADigest) }
}

/// What is no digit has a bit that no digit's value has.
const STRAY: u8 = 0x80;

/// The value of each lower-case digit. A table, since four digests stand in every header of a ledger of millions.
const NIBBLES: [u8; 256] = {
    let (mut table, mut value) = ([STRAY; 256], 0);
    while value < 16 {
        table[b"0123456789abcdef"[value] as usize] = value as u8;
        value += 1;
    }
    table
};

macro_rules! digest_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; 32]);

        impl $name {
            /// The 32 bytes.
            pub const fn as_bytes(&self) -> &[u8; 32] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl FromStr for $name {
            type Err = NotADigest;
            fn from_str(text: &str) -> Result<Self, NotADigest> {
                unhex32(text.as_bytes()).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(&hex(&self.0))
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

digest_type!(
    /// BLAKE3 of an envelope's bytes: the name by which one record cites another.
    RecordDigest
);
digest_type!(
    /// BLAKE3 of an entry's header.
    EntryHash
);
digest_type!(
    /// SHA-256 in the RFC 6962 tree: a leaf, a node or a root.
    TreeHash
);
digest_type!(
    /// BLAKE3 of an attachment's bytes.
    EvidenceDigest
);
digest_type!(
    /// SHA-256 of some bytes: the second digest of records and attachments, the commitment of a sealed one.
    Sha256Digest
);
digest_type!(
    /// SHA-256 of a public key's SPKI DER.
    KeyId
);

impl EntryHash {
    /// What stands as `previous` where there is no entry before.
    pub const NONE: Self = Self([0; 32]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_has_one_spelling() {
        let text = "00ff".repeat(16);
        assert_eq!(text.parse::<KeyId>().map(|id| id.to_string()), Ok(text.clone()));
        assert_eq!(text.to_uppercase().parse::<KeyId>(), Err(NotADigest));
        assert_eq!(text[1..].parse::<KeyId>(), Err(NotADigest));
        assert_eq!(format!("{text}0").parse::<KeyId>(), Err(NotADigest));
    }
}
