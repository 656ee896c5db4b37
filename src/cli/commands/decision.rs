//! `decision`: the decisions of the ledger.

use clap::Subcommand;

use super::decision_list::ListArgs;
use super::decision_show::ShowArgs;
use crate::cli::{CliError, Context, Exit};

/// What to do with decisions.
#[derive(Debug, Subcommand)]
pub enum DecisionCommand {
    /// Lists them.
    List(ListArgs),
    /// Shows one.
    Show(ShowArgs),
}

impl DecisionCommand {
    /// Does it.
    ///
    /// # Errors
    /// Whatever the command could not do, with its exit code.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        match self {
            Self::List(args) => args.run(context),
            Self::Show(args) => args.run(context),
        }
    }
}
