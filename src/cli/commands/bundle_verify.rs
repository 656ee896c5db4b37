//! `bundle verify`: judges a bundle without its ledger. The verdict is the exit code.

use std::cell::RefCell;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use crate::bundle::Bag;
use crate::chain::tlog_proof::TLOG_PROOF_BYTES_MAX;
use crate::cli::about_bundle::AboutBundle;
use crate::cli::bundling::open_bag;
use crate::cli::judging::{TrustArgs, exit, tell};
use crate::cli::tables::TableArgs;
use crate::cli::watched::Watched;
use crate::cli::{CliError, Context, Exit, files, random, refusal};
use crate::port::ReadBag;
use crate::render::report_json::ReportDocument;
use crate::render::{Message, report_text};
use crate::store::LedgerFolder;
use crate::verify::{self, KnownHead, Policy, Report};

/// What `bundle verify` takes.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// The bundle.
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
    /// How it is judged.
    #[command(flatten)]
    pub policy: PolicyArgs,
}

/// How bundles are judged.
#[derive(Debug, Clone, Default, Args)]
pub struct PolicyArgs {
    /// What the inspector trusts.
    #[command(flatten)]
    pub trust: TrustArgs,
    /// Checkpoints and receipts that were kept.
    #[arg(long, value_name = "FILE")]
    pub known_head: Vec<PathBuf>,
    /// Holiday tables beside those built in.
    #[command(flatten)]
    pub tables: TableArgs,
}

impl PolicyArgs {
    /// Reads what it names.
    ///
    /// # Errors
    /// A file cannot be read (exit 3) or is not what it must be (exit 2).
    pub fn read(&self, context: &Context) -> Result<Policy, CliError> {
        let known_head = |file: &PathBuf| {
            let bytes = files::read(&context.setting.path(file), TLOG_PROOF_BYTES_MAX)?;
            let name = file.display().to_string();
            KnownHead::read(&bytes, &name)
                .map_err(|cause| CliError::usage("error-not-a-known-head").with("path", name).because_of(&cause))
        };
        Ok(Policy {
            trust: self.trust.read(context)?,
            known_heads: self.known_head.iter().map(known_head).collect::<Result<_, _>>()?,
            threads: 0,
            seed: *random::bytes()?,
            holidays: self.tables.holidays(context)?,
        })
    }
}

/// A report, and what the bundle is of.
#[derive(Serialize)]
struct BundleReport<'a> {
    #[serde(flatten)]
    report: ReportDocument<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bundle: Option<AboutBundle>,
}

impl VerifyArgs {
    /// Judges the bundle.
    ///
    /// # Errors
    /// It cannot be read at all, or a file that was named cannot.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let policy = self.policy.read(context)?;
        let files = open_bag(context, &self.path)?;
        let unreadable = |error| refusal::files(&error).exit_with(Exit::Unreadable);
        let files = Watched::new(context, &*files).map_err(unreadable)?;
        let bag = Bag::open(&files).map_err(unreadable)?;
        if bag.is_whole() {
            return tell(context, &self.whole(context, &bag, &policy)?);
        }
        let report = judge_bag(&bag, &policy)?;
        let document = BundleReport { report: ReportDocument::new(&report), bundle: AboutBundle::of(&bag, &report) };
        context.printer.answer(&document, |printer| {
            if let Some(about) = &document.bundle {
                about.tell(context);
            }
            report_text::lines(context.language(), &report).iter().for_each(|line| printer.pieces(line));
        })?;
        Ok(exit(report.verdict))
    }
}

impl VerifyArgs {
    /// Judges a whole ledger in a bag.
    fn whole<B: ReadBag + ?Sized>(
        &self,
        context: &Context,
        bag: &Bag<'_, B>,
        policy: &Policy,
    ) -> Result<Report, CliError> {
        let folder = context.setting.path(&self.path).join("data");
        if !folder.is_dir() {
            return Err(CliError::refused("error-whole-in-tar")
                .with("path", self.path.display().to_string())
                .hint(Message::new("hint-whole-in-tar")));
        }
        let store = LedgerFolder::open_for_reading(&folder)
            .map_err(|error| refusal::files(&error).exit_with(Exit::Unreadable))?;
        let progress = RefCell::new(context.progress(&Message::new("verify-progress"), None));
        let report = verify::run_whole(&store, &|each| bag.look_at_whole(each), policy, &|step| {
            progress.borrow_mut().at(step.entries);
        });
        drop(progress);
        report.map_err(|error| CliError::new(Exit::Unreadable, "error-bundle-unreadable").because_of(&error))
    }
}

/// Judges a bag as a bundle.
///
/// # Errors
/// It cannot be read at all: exit 41.
pub fn judge(context: &Context, files: &dyn ReadBag, policy: &Policy) -> Result<Report, CliError> {
    let unreadable = |error| refusal::files(&error).exit_with(Exit::Unreadable);
    let files = Watched::new(context, files).map_err(unreadable)?;
    let bag = Bag::open(&files).map_err(unreadable)?;
    judge_bag(&bag, policy)
}

/// The same, where the bag is open; it knows its documents' digests from then on.
///
/// # Errors
/// It cannot be read at all: exit 41.
pub fn judge_bag<B: ReadBag + ?Sized>(bag: &Bag<'_, B>, policy: &Policy) -> Result<Report, CliError> {
    // The rows are a few hundred: the documents are what takes time, and the bar stands over the bytes.
    let report = verify::run_bundle(bag, policy, &|_| {});
    report.map_err(|error| CliError::new(Exit::Unreadable, "error-bundle-unreadable").because_of(&error))
}
