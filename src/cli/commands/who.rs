//! `who`: who answered for each step of a decision: in which office, with which key, when they say it happened, when it
//! was recorded, and on the basis of which records. What a recorder minuted is the recorder's to answer for.

use clap::Args;
use serde::Serialize;

use super::decision_list::title_of;
use crate::cli::answered::{Answered, say_what_changed};
use crate::cli::entries::Entries;
use crate::cli::reader::{Reader, SignatoryShown, StreamNames, unreadable};
use crate::cli::record_name::RecordName;
use crate::cli::{CliError, Context, Exit, cause, refusal};
use crate::ledger::{ReadError, RecordView};
use crate::model::{DecisionId, KeyId, OfficeId, PersonId, RecordDigest, StreamId};
use crate::port::StoreErrorKind;
use crate::render::{Column, Message, Piece, Table, Tone, local_time, words};

/// What `who` takes.
#[derive(Debug, Args)]
pub struct WhoArgs {
    /// The decision.
    #[arg(value_name = "DECISION")]
    pub decision: DecisionId,
}

#[derive(Serialize)]
struct WhoDocument {
    schema: &'static str,
    decision: DecisionId,
    /// `None` where the first record cannot be read.
    title: Option<String>,
    steps: Vec<Step>,
    answerable: Vec<Answerable>,
    /// The records that cannot be read.
    unreadable: Vec<String>,
}

/// A step of the decision.
#[derive(Serialize)]
#[serde(untagged)]
enum Step {
    Read {
        #[serde(flatten)]
        answered: Box<Answered>,
        basis: Vec<Basis>,
    },
    Unreadable {
        name: String,
        number: u64,
        unreadable: String,
    },
}

impl Step {
    fn answered(&mut self) -> Option<&mut Answered> {
        match self {
            Self::Read { answered, .. } => Some(answered),
            Self::Unreadable { .. } => None,
        }
    }
}

/// A record the signers had before them.
#[derive(Serialize)]
struct Basis {
    record: RecordDigest,
    /// Its name, where it is of the same decision.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip)]
    number: Option<u64>,
}

/// Somebody who answers for steps of the decision, in one office and with one key.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Answerable {
    office: OfficeId,
    /// `None` where the registry does not know the key.
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<PersonId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    organ: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    key: KeyId,
    /// The steps, by name.
    steps: Vec<String>,
    #[serde(skip)]
    numbers: Vec<u64>,
}

impl WhoArgs {
    /// Shows it.
    ///
    /// # Errors
    /// There is no such decision, it cannot be read, or the signatures of a record or their authority do not hold.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let reader = Reader::open(context)?;
        let language = context.language();
        let stream = StreamId::Decision(self.decision.clone());
        let mut names = StreamNames::default();
        let (mut title, mut steps, mut damaged) = (None, Vec::new(), Vec::new());
        let entries = Entries::new(&reader.store, Some(stream.clone()), None, None)?.past_damage();
        for (number, stored) in (0..).zip(entries) {
            let view = match stored {
                Ok(stored) => RecordView::of(stored),
                Err(error) if error.kind == StoreErrorKind::Corrupt => Err(ReadError::Store(error)),
                Err(error) => return Err(refusal::store(&error)),
            };
            match view {
                Ok(view) => {
                    if number == 0 {
                        title = title_of(&view);
                    }
                    names.add(&view, language);
                    let basis = view.record.basis.iter().map(|digest| basis(&names, digest)).collect();
                    let answered = Box::new(Answered::of(language, &reader, &view, &names));
                    steps.push(Step::Read { answered, basis });
                }
                Err(error) => {
                    let name = RecordName::InStream(stream.clone(), number).to_string();
                    damaged.push(name.clone());
                    steps.push(Step::Unreadable { name, number, unreadable: cause::read(&error).text(language) });
                }
            }
        }
        steps.iter_mut().filter_map(Step::answered).for_each(|answered| answered.corrected(&names));
        say_what_changed(steps.iter_mut().filter_map(Step::answered));
        let answerable = answerable(&steps);
        let against = steps.iter().find_map(|step| match step {
            Step::Read { answered, .. } if answered.against.is_some() => Some(answered.name.clone()),
            _ => None,
        });
        let (schema, lost) = ("liuhen/who/v1", damaged.len() as u64);
        let document = WhoDocument { schema, decision: self.decision, title, steps, answerable, unreadable: damaged };
        context.printer.answer(&document, |_| draw(context, &reader, &document))?;
        match against {
            Some(name) => Err(CliError::new(Exit::Invalid, "error-record-against")
                .with("name", name)
                .hint(Message::new("hint-verify"))),
            None => unreadable(lost),
        }
    }
}

fn basis(names: &StreamNames, digest: &RecordDigest) -> Basis {
    let name = names.record(digest);
    let number = name.and_then(|name| match name {
        RecordName::InStream(_, number) => Some(*number),
        RecordName::Entry(_) => None,
    });
    Basis { record: *digest, name: name.map(ToString::to_string), number }
}

/// Everybody who signed, in the order they first did, each with the steps they answer for.
fn answerable(steps: &[Step]) -> Vec<Answerable> {
    let mut all: Vec<Answerable> = Vec::new();
    for step in steps {
        let Step::Read { answered, .. } = step else { continue };
        for one in &answered.signatories {
            let SignatoryShown { office, person, organ, title, key } = one.clone();
            // An appointment that has changed since is another one to answer under.
            let same = |known: &&mut Answerable| {
                known.key == key && known.office == office && known.organ == organ && known.title == title
            };
            match all.iter_mut().find(same) {
                Some(known) => {
                    known.steps.push(answered.name.clone());
                    known.numbers.push(answered.number);
                }
                None => all.push(Answerable {
                    office,
                    person,
                    organ,
                    title,
                    key,
                    steps: vec![answered.name.clone()],
                    numbers: vec![answered.number],
                }),
            }
        }
    }
    all
}

fn draw(context: &Context, reader: &Reader, document: &WhoDocument) {
    let language = context.language();
    let printer = &context.printer;
    let say = |id: &str| context.text(id);
    let comma = say("word-comma");
    let title = document.title.clone().unwrap_or_else(|| say("log-unreadable"));
    printer.pieces(&[Piece::new(Tone::Strong, format!("{}  {title}", document.decision))]);
    printer.line("");
    let column = |id: &str| Column::new(say(id));
    let mut table = Table::new([
        column("view-number").right(),
        column("log-kind"),
        column("office-office"),
        column("office-person"),
        column("view-happened"),
        column("view-signed-at"),
        column("log-recorded"),
        column("view-lag").right(),
        column("view-basis"),
    ]);
    // What is to be said of a step stands under its row.
    let mut below: Vec<Vec<Vec<Piece>>> = Vec::new();
    for step in &document.steps {
        let (answered, basis) = match step {
            Step::Read { answered, basis } => (answered, basis),
            Step::Unreadable { number, unreadable, .. } => {
                table.row([Piece::plain(format!("#{number}")), Piece::new(Tone::Bad, say("log-unreadable"))]);
                below.push(vec![vec![
                    Piece::plain(" ".repeat(REMARK_INDENT)),
                    Piece::new(Tone::Bad, unreadable.as_str()),
                ]]);
                continue;
            }
        };
        let basis: Vec<String> = basis
            .iter()
            .map(|one| one.number.map_or_else(|| short(&one.record.to_string()), |number| format!("#{number}")))
            .collect();
        for (at, one) in answered.signatories.iter().enumerate() {
            let first = |words: String| if at == 0 { words } else { String::new() };
            table.row([
                Piece::new(Tone::Strong, first(format!("#{}", answered.number))),
                Piece::plain(first(words::kind(language, answered.kind.as_str()))),
                Piece::plain(words::office(language, one.office.as_str())),
                person(context, one),
                Piece::plain(first(answered.occurred_in_words(language))),
                Piece::plain(first(local_time(answered.signed_at.timestamp(), reader.zone()))),
                Piece::plain(first(reader.local(answered.recorded))),
                if at == 0 { answered.lag_in_words(language) } else { Piece::plain("") },
                Piece::plain(first(basis.join(&comma))),
            ]);
            let last = at + 1 == answered.signatories.len();
            below.push(if last {
                answered.remark_lines(language, answered.stand_in_words(language), REMARK_INDENT)
            } else {
                Vec::new()
            });
        }
    }
    let mut lines = table.lines().into_iter();
    lines.next().iter().for_each(|heading| printer.pieces(heading));
    for (line, remarks) in lines.zip(below) {
        printer.pieces(&line);
        remarks.iter().for_each(|remark| printer.pieces(remark));
    }
    draw_answerable(context, document);
}

fn draw_answerable(context: &Context, document: &WhoDocument) {
    let language = context.language();
    let printer = &context.printer;
    let say = |id: &str| context.text(id);
    printer.line("");
    printer.pieces(&[Piece::new(Tone::Strong, say("who-answerable"))]);
    let ids = ["office-office", "office-person", "office-organ", "office-key", "who-steps"];
    let mut table = Table::new(ids.map(|id| Column::new(say(id))));
    for one in &document.answerable {
        let steps: Vec<String> = one.numbers.iter().map(|number| format!("#{number}")).collect();
        let unknown = || Piece::new(Tone::Bad, say("word-unknown"));
        table.row([
            Piece::plain(words::office(language, one.office.as_str())),
            one.person.as_ref().map_or_else(unknown, |person| Piece::plain(person.to_string())),
            Piece::plain([&one.organ, &one.title].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ")),
            Piece::new(Tone::Faint, one.key.to_string()),
            Piece::plain(steps.join(&say("word-comma"))),
        ]);
    }
    printer.table(&table);
}

fn person(context: &Context, one: &SignatoryShown) -> Piece {
    match &one.person {
        Some(person) => Piece::plain(person.to_string()),
        None => Piece::new(Tone::Bad, format!("{} {}", context.text("word-unknown"), short(&one.key.to_string()))),
    }
}

/// Enough of a digest to find it by; the whole is in `step show`.
fn short(digest: &str) -> String {
    digest.chars().take(SHORT_DIGITS).collect()
}

const SHORT_DIGITS: usize = 16;

/// How far what is to be said of a step stands under it.
const REMARK_INDENT: usize = 6;
