//! `profile list`: the profiles that are built in, and those that the ledger at hand has adopted.

use clap::Args;
use serde::Serialize;

use crate::cli::profiles::{Adoptions, adopted_text};
use crate::cli::{CliError, Context, Exit, opening};
use crate::procedure::{Profile, Text, Whole, built_in};
use crate::render::judgement::in_language;
use crate::render::{Column, Message, Piece, Table, Tone};
use crate::store::LedgerFolder;
use crate::verify::Adopted;

/// What `profile list` takes.
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
    profile: &'static str,
    title: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    base: Option<String>,
    rules: Option<usize>,
    levels: Vec<String>,
}

#[derive(Serialize)]
struct AdoptedShown {
    profile: String,
    /// `None` where the text cannot be read.
    title: Option<Text>,
    rules: Option<usize>,
    blake3: String,
    since_entry: u64,
    in_force: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    superseded_at_entry: Option<u64>,
    document: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
}

impl ListArgs {
    /// Lists them.
    ///
    /// # Errors
    /// There is a ledger and it cannot be read.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let document = ListDocument {
            schema: "liuhen/profile-list/v1",
            built_in: built_in::BUILT_IN.iter().map(|id| built_in_shown(id)).collect(),
            adopted: adopted(context)?,
        };
        context.printer.answer(&document, |_| draw(context, &document))?;
        if document.adopted.is_none() {
            context.printer.note(&Message::new("note-profiles-without-ledger"));
        }
        Ok(Exit::Sound)
    }
}

fn built_in_shown(id: &'static str) -> BuiltIn {
    let read =
        built_in::source(id).and_then(|text| Whole::read(text, &|id| built_in::source(id).map(str::to_owned)).ok());
    BuiltIn {
        profile: id,
        title: read.as_ref().map(|whole| whole.profile.title.clone()),
        rules: read.as_ref().map(|whole| whole.profile.rules.len()),
        levels: read.as_ref().map_or_else(Vec::new, |whole| whole.profile.levels.clone()),
        base: read.and_then(|whole| whole.base),
    }
}

/// What the ledger has adopted. Where nobody named a ledger and there is none here, that is no error: what is built in can
/// be looked at without.
fn adopted(context: &Context) -> Result<Option<Vec<AdoptedShown>>, CliError> {
    match context.setting.ledger_dir() {
        Err(error) if error.id() == "error-no-ledger-here" => return Ok(None),
        Err(error) => return Err(error),
        Ok(_) => {}
    }
    let store = opening::reading(context)?;
    let adoptions = Adoptions::of(&store)?;
    Ok(Some(adoptions.all().map(|one| shown(&store, &adoptions, one)).collect()))
}

fn shown(store: &LedgerFolder, adoptions: &Adoptions, one: &Adopted) -> AdoptedShown {
    let read = adopted_text(store, one).ok().and_then(|text| Profile::read(&text).ok());
    let superseded_at_entry = adoptions.successor(one).map(|other| other.at.0);
    AdoptedShown {
        profile: one.what.profile.to_string(),
        title: read.as_ref().map(|profile| profile.title.clone()),
        rules: read.as_ref().map(|profile| profile.rules.len()),
        blake3: one.what.blake3.to_string(),
        since_entry: one.at.0,
        in_force: superseded_at_entry.is_none(),
        superseded_at_entry,
        document: one.what.document.clone(),
        from: one.what.from.map(|from| from.to_string()),
    }
}

fn draw(context: &Context, document: &ListDocument) {
    let (printer, language) = (&context.printer, context.language());
    let say = |id: &str| context.text(id);
    let column = |id: &str| Column::new(say(id));
    let title = |title: &Option<Text>| match title {
        Some(title) => in_language(language, title).to_owned(),
        None => say("profile-unreadable"),
    };
    let count = |rules: Option<usize>| rules.map_or_else(String::new, |rules| rules.to_string());
    printer.pieces(&[Piece::new(Tone::Strong, say("profile-built-in"))]);
    let mut table = Table::new([
        column("profile-id"),
        column("profile-title"),
        column("profile-rules").right(),
        column("profile-base"),
    ]);
    for one in &document.built_in {
        let base = one.base.clone().unwrap_or_default();
        table.row([one.profile.to_owned(), title(&one.title), count(one.rules), base]);
    }
    printer.table(&table);
    let Some(adopted) = &document.adopted else { return };
    printer.line("");
    printer.pieces(&[Piece::new(Tone::Strong, say("profile-adopted"))]);
    if adopted.is_empty() {
        return printer.line(&say("profile-none-adopted"));
    }
    let mut table = Table::new([
        column("profile-id"),
        column("profile-title"),
        column("profile-rules").right(),
        column("profile-since").right(),
        column("profile-standing"),
        column("event-document"),
        Column::new("BLAKE3"),
    ]);
    for one in adopted {
        let standing = match one.superseded_at_entry {
            None => Piece::new(Tone::Good, say("profile-in-force")),
            Some(at) => Piece::new(Tone::Faint, Message::new("profile-superseded").show("seq", at).text(language)),
        };
        table.row([
            Piece::plain(one.profile.as_str()),
            Piece::plain(title(&one.title)),
            Piece::plain(count(one.rules)),
            Piece::plain(format!("@{}", one.since_entry)),
            standing,
            Piece::plain(one.document.as_str()),
            Piece::new(Tone::Faint, one.blake3.as_str()),
        ]);
    }
    printer.table(&table);
}
