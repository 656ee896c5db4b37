//! Making a record of the stream `registry`: who signs it, signing it here or sending it on its way.

use std::path::PathBuf;

use clap::Args;

use super::clock::SystemClock;
use super::context::Context;
use super::error::CliError;
use super::opening::{LedgerKeyArgs, Writing};
use super::refusal;
use super::secret::PassphraseArgs;
use super::told::tell_acknowledged;
use super::travel::Travelling;
use super::{Exit, random};
use crate::crypto::{PublicKey, Signer as _};
use crate::format::{Envelope, Nonce, Record, Signatory, Statement};
use crate::ledger::Submission;
use crate::model::{ClaimedTime, KindName, Moment, Occurred, OfficeId, Origin, RecordDigest, StreamId, Value};
use crate::port::{Clock as _, ReadLedger as _};
use crate::registry::{Event, Registry};
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
        let folder = context.keys();
        let keys = self.by.iter().map(|key| folder.public(key)).collect::<Result<Vec<_>, _>>()?;
        if let Some(path) = &self.prepare {
            let store = super::opening::reading(context)?;
            let registry = crate::ledger::registry_of(&store, &mut crate::format::Verifiers::default())
                .map_err(|error| refusal::read(&error))?;
            let record = record(&registry, event, &keys, last_of_registry(&store)?)?;
            return prepare(context, record, &context.setting.path(path));
        }
        let mut writing = Writing::open(context, &self.ledger_key)?;
        let basis = last_of_registry(writing.ledger().store())?;
        let record = record(writing.ledger().registry(), event, &keys, basis)?;
        let mut envelope = unsigned(&record)?;
        for (nth, key) in self.by.iter().enumerate() {
            let secret = folder.open(context, key, &self.passphrase.source(nth)?)?;
            if !keys.contains(&secret.public()) {
                return Err(CliError::refused("error-halves-do-not-fit").with("key", key.clone()));
            }
            envelope.sign(&secret);
        }
        before(&mut writing)?;
        let acknowledged = writing.append(vec![Submission::new(envelope.to_bytes())])?;
        tell_acknowledged(context, &acknowledged)
    }
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

fn record(
    registry: &Registry,
    event: &Event,
    keys: &[PublicKey],
    basis: Vec<RecordDigest>,
) -> Result<Record, CliError> {
    registry_record(registry.origin().clone(), event, keys, basis)
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
    let bug = |_| CliError::bug("a registry event that JSON cannot hold");
    let body = match event {
        Event::Appoint(event) => serde_json::to_string(event),
        Event::EndAppointment(event) => serde_json::to_string(event),
        Event::LedgerFound(event) => serde_json::to_string(event),
        Event::RotateLedgerKey(event) => serde_json::to_string(event),
        Event::RotateRoot(event) => serde_json::to_string(event),
    }
    .map_err(bug)?;
    let body: Value = serde_json::from_str(&body).map_err(bug)?;
    let now = SystemClock.now();
    let kind = KindName::new(event.kind()).map_err(|_| CliError::bug("a kind without a name"))?;
    let statement = Statement {
        origin,
        stream: StreamId::Registry,
        kind,
        nonce: Nonce(*random::bytes()?),
        signed_at: ClaimedTime::new(now),
        occurred: Occurred::at(Moment::Day(jiff::tz::TimeZone::system().to_datetime(now).date())),
        offices: keys.iter().map(|key| Signatory { office: OfficeId::root(), key: *key }).collect(),
        basis,
        body,
        attachments: Vec::new(),
        late: None,
        despite: Vec::new(),
    };
    Record::new(statement).map_err(|error| refusal::record(&error))
}

fn last_of_registry(store: &crate::store::LedgerFolder) -> Result<Vec<RecordDigest>, CliError> {
    let head = store.stream_head(&StreamId::Registry).map_err(|error| refusal::store(&error))?;
    let last = head.map_or(0, |head| head.count.saturating_sub(1));
    let page = store.stream(&StreamId::Registry, last, 1).map_err(|error| refusal::store(&error))?;
    Ok(page.iter().map(|stored| stored.entry.header().record_blake3).collect())
}
