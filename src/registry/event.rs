//! What can happen in the registry: the bodies of the records in the stream `registry`.

use std::collections::BTreeSet;
use std::fmt;
use std::num::NonZeroUsize;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::rule::BrokenRule;
use crate::crypto::{PublicKey, Quorum};
use crate::format::object::{self, object, objects};
use crate::model::{DecisionId, KindName, Moment, OfficeId, PersonId};

/// A body that is none of the registry's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EventError {
    /// No kind of record in the registry.
    #[error("`{0}` is no kind of record in the registry")]
    Kind(KindName),
    /// Not the fields of this kind.
    #[error("not a `{kind}`: {what}")]
    Form {
        /// The kind.
        kind: KindName,
        /// What is wrong, in the words of the JSON reader.
        what: String,
    },
    /// The fields of this kind, but what they say cannot be.
    #[error("not a `{kind}`: {rule}")]
    Rule {
        /// The kind.
        kind: KindName,
        /// The rule it breaks.
        rule: BrokenRule,
    },
}

/// A root holder: one of those who decide together who may sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holder {
    /// Who.
    pub person: PersonId,
    /// With which key.
    pub key: PublicKey,
}

/// The root holders and how many of them must sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RootSet {
    /// How many must sign.
    pub threshold: NonZeroUsize,
    /// The holders; no person and no key twice.
    #[serde(deserialize_with = "objects")]
    pub holders: Vec<Holder>,
}

impl RootSet {
    /// The quorum over the holders' keys.
    ///
    /// # Errors
    /// [`BrokenRule`] for a person or key named twice and a threshold that cannot be.
    pub fn quorum(&self) -> Result<Quorum<PublicKey>, BrokenRule> {
        let persons: BTreeSet<_> = self.holders.iter().map(|holder| &holder.person).collect();
        let keys: BTreeSet<_> = self.holders.iter().map(|holder| holder.key).collect();
        if persons.len() != self.holders.len() || keys.len() != self.holders.len() {
            return Err(BrokenRule::NamedTwice);
        }
        Ok(Quorum::new(keys, self.threshold.get())?)
    }
}

/// Whether an appointment is a person's or an organ's seal's (公章).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HolderKind {
    /// A natural person.
    Person,
    /// The seal of an organ or unit.
    Seal,
}

/// For what an appointment holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// For every decision.
    All,
    /// For one decision.
    Decision(DecisionId),
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("all"),
            Self::Decision(id) => write!(f, "decision/{id}"),
        }
    }
}

impl Serialize for Scope {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Scope {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
        match text.split_once('/') {
            None if text == "all" => Ok(Self::All),
            Some(("decision", id)) => DecisionId::new(id).map(Self::Decision).map_err(serde::de::Error::custom),
            _ => Err(serde::de::Error::custom("a scope is `all` or `decision/<id>`")),
        }
    }
}

/// Entry 0: the ledger begins. Signed by all root holders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LedgerFound {
    /// The organ whose ledger it is (决策机关).
    pub organ: String,
    /// The key that signs checkpoints; it speaks for no office.
    pub ledger_key: PublicKey,
    /// The root holders.
    #[serde(deserialize_with = "object")]
    pub root: RootSet,
}

/// A person, or an organ's seal, holds an office with a key. Signed by the root threshold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Appoint {
    /// The office.
    pub office: OfficeId,
    /// Who holds it.
    pub person: PersonId,
    /// A person, or a seal.
    pub holder: HolderKind,
    /// The organ or unit it is an office of.
    pub organ: String,
    /// What the office is called there, e.g. 司法局局长.
    pub title: String,
    /// The key they sign with.
    pub key: PublicKey,
    /// For what.
    pub scope: Scope,
    /// From when they hold the office, as the document says. Authority in the ledger begins with the entry.
    pub from: Moment,
    /// The document it rests on (任命文件).
    pub document: String,
}

/// Why an appointment ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EndReason {
    /// The person left the office.
    Retired,
    /// Another key takes its place.
    Superseded,
    /// The key is lost, and nobody else has it as far as is known.
    Lost,
    /// Somebody else had the key, or may have had it.
    Compromised,
}

/// An appointment ends. Signed by the root threshold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndAppointment {
    /// The office.
    pub office: OfficeId,
    /// Who held it.
    pub person: PersonId,
    /// The key.
    pub key: PublicKey,
    /// Why.
    pub reason: EndReason,
    /// For a compromised key: since when it may have been in other hands. What it signed in that window is in doubt.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub since: Option<Moment>,
    /// The document it rests on.
    pub document: String,
}

/// Other root holders. Signed by the old threshold and the new one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RotateRoot {
    /// The new holders.
    #[serde(deserialize_with = "object")]
    pub root: RootSet,
    /// The document it rests on.
    pub document: String,
}

/// Another ledger key. Signed by the root threshold; the next checkpoint is signed by both keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RotateLedgerKey {
    /// The new key.
    pub ledger_key: PublicKey,
    /// The document it rests on.
    pub document: String,
}

/// What a record in the registry says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// `appoint`
    Appoint(Appoint),
    /// `end-appointment`
    EndAppointment(EndAppointment),
    /// `ledger-found`
    LedgerFound(LedgerFound),
    /// `rotate-ledger-key`
    RotateLedgerKey(RotateLedgerKey),
    /// `rotate-root`
    RotateRoot(RotateRoot),
}

/// The kinds of record in the registry.
pub const KINDS: [&str; 5] = ["ledger-found", "appoint", "end-appointment", "rotate-root", "rotate-ledger-key"];

impl Event {
    /// Reads the body of a record in the registry, strictly.
    ///
    /// # Errors
    /// [`EventError`].
    pub fn read(kind: &KindName, body: &str) -> Result<Self, EventError> {
        fn form<'a, T: Deserialize<'a>>(kind: &KindName, body: &'a str) -> Result<T, EventError> {
            object::read(body.as_bytes()).map_err(|e| EventError::Form { kind: kind.clone(), what: e.to_string() })
        }
        let event = match kind.as_str() {
            "ledger-found" => Self::LedgerFound(form(kind, body)?),
            "appoint" => Self::Appoint(form(kind, body)?),
            "end-appointment" => Self::EndAppointment(form(kind, body)?),
            "rotate-root" => Self::RotateRoot(form(kind, body)?),
            "rotate-ledger-key" => Self::RotateLedgerKey(form(kind, body)?),
            _ => return Err(EventError::Kind(kind.clone())),
        };
        event.check().map_err(|rule| EventError::Rule { kind: kind.clone(), rule })?;
        Ok(event)
    }

    /// The kind of record that says it.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Appoint(_) => "appoint",
            Self::EndAppointment(_) => "end-appointment",
            Self::LedgerFound(_) => "ledger-found",
            Self::RotateLedgerKey(_) => "rotate-ledger-key",
            Self::RotateRoot(_) => "rotate-root",
        }
    }

    /// The keys it brings in.
    fn keys(&self) -> Vec<&PublicKey> {
        match self {
            Self::Appoint(appoint) => vec![&appoint.key],
            Self::EndAppointment(_) => Vec::new(),
            Self::LedgerFound(found) => {
                found.root.holders.iter().map(|holder| &holder.key).chain([&found.ledger_key]).collect()
            }
            Self::RotateLedgerKey(rotate) => vec![&rotate.ledger_key],
            Self::RotateRoot(rotate) => rotate.root.holders.iter().map(|holder| &holder.key).collect(),
        }
    }

    fn check(&self) -> Result<(), BrokenRule> {
        // A key of small order would make one signature fit many records; a key that is no point could never sign.
        let bad = |key: &PublicKey| key.verifier().err().map(|why| BrokenRule::Key { key: key.id(), why });
        if let Some(bad) = self.keys().into_iter().find_map(bad) {
            return Err(bad);
        }
        match self {
            Self::LedgerFound(found) => {
                found.root.quorum()?;
                if found.root.holders.iter().any(|holder| holder.key == found.ledger_key) {
                    return Err(BrokenRule::LedgerKeyOfRoot);
                }
                Ok(())
            }
            Self::RotateRoot(rotate) => rotate.root.quorum().map(|_| ()),
            Self::Appoint(appoint) if appoint.office == OfficeId::root() => Err(BrokenRule::RootAppointed),
            Self::EndAppointment(end) if (end.reason == EndReason::Compromised) != end.since.is_some() => {
                Err(BrokenRule::Since)
            }
            Self::Appoint(_) | Self::EndAppointment(_) | Self::RotateLedgerKey(_) => Ok(()),
        }
    }
}

fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}
