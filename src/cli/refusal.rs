//! What the floors below refuse, in the reader's language and with what to do about it: the one place where their errors
//! become messages.

use super::error::CliError;
use super::exit::Exit;
use crate::format::SignatureError;
use crate::ledger::{AppendError, FoundError, OpenError, ProofError, ReadError};
use crate::port::StoreError;
use crate::registry::AuthorityError;
use crate::render::Message;

/// A store that could not answer.
pub fn store(error: &StoreError) -> CliError {
    CliError::from_store(error)
}

/// What could not be read.
pub fn read(error: &ReadError) -> CliError {
    match error {
        ReadError::Store(error) => store(error),
        ReadError::NotFounded => CliError::surroundings("error-not-founded").hint(Message::new("hint-init")),
        ReadError::Registry { seq, source } => CliError::new(Exit::Invalid, "error-registry-record")
            .show("seq", seq)
            .because(authority_message(source))
            .hint(Message::new("hint-verify")),
        other => CliError::new(Exit::Invalid, "error-read").because_of(other).hint(Message::new("hint-verify")),
    }
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
            let told = CliError::refused("error-refused").with("place", place + 1).because(authority_message(source));
            match authority_hint(source) {
                Some(hint) => told.hint(Message::new(hint)),
                None => told,
            }
        }
        AppendError::Repeated { place, stream } => {
            CliError::refused("error-refused-repeated").with("place", place + 1).show("stream", stream)
        }
        AppendError::Basis { place, what } => CliError::refused("error-refused-basis")
            .with("place", place + 1)
            .with("what", what.clone())
            .hint(Message::new("hint-basis")),
        AppendError::Time { place, what } => CliError::refused("error-refused-time")
            .with("place", place + 1)
            .with("what", what.clone())
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
            CliError::refused("error-refused").with("place", 1).because(authority_message(error))
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

/// What is against a record, as a sentence.
pub fn authority_message(error: &AuthorityError) -> Message {
    use AuthorityError as E;
    match error {
        E::Envelope(cause) => Message::new("refused-envelope").show("what", cause),
        E::Record(cause) => Message::new("refused-record").show("what", cause),
        E::Signatures(cause) => signature_message(cause),
        E::Event(cause) => Message::new("refused-event").show("what", cause),
        E::Origin { expected, found } => Message::new("refused-origin").show("expected", expected).show("found", found),
        E::Kind { kind, stream } => Message::new("refused-kind").show("kind", kind).show("stream", stream),
        E::Body { kind, problems } => {
            Message::new("refused-body").show("kind", kind).with("problems", problems.join("; "))
        }
        E::NotEntitled { office, kind } => {
            Message::new("refused-not-entitled").show("office", office).show("kind", kind)
        }
        E::NotHeld { key, office, .. } => Message::new("refused-not-held").show("key", key).show("office", office),
        E::Ended { key, office, until } => {
            Message::new("refused-ended").show("key", key).show("office", office).show("until", until)
        }
        E::KeyOfAnother { key, person } => {
            Message::new("refused-key-of-another").show("key", key).show("person", person)
        }
        E::NotOwnWord { said_by, signed_by } => {
            Message::new("refused-not-own-word").with("said", said_by.clone()).show("signed", signed_by)
        }
        E::Threshold { needed, counted } => {
            Message::new("refused-threshold").show("needed", needed).show("counted", counted)
        }
        E::NotFounded => Message::new("refused-not-founded"),
        E::FoundedAlready => Message::new("refused-founded-already"),
        E::Rule { what } => Message::new("refused-rule").with("what", what.clone()),
    }
}

fn signature_message(error: &SignatureError) -> Message {
    match error {
        SignatureError::Key { key, source } => {
            Message::new("refused-signature-key").show("key", key).show("what", source)
        }
        SignatureError::Bad { key } => Message::new("refused-signature-bad").show("key", key),
        SignatureError::Stranger { keyid, .. } => {
            Message::new("refused-signature-stranger").with("keyid", keyid.clone())
        }
        SignatureError::Twice { key } => Message::new("refused-signature-twice").show("key", key),
        SignatureError::Missing { key } => Message::new("refused-signature-missing").show("key", key),
    }
}

/// What to do about it, where there is something.
pub const fn authority_hint(error: &AuthorityError) -> Option<&'static str> {
    match error {
        AuthorityError::NotEntitled { .. } => Some("hint-who-signs"),
        AuthorityError::NotHeld { .. } | AuthorityError::Ended { .. } => Some("hint-office-list"),
        AuthorityError::Signatures(SignatureError::Missing { .. }) => Some("hint-sign-more"),
        AuthorityError::Threshold { .. } => Some("hint-threshold"),
        _ => None,
    }
}
