//! A table as a workbook of one sheet. Texts are written as texts, so none is ever a formula.

use rust_xlsxwriter::{Format, FormatAlign, Workbook, XlsxError};

use super::{Cell, Table};
use crate::error::{Error, Result};

/// What a cell of a workbook holds at most, characters.
const LONGEST: usize = 32_767;

/// The whole file.
///
/// # Errors
/// More rows or columns than a sheet has.
pub fn xlsx(table: &Table) -> Result<Vec<u8>> {
    let mut book = Workbook::new();
    write(book.add_worksheet(), table).map_err(broken)?;
    book.save_to_buffer().map_err(broken)
}

pub(super) fn broken(error: XlsxError) -> Error {
    Error::Internal(error.into())
}

pub(super) fn write(
    sheet: &mut rust_xlsxwriter::Worksheet,
    table: &Table,
) -> Result<(), XlsxError> {
    let heading = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top);
    sheet.set_name(&table.title)?;
    for (column, head) in (0_u16..).zip(&table.heads) {
        sheet.write_string_with_format(0, column, head, &heading)?;
        sheet.set_column_width(column, if column == 1 { 32 } else { 16 })?;
    }
    // Whose a row is and what a column is stay in sight.
    sheet.set_freeze_panes(1, 2)?;
    for (row, cells) in (1_u32..).zip(&table.rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Text(text) => {
                    let text: String = text.chars().take(LONGEST).collect();
                    sheet.write_string(row, column, &text)?;
                }
                Cell::Number(hundredths) => {
                    #[expect(clippy::cast_precision_loss, reason = "hundredths of 32 bits")]
                    sheet.write_number(row, column, *hundredths as f64 / 100.0)?;
                }
                Cell::Id(id) => {
                    sheet.write_number(row, column, *id)?;
                }
                Cell::Nothing => {}
            }
        }
    }
    Ok(())
}
