//! Strengths and weaknesses of several schools together (S3.29). What is not known of a school is counted
//! as not known: it is neither a strength nor a weakness.

use serde::{Deserialize, Serialize};

use super::categorise::Categorisation;
use super::level::{Judged, Level, Span};
use super::scheme::{Indicator, Scheme};
use super::words::{capital, count_word, lower, number_words};
use crate::schools::YearMedian;

/// What is found of one area of one school.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AreaFound {
    /// Nothing in it is asked of such a school, or collected of any.
    NotAsked,
    /// Everything asked in it is unknown.
    NotKnown,
    Is(Span<Level>),
}

/// How an area of a school counts together with others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stance {
    /// Medium or high, as known.
    Weak,
    /// Nothing above low, whatever the unknowns are.
    Strong,
    /// Unknowns leave it open.
    Open,
    NotAsked,
}

impl AreaFound {
    pub fn stance(self) -> Stance {
        match self {
            Self::NotAsked => Stance::NotAsked,
            Self::NotKnown => Stance::Open,
            Self::Is(level) if level.known >= Level::Medium => Stance::Weak,
            Self::Is(level) if level.highest <= Level::Low => Stance::Strong,
            Self::Is(_) => Stance::Open,
        }
    }
}

/// What is found of each area of a school, in the scheme's order.
pub fn areas_found(scheme: &Scheme, now: &Categorisation) -> Vec<AreaFound> {
    (0..scheme.areas.len())
        .map(|area| {
            let judged = || {
                now.judged
                    .iter()
                    .zip(&scheme.indicators)
                    .filter(|(_, rule)| rule.area == area)
                    .map(|(judged, _)| *judged)
            };
            let asked = |one: &Judged| !matches!(one, Judged::NotCollected | Judged::DoesNotApply);
            let known = |one: &Judged| matches!(one, Judged::Is(_) | Judged::Contested(_));
            match now.areas.get(area) {
                Some(level) if judged().any(|one| known(&one)) => AreaFound::Is(*level),
                _ if judged().any(|one| asked(&one)) => AreaFound::NotKnown,
                _ => AreaFound::NotAsked,
            }
        })
        .collect()
}

/// One area of all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AreaSum {
    pub weak: usize,
    pub strong: usize,
    pub open: usize,
}

impl AreaSum {
    /// Schools it is asked of.
    pub fn asked(self) -> usize {
        self.weak + self.strong + self.open
    }

    /// A third of them or more, and not one alone.
    fn is_weakness(self) -> bool {
        self.weak >= 2 && self.weak * 3 >= self.asked()
    }

    /// More than half of them, and no weakness.
    fn is_strength(self) -> bool {
        self.strong >= 2 && self.strong * 2 > self.asked() && !self.is_weakness()
    }
}

/// Each area summed, in the scheme's order.
pub fn collective<'a>(
    scheme: &Scheme,
    schools: impl IntoIterator<Item = &'a [AreaFound]>,
) -> Vec<AreaSum> {
    let mut sums = vec![AreaSum::default(); scheme.areas.len()];
    for school in schools {
        for (sum, found) in sums.iter_mut().zip(school) {
            match found.stance() {
                Stance::Weak => sum.weak += 1,
                Stance::Strong => sum.strong += 1,
                Stance::Open => sum.open += 1,
                Stance::NotAsked => {}
            }
        }
    }
    sums
}

/// The same in words: weaknesses first, the widest at the head, then strengths, then what is not known of
/// most. "Attendance and behaviour: medium or worse in 5 of 8 schools."
pub fn collective_words(scheme: &Scheme, sums: &[AreaSum]) -> Vec<String> {
    let mut named: Vec<(&str, AreaSum)> = scheme
        .areas
        .iter()
        .map(|area| area.name.as_str())
        .zip(sums.iter().copied())
        .collect();
    // By share, largest first; areas in the scheme's order where equal.
    let by = |count: fn(AreaSum) -> usize| {
        move |(_, one): &(&str, AreaSum), (_, other): &(&str, AreaSum)| {
            (count(*other) * one.asked()).cmp(&(count(*one) * other.asked()))
        }
    };
    let mut words = Vec::new();
    named.sort_by(by(|sum| sum.weak));
    for (name, sum) in named.iter().filter(|(_, sum)| sum.is_weakness()) {
        words.push(format!(
            "{name}: medium or worse in {} of {} schools.",
            sum.weak,
            sum.asked()
        ));
    }
    named.sort_by(by(|sum| sum.strong));
    for (name, sum) in named.iter().filter(|(_, sum)| sum.is_strength()) {
        words.push(format!(
            "{name}: a strength in {} of {}, nothing above low.",
            sum.strong,
            sum.asked()
        ));
    }
    let unknown: Vec<String> = named
        .iter()
        .filter(|(_, sum)| sum.open * 2 > sum.asked())
        .map(|(name, sum)| format!("{} in {} of {}", lower(name), sum.open, sum.asked()))
        .collect();
    if !unknown.is_empty() {
        words.push(format!(
            "Unknowns leave open: {}; that is neither strength nor weakness.",
            unknown.join(", ")
        ));
    }
    words
}

/// The finding in one sentence: "Two shared weaknesses and three shared strengths".
pub fn collective_finding(sums: &[AreaSum]) -> String {
    let count = |of: fn(&AreaSum) -> bool| sums.iter().filter(|sum| of(sum)).count();
    let shared = |count: usize, one: &str, many: &str| match count {
        1 => format!("one shared {one}"),
        count => format!("{} shared {many}", count_word(count)),
    };
    let weak = shared(count(|sum| sum.is_weakness()), "weakness", "weaknesses");
    let strong = shared(count(|sum| sum.is_strength()), "strength", "strengths");
    capital(&format!("{weak} and {strong}"))
}

/// What the years of a measure show of the middle school: "Overall absence: the middle school came from
/// 6.2% in 2023 to 5.6% in 2026; national 5.4%".
pub fn trend_words(rule: &Indicator, years: &[YearMedian]) -> String {
    let number = |value| number_words(rule.unit, value);
    let (Some(first), Some(last)) = (years.first(), years.last()) else {
        return format!("{}: no school has a value yet", rule.name);
    };
    let national = last.national.map_or_else(
        || "no national figure".to_owned(),
        |national| format!("national {}", number(national)),
    );
    if years.len() == 1 {
        return format!(
            "{}: the middle school at {} in {}; {national}",
            rule.name,
            number(last.median),
            last.year
        );
    }
    format!(
        "{}: the middle school came from {} in {} to {} in {}; {national}",
        rule.name,
        number(first.median),
        first.year,
        number(last.median),
        last.year
    )
}
