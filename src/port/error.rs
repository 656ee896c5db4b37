//! What can go wrong behind a door. The kind says what the caller can do; the store's own error is the cause.

use std::error::Error;
use std::fmt;

/// What the caller can do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum StoreErrorKind {
    /// The head is not the expected one: read again, decide again.
    HeadMoved,
    /// Somebody else is writing.
    InUse,
    /// It is not there.
    NotFound,
    /// It is there and is not what it must be.
    Corrupt,
    /// The disk, the system or the network refused; nothing acknowledged is lost. The open store answers nothing but
    /// this from then on: open anew.
    Unavailable,
}

/// An answer a store could not give.
#[derive(Debug)]
pub struct StoreError {
    /// What the caller can do.
    pub kind: StoreErrorKind,
    /// What was being done to what, e.g. `write log/000000.log`.
    pub what: String,
    /// The store's own error.
    pub source: Option<Box<dyn Error + Send + Sync>>,
}

impl StoreError {
    /// An error without a cause of its own.
    pub fn new(kind: StoreErrorKind, what: impl Into<String>) -> Self {
        Self { kind, what: what.into(), source: None }
    }

    /// An error with its cause.
    pub fn caused(
        kind: StoreErrorKind,
        what: impl Into<String>,
        source: impl Into<Box<dyn Error + Send + Sync>>,
    ) -> Self {
        Self { kind, what: what.into(), source: Some(source.into()) }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            StoreErrorKind::HeadMoved => "the head has moved",
            StoreErrorKind::InUse => "in use by another process",
            StoreErrorKind::NotFound => "not found",
            StoreErrorKind::Corrupt => "damaged",
            StoreErrorKind::Unavailable => "could not be done",
        };
        write!(f, "{}: {kind}", self.what)
    }
}

impl Error for StoreError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn Error + 'static))
    }
}
