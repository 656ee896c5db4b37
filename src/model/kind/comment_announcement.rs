//! The public is asked for comments (公开征求意见公告): Order 713, art. 15. `occurred` is the day it was published.

use super::problem::Problem;
use super::schema::{DAYS, Form, KindSpec, list, optional, perhaps_with, required, some};
use super::sense::backwards;
use crate::model::Value;
use crate::model::office::{GOVERNMENT_OFFICE, HANDLING_UNIT, ORGAN_SEAL};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "comment-announcement",
    stage: Some(Stage::Participation),
    opens: false,
    signers: &[HANDLING_UNIT, GOVERNMENT_OFFICE, ORGAN_SEAL],
    fields: &[
        required("title", Form::Line),
        required("from", Form::Day),
        required("to", Form::Day),
        // What the announcement itself says; it need not agree with its dates.
        optional("claimed_days", DAYS),
        required("channels", some(&Form::Choice(CHANNELS))),
        optional("channel_details", list(&Form::Line)),
        required("draft", Form::Record),
        required("ways", some(&Form::Choice(WAYS))),
        // A shorter period is lawful only if explained here: a reason entered later is none (art. 15).
        optional("shortening_reason", Form::Text),
        optional("explanation_published", Form::Bool),
        optional("contact_office", Form::Line),
        optional("replaces", Form::Record),
    ],
    documents: &[perhaps_with("announcement"), perhaps_with("page-capture")],
    sense,
};

/// The channels of art. 15 and 32, and those that villages use.
pub(super) const CHANNELS: &[&str] = &[
    "government-site",
    "government-new-media",
    "gazette",
    "newspaper",
    "radio",
    "television",
    "notice-board",
    "meeting",
    "other",
];

pub(super) const WAYS: &[&str] = &["letter", "telephone", "e-mail", "website", "in-person", "questionnaire", "other"];

fn sense(body: &Value, problems: &mut Vec<Problem>) {
    backwards(body, "from", "to", problems);
}
