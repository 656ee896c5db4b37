//! Times say whose they are: [`ClaimedTime`] is the signer's word, [`RecordedTime`] the ledger's clock. There is no
//! conversion between them. [`Occurred`] is when a fact is said to have happened, as precisely as it is known.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A text that is not a time as it must stand there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is not {what}")]
pub struct BadTime {
    /// What stood there.
    pub found: String,
    /// What must stand there.
    pub what: &'static str,
}

fn bad(found: &str, what: &'static str) -> BadTime {
    BadTime { found: found.chars().take(40).collect(), what }
}

/// Strict RFC 3339 in UTC with exactly three decimals: `2026-03-20T01:15:04.120Z`.
fn parse_utc_millis(text: &str) -> Result<Timestamp, BadTime> {
    const WHAT: &str = "a time like 2026-03-20T01:15:04.120Z";
    read_utc_millis(text.as_bytes()).ok_or_else(|| bad(text, WHAT))
}

/// Digits where digits belong and marks where marks belong: this form has one spelling, and stands three times in every
/// entry of a ledger, so it is read without making a text of it again.
fn read_utc_millis(text: &[u8]) -> Option<Timestamp> {
    let text: &[u8; UTC_MILLIS_LEN] = text.try_into().ok()?;
    let marks = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':'), (19, b'.'), (23, b'Z')];
    if marks.iter().any(|&(at, mark)| text[at] != mark) {
        return None;
    }
    let number = |digits: std::ops::Range<usize>| {
        text[digits]
            .iter()
            .try_fold(0_i16, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + i16::from(digit - b'0')))
    };
    let small = |digits| number(digits).and_then(|number| i8::try_from(number).ok());
    let day = Date::new(number(0..4)?, small(5..7)?, small(8..10)?).ok()?;
    let nanos = i32::from(number(20..23)?) * 1_000_000;
    let time = jiff::civil::Time::new(small(11..13)?, small(14..16)?, small(17..19)?, nanos).ok()?;
    jiff::tz::Offset::UTC.to_timestamp(day.to_datetime(time)).ok()
}

fn write_utc_millis(time: Timestamp) -> String {
    // jiff writes as many decimals as asked for, so there is one spelling of one moment.
    format!("{time:.3}")
}

macro_rules! time_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Timestamp);

        impl $name {
            /// The moment, cut to whole milliseconds.
            pub fn new(time: Timestamp) -> Self {
                Self(Timestamp::from_millisecond(time.as_millisecond()).unwrap_or(Timestamp::UNIX_EPOCH))
            }

            /// The moment as a timestamp.
            pub const fn timestamp(self) -> Timestamp {
                self.0
            }

            /// Milliseconds since 1970-01-01T00:00:00Z.
            pub fn unix_millis(self) -> i64 {
                self.0.as_millisecond()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&write_utc_millis(self.0))
            }
        }

        impl FromStr for $name {
            type Err = BadTime;
            fn from_str(text: &str) -> Result<Self, BadTime> {
                parse_utc_millis(text).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

time_type!(
    /// When the signer says they sign. A claim, never a proof.
    ClaimedTime
);
time_type!(
    /// When the ledger's own clock stood as the entry was made. Never decreases along the ledger.
    RecordedTime
);

/// A day, or a moment with its offset from UTC: as precisely as a fact's time is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Known to the day (local civil date).
    Day(Date),
    /// Known to the second, with the offset it was written with, in seconds.
    Instant(Timestamp, i32),
}

impl Moment {
    /// The first and the last instant this may mean. A day is taken at its widest, from its start in UTC+14 to its
    /// end in UTC-12, so that a comparison never accuses anybody over a time zone.
    pub fn bounds(self) -> (Timestamp, Timestamp) {
        match self {
            Self::Instant(time, _) => (time, time),
            Self::Day(date) => {
                let at = |offset: i8, days: i64| {
                    let zone = jiff::tz::Offset::constant(offset).to_time_zone();
                    date.to_zoned(zone).map_or(Timestamp::MAX, |z| {
                        z.timestamp().saturating_add(SignedDuration::from_hours(24 * days)).unwrap_or(Timestamp::MAX)
                    })
                };
                (at(14, 0), at(-12, 1))
            }
        }
    }

    /// The civil date it falls on, as it was written.
    pub fn date(self) -> Date {
        match self {
            Self::Day(date) => date,
            Self::Instant(time, offset) => {
                let offset = jiff::tz::Offset::from_seconds(offset).unwrap_or(jiff::tz::Offset::UTC);
                offset.to_datetime(time).date()
            }
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(date) => write!(f, "{date}"),
            Self::Instant(time, offset) => {
                let offset = jiff::tz::Offset::from_seconds(*offset).unwrap_or(jiff::tz::Offset::UTC);
                write!(f, "{}", time.display_with_offset(offset))
            }
        }
    }
}

impl FromStr for Moment {
    type Err = BadTime;
    fn from_str(text: &str) -> Result<Self, BadTime> {
        const WHAT: &str = "a date (2026-03-20) or a time with its offset (2026-03-20T09:15:00+08:00)";
        // RFC 3339 to the second, with four digits for the year and an offset of less than a day: what ISO 8601 allows
        // beyond that, other readers would not take.
        let whole_day = |offset: &str| offset.get(1..3).is_some_and(|hours| hours > "23");
        if !matches!(text.len(), 10 | 20 | 25) || (text.len() == 25 && text.get(19..).is_none_or(whole_day)) {
            return Err(bad(text, WHAT));
        }
        let parsed = if text.len() == 10 {
            text.parse::<Date>().ok().map(Self::Day)
        } else {
            let offset = jiff::fmt::temporal::DateTimeParser::new()
                .parse_pieces(text)
                .ok()
                .and_then(|pieces| pieces.to_numeric_offset());
            match (text.parse::<Timestamp>(), offset) {
                (Ok(time), Some(offset)) => Some(Self::Instant(time, offset.seconds())),
                (Ok(time), None) if text.ends_with('Z') => Some(Self::Instant(time, 0)),
                _ => None,
            }
        };
        // One spelling of one moment: what would be written otherwise is refused (`Z` stands for `+00:00`).
        match parsed {
            Some(moment) if moment.to_string() == text || moment.to_string() == text.replace('Z', "+00:00") => {
                Ok(moment)
            }
            _ => Err(bad(text, WHAT)),
        }
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// When the fact happened: from and to, each as precise as known; equal for a single day or moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Occurred {
    /// Its beginning.
    pub from: Moment,
    /// Its end.
    pub to: Moment,
}

impl Occurred {
    /// At one moment or on one day.
    pub const fn at(moment: Moment) -> Self {
        Self { from: moment, to: moment }
    }

    /// Whether the end certainly lies before the beginning.
    pub fn is_backwards(&self) -> bool {
        self.to.bounds().1 < self.from.bounds().0 || self.to.date() < self.from.date()
    }
}

/// `2026-03-20T01:15:04.120Z` has so many bytes.
const UTC_MILLIS_LEN: usize = 24;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recorded_times_have_one_spelling() {
        let text = "2026-03-20T01:15:04.120Z";
        assert_eq!(text.parse::<RecordedTime>().map(|t| t.to_string()), Ok(text.to_owned()));
        for other in [
            "2026-03-20T01:15:04Z",
            "2026-03-20T01:15:04.12Z",
            "2026-03-20T09:15:04.120+08:00",
            "2026-03-20t01:15:04.120z",
            "-000001-12-31T00:00:00.000Z",
            "2026-03-20T01:15:60.000Z",
        ] {
            assert!(other.parse::<RecordedTime>().is_err(), "{other}");
        }
    }

    #[test]
    fn recorded_times_are_read_as_the_calendar_has_them() {
        for text in ["2024-02-29T23:59:59.999Z", "0001-01-01T00:00:00.000Z", "9999-12-30T21:59:59.999Z"] {
            let read: RecordedTime = text.parse().unwrap();
            assert_eq!(Ok(read.timestamp()), text.parse::<Timestamp>().map_err(drop), "{text}");
            assert_eq!(read.to_string(), text);
        }
        for bad in [
            "2026-02-29T01:15:04.120Z",
            "2026-13-01T01:15:04.120Z",
            "2026-03-20T24:00:00.000Z",
            "2016-12-31T23:59:60.000Z",
            "2026-03-20T01:15:04,120Z",
            "2026-03-20T01:15:04.1x0Z",
            "2026-03-20 01:15:04.120Z",
            "-026-03-20T01:15:04.120Z",
        ] {
            assert!(bad.parse::<RecordedTime>().is_err(), "{bad}");
        }
    }

    #[test]
    fn moments_keep_their_precision() {
        for text in ["2026-03-20", "2026-03-20T09:15:00+08:00", "2026-03-20T01:15:00+00:00"] {
            assert_eq!(text.parse::<Moment>().map(|m| m.to_string()), Ok(text.to_owned()));
        }
        for other in [
            "2026-02-30",
            "20260320",
            "2026-03-20T09:15",
            "2026-W12-5",
            "",
            "2026-03-20T09:15:00.5+08:00",
            "2026-03-20T09:15:00+24:00",
            "2026-03-20T09:15:00-00:00",
            "2026-03-20T09:15:00+0800",
            "2026-03-20T09:15:60Z",
            "-000001-12-31T00:00:00Z",
        ] {
            assert!(other.parse::<Moment>().is_err(), "{other}");
        }
    }

    #[test]
    fn an_end_before_a_start_shows() {
        let day = |text: &str| text.parse::<Moment>().unwrap();
        assert!(Occurred { from: day("2026-03-21"), to: day("2026-03-20") }.is_backwards());
        assert!(!Occurred::at(day("2026-03-20")).is_backwards());
    }
}
