//! Gathers what is found while it is found, and makes the report of it.

use std::collections::BTreeMap;

use super::check::{Check, NotChecked};
use super::code::Code;
use super::report::{
    CheckResult, FINDINGS_KEPT_MAX, Facts, Finding, Outcome, REPORT_V1, Received, Report, Subject, Verdict,
};

/// Gathers what is found while it is found, in memory that does not grow.
#[derive(Debug, Clone)]
pub(super) struct Gathered {
    findings: Vec<Finding>,
    notes: Vec<Finding>,
    counts: BTreeMap<Code, u64>,
    looked: [u64; Check::ALL.len()],
    skipped: BTreeMap<Check, NotChecked>,
}

impl Default for Gathered {
    fn default() -> Self {
        Self {
            findings: Vec::new(),
            notes: Vec::new(),
            counts: BTreeMap::new(),
            looked: [0; Check::ALL.len()],
            skipped: BTreeMap::new(),
        }
    }
}

impl Gathered {
    /// Takes a finding or a note.
    pub(super) fn add(&mut self, finding: Finding) {
        *self.counts.entry(finding.code).or_default() += 1;
        let list = if finding.code.verdict().is_some() { &mut self.findings } else { &mut self.notes };
        if list.len() < FINDINGS_KEPT_MAX {
            list.push(finding);
        }
    }

    /// Counts findings that are not kept.
    pub(super) fn count(&mut self, code: Code, times: u64) {
        if times > 0 {
            *self.counts.entry(code).or_default() += times;
        }
    }

    /// So many more items were looked at.
    pub(super) const fn looked(&mut self, check: Check, items: u64) {
        self.looked[check as usize] += items;
    }

    /// How many items a check has looked at.
    pub(super) const fn items(&self, check: Check) -> u64 {
        self.looked[check as usize]
    }

    /// The check cannot be made, or not fully. The first reason stands.
    pub(super) fn skip(&mut self, check: Check, why: NotChecked) {
        self.skipped.entry(check).or_insert(why);
    }

    /// How often a code was found.
    pub(super) fn found(&self, code: Code) -> u64 {
        self.counts.get(&code).copied().unwrap_or(0)
    }

    /// Whether anything was found that makes the ledger unreadable or worse.
    pub(super) fn is_condemned(&self) -> bool {
        self.counts.keys().filter_map(|code| code.verdict()).any(|verdict| verdict >= Verdict::Unreadable)
    }

    /// Takes what another gathered later in the log.
    pub(super) fn merge(&mut self, later: Self) {
        for (list, more) in [(&mut self.findings, later.findings), (&mut self.notes, later.notes)] {
            let room = FINDINGS_KEPT_MAX - list.len();
            list.extend(more.into_iter().take(room));
        }
        for (code, times) in later.counts {
            self.count(code, times);
        }
        for (mine, more) in self.looked.iter_mut().zip(later.looked) {
            *mine += more;
        }
        for (check, why) in later.skipped {
            self.skip(check, why);
        }
    }

    /// The report, over the checks that `subject` has.
    pub(super) fn report(mut self, subject: Subject, ledger: Facts, received: Option<Received>) -> Report {
        let made = |check: &&Check| match subject {
            Subject::Ledger => {
                !matches!(check, Check::Receipt | Check::Inclusion | Check::Consistency | Check::Appointment)
                    && !of_bundle(**check)
            }
            Subject::Bundle => of_bundle(**check) || !NOT_OF_BUNDLE.contains(check),
            Subject::Receipt => RECEIPT_CHECKS.contains(check),
            Subject::Word => RECEIPT_CHECKS.contains(check) || WORD_CHECKS.contains(check),
            Subject::Consistency => CONSISTENCY_CHECKS.contains(check),
        };
        let checks: Vec<CheckResult> = Check::ALL.iter().filter(made).map(|&check| self.result(check)).collect();
        let found = self.counts.keys().filter_map(|code| code.verdict());
        // Nothing from outside vouches for a ledger that is judged without a trust file: intact is all that can be said.
        let anchors = checks.iter().filter_map(|one| match (one.check, one.outcome) {
            (Check::Trust, Outcome::NotChecked(_)) => Some(Verdict::Unanchored),
            (_, Outcome::NotChecked(NotChecked::NoLedgerKey)) => Some(Verdict::Unanchored),
            _ => None,
        });
        let verdict = found.chain(anchors).max().unwrap_or(Verdict::Sound);
        self.findings.sort_by_key(|finding| finding.place.seq.unwrap_or(u64::MAX));
        self.notes.sort_by_key(|finding| finding.place.seq.unwrap_or(u64::MAX));
        Report {
            schema: REPORT_V1,
            subject,
            verdict,
            exit: verdict.exit(),
            ledger,
            received,
            checks,
            findings: self.findings,
            notes: self.notes,
            counts: self.counts,
            word: None,
            procedure: None,
        }
    }

    /// The report on a ledger with what was found of the bag that it lies in, which this has gathered.
    pub(super) fn into_bag_of(self, mut report: Report) -> Report {
        report.checks.insert(0, self.result(Check::Bag));
        report.findings = self.findings.into_iter().chain(report.findings).take(FINDINGS_KEPT_MAX).collect();
        report.notes = self.notes.into_iter().chain(report.notes).take(FINDINGS_KEPT_MAX).collect();
        for (code, times) in self.counts {
            *report.counts.entry(code).or_default() += times;
            report.verdict = report.verdict.max(code.verdict().unwrap_or(Verdict::Sound));
        }
        report.exit = report.verdict.exit();
        report
    }

    fn result(&self, check: Check) -> CheckResult {
        let failed = self.counts.iter().filter(|(code, _)| code.check() == check && code.verdict().is_some());
        let failed: u64 = failed.map(|(_, times)| times).sum();
        let outcome = match (failed, self.skipped.get(&check)) {
            (0, None) => Outcome::Passed(self.items(check)),
            (0, Some(why)) => Outcome::NotChecked(*why),
            (failed, _) => Outcome::Failed(failed),
        };
        CheckResult { check, outcome }
    }
}

/// Checks that only a bundle has.
const fn of_bundle(check: Check) -> bool {
    matches!(check, Check::Bag | Check::Seal | Check::Rows | Check::Complete | Check::Withheld)
}

const NOT_OF_BUNDLE: &[Check] =
    &[Check::Receipt, Check::Marker, Check::Files, Check::Log, Check::Tree, Check::Tiles, Check::Consistency];

const RECEIPT_CHECKS: &[Check] = &[
    Check::Receipt,
    Check::Digests,
    Check::Envelopes,
    Check::Records,
    Check::Times,
    Check::Signatures,
    Check::Authority,
    Check::Checkpoint,
    Check::CheckpointSignature,
    Check::Inclusion,
    Check::Trust,
    Check::KnownHeads,
    Check::Witnesses,
];

/// What the proof of somebody's word has beside the checks of a receipt.
const WORD_CHECKS: &[Check] = &[Check::Registry, Check::Appointment, Check::Doubt];

const CONSISTENCY_CHECKS: &[Check] =
    &[Check::Checkpoint, Check::CheckpointSignature, Check::Consistency, Check::Trust, Check::Witnesses];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::report::{Place, QUOTED_CHARS_MAX};

    #[test]
    fn the_worst_wins_and_a_note_condemns_nothing() {
        let verdict = |codes: &[Code]| {
            let mut gathered = Gathered::default();
            for code in codes {
                gathered.add(Finding::new(*code, Place::default()));
            }
            gathered.report(Subject::Ledger, Facts::default(), None).verdict
        };
        assert_eq!(verdict(&[]), Verdict::Sound);
        assert_eq!(verdict(&[Code::FileUnknown, Code::LateUnsaid]), Verdict::Sound);
        assert_eq!(verdict(&[Code::WitnessQuorum, Code::AuthorityInDoubt]), Verdict::AuthorityInDoubt);
        assert_eq!(verdict(&[Code::HeadRolledBack, Code::HeadDiverged]), Verdict::Diverged);
        assert_eq!(verdict(&[Code::HeadDiverged, Code::SignatureBad, Code::LogUnreadable]), Verdict::Invalid);
    }

    #[test]
    fn a_check_that_was_not_made_has_not_passed() {
        let mut gathered = Gathered::default();
        gathered.looked(Check::Tiles, 4);
        gathered.skip(Check::Tiles, NotChecked::TilesMissing(1));
        gathered.skip(Check::Trust, NotChecked::NoTrust);
        let report = gathered.report(Subject::Ledger, Facts::default(), None);
        assert_eq!(report.outcome(Check::Tiles), Some(Outcome::NotChecked(NotChecked::TilesMissing(1))));
        assert_eq!(report.outcome(Check::Receipt), None);
        assert_eq!(report.verdict, Verdict::Unanchored);
    }

    #[test]
    fn memory_does_not_grow_with_the_findings() {
        let mut gathered = Gathered::default();
        for _ in 0..3 {
            let mut part = Gathered::default();
            for seq in 0..900 {
                let place = Place { seq: Some(seq), ..Place::default() };
                part.add(Finding::new(Code::SignatureBad, place).saying("x".repeat(10_000)));
            }
            gathered.merge(part);
        }
        let report = gathered.report(Subject::Ledger, Facts::default(), None);
        assert_eq!(report.findings.len(), FINDINGS_KEPT_MAX);
        assert_eq!(report.unlisted(), 1_700);
        assert_eq!(report.outcome(Check::Signatures), Some(Outcome::Failed(2_700)));
        assert!(report.findings[0].details.as_ref().unwrap().chars().count() <= QUOTED_CHARS_MAX + 1);
    }
}
