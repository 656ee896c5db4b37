//! The text that goes on must be the text that was judged (A03, A04): what was reviewed is what comes to the meeting, what
//! was decided is what is published (Order 713, art. 25, 28, 30); and what was shown to the public is what is reviewed,
//! unless nothing of substance changed since.
//!
//! Held against each other are the version `later` is about and the version the last `earlier` record was about. Two
//! versions with the same paper are one text. A change may be covered by a record about the new version: a recheck by the
//! reviewer, an account of what was changed upon the opinion.

use serde::Deserialize;
use serde::de::Error;

use super::super::draft::{Trail, draft_of, label, same_text, tells};
use super::super::history::Step;
use super::super::judge::{Case, Out, kinds_arg};
use super::super::refs::KindRef;
use super::super::said::{Arg, Saying};
use super::Look;
use crate::model::RecordDigest;

/// Each `later` record must be about the version of the draft that the last `earlier` record before it was about.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, try_from = "Wire")]
pub struct DraftMatch {
    /// What judged the draft; the last of all these counts.
    pub earlier: Vec<KindRef>,
    /// What goes on with it.
    pub later: KindRef,
    /// Kinds whose records, about the later version and made before `later`, answer for what changed in between. One that
    /// concludes `unlawful` answers for nothing, nor does one upon another opinion than the last.
    pub covered_by: Vec<KindRef>,
    /// Whether only changes matter that say of themselves that they are of substance (`draft-version.substantive`).
    pub substantive_only: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    earlier: Vec<KindRef>,
    later: KindRef,
    #[serde(default)]
    covered_by: Vec<KindRef>,
    #[serde(default)]
    substantive_only: bool,
}

impl TryFrom<Wire> for DraftMatch {
    type Error = toml::de::Error;
    fn try_from(wire: Wire) -> Result<Self, Self::Error> {
        let all = wire.earlier.iter().chain([&wire.later]).chain(&wire.covered_by);
        if let Some(kind) = all.copied().find(|kind| !tells(kind.0)) {
            return Err(Self::Error::custom(format_args!("a `{}` is about no version of the draft", kind.name())));
        }
        let Wire { earlier, later, covered_by, substantive_only } = wire;
        Ok(Self { earlier, later, covered_by, substantive_only })
    }
}

static SAME: Saying = Saying::new("draft-match-same", &["later", "record", "draft", "earlier"]);
static OTHER: Saying = Saying::new("draft-match-other", &["record", "draft"]);
static NOT_COVERED: Saying = Saying::new("draft-match-not-covered", &["record", "draft", "kinds"]);
static UNSAID: Saying = Saying::new("draft-match-unsaid", &["record"]);
static SUBSTANCE_UNSAID: Saying = Saying::new("draft-match-substance-unsaid", &["from", "to"]);

impl Look for DraftMatch {
    const SAYINGS: &'static [&'static Saying] = &[&SAME, &OTHER, &NOT_COVERED, &UNSAID, &SUBSTANCE_UNSAID];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        for later in case.reached(self.later.name()) {
            if let Some(earlier) = self.earlier(case, later) {
                self.look_at(case, earlier, later, out);
            }
        }
    }
}

impl DraftMatch {
    /// The last of `earlier` that was there; else the last that had happened and was entered afterwards.
    fn earlier<'a>(&self, case: &'a Case<'_>, later: &Step) -> Option<&'a Step> {
        let all = || self.earlier.iter().flat_map(|kind| case.history.of(kind.name()));
        let happened = || all().filter(|step| step.number != later.number && step.happened_by(later));
        let last_of = |steps: &mut dyn Iterator<Item = &'a Step>| steps.max_by_key(|step| step.number);
        last_of(&mut happened().filter(|step| step.stood_before(later))).or_else(|| last_of(&mut happened()))
    }

    fn look_at(&self, case: &Case<'_>, earlier: &Step, later: &Step, out: &mut Out<'_>) {
        let history = case.history;
        let about = [later.number, earlier.number];
        let (before, after) = match (draft_of(history, earlier), draft_of(history, later)) {
            (Some(before), Some(after)) => (before, after),
            // It was lost, or the kind may leave it open: nobody can tell.
            (before, _) => {
                let silent = if before.is_none() { earlier } else { later };
                return out.undecided(about, UNSAID.with([Arg::Record(silent.number)]));
            }
        };
        if same_text(history, before, after) || self.is_covered(case, earlier, later, after) {
            return;
        }
        if self.substantive_only {
            match substance(case, before, after) {
                Some(true) => {}
                Some(false) => return,
                None => {
                    let labels = [before, after].map(|draft| Arg::Words(label(history, draft)));
                    return out.undecided(about, SUBSTANCE_UNSAID.with(labels));
                }
            }
        }
        let expected = SAME.with([
            Arg::Kind(self.later.name()),
            Arg::Record(earlier.number),
            Arg::Words(label(history, before)),
            Arg::Kind(earlier.kind.name),
        ]);
        let (record, draft) = (Arg::Record(later.number), Arg::Words(label(history, after)));
        let found = if self.covered_by.is_empty() {
            OTHER.with([record, draft])
        } else {
            NOT_COVERED.with([record, draft, kinds_arg(&self.covered_by)])
        };
        out.broken(about, expected, found);
    }

    fn is_covered(&self, case: &Case<'_>, earlier: &Step, later: &Step, after: RecordDigest) -> bool {
        let history = case.history;
        let upon_another = |step: &Step| history.cited(step, "opinion").is_some_and(|upon| upon.record != earlier.record);
        self.covered_by.iter().flat_map(|kind| history.of(kind.name())).any(|step| {
            step.stood_before(later)
                && step.happened_by(later)
                && draft_of(history, step).is_some_and(|draft| same_text(history, draft, after))
                && step.body.text("conclusion") != Some(UNLAWFUL)
                && !upon_another(step)
        })
    }
}

/// Whether anything of substance changed between two versions; `None` where one of those in between does not say, or where
/// one of the two is no record of this decision.
fn substance(case: &Case<'_>, before: RecordDigest, after: RecordDigest) -> Option<bool> {
    let trail = Trail::without_mentions(case.history);
    let between = trail.between(trail.place(before)?, trail.place(after)?);
    let said = || between.iter().map(|&at| trail.versions[at].substantive);
    if said().any(|one| one == Some(true)) { Some(true) } else { said().all(|one| one.is_some()).then_some(false) }
}

/// What a recheck says that finds the changed draft unlawful.
const UNLAWFUL: &str = "unlawful";

#[cfg(test)]
mod tests {
    use super::super::super::sample::{Story, found, judged, try_profile};

    const REVIEWED: &str = "kind = \"draft-match\"\nearlier = [\"legality-opinion\"]\nlater = \"meeting-opened\"
covered_by = [\"legality-recheck\", \"draft-response\"]";

    const SHOWN: &str = "kind = \"draft-match\"\nearlier = [\"comment-announcement\", \"hearing-record\"]
later = \"legality-opinion\"\nsubstantive_only = true";

    /// Two versions, and an opinion on the first.
    fn story() -> Story {
        Story::opened("{}")
            .add("draft-version", "2026-01-10", r##"{"version":"V1"}"##)
            .add("draft-version", "2026-02-10", r##"{"version":"V2"}"##)
            .add("legality-opinion", "2026-02-11", r##"{"draft":"#1"}"##)
    }

    fn met(story: Story, draft: u8) -> Story {
        story.add("meeting-opened", "2026-03-01", &format!(r##"{{"draft":"#{draft}"}}"##))
    }

    #[test]
    fn another_text_on_the_table_than_the_reviewed_is_found() {
        assert_eq!(found(REVIEWED, &met(story(), 2)), [("broken", vec![4, 3])]);
        assert_eq!(found(REVIEWED, &met(story(), 1)), []);
        assert_eq!(found(REVIEWED, &met(Story::opened("{}"), 1)), [], "whether there was a review is another rule");
    }

    #[test]
    fn a_recheck_of_the_new_text_covers_the_change() {
        let checked = |draft: u8, conclusion: &str, day: &str| {
            let body = format!(r##"{{"opinion":"#3","draft":"#{draft}","conclusion":"{conclusion}"}}"##);
            met(story().add("legality-recheck", day, &body), 2)
        };
        assert_eq!(found(REVIEWED, &checked(2, "lawful", "2026-02-20")), []);
        for (draft, conclusion, day) in
            [(1, "lawful", "2026-02-20"), (2, "unlawful", "2026-02-20"), (2, "lawful", "2026-03-02")]
        {
            assert_eq!(found(REVIEWED, &checked(draft, conclusion, day)), [("broken", vec![5, 3])], "{conclusion} {day}");
        }
    }

    #[test]
    fn an_account_of_the_changes_upon_an_older_opinion_covers_nothing() {
        let response = |story: Story, opinion: u8| {
            story.add("draft-response", "2026-02-25", &format!(r##"{{"opinion":"#{opinion}","draft":"#2"}}"##))
        };
        assert_eq!(found(REVIEWED, &met(response(story(), 3), 2)), []);
        let twice = story().add("legality-opinion", "2026-02-20", r##"{"draft":"#1"}"##);
        assert_eq!(found(REVIEWED, &met(response(twice, 3), 2)), [("broken", vec![6, 4])]);
    }

    #[test]
    fn two_records_of_one_paper_match() {
        let story = Story::opened("{}")
            .add("draft-version", "2026-01-10", r##"{"version":"V1"}"##)
            .with_document("draft", false)
            .add("draft-version", "2026-02-10", r##"{"version":"V1 印本"}"##)
            .with_document("draft", false)
            .add("legality-opinion", "2026-02-11", r##"{"draft":"#1"}"##);
        assert_eq!(found(REVIEWED, &met(story, 2)), []);
    }

    #[test]
    fn an_opinion_entered_after_the_meeting_is_held_against_it_all_the_same() {
        let late = |draft: u8| {
            met(Story::opened("{}").add("draft-version", "2026-01-10", "{}"), 1)
                .add("legality-opinion", "2026-02-11", &format!(r##"{{"draft":"#{draft}"}}"##))
                .late(&[])
        };
        assert_eq!(found(REVIEWED, &late(9)), [("broken", vec![2, 3])]);
        assert_eq!(found(REVIEWED, &late(1)), []);
    }

    #[test]
    fn a_change_of_substance_after_the_public_saw_the_text_is_found() {
        let changed = |substantive: &str| {
            Story::opened("{}")
                .add("draft-version", "2026-01-10", r##"{"version":"V1"}"##)
                .add("comment-announcement", "2026-01-11", r##"{"draft":"#1"}"##)
                .add("draft-version", "2026-02-10", &format!(r##"{{"version":"V2"{substantive}}}"##))
                .add("draft-version", "2026-02-11", r##"{"version":"V3","substantive":false}"##)
                .add("legality-opinion", "2026-02-20", r##"{"draft":"#4"}"##)
        };
        assert_eq!(found(SHOWN, &changed(r##","substantive":true"##)), [("broken", vec![5, 2])]);
        assert_eq!(found(SHOWN, &changed(r##","substantive":false"##)), []);
        let unsaid = judged(SHOWN, &changed(""));
        assert_eq!((unsaid.findings.len(), unsaid.undecided.len()), (0, 1));
    }

    #[test]
    fn shown_again_the_new_text_is_the_one_that_counts() {
        let story = Story::opened("{}")
            .add("draft-version", "2026-01-10", r##"{"version":"V1"}"##)
            .add("comment-announcement", "2026-01-11", r##"{"draft":"#1"}"##)
            .add("draft-version", "2026-02-10", r##"{"version":"V2","substantive":true}"##)
            .add("hearing-record", "2026-02-19", r##"{"draft":"#3"}"##)
            .add("legality-opinion", "2026-02-20", r##"{"draft":"#3"}"##);
        assert_eq!(found(SHOWN, &story), []);
    }

    #[test]
    fn a_draft_nobody_can_name_any_more_decides_nothing() {
        let story = story().add("meeting-opened", "2026-03-01", "{}").late(&["draft"]);
        let judgement = judged(REVIEWED, &story);
        assert_eq!((judgement.findings.len(), judgement.undecided.len()), (0, 1));
    }

    #[test]
    fn a_kind_that_is_about_no_draft_is_refused() {
        assert!(try_profile(&REVIEWED.replace("legality-opinion", "decision-open")).is_err());
        assert!(try_profile(REVIEWED).is_ok());
    }
}
