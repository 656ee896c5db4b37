//! What comes before the stories: keys, the founding of the ledger, the appointments, the adoption of a profile.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};

use super::cast::{LEDGER_KEY, ORGAN, ORIGIN, PLAYERS, ROOTS, THRESHOLD};
use super::play::{after, append, date_of, key_of, name, noon};
use crate::cli::key_folder::{KeyPairFiles, write_pair};
use crate::cli::registry_record::RootStatement;
use crate::cli::{CliError, FileDeed, profiles, random, refusal};
use crate::crypto::pem::{Protection, secret_to_pem};
use crate::crypto::{SecretKey, Signer as _};
use crate::format::{Envelope, Nonce, Record, Signatory, Statement};
use crate::ledger::{Ledger, Submission, found};
use crate::model::{ClaimedTime, EvidenceDigest, Moment, Occurred, OfficeId, Origin, PersonId, RecordDigest, StreamId};
use crate::procedure::{Whole, built_in};
use crate::registry::{Appoint, Event, Holder, HolderKind, LedgerFound, RootSet, Scope};
use crate::store::{LedgerFolder, MemoryMarks};

/// The profile that is adopted, and that both decisions pin.
pub(super) const PROFILE: &str = "cn-order-713";

/// Makes a key for everybody who signs, each in a file of its own.
pub(super) fn make_keys(folder: &Path) -> Result<BTreeMap<&'static str, SecretKey>, CliError> {
    fs::create_dir(folder).map_err(|cause| CliError::file(FileDeed::CreateFolder, folder, &cause))?;
    let names = ROOTS.iter().map(|(key, _)| *key).chain([LEDGER_KEY]).chain(PLAYERS.iter().map(|player| player.key));
    let mut keys = BTreeMap::new();
    for name in names {
        let secret = SecretKey::from_seed(&*random::bytes::<32>()?);
        let pem = secret_to_pem(&secret, Protection::Open).map_err(|_| CliError::bug("an open key as PEM"))?;
        let files = KeyPairFiles::of(&folder.join(format!("{name}.key.pem")));
        write_pair(&files, &pem, &secret.public())?;
        keys.insert(name, secret);
    }
    Ok(keys)
}

/// Founds the ledger; all root holders sign.
pub(super) fn found_ledger(
    dir: &Path,
    keys: &BTreeMap<&'static str, SecretKey>,
    at: Timestamp,
) -> Result<Ledger<LedgerFolder>, CliError> {
    let origin = name(Origin::new(ORIGIN))?;
    let holder = |(key, person): &(&str, &str)| {
        Ok(Holder { person: name(PersonId::new(person))?, key: key_of(keys, key)?.public() })
    };
    let root = RootSet {
        threshold: THRESHOLD.try_into().map_err(|_| CliError::bug("a threshold"))?,
        holders: ROOTS.iter().map(holder).collect::<Result<_, CliError>>()?,
    };
    let ledger_key = key_of(keys, LEDGER_KEY)?;
    let body = LedgerFound { organ: ORGAN.to_owned(), ledger_key: ledger_key.public(), root };
    let all: Vec<&SecretKey> = ROOTS.iter().map(|(key, _)| key_of(keys, key)).collect::<Result<_, _>>()?;
    let statement = RootStatement::of(&Event::LedgerFound(body))?;
    let envelope = root_envelope(&origin, statement, &all, Vec::new(), at)?;
    let store = LedgerFolder::create(dir, &origin).map_err(|error| refusal::store(&error))?;
    let (ledger, _) = found(store, envelope, ledger_key, &after(at)?, &MemoryMarks::default())
        .map_err(|error| refusal::found(&error))?;
    Ok(ledger)
}

/// Appoints everybody to their office.
pub(super) fn appoint(
    ledger: &mut Ledger<LedgerFolder>,
    keys: &BTreeMap<&'static str, SecretKey>,
    first: Date,
) -> Result<(), CliError> {
    let at = noon(first, -9)?;
    let signers = root_signers(keys)?;
    let founding = crate::ledger::record_at(ledger.store(), &StreamId::Registry, 0)
        .map_err(|error| refusal::read(&error))?
        .ok_or(CliError::bug("a ledger without its founding"))?;
    let mut group = Vec::with_capacity(PLAYERS.len());
    for player in PLAYERS {
        let event = Event::Appoint(Appoint {
            office: name(OfficeId::new(player.office))?,
            person: name(PersonId::new(player.person))?,
            holder: if player.office == "organ-seal" { HolderKind::Seal } else { HolderKind::Person },
            organ: player.organ.to_owned(),
            title: player.title.to_owned(),
            key: key_of(keys, player.key)?.public(),
            scope: Scope::All,
            from: Moment::Day(first.checked_sub(1.year()).map_err(|_| CliError::bug("a year earlier"))?),
            document: "云府任〔2026〕1号（演示，虚构）".to_owned(),
        });
        let (origin, statement) = (ledger.registry().origin(), RootStatement::of(&event)?);
        let envelope = root_envelope(origin, statement, &signers, vec![founding.digest()], at)?;
        group.push(Submission::new(envelope));
    }
    append(ledger, group, keys, after(at)?)?;
    Ok(())
}

/// Brings the profile into force, and says by which digest it is pinned.
pub(super) fn adopt(
    ledger: &mut Ledger<LedgerFolder>,
    keys: &BTreeMap<&'static str, SecretKey>,
    first: Date,
) -> Result<EvidenceDigest, CliError> {
    let at = noon(first, -7)?;
    let source = built_in::source(PROFILE).ok_or(CliError::bug("a built-in profile"))?;
    let whole = Whole::read(source, &|id| built_in::source(id).map(str::to_owned));
    let whole = whole.map_err(|_| CliError::bug("a built-in profile"))?;
    let statement = RootStatement::adopting(&whole, "云府发〔2026〕2号（演示，虚构）", None)?;
    statement.store(ledger.store_mut())?;
    let envelope = root_envelope(ledger.registry().origin(), statement, &root_signers(keys)?, Vec::new(), at)?;
    append(ledger, vec![Submission::new(envelope)], keys, after(at)?)?;
    Ok(profiles::digest(&whole.text))
}

/// The root holders who sign, as many as must.
fn root_signers<'a>(keys: &'a BTreeMap<&'static str, SecretKey>) -> Result<Vec<&'a SecretKey>, CliError> {
    ROOTS.iter().take(THRESHOLD).map(|(key, _)| key_of(keys, key)).collect()
}

/// An envelope of what root holders say, signed by them at a moment of the story.
fn root_envelope(
    origin: &Origin,
    says: RootStatement,
    signers: &[&SecretKey],
    basis: Vec<RecordDigest>,
    at: Timestamp,
) -> Result<Vec<u8>, CliError> {
    let record = Record::new(Statement {
        origin: origin.clone(),
        stream: says.stream,
        kind: says.kind,
        nonce: Nonce(*random::bytes()?),
        signed_at: ClaimedTime::new(at),
        occurred: Occurred::at(Moment::Day(date_of(at))),
        offices: signers.iter().map(|key| Signatory { office: OfficeId::root(), key: key.public() }).collect(),
        basis,
        body: says.body,
        attachments: says.attachments,
        late: None,
        despite: Vec::new(),
    })
    .map_err(|_| CliError::bug("a registry record of the story"))?;
    let mut envelope = Envelope::unsigned(record.to_bytes().map_err(|_| CliError::bug("a record too large"))?);
    for key in signers {
        envelope.sign(*key);
    }
    Ok(envelope.to_bytes())
}
