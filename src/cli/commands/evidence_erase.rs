//! `evidence erase`: carries out an `erasure` that stands in the ledger: destroys the openings and documents of the sealed
//! attachments it names. What it comes to is shown and asked for first; done again, it does what is left.

use std::cell::RefCell;
use std::thread;

use clap::Args;
use serde::Serialize;

use crate::cli::ask::yes_or_no;
use crate::cli::bundling::version_id;
use crate::cli::erased::{authorised, refused};
use crate::cli::reader::Reader;
use crate::cli::record_name::RecordName;
use crate::cli::{CliError, Context, Exit, opening, random, refusal};
use crate::ledger::erase::{Citer, Found, Plan, Target, carry_out, plan};
use crate::ledger::{EraseError, RecordView, latest_checkpoint, stream_records};
use crate::model::{Seq, Sha256Digest, Value};
use crate::port::{ReadEvidence, ReadLedger};
use crate::procedure::Holidays;
use crate::procedure::erasure::Order;
use crate::render::gist::corrected;
use crate::render::report_text::sentence_of;
use crate::render::{Message, Piece, Tone};
use crate::verify::{Check, FINDINGS_KEPT_MAX, Policy, Verdict, run_records};

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
    /// Other openings of the same documents that no record cites: destroyed with them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    strays: Vec<Sha256Digest>,
    /// Recorded exports whose bundles may still hold what was destroyed here.
    exports: Vec<Export>,
}

/// A recorded export of the decision, after the record whose attachments they are.
#[derive(Serialize)]
struct Export {
    record: String,
    version: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    receiver: Option<String>,
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
    /// Which record else cites the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    cited_by: Option<String>,
}

impl EraseArgs {
    /// Does it.
    ///
    /// # Errors
    /// There is no such erasure, it gives no authority, something is against it or corrects it, it names what is open:
    /// exit 1. The store fails: exit 3; the same again does the rest.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        // Nobody else writes from here on: what nobody cites or corrects now, nobody does until it is gone.
        let mut store = opening::storing(context)?;
        let (order, cited) = self.authority(context)?;
        let plan = plan(&store, &cited.record, &order).map_err(|error| self.told(&error))?;
        let record = RecordName::of(cited.stored.entry.header()).to_string();
        let document = EraseDocument {
            schema: "liuhen/evidence-erase/v1",
            by: self.by.to_string(),
            record: record.clone(),
            attachments: plan.targets.iter().map(shown).collect(),
            strays: plan.strays.iter().map(|stray| stray.sealed).collect(),
            exports: exports(&store, &cited)?,
        };
        if plan.targets.iter().any(|target| target.found != Found::Gone) {
            tell(context, &plan);
            let question = Message::new("ask-erase").with("record", record).show("count", plan.targets.len());
            if !yes_or_no(context, &question)? {
                return Err(CliError::refused("error-not-erased"));
            }
            carry_out(&mut store, &plan)
                .map_err(|error| refusal::store(&error).hint(Message::new("hint-erase-again")))?;
            if document.attachments.iter().any(|one| one.document == "destroyed") {
                context.printer.hint(&Message::new("hint-erase-copies"));
            }
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
            for sealed in &document.strays {
                let words = Message::new("erase-stray").show("sealed", sealed).text(context.language());
                printer.pieces(&[Piece::new(Tone::Good, words)]);
            }
            for one in &document.exports {
                let id = if one.receiver.is_some() { "erase-export-received" } else { "erase-export" };
                let version = context.text(version_id(&one.version));
                let words = Message::new(id).with("record", one.record.clone()).with("version", version);
                let words = words.with("receiver", one.receiver.clone().unwrap_or_default());
                printer.pieces(&[Piece::new(Tone::Warn, words.text(context.language()))]);
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
        let found = match authorised(&reader.store, registry, &view.record, view.number())? {
            Some(Ok(found)) => found,
            Some(Err(why)) => return Err(none().because(why)),
            None => return Err(none().because(Message::new("cause-no-erasure").show("kind", &view.record.kind))),
        };
        if let Some(number) = corrected_by(&reader.store, &view)? {
            let by = RecordName::InStream(view.record.stream.clone(), number);
            return Err(none().because(Message::new("cause-erasure-corrected").show("by", by)));
        }
        if let Some(why) = in_verification(context, &reader.store, view.seq())? {
            return Err(none().because(why).hint(Message::new("hint-verify")));
        }
        Ok(found)
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

fn name_of(Citer(stream, number): &Citer) -> String {
    RecordName::InStream(stream.clone(), *number).to_string()
}

/// The number of the first later record of its decision that corrects a record. What is destroyed cannot be put right again, so
/// whoever corrected it is heard first.
fn corrected_by<S: ReadLedger>(store: &S, view: &RecordView) -> Result<Option<u64>, CliError> {
    let mut found = None;
    stream_records(store, &view.record.stream, |later| {
        let corrects = |body: Value| corrected(later.record.kind.as_str(), &body) == Some(view.digest());
        if found.is_none() && later.number() > view.number() && later.record.body_value().is_ok_and(corrects) {
            found = Some(later.number());
        }
    })
    .map_err(|error| refusal::read(&error))?;
    Ok(found)
}

/// What `verify` has against the record at `at`, or against the ledger as a whole; findings of procedure aside. No trust file
/// is asked for: where no witness is at hand, what is in doubt stays in doubt.
fn in_verification<S: ReadLedger + ReadEvidence>(
    context: &Context,
    store: &S,
    at: Seq,
) -> Result<Option<Message>, CliError> {
    let policy = Policy {
        trust: None,
        known_heads: Vec::new(),
        threads: thread::available_parallelism().map_or(1, usize::from).saturating_sub(1),
        seed: *random::bytes()?,
        holidays: Holidays::built_in().clone(),
    };
    let total = store.tip().ok().map(|tip| tip.size);
    let progress = RefCell::new(context.progress(&Message::new("verify-progress"), total));
    let report = run_records(store, &policy, &|step| progress.borrow_mut().at(step.entries));
    drop(progress);
    let report =
        report.map_err(|error| CliError::new(Exit::Unreadable, "error-ledger-unreadable").because_of(&error))?;
    let against = report.findings.iter().find(|one| match one.place.seq {
        Some(seq) => seq == at.0 && one.code.verdict() != Some(Verdict::ProcedureFindings),
        // A tile can be made anew from the log, and says nothing about it.
        None => one.code.verdict() == Some(Verdict::Invalid) && one.code.check() != Check::Tiles,
    });
    let listed = report.findings.len();
    Ok(match against {
        Some(one) => {
            let what = sentence_of(context.language(), one.code);
            Some(Message::new("cause-erasure-found").with("what", what).with("code", one.code.text()))
        }
        // Beyond that, findings are counted and not listed.
        None if listed >= FINDINGS_KEPT_MAX => Some(Message::new("cause-erasure-crowded").show("count", listed)),
        None => None,
    })
}

/// The exports of the decision that are recorded after the record whose attachments go. What was written then, nobody calls
/// back.
fn exports<S: ReadLedger>(store: &S, cited: &RecordView) -> Result<Vec<Export>, CliError> {
    let mut found = Vec::new();
    stream_records(store, &cited.record.stream, |later| {
        if later.number() <= cited.number() || later.record.kind.as_str() != "archive-export" {
            return;
        }
        let Ok(body) = later.record.body_value() else { return };
        found.push(Export {
            record: RecordName::of(later.stored.entry.header()).to_string(),
            version: body.text("version").unwrap_or_default().to_owned(),
            receiver: body.text("receiver").map(str::to_owned),
        });
    })
    .map_err(|error| refusal::read(&error))?;
    Ok(found)
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
    for stray in &plan.strays {
        context.printer.warning(&Message::new("erase-will-stray").show("sealed", stray.sealed));
    }
}
