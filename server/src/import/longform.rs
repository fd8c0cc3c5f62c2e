//! Results as explore education statistics has published them since 2024: one row for a school, a year, a
//! subject and a group of its pupils. Rows of one school and year are brought together; groups that no
//! indicator reads are passed over.

use std::collections::BTreeMap;

use domain::schools::{Finding, Urn};

use super::limits::Refused;
use super::number;
use super::performance::{self, Comparators};
use super::period::{AcademicYear, Dated};
use super::plan::{Gathering, Measure, people};
use super::read::{Column, Line, Sheet};
use super::secondary;

/// What every long table says of a row.
struct Places {
    period: Column,
    level: Column,
    urn: Column,
    la: Column,
    /// Kinds of school a national row counts.
    schools: Column,
}

/// Whose row it is.
enum Row {
    Ours(Urn),
    /// Another authority's school: there to rank ours.
    Other(Urn),
    /// All state-funded schools of the country.
    National,
}

impl Places {
    fn of(sheet: &Sheet<'_>) -> Self {
        Self {
            period: sheet.column("time_period"),
            level: sheet.column("geographic_level"),
            urn: sheet.column("school_urn"),
            la: sheet.column("old_la_code"),
            schools: sheet.column("establishment_type_group"),
        }
    }

    /// The year and whose row it is; what is neither a school's nor the country's is counted and passed
    /// over.
    fn row(&self, line: &Line, to: &mut Gathering<'_>) -> Option<(AcademicYear, Row)> {
        let period = line.text(self.period);
        let Some(year) = AcademicYear::read(&period) else {
            to.reject(line.row, "time_period", &period, "not an academic year");
            return None;
        };
        let level = line.text(self.level).to_lowercase();
        match level.as_str() {
            "" | "school" => {}
            "national" => {
                to.skip("national row");
                let schools = line.text(self.schools).to_lowercase().replace('-', " ");
                let all = ["", "total", "all state funded"].contains(&schools.as_str());
                return all.then_some((year, Row::National));
            }
            _ => {
                to.skip("authority or region row");
                return None;
            }
        }
        let urn = to.urn(line, self.urn, "school_urn")?;
        let ours = match self.la {
            Some(_) => line.text(self.la).parse().ok() == Some(u16::from(to.known.authority)),
            None => to.is_known(urn),
        };
        Some((
            year,
            if ours {
                Row::Ours(urn)
            } else {
                Row::Other(urn)
            },
        ))
    }
}

fn elsewhere(to: &mut Gathering<'_>, urn: Urn, measure: Measure, year: AcademicYear, text: &str) {
    if let Some(number) = number::hundredths(text) {
        to.plan
            .result(urn, false, measure, year, Finding::number(number), None);
    }
}

/// "2023/24 and 2024/25" in the layout.
fn years(to: &mut Gathering<'_>, years: impl Iterator<Item = AcademicYear>) {
    let mut words: Vec<String> = years.map(|year| year.words().replace('/', "-")).collect();
    words.dedup();
    if !words.is_empty() {
        to.report.layout.push_str(&format!(" {}", words.join(", ")));
    }
}

fn dated(year: AcademicYear) -> Dated {
    Dated {
        as_at: year.end(),
        period: year.words(),
        note: String::new(),
    }
}

// ---- key stage 2 -----------------------------------------------------------------------------------

const EXPECTED: &str = "expected_standard_pupil_percent";
const PROGRESS: &str = "progress_measure_score";

/// `time_period, school_urn, breakdown, subject, expected_standard_pupil_percent …`
pub fn ks2(sheet: &mut Sheet<'_>, to: &mut Gathering<'_>) -> Result<(), Refused> {
    let places = Places::of(sheet);
    let [group, subject, expected, progress] =
        ["breakdown", "subject", EXPECTED, PROGRESS].map(|heading| sheet.column(heading));
    let pupils = sheet.any(&["eligible_pupil_count", "telig", "pupil_count"]);
    let mut schools: BTreeMap<(AcademicYear, Urn), performance::Pupils> = BTreeMap::new();
    let mut national: BTreeMap<AcademicYear, [Option<i32>; 2]> = BTreeMap::new();
    while let Some(line) = sheet.next()? {
        to.report.rows += 1;
        let Some((year, row)) = places.row(&line, to) else {
            continue;
        };
        let subject = line.text(subject).to_lowercase();
        let group = line.text(group).to_lowercase();
        let place = match subject.as_str() {
            "reading, writing and maths" => None,
            "reading" => Some(0),
            "writing" => Some(1),
            "maths" => Some(2),
            _ => Some(3),
        };
        let measure = match (group.as_str(), place) {
            ("total" | "all pupils", None) => Some(Measure::Rwm),
            ("disadvantaged", None) => Some(Measure::RwmDisadvantaged),
            ("3 year average", None) => Some(Measure::Rwm3),
            ("total" | "all pupils", Some(0..=2)) => None,
            _ => {
                if !matches!(row, Row::National) {
                    to.skip("a subject or group of pupils that no indicator reads");
                }
                continue;
            }
        };
        match (row, measure) {
            (Row::National, Some(measure)) => {
                let figures = national.entry(year).or_default();
                let figure = number::hundredths(&line.text(expected));
                match measure {
                    Measure::Rwm => figures[0] = figure,
                    Measure::RwmDisadvantaged => figures[1] = figure,
                    _ => {}
                }
            }
            (Row::National, None) => {}
            (Row::Other(urn), measure) => {
                to.skip("other authority");
                if let Some(measure) = measure {
                    elsewhere(to, urn, measure, year, &line.text(expected));
                }
            }
            (Row::Ours(urn), measure) => {
                to.accept();
                let one = schools
                    .entry((year, urn))
                    .or_insert_with(|| performance::Pupils::of(urn));
                let cohort = people(&line, pupils);
                let Some(measure) = measure else {
                    if let (Some(at), Some(_)) = (place, progress) {
                        one.progress[at] = to.measure(&line, progress, PROGRESS);
                    }
                    continue;
                };
                let Some(finding) = to.measure(&line, expected, EXPECTED) else {
                    continue;
                };
                to.plan.result(urn, true, measure, year, finding, cohort);
                match measure {
                    Measure::Rwm => (one.rwm, one.cohort) = (Some(finding), cohort),
                    Measure::RwmDisadvantaged => {
                        (one.disadvantaged, one.disadvantaged_cohort) = (Some(finding), cohort);
                    }
                    _ => {}
                }
            }
        }
    }
    years(to, schools.keys().map(|(year, _)| *year));
    for (year, schools) in by_year(schools) {
        let [rwm, disadvantaged] = national.get(&year).copied().unwrap_or_default();
        let comparators = Comparators {
            rwm,
            disadvantaged,
            earlier: Vec::new(),
            note: String::new(),
        };
        performance::emit(to, schools, year, &dated(year), &comparators);
    }
    Ok(())
}

fn by_year<T>(schools: BTreeMap<(AcademicYear, Urn), T>) -> BTreeMap<AcademicYear, Vec<T>> {
    let mut years: BTreeMap<AcademicYear, Vec<T>> = BTreeMap::new();
    for ((year, _), one) in schools {
        years.entry(year).or_default().push(one);
    }
    years
}

// ---- key stage 4 -----------------------------------------------------------------------------------

const ATTAINMENT: &str = "attainment8_average";
const PROGRESS_8: &str = "progress8_average";

/// `time_period, school_urn, disadvantage_status, attainment8_average, progress8_average …`: a row for
/// each group of pupils, named by one column a characteristic, "Total" in the others.
pub fn ks4(sheet: &mut Sheet<'_>, to: &mut Gathering<'_>) -> Result<(), Refused> {
    let places = Places::of(sheet);
    let [disadvantage, cohort, attainment, progress] =
        ["disadvantage_status", "pupil_count", ATTAINMENT, PROGRESS_8]
            .map(|heading| sheet.column(heading));
    let others = [
        "sex",
        "first_language",
        "prior_attainment",
        "mobility",
        "ethnicity_major",
        "sen_status",
    ]
    .map(|heading| sheet.column(heading));
    let mut schools: BTreeMap<(AcademicYear, Urn), secondary::Pupils> = BTreeMap::new();
    let mut national: BTreeMap<AcademicYear, secondary::Comparators> = BTreeMap::new();
    while let Some(line) = sheet.next()? {
        to.report.rows += 1;
        let Some((year, row)) = places.row(&line, to) else {
            continue;
        };
        let is_total =
            |column| ["", "total", "all pupils"].contains(&&*line.text(column).to_lowercase());
        let poorer = match &*line.text(disadvantage).to_lowercase() {
            _ if !others.iter().all(|column| is_total(*column)) => None,
            "" | "total" | "all pupils" => Some(false),
            "disadvantaged" => Some(true),
            _ => None,
        };
        let Some(poorer) = poorer else {
            if !matches!(row, Row::National) {
                to.skip("a subject or group of pupils that no indicator reads");
            }
            continue;
        };
        let figure = |column| number::hundredths(&line.text(column));
        match row {
            Row::National => {
                let figures = national.entry(year).or_default();
                if poorer {
                    figures.disadvantaged = figure(attainment);
                } else {
                    figures.attainment = figure(attainment);
                    figures.progress = figure(progress);
                }
            }
            Row::Other(urn) => {
                to.skip("other authority");
                let measure = measure(poorer);
                elsewhere(to, urn, measure, year, &line.text(attainment));
            }
            Row::Ours(urn) => {
                to.accept();
                let pupils = people(&line, cohort);
                let one = schools
                    .entry((year, urn))
                    .or_insert_with(|| secondary::Pupils::of(urn));
                let found = to.measure(&line, attainment, ATTAINMENT);
                if poorer {
                    (one.disadvantaged, one.disadvantaged_cohort) = (found, pupils);
                } else {
                    (one.attainment, one.cohort, one.progress_cohort) = (found, pupils, pupils);
                    one.progress = to.measure(&line, progress, PROGRESS_8);
                }
                if let Some(finding) = found {
                    to.plan
                        .result(urn, true, measure(poorer), year, finding, pupils);
                }
            }
        }
    }
    years(to, schools.keys().map(|(year, _)| *year));
    for (year, schools) in by_year(schools) {
        let comparators = national.remove(&year).unwrap_or_default();
        secondary::emit(to, schools, year, &dated(year), &comparators);
    }
    Ok(())
}

fn measure(disadvantaged: bool) -> Measure {
    if disadvantaged {
        Measure::Attainment8Disadvantaged
    } else {
        Measure::Attainment8
    }
}
