//! Every file of a bag, held against its manifests, and its manifests against each other: what RFC 8493 asks, and what stock
//! tools let pass. All four manifests must be there, list exactly the files that there are, and no file may lie there that
//! has no place in a bundle.

use std::collections::{BTreeMap, BTreeSet};

use super::bag::Bag;
use super::info;
use super::manifest::Manifest;
use super::names::{self, BAG_INFO, BAGIT, BAGIT_TEXT, MANIFESTS, SEAL, TAG_MANIFESTS};
use crate::crypto::{Digesting, Digests};
use crate::format::{Seal, Verifiers};
use crate::model::digest::hex;
use crate::port::{BagFault, BagFaultKind, BagLooked, Measured, ReadBag, ReadBundle as _, StoreError};

type Tell<'a> = &'a mut dyn FnMut(BagFault);

/// What may lie in a bag, and what must.
struct Layout {
    has_a_place: fn(&str) -> bool,
    required: &'static [&'static str],
    /// Whether it is a decision's bundle, with a seal and documents by their digests.
    of_decision: bool,
}

/// Looks at every file of a decision's bundle once.
pub(super) fn look<B: ReadBag + ?Sized>(bag: &Bag<'_, B>, tell: Tell<'_>) -> Result<BagLooked, StoreError> {
    look_by(bag, &Layout { has_a_place: names::has_a_place, required: &names::REQUIRED, of_decision: true }, tell)
}

/// Looks at every file of a whole ledger's bag once.
pub(super) fn look_at_whole<B: ReadBag + ?Sized>(bag: &Bag<'_, B>, tell: Tell<'_>) -> Result<BagLooked, StoreError> {
    let layout =
        Layout { has_a_place: names::has_a_place_in_whole, required: &names::REQUIRED_IN_WHOLE, of_decision: false };
    look_by(bag, &layout, tell)
}

/// Whether a path may lead out of the bag.
pub(super) fn leads_out(path: &str) -> bool {
    path.split('/').any(|part| matches!(part, "" | "." | ".."))
}

fn look_by<B: ReadBag + ?Sized>(bag: &Bag<'_, B>, layout: &Layout, tell: Tell<'_>) -> Result<BagLooked, StoreError> {
    let mut looked = BagLooked::default();
    let mut seen = BTreeSet::new();
    let mut digests: BTreeMap<&str, Digests> = BTreeMap::new();
    let mut unreadable = false;
    for file in &bag.list {
        looked.files += 1;
        if !file.plain || leads_out(&file.path) || !seen.insert(file.path.as_str()) {
            tell(fault(&file.path, BagFaultKind::Unsafe));
            continue;
        }
        if !(layout.has_a_place)(&file.path) {
            tell(fault(&file.path, BagFaultKind::Unlisted));
            continue;
        }
        let read = match bag.files.open(&file.path, 0) {
            Ok(Some(from)) => Digesting::new(from).through().map_err(|error| error.to_string()),
            Ok(None) => Err("it is gone".to_owned()),
            Err(error) => Err(error.to_string()),
        };
        match read {
            Ok(found) => {
                looked.bytes += found.size;
                digests.insert(&file.path, found);
            }
            Err(why) => {
                unreadable = true;
                tell(BagFault { found: Some(why), ..fault(&file.path, BagFaultKind::Unreadable) });
            }
        }
    }
    for (path, found) in &digests {
        if let Some(digest) = names::evidence_digest(path) {
            bag.measure(digest, Measured { dual: found.dual, size: found.size });
        }
    }
    for path in layout.required.iter().chain(&TAG_MANIFESTS).filter(|path| !seen.contains(**path)) {
        tell(fault(path, BagFaultKind::Missing));
    }
    manifests(bag, layout, &digests, &seen, tell)?;
    // How much there is nobody knows where some of it cannot be read.
    declaration(bag, (!unreadable).then_some(&digests), tell)?;
    if layout.of_decision {
        seal(bag, &digests, tell)?;
        cited(bag, &seen, tell)?;
    }
    // It was packed again as a whole: the first place it shows at stands for all.
    if let Some(odd) = bag.files.oddities()?.into_iter().next() {
        tell(BagFault { found: Some(odd), ..fault("", BagFaultKind::Repacked) });
    }
    Ok(looked)
}

/// Holds the files against all four manifests.
fn manifests<B: ReadBag + ?Sized>(
    bag: &Bag<'_, B>,
    layout: &Layout,
    digests: &BTreeMap<&str, Digests>,
    seen: &BTreeSet<&str>,
    tell: Tell<'_>,
) -> Result<(), StoreError> {
    // A file that has no place, or is no file, has been told; that a manifest lists it or not says no more.
    let placed = |path: &str| digests.contains_key(path) || !seen.contains(path);
    for (names, of_payload) in [(MANIFESTS, true), (TAG_MANIFESTS, false)] {
        let mut missing = BTreeSet::new();
        for (name, digits) in names.into_iter().zip([64, 128]) {
            let Some(bytes) = bag.read(name, MANIFEST_BYTES_MAX)? else { continue };
            let manifest = match Manifest::read(&bytes, digits) {
                Ok(manifest) => manifest,
                Err(error) => {
                    tell(BagFault { found: Some(error.to_string()), ..fault(name, BagFaultKind::Form) });
                    continue;
                }
            };
            for path in manifest.paths() {
                if path.starts_with("data/") != of_payload || TAG_MANIFESTS.contains(&path) {
                    let found = Some(format!("it lists {path}"));
                    tell(BagFault { found, ..fault(name, BagFaultKind::Form) });
                } else if !seen.contains(path) && !layout.required.contains(&path) && missing.insert(path.to_owned()) {
                    tell(BagFault { expected: Some(format!("in {name}")), ..fault(path, BagFaultKind::Missing) });
                }
            }
            for (path, found) in digests {
                if path.starts_with("data/") != of_payload || TAG_MANIFESTS.contains(path) {
                    continue;
                }
                let found = if digits == 64 { found.dual.sha256.to_string() } else { hex(&found.sha512) };
                match manifest.get(path) {
                    Some(expected) if expected == found => {}
                    Some(expected) => tell(BagFault {
                        file: (*path).to_owned(),
                        what: BagFaultKind::Differs,
                        expected: Some(expected.to_owned()),
                        found: Some(found),
                    }),
                    None if placed(path) => {
                        let expected = Some(format!("in {name}"));
                        tell(BagFault { expected, ..fault(path, BagFaultKind::Unlisted) });
                    }
                    None => {}
                }
            }
        }
    }
    Ok(())
}

/// The declaration has one text, and the metadata say what the payload has.
fn declaration<B: ReadBag + ?Sized>(
    bag: &Bag<'_, B>,
    digests: Option<&BTreeMap<&str, Digests>>,
    tell: Tell<'_>,
) -> Result<(), StoreError> {
    if let Some(bytes) = bag.read(BAGIT, BAGIT_BYTES_MAX)?
        && bytes != BAGIT_TEXT.as_bytes()
    {
        tell(fault(BAGIT, BagFaultKind::Form));
    }
    let (Some(bytes), Some(digests)) = (bag.read(BAG_INFO, BAG_INFO_BYTES_MAX)?, digests) else { return Ok(()) };
    let payload = digests.iter().filter(|(path, _)| path.starts_with("data/"));
    let (count, octets) = payload.fold((0_u64, 0_u64), |(count, octets), (_, one)| (count + 1, octets + one.size));
    let expected = format!("{octets}.{count}");
    match info::value(&bytes, info::PAYLOAD_OXUM) {
        Some(found) if found == expected => {}
        found => tell(BagFault { expected: Some(expected), found, ..fault(BAG_INFO, BagFaultKind::Form) }),
    }
    Ok(())
}

/// The files that the seal names have the digests it names. Who has sealed is for whoever has the registry.
fn seal<B: ReadBag + ?Sized>(
    bag: &Bag<'_, B>,
    digests: &BTreeMap<&str, Digests>,
    tell: Tell<'_>,
) -> Result<(), StoreError> {
    let Some(bytes) = bag.seal()? else { return Ok(()) };
    // A seal that is none is found by the judge.
    let Ok(seal) = Seal::read(&bytes, &mut Verifiers::default()) else { return Ok(()) };
    for (path, expected) in &seal.files {
        let found = digests.get(path.as_str()).map(|found| found.dual.sha256);
        if found.is_some_and(|found| found != *expected) {
            tell(BagFault {
                file: path.clone(),
                what: BagFaultKind::Differs,
                expected: Some(format!("{expected} ({SEAL})")),
                found: found.map(|found| found.to_string()),
            });
        }
    }
    Ok(())
}

/// The documents and openings are those that the rows cite, each under its name: what is not cited has no place here.
/// (What is cited and not here is for the judge, who knows what may be withheld.)
fn cited<B: ReadBag + ?Sized>(bag: &Bag<'_, B>, seen: &BTreeSet<&str>, tell: Tell<'_>) -> Result<(), StoreError> {
    // Rows that are not there, or cannot be read to their end, are found by the judge.
    let Ok(cited) = bag.cited() else { return Ok(()) };
    let documents: BTreeSet<&str> = cited.documents.values().map(|one| one.path.as_str()).collect();
    let openings: BTreeSet<String> = cited.openings.keys().map(names::opening_path).collect();
    for path in seen.iter().filter(|path| names::has_a_place(path)) {
        let cited = match () {
            () if path.starts_with(names::EVIDENCE) => documents.contains(path),
            () if path.starts_with(names::OPENINGS) => openings.contains(*path),
            () => true,
        };
        if !cited {
            let expected = Some("cited by a record of the bundle".to_owned());
            tell(BagFault { expected, ..fault(path, BagFaultKind::Unlisted) });
        }
    }
    Ok(())
}

fn fault(file: &str, what: BagFaultKind) -> BagFault {
    BagFault { file: file.to_owned(), what, expected: None, found: None }
}

/// A manifest's bound: a line for each of the most files a bag may have, at 128 digits.
const MANIFEST_BYTES_MAX: usize = 256 << 20;

/// The declaration is 55 bytes.
const BAGIT_BYTES_MAX: usize = 4096;

/// The metadata of any bag.
pub(super) const BAG_INFO_BYTES_MAX: usize = 1 << 20;
