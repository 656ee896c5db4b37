//! `intake`: an archive takes a bundle in: it is judged, held against what the archive has of the same decision, copied, and
//! answered with a signed receipt.

use std::cell::RefCell;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::archive::ArchiveArgs;
use super::bundle_verify::{PolicyArgs, judge_bag};
use crate::bundle::Bag;
use crate::bundle::compare::{Against, Shown, compare};
use crate::bundle::names::{MANIFESTS, SEAL};
use crate::cli::bundling::{open_bag, version_id};
use crate::cli::clock::SystemClock;
use crate::cli::dossier_pages::{Dossier, compile};
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
use crate::port::{Clock as _, ReadBag, ReadBundle as _, StoreError, StoreErrorKind};
use crate::render::{Message, Piece, Tone, archive};
use crate::store::{ArchiveFolder, Brought, Holding, PARTIAL, RECEIPT, Taking};
use crate::verify::four_properties::{Occasion, Property};
use crate::verify::{Policy, Report, Verdict};

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
    /// Also where the archive has all of it already.
    #[arg(long)]
    pub again: bool,
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
        let secret = open_keys(context, &named, &self.passphrase)?;
        let secret = secret.first().ok_or_else(|| CliError::bug("a key was opened and is not there"))?;
        let policy = self.policy.read(context)?;
        if let Some(copy) = self.receipt.as_deref().map(|copy| context.setting.path(copy))
            && copy.symlink_metadata().is_ok()
        {
            return Err(CliError::refused("error-file-exists")
                .with("path", copy.display().to_string())
                .hint(Message::new("hint-file-exists")));
        }
        let number = holdings.next().map_err(|error| refusal::store(&error))?;
        let taking = self.copy(context, &holdings, number, &policy)?;

        // What is judged is the copy: what the archive keeps, and not what a medium said at another time.
        let files = open_bag(context, taking.bag())?;
        let bag = Bag::open(&*files).map_err(|error| refusal::store(&error))?;
        let report = self.judged(context, &bag, &policy)?;
        let contents = bag.contents().ok().and_then(|bytes| Contents::read(&bytes).ok());
        let contents = contents.ok_or_else(|| CliError::bug("a bundle without contents was found intact"))?;
        let held = holdings.holdings().map_err(|error| refusal::store(&error))?;
        let extends = held_against(context, &held, (&bag, report.ledger.size), &contents, self.again)?;

        let cited = bag.cited().map_err(|error| refusal::store(&error))?;
        let reference = contents.description.reference();
        let held_already = reference.as_deref().map(|reference| holds(&held, &contents, reference));
        let occasion = (Occasion::Intake, held_already);
        let mut dossier = compile(&bag, &contents, &cited, occasion, &report, &policy.holidays)?;
        for (item, said) in self.said() {
            dossier.four.hear(item, said);
        }
        let office = OfficeId::new("archivist").map_err(|_| CliError::bug("the archivist's office has no name"))?;
        let transfer = Transfer {
            liuhen: TRANSFER_V1.into(),
            number,
            previous: holdings.receipt_digest(number - 1).map_err(|error| refusal::store(&error))?,
            received: ClaimedTime::new(SystemClock.now()),
            by: Signatory { office, key: secret.public() },
            bundle: taken(&*files, &bag, &contents, &report)?,
            register: self.register(&*files, &holdings, &contents, &report, &dossier)?,
            extends,
        };
        let receipt = transfer.sign(secret);
        let (json, html) = (
            archive::four_properties_json(&dossier.four),
            archive::four_properties_page(&dossier.volume, &dossier.four),
        );
        let register = archive::register_page(&transfer);
        let taken = taking.finish(&[
            (RECEIPT, &receipt),
            ("register.html", register.as_bytes()),
            ("four-properties.json", json.as_bytes()),
            ("four-properties.html", html.as_bytes()),
        ]);
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

    /// Copies the bundle, unless something in it is no file of a bag; that is told, and nothing of it is copied.
    fn copy(
        &self,
        context: &Context,
        holdings: &ArchiveFolder,
        number: u64,
        policy: &Policy,
    ) -> Result<Taking, CliError> {
        let files = open_bag(context, &self.bundle)?;
        let bag = Bag::open(&*files).map_err(|error| refusal::store(&error).exit_with(Exit::Unreadable))?;
        if bag.is_whole() {
            return Err(CliError::refused("error-intake-whole")
                .with("path", self.bundle.display().to_string())
                .hint(Message::new("hint-intake-whole")));
        }
        let path = context.setting.path(&self.bundle);
        let brought = if path.is_dir() { Brought::Folder(&*files) } else { Brought::Tar(&path) };
        if matches!(brought, Brought::Folder(_)) && !bag.stays_inside() {
            self.judged(context, &bag, policy)?;
            return Err(CliError::bug("a bag with a path that leads out was found intact"));
        }
        let progress = RefCell::new(context.progress_in_bytes(&Message::new("progress-copying"), Some(bag.bytes())));
        let begun = holdings.begin(number, brought, &|done| progress.borrow_mut().at(done));
        drop(progress);
        begun.map_err(|error| match error.kind {
            StoreErrorKind::InUse => CliError::surroundings("error-intake-unfinished")
                .with("folder", format!("holdings/{number:06}{PARTIAL}"))
                .because_of(&error)
                .hint(Message::new("hint-intake-unfinished")),
            _ => refusal::store(&error),
        })
    }

    /// The report on a bundle that is intact; of another it tells what is wrong.
    fn judged<B: ReadBag + ?Sized>(
        &self,
        context: &Context,
        bag: &Bag<'_, B>,
        policy: &Policy,
    ) -> Result<Report, CliError> {
        let report = judge_bag(context, bag, policy)?;
        if report.verdict < Verdict::Unreadable {
            return Ok(report);
        }
        tell(context, &report)?;
        Err(CliError::new(exit(report.verdict), "error-not-taken-in")
            .with("path", self.bundle.display().to_string())
            .hint(Message::new("hint-not-taken-in")))
    }

    /// What the archivist says of the items that only a person can answer.
    const fn said(&self) -> [(&'static str, &String); 4] {
        [("antivirus", &self.virus), ("viruses", &self.virus), ("carrier", &self.carrier), ("handling", &self.method)]
    }

    /// The register's fields. Files and bytes are counted as `Payload-Oxum` counts them: everything under `data/`.
    fn register(
        &self,
        files: &dyn ReadBag,
        archive: &ArchiveFolder,
        contents: &Contents,
        report: &Report,
        dossier: &Dossier,
    ) -> Result<Register, CliError> {
        let organ = || report.ledger.organ.clone().unwrap_or_default();
        let four = &dossier.four;
        let listed = files.files().map_err(|error| refusal::store(&error))?;
        let payload = || listed.iter().filter(|file| file.path.starts_with(PAYLOAD));
        Ok(Register {
            unit: self.unit.clone().or_else(|| contents.description.unit.clone()).unwrap_or_else(organ),
            receiver: archive.name().to_owned(),
            reference: contents.description.reference().unwrap_or_default(),
            category: contents.description.category.clone().unwrap_or_default(),
            volumes: 1,
            items: dossier.volume.cover.records,
            files: payload().count() as u64,
            bytes: payload().map(|file| file.size).sum(),
            method: self.method.clone(),
            carrier: self.carrier.clone(),
            virus: self.virus.clone(),
            authenticity: four.outcome(Property::Authenticity).to_owned(),
            integrity: four.outcome(Property::Integrity).to_owned(),
            usability: four.outcome(Property::Usability).to_owned(),
            security: four.outcome(Property::Security).to_owned(),
            note: self.note.clone(),
        })
    }
}

/// Whether another decision's file has this reference code already.
fn holds(held: &[Holding], contents: &Contents, reference: &str) -> bool {
    let same =
        |receipt: &Transfer| receipt.register.reference == reference && receipt.bundle.decision != contents.decision;
    held.iter().filter_map(|holding| holding.receipt.as_ref()).any(same)
}

/// Holds a bundle against every holding of the same ledger, and tells how it stands to those of the same decision.
fn held_against<B: ReadBag + ?Sized>(
    context: &Context,
    held: &[Holding],
    (bag, size): (&Bag<'_, B>, u64),
    contents: &Contents,
    again: bool,
) -> Result<Vec<Extends>, CliError> {
    let shown = Shown::by(bag).map_err(|error| refusal::store(&error))?;
    let mut extends = Vec::new();
    for holding in held {
        let Some(receipt) = holding.receipt.as_ref().filter(|receipt| receipt.bundle.origin == contents.origin) else {
            continue;
        };
        let diverges = |count: usize| {
            CliError::new(Exit::Diverged, "error-intake-diverges")
                .with("number", holding.number)
                .with("count", count)
                .hint(Message::new("hint-intake-diverges"))
        };
        // A holding that cannot be read any more has nothing to say; a check of the holdings tells.
        let Ok(files) = open_bag(context, &holding.bag) else { continue };
        let Ok(earlier) = Bag::open(&*files) else { continue };
        if receipt.bundle.decision == contents.decision {
            let Ok(found) =
                stands((&earlier, receipt.bundle.version, receipt.bundle.size), (bag, contents.version, size))
            else {
                continue;
            };
            if found.against > 0 {
                return Err(diverges(found.against));
            }
            if found.later == 0 && receipt.bundle.version == contents.version && !again {
                return Err(CliError::refused("error-intake-already")
                    .with("number", holding.number)
                    .hint(Message::new("hint-intake-already")));
            }
            extends.push(Extends { number: holding.number, same: found.same, later: found.later, lacks: found.lacks });
        }
        if Shown::by(&earlier).is_ok_and(|earlier| earlier.contradicts(&shown).is_some()) {
            return Err(diverges(1));
        }
    }
    Ok(extends)
}

/// How a bundle stands to an earlier one of the same decision.
struct Stands {
    same: u64,
    later: u64,
    lacks: u64,
    against: usize,
}

/// Compares two bundles of one decision, each with its version and how many entries its checkpoint covers: a public version is
/// a part of a full one, and of two of one kind the one that was made earlier is a part of the other.
fn stands<A: ReadBag + ?Sized, B: ReadBag + ?Sized>(
    (earlier, earlier_version, earlier_size): (&Bag<'_, A>, Version, u64),
    (bag, version, size): (&Bag<'_, B>, Version, u64),
) -> Result<Stands, StoreError> {
    let part = match (earlier_version, version) {
        (Version::Public, Version::Full) => false,
        (Version::Full, Version::Public) => true,
        _ => size < earlier_size,
    };
    let (found, whole_size) =
        if part { (compare(bag, earlier)?, earlier_size) } else { (compare(earlier, bag)?, size) };
    // What came after the whole was made it could not have.
    let (not_yet, against): (Vec<_>, Vec<_>) =
        found.against.iter().partition(|one| matches!(one, Against::Differs(at) if *at >= whole_size));
    let (of_whole, of_part) = (found.later.len() as u64, not_yet.len() as u64);
    let (later, lacks) = if part { (of_part, of_whole) } else { (of_whole, of_part) };
    Ok(Stands { same: found.same, later, lacks, against: against.len() })
}

fn taken<B: ReadBag + ?Sized>(
    files: &dyn ReadBag,
    bag: &Bag<'_, B>,
    contents: &Contents,
    report: &Report,
) -> Result<Taken, CliError> {
    let fail = |error| refusal::store(&error);
    let gone = || CliError::bug("a bundle without a manifest was found intact");
    let manifest = digest_of(files, MANIFESTS[0]).map_err(fail)?.ok_or_else(gone)?;
    let seal = digest_of(files, SEAL).map_err(fail)?;
    let stream = StreamId::Decision(contents.decision.clone());
    let opening = crate::ledger::record_at(bag, &stream, 0).ok().flatten();
    let title = opening.and_then(|view| view.record.body_value().ok()?.text("title").map(str::to_owned));
    Ok(Taken {
        origin: contents.origin.clone(),
        decision: contents.decision.clone(),
        title,
        version: contents.version,
        manifest,
        seal,
        size: report.ledger.size,
        root: report.ledger.root.unwrap_or(TreeHash([0; 32])),
        verdict: report.verdict.word().to_owned(),
    })
}

/// SHA-256 of a file of a bag; `None` where it is not there.
///
/// # Errors
/// It cannot be read.
pub(super) fn digest_of(files: &dyn ReadBag, path: &str) -> Result<Option<Sha256Digest>, StoreError> {
    let Some(mut from) = files.open(path, 0)? else { return Ok(None) };
    let mut bytes = Vec::new();
    from.read_to_end(&mut bytes)
        .map_err(|error| StoreError::caused(StoreErrorKind::Unavailable, format!("read {path}"), error))?;
    Ok(Some(Sha256Digest(sha256(&bytes))))
}

/// Whether the error says that the folder is no archive.
pub(super) fn is_no_archive(kind: StoreErrorKind) -> bool {
    matches!(kind, StoreErrorKind::NotFound | StoreErrorKind::Corrupt)
}

/// The payload of a bag (RFC 8493, section 2.1.2).
const PAYLOAD: &str = "data/";
