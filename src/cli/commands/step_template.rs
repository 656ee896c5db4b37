//! `step template`: the empty form of a kind, with notes in the recorder's language. Where a decision is named, what the ledger
//! knows of it is filled in: in the form of a head's decision, everything but the head's own word.
#![expect(clippy::disallowed_methods, reason = "the form is written here")]

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::PossibleValuesParser;
use serde::Serialize;

use crate::cli::erasure_form::{self, ERASURE};
use crate::cli::head_form::{self, HEAD_DECISION, HeadKnown};
use crate::cli::review_form::{DISCLOSURE_REVIEW, propose};
use crate::cli::{CliError, Context, Exit, FileDeed};
use crate::model::DecisionId;
use crate::model::kind::{self, KindSpec};
use crate::render::template::{Filled, filled};
use crate::render::{Message, Piece, Tone};

/// What `step template` takes.
#[derive(Debug, Args)]
pub struct TemplateArgs {
    /// The kind.
    #[arg(value_name = "KIND", value_parser = kinds())]
    pub kind: String,
    /// The decision it is for.
    #[arg(long, value_name = "DECISION")]
    pub decision: Option<DecisionId>,
    /// Of a head's decision: the meeting.
    #[arg(long, value_name = "RECORD", requires = "decision")]
    pub meeting: Option<String>,
    /// Of a head's decision: what the head decides.
    #[arg(long, value_name = "OUTCOME", requires = "decision", value_parser = outcomes())]
    pub outcome: Option<String>,
    /// The new form's file; else it goes to standard output.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// The shell completes them, and a wrong one is told the right ones.
fn kinds() -> PossibleValuesParser {
    PossibleValuesParser::new(kind::all().iter().map(|spec| spec.name))
}

/// What a head can decide.
fn outcomes() -> PossibleValuesParser {
    let field = kind::named(HEAD_DECISION).and_then(|spec| spec.field("outcome"));
    let words = match field.map(|field| &field.form) {
        Some(kind::Form::Choice(words)) => *words,
        _ => &[],
    };
    PossibleValuesParser::new(words.iter().copied())
}

#[derive(Serialize)]
struct TemplateDocument<'a> {
    schema: &'static str,
    kind: &'a str,
    /// What the ledger knows, where a head's decision is filled in.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    known: Option<HeadKnown>,
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
        let (known, filled_in) = self.known(context, spec)?;
        let mut form = filled(spec, context.language(), &filled_in);
        if let Some(decision) = self.decision.as_ref().filter(|_| spec.name == DISCLOSURE_REVIEW) {
            form = propose(context, decision, &form)?;
        }
        if let Some(decision) = self.decision.as_ref().filter(|_| spec.name == ERASURE) {
            form = erasure_form::propose(context, decision, &form)?;
        }
        let path = self.out.as_deref().map(|out| context.setting.path(out));
        if let Some(path) = &path {
            write_new(path, &form)?;
        }
        let file = path.map(|path| path.display().to_string());
        let schema = "liuhen/step-template/v1";
        let document = TemplateDocument { schema, kind: spec.name, known, file, form: &form };
        context.printer.answer(&document, |printer| match &document.file {
            None => printer.raw(form.as_bytes()),
            Some(file) => {
                let told = if self.decision.is_some() { "told-template-filled" } else { "told-template" };
                let words = Message::new(told).with("path", file.clone()).text(context.language());
                printer.pieces(&[Piece::new(Tone::Good, words)]);
            }
        })?;
        if self.out.is_some() {
            let hint = if spec.opens { "hint-fill-in-opening" } else { "hint-fill-in" };
            context.printer.hint(&Message::new(hint));
        }
        Ok(Exit::Sound)
    }

    /// What the ledger knows of the decision that was named.
    fn known(&self, context: &Context, spec: &KindSpec) -> Result<(Option<HeadKnown>, Filled), CliError> {
        let mut filled = Filled::default();
        match &self.decision {
            Some(decision) if spec.name == HEAD_DECISION => {
                let (meeting, outcome) = (self.meeting.as_deref(), self.outcome.as_deref());
                let known = head_form::fill_in(context, decision, meeting, outcome, &mut filled)?;
                return Ok((Some(known), filled));
            }
            Some(decision) => filled.set("decision", decision.as_str()),
            None => {}
        }
        let of_the_head = [("--meeting", &self.meeting), ("--outcome", &self.outcome)];
        match of_the_head.iter().find(|(_, typed)| typed.is_some()) {
            Some((option, _)) => Err(CliError::usage("error-template-option").with("option", (*option).to_owned())),
            None => Ok((None, filled)),
        }
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
            let args = TemplateArgs {
                kind: kind.into(),
                decision: None,
                meeting: None,
                outcome: None,
                out: out.map(PathBuf::from),
            };
            let exit = args.run(&context);
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
