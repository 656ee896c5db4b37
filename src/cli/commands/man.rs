//! `man`: manual pages, one a command, in the chosen language.
#![expect(clippy::disallowed_methods, reason = "the pages are written as files")]

use std::fs;
use std::path::PathBuf;

use clap::{Args, Command};
use serde::Serialize;

use crate::cli::args::grammar;
use crate::cli::{CliError, Context, Exit, FileDeed};

/// What it takes.
#[derive(Debug, Args)]
pub struct ManArgs {
    /// The folder the pages go to.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

#[derive(Serialize)]
struct Document {
    schema: &'static str,
    files: Vec<String>,
}

impl ManArgs {
    /// Writes the pages and lists them. Pages that are there are written anew.
    ///
    /// # Errors
    /// The folder cannot be written to: exit 3.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let folder = context.setting.path(&self.out);
        fs::create_dir_all(&folder).map_err(|cause| CliError::file(FileDeed::CreateFolder, &folder, &cause))?;
        let mut files = Vec::new();
        for (name, page) in pages(grammar(context.language()))? {
            let path = folder.join(name);
            fs::write(&path, page).map_err(|cause| CliError::file(FileDeed::Write, &path, &cause))?;
            files.push(path.display().to_string());
        }
        let document = Document { schema: "liuhen/man/v1", files };
        context.printer.answer(&document, |printer| document.files.iter().for_each(|file| printer.line(file)))?;
        Ok(Exit::Sound)
    }
}

/// Every page with its file's name, `liuhen-key-new.1`.
fn pages(mut grammar: Command) -> Result<Vec<(String, Vec<u8>)>, CliError> {
    fn add(command: &Command, name: &str, pages: &mut Vec<(String, Vec<u8>)>) -> std::io::Result<()> {
        let mut page = Vec::new();
        clap_mangen::Man::new(command.clone().name(name.to_owned())).render(&mut page)?;
        pages.push((format!("{name}.1"), page));
        command.get_subcommands().try_for_each(|sub| add(sub, &format!("{name}-{}", sub.get_name()), pages))
    }
    grammar.build();
    let name = grammar.get_name().to_owned();
    let mut pages = Vec::new();
    add(&grammar, &name, &mut pages).map_err(|_| CliError::bug("a manual page that cannot be drawn"))?;
    Ok(pages)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::Language;

    #[test]
    fn every_command_has_its_page() {
        let pages = pages(grammar(Language::En)).unwrap();
        let names: Vec<&str> = pages.iter().map(|(name, _)| &**name).collect();
        assert!(names.contains(&"liuhen.1") && names.contains(&"liuhen-key-new.1"), "{names:?}");
    }
}
