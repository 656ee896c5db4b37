//! `step prepare`: makes a record of a form and writes its envelope, to be signed on other machines. The documents go
//! into the ledger now, because they must be there before the record that cites them; only the envelope travels.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::clock::SystemClock;
use crate::cli::foreseeing::{DespiteArgs, foresee};
use crate::cli::head_form::check_reasons;
use crate::cli::pinning::PinArgs;
use crate::cli::recording::{Checked, NamedKey, Recording, named_keys, told};
use crate::cli::written::Written;
use crate::cli::{CliError, Context, Exit, entering, opening, refusal, registry_record};
use crate::crypto::PublicKey;
use crate::format::{Record, Verifiers};
use crate::ledger::registry_of;
use crate::model::{DecisionId, Seq, StreamId};
use crate::port::{Clock as _, ReadLedger as _};
use crate::render::Message;

/// What `step prepare` takes.
#[derive(Debug, Args)]
pub struct PrepareArgs {
    /// The form.
    #[arg(value_name = "FORM")]
    pub form: PathBuf,
    /// The keys that are to sign, the first in the form's office; their public halves are enough.
    #[arg(long = "as", id = "as", value_name = "KEY", value_delimiter = ',', required = true)]
    pub signers: Vec<String>,
    /// The envelope's file.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Other decisions whose records the form cites by their digests.
    #[arg(long, value_name = "DECISION", value_delimiter = ',')]
    pub citing: Vec<DecisionId>,
    /// The profile that a decision is judged by, where one is opened.
    #[command(flatten)]
    pub pin: PinArgs,
    /// Findings that are known, with the reasons for going ahead.
    #[command(flatten)]
    pub despite: DespiteArgs,
}

impl PrepareArgs {
    /// Does it.
    ///
    /// # Errors
    /// Whatever stands against it, with its exit code.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let mut written = Written::form(context, &self.form)?;
        self.pin.pin(context, std::slice::from_mut(&mut written))?;
        let keys = named_keys(&context.keys(), &self.signers)?;
        let out = context.setting.path(&self.out);
        refuse_existing(&out)?;
        self.despite.clone().into_forms(&mut written);
        let written_one = std::slice::from_ref(&written);
        let recording = Recording { written: written_one, keys: &keys, citing: &self.citing, whole: false };
        let Checked { bytes, records } = recording.check(context)?;
        check_reasons(context, written_one, &records)?;
        for one in records {
            if let Some(foreseen) = foresee(context, one)? {
                foreseen.tell(context)?;
            }
        }
        let record = prepared(context, &written, &keys, bytes)?;
        let exit = registry_record::prepare(context, record, &out)?;
        if let Some(command) = self.append_command(&written) {
            context.printer.hint(&Message::new("hint-append-citing").with("command", command));
        }
        Ok(exit)
    }

    /// How the envelope is appended where that needs more than its name: what it cites beyond its own decision does not
    /// travel with it.
    fn append_command(&self, written: &Written) -> Option<String> {
        let cited = written.forms.iter().flat_map(entering::citing);
        let mut all: Vec<StreamId> = cited.chain(self.citing.iter().cloned().map(StreamId::Decision)).collect();
        all.sort();
        all.dedup();
        let options: String =
            all.iter().filter_map(StreamId::decision).map(|decision| format!(" --citing {decision}")).collect();
        (!options.is_empty()).then(|| format!("liuhen append {}{options}", self.out.display()))
    }
}

fn prepared(context: &Context, written: &Written, keys: &[NamedKey], bytes: u64) -> Result<Record, CliError> {
    let form = written.forms.first().ok_or_else(|| CliError::bug("a file without a form"))?;
    let mut store = opening::storing(context)?;
    let registry = registry_of(&store, &mut Verifiers::default()).map_err(|error| refusal::read(&error))?;
    let at = Seq(store.tip().map_err(|error| refusal::store(&error))?.size);
    let resolved = entering::resolve(form, &store, &entering::Pending::default());
    let resolved = resolved.map_err(|error| told(written, form, error))?;
    let mut progress = context.progress_in_bytes(&Message::new("progress-storing"), Some(bytes));
    let mut done = 0;
    let attachments = entering::attach(&mut store, &form.attachments, &written.folder, &mut |count| {
        done += count;
        progress.at(done);
    })?;
    let public: Vec<PublicKey> = keys.iter().map(|one| one.key).collect();
    let offices = entering::signatories(&registry, form.kind, &form.office, form.late.is_some(), &public, at);
    entering::record(resolved, registry.origin(), offices, attachments, SystemClock.now())
}

fn refuse_existing(path: &Path) -> Result<(), CliError> {
    if path.symlink_metadata().is_err() {
        return Ok(());
    }
    Err(CliError::refused("error-file-exists")
        .with("path", path.display().to_string())
        .hint(Message::new("hint-file-exists")))
}
