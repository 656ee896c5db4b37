//! The head speaks last (A15; Order 713, art. 30), or at the least not first (local rules).
//!
//! The order is that of the turns in the records; where one of two has no turn, that of the times at which they were
//! said; where those are known to the day only, that of recording. The last is weak: it makes a fault of the record, not
//! of the meeting. Whoever merely attends may speak whenever they are asked to.

use std::cmp::Ordering;

use serde::Deserialize;
use serde::de::Error;

use super::super::history::Step;
use super::super::judge::{Case, Out};
use super::super::meeting::{DECISION, KIND_UNKNOWN, Meeting, MeetingKinds, ROSTER_UNKNOWN};
use super::super::said::{Arg, Saying};
use super::Look;
use crate::model::{Moment, Value};

/// When the head took a position, held against when each other member did.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, try_from = "Wire")]
pub struct SpeakingOrder {
    /// Whether every other member must have spoken before the head.
    pub head_last: bool,
    /// Whether at least one other member must have.
    pub head_not_first: bool,
    /// Only meetings of these kinds; all where it is left out.
    pub meeting_kinds: MeetingKinds,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    #[serde(default)]
    head_last: bool,
    #[serde(default)]
    head_not_first: bool,
    #[serde(default)]
    meeting_kinds: MeetingKinds,
}

impl TryFrom<Wire> for SpeakingOrder {
    type Error = toml::de::Error;
    fn try_from(wire: Wire) -> Result<Self, Self::Error> {
        let Wire { head_last, head_not_first, meeting_kinds } = wire;
        if !head_last && !head_not_first {
            return Err(Self::Error::custom("an order of speaking asks for `head_last` or `head_not_first`"));
        }
        Ok(Self { head_last, head_not_first, meeting_kinds })
    }
}

static LAST: Saying = Saying::new("speaking-order-last", &["record"]);
static NOT_FIRST: Saying = Saying::new("speaking-order-not-first", &["record"]);
static SPOKE_AFTER: Saying = Saying::new("speaking-order-spoke-after", &["record", "people"]);
static RECORDED_AFTER: Saying = Saying::new("speaking-order-recorded-after", &["record", "people"]);
static UNKNOWN: Saying = Saying::new("speaking-order-unknown", &["people"]);

/// When somebody first took a position.
struct Opinion<'a> {
    step: &'a Step,
    turn: Option<i64>,
}

/// What tells which of two came first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Proof {
    Said,
    Recorded,
}

impl Look for SpeakingOrder {
    const SAYINGS: &'static [&'static Saying] =
        &[&LAST, &NOT_FIRST, &SPOKE_AFTER, &RECORDED_AFTER, &UNKNOWN, &ROSTER_UNKNOWN, &KIND_UNKNOWN];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        for meeting in Meeting::deciding(case, &self.meeting_kinds, out) {
            self.look_at(case, meeting, out);
        }
    }
}

impl SpeakingOrder {
    fn look_at(&self, case: &Case<'_>, meeting: &Meeting<'_>, out: &mut Out<'_>) {
        let Some(head) = meeting.head() else { return };
        let Some(heads) = opinion(case, meeting, head.person, true) else { return };
        // Who spoke after the head, with the first record that shows it; who before; of whom nobody can tell.
        let (mut after, mut recorded_after, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
        let mut before = false;
        for seat in meeting.members().filter(|seat| seat.is_there() && seat.person != head.person) {
            let Some(opinion) = opinion(case, meeting, seat.person, false) else { continue };
            match compare(&heads, &opinion) {
                Some((Ordering::Less, Proof::Said)) => after.push((seat.person, opinion.step)),
                Some((Ordering::Less, Proof::Recorded)) => recorded_after.push((seat.person, opinion.step)),
                Some(_) => before = true,
                None => unknown.push(seat.person.to_owned()),
            }
        }
        let is_first = !before && unknown.is_empty() && !(after.is_empty() && recorded_after.is_empty());
        let expected = match (self.head_last, self.head_not_first) {
            (true, _) => &LAST,
            (false, _) if is_first => &NOT_FIRST,
            _ => {
                // Nobody known spoke before the head: those of whom nobody can tell decide it.
                if !before && !unknown.is_empty() {
                    out.undecided([heads.step.number], UNKNOWN.with([Arg::List(unknown)]));
                }
                return;
            }
        };
        let expected = || expected.with([Arg::Record(meeting.step.number)]);
        let found = |saying: &'static Saying, all: &[(&str, &Step)]| {
            let people = all.iter().map(|(person, _)| (*person).to_owned()).collect();
            saying.with([Arg::Record(heads.step.number), Arg::List(people)])
        };
        let about = |all: &[(&str, &Step)]| -> Vec<u64> {
            let mut about: Vec<u64> = vec![heads.step.number];
            about.extend(all.iter().map(|(_, step)| step.number).filter(|number| *number != heads.step.number));
            about.dedup();
            about
        };
        if !after.is_empty() {
            out.broken(about(&after), expected(), found(&SPOKE_AFTER, &after));
        }
        if !recorded_after.is_empty() {
            out.badly_recorded(about(&recorded_after), expected(), found(&RECORDED_AFTER, &recorded_after));
        }
        if !unknown.is_empty() {
            out.undecided([heads.step.number], UNKNOWN.with([Arg::List(unknown)]));
        }
    }
}

/// When a person first took a position: by the turn of a position (of the head also of the decision), failing that by
/// that of a speech as a member. What was handed in was not said.
fn opinion<'a>(case: &Case<'a>, meeting: &Meeting<'a>, person: &str, is_head: bool) -> Option<Opinion<'a>> {
    let stated = meeting.stands.iter().filter(|stand| stand.person == person && !stand.in_writing);
    let decided = case.history.of_meeting(DECISION, meeting.step).filter(|_| is_head);
    let steps: Vec<&Step> = stated.map(|stand| stand.step).chain(decided).collect();
    let turned = steps.iter().filter_map(|step| Some((step.int("turn")?, *step))).min_by_key(|(turn, _)| *turn);
    let spoken = || {
        let is_own = |row: &&Value| row.text("person") == Some(person) && row.text("capacity") == Some("member");
        let turn = |row: &Value| match row.get("turn") {
            Some(Value::Int(turn)) => Some(*turn),
            _ => None,
        };
        let speeches = case.history.of_meeting("speech", meeting.step);
        let turns = speeches.flat_map(|step| {
            step.rows("turns").iter().filter(is_own).filter_map(turn).map(move |turn| (turn, step))
        });
        turns.min_by_key(|(turn, _)| *turn)
    };
    match turned.or_else(spoken) {
        Some((turn, step)) => Some(Opinion { step, turn: Some(turn) }),
        None => steps.into_iter().min_by_key(|step| step.number).map(|step| Opinion { step, turn: None }),
    }
}

/// Which of two came first, and by what proof; `None` where nobody can tell.
fn compare(one: &Opinion<'_>, other: &Opinion<'_>) -> Option<(Ordering, Proof)> {
    if let (Some(turn), Some(later)) = (one.turn, other.turn) {
        // Two in the same turn contradict each other.
        return Some((turn.cmp(&later), Proof::Said)).filter(|(order, _)| order.is_ne());
    }
    if let (Moment::Instant(at, _), Moment::Instant(then, _)) = (one.step.occurred.from, other.step.occurred.from)
        && at != then
    {
        return Some((at.cmp(&then), Proof::Said));
    }
    // What was entered late was entered in no order.
    let is_late = one.step.late.is_some() || other.step.late.is_some();
    let order = one.step.number.cmp(&other.step.number);
    (!is_late && order.is_ne()).then_some((order, Proof::Recorded))
}

#[cfg(test)]
mod tests {
    use super::super::super::finding::Nature;
    use super::super::super::sample::{Story, found, judged, met, try_profile};

    const LAST: &str = "kind = \"speaking-order\"\nhead_last = true";
    const NOT_FIRST: &str = "kind = \"speaking-order\"\nhead_not_first = true";

    /// Positions with their turns: `1@3` is the head's, said third; without a turn it is `1@`.
    fn said(order: &str) -> Story {
        order.split(' ').fold(met("present present present"), |story, one| {
            let (person, turn) = one.split_once('@').unwrap();
            let turn = if turn.is_empty() { String::new() } else { format!(r##","turn":{turn}"##) };
            story.at_meeting("position", &format!(r##"{{"person":"{person}","position":"agree"{turn}}}"##))
        })
    }

    #[test]
    fn a_head_who_did_not_speak_last_is_found() {
        assert_eq!(found(LAST, &said("2@1 3@2 1@3")), []);
        assert_eq!(found(LAST, &said("1@3 2@1 3@2")), [], "turns go before the order of recording");
        assert_eq!(found(LAST, &said("2@1 1@2 3@3")), [("broken", vec![3, 4])]);
        assert_eq!(found(LAST, &said("1@1 2@2 3@3")), [("broken", vec![2, 3, 4])]);
    }

    #[test]
    fn not_first_is_less_than_last() {
        assert_eq!(found(NOT_FIRST, &said("2@1 1@2 3@3")), []);
        assert_eq!(found(NOT_FIRST, &said("1@1 2@2 3@3")), [("broken", vec![2, 3, 4])]);
        assert_eq!(found(NOT_FIRST, &met("present").say("1 agree")), [], "alone nobody is first");
    }

    #[test]
    fn recorded_before_the_others_is_a_fault_of_the_record() {
        let findings = judged(LAST, &said("2@ 1@ 3@")).findings;
        assert_eq!((findings.len(), findings[0].nature, &findings[0].records[..]), (1, Nature::Record, &[3, 4][..]));
        assert_eq!(found(LAST, &said("2@ 3@ 1@")), []);
    }

    #[test]
    fn without_turns_the_times_tell() {
        let at = |story: Story, person: &str, time: &str| {
            let body = format!(r##"{{"meeting":"#1","person":"{person}","position":"agree"}}"##);
            story.add("position", &format!("2026-03-01T{time}:00+08:00"), &body)
        };
        let story = |head, member| at(at(met("present present"), "1", head), "2", member);
        assert_eq!(found(LAST, &story("10:00", "09:00")), []);
        let findings = judged(LAST, &story("09:00", "10:00")).findings;
        assert_eq!((findings.len(), findings[0].nature), (1, Nature::Procedure));
    }

    #[test]
    fn the_decision_is_the_heads_word_too() {
        let decide = |story: Story, turn| story.at_meeting("head-decision", &format!(r##"{{"outcome":"passed","turn":{turn}}}"##));
        assert_eq!(found(LAST, &decide(said("2@1 3@2"), 3)), []);
        assert_eq!(found(LAST, &decide(said("2@1 3@3"), 2)), [("broken", vec![4, 3])]);
        assert_eq!(found(LAST, &decide(said("1@1 2@2"), 3)), [("broken", vec![2, 3])], "the first word is the one that sways");
    }

    #[test]
    fn speeches_tell_where_positions_have_no_turn() {
        let speech = |turns: &[(u32, &str, &str)]| {
            let rows = turns.iter().map(|(turn, person, capacity)| {
                format!(r##"{{"turn":{turn},"person":"{person}","capacity":"{capacity}","gist":"-"}}"##)
            });
            let rows: Vec<String> = rows.collect();
            met("present present").at_meeting("speech", &format!(r##"{{"turns":[{}]}}"##, rows.join(",")))
        };
        assert_eq!(found(LAST, &speech(&[(1, "1", "member"), (2, "2", "member")])), [("broken", vec![2])]);
        assert_eq!(found(LAST, &speech(&[(1, "1", "presenter"), (2, "2", "member"), (3, "1", "member")])), []);
        assert_eq!(found(LAST, &speech(&[(1, "2", "member"), (2, "1", "member"), (3, "列席", "attendee")])), []);
    }

    #[test]
    fn what_nobody_can_tell_is_not_decided() {
        for story in [said("1@1 2@1"), said("1@").say("2 agree").late(&["turn"])] {
            for rule in [LAST, NOT_FIRST] {
                let judgement = judged(rule, &story);
                assert_eq!((judgement.findings.len(), judgement.undecided.len()), (0, 1));
            }
        }
    }

    #[test]
    fn a_written_opinion_and_a_meeting_without_the_head_have_no_order() {
        let wrote = r##"{"person":"2","position":"agree","in_writing":true,"turn":9}"##;
        assert_eq!(found(LAST, &said("1@1").at_meeting("position", wrote)), []);
        assert_eq!(found(LAST, &met("absent present present").say("1 agree, 2 agree, 3 agree")), []);
        assert!(try_profile("kind = \"speaking-order\"").is_err());
    }
}
