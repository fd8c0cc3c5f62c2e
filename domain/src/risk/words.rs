//! Words for numbers, lines, findings and bands. Sentences are put together in [`super::explain`],
//! [`super::otherwise`] and [`super::sure`]; what they are made of is here.

use super::catalogue::{Measure, Unit};
use super::level::{Band, Span};
use super::scheme::{Indicator, Line, Scheme, Test};
use crate::schools::{Finding, Value};

/// A finding in words and units.
pub fn finding_words(indicator: &Indicator, finding: Finding) -> String {
    match finding {
        Finding::Unknown(reason) => reason.words().to_owned(),
        Finding::Known(Value::Number(number)) => number_words(indicator.unit, number),
        Finding::Known(Value::Choice(key)) => indicator
            .choices
            .iter()
            .find(|choice| choice.id == key)
            .map_or_else(|| key.to_string(), |choice| choice.words.clone()),
    }
}

/// A number of hundredths in its unit, with a true minus sign and no idle decimals.
pub fn number_words(unit: Unit, hundredths: i32) -> String {
    let sign = if hundredths < 0 { "\u{2212}" } else { "" };
    let whole = hundredths.unsigned_abs() / 100;
    let part = hundredths.unsigned_abs() % 100;
    let number = match (part, part % 10) {
        (0, _) => format!("{sign}{whole}"),
        (_, 0) => format!("{sign}{whole}.{}", part / 10),
        _ => format!("{sign}{whole}.{part:02}"),
    };
    match unit {
        Unit::PerCent => format!("{number}%"),
        Unit::Points => format!("{number} points"),
        Unit::Centile => match (whole, part) {
            (_, 0) => format!("{} centile", ordinal(whole)),
            _ => format!("{number} centile"),
        },
        Unit::Years => format!("{number} years"),
        Unit::Score | Unit::Count | Unit::Ratio | Unit::Choice => number,
    }
}

fn ordinal(number: u32) -> String {
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// A line in words: "below 46%", "more than 15 points below national".
pub fn line_words(indicator: &Indicator, line: &Line) -> String {
    line_words_in(indicator.unit, line)
}

/// The same, of an indicator in this unit.
pub(super) fn line_words_in(unit: Unit, line: &Line) -> String {
    let (limit, side) = match line.test {
        Test::Marker(key) => {
            return if line.words.is_empty() {
                key.to_string()
            } else {
                line.words.clone()
            };
        }
        Test::Below(limit) => (limit, "below"),
        Test::AtMost(limit) => (limit, "at most"),
        Test::Above(limit) => (limit, "above"),
        Test::AtLeast(limit) => (limit, "or more"),
    };
    match line.measure {
        Measure::Value => match line.test {
            Test::AtLeast(_) => format!("{} or more", number_words(unit, limit)),
            Test::AtMost(_) if unit == Unit::Centile && limit % 100 == 0 => {
                format!("bottom {}%", limit / 100)
            }
            Test::AtMost(_) => format!("{} or lower", number_words(unit, limit)),
            _ => format!("{side} {}", number_words(unit, limit)),
        },
        Measure::National => {
            let by = number_words(Unit::Count, limit.saturating_abs());
            match (line.test, limit) {
                (Test::Below(_), 0) => "below national".to_owned(),
                (Test::Above(_), 0) => "above national".to_owned(),
                (Test::Below(_), ..=0) => format!("over {by} below national"),
                (Test::AtMost(_), ..=0) => format!("{by} or more below national"),
                (Test::Above(_), _) => format!("over {by} above national"),
                (Test::AtLeast(_), _) => format!("{by} or more above national"),
                _ => format!("{side} national by {by}"),
            }
        }
        Measure::TimesNational => {
            format!("{side} {} times national", number_words(Unit::Count, limit))
        }
    }
}

/// "Priority 3", or "Priority 2 or 3" where unknowns leave it open.
pub fn span_words(scheme: &Scheme, band: Span<Band>) -> String {
    let lowest = &scheme.band(band.lowest).word;
    let highest = &scheme.band(band.highest).word;
    if band.lowest == band.highest {
        return lowest.clone();
    }
    let between = if scheme.seriousness(band.highest) - scheme.seriousness(band.lowest) > 2 {
        "to"
    } else {
        "or"
    };
    // "Priority 2 or Priority 3" reads "Priority 2 or 3".
    match (lowest.rsplit_once(' '), highest.rsplit_once(' ')) {
        (Some((head, first)), Some((same, last))) if head == same => {
            format!("{head} {first} {between} {last}")
        }
        _ => format!("{lowest} {between} {highest}"),
    }
}

impl Unit {
    /// The unit of a difference between two such numbers.
    pub(super) fn of_difference(self) -> Self {
        match self {
            Self::PerCent | Self::Centile => Self::Points,
            other => other,
        }
    }
}

pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// Names that keep their capital in the middle of a sentence.
const NAMES: [&str; 1] = ["Ofsted"];

pub(super) fn lower(text: &str) -> String {
    if NAMES.iter().any(|name| text.starts_with(name)) {
        return text.to_owned();
    }
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}

/// A chance of so many in 10,000, as people say it.
pub(super) fn times_words(chance: u32) -> String {
    match chance {
        0..50 => "less than once in 100".to_owned(),
        50..1_000 => format!("about {} in 100", (chance + 50) / 100),
        _ => format!("about {} in 10", (chance + 500) / 1_000),
    }
}

pub(crate) fn count_word(count: usize) -> String {
    [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ]
    .get(count)
    .map_or_else(|| count.to_string(), |word| (*word).to_owned())
}
