//! What one reading says: a level, or why it is not known.

use super::catalogue::Measure;
use super::level::{Judged, Level};
use super::scheme::{Indicator, Line, Test};
use crate::calendar::Date;
use crate::schools::{Finding, Observed, Setting, Unknown, Value};

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

/// Years and days are compared first, cheaply: only a reading near the end of its shelf life needs the calendar.
fn is_past(from: Date, shelf_months: u16, as_at: Date) -> bool {
    let years = as_at.year() - from.year();
    // Leap days left out, so at most a day in four years too few.
    let days = years * 365 + i32::from(as_at.ordinal()) - i32::from(from.ordinal());
    let months = i32::from(shelf_months);
    if days + years.max(0) / 4 < months * 28 {
        false
    } else if days > months * 31 {
        true
    } else {
        as_at > crate::calendar::add_months(from, months)
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
    line_met_with(lines, number, seen, |_, line| line.test)
}

/// The same, with each line drawn where `drawn` has it.
pub(super) fn line_met_with<'a>(
    lines: &'a [Line],
    number: i32,
    seen: &Observed,
    drawn: impl Fn(usize, &Line) -> Test,
) -> Met<'a> {
    let mut lacking = false;
    for (nth, line) in lines.iter().enumerate() {
        let met = match drawn(nth, line) {
            Test::Marker(key) => seen.marker == Some(key),
            test => match measured(line, number, seen.comparator) {
                Some((value, times)) => test.holds(value, times),
                None => {
                    lacking = true;
                    false
                }
            },
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

/// What of a reading a line is drawn on, and how many times over: a multiple of the national figure
/// is compared as so many times the figure itself, without dividing.
pub(super) fn measured(line: &Line, number: i32, national: Option<i32>) -> Option<(i64, i64)> {
    let number = i64::from(number);
    match (line.measure, national) {
        (Measure::Value, _) => Some((number, 1)),
        (Measure::National, Some(national)) => Some((number - i64::from(national), 1)),
        (Measure::TimesNational, Some(national)) if national > 0 => {
            Some((number * 100, i64::from(national)))
        }
        _ => None,
    }
}

impl Test {
    pub(super) fn holds(self, value: i64, times: i64) -> bool {
        let limit = |limit: i32| i64::from(limit) * times;
        match self {
            Self::Below(line) => value < limit(line),
            Self::AtMost(line) => value <= limit(line),
            Self::Above(line) => value > limit(line),
            Self::AtLeast(line) => value >= limit(line),
            Self::Marker(_) => false,
        }
    }
}
