//! `profile show`: the text of a profile as it is adopted, whole and depending on no other file.

use std::str::FromStr;

use clap::Args;
use serde::Serialize;

use crate::cli::pinning::not_adopted;
use crate::cli::profiles::{Adoptions, Home, ProfileName, adopted_text, digest, find, no_such};
use crate::cli::{CliError, Context, Exit, opening};
use crate::model::{ProfileId, Seq};
use crate::procedure::built_in;
use crate::render::Message;

/// What `profile show` takes.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// The profile's id.
    #[arg(value_name = "PROFILE")]
    pub profile: String,
    /// The text that was in force when this entry was made.
    #[arg(long, value_name = "ENTRY", conflicts_with = "adopted")]
    pub at: Option<EntryName>,
    /// The text that is in force in the ledger.
    #[arg(long)]
    pub adopted: bool,
    /// The file of a built-in profile as it was written, remarks and all.
    #[arg(long, conflicts_with_all = ["at", "adopted"])]
    pub source: bool,
}

/// An entry by its number: `@41` or `41`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntryName(pub Seq);

impl FromStr for EntryName {
    type Err = std::num::ParseIntError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.strip_prefix('@').unwrap_or(text).parse().map(|number| Self(Seq(number)))
    }
}

#[derive(Serialize)]
struct ShowDocument<'a> {
    schema: &'static str,
    profile: &'a str,
    blake3: String,
    /// With which entry it was adopted; `None` for one that is built in.
    #[serde(skip_serializing_if = "Option::is_none")]
    adopted_at_entry: Option<u64>,
    text: &'a str,
}

impl ShowArgs {
    /// Shows it.
    ///
    /// # Errors
    /// There is none (exit 1), or its text is not what was adopted (exit 40).
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let (text, home) = self.text(context)?;
        let adopted_at_entry = match home {
            Home::Adopted(at) => Some(at.0),
            Home::BuiltIn | Home::File => None,
        };
        let document = ShowDocument {
            schema: "liuhen/profile-show/v1",
            profile: &self.profile,
            blake3: digest(&text).to_string(),
            adopted_at_entry,
            text: &text,
        };
        context.printer.answer(&document, |printer| printer.raw(text.as_bytes()))?;
        let note = match adopted_at_entry {
            _ if self.source => return Ok(Exit::Sound),
            Some(at) => Message::new("note-profile-adopted").show("seq", at),
            None => Message::new("note-profile-built-in"),
        };
        context.printer.note(&note.with("profile", self.profile.clone()).with("blake3", document.blake3));
        Ok(Exit::Sound)
    }

    fn text(&self, context: &Context) -> Result<(String, Home), CliError> {
        if self.source {
            let source = built_in::source(&self.profile).ok_or_else(|| no_such(&self.profile, &[]))?;
            return Ok((source.to_owned(), Home::BuiltIn));
        }
        if !self.adopted && self.at.is_none() {
            let found = find(context, &ProfileName::Id(self.profile.clone()))?;
            return Ok((found.whole.text, found.home));
        }
        let store = opening::reading(context)?;
        let adoptions = Adoptions::of(&store)?;
        let before = self.at.map_or(Seq(u64::MAX), |EntryName(at)| Seq(at.0.saturating_add(1)));
        let id = ProfileId::new(&self.profile).ok();
        let Some(found) = id.and_then(|id| adoptions.in_force(&id, before)) else {
            return Err(not_adopted(&self.profile, &adoptions));
        };
        Ok((adopted_text(&store, found)?, Home::Adopted(found.at)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_named_with_its_sign_or_without() {
        assert_eq!("@41".parse::<EntryName>().unwrap(), "41".parse().unwrap());
        for bad in ["", "@", "x", "@-1"] {
            assert!(bad.parse::<EntryName>().is_err(), "{bad}");
        }
    }
}
