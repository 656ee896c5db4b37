//! Travelling envelopes: what is to be signed, as a file that goes from machine to machine and gathers signatures. It is
//! plain DSSE, so nothing but the envelope travels.
#![expect(clippy::disallowed_methods, reason = "envelope files are read and written here")]

use std::fs::{self, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::Path;

use super::cause;
use super::error::{CliError, FileDeed};
use super::exit::Exit;
use crate::format::limits::ENVELOPE_BYTES_MAX;
use crate::format::{Envelope, Record};
use crate::render::Message;

/// An envelope with the record in it.
#[derive(Debug, Clone)]
pub struct Travelling {
    /// The envelope.
    pub envelope: Envelope,
    /// The record.
    pub record: Record,
}

impl Travelling {
    /// Reads an envelope file.
    ///
    /// # Errors
    /// The file cannot be read (exit 3) or holds something else (exit 41).
    pub fn read(path: &Path) -> Result<Self, CliError> {
        let file = |cause: &io::Error| CliError::file(FileDeed::Read, path, cause);
        let mut bytes = Vec::new();
        let opened = fs::File::open(path).map_err(|cause| file(&cause))?;
        opened.take(ENVELOPE_BYTES_MAX as u64 + 1).read_to_end(&mut bytes).map_err(|cause| file(&cause))?;
        let other =
            || CliError::new(Exit::Unreadable, "error-not-an-envelope").with("path", path.display().to_string());
        let envelope =
            Envelope::read(bytes.trim_ascii_end()).map_err(|error| other().because(cause::envelope(&error)))?;
        let record = Record::read(&envelope.payload).map_err(|error| other().because(cause::record(&error)))?;
        Ok(Self { envelope, record })
    }

    /// Writes an envelope to a new file.
    ///
    /// # Errors
    /// The file exists already (exit 1) or cannot be written (exit 3).
    pub fn write_new(envelope: &Envelope, path: &Path) -> Result<(), CliError> {
        let written = OpenOptions::new().write(true).create_new(true).open(path).and_then(|mut file| {
            file.write_all(&envelope.to_bytes())?;
            file.write_all(b"\n")?;
            file.sync_all()
        });
        written.map_err(|cause| match cause.kind() {
            io::ErrorKind::AlreadyExists => CliError::refused("error-file-exists")
                .with("path", path.display().to_string())
                .hint(Message::new("hint-file-exists")),
            _ => CliError::file(FileDeed::Write, path, &cause),
        })
    }

    /// Puts the envelope, with a signature more, in the place of the file it came from: the old one stays until the new
    /// one is whole.
    ///
    /// # Errors
    /// It cannot be written (exit 3).
    pub fn replace(&self, path: &Path) -> Result<(), CliError> {
        let mut beside = path.as_os_str().to_owned();
        beside.push(".new");
        let beside = Path::new(&beside);
        let written = fs::File::create(beside).and_then(|mut file| {
            file.write_all(&self.envelope.to_bytes())?;
            file.write_all(b"\n")?;
            file.sync_all()?;
            fs::rename(beside, path)
        });
        written.map_err(|cause| CliError::file(FileDeed::Write, path, &cause))
    }
}
