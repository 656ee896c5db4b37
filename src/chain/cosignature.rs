//! A witness's word on a checkpoint, C2SP [tlog-cosignature](https://c2sp.org/tlog-cosignature) v1 (signature type 0x04):
//! "at this time, this was the largest consistent tree of this origin that I had seen".
//!
//! The signed message is the line `cosignature/v1`, the line `time` with unix seconds, and the checkpoint's text; in the
//! signature line stand the time (8 bytes, big-endian) and the 64 bytes of the Ed25519 signature.
//!
//! Out of scope: how many witnesses are enough, and whether a time is plausible. The message does not name the cosigner: one
//! key belongs to one name.

use std::fmt;
use std::str::FromStr;

use super::checkpoint::SignedCheckpoint;
use super::note::{NoteSignature, VerifyNoteError};
use super::note_key::{BadVkey, KeyName, key_id, read_vkey, write_vkey};
use crate::crypto::{PublicKey, Signature, Signer};

/// A witness's key, as text the verifier key `name+id+base64` of type 0x04. A type of its own, so that a log's signature can
/// never be taken for a witness's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CosignerKey {
    name: KeyName,
    id: u32,
    key: PublicKey,
}

impl CosignerKey {
    /// The key `key` under the name `name`.
    pub fn new(name: KeyName, key: PublicKey) -> Self {
        Self { id: key_id(&name, TYPE_COSIGNATURE_V1, &key), name, key }
    }

    /// Checks that this witness cosigned the checkpoint, and returns when, in unix seconds.
    ///
    /// # Errors
    /// [`VerifyNoteError::NotSigned`] where there is no line of this witness; [`VerifyNoteError::BadSignature`] where there is
    /// one and it does not hold: then the whole checkpoint is to be refused.
    pub fn verify(&self, checkpoint: &SignedCheckpoint) -> Result<u64, VerifyNoteError> {
        let mut time = 0;
        let note = checkpoint.note();
        note.verify_line(&self.name, self.id, &self.key, |bytes| {
            let (seconds, signature) = read_blob(bytes)?;
            time = seconds;
            Some((signature, message(seconds, note.text())))
        })?;
        Ok(time)
    }

    /// The witness's name.
    pub const fn name(&self) -> &KeyName {
        &self.name
    }

    /// The key id in the witness's signature lines.
    pub const fn id(&self) -> u32 {
        self.id
    }

    /// The key itself.
    pub const fn public(&self) -> &PublicKey {
        &self.key
    }
}

impl fmt::Display for CosignerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&write_vkey(&self.name, self.id, TYPE_COSIGNATURE_V1, &self.key))
    }
}

impl FromStr for CosignerKey {
    type Err = BadVkey;

    fn from_str(text: &str) -> Result<Self, BadVkey> {
        let (name, id, key) = read_vkey(text, TYPE_COSIGNATURE_V1)?;
        Ok(Self { name, id, key })
    }
}

/// Makes a witness's signature line for a checkpoint. The witness must have checked that the checkpoint continues the last one
/// it saw of that origin, and must keep this one before it gives the line away.
///
/// # Errors
/// [`BadCosignatureTime`] where `unix_seconds` is beyond what the format allows.
pub fn cosign(
    checkpoint: &SignedCheckpoint,
    name: KeyName,
    unix_seconds: u64,
    signer: &dyn Signer,
) -> Result<NoteSignature, BadCosignatureTime> {
    if unix_seconds > COSIGNATURE_TIME_MAX {
        return Err(BadCosignatureTime { unix_seconds });
    }
    let signature = signer.sign(&message(unix_seconds, checkpoint.note().text()));
    let id = key_id(&name, TYPE_COSIGNATURE_V1, &signer.public());
    Ok(NoteSignature { name, id, bytes: [&unix_seconds.to_be_bytes()[..], &signature].concat() })
}

/// A time no cosignature can carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a cosignature cannot carry the time {unix_seconds}")]
pub struct BadCosignatureTime {
    /// The time given.
    pub unix_seconds: u64,
}

fn message(unix_seconds: u64, text: &str) -> Vec<u8> {
    format!("cosignature/v1\ntime {unix_seconds}\n{text}").into_bytes()
}

fn read_blob(bytes: &[u8]) -> Option<(u64, Signature)> {
    let (seconds, signature) = bytes.split_first_chunk::<8>()?;
    let seconds = u64::from_be_bytes(*seconds);
    (seconds <= COSIGNATURE_TIME_MAX).then_some((seconds, signature.try_into().ok()?))
}

/// Signature type of a timestamped Ed25519 cosignature.
const TYPE_COSIGNATURE_V1: u8 = 0x04;

/// The latest time the format allows: it must fit a signed 64-bit number.
const COSIGNATURE_TIME_MAX: u64 = i64::MAX as u64;

#[cfg(test)]
pub(super) mod tests {
    use super::super::checkpoint::tests::{SEVEN_SIGNED, ledger};
    use super::super::note_key::NoteKey;
    use super::*;
    use crate::crypto::SecretKey;

    /// The witness of the cross-checked vectors: key bytes 20 to 3f.
    pub(in crate::chain) fn witness() -> SecretKey {
        SecretKey::from_seed(&std::array::from_fn(|i| i as u8 + 0x20))
    }

    pub(in crate::chain) const WITNESS_VKEY: &str =
        "witness.example/inspector1+e9d8da5d+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X";
    const LINE: &str = "— witness.example/inspector1 \
        6djaXQAAAABpVbkAf2ysFEc4k4y4pvFXTvW8jy1jYX6dwwlu6rj3hJviMbiyUlQrJQYcgCkyGe46Zqe1KJ9bZvstFrAw7lUBDA8ZCA==";
    const TIME: u64 = 1_767_225_600;

    fn name() -> KeyName {
        KeyName::new("witness.example/inspector1").unwrap()
    }

    fn seven() -> SignedCheckpoint {
        SignedCheckpoint::parse(SEVEN_SIGNED.as_bytes()).unwrap()
    }

    #[test]
    fn the_witness_key_of_the_cross_checked_vectors() {
        let key = CosignerKey::new(name(), witness().public());
        assert_eq!(key.to_string(), WITNESS_VKEY);
        assert_eq!(WITNESS_VKEY.parse(), Ok(key));
    }

    #[test]
    fn a_cosignature_is_made_and_read_as_in_the_cross_checked_vectors() {
        let line = cosign(&seven(), name(), TIME, &witness()).unwrap();
        assert_eq!(line.to_line(), LINE);
        let cosigned = seven().with_signature(&line).unwrap();
        let key: CosignerKey = WITNESS_VKEY.parse().unwrap();
        assert_eq!(key.verify(&cosigned), Ok(TIME));
        assert_eq!(cosigned.verify_by(&ledger().public()), Ok(()));
    }

    #[test]
    fn every_byte_of_a_cosignature_counts() {
        let key: CosignerKey = WITNESS_VKEY.parse().unwrap();
        let good = cosign(&seven(), name(), TIME, &witness()).unwrap();
        for at in 0..good.bytes.len() {
            let mut line = good.clone();
            line.bytes[at] ^= 1;
            let outcome = key.verify(&seven().with_signature(&line).unwrap());
            assert!(matches!(outcome, Err(VerifyNoteError::BadSignature { .. })), "byte {at}");
        }
        for bytes in [good.bytes[..71].to_vec(), [&*good.bytes, &[0]].concat(), vec![0]] {
            let outcome = key.verify(&seven().with_signature(&NoteSignature { bytes, ..good.clone() }).unwrap());
            assert!(matches!(outcome, Err(VerifyNoteError::BadSignature { .. })));
        }
    }

    #[test]
    fn a_witness_speaks_for_one_checkpoint() {
        let key: CosignerKey = WITNESS_VKEY.parse().unwrap();
        let line = cosign(&seven(), name(), TIME, &witness()).unwrap();
        let eight = SEVEN_SIGNED.replacen("\n7\n", "\n8\n", 1);
        let eight = SignedCheckpoint::parse(eight.as_bytes()).unwrap().with_signature(&line).unwrap();
        assert!(matches!(key.verify(&eight), Err(VerifyNoteError::BadSignature { .. })));
        assert!(matches!(key.verify(&seven()), Err(VerifyNoteError::NotSigned { .. })));
    }

    #[test]
    fn a_log_signature_is_no_cosignature() {
        // The same secret key, name and text, signed as a log signs: another id, so it is not even looked at.
        let key: CosignerKey = WITNESS_VKEY.parse().unwrap();
        let line = NoteSignature::sign(seven().note().text(), name(), &witness());
        let signed = seven().with_signature(&line).unwrap();
        assert!(matches!(key.verify(&signed), Err(VerifyNoteError::NotSigned { .. })));
        assert_eq!(WITNESS_VKEY.parse::<NoteKey>(), Err(BadVkey::Type { expected: 1, found: 4 }));
    }

    #[test]
    fn times_beyond_the_format_are_refused() {
        let unix_seconds = 1 << 63;
        assert_eq!(cosign(&seven(), name(), unix_seconds, &witness()), Err(BadCosignatureTime { unix_seconds }));
        // Signed all the same by another program: the line does not hold.
        let signature = witness().sign(&message(unix_seconds, seven().note().text()));
        let key: CosignerKey = WITNESS_VKEY.parse().unwrap();
        let bytes = [&unix_seconds.to_be_bytes()[..], &signature].concat();
        let line = NoteSignature { name: name(), id: key.id(), bytes };
        let outcome = key.verify(&seven().with_signature(&line).unwrap());
        assert!(matches!(outcome, Err(VerifyNoteError::BadSignature { .. })));
    }
}
