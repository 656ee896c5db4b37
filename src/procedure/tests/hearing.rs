//! The hearing (art. 16 to 18).

pairs! {
    fn materials_came_six_days_before_the_hearing("cn-order-713", "A08") {
        broken: |it| it.set("heard", r#"{"materials_delivered":"2026-03-04"}"#),
        kept: |it| it.set("heard", r#"{"materials_delivered":"2026-03-03"}"#),
    }
    fn by_the_receipts_they_came_six_days_before("cn-order-713", "A08.delivery") {
        broken: |it| it.on("delivered", "2026-03-04").set("delivered", r#"{"delivered_on":"2026-03-04"}"#),
        kept: |it| it.on("delivered", "2026-03-04").set("delivered", r#"{"delivered_on":"2026-03-03"}"#),
    }
    fn the_list_was_published_after_the_hearing("cn-order-713", "A08.list") {
        broken: |it| it.set("heard", r#"{"list_published":"2026-03-11"}"#),
        kept: |it| it.set("heard", r#"{"list_published":"2026-03-10"}"#),
    }
    fn the_groups_do_not_make_the_seats("cn-order-713", "A08.groups") {
        broken: |it| it.set("notice", r#"{"representatives":16}"#),
        kept: |it| it.set("notice", r#"{"representatives":16}"#).unset("notice", "representative_groups"),
    }
    fn more_were_chosen_than_were_due("cn-order-713", "A08.groups") {
        broken: |it| it.set_row("chosen", "representatives", 0, r#"{"count":7}"#),
        kept: |it| it.set_row("chosen", "representatives", 0, r#"{"count":7}"#).set_row("heard", "representatives", 0, r#"{"due":7}"#),
    }
    fn one_who_was_there_neither_signed_nor_refused("cn-order-713", "A09") {
        broken: |it| it.set("heard", r#"{"signed":12}"#),
        kept: |it| it.set("heard", r#"{"signed":12,"refused_to_sign":2}"#),
    }
    fn a_view_of_the_hearing_was_rejected_without_a_reason("cn-order-713", "A07.hearing") {
        broken: |it| it.set_row("reported-hearing", "views", 1, r#"{"reason":""}"#),
        kept: |it| it.set_row("reported-hearing", "views", 1, r#"{"reason":"","handling":"partly"}"#),
    }
    fn the_notice_is_dated_after_its_own_deadline("cn-order-713", "A24.registration") {
        broken: |it| it.on("notice", "2026-02-12"),
        kept: |it| it.on("notice", "2026-02-11"),
    }
    fn the_hearing_was_announced_after_it_was_held("cn-order-713", "A24.hearing") {
        broken: |it| {
            let it = it.without(&["chosen"]).unset("delivered", "notice").unset("heard", "notice");
            it.on("notice", "2026-03-11").set("notice", r#"{"registration_to":"2026-03-12"}"#)
        },
        kept: |it| {
            let it = it.without(&["chosen"]).unset("delivered", "notice").unset("heard", "notice");
            it.on("notice", "2026-03-10").set("notice", r#"{"registration_to":"2026-03-12"}"#)
        },
    }
}
