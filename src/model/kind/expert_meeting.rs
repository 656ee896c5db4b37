//! Experts meet (专家论证会): Order 713, art. 20. Each expert's opinion is a record of its own; this is the meeting's record.

use super::expert_opinion::CONCLUSIONS;
use super::hearing_record::STANCES;
use super::problem::Problem;
use super::schema::{Field, Form, KindSpec, list, optional, required, some, with};
use super::sense::{rows, twice};
use crate::model::Value;
use crate::model::office::{EXPERT, HANDLING_UNIT};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "expert-meeting",
    stage: Some(Stage::ExpertReview),
    opens: false,
    signers: &[HANDLING_UNIT, EXPERT],
    fields: &[
        required("place", Form::Line),
        required("chair", Form::Person),
        required("draft", Form::Record),
        required("experts", some(&Form::Person)),
        required("points", list(&Form::Table(POINTS))),
        // What they agreed on together, where they did.
        optional("conclusion", Form::Choice(CONCLUSIONS)),
    ],
    documents: &[with("minutes")],
    sense,
};

const POINTS: &[Field] =
    &[optional("expert", Form::Person), required("point", Form::Text), optional("stance", Form::Choice(STANCES))];

fn sense(body: &Value, problems: &mut Vec<Problem>) {
    let named = rows(body, "experts").iter().map(|row| match row {
        Value::Text(name) => Some(name.as_str()),
        _ => None,
    });
    twice(named, |place| format!("experts[{place}]"), problems);
}
