//! A new procedure profile: a file that begins from another and works as it is, with what places set otherwise beside it,
//! commented out, in the words of whoever will edit it.
//!
//! A remark begins with `# `, what can be put to work with `#` alone, so that taking away the `#` of a rule's lines gives
//! that rule.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::judgement::in_language;
use super::messages::{Value, text};
use super::profile_words::rule_kind;
use super::{Language, words};
use crate::model::ProfileId;
use crate::model::kind::{self, Form};
use crate::procedure::{Profile, WrittenRule};

/// A profile that others can begin from: what it says and its whole text.
#[derive(Debug, Clone, Copy)]
pub struct Base<'a> {
    /// What it says.
    pub profile: &'a Profile,
    /// Its text, whole.
    pub text: &'a str,
}

/// The file of a new profile `id` that begins from `base`. `others` are profiles whose rules are shown as well where `base`
/// has none of that kind.
pub fn profile_template(language: Language, id: &ProfileId, base: Base<'_>, others: &[Base<'_>]) -> String {
    let mut page = Page { out: String::new(), language };
    let title = in_language(language, &base.profile.title);
    page.say(
        "profile-new-head",
        &[("id", id.as_str().into()), ("base", base.profile.id.as_str().into()), ("title", title.into())],
    );
    for line in ["profile-new-works", "profile-new-marks", "profile-new-check"] {
        page.say(line, &[]);
    }
    page.line("");
    page.line("profile = \"v1\"");
    page.line(&format!("base = \"{}\"", base.profile.id));
    page.line(&format!("id = \"{id}\""));
    page.line("");
    page.say("profile-new-title", &[]);
    let titled = |words: &str| toml::Value::from(format!("{id}: {words}")).to_string();
    let (zh, en) = (titled(&base.profile.title.zh), titled(&base.profile.title.en));
    page.line(&format!("title = {{ zh = {zh}, en = {en} }}"));
    page.line("");
    page.top(base.profile);
    page.line("");
    page.say("profile-new-drop", &[]);
    let code = base.profile.rules.first().map_or("", |rule| &*rule.code);
    page.line(&format!("#drop = [\"{code}\"]"));
    page.line("");
    page.beside_the_rules(base.text);
    page.say("profile-new-rules", &[]);
    let mut shown = BTreeSet::new();
    page.examples(base, None, &mut shown);
    for other in others.iter().filter(|other| other.profile.id != base.profile.id) {
        page.examples(*other, Some(base), &mut shown);
    }
    page.out
}

struct Page {
    out: String,
    language: Language,
}

impl Page {
    fn line(&mut self, line: &str) {
        let _ = writeln!(self.out, "{line}");
    }

    fn note(&mut self, words: &str) {
        let _ = writeln!(self.out, "# {words}");
    }

    fn say(&mut self, id: &str, values: &[(&str, Value<'_>)]) {
        let words = text(self.language, id, values);
        words.lines().for_each(|line| self.note(line));
    }

    fn top(&mut self, base: &Profile) {
        self.say("profile-new-levels", &[]);
        let levels = kind::named("decision-open").and_then(|spec| spec.field("level")).map(|field| &field.form);
        if let Some(Form::Choice(choices)) = levels {
            for one in *choices {
                let label = words::choice(self.language, "level", one);
                self.note(&format!("  {one}  {label}"));
            }
        }
        self.line(&format!("#levels = {}", toml::Value::from(base.levels.clone())));
        self.line("");
        self.say("profile-new-effective", &[]);
        self.line(&format!("#effective_from = {}", base.effective_from));
        self.line("");
        self.say("profile-new-legal-basis", &[]);
        self.line(&format!("#legal_basis = {}", toml::Value::from(base.legal_basis.clone())));
    }

    /// What a public version withholds and who signs an erasure: as the base has it, else one example of each.
    fn beside_the_rules(&mut self, base: &str) {
        let written: toml::Table = base.parse().unwrap_or_default();
        let example: toml::Table = BESIDE.parse().unwrap_or_default();
        for (key, remark) in [("withhold", "profile-new-withhold"), ("erasure", "profile-new-erasure")] {
            self.say(remark, &[]);
            let value = written.get(key).or_else(|| example.get(key)).cloned();
            let table: toml::Table = value.map(|value| (key.to_owned(), value)).into_iter().collect();
            table.to_string().lines().for_each(|line| self.line(&format!("#{line}")));
            self.line("");
        }
    }

    /// The rules of a profile that have numbers; those of another than the base only where neither it nor what was shown has
    /// such a kind of rule.
    fn examples(&mut self, of: Base<'_>, beside: Option<Base<'_>>, shown: &mut BTreeSet<String>) {
        let has =
            |kind: &str| beside.is_some_and(|base| base.profile.rules.iter().any(|rule| rule.kind.slug() == kind));
        for (rule, written) in of.profile.rules.iter().zip(WrittenRule::all(of.text)) {
            let slug = rule.kind.slug();
            if !written.has_numbers() || (beside.is_some() && (has(slug) || shown.contains(slug))) {
                continue;
            }
            shown.insert(slug.to_owned());
            self.line("");
            let asks = in_language(self.language, &rule.text);
            self.note(&format!("{}  {asks}", rule.code));
            let kind = rule_kind(self.language, slug);
            match beside {
                None => self.say("profile-new-rule", &[("kind", kind.into())]),
                Some(_) => {
                    let from = of.profile.id.as_str();
                    self.say("profile-new-rule-of-other", &[("kind", kind.into()), ("profile", from.into())]);
                }
            }
            written.to_toml().lines().for_each(|line| self.line(&format!("#{line}")));
        }
    }
}

/// What is shown where the base is silent.
const BESIDE: &str = r#"[[withhold]]
kinds = ["speech"]
basis = "process-information"
article = { zh = "信息公开条例第十六条", en = "Order 711, art. 16" }

[erasure]
offices = [["archivist"], ["government-office", "organ-seal"]]
threshold = 2
"#;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::procedure::Whole;

    const BASE: &str = r#"profile = "v1"
id = "base"
title = { zh = "底本", en = "Base" }
levels = ["county"]
effective_from = 2026-01-01
legal_basis = ["某规定"]
[[rule]]
code = "A"
kind = "value"
article = { zh = "第一条", en = "art. 1" }
severity = "medium"
text = { zh = "应当合法。", en = "It is lawful." }
resolve = { zh = "改正。", en = "Mend it." }
field = "legality-opinion.conclusion"
one_of = ["lawful"]
"#;

    /// With the marks of everything that can be put to work taken away.
    fn at_work(page: &str) -> String {
        let line = |line: &str| match line.strip_prefix('#') {
            Some(rest) if !rest.starts_with(' ') => format!("{rest}\n"),
            _ => format!("{line}\n"),
        };
        page.lines().map(line).collect()
    }

    #[test]
    fn a_new_profile_works_as_it_is_and_with_everything_in_it_put_to_work() {
        let profile = Profile::read(BASE).unwrap();
        let base = Base { profile: &profile, text: BASE };
        let id = ProfileId::new("here").unwrap();
        for language in Language::ALL {
            let page = profile_template(language, &id, base, &[base]);
            assert!(!page.contains('⟨'), "{page}");
            let find = |id: &str| (id == "base").then(|| BASE.to_owned());
            let whole = Whole::read(&page, &find).unwrap_or_else(|errors| panic!("{errors:?}\n{page}"));
            assert_eq!((whole.profile.id.as_str(), whole.profile.rules.len()), ("here", 1));
            let less = Whole::read(&at_work(&page), &find).unwrap_or_else(|errors| panic!("{errors:?}\n{page}"));
            assert_eq!(less.profile.rules.len(), 0, "`drop` was put to work");
        }
    }

    #[test]
    fn remarks_are_in_the_language_of_whoever_edits_it() {
        let profile = Profile::read(BASE).unwrap();
        let base = Base { profile: &profile, text: BASE };
        let page = profile_template(Language::En, &ProfileId::new("here").unwrap(), base, &[]);
        let remarks: String = page.lines().filter(|line| line.starts_with("# ")).collect();
        assert!(!remarks.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{remarks}");
        assert!(page.contains("liuhen profile check"), "{page}");
    }
}
