//! Help in the reader's language: walks the grammar and puts the words of `messages/*/help.ftl` into it.
//!
//! | id | what it is |
//! |---|---|
//! | `help-liuhen` | what the program is |
//! | `help-step-add` | what the command `step add` does, one line |
//! | `help-step-add.long` | more about it, shown by `--help` (may be left out) |
//! | `help-step-add.example` | command lines to try (may be left out) |
//! | `help-step-add-form` | its option `--form` or argument `FORM` |
//! | `help-step-add-form.value` | what its value is called (may be left out) |
//! | `help-shared-form` | the same for every command that has no text of its own for it |
//! | `help-global-ledger` | an option of every command |

use std::collections::BTreeMap;

use anstyle::{Effects, Style};
use clap::{Arg, Command};

use crate::render::messages::find;
use crate::render::{Language, text, wrapped};

/// `grammar` with all its words in `language`.
pub fn in_language(grammar: Command, language: Language) -> Command {
    let dressed = dressed(grammar, ROOT, language);
    let mut built = dressed.clone();
    built.build();
    let mut usages = BTreeMap::new();
    collect_usages(&mut built, ROOT, language, &mut usages);
    with_usages(dressed, ROOT, &usages)
}

fn dressed(command: Command, path: &str, language: Language) -> Command {
    let say = |id: &str| text(language, id, &[]);
    let about = narrow(&say(path), language);
    let mut command = command
        .help_template(template(language))
        .subcommand_help_heading(say("help-heading-commands"))
        .subcommand_value_name(say("help-value-command"))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true);
    command = match find(language, &format!("{path}.long"), &[]) {
        Some(long) => command.long_about(format!("{about}\n\n{long}")),
        None => command,
    };
    command = match find(language, &format!("{path}.example"), &[]) {
        Some(example) => {
            let indented: String = example.lines().map(|line| format!("\n  {line}")).collect();
            command.after_help(format!("{}{indented}", headed(&say("help-heading-example"))))
        }
        None => command,
    };
    let path = path.to_owned();
    command.about(about).mut_args(|arg| arg_in_language(arg, &path, language)).mut_subcommands(|sub| {
        let path = below(&path, sub.get_name());
        dressed(sub, &path, language)
    })
}

fn arg_in_language(arg: Arg, path: &str, language: Language) -> Arg {
    let id = arg_id(&arg, path, |id| find(language, id, &[]).is_some());
    let takes_values = arg.get_action().takes_values();
    let heading = match () {
        () if arg.is_global_set() => "help-heading-global",
        () if arg.is_positional() => "help-heading-arguments",
        () => "help-heading-options",
    };
    let mut words = text(language, &id, &[]);
    let values: Vec<String> = match takes_values {
        true => arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect(),
        false => Vec::new(),
    };
    if !values.is_empty() {
        let values = values.join(&text(language, "help-value-or", &[]));
        words = text(language, "help-values", &[("help", words.into()), ("values", values.into())]);
    }
    let defaults: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    if takes_values && !defaults.is_empty() {
        words = text(language, "help-default", &[("help", words.into()), ("default", defaults.join(" ").into())]);
    }
    let arg = match find(language, &format!("{id}.value"), &[]) {
        Some(name) if takes_values => arg.value_name(name),
        _ => arg,
    };
    let arg = arg.help(narrow(&words, language)).help_heading(text(language, heading, &[]));
    if takes_values { arg.hide_possible_values(true).hide_default_value(true) } else { arg }
}

/// clap breaks lines at spaces only and Chinese has none, so its lines are broken here, narrow enough to stand beside
/// the names of options on a terminal of 80 places.
fn narrow(words: &str, language: Language) -> String {
    match language {
        Language::En => words.to_owned(),
        Language::Zh => wrapped(words, CHINESE_PLACES).join("\n"),
    }
}

/// The id of an argument's words: its own where somebody wrote them, else the shared ones.
fn arg_id(arg: &Arg, path: &str, exists: impl Fn(&str) -> bool) -> String {
    let name = arg.get_id().as_str().replace('_', "-");
    if arg.is_global_set() {
        return format!("help-global-{name}");
    }
    let (own, shared) = (format!("{path}-{name}"), format!("help-shared-{name}"));
    if !exists(&own) && exists(&shared) { shared } else { own }
}

/// The id of a subcommand's words.
fn below(path: &str, name: &str) -> String {
    if path == ROOT { format!("help-{name}") } else { format!("{path}-{name}") }
}

/// clap writes `[OPTIONS]` into every usage line and offers no other word, so the line is written again with ours.
fn collect_usages(command: &mut Command, path: &str, language: Language, into: &mut BTreeMap<String, String>) {
    let usage = command.render_usage().to_string();
    let usage = usage.strip_prefix("Usage: ").unwrap_or(&usage);
    let options = format!("[{}]", text(language, "help-value-options", &[]));
    into.insert(path.to_owned(), usage.replace("[OPTIONS]", &options));
    for sub in command.get_subcommands_mut() {
        let path = below(path, sub.get_name());
        collect_usages(sub, &path, language, into);
    }
}

fn with_usages(command: Command, path: &str, usages: &BTreeMap<String, String>) -> Command {
    let command = match usages.get(path) {
        Some(usage) => command.override_usage(usage.clone()),
        None => command,
    };
    let path = path.to_owned();
    command.mut_subcommands(|sub| {
        let path = below(&path, sub.get_name());
        with_usages(sub, &path, usages)
    })
}

fn template(language: Language) -> String {
    let usage = headed(&text(language, "help-heading-usage", &[]));
    format!("{{about-with-newline}}\n{usage} {{usage}}\n\n{{all-args}}{{after-help}}\n")
}

/// A heading as clap draws its own, colon included, which clap always sets in ASCII.
fn headed(heading: &str) -> String {
    let style = Style::new().effects(Effects::BOLD.insert(Effects::UNDERLINE));
    format!("{style}{heading}:{style:#}")
}

const ROOT: &str = "help-liuhen";

/// 80 less the 28 that ` --passphrase-file <文件>` and its margins take.
const CHINESE_PLACES: usize = 52;

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::super::args::Args;
    use super::*;

    /// Every id the grammar asks for, as the words would be looked up.
    fn wanted(command: &Command, path: &str, ids: &mut Vec<String>) {
        ids.push(path.to_owned());
        for arg in command.get_arguments() {
            ids.push(arg_id(arg, path, |id| find(Language::En, id, &[]).is_some()));
        }
        for sub in command.get_subcommands() {
            wanted(sub, &below(path, sub.get_name()), ids);
        }
    }

    #[test]
    fn every_command_and_option_has_its_words_in_every_language() {
        let mut ids = Vec::new();
        wanted(&Args::command(), ROOT, &mut ids);
        for language in Language::ALL {
            let missing: Vec<_> = ids.iter().filter(|id| find(language, id, &[]).is_none()).collect();
            assert_eq!(missing, Vec::<&String>::new(), "{language:?}");
        }
    }

    #[test]
    fn no_word_of_english_is_left_in_chinese_help() {
        fn check(command: &mut Command) {
            let page = command.render_long_help().to_string();
            for word in
                ["Usage", "Options", "Commands", "Arguments", "OPTIONS", "COMMAND", "possible", "default", "Print"]
            {
                assert!(!page.contains(word), "`{word}` in {page}");
            }
            assert!(!page.contains('⟨'), "{page}");
            for sub in command.get_subcommands_mut() {
                check(sub);
            }
        }
        let mut grammar = in_language(Args::command(), Language::Zh);
        grammar.build();
        check(&mut grammar);
    }

    #[test]
    fn a_page_tells_values_defaults_and_the_whole_command() {
        let mut grammar = in_language(Args::command(), Language::En);
        grammar.build();
        let page = grammar.find_subcommand_mut("key").unwrap().find_subcommand_mut("new").unwrap().render_long_help();
        let page = page.to_string();
        assert!(page.contains("Usage: liuhen key new [OPTIONS] <NAME|--out <FILE>>"), "{page}");
        assert!(page.contains("[text, json] [default: text]"), "{page}");
    }
}
