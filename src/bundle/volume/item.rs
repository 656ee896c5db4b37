//! An item (件) of the file: one record with its documents; or a number and a ground, where it is withheld.

use std::collections::BTreeMap;

use super::WithheldRecord;
use super::document::Document;
use crate::chain::Header;
use crate::format::contents::Withheld;
use crate::format::record::{Despite, Late};
use crate::format::{Envelope, Record};
use crate::model::kind::{self, KindSpec};
use crate::model::{ClaimedTime, KeyId, Occurred, OfficeId, PersonId, RecordDigest, RecordedTime, Seq, Stage, Value};
use crate::port::StoredEntry;
use crate::registry::Registry;

/// An item of the file.
#[derive(Debug, Clone)]
pub struct Item {
    /// The record's number in the decision, from 0.
    pub number: u64,
    /// Its place in the ledger.
    pub seq: u64,
    /// When the ledger entered it.
    pub recorded: RecordedTime,
    /// What others cite it by.
    pub record: RecordDigest,
    /// What there is of it.
    pub what: What,
}

/// What there is of an item in this copy.
#[derive(Debug, Clone)]
pub enum What {
    /// The record.
    Record(Box<Filed>),
    /// Nothing: it is withheld.
    Withheld {
        /// On what ground, on whose word.
        withheld: Withheld,
        /// The number of the record that says so, where it belongs to this decision.
        by: Option<u64>,
    },
    /// Bytes that are no record, or one of a kind nobody knows; whoever verifies says more.
    Unreadable,
}

/// A record as it is filed.
#[derive(Debug, Clone)]
pub struct Filed {
    /// What it is.
    pub kind: &'static KindSpec,
    /// Where in the dossier it belongs; a correction belongs where that is which it corrects.
    pub stage: Option<Stage>,
    /// What it says.
    pub body: Value,
    /// Who answers for it (责任者).
    pub signatories: Vec<Signatory>,
    /// When the fact happened.
    pub occurred: Occurred,
    /// When the signers say they signed.
    pub signed_at: ClaimedTime,
    /// The number the paper bears (文号).
    pub document_number: Option<String>,
    /// Why it was entered late, where it was.
    pub late: Option<Late>,
    /// The rules known to be broken when it was recorded.
    pub despite: Vec<Despite>,
    /// What the signers had before them.
    pub basis: Vec<RecordDigest>,
    /// The numbers of the records that correct it.
    pub corrected_by: Vec<u64>,
    /// Its documents.
    pub documents: Vec<Document>,
}

/// Somebody who signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signatory {
    /// In which office.
    pub office: OfficeId,
    /// With which key.
    pub key: KeyId,
    /// Who it is, where the registry knows.
    pub person: Option<PersonId>,
    /// Of which organ or unit, as the appointment says.
    pub organ: Option<String>,
    /// What the office is called there.
    pub title: Option<String>,
}

impl Item {
    fn at(header: &Header, what: What) -> Self {
        let Header { number, sequence, recorded, record_blake3, .. } = header;
        Self { number: *number, seq: sequence.0, recorded: *recorded, record: *record_blake3, what }
    }

    pub(super) fn withheld(header: &Header, withheld: &Withheld) -> Self {
        Self::at(header, What::Withheld { withheld: withheld.clone(), by: None })
    }

    pub(super) fn of_row(row: &WithheldRecord) -> Self {
        let what = What::Withheld { withheld: row.withheld.clone(), by: None };
        Self { number: row.number, seq: row.seq, recorded: row.recorded, record: row.record, what }
    }

    pub(super) fn read(stored: &StoredEntry, registry: Option<&Registry>) -> Self {
        let header = stored.entry.header();
        let filed = record_of(stored).and_then(|record| Filed::new(record, header.sequence, registry));
        Self::at(header, filed.map_or(What::Unreadable, |filed| What::Record(Box::new(filed))))
    }

    /// The record, where it can be read.
    pub fn filed(&self) -> Option<&Filed> {
        match &self.what {
            What::Record(filed) => Some(filed),
            What::Withheld { .. } | What::Unreadable => None,
        }
    }

    /// 件号: one more than the record's number, so that it is the same in every version of the file and never changes
    /// when records are added.
    pub const fn place(&self) -> u64 {
        self.number + 1
    }

    /// 档号 by item (DA/T 13-2022): that of the file, and the item's number in three digits.
    pub fn reference(&self, file: &str) -> String {
        format!("{file}-{:03}", self.place())
    }
}

impl Filed {
    fn new(record: Record, at: Seq, registry: Option<&Registry>) -> Option<Self> {
        let spec = kind::find(&record.kind)?;
        let body = record.body_value().ok()?;
        let signatories = record.offices.iter().map(|one| signatory(one, at, registry)).collect();
        let number = NUMBERED.contains(&spec.name).then(|| body.text("number").map(str::to_owned)).flatten();
        Some(Self {
            kind: spec,
            stage: spec.stage,
            body,
            signatories,
            occurred: record.occurred,
            signed_at: record.signed_at,
            document_number: number,
            late: record.late,
            despite: record.despite,
            basis: record.basis,
            corrected_by: Vec::new(),
            documents: Vec::new(),
        })
    }

    /// The record that a field of the body names.
    pub fn cited(&self, field: &str) -> Option<RecordDigest> {
        self.body.text(field)?.parse().ok()
    }

    /// The rows of a list in the body.
    pub fn rows(&self, field: &str) -> &[Value] {
        match self.body.get(field) {
            Some(Value::List(rows)) => rows,
            _ => &[],
        }
    }
}

fn signatory(one: &crate::format::Signatory, at: Seq, registry: Option<&Registry>) -> Signatory {
    let held = registry.and_then(|registry| {
        let mut held = registry.appointments_of(&one.key).iter().filter(|held| held.appoint.office == one.office);
        held.find(|held| held.held_at(at)).map(|held| &held.appoint)
    });
    Signatory {
        office: one.office.clone(),
        key: one.key.id(),
        person: registry.and_then(|registry| registry.person(&one.key)).cloned(),
        organ: held.map(|held| held.organ.clone()),
        title: held.map(|held| held.title.clone()),
    }
}

pub(super) fn record_of(stored: &StoredEntry) -> Option<Record> {
    let envelope = Envelope::read(stored.entry.envelope()).ok()?;
    Record::read(&envelope.payload).ok()
}

/// What only the whole tells: which record corrects which, where a correction belongs, by whose number something is
/// withheld. The items stand in the order of their numbers.
pub(super) fn link(items: &mut [Item]) {
    let by_record: BTreeMap<RecordDigest, usize> =
        items.iter().enumerate().map(|(at, item)| (item.record, at)).collect();
    let place = |record: Option<RecordDigest>| record.and_then(|record| by_record.get(&record).copied());
    for at in 0..items.len() {
        match &items[at].what {
            What::Withheld { withheld, .. } => {
                let found = place(Some(withheld.by)).map(|by| items[by].number);
                if let What::Withheld { by, .. } = &mut items[at].what {
                    *by = found;
                }
            }
            What::Record(filed) if filed.kind.name == CORRECTION => {
                let Some(corrected) = place(filed.cited("corrects")) else { continue };
                let number = items[at].number;
                let What::Record(target) = &mut items[corrected].what else { continue };
                target.corrected_by.push(number);
                let stage = target.stage;
                if let What::Record(filed) = &mut items[at].what {
                    filed.stage = stage;
                }
            }
            What::Record(_) | What::Unreadable => {}
        }
    }
}

/// Puts the items in the order of a dossier.
pub(super) fn in_order(items: &mut [Item]) {
    items.sort_by_key(|item| match &item.what {
        What::Record(filed) => (filed.stage.map_or(u8::MAX - 1, Stage::number), item.number),
        What::Withheld { .. } | What::Unreadable => (u8::MAX, item.number),
    });
}

/// The kind that corrects another record.
pub(super) const CORRECTION: &str = "correction";

/// The kinds whose field `number` is that of the paper itself, and not of a meeting, an opinion or a problem.
const NUMBERED: &[&str] = &[
    "hearing-notice",
    "legality-opinion",
    "legality-recheck",
    "agenda-request",
    "minutes-issued",
    "party-report",
    "npc-report",
    "superior-approval",
    "publication",
    "inspection-notice",
    "disclosure-review",
    "accountability",
    "agreement-signed",
    "enforcement-decision",
];
