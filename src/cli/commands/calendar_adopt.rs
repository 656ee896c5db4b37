//! `calendar adopt`: brings the holiday table of a year into force. The root holders decide, as they decide on profiles: by which
//! days a period is counted is not for those to choose who have to keep it.

use std::path::PathBuf;

use clap::Args;

use crate::cli::form::media;
use crate::cli::profiles::digest;
use crate::cli::registry_record::{RegistryArgs, RootStatement, body, kind};
use crate::cli::tables::{TableText, adopted_in, days_in_words, in_force_already};
use crate::cli::{CliError, Context, Exit, opening};
use crate::crypto::hash::dual;
use crate::format::{Attachment, Content};
use crate::model::{CalendarId, StreamId};
use crate::procedure::Holidays;
use crate::procedure::holidays::CALENDAR;
use crate::registry::{ADOPT_CALENDAR, AdoptCalendar, CALENDAR_ROLE};
use crate::render::Message;
use crate::store::LedgerFolder;

/// What `calendar adopt` takes.
#[derive(Debug, Args)]
pub struct AdoptArgs {
    /// The table's file.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Who signs, and with what.
    #[command(flatten)]
    pub registry: RegistryArgs,
}

impl AdoptArgs {
    /// Does it.
    ///
    /// # Errors
    /// Whatever stands against it, with its exit code; nothing has been signed or stored then.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let found = TableText::read(context, &self.file)?;
        let store = opening::reading(context)?;
        say_what_changes(context, &store, &found)?;
        drop(store);
        self.registry.enter_statement(context, &self.statement(&found)?, |_| Ok(()))
    }

    fn statement(&self, found: &TableText) -> Result<RootStatement, CliError> {
        let calendar = CalendarId::new(CALENDAR).map_err(|_| CliError::bug("a calendar without a name"))?;
        let (text, year) = (found.text.as_bytes(), found.table.year());
        let name = format!("{calendar}-{year}.toml");
        let blake3 = digest(&found.text);
        let attachment = Attachment {
            media_type: media::of_name(&name).to_owned(),
            name,
            role: CALENDAR_ROLE.to_owned(),
            size: text.len() as u64,
            content: Content::Open { blake3, sha256: dual(text).sha256 },
        };
        let says = AdoptCalendar {
            calendar: calendar.clone(),
            year,
            source: found.table.source().to_owned(),
            blake3,
            document: self.registry.document.clone(),
        };
        Ok(RootStatement {
            stream: StreamId::Calendar(calendar),
            kind: kind(ADOPT_CALENDAR)?,
            body: body(&says)?,
            attachments: vec![attachment],
            documents: vec![text.to_vec()],
        })
    }
}

/// Tells whoever is about to sign what will be other than before. The table that is in force is not adopted again.
fn say_what_changes(context: &Context, store: &LedgerFolder, found: &TableText) -> Result<(), CliError> {
    let table = &found.table;
    let year = || table.year().to_string();
    let calendars = adopted_in(store)?;
    let Some(before) = calendars.of(table.year()).next_back() else {
        let built_in = Holidays::built_in().table(table.year()).map(|other| table.differs_on(other));
        let note = match built_in {
            None => Message::new("note-calendar-first"),
            Some(days) if days.is_empty() => Message::new("note-calendar-as-built-in"),
            Some(days) => Message::new("note-calendar-not-as-built-in").with("days", days_in_words(context, &days)),
        };
        context.printer.note(&note.with("year", year()));
        return Ok(());
    };
    if before.what.blake3 == digest(&found.text) {
        return Err(in_force_already(before));
    }
    // A table that was damaged in the ledger is not in the way of a new one.
    let Ok(other) = &before.table else {
        let message = Message::new("warning-calendar-before-unreadable").with("year", year());
        context.printer.warning(&message.show("seq", before.at));
        return Ok(());
    };
    let days = table.differs_on(other);
    let note = match days.is_empty() {
        true => Message::new("note-calendar-same-days"),
        false => Message::new("note-calendar-changes").with("days", days_in_words(context, &days)),
    };
    context.printer.note(&note.with("year", year()).show("seq", before.at));
    Ok(())
}
