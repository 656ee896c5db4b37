//! An expert's opinion (专家论证意见): Order 713, art. 19 and 20. `occurred` is the day it was given.

use super::schema::{Form, KindSpec, any_sense, list, optional, required, with};
use crate::model::office::{EXPERT, HANDLING_UNIT};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "expert-opinion",
    stage: Some(Stage::ExpertReview),
    opens: false,
    signers: &[EXPERT, HANDLING_UNIT],
    fields: &[
        required("expert", Form::Person),
        required("organisation", Form::Line),
        optional("profession", Form::Line),
        required("way", Form::Choice(WAYS)),
        optional("chosen", Form::Choice(&["pool-random", "pool-direct", "invited", "institution"])),
        optional("pool", Form::Line),
        // Art. 20: nobody with a direct interest; an opinion given in spite of one is a fact and a finding.
        required("interest", Form::Choice(&["none", "declared", "not-declared"])),
        optional("interest_note", Form::Text),
        required("own_department", Form::Bool),
        required("draft", Form::Record),
        required("necessity", Form::Text),
        required("feasibility", Form::Text),
        required("soundness", Form::Text),
        required("conclusion", Form::Choice(CONCLUSIONS)),
        required("reasons", Form::Text),
        optional("suggestions", list(&Form::Text)),
    ],
    documents: &[with("opinion")],
    sense: any_sense,
};

/// The three forms of art. 20.
pub(super) const WAYS: &[&str] = &["meeting", "written", "commissioned"];

pub(super) const CONCLUSIONS: &[&str] = &["agree", "agree-after-changes", "disagree"];
