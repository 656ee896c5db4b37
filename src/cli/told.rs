//! What several commands tell alike: that records were acknowledged, and what an envelope on its way says.

use std::path::Path;

use serde::Serialize;

use super::context::Context;
use super::error::CliError;
use super::exit::Exit;
use super::record_name::RecordName;
use super::travel::Travelling;
use crate::format::{Attachment, Content, Verifiers};
use crate::ledger::Acknowledged;
use crate::render::judgement::FindingDocument;
use crate::render::{Column, Language, Message, Piece, Table, Tone, words};

#[derive(Serialize)]
struct AcknowledgedDocument<'a> {
    schema: &'static str,
    records: Vec<AcknowledgedRecord<'a>>,
    /// What the step is found at fault for, where that was looked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    findings: Vec<FindingDocument>,
}

#[derive(Serialize)]
struct AcknowledgedRecord<'a> {
    sequence: u64,
    stream: String,
    number: u64,
    recorded: String,
    record: String,
    entry: String,
    #[serde(skip)]
    of: &'a Acknowledged,
}

/// Tells that records are in the ledger.
///
/// # Errors
/// The result cannot be written.
pub fn tell_acknowledged(context: &Context, acknowledged: &[Acknowledged]) -> Result<Exit, CliError> {
    tell_with_findings(context, acknowledged, Vec::new())
}

/// Tells that records are in the ledger; the document says as well what they are found at fault for, which people have been
/// shown before they signed.
///
/// # Errors
/// The result cannot be written.
pub fn tell_with_findings(
    context: &Context,
    acknowledged: &[Acknowledged],
    findings: Vec<FindingDocument>,
) -> Result<Exit, CliError> {
    let records = acknowledged
        .iter()
        .map(|of| AcknowledgedRecord {
            sequence: of.seq.0,
            stream: of.stream.to_string(),
            number: of.number,
            recorded: of.recorded.to_string(),
            record: of.record.to_string(),
            entry: of.entry.to_string(),
            of,
        })
        .collect();
    let document = AcknowledgedDocument { schema: "liuhen/acknowledged/v1", records, findings };
    context.printer.answer(&document, |printer| {
        for record in &document.records {
            printer.pieces(&[Piece::new(
                Tone::Good,
                Message::new("told-acknowledged")
                    .show("record", RecordName::InStream(record.of.stream.clone(), record.of.number))
                    .show("seq", record.sequence)
                    .with("recorded", record.recorded.clone())
                    .text(context.language()),
            )]);
            printer.pieces(&[Piece::new(Tone::Faint, format!("  BLAKE3 {}", record.record))]);
        }
    })?;
    Ok(Exit::Sound)
}

#[derive(Serialize)]
struct TravellingDocument<'a> {
    schema: &'static str,
    file: String,
    origin: String,
    stream: String,
    kind: String,
    signed_at: String,
    occurred: String,
    signatories: Vec<SignatoryLine>,
    basis: Vec<String>,
    attachments: &'a [Attachment],
    body: serde_json::Value,
    complete: bool,
}

#[derive(Serialize)]
struct SignatoryLine {
    office: String,
    key: String,
    signed: bool,
}

/// Tells what an envelope says and who has signed it, so that nobody signs what they have not seen.
///
/// # Errors
/// The result cannot be written.
pub fn tell_travelling(context: &Context, travelling: &Travelling, path: &Path) -> Result<(), CliError> {
    let document = document_of(travelling, path);
    context.printer.answer(&document, |printer| {
        let say = |id: &str| context.text(id);
        let mut facts = Table::bare(2);
        for (label, value) in [
            ("travel-ledger", &document.origin),
            ("travel-stream", &document.stream),
            ("travel-kind", &document.kind),
            ("travel-signed-at", &document.signed_at),
            ("travel-occurred", &document.occurred),
        ] {
            facts.row([Piece::new(Tone::Faint, say(label)), Piece::plain(value.as_str())]);
        }
        for cited in &document.basis {
            facts.row([Piece::new(Tone::Faint, say("travel-basis")), Piece::plain(cited.as_str())]);
        }
        for one in document.attachments {
            for (label, words) in attachment(context.language(), one) {
                facts.row([Piece::new(Tone::Faint, label.map(say).unwrap_or_default()), words]);
            }
        }
        printer.table(&facts);
        printer.line(&serde_json::to_string_pretty(&document.body).unwrap_or_default());
        let mut table = Table::new([
            Column::new(say("travel-office")),
            Column::new(say("travel-key")),
            Column::new(say("travel-signature")),
        ]);
        for one in &document.signatories {
            let signed = if one.signed { "travel-signed" } else { "travel-unsigned" };
            table.row([one.office.clone(), one.key.clone(), say(signed)]);
        }
        printer.table(&table);
    })
}

/// What an attachment is, and by what its content is bound: whoever signs compares the document they have with it. A sealed
/// one is only a commitment, and the document alone does not show that it is the one: its opening is needed too.
fn attachment(language: Language, one: &Attachment) -> [(Option<&'static str>, Piece); 2] {
    let named = Message::new("travel-attachment-named")
        .with("name", one.name.clone())
        .with("role", words::document(language, &one.role))
        .show("bytes", one.size);
    let bound = match one.content {
        Content::Open { blake3, .. } => Piece::new(Tone::Faint, format!("BLAKE3 {blake3}")),
        Content::Sealed(sealed) => {
            Piece::new(Tone::Warn, Message::new("travel-attachment-sealed").show("sealed", sealed).text(language))
        }
    };
    [(Some("travel-attachment"), Piece::plain(named.text(language))), (None, bound)]
}

fn document_of<'a>(travelling: &'a Travelling, path: &Path) -> TravellingDocument<'a> {
    let Travelling { envelope, record } = travelling;
    let mut verifiers = Verifiers::default();
    let message = crate::format::envelope::pae(&envelope.payload);
    let signatories: Vec<SignatoryLine> = record
        .offices
        .iter()
        .map(|one| SignatoryLine {
            office: one.office.to_string(),
            key: one.key.id().to_string(),
            signed: verifiers.get(&one.key).is_ok_and(|key| {
                envelope.signatures.iter().any(|signature| key.verify(&message, &signature.sig).is_ok())
            }),
        })
        .collect();
    TravellingDocument {
        schema: "liuhen/envelope/v1",
        file: path.display().to_string(),
        origin: record.origin.to_string(),
        stream: record.stream.to_string(),
        kind: record.kind.to_string(),
        signed_at: record.signed_at.to_string(),
        occurred: format!("{} – {}", record.occurred.from, record.occurred.to),
        complete: signatories.iter().all(|one| one.signed),
        signatories,
        basis: record.basis.iter().map(ToString::to_string).collect(),
        attachments: &record.attachments,
        body: serde_json::from_str(record.body.get()).unwrap_or_default(),
    }
}
