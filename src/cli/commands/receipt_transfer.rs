//! `receipt verify` of a receipt of transfer: whether an archive has signed it, which archive's key that is, and whether it
//! is the receipt of the bundle that somebody holds.

use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use super::bundle_verify::judge;
use super::intake::digest_of;
use crate::bundle::names::{MANIFESTS, SEAL};
use crate::cli::bundling::{open_bag, version_id};
use crate::cli::judging::exit;
use crate::cli::{CliError, Context, Exit, random, refusal};
use crate::crypto::hash::sha256;
use crate::format::transfer::TRANSFER_BYTES_MAX;
use crate::format::{Transfer, Verifiers};
use crate::model::Sha256Digest;
use crate::port::ReadBag;
use crate::procedure::Holidays;
use crate::render::{Message, Piece, Table, Tone, report_text};
use crate::verify::{Policy, Trust, Verdict};

/// What a receipt of transfer is held against.
#[derive(Debug, Clone, Default, Args)]
pub struct TransferArgs {
    /// The bundle it is said to be a receipt of.
    #[arg(long, value_name = "PATH")]
    pub bundle: Option<PathBuf>,
    /// The archive's public key, got from the archive.
    #[arg(long, value_name = "KEY")]
    pub archive_key: Option<String>,
    /// The receipt with the number before.
    #[arg(long, value_name = "FILE")]
    pub before: Option<PathBuf>,
}

impl TransferArgs {
    /// Whether anything was given that only a receipt of transfer is held against.
    pub fn given(&self) -> bool {
        self.bundle.is_some() || self.archive_key.is_some() || self.before.is_some()
    }
}

#[derive(Serialize)]
struct TransferDocument<'a> {
    schema: &'static str,
    verdict: &'static str,
    /// What the bundle that was brought came to.
    #[serde(skip_serializing_if = "Option::is_none")]
    bundle: Option<&'static str>,
    /// What was held against it, and whether it held: `bundle`, `archive-key`, `before`; what was not brought is not there.
    held: Vec<Held>,
    receipt: &'a Transfer,
}

#[derive(Serialize)]
struct Held {
    against: &'static str,
    holds: bool,
}

/// Whether bytes are meant to be a receipt of transfer.
pub fn is_transfer(bytes: &[u8]) -> bool {
    bytes.starts_with(b"{")
}

/// Judges a receipt of transfer.
///
/// # Errors
/// It is none, or nobody has signed it (exit 40); what it is to be held against cannot be read.
pub fn verify(
    context: &Context,
    args: &TransferArgs,
    trust: Option<Trust>,
    file: &Path,
    bytes: &[u8],
) -> Result<Exit, CliError> {
    let transfer = Transfer::read(bytes, &mut Verifiers::default()).map_err(|error| {
        CliError::new(Exit::Invalid, "error-not-a-transfer").with("path", file.display().to_string()).because_of(&error)
    })?;
    let mut held = Vec::new();
    if let Some(key) = &args.archive_key {
        held.push(Held { against: "archive-key", holds: context.keys().public(key)? == transfer.by.key });
    }
    let mut report = None;
    if let Some(bundle) = &args.bundle {
        let files = open_bag(context, bundle)?;
        held.push(Held { against: "bundle", holds: is_of(&transfer, &*files)? });
        // Manifest and seal stand for the files only where the files are what they list.
        let policy = Policy {
            trust,
            known_heads: Vec::new(),
            threads: 0,
            seed: *random::bytes()?,
            holidays: Holidays::built_in().clone(),
        };
        report = Some(judge(context, &*files, &policy)?);
    }
    if let Some(before) = &args.before {
        let bytes = crate::cli::files::read(&context.setting.path(before), TRANSFER_BYTES_MAX)?;
        held.push(Held { against: "before", holds: transfer.previous == Some(Sha256Digest(sha256(&bytes))) });
    }
    let verdict = if held.iter().any(|one| !one.holds) {
        Verdict::Invalid
    } else if args.archive_key.is_none() {
        Verdict::Unanchored
    } else {
        Verdict::Sound
    };
    // What the bundle lacks from outside, and how its decision was run, is no matter of the receipt.
    let of_bundle = report.as_ref().map(|report| report.verdict);
    let verdict = of_bundle.filter(|found| *found >= Verdict::Unreadable).map_or(verdict, |found| verdict.max(found));
    let document = TransferDocument {
        schema: "liuhen/transfer-verify/v1",
        verdict: verdict.word(),
        bundle: of_bundle.map(Verdict::word),
        held,
        receipt: &transfer,
    };
    context.printer.answer(&document, |printer| {
        let mut table = Table::bare(2);
        let mut line = |id: &str, value: String| {
            table.row([Piece::new(Tone::Faint, context.text(id)), Piece::plain(value)]);
        };
        let (bundle, register) = (&transfer.bundle, &transfer.register);
        line("register-number", transfer.number.to_string());
        line("register-received", transfer.received.to_string());
        line("register-unit", register.unit.clone());
        line("register-receiver", register.receiver.clone());
        line("register-decision", format!("{} ({})", bundle.decision, bundle.origin));
        line("register-version", context.text(version_id(bundle.version.word())));
        line("register-reference", register.reference.clone());
        line("register-manifest", bundle.manifest.to_string());
        line("register-checkpoint", format!("{} / {}", bundle.size, bundle.root));
        line("register-key", transfer.by.key.id().to_string());
        printer.table(&table);
        for one in &document.held {
            let (tone, id) = match (one.against, one.holds) {
                ("archive-key", true) => (Tone::Good, "transfer-archive-key"),
                ("archive-key", false) => (Tone::Bad, "transfer-not-archive-key"),
                ("bundle", true) => (Tone::Good, "transfer-bundle"),
                ("bundle", false) => (Tone::Bad, "transfer-not-bundle"),
                (_, true) => (Tone::Good, "transfer-before"),
                (_, false) => (Tone::Bad, "transfer-not-before"),
            };
            printer.pieces(&[Piece::new(tone, context.text(id))]);
        }
        if let Some(report) = &report {
            let words = context.text(&format!("verdict-{}", report.verdict.word()));
            printer.say(&Message::new("transfer-bundle-verdict").with("verdict", words));
            if report.verdict >= Verdict::Unreadable {
                report_text::findings(context.language(), report).iter().for_each(|line| printer.pieces(line));
            }
        }
        let (tone, id) = match verdict {
            Verdict::Sound => (Tone::Good, "transfer-holds"),
            Verdict::Unanchored => (Tone::Warn, "transfer-unanchored"),
            _ => (Tone::Bad, "transfer-does-not-hold"),
        };
        printer.pieces(&[Piece::new(tone, context.text(id))]);
    })?;
    if args.archive_key.is_none() {
        context.printer.hint(&Message::new("hint-transfer-key"));
    }
    Ok(exit(verdict))
}

/// Whether a bag is the one that was taken in.
fn is_of(transfer: &Transfer, files: &dyn ReadBag) -> Result<bool, CliError> {
    let digest = |path| digest_of(files, path).map_err(|error| refusal::files(&error));
    Ok(digest(MANIFESTS[0])? == Some(transfer.bundle.manifest) && digest(SEAL)? == transfer.bundle.seal)
}
