//! `checkpoint consistency`: whether a ledger went on where a checkpoint somebody kept left off. The ledger gives the
//! proof, and a file of it convinces others without the ledger. The records themselves are `verify`'s to read.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::chain::{
    CompactRange, GROWTH_PROOF_BYTES_MAX, GrowthProof, ProveError, SignedCheckpoint, consistency_proof,
    nodes_for_range_root,
};
use crate::cli::judging::{TrustArgs, tell};
use crate::cli::{CliError, Context, Exit, files, opening, refusal};
use crate::format::Verifiers;
use crate::ledger::{ProofError, latest_checkpoint, registry_of};
use crate::model::TreeHash;
use crate::port::ReadLedger as _;
use crate::render::Message;
use crate::store::LedgerFolder;
use crate::verify::{Trust, verify_growth};

/// What `checkpoint consistency` takes.
#[derive(Debug, Args)]
pub struct ConsistencyArgs {
    /// The checkpoint that was kept.
    #[arg(value_name = "OLD")]
    pub old: PathBuf,
    /// The later one; else the ledger's latest, or that of the proof.
    #[arg(value_name = "NEW")]
    pub new: Option<PathBuf>,
    /// A new file for the proof.
    #[arg(long, value_name = "FILE", conflicts_with = "proof")]
    pub out: Option<PathBuf>,
    /// A proof somebody else wrote: no ledger is needed.
    #[arg(long, value_name = "FILE")]
    pub proof: Option<PathBuf>,
    /// What the inspector trusts.
    #[command(flatten)]
    pub trust: TrustArgs,
}

impl ConsistencyArgs {
    /// Checks it.
    ///
    /// # Errors
    /// A file cannot be read (exit 3) or is not what it must be (exit 41); the ledger has another history (exit 30) or was put
    /// back (exit 31).
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let trust = self.trust.read(context)?;
        let old = super::checkpoint_verify::read(context, &self.old)?;
        let new = self.new.as_deref().map(|file| super::checkpoint_verify::read(context, file)).transpose()?;
        let (new, hashes) = match &self.proof {
            Some(file) => {
                let proof = read_proof(context, file)?;
                (new.unwrap_or(proof.new), proof.hashes)
            }
            None => {
                let (new, hashes) = by_ledger(context, &old, new, trust.as_ref())?;
                if let Some(out) = &self.out {
                    let proof = GrowthProof { old: old.clone(), new: new.clone(), hashes: hashes.clone() };
                    files::write_new(&context.setting.path(out), proof.to_string().as_bytes())?;
                    let path = out.display().to_string();
                    context.printer.note(&Message::new("told-proof").with("path", path));
                }
                (new, hashes)
            }
        };
        refuse_shorter(context, &old, &new, trust.as_ref())?;
        tell(context, &verify_growth(old.to_text().as_bytes(), new.to_text().as_bytes(), &hashes, trust.as_ref()))
    }
}

fn read_proof(context: &Context, file: &Path) -> Result<GrowthProof, CliError> {
    let bytes = files::read(&context.setting.path(file), GROWTH_PROOF_BYTES_MAX)?;
    GrowthProof::parse(&bytes).map_err(|cause| {
        CliError::new(Exit::Unreadable, "error-not-a-proof").with("path", file.display().to_string()).because_of(&cause)
    })
}

/// The later checkpoint, and the proof the ledger at hand gives for it.
fn by_ledger(
    context: &Context,
    old: &SignedCheckpoint,
    new: Option<SignedCheckpoint>,
    trust: Option<&Trust>,
) -> Result<(SignedCheckpoint, Vec<TreeHash>), CliError> {
    let from = old.checkpoint().size;
    if let Some(new) = &new {
        refuse_shorter(context, old, new, trust)?;
    }
    // Nothing was added between two checkpoints of one size, so there is nothing to prove.
    if let Some(new) = new.as_ref().filter(|new| new.checkpoint().size == from) {
        return Ok((new.clone(), Vec::new()));
    }
    let store = opening::reading(context)?;
    let new = match new {
        Some(new) => new,
        None => latest_checkpoint(&store)
            .map_err(|error| refusal::read(&error))?
            .ok_or_else(|| CliError::new(Exit::Invalid, "error-no-checkpoint").hint(Message::new("hint-verify")))?,
    };
    refuse_shorter(context, old, &new, trust)?;
    let size = new.checkpoint().size;
    if size < from {
        return Ok((new, Vec::new()));
    }
    let held = store.tip().map_err(|error| refusal::store(&error))?.size;
    if size > held {
        return Err(CliError::refused("error-ledger-too-short").show("size", size).show("held", held));
    }
    refuse_diverged(context, &store, old, &new, trust)?;
    let hashes = consistency_proof(from, size, &mut |node| store.node(node));
    let hashes = hashes.map_err(|error: ProveError<_>| refusal::proof(&ProofError::Prove(error)))?;
    Ok((new, hashes))
}

/// A later checkpoint that covers less: whoever signed both has put the ledger back.
fn refuse_shorter(
    context: &Context,
    old: &SignedCheckpoint,
    new: &SignedCheckpoint,
    trust: Option<&Trust>,
) -> Result<(), CliError> {
    let (known, found) = (old.checkpoint().size, new.checkpoint().size);
    if found >= known || old.checkpoint().origin != new.checkpoint().origin || is_distrusted(old, trust) {
        return Ok(());
    }
    let told = CliError::new(Exit::RolledBack, "error-checkpoint-rolled-back");
    Err(whose(context, old, told.show("found", found).show("known", known)).hint(Message::new("hint-rolled-back")))
}

/// The ledger is what its checkpoint says, and not what the kept one says: another history. No proof can lead from one to
/// the other. Where the ledger is not even what its own checkpoint says, the proof will not hold and the report says so.
fn refuse_diverged(
    context: &Context,
    store: &LedgerFolder,
    old: &SignedCheckpoint,
    new: &SignedCheckpoint,
    trust: Option<&Trust>,
) -> Result<(), CliError> {
    let (known, latest) = (old.checkpoint(), new.checkpoint());
    let found = root_at(store, known.size)?;
    if found == known.root
        || known.origin != latest.origin
        || is_distrusted(old, trust)
        || root_at(store, latest.size)? != latest.root
    {
        return Ok(());
    }
    let told = CliError::new(Exit::Diverged, "error-diverged")
        .show("size", known.size)
        .show("found", found)
        .show("known", known.root)
        .with("by", context.text("checkpoint-kept"));
    Err(whose(context, old, told).hint(Message::new("hint-diverged")))
}

/// The root of the ledger's first `size` entries.
fn root_at(store: &LedgerFolder, size: u64) -> Result<TreeHash, CliError> {
    let nodes = nodes_for_range_root(size).into_iter().map(|node| store.node(node)).collect::<Result<_, _>>();
    let tree = CompactRange::from_parts(size, nodes.map_err(|error| refusal::store(&error))?);
    Ok(tree.map_err(|_| CliError::bug("a tree of other nodes than it has"))?.root())
}

/// Whether the inspector trusts a ledger key, and it has not signed the checkpoint: then it accuses nobody.
fn is_distrusted(old: &SignedCheckpoint, trust: Option<&Trust>) -> bool {
    trust.and_then(|trust| trust.ledger_public).is_some_and(|key| old.verify_by(&key).is_err())
}

/// Says whose word the kept checkpoint is, as far as the ledger at hand can tell: without trust, anybody could have written
/// it.
fn whose(context: &Context, old: &SignedCheckpoint, told: CliError) -> CliError {
    let registry = opening::reading(context).ok().and_then(|store| registry_of(&store, &mut Verifiers::default()).ok());
    match registry.map(|registry| registry.ledger_keys().iter().any(|(_, key)| old.verify_by(key).is_ok())) {
        Some(true) => told.because(Message::new("cause-head-signed")),
        Some(false) => told.because(Message::new("cause-head-not-signed")),
        None => told,
    }
}
