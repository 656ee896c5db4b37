//! `decision`: the decisions of the ledger.

use clap::Subcommand;

use super::decision_audit::AuditArgs;
use super::decision_list::ListArgs;
use super::decision_open::OpenArgs;
use super::decision_show::ShowArgs;
use super::decision_status::StatusArgs;
use crate::cli::{CliError, Context, Exit};

/// What to do with decisions.
#[derive(Debug, Subcommand)]
pub enum DecisionCommand {
    /// Opens a decision.
    Open(OpenArgs),
    /// Lists them.
    List(ListArgs),
    /// Shows one.
    Show(ShowArgs),
    /// Says where one stands.
    Status(StatusArgs),
    /// Says what is at fault in the procedure of one.
    Audit(AuditArgs),
}

impl DecisionCommand {
    /// Does it.
    ///
    /// # Errors
    /// Whatever the command could not do, with its exit code.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        match self {
            Self::Open(args) => args.run(context),
            Self::List(args) => args.run(context),
            Self::Show(args) => args.run(context),
            Self::Status(args) => args.run(context),
            Self::Audit(args) => args.run(context),
        }
    }
}
