//! The record's bytes: strict reading, the signed envelope, sealed attachments, every bound. Floor 2.
//!
//! In scope: what is signed, byte for byte, and refusing whatever two readers could read differently.
//! Out of scope: whether the signer may sign ([`registry`](crate::registry)), what a kind's body must hold
//! ([`model::kind`](crate::model)), the record's place in the ledger ([`chain`](crate::chain)).

pub mod contents;
pub mod envelope;
pub mod limits;
pub mod object;
pub mod record;
pub mod record_error;
pub mod seal;
pub mod sealed;
pub mod transfer;

pub use contents::{Contents, ContentsError, Description, Lacking, Retention, Version, Withheld};
pub use envelope::{Envelope, EnvelopeError, SignatureError, Verifiers};
pub use record::{Attachment, Content, Despite, Late, Nonce, Record, Signatory, Statement};
pub use record_error::{BadField, RecordError};
pub use seal::{Seal, SealError};
pub use sealed::Opening;
pub use transfer::{Transfer, TransferError};
