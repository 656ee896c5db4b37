//! The languages the program speaks.

/// A language every message exists in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// English.
    En,
    /// Chinese, simplified characters (普通话，简体字).
    Zh,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::En, Self::Zh];

    /// From a language tag or a locale's name: `zh-CN`, `zh_CN.UTF-8`, `en`. `None` for any language the program does
    /// not speak, the nameless locale `C` among them.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_', '.', '@']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "en" => Some(Self::En),
            "zh" => Some(Self::Zh),
            _ => None,
        }
    }

    /// What was typed; else the first wish the program can fulfil; else English, which every terminal can show.
    pub fn choose<'a>(typed: Option<Self>, wishes: impl IntoIterator<Item = &'a str>) -> Self {
        typed.or_else(|| wishes.into_iter().find_map(Self::from_tag)).unwrap_or(Self::En)
    }

    /// The BCP 47 tag, as HTML and XML want it.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh-CN",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_locale_names_are_understood() {
        for tag in ["zh", "zh-CN", "zh_CN.UTF-8", "ZH-Hans-CN", "zh_TW"] {
            assert_eq!(Language::from_tag(tag), Some(Language::Zh), "{tag}");
        }
        for tag in ["en", "en-GB", "en_US.UTF-8", "EN"] {
            assert_eq!(Language::from_tag(tag), Some(Language::En), "{tag}");
        }
        for tag in ["", "C", "C.UTF-8", "POSIX", "fr-FR", "zho", "english"] {
            assert_eq!(Language::from_tag(tag), None, "{tag}");
        }
    }

    #[test]
    fn the_typed_language_wins_then_the_first_wish_then_english() {
        assert_eq!(Language::choose(Some(Language::En), ["zh"]), Language::En);
        assert_eq!(Language::choose(None, ["fr", "zh_CN.UTF-8", "en"]), Language::Zh);
        assert_eq!(Language::choose(None, ["C"]), Language::En);
        assert_eq!(Language::choose(None, []), Language::En);
    }

    #[test]
    fn every_language_knows_its_own_tag() {
        for language in Language::ALL {
            assert_eq!(Language::from_tag(language.tag()), Some(language));
        }
    }
}
