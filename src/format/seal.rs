//! The seal of a bundle, `seal.json`: the archivist's signature over the tag files and, through the manifests among them,
//! over every file of the payload. A DSSE envelope like a record's, with a payload type of its own.
//!
//! Records prove themselves without it; the seal is what holds the pages for people and the archive's description.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::envelope::{Envelope, EnvelopeError, SignatureError, Verifiers};
use super::object::{self, object};
use super::record::Signatory;
use crate::crypto::Signer;
use crate::model::{DecisionId, OfficeId, Origin, Sha256Digest};

/// The payload type of version 1.
pub const SEAL_PAYLOAD_TYPE: &str = "application/vnd.liuhen.seal.v1+json";

/// The version of the payload.
pub const SEAL_V1: &str = "seal/v1";

/// The files that a seal names, no more and no less, with their SHA-256: the tag files that there are when it is made.
pub const SEALED_FILES: [&str; 4] = ["bag-info.txt", "bagit.txt", "manifest-sha256.txt", "manifest-sha512.txt"];

/// What a seal says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seal {
    /// [`SEAL_V1`].
    pub liuhen: String,
    /// The ledger's name.
    pub origin: Origin,
    /// The decision.
    pub decision: DecisionId,
    /// Who seals: the office and its key.
    #[serde(deserialize_with = "object")]
    pub by: Signatory,
    /// SHA-256 of each of [`SEALED_FILES`].
    pub files: BTreeMap<String, Sha256Digest>,
}

/// Bytes that are no seal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SealError {
    /// No envelope of this payload type.
    #[error(transparent)]
    Envelope(#[from] EnvelopeError),
    /// The payload is not of its form.
    #[error("not a seal: {0}")]
    Form(String),
    /// The key it names has not signed it, or another has.
    #[error(transparent)]
    Signature(#[from] SignatureError),
}

impl Seal {
    /// What `office` seals with the key of `signer`.
    pub fn new(
        (origin, decision): (Origin, DecisionId),
        (office, signer): (OfficeId, &dyn Signer),
        files: BTreeMap<String, Sha256Digest>,
    ) -> Self {
        let by = Signatory { office, key: signer.public() };
        Self { liuhen: SEAL_V1.into(), origin, decision, by, files }
    }

    /// Signs: the file's bytes, one line with its LF.
    pub fn sign(&self, signer: &dyn Signer) -> Vec<u8> {
        let mut envelope = Envelope::unsigned(serde_json::to_vec(self).unwrap_or_default());
        envelope.sign_as(SEAL_PAYLOAD_TYPE, signer);
        let mut bytes = envelope.to_bytes_as(SEAL_PAYLOAD_TYPE);
        bytes.push(b'\n');
        bytes
    }

    /// Reads a seal and checks its signature by the key it names. Whose key that is, and whether they held the office, is for
    /// whoever has the registry. Only the one spelling is read.
    ///
    /// # Errors
    /// [`SealError`].
    pub fn read(bytes: &[u8], keys: &mut Verifiers) -> Result<Self, SealError> {
        let line = bytes.strip_suffix(b"\n").ok_or_else(|| SealError::Form("no line end".into()))?;
        let envelope = Envelope::read_as(SEAL_PAYLOAD_TYPE, line)?;
        if envelope.to_bytes_as(SEAL_PAYLOAD_TYPE) != line {
            return Err(SealError::Form("not in its one spelling".into()));
        }
        let seal: Self = object::read(&envelope.payload).map_err(|error| SealError::Form(error.to_string()))?;
        if seal.liuhen != SEAL_V1 || serde_json::to_vec(&seal).ok().as_ref() != Some(&envelope.payload) {
            return Err(SealError::Form("not in its one spelling".into()));
        }
        if !seal.files.keys().eq(SEALED_FILES.iter()) {
            return Err(SealError::Form("it names other files than a seal does".into()));
        }
        envelope.signed_as(SEAL_PAYLOAD_TYPE, &[seal.by.key], keys)?;
        // In a record's envelope the hint decides nothing and is nobody's word; a seal has no byte without meaning.
        if envelope.signatures.iter().any(|one| one.keyid != seal.by.key.id().to_string()) {
            return Err(SealError::Form("its keyid is not that of the key it names".into()));
        }
        Ok(seal)
    }
}

/// No seal is longer.
pub const SEAL_BYTES_MAX: usize = 16 << 10;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::SecretKey;

    fn sealed() -> (Seal, Vec<u8>) {
        let key = SecretKey::from_seed(&[3; 32]);
        let names = (Origin::new("a.example").unwrap(), DecisionId::new("1").unwrap());
        let files = SEALED_FILES.iter().map(|name| ((*name).to_owned(), Sha256Digest([4; 32]))).collect();
        let seal = Seal::new(names, (OfficeId::new("archivist").unwrap(), &key), files);
        let bytes = seal.sign(&key);
        (seal, bytes)
    }

    #[test]
    fn a_seal_is_read_as_it_was_signed() {
        let (seal, bytes) = sealed();
        assert_eq!(Seal::read(&bytes, &mut Verifiers::default()), Ok(seal));
    }

    #[test]
    fn no_byte_of_a_seal_can_be_changed() {
        let (_, bytes) = sealed();
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            assert!(Seal::read(&changed, &mut Verifiers::default()).is_err(), "byte {at}");
        }
        assert!(Seal::read(&bytes[..bytes.len() - 1], &mut Verifiers::default()).is_err());
    }

    #[test]
    fn a_seal_over_other_files_or_by_another_key_is_none() {
        let (mut seal, _) = sealed();
        let another = SecretKey::from_seed(&[5; 32]);
        assert!(matches!(
            Seal::read(&seal.sign(&another), &mut Verifiers::default()),
            Err(SealError::Signature(SignatureError::Stranger { .. } | SignatureError::Missing { .. }))
        ));
        seal.files.pop_first();
        let key = SecretKey::from_seed(&[3; 32]);
        assert!(matches!(Seal::read(&seal.sign(&key), &mut Verifiers::default()), Err(SealError::Form(_))));
    }
}
