//! Who may have sealed attachments destroyed: the offices that must have signed an `erasure`.
//!
//! Under every profile it is two persons at least, in two offices, one of them the archivist: nobody destroys alone. The
//! registry holds every record against that (two hands). A profile asks for more, never for less:
//!
//! ```toml
//! [erasure]
//! offices = [["archivist"], ["government-office", "organ-seal"], ["legality-reviewer"]]   # one of each, each another person
//! threshold = 3                                                                           # so many persons in all
//! ```
//!
//! Out of scope: whether signatures and authority hold (whoever asks has checked them); destroying.

use std::collections::BTreeSet;

use serde::Deserialize;
use toml::Spanned;

use super::history::{History, Signer, Step};
use super::profile::Profile;
use crate::model::kind::{self, hands};
use crate::model::office::ARCHIVIST;
use crate::model::{OfficeId, PersonId, RecordDigest, Sha256Digest, Value};

/// What a profile asks for beyond what always holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ErasureRule {
    /// One signatory of each of these groups of offices, each another person.
    pub offices: Vec<Vec<OfficeId>>,
    /// At least so many persons in all; 0 where the profile does not say.
    pub threshold: usize,
}

/// Why an `erasure` gives no authority to destroy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MayNotErase {
    /// It was entered late: what is destroyed first and decided afterwards was destroyed without authority.
    #[error("an erasure is decided before it is carried out; this one is entered late")]
    Late,
    /// One person, one office, or no archivist.
    #[error("an erasure is signed by two persons in two offices, one of them `{ARCHIVIST}`")]
    Hands,
    /// A group of offices that the profile names has not signed, or only by somebody who signed for another.
    #[error("the profile asks for a signature as {}, by another person than the rest", .0.join(" or "))]
    Office(Vec<String>),
    /// Fewer persons than the profile asks for.
    #[error("{counted} persons have signed, the profile asks for {needed}")]
    Persons {
        /// How many must.
        needed: usize,
        /// How many have.
        counted: usize,
    },
}

/// Whether a record of the kind `erasure` with these signatories gives authority to destroy what it names, under the
/// profile that its decision pinned, where it pinned one.
///
/// # Errors
/// [`MayNotErase`] names the first thing that it lacks.
pub fn may_erase(profile: Option<&Profile>, signers: &[Signer], late: bool) -> Result<(), MayNotErase> {
    if late {
        return Err(MayNotErase::Late);
    }
    // A person whom nobody knows vouches for nothing.
    let signed: Vec<(&OfficeId, &PersonId)> =
        signers.iter().filter_map(|one| Some((&one.office, one.person.as_ref()?))).collect();
    if !hands::two_with_an_archivist(&signed) {
        return Err(MayNotErase::Hands);
    }
    let Some(rule) = profile.and_then(|profile| profile.erasure.as_ref()) else { return Ok(()) };
    let persons: BTreeSet<&PersonId> = signed.iter().map(|(_, person)| *person).collect();
    if persons.len() < rule.threshold {
        return Err(MayNotErase::Persons { needed: rule.threshold, counted: persons.len() });
    }
    match unmatched(&rule.offices, &signed, &mut BTreeSet::new()) {
        None => Ok(()),
        Some(group) => Err(MayNotErase::Office(group.iter().map(ToString::to_string).collect())),
    }
}

/// The first group for which there is no person of its own left, in the assignment that gets furthest.
fn unmatched<'a, 'b>(
    groups: &'a [Vec<OfficeId>],
    signed: &[(&OfficeId, &'b PersonId)],
    taken: &mut BTreeSet<&'b PersonId>,
) -> Option<&'a [OfficeId]> {
    let (group, rest) = groups.split_first()?;
    let mut furthest: Option<&'a [OfficeId]> = None;
    for (office, person) in signed {
        if !group.contains(office) || taken.contains(person) {
            continue;
        }
        taken.insert(person);
        let lacking = unmatched(rest, signed, taken);
        taken.remove(person);
        match lacking {
            None => return None,
            Some(lacking) => furthest = Some(furthest.map_or(lacking, |known| later(rest, known, lacking))),
        }
    }
    Some(furthest.unwrap_or(group))
}

/// Of two groups the one that stands later.
fn later<'a>(groups: &'a [Vec<OfficeId>], one: &'a [OfficeId], other: &'a [OfficeId]) -> &'a [OfficeId] {
    let place = |group: &[OfficeId]| groups.iter().position(|known| known == group);
    if place(one) < place(other) { other } else { one }
}

/// What an `erasure` is to destroy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The record whose attachments they are.
    pub record: RecordDigest,
    /// Their commitments.
    pub sealed: Vec<Sha256Digest>,
}

impl Order {
    /// What the body of an `erasure` says; `None` where it is no such body.
    pub fn read(body: &Value) -> Option<Self> {
        let record = body.text("record")?.parse().ok()?;
        let Value::List(sealed) = body.get("sealed")? else { return None };
        let digest = |one: &Value| if let Value::Text(text) = one { text.parse().ok() } else { None };
        Some(Self { record, sealed: sealed.iter().map(digest).collect::<Option<_>>()? })
    }
}

/// An erasure of a decision: what it names, and whether it may.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// The number of the `erasure`.
    pub number: u64,
    /// What it is to destroy.
    pub order: Order,
    /// Whether it gives authority to.
    pub standing: Result<(), MayNotErase>,
}

/// The erasures of a decision, in their order. Signatures and authority are taken to hold.
pub fn erasures(history: &History, profile: Option<&Profile>) -> Vec<Erasure> {
    let of = |step: &Step| {
        let order = Order::read(&step.body)?;
        let standing = may_erase(profile, &step.signers, step.late.is_some());
        Some(Erasure { number: step.number, order, standing })
    };
    history.steps().iter().filter(|step| step.kind.name == KIND).filter_map(of).collect()
}

/// The number of the `erasure` by which a sealed attachment of the record with `number` is erased, where one may.
pub fn erased_by(erasures: &[Erasure], record: &RecordDigest, number: u64, sealed: &Sha256Digest) -> Option<u64> {
    let names = |one: &&Erasure| {
        one.standing.is_ok() && one.number > number && one.order.record == *record && one.order.sealed.contains(sealed)
    };
    erasures.iter().find(names).map(|one| one.number)
}

/// The table as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    #[serde(default)]
    offices: Vec<Spanned<Vec<Spanned<String>>>>,
    #[serde(default)]
    threshold: Option<Spanned<i64>>,
}

impl Written {
    /// Reads the table that stands at `at`; `add` hears what is wrong with it, and where.
    pub(super) fn read(self, at: usize, mut add: impl FnMut(usize, String)) -> ErasureRule {
        if self.offices.is_empty() && self.threshold.is_none() {
            add(at, "missing field `offices` or `threshold`: what `[erasure]` asks for".into());
        }
        let signers = kind::named(KIND).map_or(&[][..], |spec| spec.signers);
        if self.offices.len() > PERSONS_MAX {
            add(at, format!("`offices` has at most {PERSONS_MAX} groups"));
        }
        let mut offices = Vec::new();
        for group in self.offices.into_iter().take(PERSONS_MAX) {
            let group_at = group.span().start;
            let group = group.into_inner();
            if group.is_empty() {
                add(group_at, "missing office: a group of `offices` without one".into());
            }
            let mut named = Vec::new();
            for one in group {
                if !signers.contains(&one.get_ref().as_str()) {
                    let known = signers.join(", ");
                    add(
                        one.span().start,
                        format!("there is no office `{}` that signs an erasure; there are {known}", one.get_ref()),
                    );
                }
                named.extend(OfficeId::new(one.get_ref()));
            }
            offices.push(named);
        }
        let threshold = self.threshold.map_or(0, |threshold| {
            let number = usize::try_from(*threshold.get_ref()).unwrap_or_default();
            if !(PERSONS_MIN..=PERSONS_MAX).contains(&number) {
                let words = format!("`threshold` is from {PERSONS_MIN} to {PERSONS_MAX} persons");
                add(threshold.span().start, words);
            }
            number
        });
        ErasureRule { offices, threshold }
    }
}

/// The kind of record that orders an erasure.
pub const KIND: &str = "erasure";

/// Fewer would be less than what always holds.
const PERSONS_MIN: usize = 2;

/// More than this never gather for one signature, and trying who signs for which group stays short.
const PERSONS_MAX: usize = 8;

#[cfg(test)]
mod tests {
    use super::super::sample::{Story, TOP, signer};
    use super::*;

    fn profile(table: &str) -> Result<Profile, Vec<(usize, String)>> {
        let read = Profile::read(&format!("{TOP}{table}"));
        read.map_err(|errors| errors.into_iter().map(|one| (one.line, one.what)).collect())
    }

    fn signed(by: &[(&str, &str)]) -> Vec<Signer> {
        by.iter().map(|(office, person)| signer(office, person)).collect()
    }

    #[test]
    fn nobody_destroys_alone_whatever_the_profile() {
        let (archivist, office) = (("archivist", "甲"), ("government-office", "乙"));
        assert_eq!(may_erase(None, &signed(&[archivist, office]), false), Ok(()));
        let too_few: [&[(&str, &str)]; 5] = [
            &[archivist],
            &[office, ("organ-seal", "丙")],
            &[archivist, ("government-office", "甲")],
            &[archivist, ("archivist", "乙")],
            &[],
        ];
        for by in too_few {
            assert_eq!(may_erase(None, &signed(by), false), Err(MayNotErase::Hands), "{by:?}");
        }
        let mut unknown = signed(&[archivist, office]);
        unknown[1].person = None;
        assert_eq!(may_erase(None, &unknown, false), Err(MayNotErase::Hands));
        assert_eq!(may_erase(None, &signed(&[archivist, office]), true), Err(MayNotErase::Late));
        let silent = profile("").unwrap();
        assert_eq!(may_erase(Some(&silent), &signed(&[archivist, office]), false), Ok(()));
        assert_eq!(may_erase(Some(&silent), &signed(&[archivist]), false), Err(MayNotErase::Hands));
    }

    #[test]
    fn a_profile_asks_for_more() {
        let (archivist, office, reviewer) =
            (("archivist", "甲"), ("government-office", "乙"), ("legality-reviewer", "丙"));
        let three = profile("[erasure]\nthreshold = 3").unwrap();
        let may = |profile: &Profile, by: &[(&str, &str)]| may_erase(Some(profile), &signed(by), false);
        assert_eq!(may(&three, &[archivist, office]), Err(MayNotErase::Persons { needed: 3, counted: 2 }));
        assert_eq!(
            may(&three, &[archivist, office, ("organ-seal", "乙")]),
            Err(MayNotErase::Persons { needed: 3, counted: 2 })
        );
        assert_eq!(may(&three, &[archivist, office, reviewer]), Ok(()));
        let groups = profile(
            "[erasure]\noffices = [[\"archivist\", \"government-office\"], [\"archivist\"], [\"legality-reviewer\"]]",
        )
        .unwrap();
        assert_eq!(may(&groups, &[archivist, office]), Err(MayNotErase::Office(vec!["legality-reviewer".into()])));
        // The archivist could stand for the first group; another assignment fits.
        assert_eq!(may(&groups, &[archivist, office, reviewer]), Ok(()));
        assert_eq!(
            may(&groups, &[archivist, ("government-office", "丙"), reviewer]),
            Err(MayNotErase::Office(vec!["legality-reviewer".into()])),
            "one person for two groups"
        );
    }

    #[test]
    fn what_does_not_add_up_is_refused_with_its_line() {
        for (table, line, what) in [
            ("[erasure]", 8, "missing field `offices` or `threshold`"),
            ("[erasure]\nthreshold = 1", 9, "`threshold` is from 2 to 8"),
            ("[erasure]\nthreshold = -1", 9, "`threshold` is from 2 to 8"),
            ("[erasure]\noffices = [[]]", 9, "missing office"),
            ("[erasure]\noffices = [[\"archivist\"],\n[\"member\"]]", 10, "there is no office `member`"),
            ("[erasure]\npersons = 3", 9, "unknown field `persons`"),
            ("[erasure]\noffices = \"archivist\"", 9, ""),
        ] {
            let errors = profile(table).unwrap_err();
            assert!(errors[0].0 == line && errors[0].1.contains(what), "{table}: {errors:?}");
        }
    }

    #[test]
    fn an_attachment_is_erased_by_the_first_that_may() {
        let sealed = Sha256Digest([0x0b; 32]);
        let body = |sealed: &Sha256Digest| {
            format!(
                r##"{{"record":"#1","sealed":["{sealed}"],"ground":"court-order","legal_basis":["判决"],"method":"覆写"}}"##
            )
        };
        let both: &[(&str, &str)] = &[("archivist", "甲"), ("government-office", "乙")];
        let story = Story::opened("{}")
            .add("hearing-record", "2026-02-01", "{}")
            .add("erasure", "2026-03-01", &body(&sealed))
            .signed(&both[..1])
            .add("erasure", "2026-03-02", &body(&sealed))
            .signed(both)
            .add("erasure", "2026-03-03", &body(&Sha256Digest([0x0c; 32])))
            .signed(both);
        let history = story.history();
        let found = erasures(&history, None);
        let standings: Vec<bool> = found.iter().map(|one| one.standing.is_ok()).collect();
        assert_eq!(standings, [false, true, true]);
        let record = history.steps()[1].record;
        assert_eq!(erased_by(&found, &record, 1, &sealed), Some(3));
        assert_eq!(erased_by(&found, &history.steps()[0].record, 0, &sealed), None, "of another record");
        assert_eq!(erased_by(&found, &record, 3, &sealed), None, "an erasure does not reach what comes after it");
        assert_eq!(erased_by(&found, &record, 1, &Sha256Digest([9; 32])), None);
    }
}
