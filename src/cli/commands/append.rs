//! `append`: takes envelopes that have all their signatures into the ledger, steps and registry records alike.

use std::path::PathBuf;

use clap::Args;

use crate::cli::opening::{LedgerKeyArgs, Writing};
use crate::cli::told::tell_acknowledged;
use crate::cli::travel::Travelling;
use crate::cli::{CliError, Context, Exit, bundling, erased, profiles, tables};
use crate::crypto::Signer as _;
use crate::ledger::Submission;
use crate::model::{DecisionId, StreamId};
use crate::registry::Event;

/// What `append` takes.
#[derive(Debug, Args)]
pub struct AppendArgs {
    /// The envelopes' files; they are appended as one group, in this order.
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Other decisions whose records they cite.
    #[arg(long, value_name = "DECISION")]
    pub citing: Vec<DecisionId>,
    /// The new ledger key, where the group changes it.
    #[arg(long, value_name = "KEY")]
    pub new_ledger_key: Option<String>,
    /// The ledger key.
    #[command(flatten)]
    pub ledger_key: LedgerKeyArgs,
}

impl AppendArgs {
    /// Does it.
    ///
    /// # Errors
    /// Whatever stands against it, with its exit code.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let citing: Vec<StreamId> = self.citing.into_iter().map(StreamId::Decision).collect();
        let mut group = Vec::with_capacity(self.files.len());
        let mut rotated = None;
        let mut records = Vec::with_capacity(self.files.len());
        for file in &self.files {
            let travelling = Travelling::read(&context.setting.path(file))?;
            if let Ok(Event::RotateLedgerKey(rotate)) =
                Event::read(&travelling.record.kind, travelling.record.body.get())
            {
                rotated = Some(rotate.ledger_key);
            }
            group.push(Submission { envelope: travelling.envelope.to_bytes(), citing: citing.clone() });
            records.push(travelling.record);
        }
        let mut writing = Writing::open(context, &self.ledger_key)?;
        for record in &records {
            profiles::check_adoption(writing.ledger().store(), record)?;
            tables::check_adoption(writing.ledger().store(), record)?;
            erased::check(writing.ledger().store(), writing.ledger().registry(), record)?;
            // One of a group may name others of it, which the ledger does not have yet.
            if records.len() == 1 {
                bundling::check_review(writing.ledger().store(), record)?;
            }
        }
        if let Some(new) = rotated {
            let folder = context.keys();
            let named = match &self.new_ledger_key {
                Some(named) => named.clone(),
                None => folder.find(&new.id())?.secret.display().to_string(),
            };
            let secret = folder.open(context, &named, &self.ledger_key.passphrase.source())?;
            if secret.public() != new {
                return Err(CliError::refused("error-halves-do-not-fit").with("key", named));
            }
            writing.also_sign_with(secret);
        }
        let acknowledged = writing.append(group)?;
        tell_acknowledged(context, &acknowledged)
    }
}
