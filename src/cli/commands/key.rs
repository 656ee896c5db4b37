//! `key`: making key pairs, showing public keys, checking that a secret key opens.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use clap::{ArgGroup, Args, Subcommand};
use serde::Serialize;

use crate::cli::key_folder::{self, KeyPairFiles, write_pair};
use crate::cli::secret::PassphraseArgs;
use crate::cli::{CliError, Context, Exit, random};
use crate::crypto::pem::{Protection, secret_to_pem};
use crate::crypto::{PublicKey, SecretKey, Signer as _};
use crate::model::KeyId;
use crate::render::{Message, Piece, Table, Tone};

/// What to do with keys.
#[derive(Debug, Subcommand)]
pub enum KeyCommand {
    /// Makes a key pair.
    New(KeyNewArgs),
    /// Shows public keys.
    Show(KeyShowArgs),
    /// Checks that a secret key opens and fits its public half.
    Check(KeyCheckArgs),
}

impl KeyCommand {
    /// Does it.
    ///
    /// # Errors
    /// Whatever the command could not do, with its exit code.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        match self {
            Self::New(args) => args.run(context),
            Self::Show(args) => args.run(context),
            Self::Check(args) => args.run(context),
        }
    }
}

/// What `key new` takes.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("place").required(true).args(["name", "out"]))]
pub struct KeyNewArgs {
    /// The key's name in the key folder.
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// The secret half's file, where it is not to go to the key folder.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Writes the secret half unencrypted.
    #[arg(long, conflicts_with = "passphrase_file")]
    pub no_passphrase: bool,
    /// Where the passphrase comes from.
    #[command(flatten)]
    pub passphrase: PassphraseArgs,
}

#[derive(Serialize)]
struct NewDocument {
    schema: &'static str,
    id: KeyId,
    algorithm: &'static str,
    spki: PublicKey,
    secret_file: String,
    public_file: String,
    encrypted: bool,
}

impl KeyNewArgs {
    fn run(self, context: &Context) -> Result<Exit, CliError> {
        let files = match (&self.out, &self.name) {
            (Some(out), _) => KeyPairFiles::of(&context.setting.path(out)),
            (None, Some(name)) => context.keys().files(name)?,
            (None, None) => return Err(CliError::bug("clap let `key new` pass without a name")),
        };
        let shown = files.secret.display().to_string();
        // Before a passphrase is thought up: is there room for the pair at all?
        key_folder::refuse_existing(&files)?;
        let secret = SecretKey::from_seed(&*random::bytes::<32>()?);
        let pem = if self.no_passphrase {
            context.printer.warning(&Message::new("warning-key-unencrypted").with("path", shown.clone()));
            secret_to_pem(&secret, Protection::Open)
        } else {
            let passphrase = self.passphrase.source(0)?.new_passphrase(context, &shown)?;
            let (salt, iv) = (*random::bytes()?, *random::bytes()?);
            secret_to_pem(&secret, Protection::Passphrase { passphrase: passphrase.bytes(), salt, iv })
        }
        .map_err(|_| CliError::bug("a key that cannot be written as PEM"))?;
        let public = secret.public();
        write_pair(&files, &pem, &public)?;
        let document = NewDocument {
            schema: "liuhen/key-new/v1",
            id: public.id(),
            algorithm: ALGORITHM,
            spki: public,
            secret_file: shown,
            public_file: files.public.display().to_string(),
            encrypted: !self.no_passphrase,
        };
        context.printer.answer(&document, |printer| {
            printer.table(&labelled(
                context,
                &[
                    ("key-id", &document.id.to_string()),
                    ("key-secret-file", &document.secret_file),
                    ("key-public-file", &document.public_file),
                ],
            ));
        })?;
        context.printer.hint(&Message::new(match document.encrypted {
            true => "hint-key-new",
            false => "hint-key-new-open",
        }));
        Ok(Exit::Sound)
    }
}

/// What `key show` takes.
#[derive(Debug, Args)]
pub struct KeyShowArgs {
    /// Names in the key folder, or files.
    #[arg(value_name = "KEY", required = true)]
    pub keys: Vec<String>,
}

#[derive(Serialize)]
struct ShowDocument {
    schema: &'static str,
    keys: Vec<Shown>,
}

#[derive(Serialize)]
struct Shown {
    id: KeyId,
    algorithm: &'static str,
    file: String,
    spki: String,
    openssl: String,
}

impl KeyShowArgs {
    fn run(self, context: &Context) -> Result<Exit, CliError> {
        let keys = self.keys.iter().map(|key| shown(context, key)).collect::<Result<_, _>>()?;
        let document = ShowDocument { schema: "liuhen/key-show/v1", keys };
        context.printer.answer(&document, |printer| {
            for (at, key) in document.keys.iter().enumerate() {
                if at > 0 {
                    printer.line("");
                }
                printer.table(&labelled(
                    context,
                    &[
                        ("key-id", &key.id.to_string()),
                        ("key-algorithm", key.algorithm),
                        ("key-file", &key.file),
                        ("key-spki", &key.spki),
                        ("key-openssl", &key.openssl),
                    ],
                ));
            }
        })?;
        Ok(Exit::Sound)
    }
}

fn shown(context: &Context, key: &str) -> Result<Shown, CliError> {
    let folder = context.keys();
    let public = folder.public(key)?;
    let files = folder.files(key)?;
    // The command must work on what lies there: a secret half openssl can read shows its public half itself.
    let (file, input) = match files.public.is_file() {
        true => (&files.public, "-pubin "),
        false => (&files.secret, "-pubout "),
    };
    let quoted = quoted(file);
    Ok(Shown {
        id: public.id(),
        algorithm: ALGORITHM,
        file: file.display().to_string(),
        spki: STANDARD.encode(public.to_spki()),
        openssl: format!("openssl pkey {input}-in {quoted} -outform DER | openssl dgst -sha256 -r"),
    })
}

/// What `key check` takes.
#[derive(Debug, Args)]
pub struct KeyCheckArgs {
    /// A name in the key folder, or a file.
    #[arg(value_name = "KEY")]
    pub key: String,
    /// Where the passphrase comes from.
    #[command(flatten)]
    pub passphrase: PassphraseArgs,
}

#[derive(Serialize)]
struct CheckDocument {
    schema: &'static str,
    id: KeyId,
    secret_file: String,
    public_file: String,
    encrypted: bool,
    matches: bool,
}

impl KeyCheckArgs {
    fn run(self, context: &Context) -> Result<Exit, CliError> {
        let folder = context.keys();
        let files = folder.files(&self.key)?;
        let secret = folder.open(context, &self.key, &self.passphrase.source(0)?)?;
        let beside = key_folder::read_public_file(&files.public)?;
        let id = secret.public().id();
        if beside != secret.public() {
            return Err(key_folder::halves_differ(&files, &id, &beside.id()));
        }
        let document = CheckDocument {
            schema: "liuhen/key-check/v1",
            id,
            secret_file: files.secret.display().to_string(),
            public_file: files.public.display().to_string(),
            encrypted: key_folder::is_encrypted_file(&files.secret)?,
            matches: true,
        };
        context.printer.answer(&document, |printer| {
            printer.pieces(&[Piece::new(Tone::Good, context.text("key-check-good"))]);
            let protection = if document.encrypted { "key-encrypted" } else { "key-unencrypted" };
            printer.table(&labelled(
                context,
                &[
                    ("key-id", &document.id.to_string()),
                    ("key-secret-file", &document.secret_file),
                    ("key-public-file", &document.public_file),
                    ("key-protection", &context.text(protection)),
                ],
            ));
        })?;
        Ok(Exit::Sound)
    }
}

fn labelled(context: &Context, rows: &[(&str, &str)]) -> Table {
    let mut table = Table::bare(2);
    for (label, value) in rows {
        table.row([Piece::new(Tone::Faint, context.text(label)), Piece::plain(*value)]);
    }
    table
}

/// A path as a POSIX shell takes it for one word.
fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let safe = |c: char| c.is_alphanumeric() || "/._-+:@%,=".contains(c);
    if !text.is_empty() && text.chars().all(safe) { text } else { format!("'{}'", text.replace('\'', "'\\''")) }
}

/// The one algorithm of the first suite.
const ALGORITHM: &str = "Ed25519";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_one_word_to_the_shell() {
        assert_eq!(quoted(Path::new("/srv/keys/李明.pub.pem")), "/srv/keys/李明.pub.pem");
        assert_eq!(quoted(Path::new("my keys/a.pem")), "'my keys/a.pem'");
        assert_eq!(quoted(Path::new("it's $x")), "'it'\\''s $x'");
    }
}
