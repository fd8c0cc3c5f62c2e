//! From bytes to a table: unpack, decode, find the delimiter and the header, stream the rows.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::{BufReader, Read};
use std::rc::Rc;

use csv::StringRecord;
use flate2::read::MultiGzDecoder;

use super::encoding::{Decoding, detect, mend};
use super::layouts::Layout;
use super::limits::{Deadline, LONGEST_CELL, Limited, MOST_BYTES, MOST_COLUMNS, Refused};
use super::recognise;
use super::telling::Ear;
use super::workbook;

/// Rows before the header that are looked at; one published file has two.
const PREAMBLE: usize = 20;
const SAMPLE: u64 = 256 * 1024;

/// A file whose layout is known, its rows yet to be read.
pub struct Sheet<'a> {
    pub layout: &'static Layout,
    pub encoding: &'static str,
    /// The headings, mended.
    pub headings: Vec<String>,
    columns: BTreeMap<String, usize>,
    rows: Rows<'a>,
    deadline: Deadline,
    ear: Option<Ear<'a>>,
}

/// One row below the header.
#[derive(Debug)]
pub struct Line {
    /// As a person sees it in a spreadsheet.
    pub row: u64,
    cells: StringRecord,
}

/// A column of a sheet; `None` where the file has no such column.
pub type Column = Option<usize>;

impl Line {
    /// The text of a cell, mended; empty where the row is too short.
    pub fn text(&self, column: Column) -> Cow<'_, str> {
        mend(column.and_then(|at| self.cells.get(at)).unwrap_or(""))
    }
}

enum Rows<'a> {
    Text {
        reader: Box<csv::Reader<Box<dyn Read + 'a>>>,
        row: u64,
        size: u64,
        /// Bytes of the file as it came that have been read.
        done: Rc<Cell<u64>>,
    },
    Workbook {
        left: std::vec::IntoIter<(u64, StringRecord)>,
        all: usize,
    },
}

/// A file as it came, and how much of it has been read.
struct Counted<'a> {
    bytes: &'a [u8],
    done: Rc<Cell<u64>>,
}

impl Read for Counted<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = self.bytes.read(into)?;
        self.done.set(self.done.get() + count as u64);
        Ok(count)
    }
}

/// A file that is readable but has no header that is known, with the reason.
#[derive(Debug)]
pub enum Unread {
    Refused(Refused),
    NotRecognised {
        encoding: &'static str,
        reason: String,
    },
}

impl From<Refused> for Unread {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl From<std::io::Error> for Unread {
    fn from(error: std::io::Error) -> Self {
        Self::Refused(error.into())
    }
}

/// Opens a file and finds what it is by its header, whatever its name.
pub fn open(bytes: &[u8]) -> Result<Sheet<'_>, Unread> {
    open_before(bytes, Deadline::start())
}

fn open_before(bytes: &[u8], deadline: Deadline) -> Result<Sheet<'_>, Unread> {
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Refused::too_large().into());
    }
    if bytes.is_empty() {
        return Err(Refused("The file is empty.".into()).into());
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return open_workbook(bytes, deadline);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(Refused(
            "This is an older or protected workbook; save it as .xlsx or .csv.".into(),
        )
        .into());
    }
    open_text(bytes, deadline)
}

/// The text of a file, and how many of its bytes have been read.
fn unpacked<'a>(bytes: &'a [u8], deadline: &Deadline) -> (Box<dyn Read + 'a>, Rc<Cell<u64>>) {
    let done = Rc::new(Cell::new(0));
    let counted = Counted {
        bytes,
        done: Rc::clone(&done),
    };
    if bytes.starts_with(&[0x1F, 0x8B]) {
        let packed = BufReader::with_capacity(64 * 1024, counted);
        let unpacked = Limited::new(MultiGzDecoder::new(packed), deadline);
        let text = BufReader::with_capacity(64 * 1024, unpacked);
        (Box::new(text), done)
    } else {
        (Box::new(Limited::new(counted, deadline)), done)
    }
}

fn open_text(bytes: &[u8], deadline: Deadline) -> Result<Sheet<'_>, Unread> {
    let detected = detect(unpacked(bytes, &deadline).0)?;
    let mut sample = Vec::new();
    Decoding::new(unpacked(bytes, &deadline).0, detected)
        .take(SAMPLE)
        .read_to_end(&mut sample)?;
    let mut nearest = None;
    for delimiter in [b',', b';', b'\t'] {
        let rows = first_rows(&sample, delimiter)?;
        if let Some((at, layout)) = recognise::find(&rows) {
            let (packed, done) = unpacked(bytes, &deadline);
            let text: Box<dyn Read + '_> = Box::new(Decoding::new(packed, detected));
            let mut rows = Rows::Text {
                reader: Box::new(builder(delimiter).from_reader(text)),
                row: 0,
                size: bytes.len() as u64,
                done,
            };
            let mut header = StringRecord::new();
            for _ in 0..=at {
                rows.next(&mut header)?;
            }
            fits(&header, at as u64 + 1)?;
            return Ok(Sheet::new(layout, detected.name, &header, rows, deadline));
        }
        let fits = recognise::nearest(&rows);
        if nearest.as_ref().is_none_or(|(best, _)| fits.0 > *best) {
            nearest = Some(fits);
        }
    }
    Err(Unread::NotRecognised {
        encoding: detected.name,
        reason: nearest.map_or_else(String::new, |(_, reason)| reason),
    })
}

fn open_workbook(bytes: &[u8], deadline: Deadline) -> Result<Sheet<'_>, Unread> {
    let mut nearest = None;
    for sheet in workbook::sheets(bytes, &deadline)? {
        let start: Vec<StringRecord> = sheet
            .iter()
            .take(PREAMBLE)
            .map(|(_, cells)| cells.clone())
            .collect();
        if let Some((at, layout)) = recognise::find(&start) {
            let all = sheet.len();
            let mut left = sheet.into_iter();
            let header = left.nth(at).map(|(_, cells)| cells).unwrap_or_default();
            let rows = Rows::Workbook { left, all };
            return Ok(Sheet::new(layout, "xlsx", &header, rows, deadline));
        }
        let fits = recognise::nearest(&start);
        if nearest.as_ref().is_none_or(|(best, _)| fits.0 > *best) {
            nearest = Some(fits);
        }
    }
    Err(Unread::NotRecognised {
        encoding: "xlsx",
        reason: nearest.map_or_else(
            || "The workbook has no sheet with text.".into(),
            |(_, why)| why,
        ),
    })
}

/// Refuses a row wider than any table.
fn fits(cells: &StringRecord, row: u64) -> Result<(), Refused> {
    if cells.len() > MOST_COLUMNS {
        return Err(Refused(format!(
            "Row {row} has {} columns; a table has {MOST_COLUMNS} at most.",
            cells.len()
        )));
    }
    Ok(())
}

fn builder(delimiter: u8) -> csv::ReaderBuilder {
    let mut builder = csv::ReaderBuilder::new();
    builder
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter);
    builder
}

fn first_rows(sample: &[u8], delimiter: u8) -> Result<Vec<StringRecord>, Refused> {
    let mut rows = Vec::new();
    for row in builder(delimiter)
        .from_reader(sample)
        .byte_records()
        .take(PREAMBLE)
    {
        // The sample may end inside a letter.
        rows.push(StringRecord::from_byte_record_lossy(row?));
    }
    Ok(rows)
}

impl Rows<'_> {
    /// The next row, with its number. A row a person sees is one line of text, or several where a cell
    /// holds line breaks; empty lines count and are passed over.
    fn next(&mut self, cells: &mut StringRecord) -> Result<Option<u64>, Refused> {
        match self {
            Self::Workbook { left, .. } => Ok(left.next().map(|(row, found)| {
                *cells = found;
                row
            })),
            Self::Text { reader, row, .. } => {
                let before = reader.position().line();
                if !reader.read_record(cells)? {
                    return Ok(None);
                }
                let lines = reader.position().line() - before;
                let inside = cells
                    .as_slice()
                    .bytes()
                    .filter(|byte| *byte == b'\n')
                    .count() as u64;
                *row += lines.saturating_sub(inside).max(1);
                Ok(Some(*row))
            }
        }
    }
}

impl Rows<'_> {
    /// How much has been read, of a hundred.
    fn per_cent(&self) -> u8 {
        let (done, all) = match self {
            Self::Text { size, done, .. } => (done.get(), *size),
            Self::Workbook { left, all } => ((all - left.len()) as u64, *all as u64),
        };
        u8::try_from(done * 100 / all.max(1)).unwrap_or(100)
    }
}

impl<'a> Sheet<'a> {
    fn new(
        layout: &'static Layout,
        encoding: &'static str,
        header: &StringRecord,
        rows: Rows<'a>,
        deadline: Deadline,
    ) -> Self {
        let headings: Vec<String> = header.iter().map(|cell| mend(cell).into_owned()).collect();
        // Found; its rows wait for their turn.
        deadline.pause();
        let mut columns = BTreeMap::new();
        for (at, heading) in headings.iter().enumerate() {
            columns.entry(recognise::plain(heading)).or_insert(at);
        }
        Self {
            layout,
            encoding,
            headings,
            columns,
            rows,
            deadline,
            ear: None,
        }
    }

    /// The column with this heading, however its letters and spaces are written.
    pub fn column(&self, heading: &str) -> Column {
        self.columns.get(&recognise::plain(heading)).copied()
    }

    /// The first of these headings that the file has.
    pub fn any(&self, headings: &[&str]) -> Column {
        headings.iter().find_map(|heading| self.column(heading))
    }

    /// The file's own time runs from here on.
    pub fn start(&self) {
        self.deadline.go_on();
    }

    /// Somebody hears how far it is.
    pub fn heard_by(&mut self, ear: Ear<'a>) {
        self.ear = Some(ear);
    }

    /// The next row that holds anything.
    pub fn next(&mut self) -> Result<Option<Line>, Refused> {
        let mut cells = StringRecord::new();
        loop {
            let Some(row) = self.rows.next(&mut cells)? else {
                return Ok(None);
            };
            if row % 512 == 0 {
                self.deadline.check()?;
                if let Some(ear) = self.ear {
                    ear.telling.reading(ear.at, row, self.rows.per_cent())?;
                }
            }
            fits(&cells, row)?;
            if cells.as_slice().len() > LONGEST_CELL
                && cells.iter().any(|cell| cell.len() > LONGEST_CELL)
            {
                return Err(Refused(format!(
                    "Row {row} has a cell longer than {LONGEST_CELL} characters; \
                     perhaps a quotation mark is opened there and never closed."
                )));
            }
            if !cells.is_empty() {
                return Ok(Some(Line { row, cells }));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::import::tests::{gzip, workbook};

    #[test]
    fn a_file_whose_time_is_over_is_refused_wherever_it_is_read() {
        let text = "LA,ESTAB,URN,PERCTOT,PPERSABS10\n380,2000,100001,5.2,9.8\n".repeat(20_000);
        let book = workbook(&[&["LA", "ESTAB", "URN", "PERCTOT", "PPERSABS10"]]);
        for bytes in [text.as_bytes().to_vec(), gzip(text.as_bytes()), book] {
            let Err(Unread::Refused(refused)) =
                open_before(&bytes, Deadline::lasting(Duration::ZERO))
            else {
                panic!("it was read");
            };
            assert!(refused.0.contains("10 seconds"), "{refused}");
        }
        // Among the rows, too.
        let mut sheet = open(text.as_bytes()).ok().unwrap();
        sheet.deadline = Deadline::lasting(Duration::ZERO);
        let refused = loop {
            match sheet.next() {
                Ok(Some(_)) => {}
                Ok(None) => panic!("it was read"),
                Err(refused) => break refused,
            }
        };
        assert!(refused.0.contains("10 seconds"), "{refused}");
    }
}
