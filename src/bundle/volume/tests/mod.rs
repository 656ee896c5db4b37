pub(crate) mod sample;

use sample::{Book, More, OPENING, contents};

use super::*;
use crate::format::Content;
use crate::format::contents::Retention;
use crate::format::record::{Despite, Late};
use crate::procedure::sample::profile;
use crate::procedure::{Holidays, judge};

fn compile(book: &Book, contents: &Contents, withheld: &[WithheldRecord]) -> Volume {
    let path = |digest: &EvidenceDigest| book.paths.get(digest).cloned();
    let sources = Sources { source: &book.store, registry: None, contents, withheld, judged: None, path: &path };
    Volume::compile(sources).unwrap()
}

fn numbers(volume: &Volume) -> Vec<u64> {
    volume.items.iter().map(|item| item.number).collect()
}

fn withheld(book: &Book, number: u64, attachment: Option<&crate::format::Attachment>, by: usize) -> Withheld {
    let attachment = attachment.map(|one| match one.content {
        Content::Sealed(sealed) => sealed,
        Content::Open { .. } => panic!("not sealed"),
    });
    Withheld { sequence: number, attachment, basis: "trade-secret".into(), by: book.records[by] }
}

#[test]
fn items_stand_in_the_order_of_the_stages_and_corrections_behind_what_they_correct() {
    let mut book = Book::new();
    book.add("decision-open", "2026-01-05", OPENING);
    book.add(
        "publication",
        "2026-05-01",
        r##"{"number":"云府发〔2026〕3号","title":"通告","published":true,"channels":["gazette"]}"##,
    );
    book.add("research", "2026-01-10", r##"{"way":"interview","unit":"县城管局","findings":"缺车位"}"##);
    book.add(
        "correction",
        "2026-05-02",
        r##"{"corrects":"#2","changes":[{"field":"findings","wrong":"缺","right":"少"}],"ground":"笔误"}"##,
    );
    let volume = compile(&book, &contents(vec![]), &[]);
    assert_eq!(numbers(&volume), [0, 2, 3, 1]);
    assert_eq!(volume.item(2).unwrap().filed().unwrap().corrected_by, [3]);
    let published = volume.item(1).unwrap();
    assert_eq!(published.filed().unwrap().document_number.as_deref(), Some("云府发〔2026〕3号"));
    assert_eq!(published.reference(volume.cover.reference.as_deref().unwrap()), "J019-WS·2026·Y-001-002");
    assert_eq!(
        volume.notes,
        [Note::Corrected {
            number: Some(2),
            by: 3,
            changes: vec![["findings", "缺", "少"].map(str::to_owned)],
            ground: Some("笔误".into())
        }]
    );
}

#[test]
fn the_cover_says_what_the_records_say_and_the_archive_adds_to_it() {
    let mut book = Book::new();
    let report = book.document("报告.txt", "12345");
    book.add_with(
        "decision-open",
        "2026-01-05",
        OPENING,
        More { attachments: vec![report.clone()], ..More::default() },
    );
    book.add_with(
        "research",
        "2026-02-10",
        r#"{"way":"interview","unit":"u","findings":"f"}"#,
        More { attachments: vec![report], ..More::default() },
    );
    let cover = compile(&book, &contents(vec![]), &[]).cover;
    assert_eq!(cover.title.as_deref(), Some("云溪县停车管理办法"));
    assert_eq!(cover.handling_units, ["县城管局", "县交通局"]);
    assert_eq!((cover.from, cover.to), ("2026-01-05".parse().ok(), "2026-02-10".parse().ok()));
    assert_eq!((cover.records, cover.documents, cover.bytes), (2, 2, 5), "bytes once");
    assert_eq!(cover.period, Period { retention: Retention::Permanent, basis: PeriodBasis::Default });
    assert_eq!(cover.outcome, None);

    let mut said = contents(vec![]);
    said.description.title = Some("停车管理".into());
    said.description.retention = Some(Retention::Years30);
    book.add("archive-handover", "2026-06-01", r#"{"receiver":"县档案馆","items":2,"retention":"10-years"}"#);
    let cover = compile(&book, &said, &[]).cover;
    assert_eq!(cover.to, "2026-02-10".parse().ok(), "handing the file over is no part of what it covers");
    assert_eq!(cover.title.as_deref(), Some("停车管理"));
    assert_eq!(cover.period, Period { retention: Retention::Years30, basis: PeriodBasis::Archive(None) });
    let cover = compile(&book, &contents(vec![]), &[]).cover;
    assert_eq!(cover.period, Period { retention: Retention::Years10, basis: PeriodBasis::Handover(2, None) });
}

#[test]
fn nothing_of_what_is_withheld_is_in_the_volume() {
    let mut book = Book::new();
    let secret = book.document("机密一.txt", "秘密内容");
    let sealed = book.sealed("机密二.txt", "名单");
    book.add("decision-open", "2026-01-05", OPENING);
    book.add_with(
        "research",
        "2026-02-10",
        r#"{"way":"interview","unit":"机密单位","findings":"机密"}"#,
        More { attachments: vec![secret], ..More::default() },
    );
    book.add_with(
        "study",
        "2026-02-11",
        r#"{"unit":"县城管局","conclusion":"start","reasons":"可"}"#,
        More { attachments: vec![sealed.clone()], ..More::default() },
    );
    book.add("publication", "2026-05-01", r#"{"number":"1","title":"通告","published":true,"channels":["gazette"]}"#);
    let contents = contents(vec![withheld(&book, 1, None, 3), withheld(&book, 2, Some(&sealed), 3)]);
    let volume = compile(&book, &contents, &[]);
    let told = format!("{volume:?}");
    for secret in ["机密", "秘密内容", "名单", "interview"] {
        assert!(!told.contains(secret), "{secret}: {told}");
    }
    // Last, since its place among the stages would tell its stage.
    assert_eq!(numbers(&volume), [0, 2, 3, 1]);
    assert_eq!(
        volume.withheld().map(|(item, one)| (item.number, one.basis.as_str())).collect::<Vec<_>>(),
        [(1, "trade-secret")]
    );
    assert_eq!((volume.cover.records, volume.cover.withheld, volume.cover.documents), (3, 1, 0));
    assert_eq!(
        volume.notes,
        [
            Note::Withheld { number: 1, basis: "trade-secret".into(), by: Some(3) },
            Note::WithheldDocuments { number: 2, documents: 1, basis: "trade-secret".into(), by: Some(3) },
        ]
    );
    assert_eq!(volume.number_of(&book.records[1]), Some(1));

    // The same where the source does not answer for the record.
    let mut short = Book::new();
    short.add("decision-open", "2026-01-05", OPENING);
    let row = WithheldRecord {
        number: 1,
        seq: 9,
        recorded: "2026-06-01T00:00:09.000Z".parse().unwrap(),
        record: RecordDigest([9; 32]),
        withheld: withheld(&short, 9, None, 0),
    };
    let volume = compile(&short, &self::contents(vec![]), &[row]);
    assert_eq!(numbers(&volume), [0, 1]);
    assert!(matches!(&volume.items[1].what, What::Withheld { by: Some(0), .. }));
}

#[test]
fn a_document_lies_here_is_sealed_destroyed_or_lacking() {
    let mut book = Book::new();
    let (open, gone) = (book.document("在.txt", "a"), book.document("缺.txt", "b"));
    let (sealed, erased, lost) = (book.sealed("封.txt", "c"), book.sealed("毁.txt", "d"), book.sealed("失.txt", "e"));
    for attachment in [&gone, &erased, &lost] {
        let digest = match attachment.content {
            Content::Open { blake3, .. } => blake3,
            Content::Sealed(sealed) => {
                let bytes = book.store.opening(&sealed).unwrap().unwrap();
                crate::format::Opening::read(&bytes).unwrap().blake3
            }
        };
        book.paths.remove(&digest);
    }
    let commitment = |one: &crate::format::Attachment| match one.content {
        Content::Sealed(sealed) => sealed,
        Content::Open { .. } => panic!("not sealed"),
    };
    let destroyed = commitment(&erased);
    book.add_with(
        "decision-open",
        "2026-01-05",
        OPENING,
        More { attachments: vec![open, sealed, erased, lost, gone], ..More::default() },
    );
    if crate::model::kind::named("erasure").is_some() {
        book.add("erasure", "2026-06-01", &format!(r##"{{"record":"#0","sealed":["{destroyed}"],"ground":"court-order","legal_basis":["x"],"method":"y"}}"##));
    }
    let volume = compile(&book, &contents(vec![]), &[]);
    let documents = &volume.item(0).unwrap().filed().unwrap().documents;
    let states: Vec<&str> = documents
        .iter()
        .map(|one| match one.state {
            State::Present { .. } => "present",
            State::Sealed { .. } => "sealed",
            State::Withheld { .. } => "withheld",
            State::Erased { by: 1, .. } => "erased",
            State::Erased { .. } => "erased by another",
            State::Lacking => "lacking",
        })
        .collect();
    let third = if volume.items.len() > 1 { "erased" } else { "lacking" };
    assert_eq!(states, ["present", "sealed", third, "lacking", "lacking"]);
    assert!(volume.notes.contains(&Note::Lacking { number: 0, name: "缺.txt".into() }));
}

#[test]
fn late_entries_known_faults_and_bytes_that_are_no_record_stand_on_the_note_sheet() {
    let mut book = Book::new();
    book.add("decision-open", "2026-01-05", OPENING);
    let late = Some(Late { reason: "系统停用".into(), missing: vec!["unit".into()] });
    let despite = vec![Despite { rule: "A05".into(), reason: "紧急".into() }];
    book.add_with(
        "research",
        "2026-02-10",
        r#"{"way":"interview","findings":"f"}"#,
        More { late, despite, ..More::default() },
    );
    book.enter(b"no envelope".to_vec());
    let volume = compile(&book, &contents(vec![]), &[]);
    assert_eq!(numbers(&volume), [0, 1, 2]);
    assert_eq!(volume.cover.unreadable, 1);
    assert!(
        matches!(&volume.notes[0], Note::Late { number: 1, reason, missing, .. } if reason == "系统停用" && missing == &["unit"])
    );
    assert_eq!(volume.notes[1], Note::Despite { number: 1, rule: "A05".into(), reason: "紧急".into() });
    assert_eq!(volume.notes[2], Note::Unreadable { number: 2 });
}

fn position(meeting: u64, person: &str, position: &str, turn: u64) -> String {
    let reasons = if position == "agree" { "" } else { r#","reasons":[{"ground":"cost","text":"太贵"}]"# };
    format!(r##"{{"meeting":"#{meeting}","person":"{person}","position":"{position}","turn":{turn}{reasons}}}"##)
}

#[test]
fn dissent_comes_first_and_a_changed_position_stays() {
    let mut book = Book::new();
    book.add("decision-open", "2026-01-05", OPENING);
    let roster = r##"{"meeting_kind":"executive-meeting","number":"第3次","place":"一会议室","chair":"周远","recorder":"江离",
        "roster":[{"person":"周远","office":"head","attendance":"present"},{"person":"何铮","office":"member","attendance":"present"},
        {"person":"沈穗","office":"member","attendance":"absent","reason":"出差","written_opinion":true}],
        "observers":[{"group":"市民代表","count":2}],"agenda":[{"item":1,"subject":"停车"}],"draft":"#0"}"##;
    book.add("meeting-opened", "2026-04-01", roster);
    book.add("position", "2026-04-01", &position(1, "何铮", "agree", 1));
    book.add("position", "2026-04-01", &position(1, "沈穗", "disagree", 2));
    book.add("position", "2026-04-01", &position(1, "何铮", "reserve", 3));
    book.add("head-decision", "2026-04-01", r##"{"meeting":"#1","outcome":"passed","draft":"#0","tally":{"agree":1,"agree_after_changes":0,"disagree":1,"defer":0,"reserve":0,"abstain":0},"differs_from_majority":false}"##);
    book.add("meeting-closed", "2026-04-01", r##"{"meeting":"#1","records":6,"outcome":"passed","dissents":1}"##);
    // After the meeting was closed nobody unsays what was said there.
    book.add("minuted-position", "2026-04-02", &position(1, "沈穗", "agree", 2));
    let volume = compile(&book, &contents(vec![]), &[]);
    let [meeting] = &volume.meetings[..] else { panic!("{:?}", volume.meetings) };
    let told: Vec<_> = meeting.positions.iter().map(|one| (one.number, one.dissents, one.superseded_by)).collect();
    assert_eq!(told, [(3, true, None), (4, true, None), (2, false, Some(4)), (7, false, Some(3))]);
    assert_eq!(meeting.tally, [("disagree", 1), ("reserve", 1)]);
    assert_eq!((meeting.opposed().count(), meeting.conditional().count()), (2, 0));
    assert_eq!(meeting.positions[0].reasons, [(Some("cost".to_owned()), "太贵".to_owned())]);
    assert_eq!((meeting.roster.len(), meeting.roster[2].wrote, meeting.observers[0].1), (3, true, 2));
    let head = meeting.head.as_ref().unwrap();
    assert_eq!((head.outcome.as_deref(), head.differs, head.tally[0].1), (Some("passed"), Some(false), 1));
    assert_eq!(meeting.closing.as_ref().and_then(|closing| closing.dissents), Some(1));
    assert_eq!(volume.cover.outcome, Some(("passed".into(), 5)));
    let changed: Vec<&Note> = volume.notes.iter().filter(|note| matches!(note, Note::Changed { .. })).collect();
    assert_eq!(changed.len(), 2);
    assert!(matches!(changed[0], Note::Changed { person, from: (2, _), to: (4, _) } if person == "何铮"));
}

#[test]
fn a_copy_that_withholds_a_record_tells_nothing_of_the_procedure() {
    let mut book = Book::new();
    book.add("decision-open", "2026-01-05", OPENING);
    book.add("meeting-opened", "2026-03-01", "{}");
    let rules = profile("kind = \"present\"\nany = [\"legality-opinion\"]\nby = \"meeting-opened\"");
    let history = crate::procedure::sample::Story::opened("{}").add("meeting-opened", "2026-03-01", "{}").history();
    let judgement = judge(&rules, &history, Holidays::built_in(), None);
    assert_eq!(judgement.findings.len(), 1);
    let judged = Judged { profile: &rules, history: &history, judgement: &judgement };
    let of = |contents: &Contents| {
        let path = |_: &EvidenceDigest| None;
        let sources =
            Sources { source: &book.store, registry: None, contents, withheld: &[], judged: Some(judged), path: &path };
        Volume::compile(sources).unwrap()
    };
    let whole = of(&contents(vec![]));
    assert_eq!(whole.procedure.as_ref().map(|one| one.judgement.findings.len()), Some(1));
    assert!(!whole.in_part());
    // The finding does not name the record that is withheld: it says that another one is not there.
    let part = of(&contents(vec![withheld(&book, 0, None, 1)]));
    assert!(part.in_part() && part.procedure.is_none());
    assert!(!part.notes.iter().any(|note| matches!(note, Note::Awaited(_))), "{:?}", part.notes);
}

#[test]
fn a_decision_without_records_has_no_file() {
    let book = Book::new();
    let contents = contents(vec![]);
    let path = |_: &EvidenceDigest| None;
    let sources =
        Sources { source: &book.store, registry: None, contents: &contents, withheld: &[], judged: None, path: &path };
    assert_eq!(Volume::compile(sources).unwrap_err().kind, StoreErrorKind::NotFound);
}
