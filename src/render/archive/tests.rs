use std::collections::BTreeSet;

use super::pages;
use crate::bundle::volume::tests::sample::{Book, More, OPENING, contents};
use crate::bundle::{Judged, Sources, Volume};
use crate::format::Contents;
use crate::format::contents::Withheld;
use crate::format::record::{Despite, Late};
use crate::model::EvidenceDigest;
use crate::procedure::sample::{Story, profile};
use crate::procedure::{Holidays, judge};
use crate::render::Language;
use crate::render::messages::find;
use crate::verify::four_properties::{
    By, Counted, Fault, FileFacts, FourProperties, Occasion, Process, TestOutcome, Why,
};
use crate::verify::tests::judged;
use crate::verify::{Check, NotChecked};

fn facts() -> FileFacts {
    FileFacts {
        reference: None,
        item_references: vec![],
        duplicates: vec![],
        held_already: None,
        texts: 1,
        special_characters: vec![],
        records: Counted::default(),
        bytes: Counted::default(),
        gaps: vec![],
        lacking: vec![],
        declared_missing: vec![],
        unfilled: vec!["fonds"],
        process: Some(Process::default()),
        documents: None,
    }
}

pub(super) fn four() -> FourProperties {
    FourProperties::of(Occasion::Export, &judged(&crate::verify::tests::Book::small().write()), &facts())
}

pub(super) fn compile(book: &Book, contents: &Contents, judged: Option<Judged<'_>>) -> Volume {
    let path = |digest: &EvidenceDigest| book.paths.get(digest).cloned();
    Volume::compile(Sources { source: &book.store, registry: None, contents, withheld: &[], judged, path: &path })
        .unwrap()
}

fn drawn(volume: &Volume) -> Vec<(String, String)> {
    let text = |(path, bytes): (String, Vec<u8>)| (path, String::from_utf8(bytes).unwrap());
    pages(volume, &four()).unwrap().into_iter().map(text).collect()
}

fn page(volume: &Volume, name: &str) -> String {
    drawn(volume).into_iter().find(|(path, _)| path == name).unwrap().1
}

/// A decision with a meeting, a dissent that was changed, a correction, a late entry, documents in every state there is.
pub(super) fn whole() -> Book {
    let mut book = Book::new();
    let (open, sealed, gone) =
        (book.document("方案.txt", "一"), book.sealed("名单.txt", "二"), book.document("缺.txt", "三"));
    if let crate::format::Content::Open { blake3, .. } = gone.content {
        book.paths.remove(&blake3);
    }
    book.add_with(
        "decision-open",
        "2026-01-05",
        OPENING,
        More { attachments: vec![open, sealed, gone], ..More::default() },
    );
    let late =
        Some(Late { reason: "系统停用\n三天".into(), missing: vec!["unit".into(), "attachments.report".into()] });
    let despite = vec![Despite { rule: "A05".into(), reason: "紧急".into() }];
    book.add_with(
        "research",
        "2026-01-10",
        r#"{"way":"interview","findings":"缺车位"}"#,
        More { late, despite, ..More::default() },
    );
    let roster = r##"{"meeting_kind":"executive-meeting","number":"第3次","place":"一会议室","chair":"周远","recorder":"江离",
        "roster":[{"person":"周远","office":"head","title":"县长","attendance":"present"},
        {"person":"何铮","office":"member","attendance":"absent","reason":"出差","written_opinion":true},
        {"person":"章恪","office":"attendee","role":"attendee","attendance":"present"}],
        "observers":[{"group":"市民代表","count":2}],"agenda":[{"item":1,"subject":"停车"}],"draft":"#0"}"##;
    book.add("meeting-opened", "2026-04-01", roster);
    let position = |position: &str, more: &str| {
        format!(r##"{{"meeting":"#2","person":"何铮","position":"{position}","turn":1{more}}}"##)
    };
    let reasons = r#","reasons":[{"ground":"cost","text":"太贵\n三年收不回"}],"in_writing":true"#;
    book.add("position", "2026-04-01", &position("disagree", reasons));
    book.add("position", "2026-04-01", &position("agree-after-changes", r#","declined":true,"conditions":["缓一年"]"#));
    book.add("minuted-position", "2026-04-01", &position("agree", "").replace("何铮", "周远"));
    book.add("ballot", "2026-04-01", r##"{"meeting":"#2","question":"通过吗","named":false,"agree":5,"disagree":1,"abstain":0,"declared":"passed"}"##);
    book.add("head-decision", "2026-04-01", r##"{"meeting":"#2","outcome":"passed","draft":"#0","tally":{"agree":1,"agree_after_changes":0,"disagree":1,"defer":0,"reserve":0,"abstain":0},"differs_from_majority":true,"reasons":"急需","conditions":["半年后评估"]}"##);
    book.add("meeting-closed", "2026-04-01", r##"{"meeting":"#2","records":6,"outcome":"passed","dissents":1}"##);
    book.add("minutes-issued", "2026-04-02", r##"{"meeting":"#2","number":"纪要〔2026〕3号","issuer":"江离","issued_on":"2026-04-02","outcome":"passed","dissents":0}"##);
    book.add(
        "correction",
        "2026-05-02",
        r##"{"corrects":"#1","changes":[{"field":"findings","wrong":"缺","right":"少"}],"ground":"笔误"}"##,
    );
    book.enter(b"no envelope".to_vec());
    book
}

#[test]
fn every_part_stands_on_the_page_in_both_languages() {
    let index = page(&compile(&whole(), &contents(vec![]), None), "data/index.html");
    for id in [
        "archive-part-list",
        "archive-part-timeline",
        "archive-part-meetings",
        "archive-part-findings",
        "archive-part-notes",
        "archive-part-tested",
        "archive-part-records",
        "archive-part-checking",
        "archive-what-heading",
    ] {
        for language in Language::ALL {
            let words = find(language, id, &[]).unwrap();
            assert!(index.contains(&words), "{id} {language:?}");
        }
    }
    for told in [
        "云溪县停车管理办法",
        "J019-WS·2026·Y-001-003",
        "纪要〔2026〕3号",
        "太贵 三年收不回",
        "缓一年",
        "急需",
        "半年后评估",
        "市民代表",
        "系统停用",
        "紧急",
        "方案.txt",
        "名单.txt",
        "缺.txt",
        "通过吗",
        "笔误",
        "何铮",
        "出差",
    ] {
        assert!(index.contains(told), "{told}");
    }
    // The dissent stands before whoever agreed.
    let meetings = &index[index.find("id=\"meetings\"").unwrap()..];
    let at = |words: &str| meetings.find(words).unwrap_or_else(|| panic!("{words}"));
    let minuted = find(Language::Zh, "archive-meeting-voice-minuted", &[]).unwrap();
    assert!(at("太贵 三年收不回") < at(&minuted));
}

#[test]
fn what_is_too_long_to_stand_together_goes_on_overleaf() {
    let drawn = |reason: String, title: String| {
        let mut book = Book::new();
        book.add("decision-open", "2026-01-05", &OPENING.replace("云溪县停车管理办法", &title));
        book.add("meeting-opened", "2026-04-01", "{}");
        let body = format!(
            r##"{{"meeting":"#1","person":"何铮","position":"disagree","turn":1,"reasons":[{{"ground":"cost","text":"{reason}"}}]}}"##
        );
        book.add("position", "2026-04-01", &body);
        page(&compile(&book, &contents(vec![]), None), "data/index.html")
    };
    let (short, long) = (drawn("贵".repeat(799), "办法".repeat(13)), drawn("贵".repeat(800), "办法".repeat(14)));
    assert!(short.contains("<div class=\"dissent short\">") && short.contains("<h1>办法"));
    assert!(long.contains("<div class=\"dissent\">") && long.contains("<h1 class=\"long\">办法"));
}

#[test]
fn a_digest_is_drawn_as_one_wherever_it_stands() {
    let mut book = Book::new();
    book.add("decision-open", "2026-01-05", OPENING);
    let digest = "ab".repeat(32);
    book.add("archive-export", "2026-05-01", &format!(r#"{{"version":"full","root":"{digest}"}}"#));
    let index = page(&compile(&book, &contents(vec![]), None), "data/index.html");
    assert!(index.contains(&format!("<span class=\"digest\">{digest}</span>")), "{index}");

    let transfer = include_str!("../../../tests/vectors/v1/transfers/2-payload.json");
    let transfer: crate::format::Transfer = serde_json::from_str(transfer).unwrap();
    let register = super::register_page(&transfer);
    for digest in [transfer.bundle.manifest.to_string(), transfer.by.key.id().to_string()] {
        assert!(register.contains(&format!("<span class=\"digest\">{digest}</span>")), "{register}");
    }
}

#[test]
fn pages_run_nothing_fetch_nothing_and_leave_no_gap_in_a_sentence() {
    let book = whole();
    for (path, text) in drawn(&compile(&book, &contents(vec![]), None)) {
        for bad in ["<script", "http://", "https://", "⟨", "{$", "{ $", "\u{2068}"] {
            assert!(!text.contains(bad), "{path}: {bad}");
        }
        assert!(text.ends_with('\n'), "{path}");
    }
}

#[test]
fn the_same_volume_gives_the_same_bytes() {
    let book = whole();
    let draw = || drawn(&compile(&book, &contents(vec![]), None));
    assert_eq!(draw(), draw());
}

#[test]
fn whoever_wrote_a_title_cannot_write_the_page() {
    let hostile = r#"=HYPERLINK(\"x\")<script>alert(1)</script>&"#;
    let mut book = Book::new();
    let document = crate::format::Attachment { name: "=<b>\u{202e}名".into(), ..book.document("x.txt", "1") };
    let body = OPENING.replace("云溪县停车管理办法", hostile);
    book.add_with("decision-open", "2026-01-05", &body, More { attachments: vec![document], ..More::default() });
    book.add(
        "publication",
        "2026-05-01",
        r#"{"number":"=1+1","title":"通告","published":true,"channels":["gazette"]}"#,
    );
    let volume = compile(&book, &contents(vec![]), None);
    for (path, text) in drawn(&volume) {
        assert!(!text.contains("<script") || path.ends_with(".txt") || path.ends_with(".csv"), "{path}");
        assert!(!text.contains('\u{202e}'), "{path}");
    }
    let csv = page(&volume, "data/file-list.csv");
    assert!(csv.contains("'=1+1"), "{csv}");
    assert!(csv.starts_with('\u{feff}') && csv.contains("\r\n"), "for spreadsheets");
    let mut read = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let rows: Vec<csv::StringRecord> = read.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 2);
    for cell in rows.iter().flat_map(csv::StringRecord::iter) {
        assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}");
    }
}

#[test]
fn nothing_that_is_withheld_is_on_any_page() {
    let mut book = Book::new();
    let (secret, sealed) = (book.document("机密一.txt", "秘密内容"), book.sealed("机密二.txt", "名单"));
    book.add("decision-open", "2026-01-05", OPENING);
    let body = r#"{"way":"interview","unit":"机密单位","findings":"机密"}"#;
    book.add_with("research", "2026-02-10", body, More { attachments: vec![secret], ..More::default() });
    let commitment = match sealed.content {
        crate::format::Content::Sealed(commitment) => commitment,
        crate::format::Content::Open { .. } => panic!("not sealed"),
    };
    let size = sealed.size;
    book.add_with(
        "study",
        "2026-02-11",
        r#"{"unit":"县城管局","conclusion":"start","reasons":"可"}"#,
        More { attachments: vec![sealed], ..More::default() },
    );
    let withheld =
        |sequence, attachment| Withheld { sequence, attachment, basis: "trade-secret".into(), by: book.records[2] };
    let volume = compile(&book, &contents(vec![withheld(1, None), withheld(2, Some(commitment))]), None);
    assert!(size > 0);
    for (path, text) in drawn(&volume) {
        for secret in ["机密", "秘密内容", "名单", "2026-02-10", "20260210", "调研"] {
            // What the tests of the sample are about is not what a page says of every file.
            assert!(!text.contains(secret) || (secret == "名单" && path.contains("four")), "{path}: {secret}");
        }
    }
    let index = page(&volume, "data/index.html");
    let basis = crate::render::words::choice(Language::Zh, "basis", "trade-secret");
    assert!(index.contains(&basis) && basis != "trade-secret", "{basis}");
    let said = find(Language::Zh, "archive-not-judged-withheld", &[]).unwrap();
    assert!(index.contains(&said), "what is not judged says so");
}

#[test]
fn a_copy_that_withholds_a_record_says_of_nothing_that_it_is_not_there_and_counts_nothing() {
    let book = whole();
    let rules = profile("kind = \"present\"\nany = [\"legality-opinion\"]\nby = \"meeting-opened\"");
    let history = Story::opened("{}").add("meeting-opened", "2026-03-01", "{}").history();
    let judgement = judge(&rules, &history, Holidays::built_in(), None);
    let by = Judged { profile: &rules, history: &history, judgement: &judgement };
    let hiding = |numbers: &[u64]| {
        let one =
            |&sequence: &u64| Withheld { sequence, attachment: None, basis: "process".into(), by: book.records[1] };
        drawn(&compile(&book, &contents(numbers.iter().map(one).collect()), Some(by)))
    };
    let said = |pages: &[(String, String)], id: &str| {
        let words = Language::ALL.map(|language| {
            let words = find(language, id, &[("count", "9".into()), ("conditional", "9".into())]).unwrap();
            words.split('9').next().unwrap().to_owned()
        });
        pages.iter().any(|(_, text)| words.iter().any(|words| text.contains(words)))
    };
    let absences = [
        "archive-meeting-none",
        "archive-meeting-no-positions",
        "archive-meeting-no-dissents",
        "archive-meeting-head-none",
        "archive-meeting-dissents",
        "archive-meeting-tally",
        "archive-what-undecided",
        "archive-what-dissents",
        "archive-findings-stages",
        "archive-findings-none",
        "archive-notes-awaited",
    ];
    // The meeting; everything said there; the dissent; the head's decision; a record that is none of these.
    for hidden in [&[2][..], &[3, 4, 5, 7], &[3, 4], &[7], &[10]] {
        let pages = hiding(hidden);
        for id in absences {
            assert!(!said(&pages, id), "{hidden:?}: {id}");
        }
        let unjudged = find(Language::Zh, "archive-not-judged-withheld", &[]).unwrap();
        for name in ["data/index.html", "data/README.txt"] {
            let (_, text) = pages.iter().find(|(path, _)| path == name).unwrap();
            assert!(text.contains(&unjudged) && !text.contains("X1"), "{hidden:?}: {name}");
        }
        let in_part = if hidden == [2] { "archive-meeting-none-withheld" } else { "archive-meeting-in-part" };
        assert!(said(&pages, in_part), "{hidden:?}");
    }
    // The whole one says them.
    let pages = hiding(&[]);
    for id in ["archive-meeting-dissents", "archive-meeting-tally", "archive-what-dissents", "archive-findings-stages"]
    {
        assert!(said(&pages, id), "{id}");
    }
    assert!(!said(&pages, "archive-meeting-in-part"));
}

#[test]
fn a_withheld_record_keeps_its_row_and_the_others_their_numbers_in_every_list() {
    let book = whole();
    let hidden = Withheld { sequence: 3, attachment: None, basis: "trade-secret".into(), by: book.records[1] };
    let (full, public) = (compile(&book, &contents(vec![]), None), compile(&book, &contents(vec![hidden]), None));
    let rows = |volume: &Volume| {
        let csv = page(volume, "data/file-list.csv");
        let mut read = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
        let row = |row: csv::StringRecord| (row[9].to_owned(), (row[0].to_owned(), row[4].to_owned()));
        read.records().map(|one| row(one.unwrap())).collect::<std::collections::BTreeMap<_, _>>()
    };
    let basis = crate::render::words::choice(Language::Zh, "basis", "trade-secret");
    let title = format!("不公开：{basis}");
    let (full, listed) = (rows(&full), rows(&public));
    assert_eq!(listed["#3"], ("4".to_owned(), title.clone()));
    for (number, (place, told)) in &full {
        assert_eq!(place, &listed[number].0, "{number}");
        assert!(number == "#3" || *told == listed[number].1, "{number}");
    }
    assert!(page(&public, "data/file-list.xml").contains("<item place=\"4\" record=\"3\" state=\"withheld\">"));
    let index = page(&public, "data/index.html");
    let row = index.lines().find(|line| line.contains("href=\"#r3\"") && line.contains("class=\"mid\">4<")).unwrap();
    assert_eq!(row.matches(&title).count(), 1, "{row}");
    assert!(!row.contains(&find(Language::Zh, "archive-title-withheld", &[]).unwrap()), "{row}");
}

#[test]
fn the_cover_counts_only_what_there_is_and_says_where_nobody_set_how_long_it_is_kept() {
    let mut book = Book::new();
    book.add("decision-open", "2026-01-05", OPENING);
    book.add("research", "2026-02-10", r#"{"way":"interview","unit":"u","findings":"f"}"#);
    let hidden = Withheld { sequence: 1, attachment: None, basis: "trade-secret".into(), by: book.records[0] };
    let index = page(&compile(&book, &contents(vec![hidden.clone()]), None), "data/index.html");
    assert!(index.contains("另有 1 件不公开") && !index.contains("件无法读取"));
    let unset = find(Language::Zh, "archive-retention-not-set", &[]).unwrap();
    assert!(index.contains(&unset));
    let mut said = contents(vec![hidden]);
    said.description.retention = Some(crate::format::contents::Retention::Permanent);
    let volume = compile(&book, &said, None);
    assert!(!page(&volume, "data/index.html").contains(&unset) && !page(&volume, "data/README.txt").contains(&unset));
}

#[test]
fn the_plain_text_speaks_of_itself_and_not_of_the_page() {
    let volume = compile(&whole(), &contents(vec![]), None);
    let text = page(&volume, "data/README.txt");
    for of_page in ["本页", "末页", "This page", "this page", "last page"] {
        assert!(!text.contains(of_page), "{of_page}");
    }
    for one in super::checking::LAYOUT {
        assert!(text.contains(one.file), "{}", one.file);
    }
}

#[test]
fn what_was_not_judged_never_reads_as_kept() {
    let mut book = Book::new();
    book.add("decision-open", "2026-01-05", OPENING);
    let index = page(&compile(&book, &contents(vec![]), None), "data/index.html");
    assert!(index.contains(&find(Language::Zh, "archive-findings-no-profile", &[]).unwrap()));
    assert!(!index.contains(&find(Language::Zh, "archive-findings-none", &[]).unwrap()));
}

#[test]
fn findings_stand_with_what_they_rest_on_and_what_is_awaited_on_the_note_sheet() {
    let mut book = Book::new();
    book.add("decision-open", "2026-01-05", OPENING);
    book.add("meeting-opened", "2026-03-01", "{}");
    let rules = profile("kind = \"present\"\nany = [\"legality-opinion\"]\nby = \"meeting-opened\"");
    let history = Story::opened("{}").add("meeting-opened", "2026-03-01", "{}").history();
    let judgement = judge(&rules, &history, Holidays::built_in(), None);
    let by = Judged { profile: &rules, history: &history, judgement: &judgement };
    let index = page(&compile(&book, &contents(vec![]), Some(by)), "data/index.html");
    for words in ["第一条", "art. 1", "X1", "要", "must", "补", "mend"] {
        assert!(index.contains(words), "{words}");
    }
    assert!(!index.contains('⟨'));
}

#[test]
fn no_page_claims_more_than_the_records_can_bear() {
    for (language, text) in [
        (Language::Zh, include_str!("../messages/zh/archive.ftl")),
        (Language::En, include_str!("../messages/en/archive.ftl")),
    ] {
        for claim in
            ["可靠的电子签名", "可靠电子签名", "法律效力", "具有法律", "电子印章", "legal force", "legally", "reliable"]
        {
            assert!(!text.to_lowercase().contains(claim), "{language:?}: {claim}");
        }
    }
}

/// Everything the test can say, in one report.
fn every_word_of_the_test() -> FourProperties {
    let mut four = four();
    let facts = SAID_FACTS.iter().map(|what| (*what).to_owned());
    let mut why: Vec<Why> = NotChecked::ALL.into_iter().map(|reason| Why::NotChecked(Check::Bag, reason)).collect();
    why.extend([Why::Person, Why::NoBag, Why::NoCheck(Check::Seal), Why::SealLater, Why::AtIntake("held-already")]);
    why.push(Why::Said("ClamAV".into()));
    why.extend(SAID_FACTS.iter().flat_map(|what| [Why::NotGiven(what), Why::Fact(what, "fonds".into())]));
    let faults = Check::ALL.iter().map(|check| Fault::Check(*check, 2));
    let many = (0..20).map(|number| Fault::Fact("gaps", format!("#{number}")));
    let faults =
        faults.chain(many).chain(facts.zip(SAID_FACTS).map(|(which, what)| Fault::Fact(what, which))).collect();
    four.items[0].outcome = TestOutcome::Open(why);
    four.items[1].outcome = TestOutcome::Failed(faults);
    four
}

/// What the rows rest on besides checks.
const SAID_FACTS: &[&str] = &[
    "special-characters",
    "reference-code",
    "duplicates",
    "held-already",
    "media-types",
    "lacking",
    "record-count",
    "byte-count",
    "declared-missing",
    "process",
    "process-undecided",
    "gaps",
    "awaited",
    "formats",
    "containers",
];

#[test]
fn everything_the_test_can_say_has_its_words() {
    let four = every_word_of_the_test();
    let of_rows: BTreeSet<&str> = four
        .items
        .iter()
        .flat_map(|item| &item.rests_on)
        .map(String::as_str)
        .filter(|on| !Check::ALL.iter().any(|check| check.text() == *on))
        .collect();
    let known: BTreeSet<&str> = SAID_FACTS.iter().copied().chain(["unfilled"]).collect();
    assert_eq!(of_rows, known, "the facts that rows rest on");
    for language in Language::ALL {
        for item in &four.items {
            let id = format!("four-item-{}", item.item);
            assert!(find(language, &id, &[]).is_some(), "{language:?} {id}");
        }
        for what in known.iter() {
            let id = format!("four-fact-{what}");
            assert!(find(language, &id, &[]).is_some(), "{language:?} {id}");
        }
        for field in
            ["fonds", "fonds-name", "category", "file-number", "unit", "retention", "compiled-by", "compiled-on"]
        {
            let id = format!("four-unfilled-{field}");
            assert!(find(language, &id, &[]).is_some(), "{language:?} {id}");
        }
    }
    // And what is written is said by some item.
    let items: BTreeSet<String> = four.items.iter().map(|item| format!("four-item-{}", item.item)).collect();
    for line in include_str!("../messages/en/archive.ftl").lines() {
        let Some((id, _)) = line.split_once(" = ") else { continue };
        assert!(!id.starts_with("four-item-") || items.contains(id), "{id}");
        assert!(!id.starts_with("four-fact-") || known.contains(&id["four-fact-".len()..]), "{id}");
    }
    let book = whole();
    let volume = compile(&book, &contents(vec![]), None);
    let report = super::four_properties_page(&volume, &four);
    assert!(!report.contains('⟨') && !report.contains("{ $") && !report.contains("{$"), "{report}");
    assert_eq!(report.matches("#11 … +8").count(), 1, "a page lists so many, once, and counts the rest");
}

#[test]
fn the_test_calls_a_document_by_its_name_and_once() {
    let volume = compile(&whole(), &contents(vec![]), None);
    let place = volume.filed().find_map(|(_, filed)| filed.documents[0].path().map(str::to_owned)).unwrap();
    let mut four = four();
    four.items[0].outcome =
        TestOutcome::Open(vec![Why::Fact("formats", format!("{place} (text/plain, unknown)")), Why::Person]);
    let report = super::four_properties_page(&volume, &four);
    assert_eq!((report.matches("方案.txt（#0）").count(), report.matches(&*place).count()), (1, 0), "{report}");
    assert!(report.contains(concat!("liuhen ", env!("CARGO_PKG_VERSION"))), "what made the test");
}

#[test]
fn the_cover_tells_what_waits_for_intake_from_what_waits_for_a_person() {
    let mut four = four();
    for item in &mut four.items {
        item.outcome = TestOutcome::Passed(1);
    }
    four.items[0].outcome = TestOutcome::Open(vec![Why::NoBag]);
    four.items[1].outcome = TestOutcome::Open(vec![Why::NoBag, Why::Person]);
    four.items[2].outcome = TestOutcome::Open(vec![Why::Person]);
    let volume = compile(&whole(), &contents(vec![]), None);
    let said = super::four_properties::tested(&four, Language::Zh);
    assert!(said.contains("检 1 项") && said.contains("须人工 2 项"), "{said}");
    for (path, text) in super::pages(&volume, &four).unwrap() {
        let text = String::from_utf8(text).unwrap();
        assert!(text.contains(&said) || !(path.ends_with("index.html") || path.ends_with("README.txt")), "{path}");
    }
}

#[test]
fn the_page_on_the_test_has_a_line_for_each_item() {
    let line = |item: &crate::verify::four_properties::TestItem| {
        let number = format!("{}{}", item.number, if item.number_inferred { "*" } else { "" });
        let rests: Vec<String> = item.rests_on.iter().map(|on| format!("`{on}`")).collect();
        let rests = match item.by {
            By::Person => "a person".to_owned(),
            By::Program if rests.is_empty() => "–".to_owned(),
            By::Program => rests.join(", "),
        };
        let name = find(Language::Zh, &format!("four-item-{}", item.item), &[]).unwrap();
        format!("| {number} | `{}` | {name} | {rests} |", item.item)
    };
    let expected: Vec<String> = four().items.iter().map(line).collect();
    let page = include_str!("../../../docs/four-properties.md");
    let table = page.split("<!-- items -->").nth(1).and_then(|rest| rest.split("<!-- /items -->").next()).unwrap();
    let written: Vec<&str> = table.trim().lines().skip(2).collect();
    assert_eq!(written, expected);
}

#[test]
fn every_item_of_the_test_has_its_line_and_open_ones_a_place_to_sign() {
    let book = whole();
    let volume = compile(&book, &contents(vec![]), None);
    let report = page(&volume, "data/four-properties.html");
    let (rows, items) = (report.matches("<td class=\"mid\">").count(), four().items.len());
    assert_eq!(rows, items);
    for id in ["four-tester", "four-date", "four-tools", "four-never", "four-sign"] {
        assert!(report.contains(&find(Language::Zh, id, &[]).unwrap()), "{id}");
    }
    let json = page(&volume, "data/four-properties.json");
    assert_eq!(serde_json::from_str::<serde_json::Value>(&json).unwrap()["schema"], "liuhen/four-properties/v1");
}
