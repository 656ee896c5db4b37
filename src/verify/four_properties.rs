//! The four-property test (四性检测, DA/T 70-2018): authenticity, integrity, usability and security of a decision's file, item
//! by item, out of a [`Report`] and plain facts about the file.
//!
//! What a program can tell, it tells; what only a person can, is listed open with a place for a signature. An item whose
//! check was not made is open and says why: nothing passes for want of looking.
//!
//! In scope: which item rests on which checks and facts. Out of scope: gathering the facts, words for people.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::document_format::{Keeping, Recognised};
use super::report::{Check, NotChecked, Report, Verdict};

mod rows;

/// The version of the JSON form. Fields are only ever added under one version.
pub const FOUR_PROPERTIES_V1: &str = "liuhen/four-properties/v1";

/// What the test came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FourProperties {
    /// At which point it was made.
    pub occasion: Occasion,
    /// What the report says that it rests on.
    pub verdict: Verdict,
    /// Every item, in the order of their numbers.
    pub items: Vec<TestItem>,
}

/// When the test is made (环节).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Occasion {
    /// 归档: as the file leaves the ledger. The bag does not exist yet, so what is asked of it stays open.
    Export,
    /// 移交与接收: as an archive takes it in.
    Intake,
    /// 长期保存: later.
    Keeping,
}

/// One of the four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Property {
    /// 真实性.
    Authenticity,
    /// 完整性.
    Integrity,
    /// 可用性.
    Usability,
    /// 安全性.
    Security,
}

impl Property {
    /// All four, in the order of the standard.
    pub const ALL: [Self; 4] = [Self::Authenticity, Self::Integrity, Self::Usability, Self::Security];

    /// Its name in data.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Authenticity => "authenticity",
            Self::Integrity => "integrity",
            Self::Usability => "usability",
            Self::Security => "security",
        }
    }
}

/// An item of the test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TestItem {
    /// Its number, as implementations of the standard have it.
    pub number: &'static str,
    /// Whether the number was inferred from the order of the items, and not seen.
    pub number_inferred: bool,
    /// Its name in data; several rows of one number have several.
    pub item: &'static str,
    /// What it is a test of.
    pub property: Property,
    /// Whether a program or a person answers it.
    pub by: By,
    /// What it rests on: the names of checks and facts.
    pub rests_on: Vec<String>,
    /// What it came to.
    #[serde(flatten)]
    pub outcome: TestOutcome,
}

/// Who answers an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// A program.
    Program,
    /// A person, with their signature.
    Person,
}

/// What an item came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TestOutcome {
    /// So many things were looked at, all as they must be.
    Passed(u64),
    /// Not as it must be.
    Failed(Vec<Fault>),
    /// Not told, and why: for a person to look at and sign.
    Open(Vec<Why>),
    /// Does not apply to a file of this sort.
    NotApplicable,
}

/// What is not as it must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A check failed, so many times.
    Check(Check, u64),
    /// Something in the file: what, and where or which.
    Fact(&'static str, String),
}

/// Why an item is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Only a person can tell.
    Person,
    /// A check was not made.
    NotChecked(Check, NotChecked),
    /// A check belongs to this item and is none of this report's.
    NoCheck(Check),
    /// What somebody said of it, without having signed yet.
    Said(String),
    /// The bag was not there yet.
    NoBag,
    /// A seal is put on after this test.
    SealLater,
    /// A fact that only whoever takes the file in can know.
    AtIntake(&'static str),
    /// A fact that the program was not given.
    NotGiven(&'static str),
    /// Something in the file that somebody must judge: what, and where or which.
    Fact(&'static str, String),
}

/// Plain facts about the file, gathered by whoever has it before them. There is no default: an empty list says that
/// somebody looked and found nothing, and `None` that nobody has looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFacts {
    /// 档号 by file; `None` where it is not filled in.
    pub reference: Option<String>,
    /// 档号 by item, of all items.
    pub item_references: Vec<String>,
    /// Reference codes and document numbers (文号) that stand twice in the file.
    pub duplicates: Vec<String>,
    /// Whether the archive already holds another file of this reference code; `None` where nobody has looked.
    pub held_already: Option<bool>,
    /// How many texts were looked through for characters that do not belong there.
    pub texts: u64,
    /// Where such characters stand.
    pub special_characters: Vec<String>,
    /// How many records there must be, as somebody attests, and how many there are.
    pub records: Counted,
    /// How many bytes of documents the records cite, and how many there are.
    pub bytes: Counted,
    /// Numbers of records that are in no row.
    pub gaps: Vec<u64>,
    /// Documents that are cited and not here, by their names.
    pub lacking: Vec<String>,
    /// Fields that late entries declare unknown: `#7 roster.title`.
    pub declared_missing: Vec<String>,
    /// Words of the archive that are not filled in, by the names of their fields.
    pub unfilled: Vec<&'static str>,
    /// What the procedure asks for; `None` where no profile was judged by.
    pub process: Option<Process>,
    /// Every document that lies here; `None` where they were not looked at.
    pub documents: Option<Vec<Examined>>,
}

/// A number that is attested, and the same counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counted {
    /// As attested; `None` where nobody does.
    pub attested: Option<u64>,
    /// As counted; `None` where nobody has.
    pub counted: Option<u64>,
}

/// What the procedure asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Process {
    /// How many rules were looked at and could be decided.
    pub decided: u64,
    /// Rules that found a record missing which must be there: their codes.
    pub absent: Vec<String>,
    /// Rules that could not be decided: their codes.
    pub undecided: Vec<String>,
    /// What is asked for and not there yet: the codes of the rules.
    pub awaited: Vec<String>,
}

/// A document, looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Examined {
    /// Where it lies, or its name.
    pub place: String,
    /// What its record says it is.
    pub media_type: String,
    /// What its bytes say.
    pub is: Recognised,
}

impl FourProperties {
    /// Makes the test.
    pub fn of(occasion: Occasion, report: &Report, facts: &FileFacts) -> Self {
        let mut items = rows::all(report, facts);
        if occasion == Occasion::Export {
            items.iter_mut().for_each(|item| item.outcome.leave_to_intake(facts.reference.is_some()));
        }
        Self { occasion, verdict: report.verdict, items }
    }

    /// Takes down what somebody says of an item that is open. It stays open: what is said passes nothing until its place
    /// is signed.
    pub fn hear(&mut self, item: &str, said: &str) {
        for one in self.items.iter_mut().filter(|one| one.item == item && !said.trim().is_empty()) {
            if let TestOutcome::Open(why) = &mut one.outcome {
                why.push(Why::Said(said.trim().to_owned()));
            }
        }
    }

    /// The items of one property.
    pub fn of_property(&self, property: Property) -> impl Iterator<Item = &TestItem> {
        self.items.iter().filter(move |item| item.property == property)
    }

    /// How many items passed, failed, are open and do not apply, of one property or of all.
    pub fn counts(&self, property: Option<Property>) -> Counts {
        let mut counts = Counts::default();
        for item in self.items.iter().filter(|item| property.is_none_or(|one| one == item.property)) {
            *match item.outcome {
                TestOutcome::Passed(_) => &mut counts.passed,
                TestOutcome::Failed(_) => &mut counts.failed,
                TestOutcome::Open(_) => &mut counts.open,
                TestOutcome::NotApplicable => &mut counts.not_applicable,
            } += 1;
            counts.at_intake += u64::from(item.outcome.waits_for_intake());
        }
        counts
    }

    /// What one property comes to: failed where an item failed, else open where one is open, else passed.
    pub fn outcome(&self, property: Property) -> &'static str {
        match self.counts(Some(property)) {
            Counts { failed: 1.., .. } => "failed",
            Counts { open: 1.., .. } => "open",
            _ => "passed",
        }
    }
}

/// How many items came to what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Passed.
    pub passed: u64,
    /// Failed.
    pub failed: u64,
    /// Open.
    pub open: u64,
    /// Not applicable.
    pub not_applicable: u64,
    /// Of the open ones: those that nobody has to look at now, since a program will as an archive takes the bundle in.
    pub at_intake: u64,
}

impl Counts {
    /// How many of the open ones are left to a person.
    pub const fn to_person(&self) -> u64 {
        self.open - self.at_intake
    }
}

impl TestOutcome {
    /// Says of what cannot be there at the export that it is looked at later: the seal, and, where there is a reference
    /// code to look for, what the archive holds already.
    fn leave_to_intake(&mut self, has_reference: bool) {
        let Self::Open(all) = self else { return };
        for why in all {
            match why {
                Why::NotChecked(Check::Seal, NotChecked::NotSealed) => *why = Why::SealLater,
                Why::NotGiven(what @ "held-already") if has_reference => *why = Why::AtIntake(what),
                _ => {}
            }
        }
    }

    /// Whether it is open for nothing else than that the bundle has not been taken in yet.
    fn waits_for_intake(&self) -> bool {
        let later = |why: &Why| matches!(why, Why::NoBag | Why::SealLater | Why::AtIntake(_));
        matches!(self, Self::Open(all) if all.iter().all(later))
    }

    /// Its name in data.
    pub const fn slug(&self) -> &'static str {
        match self {
            Self::Passed(_) => "passed",
            Self::Failed(_) => "failed",
            Self::Open(_) => "open",
            Self::NotApplicable => "not-applicable",
        }
    }
}

impl Serialize for TestOutcome {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("outcome", self.slug())?;
        match self {
            Self::Passed(items) => map.serialize_entry("looked_at", items)?,
            Self::Failed(faults) => map.serialize_entry("faults", faults)?,
            Self::Open(why) => map.serialize_entry("why", why)?,
            Self::NotApplicable => {}
        }
        map.end()
    }
}

impl Serialize for Fault {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        match self {
            Self::Check(check, findings) => {
                map.serialize_entry("check", check)?;
                map.serialize_entry("findings", findings)?;
            }
            Self::Fact(what, which) => {
                map.serialize_entry("fact", what)?;
                map.serialize_entry("which", which)?;
            }
        }
        map.end()
    }
}

impl Serialize for Why {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        match self {
            Self::Person => map.serialize_entry("reason", "person")?,
            Self::NotChecked(check, reason) => {
                map.serialize_entry("check", check)?;
                map.serialize_entry("reason", reason.text())?;
            }
            Self::NoCheck(check) => {
                map.serialize_entry("check", check)?;
                map.serialize_entry("reason", "no-check")?;
            }
            Self::Said(said) => {
                map.serialize_entry("reason", "said")?;
                map.serialize_entry("said", said)?;
            }
            Self::NoBag => map.serialize_entry("reason", "no-bag")?,
            Self::SealLater => map.serialize_entry("reason", "seal-later")?,
            Self::AtIntake(what) => {
                map.serialize_entry("fact", what)?;
                map.serialize_entry("reason", "at-intake")?;
            }
            Self::NotGiven(what) => {
                map.serialize_entry("fact", what)?;
                map.serialize_entry("reason", "not-given")?;
            }
            Self::Fact(what, which) => {
                map.serialize_entry("fact", what)?;
                map.serialize_entry("which", which)?;
            }
        }
        map.end()
    }
}

impl Serialize for FourProperties {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("schema", FOUR_PROPERTIES_V1)?;
        map.serialize_entry("occasion", &self.occasion)?;
        map.serialize_entry("verdict", &self.verdict)?;
        map.serialize_entry("counts", &self.counts(None))?;
        for property in Property::ALL {
            map.serialize_entry(property.slug(), self.outcome(property))?;
        }
        map.serialize_entry("items", &self.items)?;
        map.end()
    }
}

/// Whether a document's format lets it be kept as it is.
pub(super) fn keeping(examined: &Examined) -> Keeping {
    examined.is.keeping()
}

#[cfg(test)]
mod tests;
