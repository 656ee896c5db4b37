//! One day must not lie after another: `first` before `then`, in each record of `then` against the last of `first` that
//! stood before it, or inside one record.

use serde::Deserialize;

use super::super::judge::{Case, Out, day_arg};
use super::super::refs::{DayRef, End};
use super::super::said::{Arg, Saying};
use super::Look;

/// The day `first` must not lie after the day `then` (Order 713 fixes few orders; profiles say which).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// The earlier day.
    pub first: DayRef,
    /// The later day.
    pub then: DayRef,
}

static NOT_AFTER: Saying = Saying::new("order-not-after", &["first", "then", "day"]);
static LIES_AFTER: Saying = Saying::new("order-lies-after", &["first", "day"]);

impl Look for Order {
    const SAYINGS: &'static [&'static Saying] = &[&NOT_AFTER, &LIES_AFTER];

    fn look(&self, case: &Case<'_>, out: &mut Out<'_>) {
        let within = self.first.kind == self.then.kind;
        for later in case.history.of(self.then.kind.name()) {
            let earlier = if within {
                Some(later)
            } else {
                // Where none stood before it, the first that came after: that is what the rule is about.
                let first = self.first.kind.name();
                case.history.earlier(first, later).or_else(|| case.history.of(first).next())
            };
            let Some(earlier) = earlier else { continue };
            let (Some(first), Some(then)) = (self.first.day(earlier, End::From), self.then.day(later, End::To)) else {
                continue;
            };
            if first > then {
                let about = if within { vec![later.number] } else { vec![later.number, earlier.number] };
                let expected = NOT_AFTER.with([day_arg(&self.first), day_arg(&self.then), Arg::Day(then)]);
                out.broken(about, expected, LIES_AFTER.with([day_arg(&self.first), Arg::Day(first)]));
            }
        }
    }

    fn order(&self) -> Option<(&str, &str)> {
        Some((self.first.kind.name(), self.then.kind.name()))
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::{Story, found};

    const RULE: &str = "kind = \"order\"\nfirst = \"comment-summary\"\nthen = \"legality-opinion\"";

    #[test]
    fn an_adoption_table_after_the_review_is_found() {
        let story = Story::opened("{}").add("legality-opinion", "2026-02-01", "{}");
        assert_eq!(found(RULE, &story.clone().add("comment-summary", "2026-02-02", "{}")), [("broken", vec![1, 2])]);
        assert_eq!(found(RULE, &story.add("comment-summary", "2026-02-01", "{}")), [], "the same day is in time");
    }

    #[test]
    fn the_days_of_one_record_are_held_against_each_other() {
        let rule = "kind = \"order\"\nfirst = \"hearing-notice\"\nthen = \"hearing-notice.registration_to\"";
        let story = |day| Story::opened("{}").add("hearing-notice", day, r##"{"registration_to":"2024-01-10"}"##);
        assert_eq!(found(rule, &story("2024-01-21")), [("broken", vec![1])]);
        assert_eq!(found(rule, &story("2024-01-10")), []);
    }
}
