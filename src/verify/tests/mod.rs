//! A small ledger made by hand, line by line, and what the judge says of it: clean, and with each thing wrong.

mod alone;
mod anchored;
mod codes;
mod erasures;
mod long;
mod streams;
mod words;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use super::{Check, Code, KnownHead, Outcome, Policy, Report, Trust, run};
use crate::chain::tile::TileSlot;
use crate::chain::{
    Checkpoint, CompactRange, Frame, FrameError, Header, Marker, NodeId, SignedCheckpoint, TilePath, entry_hash,
    leaf_hash, write_frame,
};
use crate::crypto::{PublicKey, SecretKey, Signer, dual};
use crate::format::{Attachment, Content, Envelope, Nonce, Opening, Record, Signatory, Statement};
use crate::model::{
    EntryHash, EvidenceDigest, KindName, Occurred, OfficeId, Origin, PersonId, RecordDigest, Seq, Sha256Digest,
    StreamId, TreeHash, Value,
};
use crate::port::{
    Broken, Chunk, Locus, ReadEvidence, ReadLedger, StoreError, StoreErrorKind, StoredEntry, StreamHead, Tip,
};
use crate::registry::{Appoint, EndAppointment, EndReason, Holder, HolderKind, LedgerFound, RootSet, Scope};

/// The seeds of the root holders.
pub(crate) const ROOTS: [u8; 3] = [1, 2, 3];
/// The seed of the ledger key.
pub(crate) const LEDGER: u8 = 9;
/// The seeds of the head, of the handling unit and of a member.
pub(crate) const HEAD: u8 = 11;
pub(crate) const UNIT: u8 = 12;
pub(crate) const MEMBER: u8 = 13;

pub(crate) fn secret(seed: u8) -> SecretKey {
    SecretKey::from_seed(&[seed; 32])
}

pub(crate) fn public(seed: u8) -> PublicKey {
    secret(seed).public()
}

pub(crate) fn origin() -> Origin {
    Origin::new("test.example/ledger").unwrap()
}

/// One entry as it will stand in the log: nothing about it need be true.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) header: Header,
    /// What stands in place of the header's text.
    pub(crate) raw_header: Option<Vec<u8>>,
    pub(crate) envelope: Vec<u8>,
}

impl Line {
    pub(crate) fn header_bytes(&self) -> Vec<u8> {
        self.raw_header.clone().unwrap_or_else(|| self.header.to_text().into_bytes())
    }

    pub(crate) fn digest(&self) -> RecordDigest {
        self.header.record_blake3
    }

    pub(crate) fn frame(&self) -> Vec<u8> {
        let length = format!("record {}\n", self.envelope.len());
        [&self.header_bytes(), length.as_bytes(), &self.envelope, b"\n\n"].concat()
    }
}

/// A ledger being made.
#[derive(Debug, Clone, Default)]
pub(crate) struct Book {
    pub(crate) lines: Vec<Line>,
    pub(crate) evidence: BTreeMap<EvidenceDigest, Vec<u8>>,
    pub(crate) openings: BTreeMap<Sha256Digest, Vec<u8>>,
}

impl Book {
    /// A ledger that has just been founded by its three root holders, two of whom must sign.
    pub(crate) fn founded() -> Self {
        let mut book = Self::default();
        let found =
            LedgerFound { organ: "云溪县人民政府".into(), ledger_key: public(LEDGER), root: roots(&ROOTS, 2) };
        book.registry("ledger-found", &found, &ROOTS);
        book
    }

    /// A small sound ledger: founding, three appointments, a decision opened, a draft with a document and a sealed one, a
    /// member's position. Seven entries.
    pub(crate) fn small() -> Self {
        let mut book = Self::founded();
        book.appoint("李明", "head", HEAD);
        book.appoint("城建局", "handling-unit", UNIT);
        book.appoint("王芳", "member", MEMBER);
        let open = book.open("2026-001");
        book.say(open, &[HEAD]);
        let draft = book.draft("2026-001");
        book.say(draft, &[UNIT]);
        let position = book.position("2026-001", "王芳");
        book.say(position, &[MEMBER]);
        book
    }

    pub(crate) fn registry(&mut self, kind: &str, event: &impl serde::Serialize, signers: &[u8]) {
        let statement = self.event(kind, event, signers);
        self.say(statement, signers);
    }

    pub(crate) fn event(&self, kind: &str, event: &impl serde::Serialize, signers: &[u8]) -> Statement {
        let body = serde_json::from_str(&serde_json::to_string(event).unwrap()).unwrap();
        let offices: Vec<_> = signers.iter().map(|seed| ("root", *seed)).collect();
        self.statement("registry", kind, body, &offices)
    }

    pub(crate) fn appoint(&mut self, person: &str, office: &str, seed: u8) {
        self.registry("appoint", &appointment(person, office, seed), &ROOTS[..2]);
    }

    pub(crate) fn end(&mut self, person: &str, office: &str, seed: u8, reason: EndReason, since: Option<&str>) {
        let end = EndAppointment {
            office: OfficeId::new(office).unwrap(),
            person: PersonId::new(person).unwrap(),
            key: public(seed),
            reason,
            since: since.map(|since| since.parse().unwrap()),
            document: "云府任〔2026〕9号".into(),
        };
        self.registry("end-appointment", &end, &ROOTS[..2]);
    }

    pub(crate) fn open(&self, id: &str) -> Statement {
        let body = r#"{"title":"云溪大道改造","matter":"project","organ":"云溪县人民政府","level":"county",
            "handling_units":[{"unit":"城建局","lead":true}],"proposal_source":"leader","affects_public":true,
            "technical":false,"risky":false,"affects_market":false}"#;
        self.statement(&format!("decision/{id}"), "decision-open", json(body), &[("head", HEAD)])
    }

    /// A draft with an open and a sealed document.
    pub(crate) fn draft(&mut self, id: &str) -> Statement {
        let body = json(r#"{"version":"一稿","changes":"初稿"}"#);
        let mut statement =
            self.statement(&format!("decision/{id}"), "draft-version", body, &[("handling-unit", UNIT)]);
        let (open, sealed) = (self.document(b"draft"), self.sealed(b"names"));
        statement.attachments = vec![attachment("draft", 5, open), attachment("list", 5, sealed)];
        statement
    }

    pub(crate) fn position(&self, id: &str, person: &str) -> Statement {
        let meeting = self.lines.last().map_or(RecordDigest([0; 32]), Line::digest);
        let body = json(&format!(r#"{{"meeting":"{meeting}","person":"{person}","position":"agree"}}"#));
        self.statement(&format!("decision/{id}"), "position", body, &[("member", MEMBER)])
    }

    /// Puts a document in.
    pub(crate) fn document(&mut self, bytes: &[u8]) -> Content {
        let found = dual(bytes);
        let blake3 = EvidenceDigest(found.blake3);
        self.evidence.insert(blake3, bytes.to_vec());
        Content::Open { blake3, sha256: found.sha256 }
    }

    /// Puts a document and its opening in.
    pub(crate) fn sealed(&mut self, bytes: &[u8]) -> Content {
        let Content::Open { blake3, sha256 } = self.document(bytes) else { unreachable!() };
        let opening = Opening { salt: Sha256Digest([5; 32]), blake3, sha256 };
        self.openings.insert(opening.commitment(), opening.to_bytes());
        Content::Sealed(opening.commitment())
    }

    /// What somebody says next in `stream`, standing on the last record of the stream, or of the ledger.
    pub(crate) fn statement(&self, stream: &str, kind: &str, body: Value, offices: &[(&str, u8)]) -> Statement {
        let stream: StreamId = stream.parse().unwrap();
        let last = self.lines.iter().rfind(|line| line.header.stream == stream).or_else(|| self.lines.last());
        let minute = self.lines.len();
        let mut nonce = [0; 16];
        nonce[..8].copy_from_slice(&(minute as u64).to_le_bytes());
        let signatory =
            |(office, seed): &(&str, u8)| Signatory { office: OfficeId::new(office).unwrap(), key: public(*seed) };
        Statement {
            origin: origin(),
            stream,
            kind: KindName::new(kind).unwrap(),
            nonce: Nonce(nonce),
            signed_at: time(minute, 0).parse().unwrap(),
            occurred: Occurred::at("2026-03-20".parse().unwrap()),
            offices: offices.iter().map(signatory).collect(),
            basis: last.map(Line::digest).into_iter().collect(),
            body,
            attachments: Vec::new(),
            late: None,
            despite: Vec::new(),
        }
    }

    /// Signs and enters a statement, whatever it says.
    pub(crate) fn say(&mut self, statement: Statement, signers: &[u8]) {
        let stream = statement.stream.clone();
        let envelope = signed(Record::new(statement).unwrap().to_bytes().unwrap(), signers);
        self.enter(&stream, envelope);
    }

    /// Enters an envelope's bytes, whatever they are.
    pub(crate) fn enter(&mut self, stream: &StreamId, envelope: Vec<u8>) {
        let header = Header {
            origin: origin(),
            sequence: Seq(0),
            previous: EntryHash::NONE,
            recorded: time(self.lines.len(), 30).parse().unwrap(),
            stream: stream.clone(),
            number: 0,
            stream_previous: EntryHash::NONE,
            record_blake3: RecordDigest([0; 32]),
            record_sha256: Sha256Digest([0; 32]),
        };
        self.lines.push(Line { header, raw_header: None, envelope });
        self.chain();
    }

    /// Gives the last line the place that is due to it.
    fn chain(&mut self) {
        let (last, before) = self.lines.split_last_mut().unwrap();
        last.header.sequence = Seq(before.len() as u64);
        last.header.previous = before.last().map_or(EntryHash::NONE, |line| entry_hash(&line.header_bytes()));
        let own = before.iter().rfind(|line| line.header.stream == last.header.stream);
        last.header.number = own.map_or(0, |line| line.header.number + 1);
        last.header.stream_previous = own.map_or(EntryHash::NONE, |line| entry_hash(&line.header_bytes()));
        let found = dual(&last.envelope);
        last.header.record_blake3 = RecordDigest(found.blake3);
        last.header.record_sha256 = found.sha256;
    }

    /// Gives every line the place that is due to it, as who holds the store and the ledger key can: what is wrong then is
    /// only what they cannot forge.
    pub(crate) fn relink(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        for line in lines {
            self.lines.push(line);
            self.chain();
        }
    }

    pub(crate) fn root(&self, size: usize) -> TreeHash {
        let mut tree = CompactRange::new();
        self.lines[..size].iter().for_each(|line| tree.push(leaf_hash(&line.header_bytes())));
        tree.root()
    }

    pub(crate) fn checkpoint(&self, size: usize, signers: &[u8]) -> SignedCheckpoint {
        let checkpoint = Checkpoint { origin: origin(), size: size as u64, root: self.root(size) };
        let keys: Vec<SecretKey> = signers.iter().map(|seed| secret(*seed)).collect();
        let keys: Vec<&dyn Signer> = keys.iter().map(|key| key as &dyn Signer).collect();
        SignedCheckpoint::sign(&checkpoint, &keys).unwrap()
    }

    pub(crate) fn head(&self, size: usize) -> KnownHead {
        KnownHead::read(self.checkpoint(size, &[LEDGER]).to_text().as_bytes(), &format!("head-{size}")).unwrap()
    }

    /// Writes it all down, under a checkpoint signed by the ledger key.
    pub(crate) fn write(&self) -> Shelf {
        let mut tiles = BTreeMap::<TilePath, Vec<u8>>::new();
        let mut nodes = BTreeMap::new();
        let mut tree = CompactRange::new();
        for line in &self.lines {
            tree.push_with(leaf_hash(&line.header_bytes()), |level, index, hash| {
                nodes.insert(NodeId { level, index }, hash);
            });
        }
        let boundary = self.lines.len() as u64 & !255;
        for path in TilePath::of_size(boundary) {
            tiles.insert(path, path.nodes().flat_map(|node| nodes[&node].0).collect());
        }
        Shelf {
            log: self.lines.iter().flat_map(Line::frame).collect(),
            checkpoint: Some(self.checkpoint(self.lines.len(), &[LEDGER]).to_text().as_bytes().to_vec()),
            marker: Some(Marker { origin: origin() }.to_text().into_bytes()),
            tiles,
            evidence: self.evidence.clone(),
            openings: self.openings.clone(),
            files: Vec::new(),
            fails: None,
            bad_disk: false,
            no_files: false,
            silent: false,
            chunk_bytes: 4_000,
            streams: None,
        }
    }
}

pub(crate) fn appointment(person: &str, office: &str, seed: u8) -> Appoint {
    Appoint {
        office: OfficeId::new(office).unwrap(),
        person: PersonId::new(person).unwrap(),
        holder: HolderKind::Person,
        organ: "云溪县人民政府".into(),
        title: office.into(),
        key: public(seed),
        scope: Scope::All,
        from: "2026-01-01".parse().unwrap(),
        document: "云府任〔2026〕1号".into(),
    }
}

pub(crate) fn roots(seeds: &[u8], threshold: usize) -> RootSet {
    let holder = |seed: &u8| Holder { person: PersonId::new(&format!("root{seed}")).unwrap(), key: public(*seed) };
    RootSet { threshold: threshold.try_into().unwrap(), holders: seeds.iter().map(holder).collect() }
}

pub(crate) fn attachment(role: &str, size: u64, content: Content) -> Attachment {
    Attachment { name: format!("{role}.pdf"), role: role.into(), media_type: "application/pdf".into(), size, content }
}

pub(crate) fn signed(record: Vec<u8>, signers: &[u8]) -> Vec<u8> {
    let mut envelope = Envelope::unsigned(record);
    signers.iter().for_each(|seed| envelope.sign(&secret(*seed)));
    envelope.to_bytes()
}

pub(crate) fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// `minutes` and `seconds` into the test ledger's life.
pub(crate) fn time(minutes: usize, seconds: usize) -> String {
    let start: jiff::Timestamp = "2026-03-20T16:00:00Z".parse().unwrap();
    let at = start + jiff::SignedDuration::from_secs((minutes * 60 + seconds) as i64);
    format!("{at:.3}")
}

pub(crate) fn trust() -> Trust {
    let text = format!(
        "format = \"liuhen/trust/v1\"\norigin = \"test.example/ledger\"\nledger_key = \"{}\"\n\
         root_keys = [\"{}\", \"{}\", \"{}\"]\nroot_threshold = 2\n",
        public(LEDGER).id(),
        public(1).id(),
        public(2).id(),
        public(3).id()
    );
    Trust::parse(&text).unwrap()
}

pub(crate) fn policy() -> Policy {
    Policy {
        trust: Some(trust()),
        known_heads: Vec::new(),
        threads: 2,
        seed: [42; 32],
        holidays: crate::procedure::Holidays::built_in().clone(),
    }
}

/// Judges with the trust file and nothing else.
pub(crate) fn judged(shelf: &Shelf) -> Report {
    run(shelf, &policy(), &|_| {}).unwrap()
}

/// The codes found, each once, notes among them.
pub(crate) fn found(report: &Report) -> Vec<Code> {
    report.counts.keys().copied().collect()
}

/// Where a ledger rests in memory, every byte of it open to meddling.
#[derive(Debug, Clone)]
pub(crate) struct Shelf {
    pub(crate) log: Vec<u8>,
    pub(crate) checkpoint: Option<Vec<u8>>,
    pub(crate) marker: Option<Vec<u8>>,
    pub(crate) tiles: BTreeMap<TilePath, Vec<u8>>,
    pub(crate) evidence: BTreeMap<EvidenceDigest, Vec<u8>>,
    pub(crate) openings: BTreeMap<Sha256Digest, Vec<u8>>,
    /// Files that lie about besides.
    pub(crate) files: Vec<String>,
    /// After so many chunks the log cannot be read on.
    pub(crate) fails: Option<usize>,
    /// Documents and openings cannot be read.
    pub(crate) bad_disk: bool,
    /// There are no files, as in a ledger in memory.
    pub(crate) no_files: bool,
    /// Nothing can be read at all.
    pub(crate) silent: bool,
    pub(crate) chunk_bytes: usize,
    /// The entries by their streams' names, as the store finds them; without, it must not be asked for streams.
    pub(crate) streams: Option<BTreeMap<String, Vec<StoredEntry>>>,
}

fn disk(what: &str) -> StoreError {
    StoreError::new(StoreErrorKind::Unavailable, what)
}

impl ReadLedger for Shelf {
    fn checkpoint(&self) -> Result<Option<Vec<u8>>, StoreError> {
        if self.silent { Err(disk("read checkpoint")) } else { Ok(self.checkpoint.clone()) }
    }

    fn tip(&self) -> Result<Tip, StoreError> {
        Ok(Tip::EMPTY)
    }

    fn chunks(&self) -> Result<Box<dyn Iterator<Item = Result<Chunk, StoreError>> + Send + '_>, StoreError> {
        let (mut at, mut chunks, mut over) = (0, 0, false);
        Ok(Box::new(std::iter::from_fn(move || {
            if over || at == self.log.len() {
                return None;
            }
            if self.fails == Some(chunks) {
                over = true;
                return Some(Err(disk("read log/000000.log")));
            }
            chunks += 1;
            let start = at;
            let locus = |offset: usize| Locus { file: "log/000000.log".into(), offset: offset as u64 };
            let (mut frames, mut broken) = (Vec::new(), None);
            while at < self.log.len() && at - start < self.chunk_bytes {
                match Frame::find(&self.log[at..]) {
                    Ok(frame) => {
                        frames.push(at - start..at - start + frame.total());
                        at += frame.total();
                    }
                    Err(why) => {
                        over = true;
                        broken = Some(Broken { locus: locus(at), why, bytes: (self.log.len() - at) as u64 });
                        break;
                    }
                }
            }
            Some(Ok(Chunk { locus: locus(start), bytes: self.log[start..at].to_vec(), frames, broken }))
        })))
    }

    fn entries(&self, _: Seq, _: usize) -> Result<Vec<StoredEntry>, StoreError> {
        Err(disk("the judge must not ask for entries"))
    }

    fn stream_head(&self, _: &StreamId) -> Result<Option<StreamHead>, StoreError> {
        Err(disk("the judge must not ask for streams"))
    }

    fn stream(&self, stream: &StreamId, from: u64, count: usize) -> Result<Vec<StoredEntry>, StoreError> {
        let streams = self.streams.as_ref().ok_or_else(|| disk("the judge must not ask for streams"))?;
        let entries = streams.get(&stream.to_string()).map_or(&[][..], Vec::as_slice);
        Ok(entries.iter().skip(usize::try_from(from).unwrap()).take(count).cloned().collect())
    }

    fn streams(&self, after: Option<&StreamId>, count: usize) -> Result<Vec<StreamId>, StoreError> {
        let streams = self.streams.as_ref().ok_or_else(|| disk("the judge must not ask for streams"))?;
        let after = after.map(ToString::to_string);
        let names = streams.keys().filter(|name| after.as_ref().is_none_or(|after| *name > after));
        Ok(names.take(count).map(|name| name.parse().unwrap()).collect())
    }

    fn node(&self, node: NodeId) -> Result<TreeHash, StoreError> {
        let _slot = TileSlot::of(node);
        Err(disk("the judge must not ask for nodes"))
    }

    fn tile(&self, path: &TilePath) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.tiles.get(path).cloned())
    }

    fn marker(&self) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.marker.clone())
    }

    fn files(&self) -> Result<Box<dyn Iterator<Item = Result<String, StoreError>> + '_>, StoreError> {
        if self.no_files {
            return Ok(Box::new(std::iter::empty()));
        }
        let kept = ["liuhen.toml", "checkpoint", "log/000000.log"].map(str::to_owned).into_iter();
        let tiles = self.tiles.keys().map(ToString::to_string);
        let evidence = self.evidence.keys().map(|digest| self.evidence_path(digest));
        let openings = self.openings.keys().map(|sealed| self.opening_path(sealed));
        Ok(Box::new(kept.chain(tiles).chain(evidence).chain(openings).chain(self.files.iter().cloned()).map(Ok)))
    }
}

impl ReadEvidence for Shelf {
    fn evidence(&self, digest: &EvidenceDigest) -> Result<Option<Box<dyn Read + Send + '_>>, StoreError> {
        if self.bad_disk {
            return Err(disk("read evidence"));
        }
        Ok(self.evidence.get(digest).map(|bytes| Box::new(Cursor::new(bytes)) as Box<dyn Read + Send>))
    }

    fn opening(&self, sealed: &Sha256Digest) -> Result<Option<Vec<u8>>, StoreError> {
        if self.bad_disk {
            return Err(disk("read openings"));
        }
        Ok(self.openings.get(sealed).cloned())
    }

    fn evidence_path(&self, digest: &EvidenceDigest) -> String {
        let name = digest.to_string();
        format!("evidence/{}/{name}", &name[..2])
    }

    fn opening_path(&self, sealed: &Sha256Digest) -> String {
        let name = sealed.to_string();
        format!("openings/{}/{name}.json", &name[..2])
    }
}

#[test]
fn a_sound_ledger_has_nothing_against_it() {
    let report = judged(&Book::small().write());
    assert_eq!(found(&report), [], "{:#?}", report.findings);
    assert_eq!(report.exit, 0);
    assert_eq!((report.ledger.size, report.ledger.decisions, report.ledger.records), (7, 1, 7));
    assert_eq!((report.ledger.signatures, report.ledger.attachments), (3 + 2 * 3 + 3, 2));
    assert_eq!(report.ledger.evidence_bytes, 10);
    for check in [Check::Chain, Check::Streams, Check::Digests, Check::Records, Check::Times, Check::Basis, Check::Tree]
    {
        assert_eq!(report.outcome(check), Some(Outcome::Passed(7)), "{check:?}");
    }
    assert_eq!(report.outcome(Check::Authority), Some(Outcome::Passed(3)));
    assert_eq!(report.outcome(Check::Registry), Some(Outcome::Passed(4)));
    assert_eq!(report.outcome(Check::Openings), Some(Outcome::Passed(1)));
}

#[test]
fn the_frames_of_the_test_ledger_are_those_of_the_program() {
    let line = &Book::founded().lines[0];
    let entry = crate::chain::Entry::read(line.header_bytes(), line.envelope.clone()).unwrap();
    let mut frame = Vec::new();
    write_frame(&entry, &mut frame);
    assert_eq!(frame, line.frame());
    assert_eq!(Frame::find(&frame[..9]), Err(FrameError::Cut));
}
