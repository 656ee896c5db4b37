//! Costs and benefits are analysed (成本效益分析): Order 713, art. 12. `occurred` is the day the analysis was made.

use super::schema::{Field, Form, KindSpec, YUAN, any_sense, list, optional, perhaps_with, required};
use crate::model::office::HANDLING_UNIT;
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "cost-benefit",
    stage: Some(Stage::Drafting),
    opens: false,
    signers: &[HANDLING_UNIT],
    fields: &[
        required("unit", Form::Line),
        optional("draft", Form::Record),
        optional("third_party", Form::Bool),
        required("costs", list(&Form::Table(COSTS))),
        required("benefits", list(&Form::Table(BENEFITS))),
        required("conclusion", Form::Text),
    ],
    documents: &[perhaps_with("report")],
    sense: any_sense,
};

/// What art. 12 would have counted among the costs. Not every cost is a sum of money.
const COSTS: &[Field] = &[
    required("kind", Form::Choice(&["staff", "money", "materials", "resources", "environment", "other"])),
    required("item", Form::Line),
    optional("amount_yuan", YUAN),
    optional("note", Form::Text),
];

const BENEFITS: &[Field] = &[
    required("kind", Form::Choice(&["economic", "social", "environmental", "other"])),
    required("item", Form::Line),
    optional("amount_yuan", YUAN),
    optional("note", Form::Text),
];
