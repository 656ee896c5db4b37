//! `step template`: the empty form of a kind, with notes in the recorder's language.
#![expect(clippy::disallowed_methods, reason = "the form is written here")]

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::PossibleValuesParser;
use serde::Serialize;

use crate::cli::{CliError, Context, Exit, FileDeed};
use crate::model::kind;
use crate::render::template::template;
use crate::render::{Message, Piece, Tone};

/// What `step template` takes.
#[derive(Debug, Args)]
pub struct TemplateArgs {
    /// The kind.
    #[arg(value_name = "KIND", value_parser = kinds())]
    pub kind: String,
    /// The new form's file; else it goes to standard output.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// The shell completes them, and a wrong one is told the right ones.
fn kinds() -> PossibleValuesParser {
    PossibleValuesParser::new(kind::all().iter().map(|spec| spec.name))
}

#[derive(Serialize)]
struct TemplateDocument<'a> {
    schema: &'static str,
    kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    form: &'a str,
}

impl TemplateArgs {
    /// Does it.
    ///
    /// # Errors
    /// The file exists (exit 1) or cannot be written (exit 3).
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let spec = kind::named(&self.kind).ok_or_else(|| CliError::bug("clap let an unknown kind pass"))?;
        let form = template(spec, context.language());
        let path = self.out.as_deref().map(|out| context.setting.path(out));
        if let Some(path) = &path {
            write_new(path, &form)?;
        }
        let file = path.map(|path| path.display().to_string());
        let document = TemplateDocument { schema: "liuhen/step-template/v1", kind: spec.name, file, form: &form };
        context.printer.answer(&document, |printer| match &document.file {
            None => printer.raw(form.as_bytes()),
            Some(file) => {
                let words = Message::new("told-template").with("path", file.clone()).text(context.language());
                printer.pieces(&[Piece::new(Tone::Good, words)]);
            }
        })?;
        if self.out.is_some() {
            let hint = if spec.opens { "hint-fill-in-opening" } else { "hint-fill-in" };
            context.printer.hint(&Message::new(hint));
        }
        Ok(Exit::Sound)
    }
}

/// A form somebody has filled in is never overwritten by an empty one.
fn write_new(path: &Path, form: &str) -> Result<(), CliError> {
    let written = OpenOptions::new().write(true).create_new(true).open(path).and_then(|mut file| {
        file.write_all(form.as_bytes())?;
        file.sync_all()
    });
    written.map_err(|cause| match cause.kind() {
        io::ErrorKind::AlreadyExists => CliError::refused("error-file-exists")
            .with("path", path.display().to_string())
            .hint(Message::new("hint-file-exists")),
        _ => CliError::file(FileDeed::Write, path, &cause),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::context::tests::on_paper_in;
    use crate::cli::form::Form;
    use crate::cli::setting::Environment;

    #[test]
    fn a_form_goes_to_the_page_or_to_a_new_file_and_is_not_yet_filled_in() {
        let home = tempfile::tempdir().unwrap();
        let run = |kind: &str, out: Option<&str>| {
            let (context, paper, _) = on_paper_in(home.path(), Environment::default());
            let exit = TemplateArgs { kind: kind.into(), out: out.map(PathBuf::from) }.run(&context);
            context.printer.finish().unwrap();
            (exit, paper.text())
        };
        let (exit, page) = run("position", None);
        assert_eq!(exit, Ok(Exit::Sound));
        assert!(Form::parse(&page).is_err() && page.contains("kind = \"position\""), "{page}");
        let (exit, told) = run("position", Some("p.toml"));
        assert!(exit == Ok(Exit::Sound) && told.contains("p.toml"), "{told}");
        assert_eq!(std::fs::read_to_string(home.path().join("p.toml")).unwrap(), page);
        assert_eq!(run("correction", Some("p.toml")).0.unwrap_err().id(), "error-file-exists");
        assert_eq!(run("correction", Some("no/p.toml")).0.unwrap_err().exit(), Exit::Surroundings);
        assert_eq!(std::fs::read_to_string(home.path().join("p.toml")).unwrap(), page);
    }
}
