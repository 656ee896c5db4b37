//! Experts (art. 19, 20), risks (art. 22 to 24), fair competition (Order 783).

use super::tale::Tale;

const EXPERTS: &[&str] = &["expert-1", "expert-2", "expert-3", "expert-4", "expert-5", "answered-experts"];

/// The papers of the meeting, without some.
fn papers_without(it: Tale, without: &[&str]) -> Tale {
    let all = [
        "draft",
        "fair-competition-review",
        "comment-summary",
        "hearing-report",
        "expert-opinions",
        "expert-adoption",
        "risk-report",
        "legality-opinion",
    ];
    let kept: Vec<String> =
        all.iter().filter(|paper| !without.contains(paper)).map(|paper| format!("{paper:?}")).collect();
    it.set("requested", &format!(r#"{{"package":[{}]}}"#, kept.join(",")))
}

fn without_experts(it: Tale) -> Tale {
    papers_without(it.without(EXPERTS), &["expert-opinions", "expert-adoption"])
}

fn without_risk(it: Tale) -> Tale {
    papers_without(it.without(&["risk"]), &["risk-report"])
}

fn without_competition(it: Tale) -> Tale {
    papers_without(it.without(&["fair"]), &["fair-competition-review"])
}

const MENDED: &str = r##"{"assessor":"县社会治理研究中心","third_party":true,"draft":"#v3","methods":["visits"],"risks":[{"risk":"商户反对","level":"low","measure":"过渡期半价"}],"contingency":"设专班","conclusion":"controllable","level":"low","earlier_report":"#risk"}"##;

pairs! {
    fn no_expert_looked_at_a_technical_matter("cn-order-713", "A10") {
        broken: without_experts,
        kept: |it| without_experts(it).set("opened", r#"{"technical":false}"#),
    }
    fn an_expert_has_an_interest("cn-order-713", "A11") {
        broken: |it| it.set("expert-3", r#"{"interest":"declared"}"#),
        kept: |it| it.set("expert-3", r#"{"interest_note":"曾任该市政协委员，与本事项无利害关系"}"#),
    }
    fn an_expert_declared_nothing("cn-order-713", "A11") {
        broken: |it| it.set("expert-3", r#"{"interest":"not-declared"}"#),
        kept: |it| it.set("expert-3", r#"{"interest":"none"}"#),
    }
    fn an_expert_is_of_a_unit_that_prepares_it("cn-order-713", "A11.employer") {
        broken: |it| it.set("expert-3", r#"{"organisation":" 县交通运输局 "}"#),
        kept: |it| it.set("expert-3", r#"{"organisation":"邻县交通运输局"}"#),
    }
    fn an_experts_opinion_was_passed_over("cn-order-713", "A07.experts") {
        broken: |it| it.set("answered-experts", r##"{"rows":[{"opinion":"#expert-1","outcome":"adopted"},{"opinion":"#expert-2","outcome":"adopted"},{"opinion":"#expert-3","outcome":"adopted"},{"opinion":"#expert-4","outcome":"partly"}]}"##),
        kept: |it| it.set("answered-experts", r##"{"rows":[{"opinion":"#expert-1","outcome":"adopted"},{"opinion":"#expert-2","outcome":"adopted"},{"opinion":"#expert-3","outcome":"adopted"},{"opinion":"#expert-4","outcome":"partly"},{"opinion":"#expert-5","outcome":"adopted"}]}"##),
    }
    fn an_experts_opinion_was_rejected_without_a_reason("cn-order-713", "A07.experts") {
        broken: |it| it.set_row("answered-experts", "rows", 3, r#"{"reason":""}"#),
        kept: |it| it.set_row("answered-experts", "rows", 3, r#"{"reason":"","outcome":"partly"}"#),
    }
    fn nobody_assessed_the_risk("cn-order-713", "A13") {
        broken: without_risk,
        kept: |it| without_risk(it).set("opened", r#"{"risky":false}"#),
    }
    fn the_risk_was_assessed_after_the_meeting("cn-order-713", "A13") {
        broken: |it| without_risk(it).add("risk-after", "risk-report", "2026-12-11", MENDED),
        kept: |it| it.on("risk", "2026-04-28").moved_before("risk", "met"),
    }
    fn it_was_decided_while_the_risk_could_not_be_controlled("cn-order-713", "A13.controllable") {
        broken: |it| it.set("risk", r#"{"conclusion":"not-controllable","level":"high"}"#),
        kept: |it| it.set("risk", r#"{"conclusion":"not-controllable","level":"high"}"#).before("met", "risk-again", "risk-report", "2026-04-24", MENDED),
    }
    fn fair_competition_was_not_reviewed("cn-order-713", "L03", also "A14") {
        broken: without_competition,
        kept: |it| without_competition(it).set("opened", r#"{"affects_market":false}"#),
    }
    fn it_failed_the_review_of_fair_competition("cn-order-713", "L03.outcome") {
        broken: |it| it.set("fair", r#"{"regulator_conclusion":"does-not-comply"}"#),
        kept: |it| it.set("fair", r#"{"regulator_conclusion":"exception","exception_ground":"public-interest"}"#),
    }
    fn only_the_drafter_reviewed_fair_competition("cn-order-713", "L03.regulator") {
        broken: |it| it.unset("fair", "regulator_conclusion"),
        kept: |it| it.unset("fair", "regulator_conclusion").set("opened", r#"{"level":"department"}"#),
    }
}
