//! From evidence to a suggestion. Total: what is not known is part of the answer.
//!
//! Indicators make areas, areas make risk, and rules over indicators and risk make the band. So no
//! result counts twice: three ways of looking at the same test are one area. Everything is run up to
//! three times: as known, with every open question at none, and with every one at high.

use serde::{Deserialize, Serialize};

use super::document::{Measure, OwnerDoc};
use super::level::{Band, Judged, Level, Span};
use super::scheme::{Condition, Indicator, Line, Scheme, Tally, Test};
use crate::calendar::Date;
use crate::schools::{Evidence, Finding, Observed, Setting, Unknown, Value};

/// What the rules make of one school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Categorisation {
    /// One for each of [`Scheme::indicators`], in that order.
    pub judged: Vec<Judged>,
    /// One for each of [`Scheme::areas`].
    pub areas: Vec<Span<Level>>,
    pub risk: Span<Level>,
    pub band: Span<Band>,
    /// Which `when` of the suggested band was met; `None` for the band that takes the rest.
    pub rule: Option<u8>,
    pub owner: Owner,
    /// A school causing concern: the authority has it.
    pub causing_concern: bool,
    /// In a category of concern by inspection, whatever the band.
    pub in_category: bool,
}

/// Who has the school.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    Partnership,
    Authority,
}

impl Owner {
    /// The words on screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::Partnership => "Partnership",
            Self::Authority => "Local authority",
        }
    }
}

/// What the scheme suggests for a school with this evidence on this day.
pub fn categorise(evidence: &Evidence, scheme: &Scheme, as_at: Date) -> Categorisation {
    let judged = judge_all(evidence, scheme, as_at);
    suggest(scheme, judged)
}

/// The suggestion from judged indicators: the second half of [`categorise`], used again by what-ifs.
pub fn suggest(scheme: &Scheme, judged: Vec<Judged>) -> Categorisation {
    let known = Run::of(scheme, &judged, Judged::known);
    let open = judged.iter().any(|one| one.is_open());
    let (lowest, highest) = if open {
        (
            Run::of(scheme, &judged, |one| one.supposing(Level::None)),
            Run::of(scheme, &judged, |one| one.supposing(Level::High)),
        )
    } else {
        (known, known)
    };
    let areas = (0..scheme.areas.len())
        .map(|at| Span {
            lowest: lowest.areas[at],
            known: known.areas[at],
            highest: highest.areas[at],
        })
        .collect();
    let in_category = scheme
        .category_of_concern
        .iter()
        .any(|at| judged[*at].known() == Level::High);
    let owner = owner(scheme, known.band, known.risk, in_category).unwrap_or(Owner::Authority);
    Categorisation {
        areas,
        risk: Span {
            lowest: lowest.risk,
            known: known.risk,
            highest: highest.risk,
        },
        band: Span {
            lowest: lowest.band,
            known: known.band,
            highest: highest.band,
        },
        rule: known.rule,
        owner,
        causing_concern: owner == Owner::Authority,
        in_category,
        judged,
    }
}

/// Who has a school of this band and risk. `None` where the scheme refuses the pair.
pub fn owner(scheme: &Scheme, band: Band, risk: Level, in_category: bool) -> Option<Owner> {
    if in_category {
        return Some(Owner::Authority);
    }
    match scheme.band(band).owner[risk as usize] {
        OwnerDoc::Partnership => Some(Owner::Partnership),
        OwnerDoc::Authority => Some(Owner::Authority),
        OwnerDoc::Refuse => None,
    }
}

const MOST_AREAS: usize = 16;

/// One pass over levels.
#[derive(Clone, Copy)]
struct Run {
    areas: [Level; MOST_AREAS],
    risk: Level,
    band: Band,
    rule: Option<u8>,
}

impl Run {
    fn of(scheme: &Scheme, judged: &[Judged], level: impl Fn(Judged) -> Level) -> Self {
        let mut counts = [Counts::default(); MOST_AREAS];
        let mut critical = 0;
        for (indicator, one) in scheme.indicators.iter().zip(judged) {
            let level = level(*one);
            let count = &mut counts[indicator.area.min(MOST_AREAS - 1)];
            count.add(level);
            if indicator.critical && level == Level::High {
                count.critical += 1;
                critical += 1;
            }
        }
        let mut areas = [Level::None; MOST_AREAS];
        let mut risks = Counts {
            critical,
            ..Counts::default()
        };
        for at in 0..scheme.areas.len().min(MOST_AREAS) {
            areas[at] = counts[at].meets(&scheme.area_rule);
            risks.add(areas[at]);
        }
        let risk = risks.meets(&scheme.risk_rule);
        let (band, rule) = band(scheme, judged, &level, risk);
        Self {
            areas,
            risk,
            band,
            rule,
        }
    }
}

#[derive(Clone, Copy, Default)]
struct Counts {
    critical: u8,
    /// At low, medium, high.
    at: [u8; 3],
}

impl Counts {
    fn add(&mut self, level: Level) {
        if level > Level::None {
            self.at[level as usize - 1] += 1;
        }
    }

    fn meets(&self, rules: &[Tally]) -> Level {
        // A more serious level also serves where a less serious one is asked for beside it: "two
        // medium" is met by one high and one medium.
        let [low, medium, high] = self.at;
        rules
            .iter()
            .find(|rule| {
                let [want_low, want_medium, want_high] = rule.at;
                let spare = high.saturating_sub(want_high);
                let medium = medium + spare;
                let low = low + medium.saturating_sub(want_medium);
                self.critical >= rule.critical
                    && high >= want_high
                    && medium >= want_medium
                    && low >= want_low
            })
            .map_or(Level::None, |rule| rule.level)
    }
}

fn band(
    scheme: &Scheme,
    judged: &[Judged],
    level: &impl Fn(Judged) -> Level,
    risk: Level,
) -> (Band, Option<u8>) {
    let met = |condition: &Condition| match condition {
        Condition::AnyAtLeast(places, want) => places.iter().any(|at| level(judged[*at]) >= *want),
        Condition::AllAtMost(places, want) => places.iter().all(|at| level(judged[*at]) <= *want),
        Condition::RiskAtLeast(want) => risk >= *want,
        Condition::RiskAtMost(want) => risk <= *want,
    };
    for band in &scheme.decide {
        let rule = scheme.band(*band);
        if rule.when.is_empty() {
            return (*band, None);
        }
        if let Some(at) = rule.when.iter().position(|when| when.all.iter().all(met)) {
            return (*band, u8::try_from(at).ok());
        }
    }
    // A checked scheme ends with a band that takes the rest.
    (scheme.decide.last().copied().unwrap_or(Band(0)), None)
}

fn judge_all(evidence: &Evidence, scheme: &Scheme, as_at: Date) -> Vec<Judged> {
    let readings = evidence.readings();
    let mut at = 0;
    scheme
        .indicators
        .iter()
        .map(|indicator| {
            // Both lists are in order of id: one walk serves all.
            while at < readings.len() && readings[at].0 < indicator.id {
                at += 1;
            }
            if !indicator.applies(evidence.phase, evidence.setting) {
                return Judged::DoesNotApply;
            }
            match readings.get(at) {
                Some((id, seen)) if *id == indicator.id => judge(
                    indicator,
                    seen,
                    evidence.setting,
                    scheme.small_cohort,
                    as_at,
                ),
                _ => Judged::NotCollected,
            }
        })
        .collect()
}

/// What one reading says. `as_at` is the day it is looked at, for shelf life.
pub fn judge(
    indicator: &Indicator,
    seen: &Observed,
    setting: Setting,
    small_cohort: u32,
    as_at: Date,
) -> Judged {
    let value = match seen.finding {
        Finding::Unknown(Unknown::NotApplicable) => return Judged::DoesNotApply,
        Finding::Unknown(reason) => return Judged::Unknown(reason),
        Finding::Known(value) => value,
    };
    if indicator.one_year && seen.cohort.is_some_and(|pupils| pupils < small_cohort) {
        return Judged::Unknown(Unknown::SmallCohort);
    }
    if is_past(seen.as_at, indicator.shelf_months, as_at) {
        return Judged::Unknown(Unknown::OutOfDate);
    }
    let level = match value {
        Value::Choice(key) => indicator
            .choices
            .iter()
            .find(|choice| choice.id == key)
            .map(|choice| choice.level),
        Value::Number(number) => match line_met(indicator.lines_for(setting), number, seen) {
            Met::Line(line) => Some(line.level),
            Met::None => Some(Level::None),
            Met::NoComparator => return Judged::Unknown(Unknown::NoComparator),
        },
    };
    match level {
        None => Judged::Unknown(Unknown::NotAvailable),
        Some(level) if seen.contested => Judged::Contested(level),
        Some(level) => Judged::Is(level),
    }
}

/// Days are compared first, cheaply: only a reading near the end of its shelf life needs months.
fn is_past(from: Date, shelf_months: u16, as_at: Date) -> bool {
    let days = i64::from(as_at.to_julian_day()) - i64::from(from.to_julian_day());
    let months = i64::from(shelf_months);
    if days <= months * 28 {
        false
    } else if days > months * 31 {
        true
    } else {
        as_at > crate::calendar::add_months(from, i32::from(shelf_months))
    }
}

/// Which line a number meets.
pub enum Met<'a> {
    Line(&'a Line),
    None,
    /// A line against the national figure might have been met, but there is no such figure.
    NoComparator,
}

/// The most serious line that a number meets.
pub fn line_met<'a>(lines: &'a [Line], number: i32, seen: &Observed) -> Met<'a> {
    let mut lacking = false;
    for line in lines {
        let measured = match (line.measure, seen.comparator) {
            (Measure::Value, _) => Some(number),
            (Measure::National, Some(national)) => Some(number.saturating_sub(national)),
            (Measure::TimesNational, Some(national)) if national > 0 => {
                let times = i64::from(number) * 100 / i64::from(national);
                Some(i32::try_from(times).unwrap_or(i32::MAX))
            }
            _ => None,
        };
        let met = match (line.test, measured) {
            (Test::Marker(key), _) => seen.marker == Some(key),
            (_, None) => {
                lacking = true;
                false
            }
            (Test::Below(limit), Some(number)) => number < limit,
            (Test::AtMost(limit), Some(number)) => number <= limit,
            (Test::Above(limit), Some(number)) => number > limit,
            (Test::AtLeast(limit), Some(number)) => number >= limit,
        };
        // A line met is only certain when no more serious one was passed over for want of a figure.
        if met && !lacking {
            return Met::Line(line);
        }
    }
    if lacking {
        Met::NoComparator
    } else {
        Met::None
    }
}
