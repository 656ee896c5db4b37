//! What places ask for beyond the national regulation.

use super::tale::Tale;

/// Those of the members 甲 to 戊 are away; what is left of their positions makes the tally.
fn away(mut it: Tale, absent: &[&str]) -> Tale {
    let mut tally = [("甲", 0), ("乙", 0), ("丙", 1), ("丁", 2), ("戊", 0)].to_vec();
    for (row, person) in [(1, "甲"), (2, "乙"), (3, "丙"), (4, "丁"), (5, "戊")] {
        if absent.contains(&person) {
            it = it.set_row("met", "roster", row, r#"{"attendance":"absent"}"#).without(&[&format!("says-{person}")]);
            tally.retain(|(known, _)| *known != person);
        }
    }
    // 己 agrees in writing.
    let count = |wanted| tally.iter().filter(|(_, position)| *position == wanted).count();
    let dissents = format!(r#"{{"dissents":{}}}"#, count(2));
    let tally = format!(
        r#"{{"tally":{{"agree":{},"agree_after_changes":{},"disagree":{},"defer":0,"reserve":0,"abstain":0}}}}"#,
        count(0) + 1,
        count(1),
        count(2)
    );
    it.set("decided", &tally).set("closed", &dissents).set("issued", &dissents)
}

/// So many of the others are against it, and the head goes through with it.
fn against(mut it: Tale, people: &[&str]) -> Tale {
    for person in people {
        it = it.set(
            &format!("says-{person}"),
            r#"{"position":"disagree","reasons":[{"ground":"cost","text":"投入过大"}]}"#,
        );
    }
    let (against, with_changes) = (people.len() + 1, usize::from(!people.contains(&"丙")));
    let tally = format!(
        r#"{{"reasons":"泊位缺口不能再等","differs_from_majority":{},"tally":{{"agree":{},"agree_after_changes":{with_changes},"disagree":{against},"defer":0,"reserve":0,"abstain":0}}}}"#,
        against > 2,
        6 - against - with_changes,
    );
    let dissents = format!(r#"{{"dissents":{against}}}"#);
    it.set("decided", &tally).set("closed", &dissents).set("issued", &dissents)
}

/// It was shelved, and a meeting took it up again.
fn shelved_until(it: Tale, day: &str) -> Tale {
    let it = it.without(&[
        "told-party",
        "told-npc",
        "published",
        "interpreted",
        "assigned",
        "progressed",
        "evaluation",
        "evaluated",
    ]);
    let it = ["decided", "closed", "issued"].into_iter().fold(it, |it, name| it.set(name, r#"{"outcome":"shelved"}"#));
    let again = r##"{"meeting_kind":"executive-meeting","number":"第30次","place":"会议室","chair":"首长","recorder":"记录员","roster":[{"person":"首长","office":"head","attendance":"present"}],"agenda":[{"item":1,"subject":"停车"}],"draft":"#v3"}"##;
    it.set("decided", r#"{"reasons":"条件不成熟","differs_from_majority":true}"#).add(
        "met-again",
        "meeting-opened",
        day,
        again,
    )
}

/// Everything about the hearing that lies before this notice lies on its day.
fn announced_late(it: Tale, day: &str) -> Tale {
    let it = it.on("notice", day).set("notice", r#"{"registration_to":"2026-02-27"}"#).without(&["chosen"]);
    it.on("delivered", "2026-02-27").set("heard", r#"{"list_published":"2026-02-13"}"#)
}

const EXPERT: &str = r##"{"expert":"钱六","organisation":"省财政学会","way":"written","chosen":"pool-random","interest":"none","own_department":false,"draft":"#v1","necessity":"必要","feasibility":"可行","soundness":"科学","conclusion":"agree","reasons":"六"}"##;

fn fewer_experts(it: Tale) -> Tale {
    it.without(&["expert-5"]).set("answered-experts", r##"{"rows":[{"opinion":"#expert-1","outcome":"adopted"},{"opinion":"#expert-2","outcome":"adopted"},{"opinion":"#expert-3","outcome":"adopted"},{"opinion":"#expert-4","outcome":"partly"}]}"##)
}

fn one_more_expert(it: Tale) -> Tale {
    it.before("answered-experts", "expert-6", "expert-opinion", "2026-03-20", EXPERT).set("answered-experts", r##"{"rows":[{"opinion":"#expert-1","outcome":"adopted"},{"opinion":"#expert-2","outcome":"adopted"},{"opinion":"#expert-3","outcome":"adopted"},{"opinion":"#expert-4","outcome":"partly"},{"opinion":"#expert-5","outcome":"adopted"},{"opinion":"#expert-6","outcome":"adopted"}]}"##)
}

pairs! {
    fn a_township_decided_at_a_special_meeting("cn-township", "L06.township") {
        broken: |it| it.set("met", r#"{"meeting_kind":"special-meeting"}"#).set("convened", r#"{"meeting_kind":"special-meeting"}"#),
        kept: |it| it.set("met", r#"{"meeting_kind":"township-leadership-meeting"}"#).set("convened", r#"{"meeting_kind":"township-leadership-meeting"}"#),
    }
    fn a_townships_party_committee_may_decide("cn-township", "L06.township") {
        broken: |it| it.set("met", r#"{"meeting_kind":"office-meeting"}"#).set("convened", r#"{"meeting_kind":"office-meeting"}"#),
        kept: |it| it.set("met", r#"{"meeting_kind":"party-committee-meeting"}"#).set("convened", r#"{"meeting_kind":"party-committee-meeting"}"#),
    }
    fn the_justice_office_did_not_sign("cn-township", "L08.office") {
        broken: |it| it.signed("reviewed", &[("government-office", "党政办主任")]),
        kept: |it| it.signed("reviewed", &[("legality-reviewer", "司法所长")]),
    }
    fn a_township_published_after_21_working_days("cn-township", "A22.township") {
        broken: |it| it.on("published", "2026-05-29").on("interpreted", "2026-05-29").on("assigned", "2026-05-29"),
        kept: |it| it.on("published", "2026-05-28").on("interpreted", "2026-05-28").on("assigned", "2026-05-28"),
    }
    fn chizhou_announced_29_days_before("cn-chizhou", "A08.notice") {
        broken: |it| it.on("notice", "2026-02-09").set("notice", r#"{"hearing_day":"2026-03-11"}"#),
        kept: |it| it.on("notice", "2026-02-08").set("notice", r#"{"hearing_day":"2026-03-11"}"#),
    }
    fn chizhou_planned_for_the_29th_day("cn-chizhou", "A08.planned") {
        broken: |it| it.set("notice", r#"{"hearing_day":"2026-03-04"}"#),
        kept: |it| it.set("notice", r#"{"hearing_day":"2026-03-05"}"#),
    }
    fn chizhou_published_the_list_14_days_before("cn-chizhou", "A08.list") {
        broken: |it| it.set("heard", r#"{"list_published":"2026-02-24"}"#),
        kept: |it| it.set("heard", r#"{"list_published":"2026-02-23"}"#),
    }
    fn chizhou_met_with_three_of_seven("cn-chizhou", "A18") {
        broken: |it| away(it, &["甲", "乙", "丁"]),
        kept: |it| away(it, &["甲", "乙"]),
    }
    fn yunnan_chose_14("cn-yunnan-hearing", "A08.representatives") {
        broken: |it| it.set_row("chosen", "representatives", 0, r#"{"count":5}"#).set_row("heard", "representatives", 0, r#"{"due":5,"present":5}"#).set("heard", r#"{"signed":12}"#),
        kept: |it| it.set_row("chosen", "representatives", 0, r#"{"count":5}"#).set_row("chosen", "representatives", 1, r#"{"count":5}"#),
    }
    fn yunnan_chose_too_few_who_are_concerned("cn-yunnan-hearing", "A08.interested") {
        broken: |it| it.set_row("chosen", "representatives", 0, r#"{"interested":false}"#),
        kept: |it| it.set_row("chosen", "representatives", 1, r#"{"interested":false}"#),
    }
    fn yunnan_allotted_too_few_seats_to_them("cn-yunnan-hearing", "A08.quota") {
        broken: |it| it.set("notice", r#"{"representative_groups":[{"group":"居民","count":4,"interested":true},{"group":"其他","count":11,"interested":false}]}"#),
        kept: |it| it.set("notice", r#"{"representative_groups":[{"group":"居民","count":5,"interested":true},{"group":"其他","count":10,"interested":false}]}"#),
    }
    fn yunnan_heard_nine_of_fifteen("cn-yunnan-hearing", "A08.attendance") {
        broken: |it| it.set_row("heard", "representatives", 0, r#"{"present":1}"#).set("heard", r#"{"signed":8,"refused_to_sign":1}"#),
        kept: |it| it.set_row("heard", "representatives", 0, r#"{"present":2}"#).set("heard", r#"{"signed":9,"refused_to_sign":1}"#),
    }
    fn yunnan_announced_nine_working_days_before("cn-yunnan-hearing", "A08.notice") {
        broken: |it| announced_late(it, "2026-02-26").set("notice", r#"{"hearing_day":"2026-03-12"}"#),
        kept: |it| announced_late(it, "2026-02-25").set("notice", r#"{"hearing_day":"2026-03-12"}"#),
    }
    fn yunnan_planned_for_the_ninth_working_day("cn-yunnan-hearing", "A08.planned") {
        broken: |it| it.set("notice", r#"{"hearing_day":"2026-02-14"}"#),
        kept: |it| it.set("notice", r#"{"hearing_day":"2026-02-24"}"#),
    }
    fn yunnan_published_the_list_six_working_days_before("cn-yunnan-hearing", "A08.list") {
        broken: |it| it.set("heard", r#"{"list_published":"2026-03-02"}"#),
        kept: |it| it.set("heard", r#"{"list_published":"2026-02-28"}"#),
    }
    fn chongqing_met_with_three_of_seven("cn-chongqing", "A18") {
        broken: |it| away(it, &["甲", "乙", "丁"]),
        kept: |it| away(it, &["甲", "乙"]),
    }
    fn chongqings_leader_in_charge_was_away_and_silent("cn-chongqing", "L16.absent") {
        broken: |it| {
            let it = it.set("requested", r#"{"approved_by":"甲"}"#);
            away(it, &["甲"])
        },
        kept: |it| {
            let it = it.set("requested", r#"{"approved_by":"甲"}"#);
            away(it, &["甲"]).set_row("met", "roster", 1, r#"{"written_opinion":true}"#)
        },
    }
    fn chongqing_took_up_what_had_lapsed("cn-chongqing", "L09.lapse") {
        broken: |it| shelved_until(it, "2027-04-30"),
        kept: |it| shelved_until(it, "2027-04-28"),
    }
    fn yanqing_passed_it_without_the_votes("cn-yanqing", "A30.majority") {
        broken: |it| away(it, &["乙", "丙", "戊"]),
        kept: |it| away(it, &["丙"]),
    }
    fn yanqings_head_went_against_the_votes_without_reasons("cn-yanqing", "A30.majority", also "A16") {
        broken: |it| against(it, &["甲", "乙", "丙"]).unset("decided", "reasons"),
        kept: |it| against(it, &["甲", "乙", "丙"]),
    }
    fn yanqing_passed_it_with_four_of_seven("cn-yanqing", "A30.majority", also "A16") {
        broken: |it| against(it, &["甲", "乙", "丙"]).unset("decided", "reasons"),
        kept: |it| against(it, &["甲"]).unset("decided", "reasons"),
    }
    fn quzhou_heard_four_experts("cn-quzhou", "A10.count") {
        broken: fewer_experts,
        kept: |it| fewer_experts(it).set("opened", "{}").before("answered-experts", "expert-6", "expert-opinion", "2026-03-20", EXPERT).set("answered-experts", r##"{"rows":[{"opinion":"#expert-1","outcome":"adopted"},{"opinion":"#expert-2","outcome":"adopted"},{"opinion":"#expert-3","outcome":"adopted"},{"opinion":"#expert-4","outcome":"partly"},{"opinion":"#expert-6","outcome":"adopted"}]}"##),
    }
    fn quzhou_heard_six_experts("cn-quzhou", "A10.count") {
        broken: one_more_expert,
        kept: |it| it,
    }
    fn quzhou_heard_two_of_its_own("cn-quzhou", "A10.share") {
        broken: |it| it.set("expert-2", r#"{"own_department":true}"#),
        kept: |it| it.set("expert-2", r#"{"own_department":true}"#).set("expert-1", r#"{"own_department":false}"#),
    }
}
