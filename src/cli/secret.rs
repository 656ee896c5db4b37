//! Passphrases: from a file, from the environment, or asked for where a person sits at the terminal.
//!
//! A command that signs takes [`PassphraseArgs`]; one that also needs the ledger's own key takes
//! [`LedgerPassphraseArgs`] beside it, because the two are held by different people.
#![expect(clippy::disallowed_methods, reason = "a passphrase may stand in a file")]

use std::fs::File;
use std::io::{self, IsTerminal as _, Read as _};
use std::path::{Path, PathBuf};

use clap::Args;
use zeroize::Zeroizing;

use super::context::Context;
use super::error::{CliError, FileDeed};
use crate::render::Message;

/// Where the passphrases of the signers' keys come from.
#[derive(Debug, Clone, Default, Args)]
pub struct PassphraseArgs {
    /// A file whose first line is the passphrase; given several times, the files belong to the keys in their order.
    #[arg(long, value_name = "FILE")]
    pub passphrase_file: Vec<PathBuf>,
}

/// Where the passphrase of the ledger's own key comes from.
#[derive(Debug, Clone, Default, Args)]
pub struct LedgerPassphraseArgs {
    /// A file whose first line is the passphrase of the ledger's key.
    #[arg(long, value_name = "FILE")]
    pub ledger_passphrase_file: Option<PathBuf>,
}

/// A passphrase; wiped when dropped, and never printed.
pub struct Passphrase(Zeroizing<Vec<u8>>);

impl Passphrase {
    /// The bytes, as they go into the key derivation.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl std::fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

/// Whose passphrase it is: decides the option, the variable and the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holder {
    Signer,
    Ledger,
}

/// Where one passphrase comes from.
#[derive(Debug, Clone)]
pub struct PassphraseSource<'a> {
    file: Option<&'a Path>,
    holder: Holder,
}

impl PassphraseArgs {
    /// The source for the `nth` key on the command line, from 0. One file serves all keys; several serve one each.
    ///
    /// # Errors
    /// There are several files, and fewer than keys: exit 2.
    pub fn source(&self, nth: usize) -> Result<PassphraseSource<'_>, CliError> {
        let file = match self.passphrase_file.as_slice() {
            [] => None,
            [one] => Some(one),
            several => {
                let count = several.len();
                let missing = || CliError::usage("error-passphrase-files").with("nth", nth + 1).with("count", count);
                Some(several.get(nth).ok_or_else(missing)?)
            }
        };
        Ok(PassphraseSource { file: file.map(PathBuf::as_path), holder: Holder::Signer })
    }
}

impl LedgerPassphraseArgs {
    /// The source for the ledger's key.
    pub fn source(&self) -> PassphraseSource<'_> {
        PassphraseSource { file: self.ledger_passphrase_file.as_deref(), holder: Holder::Ledger }
    }
}

impl PassphraseSource<'_> {
    /// The passphrase of a key that exists, told by `key`.
    ///
    /// # Errors
    /// The file cannot be read, or there is none, no variable, and nobody at the terminal.
    pub fn passphrase(&self, context: &Context, key: &str) -> Result<Passphrase, CliError> {
        match self.given(context)? {
            Some(passphrase) => Ok(passphrase),
            None => self.asked(context, key, &Message::new("ask-passphrase").show("key", key)),
        }
    }

    /// A passphrase for a key that is being made: not empty; asked for twice where it is asked for.
    ///
    /// # Errors
    /// As [`PassphraseSource::passphrase`]; also where it is empty or the two differ.
    pub fn new_passphrase(&self, context: &Context, key: &str) -> Result<Passphrase, CliError> {
        let passphrase = match self.given(context)? {
            Some(passphrase) => passphrase,
            None => {
                let first = self.asked(context, key, &Message::new("ask-new-passphrase").show("key", key))?;
                let second = self.asked(context, key, &Message::new("ask-passphrase-again"))?;
                if first.bytes() != second.bytes() {
                    return Err(CliError::refused("error-passphrases-differ"));
                }
                first
            }
        };
        if passphrase.bytes().is_empty() {
            return Err(CliError::refused("error-passphrase-empty").hint(Message::new("hint-no-passphrase")));
        }
        if String::from_utf8_lossy(passphrase.bytes()).chars().count() < ADVISED_LENGTH {
            context.printer.warning(&Message::new("warning-passphrase-short").with("advised", ADVISED_LENGTH));
        }
        Ok(passphrase)
    }

    fn given(&self, context: &Context) -> Result<Option<Passphrase>, CliError> {
        if let Some(file) = self.file {
            return read_file(&context.setting.path(file)).map(Some);
        }
        let variable = match self.holder {
            Holder::Ledger => context.setting.ledger_passphrase(),
            Holder::Signer => context.setting.passphrase(),
        };
        Ok(variable.map(|words| Passphrase(Zeroizing::new(words.as_bytes().to_vec()))))
    }

    fn asked(&self, context: &Context, key: &str, question: &Message) -> Result<Passphrase, CliError> {
        if !io::stdin().is_terminal() {
            let (option, variable) = match self.holder {
                Holder::Ledger => ("--ledger-passphrase-file", "LIUHEN_LEDGER_PASSPHRASE"),
                Holder::Signer => ("--passphrase-file", "LIUHEN_PASSPHRASE"),
            };
            return Err(CliError::usage("error-no-passphrase")
                .show("key", key)
                .hint(Message::new("hint-passphrase-ways").with("option", option).with("variable", variable)));
        }
        let question = question.text(context.language());
        let answer = rpassword::prompt_password(format!("{question} "))
            .map_err(|cause| CliError::surroundings("error-stdin").because_of(&cause))?;
        let answer = Zeroizing::new(answer);
        Ok(Passphrase(Zeroizing::new(answer.as_bytes().to_vec())))
    }
}

/// The first line of a file, without its end.
fn read_file(path: &Path) -> Result<Passphrase, CliError> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(PASSPHRASE_BYTES_MAX + 1));
    File::open(path)
        .and_then(|file| file.take(PASSPHRASE_BYTES_MAX as u64 + 1).read_to_end(&mut bytes))
        .map_err(|cause| CliError::file(FileDeed::Read, path, &cause))?;
    if bytes.len() > PASSPHRASE_BYTES_MAX {
        return Err(CliError::usage("error-passphrase-file-long")
            .with("path", path.display().to_string())
            .with("most", PASSPHRASE_BYTES_MAX));
    }
    let line = bytes.split(|&byte| byte == b'\n').next().unwrap_or_default();
    Ok(Passphrase(Zeroizing::new(line.strip_suffix(b"\r").unwrap_or(line).to_vec())))
}

/// A passphrase file is a line; a longer one is some other file, named by mistake.
const PASSPHRASE_BYTES_MAX: usize = 1024;

/// Shorter new passphrases are warned about: scrypt slows a guesser down, it does not stop one.
const ADVISED_LENGTH: usize = 12;

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_passphrase_is_the_files_first_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("passphrase");
        for (file, passphrase) in [
            ("a b\n", "a b"),
            ("a b", "a b"),
            ("密码短语\r\nmore\n", "密码短语"),
            (" a \n", " a "),
            ("", ""),
            ("\n", ""),
        ] {
            fs::write(&path, file).unwrap();
            assert_eq!(read_file(&path).unwrap().bytes(), passphrase.as_bytes(), "{file:?}");
        }
        fs::write(&path, "x".repeat(PASSPHRASE_BYTES_MAX + 1)).unwrap();
        assert_eq!(read_file(&path).unwrap_err().id(), "error-passphrase-file-long");
        fs::remove_file(&path).unwrap();
        assert_eq!(read_file(&path).unwrap_err().id(), "error-file-read");
    }

    #[test]
    fn one_file_serves_all_keys_and_several_serve_one_each() {
        let args = |files: &[&str]| PassphraseArgs { passphrase_file: files.iter().map(PathBuf::from).collect() };
        assert_eq!(args(&[]).source(3).unwrap().file, None);
        assert_eq!(args(&["a"]).source(3).unwrap().file, Some(Path::new("a")));
        assert_eq!(args(&["a", "b"]).source(1).unwrap().file, Some(Path::new("b")));
        assert_eq!(args(&["a", "b"]).source(2).unwrap_err().id(), "error-passphrase-files");
    }

    #[test]
    fn a_passphrase_does_not_print_itself() {
        assert_eq!(format!("{:?}", Passphrase(Zeroizing::new(b"open sesame".to_vec()))), "Passphrase(…)");
    }
}
