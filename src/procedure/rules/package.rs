//! What must lie on the table (A14): the papers of Order 713, art. 29, each asked for where its step was taken: what the
//! public said and what became of it, the experts' opinions likewise, the risk report, the fair-competition review, the
//! reviewer's opinion.
//!
//! Held against that is the list the meeting's opening gives, or else that of the last request to be heard. A paper that is
//! listed and of which the ledger knows nothing is a fault of the record.

use serde::Deserialize;
use serde::de::Error;

use super::super::history::{History, Step};
use super::super::judge::{Case, Out};
use super::super::said::{Arg, Saying};
use super::Look;
use crate::model::Value;
use crate::model::kind::{self, Form};

/// The papers before each meeting are those that art. 29 asks for, given the steps that were taken.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, try_from = "Wire")]
pub struct Package {
    /// Papers asked for whatever was done, in the words of `agenda-request.package`.
    pub always: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    #[serde(default = "always")]
    always: Vec<String>,
}

fn always() -> Vec<String> {
    vec!["draft".into(), "legality-opinion".into()]
}

impl TryFrom<Wire> for Package {
    type Error = toml::de::Error;
    fn try_from(Wire { always }: Wire) -> Result<Self, Self::Error> {
        let papers = match kind::named(REQUEST).and_then(|spec| spec.field(LIST)).map(|field| &field.form) {
            Some(Form::List { of: Form::Choice(papers), .. }) => *papers,
            _ => &[],
        };
        match always.iter().find(|word| !papers.contains(&word.as_str())) {
            Some(word) => Err(Self::Error::custom(format_args!("there is no paper `{word}`"))),
            None => Ok(Self { always }),
        }
    }
}

static HOLDS: Saying = Saying::new("package-holds", &["papers"]);
static LACKS: Saying = Saying::new("package-lacks", &["record", "papers"]);
static LISTED: Saying = Saying::new("package-listed", &["meeting"]);
static NO_LIST: Saying = Saying::new("package-no-list", &[]);
static KNOWN: Saying = Saying::new("package-known", &["record"]);
static NOT_KNOWN: Saying = Saying::new("package-not-known", &["papers"]);
static UNKNOWN: Saying = Saying::new("package-unknown", &["record"]);

impl Look for Package {
    const SAYINGS: &'static [&'static Saying] = &[&HOLDS, &LACKS, &LISTED, &NO_LIST, &KNOWN, &NOT_KNOWN, &UNKNOWN];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        case.deciding().for_each(|meeting| self.look_at(case, meeting, out));
    }
}

impl Package {
    fn look_at(&self, case: &Case<'_>, meeting: &Step, out: &mut Out<'_>) {
        let request = case.history.last_before(REQUEST, meeting);
        let listing = [Some(meeting), request].into_iter().flatten().find(|step| !step.rows(LIST).is_empty());
        let Some(listing) = listing else {
            let lost = [Some(meeting), request].into_iter().flatten().find(|step| step.lacks(LIST));
            return match lost {
                Some(lost) => out.undecided([meeting.number], UNKNOWN.with([Arg::Record(lost.number)])),
                None => out.broken([meeting.number], LISTED.with([Arg::Record(meeting.number)]), NO_LIST.with([])),
            };
        };
        let mut about = vec![meeting.number, listing.number];
        about.dedup();
        let listed = |paper: &str| listing.rows(LIST).iter().any(|one| matches!(one, Value::Text(word) if word == paper));
        let asked = self.asked_for(case, meeting);
        let lacking: Vec<String> = asked.iter().filter(|paper| !listed(paper)).cloned().collect();
        if !lacking.is_empty() {
            let found = LACKS.with([Arg::Record(listing.number), papers(lacking)]);
            out.broken(about.clone(), HOLDS.with([papers(asked)]), found);
        }
        let made = |kinds: &[&str]| {
            kinds.iter().any(|kind| case.history.of(kind).any(|step| step.happened_by(meeting)))
        };
        let unknown = PAPERS.iter().filter(|(paper, kinds)| listed(paper) && !made(kinds));
        let unknown: Vec<String> = unknown.map(|(paper, _)| (*paper).to_owned()).collect();
        if !unknown.is_empty() {
            out.badly_recorded(about, KNOWN.with([Arg::Record(listing.number)]), NOT_KNOWN.with([papers(unknown)]));
        }
    }

    /// The papers this meeting must have. A step that was taken counts, whenever it was entered.
    fn asked_for(&self, case: &Case<'_>, meeting: &Step) -> Vec<String> {
        let mut asked = self.always.clone();
        let taken = STEPS.iter().filter(|(kind, _)| case.history.of(kind).any(|step| step.happened_by(meeting)));
        let market = case.history.opening().and_then(|opening| opening.flag("affects_market")) == Some(true);
        for paper in taken.map(|(_, paper)| *paper).chain(market.then_some(COMPETITION)) {
            if !asked.iter().any(|known| known == paper) {
                asked.push(paper.to_owned());
            }
        }
        asked
    }
}

/// The papers that the ledger knows of, in the words of `agenda-request.package`.
pub(in super::super) fn papers_in(history: &History) -> Vec<&'static str> {
    PAPERS.iter().filter(|(_, kinds)| kinds.iter().any(|kind| history.has(kind))).map(|(paper, _)| *paper).collect()
}

fn papers(words: Vec<String>) -> Arg {
    Arg::AllChoices(REQUEST, LIST.to_owned(), words)
}

const REQUEST: &str = "agenda-request";
const LIST: &str = "package";
const COMPETITION: &str = "fair-competition-review";

/// Which step asks for which paper.
const STEPS: &[(&str, &str)] = &[
    ("comment-announcement", "comment-summary"),
    ("comment-summary", "comment-summary"),
    ("hearing-record", "hearing-report"),
    ("expert-opinion", "expert-opinions"),
    ("expert-opinion", "expert-adoption"),
    ("risk-report", "risk-report"),
    (COMPETITION, COMPETITION),
];

/// Which records a paper comes from; a report on a hearing may also be attached to the record of it.
const PAPERS: &[(&str, &[&str])] = &[
    ("draft", &["draft-version"]),
    (COMPETITION, &[COMPETITION]),
    ("comment-summary", &["comment-summary", "participation-activity"]),
    ("hearing-report", &["hearing-report", "hearing-record"]),
    ("expert-opinions", &["expert-opinion", "expert-meeting"]),
    ("expert-adoption", &["expert-adoption"]),
    ("risk-report", &["risk-report"]),
    ("legality-opinion", &["legality-opinion"]),
];

#[cfg(test)]
mod tests {
    use super::super::super::finding::Nature;
    use super::super::super::sample::{Story, found, judged, try_profile};

    const RULE: &str = "kind = \"package\"";

    fn prepared(opened: &str) -> Story {
        Story::opened(opened).add("draft-version", "2026-01-10", "{}").add("legality-opinion", "2026-02-01", "{}")
    }

    fn met(story: Story, package: &str) -> Story {
        story.add("meeting-opened", "2026-03-01", &format!(r##"{{"package":[{package}]}}"##))
    }

    #[test]
    fn the_draft_and_the_opinion_are_always_asked_for() {
        assert_eq!(found(RULE, &met(prepared("{}"), r##""draft","legality-opinion""##)), []);
        assert_eq!(found(RULE, &met(prepared("{}"), r##""draft""##)), [("broken", vec![3])]);
        assert_eq!(found("kind = \"package\"\nalways = [\"draft\"]", &met(prepared("{}"), r##""draft""##)), []);
    }

    #[test]
    fn each_step_asks_for_its_paper() {
        for (kinds, paper) in [
            (&["comment-announcement", "comment-summary"][..], "comment-summary"),
            (&["hearing-record"], "hearing-report"),
            (&["risk-report"], "risk-report"),
            (&["fair-competition-review"], "fair-competition-review"),
        ] {
            let story = kinds.iter().fold(prepared("{}"), |story, kind| story.add(kind, "2026-02-10", "{}"));
            let meeting = story.history().steps().len() as u64;
            let without = met(story.clone(), r##""draft","legality-opinion""##);
            assert_eq!(found(RULE, &without), [("broken", vec![meeting])], "{paper}");
            let with = met(story, &format!(r##""draft","legality-opinion","{paper}""##));
            assert_eq!(found(RULE, &with), [], "{paper}");
        }
    }

    #[test]
    fn experts_ask_for_their_opinions_and_for_what_became_of_them() {
        let story = prepared("{}").add("expert-opinion", "2026-02-10", "{}").add("expert-adoption", "2026-02-12", "{}");
        let short = met(story.clone(), r##""draft","legality-opinion","expert-opinions""##);
        assert_eq!(found(RULE, &short), [("broken", vec![5])]);
        let whole = met(story, r##""draft","legality-opinion","expert-opinions","expert-adoption""##);
        assert_eq!(found(RULE, &whole), []);
    }

    #[test]
    fn what_touches_the_market_asks_for_its_review_even_where_nobody_made_one() {
        let story = met(prepared(r##"{"affects_market":true}"##), r##""draft","legality-opinion""##);
        assert_eq!(found(RULE, &story), [("broken", vec![3])]);
    }

    #[test]
    fn a_step_taken_after_the_meeting_asks_for_nothing_at_it() {
        let story = met(prepared("{}"), r##""draft","legality-opinion""##).add("risk-report", "2026-03-02", "{}");
        assert_eq!(found(RULE, &story), []);
        let late = met(prepared("{}"), r##""draft","legality-opinion""##).add("risk-report", "2026-02-20", "{}").late(&[]);
        assert_eq!(found(RULE, &late), [("broken", vec![3])], "taken before it and entered late");
    }

    #[test]
    fn the_request_lists_the_papers_where_the_meeting_does_not() {
        let story = |package: &str| {
            let request = format!(r##"{{"package":[{package}]}}"##);
            prepared("{}").add("agenda-request", "2026-02-20", &request).add("meeting-opened", "2026-03-01", "{}")
        };
        assert_eq!(found(RULE, &story(r##""draft","legality-opinion""##)), []);
        assert_eq!(found(RULE, &story(r##""draft""##)), [("broken", vec![4, 3])]);
    }

    #[test]
    fn no_list_at_all_is_found_unless_it_is_declared_lost() {
        let story = prepared("{}").add("meeting-opened", "2026-03-01", "{}");
        assert_eq!(found(RULE, &story), [("broken", vec![3])]);
        let judgement = judged(RULE, &story.late(&["package"]));
        assert_eq!((judgement.findings.len(), judgement.undecided.len()), (0, 1));
    }

    #[test]
    fn a_paper_the_ledger_knows_nothing_of_is_a_fault_of_the_record() {
        let findings = judged(RULE, &met(prepared("{}"), r##""draft","legality-opinion","risk-report""##)).findings;
        assert_eq!((findings.len(), findings[0].nature), (1, Nature::Record));
        assert_eq!(found(RULE, &met(prepared("{}"), r##""draft","legality-opinion","other""##)), []);
    }

    #[test]
    fn a_paper_nobody_lists_is_refused() {
        assert!(try_profile(&format!("{RULE}\nalways = [\"poem\"]")).is_err());
        assert!(try_profile(RULE).is_ok());
    }
}
