//! How a piece of a line is spoken, and how foreign text is kept from speaking to the terminal.

use std::borrow::Cow;
use std::fmt::Write as _;

/// What a piece of text is. Colour may repeat it; the words must already say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Wrong: errors, failed checks.
    Bad,
    /// Of less weight: units, remarks.
    Faint,
    /// Right: passed checks, success.
    Good,
    /// What to do next; paths and commands.
    Hint,
    /// Neither good nor bad.
    #[default]
    Plain,
    /// A heading or a name that carries the line.
    Strong,
    /// To be looked at: warnings, borderline.
    Warn,
}

/// A stretch of a line in one tone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// How it is spoken.
    pub tone: Tone,
    /// The words, as they came; whoever prints them makes them [`harmless`].
    pub text: String,
}

impl Piece {
    /// `text` in `tone`.
    pub fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self { tone, text: text.into() }
    }

    /// `text` without a tone.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::new(Tone::Plain, text)
    }
}

impl<T: Into<String>> From<T> for Piece {
    fn from(text: T) -> Self {
        Self::plain(text)
    }
}

/// `text` with every character that commands a terminal or reorders a line written out, such as `\u{1b}` or
/// `\u{202e}`: a title in a ledger must not be able to paint a verdict. A line's end becomes `\n`.
pub fn harmless(text: &str) -> Cow<'_, str> {
    if !text.contains(commands_a_terminal) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if commands_a_terminal(c) => {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Control characters (C0, DEL, C1), line and paragraph separators, and the marks that reorder text (UAX #9 §2).
fn commands_a_terminal(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_text_passes_untouched() {
        for text in ["", "plain", "云府决〔2026〕3号", "é e\u{301} 👩‍⚖️", "阿依古丽·买买提"] {
            assert!(matches!(harmless(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }

    #[test]
    fn what_commands_a_terminal_is_written_out() {
        assert_eq!(harmless("a\u{1b}]0;x\u{7}b"), "a\\u{1b}]0;x\\u{7}b");
        assert_eq!(harmless("a\u{9b}31m"), "a\\u{9b}31m");
        assert_eq!(harmless("合法\u{202e}性"), "合法\\u{202e}性");
        assert_eq!(harmless("a\r\nb\tc\u{2028}d"), "a\\r\\nb\\tc\\u{2028}d");
    }
}
