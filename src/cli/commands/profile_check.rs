//! `profile check`: whether a profile adds up; everything that is wrong with it at once.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use crate::cli::profiles::{digest, read_file};
use crate::cli::{CliError, Context, Exit};
use crate::procedure::Text;
use crate::render::{Message, Piece, Tone};

/// What `profile check` takes.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// The profile's file.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

#[derive(Serialize)]
struct CheckDocument {
    schema: &'static str,
    file: String,
    profile: String,
    title: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    base: Option<String>,
    rules: usize,
    /// Of the text that would be adopted.
    blake3: String,
}

impl CheckArgs {
    /// Checks it.
    ///
    /// # Errors
    /// It cannot be read (exit 3), or does not add up (exit 1).
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let whole = read_file(context, &self.file)?;
        let document = CheckDocument {
            schema: "liuhen/profile-check/v1",
            file: self.file.display().to_string(),
            profile: whole.profile.id.to_string(),
            title: whole.profile.title.clone(),
            base: whole.base.clone(),
            rules: whole.profile.rules.len(),
            blake3: digest(&whole.text).to_string(),
        };
        context.printer.answer(&document, |printer| {
            let words = Message::new("profile-adds-up")
                .with("path", document.file.clone())
                .with("profile", document.profile.clone())
                .with("rules", document.rules)
                .text(context.language());
            printer.pieces(&[Piece::new(Tone::Good, words)]);
            printer.pieces(&[Piece::new(Tone::Faint, format!("  BLAKE3 {}", document.blake3))]);
        })?;
        Ok(Exit::Sound)
    }
}
