//! Time runs one way (A24): nothing stands on what had not happened yet, and nothing is recorded before it happens. An
//! opinion dated before the draft it is about, a decision dated tomorrow: one of the two days is wrong.

use std::sync::LazyLock;

use serde::Deserialize;

use super::super::history::{History, Step, day_of};
use super::super::judge::{Case, Out};
use super::super::said::{Arg, Saying};
use super::Look;
use crate::model::kind::{self, Field, Form, KindSpec};
use crate::model::{Moment, RecordDigest, Value};

/// No record stands on one that happened only later, or tells of what had not happened when it was recorded.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Backwards {}

static STANDS_ON: Saying = Saying::new("backwards-stands-on", &["record", "day"]);
static HAPPENED_LATER: Saying = Saying::new("backwards-happened-later", &["record", "day"]);
static BY_THEN: Saying = Saying::new("backwards-by-then", &["recorded"]);
static YET_TO_COME: Saying = Saying::new("backwards-yet-to-come", &["day"]);

impl Look for Backwards {
    const SAYINGS: &'static [&'static Saying] = &[&STANDS_ON, &HAPPENED_LATER, &BY_THEN, &YET_TO_COME];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        for step in case.history.steps() {
            if is_yet_to_come(step) {
                let expected = BY_THEN.with([Arg::Time(step.recorded)]);
                let found = YET_TO_COME.with([Arg::Day(step.occurred.from.date())]);
                out.badly_recorded([step.number], expected, found);
            }
            for other in stands_on(case.history, step) {
                if is_after(other.occurred.from, step.occurred.to) {
                    let expected = STANDS_ON.with([Arg::Record(step.number), Arg::Day(step.occurred.to.date())]);
                    let found =
                        HAPPENED_LATER.with([Arg::Record(other.number), Arg::Day(other.occurred.from.date())]);
                    out.badly_recorded([step.number, other.number], expected, found);
                }
            }
        }
    }
}

/// The records another stands on: those its body names, and those it says its signers had before them. Two say nothing of
/// the fact: what somebody had before them who entered it late, and the entry just before, which is what a form fills in.
fn stands_on<'a>(history: &'a History, step: &Step) -> Vec<&'a Step> {
    // An opinion handed in before the meeting is entered at the meeting, and names it (art. 30).
    if step.flag("in_writing") == Some(true) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let naming = kind::place(step.kind.name).map_or(&[][..], |place| &NAMING[place]);
    records(naming.iter().copied(), &step.body, &mut |record| found.extend(history.record(&record)));
    if step.late.is_none() {
        let before = step.number.checked_sub(1).and_then(|number| history.step(number)).map(|before| before.record);
        let told = step.basis.iter().filter(|record| Some(**record) != before);
        found.extend(told.filter_map(|record| history.record(record)));
    }
    if found.len() < 2 {
        return found;
    }
    found.sort_by_key(|one| one.number);
    found.dedup_by_key(|one| one.number);
    found
}

/// The records a body names.
fn records<'f>(fields: impl Iterator<Item = &'f Field>, body: &Value, each: &mut dyn FnMut(RecordDigest)) {
    for field in fields {
        if let Some(value) = body.get(field.name) {
            records_in(&field.form, value, each);
        }
    }
}

fn records_in(form: &Form, value: &Value, each: &mut dyn FnMut(RecordDigest)) {
    match (form, value) {
        (Form::Record, Value::Text(text)) => text.parse().into_iter().for_each(each),
        (Form::List { of, .. }, Value::List(rows)) => rows.iter().for_each(|row| records_in(of, row, each)),
        (Form::Table(fields), table) => records(fields.iter(), table, each),
        _ => {}
    }
}

/// For each kind of the catalogue the fields that can name records: most others need not be looked for in a body.
static NAMING: LazyLock<Vec<Vec<&'static Field>>> = LazyLock::new(|| {
    let naming = |spec: &&'static KindSpec| spec.fields.iter().filter(|field| names_records(&field.form)).collect();
    kind::all().iter().map(naming).collect()
});

/// Whether records can be named in what has this form.
fn names_records(form: &Form) -> bool {
    match form {
        Form::Record => true,
        Form::List { of, .. } => names_records(of),
        Form::Table(fields) => fields.iter().any(|field| names_records(&field.form)),
        _ => false,
    }
}

/// Whether a fact certainly lies after another: to the second where both are known so, else to the day.
fn is_after(one: Moment, other: Moment) -> bool {
    match (one, other) {
        (Moment::Instant(one, _), Moment::Instant(other, _)) => one > other,
        (one, other) => one.date() > other.date(),
    }
}

/// Whether it begins only after it was recorded.
fn is_yet_to_come(step: &Step) -> bool {
    match step.occurred.from {
        Moment::Instant(from, _) => from.as_millisecond() - step.recorded.unix_millis() > CLOCK_MILLIS_APART_MAX,
        Moment::Day(from) => from > day_of(step.recorded),
    }
}

/// So far the clocks of a signer and of the ledger may be apart: ten minutes, as wall clocks are.
const CLOCK_MILLIS_APART_MAX: i64 = 600_000;

#[cfg(test)]
mod tests {
    use super::super::super::finding::Nature;
    use super::super::super::sample::{Story, found, judged};

    const RULE: &str = "kind = \"backwards\"";

    fn opinion(drafted: &str, given: &str) -> Story {
        Story::opened("{}")
            .add("draft-version", drafted, "{}")
            .recorded("2026-02-20T02:00:00.000Z")
            .add("legality-opinion", given, r##"{"draft":"#1"}"##)
            .recorded("2026-02-20T02:01:00.000Z")
    }

    #[test]
    fn an_opinion_before_the_draft_it_is_about_contradicts_itself() {
        let findings = judged(RULE, &opinion("2026-02-10", "2026-02-09")).findings;
        assert_eq!((findings.len(), &findings[0].records[..], findings[0].nature), (1, &[2, 1][..], Nature::Record));
        assert_eq!(found(RULE, &opinion("2026-02-10", "2026-02-10")), []);
    }

    #[test]
    fn to_the_second_where_both_are_known_so() {
        let at = |time: &str| format!("2026-02-10T{time}:00+08:00");
        assert_eq!(found(RULE, &opinion(&at("10:01"), &at("10:00"))), [("broken", vec![2, 1])]);
        assert_eq!(found(RULE, &opinion(&at("10:00"), &at("10:00"))), []);
        assert_eq!(found(RULE, &opinion("2026-02-10", &at("10:00"))), [], "some time of that day");
    }

    #[test]
    fn a_record_in_a_row_of_the_body_counts_as_well() {
        let version = |day| {
            Story::opened("{}")
                .add("comment-summary", "2026-02-10", "{}")
                .add("draft-version", day, r##"{"because":[{"change":"第三条","record":"#1"}]}"##)
        };
        assert_eq!(found(RULE, &version("2026-02-09")), [("broken", vec![2, 1])]);
        assert_eq!(found(RULE, &version("2026-02-10")), []);
    }

    #[test]
    fn what_a_form_fills_in_is_no_claim_about_the_fact() {
        // Each record of a story stands on the one before it and on nothing else.
        let story = Story::opened("{}")
            .add("research", "2026-02-10", "{}")
            .add("study", "2026-02-09", "{}")
            .recorded("2026-02-10T03:00:00.000Z");
        assert_eq!(found(RULE, &story), []);
    }

    #[test]
    fn what_an_archivist_had_before_them_is_none_either_and_what_the_paper_names_is() {
        assert_eq!(found(RULE, &opinion("2026-02-10", "2026-02-09").late(&[])), [("broken", vec![2, 1])]);
    }

    #[test]
    fn an_opinion_handed_in_before_the_meeting_may_name_it() {
        let position = |in_writing| {
            let body = format!(r##"{{"meeting":"#1","in_writing":{in_writing}}}"##);
            Story::opened("{}").add("meeting-opened", "2026-03-01", "{}").add("position", "2026-02-27", &body)
        };
        let at = "2026-03-01T03:00:00.000Z";
        assert_eq!(found(RULE, &position(true).recorded(at)), []);
        assert_eq!(found(RULE, &position(false).recorded(at)), [("broken", vec![2, 1])]);
    }

    #[test]
    fn what_is_yet_to_come_cannot_be_on_record() {
        let story = |day, recorded| Story::opened("{}").add("publication", day, "{}").recorded(recorded);
        assert_eq!(found(RULE, &story("2026-03-02", "2026-03-01T02:00:00.000Z")), [("broken", vec![1])]);
        assert_eq!(found(RULE, &story("2026-03-02", "2026-03-01T16:00:00.000Z")), [], "the 2nd by the law's days");
        let minutes = "2026-03-01T10:10:00+08:00";
        assert_eq!(found(RULE, &story(minutes, "2026-03-01T02:00:00.000Z")), [], "clocks differ");
        assert_eq!(found(RULE, &story(minutes, "2026-03-01T01:59:59.000Z")), [("broken", vec![1])]);
    }
}
