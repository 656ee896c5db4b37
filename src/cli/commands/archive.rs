//! `archive`: what an archive holds, and whether it is still sound.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde::Serialize;

use super::bundle_verify::{PolicyArgs, judge};
use super::intake::{digest_of, is_no_archive};
use crate::bundle::names::{MANIFESTS, SEAL};
use crate::cli::bundling::{open_bag, version_id};
use crate::cli::clock::SystemClock;
use crate::cli::judging::exit;
use crate::cli::{CliError, Context, Exit, refusal};
use crate::port::Clock as _;
use crate::render::{Column, Message, Piece, Table, Tone};
use crate::store::{ArchiveFolder, Checked, Holding};
use crate::verify::{Policy, Verdict};

/// What to do with an archive.
#[derive(Debug, Subcommand)]
pub enum ArchiveCommand {
    /// Makes an archive's folder.
    Init(InitArgs),
    /// Lists what it holds.
    List(ListArgs),
    /// Judges all of it again.
    Check(CheckArgs),
}

impl ArchiveCommand {
    /// Does it.
    ///
    /// # Errors
    /// Whatever the command could not do, with its exit code.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        match self {
            Self::Init(args) => args.run(context),
            Self::List(args) => args.run(context),
            Self::Check(args) => args.run(context),
        }
    }
}

/// Which archive.
#[derive(Debug, Clone, Args)]
pub struct ArchiveArgs {
    /// The archive's folder.
    #[arg(long, value_name = "DIR")]
    pub archive: PathBuf,
}

impl ArchiveArgs {
    /// Opens it.
    ///
    /// # Errors
    /// It is no archive.
    pub fn open(&self, context: &Context) -> Result<ArchiveFolder, CliError> {
        ArchiveFolder::open(&context.setting.path(&self.archive)).map_err(|error| {
            if is_no_archive(error.kind) {
                CliError::surroundings("error-no-archive")
                    .with("path", self.archive.display().to_string())
                    .because_of(&error)
                    .hint(Message::new("hint-archive-init"))
            } else {
                refusal::store(&error)
            }
        })
    }
}

/// What `archive init` takes.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// The new folder.
    #[command(flatten)]
    pub archive: ArchiveArgs,
    /// What the archive is called.
    #[arg(long, value_name = "TEXT")]
    pub name: String,
}

#[derive(Serialize)]
struct InitDocument {
    schema: &'static str,
    path: String,
    name: String,
}

impl InitArgs {
    fn run(self, context: &Context) -> Result<Exit, CliError> {
        let path = context.setting.path(&self.archive.archive);
        if path.symlink_metadata().is_ok() {
            return Err(CliError::refused("error-file-exists")
                .with("path", path.display().to_string())
                .hint(Message::new("hint-file-exists")));
        }
        ArchiveFolder::create(&path, &self.name).map_err(|error| refusal::store(&error))?;
        let document =
            InitDocument { schema: "liuhen/archive-init/v1", path: path.display().to_string(), name: self.name };
        context.printer.answer(&document, |printer| {
            let told = Message::new("told-archive").with("name", document.name.clone());
            printer
                .pieces(&[Piece::new(Tone::Good, told.with("path", document.path.clone()).text(context.language()))]);
        })?;
        Ok(Exit::Sound)
    }
}

/// What `archive list` takes.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// The archive.
    #[command(flatten)]
    pub archive: ArchiveArgs,
}

#[derive(Serialize)]
struct ListDocument {
    schema: &'static str,
    name: String,
    holdings: Vec<HoldingDocument>,
}

#[derive(Serialize)]
struct HoldingDocument {
    number: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    received: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_checked: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_verdict: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_sound: Option<String>,
}

impl HoldingDocument {
    fn of(holding: &Holding) -> Self {
        let receipt = holding.receipt.as_ref();
        let last = holding.checks.last();
        Self {
            number: holding.number,
            decision: receipt.map(|receipt| receipt.bundle.decision.to_string()),
            title: receipt.and_then(|receipt| receipt.bundle.title.clone()),
            version: receipt.map(|receipt| receipt.bundle.version.word()),
            received: receipt.map(|receipt| receipt.received.to_string()),
            last_checked: last.map(|checked| checked.at.clone()),
            last_verdict: last.map(|checked| checked.verdict.clone()),
            last_sound: holding.checks.iter().rfind(|checked| checked.sound).map(|checked| checked.at.clone()),
        }
    }
}

impl ListArgs {
    fn run(self, context: &Context) -> Result<Exit, CliError> {
        let archive = self.archive.open(context)?;
        let holdings = archive.holdings().map_err(|error| refusal::store(&error))?;
        let document = ListDocument {
            schema: "liuhen/archive-list/v1",
            name: archive.name().to_owned(),
            holdings: holdings.iter().map(HoldingDocument::of).collect(),
        };
        let there: Vec<u64> = holdings.iter().map(|one| one.number).collect();
        for number in missing(&there) {
            context.printer.warning(&Message::new("warning-holding-missing").with("number", number));
        }
        context.printer.answer(&document, |printer| {
            let heading = |id: &str| context.text(id);
            let mut table = Table::new([
                Column::new(heading("holding-number")).right(),
                Column::new(heading("holding-decision")),
                Column::new(heading("holding-version")),
                Column::new(heading("holding-received")),
                Column::new(heading("holding-last-sound")),
                Column::new(heading("holding-title")),
            ]);
            for one in &document.holdings {
                let version = one.version.map(|word| context.text(version_id(word))).unwrap_or_default();
                let sound = match (&one.last_sound, &one.last_verdict) {
                    (Some(at), _) => Piece::plain(at.clone()),
                    (None, Some(_)) => Piece::new(Tone::Bad, context.text("word-never")),
                    (None, None) => Piece::new(Tone::Faint, context.text("word-not-yet")),
                };
                table.row([
                    Piece::plain(one.number.to_string()),
                    Piece::plain(one.decision.clone().unwrap_or_else(|| "?".into())),
                    Piece::plain(version),
                    Piece::plain(one.received.clone().unwrap_or_default()),
                    sound,
                    Piece::plain(one.title.clone().unwrap_or_default()),
                ]);
            }
            printer.table(&table);
        })?;
        Ok(Exit::Sound)
    }
}

/// The numbers that no holding has, up to the last; nothing is ever taken out of an archive.
fn missing(there: &[u64]) -> impl Iterator<Item = u64> {
    let last = there.last().copied().unwrap_or(0);
    (1..last).filter(|number| !there.contains(number))
}

/// What `archive check` takes.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// The archive.
    #[command(flatten)]
    pub archive: ArchiveArgs,
    /// These holdings only.
    #[arg(value_name = "NUMBER")]
    pub number: Vec<u64>,
    /// From the start, even where a check was cut off.
    #[arg(long)]
    pub afresh: bool,
    /// At most so many now; the next check goes on from there.
    #[arg(long, value_name = "N")]
    pub most: Option<usize>,
    /// How they are judged.
    #[command(flatten)]
    pub policy: PolicyArgs,
}

#[derive(Serialize)]
struct CheckDocument {
    schema: &'static str,
    checked: Vec<CheckedDocument>,
    left: usize,
}

#[derive(Serialize)]
struct CheckedDocument {
    number: u64,
    verdict: String,
    sound: bool,
    codes: Vec<String>,
    #[serde(skip)]
    judged: Verdict,
}

impl CheckArgs {
    fn run(self, context: &Context) -> Result<Exit, CliError> {
        let archive = self.archive.open(context)?;
        let policy = self.policy.read(context)?;
        let fail = |error| refusal::store(&error);
        let holdings = archive.holdings().map_err(fail)?;
        let there: Vec<u64> = holdings.iter().map(|one| one.number).collect();
        let everything = self.number.is_empty();
        let under_way = if everything && !self.afresh { archive.under_way().map_err(fail)? } else { None };
        if under_way.is_some() {
            context.printer.note(&Message::new("note-check-goes-on"));
        }
        let all = holdings.iter().map(|one| one.number);
        let mut left: Vec<u64> = match (under_way, everything) {
            (Some(left), _) => all.filter(|number| left.contains(number)).collect(),
            (None, true) => all.collect(),
            (None, false) => self.number.clone(),
        };
        if let Some(unknown) = left.iter().find(|number| holdings.iter().all(|one| one.number != **number)) {
            return Err(CliError::refused("error-no-holding").with("number", *unknown));
        }
        let most = self.most.unwrap_or(usize::MAX);
        let mut progress = context.progress(&Message::new("progress-holdings"), Some(left.len() as u64));
        let mut checked = Vec::new();
        if everything {
            checked.extend(missing(&there).map(CheckedDocument::missing));
        }
        let of_missing = checked.len();
        while checked.len() - of_missing < most
            && let Some(number) = left.first().copied()
        {
            let holding = holdings.iter().find(|one| one.number == number);
            if let Some(holding) = holding {
                let one = look_at(context, &archive, holding, &policy)?;
                let noted = Checked {
                    at: SystemClock.now().to_string(),
                    verdict: one.verdict.clone(),
                    sound: one.sound,
                    codes: one.codes.clone(),
                };
                archive.note(number, &noted).map_err(fail)?;
                checked.push(one);
            }
            left.remove(0);
            if everything {
                archive.set_under_way(&left).map_err(fail)?;
            }
            progress.at((checked.len() - of_missing) as u64);
        }
        drop(progress);
        let document = CheckDocument { schema: "liuhen/archive-check/v1", checked, left: left.len() };
        context.printer.answer(&document, |printer| {
            for one in &document.checked {
                let (tone, id) =
                    if one.sound { (Tone::Good, "told-holding-sound") } else { (Tone::Bad, "told-holding-not-sound") };
                let verdict = context.text(&format!("verdict-{}", one.verdict));
                let told = Message::new(id).with("number", one.number).with("verdict", verdict);
                let told = told.with("codes", one.codes.join(" "));
                printer.pieces(&[Piece::new(tone, told.text(context.language()))]);
            }
            let told = Message::new("told-archive-checked").with("count", document.checked.len());
            printer.say(&told.with("left", document.left));
        })?;
        // What a decision's procedure was is not what a look at the holdings is for.
        let worst = document.checked.iter().filter(|one| !one.sound).map(|one| one.judged).max();
        Ok(worst.map_or(Exit::Sound, exit))
    }
}

/// Judges a holding: the bundle by itself, and against its receipt; and the receipt against the one before it.
fn look_at(
    context: &Context,
    archive: &ArchiveFolder,
    holding: &Holding,
    policy: &Policy,
) -> Result<CheckedDocument, CliError> {
    let number = holding.number;
    let Ok(files) = open_bag(context, &holding.bag) else { return Ok(CheckedDocument::unreadable(number)) };
    let Ok(report) = judge(context, &*files, policy) else { return Ok(CheckedDocument::unreadable(number)) };
    let bad = |verdict| verdict >= Verdict::Unreadable;
    let found = report.counts.keys().filter(|code| code.verdict().is_some_and(bad));
    let mut codes: Vec<String> = found.map(|code| code.text().to_owned()).collect();
    let mut verdict = report.verdict;
    let previous = archive.receipt_digest(number - 1).map_err(|error| refusal::store(&error))?;
    let of_custody = match &holding.receipt {
        // What is missing is told by its number.
        Some(receipt) if previous.is_some() && receipt.previous != previous => vec!["receipt-not-chained"],
        Some(receipt) if receipt.number != number => vec!["receipt-of-another-number"],
        Some(receipt) => {
            // What cannot be read is not what was taken in.
            let digest = |path| digest_of(&*files, path).unwrap_or_default();
            let kept = digest(MANIFESTS[0]) == Some(receipt.bundle.manifest) && digest(SEAL) == receipt.bundle.seal;
            if kept { vec![] } else { vec!["not-what-was-taken-in"] }
        }
        None => vec!["receipt-not-readable"],
    };
    if !of_custody.is_empty() {
        verdict = Verdict::Invalid;
        codes.extend(of_custody.into_iter().map(str::to_owned));
    }
    Ok(CheckedDocument::of(number, verdict, codes))
}

impl CheckedDocument {
    fn of(number: u64, judged: Verdict, codes: Vec<String>) -> Self {
        let sound = judged < Verdict::Unreadable;
        Self { number, verdict: judged.word().to_owned(), sound, codes, judged }
    }

    fn unreadable(number: u64) -> Self {
        Self::of(number, Verdict::Unreadable, vec!["bag".to_owned()])
    }

    fn missing(number: u64) -> Self {
        Self::of(number, Verdict::Invalid, vec!["holding-missing".to_owned()])
    }
}
