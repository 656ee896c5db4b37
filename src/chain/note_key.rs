//! The keys that sign notes, C2SP [signed-note](https://c2sp.org/signed-note): a name, an id, and an Ed25519 key, as text the
//! *verifier key* `name+id+base64`.
//!
//! In scope: the rule for names, key ids, the text form. Out of scope: signatures ([`note`](super::note)), which keys are
//! believed.

use std::fmt;
use std::str::FromStr;

use super::line::{read_base64, write_base64};
use crate::crypto::hash::sha256;
use crate::crypto::{BadKey, PublicKey};
use crate::model::Origin;

/// The name a key signs notes under: not empty, no Unicode space, no `+`, no control character, at most 255 bytes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyName(String);

impl KeyName {
    /// The longest name in bytes. The specification sets no limit; 255 is that of an origin, and of the length byte the
    /// newer cosignature form gives a name.
    pub const MAX_LEN: usize = 255;

    /// Checks a name.
    ///
    /// # Errors
    /// [`BadKeyName`].
    pub fn new(text: &str) -> Result<Self, BadKeyName> {
        let bad = |c: char| c.is_whitespace() || c.is_control() || c == '+';
        if text.is_empty() || text.len() > Self::MAX_LEN || text.contains(bad) {
            return Err(BadKeyName);
        }
        Ok(Self(text.to_owned()))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl From<&Origin> for KeyName {
    /// A log's key has the log's name, and the rule for an origin is the narrower one.
    fn from(origin: &Origin) -> Self {
        Self(origin.as_str().to_owned())
    }
}

/// A text that cannot name a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a key name has 1 to 255 bytes without space, `+` and control characters")]
pub struct BadKeyName;

/// A key that signs notes with plain Ed25519 signatures (type 0x01), as text: `name+id+base64`, the *verifier key*.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteKey {
    name: KeyName,
    id: u32,
    key: PublicKey,
}

impl NoteKey {
    /// The key `key` under the name `name`.
    pub fn new(name: KeyName, key: PublicKey) -> Self {
        Self { id: key_id(&name, TYPE_ED25519, &key), name, key }
    }

    /// The name it signs under.
    pub const fn name(&self) -> &KeyName {
        &self.name
    }

    /// The key id: the first four bytes of a digest of name, type and key. It tells keys apart; it proves nothing.
    pub const fn id(&self) -> u32 {
        self.id
    }

    /// The key itself.
    pub const fn public(&self) -> &PublicKey {
        &self.key
    }
}

impl fmt::Display for NoteKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&write_vkey(&self.name, self.id, TYPE_ED25519, &self.key))
    }
}

impl FromStr for NoteKey {
    type Err = BadVkey;

    fn from_str(text: &str) -> Result<Self, BadVkey> {
        let (name, id, key) = read_vkey(text, TYPE_ED25519)?;
        Ok(Self { name, id, key })
    }
}

/// A text that is no verifier key of the kind asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BadVkey {
    /// Not `name+id+base64`, with eight lower-case hexadecimal digits for the id.
    #[error("not a verifier key (name+id+base64)")]
    Form,
    /// The id in the text is not that of its name and key.
    #[error("the key id is {found:08x} and should be {expected:08x}")]
    Id {
        /// The id of this name and key.
        expected: u32,
        /// The id in the text.
        found: u32,
    },
    /// The name breaks its rule.
    #[error("not a verifier key")]
    Name(#[source] BadKeyName),
    /// The key is no usable Ed25519 key.
    #[error("not a verifier key")]
    Key(#[source] BadKey),
    /// A key of another signature type: a cosigner's where a log's was asked for, or one of a later suite.
    #[error("a verifier key of type {found:#04x} where one of {expected:#04x} belongs")]
    Type {
        /// The type asked for.
        expected: u8,
        /// The type in the text.
        found: u8,
    },
}

/// SHA-256(name LF type key), its first four bytes, big-endian.
pub(super) fn key_id(name: &KeyName, key_type: u8, key: &PublicKey) -> u32 {
    let [a, b, c, d, ..] = sha256(&[name.as_str().as_bytes(), &[b'\n', key_type], key.as_bytes()].concat());
    u32::from_be_bytes([a, b, c, d])
}

pub(super) fn write_vkey(name: &KeyName, id: u32, key_type: u8, key: &PublicKey) -> String {
    format!("{name}+{id:08x}+{}", write_base64(&[&[key_type], key.as_bytes().as_slice()].concat()))
}

pub(super) fn read_vkey(text: &str, expected: u8) -> Result<(KeyName, u32, PublicKey), BadVkey> {
    // Base64 may contain a `+`; the name and the id may not.
    let mut parts = text.splitn(3, '+');
    let (Some(name), Some(hex), Some(base64)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(BadVkey::Form);
    };
    let name = KeyName::new(name).map_err(BadVkey::Name)?;
    let found = u32::from_str_radix(hex, 16).map_err(|_| BadVkey::Form)?;
    if format!("{found:08x}") != hex {
        return Err(BadVkey::Form);
    }
    let blob = read_base64(base64).ok_or(BadVkey::Form)?;
    let (&key_type, key) = blob.split_first().ok_or(BadVkey::Form)?;
    if key_type != expected {
        return Err(BadVkey::Type { expected, found: key_type });
    }
    let key = PublicKey::from_bytes(key.try_into().map_err(|_| BadVkey::Form)?);
    key.verifier().map_err(BadVkey::Key)?;
    let id = key_id(&name, key_type, &key);
    if id == found { Ok((name, id, key)) } else { Err(BadVkey::Id { expected: id, found }) }
}

/// Signature type of a plain Ed25519 note signature.
pub(super) const TYPE_ED25519: u8 = 0x01;

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::crypto::{SecretKey, Signer as _};

    /// The example of the specification.
    pub(in crate::chain) const SPEC_VKEY: &str =
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    fn name(text: &str) -> KeyName {
        KeyName::new(text).unwrap()
    }

    #[test]
    fn key_names_hold_their_rule() {
        for good in ["a", "ledger.example/gov42", "云溪区", &"n".repeat(255)] {
            assert!(KeyName::new(good).is_ok(), "{good}");
        }
        for bad in ["", "a b", "a+b", "a\n", "a\u{a0}b", "a\u{2003}b", "a\u{85}b", "a\u{7f}", &"n".repeat(256)] {
            assert_eq!(KeyName::new(bad), Err(BadKeyName), "{bad:?}");
        }
    }

    #[test]
    fn verifier_keys_have_one_spelling() {
        let read = |text: &str| text.parse::<NoteKey>().unwrap_err();
        for bad in [
            "",
            "example.com/foo",
            "example.com/foo+530d903a",
            "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/foo+30d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/foo++530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n",
            "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U",
            "example.com/foo+530d903a+",
        ] {
            assert_eq!(read(bad), BadVkey::Form, "{bad:?}");
        }
        let other_name = read(&SPEC_VKEY.replacen("foo", "fop", 1));
        assert!(matches!(other_name, BadVkey::Id { found: 0x530d_903a, .. }), "{other_name}");
        assert!(matches!(read(&SPEC_VKEY.replacen('/', " ", 1)), BadVkey::Name(BadKeyName)));
        // The same key as a cosigner's (type 0x04).
        let cosigner = write_vkey(&name("a"), 0, 0x04, &SecretKey::from_seed(&[1; 32]).public());
        assert_eq!(read(&cosigner), BadVkey::Type { expected: 1, found: 4 });
        // A key of small order: every signature would fit it.
        let weak = PublicKey::from_bytes([0; 32]);
        let weak = write_vkey(&name("a"), key_id(&name("a"), 1, &weak), 1, &weak);
        assert_eq!(read(&weak), BadVkey::Key(BadKey::NotAPoint));
    }
}
