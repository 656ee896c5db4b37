//! `decision open`: the first record of a decision or a catalogue. It is `step add` for kinds that open, and takes no
//! other.

use clap::Args;

use super::step_add::AddArgs;
use crate::cli::{CliError, Context, Exit};
use crate::render::Message;

/// What `decision open` takes.
#[derive(Debug, Args)]
pub struct OpenArgs {
    /// The form, and who signs it.
    #[command(flatten)]
    pub add: AddArgs,
}

impl OpenArgs {
    /// Does it.
    ///
    /// # Errors
    /// Whatever stands against it, with its exit code.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let written = self.add.read(context)?;
        match written.forms.iter().find(|form| !form.kind.opens) {
            None => self.add.enter(context, written),
            Some(form) => Err(CliError::refused("error-not-an-opening")
                .with("path", written.name.clone())
                .with("kind", form.kind.name)
                .hint(Message::new("hint-step-add"))),
        }
    }
}
