//! The example ledger of the format pages: everything in it comes from what is stated here, through the public doors.
//!
//! The seed of the key `NAME` is SHA-256 of the text `liuhen example key NAME`; the nonce of entry `N` the first 16 bytes
//! of SHA-256 of `liuhen example nonce N`; the salt of the one sealed attachment SHA-256 of `liuhen example salt`. The
//! people, the county and the matter are invented.

use liuhen::chain::head::{Head, StreamPlace};
use liuhen::chain::merkle::{CompactRange, NodeId};
use liuhen::chain::{
    Checkpoint, CosignerKey, Entry, KeyName, SignedCheckpoint, TlogProof, WordProof, cosign, inclusion_proof,
    write_frame,
};
use liuhen::crypto::hash::{dual, sha256};
use liuhen::crypto::{SecretKey, Signer};
use liuhen::format::{Attachment, Content, Envelope, Nonce, Opening, Record, Signatory, Statement, Verifiers};
use liuhen::model::{
    DecisionId, EntryHash, EvidenceDigest, KindName, Occurred, OfficeId, Origin, PersonId, RecordedTime, Seq,
    Sha256Digest, StreamId, TreeHash,
};
use liuhen::registry::Registry;
use std::collections::HashMap;
use std::convert::Infallible;

pub(crate) const ORIGIN: &str = "yunxi.example/decisions";
pub(crate) const DECISION: &str = "decision/2026-003";

/// The keys of the example, each with what it is for.
pub(crate) const KEYS: &[(&str, &str)] = &[
    ("ledger", "signs the checkpoints"),
    ("ledger-next", "signs them after the rotation"),
    ("root-1", "root holder 赵启明"),
    ("root-2", "root holder 钱思远"),
    ("root-3", "root holder 孙若兰"),
    ("office", "seal of 云溪县人民政府办公室, government-office"),
    ("transport", "seal of 云溪县交通运输局, handling-unit"),
    ("member", "周文博, member"),
    ("witness", "cosigns checkpoints as witness.example/yunxi-archive"),
    ("stranger", "nobody in this ledger"),
];

/// The one document cited openly, and the one that is sealed.
pub(crate) const DRAFT: &str = "云溪县城区公共停车收费调整方案（草案）\n\n一、城区道路停车泊位白天每小时收费由 2 元调整为 3 元。\n二、前 30 分钟免费。\n";
pub(crate) const LIST: &str = "座谈会签到表（含个人信息）\n虚构人员甲，虚构人员乙\n";

pub(crate) const COSIGNED_AT: u64 = 1_772_600_000;
pub(crate) const WITNESS: &str = "witness.example/yunxi-archive";

/// How many entries the checkpoint covers that the receipts lead to.
pub(crate) const RECEIPT_SIZE: u64 = 8;

pub(crate) fn key(name: &str) -> SecretKey {
    SecretKey::from_seed(&seed(name))
}

pub(crate) fn seed(name: &str) -> [u8; 32] {
    sha256(format!("liuhen example key {name}").as_bytes())
}

pub(crate) fn nonce(number: impl std::fmt::Display) -> Nonce {
    let digest = sha256(format!("liuhen example nonce {number}").as_bytes());
    Nonce(digest[..16].try_into().unwrap())
}

pub(crate) fn opening() -> Opening {
    let digests = dual(LIST.as_bytes());
    Opening {
        salt: Sha256Digest(sha256(b"liuhen example salt")),
        blake3: EvidenceDigest(digests.blake3),
        sha256: digests.sha256,
    }
}

pub(crate) fn signatory(office: &str, key_name: &str) -> Signatory {
    Signatory { office: OfficeId::new(office).unwrap(), key: key(key_name).public() }
}

/// Signs a record's bytes with the keys of these names.
pub(crate) fn signed(record: &[u8], by: &[&str]) -> Envelope {
    let mut envelope = Envelope::unsigned(record.to_vec());
    for name in by {
        envelope.sign(&key(name));
    }
    envelope
}

/// An entry as it was made.
pub(crate) struct Made {
    pub(crate) record: Vec<u8>,
    pub(crate) signers: Vec<&'static str>,
    pub(crate) entry: Entry,
    pub(crate) frame: Vec<u8>,
    pub(crate) offset: u64,
}

impl Made {
    pub(crate) fn cited(&self) -> String {
        self.entry.header().record_blake3.to_string()
    }
}

/// The ledger as it grows.
pub(crate) struct Example {
    pub(crate) entries: Vec<Made>,
    /// The registry as it stood before each entry, and after the last.
    pub(crate) registries: Vec<Registry>,
    pub(crate) log: Vec<u8>,
    pub(crate) roots: Vec<TreeHash>,
    pub(crate) nodes: HashMap<NodeId, TreeHash>,
}

/// What an entry is made of, the rest following from those before it.
struct Step {
    stream: &'static str,
    kind: &'static str,
    signed_at: &'static str,
    recorded: &'static str,
    occurred: (&'static str, &'static str),
    offices: Vec<(&'static str, &'static str)>,
    basis: Vec<usize>,
    body: String,
    attachments: Vec<Attachment>,
}

impl Example {
    pub(crate) fn build() -> Self {
        let mut made = Self {
            entries: Vec::new(),
            registries: Vec::new(),
            log: Vec::new(),
            roots: vec![CompactRange::new().root()],
            nodes: HashMap::new(),
        };
        let mut verifiers = Verifiers::default();
        let mut tree = CompactRange::new();
        let mut head = Head { origin: Origin::new(ORIGIN).unwrap(), size: 0, last: EntryHash::NONE, recorded: None };
        let mut streams: HashMap<StreamId, StreamPlace> = HashMap::new();
        for number in 0.. {
            let Some(step) = made.step(number) else { break };
            let by: Vec<&'static str> = step.offices.iter().map(|(_, key)| *key).collect();
            let record = made.record(number, &step).to_bytes().unwrap();
            let envelope = signed(&record, &by).to_bytes();
            let at = Seq(number as u64);
            let authorised = match made.registries.last() {
                None => {
                    let (authorised, registry) = Registry::authorise_founding(envelope, &mut verifiers).unwrap();
                    made.registries.extend([registry.clone(), registry]);
                    authorised
                }
                Some(registry) => {
                    let mut registry = registry.clone();
                    let authorised = registry.authorise(envelope, at, &mut verifiers).unwrap();
                    if authorised.record().stream == StreamId::Registry {
                        registry.apply(authorised.record(), at).unwrap();
                    }
                    made.registries.push(registry);
                    authorised
                }
            };
            let stream = authorised.record().stream.clone();
            let place = streams.get(&stream).copied().unwrap_or(StreamPlace { number: 0, previous: EntryHash::NONE });
            let now: RecordedTime = step.recorded.parse().unwrap();
            let (entry, next) = head.extend(authorised, place, now).unwrap();
            streams.insert(stream, StreamPlace { number: place.number + 1, previous: entry.hash() });
            head = next;
            tree.push_with(entry.leaf(), |level, index, hash| {
                made.nodes.insert(NodeId { level, index }, hash);
            });
            made.roots.push(tree.root());
            let mut frame = Vec::new();
            write_frame(&entry, &mut frame);
            let offset = made.log.len() as u64;
            made.log.extend_from_slice(&frame);
            made.entries.push(Made { record, signers: by, entry, frame, offset });
        }
        made
    }

    fn record(&self, number: usize, step: &Step) -> Record {
        let statement = Statement {
            origin: Origin::new(ORIGIN).unwrap(),
            stream: step.stream.parse().unwrap(),
            kind: KindName::new(step.kind).unwrap(),
            nonce: nonce(number),
            signed_at: step.signed_at.parse().unwrap(),
            occurred: Occurred { from: step.occurred.0.parse().unwrap(), to: step.occurred.1.parse().unwrap() },
            offices: step.offices.iter().map(|(office, key)| signatory(office, key)).collect(),
            basis: step.basis.iter().map(|&at| self.entries[at].entry.header().record_blake3).collect(),
            body: serde_json::from_str(&step.body).unwrap(),
            attachments: step.attachments.clone(),
            late: None,
            despite: Vec::new(),
        };
        Record::new(statement).unwrap()
    }

    /// A checkpoint over the first `size` entries, with the keys that must sign it.
    pub(crate) fn checkpoint(&self, size: u64) -> SignedCheckpoint {
        let registry = &self.registries[usize::try_from(size).unwrap()];
        let (reigning, before) = registry.ledger_keys_at(size);
        let names = ["ledger", "ledger-next"].map(key);
        let signers: Vec<&dyn Signer> = std::iter::once(reigning)
            .chain(before)
            .map(|public| names.iter().find(|key| key.public() == public).unwrap() as &dyn Signer)
            .collect();
        let root = self.roots[usize::try_from(size).unwrap()];
        let checkpoint = Checkpoint { origin: Origin::new(ORIGIN).unwrap(), size, root };
        SignedCheckpoint::sign(&checkpoint, &signers).unwrap()
    }

    pub(crate) fn cosigned(&self, size: u64) -> SignedCheckpoint {
        let checkpoint = self.checkpoint(size);
        let line = cosign(&checkpoint, KeyName::new(WITNESS).unwrap(), COSIGNED_AT, &key("witness")).unwrap();
        checkpoint.with_signature(&line).unwrap()
    }

    pub(crate) fn witness() -> CosignerKey {
        CosignerKey::new(KeyName::new(WITNESS).unwrap(), key("witness").public())
    }

    pub(crate) fn receipt(&self, index: u64, checkpoint: SignedCheckpoint) -> TlogProof {
        let size = checkpoint.checkpoint().size;
        let mut node = |node: NodeId| Ok::<_, Infallible>(self.nodes[&node]);
        let proof = inclusion_proof(index, size, &mut node).unwrap();
        let frame = self.entries[usize::try_from(index).unwrap()].frame.clone();
        TlogProof { extra: Some(frame), index, proof, checkpoint }
    }

    /// What 周文博 said, as proofs of these entries.
    pub(crate) fn word_proof(&self, entries: &[u64], checkpoint: &SignedCheckpoint) -> WordProof {
        let entries = entries.iter().map(|&at| self.receipt(at, checkpoint.clone())).collect();
        WordProof::new(PersonId::new("周文博").unwrap(), DecisionId::new("2026-003").unwrap(), entries).unwrap()
    }

    fn step(&self, number: usize) -> Option<Step> {
        let public = |name: &str| serde_json::to_value(key(name).public()).unwrap();
        let cited = |at: usize| self.entries[at].cited();
        let roots = |names: &[&'static str]| names.iter().map(|&name| ("root", name)).collect::<Vec<_>>();
        let holder = |person: &str, key: &str| format!(r#"{{"person":"{person}","key":{}}}"#, public(key));
        let [one, two, three] = [holder("赵启明", "root-1"), holder("钱思远", "root-2"), holder("孙若兰", "root-3")];
        let registry = |kind, signed_at, recorded, basis: Vec<usize>, body: String| Step {
            stream: "registry",
            kind,
            signed_at,
            recorded,
            occurred: ("2026-03-02", "2026-03-02"),
            offices: roots(&["root-1", "root-2"]),
            basis,
            body,
            attachments: Vec::new(),
        };
        let appoint = |office: &str, person: &str, holder: &str, organ: &str, title: &str, key: &str| {
            format!(
                r#"{{"office":"{office}","person":"{person}","holder":"{holder}","organ":"{organ}","title":"{title}","key":{},"scope":"all","from":"2026-01-01","document":"云府任〔2026〕1号"}}"#,
                public(key)
            )
        };
        Some(match number {
            0 => Step {
                offices: roots(&["root-1", "root-2", "root-3"]),
                ..registry(
                    "ledger-found",
                    "2026-03-02T01:00:00.000Z",
                    "2026-03-02T01:05:00.000Z",
                    vec![],
                    format!(
                        r#"{{"organ":"云溪县人民政府","ledger_key":{},"root":{{"threshold":2,"holders":[{one},{two},{three}]}}}}"#,
                        public("ledger")
                    ),
                )
            },
            1 => registry(
                "appoint",
                "2026-03-02T01:20:00.000Z",
                "2026-03-02T01:30:00.125Z",
                vec![0],
                appoint("government-office", "云溪县人民政府办公室", "seal", "云溪县人民政府", "办公室公章", "office"),
            ),
            2 => registry(
                "appoint",
                "2026-03-02T01:21:00.000Z",
                "2026-03-02T01:30:00.125Z",
                vec![0],
                appoint("handling-unit", "云溪县交通运输局", "seal", "云溪县交通运输局", "局公章", "transport"),
            ),
            3 => registry(
                "appoint",
                "2026-03-02T01:22:00.000Z",
                "2026-03-02T01:30:00.126Z",
                vec![0],
                appoint("member", "周文博", "person", "云溪县人民政府", "副县长", "member"),
            ),
            4 => Step {
                stream: DECISION,
                kind: "decision-open",
                signed_at: "2026-03-03T02:00:00.000Z",
                recorded: "2026-03-03T02:01:07.500Z",
                occurred: ("2026-03-03", "2026-03-03"),
                offices: vec![("government-office", "office")],
                basis: vec![1],
                body: r#"{"title":"城区公共停车收费调整","matter":"public-policy","organ":"云溪县人民政府","level":"county","handling_units":[{"unit":"云溪县交通运输局","lead":true}],"proposal_source":"department","affects_public":true,"technical":false,"risky":false,"affects_market":false}"#.to_owned(),
                attachments: Vec::new(),
            },
            5 => Step {
                stream: DECISION,
                kind: "draft-version",
                signed_at: "2026-03-03T06:30:00.000Z",
                recorded: "2026-03-03T06:31:00.000Z",
                occurred: ("2026-03-03", "2026-03-03"),
                offices: vec![("handling-unit", "transport")],
                basis: vec![4],
                body: r#"{"version":"v1","changes":"首次形成草案。"}"#.to_owned(),
                attachments: attachments(),
            },
            6 => Step {
                stream: DECISION,
                kind: "meeting-opened",
                signed_at: "2026-03-03T23:00:00.000Z",
                recorded: "2026-03-03T23:00:30.010Z",
                occurred: ("2026-03-04T07:00:00+08:00", "2026-03-04T07:00:00+08:00"),
                offices: vec![("government-office", "office")],
                basis: vec![4, 5],
                body: format!(
                    r#"{{"meeting_kind":"executive-meeting","number":"2026-5","place":"县政府三楼会议室","chair":"吴清和","recorder":"郑一鸣","roster":[{{"person":"吴清和","office":"head","attendance":"present"}},{{"person":"周文博","office":"member","attendance":"present"}}],"agenda":[{{"item":1,"subject":"城区公共停车收费调整"}}],"draft":"{}"}}"#,
                    cited(5)
                ),
                attachments: Vec::new(),
            },
            7 => Step {
                stream: DECISION,
                kind: "position",
                signed_at: "2026-03-03T23:40:00.000Z",
                recorded: "2026-03-03T23:41:12.000Z",
                occurred: ("2026-03-04T07:35:00+08:00", "2026-03-04T07:38:00+08:00"),
                offices: vec![("member", "member")],
                basis: vec![6, 5],
                body: format!(
                    r#"{{"meeting":"{}","person":"周文博","position":"disagree","turn":1,"reasons":[{{"ground":"procedure","text":"未公开征求意见，也未说明不征求的理由。"}}]}}"#,
                    cited(6)
                ),
                attachments: Vec::new(),
            },
            8 => registry(
                "end-appointment",
                "2026-03-05T01:00:00.000Z",
                "2026-03-05T01:10:00.000Z",
                vec![3],
                format!(
                    r#"{{"office":"member","person":"周文博","key":{},"reason":"compromised","since":"2026-03-04T20:00:00+08:00","document":"云府办函〔2026〕9号"}}"#,
                    public("member")
                ),
            ),
            9 => Step {
                offices: roots(&["root-1", "root-3"]),
                ..registry(
                    "rotate-root",
                    "2026-03-06T01:00:00.000Z",
                    "2026-03-06T01:10:00.000Z",
                    vec![0],
                    format!(
                        r#"{{"root":{{"threshold":2,"holders":[{one},{three}]}},"document":"云府办函〔2026〕10号"}}"#
                    ),
                )
            },
            10 => Step {
                offices: roots(&["root-1", "root-3"]),
                ..registry(
                    "rotate-ledger-key",
                    "2026-03-06T01:20:00.000Z",
                    "2026-03-06T01:30:00.000Z",
                    vec![9],
                    format!(r#"{{"ledger_key":{},"document":"云府办函〔2026〕11号"}}"#, public("ledger-next")),
                )
            },
            _ => return None,
        })
    }
}

fn attachments() -> Vec<Attachment> {
    let draft = dual(DRAFT.as_bytes());
    vec![
        Attachment {
            name: "停车收费调整方案草案.txt".into(),
            role: "draft".into(),
            media_type: "text/plain".into(),
            size: DRAFT.len() as u64,
            content: Content::Open { blake3: EvidenceDigest(draft.blake3), sha256: draft.sha256 },
        },
        Attachment {
            name: "座谈会签到表.txt".into(),
            role: "sign-in-sheet".into(),
            media_type: "text/plain".into(),
            size: LIST.len() as u64,
            content: Content::Sealed(opening().commitment()),
        },
    ]
}
