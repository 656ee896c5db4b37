//! An archive's holdings in a folder: bundles as they were taken in, each with its signed receipt, and a note of every time
//! it was looked at again.
//!
//! ```text
//! liuhen-archive.toml            what the folder is
//! holdings/000001/bag/…          the bundle (or bag.tar)
//! holdings/000001/receipt.json   the signed receipt of its transfer
//! holdings/000001/checks.jsonl   when it was looked at, with what verdict; a line each
//! holdings/000001/…              pages for people
//! check                          a check of everything that is under way
//! ```
//!
//! Nothing is ever deleted or written over, apart from `check`.

#![expect(clippy::disallowed_methods, reason = "this is where an archive's folder is touched")]

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::bag_folder::{NewBagFolder, PARTIAL, copy, failed, new_file, publish, sync};
use crate::crypto::hash::sha256;
use crate::format::transfer::TRANSFER_BYTES_MAX;
use crate::format::{Transfer, Verifiers};
use crate::model::Sha256Digest;
use crate::port::{ReadBag, StoreError, StoreErrorKind, WriteBag as _};

/// An archive's holdings.
pub struct ArchiveFolder {
    root: PathBuf,
    name: String,
}

/// What an archive has of one bundle.
#[derive(Debug, Clone)]
pub struct Holding {
    /// Its number.
    pub number: u64,
    /// Where it lies.
    pub folder: PathBuf,
    /// The bag: a folder or a tar file.
    pub bag: PathBuf,
    /// Its receipt; `None` where it cannot be read, or is none.
    pub receipt: Option<Transfer>,
    /// Every time it was looked at again.
    pub checks: Vec<Checked>,
}

impl Holding {
    /// Whether its bag is there, to be read or not.
    pub fn has_bag(&self) -> bool {
        is_there(&self.bag)
    }

    /// What lies in its folder and has no place there: files that no intake made, links, a second bag.
    pub fn strangers(&self) -> Vec<String> {
        let Ok(entries) = fs::read_dir(&self.folder) else { return Vec::new() };
        let bag = self.bag.file_name();
        let mut found = Vec::new();
        for entry in entries.flatten() {
            let name = entry.file_name();
            let kind = entry.file_type();
            let placed = match name.to_str() {
                Some(BAG) => bag == Some(name.as_os_str()) && kind.is_ok_and(|kind| kind.is_dir()),
                Some(BAG_TAR | RECEIPT | CHECKS) => kind.is_ok_and(|kind| kind.is_file()),
                Some(page) => PAGES.contains(&page) && kind.is_ok_and(|kind| kind.is_file()),
                None => false,
            };
            if !placed {
                found.push(name.to_string_lossy().into_owned());
            }
        }
        found.sort();
        found
    }
}

/// One time a holding was looked at again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checked {
    /// When, by the clock of the machine that looked.
    pub at: String,
    /// The verdict.
    pub verdict: String,
    /// Whether it was found sound: intact, and what was taken in.
    pub sound: bool,
    /// What was found.
    pub codes: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Marker {
    format: String,
    name: String,
}

impl ArchiveFolder {
    /// Makes an archive's folder.
    ///
    /// # Errors
    /// Something is there already, or it cannot be made.
    pub fn create(root: &Path, name: &str) -> Result<Self, StoreError> {
        fs::create_dir(root).map_err(|error| failed("make", root, error))?;
        let holdings = root.join(HOLDINGS);
        fs::create_dir(&holdings).map_err(|error| failed("make", &holdings, error))?;
        let marker = Marker { format: ARCHIVE_V1.into(), name: name.to_owned() };
        let text = toml::to_string(&marker)
            .map_err(|error| StoreError::caused(StoreErrorKind::Unavailable, "write the marker", error))?;
        write(&root.join(MARKER), text.as_bytes())?;
        Ok(Self { root: root.to_path_buf(), name: name.to_owned() })
    }

    /// Opens an archive's folder.
    ///
    /// # Errors
    /// It is none.
    pub fn open(root: &Path) -> Result<Self, StoreError> {
        let path = root.join(MARKER);
        let text = fs::read_to_string(&path).map_err(|error| failed("read", &path, error))?;
        let corrupt = |error| StoreError::caused(StoreErrorKind::Corrupt, path.display().to_string(), error);
        let marker: Marker = toml::from_str(&text).map_err(corrupt)?;
        if marker.format != ARCHIVE_V1 {
            return Err(StoreError::new(StoreErrorKind::Corrupt, format!("{}: {}", path.display(), marker.format)));
        }
        Ok(Self { root: root.to_path_buf(), name: marker.name })
    }

    /// What the archive is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// All holdings, ascending by their numbers. One that cannot be read is there without what cannot be read of it.
    ///
    /// # Errors
    /// The folder cannot be listed.
    pub fn holdings(&self) -> Result<Vec<Holding>, StoreError> {
        let (mut numbers, _) = self.listed()?;
        numbers.sort_unstable();
        Ok(numbers.into_iter().map(|number| self.holding(number)).collect())
    }

    /// What lies among the holdings and is none, nor one that is being taken in: by its names.
    ///
    /// # Errors
    /// The folder cannot be listed.
    pub fn strangers(&self) -> Result<Vec<String>, StoreError> {
        Ok(self.listed()?.1)
    }

    /// The numbers of the holdings, and whatever else lies there.
    fn listed(&self) -> Result<(Vec<u64>, Vec<String>), StoreError> {
        let folder = self.root.join(HOLDINGS);
        let (mut numbers, mut strangers) = (Vec::new(), Vec::new());
        for entry in fs::read_dir(&folder).map_err(|error| failed("list", &folder, error))? {
            let entry = entry.map_err(|error| failed("list", &folder, error))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let number = |name: &str| name.parse().ok().filter(|number| *number > 0 && file_name(*number) == name);
            // Links are not followed: what a holding is lies in it.
            let is_dir = entry.file_type().is_ok_and(|kind| kind.is_dir());
            match number(&name) {
                Some(found) if is_dir => numbers.push(found),
                None if is_dir && name.strip_suffix(PARTIAL).and_then(number).is_some() => {}
                _ => strangers.push(name),
            }
        }
        strangers.sort();
        Ok((numbers, strangers))
    }

    fn holding(&self, number: u64) -> Holding {
        let folder = self.folder(number);
        let receipt = read(&folder.join(RECEIPT), TRANSFER_BYTES_MAX).ok().flatten();
        let receipt = receipt.and_then(|bytes| Transfer::read(&bytes, &mut Verifiers::default()).ok());
        let (tar, bag) = (folder.join(BAG_TAR), folder.join(BAG));
        let bag = if is_there(&tar) { tar } else { bag };
        let checks = read(&folder.join(CHECKS), CHECKS_BYTES_MAX).ok().flatten().unwrap_or_default();
        // A line that was cut off by a power cut tells of no check.
        let checks =
            String::from_utf8_lossy(&checks).lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        Holding { number, folder, bag, receipt, checks }
    }

    fn folder(&self, number: u64) -> PathBuf {
        self.root.join(HOLDINGS).join(file_name(number))
    }

    /// SHA-256 of the receipt with a number, whatever it is; `None` where there is none.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn receipt_digest(&self, number: u64) -> Result<Option<Sha256Digest>, StoreError> {
        let bytes = read(&self.folder(number).join(RECEIPT), TRANSFER_BYTES_MAX)?;
        Ok(bytes.map(|bytes| Sha256Digest(sha256(&bytes))))
    }

    /// The number that the next holding will have.
    ///
    /// # Errors
    /// The folder cannot be listed.
    pub fn next(&self) -> Result<u64, StoreError> {
        let last = self.listed()?.0.into_iter().max().unwrap_or(0);
        last.checked_add(1)
            .ok_or_else(|| StoreError::new(StoreErrorKind::Corrupt, format!("a holding numbered {last}")))
    }

    /// Begins to take a bag in under a number: copies it as it is, and tells how many bytes it has copied.
    ///
    /// # Errors
    /// `InUse` where another intake is taking one in, or was cut off; otherwise the number is taken, a file has a name that
    /// leads out of the bag, or something cannot be read or written. Nothing is taken in then.
    pub fn begin(&self, number: u64, from: Brought<'_>, progress: &dyn Fn(u64)) -> Result<Taking, StoreError> {
        let target = self.folder(number);
        let partial = super::bag_folder::begin(&target)?;
        fs::create_dir(&partial).map_err(|error| super::bag_folder::begun(&partial, error))?;
        let bag = partial.join(if matches!(from, Brought::Tar(_)) { BAG_TAR } else { BAG });
        let taking = Taking { target, partial, bag, finished: false };
        match from {
            Brought::Folder(files) => copy_files(files, &taking.bag, progress)?,
            Brought::Tar(path) => copy_file(path, &taking.bag, progress)?,
        }
        Ok(taking)
    }

    /// Notes that a holding was looked at.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn note(&self, number: u64, checked: &Checked) -> Result<(), StoreError> {
        let path = self.folder(number).join(CHECKS);
        let line = line_of(checked, &path)?;
        if path.symlink_metadata().is_ok_and(|found| !found.is_file()) {
            return Err(StoreError::new(StoreErrorKind::Corrupt, format!("{} is no file", path.display())));
        }
        let written = OpenOptions::new().append(true).create(true).read(true).open(&path).and_then(|mut file| {
            // After a line that was cut off this one would be lost with it.
            let end = file.seek(SeekFrom::End(0))?;
            let mut last = [b'\n'];
            if end > 0 {
                file.seek(SeekFrom::Start(end - 1))?;
                file.read_exact(&mut last)?;
            }
            if last != [b'\n'] {
                file.write_all(b"\n")?;
            }
            file.write_all(&line)?;
            file.sync_all()
        });
        written.map_err(|error| failed("write", &path, error))
    }

    /// The holdings that a check of everything has still to look at, where one is under way.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn under_way(&self) -> Result<Option<Vec<u64>>, StoreError> {
        let bytes = read(&self.root.join(CHECK), CHECKS_BYTES_MAX)?;
        Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).lines().filter_map(|line| line.parse().ok()).collect()))
    }

    /// Takes note of what a check of everything has still to look at; nothing once it is done.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn set_under_way(&self, left: &[u64]) -> Result<(), StoreError> {
        let path = self.root.join(CHECK);
        if left.is_empty() {
            return match fs::remove_file(&path) {
                Err(error) if error.kind() != ErrorKind::NotFound => Err(failed("remove", &path, error)),
                _ => Ok(()),
            };
        }
        let new = self.root.join("check.new");
        drop(fs::remove_file(&new));
        let text: String = left.iter().map(|number| format!("{number}\n")).collect();
        write(&new, text.as_bytes())?;
        fs::rename(&new, &path).map_err(|error| failed("write", &path, error))
    }
}

/// A bag as somebody brought it.
#[derive(Clone, Copy)]
pub enum Brought<'a> {
    /// A folder: its files, one by one.
    Folder(&'a dyn ReadBag),
    /// A tar file, which is kept as it came.
    Tar(&'a Path),
}

/// A copy of a bag that is being taken in. It has no name among the holdings until it is [finished](Self::finish); where it
/// is dropped, nothing is left of it.
pub struct Taking {
    target: PathBuf,
    partial: PathBuf,
    bag: PathBuf,
    finished: bool,
}

impl Taking {
    /// Where the copy lies: a folder or a tar file.
    pub fn bag(&self) -> &Path {
        &self.bag
    }

    /// Puts its receipt and pages beside it, notes the look it was taken in with, and gives it its name, durably.
    ///
    /// # Errors
    /// Something cannot be written; nothing is taken in then.
    pub fn finish(mut self, beside: &[(&str, &[u8])], checked: &Checked) -> Result<PathBuf, StoreError> {
        for (name, bytes) in beside {
            write(&self.partial.join(name), bytes)?;
        }
        let path = self.partial.join(CHECKS);
        write(&path, &line_of(checked, &path)?)?;
        sync(&self.partial)?;
        publish(&self.partial, &self.target)?;
        self.finished = true;
        Ok(self.target.clone())
    }
}

impl Drop for Taking {
    fn drop(&mut self) {
        if !self.finished {
            // What cannot be removed keeps the name of something unfinished.
            drop(fs::remove_dir_all(&self.partial));
        }
    }
}

fn copy_files(files: &dyn ReadBag, to: &Path, progress: &dyn Fn(u64)) -> Result<(), StoreError> {
    let mut bag = Box::new(NewBagFolder::begin(to, true)?);
    let mut done = 0;
    for file in files.files()? {
        let gone = || StoreError::new(StoreErrorKind::NotFound, format!("open {}", file.path));
        let from = files.open(&file.path, 0)?.ok_or_else(gone)?;
        bag.put(&file.path, &mut Told { from, done: &mut done, progress })?;
    }
    bag.finish()
}

fn copy_file(from: &Path, to: &Path, progress: &dyn Fn(u64)) -> Result<(), StoreError> {
    let opened = File::open(from).map_err(|error| failed("open", from, error))?;
    let mut file = new_file(to, true).map_err(|error| failed("write", to, error))?;
    copy(&mut Told { from: opened, done: &mut 0, progress }, &mut file, to)?;
    file.sync_all().map_err(|error| failed("write", to, error))
}

/// A stream that tells how far it has been read.
struct Told<'a, R> {
    from: R,
    done: &'a mut u64,
    progress: &'a dyn Fn(u64),
}

impl<R: Read> Read for Told<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.from.read(into)?;
        *self.done += count as u64;
        (self.progress)(*self.done);
        Ok(count)
    }
}

fn line_of(checked: &Checked, path: &Path) -> Result<Vec<u8>, StoreError> {
    let mut line = serde_json::to_vec(checked)
        .map_err(|error| StoreError::caused(StoreErrorKind::Unavailable, path.display().to_string(), error))?;
    line.push(b'\n');
    Ok(line)
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let written = OpenOptions::new().write(true).create_new(true).open(path).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.map_err(|error| failed("write", path, error))
}

fn read(path: &Path, most: usize) -> Result<Option<Vec<u8>>, StoreError> {
    // A pipe would wait for ever.
    match path.symlink_metadata() {
        Ok(found) if found.is_file() => {}
        Ok(_) => return Err(StoreError::new(StoreErrorKind::Corrupt, format!("{} is no file", path.display()))),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed("look at", path, error)),
    }
    let file = File::open(path).map_err(|error| failed("open", path, error))?;
    let mut bytes = Vec::new();
    file.take(most as u64).read_to_end(&mut bytes).map_err(|error| failed("read", path, error))?;
    Ok(Some(bytes))
}

fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// A holding's folder.
fn file_name(number: u64) -> String {
    format!("{number:06}")
}

/// The receipt of a holding.
pub const RECEIPT: &str = "receipt.json";

/// The register that was signed, as a page.
pub const REGISTER_PAGE: &str = "register.html";

/// The four-property test of the intake.
pub const FOUR_PROPERTIES: [&str; 2] = ["four-properties.json", "four-properties.html"];

const PAGES: [&str; 3] = [REGISTER_PAGE, FOUR_PROPERTIES[0], FOUR_PROPERTIES[1]];

const ARCHIVE_V1: &str = "liuhen/archive/v1";
const MARKER: &str = "liuhen-archive.toml";
const HOLDINGS: &str = "holdings";
const BAG: &str = "bag";
const BAG_TAR: &str = "bag.tar";
const CHECKS: &str = "checks.jsonl";
const CHECK: &str = "check";

/// A daily check for a hundred years.
const CHECKS_BYTES_MAX: usize = 64 << 20;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::BagFolder;

    fn bag(at: &Path) -> BagFolder {
        let mut new = Box::new(NewBagFolder::begin(at, false).unwrap());
        new.put("bagit.txt", &mut &b"x"[..]).unwrap();
        new.put("data/a", &mut &b"y"[..]).unwrap();
        new.finish().unwrap();
        BagFolder::open(at).unwrap()
    }

    #[test]
    fn holdings_are_numbered_kept_and_noted() {
        let dir = tempfile::tempdir().unwrap();
        let at = dir.path().join("archive");
        let archive = ArchiveFolder::create(&at, "云溪县档案馆").unwrap();
        assert!(ArchiveFolder::create(&at, "x").is_err());
        let bag = bag(&dir.path().join("bag"));
        assert_eq!(archive.next().unwrap(), 1);
        let taken = std::cell::Cell::new(0);
        let begin = |number, from| archive.begin(number, from, &|done| taken.set(done));
        let (files, tar) = (Brought::Folder(&bag), dir.path().join("a.tar"));
        let checked = Checked { at: "2026-05-01".into(), verdict: "sound".into(), sound: true, codes: Vec::new() };
        begin(1, files).unwrap().finish(&[(RECEIPT, b"not one")], &checked).unwrap();
        assert_eq!(taken.get(), 2, "bytes");
        fs::write(&tar, "any bytes").unwrap();
        begin(2, Brought::Tar(&tar)).unwrap().finish(&[], &checked).unwrap();
        assert_eq!(fs::read(at.join("holdings/000002/bag.tar")).unwrap(), b"any bytes");
        assert!(begin(2, files).is_err(), "the number is taken");
        let under_way = begin(3, files).unwrap();
        assert!(under_way.bag().join("data/a").exists());
        assert_eq!(begin(3, files).map(drop).unwrap_err().kind, StoreErrorKind::InUse);
        drop(under_way);
        // A name that is no number as the archive writes it is no holding, and jumps over nothing.
        for name in ["0", "3", "+4", "20261201x", "18446744073709551616"] {
            fs::create_dir(at.join(HOLDINGS).join(name)).unwrap();
        }
        assert_eq!(archive.strangers().unwrap(), ["+4", "0", "18446744073709551616", "20261201x", "3"]);
        assert_eq!(archive.next().unwrap(), 3);
        for name in archive.strangers().unwrap() {
            fs::remove_dir(at.join(HOLDINGS).join(name)).unwrap();
        }
        fs::write(at.join("holdings/000002/checks.jsonl"), "{\"at\":\"cut").unwrap();
        archive.note(2, &checked).unwrap();
        let archive = ArchiveFolder::open(&at).unwrap();
        assert_eq!(archive.name(), "云溪县档案馆");
        let holdings = archive.holdings().unwrap();
        assert_eq!(holdings.iter().map(|one| one.number).collect::<Vec<_>>(), [1, 2]);
        assert!(holdings[0].receipt.is_none() && holdings[0].bag.join("data/a").exists());
        assert!(holdings[1].bag.ends_with("bag.tar"));
        assert_eq!(holdings[1].checks, [checked]);
        assert_eq!(fs::read_dir(at.join(HOLDINGS)).unwrap().count(), 2, "nothing unfinished is left");
        // What has no place in a holding, and a receipt that is no file, keep nobody from the rest.
        let first = &holdings[0];
        assert!(first.strangers().is_empty());
        fs::write(first.folder.join("bag.tar"), "x").unwrap();
        fs::write(first.folder.join("note.txt"), "x").unwrap();
        fs::remove_file(first.folder.join(RECEIPT)).unwrap();
        fs::create_dir(first.folder.join(RECEIPT)).unwrap();
        let holdings = archive.holdings().unwrap();
        assert!(holdings[0].receipt.is_none());
        assert_eq!(holdings[0].strangers(), ["bag", "note.txt", RECEIPT]);
    }

    #[test]
    fn a_check_that_was_cut_off_is_known() {
        let dir = tempfile::tempdir().unwrap();
        let archive = ArchiveFolder::create(&dir.path().join("a"), "x").unwrap();
        assert_eq!(archive.under_way().unwrap(), None);
        archive.set_under_way(&[1, 2]).unwrap();
        archive.set_under_way(&[2]).unwrap();
        assert_eq!(archive.under_way().unwrap(), Some(vec![2]));
        archive.set_under_way(&[]).unwrap();
        assert_eq!(archive.under_way().unwrap(), None);
    }
}
