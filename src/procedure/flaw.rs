//! What sort of mistake a profile has: for those who say it in other languages and say what to do about it.
//!
//! Half of the mistakes are found by the reader of TOML, which has words and no cases; so all are told apart by the words
//! they begin with, in this one place.

use super::profile::ProfileError;

/// A sort of mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flaw {
    /// The base it begins from is not there.
    Base,
    /// Orders that cannot all be kept.
    Circle,
    /// A code that is none.
    Code,
    /// A code that stands twice.
    CodeTwice,
    /// No day of a record, or no day of the calendar.
    Day,
    /// A rule to drop that the base does not have.
    Drop,
    /// A field that the kind of record does not have.
    Field,
    /// A profile's id that is none.
    Id,
    /// A level that does not exist.
    Level,
    /// Something that must be there is not.
    Missing,
    /// Its end lies before its beginning.
    Backwards,
    /// A kind of record that does not exist.
    RecordKind,
    /// Not the name of a field with its kind.
    Reference,
    /// A kind of rule that does not exist.
    RuleKind,
    /// No share.
    Share,
    /// Too long.
    TooLong,
    /// A key that means nothing here.
    Unknown,
    /// Another version of the format.
    Version,
    /// A word that the field never says.
    Word,
    /// A kind that is never withheld.
    NeverWithheld,
    /// Something withheld twice.
    WithheldTwice,
    /// A ground for withholding that does not exist.
    Ground,
    /// A document that no record here has.
    Document,
    /// An office that does not sign an erasure.
    Office,
    /// A number of persons that never gathers.
    Persons,
    /// Anything else, and what is no TOML at all.
    Other,
}

impl Flaw {
    /// All of them.
    pub const ALL: [Self; 26] = [
        Self::Base,
        Self::Circle,
        Self::Code,
        Self::CodeTwice,
        Self::Day,
        Self::Drop,
        Self::Field,
        Self::Id,
        Self::Level,
        Self::Missing,
        Self::Backwards,
        Self::RecordKind,
        Self::Reference,
        Self::RuleKind,
        Self::Share,
        Self::TooLong,
        Self::Unknown,
        Self::Version,
        Self::Word,
        Self::NeverWithheld,
        Self::WithheldTwice,
        Self::Ground,
        Self::Document,
        Self::Office,
        Self::Persons,
        Self::Other,
    ];

    /// Its name in data.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Base => "base",
            Self::Circle => "circle",
            Self::Code => "code",
            Self::CodeTwice => "code-twice",
            Self::Day => "day",
            Self::Drop => "drop",
            Self::Field => "field",
            Self::Id => "id",
            Self::Level => "level",
            Self::Missing => "missing",
            Self::Backwards => "backwards",
            Self::RecordKind => "record-kind",
            Self::Reference => "reference",
            Self::RuleKind => "rule-kind",
            Self::Share => "share",
            Self::TooLong => "too-long",
            Self::Unknown => "unknown",
            Self::Version => "version",
            Self::Word => "word",
            Self::NeverWithheld => "never-withheld",
            Self::WithheldTwice => "withheld-twice",
            Self::Ground => "ground",
            Self::Document => "document",
            Self::Office => "office",
            Self::Persons => "persons",
            Self::Other => "other",
        }
    }
}

impl ProfileError {
    /// What sort of mistake it is.
    pub fn flaw(&self) -> Flaw {
        let words = WORDS.iter().find(|(begins, holds, _)| self.what.starts_with(begins) && self.what.contains(holds));
        words.map_or(Flaw::Other, |(_, _, flaw)| *flaw)
    }

    /// The names it speaks of: what stands in backticks, in order.
    pub fn names(&self) -> Vec<&str> {
        self.what.split('`').skip(1).step_by(2).collect()
    }
}

/// How a mistake's words begin, what else they hold, and what sort it is.
const WORDS: &[(&str, &str, Flaw)] = &[
    ("there is no profile", "to begin from", Flaw::Base),
    ("`", "the reverse", Flaw::Circle),
    ("`", "is no code", Flaw::Code),
    ("the code", "stands twice", Flaw::CodeTwice),
    ("`", "is no day of a record", Flaw::Day),
    ("`", "is not a day", Flaw::Day),
    ("`", "has no rule", Flaw::Drop),
    ("a `", "has no field", Flaw::Field),
    ("`", "is not `KIND.FIELD`", Flaw::Reference),
    ("`", "is no id of a profile", Flaw::Id),
    ("there is no level", "", Flaw::Level),
    ("missing field", "", Flaw::Missing),
    ("`", "lies before", Flaw::Backwards),
    ("there is no kind of record", "", Flaw::RecordKind),
    ("there is no kind of rule", "", Flaw::RuleKind),
    ("`", "is no share", Flaw::Share),
    ("a profile has at most", "", Flaw::TooLong),
    ("unknown field", "", Flaw::Unknown),
    ("version", "is not", Flaw::Version),
    ("`", "is never", Flaw::Word),
    ("`", "is not one of a set of words", Flaw::Word),
    ("unknown variant", "", Flaw::Word),
    ("a `", "is never withheld", Flaw::NeverWithheld),
    ("`", "is withheld twice", Flaw::WithheldTwice),
    ("there is no ground", "", Flaw::Ground),
    ("there is no document", "", Flaw::Document),
    ("there is no office", "", Flaw::Office),
    ("`", "persons", Flaw::Persons),
    ("`", "has at most", Flaw::Persons),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::sample::{RULE, TOP};
    use super::super::whole::Whole;
    use super::*;

    fn rule(code: &str, rest: &str) -> String {
        format!("[[rule]]\ncode = \"{code}\"\n{RULE}\n{rest}\n")
    }

    #[test]
    fn each_mistake_that_can_be_made_is_known_by_its_sort() {
        let order = |first: &str, then: &str| format!("kind = \"order\"\nfirst = \"{first}\"\nthen = \"{then}\"");
        let with = |rest: &str| format!("{TOP}{}", rule("X", rest));
        let fine = order("draft-version", "publication");
        let value = |word: &str| {
            with(&format!("kind = \"value\"\nfield = \"legality-opinion.conclusion\"\none_of = [\"{word}\"]"))
        };
        let withhold = |what: &str| {
            let article = "article = { zh = \"第十六条\", en = \"art. 16\" }";
            format!("{TOP}[[withhold]]\n{article}\nbasis = \"internal-affairs\"\n{what}\n")
        };
        let cases = [
            ("base = \"other\"".to_owned(), Flaw::Base, "other"),
            (format!("{}{}", with(&fine), rule("Y", &order("publication", "draft-version"))), Flaw::Circle, ""),
            (format!("{TOP}{}", rule("a b", &fine)), Flaw::Code, "a b"),
            (format!("{TOP}{}", rule("X", &fine).repeat(2)), Flaw::CodeTwice, "X"),
            (with(&order("publication.title", "publication")), Flaw::Day, "publication.title"),
            (TOP.replace("2026-01-01", "2026-01-01T00:00:00"), Flaw::Day, ""),
            ("base = \"test\"\ndrop = [\"Z\"]".to_owned(), Flaw::Drop, "test"),
            (with(&order("publication.day", "publication")), Flaw::Field, "publication"),
            (TOP.replace("\"test\"", "\"a/b\""), Flaw::Id, "a/b"),
            (TOP.replace("\"county\"", "\"village\""), Flaw::Level, "village"),
            (with("kind = \"order\"\nfirst = \"publication\""), Flaw::Missing, "then"),
            (TOP.replace("title = {", "heading = {"), Flaw::Unknown, "heading"),
            (format!("effective_to = 2020-01-01\n{TOP}"), Flaw::Backwards, "effective_to"),
            (with(&order("nothing", "publication")), Flaw::RecordKind, "nothing"),
            (with("kind = \"perhaps\""), Flaw::RuleKind, "perhaps"),
            (format!("{TOP}#{}", "x".repeat(super::super::profile::PROFILE_BYTES_MAX)), Flaw::TooLong, ""),
            (with(&format!("{fine}\nunit = 1")), Flaw::Unknown, "unit"),
            (TOP.replace("\"v1\"", "\"v2\""), Flaw::Version, "v2"),
            (with("kind = \"value\"\nfield = \"publication\"\none_of = []"), Flaw::Reference, "publication"),
            (value("perhaps"), Flaw::Word, "legality-opinion.conclusion"),
            (with(&fine).replace("\"medium\"", "\"grave\""), Flaw::Word, "grave"),
            (withhold("kinds = [\"decision-open\"]"), Flaw::NeverWithheld, "decision-open"),
            (withhold("kinds = [\"speech\", \"speech\"]"), Flaw::WithheldTwice, "speech"),
            (withhold("kinds = [\"speech\"]").replace("internal-affairs", "secret"), Flaw::Ground, "secret"),
            (withhold("documents = [\"lists\"]"), Flaw::Document, "lists"),
            (format!("{TOP}[erasure]\noffices = [[\"member\"]]"), Flaw::Office, "member"),
            (format!("{TOP}[erasure]\nthreshold = 1"), Flaw::Persons, "threshold"),
            ("no toml".to_owned(), Flaw::Other, ""),
        ];
        let base = with(&fine);
        let find = |id: &str| (id == "test").then(|| base.clone());
        let mut seen = BTreeSet::from([Flaw::Share]);
        for (text, flaw, name) in cases {
            let errors = Whole::read(&text, &find).map(|_| ()).unwrap_err();
            assert_eq!(errors[0].flaw(), flaw, "{errors:?}");
            assert!(name.is_empty() || errors[0].names()[0] == name, "{errors:?}");
            seen.insert(flaw);
        }
        assert_eq!(seen, Flaw::ALL.into_iter().collect());
        let share = ProfileError { line: 1, rule: None, what: "`3/2` is no share such as `2/3`".into() };
        assert_eq!((share.flaw(), share.names()), (Flaw::Share, vec!["3/2", "2/3"]));
    }
}
