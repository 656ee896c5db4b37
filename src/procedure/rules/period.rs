//! So many days must lie between two days: a comment period of 30 days, 7 days between the delivery of hearing materials
//! and the hearing, 7 working days for the legality review (A05, A08, A22, A33; Order 713, art. 15, 16, 26, 32).
//!
//! At least so many, at most, or both. A period that is kept only if its first day counts is borderline; one that hangs on
//! a holiday table that is not there, or on a day known only within bounds, is not decided.

use serde::Deserialize;
use serde::de::Error;

use super::super::days::{CannotCount, Convention, Counted, Stopped, Unit, Verdict};
use super::super::deadline::{self, Between, Deadline, Read, cannot_count, holidays};
use super::super::history::Step;
use super::super::judge::{Case, Out, about, day_arg};
use super::super::refs::{DayRef, End, FieldRef};
use super::super::said::{Arg, Saying};
use super::Look;
use crate::model::kind::Form;
use crate::model::{Moment, Value};

/// From the day `from` to the day `to`, in one record or from one record to another that belongs to it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, try_from = "Wire")]
pub struct Period {
    /// Where it begins.
    pub from: DayRef,
    /// Where it ends.
    pub to: DayRef,
    /// How many days there must be at least.
    pub least: Option<u32>,
    /// How many there may be at most.
    pub most: Option<u32>,
    /// Which days count, and how.
    pub convention: Convention,
    /// Whether the days are before an event (N 日前): then the event's own day is the one not counted.
    pub before_event: bool,
    /// A text that, where it is there, excuses the number of days (`comment-announcement.shortening_reason`).
    pub excused_by: Option<FieldRef>,
    /// A list of tables with the days `asked` and `answered`: while an answer is awaited, the clock stands still.
    pub stops: Option<FieldRef>,
    /// Whether the end is waited for, so that it can be overdue.
    pub awaited: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    from: DayRef,
    to: DayRef,
    #[serde(default)]
    least: Option<u32>,
    #[serde(default)]
    most: Option<u32>,
    #[serde(default)]
    unit: Unit,
    #[serde(default)]
    first_day_counts: bool,
    #[serde(default = "yes")]
    roll_over: bool,
    #[serde(default)]
    before_event: bool,
    #[serde(default)]
    excused_by: Option<FieldRef>,
    #[serde(default)]
    stops: Option<FieldRef>,
    #[serde(default = "yes")]
    awaited: bool,
}

const fn yes() -> bool {
    true
}

impl TryFrom<Wire> for Period {
    type Error = toml::de::Error;
    fn try_from(wire: Wire) -> Result<Self, Self::Error> {
        let Wire { from, to, least, most, unit, first_day_counts, roll_over, .. } = wire;
        let of_either = |field: &FieldRef| field.kind == from.kind || field.kind == to.kind;
        if least.is_none() && most.is_none() {
            return Err(Self::Error::custom("a period has `least`, `most` or both"));
        }
        if wire.before_event && (most.is_some() || wire.stops.is_some()) {
            return Err(Self::Error::custom("days before an event have a `least` and no clock that stands still"));
        }
        if let Some(field) = &wire.excused_by
            && !(of_either(field) && matches!(field.form(), Form::Text | Form::Line))
        {
            return Err(Self::Error::custom(format_args!("`{field}` is no text of either record")));
        }
        if let Some(field) = &wire.stops
            && !(of_either(field) && is_stops(field.form()))
        {
            return Err(Self::Error::custom(format_args!("`{field}` is no list of `asked` and `answered` of either record")));
        }
        Ok(Self {
            convention: Convention { unit, first_day_counts, roll_over },
            before_event: wire.before_event,
            excused_by: wire.excused_by,
            stops: wire.stops,
            awaited: wire.awaited,
            from,
            to,
            least,
            most,
        })
    }
}

fn is_stops(form: &Form) -> bool {
    let Form::List { of: Form::Table(fields), .. } = form else { return false };
    let is_day = |name| fields.iter().any(|field| field.name == name && matches!(field.form, Form::Day | Form::Moment));
    is_day("asked") && is_day("answered")
}

static LEAST: Saying = Saying::new("period-least", &["from", "to", "days"]);
static LEAST_WORKING: Saying = Saying::new("period-least-working", &["from", "to", "days"]);
static LASTED: Saying = Saying::new("period-lasted", &["from", "to", "days", "inclusive"]);
static LASTED_WORKING: Saying = Saying::new("period-lasted-working", &["from", "to", "days", "inclusive"]);
static UNKNOWN: Saying = Saying::new("period-unknown", &["from", "to"]);

impl Look for Period {
    const SAYINGS: &'static [&'static Saying] = &[
        &LEAST,
        &LEAST_WORKING,
        &LASTED,
        &LASTED_WORKING,
        &UNKNOWN,
        &deadline::WITHIN,
        &deadline::WITHIN_WORKING,
        &deadline::OVERDUE,
        &deadline::LATE,
        &deadline::INEXACT,
        &deadline::NO_TABLE,
        &deadline::OUT_OF_RANGE,
    ];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        let within = self.from.kind == self.to.kind;
        for to in case.history.of(self.to.kind.name()) {
            let from = if within { Some(to) } else { case.history.earlier(self.from.kind.name(), to) };
            if let Some(from) = from {
                self.look_at(case, from, to, out);
            }
        }
        if let Some(most) = self.most.filter(|_| self.awaited && !within) {
            self.wait(case, most, out);
        }
    }
}

impl Period {
    fn look_at(&self, case: &Case<'_>, from: &Step, to: &Step, out: &mut Out<'_>) {
        let about = about(to, Some(from));
        let Some(between) = Between::days((&self.from, from), (&self.to, to)) else {
            let lacks = |day: &DayRef, step: &Step| day.path().is_some_and(|path| step.lacks(path));
            if lacks(&self.from, from) || lacks(&self.to, to) {
                out.undecided(about, UNKNOWN.with([day_arg(&self.from), day_arg(&self.to)]));
            }
            return;
        };
        let steps = [from, to];
        let (stopped, stops_known) = self.stopped(steps, between.longest().1);
        let excused = self.excused(steps);
        let days = holidays(case);
        let counted = |from, to| match self.before_event {
            true => self.convention.length_before(from, to, days),
            false => self.convention.length(from, to, &stopped, days),
        };
        let mut tell = |read: Result<Read, CannotCount>, say: &dyn Fn(&mut Out<'_>, Verdict)| match read {
            Ok(Read::Backwards | Read::Sure(Verdict::Met)) => {}
            Ok(_) if excused == Some(true) => {}
            Ok(_) if excused.is_none() || !stops_known => {
                out.undecided(about.clone(), UNKNOWN.with([day_arg(&self.from), day_arg(&self.to)]));
            }
            Ok(Read::Unsure) => {
                let (from, to) = between.longest();
                out.undecided(about.clone(), deadline::INEXACT.with([Arg::Day(from), Arg::Day(to)]));
            }
            Ok(Read::Sure(verdict)) => say(out, verdict),
            Err(error) => out.undecided(about.clone(), cannot_count(error)),
        };
        if let Some(least) = self.least {
            let verdict = |from, to| Ok(self.convention.verdict_least(counted(from, to)?, least));
            tell(between.read(verdict), &|out, verdict| {
                let (first, last) = between.longest();
                if let Ok(days) = counted(first, last) {
                    self.too_short(least, (first, last, days), verdict, about.clone(), out);
                }
            });
        }
        if let Some(most) = self.most {
            let deadline = Deadline { days: most, convention: self.convention };
            let verdict = |from, to| deadline.verdict(case, from, to, &stopped);
            tell(between.read(verdict), &|out, verdict| {
                let (first, last) = between.longest();
                let expected = deadline.expected(day_arg(&self.to), day_arg(&self.from), first);
                let found = deadline::LATE.with([Arg::Record(to.number), Arg::Day(last)]);
                match verdict {
                    Verdict::Borderline => out.borderline(about.clone(), expected, found),
                    _ => out.broken(about.clone(), expected, found),
                }
            });
        }
    }

    fn too_short(
        &self,
        least: u32,
        (first, last, days): (jiff::civil::Date, jiff::civil::Date, Counted),
        verdict: Verdict,
        about: Vec<u64>,
        out: &mut Out<'_>,
    ) {
        let (wanted, lasted) = match self.convention.unit {
            Unit::Calendar => (&LEAST, &LASTED),
            Unit::Working => (&LEAST_WORKING, &LASTED_WORKING),
        };
        let number = |number: u32| Arg::Int(i64::from(number));
        let expected = wanted.with([day_arg(&self.from), day_arg(&self.to), number(least)]);
        let found = lasted.with([Arg::Day(first), Arg::Day(last), number(days.natural), number(days.inclusive)]);
        match verdict {
            Verdict::Borderline => out.borderline(about, expected, found),
            _ => out.broken(about, expected, found),
        }
    }

    /// The last beginning that no end followed is still running. An earlier one gave way to it.
    fn wait(&self, case: &Case<'_>, most: u32, out: &mut Out<'_>) {
        let history = case.history;
        let ends = |to: &&Step| {
            self.to.day(to, End::To).is_some() || self.to.path().is_some_and(|path| to.lacks(path))
        };
        let Some(from) = history.of(self.from.kind.name()).next_back() else { return };
        if history.of(self.to.kind.name()).filter(ends).any(|to| from.stood_before(to)) {
            return;
        }
        let Some(day) = self.from.day(from, End::To) else {
            if self.from.path().is_some_and(|path| from.lacks(path)) {
                out.undecided([from.number], UNKNOWN.with([day_arg(&self.from), day_arg(&self.to)]));
            }
            return;
        };
        let (stopped, _) = self.stopped([from, from], case.as_of.unwrap_or(day));
        let deadline = Deadline { days: most, convention: self.convention };
        // Excused, it is still to come, and never overdue.
        let as_of = case.as_of.filter(|_| self.excused([from, from]) == Some(false));
        let case = Case { as_of, ..*case };
        deadline.wait(&case, vec![self.to.kind.name()], (from, day_arg(&self.from), day), &stopped, out);
    }

    /// Whether the number of days is excused; `None` where nobody can tell.
    fn excused(&self, steps: [&Step; 2]) -> Option<bool> {
        let Some(field) = &self.excused_by else { return Some(false) };
        let of_kind = || steps.into_iter().filter(|step| step.kind.name == field.kind.name());
        let said = |value: &Value| matches!(value, Value::Text(text) if !text.trim().is_empty());
        if of_kind().any(|step| field.any(step, said)) {
            return Some(true);
        }
        (!of_kind().any(|step| step.lacks(&field.path))).then_some(false)
    }

    /// When the clock stood still, and whether that is known. It stops after the day of asking and goes on after that of
    /// the answer; where no answer came, it stands until `end`.
    fn stopped(&self, steps: [&Step; 2], end: jiff::civil::Date) -> (Vec<Stopped>, bool) {
        let Some(field) = &self.stops else { return (Vec::new(), true) };
        let Some(step) = steps.into_iter().find(|step| step.kind.name == field.kind.name()) else {
            return (Vec::new(), true);
        };
        let day = |row: &Value, name| Some(row.text(name)?.parse::<Moment>().ok()?.date());
        let rows = field.values(step).into_iter().filter_map(|row| {
            let from = day(row, "asked")?.tomorrow().ok()?;
            Some(Stopped { from, to: day(row, "answered").unwrap_or(end) })
        });
        let known = ["", ".asked", ".answered"].iter().all(|part| !step.lacks(&format!("{}{part}", field.path)));
        (rows.collect(), known)
    }
}

#[cfg(test)]
mod tests;
