//! `step add`: a form, its documents and its signatures into the ledger, in one command.

use std::path::PathBuf;

use clap::Args;

use crate::cli::foreseeing::{DespiteArgs, foresee};
use crate::cli::head_form::check_reasons;
use crate::cli::opening::LedgerKeyArgs;
use crate::cli::pinning::PinArgs;
use crate::cli::recording::{Checked, Recording, named_keys, record};
use crate::cli::secret::PassphraseArgs;
use crate::cli::told::tell_with_findings;
use crate::cli::written::Written;
use crate::cli::{CliError, Context, Exit};
use crate::model::DecisionId;

/// What `step add` takes.
#[derive(Debug, Args)]
pub struct AddArgs {
    /// The form.
    #[arg(value_name = "FORM")]
    pub form: PathBuf,
    /// The key that signs in the form's office.
    #[arg(long, value_name = "KEY")]
    pub key: String,
    /// Keys that sign as well, each in the office it holds.
    #[arg(long, value_name = "KEY", value_delimiter = ',')]
    pub also: Vec<String>,
    /// Other decisions whose records the form cites by their digests.
    #[arg(long, value_name = "DECISION", value_delimiter = ',')]
    pub citing: Vec<DecisionId>,
    /// The profile that a decision is judged by, where one is opened.
    #[command(flatten)]
    pub pin: PinArgs,
    /// Findings that are known, with the reasons for going ahead.
    #[command(flatten)]
    pub despite: DespiteArgs,
    /// Where the signers' passphrases come from.
    #[command(flatten)]
    pub passphrase: PassphraseArgs,
    /// The ledger key.
    #[command(flatten)]
    pub ledger_key: LedgerKeyArgs,
}

impl AddArgs {
    /// Does it.
    ///
    /// # Errors
    /// Whatever stands against it, with its exit code.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let written = self.read(context)?;
        self.enter(context, written)
    }

    /// Reads the form.
    ///
    /// # Errors
    /// It cannot be read (exit 3) or is wrong (exit 1).
    pub fn read(&self, context: &Context) -> Result<Written, CliError> {
        Written::form(context, &self.form)
    }

    /// Takes the form that was read into the ledger.
    ///
    /// # Errors
    /// Whatever stands against it, with its exit code.
    pub fn enter(self, context: &Context, mut written: Written) -> Result<Exit, CliError> {
        self.pin.pin(context, std::slice::from_mut(&mut written))?;
        let typed: Vec<String> = std::iter::once(self.key).chain(self.also).collect();
        let keys = named_keys(&context.keys(), &typed)?;
        self.despite.into_forms(&mut written);
        let recording = Recording { written: &[written], keys: &keys, citing: &self.citing, whole: false };
        let Checked { bytes, records } = recording.check(context)?;
        check_reasons(context, recording.written, &records)?;
        let mut findings = Vec::new();
        for one in records {
            if let Some(foreseen) = foresee(context, one)? {
                foreseen.tell(context)?;
                findings.extend(foreseen.documents());
            }
        }
        let acknowledged = record(context, &recording, bytes, &self.passphrase, &self.ledger_key)?;
        tell_with_findings(context, &acknowledged, findings)
    }
}
