//! An error as a person meets it: what happened, why, what to do, and the exit code.
//!
//! The floors below return enums named after their operations; a command turns them into a [`CliError`], with hints,
//! in one place each. Nothing here is put into words before the language is known.

use std::error::Error;
use std::io;
use std::path::Path;

use serde::Serialize;

use super::exit::Exit;
use super::form::FormProblem;
use crate::port::{StoreError, StoreErrorKind};
use crate::procedure::ProfileError;
use crate::render::judgement::FindingDocument;
use crate::render::{Language, Message, Value, profile_words};

/// What went wrong, ready to be said in any language.
#[derive(Debug, Clone, PartialEq)]
pub struct CliError {
    exit: Exit,
    message: Message,
    problems: Vec<Problem>,
    causes: Vec<Cause>,
    hints: Vec<Message>,
}

/// What is wrong with a file that a person wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileProblem {
    /// The file, as it was named.
    pub file: String,
    /// The kind of the record the problem lies in, where it is known: it decides what its fields are called.
    pub kind: Option<String>,
    /// What is wrong, and on which line.
    pub problem: FormProblem,
}

/// What is wrong with a procedure profile that a person wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileProblem {
    /// The file, as it was named.
    pub file: String,
    /// What is wrong, and on which line.
    pub error: ProfileError,
}

#[derive(Debug, Clone, PartialEq)]
enum Problem {
    Form(FileProblem),
    Profile(ProfileProblem),
    /// A finding of procedure; people have been shown it already.
    Finding(Box<FindingDocument>),
}

/// Why it went wrong: a sentence of ours, or the words of a library or the operating system.
#[derive(Debug, Clone, PartialEq)]
enum Cause {
    Ours(Message),
    Theirs(String),
}

/// What was being done to a file when it failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileDeed {
    /// Making a folder.
    CreateFolder,
    /// Listing a folder.
    List,
    /// Reading a file.
    Read,
    /// Writing a file, its sync included.
    Write,
}

impl CliError {
    /// The sentence `id`, ending with `exit`.
    pub const fn new(exit: Exit, id: &'static str) -> Self {
        Self { exit, message: Message::new(id), problems: Vec::new(), causes: Vec::new(), hints: Vec::new() }
    }

    /// The command line is wrong (exit 2).
    pub const fn usage(id: &'static str) -> Self {
        Self::new(Exit::Usage, id)
    }

    /// The surroundings failed (exit 3).
    pub const fn surroundings(id: &'static str) -> Self {
        Self::new(Exit::Surroundings, id)
    }

    /// The answer is no (exit 1).
    pub const fn refused(id: &'static str) -> Self {
        Self::new(Exit::Refused, id)
    }

    /// A file or folder could not be handled (exit 3); a hint comes with it where there is something to do.
    pub fn file(deed: FileDeed, path: &Path, cause: &io::Error) -> Self {
        let id = match deed {
            FileDeed::CreateFolder => "error-folder-create",
            FileDeed::List => "error-folder-list",
            FileDeed::Read => "error-file-read",
            FileDeed::Write => "error-file-write",
        };
        let error = Self::surroundings(id).with("path", path.display().to_string());
        match known_cause(cause.kind()) {
            Some(id) => error.because(Message::new(id)),
            None => error.because_of(cause),
        }
    }

    /// What can only be our own mistake (exit 70).
    pub fn bug(what: &'static str) -> Self {
        Self::new(Exit::Bug, "error-bug").with("what", what).hint(Message::new("hint-report-bug"))
    }

    /// Gives the value of one variable of the sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value<'static>>) -> Self {
        self.message = self.message.with(name, value);
        self
    }

    /// Gives the value of one variable of the sentence: whatever can be shown.
    #[must_use]
    pub fn show(mut self, name: &'static str, value: impl std::fmt::Display) -> Self {
        self.message = self.message.show(name, value);
        self
    }

    /// Gives another sentence for one variable of the sentence.
    #[must_use]
    pub fn say(mut self, name: &'static str, said: Message) -> Self {
        self.message = self.message.say(name, said);
        self
    }

    /// Adds what is wrong with the files a person wrote; each is told on a line of its own.
    #[must_use]
    pub fn problems(mut self, problems: Vec<FileProblem>) -> Self {
        self.problems.extend(problems.into_iter().map(Problem::Form));
        self
    }

    /// Adds what is wrong with a procedure profile; each is told on a line of its own.
    #[must_use]
    pub fn profile_problems(mut self, problems: impl IntoIterator<Item = ProfileProblem>) -> Self {
        self.problems.extend(problems.into_iter().map(Problem::Profile));
        self
    }

    /// Adds the findings it is about, for programs; people have been shown them.
    #[must_use]
    pub fn findings(mut self, findings: Vec<FindingDocument>) -> Self {
        self.problems.extend(findings.into_iter().map(|one| Problem::Finding(Box::new(one))));
        self
    }

    /// Adds a cause in our own words.
    #[must_use]
    pub fn because(mut self, cause: Message) -> Self {
        self.causes.push(Cause::Ours(cause));
        self
    }

    /// Adds an error and everything under it, in its own words.
    #[must_use]
    pub fn because_of(mut self, cause: &dyn Error) -> Self {
        let mut next = Some(cause);
        while let Some(cause) = next {
            self.causes.push(Cause::Theirs(cause.to_string()));
            next = cause.source();
        }
        self
    }

    /// Adds a cause that is in words already.
    #[must_use]
    pub fn because_of_text(mut self, cause: String) -> Self {
        self.causes.push(Cause::Theirs(cause));
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn hint(mut self, hint: Message) -> Self {
        self.hints.push(hint);
        self
    }

    /// Ends with another exit code: where a missing file is an answer and not an accident.
    #[must_use]
    pub const fn exit_with(mut self, exit: Exit) -> Self {
        self.exit = exit;
        self
    }

    /// The exit code.
    pub const fn exit(&self) -> Exit {
        self.exit
    }

    /// The id of the sentence: stable, for scripts and tests.
    pub const fn id(&self) -> &'static str {
        self.message.id()
    }

    /// The sentence alone, to stand in another.
    pub fn into_message(self) -> Message {
        self.message
    }

    /// Everything in words.
    pub fn told(&self, language: Language) -> Told {
        Told {
            schema: "liuhen/error/v1",
            exit: self.exit.code(),
            kind: self.exit.word(),
            id: self.id(),
            message: self.message.text(language),
            problems: self
                .problems
                .iter()
                .filter_map(|one| match one {
                    Problem::Form(one) => Some(one.told(language)),
                    Problem::Profile(one) => Some(one.told(language)),
                    Problem::Finding(_) => None,
                })
                .collect(),
            findings: self
                .problems
                .iter()
                .filter_map(|one| match one {
                    Problem::Finding(finding) => Some((**finding).clone()),
                    Problem::Form(_) | Problem::Profile(_) => None,
                })
                .collect(),
            causes: self
                .causes
                .iter()
                .map(|cause| match cause {
                    Cause::Ours(message) => message.text(language),
                    Cause::Theirs(text) => text.clone(),
                })
                .collect(),
            hints: self.hints.iter().map(|hint| hint.text(language)).collect(),
        }
    }
}

/// The store's troubles; its own words follow as causes.
impl CliError {
    /// What a store could not do.
    pub fn from_store(error: &StoreError) -> Self {
        let told = match error.kind {
            StoreErrorKind::HeadMoved => Self::refused("error-store-head-moved").hint(Message::new("hint-try-again")),
            StoreErrorKind::InUse => Self::surroundings("error-store-in-use").hint(Message::new("hint-in-use")),
            StoreErrorKind::NotFound => Self::surroundings("error-store-not-found"),
            StoreErrorKind::Corrupt => {
                Self::new(Exit::Invalid, "error-store-corrupt").hint(Message::new("hint-verify"))
            }
            StoreErrorKind::Unavailable => {
                Self::surroundings("error-store-unavailable").hint(Message::new("hint-store-unavailable"))
            }
        };
        let told = told.with("what", error.what.clone());
        match &error.source {
            Some(cause) => told.because_of(&**cause),
            None => told,
        }
    }
}

/// An error in words; as JSON it is the document `liuhen/error/v1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    schema: &'static str,
    /// The exit code.
    pub exit: u8,
    /// The exit code's word.
    pub kind: &'static str,
    /// The id of the sentence.
    pub id: &'static str,
    /// What happened.
    pub message: String,
    /// What is wrong with which line of which file.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<ToldProblem>,
    /// The findings of procedure it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<FindingDocument>,
    /// Why, from the nearest cause to the furthest.
    pub causes: Vec<String>,
    /// What to do.
    pub hints: Vec<String>,
}

/// What is wrong with a line of a file, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToldProblem {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The field, e.g. `body.roster[0].person`, or the code of the rule of a profile; empty for the file as a whole.
    pub field: String,
    /// The kind of problem: stable, for scripts.
    pub code: &'static str,
    /// The whole of it in words, the line included.
    pub message: String,
}

impl FileProblem {
    fn told(&self, language: Language) -> ToldProblem {
        ToldProblem {
            file: self.file.clone(),
            line: self.problem.line,
            field: self.problem.field.clone(),
            code: self.problem.what.code(),
            message: self.problem.told(language, self.kind.as_deref()),
        }
    }
}

impl ProfileProblem {
    fn told(&self, language: Language) -> ToldProblem {
        ToldProblem {
            file: self.file.clone(),
            line: self.error.line,
            field: self.error.rule.clone().unwrap_or_default(),
            code: self.error.flaw().slug(),
            message: profile_words::mistake(language, &self.error),
        }
    }
}

/// The commonest troubles with files, in the reader's language; the others in the system's own words.
pub(in crate::cli) const fn known_cause(kind: io::ErrorKind) -> Option<&'static str> {
    Some(match kind {
        io::ErrorKind::AlreadyExists => "cause-already-exists",
        io::ErrorKind::InvalidData => "cause-not-utf8",
        io::ErrorKind::IsADirectory => "cause-is-a-folder",
        io::ErrorKind::NotADirectory => "cause-not-a-folder",
        io::ErrorKind::NotFound => "cause-not-found",
        io::ErrorKind::PermissionDenied => "cause-permission-denied",
        io::ErrorKind::ReadOnlyFilesystem => "cause-read-only",
        io::ErrorKind::StorageFull => "cause-storage-full",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::form::FormWrong;

    #[derive(Debug, thiserror::Error)]
    #[error("outer")]
    struct Outer(#[source] Inner);

    #[derive(Debug, thiserror::Error)]
    #[error("inner")]
    struct Inner;

    #[test]
    fn causes_are_told_from_the_nearest_to_the_furthest() {
        let told = CliError::surroundings("error-file-read").because_of(&Outer(Inner)).told(Language::En);
        assert_eq!(told.causes, ["outer", "inner"]);
        assert_eq!((told.exit, told.kind), (3, "surroundings"));
    }

    #[test]
    fn a_file_error_names_the_file_and_the_reason_in_the_readers_language() {
        let missing = io::Error::from(io::ErrorKind::NotFound);
        let error = CliError::file(FileDeed::Read, Path::new("附件/a.pdf"), &missing);
        for language in Language::ALL {
            let told = error.told(language);
            assert!(told.message.contains("附件/a.pdf"), "{told:?}");
            assert_eq!(told.causes.len(), 1);
        }
        assert_ne!(error.told(Language::En).causes, error.told(Language::Zh).causes);
        let odd = CliError::file(FileDeed::Write, Path::new("x"), &io::Error::other("odd thing"));
        assert_eq!(odd.told(Language::Zh).causes, ["odd thing"]);
    }

    #[test]
    fn a_store_that_is_damaged_and_one_that_is_busy_do_not_share_a_number() {
        let of = |kind| CliError::from_store(&StoreError::caused(kind, "write log/000000.log", "no space"));
        let told = of(StoreErrorKind::Unavailable).told(Language::En);
        assert!(told.message.contains("write log/000000.log"), "{told:?}");
        assert_eq!((told.exit, told.causes), (3, vec!["no space".to_owned()]));
        assert_eq!(of(StoreErrorKind::Corrupt).exit(), Exit::Invalid);
        assert_eq!(of(StoreErrorKind::HeadMoved).exit(), Exit::Refused);
        for kind in [StoreErrorKind::InUse, StoreErrorKind::NotFound] {
            assert_eq!(of(kind).exit(), Exit::Surroundings);
        }
    }

    #[test]
    fn problems_of_files_are_told_with_their_lines_and_only_where_there_are_some() {
        let problem = FormProblem { line: 4, field: "body.to".into(), what: FormWrong::Empty };
        let of = |problem| FileProblem { file: "a.toml".into(), kind: Some("comment-announcement".into()), problem };
        let error = CliError::refused("error-form").with("count", 1).problems(vec![of(problem)]);
        let json = serde_json::to_value(error.told(Language::En)).unwrap();
        let told = &json["problems"][0];
        assert_eq!((&told["file"], &told["line"], &told["code"]), (&"a.toml".into(), &4.into(), &"empty".into()));
        assert_eq!(told["message"], "line 4 body.to (To): is not filled in");
        assert!(serde_json::to_value(CliError::bug("x").told(Language::En)).unwrap().get("problems").is_none());
    }

    #[test]
    fn json_carries_the_stable_words() {
        let json = serde_json::to_value(CliError::bug("x").told(Language::Zh)).unwrap();
        assert_eq!(json["schema"], "liuhen/error/v1");
        assert_eq!((&json["exit"], &json["kind"], &json["id"]), (&70.into(), &"bug".into(), &"error-bug".into()));
    }
}
