//! Who took part in a hearing confirms its record and signs it (A09): Order 713, art. 17(3). The record has numbers and no
//! names; so many came, so many signed, so many would not.

use serde::Deserialize;

use super::super::history::Step;
use super::super::judge::{Case, Out};
use super::super::said::{Arg, Saying};
use super::Look;

/// As many must have signed, or refused to, as took part.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HearingSigned {}

static ALL: Saying = Saying::new("hearing-signed-all", &["record", "present"]);
static ONLY: Saying = Saying::new("hearing-signed-only", &["signed", "refused"]);
static NO_MORE: Saying = Saying::new("hearing-signed-no-more", &["record", "present"]);
static UNKNOWN: Saying = Saying::new("hearing-signed-unknown", &["record"]);

impl Look for HearingSigned {
    const SAYINGS: &'static [&'static Saying] = &[&ALL, &ONLY, &NO_MORE, &UNKNOWN];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        case.history.of("hearing-record").for_each(|hearing| look_at(hearing, out));
    }
}

fn look_at(hearing: &Step, out: &mut Out<'_>) {
    let about = [hearing.number];
    let (Some(present), Some(signed)) = (present(hearing), hearing.int("signed")) else {
        return out.undecided(about, UNKNOWN.with([Arg::Record(hearing.number)]));
    };
    let refused = hearing.int("refused_to_sign").unwrap_or(0);
    let answered = signed.saturating_add(refused);
    if answered < present {
        let expected = ALL.with([Arg::Record(hearing.number), Arg::Int(present)]);
        out.broken(about, expected, ONLY.with([Arg::Int(signed), Arg::Int(refused)]));
    }
    // Presenters, observers and supervisors may sign as well; nobody else was there.
    let others = ["presenters", "observers", "supervisors"].map(|field| hearing.int(field).unwrap_or(0));
    let everybody = others.into_iter().fold(present, i64::saturating_add);
    if answered > everybody {
        let expected = NO_MORE.with([Arg::Record(hearing.number), Arg::Int(everybody)]);
        out.badly_recorded(about, expected, ONLY.with([Arg::Int(signed), Arg::Int(refused)]));
    }
}

/// How many took part: the representatives who came; where a hearing had none, those who made statements.
fn present(hearing: &Step) -> Option<i64> {
    let rows = hearing.rows("representatives");
    if rows.is_empty() {
        return if hearing.lacks("representatives") { None } else { hearing.int("presenters").or(Some(0)) };
    }
    rows.iter().map(|row| int(row.get("present"))).try_fold(0_i64, |sum, present| Some(sum.saturating_add(present?)))
}

fn int(value: Option<&crate::model::Value>) -> Option<i64> {
    match value {
        Some(crate::model::Value::Int(number)) => Some(*number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::finding::Nature;
    use super::super::super::sample::{Story, found, judged};

    const RULE: &str = "kind = \"hearing-signed\"";

    fn hearing(body: &str) -> Story {
        Story::opened("{}").add("hearing-record", "2026-02-10", body)
    }

    /// Twelve of fifteen came.
    fn signed(rest: &str) -> Story {
        let groups = r##"[{"group":"利害关系人","due":10,"present":8},{"group":"公众","due":5,"present":4}]"##;
        hearing(&format!(r##"{{"representatives":{groups},{rest}}}"##))
    }

    #[test]
    fn a_signature_that_is_not_there_is_found() {
        assert_eq!(found(RULE, &signed(r##""signed":11"##)), [("broken", vec![1])]);
        assert_eq!(found(RULE, &signed(r##""signed":12"##)), []);
    }

    #[test]
    fn who_would_not_sign_is_on_record_as_such() {
        assert_eq!(found(RULE, &signed(r##""signed":10,"refused_to_sign":2"##)), []);
        assert_eq!(found(RULE, &signed(r##""signed":10,"refused_to_sign":1"##)), [("broken", vec![1])]);
    }

    #[test]
    fn more_signatures_than_people_contradict_the_record() {
        let more = judged(RULE, &signed(r##""signed":16,"observers":3"##)).findings;
        assert_eq!((more.len(), more[0].nature), (1, Nature::Record));
        assert_eq!(found(RULE, &signed(r##""signed":15,"observers":3"##)), [], "the observers spoke and signed");
    }

    #[test]
    fn a_hearing_without_representatives_is_signed_by_those_who_spoke() {
        let spoke = |signed: u8| hearing(&format!(r##"{{"representatives":[],"presenters":10,"signed":{signed}}}"##));
        assert_eq!(found(RULE, &spoke(9)), [("broken", vec![1])]);
        assert_eq!(found(RULE, &spoke(10)), []);
    }

    #[test]
    fn numbers_that_are_lost_decide_nothing() {
        for (body, missing) in [
            (r##"{"representatives":[{"group":"公众","due":5}],"signed":4}"##, "representatives.present"),
            (r##"{"signed":4}"##, "representatives"),
            (r##"{"representatives":[]}"##, "signed"),
        ] {
            let judgement = judged(RULE, &hearing(body).late(&[missing]));
            assert_eq!((judgement.findings.len(), judgement.undecided.len()), (0, 1), "{missing}");
        }
    }
}
