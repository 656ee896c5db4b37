//! The paths of many entries to one root, as a bundle carries them: a text, one line an entry.
//!
//! `liuhen proofs v1 LF`, then `sequence SP hash SP hash … LF`: the audit path of RFC 6962, section 2.1.1, the leaf's sibling
//! first, in base64; ascending by sequence. The checkpoint stands elsewhere, so that it can gain cosignatures.

use std::io::{self, BufRead, Read};

use super::line::{read_decimal, read_hash, write_base64};
use super::tlog_proof::PROOF_HASHES_MAX;
use crate::model::TreeHash;

/// The first line.
pub const PROOFS_V1: &str = "liuhen proofs v1";

/// The path of one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// Its place in the ledger, from 0.
    pub sequence: u64,
    /// The siblings from the leaf's up to the child of the root; none in a tree of one.
    pub hashes: Vec<TreeHash>,
}

impl Path {
    /// The line, with its LF.
    pub fn to_line(&self) -> String {
        let mut line = self.sequence.to_string();
        for hash in &self.hashes {
            line.push(' ');
            line.push_str(&write_base64(&hash.0));
        }
        line.push('\n');
        line
    }

    fn read(line: &str) -> Option<Self> {
        let mut words = line.split(' ');
        let sequence = words.next().and_then(read_decimal)?;
        let hashes = words.map(read_hash).collect::<Option<Vec<_>>>()?;
        (hashes.len() <= PROOF_HASHES_MAX).then_some(Self { sequence, hashes })
    }
}

/// Reads paths one after the other; holds one at a time.
pub struct Paths<R> {
    from: R,
    line: u64,
    last: Option<u64>,
}

/// Why there is no next path.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PathError {
    /// The file could not be read.
    #[error("could not be read")]
    Read(#[from] io::Error),
    /// A line, from 1, that is none of this form.
    #[error("line {0} is no line of proofs")]
    Form(u64),
    /// A line, from 1, whose sequence is not above that of the line before.
    #[error("line {0} does not come after the one before")]
    Order(u64),
}

impl<R: BufRead> Paths<R> {
    /// Reads from the start; the first line is looked at with the first path.
    pub const fn new(from: R) -> Self {
        Self { from, line: 0, last: None }
    }

    /// The next path; `None` at the end.
    ///
    /// # Errors
    /// [`PathError`]; nothing can be read after it.
    pub fn next_path(&mut self) -> Result<Option<Path>, PathError> {
        if self.line == 0 && self.line()?.as_deref() != Some(PROOFS_V1) {
            return Err(PathError::Form(1));
        }
        let Some(line) = self.line()? else { return Ok(None) };
        let path = Path::read(&line).ok_or(PathError::Form(self.line))?;
        if self.last.is_some_and(|last| last >= path.sequence) {
            return Err(PathError::Order(self.line));
        }
        self.last = Some(path.sequence);
        Ok(Some(path))
    }

    fn line(&mut self) -> Result<Option<String>, PathError> {
        self.line += 1;
        let mut bytes = Vec::new();
        self.from.by_ref().take(LINE_BYTES_MAX).read_until(b'\n', &mut bytes)?;
        match bytes.pop() {
            None => Ok(None),
            Some(b'\n') => String::from_utf8(bytes).map(Some).map_err(|_| PathError::Form(self.line)),
            Some(_) => Err(PathError::Form(self.line)),
        }
    }
}

/// A decimal of 64 bits, the hashes with their spaces, the LF.
const LINE_BYTES_MAX: u64 = 20 + PROOF_HASHES_MAX as u64 * 45 + 1;

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Result<Vec<Path>, PathError> {
        let mut paths = Paths::new(text.as_bytes());
        let mut out = Vec::new();
        while let Some(path) = paths.next_path()? {
            out.push(path);
        }
        Ok(out)
    }

    #[test]
    fn what_is_written_is_read() {
        let paths = [
            Path { sequence: 0, hashes: Vec::new() },
            Path { sequence: 7, hashes: vec![TreeHash([1; 32]), TreeHash([2; 32])] },
            Path { sequence: u64::MAX, hashes: vec![TreeHash([9; 32]); PROOF_HASHES_MAX] },
        ];
        let text: String = std::iter::once(format!("{PROOFS_V1}\n")).chain(paths.iter().map(Path::to_line)).collect();
        assert_eq!(all(&text).unwrap(), paths);
    }

    #[test]
    fn another_spelling_is_refused_with_its_line() {
        let line = Path { sequence: 7, hashes: vec![TreeHash([1; 32])] }.to_line();
        for (text, at) in [
            (String::new(), 1),
            ("liuhen proofs v2\n".into(), 1),
            (format!("{PROOFS_V1}\n0{line}"), 2),
            (format!("{PROOFS_V1}\n{}", line.trim_end()), 2),
            (format!("{PROOFS_V1}\n{}", line.replace(' ', "  ")), 2),
            (format!("{PROOFS_V1}\n{line}\n"), 3),
            (format!("{PROOFS_V1}\n{}", line.replace("=\n", "\n")), 2),
            (format!("{PROOFS_V1}\n7{}\n", format!(" {}", "A".repeat(43) + "=").repeat(PROOF_HASHES_MAX + 1)), 2),
        ] {
            assert!(matches!(all(&text), Err(PathError::Form(found)) if found == at), "{text}");
        }
        assert!(matches!(all(&format!("{PROOFS_V1}\n{line}{line}")), Err(PathError::Order(3))));
    }
}
