//! `step kinds`: what can be recorded, and who signs it.

use clap::Args;
use serde::Serialize;

use crate::cli::{CliError, Context, Exit};
use crate::model::kind::{self, KindSpec, Need};
use crate::render::{Column, Language, Message, Piece, Table, Tone, words, wrapped};

/// What `step kinds` takes.
#[derive(Debug, Args)]
pub struct KindsArgs {}

#[derive(Serialize)]
struct KindsDocument {
    schema: &'static str,
    kinds: Vec<Shown>,
}

#[derive(Serialize)]
struct Shown {
    kind: &'static str,
    title: String,
    about: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    stage: Option<Named>,
    signers: Vec<Named>,
    documents: Vec<ShownDocument>,
}

/// A name in data, and what it is called.
#[derive(Serialize)]
struct Named {
    name: &'static str,
    title: String,
}

#[derive(Serialize)]
struct ShownDocument {
    role: &'static str,
    title: String,
    required: bool,
}

impl KindsArgs {
    /// Does it.
    ///
    /// # Errors
    /// The result cannot be written.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let language = context.language();
        let kinds = kind::all().iter().map(|spec| show(spec, language)).collect();
        let document = KindsDocument { schema: "liuhen/step-kinds/v1", kinds };
        context.printer.answer(&document, |printer| {
            let mut table =
                Table::new(["kinds-kind", "kinds-title", "kinds-stage"].map(|id| Column::new(context.text(id))));
            for one in &document.kinds {
                let stage = one.stage.as_ref().map_or("", |stage| stage.title.as_str());
                table.row([Piece::new(Tone::Strong, one.kind), Piece::plain(one.title.as_str()), Piece::plain(stage)]);
            }
            let mut lines = table.lines().into_iter();
            if let Some(line) = lines.next() {
                printer.pieces(&line);
            }
            for (line, one) in lines.zip(&document.kinds) {
                printer.pieces(&line);
                for line in wrapped(&signed_by(&one.signers, context), SIGNERS_PLACES) {
                    printer.pieces(&[Piece::plain("    "), Piece::new(Tone::Faint, line)]);
                }
            }
        })?;
        context.printer.hint(&Message::new("hint-template"));
        Ok(Exit::Sound)
    }
}

fn show(spec: &'static KindSpec, language: Language) -> Shown {
    Shown {
        kind: spec.name,
        title: words::kind(language, spec.name),
        about: words::kind_help(language, spec.name),
        stage: spec.stage.map(|stage| Named { name: stage.slug(), title: words::stage(language, stage) }),
        signers: spec
            .signers
            .iter()
            .map(|office| Named { name: office, title: words::office(language, office) })
            .collect(),
        documents: spec
            .documents
            .iter()
            .map(|document| ShownDocument {
                role: document.role,
                title: words::document(language, document.role),
                required: document.need == Need::Required,
            })
            .collect(),
    }
}

/// Who signs, as one sentence; a correction is signed by a dozen.
fn signed_by(signers: &[Named], context: &Context) -> String {
    let offices: Vec<&str> = signers.iter().map(|office| office.name).collect();
    Message::new("kinds-signers").with("offices", offices.join(", ")).text(context.language())
}

/// A terminal of 80 places less the indent.
const SIGNERS_PLACES: usize = 76;

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::cli::context::tests::on_paper_in;
    use crate::cli::setting::Environment;
    use crate::render::table::places;

    #[test]
    fn every_kind_and_every_office_that_signs_it_is_listed() {
        let (context, out, _) = on_paper_in(Path::new("/"), Environment::default());
        assert_eq!(KindsArgs {}.run(&context), Ok(Exit::Sound));
        context.printer.finish().unwrap();
        let page = out.text();
        for spec in kind::all() {
            let from = page.find(&format!("\n{} ", spec.name)).unwrap_or_else(|| panic!("{}: {page}", spec.name));
            for office in spec.signers {
                assert!(page[from..].contains(office), "{}: {office}", spec.name);
            }
        }
        let of_signers: Vec<&str> = page.lines().filter(|line| line.starts_with("    ")).collect();
        assert!(of_signers.len() > kind::all().len(), "a correction takes several lines: {page}");
        assert!(of_signers.iter().all(|line| places(line) <= 80), "{page}");
    }

    #[test]
    fn names_come_with_their_titles_in_the_readers_language() {
        let opening = kind::named("decision-open").unwrap();
        let json = serde_json::to_value(show(opening, Language::Zh)).unwrap();
        assert_eq!(json["stage"]["name"], "initiation");
        assert_eq!(json["signers"][1]["name"], "head");
        assert!(json["signers"][1]["title"].as_str().is_some_and(|title| !title.is_ascii()), "{json}");
        assert_eq!(json["documents"][0]["required"], false);
        let correction = serde_json::to_value(show(kind::named("correction").unwrap(), Language::En)).unwrap();
        assert!(correction.get("stage").is_none(), "a correction belongs to the stage of what it corrects");
    }
}
