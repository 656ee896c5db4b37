//! Holiday tables as commands meet them: built in, adopted in the ledger at hand, or brought with `--table` for a year that has
//! none yet or in place of one.
//!
//! In scope: reading a table's file, what the ledger has adopted, what counting goes by. Out of scope: which adopted table a
//! decision is counted by ([`Calendars`]).

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use jiff::civil::Date;

use super::context::Context;
use super::error::CliError;
use super::record_name::RecordName;
use super::{files, opening, refusal};
use crate::format::Record;
use crate::model::{Seq, StreamId};
use crate::port::{ReadEvidence, ReadLedger};
use crate::procedure::holidays::TABLE_BYTES_MAX;
use crate::procedure::{HolidayTable, Holidays};
use crate::registry::AdoptCalendar;
use crate::render::Message;
use crate::verify::{AdoptedTable, Calendars, Procedure, calendars};

/// Holiday tables by their files.
#[derive(Debug, Clone, Default, Args)]
pub struct TableArgs {
    /// Holiday tables beside those built in.
    #[arg(long, value_name = "FILE")]
    pub table: Vec<PathBuf>,
}

impl TableArgs {
    /// The holidays at hand: those built in, and before all others those that were brought. What takes the place of another
    /// table is said.
    ///
    /// # Errors
    /// A file cannot be read (exit 3) or is no holiday table (exit 2).
    pub fn holidays(&self, context: &Context) -> Result<Holidays, CliError> {
        let mut holidays = Holidays::built_in().clone();
        let adopted = if self.table.is_empty() { BTreeSet::new() } else { years_adopted(context) };
        for path in &self.table {
            let table = TableText::of(context, path, CliError::usage)?.table;
            let year = table.year();
            let id = match holidays.bring(table) {
                _ if adopted.contains(&year) => "note-table-before-adopted",
                Some(_) => "note-table-replaced",
                None => continue,
            };
            let path = context.setting.path(path).display().to_string();
            context.printer.note(&Message::new(id).with("path", path).with("year", year.to_string()));
        }
        Ok(holidays)
    }

    /// What days are counted by outside a judgement: also by the tables of the ledger at hand, those in force now, or, for a
    /// record of a decision, those that decision is counted by.
    ///
    /// # Errors
    /// As [`TableArgs::holidays`]; also where there is a ledger that cannot be read.
    pub fn counting(&self, context: &Context, record: Option<&RecordName>) -> Result<Counting, CliError> {
        let brought = self.holidays(context)?;
        if context.setting.ledger_dir().is_err() {
            return Ok(Counting { holidays: brought, adopted: BTreeMap::new() });
        }
        let store = opening::reading(context)?;
        let opened = match record {
            Some(name) => opening_of(&store, name)?,
            None => Seq(u64::MAX),
        };
        let calendars = adopted_in(&store)?;
        let of = |year| Some((year, calendars.counted_by(year, opened)?.at)).filter(|_| !brought.is_brought(year));
        let adopted = calendars.years().into_iter().filter_map(of).collect();
        Ok(Counting { holidays: calendars.holidays(&brought, opened), adopted })
    }
}

/// The years of which the ledger at hand has adopted a table. Only a note hangs on it: whether there is a ledger, and whether it
/// can be read, is for the command to say.
fn years_adopted(context: &Context) -> BTreeSet<i16> {
    let calendars = opening::reading(context).and_then(|store| adopted_in(&store));
    calendars.map_or_else(|_| BTreeSet::new(), |calendars| calendars.years())
}

/// The entry that opened the decision a record belongs to; the end of the ledger for a record of none.
fn opening_of<S: ReadLedger>(store: &S, name: &RecordName) -> Result<Seq, CliError> {
    let stream = name.find(store)?.entry.header().stream.clone();
    let StreamId::Decision(_) = stream else { return Ok(Seq(u64::MAX)) };
    let first = store.stream(&stream, 0, 1).map_err(|error| refusal::store(&error))?;
    Ok(first.first().map_or(Seq(u64::MAX), |stored| stored.entry.header().sequence))
}

/// What days are counted by.
#[derive(Debug)]
pub struct Counting {
    /// The holidays.
    pub holidays: Holidays,
    /// The years whose table the ledger adopted, each with the entry.
    pub adopted: BTreeMap<i16, Seq>,
}

/// A table and its text.
#[derive(Debug)]
pub struct TableText {
    /// The text, as it is pinned.
    pub text: String,
    /// What it says.
    pub table: HolidayTable,
}

impl TableText {
    /// Reads a table's file.
    ///
    /// # Errors
    /// It cannot be read (exit 3), or is no holiday table: its line and what is wrong there (exit 1).
    pub fn read(context: &Context, typed: &Path) -> Result<Self, CliError> {
        Self::of(context, typed, CliError::refused)
    }

    fn of(context: &Context, typed: &Path, refused: fn(&'static str) -> CliError) -> Result<Self, CliError> {
        let path = context.setting.path(typed);
        let not_one = || refused("error-not-a-holiday-table").with("path", path.display().to_string());
        let bytes = files::read(&path, TABLE_BYTES_MAX)?;
        let text = String::from_utf8(bytes).map_err(|cause| not_one().because_of(&cause.utf8_error()))?;
        let table = HolidayTable::read(&text).map_err(|cause| not_one().because_of(&cause))?;
        Ok(Self { text, table })
    }
}

/// The tables that a ledger has adopted.
///
/// # Errors
/// The store could not answer.
pub fn adopted_in<S: ReadLedger + ReadEvidence>(store: &S) -> Result<Arc<Calendars>, CliError> {
    Procedure::new(store, None, Holidays::built_in()).calendars().map_err(|error| refusal::store(&error))
}

/// An adoption that comes signed from elsewhere is held against the ledger once more: its table is there, reads, is the one it
/// names, and is not in force already. Whatever is no adoption passes.
///
/// # Errors
/// One of these does not hold (exit 1).
pub fn check_adoption<S: ReadLedger + ReadEvidence>(store: &S, record: &Record) -> Result<(), CliError> {
    // What is none, or not as it must be, is refused by the ledger with everything else.
    let Ok(adopt) = AdoptCalendar::read(record) else { return Ok(()) };
    calendars::table(store, &adopt).map_err(|why| {
        CliError::refused("error-calendar-text").with("year", adopt.year.to_string()).because_of_text(why)
    })?;
    match adopted_in(store)?.of(adopt.year).next_back() {
        Some(now) if now.what.blake3 == adopt.blake3 => Err(in_force_already(now)),
        _ => Ok(()),
    }
}

/// The very table is in force.
pub fn in_force_already(now: &AdoptedTable) -> CliError {
    CliError::refused("error-calendar-in-force")
        .with("year", now.what.year.to_string())
        .show("blake3", now.what.blake3)
        .show("seq", now.at)
}

/// Days one after the other; of many only the first.
pub fn days_in_words(context: &Context, days: &[Date]) -> String {
    let shown = days.iter().take(DAYS_SHOWN).map(ToString::to_string).collect::<Vec<_>>();
    let shown = shown.join(&context.text("word-comma"));
    match days.len().saturating_sub(DAYS_SHOWN) {
        0 => shown,
        more => Message::new("calendar-and-more").with("days", shown).with("count", more).text(context.language()),
    }
}

/// A notice that was changed differs on a handful of days; a wrong table on all of them.
const DAYS_SHOWN: usize = 12;
