//! `step`: the records of a decision.

use clap::Subcommand;

use super::append::AppendArgs;
use super::sign::SignArgs;
use super::step_add::AddArgs;
use super::step_kinds::KindsArgs;
use super::step_prepare::PrepareArgs;
use super::step_show::ShowArgs;
use super::step_template::TemplateArgs;
use crate::cli::{CliError, Context, Exit};

/// What to do with steps.
#[derive(Debug, Subcommand)]
pub enum StepCommand {
    /// Lists the kinds of record.
    Kinds(KindsArgs),
    /// Writes the empty form of a kind.
    Template(TemplateArgs),
    /// Signs a form and takes it into the ledger.
    Add(AddArgs),
    /// Makes an envelope of a form, to be signed elsewhere.
    Prepare(PrepareArgs),
    /// The same as the command `sign`.
    Sign(SignArgs),
    /// The same as the command `append`.
    Append(AppendArgs),
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
            Self::Kinds(args) => args.run(context),
            Self::Template(args) => args.run(context),
            Self::Add(args) => args.run(context),
            Self::Prepare(args) => args.run(context),
            Self::Sign(args) => args.run(context),
            Self::Append(args) => args.run(context),
            Self::Show(args) => args.run(context),
        }
    }
}
