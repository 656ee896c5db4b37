//! The decision is explained to the public (解读): Order 713, art. 32. `occurred` is when it was given, a press conference
//! when it was held; `published_on` is the day it stood in its channels, where that was another.

use super::comment_announcement::CHANNELS;
use super::schema::{Form, KindSpec, any_sense, list, optional, perhaps_with, required};
use crate::model::office::{GOVERNMENT_OFFICE, HANDLING_UNIT, ORGAN_SEAL};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "interpretation",
    stage: Some(Stage::Publication),
    opens: false,
    signers: &[ORGAN_SEAL, GOVERNMENT_OFFICE, HANDLING_UNIT],
    fields: &[
        required("form", Form::Choice(FORMS)),
        optional("published_on", Form::Day),
        required("channels", list(&Form::Choice(CHANNELS))),
        optional("channel_details", list(&Form::Line)),
        optional("publication", Form::Record),
    ],
    documents: &[perhaps_with("interpretation"), perhaps_with("page-capture")],
    sense: any_sense,
};

/// Press conferences and interviews are those that art. 32 names.
const FORMS: &[&str] =
    &["article", "press-conference", "interview", "expert-commentary", "illustration", "video", "other"];
