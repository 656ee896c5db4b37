//! Destroying sealed attachments, by running the real program: from the form to what is left in the folder.

use std::fs;
use std::path::PathBuf;

use liuhen::model::{ClaimedTime, Occurred, RecordDigest};
use serde_json::Value;

use crate::book::story::Chapter;
use crate::book::{Book, DECISION, json, payload, signed, statement_of};
use crate::recording::{Machine, Said, draft, head, opening};

const OFFICES: [&str; 3] = ["government-office", "handling-unit", "archivist"];
const LIST: &str = "虚构人员甲，13800000000";

/// A decision with a draft that has an open document and two sealed ones: a list, and a letter.
fn machine() -> Machine {
    let m = Machine::founded(&OFFICES);
    m.write("open.toml", &opening("2026-003"));
    m.good(&["decision", "open", "open.toml", "--key", "government-office"]);
    m.write("草案.txt", "草案");
    m.write("名单.txt", LIST);
    m.write("来信.txt", "来信");
    let sealed = |file: &str| format!("[[attachment]]\nfile = \"{file}\"\nrole = \"list\"\nsealed = true\n");
    m.write("draft.toml", &(draft("", "") + &sealed("名单.txt") + &sealed("来信.txt")));
    m.good(&["step", "add", "draft.toml", "--key", "handling-unit"]);
    m
}

impl Machine {
    /// What the attachments of a record are cited by: the commitment, or the SHA-256 where one is open.
    fn seals(&self, record: &str) -> Vec<String> {
        let shown = self.good(&["step", "show", record]).json();
        let digest = |one: &Value| one.get("sealed").unwrap_or(&one["sha256"]).as_str().unwrap().to_owned();
        shown["attachments"].as_array().unwrap().iter().map(digest).collect()
    }

    fn erasure(&self, record: &str, seal: &str) {
        let body = format!(
            "[body]\nrecord = \"{record}\"\nsealed = [\"{seal}\"]\nground = \"personal-information\"\n\
             legal_basis = [\"个人信息保护法第四十七条\"]\nmethod = \"覆写后删除。\"\n"
        );
        self.write("erasure.toml", &(head("erasure", "archivist") + &body));
    }

    /// Records an erasure, with both signatures.
    fn erased(&self, record: &str, seal: &str) {
        self.erasure(record, seal);
        self.good(&["step", "add", "erasure.toml", "--key", "archivist", "--also", "government-office"]);
    }

    fn erase(&self, by: &str) -> Said {
        self.run(&["evidence", "erase", "--by", by, "--yes"])
    }

    fn opening_file(&self, seal: &str) -> PathBuf {
        self.path(&format!("ledger/openings/{}/{seal}.json", &seal[..2]))
    }

    fn document_file(&self, seal: &str) -> PathBuf {
        let opening: Value = serde_json::from_slice(&fs::read(self.opening_file(seal)).unwrap()).unwrap();
        let name = opening["blake3"].as_str().unwrap();
        self.path(&format!("ledger/evidence/{}/{name}", &name[..2]))
    }

    /// The codes that `verify` finds and notes.
    fn codes(&self) -> Vec<String> {
        let report = self.run(&["verify"]).json();
        let lists = ["findings", "notes"].into_iter().flat_map(|list| report[list].as_array().unwrap().clone());
        lists.map(|one| one["code"].as_str().unwrap().to_owned()).filter(|code| code != "late-unsaid").collect()
    }
}

/// The first cause of a refusal.
fn cause(said: &Said) -> String {
    assert_eq!(said.code, 1, "{said:?}");
    let error = said.json();
    error["causes"][0].as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_sealed_list_is_destroyed_with_two_signatures_and_everything_says_so() {
    let m = machine();
    let seal = &m.seals("2026-003#1")[1];
    let (opening, document) = (m.opening_file(seal), m.document_file(seal));
    // Nobody signs it alone.
    m.erasure("#1", seal);
    let said = m.run(&["step", "add", "erasure.toml", "--key", "archivist"]);
    assert!(cause(&said).contains("two persons"), "{said:?}");
    assert_eq!(cause(&m.erase("2026-003#1")), "its kind is `draft-version`; it is no erasure");

    m.erased("#1", seal);
    assert_eq!(m.codes(), ["erasure-not-carried-out"]);
    let shown = m.good(&["step", "show", "2026-003#1"]).json();
    assert_eq!((&shown["erased"][0]["by"], &shown["erased"][0]["gone"]), (&"2026-003#2".into(), &false.into()));
    // Where nobody can be asked, nothing goes.
    let said = m.run(&["evidence", "erase", "--by", "2026-003#2"]);
    assert_eq!((said.code, opening.exists(), document.exists()), (2, true, true), "{said:?}");

    let said = m.erase("2026-003#2");
    assert_eq!(said.code, 0, "{said:?}");
    let one = &said.json()["attachments"][0];
    assert_eq!((&one["document"], &one["opening"]), (&"destroyed".into(), &"destroyed".into()));
    assert!(!opening.exists() && !document.exists());
    assert_eq!(m.codes(), ["attachment-erased"]);
    let shown = m.good(&["step", "show", "2026-003#1"]).json();
    assert_eq!(shown["erased"][0]["gone"], true);
    let shown = m.good(&["decision", "show", "2026-003"]).json();
    assert_eq!(shown["records"][1]["erased"][0]["by"], "2026-003#2");
    assert!(shown["records"][2].get("erased").is_none());
    let text = m.run_as("text", &["decision", "show", "2026-003"]).out;
    assert!(text.contains("erased under record 2026-003#2"), "{text}");
    let checked = m.good(&["evidence", "check"]).json();
    assert_eq!((&checked["erased"][0]["record"], &checked["wrong_count"]), (&"2026-003#1".into(), &0.into()));
    // Again, and nothing is left to do.
    let again = m.erase("2026-003#2").json();
    assert_eq!(again["attachments"][0]["document"], "gone");
}

#[test]
fn what_was_cut_off_is_ended_by_the_same_again() {
    let m = machine();
    let seal = &m.seals("2026-003#1")[1];
    let (opening, document) = (m.opening_file(seal), m.document_file(seal));
    m.erased("#1", seal);
    // The power went while the document was being overwritten, and after it was gone.
    fs::write(&document, "\0".repeat(LIST.len())).unwrap();
    assert_eq!(m.codes(), ["erasure-not-carried-out"]);
    fs::remove_file(&document).unwrap();
    assert_eq!(m.codes(), ["erasure-not-carried-out"]);
    assert_eq!(m.erase("2026-003#2").code, 0);
    assert!(!opening.exists());
    assert_eq!(m.codes(), ["attachment-erased"]);
}

#[test]
fn an_opening_that_was_half_overwritten_goes_and_is_told_apart() {
    let m = machine();
    let seal = &m.seals("2026-003#1")[1];
    let (opening, document) = (m.opening_file(seal), m.document_file(seal));
    m.erased("#1", seal);
    fs::write(&opening, "\0\0\0").unwrap();
    let said = m.erase("2026-003#2").json();
    assert_eq!(said["attachments"][0]["document"], "unknown");
    assert!(!opening.exists() && document.exists(), "nobody can say which document it was");
}

#[test]
fn a_document_that_others_cite_stays() {
    let m = machine();
    let seal = &m.seals("2026-003#1")[1];
    let document = m.document_file(seal);
    // The same list, openly cited by a later draft; and sealed a second time by another.
    m.write("open-list.toml", &(draft("", "") + "[[attachment]]\nfile = \"名单.txt\"\nrole = \"other\"\n"));
    m.good(&["step", "add", "open-list.toml", "--key", "handling-unit"]);
    m.erased("#1", seal);
    let said = m.erase("2026-003#3").json();
    assert_eq!(
        (&said["attachments"][0]["document"], &said["attachments"][0]["cited_by"]),
        (&"kept".into(), &"2026-003#2".into())
    );
    assert!(document.exists() && !m.opening_file(seal).exists());
    assert_eq!(m.codes(), ["attachment-erased"]);

    let m = machine();
    let sealed = "[[attachment]]\nfile = \"名单.txt\"\nrole = \"list\"\nsealed = true\n";
    m.write("again.toml", &(draft("", "") + sealed));
    m.good(&["step", "add", "again.toml", "--key", "handling-unit"]);
    let (first, second) = (&m.seals("2026-003#1")[1], &m.seals("2026-003#2")[1]);
    let document = m.document_file(first);
    assert_ne!(first, second, "another salt");
    m.erased("#1", first);
    assert_eq!(m.erase("2026-003#3").json()["attachments"][0]["cited_by"], "2026-003#2");
    assert!(document.exists());
    m.erased("#2", second);
    assert_eq!(m.erase("2026-003#4").json()["attachments"][0]["document"], "destroyed");
    assert!(!document.exists(), "with the last that cites it");
    assert_eq!(m.codes(), ["attachment-erased", "attachment-erased"]);
}

#[test]
fn what_could_destroy_nothing_is_not_recorded() {
    let m = machine();
    let seals = m.seals("2026-003#1");
    let add = ["step", "add", "erasure.toml", "--key", "archivist", "--also", "government-office"];
    m.erasure("#1", &seals[0]);
    assert!(cause(&m.run(&add)).contains("`草案.txt` is an open attachment"));
    m.erasure("#0", &seals[1]);
    assert!(cause(&m.run(&add)).contains("has no attachment with the seal"));
    // On its way on a stick it is held against the ledger as well, before it is prepared and when it comes back.
    let prepare = ["step", "prepare", "erasure.toml", "--as", "archivist,government-office"];
    assert!(cause(&m.run(&[&prepare[..], &["--out", "usb"]].concat())).contains("has no attachment with the seal"));
    m.erasure("#1", &seals[1]);
    m.good(&[&prepare[..], &["--out", "usb"]].concat());
    m.good(&["sign", "usb", "--key", "archivist"]);
    m.good(&["sign", "usb", "--key", "government-office"]);
    m.good(&["append", "usb"]);
    assert_eq!(m.erase("2026-003#2").code, 0);
    assert_eq!(m.codes(), ["attachment-erased"]);
}

#[test]
fn a_profile_that_asks_for_a_third_signature_is_heard_before_anything_goes() {
    let m = Machine::founded(&["government-office", "handling-unit", "archivist", "legality-reviewer"]);
    m.write(
        "three.toml",
        "profile = \"v1\"\nid = \"three\"\ntitle = { zh = \"测试\", en = \"Test\" }\nlevels = [\"county\"]\n\
         effective_from = 2026-01-01\nlegal_basis = [\"无\"]\n[erasure]\noffices = [[\"legality-reviewer\"]]\nthreshold = 3\n",
    );
    m.good(&["profile", "adopt", "three.toml", "--document", "文1", "--by", "root"]);
    let explained = m.good(&["profile", "explain", "three.toml"]).json();
    assert_eq!(explained["erasure"]["threshold"], 3);
    m.write("open.toml", &opening("2026-003"));
    m.good(&["decision", "open", "open.toml", "--key", "government-office"]);
    m.write("草案.txt", "草案");
    m.write("名单.txt", LIST);
    let sealed = "[[attachment]]\nfile = \"名单.txt\"\nrole = \"list\"\nsealed = true\n";
    m.write("draft.toml", &(draft("", "") + sealed));
    m.good(&["step", "add", "draft.toml", "--key", "handling-unit"]);
    let seal = &m.seals("2026-003#1")[1];
    m.erasure("#1", seal);
    let two = ["step", "add", "erasure.toml", "--key", "archivist", "--also", "government-office"];
    assert!(cause(&m.run(&two)).contains("asks for 3 persons, 2 have signed"));
    m.good(&["step", "add", "erasure.toml", "--key", "archivist", "--also", "government-office,legality-reviewer"]);
    assert_eq!(m.erase("2026-003#2").code, 0);
    assert_eq!(m.codes(), ["attachment-erased"]);
}

const BOTH: [&str; 4] = ["--key", "archivist", "--also", "government-office"];

/// A review that withholds these, each a record and perhaps the seal of one of its attachments.
fn review(items: &[(&str, Option<&str>)]) -> String {
    let row = |(record, seal): &(&str, Option<&str>)| {
        let seal = seal.map(|seal| format!("attachment = \"{seal}\"\n")).unwrap_or_default();
        format!(
            "[[body.items]]\nrecord = \"{record}\"\n{seal}basis = \"personal-privacy\"\nreason = \"含个人信息。\"\n"
        )
    };
    let items: String = items.iter().map(row).collect();
    head("disclosure-review", "government-office")
        + "[body]\nexamined_by = \"办公室\"\nsecrecy_checked = true\n"
        + &items
}

#[test]
fn in_a_public_version_what_is_erased_and_what_is_withheld_are_told_apart() {
    // One list is destroyed; then the letter beside it is withheld, or both are, or their record is.
    type Case<'a> = (&'a dyn Fn(&'a [String]) -> Vec<(&'a str, Option<&'a str>)>, &'a [&'a str]);
    let cases: [Case; 3] = [
        (&|seals| vec![("#1", Some(&seals[2]))], &["attachment-erased", "attachment-withheld"]),
        (&|seals| vec![("#1", Some(&seals[1])), ("#1", Some(&seals[2]))], &["attachment-withheld"; 2]),
        (&|_| vec![("#1", None)], &["record-withheld"]),
    ];
    let m = machine();
    let seals = m.seals("2026-003#1");
    m.erased("#1", &seals[1]);
    assert_eq!(m.erase("2026-003#2").code, 0);
    for (nth, (items, told)) in cases.iter().enumerate() {
        m.write("review.toml", &review(&items(&seals)));
        m.good(&["step", "add", "review.toml", "--key", "government-office"]);
        let out = format!("p{nth}");
        m.good(&["bundle", "export", "2026-003", "--public", "--out", &out, "--key", "archivist"]);
        let report = m.run(&["bundle", "verify", &out]);
        let judged = report.json();
        assert_eq!((report.code, judged["findings"].as_array().map(Vec::len)), (10, Some(0)), "{judged}");
        let notes = judged["notes"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap());
        let mut notes: Vec<&str> = notes.filter(|code| *code != "late-unsaid").collect();
        notes.sort_unstable();
        assert_eq!(notes, *told);
        let openings = judged["checks"].as_array().unwrap().iter().find(|one| one["check"] == "openings").unwrap();
        // What a withheld record has sealed nobody can see: that the erasure reaches it was not checked.
        assert_eq!(openings.to_string().contains("withheld"), nth == 2, "{openings}");
    }
}

#[test]
fn an_erasure_in_doubt_or_corrected_destroys_nothing() {
    let m = Machine::founded(&["government-office", "handling-unit", "archivist", "legality-reviewer"]);
    m.write("open.toml", &opening("2026-003"));
    m.good(&["decision", "open", "open.toml", "--key", "government-office"]);
    m.write("草案.txt", "草案");
    m.write("名单.txt", LIST);
    let sealed = "[[attachment]]\nfile = \"名单.txt\"\nrole = \"list\"\nsealed = true\n";
    m.write("draft.toml", &(draft("", "") + sealed));
    m.good(&["step", "add", "draft.toml", "--key", "handling-unit"]);
    let seal = &m.seals("2026-003#1")[1];
    let (opening, document) = (m.opening_file(seal), m.document_file(seal));
    m.erasure("#1", seal);
    m.good(&["step", "add", "erasure.toml", "--key", "archivist", "--also", "legality-reviewer"]);
    m.erased("#1", seal);
    let end = ["office", "end", "--office", "legality-reviewer", "--person", "legality-reviewer", "--reason"];
    let rest = ["compromised", "--since", "2026-01-02", "--document", "D", "--by", "root"];
    m.good(&[&end[..], &rest].concat());
    let said = m.erase("2026-003#2");
    assert!(cause(&said).contains("[authority-in-doubt]"), "{said:?}");
    assert!(opening.exists() && document.exists());

    let correction = "[body]\ncorrects = \"#3\"\nground = \"附件指错，不得销毁。\"\n\
                      changes = [{ field = \"sealed\", wrong = \"名单\", right = \"来信\" }]\n";
    m.write("correction.toml", &(head("correction", "handling-unit") + correction));
    m.good(&["step", "add", "correction.toml", "--key", "handling-unit"]);
    let said = m.erase("2026-003#3");
    assert!(cause(&said).starts_with("2026-003#4 corrects it"), "{said:?}");
    assert!(opening.exists() && document.exists());
    // What is meant is named anew.
    m.erased("#1", seal);
    assert_eq!(m.erase("2026-003#5").code, 0);
    assert!(!opening.exists() && !document.exists());
}

#[test]
fn an_opening_that_no_record_cites_keeps_nothing() {
    let m = machine();
    let seal = &m.seals("2026-003#1")[1];
    let document = m.document_file(seal);
    // Prepared, and never entered.
    m.good(&["step", "prepare", "draft.toml", "--as", "handling-unit", "--out", "usb"]);
    let openings = m.state().2;
    m.erased("#1", seal);
    let said = m.erase("2026-003#2");
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.err.contains("overwritten where it lay"), "{said:?}");
    let said = said.json();
    assert_eq!(said["attachments"][0]["document"], "destroyed");
    let stray = said["strays"][0].as_str().unwrap();
    assert!(said["strays"].as_array().map(Vec::len) == Some(1) && stray != seal);
    assert!(!document.exists() && !m.opening_file(stray).exists());
    assert_eq!(m.state().2, openings - 2, "that of the letter, which was prepared too, stays");
    assert_eq!(m.codes(), ["attachment-erased"]);
}

#[test]
fn what_verify_has_against_an_erasure_stands_against_carrying_it_out() {
    let signers = [("archivist", "archivist"), ("government-office", "office")];
    let destroys = |change: &dyn Fn(&Book, &mut liuhen::format::Statement), stream: &str| {
        let mut book = Book::story(Chapter::Opened);
        let statement = book.draft(DECISION);
        book.say(statement, &["unit"]);
        book.appoint("方岚", "archivist", "archivist");
        book.appoint("云溪县人民政府办公室", "government-office", "office");
        let (draft, seal) = (book.lines[4].digest(), *book.openings.keys().next().unwrap());
        let open = book.open("decision/2026-099");
        book.say(open, &["head"]);
        let dissent = book.dissent("decision/2026-099");
        book.say(dissent, &["member"]);
        let body = format!(
            r#"{{"record":"{draft}","sealed":["{seal}"],"ground":"court-order","legal_basis":["判决"],"method":"覆写"}}"#
        );
        let mut erasure = book.statement(DECISION, "erasure", json(&body), &signers);
        change(&book, &mut erasure);
        let envelope = signed(payload(erasure), &["archivist", "office"]);
        book.enter(&stream.parse().unwrap(), envelope);
        let m = Machine::new();
        crate::book::write(&book.files(), &m.path("ledger"));
        let said = m.erase(&format!("@{}", book.lines.len() - 1));
        let opening = m.opening_file(&seal.to_string());
        assert_eq!(opening.exists(), said.code != 0, "{said:?}");
        (said.code, if said.code == 0 { String::new() } else { cause(&said) })
    };
    assert_eq!(destroys(&|_, _| (), DECISION), (0, String::new()));
    let unknown = destroys(&|_, erasure| erasure.basis = vec![RecordDigest([0xab; 32])], DECISION);
    assert!(unknown.1.contains("[basis-"), "{unknown:?}");
    let again = destroys(&|book, erasure| erasure.nonce = statement_of(&book.lines[4].envelope).nonce, DECISION);
    assert!(again.1.contains("[nonce-repeated]"), "{again:?}");
    let long_ago = ClaimedTime::new("2020-01-01T00:00:00Z".parse().unwrap());
    let early = destroys(
        &|_, erasure| {
            erasure.signed_at = long_ago;
            erasure.occurred = Occurred::at("2020-01-01".parse().unwrap());
        },
        DECISION,
    );
    assert!(early.0 == 1 && early.1.contains("[signed-before-basis]"), "{early:?}");
    let elsewhere = destroys(&|_, _| (), "decision/2026-099");
    assert!(elsewhere.1.contains("[record-stream]"), "{elsewhere:?}");
}

#[test]
fn a_review_that_no_public_version_could_follow_is_not_recorded() {
    let m = machine();
    let seals = m.seals("2026-003#1");
    m.erased("#1", &seals[1]);
    let ghost = "0b".repeat(32);
    m.write("other.toml", &opening("2026-004"));
    m.good(&["decision", "open", "other.toml", "--key", "government-office"]);
    for (record, seal) in
        [("#0", None), ("#2", None), ("#1", Some(ghost.as_str())), ("#1", Some(&seals[0])), ("2026-004#0", None)]
    {
        m.write("review.toml", &review(&[(record, seal)]));
        let said = m.run(&["step", "add", "review.toml", "--key", "government-office"]);
        let why = cause(&said);
        assert!(why.contains("cannot withhold") || why.contains("not in this decision"), "{record}: {said:?}");
    }
    m.write("review.toml", &review(&[("#1", Some(&seals[2]))]));
    m.good(&["step", "add", "review.toml", "--key", "government-office"]);
}

#[test]
fn the_check_does_not_ask_for_a_copy_of_what_is_being_destroyed() {
    let m = machine();
    let seal = &m.seals("2026-003#1")[1];
    let document = m.document_file(seal);
    m.erased("#1", seal);
    fs::write(&document, "\0".repeat(LIST.len())).unwrap();
    let said = m.run(&["evidence", "check"]);
    assert_eq!((said.code, &said.json()["wrong"][0]["to_be_erased_by"]), (40, &"2026-003#2".into()));
    let text = m.run_as("text", &["evidence", "check"]);
    assert!(text.err.contains("evidence erase --by 2026-003#2") && !text.err.contains("from a copy"), "{text:?}");
    // Another file that is wrong is still asked for.
    fs::write(m.document_file(&m.seals("2026-003#1")[2]), "x").unwrap();
    assert!(m.run_as("text", &["evidence", "check"]).err.contains("from a copy"));
}

#[test]
fn one_key_that_is_to_sign_twice_is_told_in_words() {
    let m = machine();
    m.erasure("#1", &m.seals("2026-003#1")[1]);
    let said = m.run(&["step", "add", "erasure.toml", "--key", "archivist", "--also", "archivist"]);
    assert!(said.code == 1 && said.out.contains("one key signs twice"), "{said:?}");
}

#[test]
fn the_exports_that_may_still_hold_it_are_listed() {
    let m = machine();
    let seal = &m.seals("2026-003#1")[1];
    m.good(&["bundle", "export", "2026-003", "--out", "full", "--key", "archivist"]);
    m.erased("#1", seal);
    let said = m.erase("2026-003#3").json();
    let exports = said["exports"].as_array().unwrap();
    assert_eq!(
        (exports.len(), &exports[0]["record"], &exports[0]["version"]),
        (1, &"2026-003#2".into(), &"full".into())
    );
    let text = m.run_as("text", &["evidence", "erase", "--by", "2026-003#3", "--yes"]);
    assert!(text.out.contains("2026-003#2: a bundle"), "{text:?}");
    assert!(m.path(&format!("full/data/openings/{seal}.json")).exists(), "nobody calls a bundle back");
}

#[test]
fn the_form_of_an_erasure_proposes_what_is_not_destroyed_yet() {
    let m = machine();
    let seals = m.seals("2026-003#1");
    m.erased("#1", &seals[1]);
    assert_eq!(m.erase("2026-003#2").code, 0);
    let form = |kind: &str| {
        let said = m.good(&["step", "template", kind, "--decision", "2026-003"]).json();
        said["form"].as_str().unwrap().to_owned()
    };
    let proposed = form("erasure");
    assert!(!proposed.contains(&seals[1]) && !proposed.contains(&seals[0]), "{proposed}");
    assert!(proposed.contains(": 来信.txt\n") && proposed.contains("record = \"#1\"\n"), "{proposed}");
    assert!(!form("disclosure-review").contains(&seals[1]), "what is destroyed need not be withheld");
    // Filled in it destroys what its mark was taken away from.
    let filled = proposed
        .replace(&format!("  #\"{}\"", seals[2]), &format!("  \"{}\"", seals[2]))
        .replace("\noffice = \"\"", "\noffice = \"archivist\"")
        .replace("\noccurred = \"\"", "\noccurred = 2026-01-20")
        .replace("\nground = \"\"", "\nground = \"court-order\"")
        .replace("\nlegal_basis = [\"\"]", "\nlegal_basis = [\"判决\"]")
        .replace("\nmethod = \"\"", "\nmethod = \"覆写\"");
    m.write("filled.toml", &filled);
    m.good(&[&["step", "add", "filled.toml"][..], &BOTH].concat());
    assert_eq!(m.erase("2026-003#3").code, 0);
    assert!(!m.opening_file(&seals[2]).exists());
    let empty = form("erasure");
    assert!(empty.contains("sealed = [\"\"]"), "{empty}");
}
