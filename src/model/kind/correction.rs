//! A correction (更正): an earlier record says something wrong. Nothing is overwritten; both stand, and the later one says
//! what is right and on what ground.

use super::schema::{Field, Form, KindSpec, any_sense, optional, perhaps_with, required, some};
use crate::model::office::APPOINTED;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "correction",
    stage: None,
    opens: false,
    // Whoever may say something may have to say that it was wrong.
    signers: APPOINTED,
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
