//! What somebody does who drops a record, swaps a document, or passes one bundle off as another, and makes every manifest
//! anew.

use liuhen::format::contents::Version;
use liuhen::model::Value;

use super::{MapBag, ROWS, bundle, bundle_of, codes, judged, seal_of};
use crate::book::{Book, Chapter, DECISION, ORIGIN, json, story};

/// The whole story, an archivist appointed; the export recorded where asked for.
pub(super) fn decided(recorded: bool) -> Book {
    let mut book = Book::story(Chapter::Decided);
    book.appoint("档案员", "archivist", "archivist");
    if recorded {
        record_export(&mut book, "full");
    }
    book
}

pub(super) fn record_export(book: &mut Book, version: &str) {
    let body = export_body(book, version);
    let export = book.statement(DECISION, "archive-export", body, &[("archivist", "archivist")]);
    book.say(export, &["archivist"]);
}

fn export_body(book: &Book, version: &str) -> Value {
    let of = |stream: &str| {
        let own: Vec<_> = book.lines.iter().filter(|line| line.header.stream.to_string() == stream).collect();
        (own.len(), own.last().unwrap().digest())
    };
    let ((records, last), (registry, registry_last)) = (of(DECISION), of("registry"));
    json(&format!(
        r#"{{"version":"{version}","records":{records},"last":"{last}","registry_records":{registry},"registry_last":"{registry_last}"}}"#
    ))
}

fn full(book: &Book) -> MapBag {
    bundle(book, Version::Full, Vec::new(), None)
}

fn is(bag: MapBag, code: &str) {
    let report = judged(&bag.remade());
    assert_eq!(report.exit, 40, "{:?}", report.findings);
    assert!(codes(&report).contains(&code), "{code} is not in {:?}", codes(&report));
}

#[test]
fn a_recorded_and_sealed_export_passes_every_check_there_is_for_it() {
    let bag = bundle(&decided(true), Version::Full, Vec::new(), Some(("archivist", "archivist")));
    let report = judged(&bag);
    assert_eq!((report.exit, codes(&report)), (0, vec![]), "{:?}", report.findings);
    let open: Vec<&str> = report
        .checks
        .iter()
        .filter(|one| !matches!(one.outcome, liuhen::verify::Outcome::Passed(_)))
        .map(|one| one.check.text())
        .collect();
    assert_eq!(open, ["known-heads", "witnesses", "outside-time", "procedure"]);
    assert_eq!(seal_of(&bag).by.office.as_str(), "archivist");
}

#[test]
fn a_record_left_out_is_seen_by_its_number() {
    let book = decided(false);
    let bag = full(&book);
    let rows = bag.rows();
    for (at, row) in rows.iter().enumerate() {
        let mut fewer = rows.clone();
        fewer.remove(at);
        let stream = row.lines().find_map(|line| line.strip_prefix("stream ")).unwrap();
        let number = row.lines().find_map(|line| line.strip_prefix("number ")).unwrap();
        let report = judged(&bag.clone().with_rows(&fewer).remade());
        assert_eq!(report.exit, 40, "{stream}#{number}");
        let last_of_decision = rows.iter().rposition(|row| row.contains("stream decision/")).unwrap();
        if at < last_of_decision && stream == DECISION {
            let finding = report.findings.iter().find(|one| one.code.text() == "stream-number").unwrap();
            assert_eq!(finding.expected.as_deref(), Some(number), "what should stand there");
        } else if at >= last_of_decision {
            assert!(codes(&report).contains(&"tail-missing"), "{:?}", codes(&report));
        }
    }
}

#[test]
fn a_record_whose_row_says_that_it_belongs_elsewhere_is_found() {
    let bag = full(&decided(false));
    let rows = bag.rows();
    let at = rows.iter().rposition(|row| row.contains("stream decision/")).unwrap();
    for word in ["other", "withheld"] {
        let mut changed = rows.clone();
        let header: String = changed[at].lines().take(10).map(|line| format!("{line}\n")).collect();
        changed[at] = format!("{header}{word}\n\n");
        is(bag.clone().with_rows(&changed), if word == "other" { "row-misplaced" } else { "withheld-unlisted" });
    }
}

#[test]
fn a_registry_that_was_cut_short_is_not_the_one_the_export_attests() {
    let book = decided(true);
    let bag = full(&book);
    let mut rows = bag.rows();
    // The archivist's own appointment must stay, or the export has no authority; an earlier one goes.
    let at = rows.iter().rposition(|row| row.contains("stream registry\nnumber 5\n")).unwrap();
    rows.remove(at);
    is(bag.with_rows(&rows), "export-misstates");
}

#[test]
fn a_document_swapped_with_that_of_another_decision_is_found_and_named() {
    let mut book = decided(false);
    let other = "decision/2026-009";
    let mut open = book.open(other);
    open.attachments = vec![book.document("draft", "另一事项的草案\n")];
    book.say(open, &["head"]);
    let (mine, theirs) = (full(&book), bundle_of(&book, "2026-009", Version::Full, Vec::new(), None));
    let document = |bag: &MapBag, text: &str| {
        let found =
            bag.files.iter().find(|(path, bytes)| path.starts_with("data/evidence/") && bytes == &text.as_bytes());
        found.map(|(path, _)| path.clone()).unwrap()
    };
    let (draft, another) = (document(&mine, story::DRAFT), document(&theirs, "另一事项的草案\n"));
    let mut swapped = mine.clone();
    swapped.files.insert(draft.clone(), theirs.files[&another].clone());
    let report = judged(&swapped.clone().remade());
    assert!(codes(&report).contains(&"attachment-blake3"), "{:?}", codes(&report));
    let place = report.findings.iter().find(|one| one.code.text() == "attachment-blake3").unwrap();
    assert_eq!(place.place.file.as_deref(), Some(draft.as_str()));
    // Under its own name it is cited by nothing here.
    let mut added = mine;
    added.files.remove(&draft);
    added.files.insert(another.clone(), theirs.files[&another].clone());
    is(added.clone(), "bag-file-unlisted");
    is(added, "attachment-missing");
}

#[test]
fn a_bundle_of_another_decision_or_ledger_is_not_passed_off_as_this_one() {
    let mut book = decided(false);
    let open = book.open("decision/2026-009");
    book.say(open, &["head"]);
    let (mine, theirs) = (full(&book), bundle_of(&book, "2026-009", Version::Full, Vec::new(), None));
    let mut mixed = mine.clone();
    mixed.files.insert("data/bundle.json".into(), theirs.files["data/bundle.json"].clone());
    is(mixed, "contents-differ");
    let mut rows = mine.clone();
    rows.files.insert(ROWS.into(), theirs.files[ROWS].clone());
    is(rows, "contents-differ");
    let mut later = mine;
    let mut other = decided(false);
    other.wait(2);
    let more = other.open("decision/2026-010");
    other.say(more, &["head"]);
    later.files.insert("anchors/x.checkpoint".into(), full(&other).files["data/ledger/checkpoint"].clone());
    is(later, "anchor-form");
}

#[test]
fn what_the_contents_say_of_the_rows_is_so() {
    let bag = full(&decided(false));
    let text = String::from_utf8(bag.files["data/bundle.json"].clone()).unwrap();
    let lacking = "\"lacking\": [\n    {\n      \"sequence\": 4,\n      \"name\": \"x\"\n    }\n  ]";
    for (said, other) in
        [(format!("\"origin\": \"{ORIGIN}\""), "\"origin\": \"x\""), ("\"lacking\": []".into(), lacking)]
    {
        let mut changed = bag.clone();
        assert!(text.contains(&said));
        changed.files.insert("data/bundle.json".into(), text.replace(&said, other).into());
        is(changed, "contents-differ");
    }
}

#[test]
fn a_row_of_another_decision_that_no_path_holds_is_not_taken_in() {
    let mut book = decided(false);
    let open = book.open("decision/2026-009");
    book.say(open, &["head"]);
    record_export(&mut book, "full");
    let bag = full(&book);
    let theirs = bundle_of(&book, "2026-009", Version::Full, Vec::new(), None).rows();
    let theirs = theirs.iter().find(|row| row.contains("stream decision/2026-009\n")).unwrap();
    let header: String = theirs.lines().take(10).map(|line| format!("{line}\n")).collect();
    let mut rows = bag.rows();
    rows.insert(rows.len() - 1, format!("{header}other\n\n"));
    is(bag.with_rows(&rows), "row-misplaced");
}

#[test]
fn an_export_that_names_another_last_record_misstates_it() {
    let mut book = decided(false);
    let mut body = export_body(&book, "full");
    let Value::Table(fields) = &mut body else { unreachable!() };
    let last = fields.iter_mut().find(|(name, _)| name == "last").unwrap();
    last.1 = Value::Text("0".repeat(64));
    let export = book.statement(DECISION, "archive-export", body, &[("archivist", "archivist")]);
    book.say(export, &["archivist"]);
    is(full(&book), "export-misstates");
}

#[test]
fn a_seal_by_whom_the_registry_does_not_know_is_none() {
    let book = decided(false);
    for (office, name) in [("archivist", "reviewer"), ("legality-reviewer", "reviewer"), ("archivist", "stranger")] {
        let report = judged(&bundle(&book, Version::Full, Vec::new(), Some((office, name))));
        assert_eq!(codes(&report), ["seal-office"], "{office} {name}");
    }
}

#[test]
fn the_proofs_of_other_rows_prove_nothing() {
    let bag = full(&decided(false));
    let text = String::from_utf8(bag.files["data/ledger/proofs"].clone()).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let with = |lines: &[&str]| {
        let mut changed = bag.clone();
        changed.files.insert(
            "data/ledger/proofs".into(),
            lines.iter().map(|line| format!("{line}\n")).collect::<String>().into(),
        );
        changed
    };
    is(with(&lines[..lines.len() - 1]), "path-missing");
    let more = format!("99{}", &lines[1][1..]);
    is(with(&[&lines[..], &[more.as_str()]].concat()), "path-unasked");
    let swapped = format!("1{}", &lines[1][1..]);
    is(with(&[&lines[..1], &lines[1..2], &[swapped.as_str()], &lines[3..]].concat()), "not-included");
    is(with(&["liuhen proofs v2"]), "path-form");
}

#[test]
fn cosignatures_that_are_added_later_count() {
    use liuhen::chain::{KeyName, SignedCheckpoint, cosign};
    let bag = full(&decided(false));
    let checkpoint = SignedCheckpoint::parse(&bag.files["data/ledger/checkpoint"]).unwrap();
    let line =
        cosign(&checkpoint, KeyName::new("witness.example/a").unwrap(), 1_790_000_000, &crate::book::key("witness"))
            .unwrap();
    let cosigned = checkpoint.with_signature(&line).unwrap();
    let mut more = bag;
    more.files.insert("anchors/witness-1.checkpoint".into(), cosigned.to_text().into());
    let report = judged(&more.remade());
    assert_eq!(codes(&report), Vec::<&str>::new());
    assert_eq!(report.ledger.cosigners, ["witness.example/a"]);
}

#[test]
fn what_was_erased_with_authority_is_told_from_what_is_missing() {
    let mut book = decided(false);
    book.appoint("罗澄", "government-office", "office");
    let draft =
        book.lines.iter().find(|line| crate::book::statement_of(&line.envelope).kind.as_str() == "draft-version");
    let draft = draft.unwrap().digest();
    let sealed = *book.openings.keys().next().unwrap();
    let body = format!(
        r#"{{"record":"{draft}","sealed":["{sealed}"],"ground":"personal-information","legal_basis":["个人信息保护法第四十七条"],"method":"覆写后删除"}}"#
    );
    let hands: [(&str, &str); 2] = [("archivist", "archivist"), ("government-office", "office")];
    let erased = |mut book: Book, hands: &[(&str, &str)]| {
        if !hands.is_empty() {
            let erasure = book.statement(DECISION, "erasure", json(&body), hands);
            let by: Vec<&str> = hands.iter().map(|(_, name)| *name).collect();
            book.say(erasure, &by);
        }
        book.openings.clear();
        book.evidence.retain(|_, bytes| bytes[..] != *story::LIST.as_bytes());
        judged(&full(&book))
    };
    let report = erased(book.clone(), &hands);
    assert_eq!((report.exit, codes(&report)), (0, vec!["attachment-erased"]), "{:?}", report.findings);
    assert!(report.notes[0].details.as_deref().is_some_and(|words| words.contains("#6")), "{:?}", report.notes);
    let report = erased(book, &[]);
    assert_eq!((report.exit, codes(&report)), (40, vec!["opening-missing"]));
}
