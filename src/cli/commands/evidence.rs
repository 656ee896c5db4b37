//! `evidence`: the documents of the ledger.

use clap::Subcommand;

use super::evidence_add::AddArgs;
use super::evidence_check::CheckArgs;
use super::evidence_erase::EraseArgs;
use crate::cli::{CliError, Context, Exit};

/// What to do with documents.
#[derive(Debug, Subcommand)]
pub enum EvidenceCommand {
    /// Stores documents.
    Add(AddArgs),
    /// Reads every document again and holds it against its name.
    Check(CheckArgs),
    /// Carries out an erasure.
    Erase(EraseArgs),
}

impl EvidenceCommand {
    /// Does it.
    ///
    /// # Errors
    /// Whatever the command could not do, with its exit code.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        match self {
            Self::Add(args) => args.run(context),
            Self::Check(args) => args.run(context),
            Self::Erase(args) => args.run(context),
        }
    }
}
