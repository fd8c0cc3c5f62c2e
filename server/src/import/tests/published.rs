//! Every real file beside the project, where it is there: recognised, and read to its published count.

use std::path::{Path, PathBuf};
use std::time::Instant;

use domain::schools::AuthorityId;

use super::{file, known};
use crate::import::{Telling, read_all};

/// (file, recognised as, rows below the header)
const FILES: &[(&str, &str, u64)] = &[
    (
        "absence_census/2018-2019_england_abs.csv.gz",
        "absence",
        21_217,
    ),
    (
        "absence_census/2022-2023_england_abs.csv.gz",
        "absence",
        21_284,
    ),
    (
        "absence_census/2022-2023_england_census.csv.gz",
        "census",
        24_436,
    ),
    (
        "gias/bradford_rotherham_wiltshire_2023-11_derived.csv",
        "gias",
        1_367,
    ),
    (
        "gias/england_all_establishments_2023-11_derived.csv.gz",
        "gias",
        50_515,
    ),
    (
        "gias/gias_groups_open_sats_and_mats_2016-11-22.csv",
        "gias groups",
        3_122,
    ),
    ("gias/leeds_383_edubasealldata_2023-07.csv", "gias", 771),
    (
        "gias/links_edubasealldata20250422.csv.gz",
        "gias links",
        33_801,
    ),
    ("gias/surrey_936_gias_results_2021-05.csv", "gias", 590),
    (
        "lists/pp50_schools_autumn_2025.csv.gz",
        "high pupil premium schools",
        11_152,
    ),
    ("lists/rise_schools_2025-09.csv", "rise schools", 367),
    ("metadata/2018-2019_ks2_meta.csv", "field descriptions", 318),
    (
        "metadata/2018-2019_ks4_final_meta.csv",
        "field descriptions",
        505,
    ),
    ("metadata/2022-2023_abs_meta.csv", "field descriptions", 5),
    (
        "metadata/2022-2023_census_meta.csv",
        "field descriptions",
        23,
    ),
    (
        "metadata/2022-2023_ks4-mats-performance_meta.csv",
        "field descriptions",
        67,
    ),
    (
        "metadata/2022-2023_ks4-pupdest_meta.csv",
        "field descriptions",
        82,
    ),
    (
        "metadata/2022-2023_la_and_region_codes_meta.csv",
        "authority codes",
        153,
    ),
    (
        "metadata/2022-2023_school_information_meta.csv",
        "field descriptions",
        26,
    ),
    (
        "ofsted/england_inspection_grades_history_2005-2020.csv.gz",
        "ofsted grade history",
        60_134,
    ),
    (
        "ofsted/leeds_mi_state_funded_latest_inspections_2026-02-28.csv",
        "ofsted",
        279,
    ),
    (
        "performance/2016-2017_england_ks2_key_measures_derived.csv.gz",
        "ks2 key measures",
        16_313,
    ),
    (
        "performance/2016-2017_england_ks4_key_measures_derived.csv.gz",
        "ks4 key measures",
        5_399,
    ),
    (
        "performance/2017-2018_england_ks2_key_measures_derived.csv.gz",
        "ks2 key measures",
        16_364,
    ),
    (
        "performance/2017-2018_england_ks4_key_measures_derived.csv.gz",
        "ks4 key measures",
        5_519,
    ),
    ("performance/2018-2019_850_ks2final.csv", "ks2", 334),
    ("performance/2018-2019_936_ks2final.csv", "ks2", 242),
    ("performance/2018-2019_936_ks4final.csv", "ks4", 133),
    (
        "performance/2022-2023_england_ks4-mats-performance.csv",
        "ks4 trusts",
        216,
    ),
    (
        "performance/2022-2023_england_ks4-pupdest.csv.gz",
        "ks4 destinations",
        4_089,
    ),
    (
        "performance/2022-2023_england_secondary_merged_derived.csv.gz",
        "ks4 merged",
        3_056,
    ),
    (
        "school_information/2017-2018_spine_380_372_865_383.csv",
        "school information",
        999,
    ),
    (
        "teaching_school_hubs/hub_region_districts_extracted.csv",
        "teaching school hub regions",
        87,
    ),
    (
        "teaching_school_hubs/region_mapping.csv",
        "teaching school hubs",
        86,
    ),
    (
        "workforce_finance/2018-2019_swf_380_372.csv",
        "workforce",
        299,
    ),
    (
        "workforce_finance/2018_england_cfr_income_expenditure_derived.csv.gz",
        "finance",
        13_599,
    ),
];

/// The published files lie beside the project or a folder that holds it. `None`, said aloud, where they do
/// not; in CI they must.
fn folder() -> Option<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = here
        .ancestors()
        .map(|folder| folder.join("shared/data"))
        .find(|folder| folder.is_dir());
    if found.is_none() {
        assert!(
            std::env::var_os("ALONGSIDE_CI").is_none(),
            "the published files are missing: no shared/data beside {}",
            here.display()
        );
        println!("skipped: no published files beside {}", here.display());
    }
    found
}

#[test]
fn every_published_file_is_recognised_and_read_to_its_last_row() {
    let Some(folder) = folder() else { return };
    let sources: Vec<_> = FILES
        .iter()
        .map(|(name, ..)| file(name, std::fs::read(folder.join(name)).unwrap()))
        .collect();
    for code in [380, 383, 936] {
        let start = Instant::now();
        let mut nobody = known();
        nobody.schools.clear();
        nobody.authority = AuthorityId::try_from(code).unwrap();
        let run = read_all(nobody, &sources, &Telling::nobody());
        println!("authority {code}: {:?}", start.elapsed());
        for ((name, kind, rows), found) in FILES.iter().zip(&run.files) {
            let report = &found.report;
            println!(
                "{name} | {} | {} | rows {} accepted {} | {:?} | {:?} | rejected {:?} | readings {} schools {} links {}",
                report.layout,
                report.encoding,
                report.rows,
                report.accepted,
                report.values,
                report
                    .skipped
                    .iter()
                    .map(|one| format!("{} {}", one.rows, one.reason))
                    .collect::<Vec<_>>(),
                report.rejected.iter().take(3).collect::<Vec<_>>(),
                found.plan.readings.len(),
                found.plan.schools.len(),
                found.plan.links.len(),
            );
            assert_eq!(report.reason, None, "{name}");
            assert_eq!(report.recognised_as.as_deref(), Some(*kind), "{name}");
            assert_eq!(report.rows, *rows, "{name}");
            let skipped: u64 = report.skipped.iter().map(|one| one.rows).sum();
            assert!(report.accepted + skipped <= report.rows, "{name}");
        }
    }
}
