//! The materials are delivered to those who take part in a hearing (听证材料送达): Order 713, art. 16. `occurred` is when they
//! were sent, `delivered_on` the day the last of them arrived: from it the seven days are counted.

use super::schema::{COUNT, Form, KindSpec, any_sense, optional, perhaps_with, required};
use crate::model::office::{HANDLING_UNIT, HEARING_ORGANISER};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "hearing-delivery",
    stage: Some(Stage::Hearing),
    opens: false,
    signers: &[HEARING_ORGANISER, HANDLING_UNIT],
    fields: &[
        optional("notice", Form::Record),
        required("delivered_on", Form::Day),
        required("way", Form::Choice(&["in-person", "mail", "electronic", "entrusted", "other"])),
        required("recipients", COUNT),
        required("draft", Form::Record),
    ],
    documents: &[perhaps_with("delivery-receipts")],
    sense: any_sense,
};
