//! The published files beside the project: where they lie, and their rows by the names of columns.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use domain::schools::{Finding, Phase, Setting, suppression_mark};
use flate2::read::GzDecoder;

/// The published files lie beside the project or a folder that holds it. `None`, said aloud, where they do
/// not; in CI they must.
///
/// # Errors
/// When they are missing in CI.
pub fn folder() -> Result<Option<PathBuf>> {
    let here = crate::here();
    let found = here
        .ancestors()
        .map(|folder| folder.join("shared/data"))
        .find(|folder| folder.is_dir());
    if found.is_none() {
        ensure!(
            std::env::var_os("ALONGSIDE_CI").is_none(),
            "the published files are missing: no shared/data beside {}",
            here.display()
        );
        println!("skipped: no published files beside {}", here.display());
    }
    Ok(found)
}

/// A row whose columns have names.
pub struct Row<'a> {
    cells: &'a csv::StringRecord,
    places: &'a BTreeMap<String, usize>,
}

impl Row<'_> {
    /// The text of a column, empty where the row has none.
    pub fn get(&self, column: &str) -> &str {
        self.places
            .get(column)
            .and_then(|at| self.cells.get(*at))
            .unwrap_or("")
    }

    /// The school of the row.
    pub fn urn(&self) -> Option<u32> {
        self.get("URN").trim().parse().ok()
    }

    /// A number in hundredths, or why there is none.
    pub fn hundredths(&self, column: &str) -> Finding {
        hundredths(self.get(column), 100.0)
    }
}

/// A number, so many times over, or why there is none.
pub fn hundredths(text: &str, scale: f64) -> Finding {
    let text = text.trim().trim_end_matches('%');
    match (suppression_mark(text), text.parse::<f64>()) {
        (Some(reason), _) => Finding::Unknown(reason),
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a percentage, a score or a ratio in hundredths"
        )]
        (None, Ok(value)) => Finding::number((value * scale).round() as i32),
        (None, Err(_)) => Finding::Unknown(domain::schools::Unknown::NotAvailable),
    }
}

/// Calls `take` with each row of a packed file.
///
/// # Errors
/// When it cannot be read.
pub fn each(path: &Path, mut take: impl FnMut(&Row<'_>)) -> Result<()> {
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).with_context(|| path.display().to_string())?;
    GzDecoder::new(file).read_to_end(&mut bytes)?;
    // Names are not looked at, so a byte that is no UTF-8 does no harm.
    let text = String::from_utf8_lossy(&bytes);
    let text = text.trim_start_matches('\u{feff}');
    let mut rows = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(text.as_bytes());
    let places: BTreeMap<String, usize> = rows
        .headers()?
        .iter()
        .enumerate()
        .map(|(at, name)| (name.to_owned(), at))
        .collect();
    for cells in rows.records() {
        take(&Row {
            cells: &cells?,
            places: &places,
        });
    }
    Ok(())
}

/// The phase the register names.
pub fn phase(name: &str) -> Phase {
    match name {
        "Nursery" => Phase::Nursery,
        "Primary" => Phase::Primary,
        "Middle deemed primary" => Phase::MiddlePrimary,
        "Middle deemed secondary" => Phase::MiddleSecondary,
        "Secondary" => Phase::Secondary,
        "All-through" => Phase::AllThrough,
        "16 plus" => Phase::Sixteen,
        _ => Phase::NotSaid,
    }
}

/// The setting that follows from the register's type.
pub fn setting(kind: &str) -> Setting {
    if kind.contains("pecial") {
        Setting::Special
    } else if kind.contains("lternative") || kind.contains("referral") {
        Setting::Alternative
    } else {
        Setting::Mainstream
    }
}
