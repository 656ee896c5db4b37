//! Keys and signatures of the one suite of version 1: Ed25519 (RFC 8032), verified strictly.
//!
//! A key travels as SPKI (RFC 8410), which names its algorithm, so that a second suite needs no new format.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::Signer as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::hash::sha256;
use crate::model::KeyId;

/// SPKI DER of an Ed25519 key up to the key itself (RFC 8410 §4).
const SPKI_ED25519: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/// A signature of the suite: 64 bytes, `R ‖ S` (RFC 8032 §5.1.6).
pub type Signature = [u8; 64];

/// Bytes that are not a public key this program knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BadKey {
    /// Not the SPKI of an algorithm of a known suite.
    #[error("not an Ed25519 public key in SPKI form (RFC 8410)")]
    NotSpki,
    /// The point is not on the curve, not canonical, or of small order.
    #[error("the bytes are no usable Ed25519 point")]
    NotAPoint,
}

/// A signature that does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the signature does not verify")]
pub struct BadSignature;

/// A public key: its bytes, not yet looked at as a point. [`PublicKey::verifier`] does that.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicKey([u8; 32]);

impl PublicKey {
    /// From the 32 bytes of RFC 8032.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes of RFC 8032.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// SubjectPublicKeyInfo, DER (RFC 8410 §4): 44 bytes.
    pub fn to_spki(&self) -> [u8; 44] {
        let mut der = [0; 44];
        der[..12].copy_from_slice(&SPKI_ED25519);
        der[12..].copy_from_slice(&self.0);
        der
    }

    /// From SubjectPublicKeyInfo, DER.
    ///
    /// # Errors
    /// [`BadKey::NotSpki`] for any other algorithm or form.
    pub fn from_spki(der: &[u8]) -> Result<Self, BadKey> {
        match der.split_first_chunk::<12>() {
            Some((&SPKI_ED25519, key)) => key.try_into().map(Self).map_err(|_| BadKey::NotSpki),
            _ => Err(BadKey::NotSpki),
        }
    }

    /// SHA-256 of the SPKI DER: `openssl pkey -pubin -outform DER | sha256sum` gives the same.
    pub fn id(&self) -> KeyId {
        KeyId(sha256(&self.to_spki()))
    }

    /// The key made ready to verify with: decoded once, used for many signatures.
    ///
    /// # Errors
    /// [`BadKey::NotAPoint`] where the bytes are no canonical point or one of small order.
    pub fn verifier(&self) -> Result<Verifier, BadKey> {
        let key = ed25519_dalek::VerifyingKey::from_bytes(&self.0).map_err(|_| BadKey::NotAPoint)?;
        // A key of small order makes one signature fit many messages; an uncanonical spelling gives one key two ids.
        if key.is_weak() || key.to_bytes() != self.0 || !is_canonical_point(&self.0) {
            return Err(BadKey::NotAPoint);
        }
        Ok(Verifier(key))
    }
}

/// Whether the y coordinate is below p = 2^255 - 19 (RFC 8032 §5.1.3 step 1).
fn is_canonical_point(bytes: &[u8; 32]) -> bool {
    let high = bytes[31] & 0x7f;
    !(high == 0x7f && bytes[1..31].iter().all(|&b| b == 0xff) && bytes[0] >= 0xed)
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({})", self.id())
    }
}

impl Serialize for PublicKey {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&STANDARD.encode(self.to_spki()))
    }
}

impl<'de> Deserialize<'de> for PublicKey {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
        let der = STANDARD.decode(text.as_bytes()).map_err(|_| serde::de::Error::custom("not base64 with padding"))?;
        Self::from_spki(&der).map_err(serde::de::Error::custom)
    }
}

/// A public key ready to verify with.
#[derive(Debug, Clone)]
pub struct Verifier(ed25519_dalek::VerifyingKey);

impl Verifier {
    /// Verifies strictly: canonical `S`, canonical `R`, neither `R` nor the key of small order, and the equation without
    /// the cofactor. This is the only verification in the program; there is no batch path that could answer otherwise.
    ///
    /// # Errors
    /// [`BadSignature`].
    pub fn verify(&self, message: &[u8], signature: &Signature) -> Result<(), BadSignature> {
        let signature = ed25519_dalek::Signature::from_bytes(signature);
        self.0.verify_strict(message, &signature).map_err(|_| BadSignature)
    }
}

/// Something that can sign: a key in memory, later a card.
pub trait Signer {
    /// The public half.
    fn public(&self) -> PublicKey;

    /// Signs `message` as it stands.
    fn sign(&self, message: &[u8]) -> Signature;
}

/// A secret key in memory; wiped when dropped.
pub struct SecretKey(ed25519_dalek::SigningKey);

impl SecretKey {
    /// From the 32 secret bytes of RFC 8032.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(seed))
    }

    /// The 32 secret bytes; they are wiped when the returned value is dropped.
    pub fn seed(&self) -> zeroize::Zeroizing<[u8; 32]> {
        zeroize::Zeroizing::new(self.0.to_bytes())
    }
}

impl Signer for SecretKey {
    fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key().to_bytes())
    }

    fn sign(&self, message: &[u8]) -> Signature {
        self.0.sign(message).to_bytes()
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretKey(of {})", self.public().id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spki_reads_as_it_is_written_and_nothing_else_does() {
        let key = SecretKey::from_seed(&[7; 32]).public();
        let der = key.to_spki();
        assert_eq!(PublicKey::from_spki(&der), Ok(key));
        assert_eq!(PublicKey::from_spki(&der[..43]), Err(BadKey::NotSpki));
        for at in 0..12 {
            let mut other = der;
            other[at] ^= 1;
            assert_eq!(PublicKey::from_spki(&other), Err(BadKey::NotSpki), "byte {at}");
        }
    }

    #[test]
    fn a_secret_does_not_print_itself() {
        let shown = format!("{:?}", SecretKey::from_seed(&[7; 32]));
        assert!(!shown.contains("0707"), "{shown}");
    }
}
