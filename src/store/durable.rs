//! The one place of the store that touches the disk. Everything above it says *what* is to be durable; here stands *how*.
//!
//! Every call to the system goes through [`Disk::call`], which does three things: it names the path in the error, it
//! lets a test make any single call fail before or after it took effect, and after a failure it refuses every further
//! call. The last is because nobody knows what a disk holds after a failed `fsync`: the kernel may have dropped the
//! pages and will report the next `fsync` as done. Only opening anew, which reads what is really there, tells.
//!
//! In scope: reading, replacing, overwriting, appending, syncing, permissions. Out of scope: what the bytes mean.

#![expect(clippy::disallowed_methods, reason = "this is where the store touches files")]

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

#[cfg(test)]
use super::faults::Faults;
use crate::port::{StoreError, StoreErrorKind};

/// The disk as one open store sees it. Copies share the refusal after a failure.
#[derive(Debug, Clone)]
pub(super) struct Disk {
    access: Access,
    failed: Arc<AtomicBool>,
    #[cfg(test)]
    faults: Arc<Faults>,
}

/// What a store may do to the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// Everything; any failure ends it.
    Write,
    /// Reading. Writing is refused before it reaches the system, so that opening evidence to look at it cannot change
    /// it. A failed read is answered and the next one tried: one bad sector must not hide the rest from an inspector.
    Read,
}

/// Who may read a file besides its owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Privacy {
    /// Anyone who can enter the folder: headers, tiles, checkpoints are made to be shown.
    Shared,
    /// Nobody: documents and the openings of sealed ones.
    Private,
}

impl Disk {
    /// The disk, for a store just being opened.
    pub(super) fn new(access: Access) -> Self {
        Self {
            access,
            failed: Arc::default(),
            #[cfg(test)]
            faults: Arc::default(),
        }
    }

    /// The disk with failures planned.
    #[cfg(test)]
    pub(super) fn with_faults(access: Access, faults: Arc<Faults>) -> Self {
        Self { access, failed: Arc::default(), faults }
    }

    /// The same disk for what can be made again: its failures do not end the store.
    pub(super) fn forgiving(&self) -> Self {
        Self { failed: Arc::default(), ..self.clone() }
    }

    /// Whether writing is allowed.
    pub(super) fn may_write(&self) -> bool {
        self.access == Access::Write
    }

    /// Refuses once a call has failed.
    ///
    /// # Errors
    /// `Unavailable`.
    pub(super) fn check(&self) -> Result<(), StoreError> {
        if self.failed.load(Ordering::SeqCst) {
            return Err(StoreError::new(StoreErrorKind::Unavailable, "an earlier call failed; open the store anew"));
        }
        Ok(())
    }

    /// Refuses where writing is not allowed, or a call has failed.
    ///
    /// # Errors
    /// `Unavailable`.
    pub(super) fn check_writable(&self) -> Result<(), StoreError> {
        if !self.may_write() {
            return Err(StoreError::new(StoreErrorKind::Unavailable, "write to a store opened for reading"));
        }
        self.check()
    }

    /// One call to the system.
    fn call<T>(&self, what: &'static str, path: &Path, apply: impl FnOnce() -> io::Result<T>) -> Result<T, StoreError> {
        self.check()?;
        #[cfg(test)]
        let outcome = self.faults.around(what, path, apply);
        #[cfg(not(test))]
        let outcome = apply();
        outcome.map_err(|error| {
            if self.access == Access::Write {
                self.failed.store(true, Ordering::SeqCst);
            }
            StoreError::caused(StoreErrorKind::Unavailable, format!("{what} {}", path.display()), error)
        })
    }

    /// One call to the system that changes something.
    fn change<T>(
        &self,
        what: &'static str,
        path: &Path,
        apply: impl FnOnce() -> io::Result<T>,
    ) -> Result<T, StoreError> {
        self.check_writable()?;
        self.call(what, path, apply)
    }

    /// Opens a file for reading; `None` where there is none.
    pub(super) fn open(&self, path: &Path) -> Result<Option<File>, StoreError> {
        self.call("open", path, || absent_is_none(File::open(path)))
    }

    /// A file's length; `None` where there is none.
    pub(super) fn length(&self, path: &Path) -> Result<Option<u64>, StoreError> {
        self.call("look at", path, || absent_is_none(fs::metadata(path).map(|found| found.len())))
    }

    /// Whether a path is a folder.
    pub(super) fn is_folder(&self, path: &Path) -> Result<bool, StoreError> {
        self.call("look at", path, || Ok(absent_is_none(fs::metadata(path))?.is_some_and(|found| found.is_dir())))
    }

    /// The whole of a small file; `None` where there is none. A file over `most` bytes is not what it must be.
    pub(super) fn read(&self, path: &Path, most: u64) -> Result<Option<Vec<u8>>, StoreError> {
        let Some(file) = self.open(path)? else { return Ok(None) };
        let bytes = self.call("read", path, || {
            let mut bytes = Vec::new();
            file.take(most + 1).read_to_end(&mut bytes)?;
            Ok(bytes)
        })?;
        if bytes.len() as u64 > most {
            let what = format!("{}, which is over {most} bytes,", path.display());
            return Err(StoreError::new(StoreErrorKind::Corrupt, what));
        }
        Ok(Some(bytes))
    }

    /// Up to `count` bytes of an open file from `offset` on, added to `into`; fewer at its end.
    pub(super) fn read_at(
        &self,
        mut file: &File,
        path: &Path,
        offset: u64,
        count: usize,
        into: &mut Vec<u8>,
    ) -> Result<usize, StoreError> {
        self.call("read", path, || {
            file.seek(SeekFrom::Start(offset))?;
            into.reserve(count);
            file.take(count as u64).read_to_end(into)
        })
    }

    /// The names in a folder, sorted; none where there is no such folder. `true` marks folders.
    pub(super) fn list(&self, path: &Path) -> Result<Vec<(String, bool)>, StoreError> {
        let names = self.call("list", path, || {
            let Some(entries) = absent_is_none(fs::read_dir(path))? else { return Ok(Vec::new()) };
            let mut names = Vec::new();
            for entry in entries {
                let entry = entry?;
                // A symbolic link is no folder here: following one could lead out of the ledger, or in a circle.
                names.push((entry.file_name().to_string_lossy().into_owned(), entry.file_type()?.is_dir()));
            }
            names.sort();
            Ok(names)
        })?;
        Ok(names)
    }

    /// Creates a folder and those above it, durably; does nothing where it is there.
    pub(super) fn create_folder(&self, path: &Path) -> Result<(), StoreError> {
        if path.as_os_str().is_empty() || self.is_folder(path)? {
            return Ok(());
        }
        if let Some(above) = path.parent() {
            self.create_folder(above)?;
        }
        self.change("create", path, || match fs::create_dir(path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
            other => other,
        })?;
        path.parent().map_or(Ok(()), |above| self.sync_folder(above))
    }

    /// Makes the names in a folder durable.
    pub(super) fn sync_folder(&self, path: &Path) -> Result<(), StoreError> {
        let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        // Elsewhere a folder cannot be opened; NTFS journals its names by itself.
        self.change("sync", path, || if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) })
    }

    /// Opens the file that writers lock, creating it where it is not there.
    pub(super) fn open_lock(&self, path: &Path) -> Result<File, StoreError> {
        self.change("open", path, || {
            options(Privacy::Shared).read(true).write(true).create(true).truncate(false).open(path)
        })
    }

    /// Creates an empty file to append to; its name is durable.
    pub(super) fn create_to_append(&self, path: &Path) -> Result<File, StoreError> {
        let file = self.change("create", path, || options(Privacy::Shared).append(true).create_new(true).open(path))?;
        path.parent().map_or(Ok(()), |folder| self.sync_folder(folder))?;
        Ok(file)
    }

    /// Opens a file that is there, to append to it.
    pub(super) fn open_to_append(&self, path: &Path) -> Result<File, StoreError> {
        self.change("open", path, || OpenOptions::new().append(true).open(path))
    }

    /// Appends in one write and makes it durable.
    pub(super) fn append(&self, mut file: &File, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
        self.change("write", path, || file.write_all(bytes))?;
        self.change("sync", path, || file.sync_data())
    }

    /// Cuts a file off at `length`, durably.
    pub(super) fn cut(&self, path: &Path, length: u64) -> Result<(), StoreError> {
        let file = self.change("open", path, || OpenOptions::new().write(true).open(path))?;
        self.change("cut", path, || file.set_len(length))?;
        self.change("sync", path, || file.sync_all())
    }

    /// Puts a file in the place of another, durably and as one: a crash leaves the old or the new, never a part.
    pub(super) fn replace(&self, path: &Path, bytes: &[u8], privacy: Privacy) -> Result<(), StoreError> {
        self.replace_all(&[(path.to_owned(), bytes)], privacy)
    }

    /// The same for several files, each as one. They wait for the disk together: asked for several syncs at once, it does
    /// them in hardly more time than one.
    pub(super) fn replace_all(&self, files: &[(PathBuf, &[u8])], privacy: Privacy) -> Result<(), StoreError> {
        for some in files.chunks(WAITING_MAX) {
            let mut written = Vec::with_capacity(some.len());
            for (path, bytes) in some {
                let mut file = self.create(&beside(path), privacy)?;
                file.write(bytes)?;
                written.push(file);
            }
            together(&written, Growing::sync)?;
        }
        let mut folders: Vec<&Path> = files.iter().filter_map(|(path, _)| path.parent()).collect();
        files.iter().try_for_each(|(path, _)| self.rename(&beside(path), path))?;
        folders.sort_unstable();
        folders.dedup();
        together(&folders, |folder| self.sync_folder(folder))
    }

    /// Creates or empties a file to be written part by part.
    pub(super) fn create(&self, path: &Path, privacy: Privacy) -> Result<Growing, StoreError> {
        let file =
            self.change("create", path, || options(privacy).write(true).create(true).truncate(true).open(path))?;
        Ok(Growing { disk: self.clone(), file, path: path.to_owned() })
    }

    /// Renames a file; the name is durable once its folder is synced.
    pub(super) fn rename(&self, from: &Path, to: &Path) -> Result<(), StoreError> {
        self.change("rename", to, || fs::rename(from, to))
    }

    /// Overwrites a file with as many bytes as it has, at most [`SECTOR_BYTES`], in one write and without sync. A disk
    /// writes a sector as one, so that a power cut leaves the old bytes or the new ones.
    ///
    /// Answers whether it was done: a file of another length must be replaced instead.
    pub(super) fn overwrite(&self, path: &Path, bytes: &[u8]) -> Result<bool, StoreError> {
        if bytes.len() > SECTOR_BYTES || self.length(path)? != Some(bytes.len() as u64) {
            return Ok(false);
        }
        let mut file = self.change("open", path, || OpenOptions::new().write(true).open(path))?;
        self.change("write", path, || file.write_all(bytes))?;
        Ok(true)
    }

    /// The same, durably. The length stays, so that only the bytes need to be synced.
    pub(super) fn overwrite_durably(&self, path: &Path, bytes: &[u8]) -> Result<bool, StoreError> {
        Ok(self.overwrite(path, bytes)? && self.sync_bytes(path).map(|()| true)?)
    }

    /// Removes a file; nothing where there is none.
    pub(super) fn remove(&self, path: &Path) -> Result<(), StoreError> {
        self.change("remove", path, || absent_is_none(fs::remove_file(path)).map(|_| ()))
    }

    /// Overwrites a file where it lies and removes it, durably; answers whether there was one. What a file system keeps
    /// besides (copies on write, a journal of data, snapshots, spare sectors of a flash disk) is out of reach from here.
    pub(super) fn destroy(&self, path: &Path) -> Result<bool, StoreError> {
        let found = self.call("look at", path, || absent_is_none(fs::symlink_metadata(path)))?;
        let Some(found) = found else { return Ok(false) };
        // Through a link something else would be overwritten.
        if found.is_file() {
            let mut file = self.change("open", path, || OpenOptions::new().write(true).open(path))?;
            let zeros = vec![0; OVERWRITTEN_BYTES];
            let mut left = found.len();
            while left > 0 {
                let part = usize::try_from(left).unwrap_or(OVERWRITTEN_BYTES).min(OVERWRITTEN_BYTES);
                self.change("write", path, || file.write_all(&zeros[..part]))?;
                left -= part as u64;
            }
            // Before the name goes: what was never synced was never overwritten.
            self.change("sync", path, || file.sync_all())?;
        }
        self.remove(path)?;
        path.parent().map_or(Ok(()), |folder| self.sync_folder(folder))?;
        Ok(true)
    }

    /// Removes an empty folder; nothing where there is none.
    pub(super) fn remove_folder(&self, path: &Path) -> Result<(), StoreError> {
        self.change("remove", path, || absent_is_none(fs::remove_dir(path)).map(|_| ()))
    }

    /// Removes a folder with all that is in it; nothing where there is none.
    pub(super) fn remove_tree(&self, path: &Path) -> Result<(), StoreError> {
        self.change("remove", path, || absent_is_none(fs::remove_dir_all(path)).map(|_| ()))
    }

    fn sync_bytes(&self, path: &Path) -> Result<(), StoreError> {
        self.change("sync", path, || OpenOptions::new().write(true).open(path)?.sync_data())
    }

    /// Makes the contents of a file that others wrote durable.
    pub(super) fn sync_file(&self, path: &Path) -> Result<(), StoreError> {
        self.change("sync", path, || OpenOptions::new().write(true).open(path)?.sync_all())
    }
}

/// A file being written part by part.
#[derive(Debug)]
pub(super) struct Growing {
    disk: Disk,
    file: File,
    path: PathBuf,
}

impl Growing {
    /// Writes the next part.
    pub(super) fn write(&mut self, part: &[u8]) -> Result<(), StoreError> {
        self.disk.change("write", &self.path, || self.file.write_all(part))
    }

    /// Makes the contents durable.
    pub(super) fn sync(&self) -> Result<(), StoreError> {
        self.disk.change("sync", &self.path, || self.file.sync_all())
    }
}

/// Waits for the disk for each of `items`, for some of them at once.
fn together<T: Sync>(items: &[T], sync: impl Fn(&T) -> Result<(), StoreError> + Sync) -> Result<(), StoreError> {
    if let [only] = items {
        return sync(only);
    }
    let sync = &sync;
    items.chunks(WAITING_MAX).try_for_each(|some| {
        std::thread::scope(|scope| {
            let waiting: Vec<_> = some.iter().map(|one| scope.spawn(move || sync(one))).collect();
            waiting.into_iter().try_for_each(|one| one.join().unwrap_or_else(|panic| resume_unwind(panic)))
        })
    })
}

/// So many threads wait for the disk at once.
const WAITING_MAX: usize = 16;

/// A disk writes so many bytes as one; larger sectors do so all the more.
pub(super) const SECTOR_BYTES: usize = 512;

/// How much is overwritten at once.
const OVERWRITTEN_BYTES: usize = 1 << 20;

/// What the name of a file ends in while it is written to be put in the place of another.
pub(super) const BESIDE: &str = ".new";

fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(BESIDE);
    PathBuf::from(name)
}

fn options(privacy: Privacy) -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(match privacy {
            Privacy::Shared => 0o644,
            Privacy::Private => 0o600,
        });
    }
    #[cfg(not(unix))]
    let _inherited_from_the_folder = privacy;
    options
}

fn absent_is_none<T>(outcome: io::Result<T>) -> io::Result<Option<T>> {
    match outcome {
        Ok(found) => Ok(Some(found)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error),
    }
}
