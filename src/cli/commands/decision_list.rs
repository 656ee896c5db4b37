//! `decision list`: the decisions of the ledger, by their ids. What is read grows with the decisions that are listed and
//! not with their records.

use std::cell::{Cell, RefCell};

use clap::Args;
use serde::Serialize;

use crate::cli::reader::{Reader, unreadable};
use crate::cli::streamed::Streamed;
use crate::cli::streams::Streams;
use crate::cli::{CliError, Context, Exit, refusal};
use crate::ledger::RecordView;
use crate::model::{RecordedTime, StreamId};
use crate::port::{ReadLedger, StoreErrorKind, StoredEntry};
use crate::render::{Column, PagedTable, Piece, Tone};

/// What `decision list` takes.
#[derive(Debug, Args)]
pub struct ListArgs {}

#[derive(Serialize)]
struct ListDocument<D> {
    schema: &'static str,
    decisions: D,
}

#[derive(Debug, Serialize)]
struct Line {
    decision: String,
    /// `None` where its first record cannot be read.
    title: Option<String>,
    records: u64,
    /// `None` where its first record cannot be read.
    opened: Option<RecordedTime>,
    last_recorded: Option<RecordedTime>,
}

impl ListArgs {
    /// Lists them.
    ///
    /// # Errors
    /// There is no ledger, or it cannot be read.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let reader = Reader::open(context)?;
        let store = &reader.store;
        let damaged = Cell::new(0_u64);
        let lines = Streams::of_decisions(store).filter_map(|stream| {
            let line =
                stream.map_err(|error| refusal::store(&error)).and_then(|stream| line(store, &stream)).transpose();
            if let Some(Ok(Line { title: None, .. } | Line { last_recorded: None, .. })) = line {
                damaged.set(damaged.get() + 1);
            }
            line
        });
        if context.printer.is_json() {
            let failed = RefCell::new(None);
            let decisions = Streamed::new(lines, &failed);
            context.printer.json_as_it_comes(&ListDocument { schema: "liuhen/decision-list/v1", decisions })?;
            failed.into_inner().map_or(Ok(()), Err)?;
            return unreadable(damaged.get());
        }
        let column = |id: &str| Column::new(context.text(id));
        let mut table = PagedTable::new([
            column("decision-id"),
            column("decision-records").right(),
            column("decision-opened"),
            column("decision-last"),
            column("decision-title"),
        ]);
        let local = |time: Option<RecordedTime>| time.map_or_else(String::new, |time| reader.local(time));
        let mut rows = Vec::new();
        for line in lines {
            let line = line?;
            let title = match line.title {
                Some(title) => Piece::plain(title),
                None => Piece::new(Tone::Bad, context.text("log-unreadable")),
            };
            rows.push(vec![
                Piece::new(Tone::Strong, line.decision),
                Piece::plain(line.records.to_string()),
                Piece::plain(local(line.opened)),
                Piece::plain(local(line.last_recorded)),
                title,
            ]);
            if rows.len() == PAGE {
                table.page(std::mem::take(&mut rows)).iter().for_each(|line| context.printer.pieces(line));
            }
        }
        table.page(rows).iter().for_each(|line| context.printer.pieces(line));
        unreadable(damaged.get())
    }
}

fn line<S: ReadLedger>(store: &S, stream: &StreamId) -> Result<Option<Line>, CliError> {
    let head = store.stream_head(stream).map_err(|error| refusal::store(&error))?;
    let (Some(id), Some(head)) = (stream.decision(), head) else { return Ok(None) };
    let at = |number| match store.stream(stream, number, 1) {
        Ok(page) => Ok(page.into_iter().next()),
        // One damaged record must not hide the other decisions.
        Err(error) if error.kind == StoreErrorKind::Corrupt => Ok(None),
        Err(error) => Err(refusal::store(&error)),
    };
    let (first, last) = (at(0)?, at(head.count.saturating_sub(1))?);
    let recorded = |stored: &Option<StoredEntry>| stored.as_ref().map(|stored| stored.entry.header().recorded);
    Ok(Some(Line {
        decision: id.to_string(),
        records: head.count,
        opened: recorded(&first),
        last_recorded: recorded(&last),
        title: first.and_then(|first| title_of(&RecordView::of(first).ok()?)),
    }))
}

/// The title a decision was opened under.
pub(super) fn title_of(opening: &RecordView) -> Option<String> {
    opening.record.body_value().ok()?.text("title").map(str::to_owned)
}

/// How many lines are drawn at once.
const PAGE: usize = 256;
