//! Columns that line up, also where a Chinese character takes two places.
//!
//! Nothing is cut by default: a digest or a title shown in part is a digest or a title that cannot be compared. A
//! column may be given a greatest width for what is only there to recognise a line by; what is cut ends in `…`.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::tone::{Piece, Tone, harmless};

/// How one column is drawn.
#[derive(Debug, Clone, Default)]
pub struct Column {
    heading: String,
    right: bool,
    at_least: usize,
    at_most: Option<usize>,
}

impl Column {
    /// A column under `heading`; a table none of whose headings has text is drawn without a heading line.
    pub fn new(heading: impl Into<String>) -> Self {
        Self { heading: heading.into(), ..Self::default() }
    }

    /// Numbers: flush right.
    #[must_use]
    pub const fn right(mut self) -> Self {
        self.right = true;
        self
    }

    /// At least `places` wide, so that a table drawn page by page lines up.
    #[must_use]
    pub const fn at_least(mut self, places: usize) -> Self {
        self.at_least = places;
        self
    }

    /// Cut to `places` on the terminal. For titles in overviews, never for digests, ids or amounts.
    #[must_use]
    pub const fn at_most(mut self, places: usize) -> Self {
        self.at_most = Some(places);
        self
    }
}

/// Rows under columns.
#[derive(Debug, Clone, Default)]
pub struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<Piece>>,
}

impl Table {
    /// An empty table.
    pub fn new(columns: impl IntoIterator<Item = Column>) -> Self {
        Self { columns: columns.into_iter().collect(), rows: Vec::new() }
    }

    /// `columns` columns without headings: for a list of labels and values.
    pub fn bare(columns: usize) -> Self {
        Self::new((0..columns).map(|_| Column::default()))
    }

    /// Adds a row. Missing cells stay empty; what is beyond the last column is put into it.
    pub fn row<P: Into<Piece>>(&mut self, cells: impl IntoIterator<Item = P>) -> &mut Self {
        self.rows.push(cells.into_iter().map(Into::into).collect());
        self
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The lines, each in pieces with its tones, without spaces at a line's end.
    pub fn lines(&self) -> Vec<Vec<Piece>> {
        let rows = self.rows();
        let widths = self.widths_of(&rows);
        rows.into_iter().map(|row| self.line(row, &widths)).collect()
    }

    /// How wide each column is.
    pub fn widths(&self) -> Vec<usize> {
        self.widths_of(&self.rows())
    }

    /// The lines as text, each ending in LF.
    pub fn text(&self) -> String {
        self.lines().iter().map(|line| line.iter().map(|piece| &*piece.text).collect::<String>() + "\n").collect()
    }

    /// All rows as they will be shown, the heading first where there is one.
    fn rows(&self) -> Vec<Vec<Piece>> {
        let headed = self.columns.iter().any(|column| !column.heading.is_empty());
        let heading = headed.then(|| self.columns.iter().map(|c| Piece::new(Tone::Strong, &*c.heading)).collect());
        heading.into_iter().chain(self.rows.iter().cloned()).map(|row| self.fitted(row)).collect()
    }

    fn widths_of(&self, rows: &[Vec<Piece>]) -> Vec<usize> {
        let cells = |at: usize| rows.iter().filter_map(move |row| row.get(at)).map(|cell| places(&cell.text)).max();
        (0..).zip(&self.columns).map(|(at, column)| cells(at).unwrap_or(0).max(column.at_least)).collect()
    }

    /// Each cell as it will be shown, no more cells than columns.
    fn fitted(&self, row: Vec<Piece>) -> Vec<Piece> {
        let mut fitted: Vec<Piece> = Vec::with_capacity(self.columns.len());
        for (at, cell) in row.into_iter().enumerate() {
            let text = harmless(&cell.text);
            match (self.columns.get(at), fitted.last_mut()) {
                (Some(Column { at_most: Some(most), .. }), _) => fitted.push(Piece::new(cell.tone, cut(&text, *most))),
                (Some(_), _) | (None, None) => fitted.push(Piece::new(cell.tone, text)),
                (None, Some(last)) => {
                    last.text.push_str(GAP);
                    last.text.push_str(&text);
                }
            }
        }
        fitted
    }

    fn line(&self, row: Vec<Piece>, widths: &[usize]) -> Vec<Piece> {
        let mut line = Vec::with_capacity(row.len() * 2);
        let mut owed = 0; // spaces that are only written once something follows them
        for (at, cell) in row.into_iter().enumerate() {
            let pad = widths.get(at).map_or(0, |width| width.saturating_sub(places(&cell.text)));
            let right = self.columns.get(at).is_some_and(|column| column.right);
            let (before, after) = if right { (pad, 0) } else { (0, pad) };
            if cell.text.is_empty() {
                owed += pad + GAP.len();
                continue;
            }
            if owed + before > 0 {
                line.push(Piece::plain(" ".repeat(owed + before)));
            }
            line.push(cell);
            owed = after + GAP.len();
        }
        line
    }
}

/// How many places `text` takes on a terminal (UAX #11; ambiguous characters count as narrow).
pub fn places(text: &str) -> usize {
    text.width()
}

/// `text` in at most `most` places; where it was cut it ends in `…`.
pub fn cut(text: &str, most: usize) -> String {
    if places(text) <= most {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut taken = 0;
    for c in text.chars() {
        let width = c.width().unwrap_or(0);
        if taken + width + 1 > most {
            break;
        }
        taken += width;
        kept.push(c);
    }
    kept.push('…');
    kept
}

/// What stands between two columns.
const GAP: &str = "  ";

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Table {
        let mut table = Table::new([Column::new("编号"), Column::new("title"), Column::new("n").right()]);
        table.row(["2026-003", "老旧小区改造", "7"]).row(["7", "bus lanes", "120"]);
        table
    }

    #[test]
    fn columns_line_up_with_wide_characters() {
        assert_eq!(
            sample().text(),
            "编号      title           n\n2026-003  老旧小区改造    7\n7         bus lanes     120\n"
        );
    }

    #[test]
    fn nothing_is_cut_unless_asked_and_no_line_ends_in_spaces() {
        let long = "决".repeat(200);
        let mut table = Table::bare(2);
        table.row([long.as_str(), "x"]).row(["a", ""]).row(["", "y"]);
        let text = table.text();
        assert!(text.contains(&long));
        assert_eq!(text.lines().nth(1), Some("a"));
        assert_eq!(text.lines().nth(2).map(str::trim_start), Some("y"));
        assert!(text.lines().all(|line| line.trim_end() == line));
    }

    #[test]
    fn what_is_cut_says_so_and_keeps_to_its_places() {
        assert_eq!(cut("老旧小区改造", 7), "老旧小…");
        assert_eq!(cut("老旧小区改造", 6), "老旧…");
        assert_eq!(cut("老旧小区改造", 12), "老旧小区改造");
        for most in 1..14 {
            assert!(places(&cut("a老b旧c小d区", most)) <= most, "{most}");
        }
        let mut table = Table::new([Column::new("t").at_most(5), Column::new("u")]);
        table.row(["老旧小区", "x"]);
        assert_eq!(table.text(), "t      u\n老旧…  x\n");
    }

    #[test]
    fn a_cell_cannot_break_its_line() {
        let mut table = Table::bare(2);
        table.row(["a\nb\u{1b}[2J", "c"]);
        assert_eq!(table.text(), "a\\nb\\u{1b}[2J  c\n");
    }

    #[test]
    fn cells_beyond_the_last_column_are_kept() {
        let mut table = Table::bare(1);
        table.row(["a", "b"]);
        assert_eq!(table.text(), "a  b\n");
        assert!(Table::bare(3).is_empty());
        assert_eq!(Table::bare(3).text(), "");
    }
}
