//! `step kinds`: what can be recorded, and who signs it.

use clap::Args;
use serde::Serialize;

use crate::cli::{CliError, Context, Exit};
use crate::model::kind::{self, KindSpec, Need};
use crate::render::{Column, Language, Message, Piece, Table, Tone, words};

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
            let mut table = Table::new(
                ["kinds-kind", "kinds-title", "kinds-stage", "kinds-signers"].map(|id| Column::new(context.text(id))),
            );
            for one in &document.kinds {
                let stage = one.stage.as_ref().map_or_else(String::new, |stage| stage.title.clone());
                let mut lines = signer_lines(&one.signers).into_iter();
                table.row([
                    Piece::new(Tone::Strong, one.kind),
                    Piece::plain(one.title.as_str()),
                    Piece::plain(stage),
                    Piece::plain(lines.next().unwrap_or_default()),
                ]);
                for line in lines {
                    table.row(["", "", "", &line]);
                }
            }
            printer.table(&table);
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

/// The offices, a few on a line: a correction is signed by a dozen.
fn signer_lines(signers: &[Named]) -> Vec<String> {
    signers
        .chunks(SIGNERS_ON_A_LINE)
        .map(|some| some.iter().map(|office| office.name).collect::<Vec<_>>().join(", "))
        .collect()
}

/// Three office names stand beside the rest on a terminal of 110 places.
const SIGNERS_ON_A_LINE: usize = 3;

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::cli::context::tests::on_paper_in;
    use crate::cli::setting::Environment;

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
        let widest = page.lines().map(crate::render::table::places).max();
        assert!(widest.is_some_and(|places| places <= 110), "{widest:?}: {page}");
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
