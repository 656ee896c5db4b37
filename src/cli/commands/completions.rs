//! `completions`: the script by which a shell completes our commands.

use clap::Args;
use clap_complete::Shell;

use crate::cli::args::grammar;
use crate::cli::{CliError, Context, Exit};

/// What it takes.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell.
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: Shell,
}

impl CompletionsArgs {
    /// Prints the script.
    ///
    /// # Errors
    /// None of its own.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let mut grammar = grammar(context.language());
        let name = grammar.get_name().to_owned();
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut grammar, name, &mut script);
        context.printer.raw(&script);
        Ok(Exit::Sound)
    }
}
