//! `help`: the page of a command, as `--help` shows it.

use clap::Args;

use crate::cli::args::grammar;
use crate::cli::{CliError, Context, Exit};
use crate::render::Message;

/// What it takes.
#[derive(Debug, Args)]
pub struct HelpArgs {
    /// The command, word by word.
    #[arg(value_name = "COMMAND")]
    pub command: Vec<String>,
}

impl HelpArgs {
    /// Prints the page.
    ///
    /// # Errors
    /// There is no such command: exit 2.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let mut grammar = grammar(context.language());
        // Only a built grammar knows the whole name of each command.
        grammar.build();
        let mut command = &mut grammar;
        for word in &self.command {
            command = command.find_subcommand_mut(word).ok_or_else(|| {
                CliError::usage("usage-unknown-command")
                    .with("command", word.clone())
                    .hint(Message::new("hint-help").with("command", "liuhen"))
            })?;
        }
        let page = command.render_long_help().ansi().to_string();
        context.printer.ansi(&page);
        Ok(Exit::Sound)
    }
}
