//! An entry: an envelope and the place the ledger gives it. The header is text; the chain is BLAKE3 over headers, the
//! tree is SHA-256 over headers, and the header holds both digests of the envelope.

use std::fmt::Write as _;
use std::sync::OnceLock;

use super::line::{line_end, read_decimal};
use crate::chain::merkle::leaf_hash;
use crate::crypto::hash::{blake3, sha256};
use crate::model::digest::unhex32;
use crate::model::{EntryHash, Origin, RecordDigest, RecordedTime, Seq, Sha256Digest, StreamId, TreeHash};

/// The first line of every header.
const TITLE: &str = "liuhen entry v1";

/// No header is longer: the fixed words and digests take under 600 bytes, an origin at most 255, a stream at most 73.
pub const HEADER_BYTES_MAX: usize = 1024;

/// The header of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The ledger.
    pub origin: Origin,
    /// The entry's place in the ledger.
    pub sequence: Seq,
    /// The entry before it; [`EntryHash::NONE`] for the first.
    pub previous: EntryHash,
    /// The ledger's clock, never decreasing.
    pub recorded: RecordedTime,
    /// What the record belongs to.
    pub stream: StreamId,
    /// Its place in the stream, from 0.
    pub number: u64,
    /// The entry before it in its stream; [`EntryHash::NONE`] for number 0.
    pub stream_previous: EntryHash,
    /// BLAKE3 of the envelope's bytes.
    pub record_blake3: RecordDigest,
    /// SHA-256 of the envelope's bytes.
    pub record_sha256: Sha256Digest,
}

/// Bytes that are not a header in its one spelling.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the entry header is not `{expected} …` as it must be")]
pub struct HeaderError {
    /// The line, from 1.
    pub line: usize,
    /// The word it must begin with.
    pub expected: &'static str,
}

impl Header {
    /// The header's text, every line ending in LF.
    pub fn to_text(&self) -> String {
        let mut out = String::with_capacity(640);
        let _infallible = write!(
            out,
            "{TITLE}\norigin {}\nsequence {}\nprevious {}\nrecorded {}\nstream {}\nnumber {}\nstream-previous {}\n\
             record-blake3 {}\nrecord-sha256 {}\n",
            self.origin,
            self.sequence,
            self.previous,
            self.recorded,
            self.stream,
            self.number,
            self.stream_previous,
            self.record_blake3,
            self.record_sha256,
        );
        out
    }

    /// Reads a header; only the one spelling is read.
    ///
    /// # Errors
    /// [`HeaderError`] names the line.
    pub fn read(bytes: &[u8]) -> Result<Self, HeaderError> {
        let mut lines = Lines { rest: bytes, line: 0 };
        lines.next(TITLE, |rest| rest.is_empty().then_some(()))?;
        let header = Self {
            origin: lines.next("origin ", |b| std::str::from_utf8(b).ok()?.parse().ok())?,
            sequence: Seq(lines.next("sequence ", read_decimal)?),
            previous: lines.next("previous ", |b| unhex32(b).ok().map(EntryHash))?,
            recorded: lines.next("recorded ", |b| std::str::from_utf8(b).ok()?.parse().ok())?,
            stream: lines.next("stream ", |b| std::str::from_utf8(b).ok()?.parse().ok())?,
            number: lines.next("number ", read_decimal)?,
            stream_previous: lines.next("stream-previous ", |b| unhex32(b).ok().map(EntryHash))?,
            record_blake3: lines.next("record-blake3 ", |b| unhex32(b).ok().map(RecordDigest))?,
            record_sha256: lines.next("record-sha256 ", |b| unhex32(b).ok().map(Sha256Digest))?,
        };
        if lines.rest.is_empty() { Ok(header) } else { Err(HeaderError { line: lines.line + 1, expected: "no more" }) }
    }
}

struct Lines<'a> {
    rest: &'a [u8],
    line: usize,
}

impl<'a> Lines<'a> {
    fn next<T>(&mut self, word: &'static str, read: impl FnOnce(&'a [u8]) -> Option<T>) -> Result<T, HeaderError> {
        self.line += 1;
        let fail = HeaderError { line: self.line, expected: word.trim_end() };
        let end = line_end(self.rest).ok_or_else(|| fail.clone())?;
        let line = &self.rest[..end];
        self.rest = &self.rest[end + 1..];
        line.strip_prefix(word.as_bytes()).and_then(read).ok_or(fail)
    }
}

/// An entry with its bytes: what is stored, proven and handed out.
#[derive(Debug, Clone)]
pub struct Entry {
    header: Header,
    header_bytes: Vec<u8>,
    envelope: Vec<u8>,
    /// What the header hashes to in the chain and in the tree: computed when first asked, and asked several times while the
    /// entry is committed.
    hash: OnceLock<EntryHash>,
    leaf: OnceLock<TreeHash>,
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        // The header was read from its bytes, and the hashes are of them.
        self.header_bytes == other.header_bytes && self.envelope == other.envelope
    }
}

impl Eq for Entry {}

/// An entry whose envelope is not the one its header names, or whose header is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EntryError {
    /// Not a header.
    #[error(transparent)]
    Header(#[from] HeaderError),
    /// The envelope has another digest.
    #[error("the envelope's {which} digest is {found}, the header says {expected}")]
    Digest {
        /// `BLAKE3` or `SHA-256`.
        which: &'static str,
        /// What the header says, hex.
        expected: String,
        /// What the bytes give, hex.
        found: String,
    },
}

impl Entry {
    /// Gives an envelope the place that `header` says. The digests in `header` are those of the envelope: whoever calls
    /// knows them.
    pub(super) fn make(header: Header, envelope: Vec<u8>) -> Self {
        let header_bytes = header.to_text().into_bytes();
        Self { header, header_bytes, envelope, hash: OnceLock::new(), leaf: OnceLock::new() }
    }

    /// Reads an entry and checks both digests of its envelope.
    ///
    /// # Errors
    /// [`EntryError`].
    pub fn read(header_bytes: Vec<u8>, envelope: Vec<u8>) -> Result<Self, EntryError> {
        let header = Header::read(&header_bytes)?;
        check_digests(&header, &envelope)?;
        Ok(Self { header, header_bytes, envelope, hash: OnceLock::new(), leaf: OnceLock::new() })
    }

    /// The header.
    pub const fn header(&self) -> &Header {
        &self.header
    }

    /// The header's bytes.
    pub fn header_bytes(&self) -> &[u8] {
        &self.header_bytes
    }

    /// The envelope's bytes, verbatim.
    pub fn envelope(&self) -> &[u8] {
        &self.envelope
    }

    /// Whether header and envelope still have the BLAKE3 values they had when the entry was made: memory does not always
    /// keep what is put into it.
    pub fn is_as_hashed(&self) -> bool {
        entry_hash(&self.header_bytes) == self.hash()
            && RecordDigest(blake3(&self.envelope)) == self.header.record_blake3
    }

    /// BLAKE3 of the header.
    pub fn hash(&self) -> EntryHash {
        *self.hash.get_or_init(|| entry_hash(&self.header_bytes))
    }

    /// The entry's leaf in the tree: SHA-256(0x00 ‖ header).
    pub fn leaf(&self) -> TreeHash {
        *self.leaf.get_or_init(|| leaf_hash(&self.header_bytes))
    }
}

/// BLAKE3 of a header's bytes.
pub fn entry_hash(header_bytes: &[u8]) -> EntryHash {
    EntryHash(blake3(header_bytes))
}

/// Checks an envelope's bytes against both digests in the header.
///
/// # Errors
/// [`EntryError::Digest`].
pub fn check_digests(header: &Header, envelope: &[u8]) -> Result<(), EntryError> {
    let found = RecordDigest(blake3(envelope));
    if found != header.record_blake3 {
        let (expected, found) = (header.record_blake3.to_string(), found.to_string());
        return Err(EntryError::Digest { which: "BLAKE3", expected, found });
    }
    let found = Sha256Digest(sha256(envelope));
    if found != header.record_sha256 {
        let (expected, found) = (header.record_sha256.to_string(), found.to_string());
        return Err(EntryError::Digest { which: "SHA-256", expected, found });
    }
    Ok(())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn header() -> Header {
        Header {
            origin: Origin::new("test.example/ledger").unwrap(),
            sequence: Seq(41),
            previous: EntryHash([9; 32]),
            recorded: "2026-03-20T01:15:04.120Z".parse().unwrap(),
            stream: "decision/2026-003".parse().unwrap(),
            number: 7,
            stream_previous: EntryHash([3; 32]),
            record_blake3: RecordDigest([1; 32]),
            record_sha256: Sha256Digest([2; 32]),
        }
    }

    #[test]
    fn a_header_reads_as_it_is_written() {
        let text = header().to_text();
        assert_eq!(text.lines().count(), 10);
        assert!(text.len() <= HEADER_BYTES_MAX);
        assert_eq!(Header::read(text.as_bytes()), Ok(header()));
    }

    #[test]
    fn a_header_has_one_spelling() {
        let bytes = header().to_text().into_bytes();
        for at in 0..bytes.len() {
            for change in [1, 0x20, 0x80] {
                let mut other = bytes.clone();
                other[at] ^= change;
                if let Ok(read) = Header::read(&other) {
                    assert_eq!(read.to_text().into_bytes(), other, "byte {at}");
                    assert_ne!(read, header(), "byte {at}");
                }
            }
            assert!(Header::read(&bytes[..at]).is_err(), "cut at {at}");
        }
        let text = header().to_text();
        for (from, to) in [
            ("sequence 41", "sequence 041"),
            ("sequence 41", "sequence +41"),
            ("number 7", "number 7 "),
            ("04.120Z", "04.12Z"),
            ("\nnumber", "\r\nnumber"),
        ] {
            assert!(Header::read(text.replace(from, to).as_bytes()).is_err(), "{to}");
        }
        assert!(Header::read(format!("{text}\n").as_bytes()).is_err());
    }

    #[test]
    fn an_entry_is_bound_to_its_envelope_twice() {
        let envelope = b"{}".to_vec();
        let (record_blake3, record_sha256) = (RecordDigest(blake3(&envelope)), Sha256Digest(sha256(&envelope)));
        let entry = Entry::make(Header { record_blake3, record_sha256, ..header() }, envelope);
        let again = Entry::read(entry.header_bytes().to_vec(), b"{}".to_vec());
        assert_eq!(again.as_ref(), Ok(&entry));
        assert!(matches!(
            Entry::read(entry.header_bytes().to_vec(), b"{ }".to_vec()),
            Err(EntryError::Digest { which: "BLAKE3", .. })
        ));
        let mut other = entry.header().clone();
        other.record_sha256 = Sha256Digest([0; 32]);
        assert!(matches!(
            Entry::read(other.to_text().into_bytes(), b"{}".to_vec()),
            Err(EntryError::Digest { which: "SHA-256", .. })
        ));
    }

    #[test]
    fn an_entry_that_changed_in_memory_is_not_as_it_was_hashed() {
        let envelope = b"{}".to_vec();
        let header = Header { record_blake3: RecordDigest(blake3(&envelope)), ..header() };
        let mut entry = Entry::make(header, envelope);
        let _known = entry.hash();
        assert!(entry.is_as_hashed());
        entry.envelope[1] ^= 1;
        assert!(!entry.is_as_hashed());
        entry.envelope[1] ^= 1;
        entry.header_bytes[40] ^= 1;
        assert!(!entry.is_as_hashed());
    }
}
