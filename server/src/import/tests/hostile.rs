//! Files made to break a reader: refused in a sentence, never a panic.

use domain::schools::{Finding, Unknown};

use super::{book_of, file, gzip, known, readings, report, run, workbook, zip};
use crate::import::{Telling, read_all};

const ABSENCE: &str =
    "LA,ESTAB,URN,PERCTOT,PPERSABS10\n380,2000,100001,5.2,9.8\nNAT,PRI,,5.9,16.2\n";

#[test]
fn what_is_not_recognised_is_refused_and_the_reason_names_the_columns() {
    let report = report("anything.csv", "URN,Shoe size\n100001,5\n");
    assert_eq!(report.recognised_as, None);
    let reason = report.reason.unwrap();
    for column in ["PERCTOT", "PTRWM_EXP", "LinkURN"] {
        assert!(reason.contains(column), "{reason}");
    }
}

#[test]
fn empty_and_foreign_files_are_refused_in_a_sentence() {
    for bytes in [
        Vec::new(),
        b"\n\n\n".to_vec(),
        vec![0xD0, 0xCF, 0x11, 0xE0, 0, 0, 0, 0],
        b"%PDF-1.4\n\xE2\xE3\xCF\xD3\n".to_vec(),
        b"PK\x03\x04 and no more".to_vec(),
        vec![0x1F, 0x8B, 8, 0, 1, 2, 3],
        vec![0; 1000],
    ] {
        let report = report("a.csv", bytes.clone());
        assert!(
            report.reason.is_some_and(|why| why.ends_with('.')),
            "{bytes:?}"
        );
    }
}

#[test]
fn a_small_file_that_unpacks_to_more_than_256_mib_is_refused_by_that_limit() {
    let mut start = ABSENCE.as_bytes().to_vec();
    start.resize(257 * 1024 * 1024, b'\n');
    let packed = gzip(&start);
    assert!(packed.len() < 8 * 1024 * 1024);
    let refused = report("bomb.csv.gz", packed).reason.unwrap();
    assert!(refused.contains("256 MiB"), "{refused}");
    start.fill(b'<');
    let text = String::from_utf8(start).unwrap();
    let refused = report("bomb.xlsx", zip(&[("xl/workbook.xml", &text)]))
        .reason
        .unwrap();
    assert!(refused.contains("256 MiB"), "{refused}");
}

#[test]
fn a_quotation_mark_never_closed_is_refused_with_its_row() {
    let text = format!(
        "{ABSENCE}380,2001,\"100002,{}",
        "5.2,9.8\n380,".repeat(5_000)
    );
    let refused = report("abs.csv", text).reason.unwrap();
    assert!(refused.contains("Row 4"), "{refused}");
}

#[test]
fn a_million_columns_are_refused_in_the_header_and_in_a_row() {
    let many = ",x".repeat(1_000_000);
    let refused = report("wide.csv", format!("a{many}\n")).reason.unwrap();
    assert!(refused.contains("No known header"), "{refused}");
    let header = format!("LA,ESTAB,URN,PERCTOT,PPERSABS10{many}\n");
    let refused = report("wide.csv", header).reason.unwrap();
    assert!(refused.contains("Row 1 has 1000005 columns"), "{refused}");
    let refused = report("wide.csv", format!("{ABSENCE}380,2000,100001{many}\n"))
        .reason
        .unwrap();
    assert!(refused.contains("Row 4 has 1000003 columns"), "{refused}");
}

#[test]
fn zero_bytes_are_refused_at_the_start_and_harmless_further_in() {
    let refused = report("nul.csv", ABSENCE.replace("5.2", "5\0.2"))
        .reason
        .unwrap();
    assert!(refused.contains("zero bytes"), "{refused}");
    let rows = "999,2000,100009,1,1\n".repeat(300);
    let text = format!("{ABSENCE}{rows}380,2000,10\x000001,5.2,9.8\n");
    let report = report("nul.csv", text);
    assert_eq!(report.reason, None);
    assert_eq!(report.rejected, []);
    assert_eq!(report.accepted, 2);
}

#[test]
fn letters_in_an_encoding_the_file_does_not_have_are_refused_or_read_as_windows_letters() {
    let mut claims = b"\xEF\xBB\xBF".to_vec();
    claims.extend(ABSENCE.as_bytes());
    assert_eq!(report("abs.csv", claims.clone()).reason, None);
    claims.push(0x92);
    let refused = report("abs.csv", claims).reason.unwrap();
    assert!(refused.contains("UTF-8"), "{refused}");
    let mut half = vec![0xFF, 0xFE];
    half.extend(ABSENCE.encode_utf16().flat_map(u16::to_le_bytes));
    half.pop();
    let report = report("abs.csv", half);
    assert_eq!(
        (report.reason, report.encoding.as_str()),
        (None, "utf-16le")
    );
}

#[test]
fn a_formula_is_its_result_in_a_workbook_and_no_number_in_a_text() {
    let cells = |row: u32, value: &str| {
        format!(
            r#"<row r="{row}"><c r="A{row}"><v>380</v></c><c r="B{row}"><v>2000</v></c><c r="C{row}"><v>100001</v></c><c r="D{row}"><f>5+0.2</f>{value}</c></row>"#
        )
    };
    let header = r#"<row r="1"><c r="A1" t="str"><v>LA</v></c><c r="B1" t="str"><v>ESTAB</v></c><c r="C1" t="str"><v>URN</v></c><c r="D1" t="str"><v>PERCTOT</v></c><c r="E1" t="str"><v>PPERSABS10</v></c></row>"#;
    let sheet = format!("{header}{}{}", cells(2, "<v>5.2</v>"), cells(3, ""));
    let found = run(&[file("2022-2023_abs.xlsx", book_of(&sheet))]);
    assert_eq!(found.files[0].report.reason, None);
    // The second has no result beside it: that is not known, not zero.
    let values = readings(&found, 100_001, "I30");
    assert_eq!(values[0].finding, Finding::number(520));
    assert_eq!(values[1].finding, Finding::Unknown(Unknown::NotAvailable));

    let text = ABSENCE.replace("5.2", "=5+0.2");
    let report = report("abs.csv", text);
    let rejected = &report.rejected[0];
    assert_eq!(
        (
            rejected.row,
            rejected.column.as_str(),
            rejected.value.as_str()
        ),
        (2, "PERCTOT", "=5+0.2")
    );
    assert_eq!(rejected.reason, "not a number");
}

#[test]
fn a_reading_that_nobody_waits_for_ends_early() {
    let text = format!("{ABSENCE}{}", "380,2000,100001,5.2,9.8\n".repeat(5_000));
    let (telling, told) = Telling::somebody(1);
    drop(told);
    let run = read_all(known(), &[file("abs.csv", text)], &telling);
    assert!(run.is_refused());
    assert!(run.files[0].plan.readings.is_empty());
}

#[test]
fn two_far_corners_do_not_make_a_large_sheet() {
    let far = r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>"#;
    let mut bytes = workbook(&[&["a"]]);
    assert!(report("small.xlsx", bytes.clone()).reason.is_some());
    bytes = zip(&[("xl/worksheets/sheet1.xml", far)]);
    assert!(report("far.xlsx", bytes).reason.is_some());
}

#[test]
fn no_bytes_make_a_reader_panic() {
    let whole = [
        ABSENCE.as_bytes().to_vec(),
        gzip(ABSENCE.as_bytes()),
        workbook(&[
            &["LA", "ESTAB", "URN", "PERCTOT", "PPERSABS10"],
            &["380", "2000", "100001", "5.2", "9.8"],
        ]),
        include_bytes!("gias.csv").to_vec(),
        include_bytes!("ofsted.csv").to_vec(),
    ];
    // Every prefix of the small ones, and of all of them every byte spoilt in turn.
    let mut seed = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed
    };
    for bytes in &whole {
        for _ in 0..150 {
            let cut = usize::try_from(next()).unwrap_or_default() % bytes.len();
            run(&[file("cut", &bytes[..cut])]);
            let mut spoilt = bytes.clone();
            for _ in 0..4 {
                let at = usize::try_from(next()).unwrap_or_default() % spoilt.len();
                spoilt[at] = next().to_le_bytes()[0];
            }
            run(&[file("spoilt", spoilt)]);
        }
    }
    for length in 0..200 {
        let noise: Vec<u8> = (0..length).map(|_| next().to_le_bytes()[0]).collect();
        run(&[file("noise", noise)]);
    }
}
