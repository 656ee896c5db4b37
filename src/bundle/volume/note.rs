//! The note sheet of a file (卷内备考表): what an archivist must declare of it, taken from the records themselves: what was
//! entered late, corrected, is missing, withheld, destroyed, was changed or still outstanding.

use super::Procedure;
use super::document::State;
use super::item::{CORRECTION, Item, What};
use super::meeting::Meeting;
use crate::model::{Occurred, RecordedTime};
use crate::procedure::Open;

/// One line of the note sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// 补录: a record was entered late.
    Late {
        /// Its number.
        number: u64,
        /// Why.
        reason: String,
        /// When the fact happened.
        occurred: Occurred,
        /// When it was entered.
        recorded: RecordedTime,
        /// The fields nobody can tell any more, by their paths.
        missing: Vec<String>,
    },
    /// 更正: a record corrects another; both stay.
    Corrected {
        /// The number of the one that is corrected, where it belongs to this copy or is withheld from it.
        number: Option<u64>,
        /// The number of the one that corrects.
        by: u64,
        /// Field, what stood there, what is right.
        changes: Vec<[String; 3]>,
        /// On what ground.
        ground: Option<String>,
    },
    /// A rule was known to be broken when a record was signed.
    Despite {
        /// Its number.
        number: u64,
        /// The rule's code.
        rule: String,
        /// The reason given.
        reason: String,
    },
    /// 缺: a document is not there.
    Lacking {
        /// The number of its record.
        number: u64,
        /// Its name.
        name: String,
    },
    /// 不公开: a record is withheld.
    Withheld {
        /// Its number.
        number: u64,
        /// The code of the ground.
        basis: String,
        /// The number of the record that says so.
        by: Option<u64>,
    },
    /// 不公开: documents of a record are withheld.
    WithheldDocuments {
        /// The number of the record.
        number: u64,
        /// How many of its documents.
        documents: u64,
        /// The code of the ground.
        basis: String,
        /// The number of the record that says so.
        by: Option<u64>,
    },
    /// 销毁: a document was destroyed.
    Erased {
        /// The number of its record.
        number: u64,
        /// Its name.
        name: String,
        /// The number of the record that says so.
        by: u64,
    },
    /// Somebody took another position at the same meeting.
    Changed {
        /// Who.
        person: String,
        /// The number of the first record, and the word.
        from: (u64, Option<String>),
        /// The number of the last one, and the word.
        to: (u64, Option<String>),
    },
    /// 缺件: something that the procedure asks for is not there.
    Awaited(Box<Open>),
    /// Bytes that are no record.
    Unreadable {
        /// The number.
        number: u64,
    },
}

/// The notes, in the order of the records; what is awaited at the end. The items stand in the order of their numbers.
pub(super) fn all(items: &[Item], meetings: &[Meeting], procedure: Option<&Procedure>) -> Vec<Note> {
    let mut notes = Vec::new();
    for item in items {
        of_item(item, items, &mut notes);
    }
    for meeting in meetings {
        for position in &meeting.positions {
            let Some(last) = position.superseded_by else { continue };
            let Some(last) = meeting.positions.iter().find(|one| one.number == last) else { continue };
            if last.position != position.position {
                notes.push(Note::Changed {
                    person: position.person.clone().unwrap_or_default(),
                    from: (position.number, position.position.clone()),
                    to: (last.number, last.position.clone()),
                });
            }
        }
    }
    notes.extend(
        procedure.into_iter().flat_map(|one| &one.judgement.open).map(|open| Note::Awaited(Box::new(open.clone()))),
    );
    notes
}

fn of_item(item: &Item, items: &[Item], notes: &mut Vec<Note>) {
    let number = item.number;
    let filed = match &item.what {
        What::Record(filed) => filed,
        What::Withheld { withheld, by } => {
            return notes.push(Note::Withheld { number, basis: withheld.basis.clone(), by: *by });
        }
        What::Unreadable => return notes.push(Note::Unreadable { number }),
    };
    if let Some(late) = &filed.late {
        notes.push(Note::Late {
            number,
            reason: late.reason.clone(),
            occurred: filed.occurred,
            recorded: item.recorded,
            missing: late.missing.clone(),
        });
    }
    if filed.kind.name == CORRECTION {
        let corrected = filed.cited("corrects");
        let change = |row: &crate::model::Value| {
            Some(["field", "wrong", "right"].map(|part| row.text(part).unwrap_or_default().to_owned()))
        };
        notes.push(Note::Corrected {
            number: items.iter().find(|other| Some(other.record) == corrected).map(|other| other.number),
            by: number,
            changes: filed.rows("changes").iter().filter_map(change).collect(),
            ground: filed.body.text("ground").map(str::to_owned),
        });
    }
    for despite in &filed.despite {
        notes.push(Note::Despite { number, rule: despite.rule.clone(), reason: despite.reason.clone() });
    }
    let mut withheld: Vec<(&str, Option<u64>, u64)> = Vec::new();
    for document in &filed.documents {
        let name = || document.told.as_ref().map(|told| told.name.clone()).unwrap_or_default();
        match &document.state {
            State::Present { .. } | State::Sealed { .. } => {}
            State::Lacking => notes.push(Note::Lacking { number, name: name() }),
            State::Erased { by, .. } => notes.push(Note::Erased { number, name: name(), by: *by }),
            State::Withheld { basis, by, .. } => {
                match withheld.iter_mut().find(|(known, from, _)| known == basis && from == by) {
                    Some((_, _, count)) => *count += 1,
                    None => withheld.push((basis, *by, 1)),
                }
            }
        }
    }
    for (basis, by, documents) in withheld {
        notes.push(Note::WithheldDocuments { number, documents, basis: basis.to_owned(), by });
    }
}
