use super::*;
use crate::model::DecisionId;
use crate::procedure::sample::Story;

/// The figures that are not nought: total, and what is not told.
fn told(year: i16, stories: &[(&str, &Story)]) -> BTreeMap<&'static str, i64> {
    let mut annual = Annual::new(year, None);
    take(&mut annual, stories);
    let figures = annual.finish().figures;
    figures.iter().filter(|one| !one.entries.is_empty()).map(|one| (one.spec.name, one.total())).collect()
}

fn take(annual: &mut Annual, stories: &[(&str, &Story)]) {
    for (id, story) in stories {
        let id: DecisionId = id.parse().unwrap();
        annual.take(&History::new(id, story.history().steps().to_vec()));
    }
}

fn figure(year: i16, stories: &[(&str, &Story)], name: &str) -> Figure {
    let mut annual = Annual::new(year, None);
    take(&mut annual, stories);
    annual.finish().figures.into_iter().find(|one| one.spec.name == name).unwrap()
}

fn decided() -> Story {
    Story::opened("{}")
        .add("draft-version", "2026-02-01", r#"{"version":"V1","changes":"初稿"}"#)
        .add("meeting-opened", "2026-03-01", r##"{"meeting_kind":"executive-meeting","number":"3","draft":"#1"}"##)
        .add("position", "2026-03-01", r##"{"meeting":"#2","person":"甲","position":"disagree"}"##)
        .signed(&[("member", "甲")])
        .add("position", "2026-03-01", r##"{"meeting":"#2","person":"甲","position":"agree"}"##)
        .signed(&[("member", "甲")])
        .add("minuted-position", "2026-03-01", r##"{"meeting":"#2","person":"乙","position":"defer"}"##)
        .add("head-decision", "2026-03-01", r##"{"meeting":"#2","outcome":"passed","differs_from_majority":true}"##)
        .add("meeting-closed", "2026-03-01", r##"{"meeting":"#2","outcome":"passed"}"##)
        .add("publication", "2026-03-05", r#"{"number":"1","published":true}"#)
        .add("publication", "2026-03-06", r#"{"number":"1","published":true}"#)
}

#[test]
fn a_year_without_records_is_nought_throughout() {
    assert_eq!(told(2025, &[("2026-001", &decided())]), BTreeMap::new());
    let figures = Annual::new(2026, None).finish().figures;
    assert_eq!((figures.len(), figures.iter().map(Figure::total).sum::<i64>()), (FIGURES.len(), 0));
}

#[test]
fn a_decision_counts_once_and_its_words_apart() {
    let expected = [
        ("against-majority", 1),
        ("agenda-items", 1),
        ("catalogue-not-named", 1),
        ("decided", 1),
        ("dissents-minuted", 1),
        ("meetings", 1),
        ("opened", 1),
        ("outcomes", 1),
        ("positions-changed", 1),
        ("positions-minuted", 1),
        ("positions-signed", 1),
        ("published", 1),
    ];
    assert_eq!(told(2026, &[("2026-001", &decided())]), BTreeMap::from(expected));
    let two = [("2026-001", &decided()), ("2026-002", &decided())];
    let told = told(2026, &two);
    // Two decisions of one session.
    assert_eq!((told["meetings"], told["agenda-items"], told["decided"]), (1, 2, 2));
    let opened = figure(2026, &two, "opened");
    assert_eq!(opened.parts(0), [(Some("public-policy"), 2)]);
    assert_eq!(opened.parts(1), [(Some("county"), 2)]);
    assert_eq!(opened.parts(2), [(Some(""), 2)]);
    let entries: Vec<String> = opened.entries.iter().map(|one| format!("{}#{}", one.decision, one.number)).collect();
    assert_eq!(entries, ["2026-001#0", "2026-002#0"]);
}

#[test]
fn a_position_that_somebody_else_entered_is_not_counted_as_signed() {
    let story = Story::opened("{}")
        .add("position", "2026-03-01", r#"{"person":"甲","position":"disagree"}"#)
        .signed(&[("archivist", "鲁文")])
        .late(&["meeting"]);
    let told = told(2026, &[("2026-001", &story)]);
    assert_eq!((told.get("dissents-entered"), told.get("dissents-signed")), (Some(&1), None));
}

#[test]
fn the_last_outcome_of_the_year_decides_and_the_closing_speaks_where_the_head_does_not() {
    let meeting = r##"{"meeting_kind":"executive-meeting","number":"3"}"##;
    let deferred = Story::opened("{}")
        .add("meeting-opened", "2026-03-01", meeting)
        .add("meeting-closed", "2026-03-01", r##"{"meeting":"#1","outcome":"deferred"}"##)
        .add("minutes-issued", "2026-03-02", r##"{"meeting":"#1","outcome":"passed"}"##);
    let told_of = |story: &Story| told(2026, &[("2026-001", story)]);
    assert_eq!((told_of(&deferred).get("decided"), told_of(&deferred)["outcomes"]), (None, 1));
    let passed = deferred.clone().add("head-decision", "2026-04-01", r#"{"outcome":"passed-in-principle"}"#);
    assert_eq!((told_of(&passed)["decided"], told_of(&passed)["outcomes"]), (1, 2));
    let outcomes = figure(2026, &[("2026-001", &passed)], "outcomes");
    assert_eq!(outcomes.parts(0), [(Some("passed-in-principle"), 1), (Some("deferred"), 1)]);
    let undone = passed.add("head-decision", "2026-05-01", r#"{"outcome":"not-passed"}"#);
    assert_eq!(told_of(&undone).get("decided"), None);
}

#[test]
fn opinions_are_what_the_last_summary_says_and_what_has_no_row_is_left_over() {
    let consulted = Story::opened("{}")
        .add("comment-announcement", "2026-02-01", r#"{"title":"公告"}"#)
        .add("comment-announcement", "2026-02-02", r##"{"title":"公告","replaces":"#1"}"##)
        .add("comment-summary", "2026-03-10", r##"{"announcement":"#1","received":9,"adoption":[]}"##)
        .add(
            "comment-summary",
            "2026-03-11",
            r##"{"announcement":"#1","received":5,"adoption":[{"opinion":"1","outcome":"adopted"},
                {"opinion":"2","outcome":"rejected"},{"opinion":"3","outcome":"adopted"}]}"##,
        );
    let told = told(2026, &[("2026-001", &consulted)]);
    assert_eq!((told["consultations"], told["opinions-received"], told["opinions-unaccounted"]), (1, 5, 2));
    let handled = figure(2026, &[("2026-001", &consulted)], "opinions-handled");
    assert_eq!(handled.parts(0), [(Some("adopted"), 2), (Some("rejected"), 1)]);
}

#[test]
fn what_a_late_entry_cannot_tell_is_not_told_and_not_nought() {
    let story = Story::opened("{}")
        .add("comment-summary", "2023-02-10", r#"{"received":24}"#)
        .recorded("2026-06-27T04:04:00.000Z")
        .late(&["adoption", "announcement"])
        .add("hearing-record", "2023-03-01", "{}")
        .late(&["representatives"]);
    let story = [("2026-001", &story)];
    let told = told(2023, &story);
    assert_eq!((told["opinions-received"], told["hearings"]), (24, 1));
    for (name, field) in [
        ("opinions-handled", "adoption"),
        ("opinions-unaccounted", "adoption"),
        ("hearing-representatives", "representatives"),
    ] {
        let figure = figure(2023, &story, name);
        assert_eq!((figure.total(), figure.not_told(), figure.late()), (0, 1, 1), "{name}");
        assert_eq!(figure.entries[0].count, Err(field));
    }
}

#[test]
fn the_year_is_that_of_the_end_of_the_fact_and_what_ends_later_is_named() {
    let story = Story::opened("{}").add("risk-report", "2025-12-20/2026-01-10", r#"{"conclusion":"controllable"}"#);
    let report = figure(2026, &[("2026-001", &story)], "risk-reports");
    assert_eq!((report.total(), report.entries[0].began), (1, Some(2025)));
    // The level is not told.
    assert_eq!((report.parts(0), report.parts(1)), (vec![(Some("controllable"), 1)], vec![(None, 1)]));
    let mut annual = Annual::new(2025, None);
    take(&mut annual, &[("2026-001", &story)]);
    let figures = annual.finish();
    assert_eq!(figures.elsewhere.iter().map(|(one, year)| (one.number, *year)).collect::<Vec<_>>(), [(1, 2026)]);
    assert!(figures.figures.iter().all(|one| one.entries.is_empty()));
}

#[test]
fn a_correction_is_pointed_at_and_changes_no_figure() {
    let story = Story::opened("{}").add("comment-summary", "2026-03-10", r#"{"received":12,"adoption":[]}"#).add(
        "correction",
        "2026-03-12",
        r##"{"corrects":"#1"}"##,
    );
    let received = figure(2026, &[("2026-001", &story)], "opinions-received");
    assert_eq!((received.total(), received.entries[0].corrected_by.clone()), (12, vec![2]));
}

#[test]
fn the_catalogue_is_held_against_what_was_opened() {
    let catalogue = Story::default()
        .add(
            "catalogue",
            "2025-12-20",
            r#"{"title":"目录","year":2026,"organ":"县政府","items":[{"number":"1","title":"甲"},
                {"number":"2","title":"乙"},{"number":"3","title":"丙"}]}"#,
        )
        .add(
            "catalogue-adjustment",
            "2026-06-01",
            r##"{"catalogue":"#0","changes":[{"number":"3","action":"removed"},
                {"number":"4","action":"added","title":"丁"},{"number":"5","action":"added","title":"戊"}]}"##,
        );
    let opened = |item: &str| Story::opened(&format!(r#"{{"catalogue_year":2026,"catalogue_item":"{item}"}}"#));
    let (first, fourth, gone) = (opened("1"), opened("4"), opened("3"));
    let outside = Story::opened("{}");
    let all = [("C", &catalogue), ("a", &first), ("b", &fourth), ("c", &gone), ("d", &outside)];
    let told = told(2026, &all);
    for (name, count) in [
        ("catalogue-items", 4),
        ("catalogue-opened", 2),
        ("catalogue-not-opened", 2),
        ("catalogue-unmatched", 1),
        ("catalogue-not-named", 1),
    ] {
        assert_eq!(told[name], count, "{name}");
    }
    assert_eq!(figure(2026, &all, "catalogue-not-opened").entries[0].parts, ["2 乙", "5 戊"]);
    // With another organ's catalogue of the year, a number means something only in the deciding organ's own.
    let other = Story::default().add(
        "catalogue",
        "2025-12-20",
        r#"{"title":"目录","year":2026,"organ":"乡政府","items":[{"number":"9","title":"己"}]}"#,
    );
    let ninth = opened("9");
    let stories = [("C", &catalogue), ("D", &other), ("a", &ninth)];
    assert_eq!(figure(2026, &stories, "catalogue-unmatched").total(), 1);
    assert_eq!(figure(2026, &stories, "catalogue-opened").total(), 0);
}

#[test]
fn a_profile_leaves_the_decisions_of_other_procedures_out() {
    let digest = "0a".repeat(32);
    let named = Story::opened(&format!(r#"{{"profile":{{"id":"cn-contract","blake3":"{digest}"}}}}"#));
    let plain = Story::opened("{}");
    let stories = [("a", &named), ("b", &plain)];
    assert_eq!(figure(2026, &stories, "opened").parts(2), [(Some(""), 1), (Some("cn-contract"), 1)]);
    let mut annual = Annual::new(2026, Some("cn-contract".parse().unwrap()));
    take(&mut annual, &stories);
    let figures = annual.finish().figures;
    let opened = figures.iter().find(|one| one.spec.name == "opened").unwrap();
    assert_eq!((opened.total(), opened.entries[0].decision.as_str()), (1, "a"));
}
