//! What the commands that read share: the ledger open for reading, who stands behind a key, which record a digest means.
//!
//! These commands show what the ledger says and give no verdict on it; that is `verify`'s. Where part of it cannot be read,
//! or a signature does not hold, they say so and show the rest: whoever investigates a damaged ledger needs to see it.

use std::collections::HashMap;

use jiff::tz::TimeZone;
use serde::Serialize;

use super::context::Context;
use super::error::CliError;
use super::exit::Exit;
use super::record_name::RecordName;
use super::{cause, opening, refusal};
use crate::format::{Record, Signatory, Verifiers};
use crate::ledger::{ReadError, RecordView, registry_of};
use crate::model::{KeyId, OfficeId, PersonId, RecordDigest, RecordedTime, Seq, StreamId, Value};
use crate::port::ReadLedger as _;
use crate::registry::{Appointment, Event, Registry, Scope, read_signed};
use crate::render::body::Names;
use crate::render::gist::{corrected, event_gist, gist};
use crate::render::{Language, Message, local_time, text, words};
use crate::store::LedgerFolder;

/// A ledger open for reading.
pub struct Reader {
    /// The store.
    pub store: LedgerFolder,
    /// Who may sign; `None` where the registry cannot be read.
    pub registry: Option<Registry>,
    zone: TimeZone,
}

/// Who signed, as the registry knows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignatoryShown {
    /// The office they signed in.
    pub office: OfficeId,
    /// Whose key it is; `None` where the registry does not know it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// The organ or unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organ: Option<String>,
    /// What the office is called there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The key.
    pub key: KeyId,
}

impl SignatoryShown {
    /// `职务 姓名`; a key that the registry does not know shows by its id.
    pub fn in_words(&self, language: Language) -> String {
        let office = words::office(language, self.office.as_str());
        match &self.person {
            Some(person) => format!("{office} {person}"),
            None => format!("{office} {}", self.key.to_string().chars().take(SHORT_KEY_DIGITS).collect::<String>()),
        }
    }
}

impl Reader {
    /// Opens the ledger of the setting. A registry that cannot be read is warned of, and persons are then not known.
    ///
    /// # Errors
    /// There is no ledger, it has not been founded, or the store cannot be read.
    pub fn open(context: &Context) -> Result<Self, CliError> {
        let store = opening::browsing(context)?;
        let registry = match registry_of(&store, &mut Verifiers::default()) {
            Ok(registry) => Some(registry),
            Err(error @ ReadError::NotFounded) => return Err(refusal::read(&error)),
            Err(error) => {
                context.printer.warning(&Message::new("warning-registry-unreadable").say("what", cause::read(&error)));
                None
            }
        };
        Ok(Self { store, registry, zone: TimeZone::system() })
    }

    /// A time as people here read it, with its offset.
    pub fn local(&self, time: RecordedTime) -> String {
        local_time(time.timestamp(), &self.zone)
    }

    /// Where people here are.
    pub const fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// Who signed, in a record that stands at `at`.
    pub fn signatory(&self, one: &Signatory, stream: &StreamId, at: Seq) -> SignatoryShown {
        let appointment = self.registry.as_ref().and_then(|registry| {
            let reaches = |scope: &Scope| match scope {
                Scope::All => true,
                Scope::Decision(id) => stream.decision() == Some(id),
            };
            let of_office = |held: &&Appointment| held.appoint.office == one.office && reaches(&held.appoint.scope);
            let held = registry.appointments_of(&one.key).iter().filter(of_office).find(|held| held.held_at(at));
            held.map(|held| &held.appoint)
        });
        SignatoryShown {
            office: one.office.clone(),
            person: self.registry.as_ref().and_then(|registry| registry.person(&one.key)).cloned(),
            organ: appointment.map(|appoint| appoint.organ.clone()),
            title: appointment.map(|appoint| appoint.title.clone()),
            key: one.key.id(),
        }
    }

    /// What is against a record: its signatures do not hold, or a signatory did not hold the office when it was recorded.
    /// The registry's own records have all been judged when the registry was read. `None` is no verdict on the ledger.
    pub fn against(&self, view: &RecordView) -> Option<Message> {
        let signed = read_signed(view.stored.entry.envelope(), &mut Verifiers::default());
        let judged = signed.and_then(|record| match &self.registry {
            Some(registry) if record.stream != StreamId::Registry => registry.judge(&record, view.seq()),
            _ => Ok(()),
        });
        judged.err().map(|error| cause::authority(&error))
    }

    /// Everybody who signed a record that stands at `at`.
    pub fn signatories(&self, record: &Record, at: Seq) -> Vec<SignatoryShown> {
        record.offices.iter().map(|one| self.signatory(one, &record.stream, at)).collect()
    }
}

/// How a command ends that could not read so many records.
///
/// # Errors
/// There is one: exit 40.
pub fn unreadable(count: u64) -> Result<Exit, CliError> {
    if count == 0 {
        return Ok(Exit::Sound);
    }
    Err(CliError::new(Exit::Invalid, "error-records-unreadable").with("count", count).hint(Message::new("hint-verify")))
}

/// Signatories in words, one after the other.
pub fn signatories_in_words(language: Language, signatories: &[SignatoryShown]) -> String {
    signatories.iter().map(|one| one.in_words(language)).collect::<Vec<_>>().join(&text(language, "word-comma", &[]))
}

/// What a record says, in one line.
pub fn gist_of(language: Language, record: &Record, names: Names<'_>) -> String {
    if record.stream == StreamId::Registry {
        let event = Event::read(&record.kind, record.body.get());
        return event.map_or_else(|error| error.to_string(), |event| event_gist(language, &event));
    }
    let body = record.body_value().unwrap_or(Value::Table(Vec::new()));
    gist(language, record.kind.as_str(), &body, names)
}

/// The records of one stream by their digests, and which of them were corrected later.
#[derive(Debug, Default)]
pub struct StreamNames {
    records: HashMap<RecordDigest, (RecordName, String)>,
    corrections: HashMap<RecordDigest, Vec<RecordName>>,
}

impl StreamNames {
    /// Takes a record in; `language` is that of the kinds' names.
    pub fn add(&mut self, view: &RecordView, language: Language) {
        let name = RecordName::of(view.stored.entry.header());
        let kind = view.record.kind.as_str();
        let body = || view.record.body_value().ok();
        if kind == "correction"
            && let Some(digest) = body().and_then(|body| corrected(kind, &body))
        {
            self.corrections.entry(digest).or_default().push(name.clone());
        }
        self.records.insert(view.digest(), (name, words::kind(language, kind)));
    }

    /// The name of a record and its kind, such as `2026-003#3 草案版本`; `None` for a record of another stream.
    pub fn name(&self, digest: &RecordDigest) -> Option<String> {
        self.records.get(digest).map(|(name, kind)| format!("{name} {kind}"))
    }

    /// The name of a record alone.
    pub fn record(&self, digest: &RecordDigest) -> Option<&RecordName> {
        self.records.get(digest).map(|(name, _)| name)
    }

    /// The corrections of a record.
    pub fn corrections_of(&self, digest: &RecordDigest) -> &[RecordName] {
        self.corrections.get(digest).map_or(&[], Vec::as_slice)
    }
}

/// Warns where the last entries are not yet under a signed checkpoint: nobody has acknowledged them.
///
/// # Errors
/// The store cannot be read.
pub fn note_unacknowledged(context: &Context, store: &LedgerFolder) -> Result<(), CliError> {
    let size = store.tip().map_err(|error| refusal::store(&error))?.size;
    let covered = crate::ledger::latest_checkpoint(store).ok().flatten().map_or(0, |signed| signed.checkpoint().size);
    if covered < size {
        context.printer.warning(&Message::new("warning-unacknowledged").show("from", covered));
    }
    Ok(())
}

/// Enough of a key id to tell keys apart by eye; the whole id is in `step show`.
const SHORT_KEY_DIGITS: usize = 16;
