//! The log: append-only text files `log/000000.log`, `log/000001.log` …, each a row of frames. They are the ledger; all
//! else is made from them.
//!
//! A segment is rolled at a fixed size, so that a copy, a scan or a damaged disk has to do with pieces of a known size. A
//! frame never straddles two, and neither does a group: it is one write to one file.
//!
//! In scope: appending durably, reading a frame at its position, reading everything in stretches, finding an entry by its
//! sequence number without any index. Out of scope: whether frames chain ([`opening`](super::opening)), whether they are
//! true ([`verify`](crate::verify)).

use std::fs::File;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::durable::{Disk, Privacy};
use crate::chain::{Entry, FRAME_BYTES_MAX, Frame, FrameError, Header};
use crate::model::Seq;
use crate::port::{Broken, Chunk, Locus, StoreError, StoreErrorKind, StoredEntry};

/// Where a frame begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(super) struct Position {
    /// The segment's number.
    pub segment: u32,
    /// The offset in it, in bytes.
    pub offset: u64,
}

impl Position {
    /// The start of the log.
    pub(super) const START: Self = Self { segment: 0, offset: 0 };

    /// The place, for a person.
    pub(super) fn locus(self) -> Locus {
        Locus { file: segment_name(self.segment), offset: self.offset }
    }
}

/// The segments of a ledger, as they were when it was opened and as this store has extended them since.
#[derive(Debug)]
pub(super) struct Segments {
    disk: Disk,
    root: PathBuf,
    roll_at: u64,
    /// The length of each segment, from the first on.
    lengths: Vec<u64>,
    /// Whether segments lie beyond one that is missing.
    gap: bool,
    tail: Option<File>,
}

impl Segments {
    /// Looks what there is in `root/log`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub(super) fn open(disk: &Disk, root: &Path, roll_at: u64) -> Result<Self, StoreError> {
        let names = disk.list(&root.join(LOG_FOLDER))?;
        let mut numbers: Vec<u32> = names.iter().filter_map(|(name, _)| segment_number(name)).collect();
        numbers.sort_unstable();
        let mut lengths = Vec::with_capacity(numbers.len());
        for (expected, &number) in (0..).zip(&numbers) {
            if number != expected {
                break;
            }
            lengths.push(disk.length(&root.join(segment_name(number)))?.unwrap_or(0));
        }
        let gap = lengths.len() < numbers.len();
        Ok(Self { disk: disk.clone(), root: root.to_owned(), roll_at, lengths, gap, tail: None })
    }

    /// The end of the log: where the last segment ends.
    pub(super) fn end(&self) -> Position {
        match self.lengths.last() {
            Some(&offset) => Position { segment: self.lengths.len() as u32 - 1, offset },
            None => Position::START,
        }
    }

    /// How many bytes the log has in all.
    pub(super) fn bytes(&self) -> u64 {
        self.lengths.iter().sum()
    }

    /// How many bytes lie before a position.
    pub(super) fn bytes_before(&self, at: Position) -> u64 {
        self.lengths.iter().take(at.segment as usize).sum::<u64>() + at.offset
    }

    /// Refuses where a segment is missing with others after it.
    ///
    /// # Errors
    /// `Corrupt`, naming the segment.
    pub(super) fn check_gap(&self) -> Result<(), StoreError> {
        if self.gap {
            let what = format!("{}, which is missing with segments after it,", segment_name(self.lengths.len() as u32));
            return Err(StoreError::new(StoreErrorKind::Corrupt, what));
        }
        Ok(())
    }

    /// Where a group of `bytes` bytes will begin.
    pub(super) fn next(&self, bytes: u64) -> Position {
        let end = self.end();
        if end.offset > 0 && end.offset + bytes > self.roll_at {
            Position { segment: end.segment + 1, offset: 0 }
        } else {
            end
        }
    }

    /// Appends the frames of a group in one write and makes them durable. Answers where they begin.
    ///
    /// # Errors
    /// [`StoreError`]; the frames may be there, in part or whole.
    pub(super) fn append(&mut self, frames: &[u8]) -> Result<Position, StoreError> {
        let at = self.next(frames.len() as u64);
        let path = self.root.join(segment_name(at.segment));
        if self.lengths.len() == at.segment as usize {
            self.tail = Some(self.disk.create_to_append(&path)?);
            self.lengths.push(0);
        }
        let file = match self.tail.take() {
            Some(open) => open,
            None => self.disk.open_to_append(&path)?,
        };
        self.disk.append(&file, &path, frames)?;
        self.tail = Some(file);
        if let Some(length) = self.lengths.last_mut() {
            *length += frames.len() as u64;
        }
        Ok(at)
    }

    /// Everything from `from` to the end of its segment, read from the file.
    ///
    /// # Errors
    /// [`StoreError`].
    pub(super) fn read_to_end_of_segment(&self, from: Position) -> Result<Vec<u8>, StoreError> {
        let path = self.root.join(segment_name(from.segment));
        let Some(file) = self.disk.open(&path)? else { return Err(gone(&path)) };
        let length = self.lengths.get(from.segment as usize).copied().unwrap_or(0);
        let mut bytes = Vec::new();
        let count = usize::try_from(length.saturating_sub(from.offset)).unwrap_or(usize::MAX);
        self.disk.read_at(&file, &path, from.offset, count, &mut bytes)?;
        Ok(bytes)
    }

    /// Moves what lies from `from` to the end of the log aside into `log/torn-<n>`, so that nothing is ever destroyed, and
    /// cuts the log there. `from` is in the last segment.
    ///
    /// # Errors
    /// [`StoreError`]; what was to be moved is then where it was, or in both places.
    pub(super) fn move_aside(&mut self, from: Position) -> Result<(), StoreError> {
        let folder = self.root.join(LOG_FOLDER);
        let names = self.disk.list(&folder)?;
        let taken = |number: u32| names.iter().any(|(name, _)| *name == format!("{TORN}{number}"));
        let number = (0..u32::MAX).find(|&number| !taken(number)).unwrap_or(u32::MAX);
        let aside = folder.join(format!("{TORN}{number}"));
        let unfinished = folder.join(format!("{TORN}{number}{}", super::durable::BESIDE));
        let path = self.root.join(segment_name(from.segment));
        let Some(file) = self.disk.open(&path)? else { return Err(gone(&path)) };
        let mut copy = self.disk.create(&unfinished, Privacy::Shared)?;
        let mut offset = from.offset;
        loop {
            let mut part = Vec::new();
            let read = self.disk.read_at(&file, &path, offset, STRETCH_BYTES, &mut part)?;
            if read == 0 {
                break;
            }
            copy.write(&part)?;
            offset += read as u64;
        }
        copy.sync()?;
        self.disk.rename(&unfinished, &aside)?;
        self.disk.sync_folder(&folder)?;
        self.disk.cut(&path, from.offset)?;
        if let Some(length) = self.lengths.get_mut(from.segment as usize) {
            *length = from.offset;
        }
        Ok(())
    }

    /// Everything from `from` on in stretches of about `size` bytes.
    pub(super) fn stretches(&self, from: Position, size: usize) -> Stretches<'_> {
        Stretches { segments: self, at: from, size, file: None, done: false }
    }

    /// Reads frames one by one at known positions.
    pub(super) const fn frames(&self) -> FrameReader<'_> {
        FrameReader { segments: self, file: None, bytes: Vec::new() }
    }

    /// Where the entry with this sequence number begins, found by halving: entries are numbered in order, and a frame's
    /// first line can be found again from anywhere. Costs some twenty small reads in a segment, however many entries there
    /// are; needs no index.
    ///
    /// # Errors
    /// `NotFound` beyond the end, `Corrupt` where the log is not in order.
    pub(super) fn find(&self, seq: Seq) -> Result<Position, StoreError> {
        let mut reader = self.frames();
        let segment = self.segment_of(seq, &mut reader)?;
        let (mut low, mut high) = (0, self.lengths.get(segment as usize).copied().unwrap_or(0));
        while high - low > HALVING_ENDS_BYTES {
            let middle = low + (high - low) / 2;
            match self.first_frame(Position { segment, offset: middle }, high)? {
                Some((at, header)) if header.sequence <= seq => low = at.offset,
                _ => high = middle,
            }
        }
        for stretch in self.stretches(Position { segment, offset: low }, HALVING_ENDS_BYTES as usize) {
            let stretch = stretch?;
            if stretch.at.segment != segment {
                break;
            }
            for (at, bytes) in stretch.positions() {
                let header = read_header(bytes, at)?;
                if header.sequence == seq {
                    return Ok(at);
                }
                if header.sequence > seq {
                    let what = format!("the order of entries at {}", show(at));
                    return Err(StoreError::new(StoreErrorKind::Corrupt, what));
                }
            }
            if let Some(torn) = stretch.broken {
                return Err(torn.error());
            }
        }
        Err(StoreError::new(StoreErrorKind::NotFound, format!("entry {seq}")))
    }

    /// The last segment that begins at or before an entry.
    fn segment_of(&self, seq: Seq, reader: &mut FrameReader<'_>) -> Result<u32, StoreError> {
        let (mut low, mut high) = (0, self.lengths.len() as u32);
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            // A segment created just before a power cut is empty, and the last.
            let begins = self.lengths[middle as usize] > 0
                && reader.header(Position { segment: middle, offset: 0 })?.0.sequence <= seq;
            if begins { low = middle } else { high = middle }
        }
        Ok(low)
    }

    /// The first whole frame that begins at or after `from` and before the offset `before` in the same segment, found by its
    /// first line. For finding one's way in a log, never for judging it.
    fn first_frame(&self, from: Position, before: u64) -> Result<Option<(Position, Header)>, StoreError> {
        let path = self.root.join(segment_name(from.segment));
        let Some(file) = self.disk.open(&path)? else { return Err(gone(&path)) };
        let mut reader = self.frames();
        // A frame begins the segment or follows the two line ends of the one before.
        let (mut at, mark) = (from.offset.saturating_sub(2), b"\n\nliuhen entry v1\n");
        if from.offset == 0 {
            return Ok(reader.header(from).ok().map(|(header, _)| (from, header)));
        }
        while at < before {
            let mut bytes = Vec::new();
            self.disk.read_at(&file, &path, at, SEARCH_BYTES, &mut bytes)?;
            for (place, _) in bytes.windows(mark.len()).enumerate().filter(|(_, window)| window == mark) {
                let found = Position { segment: from.segment, offset: at + place as u64 + 2 };
                if found.offset >= before {
                    return Ok(None);
                }
                if let Ok((header, _)) = reader.header(found) {
                    return Ok(Some((found, header)));
                }
            }
            if bytes.len() < SEARCH_BYTES {
                return Ok(None);
            }
            at += (SEARCH_BYTES - mark.len() + 1) as u64;
        }
        Ok(None)
    }

    /// Whether any whole frame lies after `from` in its segment: then what is broken there is no torn tail.
    pub(super) fn any_frame_after(&self, from: Position) -> Result<bool, StoreError> {
        let Some(&length) = self.lengths.get(from.segment as usize) else { return Ok(false) };
        Ok(self.first_frame(Position { offset: from.offset + 1, ..from }, length)?.is_some())
    }

    /// The last whole frame of the log whose header reads and where it begins, found from the end; `None` where there is
    /// none.
    ///
    /// # Errors
    /// [`StoreError`].
    pub(super) fn last_frame(&self) -> Result<Option<(Position, Header)>, StoreError> {
        for segment in (0..self.lengths.len() as u32).rev() {
            let length = self.lengths[segment as usize];
            let mut window = HALVING_ENDS_BYTES;
            loop {
                let from = Position { segment, offset: length.saturating_sub(window) };
                if let Some((first, header)) = self.first_frame(from, length)? {
                    return self.last_of_row(first, header).map(Some);
                }
                if from.offset == 0 {
                    break;
                }
                window *= 4;
            }
        }
        Ok(None)
    }

    /// The last of the frames that touch, from one on to the end of its segment.
    fn last_of_row(&self, first: Position, header: Header) -> Result<(Position, Header), StoreError> {
        let mut last = (first, header);
        for stretch in self.stretches(first, STRETCH_BYTES) {
            let stretch = stretch?;
            // A frame whose header does not read is none to go by; whoever judges the log will find it.
            let readable = |(at, bytes): (Position, &[u8])| Some((at, read_header(bytes, at).ok()?));
            if let Some(found) = stretch.positions().rev().find_map(readable) {
                last = found;
            }
            let end = stretch.at.offset + stretch.bytes.len() as u64;
            if self.lengths.get(first.segment as usize).is_none_or(|&length| end >= length) {
                break;
            }
        }
        Ok(last)
    }
}

/// Reads frames at known positions, keeping the file open as long as they are in one.
#[derive(Debug)]
pub(super) struct FrameReader<'a> {
    segments: &'a Segments,
    file: Option<(u32, File)>,
    bytes: Vec<u8>,
}

impl FrameReader<'_> {
    /// The header of the whole frame at a position, and where the frame ends.
    ///
    /// # Errors
    /// `Corrupt` where no whole frame begins there.
    pub(super) fn header(&mut self, at: Position) -> Result<(Header, Position), StoreError> {
        let frame = self.frame(at)?;
        let header = read_header(&self.bytes, at)?;
        Ok((header, Position { offset: at.offset + frame.total() as u64, ..at }))
    }

    /// The entry at a position; both digests of its envelope are checked.
    ///
    /// # Errors
    /// `Corrupt` where no whole frame begins there, or its envelope is another than its header says.
    pub(super) fn entry(&mut self, at: Position) -> Result<StoredEntry, StoreError> {
        let frame = self.frame(at)?;
        read_entry(&self.bytes, &frame, at)
    }

    fn frame(&mut self, at: Position) -> Result<Frame, StoreError> {
        let Segments { disk, root, .. } = self.segments;
        let path = root.join(segment_name(at.segment));
        let file = match self.file.take() {
            Some((segment, file)) if segment == at.segment => file,
            _ => disk.open(&path)?.ok_or_else(|| gone(&path))?,
        };
        self.bytes.clear();
        let mut want = FRAME_BYTES_FIRST;
        let outcome = loop {
            let offset = at.offset + self.bytes.len() as u64;
            let read = disk.read_at(&file, &path, offset, want, &mut self.bytes)?;
            match Frame::find(&self.bytes) {
                Err(FrameError::Cut) if read == want => want = FRAME_BYTES_MAX,
                other => break other,
            }
        };
        self.file = Some((at.segment, file));
        outcome.map_err(|why| Torn { at, why, bytes: self.bytes.len() as u64 }.error())
    }
}

/// A stretch of the log: whole frames that touch.
#[derive(Debug)]
pub(super) struct Stretch {
    /// Where it begins.
    pub at: Position,
    /// The bytes of the frames.
    pub bytes: Vec<u8>,
    /// Where each frame lies in them.
    pub frames: Vec<Range<usize>>,
    /// What follows and is no frame.
    pub broken: Option<Torn>,
}

/// What is no frame and should be one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Torn {
    /// Where.
    pub at: Position,
    /// Why.
    pub why: FrameError,
    /// How many bytes lie there.
    pub bytes: u64,
}

impl Stretch {
    /// Each frame with its position.
    pub(super) fn positions(&self) -> impl DoubleEndedIterator<Item = (Position, &[u8])> {
        let at = |range: &Range<usize>| Position { offset: self.at.offset + range.start as u64, ..self.at };
        self.frames.iter().map(move |range| (at(range), &self.bytes[range.clone()]))
    }

    /// As it is handed out.
    pub(super) fn into_chunk(self) -> Chunk {
        let broken = self.broken.map(|torn| Broken { locus: torn.at.locus(), why: torn.why, bytes: torn.bytes });
        Chunk { locus: self.at.locus(), bytes: self.bytes, frames: self.frames, broken }
    }
}

impl Torn {
    /// As an error.
    pub(super) fn error(self) -> StoreError {
        StoreError::caused(StoreErrorKind::Corrupt, format!("the log at {}", show(self.at)), self.why)
    }
}

/// The log in stretches.
#[derive(Debug)]
pub(super) struct Stretches<'a> {
    segments: &'a Segments,
    at: Position,
    size: usize,
    file: Option<File>,
    done: bool,
}

impl Stretches<'_> {
    fn read(&mut self) -> Result<Option<Stretch>, StoreError> {
        let Segments { disk, root, lengths, .. } = self.segments;
        loop {
            let Some(&length) = lengths.get(self.at.segment as usize) else {
                self.done = true;
                self.segments.check_gap()?;
                return Ok(None);
            };
            if self.at.offset < length {
                break;
            }
            self.at = Position { segment: self.at.segment + 1, offset: 0 };
            self.file = None;
        }
        let length = lengths[self.at.segment as usize];
        let path = root.join(segment_name(self.at.segment));
        let file = match self.file.take() {
            Some(open) => open,
            None => disk.open(&path)?.ok_or_else(|| gone(&path))?,
        };
        let start = self.at;
        let rest = usize::try_from(length - self.at.offset).unwrap_or(usize::MAX);
        let mut bytes = Vec::new();
        let mut want = self.size.min(rest);
        loop {
            let offset = self.at.offset + bytes.len() as u64;
            let read = disk.read_at(&file, &path, offset, want, &mut bytes)?;
            if bytes.is_empty() {
                let what = format!("{}, which has become shorter,", path.display());
                return Err(StoreError::new(StoreErrorKind::Corrupt, what));
            }
            let (frames, stop) = cut_into_frames(&bytes);
            let end = frames.last().map_or(0, |last| last.end);
            let more = bytes.len() < rest && read == want;
            let broken = match stop {
                Some(FrameError::Cut) if more && frames.is_empty() => {
                    // One frame larger than a stretch.
                    want = FRAME_BYTES_MAX.min(rest - bytes.len());
                    continue;
                }
                Some(FrameError::Cut) if more => None,
                None => None,
                Some(why) => {
                    self.done = true;
                    let at = Position { offset: self.at.offset + end as u64, ..self.at };
                    Some(Torn { at, why, bytes: (rest - end) as u64 })
                }
            };
            bytes.truncate(end);
            self.at.offset += end as u64;
            self.file = Some(file);
            return Ok(Some(Stretch { at: start, bytes, frames, broken }));
        }
    }
}

impl Iterator for Stretches<'_> {
    type Item = Result<Stretch, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let read = self.read();
        self.done |= read.is_err();
        read.transpose()
    }
}

/// The whole frames at the start of `bytes`, and why there are no more of them, unless the last ends where the bytes do.
pub(super) fn cut_into_frames(bytes: &[u8]) -> (Vec<Range<usize>>, Option<FrameError>) {
    let (mut frames, mut at) = (Vec::with_capacity(bytes.len() / 1024), 0);
    while at < bytes.len() {
        match Frame::find(&bytes[at..]) {
            Ok(frame) => {
                frames.push(at..at + frame.total());
                at += frame.total();
            }
            Err(why) => return (frames, Some(why)),
        }
    }
    (frames, None)
}

/// The header of a frame that was found whole.
pub(super) fn read_header(frame_bytes: &[u8], at: Position) -> Result<Header, StoreError> {
    let corrupt = |error| StoreError::caused(StoreErrorKind::Corrupt, format!("the entry at {}", show(at)), error);
    let torn = |why| Torn { at, why, bytes: frame_bytes.len() as u64 }.error();
    let frame = Frame::find(frame_bytes).map_err(torn)?;
    Header::read(frame.header_bytes(frame_bytes)).map_err(corrupt)
}

/// The entry in a frame; both digests of its envelope are checked.
pub(super) fn read_entry(bytes: &[u8], frame: &Frame, at: Position) -> Result<StoredEntry, StoreError> {
    let entry = Entry::read(frame.header_bytes(bytes).to_vec(), frame.envelope_bytes(bytes).to_vec());
    let corrupt = |error| StoreError::caused(StoreErrorKind::Corrupt, format!("the entry at {}", show(at)), error);
    Ok(StoredEntry { entry: entry.map_err(corrupt)?, locus: at.locus() })
}

/// A position, for messages.
pub(super) fn show(at: Position) -> String {
    format!("byte {} of {}", at.offset, segment_name(at.segment))
}

fn gone(path: &Path) -> StoreError {
    StoreError::new(StoreErrorKind::NotFound, path.display().to_string())
}

fn segment_name(number: u32) -> String {
    format!("{LOG_FOLDER}/{number:06}.log")
}

fn segment_number(name: &str) -> Option<u32> {
    let number = name.strip_suffix(".log")?.parse().ok()?;
    // Whatever `parse` is lenient about (signs, zeros) is caught here: a segment has one name.
    (segment_name(number).strip_prefix("log/") == Some(name)).then_some(number)
}

/// The folder of the segments.
pub(super) const LOG_FOLDER: &str = "log";
/// What the name of a torn tail that was moved aside begins with.
const TORN: &str = "torn-";
/// A segment is rolled before it grows over this: small enough to copy and check by itself, large enough that ten million
/// entries are a few hundred files.
pub(super) const SEGMENT_BYTES: u64 = 64 << 20;
/// How much is read at once when everything is read.
pub(super) const STRETCH_BYTES: usize = 1 << 20;
/// How much is read at first where one frame is wanted: nearly every record fits.
const FRAME_BYTES_FIRST: usize = 8 << 10;
/// Below this a segment is no longer halved but read.
const HALVING_ENDS_BYTES: u64 = 64 << 10;
/// How much is read at once to find a frame's first line.
const SEARCH_BYTES: usize = 16 << 10;
