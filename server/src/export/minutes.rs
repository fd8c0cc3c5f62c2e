//! Minutes as a document for those who file them, and as a workbook of what was decided and agreed.

use docx_rs::{
    AlignmentType, Docx, Footer, Header, NumPages, PageNum, Paragraph, Run, RunFonts, Style,
    StyleType, Table as DocTable, TableCell, TableRow, WidthType,
};
use domain::api::Signed;
use domain::calendar::day_words;
use domain::meetings::{MinuteItem, Minutes};
use rust_xlsxwriter::Workbook;

use super::xlsx::{broken, write};
use super::{Cell, Table};
use crate::error::{Error, Result};

/// Twentieths of a point: the width between the margins of A4.
const WIDE: usize = 9_600;

/// The minutes as a document of A4 pages, with a header and page numbers.
///
/// # Errors
/// Never, unless the writer is broken.
pub fn minutes_docx(minutes: &Minutes, signed: Option<&Signed>) -> Result<Vec<u8>> {
    let mut document = page(minutes);
    document = document.add_paragraph(styled("Title", &minutes.title));
    document = document.add_paragraph(plain(&opening_words(minutes)));
    document = discussed(document, minutes);
    document = as_proposed(document, minutes);
    document = actions(document, minutes);
    document = rest(document, minutes);
    if let Some(signed) = signed {
        document = document.add_paragraph(plain(&format!(
            "Signed by {} on {}. Seal {}.",
            signed.by,
            day_words(signed.at.day()),
            signed.seal
        )));
        if !signed.note.is_empty() {
            document = document.add_paragraph(plain(&signed.note));
        }
    } else {
        document = document.add_paragraph(plain("Draft: not signed yet."));
    }
    let mut bytes = std::io::Cursor::new(Vec::new());
    document
        .pack(&mut bytes)
        .map_err(|error| Error::Internal(anyhow::anyhow!("{error}")))?;
    Ok(bytes.into_inner())
}

fn page(minutes: &Minutes) -> Docx {
    let fonts = RunFonts::new().ascii("Arial").hi_ansi("Arial");
    let heading = |id: &str, name: &str, size: usize| {
        Style::new(id, StyleType::Paragraph)
            .name(name)
            .size(size)
            .bold()
    };
    let head = format!(
        "{}. Official, sensitive: names schools with categories",
        minutes.partnership
    );
    Docx::new()
        // A4, in twentieths of a point.
        .page_size(11_906, 16_838)
        .default_fonts(fonts)
        .default_size(20)
        .add_style(heading("Title", "Title", 36))
        .add_style(heading("Heading1", "heading 1", 26))
        .add_style(heading("Heading2", "heading 2", 22))
        .header(Header::new().add_paragraph(small(&head)))
        .footer(
            Footer::new().add_paragraph(
                Paragraph::new()
                    .align(AlignmentType::Right)
                    .add_run(Run::new().size(16).add_text("Page "))
                    .add_page_num(PageNum::new())
                    .add_run(Run::new().size(16).add_text(" of "))
                    .add_num_pages(NumPages::new()),
            ),
        )
}

/// A run of text, without what no XML may hold.
fn run(text: &str) -> Run {
    let allowed = |one: &char| matches!(one, '\t' | '\n' | '\r') || !one.is_control();
    let text: String = text.chars().filter(allowed).collect();
    Run::new().add_text(text)
}

fn styled(style: &str, text: &str) -> Paragraph {
    Paragraph::new()
        .style(style)
        .keep_next(true)
        .add_run(run(text))
}

fn plain(text: &str) -> Paragraph {
    Paragraph::new().add_run(run(text))
}

fn small(text: &str) -> Paragraph {
    Paragraph::new().add_run(run(text).size(16))
}

fn labelled(label: &str, text: &str) -> Paragraph {
    Paragraph::new()
        .add_run(run(&format!("{label}: ")).bold())
        .add_run(run(text))
}

/// "Thursday 19 November 2026. In the chair: Helen Marsh. Present: …".
fn opening_words(minutes: &Minutes) -> String {
    let mut words = format!(
        "{}. In the chair: {}.",
        day_words(minutes.on),
        minutes.chairs.join(", then ")
    );
    for (label, names) in [
        ("Present", &minutes.present),
        ("Apologies", &minutes.apologies),
    ] {
        if !names.is_empty() {
            words.push_str(&format!(" {label}: {}.", names.join("; ")));
        }
    }
    words.push_str(&format!(
        " Scheme: {}. Evidence frozen {}.",
        minutes.scheme,
        day_words(minutes.frozen)
    ));
    words
}

fn table(heads: &[&str], widths: &[usize], rows: Vec<Vec<String>>) -> DocTable {
    let cell = |text: &str, width: usize, bold: bool| {
        let run = run(text).size(18);
        let run = if bold { run.bold() } else { run };
        TableCell::new()
            .width(width, WidthType::Dxa)
            .add_paragraph(Paragraph::new().add_run(run))
    };
    let row = |texts: Vec<&str>, bold: bool| {
        let cells = texts
            .into_iter()
            .zip(widths)
            .map(|(text, width)| cell(text, *width, bold))
            .collect();
        TableRow::new(cells).cant_split()
    };
    let mut all = vec![row(heads.to_vec(), true)];
    all.extend(
        rows.iter()
            .map(|texts| row(texts.iter().map(String::as_str).collect(), false)),
    );
    DocTable::new(all)
        .set_grid(widths.to_vec())
        .width(WIDE, WidthType::Dxa)
}

fn item_row(item: &MinuteItem) -> Vec<String> {
    vec![
        item.school.clone(),
        item.band_word.clone(),
        item.risk.word().to_owned(),
        item.how.clone(),
        item.owner.clone(),
        day_words(item.next_review),
    ]
}

fn discussed(mut document: Docx, minutes: &Minutes) -> Docx {
    if minutes.discussed.is_empty() {
        return document;
    }
    document = document
        .add_paragraph(styled("Heading1", "Schools discussed"))
        .add_table(table(
            &["School", "Category", "Risk", "How", "Owner", "Review"],
            &[2_500, 1_300, 1_000, 2_300, 1_200, 1_300],
            minutes.discussed.iter().map(item_row).collect(),
        ));
    for item in &minutes.discussed {
        document = document
            .add_paragraph(styled("Heading2", &item.school))
            .add_paragraph(labelled(
                "The rules suggested",
                &format!("{}. {}", item.suggested, item.reasons),
            ));
        for said in &item.said {
            document = document.add_paragraph(labelled(said.label(), &said.text()));
        }
        document = document.add_paragraph(labelled(
            "Resolved",
            &format!(
                "{}, risk {}. {}",
                item.band_word,
                item.risk.word().to_lowercase(),
                item.how
            ),
        ));
    }
    document
}

fn as_proposed(document: Docx, minutes: &Minutes) -> Docx {
    if minutes.as_proposed.is_empty() {
        return document;
    }
    document
        .add_paragraph(styled("Heading1", "Agreed as proposed"))
        .add_table(table(
            &["School", "Category", "Risk", "How", "Owner", "Review"],
            &[2_500, 1_300, 1_000, 2_300, 1_200, 1_300],
            minutes.as_proposed.iter().map(item_row).collect(),
        ))
}

fn actions(mut document: Docx, minutes: &Minutes) -> Docx {
    if !minutes.actions.is_empty() {
        let rows = minutes.actions.iter().map(|action| {
            vec![
                action.school.clone(),
                action.text.clone(),
                action.owner.clone(),
                day_words(action.due),
            ]
        });
        document = document
            .add_paragraph(styled("Heading1", "Actions"))
            .add_table(table(
                &["School", "Action", "Who", "By"],
                &[2_500, 4_200, 1_600, 1_300],
                rows.collect(),
            ));
    }
    if !minutes.carried.is_empty() {
        let rows = minutes.carried.iter().map(|one| {
            vec![
                one.action.school.clone(),
                one.action.text.clone(),
                one.action.owner.clone(),
                if one.said.is_empty() {
                    format!("Open; was due {}", day_words(one.action.due))
                } else {
                    one.said.clone()
                },
            ]
        });
        document = document
            .add_paragraph(styled("Heading1", "Actions of earlier meetings"))
            .add_table(table(
                &["School", "Action", "Who", "What became of it"],
                &[2_500, 3_500, 1_600, 2_000],
                rows.collect(),
            ));
    }
    document
}

fn rest(mut document: Docx, minutes: &Minutes) -> Docx {
    if minutes.items().next().is_some() {
        document = document
            .add_paragraph(styled("Heading1", "Where the room and the rules differ"))
            .add_paragraph(plain(&minutes.differing()));
    }
    if !minutes.requests.is_empty() {
        document = document.add_paragraph(styled("Heading1", "Requests to the broker"));
        for request in &minutes.requests {
            document = document.add_paragraph(plain(request));
        }
    }
    if !minutes.left.is_empty() {
        let names: Vec<&str> = minutes.left.iter().map(|one| one.school.as_str()).collect();
        document = document
            .add_paragraph(styled("Heading1", "Not decided"))
            .add_paragraph(plain(&names.join(", ")));
    }
    let rows = minutes.bands.iter().map(|band| {
        let count = |count: Option<u32>| {
            count.map_or_else(|| "fewer than five".to_owned(), |count| count.to_string())
        };
        vec![band.word.clone(), count(band.before), count(band.after)]
    });
    document
        .add_paragraph(styled("Heading1", "Schools in each category"))
        .add_table(table(
            &["Category", "Before", "After"],
            &[4_000, 2_800, 2_800],
            rows.collect(),
        ))
}

/// What was decided, and what was agreed to be done, a sheet each.
///
/// # Errors
/// Never, unless the writer is broken.
pub fn minutes_xlsx(minutes: &Minutes) -> Result<Vec<u8>> {
    let text = |text: &str| Cell::text(text);
    let heads = |heads: &[&str]| heads.iter().map(|head| (*head).to_owned()).collect();
    let decisions = Table {
        title: "Decisions".to_owned(),
        heads: heads(&[
            "URN",
            "School",
            "Category",
            "Risk",
            "How",
            "Rules suggested",
            "Owner",
            "Review",
            "Said",
        ]),
        rows: minutes
            .items()
            .map(|item| {
                let said: Vec<String> = item
                    .said
                    .iter()
                    .map(|one| format!("{}: {}", one.label(), one.text()))
                    .collect();
                vec![
                    Cell::Id(item.urn.into()),
                    text(&item.school),
                    text(&item.band_word),
                    text(item.risk.word()),
                    text(&item.how),
                    text(&item.suggested),
                    text(&item.owner),
                    text(&day_words(item.next_review)),
                    text(&said.join("\n")),
                ]
            })
            .collect(),
    };
    let actions = Table {
        title: "Actions".to_owned(),
        heads: heads(&["School", "Action", "Who", "By", "What became of it"]),
        rows: minutes
            .actions
            .iter()
            .map(|action| (action, ""))
            .chain(
                minutes
                    .carried
                    .iter()
                    .map(|one| (&one.action, one.said.as_str())),
            )
            .map(|(action, said)| {
                vec![
                    text(&action.school),
                    text(&action.text),
                    text(&action.owner),
                    text(&day_words(action.due)),
                    text(said),
                ]
            })
            .collect(),
    };
    let counts = Table {
        title: "Categories".to_owned(),
        heads: heads(&["Category", "Before", "After"]),
        rows: minutes
            .bands
            .iter()
            .map(|band| {
                let count =
                    |count: Option<u32>| count.map_or_else(|| text("fewer than five"), Cell::Id);
                vec![text(&band.word), count(band.before), count(band.after)]
            })
            .collect(),
    };
    let mut book = Workbook::new();
    for table in [&decisions, &actions, &counts] {
        write(book.add_worksheet(), table).map_err(broken)?;
    }
    book.save_to_buffer().map_err(broken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::meetings::{Minute, MinuteAction};
    use domain::risk::{Band, Level};
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
}
