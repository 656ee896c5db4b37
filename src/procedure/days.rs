//! Counting days as the law does: from when, until when, and which days count.
//!
//! The day something happens is not counted (Civil Code, art. 201); a period's last day that is a day off gives way to the
//! next working day (art. 203); "以上", "以内" include the number (art. 1259). Real announcements count otherwise often
//! enough that a verdict has three values: kept as the [`Convention`] counts, kept only if the first day is counted the
//! other way, not kept. What needs a holiday table that is not there is not guessed: [`CannotCount::NoTable`].
//!
//! Out of scope: which rule asks for how many days (profiles), hours (art. 203 lets a day end with business hours; records
//! seldom tell them).

use jiff::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::holidays::Holidays;

/// Which days count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// 日: every day.
    #[default]
    Calendar,
    /// 工作日: days on which offices work.
    Working,
}

/// How a place counts its days. By default as the Civil Code does, in calendar days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Convention {
    /// Which days count.
    pub unit: Unit,
    /// Whether the day something happens is day 1; by art. 201 it is day 0. Counting backwards from an event, the first
    /// day is that of the event.
    pub first_day_counts: bool,
    /// Whether a last day that is off gives way to the next working day (art. 203). It bears on [`Convention::end_of`] and
    /// [`Convention::verdict_most`]: a *least* is about days that went by, and those do not become fewer because the
    /// announced last one was a holiday.
    pub roll_over: bool,
}

impl Default for Convention {
    fn default() -> Self {
        Self { unit: Unit::Calendar, first_day_counts: false, roll_over: true }
    }
}

/// How long a period was, in the convention's unit, days on which a clock stood still taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Counted {
    /// First day not counted.
    pub natural: u32,
    /// First day counted, where it is a day that counts.
    pub inclusive: u32,
}

/// When a period ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Due {
    /// The last day by counting.
    pub counted: Date,
    /// The last day after giving way to days off: `counted`, or the next working day.
    pub last: Date,
}

impl Due {
    /// Whether the counted day was off, so that the last day moved.
    pub fn rolled(self) -> bool {
        self.last != self.counted
    }
}

/// Days on which a clock stood still, both included; backwards, it is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stopped {
    /// The first such day.
    pub from: Date,
    /// The last such day.
    pub to: Date,
}

/// Whether a number of days was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// 合规: kept.
    Met,
    /// 临界: kept only if the first day is counted otherwise than the convention does.
    Borderline,
    /// 不足 or 超期: not kept, however one counts.
    Short,
}

impl Verdict {
    /// Its name in data.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Borderline => "borderline",
            Self::Short => "short",
        }
    }

    const fn of(by_convention: bool, otherwise: bool) -> Self {
        match (by_convention, otherwise) {
            (true, _) => Self::Met,
            (false, true) => Self::Borderline,
            (false, false) => Self::Short,
        }
    }
}

/// Why days cannot be counted. To a rule the first is *cannot decide*.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum CannotCount {
    /// Whether a day was worked cannot be said.
    #[error("there is no holiday table for {year}")]
    NoTable {
        /// The first year that lacks one.
        year: i16,
    },
    /// The period ends before it begins.
    #[error("{to} is before {from}")]
    Backwards {
        /// Its first day.
        from: Date,
        /// Its last.
        to: Date,
    },
    /// The result lies before the year -9999 or after the year 9999.
    #[error("{days} days from {from} leave the calendar")]
    OutOfRange {
        /// Where counting began.
        from: Date,
        /// How many days were to be counted.
        days: u32,
    },
}

impl Convention {
    /// The Civil Code's, in working days.
    pub const WORKING: Self = Self { unit: Unit::Working, first_day_counts: false, roll_over: true };

    /// How long it is from `from` to `to`: `natural` the days after `from` up to and with `to`, `inclusive` with `from`.
    ///
    /// # Errors
    /// `to` is before `from`; or, in working days, a year between has no table.
    pub fn length(
        self,
        from: Date,
        to: Date,
        stopped: &[Stopped],
        holidays: &Holidays,
    ) -> Result<Counted, CannotCount> {
        let inclusive = self.days_in(from, to, stopped, holidays)?;
        Ok(Counted { natural: inclusive - self.days_in(from, from, stopped, holidays)?, inclusive })
    }

    /// How long before `event` the day `day` is: `natural` without the event's own day, `inclusive` with it. In calendar
    /// days this is [`Convention::length`]; in working days it matters which of both ends is left out.
    ///
    /// # Errors
    /// `event` is before `day`; or, in working days, a year between has no table.
    pub fn length_before(self, day: Date, event: Date, holidays: &Holidays) -> Result<Counted, CannotCount> {
        let inclusive = self.days_in(day, event, &[], holidays)?;
        Ok(Counted { natural: inclusive - self.days_in(event, event, &[], holidays)?, inclusive })
    }

    /// When a period of `days` that begins with what happened on `from` ends.
    ///
    /// # Errors
    /// A year has no table: in working days one that is counted through, with roll-over that of the last day (or of the
    /// day it gives way to); or the end lies outside the calendar.
    pub fn end_of(self, from: Date, days: u32, stopped: &[Stopped], holidays: &Holidays) -> Result<Due, CannotCount> {
        let counted = self.counted_end(from, days, stopped, holidays)?;
        let last = if self.roll_over { next_working(counted, holidays)? } else { counted };
        Ok(Due { counted, last })
    }

    /// The latest day that is `days` before `event`, the event's own day not counted unless the convention counts first
    /// days. It never gives way to days off: to move it towards the event would take from those the days are for.
    ///
    /// # Errors
    /// In working days, a year that is counted through has no table; or the day lies outside the calendar.
    pub fn latest_before(self, event: Date, days: u32, holidays: &Holidays) -> Result<Date, CannotCount> {
        let out = CannotCount::OutOfRange { from: event, days };
        let to_go = days.saturating_sub(u32::from(self.first_day_counts && self.is_counted(event, &[], holidays)?));
        match self.unit {
            Unit::Calendar => moved(event, -i64::from(to_go)).ok_or(out),
            Unit::Working => {
                let mut day = event;
                for _ in 0..to_go {
                    day = day.yesterday().map_err(|_| out)?;
                    while !self.is_counted(day, &[], holidays)? {
                        day = day.yesterday().map_err(|_| out)?;
                    }
                }
                Ok(day)
            }
        }
    }

    /// Whether a period was at least `days` long (不少于 30 日).
    pub const fn verdict_least(self, counted: Counted, days: u32) -> Verdict {
        let (natural, inclusive) = (counted.natural >= days, counted.inclusive >= days);
        if self.first_day_counts { Verdict::of(inclusive, natural) } else { Verdict::of(natural, inclusive) }
    }

    /// Whether what happened on `to` was done within `days` of `from` (20 日以内), roll-over included.
    ///
    /// # Errors
    /// `to` is before `from`, or it depends on a table that is not there.
    pub fn verdict_most(
        self,
        from: Date,
        to: Date,
        days: u32,
        stopped: &[Stopped],
        holidays: &Holidays,
    ) -> Result<Verdict, CannotCount> {
        if to < from {
            return Err(CannotCount::Backwards { from, to });
        }
        let in_time = |convention: Self| {
            // Whether the last day moves is asked only where the answer hangs on it.
            Ok(match convention.counted_end(from, days, stopped, holidays) {
                Ok(counted) => to <= counted || (self.roll_over && to <= next_working(counted, holidays)?),
                Err(CannotCount::OutOfRange { .. }) => true,
                Err(error) => return Err(error),
            })
        };
        if in_time(self)? {
            return Ok(Verdict::Met);
        }
        let otherwise = Self { first_day_counts: !self.first_day_counts, ..self };
        Ok(Verdict::of(false, in_time(otherwise)?))
    }

    /// The last day by counting alone. A period of no days ends on the day it begins.
    fn counted_end(self, from: Date, days: u32, stopped: &[Stopped], holidays: &Holidays) -> Result<Date, CannotCount> {
        let out = CannotCount::OutOfRange { from, days };
        if days == 0 {
            return Ok(from);
        }
        let first = if self.first_day_counts { from } else { from.tomorrow().map_err(|_| out)? };
        match self.unit {
            Unit::Calendar => {
                let mut last = moved(first, i64::from(days) - 1).ok_or(out)?;
                for stop in merged(stopped, first, Date::MAX) {
                    if stop.from > last {
                        break;
                    }
                    last = moved(last, between(stop.from, stop.to) + 1).ok_or(out)?;
                }
                Ok(last)
            }
            Unit::Working => {
                let (mut day, mut to_go) = (first, days);
                loop {
                    to_go -= u32::from(self.is_counted(day, stopped, holidays)?);
                    if to_go == 0 {
                        return Ok(day);
                    }
                    day = day.tomorrow().map_err(|_| out)?;
                }
            }
        }
    }

    /// How many days from `first` to `last`, both included, count.
    fn days_in(self, first: Date, last: Date, stopped: &[Stopped], holidays: &Holidays) -> Result<u32, CannotCount> {
        if last < first {
            return Err(CannotCount::Backwards { from: first, to: last });
        }
        match self.unit {
            // Most is entered on the day itself: there is nothing to count.
            Unit::Calendar if first == last && stopped.is_empty() => Ok(1),
            Unit::Calendar => {
                let length = |from, to| between(from, to) + 1;
                let stood: i64 = merged(stopped, first, last).iter().map(|stop| length(stop.from, stop.to)).sum();
                // The whole calendar has under 8 million days.
                Ok(u32::try_from(length(first, last) - stood).unwrap_or(0))
            }
            Unit::Working => {
                // Asked of the years first: a period of thousands of years must not be walked through day by day.
                let lacking = (first.year()..=last.year()).find(|year| holidays.table(*year).is_none());
                if let Some(year) = lacking {
                    return Err(CannotCount::NoTable { year });
                }
                let (mut day, mut counted) = (first, 0);
                loop {
                    counted += u32::from(self.is_counted(day, stopped, holidays)?);
                    match day.tomorrow() {
                        Ok(next) if next <= last => day = next,
                        _ => return Ok(counted),
                    }
                }
            }
        }
    }

    fn is_counted(self, day: Date, stopped: &[Stopped], holidays: &Holidays) -> Result<bool, CannotCount> {
        let works = match self.unit {
            Unit::Calendar => true,
            Unit::Working => is_working(day, holidays)?,
        };
        Ok(works && !stopped.iter().any(|stop| stop.from <= day && day <= stop.to))
    }
}

fn is_working(day: Date, holidays: &Holidays) -> Result<bool, CannotCount> {
    holidays.is_working(day).ok_or(CannotCount::NoTable { year: day.year() })
}

/// `day` itself, or the first working day after it.
fn next_working(mut day: Date, holidays: &Holidays) -> Result<Date, CannotCount> {
    let from = day;
    while !is_working(day, holidays)? {
        day = day.tomorrow().map_err(|_| CannotCount::OutOfRange { from, days: 1 })?;
    }
    Ok(day)
}

/// The stretches of `stopped` within `first` to `last`, in order, none touching another twice.
fn merged(stopped: &[Stopped], first: Date, last: Date) -> Vec<Stopped> {
    let mut stops: Vec<Stopped> = stopped
        .iter()
        .map(|stop| Stopped { from: stop.from.max(first), to: stop.to.min(last) })
        .filter(|stop| stop.from <= stop.to)
        .collect();
    stops.sort_by_key(|stop| stop.from);
    let mut out: Vec<Stopped> = Vec::with_capacity(stops.len());
    for stop in stops {
        match out.last_mut() {
            Some(before) if stop.from <= before.to => before.to = before.to.max(stop.to),
            _ => out.push(stop),
        }
    }
    out
}

/// Days from one day to another.
fn between(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}

fn moved(day: Date, days: i64) -> Option<Date> {
    day.checked_add(Span::new().try_days(days).ok()?).ok()
}

#[cfg(test)]
mod tests;
