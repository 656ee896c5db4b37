//! One bundle held against another of the same decision: whether the one is a true part of the other, as a public version is
//! of the full one, and an earlier bundle of a later one. Both are judged by themselves; here only what they have in common
//! is compared.

use std::collections::BTreeMap;
use std::io::Read;

use super::cited::of_row;
use crate::chain::{Header, RowKind, Rows};
use crate::format::Contents;
use crate::model::RecordDigest;
use crate::port::{ReadBundle, StoreError, StoreErrorKind};

/// How a part stands to the whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Rows that both have, the same byte for byte.
    pub same: u64,
    /// Records that the part withholds and the whole has: their places in the ledger and numbers.
    pub withheld: Vec<Compared>,
    /// Records that the whole has after the part's last one.
    pub later: Vec<Compared>,
    /// What stands against it.
    pub against: Vec<Against>,
}

/// A row of the decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compared {
    /// Its place in the ledger.
    pub sequence: u64,
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
    of_decision: bool,
    number: u64,
    record: RecordDigest,
    kind: RowKind,
    header: Vec<u8>,
    bytes: Vec<u8>,
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
    for (sequence, one) in &mine {
        let Some(other) = theirs.get(sequence) else {
            out.against.push(Against::Differs(*sequence));
            continue;
        };
        let compared = Compared { sequence: *sequence, number: one.number, record: one.record };
        match (one.kind, other.kind) {
            _ if one.header != other.header => out.against.push(Against::Differs(*sequence)),
            (RowKind::Withheld, RowKind::Whole) => out.withheld.push(compared),
            (RowKind::Whole, RowKind::Withheld) => out.against.push(Against::LessInWhole(*sequence)),
            _ if one.bytes == other.bytes => out.same += 1,
            _ => out.against.push(Against::Differs(*sequence)),
        }
    }
    let last = |rows: &BTreeMap<u64, Had>| rows.iter().rev().find(|(_, row)| row.of_decision).map(|(at, _)| *at);
    let end = last(&mine).unwrap_or(0);
    for (sequence, other) in theirs.iter().filter(|(sequence, row)| row.of_decision && !mine.contains_key(sequence)) {
        if *sequence > end {
            out.later.push(Compared { sequence: *sequence, number: other.number, record: other.record });
        } else {
            out.against.push(Against::Dropped(*sequence));
        }
    }
    Ok(out)
}

/// A bundle's own rows by their places; those that only show that nothing was left off are not compared.
fn rows(from: impl Read) -> Result<BTreeMap<u64, Had>, StoreError> {
    let mut rows = Rows::new(from);
    let mut had = BTreeMap::new();
    while let Some(read) = rows.next_row().map_err(of_row)? {
        let header_bytes = read.row.header_bytes(&read.bytes);
        let header = Header::read(header_bytes)
            .map_err(|error| StoreError::caused(StoreErrorKind::Corrupt, "read a row's header", error))?;
        if read.row.kind == RowKind::Other {
            continue;
        }
        let one = Had {
            of_decision: header.stream.decision().is_some(),
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
