//! Entering a form: its documents are stored, its references looked up, its record made and signed. `step add`,
//! `decision open`, `import` and the demonstration all go this way.
//!
//! Evidence goes in before the record that cites it: an orphan file is harmless, a citation without its file is a
//! finding for ever.
#![expect(clippy::disallowed_methods, reason = "the documents a form names are opened here")]

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use jiff::Timestamp;

use super::error::{CliError, FileDeed};
use super::form::{Form, FormAttachment, FormProblem, RecordRef, Resolved};
use super::{random, refusal};
use crate::crypto::{PublicKey, SecretKey, Signer as _, hash};
use crate::format::{Attachment, Content, Envelope, Nonce, Opening, Record, Signatory, Statement};
use crate::ledger::Submission;
use crate::model::kind::KindSpec;
use crate::model::{ClaimedTime, DecisionId, OfficeId, Origin, RecordDigest, Seq, Sha256Digest, StreamId};
use crate::port::{ReadLedger, StoredEvidence, WriteEvidence};
use crate::registry::Registry;

/// Records made but not yet in the ledger, so that those made after them can cite them.
#[derive(Debug, Default)]
pub struct Pending {
    numbers: HashMap<DecisionId, Vec<RecordDigest>>,
}

impl Pending {
    /// The digest a reference leads to; `None` where it leads nowhere.
    ///
    /// # Errors
    /// The store could not answer.
    pub fn find<S: ReadLedger>(&self, store: &S, reference: &RecordRef) -> Result<Option<RecordDigest>, CliError> {
        let (decision, number) = match reference {
            RecordRef::Digest(digest) => return Ok(Some(*digest)),
            RecordRef::Latest(decision) => (decision, None),
            RecordRef::Number(decision, number) => (decision, Some(*number)),
        };
        let stream = StreamId::Decision(decision.clone());
        let stored = store.stream_head(&stream).map_err(|error| refusal::store(&error))?.map_or(0, |head| head.count);
        let made = self.numbers.get(decision).map_or(&[][..], Vec::as_slice);
        let Some(number) = number.or_else(|| (stored + made.len() as u64).checked_sub(1)) else { return Ok(None) };
        if number >= stored {
            let place = usize::try_from(number - stored).unwrap_or(usize::MAX);
            return Ok(made.get(place).copied());
        }
        let page = store.stream(&stream, number, 1).map_err(|error| refusal::store(&error))?;
        Ok(page.first().map(|stored| stored.entry.header().record_blake3))
    }

    /// Takes note of a record that will be the decision's next.
    pub fn note(&mut self, decision: &DecisionId, digest: RecordDigest) {
        self.numbers.entry(decision.clone()).or_default().push(digest);
    }
}

/// Why a form did not become a record.
#[derive(Debug)]
pub enum EnterError {
    /// The form is wrong; everything at once.
    Form(Vec<FormProblem>),
    /// Something else stood in the way.
    Cli(CliError),
}

impl From<CliError> for EnterError {
    fn from(error: CliError) -> Self {
        Self::Cli(error)
    }
}

/// Looks up what a form refers to.
///
/// # Errors
/// Every reference that leads nowhere, or a store that could not answer.
pub fn resolve<S: ReadLedger>(form: &Form, store: &S, pending: &Pending) -> Result<Resolved, EnterError> {
    let mut failed = None;
    let resolved = form.resolve(&mut |reference| match pending.find(store, reference) {
        Ok(found) => found,
        Err(error) => {
            failed.get_or_insert(error);
            None
        }
    });
    match failed {
        Some(error) => Err(error.into()),
        None => resolved.map_err(EnterError::Form),
    }
}

/// A stream that tells how many bytes have just been read from it.
struct Heard<'a> {
    from: File,
    heard: &'a mut dyn FnMut(u64),
}

impl Read for Heard<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.from.read(into)?;
        (self.heard)(count as u64);
        Ok(count)
    }
}

/// Stores one document. `heard` is told how many bytes have been read, each time some have.
///
/// # Errors
/// It cannot be read, or the store refuses it.
pub fn store_file<S: WriteEvidence>(
    store: &mut S,
    path: &Path,
    heard: &mut dyn FnMut(u64),
) -> Result<StoredEvidence, CliError> {
    let from = File::open(path).map_err(|cause| CliError::file(FileDeed::Read, path, &cause))?;
    store.put_evidence(&mut Heard { from, heard }).map_err(|error| refusal::store(&error))
}

/// Stores the documents of a form, and the openings of those that are sealed. `heard` as in [`store_file`].
///
/// # Errors
/// A document cannot be read, or the store refuses it.
pub fn attach<S: WriteEvidence>(
    store: &mut S,
    documents: &[FormAttachment],
    folder: &Path,
    heard: &mut dyn FnMut(u64),
) -> Result<Vec<Attachment>, CliError> {
    let mut attached = Vec::with_capacity(documents.len());
    for one in documents {
        let stored = store_file(store, &folder.join(&one.file), heard)?;
        let content = if one.sealed {
            let salt = Sha256Digest(*random::bytes()?);
            let opening = Opening { salt, blake3: stored.blake3, sha256: stored.sha256 };
            let sealed = opening.commitment();
            store.put_opening(&sealed, &opening.to_bytes()).map_err(|error| refusal::store(&error))?;
            Content::Sealed(sealed)
        } else {
            Content::Open { blake3: stored.blake3, sha256: stored.sha256 }
        };
        attached.push(Attachment {
            name: one.name.clone(),
            role: one.role.clone(),
            media_type: one.media_type.clone(),
            size: stored.size,
            content,
        });
    }
    Ok(attached)
}

/// Who signs a form, and as what: the first key in the form's office, every other in the first office it holds that
/// signs this kind.
pub fn signatories(
    registry: &Registry,
    spec: &KindSpec,
    office: &OfficeId,
    late: bool,
    keys: &[PublicKey],
    at: Seq,
) -> Vec<Signatory> {
    keys.iter()
        .enumerate()
        .map(|(place, key)| {
            let held = registry.appointments_of(key).iter().filter(|one| one.held_at(at));
            let entitled = held.map(|one| &one.appoint.office).find(|office| place > 0 && spec.may_sign(office, late));
            Signatory { office: entitled.unwrap_or(office).clone(), key: *key }
        })
        .collect()
}

/// Makes the record of a resolved form.
///
/// # Errors
/// A bound of the format is passed.
pub fn record(
    resolved: Resolved,
    origin: &Origin,
    offices: Vec<Signatory>,
    attachments: Vec<Attachment>,
    signed_at: Timestamp,
) -> Result<Record, CliError> {
    Record::new(Statement {
        origin: origin.clone(),
        stream: resolved.stream,
        kind: resolved.kind,
        nonce: Nonce(*random::bytes()?),
        signed_at: ClaimedTime::new(signed_at),
        occurred: resolved.occurred,
        offices,
        basis: resolved.basis,
        body: resolved.body,
        attachments,
        late: resolved.late,
        despite: resolved.despite,
    })
    .map_err(|error| refusal::record(&error))
}

/// Signs a record with keys at hand.
///
/// # Errors
/// The record is over its bound.
pub fn sign(record: &Record, keys: &[&SecretKey]) -> Result<Envelope, CliError> {
    let bytes = record.to_bytes().map_err(|error| refusal::record(&error))?;
    let mut envelope = Envelope::unsigned(bytes);
    for key in keys {
        envelope.sign(*key);
    }
    Ok(envelope)
}

/// A form all the way to what the ledger takes, with keys at hand.
///
/// # Errors
/// The form is wrong, a document cannot be read, the store refuses.
#[allow(clippy::too_many_arguments, reason = "each is one thing the step needs; a struct would only rename them")]
pub fn enter<S: ReadLedger + WriteEvidence>(
    form: &Form,
    folder: &Path,
    store: &mut S,
    registry: &Registry,
    size: u64,
    keys: &[&SecretKey],
    signed_at: Timestamp,
    pending: &mut Pending,
) -> Result<Submission, EnterError> {
    enter_heard(form, folder, store, registry, size, keys, signed_at, pending, &mut |_| ())
}

/// As [`enter`], with somebody who hears of the documents' bytes as they are stored.
///
/// # Errors
/// As [`enter`].
#[allow(clippy::too_many_arguments, reason = "each is one thing the step needs; a struct would only rename them")]
pub fn enter_heard<S: ReadLedger + WriteEvidence>(
    form: &Form,
    folder: &Path,
    store: &mut S,
    registry: &Registry,
    size: u64,
    keys: &[&SecretKey],
    signed_at: Timestamp,
    pending: &mut Pending,
    heard: &mut dyn FnMut(u64),
) -> Result<Submission, EnterError> {
    let resolved = resolve(form, store, pending)?;
    let attachments = attach(store, &form.attachments, folder, heard)?;
    let public: Vec<PublicKey> = keys.iter().map(|key| key.public()).collect();
    let offices = signatories(registry, form.kind, &form.office, form.late.is_some(), &public, Seq(size));
    let record = record(resolved, registry.origin(), offices, attachments, signed_at)?;
    let envelope = sign(&record, keys)?.to_bytes();
    pending.note(&form.decision, RecordDigest(hash::blake3(&envelope)));
    Ok(Submission { envelope, citing: citing(form) })
}

/// The other decisions a form cites.
pub fn citing(form: &Form) -> Vec<StreamId> {
    let mut others: Vec<StreamId> = form
        .references()
        .into_iter()
        .filter_map(|(reference, _, _)| match reference {
            RecordRef::Number(decision, _) | RecordRef::Latest(decision) if decision != form.decision => {
                Some(StreamId::Decision(decision))
            }
            _ => None,
        })
        .collect();
    others.sort();
    others.dedup();
    others
}
