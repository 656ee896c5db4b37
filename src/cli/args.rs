//! What was typed: the command line as clap reads it. [`setting`](super::setting) makes it ready for work.
//!
//! The words beside each option come from the message files ([`help`]); the doc comments here are for
//! developers.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{ArgAction, Args as ClapArgs, CommandFactory as _, Parser, ValueEnum};

use super::commands::Command;
use super::help;
use crate::render::Language;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "liuhen",
    version,
    arg_required_else_help = true,
    disable_help_flag = true,
    disable_help_subcommand = true,
    disable_version_flag = true,
    max_term_width = 110
)]
pub struct Args {
    /// What every command understands.
    #[command(flatten)]
    pub global: GlobalArgs,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Prints the version.
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
}

/// What every command understands.
#[derive(Debug, Clone, Default, ClapArgs)]
pub struct GlobalArgs {
    /// The ledger's folder.
    #[arg(long, global = true, value_name = "DIR")]
    pub ledger: Option<PathBuf>,
    /// The form of the result.
    #[arg(long, global = true, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
    /// The language of everything said.
    #[arg(long, global = true, value_enum, value_name = "LANGUAGE")]
    pub lang: Option<Lang>,
    /// When to use colour.
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub color: Colour,
    /// Only results, warnings and errors.
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// No progress bar.
    #[arg(long, global = true)]
    pub no_progress: bool,
    /// Answers every question with yes.
    #[arg(short, long, global = true)]
    pub yes: bool,
    /// Prints help.
    #[arg(short, long, global = true, action = ArgAction::Help)]
    pub help: Option<bool>,
}

/// The form of the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs: one document with its `schema`.
    Json,
}

/// A language as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// Chinese.
    Zh,
    /// English.
    En,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::En => Self::En,
            Lang::Zh => Self::Zh,
        }
    }
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Colour {
    /// Always, pipes included.
    Always,
    /// On terminals, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Never.
    Never,
}

/// The command line's grammar with its help in `language`.
pub fn grammar(language: Language) -> clap::Command {
    help::in_language(Args::command(), language)
}

/// What decides how a *wrong* command line is answered: read without understanding the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Forerunner {
    /// `--lang`, where it was typed well.
    pub lang: Option<Lang>,
    /// `--format`, where it was typed well.
    pub format: Format,
    /// `--color`, where it was typed well.
    pub color: Colour,
}

impl Forerunner {
    /// Looks through the words for the three options. A word that is another option's value may be taken for one of
    /// them; then an error is told in a language that was at least named.
    pub fn read(words: &[OsString]) -> Self {
        let mut found = Self::default();
        let mut words =
            words.iter().skip(1).map(|word| word.to_string_lossy()).take_while(|word| word != "--").peekable();
        while let Some(word) = words.next() {
            let (name, value) = match word.split_once('=') {
                Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
                None => (word.to_string(), words.peek().map(ToString::to_string)),
            };
            let value = value.unwrap_or_default();
            match name.as_str() {
                "--lang" => found.lang = Lang::from_str(&value, false).ok().or(found.lang),
                "--format" => found.format = Format::from_str(&value, false).unwrap_or(found.format),
                "--color" => found.color = Colour::from_str(&value, false).unwrap_or(found.color),
                _ => {}
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn the_grammar_holds_together_in_every_language() {
        for language in Language::ALL {
            grammar(language).debug_assert();
        }
    }

    #[test]
    fn global_options_are_understood_before_and_after_the_command() {
        for line in ["liuhen --ledger a --yes key show b", "liuhen key show b --ledger a --yes"] {
            let args = Args::try_parse_from(words(line)).unwrap();
            assert_eq!(args.global.ledger, Some("a".into()), "{line}");
            assert!(args.global.yes, "{line}");
        }
    }

    #[test]
    fn the_forerunner_reads_what_the_rest_of_the_line_gets_wrong() {
        let read = |line| Forerunner::read(&words(line));
        assert_eq!(read("liuhen nonsense --lang zh --format=json").lang, Some(Lang::Zh));
        assert_eq!(read("liuhen nonsense --lang zh --format=json").format, Format::Json);
        assert_eq!(read("liuhen --color=never").color, Colour::Never);
        assert_eq!(read("liuhen --lang"), Forerunner::default());
        assert_eq!(read("liuhen --lang fr -- --format json"), Forerunner::default());
    }
}
