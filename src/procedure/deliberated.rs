//! How often a body met and how often somebody was of another mind, over all decisions of a ledger: a running tally that is as
//! large as the number of bodies, however long the ledger is.
//!
//! It is about bodies as decisions name them (`decision-open.organ`) and condemns nobody: unanimity is no breach of any rule.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::history::History;
use super::judge::Case;
use super::meeting::{BALLOT, wide};
use super::profile::{Rule, Text};

/// What was counted for a rule: in one decision, or in all decisions of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deliberated {
    /// The rule's code.
    pub code: Arc<str>,
    /// What it rests on.
    pub article: Arc<Text>,
    /// What it points out.
    pub text: Arc<Text>,
    /// What to do about it.
    pub resolve: Arc<Text>,
    /// Over how many meetings it speaks.
    pub needed: u64,
    /// Whose meetings; empty where a late entry cannot tell, and for all bodies beyond [`BODIES_MAX`].
    pub organ: String,
    /// How many meetings there were of which somebody's word is recorded.
    pub meetings: u64,
    /// How many members took a position there, each once a meeting.
    pub positions: u64,
    /// How many of these were anything but agreement, with the votes against and the abstentions of ballots.
    pub dissents: u64,
}

impl Deliberated {
    /// Counts one decision.
    pub(super) fn of(rule: &Rule, needed: u32, case: &Case<'_>) -> Self {
        let organ = case.history.opening().and_then(|opening| opening.body.text("organ")).unwrap_or_default().trim();
        let mut counted = Self {
            code: Arc::clone(&rule.code),
            article: Arc::clone(&rule.article),
            text: Arc::clone(&rule.text),
            resolve: Arc::clone(&rule.resolve),
            needed: needed.into(),
            organ: organ.to_owned(),
            meetings: 0,
            positions: 0,
            dissents: 0,
        };
        for meeting in case.meetings.iter().filter(|meeting| !meeting.prepares) {
            let words = meeting.words(true);
            let (against, voted) = votes_against(case.history, meeting.step);
            counted.meetings += u64::from(voted || !words.is_empty());
            counted.positions += wide(words.len());
            counted.dissents += against + wide(words.iter().filter(|stand| stand.position != "agree").count());
        }
        counted
    }

    /// Whether there were meetings enough, and nobody was ever of another mind.
    pub fn is_unanimous(&self) -> bool {
        self.meetings >= self.needed && self.dissents == 0
    }
}

/// How many did not vote for it, and whether anybody voted at all.
fn votes_against(history: &History, meeting: &super::Step) -> (u64, bool) {
    let (mut against, mut voted) = (0, false);
    for ballot in history.of_meeting(BALLOT, meeting) {
        voted = true;
        let number = |field| ballot.int(field).and_then(|number| u64::try_from(number).ok()).unwrap_or(0);
        against += number("disagree") + number("abstain");
    }
    (against, voted)
}

/// The running tally: a line for each rule and body.
#[derive(Debug, Clone, Default)]
pub struct Bodies(BTreeMap<(Arc<str>, String), Deliberated>);

impl Bodies {
    /// Adds what was counted in a decision.
    pub fn add(&mut self, counted: Deliberated) {
        let mut key = (Arc::clone(&counted.code), counted.organ.clone());
        if self.0.len() >= BODIES_MAX && !self.0.contains_key(&key) {
            key.1.clear();
        }
        let organ = key.1.clone();
        match self.0.entry(key) {
            std::collections::btree_map::Entry::Vacant(place) => {
                place.insert(Deliberated { organ, ..counted });
            }
            std::collections::btree_map::Entry::Occupied(mut place) => {
                let sum = place.get_mut();
                // Decisions pin texts of different years: the one that asks for most decides.
                sum.needed = sum.needed.max(counted.needed);
                sum.meetings = sum.meetings.saturating_add(counted.meetings);
                sum.positions = sum.positions.saturating_add(counted.positions);
                sum.dissents = sum.dissents.saturating_add(counted.dissents);
            }
        }
    }

    /// The bodies at which nobody ever dissented over so many meetings as the rule asks for.
    pub fn unanimous(&self) -> impl Iterator<Item = &Deliberated> {
        self.0.values().filter(|sum| sum.is_unanimous())
    }
}

/// A government has some dozens of bodies; whoever names more makes them up.
pub const BODIES_MAX: usize = 1_000;

#[cfg(test)]
mod tests {
    use super::super::sample::{Story, judged, met};
    use super::*;

    const RULE: &str = "kind = \"unanimity\"\nmeetings = 3";

    fn counted(story: &Story) -> Deliberated {
        judged(RULE, story).deliberated.remove(0)
    }

    fn unanimous(bodies: &Bodies) -> Vec<(String, u64, u64)> {
        bodies.unanimous().map(|one| (one.organ.clone(), one.meetings, one.positions)).collect()
    }

    #[test]
    fn nobody_ever_dissents_over_so_many_meetings_and_one_dissent_is_enough() {
        let agreed = counted(&met("present present present").say("2 agree, 3 agree"));
        let mut bodies = Bodies::default();
        (0..2).for_each(|_| bodies.add(agreed.clone()));
        assert_eq!(unanimous(&bodies), [], "two meetings");
        bodies.add(agreed);
        assert_eq!(unanimous(&bodies), [("县政府".to_owned(), 3, 6)]);
        bodies.add(counted(&met("present present present").say("2 agree, 3 reserve")));
        assert_eq!(unanimous(&bodies), []);
    }

    #[test]
    fn each_body_is_counted_by_itself() {
        let agreed = counted(&met("present present").say("2 agree"));
        let (mut bodies, other) = (Bodies::default(), Deliberated { organ: "乡政府".into(), ..agreed.clone() });
        (0..3).for_each(|_| bodies.add(agreed.clone()));
        bodies.add(Deliberated { dissents: 1, ..other });
        assert_eq!(unanimous(&bodies), [("县政府".to_owned(), 3, 3)]);
    }

    #[test]
    fn beyond_the_bodies_that_are_kept_all_are_counted_as_one() {
        let agreed = counted(&met("present present").say("2 agree"));
        let mut bodies = Bodies::default();
        for number in 0..BODIES_MAX + 5 {
            bodies.add(Deliberated { organ: number.to_string(), ..agreed.clone() });
        }
        assert_eq!(bodies.0.len(), BODIES_MAX + 1);
        assert_eq!(unanimous(&bodies), [(String::new(), 5, 5)]);
    }
}
