//! The draft's identity (草案同一性) in words and in data: which text the public saw, which was reviewed, which was decided on,
//! which went out, and what changed between them. The facts come from [`Trail`]; nothing is judged here.

use serde::Serialize;

use super::Language;
use super::body::{Part as Line, lines as body_lines};
use super::messages::text;
use super::said::RecordNames;
use super::tone::Piece;
use crate::procedure::draft::{About, Milestone, Question, Trail, Version};

/// The draft's identity for programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DraftDocument {
    versions: Vec<VersionDocument>,
    milestones: Vec<MilestoneDocument>,
    about: Vec<AboutDocument>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct VersionDocument {
    record: String,
    version: String,
    day: String,
    previous: Option<String>,
    changes: String,
    substantive: Option<bool>,
    /// The BLAKE3 of its text; `None` where none is cited openly.
    text: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct MilestoneDocument {
    question: &'static str,
    /// The records of the versions that answer it.
    versions: Vec<String>,
    /// The versions by which it differs from the answer to the question before.
    changed: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct AboutDocument {
    record: String,
    kind: &'static str,
    part: &'static str,
    /// The record of the version; `None` where it does not say, or names one that is not of this decision.
    version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    elsewhere: Option<String>,
}

impl DraftDocument {
    /// What there is to say of a draft; `None` where there is none.
    pub fn new(trail: &Trail, names: &RecordNames<'_>) -> Option<Self> {
        if trail.versions.is_empty() && trail.mentions.is_empty() {
            return None;
        }
        let name = |at: usize| trail.versions.get(at).map(|version| names.name(version.number));
        let all = |places: &[usize]| places.iter().filter_map(|&at| name(at)).collect();
        let version = |one: &Version| VersionDocument {
            record: names.name(one.number),
            version: one.label.clone(),
            day: one.day.to_string(),
            previous: one.previous.and_then(name),
            changes: one.changes.clone(),
            substantive: one.substantive,
            text: one.text.clone(),
        };
        let milestone = |one: Milestone| MilestoneDocument {
            question: one.question.slug(),
            versions: all(&one.versions),
            changed: all(&one.changed),
        };
        let about = trail.mentions.iter().map(|one| AboutDocument {
            record: names.name(one.number),
            kind: one.kind,
            part: one.part.slug(),
            version: match one.about {
                About::Version(at) => name(at),
                About::Elsewhere(_) | About::Unsaid => None,
            },
            elsewhere: match one.about {
                About::Elsewhere(record) => Some(record.to_string()),
                About::Version(_) | About::Unsaid => None,
            },
        });
        Some(Self {
            versions: trail.versions.iter().map(version).collect(),
            milestones: trail.milestones().into_iter().map(milestone).collect(),
            about: about.collect(),
        })
    }
}

/// The four questions and their answers, line by line; none where there is no version.
pub fn lines(language: Language, trail: &Trail, indent: usize) -> Vec<Vec<Piece>> {
    if trail.versions.is_empty() {
        return Vec::new();
    }
    let mut parts = Vec::new();
    let mut before: Option<usize> = None;
    for one in trail.milestones() {
        let mut items: Vec<String> = one.versions.iter().filter_map(|&at| version(language, trail, at)).collect();
        let last = one.versions.last().copied();
        if let (Some(from), Some(to)) = (before, last) {
            if trail.same_text(from, to) {
                items.push(text(language, "draft-same", &[]));
            }
            for at in &one.changed {
                items.extend(change(language, trail, *at));
            }
        }
        before = last.or(before);
        parts.push(Line::Items { label: question(language, one.question), items });
    }
    body_lines(language, &parts, indent)
}

/// `V2  #5  2026-03-01`.
fn version(language: Language, trail: &Trail, at: usize) -> Option<String> {
    let one = trail.versions.get(at)?;
    let sealed = || text(language, "draft-no-text", &[]);
    let digest = one.text.as_ref().map_or_else(sealed, |digest| {
        let digits: String = digest.chars().take(DIGITS).collect();
        format!("BLAKE3 {digits}…")
    });
    Some(format!("{}  #{}  {}  {digest}", one.label, one.number, one.day))
}

/// What a version says it changed.
fn change(language: Language, trail: &Trail, at: usize) -> Option<String> {
    let one = trail.versions.get(at)?;
    let substance = match one.substantive {
        Some(true) => text(language, "draft-substantive", &[]),
        Some(false) => text(language, "draft-not-substantive", &[]),
        None => text(language, "draft-substance-unsaid", &[]),
    };
    let values = [
        ("version", one.label.as_str().into()),
        ("number", one.number.to_string().into()),
        ("changes", one.changes.as_str().into()),
        ("substance", substance.into()),
    ];
    Some(text(language, "draft-changed", &values))
}

fn question(language: Language, question: Question) -> String {
    let id = match question {
        Question::Shown => "draft-shown",
        Question::Reviewed => "draft-reviewed",
        Question::Decided => "draft-decided",
        Question::Issued => "draft-issued",
    };
    text(language, id, &[])
}

/// Enough of a digest to tell two texts apart by eye; the whole digest is in the document for programs.
const DIGITS: usize = 16;

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::procedure::sample::Story;

    fn trail() -> Trail {
        let story = Story::opened("{}")
            .add("draft-version", "2026-01-10", r##"{"version":"V1","changes":"first"}"##)
            .add("comment-announcement", "2026-01-11", r##"{"draft":"#1"}"##)
            .add(
                "draft-version",
                "2026-02-10",
                r##"{"version":"V2","changes":"降低收费","substantive":true,"previous":"#1"}"##,
            )
            .add("legality-opinion", "2026-02-20", r##"{"draft":"#3"}"##)
            .add("head-decision", "2026-03-01", r##"{"draft":"#3"}"##);
        Trail::of(&story.history())
    }

    #[test]
    fn each_question_has_its_answer_and_what_changed_since_the_last() {
        let told = |language| -> String {
            let lines = lines(language, &trail(), 2);
            lines.iter().map(|line| line.iter().map(|piece| piece.text.as_str()).collect::<String>() + "\n").collect()
        };
        let zh = told(Language::Zh);
        for part in ["公众看到的", "V1  #1  2026-01-10", "V2  #3", "降低收费", "实质性", "同一文本", "（无）"]
        {
            assert!(zh.contains(part), "{part}\n{zh}");
        }
        assert!(!told(Language::En).contains('⟨'), "{}", told(Language::En));
        assert!(lines(Language::Zh, &Trail::of(&Story::opened("{}").history()), 2).is_empty());
    }

    #[test]
    fn for_programs_every_version_and_every_record_about_one_is_named() {
        let decision = "2026-001".parse().unwrap();
        let kinds = BTreeMap::new();
        let names = RecordNames::new(&decision, &kinds);
        let document = serde_json::to_value(DraftDocument::new(&trail(), &names).unwrap()).unwrap();
        assert_eq!(document["versions"][1]["previous"], "2026-001#1");
        assert_eq!(document["milestones"][0]["question"], "shown");
        assert_eq!(document["milestones"][1]["changed"], serde_json::json!(["2026-001#3"]));
        assert_eq!(document["milestones"][3]["versions"], serde_json::json!([]));
        assert_eq!(
            (&document["about"][1]["record"], &document["about"][1]["version"]),
            (&"2026-001#4".into(), &"2026-001#3".into())
        );
        assert!(DraftDocument::new(&Trail::of(&Story::opened("{}").history()), &names).is_none());
    }
}
