//! How people name a day: `2026-03-20`, or by a record of the ledger at hand, `2026-003#2`, whose last day it is then.

use std::str::FromStr;

use jiff::civil::Date;

use super::context::Context;
use super::error::CliError;
use super::exit::Exit;
use super::reader::{Reader, unreadable};
use super::record_name::RecordName;
use crate::ledger::RecordView;
use crate::model::Moment;
use crate::render::Message;

/// A day of the calendar as it is typed, in its one spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day(pub Date);

/// A day, or the record it is taken from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DayOrRecord {
    /// `2026-03-20`.
    Day(Date),
    /// `2026-003#2`.
    Record(RecordName),
}

/// A text that names no day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadDay {
    /// Only a day would do.
    #[error("write a day like 2026-03-20")]
    Day,
    /// A record would do as well.
    #[error("write a day like 2026-03-20, or a record like 2026-003#2")]
    DayOrRecord,
}

impl DayOrRecord {
    /// The day: the one named, or the last on which what the record tells happened.
    ///
    /// # Errors
    /// There is no such record (exit 1), or it does not hold and so tells no day (exit 40).
    pub fn find(&self, context: &Context) -> Result<Date, CliError> {
        let name = match self {
            Self::Day(day) => return Ok(*day),
            Self::Record(name) => name,
        };
        let reader = Reader::open(context)?;
        let Ok(view) = RecordView::of(name.find(&reader.store)?) else {
            return unreadable(1).and(Err(CliError::bug("an unreadable record was read")));
        };
        match reader.against(&view) {
            Some(why) => Err(CliError::new(Exit::Invalid, "error-record-against")
                .show("name", name)
                .because(why)
                .hint(Message::new("hint-verify"))),
            None => Ok(view.record.occurred.to.date()),
        }
    }
}

impl FromStr for Day {
    type Err = BadDay;

    fn from_str(text: &str) -> Result<Self, BadDay> {
        match text.parse() {
            Ok(Moment::Day(day)) => Ok(Self(day)),
            _ => Err(BadDay::Day),
        }
    }
}

impl FromStr for DayOrRecord {
    type Err = BadDay;

    fn from_str(text: &str) -> Result<Self, BadDay> {
        match (text.parse::<Day>(), text.parse()) {
            (Ok(Day(day)), _) => Ok(Self::Day(day)),
            (_, Ok(name)) => Ok(Self::Record(name)),
            _ => Err(BadDay::DayOrRecord),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_has_one_spelling_and_a_record_stands_for_one() {
        assert_eq!("2026-03-20".parse(), Ok(Day(date(2026, 3, 20))));
        assert_eq!("2026-03-20".parse(), Ok(DayOrRecord::Day(date(2026, 3, 20))));
        assert!(matches!("2026-003#2".parse(), Ok(DayOrRecord::Record(_))));
        assert!(matches!("@41".parse(), Ok(DayOrRecord::Record(_))));
        for bad in ["", "2026-02-30", "20260320", "2026-3-20", "2026-03-20T09:15:00+08:00", "2026-003", "today"] {
            assert_eq!(bad.parse::<Day>(), Err(BadDay::Day), "{bad}");
            assert_eq!(bad.parse::<DayOrRecord>(), Err(BadDay::DayOrRecord), "{bad}");
        }
        assert!("2026-003#2".parse::<Day>().is_err());
    }
}
