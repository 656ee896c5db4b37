//! The text must not be changed under the public's eyes (A06): while comments on one version are open, another version is
//! announced only in place of it, and then the time for comments begins anew (Order 713, art. 15).
//!
//! Held against each other are the announcements of a decision. Whether the page that was online showed the announced text
//! a ledger cannot tell.

use jiff::civil::Date;
use serde::Deserialize;

use super::super::days::{CannotCount, Convention, Unit, Verdict};
use super::super::draft::{label, same_text};
use super::super::history::Step;
use super::super::judge::{Case, Out};
use super::super::said::{Arg, Saying};
use super::Look;

/// No two announcements ask about different versions at the same time; one that replaces another with a new version
/// begins its period anew.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftSwap {
    /// How long the new period must at least be, unless the new announcement gives its reason for a shorter one.
    #[serde(default)]
    pub least: Option<u32>,
    /// Which days count.
    #[serde(default)]
    pub unit: Unit,
    /// Whether the first day counts.
    #[serde(default)]
    pub first_day_counts: bool,
}

static ONE_TEXT: Saying = Saying::new("draft-swap-one-text", &["record", "draft", "to"]);
static OVERLAPS: Saying = Saying::new("draft-swap-overlaps", &["record", "draft", "from"]);
static ANEW: Saying = Saying::new("draft-swap-anew", &["record", "day"]);
static NOT_ANEW: Saying = Saying::new("draft-swap-not-anew", &["from"]);
static LEAST: Saying = Saying::new("draft-swap-least", &["record", "days"]);
static SHORT: Saying = Saying::new("draft-swap-short", &["from", "to", "days"]);
static NO_TABLE: Saying = Saying::new("draft-swap-no-table", &["year"]);
static UNKNOWN: Saying = Saying::new("draft-swap-unknown", &["record"]);

impl Look for DraftSwap {
    const SAYINGS: &'static [&'static Saying] =
        &[&ONE_TEXT, &OVERLAPS, &ANEW, &NOT_ANEW, &LEAST, &SHORT, &NO_TABLE, &UNKNOWN];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        let all: Vec<&Step> = case.history.of(ANNOUNCEMENT).collect();
        for (place, later) in all.iter().enumerate() {
            for earlier in &all[..place] {
                let (Some(before), Some(after)) = (earlier.draft(), later.draft()) else {
                    self.unknown(&["draft"], earlier, later, out);
                    continue;
                };
                if same_text(case.history, before, after) {
                    continue;
                }
                if later.cited(REPLACES) == Some(earlier.record) {
                    self.begins_anew(case, earlier, later, out);
                } else if !is_replaced(&all[..place], earlier) {
                    self.overlaps(case, earlier, later, out);
                }
            }
        }
    }
}

impl DraftSwap {
    fn overlaps(&self, case: &Case<'_>, earlier: &Step, later: &Step, out: &mut Out<'_>) {
        let (Some(first), Some(second)) = (period(earlier), period(later)) else {
            return self.unknown(&["from", "to"], earlier, later, out);
        };
        if first.1 < second.0 || second.1 < first.0 {
            return;
        }
        let draft = |step: &Step| step.draft().map_or_else(String::new, |draft| label(case.history, draft));
        let expected = ONE_TEXT.with([Arg::Record(earlier.number), Arg::Words(draft(earlier)), Arg::Day(first.1)]);
        let found = OVERLAPS.with([Arg::Record(later.number), Arg::Words(draft(later)), Arg::Day(second.0)]);
        out.broken([later.number, earlier.number], expected, found);
    }

    fn begins_anew(&self, case: &Case<'_>, earlier: &Step, later: &Step, out: &mut Out<'_>) {
        let Some((from, to)) = period(later) else { return self.unknown(&["from", "to"], earlier, later, out) };
        let about = [later.number, earlier.number];
        let published = later.occurred.from.date();
        if from < published {
            let expected = ANEW.with([Arg::Record(later.number), Arg::Day(published)]);
            return out.broken(about, expected, NOT_ANEW.with([Arg::Day(from)]));
        }
        let excused = later.body.text(REASON).is_some_and(|reason| !reason.trim().is_empty());
        let Some(least) = self.least.filter(|_| !excused) else { return };
        let convention = Convention { unit: self.unit, first_day_counts: self.first_day_counts, roll_over: false };
        match convention.length(from, to, &[], case.holidays) {
            Ok(counted) => {
                let days = if self.first_day_counts { counted.inclusive } else { counted.natural };
                let expected = LEAST.with([Arg::Record(later.number), Arg::Int(least.into())]);
                let found = SHORT.with([Arg::Day(from), Arg::Day(to), Arg::Int(days.into())]);
                match convention.verdict_least(counted, least) {
                    Verdict::Met => {}
                    Verdict::Borderline => out.borderline(about, expected, found),
                    Verdict::Short => out.broken(about, expected, found),
                }
            }
            Err(CannotCount::NoTable { year }) => out.undecided(about, NO_TABLE.with([Arg::Int(year.into())])),
            // A period that ends before it begins is refused with its record.
            Err(_) => {}
        }
    }

    fn unknown(&self, fields: &[&str], earlier: &Step, later: &Step, out: &mut Out<'_>) {
        let silent = [later, earlier].into_iter().find(|step| fields.iter().any(|field| step.lacks(field)));
        if let Some(silent) = silent {
            out.undecided([later.number, earlier.number], UNKNOWN.with([Arg::Record(silent.number)]));
        }
    }
}

fn period(announcement: &Step) -> Option<(Date, Date)> {
    Some((announcement.moment("from")?.date(), announcement.moment("to")?.date()))
}

/// Whether a third has taken its place before: then it is over, and the pair of those two is looked at by itself.
fn is_replaced(before: &[&Step], announcement: &Step) -> bool {
    before.iter().any(|one| one.number > announcement.number && one.cited(REPLACES) == Some(announcement.record))
}

const ANNOUNCEMENT: &str = "comment-announcement";
const REPLACES: &str = "replaces";
/// A shorter period is lawful where the announcement itself says why (art. 15).
const REASON: &str = "shortening_reason";

#[cfg(test)]
mod tests {
    use super::super::super::sample::{Story, found, judged};

    const RULE: &str = "kind = \"draft-swap\"\nleast = 30";

    /// Two versions; the first is open for comments from 12 January to 11 February.
    fn story() -> Story {
        Story::opened("{}")
            .add("draft-version", "2026-01-10", r##"{"version":"V1"}"##)
            .add("draft-version", "2026-01-20", r##"{"version":"V2"}"##)
            .add("comment-announcement", "2026-01-12", r##"{"draft":"#1","from":"2026-01-12","to":"2026-02-11"}"##)
    }

    fn announced(day: &str, draft: u8, from: &str, to: &str, more: &str) -> Story {
        let body = format!(r##"{{"draft":"#{draft}","from":"{from}","to":"{to}"{more}}}"##);
        story().add("comment-announcement", day, &body)
    }

    #[test]
    fn two_texts_open_at_one_time_are_found() {
        let second = |draft, from| announced(from, draft, from, "2026-03-20", "");
        assert_eq!(found(RULE, &second(2, "2026-02-11")), [("broken", vec![4, 3])]);
        assert_eq!(found(RULE, &second(2, "2026-02-12")), [], "the first was over");
        assert_eq!(found(RULE, &second(1, "2026-02-11")), [], "the same text once more");
    }

    #[test]
    fn a_new_text_in_place_of_the_old_begins_the_time_anew() {
        let replaced = |from, to| announced("2026-01-21", 2, from, to, r##","replaces":"#3""##);
        assert_eq!(found(RULE, &replaced("2026-01-21", "2026-02-20")), []);
        assert_eq!(found(RULE, &replaced("2026-01-12", "2026-02-20")), [("broken", vec![4, 3])], "not begun anew");
        assert_eq!(found(RULE, &replaced("2026-01-21", "2026-02-11")), [("broken", vec![4, 3])], "21 days");
        assert_eq!(found(RULE, &replaced("2026-01-21", "2026-02-19")), [("borderline", vec![4, 3])]);
    }

    #[test]
    fn a_shorter_time_is_excused_by_its_reason_in_the_announcement() {
        let replaced = |reason: &str| {
            let more = format!(r##","replaces":"#3","shortening_reason":"{reason}""##);
            announced("2026-01-21", 2, "2026-01-21", "2026-02-11", &more)
        };
        assert_eq!(found(RULE, &replaced("汛期将至")), []);
        assert_eq!(found(RULE, &replaced(" ")), [("broken", vec![4, 3])], "a blank is no reason");
    }

    #[test]
    fn a_text_that_stays_may_be_announced_again_without_a_new_period() {
        let again = announced("2026-01-21", 1, "2026-01-12", "2026-02-11", r##","replaces":"#3""##);
        assert_eq!(found(RULE, &again), [], "a telephone number was put right");
    }

    #[test]
    fn what_was_replaced_is_over() {
        let story = announced("2026-01-21", 2, "2026-01-21", "2026-02-20", r##","replaces":"#3""##)
            .add("draft-version", "2026-01-25", r##"{"version":"V3"}"##)
            .add(
                "comment-announcement",
                "2026-01-26",
                r##"{"draft":"#5","from":"2026-01-26","to":"2026-02-25","replaces":"#4"}"##,
            );
        assert_eq!(found(RULE, &story), []);
    }

    #[test]
    fn a_period_nobody_can_tell_any_more_decides_nothing() {
        let story = story().add("comment-announcement", "2026-01-21", r##"{"draft":"#2"}"##).late(&["from", "to"]);
        let judgement = judged(RULE, &story);
        assert_eq!((judgement.findings.len(), judgement.undecided.len()), (0, 1));
    }

    #[test]
    fn working_days_without_a_table_are_not_guessed() {
        let rule = format!("{RULE}\nunit = \"working\"");
        let replaced = |year: &str| {
            let (from, to) = (format!("{year}-01-21"), format!("{year}-01-30"));
            announced(&from, 2, &from, &to, r##","replaces":"#3""##)
        };
        assert_eq!(judged(&rule, &replaced("2090")).undecided.len(), 1);
        assert_eq!(found(&rule, &replaced("2026")), [("broken", vec![4, 3])]);
    }
}
