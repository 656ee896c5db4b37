//! What the benches share: a ledger of any size made through the public library, and a stopwatch that compares pairwise.
#![allow(dead_code, unreachable_pub, missing_docs, reason = "each bench uses its own part of what is shared")]
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a bench touches files and clocks, and may panic")]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jiff::{Timestamp, ToSpan as _};
use liuhen::crypto::{SecretKey, Signer, hash};
use liuhen::format::{Attachment, Envelope, Nonce, Record, Signatory, Statement};
use liuhen::ledger::{Ledger, Submission, found};
use liuhen::model::{
    ClaimedTime, EntryHash, KindName, Moment, Occurred, OfficeId, Origin, PersonId, RecordDigest, StreamId, Value,
};
use liuhen::port::{HighWater, HighWaterMark, StoreError};
use liuhen::registry::{Appoint, Event, Holder, HolderKind, LedgerFound, RootSet, Scope};
use liuhen::store::LedgerFolder;

/// How many records a decision has here; DOMAIN practice lies between 30 and 200.
pub const RECORDS_OF_A_DECISION: u64 = 60;

/// No marks: a bench measures the ledger.
pub struct NoMarks;

impl HighWater for NoMarks {
    fn mark(&self, _: &EntryHash) -> Result<Option<HighWaterMark>, StoreError> {
        Ok(None)
    }
    fn raise(&self, _: &EntryHash, _: &HighWaterMark) -> Result<(), StoreError> {
        Ok(())
    }
    fn mark_path(&self, _: &EntryHash) -> String {
        String::new()
    }
}

/// A ledger that grows on demand.
pub struct Field {
    pub dir: PathBuf,
    pub ledger: Ledger<LedgerFolder>,
    pub ledger_key: SecretKey,
    pub root_key: SecretKey,
    pub unit: SecretKey,
    pub seal: SecretKey,
    pub records_of_a_decision: u64,
    /// What the next records cite, one each.
    pub attachments: Vec<Attachment>,
    now: Timestamp,
    made: u64,
    latest: Option<(StreamId, RecordDigest, RecordDigest)>,
}

/// A fresh folder under the target folder, so that it lies on a real disk.
pub fn fresh(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("bench-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&dir);
    std::fs::create_dir_all(&dir).unwrap();
    dir
}

impl Field {
    /// Founds a ledger with two offices.
    pub fn found(dir: &Path) -> Self {
        let key = |seed: u8| SecretKey::from_seed(&[seed; 32]);
        let (ledger_key, root_key, unit, seal) = (key(1), key(2), key(3), key(4));
        let now: Timestamp = "2026-01-05T01:00:00Z".parse().unwrap();
        let origin = Origin::new("bench.example/ledger").unwrap();
        let found_body = LedgerFound {
            organ: "bench".into(),
            ledger_key: ledger_key.public(),
            root: RootSet {
                threshold: 1.try_into().unwrap(),
                holders: vec![Holder { person: PersonId::new("root").unwrap(), key: root_key.public() }],
            },
        };
        let envelope =
            registry(&origin, "ledger-found", &serde_json::to_string(&found_body).unwrap(), &root_key, vec![], now, 0);
        let store = LedgerFolder::create(dir.join("ledger"), &origin).unwrap();
        let (mut ledger, first) = found(store, envelope, &ledger_key, &now, &NoMarks).unwrap();
        for (nonce, (office, person, key)) in
            [("handling-unit", "unit", &unit), ("organ-seal", "seal", &seal)].into_iter().enumerate()
        {
            let event = Event::Appoint(Appoint {
                office: OfficeId::new(office).unwrap(),
                person: PersonId::new(person).unwrap(),
                holder: HolderKind::Person,
                organ: "bench".into(),
                title: office.into(),
                key: key.public(),
                scope: Scope::All,
                from: Moment::Day("2025-01-01".parse().unwrap()),
                document: "bench".into(),
            });
            let Event::Appoint(body) = &event else { unreachable!() };
            let body = serde_json::to_string(body).unwrap();
            let envelope = registry(&origin, "appoint", &body, &root_key, vec![first.record], now, nonce as u8 + 1);
            ledger.append(vec![Submission::new(envelope)], &[&ledger_key], &now, &NoMarks).unwrap();
        }
        Self {
            dir: dir.to_owned(),
            ledger,
            ledger_key,
            root_key,
            unit,
            seal,
            records_of_a_decision: RECORDS_OF_A_DECISION,
            attachments: Vec::new(),
            now,
            made: 0,
            latest: None,
        }
    }

    /// The next record, not yet signed: every sixtieth opens a decision, the others are announcements in it.
    pub fn next_record(&mut self) -> (Record, bool) {
        let number = self.made % self.records_of_a_decision;
        let decision = self.made / self.records_of_a_decision;
        let mut nonce = [0; 16];
        nonce[..8].copy_from_slice(&self.made.to_be_bytes());
        self.made += 1;
        self.now += 1.milliseconds();
        let opens = number == 0;
        let stream: StreamId = format!("decision/bench-{decision}").parse().unwrap();
        let (kind, body, basis) = if opens {
            let body = r#"{"title":"城区道路停车收费方案","matter":"public-policy","organ":"云溪县人民政府","level":"county","handling_units":[{"unit":"县城市管理局","lead":true}],"proposal_source":"department","affects_public":true,"technical":true,"risky":false,"affects_market":false}"#;
            ("decision-open", body.to_owned(), vec![])
        } else {
            let (_, first, latest) = self.latest.clone().unwrap();
            let body = format!(
                r#"{{"title":"关于征求意见的公告","from":"2026-01-06","to":"2026-02-06","claimed_days":31,"channels":["government-site","newspaper"],"draft":"{first}","ways":["letter","e-mail"],"shortening_reason":"{}"}}"#,
                "为便于公众参与，公告全文及起草说明同时在政府网站、公告栏公布。".repeat(4)
            );
            ("comment-announcement", body, vec![latest])
        };
        let (office, key) = if opens { ("organ-seal", &self.seal) } else { ("handling-unit", &self.unit) };
        let body: Value = serde_json::from_str(&body).unwrap();
        let record = Record::new(Statement {
            origin: Origin::new("bench.example/ledger").unwrap(),
            stream,
            kind: KindName::new(kind).unwrap(),
            nonce: Nonce(nonce),
            signed_at: ClaimedTime::new(self.now),
            occurred: Occurred::at("2026-01-05".parse().unwrap()),
            offices: vec![Signatory { office: OfficeId::new(office).unwrap(), key: key.public() }],
            basis,
            body,
            attachments: if opens { vec![] } else { self.attachments.pop().into_iter().collect() },
            late: None,
            despite: vec![],
        })
        .unwrap();
        (record, opens)
    }

    /// The next record's envelope.
    pub fn next_envelope(&mut self) -> Vec<u8> {
        let (record, opens) = self.next_record();
        let mut envelope = Envelope::unsigned(record.to_bytes().unwrap());
        envelope.sign(if opens { &self.seal } else { &self.unit });
        let bytes = envelope.to_bytes();
        let digest = RecordDigest(hash::blake3(&bytes));
        let first = match &self.latest {
            Some((stream, first, _)) if *stream == record.stream => *first,
            _ => digest,
        };
        self.latest = Some((record.stream, first, digest));
        bytes
    }

    /// Appends envelopes as one group.
    pub fn append(&mut self, envelopes: Vec<Vec<u8>>) {
        let group = envelopes.into_iter().map(Submission::new).collect();
        self.ledger.append(group, &[&self.ledger_key], &self.now, &NoMarks).unwrap();
    }

    /// Grows the ledger to `size` entries, a thousand a commit.
    pub fn grow_to(&mut self, size: u64) {
        while self.ledger.size() < size {
            let count = (size - self.ledger.size()).min(1000);
            let group = (0..count).map(|_| self.next_envelope()).collect();
            self.append(group);
        }
    }
}

fn registry(
    origin: &Origin,
    kind: &str,
    body: &str,
    key: &SecretKey,
    basis: Vec<RecordDigest>,
    now: Timestamp,
    nonce: u8,
) -> Vec<u8> {
    let record = Record::new(Statement {
        origin: origin.clone(),
        stream: StreamId::Registry,
        kind: KindName::new(kind).unwrap(),
        nonce: Nonce([nonce; 16]),
        signed_at: ClaimedTime::new(now),
        occurred: Occurred::at("2026-01-05".parse().unwrap()),
        offices: vec![Signatory { office: OfficeId::root(), key: key.public() }],
        basis,
        body: serde_json::from_str(body).unwrap(),
        attachments: vec![],
        late: None,
        despite: vec![],
    })
    .unwrap();
    let mut envelope = Envelope::unsigned(record.to_bytes().unwrap());
    envelope.sign(key);
    envelope.to_bytes()
}

/// The median of some durations.
pub fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// How long `work` takes.
pub fn time<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let result = work();
    (start.elapsed(), result)
}

/// A line of the result.
#[allow(clippy::print_stdout, reason = "a bench prints its figures")]
pub fn tell(what: &str, ours: Duration, floor: Duration, aim: &str) {
    println!(
        "{what:<52} {:>12.3?}  floor {:>12.3?}  ratio {:>6.2}  (aim: {aim})",
        ours,
        floor,
        ours.as_secs_f64() / floor.as_secs_f64()
    );
}
