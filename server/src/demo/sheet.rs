//! A school’s readings as they were added over time; what was known on a day is read off them.

use std::collections::BTreeMap;

use domain::calendar::Date;
use domain::schools::{Finding, Key, Observed, Provenance, Reading, Unknown, Value};

/// Where readings of one kind come from.
#[derive(Debug, Clone, Copy)]
pub struct From {
    pub source: &'static str,
    pub by: &'static str,
}

/// Published by the Department.
pub const PUBLISHED: &str = "Airedale Vale data team";

/// How finely a published table prints an indicator, hundredths. What is not listed is whole.
const PRINTED: [(&str, i32); 10] = [
    ("I06", 10),
    ("I14", 1),
    ("I30", 10),
    ("I31", 10),
    ("I32", 10),
    ("I60", 10),
    ("I61", 10),
    ("I64", 10),
    ("I20", 10),
    ("I66", 1),
];

/// A figure as its table prints it.
fn printed(indicator: &str, hundredths: i32) -> i32 {
    let step = PRINTED
        .iter()
        .find(|(id, _)| *id == indicator)
        .map_or(100, |(_, step)| *step);
    (hundredths + step / 2).div_euclid(step) * step
}

/// The readings of one school, in the order they were added.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    pub readings: Vec<Reading>,
}

/// One reading before it is put on the sheet.
#[derive(Debug, Clone)]
pub struct Entry {
    pub finding: Finding,
    pub comparator: Option<i32>,
    pub cohort: Option<i32>,
    pub marker: Option<&'static str>,
    pub as_at: Date,
    pub period: String,
    pub note: String,
}

impl Entry {
    pub fn number(hundredths: i32, as_at: Date) -> Self {
        Self::of(Finding::number(hundredths), as_at)
    }

    pub fn choice(id: &str, as_at: Date) -> Self {
        // Every id here is written in this program; one that is no name would read as not known.
        let finding = id
            .parse::<Key>()
            .map_or(Finding::Unknown(Unknown::NotAvailable), Finding::choice);
        Self::of(finding, as_at)
    }

    pub fn unknown(why: Unknown, as_at: Date) -> Self {
        Self::of(Finding::Unknown(why), as_at)
    }

    fn of(finding: Finding, as_at: Date) -> Self {
        Self {
            finding,
            comparator: None,
            cohort: None,
            marker: None,
            as_at,
            period: String::new(),
            note: String::new(),
        }
    }

    #[must_use]
    pub fn against(mut self, national: i32) -> Self {
        self.comparator = Some(national);
        self
    }

    #[must_use]
    pub fn pupils(mut self, cohort: i32) -> Self {
        self.cohort = Some(cohort);
        self
    }

    #[must_use]
    pub fn marked(mut self, marker: Option<&'static str>) -> Self {
        self.marker = marker;
        self
    }

    #[must_use]
    pub fn period(mut self, period: impl Into<String>) -> Self {
        self.period = period.into();
        self
    }

    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }
}

impl Sheet {
    /// Adds a reading of an indicator.
    pub fn put(&mut self, indicator: &'static str, from: From, entry: Entry) {
        self.readings.push(Reading {
            indicator: Key::of(indicator),
            seen: Observed {
                finding: match entry.finding {
                    Finding::Known(Value::Number(number)) => {
                        Finding::number(printed(indicator, number))
                    }
                    other => other,
                },
                comparator: entry.comparator.map(|number| printed(indicator, number)),
                cohort: entry.cohort.and_then(|pupils| u32::try_from(pupils).ok()),
                marker: entry.marker.map(Key::of),
                as_at: entry.as_at,
                contested: false,
            },
            from: Provenance {
                source: from.source.to_owned(),
                period: entry.period,
                by: from.by.to_owned(),
                note: entry.note,
            },
        });
    }

    /// The reading of each indicator that counted on a day.
    pub fn known_on(&self, day: Date) -> Vec<Reading> {
        let mut latest: BTreeMap<Key, &Reading> = BTreeMap::new();
        for reading in self.readings.iter().filter(|one| one.seen.as_at <= day) {
            let standing = latest.entry(reading.indicator).or_insert(reading);
            if reading.seen.as_at >= standing.seen.as_at {
                *standing = reading;
            }
        }
        latest.into_values().cloned().collect()
    }
}
