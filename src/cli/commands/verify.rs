//! `verify`: reads every byte of a ledger again and judges it. The verdict is the exit code.

use std::cell::RefCell;
use std::path::PathBuf;
use std::thread;

use clap::Args;

use crate::chain::WORD_PROOF_BYTES_MAX;
use crate::cli::judging::{TrustArgs, tell};
use crate::cli::tables::TableArgs;
use crate::cli::{CliError, Context, Exit, files, random, refusal};
use crate::port::{ReadLedger as _, StoreErrorKind};
use crate::render::Message;
use crate::store::LedgerFolder;
use crate::verify::{self, KnownHead, Policy};

/// What `verify` takes.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// What the inspector trusts.
    #[command(flatten)]
    pub trust: TrustArgs,
    /// Checkpoints and receipts that were kept.
    #[arg(long, value_name = "FILE")]
    pub known_head: Vec<PathBuf>,
    /// How many threads work.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=THREADS_MAX))]
    pub threads: Option<u16>,
    /// Holiday tables beside those built in.
    #[command(flatten)]
    pub tables: TableArgs,
}

impl VerifyArgs {
    /// Judges the ledger.
    ///
    /// # Errors
    /// A file the inspector named cannot be read (exit 3) or is not what it must be (exit 2); there is no ledger, or it
    /// cannot be read at all (exit 41).
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let trust = self.trust.read(context)?;
        let known_heads = self.known_head.iter().map(|file| known_head(context, file)).collect::<Result<_, _>>()?;
        let holidays = self.tables.holidays(context)?;
        let store = open(context)?;
        let threads = self.threads.map_or_else(|| thread::available_parallelism().map_or(1, usize::from), usize::from);
        // One of them is the thread that calls.
        let policy =
            Policy { trust, known_heads, threads: threads.saturating_sub(1), seed: *random::bytes()?, holidays };
        let total = store.tip().ok().map(|tip| tip.size);
        let progress = RefCell::new(context.progress(&Message::new("verify-progress"), total));
        let report = verify::run(&store, &policy, &|step| progress.borrow_mut().at(step.entries));
        drop(progress);
        let report = report.map_err(|error| {
            CliError::new(Exit::Unreadable, "error-ledger-unreadable")
                .because_of(&error)
                .hint(Message::new("hint-copy"))
        })?;
        tell(context, &report)
    }
}

fn known_head(context: &Context, file: &std::path::Path) -> Result<KnownHead, CliError> {
    let bytes = files::read(&context.setting.path(file), WORD_PROOF_BYTES_MAX)?;
    let name = file.display().to_string();
    KnownHead::read(&bytes, &name)
        .map_err(|cause| CliError::usage("error-not-a-known-head").with("path", name).because_of(&cause))
}

/// Opens the ledger for judging: nothing is written, no index is believed. A folder that has lost the file which says what
/// it is, but holds a log, is judged all the same.
fn open(context: &Context) -> Result<LedgerFolder, CliError> {
    let dir = context.setting.ledger_dir().or_else(|error| {
        let named = context.setting.new_ledger_dir();
        if named.join("log").is_dir() { Ok(named) } else { Err(error.exit_with(Exit::Unreadable)) }
    })?;
    LedgerFolder::open_for_reading(&dir).map_err(|error| {
        // That something is damaged is a verdict; that it cannot be read is none.
        let exit = if error.kind == StoreErrorKind::Corrupt { Exit::Invalid } else { Exit::Unreadable };
        refusal::store(&error).exit_with(exit)
    })
}

/// More threads than any machine gains by; what they hold in memory stays small.
const THREADS_MAX: i64 = 64;
