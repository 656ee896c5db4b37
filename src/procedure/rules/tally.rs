//! The figures of the vote and what the members said (A30): the head's tally, the counts of a ballot, its rows and the
//! positions must be the same.

use serde::Deserialize;

use super::super::history::Step;
use super::super::judge::{Case, Out, about};
use super::super::meeting::{BALLOT, DECISION, FIELDS, KIND_UNKNOWN, Meeting, ROSTER_UNKNOWN, Stand};
use super::super::said::{Arg, Said, Saying};
use super::super::profile::Rule;
use super::claims::What;
use super::{Look, RuleKind};
use crate::model::Value;

/// Holds the figures in `head-decision.tally` and in ballots against the positions of the members.
///
/// Whether the head's own position and the written ones are among those counted, places see differently: a tally that is
/// right either way is right.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tally {}

/// The votes of a ballot and the fields they are counted in.
const VOTES: &[&str] = &["agree", "disagree", "abstain", "invalid"];

static POSITIONS: Saying = Saying::new("tally-positions", &["record", "numbers"]);
static SAYS: Saying = Saying::new("tally-says", &["record", "numbers"]);
static BALLOT_SAYS: Saying = Saying::new("tally-ballot-says", &["record", "numbers"]);
static ROWS: Saying = Saying::new("tally-rows", &["record", "numbers"]);
static THERE: Saying = Saying::new("tally-there", &["record", "number"]);
static VOTED: Saying = Saying::new("tally-voted", &["record", "number"]);
static SAME: Saying = Saying::new("tally-same", &["record", "position"]);
static VOTE: Saying = Saying::new("tally-vote", &["record", "person", "vote"]);
static UNKNOWN: Saying = Saying::new("tally-unknown", &["record"]);

impl Look for Tally {
    const SAYINGS: &'static [&'static Saying] = &[
        &POSITIONS,
        &SAYS,
        &BALLOT_SAYS,
        &ROWS,
        &THERE,
        &VOTED,
        &SAME,
        &VOTE,
        &UNKNOWN,
        &ROSTER_UNKNOWN,
        &KIND_UNKNOWN,
    ];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        let told_elsewhere = case.profile.rules.iter().any(tells_of_rows);
        for meeting in Meeting::known(case, out) {
            for decision in case.history.of_meeting(DECISION, meeting.step) {
                look_at_tally(meeting, decision, out);
            }
            for ballot in case.history.of_meeting(BALLOT, meeting.step) {
                look_at_ballot(meeting, ballot, told_elsewhere, out);
            }
        }
    }
}

/// Whether a rule of the profile holds every ballot's rows against its figures, so that this one need not say it again.
fn tells_of_rows(rule: &Rule) -> bool {
    let always = rule.when.is_empty() && rule.unless.is_empty();
    always && matches!(&rule.kind, RuleKind::Claims(claims) if claims.what == What::Votes)
}

/// A tally may or may not count what absent members wrote, and the head.
const WAYS: [(bool, bool); 4] = [(true, true), (true, false), (false, true), (false, false)];

fn number(row: &Value, field: &str) -> i64 {
    match row.get(field) {
        Some(Value::Int(number)) => *number,
        _ => 0,
    }
}

/// Figures as a sentence takes them.
fn figures(numbers: &[i64]) -> Arg {
    Arg::List(numbers.iter().map(i64::to_string).collect())
}

fn look_at_tally(meeting: &Meeting<'_>, decision: &Step, out: &mut Out<'_>) {
    let about = about(decision, Some(meeting.step));
    if FIELDS.iter().any(|(_, field)| decision.lacks(&format!("tally.{field}"))) {
        return out.undecided(about, UNKNOWN.with([Arg::Record(decision.number)]));
    }
    let Some(tally) = decision.body.get("tally") else { return };
    let told: Vec<i64> = FIELDS.iter().map(|(_, field)| number(tally, field)).collect();
    let head = meeting.head().map(|seat| seat.person);
    let counted = |written: bool, with_head: bool| -> Vec<i64> {
        let words = meeting.words(written);
        let words = words.iter().filter(|stand| with_head || Some(stand.person) != head);
        let count = |position: &str| {
            i64::try_from(words.clone().filter(|stand| stand.position == position).count()).unwrap_or(i64::MAX)
        };
        FIELDS.iter().map(|(position, _)| count(position)).collect()
    };
    let ways = || WAYS.iter().map(|&(written, with_head)| counted(written, with_head));
    if ways().any(|counted| counted == told) {
        return;
    }
    // Of some who were there no position is recorded: they may be what the tally has more.
    let heads_word = head.is_some_and(|head| meeting.word_of(head).is_none());
    let silent = meeting.votes(true).silent + u64::from(heads_word);
    let explains = |counted: Vec<i64>| {
        let more: i64 = told.iter().sum::<i64>() - counted.iter().sum::<i64>();
        told.iter().zip(&counted).all(|(told, counted)| told >= counted) && u64::try_from(more).is_ok_and(|more| more <= silent)
    };
    if ways().any(explains) {
        return out.undecided(about, UNKNOWN.with([Arg::Record(decision.number)]));
    }
    let expected = POSITIONS.with([Arg::Record(meeting.step.number), figures(&counted(true, true))]);
    out.broken(about, expected, SAYS.with([Arg::Record(decision.number), figures(&told)]));
}

fn look_at_ballot(meeting: &Meeting<'_>, ballot: &Step, told_elsewhere: bool, out: &mut Out<'_>) {
    let about = || about(ballot, Some(meeting.step));
    let record = || Arg::Record(ballot.number);
    if VOTES.iter().chain(&["rows.vote"]).any(|field| ballot.lacks(field)) {
        return out.undecided(about(), UNKNOWN.with([record()]));
    }
    let rows = ballot.rows("rows");
    let told: Vec<i64> = VOTES.iter().map(|field| number(&ballot.body, field)).collect();
    let of_rows = |vote: &str| rows.iter().filter(|row| row.text("vote") == Some(vote)).count();
    let counted: Vec<i64> = VOTES.iter().map(|vote| i64::try_from(of_rows(vote)).unwrap_or(i64::MAX)).collect();
    if !rows.is_empty() && counted != told && !told_elsewhere {
        out.broken(about(), ROWS.with([record(), figures(&counted)]), BALLOT_SAYS.with([record(), figures(&told)]));
    }
    // Who was away may have handed in a vote; who neither was there nor wrote has none.
    let there = meeting.members().filter(|seat| {
        seat.is_there() || seat.wrote || meeting.word_of(seat.person).is_some_and(|stand| stand.in_writing)
    });
    let (there, voted) = (there.count(), told.iter().fold(0_i64, |sum, told| sum.saturating_add(*told)));
    if i64::try_from(there).is_ok_and(|there| voted > there) {
        let expected = THERE.with([Arg::Record(meeting.step.number), Arg::count(there)]);
        out.broken(about(), expected, VOTED.with([record(), Arg::Int(voted)]));
    }
    for row in rows {
        let Some((person, vote)) = row.text("person").zip(row.text("vote")) else { continue };
        let Some(stand) = meeting.word_of(person).filter(|_| vote != "invalid") else { continue };
        if stand.is_for() != (vote == "agree") {
            out.broken([ballot.number, stand.step.number], same(stand), said(ballot, person, vote));
        }
    }
}

fn same(stand: &Stand<'_>) -> Said {
    let position = Arg::Choice(stand.step.kind.name, "position".into(), stand.position.to_owned());
    SAME.with([Arg::Record(stand.step.number), position])
}

fn said(ballot: &Step, person: &str, vote: &str) -> Said {
    let vote = Arg::Choice(ballot.kind.name, "rows.vote".into(), vote.to_owned());
    VOTE.with([Arg::Record(ballot.number), Arg::Words(person.to_owned()), vote])
}

#[cfg(test)]
mod tests {
    use super::super::super::holidays::Holidays;
    use super::super::super::judge::judge;
    use super::super::super::profile::Profile;
    use super::super::super::sample::{RULE as RULE_HEAD, Story, TOP, found, judged, met};

    const RULE: &str = "kind = \"tally\"";

    fn tallied(story: &Story, agree: u32, disagree: u32) -> Vec<(&'static str, Vec<u64>)> {
        let zero = r##""agree_after_changes":0,"defer":0,"reserve":0,"abstain":0"##;
        let body = format!(r##"{{"outcome":"passed","tally":{{"agree":{agree},"disagree":{disagree},{zero}}}}}"##);
        found(RULE, &story.clone().at_meeting("head-decision", &body))
    }

    #[test]
    fn a_tally_that_is_not_what_the_members_said_is_found() {
        let story = met("present present present present").say("2 agree, 3 agree, 4 disagree");
        assert_eq!(tallied(&story, 2, 1), []);
        assert_eq!(tallied(&story, 3, 0), [("broken", vec![5, 1])]);
        assert_eq!(tallied(&story, 4, 0), [("broken", vec![5, 1])], "nobody unsays a dissent by counting it otherwise");
    }

    #[test]
    fn the_heads_own_position_may_be_counted_or_not() {
        let story = met("present present present").say("1 agree, 2 agree, 3 disagree");
        assert_eq!(tallied(&story, 2, 1), []);
        assert_eq!(tallied(&story, 1, 1), []);
        assert_eq!(tallied(&story, 3, 1), [("broken", vec![5, 1])]);
    }

    #[test]
    fn only_members_are_counted() {
        let story = met("present present").say("2 agree, 列席 agree");
        assert_eq!(tallied(&story, 1, 0), []);
        assert_eq!(tallied(&story, 3, 0), [("broken", vec![4, 1])]);
    }

    #[test]
    fn positions_nobody_recorded_leave_it_undecided() {
        let story = met("present present present").say("2 agree");
        let body = r##"{"tally":{"agree":1,"agree_after_changes":0,"disagree":1,"defer":0,"reserve":0,"abstain":0}}"##;
        for story in [story.clone().at_meeting("head-decision", body), story.at_meeting("head-decision", "{}").late(&["tally"])] {
            let judgement = judged(RULE, &story);
            assert_eq!((judgement.findings.len(), judgement.undecided.len()), (0, 1));
        }
    }

    fn voted(counts: (u32, u32), rows: &[(&str, &str)]) -> Story {
        let rows = rows.iter().map(|(person, vote)| format!(r##"{{"person":"{person}","vote":"{vote}"}}"##));
        let rows: Vec<String> = rows.collect();
        let counts = format!(r##""agree":{},"disagree":{},"abstain":0"##, counts.0, counts.1);
        let body = format!(r##"{{{counts},"rows":[{}]}}"##, rows.join(","));
        met("present present absent").say("1 agree, 2 disagree").at_meeting("ballot", &body)
    }

    #[test]
    fn a_ballots_rows_must_come_to_its_figures() {
        assert_eq!(found(RULE, &voted((1, 1), &[("1", "agree"), ("2", "disagree")])), []);
        assert_eq!(found(RULE, &voted((2, 0), &[("1", "agree"), ("2", "disagree")])), [("broken", vec![4, 1])]);
        assert_eq!(found(RULE, &voted((2, 0), &[])), [], "a secret ballot has no rows");
    }

    #[test]
    fn what_another_rule_says_of_a_ballot_is_not_said_again() {
        let story = voted((2, 0), &[("1", "agree"), ("2", "disagree")]);
        let rule = |code: &str, rest: &str| format!("[[rule]]\ncode = \"{code}\"\n{RULE_HEAD}\n{rest}\n");
        let codes = |claims: &str| -> Vec<String> {
            let text = format!("{TOP}{}{}", rule("T", RULE), rule("C", claims));
            let profile = Profile::read(&text).unwrap();
            let judgement = judge(&profile, &story.history(), Holidays::built_in(), None);
            judgement.findings.iter().map(|finding| finding.code.to_string()).collect()
        };
        // Two of the figures are not those of the rows.
        assert_eq!(codes("kind = \"claims\"\nwhat = \"votes\""), ["C", "C"]);
        assert_eq!(codes("kind = \"claims\"\nwhat = \"days\""), ["T"]);
        assert_eq!(codes("kind = \"claims\"\nwhat = \"votes\"\nwhen = [\"decision-open.technical\"]"), ["T"]);
    }

    #[test]
    fn more_votes_than_members_are_found() {
        assert_eq!(found(RULE, &voted((3, 0), &[])), [("broken", vec![4, 1])]);
        let wrote = r##"{"person":"3","position":"agree","in_writing":true}"##;
        assert_eq!(found(RULE, &voted((3, 0), &[]).at_meeting("position", wrote)), []);
    }

    #[test]
    fn a_vote_against_the_members_own_position_is_found() {
        assert_eq!(found(RULE, &voted((2, 0), &[("1", "agree"), ("2", "agree")])), [("broken", vec![4, 3])]);
        let late = judged(RULE, &voted((0, 0), &[("1", "agree")]).late(&["agree"]));
        assert_eq!((late.findings.len(), late.undecided.len()), (0, 1));
    }
}
