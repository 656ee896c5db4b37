//! What the commands that judge share: the trust file an inspector brings, and telling a report. The verdict is the exit
//! code.

use std::path::{Path, PathBuf};

use clap::Args;

use super::context::Context;
use super::error::CliError;
use super::exit::Exit;
use super::files;
use crate::render::report_json::ReportDocument;
use crate::render::report_text;
use crate::verify::{Report, Trust, Verdict};

/// What the inspector trusts.
#[derive(Debug, Clone, Default, Args)]
pub struct TrustArgs {
    /// The trust file.
    #[arg(long, value_name = "FILE")]
    pub trust: Option<PathBuf>,
}

impl TrustArgs {
    /// Reads the trust file, where one was named.
    ///
    /// # Errors
    /// It cannot be read (exit 3), or is none (exit 2): a verdict must never rest on half a trust file.
    pub fn read(&self, context: &Context) -> Result<Option<Trust>, CliError> {
        self.trust.as_deref().map(|path| trust_file(&context.setting.path(path))).transpose()
    }
}

fn trust_file(path: &Path) -> Result<Trust, CliError> {
    let not_one = || CliError::usage("error-not-a-trust-file").with("path", path.display().to_string());
    let bytes = files::read(path, TRUST_BYTES_MAX)?;
    let text = std::str::from_utf8(&bytes).map_err(|cause| not_one().because_of(&cause))?;
    Trust::parse(text).map_err(|cause| not_one().because_of(&cause))
}

/// Tells a report; its verdict is how the command ends.
///
/// # Errors
/// The report cannot be written.
pub fn tell(context: &Context, report: &Report) -> Result<Exit, CliError> {
    context.printer.answer(&ReportDocument::new(report), |printer| {
        report_text::lines(context.language(), report).iter().for_each(|line| printer.pieces(line));
    })?;
    Ok(exit(report.verdict))
}

/// The exit code of a verdict.
pub const fn exit(verdict: Verdict) -> Exit {
    match verdict {
        Verdict::Sound => Exit::Sound,
        Verdict::Unanchored => Exit::Unanchored,
        Verdict::ProcedureFindings => Exit::ProcedureFindings,
        Verdict::AuthorityInDoubt => Exit::AuthorityInDoubt,
        Verdict::Unreadable => Exit::Unreadable,
        Verdict::RolledBack => Exit::RolledBack,
        Verdict::Diverged => Exit::Diverged,
        Verdict::Invalid => Exit::Invalid,
    }
}

/// A trust file with a hundred witnesses and their remarks is well below it.
const TRUST_BYTES_MAX: usize = 1 << 20;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_and_its_exit_have_one_number_and_one_word() {
        for verdict in Verdict::ALL {
            assert_eq!((exit(verdict).code(), exit(verdict).word()), (verdict.exit(), verdict.word()));
        }
    }
}
