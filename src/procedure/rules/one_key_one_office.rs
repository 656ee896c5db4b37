//! One key signs in one office (A34): a key that signs for two makes of two consents one.

use serde::Deserialize;

use super::super::history::{Signer, Step};
use super::super::judge::{Case, Out};
use super::super::refs::OfficeRef;
use super::super::said::{Arg, Saying};
use super::Look;
use super::separation::name;

/// In one decision no key signs in two offices.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OneKeyOneOffice {
    /// Offices that one key may hold together, each group by itself: the unit responsible may hold the hearing itself
    /// (Order 713, art. 16).
    #[serde(default)]
    pub together: Vec<Vec<OfficeRef>>,
}

static ONE: Saying = Saying::new("one-key-one-office", &["key"]);
static TWO: Saying = Saying::new("one-key-one-office-two", &["first", "record", "second", "other"]);

impl Look for OneKeyOneOffice {
    const SAYINGS: &'static [&'static Saying] = &[&ONE, &TWO];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        // The first signature of each key in each office.
        let mut first: Vec<(&Signer, &Step)> = Vec::new();
        for step in case.history.steps() {
            for signer in &step.signers {
                let same_key = || first.iter().filter(|(known, _)| known.key == signer.key);
                if same_key().any(|(known, _)| known.office == signer.office) {
                    continue;
                }
                if let Some((known, before)) = same_key().find(|(known, _)| !self.may_share(known, signer)) {
                    let found = TWO.with([
                        Arg::Office(known.office.clone()),
                        Arg::Record(before.number),
                        Arg::Office(signer.office.clone()),
                        Arg::Record(step.number),
                    ]);
                    let mut about = vec![step.number, before.number];
                    about.dedup();
                    out.broken(about, ONE.with([Arg::Words(name(signer))]), found);
                }
                first.push((signer, step));
            }
        }
    }
}

impl OneKeyOneOffice {
    fn may_share(&self, one: &Signer, other: &Signer) -> bool {
        let holds = |group: &[OfficeRef], signer: &Signer| group.iter().any(|office| office.0 == signer.office);
        self.together.iter().any(|group| holds(group, one) && holds(group, other))
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::{Story, found};

    const RULE: &str = "kind = \"one-key-one-office\"";

    fn story(second: &[(&str, &str)]) -> Story {
        Story::opened("{}")
            .add("draft-version", "2026-01-10", "{}")
            .signed(&[("handling-unit", "李")])
            .add("draft-version", "2026-01-11", "{}")
            .signed(&[("handling-unit", "李")])
            .add("legality-opinion", "2026-02-01", "{}")
            .signed(second)
    }

    #[test]
    fn one_key_in_two_offices_is_found_where_it_first_signs_in_the_second() {
        assert_eq!(found(RULE, &story(&[("legality-reviewer", "李")])), [("broken", vec![3, 1])]);
        assert_eq!(found(RULE, &story(&[("legality-reviewer", "王")])), []);
        assert_eq!(found(RULE, &story(&[("legality-reviewer", "王"), ("legality-counsel", "王")])), [("broken", vec![3])]);
    }

    #[test]
    fn offices_that_go_together_may_share_a_key() {
        let hearing = story(&[("hearing-organiser", "李")]);
        assert_eq!(found(RULE, &hearing), [("broken", vec![3, 1])]);
        let together = format!("{RULE}\ntogether = [[\"handling-unit\", \"hearing-organiser\"]]");
        assert_eq!(found(&together, &hearing), []);
        assert_eq!(found(&together, &story(&[("legality-reviewer", "李")])), [("broken", vec![3, 1])]);
    }
}
