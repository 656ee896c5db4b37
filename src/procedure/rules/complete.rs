//! A record must say what it is there to say (A27): the subject, the time, the chair, who attended. What the schema leaves
//! open a profile may ask for.

use serde::Deserialize;
use serde::de::Error;

use super::super::history::Step;
use super::super::judge::{Case, Out};
use super::super::refs::{Condition, FieldRef};
use super::super::said::{Arg, Saying};
use super::Look;
use crate::model::Value;

/// Each record of these kinds has these fields, and they are not blank. In a list, every row has them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, try_from = "Wire")]
pub struct Complete {
    /// The fields. A list must have a row; a field in a list must be in every row there is.
    pub fields: Vec<FieldRef>,
    /// Only records of which all of these hold (`where`).
    pub only: Vec<Condition>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    fields: Vec<FieldRef>,
    #[serde(default, rename = "where")]
    only: Vec<Condition>,
}

impl TryFrom<Wire> for Complete {
    type Error = toml::de::Error;
    fn try_from(Wire { fields, only }: Wire) -> Result<Self, Self::Error> {
        let foreign = only.iter().find(|only| fields.iter().any(|field| field.kind != only.kind()));
        match foreign {
            Some(only) => {
                Err(Self::Error::custom(format_args!("`where` is about a `{}`, which not all fields are of", only.kind().name())))
            }
            None => Ok(Self { fields, only }),
        }
    }
}

static HAS: Saying = Saying::new("complete-has", &["field"]);
static LACKS: Saying = Saying::new("complete-lacks", &["record", "field"]);
static ROWS_LACK: Saying = Saying::new("complete-rows-lack", &["record", "field", "rows"]);
static UNKNOWN: Saying = Saying::new("complete-unknown", &["field", "record"]);

impl Look for Complete {
    const SAYINGS: &'static [&'static Saying] = &[&HAS, &LACKS, &ROWS_LACK, &UNKNOWN];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        for field in &self.fields {
            for step in case.history.of(field.kind.name()) {
                let held: Vec<Option<bool>> = self.only.iter().map(|only| only.holds_of(step)).collect();
                if held.contains(&Some(false)) {
                    continue;
                }
                if held.contains(&None) {
                    // Whether it is asked for here nobody can tell; it matters only where it is not there.
                    if field.value(step).is_none() {
                        let name = Arg::Field(field.kind.name(), field.path.clone());
                        out.undecided([step.number], UNKNOWN.with([name, Arg::Record(step.number)]));
                    }
                    continue;
                }
                look_at(field, step, out);
            }
        }
    }
}

fn look_at(field: &FieldRef, step: &Step, out: &mut Out<'_>) {
    let name = || Arg::Field(field.kind.name(), field.path.clone());
    let about = [step.number];
    let lacking = match field.path.split_once('.') {
        None => is_blank(step.body.get(&field.path)).then(Vec::new),
        Some((list, rest)) => {
            let rows: Vec<&Value> = match step.body.get(list) {
                Some(Value::List(rows)) => rows.iter().collect(),
                Some(table) => vec![table],
                None => Vec::new(),
            };
            let lacks = |row: &Value| is_blank(within(row, rest));
            let known = |place: usize| !step.is_missing_in(list, place, rest);
            let (known, lost): (Vec<usize>, Vec<usize>) =
                (0..rows.len()).filter(|place| lacks(rows[*place])).partition(|place| known(*place));
            if !lost.is_empty() {
                out.undecided(about, UNKNOWN.with([name(), Arg::Record(step.number)]));
            }
            (!known.is_empty()).then_some(known)
        }
    };
    let Some(places) = lacking else { return };
    if places.is_empty() && step.lacks(&field.path) {
        return out.undecided(about, UNKNOWN.with([name(), Arg::Record(step.number)]));
    }
    let found = if places.is_empty() {
        LACKS.with([Arg::Record(step.number), name()])
    } else {
        let rows = Arg::List(places.iter().map(|place| (place + 1).to_string()).collect());
        ROWS_LACK.with([Arg::Record(step.number), name(), rows])
    };
    out.broken(about, HAS.with([name()]), found);
}

fn within<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(value, |value, part| value.get(part))
}

fn is_blank(value: Option<&Value>) -> bool {
    match value {
        None => true,
        Some(Value::Text(text)) => text.trim().is_empty(),
        Some(Value::List(rows)) => rows.is_empty(),
        Some(Value::Bool(_) | Value::Int(_) | Value::Table(_)) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::{Story, found, judged, try_profile};

    const RULE: &str = "kind = \"complete\"
fields = [\"meeting-opened.chair\", \"meeting-opened.notice_sent\", \"meeting-opened.roster.title\", \"meeting-opened.observers\"]";

    fn met(body: &str) -> Story {
        Story::opened("{}").add("meeting-opened", "2026-03-01", body)
    }

    const WHOLE: &str = r##"{"chair":"赵","notice_sent":"2026-02-26","roster":[{"person":"赵","title":"县长"},
        {"person":"钱","title":"副县长"}],"observers":[{"group":"市民","count":2}]}"##;

    #[test]
    fn what_is_not_there_is_found_field_by_field() {
        assert_eq!(found(RULE, &met(WHOLE)), []);
        for (from, to) in [
            (r##""chair":"赵","##, ""),
            (r##""chair":"赵""##, r##""chair":" ""##),
            (r##","title":"副县长""##, ""),
            (r##"[{"group":"市民","count":2}]"##, "[]"),
        ] {
            assert_eq!(found(RULE, &met(&WHOLE.replace(from, to))), [("broken", vec![1])], "{from}");
        }
        assert_eq!(found(RULE, &met("{}")).len(), 3, "without a roster no row lacks its title");
        assert_eq!(found(RULE, &Story::opened("{}")), [], "no meeting, no fault");
    }

    #[test]
    fn what_is_declared_lost_is_not_decided() {
        let story = met(&WHOLE.replace(r##""chair":"赵","##, "")).late(&["chair"]);
        let judgement = judged(RULE, &story);
        assert_eq!((judgement.findings.len(), judgement.undecided.len()), (0, 1));
        let rows = WHOLE.replace(r##","title":"县长""##, "").replace(r##","title":"副县长""##, "");
        let judgement = judged(RULE, &met(&rows).late(&["roster[0].title"]));
        assert_eq!((judgement.findings.len(), judgement.undecided.len()), (1, 1), "the second row declares nothing");
        let judgement = judged(RULE, &met(&rows).late(&["roster.title"]));
        assert_eq!((judgement.findings.len(), judgement.undecided.len()), (0, 1));
    }

    #[test]
    fn only_those_of_which_something_holds() {
        let rule = "kind = \"complete\"\nfields = [\"publication.withheld\"]\nwhere = [\"not publication.published\"]";
        let out = |body: &str| Story::opened("{}").add("publication", "2026-03-01", body);
        assert_eq!(found(rule, &out(r##"{"published":false}"##)), [("broken", vec![1])]);
        assert_eq!(found(rule, &out(r##"{"published":false,"withheld":[{"part":"全文"}]}"##)), []);
        assert_eq!(found(rule, &out(r##"{"published":true}"##)), []);
        let lost = judged(rule, &out("{}").late(&["published"]));
        assert_eq!((lost.findings.len(), lost.undecided.len()), (0, 1));
        assert!(try_profile(&rule.replace("not publication.published", "decision-open.risky")).is_err());
    }

    #[test]
    fn no_is_an_answer() {
        let rule = "kind = \"complete\"\nfields = [\"decision-open.technical\"]";
        assert_eq!(found(rule, &Story::opened(r##"{"technical":false}"##)), []);
        assert!(try_profile("kind = \"complete\"\nfields = [\"decision-open.weather\"]").is_err());
    }
}
