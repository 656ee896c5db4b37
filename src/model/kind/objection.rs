//! An official holds an order to be wrong and says so before carrying it out (执行前异议): Civil Servants Law, art. 60. It is
//! that official's own word, as a [`position`](super::position) is a member's; if the superior insists, the superior
//! answers for it, unless the order was manifestly unlawful.

use super::schema::{Form, KindSpec, any_sense, optional, perhaps_with, required};
use crate::model::office::{EXECUTING_UNIT, HANDLING_UNIT};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "objection",
    stage: Some(Stage::Execution),
    opens: false,
    signers: &[HANDLING_UNIT, EXECUTING_UNIT],
    fields: &[
        required("person", Form::Person),
        required("order", Form::Text),
        optional("ordered_by", Form::Person),
        required("objection", Form::Text),
        optional("manifestly_unlawful", Form::Bool),
        optional("answer", Form::Choice(&["corrected", "insisted", "no-answer"])),
        optional("answer_text", Form::Text),
    ],
    documents: &[perhaps_with("statement"), perhaps_with("reply")],
    sense: any_sense,
};
