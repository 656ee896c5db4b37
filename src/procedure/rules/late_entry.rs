//! What happened is recorded when it happened (A23): Order 713, art. 33 asks for timely records. What is entered long
//! afterwards says so and why (补录); a record that does neither looks as if it had been made in its time.

use jiff::civil::Date;
use serde::Deserialize;

use super::super::days::{CannotCount, Convention, Unit};
use super::super::history::{Step, day_of};
use super::super::judge::{Case, Out};
use super::super::refs::KindRef;
use super::super::said::{Arg, Saying};
use super::Look;

/// No record may be entered more than so many days after what it tells of, unless it declares that it is late.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LateEntry {
    /// How many days may pass; the day it happened is not counted.
    pub days: u32,
    /// Which days count.
    #[serde(default)]
    pub unit: Unit,
    /// Kinds that may come later.
    #[serde(default)]
    pub exempt: Vec<KindRef>,
}

static WITHIN: Saying = Saying::new("late-entry-within", &["days", "day"]);
static AFTER: Saying = Saying::new("late-entry-after", &["recorded", "days"]);
static NO_TABLE: Saying = Saying::new("late-entry-no-table", &["year"]);

impl Look for LateEntry {
    const SAYINGS: &'static [&'static Saying] = &[&WITHIN, &AFTER, &NO_TABLE];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        let convention = Convention { unit: self.unit, first_day_counts: false, roll_over: false };
        let exempt = |step: &Step| self.exempt.iter().any(|kind| kind.name() == step.kind.name);
        for step in case.history.steps().iter().filter(|step| step.late.is_none() && !exempt(step)) {
            let (happened, recorded): (Date, Date) = (step.occurred.to.date(), day_of(step.recorded));
            // On the day itself; or before it happened, which another rule looks at.
            if recorded <= happened {
                continue;
            }
            match convention.length(happened, recorded, &[], case.holidays) {
                Ok(counted) if counted.natural > self.days => {
                    let expected = WITHIN.with([Arg::Int(self.days.into()), Arg::Day(happened)]);
                    let found = AFTER.with([Arg::Day(recorded), Arg::Int(counted.natural.into())]);
                    out.badly_recorded([step.number], expected, found);
                }
                Err(CannotCount::NoTable { year }) => {
                    out.undecided([step.number], NO_TABLE.with([Arg::Int(year.into())]));
                }
                Ok(_) | Err(_) => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::finding::Nature;
    use super::super::super::sample::{Story, found, judged};

    const RULE: &str = "kind = \"late-entry\"\ndays = 3";

    /// Researched on a Friday.
    fn story(recorded: &str) -> Story {
        Story::opened("{}").add("research", "2026-01-09", "{}").recorded(&format!("{recorded}T02:00:00.000Z"))
    }

    #[test]
    fn what_is_entered_long_afterwards_without_a_word_is_found_and_is_a_fault_of_the_record() {
        let findings = judged(RULE, &story("2026-01-13")).findings;
        assert_eq!((findings.len(), findings[0].nature), (1, Nature::Record));
        assert_eq!(found(RULE, &story("2026-01-12")), []);
    }

    #[test]
    fn what_says_that_it_is_late_is_not() {
        assert_eq!(found(RULE, &story("2026-03-13").late(&[])), []);
    }

    #[test]
    fn the_day_is_that_of_the_laws_days() {
        // 23:30 in London on the 12th is the 13th where the law counts.
        let story = Story::opened("{}").add("research", "2026-01-09", "{}").recorded("2026-01-12T23:30:00.000Z");
        assert_eq!(found(RULE, &story), [("broken", vec![1])]);
    }

    #[test]
    fn some_kinds_may_come_later() {
        assert_eq!(found(&format!("{RULE}\nexempt = [\"research\"]"), &story("2026-03-13")), []);
        assert_eq!(found(&format!("{RULE}\nexempt = [\"study\"]"), &story("2026-03-13")), [("broken", vec![1])]);
    }

    #[test]
    fn working_days_leave_the_weekend_out() {
        let rule = format!("{RULE}\nunit = \"working\"");
        assert_eq!(found(&rule, &story("2026-01-14")), []);
        assert_eq!(found(&rule, &story("2026-01-15")), [("broken", vec![1])]);
        let far = Story::opened("{}").add("research", "2090-01-09", "{}").recorded("2090-01-20T02:00:00.000Z");
        assert_eq!((found(&rule, &far), judged(&rule, &far).undecided.len()), (vec![], 1));
    }
}
