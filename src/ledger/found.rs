//! Founding: entry 0 and the first checkpoint.

use std::collections::HashMap;

use super::append::{Acknowledged, possible_times};
use super::append_error::{AppendError, BadBasis};
use super::open::Ledger;
use crate::chain::CompactRange;
use crate::chain::head::{Head, StreamPlace};
use crate::crypto::Signer;
use crate::format::Verifiers;
use crate::model::{EntryHash, RecordedTime, Seq, StreamId};
use crate::port::{Clock, HighWater, Tip, WriteLedger};
use crate::registry::{AuthorityError, Registry};

/// Why no ledger was founded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FoundError {
    /// The founding record has no authority.
    #[error("the founding record may not begin a ledger")]
    Authority(#[from] AuthorityError),
    /// The store is not empty.
    #[error("there is a ledger of {0} entries already")]
    NotEmpty(u64),
    /// It could not be written.
    #[error(transparent)]
    Append(#[from] AppendError),
}

/// Founds a ledger in an empty store with a founding record that all root holders have signed.
///
/// # Errors
/// [`FoundError`].
pub fn found<S: WriteLedger>(
    mut store: S,
    envelope: Vec<u8>,
    ledger_key: &dyn Signer,
    clock: &dyn Clock,
    marks: &dyn HighWater,
) -> Result<(Ledger<S>, Acknowledged), FoundError> {
    let mut verifiers = Verifiers::default();
    let (authorised, registry) = Registry::authorise_founding(envelope, &mut verifiers)?;
    let tip = store.tip().map_err(AppendError::from)?;
    if tip.size != 0 {
        return Err(FoundError::NotEmpty(tip.size));
    }
    let (key, _) = registry.ledger_keys_at(1);
    if ledger_key.public() != key {
        return Err(AppendError::LedgerKey { key: key.id() }.into());
    }
    let origin = registry.origin().clone();
    let head = Head { origin, size: 0, last: EntryHash::NONE, recorded: None };
    let place = StreamPlace { number: 0, previous: EntryHash::NONE };
    let now = RecordedTime::new(clock.now());
    possible_times(0, authorised.record(), now)?;
    if !authorised.record().basis.is_empty() {
        return Err(AppendError::Basis { place: 0, source: BadBasis::NothingBefore }.into());
    }
    let (entry, head) = head.extend(authorised, place, now).map_err(AppendError::from)?;
    store.commit(&Tip::EMPTY, std::slice::from_ref(&entry)).map_err(AppendError::from)?;
    let again = store.entries(Seq::FIRST, 1).map_err(AppendError::from)?;
    if again.first().map(|read| &read.entry) != Some(&entry) {
        return Err(AppendError::ReadBack { seq: Seq::FIRST }.into());
    }
    let mut tree = CompactRange::new();
    tree.push(entry.leaf());
    let mut ledger = Ledger {
        store,
        registry,
        head,
        tree,
        first: entry.hash(),
        published: 0,
        streams: HashMap::new(),
        verifiers,
        poisoned: false,
    };
    ledger.publish(&[ledger_key], marks)?;
    let acknowledged = Acknowledged {
        seq: Seq::FIRST,
        stream: StreamId::Registry,
        number: 0,
        entry: entry.hash(),
        record: entry.header().record_blake3,
        recorded: now,
    };
    Ok((ledger, acknowledged))
}
