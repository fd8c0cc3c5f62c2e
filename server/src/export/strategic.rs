//! The strategic board's report as a table: the whole, then partnerships, then subjects.

use domain::support::{Line, Strategic};

use super::{Cell, Table};

const HEADS: [&str; 7] = [
    "part",
    "name",
    "schools",
    "cases",
    "days agreed",
    "days given",
    "spend (£)",
];

/// One row a line.
pub fn strategic(report: &Strategic) -> Table {
    let whole = Line {
        words: "All support".to_owned(),
        cases: report.cases,
        schools: report.schools,
        agreed: report.agreed,
        given: report.given,
        spend: report.spend,
    };
    let rows = std::iter::once(("whole", &whole))
        .chain(report.partnerships.iter().map(|line| ("partnership", line)))
        .chain(report.subjects.iter().map(|line| ("subject", line)));
    Table {
        title: "Support".to_owned(),
        heads: HEADS.map(str::to_owned).to_vec(),
        rows: rows.map(|(part, line)| row(part, line)).collect(),
    }
}

fn row(part: &str, line: &Line) -> Vec<Cell> {
    vec![
        Cell::text(part),
        Cell::text(&line.words),
        Cell::Id(line.schools),
        Cell::Id(line.cases),
        Cell::Number(i64::from(line.agreed.0) * 50),
        Cell::Number(i64::from(line.given.0) * 25),
        Cell::Number(line.spend.0),
    ]
}
