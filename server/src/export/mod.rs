//! Files out: what the rules looked at and what they made of it, one row a school, so that a result can
//! be checked by hand.
//!
//! A text is a text in every file: what a spreadsheet would take for a formula is not one.

mod csv;
mod levels;
mod minutes;
mod money;
mod strategic;
mod xlsx;

pub use csv::csv;
pub use levels::levels;
pub use minutes::{minutes_docx, minutes_xlsx};
pub use money::money;
pub use strategic::strategic;
pub use xlsx::xlsx;

/// A table ready to be written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    pub title: String,
    pub heads: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    Text(String),
    /// Hundredths.
    Number(i64),
    /// A whole number that names something: it is not counted with.
    Id(u32),
    Nothing,
}

impl Cell {
    fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}
