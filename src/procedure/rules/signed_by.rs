//! Who must sign what, and how many of them: two inspectors an extraction (Supervision Law, art. 44), the regulator and the
//! drafter the fair-competition review (Order 783, art. 14), the chair and the clerk a hearing's record.

use serde::Deserialize;
use serde::de::Error;

use super::super::history::{Signer, Step};
use super::super::judge::{Case, Out};
use super::super::refs::{KindRef, OfficeRef};
use super::super::said::{Arg, Saying};
use super::Look;
use super::separation::is_same;
use crate::model::office::ARCHIVIST;

/// Each record of a kind is signed by so many people in one of some offices.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, try_from = "Wire")]
pub struct SignedBy {
    /// Which records.
    pub record: KindRef,
    /// In which offices; any of them counts. That two offices sign takes two rules.
    pub offices: Vec<OfficeRef>,
    /// How many people at least. A person who signs twice is one.
    pub least: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    record: KindRef,
    offices: Vec<OfficeRef>,
    #[serde(default = "one")]
    least: u32,
}

const fn one() -> u32 {
    1
}

impl TryFrom<Wire> for SignedBy {
    type Error = toml::de::Error;
    fn try_from(Wire { record, offices, least }: Wire) -> Result<Self, Self::Error> {
        if offices.is_empty() || least == 0 {
            return Err(Self::Error::custom("names nobody who must sign"));
        }
        // An office may be one the catalogue does not know, but not one that nobody can sign this kind in.
        match offices.iter().find(|office| !record.0.may_sign(&office.0, true)) {
            Some(office) => {
                Err(Self::Error::custom(format_args!("a `{}` is never signed as `{}`", record.name(), office.0)))
            }
            None => Ok(Self { record, offices, least }),
        }
    }
}

static LEAST: Saying = Saying::new("signed-by-least", &["kind", "least", "offices"]);
static SIGNED: Saying = Saying::new("signed-by", &["record", "count"]);

impl Look for SignedBy {
    const SAYINGS: &'static [&'static Saying] = &[&LEAST, &SIGNED];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        for step in case.history.of(self.record.name()).filter(|step| !is_entered_by_archivist(step)) {
            let mut people: Vec<&Signer> = Vec::new();
            for signer in step.signers.iter().filter(|signer| self.offices.iter().any(|one| one.0 == signer.office)) {
                if !people.iter().any(|known| is_same(known, signer)) {
                    people.push(signer);
                }
            }
            if people.len() < usize::try_from(self.least).unwrap_or(usize::MAX) {
                let offices = Arg::Offices(self.offices.iter().map(|office| office.0.clone()).collect());
                let expected = LEAST.with([Arg::Kind(self.record.name()), Arg::Int(self.least.into()), offices]);
                let found = SIGNED.with([Arg::Record(step.number), Arg::count(people.len())]);
                out.broken([step.number], expected, found);
            }
        }
    }
}

/// What is entered late is signed by the archivist, who vouches for the entry and not for the fact.
fn is_entered_by_archivist(step: &Step) -> bool {
    step.late.is_some() && step.signers.iter().any(|signer| signer.office.as_str() == ARCHIVIST)
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::{Story, found, try_profile};

    const RULE: &str = "kind = \"signed-by\"\nrecord = \"extraction\"\noffices = [\"inspector\"]\nleast = 2";

    fn signed(by: &[(&str, &str)]) -> Story {
        Story::opened("{}").add("extraction", "2026-06-01", "{}").signed(by)
    }

    #[test]
    fn too_few_signatures_are_found() {
        assert_eq!(found(RULE, &signed(&[("inspector", "甲")])), [("broken", vec![1])]);
        assert_eq!(found(RULE, &signed(&[("inspector", "甲"), ("inspector", "乙")])), []);
    }

    #[test]
    fn one_person_is_one_and_another_office_none() {
        assert_eq!(found(RULE, &signed(&[("inspector", "甲"), ("inspector", "甲")])), [("broken", vec![1])]);
        assert_eq!(found(RULE, &signed(&[("inspector", "甲"), ("archivist", "乙")])), [("broken", vec![1])]);
    }

    #[test]
    fn one_of_several_offices_will_do() {
        let rule = "kind = \"signed-by\"\nrecord = \"hearing-record\"\noffices = [\"hearing-chair\", \"hearing-clerk\"]";
        let story = |office: &str| Story::opened("{}").add("hearing-record", "2026-02-01", "{}").signed(&[(office, "甲")]);
        assert_eq!(found(rule, &story("hearing-clerk")), []);
        assert_eq!(found(rule, &story("handling-unit")), [("broken", vec![1])]);
    }

    #[test]
    fn what_the_archivist_enters_late_is_let_be() {
        let by_archivist = signed(&[("archivist", "档")]);
        assert_eq!(found(RULE, &by_archivist.clone().late(&[])), []);
        assert_eq!(found(RULE, &by_archivist), [("broken", vec![1])]);
        assert_eq!(found(RULE, &signed(&[("inspector", "甲")]).late(&[])), [("broken", vec![1])], "late by an inspector");
    }

    #[test]
    fn an_office_that_never_signs_the_kind_is_refused() {
        for (from, to) in [("\"inspector\"", "\"member\""), ("[\"inspector\"]", "[]"), ("least = 2", "least = 0")] {
            assert!(try_profile(&RULE.replace(from, to)).is_err(), "{to}");
        }
    }
}
