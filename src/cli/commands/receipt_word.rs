//! `receipt get --person` and `receipt page`: what a person themselves said in a decision, proven in a file they keep at
//! home, with a page to print. Whoever is asked in ten years whether they dissented has it in their hands.

use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use crate::chain::{WORD_PROOF_BYTES_MAX, WordProof};
use crate::cli::answered::warn_unreadable;
use crate::cli::entries::Entries;
use crate::cli::reader::{Reader, unreadable};
use crate::cli::record_name::RecordName;
use crate::cli::streams::Streams;
use crate::cli::{CliError, Context, Exit, files, refusal};
use crate::ledger::{RecordView, WordEntries};
use crate::model::{DecisionId, KindName, PersonId, RecordedTime, StreamId};
use crate::port::StoreErrorKind;
use crate::procedure::Voice;
use crate::registry::Registry;
use crate::render::proof_page;
use crate::render::report_text::voice;
use crate::render::{Message, Piece, Tone};
use crate::verify::{Opened, open_word_proof};

#[derive(Serialize)]
struct WordDocument {
    schema: &'static str,
    file: String,
    page: String,
    person: PersonId,
    decision: DecisionId,
    said: Vec<SaidDocument>,
    /// How many entries the proof holds, with those of the registry and what the words speak of.
    entries: usize,
    checkpoint_size: u64,
    sha256: String,
    /// The records of the decision that cannot be read: what they say is missing from the proof.
    unreadable: Vec<String>,
}

#[derive(Serialize)]
struct SaidDocument {
    name: String,
    sequence: u64,
    kind: Option<KindName>,
    recorded: RecordedTime,
    record: String,
    voice: Voice,
}

/// Writes the proof of what `person` said in `decision`, and its page.
///
/// # Errors
/// They said nothing there, or spoke in several decisions and none is named; the ledger cannot be read, or what it holds
/// does not hold; a file exists already. Exit 40 also where records could not be read; what could be is written.
pub fn get(
    context: &Context,
    person: &PersonId,
    decision: Option<DecisionId>,
    out: Option<PathBuf>,
) -> Result<Exit, CliError> {
    let reader = Reader::open(context)?;
    let Some(registry) = &reader.registry else {
        return Err(CliError::new(Exit::Invalid, "error-no-registry").hint(Message::new("hint-verify")));
    };
    let decision = match decision {
        Some(decision) => decision,
        None => only_decision(&reader, registry, person)?,
    };
    let mut entries = WordEntries::new(person, &decision, registry);
    let damaged = gather(&reader, &decision, &mut entries)?;
    if entries.said().is_empty() {
        warn_unreadable(context, &damaged);
        let error = CliError::refused("error-no-word").show("decision", &decision);
        return Err(nothing_said(error, registry, person));
    }
    let proof = entries.prove(&reader.store).map_err(|error| refusal::proof(&error))?;
    let text = proof.to_string();
    if text.len() > WORD_PROOF_BYTES_MAX {
        return Err(CliError::refused("error-word-too-long")
            .show("bytes", text.len())
            .show("most", WORD_PROOF_BYTES_MAX));
    }
    // Nobody is sent home with a proof that does not hold.
    let opened = open_word_proof(text.as_bytes()).map_err(|report| {
        let codes: Vec<&str> = report.findings.iter().map(|finding| finding.code.text()).collect();
        CliError::new(Exit::Invalid, "error-word-does-not-hold")
            .because_of_text(codes.join(", "))
            .hint(Message::new("hint-verify"))
    })?;
    let file = out.unwrap_or_else(|| format!("{decision}-{person}.proof").into());
    let page = file.with_extension("html");
    let printed = proof_page::page(&opened, text.as_bytes(), &name_of(&file));
    // Both or none: a page whose proof is missing would be worth little, and a proof is not to be overwritten.
    files::must_be_new(&context.setting.path(&page))?;
    files::write_new(&context.setting.path(&file), text.as_bytes())?;
    files::write_new(&context.setting.path(&page), printed.as_bytes())?;
    tell(context, &proof, &opened, text.as_bytes(), (&file, &page), &damaged)?;
    warn_unreadable(context, &damaged);
    unreadable(damaged.len() as u64)
}

/// Lets all records of a decision go by; returns the names of those that cannot be read.
fn gather(reader: &Reader, decision: &DecisionId, entries: &mut WordEntries<'_>) -> Result<Vec<String>, CliError> {
    let stream = StreamId::Decision(decision.clone());
    let mut damaged = Vec::new();
    for (number, stored) in (0..).zip(Entries::new(&reader.store, Some(stream.clone()), None, None)?.past_damage()) {
        let view = match stored {
            Ok(stored) => RecordView::of(stored).ok(),
            Err(error) if error.kind == StoreErrorKind::Corrupt => None,
            Err(error) => return Err(refusal::store(&error)),
        };
        match view {
            Some(view) => entries.see(&view),
            None => damaged.push(RecordName::InStream(stream.clone(), number).to_string()),
        }
    }
    Ok(damaged)
}

/// The one decision in which somebody spoke.
fn only_decision(reader: &Reader, registry: &Registry, person: &PersonId) -> Result<DecisionId, CliError> {
    let mut found: Vec<DecisionId> = Vec::new();
    for stream in Streams::of_decisions(&reader.store) {
        let stream = stream.map_err(|error| refusal::store(&error))?;
        let Some(decision) = stream.decision() else { continue };
        let mut entries = WordEntries::new(person, decision, registry);
        gather(reader, decision, &mut entries)?;
        if !entries.said().is_empty() {
            found.push(decision.clone());
        }
    }
    match found.as_slice() {
        [] => Err(nothing_said(CliError::refused("error-no-word-anywhere"), registry, person)),
        [one] => Ok(one.clone()),
        several => {
            let mut names: Vec<String> = several.iter().take(DECISIONS_NAMED_MAX).map(ToString::to_string).collect();
            if several.len() > DECISIONS_NAMED_MAX {
                names.push("…".to_owned());
            }
            Err(CliError::usage("error-several-decisions")
                .show("person", person)
                .with("decisions", names.join(" "))
                .hint(Message::new("hint-one-decision").show("person", person)))
        }
    }
}

fn nothing_said(error: CliError, registry: &Registry, person: &PersonId) -> CliError {
    let holders = registry.roots().flat_map(|(_, root)| &root.holders).map(|holder| &holder.person);
    let mut known = registry.appointments().map(|one| &one.appoint.person).chain(holders);
    let error = error.show("person", person).hint(Message::new("hint-person").show("person", person));
    if known.any(|one| one == person) { error } else { error.because(Message::new("cause-person-unknown")) }
}

fn tell(
    context: &Context,
    proof: &WordProof,
    opened: &Opened,
    bytes: &[u8],
    (file, page): (&Path, &Path),
    damaged: &[String],
) -> Result<(), CliError> {
    let said = opened.said.iter().map(|(word, carried)| SaidDocument {
        name: RecordName::of(&carried.header).to_string(),
        sequence: word.received.seq,
        kind: word.received.kind.clone(),
        recorded: word.received.recorded,
        record: word.received.record.to_string(),
        voice: word.voice,
    });
    let document = WordDocument {
        schema: "liuhen/receipt-word/v1",
        file: file.display().to_string(),
        page: page.display().to_string(),
        person: proof.person().clone(),
        decision: proof.decision().clone(),
        said: said.collect(),
        entries: proof.entries().len(),
        checkpoint_size: proof.checkpoint().checkpoint().size,
        sha256: proof_page::sha256_of(bytes),
        unreadable: damaged.to_vec(),
    };
    context.printer.answer(&document, |printer| {
        let told = Message::new("told-word")
            .show("person", &document.person)
            .show("decision", &document.decision)
            .with("count", document.said.len() as u64)
            .show("size", document.checkpoint_size)
            .with("path", document.file.clone());
        printer.pieces(&[Piece::new(Tone::Good, told.text(context.language()))]);
        for one in document.said.iter().filter(|one| one.voice != Voice::Signed) {
            let told = Message::new("told-word-not-signed")
                .with("name", one.name.clone())
                .show("person", &document.person)
                .with("voice", voice(context.language(), one.voice));
            printer.pieces(&[Piece::new(Tone::Warn, told.text(context.language()))]);
        }
        printer.say(&Message::new("told-page").with("path", document.page.clone()));
    })?;
    context.printer.hint(&Message::new("hint-word").with("path", document.file));
    Ok(())
}

/// What `receipt page` takes.
#[derive(Debug, Args)]
pub struct PageArgs {
    /// The proof.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The new page.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

#[derive(Serialize)]
struct PageDocument {
    schema: &'static str,
    file: String,
    page: String,
    sha256: String,
}

impl PageArgs {
    /// Writes it.
    ///
    /// # Errors
    /// The file is no proof or does not hold (exit 40), cannot be read, or the page exists already.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let bytes = files::read(&context.setting.path(&self.file), WORD_PROOF_BYTES_MAX)?;
        let opened = open_word_proof(&bytes).map_err(|_| {
            let path = self.file.display().to_string();
            CliError::new(Exit::Invalid, "error-not-a-word-proof")
                .with("path", path.clone())
                .hint(Message::new("hint-word-verify").with("path", path))
        })?;
        let page = self.out.unwrap_or_else(|| self.file.with_extension("html"));
        let printed = proof_page::page(&opened, &bytes, &name_of(&self.file));
        files::write_new(&context.setting.path(&page), printed.as_bytes())?;
        let document = PageDocument {
            schema: "liuhen/receipt-page/v1",
            file: self.file.display().to_string(),
            page: page.display().to_string(),
            sha256: proof_page::sha256_of(&bytes),
        };
        context.printer.answer(&document, |printer| {
            printer.say(&Message::new("told-page").with("path", document.page.clone()));
        })?;
        Ok(Exit::Sound)
    }
}

/// The name of a file without its folder: where it lies is nobody's business on a page that is handed around.
fn name_of(file: &Path) -> String {
    file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// More names than a sentence holds.
const DECISIONS_NAMED_MAX: usize = 20;
