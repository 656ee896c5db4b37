//! Every member who was there says where they stand before the meeting is closed (A17, A20; Order 713, art. 30: members
//! speak fully; each position is recorded).

use serde::Deserialize;

use super::super::judge::{Awaited, Case, Out};
use super::super::meeting::{
    BALLOT, CLOSING, DECISION, KIND_UNKNOWN, MINUTED, Meeting, MeetingKinds, ROSTER_UNKNOWN, SIGNED, Seat,
};
use super::super::history::Step;
use super::super::said::{Arg, Saying};
use super::Look;
use crate::model::office::HEAD;

/// For each member who was there, a position: signed, minuted, or given in a named ballot. The head's may be the decision.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Positions {
    /// Whether only a position counts that the member signed.
    #[serde(default)]
    pub signed: bool,
    /// Only meetings of these kinds; all where it is left out.
    #[serde(default)]
    pub meeting_kinds: MeetingKinds,
}

static EACH: Saying = Saying::new("positions-each", &["record"]);
static EACH_SIGNED: Saying = Saying::new("positions-each-signed", &["record"]);
static NONE: Saying = Saying::new("positions-none", &["people"]);
static RECORDED_LATER: Saying = Saying::new("positions-recorded-later", &["people", "closing"]);

impl Look for Positions {
    const SAYINGS: &'static [&'static Saying] =
        &[&EACH, &EACH_SIGNED, &NONE, &RECORDED_LATER, &ROSTER_UNKNOWN, &KIND_UNKNOWN];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        for meeting in Meeting::deciding(case, &self.meeting_kinds, out) {
            let (mut silent, mut later) = (Vec::new(), Vec::new());
            for seat in meeting.members().filter(|seat| seat.is_there()) {
                let words: Vec<&Step> = self.words(case, meeting, seat).collect();
                if words.iter().any(|step| meeting.is_in_time(step)) {
                    continue;
                }
                // Stated at the meeting and entered afterwards, or not stated there at all.
                let stated = meeting.closing.is_some_and(|closing| words.iter().any(|step| step.happened_by(closing)));
                if stated { &mut later } else { &mut silent }.push(seat.person.to_owned());
            }
            let number = meeting.step.number;
            let Some(closing) = meeting.closing else {
                if !silent.is_empty() {
                    let kinds = if self.signed { vec![SIGNED] } else { vec![SIGNED, MINUTED] };
                    out.open(Awaited { kinds, due: None, since: Some(number), before: Some(CLOSING) });
                }
                continue;
            };
            let expected = || if self.signed { &EACH_SIGNED } else { &EACH }.with([Arg::Record(number)]);
            if !silent.is_empty() {
                out.broken([number, closing.number], expected(), NONE.with([Arg::List(silent)]));
            }
            if !later.is_empty() {
                let found = RECORDED_LATER.with([Arg::List(later), Arg::Record(closing.number)]);
                out.badly_recorded([number, closing.number], expected(), found);
            }
        }
    }
}

impl Positions {
    /// The records in which a member said where they stand.
    fn words<'a>(
        &self,
        case: &Case<'a>,
        meeting: &'a Meeting<'a>,
        seat: &'a Seat<'a>,
    ) -> impl Iterator<Item = &'a Step> {
        let signed = self.signed;
        let stands = meeting.stands.iter().filter(move |stand| stand.is_own || !signed);
        let stated = stands.filter(|stand| stand.person == seat.person).map(|stand| stand.step);
        let decided = case.history.of_meeting(DECISION, meeting.step).filter(|_| seat.office == HEAD);
        let voted = case.history.of_meeting(BALLOT, meeting.step).filter(move |ballot| {
            !signed && ballot.rows("rows").iter().any(|row| row.text("person") == Some(seat.person))
        });
        stated.chain(decided).chain(voted)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::finding::Nature;
    use super::super::super::said::Arg;
    use super::super::super::sample::{Story, found, judged, met};

    const RULE: &str = "kind = \"positions\"";

    fn closed(story: &Story) -> Story {
        story.clone().at_meeting("meeting-closed", r##"{"outcome":"passed"}"##)
    }

    #[test]
    fn a_member_of_whom_nothing_is_recorded_is_found() {
        let story = met("present present online absent recused").say("1 agree, 2 agree");
        assert_eq!(found(RULE, &closed(&story)), [("broken", vec![1, 4])]);
        assert_eq!(found(RULE, &closed(&story.say("3 abstain"))), [], "who was not there need not speak");
    }

    #[test]
    fn a_minuted_position_and_a_named_vote_will_do_unless_signed_ones_are_asked_for() {
        let story = met("present present present").say("1 agree");
        let story = story.at_meeting("minuted-position", r##"{"person":"2","position":"agree"}"##);
        let story = closed(&story.at_meeting("ballot", r##"{"rows":[{"person":"3","vote":"agree"}]}"##));
        assert_eq!(found(RULE, &story), []);
        let findings = judged(&format!("{RULE}\nsigned = true"), &story).findings;
        assert_eq!(findings[0].found.args, [Arg::List(vec!["2".into(), "3".into()])]);
    }

    #[test]
    fn the_heads_word_may_be_the_decision() {
        let story = met("present present").say("2 agree");
        assert_eq!(found(RULE, &closed(&story)), [("broken", vec![1, 3])]);
        let decided = |story: Story| closed(&story.at_meeting("head-decision", r##"{"outcome":"passed"}"##));
        assert_eq!(found(RULE, &decided(story)), []);
        assert_eq!(found(RULE, &decided(met("present present"))), [("broken", vec![1, 3])], "of nobody else");
    }

    #[test]
    fn entered_after_the_closing_is_a_fault_of_the_record_and_stated_after_it_one_of_procedure() {
        let story = closed(&met("present present").say("1 agree"));
        let body = r##"{"meeting":"#1","person":"2","position":"agree"}"##;
        for (day, nature) in [("2026-03-01", Nature::Record), ("2026-03-02", Nature::Procedure)] {
            let findings = judged(RULE, &story.clone().add("position", day, body)).findings;
            assert_eq!((findings.len(), findings[0].nature), (1, nature));
        }
    }

    #[test]
    fn until_the_closing_positions_are_open() {
        let judgement = judged(RULE, &met("present present").say("1 agree"));
        assert_eq!((judgement.findings.len(), judgement.open.len()), (0, 1));
        assert_eq!(judgement.open[0].before, Some("meeting-closed"));
        assert_eq!(judged(RULE, &met("present present").say("1 agree, 2 agree")).kept, 1);
    }

    #[test]
    fn without_a_roster_it_is_not_decided() {
        let judgement = judged(RULE, &closed(&met("present unknown").late(&["roster"])));
        assert_eq!((judgement.findings.len(), judgement.undecided.len()), (0, 1));
    }
}
