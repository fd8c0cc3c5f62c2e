//! A table as CSV: UTF-8 with a mark at its head, without which spreadsheets read accents wrongly.

use super::{Cell, Table};
use crate::error::{Error, Result};

const MARK: &[u8] = "\u{feff}".as_bytes();

/// The whole file.
///
/// # Errors
/// Never, unless memory cannot be written to.
pub fn csv(table: &Table) -> Result<Vec<u8>> {
    let mut out = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(MARK.to_vec());
    let heads: Vec<String> = table.heads.iter().map(|head| harmless(head)).collect();
    out.write_record(&heads).map_err(broken)?;
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(written).collect();
        out.write_record(&cells).map_err(broken)?;
    }
    out.into_inner()
        .map_err(|error| Error::Internal(anyhow::anyhow!("{error}")))
}

fn broken(error: csv::Error) -> Error {
    Error::Internal(error.into())
}

fn written(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => harmless(text),
        Cell::Number(hundredths) => number(*hundredths),
        Cell::Id(id) => id.to_string(),
        Cell::Nothing => String::new(),
    }
}

/// A text no spreadsheet takes for a formula.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

fn number(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, part) = (
        hundredths.unsigned_abs() / 100,
        hundredths.unsigned_abs() % 100,
    );
    match (part, part % 10) {
        (0, _) => format!("{sign}{whole}"),
        (_, 0) => format!("{sign}{whole}.{}", part / 10),
        _ => format!("{sign}{whole}.{part:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_never_a_formula_and_a_number_stays_one() {
        let table = Table {
            heads: vec!["name".to_owned(), "value".to_owned()],
            rows: vec![
                vec![Cell::text("=HYPERLINK(\"http://x\")"), Cell::Number(-450)],
                vec![Cell::text("@SUM, \"and\" more"), Cell::Number(6_203)],
                vec![Cell::text("St Mary's"), Cell::Nothing],
            ],
            ..Table::default()
        };
        let text = String::from_utf8(csv(&table).unwrap()).unwrap();
        assert_eq!(
            text,
            "\u{feff}name,value\r\n\"'=HYPERLINK(\"\"http://x\"\")\",-4.5\r\n\
             \"'@SUM, \"\"and\"\" more\",62.03\r\nSt Mary's,\r\n"
        );
    }
}
