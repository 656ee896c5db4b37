//! `calendar list`: the holiday tables that are built in, and those that the ledger at hand has adopted, with the days on which
//! two of one year differ.

use clap::Args;
use serde::Serialize;

use crate::cli::tables::{adopted_in, days_in_words};
use crate::cli::{CliError, Context, Exit, opening};
use crate::procedure::Holidays;
use crate::render::{Column, Message, Piece, Table, Tone};
use crate::verify::{AdoptedTable, Calendars};

/// What `calendar list` takes.
#[derive(Debug, Args)]
pub struct ListArgs {}

#[derive(Serialize)]
struct ListDocument {
    schema: &'static str,
    built_in: Vec<BuiltIn>,
    /// `None` where there is no ledger at hand.
    adopted: Option<Vec<AdoptedShown>>,
}

#[derive(Serialize)]
struct BuiltIn {
    year: i16,
    source: String,
}

#[derive(Serialize)]
struct AdoptedShown {
    year: i16,
    source: String,
    blake3: String,
    since_entry: u64,
    /// Whether decisions opened now are counted by it.
    in_force: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    superseded_at_entry: Option<u64>,
    document: String,
    /// Why it cannot be read, where it cannot: its year has no table then.
    #[serde(skip_serializing_if = "Option::is_none")]
    unreadable: Option<String>,
    /// The other tables of the year that count other days.
    differs: Vec<Difference>,
}

#[derive(Serialize)]
struct Difference {
    /// The entry that adopted the other; `None` for the one that is built in.
    entry: Option<u64>,
    days: Vec<String>,
    #[serde(skip)]
    words: String,
}

impl ListArgs {
    /// Lists them.
    ///
    /// # Errors
    /// There is a ledger and it cannot be read.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let built_in = Holidays::built_in();
        let tables = built_in.years().filter_map(|year| built_in.table(year));
        let document = ListDocument {
            schema: "liuhen/calendar-list/v1",
            built_in: tables.map(|one| BuiltIn { year: one.year(), source: one.source().to_owned() }).collect(),
            adopted: adopted(context)?,
        };
        context.printer.answer(&document, |_| draw(context, &document))?;
        if document.adopted.is_none() {
            context.printer.note(&Message::new("note-calendars-without-ledger"));
        }
        Ok(Exit::Sound)
    }
}

/// What the ledger has adopted. Where nobody named a ledger and there is none here, that is no error.
fn adopted(context: &Context) -> Result<Option<Vec<AdoptedShown>>, CliError> {
    match context.setting.ledger_dir() {
        Err(error) if error.id() == "error-no-ledger-here" => return Ok(None),
        Err(error) => return Err(error),
        Ok(_) => {}
    }
    let calendars = adopted_in(&opening::reading(context)?)?;
    Ok(Some(calendars.all().map(|one| shown(context, &calendars, one)).collect()))
}

fn shown(context: &Context, calendars: &Calendars, one: &AdoptedTable) -> AdoptedShown {
    let year = one.what.year;
    let superseded_at_entry = calendars.of(year).find(|other| other.at > one.at).map(|other| other.at.0);
    let difference = |entry, days: &[jiff::civil::Date]| Difference {
        entry,
        days: days.iter().map(ToString::to_string).collect(),
        words: days_in_words(context, days),
    };
    let others = calendars.others(one);
    let mut differs: Vec<Difference> = others.iter().map(|(other, days)| difference(Some(other.at.0), days)).collect();
    if let (Ok(table), Some(built_in)) = (&one.table, Holidays::built_in().table(year)) {
        let days = table.differs_on(built_in);
        differs.extend((!days.is_empty()).then(|| difference(None, &days)));
    }
    AdoptedShown {
        year,
        source: one.what.source.clone(),
        blake3: one.what.blake3.to_string(),
        since_entry: one.at.0,
        in_force: superseded_at_entry.is_none(),
        superseded_at_entry,
        document: one.what.document.clone(),
        unreadable: one.table.as_ref().err().cloned(),
        differs,
    }
}

fn draw(context: &Context, document: &ListDocument) {
    let (printer, language) = (&context.printer, context.language());
    let say = |id: &str| context.text(id);
    let column = |id: &str| Column::new(say(id));
    printer.pieces(&[Piece::new(Tone::Strong, say("calendar-built-in"))]);
    let mut table = Table::new([column("calendar-year"), column("calendar-source")]);
    for one in &document.built_in {
        table.row([one.year.to_string(), one.source.clone()]);
    }
    printer.table(&table);
    let Some(adopted) = &document.adopted else { return };
    printer.line("");
    printer.pieces(&[Piece::new(Tone::Strong, say("calendar-adopted"))]);
    if adopted.is_empty() {
        return printer.line(&say("calendar-none-adopted"));
    }
    let mut table = Table::new([
        column("calendar-year"),
        column("profile-since").right(),
        column("profile-standing"),
        column("event-document"),
        column("calendar-source"),
        Column::new("BLAKE3"),
    ]);
    for one in adopted {
        let standing = match (&one.unreadable, one.superseded_at_entry) {
            (Some(_), _) => Piece::new(Tone::Bad, say("calendar-unreadable")),
            (None, None) => Piece::new(Tone::Good, say("profile-in-force")),
            (None, Some(at)) => {
                Piece::new(Tone::Faint, Message::new("profile-superseded").show("seq", at).text(language))
            }
        };
        table.row([
            Piece::plain(one.year.to_string()),
            Piece::plain(format!("@{}", one.since_entry)),
            standing,
            Piece::plain(one.document.as_str()),
            Piece::plain(one.source.as_str()),
            Piece::new(Tone::Faint, one.blake3.as_str()),
        ]);
    }
    printer.table(&table);
    for one in adopted {
        // Each pair is told once, and the table that is built in beside each.
        for other in one.differs.iter().filter(|other| other.entry.is_none_or(|entry| entry < one.since_entry)) {
            let message = match other.entry {
                Some(entry) => Message::new("calendar-differs").show("other", entry),
                None => Message::new("calendar-differs-built-in"),
            };
            let message = message.with("year", one.year.to_string()).show("seq", one.since_entry);
            printer.pieces(&[Piece::new(Tone::Warn, message.with("days", other.words.clone()).text(language))]);
        }
        if let Some(why) = &one.unreadable {
            let message = Message::new("calendar-unreadable-because").with("year", one.year.to_string());
            let message = message.show("seq", one.since_entry).with("what", why.clone());
            printer.pieces(&[Piece::new(Tone::Bad, message.text(language))]);
        }
    }
}
