//! The pages in `docs`, held against what they speak of: the steps of an append, the limits, the rooms, the crates, and
//! every link from page to page.

use std::fs;
use std::path::{Path, PathBuf};

use liuhen::chain::note::{NOTE_BYTES_MAX, NOTE_SIGNATURES_MAX};
use liuhen::chain::tlog_proof::{PROOF_HASHES_MAX, TLOG_PROOF_BYTES_MAX};
use liuhen::chain::{FRAME_BYTES_MAX, HEADER_BYTES_MAX, TREE_SIZE_MAX};
use liuhen::crypto::pem::{PBKDF2_ITERATIONS_MAX, PEM_BYTES_MAX, SCRYPT_MEMORY_MAX, SCRYPT_WORK_MAX};
use liuhen::format::limits;
use liuhen::procedure::{HolidayTable, Holidays};

fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page(name: &str) -> String {
    fs::read_to_string(package().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn pages(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            out.extend(pages(&path));
        } else if path.extension().is_some_and(|ending| ending == "md") {
            out.push(path);
        }
    }
    out
}

#[test]
fn the_life_of_a_record_has_the_steps_of_the_code() {
    let (architecture, code) = (page("docs/architecture.md"), page("src/ledger/append.rs"));
    let steps = code.lines().filter_map(|line| line.split_once("; //").map(|(_, comment)| comment.trim()));
    let mut from = 0;
    let mut count = 0;
    for step in steps.filter(|step| step.contains("->")) {
        let words: Vec<&str> = step.split_whitespace().collect();
        let step = format!("**{}.**", words.join(" "));
        let at = architecture[from..].find(&step);
        from += at.unwrap_or_else(|| panic!("{step} does not stand in its order in docs/architecture.md"));
        count += 1;
    }
    assert_eq!(count, 5);
}

/// `1234567` as `1,234,567`.
fn grouped(number: u128) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[test]
fn the_limits_on_the_pages_are_those_of_the_code() {
    let (readme, checkpoint, receipt, keys) = (
        page("docs/format/README.md"),
        page("docs/format/checkpoint.md"),
        page("docs/format/receipt.md"),
        page("docs/format/keys.md"),
    );
    let number = |number: usize| grouped(number as u128);
    for (page, says) in [
        (&readme, format!("| a record | {} bytes |", number(limits::RECORD_BYTES_MAX))),
        (&readme, format!("| an envelope | {} bytes |", number(limits::ENVELOPE_BYTES_MAX))),
        (&readme, format!("| signatures of an envelope, signatories of a record | {} |", limits::SIGNERS_MAX)),
        (&readme, format!("| records cited in `basis` | {} |", limits::BASIS_MAX)),
        (&readme, format!("| attachments | {} |", number(limits::ATTACHMENTS_MAX))),
        (&readme, format!("| {} characters, one line |", limits::NAME_CHARS_MAX)),
        (&readme, format!("| {} characters |", number(limits::REASON_CHARS_MAX))),
        (&readme, format!("| {} of each |", limits::LISTED_MAX)),
        (&readme, format!("| an entry header | {} bytes |", number(HEADER_BYTES_MAX))),
        (&readme, format!("| difference between honest clocks | {} s |", limits::CLOCK_SKEW_SECONDS_MAX)),
        (&checkpoint, format!("| a signed note | {} bytes |", number(NOTE_BYTES_MAX))),
        (&checkpoint, format!("| signatures under it | {NOTE_SIGNATURES_MAX} |")),
        (&checkpoint, format!("| hashes of a proof | {PROOF_HASHES_MAX} |")),
        (&receipt, format!("at most one frame ({} bytes)", number(FRAME_BYTES_MAX))),
        (&receipt, format!("in all at most {} bytes", number(TLOG_PROOF_BYTES_MAX))),
        (&keys, format!("| a PEM file | {} bytes |", number(PEM_BYTES_MAX))),
        (&keys, format!("| {} MiB |", SCRYPT_MEMORY_MAX >> 20)),
        (&keys, format!("| {} |", grouped(u128::from(PBKDF2_ITERATIONS_MAX)))),
    ] {
        assert!(page.contains(&says), "no page says `{says}`");
    }
    assert_eq!((TREE_SIZE_MAX, SCRYPT_WORK_MAX), (1 << 62, 1 << 22), "the pages say 2⁶² and 2²²");
}

#[test]
fn the_page_on_days_shows_a_table_that_reads_and_the_years_built_in() {
    let page = page("docs/days.md");
    let table = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    assert_eq!(HolidayTable::read(table).map(|table| table.year()), Ok(2027));
    let years: Vec<i16> = Holidays::built_in().years().collect();
    let says = format!("Built in are {} to {} ", years.first().unwrap(), years.last().unwrap());
    assert!(page.contains(&says), "no page says `{says}`");
}

#[test]
fn every_room_and_every_crate_has_its_line() {
    let architecture = page("docs/architecture.md");
    for entry in fs::read_dir(package().join("src")).unwrap() {
        let path = entry.unwrap().path();
        let room = path.file_stem().unwrap().to_str().unwrap();
        if !matches!(room, "lib" | "main") {
            assert!(architecture.contains(&format!("| `{room}` |")), "docs/architecture.md says nothing of `{room}`");
        }
    }
    let manifest: toml::Table = toml::from_str(&page("Cargo.toml")).unwrap();
    let dependencies = page("docs/dependencies.md");
    for table in ["dependencies", "dev-dependencies"] {
        for name in manifest[table].as_table().unwrap().keys() {
            assert!(dependencies.contains(&format!("| `{name}` |")), "docs/dependencies.md says nothing of `{name}`");
        }
    }
}

#[test]
fn every_link_leads_somewhere() {
    let mut dead = Vec::new();
    let mut all = pages(&package().join("docs"));
    all.extend(pages(&package().join("keys")));
    all.push(package().join("tests/vectors/v1/README.md"));
    for path in all {
        let text = fs::read_to_string(&path).unwrap();
        for target in text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target) {
            if target.contains("://") {
                continue;
            }
            let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
            let there = if file.is_empty() { path.clone() } else { path.parent().unwrap().join(file) };
            let found = there.exists() && (anchor.is_empty() || anchors(&there).contains(&anchor.to_owned()));
            if !found {
                dead.push(format!("{}: {target}", path.strip_prefix(package()).unwrap().display()));
            }
        }
    }
    assert!(dead.is_empty(), "dead links:\n{}", dead.join("\n"));
}

/// The headings of a page as the anchors that hosts of code make of them.
fn anchors(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap_or_default();
    let headings = text.lines().filter(|line| line.starts_with('#'));
    headings
        .map(|line| {
            let words = line.trim_start_matches('#').trim().to_lowercase();
            let kept = words.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
            kept.map(|c| if c == ' ' { '-' } else { c }).collect()
        })
        .collect()
}

/// The words of a command line of the pages; words in single quotes are one, and a line ends where the shell's own signs
/// begin.
fn words(line: &str) -> Vec<String> {
    let line = line.split([';', '>', '|', '&']).next().unwrap_or_default().split(" #").next().unwrap_or_default();
    let mut words = Vec::new();
    for (at, part) in line.split('\'').enumerate() {
        match at % 2 {
            0 => words.extend(part.split_whitespace().map(str::to_owned)),
            _ => words.push(part.to_owned()),
        }
    }
    words
}

#[test]
fn every_command_on_a_page_is_one_the_program_takes() {
    let mut wrong = Vec::new();
    for path in pages(&package().join("docs")) {
        let text = fs::read_to_string(&path).unwrap().replace("\\\n", " ");
        let blocks = text.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
        let lines = blocks.flat_map(str::lines).map(str::trim).filter(|line| line.starts_with("liuhen "));
        let inline = text.split('`').skip(1).step_by(2).filter(|code| code.starts_with("liuhen "));
        let grammar = || liuhen::cli::args::grammar(liuhen::render::Language::En);
        for (line, whole) in lines.map(|line| (line, !line.contains('…'))).chain(inline.map(|code| (code, false))) {
            // The first lines of the formats begin with the same word.
            if line.ends_with(" v1") {
                continue;
            }
            let words = words(line);
            let known = || {
                let mut command = grammar();
                words[1..].iter().take_while(|word| !word.starts_with('-')).all(|word| {
                    let sub = command.find_subcommand(word).cloned();
                    let is_command = sub.is_some() || !command.has_subcommands();
                    sub.into_iter().for_each(|sub| command = sub);
                    is_command
                })
            };
            let taken = if whole { grammar().try_get_matches_from(&words).is_ok() } else { known() };
            if !taken {
                wrong.push(format!("{}: {line}", path.strip_prefix(package()).unwrap().display()));
            }
        }
    }
    assert!(wrong.is_empty(), "no such command:\n{}", wrong.join("\n"));
}
