//! What was entered late and says so (A23, 补录): no fault, and worth a look. How long afterwards, and with which reason,
//! tells an inspector where to begin.

use serde::Deserialize;

use super::super::history::{Step, day_of};
use super::super::judge::{Case, Out};
use super::super::said::{Arg, Saying};
use super::Look;

/// Points out records entered late, those with one reason together.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeclaredLate {
    /// Those entered at most so many calendar days afterwards are passed over.
    #[serde(default)]
    pub days: u32,
}

static IN_TIME: Saying = Saying::new("declared-late-in-time", &["days"]);
static LATE: Saying = Saying::new("declared-late", &["count", "days", "reason"]);

impl Look for DeclaredLate {
    const SAYINGS: &'static [&'static Saying] = &[&IN_TIME, &LATE];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        let mut by_reason: Vec<(&str, Vec<(&Step, i64)>)> = Vec::new();
        for step in case.history.steps() {
            let Some(late) = &step.late else { continue };
            let lag = days_between(step);
            if lag <= i64::from(self.days) {
                continue;
            }
            match by_reason.iter_mut().find(|(reason, _)| *reason == late.reason) {
                Some((_, steps)) => steps.push((step, lag)),
                None => by_reason.push((&late.reason, vec![(step, lag)])),
            }
        }
        for (reason, steps) in by_reason {
            let records: Vec<u64> = steps.iter().map(|(step, _)| step.number).collect();
            let longest = steps.iter().map(|(_, lag)| *lag).max().unwrap_or(0);
            let found = LATE.with([Arg::count(records.len()), Arg::Int(longest), Arg::Words(reason.to_owned())]);
            out.badly_recorded(records, IN_TIME.with([Arg::Int(self.days.into())]), found);
        }
    }
}

/// How many days after it happened a record was entered.
fn days_between(step: &Step) -> i64 {
    day_of(step.recorded).duration_since(step.occurred.to.date()).as_hours() / 24
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::{Story, found, judged};
    use super::super::super::said::Arg;

    const RULE: &str = "kind = \"declared-late\"\ndays = 7";

    fn late(story: Story, happened: &str, recorded: &str) -> Story {
        story.add("research", happened, "{}").recorded(&format!("{recorded}T02:00:00.000Z")).late(&[])
    }

    #[test]
    fn what_was_entered_late_for_one_reason_is_pointed_out_together() {
        let story = late(late(Story::opened("{}"), "2026-01-10", "2026-03-01"), "2026-01-20", "2026-03-01");
        assert_eq!(found(RULE, &story), [("broken", vec![1, 2])]);
        let found = judged(RULE, &story).findings.swap_remove(0).found;
        assert_eq!(found.args, [Arg::Int(2), Arg::Int(50), Arg::Words("补录".into())]);
    }

    #[test]
    fn a_few_days_are_passed_over_and_so_is_what_is_not_late() {
        assert_eq!(found(RULE, &late(Story::opened("{}"), "2026-01-10", "2026-01-17")), []);
        assert_eq!(found(RULE, &late(Story::opened("{}"), "2026-01-10", "2026-01-18")), [("broken", vec![1])]);
        let undeclared = Story::opened("{}").add("research", "2026-01-10", "{}").recorded("2026-03-01T02:00:00.000Z");
        assert_eq!(found(RULE, &undeclared), [], "another rule's");
    }
}
