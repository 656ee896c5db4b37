//! What a public version withholds is examined and decided (公开审查): Order 711, art. 17. The last one of a decision counts,
//! and counts as a whole; an empty list withholds nothing by choice. `occurred` is the day of the decision.

use super::problem::{Problem, Wrong};
use super::schema::{COUNT, Field, Form, KindSpec, list, optional, perhaps_with, required};
use super::sense::rows;
use crate::model::Value;
use crate::model::office::{GOVERNMENT_OFFICE, HANDLING_UNIT, HEAD, ORGAN_SEAL};
use crate::model::stage::Stage;
use crate::model::withholding::WITHHOLDING_SLUGS;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "disclosure-review",
    stage: Some(Stage::Archiving),
    opens: false,
    signers: &[ORGAN_SEAL, HEAD, GOVERNMENT_OFFICE, HANDLING_UNIT],
    fields: &[
        optional("number", Form::Line),
        required("items", list(&Form::Table(ITEMS))),
        // A unit or a post.
        required("examined_by", Form::Line),
        required("secrecy_checked", Form::Bool),
        // Whom it was put to where it could not be told (art. 17).
        optional("referred_to", Form::Line),
        // How many whose secrets or privacy it concerns were asked in writing (art. 32).
        optional("third_parties_asked", COUNT),
        optional("note", Form::Text),
    ],
    documents: &[perhaps_with("examination-form"), perhaps_with("secrecy-opinion"), perhaps_with("third-party-reply")],
    sense,
};

/// What is withheld: a record, or one of its sealed attachments where that is named.
const ITEMS: &[Field] = &[
    required("record", Form::Record),
    optional("attachment", Form::Digest),
    required("basis", Form::Choice(WITHHOLDING_SLUGS)),
    required("reason", Form::Text),
];

fn sense(body: &Value, problems: &mut Vec<Problem>) {
    // The same thing withheld on two grounds: a reader could not tell which one is meant.
    let mut seen = std::collections::HashSet::new();
    for (place, row) in rows(body, "items").iter().enumerate() {
        let Some(record) = row.text("record") else { continue };
        let attachment = row.text("attachment");
        if !seen.insert((record, attachment)) {
            let (field, named) = attachment.map_or(("record", record), |sealed| ("attachment", sealed));
            problems.push(Problem::new(format!("items[{place}].{field}"), Wrong::Twice(named.to_owned())));
        }
    }
}
