//! The Party committee is asked (党委请示报告): Order 713, art. 31. `occurred` is the day of the report, `submitted` the day
//! it went to the committee. A reply that comes later is a record of its own, which names the first as `earlier_report`.

use super::problem::{Problem, Wrong};
use super::schema::{Form, KindSpec, optional, perhaps_with, required};
use crate::model::Value;
use crate::model::office::{GOVERNMENT_OFFICE, ORGAN_SEAL, PARTY_COMMITTEE};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "party-report",
    stage: Some(Stage::BeforeIssue),
    opens: false,
    signers: &[ORGAN_SEAL, GOVERNMENT_OFFICE, PARTY_COMMITTEE],
    fields: &[
        required("number", Form::Line),
        required("submitted", Form::Day),
        optional("draft", Form::Record),
        optional("reply", Form::Choice(REPLIES)),
        optional("reply_number", Form::Line),
        optional("replied", Form::Day),
        optional("reply_text", Form::Text),
        optional("earlier_report", Form::Record),
    ],
    documents: &[perhaps_with("request"), perhaps_with("reply")],
    sense,
};

/// What may be answered, and that nothing has been yet.
pub(super) const REPLIES: &[&str] = &["approved", "approved-with-changes", "rejected", "none-yet"];

fn sense(body: &Value, problems: &mut Vec<Problem>) {
    if body.text("reply") == Some("none-yet") {
        for name in ["reply_number", "replied", "reply_text"].into_iter().filter(|name| body.get(name).is_some()) {
            problems.push(Problem::new(name, Wrong::Excluded { by: "reply" }));
        }
    }
}
