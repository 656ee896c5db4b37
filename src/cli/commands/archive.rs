//! `archive`: what an archive holds, and whether it is still sound.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use jiff::tz::TimeZone;
use serde::Serialize;

use super::archive_check::{self, missing};
use super::intake::is_no_archive;
use crate::cli::bundling::version_id;
use crate::cli::{CliError, Context, Exit, refusal};
use crate::render::{Column, Message, Piece, Table, Tone};
use crate::store::{ArchiveFolder, Holding};

/// What to do with an archive.
#[derive(Debug, Subcommand)]
pub enum ArchiveCommand {
    /// Makes an archive's folder.
    Init(InitArgs),
    /// Lists what it holds.
    List(ListArgs),
    /// Judges all of it again.
    Check(archive_check::CheckArgs),
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
                refusal::files(&error)
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
        ArchiveFolder::create(&path, &self.name).map_err(|error| refusal::files(&error))?;
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
    #[serde(skip)]
    last_was_sound: bool,
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
            last_was_sound: last.is_none_or(|checked| checked.sound),
            last_sound: holding.checks.iter().rfind(|checked| checked.sound).map(|checked| checked.at.clone()),
        }
    }
}

impl ListArgs {
    fn run(self, context: &Context) -> Result<Exit, CliError> {
        let archive = self.archive.open(context)?;
        let holdings = archive.holdings().map_err(|error| refusal::files(&error))?;
        let document = ListDocument {
            schema: "liuhen/archive-list/v1",
            name: archive.name().to_owned(),
            holdings: holdings.iter().map(HoldingDocument::of).collect(),
        };
        let there: Vec<u64> = holdings.iter().map(|one| one.number).collect();
        for (first, last) in missing(&there) {
            let numbers = if first == last { first.to_string() } else { format!("{first}–{last}") };
            context.printer.warning(&Message::new("warning-holding-missing").with("numbers", numbers));
        }
        for name in archive.strangers().map_err(|error| refusal::files(&error))? {
            context.printer.warning(&Message::new("warning-holding-stranger").with("name", name));
        }
        context.printer.answer(&document, |printer| {
            let heading = |id: &str| context.text(id);
            let mut table = Table::new([
                Column::new(heading("holding-number")).right(),
                Column::new(heading("holding-decision")),
                Column::new(heading("holding-version")),
                Column::new(heading("holding-received")),
                Column::new(heading("holding-last-sound")),
                Column::new(heading("holding-last-look")),
                Column::new(heading("holding-title")),
            ]);
            for one in &document.holdings {
                let version = one.version.map(|word| context.text(version_id(word))).unwrap_or_default();
                let sound = match (&one.last_sound, &one.last_verdict) {
                    (Some(at), _) => Piece::plain(local(at)),
                    (None, Some(_)) => Piece::new(Tone::Bad, context.text("word-never")),
                    (None, None) => Piece::new(Tone::Faint, context.text("word-not-yet")),
                };
                let look = match (&one.last_verdict, one.last_was_sound) {
                    (None, _) => Piece::plain(""),
                    (Some(_), true) => Piece::new(Tone::Good, context.text("word-sound")),
                    (Some(_), false) => Piece::new(Tone::Bad, context.text("word-not-sound")),
                };
                table.row([
                    Piece::plain(one.number.to_string()),
                    Piece::plain(one.decision.clone().unwrap_or_else(|| "?".into())),
                    Piece::plain(version),
                    Piece::plain(one.received.as_deref().map(local).unwrap_or_default()),
                    sound,
                    look,
                    Piece::plain(one.title.clone().unwrap_or_default()),
                ]);
            }
            printer.table(&table);
        })?;
        Ok(Exit::Sound)
    }
}

/// A time as the archivist's clock on the wall has it, to the minute.
fn local(at: &str) -> String {
    let read = at.parse::<jiff::Timestamp>();
    read.map_or_else(|_| at.to_owned(), |at| at.to_zoned(TimeZone::system()).strftime("%F %H:%M %:z").to_string())
}
