//! An import as a whole, in words.

use domain::api::ImportReport;

use crate::words::{capital, count_words};

/// What all files come to together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    pub files: usize,
    /// Not refused, so it can be taken in.
    pub usable: usize,
    pub rejected: usize,
    pub schools_added: u64,
    pub schools_changed: u64,
    pub readings: u64,
}

impl Totals {
    pub fn of(report: &ImportReport) -> Self {
        let mut totals = Self {
            files: report.files.len(),
            ..Self::default()
        };
        for file in &report.files {
            totals.usable += usize::from(file.reason.is_none());
            totals.rejected += file.rejected.len();
            totals.schools_added += file.changes.schools_added;
            totals.schools_changed += file.changes.schools_changed;
            totals.readings += file.changes.readings_added;
        }
        totals
    }

    /// How many things would be written.
    pub fn changes(&self) -> u64 {
        self.schools_added + self.schools_changed + self.readings
    }

    /// "Three files recognised, one refused".
    pub fn found_words(&self) -> String {
        let refused = self.files - self.usable;
        let noun = |count: usize| if count == 1 { "file" } else { "files" };
        let mut words = format!(
            "{} {} recognised",
            capital(&count_words(self.usable)),
            noun(self.usable)
        );
        if refused > 0 {
            words.push_str(&format!(", {} refused", count_words(refused)));
        }
        if self.rejected > 0 {
            words.push_str(&format!("; {} not read", rows(self.rejected)));
        }
        words
    }

    /// "Take in 12 schools and 3,410 values".
    pub fn take_words(&self) -> String {
        let mut parts = Vec::new();
        let schools = self.schools_added + self.schools_changed;
        if schools > 0 {
            parts.push(format!(
                "{} {}",
                figures(schools),
                if schools == 1 { "school" } else { "schools" }
            ));
        }
        if self.readings > 0 {
            parts.push(format!(
                "{} {}",
                figures(self.readings),
                if self.readings == 1 {
                    "value"
                } else {
                    "values"
                }
            ));
        }
        format!("Take in {}", parts.join(" and "))
    }
}

fn rows(count: usize) -> String {
    match count {
        1 => "one row".to_owned(),
        2..=10 => format!("{} rows", count_words(count)),
        _ => format!("{} rows", figures(count as u64)),
    }
}

/// The heading once it is done.
pub fn took_words(report: &ImportReport) -> String {
    let totals = Totals::of(report);
    if totals.changes() == 0 {
        return "Nothing was changed: it was all here already".to_owned();
    }
    format!(
        "Done: {} schools added, {} changed, {} values added",
        figures(totals.schools_added),
        figures(totals.schools_changed),
        figures(totals.readings)
    )
}

/// "21,284".
pub fn figures(number: u64) -> String {
    let digits = number.to_string();
    let mut words = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            words.push(',');
        }
        words.push(digit);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_grouped_by_threes() {
        for (number, words) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (21_284_003, "21,284,003"),
        ] {
            assert_eq!(figures(number), words);
        }
    }
}
