//! `profile new`: the file of a new profile, which begins from one that is built in and works as it is.

use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValuesParser;
use serde::Serialize;

use crate::cli::{CliError, Context, Exit, files};
use crate::model::ProfileId;
use crate::procedure::{Profile, built_in};
use crate::render::profile_template::{Base, profile_template};
use crate::render::{Message, Piece, Tone};

/// What `profile new` takes.
#[derive(Debug, Args)]
pub struct NewArgs {
    /// The new profile's id.
    #[arg(value_name = "ID")]
    pub id: ProfileId,
    /// The profile it begins from.
    #[arg(long, value_name = "PROFILE", default_value = built_in::BUILT_IN[0], value_parser = bases())]
    pub from: String,
    /// Its file; else `ID.toml` in the current folder.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

fn bases() -> PossibleValuesParser {
    PossibleValuesParser::new(built_in::BUILT_IN)
}

#[derive(Serialize)]
struct NewDocument {
    schema: &'static str,
    profile: String,
    base: String,
    file: String,
}

impl NewArgs {
    /// Does it.
    ///
    /// # Errors
    /// The file exists (exit 1) or cannot be written (exit 3).
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let read: Vec<(Profile, String)> = built_in::BUILT_IN.iter().filter_map(|id| whole(id)).collect();
        let bases: Vec<Base<'_>> = read.iter().map(|(profile, text)| Base { profile, text }).collect();
        let base = bases.iter().find(|base| base.profile.id.as_str() == self.from);
        let base = *base.ok_or_else(|| CliError::bug("a built-in profile that does not read"))?;
        let page = profile_template(context.language(), &self.id, base, &bases);
        let typed = self.out.unwrap_or_else(|| PathBuf::from(format!("{}.toml", self.id)));
        files::write_new(&context.setting.path(&typed), page.as_bytes())?;
        let document = NewDocument {
            schema: "liuhen/profile-new/v1",
            profile: self.id.to_string(),
            base: self.from,
            file: typed.display().to_string(),
        };
        context.printer.answer(&document, |printer| {
            let words = Message::new("told-profile-new").with("path", document.file.clone()).text(context.language());
            printer.pieces(&[Piece::new(Tone::Good, words)]);
        })?;
        context.printer.hint(&Message::new("hint-profile-new").with("path", document.file));
        Ok(Exit::Sound)
    }
}

fn whole(id: &str) -> Option<(Profile, String)> {
    let text = built_in::text(id)?;
    Some((Profile::read(&text).ok()?, text))
}
