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
        let is_text = |one: &&crate::format::Attachment| one.role == PROFILE_ROLE;
        let texts: Vec<_> = record.attachments.iter().filter(is_text).map(|one| one.content).collect();
        match texts[..] {
            [Content::Open { blake3, .. }] if blake3 == adopt.blake3 => Ok(adopt),
            _ => Err(fail("its text is not attached once, openly, with the digest it names".into())),
        }
    }
}

fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}
