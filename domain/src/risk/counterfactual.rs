//! What would have had to be otherwise for another band. How the rule works, not advice.
//!
//! Exact: each answer is found by running the rules again. Open questions stay open, so an unknown is
//! neither hoped nor feared away.

use serde::{Deserialize, Serialize};

use super::categorise::{Categorisation, Met, line_met, suggest};
use super::document::{Measure, Unit};
use super::level::{Band, Judged, Level};
use super::scheme::{Indicator, Scheme, Test};
use crate::schools::{Evidence, Finding, Key, Observed, Setting, Value};

/// One smallest set of changes that leads to another band.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counterfactual {
    pub changes: Vec<Changed>,
    pub band: Band,
    pub risk: Level,
}

/// One indicator that would be otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    pub indicator: Key,
    pub to: Level,
    /// The nearest value that has that level.
    pub value: Value,
    /// For a percentage of a known cohort: how many more pupils (or fewer, negative) that takes, and
    /// how many that makes in all.
    pub pupils: Option<(i32, u32)>,
}

/// The smallest sets of changes to known indicators that would move the suggestion: single changes
/// where any works, else pairs. At most `most`, those to a less serious band first.
pub fn counterfactuals(
    scheme: &Scheme,
    evidence: &Evidence,
    now: &Categorisation,
    most: usize,
) -> Vec<Counterfactual> {
    let candidates = candidates(scheme, evidence, now);
    let mut found = Vec::new();
    for (at, changed) in &candidates {
        push_if_moved(scheme, now, &[(*at, changed)], &mut found);
    }
    if found.is_empty() {
        for (first, (at, changed)) in candidates.iter().enumerate() {
            for (other, also) in &candidates[first + 1..] {
                if at != other {
                    push_if_moved(scheme, now, &[(*at, changed), (*other, also)], &mut found);
                }
            }
        }
    }
    // One answer an indicator and direction: the level nearest to the one it has.
    found.sort_by_key(|one: &Counterfactual| {
        let far: u8 = one
            .changes
            .iter()
            .map(|change| {
                let was = scheme
                    .place(change.indicator)
                    .map_or(Level::None, |at| now.judged[at].known());
                (was as u8).abs_diff(change.to as u8)
            })
            .sum();
        (
            one.band > now.band.known,
            far,
            one.changes
                .iter()
                .map(|change| change.indicator)
                .collect::<Vec<_>>(),
        )
    });
    let mut kept: Vec<Counterfactual> = Vec::new();
    for one in found {
        let same = |other: &Counterfactual| {
            (other.band > now.band.known) == (one.band > now.band.known)
                && other
                    .changes
                    .iter()
                    .map(|change| change.indicator)
                    .eq(one.changes.iter().map(|change| change.indicator))
        };
        if kept.len() < most && !kept.iter().any(same) {
            kept.push(one);
        }
    }
    kept
}

fn push_if_moved(
    scheme: &Scheme,
    now: &Categorisation,
    changes: &[(usize, &Changed)],
    found: &mut Vec<Counterfactual>,
) {
    let mut judged = now.judged.clone();
    for (at, changed) in changes {
        judged[*at] = Judged::Is(changed.to);
    }
    let then = suggest(scheme, judged);
    if then.band.known != now.band.known {
        found.push(Counterfactual {
            changes: changes
                .iter()
                .map(|(_, changed)| (*changed).clone())
                .collect(),
            band: then.band.known,
            risk: then.risk.known,
        });
    }
}

fn candidates(scheme: &Scheme, evidence: &Evidence, now: &Categorisation) -> Vec<(usize, Changed)> {
    let mut all = Vec::new();
    for (at, indicator) in scheme.indicators.iter().enumerate() {
        let (Judged::Is(was) | Judged::Contested(was)) = now.judged[at] else {
            continue;
        };
        let Some(seen) = evidence.of(indicator.id) else {
            continue;
        };
        for to in Level::ALL {
            if to == was {
                continue;
            }
            let nearest = match seen.finding {
                Finding::Known(Value::Number(number)) => {
                    nearest(indicator, number, seen, evidence.setting, to).map(Value::Number)
                }
                Finding::Known(Value::Choice(_)) => indicator
                    .choices
                    .iter()
                    .find(|choice| choice.level == to)
                    .map(|choice| Value::Choice(choice.id)),
                Finding::Unknown(_) => None,
            };
            if let Some(value) = nearest {
                let pupils = pupils(indicator, seen, value);
                all.push((
                    at,
                    Changed {
                        indicator: indicator.id,
                        to,
                        value,
                        pupils,
                    },
                ));
            }
        }
    }
    all
}

/// The number nearest to this one that has the level asked for. Only the two sides of each line can
/// be nearest, so those are tried.
fn nearest(
    indicator: &Indicator,
    number: i32,
    seen: &Observed,
    setting: Setting,
    to: Level,
) -> Option<i32> {
    let lines = indicator.lines_for(setting);
    let mut unmarked = *seen;
    unmarked.marker = None;
    let level = |number| match line_met(lines, number, &unmarked) {
        Met::Line(line) => Some(line.level),
        Met::None => Some(Level::None),
        Met::NoComparator => None,
    };
    lines
        .iter()
        .filter_map(|line| {
            let limit = match line.test {
                Test::Below(limit)
                | Test::AtMost(limit)
                | Test::Above(limit)
                | Test::AtLeast(limit) => limit,
                Test::Marker(_) => return None,
            };
            match (line.measure, seen.comparator) {
                (Measure::Value, _) => Some(limit),
                (Measure::National, Some(national)) => limit.checked_add(national),
                (Measure::TimesNational, Some(national)) => {
                    i32::try_from(i64::from(limit) * i64::from(national) / 100).ok()
                }
                _ => None,
            }
        })
        .flat_map(|limit| [limit.saturating_sub(1), limit, limit.saturating_add(1)])
        .filter(|candidate| level(*candidate) == Some(to))
        .min_by_key(|candidate| (candidate.abs_diff(number), *candidate))
}

/// How many pupils the change is, where the number is a share of a known cohort: the least whole
/// number of pupils that gets there.
fn pupils(indicator: &Indicator, seen: &Observed, to: Value) -> Option<(i32, u32)> {
    let (Unit::PerCent, Some(cohort), Value::Number(to), Finding::Known(Value::Number(from))) =
        (indicator.unit, seen.cohort, to, seen.finding)
    else {
        return None;
    };
    if !indicator.one_year || cohort == 0 {
        return None;
    }
    let cohort = i64::from(cohort);
    let have = (i64::from(from) * cohort + 5_000) / 10_000;
    let need = if to > from {
        (i64::from(to) * cohort + 9_999) / 10_000
    } else {
        i64::from(to) * cohort / 10_000
    };
    Some((i32::try_from(need - have).ok()?, u32::try_from(need).ok()?))
}
