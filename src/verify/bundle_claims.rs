//! What a bundle claims beyond its rows, held against signed records: that something is withheld by the authority's decision,
//! that the export was recorded and with which rows, that somebody in office sealed it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::code::Code;
use super::report::{Check, Finding, Gathered, NotChecked, Place};
use crate::chain::{Header, RowKind, SignedCheckpoint};
use crate::format::contents::Version;
use crate::format::{Content, Contents, Record, Seal, Verifiers, Withheld};
use crate::model::{RecordDigest, Seq, Sha256Digest, StreamId, Value, kind};
use crate::registry::{Registry, Scope};

/// What the rows say that the claims are held against.
#[derive(Default)]
pub(super) struct Claims {
    /// The rows of the decision and the common streams by their places.
    rows: BTreeMap<u64, RowSaid>,
    /// The last review of what a public version withholds.
    review: Option<Review>,
    /// The last record of the decision, where it is the export's own.
    export: Option<Export>,
    /// The last row that belongs to the decision.
    last_own: Option<u64>,
    /// The first row of another decision.
    first_other: Option<u64>,
    /// How many rows came after it, one by one.
    after: u64,
    last: Option<u64>,
    /// The registry's records in their order.
    registry: Vec<RecordDigest>,
}

/// A row that can be withheld, or whose attachments can.
struct RowSaid {
    record: RecordDigest,
    number: u64,
    stream: StreamId,
    withheld: bool,
    sealed: BTreeSet<Sha256Digest>,
}

/// A record by which the authority decided what is withheld.
struct Review {
    record: RecordDigest,
    entitled: bool,
    items: HashMap<(String, Option<String>), String>,
}

/// What the record of an export attests.
pub(super) struct Export {
    sequence: u64,
    number: u64,
    entitled: bool,
    body: Value,
}

impl Claims {
    /// Takes a row.
    pub(super) fn row(&mut self, header: &Header, kind: RowKind, record: Option<&Record>, entitled: bool) {
        let at = header.sequence.0;
        let own = kind != RowKind::Other && header.stream.decision().is_some();
        self.after = if own { 0 } else { self.after + 1 };
        if own {
            self.last_own = Some(at);
            self.export = None;
        }
        self.last = Some(at);
        if kind == RowKind::Other {
            self.first_other.get_or_insert(at);
        }
        if header.stream == StreamId::Registry {
            self.registry.push(header.record_blake3);
        }
        if kind == RowKind::Other {
            return;
        }
        let attachments = record.map(|record| &record.attachments[..]).unwrap_or_default();
        let sealed = attachments.iter().filter_map(|one| match one.content {
            Content::Sealed(sealed) => Some(sealed),
            Content::Open { .. } => None,
        });
        let said = RowSaid {
            record: header.record_blake3,
            number: header.number,
            stream: header.stream.clone(),
            withheld: kind == RowKind::Withheld,
            sealed: sealed.collect(),
        };
        self.rows.insert(at, said);
        let Some(body) = record.and_then(|record| record.body_value().ok()) else { return };
        match record.map(|record| record.kind.as_str()) {
            Some("disclosure-review") if own => {
                self.review = Some(Review { record: header.record_blake3, entitled, items: items(&body) });
            }
            Some("archive-export") if own => {
                self.export = Some(Export { sequence: at, number: header.number, entitled, body });
            }
            _ => {}
        }
    }

    /// Whether every entry after the decision's last one had its row.
    pub(super) fn tail_is_whole(&self) -> bool {
        match (self.last_own, self.last) {
            (Some(own), Some(last)) => last.checked_sub(own) == Some(self.after),
            _ => false,
        }
    }

    /// Judges the claims.
    pub(super) fn finish(
        &self,
        contents: Option<&Contents>,
        registry: Option<&Registry>,
        checkpoint: Option<&SignedCheckpoint>,
        out: &mut Gathered,
    ) {
        let Some(contents) = contents else {
            return out.skip(Check::Withheld, NotChecked::NotCarried);
        };
        self.names(contents, out);
        // Before the decision's last row nobody asks for them, and no path holds them.
        if let Some(at) = self.first_other.filter(|other| self.last_own.is_some_and(|own| *other < own)) {
            out.add(Finding::new(Code::RowMisplaced, self.place(at)));
        }
        self.withheld(contents, out);
        self.attested(registry.is_some() && checkpoint.is_some(), out);
    }

    /// The contents are those of these rows.
    fn names(&self, contents: &Contents, out: &mut Gathered) {
        let decisions = self.rows.values().filter_map(|row| row.stream.decision());
        if let Some(other) = decisions.clone().find(|decision| **decision != contents.decision) {
            let finding = Finding::new(Code::ContentsDiffer, Place::whole(CONTENTS_FILE));
            out.add(finding.against(&contents.decision, other));
        } else if decisions.count() == 0 {
            let finding = Finding::new(Code::ContentsDiffer, Place::whole(CONTENTS_FILE));
            out.add(finding.saying(format!("no record of {}", contents.decision)));
        }
    }

    /// Whatever is not here is listed, and each listed thing is named by the last review with the same basis.
    fn withheld(&self, contents: &Contents, out: &mut Gathered) {
        let mut listed = BTreeSet::new();
        for one in &contents.withheld {
            out.looked(Check::Withheld, 1);
            let row = self.rows.get(&one.sequence);
            let place = || self.place(one.sequence);
            if one.attachment.is_none() {
                listed.insert(one.sequence);
            }
            if contents.version == Version::Full {
                out.add(Finding::new(Code::WithheldInFull, place()));
            }
            let here = match (row, &one.attachment) {
                (None, _) => None,
                (Some(row), None) => Some(row.withheld),
                (Some(row), Some(sealed)) => Some(row.sealed.contains(sealed)),
            };
            match (here, row) {
                (Some(true), Some(row)) if self.decided(one, row) => {
                    let code = if one.attachment.is_some() { Code::AttachmentWithheld } else { Code::RecordWithheld };
                    out.add(Finding::new(code, place()).saying(&one.basis));
                }
                (Some(true), _) => out.add(Finding::new(Code::WithheldUnauthorised, place()).saying(&one.basis)),
                (Some(false), _) if one.attachment.is_none() => {
                    out.add(Finding::new(Code::WithheldPresent, place()).saying(&one.basis));
                }
                _ => out.add(Finding::new(Code::WithheldUnknown, place()).saying(&one.basis)),
            }
        }
        for (at, _) in self.rows.iter().filter(|(at, row)| row.withheld && !listed.contains(at)) {
            out.add(Finding::new(Code::WithheldUnlisted, self.place(*at)));
        }
    }

    fn decided(&self, one: &Withheld, row: &RowSaid) -> bool {
        let Some(review) = self.review.as_ref().filter(|review| review.entitled && review.record == one.by) else {
            return false;
        };
        // The review itself stays: it is what the rest is withheld by.
        if row.record == review.record {
            return false;
        }
        let named = (row.record.to_string(), one.attachment.map(|sealed| sealed.to_string()));
        review.items.get(&named) == Some(&one.basis)
    }

    /// The export's own record says which rows there are. Without it, that the registry is whole nobody attests.
    fn attested(&self, judged: bool, out: &mut Gathered) {
        let Some(export) = self.export.as_ref().filter(|export| export.entitled && judged) else {
            return out.skip(Check::Complete, NotChecked::NotAttested);
        };
        let place = || self.place(export.sequence);
        let number = |field: &str| match export.body.get(field) {
            Some(Value::Int(number)) => u64::try_from(*number).ok(),
            _ => None,
        };
        let mut holds = |what: &str, expected: String, found: String| {
            out.looked(Check::Complete, 1);
            if expected != found {
                out.add(Finding::new(Code::ExportMisstates, place()).against(expected, found).saying(what));
            }
        };
        // Which version went out then says nothing of this one: from the same rows the other can be made.
        holds("records", number("records").unwrap_or_default().to_string(), export.number.to_string());
        let before =
            |row: &&RowSaid| row.stream.decision().is_some() && row.number.checked_add(1) == Some(export.number);
        let before = self.rows.values().find(before).map(|row| row.record.to_string()).unwrap_or_default();
        holds("last", export.body.text("last").unwrap_or_default().to_owned(), before);
        let count = number("registry_records").unwrap_or_default();
        let at = usize::try_from(count).unwrap_or(usize::MAX).checked_sub(1);
        let last = at.and_then(|at| self.registry.get(at)).map(ToString::to_string).unwrap_or_default();
        holds("registry_last", export.body.text("registry_last").unwrap_or_default().to_owned(), last);
    }

    fn place(&self, at: u64) -> Place {
        let row = self.rows.get(&at);
        Place {
            seq: Some(at),
            stream: row.map(|row| row.stream.clone()),
            number: row.map(|row| row.number),
            record: row.map(|row| row.record),
            ..Place::default()
        }
    }
}

/// What a review withholds: the record and the attachment, and the basis.
fn items(body: &Value) -> HashMap<(String, Option<String>), String> {
    let Some(Value::List(items)) = body.get("items") else { return HashMap::new() };
    let of = |item: &Value| {
        let named = (item.text("record")?.to_owned(), item.text("attachment").map(str::to_owned));
        Some((named, item.text("basis")?.to_owned()))
    };
    items.iter().filter_map(of).collect()
}

/// Judges a seal: its form and signature, that it is this bundle's, and that its key held an office that exports, when the
/// checkpoint was made.
pub(super) fn seal(
    bytes: &[u8],
    contents: Option<&Contents>,
    registry: Option<&Registry>,
    size: u64,
    out: &mut Gathered,
) {
    let finding = |code| Finding::new(code, Place::whole(SEAL_FILE));
    let seal = match Seal::read(bytes, &mut Verifiers::default()) {
        Ok(seal) => seal,
        Err(error) => return out.add(finding(Code::SealForm).saying(error)),
    };
    if let Some(contents) = contents
        && (&seal.origin, &seal.decision) != (&contents.origin, &contents.decision)
    {
        let of = |origin: &dyn std::fmt::Display, decision: &dyn std::fmt::Display| format!("{origin} {decision}");
        let expected = of(&contents.origin, &contents.decision);
        out.add(finding(Code::SealForm).against(expected, of(&seal.origin, &seal.decision)));
    }
    let Some(registry) = registry else {
        return out.skip(Check::Seal, NotChecked::NoRegistry);
    };
    let exports = kind::named("archive-export").is_some_and(|spec| spec.signers.contains(&seal.by.office.as_str()));
    let held = registry.appointments_of(&seal.by.key).iter().any(|held| {
        let scope = match &held.appoint.scope {
            Scope::All => true,
            Scope::Decision(id) => *id == seal.decision,
        };
        held.appoint.office == seal.by.office && scope && held.held_at(Seq(size.saturating_sub(1)))
    });
    if !exports || !held {
        out.add(finding(Code::SealOffice).saying(format!("{} {}", seal.by.office, seal.by.key.id())));
    }
}

const CONTENTS_FILE: &str = "data/bundle.json";
const SEAL_FILE: &str = "seal.json";
