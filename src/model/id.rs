//! Names that refuse to be plain strings: each is checked once, at the edge, and believed ever after.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A name that breaks the rule of its kind; says which rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is not {what}: {rule}")]
pub struct BadName {
    /// What was to be named.
    pub what: &'static str,
    /// What stood there, shortened.
    pub found: String,
    /// The rule it breaks.
    pub rule: &'static str,
}

macro_rules! id_type {
    ($(#[$doc:meta])* $name:ident, $what:literal, $rule:literal, $check:expr) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(std::sync::Arc<str>);

        impl $name {
            /// Checks `text` against the rule of this kind of name.
            ///
            /// # Errors
            /// [`BadName`] says the rule.
            pub fn new(text: &str) -> Result<Self, BadName> {
                if Self::holds(text) {
                    Ok(Self(text.into()))
                } else {
                    Err(BadName { what: $what, found: text.chars().take(80).collect(), rule: $rule })
                }
            }

            /// Whether `text` keeps the rule of this kind of name.
            pub fn holds(text: &str) -> bool {
                let check: fn(&str) -> bool = $check;
                check(text)
            }

            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({:?})"), &*self.0)
            }
        }

        impl FromStr for $name {
            type Err = BadName;
            fn from_str(text: &str) -> Result<Self, BadName> {
                Self::new(text)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
                Self::new(&text).map_err(serde::de::Error::custom)
            }
        }
    };
}

fn slug(text: &str, upper: bool, inner: &[u8]) -> bool {
    let plain = |b: u8| b.is_ascii_digit() || b.is_ascii_lowercase() || (upper && b.is_ascii_uppercase());
    matches!(text.as_bytes(), [first, rest @ ..]
        if rest.len() < 64 && plain(*first) && rest.iter().all(|&b| plain(b) || inner.contains(&b)))
}

id_type!(
    /// The ledger's name, as in its checkpoints (C2SP signed-note key name, tlog-checkpoint origin).
    Origin,
    "an origin",
    "1 to 255 bytes of printable ASCII without space and `+`",
    |text| (1..=255).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic() && b != b'+')
);
id_type!(
    /// A decision (决策事项) in this ledger.
    DecisionId,
    "a decision id",
    "a letter or digit, then at most 63 of letters, digits, `.`, `_`, `-` (ASCII)",
    |text| slug(text, true, b"._-")
);
id_type!(
    /// A procedure profile.
    ProfileId,
    "a profile id",
    "a letter or digit, then at most 63 of letters, digits, `.`, `_`, `-` (ASCII)",
    |text| slug(text, true, b"._-")
);
id_type!(
    /// A calendar: whose holidays its tables are.
    CalendarId,
    "a calendar id",
    "a letter or digit, then at most 63 of letters, digits, `.`, `_`, `-` (ASCII)",
    |text| slug(text, true, b"._-")
);
id_type!(
    /// An office (职务、岗位): what a signature is given as.
    OfficeId,
    "an office",
    "a small letter or digit, then at most 63 of small letters, digits and `-` (ASCII)",
    |text| slug(text, false, b"-")
);
id_type!(
    /// A kind of record.
    KindName,
    "a kind of record",
    "a small letter or digit, then at most 63 of small letters, digits and `-` (ASCII)",
    |text| slug(text, false, b"-")
);
id_type!(
    /// A person or an organ's seal, by the name this ledger knows them by. Two people of one name need two ids.
    PersonId,
    "a person",
    "1 to 64 letters or digits of any script, with `-`, `.`, `·` and `_` between them",
    |text| {
        let mut chars = text.chars();
        chars.next().is_some_and(char::is_alphanumeric)
            && text.chars().count() <= 64
            && chars.all(|c| c.is_alphanumeric() || "-._·".contains(c))
    }
);

impl OfficeId {
    /// The office of those who founded the ledger and decide who may sign in it.
    pub fn root() -> Self {
        Self("root".into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_hold_their_rules() {
        for good in ["2026-003", "a", "A.b_c-9", &"x".repeat(64)] {
            assert!(DecisionId::new(good).is_ok(), "{good}");
        }
        for bad in ["", "-a", ".a", "a/b", "a b", "决策", &"x".repeat(65), "a\n"] {
            assert!(DecisionId::new(bad).is_err(), "{bad}");
        }
        assert!(Origin::new("yunxi.example/decisions").is_ok());
        for bad in ["", "a b", "a+b", "云溪", &"o".repeat(256)] {
            assert!(Origin::new(bad).is_err(), "{bad}");
        }
        assert!(OfficeId::new("legality-reviewer").is_ok());
        assert!(OfficeId::new("Legality").is_err());
        for good in ["李明", "li-wei", "阿依古丽·买买提"] {
            assert!(PersonId::new(good).is_ok(), "{good}");
        }
        for bad in ["", "李 明", "李\u{202e}明", "·x", "e\u{301}"] {
            assert!(PersonId::new(bad).is_err(), "{bad}");
        }
    }
}
