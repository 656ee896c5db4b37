//! Lines of a given width, for a text that may have no spaces: Chinese breaks between characters, not between words.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// `text` in lines of at most `places`, its own line ends kept. A line may break at a space and before or after a wide
/// character, yet no line begins with a closing mark or ends with an opening one (GB/T 15834-2011, 5.1). What cannot
/// be broken, such as a digest, is longer than asked rather than cut.
pub fn wrapped(text: &str, places: usize) -> Vec<String> {
    text.split('\n').flat_map(|line| wrapped_line(line, places)).collect()
}

fn wrapped_line(text: &str, places: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for unit in units(text) {
        let fits = line.width() + unit.trim_end().width() <= places;
        if !fits && !line.is_empty() {
            lines.push(line.trim_end().to_owned());
            line.clear();
        }
        line.push_str(unit);
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// The parts of `text` between which a line may break.
fn units(text: &str) -> Vec<&str> {
    let mut units = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        if before.is_some_and(|before| may_break(before, c)) {
            units.push(&text[start..at]);
            start = at;
        }
        before = Some(c);
    }
    units.push(&text[start..]);
    units
}

fn may_break(before: char, after: char) -> bool {
    let wide = |c: char| c.width() == Some(2) || CLOSING.contains(c) || OPENING.contains(c);
    if CLOSING.contains(after) || OPENING.contains(before) || after == ' ' {
        return false;
    }
    before == ' ' || wide(before) || wide(after)
}

/// Marks no line begins with.
const CLOSING: &str = "、，。；：！？）”’》】〕］…·%）,.;:!?)]";

/// Marks no line ends with.
const OPENING: &str = "（“‘《【〔［([";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_break_at_spaces_and_chinese_between_characters() {
        assert_eq!(wrapped("no network is needed", 10), ["no network", "is needed"]);
        assert_eq!(wrapped("决策机关决定启动", 8), ["决策机关", "决定启动"]);
        assert_eq!(wrapped("用 LIUHEN_KEYS 指定", 12), ["用", "LIUHEN_KEYS", "指定"]);
    }

    #[test]
    fn no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() {
        assert_eq!(wrapped("决策机关，决定", 8), ["决策机", "关，决定"]);
        assert_eq!(wrapped("决策机（启动）", 8), ["决策机", "（启动）"]);
        assert_eq!(wrapped("option (see below)", 8), ["option", "(see", "below)"]);
    }

    #[test]
    fn nothing_is_lost_or_cut() {
        let digest = "0123456789abcdef".repeat(4);
        assert_eq!(wrapped(&format!("id {digest}"), 20), ["id", &digest]);
        assert_eq!(wrapped("a\n\nb", 20), ["a", "", "b"]);
        assert_eq!(wrapped("", 20), [""]);
        let text = "《重大行政决策程序暂行条例》（国务院令第713号）第十五条：“一般不少于30日”。";
        for places in 4..60 {
            assert_eq!(wrapped(text, places).concat(), text, "{places}");
        }
    }
}
