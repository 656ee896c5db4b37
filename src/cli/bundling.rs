//! What the bundle commands share: opening a bag whichever it is, what is withheld from a public version, the pages.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::context::Context;
use super::error::CliError;
use super::exit::Exit;
use super::record_name::RecordName;
use super::refusal;
use super::review_form::DISCLOSURE_REVIEW;
use crate::format::contents::{BUNDLE_V1, Version};
use crate::format::{Content, Contents, Description, Lacking, Opening, Record, Retention, Verifiers, Withheld};
use crate::ledger::{RecordView, registry_of, stream_records};
use crate::model::{DecisionId, EvidenceDigest, Origin, RecordDigest, Sha256Digest, StreamId, Value};
use crate::port::{ReadBag, ReadEvidence, ReadLedger, StoreErrorKind, WriteBag};
use crate::procedure::{Holidays, erasure};
use crate::registry::Registry;
use crate::render::Message;
use crate::store::{BagFolder, BagTar, NewBagFolder, NewBagTar, PARTIAL};
use crate::verify::{Pinned, Procedure};

/// Opens a bag: a folder, or a tar file.
///
/// # Errors
/// It is not there (exit 3), or is none (exit 40).
pub fn open_bag(context: &Context, typed: &Path) -> Result<Box<dyn ReadBag>, CliError> {
    let path = context.setting.path(typed);
    if path.exists() && !path.is_dir() && !path.is_file() {
        // A pipe would wait for ever.
        return Err(CliError::surroundings("error-no-bag").with("path", typed.display().to_string()));
    }
    let opened: Result<Box<dyn ReadBag>, _> = if path.is_dir() {
        BagFolder::open(&path).map(|bag| Box::new(bag) as Box<dyn ReadBag>)
    } else {
        BagTar::open(&path).map(|bag| Box::new(bag) as Box<dyn ReadBag>)
    };
    opened.map_err(|error| {
        let exit = if error.kind == StoreErrorKind::Corrupt { Exit::Invalid } else { Exit::Surroundings };
        CliError::new(exit, "error-no-bag").with("path", typed.display().to_string()).because_of(&error)
    })
}

/// Begins a bag at `target`: a tar file, its files in `folder`, where the name ends so; else a folder. A `private` one can be
/// read by nobody else.
///
/// # Errors
/// Something is there already, also an unfinished bag (exit 3); it cannot be made.
pub fn begin_bag(target: &Path, folder: &str, private: bool) -> Result<Box<dyn WriteBag>, CliError> {
    let begun = if target.extension().is_some_and(|ending| ending == "tar") {
        NewBagTar::begin(target, folder, private).map(|bag| Box::new(bag) as Box<dyn WriteBag>)
    } else {
        NewBagFolder::begin(target, private).map(|bag| Box::new(bag) as Box<dyn WriteBag>)
    };
    begun.map_err(|error| match error.kind {
        StoreErrorKind::InUse => CliError::new(Exit::Surroundings, "error-bundle-unfinished")
            .with("path", format!("{}{PARTIAL}", target.display()))
            .hint(Message::new("hint-bundle-unfinished")),
        _ => refusal::files(&error),
    })
}

/// The name of the words for a version.
pub fn version_id(word: &str) -> &'static str {
    if word == Version::Public.word() { "bundle-public" } else { "bundle-full" }
}

/// What an item of a review names: the record, the attachment where only that is meant, and the basis.
pub type Named<'a> = (&'a RecordView, Option<Sha256Digest>, String);

/// What is read of a decision before it is exported.
pub struct Dossier {
    /// Its records.
    pub records: Vec<RecordView>,
    /// The registry's: they go along.
    of_registry: Vec<RecordView>,
    /// The registry as the ledger has it.
    pub registry: Registry,
    /// The commitments of sealed attachments that were erased with authority.
    pub erased: BTreeSet<Sha256Digest>,
}

impl Dossier {
    /// Reads a decision.
    ///
    /// # Errors
    /// There is no such decision, or it cannot be read.
    pub fn read<S: ReadLedger + ReadEvidence>(store: &S, decision: &DecisionId) -> Result<Self, CliError> {
        let mut records = Vec::new();
        stream_records(store, &StreamId::Decision(decision.clone()), |view| records.push(view))
            .map_err(|error| refusal::read(&error))?;
        if records.is_empty() {
            return Err(CliError::refused("error-no-such-decision").show("decision", decision));
        }
        let mut of_registry = Vec::new();
        stream_records(store, &StreamId::Registry, |view| of_registry.push(view))
            .map_err(|error| refusal::read(&error))?;
        let registry = registry_of(store, &mut Verifiers::default()).map_err(|error| refusal::read(&error))?;
        let erased = erased(store, decision, &registry)?;
        Ok(Self { records, of_registry, registry, erased })
    }

    fn all(&self) -> impl Iterator<Item = &RecordView> {
        self.records.iter().chain(&self.of_registry)
    }

    /// What a decision begins with, what is erased of it and what is withheld of it stay, and so does everything of the
    /// registry: without them nobody could judge the rest.
    fn can_be_withheld(&self, view: &RecordView) -> bool {
        let kept = ["erasure", "disclosure-review"].contains(&view.record.kind.as_str());
        view.record.stream.decision().is_some() && view.number() > 0 && !kept
    }

    /// What a review names, each with its basis.
    ///
    /// # Errors
    /// It names a record that is not here, or what cannot be withheld.
    pub fn named_by(&self, decision: &DecisionId, review: &Record) -> Result<Vec<Named<'_>>, CliError> {
        let refuse = |id| CliError::refused(id).show("decision", decision).hint(Message::new("hint-disclosure-review"));
        let body = review.body_value().unwrap_or(Value::Table(Vec::new()));
        let items = match body.get("items") {
            Some(Value::List(items)) => &items[..],
            _ => &[],
        };
        let by_digest: BTreeMap<RecordDigest, &RecordView> = self.all().map(|view| (view.digest(), view)).collect();
        let mut all = Vec::new();
        for item in items {
            let (Some(record), Some(basis)) = (item.text("record"), item.text("basis")) else { continue };
            let named = record.parse().ok().and_then(|digest| by_digest.get(&digest)).copied();
            let named = named.ok_or_else(|| refuse("error-review-of-another").with("digest", record.to_owned()))?;
            let attachment = item.text("attachment").and_then(|sealed| sealed.parse().ok());
            let can_be = match attachment {
                Some(sealed) => named.record.attachments.iter().any(|one| one.content == Content::Sealed(sealed)),
                None => self.can_be_withheld(named),
            };
            if !can_be {
                return Err(
                    refuse("error-cannot-be-withheld").show("record", RecordName::of(named.stored.entry.header()))
                );
            }
            all.push((named, attachment, basis.to_owned()));
        }
        Ok(all)
    }

    /// What the last review withholds from a public version.
    ///
    /// # Errors
    /// Nothing has been reviewed, the review has no authority, it came before other records, or it leaves a sealed document
    /// open: a public version that nobody has examined is not made.
    pub fn withheld(&self, decision: &DecisionId) -> Result<Vec<Withheld>, CliError> {
        let refuse = |id| CliError::refused(id).show("decision", decision).hint(Message::new("hint-disclosure-review"));
        let review = self.records.iter().rposition(|view| view.record.kind.as_str() == "disclosure-review");
        let review = review.ok_or_else(|| refuse("error-not-reviewed"))?;
        let (reviewed, later) = self.records.split_at(review + 1);
        let review = &self.records[review];
        if self.registry.judge(&review.record, review.seq()).is_err() {
            return Err(refuse("error-review-without-authority").with("record", review.number()));
        }
        if let Some(unseen) = later.iter().find(|view| view.record.kind.as_str() != "archive-export") {
            return Err(refuse("error-not-reviewed-since").with("record", unseen.number()));
        }
        let by = review.digest();
        let mut withheld = Vec::new();
        for (named, attachment, basis) in self.named_by(decision, &review.record)? {
            let sequence = named.seq().0;
            if sequence == review.seq().0 {
                return Err(refuse("error-review-withholds-itself"));
            }
            withheld.push(Withheld { sequence, attachment, basis, by });
        }
        // Of a record that is withheld nothing is here, so none of its attachments is named besides.
        let whole: BTreeSet<u64> =
            withheld.iter().filter(|one| one.attachment.is_none()).map(|one| one.sequence).collect();
        withheld.retain(|one| one.attachment.is_none() || !whole.contains(&one.sequence));
        withheld.sort_by_key(|one| (one.sequence, one.attachment));
        let named: BTreeSet<(u64, Sha256Digest)> =
            withheld.iter().filter_map(|one| Some((one.sequence, one.attachment?))).collect();
        for view in reviewed.iter().chain(&self.of_registry).filter(|view| !whole.contains(&view.seq().0)) {
            for one in &view.record.attachments {
                let open = |sealed| !named.contains(&(view.seq().0, sealed)) && !self.erased.contains(&sealed);
                if matches!(one.content, Content::Sealed(sealed) if open(sealed)) {
                    return Err(refuse("error-sealed-not-reviewed")
                        .with("record", view.number())
                        .with("name", one.name.clone()));
                }
            }
        }
        Ok(withheld)
    }

    /// The documents and openings that the ledger does not have, of those that a bundle would hold.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn lacking<S: ReadEvidence>(&self, store: &S, withheld: &[Withheld]) -> Result<Vec<Lacking>, CliError> {
        let gone = |digest: &EvidenceDigest| store.evidence(digest).map(|found| found.is_none());
        let mut lacking = Vec::new();
        for view in self.all() {
            for one in &view.record.attachments {
                let sequence = view.seq().0;
                let left_out = withheld.iter().any(|this| {
                    this.sequence == sequence
                        && this.attachment.is_none_or(|sealed| one.content == Content::Sealed(sealed))
                });
                if left_out {
                    continue;
                }
                let lacks = match &one.content {
                    Content::Open { blake3, .. } => gone(blake3),
                    Content::Sealed(sealed) if self.erased.contains(sealed) => Ok(false),
                    Content::Sealed(sealed) => match store.opening(sealed) {
                        Ok(Some(bytes)) => Opening::read(&bytes).map_or(Ok(true), |opening| gone(&opening.blake3)),
                        Ok(None) => Ok(true),
                        Err(error) => Err(error),
                    },
                };
                if lacks.map_err(|error| refusal::store(&error))? {
                    lacking.push(Lacking { sequence, name: one.name.clone() });
                }
            }
        }
        Ok(lacking)
    }

    /// The decision's title, as its opening has it.
    pub fn title(&self) -> Option<String> {
        self.records.first()?.record.body_value().ok()?.text("title").map(str::to_owned)
    }

    /// The archive's words: those that were given, and of those that were not, what the last handover says.
    pub fn described(&self, given: Description) -> Description {
        let handover = self.records.iter().rev().find(|view| view.record.kind.as_str() == "archive-handover");
        let body = handover.and_then(|view| view.record.body_value().ok());
        let said = |field: &str| body.as_ref().and_then(|body| body.text(field)).map(str::to_owned);
        let retention = said("retention").and_then(|word| {
            [Retention::Permanent, Retention::Years30, Retention::Years10].into_iter().find(|one| one.word() == word)
        });
        Description {
            retention: given.retention.or(retention),
            retention_basis: given.retention_basis.or_else(|| said("retention_basis")),
            unit: given.unit.or_else(|| Some(self.registry.organ().to_owned())),
            ..given
        }
    }
}

/// Holds a `disclosure-review` that is to be recorded against its decision; whatever is none passes. One that names what cannot
/// be withheld would stand in the way of every public version until another is signed.
///
/// # Errors
/// What it names so (exit 1).
pub fn check_review<S: ReadLedger + ReadEvidence>(store: &S, record: &Record) -> Result<(), CliError> {
    let Some(decision) = record.stream.decision().filter(|_| record.kind.as_str() == DISCLOSURE_REVIEW) else {
        return Ok(());
    };
    let named = Dossier::read(store, decision)?.named_by(decision, record).map(drop);
    named.map_err(|error| CliError::refused("error-not-entered").because(error.into_message()))
}

/// What was erased of a decision by records that may.
fn erased<S: ReadLedger + ReadEvidence>(
    store: &S,
    decision: &DecisionId,
    registry: &Registry,
) -> Result<BTreeSet<Sha256Digest>, CliError> {
    let procedure = Procedure::new(store, Some(registry), Holidays::built_in());
    let Some(history) = procedure.history(decision).map_err(|error| refusal::store(&error))? else {
        return Ok(BTreeSet::new());
    };
    let profile = match history.opening().map(|opening| procedure.pinned_in(&opening.body)) {
        Some(Pinned::Profile(profile, _)) => Some(profile),
        Some(Pinned::None | Pinned::Unreadable(..)) | None => None,
    };
    let all = erasure::erasures(&history, profile.as_deref());
    Ok(all.into_iter().filter(|one| one.standing.is_ok()).flat_map(|one| one.order.sealed).collect())
}

/// The contents of a bundle that is about to be made.
pub fn contents(
    origin: &Origin,
    decision: &DecisionId,
    version: Version,
    (withheld, lacking): (Vec<Withheld>, Vec<Lacking>),
    description: Description,
) -> Contents {
    Contents {
        liuhen: BUNDLE_V1.into(),
        version,
        origin: origin.clone(),
        decision: decision.clone(),
        withheld,
        lacking,
        description,
        drawn_by: concat!("liuhen ", env!("CARGO_PKG_VERSION")).into(),
    }
}
