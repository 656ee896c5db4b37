//! What the floors below refuse, in the reader's language, with what to do about it and how the program ends. The causes
//! are in [`cause`].

use super::cause;
use super::error::CliError;
use super::exit::Exit;
use crate::bundle::ExcerptError;
use crate::format::{RecordError, SignatureError};
use crate::ledger::{AppendError, FoundError, OpenError, ProofError, ReadError};
use crate::port::{StoreError, StoreErrorKind};
use crate::registry::AuthorityError;
use crate::render::Message;

/// A store that could not answer.
pub fn store(error: &StoreError) -> CliError {
    CliError::from_store(error)
}

/// A file of a bundle or an archive that could not be read or written.
pub fn files(error: &StoreError) -> CliError {
    let told = match error.kind {
        StoreErrorKind::Corrupt => CliError::new(Exit::Invalid, "error-files-corrupt"),
        StoreErrorKind::NotFound => CliError::surroundings("error-files-not-found"),
        StoreErrorKind::InUse | StoreErrorKind::HeadMoved => CliError::surroundings("error-files-in-use"),
        StoreErrorKind::Unavailable => {
            CliError::surroundings("error-files-unavailable").hint(Message::new("hint-files-unavailable"))
        }
    };
    let told = told.with("what", error.what.clone());
    match &error.source {
        Some(cause) => told.because_of(&**cause),
        None => told,
    }
}

/// What could not be read.
pub fn read(error: &ReadError) -> CliError {
    match error {
        ReadError::Store(error) => store(error),
        ReadError::NotFounded => CliError::surroundings("error-not-founded").hint(Message::new("hint-init")),
        ReadError::Registry { seq, source } => CliError::new(Exit::Invalid, "error-registry-record")
            .show("seq", seq)
            .because(cause::authority(source))
            .hint(Message::new("hint-verify")),
        other => {
            CliError::new(Exit::Invalid, "error-read").because(cause::read(other)).hint(Message::new("hint-verify"))
        }
    }
}

/// Why a decision cannot be taken out of the ledger.
pub fn excerpt(error: &ExcerptError) -> CliError {
    match error {
        ExcerptError::Store(error) => store(error),
        ExcerptError::NoDecision(decision) => CliError::refused("error-no-such-decision").show("decision", decision),
        ExcerptError::NoCheckpoint => CliError::new(Exit::Invalid, "error-no-checkpoint"),
        other => CliError::new(Exit::Invalid, "error-bundle-unreadable").because_of(other),
    }
}

/// Why there is no such record.
pub fn record(error: &RecordError) -> CliError {
    CliError::refused("error-record").because(cause::record(error))
}

/// Why a ledger does not open for writing.
pub fn open(error: &OpenError) -> CliError {
    let told = match error {
        OpenError::Read(error) => return read(error),
        OpenError::RolledBack { found, known, by } => CliError::new(Exit::RolledBack, "error-rolled-back")
            .show("found", found)
            .show("known", known)
            .with("by", by.clone())
            .hint(Message::new("hint-rolled-back")),
        OpenError::Diverged { size, found, known, by } => CliError::new(Exit::Diverged, "error-diverged")
            .show("size", size)
            .show("found", found)
            .show("known", known)
            .with("by", by.clone()),
        OpenError::NoCheckpoint(_) => CliError::new(Exit::Invalid, "error-no-checkpoint"),
        _ => CliError::new(Exit::Invalid, "error-checkpoint-signature"),
    };
    told.hint(Message::new("hint-verify"))
}

/// Why nothing was appended.
pub fn append(error: &AppendError) -> CliError {
    match error {
        AppendError::Authority { place, source } => {
            let told = CliError::refused("error-refused").with("place", place + 1).because(cause::authority(source));
            match authority_hint(source) {
                Some(hint) => told.hint(Message::new(hint)),
                None => told,
            }
        }
        AppendError::Repeated { place, stream } => {
            CliError::refused("error-refused-repeated").with("place", place + 1).show("stream", stream)
        }
        AppendError::Basis { place, source } => CliError::refused("error-refused-basis")
            .with("place", place + 1)
            .because(cause::basis(source))
            .hint(Message::new("hint-basis")),
        AppendError::Time { place, source } => CliError::refused("error-refused-time")
            .with("place", place + 1)
            .because(cause::time(source))
            .hint(Message::new("hint-time")),
        AppendError::Opening { place } => {
            CliError::refused("error-refused-opening").with("place", place + 1).hint(Message::new("hint-opening"))
        }
        AppendError::RotationNotLast { place } => CliError::refused("error-refused-rotation").with("place", place + 1),
        AppendError::Clock(behind) => CliError::surroundings("error-clock-behind")
            .show("now", behind.now)
            .show("last", behind.last)
            .hint(Message::new("hint-clock")),
        AppendError::LedgerKey { key } => {
            CliError::surroundings("error-ledger-key").show("key", key).hint(Message::new("hint-ledger-key"))
        }
        AppendError::Read(error) => read(error),
        AppendError::Store(error) => store(error),
        AppendError::ReadBack { seq } => {
            CliError::surroundings("error-read-back").show("seq", seq).hint(Message::new("hint-store-unavailable"))
        }
        other => CliError::surroundings("error-append").because_of(other).hint(Message::new("hint-store-unavailable")),
    }
}

/// Why no ledger was founded.
pub fn found(error: &FoundError) -> CliError {
    match error {
        FoundError::Authority(error) => {
            CliError::refused("error-refused").with("place", 1).because(cause::authority(error))
        }
        FoundError::NotEmpty(size) => CliError::refused("error-not-empty").show("size", size),
        FoundError::Append(error) => append(error),
    }
}

/// Why there is no proof.
pub fn proof(error: &ProofError) -> CliError {
    match error {
        ProofError::Read(error) => read(error),
        ProofError::NotCovered { seq, size } => {
            CliError::refused("error-not-covered").show("seq", seq).show("size", size)
        }
        ProofError::NoCheckpoint => CliError::new(Exit::Invalid, "error-no-checkpoint"),
        other => CliError::refused("error-no-proof").because_of(other),
    }
}

/// What to do about it, where there is something.
pub const fn authority_hint(error: &AuthorityError) -> Option<&'static str> {
    match error {
        AuthorityError::NotEntitled { .. } => Some("hint-who-signs"),
        AuthorityError::NotHeld { .. } | AuthorityError::Ended { .. } => Some("hint-office-list"),
        AuthorityError::Signatures(SignatureError::Missing { .. }) => Some("hint-sign-more"),
        AuthorityError::TooFewHands { .. } => Some("hint-two-hands"),
        AuthorityError::Threshold { .. } => Some("hint-threshold"),
        _ => None,
    }
}
