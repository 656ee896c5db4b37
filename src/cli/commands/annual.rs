//! `annual`: the figures of the yearly report on government by law (法治政府建设年度报告), each with the entries it comes
//! from. What counts for which figure is said in [`procedure::annual`](crate::procedure::annual).
//!
//! The ledger is read decision by decision; what is kept are the entries that count.

use std::collections::{BTreeMap, BTreeSet};

use clap::Args;
use serde::Serialize;

use crate::cli::answered::warn_unreadable;
use crate::cli::entries::Entries;
use crate::cli::reader::{Reader, unreadable};
use crate::cli::record_name::RecordName;
use crate::cli::streams::Streams;
use crate::cli::{CliError, Context, Exit, refusal};
use crate::ledger::RecordView;
use crate::model::{ProfileId, RecordDigest, Seq, StreamId};
use crate::port::{ReadLedger as _, StoreErrorKind};
use crate::procedure::{Annual, By, Figure, History, Tallied};
use crate::render::body::indented;
use crate::render::{Column, Language, Message, Piece, Table, Tone, text, words};
use crate::verify::procedure::step;

/// What `annual` takes.
#[derive(Debug, Args)]
pub struct AnnualArgs {
    /// The year of the facts.
    #[arg(value_name = "YEAR", value_parser = clap::value_parser!(i16).range(1949..=9999))]
    pub year: i16,
    /// Only the decisions of one procedure.
    #[arg(long, value_name = "PROFILE")]
    pub profile: Option<ProfileId>,
    /// Lists the entries of each figure.
    #[arg(long)]
    pub entries: bool,
}

#[derive(Serialize)]
struct AnnualDocument {
    schema: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    organ: Option<String>,
    year: i16,
    #[serde(skip_serializing_if = "Option::is_none")]
    profile: Option<ProfileId>,
    /// How many decisions and catalogues were read.
    read: u64,
    figures: Vec<FigureShown>,
    /// Facts that began in this year or before and ended in a later one; they count there.
    elsewhere: Vec<Elsewhere>,
    /// The records that cannot be read: what they would count for, nobody knows.
    unreadable: Vec<String>,
}

#[derive(Serialize)]
struct FigureShown {
    figure: &'static str,
    stage: &'static str,
    count: i64,
    /// How many of its records were entered late.
    late: usize,
    /// How many of its records do not tell how much they count for.
    not_told: usize,
    by: Vec<Breakdown>,
    entries: Vec<EntryShown>,
}

#[derive(Serialize)]
struct Breakdown {
    by: &'static str,
    parts: Vec<PartShown>,
    #[serde(skip)]
    of: By,
}

#[derive(Serialize)]
struct PartShown {
    /// `None` where the record does not tell.
    value: Option<String>,
    count: i64,
}

#[derive(Serialize)]
struct EntryShown {
    name: String,
    sequence: u64,
    record: RecordDigest,
    /// `None` where the record does not tell.
    count: Option<i64>,
    /// The field that would tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    not_told: Option<&'static str>,
    by: BTreeMap<&'static str, Option<String>>,
    late: bool,
    /// The year the fact began in, where that was an earlier one.
    #[serde(skip_serializing_if = "Option::is_none")]
    began: Option<i16>,
    corrected_by: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<String>,
    #[serde(flatten)]
    held: Held,
}

/// Whether a record that counts holds.
#[derive(Debug, Clone, Default, Serialize)]
struct Held {
    /// What is against signatures or authority; `null` where both hold.
    against: Option<String>,
    /// Whether a signatory's key was declared compromised since before it.
    in_doubt: bool,
}

#[derive(Serialize)]
struct Elsewhere {
    name: String,
    sequence: u64,
    year: i16,
}

impl AnnualArgs {
    /// Shows them.
    ///
    /// # Errors
    /// The ledger cannot be read, or the signatures of a record that counts or their authority do not hold.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let reader = Reader::open(context)?;
        let mut annual = Annual::new(self.year, self.profile.clone());
        let (mut read, mut damaged) = (0, Vec::new());
        for stream in Streams::of_decisions(&reader.store) {
            let stream = stream.map_err(|error| refusal::store(&error))?;
            let Some(id) = stream.decision().cloned() else { continue };
            let mut steps = Vec::new();
            let entries = Entries::new(&reader.store, Some(stream.clone()), None, None)?.past_damage();
            for (number, stored) in (0..).zip(entries) {
                let read = match stored {
                    Ok(stored) => step(&stored, reader.registry.as_ref()),
                    // Damage in one record must not hide the others.
                    Err(error) if error.kind == StoreErrorKind::Corrupt => None,
                    Err(error) => return Err(refusal::store(&error)),
                };
                match read {
                    Some(step) => steps.push(step),
                    None => damaged.push(RecordName::InStream(stream.clone(), number).to_string()),
                }
            }
            read += 1;
            annual.take(&History::new(id, steps));
        }
        let figures = annual.finish();
        let held = held(context.language(), &reader, &figures.figures)?;
        let wrong = held.values().find(|one| one.1.against.is_some()).map(|one| one.0.clone());
        let document = AnnualDocument {
            schema: "liuhen/annual/v1",
            origin: reader.registry.as_ref().map(|registry| registry.origin().to_string()),
            organ: reader.registry.as_ref().map(|registry| registry.organ().to_owned()),
            year: self.year,
            profile: self.profile,
            read,
            figures: figures.figures.iter().map(|figure| shown(figure, &held)).collect(),
            elsewhere: figures
                .elsewhere
                .iter()
                .map(|(one, year)| Elsewhere { name: name(one, one.number), sequence: one.seq, year: *year })
                .collect(),
            unreadable: damaged,
        };
        let entries = self.entries;
        context.printer.answer(&document, |_| draw(context, &document, entries))?;
        let lost = document.unreadable.len() as u64;
        match wrong {
            Some(name) => Err(CliError::new(Exit::Invalid, "error-record-against")
                .with("name", name)
                .hint(Message::new("hint-verify"))),
            None => unreadable(lost),
        }
    }
}

/// What is against the records that count, or casts doubt on them; those that hold are left out.
fn held(language: Language, reader: &Reader, figures: &[Figure]) -> Result<BTreeMap<u64, (String, Held)>, CliError> {
    let mut seen: BTreeMap<u64, Option<(String, Held)>> = BTreeMap::new();
    for one in figures.iter().flat_map(|figure| &figure.entries) {
        if seen.contains_key(&one.seq) {
            continue;
        }
        let stored = reader.store.entries(Seq(one.seq), 1).map_err(|error| refusal::store(&error))?;
        let view = stored.into_iter().next().and_then(|stored| RecordView::of(stored).ok());
        let told = view.and_then(|view| {
            let against = reader.against(&view).map(|why| why.text(language));
            let recorded = view.stored.entry.header().recorded;
            let in_doubt = reader.registry.as_ref().is_some_and(|registry| {
                view.record.offices.iter().any(|one| registry.doubt(&one.key, view.seq(), recorded).is_some())
            });
            (against.is_some() || in_doubt).then(|| (name(one, one.number), Held { against, in_doubt }))
        });
        seen.insert(one.seq, told);
    }
    Ok(seen.into_iter().filter_map(|(seq, told)| Some((seq, told?))).collect())
}

fn name(one: &Tallied, number: u64) -> String {
    RecordName::InStream(StreamId::Decision(one.decision.clone()), number).to_string()
}

fn shown(figure: &Figure, held: &BTreeMap<u64, (String, Held)>) -> FigureShown {
    let by = figure.spec.by.iter().enumerate().map(|(at, by)| {
        let part = |(value, count): (Option<&str>, i64)| PartShown { value: value.map(str::to_owned), count };
        Breakdown { by: by.name(), parts: figure.parts(at).into_iter().map(part).collect(), of: *by }
    });
    let entry = |one: &Tallied| EntryShown {
        name: name(one, one.number),
        sequence: one.seq,
        record: one.record,
        count: one.count.ok(),
        not_told: one.count.err(),
        by: figure.spec.by.iter().map(|by| by.name()).zip(one.by.iter().cloned()).collect(),
        late: one.late,
        began: one.began,
        corrected_by: one.corrected_by.iter().map(|number| name(one, *number)).collect(),
        parts: one.parts.clone(),
        held: held.get(&one.seq).map(|told| told.1.clone()).unwrap_or_default(),
    };
    FigureShown {
        figure: figure.spec.name,
        stage: figure.spec.stage.slug(),
        count: figure.total(),
        late: figure.late(),
        not_told: figure.not_told(),
        by: by.collect(),
        entries: figure.entries.iter().map(entry).collect(),
    }
}

fn draw(context: &Context, document: &AnnualDocument, entries: bool) {
    let language = context.language();
    let printer = &context.printer;
    let organ = document.organ.clone().unwrap_or_default();
    let title = Message::new("annual-title").show("year", document.year).with("organ", organ).text(language);
    printer.pieces(&[Piece::new(Tone::Strong, title)]);
    if let Some(profile) = &document.profile {
        printer.say(&Message::new("annual-of-profile").show("profile", profile));
    }
    printer.say(&Message::new("annual-how").with("read", document.read));
    draw_decisions(context, document);
    let mut table = Table::new([Column::default(), Column::default().right(), Column::default()]);
    for figure in &document.figures {
        table.row(row(context, figure));
    }
    let mut stage = "";
    for (figure, line) in document.figures.iter().zip(indented(table.lines(), 2)) {
        if figure.stage != stage {
            stage = figure.stage;
            printer.line("");
            let title = stage.parse().map_or_else(|_| stage.to_owned(), |stage| words::stage(language, stage));
            printer.pieces(&[Piece::new(Tone::Strong, title)]);
        }
        printer.pieces(&line);
        draw_breakdowns(context, figure);
        if entries {
            draw_entries(context, figure);
        }
    }
    draw_open_ends(context, document);
}

/// Opened, decided and published side by side, by each thing that decisions are broken down by.
fn draw_decisions(context: &Context, document: &AnnualDocument) {
    let language = context.language();
    let columns: Vec<&FigureShown> = ["opened", "decided", "published"]
        .iter()
        .filter_map(|name| document.figures.iter().find(|figure| figure.figure == *name))
        .collect();
    let Some(first) = columns.first() else { return };
    for (at, breakdown) in first.by.iter().enumerate() {
        let mut values: Vec<&Option<String>> = Vec::new();
        for part in columns.iter().filter_map(|column| column.by.get(at)).flat_map(|by| &by.parts) {
            if !values.contains(&&part.value) {
                values.push(&part.value);
            }
        }
        let headings = columns.iter().map(|column| Column::new(title(language, column.figure)).right());
        let mut table = Table::new([Column::new(by_in_words(language, breakdown.of))].into_iter().chain(headings));
        for value in values {
            let count = |column: &&FigureShown| {
                let part = column.by.get(at).and_then(|by| by.parts.iter().find(|part| part.value == *value));
                Piece::plain(part.map_or(0, |part| part.count).to_string())
            };
            let label = Piece::plain(value_in_words(language, breakdown.of, value.as_deref()));
            table.row([label].into_iter().chain(columns.iter().map(count)));
        }
        let sum = columns.iter().map(|column| Piece::new(Tone::Strong, column.count.to_string()));
        table.row([Piece::new(Tone::Strong, context.text("annual-total"))].into_iter().chain(sum));
        context.printer.line("");
        context.printer.table(&table);
    }
}

/// A figure, how much it is, and what is to be said of it.
fn row(context: &Context, figure: &FigureShown) -> [Piece; 3] {
    let language = context.language();
    let count = |so: &dyn Fn(&EntryShown) -> bool| {
        figure.entries.iter().filter(|entry| so(entry)).map(|entry| entry.sequence).collect::<BTreeSet<_>>().len()
    };
    let against = count(&|entry| entry.held.against.is_some());
    let marks: Vec<String> = [
        ("annual-mark-against", against),
        ("annual-mark-in-doubt", count(&|entry| entry.held.in_doubt)),
        ("annual-mark-late", figure.late),
        ("annual-mark-not-told", figure.not_told),
        ("annual-mark-corrected", count(&|entry| !entry.corrected_by.is_empty())),
    ]
    .into_iter()
    .filter(|(_, count)| *count > 0)
    .map(|(id, count)| Message::new(id).with("count", count as u64).text(language))
    .collect();
    [
        Piece::plain(title(language, figure.figure)),
        Piece::new(Tone::Strong, figure.count.to_string()),
        Piece::new(if against > 0 { Tone::Bad } else { Tone::Warn }, marks.join(&context.text("word-semicolon"))),
    ]
}

fn draw_breakdowns(context: &Context, figure: &FigureShown) {
    let language = context.language();
    // What decisions are broken down by stands at the top, side by side.
    let at_the_top = |by: By| matches!(by, By::Field("decision-open", _) | By::Profile);
    let breakdowns = figure.by.iter().filter(|by| !by.parts.is_empty() && !at_the_top(by.of));
    for breakdown in breakdowns {
        let parts: Vec<String> = breakdown
            .parts
            .iter()
            .map(|part| format!("{} {}", value_in_words(language, breakdown.of, part.value.as_deref()), part.count))
            .collect();
        let label = by_in_words(language, breakdown.of);
        context.printer.pieces(&[
            Piece::new(Tone::Faint, format!("      {label}  ")),
            Piece::plain(parts.join(&context.text("word-semicolon"))),
        ]);
    }
}

fn draw_entries(context: &Context, figure: &FigureShown) {
    let language = context.language();
    let mut table = Table::bare(4);
    for entry in &figure.entries {
        let by: Vec<String> = figure
            .by
            .iter()
            .filter_map(|by| Some(value_in_words(language, by.of, entry.by.get(by.by)?.as_deref())))
            .collect();
        let mut marks = Vec::new();
        if entry.late {
            marks.push(context.text("mark-late"));
        }
        if let Some(began) = entry.began {
            marks.push(Message::new("annual-began").show("year", began).text(language));
        }
        if !entry.corrected_by.is_empty() {
            let by = entry.corrected_by.join(&context.text("word-comma"));
            marks.push(Message::new("view-corrected-by").with("by", by).text(language));
        }
        marks.extend(entry.held.in_doubt.then(|| context.text("step-in-doubt")));
        marks.extend(entry.held.against.clone());
        table.row([
            Piece::plain(entry.name.as_str()),
            Piece::plain(entry.count.map_or_else(|| context.text("view-not-told"), |count| count.to_string())),
            Piece::plain(by.into_iter().chain(entry.parts.iter().cloned()).collect::<Vec<_>>().join(" · ")),
            Piece::new(Tone::Warn, marks.join(&context.text("word-semicolon"))),
        ]);
    }
    indented(table.lines(), ENTRY_INDENT).for_each(|line| context.printer.pieces(&line));
}

/// What the figures leave open: what is not told, what counts in another year, what could not be read.
fn draw_open_ends(context: &Context, document: &AnnualDocument) {
    let language = context.language();
    let printer = &context.printer;
    let mut open = Table::bare(3);
    for figure in &document.figures {
        for entry in &figure.entries {
            let missing = entry.not_told.map(|field| words::field(language, "", field));
            let unsaid = figure.by.iter().filter(|by| matches!(entry.by.get(by.by), Some(None)));
            let unsaid = unsaid.map(|by| by_in_words(language, by.of));
            let fields: Vec<String> = missing.into_iter().chain(unsaid.filter(|_| entry.count.is_some())).collect();
            if !fields.is_empty() {
                let fields = fields.join(&context.text("word-comma"));
                open.row([title(language, figure.figure), entry.name.clone(), fields]);
            }
        }
    }
    if !open.is_empty() {
        printer.line("");
        printer.pieces(&[Piece::new(Tone::Strong, context.text("annual-not-told"))]);
        indented(open.lines(), 2).for_each(|line| printer.pieces(&line));
    }
    if !document.elsewhere.is_empty() {
        printer.line("");
        printer.pieces(&[Piece::new(Tone::Strong, context.text("annual-elsewhere"))]);
        let mut table = Table::bare(2);
        for one in &document.elsewhere {
            table.row([one.name.clone(), one.year.to_string()]);
        }
        indented(table.lines(), 2).for_each(|line| printer.pieces(&line));
    }
    warn_unreadable(context, &document.unreadable);
}

fn title(language: Language, figure: &str) -> String {
    text(language, &format!("annual-figure-{figure}"), &[])
}

fn by_in_words(language: Language, by: By) -> String {
    match by {
        By::Field(kind, path) => words::field(language, kind, path),
        By::Profile => words::field(language, "decision-open", "profile"),
    }
}

fn value_in_words(language: Language, by: By, value: Option<&str>) -> String {
    match (by, value) {
        (_, None) => text(language, "view-not-told", &[]),
        (By::Field(_, path), Some(value)) => words::choice(language, path, value),
        (By::Profile, Some("")) => text(language, "word-none", &[]),
        (By::Profile, Some(value)) => value.to_owned(),
    }
}

const ENTRY_INDENT: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::procedure::annual::FIGURES;
    use crate::render::messages::find;

    #[test]
    fn every_figure_and_what_it_is_broken_down_by_has_its_words() {
        for language in Language::ALL {
            for figure in FIGURES {
                let id = format!("annual-figure-{}", figure.name);
                assert!(find(language, &id, &[]).is_some(), "{language:?}: {id}");
                for by in figure.by {
                    assert_ne!(by_in_words(language, *by), by.name(), "{language:?}: {}", figure.name);
                }
            }
        }
    }
}
