//! The public is told what became of its opinions and of the experts' (意见采纳情况公布): Order 713, art. 32. `occurred` is
//! the day of the notice; `published_on` the day it stood in its channels, where that was another.

use super::comment_announcement::CHANNELS;
use super::schema::{Form, KindSpec, any_sense, list, optional, perhaps_with, required, some};
use crate::model::office::{GOVERNMENT_OFFICE, HANDLING_UNIT, ORGAN_SEAL};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "adoption-notice",
    stage: Some(Stage::Publication),
    opens: false,
    signers: &[HANDLING_UNIT, ORGAN_SEAL, GOVERNMENT_OFFICE],
    fields: &[
        // Whose opinions; one notice may tell of both.
        required("about", some(&Form::Choice(&["public", "expert"]))),
        optional("published_on", Form::Day),
        required("channels", list(&Form::Choice(CHANNELS))),
        optional("channel_details", list(&Form::Line)),
        // The record of what became of the comments.
        optional("summary", Form::Record),
    ],
    documents: &[perhaps_with("result-notice"), perhaps_with("page-capture")],
    sense: any_sense,
};
