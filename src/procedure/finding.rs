//! What judging a decision came to: what is at fault, what could not be decided, what is still open.

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::history::Resolution;
use super::profile::Text;
use super::said::{Arg, Said};
use crate::model::{OfficeId, RecordDigest};

/// How grave a rule's breach is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// 提示: a signal. It condemns nothing; somebody should look.
    Signal,
    /// 中: a breach.
    Medium,
    /// 严重: a grave breach; whoever records it all the same must say why.
    Serious,
}

impl Severity {
    /// All of them, the mildest first.
    pub const ALL: [Self; 3] = [Self::Signal, Self::Medium, Self::Serious];

    /// Its name in data.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Signal => "signal",
            Self::Medium => "medium",
            Self::Serious => "serious",
        }
    }
}

/// Whether the decision was made wrongly or only written down wrongly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Nature {
    /// 程序瑕疵: a step was not taken as it must be.
    Procedure,
    /// 记录瑕疵: the step may have been taken; the record of it is late, incomplete or contradicts another.
    Record,
}

impl Nature {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Procedure, Self::Record];

    /// Its name in data.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Procedure => "procedure",
            Self::Record => "record",
        }
    }
}

/// How surely a rule is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// 不足、违反: it is broken.
    Broken,
    /// 临界: it is kept only if the first day counts.
    Borderline,
}

impl Standing {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Broken, Self::Borderline];

    /// Its name in data.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Broken => "broken",
            Self::Borderline => "borderline",
        }
    }
}

/// A rule that a decision breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's code, stable for ever.
    pub code: Arc<str>,
    /// How grave.
    pub severity: Severity,
    /// Of the decision or of the record of it.
    pub nature: Nature,
    /// How surely.
    pub standing: Standing,
    /// What it rests on: the article, or the local rule.
    pub article: Arc<Text>,
    /// What the rule asks for, in the profile's words.
    pub text: Arc<Text>,
    /// What would resolve it, in the profile's words.
    pub resolve: Arc<Text>,
    /// The records it is about, by number, the one at fault first.
    pub records: Vec<u64>,
    /// What was expected.
    pub expected: Said,
    /// What was found.
    pub found: Said,
    /// What the signers said when they recorded it all the same.
    pub despite: Vec<(u64, String)>,
    /// The records that answer it.
    pub resolutions: Vec<Resolution>,
}

impl Finding {
    /// Every record it names, by number, perhaps more than once: for those who show it under their names.
    pub fn numbers(&self) -> impl Iterator<Item = u64> {
        let args = self.expected.args.iter().chain(&self.found.args);
        let said = args.flat_map(|arg| match arg {
            Arg::Record(number) => std::slice::from_ref(number),
            Arg::Records(numbers) => numbers,
            _ => &[],
        });
        let despite = self.despite.iter().map(|(number, _)| *number);
        let resolutions = self.resolutions.iter().map(|one| one.number);
        self.records.iter().chain(said).copied().chain(despite).chain(resolutions)
    }

    /// The kinds of record that it names, what was expected and what that goes by: each time the kinds any of which would do.
    pub fn kinds(&self) -> impl Iterator<Item = &[&'static str]> {
        self.expected.args.iter().chain(&self.found.args).filter_map(|arg| match arg {
            Arg::Kind(kind) => Some(std::slice::from_ref(kind)),
            Arg::Kinds(kinds) => Some(&kinds[..]),
            _ => None,
        })
    }
}

/// A rule that could not be decided, and why. It never counts as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undecided {
    /// The rule's code.
    pub code: Arc<str>,
    /// The records it is about.
    pub records: Vec<u64>,
    /// Why.
    pub why: Said,
}

/// Something that is to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// The rule's code.
    pub code: Arc<str>,
    /// How grave it would be not to do it.
    pub severity: Severity,
    /// What it rests on.
    pub article: Arc<Text>,
    /// What the rule asks for.
    pub text: Arc<Text>,
    /// The kind of record that is missing; any of them will do.
    pub kinds: Vec<&'static str>,
    /// Who signs it.
    pub offices: Vec<OfficeId>,
    /// By when, where there is a last day.
    pub due: Option<Date>,
    /// The record it follows from, where there is one.
    pub since: Option<u64>,
    /// Before which kind of record it must be done, where there is one.
    pub before: Option<&'static str>,
}

/// A record that a finding names, for those who show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About {
    /// Its number in the decision.
    pub number: u64,
    /// Its digest.
    pub record: RecordDigest,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::sample::{Story, judged};

    #[test]
    fn every_record_that_a_finding_speaks_of_is_among_its_numbers() {
        let rule =
            "kind = \"value\"\nfield = \"legality-opinion.conclusion\"\none_of = [\"lawful\"]\nby = \"meeting-opened\"";
        let story = Story::opened("{}")
            .add("legality-opinion", "2026-02-01", r##"{"conclusion":"unlawful"}"##)
            .add("meeting-opened", "2026-03-01", "{}")
            .despite("X1", "ordered")
            .add("correction", "2026-03-02", r##"{"corrects":"#1"}"##);
        let finding = judged(rule, &story).findings.remove(0);
        assert_eq!(finding.records, [2, 1]);
        assert_eq!(finding.numbers().collect::<BTreeSet<_>>(), BTreeSet::from([1, 2, 3]));
    }
}
