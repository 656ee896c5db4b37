//! The public takes part (art. 14, 15, 18).

use super::tale::Tale;

/// Nobody was asked, but for a visit.
fn only_visited(it: Tale) -> Tale {
    let it = it.without(&[
        "announced",
        "comment-1",
        "comment-2",
        "summed",
        "notice",
        "chosen",
        "delivered",
        "heard",
        "reported-hearing",
    ]);
    let papers = r#"{"package":["draft","fair-competition-review","expert-opinions","expert-adoption","risk-report","legality-opinion"]}"#;
    it.set("requested", papers)
}

/// While the public was asked about the first draft, another was announced.
fn second_announcement(it: Tale, more: &str) -> Tale {
    let draft = r##"{"version":"征求意见稿（二）","changes":"改收费标准","previous":"#v1","substantive":false}"##;
    let body = r##"{"title":"公告（二）","from":"2026-02-20","to":"2026-03-25","channels":["government-site"],"draft":"#v1b","ways":["letter"]}"##;
    it.before("comment-1", "v1b", "draft-version", "2026-02-19", draft)
        .before("comment-1", "announced-again", "comment-announcement", "2026-02-20", body)
        .set("announced-again", more)
}

pairs! {
    fn nobody_asked_the_public("cn-order-713", "L02") {
        broken: |it| only_visited(it).without(&["visited"]),
        kept: only_visited,
    }
    fn the_public_was_not_asked_and_is_not_concerned("cn-order-713", "L02") {
        broken: |it| only_visited(it).without(&["visited"]),
        kept: |it| only_visited(it).without(&["visited"]).set("opened", r#"{"affects_public":false}"#),
    }
    fn a_secret_matter_is_not_put_to_the_public("cn-order-713", "L02") {
        broken: |it| only_visited(it).without(&["visited"]),
        kept: |it| only_visited(it).without(&["visited"]).set("opened", r#"{"non_public_basis":"涉及国家秘密"}"#),
    }
    fn comments_were_open_for_28_days("cn-order-713", "A05") {
        broken: |it| it.set("announced", r#"{"to":"2026-03-02","claimed_days":28}"#),
        kept: |it| it.set("announced", r#"{"to":"2026-03-04","claimed_days":30}"#),
    }
    fn a_short_period_was_not_explained("cn-order-713", "A05") {
        broken: |it| it.set("announced", r#"{"to":"2026-02-20","claimed_days":18,"shortening_reason":" "}"#),
        kept: |it| it.set("announced", r#"{"to":"2026-02-20","claimed_days":18,"shortening_reason":"汛期将至"}"#),
    }
    fn the_draft_was_published_without_its_explanation("cn-order-713", "A05.explanation") {
        broken: |it| it.set("announced", r#"{"explanation_published":false}"#),
        kept: |it| it.unset("announced", "explanation_published"),
    }
    fn an_announcement_claims_other_days_than_its_dates("cn-order-713", "A05.claimed") {
        broken: |it| it.set("announced", r#"{"claimed_days":31}"#),
        kept: |it| it.set("announced", r#"{"claimed_days":33}"#),
    }
    fn the_draft_was_replaced_while_comments_were_open("cn-order-713", "A06") {
        broken: |it| second_announcement(it, "{}"),
        kept: |it| second_announcement(it, r##"{"replaces":"#announced"}"##),
    }
    fn the_new_draft_was_open_from_before_it_was_announced("cn-order-713", "A06") {
        broken: |it| second_announcement(it, r##"{"replaces":"#announced","from":"2026-02-19"}"##),
        kept: |it| second_announcement(it, r##"{"replaces":"#announced","from":"2026-02-21"}"##),
    }
    fn a_comment_was_passed_over("cn-order-713", "A07") {
        broken: |it| it.set("summed", r#"{"adoption":[{"opinion":"1","outcome":"adopted"}]}"#),
        kept: |it| it.set("summed", r#"{"adoption":[{"opinion":"1","outcome":"adopted"},{"opinion":"2","outcome":"out-of-scope"}]}"#),
    }
    fn a_comment_was_rejected_without_a_reason("cn-order-713", "A07") {
        broken: |it| it.set_row("summed", "adoption", 1, r#"{"reason":""}"#),
        kept: |it| it.set_row("summed", "adoption", 1, r#"{"reason":"","outcome":"adopted"}"#),
    }
    fn comments_were_summed_up_before_their_time_ended("cn-order-713", "A07.early") {
        broken: |it| it.on("summed", "2026-03-05"),
        kept: |it| it.on("summed", "2026-03-06"),
    }
    fn comments_were_settled_after_the_review("cn-order-713", "A07.late") {
        broken: |it| it.unset("v2", "because").on("summed", "2026-04-16").moved_before("summed", "v3"),
        kept: |it| it.unset("v2", "because").on("summed", "2026-04-15").moved_before("summed", "v3"),
    }
    fn the_ways_make_more_comments_than_there_were("cn-order-713", "A07.counts") {
        broken: |it| it.set_row("summed", "received_by", 0, r#"{"count":2}"#),
        kept: |it| it.set("summed", r#"{"received_by":[{"way":"网站","count":2}]}"#),
    }
}
