//! Pages for people: HTML that prints on A4, runs no script, loads nothing and says in its own head that it may not.
//!
//! In scope: writing marks and text so that no text becomes a mark, and the frame every page stands in. Out of scope: what a
//! page says ([`proof_page`](super::proof_page) and others).
//!
//! A mark is a literal of this program and comes in as `&'static str`; whatever comes from a ledger can only come in as text,
//! and is escaped. There is no third way in.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::tone::harmless;
use super::{Language, text};

/// A piece of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// Nothing yet.
    pub const fn new() -> Self {
        Self(String::new())
    }

    /// Adds a mark, a literal of the program, as it is.
    pub fn mark(&mut self, mark: &'static str) -> &mut Self {
        self.0.push_str(mark);
        self
    }

    /// Adds text, whoever wrote it.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.0.push_str(&escaped(text));
        self
    }

    /// Adds text between two marks.
    pub fn between(&mut self, opening: &'static str, text: &str, closing: &'static str) -> &mut Self {
        self.mark(opening).text(text).mark(closing)
    }

    /// Adds an attribute to the mark that is open: ` name="value"`.
    pub fn attribute(&mut self, name: &'static str, value: &str) -> &mut Self {
        // Writing to a String cannot fail.
        let _infallible = write!(self.0, " {name}=\"{}\"", escaped(value));
        self
    }

    /// Adds another piece.
    pub fn add(&mut self, other: &Self) -> &mut Self {
        self.0.push_str(&other.0);
        self
    }

    /// Adds a sentence without values in both languages, Chinese first.
    pub fn both(&mut self, id: &'static str) -> &mut Self {
        self.pair(&text(Language::Zh, id, &[]), &text(Language::En, id, &[]))
    }

    /// Adds the same said in Chinese and in English; once, where both are the same.
    pub fn pair(&mut self, zh: &str, en: &str) -> &mut Self {
        if zh == en {
            return self.text(zh);
        }
        self.between("<span lang=\"zh-CN\">", zh, "</span> ").between("<span lang=\"en\">", en, "</span>")
    }

    /// What has been written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A whole page. `style` is added to the style that all pages share.
pub fn page(title: &str, style: &'static str, body: &Html) -> String {
    let mut page = Html::new();
    page.mark("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n");
    // Whatever may have got into the text: a browser runs nothing and fetches nothing for this page.
    page.mark(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
    );
    page.mark("<meta name=\"viewport\" content=\"width=device-width\">\n");
    page.between("<title>", title, "</title>\n").mark("<style>\n").mark(STYLE).mark(style);
    page.mark("</style>\n</head>\n<body>\n").add(body).mark("</body>\n</html>\n");
    page.0
}

/// Text as it may stand between marks and in an attribute's value. Lines stay lines; what commands a terminal or reorders a
/// line is written out, since such a text could paint a sentence that nobody wrote.
pub fn escaped(text: &str) -> Cow<'_, str> {
    let plain = |c: char| !matches!(c, '&' | '<' | '>' | '"' | '\'');
    if text.chars().all(plain) && matches!(harmless(text), Cow::Borrowed(_)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for (place, line) in text.split('\n').enumerate() {
        if place > 0 {
            out.push('\n');
        }
        for c in harmless(line).chars() {
            match c {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '"' => out.push_str("&quot;"),
                '\'' => out.push_str("&#39;"),
                c => out.push(c),
            }
        }
    }
    Cow::Owned(out)
}

/// Black on white, on A4, with page breaks where nothing is torn apart.
const STYLE: &str = "\
@page { size: A4; margin: 16mm 15mm; }
* { box-sizing: border-box; }
body { max-width: 180mm; margin: 0 auto; padding: 4mm 0; color: #000; background: #fff;
  font: 10.5pt/1.5 \"Noto Serif CJK SC\", \"Source Han Serif SC\", SimSun, Songti SC, serif; }
h1 { font-size: 18pt; line-height: 1.3; text-align: center; margin: 0 0 4mm; }
h2 { font-size: 13pt; border-bottom: 0.3mm solid #000; margin: 8mm 0 2mm; break-after: avoid; }
h3 { font-size: 11pt; margin: 5mm 0 1mm; break-after: avoid; }
p { margin: 1.5mm 0; }
table { border-collapse: collapse; width: 100%; margin: 1.5mm 0; }
th, td { border: 0.2mm solid #666; padding: 1mm 2mm; text-align: left; vertical-align: top; overflow-wrap: anywhere;
  white-space: pre-wrap; orphans: 3; widows: 3; }
td:has(> div), td:has(> table) { white-space: normal; }
th { font-weight: normal; background: #f2f2f2; }
tr { break-inside: avoid; }
tr.long, tr:has(table) { break-inside: auto; }
code, pre { font: 8.5pt/1.4 \"Noto Sans Mono\", \"DejaVu Sans Mono\", Consolas, monospace; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; border: 0.2mm solid #999; padding: 1.5mm 2mm; margin: 1.5mm 0; }
[lang=en] { font-family: \"Noto Serif\", \"Times New Roman\", \"Noto Serif CJK SC\", SimSun, serif; }
.warn { border: 0.5mm solid #000; padding: 1.5mm 3mm; font-weight: bold; break-inside: avoid; }
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_becomes_a_mark() {
        let hostile = "<script>alert(1)</script> & \"x\" 'y' \u{202e}\u{1b}[2J";
        let mut html = Html::new();
        html.mark("<p").attribute("title", hostile).mark(">").text(hostile).pair(hostile, "b").mark("</p>");
        let page = page(hostile, "", &html);
        assert!(!page.contains("<script") && !page.contains('\u{202e}') && !page.contains('\u{1b}'), "{page}");
        assert_eq!(page.matches("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot; &#39;y&#39;").count(), 4);
        assert!(page.contains("\\u{202e}\\u{1b}[2J"), "{page}");
    }

    #[test]
    fn ordinary_text_stays_and_lines_stay_lines() {
        assert!(matches!(escaped("云府决〔2026〕3号"), Cow::Borrowed(_)));
        assert_eq!(escaped("一\n二 < 三\n"), "一\n二 &lt; 三\n");
        assert_eq!(escaped("a\r\tb"), "a\\r\\tb");
    }

    #[test]
    fn what_is_the_same_in_both_languages_stands_once() {
        let mut html = Html::new();
        html.pair("何铮", "何铮").pair("是", "yes");
        assert_eq!(html.as_str(), "何铮<span lang=\"zh-CN\">是</span> <span lang=\"en\">yes</span>");
    }

    #[test]
    fn a_page_forbids_itself_to_run_or_fetch_anything() {
        let page = page("t", "p { color: red; }\n", &Html::new());
        assert!(page.contains("default-src 'none'") && page.contains("size: A4") && page.contains("color: red"));
        assert!(!page.contains("<script") && !page.contains("http://") && !page.contains("https://"), "{page}");
    }
}
