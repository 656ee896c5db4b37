//! Proofs of somebody's word, judged without a ledger: sound, and with each thing wrong.

use super::super::{NotChecked, open_word_proof, verify_word_proof};
use super::alone::receipt;
use super::*;
use crate::chain::{CosignerKey, KeyName, WordProof, cosign};
use crate::model::DecisionId;
use crate::procedure::Voice;
use crate::registry::RotateRoot;

/// The founding, the member's appointment, the opening, what the position names as its meeting, the position.
const SMALL: &[usize] = &[0, 3, 4, 5, 6];

fn proof(book: &Book, entries: &[usize]) -> WordProof {
    proof_under(book, entries, &book.checkpoint(book.lines.len(), &[LEDGER]), "王芳", "2026-001")
}

fn proof_under(book: &Book, entries: &[usize], under: &SignedCheckpoint, person: &str, decision: &str) -> WordProof {
    let entries = entries.iter().map(|&at| receipt(book, at, under.clone())).collect();
    WordProof::new(PersonId::new(person).unwrap(), DecisionId::new(decision).unwrap(), entries).unwrap()
}

fn judged_with(proof: &WordProof, trust: Option<&Trust>) -> Report {
    verify_word_proof(proof.to_string().as_bytes(), trust)
}

fn codes(book: &Book, entries: &[usize]) -> Vec<Code> {
    found(&judged_with(&proof(book, entries), Some(&trust())))
}

#[test]
fn a_word_is_proven_with_who_said_it_and_who_had_let_them_in() {
    let book = Book::small();
    let report = judged_with(&proof(&book, SMALL), Some(&trust()));
    assert_eq!((found(&report), report.exit), (vec![], 0));
    let word = report.word.as_ref().unwrap();
    assert_eq!((word.person.as_str(), word.title.as_deref()), ("王芳", Some("云溪大道改造")));
    assert_eq!((word.said.len(), word.said[0].voice, word.said[0].received.seq), (1, Voice::Signed, 6));
    let signed = &word.said[0].signatories[0];
    assert_eq!((signed.person.as_ref().map(PersonId::as_str), signed.since), (Some("王芳"), Some(3)));
    assert_eq!(report.outcome(Check::Appointment), Some(Outcome::Passed(1)));
    assert_eq!(report.outcome(Check::Registry), Some(Outcome::Passed(2)));
    assert_eq!(report.outcome(Check::Inclusion), Some(Outcome::Passed(5)));
    // What the rest of the registry says is not here, and is not passed.
    for check in [Check::Authority, Check::Doubt] {
        assert_eq!(report.outcome(check), Some(Outcome::NotChecked(NotChecked::RegistryInPart)));
    }
}

#[test]
fn it_is_worth_what_is_believed() {
    let book = Book::small();
    let report = judged_with(&proof(&book, SMALL), None);
    assert_eq!((found(&report), report.exit), (vec![], 10));
    assert_eq!(report.outcome(Check::CheckpointSignature), Some(Outcome::Passed(1)), "by the key of the founding");
    assert_eq!(report.outcome(Check::Trust), Some(Outcome::NotChecked(NotChecked::NoTrust)));
    let with = |from: &str, to: &str| {
        let believed = Trust::parse(&trust().to_toml().replacen(from, to, 1)).unwrap();
        let report = judged_with(&proof(&book, SMALL), Some(&believed));
        (found(&report), report.exit)
    };
    assert_eq!(with("test.example", "best.example"), (vec![Code::TrustOrigin], 40));
    // Keys that came later, or before: the proof does not reach to them, and is no forgery for that.
    let (ledger, root) = (public(LEDGER).id().to_string(), public(3).id().to_string());
    assert_eq!(with(&ledger, &public(10).id().to_string()), (vec![Code::CheckpointNotTrusted], 10));
    assert_eq!(with(&root, &public(4).id().to_string()), (vec![Code::TrustRootNotCarried], 10));
    let mut heads = trust();
    heads.known_heads.push(KnownHead::noted(7, TreeHash([1; 32]), "slip"));
    let report = judged_with(&proof(&book, SMALL), Some(&heads));
    assert_eq!((found(&report), report.exit), (vec![Code::HeadDiverged], 30));
}

#[test]
fn trust_in_the_founders_reaches_through_rotations_that_are_carried() {
    let mut book = Book::small();
    book.registry("rotate-root", &RotateRoot { root: roots(&[4, 5], 1), document: "决议".into() }, &[1, 2, 4]);
    let with = [SMALL, &[7]].concat();
    assert_eq!(codes(&book, &with), []);
    let mut believed = trust();
    believed.root_keys = [public(4).id(), public(5).id()].into();
    believed.root_threshold = 1;
    assert_eq!(found(&judged_with(&proof(&book, &with), Some(&believed))), []);
    assert_eq!(found(&judged_with(&proof(&book, SMALL), Some(&believed))), [Code::TrustRootNotCarried]);
}

#[test]
fn what_belongs_to_it_must_be_there_and_nothing_else() {
    let mut book = Book::small();
    assert_eq!(codes(&book, &[3, 4, 6]), [Code::ProofWithoutFounding]);
    assert_eq!(codes(&book, &[0, 4, 6]), [Code::KeyUnknown]);
    assert_eq!(codes(&book, &[0, 2, 4, 6]), [Code::KeyUnknown], "another's appointment");
    assert_eq!(codes(&book, &[0, 3, 4]), [Code::ProofWithoutWord]);
    assert_eq!(codes(&book, &[0, 3, 6]), [], "what it speaks of may be left out");
    let whole = book.checkpoint(7, &[LEDGER]);
    let of = |person, decision| found(&judged_with(&proof_under(&book, SMALL, &whole, person, decision), None));
    assert_eq!(of("李明", "2026-001"), [Code::ProofWithoutWord, Code::ProofStray]);
    assert_eq!(of("王芳", "2026-002"), [Code::ProofWithoutWord, Code::ProofStray]);
    let draft = book.draft("2026-001");
    book.say(draft, &[UNIT]);
    assert_eq!(codes(&book, &[0, 3, 4, 6, 7]), [Code::ProofStray]);
}

#[test]
fn each_entry_is_judged_as_a_receipt_is() {
    let book = Book::small();
    let good = proof(&book, SMALL);
    let of = |at: usize, change: &dyn Fn(&mut crate::chain::TlogProof)| {
        let mut entries = good.entries().to_vec();
        change(&mut entries[at]);
        let changed = WordProof::new(good.person().clone(), good.decision().clone(), entries).unwrap();
        let report = judged_with(&changed, Some(&trust()));
        assert_eq!(report.exit, 40);
        assert!(open_word_proof(changed.to_string().as_bytes()).is_err());
        found(&report)
    };
    assert_eq!(of(4, &|one| one.proof[0] = TreeHash([1; 32])), [Code::NotIncluded]);
    assert!(of(4, &|one| one.extra = None).contains(&Code::ReceiptWithoutEntry));
    assert!(of(1, &|one| one.extra = Some(book.lines[2].frame())).contains(&Code::NotIncluded));
    let flipped = |one: &mut crate::chain::TlogProof| {
        let frame = one.extra.as_mut().unwrap();
        let at = frame.len() - 20;
        frame[at] ^= 1;
    };
    assert!(of(0, &flipped).contains(&Code::DigestBlake3));
    let other = proof_under(&book, SMALL, &book.checkpoint(7, &[10]), "王芳", "2026-001");
    assert_eq!(found(&judged_with(&other, Some(&trust()))), [Code::CheckpointNotSigned]);
    let report = verify_word_proof(b"liuhen proof v1\nperson x\n", None);
    assert_eq!((found(&report), report.exit), (vec![Code::ProofForm], 40));
}

#[test]
fn who_had_no_authority_proves_nothing() {
    // Ended before the word, and the end is carried.
    let mut book = Book::founded();
    book.appoint("李明", "head", HEAD);
    book.appoint("王芳", "member", MEMBER);
    book.end("王芳", "member", MEMBER, EndReason::Retired, None);
    let open = book.open("2026-001");
    book.say(open, &[HEAD]);
    let position = book.position("2026-001", "王芳");
    book.say(position, &[MEMBER]);
    assert_eq!(codes(&book, &[0, 2, 3, 4, 5]), [Code::OfficeEnded]);
    // Left out, the proof cannot show it, and says so.
    let report = judged_with(&proof(&book, &[0, 2, 4, 5]), Some(&trust()));
    assert_eq!(found(&report), []);
    assert_eq!(report.outcome(Check::Authority), Some(Outcome::NotChecked(NotChecked::RegistryInPart)));
    // Signed by another in their name.
    let mut book = Book::small();
    book.appoint("赵强", "member", 14);
    let mut forged = book.position("2026-001", "王芳");
    forged.offices[0].key = public(14);
    book.say(forged, &[14]);
    assert_eq!(codes(&book, &[0, 4, 7, 8]), [Code::NotOwnWord]);
    // An appointment by too few.
    let mut book = Book::small();
    book.registry("appoint", &appointment("王芳", "member", 15), &[1]);
    assert_eq!(codes(&book, &[0, 3, 4, 5, 6, 7]), [Code::ThresholdNotMet]);
}

#[test]
fn a_key_declared_compromised_later_casts_doubt_and_a_witness_takes_it_away() {
    let mut book = Book::small();
    let under = book.checkpoint(7, &[LEDGER]);
    book.end("王芳", "member", MEMBER, EndReason::Compromised, Some("2026-03-19T00:00:00+08:00"));
    let entries = [SMALL, &[7]].concat();
    assert_eq!(codes(&book, &entries), [Code::AuthorityInDoubt]);
    assert_eq!(judged_with(&proof(&book, &entries), Some(&trust())).exit, 21);
    // A proof from before it, cosigned in time, knows of no doubt.
    let witness = secret(20);
    let name = KeyName::new("witness.example/a").unwrap();
    let line = cosign(&under, name.clone(), 1_772_000_000, &witness).unwrap();
    let under = under.with_signature(&line).unwrap();
    let vkey = CosignerKey::new(name, witness.public());
    let text = trust().to_toml() + &format!("quorum = 1\n[[witness]]\nvkey = \"{vkey}\"\n");
    let believed = Trust::parse(&text).unwrap();
    let report = judged_with(&proof_under(&book, SMALL, &under, "王芳", "2026-001"), Some(&believed));
    assert_eq!((found(&report), report.outcome(Check::Witnesses)), (vec![], Some(Outcome::Passed(1))));
    assert_eq!(report.ledger.cosigners, ["witness.example/a"]);
}

#[test]
fn what_the_minutes_say_is_told_as_the_recorders_word() {
    let mut book = Book::small();
    book.appoint("蒋宁", "recorder", 16);
    let body = format!(
        r#"{{"meeting":"{}","person":"王芳","position":"disagree","reasons":[{{"ground":"cost","text":"过高"}}]}}"#,
        book.lines[5].digest()
    );
    let minuted = book.statement(
        "decision/2026-001",
        "minuted-position",
        serde_json::from_str(&body).unwrap(),
        &[("recorder", 16)],
    );
    book.say(minuted, &[16]);
    let report = judged_with(&proof(&book, &[0, 3, 4, 5, 6, 7, 8]), Some(&trust()));
    assert_eq!(found(&report), []);
    let said = &report.word.as_ref().unwrap().said;
    assert_eq!([said[0].voice, said[1].voice], [Voice::Signed, Voice::Minuted]);
    assert_eq!(said[1].signatories[0].person.as_ref().map(PersonId::as_str), Some("蒋宁"));
    // The same with the member's own key in the recorder's office is still what the minutes say.
    let opened = open_word_proof(proof(&book, &[0, 7, 8]).to_string().as_bytes()).unwrap();
    assert_eq!((opened.said.len(), opened.said[0].0.voice), (1, Voice::Minuted));
}

#[test]
fn what_an_archivist_enters_late_is_told_as_theirs() {
    let mut book = Book::small();
    book.appoint("丁岩", "archivist", 17);
    let mut late = book.position("2026-001", "王芳");
    late.offices[0] = Signatory { office: OfficeId::new("archivist").unwrap(), key: public(17) };
    late.late = Some(crate::format::Late { reason: "补录".into(), missing: Vec::new() });
    book.say(late, &[17]);
    let report = judged_with(&proof(&book, &[0, 4, 7, 8]), Some(&trust()));
    assert_eq!(found(&report), []);
    assert_eq!(report.word.as_ref().unwrap().said[0].voice, Voice::Entered);
}

#[test]
fn no_byte_of_it_can_be_changed_unseen() {
    let book = Book::small();
    let text = proof(&book, SMALL).to_string().into_bytes();
    let mut believed = trust();
    believed.known_heads.clear();
    // Every byte outside the entries, and of them so many that each part of each is met.
    let mut line = 0;
    for at in 0..text.len() {
        line = if at > 0 && text[at - 1] == b'\n' { at } else { line };
        if text[line..].starts_with(b"extra ") && at % 17 != 0 {
            continue;
        }
        let mut bytes = text.clone();
        bytes[at] ^= 1;
        let report = verify_word_proof(&bytes, Some(&believed));
        // A decision of another name has none of these words; so has a person of another.
        assert_ne!(report.exit, 0, "byte {at}");
    }
}
