//! The folder where key pairs rest: `NAME.key.pem` is the secret half, `NAME.pub.pem` the public one.
//!
//! In scope: which file is meant, opening it, writing a new pair that overwrites nothing and survives a power cut.
//! Out of scope: the PEM text ([`crypto::pem`](crate::crypto::pem)), passphrases ([`secret`](super::secret)).
#![expect(clippy::disallowed_methods, reason = "key files are read and written here")]

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::context::Context;
use super::error::{CliError, FileDeed};
use super::exit::Exit;
use super::secret::PassphraseSource;
use crate::crypto::pem::{PEM_BYTES_MAX, PemError, public_from_pem, public_to_pem, secret_from_pem};
use crate::crypto::{PublicKey, SecretKey, Signer as _};
use crate::model::KeyId;
use crate::render::Message;

/// A folder of key pairs; it need not exist until something is written to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyFolder {
    path: PathBuf,
}

/// The two files of one pair; the public half need not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyPairFiles {
    /// `….key.pem`.
    pub secret: PathBuf,
    /// `….pub.pem`.
    pub public: PathBuf,
}

impl KeyPairFiles {
    /// The pair that `file` is one half of. A file by another name is taken for the secret half, its public half being
    /// the same name with `.pub.pem`.
    pub fn of(file: &Path) -> Self {
        let name = file.file_name().map(OsStr::to_string_lossy).unwrap_or_default();
        let stem = [PUBLIC_SUFFIX, SECRET_SUFFIX, ".pem"].iter().find_map(|suffix| name.strip_suffix(suffix));
        let stem = stem.unwrap_or(&name);
        let public = file.with_file_name(format!("{stem}{PUBLIC_SUFFIX}"));
        let secret = if name.ends_with(PUBLIC_SUFFIX) {
            file.with_file_name(format!("{stem}{SECRET_SUFFIX}"))
        } else {
            file.to_path_buf()
        };
        Self { secret, public }
    }
}

impl KeyFolder {
    /// The folder at `path`.
    pub const fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The files meant by `key`: a path where it has a separator or ends in `.pem`, else a name in this folder.
    ///
    /// # Errors
    /// Neither a path nor a possible name: exit 2.
    pub fn files(&self, key: &str) -> Result<KeyPairFiles, CliError> {
        if is_path(key) {
            return Ok(KeyPairFiles::of(Path::new(key)));
        }
        if !is_name(key) {
            return Err(CliError::usage("error-key-name").with("name", key.to_owned()));
        }
        Ok(KeyPairFiles {
            secret: self.path.join(format!("{key}{SECRET_SUFFIX}")),
            public: self.path.join(format!("{key}{PUBLIC_SUFFIX}")),
        })
    }

    /// The public key meant by `key`, from its public half; an unencrypted secret half serves as well.
    ///
    /// # Errors
    /// There is no such key (exit 3), or its file holds something else (exit 41).
    pub fn public(&self, key: &str) -> Result<PublicKey, CliError> {
        let files = self.files(key)?;
        read_public(&files).map_err(|error| self.missing(error, &files))
    }

    /// The secret key meant by `key`, its passphrase asked for only if it is encrypted.
    ///
    /// # Errors
    /// There is no such key (exit 3), the passphrase is wrong (exit 1) or not to be had (exit 2), or the file holds
    /// something else (exit 41).
    pub fn open(&self, context: &Context, key: &str, source: &PassphraseSource<'_>) -> Result<SecretKey, CliError> {
        let files = self.files(key)?;
        open_secret(context, &files.secret, source).map_err(|error| self.missing(error, &files))
    }

    /// The files of the pair in this folder whose public half has the id `id`.
    ///
    /// # Errors
    /// There is none (exit 3), or the folder cannot be read.
    pub fn find(&self, id: &KeyId) -> Result<KeyPairFiles, CliError> {
        let none = || {
            CliError::surroundings("error-key-not-held")
                .show("id", id)
                .with("path", self.path.display().to_string())
                .hint(Message::new("hint-keys-folder"))
        };
        let listed = match fs::read_dir(&self.path) {
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Err(none()),
            listed => listed.map_err(|cause| CliError::file(FileDeed::List, &self.path, &cause))?,
        };
        let mut names: Vec<PathBuf> = listed.filter_map(Result::ok).map(|entry| entry.path()).collect();
        names.sort();
        names
            .into_iter()
            .filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(PUBLIC_SUFFIX)))
            // A stray file among the keys is no reason to refuse the key that was asked for.
            .find(|path| read_public_file(path).is_ok_and(|key| key.id() == *id))
            .map(|path| KeyPairFiles::of(&path))
            .filter(|files| files.secret.is_file())
            .ok_or_else(none)
    }

    /// The secret key with the id `id`, from this folder. The public half beside it only says where to look: the key
    /// that is opened must have the id itself.
    ///
    /// # Errors
    /// As [`KeyFolder::find`] and [`KeyFolder::open`]; also where the halves do not belong together (exit 40).
    pub fn open_by_id(
        &self,
        context: &Context,
        id: &KeyId,
        source: &PassphraseSource<'_>,
    ) -> Result<SecretKey, CliError> {
        let files = self.find(id)?;
        let secret = open_secret(context, &files.secret, source)?;
        let found = secret.public().id();
        if found != *id {
            return Err(halves_differ(&files, &found, id));
        }
        Ok(secret)
    }

    fn missing(&self, error: CliError, files: &KeyPairFiles) -> CliError {
        if error.id() == "error-file-read" && !files.secret.exists() && files.secret.starts_with(&self.path) {
            return error.hint(Message::new("hint-keys-folder"));
        }
        error
    }
}

/// Writes a new pair: both files durable, neither there before. The secret half can be read by its owner only.
///
/// # Errors
/// One of the files exists (exit 1; nothing was written), or the disk refuses (exit 3; what was written is taken back).
pub fn write_pair(files: &KeyPairFiles, secret_pem: &Zeroizing<String>, public: &PublicKey) -> Result<(), CliError> {
    let folder = files.secret.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|cause| CliError::file(FileDeed::CreateFolder, folder, &cause))?;
    refuse_existing(files)?;
    write_new(&files.secret, secret_pem.as_bytes(), 0o600)?;
    let second = write_new(&files.public, public_to_pem(public).as_bytes(), 0o644)
        // A new name in a folder is durable once the folder is.
        .and_then(|()| sync_folder(folder));
    if second.is_err() {
        // A secret half without its public half would stand in the way of the next attempt and serve nobody.
        let _ = fs::remove_file(&files.secret);
    }
    second
}

/// Says no where one of the two files is there, a dangling link included.
///
/// # Errors
/// It is: exit 1.
pub fn refuse_existing(files: &KeyPairFiles) -> Result<(), CliError> {
    match [&files.secret, &files.public].into_iter().find(|path| path.symlink_metadata().is_ok()) {
        Some(path) => Err(exists(path)),
        None => Ok(()),
    }
}

/// The public key of a pair: from the public half, or from a secret half that is not encrypted.
pub fn read_public(files: &KeyPairFiles) -> Result<PublicKey, CliError> {
    if files.public.is_file() || !files.secret.is_file() {
        return read_public_file(&files.public);
    }
    let pem = read_pem(&files.secret)?;
    if is_encrypted(&pem) {
        return Err(CliError::surroundings("error-public-half-missing")
            .with("secret", files.secret.display().to_string())
            .with("public", files.public.display().to_string()));
    }
    let secret = secret_from_pem(&pem, None).map_err(|cause| bad_pem(&files.secret, cause))?;
    Ok(secret.public())
}

/// The public key in one file.
pub fn read_public_file(path: &Path) -> Result<PublicKey, CliError> {
    public_from_pem(&read_pem(path)?).map_err(|cause| bad_pem(path, cause))
}

/// Whether the secret key in `path` is encrypted.
pub fn is_encrypted_file(path: &Path) -> Result<bool, CliError> {
    Ok(is_encrypted(&read_pem(path)?))
}

/// Opens the secret key in `path`; its passphrase is asked for only if it is encrypted.
pub fn open_secret(context: &Context, path: &Path, source: &PassphraseSource<'_>) -> Result<SecretKey, CliError> {
    let pem = read_pem(path)?;
    let passphrase = match is_encrypted(&pem) {
        true => Some(source.passphrase(context, &path.display().to_string())?),
        false => None,
    };
    secret_from_pem(&pem, passphrase.as_ref().map(|passphrase| passphrase.bytes()))
        .map_err(|cause| bad_pem(path, cause))
}

/// The secret half has the id `secret` and the public half the id `public`: the pair is none (exit 40).
pub fn halves_differ(files: &KeyPairFiles, secret: &KeyId, public: &KeyId) -> CliError {
    CliError::new(Exit::Invalid, "error-halves-differ")
        .with("secret", files.secret.display().to_string())
        .show("id", secret)
        .with("public", files.public.display().to_string())
        .show("other", public)
}

fn bad_pem(path: &Path, cause: PemError) -> CliError {
    let path = path.display().to_string();
    match cause {
        PemError::WrongPassphrase => CliError::refused("error-passphrase-wrong").with("path", path),
        cause => CliError::new(Exit::Unreadable, "error-not-a-key")
            .with("path", path)
            .because(Message::new(pem_cause(&cause))),
    }
}

/// Why a text is no key, as a sentence of ours.
const fn pem_cause(cause: &PemError) -> &'static str {
    match cause {
        PemError::BadKey(_) => "cause-pem-bad-point",
        PemError::EmptyPassphrase => "error-passphrase-empty",
        PemError::Encrypt(_) | PemError::Malformed => "cause-pem-malformed",
        PemError::NeedsPassphrase => "cause-pem-needs-passphrase",
        PemError::NotAPrivateKey { .. } => "cause-pem-not-private",
        PemError::NotAPublicKey { .. } => "cause-pem-not-public",
        PemError::NotPem => "cause-pem-not-pem",
        PemError::OtherAlgorithm => "cause-pem-other-algorithm",
        PemError::PublicKeyDiffers => "cause-pem-public-differs",
        PemError::TooCostly => "cause-pem-too-costly",
        PemError::UnknownProtection => "cause-pem-unknown-protection",
        PemError::WrongPassphrase => "error-passphrase-wrong",
    }
}

/// Whether the PEM label says so (RFC 7468 §11).
fn is_encrypted(pem: &str) -> bool {
    pem.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----")
}

fn read_pem(path: &Path) -> Result<Zeroizing<String>, CliError> {
    let failed = |cause: io::Error| CliError::file(FileDeed::Read, path, &cause);
    let file = File::open(path).map_err(failed)?;
    // Room for the whole at once: a text that grows leaves copies of the secret behind.
    let mut text = Zeroizing::new(String::with_capacity(PEM_BYTES_MAX + 1));
    file.take(PEM_BYTES_MAX as u64 + 1).read_to_string(&mut text).map_err(failed)?;
    if text.len() > PEM_BYTES_MAX {
        return Err(CliError::new(Exit::Unreadable, "error-not-a-key").with("path", path.display().to_string()));
    }
    Ok(text)
}

fn write_new(path: &Path, bytes: &[u8], mode: u32) -> Result<(), CliError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
    #[cfg(not(unix))]
    let _ = mode;
    let mut file = options.open(path).map_err(|cause| match cause.kind() {
        io::ErrorKind::AlreadyExists => exists(path),
        _ => CliError::file(FileDeed::Write, path, &cause),
    })?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(|cause| {
        // The file is ours (`create_new`) and useless in part.
        let _ = fs::remove_file(path);
        CliError::file(FileDeed::Write, path, &cause)
    })
}

fn sync_folder(folder: &Path) -> Result<(), CliError> {
    if cfg!(unix) {
        let synced = File::open(folder).and_then(|folder| folder.sync_all());
        return synced.map_err(|cause| CliError::file(FileDeed::Write, folder, &cause));
    }
    Ok(())
}

fn exists(path: &Path) -> CliError {
    CliError::refused("error-key-exists").with("path", path.display().to_string()).hint(Message::new("hint-key-exists"))
}

fn is_path(key: &str) -> bool {
    key.contains(['/', std::path::MAIN_SEPARATOR]) || key.ends_with(".pem")
}

/// A name is a file's name on every system: letters and digits of any script, with `-`, `_`, `.`, `·` within.
fn is_name(key: &str) -> bool {
    let mut chars = key.chars();
    chars.next().is_some_and(char::is_alphanumeric)
        && key.len() <= NAME_BYTES_MAX
        && chars.all(|c| c.is_alphanumeric() || "-_.·".contains(c))
}

/// What the secret half's name ends in.
pub const SECRET_SUFFIX: &str = ".key.pem";

/// What the public half's name ends in.
pub const PUBLIC_SUFFIX: &str = ".pub.pem";

/// File systems hold names of 255 bytes; the suffixes need 8 of them.
const NAME_BYTES_MAX: usize = 200;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::context::tests::on_paper_in;
    use crate::cli::secret::PassphraseArgs;
    use crate::cli::setting::Environment;
    use crate::crypto::pem::{Protection, secret_to_pem};

    fn pair_in(folder: &KeyFolder, name: &str, seed: u8) -> (KeyPairFiles, PublicKey) {
        let secret = SecretKey::from_seed(&[seed; 32]);
        let files = folder.files(name).unwrap();
        write_pair(&files, &secret_to_pem(&secret, Protection::Open).unwrap(), &secret.public()).unwrap();
        (files, secret.public())
    }

    #[test]
    fn a_name_is_in_the_folder_and_a_path_is_where_it_says() {
        let folder = KeyFolder::new("/srv/keys".into());
        let files = folder.files("李明").unwrap();
        assert_eq!(files.secret, Path::new("/srv/keys/李明.key.pem"));
        assert_eq!(files.public, Path::new("/srv/keys/李明.pub.pem"));
        assert_eq!(folder.files("./x.key.pem").unwrap().public, Path::new("./x.pub.pem"));
        assert_eq!(folder.files("x.pub.pem").unwrap().secret, Path::new("x.key.pem"));
        assert_eq!(
            folder.files("a/x.pem").unwrap(),
            KeyPairFiles { secret: "a/x.pem".into(), public: "a/x.pub.pem".into() }
        );
        assert_eq!(folder.files("a/x").unwrap(), KeyPairFiles { secret: "a/x".into(), public: "a/x.pub.pem".into() });
        for bad in ["", ".hidden", "-x", "a b", "a\n", "..", &"长".repeat(70)] {
            assert_eq!(folder.files(bad).unwrap_err().id(), "error-key-name", "{bad:?}");
        }
    }

    #[test]
    fn a_pair_is_written_once_and_read_again() {
        let home = tempfile::tempdir().unwrap();
        let folder = KeyFolder::new(home.path().join("keys"));
        let (files, public) = pair_in(&folder, "root", 7);
        assert_eq!(folder.public("root"), Ok(public));
        assert_eq!(read_public_file(&files.public), Ok(public));
        let before = fs::read(&files.secret).unwrap();
        let other = SecretKey::from_seed(&[8; 32]);
        let again = write_pair(&files, &secret_to_pem(&other, Protection::Open).unwrap(), &other.public());
        assert_eq!(again.unwrap_err().id(), "error-key-exists");
        assert_eq!(fs::read(&files.secret).unwrap(), before);
        // Without its public half an open secret half still tells its public key.
        fs::remove_file(&files.public).unwrap();
        assert_eq!(folder.public("root"), Ok(public));
    }

    #[test]
    fn a_public_half_in_the_way_leaves_no_secret_half_behind() {
        let home = tempfile::tempdir().unwrap();
        let folder = KeyFolder::new(home.path().into());
        let files = folder.files("a").unwrap();
        fs::write(&files.public, "mine").unwrap();
        let secret = SecretKey::from_seed(&[7; 32]);
        let refused = write_pair(&files, &secret_to_pem(&secret, Protection::Open).unwrap(), &secret.public());
        assert_eq!(refused.unwrap_err().exit(), Exit::Refused);
        assert!(!files.secret.exists());
        assert_eq!(fs::read(&files.public).unwrap(), b"mine");
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_read_a_secret_half() {
        use std::os::unix::fs::PermissionsExt as _;
        let home = tempfile::tempdir().unwrap();
        let (files, _) = pair_in(&KeyFolder::new(home.path().into()), "a", 7);
        assert_eq!(fs::metadata(&files.secret).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_key_is_found_by_its_id_among_strays() {
        let home = tempfile::tempdir().unwrap();
        let folder = KeyFolder::new(home.path().into());
        assert_eq!(folder.find(&KeyId([0; 32])).unwrap_err().id(), "error-key-not-held");
        let (_, first) = pair_in(&folder, "b", 1);
        let (files, second) = pair_in(&folder, "c", 2);
        fs::write(home.path().join("a.pub.pem"), "stray").unwrap();
        assert_eq!(folder.find(&second.id()), Ok(files));
        fs::remove_file(home.path().join("b.key.pem")).unwrap();
        assert_eq!(folder.find(&first.id()).unwrap_err().id(), "error-key-not-held");
    }

    #[test]
    fn a_key_that_is_opened_by_its_id_has_it() {
        let home = tempfile::tempdir().unwrap();
        let (context, ..) = on_paper_in(home.path(), Environment::default());
        let folder = context.keys();
        let (first, public) = pair_in(&folder, "a", 1);
        let (second, other) = pair_in(&folder, "b", 2);
        let passphrase = PassphraseArgs::default();
        let open = |id: KeyId| folder.open_by_id(&context, &id, &passphrase.source(0).unwrap());
        assert_eq!(open(public.id()).unwrap().public(), public);
        // The halves change places: the public half no longer leads to its own secret half.
        fs::copy(&second.secret, &first.secret).unwrap();
        assert_eq!(open(public.id()).unwrap_err().exit(), Exit::Invalid);
        assert_eq!(open(other.id()).unwrap().public(), other);
    }

    #[test]
    fn a_passphrase_is_only_wanted_for_an_encrypted_key() {
        let home = tempfile::tempdir().unwrap();
        let words = |words: &str| Environment { passphrase: Some(words.to_owned().into()), ..Environment::default() };
        let secret = SecretKey::from_seed(&[3; 32]);
        let (context, ..) = on_paper_in(home.path(), Environment::default());
        let files = context.keys().files("a").unwrap();
        let protection = Protection::Passphrase { passphrase: b"open sesame", salt: [1; 16], iv: [2; 16] };
        write_pair(&files, &secret_to_pem(&secret, protection).unwrap(), &secret.public()).unwrap();
        for (given, answer) in [("open sesame", Ok(secret.public())), ("wrong", Err("error-passphrase-wrong"))] {
            let (context, ..) = on_paper_in(home.path(), words(given));
            let source = PassphraseArgs::default();
            let opened = context.keys().open(&context, "a", &source.source(0).unwrap());
            assert_eq!(opened.map(|key| key.public()).map_err(|error| error.id()), answer);
        }
        assert!(is_encrypted_file(&files.secret).unwrap());
        pair_in(&context.keys(), "b", 4);
        assert!(context.keys().open(&context, "b", &PassphraseArgs::default().source(0).unwrap()).is_ok());
    }

    #[test]
    fn other_files_are_not_taken_for_keys() {
        let home = tempfile::tempdir().unwrap();
        let folder = KeyFolder::new(home.path().into());
        let path = home.path().join("x.pub.pem");
        for (bytes, id) in [
            (b"not a key".to_vec(), "error-not-a-key"),
            (vec![b'x'; PEM_BYTES_MAX + 1], "error-not-a-key"),
            (vec![0xff], "error-file-read"),
        ] {
            fs::write(&path, &bytes).unwrap();
            assert_eq!(folder.public("x").unwrap_err().id(), id);
        }
    }
}
