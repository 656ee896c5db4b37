//! `bundle`: a decision leaves the ledger as an archive bundle, and is judged without it.

use clap::Subcommand;

use super::{bundle_compare, bundle_convert, bundle_export, bundle_verify};
use crate::cli::{CliError, Context, Exit};

/// What to do with bundles.
#[derive(Debug, Subcommand)]
pub enum BundleCommand {
    /// Writes one.
    Export(bundle_export::ExportArgs),
    /// Judges one.
    Verify(bundle_verify::VerifyArgs),
    /// Lays one out as archives ask for.
    Convert(bundle_convert::ConvertArgs),
    /// Holds one against another.
    Compare(bundle_compare::CompareArgs),
}

impl BundleCommand {
    /// Does it.
    ///
    /// # Errors
    /// Whatever the command could not do, with its exit code.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        match self {
            Self::Export(args) => args.run(context),
            Self::Verify(args) => args.run(context),
            Self::Convert(args) => args.run(context),
            Self::Compare(args) => args.run(context),
        }
    }
}
