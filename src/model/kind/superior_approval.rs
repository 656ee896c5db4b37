//! The organ above is asked to approve (报上级批准), where a rule says it must. `submitted` is the day of asking, `approved`
//! the day the approval bears.

use super::party_report::REPLIES;
use super::problem::{Problem, Wrong};
use super::schema::{Form, KindSpec, optional, perhaps_with, required};
use crate::model::Value;
use crate::model::office::{GOVERNMENT_OFFICE, ORGAN_SEAL};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "superior-approval",
    stage: Some(Stage::BeforeIssue),
    opens: false,
    signers: &[ORGAN_SEAL, GOVERNMENT_OFFICE],
    fields: &[
        required("number", Form::Line),
        optional("superior", Form::Line),
        required("submitted", Form::Day),
        optional("draft", Form::Record),
        required("result", Form::Choice(REPLIES)),
        optional("approved", Form::Day),
        optional("reply_number", Form::Line),
    ],
    documents: &[perhaps_with("request"), perhaps_with("reply")],
    sense,
};

fn sense(body: &Value, problems: &mut Vec<Problem>) {
    // The day of an approval that was refused or has not come: one of the two is not meant.
    if matches!(body.text("result"), Some("rejected" | "none-yet")) && body.get("approved").is_some() {
        problems.push(Problem::new("approved", Wrong::Excluded { by: "result" }));
    }
}
