//! `liuhen.toml`: what a ledger's folder says of itself. It has one spelling, so that no byte of it is without meaning.

use crate::model::Origin;

/// The file's name.
pub const MARKER_FILE: &str = "liuhen.toml";

/// The only store of version 1 that keeps a folder: segment files with a rebuildable index.
pub const STORE_SEGMENTS: &str = "segments";

/// What a ledger's folder says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marker {
    /// The ledger's name.
    pub origin: Origin,
}

/// Bytes that are not a marker in its one spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("liuhen.toml is not as version 1 writes it")]
pub struct BadMarker;

impl Marker {
    /// The file's text.
    pub fn to_text(&self) -> String {
        format!("format = \"liuhen/ledger/v1\"\norigin = \"{}\"\nstore = \"{STORE_SEGMENTS}\"\n", self.origin)
    }

    /// Reads the file's bytes.
    ///
    /// # Errors
    /// [`BadMarker`] for anything but the one spelling.
    pub fn read(bytes: &[u8]) -> Result<Self, BadMarker> {
        let text = std::str::from_utf8(bytes).map_err(|_| BadMarker)?;
        let origin = text.lines().nth(1).and_then(|line| line.strip_prefix("origin = \"")?.strip_suffix('"'));
        let marker = Self { origin: origin.and_then(|o| Origin::new(o).ok()).ok_or(BadMarker)? };
        // An origin may hold `"` and `\`, which would need escaping to be TOML: such a ledger cannot be founded in a folder.
        if marker.to_text().as_bytes() == bytes && !marker.origin.as_str().contains(['"', '\\']) {
            Ok(marker)
        } else {
            Err(BadMarker)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marker_is_toml_and_has_one_spelling() {
        let marker = Marker { origin: Origin::new("yunxi.example/decisions").unwrap() };
        let text = marker.to_text();
        assert_eq!(Marker::read(text.as_bytes()), Ok(marker.clone()));
        assert!(toml::from_str::<toml::Table>(&text).is_ok());
        for at in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= 1;
            assert_ne!(Marker::read(&bytes), Ok(marker.clone()), "byte {at}");
        }
    }
}
