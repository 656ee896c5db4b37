//! The documents and openings that records cite, held against what lies in the store. Each document is read once, however
//! many records cite it.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Display;
use std::io::{ErrorKind, Read};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use super::code::Code;
use super::report::{Check, Finding, Gathered, Place};
use crate::crypto::{DualDigest, DualHasher};
use crate::format::{Attachment, Content, Opening};
use crate::model::{EvidenceDigest, Sha256Digest};
use crate::port::{ReadEvidence, StoreErrorKind};

/// The documents of a store, as far as they have been read.
pub(super) struct Documents<'a, S: ?Sized> {
    source: &'a S,
    read: Mutex<HashMap<EvidenceDigest, Arc<OnceLock<Contents>>>>,
    bytes: AtomicU64,
    /// Sealed attachments that this copy says it withholds, each with the place of its record; whether it may is judged
    /// elsewhere.
    withheld: BTreeSet<(u64, Sha256Digest)>,
    /// Nothing is read, and nothing said.
    unread: bool,
}

/// What a document turned out to hold.
#[derive(Debug, Clone)]
enum Contents {
    Missing,
    Unreadable(String),
    Read(DualDigest, u64),
}

impl<'a, S: ReadEvidence + ?Sized> Documents<'a, S> {
    pub(super) fn new(source: &'a S) -> Self {
        let (read, bytes) = (Mutex::new(HashMap::new()), AtomicU64::new(0));
        Self { source, read, bytes, withheld: BTreeSet::new(), unread: false }
    }

    /// Documents of which nothing is read, and so nothing said.
    pub(super) fn unread(source: &'a S) -> Self {
        Self { unread: true, ..Self::new(source) }
    }

    /// Whether nothing is read of them.
    pub(super) const fn are_unread(&self) -> bool {
        self.unread
    }

    /// The copy says that it withholds these.
    pub(super) fn withhold(&mut self, withheld: BTreeSet<(u64, Sha256Digest)>) {
        self.withheld = withheld;
    }

    /// How many bytes of documents have been read.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// Holds the attachments of the record at `place` against the store, and says whether anything is amiss with a sealed
    /// one. What it is tells [`Self::sealed`], once it is known what has been erased.
    pub(super) fn check(&self, attachments: &[Attachment], place: &dyn Fn() -> Place, out: &mut Gathered) -> bool {
        let mut amiss = false;
        if self.unread {
            return false;
        }
        for one in attachments {
            match one.content {
                Content::Open { blake3, sha256 } => {
                    out.looked(Check::Attachments, 1);
                    self.document(one, blake3, sha256, place).into_iter().for_each(|one| out.add(one));
                }
                // Whether it may be withheld is judged elsewhere; that it is here all the same is a leak.
                Content::Sealed(sealed) if self.withholds(place().seq, &sealed) => {
                    if !self.is_gone(&sealed) {
                        let place = Place { file: Some(self.source.opening_path(&sealed)), offset: None, ..place() };
                        out.add(Finding::new(Code::WithheldPresent, place).saying(&one.name));
                    }
                }
                Content::Sealed(sealed) => {
                    out.looked(Check::Openings, 1);
                    amiss |= match self.opening(one, &sealed, place) {
                        Err(_) => true,
                        Ok(opening) => {
                            out.looked(Check::Attachments, 1);
                            !self.document(one, opening.blake3, opening.sha256, place).is_empty()
                        }
                    };
                }
            }
        }
        amiss
    }

    /// Whether this copy says that it withholds a sealed attachment of the record at a place. Of another record that has the
    /// same one it says nothing.
    pub(super) fn withholds(&self, at: Option<u64>, sealed: &Sha256Digest) -> bool {
        at.is_some_and(|at| self.withheld.contains(&(at, *sealed)))
    }

    /// What is amiss with a sealed attachment that nobody has erased; of one that is withheld nothing need be here.
    pub(super) fn sealed(&self, cited: &Attachment, sealed: &Sha256Digest, place: &dyn Fn() -> Place) -> Vec<Finding> {
        if self.withholds(place().seq, sealed) {
            return Vec::new();
        }
        match self.opening(cited, sealed, place) {
            Err(finding) => vec![*finding],
            Ok(opening) => self.document(cited, opening.blake3, opening.sha256, place),
        }
    }

    /// Whether a document is not there, or what leads to it is not.
    pub(super) fn lacks(&self, one: &Attachment) -> bool {
        let blake3 = match one.content {
            Content::Open { blake3, .. } => Some(blake3),
            Content::Sealed(sealed) => {
                let nowhere = &|| Place::default();
                self.opening(one, &sealed, nowhere).ok().map(|opening| opening.blake3)
            }
        };
        blake3.is_none_or(|blake3| matches!(self.source.evidence(&blake3), Ok(None)))
    }

    /// Whether the opening of a sealed attachment is not there: nobody can say any more which document it was.
    pub(super) fn is_gone(&self, sealed: &Sha256Digest) -> bool {
        matches!(self.source.opening(sealed), Ok(None))
    }

    fn document(
        &self,
        cited: &Attachment,
        blake3: EvidenceDigest,
        sha256: Sha256Digest,
        place: &dyn Fn() -> Place,
    ) -> Vec<Finding> {
        let mut found = Vec::new();
        let finding = |code| {
            let place = Place { file: Some(self.source.evidence_path(&blake3)), offset: None, ..place() };
            Finding::new(code, place).saying(&cited.name)
        };
        match self.contents(&blake3) {
            Contents::Missing => found.push(finding(Code::AttachmentMissing)),
            Contents::Unreadable(why) => {
                found.push(finding(Code::AttachmentUnreadable).saying(format!("{}: {why}", cited.name)));
            }
            Contents::Read(read, size) => {
                if read.blake3 != blake3.0 {
                    found.push(finding(Code::AttachmentBlake3).against(blake3, EvidenceDigest(read.blake3)));
                } else if read.sha256 != sha256 {
                    found.push(finding(Code::AttachmentSha256).against(sha256, read.sha256));
                }
                if size != cited.size {
                    found.push(finding(Code::AttachmentSize).against(cited.size, size));
                }
            }
        }
        found
    }

    fn opening(
        &self,
        cited: &Attachment,
        sealed: &Sha256Digest,
        place: &dyn Fn() -> Place,
    ) -> Result<Opening, Box<Finding>> {
        let finding = |code| {
            let place = Place { file: Some(self.source.opening_path(sealed)), offset: None, ..place() };
            Finding::new(code, place).saying(&cited.name)
        };
        let why = |code, error: &dyn Display| Box::new(finding(code).saying(format!("{}: {error}", cited.name)));
        let bytes = match self.source.opening(sealed) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return Err(Box::new(finding(Code::OpeningMissing))),
            // Over any size an opening can have: it was read, and is none.
            Err(error) if error.kind == StoreErrorKind::Corrupt => return Err(why(Code::OpeningForm, &error)),
            Err(error) => return Err(why(Code::OpeningUnreadable, &error)),
        };
        match Opening::read(&bytes) {
            Err(error) => Err(why(Code::OpeningForm, &error)),
            Ok(opening) if opening.commitment() != *sealed => {
                Err(Box::new(finding(Code::OpeningDiffers).against(sealed, opening.commitment())))
            }
            Ok(opening) => Ok(opening),
        }
    }

    /// What the document holds; read now where it has not been. Who comes while it is being read waits for it.
    fn contents(&self, digest: &EvidenceDigest) -> Contents {
        let cell = {
            let Ok(mut read) = self.read.lock() else { return Contents::Unreadable("another reader failed".into()) };
            if read.len() >= REMEMBERED_MAX {
                read.clear();
            }
            read.entry(*digest).or_default().clone()
        };
        cell.get_or_init(|| self.read(digest)).clone()
    }

    fn read(&self, digest: &EvidenceDigest) -> Contents {
        if let Some(measured) = self.source.measured(digest) {
            self.bytes.fetch_add(measured.size, Ordering::Relaxed);
            return Contents::Read(measured.dual, measured.size);
        }
        let mut from = match self.source.evidence(digest) {
            Ok(Some(from)) => from,
            Ok(None) => return Contents::Missing,
            Err(error) => return Contents::Unreadable(error.to_string()),
        };
        let mut hasher = DualHasher::default();
        let mut buffer = vec![0; READ_BYTES];
        loop {
            match from.read(&mut buffer) {
                Ok(0) => break,
                Ok(count) => hasher.update(&buffer[..count]),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Contents::Unreadable(error.to_string()),
            }
        }
        let size = hasher.size();
        self.bytes.fetch_add(size, Ordering::Relaxed);
        Contents::Read(hasher.finish(), size)
    }
}

/// How many documents are remembered as read, at about 200 bytes each. Beyond that all are forgotten, and one that is
/// cited again is read again: slower, never less true.
const REMEMBERED_MAX: usize = 1 << 15;

/// How much of a document is read at once.
const READ_BYTES: usize = 1 << 16;
