//! `intake`: an archive takes a bundle in: it is judged, held against what the archive has of the same decision, copied, and
//! answered with a signed receipt.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::archive::ArchiveArgs;
use super::bundle_verify::{PolicyArgs, judge_bag};
use crate::bundle::Bag;
use crate::bundle::compare::compare;
use crate::bundle::names::MANIFESTS;
use crate::cli::bundling::{open_bag, version_id};
use crate::cli::clock::SystemClock;
use crate::cli::dossier_pages::compile;
use crate::cli::judging::{exit, tell};
use crate::cli::recording::{named_keys, open_keys};
use crate::cli::secret::PassphraseArgs;
use crate::cli::{CliError, Context, Exit, files, refusal};
use crate::crypto::Signer as _;
use crate::crypto::hash::sha256;
use crate::format::contents::Version;
use crate::format::transfer::{Extends, Register, TRANSFER_V1, Taken};
use crate::format::{Contents, Signatory, Transfer};
use crate::model::{ClaimedTime, OfficeId, Sha256Digest, StreamId, TreeHash};
use crate::port::{Clock as _, ReadBag, ReadBundle as _, StoreErrorKind};
use crate::render::{Message, Piece, Tone, archive};
use crate::store::{ArchiveFolder, RECEIPT};
use crate::verify::four_properties::{FourProperties, Occasion, Property};
use crate::verify::{Report, Verdict};

/// What `intake` takes.
#[derive(Debug, Args)]
pub struct IntakeArgs {
    /// The bundle.
    #[arg(value_name = "BUNDLE")]
    pub bundle: PathBuf,
    /// The archive.
    #[command(flatten)]
    pub archive: ArchiveArgs,
    /// The archive's key, which signs the receipt.
    #[arg(long, value_name = "KEY")]
    pub key: String,
    /// Who hands it over.
    #[arg(long, value_name = "TEXT")]
    pub unit: Option<String>,
    /// How it came.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub method: String,
    /// What the medium looked like.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub carrier: String,
    /// What looked for viruses, and what it found.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub virus: String,
    /// Anything else.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub note: String,
    /// A copy of the receipt for whoever hands over.
    #[arg(long, value_name = "FILE")]
    pub receipt: Option<PathBuf>,
    /// How the bundle is judged.
    #[command(flatten)]
    pub policy: PolicyArgs,
    /// Where the passphrase comes from.
    #[command(flatten)]
    pub passphrase: PassphraseArgs,
}

#[derive(Serialize)]
struct IntakeDocument<'a> {
    schema: &'static str,
    folder: String,
    receipt: &'a Transfer,
}

impl IntakeArgs {
    /// Takes it in.
    ///
    /// # Errors
    /// The bundle is not intact (its own exit code), contradicts what the archive has (exit 30), or cannot be copied.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let holdings = self.archive.open(context)?;
        let named = named_keys(&context.keys(), std::slice::from_ref(&self.key))?;
        let policy = self.policy.read(context)?;
        let files = open_bag(context, &self.bundle)?;
        let bag = Bag::open(&*files).map_err(|error| refusal::store(&error).exit_with(Exit::Unreadable))?;
        let report = judge_bag(context, &bag, &policy)?;
        if report.verdict >= Verdict::Unreadable {
            tell(context, &report)?;
            return Err(CliError::new(exit(report.verdict), "error-not-taken-in")
                .with("path", self.bundle.display().to_string())
                .hint(Message::new("hint-not-taken-in")));
        }
        let contents = bag.contents().ok().and_then(|bytes| Contents::read(&bytes).ok());
        let contents = contents.ok_or_else(|| CliError::bug("a bundle without contents was found intact"))?;
        let extends = held_against(context, &holdings, &bag, &contents)?;
        let secret = open_keys(context, &named, &self.passphrase)?;
        let secret = secret.first().ok_or_else(|| CliError::bug("a key was opened and is not there"))?;

        let cited = bag.cited().map_err(|error| refusal::store(&error))?;
        let reference = contents.description.reference();
        let held_already = reference.as_deref().map(|reference| self.holds(&holdings, &contents, reference));
        let held_already = held_already.transpose()?;
        let occasion = (Occasion::Intake, held_already);
        // The bag's files were read through as it was judged; documents are looked at once more, for what they are.
        let dossier = compile(&bag, &contents, &cited, occasion, &report, &policy.holidays)?;
        let number = holdings.next().map_err(|error| refusal::store(&error))?;
        let office = OfficeId::new("archivist").map_err(|_| CliError::bug("the archivist's office has no name"))?;
        let transfer = Transfer {
            liuhen: TRANSFER_V1.into(),
            number,
            received: ClaimedTime::new(SystemClock.now()),
            by: Signatory { office, key: secret.public() },
            bundle: taken(&*files, &bag, &contents, &report)?,
            register: self.register(&holdings, &contents, &report, &dossier.four),
            extends,
        };
        let receipt = transfer.sign(secret);
        let tar = self.bundle.extension().is_some_and(|ending| ending == "tar");
        let folder = format!("{}-{}", contents.decision, contents.version.word());
        let (json, html) = (
            archive::four_properties_json(&dossier.four),
            archive::four_properties_page(&dossier.volume, &dossier.four),
        );
        let register = archive::register_page(&transfer);
        let beside: [(&str, &[u8]); 4] = [
            (RECEIPT, &receipt),
            ("register.html", register.as_bytes()),
            ("four-properties.json", json.as_bytes()),
            ("four-properties.html", html.as_bytes()),
        ];
        let taken = holdings.take(number, &*files, tar.then_some(folder.as_str()), &beside);
        let taken = taken.map_err(|error| refusal::store(&error))?;
        if let Some(copy) = &self.receipt {
            files::write_new(&context.setting.path(copy), &receipt)?;
        }
        let document =
            IntakeDocument { schema: "liuhen/intake/v1", folder: taken.display().to_string(), receipt: &transfer };
        context.printer.answer(&document, |printer| {
            let told = Message::new("told-intake")
                .with("number", number)
                .show("decision", &contents.decision)
                .with("version", context.text(version_id(contents.version.word())))
                .with("folder", document.folder.clone())
                .with("verdict", context.text(&format!("verdict-{}", report.verdict.word())));
            printer.pieces(&[Piece::new(Tone::Good, told.text(context.language()))]);
            for one in &transfer.extends {
                let told = Message::new("told-intake-extends").with("number", one.number).with("later", one.later);
                printer.say(&told.with("same", one.same));
            }
        })?;
        if report.verdict == Verdict::Unanchored {
            context.printer.hint(&Message::new("hint-intake-trust"));
        }
        Ok(Exit::Sound)
    }

    /// Whether another decision's file has this reference code already.
    fn holds(&self, archive: &ArchiveFolder, contents: &Contents, reference: &str) -> Result<bool, CliError> {
        let holdings = archive.holdings().map_err(|error| refusal::store(&error))?;
        let same = |receipt: &Transfer| {
            receipt.register.reference == reference && receipt.bundle.decision != contents.decision
        };
        Ok(holdings.iter().filter_map(|holding| holding.receipt.as_ref()).any(same))
    }

    fn register(
        &self,
        archive: &ArchiveFolder,
        contents: &Contents,
        report: &Report,
        four: &FourProperties,
    ) -> Register {
        let organ = || report.ledger.organ.clone().unwrap_or_default();
        Register {
            unit: self.unit.clone().or_else(|| contents.description.unit.clone()).unwrap_or_else(organ),
            receiver: archive.name().to_owned(),
            reference: contents.description.reference().unwrap_or_default(),
            category: contents.description.category.clone().unwrap_or_default(),
            volumes: 1,
            items: report.ledger.records,
            files: report.items_of_bag(),
            bytes: report.ledger.evidence_bytes,
            method: self.method.clone(),
            carrier: self.carrier.clone(),
            virus: self.virus.clone(),
            authenticity: four.outcome(Property::Authenticity).to_owned(),
            integrity: four.outcome(Property::Integrity).to_owned(),
            usability: four.outcome(Property::Usability).to_owned(),
            security: four.outcome(Property::Security).to_owned(),
            note: self.note.clone(),
        }
    }
}

/// Holds a bundle against every holding of the same decision.
fn held_against<B: ReadBag + ?Sized>(
    context: &Context,
    archive: &ArchiveFolder,
    bag: &Bag<'_, B>,
    contents: &Contents,
) -> Result<Vec<Extends>, CliError> {
    let mut extends = Vec::new();
    for holding in archive.holdings().map_err(|error| refusal::store(&error))? {
        let Some(receipt) = &holding.receipt else { continue };
        if (&receipt.bundle.origin, &receipt.bundle.decision) != (&contents.origin, &contents.decision) {
            continue;
        }
        let held = open_bag(context, &holding.bag)?;
        let held = Bag::open(&*held).map_err(|error| refusal::store(&error))?;
        // A public version is a part of a full one; of two of one kind the earlier is a part of the later.
        let found = match (receipt.bundle.version, contents.version) {
            (Version::Full, Version::Public) => compare(bag, &held),
            _ => compare(&held, bag),
        };
        let found = found.map_err(|error| refusal::store(&error))?;
        let public_of_later = (receipt.bundle.version, contents.version) == (Version::Full, Version::Public);
        let mut against = found.against.len();
        if public_of_later {
            // A public version that was made later has rows that the full one had not yet.
            let held_size = receipt.bundle.size;
            against = found
                .against
                .iter()
                .filter(|one| !matches!(one, crate::bundle::compare::Against::Differs(at) if *at >= held_size))
                .count();
        }
        if against > 0 {
            return Err(CliError::new(Exit::Diverged, "error-intake-diverges")
                .with("number", holding.number)
                .with("count", against)
                .hint(Message::new("hint-intake-diverges")));
        }
        extends.push(Extends { number: holding.number, same: found.same, later: found.later.len() as u64 });
    }
    Ok(extends)
}

fn taken<B: ReadBag + ?Sized>(
    files: &dyn ReadBag,
    bag: &Bag<'_, B>,
    contents: &Contents,
    report: &Report,
) -> Result<Taken, CliError> {
    let mut manifest = Vec::new();
    let from = files.open(MANIFESTS[0], 0).map_err(|error| refusal::store(&error))?;
    if let Some(mut from) = from {
        from.read_to_end(&mut manifest).map_err(|cause| {
            CliError::file(crate::cli::error::FileDeed::Read, std::path::Path::new(MANIFESTS[0]), &cause)
        })?;
    }
    let stream = StreamId::Decision(contents.decision.clone());
    let opening = crate::ledger::record_at(bag, &stream, 0).ok().flatten();
    let title = opening.and_then(|view| view.record.body_value().ok()?.text("title").map(str::to_owned));
    Ok(Taken {
        origin: contents.origin.clone(),
        decision: contents.decision.clone(),
        title,
        version: contents.version,
        manifest: Sha256Digest(sha256(&manifest)),
        size: report.ledger.size,
        root: report.ledger.root.unwrap_or(TreeHash([0; 32])),
        verdict: report.verdict.word().to_owned(),
    })
}

/// Whether the error says that the folder is no archive.
pub(super) fn is_no_archive(kind: StoreErrorKind) -> bool {
    matches!(kind, StoreErrorKind::NotFound | StoreErrorKind::Corrupt)
}
