//! Alters a ledger's folder, one byte, one file at a time: whatever a verdict rests on, no alteration leaves it sound. What
//! may be altered unseen is listed, with the reason.

use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use liuhen::crypto::{SecretKey, Signer};
use liuhen::format::{Attachment, Content, Envelope, Nonce, Opening, Record, Signatory, Statement};
use liuhen::ledger::{Submission, found};
use liuhen::model::{
    ClaimedTime, KindName, Occurred, OfficeId, Origin, PersonId, RecordDigest, Sha256Digest, StreamId, Value,
};
use liuhen::port::WriteEvidence;
use liuhen::registry::{Appoint, Holder, HolderKind, LedgerFound, RootSet, Scope};
use liuhen::store::{LedgerFolder, MemoryMarks};
use liuhen::verify::{Outcome, Policy, Report, Trust, Verdict, run};

fn key(seed: u8) -> SecretKey {
    SecretKey::from_seed(&[seed; 32])
}

fn now() -> Timestamp {
    "2026-03-20T01:15:00Z".parse().unwrap()
}

struct Writer {
    said: u64,
}

impl Writer {
    fn say(
        &mut self,
        stream: &str,
        kind: &str,
        body: Value,
        signers: &[(&str, u8)],
        basis: Option<RecordDigest>,
        attachments: Vec<Attachment>,
    ) -> Vec<u8> {
        self.said += 1;
        let mut nonce = [0; 16];
        nonce[..8].copy_from_slice(&self.said.to_le_bytes());
        let signatory = |(office, seed): &(&str, u8)| Signatory {
            office: OfficeId::new(office).unwrap(),
            key: key(*seed).public(),
        };
        let record = Record::new(Statement {
            origin: Origin::new("yunxi.example/decisions").unwrap(),
            stream: stream.parse().unwrap(),
            kind: KindName::new(kind).unwrap(),
            nonce: Nonce(nonce),
            signed_at: ClaimedTime::new(now()),
            occurred: Occurred::at("2026-03-20".parse().unwrap()),
            offices: signers.iter().map(signatory).collect(),
            basis: basis.into_iter().collect(),
            body,
            attachments,
            late: None,
            despite: Vec::new(),
        });
        let mut envelope = Envelope::unsigned(record.unwrap().to_bytes().unwrap());
        signers.iter().for_each(|(_, seed)| envelope.sign(&key(*seed)));
        envelope.to_bytes()
    }
}

fn body(of: &impl serde::Serialize) -> Value {
    serde_json::from_str(&serde_json::to_string(of).unwrap()).unwrap()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// A ledger of 262 entries with a full tile, two documents and an opening; and the trust file that fits it.
fn ledger(dir: &Path) -> Trust {
    let mut writer = Writer { said: 0 };
    let holder = |person: &str, seed| Holder { person: PersonId::new(person).unwrap(), key: key(seed).public() };
    let founding = LedgerFound {
        organ: "云溪县人民政府".into(),
        ledger_key: key(9).public(),
        root: RootSet { threshold: NonZeroUsize::MIN, holders: vec![holder("许闻", 1), holder("陶砚", 2)] },
    };
    let envelope =
        writer.say("registry", "ledger-found", body(&founding), &[("root", 1), ("root", 2)], None, Vec::new());
    let store = LedgerFolder::create(dir, &Origin::new("yunxi.example/decisions").unwrap()).unwrap();
    let marks = MemoryMarks::default();
    let (mut ledger, first) = found(store, envelope, &key(9), &now(), &marks).unwrap();

    let mut store_document = |bytes: &[u8]| ledger.store_mut().put_evidence(&mut &*bytes).unwrap();
    let (open, hidden) = (store_document(b"draft"), store_document(b"names"));
    let opening = Opening { salt: Sha256Digest([5; 32]), blake3: hidden.blake3, sha256: hidden.sha256 };
    ledger.store_mut().put_opening(&opening.commitment(), &opening.to_bytes()).unwrap();
    let attachment = |role: &str, content| Attachment {
        name: format!("{role}.pdf"),
        role: role.into(),
        media_type: "application/pdf".into(),
        size: 5,
        content,
    };
    let attachments = vec![
        attachment("draft", Content::Open { blake3: open.blake3, sha256: open.sha256 }),
        attachment("list", Content::Sealed(opening.commitment())),
    ];

    let appoint = |person: &str, office: &str, seed| Appoint {
        office: OfficeId::new(office).unwrap(),
        person: PersonId::new(person).unwrap(),
        holder: HolderKind::Person,
        organ: "云溪县人民政府".into(),
        title: office.into(),
        key: key(seed).public(),
        scope: Scope::All,
        from: "2026-01-01".parse().unwrap(),
        document: "云府任〔2026〕1号".into(),
    };
    let mut append = |envelopes: Vec<Vec<u8>>| {
        let group = envelopes.into_iter().map(Submission::new).collect();
        ledger.append(group, &[&key(9)], &now(), &marks).unwrap()
    };
    let mut last = first.record;
    for (person, office, seed) in [("李明", "head", 11), ("城建局", "handling-unit", 12), ("王芳", "member", 13)]
    {
        let event = body(&appoint(person, office, seed));
        last = append(vec![writer.say("registry", "appoint", event, &[("root", 2)], Some(last), Vec::new())])[0].record;
    }
    let opened = json(
        r#"{"title":"云溪大道改造","matter":"project","organ":"云溪县人民政府","level":"county",
        "handling_units":[{"unit":"城建局","lead":true}],"proposal_source":"leader","affects_public":true,
        "technical":false,"risky":false,"affects_market":false}"#,
    );
    let decision = "decision/2026-001";
    let opened =
        append(vec![writer.say(decision, "decision-open", opened, &[("head", 11)], Some(last), Vec::new())])[0].record;
    let draft = json(r#"{"version":"一稿","changes":"初稿"}"#);
    let signer = [("handling-unit", 12)];
    append(vec![writer.say(decision, "draft-version", draft, &signer, Some(opened), attachments)]);
    let position = json(&format!(r#"{{"meeting":"{opened}","person":"王芳","position":"agree"}}"#));
    let mut say = || writer.say(decision, "position", position.clone(), &[("member", 13)], Some(opened), Vec::new());
    append((0..256).map(|_| say()).collect());
    Trust::parse(&Trust::describe(ledger.registry(), None)).unwrap()
}

/// The report, or `None` where the folder does not even open.
fn judge(dir: &Path, trust: &Trust) -> Option<Report> {
    let folder = LedgerFolder::open_for_reading(dir).ok()?;
    let policy = Policy {
        trust: Some(trust.clone()),
        known_heads: Vec::new(),
        threads: 2,
        seed: [3; 32],
        holidays: liuhen::procedure::Holidays::built_in().clone(),
    };
    run(&folder, &policy, &|_| ()).ok()
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut left = vec![dir.to_owned()];
    while let Some(folder) = left.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { left.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

#[test]
fn no_alteration_of_a_ledger_leaves_it_sound() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path().join("ledger");
    let trust = ledger(&dir);
    let sound = judge(&dir, &trust).unwrap();
    assert_eq!(sound.verdict, Verdict::Sound, "{:#?}", sound.findings);
    assert!(sound.notes.is_empty(), "{:#?}", sound.notes);
    let failed = |report: &Report| report.checks.iter().any(|one| matches!(one.outcome, Outcome::Failed(_)));
    assert!(!failed(&sound));

    let mut altered = 0;
    for file in files(&dir) {
        let name = file.strip_prefix(&dir).unwrap().to_str().unwrap().to_owned();
        // Rebuilt from the log whenever it is missing or wrong, and never asked for a verdict; the lock is empty.
        if name.starts_with("index/") || name == "lock" {
            continue;
        }
        // A tile cut short can be made again from the log, and the report says that it was not checked. The store's note
        // of its last write is not asked for a verdict either.
        let rebuildable = name.starts_with("tile/") || name == "log/group";
        let whole = fs::read(&file).unwrap();
        // About ten places in each file, each end among them.
        let step = (whole.len() / 10).max(1);
        for at in (0..whole.len()).step_by(step).chain([whole.len() - 1]) {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            fs::write(&file, &bytes).unwrap();
            let report = judge(&dir, &trust);
            assert!(report.is_none_or(|report| report.exit >= 40 || name == "log/group"), "{name}, byte {at}");
            altered += 1;
        }
        for shorter in [whole.len() - 1, whole.len() / 2, 0] {
            fs::write(&file, &whole[..shorter]).unwrap();
            let report = judge(&dir, &trust);
            assert!(report.is_none_or(|report| report.exit >= 40 || rebuildable), "{name}, cut to {shorter}");
        }
        fs::remove_file(&file).unwrap();
        let report = judge(&dir, &trust);
        assert!(report.is_none_or(|report| report.exit >= 40 || rebuildable), "{name}, removed");
        fs::write(&file, &whole).unwrap();
    }
    assert!(altered > 50, "{altered}");
    assert_eq!(judge(&dir, &trust).unwrap(), sound, "all put back");
}

#[test]
fn what_the_store_streams_is_what_the_judge_counts() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path().join("ledger");
    let trust = ledger(&dir);
    let report = judge(&dir, &trust).unwrap();
    let log = fs::metadata(dir.join("log/000000.log")).unwrap().len();
    assert_eq!((report.ledger.size, report.ledger.log_bytes, report.ledger.evidence_bytes), (262, log, 10));
    assert_eq!(report.ledger.decisions, 1);
    let stream: StreamId = "decision/2026-001".parse().unwrap();
    fs::write(dir.join("notes.txt"), b"x").unwrap();
    let report = judge(&dir, &trust).unwrap();
    assert_eq!((report.exit, report.notes.len()), (0, 1), "told, and condemns nothing ({stream})");
}
