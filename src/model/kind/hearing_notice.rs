//! A hearing is announced (听证公告): Order 713, art. 16. `occurred` is the day of the notice, `hearing_day` the day it
//! announces; a hearing may have several notices (第1号, 第2号), each a record.

use super::problem::Problem;
use super::schema::{COUNT, Field, Form, KindSpec, list, optional, perhaps_with, required};
use super::sense::backwards;
use crate::model::Value;
use crate::model::office::{GOVERNMENT_OFFICE, HANDLING_UNIT, HEARING_ORGANISER, ORGAN_SEAL};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "hearing-notice",
    stage: Some(Stage::Hearing),
    opens: false,
    signers: &[HANDLING_UNIT, HEARING_ORGANISER, GOVERNMENT_OFFICE, ORGAN_SEAL],
    fields: &[
        required("title", Form::Line),
        optional("number", Form::Line),
        required("hearing_day", Form::Moment),
        // Notices are known that only name a month.
        optional("hearing_when", Form::Line),
        required("place", Form::Line),
        required("representatives", COUNT),
        optional("representative_groups", list(&Form::Table(GROUPS))),
        optional("observers", COUNT),
        optional("supervisors", COUNT),
        required("registration_from", Form::Day),
        required("registration_to", Form::Day),
        required("selection_method", Form::Text),
        optional("list_published_by", Form::Day),
        required("draft", Form::Record),
        optional("channels", list(&Form::Line)),
        optional("online", Form::Bool),
    ],
    documents: &[perhaps_with("notice"), perhaps_with("registration-form")],
    sense,
};

/// How many representatives of each group; the groups are local. Some places ask how many seats are for those concerned and
/// for the public.
const GROUPS: &[Field] = &[required("group", Form::Line), required("count", COUNT), optional("interested", Form::Bool)];

fn sense(body: &Value, problems: &mut Vec<Problem>) {
    backwards(body, "registration_from", "registration_to", problems);
}
