//! A procedure profile: what a lawful decision looks like in one place, as a TOML file. Read strictly; one that does not
//! add up is refused with the line that does not.
//!
//! ```toml
//! profile = "v1"
//! id = "cn-order-713"
//! title = { zh = "…", en = "…" }
//! levels = ["county", "city"]
//! effective_from = 2019-09-01
//! legal_basis = ["…"]
//! calendar = "cn"                 # whose holidays; left out where no rule counts working days
//! meeting = "meeting-opened"      # what begins the deciding meeting
//! preparing = ["special-meeting"] # kinds of meeting that only prepare, unless the head decides at one
//!
//! [[stage]]
//! stage = "participation"
//! kinds = ["comment-announcement", "comment-summary"]
//!
//! [[rule]]
//! code = "A05"
//! kind = "period"                 # one of the closed set of `rules`; its parameters stand beside it
//! article = { zh = "条例第十五条", en = "Order 713, art. 15" }
//! severity = "medium"
//! text = { zh = "…", en = "…" }
//! resolve = { zh = "…", en = "…" }
//! from = "comment-announcement.from"
//! to = "comment-announcement.to"
//! least = 30
//! ```
//!
//! Beside the rules may stand what a public version withholds, `[[withhold]]` ([`disclosure`]), and who must sign that
//! something is destroyed, `[erasure]` ([`erasure`]).
//!
//! A file may begin from another with `base = "ID"`: its own rules replace those of the same code, `drop = ["A05"]` leaves
//! some out, and whatever it says at the top replaces what the base says. [`flatten`] makes the one file out of both that is
//! adopted, pinned and judged by: a profile in force depends on no other file.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use serde::de::Error as _;
use serde::{Deserialize, Serialize};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::disclosure::{self, Withhold};
use super::erasure::{self, ErasureRule};
use super::finding::{Nature, Severity};
use super::meeting::MeetingKinds;
use super::refs::{Condition, KindRef};
use super::rules::RuleKind;
use crate::model::stage::Stage;
use crate::model::{ProfileId, kind};

/// What stands in the field `profile` of a profile of version 1.
pub const PROFILE_V1: &str = "v1";

/// The most bytes a profile may have: a hundred rules with their texts take a tenth of it.
pub const PROFILE_BYTES_MAX: usize = 1 << 20;

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

/// The kinds of record a stage is made of here.
#[derive(Debug, Clone, PartialEq)]
pub struct StageKinds {
    /// The stage.
    pub stage: Stage,
    /// Its kinds.
    pub kinds: Vec<KindRef>,
}

/// A rule.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its code, by which findings, scripts and case files know it.
    pub code: Arc<str>,
    /// What it rests on.
    pub article: Arc<Text>,
    /// How grave a breach is.
    pub severity: Severity,
    /// Whether a breach is one of procedure or of the record.
    pub nature: Nature,
    /// It applies where all of these hold.
    pub when: Vec<Condition>,
    /// It does not apply where any of these holds.
    pub unless: Vec<Condition>,
    /// What it asks for.
    pub text: Arc<Text>,
    /// What would resolve a breach.
    pub resolve: Arc<Text>,
    /// What it looks at.
    pub kind: RuleKind,
}

/// A procedure profile.
#[derive(Debug, Clone)]
pub struct Profile {
    /// Its id.
    pub id: ProfileId,
    /// Its title.
    pub title: Text,
    /// The levels of government it is for, in the words of `decision-open.level`.
    pub levels: Vec<String>,
    /// From when it is in force.
    pub effective_from: Date,
    /// Until when, where that is known.
    pub effective_to: Option<Date>,
    /// What it rests on.
    pub legal_basis: Vec<String>,
    /// Profiles it takes the place of.
    pub supersedes: Vec<ProfileId>,
    /// Whose holidays count, where working days do.
    pub calendar: Option<String>,
    /// What begins the deciding meeting.
    pub meeting: KindRef,
    /// Meetings that prepare a decision (专题会议, 党组会议): what must be there before the deciding meeting need not be there
    /// before these, unless one of them decides.
    pub preparing: MeetingKinds,
    /// The stages, in their order.
    pub stages: Vec<StageKinds>,
    /// The rules, in the order of the file.
    pub rules: Vec<Rule>,
    /// What a public version withholds by rule.
    pub withhold: Vec<Withhold>,
    /// Who must have signed an erasure, where it asks for more than always holds.
    pub erasure: Option<ErasureRule>,
}

/// Why a text is no profile.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct ProfileError {
    /// The line, from 1.
    pub line: usize,
    /// The rule it is about, where it is about one.
    pub rule: Option<String>,
    /// What is wrong.
    pub what: String,
}

impl Profile {
    /// Reads a profile.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the order of its lines.
    pub fn read(text: &str) -> Result<Self, Vec<ProfileError>> {
        Page::read(text)
    }

    /// The rule of this code.
    pub fn rule(&self, code: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| &*rule.code == code)
    }

    /// By what rule a public version withholds records of this kind, whole.
    pub fn withholds_record(&self, kind: &str) -> Option<&Withhold> {
        self.withhold.iter().find(|one| one.takes_record(kind))
    }

    /// By what rule a public version withholds a sealed attachment in this role, of a record of this kind.
    pub fn withholds_document(&self, kind: &str, role: &str) -> Option<&Withhold> {
        self.withhold.iter().find(|one| one.takes_document(kind, role))
    }
}

/// What stands at the top of a profile. What must be there is asked for once all of it is read, so that everything that
/// is missing is told at once.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Top {
    profile: Option<String>,
    id: Option<String>,
    title: Option<Text>,
    levels: Option<Vec<String>>,
    effective_from: Option<toml::value::Datetime>,
    effective_to: Option<toml::value::Datetime>,
    legal_basis: Option<Vec<String>>,
    supersedes: Vec<String>,
    calendar: Option<String>,
    meeting: Option<KindRef>,
    #[serde(default)]
    preparing: MeetingKinds,
    erasure: Option<erasure::Written>,
}

/// The same with its names, days and levels known.
struct ReadTop {
    top: Top,
    id: Option<ProfileId>,
    effective_from: Option<Date>,
    effective_to: Option<Date>,
    supersedes: Vec<ProfileId>,
    erasure: Option<ErasureRule>,
}

/// A profile's text taken apart: what stands at its top, its stages, its rules.
pub(super) struct Parts<'i> {
    top: Spanned<DeValue<'i>>,
    /// Where each key of the top stands.
    pub(super) starts: BTreeMap<String, usize>,
    stages: Vec<Spanned<DeValue<'i>>>,
    rules: Vec<Spanned<DeValue<'i>>>,
    withhold: Vec<Spanned<DeValue<'i>>>,
}

impl<'i> Parts<'i> {
    /// Takes a key of the top out, with where it stands.
    pub(super) fn take(&mut self, name: &str) -> Option<(Spanned<DeValue<'i>>, usize)> {
        let at = self.starts.remove(name)?;
        let DeValue::Table(top) = self.top.get_mut() else { return None };
        Some((top.remove(&Spanned::new(0..0, name.to_owned().into()))?, at))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StageTable {
    stage: String,
    kinds: Vec<KindRef>,
}

/// What every rule has beside its parameters.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Common {
    code: String,
    article: Text,
    severity: Severity,
    #[serde(default = "of_procedure")]
    nature: Nature,
    #[serde(default)]
    when: Vec<Condition>,
    #[serde(default)]
    unless: Vec<Condition>,
    text: Text,
    resolve: Text,
}

const fn of_procedure() -> Nature {
    Nature::Procedure
}

/// The keys of [`Common`]; whatever else stands in a rule's table is a parameter of its kind.
pub(super) const COMMON: &[&str] = &["code", "article", "severity", "nature", "when", "unless", "text", "resolve"];

/// A profile's text while it is read, and what is wrong with it.
pub(super) struct Page {
    starts: Vec<usize>,
    pub(super) errors: Vec<ProfileError>,
}

impl Page {
    fn read(text: &str) -> Result<Profile, Vec<ProfileError>> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut page = Self::over(text);
        let Some(mut parts) = page.parts(text) else { return Err(page.errors) };
        if let Some((_, at)) = parts.take("base").or_else(|| parts.take("drop")) {
            page.add(at, None, "a profile that is judged by stands alone; put it together with its base first".into());
            return Err(page.errors);
        }
        let profile = page.profile(parts);
        page.errors.sort_by_key(|error| error.line);
        match profile {
            Some(profile) if page.errors.is_empty() => Ok(profile),
            _ => Err(page.errors),
        }
    }

    /// An empty page over a text.
    pub(super) fn over(text: &str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { starts, errors: Vec::new() }
    }

    /// Takes the text apart; `None` where it is no TOML, or too much of it.
    pub(super) fn parts<'i>(&mut self, text: &'i str) -> Option<Parts<'i>> {
        if text.len() > PROFILE_BYTES_MAX {
            self.add(0, None, format!("a profile has at most {PROFILE_BYTES_MAX} bytes"));
            return None;
        }
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in &errors {
            self.add_from(error, 0, None);
        }
        if !errors.is_empty() {
            // What the reader made of a broken page is a guess, and not to be judged.
            return None;
        }
        let span = table.span();
        let (mut top, mut starts) = (DeTable::new(), BTreeMap::new());
        let (mut stages, mut rules, mut withhold) = (Vec::new(), Vec::new(), Vec::new());
        for (key, value) in table.into_inner() {
            match (&**key.get_ref(), value) {
                ("stage", value) => stages = self.array(value, "stage"),
                ("rule", value) => rules = self.array(value, "rule"),
                ("withhold", value) => withhold = self.array(value, "withhold"),
                (name, value) => {
                    starts.insert(name.to_owned(), key.span().start);
                    top.insert(key, value);
                }
            }
        }
        Some(Parts { top: Spanned::new(span, DeValue::Table(top)), starts, stages, rules, withhold })
    }

    fn array<'i>(&mut self, value: Spanned<DeValue<'i>>, name: &str) -> Vec<Spanned<DeValue<'i>>> {
        let at = value.span().start;
        match value.into_inner() {
            DeValue::Array(items) => items.into_iter().collect(),
            _ => {
                self.add(at, None, format!("`{name}` is written as `[[{name}]]`"));
                Vec::new()
            }
        }
    }

    fn profile(&mut self, parts: Parts<'_>) -> Option<Profile> {
        let stages: Vec<_> = parts.stages.into_iter().filter_map(|one| self.stage(one)).collect();
        let rules = self.rules(parts.rules);
        let withhold = self.withhold(parts.withhold);
        let ReadTop { top, id, effective_from, effective_to, supersedes, erasure } =
            self.top(parts.top, &parts.starts)?;
        for (name, is_there) in [
            ("profile", top.profile.is_some()),
            ("id", top.id.is_some()),
            ("title", top.title.is_some()),
            ("levels", top.levels.is_some()),
            ("effective_from", top.effective_from.is_some()),
            ("legal_basis", top.legal_basis.is_some()),
        ] {
            if !is_there {
                self.add(0, None, format!("missing field `{name}`"));
            }
        }
        Some(Profile {
            id: id?,
            title: top.title?,
            levels: top.levels?,
            effective_from: effective_from?,
            effective_to,
            legal_basis: top.legal_basis?,
            supersedes,
            calendar: top.calendar,
            meeting: top.meeting.or_else(|| kind::named(MEETING).map(KindRef))?,
            preparing: top.preparing,
            stages,
            rules: rules.into_iter().map(|(rule, _)| rule).collect(),
            withhold,
            erasure,
        })
    }

    /// Reads what a file says that begins from another: its own part, in which anything may be left out. The codes of its
    /// rules come back, each with where it stands.
    pub(super) fn own(&mut self, parts: Parts<'_>) -> Vec<(Arc<str>, usize)> {
        for one in parts.stages {
            self.stage(one);
        }
        let rules = self.rules(parts.rules);
        self.withhold(parts.withhold);
        self.top(parts.top, &parts.starts);
        rules.into_iter().map(|(rule, at)| (rule.code, at)).collect()
    }

    fn rules(&mut self, rules: Vec<Spanned<DeValue<'_>>>) -> Vec<(Rule, usize)> {
        let rules: Vec<_> = rules.into_iter().filter_map(|one| self.rule(one)).collect();
        self.check_rules(&rules);
        rules
    }

    fn top(&mut self, top: Spanned<DeValue<'_>>, starts: &BTreeMap<String, usize>) -> Option<ReadTop> {
        let at = |name: &str| starts.get(name).copied().unwrap_or(0);
        let mut top = self.take::<Top>(top, 0, None)?;
        if let Some(version) = top.profile.as_deref().filter(|version| *version != PROFILE_V1) {
            self.add(at("profile"), None, format!("version `{version}` is not `{PROFILE_V1}`"));
        }
        let mut named = |text: &String, key: &str| {
            let id = ProfileId::new(text);
            if id.is_err() {
                self.add(at(key), None, format!("`{text}` is no id of a profile"));
            }
            id.ok()
        };
        let id = top.id.as_ref().and_then(|text| named(text, "id"));
        let supersedes = top.supersedes.iter().filter_map(|text| named(text, "supersedes")).collect();
        let mut day = |value: Option<toml::value::Datetime>, key: &str| {
            let value = value?;
            let day = value.to_string().parse::<Date>();
            if value.time.is_some() || day.is_err() {
                self.add(at(key), None, format!("`{value}` is not a day"));
            }
            day.ok()
        };
        let effective_from = day(top.effective_from, "effective_from");
        let effective_to = day(top.effective_to, "effective_to");
        if let (Some(from), Some(to)) = (effective_from, effective_to)
            && to < from
        {
            self.add(at("effective_to"), None, "`effective_to` lies before `effective_from`".into());
        }
        let levels = kind::named("decision-open").and_then(|spec| spec.field("level")).map(|field| &field.form);
        for level in top.levels.iter().flatten() {
            if !matches!(levels, Some(kind::Form::Choice(choices)) if choices.contains(&level.as_str())) {
                self.add(at("levels"), None, format!("there is no level `{level}`"));
            }
        }
        let erasure =
            top.erasure.take().map(|written| written.read(at("erasure"), |at, what| self.add(at, None, what)));
        Some(ReadTop { top, id, effective_from, effective_to, supersedes, erasure })
    }

    fn withhold(&mut self, tables: Vec<Spanned<DeValue<'_>>>) -> Vec<Withhold> {
        let mut reading = disclosure::Reading::default();
        let mut read = Vec::new();
        for table in tables {
            let at = table.span().start;
            let Some(written) = self.take::<disclosure::Written>(table, at, None) else { continue };
            read.extend(reading.read(written, at, |at, what| self.add(at, None, what)));
        }
        read
    }

    fn stage(&mut self, value: Spanned<DeValue<'_>>) -> Option<StageKinds> {
        let at = value.span().start;
        let read = self.take::<StageTable>(value, at, None)?;
        match read.stage.parse() {
            Ok(stage) => Some(StageKinds { stage, kinds: read.kinds }),
            Err(error) => {
                self.add(at, None, format!("{error}"));
                None
            }
        }
    }

    /// A rule and where it stands.
    fn rule(&mut self, value: Spanned<DeValue<'_>>) -> Option<(Rule, usize)> {
        let span = value.span();
        let at = span.start;
        let DeValue::Table(table) = value.into_inner() else {
            self.add(at, None, "a rule is a table".into());
            return None;
        };
        let (mut common, mut own, mut slug) = (DeTable::new(), DeTable::new(), None);
        for (key, value) in table {
            let name: &str = key.get_ref();
            if name == "kind" {
                slug = Some(value);
            } else if COMMON.contains(&name) {
                common.insert(key, value);
            } else {
                own.insert(key, value);
            }
        }
        let code = common.iter().find(|(key, _)| **key.get_ref() == *"code");
        let code = code.and_then(|(_, value)| value.get_ref().as_str()).map(str::to_owned);
        let Some(slug) = slug else {
            self.add(at, code.as_deref(), "missing field `kind`".into());
            return None;
        };
        let common = self.take::<Common>(Spanned::new(span.clone(), DeValue::Table(common)), at, code.as_deref());
        let kind = self.rule_kind(&slug, Spanned::new(span, DeValue::Table(own)), at, code.as_deref());
        let (common, kind) = (common?, kind?);
        if !is_code(&common.code) {
            self.add(
                at,
                Some(&common.code),
                format!("`{}` is no code: letters, digits, `.` and `-`, at most {CODE_CHARS_MAX}", common.code),
            );
        }
        let rule = Rule {
            code: common.code.into(),
            article: Arc::new(common.article),
            severity: common.severity,
            nature: common.nature,
            when: common.when,
            unless: common.unless,
            text: Arc::new(common.text),
            resolve: Arc::new(common.resolve),
            kind,
        };
        Some((rule, at))
    }

    fn rule_kind(
        &mut self,
        slug: &Spanned<DeValue<'_>>,
        own: Spanned<DeValue<'_>>,
        at: usize,
        code: Option<&str>,
    ) -> Option<RuleKind> {
        let name = slug.get_ref().as_str().unwrap_or_default();
        match RuleKind::read(name, own) {
            None => {
                let known = RuleKind::SLUGS.join(", ");
                self.add(slug.span().start, code, format!("there is no kind of rule `{name}`; there are {known}"));
                None
            }
            Some(Err(error)) => {
                self.add_from(&error, at, code);
                None
            }
            Some(Ok(kind)) => Some(kind),
        }
    }

    /// What no rule can see alone: codes used twice, and an order that runs in a circle.
    fn check_rules(&mut self, rules: &[(Rule, usize)]) {
        let mut codes = BTreeSet::new();
        let mut after: BTreeMap<&str, Vec<(&str, usize, &str)>> = BTreeMap::new();
        for (rule, at) in rules {
            if !codes.insert(&*rule.code) {
                self.add(*at, Some(&rule.code), format!("the code `{}` stands twice", rule.code));
            }
            if let Some((first, then)) = rule.kind.order()
                && first != then
            {
                after.entry(first).or_default().push((then, *at, &rule.code));
            }
        }
        // The first edge that closes a circle is the one at fault, as far as anybody can say.
        let mut known: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (first, edges) in &after {
            for (then, at, code) in edges {
                let reaches = |from: &str| {
                    let (mut seen, mut todo) = (BTreeSet::new(), vec![from.to_owned()]);
                    while let Some(next) = todo.pop() {
                        if next == **first {
                            return true;
                        }
                        if seen.insert(next.clone()) {
                            todo.extend(known.get(&*next).into_iter().flatten().map(|&kind| kind.to_owned()));
                        }
                    }
                    false
                };
                if reaches(then) {
                    self.add(*at, Some(code), format!("`{first}` before `{then}`: other rules say the reverse"));
                }
                known.entry(first).or_default().insert(then);
            }
        }
    }

    fn take<'i, T: Deserialize<'i>>(
        &mut self,
        value: Spanned<DeValue<'i>>,
        at: usize,
        rule: Option<&str>,
    ) -> Option<T> {
        match T::deserialize(toml::de::ValueDeserializer::from(value)) {
            Ok(read) => Some(read),
            Err(error) => {
                self.add_from(&error, at, rule);
                None
            }
        }
    }

    fn add_from(&mut self, error: &toml::de::Error, at: usize, rule: Option<&str>) {
        let at = error.span().map_or(at, |span| span.start);
        self.add(at, rule, error.message().to_owned());
    }

    /// The line of a place in the text, from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        self.starts.partition_point(|&start| start <= at).max(1)
    }

    pub(super) fn add(&mut self, at: usize, rule: Option<&str>, what: String) {
        let line = self.line(at);
        self.errors.push(ProfileError { line, rule: rule.map(str::to_owned), what });
    }
}

/// Puts a profile together with the one it begins from: one file that depends on no other. A file without `base` is given
/// back as it is.
///
/// # Errors
/// [`ProfileError`] where it is no TOML, where `base` names nothing `find` knows, or where it drops a rule that the base does
/// not have.
pub fn flatten(text: &str, find: &dyn Fn(&str) -> Option<String>) -> Result<String, ProfileError> {
    let fail = |error: &toml::de::Error, text: &str| {
        let at = error.span().map_or(0, |span| span.start);
        let line = 1 + text.bytes().take(at).filter(|&byte| byte == b'\n').count();
        ProfileError { line, rule: None, what: error.message().to_owned() }
    };
    let mut own: toml::Table = text.parse().map_err(|error| fail(&error, text))?;
    let Some(base) = own.remove("base") else { return Ok(text.to_owned()) };
    let line_of = |words: &str| 1 + text.lines().position(|line| line.contains(words)).unwrap_or(0);
    let at = |words: &str, what: String| ProfileError { line: line_of(words), rule: None, what };
    let base = base.as_str().ok_or_else(|| at("base", "`base` is the id of a profile".into()))?;
    let found = find(base).ok_or_else(|| at("base", format!("there is no profile `{base}` to begin from")))?;
    let found = flatten(&found, find)?;
    let mut whole: toml::Table = found.parse().map_err(|error| fail(&error, &found))?;

    let rules = |table: &mut toml::Table| match table.remove("rule") {
        Some(toml::Value::Array(rules)) => rules,
        _ => Vec::new(),
    };
    let code = |rule: &toml::Value| rule.get("code").and_then(toml::Value::as_str).unwrap_or_default().to_owned();
    let mut kept = rules(&mut whole);
    if let Some(dropped) = own.remove("drop") {
        for one in dropped.as_array().ok_or_else(|| at("drop", "`drop` is a list of codes".into()))? {
            let dropped = one.as_str().unwrap_or_default();
            let before = kept.len();
            kept.retain(|rule| code(rule) != dropped);
            if kept.len() == before {
                return Err(at(&format!("\"{dropped}\""), format!("`{base}` has no rule `{dropped}` to drop")));
            }
        }
    }
    for rule in rules(&mut own) {
        match kept.iter_mut().find(|known| code(known) == code(&rule)) {
            Some(known) => *known = rule,
            None => kept.push(rule),
        }
    }
    whole.extend(own);
    whole.insert("rule".into(), toml::Value::Array(kept));
    toml::to_string_pretty(&whole).map_err(|error| ProfileError {
        line: 1,
        rule: None,
        what: toml::de::Error::custom(error).message().to_owned(),
    })
}

fn is_code(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= CODE_CHARS_MAX
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'-')
}

/// A code stands in tables and on command lines.
const CODE_CHARS_MAX: usize = 40;

/// What begins a meeting where a profile does not say otherwise.
const MEETING: &str = "meeting-opened";

#[cfg(test)]
mod tests {
    use super::super::sample::{RULE, TOP, try_profile};
    use super::*;

    fn wrong(text: &str) -> (usize, String) {
        let errors = Profile::read(text).unwrap_err();
        (errors[0].line, errors[0].what.clone())
    }

    fn order(code: &str, first: &str, then: &str) -> String {
        format!("[[rule]]\ncode = \"{code}\"\n{RULE}\nkind = \"order\"\nfirst = \"{first}\"\nthen = \"{then}\"\n")
    }

    #[test]
    fn what_does_not_add_up_is_refused_with_its_line() {
        // Line 8 ends the top, line 9 begins the rule, its kind and parameters follow its four common lines.
        let with = |rule: &str| try_profile(rule).map(|_| ()).unwrap_err();
        for (rule, line, what) in [
            ("kind = \"perhaps\"", 15, "there is no kind of rule `perhaps`"),
            (
                "kind = \"order\"\nfirst = \"nothing\"\nthen = \"publication\"",
                16,
                "there is no kind of record `nothing`",
            ),
            ("kind = \"order\"\nfirst = \"publication.day\"\nthen = \"publication\"", 16, "has no field `day`"),
            ("kind = \"order\"\nfirst = \"publication.title\"\nthen = \"publication\"", 16, "is no day"),
            ("kind = \"order\"\nfirst = \"publication\"\nthen = \"publication\"\nunit = 1", 18, "unknown field `unit`"),
            ("kind = \"order\"\nfirst = \"publication\"", 9, "missing field `then`"),
        ] {
            let errors = with(rule);
            assert!(errors[0].line == line && errors[0].what.contains(what), "{errors:?}");
            assert_eq!(errors[0].rule.as_deref(), Some("X1"));
        }
    }

    #[test]
    fn the_top_is_read_as_strictly() {
        for (from, to, what) in [
            ("profile = \"v1\"", "profile = \"v2\"", "version `v2`"),
            ("id = \"test\"", "id = \"a/b\"", "no id of a profile"),
            ("\"county\"", "\"village\"", "no level `village`"),
            ("2026-01-01", "2026-02-30", ""),
            ("calendar", "calender", "unknown field"),
            ("legal_basis", "base = \"x\"\nlegal_basis", "stands alone"),
            ("effective_from = 2026-01-01", "effective_from = 2026-01-01\neffective_to = 2025-01-01", "lies before"),
        ] {
            let (_, said) = wrong(&TOP.replace(from, to));
            assert!(said.contains(what), "{said}");
        }
        assert!(Profile::read(TOP).is_ok());
    }

    #[test]
    fn an_order_that_runs_in_a_circle_is_refused() {
        let first = order("A", "draft-version", "comment-announcement")
            + &order("B", "comment-announcement", "legality-opinion");
        assert!(Profile::read(&format!("{TOP}{first}")).is_ok());
        let errors =
            Profile::read(&format!("{TOP}{first}{}", order("C", "legality-opinion", "draft-version"))).unwrap_err();
        assert!(errors.len() == 1 && errors[0].what.contains("the reverse"), "{errors:?}");
    }

    #[test]
    fn a_code_stands_once_and_is_a_name() {
        let twice = order("A", "draft-version", "publication").repeat(2);
        assert!(wrong(&format!("{TOP}{twice}")).1.contains("stands twice"));
        assert!(wrong(&format!("{TOP}{}", order("a b", "draft-version", "publication"))).1.contains("is no code"));
    }

    #[test]
    fn a_profile_put_together_with_its_base_stands_alone() {
        let base = format!(
            "{TOP}{}{}",
            order("A", "draft-version", "publication"),
            order("B", "draft-version", "meeting-opened")
        );
        let find = |id: &str| (id == "test").then(|| base.clone());
        let own = "base = \"test\"\nid = \"here\"\ndrop = [\"B\"]\n".to_owned()
            + &order("A", "draft-version", "legality-opinion")
            + &order("C", "legality-opinion", "publication");
        let flat = Profile::read(&flatten(&own, &find).unwrap()).unwrap();
        assert_eq!(flat.id.as_str(), "here");
        let codes: Vec<&str> = flat.rules.iter().map(|rule| &*rule.code).collect();
        assert_eq!(codes, ["A", "C"]);
        assert_eq!(flat.rule("A").unwrap().kind.order(), Some(("draft-version", "legality-opinion")));
        assert_eq!(flatten(&base, &find).unwrap(), base);
        for (text, what) in
            [("base = \"other\"", "no profile `other`"), ("base = \"test\"\ndrop = [\"Z\"]", "no rule `Z`")]
        {
            assert!(flatten(text, &find).unwrap_err().what.contains(what));
        }
    }
}
