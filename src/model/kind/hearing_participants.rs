//! Who takes part in a hearing is chosen (听证参加人遴选): Order 713, art. 16. `occurred` is the day they were chosen. The body
//! has groups and numbers; the list is a sealed attachment.

use super::comment_announcement::CHANNELS;
use super::schema::{COUNT, Field, Form, KindSpec, any_sense, list, optional, perhaps_with, required};
use crate::model::office::{HANDLING_UNIT, HEARING_ORGANISER};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "hearing-participants",
    stage: Some(Stage::Hearing),
    opens: false,
    signers: &[HEARING_ORGANISER, HANDLING_UNIT],
    fields: &[
        required("notice", Form::Record),
        required("method", Form::Text),
        required("drawn", Form::Bool),
        // Units and offices, not names.
        optional("witnesses", list(&Form::Line)),
        optional("registered", COUNT),
        // Must be published before the hearing (art. 16); that it never was is a finding.
        optional("list_published", Form::Day),
        optional("channels", list(&Form::Choice(CHANNELS))),
        required("representatives", list(&Form::Table(REPRESENTATIVES))),
        optional("observers", COUNT),
        optional("supervisors", COUNT),
        optional("excluded_roles_checked", Form::Bool),
    ],
    documents: &[perhaps_with("list"), perhaps_with("registration-form"), perhaps_with("page-capture")],
    sense: any_sense,
};

/// How many of each group, and whether the group's own interests are touched.
const REPRESENTATIVES: &[Field] =
    &[required("group", Form::Line), required("count", COUNT), optional("interested", Form::Bool)];
