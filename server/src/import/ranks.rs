//! Ranks among England's mainstream schools, and averages of years ranked so.

use std::collections::{BTreeMap, BTreeSet};

use domain::schools::results::{centile, mean_of_years};
use domain::schools::{Finding, Key, Observed, Unknown, Urn};

use super::derive::{FEW, push};
use super::period::AcademicYear;
use super::plan::{
    Measure, NATIONAL_PRIMARIES, NATIONAL_SECONDARIES, Plan, SchoolResult, number_of, seen,
};

const AVERAGE: Key = Key::of("I11");
const DISADVANTAGED: Key = Key::of("I12");
const ATTAINMENT_RANK: Key = Key::of("I15");
const ALL_PUPILS_TOO: Key = Key::of("all_pupils_too");
const BOTTOM_QUARTER: i32 = 2500;

/// Results of one measure and year, and the file they are of.
type Lists = BTreeMap<(Measure, AcademicYear), (usize, Vec<SchoolResult>)>;

/// Adds to each plan where its schools stand in the country.
pub fn ranks(plans: &mut [Plan], mainstream: &BTreeSet<Urn>) {
    let mut lists = Lists::new();
    for (at, plan) in plans.iter_mut().enumerate() {
        for one in std::mem::take(&mut plan.results) {
            let entry = lists
                .entry((one.measure, one.year))
                .or_insert_with(|| (at, Vec::new()));
            // Two files of one measure and year: the larger is the country's.
            if entry.0 == at {
                entry.1.push(one);
            } else if entry.1.len() < 1000 {
                *entry = (at, vec![one]);
            }
        }
    }
    let national: BTreeMap<_, Vec<i32>> = lists
        .iter()
        .filter_map(|(key, (_, results))| Some((*key, ranked(key.0, results, mainstream)?)))
        .collect();
    let mut low = BTreeSet::new();
    for ((measure, year), (at, results)) in &lists {
        let indicator = match measure {
            Measure::Rwm3 => AVERAGE,
            Measure::Attainment8 => ATTAINMENT_RANK,
            _ => continue,
        };
        let sorted = national.get(&(*measure, *year));
        for one in results.iter().filter(|one| one.ours) {
            let seen = rank(one, sorted.map(Vec::as_slice));
            if number_of(seen.finding).is_some_and(|centile| centile <= BOTTOM_QUARTER) {
                low.insert((one.urn, *year));
            }
            add_rank(&mut plans[*at], one, indicator, seen, "");
        }
    }
    averages(plans, &lists, &national, mainstream, &mut low);
    for ((measure, year), (at, results)) in &lists {
        if !matches!(
            measure,
            Measure::RwmDisadvantaged | Measure::Attainment8Disadvantaged
        ) {
            continue;
        }
        let sorted = national.get(&(*measure, *year));
        for one in results.iter().filter(|one| one.ours) {
            let mut seen = rank(one, sorted.map(Vec::as_slice));
            let bottom = number_of(seen.finding).is_some_and(|centile| centile <= BOTTOM_QUARTER);
            if bottom && low.contains(&(one.urn, *year)) {
                seen.marker = Some(ALL_PUPILS_TOO);
            }
            add_rank(&mut plans[*at], one, DISADVANTAGED, seen, "");
        }
    }
}

fn add_rank(plan: &mut Plan, one: &SchoolResult, indicator: Key, seen: Observed, note: &str) {
    let source = plan.source.clone();
    push(
        plan,
        one.urn,
        indicator,
        seen,
        &source,
        &one.year.words(),
        note,
    );
}

/// Every ranked school's figure, lowest first, where the file is the country's.
fn ranked(
    measure: Measure,
    results: &[SchoolResult],
    mainstream: &BTreeSet<Urn>,
) -> Option<Vec<i32>> {
    let mut figures: Vec<i32> = results
        .iter()
        .filter(|one| one.cohort.is_none_or(|pupils| pupils >= FEW))
        .filter(|one| is_ranked(one.urn, mainstream))
        .filter_map(|one| number_of(one.finding))
        .collect();
    let enough = match measure {
        Measure::Rwm | Measure::Rwm3 => NATIONAL_PRIMARIES,
        // Many schools have too few disadvantaged pupils to publish.
        Measure::RwmDisadvantaged => NATIONAL_PRIMARIES / 2,
        Measure::Attainment8 | Measure::Attainment8Disadvantaged => NATIONAL_SECONDARIES,
    };
    if figures.len() < enough as usize {
        return None;
    }
    figures.sort_unstable();
    Some(figures)
}

/// Ranks are among mainstream schools, where a national register says which those are.
fn is_ranked(urn: Urn, mainstream: &BTreeSet<Urn>) -> bool {
    mainstream.len() < NATIONAL_PRIMARIES as usize || mainstream.contains(&urn)
}

fn rank(one: &SchoolResult, sorted: Option<&[i32]>) -> Observed {
    let finding = match (number_of(one.finding), sorted) {
        (None, _) => one.finding,
        (Some(_), None) => Finding::Unknown(Unknown::NoComparator),
        (Some(figure), Some(sorted)) => {
            centile(figure, sorted).map_or(Finding::Unknown(Unknown::NoComparator), Finding::number)
        }
    };
    Observed {
        cohort: one.cohort,
        ..seen(finding, one.year.end())
    }
}

/// The average of three years, or of two where there are two, ranked nationally.
fn averages(
    plans: &mut [Plan],
    lists: &Lists,
    national: &BTreeMap<(Measure, AcademicYear), Vec<i32>>,
    mainstream: &BTreeSet<Urn>,
    low: &mut BTreeSet<(Urn, AcademicYear)>,
) {
    for ((measure, year), (at, results)) in lists {
        let before = [year.before(), year.before().before()];
        let is_national = |year: AcademicYear| national.contains_key(&(Measure::Rwm, year));
        if *measure != Measure::Rwm
            || national.contains_key(&(Measure::Rwm3, *year))
            || !is_national(*year)
            || !is_national(before[0])
        {
            continue;
        }
        let mut years: BTreeMap<Urn, Vec<(i32, u32)>> = BTreeMap::new();
        let mut count = 0;
        for year in [*year, before[0], before[1]] {
            let Some((_, results)) = lists
                .get(&(Measure::Rwm, year))
                .filter(|_| is_national(year))
            else {
                break;
            };
            count += 1;
            for one in results {
                if let (Some(figure), Some(pupils)) = (number_of(one.finding), one.cohort) {
                    years.entry(one.urn).or_default().push((figure, pupils));
                }
            }
        }
        let pupils = |years: &[(i32, u32)]| years.iter().map(|(_, pupils)| pupils).sum::<u32>();
        let mut sorted: Vec<i32> = years
            .iter()
            .filter(|(urn, years)| is_ranked(**urn, mainstream) && pupils(years) >= FEW)
            .filter_map(|(_, years)| mean_of_years(years))
            .collect();
        sorted.sort_unstable();
        let note = if count == 3 {
            ""
        } else {
            "two years: no third one was loaded"
        };
        for one in results.iter().filter(|one| one.ours) {
            let own = years.get(&one.urn).map(Vec::as_slice).unwrap_or_default();
            let cohort = pupils(own);
            let finding = match mean_of_years(own) {
                None => one.finding,
                Some(_) if cohort < FEW => Finding::Unknown(Unknown::SmallCohort),
                Some(mean) => centile(mean, &sorted)
                    .map_or(Finding::Unknown(Unknown::NoComparator), Finding::number),
            };
            // A number alone, of no pupils, is not an average of anything.
            let finding = match (finding, own.is_empty()) {
                (Finding::Known(_), true) => Finding::Unknown(Unknown::NotAvailable),
                (finding, _) => finding,
            };
            if number_of(finding).is_some_and(|centile| centile <= BOTTOM_QUARTER) {
                low.insert((one.urn, *year));
            }
            let seen = Observed {
                cohort: (cohort > 0).then_some(cohort),
                ..seen(finding, year.end())
            };
            add_rank(&mut plans[*at], one, AVERAGE, seen, note);
        }
    }
}
