//! For every code a ledger in which it is found.

use super::*;
use crate::registry::{RotateLedgerKey, RotateRoot};

/// What is found in a ledger that is otherwise whole.
fn codes(book: &Book) -> Vec<Code> {
    found(&judged(&book.write()))
}

/// What is found where the last record's bytes have been changed before they were signed.
fn rewritten(from: &str, to: &str) -> Vec<Code> {
    let mut book = Book::small();
    let line = book.lines.pop().unwrap();
    let payload = String::from_utf8(Envelope::read(&line.envelope).unwrap().payload).unwrap();
    let changed = payload.replacen(from, to, 1);
    assert_ne!(changed, payload, "{from}");
    book.enter(&line.header.stream, signed(changed.into_bytes(), &[MEMBER]));
    codes(&book)
}

/// What is found where the last envelope's bytes have been changed, digests and chain made to fit.
fn rewrapped(from: &str, to: &str) -> Vec<Code> {
    let mut book = Book::small();
    let line = book.lines.pop().unwrap();
    let text = String::from_utf8(line.envelope).unwrap();
    let changed = text.replacen(from, to, 1);
    assert_ne!(changed, text, "{from}");
    book.enter(&line.header.stream, changed.into_bytes());
    codes(&book)
}

/// What is found where a statement after the small ledger is as `change` makes it.
fn said(signers: &[u8], change: impl FnOnce(&mut Statement)) -> Vec<Code> {
    let mut book = Book::small();
    let mut statement = book.draft("2026-001");
    change(&mut statement);
    book.say(statement, signers);
    codes(&book)
}

#[test]
fn the_marker() {
    let mut shelf = Book::small().write();
    shelf.marker = Some(b"format = \"liuhen/ledger/v1\"\n".to_vec());
    assert_eq!(found(&judged(&shelf)), [Code::MarkerForm]);
    shelf.marker = None;
    assert_eq!(found(&judged(&shelf)), [Code::MarkerMissing]);
    let other = Marker { origin: Origin::new("other.example").unwrap() };
    shelf.marker = Some(other.to_text().into_bytes());
    assert_eq!(found(&judged(&shelf)), [Code::MarkerOrigin]);
}

#[test]
fn strangers_in_the_folder_are_told_and_condemn_nothing() {
    let mut shelf = Book::small().write();
    shelf.files = vec!["log/000000.log.bak".into(), "lock".into(), "index/db".into()];
    let report = judged(&shelf);
    assert_eq!((found(&report), report.exit), (vec![Code::FileUnknown], 0));
    assert_eq!(report.notes[0].place.file.as_deref(), Some("log/000000.log.bak"));
}

#[test]
fn an_empty_folder_is_no_ledger() {
    let mut shelf = Book::default().write();
    shelf.checkpoint = None;
    let report = judged(&shelf);
    assert_eq!(report.counts[&Code::LedgerEmpty], 1);
    shelf.checkpoint = Some(Book::default().checkpoint(0, &[LEDGER]).to_text().as_bytes().to_vec());
    let report = run(&shelf, &Policy { trust: None, ..policy() }, &|_| {}).unwrap();
    assert_eq!((found(&report), report.exit), (vec![Code::LedgerEmpty], 41));
}

#[test]
fn a_log_that_is_broken_short_or_unreadable() {
    let whole = Book::small().write();
    let mut shelf = whole.clone();
    let at = shelf.log.windows(8).rposition(|w| w == b"\nrecord ").unwrap();
    shelf.log[at + 1] = b'R';
    let report = judged(&shelf);
    assert_eq!(found(&report), [Code::LogBroken, Code::LogShort]);
    assert_eq!(report.findings[0].place.seq, Some(6));
    assert!(matches!(report.outcome(Check::Tree), Some(Outcome::NotChecked(_))));

    let mut shelf = whole.clone();
    shelf.log.truncate(Book::small().lines[..6].iter().map(|line| line.frame().len()).sum());
    assert_eq!(found(&judged(&shelf)), [Code::LogShort]);
    shelf.log.extend_from_slice(b"liuhen ent");
    assert_eq!(found(&judged(&shelf)), [Code::LogBroken, Code::LogShort]);

    let mut shelf = whole;
    shelf.fails = Some(1);
    let report = judged(&shelf);
    assert_eq!((found(&report), report.exit), (vec![Code::LogUnreadable], 41));
}

#[test]
fn what_was_never_acknowledged_is_told_and_condemns_nothing() {
    let book = Book::small();
    let mut shelf = book.write();
    shelf.log.extend_from_slice(&book.lines[0].frame()[..99]);
    let report = judged(&shelf);
    assert_eq!((found(&report), report.exit), (vec![Code::LogTornTail], 0));
    shelf.log.extend_from_slice(b"\0\0\0\0");
    shelf.checkpoint = Some(book.checkpoint(5, &[LEDGER]).to_text().as_bytes().to_vec());
    let report = judged(&shelf);
    assert_eq!((found(&report), report.exit), (vec![Code::LogTornTail, Code::LogBeyondCheckpoint], 0));
    assert_eq!(report.ledger.size, 5);
    assert_eq!(report.notes[0].details.as_deref(), Some("2"));
}

#[test]
fn a_header_out_of_form() {
    let mut book = Book::small();
    let text = book.lines[6].header.to_text().replace("sequence 6", "sequence 06");
    book.lines[6].raw_header = Some(text.into_bytes());
    assert_eq!(codes(&book), [Code::HeaderForm]);
}

#[test]
fn links_that_do_not_hold() {
    let changed = |change: &dyn Fn(&mut Book)| {
        let mut book = Book::small();
        change(&mut book);
        codes(&book)
    };
    let other = Origin::new("other.example").unwrap();
    let last = |book: &mut Book, change: &dyn Fn(&mut Header)| change(&mut book.lines[6].header);
    assert_eq!(
        changed(&|book| last(book, &|header| header.origin = other.clone())),
        [Code::OriginDiffers, Code::RecordOrigin]
    );
    assert_eq!(changed(&|book| last(book, &|header| header.sequence = Seq(7))), [Code::SequenceGap]);
    assert_eq!(changed(&|book| last(book, &|header| header.previous = EntryHash([1; 32]))), [Code::ChainBroken]);
    assert_eq!(changed(&|book| last(book, &|header| header.number = 3)), [Code::StreamNumber]);
    assert_eq!(changed(&|book| last(book, &|header| header.stream_previous = EntryHash::NONE)), [Code::StreamLink]);
    let earlier = |header: &mut Header| header.recorded = time(5, 29).parse().unwrap();
    assert_eq!(changed(&|book| last(book, &earlier)), [Code::RecordedBackwards]);
}

#[test]
fn dropping_one_record_is_one_gap() {
    let mut book = Book::small();
    book.lines.remove(5);
    let report = judged(&book.write());
    let expected = [Code::SequenceGap, Code::ChainBroken, Code::StreamNumber, Code::StreamLink, Code::BasisUnknown];
    for code in expected {
        assert_eq!(report.counts.get(&code), Some(&1), "{code:?}");
    }
    let number = report.findings.iter().find(|finding| finding.code == Code::StreamNumber).unwrap();
    assert_eq!((number.expected.as_deref(), number.found.as_deref()), (Some("1"), Some("2")));
    assert_eq!(number.place.stream.as_ref().map(ToString::to_string).as_deref(), Some("decision/2026-001"));
}

#[test]
fn a_decision_begins_with_its_opening_once() {
    let mut book = Book::small();
    let again = book.open("2026-001");
    book.say(again, &[HEAD]);
    assert_eq!(codes(&book), [Code::DecisionOpening]);
    let mut book = Book::small();
    let draft = book.draft("2026-002");
    book.say(draft, &[UNIT]);
    assert_eq!(codes(&book), [Code::DecisionOpening]);
}

#[test]
fn digests_of_the_envelope() {
    let mut book = Book::small();
    book.lines[6].header.record_sha256 = Sha256Digest([1; 32]);
    assert_eq!(codes(&book), [Code::DigestSha256]);
    let mut book = Book::small();
    book.lines[6].envelope.push(b' ');
    let report = judged(&book.write());
    assert_eq!((found(&report), report.exit), (vec![Code::DigestBlake3], 40));
    assert_eq!(report.findings[0].place.seq, Some(6));
}

#[test]
fn an_envelope_out_of_form() {
    assert_eq!(rewrapped("\"payload\"", "\"more\":1,\"payload\""), [Code::EnvelopeUnknownField]);
    assert_eq!(rewrapped("\"sig\"", "\"keyid\":\"\",\"sig\""), [Code::EnvelopeDuplicateField]);
    assert_eq!(rewrapped("\"payload\":", "\"payload\""), [Code::EnvelopeForm]);
    assert_eq!(rewrapped("v1+json", "v2+json"), [Code::EnvelopePayloadType]);
    assert_eq!(rewrapped("\"payload\":\"", "\"payload\":\" "), [Code::EnvelopeBase64]);
    assert_eq!(rewrapped("\"sig\":\"", "\"sig\":\"AAAA"), [Code::EnvelopeSignatures]);
    assert_eq!(
        rewrapped("{", &format!("{{{}", " ".repeat(crate::format::limits::ENVELOPE_BYTES_MAX))),
        [Code::LogBroken, Code::LogShort]
    );
    let over = crate::format::EnvelopeError::TooLarge(2);
    assert_eq!(super::super::examine::envelope_code(&over), Code::EnvelopeOversized);
}

#[test]
fn a_record_out_of_form() {
    assert_eq!(rewritten("\"kind\"", "\"more\":1,\"kind\""), [Code::RecordUnknownField]);
    assert_eq!(rewritten("\"kind\"", "\"kind\":\"position\",\"kind\""), [Code::RecordDuplicateField]);
    assert_eq!(
        rewritten("\"position\":\"agree\"", "\"position\":\"agree\",\"position\":\"agree\""),
        [Code::RecordDuplicateField]
    );
    assert_eq!(rewritten("record/v1", "record/v2"), [Code::RecordForm]);
    assert_eq!(rewritten("\"to\":\"2026-03-20\"", "\"to\":\"2026-03-18\""), [Code::RecordField]);
    assert_eq!(rewritten("\"position\":\"agree\"", "\"position\":\"yes\""), [Code::BodyForm]);
    assert_eq!(rewritten("\"kind\":\"position\"", "\"kind\":\"opinion\""), [Code::KindMisplaced]);
    assert_eq!(rewritten("test.example", "best.example"), [Code::RecordOrigin]);
    assert_eq!(rewritten("decision/2026-001", "decision/2026-002"), [Code::RecordStream]);
    let key = serde_json::to_string(&public(MEMBER)).unwrap();
    let named = format!("{{\"office\":\"member\",\"key\":{key}}}");
    assert_eq!(rewritten(&named, &format!("{named},{named}")), [Code::KeyNamedTwice]);
    let long = " ".repeat(crate::format::limits::RECORD_BYTES_MAX);
    assert_eq!(rewritten("{", &format!("{{{long}")), [Code::RecordOversized]);
}

#[test]
fn a_record_that_stands_twice() {
    let mut book = Book::small();
    let again = book.lines[6].clone();
    book.enter(&again.header.stream, again.envelope);
    let report = judged(&book.write());
    assert_eq!(found(&report), [Code::NonceRepeated]);
    assert_eq!(report.findings[0].details.as_deref(), Some("entry 6"));
    // The same record with its signature wrapped anew is the same record.
    let mut book = Book::small();
    let line = book.lines[6].clone();
    let text = String::from_utf8(line.envelope).unwrap().replacen("\"keyid\":\"", "\"keyid\": \"", 1);
    book.enter(&line.header.stream, text.into_bytes());
    assert_eq!(codes(&book), [Code::NonceRepeated]);
    assert_eq!(said(&[UNIT], |draft| draft.nonce = Nonce([0; 16])), [], "a nonce of another stream");
}

#[test]
fn what_a_record_stands_on() {
    let (first, last) = (Book::small().lines[0].digest(), Book::small().lines[6].digest());
    assert_eq!(said(&[UNIT], |draft| draft.basis.push(RecordDigest([7; 32]))), [Code::BasisUnknown]);
    assert_eq!(said(&[UNIT], |draft| draft.basis = vec![first]), [Code::BasisOutsideStream]);
    assert_eq!(said(&[UNIT], |draft| draft.basis.clear()), [Code::BasisOutsideStream]);
    assert_eq!(said(&[UNIT], |draft| draft.basis = vec![first, last]), []);
}

#[test]
fn times_that_cannot_be() {
    let at = |minutes| time(minutes, 0).parse().unwrap();
    // The small ledger's last entry is of minute 6; clocks may be ten minutes apart.
    assert_eq!(said(&[UNIT], |draft| draft.signed_at = at(17)), []);
    assert_eq!(said(&[UNIT], |draft| draft.signed_at = at(18)), [Code::SignedAfterRecorded]);
    let before = "2026-03-20T15:56:29.999Z".parse().unwrap();
    assert_eq!(said(&[UNIT], |draft| draft.signed_at = before), [Code::SignedBeforeBasis]);
    let just = "2026-03-20T15:56:30.000Z".parse().unwrap();
    assert_eq!(said(&[UNIT], |draft| draft.signed_at = just), []);
    let day = |day: &str| Occurred::at(day.parse().unwrap());
    assert_eq!(said(&[UNIT], |draft| draft.occurred = day("2026-03-22")), [Code::OccurredAfterSigned]);
    assert_eq!(said(&[UNIT], |draft| draft.occurred = day("2026-03-21")), []);
    assert_eq!(said(&[UNIT], |draft| draft.occurred = day("2025-12-01")), [Code::LateUnsaid]);
    let late = crate::format::Late { reason: "补录".into(), missing: Vec::new() };
    let report = {
        let mut book = Book::small();
        let mut draft = book.draft("2026-001");
        (draft.occurred, draft.late) = (day("2025-12-01"), Some(late));
        book.say(draft, &[UNIT]);
        judged(&book.write())
    };
    assert_eq!((found(&report), report.ledger.late), (vec![], 1));
}

#[test]
fn signatures_that_are_not_those_named() {
    assert_eq!(said(&[], |_| {}), [Code::SignatureMissing]);
    assert_eq!(said(&[UNIT, MEMBER], |_| {}), [Code::SignatureByStranger]);
    assert_eq!(said(&[UNIT, UNIT], |_| {}), [Code::KeySignedTwice]);
    let mut book = Book::small();
    let line = book.lines.pop().unwrap();
    let mut envelope = Envelope::read(&line.envelope).unwrap();
    envelope.signatures[0].sig[9] ^= 1;
    book.enter(&line.header.stream, envelope.to_bytes());
    assert_eq!(codes(&book), [Code::SignatureBad]);
    // The neutral element is a point of small order: it verifies nothing.
    let mut weak = [0; 32];
    weak[0] = 1;
    let weak = PublicKey::from_bytes(weak);
    let report = said(&[UNIT], |draft| draft.offices[0].key = weak);
    assert_eq!(report, [Code::KeyUnusable, Code::KeyUnknown]);
}

#[test]
fn a_founding_that_is_none() {
    let mut book = Book::default();
    let open = book.open("2026-001");
    book.say(open, &[HEAD]);
    let report = judged(&book.write());
    assert!(report.counts.contains_key(&Code::NotFounded));
    assert!(matches!(
        report.outcome(Check::Authority),
        Some(Outcome::NotChecked(super::super::NotChecked::NoRegistry))
    ));
    assert_eq!(report.exit, 40);

    let mut book = Book::default();
    let found = LedgerFound { organ: "x".into(), ledger_key: public(LEDGER), root: roots(&ROOTS, 2) };
    book.registry("ledger-found", &found, &ROOTS[..2]);
    assert_eq!(codes(&book), [Code::NotFounded, Code::ThresholdNotMet]);
}

#[test]
fn rules_of_the_registry() {
    let registry = |kind: &str, event: &dyn Fn(&mut Book)| {
        let mut book = Book::small();
        event(&mut book);
        assert_eq!(book.lines.len(), 8, "{kind}");
        codes(&book)
    };
    let found = LedgerFound { organ: "x".into(), ledger_key: public(LEDGER), root: roots(&ROOTS, 2) };
    assert_eq!(registry("founded", &|book| book.registry("ledger-found", &found, &ROOTS)), [Code::FoundedTwice]);
    let appoint = appointment("陈静", "recorder", 14);
    assert_eq!(registry("one root", &|book| book.registry("appoint", &appoint, &[1])), [Code::ThresholdNotMet]);
    assert_eq!(registry("stranger", &|book| book.registry("appoint", &appoint, &[1, 2, 77])), [Code::KeyUnknown]);
    let taken = appointment("陈静", "recorder", MEMBER);
    assert_eq!(registry("taken key", &|book| book.registry("appoint", &taken, &[1, 2])), [Code::KeyOfAnother]);
    let again = appointment("王芳", "member", MEMBER);
    assert_eq!(registry("again", &|book| book.registry("appoint", &again, &[1, 2])), [Code::RegistryRule]);
    let wrong = |book: &mut Book| {
        let statement = book.event("appoint", &roots(&ROOTS, 2), &[1, 2]);
        book.say(statement, &[1, 2]);
    };
    assert_eq!(registry("no appointment", &wrong), [Code::RegistryBody]);
    let step = |book: &mut Book| {
        let statement = book.event("position", &appoint, &[1, 2]);
        book.say(statement, &[1, 2]);
    };
    assert_eq!(registry("a step", &step), [Code::KindMisplaced]);
    let as_head = |book: &mut Book| {
        let mut statement = book.event("appoint", &appoint, &[1, 2]);
        statement.offices[1].office = OfficeId::new("head").unwrap();
        book.say(statement, &[1, 2]);
    };
    assert_eq!(registry("as head", &as_head), [Code::OfficeNotEntitled]);
}

#[test]
fn nobody_signs_for_another() {
    let key = |seed| move |draft: &mut Statement| draft.offices[0].key = public(seed);
    assert_eq!(said(&[77], key(77)), [Code::KeyUnknown]);
    assert_eq!(said(&[LEDGER], key(LEDGER)), [Code::KeyUnknown], "the ledger key speaks for no office");
    assert_eq!(said(&[MEMBER], key(MEMBER)), [Code::OfficeNotHeld]);
    let office = |draft: &mut Statement| {
        draft.offices[0] = Signatory { office: OfficeId::new("member").unwrap(), key: public(MEMBER) };
    };
    assert_eq!(said(&[MEMBER], office), [Code::OfficeNotEntitled]);

    let mut book = Book::small();
    book.end("城建局", "handling-unit", UNIT, EndReason::Retired, None);
    let draft = book.draft("2026-001");
    book.say(draft, &[UNIT]);
    let report = judged(&book.write());
    assert_eq!(found(&report), [Code::OfficeEnded], "what was signed before the end stands");
    assert_eq!(report.findings[0].place.seq, Some(8));

    let mut book = Book::small();
    let position = book.position("2026-001", "李明");
    book.say(position, &[MEMBER]);
    assert_eq!(codes(&book), [Code::NotOwnWord]);
}

#[test]
fn an_appointment_that_nobody_was_entitled_to_make_appoints_nobody() {
    let mut book = Book::small();
    book.registry("appoint", &appointment("陈静", "handling-unit", 14), &[1]);
    let mut draft = book.draft("2026-001");
    draft.offices[0].key = public(14);
    book.say(draft, &[14]);
    assert_eq!(codes(&book), [Code::ThresholdNotMet, Code::KeyUnknown]);
}

#[test]
fn a_key_in_other_hands_puts_what_it_signed_in_doubt() {
    let mut book = Book::small();
    book.end("城建局", "handling-unit", UNIT, EndReason::Compromised, Some("2026-03-20T16:05:00+00:00"));
    let report = judged(&book.write());
    assert_eq!((found(&report), report.exit), (vec![Code::AuthorityInDoubt], 21));
    assert_eq!(report.findings[0].place.seq, Some(5));
    let mut book = Book::small();
    book.end("城建局", "handling-unit", UNIT, EndReason::Compromised, Some("2026-03-20T16:06:00+00:00"));
    let report = judged(&book.write());
    assert_eq!((found(&report), report.exit), (vec![], 0));
    assert_eq!(report.outcome(Check::Doubt), Some(Outcome::Passed(8)));
}

#[test]
fn documents() {
    let whole = Book::small().write();
    let draft = EvidenceDigest(dual(b"draft").blake3);
    let mut shelf = whole.clone();
    shelf.evidence.remove(&draft);
    let report = judged(&shelf);
    assert_eq!((found(&report), report.exit), (vec![Code::AttachmentMissing], 40));
    assert_eq!(report.findings[0].place.file, Some(shelf.evidence_path(&draft)));
    let mut shelf = whole.clone();
    shelf.evidence.insert(draft, b"DRAFT".to_vec());
    assert_eq!(found(&judged(&shelf)), [Code::AttachmentBlake3]);
    let mut shelf = whole.clone();
    shelf.evidence.insert(EvidenceDigest(dual(b"names").blake3), b"name".to_vec());
    assert_eq!(found(&judged(&shelf)), [Code::AttachmentBlake3, Code::AttachmentSize]);
    let other = |content: Content| match content {
        Content::Open { blake3, .. } => Content::Open { blake3, sha256: Sha256Digest([1; 32]) },
        sealed @ Content::Sealed(_) => sealed,
    };
    let changed = said(&[UNIT], |draft| draft.attachments[0].content = other(draft.attachments[0].content));
    assert_eq!(changed, [Code::AttachmentSha256]);
    assert_eq!(said(&[UNIT], |draft| draft.attachments[0].size = 6), [Code::AttachmentSize]);
    let mut shelf = whole;
    shelf.bad_disk = true;
    let report = judged(&shelf);
    assert_eq!((found(&report), report.exit), (vec![Code::AttachmentUnreadable, Code::OpeningUnreadable], 41));
}

#[test]
fn openings() {
    let whole = Book::small().write();
    let sealed = *whole.openings.keys().next().unwrap();
    let mut shelf = whole.clone();
    shelf.openings.clear();
    let report = judged(&shelf);
    assert_eq!((found(&report), report.exit), (vec![Code::OpeningMissing], 40));
    let mut shelf = whole.clone();
    shelf.openings.get_mut(&sealed).unwrap().push(b' ');
    assert_eq!(found(&judged(&shelf)), [Code::OpeningForm]);
    let mut shelf = whole;
    let other = Opening { salt: Sha256Digest([6; 32]), ..Opening::read(&shelf.openings[&sealed]).unwrap() };
    shelf.openings.insert(sealed, other.to_bytes());
    assert_eq!(found(&judged(&shelf)), [Code::OpeningDiffers]);
}

#[test]
fn the_checkpoint() {
    let book = Book::small();
    let with = |checkpoint: Option<&str>| {
        let mut shelf = book.write();
        shelf.checkpoint = checkpoint.map(|text| text.as_bytes().to_vec());
        found(&judged(&shelf))
    };
    assert_eq!(with(None), [Code::CheckpointMissing]);
    assert_eq!(with(Some("test.example/ledger\n7\n")), [Code::CheckpointForm]);
    assert_eq!(with(Some(book.checkpoint(7, &[10]).to_text())), [Code::CheckpointNotSigned]);
    let other = Checkpoint { origin: Origin::new("other.example").unwrap(), size: 7, root: book.root(7) };
    let other = SignedCheckpoint::sign(&other, &[&secret(LEDGER)]).unwrap();
    assert_eq!(with(Some(other.to_text())), [Code::CheckpointOrigin]);
    let root = Checkpoint { origin: origin(), size: 7, root: TreeHash([1; 32]) };
    let root = SignedCheckpoint::sign(&root, &[&secret(LEDGER)]).unwrap();
    assert_eq!(with(Some(root.to_text())), [Code::RootDiffers]);
    let good = book.checkpoint(7, &[LEDGER]);
    let body = good.to_text().split_once("\n\n").unwrap().1;
    let forged = format!("{}\n{body}", Checkpoint { origin: origin(), size: 6, root: book.root(6) });
    assert!(with(Some(&forged)).contains(&Code::CheckpointSignatureBad));
}

#[test]
fn right_after_its_rotation_both_ledger_keys_sign() {
    let mut book = Book::small();
    let rotate = RotateLedgerKey { ledger_key: public(10), document: "决议".into() };
    book.registry("rotate-ledger-key", &rotate, &[1, 3]);
    let with = |book: &Book, signers: &[u8]| {
        let mut shelf = book.write();
        shelf.checkpoint = Some(book.checkpoint(book.lines.len(), signers).to_text().as_bytes().to_vec());
        found(&judged(&shelf))
    };
    assert_eq!(with(&book, &[10, LEDGER]), []);
    assert_eq!(with(&book, &[10]), [Code::CheckpointNotSignedByBoth]);
    assert_eq!(with(&book, &[LEDGER]), [Code::CheckpointNotSigned]);
    book.appoint("陈静", "recorder", 14);
    assert_eq!(with(&book, &[10]), [], "later the new one alone");
    assert_eq!(with(&book, &[LEDGER]), [Code::CheckpointNotSigned]);
}

#[test]
fn other_root_holders_decide_from_their_entry_on() {
    let mut book = Book::small();
    book.registry("rotate-root", &RotateRoot { root: roots(&[4, 5], 2), document: "决议".into() }, &[1, 2, 4, 5]);
    book.registry("appoint", &appointment("陈静", "recorder", 14), &[4, 5]);
    assert_eq!(codes(&book), []);
    book.registry("appoint", &appointment("赵强", "attendee", 15), &[1, 2]);
    assert_eq!(codes(&book), [Code::ThresholdNotMet]);
}

#[test]
fn every_record_that_was_touched_is_named() {
    // One byte anywhere in the log: never sound, and the entry is named.
    let book = Book::small();
    let whole = book.write();
    let ends: Vec<usize> =
        book.lines.iter().scan(0, |at, line| Some(*at).inspect(|_| *at += line.frame().len())).collect();
    for at in (0..whole.log.len()).step_by(61) {
        let mut shelf = whole.clone();
        shelf.log[at] ^= 1;
        let report = judged(&shelf);
        let entry = ends.iter().rposition(|start| *start <= at).unwrap() as u64;
        assert_eq!(report.exit, 40, "byte {at}");
        let named = report.findings.iter().any(|f| f.place.seq.is_some_and(|seq| seq == entry || seq == entry + 1));
        assert!(named, "byte {at} of entry {entry}: {:#?}", report.findings);
    }
}
