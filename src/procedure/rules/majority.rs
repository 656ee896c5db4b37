//! The outcome and the members' majority (A16, A30; Order 713, art. 30: the head decides, and against the majority gives
//! reasons at the meeting; local rules let the votes decide).
//!
//! Order 713 knows no vote. Whether the head decides or the votes do is the profile's to say. What differs from the majority is
//! said in one place, [`Majority::weigh`]: the rule asks it, and so does whoever [fills in](super::super::head_decision) the
//! head's decision.

use serde::Deserialize;
use serde::de::Error;

use super::super::history::Step;
use super::super::judge::{Case, Out, about};
use super::super::meeting::{
    Attendance, BALLOT, DECISION, KIND_UNKNOWN, Meeting, MeetingKinds, ROSTER_UNKNOWN, Votes, is_adopted, wide,
};
use super::super::refs::Share;
use super::super::said::{Arg, Said, Saying};
use super::Look;

/// Holds the outcome of each meeting against where its members stand.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, try_from = "Wire")]
pub struct Majority {
    /// Who decides.
    pub mode: Mode,
    /// Whether the written word of an absent member counts.
    pub written_counts: bool,
    /// Only meetings of these kinds; all where it is left out.
    pub meeting_kinds: MeetingKinds,
}

/// Who decides.
#[derive(Debug, Clone)]
pub enum Mode {
    /// `head-decides`: the head, with reasons where the majority stands otherwise.
    HeadDecides,
    /// `majority`: the votes.
    Votes(Needed),
}

/// The votes that carry a decision.
#[derive(Debug, Clone, Copy)]
pub struct Needed {
    /// Of whom they are a share.
    pub base: Base,
    /// The share, by default a half.
    pub share: Share,
    /// Whether exactly that share is enough.
    pub inclusive: bool,
    /// Whether the head may decide otherwise, with reasons.
    pub head_may_override: bool,
}

/// Of whom votes are a share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Base {
    /// 到会人数: the members who were there.
    Present,
    /// 应到人数: all members but those who stood aside.
    ShouldAttend,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    mode: String,
    #[serde(default)]
    base: Option<Base>,
    #[serde(default)]
    more_than: Option<Share>,
    #[serde(default)]
    inclusive: Option<bool>,
    #[serde(default)]
    head_may_override: Option<bool>,
    #[serde(default)]
    written_counts: bool,
    #[serde(default)]
    meeting_kinds: MeetingKinds,
}

impl TryFrom<Wire> for Majority {
    type Error = toml::de::Error;
    fn try_from(wire: Wire) -> Result<Self, Self::Error> {
        let Wire { base, more_than, inclusive, head_may_override, .. } = wire;
        let of_votes = base.is_some() || more_than.is_some() || inclusive.is_some() || head_may_override.is_some();
        let mode = match &*wire.mode {
            "head-decides" if of_votes => return Err(Self::Error::custom("where the head decides, no votes are needed")),
            "head-decides" => Mode::HeadDecides,
            "majority" => Mode::Votes(Needed {
                base: base.unwrap_or(Base::Present),
                share: more_than.unwrap_or(HALF),
                inclusive: inclusive.unwrap_or(false),
                head_may_override: head_may_override.unwrap_or(false),
            }),
            mode => return Err(Self::Error::custom(format_args!("`{mode}` is neither `head-decides` nor `majority`"))),
        };
        Ok(Self { mode, written_counts: wire.written_counts, meeting_kinds: wire.meeting_kinds })
    }
}

const HALF: Share = Share { part: 1, whole: 2 };

static REASONS: Saying = Saying::new("majority-reasons", &["record"]);
static NO_REASONS: Saying = Saying::new("majority-no-reasons", &["record", "outcome", "approve", "oppose"]);
static SAID_SO: Saying = Saying::new("majority-said-so", &["record"]);
static SAYS_DIFFERS: Saying = Saying::new("majority-says-differs", &["record"]);
static SAYS_AGREES: Saying = Saying::new("majority-says-agrees", &["record", "outcome", "approve", "oppose"]);
static VOTES: Saying = Saying::new("majority-votes", &["share", "base"]);
static VOTES_INCLUSIVE: Saying = Saying::new("majority-votes-inclusive", &["share", "base"]);
static CARRIED: Saying = Saying::new("majority-carried", &["record", "outcome", "votes"]);
static UNKNOWN: Saying = Saying::new("majority-unknown", &["record", "silent"]);
static OUTCOME_UNKNOWN: Saying = Saying::new("majority-outcome-unknown", &["record"]);

impl Look for Majority {
    const SAYINGS: &'static [&'static Saying] = &[
        &REASONS,
        &NO_REASONS,
        &SAID_SO,
        &SAYS_DIFFERS,
        &SAYS_AGREES,
        &VOTES,
        &VOTES_INCLUSIVE,
        &CARRIED,
        &UNKNOWN,
        &OUTCOME_UNKNOWN,
        &ROSTER_UNKNOWN,
        &KIND_UNKNOWN,
    ];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        for meeting in Meeting::deciding(case, &self.meeting_kinds, out) {
            match &self.mode {
                Mode::HeadDecides => self.look_at_reasons(case, meeting, out),
                Mode::Votes(needed) => self.look_at_votes(case, meeting, *needed, out),
            }
        }
    }
}

/// The outcome as a sentence takes it.
fn outcome_arg(step: &Step, outcome: &str) -> Arg {
    Arg::Choice(step.kind.name, "outcome".into(), outcome.into())
}

fn number(number: u64) -> Arg {
    Arg::Int(i64::try_from(number).unwrap_or(i64::MAX))
}

/// Whether reasons are given; `None` where nobody can tell any more.
pub(in crate::procedure) fn reasons(step: &Step) -> Option<bool> {
    match step.body.text("reasons") {
        Some(reasons) if !reasons.trim().is_empty() => Some(true),
        _ if step.lacks("reasons") => None,
        _ => Some(false),
    }
}

impl Majority {
    /// Order 713, art. 30, as it stands: the head decides.
    pub(in crate::procedure) fn of_the_order() -> Self {
        Self { mode: Mode::HeadDecides, written_counts: false, meeting_kinds: MeetingKinds::default() }
    }

    /// Whether an outcome differs from the majority at a meeting; `None` where those of whom nothing is recorded might turn
    /// it, or where nobody can tell any more how the votes fell.
    pub(in crate::procedure) fn weigh(&self, case: &Case<'_>, meeting: &Meeting<'_>, outcome: &str) -> Option<bool> {
        match &self.mode {
            Mode::HeadDecides => differs(meeting.votes(self.written_counts), outcome),
            Mode::Votes(needed) => self.poll(case, meeting, *needed).ok()?.differs(outcome),
        }
    }

    fn look_at_reasons(&self, case: &Case<'_>, meeting: &Meeting<'_>, out: &mut Out<'_>) {
        let Some(decision) = case.history.of_meeting(DECISION, meeting.step).next_back() else { return };
        let about = || about(decision, Some(meeting.step));
        let Some(outcome) = decision.body.text("outcome") else {
            if decision.lacks("outcome") {
                out.undecided(about(), OUTCOME_UNKNOWN.with([Arg::Record(decision.number)]));
            }
            return;
        };
        let votes = meeting.votes(self.written_counts);
        let weighed = self.weigh(case, meeting, outcome);
        let differs = weighed == Some(true);
        let said = |saying: &'static Saying| -> Said {
            let record = Arg::Record(decision.number);
            saying.with([record, outcome_arg(decision, outcome), number(votes.approve), number(votes.oppose)])
        };
        let says = decision.flag("differs_from_majority");
        if differs || says == Some(true) {
            match reasons(decision) {
                Some(true) => {}
                Some(false) => {
                    let found =
                        if differs { said(&NO_REASONS) } else { SAYS_DIFFERS.with([Arg::Record(decision.number)]) };
                    out.broken(about(), REASONS.with([Arg::Record(decision.number)]), found);
                }
                None => out.undecided(about(), OUTCOME_UNKNOWN.with([Arg::Record(decision.number)])),
            }
        } else if weighed.is_none() && reasons(decision) != Some(true) {
            out.undecided(about(), UNKNOWN.with([Arg::Record(meeting.step.number), number(votes.silent)]));
        }
        if differs && says == Some(false) {
            out.badly_recorded(about(), SAID_SO.with([Arg::Record(decision.number)]), said(&SAYS_AGREES));
        }
    }

    fn look_at_votes(&self, case: &Case<'_>, meeting: &Meeting<'_>, needed: Needed, out: &mut Out<'_>) {
        let poll = match self.poll(case, meeting, needed) {
            Ok(poll) => poll,
            Err(ballot) => {
                return out.undecided([ballot.number], OUTCOME_UNKNOWN.with([Arg::Record(ballot.number)]));
            }
        };
        let expected = || {
            let saying = if needed.inclusive { &VOTES_INCLUSIVE } else { &VOTES };
            saying.with([Arg::Share(needed.share), Arg::count(poll.whole)])
        };
        for (step, outcome, excused) in said_outcomes(case, meeting) {
            if excused && needed.head_may_override {
                continue;
            }
            let about = about(step, poll.ballot.or(Some(meeting.step)));
            match poll.differs(&outcome) {
                Some(false) => {}
                Some(true) => {
                    let field = if step.kind.name == BALLOT { "declared" } else { "outcome" };
                    let outcome = Arg::Choice(step.kind.name, field.into(), outcome);
                    out.broken(about, expected(), CARRIED.with([Arg::Record(step.number), outcome, number(poll.votes)]));
                }
                None => {
                    out.undecided(about, UNKNOWN.with([Arg::Record(meeting.step.number), number(poll.silent)]));
                }
            }
        }
    }

    /// How the votes fell: by the last ballot, or else by the members' positions.
    ///
    /// # Errors
    /// The ballot, where its late entry cannot say how many agreed.
    fn poll<'a>(&self, case: &Case<'a>, meeting: &Meeting<'a>, needed: Needed) -> Result<Poll<'a>, &'a Step> {
        let counted = meeting.votes(self.written_counts);
        let in_writing = || meeting.words(true).len() - meeting.words(false).len();
        let whole = match needed.base {
            Base::Present => {
                let there = meeting.members().filter(|seat| seat.is_there()).count();
                there + if self.written_counts { in_writing() } else { 0 }
            }
            Base::ShouldAttend => {
                meeting.members().filter(|seat| seat.attendance != Some(Attendance::Recused)).count()
            }
        };
        let ballot = case.history.of_meeting(BALLOT, meeting.step).next_back();
        let (votes, silent) = match ballot {
            Some(ballot) => match ballot.int("agree") {
                Some(agree) => (u64::try_from(agree).unwrap_or(0), 0),
                None => return Err(ballot),
            },
            // The head too has one vote here, which may not be recorded.
            None => {
                let silent_head = meeting.head().filter(|seat| meeting.word_of(seat.person).is_none());
                (counted.approve, counted.silent + u64::from(silent_head.is_some()))
            }
        };
        Ok(Poll { needed, votes, silent, whole, ballot })
    }
}

/// Whether the majority stands on the other side of an outcome: of an adoption those against, of anything else those for. Those
/// of whom nothing is recorded might stand there too.
fn differs(votes: Votes, outcome: &str) -> Option<bool> {
    let whole = votes.approve + votes.oppose + votes.silent;
    let others = if is_adopted(outcome) { votes.oppose } else { votes.approve };
    match HALF.passed_by(others, whole) {
        true => Some(true),
        false if HALF.passed_by(others + votes.silent, whole) => None,
        false => Some(false),
    }
}

/// How the votes fell where they decide.
struct Poll<'a> {
    needed: Needed,
    votes: u64,
    /// Those who might have voted and of whom nothing is recorded.
    silent: u64,
    /// Of how many the votes are a share.
    whole: usize,
    ballot: Option<&'a Step>,
}

impl Poll<'_> {
    /// Put off is not voted down; only what says that it was not passed contradicts votes that carry it.
    fn differs(&self, outcome: &str) -> Option<bool> {
        let carried = is_adopted(outcome);
        if !carried && outcome != "not-passed" {
            return Some(false);
        }
        match (self.is_enough(self.votes), self.is_enough(self.votes + self.silent)) {
            (enough, perhaps) if enough == perhaps => Some(enough != carried),
            _ => None,
        }
    }

    fn is_enough(&self, votes: u64) -> bool {
        match self.needed.inclusive {
            true => self.needed.share.reached_by(votes, wide(self.whole)),
            false => self.needed.share.passed_by(votes, wide(self.whole)),
        }
    }
}

/// What is said to have come of the meeting: by the last ballot, and by the head or else at the closing; each with whether
/// the head gave reasons.
fn said_outcomes<'a>(case: &Case<'a>, meeting: &Meeting<'a>) -> Vec<(&'a Step, String, bool)> {
    let last = |kind| case.history.of_meeting(kind, meeting.step).next_back();
    let decision = last(DECISION).filter(|step| step.body.text("outcome").is_some());
    let excused = decision.is_some_and(|step| reasons(step) != Some(false));
    let says = |step: &'a Step, field| Some((step, step.body.text(field)?.to_owned(), excused));
    let declared = last(BALLOT).and_then(|step| says(step, "declared"));
    let outcome = decision.or(meeting.closing).and_then(|step| says(step, "outcome"));
    declared.map(|(step, said, _)| (step, said, false)).into_iter().chain(outcome).collect()
}

#[cfg(test)]
mod tests;
