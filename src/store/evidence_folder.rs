//! Documents under their digests: `evidence/ab/abcd…` by BLAKE3, and `openings/ab/abcd….json` by commitment. Only the
//! owner may read the files; a ledger's headers are made to be shown, its documents are not.
//!
//! A document comes as a stream of any length. It is written, and both digests are computed, in one pass and constant
//! memory: each digest on a thread of its own beside the one that reads and writes, so that storing costs little more
//! than the slower of the two.
//!
//! Out of scope: whether what is read is what was stored; whoever reads to judge computes the digests.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use sha2::{Digest as _, Sha256};

use super::durable::{BESIDE, Disk, Growing, Privacy};
use crate::crypto::hash::{DualDigest, dual};
use crate::model::{EvidenceDigest, Sha256Digest};
use crate::port::{StoreError, StoreErrorKind, StoredEvidence};

/// The documents and openings of a ledger.
#[derive(Debug)]
pub(super) struct EvidenceFolder {
    disk: Disk,
    root: PathBuf,
}

impl EvidenceFolder {
    /// Those of the ledger in `root`.
    pub(super) fn new(disk: &Disk, root: &Path) -> Self {
        Self { disk: disk.clone(), root: root.to_owned() }
    }

    /// Creates the folders, durably.
    pub(super) fn create(&self) -> Result<(), StoreError> {
        self.disk.create_folder(&self.root.join(EVIDENCE_FOLDER))?;
        self.disk.create_folder(&self.root.join(OPENINGS_FOLDER))
    }

    /// Opens a document; `None` where it is not there.
    pub(super) fn evidence(&self, digest: &EvidenceDigest) -> Result<Option<Box<dyn Read + Send>>, StoreError> {
        let file = self.disk.open(&self.root.join(Self::evidence_path(digest)))?;
        Ok(file.map(|file| Box::new(file) as Box<dyn Read + Send>))
    }

    /// The bytes of an opening; `None` where it is not there.
    pub(super) fn opening(&self, sealed: &Sha256Digest) -> Result<Option<Vec<u8>>, StoreError> {
        self.disk.read(&self.root.join(Self::opening_path(sealed)), OPENING_BYTES_MAX)
    }

    /// Where a document lies, relative to the ledger.
    pub(super) fn evidence_path(digest: &EvidenceDigest) -> String {
        let name = digest.to_string();
        format!("{EVIDENCE_FOLDER}/{}/{name}", &name[..2])
    }

    /// Where an opening lies, relative to the ledger.
    pub(super) fn opening_path(sealed: &Sha256Digest) -> String {
        let name = sealed.to_string();
        format!("{OPENINGS_FOLDER}/{}/{name}.json", &name[..2])
    }

    /// Stores a document; see [`WriteEvidence`](crate::port::WriteEvidence). `progress` hears the bytes stored so far.
    pub(super) fn put(&self, from: &mut dyn Read, progress: &dyn Fn(u64)) -> Result<StoredEvidence, StoreError> {
        let folder = self.root.join(EVIDENCE_FOLDER);
        self.disk.create_folder(&folder)?;
        let incoming = folder.join(format!("incoming{BESIDE}"));
        let outcome = self.put_by_way_of(&incoming, from, progress);
        if outcome.is_err() {
            // What stays is written over next time.
            let _leftover = self.disk.forgiving().remove(&incoming);
        }
        outcome
    }

    fn put_by_way_of(
        &self,
        incoming: &Path,
        from: &mut dyn Read,
        progress: &dyn Fn(u64),
    ) -> Result<StoredEvidence, StoreError> {
        let mut file = self.disk.create(incoming, Privacy::Private)?;
        let (digest, size) = copy_and_hash(from, &mut file, progress)?;
        let mut stored =
            StoredEvidence { blake3: EvidenceDigest(digest.blake3), sha256: digest.sha256, size, known: false };
        let path = self.root.join(Self::evidence_path(&stored.blake3));
        // One of another length is not that document any more; the good one takes its place.
        if self.disk.length(&path)? == Some(size) {
            self.disk.remove(incoming)?;
            stored.known = true;
            return Ok(stored);
        }
        file.sync()?;
        let folder = path.parent().unwrap_or(&self.root);
        self.disk.create_folder(folder)?;
        self.disk.rename(incoming, &path)?;
        self.disk.sync_folder(folder)?;
        Ok(stored)
    }

    /// Stores an opening, durably.
    pub(super) fn put_opening(&self, sealed: &Sha256Digest, bytes: &[u8]) -> Result<(), StoreError> {
        let path = self.root.join(Self::opening_path(sealed));
        if bytes.len() as u64 > OPENING_BYTES_MAX {
            let what = format!("an opening of {} bytes, which is over {OPENING_BYTES_MAX},", bytes.len());
            return Err(StoreError::new(StoreErrorKind::Corrupt, what));
        }
        path.parent().map_or(Ok(()), |folder| self.disk.create_folder(folder))?;
        self.disk.replace(&path, bytes, Privacy::Private)
    }

    /// Destroys a document, and what is left of one that was being stored when the power went: nobody else is storing.
    pub(super) fn destroy(&self, digest: &EvidenceDigest) -> Result<bool, StoreError> {
        self.disk.destroy(&self.root.join(EVIDENCE_FOLDER).join(format!("incoming{BESIDE}")))?;
        self.disk.destroy(&self.root.join(Self::evidence_path(digest)))
    }

    /// Destroys an opening, and what is left of one that was being stored.
    pub(super) fn destroy_opening(&self, sealed: &Sha256Digest) -> Result<bool, StoreError> {
        let path = self.root.join(Self::opening_path(sealed));
        let mut beside = path.as_os_str().to_owned();
        beside.push(BESIDE);
        self.disk.destroy(Path::new(&beside))?;
        self.disk.destroy(&path)
    }
}

/// Copies a stream to a file and computes both digests of it on the way.
fn copy_and_hash(
    from: &mut dyn Read,
    to: &mut Growing,
    progress: &dyn Fn(u64),
) -> Result<(DualDigest, u64), StoreError> {
    let first = read_block(from, Vec::new())?;
    if first.len() < BLOCK_BYTES {
        // Starting threads costs more than hashing a small document.
        to.write(&first)?;
        progress(first.len() as u64);
        return Ok((dual(&first), first.len() as u64));
    }
    thread::scope(|scope| {
        let (to_blake3, blocks) = sync_channel(BLOCKS_AHEAD);
        let blake3 = scope.spawn(move || hash_blake3(&blocks));
        let (to_sha256, blocks) = sync_channel(BLOCKS_AHEAD);
        let sha256 = scope.spawn(move || hash_sha256(&blocks));
        let copied = copy(from, to, first, &[to_blake3, to_sha256], progress);
        // The senders are gone: both threads come to their end.
        let size = copied?;
        let died = |_| StoreError::new(StoreErrorKind::Unavailable, "hash a document");
        Ok((DualDigest { blake3: blake3.join().map_err(died)?, sha256: sha256.join().map_err(died)? }, size))
    })
}

type Block = Arc<Vec<u8>>;

fn copy(
    from: &mut dyn Read,
    to: &mut Growing,
    first: Vec<u8>,
    hashers: &[SyncSender<Block>; 2],
    progress: &dyn Fn(u64),
) -> Result<u64, StoreError> {
    let mut used: Vec<Block> = Vec::new();
    let mut block = first;
    let mut size = 0;
    while !block.is_empty() {
        let shared = Arc::new(block);
        for hasher in hashers {
            // A hasher that is gone has panicked, which is answered where it is joined.
            let _gone = hasher.send(shared.clone());
        }
        to.write(&shared)?;
        size += shared.len() as u64;
        progress(size);
        let last = shared.len() < BLOCK_BYTES;
        used.push(shared);
        if last {
            break;
        }
        // Memory that both hashers are done with is used again.
        let free = used.iter().position(|block| Arc::strong_count(block) == 1);
        let free = free.and_then(|at| Arc::into_inner(used.swap_remove(at))).unwrap_or_default();
        block = read_block(from, free)?;
    }
    Ok(size)
}

fn read_block(from: &mut dyn Read, mut block: Vec<u8>) -> Result<Vec<u8>, StoreError> {
    block.clear();
    block.reserve_exact(BLOCK_BYTES);
    let unreadable = |error| StoreError::caused(StoreErrorKind::Unavailable, "read the document to be stored", error);
    from.take(BLOCK_BYTES as u64).read_to_end(&mut block).map_err(unreadable)?;
    Ok(block)
}

fn hash_blake3(blocks: &Receiver<Block>) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    while let Ok(block) = blocks.recv() {
        hasher.update(&block);
    }
    *hasher.finalize().as_bytes()
}

fn hash_sha256(blocks: &Receiver<Block>) -> Sha256Digest {
    let mut hasher = Sha256::new();
    while let Ok(block) = blocks.recv() {
        hasher.update(&block[..]);
    }
    Sha256Digest(hasher.finalize().into())
}

/// The folder of documents.
const EVIDENCE_FOLDER: &str = "evidence";
/// The folder of openings.
const OPENINGS_FOLDER: &str = "openings";
/// An opening is a salt and two digests in JSON, well under a kilobyte.
const OPENING_BYTES_MAX: u64 = 4 << 10;
/// How much is read, written and hashed at once.
const BLOCK_BYTES: usize = 1 << 20;
/// How many blocks a hasher may be behind.
const BLOCKS_AHEAD: usize = 4;
