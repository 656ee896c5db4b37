//! One thing calls for another within so many days: a suspension for the procedure that follows it, execution for reports
//! again and again, a decision for its evaluation (A32; Order 713, art. 34 to 37).

use jiff::civil::Date;
use serde::Deserialize;
use serde::de::Error;

use super::super::days::{Unit, Verdict};
use super::super::deadline::{self, Between, Deadline, Read, cannot_count};
use super::super::history::Step;
use super::super::judge::{Case, Out, day_arg, kinds_arg};
use super::super::refs::{Condition, DayRef, End, KindRef, Which};
use super::super::said::{Arg, Saying};
use super::Look;

/// After each `after`, one of `any` within so many days.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, try_from = "Wire")]
pub struct FollowUp {
    /// What calls for it, and the day it is counted from.
    pub after: DayRef,
    /// Only where this holds of the record that calls for it.
    pub only: Option<Condition>,
    /// What it calls for; any of them will do.
    pub any: Vec<KindRef>,
    /// Within how many days.
    pub within: u32,
    /// Which days count.
    pub unit: Unit,
    /// Whether again and again, each within so many days of the one before; counted from the first `after`.
    pub every: bool,
    /// What ends the waiting.
    pub until: Vec<KindRef>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    after: DayRef,
    #[serde(default, rename = "where")]
    only: Option<Condition>,
    any: Vec<KindRef>,
    within: u32,
    #[serde(default)]
    unit: Unit,
    #[serde(default)]
    every: bool,
    #[serde(default)]
    until: Vec<KindRef>,
}

impl TryFrom<Wire> for FollowUp {
    type Error = toml::de::Error;
    fn try_from(wire: Wire) -> Result<Self, Self::Error> {
        let Wire { after, only, any, within, unit, every, until } = wire;
        if any.is_empty() {
            return Err(Self::Error::custom("`any` names what is called for"));
        }
        if only.as_ref().is_some_and(|only| only.kind() != after.kind) {
            return Err(Self::Error::custom(format_args!("`where` is about the `{}` that calls for it", after.kind.name())));
        }
        if every && within == 0 {
            return Err(Self::Error::custom("again and again takes a day at the least"));
        }
        Ok(Self { after, only, any, within, unit, every, until })
    }
}

static GAP: Saying = Saying::new("follow-up-gap", &["from", "to"]);
static UNANSWERED: Saying = Saying::new("follow-up-unanswered", &["record", "day"]);
static UNKNOWN: Saying = Saying::new("follow-up-unknown", &["record"]);

impl Look for FollowUp {
    const SAYINGS: &'static [&'static Saying] = &[
        &GAP,
        &UNANSWERED,
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
        for after in case.history.of(self.after.kind.name()) {
            let calls = self.only.as_ref().map_or(Some(true), |only| only.holds_of(after));
            let told = self.after.day(after, End::To);
            let lacks_day = || self.after.path().is_some_and(|path| after.lacks(path));
            match (calls, told) {
                (Some(false), _) => continue,
                (None, _) => out.undecided([after.number], UNKNOWN.with([Arg::Record(after.number)])),
                (_, None) if lacks_day() => out.undecided([after.number], UNKNOWN.with([Arg::Record(after.number)])),
                (_, None) => {}
                (_, Some(day)) if self.every => self.look_at_each(case, after, day, out),
                (_, Some(day)) => self.look_at(case, after, day, out),
            }
            if self.every {
                return;
            }
        }
    }
}

impl FollowUp {
    const fn deadline(&self) -> Deadline {
        let convention = super::super::days::Convention { unit: self.unit, first_day_counts: false, roll_over: true };
        Deadline { days: self.within, convention }
    }

    /// What was called for and came, the earliest first: by what it says happened, so that one entered late counts.
    fn answers<'a>(&self, case: &Case<'a>, after: &Step, day: Date) -> Vec<&'a Step> {
        let follows = |step: &&Step| {
            let then = step.occurred.to.date();
            step.number != after.number && (then > day || (then == day && step.number > after.number))
        };
        let kinds = self.any.iter().flat_map(|kind| case.history.of(kind.name()));
        let mut answers: Vec<&Step> = kinds.filter(follows).collect();
        answers.sort_by_key(|step| (step.occurred.to.date(), step.number));
        answers
    }

    /// What ended the waiting, where something did.
    fn end<'a>(&self, case: &Case<'a>, after: &Step) -> Option<&'a Step> {
        let kinds = self.until.iter().flat_map(|kind| case.history.of(kind.name()));
        kinds.filter(|step| step.number > after.number).min_by_key(|step| step.occurred.to.date())
    }

    fn look_at(&self, case: &Case<'_>, after: &Step, day: Date, out: &mut Out<'_>) {
        let deadline = self.deadline();
        let name = || day_arg(&self.after);
        let Some(answer) = self.answers(case, after, day).into_iter().next() else {
            match self.end(case, after) {
                None => {
                    let kinds = self.any.iter().map(|kind| kind.name()).collect();
                    deadline.wait(case, kinds, (after, name(), day), &[], out);
                }
                // It ended unanswered: what matters is whether it was overdue by then.
                Some(end) => self.judge(case, (after, day), end, &UNANSWERED, out),
            }
            return;
        };
        self.judge(case, (after, day), answer, &deadline::LATE, out);
    }

    /// Whether what happened came in time.
    fn judge(
        &self,
        case: &Case<'_>,
        (after, day): (&Step, Date),
        then: &Step,
        late: &'static Saying,
        out: &mut Out<'_>,
    ) {
        let deadline = self.deadline();
        let to = DayRef { kind: KindRef(then.kind), which: Which::Occurred };
        let Some(between) = Between::days((&self.after, after), (&to, then)) else { return };
        let about = [then.number, after.number];
        let expected = || deadline.expected(kinds_arg(&self.any), day_arg(&self.after), day);
        let found = || late.with([Arg::Record(then.number), Arg::Day(then.occurred.to.date())]);
        match between.read(|from, to| deadline.verdict(case, from, to, &[])) {
            Ok(Read::Backwards | Read::Sure(Verdict::Met)) => {}
            Ok(Read::Sure(Verdict::Borderline)) => out.borderline(about, expected(), found()),
            Ok(Read::Sure(Verdict::Short)) => out.broken(about, expected(), found()),
            Ok(Read::Unsure) => {
                let (from, to) = between.longest();
                out.undecided(about, deadline::INEXACT.with([Arg::Day(from), Arg::Day(to)]));
            }
            Err(error) => out.undecided(about, cannot_count(error)),
        }
    }

    /// Again and again: each answer within so many days of the one before, and the next one waited for.
    fn look_at_each(&self, case: &Case<'_>, after: &Step, day: Date, out: &mut Out<'_>) {
        let deadline = self.deadline();
        let (mut last, mut from) = (after, day);
        let end = self.end(case, after);
        let before_end = |step: &&Step| end.is_none_or(|end| step.occurred.to.date() <= end.occurred.to.date());
        let answers = self.answers(case, after, day);
        for step in answers.into_iter().filter(before_end).chain(end) {
            let then = step.occurred.to.date();
            match deadline.verdict(case, from, then.max(from), &[]) {
                Ok(Verdict::Met) => {}
                Ok(verdict) => {
                    let expected = deadline.expected(kinds_arg(&self.any), Arg::Kind(last.kind.name), from);
                    let (about, found) = ([step.number, last.number], GAP.with([Arg::Day(from), Arg::Day(then)]));
                    match verdict {
                        Verdict::Borderline => out.borderline(about, expected, found),
                        _ => out.broken(about, expected, found),
                    }
                }
                Err(error) => out.undecided([step.number, last.number], cannot_count(error)),
            }
            (last, from) = (step, then);
        }
        if end.is_none() {
            let kinds = self.any.iter().map(|kind| kind.name()).collect();
            deadline.wait(case, kinds, (last, Arg::Kind(last.kind.name), from), &[], out);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::{Story, found, judged, try_profile};

    const SUSPENDED: &str = "kind = \"follow-up\"\nafter = \"suspension\"\nany = [\"adjustment\", \"termination\"]\nwithin = 30";
    const REPORTS: &str = "kind = \"follow-up\"\nafter = \"execution-assignment\"\nany = [\"execution-report\"]\nwithin = 90\n\
                           every = true\nuntil = [\"termination\", \"evaluation-report\"]";

    fn suspended(day: &str) -> Story {
        Story::opened("{}").add("suspension", day, r##"{"urgent":true}"##)
    }

    #[test]
    fn what_comes_too_late_is_found() {
        for kind in ["adjustment", "termination"] {
            assert_eq!(found(SUSPENDED, &suspended("2026-03-02").add(kind, "2026-04-01", "{}")), [], "{kind}");
            let late = suspended("2026-03-02").add(kind, "2026-04-02", "{}");
            assert_eq!(found(SUSPENDED, &late), [("broken", vec![2, 1])], "{kind}");
        }
    }

    #[test]
    fn what_never_comes_is_open_and_then_overdue() {
        let open = judged(SUSPENDED, &suspended("2026-12-20").add("adjustment", "2026-01-07", "{}"));
        assert_eq!((open.findings.len(), open.open.len()), (0, 1), "one that happened before is no answer");
        let before = Story::opened("{}").add("adjustment", "2026-12-20", "{}").add("suspension", "2026-12-20", "{}");
        assert_eq!(judged(SUSPENDED, &before).open.len(), 1, "nor is one recorded earlier on the same day");
        let overdue = judged(SUSPENDED, &suspended("2026-03-02"));
        assert_eq!((overdue.findings.len(), overdue.open[0].due), (1, Some(jiff::civil::date(2026, 4, 1))));
        assert_eq!(overdue.open[0].since, Some(1));
    }

    #[test]
    fn one_answer_that_came_in_time_will_do() {
        let story = suspended("2026-03-02").add("adjustment", "2026-03-10", "{}").add("adjustment", "2026-09-01", "{}");
        assert_eq!(found(SUSPENDED, &story), []);
        let late = suspended("2026-03-02").add("adjustment", "2026-04-05/2026-04-10", "{}");
        assert_eq!(found(SUSPENDED, &late), [("broken", vec![2, 1])]);
        let unsure = judged(SUSPENDED, &suspended("2026-03-02").add("adjustment", "2026-03-20/2026-04-10", "{}"));
        assert_eq!((unsure.findings.len(), unsure.undecided.len()), (0, 1));
    }

    #[test]
    fn only_those_it_is_about_call_for_anything() {
        let rule = format!("{SUSPENDED}\nwhere = \"suspension.urgent\"");
        assert_eq!(found(&rule, &suspended("2026-03-02")).len(), 1);
        let calm = Story::opened("{}").add("suspension", "2026-03-02", r##"{"urgent":false}"##);
        assert_eq!(found(&rule, &calm), []);
        let unknown = judged(&rule, &Story::opened("{}").add("suspension", "2026-03-02", "{}").late(&["urgent"]));
        assert_eq!((unknown.findings.len(), unknown.undecided.len()), (0, 1));
    }

    #[test]
    fn what_ends_the_waiting_ends_it() {
        let rule = format!("{SUSPENDED}\nuntil = [\"matter-closed\"]");
        assert_eq!(judged(&rule, &suspended("2026-03-02").add("matter-closed", "2026-03-20", "{}")).kept, 1);
        let late = suspended("2026-03-02").add("matter-closed", "2026-06-20", "{}");
        assert_eq!(found(&rule, &late), [("broken", vec![2, 1])]);
    }

    fn reported(days: &[&str]) -> Story {
        let story = Story::opened("{}").add("execution-assignment", "2026-01-10", "{}");
        days.iter().fold(story, |story, day| story.add("execution-report", day, "{}"))
    }

    #[test]
    fn a_gap_between_reports_is_found() {
        let ended = |story: Story, day| story.add("termination", day, "{}");
        let story = ended(reported(&["2026-04-10", "2026-07-09"]), "2026-10-07");
        assert_eq!(found(REPORTS, &story), []);
        let story = ended(reported(&["2026-04-10", "2026-07-10"]), "2026-08-07");
        assert_eq!(found(REPORTS, &story), [("broken", vec![3, 2])]);
        let story = ended(reported(&["2026-04-10"]), "2026-08-07");
        assert_eq!(found(REPORTS, &story), [("broken", vec![3, 2])], "nothing in the last stretch");
    }

    #[test]
    fn the_next_report_is_waited_for() {
        let judgement = judged(REPORTS, &reported(&["2026-04-10", "2026-07-09"]));
        assert_eq!((judgement.findings.len(), judgement.open.len()), (1, 1));
        assert_eq!((judgement.open[0].since, judgement.open[0].due), (Some(3), Some(jiff::civil::date(2026, 10, 8))));
        let judgement = judged(REPORTS, &reported(&["2026-04-10", "2026-07-09", "2026-10-07", "2026-12-20"]));
        assert_eq!((judgement.findings.len(), judgement.open.len()), (0, 1));
    }

    #[test]
    fn parameters_that_do_not_fit_are_refused() {
        for (from, to) in [
            ("[\"adjustment\", \"termination\"]", "[]"),
            ("within = 30", "within = 30\nwhere = \"publication.published\""),
            ("within = 30", "within = 0\nevery = true"),
            ("after = \"suspension\"", "after = \"suspension.reasons\""),
        ] {
            assert!(try_profile(&SUSPENDED.replace(from, to)).is_err(), "{to}");
        }
    }
}
