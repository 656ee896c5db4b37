//! `step`: the records of a decision.

use clap::Subcommand;

use super::step_show::ShowArgs;
use crate::cli::{CliError, Context, Exit};

/// What to do with steps.
#[derive(Debug, Subcommand)]
pub enum StepCommand {
    /// Shows one.
    Show(ShowArgs),
}

impl StepCommand {
    /// Does it.
    ///
    /// # Errors
    /// Whatever the command could not do, with its exit code.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        match self {
            Self::Show(args) => args.run(context),
        }
    }
}
