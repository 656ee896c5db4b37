//! How the records were made (art. 33), and what is only a signal.

use super::tale::Tale;

fn inspected_on(it: Tale, day: &str) -> Tale {
    it.before(
        "interpreted",
        "inspected",
        "inspection-notice",
        day,
        r#"{"authority":"县纪委监委","subject":"停车管理"}"#,
    )
}

const WORDS: &str = r#"{"soundness":"方案依据充分，措施得当，符合本县实际情况"}"#;

pairs! {
    fn a_record_was_made_31_days_later("cn-order-713", "A23") {
        broken: |it| it.recorded("interpreted", "2026-06-13T01:00:00.000Z"),
        kept: |it| it.recorded("interpreted", "2026-06-12T01:00:00.000Z"),
    }
    fn a_late_entry_says_so("cn-order-713", "A23.late") {
        broken: |it| it.recorded("interpreted", "2026-06-13T01:00:00.000Z").late("interpreted", &[]),
        kept: |it| it.recorded("interpreted", "2026-06-12T01:00:00.000Z"),
    }
    fn eight_days_were_entered_at_one_sitting("cn-order-713", "A23.burst") {
        broken: |it| it.recorded("chosen", "2026-03-15T01:00:00.000Z"),
        kept: |it| it.recorded("chosen", "2026-03-12T01:00:00.000Z"),
    }
    fn it_was_entered_once_an_inspection_was_announced("cn-order-713", "A23.inspection") {
        broken: |it| inspected_on(it, "2026-05-14"),
        kept: |it| inspected_on(it, "2026-05-13"),
    }
    fn the_answer_is_older_than_the_opinion("cn-order-713", "A24") {
        broken: |it| it.on("v3", "2026-04-14").on("mended", "2026-04-14").unset("v3", "because"),
        kept: |it| it.on("v3", "2026-04-15").on("mended", "2026-04-15").unset("v3", "because"),
    }
    fn it_was_recorded_before_it_happened("cn-order-713", "A24") {
        broken: |it| it.recorded("interpreted", "2026-05-12T10:00:10.000Z"),
        kept: |it| it.recorded("interpreted", "2026-05-12T16:00:10.000Z"),
    }
    fn a_list_of_names_lies_open("cn-order-713", "A36") {
        broken: |it| it.unsealed("chosen"),
        kept: |it| it.unsealed("visited"),
    }
    fn a_registration_form_lies_open("cn-order-713", "A36") {
        broken: |it| it.unsealed("notice"),
        kept: |it| it.unsealed("published"),
    }
    fn nobody_commented("cn-order-713", "A29") {
        broken: |it| it.without(&["comment-1", "comment-2"]).set("summed", r#"{"received":0,"received_by":[],"category_count":0,"categories":[],"adoption":[]}"#),
        kept: |it| it.without(&["comment-2"]).set("summed", r#"{"received":1,"received_by":[],"categories":[],"adoption":[{"opinion":"1","outcome":"adopted"}]}"#),
    }
    fn two_experts_have_the_same_words("cn-order-713", "A29") {
        broken: |it| it.set("expert-3", WORDS).set("expert-4", WORDS),
        kept: |it| it.set("expert-3", WORDS),
    }
}
