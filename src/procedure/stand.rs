//! How somebody stood at a meeting, and whose word it is that says so. A member's own signature, the minutes and what an
//! archivist enters late are three different things: only the first is proof of a dissent (Order 713, art. 38).

use serde::Serialize;

use crate::model::kind::KindSpec;
use crate::model::{PersonId, RecordDigest, Value};

/// Whose word a record is that tells of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Voice {
    /// The person's own: they signed it.
    Signed,
    /// The recorder's: the minutes say so.
    Minuted,
    /// Somebody else's, who entered it for them: late, by an archivist, or signed with a key nobody knows.
    Entered,
}

impl Voice {
    /// Whose word a record of this kind is, where it tells of one person. `signers` are those the registry knows.
    pub fn of<'a>(spec: &KindSpec, body: &Value, mut signers: impl Iterator<Item = &'a PersonId>) -> Option<Self> {
        if spec.name == MINUTED {
            return Some(Self::Minuted);
        }
        let person = body.text(spec.own_word()?);
        let own = signers.any(|signer| Some(signer.as_str()) == person);
        Some(if own { Self::Signed } else { Self::Entered })
    }

    /// Whose word a record is that tells what `person` themselves said: how they stood, what they objected to, found or
    /// declared. `None` for a record that tells no such thing, or tells it of somebody else.
    pub fn on_what_was_said_by<'a>(
        person: &PersonId,
        spec: &KindSpec,
        body: &Value,
        mut signers: impl Iterator<Item = &'a PersonId>,
    ) -> Option<Self> {
        // An expert's opinion may be handed in by the unit that asked for it; it is then the unit's word.
        let field = match spec.name {
            MINUTED => "person",
            "expert-opinion" => "expert",
            _ => spec.own_word()?,
        };
        if body.text(field) != Some(person.as_str()) {
            return None;
        }
        Some(match spec.name {
            MINUTED => Self::Minuted,
            _ if signers.any(|signer| signer == person) => Self::Signed,
            _ => Self::Entered,
        })
    }
}

/// How somebody stood at a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stand<'a> {
    /// Who; nobody can tell any more in some late entries.
    pub person: Option<&'a str>,
    /// How.
    pub position: Option<&'a str>,
    /// Whose word it is.
    pub voice: Voice,
    /// At which meeting.
    pub meeting: Option<RecordDigest>,
    /// Whether reasons were asked for and refused.
    pub declined: bool,
}

impl<'a> Stand<'a> {
    /// What a record says of a position; `None` for a record of another kind.
    pub fn of<'b>(spec: &KindSpec, body: &'a Value, signers: impl Iterator<Item = &'b PersonId>) -> Option<Self> {
        if !KINDS.contains(&spec.name) {
            return None;
        }
        Some(Self {
            person: body.text("person"),
            position: body.text("position"),
            voice: Voice::of(spec, body, signers)?,
            meeting: body.text("meeting").and_then(|digest| digest.parse().ok()),
            declined: body.get("declined") == Some(&Value::Bool(true)),
        })
    }

    /// Whether it is anything but agreement.
    pub fn dissents(&self) -> bool {
        self.position.is_some_and(|position| position != AGREES)
    }
}

/// The kinds that say how a member stood.
const KINDS: &[&str] = &["position", MINUTED];

/// The kind that says what the minutes say of a member.
const MINUTED: &str = "minuted-position";

/// The one position that is no dissent.
const AGREES: &str = "agree";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::kind::named;

    fn body(json: &str) -> Value {
        serde_json::from_str(json).unwrap()
    }

    fn person(name: &str) -> PersonId {
        PersonId::new(name).unwrap()
    }

    #[test]
    fn a_position_is_the_members_own_only_where_the_member_signed() {
        let body = body(r#"{"person":"甲","position":"disagree","declined":true}"#);
        let (own, other) = (person("甲"), person("乙"));
        let voice = |kind: &str, signers: &[&PersonId]| {
            let stand = Stand::of(named(kind).unwrap(), &body, signers.iter().copied()).unwrap();
            assert!(stand.dissents() && stand.declined);
            stand.voice
        };
        assert_eq!(voice("position", &[&own]), Voice::Signed);
        assert_eq!(voice("position", &[&other]), Voice::Entered);
        assert_eq!(voice("position", &[]), Voice::Entered);
        // Whoever signs the minutes, also the member who took them down: it is what the minutes say.
        assert_eq!(voice("minuted-position", &[&own]), Voice::Minuted);
    }

    #[test]
    fn what_somebody_said_is_found_whoever_tells_it() {
        let body = body(r#"{"person":"甲","expert":"甲","counsel":"乙","reviewer":"甲"}"#);
        let (own, other) = (person("甲"), person("乙"));
        let of = |kind: &str, said_by: &PersonId, signer: &PersonId| {
            Voice::on_what_was_said_by(said_by, named(kind).unwrap(), &body, std::iter::once(signer))
        };
        for kind in ["position", "objection", "expert-declaration", "expert-opinion"] {
            assert_eq!(of(kind, &own, &own), Some(Voice::Signed), "{kind}");
            assert_eq!(of(kind, &own, &other), Some(Voice::Entered), "{kind}");
            assert_eq!(of(kind, &other, &other), None, "{kind}");
        }
        assert_eq!(of("minuted-position", &own, &own), Some(Voice::Minuted));
        assert_eq!(of("minuted-position", &other, &other), None);
        assert_eq!(
            (of("counsel-opinion", &own, &own), of("counsel-opinion", &other, &other)),
            (None, Some(Voice::Signed))
        );
        assert_eq!(of("legality-opinion", &own, &own), None);
    }

    #[test]
    fn only_agreement_is_no_dissent_and_what_nobody_can_tell_is_neither() {
        let stands = |json: &str| {
            let body = body(json);
            Stand::of(named("position").unwrap(), &body, std::iter::empty()).unwrap().dissents()
        };
        assert!(!stands(r#"{"person":"甲","position":"agree"}"#));
        assert!(stands(r#"{"person":"甲","position":"agree-after-changes"}"#));
        assert!(stands(r#"{"person":"甲","position":"abstain"}"#));
        assert!(!stands(r#"{"person":"甲"}"#));
    }

    #[test]
    fn other_kinds_have_a_voice_or_none_and_never_a_stand() {
        let body = body(r#"{"person":"甲","expert":"甲"}"#);
        let own = person("甲");
        let of = |kind: &str| Voice::of(named(kind).unwrap(), &body, std::iter::once(&own));
        assert_eq!((of("objection"), of("expert-declaration")), (Some(Voice::Signed), Some(Voice::Signed)));
        assert_eq!((of("counsel-opinion"), of("speech")), (Some(Voice::Entered), None));
        assert!(Stand::of(named("objection").unwrap(), &body, std::iter::once(&own)).is_none());
    }
}
