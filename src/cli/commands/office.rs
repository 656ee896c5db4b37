//! `office`: who may sign as what.

use clap::{Args, Subcommand};
use serde::Serialize;

use crate::cli::registry_record::RegistryArgs;
use crate::cli::{CliError, Context, Exit, opening, refusal};
use crate::format::Verifiers;
use crate::ledger::registry_of;
use crate::model::office::OFFICES;
use crate::model::{DecisionId, KeyId, Moment, OfficeId, PersonId, Seq};
use crate::registry::{Appoint, Appointment, EndAppointment, EndReason, Event, HolderKind, Scope};
use crate::render::{Column, Message, Table};

/// What to do with offices.
#[derive(Debug, Subcommand)]
pub enum OfficeCommand {
    /// Appoints somebody.
    Appoint(AppointArgs),
    /// Ends an appointment.
    End(EndArgs),
    /// Lists appointments.
    List(ListArgs),
}

impl OfficeCommand {
    /// Does it.
    ///
    /// # Errors
    /// Whatever the command could not do, with its exit code.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        match self {
            Self::Appoint(args) => args.run(context),
            Self::End(args) => args.run(context),
            Self::List(args) => args.run(context),
        }
    }
}

/// What `office appoint` takes.
#[derive(Debug, Args)]
pub struct AppointArgs {
    /// The office.
    #[arg(long, value_name = "OFFICE")]
    pub office: OfficeId,
    /// Who.
    #[arg(long, value_name = "PERSON")]
    pub person: PersonId,
    /// The organ or unit.
    #[arg(long, value_name = "TEXT")]
    pub organ: String,
    /// What the office is called there.
    #[arg(long, value_name = "TEXT")]
    pub title: String,
    /// The key they sign with.
    #[arg(long, value_name = "KEY")]
    pub key: String,
    /// From when they hold it.
    #[arg(long, value_name = "DAY")]
    pub from: Moment,
    /// It is an organ's seal.
    #[arg(long)]
    pub seal: bool,
    /// For one decision only.
    #[arg(long, value_name = "DECISION")]
    pub decision: Option<DecisionId>,
    /// Who signs, and with what.
    #[command(flatten)]
    pub registry: RegistryArgs,
}

impl AppointArgs {
    fn run(self, context: &Context) -> Result<Exit, CliError> {
        if !OFFICES.contains(&self.office.as_str()) {
            context.printer.warning(&Message::new("warning-office-unknown").show("office", &self.office));
        }
        let event = Event::Appoint(Appoint {
            office: self.office,
            person: self.person,
            holder: if self.seal { HolderKind::Seal } else { HolderKind::Person },
            organ: self.organ,
            title: self.title,
            key: context.keys().public(&self.key)?,
            scope: self.decision.map_or(Scope::All, Scope::Decision),
            from: self.from,
            document: self.registry.document.clone(),
        });
        self.registry.enter(context, &event)
    }
}

/// What `office end` takes.
#[derive(Debug, Args)]
pub struct EndArgs {
    /// The office.
    #[arg(long, value_name = "OFFICE")]
    pub office: OfficeId,
    /// Who.
    #[arg(long, value_name = "PERSON")]
    pub person: PersonId,
    /// The key, where they hold it with several.
    #[arg(long, value_name = "KEY")]
    pub key: Option<String>,
    /// Why.
    #[arg(long, value_name = "REASON", value_enum)]
    pub reason: Reason,
    /// For a compromised key: since when.
    #[arg(long, value_name = "TIME", required_if_eq("reason", "compromised"))]
    pub since: Option<Moment>,
    /// Who signs, and with what.
    #[command(flatten)]
    pub registry: RegistryArgs,
}

/// Why an appointment ends, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Reason {
    /// The key was or may have been in other hands.
    Compromised,
    /// The key is lost.
    Lost,
    /// The person left the office.
    Retired,
    /// Another key takes its place.
    Superseded,
}

impl EndArgs {
    fn run(self, context: &Context) -> Result<Exit, CliError> {
        let store = opening::reading(context)?;
        let registry = registry_of(&store, &mut Verifiers::default()).map_err(|error| refusal::read(&error))?;
        let named = self.key.as_deref().map(|key| context.keys().public(key)).transpose()?;
        let held: Vec<_> = registry
            .appointments()
            .filter(|one| one.end.is_none() && one.appoint.office == self.office && one.appoint.person == self.person)
            .filter(|one| named.is_none_or(|key| one.appoint.key == key))
            .map(|one| one.appoint.key)
            .collect();
        let key = match held.as_slice() {
            [key] => *key,
            [] => {
                return Err(CliError::refused("error-no-appointment")
                    .show("person", &self.person)
                    .show("office", &self.office)
                    .hint(Message::new("hint-office-list")));
            }
            several => return Err(CliError::usage("error-several-keys").with("count", several.len())),
        };
        let event = Event::EndAppointment(EndAppointment {
            office: self.office,
            person: self.person,
            key,
            reason: match self.reason {
                Reason::Compromised => EndReason::Compromised,
                Reason::Lost => EndReason::Lost,
                Reason::Retired => EndReason::Retired,
                Reason::Superseded => EndReason::Superseded,
            },
            since: self.since,
            document: self.registry.document.clone(),
        });
        self.registry.enter(context, &event)
    }
}

/// What `office list` takes.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// As it stood at this entry.
    #[arg(long, value_name = "SEQ")]
    pub at: Option<u64>,
    /// Those that have ended, too.
    #[arg(long, conflicts_with = "at")]
    pub all: bool,
}

#[derive(Serialize)]
struct ListDocument {
    schema: &'static str,
    appointments: Vec<Shown>,
}

#[derive(Serialize)]
struct Shown {
    office: OfficeId,
    person: PersonId,
    organ: String,
    title: String,
    key: KeyId,
    scope: String,
    from: String,
    document: String,
    since_entry: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    ended_at_entry: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_reason: Option<EndReason>,
}

impl ListArgs {
    fn run(self, context: &Context) -> Result<Exit, CliError> {
        let store = opening::reading(context)?;
        let registry = registry_of(&store, &mut Verifiers::default()).map_err(|error| refusal::read(&error))?;
        let at = self.at.map_or(Seq(u64::MAX), Seq);
        let mut shown: Vec<Shown> =
            registry.appointments().filter(|one| self.all || one.held_at(at)).map(show).collect();
        shown.sort_by(|a, b| (a.since_entry, &a.office).cmp(&(b.since_entry, &b.office)));
        let document = ListDocument { schema: "liuhen/office-list/v1", appointments: shown };
        context.printer.answer(&document, |printer| {
            let column = |id: &str| Column::new(context.text(id));
            let mut table = Table::new([
                column("office-office"),
                column("office-person"),
                column("office-organ"),
                column("office-key"),
                column("office-scope"),
                column("office-since").right(),
                column("office-end"),
            ]);
            for one in &document.appointments {
                let end = match (one.ended_at_entry, one.end_reason) {
                    (Some(at), Some(reason)) => format!("@{at} {}", context.text(reason_id(reason))),
                    _ => String::new(),
                };
                table.row([
                    one.office.to_string(),
                    one.person.to_string(),
                    format!("{} {}", one.organ, one.title),
                    one.key.to_string().chars().take(16).collect(),
                    one.scope.clone(),
                    format!("@{}", one.since_entry),
                    end,
                ]);
            }
            printer.table(&table);
        })?;
        Ok(Exit::Sound)
    }
}

const fn reason_id(reason: EndReason) -> &'static str {
    match reason {
        EndReason::Compromised => "office-reason-compromised",
        EndReason::Lost => "office-reason-lost",
        EndReason::Retired => "office-reason-retired",
        EndReason::Superseded => "office-reason-superseded",
    }
}

fn show(one: &Appointment) -> Shown {
    let appoint = &one.appoint;
    Shown {
        office: appoint.office.clone(),
        person: appoint.person.clone(),
        organ: appoint.organ.clone(),
        title: appoint.title.clone(),
        key: appoint.key.id(),
        scope: appoint.scope.to_string(),
        from: appoint.from.to_string(),
        document: appoint.document.clone(),
        since_entry: one.since.0,
        ended_at_entry: one.end.as_ref().map(|end| end.at.0),
        end_reason: one.end.as_ref().map(|end| end.reason),
    }
}
