use jiff::civil::date;

use super::super::holidays::HolidayTable;
use super::*;

const CALENDAR: Convention = Convention { unit: Unit::Calendar, first_day_counts: false, roll_over: true };
const PLAIN: Convention = Convention { roll_over: false, ..CALENDAR };

fn shipped() -> &'static Holidays {
    Holidays::built_in()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Every day from the first of `from` to the last of `to`.
fn days_of(from: i16, to: i16) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(date(from, 1, 1)), |day| day.tomorrow().ok()).take_while(move |day| day.year() <= to)
}

/// The longest period tried day by day.
const LONGEST: usize = 80;

/// All ways to count.
fn conventions() -> impl Iterator<Item = Convention> {
    [Unit::Calendar, Unit::Working]
        .into_iter()
        .flat_map(|unit| [false, true].map(|first_day_counts| Convention { unit, first_day_counts, roll_over: false }))
}

#[test]
fn published_consultations_are_as_long_as_their_dates_say() {
    for (case, from, to, natural, verdict) in [
        ("C2", "2023-02-22", "2023-03-23", 29, Verdict::Borderline),
        ("C3", "2022-12-30", "2023-01-29", 30, Verdict::Met),
        ("C4", "2024-05-20", "2024-06-15", 26, Verdict::Short),
        ("C5", "2023-03-24", "2023-04-23", 30, Verdict::Met),
        ("C6", "2024-04-28", "2024-05-28", 30, Verdict::Met),
        ("C8", "2023-03-06", "2023-04-05", 30, Verdict::Met), // its last day is a holiday
        ("C10", "2024-11-14", "2025-01-13", 60, Verdict::Met),
    ] {
        let counted = CALENDAR.length(day(from), day(to), &[], &Holidays::none()).unwrap();
        assert_eq!(counted, Counted { natural, inclusive: natural + 1 }, "{case}");
        assert_eq!(CALENDAR.verdict_least(counted, 30), verdict, "{case}");
    }
}

#[test]
fn published_notices_came_so_many_days_before_the_hearing() {
    for (case, notice, event, natural) in
        [("C12", "2021-04-22", "2021-05-26", 34), ("C18", "2024-01-21", "2024-01-25", 4)]
    {
        let counted = CALENDAR.length_before(day(notice), day(event), &Holidays::none()).unwrap();
        assert_eq!(counted.natural, natural, "{case}");
    }
}

#[test]
fn the_number_itself_is_included_and_the_first_day_makes_the_border() {
    let counted = |natural| Counted { natural, inclusive: natural + 1 };
    let inclusive = Convention { first_day_counts: true, ..CALENDAR };
    for (convention, natural, verdict) in [
        (CALENDAR, 31, Verdict::Met),
        (CALENDAR, 30, Verdict::Met),
        (CALENDAR, 29, Verdict::Borderline),
        (CALENDAR, 28, Verdict::Short),
        (inclusive, 29, Verdict::Met),
        (inclusive, 28, Verdict::Short),
    ] {
        assert_eq!(convention.verdict_least(counted(natural), 30), verdict, "{natural}");
    }
}

#[test]
fn a_deadline_is_kept_on_its_last_day_and_not_after() {
    // 20 days from 2024-03-01 are over on 2024-03-21, a Thursday; with day 1 counted a day earlier.
    let most =
        |convention: Convention, to| convention.verdict_most(day("2024-03-01"), day(to), 20, &[], shipped()).unwrap();
    let inclusive = Convention { first_day_counts: true, ..CALENDAR };
    assert_eq!(most(CALENDAR, "2024-03-21"), Verdict::Met);
    assert_eq!(most(CALENDAR, "2024-03-22"), Verdict::Short);
    assert_eq!(most(inclusive, "2024-03-20"), Verdict::Met);
    assert_eq!(most(inclusive, "2024-03-21"), Verdict::Borderline);
    assert_eq!(most(inclusive, "2024-03-22"), Verdict::Short);
    let backwards = CALENDAR.verdict_most(day("2024-03-01"), day("2024-02-01"), 20, &[], shipped());
    assert!(matches!(backwards, Err(CannotCount::Backwards { .. })));
}

#[test]
fn a_last_day_that_is_off_gives_way_to_the_next_working_day() {
    for (from, days, counted, last) in [
        ("2024-02-01", 9, "2024-02-10", "2024-02-18"), // Spring Festival; the 18th is a Sunday worked in exchange
        ("2024-04-13", 15, "2024-04-28", "2024-04-28"), // a Sunday that is worked
        ("2024-05-20", 26, "2024-06-15", "2024-06-17"), // a plain weekend
        ("2024-12-02", 30, "2025-01-01", "2025-01-02"), // New Year's Day
        ("2024-03-01", 20, "2024-03-21", "2024-03-21"),
    ] {
        let due = CALENDAR.end_of(day(from), days, &[], shipped()).unwrap();
        assert_eq!(due, Due { counted: day(counted), last: day(last) }, "{from}");
        assert_eq!(due.rolled(), counted != last);
        let plain = PLAIN.end_of(day(from), days, &[], &Holidays::none()).unwrap();
        assert_eq!(plain, Due { counted: day(counted), last: day(counted) });
        let most = |convention: Convention, to| convention.verdict_most(day(from), to, days, &[], shipped());
        assert_eq!(most(CALENDAR, day(last)), Ok(Verdict::Met), "{from}");
        assert_eq!(most(CALENDAR, day(last).tomorrow().unwrap()), Ok(Verdict::Short), "{from}");
        assert_eq!(most(PLAIN, day(counted).tomorrow().unwrap()), Ok(Verdict::Short), "{from}");
    }
}

#[test]
fn seven_working_days_around_the_national_day() {
    // 2024: off 1 to 7 October, worked on Sunday 29 September and Saturday 12 October.
    let from = day("2024-09-27");
    let due = Convention::WORKING.end_of(from, 7, &[], shipped()).unwrap();
    assert_eq!(due, Due { counted: day("2024-10-12"), last: day("2024-10-12") });
    let counted = Convention::WORKING.length(from, day("2024-10-11"), &[], shipped()).unwrap();
    assert_eq!(counted, Counted { natural: 6, inclusive: 7 });
    assert_eq!(Convention::WORKING.verdict_least(counted, 7), Verdict::Borderline);
    // A first day that is off counts in neither way, so there is nothing on the border.
    let counted = Convention::WORKING.length(day("2024-10-01"), day("2024-10-12"), &[], shipped()).unwrap();
    assert_eq!(counted, Counted { natural: 5, inclusive: 5 });
}

#[test]
fn working_days_before_an_event_leave_the_event_out() {
    // A hearing on Monday 2024-10-14; 5 working days before: 12, 11, 10, 9, 8 October.
    let event = day("2024-10-14");
    assert_eq!(Convention::WORKING.latest_before(event, 5, shipped()), Ok(day("2024-10-08")));
    let counted = Convention::WORKING.length_before(day("2024-10-08"), event, shipped()).unwrap();
    assert_eq!(counted, Counted { natural: 5, inclusive: 6 });
    // Delivered on a day off: that day does not count, the event does not either.
    let counted = Convention::WORKING.length_before(day("2024-10-05"), event, shipped()).unwrap();
    assert_eq!(counted.natural, 5);
    assert_eq!(CALENDAR.latest_before(event, 7, &Holidays::none()), Ok(day("2024-10-07")));
}

#[test]
fn days_on_which_the_clock_stood_are_taken_out_once() {
    let stopped = [
        Stopped { from: day("2024-03-10"), to: day("2024-03-12") },
        Stopped { from: day("2024-03-11"), to: day("2024-03-14") },
        Stopped { from: day("2024-03-20"), to: day("2024-03-19") },
        Stopped { from: day("2023-01-01"), to: day("2024-03-01") },
    ];
    let (from, to) = (day("2024-03-01"), day("2024-03-31"));
    let counted = CALENDAR.length(from, to, &stopped, shipped()).unwrap();
    assert_eq!(counted, Counted { natural: 25, inclusive: 25 }, "30 less 10 to 14 March; the first day stood too");
    let working = Convention::WORKING.length(from, to, &stopped, shipped()).unwrap();
    assert_eq!(working, Counted { natural: 16, inclusive: 16 }, "20 less 11 to 14 March");
    assert_eq!(PLAIN.end_of(from, 25, &stopped, shipped()).unwrap().counted, to);
    assert_eq!(PLAIN.end_of(from, 8, &stopped, shipped()).unwrap().counted, day("2024-03-09"));
    assert_eq!(PLAIN.end_of(from, 9, &stopped, shipped()).unwrap().counted, day("2024-03-15"));
    assert_eq!(Convention::WORKING.end_of(from, 16, &stopped, shipped()).unwrap().counted, day("2024-03-29"));
    assert_eq!(PLAIN.verdict_most(from, day("2024-03-15"), 9, &stopped, shipped()), Ok(Verdict::Met));
}

#[test]
fn what_a_missing_table_would_tell_is_not_guessed() {
    let none = Holidays::none();
    let (from, to) = (day("2026-12-20"), day("2027-01-10"));
    let lacking = |year| Err(CannotCount::NoTable { year });
    assert_eq!(Convention::WORKING.length(from, to, &[], shipped()).map(|_| ()), lacking(2027));
    assert_eq!(Convention::WORKING.length(from, to, &[], &none).map(|_| ()), lacking(2026));
    assert_eq!(Convention::WORKING.end_of(from, 30, &[], shipped()).map(|_| ()), lacking(2027));
    assert_eq!(Convention::WORKING.latest_before(day("2013-01-08"), 5, shipped()), lacking(2012).map(|()| from));
    assert_eq!(CALENDAR.end_of(from, 30, &[], shipped()).map(|_| ()), lacking(2027));
    // Calendar days themselves need no table, nor does a deadline that was kept without roll-over.
    assert_eq!(CALENDAR.length(from, to, &[], &none).map(|counted| counted.natural), Ok(21));
    assert_eq!(PLAIN.end_of(from, 30, &[], &none).map(|due| due.last), Ok(day("2027-01-19")));
    assert_eq!(CALENDAR.verdict_most(from, to, 21, &[], &none), Ok(Verdict::Met));
    assert_eq!(CALENDAR.verdict_most(from, to, 20, &[], &none).map(|_| ()), lacking(2027));
    assert_eq!(CALENDAR.verdict_most(from, to, 20, &[], shipped()).map(|_| ()), lacking(2027));
}

#[test]
fn the_whole_calendar_is_counted_without_walking_through_it() {
    let all = CALENDAR.length(Date::MIN, Date::MAX, &[], shipped()).unwrap();
    assert_eq!(all.inclusive, 7_304_484);
    let stopped = [Stopped { from: Date::MIN, to: Date::MAX }];
    assert_eq!(CALENDAR.length(Date::MIN, Date::MAX, &stopped, shipped()).unwrap().inclusive, 0);
    assert!(Convention::WORKING.length(Date::MIN, Date::MAX, &[], shipped()).is_err());
    for convention in conventions() {
        let out = |result: Result<Due, CannotCount>| matches!(result, Err(CannotCount::OutOfRange { .. }));
        let far = convention.end_of(day("2020-01-01"), u32::MAX, &[], shipped());
        assert!(out(far) || far == Err(CannotCount::NoTable { year: 2027 }), "{far:?}");
        assert!(convention.end_of(Date::MAX, 2, &[], shipped()).is_err());
        assert!(convention.latest_before(Date::MIN, 2, shipped()).is_err());
    }
    let far = CALENDAR.verdict_most(day("2020-01-01"), day("2020-01-02"), u32::MAX, &[], shipped());
    assert_eq!(far, Ok(Verdict::Met), "a deadline beyond the calendar is not over");
}

#[test]
fn working_days_are_those_another_program_counts() {
    // 2026 month by month, as another program counts them: the package `holidays` 0.109.
    let in_month = |month: i8| {
        let first = date(2026, month, 1);
        let counted = Convention::WORKING.length(first, first.last_of_month(), &[], shipped());
        counted.unwrap().inclusive
    };
    let months: Vec<u32> = (1..=12).map(in_month).collect();
    assert_eq!(months, [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]);
}

#[test]
fn a_period_gets_no_shorter_by_a_day_and_is_the_sum_of_its_parts() {
    let days: Vec<Date> = days_of(2023, 2024).collect();
    for convention in conventions() {
        // By hand: how many days up to each one count.
        let mut counted = 0;
        let by_hand: Vec<u32> = days
            .iter()
            .map(|day| {
                counted += u32::from(convention.unit == Unit::Calendar || shipped().is_working(*day) == Some(true));
                counted
            })
            .collect();
        for at in (0..days.len()).step_by(29) {
            let mut before = 0;
            for to in at..days.len().min(at + LONGEST) {
                let length = |from: usize, to: usize| convention.length(days[from], days[to], &[], shipped()).unwrap();
                let counted = length(at, to);
                assert_eq!(counted.natural, by_hand[to] - by_hand[at], "{} {}", days[at], days[to]);
                assert!(counted.natural >= before && counted.inclusive - counted.natural <= 1);
                before = counted.natural;
                let middle = (at + to) / 2;
                assert_eq!(length(at, middle).natural + length(middle, to).natural, counted.natural);
            }
        }
    }
}

#[test]
fn the_end_of_a_period_is_where_its_length_says() {
    let stopped = [Stopped { from: day("2023-05-01"), to: day("2023-05-20") }];
    for convention in conventions() {
        for from in days_of(2023, 2024).step_by(5) {
            for days in [1, 2, 7, 10, 20, 30, 60] {
                for stopped in [&[][..], &stopped] {
                    let end = convention.end_of(from, days, stopped, shipped()).unwrap().counted;
                    let length = |to| {
                        let counted = convention.length(from, to, stopped, shipped()).unwrap();
                        if convention.first_day_counts { counted.inclusive } else { counted.natural }
                    };
                    assert_eq!(length(end), days, "{from} {days} {convention:?}");
                    assert!(end == from || length(end.yesterday().unwrap()) == days - 1, "the first such day");
                }
                let latest = convention.latest_before(from, days, shipped()).unwrap();
                let length = |day| {
                    let counted = convention.length_before(day, from, shipped()).unwrap();
                    if convention.first_day_counts { counted.inclusive } else { counted.natural }
                };
                assert_eq!(length(latest), days, "{from} {days} {convention:?}");
                assert!(latest == from || length(latest.tomorrow().unwrap()) == days - 1, "the last such day");
            }
        }
    }
}

#[test]
fn a_least_and_a_most_of_the_same_days_meet_on_one_day() {
    for convention in conventions().map(|one| Convention { roll_over: true, ..one }) {
        for from in days_of(2024, 2024).step_by(3) {
            let due = convention.end_of(from, 15, &[], shipped()).unwrap();
            let counted = convention.length(from, due.counted, &[], shipped()).unwrap();
            assert_eq!(convention.verdict_least(counted, 15), Verdict::Met);
            assert_eq!(convention.verdict_most(from, due.last, 15, &[], shipped()), Ok(Verdict::Met));
            let late = due.last.tomorrow().unwrap();
            assert_ne!(convention.verdict_most(from, late, 15, &[], shipped()), Ok(Verdict::Met));
        }
    }
}

#[test]
fn a_convention_reads_from_a_profile_and_knows_no_other_words() {
    let read = |text: &str| toml::from_str::<Convention>(text);
    assert_eq!(read(""), Ok(CALENDAR));
    assert_eq!(read("unit = \"working\""), Ok(Convention::WORKING));
    let full = read("unit = \"calendar\"\nfirst_day_counts = true\nroll_over = false");
    assert_eq!(full, Ok(Convention { first_day_counts: true, ..PLAIN }));
    assert!(read("unit = \"weeks\"").is_err());
    assert!(read("first-day-counts = true").is_err());
    assert_eq!(serde_json::to_string(&Verdict::Borderline).unwrap(), format!("\"{}\"", Verdict::Borderline.word()));
}

#[test]
fn a_table_somebody_adds_answers_what_could_not_be_answered() {
    let mut holidays = shipped().clone();
    let text = "calendar = \"cn\"\nyear = 2027\nsource = \"x\"\noff = [2027-01-01]\non = []";
    holidays.add(HolidayTable::read(text).unwrap());
    let due = CALENDAR.end_of(day("2026-12-02"), 30, &[], &holidays).unwrap();
    assert_eq!(due, Due { counted: day("2027-01-01"), last: day("2027-01-04") });
}
