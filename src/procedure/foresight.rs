//! What would be found if one record more were there: before a step is signed, and before a matter goes to the meeting.
//!
//! Nothing here is a verdict on what happened. A finding foreseen is one that the record would bring with it: what a
//! decision is at fault for already is not held against the next step.

use jiff::civil::Date;
use jiff::tz::Offset;

use super::draft::Trail;
use super::finding::{Finding, Nature, Standing, Undecided};
use super::history::{History, Signer, Step};
use super::holidays::Holidays;
use super::judge::{Judgement, judge};
use super::profile::Profile;
use super::rules::papers_in;
use crate::crypto::PublicKey;
use crate::model::{ClaimedTime, Moment, Occurred, OfficeId, RecordDigest, RecordedTime, Value};

/// What would be missing if the matter went to the meeting.
#[derive(Debug, Clone)]
pub struct Missing {
    /// The meeting's record as it is imagined, the last of its history.
    pub meeting: Step,
    /// What would be found.
    pub findings: Vec<Finding>,
    /// What could not be decided.
    pub undecided: Vec<Undecided>,
}

/// What a record would bring with it: findings of the history with it that the history without it does not have.
pub fn caused(
    profile: &Profile,
    history: &History,
    step: Step,
    holidays: &Holidays,
    as_of: Option<Date>,
) -> Vec<Finding> {
    let before = judge(profile, history, holidays, as_of);
    added(&before, judge(profile, &history.with(step), holidays, as_of))
}

/// The findings of one judgement that another does not have. A finding is the same where the same rule is broken in the same
/// way by the same records; what it counts may have changed, and so may what was said of it.
pub fn added(before: &Judgement, after: Judgement) -> Vec<Finding> {
    type Key<'a> = (&'a str, &'a [u64], Nature, Standing);
    fn key(finding: &Finding) -> Key<'_> {
        (&finding.code, &finding.records, finding.nature, finding.standing)
    }
    let mut known: Vec<Key<'_>> = before.findings.iter().map(key).collect();
    let mut new = after.findings;
    new.retain(|finding| match known.iter().position(|one| *one == key(finding)) {
        Some(at) => {
            known.swap_remove(at);
            false
        }
        None => true,
    });
    new
}

/// What would be missing if the matter went to the meeting on a day; `None` where it has been there and went through, where
/// nothing was opened, or where a matter of this profile goes to no meeting.
pub fn missing_at_meeting(profile: &Profile, history: &History, holidays: &Holidays, day: Date) -> Option<Missing> {
    let of_profile = profile.stages.iter().any(|stage| stage.kinds.contains(&profile.meeting));
    if !(of_profile || profile.stages.is_empty()) || went_through(history) {
        return None;
    }
    let meeting = imagined(profile, history, day)?;
    let before = judge(profile, history, holidays, Some(day));
    let mut after = judge(profile, &history.with(meeting.clone()), holidays, Some(day));
    let about_preparation =
        |code: &str| profile.rule(code).is_none_or(|rule| !OF_THE_MEETING_ITSELF.contains(&rule.kind.slug()));
    let mut undecided = std::mem::take(&mut after.undecided);
    undecided.retain(|one| about_preparation(&one.code) && !before.undecided.contains(one));
    let mut findings = added(&before, after);
    findings.retain(|one| about_preparation(&one.code));
    Some(Missing { meeting, findings, undecided })
}

/// The meeting as it would be opened: on the latest draft, with the papers that are there.
fn imagined(profile: &Profile, history: &History, day: Date) -> Option<Step> {
    let last = history.steps().last()?;
    let spec = profile.meeting.0;
    let noon = Offset::constant(8).to_timestamp(day.at(12, 0, 0, 0)).ok()?;
    let recorded = last.recorded.max(RecordedTime::new(noon));
    let number = last.number + 1;
    let mut body = Vec::new();
    if let Some(draft) = Trail::without_mentions(history).versions.last()
        && spec.field(DRAFT).is_some()
    {
        body.push((DRAFT.to_owned(), Value::Text(draft.record.to_string())));
    }
    // Where nobody has asked for a hearing yet, what is there is what could be put on the table.
    if !history.has(REQUEST) && spec.field(PACKAGE).is_some() {
        let papers = papers_in(history).into_iter().map(|paper| Value::Text(paper.to_owned()));
        body.push((PACKAGE.to_owned(), Value::List(papers.collect())));
    }
    let mut signers = spec.signers.iter().filter_map(|office| OfficeId::new(office).ok());
    let signers = signers.next().map(|office| Signer { office, key: PublicKey::from_bytes([0; 32]), person: None });
    Some(Step {
        number,
        seq: last.seq + 1,
        record: RecordDigest([0; 32]),
        kind: spec,
        recorded,
        signed_at: ClaimedTime::new(recorded.timestamp()),
        occurred: Occurred::at(Moment::Day(day)),
        signers: signers.into_iter().collect(),
        basis: vec![last.record],
        body: Value::Table(body),
        documents: Vec::new(),
        late: None,
        despite: Vec::new(),
    })
}

/// Whether a meeting has let the matter pass.
fn went_through(history: &History) -> bool {
    let passed = |step: &Step| step.body.text(OUTCOME).is_some_and(|outcome| outcome.starts_with(PASSED));
    ["head-decision", "meeting-closed"].iter().any(|kind| history.of(kind).any(passed))
}

/// Rules about what happens at the meeting, or about the making of its record: of an imagined one they say nothing worth
/// knowing. A kind of rule that does not stand here is shown.
const OF_THE_MEETING_ITSELF: &[&str] = &[
    "absent-wrote",
    "burst",
    "claims",
    "closed",
    "complete",
    "declared-late",
    "dissent-kept",
    "late-entry",
    "majority",
    "minutes-agree",
    "one-body",
    "one-key-one-office",
    "positions",
    "quorum",
    "roster-kept",
    "rush",
    "sealed",
    "separation",
    "signed-by",
    "speaking-order",
    "tally",
    "voters",
];

const DRAFT: &str = "draft";
const REQUEST: &str = "agenda-request";
const PACKAGE: &str = "package";
const OUTCOME: &str = "outcome";
const PASSED: &str = "passed";

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::rules::RuleKind;
    use super::super::sample::{RULE, Story, TOP};
    use super::*;

    const PRESENT: &str =
        "kind = \"present\"\nany = [\"legality-opinion\"]\nby = \"meeting-opened\"\nsame_draft = true";
    const DAY: Date = date(2026, 3, 1);

    fn profile(rules: &[&str]) -> Profile {
        let rules = rules.iter().enumerate();
        let rules: String = rules.map(|(at, rule)| format!("[[rule]]\ncode = \"X{at}\"\n{RULE}\n{rule}\n")).collect();
        Profile::read(&format!("{TOP}{rules}")).unwrap()
    }

    fn last(story: &Story) -> Step {
        story.history().steps().last().unwrap().clone()
    }

    fn missing(rules: &[&str], story: &Story) -> Vec<String> {
        let missing = missing_at_meeting(&profile(rules), &story.history(), Holidays::built_in(), DAY).unwrap();
        missing.findings.iter().map(|one| one.code.to_string()).collect()
    }

    fn prepared() -> Story {
        Story::opened("{}").add("draft-version", "2026-01-10", "{}")
    }

    #[test]
    fn a_step_is_told_what_it_would_bring_and_not_what_was_there() {
        let opened = prepared();
        let met = opened.clone().add("meeting-opened", "2026-03-01", r##"{"draft":"#1"}"##);
        let profile = profile(&[PRESENT]);
        let caused = |before: &Story, step: &Story| {
            caused(&profile, &before.history(), last(step), Holidays::built_in(), Some(DAY)).len()
        };
        assert_eq!(caused(&opened, &met), 1);
        // The meeting's fault is the meeting's: what comes after it is not to blame.
        assert_eq!(caused(&met, &met.clone().add("head-decision", "2026-03-01", "{}")), 0);
        let again = met.clone().add("meeting-opened", "2026-03-02", r##"{"draft":"#1"}"##);
        assert_eq!(caused(&met, &again), 1, "a second meeting has a fault of its own");
    }

    #[test]
    fn the_same_finding_twice_is_two() {
        let met = prepared().add("meeting-opened", "2026-03-01", r##"{"draft":"#1"}"##);
        let judged = judge(&profile(&[PRESENT, PRESENT]), &met.history(), Holidays::built_in(), None);
        let mut one = judged.clone();
        one.findings.truncate(1);
        assert_eq!(added(&one, judged.clone()).len(), 1);
        assert_eq!(added(&judged, one).len(), 0);
    }

    #[test]
    fn what_is_missing_before_the_meeting_is_told_and_what_is_there_is_not() {
        assert_eq!(missing(&[PRESENT], &prepared()), ["X0"]);
        let opinion = prepared().add("legality-opinion", "2026-02-01", r##"{"draft":"#1"}"##);
        assert_eq!(missing(&[PRESENT], &opinion), [""; 0]);
        let newer = opinion.add("draft-version", "2026-02-10", "{}");
        assert_eq!(missing(&[PRESENT], &newer), ["X0"], "the opinion is about the draft before");
    }

    #[test]
    fn the_papers_are_those_that_are_there_unless_somebody_has_listed_them() {
        let package = "kind = \"package\"";
        assert_eq!(missing(&[package], &prepared()), ["X0"], "no opinion yet");
        let ready = prepared().add("legality-opinion", "2026-02-01", r##"{"draft":"#1"}"##);
        assert_eq!(missing(&[package], &ready), [""; 0]);
        let listed = ready.add("agenda-request", "2026-02-10", r##"{"package":["draft"]}"##);
        assert_eq!(missing(&[package], &listed), ["X0"], "the request leaves the opinion out");
    }

    #[test]
    fn of_what_happens_at_the_meeting_nothing_is_foreseen() {
        let quorum = "kind = \"quorum\"\nleast = \"1/2\"";
        let story = prepared();
        assert_eq!(missing(&[quorum, "kind = \"voters\"", "kind = \"positions\""], &story), [""; 0]);
        for slug in OF_THE_MEETING_ITSELF {
            assert!(RuleKind::SLUGS.contains(slug), "{slug}");
        }
    }

    #[test]
    fn a_matter_that_went_through_goes_to_no_meeting_again() {
        let ask = |story: &Story| missing_at_meeting(&profile(&[PRESENT]), &story.history(), Holidays::built_in(), DAY);
        let met = prepared().add("meeting-opened", "2026-02-01", "{}");
        assert!(ask(&met.clone().add("head-decision", "2026-02-01", r##"{"outcome":"deferred"}"##)).is_some());
        assert!(ask(&met.add("head-decision", "2026-02-01", r##"{"outcome":"passed-after-changes"}"##)).is_none());
        assert!(ask(&Story::default()).is_none(), "nothing was opened");
    }

    #[test]
    fn the_imagined_meeting_comes_after_everything_that_is_recorded() {
        let later = prepared().recorded("2026-05-01T00:00:00.000Z");
        let missing = missing_at_meeting(&profile(&[PRESENT]), &later.history(), Holidays::built_in(), DAY).unwrap();
        let meeting = missing.meeting;
        assert_eq!(meeting.number, 2);
        assert!(meeting.recorded >= last(&later).recorded, "{meeting:?}");
        assert_eq!(meeting.draft(), Some(last(&later).record));
    }
}
