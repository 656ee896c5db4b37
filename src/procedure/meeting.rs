//! A meeting as rules see it: who sat there, and what each of them said last (Order 713, art. 30).
//!
//! Membership comes from the meeting's own roster and from nothing else: who is a member differs from place to place.
//! A member's own signed word goes before what the recorder minuted of it, and what was recorded before the meeting was
//! closed before what came afterwards: otherwise whoever keeps the minutes could unsay a dissent.

use serde::de::{Deserialize, Deserializer, Error};

use super::history::{History, Step};
use super::judge::{Case, Out};
use super::profile::Profile;
use super::said::{Arg, Saying};
use crate::model::Value;
use crate::model::kind::{self, Form};
use crate::model::office::{HEAD, MEMBER};

/// A meeting.
pub(super) struct Meeting<'a> {
    /// The record that opened it.
    pub(super) step: &'a Step,
    /// Everybody on its roster.
    pub(super) seats: Vec<Seat<'a>>,
    /// Every position that names it, in the order recorded.
    pub(super) stands: Vec<Stand<'a>>,
    /// The first record that closed it.
    pub(super) closing: Option<&'a Step>,
    /// Whether it only prepares: it is of a kind that does, and nothing was decided or voted on there.
    pub(super) prepares: bool,
}

/// Somebody on the roster.
pub(super) struct Seat<'a> {
    pub(super) person: &'a str,
    pub(super) office: &'a str,
    /// None where the roster does not say.
    pub(super) attendance: Option<Attendance>,
    /// Whether the roster says that they handed in an opinion.
    pub(super) wrote: bool,
}

/// Whether somebody was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attendance {
    /// In the room or on the line.
    There,
    Absent,
    /// They stood aside.
    Recused,
}

impl Seat<'_> {
    /// Whether the meeting is made of them; whoever else is named attends.
    pub(super) fn is_member(&self) -> bool {
        self.office == HEAD || self.office == MEMBER
    }

    /// Whether they were there.
    pub(super) fn is_there(&self) -> bool {
        self.attendance == Some(Attendance::There)
    }
}

/// A position as somebody stated it.
pub(super) struct Stand<'a> {
    pub(super) person: &'a str,
    /// In the word of its field.
    pub(super) position: &'a str,
    pub(super) step: &'a Step,
    pub(super) in_writing: bool,
    /// Whether the person signed it themself; else it was minuted.
    pub(super) is_own: bool,
}

impl Stand<'_> {
    /// Whether it is for the draft, as it lies there or changed.
    pub(super) fn is_for(&self) -> bool {
        self.position == "agree" || self.position == "agree-after-changes"
    }
}

/// How the members stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Votes {
    /// For the draft, as it lies there or changed.
    pub(super) approve: u64,
    /// Anything else.
    pub(super) oppose: u64,
    /// Members who were there and of whom no position is recorded.
    pub(super) silent: u64,
}

impl<'a> Meeting<'a> {
    /// The meetings of a decision, in the order they were opened.
    pub(super) fn all(profile: &Profile, history: &'a History) -> Vec<Self> {
        history.of(profile.meeting.name()).map(|step| Self::new(profile, history, step)).collect()
    }

    /// The meeting that a record opened.
    pub(super) fn new(profile: &Profile, history: &'a History, step: &'a Step) -> Self {
        let seats = step.rows("roster").iter().filter_map(seat).collect();
        let mut stands: Vec<Stand<'a>> =
            [SIGNED, MINUTED].iter().flat_map(|kind| history.of_meeting(kind, step)).filter_map(stand).collect();
        stands.sort_by_key(|stand| stand.step.number);
        let decides = || [DECISION, BALLOT].iter().any(|kind| history.of_meeting(kind, step).next().is_some());
        let prepares = profile.preparing.name(step) && !decides();
        Self { step, seats, stands, closing: history.of_meeting(CLOSING, step).next(), prepares }
    }

    /// The meetings whose roster is known; of the others it is said that nobody can tell.
    pub(super) fn known(case: &Case<'a>, out: &mut Out<'_>) -> Vec<&'a Self> {
        Self::known_of(case.meetings.iter(), &MeetingKinds::default(), out)
    }

    /// The same of the meetings that decide, and of these only the kinds a rule is about.
    pub(super) fn deciding(case: &Case<'a>, kinds: &MeetingKinds, out: &mut Out<'_>) -> Vec<&'a Self> {
        Self::known_of(case.meetings.iter().filter(|meeting| !meeting.prepares), kinds, out)
    }

    fn known_of(meetings: impl Iterator<Item = &'a Self>, kinds: &MeetingKinds, out: &mut Out<'_>) -> Vec<&'a Self> {
        let mut known = Vec::new();
        for meeting in meetings {
            let number = meeting.step.number;
            match kinds.cover(meeting.step) {
                Some(false) => continue,
                Some(true) => {}
                None => {
                    out.undecided([number], KIND_UNKNOWN.with([Arg::Record(number)]));
                    continue;
                }
            }
            if meeting.members().next().is_none() || meeting.members().any(|seat| seat.attendance.is_none()) {
                out.undecided([number], ROSTER_UNKNOWN.with([Arg::Record(number)]));
            } else {
                known.push(meeting);
            }
        }
        known
    }

    /// The members, there or not.
    pub(super) fn members(&self) -> impl Iterator<Item = &Seat<'a>> + Clone {
        self.seats.iter().filter(|seat| seat.is_member())
    }

    /// Somebody on the roster.
    pub(super) fn seat(&self, person: &str) -> Option<&Seat<'a>> {
        self.seats.iter().find(|seat| seat.person == person)
    }

    /// The head, where one is on the roster and was there.
    pub(super) fn head(&self) -> Option<&Seat<'a>> {
        let mut heads = self.seats.iter().filter(|seat| seat.office == HEAD);
        heads.next().filter(|seat| seat.is_there() && heads.next().is_none())
    }

    /// Whether a record was there when the meeting was closed.
    pub(super) fn is_in_time(&self, step: &Step) -> bool {
        self.closing.is_none_or(|closing| step.number < closing.number)
    }

    /// What a person said last.
    pub(super) fn word_of(&self, person: &str) -> Option<&Stand<'a>> {
        // The last of those that weigh most: `max_by_key` hands back the last of equals.
        let of_person = self.stands.iter().filter(|stand| stand.person == person);
        of_person.max_by_key(|stand| (self.is_in_time(stand.step), stand.is_own))
    }

    /// The last word of each member whose word counts: of those who were there, and with `written` also of absent ones who
    /// handed theirs in.
    pub(super) fn words(&self, written: bool) -> Vec<&Stand<'a>> {
        let counts = |seat: &&Seat<'_>, stand: &Stand<'_>| match seat.attendance {
            Some(Attendance::There) | None => true,
            Some(Attendance::Absent) => written && stand.in_writing,
            Some(Attendance::Recused) => false,
        };
        self.members().filter_map(|seat| self.word_of(seat.person).filter(|stand| counts(&seat, stand))).collect()
    }

    /// How the members stand, counting as [`Meeting::words`] does. A head who decides need not take a position besides.
    pub(super) fn votes(&self, written: bool) -> Votes {
        let words = self.words(written);
        let approve = words.iter().filter(|stand| stand.is_for()).count();
        let head = self.head().map(|seat| seat.person);
        let silent = self
            .members()
            .filter(|seat| seat.is_there() && Some(seat.person) != head && self.word_of(seat.person).is_none());
        Votes { approve: wide(approve), oppose: wide(words.len() - approve), silent: wide(silent.count()) }
    }
}

/// A count, as wide as sums need it.
pub(super) fn wide(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

fn seat(row: &Value) -> Option<Seat<'_>> {
    let attendance = row.text("attendance").and_then(|word| match word {
        "present" | "online" => Some(Attendance::There),
        "absent" => Some(Attendance::Absent),
        "recused" => Some(Attendance::Recused),
        _ => None,
    });
    let wrote = row.get("written_opinion") == Some(&Value::Bool(true));
    Some(Seat { person: row.text("person")?, office: row.text("office").unwrap_or_default(), attendance, wrote })
}

fn stand(step: &Step) -> Option<Stand<'_>> {
    Some(Stand {
        person: step.body.text("person")?,
        position: step.body.text("position")?,
        step,
        in_writing: step.flag("in_writing") == Some(true),
        is_own: step.kind.name == SIGNED,
    })
}

/// Kinds of meeting, in the words of `meeting-opened.meeting_kind`.
#[derive(Debug, Clone, Default)]
pub struct MeetingKinds(Vec<String>);

impl MeetingKinds {
    /// As they were written.
    pub(super) fn words(&self) -> &[String] {
        &self.0
    }

    /// Whether a meeting says that it is of one of them.
    pub(super) fn name(&self, meeting: &Step) -> bool {
        meeting.body.text("meeting_kind").is_some_and(|kind| self.0.iter().any(|one| one == kind))
    }

    /// Whether a meeting is of one of those a rule is about, where none named means all; `None` where its late entry cannot
    /// say.
    pub(super) fn cover(&self, meeting: &Step) -> Option<bool> {
        match meeting.body.text("meeting_kind") {
            _ if self.0.is_empty() => Some(true),
            None if meeting.lacks("meeting_kind") => None,
            _ => Some(self.name(meeting)),
        }
    }
}

impl<'de> Deserialize<'de> for MeetingKinds {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let kinds = Vec::<String>::deserialize(from)?;
        let known = kind::named("meeting-opened").and_then(|spec| spec.field("meeting_kind")).map(|field| &field.form);
        for kind in &kinds {
            if !matches!(known, Some(Form::Choice(words)) if words.contains(&kind.as_str())) {
                return Err(D::Error::custom(format_args!("there is no kind of meeting `{kind}`")));
            }
        }
        Ok(Self(kinds))
    }
}

/// The outcomes with which the draft was adopted.
pub(super) fn is_adopted(outcome: &str) -> bool {
    matches!(outcome, "passed" | "passed-in-principle" | "passed-after-changes")
}

/// The positions and the fields of a tally they are counted in.
pub(super) const FIELDS: &[(&str, &str)] = &[
    ("agree", "agree"),
    ("agree-after-changes", "agree_after_changes"),
    ("disagree", "disagree"),
    ("defer", "defer"),
    ("reserve", "reserve"),
    ("abstain", "abstain"),
];

/// A member's own word.
pub(super) const SIGNED: &str = "position";
/// What the recorder wrote down of a member's word.
pub(super) const MINUTED: &str = "minuted-position";
/// The head's decision.
pub(super) const DECISION: &str = "head-decision";
/// A vote.
pub(super) const BALLOT: &str = "ballot";
/// The end of the meeting.
pub(super) const CLOSING: &str = "meeting-closed";
/// The minutes as they were sent out.
pub(super) const ISSUED: &str = "minutes-issued";

/// What is said of any meeting.
pub(super) static ROSTER_UNKNOWN: Saying = Saying::new("meeting-roster-unknown", &["record"]);
/// Whether the rule is about the meeting at all hangs on its kind.
pub(super) static KIND_UNKNOWN: Saying = Saying::new("meeting-kind-unknown", &["record"]);

#[cfg(test)]
mod tests {
    use super::super::sample::{Story, profile};
    use super::*;

    const ROSTER: &str = r##"{"roster":[{"person":"首长","office":"head","attendance":"present"},
        {"person":"甲","office":"member","attendance":"online"},{"person":"乙","office":"member","attendance":"absent"},
        {"person":"丙","office":"member","attendance":"recused"},{"person":"丁","office":"attendee","attendance":"present"}]}"##;

    fn says(person: &str, position: &str) -> String {
        format!(r##"{{"meeting":"#1","person":"{person}","position":"{position}"}}"##)
    }

    fn in_meeting<T>(story: &Story, look: impl FnOnce(&Meeting<'_>) -> T) -> T {
        let (profile, history) = (profile("kind = \"closed\""), story.history());
        look(&Meeting::all(&profile, &history)[0])
    }

    fn opened() -> Story {
        Story::opened("{}").add("meeting-opened", "2026-03-01", ROSTER)
    }

    #[test]
    fn the_votes_are_those_of_members_who_were_there() {
        let story = opened().add(SIGNED, "2026-03-01", &says("甲", "agree-after-changes"));
        let story = ["乙", "丙", "丁", "戊"]
            .iter()
            .fold(story, |story, one| story.add(SIGNED, "2026-03-01", &says(one, "agree")));
        let votes = in_meeting(&story, |meeting| meeting.votes(true));
        assert_eq!(votes, Votes { approve: 1, oppose: 0, silent: 0 }, "the absent handed nothing in, the head decides");
    }

    #[test]
    fn an_absent_members_written_word_counts_where_the_profile_says_so() {
        let written = says("乙", "defer").replace('}', r##","in_writing":true}"##);
        let story = opened().add(MINUTED, "2026-03-01", &written);
        assert_eq!(in_meeting(&story, |meeting| meeting.votes(true)), Votes { approve: 0, oppose: 1, silent: 1 });
        assert_eq!(in_meeting(&story, |meeting| meeting.votes(false)), Votes { approve: 0, oppose: 0, silent: 1 });
    }

    #[test]
    fn nobody_can_unsay_a_members_own_word() {
        let word = |story: &Story| in_meeting(story, |meeting| meeting.word_of("甲").map(|stand| stand.step.number));
        let story = opened().add(SIGNED, "2026-03-01", &says("甲", "disagree"));
        let minuted = story.clone().add(MINUTED, "2026-03-01", &says("甲", "agree"));
        assert_eq!(word(&minuted), Some(2), "what was minuted does not take the place of what was signed");
        let changed = story.clone().add(SIGNED, "2026-03-01", &says("甲", "agree"));
        assert_eq!(word(&changed), Some(3), "a member may change their mind");
        let after =
            story.add(CLOSING, "2026-03-01", r##"{"meeting":"#1"}"##).add(SIGNED, "2026-03-02", &says("甲", "agree"));
        assert_eq!(word(&after), Some(2), "but not once the meeting was closed");
        let minuted = opened().add(MINUTED, "2026-03-01", &says("甲", "disagree"));
        let after = minuted.add(CLOSING, "2026-03-01", r##"{"meeting":"#1"}"##);
        assert_eq!(word(&after.add(SIGNED, "2026-03-02", &says("甲", "agree"))), Some(2), "not even by signing");
    }

    #[test]
    fn there_is_one_head_or_none() {
        assert_eq!(in_meeting(&opened(), |meeting| meeting.head().map(|seat| seat.person.to_owned())).unwrap(), "首长");
        let absent = ROSTER.replace(r##""head","attendance":"present""##, r##""head","attendance":"absent""##);
        let story = Story::opened("{}").add("meeting-opened", "2026-03-01", &absent);
        assert!(in_meeting(&story, |meeting| meeting.head().is_none()));
    }
}
