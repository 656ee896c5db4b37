//! A row: one entry as it stands in a bundle. Whole, it is the [frame](super::frame) it was in the log; otherwise the header
//! alone, and a word that says why: `withheld` from this copy, or an entry of `other` streams that shows by its header that
//! nothing was left out.
//!
//! `header ‖ "record " length LF ‖ envelope ‖ LF LF`, or `header ‖ "withheld" LF LF`, or `header ‖ "other" LF LF`.

use std::io::{self, Read};

use super::entry::HEADER_BYTES_MAX;
use super::frame::{FRAME_BYTES_MAX, Frame, FrameError};
use super::line::line_end;

const WITHHELD: &[u8] = b"withheld\n\n";
const OTHER: &[u8] = b"other\n\n";
const TITLE: &[u8] = b"liuhen entry v1\n";
const HEADER_LINES: usize = 10;

/// What a row holds besides the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowKind {
    /// The envelope.
    Whole,
    /// Nothing: the record is withheld from this copy.
    Withheld,
    /// Nothing: the entry belongs to something else than the bundle.
    Other,
}

/// Where a row's parts lie in the bytes it was found in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it holds.
    pub kind: RowKind,
    /// The header's length, from the start.
    pub header: usize,
    /// The row's length in all.
    pub total: usize,
}

impl Row {
    /// Finds the row at the start of `bytes`, by its form alone.
    ///
    /// # Errors
    /// [`FrameError::Cut`] where more bytes could make it whole, [`FrameError::NotAFrame`] where none could.
    pub fn find(bytes: &[u8]) -> Result<Self, FrameError> {
        let within = &bytes[..bytes.len().min(HEADER_BYTES_MAX + OTHER.len().max(WITHHELD.len()))];
        let header = header_length(within);
        for (word, kind) in [(WITHHELD, RowKind::Withheld), (OTHER, RowKind::Other)] {
            let Some(header) = header.filter(|_| bytes.starts_with(TITLE)) else { break };
            let rest = &within[header..];
            if rest.starts_with(word) {
                return Ok(Self { kind, header, total: header + word.len() });
            }
            if !rest.is_empty() && word.starts_with(rest) {
                return Err(FrameError::Cut);
            }
        }
        let frame = Frame::find(bytes)?;
        Ok(Self { kind: RowKind::Whole, header: frame.header, total: frame.total() })
    }

    /// The header's bytes, in the bytes the row was found in.
    pub fn header_bytes<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        &bytes[..self.header]
    }
}

/// Where the tenth line ends, behind its LF.
fn header_length(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    for _ in 0..HEADER_LINES {
        at += line_end(&bytes[at..])? + 1;
    }
    (at <= HEADER_BYTES_MAX).then_some(at)
}

/// Writes a row that has no envelope at the end of `out`.
pub fn write_bare_row(header: &[u8], kind: RowKind, out: &mut Vec<u8>) {
    out.extend_from_slice(header);
    match kind {
        RowKind::Withheld => out.extend_from_slice(WITHHELD),
        RowKind::Other | RowKind::Whole => out.extend_from_slice(OTHER),
    }
}

/// Reads rows one after the other; holds one at a time.
pub struct Rows<R> {
    from: R,
    buffer: Vec<u8>,
    /// Where the next row begins in the buffer.
    at: usize,
    /// Where the buffer begins in the file.
    offset: u64,
    ended: bool,
}

/// A row that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadRow {
    /// Where it begins in the file.
    pub offset: u64,
    /// Its parts.
    pub row: Row,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Why there is no next row.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RowError {
    /// The file could not be read.
    #[error("could not be read")]
    Read(#[from] io::Error),
    /// What stands at this offset is no row.
    #[error("at byte {offset}: {why}")]
    Form {
        /// Where, in the file.
        offset: u64,
        /// Why.
        why: FrameError,
    },
}

impl<R: Read> Rows<R> {
    /// Reads rows from their start.
    pub const fn new(from: R) -> Self {
        Self { from, buffer: Vec::new(), at: 0, offset: 0, ended: false }
    }

    /// The next row; `None` at the end.
    ///
    /// # Errors
    /// [`RowError`]; nothing can be read after it.
    pub fn next_row(&mut self) -> Result<Option<ReadRow>, RowError> {
        loop {
            let here = &self.buffer[self.at..];
            if here.is_empty() && self.ended {
                return Ok(None);
            }
            let found = if here.is_empty() { Err(FrameError::Cut) } else { Row::find(here) };
            match found {
                Ok(row) => {
                    let bytes = here[..row.total].to_vec();
                    let offset = self.offset + self.at as u64;
                    self.at += row.total;
                    return Ok(Some(ReadRow { offset, row, bytes }));
                }
                Err(FrameError::Cut) if !self.ended && here.len() <= FRAME_BYTES_MAX => self.fill()?,
                Err(why) => return Err(RowError::Form { offset: self.offset + self.at as u64, why }),
            }
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        self.buffer.drain(..self.at);
        self.offset += self.at as u64;
        self.at = 0;
        let read = self.from.by_ref().take(READ_BYTES).read_to_end(&mut self.buffer)?;
        self.ended = read == 0;
        Ok(())
    }
}

/// How much is read at once.
const READ_BYTES: u64 = 1 << 16;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chain::entry::{Entry, Header, tests::header};
    use crate::chain::frame::write_frame;
    use crate::model::RecordDigest;

    fn entry(envelope: &[u8]) -> Entry {
        let dual = crate::crypto::hash::dual(envelope);
        let header = Header { record_blake3: RecordDigest(dual.blake3), record_sha256: dual.sha256, ..header() };
        Entry::make(header, envelope.to_vec())
    }

    fn three() -> Vec<u8> {
        let mut out = Vec::new();
        write_frame(&entry(b"{\"a\":\"\n\n\"}"), &mut out);
        write_bare_row(entry(b"x").header_bytes(), RowKind::Withheld, &mut out);
        write_bare_row(entry(b"y").header_bytes(), RowKind::Other, &mut out);
        out
    }

    #[test]
    fn rows_are_read_one_after_the_other_with_their_places() {
        let bytes = three();
        let mut rows = Rows::new(&bytes[..]);
        let mut seen = Vec::new();
        let mut at = 0;
        while let Some(one) = rows.next_row().unwrap() {
            assert_eq!(one.offset, at);
            at += one.bytes.len() as u64;
            assert!(Header::read(one.row.header_bytes(&one.bytes)).is_ok());
            seen.push(one.row.kind);
        }
        assert_eq!(seen, [RowKind::Whole, RowKind::Withheld, RowKind::Other]);
        assert_eq!(at, bytes.len() as u64);
    }

    #[test]
    fn rows_that_are_cut_off_anywhere_do_not_end_well() {
        let bytes = three();
        let ends: Vec<usize> = {
            let mut rows = Rows::new(&bytes[..]);
            std::iter::from_fn(|| rows.next_row().unwrap().map(|one| one.offset as usize)).collect()
        };
        for cut in 1..bytes.len() {
            let mut rows = Rows::new(&bytes[..cut]);
            let end = loop {
                match rows.next_row() {
                    Ok(Some(_)) => {}
                    Ok(None) => break true,
                    Err(_) => break false,
                }
            };
            assert_eq!(end, ends.contains(&cut), "cut at {cut}");
        }
    }

    #[test]
    fn another_word_or_title_is_no_row() {
        let text = String::from_utf8(three()).unwrap();
        for (from, to) in
            [("withheld", "Withheld"), ("other\n", "others\n"), ("other\n\n", "other\n-"), ("v1\n", "v2\n")]
        {
            let changed = text.replace(from, to);
            assert_ne!(changed, text);
            let mut rows = Rows::new(changed.as_bytes());
            let failed = std::iter::repeat_with(|| rows.next_row()).take(4).any(|row| row.is_err());
            assert!(failed, "{to}");
        }
    }
}
