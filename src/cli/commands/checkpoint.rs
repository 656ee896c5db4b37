//! `checkpoint`: the signed head of a ledger: the few lines an inspector keeps, by which every later rewriting is found.

use clap::Subcommand;

use super::checkpoint_consistency::ConsistencyArgs;
use super::checkpoint_show::ShowArgs;
use super::checkpoint_verify::VerifyArgs;
use crate::cli::{CliError, Context, Exit};

/// What to do with checkpoints.
#[derive(Debug, Subcommand)]
pub enum CheckpointCommand {
    /// Shows the latest.
    Show(ShowArgs),
    /// Checks who signed one.
    Verify(VerifyArgs),
    /// Checks that a later one continues an earlier one.
    Consistency(ConsistencyArgs),
}

impl CheckpointCommand {
    /// Does it.
    ///
    /// # Errors
    /// Whatever the command could not do, with its exit code.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        match self {
            Self::Show(args) => args.run(context),
            Self::Verify(args) => args.run(context),
            Self::Consistency(args) => args.run(context),
        }
    }
}
