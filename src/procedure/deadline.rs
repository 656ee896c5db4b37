//! "Within so many days" as rules ask for it: the verdict, the last day, and the sentences about both.

use jiff::civil::Date;

use super::days::{CannotCount, Convention, Stopped, Unit, Verdict};
use super::history::Step;
use super::holidays::Holidays;
use super::judge::{Awaited, Case, Out};
use super::refs::{DayRef, End};
use super::said::{Arg, Said, Saying};

/// Within so many days, counted so.
#[derive(Debug, Clone, Copy)]
pub(super) struct Deadline {
    pub(super) days: u32,
    pub(super) convention: Convention,
}

impl Deadline {
    /// In a unit, otherwise as the Civil Code counts.
    pub(super) fn new(days: u32, unit: Unit) -> Self {
        Self { days, convention: Convention { unit, ..Convention::default() } }
    }

    /// Whether what happened on `to` was done in time.
    pub(super) fn verdict(
        self,
        case: &Case<'_>,
        from: Date,
        to: Date,
        stopped: &[Stopped],
    ) -> Result<Verdict, CannotCount> {
        self.convention.verdict_most(from, to, self.days, stopped, holidays(case))
    }

    /// That `what` was expected in time after `from`.
    pub(super) fn expected(self, what: Arg, since: Arg, from: Date) -> Said {
        let saying = match self.convention.unit {
            Unit::Calendar => &WITHIN,
            Unit::Working => &WITHIN_WORKING,
        };
        saying.with([what, since, Arg::Day(from), Arg::Int(i64::from(self.days))])
    }

    /// Waits for what is not there yet: it is open until the last day and overdue afterwards.
    pub(super) fn wait(
        self,
        case: &Case<'_>,
        kinds: Vec<&'static str>,
        since: (&Step, Arg, Date),
        stopped: &[Stopped],
        out: &mut Out<'_>,
    ) {
        let (step, name, from) = since;
        let due = self.convention.end_of(from, self.days, stopped, holidays(case)).map(|due| due.last);
        let what = Arg::Kinds(kinds.clone());
        out.open(Awaited { kinds, due: due.ok(), since: Some(step.number), before: None });
        let late = case.as_of.filter(|day| *day > from).map(|day| (day, self.verdict(case, from, day, stopped)));
        match (late, due) {
            (Some((day, Ok(verdict @ (Verdict::Short | Verdict::Borderline)))), Ok(due)) => {
                let (expected, found) = (self.expected(what, name, from), OVERDUE.with([Arg::Day(due), Arg::Day(day)]));
                match verdict {
                    Verdict::Short => out.broken([step.number], expected, found),
                    _ => out.borderline([step.number], expected, found),
                }
            }
            (Some((_, Err(error))), _) | (_, Err(error)) => out.undecided([step.number], cannot_count(error)),
            _ => {}
        }
    }
}

/// From an event to an event. Where one lasted, or its day is known only within bounds, there are two readings.
#[derive(Debug, Clone, Copy)]
pub(super) struct Between {
    longest: (Date, Date),
    shortest: (Date, Date),
}

/// What both readings come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Read {
    /// The later event came first: an order was broken, not a number of days.
    Backwards,
    /// The same, however it is read.
    Sure(Verdict),
    /// It hangs on the day within the bounds.
    Unsure,
}

impl Between {
    /// From a day of one record to a day of another; `None` where one of them is not told.
    pub(super) fn days(from: (&DayRef, &Step), to: (&DayRef, &Step)) -> Option<Self> {
        let day = |(day, step): (&DayRef, &Step), end| day.day(step, end);
        let shortest = (day(from, End::To)?, day(to, End::From)?);
        Some(Self {
            longest: (day(from, End::From)?, day(to, End::To)?),
            shortest: (shortest.0, shortest.1.max(shortest.0)),
        })
    }

    /// The first day and the last, read at its longest.
    pub(super) const fn longest(self) -> (Date, Date) {
        self.longest
    }

    /// Judges both readings.
    ///
    /// # Errors
    /// One of them cannot be counted.
    pub(super) fn read(
        self,
        verdict: impl Fn(Date, Date) -> Result<Verdict, CannotCount>,
    ) -> Result<Read, CannotCount> {
        if self.longest.1 < self.longest.0 {
            return Ok(Read::Backwards);
        }
        let long = verdict(self.longest.0, self.longest.1)?;
        let sure = self.longest == self.shortest || verdict(self.shortest.0, self.shortest.1)? == long;
        Ok(if sure { Read::Sure(long) } else { Read::Unsure })
    }
}

/// The holidays by which a profile counts. One without a calendar has none, and is not judged by those of elsewhere.
pub(super) fn holidays<'a>(case: &Case<'a>) -> &'a Holidays {
    if case.profile.calendar.is_some() { case.holidays } else { &NO_HOLIDAYS }
}

/// Why days could not be counted.
pub(super) fn cannot_count(error: CannotCount) -> Said {
    match error {
        CannotCount::NoTable { year } => NO_TABLE.with([Arg::Int(i64::from(year))]),
        CannotCount::Backwards { from, .. } | CannotCount::OutOfRange { from, .. } => {
            OUT_OF_RANGE.with([Arg::Day(from)])
        }
    }
}

static NO_HOLIDAYS: Holidays = Holidays::none();

/// All that is said of days in more than one kind of rule.
pub(super) static WITHIN: Saying = Saying::new("deadline-within", &["what", "since", "day", "days"]);
pub(super) static WITHIN_WORKING: Saying = Saying::new("deadline-within-working", &["what", "since", "day", "days"]);
pub(super) static OVERDUE: Saying = Saying::new("deadline-overdue", &["due", "day"]);
pub(super) static LATE: Saying = Saying::new("deadline-late", &["record", "day"]);
pub(super) static INEXACT: Saying = Saying::new("deadline-inexact", &["from", "to"]);
pub(super) static NO_TABLE: Saying = Saying::new("deadline-no-table", &["year"]);
pub(super) static OUT_OF_RANGE: Saying = Saying::new("deadline-out-of-range", &["day"]);
