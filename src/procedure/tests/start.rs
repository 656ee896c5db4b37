//! Initiation and drafting (art. 10 to 13).

pairs! {
    fn two_units_lead("cn-order-713", "L01") {
        broken: |it| it.set_row("opened", "handling_units", 1, r#"{"lead":true}"#),
        kept: |it| it.set("opened", r#"{"handling_units":[{"unit":"县城市管理局","lead":false}]}"#),
    }
    fn nobody_leads("cn-order-713", "L01") {
        broken: |it| it.set_row("opened", "handling_units", 0, r#"{"lead":false}"#),
        kept: |it| it.set_row("opened", "handling_units", 0, r#"{"lead":false}"#).set_row("opened", "handling_units", 1, r#"{"lead":true}"#),
    }
    fn it_was_studied_after_it_was_started("cn-order-713", "L10") {
        broken: |it| it.on("studied", "2026-01-06"),
        kept: |it| it.on("studied", "2026-01-05"),
    }
    fn a_dispute_with_a_unit_was_not_told("cn-order-713", "L11") {
        broken: |it| it.set("unit", r#"{"adopted":"rejected"}"#).unset("unit", "handling"),
        kept: |it| it.set("unit", r#"{"adopted":"rejected","disagreement":"对收入归属看法不一"}"#).unset("unit", "handling"),
    }
}
