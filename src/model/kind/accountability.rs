//! Somebody is held to account, or is not (责任认定): Order 713, art. 38 to 41. Who, in what detail and why stands in the
//! decision itself, a document that should be sealed.

use super::schema::{Form, KindSpec, any_sense, optional, perhaps_with, required, some};
use crate::model::office::{GOVERNMENT_OFFICE, INSPECTOR, ORGAN_SEAL};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "accountability",
    stage: Some(Stage::Supervision),
    opens: false,
    signers: &[INSPECTOR, ORGAN_SEAL, GOVERNMENT_OFFICE],
    fields: &[
        optional("authority", Form::Line),
        optional("number", Form::Line),
        // The post or the unit.
        optional("against", Form::Line),
        required("outcome", Form::Choice(OUTCOMES)),
        required("legal_basis", some(&Form::Line)),
        optional("problem", Form::Record),
        // Whose dissent, recorded at the meeting, reduces or removes liability (art. 38).
        optional("position", Form::Record),
    ],
    documents: &[perhaps_with("accountability-decision")],
    sense: any_sense,
};

/// From no liability to the gravest; reduced and exempted are those of art. 38.
const OUTCOMES: &[&str] = &[
    "no-liability",
    "exempted",
    "reduced",
    "ordered-to-correct",
    "criticised",
    "organisational-measure",
    "sanctioned",
    "disqualified",
    "referred",
    "other",
];
