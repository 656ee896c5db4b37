//! `decision show`: one decision from its opening to its last record, each with who says it, when, and what. Reads the
//! decision's stream and the registry; the rest of the ledger is not looked at.

use std::collections::BTreeMap;

use clap::Args;
use serde::Serialize;

use super::decision_list::title_of;
use crate::cli::entries::Entries;
use crate::cli::erased::{ErasedShown, Erasures};
use crate::cli::reader::{Reader, SignatoryShown, StreamNames, gist_of, unreadable};
use crate::cli::record_name::RecordName;
use crate::cli::{CliError, Context, Exit, cause, refusal};
use crate::format::{Despite, Late};
use crate::ledger::RecordView;
use crate::model::{DecisionId, KindName, Occurred, RecordedTime, StreamId, Value, kind};
use crate::procedure::draft::Trail;
use crate::procedure::{History, Stand, Voice};
use crate::render::body::{Part, lines, parts};
use crate::render::draft::{self, DraftDocument};
use crate::render::gist::corrected;
use crate::render::said::RecordNames;
use crate::render::{Language, Message, Piece, Tone, local_time, text, words};
use crate::verify::procedure::step;

/// What `decision show` takes.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// The decision.
    #[arg(value_name = "DECISION")]
    pub decision: DecisionId,
}

#[derive(Serialize)]
struct ShowDocument {
    schema: &'static str,
    decision: DecisionId,
    /// `None` where the first record cannot be read.
    title: Option<String>,
    opened: Option<RecordedTime>,
    last_recorded: Option<RecordedTime>,
    records: Vec<Shown>,
    /// Which text was shown, reviewed, decided on and issued; `None` where there is no draft.
    draft: Option<DraftDocument>,
}

#[derive(Serialize)]
struct Shown {
    name: String,
    sequence: u64,
    number: u64,
    record: String,
    recorded: RecordedTime,
    #[serde(flatten)]
    said: Option<Said>,
    corrected_by: Vec<String>,
    /// Which of its attachments are erased, or are to be.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    erased: Vec<ErasedShown>,
    /// What is against signatures or authority; `null` where both hold.
    against: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unreadable: Option<String>,
}

/// What a record says, where it can be read.
#[derive(Serialize)]
struct Said {
    kind: KindName,
    signed_at: String,
    occurred: Occurred,
    signatories: Vec<SignatoryShown>,
    gist: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    late: Option<Late>,
    despite: Vec<Despite>,
    attachments: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<Position>,
    #[serde(skip_serializing_if = "Option::is_none")]
    corrects: Option<String>,
    #[serde(skip)]
    body: Value,
    #[serde(skip)]
    signed_local: String,
}

/// How a member stood at a meeting.
#[derive(Serialize)]
struct Position {
    meeting: Option<String>,
    /// Whose word it is: the member's own, the minutes', or that of whoever entered it.
    voice: Voice,
    /// Whether a recorder minuted it; `voice` says more.
    minuted: bool,
    person: String,
    position: String,
    dissents: bool,
    reasons: Value,
}

impl ShowArgs {
    /// Shows it.
    ///
    /// # Errors
    /// There is no such decision, it cannot be read, or the signatures of a record or their authority do not hold.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let reader = Reader::open(context)?;
        let language = context.language();
        let stream = StreamId::Decision(self.decision.clone());
        let mut names = StreamNames::default();
        let (mut views, mut steps) = (Vec::new(), Vec::new());
        for stored in Entries::new(&reader.store, Some(stream), None, None)? {
            let stored = stored.map_err(|error| refusal::store(&error))?;
            let header = stored.entry.header().clone();
            steps.extend(step(&stored, reader.registry.as_ref()));
            let view = RecordView::of(stored);
            if let Ok(view) = &view {
                names.add(view, language);
            }
            views.push((header, view));
        }
        let opening = views.first().and_then(|(_, view)| view.as_ref().ok());
        let title = opening.and_then(title_of);
        let cover = opening.and_then(|view| Some((view.record.kind.clone(), view.record.body_value().ok()?)));
        let erasures = Erasures::of(&reader, &self.decision)?;
        let erased = |view: &RecordView| erasures.among(&reader.store, view, &view.record.attachments);
        let records: Vec<Shown> = views
            .iter()
            .map(|(header, view)| Shown {
                name: RecordName::of(header).to_string(),
                sequence: header.sequence.0,
                number: header.number,
                record: header.record_blake3.to_string(),
                recorded: header.recorded,
                said: view.as_ref().ok().map(|view| said(&reader, view, &names, language)),
                corrected_by: names.corrections_of(&header.record_blake3).iter().map(ToString::to_string).collect(),
                erased: view.as_ref().map(erased).unwrap_or_default(),
                against: view.as_ref().ok().and_then(|view| reader.against(view)).map(|why| why.text(language)),
                unreadable: view.as_ref().err().map(|error| cause::read(error).text(language)),
            })
            .collect();
        let damaged = records.iter().filter(|record| record.unreadable.is_some()).count() as u64;
        let wrong = records.iter().find(|record| record.against.is_some()).map(|record| record.name.clone());
        let trail = Trail::of(&History::new(self.decision.clone(), steps));
        let draft = DraftDocument::new(&trail, &RecordNames::new(&self.decision, &BTreeMap::new()));
        let document = ShowDocument {
            schema: "liuhen/decision-show/v1",
            draft,
            decision: self.decision,
            title,
            opened: records.first().map(|record| record.recorded),
            last_recorded: records.last().map(|record| record.recorded),
            records,
        };
        context.printer.answer(&document, |_| draw(context, &reader, &document, cover.as_ref(), &trail))?;
        match wrong {
            Some(name) => Err(CliError::new(Exit::Invalid, "error-record-against")
                .with("name", name)
                .hint(Message::new("hint-verify"))),
            None => unreadable(damaged),
        }
    }
}

fn said(reader: &Reader, view: &RecordView, names: &StreamNames, language: Language) -> Said {
    let record = &view.record;
    let body = record.body_value().unwrap_or(Value::Table(Vec::new()));
    let kind = record.kind.as_str();
    let signatories = reader.signatories(record, view.seq());
    let persons = || signatories.iter().filter_map(|one| one.person.as_ref());
    let spec = kind::find(&record.kind);
    let voice = spec.and_then(|spec| Voice::of(spec, &body, persons()));
    let stand = spec.and_then(|spec| Stand::of(spec, &body, persons()));
    let mut gist = gist_of(language, record, &|digest| names.name(digest));
    // Nobody may take what somebody else entered for what the person signed.
    if voice == Some(Voice::Entered) && !gist.is_empty() {
        gist = text(language, "gist-entered", &[("said", gist.into())]);
    }
    Said {
        signed_at: record.signed_at.to_string(),
        signed_local: local_time(record.signed_at.timestamp(), reader.zone()),
        occurred: record.occurred,
        gist,
        late: record.late.clone(),
        despite: record.despite.clone(),
        attachments: record.attachments.len(),
        position: stand.map(|stand| position(&stand, &body, names)),
        corrects: corrected(kind, &body)
            .map(|digest| names.record(&digest).map_or_else(|| digest.to_string(), ToString::to_string)),
        kind: record.kind.clone(),
        signatories,
        body,
    }
}

fn position(stand: &Stand<'_>, body: &Value, names: &StreamNames) -> Position {
    Position {
        meeting: stand.meeting.and_then(|digest| names.name(&digest)),
        voice: stand.voice,
        minuted: stand.voice == Voice::Minuted,
        person: stand.person.unwrap_or_default().to_owned(),
        position: stand.position.unwrap_or_default().to_owned(),
        dissents: stand.dissents(),
        reasons: body.get("reasons").cloned().unwrap_or(Value::List(Vec::new())),
    }
}

fn draw(context: &Context, reader: &Reader, document: &ShowDocument, cover: Option<&(KindName, Value)>, trail: &Trail) {
    let language = context.language();
    let printer = &context.printer;
    let say = |id: &str| context.text(id);
    let title = document.title.clone().unwrap_or_else(|| say("log-unreadable"));
    printer.pieces(&[Piece::new(Tone::Strong, format!("{}  {title}", document.decision))]);
    let local = |time: Option<RecordedTime>| time.map_or_else(String::new, |time| reader.local(time));
    let mut facts =
        cover.map_or_else(Vec::new, |(kind, body)| parts(language, kind.as_str(), &only(body, COVER), &|_| None));
    facts.extend([
        Part::value(say("decision-records"), document.records.len().to_string()),
        Part::value(say("decision-opened"), local(document.opened)),
        Part::value(say("decision-last"), local(document.last_recorded)),
    ]);
    lines(language, &facts, INDENT).iter().for_each(|line| printer.pieces(line));
    for record in &document.records {
        printer.line("");
        draw_record(context, reader, record);
    }
    let tally = tally(language, &document.records);
    if !tally.is_empty() {
        printer.line("");
        printer.pieces(&[Piece::new(Tone::Strong, say("decision-positions"))]);
        lines(language, &tally, INDENT).iter().for_each(|line| printer.pieces(line));
    }
    let identity = draft::lines(language, trail, INDENT);
    if !identity.is_empty() {
        printer.line("");
        printer.pieces(&[Piece::new(Tone::Strong, say("draft-title"))]);
        identity.iter().for_each(|line| printer.pieces(line));
    }
}

fn draw_record(context: &Context, reader: &Reader, record: &Shown) {
    let language = context.language();
    let printer = &context.printer;
    let say = |id: &str| context.text(id);
    let head = |kind: Piece| {
        let place = format!("  @{}", record.sequence);
        printer.pieces(&[
            Piece::new(Tone::Strong, format!("#{}  ", record.number)),
            kind,
            Piece::new(Tone::Faint, place),
        ]);
    };
    let Some(said) = &record.said else {
        head(Piece::new(Tone::Bad, say("log-unreadable")));
        printer.line(&format!("    {}", record.unreadable.as_deref().unwrap_or_default()));
        return;
    };
    head(Piece::new(Tone::Strong, words::kind(language, said.kind.as_str())));
    if !said.gist.is_empty() {
        let dissents = said.position.as_ref().is_some_and(|position| position.dissents);
        let tone = if dissents { Tone::Warn } else { Tone::Plain };
        printer.pieces(&[Piece::plain(" ".repeat(INDENT)), Piece::new(tone, said.gist.as_str())]);
    }
    if let Some(why) = &record.against {
        printer.pieces(&[Piece::plain(" ".repeat(INDENT)), Piece::new(Tone::Bad, why.as_str())]);
    }
    // What makes a dissent and a correction worth having is shown whole.
    let whole = match said.kind.as_str() {
        kind if said.position.is_some() => parts(language, kind, &only(&said.body, DISSENT), &|_| None),
        "correction" => parts(language, "correction", &only(&said.body, &["ground"]), &|_| None),
        _ => Vec::new(),
    };
    let mut facts = whole;
    let mut fact = |id: &str, value: String| facts.push(Part::value(say(id), value));
    fact("decision-occurred", occurred_in_words(language, &said.occurred));
    let signed: Vec<String> = said.signatories.iter().map(|one| in_full(language, one)).collect();
    fact("decision-signed", format!("{}\n{}", signed.join("\n"), said.signed_local));
    fact("decision-recorded", reader.local(record.recorded));
    if said.attachments > 0 {
        fact("decision-attachments", said.attachments.to_string());
    }
    if !record.erased.is_empty() {
        let line = |one: &ErasedShown| format!("{}  {}", one.name, one.message().text(language));
        fact("attachment-erasure", record.erased.iter().map(line).collect::<Vec<_>>().join("\n"));
    }
    if let Some(late) = &said.late {
        fact("mark-late", late_in_words(language, said.kind.as_str(), late));
    }
    for despite in &said.despite {
        fact("decision-despite", format!("{}  {}", despite.rule, despite.reason));
    }
    if !record.corrected_by.is_empty() {
        fact("decision-corrected-by", record.corrected_by.join(&say("word-comma")));
    }
    lines(language, &facts, INDENT).iter().for_each(|line| printer.pieces(line));
}

/// When a fact happened: one moment, or from and to.
pub(super) fn occurred_in_words(language: Language, occurred: &Occurred) -> String {
    if occurred.from == occurred.to {
        return occurred.from.to_string();
    }
    Message::new("occurred-from-to").show("from", occurred.from).show("to", occurred.to).text(language)
}

/// Why a record was entered late, and what nobody can fill in any more.
pub(super) fn late_in_words(language: Language, kind: &str, late: &Late) -> String {
    if late.missing.is_empty() {
        return late.reason.clone();
    }
    let label = |path: &String| match path.strip_prefix("attachments.") {
        Some(role) => words::document(language, role),
        None => words::field(language, kind, path),
    };
    let missing: Vec<String> = late.missing.iter().map(label).collect();
    let missing = missing.join(&text(language, "word-comma", &[]));
    format!("{}\n{}", late.reason, Message::new("late-missing").with("fields", missing).text(language))
}

/// Office, person, organ and title.
fn in_full(language: Language, one: &SignatoryShown) -> String {
    let at: Vec<&str> = [&one.organ, &one.title].into_iter().flatten().map(String::as_str).collect();
    if at.is_empty() { one.in_words(language) } else { format!("{}  {}", one.in_words(language), at.join(" ")) }
}

/// How the members stood, meeting by meeting: each position with its number, and by name whoever did not agree. What was
/// only minuted, or entered by somebody else, is counted apart from what members signed.
fn tally(language: Language, records: &[Shown]) -> Vec<Part> {
    let positions: Vec<(&Shown, &Position)> =
        records.iter().filter_map(|record| Some((record, record.said.as_ref()?.position.as_ref()?))).collect();
    let mut meetings: Vec<&Option<String>> = Vec::new();
    for (_, position) in &positions {
        if !meetings.contains(&&position.meeting) {
            meetings.push(&position.meeting);
        }
    }
    let mut parts = Vec::new();
    for meeting in meetings {
        let here = || positions.iter().filter(move |(_, position)| position.meeting == *meeting);
        let mut kinds: Vec<(Voice, bool, &str)> =
            here().map(|(_, position)| (position.voice, position.dissents, position.position.as_str())).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let items = kinds
            .into_iter()
            .map(|(voice, dissents, kind)| {
                let stood = |position: &Position| position.voice == voice && position.position == kind;
                let those: Vec<_> = here().filter(|(_, position)| stood(position)).collect();
                let stood = words::choice(language, "position", kind);
                let label = match voice {
                    Voice::Signed => stood,
                    Voice::Minuted => text(language, "decision-minuted", &[("position", stood.into())]),
                    Voice::Entered => text(language, "decision-entered", &[("position", stood.into())]),
                };
                if !dissents {
                    return format!("{label}  {}", those.len());
                }
                let named: Vec<String> =
                    those.iter().map(|(record, position)| format!("{} #{}", position.person, record.number)).collect();
                format!("{label}  {}  {}", those.len(), named.join(&text(language, "word-comma", &[])))
            })
            .collect();
        parts.push(Part::Items { label: meeting.clone().unwrap_or_default(), items });
    }
    parts
}

/// The fields of a body that are named, in its own order.
fn only(body: &Value, names: &[&str]) -> Value {
    let Value::Table(fields) = body else { return Value::Table(Vec::new()) };
    Value::Table(fields.iter().filter(|(name, _)| names.contains(&name.as_str())).cloned().collect())
}

/// What stands on the cover of a decision, or of a catalogue.
const COVER: &[&str] = &[
    "matter",
    "organ",
    "level",
    "handling_units",
    "proposal_source",
    "proposed_on",
    "decided_by",
    "catalogue_year",
    "catalogue_item",
    "profile",
    "amends",
    "year",
    "party_consent_number",
    "published_on",
];

/// What a member says besides the position itself.
const DISSENT: &[&str] = &["reasons", "declined", "conditions", "in_writing", "handed_in"];

/// How far what belongs to a record is moved to the right.
const INDENT: usize = 4;
