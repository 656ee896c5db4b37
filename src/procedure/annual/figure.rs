//! A figure of the year and the entries it comes from. A figure is nothing but the sum of its entries, so each can be
//! traced; what an entry does not tell is counted as not told and never guessed.

use std::collections::BTreeSet;

use crate::model::kind::{self, Form};
use crate::model::{DecisionId, RecordDigest, Stage};

/// What a figure counts.
#[derive(Debug, PartialEq, Eq)]
pub struct FigureSpec {
    /// Its name: small letters and hyphens.
    pub name: &'static str,
    /// The stage it belongs to; figures stand in the order of the dossier.
    pub stage: Stage,
    /// By what it is broken down.
    pub by: &'static [By],
}

/// What a figure is broken down by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// A choice: the kind and the path of its field.
    Field(&'static str, &'static str),
    /// The procedure profile that the decision names; empty where it names none.
    Profile,
}

impl By {
    /// The name of what it is broken down by: the last step of the path.
    pub fn name(self) -> &'static str {
        match self {
            Self::Field(_, path) => path.rsplit('.').next().unwrap_or(path),
            Self::Profile => "profile",
        }
    }

    /// Where a value stands among the choices of its field.
    fn place(self, value: &str) -> usize {
        let Self::Field(kind, path) = self else { return 0 };
        match kind::named(kind).and_then(|spec| spec.field(path)).map(|field| &field.form) {
            Some(Form::Choice(choices)) => choices.iter().position(|choice| *choice == value).unwrap_or(choices.len()),
            _ => 0,
        }
    }
}

/// A record that is counted in a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tallied {
    /// The decision.
    pub decision: DecisionId,
    /// The record's number in it.
    pub number: u64,
    /// Its place in the ledger.
    pub seq: u64,
    /// What others cite it by.
    pub record: RecordDigest,
    /// How much it counts for; `Err` with the field that would tell and does not.
    pub count: Result<i64, &'static str>,
    /// The value of each [`FigureSpec::by`], in its order; `None` where the record does not tell.
    pub by: Vec<Option<String>>,
    /// Whether it was entered late.
    pub late: bool,
    /// The year the fact began in, where that was an earlier one.
    pub began: Option<i16>,
    /// The numbers of the records that correct it. It is counted as it was signed.
    pub corrected_by: Vec<u64>,
    /// What is counted, where that is a part of the record: items of a catalogue.
    pub parts: Vec<String>,
}

/// A figure of the year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// What it counts.
    pub spec: &'static FigureSpec,
    /// The records it comes from, decision by decision.
    pub entries: Vec<Tallied>,
}

impl Figure {
    /// The figure: what its entries tell, added up.
    pub fn total(&self) -> i64 {
        self.entries.iter().filter_map(|entry| entry.count.ok()).fold(0, i64::saturating_add)
    }

    /// How many of its records do not tell how much they count for.
    pub fn not_told(&self) -> usize {
        self.records(|entry| entry.count.is_err())
    }

    /// How many of its records were entered late.
    pub fn late(&self) -> usize {
        self.records(|entry| entry.late)
    }

    /// How many of its records are so. One record may be several entries: as many as it has different outcomes.
    pub fn records(&self, so: impl Fn(&Tallied) -> bool) -> usize {
        self.entries.iter().filter(|entry| so(entry)).map(|entry| entry.seq).collect::<BTreeSet<_>>().len()
    }

    /// The figure broken down by the `at`th of [`FigureSpec::by`], in the order of the choices; what is not told last.
    pub fn parts(&self, at: usize) -> Vec<(Option<&str>, i64)> {
        let Some(by) = self.spec.by.get(at) else { return Vec::new() };
        let mut parts: Vec<(Option<&str>, i64)> = Vec::new();
        for entry in &self.entries {
            let Ok(count) = entry.count else { continue };
            let value = entry.by.get(at).and_then(Option::as_deref);
            match parts.iter_mut().find(|(known, _)| *known == value) {
                Some((_, sum)) => *sum = sum.saturating_add(count),
                None => parts.push((value, count)),
            }
        }
        parts.sort_by_key(|(value, _)| (value.is_none(), value.map(|value| (by.place(value), value))));
        parts
    }
}

/// Every figure, in the order of the report.
pub const FIGURES: &[FigureSpec] = &[
    figure("catalogue-items", Stage::Catalogue, &[]),
    figure("catalogue-opened", Stage::Catalogue, &[]),
    figure("catalogue-not-opened", Stage::Catalogue, &[]),
    figure("catalogue-unmatched", Stage::Catalogue, &[]),
    figure("catalogue-not-named", Stage::Catalogue, &[]),
    figure("opened", Stage::Initiation, OF_DECISIONS),
    figure("closed", Stage::Initiation, &[By::Field("matter-closed", "outcome")]),
    figure("consultations", Stage::Participation, &[]),
    figure("opinions-received", Stage::Participation, &[]),
    figure("opinions-handled", Stage::Participation, &[By::Field("comment-summary", "adoption.outcome")]),
    figure("opinions-unaccounted", Stage::Participation, &[]),
    figure("activities", Stage::Participation, &[By::Field("participation-activity", "way")]),
    figure("hearings", Stage::Hearing, &[]),
    figure("hearing-representatives", Stage::Hearing, &[]),
    figure("hearing-views", Stage::Hearing, &[By::Field("hearing-report", "views.handling")]),
    figure("expert-meetings", Stage::ExpertReview, &[]),
    figure("expert-opinions", Stage::ExpertReview, &[By::Field("expert-opinion", "conclusion")]),
    figure(
        "risk-reports",
        Stage::RiskAssessment,
        &[By::Field("risk-report", "conclusion"), By::Field("risk-report", "level")],
    ),
    figure(
        "fair-competition-reviews",
        Stage::FairCompetition,
        &[By::Field("fair-competition-review", "regulator_conclusion")],
    ),
    figure("legality-opinions", Stage::LegalityReview, &[By::Field("legality-opinion", "conclusion")]),
    figure("legality-rechecks", Stage::LegalityReview, &[By::Field("legality-recheck", "conclusion")]),
    figure("meetings", Stage::Deliberation, &[By::Field("meeting-opened", "meeting_kind")]),
    figure("agenda-items", Stage::Deliberation, &[By::Field("meeting-opened", "meeting_kind")]),
    figure("positions-signed", Stage::Deliberation, &[By::Field("position", "position")]),
    figure("positions-minuted", Stage::Deliberation, &[By::Field("minuted-position", "position")]),
    figure("positions-entered", Stage::Deliberation, &[By::Field("position", "position")]),
    figure("positions-changed", Stage::Deliberation, &[By::Field("position", "position")]),
    figure("dissents-signed", Stage::Deliberation, &[By::Field("position", "position")]),
    figure("dissents-minuted", Stage::Deliberation, &[By::Field("minuted-position", "position")]),
    figure("dissents-entered", Stage::Deliberation, &[By::Field("position", "position")]),
    figure("outcomes", Stage::Deliberation, &[By::Field("head-decision", "outcome")]),
    figure("against-majority", Stage::Deliberation, &[]),
    figure("decided", Stage::Deliberation, OF_DECISIONS),
    figure("published", Stage::Publication, OF_DECISIONS),
    figure("not-published", Stage::Publication, OF_DECISIONS),
    figure("evaluations", Stage::Evaluation, &[By::Field("evaluation-report", "proposal")]),
];

/// What decisions are broken down by: what stands in their opening.
const OF_DECISIONS: &[By] = &[By::Field("decision-open", "matter"), By::Field("decision-open", "level"), By::Profile];

const fn figure(name: &'static str, stage: Stage, by: &'static [By]) -> FigureSpec {
    FigureSpec { name, stage, by }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_stands_once_in_the_order_of_the_dossier_and_by_choices_that_exist() {
        for pair in FIGURES.windows(2) {
            assert!(pair[0].stage <= pair[1].stage, "{}", pair[1].name);
        }
        for (place, one) in FIGURES.iter().enumerate() {
            assert!(FIGURES[..place].iter().all(|other| other.name != one.name), "{}", one.name);
            for by in one.by {
                let By::Field(kind, path) = by else { continue };
                let field = kind::named(kind).and_then(|spec| spec.field(path));
                assert!(matches!(field.unwrap().form, Form::Choice(_)), "{}: {path}", one.name);
            }
        }
    }

    #[test]
    fn parts_come_in_the_order_of_the_choices_and_add_up_to_what_is_told() {
        let spec = FIGURES.iter().find(|one| one.name == "opinions-handled").unwrap();
        let entry = |seq: u64, count: Result<i64, &'static str>, outcome: Option<&str>| Tallied {
            decision: "2026-001".parse().unwrap(),
            number: 0,
            seq,
            record: RecordDigest([0; 32]),
            count,
            by: vec![outcome.map(str::to_owned)],
            late: seq == 2,
            began: None,
            corrected_by: vec![],
            parts: vec![],
        };
        let entries = vec![
            entry(1, Ok(2), None),
            entry(2, Ok(3), Some("rejected")),
            entry(2, Ok(4), Some("adopted")),
            entry(3, Err("adoption"), None),
            entry(4, Ok(1), Some("rejected")),
        ];
        let figure = Figure { spec, entries };
        assert_eq!(figure.parts(0), [(Some("adopted"), 4), (Some("rejected"), 4), (None, 2)]);
        assert_eq!((figure.total(), figure.not_told(), figure.late()), (10, 1, 1));
        assert_eq!(figure.parts(1), []);
    }
}
