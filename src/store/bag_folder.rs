//! A bag as a folder.

#![expect(clippy::disallowed_methods, reason = "this is where a bag's folder is touched")]

use std::collections::BTreeMap;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use crate::crypto::BLOCK_BYTES;
use crate::port::{BagFile, ReadBag, StoreError, StoreErrorKind, WriteBag};

/// A folder that is read as a bag. What lies in it is listed once, when it is opened; links are never followed.
pub struct BagFolder {
    root: PathBuf,
    files: Vec<BagFile>,
    plain: BTreeMap<String, u64>,
}

impl BagFolder {
    /// Opens a folder.
    ///
    /// # Errors
    /// It is none, or cannot be listed.
    pub fn open(root: &Path) -> Result<Self, StoreError> {
        let mut files = Vec::new();
        list(root, "", 0, &mut files)?;
        files.sort();
        let plain = files.iter().filter(|file| file.plain).map(|file| (file.path.clone(), file.size)).collect();
        Ok(Self { root: root.to_path_buf(), files, plain })
    }
}

impl ReadBag for BagFolder {
    fn files(&self) -> Result<Vec<BagFile>, StoreError> {
        Ok(self.files.clone())
    }

    fn open(&self, path: &str, offset: u64) -> Result<Option<Box<dyn Read + Send + '_>>, StoreError> {
        // Only what was listed as a plain file: nothing leads out of the folder.
        if !self.plain.contains_key(path) {
            return Ok(None);
        }
        let full = self.root.join(path);
        let opened = File::open(&full).and_then(|mut file| {
            file.seek(SeekFrom::Start(offset))?;
            Ok(file)
        });
        match opened {
            Ok(file) => Ok(Some(Box::new(file))),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(failed("open", &full, error)),
        }
    }

    fn oddities(&self) -> Result<Vec<String>, StoreError> {
        Ok(Vec::new())
    }
}

fn list(folder: &Path, prefix: &str, depth: usize, files: &mut Vec<BagFile>) -> Result<(), StoreError> {
    let entries = fs::read_dir(folder).map_err(|error| failed("list", folder, error))?;
    let before = files.len();
    for entry in entries {
        let entry = entry.map_err(|error| failed("list", folder, error))?;
        let kind = entry.file_type().map_err(|error| failed("look at", &entry.path(), error))?;
        let name = entry.file_name();
        let odd = name.to_str().is_none();
        let path = format!("{prefix}{}", name.to_string_lossy());
        if kind.is_dir() && !odd && depth < DEPTH_MAX {
            list(&entry.path(), &format!("{path}/"), depth + 1, files)?;
        } else if kind.is_file() && !odd {
            let size = entry.metadata().map_err(|error| failed("look at", &entry.path(), error))?.len();
            files.push(BagFile { path, size, plain: true });
        } else {
            files.push(BagFile { path, size: 0, plain: false });
        }
        if files.len() > crate::bundle::bag::FILES_MAX {
            return Err(StoreError::new(StoreErrorKind::Corrupt, format!("{}: too many files", folder.display())));
        }
    }
    if files.len() == before && !prefix.is_empty() {
        // Manifests cannot tell of an empty folder; a bundle has none.
        files.push(BagFile { path: prefix.to_owned(), size: 0, plain: false });
    }
    Ok(())
}

/// A bag that is being written as a folder: under another name until it is whole.
pub struct NewBagFolder {
    target: PathBuf,
    partial: PathBuf,
    private: bool,
    finished: bool,
}

impl NewBagFolder {
    /// Begins a bag at `target`, where nothing may be yet. A `private` one can be entered by nobody else.
    ///
    /// # Errors
    /// `InUse` where another export is writing it, or was cut off; otherwise it is there already, or cannot be made.
    pub fn begin(target: &Path, private: bool) -> Result<Self, StoreError> {
        let partial = begin(target)?;
        let mut builder = DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, if private { 0o700 } else { 0o755 });
        builder.create(&partial).map_err(|error| begun(&partial, error))?;
        Ok(Self { target: target.to_path_buf(), partial, private, finished: false })
    }
}

impl WriteBag for NewBagFolder {
    fn put(&mut self, path: &str, from: &mut dyn Read) -> Result<(), StoreError> {
        stays_inside(path)?;
        let full = self.partial.join(path);
        if let Some(folder) = full.parent() {
            fs::create_dir_all(folder).map_err(|error| failed("make", folder, error))?;
        }
        let mut file = new_file(&full, self.private).map_err(|error| failed("write", &full, error))?;
        copy(from, &mut file, &full)?;
        file.sync_all().map_err(|error| failed("write", &full, error))
    }

    fn finish(mut self: Box<Self>) -> Result<(), StoreError> {
        sync_folders(&self.partial)?;
        publish(&self.partial, &self.target)?;
        self.finished = true;
        Ok(())
    }
}

impl Drop for NewBagFolder {
    fn drop(&mut self) {
        if !self.finished {
            // What cannot be removed keeps the name of something unfinished.
            drop(fs::remove_dir_all(&self.partial));
        }
    }
}

/// No file is written outside the bag, whatever a bag that is copied calls it.
pub(super) fn stays_inside(path: &str) -> Result<(), StoreError> {
    if path.split('/').any(|part| matches!(part, "" | "." | "..")) || path.contains(['\\', ':']) {
        return Err(StoreError::new(StoreErrorKind::Corrupt, format!("the path {path}")));
    }
    Ok(())
}

fn sync_folders(folder: &Path) -> Result<(), StoreError> {
    for entry in fs::read_dir(folder).map_err(|error| failed("list", folder, error))? {
        let entry = entry.map_err(|error| failed("list", folder, error))?;
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            sync_folders(&entry.path())?;
        }
    }
    sync(folder)
}

/// Where a bag for `target` is written until it is whole.
pub(super) fn begin(target: &Path) -> Result<PathBuf, StoreError> {
    let there = target.symlink_metadata().is_ok();
    let name = target.file_name().ok_or_else(|| StoreError::new(StoreErrorKind::NotFound, "a bag without a name"))?;
    if there {
        let error = io::Error::from(ErrorKind::AlreadyExists);
        return Err(failed("write", target, error));
    }
    let mut name = name.to_os_string();
    name.push(PARTIAL);
    Ok(target.with_file_name(name))
}

/// The error of beginning a bag whose unfinished one is there already.
pub(super) fn begun(partial: &Path, error: io::Error) -> StoreError {
    let kind = match error.kind() {
        ErrorKind::AlreadyExists => StoreErrorKind::InUse,
        _ => StoreErrorKind::Unavailable,
    };
    StoreError::caused(kind, format!("write {}", partial.display()), error)
}

/// Gives a whole bag its name, durably.
pub(super) fn publish(partial: &Path, target: &Path) -> Result<(), StoreError> {
    if target.symlink_metadata().is_ok() {
        return Err(failed("write", target, io::Error::from(ErrorKind::AlreadyExists)));
    }
    fs::rename(partial, target).map_err(|error| failed("write", target, error))?;
    match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => sync(folder),
        _ => sync(Path::new(".")),
    }
}

pub(super) fn new_file(path: &Path, private: bool) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).read(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, if private { 0o600 } else { 0o644 });
    options.open(path)
}

pub(super) fn copy(from: &mut dyn Read, to: &mut File, path: &Path) -> Result<u64, StoreError> {
    let mut block = vec![0; BLOCK_BYTES];
    let mut size = 0;
    loop {
        match from.read(&mut block) {
            Ok(0) => return Ok(size),
            Ok(count) => {
                to.write_all(&block[..count]).map_err(|error| failed("write", path, error))?;
                size += count as u64;
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(failed("read for", path, error)),
        }
    }
}

pub(super) fn sync(folder: &Path) -> Result<(), StoreError> {
    File::open(folder).and_then(|file| file.sync_all()).map_err(|error| failed("sync", folder, error))
}

pub(super) fn failed(what: &str, path: &Path, error: io::Error) -> StoreError {
    let kind = match error.kind() {
        ErrorKind::NotFound => StoreErrorKind::NotFound,
        _ => StoreErrorKind::Unavailable,
    };
    StoreError::caused(kind, format!("{what} {}", path.display()), error)
}

/// What an unfinished bag's name ends in.
pub const PARTIAL: &str = ".partial";

/// A bundle is three folders deep.
const DEPTH_MAX: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    fn bag(at: &Path) -> NewBagFolder {
        let mut bag = NewBagFolder::begin(at, true).unwrap();
        bag.put("bagit.txt", &mut &b"x"[..]).unwrap();
        bag.put("data/a/b", &mut &b"yz"[..]).unwrap();
        bag
    }

    #[test]
    fn a_bag_is_there_when_it_is_finished_and_not_before() {
        let dir = tempfile::tempdir().unwrap();
        let at = dir.path().join("bag");
        let mut unfinished = bag(&at);
        for path in ["../x", "/x", "a//b", "./x", "C:\\x"] {
            assert!(unfinished.put(path, &mut &b"x"[..]).is_err(), "{path}");
        }
        assert!(!at.exists());
        assert!(NewBagFolder::begin(&at, true).is_err_and(|error| error.kind == StoreErrorKind::InUse));
        drop(unfinished);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
        Box::new(bag(&at)).finish().unwrap();
        let read = BagFolder::open(&at).unwrap();
        let file = |path: &str, size| BagFile { path: path.into(), size, plain: true };
        assert_eq!(read.files().unwrap(), [file("bagit.txt", 1), file("data/a/b", 2)]);
        let mut text = String::new();
        read.open("data/a/b", 1).unwrap().unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "z");
        assert!(NewBagFolder::begin(&at, true).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn links_and_empty_folders_are_listed_and_never_followed() {
        let dir = tempfile::tempdir().unwrap();
        let at = dir.path().join("bag");
        Box::new(bag(&at)).finish().unwrap();
        std::os::unix::fs::symlink("a", at.join("data/link")).unwrap();
        fs::create_dir(at.join("data/empty")).unwrap();
        let read = BagFolder::open(&at).unwrap();
        let odd: Vec<String> = read.files.iter().filter(|file| !file.plain).map(|file| file.path.clone()).collect();
        assert_eq!(odd, ["data/empty/", "data/link"]);
        assert!(read.open("data/link/b", 0).unwrap().is_none());
        assert!(read.open("../bag/bagit.txt", 0).unwrap().is_none());
    }
}
