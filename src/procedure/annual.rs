//! The figures of a year, as the yearly report on government by law asks for them (法治政府建设年度报告): decisions,
//! consultations and what became of the opinions, hearings, reviews by their results, meetings, positions and dissents.
//!
//! In scope: which record counts for which figure, decision by decision, each figure traceable to its entries. The year is
//! that of the *fact*, by its end; a late entry counts in the year it tells of, and is marked. What is not told is
//! counted as not told. Out of scope: whether what happened was lawful ([`judge`](mod@super::judge)), signatures, reading.

mod catalogue;
mod figure;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap, HashSet};

use self::catalogue::Catalogues;
pub use self::figure::{By, FIGURES, Figure, FigureSpec, Tallied};
use super::history::{History, Step};
use super::stand::{Stand, Voice};
use crate::model::{ProfileId, RecordDigest, Value};

/// The figures of one year in the making.
#[derive(Debug)]
pub struct Annual {
    year: i16,
    profile: Option<ProfileId>,
    entries: BTreeMap<&'static str, Vec<Tallied>>,
    catalogues: Catalogues,
    meetings: HashSet<String>,
    elsewhere: Vec<(Tallied, i16)>,
}

/// The figures of one year.
#[derive(Debug)]
pub struct Figures {
    /// All figures, in the order of [`FIGURES`], also those that are nought.
    pub figures: Vec<Figure>,
    /// Records of facts that began in this year or earlier and ended in a later one: they count there. With that year.
    pub elsewhere: Vec<(Tallied, i16)>,
}

/// One decision while it is counted.
struct Case<'a> {
    history: &'a History,
    opening: Option<&'a Step>,
    /// The number of the last position of a person at a meeting, as told by one voice.
    last_positions: HashMap<(Option<RecordDigest>, Option<&'a str>, Voice), u64>,
    /// The number of the last summary of the comments on an announcement.
    last_summaries: HashMap<RecordDigest, u64>,
}

/// What a record counts for: the figure, how much, and the values of what the figure is broken down by.
type Count = (&'static str, Result<i64, &'static str>, Vec<Option<String>>);

impl Annual {
    /// The figures of `year`, as yet all nought. With a profile only the decisions that name it count.
    pub fn new(year: i16, profile: Option<ProfileId>) -> Self {
        Self {
            year,
            profile,
            entries: BTreeMap::new(),
            catalogues: Catalogues::default(),
            meetings: HashSet::new(),
            elsewhere: Vec::new(),
        }
    }

    /// Takes a decision, or a catalogue, in.
    pub fn take(&mut self, history: &History) {
        let case = Case::of(history);
        if let Some(catalogue) = case.opening.filter(|step| step.kind.name == CATALOGUE) {
            self.take_catalogue(&case, catalogue);
            return;
        }
        if self.profile.as_ref().is_some_and(|wanted| case.profile() != Some(wanted.as_str())) {
            return;
        }
        if let Some(opening) = case.opening {
            self.take_opening(&case, opening);
        }
        let outcomes = case.outcomes();
        for step in history.steps() {
            let year = year_of(step);
            if year != self.year {
                let began = step.occurred.from.date().year();
                if (began..year).contains(&self.year) && !case.counts(step, &outcomes).is_empty() {
                    self.elsewhere.push((case.counted(step, Ok(1), Vec::new()), year));
                }
                continue;
            }
            for (figure, count, by) in case.counts(step, &outcomes) {
                self.add(figure, case.counted(step, count, by));
            }
            if step.kind.name == "meeting-opened" && self.meetings.insert(case.session(step)) {
                self.add("meetings", case.counted(step, Ok(1), vec![choice(step, "meeting_kind")]));
            }
        }
        // A decision counts once a year, however often it was taken or published.
        let in_year = |step: &&Step| year_of(step) == self.year;
        let decided = outcomes.iter().copied().rfind(in_year).filter(|step| passed(step));
        let published = |yes: bool| {
            let all = history.of("publication").filter(in_year);
            all.into_iter().find(|step| step.flag("published") == Some(yes))
        };
        let (open, withheld) = (published(true), published(false));
        for (figure, step) in [("decided", decided), ("published", open), ("not-published", withheld)] {
            if let Some(step) = step {
                self.add(figure, case.counted(step, Ok(1), case.of_decision()));
            }
        }
    }

    /// The figures.
    pub fn finish(mut self) -> Figures {
        let held = self.catalogues.held();
        for (figure, entries) in [
            ("catalogue-opened", held.opened),
            ("catalogue-not-opened", held.not_opened),
            ("catalogue-unmatched", held.unmatched),
        ] {
            self.entries.entry(figure).or_default().extend(entries);
        }
        let mut entries = self.entries;
        let figures = FIGURES
            .iter()
            .map(|spec| Figure { spec, entries: entries.remove(spec.name).unwrap_or_default() })
            .collect();
        Figures { figures, elsewhere: self.elsewhere }
    }

    fn add(&mut self, figure: &'static str, counted: Tallied) {
        self.entries.entry(figure).or_default().push(counted);
    }

    /// A catalogue is of the year it is for, whenever it was drawn up.
    fn take_catalogue(&mut self, case: &Case<'_>, catalogue: &Step) {
        match catalogue.int("year") {
            Some(year) if year == i64::from(self.year) => {
                let counted = |step: &Step, count| case.counted(step, Ok(count), Vec::new());
                for one in self.catalogues.take(case.history, catalogue, &counted) {
                    self.add("catalogue-items", one);
                }
            }
            None if year_of(catalogue) == self.year => {
                self.add("catalogue-items", case.counted(catalogue, Err("year"), Vec::new()));
            }
            _ => {}
        }
    }

    fn take_opening(&mut self, case: &Case<'_>, opening: &Step) {
        let counted = case.counted(opening, Ok(1), Vec::new());
        match opening.int("catalogue_year") {
            Some(year) if year == i64::from(self.year) => self.catalogues.cite(opening, counted),
            None if year_of(opening) == self.year => self.add("catalogue-not-named", counted),
            _ => {}
        }
    }
}

impl<'a> Case<'a> {
    fn of(history: &'a History) -> Self {
        let mut last_positions = HashMap::new();
        let mut last_summaries = HashMap::new();
        for step in history.steps() {
            if let Some(stand) = stand(step) {
                last_positions.insert((stand.meeting, stand.person, stand.voice), step.number);
            }
            if let ("comment-summary", Some(announcement)) = (step.kind.name, step.cited("announcement")) {
                last_summaries.insert(announcement, step.number);
            }
        }
        let opening = history.opening().filter(|step| step.kind.opens);
        Self { history, opening, last_positions, last_summaries }
    }

    fn profile(&self) -> Option<&str> {
        self.opening?.body.get("profile")?.text("id")
    }

    /// What decisions are broken down by.
    fn of_decision(&self) -> Vec<Option<String>> {
        let field = |name| self.opening.and_then(|step| choice(step, name));
        // That no profile is named is told; that there is no opening to be read is not.
        let profile = self.opening.map(|_| self.profile().unwrap_or_default().to_owned());
        vec![field("matter"), field("level"), profile]
    }

    fn counted(&self, step: &Step, count: Result<i64, &'static str>, by: Vec<Option<String>>) -> Tallied {
        let began = step.occurred.from.date().year();
        Tallied {
            decision: self.history.decision().clone(),
            number: step.number,
            seq: step.seq,
            record: step.record,
            count,
            by,
            late: step.late.is_some(),
            began: (began < year_of(step)).then_some(began),
            corrected_by: self.history.corrections_of(step.record).map(|correction| correction.number).collect(),
            parts: Vec::new(),
        }
    }

    /// The records that say how a meeting ended: the head's decision; where there is none, the closing; where there is none
    /// of that, the issued minutes.
    fn outcomes(&self) -> Vec<&'a Step> {
        let ranks = ["head-decision", "meeting-closed", "minutes-issued"];
        let mut told: HashSet<Option<RecordDigest>> = HashSet::new();
        let mut out = Vec::new();
        for kind in ranks {
            let here: Vec<&Step> =
                self.history.of(kind).filter(|step| !told.contains(&step.cited("meeting"))).collect();
            told.extend(here.iter().map(|step| step.cited("meeting")));
            out.extend(here);
        }
        out.sort_by_key(|step| step.number);
        out
    }

    /// Which session a record of its opening is about: decisions taken in one session share it.
    fn session(&self, meeting: &Step) -> String {
        match (meeting.body.text("meeting_kind"), meeting.body.text("number")) {
            (Some(kind), Some(number)) => format!("{kind} {} {number}", meeting.occurred.from.date()),
            _ => format!("@{}", meeting.seq),
        }
    }

    /// What a record counts for.
    fn counts(&self, step: &Step, outcomes: &[&Step]) -> Vec<Count> {
        let once = |figure, fields: &[&str]| -> Vec<Count> {
            vec![(figure, Ok(1), fields.iter().map(|field| choice(step, field)).collect())]
        };
        let mut counts = match step.kind.name {
            "decision-open" => vec![("opened", Ok(1), self.of_decision())],
            "matter-closed" => once("closed", &["outcome"]),
            // What replaces an announcement announces the same consultation.
            "comment-announcement" if step.cited("replaces").is_none() => once("consultations", &[]),
            "comment-summary" => self.opinions(step),
            "participation-activity" => once("activities", &["way"]),
            "hearing-record" => vec![("hearings", Ok(1), vec![]), ("hearing-representatives", present(step), vec![])],
            "hearing-report" => {
                let rows = (!step.is_missing("views")).then(|| step.rows("views"));
                by_value("hearing-views", "views", rows, "handling")
            }
            "expert-meeting" => once("expert-meetings", &[]),
            "expert-opinion" => once("expert-opinions", &["conclusion"]),
            "risk-report" => once("risk-reports", &["conclusion", "level"]),
            "fair-competition-review" => once("fair-competition-reviews", &["regulator_conclusion"]),
            "legality-opinion" => once("legality-opinions", &["conclusion"]),
            "legality-recheck" => once("legality-rechecks", &["conclusion"]),
            "meeting-opened" => once("agenda-items", &["meeting_kind"]),
            "evaluation-report" => once("evaluations", &["proposal"]),
            _ => stand(step).map_or_else(Vec::new, |stand| self.position(step, &stand)),
        };
        if outcomes.iter().any(|outcome| outcome.number == step.number) {
            counts.extend(once("outcomes", &["outcome"]));
            if step.flag("differs_from_majority") == Some(true) {
                counts.push(("against-majority", Ok(1), vec![]));
            }
        }
        counts
    }

    /// The opinions of a consultation. A later summary of the same takes the place of an earlier one.
    fn opinions(&self, step: &Step) -> Vec<Count> {
        let last = step.cited("announcement").and_then(|announcement| self.last_summaries.get(&announcement));
        if last.is_some_and(|last| *last != step.number) {
            return Vec::new();
        }
        let received = step.int("received").ok_or("received");
        let rows = (!step.is_missing("adoption")).then(|| step.rows("adoption"));
        let mut counts = vec![("opinions-received", received, vec![])];
        counts.extend(by_value("opinions-handled", "adoption", rows, "outcome"));
        let unaccounted = match (received, rows) {
            (Ok(received), Some(rows)) => Ok((received - rows.len() as i64).max(0)),
            (Err(field), _) => Err(field),
            (_, None) => Err("adoption"),
        };
        if unaccounted != Ok(0) {
            counts.push(("opinions-unaccounted", unaccounted, vec![]));
        }
        counts
    }

    /// A position; one that the member, or the minutes, later changed is counted as such and not among the positions.
    fn position(&self, step: &Step, stand: &Stand<'_>) -> Vec<Count> {
        let by = || vec![stand.position.map(str::to_owned)];
        let last = self.last_positions.get(&(stand.meeting, stand.person, stand.voice));
        // Where nobody can tell whose position it was, or at which meeting, none takes the place of another.
        if stand.meeting.is_some() && stand.person.is_some() && last.is_some_and(|last| *last != step.number) {
            return vec![("positions-changed", Ok(1), by())];
        }
        let (positions, dissents) = match stand.voice {
            Voice::Signed => ("positions-signed", "dissents-signed"),
            Voice::Minuted => ("positions-minuted", "dissents-minuted"),
            Voice::Entered => ("positions-entered", "dissents-entered"),
        };
        let mut counts = vec![(positions, Ok(1), by())];
        if stand.dissents() {
            counts.push((dissents, Ok(1), by()));
        }
        counts
    }
}

/// How many rows have each value of a field; without rows that is not told.
fn by_value(figure: &'static str, list: &'static str, rows: Option<&[Value]>, field: &str) -> Vec<Count> {
    let Some(rows) = rows else { return vec![(figure, Err(list), vec![None])] };
    let mut sums: BTreeMap<Option<&str>, i64> = BTreeMap::new();
    for row in rows {
        *sums.entry(row.text(field)).or_default() += 1;
    }
    sums.into_iter().map(|(value, sum)| (figure, Ok(sum), vec![value.map(str::to_owned)])).collect()
}

/// How many representatives came to a hearing.
fn present(step: &Step) -> Result<i64, &'static str> {
    if step.is_missing("representatives") {
        return Err("representatives");
    }
    let mut sum = 0_i64;
    for row in step.rows("representatives") {
        match row.get("present") {
            Some(Value::Int(count)) => sum = sum.saturating_add(*count),
            _ => return Err("representatives"),
        }
    }
    Ok(sum)
}

fn stand(step: &Step) -> Option<Stand<'_>> {
    Stand::of(step.kind, &step.body, step.signers.iter().filter_map(|signer| signer.person.as_ref()))
}

fn choice(step: &Step, field: &str) -> Option<String> {
    step.body.text(field).map(str::to_owned)
}

fn passed(step: &Step) -> bool {
    step.body.text("outcome").is_some_and(|outcome| PASSED.contains(&outcome))
}

/// The year of a fact: that in which it was over.
fn year_of(step: &Step) -> i16 {
    step.occurred.to.date().year()
}

const CATALOGUE: &str = "catalogue";

/// The outcomes with which a decision is taken.
const PASSED: &[&str] = &["passed", "passed-in-principle", "passed-after-changes"];
