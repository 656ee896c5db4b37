//! A small decision for tests: entries with unsigned envelopes, since a volume reads and does not judge.

use std::collections::BTreeMap;

use crate::chain::{Entry, Header};
use crate::crypto::hash::dual;
use crate::crypto::{SecretKey, Signer as _};
use crate::format::contents::{BUNDLE_V1, Contents, Description, Version, Withheld};
use crate::format::record::{Despite, Late};
use crate::format::{Attachment, Content, Envelope, Nonce, Opening, Record, Signatory, Statement};
use crate::model::{
    EntryHash, EvidenceDigest, KindName, Occurred, OfficeId, Origin, RecordDigest, Seq, Sha256Digest, StreamId,
};
use crate::port::{ReadLedger as _, Tip, WriteEvidence as _, WriteLedger as _};
use crate::store::MemoryLedger;

/// A decision in the making; the entry with the number n has the sequence n.
pub(crate) struct Book {
    pub(crate) store: MemoryLedger,
    pub(crate) records: Vec<RecordDigest>,
    pub(crate) paths: BTreeMap<EvidenceDigest, String>,
    stream_last: EntryHash,
}

/// What a record of the sample is made of besides its kind and body.
#[derive(Default)]
pub(crate) struct More {
    pub(crate) attachments: Vec<Attachment>,
    pub(crate) late: Option<Late>,
    pub(crate) despite: Vec<Despite>,
    pub(crate) seed: Option<u8>,
}

impl Book {
    pub(crate) fn new() -> Self {
        Self { store: MemoryLedger::new(), records: Vec::new(), paths: BTreeMap::new(), stream_last: EntryHash::NONE }
    }

    pub(crate) fn add(&mut self, kind: &str, day: &str, body: &str) -> u64 {
        self.add_with(kind, day, body, More::default())
    }

    /// A record more; in bodies `"#2"` stands for the record with number 2.
    pub(crate) fn add_with(&mut self, kind: &str, day: &str, body: &str, more: More) -> u64 {
        let number = self.records.len() as u64;
        let mut body = body.to_owned();
        for (at, record) in self.records.iter().enumerate().rev() {
            body = body.replace(&format!("\"#{at}\""), &format!("\"{record}\""));
        }
        let spec = crate::model::kind::named(kind).unwrap();
        let key = SecretKey::from_seed(&[more.seed.unwrap_or(7); 32]).public();
        let statement = Statement {
            origin: origin(),
            stream: stream(),
            kind: KindName::new(kind).unwrap(),
            nonce: Nonce([u8::try_from(number).unwrap(); 16]),
            signed_at: format!("{day}T01:00:00.000Z").parse().unwrap(),
            occurred: Occurred::at(day.parse().unwrap()),
            offices: vec![Signatory { office: OfficeId::new(spec.signers[0]).unwrap(), key }],
            basis: self.records.last().copied().into_iter().collect(),
            body: serde_json::from_str(&body).unwrap(),
            attachments: more.attachments,
            late: more.late,
            despite: more.despite,
        };
        let envelope = Envelope::unsigned(Record::new(statement).unwrap().to_bytes().unwrap()).to_bytes();
        self.enter(envelope)
    }

    /// Whatever bytes.
    pub(crate) fn enter(&mut self, envelope: Vec<u8>) -> u64 {
        let tip = self.store.tip().unwrap();
        let number = self.records.len() as u64;
        let digests = dual(&envelope);
        let header = Header {
            origin: origin(),
            sequence: Seq(tip.size),
            previous: if tip == Tip::EMPTY { EntryHash::NONE } else { tip.last },
            recorded: format!("2026-06-01T00:00:{number:02}.000Z").parse().unwrap(),
            stream: stream(),
            number,
            stream_previous: self.stream_last,
            record_blake3: RecordDigest(digests.blake3),
            record_sha256: digests.sha256,
        };
        let entry = Entry::read(header.to_text().into_bytes(), envelope).unwrap();
        self.store.commit(&tip, std::slice::from_ref(&entry)).unwrap();
        self.stream_last = entry.hash();
        self.records.push(RecordDigest(digests.blake3));
        number
    }

    /// A document that lies in the store and has its path.
    pub(crate) fn document(&mut self, name: &str, content: &str) -> Attachment {
        let stored = self.store.put_evidence(&mut content.as_bytes()).unwrap();
        self.paths.insert(stored.blake3, format!("data/evidence/{}.txt", stored.blake3));
        Attachment {
            name: name.into(),
            role: "report".into(),
            media_type: "text/plain".into(),
            size: stored.size,
            content: Content::Open { blake3: stored.blake3, sha256: stored.sha256 },
        }
    }

    /// The same, sealed.
    pub(crate) fn sealed(&mut self, name: &str, content: &str) -> Attachment {
        let open = self.document(name, content);
        let Content::Open { blake3, sha256 } = open.content else { unreachable!() };
        let opening = Opening { salt: Sha256Digest([5; 32]), blake3, sha256 };
        self.store.put_opening(&opening.commitment(), &opening.to_bytes()).unwrap();
        Attachment { content: Content::Sealed(opening.commitment()), ..open }
    }
}

pub(crate) fn origin() -> Origin {
    Origin::new("yunxi.example/decisions").unwrap()
}

fn stream() -> StreamId {
    "decision/2026-003".parse().unwrap()
}

pub(crate) fn contents(withheld: Vec<Withheld>) -> Contents {
    Contents {
        liuhen: BUNDLE_V1.into(),
        version: if withheld.is_empty() { Version::Full } else { Version::Public },
        origin: origin(),
        decision: "2026-003".parse().unwrap(),
        withheld,
        lacking: Vec::new(),
        description: Description {
            fonds: Some("J019".into()),
            category: Some("WS·2026·Y".into()),
            file_number: Some("001".into()),
            ..Description::default()
        },
        drawn_by: "liuhen 0.1.0".into(),
    }
}

pub(crate) const OPENING: &str = r#"{"title":"云溪县停车管理办法","matter":"public-policy","organ":"云溪县人民政府","level":"county",
    "handling_units":[{"unit":"县交通局","lead":false},{"unit":"县城管局","lead":true}],"proposal_source":"department",
    "affects_public":true,"technical":false,"risky":false,"affects_market":false}"#;
