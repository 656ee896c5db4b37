//! Ledgers as the real store and the real ledger write them, and who judges them: what is altered, one byte at a time.

use std::ops::Range;
use std::path::Path;

use liuhen::chain::{CosignerKey, Frame, KeyName, SignedCheckpoint, cosign, entry_hash, leaf_hash};
use liuhen::crypto::Signer;
use liuhen::format::Late;
use liuhen::ledger::{Ledger, Submission, found};
use liuhen::model::Origin;
use liuhen::port::{HighWater as _, HighWaterMark, ReadLedger as _, WriteEvidence as _, WriteLedger as _};
use liuhen::registry::{EndReason, RotateLedgerKey};
use liuhen::store::{LedgerFolder, MemoryMarks};
use liuhen::verify::{self, KnownHead, Policy, Report, Trust};
use tempfile::TempDir;

use crate::book::{self, Book, DECISION, Files, LEDGER, ORIGIN, ROOTS, end, key, payload, public, signed, story};

/// A ledger as the store writes it, and who judges it.
pub(super) struct Golden {
    pub(super) files: Files,
    /// Where each entry lies in the log.
    pub(super) frames: Vec<Range<usize>>,
    trust: Trust,
    /// The checkpoint after each commit, as somebody may have kept it.
    pub(super) kept: Vec<SignedCheckpoint>,
}

pub(super) const LOG: &str = "log/000000.log";
pub(super) const WITNESS: &str = "witness.example/yunxi-archive";

/// A ledger being written: the book says what is signed; the ledger gives it its place and comes to the same.
struct Writing {
    place: TempDir,
    book: Book,
    ledger: Ledger<LedgerFolder>,
    /// How many lines of the book the ledger has.
    done: usize,
    kept: Vec<SignedCheckpoint>,
}

impl Writing {
    fn founded() -> Self {
        let place = book::quick_folder();
        let book = Book::founded(ORIGIN, &ROOTS, LEDGER);
        let store = LedgerFolder::create(place.path().join("ledger"), &Origin::new(ORIGIN).unwrap()).unwrap();
        let founding = &book.lines[0];
        let now = founding.header.recorded.timestamp();
        let (ledger, _) = found(store, founding.envelope.clone(), &key(LEDGER), &now, &MemoryMarks::default()).unwrap();
        Self { place, book, ledger, done: 1, kept: Vec::new() }
    }

    /// Appends what the book has and the ledger has not, as one group, its documents first.
    fn append(&mut self) {
        let store = self.ledger.store_mut();
        for bytes in self.book.evidence.values() {
            store.put_evidence(&mut bytes.as_slice()).unwrap();
        }
        for (sealed, bytes) in &self.book.openings {
            store.put_opening(sealed, bytes).unwrap();
        }
        let keys = [LEDGER, "ledger-2"].map(key);
        let signers: Vec<&dyn Signer> = keys.iter().map(|key| key as &dyn Signer).collect();
        let lines = &self.book.lines[self.done..];
        let group = lines.iter().map(|line| Submission::new(line.envelope.clone())).collect();
        let now = lines.last().unwrap().header.recorded.timestamp();
        self.ledger.append(group, &signers, &now, &MemoryMarks::default()).unwrap();
        self.done = self.book.lines.len();
        self.kept.push(SignedCheckpoint::parse(&self.ledger.store().checkpoint().unwrap().unwrap()).unwrap());
    }

    /// The ledger, cosigned by a witness, and a tile as a copy made for publishing has it.
    fn golden(self) -> Golden {
        let checkpoint = self.kept.last().unwrap();
        let line = cosign(checkpoint, KeyName::new(WITNESS).unwrap(), 1_790_000_000, &key("witness")).unwrap();
        let cosigned = checkpoint.with_signature(&line).unwrap();
        let mut store = self.ledger.into_store();
        store.publish(cosigned.to_text().as_bytes()).unwrap();
        drop(store);

        let mut files = book::read(&self.place.path().join("ledger"));
        files.retain(|path, _| !path.starts_with("index/"));
        let (mut frames, mut leaves, mut at) = (Vec::new(), Vec::new(), 0);
        while at < files[LOG].len() {
            let rest = &files[LOG][at..];
            let frame = Frame::find(rest).unwrap();
            leaves.extend_from_slice(&leaf_hash(frame.header_bytes(rest)).0);
            frames.push(at..at + frame.total());
            at += frame.total();
        }
        let beyond = leaves.split_off(frames.len() / 256 * 256 * 32);
        files.insert(format!("tile/0/{:03}.p/{}", frames.len() / 256, frames.len() % 256), beyond);
        let vkey = CosignerKey::new(KeyName::new(WITNESS).unwrap(), public("witness"));
        let trust = Book::trust().replacen("root_threshold = 2\n", "root_threshold = 2\nquorum = 1\n", 1);
        let trust = Trust::parse(&format!("{trust}\n[[witness]]\nvkey = \"{vkey}\"\n")).unwrap();
        Golden { files, frames, trust, kept: self.kept }
    }
}

impl Golden {
    /// Three entries that have one of everything a file of a ledger can hold: a founding; an appointment and, in one group
    /// with it, a decision opened with an open and a sealed document. So small, every byte can be tried.
    pub(super) fn small() -> Self {
        let mut writing = Writing::founded();
        let book = &mut writing.book;
        book.appoint("周远", "head", "head");
        let mut open = book.open(DECISION);
        open.attachments = vec![book.document("draft", story::DRAFT), book.sealed("sign-in-sheet", story::LIST)];
        book.say(open, &["head"]);
        writing.append();
        writing.golden()
    }

    /// Nine entries of many kinds, in six commits: also a change of the ledger key, an opinion entered late with its
    /// document, an appointment's end.
    pub(super) fn rich() -> Self {
        let mut writing = Writing::founded();
        writing.book.appoint("周远", "head", "head");
        writing.book.appoint("吴桐", "handling-unit", "unit");
        writing.append();
        let open = writing.book.open(DECISION);
        writing.book.say(open, &["head"]);
        writing.append();
        let book = &mut writing.book;
        let draft = book.draft(DECISION);
        book.say(draft, &["unit"]);
        let rotate = RotateLedgerKey { ledger_key: public("ledger-2"), document: "云府办函〔2026〕11号".into() };
        book.registry("rotate-ledger-key", &rotate, &ROOTS[..2]);
        writing.append();
        writing.book.appoint("章恪", "legality-reviewer", "reviewer");
        writing.append();
        let book = &mut writing.book;
        book.wait(200);
        let mut opinion = book.opinion(DECISION, "unlawful");
        opinion.late =
            Some(Late { reason: "原件遗失，凭副本补录。".into(), missing: vec!["counsel".into()] });
        let mut body = serde_json::to_string(&opinion.body).unwrap();
        body = body.replacen(",\"counsel\":[]", "", 1);
        opinion.body = book::json(&body);
        book.enter(&DECISION.parse().unwrap(), signed(payload(opinion), &["reviewer"]));
        writing.append();
        writing.book.registry("end-appointment", &end("周远", "head", "head", EndReason::Retired, None), &ROOTS[1..]);
        writing.append();
        writing.golden()
    }

    /// So many entries, most of them in one group, that the store has written a full tile and one above it.
    pub(super) fn long() -> Self {
        let mut writing = Writing::founded();
        writing.book.appoint("周远", "head", "head");
        writing.book.appoint("吴桐", "handling-unit", "unit");
        writing.append();
        let book = &mut writing.book;
        let open = book.open(DECISION);
        book.say(open, &["head"]);
        let opened = book.lines[3].digest();
        for version in 0..=256_u16 {
            let body = book::json(&format!(r#"{{"version":"{version}","changes":"文字调整。"}}"#));
            let mut draft = book.statement(DECISION, "draft-version", body, &[("handling-unit", "unit")]);
            draft.basis = vec![opened];
            draft.nonce.0[8..10].copy_from_slice(&version.to_be_bytes());
            draft.attachments = vec![book.document("draft", story::DRAFT)];
            book.say(draft, &["unit"]);
            // All at one moment, as one group is.
            book.wait(-1);
        }
        writing.append();
        writing.golden()
    }

    pub(super) fn text(&self, path: &str) -> &str {
        std::str::from_utf8(&self.files[path]).unwrap()
    }

    /// Whether this byte of the log belongs to an envelope.
    pub(super) fn is_envelope(&self, at: usize) -> bool {
        let frame = self.frames.iter().find(|frame| frame.contains(&at)).unwrap();
        let found = Frame::find(&self.files[LOG][frame.start..]).unwrap();
        (found.envelope..found.envelope + found.length).contains(&(at - frame.start))
    }

    /// The marks of a machine that has seen the whole ledger.
    pub(super) fn marks(&self) -> MemoryMarks {
        let marks = MemoryMarks::default();
        let last = entry_hash(self.header(self.frames.len() - 1));
        let root = self.kept.last().unwrap().checkpoint().root;
        let mark = HighWaterMark { size: self.frames.len() as u64, last, root };
        marks.raise(&entry_hash(self.header(0)), &mark).unwrap();
        marks
    }

    fn header(&self, entry: usize) -> &[u8] {
        let bytes = &self.files[LOG][self.frames[entry].clone()];
        Frame::find(bytes).unwrap().header_bytes(bytes)
    }

    pub(super) fn judge(&self, folder: &Path, known: &[&SignedCheckpoint]) -> Result<Report, String> {
        let head = |known: &&SignedCheckpoint| KnownHead::read(known.to_text().as_bytes(), "kept").unwrap();
        let known_heads = known.iter().map(head).collect();
        let policy = Policy {
            trust: Some(self.trust.clone()),
            known_heads,
            threads: 1,
            seed: [7; 32],
            holidays: liuhen::procedure::Holidays::built_in().clone(),
        };
        let store = LedgerFolder::open_for_reading(folder).map_err(|error| format!("not opened: {error}"))?;
        verify::run(&store, &policy, &|_| ()).map_err(|error| format!("not judged: {error}"))
    }
}
