//! `bundle export`: a decision leaves the ledger as a bundle. The export is itself recorded, and what was written is judged
//! before it gets its name.
#![expect(clippy::disallowed_methods, reason = "the folder that several bundles go to is made here")]

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::bundle_whole;
use crate::bundle::{Cited, Excerpt, ExportError, Pages, Sealer, export};
use crate::cli::bundling::{Dossier, begin_bag, contents, version_id};
use crate::cli::clock::SystemClock;
use crate::cli::dossier_pages::{compile, info};
use crate::cli::form::Form;
use crate::cli::judging::exit;
use crate::cli::opening::LedgerKeyArgs;
use crate::cli::recording::{NamedKey, enter, named_keys, open_keys};
use crate::cli::secret::PassphraseArgs;
use crate::cli::written::{Written, refused};
use crate::cli::{CliError, Context, Exit, error::FileProblem, files, opening, random, refusal};
use crate::crypto::{SecretKey, Signer as _};
use crate::format::contents::Version;
use crate::format::{Contents, Description};
use crate::ledger::ReadError;
use crate::model::{DecisionId, OfficeId, Seq, Sha256Digest, StreamId, kind};
use crate::port::{Clock as _, ReadLedger as _};
use crate::procedure::Holidays;
use crate::registry::{Registry, Scope};
use crate::render::{Message, Piece, Tone, archive};
use crate::store::LedgerFolder;
use crate::verify::four_properties::Occasion;
use crate::verify::{self, Policy, Report, Verdict, each_decision};

/// What `bundle export` takes.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The decision; several may be named.
    #[arg(value_name = "DECISION", required_unless_present_any = ["all", "closed_since", "whole"])]
    pub decision: Vec<DecisionId>,
    /// Every decision of the ledger.
    #[arg(long, conflicts_with = "decision")]
    pub all: bool,
    /// Every decision handed over to the archives since that day.
    #[arg(long, value_name = "DATE", conflicts_with_all = ["decision", "all"])]
    pub closed_since: Option<Date>,
    /// The whole ledger, in one bag.
    #[arg(long, conflicts_with_all = ["decision", "all", "closed_since", "public", "key", "tar", "incomplete", "describe"])]
    pub whole: bool,
    /// The new bundle; of several decisions, the folder they are written to.
    #[arg(long, value_name = "PATH")]
    pub out: PathBuf,
    /// The version for the public.
    #[arg(long)]
    pub public: bool,
    /// As tar files, where several are written.
    #[arg(long)]
    pub tar: bool,
    /// The key that records and seals the export.
    #[arg(long, value_name = "KEY", required_unless_present_any = ["unrecorded", "whole"])]
    pub key: Option<String>,
    /// Without recording or sealing it.
    #[arg(long, conflicts_with = "key")]
    pub unrecorded: bool,
    /// Who receives it.
    #[arg(long, value_name = "TEXT", requires = "key")]
    pub receiver: Option<String>,
    /// The archive's words.
    #[arg(long, value_name = "FILE")]
    pub describe: Option<PathBuf>,
    /// Even where documents are missing.
    #[arg(long)]
    pub incomplete: bool,
    /// Where the passphrase comes from.
    #[command(flatten)]
    pub passphrase: PassphraseArgs,
    /// The ledger key.
    #[command(flatten)]
    pub ledger_key: LedgerKeyArgs,
}

#[derive(Serialize)]
struct ExportDocument {
    schema: &'static str,
    bundles: Vec<BundleDocument>,
}

#[derive(Serialize)]
struct BundleDocument {
    decision: String,
    version: &'static str,
    path: String,
    files: u64,
    bytes: u64,
    documents: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    recorded: Option<String>,
    withheld: usize,
    lacking: usize,
    verdict: &'static str,
    #[serde(skip)]
    judged: Verdict,
}

/// Who records and seals.
struct Archivist {
    named: NamedKey,
    secret: SecretKey,
}

/// What is known before anything is written.
struct Prepared {
    contents: Contents,
    office: Option<OfficeId>,
    erased: BTreeSet<Sha256Digest>,
}

impl ExportArgs {
    /// Exports.
    ///
    /// # Errors
    /// What stands against it; nothing lies under the bundle's name then.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        if self.whole {
            return bundle_whole::export(context, &self.out);
        }
        let described =
            self.describe.as_deref().map_or_else(|| Ok(Description::default()), |file| describe(context, file))?;
        let store = opening::reading(context)?;
        let decisions = self.decisions(&store)?;
        drop(store);
        let several = self.all || self.closed_since.is_some() || decisions.len() > 1;
        let out = context.setting.path(&self.out);
        let targets: Vec<PathBuf> = decisions.iter().map(|decision| self.target(decision, several, &out)).collect();
        if let Some(there) = targets.iter().find(|target| target.symlink_metadata().is_ok()) {
            return Err(CliError::refused("error-file-exists")
                .with("path", there.display().to_string())
                .hint(Message::new("hint-file-exists")));
        }
        if several {
            std::fs::create_dir_all(&out)
                .map_err(|cause| CliError::file(crate::cli::error::FileDeed::Write, &out, &cause))?;
        }
        let archivist = self.archivist(context)?;
        let mut bundles = Vec::new();
        for (decision, target) in decisions.iter().zip(&targets) {
            bundles.push(self.one(context, decision, target, archivist.as_ref(), &described)?);
        }
        let worst = bundles.iter().map(|one| one.judged).max().unwrap_or(Verdict::Sound);
        let document = ExportDocument { schema: "liuhen/bundle-export/v1", bundles };
        context.printer.answer(&document, |printer| {
            for one in &document.bundles {
                let told = Message::new("told-bundle")
                    .with("decision", one.decision.clone())
                    .with("version", context.text(version_id(one.version)))
                    .with("path", one.path.clone())
                    .with("files", one.files)
                    .with("bytes", one.bytes)
                    .with("documents", one.documents);
                printer.pieces(&[Piece::new(Tone::Good, told.text(context.language()))]);
                if let Some(recorded) = &one.recorded {
                    printer.say(&Message::new("told-bundle-recorded").with("record", recorded.clone()));
                }
                if one.withheld > 0 {
                    printer.say(&Message::new("told-bundle-withheld").with("count", one.withheld));
                }
                // Nothing from outside was brought, and nothing is missing for it.
                let intact = one.judged == Verdict::Unanchored;
                let id = if intact { "told-bundle-intact".to_owned() } else { format!("verdict-{}", one.verdict) };
                printer.say(&Message::new("told-bundle-verdict").with("verdict", context.text(&id)));
            }
        })?;
        for one in document.bundles.iter().filter(|one| one.lacking > 0) {
            context.printer.warning(
                &Message::new("warning-bundle-lacking")
                    .with("decision", one.decision.clone())
                    .with("count", one.lacking),
            );
        }
        if self.unrecorded {
            context.printer.hint(&Message::new("hint-unrecorded"));
        }
        if let Some(one) = document.bundles.first() {
            context.printer.hint(&Message::new("hint-bundle").with("path", one.path.clone()));
        }
        // A bundle with findings of procedure is a good bundle of a decision that was badly run.
        Ok(if worst >= Verdict::Unreadable { exit(worst) } else { Exit::Sound })
    }

    fn decisions(&self, store: &LedgerFolder) -> Result<Vec<DecisionId>, CliError> {
        if !self.decision.is_empty() {
            return Ok(self.decision.clone());
        }
        let mut found = Vec::new();
        let mut failed = None;
        each_decision(store, |id| {
            match self.closed_since.map_or(Ok(true), |since| handed_over_since(store, id, since)) {
                Ok(true) => found.push(id.clone()),
                Ok(false) => {}
                Err(error) => failed = Some(error),
            }
            Ok(())
        })
        .map_err(|error| refusal::store(&error))?;
        match failed {
            Some(error) => Err(refusal::read(&error)),
            None if found.is_empty() => Err(CliError::refused("error-nothing-to-export")),
            None => Ok(found),
        }
    }

    fn version(&self) -> Version {
        if self.public { Version::Public } else { Version::Full }
    }

    fn target(&self, decision: &DecisionId, several: bool, out: &Path) -> PathBuf {
        if !several {
            return out.to_path_buf();
        }
        let name = format!("{decision}-{}", self.version().word());
        out.join(if self.tar { format!("{name}.tar") } else { name })
    }

    fn archivist(&self, context: &Context) -> Result<Option<Archivist>, CliError> {
        let Some(key) = &self.key else { return Ok(None) };
        let named = named_keys(&context.keys(), std::slice::from_ref(key))?;
        let mut secrets = open_keys(context, &named, &self.passphrase)?;
        let both = named.into_iter().next().zip(secrets.pop());
        Ok(both.map(|(named, secret)| Archivist { named, secret }))
    }

    fn one(
        &self,
        context: &Context,
        decision: &DecisionId,
        target: &Path,
        archivist: Option<&Archivist>,
        described: &Description,
    ) -> Result<BundleDocument, CliError> {
        // Everything that can be refused is, before anything is recorded.
        let Prepared { office, .. } = self.prepare(context, decision, archivist, described)?;
        let folder = format!("{decision}-{}", self.version().word());
        let bag = begin_bag(target, &folder, !self.public)?;
        let recorded = match (archivist, &office) {
            (Some(archivist), Some(office)) => Some(self.record(context, decision, archivist, office)?),
            _ => None,
        };
        let Prepared { contents, erased, .. } = self.prepare(context, decision, archivist, described)?;
        let store = opening::reading(context)?;
        let (withheld, lacking) = (contents.withheld.len(), contents.lacking.len());
        let excerpt = Excerpt::of(&store, contents).map_err(|error| refusal::excerpt(&error))?.without(erased);
        let policy = Policy {
            trust: None,
            known_heads: Vec::new(),
            threads: 0,
            seed: *random::bytes()?,
            holidays: Holidays::built_in().clone(),
        };
        let mut judged: Option<Report> = None;
        let sealer = archivist.zip(office).map(|(archivist, office)| Sealer { office, signer: &archivist.secret });
        let progress = RefCell::new(context.progress_in_bytes(&Message::new("progress-exporting"), None));
        let exported = export(
            &excerpt,
            bag,
            |cited| {
                let report = verify::run_bundle(&excerpt, &policy, &|_| {})
                    .map_err(|error| CliError::new(Exit::Unreadable, "error-bundle-unreadable").because_of(&error))?;
                let pages = draw(&excerpt, cited, &report, &policy.holidays)?;
                judged = Some(report);
                Ok(pages)
            },
            sealer.as_ref(),
            &|done, _| progress.borrow_mut().at(done),
        );
        drop(progress);
        let exported = exported.map_err(|error| told(decision, error))?;
        let verdict = judged.map_or(Verdict::Unreadable, |report| report.verdict);
        Ok(BundleDocument {
            decision: decision.to_string(),
            version: self.version().word(),
            path: target.display().to_string(),
            files: exported.files,
            bytes: exported.bytes,
            documents: exported.documents,
            recorded,
            withheld,
            lacking,
            verdict: verdict.word(),
            judged: verdict,
        })
    }

    /// What the bundle will say of itself, and the office that records and seals it.
    fn prepare(
        &self,
        context: &Context,
        decision: &DecisionId,
        archivist: Option<&Archivist>,
        described: &Description,
    ) -> Result<Prepared, CliError> {
        let store = opening::reading(context)?;
        let dossier = Dossier::read(&store, decision)?;
        let withheld = if self.public { dossier.withheld(decision)? } else { Vec::new() };
        let lacking = dossier.lacking(&store, &withheld)?;
        if let Some(first) = lacking.first().filter(|_| !self.incomplete) {
            return Err(CliError::new(Exit::Invalid, "error-bundle-lacking")
                .show("decision", decision)
                .with("sequence", first.sequence)
                .with("name", first.name.clone())
                .with("count", lacking.len())
                .hint(Message::new("hint-incomplete")));
        }
        let size = store.tip().map_err(|error| refusal::store(&error))?.size;
        let office = archivist.map(|one| office_of(&dossier.registry, one, decision, Seq(size))).transpose()?;
        let description = dossier.described(described.clone());
        let contents = contents(dossier.registry.origin(), decision, self.version(), (withheld, lacking), description);
        Ok(Prepared { contents, office, erased: dossier.erased })
    }

    /// Records the export: which rows the bundle holds.
    fn record(
        &self,
        context: &Context,
        decision: &DecisionId,
        archivist: &Archivist,
        office: &OfficeId,
    ) -> Result<String, CliError> {
        let mut writing = opening::Writing::open(context, &self.ledger_key)?;
        let store = writing.ledger().store();
        let heads = |stream: &StreamId| -> Result<(u64, String), CliError> {
            let fail = |error| refusal::store(&error);
            let count = store.stream_head(stream).map_err(fail)?.map_or(0, |head| head.count);
            let last = store.stream(stream, count.saturating_sub(1), 1).map_err(fail)?;
            let last = last.first().map(|stored| stored.entry.header().record_blake3.to_string());
            Ok((count, last.unwrap_or_default()))
        };
        let (records, last) = heads(&StreamId::Decision(decision.clone()))?;
        let (registry_records, registry_last) = heads(&StreamId::Registry)?;
        let day = SystemClock.now().to_zoned(TimeZone::system()).date();
        let mut form = toml::Table::new();
        let mut body = toml::Table::new();
        let put = |table: &mut toml::Table, key: &str, value: toml::Value| drop(table.insert(key.into(), value));
        put(&mut form, "kind", "archive-export".into());
        put(&mut form, "decision", decision.to_string().into());
        put(&mut form, "office", office.to_string().into());
        put(&mut form, "occurred", day.to_string().into());
        put(&mut body, "version", self.version().word().into());
        put(&mut body, "records", number(records));
        put(&mut body, "last", last.into());
        put(&mut body, "registry_records", number(registry_records));
        put(&mut body, "registry_last", registry_last.into());
        if let Some(receiver) = &self.receiver {
            put(&mut body, "receiver", receiver.clone().into());
        }
        form.insert("body".into(), body.into());
        let name = "archive-export".to_owned();
        let form = Form::read_bytes(form.to_string().as_bytes()).map_err(|problems| {
            let told = |problem| FileProblem { file: name.clone(), kind: Some(name.clone()), problem };
            refused(problems.into_iter().map(told).collect())
        })?;
        let written = Written { name, folder: PathBuf::new(), decision: decision.clone(), forms: vec![form] };
        let recorded = enter(&mut writing, &written, &[&archivist.secret], &[], &mut |_| {})?;
        let number = recorded.first().map_or(records, |one| one.number);
        Ok(format!("{decision}#{number}"))
    }
}

fn number(count: u64) -> toml::Value {
    toml::Value::Integer(i64::try_from(count).unwrap_or(i64::MAX))
}

/// The office in which a key may record and seal an export.
fn office_of(registry: &Registry, one: &Archivist, decision: &DecisionId, at: Seq) -> Result<OfficeId, CliError> {
    let key = one.secret.public();
    let signers = kind::named("archive-export").map_or(&[][..], |spec| spec.signers);
    let held = |office: &str| {
        registry.appointments_of(&key).iter().find(|held| {
            let reaches = match &held.appoint.scope {
                Scope::All => true,
                Scope::Decision(id) => id == decision,
            };
            held.appoint.office.as_str() == office && reaches && held.held_at(at)
        })
    };
    let office = signers.iter().find_map(|office| held(office)).map(|held| held.appoint.office.clone());
    office.ok_or_else(|| {
        CliError::refused("error-may-not-export")
            .with("key", one.named.name.clone())
            .with("offices", signers.join(", "))
            .hint(Message::new("hint-may-not-export"))
    })
}

fn told(decision: &DecisionId, error: ExportError<CliError>) -> CliError {
    let changed = |id, sequence, name: String| {
        CliError::new(Exit::Invalid, id).show("decision", decision).with("sequence", sequence).with("name", name)
    };
    match error {
        ExportError::Store(error) => refusal::store(&error),
        ExportError::Lacking { sequence, name } => {
            changed("error-bundle-lacking", sequence, name).with("count", 1).hint(Message::new("hint-incomplete"))
        }
        ExportError::Differs { sequence, name } => {
            changed("error-bundle-differs", sequence, name).hint(Message::new("hint-verify"))
        }
        ExportError::Pages(error) => error,
    }
}

/// The pages for people and the metadata of a bundle that is being written.
fn draw(
    excerpt: &Excerpt<'_, LedgerFolder>,
    cited: &Cited,
    report: &Report,
    holidays: &Holidays,
) -> Result<Pages, CliError> {
    let contents = excerpt.contents_said();
    let dossier = compile(excerpt, contents, cited, (Occasion::Export, None), report, holidays)?;
    let files = archive::pages(&dossier.volume, &dossier.four)
        .map_err(|cause| CliError::new(Exit::Surroundings, "error-bundle-unreadable").because_of(&cause))?;
    Ok(Pages { files, info: info(&dossier.volume, contents) })
}

/// Whether the last handover of a decision to the archives was on that day or later.
fn handed_over_since(store: &LedgerFolder, decision: &DecisionId, since: Date) -> Result<bool, ReadError> {
    let mut last = None;
    crate::ledger::stream_records(store, &StreamId::Decision(decision.clone()), |view| {
        if view.record.kind.as_str() == "archive-handover" {
            last = Some(view.record.occurred.to.bounds().1);
        }
    })?;
    let begin = since.to_zoned(TimeZone::system()).map_or(jiff::Timestamp::MIN, |day| day.timestamp());
    Ok(last.is_some_and(|last| last >= begin))
}

fn describe(context: &Context, file: &Path) -> Result<Description, CliError> {
    let not_one = || CliError::usage("error-not-a-description").with("path", file.display().to_string());
    let bytes = files::read(&context.setting.path(file), DESCRIPTION_BYTES_MAX)?;
    let text = std::str::from_utf8(&bytes).map_err(|cause| not_one().because_of(&cause))?;
    toml::from_str(text).map_err(|cause| not_one().because_of(&cause))
}

/// The archive's words for one file.
const DESCRIPTION_BYTES_MAX: usize = 64 << 10;
