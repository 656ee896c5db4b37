//! The catalogue is adjusted (目录调整): Order 713, art. 3(3). `occurred` is the day the organ adopted the adjustment.

use super::comment_announcement::CHANNELS;
use super::problem::{Problem, Wrong};
use super::schema::{Field, Form, KindSpec, list, optional, perhaps_with, required, some};
use super::sense::rows;
use crate::model::Value;
use crate::model::office::{GOVERNMENT_OFFICE, ORGAN_SEAL};
use crate::model::stage::{STAGE_SLUGS, Stage};

pub(super) static SPEC: KindSpec = KindSpec {
    name: "catalogue-adjustment",
    stage: Some(Stage::Catalogue),
    opens: false,
    signers: &[ORGAN_SEAL, GOVERNMENT_OFFICE],
    fields: &[
        required("catalogue", Form::Record),
        required("changes", some(&Form::Table(CHANGES))),
        optional("party_consent_number", Form::Line),
        optional("party_consent_on", Form::Day),
        optional("published_on", Form::Day),
        optional("channels", list(&Form::Choice(CHANNELS))),
    ],
    documents: &[perhaps_with("adjustment-notice"), perhaps_with("party-consent"), perhaps_with("page-capture")],
    sense,
};

/// What becomes of one item; beyond its number and its title, only what is new.
const CHANGES: &[Field] = &[
    required("number", Form::Line),
    required("action", Form::Choice(&[ADDED, "changed", "removed"])),
    optional("title", Form::Line),
    optional("handling_unit", Form::Line),
    optional("cooperating_units", list(&Form::Line)),
    optional("planned", Form::Line),
    optional("hearing", Form::Bool),
    optional("steps", list(&Form::Choice(STAGE_SLUGS))),
    // Adjusted without a reason is a finding.
    optional("reason", Form::Text),
];

const ADDED: &str = "added";

fn sense(body: &Value, problems: &mut Vec<Problem>) {
    for (place, row) in rows(body, "changes").iter().enumerate() {
        // What is changed or removed has its title in the catalogue; what is added has it here or nowhere.
        if row.text("action") == Some(ADDED) && row.get("title").is_none() {
            problems.push(Problem::new(format!("changes[{place}].title"), Wrong::Missing));
        }
    }
}
