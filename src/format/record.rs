//! A record: what somebody says happened, and in which office they say it. Read strictly; its bytes are what is signed.

use std::borrow::Cow;
use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use super::limits::{
    ATTACHMENTS_MAX, BASIS_MAX, LISTED_MAX, NAME_CHARS_MAX, REASON_CHARS_MAX, RECORD_BYTES_MAX, SIGNERS_MAX,
};
use super::object::{self, object, objects};
use super::record_error::{BadField, RecordError};
use crate::crypto::PublicKey;
use crate::model::{
    ClaimedTime, EvidenceDigest, KindName, Occurred, OfficeId, Origin, RecordDigest, Sha256Digest, StreamId, Value,
};

/// What stands in the field `liuhen` of a record of version 1.
pub const RECORD_V1: &str = "record/v1";

/// 16 random bytes, unique in their stream: the same words twice are two records, one record cannot be entered twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Nonce(pub [u8; 16]);

impl Serialize for Nonce {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&STANDARD.encode(self.0))
    }
}

impl<'de> Deserialize<'de> for Nonce {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(from)?;
        let mut bytes = [0; 16];
        match STANDARD.decode_slice(text.as_bytes(), &mut bytes) {
            Ok(16) => Ok(Self(bytes)),
            _ => Err(serde::de::Error::custom("a nonce is 16 bytes in base64")),
        }
    }
}

/// Who signs, and as what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signatory {
    /// The office they sign in.
    pub office: OfficeId,
    /// The key they sign with, as base64 of its SPKI DER.
    pub key: PublicKey,
}

/// A document that a record cites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name as the signer gives it: one line.
    pub name: String,
    /// What it is to this record, e.g. `draft`, `minutes`.
    pub role: String,
    /// Its media type (RFC 6838).
    pub media_type: String,
    /// Its size in bytes.
    pub size: u64,
    /// How its content is bound.
    pub content: Content,
}

/// How an attachment's content is bound to the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// By both its digests.
    Open {
        /// BLAKE3.
        blake3: EvidenceDigest,
        /// SHA-256.
        sha256: Sha256Digest,
    },
    /// By a salted commitment to both ([`super::sealed`]): restricted, erasable.
    Sealed(Sha256Digest),
}

/// Why a record is entered late (补录), and which mandatory fields nobody can fill in any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Late {
    /// The reason, in words.
    pub reason: String,
    /// Paths of mandatory fields of the body that are not known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
}

/// A procedure finding that the signer knew of and recorded all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Despite {
    /// The rule's code.
    pub rule: String,
    /// The reason, in words.
    pub reason: String,
}

/// A record of version 1.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    liuhen: Version,
    /// The ledger it is for.
    pub origin: Origin,
    /// What it belongs to.
    pub stream: StreamId,
    /// What kind of record it is.
    pub kind: KindName,
    /// Unique in its stream.
    pub nonce: Nonce,
    /// When the signer says they sign.
    pub signed_at: ClaimedTime,
    /// When the fact happened.
    #[serde(deserialize_with = "object")]
    pub occurred: Occurred,
    /// Who signs as what; no key twice.
    #[serde(deserialize_with = "objects")]
    pub offices: Vec<Signatory>,
    /// The records the signer had before them.
    pub basis: Vec<RecordDigest>,
    /// The fields of its kind, as the JSON that was signed.
    pub body: Box<RawValue>,
    /// The documents it cites.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// Why it is entered late, where it is.
    #[serde(default, deserialize_with = "present_object", skip_serializing_if = "Option::is_none")]
    pub late: Option<Late>,
    /// What the signer knew to be irregular.
    #[serde(default, deserialize_with = "objects", skip_serializing_if = "Vec::is_empty")]
    pub despite: Vec<Despite>,
}

/// What a signer says, before it has a form: [`Record::new`] takes it.
#[derive(Debug, Clone)]
pub struct Statement {
    /// See [`Record::origin`], and so on for each field.
    pub origin: Origin,
    #[allow(missing_docs, reason = "each is documented on `Record`")]
    pub stream: StreamId,
    #[allow(missing_docs, reason = "each is documented on `Record`")]
    pub kind: KindName,
    #[allow(missing_docs, reason = "each is documented on `Record`")]
    pub nonce: Nonce,
    #[allow(missing_docs, reason = "each is documented on `Record`")]
    pub signed_at: ClaimedTime,
    #[allow(missing_docs, reason = "each is documented on `Record`")]
    pub occurred: Occurred,
    #[allow(missing_docs, reason = "each is documented on `Record`")]
    pub offices: Vec<Signatory>,
    #[allow(missing_docs, reason = "each is documented on `Record`")]
    pub basis: Vec<RecordDigest>,
    #[allow(missing_docs, reason = "each is documented on `Record`")]
    pub body: Value,
    #[allow(missing_docs, reason = "each is documented on `Record`")]
    pub attachments: Vec<Attachment>,
    #[allow(missing_docs, reason = "each is documented on `Record`")]
    pub late: Option<Late>,
    #[allow(missing_docs, reason = "each is documented on `Record`")]
    pub despite: Vec<Despite>,
}

impl Record {
    /// Gives a statement its form and checks every bound, as reading does.
    ///
    /// # Errors
    /// [`RecordError`] names the field.
    pub fn new(statement: Statement) -> Result<Self, RecordError> {
        let body = serde_json::value::to_raw_value(&statement.body).map_err(|e| RecordError::Form(e.to_string()))?;
        let record = Self {
            liuhen: Version,
            origin: statement.origin,
            stream: statement.stream,
            kind: statement.kind,
            nonce: statement.nonce,
            signed_at: statement.signed_at,
            occurred: statement.occurred,
            offices: statement.offices,
            basis: statement.basis,
            body,
            attachments: statement.attachments,
            late: statement.late,
            despite: statement.despite,
        };
        record.check()?;
        Ok(record)
    }

    /// Reads a record strictly.
    ///
    /// # Errors
    /// [`RecordError`] names the first thing that is not as it must be.
    pub fn read(bytes: &[u8]) -> Result<Self, RecordError> {
        if bytes.len() > RECORD_BYTES_MAX {
            return Err(RecordError::TooLarge(bytes.len()));
        }
        let record: Self = object::read(bytes).map_err(|e| RecordError::Form(e.to_string()))?;
        record.check()?;
        Ok(record)
    }

    /// The record's bytes: JSON without white space, fields in the order of [`Record`].
    ///
    /// # Errors
    /// [`RecordError::TooLarge`].
    pub fn to_bytes(&self) -> Result<Vec<u8>, RecordError> {
        let bytes = serde_json::to_vec(self).map_err(|e| RecordError::Form(e.to_string()))?;
        if bytes.len() > RECORD_BYTES_MAX { Err(RecordError::TooLarge(bytes.len())) } else { Ok(bytes) }
    }

    /// The body as data, strictly.
    ///
    /// # Errors
    /// [`RecordError::Form`] for a fraction, a null or a key twice.
    pub fn body_value(&self) -> Result<Value, RecordError> {
        serde_json::from_str(self.body.get()).map_err(|e| RecordError::Form(format!("body: {e}")))
    }

    /// The keys that must have signed.
    pub fn keys(&self) -> Vec<PublicKey> {
        self.offices.iter().map(|signatory| signatory.key).collect()
    }

    fn check(&self) -> Result<(), BadField> {
        let Self { offices, basis, attachments, late, despite, .. } = self;
        let holds = |holds: bool, bad| if holds { Ok(()) } else { Err(bad) };
        holds((1..=SIGNERS_MAX).contains(&offices.len()), BadField::Signatories)?;
        let keys: BTreeSet<_> = offices.iter().map(|one| one.key).collect();
        holds(keys.len() == offices.len(), BadField::KeyTwice)?;
        holds(basis.len() <= BASIS_MAX, BadField::Basis)?;
        holds(basis.iter().collect::<BTreeSet<_>>().len() == basis.len(), BadField::BasisTwice)?;
        holds(attachments.len() <= ATTACHMENTS_MAX, BadField::Attachments)?;
        let in_lines = |one: &Attachment| is_line(&one.name) && is_line(&one.role) && is_line(&one.media_type);
        holds(attachments.iter().all(in_lines), BadField::AttachmentLine)?;
        if let Some(late) = late {
            holds(is_text(&late.reason), BadField::LateReason)?;
            let listed = late.missing.len() <= LISTED_MAX && late.missing.iter().all(|path| is_line(path));
            holds(listed, BadField::LateMissing)?;
        }
        let reasoned = |one: &Despite| is_line(&one.rule) && is_text(&one.reason);
        holds(despite.len() <= LISTED_MAX && despite.iter().all(reasoned), BadField::Despite)?;
        holds(!self.occurred.is_backwards(), BadField::Occurred)
    }
}

fn is_line(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= NAME_CHARS_MAX && !text.chars().any(char::is_control)
}

fn is_text(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= REASON_CHARS_MAX
}

/// `null` is not the absence of a field: what is there must be something.
fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}

fn present_object<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Option<T>, D::Error> {
    object(from).map(Some)
}

#[derive(Debug, Clone, Copy)]
struct Version;

impl Serialize for Version {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(RECORD_V1)
    }
}

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        match &*Cow::<'de, str>::deserialize(from)? {
            RECORD_V1 => Ok(Self),
            other => Err(serde::de::Error::custom(format_args!("version `{other}` is not `{RECORD_V1}`"))),
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AttachmentWire<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow)]
    role: Cow<'a, str>,
    #[serde(borrow)]
    media_type: Cow<'a, str>,
    size: u64,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    blake3: Option<EvidenceDigest>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    sha256: Option<Sha256Digest>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    sealed: Option<Sha256Digest>,
}

impl Serialize for Attachment {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let (blake3, sha256, sealed) = match self.content {
            Content::Open { blake3, sha256 } => (Some(blake3), Some(sha256), None),
            Content::Sealed(sealed) => (None, None, Some(sealed)),
        };
        AttachmentWire {
            name: self.name.as_str().into(),
            role: self.role.as_str().into(),
            media_type: self.media_type.as_str().into(),
            size: self.size,
            blake3,
            sha256,
            sealed,
        }
        .serialize(to)
    }
}

impl<'de> Deserialize<'de> for Attachment {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let wire: AttachmentWire<'_> = object(from)?;
        let content = match (wire.blake3, wire.sha256, wire.sealed) {
            (Some(blake3), Some(sha256), None) => Content::Open { blake3, sha256 },
            (None, None, Some(sealed)) => Content::Sealed(sealed),
            _ => return Err(serde::de::Error::custom("an attachment has `blake3` and `sha256`, or `sealed` alone")),
        };
        Ok(Self {
            name: wire.name.into_owned(),
            role: wire.role.into_owned(),
            media_type: wire.media_type.into_owned(),
            size: wire.size,
            content,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::{SecretKey, Signer};

    pub(crate) fn statement() -> Statement {
        Statement {
            origin: Origin::new("test.example/ledger").unwrap(),
            stream: "decision/2026-001".parse().unwrap(),
            kind: KindName::new("draft-version").unwrap(),
            nonce: Nonce([9; 16]),
            signed_at: "2026-03-20T01:15:00.000Z".parse().unwrap(),
            occurred: Occurred::at("2026-03-20".parse().unwrap()),
            offices: vec![Signatory {
                office: OfficeId::new("handling-unit").unwrap(),
                key: SecretKey::from_seed(&[1; 32]).public(),
            }],
            basis: vec![RecordDigest([3; 32])],
            body: Value::Table(vec![("version".into(), Value::Int(1))]),
            attachments: vec![
                Attachment {
                    name: "草案.pdf".into(),
                    role: "draft".into(),
                    media_type: "application/pdf".into(),
                    size: 3,
                    content: Content::Open { blake3: EvidenceDigest([1; 32]), sha256: Sha256Digest([2; 32]) },
                },
                Attachment {
                    name: "名单.pdf".into(),
                    role: "list".into(),
                    media_type: "application/pdf".into(),
                    size: 3,
                    content: Content::Sealed(Sha256Digest([4; 32])),
                },
            ],
            late: Some(Late { reason: "补录".into(), missing: vec!["channels".into()] }),
            despite: vec![Despite { rule: "comment.short".into(), reason: "urgent".into() }],
        }
    }

    #[test]
    fn a_record_reads_as_it_is_written() {
        let bytes = Record::new(statement()).unwrap().to_bytes().unwrap();
        assert_eq!(Record::read(&bytes).unwrap().to_bytes().unwrap(), bytes);
    }

    #[test]
    fn what_is_not_strict_is_refused() {
        let text = String::from_utf8(Record::new(statement()).unwrap().to_bytes().unwrap()).unwrap();
        for (from, to) in [
            ("\"liuhen\":\"record/v1\"", "\"liuhen\":\"record/v2\""),
            ("\"liuhen\":\"record/v1\",", ""),
            ("\"kind\":", "\"extra\":1,\"kind\":"),
            ("\"kind\":", "\"kind\":\"draft-version\",\"kind\":"),
            ("CQkJCQkJCQkJCQkJCQkJCQ==", "CQkJCQkJCQkJCQkJCQkJCQ"),
            ("CQkJCQkJCQkJCQkJCQkJCQ==", "CQkJCQkJCQkJCQkJCQkJCR=="),
            ("\"size\":3", "\"size\":3.0"),
            ("\"size\":3", "\"size\":-3"),
            ("\"late\":{", "\"late\":null,\"despite2\":{"),
            ("\"office\":", "\"role\":1,\"office\":"),
            ("\"sealed\":", "\"blake3\":"),
            ("2026-03-20T01:15:00.000Z", "2026-03-20T01:15:00Z"),
            ("\"from\":\"2026-03-20\"", "\"from\":\"2026-03-22\""),
            ("补录", " "),
        ] {
            let changed = text.replacen(from, to, 1);
            assert_ne!(changed, text, "{from}");
            assert!(Record::read(changed.as_bytes()).is_err(), "{from} -> {to}");
        }
        let null =
            text.replace(&text[text.find("\"late\"").unwrap()..text.find(",\"despite\"").unwrap()], "\"late\":null");
        assert!(Record::read(null.as_bytes()).is_err());
    }

    #[test]
    fn a_list_of_values_is_no_object() {
        let text = String::from_utf8(Record::new(statement()).unwrap().to_bytes().unwrap()).unwrap();
        for (from, to) in [
            ("{\"from\":\"2026-03-20\",\"to\":\"2026-03-20\"}", "[\"2026-03-20\",\"2026-03-20\"]"),
            ("{\"rule\":\"comment.short\",\"reason\":\"urgent\"}", "[\"comment.short\",\"urgent\"]"),
            ("{\"reason\":\"补录\",\"missing\":[\"channels\"]}", "[\"补录\",[\"channels\"]]"),
        ] {
            let changed = text.replacen(from, to, 1);
            assert_ne!(changed, text, "{from}");
            assert!(Record::read(changed.as_bytes()).is_err(), "{to}");
        }
        let signatory = &text[text.find("[{\"office\"").unwrap()..text.find(",\"basis\"").unwrap()];
        let listed = signatory.replace("{\"office\":", "[").replace("\"key\":", "").replace('}', "]");
        assert!(Record::read(text.replace(signatory, &listed).as_bytes()).is_err(), "{listed}");
        let fields: Vec<serde_json::Value> = {
            let whole: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&text).unwrap();
            let order =
                ["liuhen", "origin", "stream", "kind", "nonce", "signed_at", "occurred", "offices", "basis", "body"];
            order.iter().map(|name| whole[*name].clone()).collect()
        };
        assert!(Record::read(&serde_json::to_vec(&fields).unwrap()).is_err());
    }

    #[test]
    fn one_key_is_named_once() {
        let mut twice = statement();
        let again = Signatory { office: OfficeId::new("head").unwrap(), key: twice.offices[0].key };
        twice.offices.push(again);
        assert!(matches!(Record::new(twice), Err(RecordError::Field(BadField::KeyTwice))));
    }

    #[test]
    fn a_body_with_a_double_key_is_refused_when_looked_at() {
        let text = String::from_utf8(Record::new(statement()).unwrap().to_bytes().unwrap()).unwrap();
        let doubled = text.replace("{\"version\":1}", "{\"version\":1,\"version\":2}");
        assert!(Record::read(doubled.as_bytes()).unwrap().body_value().is_err());
    }
}
