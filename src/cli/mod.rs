//! The command line. Floor 8: people come in here, and only here are terminal, environment, clock and randomness met.
//!
//! In scope: reading what was typed, saying what came of it in the reader's language, exit codes, keys and passphrases.
//! Out of scope: every rule of the ledger; a command calls the floors below and shows what they answer.
//!
//! A new command is one file in [`commands`], one line in its enum, and its words in `render/messages/*/help.ftl`.

pub mod about_bundle;
pub mod answered;
pub mod args;
pub mod ask;
pub mod bundling;
pub mod cause;
pub mod clock;
pub mod commands;
pub mod context;
pub mod day_name;
pub mod demo;
pub mod dossier;
pub mod dossier_pages;
pub mod entering;
pub mod entries;
pub mod erased;
pub mod erasure_form;
pub mod error;
pub mod exit;
pub mod files;
pub mod foreseeing;
pub mod form;
pub mod head_form;
pub mod help;
pub mod judged;
pub mod judging;
pub mod key_folder;
pub mod opening;
pub mod pinning;
pub mod printer;
pub mod profiles;
pub mod progress;
pub mod random;
pub mod reader;
pub mod record_name;
pub mod recording;
pub mod refusal;
pub mod registry_record;
pub mod review_form;
pub mod secret;
pub mod setting;
pub mod streamed;
pub mod streams;
pub mod tables;
pub mod told;
pub mod travel;
pub mod usage;
pub mod watched;
pub mod written;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::FromArgMatches as _;
use clap::error::ErrorKind;

pub use context::Context;
pub use error::{CliError, FileDeed};
pub use exit::Exit;

use args::{Args, Forerunner};
use printer::Printer;
use setting::{Environment, Setting};

/// Runs the command line `words`, the program's own name first. Everything is said and written when it returns.
pub fn run(words: impl IntoIterator<Item = OsString>) -> ExitCode {
    let words: Vec<OsString> = words.into_iter().collect();
    let environment = Environment::read();
    let forerunner = Forerunner::read(&words);
    let language = environment.language(forerunner);
    let grammar = args::grammar(language);
    let parsed = grammar.clone().try_get_matches_from(&words).and_then(|matches| Args::from_arg_matches(&matches));
    match parsed {
        Ok(args) => {
            let Args { global, command, .. } = args;
            let printer = Printer::on_terminal(language, global.format, global.color, global.quiet);
            match Setting::new(&global, environment) {
                Ok(setting) => {
                    let context = Context { setting, printer };
                    let outcome = command.run(&context);
                    end(&context.printer, outcome)
                }
                Err(error) => end(&printer, Err(error)),
            }
        }
        Err(error) => {
            let printer = Printer::on_terminal(language, forerunner.format, forerunner.color, false);
            end(&printer, misunderstood(&error, &grammar, &words, &printer))
        }
    }
    .into()
}

/// Tells the error there may be, hands on what was held back, and gives the exit code.
fn end(printer: &Printer, outcome: Result<Exit, CliError>) -> Exit {
    let exit = outcome.unwrap_or_else(|error| {
        printer.error(&error);
        error.exit()
    });
    match printer.finish() {
        Ok(()) => exit,
        Err(lost) => {
            printer.error(&lost);
            // A verdict nobody could read is not a verdict; another failure keeps its number.
            if exit == Exit::Sound { lost.exit() } else { exit }
        }
    }
}

/// Help and version reach us as errors, too.
fn misunderstood(
    error: &clap::Error,
    grammar: &clap::Command,
    words: &[OsString],
    printer: &Printer,
) -> Result<Exit, CliError> {
    let page = error.render().ansi().to_string();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            printer.ansi(&page);
            Ok(Exit::Sound)
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            printer.ansi_to_conversation(&page);
            Err(usage::told(error, grammar, words))
        }
        _ => Err(usage::told(error, grammar, words)),
    }
}
