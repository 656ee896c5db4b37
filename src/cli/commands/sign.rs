//! `sign`: adds one signature to an envelope on its way. It needs no ledger: the signer's machine may be any.

use std::path::PathBuf;

use clap::Args;

use crate::cli::secret::PassphraseArgs;
use crate::cli::told::tell_travelling;
use crate::cli::travel::Travelling;
use crate::cli::{CliError, Context, Exit};
use crate::crypto::Signer as _;
use crate::render::Message;

/// What `sign` takes.
#[derive(Debug, Args)]
pub struct SignArgs {
    /// The envelope's file; the signature is added in place.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The key to sign with.
    #[arg(long, value_name = "KEY")]
    pub key: String,
    /// Where its passphrase comes from.
    #[command(flatten)]
    pub passphrase: PassphraseArgs,
}

impl SignArgs {
    /// Does it.
    ///
    /// # Errors
    /// Whatever stands against it, with its exit code.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let path = context.setting.path(&self.file);
        let mut travelling = Travelling::read(&path)?;
        let folder = context.keys();
        let public = folder.public(&self.key)?;
        if !travelling.record.offices.iter().any(|one| one.key == public) {
            return Err(CliError::refused("error-not-named")
                .with("key", self.key)
                .show("id", public.id())
                .with("path", path.display().to_string())
                .hint(Message::new("hint-not-named")));
        }
        let id = public.id().to_string();
        if travelling.envelope.signatures.iter().any(|one| one.keyid == id) {
            return Err(CliError::refused("error-signed-already").with("key", self.key));
        }
        let secret = folder.open(context, &self.key, &self.passphrase.source(0)?)?;
        // A key file damaged on the disk can open as another key: its signature would be nobody's.
        if secret.public() != public {
            return Err(CliError::refused("error-halves-do-not-fit").with("key", self.key));
        }
        travelling.envelope.sign(&secret);
        travelling.replace(&path)?;
        tell_travelling(context, &travelling, &path)?;
        let complete = travelling.envelope.signatures.len() == travelling.record.offices.len();
        let founds = travelling.record.kind.as_str() == "ledger-found";
        let hint = match (complete, founds) {
            (false, _) => Message::new("hint-sign-more"),
            (true, false) => Message::new("hint-append"),
            (true, true) => Message::new("hint-init-append"),
        };
        context.printer.hint(&hint.with("path", path.display().to_string()));
        Ok(Exit::Sound)
    }
}
