//! Going through the motions (A29, 走过场): steps a day apart, nobody who commented, two experts with the same words. None
//! of it is unlawful and none of it proves anything; plain counts tell somebody where to look, and say what was counted.

use jiff::civil::Date;
use serde::Deserialize;

use super::super::history::Step;
use super::super::judge::{Case, Out};
use super::super::said::{Arg, Saying};
use super::Look;
use crate::model::stage::Stage;

/// Points out stages that follow each other within days, comments that never came and texts that are the same.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rush {
    /// A stage that took longer is no rush; nor is one that began longer after the one before.
    #[serde(default = "a_day")]
    pub days: u32,
    /// So many stages in a row make one.
    pub steps: u32,
}

const fn a_day() -> u32 {
    1
}

static PACE: Saying = Saying::new("rush-pace", &["steps", "days"]);
static IN_A_ROW: Saying = Saying::new("rush-in-a-row", &["steps", "from", "to"]);
static ONE_DAY: Saying = Saying::new("rush-one-day", &["steps", "day"]);
static COMMENTS: Saying = Saying::new("rush-comments", &[]);
static NO_COMMENT: Saying = Saying::new("rush-no-comment", &["count"]);
static OWN_WORDS: Saying = Saying::new("rush-own-words", &[]);
static SAME_WORDS: Saying = Saying::new("rush-same-words", &["one", "other", "words"]);

impl Look for Rush {
    const SAYINGS: &'static [&'static Saying] =
        &[&PACE, &IN_A_ROW, &ONE_DAY, &COMMENTS, &NO_COMMENT, &OWN_WORDS, &SAME_WORDS];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        self.pace(case, out);
        no_comment(case, out);
        same_words(case, "expert-opinion", "expert", |step| {
            ["necessity", "feasibility", "soundness", "reasons"].iter().filter_map(|field| step.body.text(field)).collect()
        }, out);
        let reasons = |step| -> Vec<&str> { Step::rows(step, "reasons").iter().filter_map(|row| row.text("text")).collect() };
        same_words(case, "position", "person", reasons, out);
    }
}

/// A stage, from its first paper to its last.
struct Leg {
    stage: Stage,
    from: Date,
    to: Date,
}

impl Rush {
    /// Stages up to the decision that were short, each begun at most so many days after the one before.
    fn pace(&self, case: &Case<'_>, out: &mut Out<'_>) {
        let mut run: Vec<Leg> = Vec::new();
        for leg in legs(case) {
            let short = days_between(leg.from, leg.to) <= i64::from(self.days);
            let soon = run.last().is_none_or(|before| days_between(before.from, leg.from) <= i64::from(self.days));
            if !short || !soon {
                self.say(case, &run, out);
                run.clear();
            }
            if short {
                run.push(leg);
            }
        }
        self.say(case, &run, out);
    }

    fn say(&self, case: &Case<'_>, run: &[Leg], out: &mut Out<'_>) {
        let (Some(first), Some(to)) = (run.first(), run.iter().map(|leg| leg.to).max()) else { return };
        if run.len() < usize::try_from(self.steps).unwrap_or(usize::MAX) {
            return;
        }
        let of_stage = |leg: &Leg| {
            let stage = Some(leg.stage);
            case.history.steps().iter().filter(move |step| step.kind.stage == stage).map(|step| step.number)
        };
        let records: Vec<u64> = run.iter().flat_map(of_stage).collect();
        let steps = Arg::count(run.len());
        let found = if first.from == to {
            ONE_DAY.with([steps, Arg::Day(to)])
        } else {
            IN_A_ROW.with([steps, Arg::Day(first.from), Arg::Day(to)])
        };
        out.broken(records, PACE.with([Arg::Int(self.steps.into()), Arg::Int(self.days.into())]), found);
    }
}

/// The stages from the start to the decision, in the order they began.
fn legs(case: &Case<'_>) -> Vec<Leg> {
    let mut legs: Vec<Leg> = Vec::new();
    for step in case.history.steps() {
        let Some(stage) = step.kind.stage.filter(|stage| (Stage::Initiation..=Stage::Deliberation).contains(stage)) else {
            continue;
        };
        let (from, to) = (step.occurred.from.date(), last_day(step));
        match legs.iter_mut().rfind(|leg| leg.stage == stage) {
            Some(leg) => (leg.from, leg.to) = (leg.from.min(from), leg.to.max(to)),
            None => legs.push(Leg { stage, from, to }),
        }
    }
    legs.sort_by_key(|leg| (leg.from, leg.to, leg.stage));
    legs
}

/// The day a fact was over: an announcement happens when it is published, and goes on until comments end.
fn last_day(step: &Step) -> Date {
    let ended = step.occurred.to.date();
    let open_until = (step.kind.name == "comment-announcement").then(|| step.moment("to")).flatten();
    open_until.map_or(ended, |until| ended.max(until.date()))
}

/// Whether the public was asked and nobody answered anywhere.
fn no_comment(case: &Case<'_>, out: &mut Out<'_>) {
    let summaries: Vec<&Step> = case.history.of("comment-summary").collect();
    let silent = !summaries.is_empty() && summaries.iter().all(|summary| summary.int("received") == Some(0));
    if silent && !case.history.has("comment-registered") {
        let records: Vec<u64> = summaries.iter().map(|summary| summary.number).collect();
        let found = NO_COMMENT.with([Arg::count(records.len())]);
        out.broken(records, COMMENTS.with([]), found);
    }
}

/// The same words, longer than a formula, in two people's mouths; one pair is told of once.
fn same_words<'a>(
    case: &'a Case<'_>,
    kind: &str,
    person: &str,
    texts: impl Fn(&'a Step) -> Vec<&'a str>,
    out: &mut Out<'_>,
) {
    let is_long = |text: &&str| text.chars().nth(WORDS_CHARS_MIN - 1).is_some();
    let words = |step| -> Vec<&'a str> { texts(step).into_iter().map(str::trim).filter(is_long).collect() };
    let all: Vec<(&Step, Vec<&str>)> = case.history.of(kind).map(|step| (step, words(step))).collect();
    for (place, (later, said)) in all.iter().enumerate() {
        for (earlier, before) in all[..place].iter().filter(|(earlier, _)| apart(earlier, later, person)) {
            let same = said.iter().find(|text| before.contains(text));
            if let Some(words) = same {
                let shown = words.chars().take(WORDS_CHARS_SHOWN).collect();
                let found = SAME_WORDS.with([Arg::Record(earlier.number), Arg::Record(later.number), Arg::Words(shown)]);
                out.broken([later.number, earlier.number], OWN_WORDS.with([]), found);
            }
        }
    }
}

/// Whether two records are two people's.
fn apart(one: &Step, other: &Step, person: &str) -> bool {
    let who = one.body.text(person);
    who.is_none() || who != other.body.text(person)
}

fn days_between(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}

/// Shorter texts are formulas (同意，无其他意见), and everybody uses them.
const WORDS_CHARS_MIN: usize = 16;

/// So much of the same words shows that they are the same.
const WORDS_CHARS_SHOWN: usize = 40;

#[cfg(test)]
mod tests {
    use super::super::super::sample::{Story, found, judged};

    const RULE: &str = "kind = \"rush\"\nsteps = 4";

    /// Opened on 5 January, then drafting, expert review, risk assessment and the meeting.
    fn story(days: [&str; 4]) -> Story {
        Story::opened("{}")
            .add("draft-version", days[0], "{}")
            .add("expert-meeting", days[1], "{}")
            .add("risk-report", days[2], "{}")
            .add("meeting-opened", days[3], "{}")
    }

    #[test]
    fn stages_a_day_apart_are_pointed_out() {
        let hurried = story(["2026-01-06", "2026-01-07", "2026-01-08", "2026-01-20"]);
        assert_eq!(found(RULE, &hurried), [("broken", vec![0, 1, 2, 3])]);
        let calm = story(["2026-01-06", "2026-01-08", "2026-01-09", "2026-01-20"]);
        assert_eq!(found(RULE, &calm), []);
        assert_eq!(found(&format!("{RULE}\ndays = 2"), &calm), [("broken", vec![0, 1, 2, 3])]);
        assert_eq!(found("kind = \"rush\"\nsteps = 5", &hurried), []);
    }

    #[test]
    fn all_on_one_day_is_said_so() {
        let judgement = judged(RULE, &story(["2026-01-05"; 4]));
        assert_eq!(judgement.findings[0].records, [0, 1, 2, 3, 4]);
        assert_eq!(judgement.findings[0].found.saying.id, "rush-one-day");
    }

    #[test]
    fn a_stage_that_took_its_time_ends_the_run() {
        let days = ["2026-01-06", "2026-01-06/2026-01-20", "2026-01-07", "2026-01-08"];
        assert_eq!(found(RULE, &story(days)), []);
        let asked = |to: &str| {
            let announced = format!(r##"{{"from":"2026-01-06","to":"{to}"}}"##);
            Story::opened("{}")
                .add("comment-announcement", "2026-01-06", &announced)
                .add("expert-meeting", "2026-01-07", "{}")
                .add("risk-report", "2026-01-08", "{}")
        };
        assert_eq!(found(RULE, &asked("2026-02-06")), []);
        assert_eq!(found(RULE, &asked("2026-01-07")), [("broken", vec![0, 1, 2, 3])]);
    }

    #[test]
    fn nobody_who_commented_anywhere_is_pointed_out() {
        let summary = |received: u8| {
            Story::opened("{}").add("comment-summary", "2026-03-01", &format!(r##"{{"received":{received}}}"##))
        };
        assert_eq!(found(RULE, &summary(0)), [("broken", vec![1])]);
        assert_eq!(found(RULE, &summary(1)), []);
        assert_eq!(found(RULE, &summary(0).add("comment-summary", "2026-04-01", r##"{"received":3}"##)), []);
        assert_eq!(found(RULE, &summary(0).add("comment-registered", "2026-02-01", "{}")), []);
    }

    const WORDS: &str = "该方案立足本县实际，论证充分，切实可行，同意实施。";

    #[test]
    fn two_experts_with_the_same_words_are_pointed_out() {
        let opinion = |story: Story, expert: &str, reasons: &str| {
            let body = format!(r##"{{"expert":"{expert}","reasons":"{reasons}"}}"##);
            story.add("expert-opinion", "2026-03-01", &body)
        };
        let first = opinion(Story::opened("{}"), "孙", WORDS);
        assert_eq!(found(RULE, &opinion(first.clone(), "周", WORDS)), [("broken", vec![2, 1])]);
        assert_eq!(found(RULE, &opinion(first.clone(), "孙", WORDS)), [], "one expert twice");
        assert_eq!(found(RULE, &opinion(first, "周", "建议先试点，一年后再全面铺开，费用另行测算。")), []);
        let formula = opinion(Story::opened("{}"), "孙", "同意。");
        assert_eq!(found(RULE, &opinion(formula, "周", "同意。")), [], "a formula");
    }

    #[test]
    fn two_members_with_the_same_reasons_are_pointed_out() {
        let position = |story: Story, person: &str, reasons: &str| {
            let body = format!(r##"{{"person":"{person}","reasons":[{{"ground":"cost","text":"{reasons}"}}]}}"##);
            story.add("position", "2026-03-01", &body)
        };
        let first = position(Story::opened("{}"), "孙", WORDS);
        assert_eq!(found(RULE, &position(first.clone(), "周", WORDS)), [("broken", vec![2, 1])]);
        assert_eq!(found(RULE, &position(first, "周", "县财政三年内无力负担配套资金，建议缓行。")), []);
    }
}
