//! Readers against made-up files in the published layouts, with the quirks of the real ones.

mod hostile;
mod lists;
mod longform;
mod readings;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use bytes::Bytes;
use domain::api::FileReport;
use domain::calendar::Date;
use domain::schools::{AuthorityId, Key, Observed, Phase, Setting, Urn};
use time::macros::date;

use super::plan::Known;
use super::{Run, Source, Telling, read_all};
use crate::scheme;

pub const TODAY: Date = date!(2026 - 11 - 22);

pub fn urn(number: u32) -> Urn {
    Urn::try_from(number).unwrap()
}

/// Nothing in the database but three schools of authority 380.
pub fn known() -> Known {
    Known {
        authority: AuthorityId::try_from(380).unwrap(),
        authority_name: String::new(),
        as_at: None,
        today: TODAY,
        scheme: scheme::read(scheme::AS_SHIPPED).unwrap(),
        first_taken: BTreeMap::new(),
        after: None,
        schools: BTreeMap::from([
            (urn(100_001), (Phase::Primary, Setting::Mainstream)),
            (urn(100_002), (Phase::Secondary, Setting::Mainstream)),
            (urn(100_003), (Phase::NotSaid, Setting::Special)),
        ]),
        mainstream: BTreeSet::new(),
        readings: Vec::new(),
    }
}

pub fn file(name: &str, bytes: impl Into<Vec<u8>>) -> Source {
    Source {
        name: name.to_owned(),
        bytes: Bytes::from(bytes.into()),
    }
}

pub fn run(sources: &[Source]) -> Run {
    read_all(known(), sources, &Telling::nobody())
}

/// The report of one file read alone.
pub fn report(name: &str, bytes: impl Into<Vec<u8>>) -> FileReport {
    run(&[file(name, bytes)]).report().files.remove(0)
}

/// Every reading of one indicator of one school.
pub fn readings(run: &Run, school: u32, indicator: &'static str) -> Vec<Observed> {
    run.files
        .iter()
        .flat_map(|file| &file.plan.readings)
        .filter(|(of, one)| *of == urn(school) && one.indicator == Key::of(indicator))
        .map(|(_, one)| one.seen)
        .collect()
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

/// A workbook of one sheet, as small as the format allows, its parts stored unpacked.
pub fn workbook(rows: &[&[&str]]) -> Vec<u8> {
    let mut sheet = String::new();
    for (at, row) in rows.iter().enumerate() {
        sheet.push_str(&format!(r#"<row r="{}">"#, at + 1));
        for (column, cell) in row.iter().enumerate() {
            let letter = char::from(b'A' + u8::try_from(column).unwrap());
            sheet.push_str(&format!(
                r#"<c r="{letter}{}" t="inlineStr"><is><t>{cell}</t></is></c>"#,
                at + 1
            ));
        }
        sheet.push_str("</row>");
    }
    book_of(&sheet)
}

/// A workbook of these rows, as they are written in a sheet.
pub fn book_of(rows: &str) -> Vec<u8> {
    let sheet = format!(
        r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
    );
    zip(&[
        (
            "[Content_Types].xml",
            r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#,
        ),
        (
            "_rels/.rels",
            r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="D2" sheetId="1" r:id="r1"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
        ("xl/worksheets/sheet1.xml", &sheet),
    ])
}

/// A zip of parts, packed.
pub fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut directory = Vec::new();
    for (name, text) in parts {
        let mut packed =
            flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(text.as_bytes()).unwrap();
        let packed = packed.finish().unwrap();
        let mut crc = flate2::Crc::new();
        crc.update(text.as_bytes());
        let start = u32::try_from(bytes.len()).unwrap();
        let mut head = Vec::new();
        head.extend(20_u16.to_le_bytes());
        head.extend(0_u16.to_le_bytes());
        head.extend(8_u16.to_le_bytes());
        head.extend([0; 4]);
        head.extend(crc.sum().to_le_bytes());
        head.extend(u32::try_from(packed.len()).unwrap().to_le_bytes());
        head.extend(u32::try_from(text.len()).unwrap().to_le_bytes());
        head.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        head.extend(0_u16.to_le_bytes());
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&head);
        bytes.extend(name.as_bytes());
        bytes.extend(packed);
        directory.extend(b"PK\x01\x02");
        directory.extend(20_u16.to_le_bytes());
        directory.extend(head);
        directory.extend([0; 10]);
        directory.extend(start.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let start = u32::try_from(bytes.len()).unwrap();
    let count = u16::try_from(parts.len()).unwrap().to_le_bytes();
    let size = u32::try_from(directory.len()).unwrap();
    bytes.extend(directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend(count);
    bytes.extend(count);
    bytes.extend(size.to_le_bytes());
    bytes.extend(start.to_le_bytes());
    bytes.extend([0; 2]);
    bytes
}
