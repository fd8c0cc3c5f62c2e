//! Readings that one file alone cannot give: ranks, averages of years, trends, the change of a roll, and
//! inspections read one after another. Worked out when every file of a run has been read, with what the
//! database has.

use std::collections::{BTreeMap, BTreeSet};

use domain::calendar::Date;
use domain::schools::inspection::{
    Found, Grade, Inspection, hundredths_of_years, last_graded, readings,
};
use domain::schools::results::{centile, change, mean_of_years, trend};
use domain::schools::{Finding, Key, Observed, Provenance, Reading, Unknown, Urn, Value};

use super::gias::ROLL;
use super::performance::RWM;
use super::period::AcademicYear;
use super::plan::{
    Known, Measure, NATIONAL_PRIMARIES, NATIONAL_SECONDARIES, Plan, Result1, number_of, seen,
};
use super::secondary::ATTAINMENT;

const AVERAGE: Key = Key::of("I11");
const DISADVANTAGED: Key = Key::of("I12");
const ATTAINMENT_RANK: Key = Key::of("I15");
const TREND: Key = Key::of("I16");
const ROLL_CHANGE: Key = Key::of("I64");
const YEARS_SINCE: Key = Key::of("I06");
const ALL_PUPILS_TOO: Key = Key::of("all_pupils_too");
const THREE_FALLS: Key = Key::of("three_falls");
const BOTTOM_QUARTER: i32 = 2500;
/// Fewer pupils than this are not ranked, and no one-year figure of theirs makes a trend.
const FEW: u32 = 11;

/// Adds to each plan what follows from all of them together.
pub fn derive(plans: &mut [Plan], known: &Known) {
    inspections(plans, known);
    let mainstream: BTreeSet<Urn> = plans
        .iter()
        .flat_map(|plan| plan.mainstream.iter().copied())
        .chain(known.mainstream.iter().copied())
        .collect();
    ranks(plans, &mainstream);
    trends(plans, known);
    rolls(plans, known);
}

fn push(
    plan: &mut Plan,
    urn: Urn,
    indicator: Key,
    seen: Observed,
    source: &str,
    period: &str,
    note: &str,
) {
    let from = Provenance {
        source: source.to_owned(),
        period: period.to_owned(),
        by: String::new(),
        note: note.to_owned(),
    };
    plan.readings.push((
        urn,
        Reading {
            indicator,
            seen,
            from,
        },
    ));
}

// ---- inspections -----------------------------------------------------------------------------------

/// Each file's inspections are read with those of the other files and the grades in the database before
/// them; a file adds only the readings of its own inspections and what they end.
fn inspections(plans: &mut [Plan], known: &Known) {
    let mut all: BTreeMap<Urn, Vec<(usize, Inspection, String)>> = BTreeMap::new();
    for (urn, reading) in &known.readings {
        if let Some(one) = graded_before(reading) {
            all.entry(*urn)
                .or_default()
                .push((usize::MAX, one, String::new()));
        }
    }
    for (at, plan) in plans.iter().enumerate() {
        for (urn, one, note) in &plan.inspections {
            all.entry(*urn)
                .or_default()
                .push((at, one.clone(), note.clone()));
        }
    }
    for (urn, inspections) in &all {
        let ones: Vec<Inspection> = inspections.iter().map(|(_, one, _)| one.clone()).collect();
        for (indicator, seen, why) in readings(&ones) {
            // The file that told of the inspection of that day, the last one given where several did.
            let told = inspections
                .iter()
                .filter(|(at, one, _)| *at != usize::MAX && one.on == seen.as_at)
                .max_by_key(|(at, ..)| *at);
            let Some((at, _, note)) = told else { continue };
            let plan = &mut plans[*at];
            let source = plan.source.clone();
            let note = if note.is_empty() { why } else { note };
            push(plan, *urn, indicator, seen, &source, "", note);
        }
    }
    let current = plans
        .iter()
        .enumerate()
        .filter_map(|(at, plan)| Some((plan.inspections_as_at?, at)))
        .max();
    let Some((day, at)) = current else { return };
    years_since(&mut plans[at], day, &all);
}

/// Only a list that is current can say how long ago the last inspection was.
fn years_since(plan: &mut Plan, day: Date, all: &BTreeMap<Urn, Vec<(usize, Inspection, String)>>) {
    let listed: BTreeSet<Urn> = plan.gaps.iter().map(|school| school.urn).collect();
    let source = plan.source.clone();
    for urn in listed {
        let ones: Vec<Inspection> = all
            .get(&urn)
            .map(|ones| ones.iter().map(|(_, one, _)| one.clone()).collect())
            .unwrap_or_default();
        let (finding, note) = match last_graded(&ones) {
            Some(on) => (Finding::number(hundredths_of_years(on, day).max(0)), ""),
            None => (
                Finding::Unknown(Unknown::NotAvailable),
                "no graded inspection in the list; load the history of grades for earlier ones",
            ),
        };
        push(
            plan,
            urn,
            YEARS_SINCE,
            seen(finding, day),
            &source,
            "",
            note,
        );
    }
}

/// An overall grade in the database: what "below good before" hangs on.
fn graded_before(reading: &Reading) -> Option<Inspection> {
    let Finding::Known(Value::Choice(choice)) = reading.seen.finding else {
        return None;
    };
    if reading.indicator != Key::of("I01") {
        return None;
    }
    let grade = match choice.as_str() {
        "outstanding" => Grade::Outstanding,
        "good" => Grade::Good,
        "ri" => Grade::RequiresImprovement,
        "inadequate" => Grade::Inadequate,
        _ => return None,
    };
    Some(Inspection {
        on: reading.seen.as_at,
        found: Found::Overall(grade),
        concern: None,
    })
}

// ---- ranks -------------------------------------------------------------------------------------------

/// Results of one measure and year, and the file they are of.
type Lists = BTreeMap<(Measure, AcademicYear), (usize, Vec<Result1>)>;

fn ranks(plans: &mut [Plan], mainstream: &BTreeSet<Urn>) {
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

fn add_rank(plan: &mut Plan, one: &Result1, indicator: Key, seen: Observed, note: &str) {
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
fn ranked(measure: Measure, results: &[Result1], mainstream: &BTreeSet<Urn>) -> Option<Vec<i32>> {
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

fn rank(one: &Result1, sorted: Option<&[i32]>) -> Observed {
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

// ---- trends ------------------------------------------------------------------------------------------

/// A year's figure less the national one, and which file it is of.
type Years = BTreeMap<AcademicYear, (Option<usize>, i32, Option<u32>, Date)>;

/// The main measure over up to three years against the national figure: reading, writing and maths, and
/// for schools with key stage 4 their Attainment 8.
fn trends(plans: &mut [Plan], known: &Known) {
    for measure in [RWM, ATTAINMENT] {
        let mut schools: BTreeMap<Urn, Years> = BTreeMap::new();
        let database = known.readings.iter().map(|(urn, one)| (None, urn, one));
        let files = plans.iter().enumerate().flat_map(|(at, plan)| {
            plan.readings
                .iter()
                .map(move |(urn, one)| (Some(at), urn, one))
        });
        for (at, urn, one) in database.chain(files) {
            if one.indicator != measure {
                continue;
            }
            let (Some(figure), Some(national), Some(year)) = (
                number_of(one.seen.finding),
                one.seen.comparator,
                AcademicYear::read(&one.from.period),
            ) else {
                continue;
            };
            let of_year = (at, figure - national, one.seen.cohort, one.seen.as_at);
            schools.entry(*urn).or_default().insert(year, of_year);
        }
        for (urn, years) in schools {
            for (year, (at, _, cohort, day)) in &years {
                let Some(at) = at else { continue };
                let mut run = Vec::new();
                let mut small = cohort.is_some_and(|pupils| pupils < FEW);
                let mut back = *year;
                while let Some((_, relative, pupils, _)) = years.get(&back) {
                    if run.len() < 3 {
                        small |= pupils.is_some_and(|pupils| pupils < FEW);
                    }
                    run.push(*relative);
                    back = back.before();
                }
                run.reverse();
                let Some((moved, three_falls)) = trend(&run) else {
                    continue;
                };
                let finding = if small {
                    Finding::Unknown(Unknown::SmallCohort)
                } else {
                    Finding::number(moved)
                };
                let seen = Observed {
                    marker: (three_falls && !small).then_some(THREE_FALLS),
                    cohort: *cohort,
                    ..seen(finding, *day)
                };
                let what = if measure == RWM {
                    "reading, writing and maths"
                } else {
                    "Attainment 8"
                };
                let over = run.len().min(3);
                let note = format!("{what}, over {over} years");
                let plan = &mut plans[*at];
                let source = plan.source.clone();
                push(plan, urn, TREND, seen, &source, &year.words(), &note);
            }
        }
    }
}

// ---- rolls -------------------------------------------------------------------------------------------

/// The change of the roll between two censuses a year apart.
fn rolls(plans: &mut [Plan], known: &Known) {
    let mut schools: BTreeMap<Urn, BTreeMap<Date, (Option<usize>, u32)>> = BTreeMap::new();
    let database = known.readings.iter().map(|(urn, one)| (None, urn, one));
    let files = plans.iter().enumerate().flat_map(|(at, plan)| {
        plan.readings
            .iter()
            .map(move |(urn, one)| (Some(at), urn, one))
    });
    for (at, urn, one) in database.chain(files) {
        let pupils = number_of(one.seen.finding).and_then(|roll| u32::try_from(roll / 100).ok());
        if let (true, Some(pupils)) = (one.indicator == ROLL, pupils) {
            let days = schools.entry(*urn).or_default();
            days.insert(one.seen.as_at, (at, pupils));
        }
    }
    for (urn, days) in schools {
        for (day, (at, pupils)) in &days {
            let Some(at) = at else { continue };
            let before = days.iter().rev().find(|(before, _)| {
                (330..=400).contains(&(day.to_julian_day() - before.to_julian_day()))
            });
            let Some((_, (_, before))) = before else {
                continue;
            };
            let finding = change(*before, *pupils)
                .map_or(Finding::Unknown(Unknown::NotAvailable), Finding::number);
            let plan = &mut plans[*at];
            let source = plan.source.clone();
            let note = format!("{before} to {pupils} pupils");
            let seen = Observed {
                cohort: Some(*pupils),
                ..seen(finding, *day)
            };
            push(
                plan,
                urn,
                ROLL_CHANGE,
                seen,
                &source,
                &AcademicYear::of(*day).words(),
                &note,
            );
        }
    }
}
