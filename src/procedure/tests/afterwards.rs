//! Execution, evaluation, change and archiving (art. 33 to 37).

pairs! {
    fn who_assessed_before_evaluates("cn-order-713", "A12") {
        broken: |it| it.set("evaluated", r#"{"evaluator":"县社会治理研究中心"}"#),
        kept: |it| it.set("evaluated", r#"{"evaluator":"县社会治理研究中心主管单位"}"#),
    }
    fn an_experts_institution_evaluates("cn-order-713", "A12") {
        broken: |it| it.set("evaluation", r#"{"evaluator":"省经济研究所"}"#),
        kept: |it| it.set("evaluation", r#"{"evaluator":"省统计学会"}"#),
    }
    fn the_evaluator_says_that_it_assessed_before("cn-order-713", "A12.declared") {
        broken: |it| it.set("evaluation", r#"{"did_pre_assessment":true}"#),
        kept: |it| it.unset("evaluation", "did_pre_assessment"),
    }
    fn no_report_came_for_a_year("cn-order-713", "A32") {
        broken: |it| it.without(&["evaluated"]).on("progressed", "2027-05-21").moved_last("progressed"),
        kept: |it| it.without(&["evaluated"]).on("progressed", "2027-05-20").moved_last("progressed"),
    }
    fn nothing_followed_a_suspension("cn-order-713", "A32.suspended") {
        broken: |it| {
            let it = it.before("progressed", "suspended", "suspension", "2026-06-01", r#"{"reasons":"管线施工","urgent":true}"#);
            it.before("progressed", "changed", "adjustment", "2026-09-01", r#"{"reasons":"错开施工","major":false}"#)
        },
        kept: |it| {
            let it = it.before("progressed", "suspended", "suspension", "2026-06-01", r#"{"reasons":"管线施工","urgent":true}"#);
            it.before("progressed", "changed", "adjustment", "2026-08-31", r#"{"reasons":"错开施工","major":false}"#)
        },
    }
    fn it_was_changed_in_substance_without_the_procedure("cn-order-713", "L14") {
        broken: |it| it.before("progressed", "changed", "adjustment", "2026-09-01", r#"{"reasons":"收费翻倍","major":true}"#),
        kept: |it| it.before("progressed", "changed", "adjustment", "2026-09-01", r#"{"reasons":"收费翻倍","major":true,"new_decision":"2026-009"}"#),
    }
    fn a_small_change_needs_no_procedure("cn-order-713", "L14") {
        broken: |it| it.before("progressed", "changed", "adjustment", "2026-09-01", r#"{"reasons":"收费翻倍","major":true}"#),
        kept: |it| it.before("progressed", "changed", "adjustment", "2026-09-01", r#"{"reasons":"错开施工","major":false}"#),
    }
    fn it_was_given_up_without_a_meeting("cn-order-713", "L15") {
        broken: |it| it.before("progressed", "ended", "termination", "2026-09-01", r#"{"reasons":"不再需要"}"#),
        kept: |it| it.before("progressed", "ended", "termination", "2026-09-01", r##"{"reasons":"不再需要","meeting":"#met"}"##),
    }
    fn nothing_was_archived_for_a_year("cn-order-713", "A33") {
        broken: |it| it.without(&["handed-over"]),
        kept: |it| it.on("handed-over", "2027-05-12"),
    }
}
