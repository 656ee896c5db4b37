//! The stories of the demonstration: the illustrative decision and the one that was run badly, their days counted from one
//! first day.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan as _};
use serde::Deserialize;

use crate::cli::CliError;
use crate::cli::form::Form;
use crate::model::{DecisionId, OfficeId};
use crate::render::Language;

/// The story of a decision.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Story {
    /// The decision.
    pub(super) id: DecisionId,
    /// What happens, in order.
    #[serde(rename = "step")]
    pub(super) steps: Vec<Step>,
}

/// One thing that happens.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Step {
    day: i64,
    time: String,
    /// Whose key signs.
    pub(super) by: String,
    /// Whose keys sign as well.
    #[serde(default)]
    pub(super) also: Vec<String>,
    /// Documents that come with it.
    #[serde(default)]
    pub(super) files: BTreeMap<String, String>,
    form: String,
}

impl Story {
    /// Reads the stories that are built in: the illustrative one, and the one that was run badly.
    pub(super) fn all() -> Result<Vec<Self>, CliError> {
        let read = |text| toml::from_str(text).map_err(|_| CliError::bug("the demonstration's story"));
        [include_str!("decision.toml"), include_str!("hurried.toml")].into_iter().map(read).collect()
    }
}

impl Step {
    /// When it is signed, where the story begins on `first`.
    pub(super) fn at(&self, first: Date) -> Result<Timestamp, CliError> {
        let bug = || CliError::bug("a time in the demonstration's story");
        let date = first.checked_add(self.day.days()).map_err(|_| bug())?;
        let time: jiff::civil::Time = format!("{}:00", self.time).parse().map_err(|_| bug())?;
        // The story plays in China.
        Offset::constant(8).to_timestamp(date.to_datetime(time)).map_err(|_| bug())
    }

    /// Its form, filled in.
    pub(super) fn form(&self, decision: &DecisionId, office: &OfficeId, first: Date) -> Result<Form, CliError> {
        let mut text = format!("decision = \"{decision}\"\noffice = \"{office}\"\n");
        let mut rest = self.form.as_str();
        while let Some((before, after)) = rest.split_once("@{") {
            let (day, after) = after.split_once('}').ok_or_else(|| CliError::bug("a day in the story"))?;
            let day: i64 = day.parse().map_err(|_| CliError::bug("a day in the story"))?;
            let date = first.checked_add(day.days()).map_err(|_| CliError::bug("a day in the story"))?;
            text.push_str(before);
            text.push_str(&date.to_string());
            rest = after;
        }
        text.push_str(rest);
        Form::parse(&text).map_err(|problems| {
            let bug = CliError::bug("a form in the demonstration's story");
            problems.iter().fold(bug, |bug, problem| bug.because_of_text(problem.told(Language::En, None)))
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::cli::demo::cast::PLAYERS;
    use crate::cli::demo::founding::PROFILE;
    use crate::cli::entering;
    use crate::cli::form::RecordRef;
    use crate::crypto::hash::dual;
    use crate::crypto::{SecretKey, Signer as _};
    use crate::format::{Attachment, Content, Signatory};
    use crate::model::{EvidenceDigest, Origin, RecordDigest, RecordedTime};
    use crate::procedure::{History, Holidays, Judgement, Profile, Severity, built_in, judge};
    use crate::verify::procedure::{Placed, step_at};

    fn stories() -> [Story; 2] {
        Story::all().unwrap().try_into().ok().unwrap()
    }

    fn form(story: &Story, step: &Step, first: Date) -> Form {
        let player = PLAYERS.iter().find(|player| player.key == step.by).expect("a player");
        let form = step.form(&story.id, &OfficeId::new(player.office).unwrap(), first);
        form.unwrap_or_else(|error| panic!("{} of day {}: {error:?}", story.id, step.day))
    }

    #[test]
    fn every_form_of_the_stories_is_in_order() {
        for story in stories() {
            let first = "2026-03-01".parse().unwrap();
            let mut before = Timestamp::MIN;
            for (number, step) in story.steps.iter().enumerate() {
                for attachment in &form(&story, step, first).attachments {
                    assert!(step.files.contains_key(&attachment.file), "#{number}: {}", attachment.file);
                }
                let at = step.at(first).unwrap();
                assert!(at > before, "{}#{number}", story.id);
                before = at;
            }
        }
    }

    #[test]
    fn no_two_steps_come_at_one_moment_and_no_two_papers_by_one_name() {
        let first = "2026-03-01".parse().unwrap();
        let stories = stories();
        let steps = || stories.iter().flat_map(|story| &story.steps);
        let moments: BTreeSet<Timestamp> = steps().map(|step| step.at(first).unwrap()).collect();
        assert_eq!(moments.len(), steps().count());
        let papers: BTreeSet<&String> = steps().flat_map(|step| step.files.keys()).collect();
        assert_eq!(papers.len(), steps().map(|step| step.files.len()).sum::<usize>());
    }

    /// The story judged as it would be if it began on `first`.
    fn judged(profile: &Profile, story: &Story, first: Date) -> Judgement {
        let origin = Origin::new("test.example/x").unwrap();
        let digest = |number: usize| RecordDigest([u8::try_from(number).unwrap(); 32]);
        let steps = story.steps.iter().enumerate().map(|(number, step)| {
            let form = form(story, step, first);
            let resolved = form.resolve(&mut |reference| match reference {
                RecordRef::Number(_, number) => Some(digest(usize::try_from(*number).unwrap())),
                RecordRef::Latest(_) => number.checked_sub(1).map(digest),
                RecordRef::Digest(digest) => Some(*digest),
            });
            let place = PLAYERS.iter().position(|player| player.key == step.by).unwrap();
            let key = SecretKey::from_seed(&[u8::try_from(place).unwrap(); 32]).public();
            let attachments = form.attachments.iter().map(|one| {
                let digests = dual(step.files[&one.file].as_bytes());
                Attachment {
                    name: one.name.clone(),
                    role: one.role.clone(),
                    media_type: one.media_type.clone(),
                    size: 1,
                    content: match one.sealed {
                        true => Content::Sealed(digests.sha256),
                        false => Content::Open { blake3: EvidenceDigest(digests.blake3), sha256: digests.sha256 },
                    },
                }
            });
            let (offices, at) = (vec![Signatory { office: form.office.clone(), key }], step.at(first).unwrap());
            let record = entering::record(resolved.unwrap(), &origin, offices, attachments.collect(), at).unwrap();
            let seq = u64::try_from(number).unwrap();
            let placed = Placed { number: seq, seq, record: digest(number), recorded: RecordedTime::new(at) };
            step_at(record, placed, None).unwrap()
        });
        let history = History::new(story.id.clone(), steps.collect());
        let as_of = history.last_recorded_day();
        judge(profile, &history, Holidays::built_in(), as_of)
    }

    /// The demonstration may be run on any day: over whatever holidays it falls, and in years whose table is not out yet.
    fn beginnings() -> impl Iterator<Item = Date> {
        let first: Date = "2019-09-01".parse().unwrap();
        (0..365 * 8).step_by(29).map(move |days: i64| first.checked_add(days.days()).unwrap())
    }

    #[test]
    fn the_illustrative_decision_is_clean_whenever_it_is_played() {
        let ([story, _], profile) = (stories(), built_in::profile(PROFILE).unwrap());
        for first in beginnings() {
            assert_eq!(judged(&profile, &story, first).findings, [], "{first}");
        }
    }

    #[test]
    fn the_other_breaks_the_same_rules_whenever_it_is_played_and_says_why_of_each_serious_one() {
        let ([_, story], profile) = (stories(), built_in::profile(PROFILE).unwrap());
        for first in beginnings().step_by(5) {
            let findings = judged(&profile, &story, first).findings;
            let codes: BTreeSet<&str> = findings.iter().map(|finding| &*finding.code).collect();
            let codes: Vec<&str> = codes.into_iter().filter(|code| *code != NEEDS_A_HOLIDAY_TABLE).collect();
            assert_eq!(codes, CODES, "{first}");
            for finding in findings {
                let is_serious = finding.severity == Severity::Serious;
                assert_eq!(!finding.despite.is_empty(), is_serious, "{first}: {}", finding.code);
            }
        }
    }

    /// What the second decision is found at fault for.
    const CODES: &[&str] = &[
        "A01",
        "A03",
        "A05",
        "A07",
        "A07.experts",
        "A11",
        "A13",
        "A14",
        "A15",
        "A17",
        "A19",
        "A21.none",
        "A23",
        "A23.inspection",
        "A25",
        "A26",
    ];

    /// Found too wherever the year's table is there.
    const NEEDS_A_HOLIDAY_TABLE: &str = "L04";
}
