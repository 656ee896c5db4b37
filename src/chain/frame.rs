//! A frame: one entry as it stands in the log, readable with `less`, cut by any program.
//!
//! `header ‖ "record " length LF ‖ envelope ‖ LF LF`. The header carries the envelope's digests and the chain carries the
//! header, so a frame needs no checksum of its own, and a torn one shows.

use super::entry::{Entry, HEADER_BYTES_MAX};
use super::line::{line_end, read_decimal};
use crate::format::limits::ENVELOPE_BYTES_MAX;

const TITLE: &[u8] = b"liuhen entry v1\n";
const RECORD: &[u8] = b"record ";
const END: &[u8] = b"\n\n";
/// The header's lines, and then the line with the length.
const HEADER_LINES: usize = 10;

/// No frame is longer: header, the line with the length, envelope, two line ends.
pub const FRAME_BYTES_MAX: usize = HEADER_BYTES_MAX + 32 + ENVELOPE_BYTES_MAX + 2;

/// Where a frame's parts lie in the bytes it was found in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// The header's length, from the start.
    pub header: usize,
    /// The envelope's start.
    pub envelope: usize,
    /// The envelope's length.
    pub length: usize,
}

/// Why bytes do not begin with a whole frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FrameError {
    /// They end before the frame does: a torn tail, or more is to be read.
    #[error("the frame is cut off")]
    Cut,
    /// They are no frame.
    #[error("no frame: {0}")]
    NotAFrame(&'static str),
}

impl Frame {
    /// Finds the frame at the start of `bytes`, by its form alone; digests are checked where the entry is read.
    ///
    /// # Errors
    /// [`FrameError::Cut`] where more bytes could make it whole, [`FrameError::NotAFrame`] where none could.
    pub fn find(bytes: &[u8]) -> Result<Self, FrameError> {
        let shared = bytes.len().min(TITLE.len());
        if bytes[..shared] != TITLE[..shared] {
            return Err(FrameError::NotAFrame("it does not begin with `liuhen entry v1`"));
        }
        let within = &bytes[..bytes.len().min(HEADER_BYTES_MAX + 32)];
        let cut = if within.len() < bytes.len() || within.len() == HEADER_BYTES_MAX + 32 {
            FrameError::NotAFrame("its header does not end")
        } else {
            FrameError::Cut
        };
        let mut at = 0;
        for _ in 0..HEADER_LINES {
            at += line_end(&within[at..]).ok_or(cut)? + 1;
        }
        let header = at;
        let end = header + line_end(&within[header..]).ok_or(cut)?;
        let length = within[header..end]
            .strip_prefix(RECORD)
            .and_then(read_decimal)
            .and_then(|length| usize::try_from(length).ok())
            .ok_or(FrameError::NotAFrame("its `record <length>` line is missing"))?;
        if length > ENVELOPE_BYTES_MAX {
            return Err(FrameError::NotAFrame("its envelope is over the bound"));
        }
        let frame = Self { header, envelope: end + 1, length };
        match bytes.get(frame.envelope + length..frame.total()) {
            None => Err(FrameError::Cut),
            Some(END) => Ok(frame),
            Some(_) => Err(FrameError::NotAFrame("it does not end in two line ends")),
        }
    }

    /// The frame's length in all.
    pub const fn total(&self) -> usize {
        self.envelope + self.length + END.len()
    }

    /// The header's bytes, in the bytes the frame was found in.
    pub fn header_bytes<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        &bytes[..self.header]
    }

    /// The envelope's bytes, in the bytes the frame was found in.
    pub fn envelope_bytes<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        &bytes[self.envelope..self.envelope + self.length]
    }
}

/// Writes an entry as a frame at the end of `out`.
pub fn write_frame(entry: &Entry, out: &mut Vec<u8>) {
    out.extend_from_slice(entry.header_bytes());
    out.extend_from_slice(format!("record {}\n", entry.envelope().len()).as_bytes());
    out.extend_from_slice(entry.envelope());
    out.extend_from_slice(END);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chain::entry::{Header, tests::header};
    use crate::model::RecordDigest;

    fn frame() -> Vec<u8> {
        let envelope = b"{\"payload\":\"\n\n\"}".to_vec();
        let dual = crate::crypto::hash::dual(&envelope);
        let header = Header { record_blake3: RecordDigest(dual.blake3), record_sha256: dual.sha256, ..header() };
        let mut out = Vec::new();
        write_frame(&Entry::make(header, envelope), &mut out);
        out
    }

    #[test]
    fn a_frame_is_found_whole_or_not_at_all() {
        let bytes = frame();
        let found = Frame::find(&bytes).unwrap();
        assert_eq!(found.total(), bytes.len());
        assert_eq!(found.envelope_bytes(&bytes), b"{\"payload\":\"\n\n\"}");
        assert!(Entry::read(found.header_bytes(&bytes).to_vec(), found.envelope_bytes(&bytes).to_vec()).is_ok());
        for cut in 0..bytes.len() {
            assert_eq!(Frame::find(&bytes[..cut]), Err(FrameError::Cut), "cut at {cut}");
        }
        let two = [bytes.clone(), bytes.clone()].concat();
        assert_eq!(Frame::find(&two), Ok(found));
    }

    #[test]
    fn what_is_no_frame_is_said_to_be_none() {
        let text = String::from_utf8(frame()).unwrap();
        for (from, to) in [
            ("liuhen", "Liuhen"),
            ("record 16", "record 016"),
            ("record 16", "record 15"),
            ("record 16", "record 99999999"),
            ("record 16\n", "records 16\n"),
        ] {
            let changed = text.replace(from, to);
            assert_ne!(changed, text);
            assert!(matches!(Frame::find(changed.as_bytes()), Err(FrameError::NotAFrame(_))), "{to}");
        }
        let endless = [TITLE, &[b'x'; 2 * HEADER_BYTES_MAX]].concat();
        assert!(matches!(Frame::find(&endless), Err(FrameError::NotAFrame(_))));
    }
}
