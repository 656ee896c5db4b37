//! Who spoke at the meeting, in which order (发言记录): Order 713, art. 30. As the recorder took it down: what a member
//! stands for is the member's own [`position`](super::position), not this.

use std::collections::HashSet;

use super::problem::{Problem, Wrong};
use super::schema::{Field, Form, KindSpec, PLACE, optional, perhaps_with, required, some};
use super::sense::{is_backwards, rows};
use crate::model::Value;
use crate::model::office::{GOVERNMENT_OFFICE, RECORDER};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "speech",
    stage: Some(Stage::Deliberation),
    opens: false,
    signers: &[RECORDER, GOVERNMENT_OFFICE],
    fields: &[required("meeting", Form::Record), required("turns", some(&Form::Table(TURNS)))],
    documents: &[perhaps_with("recording")],
    sense,
};

/// One person may speak several times; each time is a turn.
const TURNS: &[Field] = &[
    required("turn", PLACE),
    required("person", Form::Person),
    required("capacity", Form::Choice(&["member", "attendee", "observer", "presenter"])),
    required("gist", Form::Text),
    optional("from", Form::Moment),
    optional("to", Form::Moment),
];

fn sense(body: &Value, problems: &mut Vec<Problem>) {
    let mut taken = HashSet::new();
    for (place, row) in rows(body, "turns").iter().enumerate() {
        // The order of speaking is what this record is there for: two third turns leave it open.
        if let Some(Value::Int(turn)) = row.get("turn")
            && !taken.insert(*turn)
        {
            problems.push(Problem::new(format!("turns[{place}].turn"), Wrong::Twice(turn.to_string())));
        }
        if is_backwards(row, "from", "to") {
            problems.push(Problem::new(format!("turns[{place}].to"), Wrong::Backwards { start: "from" }));
        }
    }
}
