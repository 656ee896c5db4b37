//! A command line that clap did not understand, told in the reader's language.

use std::ffi::OsString;

use clap::Command;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use super::error::CliError;
use crate::render::Message;

/// What clap found, as an error of ours (exit 2). `words` is the command line, for the hint which help page to read.
pub fn told(error: &Error, grammar: &Command, words: &[OsString]) -> CliError {
    let said = |kind| error.get(kind).map(plain).filter(|text| !text.is_empty());
    let arg = said(ContextKind::InvalidArg).unwrap_or_default();
    let value = said(ContextKind::InvalidValue).unwrap_or_default();
    let usage = |id| CliError::usage(id).with("arg", arg.clone());
    let told = match error.kind() {
        ErrorKind::ArgumentConflict => match said(ContextKind::PriorArg) {
            Some(prior) if prior != arg => usage("usage-conflict").with("prior", prior),
            _ => usage("usage-twice"),
        },
        ErrorKind::InvalidSubcommand => CliError::usage("usage-unknown-command")
            .with("command", said(ContextKind::InvalidSubcommand).unwrap_or_default()),
        ErrorKind::InvalidUtf8 => CliError::usage("usage-not-utf8"),
        ErrorKind::InvalidValue if value.is_empty() => usage("usage-value-missing"),
        ErrorKind::InvalidValue => match said(ContextKind::ValidValue) {
            Some(values) => usage("usage-value-not-one-of").with("value", value).with("values", values),
            None => usage("usage-value-wrong").with("value", value),
        },
        ErrorKind::MissingRequiredArgument => usage("usage-missing"),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            CliError::usage("usage-no-command")
        }
        ErrorKind::NoEquals => usage("usage-no-equals"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => usage("usage-value-missing"),
        ErrorKind::TooManyValues => usage("usage-too-many-values").with("value", value),
        ErrorKind::UnknownArgument if arg.starts_with('-') => usage("usage-unknown-option"),
        ErrorKind::UnknownArgument => usage("usage-unknown-argument"),
        ErrorKind::ValueValidation => usage("usage-value-wrong").with("value", value),
        _ => CliError::usage("usage-other").because_of(error),
    };
    let told = match std::error::Error::source(error) {
        Some(cause) if error.kind() == ErrorKind::ValueValidation => told.because_of(cause),
        _ => told,
    };
    let suggested = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let told = match suggested.into_iter().find_map(said) {
        Some(words) => told.hint(Message::new("hint-did-you-mean").with("words", words)),
        None => told,
    };
    told.hint(Message::new("hint-help").with("command", command_line(grammar, words)))
}

/// The command the words lead to: `liuhen key new`.
fn command_line(grammar: &Command, words: &[OsString]) -> String {
    let mut command = grammar;
    let mut line = command.get_name().to_owned();
    for word in words.iter().skip(1).filter_map(|word| word.to_str()) {
        if let Some(sub) = command.find_subcommand(word) {
            command = sub;
            line = format!("{line} {word}");
        }
    }
    line
}

fn plain(value: &ContextValue) -> String {
    anstream::adapter::strip_str(&value.to_string()).to_string()
}

#[cfg(test)]
mod tests {
    use super::super::args::grammar;
    use super::*;
    use crate::render::Language;

    fn told_of(line: &str) -> CliError {
        let grammar = grammar(Language::En);
        let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        let error = grammar.clone().try_get_matches_from(&words).unwrap_err();
        told(&error, &grammar, &words)
    }

    #[test]
    fn every_kind_of_mistake_has_its_own_words() {
        for (line, id, part) in [
            ("liuhen keys", "usage-unknown-command", "keys"),
            ("liuhen key", "usage-no-command", ""),
            ("liuhen key show --nonsense", "usage-unknown-option", "--nonsense"),
            ("liuhen key check a b", "usage-unknown-argument", "b"),
            ("liuhen key check", "usage-missing", "<"),
            ("liuhen key show a --format xml", "usage-value-not-one-of", "xml"),
            ("liuhen key show a --format", "usage-value-missing", "--format"),
            ("liuhen key new a --out b", "usage-conflict", "--out"),
            ("liuhen key new a --no-passphrase --no-passphrase", "usage-twice", "--no-passphrase"),
            ("liuhen key new a --no-passphrase=x", "usage-too-many-values", "--no-passphrase"),
        ] {
            let error = told_of(line);
            assert_eq!(error.id(), id, "{line}");
            for language in Language::ALL {
                let words = error.told(language).message;
                assert!(words.contains(part) && !words.contains('{'), "{line}: {words}");
            }
        }
    }

    #[test]
    fn the_hint_names_the_help_page_of_the_command() {
        let hints = told_of("liuhen key --quiet show --nonsense").told(Language::En).hints;
        assert!(hints.last().unwrap().contains("`liuhen key show --help`"), "{hints:?}");
        let hints = told_of("liuhen completion").told(Language::Zh).hints;
        assert!(hints[0].contains("completions"), "{hints:?}");
    }
}
