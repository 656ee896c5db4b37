//! `ledger-key`: the key that signs checkpoints.

use clap::{Args, Subcommand};
use serde::Serialize;

use crate::chain::{KeyName, NoteKey};
use crate::cli::registry_record::RegistryArgs;
use crate::cli::{CliError, Context, Exit, opening, refusal};
use crate::crypto::Signer as _;
use crate::format::Verifiers;
use crate::ledger::registry_of;
use crate::model::KeyId;
use crate::registry::{Event, RotateLedgerKey};
use crate::render::{Column, Table};

/// What to do with the ledger key.
#[derive(Debug, Subcommand)]
pub enum LedgerKeyCommand {
    /// Shows it.
    Show(ShowArgs),
    /// Puts another in its place.
    Rotate(RotateArgs),
}

impl LedgerKeyCommand {
    /// Does it.
    ///
    /// # Errors
    /// Whatever the command could not do, with its exit code.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        match self {
            Self::Show(args) => args.run(context),
            Self::Rotate(args) => args.run(context),
        }
    }
}

/// What `ledger-key show` takes.
#[derive(Debug, Args)]
pub struct ShowArgs {}

#[derive(Serialize)]
struct ShowDocument {
    schema: &'static str,
    origin: String,
    keys: Vec<Shown>,
}

#[derive(Serialize)]
struct Shown {
    since_entry: u64,
    id: KeyId,
    vkey: String,
}

impl ShowArgs {
    fn run(self, context: &Context) -> Result<Exit, CliError> {
        let store = opening::reading(context)?;
        let registry = registry_of(&store, &mut Verifiers::default()).map_err(|error| refusal::read(&error))?;
        let name =
            KeyName::new(registry.origin().as_str()).map_err(|_| CliError::bug("an origin that is no key name"))?;
        let keys = registry
            .ledger_keys()
            .iter()
            .map(|(since, key)| Shown {
                since_entry: since.0,
                id: key.id(),
                vkey: NoteKey::new(name.clone(), *key).to_string(),
            })
            .collect();
        let document =
            ShowDocument { schema: "liuhen/ledger-key-show/v1", origin: registry.origin().to_string(), keys };
        context.printer.answer(&document, |printer| {
            let column = |id: &str| Column::new(context.text(id));
            let mut table = Table::new([column("office-since").right(), column("key-id"), column("ledger-key-vkey")]);
            for key in &document.keys {
                table.row([format!("@{}", key.since_entry), key.id.to_string(), key.vkey.clone()]);
            }
            printer.table(&table);
        })?;
        Ok(Exit::Sound)
    }
}

/// What `ledger-key rotate` takes.
#[derive(Debug, Args)]
pub struct RotateArgs {
    /// The new ledger key.
    #[arg(long, value_name = "KEY")]
    pub to: String,
    /// Who signs, and with what.
    #[command(flatten)]
    pub registry: RegistryArgs,
}

impl RotateArgs {
    fn run(self, context: &Context) -> Result<Exit, CliError> {
        let folder = context.keys();
        let ledger_key = folder.public(&self.to)?;
        let event = Event::RotateLedgerKey(RotateLedgerKey { ledger_key, document: self.registry.document.clone() });
        self.registry.enter_with(context, &event, |writing| {
            let secret = folder.open(context, &self.to, &self.registry.ledger_key.passphrase.source())?;
            if secret.public() != ledger_key {
                return Err(CliError::refused("error-halves-do-not-fit").with("key", self.to.clone()));
            }
            writing.also_sign_with(secret);
            Ok(())
        })
    }
}
