//! Receipts and growth, judged without a ledger.

use super::super::{NotChecked, verify_growth, verify_receipt};
use super::*;
use crate::chain::{TlogProof, consistency_proof, inclusion_proof};

/// Any node of the tree, from the leaves up.
fn node(book: &Book) -> impl FnMut(NodeId) -> Result<TreeHash, ()> {
    let leaves: Vec<TreeHash> = book.lines.iter().map(|line| leaf_hash(&line.header_bytes())).collect();
    move |node| {
        let mut tree = CompactRange::new();
        let first = (node.index << node.level) as usize;
        leaves[first..first + (1 << node.level)].iter().for_each(|leaf| tree.push(*leaf));
        Ok(tree.root())
    }
}

pub(super) fn receipt(book: &Book, index: usize, checkpoint: SignedCheckpoint) -> TlogProof {
    let size = checkpoint.checkpoint().size;
    let proof = inclusion_proof(index as u64, size, &mut node(book)).unwrap();
    TlogProof { extra: Some(book.lines[index].frame()), index: index as u64, proof, checkpoint }
}

fn believing() -> Trust {
    let vkey = crate::chain::NoteKey::new(KeyName::from(&origin()), public(LEDGER)).to_string();
    Trust::parse(&trust().to_toml().replacen(&public(LEDGER).id().to_string(), &vkey, 1)).unwrap()
}

use crate::chain::KeyName;

fn judged_with(proof: &TlogProof, trust: Option<&Trust>) -> Report {
    verify_receipt(proof.to_string().as_bytes(), trust)
}

#[test]
fn a_receipt_is_complete_offline() {
    let book = Book::small();
    for index in 0..7 {
        let proof = receipt(&book, index, book.checkpoint(7, &[LEDGER]));
        let report = judged_with(&proof, Some(&believing()));
        assert_eq!((found(&report), report.exit), (vec![], 0), "entry {index}");
        let received = report.received.as_ref().unwrap();
        assert_eq!((received.seq, received.record), (index as u64, book.lines[index].digest()));
        assert_eq!(report.outcome(Check::Authority), Some(Outcome::NotChecked(NotChecked::NotCarried)));
    }
}

#[test]
fn a_receipt_is_worth_what_is_believed() {
    let book = Book::small();
    let proof = receipt(&book, 6, book.checkpoint(7, &[LEDGER]));
    assert_eq!(judged_with(&proof, None).exit, 10);
    let report = judged_with(&proof, Some(&trust()));
    assert_eq!((found(&report), report.exit), (vec![], 10), "an id verifies nothing");
    assert_eq!(report.outcome(Check::CheckpointSignature), Some(Outcome::NotChecked(NotChecked::NoLedgerKey)));
    let other = receipt(&book, 6, book.checkpoint(7, &[10]));
    let report = judged_with(&other, Some(&believing()));
    assert_eq!((found(&report), report.exit), (vec![Code::CheckpointNotTrusted], 10));
    let mut heads = believing();
    heads.known_heads.push(KnownHead::noted(7, TreeHash([1; 32]), "slip"));
    let report = judged_with(&proof, Some(&heads));
    assert_eq!((found(&report), report.exit), (vec![Code::HeadDiverged], 30));
}

#[test]
fn a_receipt_that_does_not_hold() {
    let book = Book::small();
    let good = receipt(&book, 6, book.checkpoint(7, &[LEDGER]));
    let of = |change: &dyn Fn(&mut TlogProof)| {
        let mut proof = good.clone();
        change(&mut proof);
        let report = judged_with(&proof, Some(&believing()));
        assert_eq!(report.exit, 40);
        found(&report)
    };
    assert_eq!(of(&|proof| proof.extra = None), [Code::ReceiptWithoutEntry]);
    assert_eq!(of(&|proof| proof.extra.as_mut().unwrap().push(b'\n')), [Code::ReceiptForm]);
    assert_eq!(of(&|proof| proof.extra = Some(book.lines[5].frame())), [Code::ReceiptIndex, Code::NotIncluded]);
    assert_eq!(of(&|proof| proof.proof[0] = TreeHash([1; 32])), [Code::NotIncluded]);
    assert_eq!(of(&|proof| proof.index = 5), [Code::ReceiptIndex, Code::NotIncluded]);
    let flipped = |proof: &mut TlogProof| {
        let frame = proof.extra.as_mut().unwrap();
        let at = frame.len() - 20;
        frame[at] ^= 1;
    };
    assert!(of(&flipped).contains(&Code::DigestBlake3));
    assert_eq!(found(&verify_receipt(b"c2sp.org/tlog-proof@v1\n", None)), [Code::ReceiptForm]);
}

#[test]
fn growth_is_shown_or_not() {
    let book = Book::small();
    let proof = |old, new| consistency_proof(old, new, &mut node(&book)).unwrap();
    let judge = |old: &SignedCheckpoint, new: &SignedCheckpoint, proof: &[TreeHash]| {
        let report = verify_growth(old.to_text().as_bytes(), new.to_text().as_bytes(), proof, Some(&believing()));
        (found(&report), report.exit)
    };
    let at = |size| book.checkpoint(size, &[LEDGER]);
    assert_eq!(judge(&at(3), &at(7), &proof(3, 7)), (vec![], 0));
    assert_eq!(judge(&at(7), &at(7), &[]), (vec![], 0));
    assert_eq!(judge(&at(3), &at(7), &proof(4, 7)), (vec![Code::NotConsistent], 40));
    assert_eq!(judge(&at(7), &at(3), &[]), (vec![Code::NotConsistent], 40));
    let mut other = book.clone();
    other.lines.pop();
    let again = other.draft("2026-001");
    other.say(again, &[UNIT]);
    assert_eq!(judge(&at(7), &other.checkpoint(7, &[LEDGER]), &[]), (vec![Code::CheckpointsDiverge], 30));
    let report = verify_growth(b"x", at(7).to_text().as_bytes(), &[], None);
    assert_eq!(found(&report), [Code::CheckpointForm]);
}
