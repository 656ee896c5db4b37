//! Which profile a decision is judged by: the text in force is pinned when the decision is opened, and no later change of
//! the profile alters the verdict.
//!
//! In scope: choosing among what the ledger has adopted, before anything is signed. Out of scope: adopting, judging.

use clap::Args;

use super::context::Context;
use super::error::CliError;
use super::form::Form;
use super::opening;
use super::profiles::{Adoptions, adopted_text};
use super::written::Written;
use crate::model::{ProfileId, Seq, Value};
use crate::procedure::Profile;
use crate::render::{Message, words};
use crate::store::LedgerFolder;
use crate::verify::Adopted;

/// What every command that opens decisions takes.
#[derive(Debug, Clone, Default, Args)]
pub struct PinArgs {
    /// The profile that the decision is judged by.
    #[arg(long, value_name = "PROFILE", conflicts_with = "no_profile")]
    pub profile: Option<ProfileId>,
    /// Opens without a profile.
    #[arg(long)]
    pub no_profile: bool,
}

impl PinArgs {
    /// Pins a profile in every form that opens a decision: the one it names, or that was typed, or else the only one that
    /// the ledger has adopted. Where it has adopted none, that is said and the decision opens without.
    ///
    /// # Errors
    /// The profile has not been adopted; none is named and there are several; one was typed and nothing is opened, or the
    /// form names another.
    pub fn pin(&self, context: &Context, written: &mut [Written]) -> Result<(), CliError> {
        let opens = written.iter().flat_map(|one| &one.forms).any(Form::may_pin);
        if !opens {
            return match (&self.profile, self.no_profile) {
                (Some(_), _) => Err(CliError::usage("error-nothing-to-pin").with("option", "--profile")),
                (None, true) => Err(CliError::usage("error-nothing-to-pin").with("option", "--no-profile")),
                (None, false) => Ok(()),
            };
        }
        let store = opening::browsing(context)?;
        let adoptions = Adoptions::of(&store)?;
        for one in written {
            for form in one.forms.iter_mut().filter(|form| form.may_pin()) {
                if let Some(adopted) = self.chosen(context, &adoptions, form)? {
                    warn(context, &store, adopted, form);
                    form.pin(&adopted.what.profile, &adopted.what.blake3);
                }
            }
        }
        Ok(())
    }

    fn chosen<'a>(
        &self,
        context: &Context,
        adoptions: &'a Adoptions,
        form: &Form,
    ) -> Result<Option<&'a Adopted>, CliError> {
        let differs = match (&form.profile, &self.profile) {
            (Some(written), Some(typed)) => written != typed,
            (Some(_), None) => self.no_profile,
            (None, _) => false,
        };
        if let (true, Some(written)) = (differs, &form.profile) {
            return Err(CliError::usage("error-two-profiles")
                .show("decision", &form.decision)
                .show("profile", written));
        }
        if let Some(named) = form.profile.as_ref().or(self.profile.as_ref()) {
            let found = adoptions.in_force(named, Seq(u64::MAX));
            return found.map(Some).ok_or_else(|| not_adopted(named.as_str(), adoptions));
        }
        if self.no_profile {
            return Ok(None);
        }
        match adoptions.current()[..] {
            [only] => Ok(Some(only)),
            [] => {
                context.printer.note(&Message::new("note-no-profile").show("decision", &form.decision));
                context.printer.hint(&Message::new("hint-profile-adopt"));
                Ok(None)
            }
            ref several => Err(CliError::refused("error-several-profiles")
                .show("decision", &form.decision)
                .with("profiles", names(several))
                .hint(Message::new("hint-name-profile"))),
        }
    }
}

/// The ledger had not adopted it; what it has adopted.
pub fn not_adopted(profile: &str, adoptions: &Adoptions) -> CliError {
    let told = CliError::refused("error-profile-not-adopted").with("profile", profile.to_owned());
    match &adoptions.current()[..] {
        [] => told.hint(Message::new("hint-profile-adopt")),
        current => told.hint(Message::new("hint-profiles-adopted").with("profiles", names(current))),
    }
}

fn names(adopted: &[&Adopted]) -> String {
    adopted.iter().map(|one| one.what.profile.as_str()).collect::<Vec<_>>().join(", ")
}

/// Says what is odd about a choice; it is the opener's all the same.
fn warn(context: &Context, store: &LedgerFolder, adopted: &Adopted, form: &Form) {
    let profile = adopted_text(store, adopted).ok().and_then(|text| Profile::read(&text).ok());
    let name = adopted.what.profile.to_string();
    let Some(profile) = profile else {
        return context.printer.warning(&Message::new("warning-profile-unreadable").with("profile", name));
    };
    let level = form.body.get("level").and_then(|level| match level {
        Value::Text(level) => Some(level),
        _ => None,
    });
    if let Some(level) = level.filter(|level| !profile.levels.contains(level)) {
        let level = words::choice(context.language(), "level", level);
        context.printer.warning(&Message::new("warning-profile-level").with("profile", name).with("level", level));
    }
}
