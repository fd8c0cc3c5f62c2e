//! Minutes as a document of A4 pages, for those who file them.

use docx_rs::{
    AlignmentType, Docx, Footer, Header, NumPages, PageNum, Paragraph, Run, RunFonts, Style,
    StyleType, Table as DocTable, TableCell, TableRow, WidthType,
};
use domain::api::Signed;
use domain::calendar::day_words;
use domain::meetings::{MinuteItem, Minutes};

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
    document = document.add_paragraph(plain(&format!(
        "{}. {}",
        day_words(minutes.on),
        minutes.opening()
    )));
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
        for (label, words) in item.attended() {
            document = document.add_paragraph(labelled(label, &words));
        }
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
    if !minutes.offices.is_empty() {
        document = document.add_paragraph(styled("Heading1", "Who came for the schools"));
        for office in &minutes.offices {
            document = document.add_paragraph(plain(&office.words()));
        }
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
