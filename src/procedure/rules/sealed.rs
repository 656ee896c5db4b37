//! Papers with people's names on them are sealed (A36): lists of participants, registration forms, the comments themselves.
//! The record cites them all the same, and whoever is shown one can tell that it is the one.

use serde::Deserialize;
use serde::de::Error;

use super::super::judge::{Case, Out};
use super::super::said::{Arg, Saying};
use super::Look;
use crate::model::kind;

/// Documents attached in these roles must be sealed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, try_from = "Wire")]
pub struct Sealed {
    /// The roles: `registration-form`, or of one kind only: `hearing-participants.list`.
    pub roles: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    roles: Vec<String>,
}

impl TryFrom<Wire> for Sealed {
    type Error = toml::de::Error;
    fn try_from(Wire { roles }: Wire) -> Result<Self, Self::Error> {
        let known = |wanted: &str| {
            kind::all().iter().any(|spec| spec.documents.iter().any(|document| is_meant(wanted, spec.name, document.role)))
        };
        match roles.iter().find(|role| !known(role)) {
            Some(role) => Err(Self::Error::custom(format_args!("no kind of record has a document `{role}`"))),
            None => Ok(Self { roles }),
        }
    }
}

static SEALED: Saying = Saying::new("sealed", &["record", "role"]);
static OPEN: Saying = Saying::new("sealed-not", &["name"]);

impl Look for Sealed {
    const SAYINGS: &'static [&'static Saying] = &[&SEALED, &OPEN];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        for step in case.history.steps() {
            let meant = |role: &str| self.roles.iter().any(|wanted| is_meant(wanted, step.kind.name, role));
            for document in step.documents.iter().filter(|document| !document.is_sealed() && meant(&document.role)) {
                let expected = SEALED.with([Arg::Record(step.number), Arg::Document(document.role.clone())]);
                out.badly_recorded([step.number], expected, OPEN.with([Arg::Words(document.name.clone())]));
            }
        }
    }
}

/// Whether `wanted`, a role or `KIND.ROLE`, means this one.
fn is_meant(wanted: &str, kind: &str, role: &str) -> bool {
    match wanted.split_once('.') {
        Some((of, wanted)) => of == kind && wanted == role,
        None => wanted == role,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::{Story, found, try_profile};

    const RULE: &str = "kind = \"sealed\"\nroles = [\"registration-form\", \"hearing-participants.list\"]";

    fn with(kind: &str, role: &str, sealed: bool) -> Story {
        Story::opened("{}").add(kind, "2026-02-01", "{}").with_document(role, sealed)
    }

    #[test]
    fn a_list_of_people_that_is_not_sealed_is_found() {
        assert_eq!(found(RULE, &with("hearing-participants", "list", false)), [("broken", vec![1])]);
        assert_eq!(found(RULE, &with("hearing-participants", "list", true)), []);
        assert_eq!(found(RULE, &with("hearing-notice", "registration-form", false)), [("broken", vec![1])]);
    }

    #[test]
    fn a_role_of_one_kind_is_not_that_of_another() {
        assert_eq!(found(RULE, &with("archive-handover", "list", false)), []);
        assert_eq!(found(RULE, &with("hearing-participants", "page-capture", false)), []);
    }

    #[test]
    fn a_document_no_kind_has_is_refused() {
        for wrong in ["phone-book", "archive-handover.registration-form"] {
            assert!(try_profile(&RULE.replace("hearing-participants.list", wrong)).is_err(), "{wrong}");
        }
        assert!(try_profile(RULE).is_ok());
    }
}
