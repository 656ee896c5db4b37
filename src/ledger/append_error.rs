//! What can keep records from being appended. Each case carries what it names, so that it can be said in any language.

use super::read::ReadError;
use crate::chain::BadCheckpoint;
use crate::chain::head::ClockBehind;
use crate::model::{ClaimedTime, KeyId, Moment, RecordDigest, RecordedTime, Seq, StreamId};
use crate::port::StoreError;
use crate::registry::AuthorityError;

/// Why nothing was appended, or why it is not known.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AppendError {
    /// The record has no authority here.
    #[error("record {place} of this group may not be appended")]
    Authority {
        /// Its place in the group, from 0.
        place: usize,
        /// What is against it.
        #[source]
        source: AuthorityError,
    },
    /// The record is in the ledger already: its nonce is.
    #[error("record {place} of this group stands in `{stream}` already")]
    Repeated {
        /// Its place in the group, from 0.
        place: usize,
        /// The stream.
        stream: StreamId,
    },
    /// It cites a record that is not there before it, or none of its own stream.
    #[error("the basis of record {place} of this group does not hold")]
    Basis {
        /// Its place in the group, from 0.
        place: usize,
        /// What is wrong with its basis.
        #[source]
        source: BadBasis,
    },
    /// Its times cannot be.
    #[error("the times of record {place} of this group cannot be")]
    Time {
        /// Its place in the group, from 0.
        place: usize,
        /// What is wrong with its times.
        #[source]
        source: BadTime,
    },
    /// A decision begins with `decision-open`, and only begins so.
    #[error("record {place} of this group: a decision begins with `decision-open`, once")]
    Opening {
        /// Its place in the group, from 0.
        place: usize,
    },
    /// A rotation of the ledger key is not the last of its group.
    #[error("record {place} of this group rotates the ledger key and must be the last")]
    RotationNotLast {
        /// Its place in the group, from 0.
        place: usize,
    },
    /// The clock is behind the ledger.
    #[error(transparent)]
    Clock(#[from] ClockBehind),
    /// The ledger key that must sign the checkpoint is not at hand.
    #[error("the checkpoint must be signed by the ledger key {key}, which is not at hand")]
    LedgerKey {
        /// The key.
        key: KeyId,
    },
    /// It could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It could not be written; opening anew tells whether the group is there.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What was read back is not what was written; no checkpoint was signed.
    #[error("entry {seq} reads back otherwise than it was written; no checkpoint was signed")]
    ReadBack {
        /// The entry.
        seq: Seq,
    },
    /// The checkpoint could not be made.
    #[error("the checkpoint could not be made")]
    Checkpoint(#[from] BadCheckpoint),
    /// An earlier commit failed: open anew.
    #[error("an earlier write failed; open the ledger anew")]
    Poisoned,
}

/// What is wrong with the records that one stands on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BadBasis {
    /// None of them is of its own stream: it would stand beside the decision, not in it.
    #[error("it stands on no earlier record of `{stream}`")]
    OutsideStream {
        /// Its stream.
        stream: StreamId,
    },
    /// One of them is not there before it, in the streams that were searched.
    #[error("it cites {cited}, which is not before it in the streams named")]
    Unknown {
        /// The record it cites.
        cited: RecordDigest,
    },
    /// The founding record cites, and nothing is before it.
    #[error("it cites records, and nothing is before it")]
    NothingBefore,
}

/// What is wrong with the times that a signer gives; two honest clocks may differ by
/// [`CLOCK_SKEW_SECONDS_MAX`](crate::format::limits::CLOCK_SKEW_SECONDS_MAX).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BadTime {
    /// Signed in the future.
    #[error("it says it is signed at {signed_at}, after the ledger's clock {now}")]
    Ahead {
        /// When it says it is signed.
        signed_at: ClaimedTime,
        /// The ledger's clock.
        now: RecordedTime,
    },
    /// Signed before what it tells of.
    #[error("it is signed at {signed_at} for what begins on {from}")]
    BeforeFact {
        /// When it says it is signed.
        signed_at: ClaimedTime,
        /// When the fact begins.
        from: Moment,
    },
    /// Signed before what it stands on was there: back-dated.
    #[error("it says it is signed at {signed_at}, before {cited} that it stands on was recorded at {recorded}")]
    BeforeBasis {
        /// When it says it is signed.
        signed_at: ClaimedTime,
        /// The record it stands on.
        cited: RecordDigest,
        /// When that was recorded.
        recorded: RecordedTime,
    },
}
