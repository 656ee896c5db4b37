//! `decision status`: where a decision stands, what is open and who signs it, and what would be missing if it went to the
//! meeting today. For the recorder: what was found at fault already is counted here, and shown by `decision audit`.

use clap::Args;
use jiff::civil::Date;
use serde::Serialize;

use super::decision_audit::case_head;
use crate::cli::day_name::Day;
use crate::cli::judged::{Case, CountedBy, ProfileDocument, ProfileFault, today};
use crate::cli::reader::Reader;
use crate::cli::tables::TableArgs;
use crate::cli::{CliError, Context, Exit};
use crate::model::{DecisionId, Stage};
use crate::procedure::foresight::{Missing, missing_at_meeting};
use crate::procedure::progress::{Progress, StageStanding, stages};
use crate::procedure::{Open, Severity};
use crate::render::body::Part;
use crate::render::judgement::{
    FindingDocument, OpenDocument, RecordDocument, UndecidedDocument, finding_lines, open_lines, severities_in_words,
    undecided_lines,
};
use crate::render::{Message, Piece, Table, Tone, words};

/// What `decision status` takes.
#[derive(Debug, Args)]
pub struct StatusArgs {
    /// The decision.
    #[arg(value_name = "DECISION")]
    pub decision: DecisionId,
    /// The day as of which is judged.
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Day>,
    /// Holiday tables beside those built in.
    #[command(flatten)]
    pub tables: TableArgs,
}

#[derive(Serialize)]
struct StatusDocument {
    schema: &'static str,
    decision: DecisionId,
    /// `None` where its first record cannot be read.
    title: Option<String>,
    as_of: String,
    /// Whether it is judged: it pins a profile that can be read.
    checked: bool,
    profile: Option<ProfileDocument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    profile_fault: Option<ProfileFault>,
    /// The adopted holiday tables it is counted by.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    holiday_tables: Vec<CountedBy>,
    records: usize,
    stages: Vec<StageDocument>,
    open: Vec<OpenDocument>,
    /// How many findings there are already.
    findings: usize,
    /// `None` where the matter has been to the meeting and passed, or goes to none.
    at_meeting: Option<MeetingDocument>,
}

#[derive(Serialize)]
struct StageDocument {
    stage: &'static str,
    standing: &'static str,
    records: Vec<RecordDocument>,
    /// What is asked for and not there: places in `open`.
    open: Vec<usize>,
}

#[derive(Serialize)]
struct MeetingDocument {
    kind: &'static str,
    missing: Vec<FindingDocument>,
    undecided: Vec<UndecidedDocument>,
}

impl StatusArgs {
    /// Says it.
    ///
    /// # Errors
    /// There is no such decision; it cannot be read; records of it do not hold.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let holidays = self.tables.holidays(context)?;
        let reader = Reader::open(context)?;
        let day = self.as_of.map_or_else(today, |Day(day)| day);
        let mut case = Case::read(context, &reader, &self.decision, None, &holidays, Some(day))?;
        by_day(&mut case.judgement.open);
        let missing = missing(&mut case, day);
        let stages = case.profile.as_ref().map(|profile| stages(profile, &case.history, &case.judgement));
        let stages = stages.unwrap_or_default();
        let document = StatusDocument::new(&case, &stages, missing.as_ref(), day);
        context.printer.answer(&document, |_| draw(context, &case, &stages, missing.as_ref()))?;
        if !document.checked {
            context.printer.hint(&Message::new("hint-audit-profile").show("decision", &case.decision));
        } else if document.findings > 0 {
            context.printer.hint(&Message::new("hint-audit").show("decision", &case.decision));
        }
        case.ends()
    }
}

/// What has a last day first, the nearest first; the rest in the order of the profile.
fn by_day(open: &mut [Open]) {
    open.sort_by_key(|one| (one.due.is_none(), one.due));
}

fn missing(case: &mut Case, day: Date) -> Option<Missing> {
    let profile = case.profile.as_ref()?;
    let missing = missing_at_meeting(profile, &case.history, &case.holidays, day)?;
    case.imagine(missing.meeting.number, missing.meeting.kind.name);
    Some(missing)
}

impl StatusDocument {
    fn new(case: &Case, stages: &[StageStanding], missing: Option<&Missing>, day: Date) -> Self {
        let names = case.names();
        let stage = |one: &StageStanding| StageDocument {
            stage: one.stage.slug(),
            standing: one.standing.slug(),
            records: one.records.iter().map(|&number| RecordDocument::new(number, &names)).collect(),
            open: one.open.clone(),
        };
        let meeting = |missing: &Missing| {
            let names = case.names().with_one_to_come(missing.meeting.number);
            MeetingDocument {
                kind: missing.meeting.kind.name,
                missing: missing.findings.iter().map(|one| FindingDocument::new(one, &names)).collect(),
                undecided: missing.undecided.iter().map(|one| UndecidedDocument::new(one, &names)).collect(),
            }
        };
        Self {
            schema: "liuhen/decision-status/v1",
            decision: case.decision.clone(),
            title: case.title.clone(),
            as_of: day.to_string(),
            checked: case.profile.is_some(),
            profile: case.profile_document(),
            profile_fault: case.profile_fault(),
            holiday_tables: case.tables.clone(),
            records: case.history.steps().len(),
            stages: stages.iter().map(stage).collect(),
            open: case.judgement.open.iter().map(|one| OpenDocument::new(one, &names, Some(day))).collect(),
            findings: case.judgement.findings.len(),
            at_meeting: missing.map(meeting),
        }
    }
}

fn draw(context: &Context, case: &Case, stages: &[StageStanding], missing: Option<&Missing>) {
    let (language, printer, names) = (context.language(), &context.printer, case.names());
    if case.profile.is_none() {
        return case_head(context, case, Vec::new());
    }
    let count = |severity: Severity| case.judgement.findings.iter().filter(|one| one.severity == severity).count();
    let found = severities_in_words(language, |severity| count(severity) as u64);
    let found = if found.is_empty() { context.text("word-none") } else { found };
    let records = Part::value(context.text("decision-records"), case.history.steps().len().to_string());
    case_head(context, case, vec![records, Part::value(context.text("status-found"), found)]);

    let heading = |words: String| {
        printer.line("");
        printer.pieces(&[Piece::new(Tone::Strong, words)]);
    };
    if !stages.is_empty() {
        heading(context.text("status-stages"));
        let mut table = Table::bare(3);
        for one in stages {
            let (word, tone) = standing(context, one.standing);
            let records: Vec<String> = one.records.iter().map(|number| format!("#{number}")).collect();
            table.row([
                Piece::new(tone, format!("  {word}")),
                Piece::plain(stage_name(context, one.stage)),
                Piece::new(Tone::Faint, records.join(" ")),
            ]);
        }
        printer.table(&table);
    }
    heading(Message::new("audit-open").with("count", case.judgement.open.len()).text(language));
    for one in &case.judgement.open {
        open_lines(language, one, &names, case.as_of).iter().for_each(|line| printer.pieces(line));
    }
    let Some(missing) = missing else { return };
    let kind = words::kind(language, missing.meeting.kind.name);
    let day = case.as_of.map(|day| day.to_string()).unwrap_or_default();
    heading(Message::new("status-at-meeting").with("kind", kind).with("day", day).text(language));
    if missing.findings.is_empty() && missing.undecided.is_empty() {
        printer.pieces(&[Piece::plain("  "), Piece::new(Tone::Good, context.text("status-nothing-missing"))]);
    }
    let names = names.with_one_to_come(missing.meeting.number);
    for (at, finding) in missing.findings.iter().enumerate() {
        finding_lines(language, Some(at + 1), finding, &names).iter().for_each(|line| printer.pieces(line));
    }
    for one in &missing.undecided {
        undecided_lines(language, one, &names).iter().for_each(|line| printer.pieces(line));
    }
}

fn standing(context: &Context, standing: Progress) -> (String, Tone) {
    let (id, tone) = match standing {
        Progress::Done => ("progress-done", Tone::Good),
        Progress::UnderWay => ("progress-under-way", Tone::Warn),
        Progress::Open => ("progress-open", Tone::Warn),
        Progress::Missing => ("progress-missing", Tone::Bad),
        Progress::NotNeeded => ("progress-not-needed", Tone::Faint),
        Progress::Ahead => ("progress-ahead", Tone::Faint),
    };
    (context.text(id), tone)
}

fn stage_name(context: &Context, stage: Stage) -> String {
    words::stage(context.language(), stage)
}
