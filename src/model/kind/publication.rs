//! The decision is published (公布), or lawfully is not: Order 713, art. 32. `occurred` is the day of publication, or of
//! the decision not to publish.

use super::comment_announcement::CHANNELS;
use super::problem::{Problem, Wrong};
use super::schema::{Field, Form, KindSpec, list, optional, perhaps_with, required, with};
use super::sense::rows;
use crate::model::Value;
use crate::model::office::{GOVERNMENT_OFFICE, ORGAN_SEAL};
use crate::model::stage::Stage;
use crate::model::withholding::WITHHOLDING_SLUGS;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "publication",
    stage: Some(Stage::Publication),
    opens: false,
    signers: &[ORGAN_SEAL, GOVERNMENT_OFFICE],
    fields: &[
        required("number", Form::Line),
        required("title", Form::Line),
        required("signed_on", Form::Day),
        required("published", Form::Bool),
        required("channels", list(&Form::Choice(CHANNELS))),
        optional("channel_details", list(&Form::Line)),
        required("draft", Form::Record),
        optional("withheld", list(&Form::Table(WITHHELD))),
        optional("interpretation_day", Form::Day),
        optional("adoption_explained", Form::Bool),
    ],
    documents: &[with("decision"), perhaps_with("interpretation"), perhaps_with("page-capture")],
    sense,
};

/// What is withheld, all or in part, and on which ground of the Regulation on Open Government Information.
const WITHHELD: &[Field] = &[
    required("part", Form::Line),
    required("basis", Form::Choice(WITHHOLDING_SLUGS)),
    optional("article", Form::Line),
    optional("approved_by", Form::Line),
];

fn sense(body: &Value, problems: &mut Vec<Problem>) {
    // Channels of something that was not published: one of the two is not meant.
    if body.get("published") == Some(&Value::Bool(false)) && !rows(body, "channels").is_empty() {
        problems.push(Problem::new("channels", Wrong::Excluded { by: "published" }));
    }
}
