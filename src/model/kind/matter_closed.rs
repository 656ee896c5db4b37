//! A matter ends without a decision (不予启动、不属于适用范围、撤回): Order 713, art. 3(2) and 10. `occurred` is the day the
//! organ determined so.

use super::problem::{Problem, Wrong};
use super::schema::{Form, KindSpec, list, optional, perhaps_with, required};
use crate::model::Value;
use crate::model::office::{GOVERNMENT_OFFICE, HEAD, ORGAN_SEAL};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "matter-closed",
    stage: Some(Stage::Initiation),
    opens: false,
    signers: &[ORGAN_SEAL, HEAD, GOVERNMENT_OFFICE],
    fields: &[
        required("outcome", Form::Choice(OUTCOMES)),
        optional("exclusion", Form::Choice(EXCLUSIONS)),
        optional("legal_basis", list(&Form::Line)),
        required("reasons", Form::Text),
    ],
    documents: &[perhaps_with("closing-decision")],
    sense,
};

const OUTCOMES: &[&str] = &[OUT_OF_SCOPE, "not-started", "withdrawn"];

const OUT_OF_SCOPE: &str = "not-in-scope";

/// What art. 3(2) takes out: three sorts of decision, and what special laws provide for.
const EXCLUSIONS: &[&str] = &["macro-policy", "legislation", "emergency", "special-law", "other"];

fn sense(body: &Value, problems: &mut Vec<Problem>) {
    // Excluded from the scope and not out of scope: one of the two is not meant.
    let in_scope = body.text("outcome").is_some_and(|outcome| outcome != OUT_OF_SCOPE && OUTCOMES.contains(&outcome));
    if in_scope && body.get("exclusion").is_some() {
        problems.push(Problem::new("exclusion", Wrong::Excluded { by: "outcome" }));
    }
}
