//! Sealed attachments are destroyed (销毁): Personal Information Protection Law, art. 47; rules for carrying out the Archives
//! Law, art. 24. The record is the authority to do so and stays for ever; the bytes go after it stands in the ledger.
//! Several offices sign it; how many is for the decision's profile to say. `occurred` is when it was decided.

use super::problem::Problem;
use super::schema::{Form, KindSpec, optional, perhaps_with, required, some};
use super::sense::twice;
use crate::model::Value;
use crate::model::office::{ARCHIVIST, GOVERNMENT_OFFICE, HANDLING_UNIT, HEAD, LEGALITY_REVIEWER, ORGAN_SEAL};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "erasure",
    stage: Some(Stage::Archiving),
    opens: false,
    signers: &[ARCHIVIST, GOVERNMENT_OFFICE, ORGAN_SEAL, HEAD, HANDLING_UNIT, LEGALITY_REVIEWER],
    fields: &[
        // Of the same decision; the one whose attachments they are.
        required("record", Form::Record),
        // Their commitments, as that record has them.
        required("sealed", some(&Form::Digest)),
        required("ground", Form::Choice(GROUNDS)),
        required("legal_basis", some(&Form::Line)),
        // How the bytes and their copies are destroyed, and by whom.
        required("method", Form::Text),
        optional("approved_by", Form::Line),
        optional("note", Form::Text),
    ],
    documents: &[perhaps_with("erasure-approval"), perhaps_with("appraisal-report"), perhaps_with("court-order")],
    sense,
};

/// Why something is destroyed that was to be kept.
const GROUNDS: &[&str] = &["personal-information", "court-order", "retention-expired", "unlawful-collection", "other"];

fn sense(body: &Value, problems: &mut Vec<Problem>) {
    let sealed = match body.get("sealed") {
        Some(Value::List(sealed)) => &sealed[..],
        _ => &[],
    };
    let digests = sealed.iter().map(|one| if let Value::Text(digest) = one { Some(digest.as_str()) } else { None });
    twice(digests, |place| format!("sealed[{place}]"), problems);
}
