//! `import dossier`: enters decisions of the past late (补录), in an archivist's office. Each dossier is one group: all of
//! its records or none. Everything that is wrong with any of the files is told before the first is entered.

use std::path::PathBuf;

use clap::Args;

use crate::cli::opening::{LedgerKeyArgs, Writing};
use crate::cli::pinning::PinArgs;
use crate::cli::recording::{Recording, enter, named_keys, open_keys};
use crate::cli::secret::PassphraseArgs;
use crate::cli::told::tell_acknowledged;
use crate::cli::written::{Written, refused};
use crate::cli::{CliError, Context, Exit};
use crate::crypto::SecretKey;
use crate::render::Message;

/// What `import dossier` takes.
#[derive(Debug, Args)]
pub struct DossierArgs {
    /// The dossiers.
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// The archivist's key.
    #[arg(long, value_name = "KEY")]
    pub key: String,
    /// The profile that the decisions are judged by, where a dossier names none.
    #[command(flatten)]
    pub pin: PinArgs,
    /// Where its passphrase comes from.
    #[command(flatten)]
    pub passphrase: PassphraseArgs,
    /// The ledger key.
    #[command(flatten)]
    pub ledger_key: LedgerKeyArgs,
}

impl DossierArgs {
    /// Does it.
    ///
    /// # Errors
    /// Whatever stands against it, with its exit code.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let mut dossiers = self.read(context)?;
        self.pin.pin(context, &mut dossiers)?;
        let keys = named_keys(&context.keys(), std::slice::from_ref(&self.key))?;
        Recording { written: &dossiers, keys: &keys, citing: &[], whole: true }.check(context)?;
        let secrets = open_keys(context, &keys, &self.passphrase)?;
        let secrets: Vec<&SecretKey> = secrets.iter().collect();
        let mut writing = Writing::open(context, &self.ledger_key)?;
        let total: usize = dossiers.iter().map(|one| one.forms.len()).sum();
        let mut progress = context.progress(&Message::new("progress-importing"), Some(total as u64));
        let mut all = Vec::with_capacity(total);
        for (place, dossier) in dossiers.iter().enumerate() {
            let entered = enter(&mut writing, dossier, &secrets, &[], &mut |_| ());
            all.extend(entered.map_err(|error| left_off(error, &dossiers, place))?);
            progress.at(all.len() as u64);
        }
        drop(progress);
        tell_acknowledged(context, &all)
    }

    fn read(&self, context: &Context) -> Result<Vec<Written>, CliError> {
        let (mut dossiers, mut problems) = (Vec::with_capacity(self.files.len()), Vec::new());
        for file in &self.files {
            match Written::dossier(context, file)? {
                Ok(dossier) => dossiers.push(dossier),
                Err(wrong) => problems.extend(wrong),
            }
        }
        if problems.is_empty() { Ok(dossiers) } else { Err(refused(problems)) }
    }
}

/// Names the dossier that failed and says how to go on where others are in the ledger already.
fn left_off(error: CliError, dossiers: &[Written], place: usize) -> CliError {
    let name = |one: &Written| one.name.clone();
    let failed = Message::new("cause-dossier").with("path", name(&dossiers[place]));
    let error = error.because(failed);
    if place == 0 {
        return error;
    }
    let entered: Vec<String> = dossiers[..place].iter().map(name).collect();
    error.hint(Message::new("hint-import-rest").with("entered", entered.join(", ")))
}
