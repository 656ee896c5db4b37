//! Numbers that were published and do not add up (C4 of the published cases, and sums of the same sort): an announcement
//! that says thirty days and gives dates of twenty-six, groups that make more than the whole, votes that are not those of
//! the rows. Each contradicts only itself: whether thirty days were due is another rule.

use serde::Deserialize;

use super::super::days::Convention;
use super::super::history::Step;
use super::super::judge::{Case, Out};
use super::super::said::{Arg, Saying};
use super::Look;
use crate::model::Value;

/// The numbers in one record must not contradict each other.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claims {
    /// Which numbers.
    pub what: What,
}

/// Which numbers are held against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// `comment-announcement.claimed_days` against its dates, the first day counted or not.
    Days,
    /// `hearing-notice.representatives` against its groups; the representatives chosen against those due at the hearing.
    Representatives,
    /// `comment-summary.received` against the ways it came and its categories; the number of categories against them.
    Comments,
    /// A ballot's figures against its rows.
    Votes,
    /// Questionnaires that came back against those sent out; participants against their groups.
    Returns,
}

static DAYS: Saying = Saying::new("claims-days", &["record", "days"]);
static DATES: Saying = Saying::new("claims-dates", &["from", "to", "natural", "inclusive"]);
static TOTAL: Saying = Saying::new("claims-total", &["field", "total"]);
static SUM: Saying = Saying::new("claims-sum", &["field", "sum"]);
static ROWS: Saying = Saying::new("claims-rows", &["field", "rows"]);
static AT_MOST: Saying = Saying::new("claims-at-most", &["field", "total"]);
static CHOSEN: Saying = Saying::new("claims-chosen", &["record", "total"]);
static DUE: Saying = Saying::new("claims-due", &["record", "sum"]);
static UNKNOWN: Saying = Saying::new("claims-unknown", &["record", "field"]);

impl Look for Claims {
    const SAYINGS: &'static [&'static Saying] =
        &[&DAYS, &DATES, &TOTAL, &SUM, &ROWS, &AT_MOST, &CHOSEN, &DUE, &UNKNOWN];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        let all = |kind: &str| case.history.of(kind);
        match self.what {
            What::Days => all("comment-announcement").for_each(|step| days(case, step, out)),
            What::Representatives => {
                all("hearing-notice").for_each(|step| sum(step, "representatives", "representative_groups", out));
                all("hearing-record").for_each(|step| due(case, step, out));
            }
            What::Comments => all("comment-summary").for_each(|step| {
                sum(step, "received", "received_by", out);
                sum(step, "received", "categories", out);
                number_of_rows(step, "category_count", "categories", out);
            }),
            What::Votes => all("ballot").for_each(|step| votes(step, out)),
            What::Returns => {
                for step in all("participation-activity").chain(all("risk-survey")) {
                    returned(step, out);
                }
                all("participation-activity").for_each(|step| sum(step, "participants", "groups", out));
            }
        }
    }
}

fn days(case: &Case<'_>, step: &Step, out: &mut Out<'_>) {
    let Some(claimed) = step.int("claimed_days") else { return };
    let (Some(from), Some(to)) = (step.moment("from"), step.moment("to")) else {
        return lost(step, &["from", "to"], out);
    };
    // A period that ends before it begins is refused with its record.
    let Ok(counted) = Convention::default().length(from.date(), to.date(), &[], case.holidays) else { return };
    if claimed != i64::from(counted.natural) && claimed != i64::from(counted.inclusive) {
        let found = DATES.with([
            Arg::Day(from.date()),
            Arg::Day(to.date()),
            Arg::Int(counted.natural.into()),
            Arg::Int(counted.inclusive.into()),
        ]);
        out.badly_recorded([step.number], DAYS.with([Arg::Record(step.number), Arg::Int(claimed)]), found);
    }
}

/// The counts of the rows must make the total, where there are rows and all of them have one.
fn sum(step: &Step, total: &str, list: &str, out: &mut Out<'_>) {
    let (Some(whole), Some(sum)) = (step.int(total), sum_of(step, list, "count")) else {
        if !step.rows(list).is_empty() {
            lost(step, &[total, &format!("{list}.count")], out);
        }
        return;
    };
    if sum != whole {
        out.badly_recorded(
            [step.number],
            TOTAL.with([field(step, total), Arg::Int(whole)]),
            SUM.with([field(step, list), Arg::Int(sum)]),
        );
    }
}

fn number_of_rows(step: &Step, number: &str, list: &str, out: &mut Out<'_>) {
    let rows = step.rows(list).len();
    match step.int(number) {
        Some(claimed) if rows > 0 && i64::try_from(rows).is_ok_and(|rows| rows != claimed) => out.badly_recorded(
            [step.number],
            TOTAL.with([field(step, number), Arg::Int(claimed)]),
            ROWS.with([field(step, list), Arg::count(rows)]),
        ),
        _ => {}
    }
}

/// As many as were chosen are due, where the hearing names the notice they were chosen for.
fn due(case: &Case<'_>, hearing: &Step, out: &mut Out<'_>) {
    let Some(notice) = hearing.cited("notice") else { return };
    let chosen = case.history.of("hearing-participants").rev().find(|step| step.cited("notice") == Some(notice));
    let Some(chosen) = chosen else { return };
    let (Some(total), Some(due)) =
        (sum_of(chosen, "representatives", "count"), sum_of(hearing, "representatives", "due"))
    else {
        lost(chosen, &["representatives", "representatives.count"], out);
        return lost(hearing, &["representatives", "representatives.due"], out);
    };
    if total != due {
        out.badly_recorded(
            [hearing.number, chosen.number],
            CHOSEN.with([Arg::Record(chosen.number), Arg::Int(total)]),
            DUE.with([Arg::Record(hearing.number), Arg::Int(due)]),
        );
    }
}

fn votes(ballot: &Step, out: &mut Out<'_>) {
    let rows = ballot.rows("rows");
    if rows.is_empty() {
        return;
    }
    if ballot.lacks("rows.vote") {
        return lost(ballot, &["rows.vote"], out);
    }
    for word in ["agree", "disagree", "abstain", "invalid"] {
        let counted = rows.iter().filter(|row| row.text("vote") == Some(word)).count();
        let claimed = match ballot.int(word) {
            Some(claimed) => claimed,
            // Invalid votes are not always told of; none then.
            None if word == "invalid" => 0,
            None => {
                lost(ballot, &[word], out);
                continue;
            }
        };
        if i64::try_from(counted).is_ok_and(|counted| counted != claimed) {
            out.badly_recorded(
                [ballot.number],
                TOTAL.with([field(ballot, word), Arg::Int(claimed)]),
                ROWS.with([field(ballot, "rows"), Arg::count(counted)]),
            );
        }
    }
}

fn returned(step: &Step, out: &mut Out<'_>) {
    if let (Some(sent), Some(returned)) = (step.int("sent_out"), step.int("returned"))
        && returned > sent
    {
        out.badly_recorded(
            [step.number],
            AT_MOST.with([field(step, "returned"), Arg::Int(sent)]),
            TOTAL.with([field(step, "returned"), Arg::Int(returned)]),
        );
    }
}

/// The sum of a column; `None` without rows, and where a row does not tell.
fn sum_of(step: &Step, list: &str, column: &str) -> Option<i64> {
    let rows = step.rows(list);
    if rows.is_empty() {
        return None;
    }
    rows.iter().try_fold(0_i64, |sum, row| match row.get(column) {
        Some(Value::Int(count)) => Some(sum.saturating_add(*count)),
        _ => None,
    })
}

/// Where a late entry declares one of these lost, nobody can tell.
fn lost(step: &Step, paths: &[&str], out: &mut Out<'_>) {
    if let Some(path) = paths.iter().find(|path| step.lacks(path)) {
        out.undecided([step.number], UNKNOWN.with([Arg::Record(step.number), field(step, path)]));
    }
}

fn field(step: &Step, path: &str) -> Arg {
    Arg::Field(step.kind.name, path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::super::finding::Nature;
    use super::super::super::sample::{Story, found, judged};

    fn rule(what: &str) -> String {
        format!("kind = \"claims\"\nwhat = \"{what}\"")
    }

    fn one(kind: &str, body: &str) -> Story {
        Story::opened("{}").add(kind, "2026-03-01", body)
    }

    fn undecided(what: &str, story: &Story) -> (usize, usize) {
        let judgement = judged(&rule(what), story);
        (judgement.findings.len(), judgement.undecided.len())
    }

    #[test]
    fn days_that_the_dates_do_not_give_are_found() {
        let story = |from: &str, to: &str, claimed: u8| {
            one("comment-announcement", &format!(r##"{{"from":"{from}","to":"{to}","claimed_days":{claimed}}}"##))
        };
        // Published cases: Kecheng claimed 30 of 26 or 27 days; Qingcheng's 30 fit; Huzhou's fit with the first day.
        let findings = judged(&rule("days"), &story("2024-05-20", "2024-06-15", 30)).findings;
        assert_eq!((findings.len(), findings[0].nature), (1, Nature::Record));
        assert_eq!(found(&rule("days"), &story("2023-03-24", "2023-04-23", 30)), []);
        assert_eq!(found(&rule("days"), &story("2023-02-22", "2023-03-23", 30)), []);
        assert_eq!(found(&rule("days"), &story("2023-02-22", "2023-03-22", 30)), [("broken", vec![1])]);
        let lost = one("comment-announcement", r##"{"from":"2023-02-22","claimed_days":30}"##).late(&["to"]);
        assert_eq!(undecided("days", &lost), (0, 1));
    }

    #[test]
    fn groups_that_do_not_make_the_representatives_are_found() {
        let notice = |total: u8| {
            let groups = r##"[{"group":"利害关系人","count":14},{"group":"公众","count":2},{"group":"其他","count":5}]"##;
            one("hearing-notice", &format!(r##"{{"representatives":{total},"representative_groups":{groups}}}"##))
        };
        assert_eq!(found(&rule("representatives"), &notice(20)), [("broken", vec![1])]);
        assert_eq!(found(&rule("representatives"), &notice(21)), []);
        assert_eq!(found(&rule("representatives"), &one("hearing-notice", r##"{"representatives":15}"##)), []);
        let lost = one("hearing-notice", r##"{"representatives":2,"representative_groups":[{"group":"公众"}]}"##);
        assert_eq!(undecided("representatives", &lost.late(&["representative_groups.count"])), (0, 1));
    }

    #[test]
    fn others_due_at_the_hearing_than_were_chosen_are_found() {
        let story = |due: u8| {
            Story::opened("{}")
                .add("hearing-notice", "2026-01-10", "{}")
                .add(
                    "hearing-participants",
                    "2026-01-20",
                    r##"{"notice":"#1","representatives":[{"group":"公众","count":15}]}"##,
                )
                .add(
                    "hearing-record",
                    "2026-02-10",
                    &format!(r##"{{"notice":"#1","representatives":[{{"group":"公众","due":{due},"present":9}}]}}"##),
                )
        };
        assert_eq!(found(&rule("representatives"), &story(14)), [("broken", vec![3, 2])]);
        assert_eq!(found(&rule("representatives"), &story(15)), []);
    }

    #[test]
    fn comments_that_came_in_more_ways_than_there_are_are_found() {
        let summary = |rest: &str| one("comment-summary", &format!(r##"{{"received":24,{rest}}}"##));
        let by = |second: u8| format!(r##""received_by":[{{"way":"信函","count":4}},{{"way":"网站","count":{second}}}]"##);
        assert_eq!(found(&rule("comments"), &summary(&by(19))), [("broken", vec![1])]);
        assert_eq!(found(&rule("comments"), &summary(&by(20))), []);
        let categories = |number: u8| {
            format!(r##""category_count":{number},"categories":[{{"category":"道路"}},{{"category":"绿化"}}]"##)
        };
        assert_eq!(found(&rule("comments"), &summary(&categories(7))), [("broken", vec![1])]);
        assert_eq!(found(&rule("comments"), &summary(&categories(2))), [], "categories need no counts");
        let counted = r##""categories":[{"category":"道路","count":20},{"category":"绿化","count":5}]"##;
        assert_eq!(found(&rule("comments"), &summary(counted)), [("broken", vec![1])]);
    }

    #[test]
    fn votes_that_are_not_those_of_the_rows_are_found() {
        let ballot = |agree: u8| {
            let rows = r##"[{"person":"甲","vote":"agree"},{"person":"乙","vote":"agree"},{"person":"丙","vote":"abstain"}]"##;
            one("ballot", &format!(r##"{{"agree":{agree},"disagree":0,"abstain":1,"rows":{rows}}}"##))
        };
        assert_eq!(found(&rule("votes"), &ballot(3)), [("broken", vec![1])]);
        assert_eq!(found(&rule("votes"), &ballot(2)), []);
        assert_eq!(found(&rule("votes"), &one("ballot", r##"{"agree":9,"disagree":0,"abstain":0}"##)), [], "secret");
        assert_eq!(undecided("votes", &ballot(3).late(&["rows.vote"])), (0, 1));
    }

    #[test]
    fn more_questionnaires_back_than_out_are_found() {
        for kind in ["participation-activity", "risk-survey"] {
            let survey = |returned: u8| one(kind, &format!(r##"{{"sent_out":100,"returned":{returned}}}"##));
            assert_eq!(found(&rule("returns"), &survey(101)), [("broken", vec![1])], "{kind}");
            assert_eq!(found(&rule("returns"), &survey(100)), [], "{kind}");
        }
        let groups = |all: u8| {
            let body = format!(r##"{{"participants":{all},"groups":[{{"group":"居民","count":8}}]}}"##);
            one("participation-activity", &body)
        };
        assert_eq!(found(&rule("returns"), &groups(9)), [("broken", vec![1])]);
        assert_eq!(found(&rule("returns"), &groups(8)), []);
    }
}
