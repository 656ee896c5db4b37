//! Two receipts of transfer, the later one naming the earlier. The archive is the one that cosigns checkpoints.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use liuhen::crypto::Signer as _;
use liuhen::crypto::hash::sha256;
use liuhen::format::contents::Version;
use liuhen::format::transfer::{Extends, Register, TRANSFER_V1, Taken};
use liuhen::format::{Signatory, Transfer, Verifiers};
use liuhen::model::{ClaimedTime, DecisionId, OfficeId, Origin, Sha256Digest};

use super::Files;
use super::example::{self, Example, ORIGIN, RECEIPT_SIZE};

fn transfer(example: &Example, number: u64, previous: Option<Sha256Digest>) -> Transfer {
    let checkpoint = example.checkpoint(RECEIPT_SIZE + number - 1);
    let of = |name: &str| Sha256Digest(sha256(format!("liuhen example {name} {number}").as_bytes()));
    let passed = || "passed".to_owned();
    Transfer {
        liuhen: TRANSFER_V1.into(),
        number,
        previous,
        received: ClaimedTime::new(format!("2026-12-0{number}T02:10:00Z").parse().unwrap()),
        by: Signatory { office: OfficeId::new("archivist").unwrap(), key: example::key("witness").public() },
        bundle: Taken {
            origin: Origin::new(ORIGIN).unwrap(),
            decision: DecisionId::new("2026-003").unwrap(),
            title: Some("城区停车收费调整".into()),
            version: Version::Full,
            manifest: of("manifest"),
            seal: Some(of("seal")),
            size: checkpoint.checkpoint().size,
            root: checkpoint.checkpoint().root,
            verdict: "sound".into(),
        },
        register: Register {
            unit: "云溪县人民政府".into(),
            receiver: "云溪县档案馆".into(),
            volumes: 1,
            items: RECEIPT_SIZE + number - 1,
            files: 14,
            bytes: 65_536,
            method: "光盘".into(),
            authenticity: passed(),
            integrity: passed(),
            usability: "open".into(),
            security: "open".into(),
            ..Register::default()
        },
        extends: if number == 1 {
            vec![]
        } else {
            vec![Extends { number: 1, same: 8, withheld: 0, later: 1, lacks: 0 }]
        },
        unheld: vec![],
    }
}

/// The receipts and, beside each, what is signed.
pub(super) fn files(example: &Example) -> Files {
    let key = example::key("witness");
    let first = transfer(example, 1, None).sign(&key);
    let second = transfer(example, 2, Some(Sha256Digest(sha256(&first)))).sign(&key);
    let mut files = Files::new();
    for (number, receipt) in [(1, first), (2, second)] {
        let read = Transfer::read(&receipt, &mut Verifiers::default()).unwrap();
        assert_eq!(read.number, number);
        let envelope: serde_json::Value = serde_json::from_slice(&receipt).unwrap();
        let payload = STANDARD.decode(envelope["payload"].as_str().unwrap()).unwrap();
        files.insert(format!("transfers/{number}-payload.json"), payload);
        files.insert(format!("transfers/{number}.json"), receipt);
    }
    files
}
