//! The log as the judge reads it: stretches of whole frames up to a limit, and how it ends.

use super::code::Code;
use super::judge::Progress;
use super::report::{Finding, Gathered, Place};
use crate::chain::FrameError;
use crate::port::{Broken, Chunk, ReadLedger, StoreError};

/// The log as it is read: stretches of whole frames up to a limit, and what comes after it.
pub(super) struct Log<'a> {
    pub(super) chunks: Option<Chunks<'a>>,
    pub(super) watch: Watch<'a>,
    pub(super) limit: u64,
    pub(super) handed: u64,
    pub(super) bytes: u64,
    pub(super) end: End,
}

pub(super) type Chunks<'a> = Box<dyn Iterator<Item = Result<Chunk, StoreError>> + Send + 'a>;

pub(super) struct Watch<'a> {
    pub(super) progress: &'a dyn Fn(Progress),
    pub(super) pass: u32,
    pub(super) expected: Option<u64>,
}

/// Whole frames to be judged.
pub(super) struct Stretch {
    pub(super) chunk: Chunk,
    /// The place of the first in the log.
    pub(super) from: u64,
    /// How many are judged.
    pub(super) count: usize,
}

impl Stretch {
    /// A frame's bytes, its place in the log and its offset in the file.
    pub(super) fn frame(&self, place: usize) -> (&[u8], u64, u64) {
        let range = self.chunk.frames[place].clone();
        let offset = self.chunk.locus.offset + range.start as u64;
        (self.chunk.bytes.get(range).unwrap_or_default(), self.from + place as u64, offset)
    }
}

/// How the log ended.
#[derive(Default)]
pub(super) struct End {
    pub(super) beyond: u64,
    pub(super) broken: Option<Broken>,
    pub(super) unreadable: Option<String>,
}

impl<'a> Log<'a> {
    pub(super) fn open<S: ReadLedger>(source: &'a S, limit: u64, watch: Watch<'a>) -> Self {
        let (chunks, unreadable) = match source.chunks() {
            Ok(chunks) => (Some(chunks), None),
            Err(error) => (None, Some(error.to_string())),
        };
        let end = End { unreadable, ..End::default() };
        Self { chunks, watch, limit, handed: 0, bytes: 0, end }
    }

    pub(super) fn next(&mut self) -> Option<Stretch> {
        loop {
            let chunk = match self.chunks.as_mut()?.next() {
                None => {
                    self.chunks = None;
                    return None;
                }
                Some(Err(error)) => {
                    self.chunks = None;
                    self.end.unreadable = Some(error.to_string());
                    return None;
                }
                Some(Ok(chunk)) => chunk,
            };
            let from = self.handed;
            let room = usize::try_from(self.limit - from).unwrap_or(usize::MAX);
            let count = chunk.frames.len().min(room);
            self.handed += count as u64;
            self.bytes += chunk.bytes.len() as u64;
            self.end.beyond += (chunk.frames.len() - count) as u64;
            if let Some(broken) = &chunk.broken {
                self.end.broken = Some(broken.clone());
                self.chunks = None;
            }
            if self.end.beyond >= BEYOND_COUNTED_MAX {
                self.chunks = None;
            }
            let Watch { progress, pass, expected } = self.watch;
            progress(Progress { pass, entries: self.handed, expected });
            if count > 0 {
                return Some(Stretch { chunk, from, count });
            }
        }
    }
}

impl End {
    /// Says how the log ended, `size` entries having been judged of the `covered` ones of the checkpoint.
    pub(super) fn tell(self, size: u64, covered: Option<u64>, out: &mut Gathered) {
        let short = covered.filter(|covered| size < *covered);
        match &self.broken {
            // What lies after the last acknowledged entry was never promised to anybody: a write that was cut off.
            Some(broken) if short.is_none() && (covered.is_some() || broken.why == FrameError::Cut) => {
                let finding = Finding::new(Code::LogTornTail, Place::file(&broken.locus));
                out.add(finding.saying(format!("{} bytes: {}", broken.bytes, broken.why)));
            }
            Some(broken) => {
                let place = Place { seq: Some(size), ..Place::file(&broken.locus) };
                out.add(Finding::new(Code::LogBroken, place).saying(format!("{} bytes: {}", broken.bytes, broken.why)));
            }
            None => {}
        }
        let beyond = self.beyond + covered.map_or(0, |covered| size.saturating_sub(covered));
        if beyond > 0 {
            let place = Place { seq: covered, ..Place::default() };
            let more = if self.beyond >= BEYOND_COUNTED_MAX { "≥ " } else { "" };
            out.add(Finding::new(Code::LogBeyondCheckpoint, place).saying(format!("{more}{beyond}")));
        }
        if let Some(why) = self.unreadable {
            let place = Place { seq: Some(size), ..Place::default() };
            out.add(Finding::new(Code::LogUnreadable, place).saying(why));
        } else if let Some(covered) = short {
            let place = Place { seq: Some(size), ..Place::default() };
            out.add(Finding::new(Code::LogShort, place).against(covered, size));
        }
    }
}

/// So many entries beyond the checkpoint are counted; a writer who never stops does not keep the judge reading.
const BEYOND_COUNTED_MAX: u64 = 100_000;
