//! The signed envelope: DSSE (secure-systems-lab/dsse v1), read strictly, kept verbatim.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use super::limits::{ENVELOPE_BYTES_MAX, KEYID_BYTES_MAX, RECORD_BYTES_MAX, SIGNERS_MAX};
use super::object::{self, objects};
use crate::crypto::{BadKey, PublicKey, Signature, Signer, Verifier};
use crate::model::KeyId;

/// The payload type of version 1.
pub const PAYLOAD_TYPE: &str = "application/vnd.liuhen.record.v1+json";

/// Bytes that are no envelope of version 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EnvelopeError {
    /// Over [`ENVELOPE_BYTES_MAX`].
    #[error("an envelope of {0} bytes is over the bound of {ENVELOPE_BYTES_MAX}")]
    TooLarge(usize),
    /// The record in it is over [`RECORD_BYTES_MAX`].
    #[error("a record of {0} bytes is over the bound of {RECORD_BYTES_MAX}")]
    RecordTooLarge(usize),
    /// Not strict JSON of this form: an unknown field, a field twice, something missing. In the words of the JSON reader.
    #[error("not a DSSE envelope: {0}")]
    Form(String),
    /// Another payload type.
    #[error("the payload type is `{0}`, which is another one")]
    PayloadType(String),
    /// A payload that is not base64 in its one standard spelling (RFC 4648 §4, with padding).
    #[error("the payload is not base64 in its one standard spelling")]
    PayloadBase64,
    /// A signature that is not base64 in its one standard spelling.
    #[error("a signature is not base64 in its one standard spelling")]
    SignatureBase64,
    /// More signatures than [`SIGNERS_MAX`].
    #[error("more than {SIGNERS_MAX} signatures")]
    Signatures,
    /// A signature of another length than Ed25519 has (RFC 8032).
    #[error("a signature is not 64 bytes")]
    SignatureLength,
    /// A hint over [`KEYID_BYTES_MAX`].
    #[error("a keyid is longer than {KEYID_BYTES_MAX} bytes")]
    KeyidLength,
}

/// A signature in an envelope. `keyid` is a hint and decides nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnvelopeSignature {
    /// Whose the signature says it is.
    pub keyid: String,
    /// The signature over the pre-authentication encoding.
    pub sig: Signature,
}

/// A DSSE envelope with its payload decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// The record's bytes.
    pub payload: Vec<u8>,
    /// The signatures, none or more; while an envelope travels it gathers them.
    pub signatures: Vec<EnvelopeSignature>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire<'a> {
    #[serde(rename = "payloadType", borrow)]
    payload_type: Cow<'a, str>,
    #[serde(borrow)]
    payload: Cow<'a, str>,
    #[serde(borrow, deserialize_with = "objects")]
    signatures: Vec<WireSignature<'a>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireSignature<'a> {
    #[serde(borrow)]
    keyid: Cow<'a, str>,
    #[serde(borrow)]
    sig: Cow<'a, str>,
}

impl Envelope {
    /// An envelope that nobody has signed yet.
    pub const fn unsigned(payload: Vec<u8>) -> Self {
        Self { payload, signatures: Vec::new() }
    }

    /// Reads an envelope strictly.
    ///
    /// # Errors
    /// [`EnvelopeError`] names the first thing that is not as it must be.
    pub fn read(bytes: &[u8]) -> Result<Self, EnvelopeError> {
        Self::read_as(PAYLOAD_TYPE, bytes)
    }

    /// The same for another payload type.
    pub(super) fn read_as(payload_type: &str, bytes: &[u8]) -> Result<Self, EnvelopeError> {
        if bytes.len() > ENVELOPE_BYTES_MAX {
            return Err(EnvelopeError::TooLarge(bytes.len()));
        }
        let wire: Wire<'_> = object::read(bytes).map_err(|e| EnvelopeError::Form(e.to_string()))?;
        if wire.payload_type != payload_type {
            return Err(EnvelopeError::PayloadType(wire.payload_type.chars().take(80).collect()));
        }
        let payload = STANDARD.decode(wire.payload.as_bytes()).map_err(|_| EnvelopeError::PayloadBase64)?;
        if payload.len() > RECORD_BYTES_MAX {
            return Err(EnvelopeError::RecordTooLarge(payload.len()));
        }
        if wire.signatures.len() > SIGNERS_MAX {
            return Err(EnvelopeError::Signatures);
        }
        let mut signatures = Vec::with_capacity(wire.signatures.len());
        for one in wire.signatures {
            let sig = STANDARD.decode(one.sig.as_bytes()).map_err(|_| EnvelopeError::SignatureBase64)?;
            let sig = sig.try_into().map_err(|_| EnvelopeError::SignatureLength)?;
            if one.keyid.len() > KEYID_BYTES_MAX {
                return Err(EnvelopeError::KeyidLength);
            }
            signatures.push(EnvelopeSignature { keyid: one.keyid.into_owned(), sig });
        }
        Ok(Self { payload, signatures })
    }

    /// The envelope's bytes as this program writes them: one line of JSON without white space.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.to_bytes_as(PAYLOAD_TYPE)
    }

    /// The same for another payload type.
    pub(super) fn to_bytes_as(&self, payload_type: &str) -> Vec<u8> {
        let wire = Wire {
            payload_type: payload_type.into(),
            payload: STANDARD.encode(&self.payload).into(),
            signatures: self
                .signatures
                .iter()
                .map(|one| WireSignature { keyid: one.keyid.as_str().into(), sig: STANDARD.encode(one.sig).into() })
                .collect(),
        };
        // Texts and lists only: nothing in here can fail to be written.
        serde_json::to_vec(&wire).unwrap_or_default()
    }

    /// Adds `signer`'s signature over the payload.
    pub fn sign(&mut self, signer: &dyn Signer) {
        self.sign_as(PAYLOAD_TYPE, signer);
    }

    /// The same for another payload type.
    pub(super) fn sign_as(&mut self, payload_type: &str, signer: &dyn Signer) {
        let sig = signer.sign(&pae_of(payload_type, &self.payload));
        self.signatures.push(EnvelopeSignature { keyid: signer.public().id().to_string(), sig });
    }

    /// Checks that each of `keys` has signed exactly once, and nobody else has. The `keyid` only says which key to try
    /// first.
    ///
    /// # Errors
    /// [`SignatureError`] names the key or the signature at fault.
    pub fn signed_by(&self, keys: &[PublicKey], verifiers: &mut Verifiers) -> Result<(), SignatureError> {
        self.signed_as(PAYLOAD_TYPE, keys, verifiers)
    }

    /// The same for another payload type.
    pub(super) fn signed_as(
        &self,
        payload_type: &str,
        keys: &[PublicKey],
        verifiers: &mut Verifiers,
    ) -> Result<(), SignatureError> {
        let message = pae_of(payload_type, &self.payload);
        let hinted_by = |signature: &EnvelopeSignature| {
            let hint: KeyId = signature.keyid.parse().ok()?;
            keys.iter().position(|key| key.id() == hint)
        };
        let mut seen = vec![false; keys.len()];
        for (number, signature) in self.signatures.iter().enumerate() {
            // With one key there is nothing to choose from.
            let hinted = if keys.len() > 1 { hinted_by(signature) } else { None };
            let others = (0..keys.len()).filter(|at| Some(*at) != hinted);
            let mut signer = None;
            for at in hinted.into_iter().chain(others) {
                let verifier =
                    verifiers.get(&keys[at]).map_err(|source| SignatureError::Key { key: keys[at].id(), source })?;
                if verifier.verify(&message, &signature.sig).is_ok() {
                    signer = Some(at);
                    break;
                }
            }
            match signer {
                None => {
                    return Err(match hinted_by(signature) {
                        Some(at) => SignatureError::Bad { key: keys[at].id() },
                        None => SignatureError::Stranger { number, keyid: signature.keyid.clone() },
                    });
                }
                Some(at) if seen[at] => return Err(SignatureError::Twice { key: keys[at].id() }),
                Some(at) => seen[at] = true,
            }
        }
        match seen.iter().position(|signed| !signed) {
            Some(at) => Err(SignatureError::Missing { key: keys[at].id() }),
            None => Ok(()),
        }
    }
}

/// Signatures that are not exactly those the record names.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignatureError {
    /// A key named in the record cannot be used.
    #[error("key {key} cannot be used")]
    Key {
        /// The key.
        key: KeyId,
        /// What is wrong with it.
        #[source]
        source: BadKey,
    },
    /// A signature that says it is this key's does not verify.
    #[error("the signature of key {key} does not verify")]
    Bad {
        /// The key.
        key: KeyId,
    },
    /// A signature by none of the keys that the record names.
    #[error("signature {number} (keyid `{keyid}`) is by none of the keys the record names")]
    Stranger {
        /// Its place in the envelope, from 0.
        number: usize,
        /// What it says of itself.
        keyid: String,
    },
    /// One key has signed twice.
    #[error("key {key} has signed twice")]
    Twice {
        /// The key.
        key: KeyId,
    },
    /// A key named in the record has not signed.
    #[error("key {key} is named in the record and has not signed")]
    Missing {
        /// The key.
        key: KeyId,
    },
}

/// Public keys decoded once and kept: decoding a point costs a tenth of a verification.
#[derive(Debug, Default, Clone)]
pub struct Verifiers(HashMap<PublicKey, Arc<Verifier>>);

impl Verifiers {
    /// How many are kept; an envelope may name as many keys as it likes, memory stays bounded.
    const KEPT_MAX: usize = 4096;

    /// Takes over what another has decoded.
    pub fn absorb(&mut self, other: Self) {
        if self.0.len() + other.0.len() <= Self::KEPT_MAX {
            self.0.extend(other.0);
        }
    }

    /// The key ready to verify with.
    ///
    /// # Errors
    /// [`BadKey`] where the bytes are no usable point.
    pub fn get(&mut self, key: &PublicKey) -> Result<Arc<Verifier>, BadKey> {
        if let Some(known) = self.0.get(key) {
            return Ok(known.clone());
        }
        if self.0.len() >= Self::KEPT_MAX {
            self.0.clear();
        }
        let fresh = Arc::new(key.verifier()?);
        self.0.insert(*key, fresh.clone());
        Ok(fresh)
    }
}

/// The pre-authentication encoding (DSSE protocol.md): what is signed.
pub fn pae(payload: &[u8]) -> Vec<u8> {
    pae_of(PAYLOAD_TYPE, payload)
}

fn pae_of(payload_type: &str, payload: &[u8]) -> Vec<u8> {
    let mut out = format!("DSSEv1 {} {payload_type} {} ", payload_type.len(), payload.len()).into_bytes();
    out.extend_from_slice(payload);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::SecretKey;
    use crate::crypto::hash::sha256;
    use crate::model::digest::hex;

    fn key(seed: u8) -> SecretKey {
        SecretKey::from_seed(&[seed; 32])
    }

    #[test]
    fn pae_is_that_of_the_specification() {
        assert_eq!(
            pae_of("http://example.com/HelloWorld", b"hello world"),
            b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
        );
        let body = br#"{"_type":"https://in-toto.io/Statement/v1","subject":[{"digest":{"sha256":"2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"}}],"predicateType":"https://example.org/step/v1","predicate":{"step":"legality-review"}}"#;
        let message = pae_of("application/vnd.in-toto+json", body);
        assert_eq!(hex(&sha256(&message)), "3208de2496f0eefaf06913fcbad4e022b6ebbd9a712f3b086b216f32d94376ec");
        let seed: [u8; 32] = std::array::from_fn(|at| at as u8);
        assert_eq!(
            STANDARD.encode(SecretKey::from_seed(&seed).sign(&message)),
            "xYwu1ATlUYITPMj8FGklLCsCy7da8S5ns2XHkJCWXlUjExc9wpXA3wyt7EoqI1fBCNgFq/cHKEZjOpykB6J8Bg=="
        );
    }

    #[test]
    fn an_envelope_reads_as_it_is_written() {
        let mut envelope = Envelope::unsigned(b"{}".to_vec());
        envelope.sign(&key(1));
        assert_eq!(Envelope::read(&envelope.to_bytes()), Ok(envelope));
    }

    #[test]
    fn what_is_not_strict_is_refused() {
        let mut envelope = Envelope::unsigned(b"{}".to_vec());
        envelope.sign(&key(1));
        let text = String::from_utf8(envelope.to_bytes()).unwrap();
        for (from, to) in [
            ("\"payload\"", "\"more\":1,\"payload\""),
            ("\"payload\"", "\"payloadType\":\"x\",\"payload\""),
            ("v1+json", "v2+json"),
            ("e30=", "e30"),
            ("e30=", "e31="),
            ("e30=", "e3 0="),
            ("\"sig\":\"", "\"sig\":\"AAAA"),
            ("\"signatures\"", "\"signature\""),
        ] {
            let changed = text.replacen(from, to, 1);
            assert_ne!(changed, text, "{from}");
            assert!(Envelope::read(changed.as_bytes()).is_err(), "{from} -> {to}");
        }
        for listed in [
            format!(r#"["{PAYLOAD_TYPE}","e30=",[]]"#),
            format!(
                r#"{{"payloadType":"{PAYLOAD_TYPE}","payload":"e30=","signatures":[["","{}"]]}}"#,
                "A".repeat(86) + "=="
            ),
        ] {
            assert!(matches!(Envelope::read(listed.as_bytes()), Err(EnvelopeError::Form(_))), "{listed}");
        }
        assert!(matches!(
            Envelope::read(&Envelope::unsigned(vec![b' '; RECORD_BYTES_MAX + 1]).to_bytes()),
            Err(EnvelopeError::RecordTooLarge(_))
        ));
    }

    #[test]
    fn exactly_the_named_keys_must_have_signed() {
        let (a, b, c) = (key(1), key(2), key(3));
        let named = [a.public(), b.public()];
        let mut envelope = Envelope::unsigned(b"{}".to_vec());
        let check = |envelope: &Envelope| envelope.signed_by(&named, &mut Verifiers::default());
        envelope.sign(&a);
        assert_eq!(check(&envelope), Err(SignatureError::Missing { key: b.public().id() }));
        envelope.sign(&b);
        assert_eq!(check(&envelope), Ok(()));

        let mut lying = envelope.clone();
        lying.signatures[0].keyid = "somebody".into();
        lying.signatures[1].keyid = a.public().id().to_string();
        assert_eq!(check(&lying), Ok(()), "the hint decides nothing");

        let mut twice = envelope.clone();
        twice.sign(&a);
        assert_eq!(check(&twice), Err(SignatureError::Twice { key: a.public().id() }));

        let mut stranger = envelope.clone();
        stranger.sign(&c);
        assert!(matches!(check(&stranger), Err(SignatureError::Stranger { number: 2, .. })));

        let mut flipped = envelope.clone();
        flipped.signatures[1].sig[5] ^= 1;
        assert_eq!(check(&flipped), Err(SignatureError::Bad { key: b.public().id() }));

        envelope.payload.push(b' ');
        assert_eq!(check(&envelope), Err(SignatureError::Bad { key: a.public().id() }));
    }
}
