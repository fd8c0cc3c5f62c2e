//! A target with a deadline (S0.20): a measure at a number or at national or better, by a day; how many
//! schools are there, and whether the middle school is on its way.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::catalogue::Unit;
use super::level::Level;
use super::scheme::{Indicator, Scheme, Test};
use super::words::number_words;
use crate::calendar::{Date, add_months, day_words};
use crate::schools::{Key, Measured, YearMedian, medians};

/// Names a target; made by whoever sets it, so that sending it twice is recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TargetId(pub Uuid);

impl std::fmt::Display for TargetId {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}", self.0)
    }
}

/// What is to be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aim {
    /// At the national figure of the same file, or better.
    National,
    /// At this, or better; hundredths of the unit.
    Number(i32),
}

/// A target as it is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    pub indicator: Key,
    pub aim: Aim,
    pub by: Date,
}

/// Why a target cannot be set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TargetFault {
    #[error("the rules in force have no indicator “{0}”")]
    NoSuchIndicator(Key),
    #[error("{0} is a judgement, not a measure: choose a measure")]
    NotMeasured(String),
    #[error("{name} lies between {least} and {most}")]
    OutOfBounds {
        name: String,
        least: String,
        most: String,
    },
    #[error("{0} has gone by: choose a day to come")]
    Past(String),
    #[error("choose a day within ten years")]
    TooFar,
}

impl TargetFault {
    /// The field of the form it is about.
    pub fn field(&self) -> &'static str {
        match self {
            Self::NoSuchIndicator(_) | Self::NotMeasured(_) => "indicator",
            Self::OutOfBounds { .. } => "aim",
            Self::Past(_) | Self::TooFar => "by",
        }
    }
}

/// Whether more of it is better, by the side of its lines that raises the level. None: a judgement, or a
/// measure nobody drew a line on.
pub fn more_is_better(rule: &Indicator) -> Option<bool> {
    if rule.unit == Unit::Choice {
        return None;
    }
    let line = rule
        .lines
        .iter()
        .find(|line| line.level > Level::None && !matches!(line.test, Test::Marker(_)))?;
    Some(matches!(line.test, Test::Below(_) | Test::AtMost(_)))
}

/// The measures a target can be about, in the order the scheme is read.
pub fn measures(scheme: &Scheme) -> impl Iterator<Item = &Indicator> {
    scheme
        .reading_order
        .iter()
        .map(|at| &scheme.indicators[*at])
        .filter(|rule| more_is_better(rule).is_some())
}

/// Checks a target before it is set.
///
/// # Errors
/// Where there is no such measure, no such number of it, or the day is not to come.
pub fn check_target(scheme: &Scheme, target: &Target, today: Date) -> Result<(), TargetFault> {
    let Some(rule) = scheme.indicator(target.indicator) else {
        return Err(TargetFault::NoSuchIndicator(target.indicator));
    };
    if more_is_better(rule).is_none() {
        return Err(TargetFault::NotMeasured(rule.name.clone()));
    }
    if let Aim::Number(number) = target.aim
        && !rule.allows(number)
    {
        return Err(TargetFault::OutOfBounds {
            name: rule.name.clone(),
            least: number_words(rule.unit, rule.bounds[0]),
            most: number_words(rule.unit, rule.bounds[1]),
        });
    }
    if target.by <= today {
        return Err(TargetFault::Past(day_words(target.by)));
    }
    if target.by > add_months(today, 120) {
        return Err(TargetFault::TooFar);
    }
    Ok(())
}

/// Whether the middle school gets there in time, if it goes on as it went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// It is there already.
    There,
    OnCourse,
    Behind,
    /// The day has gone by and it was not there.
    Missed,
    /// Fewer than two years to go by, or no national figure.
    NotKnown,
}

/// How far a target is reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Oldest first.
    pub years: Vec<YearMedian>,
    /// Schools at the target or better, of those with a value in the latest year.
    pub there: u32,
    pub of: u32,
    /// Schools it is asked of without one.
    pub unknown: u32,
    pub pace: Pace,
    /// How far the middle school is short, hundredths of the unit; 0 or less: it is there.
    pub short: Option<i32>,
    /// How much nearer it came a year, hundredths; negative: further away.
    pub nearer: Option<i32>,
    pub more_is_better: bool,
}

/// Years a trend is read from.
const YEARS: usize = 4;

/// How far a target is reached; `schools` is how many it is asked of.
pub fn progress(
    rule: &Indicator,
    target: &Target,
    values: &[Measured],
    schools: u32,
    today: Date,
) -> Progress {
    let more_is_better = more_is_better(rule).unwrap_or(true);
    let years = medians(values);
    let last = years.last().copied();
    // How far short of the aim, in the direction that is better.
    let short_by = |value: i32, national: Option<i32>| {
        let aim = match target.aim {
            Aim::Number(number) => number,
            Aim::National => national?,
        };
        Some(if more_is_better {
            aim.saturating_sub(value)
        } else {
            value.saturating_sub(aim)
        })
    };
    let mut latest: Vec<&Measured> = values
        .iter()
        .filter(|one| Some(one.year) == last.map(|last| last.year))
        .collect();
    latest.reverse();
    latest.sort_by_key(|one| one.school);
    latest.dedup_by_key(|one| one.school);
    let held: Vec<i32> = latest
        .iter()
        .filter_map(|one| short_by(one.value, one.national))
        .collect();
    let shorts: Vec<(i32, i32)> = years
        .iter()
        .filter_map(|year| {
            let short = match target.aim {
                Aim::Number(_) => short_by(year.median, None)?,
                // Each school against its own national figure: phases differ.
                Aim::National if more_is_better => year.above?.saturating_neg(),
                Aim::National => year.above?,
            };
            Some((year.year, short))
        })
        .collect();
    let trend = &shorts[shorts.len().saturating_sub(YEARS)..];
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let of = count(held.len());
    Progress {
        there: count(held.iter().filter(|short| **short <= 0).count()),
        of,
        unknown: schools.saturating_sub(of),
        pace: pace(trend, target.by, today),
        short: trend.last().map(|(_, short)| *short),
        nearer: nearer(trend),
        more_is_better,
        years,
    }
}

fn nearer(trend: &[(i32, i32)]) -> Option<i32> {
    let (first, last) = (trend.first()?, trend.last()?);
    first
        .1
        .saturating_sub(last.1)
        .checked_div(last.0.saturating_sub(first.0))
}

fn pace(trend: &[(i32, i32)], by: Date, today: Date) -> Pace {
    let (Some(first), Some(last)) = (trend.first(), trend.last()) else {
        return Pace::NotKnown;
    };
    if last.1 <= 0 {
        return Pace::There;
    }
    if by < today {
        return Pace::Missed;
    }
    let over = i64::from(last.0) - i64::from(first.0);
    if over <= 0 {
        return Pace::NotKnown;
    }
    // As many more years are published by then as lie between.
    let to_come = i64::from(by.year()) - i64::from(last.0);
    let came = i64::from(first.1) - i64::from(last.1);
    if came * to_come.max(0) >= i64::from(last.1) * over {
        Pace::OnCourse
    } else {
        Pace::Behind
    }
}

/// "Overall absence at national or better by 31 July 2028"
pub fn target_words(rule: &Indicator, target: &Target) -> String {
    let aim = match target.aim {
        Aim::National => "national".to_owned(),
        Aim::Number(number) => number_words(rule.unit, number),
    };
    format!(
        "{} at {aim} or better by {}",
        rule.name,
        day_words(target.by)
    )
}

impl Progress {
    /// How many are there, and where the middle school is.
    pub fn words(&self, rule: &Indicator, aim: Aim) -> String {
        let Some(last) = self.years.last() else {
            return "No school has a value of it yet.".to_owned();
        };
        let mut words = match (self.of, aim) {
            (0, _) => "No file had a national figure to hold the schools against.".to_owned(),
            (of, _) => format!("{} of {of} schools are there.", self.there),
        };
        let number = |value| number_words(rule.unit, value);
        words.push_str(&format!(
            " The middle school was at {} in {}",
            number(last.median),
            last.year
        ));
        match last.national {
            Some(national) => words.push_str(&format!(", national at {}.", number(national))),
            None => words.push('.'),
        }
        match self.unknown {
            0 => {}
            1 => words.push_str(" Of one school it is not known."),
            many => words.push_str(&format!(" Of {many} schools it is not known.")),
        }
        words
    }

    /// Whether it gets there in time, and what that is read from.
    pub fn pace_words(&self, rule: &Indicator, by: Date) -> String {
        let number = |value: i32| {
            let words = number_words(rule.unit.of_difference(), value.saturating_abs());
            // "1 points" is nobody's English.
            match words.strip_suffix("1 points") {
                Some("") => "1 point".to_owned(),
                _ => words,
            }
        };
        let from = self.years.iter().rev().take(YEARS).next_back();
        let since = from.map_or_else(String::new, |year| format!(" since {}", year.year));
        let went = match self.nearer {
            Some(nearer) if nearer > 0 => format!("{} nearer a year{since}", number(nearer)),
            Some(nearer) if nearer < 0 => format!("{} further off a year{since}", number(nearer)),
            _ => format!("no nearer{since}"),
        };
        let by = day_words(by);
        match (self.pace, self.short) {
            (Pace::There, _) => "The middle school is there.".to_owned(),
            (Pace::OnCourse, Some(short)) => format!(
                "{} short, {went}: on course for {by}, if it goes on so.",
                number(short)
            ),
            (Pace::Behind, Some(short)) => {
                format!("{} short, {went}: not on course for {by}.", number(short))
            }
            (Pace::Missed, Some(short)) => {
                format!("The day has gone by, {} short.", number(short))
            }
            _ => "Whether it is on course is not known: there are no earlier years to go by."
                .to_owned(),
        }
    }
}
