//! A BagIt manifest (RFC 8493, sections 2.1.3 and 2.2.1): a digest, two spaces, a path, LF. Ours are ascending by path.

use std::collections::BTreeMap;

use crate::model::digest::hex;

/// A manifest's lines: paths and what digest each file must have, in lower-case hex.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest(BTreeMap<String, String>);

/// Bytes that are no manifest.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {why}")]
pub struct ManifestError {
    /// Which line, from 1.
    pub line: usize,
    /// What is wrong.
    pub why: &'static str,
}

impl Manifest {
    /// Lists a file.
    pub fn add(&mut self, path: &str, digest: &[u8]) {
        self.0.insert(path.to_owned(), hex(digest));
    }

    /// The digest that a file must have.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }

    /// All paths, ascending.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The manifest's bytes.
    pub fn to_text(&self) -> String {
        self.0.iter().map(|(path, digest)| format!("{digest}  {path}\n")).collect()
    }

    /// Reads a manifest of digests of `digits` hex digits. A bag of another maker may list files in any order, and separate by
    /// other white space; a bundle does not.
    ///
    /// # Errors
    /// [`ManifestError`].
    pub fn read(bytes: &[u8], digits: usize) -> Result<Self, ManifestError> {
        let fail = |line, why| ManifestError { line, why };
        let text = std::str::from_utf8(bytes).map_err(|_| fail(1, "not UTF-8"))?;
        let mut manifest = Self::default();
        let mut last: Option<&str> = None;
        for (at, line) in text.split_inclusive('\n').enumerate() {
            let line = line.strip_suffix('\n').ok_or_else(|| fail(at + 1, "it has no line end"))?;
            let (digest, path) = line.split_once("  ").ok_or_else(|| fail(at + 1, "no two spaces"))?;
            let hex = digest.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
            if digest.len() != digits || !hex {
                return Err(fail(at + 1, "no digest in lower-case hex"));
            }
            if last.is_some_and(|last| last >= path) {
                return Err(fail(at + 1, "not ascending by path"));
            }
            last = Some(path);
            manifest.0.insert(path.to_owned(), digest.to_owned());
        }
        Ok(manifest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut manifest = Manifest::default();
        manifest.add("data/b", &[0xab; 32]);
        manifest.add("data/a", &[1; 32]);
        let text = manifest.to_text();
        assert!(text.starts_with("0101") && text.ends_with("  data/b\n"));
        assert_eq!(Manifest::read(text.as_bytes(), 64), Ok(manifest));
        assert_eq!(Manifest::read(b"", 64), Ok(Manifest::default()));
    }

    #[test]
    fn another_form_is_refused_with_its_line() {
        let line = |digest: &str, path: &str| format!("{digest}  {path}\n");
        let good = line(&"a".repeat(64), "data/b");
        for (text, at) in [
            (good.trim_end().to_owned(), 1),
            (line(&"A".repeat(64), "data/b"), 1),
            (line(&"a".repeat(63), "data/b"), 1),
            (good.replace("  ", " *"), 1),
            (format!("{good}{good}"), 2),
            (format!("{good}{}", line(&"a".repeat(64), "data/a")), 2),
        ] {
            assert_eq!(Manifest::read(text.as_bytes(), 64).unwrap_err().line, at, "{text}");
        }
        assert!(Manifest::read(&[0xff], 64).is_err());
    }
}
