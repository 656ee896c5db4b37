//! One command a file: what it takes (`…Args`) and what it does (`run`).
//!
//! A command reads its arguments into nouns, calls the floors below, and ends in
//! [`Printer::answer`](super::printer::Printer::answer).

pub mod annual;
pub mod append;
pub mod archive;
pub mod archive_check;
pub mod bundle;
pub mod bundle_compare;
pub mod bundle_convert;
pub mod bundle_export;
pub mod bundle_verify;
pub mod bundle_whole;
pub mod calendar;
pub mod calendar_adopt;
pub mod calendar_count;
pub mod calendar_list;
pub mod checkpoint;
pub mod checkpoint_consistency;
pub mod checkpoint_show;
pub mod checkpoint_verify;
pub mod completions;
pub mod decision;
pub mod decision_audit;
pub mod decision_list;
pub mod decision_open;
pub mod decision_show;
pub mod decision_status;
pub mod demo;
pub mod evidence;
pub mod evidence_add;
pub mod evidence_check;
pub mod evidence_erase;
pub mod findings;
pub mod help;
pub mod import;
pub mod import_dossier;
pub mod init;
pub mod intake;
pub mod key;
pub mod ledger_key;
pub mod log;
pub mod man;
pub mod office;
pub mod person;
pub mod profile;
pub mod profile_adopt;
pub mod profile_check;
pub mod profile_explain;
pub mod profile_list;
pub mod profile_new;
pub mod profile_show;
pub mod receipt;
pub mod receipt_transfer;
pub mod receipt_word;
pub mod root;
pub mod sign;
pub mod step;
pub mod step_add;
pub mod step_kinds;
pub mod step_prepare;
pub mod step_show;
pub mod step_template;
pub mod trust;
pub mod verify;
pub mod who;

use clap::Subcommand;

use super::{CliError, Context, Exit};

/// What to do. A new command is a line here and a line in [`Command::run`].
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Key pairs.
    #[command(subcommand)]
    Key(key::KeyCommand),
    /// Founds a ledger.
    Init(init::InitArgs),
    /// Who may sign.
    #[command(subcommand)]
    Office(office::OfficeCommand),
    /// Root holders.
    #[command(subcommand)]
    Root(root::RootCommand),
    /// The key that signs checkpoints.
    #[command(subcommand)]
    LedgerKey(ledger_key::LedgerKeyCommand),
    /// What a lawful decision looks like here.
    #[command(subcommand)]
    Profile(profile::ProfileCommand),
    /// Signs an envelope on its way.
    Sign(sign::SignArgs),
    /// Takes signed envelopes in.
    Append(append::AppendArgs),
    /// Decisions.
    #[command(subcommand)]
    Decision(decision::DecisionCommand),
    /// Records of a decision.
    #[command(subcommand)]
    Step(step::StepCommand),
    /// Documents.
    #[command(subcommand)]
    Evidence(evidence::EvidenceCommand),
    /// What was decided before there was a ledger.
    #[command(subcommand)]
    Import(import::ImportCommand),
    /// What was recorded.
    Log(log::LogArgs),
    /// Who answered for each step of a decision.
    Who(who::WhoArgs),
    /// All that a person signed, and where others name them.
    Person(person::PersonArgs),
    /// The figures of a year.
    Annual(annual::AnnualArgs),
    /// Searches what was found in procedure.
    Findings(findings::FindingsArgs),
    /// Judges the ledger.
    Verify(verify::VerifyArgs),
    /// The ledger's fingerprints.
    #[command(subcommand)]
    Trust(trust::TrustCommand),
    /// The signed head.
    #[command(subcommand)]
    Checkpoint(checkpoint::CheckpointCommand),
    /// Archive bundles of decisions.
    #[command(subcommand)]
    Bundle(bundle::BundleCommand),
    /// Takes a bundle into an archive.
    Intake(intake::IntakeArgs),
    /// What an archive holds.
    #[command(subcommand)]
    Archive(archive::ArchiveCommand),
    /// Proofs to take home.
    #[command(subcommand)]
    Receipt(receipt::ReceiptCommand),
    /// Counts days, and keeps the holiday tables they are counted by.
    Calendar(calendar::CalendarArgs),
    /// The demonstration.
    Demo(demo::DemoArgs),
    /// Completions for a shell.
    Completions(completions::CompletionsArgs),
    /// Manual pages.
    Man(man::ManArgs),
    /// Help for a command.
    Help(help::HelpArgs),
}

impl Command {
    /// Does it.
    ///
    /// # Errors
    /// Whatever the command could not do, with its exit code.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        match self {
            Self::Key(command) => command.run(context),
            Self::Init(args) => args.run(context),
            Self::Office(command) => command.run(context),
            Self::Root(command) => command.run(context),
            Self::LedgerKey(command) => command.run(context),
            Self::Profile(command) => command.run(context),
            Self::Sign(args) => args.run(context),
            Self::Append(args) => args.run(context),
            Self::Decision(command) => command.run(context),
            Self::Step(command) => command.run(context),
            Self::Evidence(command) => command.run(context),
            Self::Import(command) => command.run(context),
            Self::Log(args) => args.run(context),
            Self::Who(args) => args.run(context),
            Self::Person(args) => args.run(context),
            Self::Annual(args) => args.run(context),
            Self::Findings(args) => args.run(context),
            Self::Verify(args) => args.run(context),
            Self::Trust(command) => command.run(context),
            Self::Checkpoint(command) => command.run(context),
            Self::Bundle(command) => command.run(context),
            Self::Intake(args) => args.run(context),
            Self::Archive(command) => command.run(context),
            Self::Receipt(command) => command.run(context),
            Self::Calendar(args) => args.run(context),
            Self::Demo(args) => args.run(context),
            Self::Completions(args) => args.run(context),
            Self::Man(args) => args.run(context),
            Self::Help(args) => args.run(context),
        }
    }
}
