//! A decision is proposed (决策建议): Order 713, art. 10. `occurred` is when it came in. Who proposed it is an organ, a unit
//! or the number of a deputy's proposal; a citizen's name stands on the paper, which is sealed.

use super::decision_open::SOURCES;
use super::schema::{Form, KindSpec, any_sense, list, optional, perhaps_with, required};
use crate::model::office::{GOVERNMENT_OFFICE, HANDLING_UNIT, HEAD, ORGAN_SEAL};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "proposal",
    stage: Some(Stage::Initiation),
    opens: false,
    signers: &[HANDLING_UNIT, GOVERNMENT_OFFICE, HEAD, ORGAN_SEAL],
    fields: &[
        required("source", Form::Choice(SOURCES)),
        optional("proposer_kind", Form::Choice(PROPOSERS)),
        optional("proposer", Form::Line),
        // The day the paper bears.
        optional("proposed_on", Form::Day),
        required("issue", Form::Text),
        // Departments and lower governments must argue all of these; whoever else proposes need not (art. 10).
        optional("reasons", Form::Text),
        optional("basis_given", list(&Form::Line)),
        optional("plan", Form::Text),
        optional("necessity", Form::Text),
        optional("feasibility", Form::Text),
    ],
    documents: &[perhaps_with("proposal"), perhaps_with("instruction")],
    sense: any_sense,
};

/// The three ways of art. 10, taken apart.
const PROPOSERS: &[&str] = &[
    "leader",
    "department",
    "lower-government",
    "congress-deputy",
    "cppcc-member",
    "citizen",
    "legal-person",
    "organisation",
];
