//! The one mouth of the program: results go to standard output, the conversation to standard error.
//!
//! With `--format json` standard output carries exactly one document, so lines and tables stay silent there.
//! Foreign text is made harmless before it reaches a terminal. A reader that went away (`| head`) is no error.

use std::cell::{Cell, RefCell};
use std::io::{self, BufWriter, Write};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use serde::Serialize;

use super::args::{Colour, Format};
use super::error::{CliError, Told, ToldProblem};
use crate::render::{Language, Message, Piece, Table, Tone, harmless, text};

/// Says things, in one language, to two streams.
pub struct Printer {
    out: RefCell<Stream>,
    err: RefCell<Stream>,
    failure: RefCell<Option<io::Error>>,
    document_printed: Cell<bool>,
    language: Language,
    format: Format,
    quiet: bool,
}

/// Where words go, and whether colour codes go with them.
struct Stream {
    to: Box<dyn Write>,
    coloured: bool,
}

impl Stream {
    fn write(&mut self, text: &str) -> io::Result<()> {
        if self.coloured {
            self.to.write_all(text.as_bytes())
        } else {
            self.to.write_all(anstream::adapter::strip_str(text).to_string().as_bytes())
        }
    }
}

impl Printer {
    /// On this process's own streams. Colour follows `colour`; by itself it is used on terminals only and honours
    /// `NO_COLOR`.
    pub fn on_terminal(language: Language, format: Format, colour: Colour, quiet: bool) -> Self {
        let (out, err) = (io::stdout(), io::stderr());
        let coloured = |by_itself| match colour {
            Colour::Always => true,
            Colour::Auto => by_itself != ColorChoice::Never,
            Colour::Never => false,
        };
        let (out_coloured, err_coloured) = (coloured(AutoStream::choice(&out)), coloured(AutoStream::choice(&err)));
        let out = Stream { to: Box::new(BufWriter::new(out)), coloured: out_coloured };
        Self::new(out, Stream { to: Box::new(err), coloured: err_coloured }, language, format, quiet)
    }

    const fn new(out: Stream, err: Stream, language: Language, format: Format, quiet: bool) -> Self {
        Self {
            out: RefCell::new(out),
            err: RefCell::new(err),
            failure: RefCell::new(None),
            document_printed: Cell::new(false),
            language,
            format,
            quiet,
        }
    }

    /// Whether the result is to be one JSON document.
    pub fn is_json(&self) -> bool {
        self.format == Format::Json
    }

    /// The result, in whichever form was asked for: `document` as JSON, or what `lines` prints. Every command that has
    /// a result ends in this call.
    ///
    /// # Errors
    /// A value that JSON cannot hold: exit 70.
    pub fn answer(&self, document: &impl Serialize, lines: impl FnOnce(&Self)) -> Result<(), CliError> {
        if self.is_json() {
            self.json(document)
        } else {
            lines(self);
            Ok(())
        }
    }

    /// One JSON document on standard output. A document carries its `schema`.
    ///
    /// # Errors
    /// A value that JSON cannot hold, or a second document: exit 70.
    pub fn json(&self, document: &impl Serialize) -> Result<(), CliError> {
        if self.document_printed.replace(true) {
            return Err(CliError::bug("a second JSON document"));
        }
        let mut text =
            serde_json::to_string_pretty(document).map_err(|_| CliError::bug("a result JSON cannot hold"))?;
        text.push('\n');
        self.write_raw(text.as_bytes());
        Ok(())
    }

    /// As [`Printer::json`] for a result of any length: written while it is made. Where making it fails the document is
    /// cut off, which no program takes for a whole one, and whoever made it has the error.
    ///
    /// # Errors
    /// A second document: exit 70.
    pub fn json_as_it_comes(&self, document: &impl Serialize) -> Result<(), CliError> {
        if self.document_printed.replace(true) {
            return Err(CliError::bug("a second JSON document"));
        }
        // Each write remembers its own failure, so what is left to fail is making the document.
        let whole = serde_json::to_writer_pretty(Mouthpiece(self), document);
        if whole.is_ok() {
            self.write_raw(b"\n");
        }
        Ok(())
    }

    /// A line of the result. Line ends within `text` stand; other control characters are made visible.
    pub fn line(&self, text: &str) {
        for line in text.split('\n') {
            self.pieces(&[Piece::plain(line)]);
        }
    }

    /// A line of the result in several tones.
    pub fn pieces(&self, pieces: &[Piece]) {
        if !self.is_json() {
            self.write_out(&painted(pieces));
        }
    }

    /// A sentence of the result.
    pub fn say(&self, message: &Message) {
        self.line(&message.text(self.language));
    }

    /// A table of the result.
    pub fn table(&self, table: &Table) {
        for line in table.lines() {
            self.pieces(&line);
        }
    }

    /// Bytes of the result exactly as they are, in either format: a file that is being shown.
    pub fn raw(&self, bytes: &[u8]) {
        self.document_printed.set(true);
        self.write_raw(bytes);
    }

    /// Text of our own making with its colour codes, such as a help page.
    pub(super) fn ansi(&self, text: &str) {
        self.document_printed.set(true);
        self.write_out(text);
    }

    /// Text of our own making with its colour codes, to the conversation.
    pub(super) fn ansi_to_conversation(&self, text: &str) {
        self.write_err(text);
    }

    /// Part of the conversation: what is being done, what was done. Silent with `--quiet`.
    pub fn note(&self, message: &Message) {
        if !self.quiet {
            self.converse(&[Piece::plain(message.text(self.language))]);
        }
    }

    /// Part of the conversation: what to do next. Silent with `--quiet`.
    pub fn hint(&self, message: &Message) {
        if !self.quiet {
            self.labelled(Tone::Hint, "hint-label", &message.text(self.language));
        }
    }

    /// Something is not as it should be; said also with `--quiet`.
    pub fn warning(&self, message: &Message) {
        self.labelled(Tone::Warn, "warning-label", &message.text(self.language));
    }

    /// Lines of the conversation, said also with `--quiet`: what a warning or an error is about.
    pub fn converse_lines(&self, lines: &[Vec<Piece>]) {
        lines.iter().for_each(|line| self.converse(line));
    }

    /// An error with its causes and hints; in JSON also as a document, unless the result was already printed.
    pub fn error(&self, error: &CliError) {
        let told = error.told(self.language);
        self.labelled(Tone::Bad, "error-label", &told.message);
        self.problems(&told.problems);
        for cause in &told.causes {
            self.labelled(Tone::Faint, "cause-label", cause);
        }
        for hint in &told.hints {
            self.labelled(Tone::Hint, "hint-label", hint);
        }
        if self.is_json() && !self.document_printed.get() {
            self.error_document(&told);
        }
    }

    /// The problems under the name of their file. Nobody reads more than a page or two; the document has them all.
    fn problems(&self, problems: &[ToldProblem]) {
        let mut file = None;
        for problem in problems.iter().take(PROBLEMS_SHOWN_MAX) {
            if file != Some(&problem.file) {
                file = Some(&problem.file);
                self.converse(&[Piece::plain("  "), Piece::new(Tone::Strong, problem.file.as_str())]);
            }
            self.converse(&[Piece::plain("    "), Piece::plain(problem.message.as_str())]);
        }
        if problems.len() > PROBLEMS_SHOWN_MAX {
            let more = problems.len() - PROBLEMS_SHOWN_MAX;
            let words = Message::new("problems-more").with("more", more).text(self.language);
            self.converse(&[Piece::plain("    "), Piece::new(Tone::Faint, words)]);
        }
    }

    /// A question, without a line end.
    pub(super) fn ask(&self, question: &str) {
        let mut question = painted(&[Piece::plain(question)]);
        question.truncate(question.trim_end().len());
        self.write_err(&format!("{question} "));
    }

    /// Hands on what is still held back.
    ///
    /// # Errors
    /// What was lost on the way to standard output (a full disk): exit 3. A reader that went away is no error.
    pub fn finish(&self) -> Result<(), CliError> {
        let flushed = self.out.borrow_mut().to.flush();
        self.remember(flushed);
        match self.failure.borrow_mut().take() {
            None => Ok(()),
            Some(cause) => Err(CliError::surroundings("error-stdout").because_of(&cause)),
        }
    }

    fn error_document(&self, told: &Told) {
        // The document holds texts and a number; should JSON refuse them, the words above have been said already.
        if let Ok(text) = serde_json::to_string_pretty(told) {
            self.document_printed.set(true);
            self.write_raw(format!("{text}\n").as_bytes());
        }
    }

    fn labelled(&self, tone: Tone, label: &str, words: &str) {
        let label = text(self.language, label, &[]);
        let indent: String = if tone == Tone::Faint { "  ".into() } else { String::new() };
        self.converse(&[Piece::plain(indent), Piece::new(tone, label), Piece::plain(words)]);
    }

    fn converse(&self, pieces: &[Piece]) {
        self.write_err(&painted(pieces));
    }

    fn write_out(&self, text: &str) {
        let written = self.out.borrow_mut().write(text);
        self.remember(written);
    }

    fn write_raw(&self, bytes: &[u8]) {
        let written = self.out.borrow_mut().to.write_all(bytes);
        self.remember(written);
    }

    fn write_err(&self, text: &str) {
        // The result so far first, so that both streams on one terminal read in order.
        let flushed = self.out.borrow_mut().to.flush();
        self.remember(flushed);
        // Where the conversation cannot be heard there is nobody left to tell; the exit code still answers.
        let mut err = self.err.borrow_mut();
        let _ = err.write(text).and_then(|()| err.to.flush());
    }

    fn remember(&self, written: io::Result<()>) {
        if let Err(cause) = written
            && cause.kind() != io::ErrorKind::BrokenPipe
        {
            self.failure.borrow_mut().get_or_insert(cause);
        }
    }
}

/// A printer's standard output for a writer of bytes.
struct Mouthpiece<'a>(&'a Printer);

impl Write for Mouthpiece<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write_raw(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The pieces as one line with colour codes; what strips them stands behind it.
fn painted(pieces: &[Piece]) -> String {
    let mut line = String::new();
    for piece in pieces {
        let style = style(piece.tone);
        line.push_str(&style.render().to_string());
        // Sentences of ours may have several lines; their values have been made harmless already.
        for (at, part) in piece.text.split('\n').enumerate() {
            if at > 0 {
                line.push('\n');
            }
            line.push_str(&harmless(part));
        }
        line.push_str(&style.render_reset().to_string());
    }
    line.push('\n');
    line
}

const fn style(tone: Tone) -> Style {
    match tone {
        Tone::Bad => AnsiColor::Red.on_default().bold(),
        Tone::Faint => Style::new().dimmed(),
        Tone::Good => AnsiColor::Green.on_default(),
        Tone::Hint => AnsiColor::Cyan.on_default(),
        Tone::Plain => Style::new(),
        Tone::Strong => Style::new().bold(),
        Tone::Warn => AnsiColor::Yellow.on_default().bold(),
    }
}

/// How many problems are told to a person at once.
const PROBLEMS_SHOWN_MAX: usize = 100;

#[cfg(test)]
pub(in crate::cli) mod tests {
    use std::rc::Rc;

    use super::*;

    /// A stream that can be read afterwards.
    #[derive(Clone, Default)]
    pub(in crate::cli) struct Paper(Rc<RefCell<Vec<u8>>>);

    impl Paper {
        pub(in crate::cli) fn text(&self) -> String {
            String::from_utf8(self.0.borrow().clone()).unwrap()
        }
    }

    impl Write for Paper {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    struct Broken(io::ErrorKind);

    impl Write for Broken {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// A printer without colour, and its two papers.
    pub(in crate::cli) fn on_paper(language: Language, format: Format, quiet: bool) -> (Printer, Paper, Paper) {
        let (out, err) = (Paper::default(), Paper::default());
        let stream = |paper: &Paper| Stream { to: Box::new(paper.clone()), coloured: false };
        let printer = Printer::new(stream(&out), stream(&err), language, format, quiet);
        (printer, out, err)
    }

    #[test]
    fn results_and_conversation_go_apart() {
        let (printer, out, err) = on_paper(Language::En, Format::Text, false);
        printer.line("result");
        printer.note(&Message::new("cause-read-only"));
        printer.warning(&Message::new("cause-read-only"));
        printer.finish().unwrap();
        assert_eq!(out.text(), "result\n");
        let words = Message::new("cause-read-only").text(Language::En);
        assert_eq!(err.text(), format!("{words}\nwarning: {words}\n"));
    }

    #[test]
    fn quiet_leaves_warnings_and_errors() {
        let (printer, out, err) = on_paper(Language::Zh, Format::Text, true);
        printer.note(&Message::new("hint-label"));
        printer.hint(&Message::new("hint-label"));
        assert_eq!(err.text(), "");
        printer.warning(&Message::new("cause-not-found"));
        printer.error(&CliError::bug("x"));
        assert!(err.text().starts_with("警告："), "{}", err.text());
        assert!(err.text().contains("\n错误："), "{}", err.text());
        assert_eq!(out.text(), "");
    }

    #[test]
    fn json_is_one_document_and_nothing_else() {
        let (printer, out, _) = on_paper(Language::En, Format::Json, false);
        printer.line("not in json");
        printer.table(Table::bare(1).row(["nor this"]));
        printer.answer(&serde_json::json!({"schema": "liuhen/x/v1"}), |_| panic!("text in json")).unwrap();
        assert_eq!(printer.json(&1).unwrap_err().exit(), super::super::exit::Exit::Bug);
        printer.error(&CliError::bug("after the document"));
        printer.finish().unwrap();
        assert_eq!(out.text(), "{\n  \"schema\": \"liuhen/x/v1\"\n}\n");
    }

    #[test]
    fn a_long_document_is_written_as_it_comes_and_cut_off_where_it_fails() {
        let (printer, out, _) = on_paper(Language::En, Format::Json, false);
        printer.json_as_it_comes(&serde_json::json!({"schema": "liuhen/x/v1"})).unwrap();
        assert_eq!(out.text(), "{\n  \"schema\": \"liuhen/x/v1\"\n}\n");
        assert!(printer.json_as_it_comes(&1).is_err());
        let (printer, out, _) = on_paper(Language::En, Format::Json, false);
        printer.json_as_it_comes(&Failing).unwrap();
        printer.error(&CliError::bug("x"));
        assert!(serde_json::from_str::<serde_json::Value>(&out.text()).is_err(), "{}", out.text());
    }

    /// A list that breaks off after its first item.
    struct Failing;

    impl Serialize for Failing {
        fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            let mut list = to.serialize_seq(None)?;
            serde::ser::SerializeSeq::serialize_element(&mut list, &1)?;
            Err(serde::ser::Error::custom("no more"))
        }
    }

    #[test]
    fn an_error_is_a_document_where_nothing_was_printed() {
        let (printer, out, err) = on_paper(Language::En, Format::Json, false);
        printer.error(&CliError::bug("x"));
        let document: serde_json::Value = serde_json::from_str(&out.text()).unwrap();
        assert_eq!(document["schema"], "liuhen/error/v1");
        assert!(err.text().starts_with("error: "));
    }

    #[test]
    fn a_reader_that_went_away_is_no_error_and_a_full_disk_is() {
        let on = |kind| {
            let stream = |to| Stream { to, coloured: false };
            let err = stream(Box::<Paper>::default());
            Printer::new(stream(Box::new(Broken(kind))), err, Language::En, Format::Text, false)
        };
        let printer = on(io::ErrorKind::BrokenPipe);
        printer.line("x");
        assert_eq!(printer.finish(), Ok(()));
        let printer = on(io::ErrorKind::StorageFull);
        printer.line("x");
        assert_eq!(printer.finish().unwrap_err().exit(), super::super::exit::Exit::Surroundings);
    }

    #[test]
    fn foreign_text_cannot_command_the_terminal() {
        let (printer, out, _) = on_paper(Language::En, Format::Text, false);
        printer.line("a\u{1b}[2Jb\nc");
        printer.finish().unwrap();
        assert_eq!(out.text(), "a\\u{1b}[2Jb\nc\n");
    }

    #[test]
    fn colour_is_there_for_those_who_want_it() {
        let line = painted(&[Piece::new(Tone::Bad, "no"), Piece::plain(" words")]);
        assert!(line.contains("\u{1b}[") && line.ends_with(" words\n"), "{line:?}");
    }
}
