//! `checkpoint show`: the latest signed checkpoint, who signed it, and its text as it may be kept, printed or published.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use crate::chain::{KeyName, NoteKey, NoteSignature, SignedCheckpoint};
use crate::cli::reader::Reader;
use crate::cli::{CliError, Context, Exit, files, refusal};
use crate::ledger::latest_checkpoint;
use crate::model::{KeyId, TreeHash};
use crate::registry::Registry;
use crate::render::body::{Part, lines};
use crate::render::{Message, Piece, Tone};

/// What `checkpoint show` takes.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// A new file for the checkpoint, byte for byte.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

#[derive(Serialize)]
struct ShowDocument<'a> {
    schema: &'static str,
    origin: String,
    size: u64,
    root: TreeHash,
    signatures: Vec<Line>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    checkpoint: &'a str,
}

/// A signature line of the note.
#[derive(Serialize)]
struct Line {
    name: String,
    note_key: String,
    /// The ledger key that made it; `None` for anybody else's.
    #[serde(skip_serializing_if = "Option::is_none")]
    ledger_key: Option<KeyId>,
    /// Whether it verifies; `None` where the key is not known here.
    verifies: Option<bool>,
}

impl ShowArgs {
    /// Shows it.
    ///
    /// # Errors
    /// There is no ledger or no checkpoint, or a file cannot be written.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let reader = Reader::open(context)?;
        let signed = latest_checkpoint(&reader.store).map_err(|error| refusal::read(&error))?;
        let signed = signed
            .ok_or_else(|| CliError::new(Exit::Invalid, "error-no-checkpoint").hint(Message::new("hint-verify")))?;
        if let Some(out) = &self.out {
            files::write_new(&context.setting.path(out), signed.to_text().as_bytes())?;
        }
        let said = signed.checkpoint();
        let document = ShowDocument {
            schema: "liuhen/checkpoint-show/v1",
            origin: said.origin.to_string(),
            size: said.size,
            root: said.root,
            signatures: signed
                .note()
                .signatures()
                .iter()
                .map(|line| line_of(&signed, line, reader.registry.as_ref()))
                .collect(),
            file: self.out.map(|out| out.display().to_string()),
            checkpoint: signed.to_text(),
        };
        context.printer.answer(&document, |_| draw(context, &document))?;
        if document.signatures.iter().any(|line| line.verifies == Some(false)) {
            let error = CliError::new(Exit::Invalid, "error-checkpoint-signature");
            return Err(error.hint(Message::new("hint-verify")));
        }
        if document.file.is_none() {
            context.printer.hint(&Message::new("hint-checkpoint"));
        }
        Ok(Exit::Sound)
    }
}

fn line_of(signed: &SignedCheckpoint, line: &NoteSignature, registry: Option<&Registry>) -> Line {
    let name = KeyName::from(&signed.checkpoint().origin);
    let keys = registry.map_or(&[][..], Registry::ledger_keys).iter().map(|(_, key)| key);
    let mine = |key: &&_| line.name == name && line.id == NoteKey::new(name.clone(), **key).id();
    let key = keys.into_iter().find(mine);
    Line {
        name: line.name.to_string(),
        note_key: format!("{:08x}", line.id),
        ledger_key: key.map(|key| key.id()),
        verifies: key.map(|key| signed.verify_by(key).is_ok()),
    }
}

fn draw(context: &Context, document: &ShowDocument<'_>) {
    let printer = &context.printer;
    let say = |id: &str| context.text(id);
    let by = |line: &Line| match (&line.ledger_key, line.verifies) {
        (Some(key), Some(true)) => format!("{} {key}", say("checkpoint-by-ledger-key")),
        (Some(_), _) => say("checkpoint-signature-bad"),
        (None, _) => say("checkpoint-by-other"),
    };
    let rows =
        document.signatures.iter().map(|line| vec![line.name.clone(), line.note_key.clone(), by(line)]).collect();
    let headings = ["checkpoint-name", "checkpoint-note-key", "checkpoint-signer"].map(say).into();
    let facts = [
        Part::value(say("checkpoint-size"), document.size.to_string()),
        Part::value(say("checkpoint-root"), document.root.to_string()),
        Part::Rows { label: say("checkpoint-signatures"), headings, rows },
    ];
    printer.pieces(&[Piece::new(Tone::Strong, document.origin.as_str())]);
    lines(context.language(), &facts, 2).iter().for_each(|line| printer.pieces(line));
    match &document.file {
        Some(file) => {
            let told = Message::new("told-checkpoint").with("path", file.clone()).text(context.language());
            printer.pieces(&[Piece::new(Tone::Good, told)]);
        }
        None => {
            printer.line("");
            printer.line(document.checkpoint.trim_end());
        }
    }
}
