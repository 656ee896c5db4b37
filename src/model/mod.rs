//! The nouns: names, digests, times, streams, kinds of record. Floor 0.
//!
//! In scope: what a name may look like, what each kind of record holds, reading untrusted text into nouns.
//! Out of scope: computing digests ([`crypto`](crate::crypto)), record bytes ([`format`](crate::format)), clocks.

pub mod digest;
pub mod id;
pub mod kind;
pub mod office;
pub mod seq;
pub mod stage;
pub mod stream;
pub mod time;
pub mod value;
pub mod withholding;

pub use digest::{EntryHash, EvidenceDigest, KeyId, RecordDigest, Sha256Digest, TreeHash};
pub use id::{CalendarId, DecisionId, KindName, OfficeId, Origin, PersonId, ProfileId};
pub use seq::Seq;
pub use stage::Stage;
pub use stream::StreamId;
pub use time::{ClaimedTime, Moment, Occurred, RecordedTime};
pub use value::Value;
pub use withholding::Withholding;
