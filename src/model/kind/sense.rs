//! What kinds share in telling the meaningless from the irregular.

use std::collections::HashSet;

use super::problem::{Problem, Wrong};
use crate::model::{Moment, Value};

/// Reports `end` where it certainly lies before `start`.
pub(super) fn backwards(table: &Value, start: &'static str, end: &'static str, problems: &mut Vec<Problem>) {
    if is_backwards(table, start, end) {
        problems.push(Problem::new(end, Wrong::Backwards { start }));
    }
}

/// Whether `end` certainly lies before `start`; never where one of them is not there or no time.
pub(super) fn is_backwards(table: &Value, start: &str, end: &str) -> bool {
    let moment = |name| table.text(name).and_then(|text| text.parse::<Moment>().ok());
    match (moment(start), moment(end)) {
        (Some(Moment::Day(from)), Some(Moment::Day(to))) => to < from,
        (Some(from), Some(to)) => to.bounds().1 < from.bounds().0,
        _ => false,
    }
}

/// The rows of a list of tables; none where it is not there.
pub(super) fn rows<'a>(body: &'a Value, name: &str) -> &'a [Value] {
    match body.get(name) {
        Some(Value::List(rows)) => rows,
        _ => &[],
    }
}

/// Reports each name that stood before, at the path of its place.
pub(super) fn twice<'a>(
    names: impl Iterator<Item = Option<&'a str>>,
    path: impl Fn(usize) -> String,
    problems: &mut Vec<Problem>,
) {
    let mut seen = HashSet::new();
    for (place, name) in names.enumerate() {
        if let Some(name) = name.filter(|name| !seen.insert(*name)) {
            problems.push(Problem::new(path(place), Wrong::Twice(name.to_owned())));
        }
    }
}
