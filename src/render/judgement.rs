//! What judging the procedure of a decision came to, for people and for programs: findings, what could not be decided, what
//! is still open. The same words stand in `verify`, `decision audit`, `decision status`, `findings` and before a step is
//! signed.
//!
//! In scope: one finding as lines or as JSON, its records by their names, what its rule asks for in the profile's words.
//! Out of scope: which findings are shown, in what order, and what they make of the verdict.

use serde::Serialize;

use super::body::{Part, lines};
use super::messages::text;
use super::said::{RecordNames, SaidDocument, any_of, document, sentence};
use super::tone::{Piece, Tone};
use super::{Language, words};
use crate::procedure::{Finding, Nature, Open, Severity, Standing, Text, Undecided};

/// A finding for programs. Fields are only ever added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FindingDocument {
    decision: String,
    code: String,
    severity: Severity,
    nature: Nature,
    standing: Standing,
    article: Text,
    text: Text,
    resolve: Text,
    records: Vec<RecordDocument>,
    expected: SaidDocument,
    found: SaidDocument,
    despite: Vec<DespiteDocument>,
    resolutions: Vec<ResolutionDocument>,
}

/// A record that is spoken of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecordDocument {
    name: String,
    number: u64,
    /// `None` where the record cannot be read.
    kind: Option<&'static str>,
    /// Whether it is not there, and only spoken of as if it were.
    #[serde(skip_serializing_if = "is_false")]
    to_come: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct DespiteDocument {
    record: String,
    reason: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct ResolutionDocument {
    record: String,
    way: String,
}

/// A rule that could not be decided, for programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UndecidedDocument {
    code: String,
    records: Vec<RecordDocument>,
    why: SaidDocument,
}

/// Something that is to come, for programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OpenDocument {
    code: String,
    severity: Severity,
    article: Text,
    text: Text,
    kinds: Vec<&'static str>,
    offices: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<String>,
    /// Whether its last day is over.
    #[serde(skip_serializing_if = "Option::is_none")]
    overdue: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<RecordDocument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<&'static str>,
}

impl RecordDocument {
    /// The record with a number.
    pub fn new(number: u64, names: &RecordNames<'_>) -> Self {
        Self { name: names.name(number), number, kind: names.kind(number), to_come: names.is_to_come(number) }
    }
}

impl FindingDocument {
    /// The finding with its records' names.
    pub fn new(finding: &Finding, names: &RecordNames<'_>) -> Self {
        let despite = finding.despite.iter();
        let resolutions = finding.resolutions.iter();
        Self {
            decision: names.decision().to_string(),
            code: finding.code.to_string(),
            severity: finding.severity,
            nature: finding.nature,
            standing: finding.standing,
            article: (*finding.article).clone(),
            text: (*finding.text).clone(),
            resolve: (*finding.resolve).clone(),
            records: finding.records.iter().map(|&number| RecordDocument::new(number, names)).collect(),
            expected: document(&finding.expected, names),
            found: document(&finding.found, names),
            despite: despite
                .map(|(number, reason)| DespiteDocument { record: names.name(*number), reason: reason.clone() })
                .collect(),
            resolutions: resolutions
                .map(|one| ResolutionDocument { record: names.name(one.number), way: one.way.clone() })
                .collect(),
        }
    }
}

impl UndecidedDocument {
    /// The rule with its records' names.
    pub fn new(undecided: &Undecided, names: &RecordNames<'_>) -> Self {
        Self {
            code: undecided.code.to_string(),
            records: undecided.records.iter().map(|&number| RecordDocument::new(number, names)).collect(),
            why: document(&undecided.why, names),
        }
    }
}

impl OpenDocument {
    /// What is open as of a day.
    pub fn new(open: &Open, names: &RecordNames<'_>, as_of: Option<jiff::civil::Date>) -> Self {
        Self {
            code: open.code.to_string(),
            severity: open.severity,
            article: (*open.article).clone(),
            text: (*open.text).clone(),
            kinds: open.kinds.clone(),
            offices: open.offices.iter().map(ToString::to_string).collect(),
            due: open.due.map(|day| day.to_string()),
            overdue: open.due.zip(as_of).map(|(due, today)| due < today),
            since: open.since.map(|number| RecordDocument::new(number, names)),
            before: open.before,
        }
    }
}

/// A finding as an inspector reads it: a head line, and under it what it rests on, which records, what was expected and
/// found, what was said of it and what would resolve it. `number` counts it, where it stands in a list.
pub fn finding_lines(
    language: Language,
    number: Option<usize>,
    finding: &Finding,
    names: &RecordNames<'_>,
) -> Vec<Vec<Piece>> {
    let say = |id: &str| text(language, id, &[]);
    let mark = number.map_or_else(|| "  ".to_owned(), |number| format!("{number:>3}. "));
    let indent = if number.is_some() { mark.len() } else { UNDER_CODE };
    let mut head = vec![Piece::plain(mark)];
    head.extend(finding_head(language, finding));
    let mut parts = vec![
        Part::value(say("judgement-article"), in_language(language, &finding.article)),
        Part::value(say("judgement-text"), in_language(language, &finding.text)),
    ];
    if !finding.records.is_empty() {
        let items = finding.records.iter().map(|&number| names.in_full(language, number)).collect();
        parts.push(Part::Items { label: say("judgement-records"), items });
    }
    parts.push(Part::value(say("judgement-expected"), sentence(language, &finding.expected, names)));
    parts.push(Part::value(say("judgement-found"), sentence(language, &finding.found, names)));
    if finding.standing == Standing::Borderline {
        parts.push(Part::value(say("judgement-borderline-label"), say("judgement-borderline")));
    }
    if !finding.despite.is_empty() {
        let item = |(number, reason): &(u64, String)| format!("#{number}  {reason}");
        parts.push(Part::Items { label: say("judgement-despite"), items: finding.despite.iter().map(item).collect() });
    }
    if !finding.resolutions.is_empty() {
        let items = finding.resolutions.iter();
        let items = items.map(|one| format!("{}  {}", names.in_short(language, one.number), way(language, &one.way)));
        parts.push(Part::Items { label: say("judgement-resolutions"), items: items.collect() });
    }
    parts.push(Part::value(say("judgement-resolve"), in_language(language, &finding.resolve)));
    std::iter::once(head).chain(lines(language, &parts, indent)).collect()
}

/// A finding in as few lines as leave it understood: its head with what it rests on, what was expected, what was found, and
/// why it was recorded all the same. [`finding_lines`] has the rest.
pub fn finding_lines_in_brief(
    language: Language,
    number: usize,
    finding: &Finding,
    names: &RecordNames<'_>,
) -> Vec<Vec<Piece>> {
    let say = |id: &str| text(language, id, &[]);
    let mark = format!("{number:>3}. ");
    let indent = mark.len();
    let mut head = vec![Piece::plain(mark)];
    head.extend(finding_head(language, finding));
    head.push(Piece::new(Tone::Faint, format!("  {}", in_language(language, &finding.article))));
    let mut parts = vec![
        Part::value(say("judgement-expected"), sentence(language, &finding.expected, names)),
        Part::value(say("judgement-found"), sentence(language, &finding.found, names)),
    ];
    if !finding.despite.is_empty() {
        let reasons: Vec<String> =
            finding.despite.iter().map(|(number, reason)| format!("#{number}  {reason}")).collect();
        parts.push(Part::value(say("judgement-despite"), reasons.join("\n")));
    }
    std::iter::once(head).chain(lines(language, &parts, indent)).collect()
}

/// `A05  中  程序瑕疵  临界`: what a finding is, in one line.
pub fn finding_head(language: Language, finding: &Finding) -> Vec<Piece> {
    let mut head = vec![
        Piece::new(tone(finding.severity), severity(language, finding.severity)),
        Piece::plain("  "),
        Piece::new(Tone::Strong, &*finding.code),
        Piece::plain(format!("  {}", nature(language, finding.nature))),
    ];
    if finding.standing == Standing::Borderline {
        head.push(Piece::new(Tone::Warn, format!("  {}", standing(language, finding.standing))));
    }
    if !finding.resolutions.is_empty() {
        head.push(Piece::new(Tone::Faint, format!("  {}", text(language, "judgement-answered", &[]))));
    }
    head
}

/// A rule that could not be decided: which, about what, why.
pub fn undecided_lines(language: Language, undecided: &Undecided, names: &RecordNames<'_>) -> Vec<Vec<Piece>> {
    let head = vec![Piece::plain("  "), Piece::new(Tone::Strong, &*undecided.code)];
    let mut parts = Vec::new();
    if !undecided.records.is_empty() {
        let items = undecided.records.iter().map(|&number| names.in_full(language, number)).collect();
        parts.push(Part::Items { label: text(language, "judgement-records", &[]), items });
    }
    parts.push(Part::value(text(language, "judgement-why", &[]), sentence(language, &undecided.why, names)));
    std::iter::once(head).chain(lines(language, &parts, UNDER_CODE)).collect()
}

/// Something that is to come: what, by when, who signs it, before what, why.
pub fn open_lines(
    language: Language,
    open: &Open,
    names: &RecordNames<'_>,
    as_of: Option<jiff::civil::Date>,
) -> Vec<Vec<Piece>> {
    let say = |id: &str| text(language, id, &[]);
    let kinds: Vec<String> = open.kinds.iter().map(|kind| words::kind(language, kind)).collect();
    let head = vec![
        Piece::plain("  "),
        Piece::new(Tone::Strong, any_of(language, &kinds)),
        Piece::new(Tone::Faint, format!("  {}", open.code)),
    ];
    let mut parts = Vec::new();
    if let Some(due) = open.due {
        let id = if as_of.is_some_and(|today| due < today) { "judgement-overdue" } else { "judgement-due-day" };
        parts.push(Part::value(say("judgement-due"), text(language, id, &[("day", due.to_string().into())])));
    }
    if let Some(before) = open.before {
        parts.push(Part::value(say("judgement-before"), words::kind(language, before)));
    }
    if !open.offices.is_empty() {
        let offices: Vec<String> = open.offices.iter().map(|one| words::office(language, one.as_str())).collect();
        parts.push(Part::value(say("judgement-signs"), any_of(language, &offices)));
    }
    if let Some(since) = open.since {
        parts.push(Part::value(say("judgement-since"), names.in_full(language, since)));
    }
    parts.push(Part::value(
        say("judgement-why"),
        text(
            language,
            "judgement-rule",
            &[
                ("text", in_language(language, &open.text).into()),
                ("article", in_language(language, &open.article).into()),
            ],
        ),
    ));
    std::iter::once(head).chain(lines(language, &parts, UNDER_CODE)).collect()
}

/// A profile's text in the reader's language.
pub fn in_language(language: Language, text: &Text) -> &str {
    match language {
        Language::En => &text.en,
        Language::Zh => &text.zh,
    }
}

/// 严重、中、提示.
pub fn severity(language: Language, severity: Severity) -> String {
    text(language, &format!("severity-{}", severity.slug()), &[])
}

/// 程序瑕疵、记录瑕疵.
pub fn nature(language: Language, nature: Nature) -> String {
    text(language, &format!("nature-{}", nature.slug()), &[])
}

/// 不符合、临界.
pub fn standing(language: Language, standing: Standing) -> String {
    text(
        language,
        match standing {
            Standing::Broken => "standing-broken",
            Standing::Borderline => "standing-borderline",
        },
        &[],
    )
}

/// How many there are of each severity, the gravest first: `严重 1，中 2`. Empty where there is none.
pub fn severities_in_words(language: Language, count: impl Fn(Severity) -> u64) -> String {
    let all = Severity::ALL.into_iter().rev().filter(|one| count(*one) > 0);
    let all: Vec<String> = all.map(|one| format!("{} {}", severity(language, one), count(one))).collect();
    all.join(&text(language, "word-comma", &[]))
}

/// How a finding was answered.
fn way(language: Language, way: &str) -> String {
    if way == CORRECTED { text(language, "judgement-corrected", &[]) } else { words::choice(language, "way", way) }
}

const fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Serious => Tone::Bad,
        Severity::Medium => Tone::Warn,
        Severity::Signal => Tone::Hint,
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the serialiser hands it so")]
const fn is_false(flag: &bool) -> bool {
    !*flag
}

/// The way of a resolution that is a correction.
const CORRECTED: &str = "corrected";

/// Where what belongs to a code begins.
const UNDER_CODE: usize = 4;

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::civil::date;

    use super::*;
    use crate::model::DecisionId;
    use crate::procedure::sample::{Story, judged};

    const RULE: &str =
        "kind = \"value\"\nfield = \"legality-opinion.conclusion\"\none_of = [\"lawful\"]\nby = \"meeting-opened\"";

    fn story() -> Story {
        Story::opened("{}")
            .add("legality-opinion", "2026-02-01", r##"{"conclusion":"unlawful"}"##)
            .add("meeting-opened", "2026-03-01", "{}")
            .despite("X1", "县长要求先行上会")
            .add("finding-resolution", "2026-03-02", r##"{"rule":"X1","way":"remedied","text":"-"}"##)
            .add("correction", "2026-03-03", r##"{"corrects":"#1"}"##)
    }

    fn kinds(story: &Story) -> BTreeMap<u64, &'static str> {
        story.history().steps().iter().map(|step| (step.number, step.kind.name)).collect()
    }

    fn plain(lines: Vec<Vec<Piece>>) -> String {
        lines.iter().map(|line| line.iter().map(|piece| piece.text.as_str()).collect::<String>() + "\n").collect()
    }

    fn with_names<T>(story: &Story, see: impl FnOnce(&RecordNames<'_>) -> T) -> T {
        let decision: DecisionId = "2026-001".parse().unwrap();
        see(&RecordNames::new(&decision, &kinds(story)))
    }

    #[test]
    fn a_finding_reads_whole_in_both_languages() {
        let story = story();
        let finding = &judged(RULE, &story).findings[0];
        let told = |language| with_names(&story, |names| plain(finding_lines(language, Some(1), finding, names)));
        let (zh, en) = (told(Language::Zh), told(Language::En));
        for part in [
            "  1. 中  X1  程序瑕疵  已有处理",
            "第一条",
            "2026-001#2 会议开始",
            "2026-001#1 合法性审查意见",
            "不合法",
            "#2  县长要求先行上会",
            "#3 评判结论处置  已补救",
            "#4 更正  已更正",
            "补",
        ] {
            assert!(zh.contains(part), "{part}\n{zh}");
        }
        for part in ["  1. medium  X1  fault of procedure  answered", "art. 1", "2026-001#2 Meeting opened", "unlawful"]
        {
            assert!(en.contains(part), "{part}\n{en}");
        }
        for text in [&zh, &en] {
            assert!(!text.contains('⟨') && !text.contains("{$") && !text.contains("临界"), "{text}");
        }
    }

    #[test]
    fn in_brief_it_says_what_was_expected_what_was_found_and_why_all_the_same() {
        let story = story();
        let finding = &judged(RULE, &story).findings[0];
        let zh = with_names(&story, |names| plain(finding_lines_in_brief(Language::Zh, 3, finding, names)));
        assert_eq!(zh.lines().next(), Some("  3. 中  X1  程序瑕疵  已有处理  第一条"));
        assert!(zh.contains("不合法") && zh.contains("#2  县长要求先行上会"), "{zh}");
        assert_eq!(zh.lines().count(), 4, "{zh}");
    }

    #[test]
    fn what_is_borderline_is_shown_as_such() {
        let story = story();
        let mut finding = judged(RULE, &story).findings.remove(0);
        finding.standing = Standing::Borderline;
        let zh = with_names(&story, |names| plain(finding_lines(Language::Zh, None, &finding, names)));
        assert!(zh.starts_with("  中  X1  程序瑕疵  临界") && zh.contains("首日计入"), "{zh}");
    }

    #[test]
    fn for_programs_a_finding_has_every_part_in_both_languages() {
        let story = story();
        let finding = &judged(RULE, &story).findings[0];
        let document = with_names(&story, |names| serde_json::to_value(FindingDocument::new(finding, names)).unwrap());
        assert_eq!(document["decision"], "2026-001");
        assert_eq!(
            (&document["code"], &document["severity"], &document["nature"], &document["standing"]),
            (&"X1".into(), &"medium".into(), &"procedure".into(), &"broken".into())
        );
        assert_eq!(document["article"], serde_json::json!({"zh": "第一条", "en": "art. 1"}));
        assert_eq!((&document["text"]["en"], &document["resolve"]["zh"]), (&"must".into(), &"补".into()));
        let first = serde_json::json!({"name": "2026-001#2", "number": 2, "kind": "meeting-opened"});
        assert_eq!(document["records"][0], first);
        assert_eq!(document["found"]["id"], "value-says");
        assert_eq!(document["found"]["args"], serde_json::json!({"record": "2026-001#1", "word": "unlawful"}));
        assert!(document["expected"]["zh"].as_str().unwrap().contains("合法"), "{document}");
        assert_eq!(document["despite"][0]["record"], "2026-001#2");
        assert_eq!(document["resolutions"][0], serde_json::json!({"record": "2026-001#3", "way": "remedied"}));
        assert_eq!(document["resolutions"][1]["way"], "corrected");
    }

    #[test]
    fn what_is_open_says_who_signs_it_by_when_and_why() {
        let rule = "kind = \"present\"\nany = [\"legality-opinion\"]\nby = \"meeting-opened\"";
        let story = Story::opened("{}");
        let mut open = judged(rule, &story).open.remove(0);
        open.due = Some(date(2026, 3, 1));
        open.since = Some(0);
        let told = |language, today| with_names(&story, |names| plain(open_lines(language, &open, names, Some(today))));
        let zh = told(Language::Zh, date(2026, 3, 1));
        for part in
            ["合法性审查意见  X1", "2026-03-01 前", "会议开始", "合法性审查部门", "2026-001#0 决策启动", "第一条"]
        {
            assert!(zh.contains(part), "{part}\n{zh}");
        }
        assert!(
            told(Language::En, date(2026, 3, 2)).contains("2026-03-01, over"),
            "{}",
            told(Language::En, date(2026, 3, 2))
        );
        let document =
            |today| with_names(&story, |names| serde_json::to_value(OpenDocument::new(&open, names, today)).unwrap());
        assert_eq!(document(Some(date(2026, 3, 1)))["overdue"], false);
        assert_eq!(document(Some(date(2026, 3, 2)))["overdue"], true);
        assert!(document(None)["overdue"].is_null());
        assert_eq!(document(None)["offices"][0], "legality-reviewer");
    }

    #[test]
    fn what_could_not_be_decided_says_why() {
        let story = Story::opened("{}").add("legality-opinion", "2026-02-01", "{}").late(&["conclusion"]);
        let story = story.add("meeting-opened", "2026-03-01", "{}");
        let undecided = &judged(RULE, &story).undecided[0];
        let zh = with_names(&story, |names| plain(undecided_lines(Language::Zh, undecided, names)));
        assert!(zh.contains("X1") && zh.contains("2026-001#1 合法性审查意见"), "{zh}");
        let document =
            with_names(&story, |names| serde_json::to_value(UndecidedDocument::new(undecided, names)).unwrap());
        assert_eq!(document["why"]["id"], "value-unknown");
    }

    #[test]
    fn severities_are_counted_the_gravest_first_and_none_is_not_named() {
        let count = |severity| u64::from(severity != Severity::Medium) * 2;
        assert_eq!(severities_in_words(Language::Zh, count), "严重 2、提示 2");
        assert_eq!(severities_in_words(Language::En, |_| 0), "");
    }
}
