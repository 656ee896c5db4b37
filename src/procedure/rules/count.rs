//! There must be so many: at least five expert opinions, an odd number of them, at least fifteen representatives (A08, A10;
//! local rules, Order 713 itself has no such number).

use std::collections::HashSet;

use serde::Deserialize;
use serde::de::Error;

use super::super::history::Step;
use super::super::judge::{Awaited, Case, Out, about, field_arg};
use super::super::meeting::wide;
use super::super::refs::{FieldRef, KindRef};
use super::super::said::{Arg, Said, Saying};
use super::Look;
use crate::model::Value;
use crate::model::kind::Form;

/// How many there must be, of one of three things.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, try_from = "Wire")]
pub struct Count {
    /// What is counted.
    pub what: What,
    /// How many there must be at least.
    pub least: Option<u64>,
    /// How many there may be at most.
    pub most: Option<u64>,
    /// Whether the number must be odd.
    pub odd: bool,
    /// Before which kind of record it counts.
    pub by: Option<KindRef>,
}

/// What is counted.
#[derive(Debug, Clone)]
pub enum What {
    /// Records of a kind (`of`); those that say the same in one field (`distinct`) count once.
    Records(KindRef, Option<String>),
    /// The rows of a list in a record (`rows`), or what a number in each comes to (`weight`).
    Rows(FieldRef, Option<String>),
    /// A number that a record tells (`number`).
    Number(FieldRef),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    #[serde(default)]
    of: Option<KindRef>,
    #[serde(default)]
    distinct: Option<String>,
    #[serde(default)]
    rows: Option<FieldRef>,
    #[serde(default)]
    weight: Option<String>,
    #[serde(default)]
    number: Option<FieldRef>,
    #[serde(default)]
    least: Option<u64>,
    #[serde(default)]
    most: Option<u64>,
    #[serde(default)]
    odd: bool,
    #[serde(default)]
    by: Option<KindRef>,
}

impl TryFrom<Wire> for Count {
    type Error = toml::de::Error;
    fn try_from(wire: Wire) -> Result<Self, Self::Error> {
        let what = match (wire.of, wire.rows, wire.number, wire.distinct, wire.weight) {
            (Some(kind), None, None, distinct, None) => {
                if let Some(name) = distinct.as_ref().filter(|name| kind.0.field(name).is_none()) {
                    return Err(Self::Error::custom(format_args!("a `{}` has no field `{name}`", kind.name())));
                }
                What::Records(kind, distinct)
            }
            (None, Some(rows), None, None, weight) => {
                row_field(&rows, weight.as_deref(), |form| matches!(form, Form::Int { .. }))?;
                What::Rows(rows, weight)
            }
            (None, None, Some(number), None, None) if matches!(number.form(), Form::Int { .. }) => What::Number(number),
            _ => {
                let what = "one of `of` (with `distinct`), `rows` (with `weight`) and `number` is counted";
                return Err(Self::Error::custom(what));
            }
        };
        let (least, most, odd, by) = (wire.least, wire.most, wire.odd, wire.by);
        if least.is_none() && most.is_none() && !odd {
            return Err(Self::Error::custom("a count has `least`, `most` or `odd`"));
        }
        if matches!(what, What::Records(..)) && by.is_none() && (least.is_some() || odd) {
            // There may always be another one to come.
            return Err(Self::Error::custom("how many records there are is certain only `by` a kind of record"));
        }
        Ok(Self { what, least, most, odd, by })
    }
}

/// Holds a field of the rows of a list against a form.
pub(super) fn row_field(
    rows: &FieldRef,
    name: Option<&str>,
    is_fit: impl Fn(&Form) -> bool,
) -> Result<(), toml::de::Error> {
    let Form::List { of, .. } = rows.form() else {
        return Err(toml::de::Error::custom(format_args!("`{rows}` is no list")));
    };
    let Some(name) = name else { return Ok(()) };
    match of {
        Form::Table(fields) if fields.iter().any(|field| field.name == name && is_fit(&field.form)) => Ok(()),
        _ => Err(toml::de::Error::custom(format_args!("no row of `{rows}` has such a field `{name}`"))),
    }
}

static LEAST: Saying = Saying::new("count-least", &["what", "number"]);
static MOST: Saying = Saying::new("count-most", &["what", "number"]);
static ODD: Saying = Saying::new("count-odd", &["what"]);
static IS: Saying = Saying::new("count-is", &["number"]);
static RECORDED_LATER: Saying = Saying::new("count-recorded-later", &["number", "all"]);
static UNKNOWN: Saying = Saying::new("count-unknown", &["what", "record"]);

impl Look for Count {
    const SAYINGS: &'static [&'static Saying] = &[&LEAST, &MOST, &ODD, &IS, &RECORDED_LATER, &UNKNOWN];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        match &self.what {
            What::Records(kind, distinct) => self.look_at_records(case, *kind, distinct.as_deref(), out),
            What::Rows(rows, weight) => {
                for (step, by) in case.counting(rows.kind.name(), self.by) {
                    let about = about(by.unwrap_or(step), Some(step));
                    match number_of_rows(step, rows, weight.as_deref()) {
                        Ok(Some(number)) => self.judge(number, about, out),
                        Ok(None) => {}
                        Err(Lacking) => out.undecided(about, UNKNOWN.with([self.name(), Arg::Record(step.number)])),
                    }
                }
            }
            What::Number(field) => {
                for (step, by) in case.counting(field.kind.name(), self.by) {
                    let about = about(by.unwrap_or(step), Some(step));
                    match field.value(step) {
                        Some(Value::Int(number)) => self.judge(u64::try_from(*number).unwrap_or(0), about, out),
                        _ if step.lacks(&field.path) => {
                            out.undecided(about, UNKNOWN.with([self.name(), Arg::Record(step.number)]));
                        }
                        _ => {}
                    }
                }
            }
        }
    }
}

impl Count {
    fn name(&self) -> Arg {
        match &self.what {
            What::Records(kind, _) => Arg::Kind(kind.name()),
            What::Rows(field, _) | What::Number(field) => field_arg(field.kind, &field.path),
        }
    }

    /// What is asked for and not there.
    fn breach(&self, number: u64) -> Option<Said> {
        let asked = |number: u64| Arg::Int(i64::try_from(number).unwrap_or(i64::MAX));
        match (self.least, self.most) {
            (Some(least), _) if number < least => Some(LEAST.with([self.name(), asked(least)])),
            (_, Some(most)) if number > most => Some(MOST.with([self.name(), asked(most)])),
            _ if self.odd && number.is_multiple_of(2) => Some(ODD.with([self.name()])),
            _ => None,
        }
    }

    fn judge(&self, number: u64, about: Vec<u64>, out: &mut Out<'_>) {
        if let Some(expected) = self.breach(number) {
            out.broken(about, expected, IS.with([Arg::Int(i64::try_from(number).unwrap_or(i64::MAX))]));
        }
    }

    fn look_at_records(&self, case: &Case<'_>, kind: KindRef, distinct: Option<&str>, out: &mut Out<'_>) {
        let all = || case.history.of(kind.name());
        let Some(by) = self.by else {
            let about = all().map(|step| step.number).collect();
            return self.judge(number_of(all(), distinct), about, out);
        };
        for by in case.reached(by.name()) {
            let number = number_of(all().filter(|step| step.stood_before(by)), distinct);
            let Some(expected) = self.breach(number) else { continue };
            // Some may have been there in time and only been entered afterwards.
            let happened = number_of(all().filter(|step| step.happened_by(by)), distinct);
            if happened > number && self.breach(happened).is_none() {
                let found = RECORDED_LATER.with([Arg::Int(clip(number)), Arg::Int(clip(happened))]);
                out.badly_recorded([by.number], expected, found);
            } else {
                out.broken([by.number], expected, IS.with([Arg::Int(clip(number))]));
            }
        }
        if !case.history.has(by.name()) && self.breach(number_of(all(), distinct)).is_some() {
            out.open(Awaited { kinds: vec![kind.name()], due: None, since: None, before: Some(by.name()) });
        }
    }
}

fn clip(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// How many records, those that say the same in a field counted once; what cannot be told counts as another.
fn number_of<'a>(steps: impl Iterator<Item = &'a Step>, distinct: Option<&str>) -> u64 {
    let mut seen = HashSet::new();
    let mut number = 0;
    for step in steps {
        let said = distinct.and_then(|name| step.body.get(name)).and_then(|value| serde_json::to_string(value).ok());
        if said.is_none_or(|said| seen.insert(said)) {
            number += 1;
        }
    }
    number
}

/// A late entry declares unknown what would have to be counted.
pub(super) struct Lacking;

/// How many rows, or what a number in each comes to; `None` where the record has no such list.
fn number_of_rows(step: &Step, rows: &FieldRef, weight: Option<&str>) -> Result<Option<u64>, Lacking> {
    let lacks = |name: &str| step.lacks(&format!("{}.{name}", rows.path));
    if step.lacks(&rows.path) || weight.is_some_and(lacks) {
        return Err(Lacking);
    }
    let found = rows.values(step);
    if found.is_empty() && step.body.get(&rows.path).is_none() {
        return Ok(None);
    }
    Ok(Some(match weight {
        None => wide(found.len()),
        Some(name) => found.into_iter().map(|row| weight_of(row, name)).fold(0, u64::saturating_add),
    }))
}

/// A count in a row.
pub(super) fn weight_of(row: &Value, name: &str) -> u64 {
    match row.get(name) {
        Some(Value::Int(number)) => u64::try_from(*number).unwrap_or(0),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::finding::Nature;
    use super::super::super::sample::{Story, found, judged, try_profile};

    const EXPERTS: &str =
        "kind = \"count\"\nof = \"expert-opinion\"\ndistinct = \"expert\"\nleast = 3\nodd = true\nby = \"legality-opinion\"";
    const SEATS: &str = "kind = \"count\"\nrows = \"hearing-participants.representatives\"\nweight = \"count\"\nleast = 15";

    fn experts(names: &[&str]) -> Story {
        names.iter().fold(Story::opened("{}"), |story, name| {
            story.add("expert-opinion", "2026-02-01", &format!(r##"{{"expert":"{name}"}}"##))
        })
    }

    fn reviewed(names: &[&str]) -> Vec<(&'static str, Vec<u64>)> {
        found(EXPERTS, &experts(names).add("legality-opinion", "2026-03-01", "{}"))
    }

    #[test]
    fn too_few_experts_or_an_even_number_are_found() {
        assert_eq!(reviewed(&["甲", "乙", "丙"]), []);
        assert_eq!(reviewed(&["甲", "乙"]), [("broken", vec![3])]);
        assert_eq!(reviewed(&["甲", "乙", "丙", "丁"]), [("broken", vec![5])]);
        assert_eq!(reviewed(&[]), [("broken", vec![1])]);
    }

    #[test]
    fn an_expert_asked_twice_is_one_expert() {
        assert_eq!(reviewed(&["甲", "乙", "甲"]), [("broken", vec![4])]);
        assert_eq!(reviewed(&["甲", "乙", "甲", "丙"]), []);
    }

    #[test]
    fn one_entered_afterwards_is_a_fault_of_the_record() {
        let story = experts(&["甲", "乙"]).add("legality-opinion", "2026-03-01", "{}");
        for (day, nature) in [("2026-02-20", Nature::Record), ("2026-03-02", Nature::Procedure)] {
            let findings = judged(EXPERTS, &story.clone().add("expert-opinion", day, r##"{"expert":"丙"}"##)).findings;
            assert_eq!((findings.len(), findings[0].nature), (1, nature));
        }
    }

    #[test]
    fn one_entered_afterwards_does_not_make_up_for_one_that_was_never_there() {
        let story = experts(&["甲"]).add("legality-opinion", "2026-03-01", "{}");
        let findings = judged(EXPERTS, &story.add("expert-opinion", "2026-02-20", r##"{"expert":"乙"}"##)).findings;
        assert_eq!((findings.len(), findings[0].nature), (1, Nature::Procedure));
    }

    #[test]
    fn before_the_review_what_is_missing_is_open() {
        let judgement = judged(EXPERTS, &experts(&["甲", "乙"]));
        assert_eq!((judgement.findings.len(), &judgement.open[0].kinds[..]), (0, &["expert-opinion"][..]));
        assert_eq!(judgement.open[0].before, Some("legality-opinion"));
        assert_eq!(judged(EXPERTS, &experts(&["甲", "乙", "丙"])).kept, 1);
    }

    fn seats(one: u32, other: u32) -> Story {
        let rows = format!(r##"{{"representatives":[{{"group":"居民","count":{one}}},{{"group":"专家","count":{other}}}]}}"##);
        Story::opened("{}").add("hearing-participants", "2026-02-01", &rows)
    }

    #[test]
    fn too_few_representatives_are_found() {
        assert_eq!(found(SEATS, &seats(10, 4)), [("broken", vec![1])]);
        assert_eq!(found(SEATS, &seats(10, 5)), []);
        let rows = "kind = \"count\"\nrows = \"hearing-participants.representatives\"\nleast = 3";
        assert_eq!(found(rows, &seats(10, 5)), [("broken", vec![1])], "without a weight rows are counted");
    }

    #[test]
    fn a_number_is_taken_as_told() {
        let rule = "kind = \"count\"\nnumber = \"hearing-participants.supervisors\"\nleast = 1\nmost = 2";
        let told = |body| found(rule, &Story::opened("{}").add("hearing-participants", "2026-02-01", body));
        assert_eq!(told(r##"{"supervisors":0}"##), [("broken", vec![1])]);
        assert_eq!(told(r##"{"supervisors":3}"##), [("broken", vec![1])]);
        assert_eq!(told(r##"{"supervisors":2}"##), []);
        assert_eq!(told("{}"), [], "what may be left out and is left out is no number");
    }

    #[test]
    fn too_many_records_are_found_at_any_time() {
        let rule = "kind = \"count\"\nof = \"head-decision\"\nmost = 1";
        let once = Story::opened("{}").add("head-decision", "2026-03-01", "{}");
        assert_eq!(found(rule, &once), []);
        assert_eq!(found(rule, &once.add("head-decision", "2026-03-02", "{}")), [("broken", vec![1, 2])]);
    }

    #[test]
    fn what_nobody_can_tell_any_more_is_not_decided() {
        for missing in ["representatives", "representatives[1].count"] {
            let judgement = judged(SEATS, &seats(1, 1).late(&[missing]));
            assert_eq!((judgement.findings.len(), judgement.undecided.len()), (0, 1), "{missing}");
        }
        assert_eq!(found(SEATS, &seats(1, 1).late(&["witnesses"])), [("broken", vec![1])]);
    }

    #[test]
    fn parameters_that_do_not_fit_are_refused() {
        for (from, to) in [
            ("by = \"legality-opinion\"", ""),
            ("least = 3\nodd = true", ""),
            ("\"expert\"", "\"nobody\""),
            ("distinct", "weight"),
            ("of = \"expert-opinion\"\n", ""),
        ] {
            assert!(try_profile(&EXPERTS.replace(from, to)).is_err(), "{to}");
        }
        for (from, to) in [("\"count\"\nleast", "\"group\"\nleast"), ("representatives", "method"), ("rows", "number")] {
            assert!(try_profile(&SEATS.replace(from, to)).is_err(), "{to}");
        }
    }
}
