//! Nobody ever dissents (A17, A29, 走过场): one unanimous meeting says nothing, and a body at which over many meetings nobody
//! was ever of another mind is worth a look. This is a matter of all decisions of a body: one of them only adds to what is
//! counted ([`deliberated`](super::super::deliberated)), is neither kept nor broken, and nothing of it is a fault.

use serde::Deserialize;
use serde::de::Error;

use super::super::judge::{Case, Out};
use super::super::said::Saying;
use super::Look;

/// Over so many meetings of a body nobody took another position than agreement.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, try_from = "Wire")]
pub struct Unanimity {
    /// How many meetings at the least.
    pub meetings: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    meetings: u32,
}

impl TryFrom<Wire> for Unanimity {
    type Error = toml::de::Error;
    fn try_from(Wire { meetings }: Wire) -> Result<Self, Self::Error> {
        if meetings < 2 {
            return Err(Self::Error::custom("of one meeting nothing can be said: `meetings` is 2 or more"));
        }
        Ok(Self { meetings })
    }
}

impl Look for Unanimity {
    const SAYINGS: &'static [&'static Saying] = &[];

    fn look(&self, _: &Case<'_>, _: &mut Out<'_>) {}

    fn meetings(&self) -> Option<u32> {
        Some(self.meetings)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::{judged, met, try_profile};

    const RULE: &str = "kind = \"unanimity\"\nmeetings = 3";

    #[test]
    fn in_one_decision_it_is_counted_and_neither_kept_nor_broken() {
        let judgement = judged(RULE, &met("present present present").say("2 agree, 3 agree"));
        assert_eq!((judgement.findings.len(), judgement.kept, judgement.undecided.len()), (0, 0, 0));
        let counted = &judgement.deliberated[0];
        assert_eq!((&*counted.code, counted.organ.as_str(), counted.needed), ("X1", "县政府", 3));
        assert_eq!((counted.meetings, counted.positions, counted.dissents), (1, 2, 0));
    }

    #[test]
    fn anything_but_agreement_is_a_dissent_and_so_is_a_vote_against() {
        let dissents = |positions: &str, ballot: &str| {
            let story = met("present present present").say(positions);
            let story = if ballot.is_empty() { story } else { story.at_meeting("ballot", ballot) };
            judged(RULE, &story).deliberated[0].dissents
        };
        assert_eq!(dissents("2 agree, 3 agree", ""), 0);
        assert_eq!(dissents("2 agree, 3 agree-after-changes", ""), 1);
        assert_eq!(dissents("2 reserve, 3 abstain", ""), 2);
        assert_eq!(dissents("2 agree", r##"{"agree":2,"disagree":1,"abstain":1}"##), 2);
        assert_eq!(dissents("2 agree", r##"{"agree":2,"disagree":0,"abstain":0}"##), 0);
    }

    #[test]
    fn a_meeting_of_which_no_word_is_recorded_does_not_count() {
        assert_eq!(judged(RULE, &met("present present")).deliberated[0].meetings, 0);
    }

    #[test]
    fn a_rule_that_does_not_apply_counts_nothing() {
        let rule = format!("when = [\"decision-open.technical\"]\n{RULE}");
        assert_eq!(judged(&rule, &met("present present").say("2 agree")).deliberated, []);
    }

    #[test]
    fn one_meeting_is_refused() {
        assert!(try_profile("kind = \"unanimity\"\nmeetings = 1").is_err());
        assert!(try_profile("kind = \"unanimity\"\nmeetings = 2").is_ok());
    }
}
