//! A meeting opens (会议开始): Order 713, art. 30; Organic Law, art. 78. The roster is a fact of each meeting and is never
//! inferred: who is a member differs from place to place.

use super::problem::{Problem, Wrong};
use super::schema::{COUNT, Field, Form, KindSpec, PLACE, list, optional, perhaps_with, required, some};
use super::sense::{rows, twice};
use crate::model::Value;
use crate::model::office::{GOVERNMENT_OFFICE, HEAD, MEMBER, RECORDER};
use crate::model::stage::Stage;

pub(super) static SPEC: KindSpec = KindSpec {
    name: "meeting-opened",
    stage: Some(Stage::Deliberation),
    opens: false,
    signers: &[RECORDER, GOVERNMENT_OFFICE],
    fields: &[
        required("meeting_kind", Form::Choice(MEETINGS)),
        required("number", Form::Line),
        required("place", Form::Line),
        required("chair", Form::Person),
        required("recorder", Form::Person),
        required("roster", some(&Form::Table(ROSTER))),
        // Who listened without being called (旁听), by group and not by name.
        optional("observers", list(&Form::Table(OBSERVERS))),
        required("agenda", some(&Form::Table(AGENDA))),
        // The version that lies on the table.
        required("draft", Form::Record),
        optional("notice_sent", Form::Moment),
        optional("materials_sent", Form::Moment),
        optional("package", list(&Form::Choice(PACKAGE))),
    ],
    documents: &[perhaps_with("agenda"), perhaps_with("materials"), perhaps_with("sign-in-sheet")],
    sense,
};

/// Only the first two are the meetings of art. 30; the others meet all the same.
pub(super) const MEETINGS: &[&str] = &[
    "executive-meeting",
    "plenary-meeting",
    "party-committee-meeting",
    "party-group-meeting",
    "special-meeting",
    "office-meeting",
    "township-leadership-meeting",
    "other-meeting",
];

/// Everybody who should or did attend. Office `head` and `member` make the meeting; whoever else is named attends, and
/// `role` says as what.
const ROSTER: &[Field] = &[
    required("person", Form::Person),
    required("office", Form::Office),
    optional("role", Form::Choice(ROLES)),
    optional("title", Form::Line),
    required("attendance", Form::Choice(&["present", "online", "absent", "recused"])),
    optional("reason", Form::Text),
    // Of somebody absent: an opinion handed in, which is a position of its own.
    optional("written_opinion", Form::Bool),
];

/// What somebody does at the meeting besides what their office says; a member too may present or take the record.
const ROLES: &[&str] = &["presenter", ATTENDS, LISTENS, "recorder"];

const ATTENDS: &str = "attendee";
const LISTENS: &str = "observer";

const OBSERVERS: &[Field] = &[required("group", Form::Line), required("count", COUNT)];

pub(super) const AGENDA: &[Field] =
    &[required("item", PLACE), required("subject", Form::Line), optional("decision", Form::Decision)];

/// The papers of art. 29.
pub(super) const PACKAGE: &[&str] = &[
    "draft",
    "explanation",
    "fair-competition-review",
    "comment-summary",
    "hearing-report",
    "expert-opinions",
    "expert-adoption",
    "risk-report",
    "legality-opinion",
    "other",
];

fn sense(body: &Value, problems: &mut Vec<Problem>) {
    let roster = rows(body, "roster");
    // One person on two rows could be counted twice towards a quorum: which row is meant, nobody could say.
    twice(roster.iter().map(|row| row.text("person")), |place| format!("roster[{place}].person"), problems);
    for (place, row) in roster.iter().enumerate() {
        // A member without a vote is none: the row would count towards a quorum or not, as one likes.
        if matches!(row.text("office"), Some(HEAD | MEMBER)) && matches!(row.text("role"), Some(ATTENDS | LISTENS)) {
            problems.push(Problem::new(format!("roster[{place}].role"), Wrong::Excluded { by: "office" }));
        }
    }
}
