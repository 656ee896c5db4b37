//! `profile adopt`: brings a profile into force for the decisions that are opened from then on. The root holders decide, as
//! they decide who may sign.

use std::collections::BTreeMap;

use clap::Args;

use crate::cli::profiles::{Adoptions, FoundProfile, Home, ProfileName, adopted_text, find, in_force_already};
use crate::cli::registry_record::{RegistryArgs, RootStatement};
use crate::cli::{CliError, Context, Exit, opening};
use crate::model::{Moment, Seq};
use crate::procedure::WrittenRule;
use crate::render::Message;
use crate::store::LedgerFolder;

/// What `profile adopt` takes.
#[derive(Debug, Args)]
pub struct AdoptArgs {
    /// The profile: the id of one that is built in, or a file.
    #[arg(value_name = "PROFILE")]
    pub profile: ProfileName,
    /// From when it is in force, as the document says.
    #[arg(long, value_name = "DAY")]
    pub from: Option<Moment>,
    /// Who signs, and with what.
    #[command(flatten)]
    pub registry: RegistryArgs,
}

impl AdoptArgs {
    /// Does it.
    ///
    /// # Errors
    /// Whatever stands against it, with its exit code; nothing has been signed or stored then.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let found = find(context, &self.profile)?;
        if let Home::Adopted(at) = found.home {
            return Err(in_force_already(&found.whole.profile.id, &found.blake3(), at));
        }
        let store = opening::reading(context)?;
        say_what_changes(context, &store, &found)?;
        drop(store);
        let statement = RootStatement::adopting(&found.whole, &self.registry.document, self.from)?;
        self.registry.enter_statement(context, &statement, |_| Ok(()))
    }
}

/// Tells whoever is about to sign what will be other than before. The text that is in force is not adopted again.
fn say_what_changes(context: &Context, store: &LedgerFolder, found: &FoundProfile) -> Result<(), CliError> {
    let profile = &found.whole.profile;
    let adoptions = Adoptions::of(store)?;
    let Some(before) = adoptions.in_force(&profile.id, Seq(u64::MAX)) else {
        let first = Message::new("note-adopt-first").show("profile", &profile.id).with("rules", profile.rules.len());
        context.printer.note(&first);
        return Ok(());
    };
    if before.what.blake3 == found.blake3() {
        return Err(in_force_already(&profile.id, &before.what.blake3, before.at));
    }
    // A text that was damaged in the ledger is not in the way of a new one.
    let Ok(old) = adopted_text(store, before) else {
        let message = Message::new("warning-profile-before-unreadable").show("profile", &profile.id);
        context.printer.warning(&message.show("seq", before.at));
        return Ok(());
    };
    let changes = Changes::between(&old, &found.whole.text);
    let list = |codes: &[String]| match codes {
        [] => context.text("word-none"),
        codes => codes.join(", "),
    };
    context.printer.note(
        &Message::new("note-adopt-changes")
            .show("profile", &profile.id)
            .show("seq", before.at)
            .with("added", list(&changes.added))
            .with("changed", list(&changes.changed))
            .with("dropped", list(&changes.dropped)),
    );
    Ok(())
}

/// The codes of the rules by which two texts of a profile differ.
#[derive(Debug, Default, PartialEq, Eq)]
struct Changes {
    added: Vec<String>,
    changed: Vec<String>,
    dropped: Vec<String>,
}

impl Changes {
    fn between(old: &str, new: &str) -> Self {
        let by_code = |text: &str| -> BTreeMap<String, WrittenRule> {
            WrittenRule::all(text).into_iter().map(|rule| (rule.text("code").to_owned(), rule)).collect()
        };
        let (old, new) = (by_code(old), by_code(new));
        let only = |one: &BTreeMap<String, WrittenRule>, other: &BTreeMap<String, WrittenRule>| {
            one.keys().filter(|code| !other.contains_key(*code)).cloned().collect()
        };
        let differs = |(code, rule): &(&String, &WrittenRule)| old.get(*code).is_some_and(|before| before != *rule);
        Self {
            added: only(&new, &old),
            changed: new.iter().filter(differs).map(|(code, _)| code.clone()).collect(),
            dropped: only(&old, &new),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_texts_are_told_apart_rule_by_rule() {
        let rule = |code: &str, least: u32| format!("[[rule]]\ncode = \"{code}\"\nleast = {least}\n");
        let (old, new) = (rule("A", 1) + &rule("B", 1) + &rule("C", 1), rule("B", 1) + &rule("C", 2) + &rule("D", 1));
        let changes = Changes::between(&old, &new);
        let codes = |codes: &[&str]| codes.iter().map(|&code| code.to_owned()).collect::<Vec<_>>();
        assert_eq!(changes, Changes { added: codes(&["D"]), changed: codes(&["C"]), dropped: codes(&["A"]) });
    }
}
