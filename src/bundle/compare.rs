//! One bundle held against another of the same decision: whether the one is a true part of the other, as a public version is
//! of the full one, and an earlier bundle of a later one. Both are judged by themselves; here only what they have in common
//! is compared.

use std::collections::BTreeMap;
use std::io::{BufReader, Read};

use super::cited::of_row;
use crate::chain::merkle::NodeId;
use crate::chain::{Header, PathError, Paths, RowKind, Rows, SignedCheckpoint, entry_hash, leaf_hash, shown_nodes};
use crate::format::Contents;
use crate::model::{EntryHash, RecordDigest, StreamId, TreeHash};
use crate::port::{ReadBundle, StoreError, StoreErrorKind};

/// How a part stands to the whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// How many rows both have, the same byte for byte.
    pub same: u64,
    /// Those of them that are the decision's, by their places in the ledger.
    pub shared: BTreeMap<u64, Compared>,
    /// Records that the part withholds and the whole has: their places in the ledger and numbers.
    pub withheld: Vec<Compared>,
    /// How many records both withhold.
    pub in_neither: u64,
    /// Rows of the whole that came after the part was made.
    pub later: Vec<Compared>,
    /// Rows of the part that came after the whole was made: nothing can be said of them.
    pub newer: Vec<Compared>,
    /// What stands against it.
    pub against: Vec<Against>,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// Its place in the ledger.
    pub sequence: u64,
    /// Its stream.
    pub stream: StreamId,
    /// Its number in its stream.
    pub number: u64,
    /// What it is cited by.
    pub record: RecordDigest,
}

/// Why the one is no part of the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Against {
    /// They are of two ledgers or two decisions.
    Another,
    /// A row of the part is none of the whole, or another one.
    Differs(u64),
    /// A row of the whole, in the midst of the part's, that the part does not have.
    Dropped(u64),
    /// The whole withholds what the part has.
    LessInWhole(u64),
}

/// What a row has.
#[derive(Clone, PartialEq, Eq)]
struct Had {
    stream: StreamId,
    number: u64,
    record: RecordDigest,
    kind: RowKind,
    header: Vec<u8>,
    bytes: Vec<u8>,
}

impl Had {
    fn compared(&self, sequence: u64) -> Compared {
        Compared { sequence, stream: self.stream.clone(), number: self.number, record: self.record }
    }
}

/// Compares two bundles.
///
/// # Errors
/// [`StoreError`], where one of them cannot be read.
pub fn compare<A: ReadBundle + ?Sized, B: ReadBundle + ?Sized>(part: &A, whole: &B) -> Result<Comparison, StoreError> {
    let mut out = Comparison::default();
    let names = |bytes: Vec<u8>| {
        let read = Contents::read(&bytes);
        read.map(|contents| (contents.origin, contents.decision))
            .map_err(|error| StoreError::caused(StoreErrorKind::Corrupt, "read what a bundle says of itself", error))
    };
    if names(part.contents()?)? != names(whole.contents()?)? {
        out.against.push(Against::Another);
        return Ok(out);
    }
    let (mine, theirs) = (rows(part.rows()?)?, rows(whole.rows()?)?);
    let made_at = size(whole)?;
    for (sequence, one) in &mine {
        let compared = one.compared(*sequence);
        let Some(other) = theirs.get(sequence) else {
            if *sequence < made_at {
                out.against.push(Against::Differs(*sequence));
            } else {
                out.newer.push(compared);
            }
            continue;
        };
        match (one.kind, other.kind) {
            _ if one.header != other.header => out.against.push(Against::Differs(*sequence)),
            (RowKind::Withheld, RowKind::Whole) => out.withheld.push(compared),
            (RowKind::Whole, RowKind::Withheld) => out.against.push(Against::LessInWhole(*sequence)),
            (RowKind::Withheld, RowKind::Withheld) => out.in_neither += 1,
            _ if one.bytes == other.bytes => {
                out.same += 1;
                if one.stream.decision().is_some() {
                    out.shared.insert(*sequence, compared);
                }
            }
            _ => out.against.push(Against::Differs(*sequence)),
        }
    }
    let made_at = size(part)?;
    for (sequence, other) in theirs.iter().filter(|(sequence, _)| !mine.contains_key(sequence)) {
        if *sequence < made_at {
            out.against.push(Against::Dropped(*sequence));
        } else {
            out.later.push(other.compared(*sequence));
        }
    }
    Ok(out)
}

/// What a bundle shows of its ledger, of whatever decision it is: which entry stands at which place (a row shows its own
/// and, by naming the one before it, that one too), and which subtrees of the ledger's tree have which hash (a path shows
/// those beside its row). None of it ever changes in one ledger.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shown {
    entries: BTreeMap<u64, EntryHash>,
    nodes: BTreeMap<NodeId, TreeHash>,
}

impl Shown {
    /// Reads it from a bundle that was judged.
    ///
    /// # Errors
    /// [`StoreError`], where it cannot be read.
    pub fn by<A: ReadBundle + ?Sized>(bundle: &A) -> Result<Self, StoreError> {
        let mut shown = Self::default();
        let size = size(bundle)?;
        let (mut rows, mut paths) = (Rows::new(bundle.rows()?), Paths::new(BufReader::new(bundle.proofs()?)));
        let mut path = paths.next_path().map_err(of_path)?;
        while let Some(read) = rows.next_row().map_err(of_row)? {
            let header_bytes = read.row.header_bytes(&read.bytes);
            let header = of_header(header_bytes)?;
            shown.entries.insert(header.sequence.0, entry_hash(header_bytes));
            if let Some(before) = header.sequence.0.checked_sub(1) {
                shown.entries.entry(before).or_insert(header.previous);
            }
            if let Some(of_row) = path.take_if(|path| path.sequence == header.sequence.0) {
                shown.nodes.extend(shown_nodes(of_row.sequence, size, &leaf_hash(header_bytes), &of_row.hashes));
                path = paths.next_path().map_err(of_path)?;
            }
        }
        Ok(shown)
    }

    /// A place in the ledger at which, or somewhere after which, two bundles of one ledger's name show different entries. Each
    /// was proved under a checkpoint of that ledger, so that there are two ledgers of one name.
    pub fn contradicts(&self, other: &Self) -> Option<u64> {
        let entry = first_difference(&self.entries, &other.entries).copied();
        entry.or_else(|| first_difference(&self.nodes, &other.nodes).map(|node| node.index << node.level))
    }
}

/// The first key that two maps have with two values.
fn first_difference<'a, K: Ord, V: PartialEq>(one: &'a BTreeMap<K, V>, other: &'a BTreeMap<K, V>) -> Option<&'a K> {
    let (few, many) = if one.len() < other.len() { (one, other) } else { (other, one) };
    few.iter().find(|(key, value)| many.get(key).is_some_and(|known| known != *value)).map(|(key, _)| key)
}

fn of_path(error: PathError) -> StoreError {
    StoreError::caused(StoreErrorKind::Corrupt, "read the paths of a bundle", error)
}

fn of_header(bytes: &[u8]) -> Result<Header, StoreError> {
    Header::read(bytes).map_err(|error| StoreError::caused(StoreErrorKind::Corrupt, "read a row's header", error))
}

/// How many entries a bundle's checkpoint covers.
fn size<A: ReadBundle + ?Sized>(bundle: &A) -> Result<u64, StoreError> {
    let corrupt = |error| StoreError::caused(StoreErrorKind::Corrupt, "read a bundle's checkpoint", error);
    let read = bundle.checkpoint()?.map(|bytes| SignedCheckpoint::parse(&bytes)).transpose().map_err(corrupt)?;
    Ok(read.map_or(0, |signed| signed.checkpoint().size))
}

/// A bundle's own rows by their places; those that only show that nothing was left off are not compared.
fn rows(from: impl Read) -> Result<BTreeMap<u64, Had>, StoreError> {
    let mut rows = Rows::new(from);
    let mut had = BTreeMap::new();
    while let Some(read) = rows.next_row().map_err(of_row)? {
        let header_bytes = read.row.header_bytes(&read.bytes);
        let header = of_header(header_bytes)?;
        if read.row.kind == RowKind::Other {
            continue;
        }
        let one = Had {
            stream: header.stream.clone(),
            number: header.number,
            record: header.record_blake3,
            kind: read.row.kind,
            header: header_bytes.to_vec(),
            bytes: crate::crypto::hash::blake3(&read.bytes).to_vec(),
        };
        had.insert(header.sequence.0, one);
    }
    Ok(had)
}
