//! `findings`: searches the procedure findings of all decisions. Each is told as it is found; memory does not grow with the
//! ledger.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use serde::{Serialize, Serializer};

use crate::cli::day_name::Day;
use crate::cli::judged::{last_day, profile_fault};
use crate::cli::reader::Reader;
use crate::cli::streamed::Streamed;
use crate::cli::streams::Streams;
use crate::cli::tables::TableArgs;
use crate::cli::{CliError, Context, Exit, refusal};
use crate::model::{DecisionId, OfficeId, StreamId};
use crate::port::ReadLedger as _;
use crate::procedure::history::day_of;
use crate::procedure::{Bodies, Finding, History, Severity};
use crate::render::judgement::{FindingDocument, finding_lines};
use crate::render::said::RecordNames;
use crate::render::unanimous::{UnanimousDocument, unanimous_line};
use crate::render::{Message, Piece, Tone};
use crate::store::LedgerFolder;
use crate::verify::{Found, Judged, Pinned, Procedure};

/// What `findings` takes.
#[derive(Debug, Args)]
pub struct FindingsArgs {
    /// This severity, and graver ones.
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub severity: Option<Least>,
    /// These rules only.
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub rule: Vec<String>,
    /// About records signed in this office.
    #[arg(long, value_name = "OFFICE")]
    pub office: Option<OfficeId>,
    /// About records that were recorded on this day or later.
    #[arg(long, value_name = "DATE")]
    pub since: Option<Day>,
    /// This decision only.
    #[arg(long, value_name = "DECISION")]
    pub decision: Option<DecisionId>,
    /// The day as of which is judged.
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Day>,
    /// Holiday tables beside those built in.
    #[command(flatten)]
    pub tables: TableArgs,
}

/// A severity as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Least {
    /// All.
    Signal,
    /// Medium and serious.
    Medium,
    /// Serious only.
    Serious,
}

impl From<Least> for Severity {
    fn from(least: Least) -> Self {
        match least {
            Least::Signal => Self::Signal,
            Least::Medium => Self::Medium,
            Least::Serious => Self::Serious,
        }
    }
}

#[derive(Serialize)]
struct FindingsDocument<'a, F> {
    schema: &'static str,
    as_of: Option<String>,
    findings: F,
    /// What was looked through. Counted while the list is written, so it stands behind it.
    searched: &'a Searched,
}

/// What was looked through.
#[derive(Debug, Default, Serialize)]
struct Searched {
    /// Decisions that were judged.
    judged: Cell<u64>,
    /// Decisions that name no profile.
    without_profile: Cell<u64>,
    /// Decisions whose profile cannot be read: nothing is known of their procedure.
    profile_unreadable: Cell<u64>,
    /// Records that cannot be read, and were not judged.
    unreadable: Cell<u64>,
    /// What was found.
    found: Cell<u64>,
    /// Bodies at which nobody ever dissented, as far as they are asked for; no findings.
    #[serde(rename = "unanimous", serialize_with = "unanimous")]
    bodies: RefCell<Bodies>,
    /// Rules that were asked for and that no profile has: a slip of the pen must not read as a clean ledger.
    unknown_rules: RefCell<BTreeSet<String>>,
}

/// A tally is complete once the list before it was written.
fn unanimous<S: Serializer>(bodies: &RefCell<Bodies>, to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(bodies.borrow().unanimous().map(UnanimousDocument::new))
}

/// Which findings are meant.
struct Wanted {
    least: Severity,
    rules: Vec<String>,
    office: Option<OfficeId>,
    since: Option<Date>,
    /// Whether all decisions are looked through.
    everywhere: bool,
}

impl FindingsArgs {
    /// Searches.
    ///
    /// # Errors
    /// There is no such decision; the store cannot be read; records could not be read and were not judged.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let holidays = self.tables.holidays(context)?;
        let reader = Reader::open(context)?;
        let as_of = match self.as_of {
            Some(Day(day)) => Some(day),
            None => last_day(&reader)?,
        };
        let wanted = Wanted {
            least: self.severity.map_or(Severity::Signal, Into::into),
            rules: self.rule,
            office: self.office,
            since: self.since.map(|Day(day)| day),
            everywhere: self.decision.is_none(),
        };
        let unknown_rules = RefCell::new(wanted.rules.iter().cloned().collect());
        let searched = Searched { unknown_rules, ..Searched::default() };
        let procedure = Procedure::new(&reader.store, reader.registry.as_ref(), &holidays);
        let streams: Box<dyn Iterator<Item = _>> = match self.decision {
            Some(one) => Box::new(std::iter::once(Ok(StreamId::Decision(one)))),
            None => Box::new(Streams::of_decisions(&reader.store)),
        };
        let findings = streams.flat_map(|stream| {
            let found = stream
                .map_err(|error| refusal::store(&error))
                .and_then(|stream| in_one(context, &reader.store, &procedure, &stream, as_of, &wanted, &searched));
            match found {
                Ok(all) => all.into_iter().map(Ok).collect(),
                Err(error) => vec![Err(error)],
            }
        });
        let findings = findings.inspect(|one| searched.found.set(searched.found.get() + u64::from(one.is_ok())));
        if context.printer.is_json() {
            let failed = RefCell::new(None);
            let findings = findings.map(|one| one.map(|one| document(&one)));
            let document = FindingsDocument {
                schema: "liuhen/findings/v1",
                as_of: as_of.map(|day| day.to_string()),
                findings: Streamed::new(findings, &failed),
                searched: &searched,
            };
            context.printer.json_as_it_comes(&document)?;
            failed.into_inner().map_or(Ok(()), Err)?;
        } else {
            draw(context, findings, &searched)?;
        }
        for code in &*searched.unknown_rules.borrow() {
            context.printer.warning(&Message::new("warning-no-such-rule").with("rule", code.clone()));
        }
        searched.ends()
    }
}

impl Searched {
    fn ends(&self) -> Result<Exit, CliError> {
        crate::cli::reader::unreadable(self.unreadable.get())?;
        let nothing = self.found.get() == 0 && self.profile_unreadable.get() == 0;
        Ok(if nothing { Exit::Sound } else { Exit::ProcedureFindings })
    }
}

fn one_more(count: &Cell<u64>, more: u64) {
    count.set(count.get() + more);
}

/// The findings of one decision that are meant.
fn in_one(
    context: &Context,
    store: &LedgerFolder,
    procedure: &Procedure<'_, LedgerFolder>,
    stream: &StreamId,
    as_of: Option<Date>,
    wanted: &Wanted,
    searched: &Searched,
) -> Result<Vec<Found>, CliError> {
    let Some(decision) = stream.decision() else { return Ok(Vec::new()) };
    let judged = procedure.decision(decision, as_of).map_err(|error| refusal::store(&error))?;
    let judged = judged.ok_or_else(|| CliError::refused("cause-no-such-stream").show("stream", stream))?;
    let Judged { history, pinned, adoption, judgement, .. } = judged;
    let head = store.stream_head(stream).map_err(|error| refusal::store(&error))?;
    let there = head.map_or(0, |head| head.count);
    one_more(&searched.unreadable, there.saturating_sub(history.steps().len() as u64));
    match &pinned {
        Pinned::Profile(profile, _) => {
            one_more(&searched.judged, 1);
            searched.unknown_rules.borrow_mut().retain(|code| profile.rule(code).is_none());
        }
        Pinned::None => one_more(&searched.without_profile, 1),
        Pinned::Unreadable(..) => {
            one_more(&searched.profile_unreadable, 1);
            let details = profile_fault(&pinned, adoption).and_then(|fault| fault.details).unwrap_or_default();
            let warning = Message::new("warning-not-judged").show("decision", decision).with("what", details);
            context.printer.warning(&warning);
        }
    }
    let counted = judgement.deliberated.into_iter().filter(|counted| wanted.counts(&counted.code));
    counted.for_each(|counted| searched.bodies.borrow_mut().add(counted));
    let mut findings = judgement.findings;
    findings.retain(|finding| wanted.holds(finding, &history));
    let found = |finding: Finding| {
        let kinds = history.kinds_of(finding.numbers());
        Found { decision: decision.clone(), finding, kinds }
    };
    Ok(findings.into_iter().map(found).collect())
}

impl Wanted {
    fn is_of_rule(&self, code: &str) -> bool {
        self.rules.is_empty() || self.rules.iter().any(|known| known == code)
    }

    /// Whether it is asked for what a rule counts over all decisions: of some of them, or of some records, it says nothing.
    fn counts(&self, code: &str) -> bool {
        let all = self.everywhere && self.office.is_none() && self.since.is_none();
        all && self.least == Severity::Signal && self.is_of_rule(code)
    }

    fn holds(&self, finding: &Finding, history: &History) -> bool {
        let about = |test: &dyn Fn(&crate::procedure::Step) -> bool| {
            finding.records.iter().filter_map(|&number| history.step(number)).any(test)
        };
        finding.severity >= self.least
            && self.is_of_rule(&finding.code)
            && self
                .office
                .as_ref()
                .is_none_or(|office| about(&|step| step.signers.iter().any(|signer| signer.office == *office)))
            && self.since.is_none_or(|since| about(&|step| day_of(step.recorded) >= since))
    }
}

fn document(found: &Found) -> FindingDocument {
    FindingDocument::new(&found.finding, &RecordNames::new(&found.decision, &found.kinds))
}

fn draw(
    context: &Context,
    findings: impl Iterator<Item = Result<Found, CliError>>,
    searched: &Searched,
) -> Result<(), CliError> {
    let (language, printer) = (context.language(), &context.printer);
    let mut last: Option<DecisionId> = None;
    for (at, found) in findings.enumerate() {
        let found = found?;
        if last.as_ref() != Some(&found.decision) {
            if last.is_some() {
                printer.line("");
            }
            printer.pieces(&[Piece::new(Tone::Strong, found.decision.to_string())]);
        }
        let names = RecordNames::new(&found.decision, &found.kinds);
        finding_lines(language, Some(at + 1), &found.finding, &names).iter().for_each(|line| printer.pieces(line));
        last = Some(found.decision);
    }
    if last.is_some() {
        printer.line("");
    }
    for counted in searched.bodies.borrow().unanimous() {
        printer.pieces(&unanimous_line(language, counted));
    }
    let summary = Message::new("findings-summary")
        .with("found", searched.found.get())
        .with("judged", searched.judged.get())
        .with("without", searched.without_profile.get() + searched.profile_unreadable.get());
    printer.say(&summary);
    Ok(())
}
