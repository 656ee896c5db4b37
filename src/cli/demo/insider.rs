//! What an insider can do who has the ledger's folder and the ledger key: rewrite the log, chain it anew and sign a fresh
//! checkpoint over it. The demonstration and the tests forge with this, so that what is shown to be found is the best
//! such a person could do, not a clumsy edit.
//!
//! Out of scope: the keys of offices. Whoever has those too is a matter for witnesses and known heads.
//!
#![expect(clippy::disallowed_methods, reason = "a forger touches files")]

use std::collections::HashMap;
use std::io;
use std::path::Path;

use crate::chain::{Checkpoint, CompactRange, Entry, Frame, Header, SignedCheckpoint, write_frame};
use crate::crypto::{Signer, dual};
use crate::model::{EntryHash, RecordDigest, Seq, StreamId};

/// A log taken apart.
#[derive(Debug, Clone)]
pub struct Forgery {
    /// The entries' headers and envelopes; change, drop, insert and reorder at will.
    pub entries: Vec<(Header, Vec<u8>)>,
}

impl Forgery {
    /// Takes the log of a ledger's folder apart.
    ///
    /// # Errors
    /// Where the log cannot be read or is no log.
    pub fn of_folder(dir: &Path) -> io::Result<Self> {
        let mut entries = Vec::new();
        for segment in segments(dir)? {
            let bytes = std::fs::read(segment)?;
            let mut rest = bytes.as_slice();
            while !rest.is_empty() {
                let frame = Frame::find(rest).map_err(io::Error::other)?;
                let header = Header::read(frame.header_bytes(rest)).map_err(io::Error::other)?;
                entries.push((header, frame.envelope_bytes(rest).to_vec()));
                rest = &rest[frame.total()..];
            }
        }
        Ok(Self { entries })
    }

    /// The place of a stream's record, by its number.
    pub fn find(&self, stream: &StreamId, number: u64) -> Option<usize> {
        self.entries.iter().position(|(header, _)| header.stream == *stream && header.number == number)
    }

    /// Makes sequence, links, numbers and digests fit again, as the ledger itself would have.
    pub fn chain_anew(&mut self) {
        let mut previous = EntryHash::NONE;
        let mut streams: HashMap<StreamId, (u64, EntryHash)> = HashMap::new();
        for (place, (header, envelope)) in self.entries.iter_mut().enumerate() {
            let stream = streams.entry(header.stream.clone()).or_insert((0, EntryHash::NONE));
            let digests = dual(envelope);
            header.sequence = Seq(place as u64);
            header.previous = previous;
            header.number = stream.0;
            header.stream_previous = stream.1;
            header.record_blake3 = RecordDigest(digests.blake3);
            header.record_sha256 = digests.sha256;
            previous = crate::chain::entry_hash(header.to_text().as_bytes());
            *stream = (header.number + 1, previous);
        }
    }

    /// Writes the log back, without its rebuildable parts, and where the forger has the ledger key a checkpoint over it.
    ///
    /// # Errors
    /// Where a file cannot be written.
    pub fn into_folder(self, dir: &Path, ledger_key: Option<&dyn Signer>) -> io::Result<()> {
        for segment in segments(dir)? {
            std::fs::remove_file(segment)?;
        }
        for rebuildable in ["tile", "index"] {
            match std::fs::remove_dir_all(dir.join(rebuildable)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        let mut log = Vec::new();
        let mut tree = CompactRange::new();
        let origin = self.entries.first().map(|(header, _)| header.origin.clone());
        for (header, envelope) in self.entries {
            let text = header.to_text();
            tree.push(crate::chain::leaf_hash(text.as_bytes()));
            match Entry::read(text.clone().into_bytes(), envelope.clone()) {
                Ok(entry) => write_frame(&entry, &mut log),
                // A frame whose digests do not fit is what some forgeries are about.
                Err(_) => {
                    log.extend_from_slice(format!("{text}record {}\n", envelope.len()).as_bytes());
                    log.extend_from_slice(&envelope);
                    log.extend_from_slice(b"\n\n");
                }
            }
        }
        std::fs::write(dir.join("log").join("000000.log"), log)?;
        if let (Some(key), Some(origin)) = (ledger_key, origin) {
            let checkpoint = Checkpoint { origin, size: tree.size(), root: tree.root() };
            let signed = SignedCheckpoint::sign(&checkpoint, &[key]).map_err(io::Error::other)?;
            std::fs::write(dir.join("checkpoint"), signed.to_text())?;
        }
        Ok(())
    }
}

fn segments(dir: &Path) -> io::Result<Vec<std::path::PathBuf>> {
    let mut found: Vec<_> = std::fs::read_dir(dir.join("log"))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<_>>>()?
        .into_iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "log"))
        .collect();
    found.sort();
    Ok(found)
}

/// Copies a folder with everything in it.
///
/// # Errors
/// Where something cannot be read or written.
pub fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
