//! `profile`: what a lawful decision looks like here.

use clap::Subcommand;

use super::profile_adopt::AdoptArgs;
use super::profile_check::CheckArgs;
use super::profile_explain::ExplainArgs;
use super::profile_list::ListArgs;
use super::profile_new::NewArgs;
use super::profile_show::ShowArgs;
use crate::cli::{CliError, Context, Exit};

/// What to do with procedure profiles.
#[derive(Debug, Subcommand)]
pub enum ProfileCommand {
    /// Lists them.
    List(ListArgs),
    /// Shows the text of one.
    Show(ShowArgs),
    /// Says what is wrong with one.
    Check(CheckArgs),
    /// Says what one asks for, rule by rule.
    Explain(ExplainArgs),
    /// Writes a new one.
    New(NewArgs),
    /// Brings one into force.
    Adopt(AdoptArgs),
}

impl ProfileCommand {
    /// Does it.
    ///
    /// # Errors
    /// Whatever the command could not do, with its exit code.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        match self {
            Self::List(args) => args.run(context),
            Self::Show(args) => args.run(context),
            Self::Check(args) => args.run(context),
            Self::Explain(args) => args.run(context),
            Self::New(args) => args.run(context),
            Self::Adopt(args) => args.run(context),
        }
    }
}
