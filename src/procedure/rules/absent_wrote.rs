//! Who cannot come writes (A18; local rules: the absent leader in charge hands in a written opinion). Order 713 has no such
//! rule.

use serde::Deserialize;
use serde::de::Error;

use super::super::judge::{Case, Out};
use super::super::meeting::{Attendance, KIND_UNKNOWN, Meeting, MeetingKinds, ROSTER_UNKNOWN};
use super::super::refs::FieldRef;
use super::super::said::{Arg, Saying};
use super::Look;
use crate::model::Value;
use crate::model::kind::Form;

/// At each deciding meeting, members who were away have handed in an opinion.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, try_from = "Wire")]
pub struct AbsentWrote {
    /// A field that names whose opinion is asked for (`agenda-request.approved_by`); that of every absent member where it is
    /// left out.
    pub who: Option<FieldRef>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    #[serde(default)]
    who: Option<FieldRef>,
}

impl TryFrom<Wire> for AbsentWrote {
    type Error = toml::de::Error;
    fn try_from(Wire { who }: Wire) -> Result<Self, Self::Error> {
        match who {
            Some(field) if !matches!(field.form(), Form::Person) => {
                Err(Self::Error::custom(format_args!("`{field}` names nobody")))
            }
            who => Ok(Self { who }),
        }
    }
}

static WRITES: Saying = Saying::new("absent-wrote", &["meeting"]);
static WROTE_NOT: Saying = Saying::new("absent-wrote-not", &["people"]);

impl Look for AbsentWrote {
    const SAYINGS: &'static [&'static Saying] = &[&WRITES, &WROTE_NOT, &ROSTER_UNKNOWN, &KIND_UNKNOWN];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        for meeting in Meeting::deciding(case, &MeetingKinds::default(), out) {
            let asked = self.asked(case, meeting);
            let is_asked = |person: &str| asked.as_ref().is_none_or(|asked| asked.contains(&person));
            let wrote = |person: &str| meeting.stands.iter().any(|stand| stand.person == person && stand.in_writing);
            let silent = meeting.members().filter(|seat| {
                seat.attendance == Some(Attendance::Absent) && is_asked(seat.person) && !seat.wrote && !wrote(seat.person)
            });
            let silent: Vec<String> = silent.map(|seat| seat.person.to_owned()).collect();
            if !silent.is_empty() {
                let number = meeting.step.number;
                out.broken([number], WRITES.with([Arg::Record(number)]), WROTE_NOT.with([Arg::List(silent)]));
            }
        }
    }
}

impl AbsentWrote {
    /// Whose opinion is asked for; `None` for everybody's. What nobody can tell asks for nobody's.
    fn asked<'a>(&self, case: &Case<'a>, meeting: &Meeting<'_>) -> Option<Vec<&'a str>> {
        let field = self.who.as_ref()?;
        let names = case.history.last_before(field.kind.name(), meeting.step).map(|step| field.values(step));
        let names = names.into_iter().flatten().filter_map(|value| match value {
            Value::Text(name) => Some(name.as_str()),
            _ => None,
        });
        Some(names.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::{Story, found, try_profile};

    const ALL: &str = "kind = \"absent-wrote\"";
    const IN_CHARGE: &str = "kind = \"absent-wrote\"\nwho = \"agenda-request.approved_by\"";

    fn met(absent: &str) -> Story {
        let story = Story::opened("{}").add("agenda-request", "2026-02-20", r##"{"approved_by":"乙"}"##);
        let roster = format!(
            r##"{{"meeting_kind":"executive-meeting","roster":[{{"person":"甲","office":"head","attendance":"present"}},{absent}]}}"##
        );
        story.add("meeting-opened", "2026-03-01", &roster)
    }

    const AWAY: &str = r##"{"person":"乙","office":"member","attendance":"absent"}"##;

    #[test]
    fn who_is_away_writes() {
        for rule in [ALL, IN_CHARGE] {
            assert_eq!(found(rule, &met(AWAY)), [("broken", vec![2])]);
            assert_eq!(found(rule, &met(&AWAY.replace("absent", "present"))), []);
            assert_eq!(found(rule, &met(&AWAY.replace("absent", "recused"))), []);
            assert_eq!(found(rule, &met(&AWAY.replace('}', r##","written_opinion":true}"##))), []);
            let says = r##"{"meeting":"#2","person":"乙","position":"agree","in_writing":true}"##;
            assert_eq!(found(rule, &met(AWAY).add("position", "2026-02-28", says)), []);
        }
    }

    #[test]
    fn only_the_one_in_charge_where_the_rule_says_so() {
        let other = met(&AWAY.replace('乙', "丙"));
        assert_eq!((found(ALL, &other).len(), found(IN_CHARGE, &other).len()), (1, 0));
        let guest = met(&AWAY.replace("member", "attendee"));
        assert_eq!(found(ALL, &guest), [], "who merely attends need not write");
    }

    #[test]
    fn a_field_that_names_nobody_is_refused() {
        assert!(try_profile(&format!("{ALL}\nwho = \"agenda-request.subject\"")).is_err());
        assert!(try_profile(IN_CHARGE).is_ok());
    }
}
