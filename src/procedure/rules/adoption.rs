//! Whoever was asked must hear what became of the answer (A07): each comment of the public, each expert's opinion, each
//! view at the hearing, each suggestion of the reviewer has its row, and what was not taken up has its reason (Order 713,
//! art. 13, 18, 28, 29).

use std::collections::BTreeSet;

use serde::Deserialize;

use super::super::history::Step;
use super::super::judge::{Awaited, Case, Out};
use super::super::said::{Arg, Saying};
use super::Look;
use crate::model::Value;

/// Every answer has a row, every rejection a reason.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adoption {
    /// Whose answers.
    pub of: Whose,
    /// Whether a `comment-summary.adoption_note` that explains how comments were grouped may stand for rows that are not
    /// there, as long as there are any.
    #[serde(default)]
    pub note_suffices: bool,
    /// Whether what was taken up in part must have a reason for the rest.
    #[serde(default)]
    pub partly_needs_reason: bool,
}

/// Whose answers something must have become of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Whose {
    /// 公众意见: `comment-summary` against the comments received and registered (art. 18).
    Comments,
    /// 专家意见: each `expert-opinion` against `expert-adoption` (art. 29).
    Experts,
    /// 听证意见: `hearing-report.views` (art. 17, 18).
    Hearing,
    /// 审查意见: the suggestions of a `legality-opinion` against `draft-response` (art. 28).
    Review,
    /// 单位意见: objections of other units, in `unit-opinion` and `draft-version.units_consulted` (art. 13).
    Units,
}

static EACH_COMMENT: Saying = Saying::new("adoption-each-comment", &["record", "received"]);
static ROWS: Saying = Saying::new("adoption-rows", &["rows"]);
static ROWS_AND_NOTE: Saying = Saying::new("adoption-rows-and-note", &["rows"]);
static NO_MORE: Saying = Saying::new("adoption-no-more", &["record", "received"]);
static REGISTERED: Saying = Saying::new("adoption-registered", &["registered"]);
static REASON: Saying = Saying::new("adoption-reason", &["record"]);
static NO_REASON: Saying = Saying::new("adoption-no-reason", &["rows"]);
static EACH_OPINION: Saying = Saying::new("adoption-each-opinion", &[]);
static LEFT_OUT: Saying = Saying::new("adoption-left-out", &["record", "opinions"]);
static NO_TABLE: Saying = Saying::new("adoption-no-table", &["record", "opinions"]);
static HANDLED: Saying = Saying::new("adoption-handled", &["record"]);
static NOT_HANDLED: Saying = Saying::new("adoption-not-handled", &["rows"]);
static EACH_SUGGESTION: Saying = Saying::new("adoption-each-suggestion", &["record", "count"]);
static ANSWERED: Saying = Saying::new("adoption-answered", &["rows"]);
static DISPUTE_TOLD: Saying = Saying::new("adoption-dispute-told", &["record"]);
static DISPUTE_UNTOLD: Saying = Saying::new("adoption-dispute-untold", &["units"]);
static UNKNOWN: Saying = Saying::new("adoption-unknown", &["record"]);

impl Look for Adoption {
    const SAYINGS: &'static [&'static Saying] = &[
        &EACH_COMMENT,
        &ROWS,
        &ROWS_AND_NOTE,
        &NO_MORE,
        &REGISTERED,
        &REASON,
        &NO_REASON,
        &EACH_OPINION,
        &LEFT_OUT,
        &NO_TABLE,
        &HANDLED,
        &NOT_HANDLED,
        &EACH_SUGGESTION,
        &ANSWERED,
        &DISPUTE_TOLD,
        &DISPUTE_UNTOLD,
        &UNKNOWN,
    ];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        match self.of {
            Whose::Comments => case.history.of("comment-summary").for_each(|step| self.comments(case, step, out)),
            Whose::Experts => self.experts(case, out),
            Whose::Hearing => case.history.of("hearing-report").for_each(|step| self.hearing(step, out)),
            Whose::Review => case.history.of("draft-response").for_each(|step| self.review(case, step, out)),
            Whose::Units => {
                case.history.of("unit-opinion").for_each(|step| unit_opinion(step, out));
                case.history.of("draft-version").for_each(|step| units_consulted(step, out));
            }
        }
    }
}

impl Adoption {
    fn comments(&self, case: &Case<'_>, summary: &Step, out: &mut Out<'_>) {
        let about = [summary.number];
        let received = summary.int("received");
        if summary.lacks("adoption") || summary.lacks("received") {
            out.undecided(about, UNKNOWN.with([Arg::Record(summary.number)]));
        } else if let Some(received) = received {
            // One comment may have several rows, each for a part of it.
            let answered: BTreeSet<&str> = summary.rows("adoption").iter().filter_map(|row| row.text("opinion")).collect();
            let rows = i64::try_from(answered.len()).unwrap_or(i64::MAX);
            let note = !is_blank(summary.body.text("adoption_note"));
            let each = || EACH_COMMENT.with([Arg::Record(summary.number), Arg::Int(received)]);
            if rows > received {
                let expected = NO_MORE.with([Arg::Record(summary.number), Arg::Int(received)]);
                out.badly_recorded(about, expected, ROWS.with([Arg::Int(rows)]));
            } else if rows < received && note && rows > 0 {
                if !self.note_suffices {
                    out.badly_recorded(about, each(), ROWS_AND_NOTE.with([Arg::Int(rows)]));
                }
            } else if rows < received {
                out.broken(about, each(), ROWS.with([Arg::Int(rows)]));
            }
            self.registered(case, summary, received, out);
        }
        self.reasons(summary, "adoption", "opinion", out);
    }

    /// What was registered comment by comment cannot be more than was received.
    fn registered(&self, case: &Case<'_>, summary: &Step, received: i64, out: &mut Out<'_>) {
        let announcement = summary.cited("announcement");
        let registered: Vec<&Step> = case
            .history
            .of("comment-registered")
            .filter(|comment| announcement.is_some() && comment.cited("announcement") == announcement)
            .filter(|comment| comment.happened_by(summary))
            .collect();
        if i64::try_from(registered.len()).unwrap_or(i64::MAX) > received {
            let expected = NO_MORE.with([Arg::Record(summary.number), Arg::Int(received)]);
            out.badly_recorded([summary.number], expected, REGISTERED.with([Arg::count(registered.len())]));
        }
    }

    fn experts(&self, case: &Case<'_>, out: &mut Out<'_>) {
        let tables: Vec<&Step> = case.history.of("expert-adoption").collect();
        let answered: BTreeSet<&str> =
            tables.iter().flat_map(|table| table.rows("rows")).filter_map(|row| row.text("opinion")).collect();
        let left = |opinion: &&Step| !answered.contains(opinion.record.to_string().as_str());
        let (mut in_table, mut at_meeting, mut waiting) = (Vec::new(), Vec::new(), None);
        let meeting = case.deciding().next_back();
        for opinion in case.history.of("expert-opinion").filter(left) {
            if tables.last().is_some_and(|table| opinion.stood_before(table)) {
                in_table.push(opinion.number);
            } else if meeting.is_some_and(|meeting| opinion.stood_before(meeting)) {
                at_meeting.push(opinion.number);
            } else {
                waiting = Some(opinion.number);
            }
        }
        let unknown = tables.iter().find(|table| table.lacks("rows") || table.lacks("rows.opinion"));
        for (judged, left, found) in [(tables.last().copied(), in_table, &LEFT_OUT), (meeting, at_meeting, &NO_TABLE)] {
            let (Some(judged), false) = (judged, left.is_empty()) else { continue };
            let about: Vec<u64> = std::iter::once(judged.number).chain(left.iter().copied()).collect();
            match unknown {
                Some(table) => out.undecided(about, UNKNOWN.with([Arg::Record(table.number)])),
                None => {
                    let found = found.with([Arg::Record(judged.number), Arg::Records(left)]);
                    out.broken(about, EACH_OPINION.with([]), found);
                }
            }
        }
        if let Some(since) = waiting {
            let before = Some(case.profile.meeting.name());
            out.open(Awaited { kinds: vec!["expert-adoption"], due: None, since: Some(since), before });
        }
        tables.iter().for_each(|table| self.reasons(table, "rows", "suggestion", out));
    }

    fn hearing(&self, report: &Step, out: &mut Out<'_>) {
        let silent = |row: &Value| row.text("handling").is_none();
        let views = Rows::of(report, "views", "handling", silent);
        views.say(report, "view", &HANDLED, &NOT_HANDLED, out);
        let rejected = |row: &Value| self.lacks_reason(row, "handling");
        Rows::of(report, "views", "reason", rejected).say(report, "view", &REASON, &NO_REASON, out);
    }

    fn review(&self, case: &Case<'_>, response: &Step, out: &mut Out<'_>) {
        if let Some(opinion) = case.history.cited(response, "opinion") {
            let (asked, answered) = (opinion.rows("suggestions").len(), response.rows("rows").len());
            let about = [response.number, opinion.number];
            if response.lacks("rows") || opinion.lacks("suggestions") {
                out.undecided(about, UNKNOWN.with([Arg::Record(response.number)]));
            } else if answered < asked {
                let expected = EACH_SUGGESTION.with([Arg::Record(opinion.number), Arg::count(asked)]);
                out.broken(about, expected, ANSWERED.with([Arg::count(answered)]));
            }
        }
        self.reasons(response, "rows", "suggestion", out);
    }

    fn reasons(&self, step: &Step, list: &'static str, name: &str, out: &mut Out<'_>) {
        let rejected = |row: &Value| self.lacks_reason(row, "outcome");
        Rows::of(step, list, "reason", rejected).say(step, name, &REASON, &NO_REASON, out);
    }

    fn lacks_reason(&self, row: &Value, outcome: &str) -> bool {
        let needs = match row.text(outcome) {
            Some("rejected") => true,
            Some("partly") => self.partly_needs_reason,
            // What does not belong to the matter has its reason in that.
            _ => false,
        };
        needs && is_blank(row.text("reason"))
    }
}

/// The rows of a list in which something is not as it should be, and those where nobody can tell any more.
struct Rows<'a> {
    wrong: Vec<(usize, &'a Value)>,
    unknown: bool,
}

impl<'a> Rows<'a> {
    fn of(step: &'a Step, list: &str, field: &str, is_wrong: impl Fn(&Value) -> bool) -> Self {
        let rows = step.rows(list).iter().enumerate().filter(|(_, row)| is_wrong(row));
        let (unknown, wrong): (Vec<_>, Vec<_>) = rows.partition(|(place, _)| step.is_missing_in(list, *place, field));
        Self { wrong, unknown: !unknown.is_empty() }
    }

    /// Names the rows by what stands in `name`, or by their place from 1.
    fn say(&self, step: &Step, name: &str, expected: &'static Saying, found: &'static Saying, out: &mut Out<'_>) {
        if self.unknown {
            out.undecided([step.number], UNKNOWN.with([Arg::Record(step.number)]));
        }
        if !self.wrong.is_empty() {
            let named = |(place, row): &(usize, &Value)| {
                let name = row.text(name).map(|words| shortened(words.trim())).filter(|words| !words.is_empty());
                name.unwrap_or_else(|| (place + 1).to_string())
            };
            let rows = Arg::List(self.wrong.iter().map(named).collect());
            out.broken([step.number], expected.with([Arg::Record(step.number)]), found.with([rows]));
        }
    }
}

/// A unit that was not won over: the organ must be told the points in dispute.
fn unit_opinion(opinion: &Step, out: &mut Out<'_>) {
    let disputed = |answer: Option<&str>| {
        answer == Some("disagree")
            || (answer == Some("agree-after-changes") && opinion.body.text("adopted") == Some("rejected"))
    };
    if !disputed(opinion.body.text("answer")) || opinion.body.text("adopted") == Some("adopted") {
        return;
    }
    let told = ["disagreement", "handling"];
    if told.iter().all(|field| is_blank(opinion.body.text(field))) {
        if told.iter().any(|field| opinion.lacks(field)) {
            return out.undecided([opinion.number], UNKNOWN.with([Arg::Record(opinion.number)]));
        }
        let unit = opinion.body.text("unit").unwrap_or_default().to_owned();
        let expected = DISPUTE_TOLD.with([Arg::Record(opinion.number)]);
        out.broken([opinion.number], expected, DISPUTE_UNTOLD.with([Arg::List(vec![unit])]));
    }
}

fn units_consulted(version: &Step, out: &mut Out<'_>) {
    let untold = |row: &Value| row.text("answer") == Some("disagree") && is_blank(row.text("handling"));
    Rows::of(version, "units_consulted", "handling", untold).say(version, "unit", &DISPUTE_TOLD, &DISPUTE_UNTOLD, out);
}

fn is_blank(text: Option<&str>) -> bool {
    text.is_none_or(|text| text.trim().is_empty())
}

/// The beginning of what names a row: whole views are as long as a page.
fn shortened(words: &str) -> String {
    let mut short: String = words.chars().take(NAME_CHARS_MAX).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    short
}

/// A row is found again by its first words.
const NAME_CHARS_MAX: usize = 40;

#[cfg(test)]
mod tests;
