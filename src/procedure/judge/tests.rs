//! The judge itself, and a whole decision under the national procedure: lawful as it stands, and found out wherever it is
//! changed.

use super::super::built_in;
use super::super::sample::{RULE, Story, TOP, judged};
use super::*;

const REVIEWED: &str = "kind = \"present\"\nany = [\"legality-opinion\"]\nby = \"meeting-opened\"";

fn unreviewed() -> Story {
    Story::opened("{}").add("meeting-opened", "2026-03-01", "{}")
}

#[test]
fn what_the_signers_said_stands_beside_the_finding() {
    let story = unreviewed().despite("X1", "汛期紧急").despite("X2", "别的");
    assert_eq!(judged(REVIEWED, &story).findings[0].despite, [(1, "汛期紧急".to_owned())]);
}

#[test]
fn a_finding_that_was_answered_stays_and_names_its_answers() {
    let answers = |body: &str| {
        judged(REVIEWED, &unreviewed().add("finding-resolution", "2026-04-01", body))
            .findings
            .swap_remove(0)
            .resolutions
    };
    let explained = [Resolution { number: 2, way: "explained".into() }];
    assert_eq!(answers(r##"{"rule":"X1","way":"explained"}"##), explained, "of the rule");
    assert_eq!(answers(r##"{"rule":"X1","way":"explained","record":"#1"}"##), explained, "of the record");
    assert_eq!(answers(r##"{"rule":"X1","way":"explained","record":"#0"}"##), [], "of another record");
    assert_eq!(answers(r##"{"rule":"X2","way":"explained"}"##), [], "of another rule");
    let corrected = unreviewed().add("correction", "2026-04-01", r##"{"corrects":"#1"}"##);
    let resolutions = judged(REVIEWED, &corrected).findings.swap_remove(0).resolutions;
    assert_eq!(resolutions, [Resolution { number: 2, way: "corrected".into() }]);
}

#[test]
fn a_rule_whose_condition_nobody_can_tell_is_undecided_only_where_it_would_be_broken() {
    let rule = |condition: &str| format!("{TOP}[[rule]]\ncode = \"X1\"\n{RULE}\n{condition}\n{REVIEWED}\n");
    let judged = |condition: &str, story: &Story| {
        let profile = Profile::read(&rule(condition)).unwrap();
        let judgement = judge(&profile, &story.history(), Holidays::built_in(), None);
        (judgement.findings.len(), judgement.undecided.len(), judgement.not_applying)
    };
    let open = |late: bool| {
        let story = Story::opened(r##"{"technical":false,"risky":true}"##);
        let story = if late { story.late(&["technical"]) } else { story };
        story.add("meeting-opened", "2026-03-01", "{}")
    };
    assert_eq!(judged("when = [\"decision-open.technical\"]", &open(false)), (0, 0, 1));
    assert_eq!(judged("when = [\"decision-open.risky\"]", &open(false)), (1, 0, 0));
    assert_eq!(judged("unless = [\"decision-open.risky\"]", &open(false)), (0, 0, 1));
    assert_eq!(judged("when = [\"decision-open.technical\"]", &open(true)), (0, 1, 0));
    let reviewed = Story::opened("{}").late(&["technical"]).add("legality-opinion", "2026-02-01", "{}").add(
        "meeting-opened",
        "2026-03-01",
        "{}",
    );
    assert_eq!(judged("when = [\"decision-open.technical\"]", &reviewed), (0, 0, 1));
}

/// Every stage of a county's decision, as Order 713 has it.
const LIFE: &[(&str, &str, &str)] = &[
    // 1 to 4
    ("draft-version", "2026-01-12", r##"{"version":"征求意见稿","changes":"首稿"}"##),
    (
        "comment-announcement",
        "2026-01-13",
        r##"{"title":"公告","from":"2026-01-13","to":"2026-02-12","claimed_days":30,"channels":["government-site"],
            "draft":"#1","ways":["e-mail"]}"##,
    ),
    (
        "comment-summary",
        "2026-02-14",
        r##"{"announcement":"#2","received":2,"received_by":[{"way":"邮件","count":2}],"adoption":[
            {"opinion":"1","outcome":"adopted","changed":"第三条"},
            {"opinion":"2","outcome":"rejected","reason":"与上位法不符"}]}"##,
    ),
    (
        "hearing-notice",
        "2026-02-01",
        r##"{"title":"公告","hearing_day":"2026-03-04","place":"县政府","representatives":15,
            "representative_groups":[{"group":"利害关系人","count":10},{"group":"公众","count":5}],
            "registration_from":"2026-02-01","registration_to":"2026-02-12","selection_method":"抽签","draft":"#1"}"##,
    ),
    // 5 to 9
    (
        "hearing-record",
        "2026-03-04",
        r##"{"notice":"#4","notice_day":"2026-02-01","list_published":"2026-02-20","materials_delivered":"2026-02-24",
            "place":"县政府","chair":"周","clerk":"吴","draft":"#1","signed":12,"refused_to_sign":1,
            "representatives":[{"group":"利害关系人","due":10,"present":9},{"group":"公众","due":5,"present":4}]}"##,
    ),
    ("hearing-report", "2026-03-06", r##"{"record":"#5","views":[{"view":"分步实施","handling":"adopted"}]}"##),
    (
        "expert-opinion",
        "2026-03-10",
        r##"{"expert":"孙","organisation":"省规划院","way":"meeting","interest":"none","own_department":false,
            "draft":"#1","necessity":"必要","feasibility":"可行","soundness":"科学","conclusion":"agree",
            "reasons":"依据充分"}"##,
    ),
    ("expert-adoption", "2026-03-11", r##"{"rows":[{"opinion":"#7","outcome":"adopted"}]}"##),
    (
        "risk-report",
        "2026-03-16",
        r##"{"assessor":"某评估公司","third_party":true,"draft":"#1","conclusion":"controllable","level":"low"}"##,
    ),
    // 10 to 14
    (
        "draft-version",
        "2026-03-18",
        r##"{"version":"送审稿","changes":"第三条","previous":"#1","substantive":false,
            "because":[{"change":"第三条","record":"#3"}]}"##,
    ),
    (
        "fair-competition-review",
        "2026-03-19",
        r##"{"draft":"#10","drafter_conclusion":"no-effect","regulator_conclusion":"complies"}"##,
    ),
    (
        "legality-opinion",
        "2026-03-31",
        r##"{"number":"1","draft":"#10","received":"2026-03-19","authority":"lawful","procedure":"lawful",
            "content":"lawful","conclusion":"lawful","suggestions":[],"risk_notes":[],"reviewer":"郑","issuer":"王",
            "counsel":[{"counsel":"冯","capacity":"legal-counsel","given":"2026-03-25","opinion":"合法"}]}"##,
    ),
    (
        "agenda-request",
        "2026-04-02",
        r##"{"subject":"方案","draft":"#10","package":["draft","comment-summary","hearing-report","expert-opinions",
            "expert-adoption","risk-report","fair-competition-review","legality-opinion"]}"##,
    ),
    (
        "meeting-opened",
        "2026-04-10",
        r##"{"meeting_kind":"executive-meeting","number":"第9次","place":"县政府","chair":"赵","recorder":"陈",
            "agenda":[{"item":1,"subject":"方案"}],"draft":"#10","roster":[
            {"person":"赵","office":"head","attendance":"present"},
            {"person":"钱","office":"member","attendance":"present"},
            {"person":"李","office":"member","attendance":"present"}]}"##,
    ),
    // 15 to 19
    ("position", "2026-04-10", r##"{"meeting":"#14","person":"钱","position":"agree","turn":1}"##),
    (
        "position",
        "2026-04-10",
        r##"{"meeting":"#14","person":"李","position":"disagree","turn":2,
            "reasons":[{"ground":"cost","text":"县财政三年内无力负担配套资金，建议缓行"}]}"##,
    ),
    ("position", "2026-04-10", r##"{"meeting":"#14","person":"赵","position":"agree","turn":3}"##),
    (
        "head-decision",
        "2026-04-10",
        r##"{"meeting":"#14","outcome":"passed","draft":"#10","differs_from_majority":false,"turn":4,"tally":{"agree":2,
            "agree_after_changes":0,"disagree":1,"defer":0,"reserve":0,"abstain":0}}"##,
    ),
    ("meeting-closed", "2026-04-10", r##"{"meeting":"#14","records":6,"outcome":"passed","dissents":1}"##),
    // 20 to 22
    (
        "minutes-issued",
        "2026-04-13",
        r##"{"meeting":"#14","number":"1","issuer":"赵","issued_on":"2026-04-13","outcome":"passed","dissents":1}"##,
    ),
    ("party-report", "2026-04-14", r##"{"number":"1","submitted":"2026-04-14"}"##),
    (
        "publication",
        "2026-04-20",
        r##"{"number":"1","title":"方案","signed_on":"2026-04-20","published":true,"channels":["government-site"],
            "draft":"#10"}"##,
    ),
];

/// The life, with some words of some records changed: `(number, from, to)`.
fn life(changed: &[(usize, &str, &str)]) -> Story {
    let opened = r##"{"affects_public":true,"technical":true,"risky":true,"affects_market":true}"##;
    LIFE.iter().enumerate().fold(Story::opened(opened), |story, (place, (kind, day, body))| {
        let changes = changed.iter().filter(|(number, _, _)| *number == place + 1);
        let body = changes.fold((*body).to_owned(), |body, (_, from, to)| {
            assert!(body.contains(from), "{from}");
            body.replace(from, to)
        });
        story.add(kind, day, &body)
    })
}

fn codes(changed: &[(usize, &str, &str)]) -> Vec<String> {
    let profile = built_in::profile("cn-order-713").unwrap();
    let as_of = Some(jiff::civil::date(2026, 6, 1));
    let judgement = judge(&profile, &life(changed).history(), Holidays::built_in(), as_of);
    // A year after publication nobody can say yet which days are worked.
    let undecided = judgement.undecided.iter().filter(|one| &*one.code != "A33");
    assert_eq!(undecided.count(), 0, "{changed:?}");
    judgement.findings.iter().map(|finding| finding.code.to_string()).collect()
}

#[test]
fn a_lawful_life_is_found_to_be_lawful() {
    assert_eq!(codes(&[]), Vec::<String>::new());
}

#[test]
fn what_is_changed_in_it_is_found_and_nothing_else() {
    for (number, from, to, code) in [
        (2, "2026-02-12", "2026-02-11", &["A05"][..]),
        (3, r##","reason":"与上位法不符""##, "", &["A07"]),
        (4, r##""representatives":15"##, r##""representatives":16"##, &["A08.groups"]),
        (5, r##""signed":12"##, r##""signed":11"##, &["A09"]),
        (7, "省规划院", "县城管局", &["A11.employer"]),
        (8, "#7", "#3", &["A07.experts"]),
        (12, r##""draft":"#10""##, r##""draft":"#1""##, &["A03"]),
        (13, r##""risk-report","##, "", &["A14"]),
        (14, r##""chair":"赵","##, "", &["A27"]),
    ] {
        assert_eq!(codes(&[(number, from, to)]), code, "{from}");
    }
}
