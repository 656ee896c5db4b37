//! Where a decision stands: the stages of its profile, each with the records there are and what is still asked for.
//!
//! A stage is no state and none is ever closed: a record may come to it at any time. What is said here is what can be read
//! off the records and off what rules wait for; whether it was done well is a matter of findings.

use super::finding::{Finding, Open};
use super::history::History;
use super::judge::Judgement;
use super::profile::Profile;
use crate::model::stage::Stage;

/// Where one stage stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageStanding {
    /// The stage.
    pub stage: Stage,
    /// How it stands.
    pub standing: Progress,
    /// The numbers of its records.
    pub records: Vec<u64>,
    /// What is asked for and not there: places in [`Judgement::open`].
    pub open: Vec<usize>,
}

/// How a stage stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Progress {
    /// 已办: there are records, and nothing more is asked for.
    Done,
    /// 在办: there are records, and more is asked for.
    UnderWay,
    /// 待办: something is asked for, and nothing is there.
    Open,
    /// 应办未办: a finding says that something should have been there, and it is not, whatever else is.
    Missing,
    /// 未要求: the decision has gone past it, and no rule asks for it.
    NotNeeded,
    /// 未到: the decision has not come so far, and no rule asks for it yet.
    Ahead,
}

impl Progress {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Done, Self::UnderWay, Self::Open, Self::Missing, Self::NotNeeded, Self::Ahead];

    /// Its name in data.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::UnderWay => "under-way",
            Self::Open => "open",
            Self::Missing => "missing",
            Self::NotNeeded => "not-needed",
            Self::Ahead => "ahead",
        }
    }
}

/// The stages of a decision, in the order of its profile.
pub fn stages(profile: &Profile, history: &History, judgement: &Judgement) -> Vec<StageStanding> {
    let mut all: Vec<StageStanding> = profile
        .stages
        .iter()
        .map(|one| {
            let has = |kind: &str| one.kinds.iter().any(|known| known.name() == kind);
            let asks = |(at, open): (usize, &Open)| open.kinds.iter().any(|kind| has(kind)).then_some(at);
            let records = history.steps().iter().filter(|step| has(step.kind.name)).map(|step| step.number).collect();
            let open = judgement.open.iter().enumerate().filter_map(asks).collect();
            StageStanding { stage: one.stage, standing: Progress::Ahead, records, open }
        })
        .collect();
    // What a meeting should have waited for is asked for no more once it has met: it is a finding then.
    let alternatives = judgement.findings.iter().flat_map(Finding::kinds);
    let missed: Vec<&str> =
        alternatives.filter(|any| !any.iter().any(|kind| history.has(kind))).flatten().copied().collect();
    let misses = |stage: Stage| {
        let kinds = profile.stages.iter().filter(|one| one.stage == stage).flat_map(|one| &one.kinds);
        kinds.map(|kind| kind.name()).any(|kind| missed.contains(&kind))
    };
    // Inspectors may come at any time, and a catalogue has its own stream: neither says how far the decision has come.
    let reached = |one: &StageStanding| !one.records.is_empty() && one.stage != Stage::Supervision;
    let furthest = all.iter().rposition(reached);
    for (at, one) in all.iter_mut().enumerate() {
        one.standing = match (one.records.is_empty(), one.open.is_empty()) {
            _ if misses(one.stage) => Progress::Missing,
            (false, true) => Progress::Done,
            (false, false) => Progress::UnderWay,
            (true, false) => Progress::Open,
            (true, true) if furthest.is_some_and(|furthest| at < furthest) => Progress::NotNeeded,
            (true, true) => Progress::Ahead,
        };
    }
    all
}

#[cfg(test)]
mod tests {
    use super::super::holidays::Holidays;
    use super::super::judge::judge;
    use super::super::sample::{RULE, Story, TOP};
    use super::*;

    fn standing(story: &Story) -> Vec<(&'static str, &'static str, Vec<u64>, usize)> {
        let stage = |name: &str, kinds: &str| format!("[[stage]]\nstage = \"{name}\"\nkinds = [{kinds}]\n");
        let text = [
            TOP.to_owned(),
            stage("initiation", "\"decision-open\""),
            stage("drafting", "\"draft-version\""),
            stage("hearing", "\"hearing-record\""),
            stage("legality-review", "\"review-submission\", \"legality-opinion\""),
            stage("deliberation", "\"meeting-opened\""),
            stage("publication", "\"publication\""),
            stage("supervision", "\"inspection-notice\""),
            format!(
                "[[rule]]\ncode = \"X1\"\n{RULE}\nkind = \"present\"\nany = [\"legality-opinion\"]\nby = \"meeting-opened\"\n"
            ),
        ]
        .concat();
        let profile = Profile::read(&text).unwrap();
        let judgement = judge(&profile, &story.history(), Holidays::built_in(), None);
        let all = stages(&profile, &story.history(), &judgement);
        all.into_iter().map(|one| (one.stage.slug(), one.standing.slug(), one.records, one.open.len())).collect()
    }

    #[test]
    fn a_stage_is_done_under_way_open_not_needed_or_ahead() {
        let story =
            Story::opened("{}").add("draft-version", "2026-01-10", "{}").add("review-submission", "2026-01-11", "{}");
        assert_eq!(
            standing(&story),
            [
                ("initiation", "done", vec![0], 0),
                ("drafting", "done", vec![1], 0),
                ("hearing", "not-needed", vec![], 0),
                ("legality-review", "under-way", vec![2], 1),
                ("deliberation", "ahead", vec![], 0),
                ("publication", "ahead", vec![], 0),
                ("supervision", "ahead", vec![], 0),
            ]
        );
    }

    #[test]
    fn what_is_asked_for_is_open_and_an_inspection_says_nothing_of_how_far_it_came() {
        let story = Story::opened("{}").add("inspection-notice", "2026-01-10", "{}");
        let all = standing(&story);
        assert_eq!(all[3], ("legality-review", "open", vec![], 1));
        assert_eq!(all[5], ("publication", "ahead", vec![], 0));
        assert_eq!(all[6], ("supervision", "done", vec![1], 0));
    }

    #[test]
    fn a_stage_that_a_finding_misses_is_not_one_that_was_not_needed() {
        let story = Story::opened("{}").add("meeting-opened", "2026-03-01", "{}");
        let all = standing(&story);
        assert_eq!(all[1], ("drafting", "not-needed", vec![], 0), "no rule asks for it");
        assert_eq!(all[3], ("legality-review", "missing", vec![], 0));
        // Nor is it done because something else of the stage was; and what came too late is not what is missing.
        let story = Story::opened("{}").add("review-submission", "2026-01-11", "{}");
        let story = story.add("meeting-opened", "2026-03-01", "{}");
        assert_eq!(standing(&story)[3], ("legality-review", "missing", vec![1], 0));
        assert_eq!(standing(&story.add("legality-opinion", "2026-03-02", "{}"))[3].1, "done");
    }

    #[test]
    fn each_standing_has_a_name_of_its_own() {
        let names: std::collections::BTreeSet<_> = Progress::ALL.iter().map(|one| one.slug()).collect();
        assert_eq!(names.len(), Progress::ALL.len());
    }
}
