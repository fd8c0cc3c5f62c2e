//! How sure a suggestion is: would another cohort of the same size fall elsewhere?
//!
//! Figures that are a share of so many pupils are drawn again: each pupil of another cohort succeeds with
//! the chance this one showed, taken as (successes + 1) in (pupils + 2), so that no cohort is ever
//! certain. The chances are those of the binomial, in whole numbers, the same on every machine. Measures
//! are drawn independently, and what is no share of a cohort (finance, judgements, ranks) stays as it is:
//! that is the limit of what is said here, and it is said with it.

use serde::{Deserialize, Serialize};

use super::categorise::Categorisation;
use super::judge::{Met, line_met};
use super::level::{Band, Judged, Level};
use super::near::{Margin, Threshold, margins};
use super::scheme::{Indicator, Scheme};
use super::weigh::Sum;
use super::words::{line_words, lower, number_words, times_words};
use crate::schools::{Evidence, Finding, Key, Observed, Setting, Value};

/// Chances are in so many parts.
const WHOLE: u64 = 10_000;
/// Inside: parts of 2^30, so that a product of a few fits.
const PART: u32 = 30;
/// The most measures that are drawn again; of more, the first.
const MOST_DRAWN: usize = 6;
/// Pupils above this are taken as this many: the shares are the same to a hundredth.
const MOST_PUPILS: u64 = 10_000;

/// How a school would fare with other cohorts of the same size.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sure {
    /// In how many of 10,000 cohorts it would be in the band it is in.
    pub stays: u32,
    /// The other bands it would be in, and in how many of 10,000, most often first.
    pub others: Vec<(Band, u32)>,
    /// What was drawn again.
    pub drawn: Vec<Key>,
    /// The threshold that is nearest, in its own measure, among those that would move the school.
    pub nearest: Option<Margin>,
}

/// How sure the suggestion for a school is.
pub fn sure(scheme: &Scheme, evidence: &Evidence, now: &Categorisation) -> Sure {
    let mut base = Sum::default();
    let mut drawn: Vec<(usize, Level, [u64; 4])> = Vec::new();
    for (at, one) in now.judged.iter().enumerate() {
        base.add(scheme, at, one.known());
        let indicator = &scheme.indicators[at];
        if let (Judged::Is(was) | Judged::Contested(was), Some(seen)) =
            (*one, evidence.of(indicator.id))
            && drawn.len() < MOST_DRAWN
            && let Some(shares) = levels_of_another(indicator, seen, evidence.setting)
        {
            drawn.push((at, was, shares));
        }
    }
    let mut chances = vec![0_u64; scheme.bands.len()];
    spread(scheme, now, &drawn, 1 << PART, &base, &mut chances);
    let all: u64 = chances.iter().sum();
    let of = |chance: u64| u32::try_from((chance * WHOLE + all / 2) / all.max(1)).unwrap_or(0);
    let mut others: Vec<(Band, u32)> = scheme
        .all_bands()
        .filter(|band| *band != now.band.known)
        .map(|band| (band, of(chances[usize::from(band.0)])))
        .filter(|(_, chance)| *chance > 0)
        .collect();
    others.sort_by_key(|(band, chance)| (u32::MAX - chance, *band));
    let elsewhere: u32 = others.iter().map(|(_, chance)| chance).sum();
    Sure {
        stays: 10_000_u32.saturating_sub(elsewhere),
        others,
        drawn: drawn
            .iter()
            .map(|(at, ..)| scheme.indicators[*at].id)
            .collect(),
        nearest: margins(scheme, evidence, now)
            .into_iter()
            .filter(|margin| matches!(margin.of, Threshold::Line { .. }))
            .min_by_key(|margin| margin.from.abs_diff(margin.to)),
    }
}

/// Adds the chance of each band, over every way the measures drawn could come out.
fn spread(
    scheme: &Scheme,
    now: &Categorisation,
    drawn: &[(usize, Level, [u64; 4])],
    chance: u64,
    sum: &Sum,
    chances: &mut [u64],
) {
    let Some(((at, was, shares), rest)) = drawn.split_first() else {
        let band = sum.clone().come_to(scheme, now.before.as_ref()).band;
        chances[usize::from(band.0)] += chance;
        return;
    };
    for (level, share) in Level::ALL.into_iter().zip(shares) {
        let chance = (chance * share) >> PART;
        if chance > 0 {
            let mut sum = sum.clone();
            sum.replace(scheme, *at, *was, level);
            spread(scheme, now, rest, chance, &sum, chances);
        }
    }
}

/// How often another cohort of the same size would have each level, in parts of 2^30. `None` where the
/// figure is no share of a known cohort, or other facts than the figure make its level.
fn levels_of_another(indicator: &Indicator, seen: &Observed, setting: Setting) -> Option<[u64; 4]> {
    let pupils = u64::from(indicator.pupils_of(seen)?).min(MOST_PUPILS);
    let Finding::Known(Value::Number(number)) = seen.finding else {
        return None;
    };
    let number = u64::try_from(number)
        .ok()
        .filter(|number| *number <= 10_000)?;
    let succeeded = (number * pupils + 5_000) / 10_000;
    let mut shares = [0_u128; 4];
    for (count, chance) in binomial(pupils, succeeded + 1, pupils - succeeded + 1) {
        let figure = i32::try_from((count * 10_000 + pupils / 2) / pupils).ok()?;
        let level = match line_met(indicator.lines_for(setting), figure, seen) {
            Met::Line(line) => line.level,
            Met::None => Level::None,
            Met::NoComparator => return None,
        };
        shares[level as usize] += chance;
    }
    let all: u128 = shares.iter().sum();
    Some(shares.map(|share| u64::try_from((share << PART) / all.max(1)).unwrap_or(0)))
}

/// The binomial of so many trials with chance `yes` in `yes + no`, as whole numbers in proportion: from its
/// peak outwards by the ratio of neighbours, rounded down, until nothing is left.
fn binomial(trials: u64, yes: u64, no: u64) -> Vec<(u64, u128)> {
    const PEAK: u128 = 1 << 62;
    let peak = ((trials + 1) * yes / (yes + no)).min(trials);
    let mut all = vec![(peak, PEAK)];
    let mut chance = PEAK;
    for count in peak..trials {
        chance = chance * u128::from(trials - count) * u128::from(yes)
            / (u128::from(count + 1) * u128::from(no));
        all.push((count + 1, chance));
    }
    chance = PEAK;
    for count in (1..=peak).rev() {
        chance = chance * u128::from(count) * u128::from(no)
            / (u128::from(trials - count + 1) * u128::from(yes));
        all.push((count - 1, chance));
    }
    all
}

/// How sure it is, in a sentence or two a head can read.
pub fn sure_words(
    scheme: &Scheme,
    evidence: &Evidence,
    now: &Categorisation,
    sure: &Sure,
) -> String {
    let word = |band: Band| scheme.band(band).word.as_str();
    let mut text = match (sure.drawn.is_empty(), sure.others.first()) {
        (true, _) => "Nothing here hangs on the results of one group of pupils.".to_owned(),
        (false, None) => format!(
            "Steady: another group of pupils like these would leave it at {}.",
            word(now.band.known)
        ),
        (false, Some(_)) if sure.stays >= 9_500 => format!(
            "Steady: another group of pupils like these would leave it at {} at least 19 times in 20.",
            word(now.band.known)
        ),
        (false, Some((band, chance))) => format!(
            "Sensitive: another group of pupils like these {} {} ({}).",
            if *chance >= 2_000 {
                "could easily make it"
            } else {
                "could make it"
            },
            word(*band),
            times_words(*chance)
        ),
    };
    if let Some(nearest) = sure
        .nearest
        .as_ref()
        .and_then(|margin| nearest(scheme, evidence, margin))
    {
        text.push(' ');
        text.push_str(&nearest);
    }
    text
}

fn nearest(scheme: &Scheme, evidence: &Evidence, margin: &Margin) -> Option<String> {
    let Threshold::Line { indicator, line } = margin.of else {
        return None;
    };
    let rule = scheme.indicator(indicator)?;
    let line = rule.lines_for(evidence.setting).get(line)?;
    Some(format!(
        "The nearest line is that of {}, {}: drawn {} away, it would make it {}.",
        lower(&rule.name),
        line_words(rule, line),
        number_words(
            rule.unit.of_difference(),
            i32::try_from(margin.from.abs_diff(margin.to)).unwrap_or(i32::MAX)
        ),
        scheme.band(margin.band).word
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_binomial_is_that_of_the_textbook() {
        // Four fair coins: 1, 4, 6, 4, 1 of 16.
        let mut found = binomial(4, 1, 1);
        found.sort_unstable();
        let all: u128 = found.iter().map(|(_, chance)| chance).sum();
        for ((_, chance), sixteenths) in found.iter().zip([1_u128, 4, 6, 4, 1]) {
            assert!((chance * 16).abs_diff(all * sixteenths) <= 64, "{found:?}");
        }
    }

    #[test]
    fn a_large_cohort_loses_nothing_that_could_be_seen() {
        for (trials, yes, no) in [(400, 201, 201), (400, 1, 401), (10_000, 3_000, 7_002)] {
            let found = binomial(trials, yes, no);
            assert_eq!(found.len() as u64, trials + 1);
            let all: u128 = found.iter().map(|(_, chance)| chance).sum();
            let mean: u128 = found
                .iter()
                .map(|(count, chance)| u128::from(*count) * chance)
                .sum();
            // The mean is trials times the chance, to a millionth.
            let expected =
                all * u128::from(trials) / 1_000_000 * u128::from(yes) / u128::from(yes + no);
            assert!(
                (mean / 1_000_000).abs_diff(expected) <= all / 100_000,
                "{trials} {yes} {no}"
            );
        }
    }
}
