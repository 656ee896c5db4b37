//! `calendar`: counting days, and the holiday tables they are counted by.

use clap::{Args, Subcommand};

use super::calendar_adopt::AdoptArgs;
use super::calendar_count::CountArgs;
use super::calendar_list::ListArgs;
use crate::cli::{CliError, Context, Exit};

/// What `calendar` takes: a question about days, or a command about the tables.
#[derive(Debug, Args)]
#[command(subcommand_negates_reqs = true)]
pub struct CalendarArgs {
    /// What to do with the tables.
    #[command(subcommand)]
    pub command: Option<CalendarCommand>,
    /// What to count.
    #[command(flatten)]
    pub count: CountArgs,
}

/// What to do with holiday tables.
#[derive(Debug, Subcommand)]
pub enum CalendarCommand {
    /// Lists those at hand.
    List(ListArgs),
    /// Brings one into force.
    Adopt(AdoptArgs),
}

impl CalendarArgs {
    /// Does it.
    ///
    /// # Errors
    /// Whatever the command could not do, with its exit code.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        match self.command {
            Some(_) if self.count.asks() => Err(CliError::usage("error-calendar-both")),
            Some(CalendarCommand::List(args)) => args.run(context),
            Some(CalendarCommand::Adopt(args)) => args.run(context),
            None => self.count.run(context),
        }
    }
}
