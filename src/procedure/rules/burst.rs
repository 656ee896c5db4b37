//! A whole file entered at one sitting (A23): facts of many days, recorded within minutes, and none of it declared late.
//! One day's facts may well be entered together: a meeting alone has a dozen records.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::super::history::Step;
use super::super::judge::{Case, Out};
use super::super::said::{Arg, Saying};
use super::Look;

/// So many records, each of a fact of another day, must not be recorded within so many minutes without being declared
/// late.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Burst {
    /// How many facts of different days make a burst.
    pub records: u32,
    /// Within how many minutes.
    pub minutes: u32,
}

static SPREAD: Saying = Saying::new("burst-spread", &["days", "minutes"]);
static TOGETHER: Saying = Saying::new("burst-together", &["count", "days", "from", "to"]);

impl Look for Burst {
    const SAYINGS: &'static [&'static Saying] = &[&SPREAD, &TOGETHER];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        let steps: Vec<&Step> = case.history.steps().iter().filter(|step| step.late.is_none()).collect();
        let times: Vec<i64> = steps.iter().map(|step| step.recorded.unix_millis()).collect();
        let within = i64::from(self.minutes) * MINUTE_MILLIS;
        let least = usize::try_from(self.records).unwrap_or(usize::MAX);
        let mut at = 0;
        while at < steps.len() {
            let together = times[at..].iter().take_while(|time| **time - times[at] <= within).count();
            // So few records are of no more days.
            if together < least {
                at += 1;
                continue;
            }
            let together = &steps[at..at + together];
            let days: BTreeSet<_> = together.iter().map(|step| step.occurred.to.date()).collect();
            if days.len() < least {
                at += 1;
                continue;
            }
            let (first, last) = (together[0], together[together.len() - 1]);
            let found = TOGETHER.with([
                Arg::count(together.len()),
                Arg::count(days.len()),
                Arg::Time(first.recorded),
                Arg::Time(last.recorded),
            ]);
            let expected = SPREAD.with([Arg::Int(self.records.into()), Arg::Int(self.minutes.into())]);
            out.badly_recorded(together.iter().map(|step| step.number).collect::<Vec<_>>(), expected, found);
            at += together.len();
        }
    }
}

const MINUTE_MILLIS: i64 = 60_000;

#[cfg(test)]
mod tests {
    use super::super::super::sample::{Story, found};

    const RULE: &str = "kind = \"burst\"\nrecords = 3\nminutes = 10";

    /// Facts of these days, recorded minute by minute from noon on 1 March.
    fn entered(days: &[&str], every: u32) -> Story {
        let story = Story::opened("{}");
        days.iter().enumerate().fold(story, |story, (place, day)| {
            let minute = u32::try_from(place).unwrap() * every;
            story.add("research", day, "{}").recorded(&format!("2026-03-01T04:{minute:02}:00.000Z"))
        })
    }

    const THREE: &[&str] = &["2026-01-10", "2026-02-10", "2026-03-01"];

    #[test]
    fn facts_of_many_days_entered_at_one_sitting_are_found() {
        assert_eq!(found(RULE, &entered(THREE, 5)), [("broken", vec![1, 2, 3])]);
        assert_eq!(found(RULE, &entered(THREE, 6)), [], "twelve minutes");
        assert_eq!(found(RULE, &entered(&THREE[..2], 1)), [], "two days");
    }

    #[test]
    fn the_records_of_one_day_may_come_together() {
        assert_eq!(found(RULE, &entered(&["2026-03-01"; 9], 1)), []);
        assert_eq!(found(RULE, &entered(&["2026-03-01", "2026-03-01", "2026-02-28"], 1)), []);
    }

    #[test]
    fn what_is_declared_late_is_none() {
        let declared = entered(&THREE[..2], 1).add("research", "2026-02-20", "{}").recorded("2026-03-01T04:03:00.000Z");
        assert_eq!(found(RULE, &declared), [("broken", vec![1, 2, 3])]);
        assert_eq!(found(RULE, &declared.late(&[])), []);
    }

    #[test]
    fn each_sitting_is_found_once() {
        let two = entered(THREE, 1)
            .add("research", "2026-01-11", "{}")
            .recorded("2026-03-02T04:00:00.000Z")
            .add("research", "2026-01-12", "{}")
            .recorded("2026-03-02T04:01:00.000Z")
            .add("research", "2026-01-13", "{}")
            .recorded("2026-03-02T04:02:00.000Z");
        assert_eq!(found(RULE, &two), [("broken", vec![1, 2, 3]), ("broken", vec![4, 5, 6])]);
    }
}
