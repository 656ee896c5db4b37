//! What a record says must be one of some words before the matter goes on: an opinion that finds the draft lawful, a risk
//! that can be controlled, a meeting of the kind that may decide.

use serde::Deserialize;
use serde::de::Error;

use super::super::history::Step;
use super::super::judge::{Case, Out};
use super::super::refs::{Condition, FieldRef, KindRef};
use super::super::said::{Arg, Saying};
use super::Look;
use crate::model::Value;
use crate::model::kind::Form;

/// The last record of a field's kind before each record of `by` must say one of `one_of`; without `by`, each record must.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, try_from = "Wire")]
pub struct ValueRule {
    /// The field.
    pub field: FieldRef,
    /// What it may say.
    pub one_of: Vec<String>,
    /// What it may say besides, where a condition holds.
    pub also: Vec<Exception>,
    /// Before which kind the last word counts.
    pub by: Option<KindRef>,
}

/// A word allowed under a condition.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// The word.
    pub word: String,
    /// Where this holds.
    pub when: Condition,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    field: FieldRef,
    one_of: Vec<String>,
    #[serde(default)]
    also: Vec<Exception>,
    #[serde(default)]
    by: Option<KindRef>,
}

impl TryFrom<Wire> for ValueRule {
    type Error = toml::de::Error;
    fn try_from(wire: Wire) -> Result<Self, Self::Error> {
        let words = wire.one_of.iter().chain(wire.also.iter().map(|one| &one.word));
        match wire.field.form() {
            Form::Choice(choices) => {
                if let Some(word) = words.into_iter().find(|word| !choices.contains(&word.as_str())) {
                    return Err(Self::Error::custom(format_args!("`{}` is never `{word}`", wire.field)));
                }
            }
            Form::Bool if wire.one_of.iter().all(|word| word == "true" || word == "false") => {}
            _ => return Err(Self::Error::custom(format_args!("`{}` is not one of a set of words", wire.field))),
        }
        Ok(Self { field: wire.field, one_of: wire.one_of, also: wire.also, by: wire.by })
    }
}

static ONE_OF: Saying = Saying::new("value-one-of", &["field", "words"]);
static SAYS: Saying = Saying::new("value-says", &["record", "word"]);
static FLAG: Saying = Saying::new("value-flag", &["field", "word"]);
static UNKNOWN: Saying = Saying::new("value-unknown", &["field", "record"]);

impl Look for ValueRule {
    const SAYINGS: &'static [&'static Saying] = &[&ONE_OF, &SAYS, &FLAG, &UNKNOWN];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        match self.by {
            None => case.history.of(self.field.kind.name()).for_each(|step| self.look_at(case, step, None, out)),
            Some(by) => {
                for by in case.reached(by.name()) {
                    if let Some(step) = case.history.last_before(self.field.kind.name(), by) {
                        self.look_at(case, step, Some(by), out);
                    }
                }
            }
        }
    }
}

impl ValueRule {
    fn look_at(&self, case: &Case<'_>, step: &Step, by: Option<&Step>, out: &mut Out<'_>) {
        let about = || -> Vec<u64> { by.map(|by| by.number).into_iter().chain([step.number]).collect() };
        let (kind, path) = (self.field.kind.name(), &self.field.path);
        let values = self.field.values(step);
        if values.is_empty() && step.lacks(path) {
            return out.undecided(about(), UNKNOWN.with([Arg::Field(kind, path.clone()), Arg::Record(step.number)]));
        }
        for value in values {
            let word = match value {
                Value::Text(word) => word.as_str(),
                Value::Bool(true) => "true",
                Value::Bool(false) => "false",
                _ => continue,
            };
            let excepted = || self.also.iter().any(|one| one.word == word && one.when.holds(case.history) == Some(true));
            if self.one_of.iter().any(|one| one == word) || excepted() {
                continue;
            }
            let word = word.to_owned();
            let (expected, found) = if matches!(value, Value::Bool(_)) {
                let wanted = self.one_of.join(", ");
                (
                    FLAG.with([Arg::Field(kind, path.clone()), Arg::Words(wanted)]),
                    FLAG.with([Arg::Field(kind, path.clone()), Arg::Words(word)]),
                )
            } else {
                (
                    ONE_OF.with([Arg::Field(kind, path.clone()), Arg::Choices(kind, path.clone(), self.one_of.clone())]),
                    SAYS.with([Arg::Record(step.number), Arg::Choice(kind, path.clone(), word)]),
                )
            };
            out.broken(about(), expected, found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::{Story, found, judged, try_profile};

    const RULE: &str = r#"kind = "value"
field = "legality-opinion.conclusion"
one_of = ["lawful", "lawful-after-changes"]
also = [{ word = "exploratory-reform", when = "decision-open.exploratory" }]
by = "meeting-opened""#;

    fn story(opened: &str, conclusion: &str) -> Story {
        let opinion = format!(r##"{{"conclusion":"{conclusion}"}}"##);
        Story::opened(opened).add("legality-opinion", "2026-02-01", &opinion).add("meeting-opened", "2026-03-01", "{}")
    }

    #[test]
    fn an_unlawful_draft_at_the_meeting_is_found() {
        assert_eq!(found(RULE, &story("{}", "unlawful")), [("broken", vec![2, 1])]);
        assert_eq!(found(RULE, &story("{}", "lawful")), []);
    }

    #[test]
    fn a_reform_may_be_tried_where_it_was_opened_as_one() {
        assert_eq!(found(RULE, &story("{}", "exploratory-reform")), [("broken", vec![2, 1])]);
        assert_eq!(found(RULE, &story(r##"{"exploratory":true}"##, "exploratory-reform")), []);
    }

    #[test]
    fn the_last_word_before_the_meeting_counts() {
        let story = Story::opened("{}")
            .add("legality-opinion", "2026-02-01", r##"{"conclusion":"unlawful"}"##)
            .add("legality-opinion", "2026-02-10", r##"{"conclusion":"lawful"}"##)
            .add("meeting-opened", "2026-03-01", "{}");
        assert_eq!(found(RULE, &story), []);
    }

    #[test]
    fn what_nobody_can_tell_any_more_is_not_decided() {
        let story = Story::opened("{}").add("legality-opinion", "2026-02-01", "{}").late(&["conclusion"]);
        let judgement = judged(RULE, &story.add("meeting-opened", "2026-03-01", "{}"));
        assert_eq!((judgement.findings.len(), judgement.undecided.len()), (0, 1));
    }

    #[test]
    fn a_word_the_field_never_says_is_refused() {
        for (from, to) in [("\"lawful\"", "\"fine\""), ("exploratory-reform", "reform"), ("conclusion", "received")] {
            assert!(try_profile(&RULE.replace(from, to)).is_err(), "{to}");
        }
    }
}
