use super::super::super::finding::Nature;
use super::super::super::sample::{Story, found, judged};

const COMMENTS: &str = "kind = \"adoption\"\nof = \"comments\"";
const EXPERTS: &str = "kind = \"adoption\"\nof = \"experts\"";

fn summary(body: &str) -> Story {
    Story::opened("{}").add("comment-announcement", "2026-01-10", "{}").add("comment-summary", "2026-02-20", body)
}

fn natures(rule: &str, story: &Story) -> Vec<Nature> {
    judged(rule, story).findings.iter().map(|one| one.nature).collect()
}

#[test]
fn a_comment_without_a_row_is_found() {
    let rows = r##"[{"opinion":"1","outcome":"adopted"},{"opinion":"1","outcome":"adopted"}]"##;
    let of = |received: u8| summary(&format!(r##"{{"received":{received},"adoption":{rows}}}"##));
    assert_eq!(found(COMMENTS, &of(2)), [("broken", vec![2])], "two rows of one comment");
    assert_eq!(found(COMMENTS, &of(1)), []);
    assert_eq!(found(COMMENTS, &summary(r##"{"received":0,"adoption":[]}"##)), []);
    assert_eq!(natures(COMMENTS, &of(0)), [Nature::Record], "more answers than comments");
}

#[test]
fn grouped_and_explained_the_record_is_at_fault_unless_the_place_lets_it() {
    let body = r##"{"received":24,"adoption":[{"opinion":"第一类","outcome":"adopted"}],"adoption_note":"按七类归并"}"##;
    let story = summary(body);
    assert_eq!(natures(COMMENTS, &story), [Nature::Record]);
    assert_eq!(found(&format!("{COMMENTS}\nnote_suffices = true"), &story), []);
    let bare = summary(r##"{"received":24,"adoption":[],"adoption_note":"均已采纳"}"##);
    assert_eq!(natures(&format!("{COMMENTS}\nnote_suffices = true"), &bare), [Nature::Procedure]);
}

#[test]
fn a_rejection_without_a_reason_is_found() {
    let row = |outcome: &str, reason: &str| {
        let row = format!(r##"[{{"opinion":"1","outcome":"{outcome}"{reason}}}]"##);
        summary(&format!(r##"{{"received":1,"adoption":{row}}}"##))
    };
    assert_eq!(found(COMMENTS, &row("rejected", "")), [("broken", vec![2])]);
    assert_eq!(found(COMMENTS, &row("rejected", r##","reason":" ""##)), [("broken", vec![2])]);
    for (outcome, reason) in
        [("rejected", r##","reason":"与上位法不符""##), ("partly", ""), ("out-of-scope", ""), ("adopted", "")]
    {
        assert_eq!(found(COMMENTS, &row(outcome, reason)), [], "{outcome}");
    }
    let strict = format!("{COMMENTS}\npartly_needs_reason = true");
    assert_eq!(found(&strict, &row("partly", "")), [("broken", vec![2])]);
    assert_eq!(judged(COMMENTS, &row("rejected", "").late(&["adoption.reason"])).undecided.len(), 1);
    assert_eq!(judged(COMMENTS, &row("rejected", "").late(&["adoption[0].reason"])).undecided.len(), 1);
    assert_eq!(judged(COMMENTS, &row("rejected", "").late(&["adoption[1].reason"])).findings.len(), 1);
}

#[test]
fn more_comments_registered_than_received_contradict_each_other() {
    let registered = |received: u8| {
        let mut story = Story::opened("{}").add("comment-announcement", "2026-01-10", "{}");
        for number in 1..=2 {
            let body = format!(r##"{{"number":"{number}","announcement":"#1"}}"##);
            story = story.add("comment-registered", "2026-01-20", &body);
        }
        let body = format!(
            r##"{{"announcement":"#1","received":{received},"adoption":[{{"opinion":"1","outcome":"adopted"}}],
                "adoption_note":"合并答复"}}"##
        );
        story.add("comment-summary", "2026-02-20", &body)
    };
    let rule = format!("{COMMENTS}\nnote_suffices = true");
    assert_eq!(natures(&rule, &registered(1)), [Nature::Record]);
    assert_eq!(found(&rule, &registered(2)), []);
}

#[test]
fn what_was_received_and_nobody_can_tell_is_not_decided() {
    let judgement = judged(COMMENTS, &summary("{}").late(&["received", "adoption"]));
    assert_eq!((judgement.findings.len(), judgement.undecided.len()), (0, 1));
}

fn opinions() -> Story {
    Story::opened("{}").add("expert-opinion", "2026-02-01", "{}").add("expert-opinion", "2026-02-02", "{}")
}

#[test]
fn an_expert_without_a_row_is_found() {
    let adopted = |rows: &str| opinions().add("expert-adoption", "2026-02-10", &format!(r##"{{"rows":[{rows}]}}"##));
    let row = |number: u8| format!(r##"{{"opinion":"#{number}","outcome":"adopted"}}"##);
    assert_eq!(found(EXPERTS, &adopted(&row(1))), [("broken", vec![3, 2])]);
    assert_eq!(found(EXPERTS, &adopted(&format!("{},{}", row(1), row(2)))), []);
    let second = adopted(&row(1)).add("expert-adoption", "2026-02-12", &format!(r##"{{"rows":[{}]}}"##, row(2)));
    assert_eq!(found(EXPERTS, &second), [], "two tables together");
    assert_eq!(judged(EXPERTS, &adopted(&row(1)).late(&["rows"])).undecided.len(), 1);
}

#[test]
fn without_a_table_it_is_open_until_the_meeting_and_then_found() {
    let judgement = judged(EXPERTS, &opinions());
    assert_eq!((judgement.findings.len(), judgement.open[0].kinds.clone()), (0, vec!["expert-adoption"]));
    assert_eq!(found(EXPERTS, &opinions().add("meeting-opened", "2026-03-01", "{}")), [("broken", vec![3, 1, 2])]);
}

#[test]
fn an_expert_turned_down_without_a_reason_is_found() {
    let row = |reason: &str| {
        let rows = format!(r##"{{"rows":[{{"opinion":"#1","outcome":"rejected"{reason}}}]}}"##);
        Story::opened("{}").add("expert-opinion", "2026-02-01", "{}").add("expert-adoption", "2026-02-10", &rows)
    };
    assert_eq!(found(EXPERTS, &row("")), [("broken", vec![2])]);
    assert_eq!(found(EXPERTS, &row(r##","reason":"经费不足""##)), []);
}

#[test]
fn a_view_at_the_hearing_that_nothing_became_of_is_found() {
    let rule = "kind = \"adoption\"\nof = \"hearing\"";
    let view = |handling: &str| {
        let views = format!(r##"{{"views":[{{"view":"应分步实施"{handling}}}]}}"##);
        Story::opened("{}").add("hearing-report", "2026-02-10", &views)
    };
    assert_eq!(found(rule, &view("")), [("broken", vec![1])]);
    assert_eq!(found(rule, &view(r##","handling":"rejected""##)), [("broken", vec![1])]);
    assert_eq!(found(rule, &view(r##","handling":"rejected","reason":"工期所限""##)), []);
    assert_eq!(found(rule, &view(r##","handling":"adopted""##)), []);
    assert_eq!(judged(rule, &view("").late(&["views.handling"])).undecided.len(), 1);
}

#[test]
fn a_suggestion_of_the_reviewer_without_an_answer_is_found() {
    let rule = "kind = \"adoption\"\nof = \"review\"";
    let answered = |rows: &str| {
        Story::opened("{}")
            .add("legality-opinion", "2026-02-01", r##"{"suggestions":["删第五条","补依据"]}"##)
            .add("draft-response", "2026-02-05", &format!(r##"{{"opinion":"#1","rows":[{rows}]}}"##))
    };
    let row = r##"{"suggestion":"删第五条","outcome":"adopted"}"##;
    assert_eq!(found(rule, &answered(row)), [("broken", vec![2, 1])]);
    assert_eq!(found(rule, &answered(&format!("{row},{row}"))), []);
    let rejected = r##"{"suggestion":"补依据","outcome":"rejected"}"##;
    assert_eq!(found(rule, &answered(&format!("{row},{rejected}"))), [("broken", vec![2])]);
}

#[test]
fn a_unit_that_objects_and_is_passed_over_in_silence_is_found() {
    let rule = "kind = \"adoption\"\nof = \"units\"";
    let opinion = |body: &str| Story::opened("{}").add("unit-opinion", "2026-02-01", body);
    assert_eq!(found(rule, &opinion(r##"{"unit":"县财政局","answer":"disagree"}"##)), [("broken", vec![1])]);
    let partly = r##"{"answer":"agree-after-changes","adopted":"rejected"}"##;
    assert_eq!(found(rule, &opinion(partly)), [("broken", vec![1])]);
    for body in [
        r##"{"answer":"disagree","disagreement":"经费来源未落实"}"##,
        r##"{"answer":"disagree","adopted":"adopted"}"##,
        r##"{"answer":"agree-after-changes","adopted":"partly"}"##,
        r##"{"answer":"no-answer"}"##,
    ] {
        assert_eq!(found(rule, &opinion(body)), [], "{body}");
    }
    let version = |handling: &str| {
        let units = format!(r##"{{"units_consulted":[{{"unit":"县财政局","answer":"disagree"{handling}}}]}}"##);
        Story::opened("{}").add("draft-version", "2026-02-01", &units)
    };
    assert_eq!(found(rule, &version("")), [("broken", vec![1])]);
    assert_eq!(found(rule, &version(r##","handling":"已报请协调""##)), []);
}
