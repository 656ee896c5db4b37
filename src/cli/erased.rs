//! Erasures, for the commands that record them, carry them out or show what became of a document.
//!
//! In scope: whether an `erasure` gives authority to destroy what it names; which sealed attachments of a decision are
//! erased, and under which record. Out of scope: destroying ([`ledger::erase`](crate::ledger::erase)), verdicts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use super::error::CliError;
use super::reader::Reader;
use super::record_name::RecordName;
use super::{entries::Entries, refusal};
use crate::chain::Frame;
use crate::format::{Attachment, Content, Envelope, Record};
use crate::ledger::{EraseError, RecordView, erase};
use crate::model::{DecisionId, RecordDigest, Sha256Digest, StreamId};
use crate::port::{ReadEvidence, ReadLedger};
use crate::procedure::erasure::{KIND, Order};
use crate::procedure::{Holidays, MayNotErase, Profile, Signer, may_erase};
use crate::registry::Registry;
use crate::render::Message;
use crate::verify::{Pinned, Procedure};

/// Holds an `erasure` that is to be recorded against its decision; whatever is none passes. One that could destroy nothing
/// would stand in the ledger for ever.
///
/// # Errors
/// What it lacks (exit 1).
pub fn check<S: ReadLedger + ReadEvidence>(store: &S, registry: &Registry, record: &Record) -> Result<(), CliError> {
    let told = |cause| CliError::refused("error-not-entered").because(cause);
    match authorised(store, registry, record, u64::MAX)? {
        None | Some(Ok(_)) => Ok(()),
        Some(Err(cause)) => Err(told(cause)),
    }
}

/// What an `erasure` at `number` of its decision has destroyed: the order, and the record whose attachments they are; or what
/// it lacks. `None` where the record is no erasure. Signatures and offices are taken to hold.
///
/// # Errors
/// The ledger cannot be read.
#[allow(clippy::type_complexity, reason = "what it is, what it lacks, and what went wrong, each apart")]
pub fn authorised<S: ReadLedger + ReadEvidence>(
    store: &S,
    registry: &Registry,
    record: &Record,
    number: u64,
) -> Result<Option<Result<(Order, RecordView), Message>>, CliError> {
    let Some(decision) = record.stream.decision().filter(|_| record.kind.as_str() == KIND) else { return Ok(None) };
    let Some(order) = record.body_value().ok().as_ref().and_then(Order::read) else {
        // A late entry may declare unknown what it destroys.
        return Ok(Some(Err(lacking(&MayNotErase::Late))));
    };
    let profile = match pinned(store, decision)? {
        Ok(profile) => profile,
        Err(cause) => return Ok(Some(Err(cause))),
    };
    if let Err(lack) = may_erase(profile.as_deref(), &signers(registry, record), record.late.is_some()) {
        return Ok(Some(Err(lacking(&lack))));
    }
    let cited = erase::cited(store, &record.stream, &order.record, number).map_err(|error| refusal::read(&error))?;
    let Some(cited) = cited else {
        return Ok(Some(Err(Message::new("cause-erasure-no-record").show("record", order.record))));
    };
    match erase::named(&cited.record, &order) {
        Ok(_) => Ok(Some(Ok((order, cited)))),
        Err(error) => Ok(Some(Err(refused(&error)))),
    }
}

/// The profile by which a decision is judged; what is wrong with it where it cannot be read.
fn pinned<S: ReadLedger + ReadEvidence>(
    store: &S,
    decision: &DecisionId,
) -> Result<Result<Option<Arc<Profile>>, Message>, CliError> {
    let procedure = Procedure::new(store, None, Holidays::built_in());
    Ok(match procedure.pinned_at_opening(decision).map_err(|error| refusal::store(&error))? {
        Pinned::Profile(profile, _) => Ok(Some(profile)),
        Pinned::None => Ok(None),
        Pinned::Unreadable(id, why) => Err(Message::new("cause-erasure-profile").show("profile", id).with("why", why)),
    })
}

fn signers(registry: &Registry, record: &Record) -> Vec<Signer> {
    let signer = |one: &crate::format::Signatory| Signer {
        office: one.office.clone(),
        key: one.key,
        person: registry.person(&one.key).cloned(),
    };
    record.offices.iter().map(signer).collect()
}

/// Why an erasure gives no authority.
fn lacking(lack: &MayNotErase) -> Message {
    match lack {
        MayNotErase::Late => Message::new("cause-erasure-late"),
        MayNotErase::Hands => Message::new("refused-too-few-hands").with("kind", KIND),
        MayNotErase::Office(offices) => Message::new("cause-erasure-office").with("offices", offices.join(" / ")),
        MayNotErase::Persons { needed, counted } => {
            Message::new("cause-erasure-persons").show("needed", needed).show("counted", counted)
        }
    }
}

/// Why an order cannot be carried out.
pub fn refused(error: &EraseError) -> Message {
    match error {
        EraseError::Open { name } => Message::new("cause-erasure-open").with("name", name.clone()),
        EraseError::NotSealed { sealed } => Message::new("cause-erasure-not-sealed").show("sealed", sealed),
        EraseError::Unreadable { seq } => Message::new("cause-erasure-unreadable").show("seq", seq),
        EraseError::Store(error) => Message::new("error-read").with("what", error.to_string()),
    }
}

/// A sealed attachment that is erased, or is to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ErasedShown {
    /// Its record.
    pub record: String,
    /// Its name.
    pub name: String,
    /// Its commitment.
    pub sealed: Sha256Digest,
    /// The erasure.
    pub by: String,
    /// Whether its opening is gone.
    pub gone: bool,
}

impl ErasedShown {
    /// In a line: under which record, and whether it has been carried out.
    pub fn message(&self) -> Message {
        let id = if self.gone { "attachment-erased-under" } else { "attachment-to-be-erased-under" };
        Message::new(id).with("by", self.by.clone()).with("name", self.name.clone())
    }
}

/// The erasures of a decision that hold, as the commands that show see them.
#[derive(Debug, Default)]
pub struct Erasures {
    by: BTreeMap<(RecordDigest, Sha256Digest), (u64, String)>,
}

impl Erasures {
    /// Those of a decision. What cannot be read, or does not hold, erases nothing.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn of(reader: &Reader, decision: &DecisionId) -> Result<Self, CliError> {
        let mut found = Self::default();
        let Some(registry) = &reader.registry else { return Ok(found) };
        for stored in Entries::new(&reader.store, Some(StreamId::Decision(decision.clone())), None, None)? {
            let Ok(stored) = stored else { break };
            let Ok(view) = RecordView::of(stored) else { continue };
            found.take(reader, registry, &view)?;
        }
        Ok(found)
    }

    fn take(&mut self, reader: &Reader, registry: &Registry, view: &RecordView) -> Result<(), CliError> {
        if view.record.kind.as_str() != KIND || reader.against(view).is_some() {
            return Ok(());
        }
        if let Some(Ok((order, _))) = authorised(&reader.store, registry, &view.record, view.number())? {
            let name = RecordName::of(view.stored.entry.header()).to_string();
            for sealed in order.sealed {
                self.by.entry((order.record, sealed)).or_insert_with(|| (view.number(), name.clone()));
            }
        }
        Ok(())
    }

    /// The erasure by which a sealed attachment of the record with `number` is erased, or is to be.
    pub fn naming(&self, record: &RecordDigest, number: u64, sealed: &Sha256Digest) -> Option<&str> {
        let (by, name) = self.by.get(&(*record, *sealed))?;
        (number < *by).then_some(name.as_str())
    }

    /// What is erased of a record's attachments.
    pub fn among<S: ReadEvidence>(&self, store: &S, view: &RecordView, attachments: &[Attachment]) -> Vec<ErasedShown> {
        let one = |attachment: &Attachment| {
            let Content::Sealed(sealed) = attachment.content else { return None };
            let (number, by) = self.by.get(&(view.digest(), sealed))?;
            (view.number() < *number).then(|| ErasedShown {
                record: RecordName::of(view.stored.entry.header()).to_string(),
                name: attachment.name.clone(),
                sealed,
                by: by.clone(),
                gone: matches!(store.opening(&sealed), Ok(None)),
            })
        };
        attachments.iter().filter_map(one).collect()
    }
}

/// Every sealed attachment of the ledger that is erased or is to be, at most `most`. What cannot be read is passed over: this
/// is no verdict.
///
/// # Errors
/// The store cannot be read.
pub fn all(reader: &Reader, most: usize) -> Result<Vec<ErasedShown>, CliError> {
    let mut found = Vec::new();
    for decision in with_erasures(reader)? {
        let erasures = Erasures::of(reader, &decision)?;
        for stored in Entries::new(&reader.store, Some(StreamId::Decision(decision)), None, None)? {
            let Ok(stored) = stored else { break };
            if let Ok(view) = RecordView::of(stored) {
                found.extend(erasures.among(&reader.store, &view, &view.record.attachments));
            }
        }
        if found.len() >= most {
            found.truncate(most);
            break;
        }
    }
    Ok(found)
}

/// The decisions in which something was to be erased.
fn with_erasures(reader: &Reader) -> Result<BTreeSet<DecisionId>, CliError> {
    let mut decisions = BTreeSet::new();
    for chunk in reader.store.chunks().map_err(|error| refusal::store(&error))? {
        let chunk = chunk.map_err(|error| refusal::store(&error))?;
        for frame in &chunk.frames {
            let bytes = &chunk.bytes[frame.clone()];
            let envelope = Frame::find(bytes).ok().and_then(|frame| Envelope::read(frame.envelope_bytes(bytes)).ok());
            let record = envelope.and_then(|envelope| Record::read(&envelope.payload).ok());
            if let Some(record) = record.filter(|record| record.kind.as_str() == KIND) {
                decisions.extend(record.stream.decision().cloned());
            }
        }
    }
    Ok(decisions)
}
