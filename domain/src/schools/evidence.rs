//! What is known about a school: one reading an indicator, each with its source, period and cohort.
//!
//! Unknown is a value with a reason. It is never zero, never "fine" and never "worst".

use serde::{Deserialize, Serialize};

use super::key::Key;
use super::school::{Phase, Setting};
use crate::calendar::Date;

/// Why a value is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unknown {
    /// Published as suppressed (`c`, `SUPP`): too few pupils to show.
    Suppressed,
    /// Published as not applicable (`z`, `NA`, `NE`, `NP`).
    NotApplicable,
    /// Published as not available (`x`, `:`), blank, or nobody has recorded it.
    NotAvailable,
    /// Fewer eligible pupils than the scheme takes a one-year figure from.
    SmallCohort,
    /// Older than its shelf life.
    OutOfDate,
    /// Too little coverage to publish (`LOWCOV`).
    LowCoverage,
    /// The line is against a national figure, and the file had none.
    NoComparator,
}

impl Unknown {
    /// The reason on screen, after "not known:".
    pub fn words(self) -> &'static str {
        match self {
            Self::Suppressed => "suppressed",
            Self::NotApplicable => "marked not applicable",
            Self::NotAvailable => "not available",
            Self::SmallCohort => "too few pupils",
            Self::OutOfDate => "out of date",
            Self::LowCoverage => "low coverage",
            Self::NoComparator => "no national figure",
        }
    }
}

/// A measured number or a judgement from a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Hundredths of the indicator's unit: 6.3% is 630, 412 pupils are 41,200.
    Number(i32),
    /// One of the indicator's choices.
    Choice(Key),
}

/// What was found: a value, or why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    Known(Value),
    Unknown(Unknown),
}

impl Finding {
    /// A known number, hundredths of the unit.
    pub const fn number(hundredths: i32) -> Self {
        Self::Known(Value::Number(hundredths))
    }

    /// A known judgement.
    pub const fn choice(key: Key) -> Self {
        Self::Known(Value::Choice(key))
    }
}

/// The part of a reading that rules look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observed {
    pub finding: Finding,
    /// The national figure for the same measure and period, from the same file, in the same unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comparator: Option<i32>,
    /// Pupils the figure is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cohort: Option<u32>,
    /// A fact beside the number that a line may ask for ("three falls in a row").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marker: Option<Key>,
    /// The day it was true or published; shelf life counts from here.
    pub as_at: Date,
    /// The school disputes it and nobody has settled it yet.
    #[serde(default)]
    pub contested: bool,
}

/// Where a reading comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Provenance {
    /// "School census, 2022/23", "Agreed in the meeting".
    pub source: String,
    /// Academic year or term it is about.
    #[serde(default)]
    pub period: String,
    /// Who entered or loaded it.
    #[serde(default)]
    pub by: String,
    /// A sentence beside it, and whether it was followed from a predecessor school.
    #[serde(default)]
    pub note: String,
}

/// One reading of one indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    pub indicator: Key,
    pub seen: Observed,
    pub from: Provenance,
}

/// What was decided of a school before, and what its reviews have found since.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prior {
    /// The band decided, by its name in the scheme.
    pub band: Key,
    /// The day the school came into it.
    pub since: Date,
    /// The last reviews in a row that found it on track; and without progress.
    #[serde(default)]
    pub on_track: u8,
    #[serde(default)]
    pub without_progress: u8,
    /// The last review or evaluation found the plan met.
    #[serde(default)]
    pub met: bool,
}

/// Everything the rules may look at for one school. Readings are kept in order of indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    pub phase: Phase,
    pub setting: Setting,
    /// The last decision, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prior: Option<Prior>,
    readings: Vec<(Key, Observed)>,
}

impl Evidence {
    /// Evidence from readings in any order; of two for one indicator the later-dated counts, and of
    /// two of one day the one named last.
    pub fn new(
        phase: Phase,
        setting: Setting,
        readings: impl IntoIterator<Item = (Key, Observed)>,
    ) -> Self {
        let mut readings: Vec<_> = readings.into_iter().collect();
        readings.sort_by_key(|(key, seen)| (*key, seen.as_at));
        // The later one wins: keep the last of each run.
        readings.reverse();
        readings.dedup_by_key(|(key, _)| *key);
        readings.reverse();
        Self {
            phase,
            setting,
            prior: None,
            readings,
        }
    }

    /// The same evidence with what was decided before.
    #[must_use]
    pub fn after(mut self, prior: Option<Prior>) -> Self {
        self.prior = prior;
        self
    }

    /// The readings, in order of indicator.
    pub fn readings(&self) -> &[(Key, Observed)] {
        &self.readings
    }

    /// The reading of one indicator, if there is one.
    pub fn of(&self, indicator: Key) -> Option<&Observed> {
        self.readings
            .binary_search_by_key(&indicator, |(key, _)| *key)
            .ok()
            .map(|at| &self.readings[at].1)
    }

    /// The same evidence with one reading put in or replaced.
    pub fn set(&mut self, indicator: Key, seen: Observed) {
        match self
            .readings
            .binary_search_by_key(&indicator, |(key, _)| *key)
        {
            Ok(at) => self.readings[at].1 = seen,
            Err(at) => self.readings.insert(at, (indicator, seen)),
        }
    }
}

/// The published marks for "no number", old style and new, and which unknown each means.
/// `None` when the text is not one of them.
pub fn suppression_mark(text: &str) -> Option<Unknown> {
    Some(match text.trim() {
        "c" | "SUPP" | "SUPPMAT" | "DNS" => Unknown::Suppressed,
        "z" | "NA" | "NE" | "NP" | "SP" | "Not applicable" => Unknown::NotApplicable,
        "x" | ":" | "" | "NEW" | "NULL" | "Not judged" => Unknown::NotAvailable,
        "LOWCOV" | "low" => Unknown::LowCoverage,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    fn seen(hundredths: i32, as_at: Date) -> Observed {
        Observed {
            finding: Finding::number(hundredths),
            comparator: None,
            cohort: None,
            marker: None,
            as_at,
            contested: false,
        }
    }

    #[test]
    fn the_later_reading_of_an_indicator_counts_whatever_the_order() {
        let key = Key::of("I30");
        let old = (key, seen(500, date!(2025 - 01 - 01)));
        let new = (key, seen(630, date!(2026 - 01 - 01)));
        for readings in [[old, new], [new, old]] {
            let evidence = Evidence::new(Phase::Primary, Setting::Mainstream, readings);
            assert_eq!(evidence.readings().len(), 1);
            assert_eq!(evidence.of(key), Some(&new.1));
        }
    }

    #[test]
    fn each_published_mark_keeps_its_own_reason() {
        for (mark, reason) in [
            ("c", Unknown::Suppressed),
            ("SUPP", Unknown::Suppressed),
            ("z", Unknown::NotApplicable),
            ("NE", Unknown::NotApplicable),
            ("x", Unknown::NotAvailable),
            (" ", Unknown::NotAvailable),
            ("LOWCOV", Unknown::LowCoverage),
        ] {
            assert_eq!(suppression_mark(mark), Some(reason), "{mark}");
        }
        assert_eq!(suppression_mark("5.2"), None);
    }
}
