//! Destroying sealed attachments, by running the real program: from the form to what is left in the folder.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

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
    assert_eq!(cause(&m.erase("2026-003#1")), "it is a `draft-version` and no erasure");

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
    assert_eq!(m.erase("2026-003#3").json()["attachments"][0]["cited_by"], second.as_str());
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
