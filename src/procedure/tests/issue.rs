//! Before issue (art. 8, 31) and publication (art. 32).

use super::tale::Tale;

/// Published then, and what follows it after it.
fn published_on(it: Tale, day: &str) -> Tale {
    ["published", "interpreted", "assigned"].into_iter().fold(it, |it, name| it.on(name, day))
}

pairs! {
    fn the_party_committee_was_told_after_publication("cn-order-713", "A21", also "A21.none") {
        broken: |it| it.on("told-party", "2026-05-13").moved_before("told-party", "interpreted"),
        kept: |it| it.on("told-party", "2026-05-12").moved_before("told-party", "published"),
    }
    fn the_party_committee_was_not_told("cn-order-713", "A21.none") {
        broken: |it| it.without(&["told-party"]),
        kept: |it| it.without(&["told-party"]).set("opened", r#"{"level":"department"}"#),
    }
    fn the_peoples_congress_was_not_told("cn-order-713", "A21.npc") {
        broken: |it| it.without(&["told-npc"]),
        kept: |it| it.without(&["told-npc"]).set("opened", r#"{"npc_report_due":false}"#),
    }
    fn it_was_published_after_21_working_days("cn-order-713", "A22") {
        broken: |it| published_on(it, "2026-05-29"),
        kept: |it| published_on(it, "2026-05-28"),
    }
    fn it_was_never_published("cn-order-713", "A22") {
        broken: |it| it.without(&["published", "interpreted"]).unset("assigned", "publication"),
        kept: |it| {
            let it = it.without(&["published", "interpreted"]).unset("assigned", "publication");
            ["decided", "closed", "issued"].into_iter().fold(it, |it, name| it.set(name, r#"{"outcome":"not-passed"}"#))
                .set("decided", r#"{"reasons":"时机不成熟","differs_from_majority":true}"#)
        },
    }
    fn it_is_withheld_on_no_ground("cn-order-713", "A22.withheld") {
        broken: |it| it.set("published", r#"{"published":false,"channels":[]}"#),
        kept: |it| it.set("published", r#"{"published":false,"channels":[],"withheld":[{"part":"全文","basis":"endangers-security"}]}"#),
    }
}
