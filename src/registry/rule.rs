//! The rules of the registry itself: what a record in it may not say, whoever has signed it. Each case carries what it
//! names, so that it can be said in any language.

use crate::crypto::BadKey;
use crate::crypto::quorum::BadQuorum;
use crate::model::{KeyId, OfficeId, PersonId};

/// A rule of the registry that a record breaks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BrokenRule {
    /// A key that was declared compromised comes in again.
    #[error("a compromised key cannot be appointed again")]
    Compromised,
    /// The key holds the office with this scope and has not ceased to.
    #[error("this key holds this office already")]
    HeldAlready,
    /// A key that can sign nothing, or whose one signature would fit many records.
    #[error("key {key} cannot be used: {why}")]
    Key {
        /// The key.
        key: KeyId,
        /// What is wrong with it.
        why: BadKey,
    },
    /// The ledger key is, or was, the ledger key before.
    #[error("this has been the ledger key already")]
    LedgerKeyAgain,
    /// The ledger key would also be somebody's who signs records.
    #[error("the ledger key speaks for no person")]
    LedgerKeyOfPerson,
    /// The ledger key is among the root keys.
    #[error("the ledger key is a root holder's key")]
    LedgerKeyOfRoot,
    /// A person or a key stands twice among the root holders.
    #[error("a root holder or a root key is named twice")]
    NamedTwice,
    /// The appointment that is to end is none.
    #[error("`{person}` does not hold `{office}` with this key")]
    NothingToEnd {
        /// Who was said to hold it.
        person: PersonId,
        /// The office.
        office: OfficeId,
    },
    /// The office `root` by an appointment.
    #[error("the office `root` is given by `rotate-root`")]
    RootAppointed,
    /// The time since when a key may have been in other hands: without that reason, or that reason without the time.
    #[error("`since` is given exactly for a compromised key")]
    Since,
    /// A threshold that can never be met.
    #[error(transparent)]
    Threshold(#[from] BadQuorum),
}
