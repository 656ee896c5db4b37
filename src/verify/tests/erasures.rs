//! Sealed attachments that were destroyed: with authority and without.

use super::super::judge::run_in_shares;
use super::*;
use crate::format::Late;

/// The seeds of the archivist, of the government office's seal and of the legality reviewer.
const ARCHIVIST: u8 = 21;
const OFFICE: u8 = 22;
const REVIEWER: u8 = 23;

/// Both who always sign.
const BOTH: [(&str, u8); 2] = [("archivist", ARCHIVIST), ("government-office", OFFICE)];

/// The small ledger with those who may erase, and the profile that its decision pinned, if any.
fn book(profile: Option<&str>) -> Book {
    let mut book = Book::founded();
    book.appoint("李明", "head", HEAD);
    book.appoint("城建局", "handling-unit", UNIT);
    book.appoint("档案馆", "archivist", ARCHIVIST);
    book.appoint("政府办", "government-office", OFFICE);
    book.appoint("司法局", "legality-reviewer", REVIEWER);
    for id in ["2026-001", "2026-002"] {
        let mut open = book.open(id);
        if let (Some(text), Value::Table(body)) = (profile, &mut open.body) {
            let Content::Open { blake3, .. } = book.document(text.as_bytes()) else { unreachable!() };
            body.push(("profile".into(), json(&format!(r#"{{"id":"test","blake3":"{blake3}"}}"#))));
        }
        book.say(open, &[HEAD]);
        let draft = book.draft(id);
        book.say(draft, &[UNIT]);
    }
    book
}

/// The entry of the draft of `2026-001`, and of that of `2026-002`.
const DRAFT: usize = 7;
const OTHER_DRAFT: usize = 9;

impl Book {
    /// An erasure in `stream` of `sealed`, as attachments of the record at `of`.
    fn erasure(&self, id: &str, of: usize, sealed: &[String], offices: &[(&str, u8)]) -> Statement {
        let record = self.lines[of].digest();
        let sealed = serde_json::to_string(sealed).unwrap();
        let body = format!(
            r#"{{"record":"{record}","sealed":{sealed},"ground":"personal-information",
                "legal_basis":["个人信息保护法第四十七条"],"method":"覆写后删除"}}"#
        );
        self.statement(&format!("decision/{id}"), "erasure", json(&body), offices)
    }

    fn erase(&mut self, id: &str, of: usize, sealed: &[String], offices: &[(&str, u8)]) {
        let statement = self.erasure(id, of, sealed, offices);
        let seeds: Vec<u8> = offices.iter().map(|(_, seed)| *seed).collect();
        self.say(statement, &seeds);
    }

    /// What the draft's list is sealed as, in every draft.
    fn seal(&self) -> String {
        self.openings.keys().next().unwrap().to_string()
    }
}

/// The shelf with the sealed list destroyed.
fn destroyed(book: &Book) -> Shelf {
    let mut shelf = book.write();
    shelf.openings.clear();
    shelf.evidence.remove(&EvidenceDigest(dual(b"names").blake3));
    shelf
}

fn at(report: &Report, code: Code) -> Vec<u64> {
    let all = report.findings.iter().chain(&report.notes);
    all.filter(|one| one.code == code).filter_map(|one| one.place.seq).collect()
}

#[test]
fn what_is_erased_with_authority_is_told_and_condemns_nothing() {
    let mut book = book(None);
    let seal = [book.seal()];
    book.erase("2026-001", DRAFT, &seal, &BOTH);
    book.erase("2026-002", OTHER_DRAFT, &seal, &BOTH);
    let report = judged(&destroyed(&book));
    assert_eq!((found(&report), report.exit), (vec![Code::AttachmentErased], 0));
    assert_eq!(at(&report, Code::AttachmentErased), [DRAFT as u64, OTHER_DRAFT as u64]);
    assert!(report.notes[0].details.as_ref().unwrap().ends_with("#2 (entry 10)"), "{:?}", report.notes[0]);
    // Missing all the same where nothing says so: of the second decision.
    book.lines.pop();
    let report = judged(&destroyed(&book));
    assert_eq!((found(&report), report.exit), (vec![Code::OpeningMissing, Code::AttachmentErased], 40));
    assert_eq!(at(&report, Code::OpeningMissing), [OTHER_DRAFT as u64]);
}

#[test]
fn what_is_to_be_erased_and_is_still_there_is_told() {
    let mut book = book(None);
    let seal = [book.seal()];
    book.erase("2026-001", DRAFT, &seal, &BOTH);
    let report = judged(&book.write());
    assert_eq!((found(&report), report.exit), (vec![Code::ErasureNotCarriedOut], 0));
    // The document went and the opening did not, or half of its bytes were overwritten: to be done again.
    let document = EvidenceDigest(dual(b"names").blake3);
    let mut shelf = book.write();
    shelf.evidence.remove(&document);
    let report = judged(&shelf);
    assert_eq!(at(&report, Code::ErasureNotCarriedOut), [DRAFT as u64]);
    assert_eq!(at(&report, Code::AttachmentMissing), [OTHER_DRAFT as u64]);
    let mut shelf = book.write();
    shelf.openings.values_mut().for_each(|bytes| bytes.fill(0));
    let report = judged(&shelf);
    assert_eq!(at(&report, Code::ErasureNotCarriedOut), [DRAFT as u64]);
    assert_eq!(at(&report, Code::OpeningForm), [OTHER_DRAFT as u64]);
}

#[test]
fn one_person_erases_nothing() {
    for offices in [&BOTH[..1], &BOTH[1..], &[("archivist", ARCHIVIST), ("archivist", REVIEWER)][..]] {
        let mut book = book(None);
        book.appoint("司法局", "archivist", REVIEWER);
        let seal = [book.seal()];
        book.erase("2026-001", DRAFT, &seal, offices);
        let report = judged(&book.write());
        assert_eq!((found(&report), report.exit), (vec![Code::TooFewHands], 40), "{offices:?}");
        assert_eq!(found(&judged(&destroyed(&book))), [Code::TooFewHands, Code::OpeningMissing]);
    }
    // The same person in two offices.
    let mut book = book(None);
    book.appoint("档案馆", "government-office", 31);
    let seal = [book.seal()];
    book.erase("2026-001", DRAFT, &seal, &[("archivist", ARCHIVIST), ("government-office", 31)]);
    assert_eq!(found(&judged(&book.write())), [Code::TooFewHands]);
}

#[test]
fn a_profile_that_asks_for_more_is_heard() {
    let profile = |more: &str| {
        format!(
            "profile = \"v1\"\nid = \"test\"\ntitle = {{ zh = \"测试\", en = \"Test\" }}\nlevels = [\"county\"]\n\
             effective_from = 2026-01-01\nlegal_basis = [\"无\"]\n{more}"
        )
    };
    let three = profile("[erasure]\nthreshold = 3\n");
    let erased = |text: &str, offices: &[(&str, u8)]| {
        let mut book = book(Some(text));
        let seal = [book.seal()];
        book.erase("2026-001", DRAFT, &seal, offices);
        book.erase("2026-002", OTHER_DRAFT, &seal, offices);
        book
    };
    // That the profile was never adopted is found apart.
    let codes = |shelf: &Shelf| {
        let report = judged(shelf);
        let of_erasures = |code: &Code| !matches!(code.check(), Check::Procedure);
        found(&report).into_iter().filter(of_erasures).collect::<Vec<_>>()
    };
    assert_eq!(codes(&destroyed(&erased(&profile(""), &BOTH))), [Code::AttachmentErased]);
    let too_few = erased(&three, &BOTH);
    assert_eq!(codes(&too_few.write()), [Code::ErasureUnauthorised]);
    assert_eq!(codes(&destroyed(&too_few)), [Code::ErasureUnauthorised, Code::OpeningMissing]);
    let enough = erased(&three, &[&BOTH[..], &[("legality-reviewer", REVIEWER)]].concat());
    assert_eq!(codes(&destroyed(&enough)), [Code::AttachmentErased]);
    // Whose text nobody can read may ask for anything.
    let mut shelf = destroyed(&enough);
    shelf.evidence.remove(&EvidenceDigest(dual(three.as_bytes()).blake3));
    assert_eq!(codes(&shelf), [Code::ErasureUnauthorised, Code::OpeningMissing]);
}

#[test]
fn an_erasure_that_is_entered_late_gives_no_authority() {
    let mut book = book(None);
    let seal = [book.seal()];
    let mut statement = book.erasure("2026-001", DRAFT, &seal, &BOTH);
    statement.late = Some(Late { reason: "补录".into(), missing: Vec::new() });
    book.say(statement, &[ARCHIVIST, OFFICE]);
    let report = judged(&book.write());
    assert_eq!((found(&report), report.exit), (vec![Code::ErasureUnauthorised], 21));
}

#[test]
fn an_erasure_of_what_is_not_the_records_sealed_attachment_is_void() {
    let open = Sha256Digest(dual(b"draft").sha256.0).to_string();
    let voids = |change: &dyn Fn(&mut Book)| {
        let mut book = book(None);
        change(&mut book);
        let report = judged(&book.write());
        assert_eq!(report.exit, 20);
        (found(&report), at(&report, Code::ErasureVoid))
    };
    let void = (vec![Code::ErasureVoid], vec![10]);
    assert_eq!(voids(&|book| book.erase("2026-001", DRAFT, std::slice::from_ref(&open), &BOTH)), void, "open");
    let blake3 = EvidenceDigest(dual(b"draft").blake3).to_string();
    assert_eq!(voids(&|book| book.erase("2026-001", DRAFT, std::slice::from_ref(&blake3), &BOTH)), void, "open");
    let seal = |book: &Book| [book.seal()];
    assert_eq!(voids(&|book| book.erase("2026-001", OTHER_DRAFT, &seal(book), &BOTH)), void, "of another decision");
    assert_eq!(voids(&|book| book.erase("2026-001", DRAFT - 1, &seal(book), &BOTH)), void, "of another record");
    // What it names in vain pardons nothing.
    let mut ledger = book(None);
    let seals = seal(&ledger);
    ledger.erase("2026-001", OTHER_DRAFT, &seals, &BOTH);
    let report = judged(&destroyed(&ledger));
    assert_eq!((found(&report), report.exit), (vec![Code::OpeningMissing, Code::ErasureVoid], 40));
    let mut shelf = ledger.write();
    shelf.evidence.remove(&EvidenceDigest(dual(b"draft").blake3));
    assert!(found(&judged(&shelf)).contains(&Code::AttachmentMissing), "an open document is never erased");
}

#[test]
fn an_erasure_does_not_reach_what_comes_after_it() {
    let mut book = book(None);
    let seal = [book.seal()];
    // The draft stands twice: its second entry is the one that is named, and comes later.
    let mut again = book.draft("2026-001");
    again.nonce = Nonce([9; 16]);
    let mut ahead = book.clone();
    ahead.say(again.clone(), &[UNIT]);
    let digest = ahead.lines.last().unwrap().digest();
    let mut early = book.erasure("2026-001", DRAFT, &seal, &BOTH);
    if let Value::Table(body) = &mut early.body {
        body[0].1 = Value::Text(digest.to_string());
    }
    book.say(early, &[ARCHIVIST, OFFICE]);
    book.say(again, &[UNIT]);
    assert_eq!(book.lines.last().unwrap().digest(), digest);
    let report = judged(&book.write());
    assert_eq!(at(&report, Code::ErasureVoid), [10]);
}

#[test]
fn in_shares_it_comes_to_the_same() {
    let mut book = book(None);
    let seal = [book.seal()];
    book.erase("2026-001", DRAFT, &seal, &BOTH);
    book.erase("2026-002", DRAFT, &seal, &BOTH);
    let shelf = destroyed(&book);
    let whole = judged(&shelf);
    assert_eq!(found(&whole), [Code::OpeningMissing, Code::AttachmentErased, Code::ErasureVoid]);
    for most in [1, 2, 3] {
        let report = run_in_shares(&shelf, &policy(), &|_| {}, most).unwrap();
        assert_eq!((report.findings, report.notes), (whole.findings.clone(), whole.notes.clone()), "{most}");
    }
    for threads in [1, 4] {
        let report = run(&shelf, &Policy { threads, ..policy() }, &|_| {}).unwrap();
        assert_eq!(report.notes, whole.notes);
    }
}
