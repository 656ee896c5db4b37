//! Bodies at which nobody ever dissented, for people and for programs. A count over all decisions of a ledger: it stands behind
//! the findings, is none of them, and changes no verdict.

use serde::Serialize;

use super::Language;
use super::judgement::in_language;
use super::messages::text;
use super::tone::{Piece, Tone};
use crate::procedure::{Deliberated, Text};

/// What was counted, for programs. Fields are only ever added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnanimousDocument {
    code: String,
    /// As decisions name it; empty where they do not, and for all beyond the first thousand.
    organ: String,
    /// Over how many meetings the rule speaks.
    needed: u64,
    meetings: u64,
    positions: u64,
    article: Text,
    text: Text,
    resolve: Text,
}

impl UnanimousDocument {
    /// What was counted of one body.
    pub fn new(counted: &Deliberated) -> Self {
        Self {
            code: counted.code.to_string(),
            organ: counted.organ.clone(),
            needed: counted.needed,
            meetings: counted.meetings,
            positions: counted.positions,
            article: (*counted.article).clone(),
            text: (*counted.text).clone(),
            resolve: (*counted.resolve).clone(),
        }
    }
}

/// The same in a line.
pub fn unanimous_line(language: Language, counted: &Deliberated) -> Vec<Piece> {
    let values = [
        ("code", counted.code.to_string().into()),
        ("organ", counted.organ.as_str().into()),
        ("meetings", counted.meetings.into()),
        ("positions", counted.positions.into()),
        ("text", in_language(language, &counted.text).into()),
    ];
    vec![Piece::new(Tone::Faint, text(language, "procedure-unanimous", &values))]
}
