//! A matter that was shelved lapses (local rules: after a year); taken up again later than that, it must begin anew.

use serde::Deserialize;
use serde::de::Error;

use super::super::days::{Unit, Verdict};
use super::super::deadline::{self, Between, Deadline, Read, cannot_count};
use super::super::history::Step;
use super::super::judge::{Case, Out};
use super::super::refs::{DayRef, FieldRef, KindRef, Which};
use super::super::said::{Arg, Saying};
use super::Look;
use crate::model::kind::Form;

/// After the last record that says `word` in `field`, the next `then` may come for so many days.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, try_from = "Wire")]
pub struct Lapse {
    /// The field.
    pub field: FieldRef,
    /// What it says of a matter that is shelved.
    pub word: String,
    /// After how many days it lapses.
    pub days: u32,
    /// Which days count.
    pub unit: Unit,
    /// What takes it up again.
    pub then: KindRef,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    field: FieldRef,
    word: String,
    days: u32,
    #[serde(default)]
    unit: Unit,
    then: KindRef,
}

impl TryFrom<Wire> for Lapse {
    type Error = toml::de::Error;
    fn try_from(wire: Wire) -> Result<Self, Self::Error> {
        let Wire { field, word, days, unit, then } = wire;
        if !matches!(field.form(), Form::Choice(choices) if choices.contains(&word.as_str())) {
            return Err(Self::Error::custom(format_args!("`{field}` is never `{word}`")));
        }
        Ok(Self { field, word, days, unit, then })
    }
}

static WITHIN: Saying = Saying::new("lapse-within", &["record", "word", "days"]);
static TAKEN_UP: Saying = Saying::new("lapse-taken-up", &["record", "day"]);

impl Look for Lapse {
    const SAYINGS: &'static [&'static Saying] =
        &[&WITHIN, &TAKEN_UP, &deadline::INEXACT, &deadline::NO_TABLE, &deadline::OUT_OF_RANGE];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        let mut shelved: Option<&Step> = None;
        for step in case.history.steps() {
            // What takes the matter up may be of the kind that shelves it again.
            if step.kind.name == self.then.name()
                && let Some(shelved) = shelved.take()
            {
                self.look_at(case, shelved, step, out);
            }
            if step.kind.name == self.field.kind.name() {
                let said = self.field.value(step).is_some_and(|value| *value == crate::model::Value::Text(self.word.clone()));
                shelved = said.then_some(step);
            }
        }
    }
}

impl Lapse {
    fn look_at(&self, case: &Case<'_>, shelved: &Step, step: &Step, out: &mut Out<'_>) {
        let day = |step: &Step| DayRef { kind: KindRef(step.kind), which: Which::Occurred };
        let Some(between) = Between::days((&day(shelved), shelved), (&day(step), step)) else { return };
        let deadline = Deadline::new(self.days, self.unit);
        let about = [step.number, shelved.number];
        let word = Arg::Choice(self.field.kind.name(), self.field.path.clone(), self.word.clone());
        let expected = || WITHIN.with([Arg::Record(shelved.number), word, Arg::Int(i64::from(self.days))]);
        let found = || TAKEN_UP.with([Arg::Record(step.number), Arg::Day(step.occurred.from.date())]);
        match between.read(|from, to| deadline.verdict(case, from, to, &[])) {
            Ok(Read::Backwards | Read::Sure(Verdict::Met)) => {}
            Ok(Read::Sure(Verdict::Borderline)) => out.borderline(about, expected(), found()),
            Ok(Read::Sure(Verdict::Short)) => out.broken(about, expected(), found()),
            Ok(Read::Unsure) => {
                let (from, to) = between.longest();
                out.undecided(about, deadline::INEXACT.with([Arg::Day(from), Arg::Day(to)]));
            }
            Err(error) => out.undecided(about, cannot_count(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::{Story, found, judged, try_profile};

    const RULE: &str =
        "kind = \"lapse\"\nfield = \"head-decision.outcome\"\nword = \"shelved\"\ndays = 365\nthen = \"meeting-opened\"";

    fn shelved(outcome: &str) -> Story {
        Story::opened("{}").add("head-decision", "2024-03-01", &format!(r##"{{"outcome":"{outcome}"}}"##))
    }

    #[test]
    fn a_matter_taken_up_after_it_lapsed_is_found() {
        // 365 days after 1 March 2024 is Saturday 1 March 2025, which gives way to Monday the 3rd.
        assert_eq!(found(RULE, &shelved("shelved").add("meeting-opened", "2025-03-03", "{}")), []);
        assert_eq!(found(RULE, &shelved("shelved").add("meeting-opened", "2025-03-04", "{}")), [("broken", vec![2, 1])]);
        assert_eq!(found(RULE, &shelved("deferred").add("meeting-opened", "2025-06-01", "{}")), []);
    }

    #[test]
    fn once_taken_up_it_goes_on() {
        let story = shelved("shelved").add("meeting-opened", "2024-06-01", "{}").add("meeting-opened", "2025-06-01", "{}");
        assert_eq!(found(RULE, &story), []);
        let again = shelved("shelved").add("head-decision", "2024-06-01", r##"{"outcome":"deferred"}"##);
        assert_eq!(found(RULE, &again.add("meeting-opened", "2025-06-02", "{}")), []);
    }

    #[test]
    fn a_day_known_only_within_bounds_decides_nothing_that_hangs_on_it() {
        let judgement = judged(RULE, &shelved("shelved").add("meeting-opened", "2025-02-01/2025-04-01", "{}"));
        assert_eq!((judgement.findings.len(), judgement.undecided.len()), (0, 1));
    }

    #[test]
    fn parameters_that_do_not_fit_are_refused() {
        for (from, to) in [("shelved", "gone"), ("head-decision.outcome", "head-decision.turn"), ("365", "-1")] {
            assert!(try_profile(&RULE.replace(from, to)).is_err(), "{to}");
        }
    }
}
