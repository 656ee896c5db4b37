//! `evidence add`: stores documents ahead of the records that will cite them. `step add` does so by itself; this is for
//! large documents that arrive early, and for learning a document's digests.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use crate::cli::entering::store_file;
use crate::cli::error::known_cause;
use crate::cli::written::size_of;
use crate::cli::{CliError, Context, Exit, opening};
use crate::port::StoredEvidence;
use crate::render::{Message, Piece, Table, Tone};

/// What `evidence add` takes.
#[derive(Debug, Args)]
pub struct AddArgs {
    /// The documents.
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
}

#[derive(Serialize)]
struct AddDocument {
    schema: &'static str,
    documents: Vec<Shown>,
}

#[derive(Serialize)]
struct Shown {
    file: String,
    size: u64,
    blake3: String,
    sha256: String,
    known: bool,
}

impl AddArgs {
    /// Does it.
    ///
    /// # Errors
    /// A document cannot be read: all of those at once, and none is stored. The store refuses.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let total = self.sizes(context)?;
        let mut store = opening::storing(context)?;
        let mut progress = context.progress_in_bytes(&Message::new("progress-storing"), Some(total));
        let mut done = 0;
        let mut documents = Vec::with_capacity(self.files.len());
        for file in &self.files {
            let stored = store_file(&mut store, &context.setting.path(file), &mut |count| {
                done += count;
                progress.at(done);
            })?;
            documents.push(show(file.display().to_string(), &stored));
        }
        drop(progress);
        let document = AddDocument { schema: "liuhen/evidence-add/v1", documents };
        context.printer.answer(&document, |printer| {
            for one in &document.documents {
                let said = if one.known { "evidence-known" } else { "evidence-stored" };
                printer.pieces(&[Piece::new(
                    Tone::Good,
                    Message::new(said).with("file", one.file.clone()).show("size", one.size).text(context.language()),
                )]);
                let mut table = Table::bare(2);
                for (name, digest) in [("  BLAKE3", &one.blake3), ("  SHA-256", &one.sha256)] {
                    table.row([Piece::new(Tone::Faint, name), Piece::plain(digest.as_str())]);
                }
                printer.table(&table);
            }
        })?;
        Ok(Exit::Sound)
    }

    /// The bytes of all documents together.
    fn sizes(&self, context: &Context) -> Result<u64, CliError> {
        let (mut total, mut causes) = (0, Vec::new());
        for file in &self.files {
            match size_of(&context.setting.path(file)) {
                Ok(size) => total += size,
                Err(cause) => {
                    let why = known_cause(cause.kind()).map_or_else(|| cause.to_string(), |id| context.text(id));
                    let path = file.display().to_string();
                    causes.push(Message::new("cause-document").with("path", path).with("why", why));
                }
            }
        }
        if causes.is_empty() {
            return Ok(total);
        }
        let error = CliError::surroundings("error-documents").with("count", causes.len());
        Err(causes.into_iter().fold(error, CliError::because))
    }
}

fn show(file: String, stored: &StoredEvidence) -> Shown {
    Shown {
        file,
        size: stored.size,
        blake3: stored.blake3.to_string(),
        sha256: stored.sha256.to_string(),
        known: stored.known,
    }
}
