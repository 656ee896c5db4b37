//! Which days are working days: one table a year, as the General Office of the State Council publishes it each autumn.
//!
//! A table lists the days off and the weekends worked in exchange (调休); every other Monday to Friday is a working day.
//! Where a year has no table nothing is assumed: whoever asks learns that it cannot be said. The years built in were
//! compared day by day between two packages that do not draw on each other; each file names both.
//!
//! Out of scope: counting ([`days`](super::days)); reading files, a table comes in as its text.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use jiff::Span;
use jiff::civil::{Date, Weekday};
use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

/// What a day is, where its year has a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DayKind {
    /// Monday to Friday as usual.
    Working,
    /// A Saturday or Sunday worked in exchange for a day off (调休).
    MakeUp,
    /// A Saturday or Sunday as usual.
    Weekend,
    /// Off by the table: a legal holiday, or a day off around one.
    Holiday,
}

impl DayKind {
    /// Whether offices work.
    pub const fn is_working(self) -> bool {
        matches!(self, Self::Working | Self::MakeUp)
    }
}

/// The days off and the make-up days of one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolidayTable {
    year: i16,
    source: String,
    /// What each day is, from 1 January: periods are counted day by day.
    days: Vec<DayKind>,
}

impl HolidayTable {
    /// Reads a table.
    ///
    /// ```toml
    /// calendar = "cn"
    /// year = 2026
    /// source = "国办发明电〔2025〕…号"
    /// off = [2026-01-01, 2026-01-02]
    /// on = [2026-01-04]
    /// ```
    ///
    /// # Errors
    /// [`TableError`] says the line and what is wrong there: a day of another year or listed twice, a Monday to Friday
    /// under `on` (it is worked anyway, so somebody mistook the date), an empty `off` (every year has National Day).
    /// A weekend under `off` is no mistake: legal holidays fall on weekends.
    pub fn read(text: &str) -> Result<Self, TableError> {
        if text.len() > TABLE_BYTES_MAX {
            return Err(TableError { line: None, what: format!("a table has at most {TABLE_BYTES_MAX} bytes") });
        }
        let line_of = |at: usize| 1 + text.as_bytes()[..at.min(text.len())].iter().filter(|&&b| b == b'\n').count();
        let wire: Wire = toml::from_str(text).map_err(|error| TableError {
            line: error.span().map(|span| line_of(span.start)),
            what: error.message().to_owned(),
        })?;
        let fail = |span: Range<usize>, what: String| TableError { line: Some(line_of(span.start)), what };
        if wire.calendar.get_ref() != CALENDAR {
            let what = format!("calendar `{}` is not known, only `{CALENDAR}`", wire.calendar.get_ref());
            return Err(fail(wire.calendar.span(), what));
        }
        let year = *wire.year.get_ref();
        if !YEARS.contains(&year) {
            let what = format!("the year {year} is not one of {} to {}", YEARS.start, YEARS.end - 1);
            return Err(fail(wire.year.span(), what));
        }
        let source = wire.source.get_ref().trim().to_owned();
        if source.is_empty() || source.len() > SOURCE_BYTES_MAX || source.contains(char::is_control) {
            let what =
                format!("`source` says in one line of at most {SOURCE_BYTES_MAX} bytes where the days come from");
            return Err(fail(wire.source.span(), what));
        }
        let mut listed = BTreeSet::new();
        let mut day = |given: &Spanned<Datetime>| -> Result<Date, TableError> {
            let date = date_of(*given.get_ref())
                .ok_or_else(|| fail(given.span(), format!("`{}` is not a day like 2026-10-01", given.get_ref())))?;
            match () {
                () if date.year() != year => Err(fail(given.span(), format!("{date} is not in {year}"))),
                () if !listed.insert(date) => Err(fail(given.span(), format!("{date} is listed twice"))),
                () => Ok(date),
            }
        };
        let off = wire.off.get_ref().iter().map(&mut day).collect::<Result<BTreeSet<_>, _>>()?;
        if off.is_empty() {
            return Err(fail(wire.off.span(), "a year has days off".to_owned()));
        }
        let mut on = BTreeSet::new();
        for given in &wire.on {
            let date = day(given)?;
            if !is_weekend(date) {
                let what = format!("{date} is no Saturday or Sunday, so it cannot be a make-up day");
                return Err(fail(given.span(), what));
            }
            on.insert(date);
        }
        let kind = |day: Date| match () {
            () if off.contains(&day) => DayKind::Holiday,
            () if on.contains(&day) => DayKind::MakeUp,
            () if is_weekend(day) => DayKind::Weekend,
            () => DayKind::Working,
        };
        Ok(Self { year, source, days: days_of(year).map(kind).collect() })
    }

    /// The year.
    pub const fn year(&self) -> i16 {
        self.year
    }

    /// Where its days come from, in the words of whoever made it.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The days of the year that are worked by one of two tables and not by the other.
    pub fn differs_on(&self, other: &Self) -> Vec<Date> {
        let days: BTreeSet<Date> = days_of(self.year).chain(days_of(other.year)).collect();
        let worked = |table: &Self, day: Date| table.kind(day).map(DayKind::is_working);
        days.into_iter().filter(|day| worked(self, *day) != worked(other, *day)).collect()
    }

    /// What `day` is; `None` where it is in another year.
    pub fn kind(&self, day: Date) -> Option<DayKind> {
        let place = usize::try_from(day.day_of_year()).ok()?.checked_sub(1)?;
        self.days.get(place).copied().filter(|_| day.year() == self.year)
    }
}

/// The tables at hand, by year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holidays {
    tables: BTreeMap<i16, HolidayTable>,
    /// The years whose table somebody brought: it goes before any other.
    brought: BTreeSet<i16>,
}

impl Holidays {
    /// No table at all: every question about a working day goes unanswered.
    pub const fn none() -> Self {
        Self { tables: BTreeMap::new(), brought: BTreeSet::new() }
    }

    /// The tables that come with the program.
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// Adds a table; the one it takes the place of is handed back.
    pub fn add(&mut self, table: HolidayTable) -> Option<HolidayTable> {
        self.tables.insert(table.year, table)
    }

    /// Adds a table that goes before any other of its year, also before one that a ledger adopted; the one it takes the place
    /// of is handed back.
    pub fn bring(&mut self, table: HolidayTable) -> Option<HolidayTable> {
        self.brought.insert(table.year);
        self.add(table)
    }

    /// Whether the table of a year was brought.
    pub fn is_brought(&self, year: i16) -> bool {
        self.brought.contains(&year)
    }

    /// Takes what a ledger adopted for a year in the place of what is built in: a table, or none that can be read, and then the
    /// year has none. What was brought stays.
    pub fn adopt(&mut self, year: i16, table: Option<HolidayTable>) {
        if self.is_brought(year) {
            return;
        }
        match table {
            Some(table) => self.tables.insert(year, table),
            None => self.tables.remove(&year),
        };
    }

    /// The table of a year.
    pub fn table(&self, year: i16) -> Option<&HolidayTable> {
        self.tables.get(&year)
    }

    /// The years that have a table.
    pub fn years(&self) -> impl Iterator<Item = i16> {
        self.tables.keys().copied()
    }

    /// What `day` is; `None` where its year has no table.
    pub fn kind(&self, day: Date) -> Option<DayKind> {
        self.table(day.year())?.kind(day)
    }

    /// Whether offices work on `day`; `None` where its year has no table.
    pub fn is_working(&self, day: Date) -> Option<bool> {
        self.kind(day).map(DayKind::is_working)
    }
}

/// A text that is no holiday table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{what}", line.map(|line| format!("line {line}: ")).unwrap_or_default())]
pub struct TableError {
    /// The line, from 1, where it is known.
    pub line: Option<usize>,
    /// What is wrong.
    pub what: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    calendar: Spanned<String>,
    year: Spanned<i16>,
    source: Spanned<String>,
    off: Spanned<Vec<Spanned<Datetime>>>,
    on: Vec<Spanned<Datetime>>,
}

/// A TOML date without a time of day.
fn date_of(given: Datetime) -> Option<Date> {
    match (given.date, given.time, given.offset) {
        (Some(date), None, None) => {
            Date::new(i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?).ok()
        }
        _ => None,
    }
}

/// The days of a year, from 1 January.
fn days_of(year: i16) -> impl Iterator<Item = Date> {
    let first = Date::constant(year, 1, 1);
    first.series(Span::new().days(1)).take_while(move |day| day.year() == year)
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

static BUILT_IN: LazyLock<Holidays> = LazyLock::new(|| {
    let mut holidays = Holidays::none();
    // A table that does not read is left out, so that nothing rests on it; a test sees to it that all of them read.
    for table in SHIPPED.iter().filter_map(|text| HolidayTable::read(text).ok()) {
        holidays.add(table);
    }
    holidays
});

/// Names each year once; it has a file.
macro_rules! years {
    ($($year:literal),+ $(,)?) => {
        const SHIPPED: &[&str] = &[$(include_str!(concat!("data/calendars/cn-", $year, ".toml"))),+];
        #[cfg(test)]
        const SHIPPED_YEARS: &[i16] = &[$($year),+];
    };
}

// From 2013, before the oldest published case that is kept here, to the last year whose notice is out.
years! { 2013, 2014, 2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026 }

/// The one calendar known: the People's Republic's, without the days off of single regions.
pub const CALENDAR: &str = "cn";

/// Five-day weeks since May 1995; before that a table like this would say too little.
const YEARS: Range<i16> = 1996..9999;

/// A real table has about two thousand bytes; whoever brings more brings something else.
pub const TABLE_BYTES_MAX: usize = 64 * 1024;

/// A source is a line, not an essay.
const SOURCE_BYTES_MAX: usize = 500;

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const GOOD: &str = "calendar = \"cn\"\nyear = 2026\nsource = \"x\"\noff = [\n2026-10-01,\n2026-10-03,\n]\n\
                        on = [\n2026-10-10,\n]\n";

    #[test]
    fn a_table_says_what_each_day_of_its_year_is() {
        let table = HolidayTable::read(GOOD).unwrap();
        assert_eq!((table.year(), table.source()), (2026, "x"));
        assert_eq!(table.kind(date(2026, 10, 1)), Some(DayKind::Holiday));
        assert_eq!(table.kind(date(2026, 10, 3)), Some(DayKind::Holiday), "a holiday on a Saturday");
        assert_eq!(table.kind(date(2026, 10, 4)), Some(DayKind::Weekend));
        assert_eq!(table.kind(date(2026, 10, 10)), Some(DayKind::MakeUp));
        assert_eq!(table.kind(date(2026, 10, 8)), Some(DayKind::Working));
        assert_eq!(table.kind(date(2027, 10, 8)), None);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let swap = |from: &str, to: &str| {
            assert!(GOOD.contains(from), "{from}");
            GOOD.replacen(from, to, 1)
        };
        for (text, line, word) in [
            (swap("\"cn\"", "\"hk\""), 1, "calendar"),
            (swap("year = 2026", "year = 1990"), 2, "1990"),
            (swap("year = 2026", "year = 2025"), 5, "not in 2025"),
            (swap("\"x\"", "\" \""), 3, "source"),
            (swap("\"x\"", "\"a\\nb\""), 3, "source"),
            (swap("2026-10-03", "2026-10-01"), 6, "twice"),
            (swap("2026-10-10", "2026-10-03"), 9, "twice"),
            (swap("2026-10-10", "2026-10-09"), 9, "make-up"),
            (swap("2026-10-03", "2026-10-03T08:00:00"), 6, "not a day"),
            (swap("2026-10-03", "08:00:00"), 6, "not a day"),
            (swap("2026-10-03", "\"2026-10-03\""), 6, ""),
            (swap("2026-10-03", "2026-02-30"), 6, ""),
            (swap("\non =", "\nweekends = [6]\non ="), 8, "weekends"),
            (swap("off = [\n2026-10-01,\n2026-10-03,\n]", "off = []"), 4, "days off"),
        ] {
            let error = HolidayTable::read(&text).unwrap_err();
            assert_eq!(error.line, Some(line), "{error}\n{text}");
            assert!(error.to_string().contains(word), "{error}");
        }
        assert!(HolidayTable::read(&swap("on = [\n2026-10-10,\n]\n", "")).is_err(), "no make-up days: say so with []");
        let long = format!("{GOOD}#{}", "x".repeat(TABLE_BYTES_MAX));
        assert_eq!(HolidayTable::read(&long).unwrap_err().line, None);
    }

    #[test]
    fn every_table_that_is_shipped_reads_and_is_of_its_year() {
        let years: Vec<i16> = SHIPPED.iter().map(|text| HolidayTable::read(text).unwrap().year()).collect();
        assert_eq!(years, SHIPPED_YEARS);
        assert_eq!(Holidays::built_in().years().collect::<Vec<_>>(), years);
        assert_eq!(Holidays::built_in().is_working(date(2012, 12, 31)), None);
    }

    /// What everybody in the country remembers of these years.
    #[test]
    fn known_days_are_what_they_were() {
        use DayKind::{Holiday, MakeUp, Weekend, Working};
        for (year, month, day, kind) in [
            (2013, 10, 1, Holiday),
            (2015, 9, 3, Holiday),  // seventy years after the war
            (2015, 9, 6, MakeUp),   // and the Sunday worked for it
            (2018, 12, 29, MakeUp), // by the notice for 2019
            (2018, 12, 31, Holiday),
            (2019, 5, 2, Holiday),  // longer than first announced
            (2020, 1, 31, Holiday), // the Spring Festival made longer by the epidemic
            (2020, 2, 1, Weekend),  // which had been a make-up day
            (2023, 4, 5, Holiday),  // C8 ends on it
            (2023, 4, 23, MakeUp),  // C5 ends on it
            (2023, 1, 29, MakeUp),  // C3 ends on it
            (2024, 2, 9, Working),  // New Year's Eve was an ordinary day that year
            (2025, 1, 28, Holiday), // and off the year after
            (2026, 10, 8, Working),
        ] {
            assert_eq!(Holidays::built_in().kind(date(year, month, day)), Some(kind), "{year}-{month}-{day}");
        }
    }

    #[test]
    fn each_year_has_as_many_working_days_as_another_program_counts() {
        // The package `holidays` 0.109, which draws on the notices themselves.
        let counted: [(i16, usize); 14] = [
            (2013, 250),
            (2014, 250),
            (2015, 249),
            (2016, 250),
            (2017, 249),
            (2018, 250),
            (2019, 250),
            (2020, 249),
            (2021, 250),
            (2022, 249),
            (2023, 249),
            (2024, 251),
            (2025, 248),
            (2026, 248),
        ];
        for (year, expected) in counted {
            let days = std::iter::successors(Some(date(year, 1, 1)), |day| day.tomorrow().ok());
            let of_year = days.take_while(|day| day.year() == year);
            assert_eq!(of_year.filter(|day| Holidays::built_in().is_working(*day) == Some(true)).count(), expected);
        }
    }

    #[test]
    fn a_table_takes_the_place_of_the_one_before_it() {
        let mut holidays = Holidays::built_in().clone();
        assert_eq!(holidays.is_working(date(2026, 10, 2)), Some(false));
        let before = holidays.add(HolidayTable::read(GOOD).unwrap());
        assert_eq!(before.as_ref().map(HolidayTable::year), Some(2026));
        assert_eq!(holidays.is_working(date(2026, 10, 2)), Some(true));
        assert_eq!(holidays.table(2026).map(HolidayTable::source), Some("x"));
    }

    #[test]
    fn what_was_brought_goes_before_what_was_adopted_and_that_before_what_is_built_in() {
        let table = |source: &str| HolidayTable::read(&GOOD.replace("\"x\"", &format!("\"{source}\""))).unwrap();
        let mut holidays = Holidays::built_in().clone();
        holidays.adopt(2026, Some(table("adopted")));
        assert_eq!(holidays.table(2026).map(HolidayTable::source), Some("adopted"));
        holidays.adopt(2026, None);
        assert_eq!(holidays.is_working(date(2026, 10, 2)), None, "an adopted table that cannot be read is none");
        holidays.bring(table("brought"));
        holidays.adopt(2026, Some(table("adopted")));
        assert_eq!(holidays.table(2026).map(HolidayTable::source), Some("brought"));
    }

    #[test]
    fn two_tables_differ_on_the_days_that_one_of_them_works() {
        let table = |off: &str, on: &str| {
            let text = format!("calendar = \"cn\"\nyear = 2027\nsource = \"x\"\noff = [{off}]\non = [{on}]\n");
            HolidayTable::read(&text).unwrap()
        };
        let one = table("2027-01-01", "");
        assert_eq!(one.differs_on(&one), []);
        assert_eq!(one.differs_on(&table("2027-01-01, 2027-01-02", "")), [], "2 January 2027 is a Saturday anyway");
        let other = table("2027-01-01, 2027-01-04", "2027-01-09");
        assert_eq!(one.differs_on(&other), [date(2027, 1, 4), date(2027, 1, 9)]);
        assert_eq!(other.differs_on(&one), one.differs_on(&other));
    }
}
