//! What can keep bytes from being a record. Each case carries its figures, so that it can be said in any language.

use super::limits::{
    ATTACHMENTS_MAX, BASIS_MAX, LISTED_MAX, NAME_CHARS_MAX, REASON_CHARS_MAX, RECORD_BYTES_MAX, SIGNERS_MAX,
};

/// Bytes that are no record of version 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RecordError {
    /// Over [`RECORD_BYTES_MAX`].
    #[error("a record of {0} bytes is over the bound of {RECORD_BYTES_MAX}")]
    TooLarge(usize),
    /// Not strict JSON of this form: an unknown field, a field twice, something missing, a number that is not whole. In
    /// the words of the JSON reader.
    #[error("not a record: {0}")]
    Form(String),
    /// A field breaks its rule.
    #[error(transparent)]
    Field(#[from] BadField),
}

/// A field of a record that breaks its rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BadField {
    /// An attachment's name, role or media type.
    #[error("`attachments` has a name, role or media type that is not one line of 1 to {NAME_CHARS_MAX} characters")]
    AttachmentLine,
    /// More attachments than [`ATTACHMENTS_MAX`].
    #[error("`attachments` cites more than {ATTACHMENTS_MAX} documents")]
    Attachments,
    /// More records cited than [`BASIS_MAX`].
    #[error("`basis` cites more than {BASIS_MAX} records")]
    Basis,
    /// A record cited twice.
    #[error("`basis` cites one record twice")]
    BasisTwice,
    /// A list of rules that is too long, or a rule without its reason.
    #[error("`despite` is not a list of at most {LISTED_MAX} rules, each with its reason")]
    Despite,
    /// A key that would sign twice.
    #[error("`offices` names one key twice")]
    KeyTwice,
    /// A list of fields that is too long, or a path that is none.
    #[error("`late.missing` is not a list of at most {LISTED_MAX} field paths")]
    LateMissing,
    /// No reason, or a book of reasons.
    #[error("`late.reason` is empty or over {REASON_CHARS_MAX} characters")]
    LateReason,
    /// What happened ends before it begins.
    #[error("`occurred` ends before it begins")]
    Occurred,
    /// Nobody signs, or more than [`SIGNERS_MAX`].
    #[error("`offices` does not name from 1 to {SIGNERS_MAX} signatories")]
    Signatories,
}
