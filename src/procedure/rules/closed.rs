//! What is over is over (A25): nothing is added to a meeting after its closing, and as many records belong to it as the
//! closing says. A real case was an item written into the minutes afterwards.

use serde::Deserialize;

use super::super::history::Step;
use super::super::judge::{Awaited, Case, Out};
use super::super::meeting::{BALLOT, CLOSING, DECISION, MINUTED, SIGNED};
use super::super::said::{Arg, Saying};
use super::Look;

/// For each meeting: nothing after its closing, one closing, and the number of its records.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closed {}

/// What happens at a meeting. What merely names one, such as the minutes sent out, comes afterwards.
pub(super) const AT_MEETINGS: &[&str] = &["speech", SIGNED, MINUTED, BALLOT, DECISION];

static NOTHING_AFTER: Saying = Saying::new("closed-nothing-after", &["record"]);
static RECORDED_AFTER: Saying = Saying::new("closed-recorded-after", &["record", "time"]);
static ONCE: Saying = Saying::new("closed-once", &["record"]);
static AGAIN: Saying = Saying::new("closed-again", &["record"]);
static OPENED_AGAIN: Saying = Saying::new("closed-opened-again", &["record", "number"]);
static SAYS: Saying = Saying::new("closed-says", &["record", "number"]);
static THERE_ARE: Saying = Saying::new("closed-there-are", &["number"]);

impl Look for Closed {
    const SAYINGS: &'static [&'static Saying] =
        &[&NOTHING_AFTER, &RECORDED_AFTER, &ONCE, &AGAIN, &OPENED_AGAIN, &SAYS, &THERE_ARE];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        for meeting in case.meetings {
            let opened = meeting.step;
            match meeting.closing {
                Some(closing) => look_at(case, opened, closing, out),
                None if opened.kind.name == "meeting-opened" => {
                    out.open(Awaited { kinds: vec![CLOSING], due: None, since: Some(opened.number), before: None });
                }
                None => {}
            }
        }
    }
}

fn look_at(case: &Case<'_>, opened: &Step, closing: &Step, out: &mut Out<'_>) {
    for kind in AT_MEETINGS {
        for step in case.history.of_meeting(kind, opened).filter(|step| step.number > closing.number) {
            let expected = NOTHING_AFTER.with([Arg::Record(closing.number)]);
            let found = RECORDED_AFTER.with([Arg::Record(step.number), Arg::Time(step.recorded)]);
            // Entered late and said so, it was only written down afterwards; else it was added.
            match step.late {
                Some(_) if step.happened_by(closing) => out.badly_recorded([step.number, closing.number], expected, found),
                _ => out.broken([step.number, closing.number], expected, found),
            }
        }
    }
    for again in case.history.of_meeting(CLOSING, opened).skip(1) {
        let expected = ONCE.with([Arg::Record(closing.number)]);
        out.broken([again.number, closing.number], expected, AGAIN.with([Arg::Record(again.number)]));
    }
    let named = |step: &Step, field| step.body.text(field).map(|text| text.trim().to_owned());
    let is_same = |other: &&Step| {
        let same = |field| named(other, field).is_some() && named(other, field) == named(opened, field);
        other.number > closing.number && same("number") && same("meeting_kind")
    };
    for again in case.opened().filter(is_same) {
        let number = Arg::Words(named(opened, "number").unwrap_or_default());
        let found = OPENED_AGAIN.with([Arg::Record(again.number), number]);
        out.broken([again.number, closing.number], NOTHING_AFTER.with([Arg::Record(closing.number)]), found);
    }
    let number = case.history.at_meeting(opened).filter(|step| step.number <= closing.number).count() + 1;
    if let Some(says) = closing.int("records").filter(|says| i64::try_from(number) != Ok(*says)) {
        let expected = SAYS.with([Arg::Record(closing.number), Arg::Int(says)]);
        out.broken([closing.number, opened.number], expected, THERE_ARE.with([Arg::count(number)]));
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::finding::Nature;
    use super::super::super::sample::{Story, found, judged, met};

    const RULE: &str = "kind = \"closed\"";

    fn closed(records: u32) -> Story {
        met("present present").say("1 agree, 2 agree").at_meeting("meeting-closed", &format!(r##"{{"records":{records}}}"##))
    }

    #[test]
    fn what_is_added_after_the_closing_is_found() {
        assert_eq!(found(RULE, &closed(4)), []);
        for kind in super::AT_MEETINGS {
            assert_eq!(found(RULE, &closed(4).at_meeting(kind, r##"{"person":"1"}"##)), [("broken", vec![5, 4])], "{kind}");
        }
        for kind in ["minutes-issued", "termination"] {
            assert_eq!(found(RULE, &closed(4).at_meeting(kind, r##"{"number":"1"}"##)), [], "{kind}");
        }
    }

    #[test]
    fn entered_late_and_said_so_is_a_fault_of_the_record() {
        let said = |day: &str| {
            let body = r##"{"meeting":"#1","person":"1","position":"agree"}"##;
            judged(RULE, &closed(4).add("position", day, body).late(&[])).findings[0].nature
        };
        assert_eq!(said("2026-03-01"), Nature::Record);
        assert_eq!(said("2026-03-02"), Nature::Procedure);
    }

    #[test]
    fn a_second_closing_and_a_second_opening_are_found() {
        assert_eq!(found(RULE, &closed(4).at_meeting("meeting-closed", r##"{"dissents":0}"##)), [("broken", vec![5, 4])]);
        let again = |number: &str, kind: &str| {
            let body = format!(r##"{{"number":"{number}","meeting_kind":"{kind}"}}"##);
            found(RULE, &closed(4).add("meeting-opened", "2026-03-01", &body))
        };
        assert_eq!(again("1", "executive-meeting"), [("broken", vec![5, 4])]);
        assert_eq!(again("2", "executive-meeting"), []);
        assert_eq!(again("1", "plenary-meeting"), []);
    }

    #[test]
    fn the_closing_says_how_many_records_there_are() {
        for records in [3, 5] {
            assert_eq!(found(RULE, &closed(records)), [("broken", vec![4, 1])], "{records}");
        }
    }

    #[test]
    fn until_it_is_closed_the_closing_is_open() {
        let judgement = judged(RULE, &met("present"));
        assert_eq!((judgement.findings.len(), &judgement.open[0].kinds[..]), (0, &["meeting-closed"][..]));
    }
}
