//! The pages of a bundle, read by programs that nobody here wrote: Python reads the XML, the CSV and the page, and runs the
//! little program that the plain text hands out, whose `openssl` commands must then hold.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn liuhen(here: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_liuhen"))
        .args(words)
        .current_dir(here)
        .env("LIUHEN_STATE_DIR", here.join("state"))
        .env("LIUHEN_LANG", "en")
        .env_remove("LIUHEN_LEDGER")
        .env_remove("LIUHEN_KEYS")
        .output()
        .unwrap()
}

/// What a Python program prints; `None`, and a loud word, where there is no Python.
fn python(here: &Path, program: &str, args: &[&str]) -> Option<String> {
    let run = Command::new("python3").arg("-c").arg(program).args(args).current_dir(here).output();
    let Ok(output) = run else {
        eprintln!("NOT RUN: python3 is not installed");
        return None;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap())
}

/// The paths of all files below a folder, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// Lets nobody write into a folder and what is below it, as on a disc; or lets them again.
fn writable(folder: &Path, may: bool) {
    let set = |path: &Path, mode: u32| {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    if may {
        set(folder, 0o755);
    }
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { writable(&path, may) } else { set(&path, if may { 0o644 } else { 0o444 }) }
    }
    if !may {
        set(folder, 0o555);
    }
}

/// The demonstration's decision, exported; the exit code says what its verification came to.
fn exported(here: &Path) -> PathBuf {
    let played = liuhen(here, &["demo"]);
    assert_eq!(played.status.code(), Some(0), "{}", String::from_utf8_lossy(&played.stderr));
    let words = ["--ledger", "liuhen-demo/ledger", "bundle", "export", "2026-003", "--out", "bag", "--unrecorded"];
    let output = liuhen(here, &words);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(here.join("bag/data/index.html").is_file(), "{:?}: {said}", output.status.code());
    here.join("bag")
}

#[test]
fn the_pages_of_a_bundle_hold_before_other_programs() {
    let here = tempfile::tempdir().unwrap();
    let here = here.path();
    let bag = exported(here);
    let records = fs::read_to_string(bag.join("data/file-list.csv")).unwrap().matches("\r\n").count() - 1;
    assert!(records > 20, "{records}");

    // Every file of the list lies where the list says; every row is read as a row.
    let lists = r##"
import csv, os, xml.etree.ElementTree as E
rows = list(csv.reader(open("bag/data/file-list.csv", encoding="utf-8-sig", newline="")))
assert len({len(row) for row in rows}) == 1
root = E.parse("bag/data/file-list.xml").getroot()
items = root.findall("item")
for path in root.iter("path"):
    assert os.path.isfile(os.path.join("bag", path.text)), path.text
assert [item.find("reference").text for item in items] == [row[1] or None for row in rows[1:]]
print(len(rows) - 1, len(items), sum(1 for _ in root.iter("path")))
"##;
    if let Some(counted) = python(here, lists, &[]) {
        let numbers: Vec<usize> = counted.split_whitespace().map(|number| number.parse().unwrap()).collect();
        assert_eq!(&numbers[..2], [records, records]);
        assert!(numbers[2] > 5, "{counted}");
    }

    // Every mark is closed, every link leads somewhere, nothing is fetched and nothing runs.
    let marks = r##"
import os, sys
from html.parser import HTMLParser
EMPTY = {"meta", "br", "col"}
class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.ids, self.links = [], set(), []
    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        assert tag not in ("script", "img", "link", "iframe", "object"), tag
        assert not any(name.startswith("on") for name in given), given
        if "id" in given:
            assert given["id"] not in self.ids, given
            self.ids.add(given["id"])
        if "href" in given:
            self.links.append(given["href"])
        if tag not in EMPTY:
            self.open.append(tag)
    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, (tag, self.getpos())
for name in ("index.html", "four-properties.html"):
    page = Page()
    page.feed(open("bag/data/" + name, encoding="utf-8").read())
    page.close()
    assert not page.open, page.open
    for link in page.links:
        if link.startswith("#"):
            assert link[1:] in page.ids, link
        else:
            assert os.path.isfile("bag/data/" + link), link
    print(name, len(page.links))
"##;
    python(here, marks, &[]);

    // The plain text names every file of the bag.
    let text = fs::read_to_string(bag.join("data/README.txt")).unwrap();
    for file in ["seal.json", "manifest-sha256.txt", "tagmanifest-sha512.txt", "bag-info.txt", "anchors/", "bundle.md"]
    {
        assert!(text.contains(file), "{file}");
    }

    // Its program reads every row, and what it takes out is what openssl judges. It does so from another folder, of a bag
    // that nothing can be written into, and names who signed.
    let program = &text[text.find("# check.py").unwrap()..];
    let elsewhere = here.join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    let (before, judged) = (files(&bag), liuhen(here, &["bundle", "verify", "bag"]).status.code());
    writable(&bag, false);
    let ran = python(&elsewhere, program, &["../bag", "7"]);
    let of_registry = python(&elsewhere, program, &["../bag", "registry#1"]);
    writable(&bag, true);
    let (Some(said), Some(of_registry)) = (ran, of_registry) else { return };
    assert_eq!(files(&bag), before);
    assert_eq!(liuhen(here, &["bundle", "verify", "bag"]).status.code(), judged);
    assert!(judged.is_some_and(|code| code < 30), "{judged:?}");
    assert!(!said.contains("ALTERED") && said.contains("顾衡") && said.contains("appointed by registry#"), "{said}");
    assert!(!said.contains("NOBODY") && of_registry.contains(", root, registry#0"), "{of_registry}");
    // In the bag itself it writes nothing, nor does it where there is no such record.
    for (within, number) in [(&bag, "7"), (&elsewhere, "700")] {
        let run = Command::new("python3").args(["-c", program]).arg(&bag).arg(number).current_dir(within).output();
        assert!(!run.unwrap().status.success(), "{number}");
    }
    assert_eq!(files(&bag), before, "nothing was written into it");
    let said = python(&elsewhere, program, &["../bag", "7"]).unwrap();
    let commands: Vec<&str> = said.lines().filter_map(|line| line.trim().strip_prefix("openssl ")).collect();
    assert!(!commands.is_empty(), "{said}");
    for command in commands {
        let Ok(judged) = Command::new("openssl").args(command.split(' ')).current_dir(&elsewhere).output() else {
            eprintln!("NOT RUN: openssl is not installed");
            return;
        };
        assert!(judged.status.success(), "{command}: {}", String::from_utf8_lossy(&judged.stderr));
    }
    // One byte of a record's content, and it says so.
    let entries = bag.join("data/ledger/entries");
    let mut bytes = fs::read(&entries).unwrap();
    let place = bytes.windows(11).position(|part| part == b"\"payload\":\"").unwrap() + 40;
    bytes[place] ^= 1;
    fs::remove_file(&entries).unwrap();
    fs::write(&entries, bytes).unwrap();
    assert!(python(&elsewhere, program, &["../bag"]).unwrap().contains("ALTERED"));
}
