//! Holiday tables that a person brings beside those built in (`--table`): for a year that has none yet, or in place of one.

use std::path::{Path, PathBuf};

use clap::Args;

use super::context::Context;
use super::error::CliError;
use super::files;
use crate::procedure::holidays::TABLE_BYTES_MAX;
use crate::procedure::{HolidayTable, Holidays};
use crate::render::Message;

/// Holiday tables by their files.
#[derive(Debug, Clone, Default, Args)]
pub struct TableArgs {
    /// Holiday tables beside those built in.
    #[arg(long, value_name = "FILE")]
    pub table: Vec<PathBuf>,
}

impl TableArgs {
    /// The holidays to count by. What takes the place of another table is said.
    ///
    /// # Errors
    /// A file cannot be read (exit 3) or is no holiday table (exit 2).
    pub fn holidays(&self, context: &Context) -> Result<Holidays, CliError> {
        let mut holidays = Holidays::built_in().clone();
        for path in &self.table {
            let path = context.setting.path(path);
            if let Some(before) = holidays.add(table_file(&path)?) {
                let replaced = Message::new("note-table-replaced").with("path", path.display().to_string());
                context.printer.note(&replaced.with("year", before.year().to_string()));
            }
        }
        Ok(holidays)
    }
}

fn table_file(path: &Path) -> Result<HolidayTable, CliError> {
    let not_one = || CliError::usage("error-not-a-holiday-table").with("path", path.display().to_string());
    let bytes = files::read(path, TABLE_BYTES_MAX)?;
    let text = std::str::from_utf8(&bytes).map_err(|cause| not_one().because_of(&cause))?;
    HolidayTable::read(text).map_err(|cause| not_one().because_of(&cause))
}
