//! What the public said and what became of it (意见汇总及采纳情况): Order 713, art. 18. Opinions by number, never by name.

use super::comment_announcement::CHANNELS;
use super::schema::{COUNT, Field, Form, KindSpec, any_sense, list, optional, perhaps_with, required};
use crate::model::office::HANDLING_UNIT;
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "comment-summary",
    stage: Some(Stage::Participation),
    opens: false,
    signers: &[HANDLING_UNIT],
    fields: &[
        required("announcement", Form::Record),
        required("received", COUNT),
        optional("received_by", list(&Form::Table(RECEIVED_BY))),
        optional("category_count", COUNT),
        optional("categories", list(&Form::Table(CATEGORIES))),
        // One row an opinion. Fewer rows than opinions received, or no reason for a rejection, is a finding.
        required("adoption", list(&Form::Table(ADOPTION))),
        optional("adoption_note", Form::Text),
        optional("result_published", Form::Day),
        optional("result_channels", list(&Form::Choice(CHANNELS))),
        optional("feedback", list(&Form::Choice(&["telephone", "writing", "collective-reply", "website", "other"]))),
    ],
    documents: &[perhaps_with("opinions"), perhaps_with("result-notice")],
    sense: any_sense,
};

const RECEIVED_BY: &[Field] = &[required("way", Form::Line), required("count", COUNT)];

const CATEGORIES: &[Field] = &[required("category", Form::Line), optional("count", COUNT)];

const ADOPTION: &[Field] = &[
    required("opinion", Form::Line),
    required("outcome", Form::Choice(&["adopted", "partly", "rejected", "out-of-scope"])),
    optional("gist", Form::Text),
    optional("reason", Form::Text),
    optional("changed", Form::Line),
];
