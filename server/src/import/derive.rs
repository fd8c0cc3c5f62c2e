//! Readings that one file alone cannot give: ranks, averages of years, trends, the change of a roll, and
//! inspections read one after another. Worked out when every file of a run has been read, with what the
//! database has.

use std::collections::{BTreeMap, BTreeSet};

use domain::calendar::Date;
use domain::schools::inspection::{
    Found, Grade, Inspection, hundredths_of_years, last_graded, readings,
};
use domain::schools::results::{change, trend};
use domain::schools::{Finding, Key, Observed, Provenance, Reading, Unknown, Urn, Value};

use super::gias::ROLL;
use super::performance::RWM;
use super::period::AcademicYear;
use super::plan::{Known, Plan, number_of, seen};
use super::ranks::ranks;
use super::secondary::ATTAINMENT;

const TREND: Key = Key::of("I16");
const ROLL_CHANGE: Key = Key::of("I64");
const YEARS_SINCE: Key = Key::of("I06");
const THREE_FALLS: Key = Key::of("three_falls");
/// Fewer pupils than this are not ranked, and no one-year figure of theirs makes a trend.
pub const FEW: u32 = 11;

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

/// Adds a reading to what a file says.
pub fn push(
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
                // Told by the newest file of the run among these years.
                let mut told = *at;
                let mut run = Vec::new();
                let mut small = cohort.is_some_and(|pupils| pupils < FEW);
                let mut back = *year;
                while let Some((at, relative, pupils, _)) = years.get(&back) {
                    told = told.or(*at);
                    if run.len() < 3 {
                        small |= pupils.is_some_and(|pupils| pupils < FEW);
                    }
                    run.push(*relative);
                    back = back.before();
                }
                run.reverse();
                let (Some(at), Some((moved, three_falls))) = (told, trend(&run)) else {
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
                let plan = &mut plans[at];
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
            let before = days.iter().rev().find(|(before, _)| {
                (330..=400).contains(&(day.to_julian_day() - before.to_julian_day()))
            });
            let Some((_, (other, before))) = before else {
                continue;
            };
            // Told by whichever of the two censuses is in this run.
            let Some(at) = at.or(*other) else { continue };
            let finding = change(*before, *pupils)
                .map_or(Finding::Unknown(Unknown::NotAvailable), Finding::number);
            let plan = &mut plans[at];
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
