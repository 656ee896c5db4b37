//! The holiday tables that a ledger has adopted, and which of them a decision is counted by.
//!
//! A table adopted later must not alter an old verdict. So a decision is counted by the last table of a year that was adopted
//! before it was opened, and where there was none yet by the first that came afterwards. Built-in tables count where a ledger
//! has adopted none; what an inspector brings goes before all. A table that was adopted and cannot be read is none: the
//! program's own copy does not quietly take its place.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;

use jiff::civil::Date;

use super::code::Code;
use super::gather::Gathered;
use super::report::{Finding, Place};
use crate::crypto::hash::dual;
use crate::model::{EvidenceDigest, RecordDigest, Seq, StreamId};
use crate::port::{ReadEvidence, ReadLedger, StoreError, StoredEntry};
use crate::procedure::holidays::{CALENDAR, TABLE_BYTES_MAX};
use crate::procedure::{HolidayTable, Holidays};
use crate::registry::AdoptCalendar;

/// A holiday table that was adopted.
#[derive(Debug, Clone)]
pub struct AdoptedTable {
    /// The entry.
    pub at: Seq,
    /// What it says.
    pub what: AdoptCalendar,
    /// The table; why it cannot be read, where it cannot.
    pub table: Result<HolidayTable, String>,
    number: u64,
    record: RecordDigest,
}

/// All that were adopted, in the order of the ledger.
#[derive(Debug, Clone, Default)]
pub struct Calendars(Vec<AdoptedTable>);

impl Calendars {
    /// Reads those among the first `limit` entries; `each` is told of every entry of their streams.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn read<S: ReadLedger + ReadEvidence + ?Sized>(
        source: &S,
        limit: u64,
        mut each: impl FnMut(&StoredEntry),
    ) -> Result<Self, StoreError> {
        let mut all = Vec::new();
        let mut after = None;
        // The names of calendars come before those of decisions: whoever looks for them need not pass over every decision.
        'streams: loop {
            let streams = source.streams(after.as_ref(), STRETCH)?;
            for stream in &streams {
                if !matches!(stream, StreamId::Calendar(_)) {
                    break 'streams;
                }
                let mut number = 0;
                loop {
                    let entries = source.stream(stream, number, STRETCH)?;
                    number += entries.len() as u64;
                    for stored in entries.iter().filter(|stored| stored.entry.header().sequence.0 < limit) {
                        each(stored);
                        all.extend(adopted(source, stored, all.len() < TABLES_MAX));
                    }
                    if entries.len() < STRETCH {
                        break;
                    }
                }
            }
            match streams.last() {
                Some(last) if streams.len() == STRETCH => after = Some(last.clone()),
                _ => break,
            }
        }
        all.sort_by_key(|one| one.at);
        Ok(Self(all))
    }

    /// All of them.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &AdoptedTable> {
        self.0.iter()
    }

    /// Those of a year.
    pub fn of(&self, year: i16) -> impl DoubleEndedIterator<Item = &AdoptedTable> {
        self.all().filter(move |one| one.what.calendar.as_str() == CALENDAR && one.what.year == year)
    }

    /// The years that have one.
    pub fn years(&self) -> BTreeSet<i16> {
        self.all().filter(|one| one.what.calendar.as_str() == CALENDAR).map(|one| one.what.year).collect()
    }

    /// The table of a year by which a decision is counted that was opened with an entry.
    pub fn counted_by(&self, year: i16, opened: Seq) -> Option<&AdoptedTable> {
        self.of(year).rfind(|one| one.at < opened).or_else(|| self.of(year).next())
    }

    /// The holidays by which a decision is counted that was opened with an entry, over those at hand.
    pub fn holidays(&self, at_hand: &Holidays, opened: Seq) -> Holidays {
        let mut holidays = at_hand.clone();
        for year in self.years() {
            if let Some(one) = self.counted_by(year, opened) {
                holidays.adopt(year, one.table.clone().ok());
            }
        }
        holidays
    }

    /// The adopted tables of the same year that count other days than one of them.
    pub fn others(&self, one: &AdoptedTable) -> Vec<(&AdoptedTable, Vec<Date>)> {
        let Ok(table) = &one.table else { return Vec::new() };
        let others = self.of(one.what.year).filter(|other| other.at != one.at);
        others
            .filter_map(|other| Some((other, other.table.as_ref().ok()?.differs_on(table))))
            .filter(|(_, days)| !days.is_empty())
            .collect()
    }

    /// How many were adopted before an entry: two decisions with the same number are counted by the same tables.
    pub(super) fn before(&self, opened: Seq) -> usize {
        self.0.partition_point(|one| one.at < opened)
    }

    /// Tells of those that cannot be read, and of those that count other days than the one before them.
    pub(super) fn tell(&self, out: &mut Gathered) {
        let mut last = BTreeMap::new();
        for one in self.all() {
            let place = || Place {
                seq: Some(one.at.0),
                stream: Some(StreamId::Calendar(one.what.calendar.clone())),
                number: Some(one.number),
                record: Some(one.record),
                ..Place::default()
            };
            if let Err(why) = &one.table {
                out.add(Finding::new(Code::CalendarUnreadable, place()).saying(format!("{}: {why}", one.what.year)));
            }
            let Ok(table) = &one.table else { continue };
            let before = last.insert((&one.what.calendar, one.what.year), (one.at, table));
            let Some((before, days)) = before.map(|(at, before)| (at, table.differs_on(before))) else { continue };
            if !days.is_empty() {
                let days: Vec<String> = days.iter().map(Date::to_string).collect();
                let saying = format!("@{before}: {}", days.join(", "));
                out.add(Finding::new(Code::CalendarDiffers, place()).saying(saying));
            }
        }
    }
}

fn adopted<S: ReadEvidence + ?Sized>(source: &S, stored: &StoredEntry, has_room: bool) -> Option<AdoptedTable> {
    let what = super::procedure::record_of(stored).and_then(|record| AdoptCalendar::read(&record).ok())?;
    let too_many = || Err(format!("it comes after {TABLES_MAX} others"));
    let table = if has_room { table(source, &what) } else { too_many() };
    let header = stored.entry.header();
    Some(AdoptedTable { at: header.sequence, what, table, number: header.number, record: header.record_blake3 })
}

/// The table that an adoption names.
///
/// # Errors
/// In words: it is not there, is not what its digest says, is no table, or another than the adoption says.
pub fn table<S: ReadEvidence + ?Sized>(source: &S, what: &AdoptCalendar) -> Result<HolidayTable, String> {
    let text = text(source, &what.blake3, TABLE_BYTES_MAX)?;
    let table = HolidayTable::read(&text).map_err(|error| error.to_string())?;
    let (year, named) = (table.year(), table.source());
    if what.calendar.as_str() != CALENDAR || year != what.year || named != what.source {
        return Err(format!("the text with this digest is the table of {year} by `{named}`"));
    }
    Ok(table)
}

/// A text among the documents, by its digest.
///
/// # Errors
/// In words: it is not there, or not what its digest says.
pub(super) fn text<S: ReadEvidence + ?Sized>(
    source: &S,
    digest: &EvidenceDigest,
    bytes_max: usize,
) -> Result<String, String> {
    let text = source.evidence(digest).map_err(|error| error.to_string())?;
    let mut text = text.ok_or_else(|| format!("{} is not there", source.evidence_path(digest)))?;
    let mut bytes = Vec::new();
    let most = bytes_max as u64 + 1;
    text.by_ref().take(most).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    if dual(&bytes).blake3 != digest.0 {
        return Err(format!("{} is not what its digest says", source.evidence_path(digest)));
    }
    String::from_utf8(bytes).map_err(|error| error.to_string())
}

/// Entries or streams read at once.
const STRETCH: usize = 256;

/// A table a year and a correction now and then: whoever adopts more fills the verifier's memory.
const TABLES_MAX: usize = 10_000;

#[cfg(test)]
mod tests {
    use super::*;

    /// A table of 2027 that was adopted with an entry; `off` are its days off beside New Year's Day.
    fn adopted(at: u64, year: i16, off: &str) -> AdoptedTable {
        let text =
            format!("calendar = \"cn\"\nyear = {year}\nsource = \"@{at}\"\noff = [{year}-01-01{off}]\non = []\n");
        let table = HolidayTable::read(&text).map_err(|error| error.to_string());
        let blake3 = EvidenceDigest(dual(text.as_bytes()).blake3);
        let what = AdoptCalendar {
            calendar: CALENDAR.parse().unwrap(),
            year,
            source: format!("@{at}"),
            blake3,
            document: "文1".into(),
        };
        AdoptedTable { at: Seq(at), what, table, number: 0, record: RecordDigest([0; 32]) }
    }

    fn source_of(calendars: &Calendars, year: i16, opened: u64) -> Option<String> {
        let holidays = calendars.holidays(Holidays::built_in(), Seq(opened));
        holidays.table(year).map(|table| table.source().to_owned())
    }

    #[test]
    fn a_decision_is_counted_by_the_table_in_force_when_it_was_opened_or_the_first_after_it() {
        let all = Calendars(vec![adopted(5, 2027, ""), adopted(9, 2027, ", 2027-01-04"), adopted(12, 2028, "")]);
        for (opened, expected) in [(3, "@5"), (5, "@5"), (6, "@5"), (9, "@5"), (10, "@9"), (99, "@9")] {
            assert_eq!(source_of(&all, 2027, opened).as_deref(), Some(expected), "opened with @{opened}");
        }
        assert_eq!(source_of(&all, 2028, 3).as_deref(), Some("@12"));
        assert_eq!(source_of(&all, 2029, 3), None, "a year nobody adopted a table for has none");
        let built_in = Holidays::built_in().table(2026).map(|table| table.source().to_owned());
        assert_eq!(source_of(&all, 2026, 3), built_in);
        // A later table does not alter what was counted by the earlier ones.
        let before = Calendars(all.0[..1].to_vec());
        for opened in 0..9 {
            assert_eq!(source_of(&before, 2027, opened), source_of(&all, 2027, opened));
        }
    }

    #[test]
    fn decisions_with_as_many_tables_before_them_are_counted_alike() {
        let all = Calendars(vec![adopted(5, 2027, ""), adopted(9, 2027, ", 2027-01-04"), adopted(12, 2026, "")]);
        for one in 0..15 {
            for other in (0..15).filter(|other| all.before(Seq(one)) == all.before(Seq(*other))) {
                let holidays = |opened| all.holidays(Holidays::built_in(), Seq(opened));
                assert_eq!(holidays(one), holidays(other), "{one} {other}");
            }
        }
    }

    #[test]
    fn a_table_that_cannot_be_read_is_none_and_the_built_in_one_does_not_take_its_place() {
        let mut lost = adopted(5, 2026, "");
        lost.table = Err("it is not there".into());
        assert_eq!(source_of(&Calendars(vec![lost.clone()]), 2026, 9), None);
        let mut out = Gathered::default();
        Calendars(vec![lost]).tell(&mut out);
        assert_eq!((out.found(Code::CalendarUnreadable), out.found(Code::CalendarDiffers)), (1, 0));
    }

    #[test]
    fn tables_of_one_year_that_count_other_days_are_told() {
        let all =
            Calendars(vec![adopted(5, 2027, ""), adopted(7, 2027, ", 2027-01-02"), adopted(9, 2027, ", 2027-01-04")]);
        let others = all.others(&all.0[0]);
        assert_eq!(others.len(), 1, "2 January 2027 is a Saturday anyway");
        assert_eq!((others[0].0.at, others[0].1.clone()), (Seq(9), vec![jiff::civil::date(2027, 1, 4)]));
        let mut out = Gathered::default();
        all.tell(&mut out);
        assert_eq!((out.found(Code::CalendarDiffers), out.found(Code::CalendarUnreadable)), (1, 0));
    }
}
