//! A table too long to be held: drawn page by page under one heading, its columns never growing narrower.

use super::table::{Column, Table};
use super::tone::Piece;

/// Draws the pages of one table.
#[derive(Debug, Clone)]
pub struct PagedTable {
    columns: Vec<Column>,
    headed: bool,
}

impl PagedTable {
    /// A table without rows as yet.
    pub fn new(columns: impl IntoIterator<Item = Column>) -> Self {
        Self { columns: columns.into_iter().collect(), headed: false }
    }

    /// The lines of the next rows; those of the first page begin with the heading.
    pub fn page(&mut self, rows: Vec<Vec<Piece>>) -> Vec<Vec<Piece>> {
        let mut table = Table::new(self.columns.iter().cloned());
        for row in rows {
            table.row(row);
        }
        let widths = table.widths();
        for (column, width) in self.columns.iter_mut().zip(widths) {
            *column = column.clone().at_least(width);
        }
        let heading = usize::from(std::mem::replace(&mut self.headed, true));
        table.lines().into_iter().skip(heading).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_line_up_under_one_heading() {
        let mut table = PagedTable::new([Column::new("编号"), Column::new("n")]);
        let mut page = |name: &str| -> Vec<String> {
            let lines = table.page(vec![vec![name.into(), "7".into()]]);
            lines.iter().map(|line| line.iter().map(|piece| piece.text.as_str()).collect()).collect()
        };
        assert_eq!(page("2026-003"), ["编号      n", "2026-003  7"]);
        assert_eq!(page("1"), ["1         7"]);
        assert_eq!(page("2026-003-a"), ["2026-003-a  7"]);
        assert_eq!(page("1"), ["1           7"]);
    }
}
