//! Procedure profiles as commands meet them: by an id or a file, built in, adopted in the ledger, or just written.
//!
//! In scope: finding a profile's text and reading it, with everything wrong told under the file's name; what the ledger has
//! adopted. Out of scope: adopting ([`commands`](super::commands)), pinning ([`pinning`](super::pinning)).

use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;

use super::context::Context;
use super::error::{CliError, ProfileProblem};
use super::exit::Exit;
use super::{files, opening, refusal};
use crate::crypto::hash::dual;
use crate::format::Record;
use crate::model::{EvidenceDigest, ProfileId, Seq};
use crate::port::{ReadEvidence, ReadLedger};
use crate::procedure::profile::PROFILE_BYTES_MAX;
use crate::procedure::{Holidays, Whole, built_in};
use crate::registry::AdoptProfile;
use crate::render::Message;
use crate::verify::{Adopted, Procedure};

/// A profile by the name somebody typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProfileName {
    /// An id.
    Id(String),
    /// A file: whatever ends in `.toml` or names a folder.
    File(PathBuf),
}

impl FromStr for ProfileName {
    type Err = Infallible;
    fn from_str(text: &str) -> Result<Self, Infallible> {
        let is_file = text.ends_with(".toml") || text.contains(['/', '\\']);
        Ok(if is_file { Self::File(text.into()) } else { Self::Id(text.to_owned()) })
    }
}

/// Where a profile was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Home {
    /// It is built in.
    BuiltIn,
    /// In a file.
    File,
    /// In the ledger, adopted with this entry.
    Adopted(Seq),
}

/// A profile that was found.
#[derive(Debug, Clone)]
pub struct FoundProfile {
    /// Where.
    pub home: Home,
    /// What it is.
    pub whole: Whole,
}

impl FoundProfile {
    /// The digest of its text.
    pub fn blake3(&self) -> EvidenceDigest {
        digest(&self.whole.text)
    }
}

/// The digest by which a profile's text is pinned.
pub fn digest(text: &str) -> EvidenceDigest {
    EvidenceDigest(dual(text.as_bytes()).blake3)
}

/// What the ledger has adopted, in its order.
#[derive(Debug, Clone)]
pub struct Adoptions(Arc<Vec<Adopted>>);

impl Adoptions {
    /// Reads them.
    ///
    /// # Errors
    /// The store could not answer.
    pub fn of<S: ReadLedger + ReadEvidence>(store: &S) -> Result<Self, CliError> {
        let procedure = Procedure::new(store, None, Holidays::built_in());
        procedure.adoptions().map(Self).map_err(|error| refusal::store(&error))
    }

    /// All of them.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &Adopted> {
        self.0.iter()
    }

    /// The one of a profile that was in force when an entry was made: the last that was adopted before it.
    pub fn in_force(&self, id: &ProfileId, before: Seq) -> Option<&Adopted> {
        self.all().rfind(|one| one.what.profile == *id && one.at < before)
    }

    /// The one that took the place of another.
    pub fn successor(&self, of: &Adopted) -> Option<&Adopted> {
        self.all().find(|one| one.what.profile == of.what.profile && one.at > of.at)
    }

    /// The profiles that are in force, each by its last adoption, in the order of their names.
    pub fn current(&self) -> Vec<&Adopted> {
        let mut current: Vec<&Adopted> = self.all().filter(|one| self.successor(one).is_none()).collect();
        current.sort_by(|one, other| one.what.profile.cmp(&other.what.profile));
        current
    }
}

/// The text of an adopted profile.
///
/// # Errors
/// It is not in the ledger any more, or is not what its digest says (exit 40).
pub fn adopted_text<S: ReadLedger + ReadEvidence>(store: &S, adopted: &Adopted) -> Result<String, CliError> {
    let procedure = Procedure::new(store, None, Holidays::built_in());
    procedure.text(&adopted.what.blake3).map_err(|why| {
        CliError::new(Exit::Invalid, "error-profile-text")
            .show("profile", &adopted.what.profile)
            .show("seq", adopted.at)
            .because_of_text(why)
            .hint(Message::new("hint-verify"))
    })
}

/// Reads a profile's file.
///
/// # Errors
/// It cannot be read (exit 3), or does not add up: everything that is wrong with it (exit 1).
pub fn read_file(context: &Context, typed: &Path) -> Result<Whole, CliError> {
    let bytes = files::read(&context.setting.path(typed), PROFILE_BYTES_MAX)?;
    let name = typed.display().to_string();
    match std::str::from_utf8(&bytes) {
        Ok(text) => read_text(text, &name),
        Err(error) => Err(refused(&name, 1).because_of(&error)),
    }
}

fn read_text(text: &str, name: &str) -> Result<Whole, CliError> {
    Whole::read(text, &|id| built_in::source(id).map(str::to_owned)).map_err(|errors| {
        let count = errors.len();
        let told = errors.into_iter().map(|error| ProfileProblem { file: name.to_owned(), error });
        refused(name, count).profile_problems(told).hint(Message::new("hint-profile-check"))
    })
}

fn refused(name: &str, count: usize) -> CliError {
    CliError::refused("error-profile").with("path", name.to_owned()).with("count", count)
}

/// Finds a profile: a file; else one that is built in; else the one in force in the ledger, where there is a ledger.
///
/// # Errors
/// There is none of this name (exit 1), or it cannot be read.
pub fn find(context: &Context, name: &ProfileName) -> Result<FoundProfile, CliError> {
    match name {
        ProfileName::File(path) => Ok(FoundProfile { home: Home::File, whole: read_file(context, path)? }),
        ProfileName::Id(id) => match built_in::source(id) {
            Some(source) => Ok(FoundProfile { home: Home::BuiltIn, whole: read_text(source, id)? }),
            None => in_ledger(context, id),
        },
    }
}

fn in_ledger(context: &Context, id: &str) -> Result<FoundProfile, CliError> {
    if context.setting.ledger_dir().is_err() {
        return Err(no_such(id, &[]));
    }
    let store = opening::reading(context)?;
    let adoptions = Adoptions::of(&store)?;
    let named = ProfileId::new(id).ok();
    let found = named.and_then(|id| adoptions.in_force(&id, Seq(u64::MAX)));
    let adopted = found.ok_or_else(|| no_such(id, &adoptions.current()))?;
    let whole = read_text(&adopted_text(&store, adopted)?, id)?;
    Ok(FoundProfile { home: Home::Adopted(adopted.at), whole })
}

/// An adoption that comes signed from elsewhere is held against the ledger once more: what is adopted is there, reads, and
/// is not in force already. Whatever is no adoption passes.
///
/// # Errors
/// One of these does not hold (exit 1).
pub fn check_adoption<S: ReadLedger + ReadEvidence>(store: &S, record: &Record) -> Result<(), CliError> {
    // What is none, or not as it must be, is refused by the ledger with everything else.
    let Ok(adopt) = AdoptProfile::read(record) else { return Ok(()) };
    let not_there = CliError::refused("error-profile-text-missing").show("profile", &adopt.profile);
    let procedure = Procedure::new(store, None, Holidays::built_in());
    let text = procedure.text(&adopt.blake3).map_err(|why| not_there.because_of_text(why))?;
    let name = format!("{}.toml", adopt.profile);
    let whole = read_text(&text, &name)?;
    if whole.profile.id != adopt.profile || whole.base.is_some() {
        return Err(CliError::refused("error-profile-other-id")
            .show("profile", &adopt.profile)
            .show("found", &whole.profile.id));
    }
    match Adoptions::of(store)?.in_force(&adopt.profile, Seq(u64::MAX)) {
        Some(now) if now.what.blake3 == adopt.blake3 => Err(in_force_already(&adopt.profile, &adopt.blake3, now.at)),
        _ => Ok(()),
    }
}

/// The very text is in force.
pub fn in_force_already(profile: &ProfileId, blake3: &EvidenceDigest, at: Seq) -> CliError {
    CliError::refused("error-profile-in-force").show("profile", profile).show("blake3", blake3).show("seq", at)
}

/// There is no profile of this id; what there is.
pub fn no_such(id: &str, adopted: &[&Adopted]) -> CliError {
    let adopted = adopted.iter().map(|one| one.what.profile.as_str());
    let mut known: Vec<&str> = built_in::BUILT_IN.iter().copied().chain(adopted).collect();
    known.dedup();
    CliError::refused("error-no-such-profile")
        .with("profile", id.to_owned())
        .hint(Message::new("hint-profiles").with("profiles", known.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_an_id_unless_it_looks_like_a_file() {
        for (text, is_file) in
            [("cn-order-713", false), ("here.toml", true), ("./here", true), ("rules/here", true), ("v1.2", false)]
        {
            let name: ProfileName = text.parse().unwrap();
            assert_eq!(matches!(name, ProfileName::File(_)), is_file, "{text}");
        }
    }

    #[test]
    fn a_profile_that_does_not_add_up_is_told_line_by_line_in_both_languages() {
        use crate::render::Language;
        let error = read_text("profile = \"v2\"\n[[rule]]\ncode = \"A1\"\nkind = \"perhaps\"\n", "a.toml").unwrap_err();
        assert_eq!((error.exit(), error.id()), (Exit::Refused, "error-profile"));
        for language in Language::ALL {
            let told = error.told(language);
            let lines: Vec<(usize, &str)> = told.problems.iter().map(|one| (one.line, one.code)).collect();
            assert!(lines.contains(&(1, "version")) && lines.contains(&(4, "rule-kind")), "{told:?}");
            assert!(lines.contains(&(1, "missing")), "{told:?}");
        }
    }

    #[test]
    fn an_id_nobody_knows_is_told_with_those_there_are() {
        let told = no_such("x", &[]).told(crate::render::Language::En);
        assert!(told.message.contains('x') && told.hints[0].contains("cn-order-713"), "{told:?}");
    }
}
