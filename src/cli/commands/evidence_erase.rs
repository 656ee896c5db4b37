//! `evidence erase`: carries out an `erasure` that stands in the ledger: destroys the openings and documents of the sealed
//! attachments it names. What it comes to is shown and asked for first; done again, it does what is left.

use clap::Args;
use serde::Serialize;

use crate::cli::ask::yes_or_no;
use crate::cli::erased::{authorised, refused};
use crate::cli::reader::Reader;
use crate::cli::record_name::RecordName;
use crate::cli::{CliError, Context, Exit, opening, refusal};
use crate::ledger::erase::{Citer, Found, Plan, Target, carry_out, plan};
use crate::ledger::{EraseError, RecordView, latest_checkpoint};
use crate::model::Sha256Digest;
use crate::procedure::erasure::Order;
use crate::render::{Message, Piece, Tone};

/// What `evidence erase` takes.
#[derive(Debug, Args)]
pub struct EraseArgs {
    /// The erasure that gives the authority.
    #[arg(long, value_name = "RECORD")]
    pub by: RecordName,
}

#[derive(Serialize)]
struct EraseDocument {
    schema: &'static str,
    by: String,
    record: String,
    attachments: Vec<Shown>,
}

#[derive(Serialize)]
struct Shown {
    name: String,
    role: String,
    sealed: Sha256Digest,
    /// `destroyed`; `kept`, where others cite it; `gone`, where there was nothing; `unknown`, where nothing tells which it was.
    document: &'static str,
    /// `destroyed` or `gone`.
    opening: &'static str,
    /// Who else cites the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    cited_by: Option<String>,
}

impl EraseArgs {
    /// Does it.
    ///
    /// # Errors
    /// There is no such erasure, it gives no authority, it names an open attachment: exit 1. The store fails: exit 3; the
    /// same again does the rest.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let (order, cited) = self.authority(context)?;
        // Nobody else writes from here on: what nobody cites now, nobody cites until it is gone.
        let mut store = opening::storing(context)?;
        let plan = plan(&store, &cited.record, &order).map_err(|error| self.told(&error))?;
        let record = RecordName::of(cited.stored.entry.header()).to_string();
        let document = EraseDocument {
            schema: "liuhen/evidence-erase/v1",
            by: self.by.to_string(),
            record: record.clone(),
            attachments: plan.targets.iter().map(shown).collect(),
        };
        if plan.targets.iter().any(|target| target.found != Found::Gone) {
            tell(context, &plan);
            let question = Message::new("ask-erase").with("record", record).show("count", plan.targets.len());
            if !yes_or_no(context, &question)? {
                return Err(CliError::refused("error-not-erased"));
            }
            carry_out(&mut store, &plan)
                .map_err(|error| refusal::store(&error).hint(Message::new("hint-erase-again")))?;
            context.printer.hint(&Message::new("hint-erase-copies"));
        }
        context.printer.answer(&document, |printer| {
            for one in &document.attachments {
                let id = match (one.document, one.opening) {
                    ("destroyed", _) => "erase-destroyed",
                    ("kept", _) => "erase-kept",
                    (_, "gone") => "erase-gone",
                    _ => "erase-unknown",
                };
                let words = Message::new(id).with("name", one.name.clone()).with("by", document.by.clone());
                let words = words.with("cited", one.cited_by.clone().unwrap_or_default());
                printer.pieces(&[Piece::new(Tone::Good, words.text(context.language()))]);
            }
        })?;
        Ok(Exit::Sound)
    }

    /// What the erasure has destroyed, and of which record, where it may.
    fn authority(&self, context: &Context) -> Result<(Order, RecordView), CliError> {
        let none = || CliError::refused("error-no-erasure").show("name", &self.by);
        let reader = Reader::open(context)?;
        let view = RecordView::of(self.by.find(&reader.store)?).map_err(|error| refusal::read(&error))?;
        let against = match &reader.registry {
            Some(_) => reader.against(&view),
            None => Some(Message::new("step-holds-without-registry")),
        };
        if let Some(why) = against {
            return Err(none().because(why).hint(Message::new("hint-verify")));
        }
        let covered = latest_checkpoint(&reader.store).map_err(|error| refusal::read(&error))?;
        if covered.is_none_or(|signed| signed.checkpoint().size <= view.seq().0) {
            return Err(none().because(Message::new("cause-erasure-unacknowledged")));
        }
        let Some(registry) = &reader.registry else { return Err(none()) };
        match authorised(&reader.store, registry, &view.record, view.number())? {
            Some(Ok(found)) => Ok(found),
            Some(Err(why)) => Err(none().because(why)),
            None => Err(none().because(Message::new("cause-no-erasure").show("kind", &view.record.kind))),
        }
    }

    fn told(&self, error: &EraseError) -> CliError {
        match error {
            EraseError::Store(error) => refusal::store(error),
            other => CliError::refused("error-no-erasure").show("name", &self.by).because(refused(other)),
        }
    }
}

fn shown(target: &Target) -> Shown {
    let (document, opening, cited_by) = match &target.found {
        Found::Gone => ("gone", "gone", None),
        Found::Unreadable => ("unknown", "destroyed", None),
        Found::Opening { cited_by: None, .. } => ("destroyed", "destroyed", None),
        Found::Opening { cited_by: Some(citer), .. } => ("kept", "destroyed", Some(name_of(citer))),
    };
    Shown {
        name: target.attachment.name.clone(),
        role: target.attachment.role.clone(),
        sealed: target.sealed,
        document,
        opening,
        cited_by,
    }
}

fn name_of(citer: &Citer) -> String {
    match citer {
        Citer::Record(stream, number) => RecordName::InStream(stream.clone(), *number).to_string(),
        Citer::Opening(sealed) => sealed.to_string(),
    }
}

/// What is about to be destroyed.
fn tell(context: &Context, plan: &Plan) {
    for target in &plan.targets {
        let id = match &target.found {
            Found::Gone => continue,
            Found::Unreadable => "erase-will-unknown",
            Found::Opening { cited_by: None, .. } => "erase-will-destroy",
            Found::Opening { cited_by: Some(_), .. } => "erase-will-keep",
        };
        let cited = shown(target).cited_by.unwrap_or_default();
        let note = Message::new(id).with("name", target.attachment.name.clone()).with("cited", cited);
        context.printer.warning(&note);
    }
}
