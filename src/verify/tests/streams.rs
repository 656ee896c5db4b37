//! Procedure is read by streams, which nobody has checked: what a store hides there is found. And what is adopted in streams of
//! their own: profiles, holiday tables.

use super::super::ProcedureReport;
use super::*;
use crate::chain::Entry;
use crate::registry::{ADOPT_CALENDAR, ADOPT_PROFILE, AdoptCalendar, AdoptProfile, CALENDAR_ROLE, PROFILE_ROLE};

/// At most one working day from the opening to the draft, which are of one day.
const PROFILE: &str = r#"profile = "v1"
id = "here"
title = { zh = "测试", en = "Test" }
levels = ["county"]
effective_from = 2026-01-01
legal_basis = ["无"]
calendar = "cn"

[[rule]]
code = "X1"
kind = "period"
from = "decision-open"
to = "draft-version"
most = 1
unit = "working"
article = { zh = "第一条", en = "art. 1" }
severity = "medium"
text = { zh = "要", en = "must" }
resolve = { zh = "补", en = "mend" }
"#;

impl Book {
    fn adopt(&mut self, stream: &str, kind: &str, role: &str, text: &str, body: impl Fn(EvidenceDigest) -> String) {
        let content = self.document(text.as_bytes());
        let Content::Open { blake3, .. } = content else { unreachable!() };
        let offices: Vec<_> = ROOTS[..2].iter().map(|seed| ("root", *seed)).collect();
        let mut statement = self.statement(stream, kind, json(&body(blake3)), &offices);
        statement.attachments = vec![attachment(role, text.len() as u64, content)];
        self.say(statement, &ROOTS[..2]);
    }

    fn adopt_table(&mut self, text: &str) {
        let table = crate::procedure::HolidayTable::read(text).unwrap();
        let says = |blake3| AdoptCalendar {
            calendar: "cn".parse().unwrap(),
            year: table.year(),
            source: table.source().to_owned(),
            blake3,
            document: "文1".into(),
        };
        self.adopt("calendar/cn", ADOPT_CALENDAR, CALENDAR_ROLE, text, |blake3| {
            serde_json::to_string(&says(blake3)).unwrap()
        });
    }

    /// Written down, with its streams as an honest store finds them.
    fn by_streams(&self) -> Shelf {
        let mut streams = BTreeMap::<String, Vec<StoredEntry>>::new();
        for line in &self.lines {
            let entry = Entry::read(line.header_bytes(), line.envelope.clone()).unwrap();
            let stored = StoredEntry { entry, locus: Locus { file: "log/000000.log".into(), offset: 0 } };
            streams.entry(line.header.stream.to_string()).or_default().push(stored);
        }
        Shelf { streams: Some(streams), ..self.write() }
    }
}

/// A ledger with a profile and a table of 2026, a decision judged by both, and then another table.
fn judged_by_streams() -> Book {
    let table = |source: &str, off: &str| {
        format!("calendar = \"cn\"\nyear = 2026\nsource = \"{source}\"\noff = [2026-01-01{off}]\non = []\n")
    };
    let mut book = Book::founded();
    book.appoint("李明", "head", HEAD);
    book.appoint("城建局", "handling-unit", UNIT);
    book.adopt("profile/here", ADOPT_PROFILE, PROFILE_ROLE, PROFILE, |blake3| {
        let says = AdoptProfile { profile: "here".parse().unwrap(), blake3, document: "文1".into(), from: None };
        serde_json::to_string(&says).unwrap()
    });
    book.adopt_table(&table("first", ""));
    let mut open = book.open("2026-001");
    let Value::Table(body) = &mut open.body else { unreachable!() };
    let blake3 = EvidenceDigest(dual(PROFILE.as_bytes()).blake3);
    body.push(("profile".into(), json(&format!(r#"{{"id":"here","blake3":"{blake3}"}}"#))));
    book.say(open, &[HEAD]);
    let draft = book.draft("2026-001");
    book.say(draft, &[UNIT]);
    book.adopt_table(&table("second", ", 2026-03-20"));
    book
}

fn procedure(report: &Report) -> &ProcedureReport {
    report.procedure.as_ref().unwrap()
}

#[test]
fn what_an_honest_store_finds_by_streams_is_judged() {
    let report = judged(&judged_by_streams().by_streams());
    assert_eq!(found(&report), [Code::CalendarDiffers], "{:#?}", report.findings);
    assert_eq!((report.exit, procedure(&report).judged, procedure(&report).kept), (0, 1, 1));
    assert_eq!(report.notes[0].place.seq, Some(7), "the later one");
}

#[test]
fn a_store_that_hides_a_record_or_a_table_is_found() {
    for (hidden, kept) in [("decision/2026-001", 1), ("decision/2026-001", 0), ("calendar/cn", 1), ("calendar/cn", 0)] {
        let mut shelf = judged_by_streams().by_streams();
        let streams = shelf.streams.as_mut().unwrap();
        match kept {
            0 => drop(streams.remove(hidden)),
            kept => streams.get_mut(hidden).unwrap().truncate(kept),
        }
        let report = judged(&shelf);
        assert!(found(&report).contains(&Code::StreamsUnreadable), "{hidden} {kept}: {:?}", found(&report));
        assert_eq!(report.exit, 41, "{hidden} {kept}: nothing is vouched for");
    }
}

#[test]
fn a_table_in_the_place_of_another_is_found() {
    let mut shelf = judged_by_streams().by_streams();
    let tables = shelf.streams.as_mut().unwrap().get_mut("calendar/cn").unwrap();
    tables[0] = tables[1].clone();
    assert!(found(&judged(&shelf)).contains(&Code::StreamsUnreadable));
}

#[test]
fn a_table_that_is_another_than_its_record_says_is_none() {
    let text = "calendar = \"cn\"\nyear = 2027\nsource = \"x\"\noff = [2027-01-01]\non = []\n";
    let mut book = judged_by_streams();
    book.adopt("calendar/cn", ADOPT_CALENDAR, CALENDAR_ROLE, text, |blake3| {
        format!(r#"{{"calendar":"cn","year":2028,"source":"x","blake3":"{blake3}","document":"文1"}}"#)
    });
    let report = judged(&book.by_streams());
    assert_eq!(found(&report), [Code::CalendarUnreadable, Code::CalendarDiffers], "{:?}", report.findings);
    assert_eq!(report.exit, 20);
}

#[test]
fn who_is_no_root_holder_adopts_nothing() {
    let text = "calendar = \"cn\"\nyear = 2027\nsource = \"x\"\noff = [2027-01-01]\non = []\n";
    let body = |blake3| format!(r#"{{"calendar":"cn","year":2027,"source":"x","blake3":"{blake3}","document":"文1"}}"#);
    let adopted = |stream: &str, kind: &str, signers: &[u8]| {
        let mut book = Book::small();
        let content = book.document(text.as_bytes());
        let Content::Open { blake3, .. } = content else { unreachable!() };
        let offices: Vec<_> = signers.iter().map(|seed| ("root", *seed)).collect();
        let mut statement = book.statement(stream, kind, json(&body(blake3)), &offices);
        statement.attachments = vec![attachment(CALENDAR_ROLE, text.len() as u64, content)];
        book.say(statement, signers);
        found(&judged(&book.write()))
    };
    assert_eq!(adopted("calendar/cn", ADOPT_CALENDAR, &ROOTS[..2]), []);
    assert_eq!(adopted("calendar/cn", ADOPT_CALENDAR, &ROOTS[..1]), [Code::ThresholdNotMet]);
    assert_eq!(adopted("calendar/cn", ADOPT_CALENDAR, &[1, 2, HEAD]), [Code::KeyUnknown]);
    assert_eq!(adopted("calendar/other", ADOPT_CALENDAR, &ROOTS[..2]), [Code::RegistryBody]);
    assert_eq!(adopted("profile/cn", ADOPT_CALENDAR, &ROOTS[..2]), [Code::KindMisplaced]);
    assert_eq!(adopted("calendar/cn", "appoint", &ROOTS[..2]), [Code::KindMisplaced]);
}
