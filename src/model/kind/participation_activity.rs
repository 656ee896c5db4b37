//! The public is heard in another way than by announcement or hearing (座谈会、实地走访、问卷调查……): Order 713, art. 14.
//! `occurred` is from its first day to its last.

use super::schema::{COUNT, Field, Form, KindSpec, any_sense, list, optional, perhaps_with, required};
use crate::model::office::HANDLING_UNIT;
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "participation-activity",
    stage: Some(Stage::Participation),
    opens: false,
    signers: &[HANDLING_UNIT],
    fields: &[
        required("way", Form::Choice(WAYS)),
        required("draft", Form::Record),
        optional("place", Form::Line),
        optional("participants", COUNT),
        optional("groups", list(&Form::Table(GROUPS))),
        optional("sent_out", COUNT),
        optional("returned", COUNT),
        required("conclusion", Form::Text),
        // A group whose interests are touched must be talked with (art. 14).
        optional("affected_group", Form::Line),
    ],
    documents: &[perhaps_with("minutes"), perhaps_with("report"), perhaps_with("list"), perhaps_with("raw-data")],
    sense: any_sense,
};

const WAYS: &[&str] = &[
    "symposium",
    "field-visit",
    "questionnaire",
    "poll",
    "group-consultation",
    "interview",
    "written-consultation",
    "other",
];

const GROUPS: &[Field] = &[required("group", Form::Line), optional("count", COUNT)];
