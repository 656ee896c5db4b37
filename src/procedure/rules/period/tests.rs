use super::super::super::sample::{Story, found, judged, try_profile};

const COMMENTS: &str = "kind = \"period\"\nfrom = \"comment-announcement.from\"\nto = \"comment-announcement.to\"\n\
                        least = 30\nexcused_by = \"comment-announcement.shortening_reason\"";
const REVIEW: &str = "kind = \"period\"\nfrom = \"legality-opinion.received\"\nto = \"legality-opinion\"\nleast = 7\n\
                      most = 10\nunit = \"working\"\nstops = \"legality-opinion.supplements\"";
const PUBLISHED: &str = "kind = \"period\"\nfrom = \"head-decision\"\nto = \"publication\"\nmost = 20\nunit = \"working\"";

fn announced(from: &str, to: &str, more: &str) -> Story {
    let body = format!(r##"{{"from":"{from}","to":"{to}"{more}}}"##);
    Story::opened("{}").add("comment-announcement", from, &body)
}

#[test]
fn a_comment_period_has_three_verdicts() {
    // The published cases: Haian, Huzhou, Qili.
    for (from, to, verdict) in [
        ("2022-12-30", "2023-01-29", None),
        ("2023-02-22", "2023-03-23", Some("borderline")),
        ("2024-05-20", "2024-06-15", Some("broken")),
    ] {
        let all = found(COMMENTS, &announced(from, to, ""));
        assert_eq!(all.first().map(|(standing, _)| *standing), verdict, "{from} to {to}");
    }
}

#[test]
fn a_reason_in_the_announcement_excuses_a_short_period() {
    let reasoned = |reason: &str| announced("2026-03-01", "2026-03-08", &format!(r##","shortening_reason":"{reason}""##));
    assert_eq!(found(COMMENTS, &reasoned("防汛紧急")), []);
    assert_eq!(found(COMMENTS, &reasoned(" ")), [("broken", vec![1])]);
}

#[test]
fn what_nobody_can_tell_any_more_is_not_decided() {
    for missing in ["to", "shortening_reason"] {
        let (to, count) = if missing == "to" { ("x", 1) } else { ("2026-03-08", 1) };
        let judgement = judged(COMMENTS, &announced("2026-03-01", to, "").late(&[missing]));
        assert_eq!((judgement.findings.len(), judgement.undecided.len()), (0, count), "{missing}");
    }
    assert_eq!(found(COMMENTS, &announced("2026-03-01", "2026-04-01", "").late(&["shortening_reason"])), []);
}

#[test]
fn an_end_before_its_beginning_is_a_matter_of_order() {
    let judgement = judged(COMMENTS, &announced("2026-03-08", "2026-03-01", ""));
    assert_eq!((judgement.findings.len(), judgement.kept), (0, 1));
}

fn reviewed(received: &str, day: &str, more: &str) -> Story {
    Story::opened("{}").add("legality-opinion", day, &format!(r##"{{"received":"{received}"{more}}}"##))
}

#[test]
fn a_review_takes_so_many_working_days() {
    // Received on Monday 2 March 2026; the 11th is the seventh working day, the 16th the tenth.
    for (day, standing) in [
        ("2026-03-09", Some("broken")),
        ("2026-03-10", Some("borderline")),
        ("2026-03-11", None),
        ("2026-03-16", None),
        ("2026-03-17", Some("broken")),
    ] {
        let all = found(REVIEW, &reviewed("2026-03-02", day, ""));
        assert_eq!(all.first().map(|(standing, _)| *standing), standing, "{day}");
    }
}

#[test]
fn the_clock_stands_still_while_an_answer_is_awaited() {
    let asked = r##","supplements":[{"asked":"2026-03-04","answered":"2026-03-06","what":"说明"}]"##;
    assert_eq!(found(REVIEW, &reviewed("2026-03-02", "2026-03-18", asked)), []);
    assert_eq!(found(REVIEW, &reviewed("2026-03-02", "2026-03-19", asked)), [("broken", vec![1])]);
    let unanswered = r##","supplements":[{"asked":"2026-03-04","what":"说明"}]"##;
    assert_eq!(found(REVIEW, &reviewed("2026-03-02", "2026-03-30", unanswered)), [("broken", vec![1])]);
    let unknown = judged(REVIEW, &reviewed("2026-03-02", "2026-03-30", unanswered).late(&["supplements[0].answered"]));
    assert_eq!((unknown.findings.len(), unknown.undecided.len()), (0, 1));
}

#[test]
fn without_a_table_of_holidays_working_days_are_not_decided() {
    let judgement = judged(REVIEW, &reviewed("1999-03-02", "1999-03-03", ""));
    assert_eq!((judgement.findings.len(), judgement.undecided.len()), (0, 2));
}

#[test]
fn days_before_an_event_leave_out_the_events_day() {
    let rule = "kind = \"period\"\nfrom = \"hearing-record.materials_delivered\"\nto = \"hearing-record\"\nleast = 7\nbefore_event = true";
    let held = |day: &str| {
        let body = format!(r##"{{"materials_delivered":"{day}"}}"##);
        found(rule, &Story::opened("{}").add("hearing-record", "2026-03-20", &body))
    };
    assert_eq!(held("2026-03-13"), []);
    assert_eq!(held("2026-03-14"), [("borderline", vec![1])]);
    assert_eq!(held("2026-03-15"), [("broken", vec![1])]);
}

#[test]
fn a_day_known_only_within_bounds_decides_nothing_that_hangs_on_it() {
    let rule = "kind = \"period\"\nfrom = \"hearing-notice\"\nto = \"hearing-record\"\nleast = 10\nbefore_event = true";
    let story = |notice: &str| Story::opened("{}").add("hearing-notice", notice, "{}").add("hearing-record", "2026-03-20", "{}");
    for notice in ["2026-03-01/2026-03-15", "2026-03-01/2026-03-25"] {
        let judgement = judged(rule, &story(notice));
        assert_eq!((judgement.findings.len(), judgement.undecided.len()), (0, 1), "{notice}");
        assert_eq!(judgement.undecided[0].why.saying.id, "deadline-inexact");
    }
    assert_eq!(found(rule, &story("2026-03-01/2026-03-10")), []);
    assert_eq!(found(rule, &story("2026-03-14/2026-03-15")), [("broken", vec![2, 1])]);
}

#[test]
fn what_is_not_there_yet_is_open_and_then_overdue() {
    let decided = |day: &str| Story::opened("{}").add("head-decision", day, "{}");
    let open = judged(PUBLISHED, &decided("2026-12-14"));
    assert_eq!((open.findings.len(), open.open.len(), open.undecided.len()), (0, 1, 1), "2027 has no table yet");
    let overdue = judged(PUBLISHED, &decided("2026-03-02"));
    assert_eq!(overdue.open[0].due, Some(jiff::civil::date(2026, 3, 30)));
    assert_eq!((overdue.findings.len(), &overdue.findings[0].records[..]), (1, &[1][..]));
    assert_eq!(found(PUBLISHED, &decided("2026-03-02").add("publication", "2026-03-30", "{}")), []);
    assert_eq!(found(PUBLISHED, &decided("2026-03-02").add("publication", "2026-04-01", "{}")), [("broken", vec![2, 1])]);
    assert_eq!(judged(&format!("{PUBLISHED}\nawaited = false"), &decided("2026-03-02")).kept, 1);
}

#[test]
fn the_end_belongs_to_the_beginning_it_names() {
    let rule = "kind = \"period\"\nfrom = \"hearing-notice\"\nto = \"hearing-record\"\nleast = 10\nbefore_event = true";
    let story = Story::opened("{}").add("hearing-notice", "2026-03-01", "{}").add("hearing-notice", "2026-03-18", "{}");
    let held = |body| found(rule, &story.clone().add("hearing-record", "2026-03-20", body));
    assert_eq!(held(r##"{"notice":"#1"}"##), []);
    assert_eq!(held("{}"), [("broken", vec![3, 2])]);
}

#[test]
fn a_place_may_count_the_first_day_and_keep_the_last() {
    let first = format!("{COMMENTS}\nfirst_day_counts = true");
    assert_eq!(found(&first, &announced("2023-02-22", "2023-03-23", "")), []);
    // Twenty days after 2 March 2026 is Sunday the 22nd.
    let rule = "kind = \"period\"\nfrom = \"head-decision\"\nto = \"publication\"\nmost = 20";
    let story = Story::opened("{}").add("head-decision", "2026-03-02", "{}").add("publication", "2026-03-23", "{}");
    assert_eq!(found(rule, &story), [], "a last day that is off gives way to the next working day");
    assert_eq!(found(&format!("{rule}\nroll_over = false"), &story), [("broken", vec![2, 1])]);
}

#[test]
fn what_took_too_long_may_be_borderline_and_excused() {
    let rule = "kind = \"period\"\nfrom = \"head-decision\"\nto = \"publication\"\nmost = 20\nfirst_day_counts = true\n\
                roll_over = false\nexcused_by = \"head-decision.reasons\"";
    let story = |body: &str, day: &str| {
        Story::opened("{}").add("head-decision", "2026-03-02", body).add("publication", day, "{}")
    };
    assert_eq!(found(rule, &story("{}", "2026-03-21")), []);
    assert_eq!(found(rule, &story("{}", "2026-03-22")), [("borderline", vec![2, 1])]);
    assert_eq!(found(rule, &story("{}", "2026-03-23")), [("broken", vec![2, 1])]);
    assert_eq!(found(rule, &story(r##"{"reasons":"须报上级批准"}"##, "2026-03-23")), []);
    let waiting = Story::opened("{}").add("head-decision", "2026-03-02", r##"{"reasons":"须报上级批准"}"##);
    assert_eq!((found(rule, &waiting).len(), judged(rule, &waiting).open.len()), (0, 1), "still to come");
    let ahead = judged(rule, &Story::opened("{}").add("head-decision", "2027-03-02", "{}"));
    assert_eq!((ahead.open.len(), ahead.undecided.len()), (1, 0), "as of a day before it began nothing is late");
}

#[test]
fn the_last_beginning_is_the_one_that_is_running() {
    let rule = "kind = \"period\"\nfrom = \"review-submission\"\nto = \"legality-opinion\"\nmost = 10\nunit = \"working\"";
    let story = Story::opened("{}").add("review-submission", "2026-03-02", "{}").add("review-submission", "2026-12-25", "{}");
    let judgement = judged(rule, &story);
    assert_eq!((judgement.findings.len(), judgement.open[0].since), (0, Some(2)));
    let answered = Story::opened("{}").add("review-submission", "2026-03-02", "{}");
    let answered = answered.add("legality-opinion", "2026-03-10", "{}").add("review-submission", "2026-04-01", "{}");
    assert_eq!(found(rule, &answered), [("broken", vec![3])], "the first was answered, the second was not");
}

#[test]
fn an_end_that_tells_no_day_has_not_come() {
    let rule = "kind = \"period\"\nfrom = \"comment-announcement.to\"\nto = \"comment-summary.result_published\"\nmost = 30";
    let story = announced("2026-02-01", "2026-03-03", "");
    let summed = |body: &str| story.clone().add("comment-summary", "2026-03-10", body);
    assert_eq!(found(rule, &summed("{}")), [("broken", vec![1])]);
    assert_eq!(found(rule, &summed(r##"{"result_published":"2026-04-02"}"##)), []);
    let lost = judged(rule, &summed("{}").late(&["result_published"]));
    assert_eq!((lost.findings.len(), lost.undecided.len()), (0, 1));
}

#[test]
fn parameters_that_do_not_fit_are_refused() {
    for (from, to) in [
        ("least = 30\n", ""),
        ("least = 30", "most = 30\nbefore_event = true"),
        ("shortening_reason", "claimed_days"),
        ("\"comment-announcement.shortening_reason\"", "\"publication.title\""),
        ("excused_by = \"comment-announcement.shortening_reason\"", "stops = \"comment-announcement.channels\""),
        ("least = 30", "least = -1"),
    ] {
        assert!(try_profile(&COMMENTS.replace(from, to)).is_err(), "{to}");
    }
}
