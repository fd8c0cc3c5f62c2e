//! Whole districts from the published files: read by the importer, categorised under their own scheme,
//! counted by band, so that nonsense is seen.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use domain::calendar::Date;
use domain::risk::{Band, Judged, Scheme, categorise, fill_gaps};
use domain::schools::{AuthorityId, Evidence, Key, Reading, School, Urn};
use server::import::{Known, Source, Telling, read_all};
use time::macros::date;

use super::truth::shipped;

/// A day on which results, absence, money and grades are all in date.
pub const IN_DATE: Date = date!(2019 - 12 - 31);
/// And the day of the national register.
const DAYS: [Date; 2] = [IN_DATE, date!(2023 - 11 - 16)];
/// The day of the newest list of inspections, which there is for Leeds alone.
const NEWEST: Date = date!(2026 - 02 - 28);

const FILES: [&str; 20] = [
    "metadata/2022-2023_la_and_region_codes_meta.csv",
    "gias/england_all_establishments_2023-11_derived.csv.gz",
    "gias/leeds_383_edubasealldata_2023-07.csv",
    "gias/links_edubasealldata20250422.csv.gz",
    "ofsted/england_inspection_grades_history_2005-2020.csv.gz",
    "ofsted/leeds_mi_state_funded_latest_inspections_2026-02-28.csv",
    "performance/2016-2017_england_ks2_key_measures_derived.csv.gz",
    "performance/2017-2018_england_ks2_key_measures_derived.csv.gz",
    "performance/2016-2017_england_ks4_key_measures_derived.csv.gz",
    "performance/2017-2018_england_ks4_key_measures_derived.csv.gz",
    "performance/2022-2023_england_secondary_merged_derived.csv.gz",
    "performance/2022-2023_england_ks4-pupdest.csv.gz",
    "absence_census/2018-2019_england_abs.csv.gz",
    "absence_census/2022-2023_england_abs.csv.gz",
    "absence_census/2022-2023_england_census.csv.gz",
    "workforce_finance/2018_england_cfr_income_expenditure_derived.csv.gz",
    "workforce_finance/2018-2019_swf_380_372.csv",
    "lists/rise_schools_2025-09.csv",
    "lists/pp50_schools_autumn_2025.csv.gz",
    "school_information/2017-2018_spine_380_372_865_383.csv",
];

/// Every district: its authority, its name and its scheme.
pub const DISTRICTS: [(u16, &str, &str); 4] = [
    (380, "Bradford", "bradford"),
    (372, "Rotherham", "rotherham"),
    (865, "Wiltshire", "wiltshire_primary"),
    (383, "Leeds", "present_day"),
];

/// The open schools of an authority and everything read of them.
pub struct District {
    pub schools: Vec<School>,
    readings: BTreeMap<Urn, Vec<Reading>>,
}

/// How a district's schools fall on one day.
#[derive(Debug, PartialEq, Eq)]
pub struct Fall {
    /// Schools of which anything is known in each band, least serious first.
    pub bands: Vec<u32>,
    /// Schools whose band unknowns could move.
    pub ranges: u32,
    /// Schools of which nothing is known that the scheme asks: most are independent. They have no band here.
    pub nothing: u32,
    /// Indicators with a level somewhere, and how many schools each has one for.
    pub known: BTreeMap<Key, u32>,
    /// What the scheme asks and is known of nobody.
    pub lacking: Vec<Key>,
    /// Answers that are not known though the indicator was loaded, over all schools that have a band.
    pub unknown: u32,
}

/// Reads the published files.
///
/// # Errors
/// When one is missing.
pub fn sources(data: &Path) -> Result<Vec<Source>> {
    FILES
        .iter()
        .map(|name| {
            let bytes = std::fs::read(data.join(name)).with_context(|| (*name).to_owned())?;
            Ok(Source {
                name: (*name).to_owned(),
                bytes: bytes.into(),
            })
        })
        .collect()
}

/// What the importer makes of them for one authority.
///
/// # Errors
/// When a file is refused.
pub fn district(code: u16, scheme: &Scheme, sources: &[Source]) -> Result<District> {
    let known = Known {
        authority: AuthorityId::try_from(code)?,
        authority_name: String::new(),
        as_at: None,
        today: NEWEST,
        scheme: Arc::new(scheme.clone()),
        first_taken: BTreeMap::new(),
        after: None,
        schools: BTreeMap::new(),
        mainstream: BTreeSet::new(),
        readings: Vec::new(),
    };
    let run = read_all(known, sources, &Telling::nobody());
    for file in &run.report().files {
        ensure!(file.reason.is_none(), "{}: {:?}", file.file, file.reason);
    }
    let mut schools: BTreeMap<Urn, School> = BTreeMap::new();
    let mut readings: BTreeMap<Urn, Vec<Reading>> = BTreeMap::new();
    for file in run.files {
        for school in file.plan.schools {
            schools.insert(school.urn, school);
        }
        for (urn, reading) in file.plan.readings {
            readings.entry(urn).or_default().push(reading);
        }
    }
    Ok(District {
        schools: schools
            .into_values()
            .filter(|school| school.status.is_open())
            .collect(),
        readings,
    })
}

/// How the schools fall under a scheme on a day, with what was known by then.
pub fn fall(district: &District, scheme: &Scheme, day: Date) -> Fall {
    let by_then = |urn: &Urn| -> Vec<Reading> {
        district
            .readings
            .get(urn)
            .into_iter()
            .flatten()
            .filter(|reading| reading.seen.as_at <= day)
            .cloned()
            .collect()
    };
    let loaded: BTreeSet<Key> = district
        .schools
        .iter()
        .flat_map(|school| by_then(&school.urn))
        .map(|reading| reading.indicator)
        .collect();
    let mut fall = Fall {
        bands: vec![0; scheme.bands.len()],
        ranges: 0,
        nothing: 0,
        known: BTreeMap::new(),
        lacking: Vec::new(),
        unknown: 0,
    };
    for school in &district.schools {
        let readings = fill_gaps(by_then(&school.urn), scheme, school, &loaded, day);
        let evidence = Evidence::new(
            school.phase,
            school.setting,
            readings.into_iter().map(|one| (one.indicator, one.seen)),
        );
        let now = categorise(&evidence, scheme, day);
        let level = |one: &Judged| matches!(one, Judged::Is(_) | Judged::Contested(_));
        if !now.judged.iter().any(level) {
            fall.nothing += 1;
            continue;
        }
        let Band(band) = now.band.known;
        fall.bands[usize::from(band)] += 1;
        fall.ranges += u32::from(now.band.settled().is_none());
        for (one, indicator) in now.judged.iter().zip(&scheme.indicators) {
            if level(one) {
                *fall.known.entry(indicator.id).or_default() += 1;
            }
            fall.unknown += u32::from(matches!(one, Judged::Unknown(_)));
        }
    }
    fall.lacking = scheme
        .indicators
        .iter()
        .map(|indicator| indicator.id)
        .filter(|id| !fall.known.contains_key(id))
        .collect();
    fall
}

/// Prints how each district falls.
pub(super) fn print(data: &Path) -> Result<()> {
    let sources = sources(data).context("the open data beside the project")?;
    println!(
        "\nDistricts: the open schools of the published register under their own scheme, with what was published by"
    );
    println!("the day. Read the bands beside what is known, and of how many.");
    for (code, name, scheme) in DISTRICTS {
        let scheme = shipped(scheme)?;
        let district = district(code, &scheme, &sources)?;
        println!(
            "\n{name} ({code}), {} open schools, {} {}",
            district.schools.len(),
            scheme.name,
            scheme.version
        );
        let newest = (code == 383).then_some(NEWEST);
        for day in DAYS.into_iter().chain(newest) {
            let fall = fall(&district, &scheme, day);
            let bands: Vec<String> = scheme
                .bands
                .iter()
                .zip(&fall.bands)
                .map(|(band, count)| format!("{} {count}", band.short))
                .collect();
            println!(
                "  {day}  {:<50} of those {} could move by what is unknown; nothing is known of {}; {} answers unknown",
                bands.join("  "),
                fall.ranges,
                fall.nothing,
                fall.unknown
            );
            let known: Vec<String> = fall
                .known
                .iter()
                .map(|(id, schools)| format!("{id} {schools}"))
                .collect();
            println!("              known of so many: {}", known.join(", "));
            let lacking: Vec<String> = fall.lacking.iter().map(ToString::to_string).collect();
            println!("              known of nobody: {}", lacking.join(" "));
        }
    }
    println!(
        "\nA band that holds nearly all does so for what is known of nobody: results of 2018 are out of date in 2023, and"
    );
    println!(
        "what a visit or a meeting finds (I40 to I50, I71, I80 to I90) is in no published file. Loading it moves schools up."
    );
    Ok(())
}
