//! A document of an item: where it lies in the bag, or why it does not lie there.

use std::collections::BTreeMap;

use super::Sources;
use super::item::{Item, What, record_of};
use crate::format::{Attachment, Content, Opening};
use crate::model::{EvidenceDigest, RecordDigest, Sha256Digest, Value};
use crate::port::{ReadEvidence, StoreError, StoredEntry};

/// A document that a record cites. Of one that is withheld nothing is told but its place among the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What the record calls it, what it is to the record, its media type and its size in bytes; `None` where it is
    /// withheld.
    pub told: Option<Told>,
    /// What there is of it.
    pub state: State,
}

/// What a record says of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Its name.
    pub name: String,
    /// What it is to the record.
    pub role: String,
    /// Its media type.
    pub media_type: String,
    /// Its size in bytes.
    pub size: u64,
}

/// What there is of a document in this copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It lies here.
    Present {
        /// Where in the bag.
        path: String,
        /// BLAKE3.
        blake3: EvidenceDigest,
        /// SHA-256.
        sha256: Sha256Digest,
    },
    /// It lies here, and its record holds no more than a salted commitment to it.
    Sealed {
        /// Where in the bag.
        path: String,
        /// The commitment.
        sealed: Sha256Digest,
        /// BLAKE3, as the opening says.
        blake3: EvidenceDigest,
        /// SHA-256, as the opening says.
        sha256: Sha256Digest,
    },
    /// It was withheld from this copy.
    Withheld {
        /// The commitment.
        sealed: Sha256Digest,
        /// The code of the ground.
        basis: String,
        /// The number of the record that says so, where it belongs to this decision.
        by: Option<u64>,
    },
    /// It was destroyed.
    Erased {
        /// The commitment.
        sealed: Sha256Digest,
        /// The number of the record that says so.
        by: u64,
    },
    /// It should be here and is not.
    Lacking,
}

impl Document {
    /// Where it lies in the bag.
    pub fn path(&self) -> Option<&str> {
        match &self.state {
            State::Present { path, .. } | State::Sealed { path, .. } => Some(path),
            State::Withheld { .. } | State::Erased { .. } | State::Lacking => None,
        }
    }
}

/// Gives each record its documents. The items stand in the order of their numbers, and may be more than the entries.
pub(super) fn attach<S: ReadEvidence + ?Sized>(
    items: &mut [Item],
    entries: &[StoredEntry],
    from: &Sources<'_, S>,
) -> Result<(), StoreError> {
    let numbers: BTreeMap<RecordDigest, u64> = items.iter().map(|item| (item.record, item.number)).collect();
    let erased = erased(items);
    for item in items.iter_mut() {
        let What::Record(filed) = &mut item.what else { continue };
        let stored = entries.iter().find(|stored| stored.entry.header().number == item.number);
        let Some(record) = stored.and_then(record_of) else { continue };
        for attachment in record.attachments {
            let state = state(&attachment, (item.record, item.seq), &numbers, &erased, from)?;
            let told = Told {
                name: attachment.name,
                role: attachment.role,
                media_type: attachment.media_type,
                size: attachment.size,
            };
            let hidden = matches!(state, State::Withheld { .. });
            filed.documents.push(Document { told: (!hidden).then_some(told), state });
        }
    }
    Ok(())
}

fn state<S: ReadEvidence + ?Sized>(
    attachment: &Attachment,
    (record, seq): (RecordDigest, u64),
    numbers: &BTreeMap<RecordDigest, u64>,
    erased: &BTreeMap<(RecordDigest, Sha256Digest), u64>,
    from: &Sources<'_, S>,
) -> Result<State, StoreError> {
    let sealed = match attachment.content {
        Content::Open { blake3, sha256 } => {
            return Ok(match (from.path)(&blake3) {
                Some(path) => State::Present { path, blake3, sha256 },
                None => State::Lacking,
            });
        }
        Content::Sealed(sealed) => sealed,
    };
    // Asked first: of what is withheld not even the opening is read.
    let mut withheld = from.contents.withheld.iter().filter(|one| one.attachment == Some(sealed));
    let first = withheld.clone().next();
    if let Some(withheld) = withheld.find(|one| one.sequence == seq).or(first) {
        let by = numbers.get(&withheld.by).copied();
        return Ok(State::Withheld { sealed, basis: withheld.basis.clone(), by });
    }
    let opening = from.source.opening(&sealed)?.and_then(|bytes| Opening::read(&bytes).ok());
    let opening = opening.filter(|opening| opening.commitment() == sealed);
    let there = opening.and_then(|opening| Some(((from.path)(&opening.blake3)?, opening)));
    // Named by an erasure that gave no authority: the contents list it as lacking.
    let lacks = from.contents.lacking.iter().any(|one| one.sequence == seq && one.name == attachment.name);
    Ok(match (there, erased.get(&(record, sealed)).filter(|_| !lacks)) {
        (Some((path, Opening { blake3, sha256, .. })), _) => State::Sealed { path, sealed, blake3, sha256 },
        (None, Some(by)) => State::Erased { sealed, by: *by },
        (None, None) => State::Lacking,
    })
}

/// What records of this decision say was destroyed: of which record, which commitment; and the number of the first that
/// says so.
fn erased(items: &[Item]) -> BTreeMap<(RecordDigest, Sha256Digest), u64> {
    let mut all = BTreeMap::new();
    for item in items {
        let Some(filed) = item.filed().filter(|filed| filed.kind.name == ERASURE) else { continue };
        let Some(record) = filed.cited("record") else { continue };
        for one in filed.rows("sealed") {
            let Value::Text(digest) = one else { continue };
            let Ok(sealed) = digest.parse() else { continue };
            all.entry((record, sealed)).or_insert(item.number);
        }
    }
    all
}

/// The kind that says what was destroyed.
const ERASURE: &str = "erasure";
