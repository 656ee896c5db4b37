//! What was played, as people read it: the records of a decision, neighbours of one kind under one number, and what an
//! inspector finds in its procedure.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::play::{PlayedDecision, PlayedStep};
use crate::cli::{CliError, Context, refusal};
use crate::model::DecisionId;
use crate::procedure::{Finding, Holidays, Judgement};
use crate::registry::Registry;
use crate::render::body::{Part, lines};
use crate::render::judgement::{FindingDocument, finding_lines_in_brief, severities_in_words};
use crate::render::said::RecordNames;
use crate::render::{Column, Message, Piece, Table, Tone, words};
use crate::store::LedgerFolder;
use crate::verify::Procedure;

/// The records of a decision: what, by whom, when it happened and when it was recorded.
pub fn steps_table(context: &Context, decision: &PlayedDecision) -> Table {
    let mut table = Table::new([
        Column::new("#").right(),
        Column::new(context.text("demo-kind")),
        Column::new(context.text("demo-who")),
        Column::new(context.text("demo-happened")),
        Column::new(context.text("demo-recorded")),
    ]);
    let is_like = |one: &PlayedStep, other: &PlayedStep| {
        (one.kind, one.happened, one.recorded) == (other.kind, other.happened, other.recorded)
    };
    for alike in decision.steps.chunk_by(is_like) {
        let (Some(first), Some(last)) = (alike.first(), alike.last()) else { continue };
        let number = match (first.acknowledged.number, last.acknowledged.number) {
            (first, last) if first == last => first.to_string(),
            (first, last) => format!("{first}–{last}"),
        };
        let kind = words::kind(context.language(), first.kind);
        let mut cells = [number, kind, String::new(), first.happened.to_string(), first.recorded.to_string()];
        for few in alike.chunks(PEOPLE_IN_A_LINE) {
            let people: Vec<String> = few.iter().map(|one| who(context, one)).collect();
            cells[2] = people.join(&context.text("word-comma"));
            table.row(std::mem::take(&mut cells));
        }
    }
    table
}

/// Who signed: with what they stood for where it is a position, else with what they are.
fn who(context: &Context, step: &PlayedStep) -> String {
    match &step.position {
        Some(position) => format!("{} {}", step.person, words::choice(context.language(), "position", position)),
        None => format!("{}（{}）", step.person, step.title),
    }
}

/// A decision, judged by the profile that it pinned, as `decision audit` judges it.
pub struct Audited {
    decision: DecisionId,
    title: String,
    judgement: Judgement,
    kinds: BTreeMap<u64, &'static str>,
}

impl Audited {
    /// Judges it as of a day.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn read(
        store: &LedgerFolder,
        registry: &Registry,
        decision: &DecisionId,
        as_of: Option<Date>,
    ) -> Result<Self, CliError> {
        let procedure = Procedure::new(store, Some(registry), Holidays::built_in());
        let judged = procedure.decision(decision, as_of).map_err(|error| refusal::store(&error))?;
        let judged = judged.ok_or(CliError::bug("a decision that was not played"))?;
        let steps = judged.history.steps().iter();
        let title = judged.history.opening().and_then(|opening| opening.body.text("title")).unwrap_or_default();
        Ok(Self {
            decision: decision.clone(),
            title: title.to_owned(),
            kinds: steps.map(|step| (step.number, step.kind.name)).collect(),
            judgement: judged.judgement,
        })
    }

    /// What was found.
    pub fn findings(&self) -> &[Finding] {
        &self.judgement.findings
    }

    /// How many rules it breaks.
    pub fn rules_broken(&self) -> usize {
        let mut codes: Vec<&str> = self.findings().iter().map(|finding| &*finding.code).collect();
        codes.sort_unstable();
        codes.dedup();
        codes.len()
    }

    /// What was found, for programs.
    pub fn documents(&self) -> Vec<FindingDocument> {
        self.findings().iter().map(|finding| FindingDocument::new(finding, &self.names())).collect()
    }

    fn names(&self) -> RecordNames<'_> {
        RecordNames::new(&self.decision, &self.kinds)
    }

    /// Prints how many rules were kept, and each finding in brief, in the order and by the numbers of `decision audit`.
    pub fn show(&self, context: &Context) {
        let (language, judgement) = (context.language(), &self.judgement);
        context.printer.pieces(&[Piece::new(Tone::Strong, format!("{}  {}", self.decision, self.title))]);
        let counts = Message::new("audit-counts")
            .show("kept", judgement.kept)
            .show("undecided", judgement.undecided.len())
            .show("other", judgement.not_applying);
        let of = |severity| self.findings().iter().filter(|one| one.severity == severity).count() as u64;
        let found = severities_in_words(language, of);
        let facts = [
            Part::value(context.text("audit-rules"), counts.text(language)),
            Part::value(
                context.text("procedure-found"),
                if found.is_empty() { context.text("word-none") } else { found },
            ),
        ];
        lines(language, &facts, INDENT).iter().for_each(|line| context.printer.pieces(line));
        let names = self.names();
        for (at, finding) in self.findings().iter().enumerate() {
            let brief = finding_lines_in_brief(language, at + 1, finding, &names);
            brief.iter().for_each(|line| context.printer.pieces(line));
        }
    }
}

/// As many fit in a line that can still be read, each with a position.
const PEOPLE_IN_A_LINE: usize = 4;

/// How far what belongs to a decision is moved to the right.
const INDENT: usize = 2;
