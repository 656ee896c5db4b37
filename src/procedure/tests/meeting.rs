//! The submission (art. 29) and the collective discussion (art. 30).

use super::super::finding::Nature;
use super::tale::Tale;
use super::{codes, judged, lawful};

/// Four of the six members who gave an opinion are against it.
fn against_the_majority(it: Tale) -> Tale {
    let it = it.set("says-甲", AGAINST).set("says-乙", AGAINST);
    dissents(it, 3).set(
        "decided",
        r#"{"tally":{"agree":2,"agree_after_changes":1,"disagree":3,"defer":0,"reserve":0,"abstain":0}}"#,
    )
}

const AGAINST: &str = r#"{"position":"disagree","reasons":[{"ground":"cost","text":"投入过大"}]}"#;

/// The minutes and the issued minutes say so many dissents.
fn dissents(it: Tale, number: u32) -> Tale {
    let said = format!(r#"{{"dissents":{number}}}"#);
    it.set("closed", &said).set("issued", &said)
}

/// It went to another kind of meeting.
fn met_as(it: Tale, kind: &str) -> Tale {
    let said = format!(r#"{{"meeting_kind":"{kind}"}}"#);
    it.set("met", &said).set("convened", &said)
}

/// The head spoke before one of the members.
fn spoken_early(it: Tale) -> Tale {
    it.set("decided", r#"{"turn":6}"#).set("says-丁", r#"{"turn":8}"#)
}

/// All agree, but for what one of them says.
fn all_agree(it: Tale, last: &str) -> Tale {
    let others = ["says-甲", "says-乙", "says-丙", "says-丁", "says-己"];
    let it = others.into_iter().fold(it, |it, name| it.set(name, r#"{"position":"agree"}"#));
    let changes = u32::from(last != "agree");
    let tally = format!(
        r#"{{"tally":{{"agree":{},"agree_after_changes":{changes},"disagree":0,"defer":0,"reserve":0,"abstain":0}}}}"#,
        6 - changes
    );
    dissents(it.set("says-戊", &format!(r#"{{"position":"{last}"}}"#)), 0).set("decided", &tally)
}

/// Somebody who was away becomes somebody who was there.
const ROSTER_CHANGED: &str = r##"{"corrects":"#met","changes":[{"field":"roster[6].attendance","wrong":"absent","right":"present"}],"ground":"漏记"}"##;

/// A meeting of the leader in charge had talked it over before the review.
fn talked_over(it: Tale) -> Tale {
    let body = r##"{"meeting_kind":"special-meeting","number":"专1","place":"小会议室","chair":"己","recorder":"记录员","roster":[{"person":"己","office":"member","attendance":"present"}],"agenda":[{"item":1,"subject":"停车"}],"draft":"#v2"}"##;
    it.before("fair", "talked-over", "meeting-opened", "2026-03-27", body)
}

pairs! {
    fn a_paper_is_not_on_the_table("cn-order-713", "A14") {
        broken: |it| it.set("requested", r#"{"package":["draft","fair-competition-review","comment-summary","hearing-report","expert-opinions","expert-adoption","legality-opinion"]}"#),
        kept: |it| it.set("requested", r#"{"package":["draft","fair-competition-review","comment-summary","hearing-report","expert-opinions","expert-adoption","risk-report","legality-opinion"]}"#),
    }
    fn nobody_asked_for_the_meeting("cn-order-713", "A14") {
        broken: |it| it.without(&["requested"]),
        kept: |it| it.without(&["requested"]).set("met", r#"{"package":["draft","fair-competition-review","comment-summary","hearing-report","expert-opinions","expert-adoption","risk-report","legality-opinion"]}"#),
    }
    fn it_was_decided_at_an_office_meeting("cn-order-713", "L06") {
        broken: |it| met_as(it, "office-meeting"),
        kept: |it| met_as(it, "plenary-meeting"),
    }
    fn a_department_decides_at_its_own_meeting("cn-order-713", "L06") {
        broken: |it| met_as(it, "office-meeting"),
        kept: |it| met_as(it, "office-meeting").set("opened", r#"{"level":"department"}"#),
    }
    fn the_head_spoke_before_the_last_member("cn-order-713", "A15") {
        broken: spoken_early,
        kept: |it| it.set("decided", r#"{"turn":9}"#).set("says-丁", r#"{"turn":8}"#),
    }
    fn only_the_administrative_head_must_speak_last("cn-township", "A15") {
        broken: |it| met_as(spoken_early(it), "township-leadership-meeting"),
        kept: |it| met_as(spoken_early(it), "party-committee-meeting"),
    }
    fn the_head_went_against_the_majority_and_gave_no_reasons("cn-order-713", "A16") {
        broken: |it| against_the_majority(it).set("decided", r#"{"differs_from_majority":true}"#),
        kept: |it| against_the_majority(it).set("decided", r#"{"differs_from_majority":true,"reasons":"泊位缺口不能再等"}"#),
    }
    fn the_head_says_that_it_is_with_the_majority("cn-order-713", "A16") {
        broken: |it| against_the_majority(it).set("decided", r#"{"reasons":"泊位缺口不能再等"}"#),
        kept: |it| it.set("decided", r#"{"reasons":"泊位缺口不能再等"}"#),
    }
    fn a_party_committee_decides_by_majority("cn-township", "A16") {
        broken: |it| met_as(against_the_majority(it).set("decided", r#"{"differs_from_majority":true}"#), "township-leadership-meeting"),
        kept: |it| met_as(against_the_majority(it).set("decided", r#"{"differs_from_majority":true}"#), "party-committee-meeting"),
    }
    fn the_minutes_leave_a_dissent_out("cn-order-713", "A17") {
        broken: |it| dissents(it, 0),
        kept: |it| dissents(it, 2),
    }
    fn nobody_ever_dissents("cn-order-713", "A29.dissent") {
        broken: |it| all_agree(it, "agree"),
        kept: |it| all_agree(it, "agree-after-changes"),
    }
    fn a_dissent_was_minuted_as_assent("cn-order-713", "A17") {
        broken: |it| it.before("decided", "minuted", "minuted-position", "2026-04-28", r##"{"meeting":"#met","person":"丁","position":"agree"}"##),
        kept: |it| it.before("decided", "minuted", "minuted-position", "2026-04-28", r##"{"meeting":"#met","person":"丁","position":"reserve"}"##),
    }
    fn a_member_who_was_there_said_nothing("cn-order-713", "L07") {
        broken: |it| it.without(&["says-戊"]).set("decided", r#"{"tally":{"agree":3,"agree_after_changes":1,"disagree":1,"defer":0,"reserve":0,"abstain":0}}"#),
        kept: |it| it.without(&["says-戊"]).before("decided", "minuted", "minuted-position", "2026-04-28", r##"{"meeting":"#met","person":"戊","position":"agree","turn":7}"##),
    }
    fn somebody_who_attends_took_a_position("cn-order-713", "A19") {
        broken: |it| it.before("decided", "says-guest", "position", "2026-04-28", r##"{"meeting":"#met","person":"司法局长","position":"agree"}"##),
        kept: |it| it.set("closed", r#"{"attendee_statements":["司法局长：程序合法"]}"#),
    }
    fn a_written_opinion_came_after_the_meeting("cn-order-713", "A19") {
        broken: |it| it.set("says-己", r#"{"handed_in":"2026-04-29"}"#),
        kept: |it| it.set("says-己", r#"{"handed_in":"2026-04-28"}"#),
    }
    fn the_roster_was_changed_once_members_had_spoken("cn-order-713", "A18.roster") {
        broken: |it| it.before("closed", "roster-changed", "correction", "2026-04-28", ROSTER_CHANGED),
        kept: |it| it.before("spoken", "roster-changed", "correction", "2026-04-28", ROSTER_CHANGED),
    }
    fn the_head_decided_without_a_meeting("cn-order-713", "A20") {
        broken: |it| it.without(&["met", "spoken", "says-甲", "says-乙", "says-丙", "says-丁", "says-戊", "says-己", "closed", "issued"]),
        kept: |it| it.without(&["spoken"]),
    }
    fn what_was_published_nobody_decided("cn-order-713", "A20.published") {
        broken: |it| {
            let own = r##"{"meeting":"#met","person":"首长","position":"agree","turn":8}"##;
            it.before("closed", "says-首长", "position", "2026-04-28", own).signed("says-首长", &[("head", "首长")]).without(&["decided"])
        },
        kept: |it| {
            let own = r##"{"meeting":"#met","person":"首长","position":"agree","turn":8}"##;
            let it = it.before("closed", "says-首长", "position", "2026-04-28", own).signed("says-首长", &[("head", "首长")]);
            it.set("decided", r#"{"tally":{"agree":5,"agree_after_changes":1,"disagree":1,"defer":0,"reserve":0,"abstain":0}}"#)
        },
    }
    fn a_speech_was_put_in_after_the_meeting("cn-order-713", "A25") {
        broken: |it| it.moved_before("spoken", "issued"),
        kept: |it| it.moved_before("spoken", "closed"),
    }
    fn the_closing_counts_other_records_than_there_are("cn-order-713", "A25") {
        broken: |it| it.set("closed", r#"{"records":9}"#),
        kept: |it| it.set("closed", r#"{"records":10}"#),
    }
    fn the_issued_minutes_tell_another_outcome("cn-order-713", "A26") {
        broken: |it| it.set("issued", r#"{"outcome":"passed-in-principle"}"#),
        kept: |it| ["decided", "closed", "issued"].into_iter().fold(it, |it, name| it.set(name, r#"{"outcome":"passed-in-principle"}"#)),
    }
    fn the_issued_minutes_leave_a_condition_out("cn-order-713", "A26") {
        broken: |it| it.unset("issued", "conditions"),
        kept: |it| it.unset("issued", "conditions").unset("decided", "conditions"),
    }
    fn the_record_says_no_place("cn-order-713", "A27") {
        broken: |it| it.unset("met", "place"),
        kept: |it| it.set("met", r#"{"place":"视频会议"}"#),
    }
    fn two_bodies_met_under_one_number("cn-order-713", "A28") {
        broken: |it| it.set("convened", r#"{"meeting_kind":"party-committee-meeting"}"#),
        kept: |it| it.set("convened", r#"{"meeting_kind":"party-committee-meeting","meeting_number":"第8次"}"#),
    }
    fn the_tally_has_more_than_there_were("cn-order-713", "A30") {
        broken: |it| it.set("decided", r#"{"tally":{"agree":6,"agree_after_changes":1,"disagree":1,"defer":0,"reserve":0,"abstain":0}}"#),
        kept: |it| it.set("decided", r#"{"tally":{"agree":3,"agree_after_changes":1,"disagree":1,"defer":0,"reserve":0,"abstain":0}}"#),
    }
}

#[test]
fn a_meeting_that_only_prepares_needs_not_what_the_deciding_one_needs() {
    assert!(codes("cn-order-713", &talked_over(lawful("cn-order-713"))).is_empty());
    let decided_there = |it: Tale| {
        let said = r##"{"meeting":"#talked-over","outcome":"passed","draft":"#v2","tally":{"agree":1,"agree_after_changes":0,"disagree":0,"defer":0,"reserve":0,"abstain":0},"differs_from_majority":false}"##;
        it.before("fair", "decided-there", "head-decision", "2026-03-27", said)
    };
    let found = codes("cn-order-713", &decided_there(talked_over(lawful("cn-order-713"))));
    for code in ["A01", "A14", "L03", "L06"] {
        assert!(found.contains(code), "where the head decides at it, it is the meeting: {found:?}");
    }
    let executive = talked_over(lawful("cn-order-713")).set("talked-over", r#"{"meeting_kind":"executive-meeting"}"#);
    assert!(codes("cn-order-713", &executive).contains("A01"));
}

#[test]
fn what_was_only_entered_late_is_a_fault_of_the_record() {
    let it = lawful("cn-order-713").moved_before("rechecked", "issued").without(&["mended"]);
    let findings = judged("cn-order-713", &it).findings;
    let natures: Vec<(&str, Nature)> = findings.iter().map(|one| (&*one.code, one.nature)).collect();
    assert!(natures.contains(&("A02.changes", Nature::Record)), "{natures:?}");
}
