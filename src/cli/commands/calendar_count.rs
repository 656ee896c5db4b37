//! `calendar FROM`: when a period ends, how long one was, how early is early enough, by the days the law counts.
//!
//! It needs no ledger unless the day is named by a record; where one is at hand, the holiday tables it has adopted count before
//! those built in. It judges nothing but the days asked about: which period a rule
//! asks for is the profile's matter.

use clap::Args;
use jiff::civil::Date;
use serde::{Serialize, Serializer};

use crate::cli::day_name::{Day, DayOrRecord};
use crate::cli::tables::{Counting, TableArgs};
use crate::cli::{CliError, Context, Exit};
use crate::procedure::{CannotCount, Convention, Counted, DayKind, Due, Holidays, Unit, Verdict};
use crate::render::{Language, Message, Piece, Table, Tone, day_words};

/// What counting takes.
#[derive(Debug, Args)]
pub struct CountArgs {
    /// Where counting begins: a day, or a record, whose last day is taken.
    #[arg(value_name = "FROM", required = true)]
    pub from: Option<DayOrRecord>,
    /// So many days.
    #[arg(long, value_name = "N", required_unless_present = "to")]
    pub days: Option<u32>,
    /// The other end, to learn how long it is.
    #[arg(long, value_name = "DATE")]
    pub to: Option<Day>,
    /// Counts backwards, from an event.
    #[arg(long, requires = "days", conflicts_with = "to")]
    pub before: bool,
    /// Counts working days only.
    #[arg(long)]
    pub working: bool,
    /// Counts the day it begins.
    #[arg(long)]
    pub first_day_counts: bool,
    /// Holiday tables beside those built in.
    #[command(flatten)]
    pub tables: TableArgs,
}

/// The question, its days known.
#[derive(Debug, Clone, Copy)]
struct Question<'a> {
    from: Date,
    asked: Asked,
    convention: Convention,
    holidays: &'a Holidays,
}

#[derive(Debug, Clone, Copy)]
enum Asked {
    /// When so many days from there are over.
    End(u32),
    /// How long it is to there, and whether that is as long as asked.
    Length(Date, Option<u32>),
    /// The latest day so many days before it.
    Before(u32),
}

#[derive(Debug, Serialize)]
struct CalendarDocument {
    schema: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<String>,
    from: DayShown,
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<u32>,
    #[serde(flatten)]
    convention: Convention,
    #[serde(flatten)]
    answer: Answer,
    /// The holiday tables the answer rests on.
    tables: Vec<TableShown>,
}

#[derive(Debug, Serialize)]
#[serde(tag = "question", rename_all = "kebab-case")]
enum Answer {
    End {
        end: End,
        /// With the first day counted the other way.
        otherwise: Option<End>,
    },
    Length {
        to: DayShown,
        length: Counted,
        #[serde(skip_serializing_if = "Option::is_none")]
        least: Option<Verdict>,
        /// *Cannot decide* is an answer here: the length needs no table for the last day.
        #[serde(skip_serializing_if = "Option::is_none")]
        most: Option<Decided>,
    },
    Before {
        latest: DayShown,
        otherwise: Option<DayShown>,
        /// Where the latest day is off: the last working day before it.
        #[serde(skip_serializing_if = "Option::is_none")]
        working_day: Option<DayShown>,
    },
}

#[derive(Debug, Serialize)]
struct End {
    counted: DayShown,
    last: DayShown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Decided {
    Verdict(Verdict),
    NoTable(i16),
}

impl Serialize for Decided {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Verdict(verdict) => verdict.serialize(to),
            Self::NoTable(_) => to.serialize_str("cannot-decide"),
        }
    }
}

/// A day and what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct DayShown {
    date: Date,
    /// `None` where its year has no table.
    kind: Option<DayKind>,
}

impl Serialize for DayShown {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Wire {
            date: String,
            weekday: i8,
            kind: Option<&'static str>,
        }
        let kind = self.kind.map(|kind| match kind {
            DayKind::Working => "working",
            DayKind::MakeUp => "make-up",
            DayKind::Weekend => "weekend",
            DayKind::Holiday => "holiday",
        });
        let weekday = self.date.weekday().to_monday_one_offset();
        Wire { date: self.date.to_string(), weekday, kind }.serialize(to)
    }
}

#[derive(Debug, Serialize)]
struct TableShown {
    year: i16,
    source: String,
    /// The entry of the ledger at hand that adopted it; `None` for one built in or brought.
    #[serde(skip_serializing_if = "Option::is_none")]
    adopted_at_entry: Option<u64>,
}

impl CountArgs {
    /// Whether anything of a question was typed.
    pub fn asks(&self) -> bool {
        let Self { from, days, to, before, working, first_day_counts, tables } = self;
        let switched = *before || *working || *first_day_counts;
        from.is_some() || days.is_some() || to.is_some() || switched || !tables.table.is_empty()
    }

    /// Answers it.
    ///
    /// # Errors
    /// It depends on a holiday table that is not there (exit 1); a table file is none (exit 2); the record cannot be read
    /// or does not hold.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let named = self.from.ok_or_else(|| CliError::bug("calendar without a question"))?;
        let from = named.find(context)?;
        let record = match named {
            DayOrRecord::Day(_) => None,
            DayOrRecord::Record(name) => Some(name),
        };
        let Counting { holidays, adopted } = self.tables.counting(context, record.as_ref())?;
        let record = record.map(|name| name.to_string());
        let unit = if self.working { Unit::Working } else { Unit::Calendar };
        let convention = Convention { unit, first_day_counts: self.first_day_counts, ..Convention::default() };
        let asked = match (self.to, self.days) {
            (Some(Day(to)), days) => Asked::Length(to, days),
            (None, Some(days)) if self.before => Asked::Before(days),
            (None, Some(days)) => Asked::End(days),
            (None, None) => return Err(CliError::bug("calendar without a question")),
        };
        let question = Question { from, asked, convention, holidays: &holidays };
        let mut document = question.answered(record).map_err(|why| question.unanswered(why))?;
        for one in &mut document.tables {
            one.adopted_at_entry = adopted.get(&one.year).map(|at| at.0);
        }
        context.printer.answer(&document, |printer| printer.table(&drawn(context, &document)))?;
        match document.answer {
            Answer::Length { most: Some(Decided::NoTable(year)), .. } => Err(no_table(year)),
            _ => Ok(Exit::Sound),
        }
    }
}

impl Question<'_> {
    fn answered(&self, record: Option<String>) -> Result<CalendarDocument, CannotCount> {
        let Self { from, convention, holidays, .. } = *self;
        let otherwise = Convention { first_day_counts: !convention.first_day_counts, ..convention };
        let mut rests_on = Vec::new();
        if convention.unit == Unit::Working {
            rests_on.push(from);
        }
        let answer = match self.asked {
            Asked::End(days) => {
                let due = convention.end_of(from, days, &[], holidays)?;
                rests_on.extend([due.counted, due.last]);
                let end = |due: Due| End { counted: self.show(due.counted), last: self.show(due.last) };
                let otherwise = otherwise.end_of(from, days, &[], holidays).ok().map(end);
                Answer::End { end: end(due), otherwise }
            }
            Asked::Length(to, days) => {
                let length = convention.length(from, to, &[], holidays)?;
                if convention.unit == Unit::Working {
                    rests_on.push(to);
                }
                // Whether the last day moves was asked only where it had gone by.
                let due = days.and_then(|days| convention.end_of(from, days, &[], holidays).ok());
                rests_on.extend(due.filter(|due| due.counted < to).into_iter().flat_map(|due| [due.counted, due.last]));
                let most = days.map(|days| convention.verdict_most(from, to, days, &[], holidays));
                let most = match most.transpose() {
                    Ok(most) => most.map(Decided::Verdict),
                    Err(CannotCount::NoTable { year }) => Some(Decided::NoTable(year)),
                    Err(other) => return Err(other),
                };
                let least = days.map(|days| convention.verdict_least(length, days));
                Answer::Length { to: self.show(to), length, least, most }
            }
            Asked::Before(days) => {
                let latest = convention.latest_before(from, days, holidays)?;
                if convention.unit == Unit::Working {
                    rests_on.push(latest);
                }
                let otherwise = otherwise.latest_before(from, days, holidays).ok().map(|day| self.show(day));
                let working_day = match holidays.is_working(latest) {
                    Some(false) => Convention::WORKING.latest_before(latest, 1, holidays).ok(),
                    _ => None,
                };
                Answer::Before {
                    latest: self.show(latest),
                    otherwise,
                    working_day: working_day.map(|day| self.show(day)),
                }
            }
        };
        let days = match self.asked {
            Asked::End(days) | Asked::Before(days) => Some(days),
            Asked::Length(_, days) => days,
        };
        let years = rests_on.iter().map(|day| day.year());
        let years = years.clone().min().unwrap_or(0)..=years.max().unwrap_or(-1);
        let tables = years
            .filter_map(|year| holidays.table(year))
            .map(|table| TableShown { year: table.year(), source: table.source().to_owned(), adopted_at_entry: None })
            .collect();
        let schema = "liuhen/calendar/v1";
        Ok(CalendarDocument { schema, record, from: self.show(from), days, convention, answer, tables })
    }

    fn show(&self, date: Date) -> DayShown {
        DayShown { date, kind: self.holidays.kind(date) }
    }

    /// Why there is no answer, and what can be said all the same.
    fn unanswered(&self, why: CannotCount) -> CliError {
        match why {
            CannotCount::NoTable { year } => {
                let plain = Convention { roll_over: false, ..self.convention };
                match self.asked {
                    Asked::End(days) => match plain.end_of(self.from, days, &[], self.holidays) {
                        Ok(due) => no_table(year).because(Message::new("cause-counted-only").show("day", due.counted)),
                        Err(_) => no_table(year),
                    },
                    Asked::Length(..) | Asked::Before(_) => no_table(year),
                }
            }
            CannotCount::Backwards { from, to } => {
                CliError::usage("error-calendar-backwards").show("from", from).show("to", to)
            }
            other => CliError::refused("error-calendar").because_of(&other),
        }
    }
}

fn no_table(year: i16) -> CliError {
    // A year is a name here; as a number it would be set with separators.
    CliError::refused("error-no-holiday-table").with("year", year.to_string()).hint(Message::new("hint-holiday-table"))
}

fn drawn(context: &Context, document: &CalendarDocument) -> Table {
    let language = context.language();
    let convention = document.convention;
    let mut table = Table::bare(2);
    let mut row = |id: &str, tone: Tone, value: String| {
        table.row([Piece::new(Tone::Faint, context.text(id)), Piece::new(tone, value)]);
    };
    if let Some(record) = &document.record {
        row("calendar-record", Tone::Plain, record.clone());
    }
    let event = matches!(document.answer, Answer::Before { .. });
    let begins = if event { "calendar-event" } else { "calendar-from" };
    row(begins, Tone::Plain, in_words(language, document.from));
    if let Answer::Length { to, .. } = &document.answer {
        row("calendar-to", Tone::Plain, in_words(language, *to));
    }
    let counting = counting_in_words(context, document.days, convention, event);
    row("calendar-counting", Tone::Plain, counting);
    let otherwise_label = match (convention.first_day_counts, event) {
        (false, false) => "calendar-first-day-counted",
        (false, true) => "calendar-event-counted",
        (true, false) => "calendar-first-day-not-counted",
        (true, true) => "calendar-event-not-counted",
    };
    match &document.answer {
        Answer::End { end, otherwise } => {
            let moved = end.counted.date != end.last.date;
            let tone = if moved { Tone::Plain } else { Tone::Strong };
            row("calendar-last-day", tone, in_words(language, end.counted));
            if moved {
                row("calendar-moves-to", Tone::Strong, in_words(language, end.last));
                row("calendar-because", Tone::Faint, context.text("calendar-rolled"));
            }
            if let Some(otherwise) = otherwise {
                row(otherwise_label, Tone::Faint, in_words(language, otherwise.last));
            }
        }
        Answer::Length { length, least, most, .. } => {
            let (natural, inclusive) =
                if convention.first_day_counts { (Tone::Plain, Tone::Strong) } else { (Tone::Strong, Tone::Plain) };
            let days = |count| day_words::period(language, convention.unit, count);
            row("calendar-first-day-not-counted", natural, days(length.natural));
            row("calendar-first-day-counted", inclusive, days(length.inclusive));
            if let (Some(asked), Some(least), Some(most)) = (document.days, least, most) {
                let of = |id: &'static str, verdict: String| {
                    Message::new(id).with("period", days(asked)).with("verdict", verdict).text(language)
                };
                let (words, tone) =
                    verdict_in_words(context, Decided::Verdict(*least), convention, "calendar-too-short");
                row("calendar-least", tone, of("calendar-verdict", words));
                let (words, tone) = verdict_in_words(context, *most, convention, "calendar-too-late");
                row("calendar-most", tone, of("calendar-verdict", words));
            }
        }
        Answer::Before { latest, otherwise, working_day } => {
            row("calendar-latest", Tone::Strong, in_words(language, *latest));
            if let Some(day) = working_day {
                row("calendar-working-day", Tone::Plain, in_words(language, *day));
            }
            if let Some(day) = otherwise {
                row(otherwise_label, Tone::Faint, in_words(language, *day));
            }
        }
    }
    for one in &document.tables {
        let at = one.adopted_at_entry.map_or_else(String::new, |at| format!("  @{at}"));
        row("calendar-table", Tone::Faint, format!("{}  {}{at}", one.year, one.source));
    }
    table
}

fn in_words(language: Language, day: DayShown) -> String {
    day_words::day(language, day.date, day.kind)
}

fn counting_in_words(context: &Context, days: Option<u32>, convention: Convention, event: bool) -> String {
    let first = context.text(match (convention.first_day_counts, event) {
        (false, false) => "calendar-without-first",
        (false, true) => "calendar-without-event",
        (true, false) => "calendar-with-first",
        (true, true) => "calendar-with-event",
    });
    let what = match (days, convention.unit) {
        (Some(days), unit) => day_words::period(context.language(), unit, days),
        (None, Unit::Calendar) => context.text("calendar-unit-calendar"),
        (None, Unit::Working) => context.text("calendar-unit-working"),
    };
    Message::new("calendar-counted").with("what", what).with("first", first).text(context.language())
}

fn verdict_in_words(context: &Context, decided: Decided, convention: Convention, not: &str) -> (String, Tone) {
    let (id, tone) = match decided {
        Decided::Verdict(Verdict::Met) => ("calendar-met", Tone::Good),
        Decided::Verdict(Verdict::Borderline) if convention.first_day_counts => ("calendar-border-out", Tone::Warn),
        Decided::Verdict(Verdict::Borderline) => ("calendar-border-in", Tone::Warn),
        Decided::Verdict(Verdict::Short) => (not, Tone::Bad),
        Decided::NoTable(_) => ("calendar-cannot-decide", Tone::Warn),
    };
    (context.text(id), tone)
}

#[cfg(test)]
mod tests;
