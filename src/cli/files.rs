//! Small files that people carry: checkpoints, receipts, proofs, trust files. Read within a bound, written only where
//! nothing lies.
#![expect(clippy::disallowed_methods, reason = "these files are read and written here")]

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::Path;

use super::error::{CliError, FileDeed};
use super::exit::Exit;
use crate::render::Message;

/// Reads a file of at most `most` bytes.
///
/// # Errors
/// It cannot be read (exit 3), or is longer (exit 41).
pub fn read(path: &Path, most: usize) -> Result<Vec<u8>, CliError> {
    let failed = |cause: io::Error| CliError::file(FileDeed::Read, path, &cause);
    let mut bytes = Vec::new();
    File::open(path).map_err(failed)?.take(most as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() > most {
        return Err(CliError::new(Exit::Unreadable, "error-file-too-long")
            .with("path", path.display().to_string())
            .show("most", most));
    }
    Ok(bytes)
}

/// Sees that nothing lies at a path yet, before something that belongs to it is written.
///
/// # Errors
/// Something does (exit 1).
pub fn must_be_new(path: &Path) -> Result<(), CliError> {
    if path.symlink_metadata().is_ok() { Err(exists(path)) } else { Ok(()) }
}

fn exists(path: &Path) -> CliError {
    CliError::refused("error-file-exists")
        .with("path", path.display().to_string())
        .hint(Message::new("hint-file-exists"))
}

/// Writes a new file, durably.
///
/// # Errors
/// It exists already (exit 1) or cannot be written (exit 3).
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    let written = OpenOptions::new().write(true).create_new(true).open(path).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.map_err(|cause| match cause.kind() {
        io::ErrorKind::AlreadyExists => exists(path),
        _ => CliError::file(FileDeed::Write, path, &cause),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_once_and_read_within_its_bound() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        assert_eq!(read(&path, 9).unwrap_err().exit(), Exit::Surroundings);
        write_new(&path, b"words").unwrap();
        assert_eq!(read(&path, 5).unwrap(), b"words");
        assert_eq!(read(&path, 4).unwrap_err().exit(), Exit::Unreadable);
        assert_eq!(write_new(&path, b"other").unwrap_err().exit(), Exit::Refused);
        assert_eq!(read(&path, 5).unwrap(), b"words");
        assert_eq!(write_new(&folder.path().join("no/a"), b"x").unwrap_err().exit(), Exit::Surroundings);
    }
}
