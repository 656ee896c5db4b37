//! What can be wrong with a form, with its line.

use std::{fmt, io};

use super::reference::RecordRef;
use crate::cli::error::known_cause;
use crate::model::kind::Wrong;
use crate::render::messages::{Value, find, text};
use crate::render::{Language, words};

/// One thing wrong with a form, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormProblem {
    /// The line, from 1.
    pub line: usize,
    /// The field, e.g. `body.roster[0].person`; empty for the form as a whole.
    pub field: String,
    /// What is wrong.
    pub what: FormWrong,
}

/// What is wrong with a form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FormWrong {
    /// Not TOML; in the words of its reader.
    #[error("is not TOML: {0}")]
    Syntax(String),
    /// Not UTF-8.
    #[error("is not UTF-8; save it with that encoding")]
    NotUtf8,
    /// Over [`FORM_BYTES_MAX`](super::page::FORM_BYTES_MAX).
    #[error("is larger than {max} bytes")]
    TooLarge {
        /// The bound.
        max: usize,
    },
    /// Still as empty as in the template.
    #[error("is not filled in")]
    Empty,
    /// A key that means nothing here.
    #[error("means nothing here")]
    UnknownKey,
    /// No kind of this name.
    #[error("`{0}` is no kind of record")]
    UnknownKind(String),
    /// A fraction, which records do not have.
    #[error("has a fraction; records hold whole numbers")]
    Fraction,
    /// Not the name of a record.
    #[error("`{0}` names no record: write #12, 2026-003#12 or the 64 digits of its BLAKE3")]
    Reference(String),
    /// A record of that name that is not there.
    #[error("the ledger has no record {0}")]
    NoSuchRecord(RecordRef),
    /// A file that cannot be read, with the kind of trouble and the system's words for it.
    #[error("names the file `{path}`, which cannot be read: {words}")]
    Unreadable {
        /// The file, where it was looked for.
        path: String,
        /// The trouble.
        trouble: io::ErrorKind,
        /// The trouble in the system's words.
        words: String,
    },
    /// A decision of the head that differs from the majority and gives no reasons (Order 713, art. 30).
    #[error("is missing: the decision differs from the majority, {approve} for the draft and {oppose} otherwise")]
    AgainstMajority {
        /// Members for the draft.
        approve: u64,
        /// Members who stand otherwise.
        oppose: u64,
    },
    /// What the kind says is wrong.
    #[error("{0}")]
    Body(#[from] Wrong),
}

impl FormWrong {
    /// Its name in data and in messages.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Syntax(_) => "syntax",
            Self::NotUtf8 => "not-utf8",
            Self::TooLarge { .. } => "too-large",
            Self::Empty => "empty",
            Self::UnknownKey => "unknown-key",
            Self::UnknownKind(_) => "unknown-kind",
            Self::Fraction => "fraction",
            Self::Reference(_) => "reference",
            Self::NoSuchRecord(_) => "no-such-record",
            Self::Unreadable { .. } => "unreadable",
            Self::AgainstMajority { .. } => "against-majority",
            Self::Body(wrong) => wrong.code(),
        }
    }
}

impl FormProblem {
    /// The problem as a line in the reader's language; `kind` is the form's, where it is known.
    pub fn told(&self, language: Language, kind: Option<&str>) -> String {
        let what = self.what.told(language);
        let line = self.line.to_string();
        let label = self.label(language, kind.unwrap_or_default());
        let values: &[(&str, Value<'_>)] = &[
            ("line", line.into()),
            ("path", self.field.as_str().into()),
            ("label", label.into()),
            ("what", what.into()),
        ];
        text(language, if self.field.is_empty() { "form-problem-whole" } else { "form-problem-at" }, values)
    }

    fn label(&self, language: Language, kind: &str) -> String {
        // In a dossier the path begins with the record: `record[3].body.to`.
        let within = match self.field.strip_prefix("record[").and_then(|rest| rest.split_once("].")) {
            Some((_, within)) => within,
            None => &self.field,
        };
        if let Some(path) = within.strip_prefix("body.") {
            return words::field(language, kind, path);
        }
        if let Some(role) = within.strip_prefix("attachments.") {
            return words::document(language, role);
        }
        let last = within.rsplit('.').next().unwrap_or_default();
        let key = last.split_once('[').map_or(last, |(key, _)| key);
        find(language, &format!("form-key-{key}"), &[]).unwrap_or_else(|| key.to_owned())
    }
}

impl FormWrong {
    /// What is wrong, to be read after the field's name.
    pub fn told(&self, language: Language) -> String {
        let say = |id: &str, values: &[(&str, Value<'_>)]| text(language, id, values);
        match self {
            Self::Syntax(words) => say("form-wrong-syntax", &[("words", words.as_str().into())]),
            Self::NotUtf8 => say("form-wrong-not-utf8", &[]),
            Self::TooLarge { max } => say("form-wrong-too-large", &[("max", max.to_string().into())]),
            Self::Empty => say("form-wrong-empty", &[]),
            Self::UnknownKey => say("form-wrong-unknown-key", &[]),
            Self::UnknownKind(name) => say("form-wrong-unknown-kind", &[("name", name.as_str().into())]),
            Self::Fraction => say("form-wrong-fraction", &[]),
            Self::Reference(name) => say("form-wrong-reference", &[("name", name.as_str().into())]),
            Self::NoSuchRecord(name) => say("form-wrong-no-such-record", &[("name", name.to_string().into())]),
            Self::Unreadable { path, trouble, words } => {
                let why = known_cause(*trouble).map_or_else(|| words.clone(), |id| text(language, id, &[]));
                say("form-wrong-unreadable", &[("path", path.as_str().into()), ("why", why.into())])
            }
            Self::AgainstMajority { approve, oppose } => say(
                "form-wrong-against-majority",
                &[("approve", approve.to_string().into()), ("oppose", oppose.to_string().into())],
            ),
            Self::Body(wrong) => words::wrong(language, wrong),
        }
    }
}

impl fmt::Display for FormProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.field.is_empty() {
            write!(f, "line {}: the form {}", self.line, self.what)
        } else {
            write!(f, "line {}: `{}` {}", self.line, self.field, self.what)
        }
    }
}
