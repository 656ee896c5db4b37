//! The example ledger as a whole: the writer makes it byte for byte from its envelopes and its clock, and the verifier
//! finds it sound with the trust file that belongs to it.

use std::fs;
use std::path::Path;

use jiff::Timestamp;
use liuhen::crypto::Signer;
use liuhen::ledger::{Submission, WordEntries, found, receipt, stream_records};
use liuhen::model::Seq;
use liuhen::port::ReadLedger as _;
use liuhen::store::{LedgerFolder, MemoryLedger, MemoryMarks};
use liuhen::verify::{self, Check, KnownHead, Outcome, Policy, Trust, Verdict};

use super::example::{self, Example, RECEIPT_SIZE};
use super::folder;
use super::negative::{self, Of};

fn trust() -> Trust {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("keys/trust.toml");
    Trust::parse(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn the_writer_makes_the_example_byte_for_byte() {
    let example = Example::build();
    let (old, new) = (example::key("ledger"), example::key("ledger-next"));
    let signers: [&dyn Signer; 2] = [&old, &new];
    let marks = MemoryMarks::default();
    let clock = |at: usize| -> Timestamp { example.entries[at].entry.header().recorded.timestamp() };
    let envelope = |at: usize| example.entries[at].entry.envelope().to_vec();
    let (mut ledger, _) = found(MemoryLedger::new(), envelope(0), &old, &clock(0), &marks).unwrap();
    for at in 1..example.entries.len() {
        ledger.append(vec![Submission::new(envelope(at))], &signers, &clock(at), &marks).unwrap();
        let size = at as u64 + 1;
        let stored = ledger.store().entries(Seq(at as u64), 1).unwrap();
        assert_eq!(stored[0].entry, example.entries[at].entry, "entry {at}");
        let checkpoint = ledger.store().checkpoint().unwrap().unwrap();
        assert_eq!(String::from_utf8(checkpoint).unwrap(), example.checkpoint(size).to_text(), "size {size}");
        if size == RECEIPT_SIZE {
            for index in 0..size {
                let made = receipt(ledger.store(), Seq(index)).unwrap();
                assert_eq!(made, example.receipt(index, example.checkpoint(size)), "receipt {index}");
            }
        }
    }
}

#[test]
fn the_verifier_finds_the_example_sound() {
    let source = LedgerFolder::open_for_reading(folder().join("ledger")).unwrap();
    let receipt = fs::read(folder().join("receipts/05.tlog-proof")).unwrap();
    let known = KnownHead::read(&receipt, "receipts/05.tlog-proof").unwrap();
    let mut policy = Policy {
        trust: Some(trust()),
        known_heads: vec![known],
        threads: 2,
        seed: [7; 32],
        holidays: liuhen::procedure::Holidays::built_in().clone(),
    };
    let report = verify::run(&source, &policy, &|_| ()).unwrap();
    assert_eq!(report.findings, []);
    assert_eq!(report.verdict, Verdict::Sound);
    assert_eq!(report.outcome(Check::KnownHeads), Some(Outcome::Passed(2)));
    assert!(matches!(report.outcome(Check::Procedure), Some(Outcome::NotChecked(_))));
    policy.trust = None;
    assert_eq!(verify::run(&source, &policy, &|_| ()).unwrap().verdict, Verdict::Unanchored);
}

#[test]
fn the_verifier_finds_the_receipts_sound() {
    for name in ["05", "07-cosigned"] {
        let receipt = fs::read(folder().join(format!("receipts/{name}.tlog-proof"))).unwrap();
        let report = verify::verify_receipt(&receipt, Some(&trust()));
        // The trust file asks for a witness, and the first has none.
        let expected = if name == "05" { Verdict::Unanchored } else { Verdict::Sound };
        assert_eq!(report.verdict, expected, "{name}: {:?}", report.findings);
        assert_eq!(verify::verify_receipt(&receipt, None).verdict, Verdict::Unanchored);
    }
}

#[test]
fn the_verifier_condemns_every_receipt_that_the_vectors_refuse() {
    let example = Example::build();
    let mut count = 0;
    for case in negative::cases(&example).into_iter().filter(|case| matches!(case.of, Of::Receipt)) {
        let report = verify::verify_receipt(&case.input, Some(&trust()));
        assert_eq!(report.verdict, Verdict::Invalid, "{}", case.name);
        count += 1;
    }
    assert!(count > 10, "{count}");
}

#[test]
fn a_head_that_the_example_contradicts_convicts_it() {
    let source = LedgerFolder::open_for_reading(folder().join("ledger")).unwrap();
    let example = Example::build();
    for (size, root, expected) in [
        (8, example.roots[7], Verdict::Diverged),
        (12, example.roots[11], Verdict::RolledBack),
        (11, example.roots[11], Verdict::Sound),
    ] {
        let known_heads = vec![KnownHead::noted(size, root, "a note")];
        let policy = Policy {
            trust: Some(trust()),
            known_heads,
            threads: 1,
            seed: [7; 32],
            holidays: liuhen::procedure::Holidays::built_in().clone(),
        };
        assert_eq!(verify::run(&source, &policy, &|_| ()).unwrap().verdict, expected, "{size}");
    }
}

#[test]
fn the_writer_and_the_verifier_agree_on_the_proof_of_a_word() {
    let example = Example::build();
    let (old, new) = (example::key("ledger"), example::key("ledger-next"));
    let signers: [&dyn Signer; 2] = [&old, &new];
    let marks = MemoryMarks::default();
    let clock = |at: usize| -> Timestamp { example.entries[at].entry.header().recorded.timestamp() };
    let envelope = |at: usize| example.entries[at].entry.envelope().to_vec();
    let (mut ledger, _) = found(MemoryLedger::new(), envelope(0), &old, &clock(0), &marks).unwrap();
    let (person, decision) = ("周文博".parse().unwrap(), "2026-003".parse().unwrap());
    for at in 1..example.entries.len() {
        ledger.append(vec![Submission::new(envelope(at))], &signers, &clock(at), &marks).unwrap();
        let Some(name) = [(7, "07"), (10, "07-later")].into_iter().find(|(last, _)| *last == at) else { continue };
        let mut word = WordEntries::new(&person, &decision, ledger.registry());
        stream_records(ledger.store(), &example::DECISION.parse().unwrap(), |view| word.see(&view)).unwrap();
        let made = word.prove(ledger.store()).unwrap().to_string();
        assert_eq!(made.as_bytes(), fs::read(folder().join(format!("proofs/{}.proof", name.1))).unwrap(), "{at}");
    }
    let judged = |name: &str, trust: Option<&Trust>| {
        verify::verify_word_proof(&fs::read(folder().join(format!("proofs/{name}.proof"))).unwrap(), trust)
    };
    // The trust file asks for a witness, and there is none.
    let report = judged("07", Some(&trust()));
    assert_eq!(report.counts.keys().map(|code| code.text()).collect::<Vec<_>>(), ["witness-quorum"]);
    assert_eq!(judged("07", None).verdict, Verdict::Unanchored);
    // The key was declared compromised since a time after the word: it is shown, and casts no doubt on it. Both ledger keys
    // have signed, since the last entry rotated them.
    let report = judged("07-later", None);
    assert_eq!((report.findings, report.verdict), (vec![], Verdict::Unanchored));
    assert_eq!(report.ledger.ledger_keys.len(), 2);
    // A proof is a head that its holder knows.
    let known = KnownHead::read(&fs::read(folder().join("proofs/07.proof")).unwrap(), "mine").unwrap();
    assert_eq!((known.size(), known.root()), (RECEIPT_SIZE, example.roots[8]));
}
