//! Opening a ledger for a command: for reading, or for writing with the ledger key at hand.

use std::path::{Path, PathBuf};

use clap::Args;

use super::clock::SystemClock;
use super::context::Context;
use super::error::CliError;
use super::refusal;
use super::secret::LedgerPassphraseArgs;
use crate::crypto::{SecretKey, Signer};
use crate::ledger::{Acknowledged, AppendError, Ledger, Submission};
use crate::model::KeyId;
use crate::render::Message;
use crate::store::{HighWaterFolder, LedgerFolder};

/// Which ledger key signs the checkpoint.
#[derive(Debug, Clone, Default, Args)]
pub struct LedgerKeyArgs {
    /// The ledger's own secret key; else it is looked up in the key folder by its id.
    #[arg(long, value_name = "KEY")]
    pub ledger_key: Option<String>,
    /// Where its passphrase comes from.
    #[command(flatten)]
    pub passphrase: LedgerPassphraseArgs,
}

/// Opens the ledger of the setting to look something up in it, with its index where it is large: the cost must not grow
/// with the ledger. A verification opens it without.
///
/// # Errors
/// There is none, or it cannot be read.
pub fn reading(context: &Context) -> Result<LedgerFolder, CliError> {
    let dir = context.setting.ledger_dir()?;
    LedgerFolder::open_for_browsing(&dir).map_err(|error| refusal::store(&error))
}

/// Opens the ledger of the setting to look something up in it before it is written to: a large ledger's index is used
/// where nobody else holds it.
///
/// # Errors
/// There is none, or it cannot be read.
pub fn browsing(context: &Context) -> Result<LedgerFolder, CliError> {
    let dir = context.setting.ledger_dir()?;
    LedgerFolder::open_for_browsing(&dir).map_err(|error| refusal::store(&error))
}

/// Opens the ledger of the setting to put documents in. No record is written and no checkpoint signed, so the ledger
/// key need not be at hand.
///
/// # Errors
/// It is in use or damaged, or there is none.
pub fn storing(context: &Context) -> Result<LedgerFolder, CliError> {
    let dir = context.setting.ledger_dir()?;
    LedgerFolder::open_for_writing(&dir).map_err(|error| refusal::store(&error))
}

/// A ledger open for writing.
pub struct Writing {
    ledger: Ledger<LedgerFolder>,
    signers: Vec<SecretKey>,
    marks: HighWaterFolder,
    typed: LedgerKeyArgs,
}

impl Writing {
    /// Opens the ledger of the setting for writing. A commit that was cut off before its checkpoint is completed first.
    ///
    /// # Errors
    /// It is in use, damaged, rolled back, or the ledger key is not at hand.
    pub fn open(context: &Context, typed: &LedgerKeyArgs) -> Result<Self, CliError> {
        let dir = context.setting.ledger_dir()?;
        let marks = marks(context)?;
        let store = LedgerFolder::open_for_writing(&dir).map_err(|error| refusal::store(&error))?;
        let ledger = Ledger::open(store, &marks).map_err(|error| refusal::open(&error))?;
        let mut writing = Self { ledger, signers: Vec::new(), marks, typed: typed.clone() };
        let (key, before) = writing.ledger.registry().ledger_keys_at(writing.ledger.size());
        writing.hold(context, &key.id())?;
        loop {
            let signers: Vec<&dyn Signer> = writing.signers.iter().map(|key| key as &dyn Signer).collect();
            match writing.ledger.complete(&signers, &writing.marks) {
                Ok(true) => {
                    context.printer.note(&Message::new("note-completed"));
                    return Ok(writing);
                }
                Ok(false) => return Ok(writing),
                // Cut off right after the ledger key changed: that checkpoint needs both keys.
                Err(AppendError::LedgerKey { key }) if before.is_some_and(|before| before.id() == key) => {
                    writing.hold(context, &key)?;
                }
                Err(error) => return Err(refusal::append(&error)),
            }
        }
    }

    /// A ledger that has just been founded, with the key that signed its first checkpoint.
    pub fn founded(ledger: Ledger<LedgerFolder>, key: SecretKey, marks: HighWaterFolder) -> Self {
        Self { ledger, signers: vec![key], marks, typed: LedgerKeyArgs::default() }
    }

    /// Takes another ledger key in hand: for a rotation, whose checkpoint both keys sign.
    pub fn also_sign_with(&mut self, key: SecretKey) {
        self.signers.push(key);
    }

    /// The open ledger.
    pub const fn ledger(&self) -> &Ledger<LedgerFolder> {
        &self.ledger
    }

    /// The store, to put evidence in.
    pub const fn store_mut(&mut self) -> &mut LedgerFolder {
        self.ledger.store_mut()
    }

    /// Appends a group as one.
    ///
    /// # Errors
    /// What the ledger refuses (exit 1) or the surroundings do (exit 3).
    pub fn append(&mut self, group: Vec<Submission>) -> Result<Vec<Acknowledged>, CliError> {
        let signers: Vec<&dyn Signer> = self.signers.iter().map(|key| key as &dyn Signer).collect();
        let outcome = self.ledger.append(group, &signers, &SystemClock, &self.marks);
        outcome.map_err(|error| refusal::append(&error))
    }

    fn hold(&mut self, context: &Context, id: &KeyId) -> Result<(), CliError> {
        if self.signers.iter().any(|key| key.public().id() == *id) {
            return Ok(());
        }
        let folder = context.keys();
        let secret = match self.typed.ledger_key.as_deref().filter(|_| self.signers.is_empty()) {
            Some(named) => folder.open(context, named, &self.typed.passphrase.source())?,
            None => {
                let files = folder.find(id).map_err(|error| error.hint(Message::new("hint-ledger-key")))?;
                folder.open(context, &files.secret.display().to_string(), &self.typed.passphrase.source())?
            }
        };
        if secret.public().id() != *id {
            return Err(CliError::refused("error-not-the-ledger-key")
                .show("id", secret.public().id())
                .show("needed", id));
        }
        self.signers.push(secret);
        Ok(())
    }
}

/// The folder of high-water marks.
///
/// # Errors
/// Nobody says where it is.
pub fn marks(context: &Context) -> Result<HighWaterFolder, CliError> {
    Ok(HighWaterFolder::new(context.setting.state_dir()?))
}

/// The folder a new ledger goes to.
pub fn new_ledger_dir(context: &Context, typed: Option<&Path>) -> PathBuf {
    typed.map_or_else(|| context.setting.new_ledger_dir(), |dir| context.setting.path(dir))
}
