//! What holds a ledger from outside: trust, known heads, witnesses.

use super::super::NotChecked;
use super::*;
use crate::chain::{CosignerKey, KeyName, cosign};
use crate::registry::{RotateLedgerKey, RotateRoot};

fn with(shelf: &Shelf, change: impl FnOnce(&mut Policy)) -> Report {
    let mut policy = policy();
    change(&mut policy);
    run(shelf, &policy, &|_| {}).unwrap()
}

fn believing(from: &str, to: &str) -> Trust {
    let text = trust().to_toml();
    let changed = text.replacen(from, to, 1);
    assert_ne!(changed, text, "{from}");
    Trust::parse(&changed).unwrap()
}

#[test]
fn without_trust_a_sound_ledger_is_unanchored() {
    let report = with(&Book::small().write(), |policy| policy.trust = None);
    assert_eq!((found(&report), report.exit), (vec![], 10));
    assert_eq!(report.outcome(Check::Trust), Some(Outcome::NotChecked(NotChecked::NoTrust)));
    assert_eq!(report.ledger.ledger_keys, [public(LEDGER).id()], "shown, and counted for nothing");
}

#[test]
fn another_ledger_than_the_one_believed() {
    let shelf = Book::small().write();
    let judged = |trust| found(&with(&shelf, |policy| policy.trust = Some(trust)));
    assert_eq!(judged(believing("test.example", "best.example")), [Code::TrustOrigin]);
    let (this, that) = (public(LEDGER).id().to_string(), public(10).id().to_string());
    assert_eq!(judged(believing(&this, &that)), [Code::TrustLedgerKey]);
    assert_eq!(judged(believing("root_threshold = 2", "root_threshold = 1")), [Code::TrustRoot]);
    assert_eq!(judged(believing(&public(3).id().to_string(), &public(4).id().to_string())), [Code::TrustRoot]);
}

#[test]
fn trust_in_earlier_keys_reaches_through_their_rotations() {
    let mut book = Book::small();
    let rotate = RotateLedgerKey { ledger_key: public(10), document: "决议".into() };
    book.registry("rotate-ledger-key", &rotate, &[1, 3]);
    book.registry("rotate-root", &RotateRoot { root: roots(&[4, 5], 1), document: "决议".into() }, &[1, 2, 4]);
    let mut shelf = book.write();
    shelf.checkpoint = Some(book.checkpoint(9, &[10]).to_text().as_bytes().to_vec());
    assert_eq!(judged(&shelf).exit, 0);
}

#[test]
fn a_trust_file_made_from_a_ledger_fits_it() {
    let book = Book::small();
    let record = Record::read(&Envelope::read(&book.lines[0].envelope).unwrap().payload).unwrap();
    let registry = crate::registry::Registry::found(&record).unwrap();
    let text = Trust::describe(&registry, Some(book.checkpoint(7, &[LEDGER]).checkpoint()));
    let believed = Trust::parse(&text).unwrap();
    assert_eq!(believed.ledger_public, Some(public(LEDGER)), "the key itself, so that receipts can be judged");
    assert_eq!(Trust { ledger_public: None, ..believed }, trust());
}

#[test]
fn heads_that_agree_contradict_or_reach_further() {
    let book = Book::small();
    let shelf = book.write();
    let report = with(&shelf, |policy| policy.known_heads = vec![book.head(3), book.head(7)]);
    assert_eq!((found(&report), report.outcome(Check::KnownHeads)), (vec![], Some(Outcome::Passed(2))));

    let noted = KnownHead::noted(3, TreeHash([1; 32]), "a slip of paper");
    let report = with(&shelf, |policy| policy.known_heads = vec![noted, book.head(7)]);
    assert_eq!((found(&report), report.exit), (vec![Code::HeadDiverged], 30));
    assert_eq!(report.findings[0].place.file.as_deref(), Some("a slip of paper"));

    let mut longer = book.clone();
    longer.appoint("陈静", "recorder", 14);
    let report = with(&shelf, |policy| policy.known_heads = vec![longer.head(8), book.head(5)]);
    assert_eq!((found(&report), report.exit), (vec![Code::HeadRolledBack], 31));
    assert_eq!(report.findings[0].found.as_deref(), Some("7"));

    let other = Checkpoint { origin: Origin::new("other.example").unwrap(), size: 3, root: TreeHash([1; 32]) };
    let other = SignedCheckpoint::sign(&other, &[&secret(LEDGER)]).unwrap();
    let other = KnownHead::read(other.to_text().as_bytes(), "other").unwrap();
    let report = with(&shelf, |policy| policy.known_heads = vec![other]);
    assert_eq!((found(&report), report.exit), (vec![Code::HeadOfAnother], 10));
}

#[test]
fn a_whole_ledger_rewritten_by_its_operator_diverges() {
    // The operator drops the member's position and signs anew; the member still has the receipt's head.
    let mut book = Book::small();
    let known = book.head(7);
    book.lines.pop();
    let draft = book.draft("2026-001");
    book.say(draft, &[UNIT]);
    assert_eq!(judged(&book.write()).exit, 0, "nobody sees it from inside");
    let report = with(&book.write(), |policy| policy.known_heads = vec![known]);
    assert_eq!(report.exit, 30);
}

#[test]
fn an_older_checkpoint_over_a_longer_log_is_no_rollback() {
    let book = Book::small();
    let mut shelf = book.write();
    shelf.checkpoint = Some(book.checkpoint(5, &[LEDGER]).to_text().as_bytes().to_vec());
    let report = with(&shelf, |policy| policy.known_heads = vec![book.head(6)]);
    assert_eq!((found(&report), report.exit), (vec![Code::LogBeyondCheckpoint], 0));
    assert_eq!(report.ledger.size, 6, "judged as far as somebody knows of it");
}

#[test]
fn a_damaged_log_is_not_called_rolled_back() {
    let book = Book::small();
    let mut shelf = book.write();
    shelf.log.truncate(shelf.log.len() - 1);
    let report = with(&shelf, |policy| policy.known_heads = vec![book.head(7)]);
    assert_eq!((found(&report), report.exit), (vec![Code::LogBroken, Code::LogShort], 40));
}

fn witness(seed: u8) -> CosignerKey {
    CosignerKey::new(KeyName::new(&format!("witness.example/{seed}")).unwrap(), public(seed))
}

fn cosigned(checkpoint: &SignedCheckpoint, seed: u8, seconds: u64) -> SignedCheckpoint {
    let line = cosign(checkpoint, witness(seed).name().clone(), seconds, &secret(seed)).unwrap();
    checkpoint.with_signature(&line).unwrap()
}

fn witnessed(quorum: usize) -> Trust {
    let mut text =
        trust().to_toml().replacen("root_threshold = 2", &format!("root_threshold = 2\nquorum = {quorum}"), 1);
    for seed in [51, 52] {
        text.push_str(&format!("[[witness]]\nvkey = \"{}\"\n", witness(seed)));
    }
    Trust::parse(&text).unwrap()
}

#[test]
fn witnesses_are_counted_against_their_quorum() {
    let book = Book::small();
    let one = cosigned(&book.checkpoint(7, &[LEDGER]), 51, 1_774_100_000);
    let judged = |checkpoint: &SignedCheckpoint, quorum| {
        let mut shelf = book.write();
        shelf.checkpoint = Some(checkpoint.to_text().as_bytes().to_vec());
        let report = with(&shelf, |policy| policy.trust = Some(witnessed(quorum)));
        (found(&report), report.exit)
    };
    assert_eq!(judged(&one, 1), (vec![], 0));
    assert_eq!(judged(&one, 2), (vec![Code::WitnessQuorum], 10));
    assert_eq!(judged(&cosigned(&one, 52, 1_774_100_001), 2), (vec![], 0));
    assert_eq!(judged(&cosigned(&one, 53, 1_774_100_001), 2), (vec![Code::WitnessQuorum], 10), "a stranger");
    let forged = cosign(&one, witness(52).name().clone(), 1, &secret(52)).unwrap();
    let mut forged = forged;
    forged.bytes[70] ^= 1;
    let forged = one.with_signature(&forged).unwrap();
    assert_eq!(judged(&forged, 1), (vec![Code::WitnessSignatureBad], 40));
}

#[test]
fn a_witnessed_head_from_before_takes_the_doubt_away() {
    let mut book = Book::small();
    book.end("城建局", "handling-unit", UNIT, EndReason::Compromised, Some("2026-03-20T16:05:00+00:00"));
    let shelf = book.write();
    let since = 1_774_022_700; // 2026-03-20T16:05:00Z
    for (size, seconds, exit) in [(6, since - 1, 10), (6, since, 21), (5, since - 1, 21)] {
        let head = cosigned(&book.checkpoint(size, &[LEDGER]), 51, seconds);
        let report = with(&shelf, |policy| {
            policy.trust = Some(witnessed(1));
            policy.known_heads = vec![KnownHead::read(head.to_text().as_bytes(), "kept").unwrap()];
        });
        assert_eq!(report.exit, exit, "{size} at {seconds}: {:?}", found(&report));
    }
}

#[test]
fn a_head_is_read_from_a_checkpoint_or_a_receipt_and_from_nothing_else() {
    use super::super::KnownHeadError;
    let read = |bytes: &[u8]| KnownHead::read(bytes, "x").unwrap_err();
    assert!(matches!(read(b"nothing"), KnownHeadError::Checkpoint(_)));
    assert!(matches!(read(b"c2sp.org/tlog-proof@v1\nnothing"), KnownHeadError::Receipt(_)));
    assert!(matches!(read(Book::default().checkpoint(0, &[LEDGER]).to_text().as_bytes()), KnownHeadError::Empty));
}
