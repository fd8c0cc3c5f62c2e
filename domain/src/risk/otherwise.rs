//! What would have to be otherwise, as a sentence: "Would be Priority 2 if 2 more pupils reached the
//! standard in key stage 2 reading, writing, maths (28 of 59), or if overall absence were under 6%."

use super::catalogue::Unit;
use super::categorise::{Categorisation, categorise};
use super::counterfactual::{Changed, Counterfactual};
use super::level::Band;
use super::scheme::{Indicator, Scheme};
use super::words::{finding_words, lower, number_words};
use crate::calendar::Date;
use crate::schools::{Evidence, Finding, Value};

/// How many ways are named in one sentence, and how many on the wall, where there is less room.
const MOST: usize = 3;
const MOST_ON_THE_WALL: usize = 2;

/// A stretch of a sentence and how it is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    Plain(String),
    Strong(String),
    Quiet(String),
}

impl Said {
    /// The words alone.
    pub fn words(&self) -> &str {
        match self {
            Self::Plain(words) | Self::Strong(words) | Self::Quiet(words) => words,
        }
    }
}

/// The sentence of the ways to a less serious band, or to a more serious one where there is none.
/// Empty where no single change or pair of changes would move the suggestion. `measured_only` leaves
/// out judgements of people, and is shorter: for the wall.
pub fn otherwise(
    scheme: &Scheme,
    evidence: &Evidence,
    now: &Categorisation,
    ways: &[Counterfactual],
    measured_only: bool,
    on: Date,
) -> Vec<Said> {
    let measured = |way: &&Counterfactual| {
        !measured_only
            || way.changes.iter().all(|change| {
                scheme
                    .indicator(change.indicator)
                    .is_some_and(|rule| rule.unit != Unit::Choice)
            })
    };
    let ways: Vec<&Counterfactual> = ways.iter().filter(measured).collect();
    let lighter = ways
        .iter()
        .filter(|way| way.band < now.band.known)
        .map(|way| way.band)
        .max();
    let heavier = ways
        .iter()
        .filter(|way| way.band > now.band.known)
        .map(|way| way.band)
        .min();
    let Some(band) = lighter.or(heavier) else {
        return Vec::new();
    };
    let mut ways: Vec<&Counterfactual> = ways.into_iter().filter(|way| way.band == band).collect();
    // Pupils first, then measures, then judgements: the nearest thing to a fact leads.
    ways.sort_by_key(|way| {
        way.changes
            .iter()
            .map(|change| match (change.pupils, change.value) {
                (Some(_), _) => 0,
                (None, Value::Number(_)) => 1,
                (None, Value::Choice(_)) => 2,
            })
            .max()
    });
    let mut ways = one_of_each_area(scheme, ways);
    ways.truncate(if measured_only {
        MOST_ON_THE_WALL
    } else {
        MOST
    });
    let mut said = vec![
        Said::Plain("Would be ".to_owned()),
        Said::Strong(scheme.band(band).word.clone()),
    ];
    for (at, way) in ways.iter().enumerate() {
        said.push(Said::Plain(
            if at == 0 { " if " } else { ", or if " }.to_owned(),
        ));
        for (also, change) in way.changes.iter().enumerate() {
            if also > 0 {
                said.push(Said::Plain(" and ".to_owned()));
            }
            if let Some(rule) = scheme.indicator(change.indicator) {
                one(rule, evidence, change, measured_only, &mut said);
            }
        }
    }
    said.push(Said::Plain(".".to_owned()));
    if undone(scheme, evidence, &ways, band, on) {
        let words = if measured_only {
            " Unknowns could undo it."
        } else {
            " What is not known could undo this at its worst."
        };
        said.push(Said::Quiet(words.to_owned()));
    }
    said
}

/// The first way of each area before a second of any: three ways to say the same thing are one.
fn one_of_each_area<'a>(scheme: &Scheme, ways: Vec<&'a Counterfactual>) -> Vec<&'a Counterfactual> {
    let mut said: Vec<Vec<usize>> = Vec::new();
    let (first, again): (Vec<_>, Vec<_>) = ways.into_iter().partition(|way| {
        let areas: Vec<usize> = way
            .changes
            .iter()
            .filter_map(|change| Some(scheme.indicator(change.indicator)?.area))
            .collect();
        let new = !said.contains(&areas);
        if new {
            said.push(areas);
        }
        new
    });
    first.into_iter().chain(again).collect()
}

fn one(
    rule: &Indicator,
    evidence: &Evidence,
    change: &Changed,
    on_the_wall: bool,
    said: &mut Vec<Said>,
) {
    let name = lower(&rule.name);
    if let Some((more, all)) = change.pupils {
        let count = more.unsigned_abs();
        let which = if more < 0 { "fewer" } else { "more" };
        let noun = if count == 1 { "pupil" } else { "pupils" };
        said.push(Said::Strong(format!("{count} {which} {noun}")));
        let cohort = evidence
            .of(change.indicator)
            .and_then(|seen| seen.cohort)
            .unwrap_or_default();
        said.push(Said::Plain(format!(" reached the standard in {name}")));
        if !on_the_wall {
            said.push(Said::Quiet(format!(" ({all} of {cohort})")));
        }
        return;
    }
    let to = match change.value {
        Value::Choice(_) => finding_words(rule, Finding::Known(change.value)),
        Value::Number(to) => {
            let from = match evidence.of(change.indicator).map(|seen| seen.finding) {
                Some(Finding::Known(Value::Number(from))) => from,
                _ => to,
            };
            bound_words(rule.unit, from, to)
        }
    };
    said.push(Said::Plain(format!("{name} were ")));
    said.push(Said::Strong(to));
}

/// "under 6%" where 5.99% is the first that counts; "46% or more" where 46% itself does.
fn bound_words(unit: Unit, from: i32, to: i32) -> String {
    let round = |number: i32| number % 10 == 0;
    if to < from {
        if !round(to) && round(to.saturating_add(1)) {
            format!("under {}", number_words(unit, to.saturating_add(1)))
        } else {
            format!("{} or less", number_words(unit, to))
        }
    } else if !round(to) && round(to.saturating_sub(1)) {
        format!("over {}", number_words(unit, to.saturating_sub(1)))
    } else {
        format!("{} or more", number_words(unit, to))
    }
}

/// Where the unknowns at their worst would take one of these ways back.
fn undone(
    scheme: &Scheme,
    evidence: &Evidence,
    ways: &[&Counterfactual],
    band: Band,
    on: Date,
) -> bool {
    ways.iter().any(|way| {
        let mut then = evidence.clone();
        for change in &way.changes {
            if let Some(seen) = evidence.of(change.indicator) {
                let mut seen = *seen;
                seen.finding = Finding::Known(change.value);
                seen.marker = None;
                then.set(change.indicator, seen);
            }
        }
        categorise(&then, scheme, on).band.highest > band
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_is_said_with_the_line_itself_where_it_can_be() {
        for (from, to, words) in [
            (630, 599, "under 6%"),
            (630, 600, "6% or less"),
            (4400, 4600, "46% or more"),
            (4400, 4601, "over 46%"),
            (-300, -249, "over \u{2212}2.5%"),
        ] {
            assert_eq!(bound_words(Unit::PerCent, from, to), words, "{from} {to}");
        }
    }
}
