//! Experts are chosen (专家遴选): Order 713, art. 20 and 21. `occurred` is the day they were chosen.

use super::expert_opinion::WAYS;
use super::problem::Problem;
use super::schema::{Field, Form, KindSpec, list, optional, perhaps_with, required, some};
use super::sense::{rows, twice};
use crate::model::Value;
use crate::model::office::HANDLING_UNIT;
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "expert-selection",
    stage: Some(Stage::ExpertReview),
    opens: false,
    signers: &[HANDLING_UNIT],
    fields: &[
        required("way", Form::Choice(WAYS)),
        optional("pool", Form::Line),
        required("drawn", Form::Bool),
        required("experts", some(&Form::Table(EXPERTS))),
        // Units and offices, not names.
        optional("witnesses", list(&Form::Line)),
    ],
    documents: &[perhaps_with("selection-record")],
    sense,
};

const EXPERTS: &[Field] = &[
    required("expert", Form::Person),
    required("organisation", Form::Line),
    optional("profession", Form::Line),
    required("own_department", Form::Bool),
];

fn sense(body: &Value, problems: &mut Vec<Problem>) {
    let named = rows(body, "experts").iter().map(|row| row.text("expert"));
    twice(named, |place| format!("experts[{place}].expert"), problems);
}
