//! A proposal is studied (研究论证): Order 713, art. 10. `occurred` is the day the opinion was given to the organ, which then
//! decides whether to start.

use super::schema::{Form, KindSpec, any_sense, optional, perhaps_with, required};
use crate::model::office::{GOVERNMENT_OFFICE, HANDLING_UNIT};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "study",
    stage: Some(Stage::Initiation),
    opens: false,
    signers: &[HANDLING_UNIT, GOVERNMENT_OFFICE],
    fields: &[
        required("unit", Form::Line),
        optional("proposal", Form::Record),
        required("conclusion", Form::Choice(&["start", "do-not-start", "study-further"])),
        required("reasons", Form::Text),
    ],
    documents: &[perhaps_with("study")],
    sense: any_sense,
};
