//! The floor plan, held against the sources: a room imports rooms on lower floors only, rooms on one floor do not know each
//! other, and what touches files, the environment or the network stays on floors 7 and 8. `docs/architecture.md` draws the
//! same plan.
//!
//! What is read are paths that begin with `crate`, `liuhen` or enough `super`s to leave the room, in `use` lines and
//! elsewhere. Comments and texts do not count: a door text may name the rooms it leaves things to.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms by floor, the lowest first.
const FLOORS: &[&[&str]] = &[
    &["model"],
    &["crypto"],
    &["format"],
    &["registry", "procedure"],
    &["chain"],
    &["port"],
    &["ledger", "verify", "bundle"],
    &["store", "render"],
    &["cli", "demo", "server"],
];

/// Up to this floor nothing touches a file, the network, the environment or another process.
const PURE_FLOORS_MAX: usize = 6;

/// What a pure room may not name, and the crates that belong to one room alone.
const OUTSIDE: &[&str] = &["std::fs", "std::net", "std::env", "std::process", "getrandom", "sled", "bincode"];

/// Test code inside a room may keep its records here; everything else it needs is below it, or belongs into tests/it.
const FOR_TESTS: (&str, &[&str]) = ("store", &["memory", "MemoryLedger", "MemoryMarks"]);

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&room))
}

/// A path found in a source file.
#[derive(Debug, PartialEq, Eq)]
struct Named {
    line: usize,
    /// From the crate's root, `crate` itself left out; for a path into another crate, that crate first.
    path: Vec<String>,
    /// Whether it leads into this crate.
    ours: bool,
    /// Whether it stands in test code.
    in_tests: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Word(String),
    Mark(char),
    /// `::`
    Sep,
}

/// Cuts a source into words and marks; comments, texts and characters are left out.
fn tokens(source: &str) -> Vec<(usize, Token)> {
    let chars: Vec<char> = source.chars().collect();
    let mut out = Vec::new();
    let (mut at, mut line) = (0, 1);
    let peek = |at: usize| chars.get(at).copied().unwrap_or('\0');
    while at < chars.len() {
        let c = chars[at];
        match c {
            '\n' => line += 1,
            '/' if peek(at + 1) == '/' => {
                while at < chars.len() && chars[at] != '\n' {
                    at += 1;
                }
                continue;
            }
            '/' if peek(at + 1) == '*' => {
                let mut depth = 0;
                loop {
                    match (peek(at), peek(at + 1)) {
                        ('/', '*') => (depth, at) = (depth + 1, at + 2),
                        ('*', '/') => (depth, at) = (depth - 1, at + 2),
                        ('\0', _) => break,
                        (other, _) => (line, at) = (line + usize::from(other == '\n'), at + 1),
                    }
                    if depth == 0 {
                        break;
                    }
                }
                continue;
            }
            'r' | 'b' | 'c' if raw_text_hashes(&chars, at).is_some() => {
                let (start, hashes) = raw_text_hashes(&chars, at).unwrap();
                at = start;
                while at < chars.len() {
                    let closes = chars[at] == '"' && (0..hashes).all(|n| peek(at + 1 + n) == '#');
                    line += usize::from(chars[at] == '\n');
                    at += 1;
                    if closes {
                        at += hashes;
                        break;
                    }
                }
                continue;
            }
            '"' => {
                at += 1;
                while at < chars.len() && chars[at] != '"' {
                    line += usize::from(chars[at] == '\n');
                    at += if chars[at] == '\\' && peek(at + 1) != '\n' { 2 } else { 1 };
                }
            }
            // A character or a lifetime: 'x', '\n', '\u{2028}' against 'de.
            '\'' if peek(at + 1) == '\\' => {
                at += 3;
                while at < chars.len() && chars[at] != '\'' {
                    at += 1;
                }
            }
            '\'' if peek(at + 2) == '\'' => at += 2,
            ':' if peek(at + 1) == ':' => {
                out.push((line, Token::Sep));
                at += 1;
            }
            _ if c.is_alphanumeric() || c == '_' => {
                let start = at;
                while peek(at).is_alphanumeric() || peek(at) == '_' {
                    at += 1;
                }
                out.push((line, Token::Word(chars[start..at].iter().collect())));
                continue;
            }
            _ if c.is_whitespace() => {}
            _ => out.push((line, Token::Mark(c))),
        }
        at += 1;
    }
    out
}

/// Where a raw text's content begins and how many `#` close it, if one begins here.
fn raw_text_hashes(chars: &[char], at: usize) -> Option<(usize, usize)> {
    if at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_') {
        return None;
    }
    let r = (at..chars.len().min(at + 2)).find(|&n| chars[n] == 'r')?;
    let hashes = chars[r + 1..].iter().take_while(|&&c| c == '#').count();
    (chars.get(r + 1 + hashes) == Some(&'"')).then_some((r + 2 + hashes, hashes))
}

/// All paths a source names that lead out of its module by name. `module` is the file's own, from the crate's root.
fn named(source: &str, module: &[&str]) -> Vec<Named> {
    let tokens = tokens(source);
    let word = |at: usize| match tokens.get(at) {
        Some((_, Token::Word(word))) => Some(word.as_str()),
        _ => None,
    };
    let is = |at: usize, mark: char| matches!(tokens.get(at), Some((_, Token::Mark(found))) if *found == mark);
    let sep = |at: usize| matches!(tokens.get(at), Some((_, Token::Sep)));
    let file_is_tests = module.contains(&"tests");

    let mut out = Vec::new();
    // Modules written out inside the file, each with the depth of braces it was opened at.
    let mut inner: Vec<(usize, String, bool)> = Vec::new();
    let (mut depth, mut at) = (0_usize, 0);
    let mut test_comes = false;
    while at < tokens.len() {
        if is(at, '{') {
            depth += 1;
        } else if is(at, '}') {
            depth = depth.saturating_sub(1);
            if inner.last().is_some_and(|(opened, ..)| *opened == depth) {
                inner.pop();
            }
        } else if is(at, '#') && is(at + 1, '[') && word(at + 2) == Some("cfg") && word(at + 4) == Some("test") {
            test_comes = true;
        } else if word(at) == Some("mod") && word(at + 1).is_some() && is(at + 2, '{') {
            let tests = test_comes || inner.last().is_some_and(|(.., tests)| *tests);
            inner.push((depth, word(at + 1).unwrap().to_owned(), tests));
            test_comes = false;
        } else if is(at, ';') {
            test_comes = false;
        }
        let begins = word(at).is_some() && sep(at + 1) && !(at > 0 && sep(at - 1));
        if begins {
            let in_tests = file_is_tests || test_comes || inner.last().is_some_and(|(.., tests)| *tests);
            let mut here: Vec<String> = module.iter().map(|&name| name.to_owned()).collect();
            here.extend(inner.iter().map(|(_, name, _)| name.clone()));
            let (root, ours, from) = match word(at).unwrap() {
                "crate" | "liuhen" => (Vec::new(), true, at + 2),
                "super" => {
                    let mut next = at;
                    while word(next) == Some("super") && sep(next + 1) {
                        here.pop();
                        next += 2;
                    }
                    (here, true, next)
                }
                "self" | "Self" => (here, true, at + 2),
                other => (vec![other.to_owned()], false, at + 2),
            };
            for (line, tail) in tails(&tokens, from) {
                out.push(Named { line, path: [root.clone(), tail].concat(), ours, in_tests });
            }
        }
        at += 1;
    }
    out
}

/// What a path goes on with from `at`: its next two words, or the first two of each branch of a group.
fn tails(tokens: &[(usize, Token)], at: usize) -> Vec<(usize, Vec<String>)> {
    match tokens.get(at) {
        Some((line, Token::Word(first))) => {
            if !matches!(tokens.get(at + 1), Some((_, Token::Sep))) {
                return vec![(*line, vec![first.clone()])];
            }
            // A third word tells nothing more; `*` is no word.
            let nexts: Vec<_> =
                tails(tokens, at + 2).into_iter().filter_map(|(_, tail)| tail.into_iter().next()).collect();
            if nexts.is_empty() {
                return vec![(*line, vec![first.clone()])];
            }
            nexts.into_iter().map(|next| (*line, vec![first.clone(), next])).collect()
        }
        Some((_, Token::Mark('{'))) => {
            let (mut out, mut depth, mut at) = (Vec::new(), 1, at + 1);
            out.extend(tails(tokens, at));
            while depth > 0 && at < tokens.len() {
                match tokens[at].1 {
                    Token::Mark('{') => depth += 1,
                    Token::Mark('}') => depth -= 1,
                    Token::Mark(',') if depth == 1 => out.extend(tails(tokens, at + 1)),
                    _ => {}
                }
                at += 1;
            }
            out
        }
        _ => Vec::new(),
    }
}

/// What is wrong with a file of the room `module[0]`, each with its line.
fn wrong_imports(source: &str, module: &[&str]) -> BTreeSet<(usize, String)> {
    let room = module[0];
    let mut wrong = BTreeSet::new();
    let Some(own) = floor(room) else {
        wrong.insert((1, format!("the room `{room}` is not on the floor plan")));
        return wrong;
    };
    for one in named(source, module) {
        let Some(first) = one.path.first() else { continue };
        if !one.ours {
            let whole = one.path.join("::");
            let outside = OUTSIDE.iter().find(|bad| whole == **bad || whole.starts_with(&format!("{bad}::")));
            let storing = room == "store" && matches!(first.as_str(), "sled" | "bincode");
            if let Some(bad) = outside.filter(|_| own <= PURE_FLOORS_MAX && !one.in_tests) {
                wrong.insert((one.line, format!("`{room}` (floor {own}) names `{bad}`")));
            } else if matches!(first.as_str(), "sled" | "bincode") && !storing {
                wrong.insert((one.line, format!("`{room}` names `{first}`: nothing but `store` knows it")));
            }
            continue;
        }
        if first == room {
            continue;
        }
        // A word at the root that is no room is a macro or an item of lib.rs.
        let Some(there) = floor(first) else {
            if first.chars().next().is_some_and(char::is_lowercase) && first != "tests" {
                wrong.insert((one.line, format!("`{room}` names `crate::{first}`, which is not on the floor plan")));
            }
            continue;
        };
        let memory_for_tests = one.in_tests
            && first == FOR_TESTS.0
            && one.path.get(1).is_some_and(|next| FOR_TESTS.1.contains(&next.as_str()));
        if there >= own && !memory_for_tests {
            wrong.insert((one.line, format!("`{room}` (floor {own}) imports `{first}` (floor {there})")));
        }
    }
    wrong
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            out.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            out.push(path);
        }
    }
    out.sort();
    out
}

fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn every_room_knows_only_the_floors_below() {
    let src = package().join("src");
    let mut message = String::new();
    for path in rust_files(&src) {
        let inside = path.strip_prefix(&src).unwrap().with_extension("");
        let mut module: Vec<&str> = inside.iter().map(|part| part.to_str().unwrap()).collect();
        // The door and the doorstep see every room.
        if matches!(module[..], ["lib" | "main"]) {
            continue;
        }
        if module.last() == Some(&"mod") {
            module.pop();
        }
        for (line, what) in wrong_imports(&fs::read_to_string(&path).unwrap(), &module) {
            writeln!(message, "src/{}.rs:{line}: {what}", inside.display()).unwrap();
        }
    }
    assert!(message.is_empty(), "\n{message}");
}

#[test]
fn no_file_of_these_tests_is_forgotten() {
    let here = package().join("tests/it");
    let main = fs::read_to_string(here.join("main.rs")).unwrap();
    let declared: BTreeSet<&str> = main
        .lines()
        .filter_map(|line| line.trim().trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'))
        .collect();
    let mut there = BTreeSet::new();
    for entry in fs::read_dir(&here).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() && path.join("mod.rs").exists() || path.extension().is_some_and(|ending| ending == "rs") {
            there.insert(name);
        }
    }
    there.remove("main");
    assert_eq!(declared, there.iter().map(String::as_str).collect());
}

fn complaints(source: &str, module: &[&str]) -> Vec<String> {
    wrong_imports(source, module).into_iter().map(|(line, what)| format!("{line}: {what}")).collect()
}

#[test]
fn a_planted_import_is_named() {
    for (source, module, expected) in [
        ("use crate::ledger::Ledger;", &["chain", "x"][..], "1: `chain` (floor 4) imports `ledger` (floor 6)"),
        ("\nuse crate::{model::Seq, store};", &["verify"], "2: `verify` (floor 6) imports `store` (floor 7)"),
        ("use crate::verify;", &["ledger", "x"], "1: `ledger` (floor 6) imports `verify` (floor 6)"),
        ("fn f() { crate::cli::run() }", &["model"], "1: `model` (floor 0) imports `cli` (floor 8)"),
        ("use super::super::port::Clock;", &["chain", "x"], "1: `chain` (floor 4) imports `port` (floor 5)"),
        ("mod a { use super::super::super::port; }", &["chain", "x"], "1: `chain` (floor 4) imports `port` (floor 5)"),
        ("use liuhen::port;", &["crypto"], "1: `crypto` (floor 1) imports `port` (floor 5)"),
        ("use crate::attic::Box;", &["store"], "1: `store` names `crate::attic`, which is not on the floor plan"),
        ("use std::fs;", &["ledger", "x"], "1: `ledger` (floor 6) names `std::fs`"),
        ("use std::{io, fs::File};", &["ledger", "x"], "1: `ledger` (floor 6) names `std::fs`"),
        ("fn f() { std::env::var(\"X\"); }", &["format"], "1: `format` (floor 2) names `std::env`"),
        ("use sled::Db;", &["cli", "x"], "1: `cli` names `sled`: nothing but `store` knows it"),
        (
            "use crate::store::{MemoryLedger, LedgerFolder};",
            &["ledger", "tests"],
            "1: `ledger` (floor 6) imports `store` (floor 7)",
        ),
        ("use crate::store::*;", &["verify"], "1: `verify` (floor 6) imports `store` (floor 7)"),
        ("", &["attic"], "1: the room `attic` is not on the floor plan"),
        (
            "#[cfg(test)]\nmod tests {\n    use crate::store::segments;\n}",
            &["ledger", "x"],
            "3: `ledger` (floor 6) imports `store` (floor 7)",
        ),
        (
            "#[cfg(test)]\nmod tests { use crate::model; }\nuse crate::store::memory;",
            &["ledger", "x"],
            "3: `ledger` (floor 6) imports `store` (floor 7)",
        ),
    ] {
        assert_eq!(complaints(source, module), [expected], "{source}");
    }
}

#[test]
fn what_is_allowed_is_not_named() {
    for (source, module) in [
        ("use crate::model::Seq;\nuse crate::{crypto, format::{Record, limits::*}};", &["chain", "x"][..]),
        ("use super::head::Head;\nuse super::super::chain::Entry;", &["chain", "x"]),
        ("//! See [`ledger`](crate::ledger).\n/* use crate::ledger; /* nested */ */", &["chain"]),
        ("const X: &str = \"crate::ledger::x \\\" crate::store\"; const Y: &str = r#\"\"crate::cli\"#;", &["chain"]),
        ("fn f<'a>(x: &'a str) -> char { '\"' } // crate::ledger", &["chain"]),
        ("pub(crate) fn f() {}\npub(in crate::chain) fn g() {}", &["chain", "x"]),
        ("#[cfg(test)]\nmod tests {\n    use crate::store::memory::MemoryStore;\n}", &["ledger", "x"]),
        ("use crate::store::memory::MemoryStore;", &["ledger", "x", "tests"]),
        ("use crate::store::{MemoryLedger, MemoryMarks};", &["ledger", "tests"]),
        ("#[cfg(test)]\nmod tests { use std::fs; }", &["chain", "x"]),
        ("use std::fs;\nuse sled::Db;", &["store", "x"]),
    ] {
        assert_eq!(complaints(source, module), [""; 0], "{source}");
    }
}
