//! A receipt, judged without its ledger: the entry it carries, the path to the checkpoint's root, the checkpoint.
//!
//! It shows that these words, signed by these keys, stood at this place of the ledger when the checkpoint was signed. Whether
//! the keys held the offices they name only the ledger tells: that check is listed as not made.

use super::anchors;
use super::code::Code;
use super::examine::{check_digests_of, check_place, check_times, read_record};
use super::report::{Check, Facts, Finding, Gathered, NotChecked, Place, Received, Report, Subject};
use super::trust::Trust;
use crate::chain::{Frame, Header, TlogProof, leaf_hash, verify_inclusion};
use crate::format::{Record, Verifiers};

/// Judges a receipt's bytes, against what the inspector believes where they say.
pub fn verify_receipt(bytes: &[u8], trust: Option<&Trust>) -> Report {
    let mut out = Gathered::default();
    let mut facts = Facts::default();
    let received = match TlogProof::parse(bytes) {
        Ok(proof) => {
            let carried = entry(&proof, &mut Verifiers::default(), &mut out);
            facts.records = out.items(Check::Records);
            facts.signatures = out.items(Check::Signatures);
            let received = carried.map(|carried| {
                facts.origin = Some(carried.header.origin.clone());
                carried.received()
            });
            out.looked(Check::Checkpoint, 1);
            anchors::alone(&proof.checkpoint, trust, &mut out);
            let said = proof.checkpoint.checkpoint();
            (facts.size, facts.root) = (said.size, Some(said.root));
            facts.origin.get_or_insert_with(|| said.origin.clone());
            received
        }
        Err(error) => {
            let mut why = error.to_string();
            if let Some(cause) = std::error::Error::source(&error) {
                why = format!("{why}: {cause}");
            }
            out.add(Finding::new(Code::ReceiptForm, Place::default()).saying(why));
            NOT_REACHED.iter().for_each(|check| out.skip(*check, NotChecked::NotCarried));
            if trust.is_none() {
                out.skip(Check::Trust, NotChecked::NoTrust);
            }
            None
        }
    };
    out.skip(Check::Authority, NotChecked::NotCarried);
    out.report(Subject::Receipt, facts, received)
}

/// An entry that was carried along with its proof.
#[derive(Debug, Clone)]
pub struct Carried {
    /// Its header.
    pub header: Header,
    /// Its record; `None` where it cannot be read.
    pub record: Option<Record>,
    /// Whether signatures and place hold.
    pub(super) entitled: bool,
}

impl Carried {
    /// Where it stands.
    pub(super) fn place(&self) -> Place {
        place_of(&self.header)
    }

    /// What a report tells of it.
    pub(super) fn received(&self) -> Received {
        let header = &self.header;
        Received {
            seq: header.sequence.0,
            stream: header.stream.clone(),
            number: header.number,
            recorded: header.recorded,
            record: header.record_blake3,
            kind: self.record.as_ref().map(|record| record.kind.clone()),
            signed: self.record.as_ref().map(signatories).unwrap_or_default(),
        }
    }
}

/// Judges the entry that a receipt carries and its path to the root.
pub(super) fn entry(proof: &TlogProof, keys: &mut Verifiers, out: &mut Gathered) -> Option<Carried> {
    out.looked(Check::Receipt, 1);
    let said = proof.checkpoint.checkpoint();
    let nothing = |out: &mut Gathered, finding| {
        out.add(finding);
        ENTRY_CHECKS.iter().for_each(|check| out.skip(*check, NotChecked::NotCarried));
        None
    };
    let Some(frame) = &proof.extra else {
        return nothing(out, Finding::new(Code::ReceiptWithoutEntry, Place::default()));
    };
    let Some(found) = Frame::find(frame).ok().filter(|found| found.total() == frame.len()) else {
        let finding = Finding::new(Code::ReceiptForm, Place::default());
        return nothing(out, finding.saying("what it carries is not one entry"));
    };
    let (header_bytes, envelope) = (found.header_bytes(frame), found.envelope_bytes(frame));
    out.looked(Check::Inclusion, 1);
    if let Err(error) = verify_inclusion(proof.index, said.size, &leaf_hash(header_bytes), &proof.proof, &said.root) {
        out.add(Finding::new(Code::NotIncluded, Place { seq: Some(proof.index), ..Place::default() }).saying(error));
    }
    let header = match Header::read(header_bytes) {
        Ok(header) => header,
        Err(error) => return nothing(out, Finding::new(Code::ReceiptForm, Place::default()).saying(error)),
    };
    let place = || place_of(&header);
    if proof.index != header.sequence.0 {
        out.add(Finding::new(Code::ReceiptIndex, place()).against(header.sequence, proof.index));
    }
    if said.origin != header.origin {
        out.add(Finding::new(Code::CheckpointOrigin, place()).against(&header.origin, &said.origin));
    }
    check_digests_of(&header, envelope, &place, out);
    let read = read_record(envelope, keys, &place, out);
    let mut entitled = false;
    if let Some((record, signed)) = &read {
        entitled = check_place(&header, record, &place, out) && *signed;
        check_times(&header, record, &place, out);
    }
    Some(Carried { record: read.map(|(record, _)| record), header, entitled })
}

fn place_of(header: &Header) -> Place {
    Place {
        seq: Some(header.sequence.0),
        stream: Some(header.stream.clone()),
        number: Some(header.number),
        record: Some(header.record_blake3),
        ..Place::default()
    }
}

fn signatories(record: &Record) -> Vec<String> {
    record.offices.iter().map(|one| format!("{} {}", one.office, one.key.id())).collect()
}

/// The checks of an entry, where there is none to look at.
const ENTRY_CHECKS: &[Check] =
    &[Check::Digests, Check::Envelopes, Check::Records, Check::Times, Check::Signatures, Check::Inclusion];

/// The checks that a file which is no receipt never comes to.
pub(super) const NOT_REACHED: &[Check] = &[
    Check::Digests,
    Check::Envelopes,
    Check::Records,
    Check::Times,
    Check::Signatures,
    Check::Checkpoint,
    Check::CheckpointSignature,
    Check::Inclusion,
    Check::KnownHeads,
    Check::Witnesses,
];
