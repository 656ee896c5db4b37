//! Normative documents, government contracts, the review of enforcement decisions.

use super::tale::Tale;

fn unasked(it: Tale) -> Tale {
    it.without(&["announced", "comment-1", "comment-2", "summed"])
        .set("requested", r#"{"package":["draft","fair-competition-review","hearing-report","expert-opinions","expert-adoption","risk-report","legality-opinion"]}"#)
}

/// What was discussed was reviewed only long afterwards.
fn reviewed_last(it: Tale, before: &str, day: &str) -> Tale {
    let it = it.unset("v3", "because").without(&["mended", "rechecked"]);
    let clean = r##"{"conclusion":"lawful","content":"lawful","suggestions":[],"draft":"#v3"}"##;
    it.set("reviewed", clean).on("reviewed", day).moved_before("reviewed", before)
}

pairs! {
    fn a_normative_document_nobody_was_asked_about("cn-normative-document", "N01.consult") {
        broken: |it| unasked(it).without(&["visited"]),
        kept: unasked,
    }
    fn a_normative_document_without_a_number("cn-normative-document", "N02.number") {
        broken: |it| it.unset("published", "number"),
        kept: |it| it.set("published", r#"{"number":"云政规〔2026〕1号"}"#),
    }
    fn a_normative_document_filed_late("cn-normative-document", "N03.filing") {
        broken: |it| it.on("filed", "2026-06-12").moved_before("filed", "progressed"),
        kept: |it| it.on("filed", "2026-06-11").moved_before("filed", "progressed"),
    }
    fn a_contract_signed_without_a_review("cn-government-contract", "C01.review", also "A01") {
        broken: |it| reviewed_last(it, "progressed", "2026-06-01"),
        kept: |it| reviewed_last(it, "met", "2026-04-28"),
    }
    fn a_contract_signed_in_another_text("cn-government-contract", "C02.text") {
        broken: |it| it.before("contracted", "v4", "draft-version", "2026-05-13", r##"{"version":"签约稿","changes":"改价款","previous":"#v3"}"##).set("contracted", r##"{"draft":"#v4"}"##),
        kept: |it| it.before("contracted", "v4", "draft-version", "2026-05-13", r##"{"version":"签约稿","changes":"改价款","previous":"#v3"}"##)
            .before("contracted", "checked-again", "legality-recheck", "2026-05-14", r##"{"opinion":"#reviewed","draft":"#v4","conclusion":"lawful","covers":"价款"}"##)
            .set("contracted", r##"{"draft":"#v4"}"##),
    }
    fn a_contract_filed_late("cn-government-contract", "C03.filing") {
        broken: |it| it.on("filed", "2026-06-16").moved_before("filed", "progressed"),
        kept: |it| it.on("filed", "2026-06-15").moved_before("filed", "progressed"),
    }
    fn an_enforcement_decision_without_a_review("cn-enforcement-review", "E01.review", also "A01") {
        broken: |it| reviewed_last(it, "progressed", "2026-06-01"),
        kept: |it| reviewed_last(it, "met", "2026-04-28"),
    }
    fn an_enforcement_decision_found_unlawful("cn-enforcement-review", "E02.outcome", also "A02") {
        broken: |it| it.set("reviewed", r#"{"conclusion":"unlawful"}"#),
        kept: |it| it.set("reviewed", r#"{"conclusion":"lawful"}"#),
    }
    fn an_enforcement_decision_served_before_it_was_made("cn-enforcement-review", "E03.served") {
        broken: |it| it.set("enforced", r#"{"served_on":"2026-04-29"}"#),
        kept: |it| it.set("enforced", r#"{"served_on":"2026-04-30"}"#),
    }
}
