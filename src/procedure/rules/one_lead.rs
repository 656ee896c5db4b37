//! Where several units are responsible, one of them leads (Order 713, art. 11): with none or with two nobody answers.

use serde::Deserialize;

use super::super::history::Step;
use super::super::judge::{Case, Out};
use super::super::said::{Arg, Saying};
use super::Look;
use crate::model::Value;

/// Two or more units responsible for a decision have exactly one lead among them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OneLead {}

static ONE: Saying = Saying::new("one-lead", &["units"]);
static NONE: Saying = Saying::new("one-lead-none", &[]);
static SEVERAL: Saying = Saying::new("one-lead-several", &["leads"]);
static UNKNOWN: Saying = Saying::new("one-lead-unknown", &["record"]);

impl Look for OneLead {
    const SAYINGS: &'static [&'static Saying] = &[&ONE, &NONE, &SEVERAL, &UNKNOWN];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        case.history.of("decision-open").for_each(|opening| look_at(opening, out));
    }
}

fn look_at(opening: &Step, out: &mut Out<'_>) {
    let units = opening.rows("handling_units");
    let about = [opening.number];
    if opening.lacks("handling_units") || (units.len() > 1 && opening.lacks("handling_units.lead")) {
        return out.undecided(about, UNKNOWN.with([Arg::Record(opening.number)]));
    }
    let name = |row: &Value| row.text("unit").unwrap_or_default().to_owned();
    let leads: Vec<String> = units.iter().filter(|row| row.get("lead") == Some(&Value::Bool(true))).map(name).collect();
    if units.len() > 1 && leads.len() != 1 {
        let expected = ONE.with([Arg::count(units.len())]);
        let found = if leads.is_empty() { NONE.with([]) } else { SEVERAL.with([Arg::List(leads)]) };
        out.broken(about, expected, found);
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::{Story, found, judged};

    const RULE: &str = "kind = \"one-lead\"";

    fn units(leads: &[bool]) -> Story {
        let rows: Vec<String> =
            leads.iter().map(|lead| format!(r##"{{"unit":"某局","lead":{lead}}}"##)).collect();
        Story::opened(&format!(r##"{{"handling_units":[{}]}}"##, rows.join(",")))
    }

    #[test]
    fn several_units_have_one_lead() {
        assert_eq!(found(RULE, &units(&[true, false, false])), []);
        assert_eq!(found(RULE, &units(&[false, false])), [("broken", vec![0])]);
        assert_eq!(found(RULE, &units(&[true, true])), [("broken", vec![0])]);
    }

    #[test]
    fn a_single_unit_needs_no_lead() {
        assert_eq!(found(RULE, &units(&[false])), []);
        assert_eq!(found(RULE, &units(&[true])), []);
    }

    #[test]
    fn who_led_and_nobody_can_tell_is_not_decided() {
        for missing in ["handling_units.lead", "handling_units[1].lead", "handling_units"] {
            let judgement = judged(RULE, &units(&[false, false]).late(&[missing]));
            assert_eq!((judgement.findings.len(), judgement.undecided.len()), (0, 1), "{missing}");
        }
    }
}
