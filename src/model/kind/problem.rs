//! What can be wrong with a body. Each case carries its figures, so that it can be said in any language.

use std::fmt;

/// One thing wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The field, e.g. `roster[0].person`; empty for the body itself.
    pub path: String,
    /// What is wrong with it.
    pub what: Wrong,
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Wrong {
    /// The kind has no such field.
    #[error("is no field of this kind")]
    Unknown,
    /// It must be there and is not.
    #[error("is missing")]
    Missing,
    /// It is declared missing and is there.
    #[error("is declared missing and is there all the same")]
    DeclaredButPresent,
    /// What is declared missing is no field or document of this kind.
    #[error("is declared missing and is no field of this kind")]
    DeclaredUnknown,
    /// It is declared missing twice.
    #[error("is declared missing twice")]
    DeclaredTwice,
    /// Not a value of the form that stands here.
    #[error("is not {0}")]
    Form(Shape),
    /// A text over its bound.
    #[error("is longer than {max} characters")]
    TooLong {
        /// The bound.
        max: usize,
    },
    /// A text with control characters, or with characters that turn the direction of what is read.
    #[error("has characters that are not shown as they are stored")]
    HiddenCharacters,
    /// A number out of its range.
    #[error("is not from {min} to {max}")]
    Range {
        /// The least it may be.
        min: i64,
        /// The most it may be.
        max: i64,
    },
    /// A word that is not in the list.
    #[error("is none of {}", .choices.join(", "))]
    Choice {
        /// The list.
        choices: &'static [&'static str],
    },
    /// A list that is too short.
    #[error("has fewer than {least}")]
    TooFew {
        /// How many there must be at least.
        least: usize,
    },
    /// An end before its start.
    #[error("lies before `{start}`")]
    Backwards {
        /// The field that is the start.
        start: &'static str,
    },
    /// Neither given nor said to be refused: dissent is never silent.
    #[error("is not given, and `{declined}` does not say that it was refused")]
    Silent {
        /// The field that would say so.
        declined: &'static str,
    },
    /// Given, although another field excludes it.
    #[error("is there although `{by}` excludes it")]
    Excluded {
        /// The other field.
        by: &'static str,
    },
    /// A person named twice where each stands once.
    #[error("names `{0}` a second time")]
    Twice(String),
    /// Names none of what a list of the same body has.
    #[error("is none of those that `{list}` has")]
    NotAmong {
        /// The list.
        list: &'static str,
    },
    /// The check stopped here: there were more.
    #[error("has more problems than are listed")]
    More,
}

/// What must stand in a field, in one word; see [`super::Form`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A line of text.
    Line,
    /// A text.
    Text,
    /// A whole number.
    Int,
    /// Yes or no.
    Bool,
    /// A day that exists.
    Day,
    /// A day or a time with its offset, that exists.
    Moment,
    /// The digest of a record.
    Record,
    /// A digest.
    Digest,
    /// A person's name.
    Person,
    /// An office.
    Office,
    /// A decision's id.
    Decision,
    /// A profile's id.
    Profile,
    /// A list.
    List,
    /// A table.
    Table,
}

impl Problem {
    /// A problem at a path.
    pub fn new(path: impl Into<String>, what: Wrong) -> Self {
        Self { path: path.into(), what }
    }
}

impl Wrong {
    /// Its name in data and in messages.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Missing => "missing",
            Self::DeclaredButPresent => "declared-but-present",
            Self::DeclaredUnknown => "declared-unknown",
            Self::DeclaredTwice => "declared-twice",
            Self::Form(_) => "form",
            Self::TooLong { .. } => "too-long",
            Self::HiddenCharacters => "hidden-characters",
            Self::Range { .. } => "range",
            Self::Choice { .. } => "choice",
            Self::TooFew { .. } => "too-few",
            Self::Backwards { .. } => "backwards",
            Self::Silent { .. } => "silent",
            Self::Excluded { .. } => "excluded",
            Self::Twice(_) => "twice",
            Self::NotAmong { .. } => "not-among",
            Self::More => "more",
        }
    }

    /// Every code, for those who keep texts for them.
    pub const CODES: &'static [&'static str] = &[
        "unknown",
        "missing",
        "declared-but-present",
        "declared-unknown",
        "declared-twice",
        "form",
        "too-long",
        "hidden-characters",
        "range",
        "choice",
        "too-few",
        "backwards",
        "silent",
        "excluded",
        "twice",
        "not-among",
        "more",
    ];
}

impl Shape {
    /// Every shape.
    pub const ALL: [Self; 14] = [
        Self::Line,
        Self::Text,
        Self::Int,
        Self::Bool,
        Self::Day,
        Self::Moment,
        Self::Record,
        Self::Digest,
        Self::Person,
        Self::Office,
        Self::Decision,
        Self::Profile,
        Self::List,
        Self::Table,
    ];

    /// Its name in data and in messages.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Text => "text",
            Self::Int => "int",
            Self::Bool => "bool",
            Self::Day => "day",
            Self::Moment => "moment",
            Self::Record => "record",
            Self::Digest => "digest",
            Self::Person => "person",
            Self::Office => "office",
            Self::Decision => "decision",
            Self::Profile => "profile",
            Self::List => "list",
            Self::Table => "table",
        }
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Line => "a line of text",
            Self::Text => "a text",
            Self::Int => "a whole number",
            Self::Bool => "true or false",
            Self::Day => "a day of the calendar (2026-03-20)",
            Self::Moment => "a day (2026-03-20) or a time with its offset (2026-03-20T09:15:00+08:00)",
            Self::Record => "a record's BLAKE3 (64 lower-case hexadecimal digits)",
            Self::Digest => "a digest (64 lower-case hexadecimal digits)",
            Self::Person => "a person's name (letters or digits of any script, with `-`, `.`, `·`, `_` between them)",
            Self::Office => "an office (small letters, digits and `-`)",
            Self::Decision => "a decision's id (letters, digits, `.`, `_`, `-`)",
            Self::Profile => "a profile's id (letters, digits, `.`, `_`, `-`)",
            Self::List => "a list",
            Self::Table => "a table",
        })
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            write!(f, "the body {}", self.what)
        } else {
            write!(f, "`{}` {}", self.path, self.what)
        }
    }
}
