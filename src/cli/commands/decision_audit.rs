//! `decision audit`: what is at fault in the procedure of one decision, as an inspector reads it. What it costs grows with
//! the decision and not with the ledger.

use std::collections::BTreeMap;

use clap::Args;
use serde::Serialize;

use crate::cli::day_name::Day;
use crate::cli::judged::{Case, CountedBy, ProfileDocument, ProfileFault, last_day};
use crate::cli::profiles::ProfileName;
use crate::cli::reader::Reader;
use crate::cli::tables::TableArgs;
use crate::cli::{CliError, Context, Exit};
use crate::model::DecisionId;
use crate::procedure::Severity;
use crate::render::body::{Part, lines};
use crate::render::judgement::{
    FindingDocument, OpenDocument, UndecidedDocument, finding_lines, open_lines, severities_in_words, undecided_lines,
};
use crate::render::{Message, Piece, Tone};

/// What `decision audit` takes.
#[derive(Debug, Args)]
pub struct AuditArgs {
    /// The decision.
    #[arg(value_name = "DECISION")]
    pub decision: DecisionId,
    /// Another profile to judge by.
    #[arg(long, value_name = "PROFILE")]
    pub profile: Option<ProfileName>,
    /// The day as of which is judged.
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Day>,
    /// Holiday tables beside those built in.
    #[command(flatten)]
    pub tables: TableArgs,
}

#[derive(Serialize)]
struct AuditDocument {
    schema: &'static str,
    decision: DecisionId,
    /// `None` where its first record cannot be read.
    title: Option<String>,
    as_of: Option<String>,
    /// Whether it was judged: it pins a profile that can be read, or another was named.
    checked: bool,
    profile: Option<ProfileDocument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    profile_fault: Option<ProfileFault>,
    /// The adopted holiday tables it is counted by.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    holiday_tables: Vec<CountedBy>,
    kept: u64,
    not_applying: u64,
    severities: BTreeMap<Severity, u64>,
    findings: Vec<FindingDocument>,
    undecided: Vec<UndecidedDocument>,
    open: Vec<OpenDocument>,
}

impl AuditArgs {
    /// Judges it.
    ///
    /// # Errors
    /// There is no such decision or profile; it cannot be read; records of it do not hold.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let holidays = self.tables.holidays(context)?;
        let reader = Reader::open(context)?;
        let as_of = match self.as_of {
            Some(Day(day)) => Some(day),
            None => last_day(&reader)?,
        };
        let case = Case::read(context, &reader, &self.decision, self.profile.as_ref(), &holidays, as_of)?;
        let document = AuditDocument::new(&case);
        context.printer.answer(&document, |_| draw(context, &case, &document))?;
        if !document.checked {
            context.printer.hint(&Message::new("hint-audit-profile").show("decision", &case.decision));
        }
        case.ends()?;
        let grave = case.judgement.findings.iter().any(|finding| finding.severity > Severity::Signal);
        Ok(if grave || document.profile_fault.is_some() { Exit::ProcedureFindings } else { Exit::Sound })
    }
}

impl AuditDocument {
    fn new(case: &Case) -> Self {
        let (names, judgement) = (case.names(), &case.judgement);
        let count = |severity| judgement.findings.iter().filter(|one| one.severity == severity).count() as u64;
        Self {
            schema: "liuhen/decision-audit/v1",
            decision: case.decision.clone(),
            title: case.title.clone(),
            as_of: case.as_of.map(|day| day.to_string()),
            checked: case.profile.is_some(),
            profile: case.profile_document(),
            profile_fault: case.profile_fault(),
            holiday_tables: case.tables.clone(),
            kept: judgement.kept,
            not_applying: judgement.not_applying,
            severities: Severity::ALL.into_iter().map(|severity| (severity, count(severity))).collect(),
            findings: judgement.findings.iter().map(|one| FindingDocument::new(one, &names)).collect(),
            undecided: judgement.undecided.iter().map(|one| UndecidedDocument::new(one, &names)).collect(),
            open: judgement.open.iter().map(|one| OpenDocument::new(one, &names, case.as_of)).collect(),
        }
    }
}

fn draw(context: &Context, case: &Case, document: &AuditDocument) {
    let (language, printer, names) = (context.language(), &context.printer, case.names());
    let say = |id: &str| context.text(id);
    let heading = |id: &'static str, count: usize| {
        printer.line("");
        let words = Message::new(id).with("count", count).text(language);
        printer.pieces(&[Piece::new(Tone::Strong, words)]);
    };
    let mut facts = Vec::new();
    if document.checked {
        let counts = Message::new("audit-counts")
            .show("kept", document.kept)
            .show("undecided", document.undecided.len())
            .show("other", document.not_applying);
        facts.push(Part::value(say("audit-rules"), counts.text(language)));
        let words = severities_in_words(language, |severity| document.severities[&severity]);
        facts.push(Part::value(say("procedure-found"), if words.is_empty() { say("word-none") } else { words }));
    }
    case_head(context, case, facts);
    let judgement = &case.judgement;
    if !judgement.findings.is_empty() {
        heading("audit-findings", judgement.findings.len());
        for (at, finding) in judgement.findings.iter().enumerate() {
            if at > 0 {
                printer.line("");
            }
            finding_lines(language, Some(at + 1), finding, &names).iter().for_each(|line| printer.pieces(line));
        }
    }
    if !judgement.undecided.is_empty() {
        heading("audit-undecided", judgement.undecided.len());
        for one in &judgement.undecided {
            undecided_lines(language, one, &names).iter().for_each(|line| printer.pieces(line));
        }
    }
    if !judgement.open.is_empty() {
        heading("audit-open", judgement.open.len());
        for one in &judgement.open {
            open_lines(language, one, &names, case.as_of).iter().for_each(|line| printer.pieces(line));
        }
    }
    if document.checked {
        printer.line("");
        printer.pieces(&[Piece::new(Tone::Faint, say("audit-only-procedure"))]);
    }
}

/// Which decision it is, what it is judged by, as of when, and more.
pub(super) fn case_head(context: &Context, case: &Case, more: Vec<Part>) {
    let (language, printer) = (context.language(), &context.printer);
    let title = case.title.clone().unwrap_or_else(|| context.text("log-unreadable"));
    printer.pieces(&[Piece::new(Tone::Strong, format!("{}  {title}", case.decision))]);
    let mut facts = vec![Part::value(context.text("case-profile"), case.profile_in_words(language))];
    let tables: Vec<String> = case.tables.iter().filter_map(|one| one.in_words(language)).collect();
    if !tables.is_empty() {
        facts.push(Part::value(context.text("case-tables"), tables.join("\n")));
    }
    if let Some(day) = case.as_of {
        facts.push(Part::value(context.text("case-as-of"), day.to_string()));
    }
    facts.extend(more);
    lines(language, &facts, INDENT).iter().for_each(|line| printer.pieces(line));
}

/// How far everything under the decision's name is moved to the right.
const INDENT: usize = 2;
