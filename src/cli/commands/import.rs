//! `import`: what was decided before there was a ledger.

use clap::Subcommand;

use super::import_dossier::DossierArgs;
use crate::cli::{CliError, Context, Exit};

/// What to import.
#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    /// Decisions of the past, entered late by an archivist.
    Dossier(DossierArgs),
}

impl ImportCommand {
    /// Does it.
    ///
    /// # Errors
    /// Whatever the command could not do, with its exit code.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        match self {
            Self::Dossier(args) => args.run(context),
        }
    }
}
