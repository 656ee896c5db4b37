//! A decision as rules may look at it: its records in their order, read and decoded by somebody else.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::crypto::PublicKey;
use crate::model::kind::{self, Form, KindSpec};
use crate::model::{
    ClaimedTime, DecisionId, Moment, Occurred, OfficeId, PersonId, RecordDigest, RecordedTime, Sha256Digest, Value,
};

/// Who has signed a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// In which office.
    pub office: OfficeId,
    /// With which key.
    pub key: PublicKey,
    /// Whose key it is, where the registry is known and says so.
    pub person: Option<PersonId>,
}

/// A document that a record cites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What it is to the record.
    pub role: String,
    /// Its name.
    pub name: String,
    /// Its bytes' digest in hexadecimal, where it is not sealed.
    pub digest: Option<String>,
    /// The commitment to it, where it is sealed.
    pub sealed: Option<Sha256Digest>,
}

impl Document {
    /// Whether it is sealed.
    pub const fn is_sealed(&self) -> bool {
        self.sealed.is_some()
    }
}

/// Why a record was entered late, and what nobody could tell any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateEntry {
    /// The reason.
    pub reason: String,
    /// The fields declared missing.
    pub missing: Vec<String>,
}

/// A record of the decision.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its number in the decision, from 0.
    pub number: u64,
    /// Its place in the ledger.
    pub seq: u64,
    /// What others cite it by.
    pub record: RecordDigest,
    /// What it is. A record of a kind nobody knows is refused long before it comes here.
    pub kind: &'static KindSpec,
    /// The ledger's word on when it was entered.
    pub recorded: RecordedTime,
    /// The signers' word on when they signed.
    pub signed_at: ClaimedTime,
    /// Their word on when the fact happened.
    pub occurred: Occurred,
    /// Who signed.
    pub signers: Vec<Signer>,
    /// What they had before them.
    pub basis: Vec<RecordDigest>,
    /// What it says.
    pub body: Value,
    /// The documents it cites.
    pub documents: Vec<Document>,
    /// Why it was entered late, where it was.
    pub late: Option<LateEntry>,
    /// The rules that the signers knew to be broken, each with the reason they gave.
    pub despite: Vec<(String, String)>,
}

impl Step {
    /// The record named in a field of the body.
    pub fn cited(&self, field: &str) -> Option<RecordDigest> {
        self.body.text(field)?.parse().ok()
    }

    /// The version of the draft it is about; a draft version is about itself.
    pub fn draft(&self) -> Option<RecordDigest> {
        if self.kind.name == DRAFT { Some(self.record) } else { self.cited("draft") }
    }

    /// A day or moment of the body.
    pub fn moment(&self, field: &str) -> Option<Moment> {
        self.body.text(field)?.parse().ok()
    }

    /// The rows of a list in the body.
    pub fn rows(&self, field: &str) -> &[Value] {
        match self.body.get(field) {
            Some(Value::List(rows)) => rows,
            _ => &[],
        }
    }

    /// A whole number of the body.
    pub fn int(&self, field: &str) -> Option<i64> {
        match self.body.get(field) {
            Some(Value::Int(number)) => Some(*number),
            _ => None,
        }
    }

    /// Yes or no.
    pub fn flag(&self, field: &str) -> Option<bool> {
        match self.body.get(field) {
            Some(Value::Bool(yes)) => Some(*yes),
            _ => None,
        }
    }

    /// Whether its late entry declares that nobody can tell this field any more.
    pub fn is_missing(&self, path: &str) -> bool {
        self.late.as_ref().is_some_and(|late| late.missing.iter().any(|missing| missing == path))
    }

    /// The same of a field in one row of a list, by itself or with all of them.
    pub fn is_missing_in(&self, list: &str, place: usize, field: &str) -> bool {
        self.is_missing(list)
            || self.is_missing(&format!("{list}.{field}"))
            || self.is_missing(&format!("{list}[{place}].{field}"))
    }

    /// Whether its late entry declares a field unknown, in itself, in one of its rows or with what it is part of:
    /// `roster` and `roster[0].title` both leave `roster.title` unknown.
    pub fn lacks(&self, path: &str) -> bool {
        let Some(late) = &self.late else { return false };
        late.missing.iter().any(|missing| {
            let mut whole = String::with_capacity(missing.len());
            for (place, part) in missing.split('[').enumerate() {
                whole.push_str(if place == 0 { part } else { part.split_once(']').map_or("", |(_, rest)| rest) });
            }
            path.strip_prefix(&*whole).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    }

    /// The one record of a kind that it names in a field of its own or, failing that, as its basis.
    fn names<'a>(&self, history: &'a History, kind: &str) -> Option<&'a Self> {
        let fields = self.kind.fields.iter().filter(|field| matches!(field.form, Form::Record));
        let named = only(fields.filter_map(|field| self.cited(field.name)), history, kind);
        named.or_else(|| only(self.basis.iter().copied(), history, kind))
    }

    /// Whether the fact had certainly happened when the other's happened, as far as days tell.
    pub fn happened_by(&self, other: &Self) -> bool {
        self.occurred.from.date() <= other.occurred.to.date()
    }

    /// Whether it was there when the other was recorded. Where both were entered late, the order of entering says nothing
    /// of the order of events, and what they say happened decides.
    pub fn stood_before(&self, other: &Self) -> bool {
        if self.late.is_some() && other.late.is_some() {
            self.occurred.from.date() <= other.occurred.to.date() && self.number != other.number
        } else {
            self.number < other.number
        }
    }
}

/// A record that answers a finding: a resolution, a rectification or a correction. The finding stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolution {
    /// Its number in the decision.
    pub number: u64,
    /// How, in the word of its field; `corrected` for a correction.
    pub way: String,
}

/// The records of one decision, in their order. What every rule asks for is found once, when the last record is there: which
/// records are of a kind, which has a digest, which belong to a meeting.
#[derive(Debug, Clone)]
pub struct History {
    decision: DecisionId,
    steps: Vec<Step>,
    /// Places in `steps`, kind by kind as they stand in the catalogue, each kind's in the order entered.
    by_kind: Vec<usize>,
    /// Where in `by_kind` each kind of the catalogue begins; one more place than there are kinds.
    begins: Vec<usize>,
    /// Places in `steps`, in the order of how the digests begin.
    by_record: Vec<(u64, usize)>,
    /// The meeting each of `steps` says it belongs to.
    meetings: Vec<Option<RecordDigest>>,
}

impl History {
    /// The records of a decision. They come in the order of their numbers.
    pub fn new(decision: DecisionId, steps: Vec<Step>) -> Self {
        let places: Vec<Option<usize>> = steps.iter().map(|step| kind::place(step.kind.name)).collect();
        let mut begins = vec![0; kind::all().len() + 1];
        for place in places.iter().flatten() {
            begins[place + 1] += 1;
        }
        for kind in 1..begins.len() {
            begins[kind] += begins[kind - 1];
        }
        let (mut next, mut by_kind) = (begins.clone(), vec![0; begins.last().copied().unwrap_or_default()]);
        for (at, place) in places.iter().enumerate().filter_map(|(at, place)| Some((at, (*place)?))) {
            by_kind[next[place]] = at;
            next[place] += 1;
        }
        let mut by_record: Vec<_> = steps.iter().enumerate().map(|(at, step)| (begin(&step.record), at)).collect();
        by_record.sort_unstable();
        let meetings = steps.iter().map(|step| step.cited(MEETING)).collect();
        Self { decision, steps, by_kind, begins, by_record, meetings }
    }

    /// The same with one record more: what would be if it were recorded.
    #[must_use]
    pub fn with(&self, step: Step) -> Self {
        let mut steps = self.steps.clone();
        steps.push(step);
        Self::new(self.decision.clone(), steps)
    }

    /// Which decision.
    pub const fn decision(&self) -> &DecisionId {
        &self.decision
    }

    /// All records, in the order they were entered.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// What opened it; none for an empty history.
    pub fn opening(&self) -> Option<&Step> {
        self.steps.first()
    }

    /// The record with a number.
    pub fn step(&self, number: u64) -> Option<&Step> {
        let at = self.steps.binary_search_by_key(&number, |step| step.number).ok()?;
        self.steps.get(at)
    }

    /// The kinds of records, by their numbers.
    pub fn kinds_of(&self, numbers: impl IntoIterator<Item = u64>) -> BTreeMap<u64, &'static str> {
        numbers.into_iter().filter_map(|number| Some((number, self.step(number)?.kind.name))).collect()
    }

    /// The records of one kind, in the order they were entered.
    pub fn of<'a>(&'a self, kind: &str) -> impl DoubleEndedIterator<Item = &'a Step> + Clone + use<'a> {
        self.places_of(kind).iter().map(|&at| &self.steps[at])
    }

    /// Where the records of a kind stand among all of them.
    fn places_of(&self, kind: &str) -> &[usize] {
        kind::place(kind).map_or(&[], |place| &self.by_kind[self.begins[place]..self.begins[place + 1]])
    }

    /// Whether there is a record of this kind.
    pub fn has(&self, kind: &str) -> bool {
        !self.places_of(kind).is_empty()
    }

    /// The record of this digest.
    pub fn record(&self, record: &RecordDigest) -> Option<&Step> {
        let begin = begin(record);
        let first = self.by_record.partition_point(|(known, _)| *known < begin);
        let alike = self.by_record[first..].iter().take_while(|(known, _)| *known == begin);
        alike.map(|&(_, at)| &self.steps[at]).find(|step| step.record == *record)
    }

    /// The record that a field of another names, where it is in this decision.
    pub fn cited<'a>(&'a self, step: &Step, field: &str) -> Option<&'a Step> {
        self.record(&step.cited(field)?)
    }

    /// The records of one kind that belong to a meeting, in the order they were entered.
    pub fn of_meeting<'a>(
        &'a self,
        kind: &str,
        meeting: &Step,
    ) -> impl DoubleEndedIterator<Item = &'a Step> + Clone + use<'a> {
        let meeting = Some(meeting.record);
        self.places_of(kind).iter().filter(move |at| self.meetings[**at] == meeting).map(|&at| &self.steps[at])
    }

    /// The records of every kind that belong to a meeting, in the order they were entered.
    pub fn at_meeting<'a>(&'a self, meeting: &Step) -> impl Iterator<Item = &'a Step> + use<'a> {
        let meeting = Some(meeting.record);
        self.steps.iter().zip(&self.meetings).filter(move |(_, one)| **one == meeting).map(|(step, _)| step)
    }

    /// The last record of a kind that stood before another.
    pub fn last_before<'a>(&'a self, kind: &str, before: &Step) -> Option<&'a Step> {
        self.of(kind).rev().find(|step| step.stood_before(before))
    }

    /// The record of a kind that another belongs to: the one it names, else the last that stood before it.
    pub fn earlier<'a>(&'a self, kind: &str, later: &Step) -> Option<&'a Step> {
        later.names(self, kind).or_else(|| self.last_before(kind, later))
    }

    /// The corrections of a record.
    pub fn corrections_of(&self, record: RecordDigest) -> impl Iterator<Item = &Step> {
        self.of("correction").filter(move |step| step.cited("corrects") == Some(record))
    }

    /// The day of the last entry, by the ledger's clock (UTC+8, the time of the law's days).
    pub fn last_recorded_day(&self) -> Option<Date> {
        self.steps.iter().map(|step| step.recorded).max().map(day_of)
    }
}

/// How a digest begins: enough to tell the records of a decision apart, and one number to compare.
fn begin(record: &RecordDigest) -> u64 {
    record.0.first_chunk().copied().map_or(0, u64::from_be_bytes)
}

/// The only record of a kind among those named; none where several are.
fn only<'a>(named: impl Iterator<Item = RecordDigest>, history: &'a History, kind: &str) -> Option<&'a Step> {
    let mut of_kind = named.filter_map(|record| history.record(&record)).filter(|step| step.kind.name == kind);
    let first = of_kind.next()?;
    of_kind.all(|other| other.record == first.record).then_some(first)
}

/// The day a moment of the ledger's clock falls on where the law counts its days (UTC+8).
pub fn day_of(recorded: RecordedTime) -> Date {
    jiff::tz::Offset::constant(8).to_datetime(recorded.timestamp()).date()
}

/// The field by which a record names the meeting it belongs to.
const MEETING: &str = "meeting";

/// The kind whose records are versions of the draft.
pub const DRAFT: &str = "draft-version";

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::sample::{Story, digest};
    use super::History;

    #[test]
    fn a_late_entry_lacks_what_it_declares_and_what_is_part_of_it() {
        let lacks = |missing: &str, path: &str| Story::opened("{}").late(&[missing]).history().steps()[0].lacks(path);
        for missing in ["roster", "roster.title", "roster[3].title", "roster[3]"] {
            assert!(lacks(missing, "roster.title"), "{missing}");
        }
        for missing in ["roster.person", "roster.titles", "title", "rost"] {
            assert!(!lacks(missing, "roster.title"), "{missing}");
        }
        assert!(!lacks("roster.title", "roster"), "the roster itself is known");
        assert!(!Story::opened("{}").history().steps()[0].lacks("title"));
    }

    #[test]
    fn a_record_belongs_to_the_one_it_names_and_else_to_the_last_before_it() {
        let story =
            Story::opened("{}").add("hearing-notice", "2026-02-01", "{}").add("hearing-notice", "2026-02-02", "{}");
        let notice_of = |story: Story| {
            let history = story.history();
            let number = history.steps().len() - 1;
            history.earlier("hearing-notice", &history.steps()[number]).map(|step| step.number)
        };
        let held = |body| story.clone().add("hearing-record", "2026-03-01", body);
        assert_eq!(notice_of(held(r##"{"notice":"#1"}"##)), Some(1));
        assert_eq!(notice_of(held("{}")), Some(2));
        // A report cites as its basis the record of the hearing, which is no notice.
        assert_eq!(notice_of(held("{}").add("hearing-report", "2026-03-02", r##"{"record":"#3"}"##)), Some(2));
        assert_eq!(notice_of(Story::opened("{}").add("hearing-record", "2026-03-01", "{}")), None);
        // Its basis tells which one is meant only where it names one.
        let resting_on = |basis: &[u64]| {
            let mut steps = held("{}").history().steps().to_vec();
            steps[3].basis = basis.iter().map(|number| digest(*number)).collect();
            let history = History::new("2026-001".parse().unwrap(), steps);
            history.earlier("hearing-notice", &history.steps()[3]).map(|step| step.number)
        };
        assert_eq!(resting_on(&[0, 1]), Some(1));
        assert_eq!(resting_on(&[1, 2]), Some(2));
    }

    #[test]
    fn a_record_is_found_by_its_number_also_where_one_before_it_could_not_be_read() {
        let story = Story::opened("{}").add("study", "2026-02-01", "{}").add("proposal", "2026-02-02", "{}");
        let mut steps = story.history().steps().to_vec();
        steps.remove(1);
        let history = History::new("2026-001".parse().unwrap(), steps);
        assert_eq!(history.step(2).map(|step| step.kind.name), Some("proposal"));
        assert!(history.step(1).is_none() && history.step(3).is_none());
        assert_eq!(history.kinds_of([2, 1, 0]), BTreeMap::from([(0, "decision-open"), (2, "proposal")]));
    }
}
