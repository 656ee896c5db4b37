//! The items, one row each: its number, what it rests on, and what that came to.

use super::super::report::{Check, NotChecked, Outcome, Report};
use super::{By, Counted, Examined, Fault, FileFacts, Keeping, Property, TestItem, TestOutcome, Why, keeping};

/// All items, in the order of their numbers.
pub(super) fn all(report: &Report, facts: &FileFacts) -> Vec<TestItem> {
    let mut rows = Rows { report, facts, items: Vec::new() };
    authenticity(&mut rows);
    integrity(&mut rows);
    usability(&mut rows);
    security(&mut rows);
    rows.items
}

struct Rows<'a> {
    report: &'a Report,
    facts: &'a FileFacts,
    items: Vec<TestItem>,
}

/// What an item comes to, out of several things that all must hold.
#[derive(Default)]
struct Sum {
    passed: u64,
    faults: Vec<Fault>,
    open: Vec<Why>,
    rests_on: Vec<String>,
}

impl Sum {
    /// A check that must have been made and passed.
    fn check(mut self, report: &Report, check: Check) -> Self {
        self = self.rest(check.text());
        match report.outcome(check) {
            Some(Outcome::Passed(items)) => self.passed += items,
            Some(Outcome::Failed(findings)) => self.faults.push(Fault::Check(check, findings)),
            Some(Outcome::NotChecked(NotChecked::NotKept)) if check == Check::Bag => self.open.push(Why::NoBag),
            Some(Outcome::NotChecked(reason)) => self.open.push(Why::NotChecked(check, reason)),
            None => self.open.push(Why::NoCheck(check)),
        }
        self
    }

    fn checks(self, report: &Report, checks: &[Check]) -> Self {
        checks.iter().fold(self, |sum, check| sum.check(report, *check))
    }

    fn rest(mut self, on: &'static str) -> Self {
        if !self.rests_on.iter().any(|known| known == on) {
            self.rests_on.push(on.to_owned());
        }
        self
    }

    fn open(mut self, why: Why) -> Self {
        self.open.push(why);
        self
    }

    /// So many things looked at, and which of them are at fault.
    fn held(mut self, on: &'static str, looked_at: u64, at_fault: &[String]) -> Self {
        self = self.rest(on);
        self.passed += looked_at;
        self.faults.extend(at_fault.iter().map(|one| Fault::Fact(on, one.clone())));
        self
    }

    /// What somebody must judge.
    fn left_to_a_person(mut self, on: &'static str, which: impl IntoIterator<Item = String>) -> Self {
        self = self.rest(on);
        self.open.extend(which.into_iter().map(|one| Why::Fact(on, one)));
        self
    }

    fn counted(mut self, on: &'static str, counted: Counted) -> Self {
        self = self.rest(on);
        match (counted.attested, counted.counted) {
            (Some(attested), Some(counted)) if attested == counted => self.passed += counted.max(1),
            (Some(attested), Some(counted)) => {
                self.faults.push(Fault::Fact(on, format!("{attested} ≠ {counted}")));
            }
            (None, _) | (_, None) => self.open.push(Why::NotGiven(on)),
        }
        self
    }

    fn outcome(self) -> (TestOutcome, Vec<String>) {
        let outcome = if !self.faults.is_empty() {
            TestOutcome::Failed(self.faults)
        } else if !self.open.is_empty() {
            TestOutcome::Open(self.open)
        } else {
            TestOutcome::Passed(self.passed)
        };
        (outcome, self.rests_on)
    }
}

impl Rows<'_> {
    fn add(&mut self, property: Property, (number, seen): (&'static str, Numbered), item: &'static str, sum: Sum) {
        let (outcome, rests_on) = sum.outcome();
        let number_inferred = seen == Numbered::Inferred;
        self.items.push(TestItem { number, number_inferred, item, property, by: By::Program, rests_on, outcome });
    }

    fn by_person(&mut self, property: Property, (number, seen): (&'static str, Numbered), item: &'static str) {
        self.items.push(TestItem {
            number,
            number_inferred: seen == Numbered::Inferred,
            item,
            property,
            by: By::Person,
            rests_on: Vec::new(),
            outcome: TestOutcome::Open(vec![Why::Person]),
        });
    }

    fn sum(&self, checks: &[Check]) -> Sum {
        Sum::default().checks(self.report, checks)
    }

    fn documents(&self, on: &'static str) -> (Sum, &[Examined]) {
        match &self.facts.documents {
            Some(documents) => (Sum { passed: documents.len() as u64, ..Sum::default() }.rest(on), documents),
            None => (Sum::default().rest(on).open(Why::NotGiven(on)), &[]),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Numbered {
    Seen,
    Inferred,
}

use Numbered::{Inferred, Seen};

fn authenticity(rows: &mut Rows<'_>) {
    const OF: Property = Property::Authenticity;
    let (report, facts) = (rows.report, rows.facts);

    let sum = rows.sum(&[Check::Chain, Check::Streams, Check::Digests, Check::Inclusion]);
    rows.add(OF, ("1-1", Seen), "digests", sum);
    let sum = rows.sum(&[Check::Signatures, Check::Registry, Check::Authority, Check::Doubt]);
    rows.add(OF, ("1-1", Seen), "signatures", sum.check(report, Check::CheckpointSignature));
    let sum = rows.sum(&[Check::OutsideTime]);
    rows.add(OF, ("1-1", Seen), "time-stamps", sum);

    let form = [Check::Envelopes, Check::Records];
    let sum = rows.sum(&form);
    rows.add(OF, ("1-2", Inferred), "lengths", sum);
    let sum = rows.sum(&form);
    rows.add(OF, ("1-3", Inferred), "types", sum);
    let sum = rows.sum(&[Check::Records]);
    rows.add(OF, ("1-4", Inferred), "values", sum);
    let sum = rows.sum(&[Check::Times, Check::RecordedOrder]);
    rows.add(OF, ("1-5", Inferred), "plausible", sum);
    let sum = Sum::default().held("special-characters", facts.texts, &facts.special_characters);
    let sum = if facts.texts == 0 { sum.open(Why::NotGiven("special-characters")) } else { sum };
    rows.add(OF, ("1-6", Seen), "special-characters", sum);

    let codes = facts.reference.iter().chain(&facts.item_references);
    let odd: Vec<String> = codes.clone().filter(|code| !is_reference(code)).cloned().collect();
    let sum = match facts.reference {
        Some(_) => Sum::default().held("reference-code", codes.count() as u64, &odd),
        None => Sum::default().rest("reference-code").open(Why::NotGiven("reference-code")),
    };
    rows.add(OF, ("1-7", Inferred), "reference-code", sum);

    let looked_at = 1 + facts.item_references.len() as u64;
    let sum = rows.sum(&[Check::Nonces]).held("duplicates", looked_at, &facts.duplicates);
    rows.add(OF, ("1-8", Seen), "duplicates", sum);
    let sum = Sum::default().rest("held-already");
    let sum = match (facts.held_already, &facts.reference) {
        (Some(false), Some(_)) => Sum { passed: 1, ..sum },
        (Some(true), Some(code)) => Sum { faults: vec![Fault::Fact("held-already", code.clone())], ..sum },
        (None, _) | (_, None) => sum.open(Why::NotGiven("held-already")),
    };
    rows.add(OF, ("1-8", Seen), "held-already", sum);

    let (sum, documents) = rows.documents("media-types");
    let differs = |one: &&Examined| one.is.may_be(&one.media_type) == Some(false);
    let odd: Vec<String> = documents.iter().filter(differs).map(described).collect();
    let unheard: Vec<String> =
        documents.iter().filter(|one| one.is.may_be(&one.media_type).is_none()).map(described).collect();
    let sum =
        sum.held("media-types", 0, &odd).left_to_a_person("media-types", unheard).check(report, Check::Attachments);
    rows.add(OF, ("1-9", Inferred), "properties", sum);

    let sum = rows.sum(&[Check::Attachments, Check::Openings]);
    rows.add(OF, ("1-10", Seen), "content", sum);
    let sum = rows.sum(&[Check::Attachments]).held("lacking", 0, &facts.lacking).check(report, Check::Bag);
    rows.add(OF, ("1-11", Seen), "linked", sum);
    let sum = rows.sum(&[Check::Bag, Check::Rows]);
    rows.add(OF, ("1-12", Inferred), "layout", sum);
    let sum = rows.sum(&[Check::Bag, Check::Checkpoint]);
    rows.add(OF, ("1-13", Inferred), "package", sum);
    let sum = rows.sum(&[Check::Bag, Check::Seal]);
    rows.add(OF, ("1-14", Seen), "unchanged", sum);
}

fn integrity(rows: &mut Rows<'_>) {
    const OF: Property = Property::Integrity;
    let (report, facts) = (rows.report, rows.facts);

    rows.add(OF, ("2-1", Seen), "records", Sum::default().counted("record-count", facts.records));
    rows.add(OF, ("2-2", Seen), "bytes", Sum::default().counted("byte-count", facts.bytes));
    let sum = rows.sum(&[Check::Records]).left_to_a_person("declared-missing", facts.declared_missing.iter().cloned());
    rows.add(OF, ("2-3", Seen), "fields", sum);
    let filled = DESCRIBED.saturating_sub(facts.unfilled.len() as u64);
    let unfilled = facts.unfilled.iter().map(|field| (*field).to_owned());
    let sum = Sum { passed: filled, ..Sum::default() }.left_to_a_person("unfilled", unfilled);
    rows.add(OF, ("2-4", Seen), "description", sum);

    let process = facts.process.as_ref();
    let sum = match process {
        Some(process) => Sum::default()
            .held("process", process.decided, &process.absent)
            .left_to_a_person("process-undecided", process.undecided.iter().cloned()),
        None => Sum::default().rest("process").open(Why::NotGiven("process")),
    };
    rows.add(OF, ("2-5", Seen), "process", sum);
    let gaps: Vec<String> = facts.gaps.iter().map(|number| format!("#{number}")).collect();
    let sum = rows.sum(&[Check::Streams]).held("gaps", 0, &gaps).check(report, Check::Complete);
    rows.add(OF, ("2-6", Seen), "continuous", sum);
    let sum = rows.sum(&[Check::Attachments, Check::Openings]).held("lacking", 0, &facts.lacking);
    rows.add(OF, ("2-7", Seen), "documents", sum);
    let sum = match process {
        Some(process) => Sum { passed: process.decided, ..Sum::default() }
            .left_to_a_person("awaited", process.awaited.iter().chain(&process.absent).cloned()),
        None => Sum::default().rest("awaited").open(Why::NotGiven("process")),
    };
    rows.add(OF, ("2-9", Seen), "scope", sum);
    let sum = rows.sum(&[Check::Bag, Check::Rows, Check::Records]);
    rows.add(OF, ("2-10", Seen), "package-metadata", sum);
    let sum = rows.sum(&[Check::Bag, Check::Attachments]);
    rows.add(OF, ("2-11", Seen), "package-content", sum);
}

fn usability(rows: &mut Rows<'_>) {
    const OF: Property = Property::Usability;
    let sum = rows.sum(&[Check::Envelopes, Check::Records]);
    rows.add(OF, ("3-1", Seen), "readable", sum);
    rows.items.push(TestItem {
        number: "3-2",
        number_inferred: false,
        item: "target-database",
        property: OF,
        by: By::Program,
        rests_on: Vec::new(),
        outcome: TestOutcome::NotApplicable,
    });
    let of_keeping = |documents: &[Examined], wanted: Keeping| -> Vec<String> {
        documents.iter().filter(|one| keeping(one) == wanted).map(described).collect()
    };
    let (sum, documents) = rows.documents("formats");
    let later = of_keeping(documents, Keeping::ToBeLookedAt);
    let sum = sum.left_to_a_person("formats", later);
    rows.add(OF, ("3-3", Seen), "formats", sum);
    let (sum, documents) = rows.documents("containers");
    let refused = of_keeping(documents, Keeping::Refused);
    let sum = sum.held("containers", 0, &refused);
    rows.add(OF, ("3-8", Seen), "containers", sum);
}

fn security(rows: &mut Rows<'_>) {
    const OF: Property = Property::Security;
    rows.by_person(OF, ("4-1", Seen), "antivirus");
    rows.by_person(OF, ("4-2", Seen), "viruses");
    let sum = rows.sum(&[Check::Bag]);
    rows.add(OF, ("4-x", Inferred), "foreign-files", sum);
    rows.by_person(OF, ("4-x", Inferred), "carrier");
    rows.by_person(OF, ("4-7", Seen), "handling");
}

fn described(one: &Examined) -> String {
    format!("{} ({}, {})", one.place, one.media_type, one.is.slug())
}

/// 档号 (DA/T 13-2022): the fonds, the category and the number of the file, `-` between them, further parts behind; in the
/// category `·` between its parts. Nothing in it is blank or would have to be quoted.
pub(super) fn is_reference(code: &str) -> bool {
    let parts: Vec<&str> = code.split('-').collect();
    let plain = |part: &&str| {
        !part.is_empty() && part.split('·').all(|one| !one.is_empty() && one.chars().all(char::is_alphanumeric))
    };
    let numbered = |part: &&str| part.bytes().all(|b| b.is_ascii_digit());
    (3..=REFERENCE_PARTS_MAX).contains(&parts.len())
        && parts.iter().all(plain)
        && !parts[0].contains('·')
        && parts.last().is_some_and(numbered)
}

/// How many words of the archive a file must have: fonds, its name, category, number, unit, period, who compiled it and when.
const DESCRIBED: u64 = 8;

/// Fonds, category, file, item, page.
const REFERENCE_PARTS_MAX: usize = 5;
