//! `person`: all that a person signed, over all decisions, what they objected to first; then what the minutes and others
//! say of them, called so; then every record of others that names them. Who never held a key is found all the same.
//!
//! The ledger is read stream by stream; what is kept are the rows that are shown.

use clap::Args;
use serde::Serialize;

use super::decision_list::title_of;
use crate::cli::answered::{Answered, say_what_changed, warn_unreadable};
use crate::cli::entries::Entries;
use crate::cli::reader::{Reader, StreamNames, signatories_in_words, unreadable};
use crate::cli::record_name::RecordName;
use crate::cli::streams::Streams;
use crate::cli::{CliError, Context, Exit, refusal};
use crate::crypto::PublicKey;
use crate::ledger::RecordView;
use crate::model::kind::{self, Form, Mention};
use crate::model::{KeyId, Moment, OfficeId, PersonId, StreamId, Value};
use crate::port::StoreErrorKind;
use crate::procedure::Voice;
use crate::registry::{EndReason, HolderKind, Registry};
use crate::render::body::{Part, indented, lines, parts};
use crate::render::{Column, Language, Message, Piece, Table, Tone, local_time, text, words};

/// What `person` takes.
#[derive(Debug, Args)]
pub struct PersonArgs {
    /// The person, by the name the ledger knows them by.
    #[arg(value_name = "PERSON")]
    pub person: PersonId,
}

#[derive(Serialize)]
struct PersonDocument {
    schema: &'static str,
    person: PersonId,
    /// What the registry says they hold or held.
    offices: Vec<Held>,
    /// What they themselves signed against: positions other than agreement, and objections.
    dissents: Vec<Answered>,
    /// What the minutes say, or somebody else entered, as their word; they signed none of it.
    not_signed: Vec<Answered>,
    /// All they signed, stream by stream.
    signed: Vec<Signed>,
    /// Records of others that name them.
    named_in: Vec<NamedIn>,
    /// The records that cannot be read: what they say of the person, nobody knows.
    unreadable: Vec<String>,
}

/// An office, with the key it is held with.
#[derive(Serialize)]
struct Held {
    office: OfficeId,
    organ: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    seal: bool,
    scope: String,
    key: KeyId,
    /// From when, as the document says; `None` for a root holder.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Moment>,
    /// The entry it began with.
    since: u64,
    /// The entry it ended with, and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Until>,
}

#[derive(Serialize)]
struct Until {
    sequence: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<EndReason>,
}

/// What was signed in one stream.
#[derive(Serialize)]
struct Signed {
    stream: StreamId,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    records: Vec<Answered>,
}

/// A record that names the person and that they did not sign.
#[derive(Serialize)]
struct NamedIn {
    #[serde(flatten)]
    answered: Answered,
    named_as: Vec<NamedAs>,
}

/// As what a record names them.
#[derive(Serialize)]
struct NamedAs {
    /// The path of the field.
    field: String,
    /// What the same row says of them in set words: attendance, office, vote.
    details: Value,
    #[serde(skip)]
    in_words: String,
}

/// What has been found so far.
#[derive(Default)]
struct Found {
    dissents: Vec<Answered>,
    not_signed: Vec<Answered>,
    signed: Vec<Signed>,
    named_in: Vec<NamedIn>,
    unreadable: Vec<String>,
    against: Option<String>,
}

impl PersonArgs {
    /// Shows it.
    ///
    /// # Errors
    /// Nothing in the ledger names this person, it cannot be read, or the signatures of a record that is shown or their
    /// authority do not hold.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let reader = Reader::open(context)?;
        let (offices, keys) = reader.registry.as_ref().map(|known| held(known, &self.person)).unwrap_or_default();
        let mut found = Found::default();
        for stream in Streams::of(&reader.store) {
            let stream = stream.map_err(|error| refusal::store(&error))?;
            self.search(context.language(), &reader, &stream, &keys, &mut found)?;
        }
        let damaged = found.unreadable.len() as u64;
        // Dissents first; apart from that the order of the ledger stands.
        found.not_signed.sort_by_key(|one| !one.stand.as_ref().is_some_and(|stand| stand.dissents));
        let nothing =
            offices.is_empty() && found.signed.is_empty() && found.not_signed.is_empty() && found.named_in.is_empty();
        if nothing && damaged == 0 {
            return Err(CliError::refused("error-no-such-person")
                .show("person", &self.person)
                .hint(Message::new("hint-office-list")));
        }
        let document = PersonDocument {
            schema: "liuhen/person/v1",
            person: self.person,
            offices,
            dissents: found.dissents,
            not_signed: found.not_signed,
            signed: found.signed,
            named_in: found.named_in,
            unreadable: found.unreadable,
        };
        context.printer.answer(&document, |_| draw(context, &reader, &document))?;
        match found.against {
            Some(name) => Err(CliError::new(Exit::Invalid, "error-record-against")
                .with("name", name)
                .hint(Message::new("hint-verify"))),
            None => unreadable(damaged),
        }
    }

    /// Looks through one stream. Damage in it hides no other.
    fn search(
        &self,
        language: Language,
        reader: &Reader,
        stream: &StreamId,
        keys: &[PublicKey],
        found: &mut Found,
    ) -> Result<(), CliError> {
        let mut names = StreamNames::default();
        let mut title = None;
        let mut signed: Vec<Answered> = Vec::new();
        let mut told: Vec<(Answered, Vec<NamedAs>)> = Vec::new();
        let entries = Entries::new(&reader.store, Some(stream.clone()), None, None)?.past_damage();
        for (number, stored) in (0..).zip(entries) {
            let view = match stored {
                Ok(stored) => RecordView::of(stored).ok(),
                Err(error) if error.kind == StoreErrorKind::Corrupt => None,
                Err(error) => return Err(refusal::store(&error)),
            };
            let Some(view) = view else {
                found.unreadable.push(RecordName::InStream(stream.clone(), number).to_string());
                continue;
            };
            if view.number() == 0 {
                title = title_of(&view);
            }
            names.add(&view, language);
            if view.record.offices.iter().any(|one| keys.contains(&one.key)) {
                signed.push(Answered::of(language, reader, &view, &names));
                continue;
            }
            let Some(spec) = kind::find(&view.record.kind) else { continue };
            let Ok(body) = view.record.body_value() else { continue };
            let mentions = spec.mentions(&body, self.person.as_str());
            if !mentions.is_empty() {
                let named_as = mentions.iter().map(|mention| named_as(language, spec.name, mention)).collect();
                told.push((Answered::of(language, reader, &view, &names), named_as));
            }
        }
        for one in signed.iter_mut().chain(told.iter_mut().map(|(one, _)| one)) {
            one.corrected(&names);
            if one.against.is_some() {
                found.against.get_or_insert_with(|| one.name.clone());
            }
        }
        say_what_changed(signed.iter_mut());
        say_what_changed(told.iter_mut().map(|(one, _)| one));
        for (answered, named_as) in told {
            if is_their_word(&answered, &named_as) {
                found.not_signed.push(answered);
            } else {
                found.named_in.push(NamedIn { answered, named_as });
            }
        }
        if !signed.is_empty() {
            found.dissents.extend(signed.iter().filter(|one| one.own_dissent()).cloned());
            found.signed.push(Signed { stream: stream.clone(), title, records: signed });
        }
        Ok(())
    }
}

/// Whether a record that they did not sign tells what is their word to say.
fn is_their_word(answered: &Answered, named_as: &[NamedAs]) -> bool {
    let own = kind::find(&answered.kind).and_then(|spec| spec.own_word()).unwrap_or("person");
    let told = matches!(answered.voice, Some(Voice::Minuted | Voice::Entered));
    told && named_as.iter().any(|named| named.field == own)
}

/// As what a record names somebody: the field's label, and what its row says of them in set words.
fn named_as(language: Language, kind: &str, mention: &Mention<'_>) -> NamedAs {
    // A row is called by its list: `roster`, and not the `person` in it.
    let above = mention.path.rsplit_once('.').map_or(mention.path.as_str(), |(above, _)| above);
    let mut told = vec![words::field(language, kind, above)];
    let mut details = Vec::new();
    if let Some((fields, row)) = mention.row {
        for field in fields {
            let Some(value) = row.text(field.name) else { continue };
            told.push(match field.form {
                Form::Choice(_) => words::choice(language, &format!("{above}.{}", field.name), value),
                Form::Office => words::office(language, value),
                _ => continue,
            });
            details.push((field.name.to_owned(), Value::Text(value.to_owned())));
        }
    }
    NamedAs { field: mention.path.clone(), details: Value::Table(details), in_words: told.join(" · ") }
}

/// What somebody holds or held, in the order it began, and all keys that are theirs.
fn held(registry: &Registry, person: &PersonId) -> (Vec<Held>, Vec<PublicKey>) {
    let mut all = Vec::new();
    let mut keys = Vec::new();
    let mut roots = registry.roots().peekable();
    while let Some((at, root)) = roots.next() {
        for holder in root.holders.iter().filter(|holder| holder.person == *person) {
            keys.push(holder.key);
            all.push(Held {
                office: OfficeId::root(),
                organ: registry.organ().to_owned(),
                title: None,
                seal: false,
                scope: "all".to_owned(),
                key: holder.key.id(),
                from: None,
                since: at.0,
                until: roots.peek().map(|(next, _)| Until { sequence: next.0, reason: None }),
            });
        }
    }
    for one in registry.appointments().filter(|one| one.appoint.person == *person) {
        keys.push(one.appoint.key);
        all.push(Held {
            office: one.appoint.office.clone(),
            organ: one.appoint.organ.clone(),
            title: Some(one.appoint.title.clone()),
            seal: one.appoint.holder == HolderKind::Seal,
            scope: one.appoint.scope.to_string(),
            key: one.appoint.key.id(),
            from: Some(one.appoint.from),
            since: one.since.0,
            until: one.end.as_ref().map(|end| Until { sequence: end.at.0, reason: Some(end.reason) }),
        });
    }
    all.sort_by_key(|one| one.since);
    (all, keys)
}

fn draw(context: &Context, reader: &Reader, document: &PersonDocument) {
    let language = context.language();
    let printer = &context.printer;
    let heading = |id: &'static str, count: usize| {
        printer.line("");
        printer.pieces(&[Piece::new(Tone::Strong, Message::new(id).with("count", count as u64).text(language))]);
        if count == 0 {
            printer.line(&format!("  {}", context.text("word-none")));
        }
    };
    let table = |table: &Table, indent: usize| {
        indented(table.lines(), indent).for_each(|line| printer.pieces(&line));
    };
    printer.pieces(&[Piece::new(Tone::Strong, document.person.to_string())]);
    heading("person-offices", document.offices.len());
    if !document.offices.is_empty() {
        table(&offices(context, &document.offices), 2);
    }
    heading("person-dissents", document.dissents.len());
    document.dissents.iter().for_each(|one| draw_word(context, reader, one));
    heading("person-not-signed", document.not_signed.len());
    document.not_signed.iter().for_each(|one| draw_word(context, reader, one));
    heading("person-signed", document.signed.iter().map(|stream| stream.records.len()).sum());
    for stream in &document.signed {
        let name = stream.stream.decision().map_or_else(|| stream.stream.to_string(), ToString::to_string);
        let title = stream.title.clone().unwrap_or_default();
        printer.pieces(&[Piece::plain("  "), Piece::new(Tone::Strong, format!("{name}  {title}").trim_end())]);
        draw_rows(context, &stream.records);
    }
    heading("person-named-in", document.named_in.len());
    if !document.named_in.is_empty() {
        draw_named_in(context, &document.named_in);
    }
    warn_unreadable(context, &document.unreadable);
}

fn offices(context: &Context, offices: &[Held]) -> Table {
    let ids =
        ["office-office", "office-organ", "office-scope", "event-from", "office-since", "office-end", "office-key"];
    let mut table = Table::new(ids.map(|id| Column::new(context.text(id))));
    for one in offices {
        let organ: Vec<&str> =
            [Some(&one.organ), one.title.as_ref()].into_iter().flatten().map(String::as_str).collect();
        let all = one.scope == "all";
        table.row([
            words::office(context.language(), one.office.as_str()),
            organ.join(" "),
            if all { context.text("event-scope-all") } else { one.scope.clone() },
            one.from.map_or_else(String::new, |from| from.to_string()),
            format!("@{}", one.since),
            one.until.as_ref().map_or_else(String::new, |until| ended(context.language(), until)),
            one.key.to_string(),
        ]);
    }
    table
}

fn ended(language: Language, until: &Until) -> String {
    let reason = until.reason.map(|reason| match reason {
        EndReason::Retired => "office-reason-retired",
        EndReason::Superseded => "office-reason-superseded",
        EndReason::Lost => "office-reason-lost",
        EndReason::Compromised => "office-reason-compromised",
    });
    let reason = reason.map_or_else(String::new, |id| text(language, id, &[]));
    format!("@{} {reason}", until.sequence).trim_end().to_owned()
}

/// A record that is somebody's own word, or is told as such, with its reasons whole.
fn draw_word(context: &Context, reader: &Reader, one: &Answered) {
    let language = context.language();
    let printer = &context.printer;
    let kind = words::kind(language, one.kind.as_str());
    printer.pieces(&[
        Piece::plain("  "),
        Piece::new(Tone::Strong, one.name.as_str()),
        Piece::plain(format!("  {kind}")),
    ]);
    one.remark_lines(language, one.stand_in_words(language), INDENT).iter().for_each(|line| printer.pieces(line));
    let mut facts = parts(language, one.kind.as_str(), &one.only(WORD), &|_| None);
    let mut fact = |id: &str, value: String| facts.push(Part::value(context.text(id), value));
    if let Some(meeting) = one.stand.as_ref().and_then(|stand| stand.meeting.clone()) {
        fact("person-meeting", meeting);
    }
    fact("decision-signed", {
        let by = signatories_in_words(language, &one.signatories);
        format!("{by}  {}", local_time(one.signed_at.timestamp(), reader.zone()))
    });
    fact("decision-occurred", one.occurred_in_words(language));
    fact("decision-recorded", one.recorded_in_words(language, reader));
    lines(language, &facts, INDENT).iter().for_each(|line| printer.pieces(line));
}

fn draw_rows(context: &Context, rows: &[Answered]) {
    let language = context.language();
    let ids = ["view-number", "log-kind", "office-office", "view-happened", "view-lag", "view-says"];
    let mut table = Table::new(ids.map(|id| match id {
        "view-number" | "view-lag" => Column::new(context.text(id)).right(),
        // Whole in `step show`; here it is to recognise the record by.
        "view-says" => Column::new(context.text(id)).at_most(SAYS_PLACES),
        _ => Column::new(context.text(id)),
    }));
    for one in rows {
        let offices: Vec<String> =
            one.signatories.iter().map(|signed| words::office(language, signed.office.as_str())).collect();
        table.row([
            Piece::new(Tone::Strong, format!("#{}", one.number)),
            Piece::plain(words::kind(language, one.kind.as_str())),
            Piece::plain(offices.join(&context.text("word-comma"))),
            Piece::plain(one.occurred_in_words(language)),
            one.lag_in_words(language),
            Piece::plain(one.gist.as_str()),
        ]);
    }
    let mut drawn = indented(table.lines(), INDENT);
    drawn.next().iter().for_each(|heading| context.printer.pieces(heading));
    for (line, one) in drawn.zip(rows) {
        context.printer.pieces(&line);
        // Agreement is said by what the record says; a dissent must be seen.
        let stand = one.own_dissent().then(|| one.stand_in_words(language)).flatten();
        one.remark_lines(language, stand, REMARK_INDENT).iter().for_each(|line| context.printer.pieces(line));
    }
}

fn draw_named_in(context: &Context, rows: &[NamedIn]) {
    let language = context.language();
    let ids = ["log-record", "log-kind", "person-named-as", "view-happened", "log-signed"];
    let mut table = Table::new(ids.map(|id| Column::new(context.text(id))));
    for NamedIn { answered, named_as } in rows {
        let named: Vec<&str> = named_as.iter().map(|named| named.in_words.as_str()).collect();
        table.row([
            Piece::new(Tone::Strong, answered.name.as_str()),
            Piece::plain(words::kind(language, answered.kind.as_str())),
            Piece::plain(named.join(&context.text("word-semicolon"))),
            Piece::plain(answered.occurred_in_words(language)),
            Piece::plain(signatories_in_words(language, &answered.signatories)),
        ]);
    }
    let mut drawn = indented(table.lines(), 2);
    drawn.next().iter().for_each(|heading| context.printer.pieces(heading));
    for (line, row) in drawn.zip(rows) {
        context.printer.pieces(&line);
        row.answered.remark_lines(language, None, REMARK_INDENT).iter().for_each(|line| context.printer.pieces(line));
    }
}

/// What is shown whole of somebody's own word.
const WORD: &[&str] =
    &["reasons", "declined", "conditions", "in_writing", "handed_in", "order", "objection", "answer", "answer_text"];

/// How far what belongs to a record is moved to the right.
const INDENT: usize = 4;

/// How far what is to be said of a row stands under it.
const REMARK_INDENT: usize = 8;

/// What is there to recognise a record by takes no more than half a line.
const SAYS_PLACES: usize = 48;
