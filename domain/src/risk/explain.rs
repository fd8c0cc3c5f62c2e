//! The reasons of a suggestion, as rows to show and sentences to read. Words are made here only.
//!
//! Long because every word of a suggestion is made here and nowhere else.

use serde::{Deserialize, Serialize};

use super::categorise::{Categorisation, suggest};
use super::document::{Measure, Unit};
use super::level::{Band, Judged, Level, Span};
use super::scheme::{Indicator, Line, Scheme, Test};
use crate::schools::{Evidence, Finding, Key, Observed, Setting, Value};

/// Why the rules suggest what they suggest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// One sentence a head can read.
    pub sentence: String,
    /// The shortest phrase of it, for a row of a table.
    pub main: String,
    /// Every indicator the scheme asks of this school, in the scheme's order.
    pub rows: Vec<IndicatorRow>,
    /// The unknowns that could change the answer.
    pub unknowns: Vec<Key>,
    /// Indicators nobody has loaded for the authority: the suggestion is made without them.
    pub not_collected: Vec<Key>,
}

/// One indicator of one school, ready to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndicatorRow {
    pub indicator: Key,
    pub name: String,
    pub area: String,
    pub judged: Judged,
    /// "44%", "deputy on long-term absence", or why there is no value.
    pub value: String,
    /// "26 of 59", where the value is a share of a known cohort.
    pub beside: String,
    /// The line it crossed, or the nearest it would cross: "below 46%". Empty where the value says it.
    pub line: String,
    /// A reason of the suggestion: it takes part in the level of an area that takes part in the risk.
    pub counts: bool,
}

/// The reasons of a suggestion.
pub fn explain(scheme: &Scheme, evidence: &Evidence, now: &Categorisation) -> Explanation {
    let rows: Vec<IndicatorRow> = scheme
        .reading_order
        .iter()
        .filter(|at| now.judged[**at] != Judged::DoesNotApply)
        .map(|at| {
            let indicator = &scheme.indicators[*at];
            let area = now.areas[indicator.area];
            row(scheme, indicator, now.judged[*at], area, evidence)
        })
        .collect();
    let not_collected = scheme
        .indicators
        .iter()
        .zip(&now.judged)
        .filter(|(_, judged)| **judged == Judged::NotCollected)
        .map(|(indicator, _)| indicator.id)
        .collect();
    let unknowns = unknowns_that_matter(scheme, now);
    Explanation {
        sentence: sentence(scheme, now, &rows, &unknowns),
        main: main_reason(scheme, now, &rows),
        rows,
        unknowns,
        not_collected,
    }
}

/// Open indicators that could change band or risk: those that do so alone, those without which the
/// worst case would be less bad, or all of them where only together they do.
pub fn unknowns_that_matter(scheme: &Scheme, now: &Categorisation) -> Vec<Key> {
    if now.band.settled().is_some() && now.risk.settled().is_some() {
        return Vec::new();
    }
    let open: Vec<usize> = (0..now.judged.len())
        .filter(|at| now.judged[*at].is_open())
        .collect();
    let outcome = |level: &dyn Fn(usize) -> Level| {
        let judged = now
            .judged
            .iter()
            .enumerate()
            .map(|(at, one)| {
                if one.is_open() {
                    Judged::Is(level(at))
                } else {
                    *one
                }
            })
            .collect();
        let then = suggest(scheme, judged);
        (then.band.known, then.risk.known)
    };
    let best = outcome(&|_| Level::None);
    let worst = outcome(&|_| Level::High);
    let matters: Vec<usize> = open
        .iter()
        .copied()
        .filter(|one| {
            let alone = |at: usize| if at == *one { Level::High } else { Level::None };
            let without = |at: usize| if at == *one { Level::None } else { Level::High };
            outcome(&alone) != best || outcome(&without) != worst
        })
        .collect();
    let matters = if matters.is_empty() { open } else { matters };
    matters
        .into_iter()
        .map(|at| scheme.indicators[at].id)
        .collect()
}

fn row(
    scheme: &Scheme,
    indicator: &Indicator,
    judged: Judged,
    area: Span<Level>,
    evidence: &Evidence,
) -> IndicatorRow {
    let seen = evidence.of(indicator.id);
    let value = match (judged, seen) {
        (Judged::NotCollected, _) | (_, None) => "not collected".to_owned(),
        (Judged::Unknown(reason), Some(seen)) => match seen.finding {
            Finding::Known(_) => format!(
                "{}: {}",
                reason.words(),
                finding_words(indicator, seen.finding)
            ),
            Finding::Unknown(_) => reason.words().to_owned(),
        },
        (_, Some(seen)) => finding_words(indicator, seen.finding),
    };
    let beside = seen.map_or_else(String::new, |seen| cohort_words(indicator, seen));
    let mut line = nearest_line(indicator, judged, evidence.setting, seen);
    // A judgement that is its own line need not be said twice.
    if line == value {
        line.clear();
    }
    IndicatorRow {
        indicator: indicator.id,
        name: indicator.name.clone(),
        area: scheme.areas[indicator.area].name.clone(),
        judged,
        value,
        beside,
        line,
        counts: judged.known() >= Level::Medium && area.known >= Level::Medium,
    }
}

fn cohort_words(indicator: &Indicator, seen: &Observed) -> String {
    match (indicator.unit, seen.finding, seen.cohort) {
        (Unit::PerCent, Finding::Known(Value::Number(number)), Some(cohort))
            if indicator.one_year =>
        {
            let pupils = (i64::from(number) * i64::from(cohort) + 5_000) / 10_000;
            format!("{pupils} of {cohort}")
        }
        (_, _, Some(cohort)) if indicator.one_year => format!("{cohort} pupils"),
        _ => String::new(),
    }
}

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
            Test::AtLeast(_) => format!("{} or more", number_words(indicator.unit, limit)),
            Test::AtMost(_) if indicator.unit == Unit::Centile && limit % 100 == 0 => {
                format!("bottom {}%", limit / 100)
            }
            Test::AtMost(_) => format!("{} or lower", number_words(indicator.unit, limit)),
            _ => format!("{side} {}", number_words(indicator.unit, limit)),
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

/// The line a value crossed; where it crossed none, the first it would cross.
fn nearest_line(
    indicator: &Indicator,
    judged: Judged,
    setting: Setting,
    seen: Option<&Observed>,
) -> String {
    let lines = indicator.lines_for(setting);
    let crossed = match (judged, seen.map(|seen| (seen.finding, seen))) {
        (
            Judged::Is(_) | Judged::Contested(_),
            Some((Finding::Known(Value::Number(number)), seen)),
        ) => match super::categorise::line_met(lines, number, seen) {
            super::categorise::Met::Line(line) => Some(line),
            _ => None,
        },
        _ => None,
    };
    if let Some(line) = crossed.or_else(|| lines.last()) {
        return line_words(indicator, line);
    }
    indicator
        .choices
        .iter()
        .filter(|choice| choice.level > Level::None)
        .find(|choice| choice.level == judged.known().max(Level::Low))
        .or_else(|| {
            indicator
                .choices
                .iter()
                .find(|choice| choice.level > Level::None)
        })
        .map_or_else(String::new, |choice| choice.words.clone())
}

/// "Priority 3", or "Priority 2 or 3" where unknowns leave it open.
pub fn span_words(scheme: &Scheme, band: Span<Band>) -> String {
    let lowest = &scheme.band(band.lowest).word;
    let highest = &scheme.band(band.highest).word;
    if band.lowest == band.highest {
        return lowest.clone();
    }
    let between = if band.highest.0 - band.lowest.0 > 1 {
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

fn sentence(
    scheme: &Scheme,
    now: &Categorisation,
    rows: &[IndicatorRow],
    unknowns: &[Key],
) -> String {
    let rule = scheme.band(now.band.known);
    let why = now
        .rule
        .and_then(|at| rule.when.get(usize::from(at)))
        .map_or(rule.meaning.as_str(), |when| when.words.as_str());
    let mut text = capital(why);
    // The risk is made of areas, so areas are counted; each is said by the most serious thing in it.
    let at = |level: Level| -> Vec<String> {
        scheme
            .areas
            .iter()
            .zip(&now.areas)
            .filter(|(_, found)| found.known == level)
            .map(|(area, _)| {
                worst_of(rows, &area.name).map_or_else(
                    || lower(&area.name),
                    |row| format!("{} {}", lower(&row.name), row.value),
                )
            })
            .collect()
    };
    let serious: Vec<(Level, Vec<String>)> = [Level::High, Level::Medium]
        .into_iter()
        .map(|level| (level, at(level)))
        .filter(|(_, names)| !names.is_empty())
        .collect();
    if !serious.is_empty() {
        let parts: Vec<String> = serious
            .iter()
            .map(|(level, names)| {
                format!(
                    "{} {} ({})",
                    count_word(names.len()),
                    lower(level.word()),
                    names.join("; ")
                )
            })
            .collect();
        text.push_str(": ");
        text.push_str(&parts.join(" and "));
    }
    text.push('.');
    let open = now.judged.iter().filter(|one| one.is_open()).count();
    if open > 0 {
        let noun = if open == 1 { "One unknown" } else { "unknowns" };
        let lead = if open == 1 {
            noun.to_owned()
        } else {
            format!("{} {noun}", capital(&count_word(open)))
        };
        let tail = match (unknowns.len(), open) {
            (0, 1) => "; it could not change this.".to_owned(),
            (0, _) => "; none could change this.".to_owned(),
            (1, _) => "; one could change this.".to_owned(),
            (some, all) if some == all => "; together they could change this.".to_owned(),
            (some, _) => format!("; {} could change this.", count_word(some)),
        };
        text.push(' ');
        text.push_str(&lead);
        text.push_str(&tail);
    }
    text
}

/// The most serious indicator of an area above low; the first of equals.
fn worst_of<'a>(rows: &'a [IndicatorRow], area: &str) -> Option<&'a IndicatorRow> {
    let above_low = rows
        .iter()
        .filter(|row| row.area == area && row.judged.known() >= Level::Medium);
    above_low.rev().max_by_key(|row| row.judged.known())
}

fn main_reason(scheme: &Scheme, now: &Categorisation, rows: &[IndicatorRow]) -> String {
    let worst = rows
        .iter()
        .filter(|row| row.judged.known() >= Level::Medium)
        .max_by(|one, other| {
            // The first of the most serious: `max_by` keeps the last of equals.
            one.judged
                .known()
                .cmp(&other.judged.known())
                .then(std::cmp::Ordering::Greater)
        });
    match worst {
        Some(row) => format!("{} {}", row.name, row.value),
        None if now.band.settled().is_none() => {
            format!("{}: unknowns matter", span_words(scheme, now.band))
        }
        None => "Nothing above low".to_owned(),
    }
}

fn capital(text: &str) -> String {
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

fn count_word(count: usize) -> String {
    [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ]
    .get(count)
    .map_or_else(|| count.to_string(), |word| (*word).to_owned())
}
