//! Playing the stories: historical cases, then two decisions, step by step.
#![expect(clippy::disallowed_methods, reason = "the demonstration makes a folder of its own")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan as _};

use super::cast::{ARCHIVIST, LEDGER_KEY, PLAYERS};
use super::founding::{PROFILE, adopt, appoint, found_ledger, make_keys};
use super::story::{Step, Story};
use crate::chain::SignedCheckpoint;
use crate::cli::dossier::Dossier;
use crate::cli::entering::{EnterError, Pending, enter};
use crate::cli::foreseeing::foresee_in;
use crate::cli::{CliError, Context, FileDeed, refusal};
use crate::crypto::{SecretKey, Signer};
use crate::format::{Envelope, Record, Verifiers};
use crate::ledger::{Acknowledged, Ledger, Submission, latest_checkpoint, registry_of};
use crate::model::{DecisionId, EvidenceDigest, OfficeId, ProfileId};
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
const DAYS_AGO: i64 = 160;

/// What was played.
pub struct Played {
    /// The folder of everything.
    pub dir: PathBuf,
    /// The keys, by name.
    pub keys: BTreeMap<&'static str, SecretKey>,
    /// The historical cases and how many records each has.
    pub cases: Vec<(DecisionId, usize)>,
    /// The illustrative decision.
    pub decision: PlayedDecision,
    /// The one that was run badly.
    pub hurried: PlayedDecision,
    /// The trust file's path.
    pub trust: PathBuf,
}

/// A decision that was played.
pub struct PlayedDecision {
    /// Its id.
    pub id: DecisionId,
    /// Its records, in order.
    pub steps: Vec<PlayedStep>,
}

/// A record that was made.
pub struct PlayedStep {
    /// Where it stands in the ledger.
    pub acknowledged: Acknowledged,
    /// What kind it is.
    pub kind: &'static str,
    /// Who signed it first.
    pub person: &'static str,
    /// What they are.
    pub title: &'static str,
    /// Where it is a position: which.
    pub position: Option<String>,
    /// When it says that it happened.
    pub happened: Date,
    /// When it was recorded.
    pub recorded: Date,
    /// The checkpoint as it stood before it, as an insider may have kept it.
    pub before: SignedCheckpoint,
}

impl Played {
    /// The ledger's folder.
    pub fn ledger(&self) -> PathBuf {
        self.dir.join("ledger")
    }
}

/// Plays everything into `dir`, which must not exist yet. `now` says where the stories end.
///
/// # Errors
/// The folder exists or cannot be written.
pub fn play(context: &Context, dir: &Path, now: Timestamp) -> Result<Played, CliError> {
    let today = date_of(now);
    let first = today.checked_sub(DAYS_AGO.days()).map_err(|_| CliError::bug("the calendar's beginning"))?;
    fs::create_dir(dir).map_err(|cause| CliError::file(FileDeed::CreateFolder, dir, &cause))?;
    let keys = make_keys(&dir.join("keys"))?;
    let mut ledger = found_ledger(&dir.join("ledger"), &keys, noon(first, -10)?)?;
    appoint(&mut ledger, &keys, first)?;
    let cases = enter_cases(&mut ledger, &keys, first)?;
    // The cases are older than the profile and pin none: what they are judged by is up to whoever looks at them.
    let blake3 = adopt(&mut ledger, &keys, first)?;

    let papers = dir.join("papers");
    fs::create_dir(&papers).map_err(|cause| CliError::file(FileDeed::CreateFolder, &papers, &cause))?;
    let stories = Story::all()?;
    let mut played: Vec<PlayedDecision> =
        stories.iter().map(|story| PlayedDecision { id: story.id.clone(), steps: Vec::new() }).collect();
    let mut steps = Vec::new();
    for (place, story) in stories.iter().enumerate() {
        for step in &story.steps {
            steps.push((step.at(first)?, place, step));
        }
    }
    // Both happen in one county at one time, and the ledger has them as they come.
    steps.sort_by_key(|(at, ..)| *at);
    let mut stage = Stage { context, ledger, keys, papers, first, blake3 };
    for (at, place, step) in steps {
        let done = stage.step(&stories[place].id, step, at)?;
        played[place].steps.push(done);
    }
    let trust = write_trust(dir, &stage.ledger)?;
    let [decision, hurried] = <[_; 2]>::try_from(played).map_err(|_| CliError::bug("two stories"))?;
    Ok(Played { dir: dir.to_owned(), keys: stage.keys, cases, decision, hurried, trust })
}

/// Where the stories are played.
struct Stage<'a> {
    context: &'a Context,
    ledger: Ledger<LedgerFolder>,
    keys: BTreeMap<&'static str, SecretKey>,
    papers: PathBuf,
    first: Date,
    /// The digest of the profile's text.
    blake3: EvidenceDigest,
}

impl Stage<'_> {
    /// Enters a step as its recorder would: its form is read, the profile pinned where it opens a decision, what it would be
    /// found at fault for foreseen, and what is serious recorded only with a reason.
    fn step(&mut self, decision: &DecisionId, step: &Step, at: Timestamp) -> Result<PlayedStep, CliError> {
        for (name, text) in &step.files {
            let path = self.papers.join(name);
            fs::write(&path, text).map_err(|cause| CliError::file(FileDeed::Write, &path, &cause))?;
        }
        let player = PLAYERS.iter().find(|player| player.key == step.by).ok_or(CliError::bug("a player"))?;
        let mut form = step.form(decision, &name(OfficeId::new(player.office))?, self.first)?;
        if form.may_pin() {
            form.pin(&name(ProfileId::new(PROFILE))?, &self.blake3);
        }
        let signers: Vec<&SecretKey> =
            std::iter::once(&step.by).chain(&step.also).filter_map(|key| self.keys.get(key.as_str())).collect();
        let before = latest_checkpoint(self.ledger.store()).map_err(|error| refusal::read(&error))?;
        let (registry, size) = (self.ledger.registry().clone(), self.ledger.size());
        let (store, mut pending) = (self.ledger.store_mut(), Pending::default());
        let submission = enter(&form, &self.papers, store, &registry, size, &signers, at, &mut pending);
        let submission = submission.map_err(bug_in_form)?;
        self.foresee(&submission, at)?;
        let acknowledged = append(&mut self.ledger, vec![submission], &self.keys, after(at)?)?;
        Ok(PlayedStep {
            acknowledged: acknowledged.into_iter().next().ok_or(CliError::bug("a record that was not acknowledged"))?,
            kind: form.kind.name,
            person: player.person,
            title: player.title,
            position: form.body.text("position").map(str::to_owned),
            happened: form.occurred.from.date(),
            recorded: date_of(at),
            before: before.ok_or(CliError::bug("a ledger without a checkpoint"))?,
        })
    }

    fn foresee(&self, submission: &Submission, at: Timestamp) -> Result<(), CliError> {
        let bug = |_| CliError::bug("a record of the story");
        let envelope = Envelope::read(&submission.envelope).map_err(|_| CliError::bug("an envelope of the story"))?;
        let record = Record::read(&envelope.payload).map_err(bug)?;
        let (store, registry) = (self.ledger.store(), self.ledger.registry());
        let (stream, kind) = (record.stream.clone(), record.kind.clone());
        match foresee_in(self.context, store, registry, record, at)? {
            Some(foreseen) if foreseen.without_reason().is_empty() => Ok(()),
            Some(foreseen) => {
                let codes = foreseen.without_reason().join(" ");
                let step = format!("{stream} {kind}: {codes}");
                Err(CliError::bug("a step that breaks a rule without a reason").because_of_text(step))
            }
            None => Err(CliError::bug("a step that is judged by no profile")),
        }
    }
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

pub(super) fn append(
    ledger: &mut Ledger<LedgerFolder>,
    group: Vec<Submission>,
    keys: &BTreeMap<&'static str, SecretKey>,
    at: Timestamp,
) -> Result<Vec<Acknowledged>, CliError> {
    let ledger_key: &dyn Signer = key_of(keys, LEDGER_KEY)?;
    ledger.append(group, &[ledger_key], &at, &MemoryMarks::default()).map_err(|error| refusal::append(&error))
}

pub(super) fn key_of<'a>(keys: &'a BTreeMap<&'static str, SecretKey>, name: &str) -> Result<&'a SecretKey, CliError> {
    keys.get(name).ok_or(CliError::bug("a key of the story"))
}

pub(super) fn name<T, E>(made: Result<T, E>) -> Result<T, CliError> {
    made.map_err(|_| CliError::bug("a name of the story"))
}

fn bug_in_form(error: EnterError) -> CliError {
    match error {
        EnterError::Form(_) => CliError::bug("a reference in the story"),
        EnterError::Cli(error) => error,
    }
}

/// The day where the stories play: in China.
pub(super) fn date_of(at: Timestamp) -> Date {
    Offset::constant(8).to_datetime(at).date()
}

pub(super) fn noon(first: Date, day: i64) -> Result<Timestamp, CliError> {
    let date = first.checked_add(day.days()).map_err(|_| CliError::bug("a day of the story"))?;
    Offset::constant(8).to_timestamp(date.at(12, 0, 0, 0)).map_err(|_| CliError::bug("a day of the story"))
}

/// The ledger's clock: a little after the signer's.
pub(super) fn after(at: Timestamp) -> Result<Timestamp, CliError> {
    at.checked_add(4.seconds()).map_err(|_| CliError::bug("a moment of the story"))
}
