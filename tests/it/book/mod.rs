//! A ledger made by hand, line by line: nothing about it need be true. Everything is fixed, so that it comes out the same
//! byte for byte: the seed of the key `NAME` is SHA-256 of `liuhen broken key NAME`, entries are twelve hours apart, and
//! nonces and salts count up.
//!
//! In scope: what somebody can do who holds the store and the ledger key ([`Book::relink`], [`Book::files`]). Whose other
//! keys an attack takes, the attack says.

pub(crate) mod story;

use std::collections::BTreeMap;
use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use liuhen::chain::{
    Checkpoint, CompactRange, Header, Marker, NodeId, SignedCheckpoint, TlogProof, entry_hash, inclusion_proof,
    leaf_hash,
};
use liuhen::crypto::hash::sha256;
use liuhen::crypto::{PublicKey, SecretKey, Signer, dual};
use liuhen::format::{Attachment, Content, Envelope, Nonce, Opening, Record, Signatory, Statement};
use liuhen::ledger::{Ledger, Submission, found};
use liuhen::model::{
    EntryHash, EvidenceDigest, KindName, Moment, Occurred, OfficeId, Origin, RecordDigest, Seq, Sha256Digest, StreamId,
    TreeHash, Value,
};
use liuhen::port::{HighWater, WriteEvidence as _};
use liuhen::store::LedgerFolder;
use liuhen::verify::{self, Policy, Report, Trust};

pub(crate) use story::{Chapter, appointment, end, root_set};

/// The ledger's name; county and people are invented.
pub(crate) const ORIGIN: &str = "yunxi.example/decisions";
/// The decision that is recorded.
pub(crate) const DECISION: &str = "decision/2026-003";
/// The three root holders, two of whom must sign.
pub(crate) const ROOTS: [&str; 3] = ["root-1", "root-2", "root-3"];
/// The key that signs checkpoints.
pub(crate) const LEDGER: &str = "ledger";

/// Files by their path in the ledger's folder.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

pub(crate) fn key(name: &str) -> SecretKey {
    SecretKey::from_seed(&sha256(format!("liuhen broken key {name}").as_bytes()))
}

pub(crate) fn public(name: &str) -> PublicKey {
    key(name).public()
}

pub(crate) fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// An envelope around `payload` with the signatures of these keys, in this order.
pub(crate) fn signed(payload: Vec<u8>, by: &[&str]) -> Vec<u8> {
    let mut envelope = Envelope::unsigned(payload);
    by.iter().for_each(|name| envelope.sign(&key(name)));
    envelope.to_bytes()
}

/// The bytes of what somebody says, to be signed.
pub(crate) fn payload(statement: Statement) -> Vec<u8> {
    Record::new(statement).unwrap().to_bytes().unwrap()
}

/// The record in an envelope, as it can be said again.
pub(crate) fn statement_of(envelope: &[u8]) -> Statement {
    let record = Record::read(&Envelope::read(envelope).unwrap().payload).unwrap();
    Statement {
        body: record.body_value().unwrap(),
        origin: record.origin,
        stream: record.stream,
        kind: record.kind,
        nonce: record.nonce,
        signed_at: record.signed_at,
        occurred: record.occurred,
        offices: record.offices,
        basis: record.basis,
        attachments: record.attachments,
        late: record.late,
        despite: record.despite,
    }
}

/// One entry as it will stand in the log.
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
#[derive(Debug, Clone)]
pub(crate) struct Book {
    origin: Origin,
    /// How many half days have passed: the time of the next entry.
    clock: i64,
    pub(crate) lines: Vec<Line>,
    pub(crate) evidence: BTreeMap<EvidenceDigest, Vec<u8>>,
    pub(crate) openings: BTreeMap<Sha256Digest, Vec<u8>>,
}

impl Book {
    pub(crate) fn new(origin: &str) -> Self {
        Self {
            origin: Origin::new(origin).unwrap(),
            clock: 0,
            lines: Vec::new(),
            evidence: BTreeMap::new(),
            openings: BTreeMap::new(),
        }
    }

    /// When the next entry is signed.
    pub(crate) fn now(&self) -> Timestamp {
        moment(self.clock)
    }

    /// Lets half days pass in which nothing is recorded.
    pub(crate) fn wait(&mut self, half_days: i64) {
        self.clock += half_days;
    }

    /// What somebody says next in `stream`, standing on the last record of the stream, or else of the ledger.
    pub(crate) fn statement(&self, stream: &str, kind: &str, body: Value, offices: &[(&str, &str)]) -> Statement {
        let stream: StreamId = stream.parse().unwrap();
        let last = self.lines.iter().rfind(|line| line.header.stream == stream).or_else(|| self.lines.last());
        let now = self.now();
        let mut nonce = [0; 16];
        nonce[..8].copy_from_slice(&self.clock.to_be_bytes());
        let signatory =
            |(office, name): &(&str, &str)| Signatory { office: OfficeId::new(office).unwrap(), key: public(name) };
        Statement {
            origin: self.origin.clone(),
            stream,
            kind: KindName::new(kind).unwrap(),
            nonce: Nonce(nonce),
            signed_at: liuhen::model::ClaimedTime::new(now),
            occurred: Occurred::at(Moment::Day(jiff::tz::Offset::constant(8).to_datetime(now).date())),
            offices: offices.iter().map(signatory).collect(),
            basis: last.map(Line::digest).into_iter().collect(),
            body,
            attachments: Vec::new(),
            late: None,
            despite: Vec::new(),
        }
    }

    /// What root holders say of the registry.
    pub(crate) fn event(&self, kind: &str, event: &impl serde::Serialize, roots: &[&str]) -> Statement {
        let offices: Vec<_> = roots.iter().map(|name| ("root", *name)).collect();
        self.statement("registry", kind, json(&serde_json::to_string(event).unwrap()), &offices)
    }

    /// Signs and enters what root holders say of the registry.
    pub(crate) fn registry(&mut self, kind: &str, event: &impl serde::Serialize, roots: &[&str]) {
        let statement = self.event(kind, event, roots);
        self.say(statement, roots);
    }

    /// Signs and enters a statement, whatever it says.
    pub(crate) fn say(&mut self, statement: Statement, by: &[&str]) {
        let stream = statement.stream.clone();
        let envelope = signed(payload(statement), by);
        self.enter(&stream, envelope);
    }

    /// Enters an envelope's bytes, whatever they are.
    pub(crate) fn enter(&mut self, stream: &StreamId, envelope: Vec<u8>) {
        let header = Header {
            origin: self.origin.clone(),
            sequence: Seq(0),
            previous: EntryHash::NONE,
            recorded: liuhen::model::RecordedTime::new(self.now() + SignedDuration::from_secs(40)),
            stream: stream.clone(),
            number: 0,
            stream_previous: EntryHash::NONE,
            record_blake3: RecordDigest([0; 32]),
            record_sha256: Sha256Digest([0; 32]),
        };
        self.lines.push(Line { header, raw_header: None, envelope });
        self.clock += 1;
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
        for line in std::mem::take(&mut self.lines) {
            self.lines.push(line);
            self.chain();
        }
    }

    /// Puts a document in, and gives what cites it.
    pub(crate) fn document(&mut self, role: &str, text: &str) -> Attachment {
        let found = dual(text.as_bytes());
        let blake3 = EvidenceDigest(found.blake3);
        self.evidence.insert(blake3, text.as_bytes().to_vec());
        attachment(role, text, Content::Open { blake3, sha256: found.sha256 })
    }

    /// Puts a document and its opening in, and gives what cites it.
    pub(crate) fn sealed(&mut self, role: &str, text: &str) -> Attachment {
        let opening = self.opening(text);
        let sealed = opening.commitment();
        self.openings.insert(sealed, opening.to_bytes());
        attachment(role, text, Content::Sealed(sealed))
    }

    /// Puts a document in, and gives an opening for it.
    pub(crate) fn opening(&mut self, text: &str) -> Opening {
        let found = dual(text.as_bytes());
        let blake3 = EvidenceDigest(found.blake3);
        self.evidence.insert(blake3, text.as_bytes().to_vec());
        let salt = sha256(format!("liuhen broken salt {}", self.openings.len()).as_bytes());
        Opening { salt: Sha256Digest(salt), blake3, sha256: found.sha256 }
    }

    fn root(&self, size: usize) -> TreeHash {
        let mut tree = CompactRange::new();
        self.lines[..size].iter().for_each(|line| tree.push(leaf_hash(&line.header_bytes())));
        tree.root()
    }

    /// A checkpoint over the first `size` entries, signed by these keys.
    pub(crate) fn checkpoint(&self, size: usize, by: &[&str]) -> SignedCheckpoint {
        let checkpoint = Checkpoint { origin: self.origin.clone(), size: size as u64, root: self.root(size) };
        let keys: Vec<SecretKey> = by.iter().map(|name| key(name)).collect();
        let keys: Vec<&dyn Signer> = keys.iter().map(|key| key as &dyn Signer).collect();
        SignedCheckpoint::sign(&checkpoint, &keys).unwrap()
    }

    /// The receipt for entry `at` that was given out when there were `size` entries.
    pub(crate) fn receipt(&self, at: usize, size: usize) -> TlogProof {
        let mut nodes = BTreeMap::new();
        let mut tree = CompactRange::new();
        for line in &self.lines[..size] {
            tree.push_with(leaf_hash(&line.header_bytes()), |level, index, hash| {
                nodes.insert(NodeId { level, index }, hash);
            });
        }
        let mut node = |node: NodeId| Ok::<_, std::convert::Infallible>(nodes[&node]);
        let proof = inclusion_proof(at as u64, size as u64, &mut node).unwrap();
        let extra = Some(self.lines[at].frame());
        TlogProof { extra, index: at as u64, proof, checkpoint: self.checkpoint(size, &[LEDGER]) }
    }

    /// The ledger's files, under a checkpoint over everything by the ledger key.
    pub(crate) fn files(&self) -> Files {
        let mut files = Files::new();
        files.insert("liuhen.toml".into(), Marker { origin: self.origin.clone() }.to_text().into());
        files.insert("log/000000.log".into(), self.lines.iter().flat_map(Line::frame).collect());
        files.insert("checkpoint".into(), self.checkpoint(self.lines.len(), &[LEDGER]).to_text().into());
        for (digest, bytes) in &self.evidence {
            files.insert(evidence_path(digest), bytes.clone());
        }
        for (sealed, bytes) in &self.openings {
            let name = sealed.to_string();
            files.insert(format!("openings/{}/{name}.json", &name[..2]), bytes.clone());
        }
        files
    }
}

impl Book {
    /// Has the real store and the real ledger lay the same ledger down in a folder that is not there: the documents, the
    /// founding, and the rest one by one.
    pub(crate) fn lay_down(&self, folder: &Path, marks: &dyn HighWater) -> Ledger<LedgerFolder> {
        let mut store = LedgerFolder::create(folder, &self.origin).unwrap();
        for bytes in self.evidence.values() {
            store.put_evidence(&mut bytes.as_slice()).unwrap();
        }
        for (sealed, bytes) in &self.openings {
            store.put_opening(sealed, bytes).unwrap();
        }
        let (founding, rest) = self.lines.split_first().unwrap();
        let (ledger_key, recorded) = (key(LEDGER), |line: &Line| line.header.recorded.timestamp());
        let envelope = founding.envelope.clone();
        let (mut ledger, _) = found(store, envelope, &ledger_key, &recorded(founding), marks).unwrap();
        for line in rest {
            let one = vec![Submission::new(line.envelope.clone())];
            ledger.append(one, &[&ledger_key], &recorded(line), marks).unwrap();
        }
        ledger
    }
}

/// Where a document lies.
pub(crate) fn evidence_path(digest: &EvidenceDigest) -> String {
    let name = digest.to_string();
    format!("evidence/{}/{name}", &name[..2])
}

fn attachment(role: &str, text: &str, content: Content) -> Attachment {
    let (name, media_type) = (format!("{role}.txt"), "text/plain".into());
    Attachment { name, role: role.into(), media_type, size: text.len() as u64, content }
}

/// So many half days into the ledger's life.
pub(crate) fn moment(half_days: i64) -> Timestamp {
    let start: Timestamp = "2026-03-02T01:00:00Z".parse().unwrap();
    start + SignedDuration::from_hours(12 * half_days)
}

/// A ledger judged as it lies there, by who knows the founders.
pub(crate) fn judged(folder: &Path) -> Report {
    let trust = Trust::parse(&Book::trust()).unwrap();
    let policy = Policy {
        trust: Some(trust),
        known_heads: Vec::new(),
        threads: 1,
        seed: [7; 32],
        holidays: liuhen::procedure::Holidays::built_in().clone(),
    };
    let store = LedgerFolder::open_for_reading(folder).unwrap();
    verify::run(&store, &policy, &|_| ()).unwrap()
}

/// A folder for a while, in memory where the system has one: what is tried here thousands of times needs no disk.
pub(crate) fn quick_folder() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

/// Writes files into a folder that may be there.
pub(crate) fn write(files: &Files, folder: &Path) {
    for (path, bytes) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

/// Reads all files of a folder.
pub(crate) fn read(folder: &Path) -> Files {
    fn add(files: &mut Files, folder: &Path, inside: &str) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = format!("{inside}{}", entry.file_name().to_str().unwrap());
            if entry.file_type().unwrap().is_dir() {
                add(files, &entry.path(), &format!("{name}/"));
            } else {
                files.insert(name, std::fs::read(entry.path()).unwrap());
            }
        }
    }
    let mut files = Files::new();
    if folder.exists() {
        add(&mut files, folder, "");
    }
    files
}
