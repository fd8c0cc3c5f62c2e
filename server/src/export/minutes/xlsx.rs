//! Minutes as a workbook: what was decided, what was agreed to be done, and how many in each category.

use domain::calendar::day_words;
use domain::meetings::Minutes;
use rust_xlsxwriter::Workbook;

use crate::error::Result;
use crate::export::xlsx::{broken, write};
use crate::export::{Cell, Table};

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
