//! Bundles through the program itself: an archivist exports, stock tools validate, an inspector verifies. What an archive
//! does with them is [`archive`](super::archive)'s.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value as Json;

use super::attacks::decided;
use super::desk::Desk;
use crate::book::{self, Book, DECISION, json, story};
use crate::python;

fn outcome<'a>(report: &'a Json, check: &str) -> &'a str {
    let all = report["checks"].as_array().unwrap();
    all.iter().find(|one| one["check"] == check).unwrap()["outcome"].as_str().unwrap()
}

#[test]
fn an_archivist_exports_and_an_inspector_verifies_without_the_ledger() {
    let desk = Desk::of(&decided(false));
    desk.ends(0, "bundle export 2026-003 --out bag --key archivist --receiver 县档案馆");
    fs::remove_dir_all(desk.path("ledger")).unwrap();
    let report = desk.json(0, "bundle verify bag --trust trust.toml");
    for check in ["bag", "seal", "complete", "withheld", "inclusion", "authority", "attachments"] {
        assert_eq!(outcome(&report, check), "passed", "{check}");
    }
    // Which decision, who sealed it and who was against it, before any verdict.
    let about = &report["bundle"];
    assert_eq!((&about["decision"], &about["sealed"]["person"]), (&"2026-003".into(), &"档案员".into()));
    let against: Vec<_> = about["against"].as_array().unwrap().iter().map(|one| &one["person"]).collect();
    assert!(!against.is_empty(), "{about}");
    let text = desk.ends(0, "bundle verify bag --trust trust.toml");
    assert!(text.contains(against[0].as_str().unwrap()) && text.contains("2026-003"), "{text}");
    let text = desk.ends(10, "bundle verify bag");
    assert!(text.contains("exit code 10"), "{text}");
    let document = fs::read_dir(desk.path("bag/data/evidence")).unwrap().next().unwrap().unwrap().path();
    let bytes = fs::read(&document).unwrap();
    fs::write(&document, [&bytes[..], b"x"].concat()).unwrap();
    let text = desk.ends(40, "bundle verify bag --trust trust.toml");
    assert!(text.contains(document.file_name().unwrap().to_str().unwrap()), "{text}");
    assert!(desk.ends(3, "bundle verify nothing").contains("nothing"));
}

#[test]
fn stock_tools_validate_a_bag_and_a_folder_gives_the_bytes_of_a_tar_file() {
    let desk = Desk::of(&decided(false));
    desk.ends(0, "bundle export 2026-003 --out bag --unrecorded");
    desk.ends(0, "bundle export 2026-003 --out one.tar --unrecorded");
    desk.ends(0, "bundle export 2026-003 --out two.tar --unrecorded");
    assert_eq!(fs::read(desk.path("one.tar")).unwrap(), fs::read(desk.path("two.tar")).unwrap());
    desk.ends(0, "bundle verify one.tar --trust trust.toml");
    fs::create_dir(desk.path("unpacked")).unwrap();
    let tar = Command::new("tar").args(["-xf", "../one.tar"]).current_dir(desk.path("unpacked")).status();
    if tar.is_ok_and(|status| status.success()) {
        assert_eq!(book::read(&desk.path("unpacked/2026-003-full")), book::read(&desk.path("bag")));
    } else {
        eprintln!("NOT RUN: tar is not installed");
    }
    for (tool, manifest) in [
        ("sha256sum", "manifest-sha256.txt"),
        ("sha512sum", "manifest-sha512.txt"),
        ("sha256sum", "tagmanifest-sha256.txt"),
        ("sha512sum", "tagmanifest-sha512.txt"),
    ] {
        let ran =
            Command::new(tool).args(["-c", "--strict", "--quiet", manifest]).current_dir(desk.path("bag")).output();
        match ran {
            Ok(output) => assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr)),
            Err(_) => eprintln!("NOT RUN: {tool} is not installed"),
        }
    }
    let Some(python) = python::with("bagit==1.9.0", "bagit") else { return };
    let validates = |bag: &str| {
        let mut bagit = Command::new(&python);
        bagit.args(["-m", "bagit", "--quiet", "--validate", bag]).current_dir(desk.0.path());
        bagit.output().unwrap().status.success()
    };
    assert!(validates("bag"));
    fs::write(desk.path("bag/data/README.txt"), "x").unwrap();
    assert!(!validates("bag"), "it looks at what it validates");
}

#[test]
fn a_public_version_goes_out_only_as_somebody_has_examined_it() {
    let mut book = decided(false);
    let desk = Desk::of(&book);
    assert!(desk.ends(1, "bundle export 2026-003 --public --out p --unrecorded").contains("examined"));
    // The form proposes every sealed document; what the ground is somebody must say.
    let form = desk.ends(0, "step template disclosure-review --decision 2026-003");
    let sealed = book.openings.keys().next().unwrap();
    assert!(form.contains(&format!("record = \"#1\"\nattachment = \"{sealed}\"\nbasis = \"\"")), "{form}");
    let of = |book: &Book, kind: &str| {
        let found = book.lines.iter().find(|line| book::statement_of(&line.envelope).kind.as_str() == kind);
        found.unwrap().digest()
    };
    let (draft, dissent) = (of(&book, "draft-version"), of(&book, "position"));
    let sealed = *book.openings.keys().next().unwrap();
    let review = |book: &mut Book, items: &str| {
        let body = format!(r#"{{"items":[{items}],"examined_by":"政府办公室","secrecy_checked":true}}"#);
        let review = book.statement(DECISION, "disclosure-review", json(&body), &[("head", "head")]);
        book.say(review, &["head"]);
    };
    let of_dissent = format!(r#"{{"record":"{dissent}","basis":"process-information","reason":"讨论记录。"}}"#);
    review(&mut book, &of_dissent);
    let desk = Desk::of(&book);
    let text = desk.ends(1, "bundle export 2026-003 --public --out p --unrecorded");
    assert!(text.contains("sign-in-sheet.txt"), "the sealed list is not named: {text}");
    // What everything else is judged by, and what is no sealed attachment, nobody withholds.
    let open = of(&book, "decision-open");
    let appointment = book.lines.iter().find(|line| line.header.stream.to_string() == "registry").unwrap().digest();
    for (record, attachment) in [
        (open, ""),
        (appointment, ""),
        (dissent, r#""attachment":"0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a","#),
    ] {
        let mut tried = book.clone();
        review(&mut tried, &format!(r#"{{"record":"{record}",{attachment}"basis":"trade-secret","reason":"x"}}"#));
        let desk = Desk::of(&tried);
        let text = desk.ends(1, "bundle export 2026-003 --public --out p --unrecorded");
        assert!(text.contains("cannot withhold"), "{text}");
    }
    let of_list =
        format!(r#"{{"record":"{draft}","attachment":"{sealed}","basis":"personal-privacy","reason":"个人信息。"}}"#);
    review(&mut book, &format!("{of_list},{of_dissent}"));
    let desk = Desk::of(&book);
    desk.ends(0, "bundle export 2026-003 --public --out p --key archivist");
    desk.ends(0, "bundle export 2026-003 --out f --key archivist");
    let report = desk.json(0, "bundle verify p --trust trust.toml");
    assert_eq!(outcome(&report, "withheld"), "passed");
    assert!(!desk.path("p/data/openings").exists());
    for entry in walk(&desk.path("p")) {
        let bytes = fs::read(&entry).unwrap();
        let holds = |secret: &[u8]| bytes.windows(secret.len()).any(|window| window == secret);
        assert!(!holds(story::LIST.as_bytes()), "{}", entry.display());
        assert!(!holds("未经听证，且审查认定不合法".as_bytes()), "{}", entry.display());
    }
    let compared = desk.json(0, "bundle compare f p --trust trust.toml");
    assert_eq!((&compared["part"], compared["withheld"].as_array().unwrap().len()), (&Json::Bool(true), 2));
    desk.ends(1, "bundle compare p f --trust trust.toml");
    // Something that came after the review has not been examined.
    let late = book.dissent(DECISION);
    book.say(late, &["member"]);
    let desk = Desk::of(&book);
    assert!(desk.ends(1, "bundle export 2026-003 --public --out p --unrecorded").contains("after the last review"));
}

fn walk(folder: &Path) -> Vec<std::path::PathBuf> {
    book::read(folder).into_keys().map(|path| folder.join(path)).collect()
}

#[test]
fn what_stands_against_an_export_is_told_and_nothing_is_left_behind() {
    let book = decided(false);
    let desk = Desk::of(&book);
    fs::write(desk.path("there"), "x").unwrap();
    let before = fs::read(desk.path("ledger/log/000000.log")).unwrap();
    for (exit, line, word) in [
        (1, "bundle export 2026-099 --out b --unrecorded", "2026-099"),
        (1, "bundle export 2026-003 --out there --unrecorded", "there"),
        (1, "bundle export 2026-003 --out b --key reviewer", "archivist"),
        (2, "bundle export --out b --unrecorded", "DECISION"),
        (2, "bundle export 2026-003 --out b", "--key"),
        (3, "bundle export 2026-003 --out no/such/folder/b --unrecorded", "no/such/folder"),
        (2, "bundle export 2026-003 --out b --unrecorded --describe trust.toml", "trust.toml"),
    ] {
        let said = desk.ends(exit, line);
        assert!(said.contains(word), "{line}: {said}");
    }
    // An export that was cut off keeps the name of something unfinished.
    fs::create_dir(desk.path("b.partial")).unwrap();
    assert!(desk.ends(3, "bundle export 2026-003 --out b --key archivist").contains("b.partial"));
    fs::remove_dir(desk.path("b.partial")).unwrap();
    assert_eq!(fs::read(desk.path("ledger/log/000000.log")).unwrap(), before, "nothing was recorded");
    let (document, _) = book.evidence.iter().find(|(_, bytes)| bytes[..] == *story::DRAFT.as_bytes()).unwrap();
    fs::remove_file(desk.path("ledger").join(book::evidence_path(document))).unwrap();
    assert!(desk.ends(40, "bundle export 2026-003 --out b --unrecorded").contains("draft.txt"));
    assert!(!desk.path("b").exists() && !desk.path("b.partial").exists());
    // Exported all the same it says what is missing, and is not sound.
    desk.ends(40, "bundle export 2026-003 --out b --unrecorded --incomplete");
    let report = desk.json(40, "bundle verify b --trust trust.toml");
    assert_eq!(report["counts"]["attachment-missing"], 1);
    assert!(fs::read_to_string(desk.path("b/data/bundle.json")).unwrap().contains("draft.txt"));
}

#[test]
fn a_comparison_says_what_is_not_shown_and_what_it_cannot_tell() {
    let reviewed = super::public::reviewed();
    let desk = Desk::of(&reviewed.book);
    desk.ends(0, "bundle export 2026-003 --out old --unrecorded");
    desk.ends(0, "bundle export 2026-003 --out full --key archivist");
    desk.ends(0, "bundle export 2026-003 --out public --public --key archivist");
    // The public one's own export is newer than the full one, and no reason to export that again.
    let compared = desk.json(0, "bundle compare full public --trust trust.toml");
    assert_eq!((&compared["part"], compared["newer"].as_array().unwrap().len()), (&true.into(), 1));
    let withheld = compared["withheld"].as_array().unwrap();
    let names: Vec<_> = withheld.iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect();
    assert_eq!(names, ["2026-003#1", "2026-003#4"]);
    let swapped = desk.ends(1, "bundle compare public full --trust trust.toml");
    assert!(swapped.contains("FULL PUBLIC"), "{swapped}");
    let older = desk.ends(1, "bundle compare old full --trust trust.toml");
    assert!(older.contains("the later one first"), "{older}");
    desk.ends(0, "bundle compare full old --trust trust.toml");
    // A full version from before the review cannot say what came since.
    let before = Desk::of(&decided(false));
    before.ends(0, "bundle export 2026-003 --out full --unrecorded");
    let path = before.path("full").display().to_string();
    let text = desk.ends(10, &format!("bundle compare {path} public --trust trust.toml"));
    assert!(text.contains("As far as") && text.contains("export it again"), "{text}");
    // A record that nobody's review withholds: what is wrong is told, and no good word is said of it.
    let mut more = reviewed.withheld.clone();
    more.push(liuhen::format::Withheld { sequence: 6, ..reviewed.withheld[1].clone() });
    more.sort_by_key(|one| one.sequence);
    let bag = super::bundle(&reviewed.book, liuhen::format::contents::Version::Public, more, None);
    book::write(&bag.files, &desk.path("silent"));
    let text = desk.ends(40, "bundle compare full silent --trust trust.toml");
    assert!(text.contains("NOT a true part") && text.contains("withheld-unauthorised"), "{text}");
    fs::write(desk.path("silent/data/bundle.json"), "{}").unwrap();
    assert!(desk.ends(41, "bundle compare full silent --trust trust.toml").contains("bundle verify"));
}

#[test]
fn what_a_bundle_is_of_comes_from_its_records_and_not_from_its_description() {
    let mut book = decided(false);
    let desk = Desk::of(&book);
    fs::write(desk.path("d.toml"), "title = \"另一项决策：全体一致通过\"\n").unwrap();
    desk.ends(0, "bundle export 2026-003 --out described --describe d.toml --unrecorded");
    let about = &desk.json(0, "bundle verify described --trust trust.toml")["bundle"];
    assert_eq!(
        (&about["title"], &about["described_as"]),
        (&"城区停车收费调整".into(), &"另一项决策：全体一致通过".into())
    );
    // Who was against it was so at a meeting, with what was decided there.
    let against = &about["against"][0];
    assert!(against["meeting"].as_str().unwrap().starts_with("2026-003#"), "{about}");
    // A matter that came to nothing says so.
    let body = json(r#"{"outcome":"withdrawn","reasons":"条件不成熟。"}"#);
    let closing = book.statement(DECISION, "matter-closed", body, &[("head", "head")]);
    book.say(closing, &["head"]);
    let later = Desk::of(&book);
    later.ends(0, "bundle export 2026-003 --out closed --unrecorded");
    let text = String::from_utf8_lossy(&later.run("bundle verify closed").stdout).into_owned();
    assert!(text.contains("withdrawn"), "{text}");
    // Where something is withheld, nobody is to take the rest for all.
    let reviewed = super::public::reviewed();
    let desk = Desk::of(&reviewed.book);
    desk.ends(0, "bundle export 2026-003 --out public --public --unrecorded");
    let text = desk.ends(0, "bundle verify public --trust trust.toml");
    assert!(text.contains("may not be all"), "{text}");
}

#[test]
fn all_decisions_are_exported_each_to_its_own_bundle() {
    let mut book = decided(false);
    let open = book.open("decision/2026-009");
    book.say(open, &["head"]);
    let desk = Desk::of(&book);
    let told = desk.json(0, "bundle export --all --out bundles --tar --key archivist");
    assert_eq!(told["bundles"].as_array().unwrap().len(), 2);
    for name in ["2026-003-full.tar", "2026-009-full.tar"] {
        desk.ends(0, &format!("bundle verify bundles/{name} --trust trust.toml"));
    }
    assert!(desk.ends(1, "bundle export --closed-since 2026-01-01 --out none --unrecorded").contains("no decision"));
}

#[test]
fn a_whole_ledger_goes_into_a_bag_and_is_judged_there() {
    let desk = Desk::of(&decided(false));
    desk.ends(0, "bundle export --whole --out all");
    desk.ends(0, "bundle export --whole --out all.tar");
    assert!(desk.ends(1, "bundle verify all.tar").contains("Unpack"));
    fs::create_dir(desk.path("unpacked")).unwrap();
    let tar = Command::new("tar").args(["-xf", "../all.tar"]).current_dir(desk.path("unpacked")).status();
    if tar.is_ok_and(|status| status.success()) {
        assert!(book::read(&desk.path("unpacked/ledger")) == book::read(&desk.path("all")));
    } else {
        eprintln!("NOT RUN: tar is not installed");
    }
    fs::remove_dir_all(desk.path("ledger")).unwrap();
    let report = desk.json(0, "bundle verify all --trust trust.toml");
    assert_eq!((outcome(&report, "bag"), outcome(&report, "tree")), ("passed", "passed"));
    assert!(!desk.path("all/data/lock").exists());
    let log = desk.path("all/data/log/000000.log");
    let bytes = fs::read(&log).unwrap();
    fs::write(&log, [&bytes[..], b"x"].concat()).unwrap();
    // As a ledger it may have a torn end; as a bag it is another one.
    let report = desk.json(40, "bundle verify all --trust trust.toml");
    assert_eq!((&report["counts"]["bag-file-differs"], &report["counts"]["log-torn-tail"]), (&2.into(), &1.into()));
    fs::write(&log, bytes).unwrap();
    fs::write(desk.path("all/data/lock"), "").unwrap();
    assert!(desk.ends(40, "bundle verify all --trust trust.toml").contains("data/lock"));
    fs::remove_file(desk.path("all/data/lock")).unwrap();
    let Some(python) = python::with("bagit==1.9.0", "bagit") else { return };
    let mut bagit = Command::new(&python);
    bagit.args(["-m", "bagit", "--quiet", "--validate", "all"]).current_dir(desk.0.path());
    assert!(bagit.output().unwrap().status.success());
}

#[test]
fn a_bundle_is_laid_out_as_archives_ask_for() {
    let desk = Desk::of(&decided(false));
    desk.ends(0, "bundle export 2026-003 --out bag --key archivist");
    desk.ends(0, "bundle convert bag --to offline-medium --out disc --medium DVD-R --number 2026-0001");
    let files = book::read(&desk.path("disc"));
    let text = String::from_utf8_lossy(&files["说明文件.TXT"]).into_owned();
    assert!(text.contains("DVD-R") && text.contains("2026-0001"), "{text}");
    let document = files.iter().find(|(path, _)| path.starts_with("电子档案/") && path.ends_with("draft.txt"));
    assert_eq!(document.unwrap().1, story::DRAFT.as_bytes());
    assert!(files.keys().any(|path| path.ends_with("文件目录.XML")));
    // Every item is readable where it lies, and the register of the medium counts as many.
    let texts: Vec<&Vec<u8>> = files.iter().filter(|(path, _)| path.ends_with("/记录.txt")).map(|one| one.1).collect();
    let register = String::from_utf8_lossy(&files["其他/电子档案移交与接收登记表.XML"]).into_owned();
    assert!(register.contains(&format!("<件>{}</件>", texts.len())), "{register}");
    assert!(texts.iter().all(|text| String::from_utf8_lossy(text).contains("密钥")), "who signed");
    let said = desk.ends(0, "bundle convert bag --to eep --out eep.xml");
    assert!(said.contains("DA/T 48"), "{said}");
    assert!(fs::read_to_string(desk.path("eep.xml")).unwrap().contains("电子文件封装包"));
    desk.ends(1, "bundle convert bag --to eep --out eep.xml");
    fs::write(desk.path("bag/data/README.txt"), "x").unwrap();
    assert!(desk.ends(40, "bundle convert bag --to eep --out other.xml").contains("not converted"));
    assert!(!desk.path("other.xml").exists());
}
