//! Minutes as a workbook: what was decided, what was agreed to be done, and how many in each category.

use domain::calendar::day_words;
use domain::meetings::{MinuteItem, Minutes, NOT_RECORDED};
use domain::schools::Office;
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
    let came = came(minutes);
    let mut book = Workbook::new();
    for table in [&decisions, &came, &actions, &counts] {
        write(book.add_worksheet(), table).map_err(broken)?;
    }
    book.save_to_buffer().map_err(broken)
}

/// Who came for each school, who led for it, and who was in the chair.
fn came(minutes: &Minutes) -> Table {
    let mut heads = vec!["URN".to_owned(), "School".to_owned()];
    for office in Office::ALL {
        heads.push(office.word().to_owned());
        heads.push("Came".to_owned());
        heads.push("Does".to_owned());
    }
    heads.push("Led for the school".to_owned());
    heads.push("In the chair".to_owned());
    let row = |item: &MinuteItem| {
        let mut row = vec![Cell::Id(item.urn.into()), Cell::text(&item.school)];
        for office in Office::ALL {
            match item.offices.iter().find(|one| one.office == office) {
                Some(one) => {
                    row.push(Cell::text(&one.name));
                    row.push(Cell::text(one.came_words()));
                    row.push(Cell::text(one.does.map_or("", |does| does.words())));
                }
                None => row.extend([Cell::text(NOT_RECORDED), Cell::Nothing, Cell::Nothing]),
            }
        }
        row.push(Cell::text(&item.led));
        let chairs = if item.chairs.is_empty() {
            &minutes.chairs
        } else {
            &item.chairs
        };
        row.push(Cell::text(chairs.join(", then ")));
        row
    };
    Table {
        title: "For the schools".to_owned(),
        heads,
        rows: minutes.items().map(row).collect(),
    }
}
