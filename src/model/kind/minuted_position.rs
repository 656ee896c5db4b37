//! A member's position as the recorder minuted it (会议记录所载表态), where the member has no key or did not sign. It says
//! what the minutes say and is no member's word: wherever it is shown, it is shown as minuted.

use super::position::{FIELDS, sense};
use super::schema::{KindSpec, perhaps_with};
use crate::model::office::{GOVERNMENT_OFFICE, RECORDER};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "minuted-position",
    stage: Some(Stage::Deliberation),
    opens: false,
    signers: &[RECORDER, GOVERNMENT_OFFICE],
    fields: FIELDS,
    documents: &[perhaps_with("statement")],
    sense,
};
