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
    use super::*;
    use crate::cli::demo::cast::PLAYERS;

    #[test]
    fn every_form_of_the_story_is_in_order() {
        let story = Story::read().unwrap();
        let first = "2026-03-01".parse().unwrap();
        let mut before = Timestamp::MIN;
        for (number, step) in story.steps.iter().enumerate() {
            let player = PLAYERS.iter().find(|player| player.key == step.by).expect("a player");
            let office = OfficeId::new(player.office).unwrap();
            let text = step.form.replace("@{", "").replace('}', "");
            assert!(!text.is_empty());
            let form = step.form(&story.id, &office, first).unwrap_or_else(|error| panic!("#{number}: {error:?}"));
            for attachment in &form.attachments {
                assert!(step.files.contains_key(&attachment.file), "#{number}: {}", attachment.file);
            }
            let at = step.at(first).unwrap();
            assert!(at > before, "#{number}");
            before = at;
        }
    }
}
