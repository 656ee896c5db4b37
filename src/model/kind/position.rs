//! A member's position at the meeting (表态): Order 713, art. 30 and 38(3). Signed by the member: it is their proof, years
//! later, of what they said. Dissent is never silent: it has its reasons, or says that reasons were declined.

use super::problem::{Problem, Wrong};
use super::schema::{Field, Form, KindSpec, PLACE, list, optional, perhaps_with, required};
use super::sense::rows;
use crate::model::Value;
use crate::model::office::{HEAD, MEMBER};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "position",
    stage: Some(Stage::Deliberation),
    opens: false,
    signers: &[MEMBER, HEAD],
    fields: FIELDS,
    documents: &[perhaps_with("statement")],
    sense,
};

/// What a position says, whether the member signed it or the recorder minuted it.
pub(super) const FIELDS: &[Field] = &[
    required("meeting", Form::Record),
    required("person", Form::Person),
    required("position", Form::Choice(POSITIONS)),
    // The order of speaking: the head speaks last (art. 30).
    optional("turn", PLACE),
    optional("reasons", list(&Form::Table(REASONS))),
    optional("declined", Form::Bool),
    optional("conditions", list(&Form::Text)),
    // Handed in by somebody absent; local rules say whether it counts.
    optional("in_writing", Form::Bool),
    optional("handed_in", Form::Moment),
];

const POSITIONS: &[&str] = &["agree", "agree-after-changes", "disagree", "defer", "reserve", "abstain"];

const REASONS: &[Field] = &[
    required(
        "ground",
        Form::Choice(&[
            "authority",
            "procedure",
            "content",
            "necessity",
            "feasibility",
            "cost",
            "risk",
            "timing",
            "other",
        ]),
    ),
    required("text", Form::Text),
];

pub(super) fn sense(body: &Value, problems: &mut Vec<Problem>) {
    let given = !rows(body, "reasons").is_empty();
    let declined = body.get("declined") == Some(&Value::Bool(true));
    let dissents = body.text("position").is_some_and(|position| position != "agree" && POSITIONS.contains(&position));
    if given && declined {
        problems.push(Problem::new("reasons", Wrong::Excluded { by: "declined" }));
    } else if dissents && !given && !declined {
        problems.push(Problem::new("reasons", Wrong::Silent { declined: "declined" }));
    }
}
