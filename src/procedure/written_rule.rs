//! A rule as its profile writes it: for those who show its parameters or write another like it. Judging never looks here.

use std::fmt::Write as _;

use toml::{Table, Value};

use super::profile::COMMON;

/// A rule's table in a profile.
#[derive(Debug, Clone, PartialEq)]
pub struct WrittenRule(Table);

impl WrittenRule {
    /// The rules of a profile's text, in its order; none where it is no TOML.
    pub fn all(text: &str) -> Vec<Self> {
        let Ok(mut table) = text.parse::<Table>() else { return Vec::new() };
        let rules = table.remove("rule").and_then(|rules| match rules {
            Value::Array(rules) => Some(rules),
            _ => None,
        });
        let table = |rule| match rule {
            Value::Table(table) => Some(Self(table)),
            _ => None,
        };
        rules.into_iter().flatten().filter_map(table).collect()
    }

    /// A text of it: its `code`, its `kind`.
    pub fn text(&self, key: &str) -> &str {
        self.0.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    /// The conditions of `when` or `unless`, as written.
    pub fn conditions(&self, key: &str) -> Vec<&str> {
        let list = self.0.get(key).and_then(Value::as_array);
        list.into_iter().flatten().filter_map(Value::as_str).collect()
    }

    /// What stands beside what every rule has: the parameters of its kind, by their names, in the order people say them.
    pub fn parameters(&self) -> impl Iterator<Item = (&str, &Value)> {
        in_order(&self.0).into_iter().filter(|(key, _)| *key != KIND && !COMMON.contains(key))
    }

    /// Whether it has a number or a share that a place may set otherwise.
    pub fn has_numbers(&self) -> bool {
        self.parameters().any(|(_, value)| match value {
            Value::Integer(_) => true,
            Value::String(text) => text.split_once('/').is_some_and(|(part, whole)| {
                let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
                is_number(part) && is_number(whole)
            }),
            _ => false,
        })
    }

    /// It as TOML: first what every rule has, then its parameters.
    pub fn to_toml(&self) -> String {
        let mut out = String::from("[[rule]]\n");
        let common = COMMON.iter().filter_map(|key| Some((*key, self.0.get(*key)?)));
        let mut common: Vec<(&str, &Value)> = common.collect();
        common.insert(common.len().min(1), (KIND, self.0.get(KIND).unwrap_or(&Value::Boolean(false))));
        for (key, value) in common.into_iter().chain(self.parameters()) {
            let _ = match value.as_table() {
                Some(texts) => {
                    let texts: Vec<String> =
                        in_order(texts).into_iter().map(|(key, value)| format!("{key} = {value}")).collect();
                    writeln!(out, "{key} = {{ {} }}", texts.join(", "))
                }
                None => writeln!(out, "{key} = {value}"),
            };
        }
        out
    }
}

/// The keys of a table in the order people say them: what is looked at, then where it begins and ends, then numbers. (A
/// table of TOML has its keys by the alphabet.)
pub fn in_order(table: &Table) -> Vec<(&str, &Value)> {
    let place = |key: &str| SAID_FIRST.iter().position(|first| *first == key).unwrap_or(SAID_FIRST.len());
    let mut all: Vec<(&str, &Value)> = table.iter().map(|(key, value)| (key.as_str(), value)).collect();
    all.sort_by_key(|(key, _)| place(key));
    all
}

const SAID_FIRST: &[&str] = &[
    "zh", "en", "what", "mode", "word", "of", "rows", "number", "record", "field", "fields", "one_of", "also", "one",
    "other", "first", "then", "earlier", "later", "from", "to", "after", "any", "by", "who", "least", "most", "within",
];

const KIND: &str = "kind";

#[cfg(test)]
mod tests {
    use super::super::sample::{RULE, TOP, try_profile};
    use super::*;

    const KEPT: &str = "kind = \"present\"\nany = [\"legality-opinion\"]\nby = \"meeting-opened\"\nsame_draft = true";

    fn rule(rest: &str) -> WrittenRule {
        let text = format!("{TOP}[[rule]]\ncode = \"X1\"\nwhen = [\"decision-open.risky\"]\n{RULE}\n{rest}\n");
        WrittenRule::all(&text).remove(0)
    }

    #[test]
    fn a_rule_shows_its_parameters_and_its_conditions() {
        let rule = rule(KEPT);
        assert_eq!((rule.text("code"), rule.text("kind")), ("X1", "present"));
        assert_eq!(rule.conditions("when"), ["decision-open.risky"]);
        assert_eq!(rule.conditions("unless"), Vec::<&str>::new());
        assert_eq!(rule.parameters().map(|(key, _)| key).collect::<Vec<_>>(), ["any", "by", "same_draft"]);
    }

    #[test]
    fn a_rule_that_is_written_again_reads_as_before() {
        let again = rule(KEPT).to_toml();
        let other = WrittenRule::all(&format!("{TOP}{again}")).remove(0);
        assert_eq!(other, rule(KEPT));
        assert!(super::super::Profile::read(&format!("{TOP}{again}")).is_ok(), "{again}");
        assert!(try_profile(KEPT).is_ok());
    }

    #[test]
    fn numbers_and_shares_are_what_places_change() {
        assert!(!rule(KEPT).has_numbers());
        for numbered in ["kind = \"x\"\nleast = 30", "kind = \"x\"\nleast = \"2/3\""] {
            assert!(rule(numbered).has_numbers(), "{numbered}");
        }
        assert!(!rule("kind = \"x\"\nfile = \"a/b\"\nother = \"/\"").has_numbers());
        assert_eq!(WrittenRule::all("no toml"), []);
    }
}
