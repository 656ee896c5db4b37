//! `init`: founds a ledger. Its root holders sign entry 0, here or on their own machines.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::clock::SystemClock;
use crate::cli::opening::{marks, new_ledger_dir};
use crate::cli::registry_record::{prepare, registry_record};
use crate::cli::secret::{LedgerPassphraseArgs, PassphraseArgs};
use crate::cli::travel::Travelling;
use crate::cli::{CliError, Context, Exit, cause, refusal, told};
use crate::crypto::{SecretKey, Signer as _};
use crate::format::{Envelope, Verifiers};
use crate::ledger::found;
use crate::model::{Origin, PersonId};
use crate::port::Clock as _;
use crate::registry::{Event, Holder, LedgerFound, Registry, RootSet};
use crate::render::Message;
use crate::store::LedgerFolder;

/// What `init` takes.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// The new ledger's folder; else `--ledger`, else the current one.
    #[arg(value_name = "DIR")]
    pub dir: Option<PathBuf>,
    /// The ledger's name, as in its checkpoints.
    #[arg(long, value_name = "NAME", required_unless_present = "append")]
    pub origin: Option<Origin>,
    /// The organ whose ledger it is.
    #[arg(long, value_name = "TEXT", required_unless_present = "append")]
    pub organ: Option<String>,
    /// A root holder and their key, as `PERSON=KEY`.
    #[arg(long, value_name = "PERSON=KEY", required_unless_present = "append")]
    pub root: Vec<HolderArg>,
    /// How many root holders must sign what comes later; all sign the founding.
    #[arg(long, value_name = "N", required_unless_present = "append")]
    pub threshold: Option<NonZeroUsize>,
    /// The key that signs checkpoints.
    #[arg(long, value_name = "KEY", required_unless_present = "append")]
    pub ledger_key: Option<String>,
    /// Writes what is to be signed to a file instead, to be signed elsewhere.
    #[arg(long, value_name = "FILE", conflicts_with = "append")]
    pub prepare: Option<PathBuf>,
    /// Founds with the envelope that came back signed.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["origin", "organ", "root", "threshold"])]
    pub append: Option<PathBuf>,
    /// Where the root holders' passphrases come from.
    #[command(flatten)]
    pub passphrase: PassphraseArgs,
    /// Where the ledger key's passphrase comes from.
    #[command(flatten)]
    pub ledger_passphrase: LedgerPassphraseArgs,
}

/// A root holder as typed: `PERSON=KEY`.
#[derive(Debug, Clone)]
pub struct HolderArg {
    /// Who.
    pub person: PersonId,
    /// The key, by name or file.
    pub key: String,
}

impl std::str::FromStr for HolderArg {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let (person, key) = text.split_once('=').ok_or("PERSON=KEY")?;
        Ok(Self { person: PersonId::new(person).map_err(|bad| bad.to_string())?, key: key.to_owned() })
    }
}

/// The root set that was typed.
///
/// # Errors
/// A key is not to be had, or a person or key is named twice.
pub fn root_set(context: &Context, typed: &[HolderArg], threshold: NonZeroUsize) -> Result<RootSet, CliError> {
    let folder = context.keys();
    let holder = |one: &HolderArg| Ok(Holder { person: one.person.clone(), key: folder.public(&one.key)? });
    let root = RootSet { threshold, holders: typed.iter().map(holder).collect::<Result<_, CliError>>()? };
    match root.quorum() {
        Ok(_) => Ok(root),
        Err(broken) => Err(CliError::usage("error-root-set").say("what", cause::rule(&broken))),
    }
}

impl InitArgs {
    /// Does it.
    ///
    /// # Errors
    /// Whatever stands against it, with its exit code.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let dir = new_ledger_dir(context, self.dir.as_deref());
        if let Some(path) = &self.append {
            let travelling = Travelling::read(&context.setting.path(path))?;
            return self.found(context, &dir, travelling.envelope, &travelling.record.origin);
        }
        let (Some(origin), Some(organ), Some(threshold), Some(ledger_key)) =
            (&self.origin, &self.organ, self.threshold, &self.ledger_key)
        else {
            return Err(CliError::bug("clap let `init` pass without what it needs"));
        };
        let folder = context.keys();
        let root = root_set(context, &self.root, threshold)?;
        let keys: Vec<_> = root.holders.iter().map(|holder| holder.key).collect();
        let event =
            Event::LedgerFound(LedgerFound { organ: organ.clone(), ledger_key: folder.public(ledger_key)?, root });
        let record = registry_record(origin.clone(), &event, &keys, Vec::new())?;
        if let Some(path) = &self.prepare {
            return prepare(context, record, &context.setting.path(path));
        }
        let bytes = record.to_bytes().map_err(|error| refusal::record(&error))?;
        let mut envelope = Envelope::unsigned(bytes);
        for (nth, holder) in self.root.iter().enumerate() {
            let opened = folder.open(context, &holder.key, &self.passphrase.source(nth)?);
            envelope.sign(&opened.map_err(|error| error.hint(Message::new("hint-prepare")))?);
        }
        self.found(context, &dir, envelope, origin)
    }

    fn found(&self, context: &Context, dir: &Path, envelope: Envelope, origin: &Origin) -> Result<Exit, CliError> {
        // Everything that can be refused is refused before a folder is made.
        let bytes = envelope.to_bytes();
        let (_, registry) = Registry::authorise_founding(bytes.clone(), &mut Verifiers::default())
            .map_err(|error| refusal::found(&error.into()))?;
        let key = self.open_ledger_key(context, &registry)?;
        let marks = marks(context)?;
        let store = LedgerFolder::create(dir, origin).map_err(|error| refusal::store(&error))?;
        let clock = SystemClock.now();
        let (ledger, acknowledged) =
            found(store, bytes, &key, &clock, &marks).map_err(|error| refusal::found(&error))?;
        drop(ledger);
        told::tell_acknowledged(context, &[acknowledged])?;
        context.printer.hint(&Message::new("hint-founded").with("path", dir.display().to_string()));
        Ok(Exit::Sound)
    }

    fn open_ledger_key(&self, context: &Context, registry: &Registry) -> Result<SecretKey, CliError> {
        let folder = context.keys();
        let (needed, _) = registry.ledger_keys_at(1);
        let named = match &self.ledger_key {
            Some(named) => named.clone(),
            None => folder.find(&needed.id())?.secret.display().to_string(),
        };
        let secret = folder.open(context, &named, &self.ledger_passphrase.source())?;
        if secret.public() == needed {
            Ok(secret)
        } else {
            let (id, needed) = (secret.public().id(), needed.id());
            Err(CliError::refused("error-not-the-ledger-key").show("id", id).show("needed", needed))
        }
    }
}
