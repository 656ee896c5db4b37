//! A meeting may begin only when enough of its members are there (A18; local rules: half of them, for grave matters two
//! thirds. Order 713 has no such number).

use serde::Deserialize;

use super::super::judge::{Case, Out};
use super::super::meeting::{Attendance, KIND_UNKNOWN, Meeting, MeetingKinds, ROSTER_UNKNOWN, wide};
use super::super::refs::Share;
use super::super::said::{Arg, Saying};
use super::Look;

/// Of the members on each meeting's roster, the share that was there.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quorum {
    /// The share.
    pub least: Share,
    /// Whether exactly that share is enough (半数以上 includes exactly half, 超过半数 does not).
    #[serde(default = "yes")]
    pub inclusive: bool,
    /// Whether an absent member who handed in an opinion counts as there.
    #[serde(default)]
    pub written_counts: bool,
    /// Whether members who stood aside stay among those who should be there.
    #[serde(default)]
    pub recused_count: bool,
    /// Only meetings of these kinds; all where it is left out.
    #[serde(default)]
    pub meeting_kinds: MeetingKinds,
}

const fn yes() -> bool {
    true
}

static LEAST: Saying = Saying::new("quorum-least", &["record", "share"]);
static MORE_THAN: Saying = Saying::new("quorum-more-than", &["record", "share"]);
static CAME: Saying = Saying::new("quorum-came", &["present", "due", "absent"]);

impl Look for Quorum {
    const SAYINGS: &'static [&'static Saying] = &[&LEAST, &MORE_THAN, &CAME, &ROSTER_UNKNOWN, &KIND_UNKNOWN];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        for meeting in Meeting::deciding(case, &self.meeting_kinds, out) {
            let due = meeting.members().filter(|seat| self.recused_count || seat.attendance != Some(Attendance::Recused));
            let is_there = |seat: &super::super::meeting::Seat<'_>| {
                let wrote = || seat.wrote || meeting.word_of(seat.person).is_some_and(|stand| stand.in_writing);
                seat.is_there() || (self.written_counts && seat.attendance == Some(Attendance::Absent) && wrote())
            };
            let absent: Vec<String> =
                due.clone().filter(|seat| !is_there(seat)).map(|seat| seat.person.to_owned()).collect();
            let due = due.count();
            let present = due - absent.len();
            let (met, saying) = match self.inclusive {
                true => (self.least.reached_by(wide(present), wide(due)), &LEAST),
                false => (self.least.passed_by(wide(present), wide(due)), &MORE_THAN),
            };
            if !met {
                let number = meeting.step.number;
                let found = CAME.with([Arg::count(present), Arg::count(due), Arg::List(absent)]);
                out.broken([number], saying.with([Arg::Record(number), Arg::Share(self.least)]), found);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::{Story, found, judged, met, try_profile};

    const HALF: &str = "kind = \"quorum\"\nleast = \"1/2\"";

    #[test]
    fn a_meeting_without_a_quorum_is_found() {
        assert_eq!(found(HALF, &met("present absent absent absent")), [("broken", vec![1])]);
        assert_eq!(found(HALF, &met("present online absent absent")), [], "half or more includes exactly half");
        let more = format!("{HALF}\ninclusive = false");
        assert_eq!(found(&more, &met("present online absent absent")), [("broken", vec![1])]);
    }

    #[test]
    fn who_stood_aside_is_not_due_unless_the_profile_says_so() {
        let story = met("present present recused absent recused");
        let strict = "kind = \"quorum\"\nleast = \"2/3\"";
        assert_eq!(found(strict, &story), []);
        assert_eq!(found(&format!("{strict}\nrecused_count = true"), &story), [("broken", vec![1])]);
    }

    #[test]
    fn an_opinion_handed_in_counts_where_the_profile_says_so() {
        let wrote = r##"{"meeting":"#1","person":"2","position":"agree","in_writing":true}"##;
        let story = met("present absent absent").add("position", "2026-03-01", wrote);
        assert_eq!(found(HALF, &story), [("broken", vec![1])]);
        assert_eq!(found(&format!("{HALF}\nwritten_counts = true"), &story), []);
    }

    #[test]
    fn only_meetings_of_the_kinds_named_are_looked_at() {
        let story = met("present absent absent");
        assert_eq!(found(&format!("{HALF}\nmeeting_kinds = [\"plenary-meeting\"]"), &story), []);
        assert_eq!(found(&format!("{HALF}\nmeeting_kinds = [\"executive-meeting\"]"), &story), [("broken", vec![1])]);
        assert!(try_profile(&format!("{HALF}\nmeeting_kinds = [\"tea\"]")).is_err());
    }

    #[test]
    fn without_a_roster_it_is_not_decided() {
        for missing in ["roster", "meeting_kind"] {
            let story = Story::opened("{}").add("meeting-opened", "2026-03-01", "{}").late(&[missing]);
            let judgement = judged(&format!("{HALF}\nmeeting_kinds = [\"executive-meeting\"]"), &story);
            assert_eq!((judgement.findings.len(), judgement.undecided.len()), (0, usize::from(missing != "roster")));
        }
        let unknown = judged(HALF, &met("present unknown").late(&["roster[1].attendance"]));
        assert_eq!((unknown.findings.len(), unknown.undecided.len()), (0, 1));
    }
}
