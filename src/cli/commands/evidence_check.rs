//! `evidence check`: reads every stored document and opening again and holds it against its name, which is its digest.
//! Whether records cite them, and cite them rightly, is for `verify` to say; this finds a failing disk early.
//!
//! Several threads read, memory is bounded: by the queue, a buffer for each thread, and [`WRONG_SHOWN_MAX`].

use std::collections::BTreeSet;
use std::io::{ErrorKind, Read as _};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

use clap::Args;
use serde::Serialize;

use crate::cli::erased::{ErasedShown, all};
use crate::cli::reader::Reader;
use crate::cli::{CliError, Context, Exit, opening, refusal};
use crate::format::Opening;
use crate::model::{EvidenceDigest, Sha256Digest};
use crate::port::{ReadEvidence, ReadLedger, StoreError};
use crate::render::{Message, Piece, Tone};

/// What `evidence check` takes.
#[derive(Debug, Args)]
pub struct CheckArgs {}

#[derive(Serialize)]
struct CheckDocument {
    schema: &'static str,
    #[serde(flatten)]
    found: Found,
    /// What is erased, or is to be; at most [`WRONG_SHOWN_MAX`].
    erased: Vec<ErasedShown>,
}

/// What was found.
#[derive(Debug, Default, Serialize)]
struct Found {
    documents: u64,
    openings: u64,
    bytes: u64,
    wrong_count: u64,
    wrong: Vec<Wrong>,
    strange: Vec<String>,
}

/// A file that is not what its name says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Wrong {
    file: String,
    /// The erasure under which it is to be destroyed: what is cut off in that leaves such a file behind.
    #[serde(skip_serializing_if = "Option::is_none")]
    to_be_erased_by: Option<String>,
    #[serde(flatten)]
    what: WhatIsWrong,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "wrong")]
enum WhatIsWrong {
    /// Its digest is another.
    Differs { found: String },
    /// It cannot be read.
    Unreadable { why: String },
    /// It is no opening.
    NotAnOpening { why: String },
}

/// What the threads say.
enum Said {
    Bytes(u64),
    Checked(Kept, Option<Wrong>),
    Strange(String),
    Failed(StoreError),
}

/// A file whose name is a digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kept {
    Document(EvidenceDigest),
    Opening(Sha256Digest),
}

impl CheckArgs {
    /// Does it.
    ///
    /// # Errors
    /// The ledger cannot be read. A wrong document is no error but an answer: exit 40.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let store = opening::reading(context)?;
        let mut progress = context.progress_in_bytes(&Message::new("progress-checking"), None);
        let mut found = check(&store, &mut |bytes| progress.at(bytes)).map_err(|error| refusal::store(&error))?;
        drop(progress);
        for file in &found.strange {
            context.printer.warning(&Message::new("warning-evidence-strange").with("file", file.clone()));
        }
        // What is gone with authority is told, so that nobody looks for it in a copy. No ledger is too damaged to be checked.
        let erased = Reader::open(context).and_then(|reader| all(&reader, WRONG_SHOWN_MAX)).unwrap_or_default();
        mark_half_erased(&store, &erased, &mut found.wrong);
        let document = CheckDocument { schema: "liuhen/evidence-check/v1", found, erased };
        let found = &document.found;
        context.printer.answer(&document, |printer| {
            for one in &found.wrong {
                let words = one.what.message().with("file", one.file.clone()).text(context.language());
                printer.pieces(&[Piece::new(Tone::Bad, words)]);
            }
            for one in &document.erased {
                let words = format!("{}  {}: {}", one.record, one.name, one.message().text(context.language()));
                printer.pieces(&[Piece::new(if one.gone { Tone::Plain } else { Tone::Warn }, words)]);
            }
            let (tone, id) = match found.wrong_count {
                0 => (Tone::Good, "evidence-all-good"),
                _ => (Tone::Bad, "evidence-some-wrong"),
            };
            let words = Message::new(id)
                .show("documents", found.documents)
                .show("openings", found.openings)
                .show("bytes", found.bytes)
                .show("wrong", found.wrong_count);
            printer.pieces(&[Piece::new(tone, words.text(context.language()))]);
        })?;
        if found.wrong_count == 0 {
            return Ok(Exit::Sound);
        }
        let half: BTreeSet<&String> = found.wrong.iter().filter_map(|one| one.to_be_erased_by.as_ref()).collect();
        for by in half {
            context.printer.hint(&Message::new("hint-evidence-half-erased").with("by", by.clone()));
        }
        let of_erasures = found.wrong.iter().filter(|one| one.to_be_erased_by.is_some()).count() as u64;
        if found.wrong_count > of_erasures {
            context.printer.hint(&Message::new("hint-evidence-wrong"));
        }
        Ok(Exit::Invalid)
    }
}

/// Tells apart the files that an erasure has begun to overwrite: nobody is to bring them back from a copy.
fn mark_half_erased<S: ReadEvidence>(store: &S, erased: &[ErasedShown], wrong: &mut [Wrong]) {
    if wrong.is_empty() {
        return;
    }
    for one in erased.iter().filter(|one| !one.gone) {
        let opening = store.opening(&one.sealed).ok().flatten().and_then(|bytes| Opening::read(&bytes).ok());
        let document = opening.map(|opening| store.evidence_path(&opening.blake3));
        let files = [Some(store.opening_path(&one.sealed)), document];
        for wrong in wrong.iter_mut().filter(|wrong| files.iter().flatten().any(|file| *file == wrong.file)) {
            wrong.to_be_erased_by = Some(one.by.clone());
        }
    }
}

impl WhatIsWrong {
    fn message(&self) -> Message {
        match self {
            Self::Differs { found } => Message::new("evidence-differs").with("found", found.clone()),
            Self::Unreadable { why } => Message::new("evidence-unreadable").with("why", why.clone()),
            Self::NotAnOpening { why } => Message::new("evidence-not-an-opening").with("why", why.clone()),
        }
    }
}

impl Kept {
    /// The file's digest, where it lies where a document or an opening of that digest lies.
    fn of<S: ReadEvidence>(store: &S, file: &str) -> Option<Self> {
        let name = file.rsplit('/').next().unwrap_or_default();
        let kept = match name.strip_suffix(".json") {
            None => Self::Document(name.parse().ok()?),
            Some(name) => Self::Opening(name.parse().ok()?),
        };
        (kept.path(store) == file).then_some(kept)
    }

    fn path<S: ReadEvidence>(self, store: &S) -> String {
        match self {
            Self::Document(digest) => store.evidence_path(&digest),
            Self::Opening(sealed) => store.opening_path(&sealed),
        }
    }

    /// What is wrong with the file, if anything. `heard` is told of the bytes read.
    fn check<S: ReadEvidence>(self, store: &S, heard: &mut dyn FnMut(u64)) -> Option<WhatIsWrong> {
        match self {
            Self::Document(digest) => check_document(store, &digest, heard),
            Self::Opening(sealed) => check_opening(store, &sealed, heard),
        }
    }
}

fn check_document<S: ReadEvidence>(
    store: &S,
    digest: &EvidenceDigest,
    heard: &mut dyn FnMut(u64),
) -> Option<WhatIsWrong> {
    let unreadable = |why: String| Some(WhatIsWrong::Unreadable { why });
    let mut from = match store.evidence(digest) {
        Ok(Some(from)) => from,
        // It was listed a moment ago.
        Ok(None) => return unreadable(ErrorKind::NotFound.to_string()),
        Err(error) => return unreadable(error.to_string()),
    };
    let mut hasher = blake3::Hasher::new();
    let mut buffer = vec![0; READ_BYTES];
    loop {
        match from.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => {
                hasher.update(&buffer[..count]);
                heard(count as u64);
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return unreadable(error.to_string()),
        }
    }
    let found = EvidenceDigest(*hasher.finalize().as_bytes());
    (found != *digest).then(|| WhatIsWrong::Differs { found: found.to_string() })
}

fn check_opening<S: ReadEvidence>(store: &S, sealed: &Sha256Digest, heard: &mut dyn FnMut(u64)) -> Option<WhatIsWrong> {
    let bytes = match store.opening(sealed) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Some(WhatIsWrong::Unreadable { why: ErrorKind::NotFound.to_string() }),
        Err(error) => return Some(WhatIsWrong::Unreadable { why: error.to_string() }),
    };
    heard(bytes.len() as u64);
    match Opening::read(&bytes) {
        Err(error) => Some(WhatIsWrong::NotAnOpening { why: error.to_string() }),
        Ok(opening) => {
            let found = opening.commitment();
            (found != *sealed).then(|| WhatIsWrong::Differs { found: found.to_string() })
        }
    }
}

/// Checks all there is, on every processor. `heard` is told how many bytes have been read so far.
fn check<S: ReadLedger + ReadEvidence>(store: &S, heard: &mut dyn FnMut(u64)) -> Result<Found, StoreError> {
    let mut found = Found::default();
    let mut failed = None;
    thread::scope(|scope| {
        let (say, listen) = sync_channel(QUEUE);
        let (hand_out, take) = sync_channel(QUEUE);
        let take = Arc::new(Mutex::new(take));
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            let (take, say) = (take.clone(), say.clone());
            scope.spawn(move || work(store, &take, &say));
        }
        // The queues end with those who hold them: the lister's with the list, the answers' with the last thread.
        drop(take);
        scope.spawn(move || list(store, &hand_out, &say));
        for said in listen {
            match said {
                Said::Bytes(bytes) => {
                    found.bytes += bytes;
                    heard(found.bytes);
                }
                Said::Checked(kept, wrong) => found.note(kept, wrong),
                Said::Strange(file) if found.strange.len() < WRONG_SHOWN_MAX => found.strange.push(file),
                Said::Strange(_) => {}
                Said::Failed(error) => failed = Some(error),
            }
        }
    });
    found.wrong.sort_by(|a, b| a.file.cmp(&b.file));
    found.strange.sort();
    failed.map_or(Ok(found), Err)
}

impl Found {
    fn note(&mut self, kept: Kept, wrong: Option<Wrong>) {
        match kept {
            Kept::Document(_) => self.documents += 1,
            Kept::Opening(_) => self.openings += 1,
        }
        if let Some(wrong) = wrong {
            self.wrong_count += 1;
            if self.wrong.len() < WRONG_SHOWN_MAX {
                self.wrong.push(wrong);
            }
        }
    }
}

/// Hands out every document and opening there is. Whoever no longer listens has nothing more to learn.
fn list<S: ReadLedger + ReadEvidence>(store: &S, hand_out: &SyncSender<Kept>, say: &SyncSender<Said>) {
    let files = match store.files() {
        Ok(files) => files,
        Err(error) => return drop(say.send(Said::Failed(error))),
    };
    for file in files {
        let gone = match file {
            Err(error) => return drop(say.send(Said::Failed(error))),
            Ok(file) if !FOLDERS.iter().any(|folder| file.starts_with(folder)) => false,
            Ok(file) => match Kept::of(store, &file) {
                Some(kept) => hand_out.send(kept).is_err(),
                None => say.send(Said::Strange(file)).is_err(),
            },
        };
        if gone {
            return;
        }
    }
}

/// Checks what is handed out until nothing is left.
fn work<S: ReadEvidence>(store: &S, take: &Mutex<Receiver<Kept>>, say: &SyncSender<Said>) {
    let next = || take.lock().ok()?.recv().ok();
    while let Some(kept) = next() {
        let wrong = kept.check(store, &mut |bytes| drop(say.send(Said::Bytes(bytes))));
        let wrong = wrong.map(|what| Wrong { file: kept.path(store), to_be_erased_by: None, what });
        if say.send(Said::Checked(kept, wrong)).is_err() {
            return;
        }
    }
}

/// Where documents and openings lie.
const FOLDERS: [&str; 2] = ["evidence/", "openings/"];

/// How many files may wait for a thread, and answers for the reader.
const QUEUE: usize = 64;

/// How much is read at once.
const READ_BYTES: usize = 1 << 20;

/// How many wrong files are listed; all are counted.
const WRONG_SHOWN_MAX: usize = 10_000;

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "the tests damage files")]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::model::Origin;
    use crate::port::WriteEvidence as _;
    use crate::store::LedgerFolder;

    /// A ledger's folder with two documents and an opening, and their paths in it.
    fn folder(home: &Path) -> (LedgerFolder, [String; 3]) {
        let mut store = LedgerFolder::create(home.join("ledger"), &Origin::new("test.example/l").unwrap()).unwrap();
        let small = store.put_evidence(&mut &b"small"[..]).unwrap();
        let large = store.put_evidence(&mut &vec![7; 3 * READ_BYTES + 1][..]).unwrap();
        let opening = Opening { salt: Sha256Digest([1; 32]), blake3: small.blake3, sha256: small.sha256 };
        let sealed = opening.commitment();
        store.put_opening(&sealed, &opening.to_bytes()).unwrap();
        let paths =
            [store.evidence_path(&small.blake3), store.evidence_path(&large.blake3), store.opening_path(&sealed)];
        (store, paths)
    }

    fn wrong_of(store: &LedgerFolder) -> Vec<(String, &'static str)> {
        let found = check(store, &mut |_| ()).unwrap();
        assert_eq!(found.wrong_count, found.wrong.len() as u64);
        let word = |what: &WhatIsWrong| match what {
            WhatIsWrong::Differs { .. } => "differs",
            WhatIsWrong::Unreadable { .. } => "unreadable",
            WhatIsWrong::NotAnOpening { .. } => "not-an-opening",
        };
        found.wrong.iter().map(|one| (one.file.clone(), word(&one.what))).collect()
    }

    #[test]
    fn sound_documents_are_counted_with_their_bytes() {
        let home = tempfile::tempdir().unwrap();
        let (store, [_, _, opening]) = folder(home.path());
        let mut heard = 0;
        let found = check(&store, &mut |bytes| heard = bytes).unwrap();
        assert_eq!((found.documents, found.openings, found.wrong_count), (2, 1, 0));
        let opening = fs::metadata(store.path().join(opening)).unwrap().len();
        assert_eq!(found.bytes, 5 + 3 * READ_BYTES as u64 + 1 + opening);
        assert_eq!((heard, found.strange), (found.bytes, Vec::new()));
    }

    #[test]
    fn a_changed_byte_is_found_wherever_it_is() {
        let home = tempfile::tempdir().unwrap();
        let (store, paths) = folder(home.path());
        for (path, word) in paths.iter().zip(["differs", "differs", "not-an-opening"]) {
            let file = store.path().join(path);
            let good = fs::read(&file).unwrap();
            let mut bad = good.clone();
            *bad.last_mut().unwrap() ^= 1;
            fs::write(&file, &bad).unwrap();
            assert_eq!(wrong_of(&store), [(path.clone(), word)]);
            fs::write(&file, &good).unwrap();
        }
        let [small, _, opening] = &paths;
        fs::write(store.path().join(small), "").unwrap();
        let text = fs::read_to_string(store.path().join(opening)).unwrap();
        fs::write(store.path().join(opening), text.replacen("01", "02", 1)).unwrap();
        assert_eq!(wrong_of(&store), [(small.clone(), "differs"), (opening.clone(), "differs")]);
    }

    #[test]
    fn a_file_that_is_not_named_after_a_digest_is_strange_and_not_wrong() {
        let home = tempfile::tempdir().unwrap();
        let (store, [small, ..]) = folder(home.path());
        fs::write(store.path().join("evidence/notes.txt"), "x").unwrap();
        let misplaced = format!("openings/{}", small.rsplit('/').next().unwrap());
        fs::write(store.path().join(&misplaced), "small").unwrap();
        let found = check(&store, &mut |_| ()).unwrap();
        assert_eq!(found.strange, ["evidence/notes.txt".to_owned(), misplaced]);
        assert_eq!((found.documents, found.wrong_count), (2, 0));
    }
}
