use super::super::super::finding::Nature;
use super::super::super::sample::{Story, found, judged, met, try_profile};

const HEAD: &str = "kind = \"majority\"\nmode = \"head-decides\"";
const VOTES: &str = "kind = \"majority\"\nmode = \"majority\"";

fn decided(positions: &str, body: &str) -> Story {
    met("present present present present present").say(positions).at_meeting("head-decision", body)
}

#[test]
fn against_the_majority_without_reasons_is_found() {
    let against = "2 disagree, 3 disagree, 4 defer, 5 agree";
    let passed = r##"{"outcome":"passed","differs_from_majority":true}"##;
    assert_eq!(found(HEAD, &decided(against, passed)), [("broken", vec![6, 1])]);
    let reasoned = r##"{"outcome":"passed","differs_from_majority":true,"reasons":"防汛期限已到"}"##;
    assert_eq!(found(HEAD, &decided(against, reasoned)), []);
    let even = "2 disagree, 3 disagree, 4 agree, 5 agree-after-changes";
    let said = r##"{"outcome":"passed","differs_from_majority":false}"##;
    assert_eq!(found(HEAD, &decided(even, said)), [], "two against two is no majority");
    let turned_down = r##"{"outcome":"deferred","differs_from_majority":true}"##;
    assert_eq!(found(HEAD, &decided("2 agree, 3 agree, 4 agree, 5 defer", turned_down)), [("broken", vec![6, 1])]);
}

#[test]
fn saying_that_it_agrees_though_it_differs_is_a_fault_of_the_record() {
    let says = r##"{"outcome":"passed","differs_from_majority":false,"reasons":"防汛期限已到"}"##;
    let findings = judged(HEAD, &decided("2 disagree, 3 disagree, 4 reserve, 5 agree", says)).findings;
    assert_eq!((findings.len(), findings[0].nature), (1, Nature::Record));
}

#[test]
fn putting_off_what_the_majority_wants_differs_too() {
    let says = r##"{"outcome":"deferred","differs_from_majority":false}"##;
    let findings = judged(HEAD, &decided("2 agree, 3 agree, 4 agree, 5 defer", says)).findings;
    let natures: Vec<Nature> = findings.iter().map(|one| one.nature).collect();
    assert_eq!(natures, [Nature::Procedure, Nature::Record]);
    assert_eq!(found(HEAD, &decided("2 defer, 3 defer, 4 defer, 5 agree", says)), []);
}

#[test]
fn a_head_who_says_it_differs_gives_reasons() {
    let says = r##"{"outcome":"passed","differs_from_majority":true}"##;
    assert_eq!(found(HEAD, &decided("2 agree, 3 agree, 4 agree, 5 agree", says)), [("broken", vec![6, 1])]);
}

#[test]
fn those_of_whom_nothing_is_recorded_leave_it_undecided() {
    let says = r##"{"outcome":"passed","differs_from_majority":false}"##;
    let judgement = judged(HEAD, &decided("2 disagree, 3 agree", says));
    assert_eq!((judgement.findings.len(), judgement.undecided.len()), (0, 1));
    assert_eq!(judged(HEAD, &decided("2 agree, 3 agree", says)).kept, 1, "they could not turn it");
    let late = judged(HEAD, &decided("2 disagree, 3 disagree, 4 disagree", r##"{"outcome":"passed"}"##).late(&["reasons"]));
    assert_eq!((late.findings.len(), late.undecided.len()), (0, 1));
    let late = judged(HEAD, &decided("2 disagree", "{}").late(&["outcome"]));
    assert_eq!((late.findings.len(), late.undecided.len()), (0, 1));
}

#[test]
fn a_written_word_counts_where_the_profile_says_so() {
    let wrote = r##"{"person":"3","position":"disagree","in_writing":true}"##;
    let story = met("present present absent").at_meeting("position", wrote).say("2 disagree");
    let story = story.say("1 agree").at_meeting("head-decision", r##"{"outcome":"passed"}"##);
    assert_eq!(found(HEAD, &story), [], "one to one");
    assert_eq!(found(&format!("{HEAD}\nwritten_counts = true"), &story), [("broken", vec![5, 1])]);
}

#[test]
fn where_votes_decide_too_few_carry_nothing() {
    let passed = r##"{"outcome":"passed"}"##;
    let two = "1 agree, 2 agree, 3 disagree, 4 abstain, 5 disagree";
    let three = "1 agree, 2 agree, 3 agree-after-changes, 4 abstain, 5 disagree";
    assert_eq!(found(VOTES, &decided(two, passed)), [("broken", vec![7, 1])]);
    assert_eq!(found(VOTES, &decided(three, passed)), []);
    assert_eq!(found(VOTES, &decided(three, r##"{"outcome":"not-passed"}"##)), [("broken", vec![7, 1])]);
    assert_eq!(found(VOTES, &decided(three, r##"{"outcome":"deferred"}"##)), [], "put off is not voted down");
    assert_eq!(found(&format!("{VOTES}\nmore_than = \"3/5\""), &decided(three, passed)), [("broken", vec![7, 1])]);
    assert_eq!(found(&format!("{VOTES}\nmore_than = \"3/5\"\ninclusive = true"), &decided(three, passed)), []);
}

#[test]
fn the_base_is_those_present_or_those_who_should_be() {
    let story = met("present present absent absent recused").say("1 agree, 2 agree");
    let story = story.at_meeting("meeting-closed", r##"{"outcome":"passed"}"##);
    assert_eq!(found(VOTES, &story), []);
    assert_eq!(found(&format!("{VOTES}\nbase = \"should-attend\""), &story), [("broken", vec![4, 1])]);
    assert_eq!(found(&format!("{VOTES}\nbase = \"should-attend\"\ninclusive = true"), &story), []);
}

#[test]
fn who_voted_in_writing_is_among_those_present() {
    let wrote = |person: &str, position: &str| {
        format!(r##"{{"person":"{person}","position":"{position}","in_writing":true}}"##)
    };
    let rule = format!("{VOTES}\nwritten_counts = true");
    let story = |position: &str| {
        let story = met("present present absent absent").say("1 agree, 2 agree");
        let story = story.at_meeting("position", &wrote("3", "disagree")).at_meeting("position", &wrote("4", position));
        story.at_meeting("head-decision", r##"{"outcome":"passed"}"##)
    };
    assert_eq!(found(&rule, &story("disagree")), [("broken", vec![6, 1])], "two of four are not more than half");
    assert_eq!(found(&rule, &story("agree")), []);
    assert_eq!(found(VOTES, &story("disagree")), [], "two of the two who came");
}

#[test]
fn a_ballot_goes_before_positions_and_its_declared_outcome_is_held_against_it() {
    let voted = |agree: u32, declared: &str| {
        let ballot = format!(r##"{{"agree":{agree},"disagree":0,"abstain":0,"declared":"{declared}"}}"##);
        met("present present present").at_meeting("ballot", &ballot)
    };
    assert_eq!(found(VOTES, &voted(1, "passed")), [("broken", vec![2])]);
    assert_eq!(found(VOTES, &voted(2, "passed")), []);
    assert_eq!(found(VOTES, &voted(2, "not-passed")), [("broken", vec![2])]);
    let passed = r##"{"outcome":"passed"}"##;
    assert_eq!(found(VOTES, &voted(1, "not-passed").at_meeting("head-decision", passed)), [("broken", vec![3, 2])]);
}

#[test]
fn the_head_may_override_where_the_profile_says_so() {
    let rule = format!("{VOTES}\nhead_may_override = true");
    let positions = "1 agree, 2 agree, 3 disagree, 4 abstain, 5 disagree";
    assert_eq!(found(&rule, &decided(positions, r##"{"outcome":"passed"}"##)), [("broken", vec![7, 1])]);
    assert_eq!(found(&rule, &decided(positions, r##"{"outcome":"passed","reasons":"汛期已到"}"##)), []);
}

#[test]
fn votes_nobody_recorded_leave_it_undecided() {
    let judgement = judged(VOTES, &decided("1 agree, 2 agree, 3 disagree", r##"{"outcome":"passed"}"##));
    assert_eq!((judgement.findings.len(), judgement.undecided.len()), (0, 1));
    let uncounted = met("present").at_meeting("ballot", "{}").late(&["agree"]);
    assert_eq!(judged(VOTES, &uncounted).undecided.len(), 1);
    let unknown = judged(VOTES, &met("present unknown").late(&["roster.attendance"]));
    assert_eq!((unknown.findings.len(), unknown.undecided.len()), (0, 1));
}

#[test]
fn parameters_that_do_not_fit_are_refused() {
    for rule in [format!("{HEAD}\nmore_than = \"1/2\""), HEAD.replace("head-decides", "coin"), format!("{VOTES}\nbase = \"all\"")] {
        assert!(try_profile(&rule).is_err(), "{rule}");
    }
}
