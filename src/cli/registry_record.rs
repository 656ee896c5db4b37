//! Making a record that the root holders sign, of the stream `registry` or of a profile's: who signs it, signing it here or
//! sending it on its way.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::clock::SystemClock;
use super::context::Context;
use super::error::CliError;
use super::form::media;
use super::opening::{LedgerKeyArgs, Writing};
use super::refusal;
use super::secret::PassphraseArgs;
use super::told::tell_acknowledged;
use super::travel::Travelling;
use super::{Exit, random};
use crate::crypto::hash::dual;
use crate::crypto::{PublicKey, Signer as _};
use crate::format::{Attachment, Content, Envelope, Nonce, Record, Signatory, Statement, Verifiers};
use crate::ledger::{AppendError, Submission, registry_of};
use crate::model::{
    ClaimedTime, EvidenceDigest, KindName, Moment, Occurred, OfficeId, Origin, RecordDigest, Seq, StreamId, Value,
};
use crate::port::{Clock as _, ReadLedger, WriteEvidence};
use crate::procedure::Whole;
use crate::registry::{ADOPT_PROFILE, AdoptProfile, Event, PROFILE_ROLE, Registry};
use crate::render::Message;

/// What every command that changes the registry takes.
#[derive(Debug, Clone, Args)]
pub struct RegistryArgs {
    /// The root holders who sign, by their keys.
    #[arg(long, value_name = "KEY", value_delimiter = ',', required = true)]
    pub by: Vec<String>,
    /// The document it rests on.
    #[arg(long, value_name = "TEXT")]
    pub document: String,
    /// Writes what is to be signed to a file instead, to be signed elsewhere.
    #[arg(long, value_name = "FILE")]
    pub prepare: Option<PathBuf>,
    /// Where the root holders' passphrases come from.
    #[command(flatten)]
    pub passphrase: PassphraseArgs,
    /// The ledger key.
    #[command(flatten)]
    pub ledger_key: LedgerKeyArgs,
}

/// What root holders sign.
#[derive(Debug, Clone)]
pub struct RootStatement {
    /// The stream it goes to.
    pub stream: StreamId,
    /// What kind of record it is.
    pub kind: KindName,
    /// What it says.
    pub body: Value,
    /// The documents it cites.
    pub attachments: Vec<Attachment>,
    /// Their bytes, which are stored before the record that cites them.
    pub documents: Vec<Vec<u8>>,
}

impl RootStatement {
    /// What a record of the registry says.
    ///
    /// # Errors
    /// What JSON cannot hold: exit 70.
    pub fn of(event: &Event) -> Result<Self, CliError> {
        let body = match event {
            Event::Appoint(event) => body(event),
            Event::EndAppointment(event) => body(event),
            Event::LedgerFound(event) => body(event),
            Event::RotateLedgerKey(event) => body(event),
            Event::RotateRoot(event) => body(event),
        }?;
        let kind = kind(event.kind())?;
        Ok(Self { stream: StreamId::Registry, kind, body, attachments: Vec::new(), documents: Vec::new() })
    }

    /// That a profile comes into force, with its text.
    ///
    /// # Errors
    /// What JSON cannot hold: exit 70.
    pub fn adopting(whole: &Whole, document: &str, from: Option<Moment>) -> Result<Self, CliError> {
        let text = whole.text.as_bytes();
        let digests = dual(text);
        let blake3 = EvidenceDigest(digests.blake3);
        let profile = whole.profile.id.clone();
        let name = format!("{profile}.toml");
        let attachment = Attachment {
            media_type: media::of_name(&name).to_owned(),
            name,
            role: PROFILE_ROLE.to_owned(),
            size: text.len() as u64,
            content: Content::Open { blake3, sha256: digests.sha256 },
        };
        let says = AdoptProfile { profile: profile.clone(), blake3, document: document.to_owned(), from };
        Ok(Self {
            stream: StreamId::Profile(profile),
            kind: kind(ADOPT_PROFILE)?,
            body: body(&says)?,
            attachments: vec![attachment],
            documents: vec![text.to_vec()],
        })
    }

    /// Stores the documents it cites.
    ///
    /// # Errors
    /// The store refuses them.
    pub fn store<S: WriteEvidence>(&self, store: &mut S) -> Result<(), CliError> {
        for document in &self.documents {
            store.put_evidence(&mut document.as_slice()).map_err(|error| refusal::store(&error))?;
        }
        Ok(())
    }
}

/// A body as a record has it.
///
/// # Errors
/// What JSON cannot hold: exit 70.
pub fn body(says: &impl Serialize) -> Result<Value, CliError> {
    let bug = |_| CliError::bug("a body that JSON cannot hold");
    serde_json::from_str(&serde_json::to_string(says).map_err(bug)?).map_err(bug)
}

/// A kind of record by its name.
///
/// # Errors
/// It is none: exit 70.
pub fn kind(name: &str) -> Result<KindName, CliError> {
    KindName::new(name).map_err(|_| CliError::bug("a kind without a name"))
}

impl RegistryArgs {
    /// Makes the record of `event`, signs it with the keys at hand and appends it; or writes it to `--prepare`.
    ///
    /// # Errors
    /// Whatever stands against it.
    pub fn enter(&self, context: &Context, event: &Event) -> Result<Exit, CliError> {
        self.enter_with(context, event, |_| Ok(()))
    }

    /// As [`RegistryArgs::enter`], with something done to the open ledger before the record is appended.
    ///
    /// # Errors
    /// Whatever stands against it.
    pub fn enter_with(
        &self,
        context: &Context,
        event: &Event,
        before: impl FnOnce(&mut Writing) -> Result<(), CliError>,
    ) -> Result<Exit, CliError> {
        self.enter_statement(context, &RootStatement::of(event)?, before)
    }

    /// As [`RegistryArgs::enter_with`], for whatever root holders sign.
    ///
    /// # Errors
    /// Whatever stands against it.
    pub fn enter_statement(
        &self,
        context: &Context,
        statement: &RootStatement,
        before: impl FnOnce(&mut Writing) -> Result<(), CliError>,
    ) -> Result<Exit, CliError> {
        let folder = context.keys();
        let keys = self.by.iter().map(|key| folder.public(key)).collect::<Result<Vec<_>, _>>()?;
        if let Some(path) = &self.prepare {
            let path = context.setting.path(path);
            return prepare(context, self.prepared(context, statement, &keys)?, &path);
        }
        let mut writing = Writing::open(context, &self.ledger_key)?;
        let basis = last_of(writing.ledger().store(), &statement.stream)?;
        let registry = writing.ledger().registry();
        let record = root_record(registry.origin().clone(), statement, &keys, basis)?;
        judge(registry, statement, &record, writing.ledger().size())?;
        let mut envelope = unsigned(&record)?;
        for (nth, key) in self.by.iter().enumerate() {
            let secret = folder.open(context, key, &self.passphrase.source(nth)?)?;
            if !keys.contains(&secret.public()) {
                return Err(CliError::refused("error-halves-do-not-fit").with("key", key.clone()));
            }
            envelope.sign(&secret);
        }
        before(&mut writing)?;
        statement.store(writing.store_mut())?;
        let acknowledged = writing.append(vec![Submission::new(envelope.to_bytes())])?;
        tell_acknowledged(context, &acknowledged)
    }

    /// The record that is to travel; what it cites is stored now, for only the envelope travels.
    fn prepared(&self, context: &Context, statement: &RootStatement, keys: &[PublicKey]) -> Result<Record, CliError> {
        let store = super::opening::reading(context)?;
        let registry = registry_of(&store, &mut Verifiers::default()).map_err(|error| refusal::read(&error))?;
        let size = store.tip().map_err(|error| refusal::store(&error))?.size;
        let basis = last_of(&store, &statement.stream)?;
        let record = root_record(registry.origin().clone(), statement, keys, basis)?;
        judge(&registry, statement, &record, size)?;
        drop(store);
        if !statement.documents.is_empty() {
            statement.store(&mut super::opening::storing(context)?)?;
        }
        Ok(record)
    }
}

/// Nothing is signed and no document stored for a record that could not stand.
fn judge(registry: &Registry, statement: &RootStatement, record: &Record, size: u64) -> Result<(), CliError> {
    if statement.documents.is_empty() {
        return Ok(());
    }
    let judged = registry.judge(record, Seq(size));
    judged.map_err(|source| refusal::append(&AppendError::Authority { place: 0, source }))
}

/// Writes an envelope that nobody has signed, to travel.
///
/// # Errors
/// The file exists or cannot be written.
pub fn prepare(context: &Context, record: Record, path: &std::path::Path) -> Result<Exit, CliError> {
    let envelope = unsigned(&record)?;
    Travelling::write_new(&envelope, path)?;
    super::told::tell_travelling(context, &Travelling { envelope, record }, path)?;
    context.printer.hint(&Message::new("hint-sign").with("path", path.display().to_string()));
    Ok(Exit::Sound)
}

fn unsigned(record: &Record) -> Result<Envelope, CliError> {
    let bytes = record.to_bytes().map_err(|error| refusal::record(&error))?;
    Ok(Envelope::unsigned(bytes))
}

/// A record of the registry, to be signed by `keys` in the office `root`.
///
/// # Errors
/// A text in it is too long or empty.
pub fn registry_record(
    origin: Origin,
    event: &Event,
    keys: &[PublicKey],
    basis: Vec<RecordDigest>,
) -> Result<Record, CliError> {
    root_record(origin, &RootStatement::of(event)?, keys, basis)
}

fn root_record(
    origin: Origin,
    says: &RootStatement,
    keys: &[PublicKey],
    basis: Vec<RecordDigest>,
) -> Result<Record, CliError> {
    let now = SystemClock.now();
    let statement = Statement {
        origin,
        stream: says.stream.clone(),
        kind: says.kind.clone(),
        nonce: Nonce(*random::bytes()?),
        signed_at: ClaimedTime::new(now),
        occurred: Occurred::at(Moment::Day(jiff::tz::TimeZone::system().to_datetime(now).date())),
        offices: keys.iter().map(|key| Signatory { office: OfficeId::root(), key: *key }).collect(),
        basis,
        body: says.body.clone(),
        attachments: says.attachments.clone(),
        late: None,
        despite: Vec::new(),
    };
    Record::new(statement).map_err(|error| refusal::record(&error))
}

/// The last record of a stream, which the next one stands on.
fn last_of<S: ReadLedger>(store: &S, stream: &StreamId) -> Result<Vec<RecordDigest>, CliError> {
    let head = store.stream_head(stream).map_err(|error| refusal::store(&error))?;
    let Some(last) = head.and_then(|head| head.count.checked_sub(1)) else { return Ok(Vec::new()) };
    let page = store.stream(stream, last, 1).map_err(|error| refusal::store(&error))?;
    Ok(page.iter().map(|stored| stored.entry.header().record_blake3).collect())
}
