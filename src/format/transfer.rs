//! The receipt of a transfer (电子档案移交接收登记表): what an archive took in, when, what its tests came to, signed with the
//! archive's key. A DSSE envelope like a record's, with a payload type of its own.

use serde::{Deserialize, Serialize};

use super::contents::Version;
use super::envelope::{Envelope, EnvelopeError, SignatureError, Verifiers};
use super::object::{self, object, objects};
use super::record::Signatory;
use crate::crypto::Signer;
use crate::model::{ClaimedTime, DecisionId, Origin, Sha256Digest, TreeHash};

/// The payload type of version 1.
pub const TRANSFER_PAYLOAD_TYPE: &str = "application/vnd.liuhen.transfer.v1+json";

/// The version of the payload.
pub const TRANSFER_V1: &str = "transfer/v1";

/// What an archive took in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transfer {
    /// [`TRANSFER_V1`].
    pub liuhen: String,
    /// The archive's number for it, from 1.
    pub number: u64,
    /// SHA-256 of the file of the receipt with the number before: whoever holds a receipt holds it against every earlier
    /// one. None where there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<Sha256Digest>,
    /// When it was taken in, by the archive's clock.
    pub received: ClaimedTime,
    /// Who took it in: the archive's office and key.
    #[serde(deserialize_with = "object")]
    pub by: Signatory,
    /// The bundle.
    #[serde(deserialize_with = "object")]
    pub bundle: Taken,
    /// The register's fields.
    #[serde(deserialize_with = "object")]
    pub register: Register,
    /// How it stands to what the archive had of the same decision.
    #[serde(deserialize_with = "objects")]
    pub extends: Vec<Extends>,
    /// The numbers of holdings that could not be read any more, and that it was not held against. Left out where there are
    /// none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unheld: Vec<u64>,
}

/// The bundle that was taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Taken {
    /// The ledger's name.
    pub origin: Origin,
    /// The decision.
    pub decision: DecisionId,
    /// The decision's title, where the bundle shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Which version.
    pub version: Version,
    /// SHA-256 of `manifest-sha256.txt`: it stands for every file of the payload.
    pub manifest: Sha256Digest,
    /// SHA-256 of `seal.json`, where there is one: it stands for the rest of the bag, but for what may be added later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seal: Option<Sha256Digest>,
    /// How many entries the checkpoint covers.
    pub size: u64,
    /// The root it signs.
    pub root: TreeHash,
    /// The verdict it was taken in with.
    pub verdict: String,
}

/// The fields of the register of transfers (档发〔2012〕7号).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Register {
    /// 移交单位.
    pub unit: String,
    /// 接收单位.
    pub receiver: String,
    /// 档号; empty where it is not filled in.
    pub reference: String,
    /// 门类.
    pub category: String,
    /// 卷.
    pub volumes: u64,
    /// 件: records of the decision that the bundle holds whole; neither those withheld nor those of the registry.
    pub items: u64,
    /// Files of the payload, the bag's `data/`: the second number of `Payload-Oxum`.
    pub files: u64,
    /// 字节 of the same files: the first number of `Payload-Oxum`.
    pub bytes: u64,
    /// 移交方式.
    pub method: String,
    /// 载体外观检测: what a person saw; empty where nobody has looked.
    pub carrier: String,
    /// 病毒检测: by what, with what result; empty where nobody has.
    pub virus: String,
    /// 真实性检测: `passed`, `failed` or `open`.
    pub authenticity: String,
    /// 完整性检测.
    pub integrity: String,
    /// 可用性检测.
    pub usability: String,
    /// 安全性检测.
    pub security: String,
    /// 说明.
    pub note: String,
}

/// An earlier holding of the same decision that the bundle was held against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extends {
    /// Its number.
    pub number: u64,
    /// Rows that both show, of the decision and of the registry.
    pub same: u64,
    /// Rows that one of them withholds, or both. Left out where there are none.
    #[serde(default, skip_serializing_if = "is_none")]
    pub withheld: u64,
    /// Rows that came since.
    pub later: u64,
    /// Rows that the earlier holding has and this bundle, made before it, had not yet. Left out where there are none.
    #[serde(default, skip_serializing_if = "is_none")]
    pub lacks: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
const fn is_none(count: &u64) -> bool {
    *count == 0
}

/// Bytes that are no receipt of a transfer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TransferError {
    /// No envelope of this payload type.
    #[error(transparent)]
    Envelope(#[from] EnvelopeError),
    /// The payload is not of its form.
    #[error("not a receipt of a transfer: {0}")]
    Form(String),
    /// The key it names has not signed it, or another has.
    #[error(transparent)]
    Signature(#[from] SignatureError),
}

impl Transfer {
    /// Signs: the file's bytes, one line with its LF.
    pub fn sign(&self, signer: &dyn Signer) -> Vec<u8> {
        let mut envelope = Envelope::unsigned(serde_json::to_vec(self).unwrap_or_default());
        envelope.sign_as(TRANSFER_PAYLOAD_TYPE, signer);
        let mut bytes = envelope.to_bytes_as(TRANSFER_PAYLOAD_TYPE);
        bytes.push(b'\n');
        bytes
    }

    /// Reads a receipt and checks its signature by the key it names; whose key that is the archive says elsewhere.
    ///
    /// # Errors
    /// [`TransferError`].
    pub fn read(bytes: &[u8], keys: &mut Verifiers) -> Result<Self, TransferError> {
        let line = bytes.strip_suffix(b"\n").ok_or_else(|| TransferError::Form("no line end".into()))?;
        let envelope = Envelope::read_as(TRANSFER_PAYLOAD_TYPE, line)?;
        let transfer: Self = object::read(&envelope.payload).map_err(|error| TransferError::Form(error.to_string()))?;
        if transfer.liuhen != TRANSFER_V1 {
            return Err(TransferError::Form(format!("the version is `{}`", transfer.liuhen)));
        }
        envelope.signed_as(TRANSFER_PAYLOAD_TYPE, &[transfer.by.key], keys)?;
        Ok(transfer)
    }
}

/// No receipt is longer.
pub const TRANSFER_BYTES_MAX: usize = 256 << 10;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::SecretKey;
    use crate::model::OfficeId;

    fn transfer(key: &SecretKey) -> Transfer {
        Transfer {
            liuhen: TRANSFER_V1.into(),
            number: 2,
            previous: Some(Sha256Digest([5; 32])),
            received: ClaimedTime::new("2026-05-01T00:00:00Z".parse().unwrap()),
            by: Signatory { office: OfficeId::new("archivist").unwrap(), key: key.public() },
            bundle: Taken {
                origin: Origin::new("a.example").unwrap(),
                decision: DecisionId::new("1").unwrap(),
                title: None,
                version: Version::Full,
                manifest: Sha256Digest([1; 32]),
                seal: None,
                size: 9,
                root: TreeHash([2; 32]),
                verdict: "sound".into(),
            },
            register: Register { unit: "云溪县人民政府".into(), items: 9, ..Register::default() },
            extends: vec![Extends { number: 1, same: 8, withheld: 0, later: 1, lacks: 0 }],
            unheld: Vec::new(),
        }
    }

    #[test]
    fn a_receipt_is_read_as_it_was_signed_and_by_no_other_key() {
        let (key, another) = (SecretKey::from_seed(&[3; 32]), SecretKey::from_seed(&[4; 32]));
        let transfer = transfer(&key);
        let keys = &mut Verifiers::default();
        assert_eq!(Transfer::read(&transfer.sign(&key), keys).as_ref(), Ok(&transfer));
        assert!(matches!(Transfer::read(&transfer.sign(&another), keys), Err(TransferError::Signature(_))));
        let other = Transfer { liuhen: "transfer/v2".into(), ..transfer.clone() };
        assert!(matches!(Transfer::read(&other.sign(&key), keys), Err(TransferError::Form(_))));
        let mut changed = transfer.sign(&key);
        let at = changed.len() / 2;
        changed[at] ^= 1;
        assert!(Transfer::read(&changed, keys).is_err());
    }
}
