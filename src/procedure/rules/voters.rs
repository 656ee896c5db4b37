//! Only members who were there have a say (A19): no position of somebody who merely attended, was away or stood aside
//! counts, and none that names no meeting of this decision.

use serde::Deserialize;

use super::super::history::Step;
use super::super::judge::{Case, Out};
use super::super::meeting::{Attendance, BALLOT, MINUTED, Meeting, ROSTER_UNKNOWN, SIGNED};
use super::super::said::{Arg, Said, Saying};
use super::Look;

/// Who took a position or voted, held against the roster of the meeting.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Voters {}

static MEMBER: Saying = Saying::new("voters-member", &["record"]);
static NOT_LISTED: Saying = Saying::new("voters-not-listed", &["record", "person"]);
static ATTENDS: Saying = Saying::new("voters-attends", &["record", "person", "office"]);
static ABSENT: Saying = Saying::new("voters-absent", &["record", "person"]);
static RECUSED: Saying = Saying::new("voters-recused", &["record", "person"]);
static HANDED_IN_LATE: Saying = Saying::new("voters-handed-in-late", &["record", "person", "day"]);
static OF_MEETING: Saying = Saying::new("voters-of-meeting", &["record"]);
static NO_MEETING: Saying = Saying::new("voters-no-meeting", &["record"]);

impl Look for Voters {
    const SAYINGS: &'static [&'static Saying] = &[
        &MEMBER,
        &NOT_LISTED,
        &ATTENDS,
        &ABSENT,
        &RECUSED,
        &HANDED_IN_LATE,
        &OF_MEETING,
        &NO_MEETING,
        &ROSTER_UNKNOWN,
    ];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        for kind in [SIGNED, MINUTED, BALLOT] {
            for step in case.history.of(kind) {
                if step.lacks("meeting") {
                    continue;
                }
                let named = step.cited("meeting");
                let Some(meeting) = case.meetings.iter().find(|meeting| Some(meeting.step.record) == named) else {
                    let number = || Arg::Record(step.number);
                    out.broken([step.number], OF_MEETING.with([number()]), NO_MEETING.with([number()]));
                    continue;
                };
                match kind {
                    BALLOT => {
                        let voters = step.rows("rows").iter().filter_map(|row| row.text("person"));
                        voters.for_each(|person| look_at(meeting, step, person, false, out));
                    }
                    _ => {
                        let written = step.flag("in_writing") == Some(true);
                        step.body.text("person").into_iter().for_each(|one| look_at(meeting, step, one, written, out));
                    }
                }
            }
        }
    }
}

fn look_at(meeting: &Meeting<'_>, step: &Step, person: &str, written: bool, out: &mut Out<'_>) {
    if let Some(found) = wrong(meeting, step, person, written) {
        out.broken([step.number, meeting.step.number], MEMBER.with([Arg::Record(meeting.step.number)]), found);
    } else if meeting.seat(person).is_none_or(|seat| seat.attendance.is_none()) {
        let about = [step.number, meeting.step.number];
        out.undecided(about, ROSTER_UNKNOWN.with([Arg::Record(meeting.step.number)]));
    }
}

/// What speaks against a person's word counting.
fn wrong(meeting: &Meeting<'_>, step: &Step, person: &str, written: bool) -> Option<Said> {
    let (record, name) = (Arg::Record(step.number), Arg::Words(person.to_owned()));
    let Some(seat) = meeting.seat(person) else {
        return (!meeting.step.lacks("roster.person")).then(|| NOT_LISTED.with([record, name]));
    };
    if !seat.is_member() {
        let office = seat.office.parse().ok();
        return office.map(|office| ATTENDS.with([record, name, Arg::Office(office)]));
    }
    match seat.attendance? {
        Attendance::There => None,
        Attendance::Recused => Some(RECUSED.with([record, name])),
        Attendance::Absent if !written => Some(ABSENT.with([record, name])),
        // Their word must have been there while the others could still hear it.
        Attendance::Absent => {
            let end = meeting.closing.unwrap_or(meeting.step).occurred.to.date();
            let handed_in = step.moment("handed_in")?.date();
            (handed_in > end).then(|| HANDED_IN_LATE.with([record, name, Arg::Day(handed_in)]))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::{Story, found, judged, met};

    const RULE: &str = "kind = \"voters\"";

    fn says(story: &Story, person: &str, more: &str) -> Vec<(&'static str, Vec<u64>)> {
        let body = format!(r##"{{"meeting":"#1","person":"{person}","position":"agree"{more}}}"##);
        let signed = found(RULE, &story.clone().add("position", "2026-03-01", &body));
        assert_eq!(found(RULE, &story.clone().add("minuted-position", "2026-03-01", &body)), signed);
        signed
    }

    #[test]
    fn who_only_attends_or_is_unknown_to_the_roster_has_no_say() {
        let story = met("present online");
        assert_eq!(says(&story, "1", ""), []);
        assert_eq!(says(&story, "2", ""), []);
        assert_eq!(says(&story, "列席", ""), [("broken", vec![2, 1])]);
        assert_eq!(says(&story, "无名", ""), [("broken", vec![2, 1])]);
    }

    #[test]
    fn who_was_away_has_a_say_only_in_writing_and_in_time() {
        let story = met("present absent recused");
        assert_eq!(says(&story, "2", ""), [("broken", vec![2, 1])]);
        assert_eq!(says(&story, "2", r##","in_writing":true"##), []);
        assert_eq!(says(&story, "2", r##","in_writing":true,"handed_in":"2026-03-01""##), []);
        assert_eq!(says(&story, "2", r##","in_writing":true,"handed_in":"2026-03-02""##), [("broken", vec![2, 1])]);
        assert_eq!(says(&story, "3", r##","in_writing":true"##), [("broken", vec![2, 1])]);
    }

    #[test]
    fn a_ballot_counts_only_members_too() {
        let vote = |person: &str| {
            let body = format!(r##"{{"meeting":"#1","rows":[{{"person":"1","vote":"agree"}},{{"person":"{person}","vote":"agree"}}]}}"##);
            found(RULE, &met("present absent present").add("ballot", "2026-03-01", &body))
        };
        assert_eq!(vote("3"), []);
        assert_eq!(vote("2"), [("broken", vec![2, 1])]);
        assert_eq!(vote("列席"), [("broken", vec![2, 1])]);
    }

    #[test]
    fn a_position_belongs_to_a_meeting_of_this_decision() {
        let story = met("present");
        for meeting in ["#0", "0000000000000000000000000000000000000000000000000000000000000000"] {
            let body = format!(r##"{{"meeting":"{meeting}","person":"1","position":"agree"}}"##);
            assert_eq!(found(RULE, &story.clone().add("position", "2026-03-01", &body)), [("broken", vec![2])]);
        }
        assert_eq!(found(RULE, &story.add("position", "2026-03-01", r##"{"person":"1"}"##).late(&["meeting"])), []);
    }

    #[test]
    fn without_a_roster_it_is_not_decided() {
        let story = Story::opened("{}").add("meeting-opened", "2026-03-01", "{}").late(&["roster"]);
        let judgement = judged(RULE, &story.add("position", "2026-03-01", r##"{"meeting":"#1","person":"1"}"##));
        assert_eq!((judgement.findings.len(), judgement.undecided.len()), (0, 1));
    }
}
