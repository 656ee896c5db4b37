//! A procedure profile comes into force (程序配置启用): the bodies of the records in a stream `profile/<id>`. Decided by the
//! root holders, as who may sign is: what a decision is judged by must not be chosen by those who are judged.

use serde::{Deserialize, Deserializer, Serialize};

use super::event::EventError;
use crate::format::object;
use crate::format::{Content, Record};
use crate::model::{EvidenceDigest, Moment, ProfileId, StreamId};

/// The kind of record that adopts a profile.
pub const ADOPT_PROFILE: &str = "adopt-profile";

/// The role in which the profile's text is attached.
pub const PROFILE_ROLE: &str = "profile";

/// A profile comes into force for the decisions that are opened after this entry. Signed by the root threshold; its text is
/// an attachment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdoptProfile {
    /// The profile.
    pub profile: ProfileId,
    /// The BLAKE3 of its text, by which decisions pin it.
    pub blake3: EvidenceDigest,
    /// The document by which it was decided on.
    pub document: String,
    /// From when that document says it is in force. What counts in the ledger is the entry.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub from: Option<Moment>,
}

impl AdoptProfile {
    /// Reads the record's body, and holds it against its stream and its attachment.
    ///
    /// # Errors
    /// [`EventError`].
    pub fn read(record: &Record) -> Result<Self, EventError> {
        if record.kind.as_str() != ADOPT_PROFILE {
            return Err(EventError::Kind(record.kind.clone()));
        }
        let fail = |what: String| EventError::Form { kind: record.kind.clone(), what };
        let adopt: Self = object::read(record.body.get().as_bytes()).map_err(|error| fail(error.to_string()))?;
        if record.stream != StreamId::Profile(adopt.profile.clone()) {
            return Err(fail(format!("it adopts `{}` in the stream `{}`", adopt.profile, record.stream)));
        }
        if has_text(record, PROFILE_ROLE, &adopt.blake3) { Ok(adopt) } else { Err(fail(NO_TEXT.into())) }
    }
}

/// Whether a text of this digest is attached in a role, once and openly.
pub(super) fn has_text(record: &Record, role: &str, digest: &EvidenceDigest) -> bool {
    let of_role = record.attachments.iter().filter(|one| one.role == role);
    let texts: Vec<_> = of_role.map(|one| one.content).collect();
    matches!(texts[..], [Content::Open { blake3, .. }] if blake3 == *digest)
}

/// What is said where it is not.
pub(super) const NO_TEXT: &str = "its text is not attached once, openly, with the digest it names";

fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::crypto::{SecretKey, Signer as _};
    use crate::format::{Attachment, Nonce, Signatory, Statement};
    use crate::model::{ClaimedTime, KindName, Occurred, OfficeId, Origin, Sha256Digest};

    pub(in crate::registry) const TEXT: EvidenceDigest = EvidenceDigest([7; 32]);

    pub(in crate::registry) fn attached(role: &str, content: Content) -> Attachment {
        Attachment { name: "a.toml".into(), role: role.into(), media_type: "application/toml".into(), size: 1, content }
    }

    pub(in crate::registry) fn open(blake3: EvidenceDigest) -> Content {
        Content::Open { blake3, sha256: Sha256Digest([8; 32]) }
    }

    pub(in crate::registry) fn record(kind: &str, stream: &str, body: &str, attachments: Vec<Attachment>) -> Record {
        let key = SecretKey::from_seed(&[1; 32]).public();
        Record::new(Statement {
            origin: Origin::new("test.example/x").unwrap(),
            stream: stream.parse().unwrap(),
            kind: KindName::new(kind).unwrap(),
            nonce: Nonce([0; 16]),
            signed_at: ClaimedTime::new("2026-03-20T01:00:00Z".parse().unwrap()),
            occurred: Occurred::at("2026-03-20".parse().unwrap()),
            offices: vec![Signatory { office: OfficeId::root(), key }],
            basis: vec![],
            body: serde_json::from_str(body).unwrap(),
            attachments,
            late: None,
            despite: vec![],
        })
        .unwrap()
    }

    #[test]
    fn an_adoption_names_its_stream_and_has_its_text_once_and_openly() {
        let body = format!("{{\"profile\":\"here\",\"blake3\":\"{TEXT}\",\"document\":\"文1\"}}");
        let text = || attached(PROFILE_ROLE, open(TEXT));
        let read = |stream: &str, attachments| AdoptProfile::read(&record(ADOPT_PROFILE, stream, &body, attachments));
        let good = read("profile/here", vec![text(), attached("minutes", open(TEXT))]).unwrap();
        assert_eq!((good.profile.as_str(), good.blake3, good.from), ("here", TEXT, None));
        for (stream, attachments) in [
            ("profile/there", vec![text()]),
            ("registry", vec![text()]),
            ("profile/here", vec![]),
            ("profile/here", vec![text(), text()]),
            ("profile/here", vec![attached("minutes", open(TEXT))]),
            ("profile/here", vec![attached(PROFILE_ROLE, open(EvidenceDigest([9; 32])))]),
            ("profile/here", vec![attached(PROFILE_ROLE, Content::Sealed(Sha256Digest([8; 32])))]),
        ] {
            assert!(matches!(read(stream, attachments), Err(EventError::Form { .. })), "{stream}");
        }
        let other = record("appoint", "profile/here", &body, vec![text()]);
        assert!(matches!(AdoptProfile::read(&other), Err(EventError::Kind(_))));
        for wrong in [body.replace("document", "paper"), body.replace("}", ",\"from\":\"2026-02-30\"}")] {
            let record = record(ADOPT_PROFILE, "profile/here", &wrong, vec![text()]);
            assert!(AdoptProfile::read(&record).is_err(), "{wrong}");
        }
    }
}
