//! Days and numbers of days in words: `2026-10-10  Saturday, worked in exchange for a day off`.

use jiff::civil::{Date, Weekday};

use super::{Language, Message};
use crate::procedure::{DayKind, Unit};

/// A day with its weekday and what it is; `kind` is `None` where its year has no holiday table.
pub fn day(language: Language, date: Date, kind: Option<DayKind>) -> String {
    let kind = Message::new(match kind {
        Some(DayKind::Working) => "day-working",
        Some(DayKind::MakeUp) => "day-make-up",
        Some(DayKind::Weekend) => "day-weekend",
        Some(DayKind::Holiday) => "day-holiday",
        None => "day-unknown",
    });
    let words = Message::new("day-in-words").show("date", date).with("weekday", weekday(language, date));
    words.with("kind", kind.text(language)).text(language)
}

/// The day of the week.
pub fn weekday(language: Language, date: Date) -> String {
    let id = match date.weekday() {
        Weekday::Monday => "weekday-monday",
        Weekday::Tuesday => "weekday-tuesday",
        Weekday::Wednesday => "weekday-wednesday",
        Weekday::Thursday => "weekday-thursday",
        Weekday::Friday => "weekday-friday",
        Weekday::Saturday => "weekday-saturday",
        Weekday::Sunday => "weekday-sunday",
    };
    Message::new(id).text(language)
}

/// `30 days`, `7 working days`.
pub fn period(language: Language, unit: Unit, count: u32) -> String {
    let id = match unit {
        Unit::Calendar => "period-days",
        Unit::Working => "period-working-days",
    };
    Message::new(id).with("count", count).text(language)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn each_day_is_named_in_each_language() {
        for language in Language::ALL {
            let mut seen = std::collections::BTreeSet::new();
            let mut day_of_week = date(2026, 3, 16);
            for _ in 0..7 {
                assert!(seen.insert(weekday(language, day_of_week)));
                day_of_week = day_of_week.tomorrow().unwrap();
            }
            assert!(seen.iter().all(|word| !word.contains('⟨')), "{seen:?}");
        }
        let words = day(Language::En, date(2026, 10, 10), Some(DayKind::MakeUp));
        assert_eq!(words, "2026-10-10  Saturday, worked in exchange for a day off");
        assert_eq!(day(Language::Zh, date(2026, 10, 10), Some(DayKind::MakeUp)), "2026-10-10  星期六，调休上班");
    }

    #[test]
    fn one_day_is_not_days() {
        assert_eq!(period(Language::En, Unit::Calendar, 1), "1 day");
        assert_eq!(period(Language::En, Unit::Working, 7), "7 working days");
        assert_eq!(period(Language::Zh, Unit::Working, 7), "7 个工作日");
        assert_eq!(period(Language::Zh, Unit::Calendar, 30), "30 日");
    }
}
