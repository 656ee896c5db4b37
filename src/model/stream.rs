//! A stream: the records of one decision, of one profile, of one calendar, or of the registry, in their order.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::id::{BadName, CalendarId, DecisionId, ProfileId};

/// What a record belongs to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StreamId {
    /// Who may sign.
    Registry,
    /// A procedure profile and its coming into force.
    Profile(ProfileId),
    /// Holiday tables and their coming into force.
    Calendar(CalendarId),
    /// One decision.
    Decision(DecisionId),
}

impl StreamId {
    /// The decision, where the stream is one.
    pub const fn decision(&self) -> Option<&DecisionId> {
        match self {
            Self::Decision(id) => Some(id),
            Self::Registry | Self::Profile(_) | Self::Calendar(_) => None,
        }
    }

    /// The last name that a decision's stream can have: whoever looks for other streams need not pass over every decision.
    pub fn last_decision() -> Option<Self> {
        DecisionId::new(&"z".repeat(64)).ok().map(Self::Decision)
    }
}

impl fmt::Display for StreamId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Registry => f.write_str("registry"),
            Self::Profile(id) => write!(f, "profile/{id}"),
            Self::Calendar(id) => write!(f, "calendar/{id}"),
            Self::Decision(id) => write!(f, "decision/{id}"),
        }
    }
}

impl FromStr for StreamId {
    type Err = BadName;
    fn from_str(text: &str) -> Result<Self, BadName> {
        match text.split_once('/') {
            None if text == "registry" => Ok(Self::Registry),
            Some(("profile", id)) => ProfileId::new(id).map(Self::Profile),
            Some(("calendar", id)) => CalendarId::new(id).map(Self::Calendar),
            Some(("decision", id)) => DecisionId::new(id).map(Self::Decision),
            _ => Err(BadName {
                what: "a stream",
                found: text.chars().take(80).collect(),
                rule: "`registry`, `profile/<id>`, `calendar/<id>` or `decision/<id>`",
            }),
        }
    }
}

impl Serialize for StreamId {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for StreamId {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_reads_as_it_is_written() {
        for text in ["registry", "profile/cn-order-713", "calendar/cn", "decision/2026-003"] {
            assert_eq!(text.parse::<StreamId>().map(|s| s.to_string()), Ok(text.to_owned()));
        }
        for bad in ["", "Registry", "decision/", "decision/a/b", "profile", "calendar/", "other/x"] {
            assert!(bad.parse::<StreamId>().is_err(), "{bad}");
        }
    }
}
