//! What is ready for work: the language, the folders, how to speak. Made from what was typed and the environment.
//!
//! This is the only file that reads the environment.
#![expect(clippy::disallowed_methods, reason = "the environment is read here and nowhere else")]

use std::env;
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::args::{Forerunner, GlobalArgs};
use super::error::{CliError, FileDeed};
use crate::render::{Language, Message};

/// What the environment says, as a value, so that tests need not change the process.
#[derive(Clone, Default)]
pub struct Environment {
    /// `LIUHEN_LANG`.
    pub language: Option<String>,
    /// The locale's name, from the operating system.
    pub locale: Option<String>,
    /// `LIUHEN_LEDGER`.
    pub ledger: Option<PathBuf>,
    /// `LIUHEN_KEYS`.
    pub keys: Option<PathBuf>,
    /// `LIUHEN_STATE_DIR`.
    pub state: Option<PathBuf>,
    /// `XDG_STATE_HOME` (XDG Base Directory Specification); a relative one is ignored, as the specification says.
    pub xdg_state: Option<PathBuf>,
    /// The person's home folder.
    pub home: Option<PathBuf>,
    /// `LIUHEN_PASSPHRASE`.
    pub passphrase: Option<Zeroizing<String>>,
    /// `LIUHEN_LEDGER_PASSPHRASE`.
    pub ledger_passphrase: Option<Zeroizing<String>>,
}

impl Environment {
    /// Reads the environment of this process. A variable that is set and empty counts as not set.
    pub fn read() -> Self {
        let path = |name| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let words = |name| env::var(name).ok().filter(|value| !value.is_empty());
        Self {
            language: words("LIUHEN_LANG"),
            locale: sys_locale::get_locale(),
            ledger: path("LIUHEN_LEDGER"),
            keys: path("LIUHEN_KEYS"),
            state: path("LIUHEN_STATE_DIR"),
            xdg_state: path("XDG_STATE_HOME").filter(|path| path.is_absolute()),
            home: env::home_dir().filter(|path| !path.as_os_str().is_empty()),
            passphrase: words("LIUHEN_PASSPHRASE").map(Zeroizing::new),
            ledger_passphrase: words("LIUHEN_LEDGER_PASSPHRASE").map(Zeroizing::new),
        }
    }

    /// The language before the command line is understood.
    pub fn language(&self, typed: Forerunner) -> Language {
        self.choose(typed.lang.map(Language::from))
    }

    fn choose(&self, typed: Option<Language>) -> Language {
        Language::choose(typed, [&self.language, &self.locale].into_iter().flatten().map(String::as_str))
    }
}

/// Shows that a secret is there and not what it is.
impl std::fmt::Debug for Environment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Environment")
            .field("ledger", &self.ledger)
            .field("keys", &self.keys)
            .field("passphrase", &self.passphrase.as_ref().map(|_| "…"))
            .field("ledger_passphrase", &self.ledger_passphrase.as_ref().map(|_| "…"))
            .finish_non_exhaustive()
    }
}

/// What is ready for work.
#[derive(Debug, Clone)]
pub struct Setting {
    /// The language of everything said.
    pub language: Language,
    /// Whether questions are answered with yes.
    pub yes: bool,
    /// Whether a progress bar may be shown.
    pub progress: bool,
    environment: Environment,
    typed_ledger: Option<PathBuf>,
    here: PathBuf,
}

impl Setting {
    /// From what was typed and what the environment says.
    ///
    /// # Errors
    /// The current folder is gone: exit 3.
    pub fn new(typed: &GlobalArgs, environment: Environment) -> Result<Self, CliError> {
        let here = env::current_dir().map_err(|cause| CliError::file(FileDeed::List, Path::new("."), &cause))?;
        Ok(Self::at(here, typed, environment))
    }

    /// As [`Setting::new`], with `here` as the current folder.
    pub(in crate::cli) fn at(here: PathBuf, typed: &GlobalArgs, environment: Environment) -> Self {
        Self {
            language: environment.choose(typed.lang.map(Language::from)),
            yes: typed.yes,
            progress: !typed.no_progress && !typed.quiet,
            typed_ledger: typed.ledger.clone(),
            environment,
            here,
        }
    }

    /// The folder of the ledger to work on: `--ledger`, else `LIUHEN_LEDGER`, else the current folder or the nearest
    /// above it that holds `liuhen.toml`.
    ///
    /// # Errors
    /// There is none (exit 3); a command to which absence is an answer changes the code.
    pub fn ledger_dir(&self) -> Result<PathBuf, CliError> {
        match self.named_ledger() {
            Some(folder) if folder.join(LEDGER_MARKER).is_file() => Ok(folder),
            Some(folder) => Err(CliError::surroundings("error-no-ledger-at")
                .with("path", folder.display().to_string())
                .hint(Message::new("hint-init"))),
            None => self.ledger_above().ok_or_else(|| {
                CliError::surroundings("error-no-ledger-here")
                    .with("path", self.here.display().to_string())
                    .hint(Message::new("hint-name-ledger"))
            }),
        }
    }

    /// The folder a new ledger goes to: as for [`Setting::ledger_dir`], but the current folder where none is named.
    pub fn new_ledger_dir(&self) -> PathBuf {
        self.named_ledger().unwrap_or_else(|| self.here.clone())
    }

    /// The folder of the keys: `LIUHEN_KEYS`, else `keys` beside the ledger's folder, else `keys` in the current one.
    pub fn key_dir(&self) -> PathBuf {
        if let Some(keys) = &self.environment.keys {
            return self.here.join(keys);
        }
        let ledger = self.named_ledger().or_else(|| self.ledger_above());
        let beside = ledger.as_deref().and_then(Path::parent).unwrap_or(&self.here);
        beside.join("keys")
    }

    /// The folder of the high-water marks: `LIUHEN_STATE_DIR`, else `liuhen` in `XDG_STATE_HOME`, else
    /// `~/.local/state/liuhen`.
    ///
    /// # Errors
    /// Nobody says where home is: exit 3.
    pub fn state_dir(&self) -> Result<PathBuf, CliError> {
        let Environment { state, xdg_state, home, .. } = &self.environment;
        let own = state.as_ref().map(|state| self.here.join(state));
        own.or_else(|| xdg_state.as_ref().map(|xdg| xdg.join("liuhen")))
            .or_else(|| home.as_ref().map(|home| home.join(".local/state/liuhen")))
            .ok_or_else(|| CliError::surroundings("error-no-home").hint(Message::new("hint-state-dir")))
    }

    /// A path as it was typed, from the current folder.
    pub fn path(&self, typed: &Path) -> PathBuf {
        self.here.join(typed)
    }

    /// `LIUHEN_PASSPHRASE`.
    pub fn passphrase(&self) -> Option<&Zeroizing<String>> {
        self.environment.passphrase.as_ref()
    }

    /// `LIUHEN_LEDGER_PASSPHRASE`.
    pub fn ledger_passphrase(&self) -> Option<&Zeroizing<String>> {
        self.environment.ledger_passphrase.as_ref()
    }

    fn named_ledger(&self) -> Option<PathBuf> {
        let named = self.typed_ledger.as_ref().or(self.environment.ledger.as_ref())?;
        // `components` drops `.` and a closing `/`, so that "beside" means beside.
        Some(self.here.join(named).components().collect())
    }

    fn ledger_above(&self) -> Option<PathBuf> {
        self.here.ancestors().find(|folder| folder.join(LEDGER_MARKER).is_file()).map(Path::to_path_buf)
    }
}

/// The file by which a ledger's folder is known.
pub const LEDGER_MARKER: &str = "liuhen.toml";

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn setting(here: &Path, ledger: Option<&str>, environment: Environment) -> Setting {
        let typed = GlobalArgs { ledger: ledger.map(PathBuf::from), ..GlobalArgs::default() };
        Setting::at(here.to_path_buf(), &typed, environment)
    }

    #[test]
    fn the_ledger_is_the_typed_one_then_the_environments_then_the_nearest_above() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path();
        for ledger in ["typed", "wished", "above"] {
            fs::create_dir_all(root.join(ledger).join("deep/deeper")).unwrap();
            fs::write(root.join(ledger).join(LEDGER_MARKER), "").unwrap();
        }
        let wished = Environment { ledger: Some(root.join("wished")), ..Environment::default() };
        let here = root.join("above/deep/deeper");
        assert_eq!(
            setting(&here, Some("../../../typed/."), wished.clone()).ledger_dir().unwrap(),
            here.join("../../../typed")
        );
        assert_eq!(setting(&here, None, wished).ledger_dir().unwrap(), root.join("wished"));
        assert_eq!(setting(&here, None, Environment::default()).ledger_dir().unwrap(), root.join("above"));
    }

    #[test]
    fn a_ledger_that_is_not_there_is_said_not_to_be_there() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join(LEDGER_MARKER), "").unwrap();
        // A folder that was named is never replaced by one that was found.
        let named = setting(root.path(), Some("other"), Environment::default());
        assert_eq!(named.ledger_dir().unwrap_err().id(), "error-no-ledger-at");
        let empty = tempfile::tempdir().unwrap();
        let nowhere = setting(empty.path(), None, Environment::default());
        assert_eq!(nowhere.ledger_dir().unwrap_err().id(), "error-no-ledger-here");
        assert_eq!(nowhere.new_ledger_dir(), empty.path());
    }

    #[test]
    fn keys_lie_beside_the_ledger_unless_the_environment_says_where() {
        let here = Path::new("/srv");
        let keys = |ledger, environment| setting(here, ledger, environment).key_dir();
        assert_eq!(keys(None, Environment::default()), Path::new("/srv/keys"));
        assert_eq!(keys(Some("ledgers/a/"), Environment::default()), Path::new("/srv/ledgers/keys"));
        let told = Environment { keys: Some("safe".into()), ..Environment::default() };
        assert_eq!(keys(Some("ledgers/a"), told), Path::new("/srv/safe"));
    }

    #[test]
    fn the_state_folder_follows_the_xdg_rules() {
        let environment = |state: Option<&str>, xdg: Option<&str>, home: Option<&str>| Environment {
            state: state.map(PathBuf::from),
            xdg_state: xdg.map(PathBuf::from),
            home: home.map(PathBuf::from),
            ..Environment::default()
        };
        let state = |environment| setting(Path::new("/srv"), None, environment).state_dir();
        assert_eq!(state(environment(Some("s"), Some("/x"), Some("/h"))), Ok("/srv/s".into()));
        assert_eq!(state(environment(None, Some("/x"), Some("/h"))), Ok("/x/liuhen".into()));
        assert_eq!(state(environment(None, None, Some("/h"))), Ok("/h/.local/state/liuhen".into()));
        assert_eq!(state(Environment::default()).unwrap_err().id(), "error-no-home");
    }

    #[test]
    fn a_passphrase_does_not_print_itself() {
        let environment = Environment { passphrase: Some("open sesame".to_owned().into()), ..Environment::default() };
        assert!(!format!("{environment:?}").contains("sesame"));
    }
}
