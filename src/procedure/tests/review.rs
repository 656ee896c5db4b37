//! The legality review (art. 25 to 28).

use super::tale::Tale;

/// From the meeting on, everything is about this version.
fn on_draft(mut it: Tale, draft: &str) -> Tale {
    for name in ["requested", "convened", "met", "decided", "told-party", "told-npc", "published"] {
        it = it.set(name, &format!(r##"{{"draft":"#{draft}"}}"##));
    }
    it
}

const CLEAN: &str = r#"{"conclusion":"lawful","content":"lawful","suggestions":[]}"#;

pairs! {
    fn it_was_not_reviewed("cn-order-713", "A01", also "A14") {
        broken: |it| it.unset("v3", "because").without(&["reviewed", "mended", "rechecked"]),
        kept: |it| {
            let it = it.unset("v3", "because").without(&["mended", "rechecked"]).set("reviewed", CLEAN);
            it.set("reviewed", r##"{"draft":"#v3"}"##).on("reviewed", "2026-04-28").moved_before("reviewed", "met")
        },
    }
    fn it_was_reviewed_after_the_meeting("cn-order-713", "A01", also "A14") {
        broken: |it| {
            let it = it.unset("v3", "because").without(&["mended", "rechecked"]).set("reviewed", CLEAN);
            it.set("reviewed", r##"{"draft":"#v3"}"##).on("reviewed", "2026-04-29").moved_before("reviewed", "issued")
        },
        kept: |it| {
            let it = it.unset("v3", "because").without(&["mended", "rechecked"]).set("reviewed", CLEAN);
            it.set("reviewed", r##"{"draft":"#v3"}"##).on("reviewed", "2026-04-28").moved_before("reviewed", "met")
        },
    }
    fn it_was_found_unlawful_and_discussed("cn-order-713", "A02") {
        broken: |it| it.set("reviewed", r#"{"conclusion":"unlawful"}"#),
        kept: |it| it.set("reviewed", r#"{"conclusion":"exploratory-reform"}"#).set("opened", r#"{"exploratory":true}"#),
    }
    fn it_is_called_a_reform_and_was_not_opened_as_one("cn-order-713", "A02") {
        broken: |it| it.set("reviewed", r#"{"conclusion":"exploratory-reform"}"#),
        kept: |it| it.set("reviewed", r#"{"conclusion":"lawful"}"#),
    }
    fn what_the_review_asks_for_was_not_done("cn-order-713", "A02.changes") {
        broken: |it| on_draft(it.without(&["v3", "mended", "rechecked"]), "v2"),
        kept: |it| on_draft(it.without(&["v3", "mended", "rechecked"]), "v2").set("reviewed", CLEAN),
    }
    fn a_suggestion_of_the_review_was_not_answered("cn-order-713", "A07.review") {
        broken: |it| it.set("mended", r#"{"rows":[]}"#),
        kept: |it| it.set("mended", r#"{"rows":[{"suggestion":"删去第七条罚则","outcome":"rejected","reason":"有上位法依据"}]}"#),
    }
    fn another_draft_came_to_the_meeting("cn-order-713", "A03") {
        broken: |it| it.set("reviewed", CLEAN).without(&["mended", "rechecked"]),
        kept: |it| it.without(&["rechecked"]),
    }
    fn the_recheck_found_the_change_unlawful("cn-order-713", "A03") {
        broken: |it| it.without(&["mended"]).set("rechecked", r#"{"conclusion":"unlawful"}"#),
        kept: |it| it.without(&["mended"]),
    }
    fn the_draft_changed_in_substance_after_the_public_was_asked("cn-order-713", "A04") {
        broken: |it| it.set("v2", r#"{"substantive":true}"#),
        kept: |it| {
            let again = r##"{"title":"再次征求意见","from":"2026-03-27","to":"2026-04-26","channels":["government-site"],"draft":"#v2","ways":["letter"]}"##;
            it.set("v2", r#"{"substantive":true}"#).before("fair", "announced-again", "comment-announcement", "2026-03-27", again)
        },
    }
    fn the_reviewer_had_five_working_days("cn-order-713", "L04") {
        broken: |it| it.set("reviewed", r#"{"received":"2026-04-08"}"#),
        kept: |it| it.set("reviewed", r#"{"received":"2026-04-03"}"#),
    }
    fn no_counsel_was_heard("cn-order-713", "L05") {
        broken: |it| it.set("reviewed", r#"{"counsel":[]}"#),
        kept: |it| it.set_row("reviewed", "counsel", 0, r#"{"capacity":"government-lawyer"}"#),
    }
    fn the_opinion_is_older_than_the_arrival_of_the_draft("cn-order-713", "A24.review") {
        broken: |it| it.set("reviewed", r#"{"received":"2026-04-16"}"#),
        kept: |it| it.set("reviewed", r#"{"received":"2026-04-03"}"#),
    }
    fn who_drafted_reviewed("cn-order-713", "A34", also "A34.offices") {
        broken: |it| it.signed("v2", &[("handling-unit", "严谨")]).signed("reviewed", &[("legality-reviewer", "严谨")]),
        kept: |it| it.signed("v2", &[("handling-unit", "勤勉")]).signed("reviewed", &[("legality-reviewer", "严谨")]),
    }
    fn one_key_signed_in_two_offices("cn-order-713", "A34.offices") {
        broken: |it| it.signed("spoken", &[("recorder", "government-office")]),
        kept: |it| it.signed("spoken", &[("government-office", "government-office")]),
    }
}
