//! Who should attend is settled when the meeting opens (A18): the roster says how many must come and whose word counts, so
//! whoever changes it afterwards changes what the meeting decided. Order 713, art. 30 asks for a truthful record of it.
//!
//! Two ways lead to another roster in a ledger that forgets nothing: a correction of the opening, and a second opening of
//! the same meeting. A slip set right before anybody has spoken is one; titles and roles change nobody's vote.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::super::history::Step;
use super::super::judge::{Case, Out};
use super::super::meeting::{Meeting, ROSTER_UNKNOWN};
use super::super::said::{Arg, Saying};
use super::Look;
use super::closed::AT_MEETINGS;

/// Once somebody has spoken at a meeting, nobody is put on its roster, taken off it or marked otherwise; a meeting that is
/// opened again under its number has the same members.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RosterKept {}

static SETTLED: Saying = Saying::new("roster-kept-settled", &["record", "spoken"]);
static CORRECTED: Saying = Saying::new("roster-kept-corrected", &["record", "fields"]);
static SAME: Saying = Saying::new("roster-kept-same", &["record"]);
static OTHERS: Saying = Saying::new("roster-kept-others", &["record", "people"]);
static UNKNOWN: Saying = Saying::new("roster-kept-unknown", &["record"]);

impl Look for RosterKept {
    const SAYINGS: &'static [&'static Saying] = &[&SETTLED, &CORRECTED, &SAME, &OTHERS, &UNKNOWN, &ROSTER_UNKNOWN];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        for (place, meeting) in case.meetings.iter().enumerate() {
            corrected(case, meeting, out);
            let same = |earlier: &&Meeting<'_>| is_same_meeting(earlier.step, meeting.step);
            if let Some(earlier) = case.meetings[..place].iter().rfind(same) {
                opened_again(earlier, meeting, out);
            }
        }
    }
}

/// The corrections of the roster that came after the first word at the meeting.
fn corrected(case: &Case<'_>, meeting: &Meeting<'_>, out: &mut Out<'_>) {
    let said = case.history.at_meeting(meeting.step).filter(|step| AT_MEETINGS.contains(&step.kind.name));
    let Some(first) = said.min_by_key(|step| step.number) else { return };
    for correction in case.history.corrections_of(meeting.step.record).filter(|step| step.number > first.number) {
        let about = [correction.number, meeting.step.number];
        if correction.lacks("changes") || correction.lacks("changes.field") {
            out.undecided(about, UNKNOWN.with([Arg::Record(correction.number)]));
            continue;
        }
        let fields = correction.rows("changes").iter().filter_map(|change| change.text("field"));
        let fields: Vec<String> = fields.filter(|field| decides_who_counts(field)).map(str::to_owned).collect();
        if !fields.is_empty() {
            let expected = SETTLED.with([Arg::Record(meeting.step.number), Arg::Record(first.number)]);
            out.broken(about, expected, CORRECTED.with([Arg::Record(correction.number), Arg::List(fields)]));
        }
    }
}

/// Whether a field of the opening says who is a member or was there: the roster, a row of it, or one of these columns.
fn decides_who_counts(field: &str) -> bool {
    let Some(rest) = field.trim().strip_prefix("roster") else { return false };
    match rest.rsplit_once('.') {
        None => rest.is_empty() || rest.starts_with('['),
        Some((_, column)) => ["person", "office", "attendance", "written_opinion"].contains(&column),
    }
}

/// Whether two openings are of one meeting: of one kind and number.
fn is_same_meeting(one: &Step, other: &Step) -> bool {
    let same = |field| one.body.text(field).is_some_and(|said| other.body.text(field).map(str::trim) == Some(said.trim()));
    same("number") && same("meeting_kind")
}

fn opened_again(earlier: &Meeting<'_>, later: &Meeting<'_>, out: &mut Out<'_>) {
    let about = [later.step.number, earlier.step.number];
    if let Some(lost) = [earlier.step, later.step].into_iter().find(|step| step.lacks("roster.person")) {
        return out.undecided(about, ROSTER_UNKNOWN.with([Arg::Record(lost.number)]));
    }
    let members = |meeting: &Meeting<'_>| -> BTreeSet<String> {
        meeting.members().map(|seat| seat.person.to_owned()).collect()
    };
    let others: Vec<String> = members(earlier).symmetric_difference(&members(later)).cloned().collect();
    if !others.is_empty() {
        let expected = SAME.with([Arg::Record(earlier.step.number)]);
        out.broken(about, expected, OTHERS.with([Arg::Record(later.step.number), Arg::List(others)]));
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::{Story, found, judged, met};

    const RULE: &str = "kind = \"roster-kept\"";

    fn corrected(story: Story, field: &str) -> Story {
        let body = format!(r##"{{"corrects":"#1","changes":[{{"field":"{field}","wrong":"1","right":"2"}}],"ground":"笔误"}}"##);
        story.add("correction", "2026-03-01", &body)
    }

    #[test]
    fn a_roster_changed_once_somebody_has_spoken_is_found() {
        let story = || met("present absent");
        for field in ["roster", "roster[1]", "roster[1].attendance", "roster[0].person", "roster.office"] {
            assert_eq!(found(RULE, &corrected(story().say("1 agree"), field)), [("broken", vec![3, 1])], "{field}");
            assert_eq!(found(RULE, &corrected(story(), field).say("1 agree")), [], "{field}: before anybody spoke");
        }
        for field in ["roster[1].title", "roster[1].reason", "place", "rosters"] {
            assert_eq!(found(RULE, &corrected(story().say("1 agree"), field)), [], "{field}");
        }
    }

    #[test]
    fn a_meeting_opened_again_has_the_same_members() {
        let again = |number: &str, people: &[&str]| {
            let row = |person: &&str| format!(r##"{{"person":"{person}","office":"member","attendance":"absent"}}"##);
            let rows: Vec<String> = people.iter().map(row).collect();
            let body = format!(
                r##"{{"meeting_kind":"executive-meeting","number":"{number}","roster":[{}]}}"##,
                rows.join(",")
            );
            met("present present").add("meeting-opened", "2026-03-02", &body)
        };
        assert_eq!(found(RULE, &again(" 1", &["1", "3"])), [("broken", vec![2, 1])]);
        assert_eq!(found(RULE, &again("1", &["1"])), [("broken", vec![2, 1])]);
        assert_eq!(found(RULE, &again("1", &["2", "1"])), [], "who came may differ, who should come may not");
        assert_eq!(found(RULE, &again("2", &["1", "3"])), [], "another meeting");
        let lost = judged(RULE, &again("1", &["1"]).late(&["roster.person"]));
        assert_eq!((lost.findings.len(), lost.undecided.len()), (0, 1));
    }

    #[test]
    fn a_correction_of_which_nobody_can_tell_what_it_changes_is_not_decided() {
        let story = met("present present").say("1 agree").add("correction", "2026-03-01", r##"{"corrects":"#1"}"##);
        let judgement = judged(RULE, &story.late(&["changes"]));
        assert_eq!((judgement.findings.len(), judgement.undecided.len()), (0, 1));
    }
}
