//! Workbooks (`.xlsx`). A workbook is a zip of XML: before anything is believed, every part is unpacked
//! once and counted, so that a small file cannot become a large one; then cells are streamed, so that
//! two far corners cannot become a large sheet.

use std::io::{self, Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Reader, Xlsx};
use csv::StringRecord;
use flate2::read::DeflateDecoder;

use super::limits::{Deadline, Limited, MOST_BYTES, MOST_COLUMNS, Refused};

const MOST_ROWS: u32 = 1_048_576;

/// Every sheet that has any text, each with its rows: the number a person sees, and the cells.
pub fn sheets(bytes: &[u8], deadline: &Deadline) -> Result<Vec<Vec<(u64, StringRecord)>>, Refused> {
    check_size(bytes, deadline)?;
    // The reader of workbooks is not ours, and hostile ones are made for it.
    catch_unwind(AssertUnwindSafe(|| read(bytes, deadline))).unwrap_or_else(|_| Err(damaged("it")))
}

fn read(bytes: &[u8], deadline: &Deadline) -> Result<Vec<Vec<(u64, StringRecord)>>, Refused> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| damaged(&error.to_string()))?;
    let mut left = MOST_BYTES;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        deadline.check()?;
        // A chart sheet has no cells.
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else {
            continue;
        };
        let mut rows: Vec<(u64, StringRecord)> = Vec::new();
        let mut row: Vec<String> = Vec::new();
        let mut at = 0;
        let mut seen = 0_u32;
        while let Some(cell) = cells
            .next_cell()
            .map_err(|error| damaged(&error.to_string()))?
        {
            seen += 1;
            if seen.is_multiple_of(4096) {
                deadline.check()?;
            }
            let (line, column) = cell.get_position();
            if line >= MOST_ROWS || column as usize >= MOST_COLUMNS {
                return Err(damaged("a cell lies outside the sheet"));
            }
            if line != at && !row.is_empty() {
                rows.push((
                    u64::from(at) + 1,
                    StringRecord::from(std::mem::take(&mut row)),
                ));
            }
            at = line;
            let text = text(cell.get_value());
            let column = column as usize;
            let size = (text.len() + column.saturating_sub(row.len()) + 1) as u64;
            left = left.checked_sub(size).ok_or_else(Refused::too_large)?;
            while row.len() < column {
                row.push(String::new());
            }
            if row.len() == column {
                row.push(text);
            }
        }
        if !row.is_empty() {
            rows.push((u64::from(at) + 1, StringRecord::from(row)));
        }
        sheets.push(rows);
    }
    Ok(sheets)
}

fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        // Shortest form that reads back the same: 5.2 stays 5.2.
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(when) => {
            let (year, month, day, ..) = when.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
    }
}

fn damaged(what: &str) -> Refused {
    Refused(format!(
        "The workbook is damaged or not a workbook: {what}."
    ))
}

/// Walks the directory at the end of the zip and unpacks each part into nothing, counting.
fn check_size(bytes: &[u8], deadline: &Deadline) -> Result<(), Refused> {
    let number = |at: usize, size: usize| -> Option<usize> {
        let field = bytes.get(at..at.checked_add(size)?)?;
        Some(
            field
                .iter()
                .rev()
                .fold(0, |sum, byte| sum << 8 | usize::from(*byte)),
        )
    };
    let short = || damaged("its directory is cut off");
    let end = (0..=bytes.len().saturating_sub(22))
        .rev()
        .take(70_000)
        .find(|at| bytes[*at..].starts_with(b"PK\x05\x06"))
        .ok_or_else(short)?;
    let parts = number(end + 10, 2).ok_or_else(short)?;
    let mut at = number(end + 16, 4).ok_or_else(short)?;
    let mut left = MOST_BYTES;
    for _ in 0..parts {
        deadline.check()?;
        let is_entry = bytes
            .get(at..)
            .is_some_and(|rest| rest.starts_with(b"PK\x01\x02"));
        if !is_entry {
            return Err(short());
        }
        let field = |offset, size| number(at + offset, size).ok_or_else(short);
        let (flags, method, packed) = (field(8, 2)?, field(10, 2)?, field(20, 4)?);
        let (name, extra, comment, local) =
            (field(28, 2)?, field(30, 2)?, field(32, 2)?, field(42, 4)?);
        if flags & 1 == 1 {
            return Err(Refused(
                "The workbook is protected by a password; save it without one.".into(),
            ));
        }
        if packed == 0xFFFF_FFFF {
            return Err(Refused::too_large());
        }
        let skip =
            number(local + 26, 2).ok_or_else(short)? + number(local + 28, 2).ok_or_else(short)?;
        let start = local + 30 + skip;
        let data = bytes.get(start..start + packed).ok_or_else(short)?;
        let size = match method {
            0 => packed as u64,
            8 => {
                let unpacked = Limited::new(DeflateDecoder::new(data), deadline);
                io::copy(&mut unpacked.take(left + 1), &mut io::sink())?
            }
            _ => return Err(damaged("a part is packed in an unknown way")),
        };
        left = left.checked_sub(size).ok_or_else(Refused::too_large)?;
        at += 46 + name + extra + comment;
    }
    Ok(())
}
