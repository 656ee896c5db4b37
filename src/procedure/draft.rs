//! Which text was which (草案同一性): the versions of a decision's draft in their order, and for each record that is about
//! the draft, which version it was about. Order 713 lets the text change on its way and asks that what is decided be what
//! was shown, argued and reviewed (art. 15 to 29); here stand the facts, for rules to judge and for people to look at.
//!
//! Two versions are one text where their records are one, or where their papers have the same digest. What two papers of
//! different digests have in common nobody here can tell: a version says itself what it changed.
//!
//! Out of scope: whether a change needed another hearing or review (rules), drawing it (whoever shows it).

use jiff::civil::Date;

use super::history::{DRAFT, History, Step};
use crate::model::kind::KindSpec;
use crate::model::{RecordDigest, Value};

/// A decision's draft on its way through the procedure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trail {
    /// The versions, the first first: as they were entered, or as they say they came about where all were entered late.
    pub versions: Vec<Version>,
    /// The records that are about one of them, in the order they were entered.
    pub mentions: Vec<Mention>,
}

/// A version of the draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The number of its record.
    pub number: u64,
    /// What others cite it by.
    pub record: RecordDigest,
    /// What it calls itself: `V2`, `送审稿`.
    pub label: String,
    /// The day it came about.
    pub day: Date,
    /// Which version it says it came from: its place in [`Trail::versions`].
    pub previous: Option<usize>,
    /// What it says it changed.
    pub changes: String,
    /// Whether it says that the change was one of substance (实质性修改); `None` where it does not say.
    pub substantive: Option<bool>,
    /// What gave rise to its changes.
    pub because: Vec<Cause>,
    /// The digest of its text, where a document is cited and not sealed.
    pub text: Option<String>,
}

/// What gave rise to a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// The change.
    pub change: String,
    /// The record it answers, by number, where that is in this decision.
    pub record: Option<u64>,
}

/// A record that is about the draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Its number.
    pub number: u64,
    /// Its kind.
    pub kind: &'static str,
    /// What it did with the draft.
    pub part: Part,
    /// Which version it was about.
    pub about: About,
}

/// Which version a record is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// This one: its place in [`Trail::versions`].
    Version(usize),
    /// One that is no record of this decision.
    Elsewhere(RecordDigest),
    /// It does not say.
    Unsaid,
}

/// What was done with a version of the draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// 征求单位意见: other units were asked (art. 13).
    Consulted,
    /// 公众参与: the public saw it (art. 14 to 18).
    Shown,
    /// 专家论证: experts argued about it (art. 19, 20).
    Argued,
    /// 风险评估: its risks were assessed (art. 22, 23).
    Assessed,
    /// 公平竞争审查: it was held against fair competition (Order 783, art. 14).
    Competition,
    /// 合法性审查: it was sent to the reviewer, reviewed, changed upon it and checked again (art. 25 to 28).
    Reviewed,
    /// 提请审议: it was submitted to the meeting (art. 29).
    Submitted,
    /// 集体讨论: it lay on the table, and members took positions on it (art. 30).
    Deliberated,
    /// 决定: it was voted or decided on (art. 30).
    Decided,
    /// 请示报告: it was reported to those who must know before issue (art. 8, 31).
    Reported,
    /// 公布、签订、作出: it went out (art. 32).
    Issued,
}

/// The four questions one asks of a draft first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Milestone {
    /// Which of them.
    pub question: Question,
    /// The versions that answer it, in the order they first did; places in [`Trail::versions`].
    pub versions: Vec<usize>,
    /// The versions that came after the last answer to the question before, up to the last answer to this one: what was
    /// changed between. Empty where the text is the same, and where one of the two questions has no answer.
    pub changed: Vec<usize>,
}

/// What one asks of a draft first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// 公众看到的是哪一版: which text did the public see?
    Shown,
    /// 审查的是哪一版: which was reviewed?
    Reviewed,
    /// 表决、决定的是哪一版: which was voted or decided on?
    Decided,
    /// 公布的是哪一版: which was published?
    Issued,
}

impl Trail {
    /// Follows the draft through a decision.
    pub fn of(history: &History) -> Self {
        let alone = Self::without_mentions(history);
        let mentions = history.steps().iter().filter_map(|step| {
            let part = Part::of(step.kind.name)?;
            let about = match draft_of(history, step) {
                None => About::Unsaid,
                Some(record) => alone.place(record).map_or(About::Elsewhere(record), About::Version),
            };
            Some(Mention { number: step.number, kind: step.kind.name, part, about })
        });
        Self { mentions: mentions.collect(), ..alone }
    }

    /// The versions alone, for those who do not ask what was done with them.
    pub(super) fn without_mentions(history: &History) -> Self {
        let order = versions(history);
        let place = |record: RecordDigest| order.iter().position(|step| step.record == record);
        let versions = order.iter().map(|step| Version::of(step, history, &place)).collect();
        Self { versions, mentions: Vec::new() }
    }

    /// Where a version stands; `None` where the draft is no record of this decision.
    pub(super) fn place(&self, draft: RecordDigest) -> Option<usize> {
        self.versions.iter().position(|version| version.record == draft)
    }

    /// The versions something was done with, each once, in the order it was first done.
    pub fn with_part(&self, part: Part) -> Vec<usize> {
        self.seen(|mention| mention.part == part)
    }

    /// Which text the public saw, which was reviewed, which was decided on, which went out; and what changed between.
    pub fn milestones(&self) -> Vec<Milestone> {
        let mut out: Vec<Milestone> = Vec::with_capacity(Question::ALL.len());
        let mut before: Option<usize> = None;
        for question in Question::ALL {
            let versions = self.seen(|mention| question.asks(mention));
            let last = self.mentions.iter().rev().filter(|mention| question.asks(mention)).find_map(version);
            let changed = match (before, last) {
                (Some(from), Some(to)) if !self.same_text(from, to) => self.between(from, to),
                _ => Vec::new(),
            };
            before = last.or(before);
            out.push(Milestone { question, versions, changed });
        }
        out
    }

    /// Whether two versions are one text.
    pub fn same_text(&self, one: usize, other: usize) -> bool {
        let text = |at: usize| self.versions.get(at).and_then(|version| version.text.as_ref());
        one == other || (text(one).is_some() && text(one) == text(other))
    }

    /// The versions one came to the other by, without the first and with the last: along what each says it came from, or
    /// else all in between. Back to an earlier text, they are those that were given up.
    pub fn between(&self, from: usize, to: usize) -> Vec<usize> {
        let (mut line, mut at) = (Vec::new(), Some(to));
        while let Some(version) = at.filter(|at| *at != from && line.len() <= self.versions.len()) {
            line.push(version);
            at = self.versions.get(version).and_then(|version| version.previous);
        }
        if at == Some(from) {
            line.reverse();
            return line;
        }
        (from.min(to) + 1..=from.max(to)).collect()
    }

    fn seen(&self, wanted: impl Fn(&Mention) -> bool) -> Vec<usize> {
        let mut seen = Vec::new();
        for at in self.mentions.iter().filter(|mention| wanted(mention)).filter_map(version) {
            if !seen.contains(&at) {
                seen.push(at);
            }
        }
        seen
    }
}

const fn version(mention: &Mention) -> Option<usize> {
    match mention.about {
        About::Version(at) => Some(at),
        About::Elsewhere(_) | About::Unsaid => None,
    }
}

impl Version {
    fn of(step: &Step, history: &History, place: &impl Fn(RecordDigest) -> Option<usize>) -> Self {
        let cause = |row: &Value| {
            let record = row.text("record").and_then(|text| text.parse().ok());
            let record = record.and_then(|record| history.record(&record)).map(|step| step.number);
            Cause { change: row.text("change").unwrap_or_default().to_owned(), record }
        };
        Self {
            number: step.number,
            record: step.record,
            label: step.body.text("version").unwrap_or_default().to_owned(),
            day: step.occurred.to.date(),
            previous: step.cited("previous").and_then(place),
            changes: step.body.text("changes").unwrap_or_default().to_owned(),
            substantive: step.flag("substantive"),
            because: step.rows("because").iter().map(cause).collect(),
            text: text_of(step).map(str::to_owned),
        }
    }
}

impl Part {
    /// All of them, in the order of the dossier.
    pub const ALL: [Self; 11] = [
        Self::Consulted,
        Self::Shown,
        Self::Argued,
        Self::Assessed,
        Self::Competition,
        Self::Reviewed,
        Self::Submitted,
        Self::Deliberated,
        Self::Decided,
        Self::Reported,
        Self::Issued,
    ];

    /// Its name in data.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Consulted => "consulted",
            Self::Shown => "shown",
            Self::Argued => "argued",
            Self::Assessed => "assessed",
            Self::Competition => "competition",
            Self::Reviewed => "reviewed",
            Self::Submitted => "submitted",
            Self::Deliberated => "deliberated",
            Self::Decided => "decided",
            Self::Reported => "reported",
            Self::Issued => "issued",
        }
    }

    /// What a kind of record does with the draft; `None` where it does nothing with it.
    pub fn of(kind: &str) -> Option<Self> {
        Some(match kind {
            "unit-opinion" | "cost-benefit" | "alternatives" => Self::Consulted,
            "comment-announcement"
            | "comment-summary"
            | "participation-activity"
            | "hearing-notice"
            | "hearing-participants"
            | "hearing-delivery"
            | "hearing-record"
            | "hearing-report" => Self::Shown,
            "expert-meeting" | "expert-opinion" => Self::Argued,
            "risk-plan" | "risk-survey" | "risk-report" => Self::Assessed,
            "fair-competition-review" => Self::Competition,
            "review-submission" | "review-receipt" | "counsel-opinion" | "legality-opinion" | "draft-response"
            | "legality-recheck" => Self::Reviewed,
            "agenda-request" | "meeting-notice" => Self::Submitted,
            "meeting-opened" | "position" | "minuted-position" => Self::Deliberated,
            "ballot" | "head-decision" | "meeting-closed" | "minutes-issued" => Self::Decided,
            "party-report" | "npc-report" | "superior-approval" => Self::Reported,
            "publication" | "interpretation" | "agreement-signed" | "enforcement-decision" => Self::Issued,
            _ => return None,
        })
    }
}

impl Question {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::Shown, Self::Reviewed, Self::Decided, Self::Issued];

    /// Its name in data.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Shown => "shown",
            Self::Reviewed => "reviewed",
            Self::Decided => "decided",
            Self::Issued => "issued",
        }
    }

    /// Whether a record answers it. What was only sent to the reviewer was not yet reviewed, and what the office made of
    /// the review nobody has reviewed again.
    fn asks(self, mention: &Mention) -> bool {
        match self {
            Self::Shown => mention.part == Part::Shown,
            Self::Reviewed => matches!(mention.kind, "legality-opinion" | "legality-recheck"),
            Self::Decided => matches!(mention.kind, "ballot" | "head-decision" | "meeting-closed"),
            Self::Issued => mention.part == Part::Issued,
        }
    }
}

/// The version of the draft a record is about: the one it names, or the one that what it belongs to names.
pub(super) fn draft_of(history: &History, step: &Step) -> Option<RecordDigest> {
    let mut at = step;
    // A summary belongs to an announcement, a notice of what was adopted to the summary: no chain is longer.
    for _ in 0..VIA.len() {
        if let Some(draft) = at.draft() {
            return Some(draft);
        }
        at = VIA.iter().find_map(|field| history.cited(at, field))?;
    }
    None
}

/// Whether records of a kind can say which version of the draft they are about.
pub(super) fn tells(kind: &KindSpec) -> bool {
    kind.name == DRAFT
        || (Part::of(kind.name).is_some() && ["draft"].iter().chain(VIA).any(|name| kind.field(name).is_some()))
}

/// Whether two versions are one text: one record, or two with the same paper.
pub(super) fn same_text(history: &History, one: RecordDigest, other: RecordDigest) -> bool {
    let text = |record: &RecordDigest| history.record(record).and_then(text_of);
    one == other || (text(&one).is_some() && text(&one) == text(&other))
}

/// A version by its name and number; by the beginning of its digest where it is no record of this decision.
pub(super) fn label(history: &History, draft: RecordDigest) -> String {
    match history.record(&draft) {
        Some(step) => match step.body.text("version") {
            Some(version) => format!("{version} (#{})", step.number),
            None => format!("#{}", step.number),
        },
        None => draft.to_string().chars().take(DIGEST_CHARS_SHOWN).collect(),
    }
}

/// The digest of a version's text, where it can be seen.
fn text_of(version: &Step) -> Option<&str> {
    version.documents.iter().find(|document| document.role == PAPER).and_then(|document| document.digest.as_deref())
}

fn versions(history: &History) -> Vec<&Step> {
    let mut versions: Vec<&Step> = history.of(DRAFT).collect();
    // Where all were entered late, the order of entering says nothing of the order they came about in.
    if versions.iter().all(|step| step.late.is_some()) {
        versions.sort_by_key(|step| (step.occurred.to.date(), step.number));
    }
    versions
}

/// The fields by which a record names what it belongs to, where it does not name a draft itself.
const VIA: &[&str] = &["meeting", "announcement", "notice", "submission", "publication", "summary", "record"];

/// The role in which a version's text is attached.
const PAPER: &str = "draft";

/// So much of a digest as people compare by eye.
const DIGEST_CHARS_SHOWN: usize = 12;

#[cfg(test)]
mod tests;
