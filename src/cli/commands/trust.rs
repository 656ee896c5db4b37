//! `trust`: the fingerprints of a ledger, for the inspector to compare with what they have from elsewhere.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde::Serialize;

use crate::chain::{KeyName, NoteKey};
use crate::cli::reader::Reader;
use crate::cli::{CliError, Context, Exit, files, refusal};
use crate::ledger::{ReadError, latest_checkpoint};
use crate::model::{KeyId, PersonId, TreeHash};
use crate::render::{Message, Piece, Tone};
use crate::verify::Trust;

/// What to do with trust files.
#[derive(Debug, Subcommand)]
pub enum TrustCommand {
    /// Writes what a ledger says of its keys, as a trust file.
    Show(ShowArgs),
}

impl TrustCommand {
    /// Does it.
    ///
    /// # Errors
    /// Whatever the command could not do, with its exit code.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        match self {
            Self::Show(args) => args.run(context),
        }
    }
}

/// What `trust show` takes.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// The new trust file; else it goes to standard output.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

#[derive(Serialize)]
struct ShowDocument<'a> {
    schema: &'static str,
    origin: String,
    organ: String,
    ledger_key: String,
    ledger_key_id: KeyId,
    root_holders: Vec<Holder>,
    root_threshold: usize,
    head: Option<Head>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    trust_file: &'a str,
}

#[derive(Serialize)]
struct Holder {
    person: PersonId,
    key: KeyId,
}

#[derive(Serialize)]
struct Head {
    size: u64,
    root: TreeHash,
}

impl ShowArgs {
    fn run(self, context: &Context) -> Result<Exit, CliError> {
        let reader = Reader::open(context)?;
        let Some(registry) = &reader.registry else {
            return Err(CliError::new(Exit::Invalid, "error-no-registry").hint(Message::new("hint-verify")));
        };
        let head = latest_checkpoint(&reader.store).map_err(|error: ReadError| refusal::read(&error))?;
        let head = head.as_ref().map(|signed| signed.checkpoint());
        let text = Trust::describe(registry, head);
        if let Some(out) = &self.out {
            files::write_new(&context.setting.path(out), text.as_bytes())?;
        }
        let (key, _) = registry.ledger_keys_at(u64::MAX);
        let (root, _) = registry.root();
        let document = ShowDocument {
            schema: "liuhen/trust-show/v1",
            origin: registry.origin().to_string(),
            organ: registry.organ().to_owned(),
            ledger_key: NoteKey::new(KeyName::from(registry.origin()), key).to_string(),
            ledger_key_id: key.id(),
            root_holders: root
                .holders
                .iter()
                .map(|holder| Holder { person: holder.person.clone(), key: holder.key.id() })
                .collect(),
            root_threshold: root.threshold.get(),
            head: head.map(|head| Head { size: head.size, root: head.root }),
            file: self.out.map(|out| out.display().to_string()),
            trust_file: &text,
        };
        context.printer.answer(&document, |printer| match &document.file {
            None => printer.raw(text.as_bytes()),
            Some(file) => {
                let told = Message::new("told-trust").with("path", file.clone()).text(context.language());
                printer.pieces(&[Piece::new(Tone::Good, told)]);
            }
        })?;
        context.printer.hint(&Message::new("hint-trust"));
        Ok(Exit::Sound)
    }
}
