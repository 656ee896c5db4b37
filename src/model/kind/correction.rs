//! A correction (更正): an earlier record says something wrong. Nothing is overwritten; both stand, and the later one says
//! what is right and on what ground.

use super::schema::{Field, Form, KindSpec, any_sense, optional, perhaps_with, required, some};
use crate::model::office::{
    EXPERT, GOVERNMENT_OFFICE, HANDLING_UNIT, HEAD, HEARING_CHAIR, HEARING_CLERK, HEARING_ORGANISER, LEGALITY_REVIEWER,
    MEMBER, ORGAN_SEAL, RECORDER, RISK_ASSESSOR,
};

pub(super) static SPEC: KindSpec = KindSpec {
    name: "correction",
    stage: None,
    opens: false,
    signers: &[
        ORGAN_SEAL,
        HEAD,
        MEMBER,
        HANDLING_UNIT,
        GOVERNMENT_OFFICE,
        RECORDER,
        HEARING_ORGANISER,
        HEARING_CHAIR,
        HEARING_CLERK,
        EXPERT,
        RISK_ASSESSOR,
        LEGALITY_REVIEWER,
    ],
    fields: &[
        required("corrects", Form::Record),
        required("changes", some(&Form::Table(CHANGES))),
        required("ground", Form::Text),
        optional("found_by", Form::Line),
    ],
    documents: &[perhaps_with("proof")],
    sense: any_sense,
};

const CHANGES: &[Field] =
    &[required("field", Form::Line), required("wrong", Form::Text), required("right", Form::Text)];
