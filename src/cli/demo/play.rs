//! Playing the story: keys, founding, appointments, historical cases, the illustrative decision.
#![expect(clippy::disallowed_methods, reason = "the demonstration makes a folder of its own")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan as _};

use super::cast::{ARCHIVIST, LEDGER_KEY, ORGAN, ORIGIN, PLAYERS, ROOTS, THRESHOLD};
use super::story::Story;
use crate::chain::SignedCheckpoint;
use crate::cli::dossier::Dossier;
use crate::cli::entering::{EnterError, Pending, enter};
use crate::cli::key_folder::{KeyPairFiles, write_pair};
use crate::cli::{CliError, FileDeed, random, refusal};
use crate::crypto::pem::{Protection, secret_to_pem};
use crate::crypto::{SecretKey, Signer};
use crate::format::{Envelope, Nonce, Record, Signatory, Statement, Verifiers};
use crate::ledger::{Acknowledged, Ledger, Submission, found, latest_checkpoint, registry_of};
use crate::model::{
    ClaimedTime, DecisionId, KindName, Moment, Occurred, OfficeId, Origin, PersonId, RecordDigest, StreamId, Value,
};
use crate::registry::{Appoint, Event, Holder, HolderKind, LedgerFound, RootSet, Scope};
use crate::store::{LedgerFolder, MemoryMarks};
use crate::verify::Trust;

/// The facts of published decisions, one dossier each.
const CASES: &[(&str, &str)] = &[
    ("C1", include_str!("../../../docs/cases/C1.toml")),
    ("C2", include_str!("../../../docs/cases/C2.toml")),
    ("C3", include_str!("../../../docs/cases/C3.toml")),
    ("C4", include_str!("../../../docs/cases/C4.toml")),
    ("C5", include_str!("../../../docs/cases/C5.toml")),
    ("C6", include_str!("../../../docs/cases/C6.toml")),
    ("C8", include_str!("../../../docs/cases/C8.toml")),
    ("C10", include_str!("../../../docs/cases/C10.toml")),
    ("C12", include_str!("../../../docs/cases/C12.toml")),
    ("C14", include_str!("../../../docs/cases/C14.toml")),
    ("C15", include_str!("../../../docs/cases/C15.toml")),
    ("C16", include_str!("../../../docs/cases/C16.toml")),
    ("C18", include_str!("../../../docs/cases/C18.toml")),
    ("C22", include_str!("../../../docs/cases/C22.toml")),
];

/// How many days before today the story begins, so that it ends a few days ago and what is added afterwards follows it.
const DAYS_AGO: i64 = 140;

/// What was played.
pub struct Played {
    /// The folder of everything.
    pub dir: PathBuf,
    /// The keys, by name.
    pub keys: BTreeMap<&'static str, SecretKey>,
    /// The illustrative decision.
    pub decision: DecisionId,
    /// The historical cases and how many records each has.
    pub cases: Vec<(DecisionId, usize)>,
    /// The illustrative decision's records, in order, with what kind each is and who signed it.
    pub steps: Vec<(Acknowledged, &'static str, String)>,
    /// The checkpoint as it stood before each step, as an insider may have kept it.
    pub checkpoints: Vec<SignedCheckpoint>,
    /// The trust file's path.
    pub trust: PathBuf,
}

impl Played {
    /// The ledger's folder.
    pub fn ledger(&self) -> PathBuf {
        self.dir.join("ledger")
    }
}

/// Plays the whole story into `dir`, which must not exist yet. `now` says where the story ends; `heard` is told of each
/// part as it is done.
///
/// # Errors
/// The folder exists or cannot be written.
pub fn play(dir: &Path, now: Timestamp) -> Result<Played, CliError> {
    let today = Offset::constant(8).to_datetime(now).date();
    let first = today.checked_sub(DAYS_AGO.days()).map_err(|_| CliError::bug("the calendar's beginning"))?;
    fs::create_dir(dir).map_err(|cause| CliError::file(FileDeed::CreateFolder, dir, &cause))?;
    let keys = make_keys(&dir.join("keys"))?;
    let mut ledger = found_ledger(&dir.join("ledger"), &keys, noon(first, -10)?)?;
    appoint(&mut ledger, &keys, first)?;
    let cases = enter_cases(&mut ledger, &keys, first)?;

    let papers = dir.join("papers");
    fs::create_dir(&papers).map_err(|cause| CliError::file(FileDeed::CreateFolder, &papers, &cause))?;
    let story = Story::read()?;
    let mut steps = Vec::with_capacity(story.steps.len());
    let mut checkpoints = Vec::with_capacity(story.steps.len());
    for step in &story.steps {
        for (name, text) in &step.files {
            let path = papers.join(name);
            fs::write(&path, text).map_err(|cause| CliError::file(FileDeed::Write, &path, &cause))?;
        }
        let player = PLAYERS.iter().find(|player| player.key == step.by).ok_or(CliError::bug("a player"))?;
        let office = name(OfficeId::new(player.office))?;
        let form = step.form(&story.id, &office, first)?;
        let at = step.at(first)?;
        let signers: Vec<&SecretKey> =
            std::iter::once(&step.by).chain(&step.also).filter_map(|key| keys.get(key.as_str())).collect();
        let before = latest_checkpoint(ledger.store()).map_err(|error| refusal::read(&error))?;
        checkpoints.extend(before);
        let mut pending = Pending::default();
        let (registry, size) = (ledger.registry().clone(), ledger.size());
        let submission = enter(&form, &papers, ledger.store_mut(), &registry, size, &signers, at, &mut pending)
            .map_err(bug_in_form)?;
        let acknowledged = append(&mut ledger, vec![submission], &keys, after(at)?)?;
        let who = format!("{}（{}）", player.person, player.title);
        steps.extend(acknowledged.into_iter().map(|one| (one, form.kind.name, who.clone())));
    }
    let trust = write_trust(dir, &ledger)?;
    Ok(Played { dir: dir.to_owned(), keys, decision: story.id, cases, steps, checkpoints, trust })
}

fn make_keys(folder: &Path) -> Result<BTreeMap<&'static str, SecretKey>, CliError> {
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

fn found_ledger(
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
    let envelope = registry_envelope(&origin, &Event::LedgerFound(body), &all, Vec::new(), at)?;
    let store = LedgerFolder::create(dir, &origin).map_err(|error| refusal::store(&error))?;
    let (ledger, _) = found(store, envelope, ledger_key, &after(at)?, &MemoryMarks::default())
        .map_err(|error| refusal::found(&error))?;
    Ok(ledger)
}

fn appoint(
    ledger: &mut Ledger<LedgerFolder>,
    keys: &BTreeMap<&'static str, SecretKey>,
    first: Date,
) -> Result<(), CliError> {
    let at = noon(first, -9)?;
    let signers: Vec<&SecretKey> =
        ROOTS.iter().take(THRESHOLD).map(|(key, _)| key_of(keys, key)).collect::<Result<_, _>>()?;
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
        let origin = ledger.registry().origin();
        let envelope = registry_envelope(origin, &event, &signers, vec![founding.digest()], at)?;
        group.push(Submission::new(envelope));
    }
    append(ledger, group, keys, after(at)?)?;
    Ok(())
}

fn enter_cases(
    ledger: &mut Ledger<LedgerFolder>,
    keys: &BTreeMap<&'static str, SecretKey>,
    first: Date,
) -> Result<Vec<(DecisionId, usize)>, CliError> {
    let archivist = key_of(keys, ARCHIVIST)?;
    let mut cases = Vec::with_capacity(CASES.len());
    for (place, (_, text)) in CASES.iter().enumerate() {
        let at = noon(first, -8)? + (place as i64).minutes();
        let dossier = Dossier::parse(text).map_err(|_| CliError::bug("a published case"))?;
        let mut pending = Pending::default();
        let mut group = Vec::with_capacity(dossier.records.len());
        for form in &dossier.records {
            let (registry, size) = (ledger.registry().clone(), ledger.size());
            let store = ledger.store_mut();
            let made = enter(form, Path::new("."), store, &registry, size, &[archivist], at, &mut pending);
            group.push(made.map_err(bug_in_form)?);
        }
        let count = group.len();
        append(ledger, group, keys, after(at)?)?;
        cases.push((dossier.decision, count));
    }
    Ok(cases)
}

fn write_trust(dir: &Path, ledger: &Ledger<LedgerFolder>) -> Result<PathBuf, CliError> {
    let registry = registry_of(ledger.store(), &mut Verifiers::default()).map_err(|error| refusal::read(&error))?;
    let checkpoint = latest_checkpoint(ledger.store())
        .map_err(|error| refusal::read(&error))?
        .ok_or(CliError::bug("a ledger without a checkpoint"))?;
    let head = dir.join("known-head");
    fs::write(&head, checkpoint.to_text()).map_err(|cause| CliError::file(FileDeed::Write, &head, &cause))?;
    let path = dir.join("trust.toml");
    let text = Trust::describe(&registry, None);
    fs::write(&path, text).map_err(|cause| CliError::file(FileDeed::Write, &path, &cause))?;
    Ok(path)
}

fn append(
    ledger: &mut Ledger<LedgerFolder>,
    group: Vec<Submission>,
    keys: &BTreeMap<&'static str, SecretKey>,
    at: Timestamp,
) -> Result<Vec<Acknowledged>, CliError> {
    let ledger_key: &dyn Signer = key_of(keys, LEDGER_KEY)?;
    ledger.append(group, &[ledger_key], &at, &MemoryMarks::default()).map_err(|error| refusal::append(&error))
}

/// An envelope of a registry record, signed by root holders at a moment of the story.
fn registry_envelope(
    origin: &Origin,
    event: &Event,
    signers: &[&SecretKey],
    basis: Vec<RecordDigest>,
    at: Timestamp,
) -> Result<Vec<u8>, CliError> {
    let bug = |_| CliError::bug("a registry event that JSON cannot hold");
    let body = match event {
        Event::Appoint(event) => serde_json::to_string(event),
        Event::LedgerFound(event) => serde_json::to_string(event),
        _ => return Err(CliError::bug("an event the story does not have")),
    };
    let body: Value = serde_json::from_str(&body.map_err(bug)?).map_err(bug)?;
    let record = Record::new(Statement {
        origin: origin.clone(),
        stream: StreamId::Registry,
        kind: name(KindName::new(event.kind()))?,
        nonce: Nonce(*random::bytes()?),
        signed_at: ClaimedTime::new(at),
        occurred: Occurred::at(Moment::Day(Offset::constant(8).to_datetime(at).date())),
        offices: signers.iter().map(|key| Signatory { office: OfficeId::root(), key: key.public() }).collect(),
        basis,
        body,
        attachments: Vec::new(),
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

fn key_of<'a>(keys: &'a BTreeMap<&'static str, SecretKey>, name: &str) -> Result<&'a SecretKey, CliError> {
    keys.get(name).ok_or(CliError::bug("a key of the story"))
}

fn name<T, E>(made: Result<T, E>) -> Result<T, CliError> {
    made.map_err(|_| CliError::bug("a name of the story"))
}

fn bug_in_form(error: EnterError) -> CliError {
    match error {
        EnterError::Form(_) => CliError::bug("a reference in the story"),
        EnterError::Cli(error) => error,
    }
}

fn noon(first: Date, day: i64) -> Result<Timestamp, CliError> {
    let date = first.checked_add(day.days()).map_err(|_| CliError::bug("a day of the story"))?;
    Offset::constant(8).to_timestamp(date.at(12, 0, 0, 0)).map_err(|_| CliError::bug("a day of the story"))
}

/// The ledger's clock: a little after the signer's.
fn after(at: Timestamp) -> Result<Timestamp, CliError> {
    at.checked_add(4.seconds()).map_err(|_| CliError::bug("a moment of the story"))
}
