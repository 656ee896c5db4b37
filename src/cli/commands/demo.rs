//! `demo`: the whole of it in one command, on a ledger of an invented county.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use crate::cli::clock::SystemClock;
use crate::cli::demo::insider::copy_folder;
use crate::cli::demo::{Played, TAMPERINGS, Tampering, play};
use crate::cli::{CliError, Context, Exit, FileDeed, random, refusal};
use crate::port::Clock as _;
use crate::procedure::Holidays;
use crate::render::{Column, Language, Message, Piece, Table, Tone, report_text, words};
use crate::store::LedgerFolder;
use crate::verify::{self, KnownHead, Policy, Report, Trust, Verdict};

/// What `demo` takes.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// The folder it is played in; it must not exist yet.
    #[arg(long, value_name = "DIR", default_value = "liuhen-demo")]
    pub dir: PathBuf,
}

#[derive(Serialize)]
struct DemoDocument {
    schema: &'static str,
    dir: String,
    cases: Vec<Case>,
    decision: String,
    records: usize,
    verdict: Verdict,
    exit: u8,
    tampered: Vec<Tampered>,
}

#[derive(Serialize)]
struct Case {
    decision: String,
    records: usize,
}

#[derive(Serialize)]
struct Tampered {
    name: &'static str,
    ledger: String,
    expected: &'static str,
    verdict: Verdict,
    exit: u8,
    findings: Vec<&'static str>,
    at: Option<String>,
    found: bool,
    /// Where the finding that was sought lies, and what each of the findings says, in the reader's language.
    #[serde(skip)]
    told: (String, Vec<String>),
}

impl DemoArgs {
    /// Does it.
    ///
    /// # Errors
    /// The folder exists already or cannot be written; exit 70 where something was not found that must be.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let dir = context.setting.path(&self.dir);
        if dir.exists() {
            return Err(CliError::refused("error-file-exists")
                .with("path", self.dir.display().to_string())
                .hint(Message::new("hint-demo-dir")));
        }
        let heading = |id: &'static str| {
            context.printer.line("");
            context.printer.pieces(&[Piece::new(Tone::Strong, context.text(id))]);
        };
        context.printer.say(&Message::new("demo-fiction").with("dir", self.dir.display().to_string()));
        let played = play(&dir, SystemClock.now())?;

        heading("demo-cases");
        let mut table =
            Table::new([Column::new(context.text("demo-case")), Column::new(context.text("demo-records")).right()]);
        for (case, records) in &played.cases {
            table.row([case.to_string(), records.to_string()]);
        }
        context.printer.table(&table);

        heading("demo-decision");
        let mut table = Table::new([
            Column::new("#").right(),
            Column::new(context.text("demo-kind")),
            Column::new(context.text("demo-who")),
            Column::new(context.text("demo-recorded")),
        ]);
        for (record, kind, who) in &played.steps {
            table.row([
                record.number.to_string(),
                words::kind(context.language(), kind),
                who.clone(),
                record.recorded.to_string(),
            ]);
        }
        context.printer.table(&table);

        heading("demo-verify");
        let sound = judge(&played, &played.ledger(), None)?;
        report_text::lines(context.language(), &sound).iter().for_each(|line| context.printer.pieces(line));

        heading("demo-tampered");
        let mut tampered = Vec::with_capacity(TAMPERINGS.len());
        for tampering in TAMPERINGS {
            let one = tamper(context.language(), &played, tampering)?;
            let tone = if one.found { Tone::Good } else { Tone::Bad };
            context.printer.pieces(&[
                Piece::new(Tone::Strong, format!("{}  ", one.name)),
                Piece::plain(context.text(&format!("demo-tampered-{}", one.name))),
            ]);
            let told = Message::new("demo-found")
                .show("exit", one.exit)
                .with("at", one.told.0.clone())
                .with("findings", one.told.1.join(&context.text("word-semicolon")));
            context.printer.pieces(&[Piece::new(tone, format!("  → {}", told.text(context.language())))]);
            tampered.push(one);
        }

        heading("demo-next");
        let shown = self.dir.display();
        for line in [
            format!("liuhen --ledger {shown}/ledger decision show {}", played.decision),
            format!("liuhen --ledger {shown}/ledger verify --trust {shown}/trust.toml"),
            format!("liuhen --ledger {shown}/tampered/dissent-removed verify --trust {shown}/trust.toml"),
            format!(
                "liuhen --ledger {shown}/tampered/rolled-back verify --trust {shown}/trust.toml --known-head \
                 {shown}/known-head"
            ),
            format!("liuhen --ledger {shown}/ledger receipt get {}#17 --out dissent.tlog-proof", played.decision),
            format!("liuhen receipt verify dissent.tlog-proof --trust {shown}/trust.toml"),
            "liuhen step template legality-opinion".to_owned(),
        ] {
            context.printer.pieces(&[Piece::plain(format!("  {line}"))]);
        }

        let all_found = sound.verdict == Verdict::Sound && tampered.iter().all(|one| one.found);
        let document = DemoDocument {
            schema: "liuhen/demo/v1",
            dir: dir.display().to_string(),
            cases: played
                .cases
                .iter()
                .map(|(decision, records)| Case { decision: decision.to_string(), records: *records })
                .collect(),
            decision: played.decision.to_string(),
            records: played.steps.len(),
            verdict: sound.verdict,
            exit: sound.exit,
            tampered,
        };
        context.printer.answer(&document, |_| ())?;
        if all_found { Ok(Exit::Sound) } else { Err(CliError::bug("the demonstration did not end as it must")) }
    }
}

/// Tampers with a copy of the ledger and judges it.
fn tamper(language: Language, played: &Played, tampering: &Tampering) -> Result<Tampered, CliError> {
    let copy = played.dir.join("tampered").join(tampering.name);
    copy_folder(&played.ledger(), &copy).map_err(|cause| CliError::file(FileDeed::Write, &copy, &cause))?;
    tampering.apply(played, &copy).map_err(|cause| CliError::file(FileDeed::Write, &copy, &cause))?;
    let known = tampering.needs_known_head.then(|| played.dir.join("known-head"));
    let report = judge(played, &copy, known)?;
    let finding = report.findings.iter().find(|finding| finding.code == tampering.code);
    let mut findings: Vec<&'static str> = report.findings.iter().map(|finding| finding.code.text()).collect();
    findings.dedup();
    let mut said: Vec<String> =
        report.findings.iter().map(|finding| report_text::sentence(language, finding)).collect();
    said.dedup();
    Ok(Tampered {
        name: tampering.name,
        ledger: copy.display().to_string(),
        expected: tampering.code.text(),
        verdict: report.verdict,
        exit: report.exit,
        at: finding.and_then(|finding| {
            let place = &finding.place;
            match (&place.stream, place.number, &place.file) {
                (Some(stream), Some(number), _) => Some(format!("{stream}#{number}")),
                (_, _, Some(file)) => Some(file.clone()),
                _ => None,
            }
        }),
        findings,
        told: (finding.map(|finding| report_text::place(language, &finding.place)).unwrap_or_default(), said),
        found: finding.is_some() && report.verdict == tampering.verdict,
    })
}

#[expect(
    clippy::disallowed_methods,
    reason = "the demonstration reads the trust file and the head it has just written"
)]
fn judge(played: &Played, ledger: &std::path::Path, known: Option<PathBuf>) -> Result<Report, CliError> {
    let read = |path: &PathBuf| std::fs::read(path).map_err(|cause| CliError::file(FileDeed::Read, path, &cause));
    let trust = String::from_utf8(read(&played.trust)?).map_err(|_| CliError::bug("a trust file that is no text"))?;
    let trust = Trust::parse(&trust).map_err(|_| CliError::bug("a trust file of the demonstration"))?;
    let known_heads = match known {
        Some(path) => vec![
            KnownHead::read(&read(&path)?, "known-head").map_err(|_| CliError::bug("a head of the demonstration"))?,
        ],
        None => Vec::new(),
    };
    let store = LedgerFolder::open_for_reading(ledger).map_err(|error| refusal::store(&error))?;
    let policy = Policy {
        trust: Some(trust),
        known_heads,
        threads: THREADS,
        seed: *random::bytes()?,
        holidays: Holidays::built_in().clone(),
    };
    verify::run(&store, &policy, &|_| ())
        .map_err(|error| CliError::new(Exit::Unreadable, "error-read").because_of(&error))
}

/// The demonstration's ledgers are small.
const THREADS: usize = 1;
