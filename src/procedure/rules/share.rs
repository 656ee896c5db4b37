//! So large a share of something must be of a kind: interested representatives at least a third, experts of the
//! department in charge at most a third (A08, A10; local rules).

use serde::Deserialize;
use serde::de::Error;

use super::super::history::Step;
use super::super::judge::{Case, Out, about, field_arg};
use super::super::refs::{FieldRef, KindRef, Share};
use super::super::said::{Arg, Saying};
use super::Look;
use super::count::{row_field, weight_of};
use crate::model::Value;
use crate::model::kind::Form;

/// Of the records of a kind, or of the rows in each record, the share that says yes in a field.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, try_from = "Wire")]
pub struct ShareRule {
    /// What is counted.
    pub what: Whole,
    /// The field, yes or no, that makes the share.
    pub where_true: String,
    /// The share it must reach.
    pub least: Option<Share>,
    /// The share it must not go beyond.
    pub most: Option<Share>,
    /// Before which kind of record it counts.
    pub by: Option<KindRef>,
}

/// What a share is taken of.
#[derive(Debug, Clone)]
pub enum Whole {
    /// The records of a kind (`of`).
    Records(KindRef),
    /// The rows of a list in each record (`rows`), or what a number in each comes to (`weight`).
    Rows(FieldRef, Option<String>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    #[serde(default)]
    of: Option<KindRef>,
    #[serde(default)]
    rows: Option<FieldRef>,
    #[serde(default)]
    weight: Option<String>,
    where_true: String,
    #[serde(default)]
    least: Option<Share>,
    #[serde(default)]
    most: Option<Share>,
    #[serde(default)]
    by: Option<KindRef>,
}

impl TryFrom<Wire> for ShareRule {
    type Error = toml::de::Error;
    fn try_from(wire: Wire) -> Result<Self, Self::Error> {
        let what = match (wire.of, wire.rows, wire.weight) {
            (Some(kind), None, None) => {
                if !kind.0.field(&wire.where_true).is_some_and(|field| matches!(field.form, Form::Bool)) {
                    let (kind, field) = (kind.name(), &wire.where_true);
                    return Err(Self::Error::custom(format_args!("`{kind}.{field}` is not yes or no")));
                }
                Whole::Records(kind)
            }
            (None, Some(rows), weight) => {
                row_field(&rows, Some(&wire.where_true), |form| matches!(form, Form::Bool))?;
                row_field(&rows, weight.as_deref(), |form| matches!(form, Form::Int { .. }))?;
                Whole::Rows(rows, weight)
            }
            _ => return Err(Self::Error::custom("a share is taken of records (`of`) or of `rows` (with `weight`)")),
        };
        if wire.least.is_none() && wire.most.is_none() {
            return Err(Self::Error::custom("a share has `least`, `most` or both"));
        }
        Ok(Self { what, where_true: wire.where_true, least: wire.least, most: wire.most, by: wire.by })
    }
}

static LEAST: Saying = Saying::new("share-least", &["what", "share"]);
static MOST: Saying = Saying::new("share-most", &["what", "share"]);
static IS: Saying = Saying::new("share-is", &["part", "whole"]);
static UNKNOWN: Saying = Saying::new("share-unknown", &["what"]);

/// A whole, and the part of it that says yes; what says neither may belong to it.
#[derive(Default)]
struct Parts {
    yes: u64,
    unsaid: u64,
    whole: u64,
}

impl Parts {
    fn add(&mut self, says: Option<&Value>, weight: u64) {
        self.whole = self.whole.saturating_add(weight);
        match says {
            Some(Value::Bool(true)) => self.yes = self.yes.saturating_add(weight),
            Some(_) => {}
            None => self.unsaid = self.unsaid.saturating_add(weight),
        }
    }
}

impl Look for ShareRule {
    const SAYINGS: &'static [&'static Saying] = &[&LEAST, &MOST, &IS, &UNKNOWN];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        match &self.what {
            Whole::Records(kind) => {
                let all = || case.history.of(kind.name());
                match self.by {
                    None => self.judge_records(all(), all().map(|step| step.number).collect(), out),
                    Some(by) => {
                        for by in case.reached(by.name()) {
                            self.judge_records(all().filter(|step| step.stood_before(by)), vec![by.number], out);
                        }
                    }
                }
            }
            Whole::Rows(rows, weight) => {
                for (step, by) in case.counting(rows.kind.name(), self.by) {
                    let about = about(by.unwrap_or(step), Some(step));
                    let lacks = |name: &str| step.lacks(&format!("{}.{name}", rows.path));
                    if step.lacks(&rows.path) || weight.as_deref().is_some_and(lacks) {
                        out.undecided(about, UNKNOWN.with([self.name()]));
                        continue;
                    }
                    let mut parts = Parts::default();
                    for row in rows.values(step) {
                        let weight = weight.as_deref().map_or(1, |name| weight_of(row, name));
                        parts.add(row.get(&self.where_true), weight);
                    }
                    self.judge(&parts, about, out);
                }
            }
        }
    }
}

impl ShareRule {
    fn name(&self) -> Arg {
        match &self.what {
            Whole::Records(kind) => field_arg(*kind, &self.where_true),
            Whole::Rows(rows, _) => field_arg(rows.kind, &format!("{}.{}", rows.path, self.where_true)),
        }
    }

    fn judge_records<'a>(&self, steps: impl Iterator<Item = &'a Step>, about: Vec<u64>, out: &mut Out<'_>) {
        let mut parts = Parts::default();
        steps.for_each(|step| parts.add(step.body.get(&self.where_true), 1));
        self.judge(&parts, about, out);
    }

    fn judge(&self, parts: &Parts, about: Vec<u64>, out: &mut Out<'_>) {
        let (yes, perhaps, whole) = (parts.yes, parts.yes.saturating_add(parts.unsaid), parts.whole);
        if whole == 0 {
            return;
        }
        let found = || IS.with([yes, whole].map(|number| Arg::Int(i64::try_from(number).unwrap_or(i64::MAX))));
        let mut unsure = false;
        if let Some(least) = self.least {
            if !least.reached_by(perhaps, whole) {
                out.broken(about.clone(), LEAST.with([self.name(), Arg::Share(least)]), found());
            } else {
                unsure |= !least.reached_by(yes, whole);
            }
        }
        if let Some(most) = self.most {
            if most.passed_by(yes, whole) {
                out.broken(about.clone(), MOST.with([self.name(), Arg::Share(most)]), found());
            } else {
                unsure |= most.passed_by(perhaps, whole);
            }
        }
        if unsure {
            out.undecided(about, UNKNOWN.with([self.name()]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::{Story, found, judged, try_profile};

    const OWN: &str =
        "kind = \"share\"\nrows = \"expert-selection.experts\"\nwhere_true = \"own_department\"\nmost = \"1/3\"";
    const INTERESTED: &str = "kind = \"share\"\nrows = \"hearing-participants.representatives\"\n\
                              where_true = \"interested\"\nweight = \"count\"\nleast = \"1/3\"";

    fn experts(own: &[bool]) -> Story {
        let rows: Vec<String> = own.iter().map(|own| format!(r##"{{"expert":"甲","own_department":{own}}}"##)).collect();
        Story::opened("{}").add("expert-selection", "2026-02-01", &format!(r##"{{"experts":[{}]}}"##, rows.join(",")))
    }

    #[test]
    fn more_than_a_third_from_the_department_in_charge_is_found() {
        assert_eq!(found(OWN, &experts(&[true, false, false])), [], "a third is not more than a third");
        assert_eq!(found(OWN, &experts(&[true, true, false, false, false])), [("broken", vec![1])]);
        assert_eq!(judged(OWN, &experts(&[])).kept, 1, "of nothing there is no share");
    }

    fn seats(rows: &str) -> Story {
        Story::opened("{}").add("hearing-participants", "2026-02-01", &format!(r##"{{"representatives":[{rows}]}}"##))
    }

    #[test]
    fn too_few_whose_interests_are_touched_are_found() {
        let held = |interested: u32| {
            let rows = format!(r##"{{"count":{interested},"interested":true}},{{"count":10,"interested":false}}"##);
            found(INTERESTED, &seats(&rows))
        };
        assert_eq!(held(5), []);
        assert_eq!(held(4), [("broken", vec![1])]);
    }

    #[test]
    fn what_a_row_leaves_out_decides_nothing_that_hangs_on_it() {
        let story = |unsaid: u32| {
            seats(&format!(r##"{{"count":2,"interested":true}},{{"count":{unsaid}}},{{"count":10,"interested":false}}"##))
        };
        let judgement = judged(INTERESTED, &story(4));
        assert_eq!((judgement.findings.len(), judgement.undecided.len()), (0, 1));
        assert_eq!(found(INTERESTED, &story(1)), [("broken", vec![1])], "not even with all of them");
        let late = judged(INTERESTED, &story(1).late(&["representatives.count"]));
        assert_eq!((late.findings.len(), late.undecided.len()), (0, 1));
    }

    #[test]
    fn records_of_a_kind_have_shares_too() {
        let rule = "kind = \"share\"\nof = \"catalogue-adjustment\"\nwhere_true = \"x\"\nleast = \"1/2\"";
        assert!(try_profile(rule).is_err(), "no such field");
        let rule = "kind = \"share\"\nof = \"risk-plan\"\nwhere_true = \"third_party\"\nleast = \"1/2\"\nby = \"meeting-opened\"";
        let plan = |story: Story, yes| story.add("risk-plan", "2026-02-01", &format!(r##"{{"third_party":{yes}}}"##));
        let one = plan(Story::opened("{}"), false);
        assert_eq!(found(rule, &one.clone().add("meeting-opened", "2026-03-01", "{}")), [("broken", vec![2])]);
        assert_eq!(found(rule, &plan(one, true).add("meeting-opened", "2026-03-01", "{}")), []);
    }

    #[test]
    fn parameters_that_do_not_fit_are_refused() {
        for (from, to) in [("own_department", "expert"), ("most = \"1/3\"", ""), ("1/3", "3/1"), ("rows", "of")] {
            assert!(try_profile(&OWN.replace(from, to)).is_err(), "{to}");
        }
    }
}
