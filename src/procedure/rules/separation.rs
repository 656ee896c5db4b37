//! One person does not do two things that check each other (A34): whoever signed the draft does not sign the opinion on
//! it, whoever opened a matter does not audit it.
//!
//! A person is known by the registry; where it does not say whose a key is, the key stands for the person.

use serde::Deserialize;
use serde::de::Error;

use super::super::history::{Signer, Step};
use super::super::judge::{Case, Out};
use super::super::refs::KindRef;
use super::super::said::{Arg, Saying};
use super::Look;
use crate::model::office::ARCHIVIST;

/// Nobody may have signed records of both kinds.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, try_from = "Wire")]
pub struct Separation {
    /// What somebody signs.
    pub one: KindRef,
    /// What the same person then must not sign.
    pub other: KindRef,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    one: KindRef,
    other: KindRef,
}

impl TryFrom<Wire> for Separation {
    type Error = toml::de::Error;
    fn try_from(Wire { one, other }: Wire) -> Result<Self, Self::Error> {
        if one == other {
            return Err(Self::Error::custom(format_args!("`{}` cannot be kept apart from itself", one.name())));
        }
        Ok(Self { one, other })
    }
}

static APART: Saying = Saying::new("separation-apart", &["one", "other"]);
static BOTH: Saying = Saying::new("separation-both", &["signer", "records"]);

impl Look for Separation {
    const SAYINGS: &'static [&'static Saying] = &[&APART, &BOTH];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        let first = signatures(case, self.one);
        let second = signatures(case, self.other);
        let mut told: Vec<&Signer> = Vec::new();
        for (_, signer) in &second {
            if told.iter().any(|known| is_same(known, signer)) || !first.iter().any(|(_, one)| is_same(one, signer)) {
                continue;
            }
            told.push(signer);
            let both = second.iter().chain(&first).filter(|(_, one)| is_same(one, signer));
            let mut records: Vec<u64> = both.map(|(step, _)| step.number).collect();
            records.dedup();
            let expected = APART.with([Arg::Kind(self.one.name()), Arg::Kind(self.other.name())]);
            let found = BOTH.with([Arg::Words(name(signer)), Arg::Records(records.clone())]);
            out.broken(records, expected, found);
        }
    }
}

/// Who signed the records of a kind. What an archivist enters late for others is entered, not done.
fn signatures<'a>(case: &'a Case<'_>, kind: KindRef) -> Vec<(&'a Step, &'a Signer)> {
    let signers = |step: &'a Step| step.signers.iter().map(move |signer| (step, signer));
    let entered = |(step, signer): &(&Step, &Signer)| step.late.is_some() && signer.office.as_str() == ARCHIVIST;
    case.history.of(kind.name()).flat_map(signers).filter(|one| !entered(one)).collect()
}

/// Whether two signatures are one person's.
pub(super) fn is_same(one: &Signer, other: &Signer) -> bool {
    match (&one.person, &other.person) {
        (Some(one), Some(other)) => one == other,
        _ => one.key == other.key,
    }
}

/// A signer for people: the person, or the beginning of the key's id.
pub(super) fn name(signer: &Signer) -> String {
    match &signer.person {
        Some(person) => person.to_string(),
        None => signer.key.id().to_string().chars().take(KEY_CHARS_SHOWN).collect(),
    }
}

/// So much of a key's id as people compare by eye.
const KEY_CHARS_SHOWN: usize = 16;

#[cfg(test)]
mod tests {
    use super::super::super::sample::{Story, found, try_profile};

    const RULE: &str = "kind = \"separation\"\none = \"draft-version\"\nother = \"legality-opinion\"";

    fn story(drafter: &str, reviewer: &str) -> Story {
        Story::opened("{}")
            .add("draft-version", "2026-01-10", "{}")
            .signed(&[("handling-unit", drafter)])
            .add("draft-version", "2026-01-20", "{}")
            .signed(&[("handling-unit", drafter)])
            .add("legality-opinion", "2026-02-01", "{}")
            .signed(&[("legality-reviewer", reviewer), ("legality-reviewer", "周")])
    }

    #[test]
    fn who_signed_the_draft_and_the_opinion_is_found_once() {
        assert_eq!(found(RULE, &story("李", "李")), [("broken", vec![3, 1, 2])]);
        assert_eq!(found(RULE, &story("李", "王")), []);
    }

    #[test]
    fn a_key_nobody_knows_the_holder_of_stands_for_its_holder() {
        // A blank begins no person's name, so these signers have keys only.
        assert_eq!(found(RULE, &story(" a", " a")), [("broken", vec![3, 1, 2])]);
        assert_eq!(found(RULE, &story(" a", " b")), []);
    }

    #[test]
    fn what_the_archivist_entered_late_was_done_by_others() {
        let both = |late: bool| {
            let by = &[("archivist", "档")];
            let story = Story::opened("{}").add("draft-version", "2026-01-10", "{}").signed(by);
            let story = if late { story.late(&[]) } else { story };
            let story = story.add("legality-opinion", "2026-02-01", "{}").signed(by);
            if late { story.late(&[]) } else { story }
        };
        assert_eq!(found(RULE, &both(true)), []);
        assert_eq!(found(RULE, &both(false)), [("broken", vec![2, 1])]);
    }

    #[test]
    fn a_kind_against_itself_is_refused() {
        assert!(try_profile(&RULE.replace("legality-opinion", "draft-version")).is_err());
    }
}
