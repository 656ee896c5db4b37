//! Bundles as they are made, and what somebody who holds one can do to it: change, drop, add, rename and swap its files,
//! with all manifests made anew. Whatever can be found without the ledger is found, and the file or record is named.

mod archive;
mod attacks;
mod bytes;
mod commands;
mod desk;
mod public;
mod vectors;

use std::cell::RefCell;
use std::io::{Cursor, Read};
use std::rc::Rc;

use liuhen::bundle::manifest::Manifest;
use liuhen::bundle::names::{MANIFESTS, TAG_MANIFESTS};
use liuhen::bundle::{Bag, BagInfo, Excerpt, Pages, Sealer, export};
use liuhen::crypto::{Digesting, Signer};
use liuhen::format::contents::{BUNDLE_V1, Version};
use liuhen::format::{Content, Contents, Description, Seal, Verifiers, Withheld};
use liuhen::model::{DecisionId, OfficeId, Origin, Sha256Digest};
use liuhen::port::{BagFile, ReadBag, StoreError, WriteBag};
use liuhen::store::LedgerFolder;
use liuhen::verify::{self, Policy, Report, Trust};

use crate::book::{self, Book, Files, ORIGIN, key};

pub(crate) const ID: &str = "2026-003";
pub(crate) const ROWS: &str = "data/ledger/entries";

/// A bag in memory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct MapBag {
    pub(crate) files: Files,
    /// What is listed besides, and whether it is a plain file.
    pub(crate) odd: Vec<(String, bool)>,
}

impl ReadBag for MapBag {
    fn files(&self) -> Result<Vec<BagFile>, StoreError> {
        let plain =
            |(path, bytes): (&String, &Vec<u8>)| BagFile { path: path.clone(), size: bytes.len() as u64, plain: true };
        let mut files: Vec<BagFile> = self.files.iter().map(plain).collect();
        files.extend(self.odd.iter().map(|(path, plain)| BagFile { path: path.clone(), size: 0, plain: *plain }));
        files.sort();
        Ok(files)
    }

    fn open(&self, path: &str, offset: u64) -> Result<Option<Box<dyn Read + Send + '_>>, StoreError> {
        let bytes = self.files.get(path);
        Ok(bytes.map(|bytes| Box::new(Cursor::new(&bytes[offset as usize..])) as Box<dyn Read + Send>))
    }

    fn oddities(&self) -> Result<Vec<String>, StoreError> {
        Ok(Vec::new())
    }
}

struct Sink(Rc<RefCell<Files>>);

impl WriteBag for Sink {
    fn put(&mut self, path: &str, from: &mut dyn Read) -> Result<(), StoreError> {
        let mut bytes = Vec::new();
        from.read_to_end(&mut bytes).unwrap();
        let before = self.0.borrow_mut().insert(path.to_owned(), bytes);
        assert!(before.is_none(), "{path} is written twice");
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<(), StoreError> {
        Ok(())
    }
}

/// A bundle of the book's decision, sealed where an office is named.
pub(crate) fn bundle(book: &Book, version: Version, withheld: Vec<Withheld>, seal: Option<(&str, &str)>) -> MapBag {
    bundle_of(book, ID, version, withheld, seal)
}

pub(crate) fn bundle_of(
    book: &Book,
    id: &str,
    version: Version,
    withheld: Vec<Withheld>,
    seal: Option<(&str, &str)>,
) -> MapBag {
    let place = book::quick_folder();
    book::write(&book.files(), place.path());
    let store = LedgerFolder::open_for_reading(place.path()).unwrap();
    let contents = Contents {
        liuhen: BUNDLE_V1.into(),
        version,
        origin: Origin::new(ORIGIN).unwrap(),
        decision: DecisionId::new(id).unwrap(),
        withheld,
        lacking: Vec::new(),
        description: Description::default(),
        drawn_by: "liuhen test".into(),
    };
    // What the book has erased it has neither opening nor document of; whether it might is for the judge.
    let erased = sealed_in(book).into_iter().filter(|sealed| !book.openings.contains_key(sealed)).collect();
    let excerpt = Excerpt::of(&store, contents).unwrap().without(erased);
    let files = Rc::new(RefCell::new(Files::new()));
    let page = |path: &str| (path.to_owned(), b"page\n".to_vec());
    let draw = |_: &_| {
        // Whoever exports sees the verdict that the bundle will have; nothing is kept to hold against yet.
        let report = verify::run_bundle(&excerpt, &policy(), &|_| {}).unwrap();
        assert!(report.outcome(verify::Check::Bag).is_some(), "{report:?}");
        let files = vec![page("data/README.txt"), page("data/index.html")];
        Ok::<_, std::convert::Infallible>(Pages { files, info: BagInfo::default() })
    };
    let secret = seal.map(|(_, name)| key(name));
    let sealer = seal
        .zip(secret.as_ref())
        .map(|((office, _), secret)| Sealer { office: OfficeId::new(office).unwrap(), signer: secret as &dyn Signer });
    export(&excerpt, Box::new(Sink(Rc::clone(&files))), draw, sealer.as_ref(), &|_, _| {}).unwrap();
    let files = files.borrow().clone();
    MapBag { files, odd: Vec::new() }
}

/// Every sealed attachment that the book's records cite.
fn sealed_in(book: &Book) -> Vec<Sha256Digest> {
    let of = |line: &book::Line| {
        let attachments = book::statement_of(&line.envelope).attachments;
        attachments.into_iter().filter_map(|one| match one.content {
            Content::Sealed(sealed) => Some(sealed),
            Content::Open { .. } => None,
        })
    };
    book.lines.iter().flat_map(of).collect()
}

/// Somebody who knows the founders.
pub(crate) fn policy() -> Policy {
    Policy {
        trust: Some(Trust::parse(&Book::trust()).unwrap()),
        known_heads: Vec::new(),
        threads: 0,
        seed: [7; 32],
        holidays: liuhen::procedure::Holidays::built_in().clone(),
    }
}

pub(crate) fn judged(bag: &MapBag) -> Report {
    verify::run_bundle(&Bag::open(bag).unwrap(), &policy(), &|_| {}).unwrap()
}

/// The codes of what was found and of what was noted, each once.
pub(crate) fn codes(report: &Report) -> Vec<&'static str> {
    report.counts.keys().map(|code| code.text()).collect()
}

impl MapBag {
    /// The manifests made anew, as whoever tampers with a file does; `Payload-Oxum` too. A seal stays as it was.
    pub(crate) fn remade(mut self) -> Self {
        let digests = |bytes: &[u8]| Digesting::new(bytes).through().unwrap();
        let payload: Vec<_> = self.files.iter().filter(|(path, _)| path.starts_with("data/")).collect();
        let (count, octets) = (payload.len(), payload.iter().map(|(_, bytes)| bytes.len()).sum::<usize>());
        self.files.insert("bag-info.txt".into(), format!("Payload-Oxum: {octets}.{count}\n").into());
        for (names, of_payload) in [(MANIFESTS, true), (TAG_MANIFESTS, false)] {
            let (mut sha256, mut sha512) = (Manifest::default(), Manifest::default());
            for (path, bytes) in &self.files {
                if path.starts_with("data/") == of_payload && !TAG_MANIFESTS.contains(&path.as_str()) {
                    let found = digests(bytes);
                    sha256.add(path, &found.dual.sha256.0);
                    sha512.add(path, &found.sha512);
                }
            }
            self.files.insert(names[0].into(), sha256.to_text().into());
            self.files.insert(names[1].into(), sha512.to_text().into());
        }
        self
    }

    /// The rows as texts, each whole.
    pub(crate) fn rows(&self) -> Vec<String> {
        let text = String::from_utf8(self.files[ROWS].clone()).unwrap();
        text.split_inclusive("\n\n").map(str::to_owned).collect()
    }

    /// The same bundle with other rows and the lines of their paths.
    pub(crate) fn with_rows(mut self, rows: &[String]) -> Self {
        let sequence = |row: &str| row.lines().nth(2).unwrap().strip_prefix("sequence ").unwrap().to_owned();
        let here: Vec<String> = rows.iter().map(|row| sequence(row)).collect();
        let proofs = String::from_utf8(self.files["data/ledger/proofs"].clone()).unwrap();
        let mut lines = proofs.lines();
        let first = format!("{}\n", lines.next().unwrap());
        let kept = lines.filter(|line| here.iter().any(|here| line.split(' ').next() == Some(here)));
        let kept: String = std::iter::once(first).chain(kept.map(|line| format!("{line}\n"))).collect();
        self.files.insert("data/ledger/proofs".into(), kept.into());
        self.files.insert(ROWS.into(), rows.concat().into());
        self
    }
}

fn seal_of(bag: &MapBag) -> Seal {
    Seal::read(&bag.files["seal.json"], &mut Verifiers::default()).unwrap()
}
