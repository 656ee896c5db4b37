//! A comment of the public is registered (意见登记): Order 713, art. 15 and 18. `occurred` is when it was registered,
//! `received_on` the day it came in. Who wrote it is told by sort; the name stands on the sealed paper.

use super::comment_announcement::WAYS;
use super::schema::{Form, KindSpec, any_sense, optional, perhaps_with, required};
use crate::model::office::{GOVERNMENT_OFFICE, HANDLING_UNIT};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "comment-registered",
    stage: Some(Stage::Participation),
    opens: false,
    signers: &[HANDLING_UNIT, GOVERNMENT_OFFICE],
    fields: &[
        required("number", Form::Line),
        // People also write without being asked.
        optional("announcement", Form::Record),
        required("received_on", Form::Day),
        required("way", Form::Choice(WAYS)),
        required("author_kind", Form::Choice(&["citizen", "legal-person", "organisation", "anonymous"])),
        optional("category", Form::Line),
        required("gist", Form::Text),
    ],
    documents: &[perhaps_with("comment")],
    sense: any_sense,
};
