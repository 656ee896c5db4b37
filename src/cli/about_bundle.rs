//! What an inspector wants to know of a bundle before anything else, and what no verdict says: which decision it is, in
//! which version, who sealed it, what was decided and who was against it. It is read from the records that were judged.

use serde::Serialize;

use super::context::Context;
use super::dossier_pages::glance;
use crate::bundle::Bag;
use crate::bundle::volume::{Meeting, Position};
use crate::cli::bundling::version_id;
use crate::format::{Contents, Seal, Verifiers};
use crate::ledger::{registry_of, stream_records};
use crate::model::StreamId;
use crate::port::{ReadBag, ReadBundle as _};
use crate::registry::Registry;
use crate::render::report_text::voice;
use crate::render::{Message, Piece, Table, Tone, words};
use crate::verify::{Report, Verdict};

/// What a bundle is of.
#[derive(Serialize)]
pub struct AboutBundle {
    decision: String,
    /// As the decision was opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    /// What the archive calls it, where that is something else.
    #[serde(skip_serializing_if = "Option::is_none")]
    described_as: Option<String>,
    version: &'static str,
    /// Records of the decision that are here.
    records: u64,
    /// Those that are not, by decision. What follows may then not be all.
    withheld: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    sealed: Option<Sealed>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<Outcome>,
    /// How the matter was closed without being carried out, where it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    closed: Option<Outcome>,
    /// The last words at each meeting that are not for the draft.
    against: Vec<Against>,
}

#[derive(Serialize)]
struct Sealed {
    office: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<String>,
}

#[derive(Serialize)]
struct Outcome {
    outcome: String,
    name: String,
}

#[derive(Serialize)]
struct Against {
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<String>,
    voice: crate::procedure::Voice,
    name: String,
    /// At which meeting.
    meeting: String,
    /// What the head decided there.
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<String>,
}

impl AboutBundle {
    /// Reads it from a bundle that is intact; of another nothing is told.
    pub fn of<B: ReadBag + ?Sized>(bag: &Bag<'_, B>, report: &Report) -> Option<Self> {
        if report.verdict >= Verdict::Unreadable {
            return None;
        }
        let contents = Contents::read(&bag.contents().ok()?).ok()?;
        let registry = registry_of(bag, &mut Verifiers::default()).ok();
        let volume = glance(bag, &contents, registry.as_ref()).ok()?;
        let name = |number: u64| format!("{}#{number}", contents.decision);
        let against = |meeting: &Meeting, one: &Position| Against {
            person: one.person.clone(),
            position: one.position.clone(),
            voice: one.voice,
            name: name(one.number),
            meeting: name(meeting.number),
            outcome: meeting.head.as_ref().and_then(|head| head.outcome.clone()),
        };
        let of_meeting = |meeting: &Meeting| meeting.opposed().map(|one| against(meeting, one)).collect::<Vec<_>>();
        let (mut title, mut closed) = (None, None);
        stream_records(bag, &StreamId::Decision(contents.decision.clone()), |view| {
            let Ok(body) = view.record.body_value() else { return };
            if view.number() == 0 {
                title = body.text("title").map(str::to_owned);
            }
            if view.record.kind.as_str() == "matter-closed" {
                let outcome = body.text("outcome").unwrap_or_default().to_owned();
                closed = Some(Outcome { outcome, name: name(view.number()) });
            }
        })
        .ok()?;
        let described = contents.description.title.clone();
        Some(Self {
            decision: contents.decision.to_string(),
            described_as: described.filter(|described| Some(described) != title.as_ref()),
            title,
            version: contents.version.word(),
            records: volume.cover.records,
            withheld: volume.cover.withheld,
            sealed: bag.seal().ok().flatten().and_then(|bytes| sealed(&bytes, registry.as_ref())),
            outcome: volume
                .cover
                .outcome
                .as_ref()
                .map(|(outcome, number)| Outcome { outcome: outcome.clone(), name: name(*number) }),
            closed,
            against: volume.meetings.iter().flat_map(of_meeting).collect(),
        })
    }

    /// The lines for a terminal.
    pub fn tell(&self, context: &Context) {
        let language = context.language();
        let mut table = Table::bare(2);
        let mut line = |id: &str, value: String| {
            table.row([Piece::new(Tone::Faint, context.text(id)), Piece::plain(value)]);
        };
        let title = self.title.as_deref().unwrap_or_default();
        line("about-decision", format!("{} {title}", self.decision).trim_end().to_owned());
        if let Some(described) = &self.described_as {
            line("about-described", described.clone());
        }
        line("about-version", context.text(version_id(self.version)));
        line("about-records", self.records.to_string());
        if self.withheld > 0 {
            line("about-withheld", self.withheld.to_string());
        }
        let sealed = self.sealed.as_ref().map_or_else(
            || context.text("about-not-sealed"),
            |one| {
                let office = words::office(language, &one.office);
                format!("{office} {}", one.person.as_deref().unwrap_or_default()).trim_end().to_owned()
            },
        );
        line("about-sealed", sealed);
        if let Some(one) = &self.outcome {
            line("about-outcome", format!("{} ({})", words::choice(language, "outcome", &one.outcome), one.name));
        }
        if let Some(one) = &self.closed {
            let word = words::choice(language, "outcome", &one.outcome);
            line("about-closed", format!("{word} ({})", one.name));
        }
        for one in &self.against {
            let position = one.position.as_deref().map(|word| words::choice(language, "position", word));
            let person = one.person.as_deref().unwrap_or_default();
            let position = position.unwrap_or_default();
            let said = format!("{person} {position} ({}, {})", one.name, voice(language, one.voice));
            let outcome = one.outcome.as_deref().map(|word| words::choice(language, "outcome", word));
            let at = Message::new("about-at-meeting")
                .with("meeting", one.meeting.clone())
                .with("outcome", outcome.unwrap_or_else(|| "—".into()));
            line("about-against", format!("{said} {}", at.text(language)));
        }
        context.printer.table(&table);
        if self.withheld > 0 {
            context.printer.pieces(&[Piece::new(Tone::Warn, context.text("about-partial"))]);
        }
        context.printer.pieces(&[]);
    }
}

fn sealed(bytes: &[u8], registry: Option<&Registry>) -> Option<Sealed> {
    let seal = Seal::read(bytes, &mut Verifiers::default()).ok()?;
    let held = registry.map(|registry| registry.appointments_of(&seal.by.key));
    let held = held.into_iter().flatten().find(|held| held.appoint.office == seal.by.office);
    Some(Sealed { office: seal.by.office.to_string(), person: held.map(|held| held.appoint.person.to_string()) })
}
