//! One body meets before another (A31; local rules, and those on major matters of organs and state enterprises: the Party
//! group first). Order 713 has no such order, so it stands in no national profile.

use serde::Deserialize;
use serde::de::Error;

use super::super::judge::{Case, Out};
use super::super::meeting::MeetingKinds;
use super::super::said::{Arg, Saying};
use super::Look;

/// Before each meeting of one of the kinds `then`, one of the kinds `first` was held on the matter.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, try_from = "Wire")]
pub struct FirstBody {
    /// Which meets first; any of them will do.
    pub first: MeetingKinds,
    /// Which meets then.
    pub then: MeetingKinds,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    first: MeetingKinds,
    then: MeetingKinds,
}

impl TryFrom<Wire> for FirstBody {
    type Error = toml::de::Error;
    fn try_from(Wire { first, then }: Wire) -> Result<Self, Self::Error> {
        if first.words().is_empty() || then.words().is_empty() {
            return Err(Self::Error::custom("`first` and `then` each name a kind of meeting"));
        }
        if let Some(word) = first.words().iter().find(|word| then.words().contains(word)) {
            return Err(Self::Error::custom(format_args!("`{word}` cannot meet before itself")));
        }
        Ok(Self { first, then })
    }
}

static FIRST: Saying = Saying::new("first-body", &["kinds", "meeting"]);
static NONE: Saying = Saying::new("first-body-none", &["meeting"]);
static LATER: Saying = Saying::new("first-body-later", &["meeting", "day"]);
static RECORDED_LATER: Saying = Saying::new("first-body-recorded-later", &["meeting", "time"]);
static UNKNOWN: Saying = Saying::new("first-body-unknown", &["meeting"]);

impl Look for FirstBody {
    const SAYINGS: &'static [&'static Saying] = &[&FIRST, &NONE, &LATER, &RECORDED_LATER, &UNKNOWN];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        let firsts = || case.opened().filter(|meeting| self.first.name(meeting));
        let unknown = case.opened().find(|meeting| meeting.lacks("meeting_kind"));
        for then in case.opened().filter(|meeting| self.then.name(meeting)) {
            if firsts().any(|first| first.stood_before(then) && first.happened_by(then)) {
                continue;
            }
            let kinds = Arg::Choices(then.kind.name, "meeting_kind".into(), self.first.words().to_vec());
            let expected = FIRST.with([kinds, Arg::Record(then.number)]);
            if let Some(first) = firsts().find(|first| first.happened_by(then)) {
                let found = RECORDED_LATER.with([Arg::Record(first.number), Arg::Time(first.recorded)]);
                out.badly_recorded([then.number, first.number], expected, found);
            } else if let Some(unknown) = unknown {
                out.undecided([then.number, unknown.number], UNKNOWN.with([Arg::Record(unknown.number)]));
            } else if let Some(first) = firsts().next() {
                let found = LATER.with([Arg::Record(first.number), Arg::Day(first.occurred.from.date())]);
                out.broken([then.number, first.number], expected, found);
            } else {
                out.broken([then.number], expected, NONE.with([Arg::Record(then.number)]));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::finding::Nature;
    use super::super::super::sample::{Story, found, judged, try_profile};

    const RULE: &str = "kind = \"first-body\"\nfirst = [\"party-group-meeting\"]\nthen = [\"executive-meeting\"]";

    fn meeting(story: Story, kind: &str, day: &str) -> Story {
        story.add("meeting-opened", day, &format!(r##"{{"meeting_kind":"{kind}"}}"##))
    }

    fn both(first: &str, then: &str) -> Story {
        meeting(meeting(Story::opened("{}"), "party-group-meeting", first), "executive-meeting", then)
    }

    #[test]
    fn the_second_body_meets_after_the_first() {
        assert_eq!(found(RULE, &both("2026-03-01", "2026-03-02")), []);
        assert_eq!(found(RULE, &both("2026-03-02", "2026-03-02")), [], "one day will do");
        assert_eq!(found(RULE, &both("2026-03-03", "2026-03-02")), [("broken", vec![2, 1])]);
        let alone = |kind: &str| meeting(Story::opened("{}"), kind, "2026-03-02");
        assert_eq!(found(RULE, &alone("executive-meeting")), [("broken", vec![1])]);
        assert_eq!(found(RULE, &alone("plenary-meeting")), [], "the rule is not about it");
    }

    #[test]
    fn a_first_meeting_entered_afterwards_is_a_fault_of_the_record() {
        let story = meeting(Story::opened("{}"), "executive-meeting", "2026-03-02");
        let findings = judged(RULE, &meeting(story, "party-group-meeting", "2026-03-01")).findings;
        assert_eq!((findings.len(), findings[0].nature), (1, Nature::Record));
    }

    #[test]
    fn a_meeting_of_a_kind_nobody_can_tell_may_have_been_the_first() {
        let story = Story::opened("{}").add("meeting-opened", "2026-03-01", "{}").late(&["meeting_kind"]);
        let judgement = judged(RULE, &meeting(story, "executive-meeting", "2026-03-02"));
        assert_eq!((judgement.findings.len(), judgement.undecided.len()), (0, 1));
    }

    #[test]
    fn a_body_does_not_meet_before_itself() {
        for (from, to) in [("party-group-meeting", "executive-meeting"), ("party-group-meeting", "tea-party")] {
            assert!(try_profile(&RULE.replace(from, to)).is_err(), "{to}");
        }
        assert!(try_profile(&RULE.replace("[\"party-group-meeting\"]", "[]")).is_err());
        assert!(try_profile(RULE).is_ok());
    }
}
