//! Another unit is asked for its opinion of the draft (征求部门意见): Order 713, art. 13. `occurred` is the day the answer
//! came in, or the day it was given up waiting for.

use super::draft_version::ANSWERS;
use super::problem::{Problem, Wrong};
use super::schema::{Form, KindSpec, optional, perhaps_with, required};
use super::sense::backwards;
use crate::model::Value;
use crate::model::office::HANDLING_UNIT;
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "unit-opinion",
    stage: Some(Stage::Drafting),
    opens: false,
    signers: &[HANDLING_UNIT],
    fields: &[
        required("unit", Form::Line),
        required("draft", Form::Record),
        required("asked", Form::Day),
        // The day the answer bears.
        optional("answered", Form::Day),
        required("answer", Form::Choice(ANSWERS)),
        optional("opinion", Form::Text),
        optional("handling", Form::Text),
        optional("adopted", Form::Choice(&["adopted", "partly", "rejected"])),
        // Where no agreement is reached, the organ must be told the points in dispute (art. 13).
        optional("disagreement", Form::Text),
    ],
    documents: &[perhaps_with("consultation-letter"), perhaps_with("unit-reply")],
    sense,
};

fn sense(body: &Value, problems: &mut Vec<Problem>) {
    backwards(body, "asked", "answered", problems);
    if body.text("answer") == Some("no-answer") {
        for given in ["answered", "opinion", "adopted"] {
            if body.get(given).is_some() {
                problems.push(Problem::new(given, Wrong::Excluded { by: "answer" }));
            }
        }
    }
}
