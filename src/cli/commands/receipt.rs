//! `receipt`: the proof a signer or a citizen takes home, one file that is complete offline. What a person said in a whole
//! decision is [`receipt_word`]'s, what an archive took in [`receipt_transfer`]'s.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde::Serialize;

use super::receipt_transfer::{self, TransferArgs};
use super::receipt_word::{self, PageArgs};
use crate::chain::{WORD_PROOF_BYTES_MAX, word_proof};
use crate::cli::judging::{TrustArgs, exit, tell};
use crate::cli::reader::Reader;
use crate::cli::record_name::RecordName;
use crate::cli::{CliError, Context, Exit, files, refusal};
use crate::ledger::receipt;
use crate::model::{DecisionId, PersonId};
use crate::render::report_json::ReportDocument;
use crate::render::said_in_words::said_in_words;
use crate::render::{Message, Piece, Tone, report_text};
use crate::verify::{Verdict, open_word_proof, verify_receipt, verify_word_proof};

/// What to do with receipts.
#[derive(Debug, Subcommand)]
pub enum ReceiptCommand {
    /// Writes one.
    Get(GetArgs),
    /// Writes the page of a proof of what somebody said.
    Page(PageArgs),
    /// Checks one.
    Verify(VerifyArgs),
}

impl ReceiptCommand {
    /// Does it.
    ///
    /// # Errors
    /// Whatever the command could not do, with its exit code.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        match self {
            Self::Get(args) => args.run(context),
            Self::Page(args) => args.run(context),
            Self::Verify(args) => args.run(context),
        }
    }
}

/// What `receipt get` takes.
#[derive(Debug, Args)]
pub struct GetArgs {
    /// The record.
    #[arg(value_name = "RECORD", required_unless_present = "person", conflicts_with_all = ["person", "decision"])]
    pub record: Option<RecordName>,
    /// Whose word.
    #[arg(long, value_name = "PERSON")]
    pub person: Option<PersonId>,
    /// In which decision.
    #[arg(long, value_name = "DECISION", requires = "person")]
    pub decision: Option<DecisionId>,
    /// The new file.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

#[derive(Serialize)]
struct GetDocument {
    schema: &'static str,
    file: String,
    name: String,
    sequence: u64,
    record: String,
    checkpoint_size: u64,
}

impl GetArgs {
    fn run(self, context: &Context) -> Result<Exit, CliError> {
        let record = match (self.record, self.person) {
            (Some(record), _) => record,
            (None, Some(person)) => return receipt_word::get(context, &person, self.decision, self.out),
            (None, None) => return Err(CliError::bug("a command line without a record or a person")),
        };
        let reader = Reader::open(context)?;
        let stored = record.find(&reader.store)?;
        let header = stored.entry.header();
        let proof = receipt(&reader.store, header.sequence).map_err(|error| refusal::proof(&error))?;
        let size = proof.checkpoint.checkpoint().size;
        // Nobody is sent home with a receipt that does not hold.
        let key = reader.registry.as_ref().map(|registry| registry.ledger_keys_at(size).0);
        if let Some(key) = key {
            proof.verify(stored.entry.leaf(), &key).map_err(|error| {
                CliError::new(Exit::Invalid, "error-receipt-does-not-hold")
                    .because_of(&error)
                    .hint(Message::new("hint-verify"))
            })?;
        }
        let name = RecordName::of(header);
        let typed = self.out.unwrap_or_else(|| default_file(&name));
        files::write_new(&context.setting.path(&typed), proof.to_string().as_bytes())?;
        let document = GetDocument {
            schema: "liuhen/receipt-get/v1",
            file: typed.display().to_string(),
            name: name.to_string(),
            sequence: header.sequence.0,
            record: header.record_blake3.to_string(),
            checkpoint_size: size,
        };
        context.printer.answer(&document, |printer| {
            let told = Message::new("told-receipt")
                .with("name", document.name.clone())
                .show("size", document.checkpoint_size)
                .with("path", document.file.clone());
            printer.pieces(&[Piece::new(Tone::Good, told.text(context.language()))]);
        })?;
        context.printer.hint(&Message::new("hint-receipt").with("path", document.file));
        Ok(Exit::Sound)
    }
}

/// `2026-003-12.tlog-proof`; stream names hold nothing a file name could not but the `/`.
fn default_file(name: &RecordName) -> PathBuf {
    format!("{}.tlog-proof", name.to_string().replace(['#', '/'], "-")).into()
}

/// What `receipt verify` takes.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// The receipt.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// What the inspector trusts.
    #[command(flatten)]
    pub trust: TrustArgs,
    /// What a receipt of transfer is held against.
    #[command(flatten)]
    pub transfer: TransferArgs,
}

impl VerifyArgs {
    fn run(self, context: &Context) -> Result<Exit, CliError> {
        let trust = self.trust.read(context)?;
        let bytes = files::read(&context.setting.path(&self.file), WORD_PROOF_BYTES_MAX)?;
        if receipt_transfer::is_transfer(&bytes) {
            return receipt_transfer::verify(context, &self.transfer, trust, &self.file, &bytes);
        }
        if self.transfer.given() {
            return Err(CliError::usage("error-only-of-a-transfer").with("path", self.file.display().to_string()));
        }
        if !bytes.starts_with(word_proof::OPENING) {
            return tell(context, &verify_receipt(&bytes, trust.as_ref()));
        }
        let report = verify_word_proof(&bytes, trust.as_ref());
        // What somebody is asked about in ten years is what they said, and not that a signature holds.
        let opened = open_word_proof(&bytes).ok().filter(|_| report.verdict < Verdict::Unreadable);
        context.printer.answer(&ReportDocument::new(&report), |printer| {
            for line in opened.iter().flat_map(|opened| said_in_words(context.language(), opened)) {
                printer.pieces(&line);
            }
            report_text::lines(context.language(), &report).iter().for_each(|line| printer.pieces(line));
        })?;
        Ok(exit(report.verdict))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_gets_a_file_name_that_says_whose_it_is() {
        for (name, file) in [
            ("2026-003#12", "2026-003-12.tlog-proof"),
            ("registry#4", "registry-4.tlog-proof"),
            ("profile/x#0", "profile-x-0.tlog-proof"),
        ] {
            assert_eq!(default_file(&name.parse().unwrap()), PathBuf::from(file));
        }
    }
}
