//! An archive through the program itself: what it takes in and what it refuses, what it finds when it looks again, and what
//! its receipts prove.

use std::fs;
use std::path::Path;

use liuhen::crypto::Signer as _;
use liuhen::format::contents::Version;
use liuhen::format::{Transfer, Verifiers};

use super::attacks::decided;
use super::desk::Desk;
use crate::book::{self, Book, Chapter};

const TAKE: &str = "--archive archive --key archivist --trust trust.toml";

/// A desk with an archive, and the first bundle of the decision in it.
fn with_one() -> Desk {
    let desk = Desk::of(&decided(false));
    desk.ends(0, "archive init --archive archive --name 云溪县档案馆");
    desk.ends(0, "bundle export 2026-003 --out first --key archivist");
    desk.ends(0, &format!("intake first {TAKE} --receipt r1.json"));
    desk
}

/// A desk of the same ledger's name and keys, where another story is told.
fn of_another_story() -> Desk {
    let mut book = Book::story(Chapter::Dissented);
    book.wait(5);
    book.appoint("档案员", "archivist", "archivist");
    Desk::of(&book)
}

fn holdings(desk: &Desk) -> usize {
    fs::read_dir(desk.path("archive/holdings")).unwrap().count()
}

#[test]
fn a_later_bundle_continues_an_earlier_one_and_a_public_version_is_part_of_a_full_one() {
    let desk = Desk::of(&decided(false));
    desk.ends(0, "archive init --archive archive --name 云溪县档案馆");
    assert!(desk.ends(3, "intake x --archive nowhere --key archivist").contains("archive init"));
    desk.ends(0, "bundle export 2026-003 --out first --key archivist");
    let said = "--virus ClamAV --carrier 无划痕 --method 专人递送";
    let taken = desk.json(0, &format!("intake first {TAKE} {said} --receipt r.json"));
    assert_eq!(taken["receipt"]["register"]["virus"], "ClamAV");
    what_was_said_stands_in_the_report_unsigned(&desk);
    one_count_of_everything(&desk, &taken["receipt"]["register"]);
    let kept = fs::read(desk.path("archive/holdings/000001/receipt.json")).unwrap();
    assert_eq!(fs::read(desk.path("r.json")).unwrap(), kept);
    assert_eq!(book::read(&desk.path("archive/holdings/000001/bag")), book::read(&desk.path("first")));
    // A later bundle of the same decision has the export's own record more.
    desk.ends(0, "bundle export 2026-003 --out second.tar --key archivist");
    let taken = desk.json(0, &format!("intake second.tar {TAKE}"));
    assert_eq!(taken["receipt"]["extends"][0]["number"], 1);
    assert_eq!(taken["receipt"]["extends"][0]["later"], 1);
    let (kept, brought) = (desk.path("archive/holdings/000002/bag.tar"), desk.path("second.tar"));
    assert!(fs::read(kept).unwrap() == fs::read(brought).unwrap(), "a tar file is kept as it came");
    // What is there already is taken in only where somebody asks for it; an earlier one tells no other story.
    let text = desk.ends(1, &format!("intake first {TAKE}"));
    assert!(text.contains("number 1") && text.contains("--again"), "{text}");
    let again = desk.json(0, &format!("intake first {TAKE} --again"));
    assert_eq!(again["receipt"]["extends"][1]["lacks"], 1);
}

/// What the archivist says beside the items of a person, which stay open.
fn what_was_said_stands_in_the_report_unsigned(desk: &Desk) {
    let test = fs::read_to_string(desk.path("archive/holdings/000001/four-properties.json")).unwrap();
    let test: serde_json::Value = serde_json::from_str(&test).unwrap();
    let page = fs::read_to_string(desk.path("archive/holdings/000001/four-properties.html")).unwrap();
    for (item, said) in
        [("antivirus", "ClamAV"), ("viruses", "ClamAV"), ("carrier", "无划痕"), ("handling", "专人递送")]
    {
        let one = test["items"].as_array().unwrap().iter().find(|one| one["item"] == item).unwrap();
        assert_eq!((&one["outcome"], &one["why"][1]["said"]), (&"open".into(), &said.into()), "{item}");
        assert!(page.contains(&format!("：{said}</td>")), "{item}");
    }
}

/// The register counts as the bag itself and as the cover do.
fn one_count_of_everything(desk: &Desk, register: &serde_json::Value) {
    let info = fs::read_to_string(desk.path("first/bag-info.txt")).unwrap();
    let oxum = format!("Payload-Oxum: {}.{}\n", register["bytes"], register["files"]);
    assert!(info.contains(&oxum), "{info}: {oxum}");
    let list = fs::read_to_string(desk.path("first/data/file-list.csv")).unwrap();
    let items = list.matches("\r\n").count() - 1;
    assert_eq!((&register["items"], &register["volumes"]), (&items.into(), &1.into()));
    let cover = fs::read_to_string(desk.path("first/data/README.txt")).unwrap();
    assert!(cover.contains(&format!("内有记录 {items} 件")), "{cover}");
}

#[test]
fn what_is_damaged_unsafe_or_no_decision_is_not_taken_in_and_leaves_nothing() {
    let desk = with_one();
    let refused = |exit, from: &str| {
        let text = desk.ends(exit, &format!("intake {from} {TAKE}"));
        assert_eq!(holdings(&desk), 1, "{from}: {text}");
        text
    };
    fs::write(desk.path("first/data/README.txt"), "x").unwrap();
    assert!(refused(40, "first").contains("not taken in"));
    #[cfg(unix)]
    {
        desk.ends(0, "bundle export 2026-003 --out linked --key archivist");
        fs::remove_file(desk.path("linked/data/README.txt")).unwrap();
        std::os::unix::fs::symlink("/etc/hostname", desk.path("linked/data/README.txt")).unwrap();
        assert!(refused(40, "linked").contains("data/README.txt"));
    }
    desk.ends(0, "bundle export --whole --out all");
    assert!(refused(1, "all").contains("--all"));
    fs::write(desk.path("no.tar"), "x").unwrap();
    refused(40, "no.tar");
    // One that was cut off is told, and nothing is written over it.
    fs::create_dir(desk.path("archive/holdings/000002.partial")).unwrap();
    desk.ends(0, "bundle export 2026-003 --out later --key archivist");
    let text = desk.ends(3, &format!("intake later {TAKE}"));
    assert!(text.contains("000002.partial"), "{text}");
    fs::remove_dir(desk.path("archive/holdings/000002.partial")).unwrap();
    desk.ends(0, &format!("intake later {TAKE}"));
}

#[test]
fn a_ledger_that_tells_two_stories_is_found_by_an_archive_also_over_two_decisions() {
    let desk = with_one();
    let other = of_another_story();
    other.ends(0, "bundle export 2026-003 --out forged --unrecorded");
    let forged = other.path("forged").display().to_string();
    assert!(desk.ends(30, &format!("intake {forged} {TAKE}")).contains("number 1"));
    // Another decision of the forged ledger: the entries that both show are others.
    let mut book = Book::story(Chapter::Dissented);
    book.wait(5);
    book.appoint("档案员", "archivist", "archivist");
    let open = book.open("decision/2026-009");
    book.say(open, &["head"]);
    let other = Desk::of(&book);
    other.ends(0, "bundle export 2026-009 --out forged --unrecorded");
    let forged = other.path("forged").display().to_string();
    other.ends(0, &format!("bundle verify {forged} --trust trust.toml"));
    let text = desk.ends(30, &format!("intake {forged} {TAKE}"));
    assert!(text.contains("number 1"), "{text}");
    assert_eq!(holdings(&desk), 1);
}

#[test]
fn every_holding_is_looked_at_again_and_what_changed_is_found() {
    let desk = with_one();
    desk.ends(0, "bundle export 2026-003 --out second.tar --key archivist");
    desk.ends(0, &format!("intake second.tar {TAKE}"));
    let check = "archive check --archive archive --trust trust.toml";
    // Also where the look was cut off.
    let checked = desk.json(0, &format!("{check} --most 1"));
    assert_eq!((&checked["checked"][0]["number"], &checked["left"]), (&1.into(), &1.into()));
    let checked = desk.json(0, check);
    assert_eq!((&checked["checked"][0]["number"], &checked["left"]), (&2.into(), &0.into()));
    let code = |exit, number: u64| {
        let checked = desk.json(exit, check);
        let all = checked["checked"].as_array().unwrap();
        let of = all.iter().find(|one| one["number"] == number).unwrap_or_else(|| panic!("{checked}"));
        of["codes"][0].as_str().unwrap_or_default().to_owned()
    };
    // Another bundle in its place.
    let (bag, old) = (desk.path("archive/holdings/000001/bag"), desk.path("old"));
    fs::rename(&bag, &old).unwrap();
    desk.ends(0, "bundle export 2026-003 --out third --key archivist");
    copy(&desk.path("third"), &bag);
    assert_eq!(code(40, 1), "not-what-was-taken-in");
    let listed = desk.json(0, "archive list --archive archive");
    assert_eq!(listed["holdings"][0]["last_verdict"], "invalid");
    assert!(listed["holdings"][0]["last_sound"].is_string(), "it was sound once");
    fs::remove_dir_all(&bag).unwrap();
    fs::rename(&old, &bag).unwrap();
    assert_eq!(code(0, 1), "");
    // Without its seal, which the manifests of the payload do not list.
    let (seal, gone) = (bag.join("seal.json"), desk.path("seal.json"));
    fs::rename(&seal, &gone).unwrap();
    assert_ne!(code(40, 1), "");
    fs::rename(&gone, &seal).unwrap();
    // A check that was cut off names holdings that are gone: it begins again.
    fs::write(desk.path("archive/check"), "").unwrap();
    fs::write(seal_free(&bag), "x").unwrap();
    assert_ne!(code(40, 1), "");
    fs::remove_file(seal_free(&bag)).unwrap();
    // Another receipt of the same key: the next one does not follow it.
    let receipt = desk.path("archive/holdings/000001/receipt.json");
    let kept = fs::read(&receipt).unwrap();
    desk.ends(0, "archive init --archive elsewhere --name 云溪县档案馆");
    desk.ends(0, "intake first --archive elsewhere --key archivist --trust trust.toml --receipt other.json");
    fs::copy(desk.path("other.json"), &receipt).unwrap();
    assert_eq!(code(40, 2), "receipt-not-chained");
    fs::write(&receipt, "{}").unwrap();
    assert_eq!(code(40, 1), "receipt-not-readable");
    fs::write(&receipt, kept).unwrap();
    assert_eq!(code(0, 2), "");
    // A holding that was carried away, and one that was put under another number.
    desk.ends(0, &format!("intake third {TAKE} --again"));
    fs::rename(desk.path("archive/holdings/000002"), desk.path("archive/holdings/000004")).unwrap();
    assert_eq!(code(40, 2), "holding-missing");
    assert!(desk.ends(0, "archive list --archive archive").contains("missing: 2."));
    assert_eq!(code(40, 4), "receipt-not-chained");
}

#[test]
fn whoever_handed_over_verifies_the_receipt_without_the_archive() {
    let desk = with_one();
    desk.ends(0, "bundle export 2026-003 --out second --key archivist");
    desk.ends(0, &format!("intake second {TAKE} --receipt r2.json"));
    fs::remove_dir_all(desk.path("archive")).unwrap();
    let archive = "--archive-key keys/archivist.pub.pem";
    desk.ends(0, &format!("receipt verify r2.json --bundle second --before r1.json {archive}"));
    assert!(desk.ends(10, "receipt verify r2.json --bundle second").contains("--archive-key"));
    let text = desk.ends(0, &format!("receipt verify r2.json --bundle second --trust trust.toml {archive}"));
    assert!(text.contains("The receipt holds."), "{text}");
    fs::write(desk.path("second/data/index.html"), "x").unwrap();
    let text = desk.ends(40, &format!("receipt verify r2.json --bundle second {archive}"));
    assert!(text.contains("data/index.html"), "the files are not what the manifest lists: {text}");
    for held in ["--bundle first", "--archive-key keys/head.pub.pem", "--before r2.json"] {
        let text = desk.ends(40, &format!("receipt verify r2.json {held}"));
        assert!(text.contains("NOT"), "{held}: {text}");
    }
    let text = fs::read_to_string(desk.path("r1.json")).unwrap();
    fs::write(desk.path("r1.json"), text.replacen("\"payload\":\"ey", "\"payload\":\"fy", 1)).unwrap();
    desk.ends(40, "receipt verify r1.json");
    desk.ends(0, "receipt get 2026-003#1 --out of-record.tlog-proof");
    assert!(desk.ends(2, "receipt verify of-record.tlog-proof --bundle first").contains("archive's receipt"));
}

/// A file that has no place in a bag.
fn seal_free(bag: &Path) -> std::path::PathBuf {
    bag.join("more.txt")
}

#[test]
fn what_an_archive_cannot_vouch_for_itself_is_held_against_what_comes_from_outside() {
    let desk = with_one();
    desk.ends(0, "bundle export 2026-003 --out second --key archivist");
    desk.ends(0, &format!("intake second {TAKE} --receipt r2.json"));
    let check = "archive check --archive archive --trust trust.toml --format json";
    let ours = "--archive-key keys/archivist.pub.pem --receipt r1.json --receipt r2.json";
    desk.ends(0, &format!("{check} {ours}"));
    assert!(desk.ends(0, "archive check --archive archive --trust trust.toml").contains("--archive-key"));
    // Somebody with another key makes the last receipt anew, and says something else in it.
    let place = desk.path("archive/holdings/000002/receipt.json");
    let kept = fs::read(&place).unwrap();
    let mut receipt = Transfer::read(&kept, &mut Verifiers::default()).unwrap();
    receipt.bundle.version = Version::Public;
    let stranger = book::key("head");
    receipt.by.key = stranger.public();
    fs::write(&place, receipt.sign(&stranger)).unwrap();
    for (with, code) in [
        ("", "receipt-misstates"),
        ("--archive-key keys/archivist.pub.pem", "receipt-by-another-key"),
        ("--receipt r2.json", "receipt-not-as-handed-out"),
    ] {
        let text = desk.ends(40, format!("{check} {with}").trim_end());
        assert!(text.contains(code), "{with}: {text}");
    }
    fs::write(&place, kept).unwrap();
    // What nobody took in, and the last holding carried away.
    fs::write(desk.path("archive/holdings/000002/note.txt"), "x").unwrap();
    assert!(desk.ends(40, check).contains("holding-has-more"));
    fs::remove_dir_all(desk.path("archive/holdings/000002")).unwrap();
    desk.ends(0, check);
    assert!(desk.ends(40, &format!("{check} --receipt r2.json")).contains("holding-missing"));
}

#[test]
fn a_damaged_holding_lets_no_second_story_in() {
    let desk = with_one();
    let entries = desk.path("archive/holdings/000001/bag/data/ledger/entries");
    let bytes = fs::read(&entries).unwrap();
    fs::write(&entries, &bytes[..bytes.len() - 10]).unwrap();
    let other = of_another_story();
    other.ends(0, "bundle export 2026-003 --out forged --unrecorded");
    let forged = other.path("forged").display().to_string();
    let text = desk.ends(41, &format!("intake {forged} {TAKE}"));
    assert!(text.contains("--despite-damage"), "{text}");
    assert_eq!(holdings(&desk), 1);
    let taken = desk.json(0, &format!("intake {forged} {TAKE} --despite-damage"));
    assert_eq!(taken["receipt"]["unheld"], serde_json::json!([1]));
    fs::write(&entries, &bytes).unwrap();
    desk.ends(30, &format!("intake {forged} {TAKE}"));
}

#[test]
fn a_receipt_that_was_put_back_accuses_none_that_says_it_was_away() {
    let desk = with_one();
    let receipt = desk.path("archive/holdings/000001/receipt.json");
    let away = desk.path("away.json");
    fs::rename(&receipt, &away).unwrap();
    desk.ends(0, "bundle export 2026-003 --out second --key archivist");
    desk.ends(41, &format!("intake second {TAKE}"));
    desk.ends(0, &format!("intake second {TAKE} --despite-damage"));
    fs::rename(&away, &receipt).unwrap();
    desk.ends(0, "archive check --archive archive --trust trust.toml");
    // A receipt that is brought asks for its holding, whichever numbers are named.
    fs::remove_dir_all(desk.path("archive/holdings/000002")).unwrap();
    let text = desk.ends(0, "archive check 1 --archive archive --trust trust.toml --receipt r1.json");
    assert!(text.contains("Looked at 1"), "{text}");
    #[cfg(unix)]
    {
        let made = std::process::Command::new("mkfifo").arg(desk.path("pipe")).status();
        if made.is_ok_and(|status| status.success()) {
            assert!(desk.ends(3, &format!("intake pipe {TAKE}")).contains("not a bundle"));
        }
    }
}

#[test]
fn honest_versions_of_one_decision_never_contradict_each_other() {
    let reviewed = super::public::reviewed();
    let desk = Desk::of(&reviewed.book);
    desk.ends(0, "bundle export 2026-003 --out public --public --key archivist");
    // After the public one's export was recorded, a full one is made without recording.
    desk.ends(0, "bundle export 2026-003 --out full --unrecorded");
    desk.ends(0, "bundle verify full --trust trust.toml");
    // A later review withholds the list alone.
    let mut book = reviewed.book.clone();
    book.wait(5);
    let list = &reviewed.withheld[0];
    let (draft, sealed) = (book.lines[list.sequence as usize].digest(), list.attachment.unwrap());
    let item = format!(r#"{{"record":"{draft}","attachment":"{sealed}","basis":"personal-privacy","reason":"x"}}"#);
    let body = format!(r#"{{"items":[{item}],"examined_by":"政府办公室","secrecy_checked":true}}"#);
    let body = crate::book::json(&body);
    let review = book.statement(crate::book::DECISION, "disclosure-review", body, &[("head", "head")]);
    book.say(review, &["head"]);
    let later = Desk::of(&book);
    later.ends(0, "bundle export 2026-003 --out open --public --unrecorded");
    let before = Desk::of(&reviewed.book);
    before.ends(0, "bundle export 2026-003 --out public --public --unrecorded");
    let bundles = [desk.path("public"), desk.path("full")].map(|path| path.display().to_string());
    let versions = [before.path("public"), later.path("open")].map(|path| path.display().to_string());
    for of_one in [bundles, versions] {
        for order in [[0, 1], [1, 0]] {
            let place = Desk::of(&reviewed.book);
            place.ends(0, "archive init --archive archive --name 云溪县档案馆");
            for at in order {
                place.ends(0, &format!("intake {} {TAKE} --again", of_one[at]));
            }
        }
    }
}

fn copy(from: &Path, to: &Path) {
    book::write(&book::read(from), to);
}
