//! What a file is, by its header and never by its name.

use csv::StringRecord;

use super::encoding::mend;
use super::layouts::{LAYOUTS, Layout};

/// A heading without regard to case and spaces.
pub fn plain(heading: &str) -> String {
    let words: Vec<&str> = heading.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

fn headings(row: &StringRecord) -> Vec<String> {
    row.iter().map(|cell| plain(&mend(cell))).collect()
}

/// The header among the first rows, and what it is the header of.
pub fn find(rows: &[StringRecord]) -> Option<(usize, &'static Layout)> {
    rows.iter().enumerate().find_map(|(at, row)| {
        let have = headings(row);
        LAYOUTS
            .iter()
            .find(|layout| {
                layout
                    .needs
                    .iter()
                    .all(|need| have.iter().any(|heading| heading == need))
            })
            .map(|layout| (at, layout))
    })
}

/// How near these rows come to a known header, and the sentence that says what was looked for.
pub fn nearest(rows: &[StringRecord]) -> (usize, String) {
    let mut best: (usize, Option<(&Layout, Vec<&str>)>) = (0, None);
    for row in rows {
        let have = headings(row);
        for layout in LAYOUTS {
            let missing: Vec<&str> = layout
                .needs
                .iter()
                .copied()
                .filter(|need| !have.iter().any(|heading| heading == need))
                .collect();
            let found = layout.needs.len() - missing.len();
            // Thousandths of what it needs, so that short lists do not win by being short.
            let fit = found * 1000 / layout.needs.len();
            if fit > best.0 {
                best = (fit, Some((layout, missing)));
            }
        }
    }
    let looked = "URN with TypeOfEstablishment (name) (gias), LinkURN (gias links), Overall effectiveness \
                  or Safeguarding standards (ofsted), PTRWM_EXP or expected_standard_pupil_percent (ks2), \
                  ATT8SCR or attainment8_average (ks4), PERCTOT (absence), \
                  NOR (census), Income and Expenditure (finance), or urn, indicator, period, value, as_at \
                  (own values)";
    let reason = match best.1 {
        Some((layout, missing)) => format!(
            "No known header in the first rows. It comes nearest to {} ({}), which also needs {}. \
             Looked for: {looked}.",
            layout.name,
            layout.words,
            missing.join(", ")
        ),
        None => format!("No known header in the first rows. Looked for: {looked}."),
    };
    (best.0, reason)
}
