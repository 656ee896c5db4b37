//! A hearing is good only if enough of those who were chosen came (A08; local rules: two thirds of the representatives).

use serde::Deserialize;

use super::super::judge::{Case, Out};
use super::super::refs::Share;
use super::super::said::{Arg, Saying};
use super::Look;
use super::count::weight_of;
use crate::model::Value;

/// In each `hearing-record`, the share of the representatives due that came. Of a group no more count than were due.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attendance {
    /// The share that must be reached.
    pub least: Share,
}

static LEAST: Saying = Saying::new("attendance-least", &["share"]);
static CAME: Saying = Saying::new("attendance-came", &["present", "due"]);
static UNKNOWN: Saying = Saying::new("attendance-unknown", &["record"]);

impl Look for Attendance {
    const SAYINGS: &'static [&'static Saying] = &[&LEAST, &CAME, &UNKNOWN];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        for step in case.history.of("hearing-record") {
            let rows = step.rows("representatives");
            if ["representatives.due", "representatives.present"].iter().any(|path| step.lacks(path)) {
                out.undecided([step.number], UNKNOWN.with([Arg::Record(step.number)]));
                continue;
            }
            let sum = |count: &dyn Fn(&Value) -> u64| rows.iter().map(count).fold(0, u64::saturating_add);
            let due = sum(&|row| weight_of(row, "due"));
            let present = sum(&|row| weight_of(row, "present").min(weight_of(row, "due")));
            // Where nobody was due, nobody is missing.
            if !self.least.reached_by(present, due) {
                let found = CAME.with([present, due].map(|number| Arg::Int(i64::try_from(number).unwrap_or(i64::MAX))));
                out.broken([step.number], LEAST.with([Arg::Share(self.least)]), found);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::{Story, found, judged};

    const RULE: &str = "kind = \"attendance\"\nleast = \"2/3\"";

    fn held(rows: &[(u32, u32)]) -> Story {
        let rows = rows.iter().map(|(due, present)| format!(r##"{{"group":"居民","due":{due},"present":{present}}}"##));
        let rows: Vec<String> = rows.collect();
        Story::opened("{}").add("hearing-record", "2026-02-01", &format!(r##"{{"representatives":[{}]}}"##, rows.join(",")))
    }

    #[test]
    fn a_hearing_with_too_few_representatives_is_found() {
        assert_eq!(found(RULE, &held(&[(10, 6), (5, 4)])), [], "two thirds exactly");
        assert_eq!(found(RULE, &held(&[(10, 6), (5, 3)])), [("broken", vec![1])]);
    }

    #[test]
    fn those_who_were_not_due_do_not_stand_in_for_those_who_were() {
        assert_eq!(found(RULE, &held(&[(10, 3), (5, 12)])), [("broken", vec![1])]);
    }

    #[test]
    fn what_nobody_can_tell_any_more_is_not_decided() {
        let judgement = judged(RULE, &held(&[(10, 0)]).late(&["representatives[0].present"]));
        assert_eq!((judgement.findings.len(), judgement.undecided.len()), (0, 1));
        assert_eq!(judged(RULE, &held(&[])).kept, 1);
    }
}
