//! The head's decision, the record of the meeting, the minutes sent out and a ballot tell the same (A26): the outcome, its
//! conditions, the number of dissents.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::super::history::Step;
use super::super::judge::{Case, Out};
use super::super::meeting::{BALLOT, CLOSING, DECISION, ISSUED, is_adopted};
use super::super::said::{Arg, Saying};
use super::Look;
use crate::model::Value;

/// Compares, for each meeting, what several records say came of it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MinutesAgree {}

static OUTCOME: Saying = Saying::new("minutes-agree-outcome", &["record", "outcome"]);
static DISSENTS: Saying = Saying::new("minutes-agree-dissents", &["record", "number"]);
static CONDITIONS: Saying = Saying::new("minutes-agree-conditions", &["record"]);
static LEFT_OUT: Saying = Saying::new("minutes-agree-left-out", &["record", "conditions"]);
static PUT_IN: Saying = Saying::new("minutes-agree-put-in", &["record", "conditions"]);
static UNKNOWN: Saying = Saying::new("minutes-agree-unknown", &["record"]);

impl Look for MinutesAgree {
    const SAYINGS: &'static [&'static Saying] = &[&OUTCOME, &DISSENTS, &CONDITIONS, &LEFT_OUT, &PUT_IN, &UNKNOWN];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        for meeting in case.opened() {
            let of = |kind| case.history.of_meeting(kind, meeting);
            // The head's last word, then each record that reports it.
            let reports: Vec<&Step> = of(DECISION).next_back().into_iter().chain(of(CLOSING)).chain(of(ISSUED)).collect();
            let Some((first, rest)) = reports.split_first() else { continue };
            for step in rest {
                look_at_outcome(step, first, out);
                look_at_conditions(step, first, out);
            }
            if let Some(closing) = of(CLOSING).next() {
                of(ISSUED).for_each(|issued| look_at_dissents(issued, closing, out));
            }
            if let Some(ballot) = of(BALLOT).next_back() {
                look_at_declared(ballot, first, out);
            }
        }
    }
}

fn look_at_outcome(step: &Step, first: &Step, out: &mut Out<'_>) {
    let outcome = |step: &Step| step.body.text("outcome").map(str::to_owned);
    match (outcome(step), outcome(first)) {
        (Some(says), Some(said)) if says != said => differ(step, first, (says, "outcome"), (said, "outcome"), out),
        (Some(_), Some(_)) => {}
        _ => unknown(&[step, first], "outcome", out),
    }
}

/// A ballot passes or does not; the outcome has finer words.
fn look_at_declared(ballot: &Step, first: &Step, out: &mut Out<'_>) {
    let Some((says, said)) = ballot.body.text("declared").zip(first.body.text("outcome")) else { return };
    if (says == "passed") != is_adopted(said) {
        differ(first, ballot, (said.to_owned(), "outcome"), (says.to_owned(), "declared"), out);
    }
}

fn differ(step: &Step, first: &Step, says: (String, &str), said: (String, &str), out: &mut Out<'_>) {
    let say = |step: &Step, (word, field): (String, &str)| {
        OUTCOME.with([Arg::Record(step.number), Arg::Choice(step.kind.name, field.to_owned(), word)])
    };
    out.broken([step.number, first.number], say(first, said), say(step, says));
}

fn look_at_dissents(issued: &Step, closing: &Step, out: &mut Out<'_>) {
    match (issued.int("dissents"), closing.int("dissents")) {
        (Some(says), Some(said)) if says != said => {
            let say = |step: &Step, number| DISSENTS.with([Arg::Record(step.number), Arg::Int(number)]);
            out.broken([issued.number, closing.number], say(closing, said), say(issued, says));
        }
        (Some(_), Some(_)) => {}
        _ => unknown(&[issued, closing], "dissents", out),
    }
}

/// Conditions stand in the decision and in the minutes sent out; the closing has no place for them.
fn look_at_conditions(step: &Step, first: &Step, out: &mut Out<'_>) {
    if first.kind.name != DECISION || step.kind.name != ISSUED {
        return;
    }
    if step.lacks("conditions") || first.lacks("conditions") {
        return unknown(&[step, first], "conditions", out);
    }
    let conditions = |step: &Step| -> BTreeSet<String> {
        let texts = step.rows("conditions").iter().filter_map(|value| match value {
            Value::Text(text) => Some(text.trim().to_owned()),
            _ => None,
        });
        texts.collect()
    };
    let (says, said) = (conditions(step), conditions(first));
    for (saying, differing) in [(&LEFT_OUT, &said - &says), (&PUT_IN, &says - &said)] {
        if !differing.is_empty() {
            let found = saying.with([Arg::Record(step.number), Arg::List(differing.into_iter().collect())]);
            out.broken([step.number, first.number], CONDITIONS.with([Arg::Record(first.number)]), found);
        }
    }
}

fn unknown(steps: &[&Step], field: &str, out: &mut Out<'_>) {
    let numbers: Vec<u64> = steps.iter().map(|step| step.number).collect();
    if let Some(step) = steps.iter().find(|step| step.lacks(field)) {
        out.undecided(numbers, UNKNOWN.with([Arg::Record(step.number)]));
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::{Story, found, judged, met};

    const RULE: &str = "kind = \"minutes-agree\"";

    fn decided() -> Story {
        met("present present").at_meeting("head-decision", r##"{"outcome":"passed-in-principle","conditions":["先试行一年"]}"##)
    }

    #[test]
    fn an_outcome_that_changes_on_its_way_into_the_minutes_is_found() {
        for kind in ["meeting-closed", "minutes-issued"] {
            let says = |outcome: &str| {
                let body = format!(r##"{{"outcome":"{outcome}","conditions":["先试行一年"]}}"##);
                found(RULE, &decided().at_meeting(kind, &body))
            };
            assert_eq!(says("passed-in-principle"), [], "{kind}");
            assert_eq!(says("passed"), [("broken", vec![3, 2])], "{kind}");
        }
    }

    #[test]
    fn conditions_left_out_or_put_in_are_found() {
        let says = |conditions: &str| {
            let body = format!(r##"{{"outcome":"passed-in-principle","conditions":[{conditions}]}}"##);
            found(RULE, &decided().at_meeting("minutes-issued", &body))
        };
        assert_eq!(says(r##"" 先试行一年""##), []);
        assert_eq!(says(""), [("broken", vec![3, 2])]);
        assert_eq!(says(r##""先试行一年","报人大备案""##), [("broken", vec![3, 2])]);
        assert_eq!(says(r##""试行""##).len(), 2, "one left out, another put in");
    }

    #[test]
    fn the_dissents_of_the_closing_are_those_of_the_minutes() {
        let issued = |number: u32| {
            let story = met("present").at_meeting("meeting-closed", r##"{"outcome":"passed","dissents":2}"##);
            found(RULE, &story.at_meeting("minutes-issued", &format!(r##"{{"outcome":"passed","dissents":{number}}}"##)))
        };
        assert_eq!(issued(2), []);
        assert_eq!(issued(1), [("broken", vec![3, 2])]);
    }

    #[test]
    fn a_ballot_passes_or_does_not() {
        let story = |declared: &str| {
            let body = format!(r##"{{"declared":"{declared}"}}"##);
            met("present").at_meeting("ballot", &body).at_meeting("meeting-closed", r##"{"outcome":"passed-after-changes"}"##)
        };
        assert_eq!(found(RULE, &story("passed")), []);
        assert_eq!(found(RULE, &story("not-passed")), [("broken", vec![3, 2])]);
    }

    #[test]
    fn what_nobody_can_tell_any_more_is_not_decided() {
        for missing in ["outcome", "conditions"] {
            let issued = r##"{"outcome":"passed-in-principle"}"##.replace("outcome", if missing == "outcome" { "x" } else { "outcome" });
            let body = if missing == "outcome" { issued.replace('}', r##","conditions":["先试行一年"]}"##) } else { issued };
            let judgement = judged(RULE, &decided().at_meeting("minutes-issued", &body).late(&[missing]));
            assert_eq!((judgement.findings.len(), judgement.undecided.len()), (0, 1), "{missing}");
        }
    }
}
