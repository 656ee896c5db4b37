//! `log`: what was recorded, one line an entry, newest last. Read and written page by page, whatever the ledger's size.

use std::cell::{Cell, RefCell};

use clap::Args;
use serde::Serialize;

use crate::cli::entries::Entries;
use crate::cli::reader::{Reader, SignatoryShown, note_unacknowledged, signatories_in_words, unreadable};
use crate::cli::record_name::RecordName;
use crate::cli::streamed::Streamed;
use crate::cli::{CliError, Context, Exit, cause, refusal};
use crate::ledger::RecordView;
use crate::model::{DecisionId, StreamId, kind};
use crate::port::{ReadLedger as _, StoredEntry};
use crate::registry::{ADOPT_CALENDAR, ADOPT_PROFILE, event};
use crate::render::table::places;
use crate::render::{Column, Language, PagedTable, Piece, Tone, words};

/// What `log` takes.
#[derive(Debug, Args)]
pub struct LogArgs {
    /// This decision only.
    #[arg(long, value_name = "DECISION")]
    pub decision: Option<DecisionId>,
    /// The registry only.
    #[arg(long, conflicts_with = "decision")]
    pub registry: bool,
    /// From this entry on.
    #[arg(long, value_name = "SEQ")]
    pub from: Option<u64>,
    /// So many: from `--from` on, else the last.
    #[arg(long, value_name = "N")]
    pub count: Option<u64>,
}

#[derive(Serialize)]
struct LogDocument<E> {
    schema: &'static str,
    origin: Option<String>,
    entries: E,
}

#[derive(Debug, Serialize)]
struct Line {
    sequence: u64,
    recorded: String,
    name: String,
    stream: String,
    number: u64,
    record: String,
    /// `None` where the record cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    signatories: Vec<SignatoryShown>,
    late: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    unreadable: Option<String>,
    #[serde(skip)]
    local: String,
}

impl LogArgs {
    /// Lists the entries.
    ///
    /// # Errors
    /// There is no ledger, no such decision, or it cannot be read.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let reader = Reader::open(context)?;
        let stream = match self.decision {
            Some(id) => Some(StreamId::Decision(id)),
            None => self.registry.then_some(StreamId::Registry),
        };
        let entries = Entries::new(&reader.store, stream, self.from, self.count)?;
        let damaged = Cell::new(0_u64);
        let lines = entries.map(|stored| {
            let line = line(context.language(), &reader, stored.map_err(|error| refusal::store(&error))?);
            damaged.set(damaged.get() + u64::from(line.unreadable.is_some()));
            Ok(line)
        });
        if context.printer.is_json() {
            let failed = RefCell::new(None);
            let origin = reader.registry.as_ref().map(|registry| registry.origin().to_string());
            let entries = Streamed::new(lines, &failed);
            context.printer.json_as_it_comes(&LogDocument { schema: "liuhen/log/v1", origin, entries })?;
            failed.into_inner().map_or(Ok(()), Err)?;
        } else {
            draw(context, &reader, lines)?;
        }
        note_unacknowledged(context, &reader.store)?;
        unreadable(damaged.get())
    }
}

fn line(language: Language, reader: &Reader, stored: StoredEntry) -> Line {
    let header = stored.entry.header();
    let mut line = Line {
        sequence: header.sequence.0,
        recorded: header.recorded.to_string(),
        name: RecordName::of(header).to_string(),
        stream: header.stream.to_string(),
        number: header.number,
        record: header.record_blake3.to_string(),
        kind: None,
        signatories: Vec::new(),
        late: false,
        unreadable: None,
        local: reader.local(header.recorded),
    };
    match RecordView::of(stored) {
        Ok(view) => {
            line.signatories = reader.signatories(&view.record, view.seq());
            line.late = view.record.late.is_some();
            line.kind = Some(view.record.kind.to_string());
        }
        Err(error) => line.unreadable = Some(cause::read(&error).text(language)),
    }
    line
}

fn draw(
    context: &Context,
    reader: &Reader,
    mut lines: impl Iterator<Item = Result<Line, CliError>>,
) -> Result<(), CliError> {
    let language = context.language();
    let last = reader.store.tip().map_err(|error| refusal::store(&error))?.size.saturating_sub(1);
    let kinds = kind::all().iter().map(|spec| spec.name).chain(event::KINDS).chain([ADOPT_PROFILE, ADOPT_CALENDAR]);
    let kinds = kinds.map(|kind| places(&words::kind(language, kind))).max().unwrap_or(0);
    let late = context.text("mark-late");
    let column = |id: &str| Column::new(context.text(id));
    let mut table = PagedTable::new([
        column("log-entry").at_least(last.to_string().len() + 1).right(),
        column("log-recorded"),
        column("log-record"),
        column("log-kind").at_least(kinds),
        column("log-late").at_least(places(&late)),
        column("log-signed"),
    ]);
    let row = |line: Line| {
        let kind = match &line.kind {
            Some(kind) => Piece::plain(words::kind(language, kind)),
            None => Piece::new(Tone::Bad, context.text("log-unreadable")),
        };
        vec![
            Piece::plain(format!("@{}", line.sequence)),
            Piece::plain(line.local),
            Piece::new(Tone::Strong, line.name),
            kind,
            Piece::new(Tone::Warn, if line.late { late.as_str() } else { "" }),
            Piece::plain(signatories_in_words(language, &line.signatories)),
        ]
    };
    let mut failed = None;
    loop {
        let mut rows = Vec::with_capacity(PAGE);
        while rows.len() < PAGE && failed.is_none() {
            match lines.next() {
                Some(Ok(line)) => rows.push(row(line)),
                Some(Err(error)) => failed = Some(error),
                None => break,
            }
        }
        let done = rows.len() < PAGE;
        for line in table.page(rows) {
            context.printer.pieces(&line);
        }
        // What stands before the damage has been shown.
        match (failed.take(), done) {
            (Some(error), _) => return Err(error),
            (None, true) => return Ok(()),
            (None, false) => {}
        }
    }
}

/// How many lines are drawn at once.
const PAGE: usize = 256;
