//! What an inspector wants to know of a bundle before anything else, and what no verdict says: which decision it is, in
//! which version, who sealed it, what was decided and who was against it. It is read from the records that were judged.

use serde::Serialize;

use super::context::Context;
use super::dossier_pages::glance;
use crate::bundle::Bag;
use crate::bundle::volume::Position;
use crate::cli::bundling::version_id;
use crate::format::{Contents, Seal, Verifiers};
use crate::ledger::registry_of;
use crate::port::{ReadBag, ReadBundle as _};
use crate::registry::Registry;
use crate::render::report_text::voice;
use crate::render::{Piece, Table, Tone, words};
use crate::verify::{Report, Verdict};

/// What a bundle is of.
#[derive(Serialize)]
pub struct AboutBundle {
    decision: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    version: &'static str,
    /// Records of the decision that are here.
    records: u64,
    /// Those that are not, by decision.
    withheld: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    sealed: Option<Sealed>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<Outcome>,
    /// Last words that are not for the draft.
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
        let against = |one: &Position| Against {
            person: one.person.clone(),
            position: one.position.clone(),
            voice: one.voice,
            name: name(one.number),
        };
        Some(Self {
            decision: contents.decision.to_string(),
            title: volume.cover.title.clone(),
            version: contents.version.word(),
            records: volume.cover.records,
            withheld: volume.cover.withheld,
            sealed: bag.seal().ok().flatten().and_then(|bytes| sealed(&bytes, registry.as_ref())),
            outcome: volume
                .cover
                .outcome
                .as_ref()
                .map(|(outcome, number)| Outcome { outcome: outcome.clone(), name: name(*number) }),
            against: volume.meetings.iter().flat_map(|meeting| meeting.opposed().map(against)).collect(),
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
        for one in &self.against {
            let position = one.position.as_deref().map(|word| words::choice(language, "position", word));
            let person = one.person.as_deref().unwrap_or_default();
            let position = position.unwrap_or_default();
            line("about-against", format!("{person} {position} ({}, {})", one.name, voice(language, one.voice)));
        }
        context.printer.table(&table);
        context.printer.pieces(&[]);
    }
}

fn sealed(bytes: &[u8], registry: Option<&Registry>) -> Option<Sealed> {
    let seal = Seal::read(bytes, &mut Verifiers::default()).ok()?;
    let held = registry.map(|registry| registry.appointments_of(&seal.by.key));
    let held = held.into_iter().flatten().find(|held| held.appoint.office == seal.by.office);
    Some(Sealed { office: seal.by.office.to_string(), person: held.map(|held| held.appoint.person.to_string()) })
}
