use super::super::sample::Story;
use super::*;

fn story() -> Story {
    Story::opened("{}")
        .add("draft-version", "2026-01-10", r##"{"version":"V1","changes":"首稿"}"##)
        .add("comment-announcement", "2026-01-12", r##"{"draft":"#1"}"##)
        .add("comment-summary", "2026-02-20", r##"{"announcement":"#2","received":3}"##)
        .add(
            "draft-version",
            "2026-02-21",
            r##"{"version":"V2","changes":"改第三条","previous":"#1","substantive":true,
                "because":[{"change":"第三条","record":"#3"}]}"##,
        )
        .add("legality-opinion", "2026-03-01", r##"{"draft":"#4"}"##)
        .add("draft-version", "2026-03-02", r##"{"version":"V3","changes":"改错字","previous":"#4"}"##)
        .add("meeting-opened", "2026-03-10", r##"{"draft":"#6"}"##)
        .add("position", "2026-03-10", r##"{"meeting":"#7"}"##)
        .add("head-decision", "2026-03-10", r##"{"meeting":"#7","draft":"#6"}"##)
        .add("publication", "2026-03-20", r##"{"draft":"#6"}"##)
}

#[test]
fn each_record_is_about_a_version_or_about_what_it_belongs_to() {
    let trail = Trail::of(&story().history());
    let labels: Vec<&str> = trail.versions.iter().map(|version| &*version.label).collect();
    assert_eq!(labels, ["V1", "V2", "V3"]);
    let about: Vec<(u64, Part, About)> =
        trail.mentions.iter().map(|mention| (mention.number, mention.part, mention.about)).collect();
    assert_eq!(
        about,
        [
            (2, Part::Shown, About::Version(0)),
            (3, Part::Shown, About::Version(0)),
            (5, Part::Reviewed, About::Version(1)),
            (7, Part::Deliberated, About::Version(2)),
            (8, Part::Deliberated, About::Version(2)),
            (9, Part::Decided, About::Version(2)),
            (10, Part::Issued, About::Version(2)),
        ]
    );
    assert_eq!(trail.versions[1].because, [Cause { change: "第三条".into(), record: Some(3) }]);
    assert_eq!((trail.versions[1].previous, trail.versions[1].substantive), (Some(0), Some(true)));
}

#[test]
fn the_four_questions_have_their_answers_and_what_changed_between() {
    let answers: Vec<(&str, Vec<usize>, Vec<usize>)> = Trail::of(&story().history())
        .milestones()
        .into_iter()
        .map(|one| (one.question.slug(), one.versions, one.changed))
        .collect();
    assert_eq!(
        answers,
        [
            ("shown", vec![0], vec![]),
            ("reviewed", vec![1], vec![1]),
            ("decided", vec![2], vec![2]),
            ("issued", vec![2], vec![]),
        ]
    );
}

#[test]
fn a_question_nobody_answered_is_passed_over() {
    let story = Story::opened("{}")
        .add("draft-version", "2026-01-10", r##"{"version":"V1"}"##)
        .add("comment-announcement", "2026-01-12", r##"{"draft":"#1"}"##)
        .add("draft-version", "2026-01-13", r##"{"version":"V2"}"##)
        .add("publication", "2026-03-20", r##"{"draft":"#3"}"##);
    let changed: Vec<Vec<usize>> =
        Trail::of(&story.history()).milestones().into_iter().map(|one| one.changed).collect();
    assert_eq!(changed, [vec![], vec![], vec![], vec![1]]);
}

#[test]
fn what_is_no_record_of_the_decision_is_elsewhere_and_what_is_not_said_unsaid() {
    let other = "ee".repeat(32);
    let story = Story::opened("{}")
        .add("legality-opinion", "2026-03-01", &format!(r##"{{"draft":"{other}"}}"##))
        .add("legality-opinion", "2026-03-02", "{}")
        .late(&["draft"]);
    let about: Vec<About> = Trail::of(&story.history()).mentions.iter().map(|one| one.about).collect();
    assert_eq!(about, [About::Elsewhere(other.parse().unwrap()), About::Unsaid]);
}

#[test]
fn versions_entered_late_stand_as_they_came_about() {
    let version = |label: &str| format!(r##"{{"version":"{label}"}}"##);
    let story = |first_late: bool| {
        let second = Story::opened("{}").add("draft-version", "2026-02-01", &version("V2"));
        let second = if first_late { second.late(&[]) } else { second };
        second.add("draft-version", "2026-01-10", &version("V1")).late(&[])
    };
    let labels = |late| -> Vec<String> {
        Trail::of(&story(late).history()).versions.into_iter().map(|version| version.label).collect()
    };
    assert_eq!(labels(true), ["V1", "V2"]);
    assert_eq!(labels(false), ["V2", "V1"], "one was entered in its time: the ledger's order stands");
}

#[test]
fn two_records_of_one_paper_are_one_text() {
    let twice = |sealed| {
        Story::opened("{}")
            .add("draft-version", "2026-01-10", r##"{"version":"V1"}"##)
            .with_document("draft", false)
            .add("draft-version", "2026-01-11", r##"{"version":"V2"}"##)
            .with_document("draft", sealed)
    };
    assert!(Trail::of(&twice(false).history()).same_text(0, 1));
    assert!(!Trail::of(&twice(true).history()).same_text(0, 1), "what is sealed nobody can compare");
}

#[test]
fn a_line_of_versions_that_runs_in_a_circle_comes_to_an_end() {
    let story = Story::opened("{}")
        .add("draft-version", "2026-01-10", r##"{"version":"V1"}"##)
        .add("draft-version", "2026-01-11", r##"{"version":"V2","previous":"#3"}"##)
        .add("draft-version", "2026-01-12", r##"{"version":"V3","previous":"#2"}"##);
    assert_eq!(Trail::of(&story.history()).between(0, 2), [1, 2]);
    assert_eq!(Trail::of(&story.history()).between(2, 0), [1, 2]);
}

#[test]
fn the_kinds_that_tell_of_a_draft_are_known() {
    let tells = |name| tells(crate::model::kind::named(name).unwrap());
    assert!(tells("draft-version") && tells("meeting-opened") && tells("comment-summary") && tells("position"));
    assert!(!tells("decision-open") && !tells("finding-resolution"));
    for kind in crate::model::kind::all().iter().filter(|kind| kind.field("draft").is_some()) {
        assert!(Part::of(kind.name).is_some(), "{}", kind.name);
    }
}
