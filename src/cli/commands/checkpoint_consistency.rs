//! `checkpoint consistency`: whether a ledger went on where a checkpoint somebody kept left off. The ledger gives the
//! proof, and a file of it convinces others without the ledger. The records themselves are `verify`'s to read.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::chain::{GROWTH_PROOF_BYTES_MAX, GrowthProof, ProveError, SignedCheckpoint, consistency_proof};
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
    /// A file cannot be read (exit 3) or is not what it must be (exit 41); the later checkpoint covers less (exit 31).
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
    let held = store.tip().map_err(|error| refusal::store(&error))?.size;
    if size > held {
        return Err(CliError::refused("error-ledger-too-short").show("size", size).show("held", held));
    }
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
    if found >= known || old.checkpoint().origin != new.checkpoint().origin {
        return Ok(());
    }
    let signed = trust.and_then(|trust| trust.ledger_public).map(|key| old.verify_by(&key).is_ok());
    let signed = signed.or_else(|| signed_by_ledger(context, old));
    let told =
        CliError::new(Exit::RolledBack, "error-checkpoint-rolled-back").show("found", found).show("known", known);
    Err(match signed {
        Some(true) => told.because(Message::new("cause-head-signed")),
        Some(false) => told.because(Message::new("cause-head-not-signed")),
        None => told,
    }
    .hint(Message::new("hint-rolled-back")))
}

/// Whether one of the ledger keys of the ledger at hand signed a checkpoint; `None` where there is no ledger.
fn signed_by_ledger(context: &Context, signed: &SignedCheckpoint) -> Option<bool> {
    let store: LedgerFolder = opening::reading(context).ok()?;
    let registry = registry_of(&store, &mut Verifiers::default()).ok()?;
    Some(registry.ledger_keys().iter().any(|(_, key)| signed.verify_by(key).is_ok()))
}
