//! Who judges must not be who is judged (A11, A12): no expert from the unit that drafts or the party that gains (Order 713,
//! art. 20), no evaluation afterwards by whoever did the main assessment before (art. 36).
//!
//! Held against each other are names as they stand in the records: trimmed, whole, and nothing else. Two names of one
//! institution are not found; that two bear one name is for people to look at.

use serde::Deserialize;
use serde::de::Error;

use super::super::history::Step;
use super::super::judge::{Case, Out};
use super::super::refs::FieldRef;
use super::super::said::{Arg, Saying};
use super::Look;
use crate::model::Value;
use crate::model::kind::Form;

/// No name in `who` may stand in `not_among`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, try_from = "Wire")]
pub struct Independence {
    /// Fields that name who must be independent: `expert-opinion.organisation`.
    pub who: Vec<FieldRef>,
    /// Fields that name those they must not be: `decision-open.handling_units.unit`.
    pub not_among: Vec<FieldRef>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    who: Vec<FieldRef>,
    not_among: Vec<FieldRef>,
}

impl TryFrom<Wire> for Independence {
    type Error = toml::de::Error;
    fn try_from(Wire { who, not_among }: Wire) -> Result<Self, Self::Error> {
        let names = |form: &Form| matches!(form, Form::Line | Form::Text | Form::Person);
        let named = |form: &Form| names(form) || matches!(form, Form::List { of, .. } if names(of));
        if let Some(field) = who.iter().chain(&not_among).find(|field| !named(field.form())) {
            return Err(Self::Error::custom(format_args!("`{field}` names nobody")));
        }
        Ok(Self { who, not_among })
    }
}

static APART: Saying = Saying::new("independence-apart", &["who", "among"]);
static SAME: Saying = Saying::new("independence-same", &["name", "record", "other"]);
static UNKNOWN: Saying = Saying::new("independence-unknown", &["field", "record"]);

impl Look for Independence {
    const SAYINGS: &'static [&'static Saying] = &[&APART, &SAME, &UNKNOWN];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        let (who, lost_who) = names(case, &self.who);
        let (among, lost_among) = names(case, &self.not_among);
        for (first, step, name) in &who {
            for (second, other, _) in among.iter().filter(|(_, _, other)| other == name) {
                if first == second && step.number == other.number {
                    continue;
                }
                let expected = APART.with([field(first), field(second)]);
                let words = Arg::Words((*name).to_owned());
                let found = SAME.with([words, Arg::Record(step.number), Arg::Record(other.number)]);
                out.broken(pair(step, other), expected, found);
            }
        }
        // A name nobody can tell any more might have been any on the other side.
        let mut undecided = |lost: &[(&FieldRef, &Step)]| {
            for (lost, step) in lost {
                out.undecided([step.number], UNKNOWN.with([field(lost), Arg::Record(step.number)]));
            }
        };
        if !among.is_empty() || !lost_among.is_empty() {
            undecided(&lost_who);
        }
        if !who.is_empty() || !lost_who.is_empty() {
            undecided(&lost_among);
        }
    }
}

/// A name, the record it stands in and the field.
type Named<'a> = (&'a FieldRef, &'a Step, &'a str);

/// The names in some fields, each once for a record; and where late entries declare them lost.
fn names<'a>(case: &'a Case<'_>, fields: &'a [FieldRef]) -> (Vec<Named<'a>>, Vec<(&'a FieldRef, &'a Step)>) {
    let (mut found, mut lost): (Vec<Named<'_>>, Vec<_>) = (Vec::new(), Vec::new());
    for field in fields {
        for step in case.history.of(field.kind.name()) {
            if step.lacks(&field.path) {
                lost.push((field, step));
            }
            for value in field.values(step) {
                if let Value::Text(name) = value
                    && !name.trim().is_empty()
                    && !found.iter().any(|(_, known, second)| known.number == step.number && *second == name.trim())
                {
                    found.push((field, step, name.trim()));
                }
            }
        }
    }
    (found, lost)
}

fn pair(one: &Step, other: &Step) -> Vec<u64> {
    if one.number == other.number { vec![one.number] } else { vec![one.number, other.number] }
}

fn field(field: &FieldRef) -> Arg {
    Arg::Field(field.kind.name(), field.path.clone())
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::{Story, found, judged, try_profile};

    const EXPERTS: &str = "kind = \"independence\"\nwho = [\"expert-opinion.organisation\"]
not_among = [\"decision-open.handling_units.unit\", \"agreement-signed.parties\"]";

    const EVALUATOR: &str = "kind = \"independence\"
who = [\"evaluation-start.evaluator\", \"evaluation-report.evaluator\"]\nnot_among = [\"risk-report.assessor\"]";

    fn expert(organisation: &str) -> Story {
        Story::opened("{}").add("expert-opinion", "2026-02-01", &format!(r##"{{"organisation":"{organisation}"}}"##))
    }

    #[test]
    fn an_expert_of_the_unit_that_drafts_is_found() {
        assert_eq!(found(EXPERTS, &expert("县城管局")), [("broken", vec![1, 0])]);
        assert_eq!(found(EXPERTS, &expert(" 县城管局 ")), [("broken", vec![1, 0])], "blanks around it");
        for other in ["县城管局研究所", "省规划院"] {
            assert_eq!(found(EXPERTS, &expert(other)), [], "{other}");
        }
    }

    #[test]
    fn an_expert_of_a_party_to_the_contract_is_found_in_a_list() {
        let signed = |party: &str| {
            let parties = format!(r##"{{"parties":["县政府","{party}"]}}"##);
            expert("某建设公司").add("agreement-signed", "2026-05-01", &parties)
        };
        assert_eq!(found(EXPERTS, &signed("某建设公司")), [("broken", vec![1, 2])]);
        assert_eq!(found(EXPERTS, &signed("某园林公司")), []);
    }

    #[test]
    fn the_assessor_of_before_as_the_evaluator_of_after_is_found_in_each_record() {
        let evaluated = |evaluator: &str| {
            let who = format!(r##"{{"evaluator":"{evaluator}"}}"##);
            Story::opened("{}")
                .add("risk-report", "2026-02-01", r##"{"assessor":"某评估公司"}"##)
                .add("evaluation-start", "2027-03-01", &who)
                .add("evaluation-report", "2027-04-01", &who)
        };
        assert_eq!(found(EVALUATOR, &evaluated("某评估公司")), [("broken", vec![2, 1]), ("broken", vec![3, 1])]);
        assert_eq!(found(EVALUATOR, &evaluated("市社科院")), []);
    }

    #[test]
    fn a_name_nobody_can_tell_any_more_decides_nothing() {
        let story = Story::opened("{}").add("expert-opinion", "2026-02-01", "{}").late(&["organisation"]);
        let judgement = judged(EXPERTS, &story);
        assert_eq!((judgement.findings.len(), judgement.undecided.len()), (0, 1));
        let other = Story::opened("{}").add("risk-report", "2026-02-01", "{}").late(&["assessor"]);
        assert_eq!(judged(EVALUATOR, &other).undecided.len(), 0, "nobody has evaluated yet");
        let after = other.add("evaluation-report", "2027-04-01", r##"{"evaluator":"市社科院"}"##);
        assert_eq!(judged(EVALUATOR, &after).undecided.len(), 1);
    }

    #[test]
    fn a_field_that_names_nobody_is_refused() {
        for field in ["expert-opinion.own_department", "expert-opinion.conclusion", "decision-open.handling_units"] {
            assert!(try_profile(&EXPERTS.replace("expert-opinion.organisation", field)).is_err(), "{field}");
        }
        assert!(try_profile(EXPERTS).is_ok());
    }
}
