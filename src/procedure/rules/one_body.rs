//! One meeting is of one body (A28): the same number, on the same day, under two kinds of meeting is a Party and a
//! government meeting in one book.

use serde::Deserialize;

use super::super::history::Step;
use super::super::judge::{Case, Out};
use super::super::said::{Arg, Saying};
use super::Look;

/// Compares the numbers and kinds of the meetings, opened or announced.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OneBody {
    /// Whether one number on different days counts too. Left out, it does not: two bodies may each hold their twelfth.
    #[serde(default)]
    pub across_days: bool,
}

static SAME: Saying = Saying::new("one-body-same", &["record", "number", "meeting"]);
static OTHER: Saying = Saying::new("one-body-other", &["record", "number", "meeting"]);

/// A meeting as a record names it.
struct Named<'a> {
    step: &'a Step,
    number: &'a str,
    meeting: &'a str,
    days: (jiff::civil::Date, jiff::civil::Date),
}

impl Look for OneBody {
    const SAYINGS: &'static [&'static Saying] = &[&SAME, &OTHER];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        let opened = case.opened().filter_map(|step| {
            let days = (step.occurred.from.date(), step.occurred.to.date());
            Some(Named { step, number: step.body.text("number")?, meeting: step.body.text("meeting_kind")?, days })
        });
        let announced = case.history.of("meeting-notice").filter_map(|step| {
            let (number, meeting) = (step.body.text("meeting_number")?, step.body.text("meeting_kind")?);
            let day = step.moment("meeting_time")?.date();
            Some(Named { step, number, meeting, days: (day, day) })
        });
        let mut all: Vec<Named<'_>> = opened.chain(announced).collect();
        all.sort_by_key(|named| named.step.number);
        for (place, later) in all.iter().enumerate() {
            let clash = all[..place].iter().find(|earlier| {
                let meet = earlier.days.0 <= later.days.1 && later.days.0 <= earlier.days.1;
                let same = earlier.number.trim() == later.number.trim() && earlier.meeting != later.meeting;
                same && (meet || self.across_days)
            });
            if let Some(earlier) = clash {
                let expected = SAME.with(said(earlier));
                out.broken([later.step.number, earlier.step.number], expected, OTHER.with(said(later)));
            }
        }
    }
}

fn said(named: &Named<'_>) -> [Arg; 3] {
    let meeting = Arg::Choice(named.step.kind.name, "meeting_kind".into(), named.meeting.to_owned());
    [Arg::Record(named.step.number), Arg::Words(named.number.to_owned()), meeting]
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::{Story, found, met};

    const RULE: &str = "kind = \"one-body\"";

    fn second(day: &str, number: &str, kind: &str) -> Story {
        let body = format!(r##"{{"number":"{number}","meeting_kind":"{kind}"}}"##);
        met("present").add("meeting-opened", day, &body)
    }

    #[test]
    fn two_bodies_under_one_number_are_found() {
        assert_eq!(found(RULE, &second("2026-03-01", "1", "party-group-meeting")), [("broken", vec![2, 1])]);
        assert_eq!(found(RULE, &second("2026-03-01", "2", "party-group-meeting")), []);
        assert_eq!(found(RULE, &second("2026-03-01", "1", "executive-meeting")), []);
    }

    #[test]
    fn on_another_day_another_body_may_hold_a_meeting_of_the_same_number() {
        let story = second("2026-03-02", "1", "party-group-meeting");
        assert_eq!(found(RULE, &story), []);
        assert_eq!(found(&format!("{RULE}\nacross_days = true"), &story), [("broken", vec![2, 1])]);
    }

    #[test]
    fn a_notice_names_the_body_too() {
        let notice = |kind: &str| {
            let body = format!(r##"{{"meeting_number":"1","meeting_kind":"{kind}","meeting_time":"2026-03-01"}}"##);
            found(RULE, &met("present").add("meeting-notice", "2026-02-27", &body))
        };
        assert_eq!(notice("party-committee-meeting"), [("broken", vec![2, 1])]);
        assert_eq!(notice("executive-meeting"), []);
    }
}
