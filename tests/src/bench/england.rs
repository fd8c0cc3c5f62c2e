//! Every open school of England with what is published of it: the load `categorise` is measured on.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use domain::calendar::Date;
use domain::schools::{Finding, Key, Observed, Phase, Setting, suppression_mark};
use in_browser::Facts;
use time::macros::date;

use crate::published::{each, phase, setting};

const AS_AT: Date = date!(2023 - 11 - 16);

/// Reads the public files below a folder.
///
/// # Errors
/// When one is missing or has no such column.
pub fn facts(data: &Path) -> Result<Facts> {
    let mut schools: BTreeMap<u32, (Phase, Setting, Vec<(Key, Observed)>)> = BTreeMap::new();
    each(
        &data.join("gias/england_all_establishments_2023-11_derived.csv.gz"),
        |row| {
            if !row.get("EstablishmentStatus (name)").starts_with("Open") {
                return;
            }
            if let Ok(urn) = row.get("URN").parse() {
                schools.insert(
                    urn,
                    (
                        phase(row.get("PhaseOfEducation (name)")),
                        setting(row.get("TypeOfEstablishment (name)")),
                        Vec::new(),
                    ),
                );
            }
        },
    )?;
    let mut add = |urn: &str,
                   indicator: &'static str,
                   text: &str,
                   scale: f64,
                   comparator,
                   cohort: Option<u32>,
                   as_at| {
        let Some((_, _, readings)) = urn
            .trim()
            .parse()
            .ok()
            .and_then(|urn: u32| schools.get_mut(&urn))
        else {
            return;
        };
        let number = text.trim().trim_end_matches('%');
        let finding = match (suppression_mark(number), number.parse::<f64>()) {
            (Some(reason), _) => Finding::Unknown(reason),
            #[expect(
                clippy::cast_possible_truncation,
                reason = "a percentage or a ratio in hundredths"
            )]
            (None, Ok(value)) => Finding::number((value * scale).round() as i32),
            (None, Err(_)) => return,
        };
        readings.push((
            Key::of(indicator),
            Observed {
                finding,
                comparator,
                cohort,
                marker: None,
                as_at,
                contested: false,
            },
        ));
    };
    each(
        &data.join("absence_census/2022-2023_england_abs.csv.gz"),
        |row| {
            add(
                row.get("URN"),
                "I30",
                row.get("PERCTOT"),
                100.0,
                None,
                None,
                date!(2023 - 08 - 31),
            );
            add(
                row.get("URN"),
                "I31",
                row.get("PPERSABS10"),
                100.0,
                Some(2_100),
                None,
                date!(2023 - 08 - 31),
            );
        },
    )?;
    each(
        &data.join("performance/2017-2018_england_ks2_key_measures_derived.csv.gz"),
        |row| {
            let cohort = row.get("KS2 Pupils").parse().ok();
            // Dated as if new, so that the lines are tried and not only the shelf life.
            add(
                row.get("URN"),
                "I10",
                row.get("Overall Meet Std"),
                100.0,
                Some(6_400),
                cohort,
                date!(2023 - 08 - 31),
            );
        },
    )?;
    each(
        &data.join("performance/2017-2018_england_ks4_key_measures_derived.csv.gz"),
        |row| {
            let cohort = row.get("KS4 Pupils").parse().ok();
            add(
                row.get("URN"),
                "I14",
                row.get("Progress 8"),
                100.0,
                None,
                cohort,
                date!(2023 - 08 - 31),
            );
        },
    )?;
    each(
        &data.join("workforce_finance/2018_england_cfr_income_expenditure_derived.csv.gz"),
        |row| {
            let money = |column| row.get(column).parse::<f64>().unwrap_or_default();
            let (income, spent) = (money("Income"), money("Expenditure"));
            if income > 0.0 {
                let day = date!(2023 - 03 - 31);
                add(
                    row.get("URN"),
                    "I60",
                    &(money("Balance") / income).to_string(),
                    10_000.0,
                    None,
                    None,
                    day,
                );
                add(
                    row.get("URN"),
                    "I61",
                    &((income - spent) / income).to_string(),
                    10_000.0,
                    None,
                    None,
                    day,
                );
            }
        },
    )?;
    Ok(Facts {
        as_at: AS_AT,
        schools: schools.into_values().collect(),
    })
}
