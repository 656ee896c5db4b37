//! `archive check`: every holding judged again, held against its receipt, and each receipt against the one before. What an
//! archive cannot vouch for itself comes from outside: whose keys its receipts are signed with, and receipts that were handed
//! out.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::archive::ArchiveArgs;
use super::bundle_verify::{PolicyArgs, judge};
use super::intake::digest_of;
use crate::bundle::Bag;
use crate::bundle::names::{MANIFESTS, SEAL};
use crate::cli::bundling::open_bag;
use crate::cli::clock::SystemClock;
use crate::cli::judging::exit;
use crate::cli::{CliError, Context, Exit, files, refusal};
use crate::crypto::PublicKey;
use crate::crypto::hash::sha256;
use crate::format::transfer::TRANSFER_BYTES_MAX;
use crate::format::{Contents, Transfer, Verifiers};
use crate::model::Sha256Digest;
use crate::port::{Clock as _, ReadBundle as _};
use crate::render::{Message, Piece, Tone};
use crate::store::{ArchiveFolder, Checked, Holding};
use crate::verify::{Policy, Report, Verdict};

/// What `archive check` takes.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// The archive.
    #[command(flatten)]
    pub archive: ArchiveArgs,
    /// These holdings only.
    #[arg(value_name = "NUMBER")]
    pub number: Vec<u64>,
    /// From the start, even where a check was cut off.
    #[arg(long)]
    pub afresh: bool,
    /// At most so many now; the next check goes on from there.
    #[arg(long, value_name = "N")]
    pub most: Option<usize>,
    /// The public keys the archive has signed receipts with; any other is told.
    #[arg(long, value_name = "KEY")]
    pub archive_key: Vec<String>,
    /// Receipts that were handed out: each must be the one that lies here.
    #[arg(long, value_name = "FILE")]
    pub receipt: Vec<PathBuf>,
    /// How they are judged.
    #[command(flatten)]
    pub policy: PolicyArgs,
}

#[derive(Serialize)]
struct CheckDocument {
    schema: &'static str,
    checked: Vec<CheckedDocument>,
    left: usize,
    /// What lies among the holdings and is none.
    strangers: Vec<String>,
}

#[derive(Serialize)]
struct CheckedDocument {
    number: u64,
    verdict: String,
    sound: bool,
    codes: Vec<String>,
    #[serde(skip)]
    judged: Verdict,
}

/// What holdings are held against besides themselves.
struct Outside {
    policy: Policy,
    keys: Vec<PublicKey>,
    /// The receipts that were handed out, with their digests.
    receipts: Vec<(Transfer, Sha256Digest)>,
}

impl CheckArgs {
    /// Checks.
    ///
    /// # Errors
    /// The archive cannot be listed, or what holdings are to be held against cannot be read. What is wrong with a holding is
    /// told, and is the exit code.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let archive = self.archive.open(context)?;
        let outside = self.outside(context)?;
        let fail = |error| refusal::files(&error);
        let holdings = archive.holdings().map_err(fail)?;
        let there: Vec<u64> = holdings.iter().map(|one| one.number).collect();
        let everything = self.number.is_empty();
        if let Some(unknown) = self.number.iter().find(|number| !there.contains(number)) {
            return Err(CliError::refused("error-no-holding").with("number", *unknown));
        }
        let mut left = if everything { self.under_way(&archive, &there)? } else { None };
        if left.is_some() {
            context.printer.note(&Message::new("note-check-goes-on"));
        }
        let mut left = left.take().unwrap_or_else(|| {
            // A receipt that was brought asks for its holding.
            let asked = outside.receipts.iter().map(|(kept, _)| kept.number).filter(|number| there.contains(number));
            let mut numbers: Vec<u64> =
                if everything { there.clone() } else { self.number.iter().copied().chain(asked).collect() };
            numbers.sort_unstable();
            numbers.dedup();
            numbers
        });
        let most = self.most.unwrap_or(usize::MAX);
        let mut progress = context.progress(&Message::new("progress-holdings"), Some(left.len() as u64));
        let (mut checked, mut unnoted) = (Vec::new(), None);
        while checked.len() < most
            && let Some(number) = left.first().copied()
        {
            if let Some(holding) = holdings.iter().find(|one| one.number == number) {
                let one = look_at(context, &archive, holding, &outside);
                let noted = Checked {
                    at: SystemClock.now().to_string(),
                    verdict: one.verdict.clone(),
                    sound: one.sound,
                    codes: one.codes.clone(),
                };
                // On a medium that cannot be written to one can look all the same.
                unnoted = unnoted.or(archive.note(number, &noted).err());
                checked.push(one);
            }
            left.remove(0);
            if everything && unnoted.is_none() {
                unnoted = archive.set_under_way(&left).err();
            }
            progress.at(checked.len() as u64);
        }
        drop(progress);
        checked.extend(outside.absent(&there, everything));
        checked.sort_by_key(|one| one.number);
        let strangers = archive.strangers().map_err(fail)?;
        let document = CheckDocument { schema: "liuhen/archive-check/v1", checked, left: left.len(), strangers };
        context.printer.answer(&document, |printer| {
            for one in &document.checked {
                let (tone, id) =
                    if one.sound { (Tone::Good, "told-holding-sound") } else { (Tone::Bad, "told-holding-not-sound") };
                let verdict = context.text(&format!("verdict-{}", one.verdict));
                let told = Message::new(id).with("number", one.number).with("verdict", verdict);
                let told = told.with("codes", one.codes.join(" "));
                printer.pieces(&[Piece::new(tone, told.text(context.language()))]);
            }
            let told = Message::new("told-archive-checked").with("count", document.checked.len());
            printer.say(&told.with("left", document.left));
        })?;
        for name in &document.strangers {
            context.printer.warning(&Message::new("warning-holding-stranger").with("name", name.clone()));
        }
        if let Some(error) = &unnoted {
            context.printer.warning(&Message::new("warning-check-unnoted").with("what", error.to_string()));
        }
        if outside.keys.is_empty() && !document.checked.is_empty() {
            context.printer.hint(&Message::new("hint-check-key"));
        }
        // What a decision's procedure was is not what a look at the holdings is for.
        let worst = document.checked.iter().filter(|one| !one.sound).map(|one| one.judged).max();
        Ok(worst.map_or(Exit::Sound, exit))
    }

    fn outside(&self, context: &Context) -> Result<Outside, CliError> {
        let keys = self.archive_key.iter().map(|key| context.keys().public(key)).collect::<Result<_, _>>()?;
        let receipt = |file: &PathBuf| {
            let bytes = files::read(&context.setting.path(file), TRANSFER_BYTES_MAX)?;
            let read = Transfer::read(&bytes, &mut Verifiers::default()).map_err(|error| {
                CliError::usage("error-not-a-transfer").with("path", file.display().to_string()).because_of(&error)
            })?;
            Ok::<_, CliError>((read, Sha256Digest(sha256(&bytes))))
        };
        let receipts = self.receipt.iter().map(receipt).collect::<Result<_, _>>()?;
        Ok(Outside { policy: self.policy.read(context)?, keys, receipts })
    }

    /// What a check that was cut off has still to look at; none where nothing of it is left.
    fn under_way(&self, archive: &ArchiveFolder, there: &[u64]) -> Result<Option<Vec<u64>>, CliError> {
        if self.afresh {
            return Ok(None);
        }
        let left = archive.under_way().map_err(|error| refusal::files(&error))?.unwrap_or_default();
        let left: Vec<u64> = there.iter().copied().filter(|number| left.contains(number)).collect();
        Ok((!left.is_empty()).then_some(left))
    }
}

/// The numbers that no holding has, up to the last, as first and last of each gap; nothing is ever taken out of an archive.
pub(super) fn missing(there: &[u64]) -> impl Iterator<Item = (u64, u64)> {
    let before = std::iter::once(0).chain(there.iter().copied());
    let gaps = before.zip(there.iter().copied()).filter(|(before, next)| next - before > 1);
    gaps.map(|(before, next)| (before + 1, next - 1))
}

impl Outside {
    /// The holdings that are not there and should be, each gap once.
    fn absent(&self, there: &[u64], everything: bool) -> Vec<CheckedDocument> {
        let gone = |number| CheckedDocument::of(number, Verdict::Invalid, vec!["holding-missing".to_owned()]);
        let mut absent: BTreeSet<u64> = missing(there).filter(|_| everything).map(|(first, _)| first).collect();
        let kept = self.receipts.iter().map(|(kept, _)| kept.number);
        absent.extend(kept.filter(|number| !there.contains(number)));
        absent.into_iter().map(gone).collect()
    }
}

/// Judges a holding: the bundle by itself, and against its receipt; the receipt against the one before it, and against what
/// comes from outside.
fn look_at(context: &Context, archive: &ArchiveFolder, holding: &Holding, outside: &Outside) -> CheckedDocument {
    let number = holding.number;
    let mut codes = custody(archive, holding, outside);
    let files = match open_bag(context, &holding.bag) {
        Ok(files) => files,
        Err(error) => {
            codes.push("bag".to_owned());
            // What is there and may not be read accuses nobody.
            let gone = !holding.has_bag() || error.exit() == Exit::Invalid;
            let verdict = if gone { Verdict::Invalid } else { Verdict::Unreadable };
            return CheckedDocument::of(number, verdict, codes);
        }
    };
    let Ok(report) = judge(context, &*files, &outside.policy) else {
        codes.push("bag".to_owned());
        return CheckedDocument::of(number, Verdict::Unreadable, codes);
    };
    if let Some(receipt) = &holding.receipt {
        // What cannot be read is not what was taken in.
        let digest = |path| digest_of(&*files, path).unwrap_or_default();
        if digest(MANIFESTS[0]) != Some(receipt.bundle.manifest) || digest(SEAL) != receipt.bundle.seal {
            codes.push("not-what-was-taken-in".to_owned());
        } else if Bag::open(&*files).is_ok_and(|bag| misstates(receipt, &bag.contents().unwrap_or_default(), &report)) {
            codes.push("receipt-misstates".to_owned());
        }
    }
    let verdict = if codes.is_empty() { report.verdict } else { report.verdict.max(Verdict::Invalid) };
    let bad = |verdict| verdict >= Verdict::Unreadable;
    let found = report.counts.keys().filter(|code| code.verdict().is_some_and(bad));
    codes.extend(found.map(|code| code.text().to_owned()));
    CheckedDocument::of(number, verdict, codes)
}

/// What is wrong with how the archive keeps it.
fn custody(archive: &ArchiveFolder, holding: &Holding, outside: &Outside) -> Vec<String> {
    let mut codes = Vec::new();
    let mut add = |code: &str| codes.push(code.to_owned());
    let digest = |number: u64| archive.receipt_digest(number).unwrap_or_default();
    match &holding.receipt {
        None => add("receipt-not-readable"),
        Some(receipt) => {
            let previous = holding.number.checked_sub(1).and_then(digest);
            // That the one before is missing is told by its number; that it could not be read then, the receipt says itself.
            let said = receipt.unheld.iter().any(|unheld| unheld.checked_add(1) == Some(holding.number));
            if receipt.previous != previous && !said && (previous.is_some() || holding.number == 1) {
                add("receipt-not-chained");
            }
            if receipt.number != holding.number {
                add("receipt-of-another-number");
            }
            if !outside.keys.is_empty() && !outside.keys.contains(&receipt.by.key) {
                add("receipt-by-another-key");
            }
        }
    }
    let handed_out = outside.receipts.iter().filter(|(kept, _)| kept.number == holding.number);
    if handed_out.clone().any(|(_, kept)| digest(holding.number) != Some(*kept)) {
        add("receipt-not-as-handed-out");
    }
    if !holding.strangers().is_empty() {
        add("holding-has-more");
    }
    codes
}

/// Whether a receipt says of its bundle what is not so.
fn misstates(receipt: &Transfer, contents: &[u8], report: &Report) -> bool {
    let Ok(contents) = Contents::read(contents) else { return false };
    let (said, found) = (&receipt.bundle, &report.ledger);
    (&said.origin, &said.decision, said.version) != (&contents.origin, &contents.decision, contents.version)
        || (said.size, Some(said.root)) != (found.size, found.root)
}

impl CheckedDocument {
    fn of(number: u64, judged: Verdict, codes: Vec<String>) -> Self {
        let sound = judged < Verdict::Unreadable;
        Self { number, verdict: judged.word().to_owned(), sound, codes, judged }
    }
}
