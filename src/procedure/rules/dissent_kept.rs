//! Dissent is kept (A17; Order 713, art. 30 and 38): as many different opinions as members stated are in the closing of the
//! meeting and in the minutes that were sent out, and nobody's are minuted as something else.

use serde::Deserialize;
use serde::de::Error;

use super::super::history::Step;
use super::super::judge::{Case, Out, about};
use super::super::meeting::{ISSUED, KIND_UNKNOWN, Meeting, ROSTER_UNKNOWN, Stand};
use super::super::said::{Arg, Saying};
use super::Look;
use crate::model::kind::{self, Form};

/// Counts the dissents members stated against `meeting-closed.dissents` and `minutes-issued.dissents`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, try_from = "Wire")]
pub struct DissentKept {
    /// The positions that are dissents, by default `disagree` and `reserve`.
    pub words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    #[serde(default)]
    words: Option<Vec<String>>,
}

impl TryFrom<Wire> for DissentKept {
    type Error = toml::de::Error;
    fn try_from(wire: Wire) -> Result<Self, Self::Error> {
        let words = wire.words.unwrap_or_else(|| DISSENTS.map(str::to_owned).to_vec());
        let field = kind::named("position").and_then(|spec| spec.field("position"));
        for word in &words {
            let known = matches!(field.map(|field| &field.form), Some(Form::Choice(all)) if all.contains(&word.as_str()));
            if !known || word == "agree" {
                return Err(Self::Error::custom(format_args!("`{word}` is no dissent")));
            }
        }
        Ok(Self { words })
    }
}

const DISSENTS: [&str; 2] = ["disagree", "reserve"];

static KEPT: Saying = Saying::new("dissent-kept-all", &["record", "number", "people"]);
static SAYS: Saying = Saying::new("dissent-kept-says", &["record", "number"]);
static STATED: Saying = Saying::new("dissent-kept-stated", &["record", "number"]);
static OWN_WORD: Saying = Saying::new("dissent-kept-own-word", &["record", "person", "position"]);
static MINUTED_AS: Saying = Saying::new("dissent-kept-minuted-as", &["record", "position"]);
static UNKNOWN: Saying = Saying::new("dissent-kept-unknown", &["record"]);

impl Look for DissentKept {
    const SAYINGS: &'static [&'static Saying] =
        &[&KEPT, &SAYS, &STATED, &OWN_WORD, &MINUTED_AS, &UNKNOWN, &ROSTER_UNKNOWN, &KIND_UNKNOWN];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        for meeting in Meeting::known(case, out) {
            let issued = case.history.of_meeting(ISSUED, meeting.step);
            for step in meeting.closing.into_iter().chain(issued) {
                self.look_at(meeting, step, out);
            }
            self.look_at_minuted(meeting, out);
        }
    }
}

impl DissentKept {
    fn is_dissent(&self, stand: &Stand<'_>) -> bool {
        self.words.iter().any(|word| word == stand.position)
    }

    fn look_at(&self, meeting: &Meeting<'_>, step: &Step, out: &mut Out<'_>) {
        let words = meeting.words(true);
        let dissents: Vec<&&Stand<'_>> = words.iter().filter(|stand| self.is_dissent(stand)).collect();
        let of_step = || about(step, Some(meeting.step));
        let Some(says) = step.int("dissents") else {
            if step.lacks("dissents") && !dissents.is_empty() {
                out.undecided(of_step(), UNKNOWN.with([Arg::Record(step.number)]));
            }
            return;
        };
        let found = || SAYS.with([Arg::Record(step.number), Arg::Int(says)]);
        let (least, most) = (dissents.len(), words.iter().filter(|stand| stand.position != "agree").count());
        if i64::try_from(least).is_ok_and(|least| says < least) {
            let mut about = of_step();
            about.extend(dissents.iter().map(|stand| stand.step.number));
            let people = dissents.iter().map(|stand| stand.person.to_owned()).collect();
            let expected = KEPT.with([Arg::Record(step.number), Arg::count(least), Arg::List(people)]);
            out.broken(about, expected, found());
        } else if i64::try_from(most).is_ok_and(|most| says > most) {
            // A dissent that the minutes know of and that nobody recorded as a position.
            let expected = STATED.with([Arg::Record(meeting.step.number), Arg::count(most)]);
            out.badly_recorded(of_step(), expected, found());
        }
    }

    /// What the recorder wrote down of somebody who signed a dissent.
    fn look_at_minuted(&self, meeting: &Meeting<'_>, out: &mut Out<'_>) {
        for minuted in meeting.stands.iter().filter(|stand| !stand.is_own && !self.is_dissent(stand)) {
            let own = meeting.word_of(minuted.person).filter(|stand| stand.is_own && self.is_dissent(stand));
            if let Some(own) = own {
                let says = |stand: &Stand<'_>| {
                    Arg::Choice(stand.step.kind.name, "position".into(), stand.position.to_owned())
                };
                let (record, person) = (Arg::Record(own.step.number), Arg::Words(own.person.to_owned()));
                let found = MINUTED_AS.with([Arg::Record(minuted.step.number), says(minuted)]);
                out.broken([minuted.step.number, own.step.number], OWN_WORD.with([record, person, says(own)]), found);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::finding::Nature;
    use super::super::super::sample::{Story, found, judged, met, try_profile};

    const RULE: &str = "kind = \"dissent-kept\"";

    fn said() -> Story {
        met("present present present present").say("1 agree, 2 disagree, 3 reserve, 4 defer")
    }

    #[test]
    fn a_dissent_left_out_of_the_closing_or_the_minutes_is_found() {
        for kind in ["meeting-closed", "minutes-issued"] {
            assert_eq!(found(RULE, &said().at_meeting(kind, r##"{"dissents":1}"##)), [("broken", vec![6, 1, 3, 4])]);
            assert_eq!(found(RULE, &said().at_meeting(kind, r##"{"dissents":2}"##)), []);
        }
    }

    #[test]
    fn what_is_a_dissent_is_the_profiles_to_say() {
        let rule = format!("{RULE}\nwords = [\"disagree\", \"reserve\", \"defer\", \"abstain\"]");
        assert_eq!(found(&rule, &said().at_meeting("meeting-closed", r##"{"dissents":2}"##)).len(), 1);
        assert_eq!(found(&rule, &said().at_meeting("meeting-closed", r##"{"dissents":3}"##)), []);
        assert!(try_profile(&format!("{RULE}\nwords = [\"agree\"]")).is_err());
        assert!(try_profile(&format!("{RULE}\nwords = [\"perhaps\"]")).is_err());
    }

    #[test]
    fn a_dissent_nobody_recorded_as_a_position_is_a_fault_of_the_record() {
        assert_eq!(found(RULE, &said().at_meeting("meeting-closed", r##"{"dissents":3}"##)), [], "the deferral counted");
        let findings = judged(RULE, &said().at_meeting("meeting-closed", r##"{"dissents":4}"##)).findings;
        assert_eq!((findings.len(), findings[0].nature), (1, Nature::Record));
    }

    #[test]
    fn a_signed_dissent_minuted_as_consent_is_found() {
        let minuted = |position: &str| {
            let body = format!(r##"{{"person":"2","position":"{position}"}}"##);
            let story = said().at_meeting("minuted-position", &body);
            found(RULE, &story.at_meeting("meeting-closed", r##"{"dissents":2}"##))
        };
        assert_eq!(minuted("agree"), [("broken", vec![6, 3])]);
        assert_eq!(minuted("disagree"), []);
    }

    #[test]
    fn a_member_may_come_to_a_dissent() {
        let minuted = |story: Story, position: &str| {
            story.at_meeting("minuted-position", &format!(r##"{{"person":"1","position":"{position}"}}"##))
        };
        let story = minuted(minuted(met("present"), "agree"), "disagree");
        assert_eq!(found(RULE, &story.at_meeting("meeting-closed", r##"{"dissents":1}"##)), []);
    }

    #[test]
    fn what_nobody_can_tell_any_more_is_not_decided() {
        let judgement = judged(RULE, &said().at_meeting("meeting-closed", "{}").late(&["dissents"]));
        assert_eq!((judgement.findings.len(), judgement.undecided.len()), (0, 1));
    }
}
