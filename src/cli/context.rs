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

    /// As [`Context::progress`], the steps being bytes.
    pub fn progress_in_bytes(&self, work: &Message, total: Option<u64>) -> Progress {
        Progress::over_bytes(self.setting.progress, work.text(self.language()), total)
    }
}

#[cfg(test)]
pub(in crate::cli) mod tests {
    use std::path::Path;

    use super::*;
    use crate::cli::args::{Format, GlobalArgs};
    use crate::cli::printer::tests::{Paper, on_paper};
    use crate::cli::setting::Environment;

    /// A context for the tests of commands: in the folder `here`, speaking English, on two papers that can be read.
    pub(in crate::cli) fn on_paper_in(here: &Path, environment: Environment) -> (Context, Paper, Paper) {
        let (printer, out, err) = on_paper(Language::En, Format::Text, false);
        let environment = Environment { language: Some("en".into()), ..environment };
        (Context { setting: Setting::at(here.into(), &GlobalArgs::default(), environment), printer }, out, err)
    }

    #[test]
    fn keys_are_looked_for_where_the_setting_says() {
        let (context, ..) = on_paper_in(Path::new("/srv"), Environment::default());
        assert_eq!(context.keys().path(), Path::new("/srv/keys"));
        assert_eq!(context.text("key-id"), "key id");
    }
}
