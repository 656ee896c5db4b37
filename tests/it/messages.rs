//! What the program says, held against what it can do: no sentence is missing, none is left over, and every command
//! and option that a sentence speaks of exists.
#![expect(clippy::disallowed_methods, reason = "the sources are read as text")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Command;
use liuhen::cli::args::grammar;
use liuhen::render::Language;
use liuhen::render::messages::find;

/// Ids with these beginnings are put together from the grammar or from names in the records, each with a test of its
/// own where that is done.
const DERIVED: [&str; 26] = [
    "annual-figure-",
    "check-",
    "choice-",
    "demo-tampered-",
    "document-",
    "field-",
    "finding-",
    "form-key-",
    "four-fact-",
    "four-item-",
    "four-unfilled-",
    "help-",
    "kind-",
    "nature-",
    "not-checked-",
    "office-",
    "profile-flaw-",
    "rule-kind-",
    "rule-param-",
    "rule-value-",
    "said-",
    "severity-",
    "shape-",
    "stage-",
    "verdict-",
    "wrong-",
];

/// What stands before an id in the sources.
const OPENERS: [&str; 12] = [
    "Message::new(",
    "CliError::usage(",
    "CliError::surroundings(",
    "CliError::refused(",
    "Exit::Invalid,",
    "Exit::Unreadable,",
    "Exit::Diverged,",
    "Exit::RolledBack,",
    "Exit::Bug,",
    "context.text(",
    "text(language,",
    "say(",
];

/// Options of other programs that sentences may speak of.
const FOREIGN_OPTIONS: [&str; 0] = [];

fn files_under(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_under(&path, ending));
        } else if path.extension().is_some_and(|extension| extension == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn texts(folder: &str, ending: &str) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    files_under(&root.join(folder), ending)
        .into_iter()
        .map(|path| (path.clone(), fs::read_to_string(path).unwrap()))
        .collect()
}

/// The ids of every message, with no attribute.
fn ids() -> BTreeSet<String> {
    let english = texts("src/render/messages/en", "ftl");
    english
        .iter()
        .flat_map(|(_, text)| text.lines())
        .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
        .filter_map(|line| line.split_once(" ="))
        .map(|(id, _)| id.to_owned())
        .collect()
}

/// Every message file's lines that are not remarks.
fn said() -> impl Iterator<Item = (PathBuf, String)> {
    texts("src/render/messages", "ftl").into_iter().flat_map(|(path, text)| {
        let lines: Vec<String> = text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect();
        lines.into_iter().map(move |line| (path.clone(), line))
    })
}

fn is_id(text: &str) -> bool {
    text.contains('-') && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.')
}

#[test]
fn every_sentence_the_sources_ask_for_is_written() {
    let mut asked = 0;
    for (path, source) in texts("src", "rs") {
        let code = source.split("#[cfg(test)]").next().unwrap_or_default();
        for opener in OPENERS {
            for rest in code.split(opener).skip(1) {
                let Some(literal) = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next()) else {
                    continue;
                };
                if is_id(literal) {
                    asked += 1;
                    for language in Language::ALL {
                        assert!(find(language, literal, &[]).is_some(), "{}: `{literal}`", path.display());
                    }
                }
            }
        }
    }
    assert!(asked > 50, "only {asked} ids found: do the openers still fit the sources?");
}

#[test]
fn no_sentence_is_left_over() {
    let sources: String = texts("src", "rs").into_iter().map(|(_, text)| text).collect();
    let left_over: Vec<String> = ids()
        .into_iter()
        .filter(|id| !DERIVED.iter().any(|beginning| id.starts_with(beginning)))
        .filter(|id| !sources.contains(&format!("\"{id}\"")) && !sources.contains(&format!("\"{id}.")))
        .collect();
    assert_eq!(left_over, Vec::<String>::new());
}

#[test]
fn help_words_belong_to_commands_and_options_that_exist() {
    fn collect(command: &Command, path: &str, ids: &mut BTreeSet<String>) {
        ids.insert(path.to_owned());
        for arg in command.get_arguments() {
            let name = arg.get_id().as_str().replace('_', "-");
            ids.extend([format!("{path}-{name}"), format!("help-global-{name}")]);
        }
        for sub in command.get_subcommands() {
            let base = if path == "help-liuhen" { "help" } else { path };
            collect(sub, &format!("{base}-{}", sub.get_name()), ids);
        }
    }
    let mut known = BTreeSet::new();
    collect(&grammar(Language::En), "help-liuhen", &mut known);
    // The words of shared options are there for whichever command takes them up.
    let fixed = ["help-heading-", "help-value-", "help-values", "help-default", "help-shared-"];
    let left_over: Vec<String> = ids()
        .into_iter()
        .filter(|id| id.starts_with("help-") && !fixed.iter().any(|fixed| id.starts_with(fixed)))
        .filter(|id| !known.contains(id))
        .collect();
    assert_eq!(left_over, Vec::<String>::new());
}

#[test]
fn every_option_a_sentence_speaks_of_exists() {
    fn collect(command: &Command, options: &mut BTreeSet<String>) {
        options.extend(command.get_arguments().filter_map(|arg| arg.get_long()).map(|long| format!("--{long}")));
        command.get_subcommands().for_each(|sub| collect(sub, options));
    }
    let mut options: BTreeSet<String> = FOREIGN_OPTIONS.into_iter().map(str::to_owned).collect();
    collect(&grammar(Language::En), &mut options);
    for (path, line) in said() {
        for rest in line.split("--").skip(1) {
            let end = rest.find(|c: char| !c.is_ascii_lowercase() && c != '-').unwrap_or(rest.len());
            let option = format!("--{}", &rest[..end]);
            assert!(end == 0 || options.contains(&option), "{}: {option} in `{line}`", path.display());
        }
    }
}

#[test]
fn every_command_a_sentence_speaks_of_exists() {
    let grammar = grammar(Language::En);
    for (path, line) in said() {
        for rest in line.split("`liuhen ").skip(1) {
            let quoted = rest.split('`').next().unwrap_or_default();
            let mut command = &grammar;
            for word in quoted.split(' ').take_while(|word| word.chars().all(|c| c.is_ascii_lowercase() || c == '-')) {
                if word.starts_with('-') || !command.has_subcommands() {
                    break;
                }
                let sub = command.find_subcommand(word);
                command = sub.unwrap_or_else(|| panic!("{}: no `{word}` in `{quoted}`", path.display()));
            }
        }
    }
}

#[test]
fn every_example_is_a_command_line_the_program_takes() {
    fn check(command: &Command, path: &str, language: Language, tried: &mut usize) {
        for line in find(language, &format!("{path}.example"), &[]).unwrap_or_default().lines() {
            // A `#` within a word begins no comment.
            let line = line.split([';', '>', '|', '&']).next().and_then(|line| line.split(" #").next());
            let line = line.unwrap_or_default();
            // Words in single quotes are one word; nothing else of the shell is used in examples.
            let words: Vec<String> = line
                .split('\'')
                .enumerate()
                .flat_map(|(at, part)| match at % 2 {
                    0 => part.split_whitespace().map(str::to_owned).collect(),
                    _ => vec![part.to_owned()],
                })
                .collect();
            let parsed = grammar(language).try_get_matches_from(&words);
            assert!(parsed.is_ok(), "{path}: `{line}`: {}", parsed.unwrap_err());
            *tried += 1;
        }
        for sub in command.get_subcommands() {
            let base = if path == "help-liuhen" { "help" } else { path };
            check(sub, &format!("{base}-{}", sub.get_name()), language, tried);
        }
    }
    let mut tried = 0;
    for language in Language::ALL {
        check(&grammar(language), "help-liuhen", language, &mut tried);
    }
    assert!(tried > 4, "{tried}");
}
