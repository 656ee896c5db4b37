//! The public version: what is withheld, by whose decision, and what nobody may withhold.

use liuhen::bundle::Bag;
use liuhen::bundle::compare::{Against, compare};
use liuhen::format::contents::Version;
use liuhen::format::{Contents, Withheld};
use liuhen::model::{RecordDigest, Sha256Digest};

use super::attacks::decided;
use super::{MapBag, bundle, codes, judged};
use crate::book::{Book, DECISION, json, story};

/// The story with its draft's sealed list and the dissent withheld by a signed review.
pub(super) struct Reviewed {
    pub(super) book: Book,
    pub(super) withheld: Vec<Withheld>,
}

pub(super) fn reviewed() -> Reviewed {
    let mut book = decided(false);
    let sequence = |book: &Book, kind: &str| {
        book.lines.iter().position(|line| crate::book::statement_of(&line.envelope).kind.as_str() == kind).unwrap()
    };
    let (draft, dissent) = (sequence(&book, "draft-version"), sequence(&book, "position"));
    let sealed = *book.openings.keys().next().unwrap();
    let [of_draft, of_dissent] = [draft, dissent].map(|at| book.lines[at].digest());
    let body = format!(
        r#"{{"items":[{{"record":"{of_draft}","attachment":"{sealed}","basis":"personal-privacy","reason":"签到表含个人信息。"}},{{"record":"{of_dissent}","basis":"process-information","reason":"讨论记录。"}}],"examined_by":"政府办公室","secrecy_checked":true}}"#
    );
    let review = book.statement(DECISION, "disclosure-review", json(&body), &[("head", "head")]);
    book.say(review, &["head"]);
    let by = book.lines.last().unwrap().digest();
    let withheld =
        |at: usize, attachment, basis: &str| Withheld { sequence: at as u64, attachment, basis: basis.into(), by };
    let withheld =
        vec![withheld(draft, Some(sealed), "personal-privacy"), withheld(dissent, None, "process-information")];
    Reviewed { book, withheld }
}

fn public(reviewed: &Reviewed) -> MapBag {
    bundle(&reviewed.book, Version::Public, reviewed.withheld.clone(), None)
}

#[test]
fn what_is_withheld_is_told_and_everything_else_still_verifies() {
    let reviewed = reviewed();
    let bag = public(&reviewed);
    let report = judged(&bag);
    assert_eq!((report.exit, codes(&report)), (0, vec!["record-withheld", "attachment-withheld"]));
    let bases: Vec<_> = report.notes.iter().filter_map(|note| note.details.clone()).collect();
    assert_eq!(bases, ["personal-privacy", "process-information"]);
    assert_eq!(
        report.outcome(liuhen::verify::Check::Procedure),
        Some(liuhen::verify::Outcome::NotChecked(liuhen::verify::NotChecked::Withheld))
    );
}

#[test]
fn nothing_of_what_is_withheld_is_in_any_byte_of_the_bundle() {
    let reviewed = reviewed();
    let bag = public(&reviewed);
    let dissent = &reviewed.book.lines[reviewed.withheld[1].sequence as usize];
    let opening = reviewed.book.openings.values().next().unwrap();
    let opening = String::from_utf8(opening.clone()).unwrap();
    let values: Vec<&str> = opening.split('"').filter(|word| word.len() == 64).collect();
    assert_eq!(values.len(), 3, "salt and both digests");
    let length = format!("record {}\n", dissent.envelope.len());
    let secrets: Vec<Vec<u8>> = [story::LIST.as_bytes(), &dissent.envelope[500..600], length.as_bytes()]
        .iter()
        .map(|secret| secret.to_vec())
        .chain(values.iter().map(|value| value.as_bytes().to_vec()))
        .collect();
    let holds = |bytes: &[u8], secret: &[u8]| bytes.windows(secret.len()).any(|window| window == secret);
    for (path, bytes) in &bag.files {
        for secret in &secrets {
            assert!(!holds(bytes, secret), "{path} holds {}", String::from_utf8_lossy(secret));
            assert!(!holds(path.as_bytes(), secret), "{path}");
        }
    }
    // The full one has all of it, so the search is able to find it.
    let full = bundle(&reviewed.book, Version::Full, Vec::new(), None);
    for secret in &secrets {
        let held = full.files.iter().any(|(path, bytes)| holds(bytes, secret) || holds(path.as_bytes(), secret));
        assert!(held, "{}", String::from_utf8_lossy(secret));
    }
}

#[test]
fn a_further_record_that_is_dropped_without_a_word_is_found() {
    let reviewed = reviewed();
    let opinion = 6;
    let mut more = reviewed.withheld.clone();
    more.push(Withheld { sequence: opinion, ..reviewed.withheld[1].clone() });
    more.sort_by_key(|one| one.sequence);
    // Listed as the others are: the review does not name it.
    let bag = bundle(&reviewed.book, Version::Public, more, None);
    let report = judged(&bag);
    assert_eq!(report.exit, 40);
    let finding = report.findings.iter().find(|one| one.code.text() == "withheld-unauthorised").unwrap();
    assert_eq!(finding.place.seq, Some(opinion));
    // Not listed at all.
    let listed = public(&reviewed).files["data/bundle.json"].clone();
    let mut silent = bag;
    silent.files.insert("data/bundle.json".into(), listed);
    assert!(codes(&judged(&silent.remade())).contains(&"withheld-unlisted"));
    // Not even its header.
    let sound = public(&reviewed);
    let mut rows = sound.rows();
    rows.retain(|row| !row.contains(&format!("\nsequence {opinion}\n")));
    assert!(codes(&judged(&sound.with_rows(&rows).remade())).contains(&"stream-number"));
}

#[test]
fn only_the_last_review_counts_and_only_with_its_own_words() {
    let base = reviewed();
    let with = |change: &dyn Fn(&mut Vec<Withheld>)| {
        let mut withheld = base.withheld.clone();
        change(&mut withheld);
        codes(&judged(&bundle(&base.book, Version::Public, withheld, None)))
    };
    assert!(with(&|all| all[1].basis = "state-secret".into()).contains(&"withheld-unauthorised"));
    assert!(with(&|all| all[1].by = RecordDigest([1; 32])).contains(&"withheld-unauthorised"));
    assert!(with(&|all| all[0].attachment = Some(Sha256Digest([1; 32]))).contains(&"withheld-unknown"));
    // A later review that withholds nothing takes the place of the first.
    let mut later = reviewed();
    let body = r#"{"items":[],"examined_by":"政府办公室","secrecy_checked":true}"#;
    let review = later.book.statement(DECISION, "disclosure-review", json(body), &[("head", "head")]);
    later.book.say(review, &["head"]);
    assert!(codes(&judged(&public(&later))).contains(&"withheld-unauthorised"));
    // What the decision begins with nobody withholds, though a review names it.
    let mut of_all = decided(false);
    let first = of_all.lines.iter().position(|line| line.header.stream.to_string() == DECISION).unwrap();
    let opening = of_all.lines[first].digest();
    let item = format!(r#"{{"record":"{opening}","basis":"process-information","reason":"x"}}"#);
    let body = format!(r#"{{"items":[{item}],"examined_by":"政府办公室","secrecy_checked":true}}"#);
    let review = of_all.statement(DECISION, "disclosure-review", json(&body), &[("head", "head")]);
    of_all.say(review, &["head"]);
    let by = of_all.lines.last().unwrap().digest();
    let withheld = Withheld { sequence: first as u64, attachment: None, basis: "process-information".into(), by };
    let bag = bundle(&of_all, Version::Public, vec![withheld], None);
    assert!(codes(&judged(&bag)).contains(&"row-misplaced"));
    // A full version withholds nothing, whoever decided it.
    let full = bundle(&base.book, Version::Full, base.withheld.clone(), None);
    assert!(codes(&judged(&full)).contains(&"withheld-in-full"));
}

#[test]
fn a_sealed_document_of_two_records_is_withheld_of_each_by_name() {
    let mut book = decided(false);
    let of_kind = |line: &crate::book::Line| crate::book::statement_of(&line.envelope).kind.as_str() == "draft-version";
    let first = book.lines.iter().position(of_kind).unwrap();
    let body = json(r#"{"version":"二稿","changes":"附同一份签到表。"}"#);
    let mut again = book.statement(DECISION, "draft-version", body, &[("handling-unit", "unit")]);
    again.attachments = crate::book::statement_of(&book.lines[first].envelope).attachments;
    book.say(again, &["unit"]);
    let places = [first, book.lines.len() - 1];
    let sealed = *book.openings.keys().next().unwrap();
    let item = |at: &usize| {
        let record = book.lines[*at].digest();
        format!(r#"{{"record":"{record}","attachment":"{sealed}","basis":"personal-privacy","reason":"x"}}"#)
    };
    let items = places.iter().map(item).collect::<Vec<_>>().join(",");
    let body = format!(r#"{{"items":[{items}],"examined_by":"政府办公室","secrecy_checked":true}}"#);
    let review = book.statement(DECISION, "disclosure-review", json(&body), &[("head", "head")]);
    book.say(review, &["head"]);
    let by = book.lines.last().unwrap().digest();
    let withheld = places.map(|at| Withheld {
        sequence: at as u64,
        attachment: Some(sealed),
        basis: "personal-privacy".into(),
        by,
    });
    let both = bundle(&book, Version::Public, withheld.to_vec(), None);
    assert_eq!((judged(&both).exit, codes(&judged(&both))), (0, vec!["attachment-withheld"]));
    // Listed for the first alone, it is missing of the second.
    let mut one = both;
    let mut contents = Contents::read(&one.files["data/bundle.json"]).unwrap();
    contents.withheld.pop();
    one.files.insert("data/bundle.json".into(), contents.to_bytes());
    let report = judged(&one.remade());
    let missing = report.findings.iter().find(|finding| finding.code.text() == "opening-missing").unwrap();
    assert_eq!((report.exit, missing.place.seq), (40, Some(places[1] as u64)));
}

#[test]
fn what_is_said_to_be_withheld_and_lies_there_is_a_leak_and_is_told() {
    let reviewed = reviewed();
    let (mut bag, full) = (public(&reviewed), bundle(&reviewed.book, Version::Full, Vec::new(), None));
    for (path, bytes) in full.files {
        if path.starts_with("data/openings/") || path.starts_with("data/evidence/") {
            bag.files.insert(path, bytes);
        }
    }
    let found = codes(&judged(&bag.remade()));
    assert!(found.contains(&"withheld-present") && found.contains(&"bag-file-unlisted"), "{found:?}");
}

#[test]
fn a_public_version_is_shown_to_be_a_true_part_of_the_full_one() {
    let reviewed = reviewed();
    let (full, public) = (bundle(&reviewed.book, Version::Full, Vec::new(), None), public(&reviewed));
    let compared =
        |part: &MapBag, whole: &MapBag| compare(&Bag::open(part).unwrap(), &Bag::open(whole).unwrap()).unwrap();
    let found = compared(&public, &full);
    assert_eq!((found.against, found.withheld.len(), found.later.len()), (vec![], 1, 0));
    assert_eq!(found.same as usize + 1, full.rows().len());
    // The other way round the part has what the whole withholds.
    let at = reviewed.withheld[1].sequence;
    assert_eq!(compared(&full, &public).against, [Against::LessInWhole(at)]);
    // Of an earlier ledger's state it is a part that has been added to.
    let mut longer = decided(false);
    super::attacks::record_export(&mut longer, "full");
    let (earlier, later) =
        (bundle(&decided(false), Version::Full, Vec::new(), None), bundle(&longer, Version::Full, Vec::new(), None));
    let found = compared(&earlier, &later);
    assert_eq!((found.against, found.later.len()), (vec![], 1));
    // What came after the whole was made stands for nothing, neither for it nor against.
    let found = compared(&later, &earlier);
    assert_eq!((found.against, found.newer.len()), (vec![], 1));
    let mut rows = earlier.rows();
    rows.remove(6);
    assert!(
        compared(&earlier.clone().with_rows(&rows), &later)
            .against
            .iter()
            .any(|one| matches!(one, Against::Dropped(6)))
    );
}
