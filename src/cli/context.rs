//! What every command is given: the setting and the mouth.

use super::key_folder::KeyFolder;
use super::printer::Printer;
use super::progress::Progress;
use super::setting::Setting;
use crate::render::{Language, Message};

/// What a command works with.
pub struct Context {
    /// What is ready for work.
    pub setting: Setting,
    /// The one mouth.
    pub printer: Printer,
}

impl Context {
    /// The language of everything said.
    pub const fn language(&self) -> Language {
        self.setting.language
    }

    /// The sentence `id`, without values.
    pub fn text(&self, id: &str) -> String {
        crate::render::text(self.language(), id, &[])
    }

    /// The folder of the keys.
    pub fn keys(&self) -> KeyFolder {
        KeyFolder::new(self.setting.key_dir())
    }

    /// A progress bar over `total` steps of work, which only shows itself if the work takes long.
    pub fn progress(&self, work: &Message, total: Option<u64>) -> Progress {
        Progress::start(self.setting.progress, work.text(self.language()), total)
    }
}
