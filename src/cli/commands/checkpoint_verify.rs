//! `checkpoint verify`: whether a checkpoint that was kept or handed over is signed by the ledger key one trusts, and by
//! enough witnesses. It needs no ledger; with neither trust file nor key it asks the ledger at hand, which vouches only
//! for itself.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use crate::chain::{NoteKey, SignedCheckpoint, VerifyNoteError};
use crate::cli::cause::with_causes;
use crate::cli::judging::{TrustArgs, exit};
use crate::cli::reader::Reader;
use crate::cli::{CliError, Context, Exit, files};
use crate::crypto::PublicKey;
use crate::model::TreeHash;
use crate::render::{Piece, Table, Tone, report_text};
use crate::verify::{Trust, Verdict};

/// What `checkpoint verify` takes.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// The checkpoint.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// What the inspector trusts.
    #[command(flatten)]
    pub trust: TrustArgs,
    /// The ledger key one trusts.
    #[arg(long, value_name = "KEY", conflicts_with = "trust")]
    pub key: Option<String>,
}

#[derive(Serialize)]
struct VerifyDocument {
    schema: &'static str,
    file: String,
    origin: String,
    size: u64,
    root: TreeHash,
    checks: Vec<Checked>,
    verdict: Verdict,
    exit: u8,
}

#[derive(Debug, Serialize)]
struct Checked {
    check: &'static str,
    outcome: Outcome,
    #[serde(skip_serializing_if = "Option::is_none")]
    details: Option<String>,
    #[serde(skip)]
    makes: Verdict,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Outcome {
    Passed,
    Failed,
    NotChecked,
}

impl Checked {
    const fn passed(check: &'static str) -> Self {
        Self { check, outcome: Outcome::Passed, details: None, makes: Verdict::Sound }
    }

    const fn failed(check: &'static str, details: String, makes: Verdict) -> Self {
        Self { check, outcome: Outcome::Failed, details: Some(details), makes }
    }

    const fn skipped(check: &'static str, details: String) -> Self {
        Self { check, outcome: Outcome::NotChecked, details: Some(details), makes: Verdict::Unanchored }
    }
}

impl VerifyArgs {
    /// Checks it.
    ///
    /// # Errors
    /// A file cannot be read (exit 3), or the file is no checkpoint (exit 41).
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let trust = self.trust.read(context)?;
        let signed = read(context, &self.file)?;
        let mut checks = Vec::new();
        if let Some(trust) = &trust {
            by_trust(context, &signed, trust, &mut checks);
        } else if let Some(key) = &self.key {
            let key = ledger_key(context, key, &signed, &mut checks)?;
            checks.push(signature(&signed, &key));
        } else {
            checks.push(match known_here(context, &signed) {
                Some(key) => signature(&signed, &key),
                None => Checked::skipped(SIGNATURE, context.text("checkpoint-no-key")),
            });
            checks.push(Checked::skipped(TRUST, context.text("checkpoint-no-trust")));
        }
        let said = signed.checkpoint();
        let verdict = checks.iter().map(|check| check.makes).max().unwrap_or(Verdict::Unanchored);
        let document = VerifyDocument {
            schema: "liuhen/checkpoint-verify/v1",
            file: self.file.display().to_string(),
            origin: said.origin.to_string(),
            size: said.size,
            root: said.root,
            checks,
            verdict,
            exit: verdict.exit(),
        };
        context.printer.answer(&document, |_| draw(context, &document))?;
        Ok(exit(verdict))
    }
}

/// Reads the file of a checkpoint.
///
/// # Errors
/// It cannot be read (exit 3), or is none (exit 41).
pub(super) fn read(context: &Context, file: &std::path::Path) -> Result<SignedCheckpoint, CliError> {
    let bytes = files::read(&context.setting.path(file), crate::chain::note::NOTE_BYTES_MAX)?;
    SignedCheckpoint::parse(&bytes).map_err(|cause| {
        CliError::new(Exit::Unreadable, "error-not-a-checkpoint")
            .with("path", file.display().to_string())
            .because_of(&cause)
    })
}

fn by_trust(context: &Context, signed: &SignedCheckpoint, trust: &Trust, checks: &mut Vec<Checked>) {
    let said = signed.checkpoint();
    checks.push(if said.origin == trust.origin {
        Checked::passed(ORIGIN)
    } else {
        Checked::failed(ORIGIN, format!("{} ≠ {}", said.origin, trust.origin), Verdict::Invalid)
    });
    // A trust file may give the key's id alone; the ledger at hand may then know the key, which the id binds.
    let here = || Reader::open(context).ok()?.registry?.key(&trust.ledger_key);
    checks.push(match trust.ledger_public.or_else(here) {
        Some(key) => signature(signed, &key),
        None => Checked::skipped(SIGNATURE, context.text("checkpoint-no-key")),
    });
    for head in trust.known_heads.iter().filter(|head| head.size() == said.size) {
        checks.push(if head.root() == said.root {
            Checked::passed(KNOWN_HEAD)
        } else {
            Checked::failed(KNOWN_HEAD, format!("{} ≠ {}", said.root, head.root()), Verdict::Diverged)
        });
    }
    if let Some(witnesses) = &trust.witnesses {
        let mut counted = 0;
        for key in witnesses.keys() {
            match key.verify(signed) {
                Ok(_) => counted += 1,
                Err(VerifyNoteError::NotSigned { .. }) => {}
                Err(error) => checks.push(Checked::failed(WITNESSES, with_causes(&error), Verdict::Invalid)),
            }
        }
        let numbers = format!("{counted}/{}", witnesses.needed());
        checks.push(if counted >= witnesses.needed() {
            Checked { details: Some(numbers), ..Checked::passed(WITNESSES) }
        } else {
            Checked::failed(WITNESSES, numbers, Verdict::Unanchored)
        });
    }
}

fn signature(signed: &SignedCheckpoint, key: &PublicKey) -> Checked {
    match signed.verify_by(key) {
        Ok(()) => Checked { details: Some(key.id().to_string()), ..Checked::passed(SIGNATURE) },
        Err(error) => Checked::failed(SIGNATURE, with_causes(&error), Verdict::Invalid),
    }
}

/// The key meant by `--key`: a verifier key, which names its ledger, or a public key's name or file.
fn ledger_key(
    context: &Context,
    typed: &str,
    signed: &SignedCheckpoint,
    checks: &mut Vec<Checked>,
) -> Result<PublicKey, CliError> {
    let Ok(key) = typed.parse::<NoteKey>() else { return context.keys().public(typed) };
    let origin = &signed.checkpoint().origin;
    checks.push(if key.name().as_str() == origin.as_str() {
        Checked::passed(ORIGIN)
    } else {
        Checked::failed(ORIGIN, format!("{origin} ≠ {}", key.name()), Verdict::Invalid)
    });
    Ok(*key.public())
}

/// The ledger key of the ledger at hand, where there is one and it is the checkpoint's.
fn known_here(context: &Context, signed: &SignedCheckpoint) -> Option<PublicKey> {
    let registry = Reader::open(context).ok()?.registry?;
    let said = signed.checkpoint();
    (*registry.origin() == said.origin).then(|| registry.ledger_keys_at(said.size).0)
}

fn draw(context: &Context, document: &VerifyDocument) {
    let printer = &context.printer;
    let say = |id: &str| context.text(id);
    printer.pieces(&[Piece::new(Tone::Strong, document.origin.as_str())]);
    let mut facts = Table::bare(2);
    for (label, value) in
        [("checkpoint-size", document.size.to_string()), ("checkpoint-root", document.root.to_string())]
    {
        facts.row([Piece::new(Tone::Faint, format!("  {}", say(label))), Piece::plain(value)]);
    }
    printer.table(&facts);
    let mut table = Table::bare(3);
    for one in &document.checks {
        let (tone, word) = match one.outcome {
            Outcome::Passed => (Tone::Good, "outcome-passed"),
            Outcome::Failed => (Tone::Bad, "outcome-failed"),
            Outcome::NotChecked => (Tone::Warn, "outcome-not-checked"),
        };
        table.row([
            Piece::new(tone, format!("  {}", say(word))),
            Piece::plain(say(one.check)),
            Piece::new(Tone::Faint, one.details.clone().unwrap_or_default()),
        ]);
    }
    printer.table(&table);
    // Who signed a checkpoint says nothing of the records under it, so the words of a sound ledger are not used.
    if document.verdict == Verdict::Sound {
        printer.pieces(&[Piece::new(Tone::Good, say("checkpoint-sound"))]);
        return;
    }
    report_text::verdict(context.language(), document.verdict).iter().for_each(|line| printer.pieces(line));
}

const KNOWN_HEAD: &str = "checkpoint-check-known-head";
const ORIGIN: &str = "checkpoint-check-origin";
const SIGNATURE: &str = "checkpoint-check-signature";
const TRUST: &str = "checkpoint-check-trust";
const WITNESSES: &str = "checkpoint-check-witnesses";
