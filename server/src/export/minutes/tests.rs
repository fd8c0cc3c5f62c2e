use super::*;
use domain::meetings::{
    Came, Minute, MinuteAction, MinuteItem, MinuteOffice, Minutes, OfficeCount,
};
use domain::risk::{Band, Level};
use domain::schools::Office;
use time::macros::date;

fn minutes() -> Minutes {
    let action = MinuteAction {
        school: "Millbeck Primary".to_owned(),
        text: "=HYPERLINK(\"x\") & <b>".to_owned(),
        owner: "Helen Marsh".to_owned(),
        due: date!(2026 - 12 - 05),
    };
    Minutes {
        title: "Upper Vale partnership, autumn review".to_owned(),
        purpose: String::new(),
        partnership: "Upper Vale".to_owned(),
        on: date!(2026 - 11 - 19),
        scheme: "Priority and risk, version 4".to_owned(),
        frozen: date!(2026 - 11 - 16),
        chairs: vec!["Helen Marsh".to_owned()],
        present: vec!["Rashida Dalal, head".to_owned()],
        apologies: Vec::new(),
        began: None,
        ended: None,
        closed: true,
        discussed: vec![MinuteItem {
            urn: 900_001.try_into().unwrap(),
            school: "Millbeck Primary".to_owned(),
            band: Band(2),
            band_word: "Priority 3".to_owned(),
            risk: Level::High,
            owner: "Local authority".to_owned(),
            next_review: date!(2027 - 01 - 14),
            how: "As suggested, up from Priority 2.".to_owned(),
            suggested: "Priority 3, risk high".to_owned(),
            reasons: "One high.".to_owned(),
            differs: false,
            offices: vec![MinuteOffice {
                office: Office::Head,
                name: "Rashida Dalal".to_owned(),
                came: Some(Came::There),
                does: None,
                words: "Rashida Dalal, there.".to_owned(),
            }],
            led: "Rashida Dalal, headteacher".to_owned(),
            chairs: vec!["Helen Marsh".to_owned(), "Tobias Arkle".to_owned()],
            said: vec![Minute::Point {
                text: "5 < 6 & \"so on\"\u{1}".to_owned(),
                by: "P. Okafor".to_owned(),
            }],
        }],
        as_proposed: Vec::new(),
        left: Vec::new(),
        actions: vec![action],
        carried: Vec::new(),
        requests: vec!["Millbeck Primary: writing, 6 days".to_owned()],
        bands: Vec::new(),
        offices: vec![OfficeCount {
            office: Office::Head,
            there: Some(1),
            apologies: Some(0),
            represented: Some(0),
            not_said: Some(0),
        }],
    }
}

/// Every paragraph of a document, read back.
fn read_back(file: &[u8]) -> String {
    let document = docx_rs::read_docx(file).unwrap();
    let mut words = String::new();
    for child in &document.document.children {
        if let docx_rs::DocumentChild::Paragraph(paragraph) = child {
            words.push_str(&paragraph.raw_text());
            words.push('\n');
        }
    }
    words
}

#[test]
fn a_document_holds_every_word_as_text_and_nothing_a_reader_chokes_on() {
    let words = read_back(&minutes_docx(&minutes(), None).unwrap());
    assert!(words.contains("5 < 6 & \"so on\" (P. Okafor)"), "{words}");
    assert!(words.contains("Draft: not signed yet."), "{words}");
    for line in [
        "Headteacher: Rashida Dalal, there.",
        "Led for the school: Rashida Dalal, headteacher.",
        "In the chair: Helen Marsh, then Tobias Arkle.",
        "Headteachers: there for 1.",
    ] {
        assert!(words.contains(line), "{line}: {words}");
    }
    assert!(
        words.contains("Millbeck Primary: writing, 6 days"),
        "{words}"
    );
}

#[test]
fn a_workbook_holds_a_formula_as_text() {
    use calamine::Reader;
    let file = minutes_xlsx(&minutes()).unwrap();
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(file)).unwrap();
    let sheet = book.worksheet_range("Actions").unwrap();
    let cell = sheet.get_value((1, 1)).unwrap().to_string();
    assert_eq!(cell, "=HYPERLINK(\"x\") & <b>");
    assert!(book.worksheet_formula("Actions").unwrap().is_empty());
}

#[test]
fn a_workbook_has_a_row_of_who_came_for_every_school() {
    use calamine::Reader;
    let file = minutes_xlsx(&minutes()).unwrap();
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(file)).unwrap();
    let sheet = book.worksheet_range("For the schools").unwrap();
    let cell = |at| sheet.get_value((1, at)).unwrap().to_string();
    assert_eq!(cell(1), "Millbeck Primary");
    assert_eq!(cell(2), "Rashida Dalal");
    assert_eq!(cell(3), "There");
}
