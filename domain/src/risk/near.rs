//! How near a school is to a line: the value that would have another level, and how far each line would
//! have to be drawn elsewhere for the school to move.

use serde::{Deserialize, Serialize};

use super::catalogue::{Measure, Unit};
use super::categorise::Categorisation;
use super::counterfactual::Changed;
use super::judge::{Met, line_met, line_met_with, measured};
use super::level::{Band, Judged, Level};
use super::scheme::{Condition, Indicator, Line, Scheme, Test};
use super::weigh::Sum;
use crate::schools::{Evidence, Finding, Key, Observed, Setting, Value};

/// Another level one known indicator could have, by its nearest value.
pub(super) struct Shift {
    pub at: usize,
    pub changed: Changed,
}

/// A known indicator: its place in the scheme, what was seen, and the level that has.
struct Known<'a> {
    at: usize,
    indicator: &'a Indicator,
    seen: &'a Observed,
    was: Level,
}

/// Every known indicator, in order.
fn known<'a>(
    scheme: &'a Scheme,
    evidence: &'a Evidence,
    now: &'a Categorisation,
) -> impl Iterator<Item = Known<'a>> {
    let all = scheme.indicators.iter().zip(&now.judged).enumerate();
    all.filter_map(|(at, (indicator, judged))| match judged {
        Judged::Is(was) | Judged::Contested(was) => Some(Known {
            at,
            indicator,
            seen: evidence.of(indicator.id)?,
            was: *was,
        }),
        _ => None,
    })
}

/// Every other level each known indicator could have, in order of indicator.
pub(super) fn options(scheme: &Scheme, evidence: &Evidence, now: &Categorisation) -> Vec<Shift> {
    let mut all = Vec::new();
    for Known {
        at,
        indicator,
        seen,
        was,
    } in known(scheme, evidence, now)
    {
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
                all.push(Shift {
                    at,
                    changed: Changed {
                        indicator: indicator.id,
                        to,
                        value,
                        pupils: pupils(indicator, seen, value),
                    },
                });
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
    // Without its marker the value it has may have the level already.
    std::iter::once(number)
        .chain(
            lines
                .iter()
                .filter_map(|line| {
                    let limit = line.test.limit()?;
                    match (line.measure, seen.comparator) {
                        (Measure::Value, _) => Some(limit),
                        (Measure::National, Some(national)) => limit.checked_add(national),
                        (Measure::TimesNational, Some(national)) => {
                            i32::try_from(i64::from(limit) * i64::from(national) / 100).ok()
                        }
                        _ => None,
                    }
                })
                .flat_map(|limit| [limit.saturating_sub(1), limit, limit.saturating_add(1)]),
        )
        .filter(|candidate| indicator.allows(*candidate) && level(*candidate) == Some(to))
        .min_by_key(|candidate| (candidate.abs_diff(number), *candidate))
}

/// How many pupils the change is, where the number is a share of a known cohort: the least whole
/// number of pupils that gets there.
fn pupils(indicator: &Indicator, seen: &Observed, to: Value) -> Option<(i32, u32)> {
    let (Value::Number(to), Finding::Known(Value::Number(from))) = (to, seen.finding) else {
        return None;
    };
    let cohort = i64::from(indicator.pupils_of(seen)?);
    let have = (i64::from(from) * cohort + 5_000) / 10_000;
    let need = if to > from {
        (i64::from(to) * cohort + 9_999) / 10_000
    } else {
        i64::from(to) * cohort / 10_000
    };
    Some((i32::try_from(need - have).ok()?, u32::try_from(need).ok()?))
}

impl Indicator {
    /// The pupils a figure is a share of, where it is one.
    pub(super) fn pupils_of(&self, seen: &Observed) -> Option<u32> {
        (self.unit == Unit::PerCent && self.one_year)
            .then_some(seen.cohort)
            .flatten()
            .filter(|pupils| *pupils > 0)
    }
}

/// The next line of one indicator, on one side of its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextLine {
    /// The level beyond it, and the first value there.
    pub changed: Changed,
    /// From the value to that one, in hundredths of the unit.
    pub by: i32,
}

/// For each measured indicator, the nearest value with a less serious level and with a more serious one.
pub fn next_lines(scheme: &Scheme, evidence: &Evidence, now: &Categorisation) -> Vec<NextLine> {
    let mut all: Vec<NextLine> = Vec::new();
    for option in options(scheme, evidence, now) {
        let was = now.judged[option.at].known();
        let number = evidence
            .of(option.changed.indicator)
            .map(|seen| seen.finding);
        let (Some(Finding::Known(Value::Number(from))), Value::Number(to)) =
            (number, option.changed.value)
        else {
            continue;
        };
        let line = NextLine {
            by: to.saturating_sub(from),
            changed: option.changed,
        };
        let worse = line.changed.to > was;
        let other = all.iter_mut().find(|other| {
            other.changed.indicator == line.changed.indicator && (other.changed.to > was) == worse
        });
        match other {
            Some(other) if other.by.unsigned_abs() <= line.by.unsigned_abs() => {}
            Some(other) => *other = line,
            None => all.push(line),
        }
    }
    all
}

/// How far one threshold would have to move for the school to move, nothing else changing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Margin {
    pub of: Threshold,
    /// Where the threshold is, and the nearest place at which the school is in another band; hundredths.
    pub from: i32,
    pub to: i32,
    pub band: Band,
}

/// One threshold of a scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Threshold {
    /// A line of an indicator, by its place among those drawn for the school's setting.
    Line { indicator: Key, line: usize },
    /// The sum of points at which a band begins.
    Sum(Band),
}

/// Every threshold that could move the school by being drawn elsewhere, with how far that is. What is
/// not listed could be anywhere without moving it.
pub fn margins(scheme: &Scheme, evidence: &Evidence, now: &Categorisation) -> Vec<Margin> {
    let mut base = Sum::default();
    for (at, one) in now.judged.iter().enumerate() {
        base.add(scheme, at, one.known());
    }
    let mut all = Vec::new();
    for Known {
        at,
        indicator,
        seen,
        was,
    } in known(scheme, evidence, now)
    {
        let Finding::Known(Value::Number(number)) = seen.finding else {
            continue;
        };
        let lines = indicator.lines_for(evidence.setting);
        for (nth, line) in lines.iter().enumerate() {
            let (Some(from), Some((value, times))) =
                (line.test.limit(), measured(line, number, seen.comparator))
            else {
                continue;
            };
            let Some(moved) = line.test.turned(value, times) else {
                continue;
            };
            let drawn = |at, line: &Line| if at == nth { moved } else { line.test };
            let level = match line_met_with(lines, number, seen, drawn) {
                Met::Line(line) => line.level,
                Met::None => Level::None,
                Met::NoComparator => continue,
            };
            let mut sum = base.clone();
            sum.replace(scheme, at, was, level);
            let band = sum.come_to(scheme, now.before.as_ref()).band;
            if let (true, Some(to)) = (band != now.band.known, moved.limit()) {
                all.push(Margin {
                    of: Threshold::Line {
                        indicator: indicator.id,
                        line: nth,
                    },
                    from,
                    to,
                    band,
                });
            }
        }
    }
    all.extend(sums(scheme, now));
    all
}

/// The sums at which this band and the next begin, where bands are decided by sums.
fn sums(scheme: &Scheme, now: &Categorisation) -> Vec<Margin> {
    let begins = |band: Band| {
        let mut rules = scheme.band(band).when.iter().flat_map(|when| &when.all);
        match (rules.next(), rules.next()) {
            (Some(Condition::PointsAtLeast(sum)), None) => Some(*sum),
            _ => None,
        }
    };
    let Some(points) = now.points.map(|points| points.known) else {
        return Vec::new();
    };
    let band = now.band.known;
    let own = begins(band)
        .zip(band.0.checked_sub(1))
        .map(|(from, below)| Margin {
            of: Threshold::Sum(band),
            from,
            to: points + 1,
            band: Band(below),
        });
    let next = Band(band.0 + 1);
    let above = scheme
        .all_bands()
        .any(|one| one == next)
        .then(|| begins(next))
        .flatten();
    let above = above.map(|from| Margin {
        of: Threshold::Sum(next),
        from,
        to: points,
        band: next,
    });
    own.into_iter().chain(above).collect()
}

impl Test {
    /// Where it is drawn.
    pub fn limit(self) -> Option<i32> {
        match self {
            Self::Below(limit)
            | Self::AtMost(limit)
            | Self::Above(limit)
            | Self::AtLeast(limit) => Some(limit),
            Self::Marker(_) => None,
        }
    }

    /// The same test drawn at the nearest place at which it says the opposite of such a value.
    fn turned(self, value: i64, times: i64) -> Option<Self> {
        let under = value.div_euclid(times);
        let over = under + i64::from(value.rem_euclid(times) != 0);
        let holds = self.holds(value, times);
        let at = |limit: i64| i32::try_from(limit).ok();
        Some(match self {
            Self::Below(_) => Self::Below(at(if holds { under } else { under + 1 })?),
            Self::AtMost(_) => Self::AtMost(at(if holds { over - 1 } else { over })?),
            Self::Above(_) => Self::Above(at(if holds { over } else { over - 1 })?),
            Self::AtLeast(_) => Self::AtLeast(at(if holds { under + 1 } else { under })?),
            Self::Marker(_) => return None,
        })
    }
}
