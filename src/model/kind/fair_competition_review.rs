//! The fair-competition review (公平竞争审查): State Council Order 783, art. 12, 14 and 18; Order 713, art. 29(1). The drafter
//! reviews first, the market regulator with it; `occurred` is the day of the conclusion.

use super::problem::{Problem, Wrong};
use super::schema::{Form, KindSpec, optional, perhaps_with, required};
use crate::model::Value;
use crate::model::office::{HANDLING_UNIT, MARKET_REGULATOR};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "fair-competition-review",
    stage: Some(Stage::FairCompetition),
    opens: false,
    signers: &[MARKET_REGULATOR, HANDLING_UNIT],
    fields: &[
        required("draft", Form::Record),
        required("drafter_conclusion", Form::Choice(CONCLUSIONS)),
        // A review that never came to the regulator is a finding.
        optional("regulator_conclusion", Form::Choice(CONCLUSIONS)),
        optional("reasons", Form::Text),
        // The four cases of Order 783, art. 12, and the term or end that each must have.
        optional(
            "exception_ground",
            Form::Choice(&["national-security", "technology", "public-interest", "other-law"]),
        ),
        optional("exception_until", Form::Day),
        optional("exception_condition", Form::Text),
    ],
    documents: &[perhaps_with("review-form")],
    sense,
};

const CONCLUSIONS: &[&str] = &["no-effect", "complies", "does-not-comply", EXCEPTION];

const EXCEPTION: &str = "exception";

fn sense(body: &Value, problems: &mut Vec<Problem>) {
    let (drafter, regulator) = (body.text("drafter_conclusion"), body.text("regulator_conclusion"));
    // The parts of an exception that nobody found: one of the two is not meant.
    if drafter.is_some_and(|word| CONCLUSIONS.contains(&word)) && ![drafter, regulator].contains(&Some(EXCEPTION)) {
        for part in ["exception_ground", "exception_until", "exception_condition"] {
            if body.get(part).is_some() {
                problems.push(Problem::new(part, Wrong::Excluded { by: "drafter_conclusion" }));
            }
        }
    }
}
