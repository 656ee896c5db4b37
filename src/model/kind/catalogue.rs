//! The yearly catalogue of decision matters (决策事项目录): Order 713, art. 3(3). The first record of a stream of its own,
//! which holds the catalogue's adjustments; `occurred` is the day the organ adopted it.

use super::comment_announcement::CHANNELS;
use super::decision_open::LEVELS;
use super::schema::{Field, Form, KindSpec, YEAR, any_sense, list, optional, perhaps_with, required, with};
use crate::model::office::{GOVERNMENT_OFFICE, ORGAN_SEAL};
use crate::model::stage::{STAGE_SLUGS, Stage};

pub(super) static SPEC: KindSpec = KindSpec {
    name: "catalogue",
    stage: Some(Stage::Catalogue),
    opens: true,
    signers: &[ORGAN_SEAL, GOVERNMENT_OFFICE],
    fields: &[
        required("title", Form::Line),
        required("year", YEAR),
        required("organ", Form::Line),
        required("level", Form::Choice(LEVELS)),
        // An empty list says that the year has no such matter.
        required("items", list(&Form::Table(ITEMS))),
        // The Party committee of the same level agrees to it, and it is published; either may be left undone.
        optional("party_consent_number", Form::Line),
        optional("party_consent_on", Form::Day),
        optional("published_on", Form::Day),
        optional("channels", list(&Form::Choice(CHANNELS))),
    ],
    documents: &[with("catalogue"), perhaps_with("party-consent"), perhaps_with("page-capture")],
    sense: any_sense,
};

/// The columns that published catalogues have; few have all of them.
const ITEMS: &[Field] = &[
    required("number", Form::Line),
    required("title", Form::Line),
    required("handling_unit", Form::Line),
    optional("cooperating_units", list(&Form::Line)),
    // A quarter or a month, as the catalogue has it.
    optional("planned", Form::Line),
    optional("hearing", Form::Bool),
    optional("steps", list(&Form::Choice(STAGE_SLUGS))),
    optional("note", Form::Text),
];
