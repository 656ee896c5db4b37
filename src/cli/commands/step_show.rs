//! `step show`: everything of one record: its place, its digests, who signed it, what it stands on, what it says. With
//! `--raw` the envelope as it was signed, byte for byte.

use clap::Args;
use serde::Serialize;
use serde_json::value::RawValue;

use super::decision_show::{late_in_words, occurred_in_words};
use crate::cli::entries::Entries;
use crate::cli::erased::{ErasedShown, Erasures};
use crate::cli::reader::{Reader, SignatoryShown, StreamNames, unreadable};
use crate::cli::record_name::RecordName;
use crate::cli::{CliError, Context, Exit, cause};
use crate::format::{Attachment, Content, Despite, Late, Record};
use crate::ledger::RecordView;
use crate::model::{
    EntryHash, KindName, Occurred, RecordDigest, RecordedTime, Sha256Digest, StreamId, TreeHash, Value,
};
use crate::port::{ReadEvidence as _, StoredEntry};
use crate::registry::{AdoptCalendar, AdoptProfile, Event};
use crate::render::body::{Part, lines, parts};
use crate::render::event::{adoption_parts, calendar_parts, event_parts};
use crate::render::{Message, Piece, Tone, local_time, words};

/// What `step show` takes.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// The record.
    #[arg(value_name = "RECORD")]
    pub record: RecordName,
    /// The envelope's bytes as they are stored.
    #[arg(long)]
    pub raw: bool,
}

#[derive(Serialize)]
struct ShowDocument<'a> {
    schema: &'static str,
    name: String,
    place: Place,
    digests: Digests,
    #[serde(flatten)]
    said: Option<Said<'a>>,
    corrected_by: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unreadable: Option<String>,
}

#[derive(Serialize)]
struct Place {
    origin: String,
    sequence: u64,
    stream: StreamId,
    number: u64,
    recorded: RecordedTime,
    file: String,
    offset: u64,
    envelope_bytes: usize,
}

#[derive(Serialize)]
struct Digests {
    record_blake3: RecordDigest,
    record_sha256: Sha256Digest,
    entry: EntryHash,
    previous: EntryHash,
    stream_previous: EntryHash,
    leaf: TreeHash,
}

/// What the record says, where it can be read.
#[derive(Serialize)]
struct Said<'a> {
    kind: &'a KindName,
    signed_at: String,
    occurred: Occurred,
    signatories: Vec<SignatoryShown>,
    /// What is against signatures or authority; `null` where both hold.
    against: Option<String>,
    /// Keys that were declared compromised since before this record.
    in_doubt: Vec<String>,
    basis: Vec<Basis>,
    body: &'a RawValue,
    attachments: &'a [Attachment],
    /// Which of them are erased, or are to be.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    erased: Vec<ErasedShown>,
    late: Option<&'a Late>,
    despite: &'a [Despite],
}

#[derive(Serialize)]
struct Basis {
    record: RecordDigest,
    /// Its name, where it is in the same stream.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
}

impl ShowArgs {
    /// Shows it.
    ///
    /// # Errors
    /// There is no such record, it cannot be read, or its signatures or their authority do not hold.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let reader = Reader::open(context)?;
        let stored = self.record.find(&reader.store)?;
        if self.raw {
            context.printer.raw(stored.entry.envelope());
            return Ok(Exit::Sound);
        }
        let (place, digests) = place_of(&stored);
        let name = RecordName::of(stored.entry.header()).to_string();
        let names = names_around(context, &reader, &stored)?;
        let corrected_by = names.corrections_of(&digests.record_blake3).iter().map(ToString::to_string).collect();
        let view = RecordView::of(stored);
        let unread = view.as_ref().err().map(|error| cause::read(error).text(context.language()));
        let (mut damaged, mut wrong) = (0, None);
        let said = match &view {
            Ok(view) => {
                wrong = reader.against(view);
                let erased = erased(&reader, view)?;
                Some(said(context, &reader, view, wrong.as_ref(), &names, erased))
            }
            Err(_) => {
                damaged = 1;
                None
            }
        };
        let schema = "liuhen/step-show/v1";
        let document = ShowDocument { schema, name, place, digests, said, corrected_by, unreadable: unread };
        let record = view.as_ref().ok().map(|view| &view.record);
        context.printer.answer(&document, |_| draw(context, &reader, &document, record, &names))?;
        match wrong {
            Some(why) => Err(CliError::new(Exit::Invalid, "error-record-against")
                .with("name", document.name)
                .because(why)
                .hint(Message::new("hint-verify"))),
            None => unreadable(damaged),
        }
    }
}

fn place_of(stored: &StoredEntry) -> (Place, Digests) {
    let header = stored.entry.header();
    let place = Place {
        origin: header.origin.to_string(),
        sequence: header.sequence.0,
        stream: header.stream.clone(),
        number: header.number,
        recorded: header.recorded,
        file: stored.locus.file.clone(),
        offset: stored.locus.offset,
        envelope_bytes: stored.entry.envelope().len(),
    };
    let digests = Digests {
        record_blake3: header.record_blake3,
        record_sha256: header.record_sha256,
        entry: stored.entry.hash(),
        previous: header.previous,
        stream_previous: header.stream_previous,
        leaf: stored.entry.leaf(),
    };
    (place, digests)
}

/// The names of the records of the same stream. Damage elsewhere in the stream costs names and hides nothing of this one.
fn names_around(context: &Context, reader: &Reader, stored: &StoredEntry) -> Result<StreamNames, CliError> {
    let mut names = StreamNames::default();
    let stream = stored.entry.header().stream.clone();
    for stored in Entries::new(&reader.store, Some(stream), None, None)? {
        let Ok(stored) = stored else { break };
        if let Ok(view) = RecordView::of(stored) {
            names.add(&view, context.language());
        }
    }
    Ok(names)
}

/// What of a record is erased.
fn erased(reader: &Reader, view: &RecordView) -> Result<Vec<ErasedShown>, CliError> {
    let attachments = &view.record.attachments;
    let sealed = attachments.iter().any(|one| matches!(one.content, Content::Sealed(_)));
    match view.record.stream.decision().filter(|_| sealed) {
        Some(decision) => Ok(Erasures::of(reader, decision)?.among(&reader.store, view, attachments)),
        None => Ok(Vec::new()),
    }
}

fn said<'a>(
    context: &Context,
    reader: &Reader,
    view: &'a RecordView,
    against: Option<&Message>,
    names: &StreamNames,
    erased: Vec<ErasedShown>,
) -> Said<'a> {
    let record = &view.record;
    let recorded = view.stored.entry.header().recorded;
    let doubted = record.offices.iter().filter(|one| {
        reader.registry.as_ref().is_some_and(|registry| registry.doubt(&one.key, view.seq(), recorded).is_some())
    });
    Said {
        kind: &record.kind,
        signed_at: record.signed_at.to_string(),
        occurred: record.occurred,
        signatories: reader.signatories(record, view.seq()),
        against: against.map(|why| why.text(context.language())),
        in_doubt: doubted.map(|one| one.key.id().to_string()).collect(),
        basis: record
            .basis
            .iter()
            .map(|digest| Basis { record: *digest, name: names.record(digest).map(ToString::to_string) })
            .collect(),
        body: &record.body,
        attachments: &record.attachments,
        erased,
        late: record.late.as_ref(),
        despite: &record.despite,
    }
}

fn draw(context: &Context, reader: &Reader, document: &ShowDocument<'_>, record: Option<&Record>, names: &StreamNames) {
    let language = context.language();
    let printer = &context.printer;
    let section = |id: &str, parts: &[Part]| {
        if parts.is_empty() {
            return;
        }
        printer.line("");
        printer.pieces(&[Piece::new(Tone::Strong, context.text(id))]);
        lines(language, parts, INDENT).iter().for_each(|line| printer.pieces(line));
    };
    let mut head = vec![Piece::new(Tone::Strong, document.name.as_str()), Piece::plain("  ")];
    match (&document.said, &document.unreadable) {
        (Some(said), _) => {
            head.push(Piece::new(Tone::Strong, words::kind(language, said.kind.as_str())));
            head.push(Piece::new(Tone::Faint, format!("  {}", said.kind)));
        }
        (None, why) => {
            let why = why.as_deref().unwrap_or_default();
            head.push(Piece::new(Tone::Bad, format!("{}  {why}", context.text("log-unreadable"))));
        }
    }
    printer.pieces(&head);
    if let (Some(said), Some(record)) = (&document.said, record) {
        section("step-said", &body_parts(context, record, names));
        section("step-signed", &signed(context, reader, said, record));
        section("step-notes", &notes(context, said, document));
        section("step-attachments", &attachments(context, reader, said));
        section("step-basis", &basis(context, said, names));
    }
    section("step-place", &place(context, reader, document));
}

/// The body in words; one that is not as its kind must be is shown as it stands.
fn body_parts(context: &Context, record: &Record, names: &StreamNames) -> Vec<Part> {
    let language = context.language();
    if record.stream == StreamId::Registry
        && let Ok(event) = Event::read(&record.kind, record.body.get())
    {
        return event_parts(language, &event);
    }
    if let Ok(adopt) = AdoptProfile::read(record) {
        return adoption_parts(language, &adopt);
    }
    if let Ok(adopt) = AdoptCalendar::read(record) {
        return calendar_parts(language, &adopt);
    }
    match record.body_value() {
        Ok(body @ Value::Table(_)) => parts(language, record.kind.as_str(), &body, &|digest| names.name(digest)),
        _ => vec![Part::value("", record.body.get())],
    }
}

fn signed(context: &Context, reader: &Reader, said: &Said<'_>, record: &Record) -> Vec<Part> {
    let say = |id: &str| context.text(id);
    let rows = said
        .signatories
        .iter()
        .map(|one| {
            vec![
                words::office(context.language(), one.office.as_str()),
                one.person.as_ref().map_or_else(|| say("word-unknown"), ToString::to_string),
                [&one.organ, &one.title].into_iter().flatten().cloned().collect::<Vec<_>>().join(" "),
                one.key.to_string(),
            ]
        })
        .collect();
    let headings = ["office-office", "office-person", "office-organ", "office-key"].map(say).into();
    let verdict = match (&said.against, &reader.registry) {
        (Some(why), _) => why.clone(),
        (None, Some(_)) => say("step-holds"),
        (None, None) => say("step-holds-without-registry"),
    };
    vec![
        Part::Rows { label: say("step-signatories"), headings, rows },
        Part::value(say("step-verdict"), verdict),
        Part::value(say("decision-occurred"), occurred_in_words(context.language(), &record.occurred)),
        Part::value(say("step-signed-at"), local_time(record.signed_at.timestamp(), reader.zone())),
    ]
}

/// What the signers and later records say about the record itself.
fn notes(context: &Context, said: &Said<'_>, document: &ShowDocument<'_>) -> Vec<Part> {
    let say = |id: &str| context.text(id);
    let mut parts = Vec::new();
    if let Some(late) = said.late {
        parts.push(Part::value(say("mark-late"), late_in_words(context.language(), said.kind.as_str(), late)));
    }
    for despite in said.despite {
        parts.push(Part::value(say("decision-despite"), format!("{}  {}", despite.rule, despite.reason)));
    }
    if !document.corrected_by.is_empty() {
        let by = document.corrected_by.join(&say("word-comma"));
        parts.push(Part::value(say("decision-corrected-by"), by));
    }
    for key in &said.in_doubt {
        parts.push(Part::value(say("step-in-doubt"), key.as_str()));
    }
    parts
}

fn attachments(context: &Context, reader: &Reader, said: &Said<'_>) -> Vec<Part> {
    let say = |id: &str| context.text(id);
    let one = |attachment: &Attachment| {
        let role = format!("{} ({})", words::document(context.language(), &attachment.role), attachment.role);
        let size = Message::new("attachment-size").show("bytes", attachment.size).text(context.language());
        let mut parts = vec![
            Part::value(say("attachment-name"), attachment.name.as_str()),
            Part::value(say("attachment-role"), role),
            Part::value(say("attachment-kind"), format!("{}  {size}", attachment.media_type)),
        ];
        match attachment.content {
            Content::Open { blake3, sha256 } => {
                parts.push(Part::value("BLAKE3", blake3.to_string()));
                parts.push(Part::value("SHA-256", sha256.to_string()));
                parts.push(Part::value(say("attachment-file"), reader.store.evidence_path(&blake3)));
            }
            Content::Sealed(sealed) => {
                parts.push(Part::value(say("attachment-sealed"), sealed.to_string()));
                parts.push(Part::value(say("attachment-opening"), reader.store.opening_path(&sealed)));
                if let Some(one) = said.erased.iter().find(|one| one.sealed == sealed) {
                    parts.push(Part::value(say("attachment-erasure"), one.message().text(context.language())));
                }
            }
        }
        parts
    };
    if said.attachments.is_empty() {
        return Vec::new();
    }
    let groups = said.attachments.iter().map(one).collect();
    vec![Part::Groups { label: String::new(), counted: true, groups }]
}

fn basis(context: &Context, said: &Said<'_>, names: &StreamNames) -> Vec<Part> {
    let one = |basis: &Basis| {
        let name = names.name(&basis.record).unwrap_or_else(|| context.text("step-basis-elsewhere"));
        vec![name, basis.record.to_string()]
    };
    if said.basis.is_empty() {
        return Vec::new();
    }
    let headings = ["log-record", "step-digest"].map(|id| context.text(id)).into();
    vec![Part::Rows { label: String::new(), headings, rows: said.basis.iter().map(one).collect() }]
}

fn place(context: &Context, reader: &Reader, document: &ShowDocument<'_>) -> Vec<Part> {
    let say = |id: &str| context.text(id);
    let (place, digests) = (&document.place, &document.digests);
    let recorded = format!("{}  ({})", reader.local(place.recorded), place.recorded);
    let file = Message::new("place-file").with("file", place.file.clone()).show("offset", place.offset);
    let bytes = Message::new("attachment-size").show("bytes", place.envelope_bytes).text(context.language());
    vec![
        Part::value(say("place-ledger"), place.origin.as_str()),
        Part::value(say("place-entry"), format!("@{}", place.sequence)),
        Part::value(say("place-stream"), format!("{} #{}", place.stream, place.number)),
        Part::value(say("decision-recorded"), recorded),
        Part::value(say("place-log"), file.text(context.language())),
        Part::value(say("place-envelope"), bytes),
        Part::value(say("place-record-blake3"), digests.record_blake3.to_string()),
        Part::value(say("place-record-sha256"), digests.record_sha256.to_string()),
        Part::value(say("place-entry-hash"), digests.entry.to_string()),
        Part::value(say("place-previous"), digests.previous.to_string()),
        Part::value(say("place-stream-previous"), digests.stream_previous.to_string()),
        Part::value(say("place-leaf"), digests.leaf.to_string()),
    ]
}

/// How far what stands under a heading is moved to the right.
const INDENT: usize = 2;
