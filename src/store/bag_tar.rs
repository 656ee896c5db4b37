//! A bag as one tar file, not compressed. Written, it has one spelling: POSIX ustar headers, the files of one folder in the
//! order they were put, no owner, no time. Read, it may have been packed again by any tool; what differs is told.

#![expect(clippy::disallowed_methods, reason = "this is where a bag's tar file is touched")]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufReader, Read, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use tar::{Archive, EntryType, Header};

use super::bag_folder::{begin, begun, copy, failed, new_file, publish, stays_inside};
use crate::port::{BagFile, ReadBag, StoreError, StoreErrorKind, WriteBag};

/// A tar file that is read as a bag.
pub struct BagTar {
    path: PathBuf,
    files: Vec<BagFile>,
    /// Where each plain file's bytes begin, and how many there are.
    plain: BTreeMap<String, (u64, u64)>,
    oddities: Vec<String>,
}

impl BagTar {
    /// Opens a tar file and lists what is in it.
    ///
    /// # Errors
    /// `Corrupt` where it is none, or holds more than one folder.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let file = File::open(path).map_err(|error| failed("open", path, error))?;
        let length = file.metadata().map_err(|error| failed("open", path, error))?.len();
        let mut bag =
            Self { path: path.to_path_buf(), files: Vec::new(), plain: BTreeMap::new(), oddities: Vec::new() };
        bag.list(file, length).map_err(|error| {
            StoreError::caused(StoreErrorKind::Corrupt, format!("read {} as a tar file", path.display()), error)
        })?;
        bag.files.sort();
        Ok(bag)
    }

    fn list(&mut self, file: File, length: u64) -> io::Result<()> {
        let mut again = File::open(&self.path)?;
        names_are_short(&mut again)?;
        let mut archive = Archive::new(BufReader::new(file));
        // Where the next header is, in a file that this program wrote.
        let mut expected = 0;
        let mut top: Option<String> = None;
        for entry in archive.entries_with_seek()? {
            let entry = entry?;
            let name = entry.path_bytes();
            let Ok(name) = std::str::from_utf8(&name) else {
                return Err(io::Error::other("a name in it is not UTF-8"));
            };
            let (folder, path) = name.split_once('/').unwrap_or((name, ""));
            if top.get_or_insert_with(|| folder.to_owned()) != folder {
                return Err(io::Error::other("it holds more than one folder"));
            }
            let kind = entry.header().entry_type();
            let (size, at) = (entry.size(), entry.raw_file_position());
            if kind.is_dir() {
                self.odd(format!("{name}/"));
                expected = at;
                continue;
            }
            let plain = matches!(kind, EntryType::Regular) && !path.is_empty() && size <= length.saturating_sub(at);
            if self.files.len() > crate::bundle::bag::FILES_MAX {
                return Err(io::Error::other("it holds too many files"));
            }
            self.files.push(BagFile { path: path.to_owned(), size, plain });
            if plain {
                // The first of two is read; that there are two is seen in the list.
                self.plain.entry(path.to_owned()).or_insert((at, size));
            }
            let ours = header(name, size).ok().filter(|_| at == expected + 512);
            if ours.is_none_or(|ours| ours.as_bytes() != entry.header().as_bytes()) {
                self.odd(path.to_owned());
            }
            // Tools fill blocks with zeros. Anything else would be carried along where nobody looks.
            if plain && !zeros(&mut again, at + size, padding(size).min(length - at - size))? {
                return Err(io::Error::other(format!("something is hidden behind {path}")));
            }
            expected = at + size + padding(size);
        }
        if !zeros(&mut again, expected, length.saturating_sub(expected))? {
            return Err(io::Error::other("something is hidden behind its end"));
        }
        if length != expected + END_BYTES {
            self.odd("EOF".to_owned());
        }
        Ok(())
    }

    fn odd(&mut self, what: String) {
        if self.oddities.len() < ODDITIES_MAX {
            self.oddities.push(what);
        }
    }
}

/// Refuses what would be read into memory as one name. Where the headers cannot be read on, the listing says so.
fn names_are_short(file: &mut File) -> io::Result<()> {
    let mut archive = Archive::new(BufReader::new(file));
    for entry in archive.entries_with_seek()?.raw(true) {
        let Ok(entry) = entry else { break };
        let kind = entry.header().entry_type();
        let names = kind.is_gnu_longname()
            || kind.is_gnu_longlink()
            || kind.is_pax_local_extensions()
            || kind.is_pax_global_extensions();
        if names && entry.size() > NAME_BYTES_MAX {
            return Err(io::Error::other("a name in it has no end"));
        }
    }
    Ok(())
}

/// Whether `count` bytes from `at` on are there and zero.
fn zeros(file: &mut File, at: u64, count: u64) -> io::Result<bool> {
    file.seek(SeekFrom::Start(at))?;
    let (mut block, mut left) = (vec![0; 8192], count);
    while left > 0 {
        let most = usize::try_from(left).unwrap_or(usize::MAX).min(block.len());
        let read = file.read(&mut block[..most])?;
        if read == 0 || block[..read].iter().any(|&b| b != 0) {
            return Ok(false);
        }
        left -= read as u64;
    }
    Ok(true)
}

const fn padding(size: u64) -> u64 {
    (512 - size % 512) % 512
}

impl ReadBag for BagTar {
    fn files(&self) -> Result<Vec<BagFile>, StoreError> {
        Ok(self.files.clone())
    }

    fn open(&self, path: &str, offset: u64) -> Result<Option<Box<dyn Read + Send + '_>>, StoreError> {
        let Some(&(at, size)) = self.plain.get(path) else { return Ok(None) };
        let fail = |error| failed("open", &self.path, error);
        let mut file = File::open(&self.path).map_err(fail)?;
        let offset = offset.min(size);
        file.seek(SeekFrom::Start(at + offset)).map_err(fail)?;
        Ok(Some(Box::new(file.take(size - offset))))
    }

    fn oddities(&self) -> Result<Vec<String>, StoreError> {
        Ok(self.oddities.clone())
    }
}

/// A bag that is being written as a tar file: under another name until it is whole.
pub struct NewBagTar {
    target: PathBuf,
    partial: PathBuf,
    /// The folder that the files are in.
    folder: String,
    file: File,
    finished: bool,
}

impl NewBagTar {
    /// Begins a tar file at `target`, where nothing may be yet, of files in `folder`. A `private` one is read by nobody else.
    ///
    /// # Errors
    /// `InUse` where another export is writing it, or was cut off; otherwise it is there already, or cannot be made.
    pub fn begin(target: &Path, folder: &str, private: bool) -> Result<Self, StoreError> {
        let partial = begin(target)?;
        let file = new_file(&partial, private).map_err(|error| begun(&partial, error))?;
        Ok(Self { target: target.to_path_buf(), partial, folder: folder.to_owned(), file, finished: false })
    }

    fn write(&mut self, path: &str, from: &mut dyn Read) -> io::Result<()> {
        let at = self.file.stream_position()?;
        self.file.write_all(&[0; 512])?;
        let size = copy(from, &mut self.file, &self.partial).map_err(io::Error::other)?;
        let padding = usize::try_from(padding(size)).unwrap_or_default();
        self.file.write_all(&[0; 512][..padding])?;
        // The size is known now.
        self.file.seek(SeekFrom::Start(at))?;
        self.file.write_all(header(&format!("{}/{path}", self.folder), size)?.as_bytes())?;
        self.file.seek(SeekFrom::End(0))?;
        Ok(())
    }
}

/// The one header that a file of this name and size has.
fn header(name: &str, size: u64) -> io::Result<Header> {
    let mut header = Header::new_ustar();
    header.set_path(name)?;
    header.set_size(size);
    header.set_mode(0o644);
    header.set_entry_type(EntryType::Regular);
    header.set_cksum();
    Ok(header)
}

impl WriteBag for NewBagTar {
    fn put(&mut self, path: &str, from: &mut dyn Read) -> Result<(), StoreError> {
        stays_inside(path)?;
        self.write(path, from).map_err(|error| failed("write", &self.partial, error))
    }

    fn finish(mut self: Box<Self>) -> Result<(), StoreError> {
        let ended = self.file.write_all(&[0; END_BYTES as usize]).and_then(|()| self.file.sync_all());
        ended.map_err(|error| failed("write", &self.partial, error))?;
        publish(&self.partial, &self.target)?;
        self.finished = true;
        Ok(())
    }
}

impl Drop for NewBagTar {
    fn drop(&mut self) {
        if !self.finished {
            // What cannot be removed keeps the name of something unfinished.
            drop(fs::remove_file(&self.partial));
        }
    }
}

/// Two blocks of zeros end a tar file.
const END_BYTES: u64 = 1024;

/// Far more than any path of a bundle, with whatever else pax says of a file.
const NAME_BYTES_MAX: u64 = 64 << 10;

/// Enough to see what a tar file was packed by.
const ODDITIES_MAX: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    fn written(at: &Path) -> Vec<u8> {
        let mut bag = Box::new(NewBagTar::begin(at, "2026-003", true).unwrap());
        bag.put("bagit.txt", &mut &b"x"[..]).unwrap();
        bag.put("data/long", &mut &[b'y'; 1024][..]).unwrap();
        assert!(!at.exists());
        bag.finish().unwrap();
        fs::read(at).unwrap()
    }

    #[test]
    fn the_same_files_give_the_same_tar_file_which_is_read_back() {
        let dir = tempfile::tempdir().unwrap();
        let (a, b) = (dir.path().join("a.tar"), dir.path().join("b.tar"));
        assert_eq!(written(&a), written(&b));
        let read = BagTar::open(&a).unwrap();
        assert_eq!(read.oddities().unwrap(), Vec::<String>::new());
        let file = |path: &str, size| BagFile { path: path.into(), size, plain: true };
        assert_eq!(read.files().unwrap(), [file("bagit.txt", 1), file("data/long", 1024)]);
        let mut bytes = Vec::new();
        read.open("data/long", 1000).unwrap().unwrap().read_to_end(&mut bytes).unwrap();
        assert_eq!(bytes, [b'y'; 24]);
        assert!(read.open("data/none", 0).unwrap().is_none());
    }

    #[test]
    fn no_byte_of_the_wrapping_changes_unseen() {
        let dir = tempfile::tempdir().unwrap();
        let at = dir.path().join("a.tar");
        let bytes = written(&at);
        let content = |place: usize| place == 512 || (1536..2560).contains(&place);
        let sound = BagTar::open(&at).unwrap().files;
        for place in (0..bytes.len()).filter(|place| !content(*place)) {
            let mut changed = bytes.clone();
            changed[place] ^= 1;
            fs::write(&at, &changed).unwrap();
            let seen = match BagTar::open(&at) {
                Err(_) => true,
                Ok(read) => !read.oddities.is_empty() || read.files != sound,
            };
            assert!(seen, "byte {place}");
        }
    }

    #[test]
    fn nothing_is_hidden_where_tools_do_not_look() {
        let dir = tempfile::tempdir().unwrap();
        let at = dir.path().join("a.tar");
        let bytes = written(&at);
        let opens = |bytes: &[u8]| {
            fs::write(&at, bytes).unwrap();
            BagTar::open(&at).map(|bag| bag.oddities.len()).map_err(|error| error.kind)
        };
        assert_eq!(opens(&bytes), Ok(0));
        assert_eq!(opens(&[&bytes[..], &[0; 9216]].concat()), Ok(1), "as tools pad it");
        assert_eq!(opens(&[&bytes[..], b"secret"].concat()), Err(StoreErrorKind::Corrupt));
        assert_eq!(opens(&[&bytes[..], &bytes[..]].concat()), Err(StoreErrorKind::Corrupt), "a second one");
        let mut padded = bytes.clone();
        padded[513 + 20] = b's';
        assert_eq!(opens(&padded), Err(StoreErrorKind::Corrupt));
        // A name of a gigabyte, of which nothing is there.
        let mut header = Header::new_gnu();
        header.set_entry_type(EntryType::GNULongName);
        header.set_size(1 << 30);
        header.set_cksum();
        assert_eq!(opens(&[&header.as_bytes()[..], &bytes[..]].concat()), Err(StoreErrorKind::Corrupt));
    }

    #[test]
    fn links_and_paths_of_another_folder_are_no_files_of_the_bag() {
        let dir = tempfile::tempdir().unwrap();
        let at = dir.path().join("a.tar");
        let pack = |name: &str, kind: EntryType| {
            let mut header = Header::new_gnu();
            header.set_size(0);
            header.set_entry_type(kind);
            // As an attacker would: past the crate's own care.
            let field = &mut header.as_old_mut().name;
            field[..name.len()].copy_from_slice(name.as_bytes());
            if kind == EntryType::Symlink {
                header.set_link_name("/etc/passwd").unwrap();
            }
            header.set_cksum();
            let mut bytes = header.as_bytes().to_vec();
            bytes.extend([0; 1024]);
            fs::write(&at, bytes).unwrap();
            BagTar::open(&at)
        };
        let link = pack("bag/data/x", EntryType::Symlink).unwrap();
        assert!(!link.files[0].plain && link.open("data/x", 0).unwrap().is_none());
        // Listed as it stands there: that it leads out of the bag is for whoever looks at names.
        assert_eq!(pack("bag/../../x", EntryType::Regular).unwrap().files[0].path, "../../x");
        assert!(pack("", EntryType::Regular).is_ok_and(|bag| bag.plain.is_empty()));
    }
}
