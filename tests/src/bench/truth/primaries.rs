//! England's primaries of 2018: what was known of each, and what an inspection found afterwards.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use domain::calendar::Date;
use domain::schools::inspection::{Found, Grade, Inspection, readings};
use domain::schools::results::{centile, mean_of_years, progress, trend};
use domain::schools::{Evidence, Finding, Key, Observed, Phase, Setting, Unknown, Value};
use time::macros::{date, format_description};

use crate::published::{each, hundredths, phase, setting};

/// The day the schools are looked at: the last before the inspections that are counted.
pub const AS_AT: Date = date!(2018 - 12 - 31);
const FIRST: Date = date!(2019 - 01 - 01);
const RESULTS: Date = date!(2018 - 08 - 31);
/// Later than the day they are looked at; said as a limit wherever the figures are shown.
const ABSENCE: Date = date!(2019 - 08 - 31);
const MONEY: Date = date!(2018 - 03 - 31);
/// Fewer pupils than this are not ranked and not counted.
const FEW: u32 = 11;

/// A school with its evidence and its story.
pub struct Primary {
    pub urn: u32,
    pub evidence: Evidence,
    /// Its last graded inspection before.
    pub before: Option<Grade>,
    /// Its first graded inspection after.
    pub after: Option<(Date, Grade)>,
}

/// Reading, writing and maths of one school in one year.
struct Results {
    pupils: u32,
    together: Option<i32>,
    progress: [Finding; 3],
}

/// Every school with enough pupils at the end of key stage 2 in 2018, in order of number.
///
/// # Errors
/// When a file is missing or has no such column.
pub fn primaries(data: &Path) -> Result<Vec<Primary>> {
    let register = register(data)?;
    let now = results(data, "2017-2018")?;
    let before = results(data, "2016-2017")?;
    let national = [&before, &now].map(national);
    let (Some(national_before), Some(national_now)) = (national[0], national[1]) else {
        anyhow::bail!("no results to take a national figure from");
    };
    let kind = |urn: &u32| {
        register
            .get(urn)
            .copied()
            .unwrap_or((Phase::Primary, Setting::Mainstream))
    };
    let years = |urn: &u32| -> Vec<(i32, u32)> {
        [now.get(urn), before.get(urn)]
            .into_iter()
            .flatten()
            .filter_map(|year| Some((year.together?, year.pupils)))
            .collect()
    };
    let pupils = |years: &[(i32, u32)]| years.iter().map(|(_, pupils)| pupils).sum::<u32>();
    let mut averages: Vec<i32> = now
        .keys()
        .filter(|urn| kind(urn).1 == Setting::Mainstream)
        .map(years)
        .filter(|years| pupils(years) >= FEW)
        .filter_map(|years| mean_of_years(&years))
        .collect();
    averages.sort_unstable();

    let absence = absence(data)?;
    let money = money(data)?;
    let inspections = inspections(data)?;
    let mut found = Vec::new();
    for (urn, year) in &now {
        let (Some(together), true) = (year.together, year.pupils >= FEW) else {
            continue;
        };
        let (phase, setting) = kind(urn);
        let mut evidence = Vec::new();
        let mut add = |indicator, finding, comparator, cohort, as_at| {
            let seen = Observed {
                finding,
                comparator,
                cohort,
                marker: None,
                as_at,
                contested: false,
            };
            evidence.push((Key::of(indicator), seen));
        };
        let cohort = Some(year.pupils);
        add(
            "I10",
            Finding::number(together),
            Some(national_now),
            cohort,
            RESULTS,
        );
        let own = years(urn);
        let rank = mean_of_years(&own)
            .and_then(|mean| centile(mean, &averages))
            .map_or(Finding::Unknown(Unknown::NoComparator), Finding::number);
        add("I11", rank, None, Some(pupils(&own)), RESULTS);
        add("I13", progress(year.progress), None, cohort, RESULTS);
        add("I13_mean", mean(year.progress), None, cohort, RESULTS);
        let earlier = before
            .get(urn)
            .filter(|earlier| earlier.pupils >= FEW)
            .and_then(|earlier| earlier.together);
        let moved = earlier
            .and_then(|earlier| trend(&[earlier - national_before, together - national_now]));
        if let Some((points, _)) = moved {
            add("I16", Finding::number(points), None, cohort, RESULTS);
        }
        if let Some([overall, persistent]) = absence.schools.get(urn) {
            let row = match (setting, phase) {
                (Setting::Mainstream, Phase::Primary | Phase::MiddlePrimary) => "PRI",
                (Setting::Mainstream, _) => "SEC",
                _ => "SPE",
            };
            let [all, often] = absence.national.get(row).copied().unwrap_or_default();
            add("I30", *overall, all, None, ABSENCE);
            add("I31", *persistent, often, None, ABSENCE);
        }
        if let Some(in_year) = money.get(urn) {
            add("I61", *in_year, None, None, MONEY);
        }
        let story = inspections.get(urn).map(Vec::as_slice).unwrap_or_default();
        let (past, later): (Vec<_>, Vec<_>) =
            story.iter().copied().partition(|(on, _)| *on < FIRST);
        let past: Vec<Inspection> = past
            .into_iter()
            .map(|(on, grade)| Inspection {
                on,
                found: Found::Overall(grade),
                concern: None,
            })
            .collect();
        evidence.extend(
            readings(&past)
                .into_iter()
                .map(|(key, seen, _)| (key, seen)),
        );
        found.push(Primary {
            urn: *urn,
            evidence: Evidence::new(phase, setting, evidence),
            before: story
                .iter()
                .rev()
                .find(|(on, _)| *on < FIRST)
                .map(|(_, grade)| *grade),
            after: later.first().copied(),
        });
    }
    Ok(found)
}

/// Phase and setting of every school there is or was.
fn register(data: &Path) -> Result<BTreeMap<u32, (Phase, Setting)>> {
    let mut schools = BTreeMap::new();
    each(
        &data.join("gias/england_all_establishments_2023-11_derived.csv.gz"),
        |row| {
            if let Some(urn) = row.urn() {
                let kind = (
                    phase(row.get("PhaseOfEducation (name)")),
                    setting(row.get("TypeOfEstablishment (name)")),
                );
                schools.insert(urn, kind);
            }
        },
    )?;
    Ok(schools)
}

fn results(data: &Path, year: &str) -> Result<BTreeMap<u32, Results>> {
    let mut schools = BTreeMap::new();
    let name = format!("performance/{year}_england_ks2_key_measures_derived.csv.gz");
    each(&data.join(name), |row| {
        if let (Some(urn), Ok(pupils)) = (row.urn(), row.get("KS2 Pupils").parse()) {
            let one = Results {
                pupils,
                together: known(row.hundredths("Overall Meet Std")),
                progress: ["Reading Progress", "Writing Progress", "Maths Progress"]
                    .map(|column| row.hundredths(column)),
            };
            schools.entry(urn).or_insert(one);
        }
    })?;
    Ok(schools)
}

/// The mean over pupils, as the importer takes it where a file has no national row.
fn national(schools: &BTreeMap<u32, Results>) -> Option<i32> {
    let years: Vec<(i32, u32)> = schools
        .values()
        .filter_map(|one| Some((one.together?, one.pupils)))
        .collect();
    mean_of_years(&years)
}

/// The mean of three scores, known where all three are.
fn mean(scores: [Finding; 3]) -> Finding {
    let mut sum = 0;
    for score in scores {
        match (known(score), score) {
            (Some(score), _) => sum += score,
            (None, Finding::Unknown(reason)) => return Finding::Unknown(reason),
            (None, Finding::Known(_)) => return Finding::Unknown(Unknown::NotAvailable),
        }
    }
    Finding::number(sum / 3)
}

fn known(finding: Finding) -> Option<i32> {
    match finding {
        Finding::Known(Value::Number(number)) => Some(number),
        _ => None,
    }
}

/// Overall and persistent absence, of schools and of the nation by phase.
#[derive(Default)]
struct Absence {
    schools: BTreeMap<u32, [Finding; 2]>,
    national: BTreeMap<String, [Option<i32>; 2]>,
}

fn absence(data: &Path) -> Result<Absence> {
    let mut all = Absence::default();
    each(
        &data.join("absence_census/2018-2019_england_abs.csv.gz"),
        |row| {
            let rates = ["PERCTOT", "PPERSABS10"].map(|column| row.hundredths(column));
            if let Some(urn) = row.urn() {
                all.schools.insert(urn, rates);
            } else if row.get("LA") == "NAT" {
                all.national
                    .insert(row.get("ESTAB").to_owned(), rates.map(known));
            }
        },
    )?;
    Ok(all)
}

/// What was left of the year's income, as a share of it.
fn money(data: &Path) -> Result<BTreeMap<u32, Finding>> {
    let mut schools = BTreeMap::new();
    each(
        &data.join("workforce_finance/2018_england_cfr_income_expenditure_derived.csv.gz"),
        |row| {
            let amount = |column| row.get(column).parse::<f64>().unwrap_or_default();
            let (income, spent) = (amount("Income"), amount("Expenditure"));
            if let (Some(urn), true) = (row.urn(), income > 0.0) {
                let share = ((income - spent) / income).to_string();
                schools.insert(urn, hundredths(&share, 10_000.0));
            }
        },
    )?;
    Ok(schools)
}

/// Every graded inspection, earliest first.
fn inspections(data: &Path) -> Result<BTreeMap<u32, Vec<(Date, Grade)>>> {
    let mut schools: BTreeMap<u32, Vec<(Date, Grade)>> = BTreeMap::new();
    let mut unread = None;
    let form = format_description!("[year][month][day]");
    each(
        &data.join("ofsted/england_inspection_grades_history_2005-2020.csv.gz"),
        |row| {
            let on = Date::parse(row.get("Inspection Date"), form);
            match (row.urn(), on, Grade::read(row.get("Rating"))) {
                (Some(urn), Ok(on), Some(grade)) => {
                    schools.entry(urn).or_default().push((on, grade))
                }
                _ => unread = Some(row.get("Rating").to_owned()),
            }
        },
    )?;
    if let Some(row) = unread {
        return Err(anyhow::anyhow!("{row}")).context("a grade that cannot be read");
    }
    for story in schools.values_mut() {
        story.sort_unstable();
    }
    Ok(schools)
}
