//! Runs each rule of a profile over a history.

use std::sync::Arc;

use jiff::civil::Date;

use super::deliberated::Deliberated;
use super::finding::{Finding, Nature, Open, Standing, Undecided};
use super::history::{History, Resolution, Step};
use super::holidays::Holidays;
use super::meeting::Meeting;
use super::profile::{Profile, Rule};
use super::refs::KindRef;
use super::said::{Arg, Said, Saying};
use crate::model::OfficeId;

/// What judging a decision came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Judgement {
    /// What is at fault, rule by rule in the order of the profile.
    pub findings: Vec<Finding>,
    /// What could not be decided.
    pub undecided: Vec<Undecided>,
    /// What is to come.
    pub open: Vec<Open>,
    /// What was counted for rules that look at all decisions together; it is added up by [`Bodies`](super::Bodies).
    pub deliberated: Vec<Deliberated>,
    /// How many rules were looked at and kept.
    pub kept: u64,
    /// How many did not apply.
    pub not_applying: u64,
}

/// What a rule looks at.
#[derive(Clone, Copy)]
pub(super) struct Case<'a> {
    pub(super) profile: &'a Profile,
    pub(super) history: &'a History,
    /// Its meetings, in the order they were opened.
    pub(super) meetings: &'a [Meeting<'a>],
    pub(super) holidays: &'a Holidays,
    /// The day as of which is judged; nothing is overdue where it is not given.
    pub(super) as_of: Option<Date>,
}

impl<'a> Case<'a> {
    /// The records of a kind before which something must have been done: all of them, but of meetings those that decide.
    pub(super) fn reached(&self, kind: &str) -> impl DoubleEndedIterator<Item = &'a Step> + Clone + use<'a> {
        let preparing = self.meetings.iter().filter(|meeting| meeting.prepares);
        self.history.of(kind).filter(move |step| !preparing.clone().any(|meeting| meeting.step.number == step.number))
    }

    /// The records that opened the meetings of this decision.
    pub(super) fn opened(&self) -> impl DoubleEndedIterator<Item = &'a Step> + Clone + use<'a> {
        self.meetings.iter().map(|meeting| meeting.step)
    }

    /// Of these the ones that opened a meeting that decides.
    pub(super) fn deciding(&self) -> impl DoubleEndedIterator<Item = &'a Step> + Clone + use<'a> {
        self.meetings.iter().filter(|meeting| !meeting.prepares).map(|meeting| meeting.step)
    }

    /// The records of a kind that a rule looks at, each with what it is looked at for: the last one before each record of
    /// `by`, or every one where there is no `by`.
    pub(super) fn counting(&self, kind: &str, by: Option<KindRef>) -> Vec<(&'a Step, Option<&'a Step>)> {
        match by {
            None => self.history.of(kind).map(|step| (step, None)).collect(),
            Some(by) => {
                let before = |by| Some((self.history.last_before(kind, by)?, Some(by)));
                self.reached(by.name()).filter_map(before).collect()
            }
        }
    }
}

/// Where a rule says what it came to.
pub(super) struct Out<'a> {
    rule: &'a Rule,
    history: &'a History,
    judgement: &'a mut Judgement,
    said: bool,
}

/// Something a rule waits for.
pub(super) struct Awaited {
    /// Kinds of record any of which will do.
    pub(super) kinds: Vec<&'static str>,
    /// By when.
    pub(super) due: Option<Date>,
    /// What it follows from.
    pub(super) since: Option<u64>,
    /// Before which kind it must be there.
    pub(super) before: Option<&'static str>,
}

impl Out<'_> {
    /// The rule is broken.
    pub(super) fn broken(&mut self, records: impl Into<Vec<u64>>, expected: Said, found: Said) {
        self.add(records.into(), self.rule.nature, Standing::Broken, expected, found);
    }

    /// The rule is kept only if the first day counts.
    pub(super) fn borderline(&mut self, records: impl Into<Vec<u64>>, expected: Said, found: Said) {
        self.add(records.into(), self.rule.nature, Standing::Borderline, expected, found);
    }

    /// What was asked for was done; the record of it is at fault.
    pub(super) fn badly_recorded(&mut self, records: impl Into<Vec<u64>>, expected: Said, found: Said) {
        self.add(records.into(), Nature::Record, Standing::Broken, expected, found);
    }

    /// Nobody can tell.
    pub(super) fn undecided(&mut self, records: impl Into<Vec<u64>>, why: Said) {
        self.said = true;
        let undecided = Undecided { code: Arc::clone(&self.rule.code), records: records.into(), why };
        self.judgement.undecided.push(undecided);
    }

    /// It is to come.
    pub(super) fn open(&mut self, awaited: Awaited) {
        self.said = true;
        let mut offices: Vec<OfficeId> = Vec::new();
        for kind in &awaited.kinds {
            let signers = crate::model::kind::named(kind).map_or(&[][..], |spec| spec.signers);
            for office in signers.iter().filter_map(|office| OfficeId::new(office).ok()) {
                if !offices.contains(&office) {
                    offices.push(office);
                }
            }
        }
        self.judgement.open.push(Open {
            code: Arc::clone(&self.rule.code),
            severity: self.rule.severity,
            article: Arc::clone(&self.rule.article),
            text: Arc::clone(&self.rule.text),
            kinds: awaited.kinds,
            offices,
            due: awaited.due,
            since: awaited.since,
            before: awaited.before,
        });
    }

    fn add(&mut self, records: Vec<u64>, nature: Nature, standing: Standing, expected: Said, found: Said) {
        self.said = true;
        let rule = self.rule;
        let about = || records.iter().filter_map(|&number| self.history.step(number));
        let despite = about()
            .flat_map(|step| step.despite.iter().map(move |(code, reason)| (step.number, code, reason)))
            .filter(|(_, code, _)| **code == *rule.code)
            .map(|(number, _, reason)| (number, reason.clone()))
            .collect();
        let resolutions = resolutions(rule, self.history, &about().collect::<Vec<_>>());
        self.judgement.findings.push(Finding {
            code: Arc::clone(&rule.code),
            severity: rule.severity,
            nature,
            standing,
            article: Arc::clone(&rule.article),
            text: Arc::clone(&rule.text),
            resolve: Arc::clone(&rule.resolve),
            records,
            expected,
            found,
            despite,
            resolutions,
        });
    }
}

/// The records that answer a finding about `about`: resolutions of the rule, and corrections of what is at fault. One that
/// names a record answers only findings about that record.
fn resolutions(rule: &Rule, history: &History, about: &[&Step]) -> Vec<Resolution> {
    let of_rule = history
        .of("finding-resolution")
        .filter(|step| step.body.text("rule") == Some(&*rule.code))
        .filter(|step| step.cited("record").is_none_or(|record| about.iter().any(|one| one.record == record)));
    let resolved = of_rule
        .map(|step| Resolution { number: step.number, way: step.body.text("way").unwrap_or_default().to_owned() });
    let corrected = about.iter().flat_map(|one| history.corrections_of(one.record));
    let corrected = corrected.map(|step| Resolution { number: step.number, way: "corrected".into() });
    let mut all: Vec<Resolution> = resolved.chain(corrected).collect();
    all.sort_by_key(|one| one.number);
    all.dedup();
    all
}

/// Judges a decision by a profile as of a day. Pure: the same history, profile, holidays and day give the same judgement.
pub fn judge(profile: &Profile, history: &History, holidays: &Holidays, as_of: Option<Date>) -> Judgement {
    let mut judgement = Judgement::default();
    let meetings = Meeting::all(profile, history);
    let case = Case { profile, history, meetings: &meetings, holidays, as_of };
    for rule in &profile.rules {
        if let Some(needed) = rule.kind.meetings() {
            if applies(rule, history) == Some(true) {
                judgement.deliberated.push(Deliberated::of(rule, needed, &case));
            }
            continue;
        }
        match applies(rule, history) {
            Some(false) => judgement.not_applying += 1,
            Some(true) => {
                let mut out = Out { rule, history, judgement: &mut judgement, said: false };
                rule.kind.judge(&case, &mut out);
                if !out.said {
                    judgement.kept += 1;
                }
            }
            None => {
                // Only where the rule would have had something to say does it matter that nobody can tell.
                let mut aside = Judgement::default();
                let mut out = Out { rule, history, judgement: &mut aside, said: false };
                rule.kind.judge(&case, &mut out);
                if aside.findings.is_empty() {
                    judgement.not_applying += 1;
                } else {
                    let records = aside.findings.swap_remove(0).records;
                    let mut out = Out { rule, history, judgement: &mut judgement, said: false };
                    out.undecided(records, CONDITION_UNKNOWN.with([]));
                }
            }
        }
    }
    judgement
}

/// Whether a rule applies; `None` where a late entry declares unknown what would tell.
pub(super) fn applies(rule: &Rule, history: &History) -> Option<bool> {
    let mut known = true;
    for (conditions, wanted) in [(&rule.when, true), (&rule.unless, false)] {
        for condition in conditions {
            match condition.holds(history) {
                Some(held) if held == wanted => {}
                Some(_) => return Some(false),
                None => known = false,
            }
        }
    }
    known.then_some(true)
}

/// What the judge itself says.
pub(super) const SAYINGS: &[&Saying] = &[&CONDITION_UNKNOWN];
static CONDITION_UNKNOWN: Saying = Saying::new("condition-unknown", &[]);

/// An argument for a list of kinds.
pub(super) fn kinds_arg(kinds: &[KindRef]) -> Arg {
    Arg::Kinds(kinds.iter().map(|kind| kind.name()).collect())
}

/// An argument for the name of a day.
pub(super) fn day_arg(day: &super::refs::DayRef) -> Arg {
    match day.path() {
        Some(path) => field_arg(day.kind, path),
        None => Arg::Kind(day.kind.name()),
    }
}

/// An argument for the name of a field.
pub(super) fn field_arg(kind: KindRef, path: &str) -> Arg {
    Arg::Field(kind.name(), path.to_owned())
}

/// The records a finding is about: the one at fault, and the one it is held against.
pub(super) fn about(step: &Step, other: Option<&Step>) -> Vec<u64> {
    std::iter::once(step.number).chain(other.map(|other| other.number).filter(|other| *other != step.number)).collect()
}

#[cfg(test)]
mod tests;
