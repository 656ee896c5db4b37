//! What a head's decision is built from (Order 713, art. 30): the meeting, its item and draft, where its members stand, and
//! whether an outcome would differ from their majority and so needs reasons.
//!
//! What differs is what the profile's rules say differs; where no rule speaks of the meeting, the Order does. The tally is that
//! of the positions as they stand: each member's last word before the closing. Nothing here refuses a record.

use super::history::{History, Step};
use super::holidays::Holidays;
use super::judge::{Case, applies};
use super::meeting::{DECISION, FIELDS, Meeting};
use super::profile::Profile;
use super::rules::{Majority, RuleKind, reasons};
use super::stand::Voice;
use crate::model::{RecordDigest, Value};

/// What the head decides on.
#[derive(Debug, Clone)]
pub struct HeadBasis<'a> {
    /// The record that opened the meeting.
    pub meeting: &'a Step,
    /// The items of its agenda that are this decision, or all of them where none says so: number and subject.
    pub items: Vec<(i64, &'a str)>,
    /// The version that lay on the table.
    pub draft: Option<RecordDigest>,
    /// The last word of each member whose word counts, in the order of the roster.
    pub words: Vec<Word<'a>>,
    /// Members who were there and of whom no position is recorded. A head who decides need not take one besides.
    pub silent: Vec<&'a str>,
}

/// A member's last word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'a> {
    /// Who.
    pub person: &'a str,
    /// How they stand, in the word of its field.
    pub position: &'a str,
    /// Whose word it is that says so.
    pub voice: Voice,
    /// Whether it was handed in by somebody absent.
    pub in_writing: bool,
    /// The number of the record.
    pub number: u64,
}

/// An outcome held against where the members stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weighed {
    /// Whether it differs from the majority; `None` where nobody can tell, or those of whom nothing is recorded might turn it.
    pub differs: Option<bool>,
    /// Members for the draft, as it lies there or changed.
    pub approve: u64,
    /// Members who stand otherwise.
    pub oppose: u64,
    /// Members who were there and of whom no position is recorded.
    pub silent: u64,
}

impl<'a> HeadBasis<'a> {
    /// What a decision at this meeting is built from.
    pub fn at(profile: &'a Profile, history: &'a History, meeting: &'a Step) -> Self {
        let case = case(profile, history);
        let there = Meeting::new(profile, history, meeting);
        let words = there.words(written_counts(&case, meeting)).into_iter().map(|stand| Word {
            person: stand.person,
            position: stand.position,
            voice: voice(stand.step),
            in_writing: stand.in_writing,
            number: stand.step.number,
        });
        let head = there.head().map(|seat| seat.person);
        let silent = there
            .members()
            .filter(|seat| seat.is_there() && Some(seat.person) != head && there.word_of(seat.person).is_none());
        Self {
            meeting,
            items: items(history, meeting),
            draft: meeting.draft(),
            words: words.collect(),
            silent: silent.map(|seat| seat.person).collect(),
        }
    }

    /// The tally: each field of `head-decision.tally` with the words counted in it.
    pub fn tally(&self) -> impl Iterator<Item = (&'static str, Vec<&Word<'a>>)> {
        FIELDS
            .iter()
            .map(|(position, field)| (*field, self.words.iter().filter(|word| word.position == *position).collect()))
    }
}

/// The last meeting of a decision at which the head has not decided yet.
pub fn undecided_meeting<'a>(profile: &Profile, history: &'a History) -> Option<&'a Step> {
    history.of(profile.meeting.name()).rev().find(|meeting| history.of_meeting(DECISION, meeting).next().is_none())
}

/// Holds an outcome against where the members of a meeting stand: it differs where it does for one of the rules about it.
pub fn weigh(profile: &Profile, history: &History, meeting: &Step, outcome: &str) -> Weighed {
    let case = case(profile, history);
    let there = Meeting::new(profile, history, meeting);
    let votes = there.votes(written_counts(&case, meeting));
    let said = |differs| Weighed { differs, approve: votes.approve, oppose: votes.oppose, silent: votes.silent };
    if there.members().next().is_none() || there.members().any(|seat| seat.attendance.is_none()) {
        return said(None);
    }
    let all: Vec<Option<bool>> =
        rules(&case, meeting).into_iter().map(|(_, rule)| rule.weigh(&case, &there, outcome)).collect();
    said(if all.contains(&Some(true)) {
        Some(true)
    } else if all.contains(&None) {
        None
    } else {
        Some(false)
    })
}

/// What a head's decision owes reasons for: it differs from the majority, gives none, does not say that nobody can tell them
/// any more, and goes ahead in spite of none of the rules about it. `history` holds the decision.
pub fn owed_reasons(profile: &Profile, history: &History, decision: &Step) -> Option<Weighed> {
    if decision.kind.name != DECISION || reasons(decision) != Some(false) {
        return None;
    }
    let outcome = decision.body.text("outcome")?;
    let meeting = history.cited(decision, "meeting").filter(|named| named.kind.name == profile.meeting.name())?;
    let known = |code: &str| decision.despite.iter().any(|(rule, _)| rule == code);
    if rules(&case(profile, history), meeting).iter().any(|(code, _)| known(code)) {
        return None;
    }
    Some(weigh(profile, history, meeting, outcome)).filter(|weighed| weighed.differs == Some(true))
}

/// The rules of a profile about the majority at a meeting, with their codes. Where it has none, the Order speaks for itself.
fn rules(case: &Case<'_>, meeting: &Step) -> Vec<(String, Majority)> {
    let of_profile = case.profile.rules.iter().filter(|rule| applies(rule, case.history) != Some(false));
    let mut all: Vec<(String, Majority)> = of_profile
        .filter_map(|rule| match &rule.kind {
            RuleKind::Majority(kind) => Some((rule.code.to_string(), kind.clone())),
            _ => None,
        })
        .filter(|(_, rule)| rule.meeting_kinds.cover(meeting) != Some(false))
        .collect();
    if all.is_empty() {
        all.push((CODE.to_owned(), Majority::of_the_order()));
    }
    all
}

/// Whether the written word of somebody absent counts here: where one of the rules counts it.
fn written_counts(case: &Case<'_>, meeting: &Step) -> bool {
    rules(case, meeting).iter().any(|(_, rule)| rule.written_counts)
}

/// Nothing about the majority is counted in days, or looks at other meetings.
fn case<'a>(profile: &'a Profile, history: &'a History) -> Case<'a> {
    static NO_DAYS: Holidays = Holidays::none();
    Case { profile, history, meetings: &[], holidays: &NO_DAYS, as_of: None }
}

fn voice(step: &Step) -> Voice {
    let signers = step.signers.iter().filter_map(|signer| signer.person.as_ref());
    Voice::of(step.kind, &step.body, signers).unwrap_or(Voice::Entered)
}

fn items<'a>(history: &History, meeting: &'a Step) -> Vec<(i64, &'a str)> {
    let rows = meeting.rows("agenda");
    let is_this = |row: &&Value| row.text("decision") == Some(history.decision().as_str());
    let of_this: Vec<&Value> = rows.iter().filter(is_this).collect();
    let rows = if of_this.is_empty() { rows.iter().collect() } else { of_this };
    let item = |row: &'a Value| match row.get("item") {
        Some(Value::Int(item)) => Some((*item, row.text("subject")?)),
        _ => None,
    };
    rows.into_iter().filter_map(item).collect()
}

/// The code under which a decision without reasons is known where the profile has no rule of its own.
const CODE: &str = "A16";

#[cfg(test)]
mod tests {
    use super::super::sample::{Story, met, profile};
    use super::*;

    const HEAD: &str = "kind = \"majority\"\nmode = \"head-decides\"";
    const CLOSED: &str = "kind = \"closed\"";

    fn weighed(rule: &str, story: &Story, outcome: &str) -> Weighed {
        let (profile, history) = (profile(rule), story.history());
        weigh(&profile, &history, &history.steps()[1], outcome)
    }

    fn owes(rule: &str, story: &Story) -> bool {
        let (profile, history) = (profile(rule), story.history());
        owed_reasons(&profile, &history, history.steps().last().unwrap()).is_some()
    }

    #[test]
    fn the_tally_is_that_of_the_positions_as_they_stand_and_tells_whose_word_each_is() {
        let minuted = r##"{"person":"4","position":"reserve"}"##;
        let story = met("present present present present absent present").say("2 agree, 3 agree, 2 disagree");
        let story = story.signed(&[("member", "2")]).at_meeting("minuted-position", minuted);
        let story = story.at_meeting("meeting-closed", "{}").say("3 disagree, 5 agree");
        let (profile, history) = (profile(CLOSED), story.history());
        let basis = HeadBasis::at(&profile, &history, &history.steps()[1]);
        let tally: Vec<(&str, Vec<u64>)> =
            basis.tally().map(|(field, words)| (field, words.iter().map(|word| word.number).collect())).collect();
        let expected = [
            ("agree", vec![3]),
            ("agree_after_changes", vec![]),
            ("disagree", vec![4]),
            ("defer", vec![]),
            ("reserve", vec![5]),
            ("abstain", vec![]),
        ];
        assert_eq!(tally, expected, "what came after the closing, or of somebody absent, is not counted");
        let voices: Vec<Voice> = basis.words.iter().map(|word| word.voice).collect();
        assert_eq!(voices, [Voice::Signed, Voice::Entered, Voice::Minuted]);
        assert_eq!(basis.silent, ["6"], "the head need not take a position");
    }

    #[test]
    fn the_item_is_the_one_that_names_the_decision() {
        let agenda = |second: &str| {
            let body = format!(
                r##"{{"draft":"#0","agenda":[{{"item":1,"subject":"甲"}},{{"item":2,"subject":"乙"{second}}}]}}"##
            );
            let story = Story::opened("{}").add("meeting-opened", "2026-03-01", &body);
            let (profile, history) = (profile(CLOSED), story.history());
            let basis = HeadBasis::at(&profile, &history, &history.steps()[1]);
            assert_eq!(basis.draft, Some(history.steps()[0].record));
            basis.items.iter().map(|(item, subject)| (*item, (*subject).to_owned())).collect::<Vec<_>>()
        };
        assert_eq!(agenda(r##","decision":"2026-001""##), [(2, "乙".to_owned())]);
        assert_eq!(agenda("").len(), 2);
    }

    #[test]
    fn an_outcome_is_weighed_as_the_rule_judges_it() {
        let story = met("present present present present present").say("2 disagree, 3 disagree, 4 defer, 5 agree");
        assert_eq!(weighed(HEAD, &story, "passed"), Weighed { differs: Some(true), approve: 1, oppose: 3, silent: 0 });
        assert_eq!(weighed(HEAD, &story, "deferred").differs, Some(false));
        let even = met("present present present").say("2 agree, 3 disagree");
        assert_eq!(weighed(HEAD, &even, "passed").differs, Some(false), "one to one is no majority");
        let silent = met("present present present").say("2 disagree");
        assert_eq!(weighed(HEAD, &silent, "passed").differs, None);
        assert_eq!(weighed(HEAD, &met("present unknown"), "passed").differs, None, "nobody can tell who was there");
    }

    #[test]
    fn where_no_rule_speaks_of_the_meeting_the_order_does() {
        let story = met("present present present present").say("2 disagree, 3 disagree, 4 agree");
        assert_eq!(weighed(CLOSED, &story, "passed").differs, Some(true));
        let other = format!("{HEAD}\nmeeting_kinds = [\"plenary-meeting\"]\nwritten_counts = true");
        assert_eq!(weighed(&other, &story, "passed").differs, Some(true));
    }

    #[test]
    fn of_several_rules_one_is_enough() {
        let votes = "kind = \"majority\"\nmode = \"majority\"\nbase = \"should-attend\"\nhead_may_override = true";
        let story = met("present present present absent absent absent").say("2 agree, 3 agree");
        assert_eq!(weighed(HEAD, &story, "passed").differs, Some(false));
        assert_eq!(weighed(votes, &story, "passed").differs, Some(true), "three of six at most, were the head for it");
        let both = format!("{votes}\n[[rule]]\ncode = \"X2\"\n{}\n{HEAD}", super::super::sample::RULE);
        assert_eq!(weighed(&both, &story, "passed").differs, Some(true));
    }

    #[test]
    fn reasons_are_owed_exactly_where_the_outcome_differs() {
        let against = "2 disagree, 3 disagree, 4 agree";
        let decided = |more: &str| {
            let body = format!(r##"{{"outcome":"passed"{more}}}"##);
            met("present present present present").say(against).at_meeting("head-decision", &body)
        };
        assert!(owes(HEAD, &decided("")));
        assert!(owes(HEAD, &decided(r##","reasons":"  ""##)));
        assert!(!owes(HEAD, &decided(r##","reasons":"防汛期限已到""##)));
        assert!(!owes(HEAD, &decided("").late(&["reasons"])), "nobody can tell them any more");
        assert!(!owes(HEAD, &decided("").despite("X1", "会上未说明")), "it says that it has none");
        assert!(owes(HEAD, &decided("").despite("X2", "另一条")));
        assert!(!owes(CLOSED, &decided("").despite("A16", "会上未说明")));
        let agrees = met("present present present").say("2 agree, 3 agree");
        assert!(!owes(HEAD, &agrees.at_meeting("head-decision", r##"{"outcome":"passed"}"##)));
        let nowhere =
            Story::opened("{}").add("head-decision", "2026-03-01", r##"{"outcome":"passed","meeting":"#0"}"##);
        assert!(!owes(HEAD, &nowhere), "of which meeting it is, is found elsewhere");
    }

    #[test]
    fn the_meeting_that_waits_for_the_head_is_the_last_without_a_decision() {
        let profile = profile(CLOSED);
        let two = met("present").add("meeting-opened", "2026-03-02", "{}");
        let waiting = |story: &Story| undecided_meeting(&profile, &story.history()).map(|step| step.number);
        assert_eq!(waiting(&two), Some(2));
        let decided = two.add("head-decision", "2026-03-02", r##"{"meeting":"#2","outcome":"deferred"}"##);
        assert_eq!(waiting(&decided), Some(1));
        assert_eq!(waiting(&Story::opened("{}")), None);
    }
}
