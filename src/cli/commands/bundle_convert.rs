//! `bundle convert`: the file of a bundle in the layouts that archives ask for: an offline medium, an encapsulated package.

use std::io::Read;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::bundle_verify::{PolicyArgs, judge_bag};
use crate::bundle::Bag;
use crate::cli::bundling::open_bag;
use crate::cli::dossier_pages::compile;
use crate::cli::judging::{exit, tell};
use crate::cli::{CliError, Context, Exit, files, refusal};
use crate::format::Contents;
use crate::port::{ReadBundle as _, WriteBag};
use crate::render::archive::eep;
use crate::render::archive::transfer_2012::{Carrier, Lying, layout};
use crate::render::{Message, Piece, Tone};
use crate::store::NewBagFolder;
use crate::verify::Verdict;
use crate::verify::four_properties::Occasion;

/// What `bundle convert` takes.
#[derive(Debug, Args)]
pub struct ConvertArgs {
    /// The bundle.
    #[arg(value_name = "BUNDLE")]
    pub bundle: PathBuf,
    /// To which layout.
    #[arg(long, value_name = "LAYOUT")]
    pub to: LayoutName,
    /// The new folder, or the new file.
    #[arg(long, value_name = "PATH")]
    pub out: PathBuf,
    /// The medium's capacity.
    #[arg(long, value_name = "TEXT")]
    pub capacity: Option<String>,
    /// What sort of medium.
    #[arg(long, value_name = "TEXT")]
    pub medium: Option<String>,
    /// The medium's number.
    #[arg(long, value_name = "TEXT")]
    pub number: Option<String>,
    /// Who keeps it.
    #[arg(long, value_name = "TEXT")]
    pub kept_by: Option<String>,
    /// Who made it.
    #[arg(long, value_name = "TEXT")]
    pub made_by: Option<String>,
    /// Who checked it.
    #[arg(long, value_name = "TEXT")]
    pub checked_by: Option<String>,
    /// How the bundle is judged first.
    #[command(flatten)]
    pub policy: PolicyArgs,
}

/// A layout that an archive asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LayoutName {
    /// 档发〔2012〕7号, annex 2: a folder for an offline medium.
    OfflineMedium,
    /// DA/T 48-2009, as far as its names are published: one XML file.
    Eep,
}

#[derive(Serialize)]
struct ConvertDocument {
    schema: &'static str,
    path: String,
    files: u64,
}

impl ConvertArgs {
    /// Converts.
    ///
    /// # Errors
    /// The bundle is not intact (its own exit code), or something cannot be written.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let policy = self.policy.read(context)?;
        let source = open_bag(context, &self.bundle)?;
        let bag = Bag::open(&*source).map_err(|error| refusal::files(&error).exit_with(Exit::Unreadable))?;
        let report = judge_bag(&bag, &policy)?;
        let contents = bag.contents().ok().and_then(|bytes| Contents::read(&bytes).ok());
        let Some(contents) = contents.filter(|_| report.verdict < Verdict::Unreadable) else {
            tell(context, &report)?;
            return Err(CliError::new(exit(report.verdict), "error-not-converted")
                .with("path", self.bundle.display().to_string()));
        };
        let cited = bag.cited().map_err(|error| refusal::files(&error))?;
        let occasion = (Occasion::Keeping, None);
        let dossier = compile(&bag, &contents, &cited, occasion, &report, &policy.holidays)?;
        let drawn = |cause: std::io::Error| CliError::surroundings("error-bundle-unreadable").because_of(&cause);
        let target = context.setting.path(&self.out);
        let count = match self.to {
            LayoutName::Eep => {
                files::write_new(&target, &eep::package(&dossier.volume).map_err(drawn)?)?;
                1
            }
            LayoutName::OfflineMedium => {
                let placed = layout(&dossier.volume, &dossier.four, &self.carrier()).map_err(drawn)?;
                let mut folder = Box::new(NewBagFolder::begin(&target, true).map_err(|error| refusal::files(&error))?);
                for one in &placed {
                    let mut from: Box<dyn Read> = match &one.content {
                        Lying::Bytes(bytes) => Box::new(&bytes[..]),
                        Lying::OfBundle(path) => {
                            let found = source.open(path, 0).map_err(|error| refusal::files(&error))?;
                            // What is cited and not there has made the bundle unsound.
                            found.ok_or_else(|| CliError::bug("a file of a sound bundle is not there"))?
                        }
                    };
                    folder.put(&one.path, &mut *from).map_err(|error| refusal::files(&error))?;
                }
                folder.finish().map_err(|error| refusal::files(&error))?;
                placed.len() as u64
            }
        };
        let document =
            ConvertDocument { schema: "liuhen/bundle-convert/v1", path: target.display().to_string(), files: count };
        context.printer.answer(&document, |printer| {
            let told = Message::new("told-converted").with("path", document.path.clone()).with("files", count);
            printer.pieces(&[Piece::new(Tone::Good, told.text(context.language()))]);
        })?;
        if self.to == LayoutName::Eep {
            context.printer.hint(&Message::new("hint-eep"));
        }
        Ok(Exit::Sound)
    }

    fn carrier(&self) -> Carrier {
        Carrier {
            capacity: self.capacity.clone(),
            kind: self.medium.clone(),
            number: self.number.clone(),
            kept_by: self.kept_by.clone(),
            made_by: self.made_by.clone(),
            checked_by: self.checked_by.clone(),
        }
    }
}
