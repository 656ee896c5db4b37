//! `root`: those who decide together who may sign.

use std::num::NonZeroUsize;

use clap::{Args, Subcommand};
use serde::Serialize;

use super::init::{HolderArg, root_set};
use crate::cli::registry_record::RegistryArgs;
use crate::cli::{CliError, Context, Exit, opening, refusal};
use crate::format::Verifiers;
use crate::ledger::registry_of;
use crate::model::{KeyId, PersonId};
use crate::registry::{Event, RotateRoot};
use crate::render::{Column, Message, Table};

/// What to do with the root holders.
#[derive(Debug, Subcommand)]
pub enum RootCommand {
    /// Shows them.
    Show(ShowArgs),
    /// Puts others in their place.
    Rotate(RotateArgs),
}

impl RootCommand {
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

/// What `root show` takes.
#[derive(Debug, Args)]
pub struct ShowArgs {}

#[derive(Serialize)]
struct ShowDocument {
    schema: &'static str,
    origin: String,
    organ: String,
    sets: Vec<ShownSet>,
}

#[derive(Serialize)]
struct ShownSet {
    since_entry: u64,
    threshold: usize,
    holders: Vec<ShownHolder>,
}

#[derive(Serialize)]
struct ShownHolder {
    person: PersonId,
    key: KeyId,
}

impl ShowArgs {
    fn run(self, context: &Context) -> Result<Exit, CliError> {
        let store = opening::reading(context)?;
        let registry = registry_of(&store, &mut Verifiers::default()).map_err(|error| refusal::read(&error))?;
        let sets = registry
            .roots()
            .map(|(since, set)| ShownSet {
                since_entry: since.0,
                threshold: set.threshold.get(),
                holders: set
                    .holders
                    .iter()
                    .map(|holder| ShownHolder { person: holder.person.clone(), key: holder.key.id() })
                    .collect(),
            })
            .collect();
        let document = ShowDocument {
            schema: "liuhen/root-show/v1",
            origin: registry.origin().to_string(),
            organ: registry.organ().to_owned(),
            sets,
        };
        context.printer.answer(&document, |printer| {
            printer.line(&format!("{}  {}", document.origin, document.organ));
            for set in &document.sets {
                printer.say(
                    &Message::new("root-set")
                        .show("since", set.since_entry)
                        .show("threshold", set.threshold)
                        .show("count", set.holders.len()),
                );
                let mut table =
                    Table::new([Column::new(context.text("office-person")), Column::new(context.text("key-id"))]);
                for holder in &set.holders {
                    table.row([holder.person.to_string(), holder.key.to_string()]);
                }
                printer.table(&table);
            }
        })?;
        Ok(Exit::Sound)
    }
}

/// What `root rotate` takes.
#[derive(Debug, Args)]
pub struct RotateArgs {
    /// A new root holder and their key, as `PERSON=KEY`.
    #[arg(long, value_name = "PERSON=KEY", required = true)]
    pub root: Vec<HolderArg>,
    /// How many of them must sign.
    #[arg(long, value_name = "N")]
    pub threshold: NonZeroUsize,
    /// Who signs: enough of the old holders and enough of the new.
    #[command(flatten)]
    pub registry: RegistryArgs,
}

impl RotateArgs {
    fn run(self, context: &Context) -> Result<Exit, CliError> {
        let root = root_set(context, &self.root, self.threshold)?;
        let document = self.registry.document.clone();
        self.registry.enter(context, &Event::RotateRoot(RotateRoot { root, document }))
    }
}
