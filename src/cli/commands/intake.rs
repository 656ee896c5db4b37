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
use crate::bundle::manifest::Manifest;
use crate::bundle::names::{CHECKPOINT, CONTENTS, ENTRIES, MANIFESTS, PROOFS, SEAL};
use crate::cli::bundling::{open_bag, version_id};
use crate::cli::clock::SystemClock;
use crate::cli::dossier_pages::{Dossier, compile};
use crate::cli::judging::{exit, tell};
use crate::cli::recording::{named_keys, open_keys};
use crate::cli::secret::PassphraseArgs;
use crate::cli::watched::Watched;
use crate::cli::{CliError, Context, Exit, files, refusal};
use crate::crypto::Signer as _;
use crate::crypto::hash::sha256;
use crate::format::contents::Version;
use crate::format::transfer::{Extends, Register, TRANSFER_V1, Taken};
use crate::format::{Contents, Signatory, Transfer};
use crate::model::{ClaimedTime, OfficeId, Sha256Digest, StreamId, TreeHash};
use crate::port::{Clock as _, ReadBag, ReadBundle as _, StoreError, StoreErrorKind};
use crate::render::{Message, Piece, Tone, archive};
use crate::store::{
    ArchiveFolder, Brought, Checked, FOUR_PROPERTIES, Holding, PARTIAL, RECEIPT, REGISTER_PAGE, Taking,
};
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
    /// Also where a holding is damaged, and it cannot be held against that one.
    #[arg(long)]
    pub despite_damage: bool,
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
        let number = holdings.next().map_err(|error| refusal::files(&error))?;
        let taking = self.copy(context, &holdings, number, &policy)?;

        // What is judged is the copy: what the archive keeps, and not what a medium said at another time.
        let kept = open_bag(context, taking.bag())?;
        let files = Watched::new(context, &*kept).map_err(|error| refusal::files(&error))?;
        let bag = Bag::open(&files).map_err(|error| refusal::files(&error))?;
        let report = self.judged(context, &bag, &policy)?;
        let contents = bag.contents().ok().and_then(|bytes| Contents::read(&bytes).ok());
        let contents = contents.ok_or_else(|| CliError::bug("a bundle without contents was found intact"))?;
        let held = holdings.holdings().map_err(|error| refusal::files(&error))?;
        let new = New {
            bag: &bag,
            contents: &contents,
            size: report.ledger.size,
            root: report.ledger.root,
            sealed: bag.seal().is_ok_and(|seal| seal.is_some()),
            again: self.again,
            despite_damage: self.despite_damage,
        };
        let sealed = new.sealed;
        let Held { extends, unheld } = held_against(context, &held, &new)?;

        let cited = bag.cited().map_err(|error| refusal::files(&error))?;
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
            previous: match holdings.receipt_digest(number - 1) {
                Err(_) if self.despite_damage => None,
                digest => digest.map_err(|error| refusal::files(&error))?,
            },
            received: ClaimedTime::new(SystemClock.now()),
            by: Signatory { office, key: secret.public() },
            bundle: taken(&files, &bag, &contents, &report)?,
            register: self.register(&files, &holdings, &contents, &report, &dossier)?,
            extends,
            unheld,
        };
        let receipt = transfer.sign(secret);
        let (json, html) = (
            archive::four_properties_json(&dossier.four),
            archive::four_properties_page(&dossier.volume, &dossier.four),
        );
        let register = archive::register_page(&transfer);
        let beside: [(&str, &[u8]); 4] = [
            (RECEIPT, &receipt),
            (REGISTER_PAGE, register.as_bytes()),
            (FOUR_PROPERTIES[0], json.as_bytes()),
            (FOUR_PROPERTIES[1], html.as_bytes()),
        ];
        let looked = Checked {
            at: transfer.received.to_string(),
            verdict: report.verdict.word().to_owned(),
            sound: true,
            codes: Vec::new(),
        };
        let taken = taking.finish(&beside, &looked);
        let taken = taken.map_err(|error| refusal::files(&error))?;
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
                let id = match (one.later, one.lacks) {
                    (_, 1..) => "told-intake-lacks",
                    (0, 0) => "told-intake-same",
                    (1.., 0) => "told-intake-extends",
                };
                let told = Message::new(id).with("number", one.number).with("same", one.same);
                printer.say(&told.with("later", one.later).with("lacks", one.lacks).with("withheld", one.withheld));
            }
        })?;
        for number in &transfer.unheld {
            context.printer.warning(&Message::new("warning-intake-unheld").with("number", *number));
        }
        if !sealed {
            context.printer.warning(&Message::new("warning-intake-unsealed"));
        }
        if let Some(copy) = &self.receipt {
            // It has been taken in: what is missing is a copy of what lies in the holding.
            files::write_new(&context.setting.path(copy), &receipt)
                .map_err(|error| error.hint(Message::new("hint-intake-receipt").with("folder", document.folder)))?;
        }
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
        let bag = Bag::open(&*files).map_err(|error| refusal::files(&error).exit_with(Exit::Unreadable))?;
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
            _ => refusal::files(&error),
        })
    }

    /// The report on a bundle that is intact; of another it tells what is wrong.
    fn judged<B: ReadBag + ?Sized>(
        &self,
        context: &Context,
        bag: &Bag<'_, B>,
        policy: &Policy,
    ) -> Result<Report, CliError> {
        let report = judge_bag(bag, policy)?;
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
        let listed = files.files().map_err(|error| refusal::files(&error))?;
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

/// What a bundle is as it is held against holdings.
struct New<'a, 'b, B: ?Sized> {
    bag: &'a Bag<'b, B>,
    contents: &'a Contents,
    size: u64,
    root: Option<TreeHash>,
    sealed: bool,
    /// Also where the archive has all of it.
    again: bool,
    /// Also where a holding cannot be read any more.
    despite_damage: bool,
}

/// How a bundle stands to the holdings.
struct Held {
    extends: Vec<Extends>,
    unheld: Vec<u64>,
}

/// Holds a bundle against every holding of the same ledger, and tells how it stands to those of the same decision.
fn held_against<B: ReadBag + ?Sized>(
    context: &Context,
    held: &[Holding],
    new: &New<'_, '_, B>,
) -> Result<Held, CliError> {
    let shown = Shown::by(new.bag).map_err(|error| refusal::files(&error))?;
    let mut out = Held { extends: Vec::new(), unheld: Vec::new() };
    for holding in held {
        let diverges = || {
            CliError::new(Exit::Diverged, "error-intake-diverges")
                .with("number", holding.number)
                .hint(Message::new("hint-intake-diverges"))
        };
        let receipt = holding.receipt.as_ref();
        if receipt.is_some_and(|receipt| receipt.bundle.origin != new.contents.origin) {
            continue;
        }
        // Two roots of one size are two ledgers, whatever has become of the holding.
        if receipt.is_some_and(|one| one.bundle.size == new.size && Some(one.bundle.root) != new.root) {
            return Err(diverges());
        }
        let Some((stands, sealed)) = receipt.and_then(|receipt| stand(context, holding, receipt, new, &shown)) else {
            if new.despite_damage {
                out.unheld.push(holding.number);
                continue;
            }
            return Err(CliError::new(Exit::Unreadable, "error-intake-unheld")
                .with("number", holding.number)
                .hint(Message::new("hint-intake-unheld")));
        };
        match stands {
            Stands::Contradicts => return Err(diverges()),
            Stands::Apart => {}
            Stands::Beside(extends) => {
                let same_kind = receipt.is_some_and(|receipt| receipt.bundle.version == new.contents.version);
                if extends.later == 0 && same_kind && (sealed || !new.sealed) && !new.again {
                    return Err(CliError::refused("error-intake-already")
                        .with("number", holding.number)
                        .hint(Message::new("hint-intake-already")));
                }
                out.extends.push(extends);
            }
        }
    }
    Ok(out)
}

/// How a bundle stands to a holding of the same ledger.
enum Stands {
    /// They tell two stories.
    Contradicts,
    /// They are of two decisions.
    Apart,
    /// They are of one.
    Beside(Extends),
}

/// How a bundle stands to a holding, and whether that one is sealed; `None` where the holding cannot be read any more.
fn stand<B: ReadBag + ?Sized>(
    context: &Context,
    holding: &Holding,
    receipt: &Transfer,
    new: &New<'_, '_, B>,
    shown: &Shown,
) -> Option<(Stands, bool)> {
    let files = open_bag(context, &holding.bag).ok()?;
    let earlier = Bag::open(&*files).ok()?;
    // What was altered in the archive accuses nobody else.
    if !is_kept(&*files, receipt) {
        return None;
    }
    let sealed = receipt.bundle.seal.is_some();
    if Shown::by(&earlier).ok()?.contradicts(shown).is_some() {
        return Some((Stands::Contradicts, sealed));
    }
    if receipt.bundle.decision != new.contents.decision {
        return Some((Stands::Apart, sealed));
    }
    let versions = (receipt.bundle.version, new.contents.version);
    // A public version is a part of a full one, and of two of one kind the one that was made earlier is a part of the other.
    let part = match versions {
        (Version::Public, Version::Full) => false,
        (Version::Full, Version::Public) => true,
        _ => new.size < receipt.bundle.size,
    };
    let found = if part { compare(new.bag, &earlier).ok()? } else { compare(&earlier, new.bag).ok()? };
    // A later review may withhold what an earlier one did not, and the other way round.
    let two_public = versions == (Version::Public, Version::Public);
    let (less, against): (Vec<_>, Vec<_>) =
        found.against.iter().partition(|one| two_public && matches!(one, Against::LessInWhole(_)));
    if !against.is_empty() {
        return Some((Stands::Contradicts, sealed));
    }
    let (of_whole, of_part) = (found.later.len() as u64, found.newer.len() as u64);
    let (later, lacks) = if part { (of_part, of_whole) } else { (of_whole, of_part) };
    let withheld = found.withheld.len() as u64 + found.in_neither + less.len() as u64;
    Some((Stands::Beside(Extends { number: holding.number, same: found.same, withheld, later, lacks }), sealed))
}

/// Whether what a comparison reads of a holding is what was taken in.
fn is_kept(files: &dyn ReadBag, receipt: &Transfer) -> bool {
    let mut bytes = Vec::new();
    let read = files.open(MANIFESTS[0], 0).ok().flatten().is_some_and(|mut from| from.read_to_end(&mut bytes).is_ok());
    if !read || Sha256Digest(sha256(&bytes)) != receipt.bundle.manifest {
        return false;
    }
    let Ok(manifest) = Manifest::read(&bytes, 64) else { return false };
    [CONTENTS, CHECKPOINT, ENTRIES, PROOFS].iter().all(|path| {
        let digest = digest_of(files, path).ok().flatten().map(|digest| digest.to_string());
        digest.as_deref() == manifest.get(path)
    })
}

fn taken<B: ReadBag + ?Sized>(
    files: &dyn ReadBag,
    bag: &Bag<'_, B>,
    contents: &Contents,
    report: &Report,
) -> Result<Taken, CliError> {
    let fail = |error| refusal::files(&error);
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
