//! `demo`: the whole of it in one command, on a ledger of an invented county.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use crate::cli::clock::SystemClock;
use crate::cli::demo::insider::copy_folder;
use crate::cli::demo::{Audited, Played, TAMPERINGS, Tampering, play, steps_table};
use crate::cli::{CliError, Context, Exit, FileDeed, random, refusal};
use crate::format::Verifiers;
use crate::ledger::registry_of;
use crate::port::{Clock as _, ReadLedger as _};
use crate::procedure::Holidays;
use crate::procedure::history::day_of;
use crate::render::judgement::FindingDocument;
use crate::render::{Language, Message, Piece, Tone, report_text};
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
    /// The decision that was run badly.
    hurried: Case,
    /// What was found in the procedure of both.
    findings: Vec<FindingDocument>,
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
        let played = play(context, &dir, SystemClock.now())?;

        heading("demo-cases");
        let names: Vec<String> = played.cases.iter().map(|(case, _)| case.to_string()).collect();
        context.printer.say(
            &Message::new("demo-cases-entered")
                .with("cases", names.len())
                .with("records", played.cases.iter().map(|(_, records)| records).sum::<usize>())
                .with("names", names.join(" ")),
        );

        for (decision, id) in [(&played.decision, "demo-decision"), (&played.hurried, "demo-hurried")] {
            heading(id);
            context.printer.table(&steps_table(context, decision));
        }

        heading("demo-audit");
        let audited = audit(&played)?;
        let [clean, hurried] = &audited;
        audited.iter().for_each(|one| one.show(context));

        heading("demo-verify");
        let report = judge(&played, &played.ledger(), None)?;
        report_text::lines_in_brief(context.language(), &report).iter().for_each(|line| context.printer.pieces(line));

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
        for (line, expect) in self.to_try(&played) {
            context.printer.pieces(&[
                Piece::plain(format!("  {line}  ")),
                Piece::new(Tone::Faint, format!("# {}", context.text(expect))),
            ]);
        }
        context.printer.say(&Message::new("demo-end"));

        let as_it_must = report.verdict == Verdict::ProcedureFindings
            && clean.findings().is_empty()
            && hurried.rules_broken() >= RULES_BROKEN_MIN
            && tampered.iter().all(|one| one.found);
        let document = DemoDocument {
            schema: "liuhen/demo/v1",
            dir: dir.display().to_string(),
            cases: played
                .cases
                .iter()
                .map(|(decision, records)| Case { decision: decision.to_string(), records: *records })
                .collect(),
            decision: played.decision.id.to_string(),
            records: played.decision.steps.len(),
            hurried: Case { decision: played.hurried.id.to_string(), records: played.hurried.steps.len() },
            findings: audited.iter().flat_map(Audited::documents).collect(),
            verdict: report.verdict,
            exit: report.exit,
            tampered,
        };
        context.printer.answer(&document, |_| ())?;
        if as_it_must { Ok(Exit::Sound) } else { Err(CliError::bug("the demonstration did not end as it must")) }
    }
}

impl DemoArgs {
    /// What can be tried on what is left behind, and the message that says what to expect of it.
    fn to_try(&self, played: &Played) -> Vec<(String, &'static str)> {
        let (dir, good, hurried) = (self.dir.display(), &played.decision.id, &played.hurried.id);
        let trust = format!("--trust {dir}/trust.toml");
        vec![
            (format!("liuhen --ledger {dir}/ledger decision show {good}"), "demo-try-show"),
            (format!("liuhen --ledger {dir}/ledger decision audit {good}"), "demo-try-audit-clean"),
            (format!("liuhen --ledger {dir}/ledger decision audit {hurried}"), "demo-try-audit"),
            (format!("liuhen --ledger {dir}/ledger findings --severity serious"), "demo-try-findings"),
            (format!("liuhen --ledger {dir}/ledger verify {trust}"), "demo-try-verify"),
            (format!("liuhen --ledger {dir}/tampered/dissent-removed verify {trust}"), "demo-try-tampered"),
            (
                format!("liuhen --ledger {dir}/tampered/rolled-back verify {trust} --known-head {dir}/known-head"),
                "demo-try-rolled-back",
            ),
            (
                format!("liuhen --ledger {dir}/ledger receipt get --person 何铮 --decision {good} --out dissent.proof"),
                "demo-try-receipt",
            ),
            (format!("liuhen receipt verify dissent.proof {trust}"), "demo-try-receipt-verify"),
            (format!("liuhen --ledger {dir}/ledger decision audit C4 --profile cn-township"), "demo-try-case"),
        ]
    }
}

/// Judges the procedure of both decisions as of the ledger's last day.
fn audit(played: &Played) -> Result<[Audited; 2], CliError> {
    let store = LedgerFolder::open_for_reading(played.ledger()).map_err(|error| refusal::store(&error))?;
    let registry = registry_of(&store, &mut Verifiers::default()).map_err(|error| refusal::read(&error))?;
    let as_of = store.tip().map_err(|error| refusal::store(&error))?.recorded.map(day_of);
    let read = |id| Audited::read(&store, &registry, id, as_of);
    Ok([read(&played.decision.id)?, read(&played.hurried.id)?])
}

/// Tampers with a copy of the ledger and judges it.
fn tamper(language: Language, played: &Played, tampering: &Tampering) -> Result<Tampered, CliError> {
    let copy = played.dir.join("tampered").join(tampering.name);
    copy_folder(&played.ledger(), &copy).map_err(|cause| CliError::file(FileDeed::Write, &copy, &cause))?;
    tampering.apply(played, &copy).map_err(|cause| CliError::file(FileDeed::Write, &copy, &cause))?;
    let known = tampering.needs_known_head.then(|| played.dir.join("known-head"));
    let report = judge(played, &copy, known)?;
    let finding = report.findings.iter().find(|finding| finding.code == tampering.code);
    // What is at fault in procedure was so before anybody tampered.
    let of_tampering = || report.findings.iter().filter(|finding| finding.rule.is_none());
    let mut findings: Vec<&'static str> = of_tampering().map(|finding| finding.code.text()).collect();
    findings.dedup();
    let mut said: Vec<String> = of_tampering().map(|finding| report_text::sentence(language, finding)).collect();
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

/// The decision that was run badly breaks at least so many rules, or the demonstration shows too little.
const RULES_BROKEN_MIN: usize = 10;

/// The demonstration's ledgers are small.
const THREADS: usize = 1;
