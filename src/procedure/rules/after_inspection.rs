//! What was written down only after the inspection was announced (A23): it happened before the notice, and nobody recorded
//! it until then. It may be true; it is no longer a record made without an eye on the inspector.

use serde::Deserialize;

use super::super::history::{Step, day_of};
use super::super::judge::{Case, Out};
use super::super::said::{Arg, Saying};
use super::Look;

/// Points out what was recorded after an `inspection-notice` and had happened before it, declared late or not.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AfterInspection {
    /// Facts at most so many days old when they were recorded are passed over: the office goes on working.
    #[serde(default)]
    pub days: u32,
}

static BEFORE: Saying = Saying::new("after-inspection-before", &["notice", "day"]);
static AFTER: Saying = Saying::new("after-inspection-after", &["count", "declared"]);

impl Look for AfterInspection {
    const SAYINGS: &'static [&'static Saying] = &[&BEFORE, &AFTER];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        let notices = case.history.of("inspection-notice");
        let mut by_notice: Vec<(&Step, Vec<&Step>)> = notices.map(|notice| (notice, Vec::new())).collect();
        if by_notice.is_empty() {
            return;
        }
        for step in case.history.steps().iter().filter(|step| !self.is_fresh(step)) {
            // Each is told of once, at the first notice it came after.
            if let Some((_, steps)) = by_notice.iter_mut().find(|(notice, _)| lies_around(notice, step)) {
                steps.push(step);
            }
        }
        for (notice, steps) in by_notice.into_iter().filter(|(_, steps)| !steps.is_empty()) {
            let declared = steps.iter().filter(|step| step.late.is_some()).count();
            let expected = BEFORE.with([Arg::Record(notice.number), Arg::Day(notice.occurred.from.date())]);
            let found = AFTER.with([Arg::count(steps.len()), Arg::count(declared)]);
            let about: Vec<u64> = steps.iter().map(|step| step.number).chain([notice.number]).collect();
            out.badly_recorded(about, expected, found);
        }
    }
}

impl AfterInspection {
    fn is_fresh(&self, step: &Step) -> bool {
        let lag = day_of(step.recorded).duration_since(step.occurred.to.date()).as_hours() / 24;
        lag <= i64::from(self.days)
    }
}

/// Whether something happened before the notice and was recorded after it. The notice may itself have been recorded late.
fn lies_around(notice: &Step, step: &Step) -> bool {
    let recorded_after = step.number > notice.number || day_of(step.recorded) > notice.occurred.to.date();
    step.number != notice.number && recorded_after && step.occurred.to.date() < notice.occurred.from.date()
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::{Story, found, judged};
    use super::super::super::said::Arg;

    const RULE: &str = "kind = \"after-inspection\"";

    fn story() -> Story {
        Story::opened("{}").add("research", "2026-01-10", "{}").add("inspection-notice", "2026-03-01", "{}")
    }

    #[test]
    fn what_happened_before_the_notice_and_was_entered_after_it_is_found() {
        let entered = |happened| story().add("research", happened, "{}").recorded("2026-03-05T02:00:00.000Z");
        assert_eq!(found(RULE, &entered("2026-02-28")), [("broken", vec![3, 2])]);
        assert_eq!(found(RULE, &entered("2026-03-01")), []);
        assert_eq!(found(RULE, &entered("2026-03-05")), []);
    }

    #[test]
    fn declared_late_it_is_found_all_the_same_and_counted_as_such() {
        let story = story()
            .add("research", "2026-01-20", "{}")
            .recorded("2026-03-05T02:00:00.000Z")
            .late(&[])
            .add("study", "2026-01-21", "{}")
            .recorded("2026-03-05T02:01:00.000Z");
        let finding = judged(RULE, &story).findings.swap_remove(0);
        assert_eq!((finding.records, finding.found.args), (vec![3, 4, 2], vec![Arg::Int(2), Arg::Int(1)]));
    }

    #[test]
    fn a_notice_entered_late_does_not_make_room_before_it() {
        let story = Story::opened("{}")
            .add("research", "2026-02-20", "{}")
            .recorded("2026-03-02T02:00:00.000Z")
            .add("inspection-notice", "2026-03-01", "{}")
            .recorded("2026-03-03T02:00:00.000Z");
        assert_eq!(found(RULE, &story), [("broken", vec![1, 2])]);
    }

    #[test]
    fn two_notices_do_not_make_two_findings_of_one_record() {
        let story = story().add("inspection-notice", "2026-04-01", "{}").add("research", "2026-01-20", "{}");
        assert_eq!(found(RULE, &story.recorded("2026-04-05T02:00:00.000Z")), [("broken", vec![4, 2])]);
    }

    #[test]
    fn the_work_of_the_day_goes_on() {
        let rule = format!("{RULE}\ndays = 2");
        let entered = |recorded: &str| story().add("research", "2026-02-28", "{}").recorded(recorded);
        assert_eq!(found(&rule, &entered("2026-03-02T02:00:00.000Z")), []);
        assert_eq!(found(&rule, &entered("2026-03-03T02:00:00.000Z")), [("broken", vec![3, 2])]);
    }
}
