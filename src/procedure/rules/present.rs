//! A record of some kind must be there before another: no meeting without a legality opinion.

use serde::Deserialize;

use super::super::history::Step;
use super::super::judge::{Awaited, Case, Out, kinds_arg};
use super::super::refs::KindRef;
use super::super::said::{Arg, Saying};
use super::Look;

/// Before each record of `by`, one of `any` must stand in the ledger, and have happened.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Present {
    /// Kinds, one of which will do.
    pub any: Vec<KindRef>,
    /// Before which kind.
    pub by: KindRef,
    /// Whether it must be about the draft that `by` is about, where both name one.
    #[serde(default)]
    pub same_draft: bool,
}

static BEFORE: Saying = Saying::new("present-before", &["kinds", "by", "record"]);
static NONE: Saying = Saying::new("present-none", &["kinds"]);
static HAPPENED_LATER: Saying = Saying::new("present-happened-later", &["record", "day"]);
static RECORDED_LATER: Saying = Saying::new("present-recorded-later", &["record", "time"]);

impl Look for Present {
    const SAYINGS: &'static [&'static Saying] = &[&BEFORE, &NONE, &HAPPENED_LATER, &RECORDED_LATER];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        let mut reached = false;
        for by in case.reached(self.by.name()) {
            reached = true;
            self.look_at(case, by, out);
        }
        if !reached && !case.history.steps().is_empty() && self.any.iter().all(|kind| !case.history.has(kind.name())) {
            let kinds = self.any.iter().map(|kind| kind.name()).collect();
            out.open(Awaited { kinds, due: None, since: None, before: Some(self.by.name()) });
        }
    }

    fn order(&self) -> Option<(&str, &str)> {
        match &self.any[..] {
            [one] => Some((one.name(), self.by.name())),
            _ => None,
        }
    }
}

impl Present {
    fn all<'a>(&'a self, case: &'a Case<'_>, by: &'a Step) -> impl Iterator<Item = &'a Step> {
        let about = move |step: &&Step| {
            !self.same_draft || step.draft().is_none() || by.draft().is_none() || step.draft() == by.draft()
        };
        self.any.iter().flat_map(|kind| case.history.of(kind.name())).filter(about)
    }

    fn look_at(&self, case: &Case<'_>, by: &Step, out: &mut Out<'_>) {
        if self.all(case, by).any(|step| step.stood_before(by) && step.happened_by(by)) {
            return;
        }
        let expected = BEFORE.with([kinds_arg(&self.any), Arg::Kind(self.by.name()), Arg::Record(by.number)]);
        // It happened in time and was only entered afterwards: the record is at fault, not the procedure.
        if let Some(step) = self.all(case, by).find(|step| step.happened_by(by)) {
            let found = RECORDED_LATER.with([Arg::Record(step.number), Arg::Time(step.recorded)]);
            return out.badly_recorded([by.number, step.number], expected, found);
        }
        match self.all(case, by).next() {
            Some(step) => {
                let found = HAPPENED_LATER.with([Arg::Record(step.number), Arg::Day(step.occurred.from.date())]);
                out.broken([by.number, step.number], expected, found);
            }
            None => out.broken([by.number], expected, NONE.with([kinds_arg(&self.any)])),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::finding::Nature;
    use super::super::super::sample::{Story, found, judged};

    const RULE: &str = "kind = \"present\"\nany = [\"legality-opinion\"]\nby = \"meeting-opened\"\nsame_draft = true";
    const DRAFT: &str = r##"{"version":"V1","changes":"-"}"##;

    fn story() -> Story {
        Story::opened("{}").add("draft-version", "2026-01-10", DRAFT)
    }

    #[test]
    fn a_meeting_without_an_opinion_is_found() {
        let met = story().add("meeting-opened", "2026-03-01", r##"{"draft":"#1"}"##);
        assert_eq!(found(RULE, &met), [("broken", vec![2])]);
    }

    #[test]
    fn an_opinion_before_it_keeps_the_rule() {
        let story = story().add("legality-opinion", "2026-02-01", r##"{"draft":"#1"}"##);
        assert_eq!(found(RULE, &story.add("meeting-opened", "2026-03-01", r##"{"draft":"#1"}"##)), []);
    }

    #[test]
    fn an_opinion_on_another_draft_is_none() {
        let story = story().add("draft-version", "2026-01-11", DRAFT).add("legality-opinion", "2026-02-01", r##"{"draft":"#1"}"##);
        let story = story.add("meeting-opened", "2026-03-01", r##"{"draft":"#2"}"##);
        assert_eq!(found(RULE, &story), [("broken", vec![4])]);
    }

    #[test]
    fn entered_afterwards_is_a_fault_of_the_record_and_given_afterwards_one_of_procedure() {
        let met = story().add("meeting-opened", "2026-03-01", r##"{"draft":"#1"}"##);
        for (day, nature) in [("2026-02-20", Nature::Record), ("2026-03-02", Nature::Procedure)] {
            let findings = judged(RULE, &met.clone().add("legality-opinion", day, r##"{"draft":"#1"}"##)).findings;
            assert_eq!((findings.len(), findings[0].nature, &findings[0].records[..]), (1, nature, &[2, 3][..]));
        }
    }

    #[test]
    fn before_the_meeting_it_is_open_and_says_who_signs_it() {
        let judgement = judged(RULE, &story());
        assert_eq!(judgement.findings, []);
        assert_eq!(judgement.open[0].kinds, ["legality-opinion"]);
        assert_eq!(judgement.open[0].offices[0].as_str(), "legality-reviewer");
        assert_eq!(judgement.open[0].before, Some("meeting-opened"));
    }
}
