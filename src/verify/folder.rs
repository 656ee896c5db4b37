//! What lies in the ledger's folder: the marker, and files that belong to no ledger.

use std::collections::BTreeSet;

use super::code::Code;
use super::report::{Check, Finding, Gathered, NotChecked, Place};
use crate::chain::TilePath;
use crate::chain::marker::{MARKER_FILE, Marker};
use crate::model::Origin;
use crate::model::digest::unhex32;
use crate::port::{ReadLedger, StoreError};

/// Looks at the names of all files; returns the partial tiles among them.
pub(super) fn look<S: ReadLedger + ?Sized>(source: &S, out: &mut Gathered) -> Result<BTreeSet<TilePath>, StoreError> {
    let mut partial = BTreeSet::new();
    let mut files = 0;
    for file in source.files()? {
        let file = file?;
        files += 1;
        match Kept::of(&file) {
            Kept::Tile(path) if !path.is_full() && partial.len() < PARTIAL_TILES_MAX => drop(partial.insert(path)),
            Kept::Tile(_) | Kept::Known => {}
            Kept::Unknown => out.add(Finding::new(Code::FileUnknown, Place::whole(file))),
        }
    }
    out.looked(Check::Files, files);
    if files == 0 {
        out.skip(Check::Files, NotChecked::NotKept);
    }
    Ok(partial)
}

/// Holds the marker against the ledger's name.
pub(super) fn marker(bytes: Option<&[u8]>, origin: Option<&Origin>, out: &mut Gathered) {
    let Some(bytes) = bytes else {
        // A store that keeps files keeps a marker; one that keeps none has nothing to mark.
        return match out.items(Check::Files) {
            0 => out.skip(Check::Marker, NotChecked::NotKept),
            _ => out.add(Finding::new(Code::MarkerMissing, Place::whole(MARKER_FILE))),
        };
    };
    out.looked(Check::Marker, 1);
    match Marker::read(bytes) {
        Err(error) => out.add(Finding::new(Code::MarkerForm, Place::whole(MARKER_FILE)).saying(error)),
        Ok(marker) => match origin {
            Some(origin) if *origin != marker.origin => {
                let finding = Finding::new(Code::MarkerOrigin, Place::whole(MARKER_FILE));
                out.add(finding.against(origin, marker.origin));
            }
            _ => {}
        },
    }
}

enum Kept {
    Known,
    Tile(TilePath),
    Unknown,
}

impl Kept {
    fn of(file: &str) -> Self {
        let known = match file.split_once('/') {
            None => matches!(file, MARKER_FILE | "checkpoint" | "lock"),
            Some(("log", name)) => {
                // `group` is the store's own note of its last write; nothing is believed of it here.
                name == "group"
                    || name.starts_with("torn-")
                    || name.strip_suffix(".log").is_some_and(|n| n.len() == 6 && digits(n))
            }
            // Disposable and made by the index engine as it likes.
            Some(("index", _)) => true,
            Some(("tile", _)) => return file.parse().map_or(Self::Unknown, Self::Tile),
            Some(("evidence", name)) => addressed(name),
            Some(("openings", name)) => name.strip_suffix(".json").is_some_and(addressed),
            Some(_) => false,
        };
        if known { Self::Known } else { Self::Unknown }
    }
}

fn digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// `ab/abcd…`: a digest under its first two digits.
fn addressed(name: &str) -> bool {
    name.split_once('/')
        .is_some_and(|(two, digest)| two.len() == 2 && digest.starts_with(two) && unhex32(digest.as_bytes()).is_ok())
}

/// How many partial tiles are remembered: one for every 256 entries may lie there at most, of 16 million entries.
const PARTIAL_TILES_MAX: usize = 1 << 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_a_ledger_are_known_and_no_others() {
        let digest = "ab".repeat(32);
        for known in [
            "liuhen.toml",
            "checkpoint",
            "lock",
            "log/000000.log",
            "log/group",
            "log/torn-0",
            "log/torn-0",
            "log/group",
            "index/blobs/x",
            "tile/0/000",
            "tile/1/000.p/7",
            &format!("evidence/ab/{digest}"),
            &format!("openings/ab/{digest}.json"),
        ] {
            assert!(!matches!(Kept::of(known), Kept::Unknown), "{known}");
        }
        for unknown in [
            "liuhen.toml~",
            "checkpoint.old",
            "log/000000.log.bak",
            "log/0.log",
            "tile/0/000.p/256",
            "tile/entries/000",
            &format!("evidence/cd/{digest}"),
            &format!("evidence/ab/{digest}.json"),
            &format!("openings/ab/{digest}"),
            "notes.txt",
            "other/x",
        ] {
            assert!(matches!(Kept::of(unknown), Kept::Unknown), "{unknown}");
        }
    }
}
