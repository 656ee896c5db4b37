//! Writing a bundle: the rows and paths, the openings, the documents, the pages for people, the contents; then the manifests
//! over all of it, the metadata, the seal, and the manifests of those. The same part of the same ledger gives the same
//! bytes: nothing is asked of a clock.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use super::cited::Cited;
use super::excerpt::Excerpt;
use super::info::{BagInfo, PAYLOAD_OXUM};
use super::manifest::Manifest;
use super::names::{
    self, BAG_INFO, BAGIT, BAGIT_TEXT, CHECKPOINT, CONTENTS, ENTRIES, MANIFESTS, PROOFS, SEAL, TAG_MANIFESTS,
    is_of_whole,
};
use crate::crypto::{Digesting, Digests, Signer};
use crate::format::Seal;
use crate::format::seal::SEALED_FILES;
use crate::model::{EvidenceDigest, OfficeId};
use crate::port::{Measured, ReadBag, ReadBundle as _, ReadEvidence, ReadLedger, StoreError, StoreErrorKind, WriteBag};

/// Why a bundle could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError<E> {
    /// The ledger could not be read, or the bag could not be written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The ledger does not have a document or an opening that a record cites.
    #[error("entry {sequence} cites `{name}`, which the ledger does not have")]
    Lacking {
        /// The record's place in the ledger.
        sequence: u64,
        /// What it calls the document.
        name: String,
    },
    /// A document is not what its record says.
    #[error("`{name}` is not the document that entry {sequence} cites")]
    Differs {
        /// The record's place in the ledger.
        sequence: u64,
        /// What it calls the document.
        name: String,
    },
    /// The pages for people could not be drawn.
    #[error("the pages could not be drawn")]
    Pages(E),
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exported {
    /// Payload files.
    pub files: u64,
    /// Bytes in them.
    pub bytes: u64,
    /// Documents among them.
    pub documents: u64,
}

/// Who seals.
pub struct Sealer<'a> {
    /// In which office.
    pub office: OfficeId,
    /// With which key.
    pub signer: &'a dyn Signer,
}

/// The pages for people: paths below the bag and bytes, and the metadata, `Payload-Oxum` left out.
pub struct Pages {
    /// The pages.
    pub files: Vec<(String, Vec<u8>)>,
    /// The metadata.
    pub info: BagInfo,
}

/// What is watched while a bundle is written: bytes of documents copied so far, and how many there are in all.
pub type Watch<'a> = &'a dyn Fn(u64, u64);

/// Writes the bundle. `draw` is called once all documents have been read: whoever judges in it need not read them again.
///
/// # Errors
/// [`ExportError`]; nothing stands under the bag's name then.
pub fn export<S, E>(
    excerpt: &Excerpt<'_, S>,
    bag: Box<dyn WriteBag + '_>,
    draw: impl FnOnce(&Cited) -> Result<Pages, E>,
    sealer: Option<&Sealer<'_>>,
    watch: Watch<'_>,
) -> Result<Exported, ExportError<E>>
where
    S: ReadLedger + ReadEvidence + ?Sized,
{
    let mut out = Out { bag, payload: BTreeMap::new(), tags: BTreeMap::new() };
    out.bytes(BAGIT, BAGIT_TEXT.as_bytes())?;
    out.bytes(CHECKPOINT, &excerpt.checkpoint()?.unwrap_or_default())?;
    out.put(ENTRIES, excerpt.rows()?)?;
    out.put(PROOFS, excerpt.proofs()?)?;
    let cited = excerpt.cited()?;
    openings(excerpt, &cited, &mut out)?;
    documents(excerpt, &cited, &mut out, watch)?;
    let pages = draw(&cited).map_err(ExportError::Pages)?;
    for (path, bytes) in &pages.files {
        out.bytes(path, bytes)?;
    }
    out.bytes(CONTENTS, &excerpt.contents()?)?;
    let exported = Exported {
        files: out.payload.len() as u64,
        bytes: out.payload.values().map(|one| one.size).sum(),
        documents: cited.documents.len() as u64,
    };

    let payload = std::mem::take(&mut out.payload);
    out.manifests(MANIFESTS, &payload)?;
    let mut info = pages.info;
    info.add(PAYLOAD_OXUM, Some(format!("{}.{}", exported.bytes, exported.files)));
    out.bytes(BAG_INFO, info.to_text().as_bytes())?;
    if let Some(Sealer { office, signer }) = sealer {
        let digest = |name: &&str| out.tags.get(*name).map(|found| ((*name).to_owned(), found.dual.sha256));
        let files = SEALED_FILES.iter().filter_map(digest).collect();
        let said = excerpt.contents_said();
        let seal = Seal::new((said.origin.clone(), said.decision.clone()), (office.clone(), *signer), files);
        out.bytes(SEAL, &seal.sign(*signer))?;
    }
    let tags = out.tags.clone();
    out.manifests(TAG_MANIFESTS, &tags)?;
    out.bag.finish()?;
    Ok(exported)
}

/// Writes the bag of a whole ledger: its folder's files as they lie there, under `data/`.
///
/// # Errors
/// [`StoreError`]; nothing stands under the bag's name then.
pub fn export_whole(
    ledger: &dyn ReadBag,
    bag: Box<dyn WriteBag + '_>,
    info: BagInfo,
    watch: Watch<'_>,
) -> Result<Exported, StoreError> {
    let mut out = Out { bag, payload: BTreeMap::new(), tags: BTreeMap::new() };
    out.bytes(BAGIT, BAGIT_TEXT.as_bytes())?;
    let files: Vec<_> = ledger.files()?.into_iter().filter(|file| file.plain && is_of_whole(&file.path)).collect();
    let all = files.iter().map(|file| file.size).sum();
    let mut copied = 0;
    let mut documents = 0;
    for file in files {
        let gone = || StoreError::new(StoreErrorKind::NotFound, format!("open {}", file.path));
        let from = ledger.open(&file.path, 0)?.ok_or_else(gone)?;
        let found = out.put(&format!("data/{}", file.path), Watched { from, copied, all, watch })?;
        copied += found.size;
        documents += u64::from(file.path.starts_with("evidence/"));
    }
    let exported = Exported { files: out.payload.len() as u64, bytes: copied, documents };
    let payload = std::mem::take(&mut out.payload);
    out.manifests(MANIFESTS, &payload)?;
    let mut info = info;
    info.add(PAYLOAD_OXUM, Some(format!("{}.{}", exported.bytes, exported.files)));
    out.bytes(BAG_INFO, info.to_text().as_bytes())?;
    let tags = out.tags.clone();
    out.manifests(TAG_MANIFESTS, &tags)?;
    out.bag.finish()?;
    Ok(exported)
}

/// The bag as it is written, and what was computed of each file.
struct Out<'a> {
    bag: Box<dyn WriteBag + 'a>,
    payload: BTreeMap<String, Digests>,
    tags: BTreeMap<String, Digests>,
}

impl Out<'_> {
    fn put(&mut self, path: &str, from: impl Read) -> Result<Digests, StoreError> {
        let mut from = Digesting::new(from);
        self.bag.put(path, &mut from)?;
        let fail = |error| StoreError::caused(StoreErrorKind::Unavailable, format!("hash {path}"), error);
        let digests = from.finish().map_err(fail)?;
        let list = if path.starts_with("data/") { &mut self.payload } else { &mut self.tags };
        list.insert(path.to_owned(), digests);
        Ok(digests)
    }

    fn bytes(&mut self, path: &str, bytes: &[u8]) -> Result<(), StoreError> {
        self.put(path, Cursor::new(bytes)).map(drop)
    }

    fn manifests(&mut self, names: [&str; 2], files: &BTreeMap<String, Digests>) -> Result<(), StoreError> {
        let (mut sha256, mut sha512) = (Manifest::default(), Manifest::default());
        for (path, found) in files {
            sha256.add(path, &found.dual.sha256.0);
            sha512.add(path, &found.sha512);
        }
        self.bytes(names[0], sha256.to_text().as_bytes())?;
        self.bytes(names[1], sha512.to_text().as_bytes())
    }
}

fn openings<S, E>(excerpt: &Excerpt<'_, S>, cited: &Cited, out: &mut Out<'_>) -> Result<(), ExportError<E>>
where
    S: ReadLedger + ReadEvidence + ?Sized,
{
    for (sealed, (sequence, name)) in &cited.openings {
        match excerpt.opening(sealed)? {
            Some(bytes) => out.bytes(&names::opening_path(sealed), &bytes)?,
            None => lacks(excerpt, *sequence, name)?,
        }
    }
    Ok(())
}

fn documents<S, E>(
    excerpt: &Excerpt<'_, S>,
    cited: &Cited,
    out: &mut Out<'_>,
    watch: Watch<'_>,
) -> Result<(), ExportError<E>>
where
    S: ReadLedger + ReadEvidence + ?Sized,
{
    let all = cited.bytes();
    let mut copied = 0;
    for (digest, one) in &cited.documents {
        let Some(from) = excerpt.evidence(digest)? else {
            lacks(excerpt, one.sequence, &one.called)?;
            continue;
        };
        let from = Watched { from, copied, all, watch };
        let found = out.put(&one.path, from)?;
        copied += found.size;
        if EvidenceDigest(found.dual.blake3) != *digest {
            return Err(ExportError::Differs { sequence: one.sequence, name: one.called.clone() });
        }
        excerpt.measure(*digest, Measured { dual: found.dual, size: found.size });
    }
    Ok(())
}

/// Something the ledger does not have: refused, unless the contents say so.
fn lacks<S, E>(excerpt: &Excerpt<'_, S>, sequence: u64, name: &str) -> Result<(), ExportError<E>>
where
    S: ReadLedger + ReadEvidence + ?Sized,
{
    let said = &excerpt.contents_said().lacking;
    if said.iter().any(|one| one.sequence == sequence && one.name == name) {
        return Ok(());
    }
    Err(ExportError::Lacking { sequence, name: name.to_owned() })
}

struct Watched<'a, R> {
    from: R,
    copied: u64,
    all: u64,
    watch: Watch<'a>,
}

impl<R: Read> Read for Watched<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.from.read(buffer)?;
        self.copied += read as u64;
        (self.watch)(self.copied, self.all);
        Ok(read)
    }
}
