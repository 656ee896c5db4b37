//! A hearing was held (听证笔录): Order 713, art. 16 and 17. `occurred` is the day of the hearing. Participants sign the
//! paper; it is a sealed attachment, and the body has their numbers.

use super::schema::{COUNT, Field, Form, KindSpec, any_sense, list, optional, perhaps_with, required, with};
use crate::model::office::{HANDLING_UNIT, HEARING_CHAIR, HEARING_CLERK, HEARING_ORGANISER};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "hearing-record",
    stage: Some(Stage::Hearing),
    opens: false,
    signers: &[HEARING_CHAIR, HEARING_CLERK, HEARING_ORGANISER, HANDLING_UNIT],
    fields: &[
        optional("notice", Form::Record),
        required("notice_day", Form::Day),
        required("list_published", Form::Day),
        // At least seven days before the hearing (art. 16); delivered too late is a finding.
        required("materials_delivered", Form::Day),
        required("place", Form::Line),
        optional("online", Form::Bool),
        required("chair", Form::Person),
        required("clerk", Form::Person),
        optional("spokesperson", Form::Person),
        required("draft", Form::Record),
        required("representatives", list(&Form::Table(REPRESENTATIVES))),
        optional("selection_method", Form::Text),
        optional("presenters", COUNT),
        optional("presenter_groups", list(&Form::Line)),
        optional("observers", COUNT),
        optional("observers_spoke", Form::Bool),
        optional("supervisors", COUNT),
        // Art. 17: introduction, then statements and debate, then confirmation, in this order.
        optional("order", list(&Form::Choice(&["introduction", "statements", "debate", "confirmation"]))),
        required("points", list(&Form::Table(POINTS))),
        required("signed", COUNT),
        optional("refused_to_sign", COUNT),
    ],
    documents: &[with("minutes"), perhaps_with("delivery-receipts"), perhaps_with("list"), perhaps_with("report")],
    sense: any_sense,
};

/// How many of each group were due and how many came. More may come than were due.
const REPRESENTATIVES: &[Field] = &[required("group", Form::Line), required("due", COUNT), required("present", COUNT)];

/// What was said, by group and not by name.
const POINTS: &[Field] =
    &[required("group", Form::Line), required("point", Form::Text), optional("stance", Form::Choice(STANCES))];

/// What somebody who was heard thinks of the draft.
pub(super) const STANCES: &[&str] = &["for", "against", "conditional", "neutral"];
